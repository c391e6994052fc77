//! The record behind the use cases: every row made again from the events, the chain whole, errors that name the cause.

use annual_report::{Narrative, Span, StatedValue};
use app::{Actor, AppError, Occasion, PLATFORM, Papers, Party, ReadingChange, StatementForm, WhoActs};
use jiff::civil::date;
use law::application::{Act, Channel, Consulted, ContestKind, Contested, EntryRef, FeeNo, Procedure, Reach, ReplyNo};
use law::outcome::Outcome;
use store::Store;

use crate::house::{Answer, House, ITEM, ORGAN, app_over, on_both, on_sqlite};
use crate::reading::{OWN, page, report};

/// Something of everything.
pub async fn rich(house: &House) {
    let day = |month, day| date(2026, month, day);
    let granted = house.registered(day(1, 5)).await;
    house.answer(day(1, 20), granted, &Answer::of(Outcome::G2)).await;
    house.officer(day(1, 21), granted, Act::Archive).await;
    let refused = house.registered(day(1, 6)).await;
    house.answer(day(1, 22), refused, &Answer::of(Outcome::N5)).await;
    let contest = Act::RegisterContest {
        kind: ContestKind::Reconsideration,
        contested: Contested::Reply { reply: ReplyNo(1) },
        procedure: Procedure::Ordinary,
        after: None,
    };
    house.officer(day(2, 10), refused, contest).await;
    let mut online = house.form();
    online.channel = Channel::Online;
    house.register(day(2, 2), &online).await;
    let charged = house.registered(day(2, 3)).await;
    let fee = |letter| Act::SendFeeNotice { standard: law::fee::Standard::ByVolume, amount_fen: 38_000, letter };
    house.officer_with(day(2, 4), charged, "收费通知书", fee).await;
    house.officer(day(2, 5), charged, Act::RecordFeeServed { fee: FeeNo(1) }).await;
    house.officer(day(2, 9), charged, Act::RecordFeePaid { fee: FeeNo(1) }).await;
    let asked = house.registered(day(2, 6)).await;
    let mut papers = Papers::none();
    let addressee = papers.party(&house.app, Party::named("某第三方"));
    let letter = papers.text(&house.app, "征求意见书");
    let consult = Act::Consult { with: Consulted::ThirdParty, addressee, items: vec![ITEM], letter, limit: None };
    house.app.handle_with(&house.on(&house.staff.officer, day(2, 9)), asked, consult, papers).await.unwrap();
    house.app.assign(&house.on(&house.staff.officer, day(2, 9)), asked, "规划处", "").await.unwrap();
    let withdrawn = house.registered(day(2, 10)).await;
    let mut papers = Papers::none();
    let proof = papers.file(&house.app, "image/png", vec![0; 40 << 10]);
    let act = Act::Withdraw { reach: Reach::Whole, proof };
    house.app.handle_with(&house.on(&house.staff.officer, day(2, 11)), withdrawn, act, papers).await.unwrap();
    let wrong = house.registered(day(3, 3)).await;
    house.officer(day(3, 4), wrong, House::amend(EntryRef::Arrival, day(3, 2))).await;
    // Due in the year whose notice is still to come.
    house.registered(day(12, 28)).await;
    let mut form = house.form();
    form.items.push("第二项".to_owned());
    let several = house.register(day(3, 5), &form).await.recorded.case_id;
    let officer = house.on(&house.staff.officer, day(3, 6));
    house.app.split_item(&officer, several, law::application::ItemNo(2)).await.unwrap();
    let statement = |value| StatementForm {
        unit: "规划处".to_owned(),
        figure: "proactive.licences.decisions".parse().unwrap(),
        span: Span::year(2025).unwrap(),
        value: StatedValue::Count(value),
        signed_by: "某处长".to_owned(),
        signed_on: day(1, 10),
        evidence: "许可台账2025".to_owned(),
        file: None,
    };
    let editor = house.on(&house.staff.editor, day(1, 11));
    let first = house.app.state_figure(&editor, &statement(3)).await.unwrap();
    let second = house.app.replace_figure(&editor, first, &statement(4)).await.unwrap();
    let third = house.app.state_figure(&editor, &StatementForm { unit: "办公室".to_owned(), ..statement(9) }).await;
    house.app.withdraw_figure(&editor.because("重复填报"), third.unwrap()).await.unwrap();
    let replaced = house.app.statement(&house.on(&house.staff.head, day(1, 12)), first).await.unwrap();
    assert_eq!(replaced.standing, annual_report::Standing::Replaced { by: second.to_string() });
    let narrative = Narrative { overview: "总体情况良好。".to_owned(), ..Narrative::default() };
    house.app.write_narrative(&editor, 2025, &narrative).await.unwrap();
    house.app.freeze(&editor, 2025).await.unwrap();
    house.app.sign_report(&house.on(&house.staff.leader, day(1, 12)), 2025).await.unwrap();
    house.app.submit_report(&house.on(&house.staff.editor, day(1, 13)), 2025, "某主管部门").await.unwrap();
    let editor = house.on(&house.staff.editor, day(1, 14));
    house.app.publish_report(&editor, 2025, "https://www.example.com/2025").await.unwrap();
    house.app.begin_correction(&editor.because("附表漏印"), 2025).await.unwrap();
    read(house).await;
    let mut profile = house.app.organ(ORGAN).await.unwrap();
    profile.law.due_soon = law::calendar::WorkingDays(3);
    profile
        .law
        .table_four_buckets
        .insert(law::remedy_case::RemedyResult::Mediated, law::remedy_case::Bucket::Corrected);
    house.app.change_settings(&house.on(&house.staff.admin, day(3, 9)), &profile).await.unwrap();
}

