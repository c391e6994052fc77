//! The chain: whatever is changed, dropped or slipped in behind the record's back is named.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::{FirstBroken, StoredEvent};

use crate::place::{ORGAN, Place, Raw, fill, on_both, on_sqlite};

const STREAMS: [(&str, &str, usize); 3] = [(ORGAN, "case/1", 4), (ORGAN, "case/2", 1), ("110105B", "case/1", 3)];
const COLUMNS: [&str; 12] = [
    "organ",
    "stream",
    "seq",
    "recorded_at",
    "occurred_on",
    "actor",
    "reason",
    "kind",
    "version",
    "payload",
    "prev_hash",
    "hash",
];

async fn filled(place: &Place) -> (store::Store, Vec<StoredEvent>) {
    let store = place.store().await;
    let mut events = Vec::new();
    for (organ, stream, count) in STREAMS {
        fill(&store, organ, stream, count).await;
        events.extend(store.load(organ, stream).await.unwrap().events);
    }
    (store, events)
}

fn value(event: &StoredEvent, column: &str) -> Raw {
    match column {
        "organ" => Raw::Text(event.organ.clone()),
        "stream" => Raw::Text(event.stream.clone()),
        "seq" => Raw::Int(event.seq),
        "recorded_at" => Raw::Int(event.recorded_at.as_microsecond()),
        "occurred_on" => Raw::Text(event.occurred_on.to_string()),
        "actor" => Raw::Text(event.actor.clone()),
        "reason" => Raw::Text(event.reason.clone()),
        "kind" => Raw::Text(event.kind.clone()),
        "version" => Raw::Int(event.version),
        "payload" => Raw::Bytes(event.payload.clone()),
        "prev_hash" => Raw::Bytes(event.prev_hash.0.to_vec()),
        _ => Raw::Bytes(event.hash.0.to_vec()),
    }
}

/// Flips bits of one byte. Texts stay ASCII, which PostgreSQL insists on; SQLite is also given what is no text at all.
fn flipped(value: &Raw, byte: usize, mask: u8, ascii: bool) -> Raw {
    let flip = |bytes: &[u8], mask: u8| {
        let mut bytes = bytes.to_vec();
        let at = byte % bytes.len();
        bytes[at] ^= mask;
        bytes
    };
    match value {
        Raw::Int(int) => Raw::Int(i64::from_be_bytes(flip(&int.to_be_bytes(), mask).try_into().unwrap())),
        Raw::Bytes(bytes) => Raw::Bytes(flip(bytes, mask)),
        Raw::Text(text) if ascii => {
            let low = mask & 0x07;
            Raw::Text(String::from_utf8(flip(text.as_bytes(), if low == 0 { 1 } else { low })).unwrap())
        }
        Raw::Text(text) => Raw::Bytes(flip(text.as_bytes(), mask)),
    }
}

/// Flips one byte, looks what `verify` says, and puts it right again. `None` if the database itself refused the value.
async fn named(
    place: &Place,
    store: &store::Store,
    event: &StoredEvent,
    column: &str,
    (byte, mask, ascii): (usize, u8, bool),
) -> Option<Result<store::Verified, FirstBroken>> {
    let right = value(event, column);
    let wrong = flipped(&right, byte, mask, ascii);
    let key = |event: &StoredEvent| {
        vec![Raw::Text(event.organ.clone()), Raw::Text(event.stream.clone()), Raw::Int(event.seq)]
    };
    let text = matches!(right, Raw::Text(_)) && !ascii;
    let put = if text { "CAST($4 AS TEXT)" } else { "$4" };
    let mut values = key(event);
    values.push(wrong.clone());
    let change = format!("UPDATE events SET {column} = {put} WHERE organ = $1 AND stream = $2 AND seq = $3");
    if place.tamper(&change, values).await.ok()? == 0 {
        return None;
    }
    let said = store.verify(None).await.unwrap();
    // The key itself may have changed: the row is found again by its hash, or the hash by the key.
    let back = if column == "hash" {
        let mut values = key(event);
        values.push(right);
        (format!("UPDATE events SET {column} = $4 WHERE organ = $1 AND stream = $2 AND seq = $3"), values)
    } else {
        (format!("UPDATE events SET {column} = $1 WHERE hash = $2"), vec![right, Raw::Bytes(event.hash.0.to_vec())])
    };
    assert_eq!(place.tamper(&back.0, back.1).await.unwrap(), 1);
    Some(said)
}

fn check(event: &StoredEvent, column: &str, said: Result<store::Verified, FirstBroken>) {
    let broken = said.expect_err(column);
    match column {
        // With its key the row leaves its place: the gap, the head left behind, or the stray is named.
        "organ" | "stream" | "seq" => assert!(!broken.what.is_empty()),
        _ => assert_eq!(
            (broken.organ.as_str(), broken.stream.as_str(), broken.seq),
            (event.organ.as_str(), event.stream.as_str(), event.seq),
            "{column}: {broken}"
        ),
    }
}

