//! Copies of the whole record, taken while others write, and bringing one back.
//!
//! A copy is itself a data folder: it opens like any other. The master key is not in it and is kept apart.

use std::path::Path;

use crate::address::Address;
use crate::error::Error;
use crate::files::{Files, Folder};
use crate::session::Session;
use crate::store::{DATABASE, FILES, Pools, Store, vacuum_into};
use crate::verify::Verified;

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedUp {
    /// How many files.
    pub files: u64,
}

impl Store {
    /// Copies the record, all of one moment, into an empty folder while others read and write. From a database server
    /// it makes a data folder with SQLite (the server's own tools make copies for that server).
    ///
    /// Files are copied before the database and once more after it, so that the copy never refers to a file it has not:
    /// what was swept in between was referred to by nobody, what came in between is fetched by the second round.
    pub async fn backup(&self, to: &Path) -> Result<BackedUp, Error> {
        empty(to).await?;
        let target = Files::Folder(Folder::open(&to.join(FILES)).await?);
        self.copy_files(&target).await?;
        match &self.inner.pools {
            Pools::Sqlite { .. } => {
                if let Address::Folder(folder) = &self.inner.address {
                    vacuum_into(&folder.join(DATABASE), &to.join(DATABASE)).await?;
                }
            }
            Pools::Postgres(_) => {
                let copy = Store::open(&Address::Folder(to.to_owned())).await?;
                copy_tables(self, &copy).await?;
                copy.close().await;
            }
        }
        let files = self.copy_files(&target).await?;
        sync(to).await?;
        Ok(BackedUp { files })
    }

    /// Brings a copy back into an empty folder and checks it: every event's hash, every file. Fails with
    /// [`Error::Broken`] if the copy is not whole; what was written then stays for inspection.
    pub async fn restore(from: &Path, to: &Path) -> Result<Verified, Error> {
        let source = from.join(DATABASE);
        tokio::fs::metadata(&source).await.map_err(|e| Error::file(&source, e))?;
        empty(to).await?;
        let (source, target) = (Folder::open(&from.join(FILES)).await?, Folder::open(&to.join(FILES)).await?);
        let (source, target) = (Files::Folder(source), Files::Folder(target));
        for file in source.list().await? {
            target.put(source.get(file.hash).await?).await?;
        }
        vacuum_into(&from.join(DATABASE), &to.join(DATABASE)).await?;
        sync(to).await?;
        let restored = Store::open(&Address::Folder(to.to_owned())).await?;
        let checked = restored.checked().await;
        restored.close().await;
        checked
    }

    /// Copies the whole record of a data folder into an empty, migrated database, and its files beside it: the way back
    /// from a logical copy, and the way from one machine to many. Gives what was found whole at the target.
    pub async fn move_into(&self, target: &Store) -> Result<Verified, Error> {
        self.copy_files(&target.inner.files).await?;
        copy_tables(self, target).await?;
        self.copy_files(&target.inner.files).await?;
        target.checked().await
    }

    async fn checked(&self) -> Result<Verified, Error> {
        let verified = self.verify(None).await?.map_err(Error::Broken)?;
        self.verify_files(None).await?;
        Ok(verified)
    }

    /// Copies the files that the target has not, checking each; gives how many the target then has.
    async fn copy_files(&self, target: &Files) -> Result<u64, Error> {
        let there: std::collections::HashSet<_> = target.list().await?.into_iter().map(|file| file.hash).collect();
        let mut files = there.len() as u64;
        for file in self.inner.files.list().await? {
            if there.contains(&file.hash) {
                continue;
            }
            match self.inner.files.get(file.hash).await {
                Ok(bytes) => {
                    target.put(bytes).await?;
                    files += 1;
                }
                // Swept since it was listed: nobody refers to it.
                Err(Error::FileMissing(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(files)
    }
}

async fn copy_tables(from: &Store, to: &Store) -> Result<(), Error> {
    let mut source = from.snapshot().await?;
    let mut target = to.write().await?;
    let any = target.organs().await?;
    if !any.is_empty() {
        return Err(Error::NotEmpty(to.address().to_string().into()));
    }
    let to: &mut Session = &mut target.reader.session;
    crate::copy::tables(&mut source.session, to).await?;
    target.commit().await
}

/// Makes a folder, or makes sure that it is empty.
async fn empty(folder: &Path) -> Result<(), Error> {
    tokio::fs::create_dir_all(folder).await.map_err(|e| Error::file(folder, e))?;
    let mut entries = tokio::fs::read_dir(folder).await.map_err(|e| Error::file(folder, e))?;
    match entries.next_entry().await.map_err(|e| Error::file(folder, e))? {
        Some(_) => Err(Error::NotEmpty(folder.to_owned())),
        None => Ok(()),
    }
}

async fn sync(folder: &Path) -> Result<(), Error> {
    let open = tokio::fs::File::open(folder).await.map_err(|e| Error::file(folder, e))?;
    open.sync_all().await.map_err(|e| Error::file(folder, e))
}
