//! Files, kept apart from the database under the SM3 of their bytes: in a folder, or in an S3-speaking object store.
//!
//! A file is on the disk before the record refers to it, and is never changed. What no record refers to is an orphan of
//! an attempt that failed, and is swept.

mod folder;
mod http;
mod s3;

use jiff::Timestamp;

use crate::address::FilesAddress;
use crate::error::Error;
use crate::event::Hash;
use crate::session::{Engine, Value};
use crate::store::Store;
use crate::write::FILES_ALONE;

pub use folder::Folder;
pub use s3::S3;

/// Most bytes of one file: 1 GiB. Larger ones are refused before anything is written.
pub const MAX_FILE: usize = 1 << 30;

/// The place of the files. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Files {
    /// A folder.
    Folder(Folder),
    /// A bucket.
    S3(S3),
}

/// A file as a listing shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// SM3 of its bytes, from its name.
    pub hash: Hash,
    /// When it was last written.
    pub written_at: Timestamp,
}

impl Files {
    /// Opens the place; a folder is made if it is not there, a bucket must exist.
    pub async fn open(address: &FilesAddress) -> Result<Files, Error> {
        match address {
            FilesAddress::Folder(path) => Folder::open(path).await.map(Files::Folder),
            FilesAddress::S3 { bucket, prefix } => S3::open(bucket, prefix).map(Files::S3),
        }
    }

    /// Stores bytes and gives their hash. When it returns they are durable. Storing the same bytes again is harmless and
    /// makes them young again for [`Store::sweep`].
    pub async fn put(&self, bytes: Vec<u8>) -> Result<Hash, Error> {
        if bytes.len() > MAX_FILE {
            return Err(Error::Unstorable(format!("文件超过 {MAX_FILE} 个字节")));
        }
        match self {
            Files::Folder(folder) => folder.put(bytes).await,
            Files::S3(s3) => s3.put(bytes).await,
        }
    }

    /// Reads a file and checks it against its hash. Fails with [`Error::FileMissing`] or [`Error::FileAltered`].
    pub async fn get(&self, hash: Hash) -> Result<Vec<u8>, Error> {
        let bytes = match self {
            Files::Folder(folder) => folder.get(hash).await,
            Files::S3(s3) => s3.get(hash).await,
        }?;
        if Hash::of(&bytes) == hash { Ok(bytes) } else { Err(Error::FileAltered(hash.to_string())) }
    }

    /// Removes a file if it is there.
    pub async fn delete(&self, hash: Hash) -> Result<(), Error> {
        match self {
            Files::Folder(folder) => folder.delete(hash).await,
            Files::S3(s3) => s3.delete(hash).await,
        }
    }

    /// Lists every file, in no particular order.
    pub async fn list(&self) -> Result<Vec<Listed>, Error> {
        match self {
            Files::Folder(folder) => folder.list().await,
            Files::S3(s3) => s3.list().await,
        }
    }
}

/// Gives a file's name below its place: the first two digits as a folder, then all 64.
fn name(hash: Hash) -> (String, String) {
    let name = hash.to_string();
    (name.chars().take(2).collect(), name)
}

impl Store {
    /// Removes every file that no record refers to and that was last written before `older_than`: the caller leaves
    /// room for writers that have stored a file and not yet committed (a day is plenty). Gives how many went.
    pub async fn sweep(&self, older_than: Timestamp) -> Result<u64, Error> {
        let mut removed = 0;
        for file in self.inner.files.list().await?.into_iter().filter(|file| file.written_at < older_than) {
            // Asked one by one, each alone with the files, so that no writer comes between question and removal.
            let mut write = self.write().await?;
            if write.engine() == Engine::Postgres {
                write.session.execute(FILES_ALONE, Vec::new()).await?;
            }
            let used = write
                .session
                .one(
                    "SELECT COUNT(*) FROM blobs WHERE hash = $1",
                    vec![Value::Bytes(Some(file.hash.0.to_vec()))],
                    |columns| Ok(columns.int(0).ok().flatten()),
                )
                .await?;
            if used.flatten() == Some(0) {
                self.inner.files.delete(file.hash).await?;
                removed += 1;
            }
            write.rollback().await?;
        }
        if let Files::Folder(folder) = &self.inner.files {
            folder.sweep_unfinished(older_than).await?;
        }
        Ok(removed)
    }
}
