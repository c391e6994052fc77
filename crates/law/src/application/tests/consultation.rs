use super::*;

fn opinion(opinion: Opinion) -> Act {
    Act::RecordOpinion { consultation: ConsultationNo(1), opinion, text: "text".into() }
}

fn received() -> Act {
    Act::RecordConsultationReceived { consultation: ConsultationNo(1) }
}

#[test]
fn tp_7_the_time_of_a_consultation_is_not_counted() {
    // TP-7, DL-4: received 2026-03-02, letter 2026-03-09, opinion 2026-03-27: due 2026-04-20, with extension 2026-05-20.
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 9), OFFICER, consult(Consulted::ThirdParty));
    story.does(date(2026, 3, 10), OFFICER, received());
    let paused = story.clock_on(date(2026, 3, 12));
    assert_eq!((paused.state, paused.consultation_limit), (ClockState::NotCounted, Some(date(2026, 3, 31))));
    assert_eq!(paused.due, Some(date(2026, 4, 22)), "as if the opinion came on its last day");
    story.does(date(2026, 3, 27), OFFICER, opinion(Opinion::Consents));
    let running = story.clock_on(date(2026, 3, 27));
    assert_eq!((running.state, running.due), (ClockState::Running, Some(date(2026, 4, 20))));
    story.does(date(2026, 3, 30), OFFICER, extension(20));
    story.does(date(2026, 3, 30), "head", Act::ApproveExtension { extension: ExtensionNo(1), paper: None });
    story.does(date(2026, 3, 30), OFFICER, Act::NotifyExtension { extension: ExtensionNo(1), letter: letter() });
    assert_eq!(story.clock_on(date(2026, 3, 30)).due, Some(date(2026, 5, 20)));
}

#[test]
fn tp_1_the_pause_ends_fifteen_working_days_after_receipt_of_the_letter() {
    // TP-1: received by the third party 2026-09-28, limit 2026-10-23.
    let mut story = Story::received(date(2026, 9, 21));
    story.does(date(2026, 9, 25), OFFICER, consult(Consulted::ThirdParty));
    story.does(date(2026, 9, 28), OFFICER, received());
    assert_eq!(story.clock_on(date(2026, 10, 23)).state, ClockState::NotCounted);
    assert_eq!(story.clock_on(date(2026, 10, 23)).consultation_limit, Some(date(2026, 10, 23)));
    let after = story.clock_on(date(2026, 10, 26));
    assert_eq!(after.state, ClockState::Running);
    // A late opinion does not lengthen the pause.
    story.does(date(2026, 11, 10), OFFICER, opinion(Opinion::Consents));
    assert_eq!(story.clock_on(date(2026, 11, 10)).due, after.due);
    let other = Act::Consult {
        with: Consulted::ThirdParty,
        addressee: "丁".into(),
        items: vec![ItemNo(1)],
        letter: letter(),
        limit: Some(WorkingDays(5)),
    };
    assert_eq!(story.stopped(date(2026, 11, 11), OFFICER, other), Obstacle::StatutoryLimit);
}

#[test]
fn tp_2_silence_leaves_the_organ_free_to_decide_and_tp_6_a_co_producers_is_consent() {
    // TP-2, TP-6
    for with in [Consulted::ThirdParty, Consulted::CoProducer] {
        let mut story = Story::received(date(2026, 3, 2));
        story.does(date(2026, 3, 3), OFFICER, consult(with));
        story.evidence(date(2026, 3, 3), &[1], Outcome::G2.evidence());
        let give = || Act::DraftReply { draft: draft(&[(1, Outcome::G2)]), replaces: None };
        let early = story.refused(date(2026, 3, 10), OFFICER, give());
        assert_eq!((early.obstacle, early.kind), (Obstacle::ConsultationRuns, RefusalKind::NeedsOverride));
        // Nothing shows that the letter reached it: its silence says nothing yet.
        let unserved = story.refused(date(2026, 3, 25), OFFICER, give());
        assert_eq!((unserved.obstacle, unserved.kind), (Obstacle::ServiceNotRecorded, RefusalKind::NeedsOverride));
        story.does(date(2026, 3, 4), OFFICER, received());
        assert_eq!(story.stopped(date(2026, 3, 25), OFFICER, give()), Obstacle::ConsultationRuns);
        story.does(date(2026, 3, 26), OFFICER, give());
    }
}

