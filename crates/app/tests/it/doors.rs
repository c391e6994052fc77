//! Every public use case is closed to whoever holds no role, and to whoever belongs to another organ.

use annual_report::{Narrative, Span, StatedValue};
use app::{
    Actor, AppError, LetterForm, ListQuery, NewUser, Occasion, OrganProfile, Papers, ReadingChange, ReportSource, Role,
    Sheet, StatementForm,
};
use jiff::civil::{Date, date};
use law::application::{Act, FileRef, ItemNo, LetterNumber, ReplyNo, SealedRef};
use uuid::Uuid;

use crate::house::{Answer, House, ORGAN, on_both, on_sqlite};
use crate::letter::{furnish, reply};
use law::outcome::Outcome;

const DAY: Date = date(2026, 6, 1);

/// Calls every use case and says which were not denied.
async fn open_doors(house: &House, actor: &Actor, case: Uuid) -> Vec<&'static str> {
    let app = &house.app;
    let o: Occasion<'_> = house.on(actor, DAY).for_organ(ORGAN);
    let to = house.applicant(case).await;
    let profile = OrganProfile::new("某机关", "某");
    let statement = StatementForm {
        unit: "规划处".to_owned(),
        figure: "proactive.licences.decisions".parse().unwrap(),
        span: Span::year(2025).unwrap(),
        value: StatedValue::Count(0),
        signed_by: "某人".to_owned(),
        signed_on: DAY,
        evidence: "台账".to_owned(),
        file: None,
    };
    let user = NewUser {
        login: "new", name: "新", roles: &[Role::Leader], unit: "", password: "一二三四五六七八九十"
    };
    let span = Span::year(2026).unwrap();
    let id = Uuid::from_u128(1);
    let searching = ListQuery { search: "申请人".to_owned(), ..ListQuery::default() };
    let new = "applications.new.total".parse().unwrap();
    let mut opening = house.form();
    opening.provenance = app::Provenance::OpeningBalance { received_on: date(2020, 12, 1), number: None, paper: None };
    let number = app.case(&house.on(&house.staff.officer, DAY), case).await.unwrap().case.number.unwrap();
    let receipt = LetterForm::Receipt;
    let letter = app.compose(&house.on(&house.staff.officer, DAY), case, &receipt).await.unwrap().letter;
    let answers: Vec<(&'static str, Result<(), AppError>)> = vec![
        ("register", app.register(&o, &house.form()).await.map(drop)),
        ("register opening balance", app.register(&o, &opening).await.map(drop)),
        ("likely", app.likely(&o, &house.form()).await.map(drop)),
        ("likely opening balance", app.likely(&o, &opening).await.map(drop)),
        ("earlier", app.earlier(&o, case).await.map(drop)),
        ("handle", app.handle(&o, case, Act::Archive).await.map(drop)),
        ("handle_with", app.handle_with(&o, case, Act::RecordContactFailed, Papers::none()).await.map(drop)),
        ("sign_off", app.sign_off(&o, case, ReplyNo(1), None).await.map(drop)),
        ("split_item", app.split_item(&o, case, ItemNo(1)).await.map(drop)),
        ("assign", app.assign(&o, case, "规划处", "").await.map(drop)),
        ("case", app.case(&o, case).await.map(drop)),
        ("case_numbered", app.case_numbered(&o, &number).await.map(drop)),
        ("party", app.party(&o, case, &to).await.map(drop)),
        ("text", app.text(&o, case, &SealedRef::new(id.to_string())).await.map(drop)),
        ("file", app.file(&o, case, &FileRef::new(id.to_string())).await.map(drop)),
        ("compose", app.compose(&o, case, &receipt).await.map(drop)),
        ("compose a reply", app.compose(&o, case, &reply(Outcome::G2)).await.map(drop)),
        ("issue_letter", app.issue_letter(&o, case, &letter).await.map(drop)),
        ("letters_of", app.letters_of(&o, case).await.map(drop)),
        ("letter_document", app.letter_document(&o, case, &SealedRef::new(id.to_string())).await.map(drop)),
        ("letter_as_sent", app.letter_as_sent(&o, case, ReplyNo(1)).await.map(drop)),
        ("letters_naming_dates", app.letters_naming_dates(&o, case).await.map(drop)),
        ("keep_scan", app.keep_scan(&o, case, ReplyNo(1), "application/pdf", b"%PDF-".to_vec()).await.map(drop)),
        ("sheet", app.sheet(&o, case, &Sheet::ReviewSheet { reply: ReplyNo(1) }).await.map(drop)),
        ("applicant_history", app.applicant_history(&o, case).await.map(drop)),
        ("destroy_party", app.destroy_party(&o, case, &to).await),
        ("desk_list", app.desk_list(&o, &ListQuery::default()).await.map(drop)),
        ("desk_list searching", app.desk_list(&o, &searching).await.map(drop)),
        ("year_figures", app.year_figures(&o, 2026).await.map(drop)),
        ("duties", app.duties(&o).await.map(drop)),
        ("found_organ", app.found_organ(&o, "NEW", &profile).await),
        ("change_settings", app.change_settings(&o, &profile).await),
        ("add_user", app.add_user(&o, &user).await),
        ("users", app.users(&o).await.map(drop)),
        ("change_user", app.change_user(&o, "new", "新", &[Role::Leader], "").await),
        ("close_user", app.close_user(&o, "new").await),
        ("reopen_user", app.reopen_user(&o, "new").await),
        ("reset_password", app.reset_password(&o, "new", "一二三四五六七八九十").await),
        ("user_sessions", app.user_sessions(&o, "new").await.map(drop)),
        ("sessions", app.sessions(&o).await.map(drop)),
        ("revoke_session", app.revoke_session(&o, id).await),
        ("change_password", app.change_password(&o, id, "旧口令", "一二三四五六七八九十").await),
        ("people", app.people(&o).await.map(drop)),
        ("import_calendar", app.import_calendar(&o, "{}").await.map(drop)),
        ("state_figure", app.state_figure(&o, &statement).await.map(drop)),
        ("replace_figure", app.replace_figure(&o, id, &statement).await.map(drop)),
        ("withdraw_figure", app.withdraw_figure(&o, id).await),
        ("preview_notice", app.preview_notice(&o, b"{}").await.map(drop)),
        ("statement", app.statement(&o, id).await.map(drop)),
        ("statements", app.statements(&o, span, true).await.map(drop)),
        ("statements_behind", app.statements_behind(&o, span, &statement.figure).await.map(drop)),
        ("evidence", app.evidence(&o, id).await.map(drop)),
        ("compile", app.compile(&o, span, true).await.map(drop)),
        ("write_narrative", app.write_narrative(&o, 2025, &Narrative::default()).await),
        ("freeze", app.freeze(&o, 2025).await.map(drop)),
        ("sign_report", app.sign_report(&o, 2025).await),
        ("submit_report", app.submit_report(&o, 2025, "某机关").await),
        ("publish_report", app.publish_report(&o, 2025, "https://www.example.com/").await),
        ("begin_correction", app.begin_correction(&o, 2025).await),
        ("give_up_correction", app.give_up_correction(&o, 2025).await),
        ("report_year", app.report_year(&o, 2025).await.map(drop)),
        ("report_years", app.report_years(&o).await.map(drop)),
        ("frozen", app.frozen(&o, 2025).await.map(drop)),
        ("frozen_version", app.frozen_version(&o, 2025, 1).await.map(drop)),
        ("version_findings", app.version_findings(&o, 2025, 1).await.map(drop)),
        ("difference", app.difference(&o, 2025).await.map(drop)),
        ("difference_of_versions", app.difference_of_versions(&o, 2025, 1, 2).await.map(drop)),
        ("cases_behind", app.cases_behind(&o, span, &new).await.map(drop)),
        ("fees_behind", app.fees_behind(&o, span).await.map(drop)),
        ("beside_previous", app.beside_previous(&o, 2025).await.map(drop)),
        ("report_before", app.report_before(&o, 2025).await.map(drop)),
        ("take_report", app.take_report(&o, ReportSource::Pasted(String::new())).await.map(drop)),
        ("read_reports", app.read_reports(&o).await.map(drop)),
        ("read_report", app.read_report(&o, id).await.map(drop)),
        ("read_report_file", app.read_report_file(&o, id).await.map(drop)),
        ("correct_reading", app.correct_reading(&o, id, &[ReadingChange::Year(None)]).await),
        ("adopt_reading", app.adopt_reading(&o, id).await),
        ("withdraw_reading", app.withdraw_reading(&o, id).await),
        ("verify", app.verify(&o, false).await.map(drop)),
        ("verify all", app.verify(&o, true).await.map(drop)),
        ("rebuild", app.rebuild(&o).await.map(drop)),
    ];
    answers
        .into_iter()
        .filter(|(_, answer)| !matches!(answer, Err(AppError::Denied(_))))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_use_case_is_closed_without_a_role_and_from_another_organ() {
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        house.answer(date(2026, 3, 16), case, &Answer::of(Outcome::G2)).await;
        let before = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        let nobody = Actor::new(ORGAN, "nobody", "无角色", &[]);
        assert_eq!(open_doors(&house, &nobody, case).await, Vec::<&str>::new());
        let stranger = Actor::new("OTHER", "stranger", "外机关", &Role::ALL);
        assert_eq!(open_doors(&house, &stranger, case).await, Vec::<&str>::new());
        let after = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        assert_eq!(before, after);
    });
}

