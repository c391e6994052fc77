//! What can go wrong with the record, sorted by who can act on it.

use std::fmt;
use std::path::PathBuf;

use crate::event::Head;

/// Names who can do something about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The person at the desk: look again and repeat.
    Officer,
    /// Whoever runs the machine: space, rights, network, keys, versions.
    Operator,
    /// The makers of the program: this must not happen.
    Us,
}

/// Tells a writer that the stream has moved on since it was read: nothing of the attempt was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Organ of the stream.
    pub organ: String,
    /// Stream that has moved on.
    pub stream: String,
    /// The head the writer had read.
    pub expected: Head,
    /// The head the stream has now.
    pub found: Head,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 已被他人改动：读取时为第 {} 条记录，现为第 {} 条", self.stream, self.expected.seq, self.found.seq)
    }
}

/// Names everything the record can refuse or fail at.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A second writer was faster; see [`Conflict`].
    #[error("{0}")]
    Conflict(Box<Conflict>),
    /// The database could not be reached or opened.
    #[error("无法打开数据库：{address}")]
    Unreachable {
        /// Where it was sought, without any password.
        address: String,
        /// What the driver said.
        #[source]
        source: sqlx::Error,
    },
    /// The database did not answer in time because others were writing; nothing was kept, and it may be tried again.
    #[error("数据库正忙，本次操作未保存")]
    Busy(#[source] sqlx::Error),
    /// The disk is full or the database's quota is used up.
    #[error("磁盘空间不足，本次操作未保存")]
    Full(#[source] sqlx::Error),
    /// The connection broke off. A write that had reached its commit may or may not have been kept: look before repeating.
    #[error("与数据库的连接中断，本次操作是否已保存不能确定")]
    Disconnected(#[source] sqlx::Error),
    /// The database cannot read or write what it keeps: a faulty disk, missing rights, a damaged file.
    #[error("数据库文件无法读写或已损坏，本次操作未保存")]
    Storage(#[source] sqlx::Error),
    /// A statement failed for a reason that is a fault of the program or of its schema.
    #[error("数据库操作失败：{during}")]
    Sql {
        /// The statement, without its values.
        during: String,
        /// What the driver said.
        #[source]
        source: sqlx::Error,
    },
    /// A stored row cannot be read as what it should be.
    #[error("数据表 {table} 中 {row} 一行的 {column} 列损坏：{why}")]
    Corrupt {
        /// Table of the row.
        table: &'static str,
        /// Column that cannot be read.
        column: &'static str,
        /// Key of the row, as far as it can be read.
        row: String,
        /// What is wrong with the value.
        why: String,
    },
    /// The database was written by a later version of the program.
    #[error("数据库版本为 {found}，高于本程序支持的 {known}")]
    Newer {
        /// Version found in the database.
        found: i64,
        /// Latest version this program knows.
        known: i64,
    },
    /// The database server's schema is older than the program or not there; it is never migrated unasked.
    #[error("数据库结构版本为 {found}，本程序需要 {needed}")]
    NotMigrated {
        /// Version found in the database, 0 if it is empty.
        found: i64,
        /// Version this program needs.
        needed: i64,
    },
    /// The database holds tables that are not ours.
    #[error("{0} 不是本程序的数据库")]
    NotOurs(String),
    /// An address cannot be understood.
    #[error("存放位置无法识别：{0}")]
    Address(String),
    /// A folder that must be empty is not.
    #[error("文件夹不是空的：{0}")]
    NotEmpty(PathBuf),
    /// A file or folder could not be read or written.
    #[error("文件读写失败：{path}")]
    File {
        /// The path concerned.
        path: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The object store refused or could not be reached.
    #[error("对象存储读写失败：{key}")]
    Objects {
        /// The object's key.
        key: String,
        /// What the object store's client said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A stored file's bytes are not those that were stored.
    #[error("文件 {0} 的内容与其摘要不符")]
    FileAltered(String),
    /// A stored file is gone.
    #[error("文件 {0} 不存在")]
    FileMissing(String),
    /// The master key is not the one that the subject's key was wrapped with.
    #[error("主密钥不对：{organ} 的个人信息是用另一把主密钥保护的")]
    WrongMasterKey {
        /// Organ whose data is concerned.
        organ: String,
    },
    /// A master key cannot be understood.
    #[error("主密钥格式不对")]
    MasterKeyForm,
    /// Sealed data does not open although the key is right: it was altered or moved.
    #[error("加密数据 {0} 已被改动，无法解开")]
    Sealed(String),
    /// The subject of sealed data is not known.
    #[error("没有登记过的个人信息主体：{0}")]
    UnknownSubject(String),
    /// The subject's key has been destroyed; nothing can be sealed for it any more.
    #[error("个人信息主体 {0} 的密钥已经销毁")]
    SubjectDestroyed(String),
    /// The source of randomness failed.
    #[error("系统随机数不可用")]
    Entropy(#[source] std::io::Error),
    /// A caller passed what cannot be stored.
    #[error("无法保存：{0}")]
    Unstorable(String),
    /// The application's mapping from events to rows failed.
    #[error("由事件生成数据行失败：{organ} {stream}")]
    Projection {
        /// Organ of the stream.
        organ: String,
        /// Stream being mapped.
        stream: String,
        /// What the mapping said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A restored or kept record does not verify.
    #[error("记录校验不通过：{0}")]
    Broken(crate::verify::FirstBroken),
}

impl Error {
    /// Says who can act on the error.
    pub fn actor(&self) -> Actor {
        match self {
            Error::Conflict(_) | Error::Busy(_) | Error::SubjectDestroyed(_) => Actor::Officer,
            Error::Unreachable { .. }
            | Error::Disconnected(_)
            | Error::Storage(_)
            | Error::Full(_)
            | Error::Newer { .. }
            | Error::NotMigrated { .. }
            | Error::NotOurs(_)
            | Error::Address(_)
            | Error::NotEmpty(_)
            | Error::File { .. }
            | Error::Objects { .. }
            | Error::FileAltered(_)
            | Error::FileMissing(_)
            | Error::WrongMasterKey { .. }
            | Error::MasterKeyForm
            | Error::Sealed(_)
            | Error::Entropy(_)
            | Error::Corrupt { .. }
            | Error::Broken(_) => Actor::Operator,
            Error::Sql { .. } | Error::UnknownSubject(_) | Error::Unstorable(_) | Error::Projection { .. } => Actor::Us,
        }
    }

    /// Says in one Chinese sentence what to do now.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Conflict(_) => "请刷新页面，看清最新情况后再办理。",
            Error::Busy(_) => "请稍后再试。",
            Error::SubjectDestroyed(_) => "该当事人的个人信息已依规定销毁，请按新的当事人登记。",
            Error::Unreachable { address, .. } if address.contains("://") => {
                "请检查数据库地址、账号和网络，并确认数据库正在运行。"
            }
            Error::Unreachable { .. } => {
                "请检查数据文件夹是否写对、程序是否有读写权限、磁盘是否已满；文件已经损坏的，请从备份中恢复。"
            }
            Error::Disconnected(_) => "请检查数据库和网络；恢复后先查看是否已经保存，再决定是否重做。",
            Error::Storage(_) => "请检查磁盘和文件夹权限，运行 gongkai verify；如有损坏，请从备份中恢复。",
            Error::Full(_) => "请清理磁盘或扩大空间后再试。",
            Error::Newer { .. } => "请改用与数据库相同或更新版本的程序，不要用旧版程序打开。",
            Error::NotMigrated { .. } => "请先备份数据库，再运行 gongkai migrate 升级数据库结构。",
            Error::NotOurs(_) => "请检查地址是否写错，或者换一个空的数据库。",
            Error::Address(_) => {
                "数据文件夹写路径；数据库写 postgres:// 开头的地址；文件写文件夹路径或者 s3://存储桶/前缀。"
            }
            Error::NotEmpty(_) => "请指定一个空文件夹，或者尚不存在的文件夹。",
            Error::File { .. } => "请检查文件夹是否存在、程序是否有读写权限、磁盘是否已满。",
            Error::Objects { .. } => "请检查对象存储的地址、存储桶和 AWS_ 开头的环境变量。",
            Error::FileAltered(_) | Error::FileMissing(_) => "请从备份中恢复这个文件，并查明原因。",
            Error::WrongMasterKey { .. } => "请检查 GONGKAI_MASTER_KEY_FILE 指向的是不是本数据库的主密钥文件。",
            Error::MasterKeyForm => "主密钥文件应为 32 个字节，或者 64 个十六进制字符。",
            Error::Sealed(_) | Error::Corrupt { .. } | Error::Broken(_) => {
                "请停止写入，运行 gongkai verify 找出损坏之处，并从备份中恢复。"
            }
            Error::Entropy(_) => "请检查操作系统的随机数设备。",
            Error::Sql { .. } | Error::UnknownSubject(_) | Error::Unstorable(_) | Error::Projection { .. } => {
                "这是程序的缺陷，请把日志交给维护人员。"
            }
        }
    }

    /// Gives the conflict if this is one.
    pub fn conflict(&self) -> Option<&Conflict> {
        match self {
            Error::Conflict(conflict) => Some(conflict),
            _ => None,
        }
    }

    pub(crate) fn sql(during: &str, source: sqlx::Error) -> Error {
        let code = source.as_database_error().and_then(|e| e.code()).map(|c| c.into_owned()).unwrap_or_default();
        match code.as_str() {
            // PostgreSQL: serialization failure, deadlock, lock not available; disk full; input or output failed, data
            // corrupted; shut down by an operator.
            "40001" | "40P01" | "55P03" => return Error::Busy(source),
            "53100" => return Error::Full(source),
            "58030" | "XX001" | "XX002" => return Error::Storage(source),
            "57P01" | "57P02" | "57P03" => return Error::Disconnected(source),
            // SQLite gives extended result codes in decimal; their low byte is the primary one: busy, locked; full;
            // read-only, input or output failed, corrupt, cannot be opened, not a database.
            decimal if decimal.len() < 5 => match decimal.parse::<u32>().map(|n| n & 0xff) {
                Ok(5 | 6) => return Error::Busy(source),
                Ok(13) => return Error::Full(source),
                Ok(8 | 10 | 11 | 14 | 26) => return Error::Storage(source),
                _ => {}
            },
            _ => {}
        }
        match source {
            sqlx::Error::PoolTimedOut => Error::Busy(source),
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Error::Disconnected(source)
            }
            _ => Error::Sql { during: during.to_owned(), source },
        }
    }

    pub(crate) fn file(path: impl AsRef<std::path::Path>, source: std::io::Error) -> Error {
        Error::File { path: path.as_ref().display().to_string(), source }
    }
}
