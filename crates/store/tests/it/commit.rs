//! Appending and committing in one: all or nothing, and the connection serves the next writer whatever happened.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;

use store::{BlindRow, CaseRow, Changes, Error, Head};

use crate::place::{ORGAN, event, fill, id, on_both, on_sqlite};
use crate::rows::case_row;

fn row(seq: i64) -> CaseRow {
    CaseRow { updated_seq: seq, ..case_row(1, "open") }
}

#[test]
fn the_last_append_makes_the_whole_transaction_durable() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        assert_eq!(write.allocate(ORGAN, "case", 2026).await.unwrap(), 1);
        let first =
            write.append(ORGAN, "case/1", &Head::NONE, vec![event("Begun", "")], &Changes::new()).await.unwrap();
        let mut changes = Changes::new();
        changes.put(&row(3));
        let two = vec![event("Moved", "a"), event("Moved", "b")];
        let last = write.append_and_commit(ORGAN, "case/1", &first.head, two, &changes).await.unwrap();
        let loaded = store.load(ORGAN, "case/1").await.unwrap();
        assert_eq!((loaded.head, loaded.events.len()), (last.head, 3));
        assert_eq!(loaded.events[1..], last.events);
        assert_eq!(store.find(ORGAN, &id(1)).await.unwrap(), Some(row(3)));
        // Without events there is nothing to append, but what else was written is committed.
        let mut write = store.write().await.unwrap();
        assert_eq!(write.allocate(ORGAN, "case", 2026).await.unwrap(), 2);
        let nothing = write.append_and_commit(ORGAN, "case/1", &last.head, vec![], &Changes::new()).await.unwrap();
        assert_eq!(nothing.head, last.head);
        assert_eq!(store.write().await.unwrap().allocate(ORGAN, "case", 2026).await.unwrap(), 3);
    });
}

#[test]
fn a_head_that_is_not_the_streams_keeps_the_commit_from_being_reached() {
    on_both(|place| async move {
        let store = place.store().await;
        let head = fill(&store, ORGAN, "case/1", 2).await;
        let other = store::Hash::of(b"another past");
        let wrong = [
            ("case/1", Head::NONE, head),
            ("case/1", Head { seq: 2, hash: other }, head),
            ("case/1", Head { seq: 1, hash: head.hash }, head),
            ("case/1", Head { seq: 5, hash: head.hash }, head),
            ("case/2", head, Head::NONE),
        ];
        for (stream, expected, found) in wrong {
            // Few events go to SQLite's thread at once, many in portions of which the last bears the commit.
            for many in [1, 40] {
                let mut changes = Changes::new();
                changes.put(&row(9));
                let mut write = store.write().await.unwrap();
                write.put(&case_row(2, "open")).await.unwrap();
                let events = vec![event("Moved", ""); many];
                let refused = write.append_and_commit(ORGAN, stream, &expected, events, &changes).await.unwrap_err();
                let conflict = refused.conflict().unwrap_or_else(|| panic!("{refused}"));
                assert_eq!((conflict.expected, conflict.found), (expected, found));
                assert_eq!(store.load(ORGAN, "case/1").await.unwrap().head, head);
                assert_eq!(store.load(ORGAN, "case/2").await.unwrap().head, Head::NONE);
                assert!(store.read().await.unwrap().list::<CaseRow>(ORGAN).await.unwrap().is_empty());
            }
        }
        assert_eq!(fill(&store, ORGAN, "case/1", 1).await.seq, 3, "whoever comes next can write");
        assert_eq!(store.verify(None).await.unwrap().unwrap().events, 3);
    });
}

#[test]
fn a_row_that_is_refused_takes_the_events_with_it() {
    on_both(|place| async move {
        let store = place.store().await;
        let head = fill(&store, ORGAN, "case/1", 1).await;
        let unknown = BlindRow { organ: ORGAN.to_owned(), field: "name".to_owned(), token: vec![1], subject: id(9) };
        for before in [0, 30] {
            let mut changes = Changes::new();
            for case in 0..before {
                changes.put(&case_row(case, "open"));
            }
            changes.put(&unknown);
            let write = store.write().await.unwrap();
            let refused = write.append_and_commit(ORGAN, "case/1", &head, vec![event("Moved", "")], &changes).await;
            assert!(matches!(refused, Err(Error::Sql { .. })), "{refused:?}");
            assert_eq!(store.load(ORGAN, "case/1").await.unwrap().head, head);
            assert!(store.read().await.unwrap().list::<CaseRow>(ORGAN).await.unwrap().is_empty());
            assert!(store.append(ORGAN, "case/2", &Head::NONE, vec![event("Noted", "")], &changes).await.is_err());
        }
        assert_eq!(fill(&store, ORGAN, "case/1", 1).await.seq, 2);
    });
}

#[test]
fn what_failed_before_cannot_be_committed_by_a_later_append() {
    on_both(|place| async move {
        let store = place.store().await;
        let head = fill(&store, ORGAN, "case/1", 1).await;
        let mut write = store.write().await.unwrap();
        let refused = write.append(ORGAN, "case/1", &Head::NONE, vec![event("Moved", "")], &Changes::new()).await;
        assert!(matches!(refused, Err(Error::Conflict(_))));
        let moved = vec![event("Moved", "")];
        assert!(write.append_and_commit(ORGAN, "case/1", &head, moved, &Changes::new()).await.is_err());
        assert_eq!(store.load(ORGAN, "case/1").await.unwrap().head, head);
    });
}

/// Polls a future at most so many times and drops it if it is not done by then.
async fn polled<F: Future>(work: F, times: usize) -> Option<F::Output> {
    let mut work = pin!(work);
    let mut left = times;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

#[test]
fn an_append_dropped_half_way_is_kept_whole_or_not_at_all() {
    on_sqlite(|place| async move {
        let store = place.store().await;
        let mut kept = 0;
        for times in (0..6).cycle().take(120) {
            let head = store.load(ORGAN, "case/1").await.unwrap().head;
            let mut changes = Changes::new();
            changes.put(&row(head.seq + 2));
            let two = vec![event("Moved", "a"), event("Moved", "b")];
            let done = polled(store.append(ORGAN, "case/1", &head, two, &changes), times).await;
            // Whoever writes next waits until what was dropped is over.
            let mut write = store.write().await.unwrap();
            let now = write.head(ORGAN, "case/1").await.unwrap().seq;
            assert!(now == head.seq || now == head.seq + 2);
            assert!(done.is_none_or(|done| done.unwrap().head.seq == now), "what was acknowledged is kept");
            let found: Option<CaseRow> = write.find(ORGAN, &id(1)).await.unwrap();
            assert_eq!(found.map_or(0, |row| row.updated_seq), now, "rows go with their events");
            kept += i64::from(now > head.seq);
        }
        assert!(kept > 0);
        assert_eq!(store.load(ORGAN, "case/1").await.unwrap().events.len() as i64, 2 * kept);
        store.verify(None).await.unwrap().unwrap();
    });
}
