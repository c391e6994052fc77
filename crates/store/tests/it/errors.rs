//! What opening refuses, and what it says.

use store::{Actor, Address, Error, FilesAddress, SCHEMA, Store};

use crate::place::{on_both, on_postgres, runtime};

#[test]
fn a_newer_database_is_refused() {
    on_both(|place| async move {
        place.store().await.close().await;
        place.tamper("INSERT INTO schema_version (version) VALUES (99)", vec![]).await.unwrap();
        for refused in
            [Store::open(&place.address).await.err().unwrap(), Store::migrate(&place.address).await.err().unwrap()]
        {
            assert!(matches!(refused, Error::Newer { found: 99, known: SCHEMA }));
            assert_eq!(refused.actor(), Actor::Operator);
            assert!(refused.hint().contains("更新版本的程序"));
        }
    });
}

#[test]
fn a_server_is_never_migrated_unasked() {
    on_postgres(|place| async move {
        let refused = Store::open(&place.address).await.err().unwrap();
        assert!(matches!(refused, Error::NotMigrated { found: 0, needed: SCHEMA }));
        assert!(refused.hint().contains("gongkai migrate"));
        let migrated = Store::migrate(&place.address).await.unwrap();
        assert_eq!((migrated.from, migrated.to), (0, SCHEMA));
        assert_eq!(Store::migrate(&place.address).await.unwrap().from, SCHEMA);
        Store::open(&place.address).await.unwrap();
    });
}

#[test]
fn tables_of_the_same_names_that_are_not_ours_are_left_alone() {
    on_postgres(|place| async move {
        place.tamper("CREATE TABLE events (theirs TEXT)", vec![]).await.unwrap();
        assert!(matches!(Store::migrate(&place.address).await, Err(Error::NotOurs(_))));
    });
}

#[test]
fn a_database_that_does_not_answer_is_told_without_its_password() {
    runtime().block_on(async {
        let address = Address::Database {
            url: "postgres://gongkai:geheim@127.0.0.1:1/gongkai".to_owned(),
            files: FilesAddress::Folder("files".into()),
        };
        let refused = Store::open(&address).await.err().unwrap();
        assert!(matches!(refused, Error::Unreachable { .. }));
        let said = format!("{refused} {}", refused.hint());
        assert!(said.contains("127.0.0.1:1/gongkai") && !said.contains("geheim"), "{said}");
        assert!(std::error::Error::source(&refused).is_some());
    });
}

#[test]
fn a_file_that_is_no_database_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("gongkai.db"), "这不是数据库".repeat(1000)).unwrap();
    runtime().block_on(async {
        let refused = Store::open(&Address::Folder(folder.path().to_owned())).await.err().unwrap();
        assert_eq!(refused.actor(), Actor::Operator, "{refused}");
    });
}
