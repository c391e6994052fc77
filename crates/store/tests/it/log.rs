//! The event log: appending, conflicts, rollback, numbers.

use store::{Changes, Error, Head, MAX_PAYLOAD, NewEvent, Page};

use crate::place::{DAY, ORGAN, at, event, fill, id, on_both};
use crate::rows::case_row;

#[test]
fn what_is_appended_is_read_back_verbatim() {
    on_both(|place| async move {
        let store = place.store().await;
        let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
        let new = NewEvent {
            recorded_at: jiff::Timestamp::new(1_772_000_000, 123_456_789).unwrap(),
            reason: "依申请人甲来电；㐂𠮷".to_owned(),
            payload: bytes.clone(),
            version: 7,
            ..event("Registered", "")
        };
        let appended = store.append(ORGAN, "case/1", &Head::NONE, vec![new], &Changes::new()).await.unwrap();
        let loaded = store.load(ORGAN, "case/1").await.unwrap();
        assert_eq!(loaded.events, appended.events);
        assert_eq!(loaded.head, appended.head);
        let read = &loaded.events[0];
        assert_eq!((read.seq, read.version, read.occurred_on), (1, 7, DAY));
        assert_eq!(read.recorded_at.subsec_nanosecond(), 123_456_000, "whole microseconds are kept");
        assert_eq!(read.payload, bytes);
        assert_eq!(read.hash, read.computed_hash());
    });
}

#[test]
fn the_second_of_two_writers_is_refused_and_told() {
    on_both(|place| async move {
        let store = place.store().await;
        for stream in ["case/new", "case/old"] {
            let before = if stream == "case/new" { 0 } else { 3 };
            fill(&store, ORGAN, stream, before).await;
            let head = store.load(ORGAN, stream).await.unwrap().head;
            let write = |who: &str| {
                let (store, new) = (store.clone(), event("Decided", who));
                let mut changes = Changes::new();
                changes.put(&case_row(1, who));
                async move { store.append(ORGAN, stream, &head, vec![new.clone(), new], &changes).await }
            };
            let (one, other) = tokio::join!(write("one"), write("other"));
            let (winner, won, refused) = match (one, other) {
                (Ok(won), Err(refused)) => ("one", won, refused),
                (Err(refused), Ok(won)) => ("other", won, refused),
                both => panic!("exactly one must win: {both:?}"),
            };
            let conflict = refused.conflict().expect("a conflict").clone();
            assert_eq!((conflict.organ.as_str(), conflict.stream.as_str()), (ORGAN, stream));
            assert_eq!((conflict.expected, conflict.found), (head, won.head));
            assert_eq!(won.head.seq, before as i64 + 2);
            assert_eq!(refused.actor(), store::Actor::Officer);
            assert!(refused.hint().contains("刷新"));
            let loaded = store.load(ORGAN, stream).await.unwrap();
            assert_eq!((loaded.events.len(), loaded.head), (before + 2, won.head), "nothing of the refused is kept");
            let row: store::CaseRow = store.find(ORGAN, &id(1)).await.unwrap().unwrap();
            assert_eq!(row.state, winner);
        }
        assert_eq!(store.verify(None).await.unwrap().unwrap().streams, 2);
    });
}

#[test]
fn many_writers_who_look_again_all_get_through() {
    on_both(|place| async move {
        let store = place.store().await;
        let writers: Vec<_> = (0..6)
            .map(|writer| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut refused = 0;
                    for note in 0..10 {
                        loop {
                            let head = store.load(ORGAN, "case/1").await.unwrap().head;
                            let new = event("Noted", &format!("{writer} {note}"));
                            match store.append(ORGAN, "case/1", &head, vec![new], &Changes::new()).await {
                                Ok(_) => break,
                                Err(Error::Conflict(_)) => refused += 1,
                                Err(other) => panic!("{other}"),
                            }
                        }
                    }
                    refused
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(store.load(ORGAN, "case/1").await.unwrap().head.seq, 60);
        assert_eq!(store.verify(None).await.unwrap().unwrap().events, 60);
    });
}

#[test]
fn a_head_of_the_right_number_and_the_wrong_hash_is_refused() {
    on_both(|place| async move {
        let store = place.store().await;
        let head = fill(&store, ORGAN, "case/1", 2).await;
        let wrong = Head { seq: head.seq, hash: store::Hash::of(b"another past") };
        let refused = store.append(ORGAN, "case/1", &wrong, vec![event("Noted", "")], &Changes::new()).await;
        assert_eq!(refused.unwrap_err().conflict().unwrap().found, head);
        let ahead = Head { seq: 5, hash: head.hash };
        let refused = store.append(ORGAN, "case/1", &ahead, vec![event("Noted", "")], &Changes::new()).await;
        assert_eq!(refused.unwrap_err().conflict().unwrap().found, head);
    });
}

#[test]
fn a_transaction_given_up_leaves_nothing() {
    on_both(|place| async move {
        let store = place.store().await;
        let before = fill(&store, ORGAN, "case/1", 1).await;
        for dropped in [true, false] {
            let mut write = store.write().await.unwrap();
            write.append(ORGAN, "case/1", &before, vec![event("Noted", "x")], &Changes::new()).await.unwrap();
            write.append(ORGAN, "case/2", &Head::NONE, vec![event("Noted", "y")], &Changes::new()).await.unwrap();
            write.put(&case_row(1, "open")).await.unwrap();
            assert_eq!(write.allocate(ORGAN, "case", 2026).await.unwrap(), 1);
            assert!(write.find::<store::CaseRow>(ORGAN, &id(1)).await.unwrap().is_some(), "its own writes are seen");
            if dropped {
                drop(write);
            } else {
                write.rollback().await.unwrap();
            }
            assert_eq!(store.load(ORGAN, "case/1").await.unwrap().head, before);
            assert_eq!(store.load(ORGAN, "case/2").await.unwrap().head, Head::NONE);
            assert!(store.find::<store::CaseRow>(ORGAN, &id(1)).await.unwrap().is_none());
        }
        let mut write = store.write().await.unwrap();
        assert_eq!(write.allocate(ORGAN, "case", 2026).await.unwrap(), 1, "the number came back with the rollback");
        write.commit().await.unwrap();
    });
}

#[test]
fn after_a_conflict_the_whole_transaction_can_only_be_given_up() {
    on_both(|place| async move {
        let store = place.store().await;
        fill(&store, ORGAN, "case/1", 1).await;
        let mut write = store.write().await.unwrap();
        write.append(ORGAN, "case/2", &Head::NONE, vec![event("Noted", "y")], &Changes::new()).await.unwrap();
        let refused = write.append(ORGAN, "case/1", &Head::NONE, vec![event("Noted", "x")], &Changes::new()).await;
        assert!(matches!(refused, Err(Error::Conflict(_))));
        assert!(write.commit().await.is_err());
        assert_eq!(store.load(ORGAN, "case/2").await.unwrap().head, Head::NONE);
    });
}

#[test]
fn a_number_is_never_handed_out_twice() {
    on_both(|place| async move {
        let store = place.store().await;
        let takers: Vec<_> = (0..4)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    for _ in 0..10 {
                        let mut write = store.write().await.unwrap();
                        mine.push(write.allocate(ORGAN, "case", 2026).await.unwrap());
                        write.commit().await.unwrap();
                    }
                    mine
                })
            })
            .collect();
        let mut all = Vec::new();
        for taker in takers {
            all.extend(taker.await.unwrap());
        }
        all.sort_unstable();
        assert_eq!(all, (1..=40).collect::<Vec<i64>>());
        let mut write = store.write().await.unwrap();
        for (organ, kind, year) in [("B", "case", 2026), (ORGAN, "letter", 2026), (ORGAN, "case", 2027)] {
            assert_eq!(write.allocate(organ, kind, year).await.unwrap(), 1, "each series counts for itself");
        }
    });
}

