use super::*;
use crate::{remedy_case::RemedyResult, settings::CourtOrderStart};

fn open(kind: ContestKind, contested: Contested) -> Act {
    Act::RegisterContest { kind, contested, procedure: Procedure::Simple, after: None }
}

fn decided(contest: u32, result: RemedyResult, order: Option<RedoOrder>) -> Act {
    let decided = Decided { on: date(2020, 1, 1), result, order };
    Act::DecideContest { contest: ContestNo(contest), decided }
}

fn refused() -> (Story, ReplyNo) {
    let mut story = Story::received(date(2026, 3, 2));
    let reply = story.answers(date(2026, 3, 9), &[(1, Outcome::N5)]);
    (story, reply)
}

#[test]
fn rem_12_the_organ_answers_in_five_or_ten_working_days_and_rem_16_in_court_in_fifteen_days() {
    // REM-12, REM-16
    let (mut story, reply) = refused();
    story.does(date(2026, 4, 1), OFFICER, open(ContestKind::Reconsideration, Contested::Reply { reply }));
    let actor = somebody(OFFICER);
    let owed = |story: &Story| duties(&story.case, &story.context(TODAY, &actor));
    assert_eq!(
        (owed(&story)[0].kind, owed(&story)[0].due),
        (DutyKind::AnswerContest { contest: ContestNo(1) }, Some(date(2026, 4, 9)))
    );
    story.does(date(2026, 4, 8), OFFICER, Act::AnswerContest { contest: ContestNo(1) });
    assert!(owed(&story).is_empty());
    story.does(date(2026, 4, 27), OFFICER, decided(1, RemedyResult::Upheld, None));
    let suit = Act::RegisterContest {
        kind: ContestKind::LitigationAfterReconsideration,
        contested: Contested::Reply { reply },
        procedure: Procedure::Ordinary,
        after: Some(ContestNo(1)),
    };
    story.does(date(2026, 5, 11), OFFICER, suit);
    assert_eq!(owed(&story)[0].due, Some(date(2026, 5, 26)));
    story.does(date(2026, 6, 15), OFFICER, decided(2, RemedyResult::Upheld, None));
    story.does(date(2026, 6, 22), OFFICER, Act::AppealContest { contest: ContestNo(2) });
    assert!(story.case.contests[1].is_open(), "of an appealed case the last result counts");
    story.does(date(2026, 9, 22), OFFICER, decided(2, RemedyResult::Upheld, None));
    assert_eq!(story.case.contests[1].last_decision().unwrap().on, date(2026, 9, 22));
}

#[test]
fn rem_15_while_one_way_is_open_the_other_is_a_warning() {
    // REM-15
    let (mut story, reply) = refused();
    let contested = Contested::Reply { reply };
    story.does(date(2026, 4, 1), OFFICER, open(ContestKind::Reconsideration, contested));
    let other = story.refused(date(2026, 4, 2), OFFICER, open(ContestKind::LitigationDirect, contested));
    assert_eq!((other.obstacle, other.kind), (Obstacle::OtherRemedyOpen, RefusalKind::NeedsOverride));
    let in_time = story.refused(date(2026, 4, 2), OFFICER, open(ContestKind::LitigationDirect, Contested::NoReply));
    assert_eq!(in_time.obstacle, Obstacle::NothingToContest);
}

#[test]
fn reconsideration_law_64_a_reply_ordered_anew_has_its_own_term_and_not_the_same_result() {
    let (mut story, reply) = refused();
    story.does(date(2026, 4, 1), OFFICER, open(ContestKind::Reconsideration, Contested::Reply { reply }));
    let order = RedoOrder { term: OrderedTerm::Unset, procedure_only: false };
    story.does(date(2026, 4, 14), OFFICER, decided(1, RemedyResult::Revoked, Some(order)));
    assert!(!story.case.is_closed(), "the order takes the reply away");
    let clock = story.clock_on(date(2026, 4, 15));
    assert_eq!((clock.state, clock.due), (ClockState::Running, Some(date(2026, 6, 15))), "60 days, WD-7");
    story.evidence(date(2026, 4, 20), &[1], Outcome::N5.evidence());
    let again = Act::DraftReply { draft: draft(&[(1, Outcome::N5)]), replaces: None };
    let same = story.refused(date(2026, 4, 20), OFFICER, again);
    assert_eq!((same.obstacle, same.kind), (Obstacle::SameResult, RefusalKind::NeedsOverride));
    story.answers(date(2026, 5, 11), &[(1, Outcome::G2)]);
    assert_eq!(story.clock_on(TODAY).in_time, Some(true));
    let result = story.case.contests[0].last_decision().unwrap().result;
    assert_eq!(result.bucket(&story.settings), crate::remedy_case::Bucket::Corrected);
}

