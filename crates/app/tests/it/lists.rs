//! The desk's lists say what the folded cases say, on any day, and no more than the viewer may know.

use std::collections::{BTreeMap, BTreeSet};

use app::worklist::Urgency;
use app::{
    Actor, App, AppError, CaseView, DeskList, DeskRow, ListQuery, Moment, Occasion, OrganProfile, PLATFORM, Role, View,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use law::application::{
    Act, ApplicantKind, Case, Channel, ClockState, Consulted, ContestKind, Contested, ExtensionProgress, ItemNo,
    Procedure, Progress, Reply, ReplyNo,
};
use law::calendar::{Calendar, Pauses, WorkingDays};
use law::outcome::Outcome;
use uuid::Uuid;

use crate::demo::Shown;
use crate::house::{Answer, House, ITEM, ORGAN, on_both, on_sqlite};

/// Every page of a list.
pub async fn whole(app: &App, occasion: &Occasion<'_>, query: &ListQuery) -> DeskList {
    let mut list = app.desk_list(occasion, query).await.unwrap();
    for page in 2..=list.pages {
        let query = ListQuery { page, ..query.clone() };
        let next = app.desk_list(occasion, &query).await.unwrap();
        assert_eq!((next.page, next.pages, next.total), (page, list.pages, list.total));
        list.rows.extend(next.rows);
    }
    assert_eq!(list.rows.len() as u64, list.total);
    assert_eq!(count(&list, query.view), list.total);
    list
}

pub fn of(view: View) -> ListQuery {
    ListQuery { view, ..ListQuery::default() }
}

fn count(list: &DeskList, view: View) -> u64 {
    list.counts.iter().find(|(found, _)| *found == view).unwrap().1
}

pub fn ids(list: &DeskList) -> Vec<Uuid> {
    list.rows.iter().map(|row| row.case_id).collect()
}

fn pending(case: &Case) -> impl Iterator<Item = &Reply> {
    let closed = case.is_closed();
    case.replies.iter().filter(move |reply| reply.is_pending() && (!closed || reply.replaces.is_some()))
}

/// Whether a folded case stands in a view.
fn stands_in(view: View, found: &CaseView, left: Option<WorkingDays>, profile: &OrganProfile) -> bool {
    let (case, clock) = (&found.case.law, &found.clock.value);
    let unserved = |reply: &Reply| case.stands(reply) && case.unserved(reply).next().is_some();
    match view {
        View::Open => clock.closed_on.is_none(),
        View::Overdue => clock.overdue,
        View::DueSoon => !clock.overdue && left.is_some_and(|left| left <= profile.law.due_soon),
        View::AwaitingConfirmation => clock.state == ClockState::AwaitingConfirmation,
        View::AwaitingApplicant => clock.applicant_deadline.is_some(),
        View::AwaitingThirdParty => clock.consultation_limit.is_some(),
        View::AwaitingApproval => {
            pending(case).any(|reply| matches!(reply.progress, Progress::InReview(_)))
                || !case.is_closed() && case.extensions.iter().any(|e| e.progress == ExtensionProgress::Proposed)
        }
        View::ToSend => {
            pending(case).any(|reply| matches!(reply.progress, Progress::SignedOff { .. }))
                || case.replies.iter().any(unserved)
        }
        View::InRemedy => case.contests.iter().any(|contest| contest.is_open()),
        View::Closed => clock.closed_on.is_some(),
        View::All => true,
    }
}

fn urgency(found: &CaseView, left: Option<WorkingDays>, profile: &OrganProfile) -> Option<Urgency> {
    let clock = &found.clock.value;
    match left {
        _ if clock.state == ClockState::Closed => None,
        _ if clock.overdue => Some(Urgency::Overdue),
        Some(left) if left <= profile.law.due_soon => Some(Urgency::DueSoon),
        Some(_) if clock.state == ClockState::Running => Some(Urgency::InTime),
        _ => Some(Urgency::Waiting),
    }
}

/// Holds a row against the folded case.
fn same(row: &DeskRow, found: &CaseView, left: Option<WorkingDays>, profile: &OrganProfile, told: &str) {
    let (case, clock) = (&found.case, &found.clock.value);
    assert_eq!(row.state, clock.state, "{told}");
    assert_eq!((row.due, row.closed_on), (clock.due, clock.closed_on), "{told}");
    assert_eq!(row.applicant_deadline, clock.applicant_deadline, "{told}");
    if clock.closed_on.is_none() {
        assert_eq!(row.provisional, clock.provisional, "{told}");
    }
    assert_eq!(row.urgency, urgency(found, left, profile), "{told}");
    assert_eq!((&row.number, &row.unit), (&case.number, &case.unit), "{told}");
    let registration = case.law.registration.as_ref().unwrap();
    assert_eq!(row.arrived_on, Some(registration.arrived_on), "{told}");
    assert_eq!((row.received_on, row.class), (registration.received_on, registration.class.label()), "{told}");
    assert_eq!(row.channel, registration.entry.channel.label(), "{told}");
    assert_eq!(row.result.is_some(), law::application::counted_result(&case.law, &profile.law).is_some(), "{told}");
    assert!(!row.due_words.is_empty() && row.applicant.is_some() && row.wanted.is_some(), "{told}");
}

/// Compares every view of an organ with its folded cases on some days. Gives which views held anything at all.
async fn agrees(app: &App, officer: &Actor, days: &[Date]) -> BTreeSet<View> {
    let calendar: std::sync::Arc<Calendar> = app.calendar().await.unwrap();
    let profile = app.organ(&officer.organ).await.unwrap();
    let mut seen = BTreeSet::new();
    for day in days {
        let occasion = Occasion::now(officer, Moment::on(*day, 80_000));
        let all = whole(app, &occasion, &of(View::All)).await;
        assert!(ids(&all).is_sorted_by(|one, other| one > other));
        let mut folded = BTreeMap::new();
        for row in &all.rows {
            let found = app.case(&occasion, row.case_id).await.unwrap();
            let left =
                found.clock.value.due.and_then(|due| calendar.working_days_between(*day, due, &Pauses::NONE).ok());
            let left = left.map(|span| span.days);
            same(row, &found, left, &profile, &format!("{:?} on {day}: {}", row.number, row.due_words));
            folded.insert(row.case_id, (found, left));
        }
        for view in View::ALL {
            let list = whole(app, &occasion, &of(view)).await;
            assert_eq!(list.counts, all.counts, "{day} {view:?}");
            let listed: BTreeSet<Uuid> = ids(&list).into_iter().collect();
            let stands = |(_, (found, left)): &(&Uuid, &(CaseView, Option<WorkingDays>))| {
                stands_in(view, found, *left, &profile)
            };
            let expected: BTreeSet<Uuid> = folded.iter().filter(stands).map(|(id, _)| *id).collect();
            assert_eq!(listed, expected, "{day} {view:?}");
            assert_eq!(listed.len(), list.rows.len(), "{day} {view:?}");
            // A search for what every number has answers from memory, and must say the same.
            let searched = whole(app, &occasion, &ListQuery { search: "〔 号".to_owned(), ..of(view) }).await;
            assert_eq!((ids(&searched), &searched.counts), (ids(&list), &list.counts), "{day} {view:?}");
            if !list.rows.is_empty() {
                seen.insert(view);
            }
        }
    }
    seen
}

#[test]
fn every_view_of_the_demonstration_agrees_with_the_folded_cases_on_many_days() {
    crate::house::runtime().block_on(async {
        let today = date(2026, 11, 23);
        let shown = Shown::on(today).await;
        let officer = shown.app.actor(app::demo::ORGAN, "jingban").await.unwrap();
        let days = [0, 1, 2, 4, 7, 9, 14, 21, 30, 45, 80, 400].map(|ahead: i64| today + ahead.days());
        let seen = agrees(&shown.app, &officer, &days).await;
        assert_eq!(seen, View::ALL.into_iter().collect());
        let occasion = Occasion::now(&officer, Moment::on(today, 80_000));
        let list = whole(&shown.app, &occasion, &ListQuery::default()).await;
        assert!(list.rows.iter().all(|row| row.officer.as_deref().is_none_or(|name| name.starts_with("演示"))));
        assert!(list.rows.iter().any(|row| row.officer.as_deref() == Some("演示经办人")));
        assert!(list.rows.iter().any(|row| row.provisional && row.due_words.contains("待国务院办公厅公布")));
    });
}

#[test]
fn every_view_agrees_with_the_folded_cases_on_both_databases() {
    on_both(|house| async move {
        crate::record::rich(&house).await;
        consulted_near_the_years_end(&house).await;
        let days = [date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 20), date(2027, 2, 1), date(2027, 4, 1)];
        let seen = agrees(&house.app, &house.staff.officer, &days).await;
        assert!(seen.contains(&View::AwaitingThirdParty) && seen.contains(&View::InRemedy), "{seen:?}");
    });
}

