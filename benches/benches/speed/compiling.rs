//! Compiling a year over a hundred thousand cases, beside fetching the same columns and dropping them.

use std::time::Instant;

use annual_report::Span;
use app::{Actor, Occasion, Role};
use futures_util::TryStreamExt;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use law::applicant::ApplicantClass;
use law::outcome::ReportRow;
use sqlx::{Connection, SqliteConnection};
use store::{Changes, FeeFact, RemedyFact, ReportFact, Row};
use uuid::Uuid;

use crate::house::{self, ORGAN};
use crate::measure::{Limit, Turns, beside};

const CASES: u32 = 100_000;
/// One in so many cases goes to reconsideration or court, and is charged.
const CONTESTED: u32 = 100;
const ROUNDS: usize = 12;
const WARM: usize = 2;
const YEAR: i16 = 2025;

fn day(number: u32) -> Date {
    date(YEAR, 1, 1) + i64::from(number % 334).days()
}

fn fact(number: u32) -> ReportFact {
    let rows = ReportRow::ALL;
    let classes = ApplicantClass::ALL;
    let row = rows[number as usize % rows.len()];
    // One in ten is still open at the end of the year.
    let closed = !number.is_multiple_of(10);
    ReportFact {
        organ: ORGAN.to_owned(),
        case_id: id(number),
        number: Some(format!("某园〔{YEAR}〕{number}号")),
        received_on: Some(day(number)),
        arrived_on: None,
        class: classes[number as usize % classes.len()].key().to_owned(),
        closed_on: closed.then(|| day(number) + 20.days()),
        result_row: closed.then(|| row.key().to_owned()),
        opening_balance: false,
    }
}

fn id(number: u32) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(number))
}

/// The rows of a year, as the commands of its cases would have left them.
fn rows() -> Changes {
    let mut changes = Changes::new();
    for number in 0..CASES {
        changes.put(&fact(number));
        if number % CONTESTED == 0 {
            changes.put(&RemedyFact {
                organ: ORGAN.to_owned(),
                case_id: id(number),
                remedy_id: id(CASES + number),
                kind: "reconsideration".to_owned(),
                opened_on: day(number),
                decided_on: Some(day(number) + 30.days()),
                bucket: Some("upheld".to_owned()),
            });
            changes.put(&FeeFact {
                organ: ORGAN.to_owned(),
                case_id: id(number),
                fee_id: id(CASES + number),
                noticed_on: day(number),
                charged_fen: 38_000,
                paid_on: Some(day(number) + 7.days()),
                paid_fen: Some(38_000),
            });
        }
    }
    changes
}

/// Fetches a table's columns and drops each row as it comes; gives how many there were.
async fn fetch<R: Row>(connection: &mut SqliteConnection) -> u32 {
    let sql = format!("SELECT {} FROM {} WHERE organ = $1", R::COLUMNS.join(", "), R::TABLE);
    let mut rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(ORGAN).fetch(connection);
    let mut count = 0;
    while rows.try_next().await.unwrap().is_some() {
        count += 1;
    }
    count
}

pub async fn run() {
    let folder = house::folder();
    let data = folder.path().join("data");
    let app = house::found(&data).await;
    let mut write = app.store().write().await.unwrap();
    write.apply(&rows()).await.unwrap();
    write.commit().await.unwrap();

    let editor = Actor::new(ORGAN, "editor", "年报编制辛", &[Role::ReportEditor]);
    let occasion = Occasion::now(&editor, house::noon(date(YEAR + 1, 1, 5)));
    let span = Span::year(YEAR).unwrap();
    let mut connection = house::bare(&data.join("gongkai.db")).await;
    let mut counting = Turns::new(WARM);
    let mut with_cases = Turns::new(WARM);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let fetched = fetch::<ReportFact>(&mut connection).await
            + fetch::<RemedyFact>(&mut connection).await
            + fetch::<FeeFact>(&mut connection).await;
        let time = begun.elapsed();
        assert_eq!(fetched, CASES + 2 * CASES / CONTESTED);
        counting.theirs(time, 1);
        with_cases.theirs(time, 1);
        for (cases, turns) in [(false, &mut counting), (true, &mut with_cases)] {
            let begun = Instant::now();
            let counted = app.compile(&occasion, span, cases).await.unwrap();
            turns.ours(begun.elapsed(), 1);
            assert!(!counted.compiled.report.narrative.overview.is_empty());
        }
    }
    let baseline = "fetch the same columns and drop them";
    for (name, turns) in
        [("compile a year over 100000 cases", counting), ("compile it with the cases behind every cell", with_cases)]
    {
        beside(name, &turns, baseline, Limit::Times(3.0));
    }
    connection.close().await.unwrap();
    app.store().clone().close().await;
}
