//! What can go wrong, sorted by who can act on it; each with a sentence that says what to do.

use law::application::Refusal;

use crate::authorise::Denied;

/// Who can do something about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhoActs {
    /// The applicant: what was filled in must be changed.
    Applicant,
    /// The person at the desk.
    Officer,
    /// Whoever runs the machine.
    Operator,
    /// The makers of the program.
    Us,
}

/// One fault of one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldFault {
    /// The field, as the form and the interface name it, e.g. `applicant.name` or `items.0.wanted`.
    pub field: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

/// All faults of one form, found at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Faults(pub Vec<FieldFault>);

impl Faults {
    /// Notes a fault of a field.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldFault { field: field.into(), message: message.into() });
    }

    /// Fails with all faults noted, or passes when there is none.
    pub fn none_or(self) -> Result<(), AppError> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(self)) }
    }
}

/// What another writer did in the meantime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneMeanwhile {
    /// Who.
    pub actor: String,
    /// What, in Chinese.
    pub what: String,
    /// When, in Shanghai.
    pub at: jiff::Timestamp,
}

/// Every way a use case can fail.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// What was filled in cannot be taken; all faults at once.
    #[error("填写的内容有{}处需要修改：{}", .0.0.len(), listed(.0))]
    Invalid(Faults),
    /// The person may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The law refuses the command.
    #[error("{}", .0)]
    Refused(Box<Refusal>),
    /// Another person was faster; nothing of this attempt was kept.
    #[error("另一位工作人员已先办理：{}。本次操作没有保存，请看清最新情况后再办理", meanwhile(.0))]
    Overtaken(Vec<DoneMeanwhile>),
    /// Nobody was signed in. One answer for an unknown login, a closed account and a wrong password, so that nobody
    /// learns which accounts there are.
    #[error("登录名或者口令不正确，或者账号已经停用")]
    SignInFailed,
    /// What was asked for is not there.
    #[error("没有找到{what}“{which}”，请核对后再试")]
    NotFound {
        /// What kind of thing, in Chinese.
        what: &'static str,
        /// Which one.
        which: String,
    },
    /// What was to be made is there already.
    #[error("{what}“{which}”已经存在")]
    AlreadyThere {
        /// What kind of thing, in Chinese.
        what: &'static str,
        /// Which one.
        which: String,
    },
    /// Something stands in the way that only time or another entry can remove.
    #[error("{0}")]
    NotNow(String),
    /// The command seals or opens personal data and no master key is at hand.
    #[error(
        "这一操作要加密或者解开申请人的个人信息，但没有主密钥。请用环境变量 GONGKAI_MASTER_KEY_FILE 指明主密钥文件后重新启动程序"
    )]
    MasterKeyMissing,
    /// The record holds a kind of event this program does not know.
    #[error("记录中有本程序不认识的事件“{kind}”（第{version}版），请改用更新版本的程序")]
    NewerEvent {
        /// The kind of the event.
        kind: String,
        /// The version of its form.
        version: i64,
    },
    /// An event's payload cannot be read although its kind and version are known.
    #[error("记录中的事件“{kind}”（第{version}版）无法读出，请运行 gongkai verify 并联系维护人员")]
    UnreadableEvent {
        /// The kind of the event.
        kind: String,
        /// The version of its form.
        version: i64,
        /// What the reader said.
        #[source]
        source: serde_json::Error,
    },
    /// A value that is ours to write could not be written.
    #[error("程序内部的数据无法写出，请把日志交给维护人员")]
    Unwritable(#[source] serde_json::Error),
    /// The record contradicts itself.
    #[error("记录前后不一致：{0}。请运行 gongkai verify 和 gongkai rebuild，并把日志交给维护人员")]
    Inconsistent(String),
    /// The record could not be read or written.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl AppError {
    /// Says who can act on the error.
    pub fn who_acts(&self) -> WhoActs {
        match self {
            AppError::Invalid(_) => WhoActs::Applicant,
            AppError::Denied(_)
            | AppError::Refused(_)
            | AppError::Overtaken(_)
            | AppError::SignInFailed
            | AppError::NotFound { .. }
            | AppError::AlreadyThere { .. }
            | AppError::NotNow(_) => WhoActs::Officer,
            AppError::MasterKeyMissing | AppError::NewerEvent { .. } => WhoActs::Operator,
            AppError::UnreadableEvent { .. } | AppError::Unwritable(_) | AppError::Inconsistent(_) => WhoActs::Us,
            AppError::Store(error) => match error.actor() {
                store::Actor::Officer => WhoActs::Officer,
                store::Actor::Operator => WhoActs::Operator,
                store::Actor::Us => WhoActs::Us,
            },
        }
    }

    /// Says in Chinese what to do now.
    pub fn hint(&self) -> String {
        match self {
            AppError::Invalid(_) => "请按各栏旁边的提示修改后重新提交。".to_owned(),
            AppError::Denied(_) => "请转交有权限的人员办理，或者请管理员调整角色。".to_owned(),
            AppError::Refused(refusal) if refusal.may_be_overridden() => {
                "这是提示，不是禁止：确有理由的，请工作机构负责人或者领导写明理由后继续办理。".to_owned()
            }
            AppError::Refused(_) => "请按提示先办理所缺的事项；法律不允许的，不能办理。".to_owned(),
            AppError::Overtaken(_) => "请刷新页面，看清最新情况后再办理。".to_owned(),
            AppError::SignInFailed => "请核对登录名和口令后再试；忘记口令的，请管理员重置。".to_owned(),
            AppError::NotFound { .. } => "请核对编号，或者从待办列表中打开。".to_owned(),
            AppError::AlreadyThere { .. } => "请直接使用已有的，或者另取一个。".to_owned(),
            AppError::NotNow(_) => "请待条件具备后再办理。".to_owned(),
            AppError::MasterKeyMissing => "主密钥文件与数据库分开保管；请向保管人索取，切勿另造一把。".to_owned(),
            AppError::NewerEvent { .. } => "请安装与数据相同或更新版本的程序。".to_owned(),
            AppError::UnreadableEvent { .. } | AppError::Unwritable(_) | AppError::Inconsistent(_) => {
                "这是程序的缺陷，请把日志交给维护人员。".to_owned()
            }
            AppError::Store(error) => error.hint().to_owned(),
        }
    }
}

fn listed(faults: &Faults) -> String {
    faults.0.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("；")
}

fn meanwhile(done: &[DoneMeanwhile]) -> String {
    if done.is_empty() {
        return "这一事项".to_owned();
    }
    done.iter().map(|one| format!("{}办理了“{}”", one.actor, one.what)).collect::<Vec<_>>().join("；")
}
