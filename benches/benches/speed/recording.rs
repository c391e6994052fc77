//! Recording commands durably on SQLite, beside a bare insert of one row through the same driver, each its own
//! transaction, both with a write-ahead log and `synchronous=FULL`.

use std::time::Instant;

use app::{ApplicationForm, Occasion, Papers, Party};
use jiff::civil::date;
use law::application::{Act, ApplicantKind, Channel, Confirmation, ItemNo};
use sqlx::{Connection, SqliteConnection};
use uuid::Uuid;

use crate::house;
use crate::measure::{Limit, Turns, beside};

const ROUNDS: usize = 40;
const WARM: usize = 4;
const COMMANDS: u32 = 25;
/// Until the write-ahead log has been folded in and is written over: growing a file costs more than writing it.
const INSERTS_BEFORE: u32 = 3000;
const BASELINE: &str = "bare autocommit insert of one row";
const FLOOR: f64 = 0.4;

async fn insert(connection: &mut SqliteConnection) {
    sqlx::query("INSERT INTO bare (actor, reason, kind, payload) VALUES ($1, $2, $3, $4)")
        .bind("officer")
        .bind("")
        .bind("ReceiptConfirmed")
        .bind(vec![b'x'; 200])
        .execute(connection)
        .await
        .unwrap();
}

async fn inserts(connection: &mut SqliteConnection, turns: &mut Turns) {
    let begun = Instant::now();
    for _ in 0..COMMANDS {
        insert(connection).await;
    }
    turns.theirs(begun.elapsed(), COMMANDS);
}

pub async fn run() {
    let folder = house::folder();
    let app = house::found(&folder.path().join("ours")).await;
    let mut connection = house::bare(&folder.path().join("bare.db")).await;
    sqlx::query("CREATE TABLE bare (id INTEGER PRIMARY KEY, actor TEXT, reason TEXT, kind TEXT, payload BLOB)")
        .execute(&mut connection)
        .await
        .unwrap();
    for _ in 0..INSERTS_BEFORE {
        insert(&mut connection).await;
    }
    let officer = house::officer();
    let occasion = Occasion::now(&officer, house::noon(date(2026, 3, 2)));

    let mut registering = Turns::new(WARM);
    let mut cases: Vec<Vec<Uuid>> = Vec::new();
    for round in 0..ROUNDS {
        inserts(&mut connection, &mut registering).await;
        let begun = Instant::now();
        let mut of_round = Vec::new();
        for number in 0..COMMANDS {
            let party =
                Party { telephone: "010-00000000".to_owned(), ..Party::named(&format!("申请人{round}之{number}")) };
            let wanted = format!("某项目{round}之{number}的批复");
            let form = ApplicationForm::simple(Channel::Online, ApplicantKind::NaturalPerson, party, &wanted);
            of_round.push(app.register(&occasion, &form).await.unwrap().recorded.case_id);
        }
        registering.ours(begun.elapsed(), COMMANDS);
        cases.push(of_round);
    }

    let mut confirming = Turns::new(WARM);
    let occasion = Occasion::now(&officer, house::noon(date(2026, 3, 3)));
    for of_round in &cases {
        inserts(&mut connection, &mut confirming).await;
        let begun = Instant::now();
        for case in of_round {
            app.handle(&occasion, *case, Act::ConfirmReceipt { by: Confirmation::Telephone }).await.unwrap();
        }
        confirming.ours(begun.elapsed(), COMMANDS);
    }

    let mut searching = Turns::new(WARM);
    let occasion = Occasion::now(&officer, house::noon(date(2026, 3, 9)));
    for of_round in &cases {
        inserts(&mut connection, &mut searching).await;
        let begun = Instant::now();
        for case in of_round {
            let mut papers = Papers::none();
            let account = papers.text(&app, "在档案室和电子公文系统中以项目名称检索，未查到。");
            let act = Act::LogSearch { items: vec![ItemNo(1)], account };
            app.handle_with(&occasion, *case, act, papers).await.unwrap();
        }
        searching.ours(begun.elapsed(), COMMANDS);
    }

    beside("record one command (confirm receipt)", &confirming, BASELINE, Limit::Rate(FLOOR));
    beside("record one command with a sealed text (log a search)", &searching, BASELINE, Limit::Rate(FLOOR));
    // Registering opens two keys, seals four pieces and gives a number out: some twenty rows against the baseline's one.
    beside("register an application (some twenty rows)", &registering, BASELINE, Limit::Told);
    connection.close().await.unwrap();
    app.store().clone().close().await;
}