#[test]
fn dl_7_a_court_order_gives_twenty_working_days_unless_it_says_otherwise() {
    // DL-7, REM-22
    for (term, due) in [
        (OrderedTerm::Unset, date(2026, 5, 14)),
        (OrderedTerm::WorkingDays { days: WorkingDays(10) }, date(2026, 4, 28)),
        (OrderedTerm::Days { days: 30 }, date(2026, 5, 14)),
    ] {
        let (mut story, reply) = refused();
        story.settings.court_order_start = CourtOrderStart::JudgmentServed;
        story.does(date(2026, 4, 1), OFFICER, open(ContestKind::LitigationDirect, Contested::Reply { reply }));
        let order = RedoOrder { term, procedure_only: true };
        story.does(date(2026, 4, 14), OFFICER, decided(1, RemedyResult::Revoked, Some(order)));
        assert_eq!(story.clock_on(date(2026, 4, 15)).due, Some(due), "{term:?}");
        // Set aside for its procedure only, the result may be the same.
        story.answers(date(2026, 4, 20), &[(1, Outcome::N5)]);
    }
}

#[test]
fn rem_8_silence_past_the_term_is_contested_and_a_reply_ordered() {
    // REM-8
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 4, 1), OFFICER, open(ContestKind::Reconsideration, Contested::NoReply));
    let order = RedoOrder { term: OrderedTerm::Days { days: 15 }, procedure_only: true };
    story.does(date(2026, 4, 20), OFFICER, decided(1, RemedyResult::Upheld, Some(order)));
    assert_eq!(story.clock_on(date(2026, 4, 21)).due, Some(date(2026, 5, 6)), "5 May is a holiday");
}

#[test]
fn administrative_suits_85_a_judgment_under_appeal_takes_nothing_away() {
    // REM-16: the organ appeals and wins; its reply was good all along.
    let order = Some(RedoOrder { term: OrderedTerm::Unset, procedure_only: false });
    for (second, result) in [(None, RemedyResult::Upheld), (order, RemedyResult::Revoked)] {
        let (mut story, reply) = refused();
        story.does(date(2026, 4, 1), OFFICER, open(ContestKind::LitigationDirect, Contested::Reply { reply }));
        story.does(date(2026, 4, 14), OFFICER, decided(1, RemedyResult::Revoked, order));
        assert!(!story.case.is_closed());
        let counted = story.counted();
        story.does(date(2026, 4, 20), OFFICER, Act::AppealContest { contest: ContestNo(1) });
        assert!(story.case.is_closed(), "the judgment has no effect yet");
        story.does(date(2026, 7, 13), OFFICER, decided(1, result, second));
        assert_eq!(story.case.is_closed(), second.is_none());
        assert_eq!(story.clock_on(date(2026, 7, 14)).due, second.map(|_| date(2026, 8, 10)));
        assert_eq!(story.counted(), counted);
    }
}

#[test]
fn reconsideration_rules_58_the_term_of_an_order_is_neither_extended_nor_paused() {
    // DL-3, DL-4: both belong to the ordinary term of 条例33 only.
    let (mut story, reply) = refused();
    story.does(date(2026, 4, 1), OFFICER, open(ContestKind::Reconsideration, Contested::Reply { reply }));
    let order = RedoOrder { term: OrderedTerm::WorkingDays { days: WorkingDays(10) }, procedure_only: false };
    story.does(date(2026, 4, 14), OFFICER, decided(1, RemedyResult::Revoked, Some(order)));
    assert_eq!(story.stopped(date(2026, 4, 15), OFFICER, extension(10)), Obstacle::NoExtensionAtThisPoint);
    story.does(date(2026, 4, 15), OFFICER, consult(Consulted::OtherOrgan));
    let clock = story.clock_on(date(2026, 4, 16));
    assert_eq!((clock.state, clock.due), (ClockState::Running, Some(date(2026, 4, 28))));
}

