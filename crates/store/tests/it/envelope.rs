//! Sealed personal data: opened, found again, moved to another master key, destroyed.

use store::{Changes, Commitment, Error, Head, Opened, Store};
use uuid::Uuid;

use crate::place::{ORGAN, Raw, at, event, id, on_both, vault};

const NAME: &str = "申请人甲，虚构路1号";

/// Registers a subject with a small and a large piece of data, committed to by an event.
async fn register(store: &Store, vault: &store::keys::Vault, subject: Uuid) -> (Commitment, Commitment) {
    let mut write = store.write().await.unwrap();
    write.add_subject(vault, ORGAN, subject, at(0)).await.unwrap();
    let name = write.seal(vault, ORGAN, subject, id(1), NAME.as_bytes(), at(0)).await.unwrap();
    let scan = write.seal(vault, ORGAN, subject, id(2), &[7; 100_000], at(0)).await.unwrap();
    write.index(vault, ORGAN, subject, "identity_number", "11010519000101000X").await.unwrap();
    let stream = format!("case/{subject}");
    let payload = format!("{subject} {:?} {:?}", name.0, scan.0);
    write.append(ORGAN, &stream, &Head::NONE, vec![event("Registered", &payload)], &Changes::new()).await.unwrap();
    write.commit().await.unwrap();
    (name, scan)
}

async fn opened(store: &Store, vault: &store::keys::Vault, subject: Uuid, piece: u128) -> Result<Opened, Error> {
    store.read().await.unwrap().open(vault, ORGAN, subject, id(piece)).await
}

fn plain(opened: Opened) -> Vec<u8> {
    match opened {
        Opened::Plain(data) => data.to_vec(),
        other => panic!("{other:?}"),
    }
}

/// Everything the place holds on the disk or in the database's tables, as bytes to search.
async fn everything(place: &crate::place::Place, store: &Store) -> Vec<u8> {
    let copy = tempfile::tempdir().unwrap();
    store.backup(&copy.path().join("copy")).await.unwrap();
    let mut all = Vec::new();
    let mut folders = vec![place.folder.path().to_owned(), copy.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.extend(std::fs::read(path).unwrap());
            }
        }
    }
    all
}

#[test]
fn sealed_data_opens_with_the_key_and_is_nowhere_in_plain() {
    on_both(|place| async move {
        let (store, vault) = (place.store().await, vault(1));
        let (name, scan) = register(&store, &vault, id(900)).await;
        assert_eq!(plain(opened(&store, &vault, id(900), 1).await.unwrap()), NAME.as_bytes());
        assert_eq!(plain(opened(&store, &vault, id(900), 2).await.unwrap()), [7; 100_000]);
        assert_eq!(opened(&store, &vault, id(900), 3).await.unwrap(), Opened::Absent);
        assert_eq!(opened(&store, &vault, id(901), 1).await.unwrap(), Opened::Absent);
        assert_ne!(name, scan);
        let mut reader = store.read().await.unwrap();
        let right = reader.committed(&vault, ORGAN, id(900), id(1), NAME.as_bytes(), &name).await.unwrap();
        assert_eq!(right, Some(true));
        let wrong = reader.committed(&vault, ORGAN, id(900), id(1), "申请人乙".as_bytes(), &name).await.unwrap();
        assert_eq!(wrong, Some(false));
        drop(reader);
        let all = everything(&place, &store).await;
        for secret in [NAME.as_bytes(), b"11010519000101000X", &[7; 64]] {
            assert!(!all.windows(secret.len()).any(|window| window == secret), "{}", String::from_utf8_lossy(secret));
        }
    });
}

