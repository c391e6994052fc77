//! What is due, computed from the record on the day of asking.

use app::ListQuery;
use app::worklist::{DutyKind, Urgency};
use jiff::civil::{Date, date};
use law::application::{Act, ConsultationNo, ExtensionNo};
use law::calendar::WorkingDays;
use law::outcome::Outcome;
use uuid::Uuid;

use crate::house::{Answer, House, ITEM, on_sqlite};
use crate::reading::{OWN, page, report};

async fn duties(house: &House, today: Date) -> Vec<(DutyKind, Urgency, Option<Date>, Option<Uuid>)> {
    let found = house.app.duties(&house.on(&house.staff.officer, today)).await.unwrap();
    assert!(found.iter().all(|duty| !duty.message.is_empty() && !duty.subject.is_empty()));
    found.into_iter().map(|duty| (duty.kind, duty.urgency, duty.due, duty.case_id)).collect()
}

#[test]
fn a_reply_becomes_due_soon_and_then_overdue_without_anybody_writing() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let due = Some(date(2026, 3, 30));
        assert_eq!(duties(&house, date(2026, 3, 16)).await, []);
        let soon = [(DutyKind::Reply, Urgency::DueSoon, due, Some(case))];
        assert_eq!(duties(&house, date(2026, 3, 24)).await, soon);
        let over = [(DutyKind::Reply, Urgency::Overdue, due, Some(case))];
        assert_eq!(duties(&house, date(2026, 3, 31)).await, over);
        let row = |day| {
            let house = &house;
            async move {
                let officer = house.on(&house.staff.officer, day);
                house.app.desk_list(&officer, &ListQuery::default()).await.unwrap().rows.remove(0)
            }
        };
        let soon = row(date(2026, 3, 24)).await;
        assert_eq!((soon.urgency, soon.due_words.as_str()), (Some(Urgency::DueSoon), "还剩 4 个工作日（3月30日）"));
        assert_eq!(row(date(2026, 3, 16)).await.urgency, Some(Urgency::InTime));
        let late = row(date(2026, 4, 1)).await;
        assert_eq!((late.urgency, late.due_words.as_str()), (Some(Urgency::Overdue), "已逾期 2 个工作日（3月30日）"));
    });
}

#[test]
fn what_waits_for_somebody_inside_is_told() {
    on_sqlite(|house| async move {
        let extended = house.registered(date(2026, 3, 2)).await;
        let propose = |grounds| Act::ProposeExtension { days: WorkingDays(20), grounds };
        house.officer_with(date(2026, 3, 10), extended, "内容较多", propose).await;
        let drafted = house.registered(date(2026, 3, 2)).await;
        let reply = house.draft_and_review(date(2026, 3, 10), drafted, &Answer::of(Outcome::G2)).await;
        let kinds = |found: Vec<(DutyKind, Urgency, Option<Date>, Option<Uuid>)>| -> Vec<_> {
            found.into_iter().map(|(kind, _, _, case)| (kind, case)).collect()
        };
        let found = kinds(duties(&house, date(2026, 3, 11)).await);
        assert_eq!(found, [(DutyKind::ApproveExtension, Some(extended)), (DutyKind::Review, Some(drafted))]);
        house.app.sign_off(&house.on(&house.staff.leader, date(2026, 3, 11)), drafted, reply, None).await.unwrap();
        let approve = Act::ApproveExtension { extension: ExtensionNo(1), paper: None };
        house.act(&house.staff.head, date(2026, 3, 11), extended, approve).await.unwrap();
        assert_eq!(kinds(duties(&house, date(2026, 3, 12)).await), [(DutyKind::SendReply, Some(drafted))]);
    });
}

#[test]
fn tp_2_a_third_party_that_stays_silent_is_told_when_its_limit_is_over() {
    // TP-2
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 9, 21)).await;
        let mut papers = app::Papers::none();
        let addressee = papers.party(&house.app, app::Party::named("某第三方"));
        let letter = papers.text(&house.app, "征求意见书");
        let with = law::application::Consulted::ThirdParty;
        let consult = Act::Consult { with, addressee, items: vec![ITEM], letter, limit: None };
        house.app.handle_with(&house.on(&house.staff.officer, date(2026, 9, 28)), case, consult, papers).await.unwrap();
        let consultation = ConsultationNo(1);
        house.officer(date(2026, 9, 28), case, Act::RecordConsultationReceived { consultation }).await;
        let near = duties(&house, date(2026, 10, 20)).await;
        assert_eq!(near, [(DutyKind::Consultation, Urgency::DueSoon, Some(date(2026, 10, 23)), Some(case))]);
        let over = duties(&house, date(2026, 10, 26)).await;
        assert_eq!(over, [(DutyKind::Consultation, Urgency::DueSoon, Some(date(2026, 10, 23)), Some(case))]);
    });
}

#[test]
fn art_49_the_report_of_last_year_is_due_until_it_is_published() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2025, 3, 3)).await;
        house.answer(date(2025, 3, 10), case, &Answer::of(Outcome::G2)).await;
        assert_eq!(duties(&house, date(2026, 1, 5)).await, []);
        let due = [(DutyKind::AnnualReport, Urgency::DueSoon, Some(date(2026, 1, 31)), None)];
        assert_eq!(duties(&house, date(2026, 1, 20)).await, due);
        house.app.freeze(&house.on(&house.staff.editor, date(2026, 1, 21)), 2025).await.unwrap();
        assert_eq!(duties(&house, date(2026, 1, 22)).await, due);
        house.app.sign_report(&house.on(&house.staff.leader, date(2026, 1, 22)), 2025).await.unwrap();
        let editor = house.on(&house.staff.editor, date(2026, 1, 23));
        house.app.publish_report(&editor, 2025, "https://www.example.com/2025").await.unwrap();
        assert_eq!(duties(&house, date(2026, 1, 24)).await, []);
    });
}

#[test]
fn art_49_a_report_adopted_from_a_file_is_the_years_report_and_none_is_urged_for_it_unless_it_is_taken_back() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2025, 3, 3)).await;
        house.answer(date(2025, 3, 10), case, &Answer::of(Outcome::G2)).await;
        let due = [(DutyKind::AnnualReport, Urgency::Overdue, Some(date(2026, 1, 31)), None)];
        let day = date(2026, 2, 10);
        let editor = house.on(&house.staff.editor, day);
        let listed = || async {
            let years = house.app.report_years(&editor).await.unwrap();
            years.iter().find(|listed| listed.year == 2025).unwrap().overdue
        };
        assert_eq!(duties(&house, day).await, due);
        assert!(listed().await);
        // Read, it is one report among others; adopted, it is the organ's report of that year.
        let id = house.app.take_report(&editor, page(&report(OWN, 2025, 1, 0))).await.unwrap();
        assert_eq!(duties(&house, day).await, due);
        house.app.adopt_reading(&editor, id).await.unwrap();
        assert_eq!(duties(&house, day).await, []);
        assert!(!listed().await);
        house.app.withdraw_reading(&editor.because("不是定稿的那一份"), id).await.unwrap();
        assert_eq!(duties(&house, day).await, due);
        // What is frozen here comes first: it is still to be signed and published.
        let again = house.app.take_report(&editor, page(&report(OWN, 2025, 1, 0))).await.unwrap();
        house.app.adopt_reading(&editor, again).await.unwrap();
        house.app.freeze(&editor, 2025).await.unwrap();
        assert_eq!(duties(&house, day).await, due);
        assert!(listed().await);
    });
}