#[test]
fn art_32_the_organ_cannot_cut_short_the_third_partys_fifteen_days() {
    // TP-1, TP-4
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, consult(Consulted::ThirdParty)).does(date(2026, 3, 4), OFFICER, received());
    story.does(date(2026, 3, 5), OFFICER, Act::EndConsultation { consultation: ConsultationNo(1) });
    story.evidence(date(2026, 3, 5), &[1], Outcome::G2.evidence());
    let give = || Act::DraftReply { draft: draft(&[(1, Outcome::G2)]), replaces: None };
    assert_eq!(story.stopped(date(2026, 3, 25), OFFICER, give()), Obstacle::ConsultationRuns);
    let tell = Act::NotifyThirdParty { consultation: ConsultationNo(1), letter: letter() };
    assert_eq!(story.stopped(date(2026, 3, 25), OFFICER, tell), Obstacle::ConsultationRuns);
    story.does(date(2026, 3, 26), OFFICER, give());
}

#[test]
fn art_32_an_objection_that_comes_after_the_draft_stops_its_service() {
    // TP-3, TP-4
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, consult(Consulted::ThirdParty)).does(date(2026, 3, 4), OFFICER, received());
    story.evidence(date(2026, 3, 5), &[1], Outcome::G2.evidence());
    let give = Act::DraftReply { draft: draft(&[(1, Outcome::G2)]), replaces: None };
    story.gives(date(2026, 3, 5), "head", Command::overriding(give, "第三方口头同意"));
    story.reviewed(date(2026, 3, 6), ReplyNo(1));
    story.does(date(2026, 3, 9), OFFICER, opinion(Opinion::ObjectsWithGrounds));
    let post =
        || Act::Deliver { reply: ReplyNo(1), to: "甲".into(), means: Means::Post, postal_number: None, proof: None };
    assert_eq!(story.stopped(date(2026, 3, 10), OFFICER, post()), Obstacle::ThirdPartyObjects);
    let tell = Act::NotifyThirdParty { consultation: ConsultationNo(1), letter: letter() };
    story.does(date(2026, 3, 10), OFFICER, tell);
    assert_eq!(story.stopped(date(2026, 3, 11), OFFICER, post()), Obstacle::HoldRuns);
    story.does(date(2026, 3, 25), OFFICER, post());
}

#[test]
fn art_15_what_every_third_party_agrees_to_is_not_withheld_for_its_sake() {
    // TP-3
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, consult(Consulted::ThirdParty));
    story.does(date(2026, 3, 5), OFFICER, opinion(Opinion::ObjectsWithGrounds));
    story.evidence(date(2026, 3, 5), &[1], Outcome::N4.evidence()).evidence(
        date(2026, 3, 5),
        &[1],
        Outcome::G2.evidence(),
    );
    // Asked again, the third party changes its mind: its last word counts.
    story.does(date(2026, 3, 6), OFFICER, consult(Consulted::ThirdParty));
    let consents =
        Act::RecordOpinion { consultation: ConsultationNo(2), opinion: Opinion::Consents, text: "text".into() };
    story.does(date(2026, 3, 9), OFFICER, consents);
    let withhold = Act::DraftReply { draft: draft(&[(1, Outcome::N4)]), replaces: None };
    let consented = story.refused(date(2026, 3, 10), OFFICER, withhold);
    assert_eq!((consented.obstacle, consented.kind), (Obstacle::ThirdPartyConsents, RefusalKind::NeedsOverride));
    story.does(date(2026, 3, 10), OFFICER, Act::DraftReply { draft: draft(&[(1, Outcome::G2)]), replaces: None });
}

#[test]
fn art_33_3_a_slip_that_comes_back_after_the_reply_still_says_what_was_not_counted() {
    // TP-1, TP-7: without the slip the pause ends fifteen working days after sending, on 2026-03-30.
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 9), OFFICER, consult(Consulted::ThirdParty));
    story.evidence(date(2026, 4, 23), &[1], Outcome::U2.evidence());
    story.answers(date(2026, 4, 23), &[(1, Outcome::U2)]);
    assert_eq!((story.clock_on(TODAY).was_due, story.clock_on(TODAY).in_time), (Some(date(2026, 4, 21)), Some(false)));
    story.does(date(2026, 3, 11), OFFICER, received());
    assert_eq!((story.clock_on(TODAY).was_due, story.clock_on(TODAY).in_time), (Some(date(2026, 4, 23)), Some(true)));
    story.does(date(2026, 4, 24), OFFICER, opinion(Opinion::Consents));
}