#[test]
fn equal_values_are_found_without_being_stored() {
    on_both(|place| async move {
        let (store, vault) = (place.store().await, vault(1));
        register(&store, &vault, id(900)).await;
        register(&store, &vault, id(901)).await;
        let mut reader = store.read().await.unwrap();
        let found = reader.subjects_with(&vault, ORGAN, "identity_number", "11010519000101000X").await.unwrap();
        assert_eq!(found, [id(900), id(901)]);
        for (organ, field, value) in [
            (ORGAN, "identity_number", "110105190001010011"),
            (ORGAN, "telephone", "11010519000101000X"),
            ("OTHER", "identity_number", "11010519000101000X"),
        ] {
            assert_eq!(reader.subjects_with(&vault, organ, field, value).await.unwrap(), [] as [Uuid; 0]);
        }
    });
}

#[test]
fn destroying_a_subjects_key_makes_its_data_unreadable_and_leaves_the_chain_whole() {
    on_both(|place| async move {
        let (store, vault) = (place.store().await, vault(1));
        let (name, _) = register(&store, &vault, id(900)).await;
        register(&store, &vault, id(901)).await;
        let events = store.load(ORGAN, &format!("case/{}", id(900))).await.unwrap();
        let subject = store.find::<store::SubjectRow>(ORGAN, &id(900)).await.unwrap().unwrap();
        let wrapped = subject.wrapped_key.unwrap();
        let mut write = store.write().await.unwrap();
        assert!(write.destroy_subject(ORGAN, id(900), at(9)).await.unwrap());
        assert!(write.destroy_subject(ORGAN, id(900), at(10)).await.unwrap(), "twice is harmless");
        assert!(!write.destroy_subject(ORGAN, id(999), at(9)).await.unwrap());
        write.commit().await.unwrap();

        if let store::Address::Folder(folder) = &place.address {
            for file in ["gongkai.db", "gongkai.db-wal"] {
                let bytes = std::fs::read(folder.join(file)).unwrap();
                assert!(!bytes.windows(16).any(|window| window == &wrapped[..16]), "the key lingers in {file}");
            }
        }
        for piece in [1, 2, 3] {
            assert_eq!(opened(&store, &vault, id(900), piece).await.unwrap(), Opened::Destroyed);
        }
        let mut reader = store.read().await.unwrap();
        let found = reader.subjects_with(&vault, ORGAN, "identity_number", "11010519000101000X").await.unwrap();
        assert_eq!(found, [id(901)]);
        let unprovable = reader.committed(&vault, ORGAN, id(900), id(1), NAME.as_bytes(), &name).await.unwrap();
        assert_eq!(unprovable, None);
        let row = reader.find::<store::SubjectRow>(ORGAN, &id(900)).await.unwrap().unwrap();
        assert_eq!((row.wrapped_key, row.destroyed_at), (None, Some(at(9))));
        drop(reader);
        assert_eq!(store.load(ORGAN, &format!("case/{}", id(900))).await.unwrap(), events);
        assert_eq!(store.verify(None).await.unwrap().unwrap().events, 2);
        assert_eq!(plain(opened(&store, &vault, id(901), 2).await.unwrap()), [7; 100_000], "the other's is untouched");

        let mut write = store.write().await.unwrap();
        let refused = write.seal(&vault, ORGAN, id(900), id(4), b"more", at(0)).await.unwrap_err();
        assert!(matches!(refused, Error::SubjectDestroyed(_)));
        drop(write);
        let later = jiff::Timestamp::from_second(4_000_000_000).unwrap();
        assert_eq!(store.sweep(later).await.unwrap(), 1, "the file sealed for it is an orphan now");
        assert_eq!(plain(opened(&store, &vault, id(901), 2).await.unwrap()), [7; 100_000]);
    });
}