#[test]
fn dl_7_the_term_of_a_judgment_runs_from_the_day_it_takes_effect_unless_the_organ_has_set_otherwise() {
    // DL-7, REM-16: received 14 April, it can be appealed until the 29th and takes effect on the 30th.
    let (mut story, reply) = refused();
    story.does(date(2026, 4, 1), OFFICER, open(ContestKind::LitigationDirect, Contested::Reply { reply }));
    let order = RedoOrder { term: OrderedTerm::Unset, procedure_only: true };
    story.does(date(2026, 4, 14), OFFICER, decided(1, RemedyResult::Revoked, Some(order)));
    let clock = story.clock_on(date(2026, 4, 15));
    assert_eq!((clock.started_on, clock.due), (Some(date(2026, 4, 30)), Some(date(2026, 6, 1))));
    story.settings.court_order_start = CourtOrderStart::JudgmentServed;
    assert_eq!(story.clock_on(date(2026, 4, 15)).due, Some(date(2026, 5, 14)));
    story.settings.court_order_start = CourtOrderStart::JudgmentEffective;
    // A reply made before the judgment takes effect is made in its term all the same.
    story.answers(date(2026, 4, 20), &[(1, Outcome::N5)]);
    assert_eq!(story.clock_on(TODAY).in_time, Some(true));
    // On appeal the second judgment takes effect at once.
    let (mut story, reply) = refused();
    story.does(date(2026, 4, 1), OFFICER, open(ContestKind::LitigationDirect, Contested::Reply { reply }));
    story.does(date(2026, 4, 14), OFFICER, decided(1, RemedyResult::Revoked, Some(order)));
    story.does(date(2026, 4, 20), OFFICER, Act::AppealContest { contest: ContestNo(1) });
    story.does(date(2026, 7, 13), OFFICER, decided(1, RemedyResult::Revoked, Some(order)));
    assert_eq!(story.clock_on(date(2026, 7, 14)).due, Some(date(2026, 8, 10)));
}

#[test]
fn reconsideration_law_64_a_reply_revoked_without_an_order_to_redo_stands_no_longer() {
    // REM-22
    for (result, stands) in [
        (RemedyResult::Revoked, false),
        (RemedyResult::DeclaredVoid, false),
        (RemedyResult::DeclaredUnlawful, true),
        (RemedyResult::Upheld, true),
    ] {
        let (mut story, reply) = refused();
        let counted = story.counted();
        story.does(date(2026, 4, 1), OFFICER, open(ContestKind::Reconsideration, Contested::Reply { reply }));
        story.does(date(2026, 4, 14), OFFICER, decided(1, result, None));
        assert_eq!(story.case.stands(story.case.reply(reply).unwrap()), stands, "{result:?}");
        assert_eq!(story.case.is_closed(), stands);
        // No text sets a period where the decision orders nothing; the ordinary one counts afresh.
        assert_eq!(story.clock_on(date(2026, 4, 15)).due, (!stands).then_some(date(2026, 5, 14)));
        assert_eq!(story.counted(), counted, "once counted it stays");
    }
}

#[test]
fn art_33_2_the_reply_to_one_item_revoked_leaves_the_term_of_the_others_alone() {
    // DL-2
    let mut story = Story::with_items(date(2026, 3, 2), 2);
    let first = story.answers(date(2026, 3, 9), &[(1, Outcome::N5)]);
    assert_eq!(story.clock_on(date(2026, 3, 19)).due, Some(date(2026, 3, 30)));
    let act = Act::RevokeReply { reply: first, ground: RevocationGround::OwnMotion, reason: "事实有误".into() };
    story.does(date(2026, 3, 20), OFFICER, act);
    assert_eq!(story.clock_on(date(2026, 3, 23)).due, Some(date(2026, 3, 30)), "the second was never answered");
    let mut late = Story { case: story.case.clone(), log: Vec::new(), settings: Settings::default(), today: TODAY };
    story.answers(date(2026, 3, 27), &[(2, Outcome::G2)]);
    assert_eq!(story.clock_on(date(2026, 3, 30)).due, Some(date(2026, 4, 20)), "now the first alone is open");
    story.answers(date(2026, 4, 16), &[(1, Outcome::G2)]);
    assert_eq!(story.clock_on(TODAY).in_time, Some(true));
    late.answers(date(2026, 4, 16), &[(1, Outcome::G2), (2, Outcome::G2)]);
    let clock = late.clock_on(TODAY);
    assert_eq!((clock.in_time, clock.was_due), (Some(false), Some(date(2026, 3, 30))));
}