/// Reports read from files: corrected, adopted, put in another's place, taken back.
async fn read(house: &House) {
    let editor = house.on(&house.staff.editor, date(2026, 1, 15)).because("旧报告");
    let mut ids = Vec::new();
    for (organ, new) in [(OWN, 3), (OWN, 4), ("某某镇人民政府", 5)] {
        ids.push(house.app.take_report(&editor, page(&report(organ, 2023, new, 0))).await.unwrap());
    }
    let now = annual_report::Cell::Placeholder("/".to_owned());
    let change = ReadingChange::Cell { path: "applications.new.other".parse().unwrap(), now };
    house.app.correct_reading(&editor, ids[0], &[change, ReadingChange::Year(Some(2024))]).await.unwrap();
    house.app.correct_reading(&editor, ids[0], &[ReadingChange::Year(Some(2023))]).await.unwrap();
    let text = ReadingChange::Text { section: annual_report::report::Section::Other, now: "无。".to_owned() };
    let one = app::PrintedForm { form: annual_report::Form::F2021, other_rows: annual_report::OtherRows::One };
    let form = ReadingChange::Form { now: one, knowing: true };
    house.app.correct_reading(&editor, ids[0], &[text, form]).await.unwrap();
    house.app.adopt_reading(&editor, ids[0]).await.unwrap();
    house.app.adopt_reading(&editor, ids[1]).await.unwrap();
    house.app.withdraw_reading(&editor, ids[2]).await.unwrap();
}

