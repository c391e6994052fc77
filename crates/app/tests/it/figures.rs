//! What stands behind a figure: its cases, its statements with their evidence, and the year before beside it.

use annual_report::{Cell, Expected, Figure, Path, Span, Standing, StatedValue};
use app::{AppError, EvidenceUpload, Figures, Provenance, StatementForm};
use jiff::civil::{Date, date};
use law::application::{Act, ApplicantKind, ContestKind, Contested, FeeNo, Procedure, ReplyNo};
use law::fee::{Fen, Standard};
use law::outcome::Outcome;
use uuid::Uuid;

use crate::house::{Answer, House, ORGAN, on_both, on_sqlite};

fn path(text: &str) -> Path {
    text.parse().unwrap()
}

/// A year with every way a case can be counted: carried in, new, answered, left over, charged, contested.
async fn full_year(house: &House) -> [Uuid; 4] {
    let mut form = house.form();
    form.provenance = Provenance::OpeningBalance {
        received_on: date(2020, 12, 28),
        number: Some("某园纸〔2020〕9号".to_owned()),
        paper: None,
    };
    let occasion = house.on(&house.staff.officer, date(2021, 1, 5)).on(date(2020, 12, 28));
    let before = house.app.register(&occasion, &form).await.unwrap().recorded.case_id;
    house.answer(date(2021, 1, 20), before, &Answer::of(Outcome::G1)).await;
    let refused = house.registered(date(2021, 3, 1)).await;
    house.answer(date(2021, 3, 16), refused, &Answer::of(Outcome::N5)).await;
    let contest = Act::RegisterContest {
        kind: ContestKind::Reconsideration,
        contested: Contested::Reply { reply: ReplyNo(1) },
        procedure: Procedure::Ordinary,
        after: None,
    };
    house.officer(date(2021, 4, 10), refused, contest).await;
    let mut form = house.form();
    form.applicants = vec![(house.company(), ApplicantKind::Enterprise)];
    let charged = house.register(date(2021, 11, 29), &form).await.recorded.case_id;
    let fee = |letter| Act::SendFeeNotice { standard: Standard::ByVolume, amount_fen: 38_000, letter };
    house.officer_with(date(2021, 12, 3), charged, "收费通知书", fee).await;
    house.officer(date(2021, 12, 6), charged, Act::RecordFeeServed { fee: FeeNo(1) }).await;
    house.officer(date(2022, 1, 4), charged, Act::RecordFeePaid { fee: FeeNo(1) }).await;
    let late = house.registered(date(2021, 12, 20)).await;
    house.answer(date(2022, 1, 10), late, &Answer::of(Outcome::G2)).await;
    [before, refused, charged, late]
}

#[test]
fn every_figure_opens_exactly_the_cases_it_counts() {
    on_both(|house| async move {
        full_year(&house).await;
        let editor = house.on(&house.staff.editor, date(2022, 2, 1));
        for span in [Span::year(2021).unwrap(), Span::year(2022).unwrap(), Span::month(2021, 12).unwrap()] {
            let counted = house.app.compile(&editor, span, true).await.unwrap();
            let behind = counted.compiled.behind.as_ref().unwrap();
            for (path, cell) in counted.compiled.report.cells() {
                if matches!(path, Path::Proactive(..)) {
                    continue;
                }
                let cases = house.app.cases_behind(&editor, span, &path).await.unwrap();
                assert_eq!(cell.count(), Some(cases.len() as i64), "{path}");
                let ids: Vec<String> = cases.iter().map(|case| case.case_id.to_string()).collect();
                let counted: Vec<String> = behind.cases(path).into_iter().map(|case| case.case.clone()).collect();
                assert_eq!(ids, counted, "{path}");
                assert!(cases.iter().all(|case| case.because.contains("计入")), "{cases:?}");
            }
        }
        let stated = path("proactive.licences.decisions");
        assert_eq!(house.app.cases_behind(&editor, Span::year(2021).unwrap(), &stated).await.unwrap(), []);
    });
}