#[test]
fn streams_are_listed_by_the_beginning_of_their_names() {
    on_both(|place| async move {
        let store = place.store().await;
        for stream in ["account/a", "case/1", "case/2", "case/3", "Case/4", "case%/5", "report/2021"] {
            fill(&store, ORGAN, stream, 1).await;
        }
        fill(&store, "OTHER", "case/9", 1).await;
        let mut reader = store.read().await.unwrap();
        let page = |skip, take| Page { skip, take };
        let names = |rows: Vec<store::HeadRow>| rows.into_iter().map(|row| row.stream).collect::<Vec<_>>();
        let all = names(reader.streams(ORGAN, "case/", page(0, 100)).await.unwrap());
        assert_eq!(all, ["case/1", "case/2", "case/3"]);
        assert_eq!(names(reader.streams(ORGAN, "case/", page(1, 1)).await.unwrap()), ["case/2"]);
        assert_eq!(reader.streams(ORGAN, "", page(0, 100)).await.unwrap().len(), 7);
        assert_eq!(reader.organs().await.unwrap(), [ORGAN, "OTHER"]);
        assert_eq!(store.load(ORGAN, "case/none").await.unwrap().head, Head::NONE);
    });
}

#[test]
fn a_snapshot_sees_one_moment() {
    on_both(|place| async move {
        let store = place.store().await;
        fill(&store, ORGAN, "case/1", 1).await;
        let mut snapshot = store.snapshot().await.unwrap();
        assert_eq!(snapshot.head(ORGAN, "case/1").await.unwrap().seq, 1);
        fill(&store, ORGAN, "case/1", 2).await;
        assert_eq!(snapshot.load(ORGAN, "case/1").await.unwrap().events.len(), 1);
        drop(snapshot);
        assert_eq!(store.load(ORGAN, "case/1").await.unwrap().events.len(), 3);
    });
}

#[test]
fn what_cannot_be_kept_is_refused_on_both_databases_alike() {
    on_both(|place| async move {
        let store = place.store().await;
        let refused = [
            ("", "case/1", event("Noted", "")),
            (ORGAN, "", event("Noted", "")),
            (ORGAN, "case/1", event("", "")),
            (ORGAN, "case/1", NewEvent { actor: String::new(), ..event("Noted", "") }),
            (ORGAN, "case/1", NewEvent { reason: "a\0b".to_owned(), ..event("Noted", "") }),
            (ORGAN, "case/1", NewEvent { version: 0, ..event("Noted", "") }),
            (ORGAN, "case/1", NewEvent { kind: "x".repeat(201), ..event("Noted", "") }),
            (ORGAN, "case/1", NewEvent { payload: vec![0; MAX_PAYLOAD + 1], ..event("Noted", "") }),
        ];
        for (organ, stream, new) in refused {
            let said = store.append(organ, stream, &Head::NONE, vec![new], &Changes::new()).await.unwrap_err();
            assert!(matches!(said, Error::Unstorable(_)), "{said}");
        }
        assert_eq!(store.verify(None).await.unwrap().unwrap().events, 0);
        let nothing = store.append(ORGAN, "case/1", &Head::NONE, Vec::new(), &Changes::new()).await.unwrap();
        assert_eq!((nothing.head, nothing.events.len()), (Head::NONE, 0));
        let _ = at(0);
    });
}
