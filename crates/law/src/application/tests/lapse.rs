use super::*;
use crate::{outcome::ReportRow, remedy_case::RemedyResult};

/// Not paid in time and no longer handled since the day, which must lie after 8 April 2025.
fn unpaid(found: Date) -> Story {
    let mut story = Story::received(date(2025, 3, 3));
    story.does(date(2025, 3, 10), OFFICER, fee_notice());
    story.does(date(2025, 3, 11), OFFICER, Act::RecordFeeServed { fee: FeeNo(1) });
    story.does(found, OFFICER, Act::CloseFeeUnpaid);
    story
}

fn contest(kind: ContestKind) -> Act {
    Act::RegisterContest { kind, contested: Contested::Lapse, procedure: Procedure::Simple, after: None }
}

fn decide(result: RemedyResult, order: Option<RedoOrder>) -> Act {
    Act::DecideContest { contest: ContestNo(1), decided: Decided { on: date(2020, 1, 1), result, order } }
}

fn order() -> Option<RedoOrder> {
    Some(RedoOrder { term: OrderedTerm::Days { days: 30 }, procedure_only: false })
}

#[test]
fn fee_10_the_stop_of_handling_is_contested_and_set_aside_the_case_is_open_again() {
    // FEE-10
    let received = Story::received(date(2025, 3, 3));
    let early = received.stopped(date(2025, 3, 4), OFFICER, contest(ContestKind::Reconsideration));
    assert_eq!(early, Obstacle::NothingToContest);
    let mut story = unpaid(date(2025, 4, 14));
    story.does(date(2025, 5, 6), OFFICER, contest(ContestKind::Reconsideration));
    let strike = Amendment::Struck { entry: EntryRef::Lapse };
    let strike = Act::CorrectEntry { amendment: strike, reason: "误登".into() };
    assert_eq!(story.stopped(date(2025, 5, 7), OFFICER, strike), Obstacle::OutOfOrder);
    story.does(date(2025, 6, 3), OFFICER, decide(RemedyResult::Revoked, order()));
    let clock = story.clock_on(date(2025, 6, 4));
    assert_eq!((clock.state, clock.due), (ClockState::Running, Some(date(2025, 7, 3))), "nobody waits for the fee");
    assert_eq!(story.counted(), Some(CountedResult { row: ReportRow::OtherFeeUnpaid, on: date(2025, 4, 14) }));
    story.answers(date(2025, 6, 30), &[(1, Outcome::G2)]);
    assert!(story.case.is_closed());
    assert_eq!(story.clock_on(TODAY).in_time, Some(true));
    // In the same year the reply made instead counts, once, on the day that was counted.
    assert_eq!(story.counted(), Some(CountedResult { row: ReportRow::Granted, on: date(2025, 4, 14) }));
}

#[test]
fn fee_10_a_lapse_set_aside_in_a_later_year_stays_counted_in_its_own() {
    // FEE-10, ID-1, ID-4
    let mut story = unpaid(date(2025, 4, 14));
    let counted = story.counted();
    story.does(date(2025, 12, 1), OFFICER, contest(ContestKind::Reconsideration));
    story.does(date(2026, 1, 12), OFFICER, decide(RemedyResult::Revoked, None));
    assert_eq!(story.clock_on(date(2026, 1, 13)).due, Some(date(2026, 2, 9)), "no term set: the ordinary one afresh");
    story.answers(date(2026, 1, 20), &[(1, Outcome::G2)]);
    assert_eq!(story.counted(), counted);
    assert_eq!(counted.unwrap().row, ReportRow::OtherFeeUnpaid);
}

#[test]
fn cor_4_a_lapse_for_want_of_correction_set_aside_and_found_anew_is_counted_once() {
    // COR-4
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, correction_notice());
    story.does(date(2026, 3, 4), OFFICER, Act::RecordCorrectionServed { notice: CorrectionNo(1) });
    story.does(date(2026, 3, 30), OFFICER, Act::CloseNotCorrected);
    story.does(date(2026, 4, 7), OFFICER, contest(ContestKind::Reconsideration));
    story.does(date(2026, 4, 20), OFFICER, decide(RemedyResult::Revoked, order()));
    assert_eq!(story.stopped(date(2026, 4, 21), OFFICER, Act::CloseNotCorrected), Obstacle::NoCorrectionOpen);
    story.gives(date(2026, 4, 21), "head", Command::overriding(correction_notice(), "复议决定指出原告知不清楚"));
    assert_eq!(story.clock_on(date(2026, 4, 22)).state, ClockState::AwaitingCorrection);
    story.does(date(2026, 4, 22), OFFICER, Act::RecordCorrectionServed { notice: CorrectionNo(2) });
    story.does(date(2026, 6, 1), OFFICER, Act::CloseNotCorrected);
    assert!(story.case.is_closed());
    assert_eq!(story.counted(), Some(CountedResult { row: ReportRow::OtherNotCorrected, on: date(2026, 3, 30) }));
}

#[test]
fn administrative_suits_85_under_appeal_a_lapse_stands() {
    // REM-16
    let mut story = unpaid(date(2025, 4, 14));
    story.does(date(2025, 5, 6), OFFICER, contest(ContestKind::LitigationDirect));
    story.does(date(2025, 6, 3), OFFICER, decide(RemedyResult::Revoked, order()));
    assert!(!story.case.is_closed());
    story.does(date(2025, 6, 10), OFFICER, Act::AppealContest { contest: ContestNo(1) });
    assert!(story.case.is_closed(), "the judgment has no effect yet");
    story.does(date(2025, 9, 1), OFFICER, decide(RemedyResult::Upheld, None));
    assert!(story.case.is_closed());
}

#[test]
fn id_4_time_that_ran_out_on_31_december_and_was_found_on_5_january_counts_in_the_new_year() {
    // ID-4: until somebody finds it, the case is open and carried over.
    let mut story = Story::received(date(2025, 12, 1));
    story.does(date(2025, 12, 2), OFFICER, fee_notice());
    story.does(date(2025, 12, 3), OFFICER, Act::RecordFeeServed { fee: FeeNo(1) });
    assert_eq!(story.clock_on(date(2025, 12, 31)).applicant_deadline, Some(date(2025, 12, 31)));
    assert_eq!(story.counted(), None, "open on 31 December");
    assert_eq!(story.stopped(date(2025, 12, 31), OFFICER, Act::CloseFeeUnpaid), Obstacle::PaymentPeriodRuns);
    story.does(date(2026, 1, 5), OFFICER, Act::CloseFeeUnpaid);
    assert_eq!(story.counted(), Some(CountedResult { row: ReportRow::OtherFeeUnpaid, on: date(2026, 1, 5) }));
}