#[test]
fn a_supervisor_reads_reports_and_nothing_of_any_person() {
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        let open = open_doors(&house, &house.staff.supervisor, case).await;
        let own = ["sessions", "revoke_session", "change_password", "people"];
        let reading = [
            "statement",
            "statements",
            "statements_behind",
            "evidence",
            "compile",
            "report_year",
            "report_years",
            "frozen",
            "frozen_version",
            "version_findings",
            "difference",
            "difference_of_versions",
            "cases_behind",
            "fees_behind",
            "beside_previous",
            "report_before",
        ];
        let taking =
            ["take_report", "read_reports", "read_report", "read_report_file", "correct_reading", "withdraw_reading"];
        assert_eq!(open, [own.as_slice(), &reading, &taking].concat());
    });
}

#[test]
fn an_account_carries_its_roles_and_never_its_password() {
    on_sqlite(|house| async move {
        let admin = &house.staff.admin;
        let user = NewUser {
            login: "wang",
            name: "王某",
            roles: &[Role::DisclosureOfficer, Role::ReportEditor],
            unit: "规划处",
            password: "correct horse battery",
        };
        house.app.add_user(&house.on(admin, DAY), &user).await.unwrap();
        let actor = house.app.actor(ORGAN, "wang").await.unwrap();
        assert!(actor.holds(Role::DisclosureOfficer) && actor.holds(Role::ReportEditor) && actor.roles.len() == 2);
        let again = house.app.add_user(&house.on(admin, DAY), &user).await.unwrap_err();
        assert!(matches!(again, AppError::AlreadyThere { .. }), "{again}");
        let bad = NewUser { login: "a b", name: "", roles: &[], unit: "没有的处", password: "short" };
        let refused = house.app.add_user(&house.on(admin, DAY), &bad).await.unwrap_err();
        let AppError::Invalid(faults) = refused else { panic!("{refused}") };
        let fields: Vec<_> = faults.0.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["login", "name", "roles", "password", "unit"]);
        assert_eq!(house.app.users(&house.on(admin, DAY)).await.unwrap().len(), 1);
        assert!(matches!(house.app.actor(ORGAN, "nobody").await, Err(AppError::NotFound { .. })));
        let kept = house.app.store().find::<store::Account>(ORGAN, &"wang".to_owned()).await.unwrap().unwrap();
        assert!(app::password::password_fits("correct horse battery", &kept.password.unwrap()));
    });
}

