//! Copies taken while others write, and brought back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use store::{Address, Changes, Engine, Error, Opened, Store};

use crate::place::{ORGAN, at, event, fill, id, on_both, on_postgres, vault};
use crate::rows::{case_row, every_projection};

/// Writes events with files until told to stop; gives how many.
async fn write_until(store: Store, stop: Arc<AtomicBool>) -> i64 {
    let mut head = store.load(ORGAN, "case/busy").await.unwrap().head;
    while !stop.load(Ordering::Relaxed) {
        let mut write = store.write().await.unwrap();
        let file = format!("file {}", head.seq);
        write.put_blob(ORGAN, file.into_bytes(), "text/plain", at(0)).await.unwrap();
        let new = event("Noted", &head.seq.to_string());
        let mut changes = Changes::new();
        changes.put(&store::CaseRow { updated_seq: head.seq + 1, ..case_row(1, "open") });
        head = write.append(ORGAN, "case/busy", &head, vec![new], &changes).await.unwrap().head;
        write.commit().await.unwrap();
    }
    head.seq
}

#[test]
fn a_copy_taken_while_others_write_opens_and_verifies() {
    on_both(|place| async move {
        let (store, vault) = (place.store().await, vault(1));
        let before = fill(&store, ORGAN, "case/quiet", 5).await;
        let mut write = store.write().await.unwrap();
        write.apply(&every_projection()).await.unwrap();
        write.add_subject(&vault, ORGAN, id(900), at(0)).await.unwrap();
        write.seal(&vault, ORGAN, id(900), id(1), &[9; 50_000], at(0)).await.unwrap();
        assert_eq!(write.allocate(ORGAN, "case", 2026).await.unwrap(), 1);
        write.commit().await.unwrap();

        let stop = Arc::new(AtomicBool::new(false));
        let writer = tokio::spawn(write_until(store.clone(), stop.clone()));
        let copy = place.folder.path().join("copy");
        let copied = store.backup(&copy).await.unwrap();
        stop.store(true, Ordering::Relaxed);
        let written = writer.await.unwrap();
        assert!(copied.files >= 1);

        let restored = place.folder.path().join("restored");
        let verified = Store::restore(&copy, &restored).await.unwrap();
        assert!(verified.events >= 5);
        let again = Store::open(&Address::Folder(restored)).await.unwrap();
        assert_eq!(again.load(ORGAN, "case/quiet").await.unwrap().head, before);
        let busy = again.load(ORGAN, "case/busy").await.unwrap();
        assert!(busy.head.seq <= written);
        let mut reader = again.read().await.unwrap();
        let opened = reader.open(&vault, ORGAN, id(900), id(1)).await.unwrap();
        assert!(matches!(opened, Opened::Plain(data) if data.as_slice() == [9; 50_000]));
        drop(reader);
        if busy.head.seq > 0 {
            let row = again.find::<store::CaseRow>(ORGAN, &id(1)).await.unwrap().unwrap();
            assert_eq!(row.updated_seq, busy.head.seq, "rows and events are of one moment");
        }
        // Work goes on from there.
        assert_eq!(fill(&again, ORGAN, "case/quiet", 1).await.seq, 6);
        let mut write = again.write().await.unwrap();
        assert_eq!(write.allocate(ORGAN, "case", 2026).await.unwrap(), 2);
    });
}

#[test]
fn a_copy_or_a_restore_never_overwrites() {
    on_both(|place| async move {
        let store = place.store().await;
        fill(&store, ORGAN, "case/1", 1).await;
        let copy = place.folder.path().join("copy");
        store.backup(&copy).await.unwrap();
        assert!(matches!(store.backup(&copy).await, Err(Error::NotEmpty(_))));
        assert!(matches!(Store::restore(&copy, &copy).await, Err(Error::NotEmpty(_))));
        let nothing = place.folder.path().join("nothing");
        let target = place.folder.path().join("target");
        assert!(matches!(Store::restore(&nothing, &target).await, Err(Error::File { .. })));
    });
}

#[test]
fn a_copy_that_was_altered_does_not_pass() {
    on_both(|place| async move {
        let store = place.store().await;
        fill(&store, ORGAN, "case/1", 3).await;
        let copy = place.folder.path().join("copy");
        store.backup(&copy).await.unwrap();
        let altered = crate::place::Place {
            address: Address::Folder(copy.clone()),
            engine: Engine::Sqlite,
            folder: tempfile::tempdir().unwrap(),
        };
        altered.tamper("UPDATE events SET kind = 'Other' WHERE seq = 2", vec![]).await.unwrap();
        let refused = Store::restore(&copy, &place.folder.path().join("restored")).await;
        assert!(matches!(refused, Err(Error::Broken(broken)) if broken.seq == 2));
    });
}

#[test]
fn a_folders_record_moves_to_a_server_and_back() {
    on_postgres(|place| async move {
        let folder = tempfile::tempdir().unwrap();
        let small = Store::open(&Address::Folder(folder.path().join("small"))).await.unwrap();
        let head = fill(&small, ORGAN, "case/1", 3).await;
        let mut write = small.write().await.unwrap();
        write.apply(&every_projection()).await.unwrap();
        let file = write.put_blob(ORGAN, b"evidence".to_vec(), "text/plain", at(0)).await.unwrap();
        write.commit().await.unwrap();
        let dumped = small.read().await.unwrap().dump_projections().await.unwrap();

        let server = place.store().await;
        assert_eq!(small.move_into(&server).await.unwrap().events, 3);
        assert_eq!(server.load(ORGAN, "case/1").await.unwrap().head, head);
        assert_eq!(server.read().await.unwrap().dump_projections().await.unwrap(), dumped);
        assert_eq!(server.read().await.unwrap().blob(ORGAN, file).await.unwrap().unwrap(), b"evidence");
        assert!(
            matches!(small.move_into(&server).await, Err(Error::NotEmpty(_))),
            "never into a record that is not empty"
        );

        server.backup(&folder.path().join("back")).await.unwrap();
        let back = Store::open(&Address::Folder(folder.path().join("back"))).await.unwrap();
        assert_eq!(back.load(ORGAN, "case/1").await.unwrap(), small.load(ORGAN, "case/1").await.unwrap());
        assert_eq!(back.read().await.unwrap().dump_projections().await.unwrap(), dumped);
    });
}
