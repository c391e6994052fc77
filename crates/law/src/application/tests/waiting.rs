use super::*;

#[test]
fn cor_2_a_late_correction_notice_is_a_warning_an_approver_overrides_with_a_reason() {
    // COR-2: received 2026-04-01, the notice is due by 2026-04-13.
    let mut story = Story::received(date(2026, 4, 1));
    assert!(story.attempt(date(2026, 4, 13), OFFICER, &correction_notice().into()).is_ok());
    let late = story.refused(date(2026, 4, 14), OFFICER, correction_notice());
    assert_eq!((late.obstacle, late.kind), (Obstacle::CorrectionNoticeLate, RefusalKind::NeedsOverride));
    assert!(late.message.contains("2026年4月13日"), "{}", late.message);
    let reasoned = Command::overriding(correction_notice(), "申请材料当日才转到");
    assert!(story.attempt(date(2026, 4, 14), OFFICER, &reasoned).is_err(), "an officer cannot override");
    assert!(story.attempt(date(2026, 4, 14), "head", &Command::overriding(correction_notice(), "  ")).is_err());
    story.gives(date(2026, 4, 14), "head", reasoned);
    assert_eq!(story.log[1].0, Event::WarningOverridden { obstacle: Obstacle::CorrectionNoticeLate });
    assert_eq!(story.clock_on(date(2026, 4, 15)).state, ClockState::AwaitingCorrection);
}

#[test]
fn cor_3_a_corrected_application_starts_a_fresh_twenty_days() {
    // COR-3: corrected 2026-04-20, due 2026-05-20.
    let mut story = Story::received(date(2026, 4, 1));
    story.does(date(2026, 4, 10), OFFICER, correction_notice());
    let waiting = story.clock_on(date(2026, 5, 30));
    assert_eq!((waiting.state, waiting.due, waiting.overdue), (ClockState::AwaitingCorrection, None, false));
    story.does(date(2026, 4, 13), OFFICER, Act::RecordCorrectionServed { notice: CorrectionNo(1) });
    assert_eq!(story.clock_on(date(2026, 4, 14)).applicant_deadline, Some(date(2026, 5, 7)));
    story.does(date(2026, 4, 20), OFFICER, Act::ReceiveCorrection { notice: CorrectionNo(1), text: "text".into() });
    let fresh = story.clock_on(date(2026, 4, 21));
    assert_eq!((fresh.state, fresh.due), (ClockState::Running, Some(date(2026, 5, 20))));
}

#[test]
fn cor_4_it_lapses_only_when_the_served_notices_period_has_run_out() {
    // COR-4
    let mut story = Story::received(date(2026, 4, 1));
    assert_eq!(story.stopped(date(2026, 6, 1), OFFICER, Act::CloseNotCorrected), Obstacle::NoCorrectionOpen);
    story.does(date(2026, 4, 10), OFFICER, correction_notice());
    assert_eq!(story.stopped(date(2026, 6, 1), OFFICER, Act::CloseNotCorrected), Obstacle::ServiceNotRecorded);
    story.does(date(2026, 4, 13), OFFICER, Act::RecordCorrectionServed { notice: CorrectionNo(1) });
    assert_eq!(story.stopped(date(2026, 5, 7), OFFICER, Act::CloseNotCorrected), Obstacle::CorrectionPeriodRuns);
    story.does(date(2026, 5, 8), OFFICER, Act::CloseNotCorrected);
    let counted = story.counted().unwrap();
    assert_eq!((counted.row.key(), counted.on), ("other_not_corrected", date(2026, 5, 8)));
    assert_eq!(story.clock_on(TODAY).state, ClockState::Closed);
    let text = SealedRef::from("text");
    let too_late = Act::ReceiveCorrection { notice: CorrectionNo(1), text };
    assert_eq!(story.stopped(date(2026, 5, 9), OFFICER, too_late), Obstacle::CaseClosed);
}

