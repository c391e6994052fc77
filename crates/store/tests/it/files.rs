//! Files in a folder: stored before they are referred to, checked when read, swept when nobody refers to them.

use std::path::PathBuf;

use jiff::Timestamp;
use store::{Address, Error, Files, Hash};

use crate::place::{ORGAN, Place, at, on_both};

fn root(place: &Place) -> PathBuf {
    match &place.address {
        Address::Folder(folder) => folder.join("files"),
        Address::Database { .. } => place.folder.path().join("files"),
    }
}

fn path(place: &Place, hash: Hash) -> PathBuf {
    let name = hash.to_string();
    root(place).join(&name[..2]).join(name)
}

const LATER: i64 = 4_000_000_000;

#[test]
fn a_file_is_kept_under_the_hash_of_its_bytes() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        let hash = write.put_blob(ORGAN, b"abc".to_vec(), "text/plain", at(0)).await.unwrap();
        assert_eq!(hash.to_string(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!(std::fs::read(path(&place, hash)).unwrap(), b"abc", "it is on the disk before the commit");
        assert_eq!(write.put_blob(ORGAN, b"abc".to_vec(), "text/plain", at(1)).await.unwrap(), hash);
        write.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        assert_eq!(reader.blob(ORGAN, hash).await.unwrap().as_deref(), Some(&b"abc"[..]));
        assert_eq!(reader.blob("OTHER", hash).await.unwrap(), None, "another organ's files are not handed out");
        assert_eq!(store.verify_files(None).await.unwrap(), 1);
        assert_eq!(std::fs::read_dir(root(&place).join("unfinished")).unwrap().count(), 0);
    });
}

#[test]
fn a_file_altered_or_gone_is_told() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        let hash = write.put_blob(ORGAN, b"letter".to_vec(), "text/plain", at(0)).await.unwrap();
        write.commit().await.unwrap();
        std::fs::write(path(&place, hash), b"Letter").unwrap();
        let read = store.read().await.unwrap().blob(ORGAN, hash).await.unwrap_err();
        assert!(matches!(&read, Error::FileAltered(name) if *name == hash.to_string()));
        assert!(matches!(store.verify_files(Some(ORGAN)).await, Err(Error::FileAltered(_))));
        std::fs::remove_file(path(&place, hash)).unwrap();
        assert!(matches!(store.verify_files(None).await, Err(Error::FileMissing(_))));
    });
}

#[test]
fn orphans_are_swept_and_nothing_else() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        let kept = write.put_blob(ORGAN, b"kept".to_vec(), "text/plain", at(0)).await.unwrap();
        write.commit().await.unwrap();
        let mut write = store.write().await.unwrap();
        let orphan = write.put_blob(ORGAN, b"orphan".to_vec(), "text/plain", at(0)).await.unwrap();
        write.rollback().await.unwrap();
        std::fs::write(root(&place).join("unfinished").join("1-0"), b"half").unwrap();
        std::fs::write(root(&place).join("README"), b"not ours").unwrap();
        std::fs::write(path(&place, kept).with_file_name("notes.txt"), b"not ours either").unwrap();

        let long_ago = Timestamp::from_second(1).unwrap();
        assert_eq!(store.sweep(long_ago).await.unwrap(), 0, "what is young may still be committed");
        assert!(path(&place, orphan).exists());
        assert_eq!(store.sweep(Timestamp::from_second(LATER).unwrap()).await.unwrap(), 1);
        assert!(!path(&place, orphan).exists());
        assert!(path(&place, kept).exists());
        assert!(root(&place).join("README").exists());
        assert!(path(&place, kept).with_file_name("notes.txt").exists());
        assert_eq!(std::fs::read_dir(root(&place).join("unfinished")).unwrap().count(), 0);
        assert_eq!(store.verify_files(None).await.unwrap(), 1);
    });
}

#[test]
fn what_cannot_be_written_leaves_no_row() {
    on_both(|place| async move {
        let store = place.store().await;
        // A file where a folder must be: it cannot be written, whoever asks (rights would not stop root).
        let hash = Hash::of(b"blocked");
        std::fs::write(path(&place, hash).parent().unwrap(), b"in the way").unwrap();
        let mut write = store.write().await.unwrap();
        let refused = write.put_blob(ORGAN, b"blocked".to_vec(), "text/plain", at(0)).await.unwrap_err();
        assert!(matches!(refused, Error::File { .. }));
        assert!(write.commit().await.is_err());
        assert_eq!(store.read().await.unwrap().blob(ORGAN, hash).await.unwrap(), None);
    });
}

#[test]
fn storing_again_makes_a_file_young_again() {
    on_both(|place| async move {
        let store = place.store().await;
        let files: &Files = store.files();
        let hash = files.put(b"x".to_vec()).await.unwrap();
        let file = std::fs::File::options().write(true).open(path(&place, hash)).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(files.list().await.unwrap()[0].written_at, Timestamp::UNIX_EPOCH);
        files.put(b"x".to_vec()).await.unwrap();
        assert_eq!(store.sweep(Timestamp::from_second(1_000).unwrap()).await.unwrap(), 0);
        assert_eq!(files.get(hash).await.unwrap(), b"x");
    });
}

#[test]
fn a_sweep_waits_for_those_who_are_storing() {
    on_both(|place| async move {
        let store = place.store().await;
        // An orphan from before, stored again by a writer that has not committed yet.
        let orphan = store.files().put(b"again".to_vec()).await.unwrap();
        let mut write = store.write().await.unwrap();
        assert_eq!(write.put_blob(ORGAN, b"again".to_vec(), "text/plain", at(0)).await.unwrap(), orphan);
        let sweep = store.sweep(Timestamp::from_second(LATER).unwrap());
        let (swept, ()) = tokio::join!(sweep, async { write.commit().await.unwrap() });
        assert_eq!(swept.unwrap(), 0);
        assert_eq!(store.verify_files(None).await.unwrap(), 1);
    });
}