#[test]
fn another_master_key_takes_over_all_at_once() {
    on_both(|place| async move {
        let (store, old, new) = (place.store().await, vault(1), vault(2));
        register(&store, &old, id(900)).await;
        register(&store, &old, id(901)).await;
        assert!(matches!(opened(&store, &new, id(900), 1).await, Err(Error::WrongMasterKey { .. })));
        let refused = store.rotate_master_key(&new, &old).await;
        assert!(matches!(refused, Err(Error::WrongMasterKey { .. })), "with the wrong old key nothing happens");
        assert_eq!(store.rotate_master_key(&old, &new).await.unwrap(), 3, "two subjects' keys and the index key");
        assert!(matches!(opened(&store, &old, id(900), 1).await, Err(Error::WrongMasterKey { .. })));
        assert_eq!(plain(opened(&store, &new, id(900), 2).await.unwrap()), [7; 100_000]);
        let mut reader = store.read().await.unwrap();
        let found = reader.subjects_with(&new, ORGAN, "identity_number", "11010519000101000X").await.unwrap();
        assert_eq!(found.len(), 2);
        drop(reader);
        assert_eq!(store.verify(None).await.unwrap().unwrap().events, 2, "verify needs no master key");
    });
}

#[test]
fn sealed_data_altered_or_moved_does_not_open() {
    on_both(|place| async move {
        let (store, vault) = (place.store().await, vault(1));
        register(&store, &vault, id(900)).await;
        let moved = "UPDATE sealed SET id = $1 WHERE ciphertext IS NOT NULL";
        place.tamper(moved, vec![Raw::Text(id(7).to_string())]).await.unwrap();
        let refused = opened(&store, &vault, id(900), 7).await;
        assert!(matches!(refused, Err(Error::Sealed(_))));
        assert_eq!(opened(&store, &vault, id(900), 1).await.unwrap(), Opened::Absent);
        let blob = store.read().await.unwrap().list::<store::Blob>(ORGAN).await.unwrap()[0].hash;
        store.files().delete(blob).await.unwrap();
        assert!(matches!(opened(&store, &vault, id(900), 2).await, Err(Error::FileMissing(_))));
    });
}

#[test]
fn a_subject_is_made_once_and_nothing_is_sealed_for_strangers() {
    on_both(|place| async move {
        let (store, vault) = (place.store().await, vault(1));
        register(&store, &vault, id(900)).await;
        let mut write = store.write().await.unwrap();
        assert!(write.add_subject(&vault, ORGAN, id(900), at(0)).await.is_err());
        drop(write);
        let mut write = store.write().await.unwrap();
        let refused = write.seal(&vault, ORGAN, id(999), id(1), b"x", at(0)).await.unwrap_err();
        assert!(matches!(refused, Error::UnknownSubject(_)));
        drop(write);
        assert_eq!(plain(opened(&store, &vault, id(900), 1).await.unwrap()), NAME.as_bytes());
    });
}

#[test]
fn a_piece_that_is_not_what_the_event_committed_to_is_told_as_damaged() {
    on_both(|place| async move {
        let (store, vault) = (place.store().await, vault(1));
        let (name, scan) = register(&store, &vault, id(900)).await;
        let (other, _) = register(&store, &vault, id(901)).await;
        let wanted = |subject, piece, commitment| store::Wanted { subject: id(subject), id: id(piece), commitment };
        let asked = [
            wanted(900, 1, name),
            wanted(900, 2, scan),
            wanted(901, 1, other),
            wanted(900, 3, name),
            wanted(902, 1, name),
        ];
        let open = async || {
            let beside = store.read().await.unwrap().beside(Some(&vault), ORGAN, &asked, None).await.unwrap();
            beside.pieces.iter().map(|piece| format!("{piece:?}")).collect::<Vec<_>>()
        };
        assert_eq!(open().await, ["Plain(…)", "Plain(…)", "Plain(…)", "Damaged", "Damaged"]);
        let mut write = store.write().await.unwrap();
        write.seal(&vault, ORGAN, id(900), id(1), b"exchanged", at(1)).await.unwrap();
        write.destroy_subject(ORGAN, id(901), at(1)).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(open().await, ["Damaged", "Plain(…)", "Destroyed", "Damaged", "Damaged"]);
        let wrong = store.read().await.unwrap().beside(Some(&self::vault(2)), ORGAN, &asked, None).await;
        assert!(matches!(wrong, Err(Error::WrongMasterKey { .. })));
    });
}
