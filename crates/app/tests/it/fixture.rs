//! A log this release wrote: every later one must still read it and make the same cases of it.
//!
//! `GONGKAI_WRITE_FIXTURE=1 cargo test -p app fixture` writes it anew; only for a new release, under a new name.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Changes, Head, NewEvent, Store};

use crate::house::{ORGAN, app_over, on_sqlite, runtime};

const LOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fixtures/log-0.1.json");

#[derive(Serialize, Deserialize)]
struct Kept {
    events: Vec<KeptEvent>,
    /// What was made of these events: one line a case.
    cases: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct KeptEvent {
    organ: String,
    stream: String,
    recorded_at: Timestamp,
    occurred_on: Date,
    actor: String,
    reason: String,
    kind: String,
    version: i64,
    payload: serde_json::Value,
}

async fn streams(store: &Store) -> Vec<(String, String)> {
    let mut reader = store.read().await.unwrap();
    let mut found = Vec::new();
    for organ in reader.organs().await.unwrap() {
        let page = store::Page { skip: 0, take: 1000 };
        for head in reader.streams(&organ, "", page).await.unwrap() {
            found.push((organ.clone(), head.stream));
        }
    }
    found
}

#[test]
fn the_log_of_release_0_1_is_still_read_and_makes_the_same_cases() {
    if std::env::var("GONGKAI_WRITE_FIXTURE").as_deref() == Ok("1") {
        write_it();
    }
    let kept: Kept = serde_json::from_str(&std::fs::read_to_string(LOG).unwrap()).unwrap();
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let address = store::Address::Folder(folder.path().join("data"));
        let store = Store::open(&address).await.unwrap();
        let mut heads: std::collections::BTreeMap<(String, String), Head> = Default::default();
        for event in kept.events {
            let head = heads.entry((event.organ.clone(), event.stream.clone())).or_insert(Head::NONE);
            let new = NewEvent {
                recorded_at: event.recorded_at,
                occurred_on: event.occurred_on,
                actor: event.actor,
                reason: event.reason,
                kind: event.kind,
                version: event.version,
                payload: serde_json::to_vec(&event.payload).unwrap(),
            };
            *head = store.append(&event.organ, &event.stream, head, vec![new], &Changes::new()).await.unwrap().head;
        }
        let app = app_over(store, None);
        let console = app::Actor::console(app::PLATFORM);
        let at = app::Moment::on(jiff::civil::date(2026, 12, 31), 0);
        app.rebuild(&app::Occasion::now(&console, at)).await.unwrap();
        assert_eq!(cases(app.store()).await, kept.cases);
        assert!(kept.cases.len() > 8);
    });
}

/// What the record says of each case, in words that outlive a change of tables.
async fn cases(store: &Store) -> Vec<String> {
    let mut reader = store.read().await.unwrap();
    let rows = reader.list::<store::CaseRow>(ORGAN).await.unwrap();
    let facts = reader.list::<store::ReportFact>(ORGAN).await.unwrap();
    let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
    rows.iter()
        .zip(&facts)
        .map(|(row, fact)| {
            assert_eq!(row.case_id, fact.case_id);
            format!(
                "{} {} received {} due {} closed {} {} {}",
                row.number.as_deref().unwrap_or("-"),
                row.state,
                day(row.received_on),
                day(row.due_on),
                day(fact.closed_on),
                fact.class,
                fact.result_row.as_deref().unwrap_or("-"),
            )
        })
        .collect()
}

fn write_it() {
    on_sqlite(|house| async move {
        crate::record::rich(&house).await;
        let store = house.app.store();
        let mut events = Vec::new();
        for (organ, stream) in streams(store).await {
            for event in store.load(&organ, &stream).await.unwrap().events {
                events.push(KeptEvent {
                    organ: event.organ,
                    stream: event.stream,
                    recorded_at: event.recorded_at,
                    occurred_on: event.occurred_on,
                    actor: event.actor,
                    reason: event.reason,
                    kind: event.kind,
                    version: event.version,
                    payload: serde_json::from_slice(&event.payload).unwrap(),
                });
            }
        }
        let cases = cases(store).await;
        std::fs::create_dir_all(std::path::Path::new(LOG).parent().unwrap()).unwrap();
        let text = serde_json::to_string_pretty(&Kept { events, cases }).unwrap();
        std::fs::write(LOG, text + "\n").unwrap();
    });
}
