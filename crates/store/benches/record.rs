//! What the record costs beside the bare driver, on SQLite with the same settings on both sides. Prints ratios; asserts
//! nothing. Run by `make bench`.

use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use jiff::Timestamp;
use jiff::civil::date;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};
use store::{Address, CaseRow, Changes, Head, NewEvent, ReportFact, Store};
use uuid::Uuid;

const ORGAN: &str = "110105ZGC";
const COMMANDS: usize = 1000;
const FACTS: usize = 100_000;

#[allow(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn now() -> Instant {
    Instant::now()
}

fn event() -> NewEvent {
    NewEvent {
        recorded_at: Timestamp::UNIX_EPOCH,
        occurred_on: date(2026, 3, 2),
        actor: "li.officer".to_owned(),
        reason: "依申请人来函".to_owned(),
        kind: "Extended".to_owned(),
        version: 1,
        payload: vec![b'x'; 400],
    }
}

fn row(case_id: Uuid, seq: i64) -> CaseRow {
    CaseRow {
        organ: ORGAN.to_owned(),
        case_id,
        number: Some("2026-1".to_owned()),
        state: "handling".to_owned(),
        received_on: Some(date(2026, 3, 2)),
        due_on: Some(date(2026, 3, 30)),
        provisional: false,
        applicant_class: "natural_person".to_owned(),
        channel: "post".to_owned(),
        unit: None,
        officer: None,
        closed_on: None,
        updated_seq: seq,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

fn fact(number: usize) -> ReportFact {
    ReportFact {
        organ: ORGAN.to_owned(),
        case_id: Uuid::from_u128(number as u128),
        number: Some(format!("2026-{number}")),
        received_on: Some(date(2026, 3, 2)),
        arrived_on: None,
        class: "natural_person".to_owned(),
        closed_on: Some(date(2026, 4, 2)),
        result_row: Some("granted".to_owned()),
        opening_balance: false,
    }
}

async fn bare(folder: &std::path::Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(folder.join("gongkai.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging()
        .connect()
        .await
        .expect("a database")
}

/// One event and one worklist row a command, beside one row of the event's columns inserted bare. They take turns, so
/// that both meet the same disk.
async fn recording(folder: &std::path::Path) {
    let store = Store::open(&Address::Folder(folder.join("ours"))).await.expect("a record");
    std::fs::create_dir_all(folder.join("bare")).expect("a folder");
    let mut connection = bare(&folder.join("bare")).await;
    sqlx::query("CREATE TABLE bare (id INTEGER PRIMARY KEY, actor TEXT, reason TEXT, kind TEXT, payload BLOB)")
        .execute(&mut connection)
        .await
        .expect("a table");
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    let mut head = Head::NONE;
    let case_id = Uuid::from_u128(1);
    for _ in 0..COMMANDS {
        let begun = now();
        sqlx::query("INSERT INTO bare (actor, reason, kind, payload) VALUES ($1, $2, $3, $4)")
            .bind("li.officer")
            .bind("依申请人来函")
            .bind("Extended")
            .bind(vec![b'x'; 400])
            .execute(&mut connection)
            .await
            .expect("an insert");
        theirs += begun.elapsed();
        let begun = now();
        let mut changes = Changes::new();
        changes.put(&row(case_id, head.seq + 1));
        head = store.append(ORGAN, "case/1", &head, vec![event()], &changes).await.expect("an append").head;
        ours += begun.elapsed();
    }
    let rate = |time: Duration| COMMANDS as f64 / time.as_secs_f64();
    println!(
        "record one command: {:.0}/s, bare insert {:.0}/s, ratio {:.2} (goal: at least 0.4)",
        rate(ours),
        rate(theirs),
        rate(ours) / rate(theirs)
    );
    store.close().await;
}

/// A year's facts into typed rows, beside the same columns fetched and dropped.
async fn fetching(folder: &std::path::Path) {
    let folder = folder.join("facts");
    let store = Store::open(&Address::Folder(folder.clone())).await.expect("a record");
    let mut write = store.write().await.expect("a transaction");
    let mut changes = Changes::new();
    (0..FACTS).for_each(|number| {
        changes.put(&fact(number));
    });
    write.apply(&changes).await.expect("rows");
    write.commit().await.expect("a commit");
    let mut connection = bare(&folder).await;
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        let begun = now();
        let mut rows = sqlx::query(
            "SELECT organ, case_id, number, received_on, class, closed_on, result_row, opening_balance \
             FROM report_facts WHERE organ = $1",
        )
        .bind(ORGAN)
        .fetch(&mut connection);
        let mut columns = 0;
        while let Some(row) = rows.try_next().await.expect("a row") {
            columns += row.len();
        }
        drop(rows);
        assert_eq!(columns, FACTS * 8);
        theirs = theirs.min(begun.elapsed());
        let begun = now();
        let mut reader = store.snapshot().await.expect("a snapshot");
        let facts = reader.report_facts(ORGAN, date(2026, 1, 1), date(2026, 12, 31)).await.expect("facts");
        assert_eq!(facts.len(), FACTS);
        ours = ours.min(begun.elapsed());
    }
    println!(
        "fetch {FACTS} facts: {:.0} ms, bare {:.0} ms, ratio {:.2} (goal: under 3)",
        ours.as_secs_f64() * 1e3,
        theirs.as_secs_f64() * 1e3,
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
    connection.close().await.expect("a close");
    store.close().await;
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        recording(folder.path()).await;
        fetching(folder.path()).await;
    });
}