#[test]
fn a_case_behind_a_figure_says_who_what_and_why() {
    on_sqlite(|house| async move {
        let [before, refused, charged, late] = full_year(&house).await;
        let editor = house.on(&house.staff.editor, date(2022, 2, 1));
        let year = Span::year(2021).unwrap();
        let of = async |cell: &str| house.app.cases_behind(&editor, year, &path(cell)).await.unwrap();
        let carried = of("applications.carried_in.total").await;
        assert_eq!((carried[0].case_id, carried[0].number.as_deref()), (before, Some("某园纸〔2020〕9号")));
        assert!(carried[0].because.contains("期初录入"), "{}", carried[0].because);
        let left = of("applications.carried_out.total").await;
        assert_eq!(left.iter().map(|case| case.case_id).collect::<Vec<_>>(), [charged, late]);
        assert_eq!((left[0].class, left[0].result.as_deref(), left[0].closed_on), ("商业企业", None, None));
        // It was answered in the year after, and the list says so.
        assert_eq!(left[1].result.as_deref(), Some("（一）予以公开"));
        assert!(left[1].because.contains("2022年1月10日才办结"), "{}", left[1].because);
        let [contested] = of("remedies.reconsideration.total").await.try_into().unwrap();
        assert_eq!(contested.case_id, refused);
        let remedy = contested.remedy.unwrap();
        assert_eq!((remedy.kind, remedy.opened_on, remedy.decided), ("行政复议", date(2021, 4, 10), None));
        assert!(contested.because.contains("尚未审结"), "{}", contested.because);

        let [fee] = house.app.fees_behind(&editor, year).await.unwrap().try_into().unwrap();
        assert_eq!((fee.case_id, fee.charged, fee.paid), (charged, Fen(38_000), Some((date(2022, 1, 4), Fen(38_000)))));
        assert!(fee.counts_as_noticed && !fee.counts_as_received);
        let next = house.app.fees_behind(&editor, Span::year(2022).unwrap()).await.unwrap();
        assert!(!next[0].counts_as_noticed && next[0].counts_as_received);
    });
}

fn statement(unit: &str, figure: &str, value: i64) -> StatementForm {
    StatementForm {
        unit: unit.to_owned(),
        figure: path(figure),
        span: Span::year(2021).unwrap(),
        value: StatedValue::Count(value),
        signed_by: "某处长".to_owned(),
        signed_on: date(2022, 1, 5),
        evidence: "许可台账2021".to_owned(),
        file: None,
    }
}

#[test]
fn what_units_stated_is_listed_with_what_nobody_stated_and_what_was_taken_back() {
    on_both(|house| async move {
        let day = date(2022, 1, 6);
        let mut profile = house.app.organ(ORGAN).await.unwrap();
        let expected = |unit: &str, figure: &str| Expected { unit: unit.to_owned(), figure: path(figure) };
        profile.expected_figures = vec![
            expected("办公室", "proactive.penalties.decisions"),
            expected("规划处", "proactive.licences.decisions"),
            expected("规划处", "proactive.procurement.items"),
        ];
        house.app.change_settings(&house.on(&house.staff.admin, day), &profile).await.unwrap();
        let handler = house.on(&house.staff.handler, day);
        let span = Span::year(2021).unwrap();
        let first =
            house.app.state_figure(&handler, &statement("规划处", "proactive.licences.decisions", 3)).await.unwrap();
        let second = house
            .app
            .replace_figure(
                &handler.because("漏计一件"),
                first,
                &statement("规划处", "proactive.licences.decisions", 4),
            )
            .await
            .unwrap();
        let third =
            house.app.state_figure(&handler, &statement("办公室", "proactive.penalties.decisions", 1)).await.unwrap();
        house.app.withdraw_figure(&handler.because("不是本处室的"), third).await.unwrap();
        let seen = house.app.statements(&handler, span, false).await.unwrap();
        assert_eq!(seen.stated.iter().map(|info| info.id).collect::<Vec<_>>(), [second]);
        assert_eq!(seen.stated[0].replaces, Some(first));
        // The 2019 form's procurement is no figure of this year.
        assert_eq!(seen.unstated, [expected("办公室", "proactive.penalties.decisions")]);
        let all = house.app.statements(&handler, span, true).await.unwrap();
        assert_eq!(all.stated.iter().map(|info| info.id).collect::<Vec<_>>(), [first, second, third]);
        assert_eq!(all.stated[0].standing, Standing::Replaced { by: second.to_string() });
        let (mark, why) = all.stated[2].ended.clone().unwrap();
        assert_eq!((mark.by.as_str(), why.as_str()), ("handler", "不是本处室的"));
        let other = house.app.statements(&handler, Span::year(2022).unwrap(), true).await.unwrap();
        assert!(other.stated.is_empty() && other.unstated.len() == 2);
        let behind = house.app.statements_behind(&handler, span, &path("proactive.licences.decisions")).await.unwrap();
        assert_eq!(behind.iter().map(|info| info.id).collect::<Vec<_>>(), [second]);
        let blank = house.app.statements_behind(&handler, span, &path("proactive.penalties.decisions")).await.unwrap();
        assert_eq!(blank, []);
    });
}