/// A case whose due day is certain while the limit of those consulted is not: what its row says of that ends with the limit.
async fn consulted_near_the_years_end(house: &House) {
    let case = house.registered(date(2026, 11, 20)).await;
    let mut papers = app::Papers::none();
    let addressee = papers.party(&house.app, app::Party::named("某第三方"));
    let letter = papers.text(&house.app, "征求意见书");
    let consult = Act::Consult { with: Consulted::ThirdParty, addressee, items: vec![ITEM], letter, limit: None };
    // On the last day of the period: the pause begins the day after it.
    let day = date(2026, 12, 18);
    house.app.handle_with(&house.on(&house.staff.officer, day), case, consult, papers).await.unwrap();
    let row = house.app.store().find::<store::CaseRow>(ORGAN, &case).await.unwrap().unwrap();
    assert_eq!((row.due_on, row.provisional), (Some(day), true));
}

#[test]
fn a_case_whose_consulted_time_has_passed_runs_again_without_anybody_writing() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 9, 21)).await;
        let mut papers = app::Papers::none();
        let addressee = papers.party(&house.app, app::Party::named("某第三方"));
        let letter = papers.text(&house.app, "征求意见书");
        let consult = Act::Consult { with: Consulted::ThirdParty, addressee, items: vec![ITEM], letter, limit: None };
        let sent = house.on(&house.staff.officer, date(2026, 9, 28));
        house.app.handle_with(&sent, case, consult, papers).await.unwrap();
        let listed = |day: Date, view: View| {
            let house = &house;
            async move { whole(&house.app, &house.on(&house.staff.officer, day), &of(view)).await }
        };
        let limit = date(2026, 10, 23);
        let waiting = listed(limit, View::AwaitingThirdParty).await;
        assert_eq!((waiting.rows[0].state, waiting.rows[0].urgency), (ClockState::NotCounted, Some(Urgency::Waiting)));
        let after = limit.tomorrow().unwrap();
        assert_eq!(listed(after, View::AwaitingThirdParty).await.rows, []);
        let running = listed(after, View::Open).await;
        assert_eq!((running.rows[0].state, running.rows[0].urgency), (ClockState::Running, Some(Urgency::InTime)));
    });
}

