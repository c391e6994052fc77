use super::*;

#[test]
fn dl_2_the_reply_is_due_twenty_working_days_after_receipt() {
    // DL-2, WD-1: vectors of 2.3 and of the two acceptance dates.
    for (received, due) in [
        (date(2026, 2, 9), date(2026, 3, 13)),
        (date(2026, 9, 14), date(2026, 10, 16)),
        (date(2024, 1, 31), date(2024, 3, 4)),
        (date(2025, 9, 26), date(2025, 10, 30)),
        (date(2026, 2, 14), date(2026, 3, 20)),
        (date(2026, 2, 15), date(2026, 3, 20)),
    ] {
        let story = Story::received(received);
        let clock = story.clock_on(received);
        assert_eq!((clock.state, clock.due, clock.provisional), (ClockState::Running, Some(due), false));
        assert!(!story.clock_on(due).overdue);
        assert!(story.clock_on(due.tomorrow().unwrap()).overdue);
    }
    let mut late = Story::new();
    late.today = date(2026, 12, 31);
    late.does(date(2026, 12, 20), OFFICER, Act::Register { entry: entry(Channel::InPerson, 1) });
    assert!(late.clock_on(date(2026, 12, 21)).provisional, "the notice for 2027 is still to come");
}

#[test]
fn dl_1_what_can_be_answered_at_once_is_answered_on_the_spot() {
    // DL-1
    let on = date(2026, 3, 2);
    let spot =
        |outcome| Act::AnswerOnTheSpot { draft: draft(&[(1, outcome)]), number: None, proof: Some("slip".into()) };
    let mut story = Story::received(on);
    story.evidence(on, &[1], Outcome::G1.evidence());
    assert_eq!(story.stopped(on, OFFICER, spot(Outcome::N5)), Obstacle::NotOnTheSpot);
    assert_eq!(story.stopped(date(2026, 3, 3), OFFICER, spot(Outcome::G1)), Obstacle::NotOnTheSpot);
    story.does(on, OFFICER, spot(Outcome::G1));
    assert!(story.case.is_closed());
    assert_eq!(story.counted().unwrap().row.key(), "granted");
    assert_eq!(story.clock_on(TODAY).in_time, Some(true));
}

#[test]
fn art_33_2_the_term_is_extended_once() {
    // DL-3: received 2026-03-02, base 2026-03-30.
    let mut story = Story::received(date(2026, 3, 2));
    assert_eq!(story.stopped(date(2026, 3, 20), OFFICER, extension(21)), Obstacle::ExtensionTooLong);
    assert_eq!(story.stopped(date(2026, 3, 20), OFFICER, extension(0)), Obstacle::ExtensionTooLong);
    story.does(date(2026, 3, 20), OFFICER, extension(20));
    assert_eq!(story.clock_on(date(2026, 3, 20)).due, Some(date(2026, 3, 30)), "proposing extends nothing");
    let approve = || Act::ApproveExtension { extension: ExtensionNo(1), paper: None };
    let notify = || Act::NotifyExtension { extension: ExtensionNo(1), letter: letter() };
    assert_eq!(story.stopped(date(2026, 3, 23), OFFICER, approve()), Obstacle::RoleMissing);
    assert_eq!(story.stopped(date(2026, 3, 23), OFFICER, notify()), Obstacle::NoExtensionAtThisPoint);
    assert_eq!(story.stopped(date(2026, 3, 23), OFFICER, extension(5)), Obstacle::ExtensionPending);
    story.does(date(2026, 3, 23), "head", approve());
    assert_eq!(story.stopped(date(2026, 3, 31), OFFICER, notify()), Obstacle::TermOver);
    story.does(date(2026, 3, 30), OFFICER, notify());
    let clock = story.clock_on(date(2026, 3, 31));
    assert_eq!((clock.base_due, clock.due), (Some(date(2026, 3, 30)), Some(date(2026, 4, 28))));
    assert_eq!(story.stopped(date(2026, 3, 30), OFFICER, extension(5)), Obstacle::AlreadyExtended);
}

#[test]
fn art_33_2_nobody_approves_the_extension_they_proposed_and_it_is_made_before_the_term_ends() {
    // DL-3
    let mut story = Story::received(date(2026, 3, 2));
    assert_eq!(story.stopped(date(2026, 3, 31), OFFICER, extension(5)), Obstacle::TermOver);
    story.does(date(2026, 3, 20), "head", extension(5));
    let approve = |paper| Act::ApproveExtension { extension: ExtensionNo(1), paper };
    assert_eq!(story.stopped(date(2026, 3, 20), "head", approve(None)), Obstacle::OwnDraft);
    story.does(date(2026, 3, 20), OFFICER, approve(Some("scan".into())));
    let mut declined = Story::received(date(2026, 3, 2));
    declined.does(date(2026, 3, 20), OFFICER, extension(5));
    let decline = Act::DeclineExtension { extension: ExtensionNo(1) };
    assert_eq!(declined.stopped(date(2026, 3, 20), OFFICER, decline.clone()), Obstacle::RoleMissing);
    declined.does(date(2026, 3, 20), "head", decline);
    declined.does(date(2026, 3, 23), OFFICER, extension(10));
}

#[test]
fn a_restarted_term_is_twenty_days_and_extended_again_only_if_the_organ_says_so() {
    // COR-3, DL-3
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, extension(20));
    story.does(date(2026, 3, 3), "head", Act::ApproveExtension { extension: ExtensionNo(1), paper: None });
    story.does(date(2026, 3, 3), OFFICER, Act::NotifyExtension { extension: ExtensionNo(1), letter: letter() });
    story.does(date(2026, 3, 10), OFFICER, correction_notice());
    assert_eq!(story.stopped(date(2026, 3, 11), OFFICER, extension(5)), Obstacle::ClockStopped);
    story.does(date(2026, 3, 16), OFFICER, Act::ReceiveCorrection { notice: CorrectionNo(1), text: "text".into() });
    assert_eq!(story.clock_on(date(2026, 3, 17)).due, Some(date(2026, 4, 14)), "the extension fell with its period");
    assert_eq!(story.stopped(date(2026, 3, 17), OFFICER, extension(5)), Obstacle::AlreadyExtended);
    story.settings.may_extend_again_after_restart = true;
    story.does(date(2026, 3, 17), OFFICER, extension(5));
}
