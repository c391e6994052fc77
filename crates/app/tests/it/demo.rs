//! The demonstration: it can be made on any day, tells every state, and its 2021 is the real report's.

use std::sync::Arc;

use annual_report::{Cell, Path, Severity, Span, WithSources};
use app::demo::{self, Made, ORGAN, SeededEntropy, SeededIds};
use app::{Actor, App, AppError, Moment, Occasion, PLATFORM};
use jiff::civil::{Date, date};
use law::outcome::ReportRow;
use store::keys::MasterKey;
use store::{Address, Store};

use crate::house::runtime;

pub struct Shown {
    pub app: App,
    pub made: Made,
    today: Date,
    editor: Actor,
    _folder: tempfile::TempDir,
}

impl Shown {
    pub async fn on(today: Date) -> Shown {
        let (app, folder) = blank(today).await;
        let made = demo::make(&app, today).await.unwrap_or_else(|error| panic!("{today}: {error}"));
        let editor = app.actor(ORGAN, "nianbao").await.unwrap();
        Shown { app, made, today, editor, _folder: folder }
    }

    async fn compiled(&self, year: i16) -> app::Counted {
        let occasion = Occasion::now(&self.editor, Moment::on(self.today, 80_000));
        self.app.compile(&occasion, Span::year(year).unwrap(), true).await.unwrap()
    }

    /// Everything the record shows without a key, but for the sealed bytes themselves.
    async fn told(&self) -> Vec<String> {
        self.app.store().snapshot().await.unwrap().dump_projections().await.unwrap()
    }
}

async fn blank(today: Date) -> (App, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Address::Folder(folder.path().join("data"))).await.unwrap();
    let entropy = Arc::new(SeededEntropy::of(today));
    let key = MasterKey::generate(entropy.as_ref()).unwrap();
    (App::new(store, Arc::new(SeededIds::of(today)), entropy, Some(key)), folder)
}

/// Every standing a case can have on somebody's desk.
const STANDINGS: [&str; 19] = [
    "待确认",
    "办理中",
    "即将到期",
    "已逾期",
    "等待补正",
    "等待缴费",
    "等待说明理由",
    "征求第三方意见、不计入期限",
    "征求其他机关意见、不计入期限",
    "延期待批准",
    "待处室负责人审核",
    "待法制审核",
    "待保密审查",
    "待签发",
    "退回修改",
    "已签发、待送达",
    "已答复、退回待再次送达",
    "已办结",
    "征求共同制作机关意见、不计入期限",
];

/// The rows of table three some case of the last year falls in.
const ROWS: [ReportRow; 17] = [
    ReportRow::Granted,
    ReportRow::PartlyGranted,
    ReportRow::RefusedThirdParty,
    ReportRow::RefusedInternalAffairs,
    ReportRow::RefusedProcess,
    ReportRow::RefusedEnforcementFile,
    ReportRow::UnavailableNotHeld,
    ReportRow::UnavailableNeedsCreation,
    ReportRow::UnavailableStillUnclear,
    ReportRow::DeclinedPetition,
    ReportRow::DeclinedDuplicate,
    ReportRow::DeclinedPublished,
    ReportRow::DeclinedExcessive,
    ReportRow::DeclinedReconfirmation,
    ReportRow::OtherNotCorrected,
    ReportRow::OtherFeeUnpaid,
    ReportRow::OtherOther,
];