fn field(refused: AppError) -> String {
    match refused {
        AppError::Invalid(faults) => faults.0[0].field.clone(),
        other => panic!("{other}"),
    }
}

#[test]
fn a_letters_number_is_the_organs_once_by_hand_or_by_the_counter_and_void_or_not() {
    on_both(|house| async move {
        let day = date(2026, 3, 16);
        let mut cases = Vec::new();
        for _ in 0..3 {
            let case = house.registered(date(2026, 3, 2)).await;
            let reply = house.draft_and_review(day, case, &Answer::of(Outcome::G2)).await;
            cases.push((case, reply));
        }
        let by_hand =
            |reply| Act::SignOff { reply, number: LetterNumber::new("某园〔2026〕第1号-答"), paper: None };
        let leader = &house.staff.leader;
        house.act(leader, day, cases[0].0, by_hand(cases[0].1)).await.unwrap();
        house.officer(day, cases[0].0, Act::VoidNumber { reply: cases[0].1 }).await;
        let refused = house.act(leader, day, cases[1].0, by_hand(cases[1].1)).await.unwrap_err();
        assert!(matches!(refused, AppError::AlreadyThere { what: "文号", .. }), "{refused}");
        let signed = house.app.sign_off(&house.on(leader, day), cases[1].0, cases[1].1, None).await.unwrap();
        assert_eq!(signed.case.law.replies[0].number().unwrap().as_str(), "某园〔2026〕第2号-答");
        assert!(house.app.rebuild(&house.on(&house.staff.admin, day)).await.unwrap().unchanged);
        let again =
            Act::SignOff { reply: cases[2].1, number: LetterNumber::new("某园〔2026〕第2号-答 "), paper: None };
        let refused = house.act(leader, day, cases[2].0, again).await.unwrap_err();
        assert!(matches!(refused, AppError::AlreadyThere { .. }), "{refused}");
    });
}