#[test]
fn art_33_3_two_consultations_at_once_are_left_out_once_each_to_its_own_limit() {
    // TP-6, TP-7
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 9), OFFICER, consult(Consulted::ThirdParty)).does(date(2026, 3, 9), OFFICER, received());
    story.does(date(2026, 3, 16), OFFICER, consult(Consulted::CoProducer));
    let other = Act::RecordConsultationReceived { consultation: ConsultationNo(2) };
    story.does(date(2026, 3, 16), OFFICER, other);
    // Not counted: 2026-03-10 to 2026-04-07, twenty working days, up to the limit of the later letter.
    let both = story.clock_on(date(2026, 3, 17));
    assert_eq!((both.consultation_limit, both.due), (Some(date(2026, 4, 7)), Some(date(2026, 4, 28))));
    story.does(date(2026, 3, 20), OFFICER, opinion(Opinion::ObjectsWithGrounds));
    assert_eq!(story.clock_on(date(2026, 3, 23)).due, both.due, "the other consultation still runs");
}

#[test]
fn tp_3_a_reasonable_objection_bars_disclosure_and_tp_4_the_public_interest_overrides_it() {
    // TP-3, TP-4, TP-5
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, consult(Consulted::ThirdParty));
    let tell = || Act::NotifyThirdParty { consultation: ConsultationNo(1), letter: letter() };
    assert_eq!(story.stopped(date(2026, 3, 4), OFFICER, tell()), Obstacle::ConsultationRuns);
    story.does(date(2026, 3, 10), OFFICER, opinion(Opinion::ObjectsWithGrounds));
    story.evidence(date(2026, 3, 10), &[1], Outcome::G2.evidence());
    let give = || Act::DraftReply { draft: draft(&[(1, Outcome::G2)]), replaces: None };
    let barred = story.refused(date(2026, 3, 11), OFFICER, give());
    assert_eq!((barred.obstacle, barred.kind), (Obstacle::ThirdPartyObjects, RefusalKind::Forbidden));
    story.does(date(2026, 3, 11), OFFICER, tell());
    let reply = story.signs(date(2026, 3, 12), &[(1, Outcome::G2)], None);
    let post = || Act::Deliver { reply, to: "甲".into(), means: Means::Post, postal_number: None, proof: None };
    let held = story.refused(date(2026, 3, 25), OFFICER, post());
    assert_eq!((held.obstacle, held.kind), (Obstacle::HoldRuns, RefusalKind::NeedsOverride));
    story.does(date(2026, 3, 26), OFFICER, post());
    // Without reasonable grounds the organ may disclose.
    let mut free = Story::received(date(2026, 3, 2));
    free.does(date(2026, 3, 3), OFFICER, consult(Consulted::ThirdParty));
    free.does(date(2026, 3, 10), OFFICER, opinion(Opinion::ObjectsWithoutGrounds));
    free.answers(date(2026, 3, 11), &[(1, Outcome::G2)]);
}

#[test]
fn other_organs_stop_the_clock_and_the_organs_own_units_do_not() {
    // DL-4
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, consult(Consulted::OwnUnit));
    assert_eq!(story.clock_on(date(2026, 3, 4)).due, Some(date(2026, 3, 30)));
    assert_eq!(story.clock_on(date(2026, 3, 4)).state, ClockState::Running);
    story.does(date(2026, 3, 3), OFFICER, consult(Consulted::OtherOrgan));
    assert_eq!(story.clock_on(date(2026, 3, 4)).state, ClockState::NotCounted);
    assert_eq!(story.stopped(date(2026, 3, 5), OFFICER, consult(Consulted::OtherOrgan)), Obstacle::AlreadyConsulting);
    story.does(date(2026, 3, 6), OFFICER, Act::EndConsultation { consultation: ConsultationNo(2) });
    assert_eq!(story.clock_on(date(2026, 3, 7)).due, Some(date(2026, 4, 2)), "three working days were not counted");
}

#[test]
fn tp_8_telling_the_applicant_is_owed_while_a_consultation_runs() {
    // TP-8
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, consult(Consulted::OtherOrgan));
    let actor = somebody(OFFICER);
    let kinds = |story: &Story| -> Vec<DutyKind> {
        let context = Context { today: date(2026, 3, 4), ..story.context(date(2026, 3, 4), &actor) };
        duties(&story.case, &context).iter().map(|d| d.kind).collect()
    };
    let consultation = ConsultationNo(1);
    assert!(kinds(&story).contains(&DutyKind::TellApplicant { consultation }));
    assert!(kinds(&story).contains(&DutyKind::SetLimit { consultation }));
    story.does(date(2026, 3, 4), OFFICER, Act::TellApplicantOfConsultation { consultation, letter: letter() });
    assert!(!kinds(&story).contains(&DutyKind::TellApplicant { consultation }));
}
