//! Sessions: found with their account, touched, listed, ended.

use store::{Account, Changes, Hash, SessionRow, Store};

use crate::place::{ORGAN, at, id, on_both};

const MINUTE: i64 = 60_000_000;

fn account(organ: &str, login: &str) -> Account {
    Account {
        organ: organ.to_owned(),
        login: login.to_owned(),
        name: "某岗位".to_owned(),
        password: None,
        roles: "officer".to_owned(),
        unit: None,
        active: true,
        signed_in_at: None,
    }
}

fn session(organ: &str, login: &str, number: u128) -> SessionRow {
    SessionRow {
        organ: organ.to_owned(),
        token: Hash::of(&number.to_be_bytes()),
        session_id: id(number),
        login: login.to_owned(),
        made_at: at(0),
        seen_at: at(number as i64 * MINUTE),
        expires_at: at(100 * MINUTE),
        agent: "某浏览器".to_owned(),
    }
}

/// Three sessions of one account, one of another, and one of an account of the same login elsewhere.
async fn filled(store: &Store) {
    let mut changes = Changes::new();
    changes.put(&account(ORGAN, "li")).put(&account(ORGAN, "wang")).put(&account("OTHER", "li"));
    for number in 1..=3 {
        changes.put(&session(ORGAN, "li", number));
    }
    changes.put(&session(ORGAN, "wang", 4)).put(&session("OTHER", "li", 5));
    let mut write = store.write().await.unwrap();
    write.apply(&changes).await.unwrap();
    write.commit().await.unwrap();
}

async fn left(store: &Store) -> Vec<String> {
    let mut left = Vec::new();
    let mut reader = store.read().await.unwrap();
    for organ in [ORGAN, "OTHER"] {
        let rows = reader.list::<SessionRow>(organ).await.unwrap();
        left.extend(rows.iter().map(|row| format!("{} {}", row.login, row.session_id.as_u128() & 0xff)));
    }
    left.sort();
    left
}

#[test]
fn a_session_is_found_by_its_token_with_its_account_in_its_own_organ_only() {
    on_both(|place| async move {
        let store = place.store().await;
        filled(&store).await;
        let mut reader = store.read().await.unwrap();
        let token = Hash::of(&2u128.to_be_bytes());
        let found = reader.session(ORGAN, token).await.unwrap();
        assert_eq!(found, Some((session(ORGAN, "li", 2), account(ORGAN, "li"))));
        assert_eq!(reader.session("OTHER", token).await.unwrap(), None);
        assert_eq!(reader.session(ORGAN, Hash::of(b"none")).await.unwrap(), None);
        let listed = reader.sessions_of(ORGAN, "li").await.unwrap();
        assert_eq!(listed, [3, 2, 1].map(|number| session(ORGAN, "li", number)));
        assert_eq!(reader.sessions_of(ORGAN, "nobody").await.unwrap(), []);
    });
}

#[test]
fn a_session_that_was_ended_is_not_brought_back_by_being_used() {
    on_both(|place| async move {
        let store = place.store().await;
        filled(&store).await;
        let (kept, gone) = (Hash::of(&1u128.to_be_bytes()), Hash::of(&2u128.to_be_bytes()));
        let mut write = store.write().await.unwrap();
        let mut changes = Changes::new();
        changes.delete::<SessionRow>(ORGAN, &gone);
        write.apply(&changes).await.unwrap();
        for token in [kept, gone] {
            write.touch_session(ORGAN, token, at(50 * MINUTE)).await.unwrap();
        }
        write.note_sign_in(ORGAN, "li", at(50 * MINUTE)).await.unwrap();
        write.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        let (session, account) = reader.session(ORGAN, kept).await.unwrap().unwrap();
        assert_eq!((session.seen_at, account.signed_in_at), (at(50 * MINUTE), Some(at(50 * MINUTE))));
        assert_eq!(reader.session(ORGAN, gone).await.unwrap(), None);
        let elsewhere = reader.find::<Account>("OTHER", &"li".to_owned()).await.unwrap().unwrap();
        assert_eq!(elsewhere.signed_in_at, None);
    });
}

#[test]
fn the_sessions_of_one_account_are_ended_all_or_all_but_one() {
    on_both(|place| async move {
        let store = place.store().await;
        filled(&store).await;
        let mut write = store.write().await.unwrap();
        write.end_sessions_of(ORGAN, "li", Some(id(2))).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(left(&store).await, ["li 2", "li 5", "wang 4"]);
        let mut write = store.write().await.unwrap();
        write.end_sessions_of(ORGAN, "li", None).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(left(&store).await, ["li 5", "wang 4"]);
    });
}

#[test]
fn what_has_ended_by_itself_is_swept() {
    on_both(|place| async move {
        let store = place.store().await;
        filled(&store).await;
        let mut write = store.write().await.unwrap();
        write.sweep_sessions(ORGAN, at(99 * MINUTE), at(2 * MINUTE)).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(left(&store).await, ["li 3", "li 5", "wang 4"]);
        let mut write = store.write().await.unwrap();
        write.sweep_sessions(ORGAN, at(100 * MINUTE), at(0)).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(left(&store).await, ["li 5"]);
    });
}