#[test]
fn every_row_made_again_from_the_events_equals_the_kept_one() {
    on_both(|house| async move {
        rich(&house).await;
        let before = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        assert!(before.len() > 40, "{}", before.len());
        let admin = Actor::console(PLATFORM);
        let rebuilt = house.app.rebuild(&house.on(&admin, date(2026, 12, 31))).await.unwrap();
        let after = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        assert_eq!(before, after);
        assert!(rebuilt.unchanged && rebuilt.streams > 12, "{rebuilt:?}");
        let verified = house.app.verify(&house.on(&admin, date(2026, 12, 31)), true).await.unwrap().unwrap();
        assert_eq!(verified.streams, rebuilt.streams);
        assert!(house.app.store().verify_files(None).await.unwrap() >= 2);
        // A case as remembered from command to command is the case as folded from its stream.
        let fresh = app_over(house.app.store().clone(), None);
        for row in house.app.store().read().await.unwrap().list::<store::CaseRow>(ORGAN).await.unwrap() {
            let shown = |app: app::App| {
                let (house, case) = (&house, row.case_id);
                async move { app.case(&house.on(&house.staff.officer, date(2026, 12, 31)), case).await.unwrap().case }
            };
            assert_eq!(shown(house.app.clone()).await, shown(fresh.clone()).await);
        }
    });
}

#[test]
fn a_rebuild_puts_right_what_rows_say_otherwise_than_the_events() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let store = house.app.store();
        let mut row = store.find::<store::CaseRow>(ORGAN, &case).await.unwrap().unwrap();
        let right = row.clone();
        row.due_on = Some(date(2099, 1, 1));
        let mut write = store.write().await.unwrap();
        write.put(&row).await.unwrap();
        write.commit().await.unwrap();
        let admin = Actor::console(PLATFORM);
        let rebuilt = house.app.rebuild(&house.on(&admin, date(2026, 3, 3))).await.unwrap();
        assert!(!rebuilt.unchanged);
        assert_eq!(store.find::<store::CaseRow>(ORGAN, &case).await.unwrap(), Some(right));
    });
}

#[test]
fn the_same_commands_with_the_same_ids_and_moments_give_the_same_record() {
    let dump = || {
        let kept = std::sync::Mutex::new(Vec::new());
        on_sqlite(|house| {
            let kept = &kept;
            async move {
                rich(&house).await;
                let mut lines = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
                kept.lock().unwrap().append(&mut lines);
            }
        });
        kept.into_inner().unwrap()
    };
    assert_eq!(dump(), dump());
}

#[test]
fn what_needs_no_master_key_works_without_one_and_what_needs_it_names_the_file() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        house.answer(date(2026, 3, 16), case, &Answer::of(Outcome::G2)).await;
        let keyless = app_over(Store::open(&house.address).await.unwrap(), None);
        let day = date(2026, 6, 1);
        let refused = keyless.register(&house.on(&house.staff.officer, day), &house.form()).await.unwrap_err();
        assert!(refused.to_string().contains("GONGKAI_MASTER_KEY_FILE"), "{refused}");
        assert_eq!(refused.who_acts(), WhoActs::Operator);
        let admin = Actor::console(PLATFORM);
        keyless.verify(&house.on(&admin, day), true).await.unwrap().unwrap();
        keyless.rebuild(&house.on(&admin, day)).await.unwrap();
        let span = Span::year(2026).unwrap();
        let counted = keyless.compile(&house.on(&house.staff.editor, day), span, true).await.unwrap();
        let new = counted.compiled.report.cell("applications.new.total".parse().unwrap());
        assert_eq!(new.count(), Some(1));
        keyless.case(&house.on(&house.staff.officer, day), case).await.unwrap();
        keyless.handle(&house.on(&house.staff.officer, day), case, Act::Archive).await.unwrap();
    });
}

#[test]
fn a_second_start_changes_nothing_and_nothing_starts_without_an_organ() {
    on_sqlite(|house| async move {
        let before = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        house.app.start(house.at(date(2026, 3, 2))).await.unwrap();
        assert_eq!(before, house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap());
        let stranger = crate::house::Staff::of("NOWHERE");
        let occasion: Occasion<'_> = house.on(&stranger.officer, date(2026, 3, 2));
        let refused = house.app.register(&occasion, &house.form()).await.unwrap_err();
        assert!(matches!(refused, AppError::NotFound { what: "机关", .. }), "{refused}");
    });
}