#[test]
fn cor_5_still_unclear_is_a_reply_only_after_a_correction() {
    // COR-5
    let mut story = Story::received(date(2026, 4, 1));
    let unclear = || Act::DraftReply { draft: draft(&[(1, Outcome::U3)]), replaces: None };
    assert_eq!(story.stopped(date(2026, 4, 2), OFFICER, unclear()), Obstacle::NotCorrectedBefore);
    story.does(date(2026, 4, 2), OFFICER, correction_notice());
    story.does(date(2026, 4, 9), OFFICER, Act::ReceiveCorrection { notice: CorrectionNo(1), text: "text".into() });
    assert_eq!(story.stopped(date(2026, 4, 8), OFFICER, unclear()), Obstacle::NotCorrectedBefore, "dated before it");
    story.does(date(2026, 4, 10), OFFICER, unclear());
}

#[test]
fn cor_6_a_second_notice_is_a_warning() {
    // COR-6
    let mut story = Story::received(date(2026, 4, 1));
    story.does(date(2026, 4, 2), OFFICER, correction_notice());
    story.does(date(2026, 4, 9), OFFICER, Act::ReceiveCorrection { notice: CorrectionNo(1), text: "text".into() });
    let second = story.refused(date(2026, 4, 10), OFFICER, correction_notice());
    assert_eq!((second.obstacle, second.kind), (Obstacle::SecondCorrectionNotice, RefusalKind::NeedsOverride));
    story.gives(date(2026, 4, 10), "head", Command::overriding(correction_notice(), "补正内容仍有一处缺项"));
    assert_eq!(story.case.corrections.len(), 2);
}

#[test]
fn fee_8_unpaid_after_twenty_days_from_service_it_lapses() {
    // FEE-7, FEE-8
    let mut story = Story::received(date(2026, 3, 2));
    assert_eq!(story.stopped(date(2026, 3, 31), OFFICER, fee_notice()), Obstacle::TermOver);
    story.does(date(2026, 3, 9), OFFICER, fee_notice());
    assert_eq!(story.clock_on(date(2026, 3, 10)).state, ClockState::AwaitingPayment);
    assert_eq!(story.clock_on(date(2026, 3, 10)).due, None);
    assert_eq!(story.stopped(date(2026, 6, 1), OFFICER, Act::CloseFeeUnpaid), Obstacle::ServiceNotRecorded);
    story.does(date(2026, 3, 10), OFFICER, Act::RecordFeeServed { fee: FeeNo(1) });
    let deadline = story.clock_on(date(2026, 3, 11)).applicant_deadline.unwrap();
    assert_eq!(deadline, date(2026, 4, 8));
    assert_eq!(story.stopped(deadline, OFFICER, Act::CloseFeeUnpaid), Obstacle::PaymentPeriodRuns);
    story.does(date(2026, 4, 9), OFFICER, Act::CloseFeeUnpaid);
    assert_eq!(story.counted().unwrap().row.key(), "other_fee_unpaid");
}

#[test]
fn fee_6_pages_are_not_charged_where_only_the_way_to_them_is_told() {
    // FEE-6
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, fee_notice());
    story.does(date(2026, 3, 4), OFFICER, Act::RecordFeePaid { fee: FeeNo(1) });
    story.evidence(date(2026, 3, 5), &[1], Outcome::G1.evidence());
    let point = Act::DraftReply { draft: draft(&[(1, Outcome::G1)]), replaces: None };
    let refused = story.refused(date(2026, 3, 5), OFFICER, point);
    assert_eq!((refused.obstacle, refused.kind), (Obstacle::NoAmount, RefusalKind::NeedsOverride));
}