/// All that must hold of a demonstration with a whole year before it.
fn holds_on(today: Date) {
    runtime().block_on(async {
        let shown = Shown::on(today).await;
        let made = &shown.made;
        for standing in STANDINGS {
            assert!(made.cases.iter().any(|case| case.standing == standing), "{today}: {standing} of {made}");
        }
        for row in ROWS {
            assert!(made.cases.iter().any(|case| case.result == Some(row)), "{today}: {row:?}");
        }
        assert_eq!(made.pending_remedies, 2, "{today}");
        assert_eq!(made.accounts.len(), 10);

        for year in [today.year() - 1, today.year()] {
            let counted = shown.compiled(year).await;
            let errors: Vec<_> = counted.findings.iter().filter(|f| f.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{today}, {year}: {errors:?}");
            // One unit was silent, and its figure is not 0.
            let silent: Path = "proactive.compulsions.decisions".parse().unwrap();
            assert_eq!(counted.compiled.report.cell(silent), &Cell::Blank, "{today}, {year}");
        }

        let console = Actor::console(PLATFORM);
        let evening = Occasion::now(&console, Moment::on(today, 80_000));
        assert!(shown.app.verify(&evening, true).await.unwrap().is_ok(), "{today}");
        let before = shown.told().await;
        let rebuilt = shown.app.rebuild(&evening).await.unwrap();
        assert!(rebuilt.unchanged, "{today}");
        assert_eq!(before, shown.told().await);
        nothing_lies_after(&shown, today).await;
        its_letters_are_composed(&shown, today).await;
    });
}

/// Every letter of the demonstration is laid out by the program, and every kind an act carries is among them.
async fn its_letters_are_composed(shown: &Shown, today: Date) {
    let officer = shown.app.actor(ORGAN, "jingban").await.unwrap();
    let occasion = Occasion::now(&officer, Moment::on(today, 80_000));
    let mut titles: Vec<&str> = Vec::new();
    for case in &shown.made.cases {
        for entry in shown.app.letters_of(&occasion, case.case_id).await.unwrap() {
            assert_eq!(entry.kept_as, app::letter::KeptAs::Composed, "{today}: {} of {}", entry.title, case.number);
            let read = shown.app.letter_document(&occasion, case.case_id, &entry.reference).await.unwrap();
            let (document, stem) = read.unwrap();
            let text = document::write::text(&document).unwrap();
            assert!(text.contains("中关村科技园区朝阳园管理委员会") && text.contains(entry.title), "{stem}: {text}");
            titles.push(entry.title);
        }
    }
    for title in [
        "补正告知书",
        "说明理由告知书",
        "延期答复告知书",
        "第三方意见征询书",
        "征求意见情况告知书",
        "向第三方告知公开决定书",
        "征求共同制作机关意见函",
        "协办函",
        "收费通知书",
        "公开告知书",
        "部分公开告知书",
        "不予公开告知书",
        "政府信息不存在告知书",
        "不再处理告知书",
        "撤回申请确认书",
        "答复文书更正通知书",
        "政府信息公开申请告知书",
    ] {
        assert!(titles.contains(&title), "{today}: no {title}");
    }
}

/// Nothing is entered after the day it is made, and no fact is entered before it happened.
async fn nothing_lies_after(shown: &Shown, today: Date) {
    let mut reader = shown.app.store().read().await.unwrap();
    for head in reader.streams(ORGAN, "", store::Page { skip: 0, take: 1000 }).await.unwrap() {
        let mut last = Moment::on(date(2021, 1, 1), 0).recorded_at;
        for event in reader.load(ORGAN, &head.stream).await.unwrap().events {
            let entered = Moment::at(event.recorded_at).today;
            assert!(event.occurred_on <= entered && entered <= today, "{}: {}", event.kind, event.occurred_on);
            assert!(event.recorded_at >= last, "{}", event.kind);
            last = event.recorded_at;
        }
    }
}

#[test]
fn it_is_made_on_an_ordinary_day() {
    holds_on(date(2026, 11, 23));
}

#[test]
fn it_is_made_on_the_new_year_of_the_lunar_calendar() {
    holds_on(date(2026, 2, 17));
}

#[test]
fn it_is_made_on_the_first_day_of_a_year() {
    holds_on(date(2025, 1, 1));
}

#[test]
fn made_again_on_the_same_day_it_has_the_same_ids_numbers_and_cells_and_on_another_day_others() {
    runtime().block_on(async {
        let leap_day = date(2024, 2, 29);
        let (one, other) = (Shown::on(leap_day).await, Shown::on(leap_day).await);
        assert_eq!(one.made, other.made);
        assert_eq!(one.told().await, other.told().await);
        for year in [2021, 2023, 2024] {
            assert_eq!(one.compiled(year).await.compiled, other.compiled(year).await.compiled);
        }
        let next = Shown::on(date(2024, 3, 1)).await;
        assert!(next.made.cases.iter().all(|case| one.made.cases.iter().all(|found| found.case_id != case.case_id)));
    });
}

#[test]
fn its_accounts_are_told_with_their_password_and_can_be_signed_in_to() {
    runtime().block_on(async {
        let shown = Shown::on(demo::FIRST_DAY).await;
        let app = &shown.app;
        assert!(app.organ(ORGAN).await.unwrap().demo);
        let told = app.demo_accounts(ORGAN).await.unwrap();
        let told_of: Vec<_> = told.iter().map(|account| (account.login.as_str(), account.name.as_str())).collect();
        assert_eq!(told_of, demo::ACCOUNTS.map(|account| (account.login, account.name)));
        let at = Moment::on(shown.today, 80_000);
        let leader = told.iter().find(|account| account.roles == [app::Role::Leader]).unwrap();
        let signed_in = app.sign_in(at, ORGAN, &leader.login, leader.password, "").await.unwrap();
        assert_eq!(signed_in.session.actor, app.actor(ORGAN, "qianfa").await.unwrap());

        // It stays a demonstration whatever is set, and tells of no account that was closed.
        let console = Actor::console(ORGAN);
        let occasion = Occasion::now(&console, at);
        let mut profile = app::OrganProfile { demo: false, ..app.organ(ORGAN).await.unwrap() };
        profile.office.telephone = "010-11111111".to_owned();
        app.change_settings(&occasion, &profile).await.unwrap();
        assert!(app.organ(ORGAN).await.unwrap().demo);
        app.close_user(&occasion, "qianfa").await.unwrap();
        assert_eq!(app.demo_accounts(ORGAN).await.unwrap().len(), told.len() - 1);
        assert_eq!(app.demo_accounts("NONE").await.unwrap(), []);
    });
}

#[test]
fn in_the_first_days_there_is_2021_only_and_before_them_nothing() {
    runtime().block_on(async {
        let early = Shown::on(demo::FIRST_DAY).await;
        assert_eq!((early.made.cases.len(), early.made.frozen.len()), (3, 0));
        assert!(early.made.cases.iter().all(|case| case.standing == "已办结"));
        let (app, _folder) = blank(date(2021, 5, 31)).await;
        let refused = demo::make(&app, date(2021, 5, 31)).await.unwrap_err();
        assert!(matches!(refused, AppError::NotNow(_)), "{refused}");
        assert_eq!(app.organs().await.unwrap(), Vec::<String>::new());
    });
}

#[test]
fn the_year_2021_compiles_to_the_figures_of_the_real_report() {
    runtime().block_on(async {
        let shown = Shown::on(date(2026, 11, 23)).await;
        let counted = shown.compiled(2021).await;
        let report = &counted.compiled.report;
        // All that is not 0 in the two hundred cells.
        let figures = [
            ("applications.new.natural_person", 2),
            ("applications.new.commercial", 1),
            ("applications.new.total", 3),
            ("applications.results.granted.natural_person", 1),
            ("applications.results.granted.commercial", 1),
            ("applications.results.granted.total", 2),
            ("applications.results.refused_internal_affairs.natural_person", 1),
            ("applications.results.refused_internal_affairs.total", 1),
            ("applications.results.total.natural_person", 2),
            ("applications.results.total.commercial", 1),
            ("applications.results.total.total", 3),
        ];
        assert_eq!(report.paths().len(), 200);
        for (path, cell) in report.cells() {
            let name = path.to_string();
            let figure = figures.iter().find(|(figure, _)| *figure == name).map_or(0, |(_, figure)| *figure);
            match cell {
                Cell::Money(amount) => assert_eq!(amount.units(), figure, "{name}"),
                _ => assert_eq!(cell.count(), Some(figure), "{name}"),
            }
        }
        assert_eq!(report.organ, "中关村科技园区朝阳园管理委员会");
        assert_eq!((counted.fees.notices, counted.fees.charged.0, counted.fees.received.0), (0, 0, 0));
        assert!(counted.written);
        // Cases that wait for confirmation have no year; every count names them.
        assert!(counted.findings.iter().all(|found| found.severity == Severity::Notice), "{:?}", counted.findings);
        let occasion = Occasion::now(&shown.editor, Moment::on(shown.today, 80_000));
        assert!(shown.app.frozen(&occasion, 2021).await.unwrap().is_some());
        assert_eq!(shown.app.difference(&occasion, 2021).await.unwrap(), []);

        let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .map(|folder| folder.join("shared/seed/chaoyang-park-annual-report-2021.expected.json"))
            .find(|file| file.is_file());
        let Some(file) = shared else {
            println!("SKIPPED: the project's shared folder is not beside the repository");
            return;
        };
        let expected: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let found = serde_json::to_value(WithSources { report, sources: None }).unwrap();
        for part in ["organ", "year", "form", "proactive", "applications", "remedies"] {
            assert_eq!(found[part], expected[part], "{part}");
        }
    });
}