#[test]
fn an_applicant_who_lets_the_day_pass_is_told_of() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let notice = |letter| Act::SendCorrectionNotice { letter, answer_within: None };
        house.officer_with(date(2026, 3, 4), case, "补正告知书", notice).await;
        let row = |day: Date| {
            let house = &house;
            async move {
                whole(&house.app, &house.on(&house.staff.officer, day), &of(View::AwaitingApplicant))
                    .await
                    .rows
                    .remove(0)
            }
        };
        let before = row(date(2026, 3, 25)).await;
        assert_eq!((before.due_words.as_str(), before.applicant_silent), ("等待申请人补正（到 3月25日 止）", false));
        let after = row(date(2026, 3, 26)).await;
        assert_eq!((after.due_words.as_str(), after.applicant_silent), ("申请人补正的期限已过（3月25日）", true));
        assert_eq!((after.state, after.due), (ClockState::AwaitingCorrection, None));
    });
}

#[test]
fn a_list_is_paged_narrowed_and_counted_alike() {
    on_both(|house| async move {
        let day = date(2026, 3, 2);
        for number in 0..120 {
            let mut form = house.form();
            if number % 4 == 0 {
                form.channel = Channel::Online;
            }
            if number % 5 == 0 {
                form.applicants = vec![(house.company(), ApplicantKind::Enterprise)];
            }
            house.register(day, &form).await;
        }
        let today = house.on(&house.staff.officer, date(2026, 3, 3));
        let list = whole(&house.app, &today, &ListQuery::default()).await;
        assert_eq!((list.total, list.pages), (120, 3));
        let distinct: BTreeSet<Uuid> = ids(&list).into_iter().collect();
        assert_eq!(distinct.len(), 120);
        // Those that await confirmation are the first to be acted on.
        assert!(list.rows.iter().take(30).all(|row| row.state == ClockState::AwaitingConfirmation));
        let last = house.app.desk_list(&today, &ListQuery { page: 99, ..ListQuery::default() }).await.unwrap();
        assert_eq!((last.page, last.rows.len()), (3, 20));

        let some: Vec<Uuid> = list.rows.iter().take(10).map(|row| row.case_id).collect();
        for case in &some {
            house.app.assign(&house.on(&house.staff.head, date(2026, 3, 3)), *case, "规划处", "").await.unwrap();
        }
        let all = of(View::All);
        let narrowed = [
            (ListQuery { mine: true, ..all.clone() }, 110),
            (ListQuery { unit: Some("规划处".to_owned()), ..all.clone() }, 10),
            (ListQuery { unit: Some("没有的处".to_owned()), ..all.clone() }, 0),
            (ListQuery { channel: Some(Channel::Online), ..all.clone() }, 30),
            (ListQuery { class: Some(law::applicant::ApplicantClass::Commercial), ..all.clone() }, 24),
            (ListQuery { received_from: Some(day), received_to: Some(day), ..all.clone() }, 90),
            (ListQuery { received_to: Some(date(2026, 3, 1)), ..all.clone() }, 0),
        ];
        for (query, expected) in narrowed {
            let list = whole(&house.app, &today, &query).await;
            assert_eq!(list.total, expected, "{query:?}");
            let searched = ListQuery { search: "〔".to_owned(), ..query.clone() };
            let searched = whole(&house.app, &today, &searched).await;
            assert_eq!((ids(&searched), searched.counts), (ids(&list), list.counts), "{query:?}");
        }
        let twice = ListQuery { mine: true, channel: Some(Channel::Online), ..ListQuery::default() };
        assert_eq!(whole(&house.app, &today, &twice).await.total, 20);
    });
}