#[test]
fn a_number_borne_on_paper_is_taken_and_not_given_again() {
    on_both(|house| async move {
        let mut form = house.form();
        let borne = |number: &str| app::Provenance::OpeningBalance {
            received_on: date(2025, 12, 1),
            number: Some(number.to_owned()),
            paper: None,
        };
        form.provenance = borne(" 某园〔2025〕1号");
        house.register(date(2025, 12, 1), &form).await;
        let head = house.on(&house.staff.head, date(2025, 12, 1));
        let refused = house.app.register(&head, &form).await.unwrap_err();
        assert!(matches!(refused, AppError::AlreadyThere { what: "申请编号", .. }), "{refused}");
        form.provenance = borne("  ");
        assert_eq!(field(house.app.register(&head, &form).await.unwrap_err()), "number");
        assert_eq!(house.register(date(2025, 12, 2), &house.form()).await.number, "某园〔2025〕2号");
    });
}

#[test]
fn an_approval_on_paper_is_none_without_the_paper() {
    on_sqlite(|house| async move {
        let day = date(2026, 3, 16);
        let case = house.registered(date(2026, 3, 2)).await;
        let reply = house.draft_and_review(day, case, &Answer::of(Outcome::G2)).await;
        let wording =
            house.app.case(&house.on(&house.staff.officer, day), case).await.unwrap().case.law.items[0].clone();
        // Neither a word nor another paper of the case is an approval.
        for paper in ["审批件", wording.wording.as_str()] {
            let paper = Some(FileRef::new(paper));
            let act = Act::SignOff { reply, number: LetterNumber::new("某园〔2026〕第9号-答"), paper };
            assert_eq!(field(house.act(&house.staff.officer, day, case, act).await.unwrap_err()), "papers");
        }
        let letter = SealedRef::new(Uuid::from_u128(1).to_string());
        let notice = Act::SendCorrectionNotice { letter, answer_within: None };
        assert_eq!(field(house.act(&house.staff.officer, day, case, notice).await.unwrap_err()), "papers");
    });
}