#[test]
fn any_flipped_byte_of_any_column_of_any_event_is_named() {
    on_both(|place| async move {
        let (store, events) = filled(&place).await;
        let strategy = (0..events.len(), 0..COLUMNS.len(), any::<usize>(), 1..=255_u8);
        // A fixed seed: the same flips each time; a failure tells its own.
        let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        for _ in 0..200 {
            let (event, column, byte, mask) = strategy.new_tree(&mut runner).unwrap().current();
            let (event, column) = (&events[event], COLUMNS[column]);
            if let Some(said) = named(&place, &store, event, column, (byte, mask, true)).await {
                check(event, column, said);
            }
        }
        assert_eq!(store.verify(None).await.unwrap().unwrap().events, 8, "all is put right again");
    });
}

#[test]
fn every_single_byte_of_one_event_is_covered() {
    on_sqlite(|place| async move {
        let (store, events) = filled(&place).await;
        let event = &events[1];
        for column in COLUMNS {
            let bytes = match value(event, column) {
                Raw::Int(_) => 8,
                Raw::Text(text) => text.len(),
                Raw::Bytes(bytes) => bytes.len(),
            };
            for byte in 0..bytes {
                for mask in [0x01, 0x80] {
                    let said = named(&place, &store, event, column, (byte, mask, false)).await;
                    match said {
                        Some(said) => check(event, column, said),
                        // Only a number that is taken already stands in the way.
                        None => assert_eq!(column, "seq"),
                    }
                }
            }
        }
    });
}

async fn broken_by(place: &Place, sql: &str) -> FirstBroken {
    let (store, _) = filled(place).await;
    assert_eq!(store.verify(Some("110105B")).await.unwrap().unwrap().events, 3);
    place.tamper(sql, vec![]).await.unwrap();
    let broken = store.verify(None).await.unwrap().unwrap_err();
    assert_eq!(broken.organ, ORGAN);
    assert!(store.verify(Some("110105B")).await.unwrap().is_ok(), "the other organ's record is whole");
    assert!(store.verify(Some(ORGAN)).await.unwrap().is_err());
    broken
}

#[test]
fn what_is_dropped_cut_off_or_slipped_in_is_named() {
    let own = "organ = '110105ZGC' AND stream = 'case/1'";
    let cases = [
        (format!("DELETE FROM events WHERE {own} AND seq = 1"), 1, "缺少事件"),
        (format!("DELETE FROM events WHERE {own} AND seq = 2"), 2, "缺少事件"),
        (format!("DELETE FROM events WHERE {own} AND seq = 4"), 4, "末尾缺少事件"),
        (format!("DELETE FROM events WHERE {own} AND seq >= 3"), 3, "末尾缺少事件"),
        (format!("DELETE FROM events WHERE {own}"), 1, "整个记录流"),
        (format!("DELETE FROM stream_heads WHERE {own}"), 4, "没有登记"),
        (format!("UPDATE stream_heads SET seq = 3 WHERE {own}"), 4, "末尾多出事件"),
        (
            format!("UPDATE stream_heads SET hash = (SELECT hash FROM events WHERE {own} AND seq = 2) WHERE {own}"),
            4,
            "不符",
        ),
        (
            format!(
                "INSERT INTO events SELECT organ, stream, 5, recorded_at, occurred_on, actor, reason, kind, version, \
                 payload, prev_hash, hash FROM events WHERE {own} AND seq = 4"
            ),
            5,
            "不相连",
        ),
        (
            format!("UPDATE events SET seq = CASE seq WHEN 2 THEN 30 ELSE 20 END WHERE {own} AND seq IN (2, 3)"),
            2,
            "缺少事件",
        ),
    ];
    for (sql, seq, what) in cases {
        on_both(|place| {
            let sql = sql.clone();
            async move {
                let broken = broken_by(&place, &sql).await;
                assert_eq!((broken.stream.as_str(), broken.seq), ("case/1", seq), "{sql}: {broken}");
                assert!(broken.what.contains(what), "{sql}: {broken}");
            }
        });
    }
}

#[test]
fn a_long_record_is_verified_page_by_page() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        for stream in 0..3 {
            let new = vec![crate::place::event("Noted", "x"); 900];
            let stream = format!("case/{stream}");
            write.append(ORGAN, &stream, &store::Head::NONE, new, &store::Changes::new()).await.unwrap();
        }
        write.commit().await.unwrap();
        let verified = store.verify(None).await.unwrap().unwrap();
        assert_eq!((verified.streams, verified.events), (3, 2700));
        let wrong = "UPDATE events SET actor = 'x' WHERE stream = 'case/1' AND seq = 150";
        place.tamper(wrong, vec![]).await.unwrap();
        let broken = store.verify(None).await.unwrap().unwrap_err();
        assert_eq!((broken.stream.as_str(), broken.seq), ("case/1", 150));
    });
}