#[test]
fn evidence_may_be_a_file_and_is_read_again_through_the_one_door() {
    on_both(|house| async move {
        let day = date(2022, 1, 6);
        let handler = house.on(&house.staff.handler, day);
        let scan = EvidenceUpload {
            name: "许可台账.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: b"%PDF-1.7 ...".to_vec(),
        };
        let mut form = StatementForm {
            evidence: String::new(),
            file: Some(scan.clone()),
            ..statement("规划处", "proactive.licences.decisions", 3)
        };
        let id = house.app.state_figure(&handler, &form).await.unwrap();
        let info = house.app.statement(&handler, id).await.unwrap();
        let file = info.file.unwrap();
        assert_eq!(file.digest, store::Hash::of(&scan.bytes).to_string());
        let read = house.app.evidence(&house.on(&house.staff.editor, day), id).await.unwrap().unwrap();
        assert_eq!((read.file, read.bytes), (file, scan.bytes.clone()));
        let row = house.app.store().read().await.unwrap().list::<store::Statement>(ORGAN).await.unwrap();
        assert_eq!(row[0].evidence, Some(store::Hash::of(&scan.bytes)));
        let reviewer = house.on(&house.staff.reviewers[0], day);
        assert!(matches!(house.app.evidence(&reviewer, id).await, Err(AppError::Denied(_))));
        // Without a file, and with the digest of one that is kept elsewhere, there is nothing to read.
        form.file = None;
        assert!(matches!(house.app.state_figure(&handler, &form).await, Err(AppError::Invalid(_))));
        form.evidence = "0".repeat(64);
        let other = house.app.state_figure(&handler, &form).await.unwrap();
        assert!(house.app.evidence(&handler, other).await.unwrap().is_none());
        form.file = Some(EvidenceUpload { name: "../x".to_owned(), bytes: Vec::new(), ..scan });
        let AppError::Invalid(faults) = house.app.state_figure(&handler, &form).await.unwrap_err() else { panic!() };
        assert_eq!(faults.0.len(), 2, "{faults:?}");
        assert!(house.app.rebuild(&house.on(&house.staff.admin, day)).await.unwrap().unchanged);
    });
}

#[test]
fn a_year_stands_beside_the_year_before_as_that_was_made_known() {
    on_both(|house| async move {
        full_year(&house).await;
        let editor = |day: Date| house.on(&house.staff.editor, day);
        let new = path("applications.new.total");
        let beside = async |year| house.app.beside_previous(&editor(date(2023, 2, 1)), year).await.unwrap();
        let cell =
            |beside: &app::Beside, path: Path| beside.cells.iter().find(|cell| cell.path == path).cloned().unwrap();
        // Before the record began nothing is known, and nothing is not nought.
        let first = beside(2021).await;
        assert_eq!((first.now, first.previous), (Figures::Counted, None));
        assert_eq!((cell(&first, new).was, cell(&first, new).now), (None, Some(Cell::Number(3))));
        let second = beside(2022).await;
        assert_eq!((second.now, second.previous), (Figures::Counted, Some(Figures::Counted)));
        let told = cell(&second, new);
        assert_eq!(
            (told.difference, told.percent.unwrap().to_string()),
            (Some(Figure::Number(-3)), "-100.0".to_owned())
        );
        house.app.freeze(&editor(date(2022, 1, 20)), 2021).await.unwrap();
        house.app.sign_report(&house.on(&house.staff.leader, date(2022, 1, 21)), 2021).await.unwrap();
        house.app.publish_report(&editor(date(2022, 1, 24)), 2021, "https://www.example.com/").await.unwrap();
        house.app.begin_correction(&editor(date(2022, 2, 1)).because("核对"), 2021).await.unwrap();
        house.app.freeze(&editor(date(2022, 2, 1)), 2021).await.unwrap();
        // The second version is not published yet: what the public knows is the first.
        let published = Figures::Frozen { no: 1, published: true };
        assert_eq!(beside(2022).await.previous, Some(published));
        assert_eq!(beside(2021).await.now, Figures::Frozen { no: 2, published: false });
    });
}