#[test]
fn what_a_list_rests_on_may_change_and_the_next_list_knows() {
    on_sqlite(|house| async move {
        house.registered(date(2026, 3, 2)).await;
        let soon = |day| {
            let house = &house;
            async move { whole(&house.app, &house.on(&house.staff.officer, day), &of(View::DueSoon)).await.total }
        };
        // Ten working days before the 30th of March.
        assert_eq!(soon(date(2026, 3, 16)).await, 0);
        let mut profile = house.app.organ(ORGAN).await.unwrap();
        profile.law.due_soon = WorkingDays(10);
        house.app.change_settings(&house.on(&house.staff.admin, date(2026, 3, 16)), &profile).await.unwrap();
        assert_eq!(soon(date(2026, 3, 16)).await, 1);
        // Another node has its own memory and the same record.
        let other = crate::house::app_over(store::Store::open(&house.address).await.unwrap(), Some(7));
        let list = other.desk_list(&house.on(&house.staff.officer, date(2026, 3, 16)), &of(View::DueSoon)).await;
        assert_eq!(list.unwrap().total, 1);
    });
}

#[test]
fn a_drafts_next_level_is_told_and_follows_the_organs_levels() {
    on_sqlite(|house| async move {
        let day = date(2026, 3, 10);
        let case = house.registered(date(2026, 3, 2)).await;
        house.file_evidence(day, case, Outcome::G2.evidence()).await;
        let draft = |letter| Act::DraftReply {
            draft: law::application::Draft {
                decisions: vec![law::application::Decision::new(ITEM, Outcome::G2)],
                letter,
            },
            replaces: None,
        };
        house.officer_with(day, case, "答复书", draft).await;
        let told = || {
            let house = &house;
            async move {
                let list = whole(&house.app, &house.on(&house.staff.officer, day), &ListQuery::default()).await;
                let waiting = count(&list, View::AwaitingApproval);
                (list.rows[0].pending.clone(), waiting)
            }
        };
        assert_eq!(told().await, (vec!["待处室负责人审核"], 1));
        let mut profile = house.app.organ(ORGAN).await.unwrap();
        profile.levels = vec![law::application::ReviewLevel::Secrecy];
        house.app.change_settings(&house.on(&house.staff.admin, day), &profile).await.unwrap();
        assert_eq!(told().await, (vec!["待保密审查"], 1));
        let reply = ReplyNo(1);
        let level = law::application::ReviewLevel::Secrecy;
        let approve = Act::ApproveReview { reply, level, opinion: None };
        house.act(&house.staff.reviewers[2], day, case, approve).await.unwrap();
        assert_eq!(told().await, (vec!["待签发"], 1));
        house.app.sign_off(&house.on(&house.staff.leader, day), case, reply, None).await.unwrap();
        assert_eq!(told().await, (vec!["待送达"], 0));
        assert!(house.app.rebuild(&house.on(&house.staff.admin, day)).await.unwrap().unchanged);
    });
}