#[test]
fn what_was_reviewed_is_not_changed_behind_the_reviewers_by_a_correction_of_the_entry() {
    on_sqlite(|house| async move {
        let day = date(2026, 3, 16);
        let case = house.registered(date(2026, 3, 2)).await;
        let reply = house.draft_and_review(day, case, &Answer::of(Outcome::G2)).await;
        let to = law::application::Decision::new(ItemNo(1), Outcome::N5);
        let correct = || Act::CorrectEntry {
            amendment: law::application::Amendment::Decision { reply, to: to.clone() },
            reason: "登记时选错".to_owned(),
        };
        let refused = house.act(&house.staff.officer, day, case, correct()).await.unwrap_err();
        assert!(matches!(refused, AppError::NotNow(_)), "{refused}");
        house.app.sign_off(&house.on(&house.staff.leader, day), case, reply, None).await.unwrap();
        assert!(house.act(&house.staff.officer, day, case, correct()).await.is_err());
        // Once it went out, the record is put right, and says why although the occasion did not.
        let to = house.applicant(case).await;
        house
            .officer(
                day,
                case,
                Act::Deliver { reply, to, means: law::application::Means::Post, postal_number: None, proof: None },
            )
            .await;
        let corrected = house.officer(day, case, correct()).await;
        assert_eq!(corrected.events[0].reason, "登记时选错");
    });
}

#[test]
fn an_item_is_split_off_only_together_with_the_case_that_takes_it() {
    on_sqlite(|house| async move {
        let mut form = house.form();
        form.items.push("第二项".to_owned());
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let act = Act::SplitItem { item: ItemNo(2), to: law::application::CaseRef::new("别处") };
        let refused = house.act(&house.staff.officer, date(2026, 3, 3), case, act).await.unwrap_err();
        assert!(matches!(refused, AppError::NotNow(_)), "{refused}");
    });
}

#[test]
fn fee_4_and_fee_5_a_notice_states_what_the_tariff_gives_and_so_does_its_correction() {
    // FEE-4, FEE-5
    on_both(|house| async move {
        use law::fee::Standard;
        let form = house.form();
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let day = date(2026, 3, 4);
        let charge = async |standard, amount_fen, actor: &Actor, reason: Option<&str>| {
            let mut papers = Papers::none();
            let letter = papers.text(&house.app, "收费通知书");
            let act = Act::SendFeeNotice { standard, amount_fen, letter };
            let command = match reason {
                Some(reason) => law::application::Command::overriding(act, reason),
                None => act.into(),
            };
            house.app.handle_with(&house.on(actor, day), case, command, papers).await
        };
        let officer = &house.staff.officer;
        for (standard, fen) in [(Standard::ByVolume, 38_500), (Standard::ByVolume, 1), (Standard::ByItem, 10_000)] {
            assert_eq!(field(charge(standard, fen, officer, None).await.unwrap_err()), "amount");
        }
        // The eleventh of the month costs a hundred yuan.
        for _ in 0..10 {
            house.register(date(2026, 3, 3), &form).await;
        }
        assert_eq!(field(charge(Standard::ByItem, 20_000, officer, None).await.unwrap_err()), "amount");
        charge(Standard::ByItem, 10_000, officer, None).await.unwrap();
        let correct = |to| Act::CorrectEntry {
            amendment: law::application::Amendment::FeeAmount { fee: law::application::FeeNo(1), to },
            reason: "登记时看错".to_owned(),
        };
        assert_eq!(field(house.act(officer, day, case, correct(i64::MAX)).await.unwrap_err()), "amount");
    });
}