#[test]
fn fee_9_payment_starts_a_fresh_term_and_ends_the_extension() {
    // FEE-9, DL-6
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 9), OFFICER, fee_notice());
    story.does(date(2026, 4, 1), OFFICER, Act::RecordFeePaid { fee: FeeNo(1) });
    assert_eq!(story.clock_on(date(2026, 4, 2)).due, Some(date(2026, 4, 30)));
    // FEE-2: one standard, one notice.
    let other = Act::SendFeeNotice { standard: crate::fee::Standard::ByItem, amount_fen: 10_000, letter: letter() };
    assert_eq!(story.stopped(date(2026, 4, 3), OFFICER, other), Obstacle::AlreadyCharged);
    let nothing = Act::SendFeeNotice { standard: crate::fee::Standard::ByItem, amount_fen: 0, letter: letter() };
    assert_eq!(Story::received(date(2026, 3, 2)).stopped(date(2026, 3, 3), OFFICER, nothing), Obstacle::NoAmount);
    assert_eq!(
        Story::received(date(2020, 12, 1)).stopped(date(2020, 12, 3), OFFICER, fee_notice()),
        Obstacle::NoRuleInForce
    );
}

#[test]
fn a_fee_notice_taken_back_is_as_if_never_sent() {
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 9), OFFICER, fee_notice());
    story.does(date(2026, 3, 11), OFFICER, Act::CancelFee { fee: FeeNo(1) });
    assert_eq!(story.clock_on(date(2026, 3, 12)).due, Some(date(2026, 3, 30)));
    story.does(date(2026, 3, 12), OFFICER, fee_notice());
}

#[test]
fn dl_5_excessive_applications_are_asked_for_reasons_and_judged() {
    // DL-5
    let ask = || Act::AskReasons { letter: letter(), answer_within: None };
    let excessive = || Act::DraftReply { draft: draft(&[(1, Outcome::R4)]), replaces: None };
    let mut story = Story::received(date(2026, 3, 2));
    assert_eq!(story.stopped(date(2026, 3, 3), OFFICER, excessive()), Obstacle::ReasonsNotRejected);
    story.does(date(2026, 3, 3), OFFICER, ask());
    let waiting = story.clock_on(date(2026, 3, 4));
    assert_eq!((waiting.state, waiting.due), (ClockState::AwaitingReasons, Some(date(2026, 3, 30))), "it runs on");
    assert_eq!(waiting.applicant_deadline, Some(date(2026, 3, 24)));
    assert_eq!(story.stopped(date(2026, 3, 24), OFFICER, Act::RejectReasons), Obstacle::ReasonsPeriodRuns);
    assert_eq!(
        story.stopped(date(2026, 3, 24), OFFICER, Act::AcceptReasons { reply_by: None }),
        Obstacle::NoReasonsAsked
    );
    story.does(date(2026, 3, 5), OFFICER, Act::RecordReasonsServed);
    story.does(date(2026, 3, 10), OFFICER, Act::ReceiveReasons { text: "reasons".into() });
    let mut other = Story { case: story.case.clone(), log: vec![], settings: Settings::default(), today: TODAY };
    story.does(date(2026, 3, 11), OFFICER, Act::RejectReasons);
    story.does(date(2026, 3, 12), OFFICER, excessive());
    // Reasonable, but not to be managed in time: a later day is fixed and told.
    let short = Act::AcceptReasons { reply_by: Some(date(2026, 3, 30)) };
    assert_eq!(other.stopped(date(2026, 3, 11), OFFICER, short), Obstacle::DelayTooShort);
    other.does(date(2026, 3, 11), OFFICER, Act::AcceptReasons { reply_by: Some(date(2026, 5, 29)) });
    assert_eq!(other.clock_on(date(2026, 3, 12)).due, Some(date(2026, 5, 29)));
}

#[test]
fn art_35_silence_counts_only_when_the_request_reached_the_applicant() {
    // DL-5
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, Act::AskReasons { letter: letter(), answer_within: None });
    assert_eq!(story.stopped(date(2026, 3, 25), OFFICER, Act::RejectReasons), Obstacle::ServiceNotRecorded);
    story.does(date(2026, 3, 4), OFFICER, Act::RecordReasonsServed);
    assert_eq!(story.stopped(date(2026, 3, 25), OFFICER, Act::RejectReasons), Obstacle::ReasonsPeriodRuns);
    story.does(date(2026, 3, 26), OFFICER, Act::RejectReasons);
}