#[test]
fn a_case_that_ended_while_its_draft_was_reviewed_waits_for_nobody() {
    on_sqlite(|house| async move {
        let day = date(2026, 3, 10);
        let case = house.registered(date(2026, 3, 2)).await;
        house.draft_and_review(day, case, &Answer::of(Outcome::G2)).await;
        let mut papers = app::Papers::none();
        let proof = papers.file(&house.app, "image/png", vec![0; 10]);
        let act = Act::Withdraw { reach: law::application::Reach::Whole, proof };
        house.app.handle_with(&house.on(&house.staff.officer, day), case, act, papers).await.unwrap();
        let list = whole(&house.app, &house.on(&house.staff.officer, day), &of(View::Closed)).await;
        assert_eq!((list.total, count(&list, View::AwaitingApproval)), (1, 0));
        assert!(list.rows[0].pending.is_empty());
    });
}

#[test]
fn names_are_for_whoever_may_read_them_and_while_the_key_is_at_hand() {
    on_both(|house| async move {
        let mut form = house.form();
        form.applicants.push((house.person(), ApplicantKind::NaturalPerson));
        form.applicants.push((house.person(), ApplicantKind::NaturalPerson));
        let first = form.applicants[0].0.name.clone();
        house.register(date(2026, 3, 2), &form).await;
        let day = date(2026, 3, 3);
        let names = |list: DeskList| list.rows.into_iter().map(|row| (row.applicant, row.wanted)).collect::<Vec<_>>();
        let officer = house.on(&house.staff.officer, day);
        let expected = vec![(Some(format!("{first}等3人")), Some("某某路改造工程的批准文件".to_owned()))];
        for _ in 0..2 {
            let list = house.app.desk_list(&officer, &ListQuery::default()).await.unwrap();
            assert_eq!(names(list), expected);
        }
        // What was opened for the officer is not shown to the editor.
        let editor = house.on(&house.staff.editor, day);
        assert_eq!(names(house.app.desk_list(&editor, &ListQuery::default()).await.unwrap()), [(None, None)]);
        let keyless = crate::house::app_over(store::Store::open(&house.address).await.unwrap(), None);
        assert_eq!(names(keyless.desk_list(&officer, &ListQuery::default()).await.unwrap()), [(None, None)]);
        let wrong = crate::house::app_over(store::Store::open(&house.address).await.unwrap(), Some(8));
        let refused = wrong.desk_list(&officer, &ListQuery::default()).await.unwrap_err();
        assert!(matches!(&refused, AppError::Store(store::Error::WrongMasterKey { .. })), "{refused}");
    });
}

