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
        story.does(date(2026, 3, 25), OFFICER, give());
    }
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
    let post = || Act::Deliver { reply, to: "甲".into(), means: Means::Post, proof: None };
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
