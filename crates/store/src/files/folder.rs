//! Files in a folder: written under a temporary name, synced, renamed into place, the folder synced.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;

use super::{Listed, MAX_FILE, name};
use crate::error::Error;
use crate::event::Hash;

/// Name of the folder for what is being written.
const UNFINISHED: &str = "unfinished";

/// Files in a folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Folder {
    root: Arc<PathBuf>,
}

impl Folder {
    /// Opens a folder, making it if it is not there.
    pub async fn open(path: &Path) -> Result<Folder, Error> {
        let folder = Folder { root: Arc::new(path.to_owned()) };
        folder.blocking(|root| make_folder(&root.join(UNFINISHED))).await?;
        Ok(folder)
    }

    /// Gives the folder's path.
    pub fn path(&self) -> &Path {
        &self.root
    }

    fn place(root: &Path, hash: Hash) -> PathBuf {
        let (folder, name) = name(hash);
        root.join(folder).join(name)
    }

    pub(super) async fn put(&self, bytes: Vec<u8>) -> Result<Hash, Error> {
        self.blocking(move |root| {
            let hash = Hash::of(&bytes);
            let place = Folder::place(root, hash);
            let folder = place.parent().unwrap_or(root);
            make_folder(folder)?;
            let (unfinished, mut file) = create_unfinished(root)?;
            let written = file.write_all(&bytes).and_then(|()| file.sync_all());
            written.map_err(|e| Error::file(&unfinished, e))?;
            drop(file);
            fs::rename(&unfinished, &place).map_err(|e| Error::file(&place, e))?;
            sync_folder(folder)?;
            Ok(hash)
        })
        .await
    }

    pub(super) async fn get(&self, hash: Hash) -> Result<Vec<u8>, Error> {
        self.blocking(move |root| {
            let place = Folder::place(root, hash);
            let size = match fs::metadata(&place) {
                Ok(found) => found.len(),
                Err(e) if e.kind() == ErrorKind::NotFound => return Err(Error::FileMissing(hash.to_string())),
                Err(e) => return Err(Error::file(&place, e)),
            };
            if size > MAX_FILE as u64 {
                return Err(Error::FileAltered(hash.to_string()));
            }
            fs::read(&place).map_err(|e| Error::file(&place, e))
        })
        .await
    }

    pub(super) async fn delete(&self, hash: Hash) -> Result<(), Error> {
        self.blocking(move |root| {
            let place = Folder::place(root, hash);
            match fs::remove_file(&place) {
                Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::file(&place, e)),
                _ => Ok(()),
            }
        })
        .await
    }

    pub(super) async fn list(&self) -> Result<Vec<Listed>, Error> {
        self.blocking(|root| {
            let mut listed = Vec::new();
            for folder in entries(root)? {
                if folder.file_name().is_none_or(|name| name == UNFINISHED) || !folder.is_dir() {
                    continue;
                }
                for file in entries(&folder)? {
                    // What does not bear a hash's name is not ours and is left alone.
                    let hash = file.file_name().and_then(|name| name.to_str()).and_then(Hash::parse);
                    if let (Some(hash), Some(written_at)) = (hash, written_at(&file)?) {
                        listed.push(Listed { hash, written_at });
                    }
                }
            }
            Ok(listed)
        })
        .await
    }

    /// Removes what was begun before `older_than` and never finished.
    pub(super) async fn sweep_unfinished(&self, older_than: Timestamp) -> Result<(), Error> {
        self.blocking(move |root| {
            for file in entries(&root.join(UNFINISHED))? {
                if written_at(&file)?.is_some_and(|at| at < older_than) {
                    match fs::remove_file(&file) {
                        Err(e) if e.kind() != ErrorKind::NotFound => return Err(Error::file(&file, e)),
                        _ => {}
                    }
                }
            }
            Ok(())
        })
        .await
    }

    async fn blocking<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Path) -> Result<T, Error> + Send + 'static,
    {
        let root = self.root.clone();
        let done = tokio::task::spawn_blocking(move || work(&root)).await;
        done.map_err(|e| Error::file(self.path(), std::io::Error::other(e)))?
    }
}

/// Makes a file that nobody else writes: by process number and a counter, and by refusing a name that is taken.
fn create_unfinished(root: &Path) -> Result<(PathBuf, fs::File), Error> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = root.join(UNFINISHED).join(format!("{}-{number}", std::process::id()));
        match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Error::file(&path, e)),
        }
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(folder).map_err(|e| Error::file(folder, e))?;
    entries.map(|entry| entry.map(|e| e.path()).map_err(|e| Error::file(folder, e))).collect()
}

/// Says when a file was last written; `None` if it has gone meanwhile.
fn written_at(file: &Path) -> Result<Option<Timestamp>, Error> {
    match fs::metadata(file).and_then(|found| found.modified()) {
        Ok(time) => Timestamp::try_from(time).map(Some).map_err(|e| Error::file(file, std::io::Error::other(e))),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::file(file, e)),
    }
}

fn make_folder(folder: &Path) -> Result<(), Error> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|e| Error::file(folder, e))?;
    folder.parent().map_or(Ok(()), sync_folder)
}

/// Makes the names in a folder durable.
fn sync_folder(folder: &Path) -> Result<(), Error> {
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(|e| Error::file(folder, e))
}