#[test]
fn a_destroyed_party_is_gone_from_every_list_and_search_and_from_the_case_split_off() {
    on_both(|house| async move {
        let mut form = house.form();
        form.applicants[0].0.name = "欧阳某某甲".to_owned();
        form.items = vec!["甲路的批复".to_owned(), "乙路的批复".to_owned()];
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let officer = house.on(&house.staff.officer, date(2026, 3, 3));
        let (_, split) = house.app.split_item(&officer, case, ItemNo(2)).await.unwrap();
        for case in [case, split.case_id] {
            house.answer(date(2026, 3, 16), case, &Answer::of(Outcome::G2)).await;
        }
        let day = date(2026, 6, 1);
        let other = crate::house::app_over(store::Store::open(&house.address).await.unwrap(), Some(7));
        let look = |app: App| {
            let house = &house;
            async move {
                let officer = house.on(&house.staff.officer, day);
                let names: Vec<_> =
                    whole(&app, &officer, &of(View::All)).await.rows.into_iter().map(|row| row.applicant).collect();
                let search = |search: &str| ListQuery { search: search.to_owned(), ..of(View::All) };
                let by_name = whole(&app, &officer, &search("欧阳某某")).await.total;
                let by_word = whole(&app, &officer, &search("路的批复")).await.total;
                (names, by_name, by_word)
            }
        };
        let name = || Some("欧阳某某甲".to_owned());
        for app in [&house.app, &other] {
            assert_eq!(look(app.clone()).await, (vec![name(), name()], 2, 2));
        }
        let subject = house.applicant(case).await;
        let head = house.on(&house.staff.head, day).because("保存期满");
        house.app.destroy_party(&head, case, &subject).await.unwrap();
        for app in [&house.app, &other] {
            assert_eq!(look(app.clone()).await, (vec![None, None], 0, 0));
        }
        for case in [case, split.case_id] {
            let last = house.app.case(&head, case).await.unwrap().history.pop().unwrap();
            assert_eq!((last.kind.as_str(), last.reason.as_str()), ("party_destroyed", "保存期满"));
        }
        assert!(house.app.rebuild(&house.on(&house.staff.admin, day)).await.unwrap().unchanged);
    });
}

#[test]
fn a_closed_case_in_remedy_or_come_back_stays_in_sight() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        house.answer(date(2026, 3, 16), case, &Answer::of(Outcome::N5)).await;
        let contest = Act::RegisterContest {
            kind: ContestKind::Reconsideration,
            contested: Contested::Reply { reply: ReplyNo(1) },
            procedure: Procedure::Ordinary,
            after: None,
        };
        house.officer(date(2026, 4, 1), case, contest).await;
        let back = house.registered(date(2026, 3, 2)).await;
        house.answer(date(2026, 3, 16), back, &Answer::of(Outcome::G2)).await;
        let service = law::application::ServiceNo(1);
        house.officer(date(2026, 3, 20), back, Act::RecordReturned { reply: ReplyNo(1), service }).await;
        let officer = house.on(&house.staff.officer, date(2026, 4, 2));
        let remedy = whole(&house.app, &officer, &of(View::InRemedy)).await;
        assert_eq!((ids(&remedy), remedy.rows[0].in_remedy), (vec![case], true));
        assert_eq!(remedy.rows[0].result, Some("不予公开（内部事务信息）"));
        let again = whole(&house.app, &officer, &of(View::ToSend)).await;
        assert_eq!((ids(&again), again.rows[0].pending.clone()), (vec![back], vec!["尚未送达"]));
        assert_eq!((count(&again, View::Open), count(&again, View::Closed)), (0, 2));
    });
}

#[test]
fn the_figures_of_a_year_are_those_of_its_report() {
    crate::house::runtime().block_on(async {
        let today = date(2026, 11, 23);
        let shown = Shown::on(today).await;
        let editor = shown.app.actor(app::demo::ORGAN, "nianbao").await.unwrap();
        let occasion = Occasion::now(&editor, Moment::on(today, 80_000));
        let open = shown.app.desk_list(&occasion, &ListQuery::default()).await.unwrap();
        for year in [2021, 2024, 2025, 2026] {
            let span = annual_report::Span::year(year).unwrap();
            let report = shown.app.compile(&occasion, span, false).await.unwrap().compiled.report;
            let cell = |path: &str| report.cell(path.parse().unwrap()).count().unwrap() as u64;
            let figures = shown.app.year_figures(&occasion, year).await.unwrap();
            assert_eq!(figures.received, cell("applications.new.total"), "{year}");
            assert_eq!(figures.carried_in, cell("applications.carried_in.total"), "{year}");
            assert_eq!(figures.answered, cell("applications.results.total.total"), "{year}");
            assert_eq!(figures.carried_out, cell("applications.carried_out.total"), "{year}");
            assert_eq!((figures.open, figures.overdue), (count(&open, View::Open), count(&open, View::Overdue)));
            assert_eq!(figures.due_soon, count(&open, View::DueSoon));
        }
    });
}

#[test]
fn the_figures_of_a_year_are_counted_on_both_databases() {
    on_both(|house| async move {
        let case = house.registered(date(2025, 12, 30)).await;
        house.registered(date(2025, 12, 30)).await;
        house.registered(date(2026, 1, 5)).await;
        house.answer(date(2026, 1, 8), case, &Answer::of(Outcome::G2)).await;
        let figures = |year| {
            let house = &house;
            async move {
                let officer = house.on(&house.staff.officer, date(2026, 2, 4));
                let found = house.app.year_figures(&officer, year).await.unwrap();
                (found.received, found.carried_in, found.answered, found.carried_out, found.open, found.overdue)
            }
        };
        assert_eq!(figures(2025).await, (2, 0, 0, 2, 2, 2));
        assert_eq!(figures(2026).await, (1, 2, 1, 2, 2, 2));
        assert_eq!(figures(2027).await, (0, 2, 0, 2, 2, 2));
        let officer = house.on(&house.staff.officer, date(2026, 2, 4));
        assert!(matches!(house.app.year_figures(&officer, i16::MAX).await, Err(AppError::Invalid(_))));
    });
}

#[test]
fn a_record_laid_out_by_another_program_is_laid_out_anew_on_the_next_start() {
    on_both(|house| async move {
        crate::record::rich(&house).await;
        let store = house.app.store();
        let kept = store.snapshot().await.unwrap().dump_projections().await.unwrap();
        let day = date(2026, 12, 31);
        // Rows as an older program would have left them: what it did not know is empty, and no layout is named.
        let mut write = store.write().await.unwrap();
        for row in write.list::<store::CaseRow>(ORGAN).await.unwrap() {
            let older = store::CaseRow {
                act_by: None,
                applicant_deadline: None,
                consultation_limit: None,
                approval: String::new(),
                handling: String::new(),
                in_remedy: false,
                ..row
            };
            write.put(&older).await.unwrap();
        }
        let mut changes = store::Changes::new();
        changes.delete::<store::LayoutRow>(PLATFORM, &());
        write.apply(&changes).await.unwrap();
        write.commit().await.unwrap();
        assert_ne!(store.snapshot().await.unwrap().dump_projections().await.unwrap(), kept);
        house.app.start(house.at(day)).await.unwrap();
        assert_eq!(store.snapshot().await.unwrap().dump_projections().await.unwrap(), kept);
        // And once it is, starting lays nothing out.
        let mut write = store.write().await.unwrap();
        let mut row = write.list::<store::CaseRow>(ORGAN).await.unwrap().remove(0);
        row.unit = Some("别的处".to_owned());
        write.put(&row).await.unwrap();
        write.commit().await.unwrap();
        house.app.start(house.at(day)).await.unwrap();
        assert_eq!(store.find::<store::CaseRow>(ORGAN, &row.case_id).await.unwrap(), Some(row));
    });
}

#[test]
fn a_list_is_closed_to_another_organ_and_to_whoever_has_no_part_in_the_cases() {
    on_sqlite(|house| async move {
        house.registered(date(2026, 3, 2)).await;
        for (organ, role) in
            [(ORGAN, Role::Supervisor), (ORGAN, Role::Administrator), ("OTHER", Role::DisclosureOfficer)]
        {
            let actor = Actor::new(organ, "somebody", "某人", &[role]);
            let occasion = house.on(&actor, date(2026, 3, 3)).for_organ(ORGAN);
            let refused = house.app.desk_list(&occasion, &ListQuery::default()).await.unwrap_err();
            assert!(matches!(refused, AppError::Denied(_)), "{refused}");
            assert!(matches!(house.app.year_figures(&occasion, 2026).await, Err(AppError::Denied(_))));
        }
    });
}
