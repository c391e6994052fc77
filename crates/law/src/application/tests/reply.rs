use super::*;
use crate::outcome::Exemption;

fn propose(outcome: Outcome) -> Act {
    Act::DraftReply { draft: draft(&[(1, outcome)]), replaces: None }
}

#[test]
fn rep_9_the_number_of_the_postal_item_stays_with_the_service_and_older_records_have_none() {
    // REP-9
    let mut story = Story::received(date(2026, 3, 2));
    story.evidence(date(2026, 3, 9), &[1], Outcome::U2.evidence());
    let reply = story.signs(date(2026, 3, 9), &[(1, Outcome::U2)], None);
    let number = || Some(PostalNumber::new("EM000000000CN"));
    let (to, means) = (SubjectRef::new("甲"), Means::Post);
    story.does(date(2026, 3, 10), OFFICER, Act::Deliver { reply, to, means, postal_number: number(), proof: None });
    assert_eq!(story.case.reply(reply).unwrap().services[0].postal_number, number());
    let to = PostalNumber::new("EM000000001CN");
    let amendment = Amendment::PostalNumber { reply, service: ServiceNo(1), to: to.clone() };
    let correct = Act::CorrectEntry { amendment, reason: "抄错一位".into() };
    story.does(date(2026, 3, 11), OFFICER, correct);
    assert_eq!(story.case.reply(reply).unwrap().services[0].postal_number, Some(to));
    // As the first release wrote it.
    let old = r#"{"event":"served","reply":1,"to":"s","means":"post","proof":null}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    assert!(matches!(&event, Event::Served { postal_number: None, .. }));
    assert_eq!(serde_json::to_string(&event).unwrap(), old);
}

#[test]
fn interpretation_8_art_5_each_reply_needs_its_evidence_and_the_refusal_names_what_is_missing() {
    let on = date(2026, 3, 3);
    for outcome in Outcome::ALL {
        if matches!(outcome, Outcome::O1 | Outcome::O2 | Outcome::O3a) {
            assert_eq!(Story::received(on).stopped(on, OFFICER, propose(outcome)), Obstacle::NotAReply);
            continue;
        }
        if matches!(outcome, Outcome::U3 | Outcome::R4 | Outcome::P1) {
            continue;
        }
        let mut story = Story::received(on);
        let needs_nothing = outcome.evidence().is_empty();
        if needs_nothing {
            story.does(on, OFFICER, propose(outcome));
            continue;
        }
        let refused = story.refused(on, OFFICER, propose(outcome));
        assert_eq!(refused.obstacle, Obstacle::EvidenceMissing, "{outcome}");
        let first = outcome.evidence()[0];
        assert!(refused.message.contains(first.label()), "{}", refused.message);
        story.evidence(on, &[1], outcome.evidence());
        story.does(on, OFFICER, propose(outcome));
    }
}

#[test]
fn rep_1_what_does_not_exist_needs_the_search_on_record() {
    // REP-1
    let on = date(2026, 3, 3);
    let mut story = Story::received(on);
    assert_eq!(story.stopped(on, OFFICER, propose(Outcome::U1a)), Obstacle::EvidenceMissing);
    story.does(on, OFFICER, Act::LogSearch { items: vec![ItemNo(1)], account: "account".into() });
    story.does(on, OFFICER, propose(Outcome::U1a));
}

#[test]
fn rep_2_a_separated_reply_names_the_ground_of_each_withheld_part_and_holds_its_evidence() {
    // REP-2
    let on = date(2026, 3, 3);
    let mut story = Story::received(on);
    assert_eq!(story.stopped(on, OFFICER, propose(Outcome::P1)), Obstacle::GroundMissing);
    let mut partial = draft(&[(1, Outcome::P1)]);
    partial.decisions[0].withheld = vec![Exemption::E16b];
    let act = Act::DraftReply { draft: partial, replaces: None };
    story.evidence(on, &[1], &[EvidenceItem::CopyProvided]);
    let refused = story.refused(on, OFFICER, act.clone());
    assert!(refused.message.contains(EvidenceItem::MadeBeforeDecision.label()), "{}", refused.message);
    story.evidence(on, &[1], &[EvidenceItem::MadeBeforeDecision, EvidenceItem::NoDutyElsewhere]);
    story.does(on, OFFICER, act);
}

#[test]
fn a_refusal_of_evident_privacy_without_consulting_is_a_warning() {
    let on = date(2026, 3, 3);
    let mut story = Story::received(on);
    story.evidence(on, &[1], &[EvidenceItem::HarmAssessment, EvidenceItem::Inseparable]);
    assert_eq!(story.stopped(on, OFFICER, propose(Outcome::N4)), Obstacle::EvidenceMissing);
    let mut evident = draft(&[(1, Outcome::N4)]);
    evident.decisions[0].evident_privacy = true;
    let act = Act::DraftReply { draft: evident, replaces: None };
    assert_eq!(story.refused(on, OFFICER, act.clone()).kind, RefusalKind::NeedsOverride);
    story.gives(on, "head", Command::overriding(act, "身份证号码，明显属于个人隐私"));
}

#[test]
fn sec_8_a_state_secret_leaves_only_a_note_in_the_file() {
    // SEC-8
    let on = date(2026, 3, 3);
    let mut story = Story::received(on);
    let held = Held::File { file: "scan".into() };
    let act = Act::FileEvidence { items: vec![ItemNo(1)], evidence: EvidenceItem::SecrecyMark, held };
    assert_eq!(story.stopped(on, OFFICER, act), Obstacle::ClassifiedFile);
    story.evidence(on, &[1], &[EvidenceItem::SecrecyMark]);
    story.does(on, OFFICER, propose(Outcome::N1));
}

#[test]
fn sec_3_review_goes_level_by_level_and_nobody_passes_their_own() {
    // SEC-3
    let on = date(2026, 3, 3);
    let mut story = Story::received(on);
    story.evidence(on, &[1], Outcome::G2.evidence());
    story.does(on, "everything", propose(Outcome::G2));
    let reply = ReplyNo(1);
    let pass = |level| Act::ApproveReview { reply, level, opinion: None };
    let sign = |paper| Act::SignOff { reply, number: "公开告〔2026〕1号".into(), paper };
    assert_eq!(story.stopped(on, "everything", pass(ReviewLevel::UnitHead)), Obstacle::OwnDraft);
    assert_eq!(story.stopped(on, OFFICER, pass(ReviewLevel::UnitHead)), Obstacle::RoleMissing);
    assert_eq!(story.stopped(on, "unit", pass(ReviewLevel::Secrecy)), Obstacle::LevelOutOfOrder);
    story.does(on, "unit", pass(ReviewLevel::UnitHead));
    assert_eq!(story.stopped(on, "unit", pass(ReviewLevel::Legal)), Obstacle::OneLevelEach);
    assert_eq!(story.stopped(on, "leader", sign(None)), Obstacle::ReviewIncomplete);
    // Returned and drafted anew, it starts at the first level again.
    story.does(on, "legal", Act::ReturnReply { reply, opinion: "opinion".into() });
    assert_eq!(story.stopped(on, "legal", pass(ReviewLevel::Legal)), Obstacle::NoSuchReply);
    story.does(on, "everything", Act::RedraftReply { reply, draft: draft(&[(1, Outcome::G2)]) });
    story.does(on, "unit", pass(ReviewLevel::UnitHead));
    story.does(on, "legal", pass(ReviewLevel::Legal));
    story.does(on, "secrecy", pass(ReviewLevel::Secrecy));
    assert_eq!(story.stopped(on, "everything", sign(None)), Obstacle::OwnDraft);
    assert_eq!(story.stopped(on, "head", sign(None)), Obstacle::RoleMissing);
    story.does(on, "leader", sign(None));
    // A number made void is not used again.
    story.does(on, OFFICER, Act::VoidNumber { reply });
    assert_eq!(story.stopped(on, "leader", sign(None)), Obstacle::NumberUsed);
}

#[test]
fn a_paper_approval_entered_later_stands_in_for_the_levels() {
    let on = date(2026, 3, 3);
    let mut story = Story::received(on);
    story.evidence(on, &[1], Outcome::G2.evidence());
    story.does(on, OFFICER, propose(Outcome::G2));
    let number = LetterNumber::from("公开告〔2026〕1号");
    let blank = Act::SignOff { reply: ReplyNo(1), number: number.clone(), paper: Some("".into()) };
    assert_eq!(story.stopped(on, OFFICER, blank), Obstacle::RoleMissing);
    story.does(on, OFFICER, Act::SignOff { reply: ReplyNo(1), number, paper: Some("scan".into()) });
    story.posts(on, ReplyNo(1));
    assert!(story.case.is_closed());
}

#[test]
fn rep_9_a_reply_travels_by_lawful_means_and_its_day_is_that_of_handing_in() {
    // REP-9, WD-6, APP-5
    let mut story = Story::received(date(2026, 3, 2));
    story.evidence(date(2026, 3, 27), &[1], Outcome::G2.evidence());
    let reply = story.signs(date(2026, 3, 27), &[(1, Outcome::G2)], None);
    let send = |means| Act::Deliver { reply, to: "甲".into(), means, postal_number: None, proof: None };
    let courier = story.refused(date(2026, 3, 30), OFFICER, send(Means::PrivateCourier));
    assert_eq!((courier.obstacle, courier.kind), (Obstacle::PrivateCourier, RefusalKind::Forbidden));
    assert_eq!(story.stopped(date(2026, 3, 26), OFFICER, send(Means::Post)), Obstacle::OutOfOrder);
    story.does(date(2026, 3, 30), OFFICER, send(Means::Post));
    let clock = story.clock_on(TODAY);
    assert_eq!((clock.closed_on, clock.in_time), (Some(date(2026, 3, 30)), Some(true)), "handed in on the last day");
    assert_eq!(story.stopped(date(2026, 4, 1), OFFICER, send(Means::Post)), Obstacle::AlreadyServed);
    // It comes back and is served a second time; it went out in time all the same.
    story.does(date(2026, 4, 3), OFFICER, Act::RecordReturned { reply, service: ServiceNo(1) });
    assert_eq!(story.stopped(date(2026, 4, 3), OFFICER, Act::Archive), Obstacle::NotAllServed);
    story.does(date(2026, 4, 7), OFFICER, send(Means::Direct));
    assert_eq!(story.clock_on(TODAY).in_time, Some(true));
    story.does(date(2026, 4, 8), OFFICER, Act::Archive);
    // A late reply is a fact, not an obstacle.
    let mut late = Story::received(date(2026, 3, 2));
    late.answers(date(2026, 3, 31), &[(1, Outcome::G2)]);
    assert_eq!(late.clock_on(TODAY).in_time, Some(false));
}

#[test]
fn rep_10_electronic_service_is_the_applicants_choice() {
    // REP-3, REP-10
    let mut story = Story::received(date(2026, 3, 2));
    story.evidence(date(2026, 3, 9), &[1], Outcome::G2.evidence());
    let reply = story.signs(date(2026, 3, 9), &[(1, Outcome::G2)], None);
    let send = || Act::Deliver { reply, to: "甲".into(), means: Means::Electronic, postal_number: None, proof: None };
    assert_eq!(story.stopped(date(2026, 3, 9), OFFICER, send()), Obstacle::ElectronicNotChosen);
    story.does(date(2026, 3, 9), OFFICER, Act::ChooseService { electronic: true });
    story.does(date(2026, 3, 9), OFFICER, send());
}

#[test]
fn joint_applicants_are_each_served_and_an_agent_may_be_served_for_all() {
    let mut joint = entry(Channel::InPerson, 1);
    joint.applicants.push(applicant("乙"));
    joint.representative = Some("乙".into());
    let mut story = Story::new();
    story.does(date(2026, 3, 2), OFFICER, Act::Register { entry: joint.clone() });
    story.evidence(date(2026, 3, 9), &[1], Outcome::G2.evidence());
    let reply = story.signs(date(2026, 3, 9), &[(1, Outcome::G2)], None);
    let send = |to: &str| Act::Deliver { reply, to: to.into(), means: Means::Post, postal_number: None, proof: None };
    assert_eq!(story.stopped(date(2026, 3, 9), OFFICER, send("丁")), Obstacle::NotAnAddressee);
    story.does(date(2026, 3, 9), OFFICER, send("甲"));
    assert!(story.case.is_closed(), "the reply has gone out");
    assert_eq!(story.stopped(date(2026, 3, 9), OFFICER, Act::Archive), Obstacle::NotAllServed);
    story.does(date(2026, 3, 10), OFFICER, send("乙"));
    story.does(date(2026, 3, 10), OFFICER, Act::Archive);
    assert_eq!(story.stopped(date(2026, 3, 11), OFFICER, Act::Archive), Obstacle::AlreadyRecorded);

    joint.agent = Some(Agent { subject: "律师".into(), commitment: "c".into(), mandate: "mandate".into() });
    let mut agent = Story::new();
    agent.does(date(2026, 3, 2), OFFICER, Act::Register { entry: joint });
    agent.evidence(date(2026, 3, 9), &[1], Outcome::G2.evidence());
    let reply = agent.signs(date(2026, 3, 9), &[(1, Outcome::G2)], None);
    agent.does(
        date(2026, 3, 9),
        OFFICER,
        Act::Deliver { reply, to: "律师".into(), means: Means::Post, postal_number: None, proof: None },
    );
    agent.does(date(2026, 3, 10), OFFICER, Act::Archive);
}

#[test]
fn items_are_judged_one_by_one_and_a_withdrawn_one_leaves_the_others() {
    let mut story = Story::with_items(date(2026, 3, 2), 3);
    let one = Act::Withdraw { reach: Reach::Items { items: vec![ItemNo(2)] }, proof: "proof".into() };
    story.does(date(2026, 3, 3), OFFICER, one.clone());
    assert_eq!(story.stopped(date(2026, 3, 4), OFFICER, one), Obstacle::ItemNotOpen);
    story.answers(date(2026, 3, 9), &[(1, Outcome::U2)]);
    assert_eq!(story.clock_on(date(2026, 3, 9)).state, ClockState::Running);
    assert_eq!(story.counted(), None);
    let open: Vec<ItemNo> = story.case.open_items().map(|i| i.no).collect();
    assert_eq!(open, [ItemNo(3)]);
    story.answers(date(2026, 3, 16), &[(3, Outcome::U1b)]);
    assert_eq!(story.counted().unwrap().on, date(2026, 3, 16));
    assert_eq!(story.clock_on(TODAY).in_time, Some(true));
}

#[test]
fn two_replies_cannot_be_on_their_way_for_one_item() {
    let on = date(2026, 3, 3);
    let mut story = Story::received(on);
    story.evidence(on, &[1], Outcome::G2.evidence());
    story.does(on, OFFICER, propose(Outcome::G2));
    assert_eq!(story.stopped(on, OFFICER, propose(Outcome::G2)), Obstacle::ReplyPending);
    let mut waiting = Story::received(on);
    waiting.does(on, OFFICER, fee_notice());
    waiting.evidence(on, &[1], Outcome::G2.evidence());
    assert_eq!(waiting.refused(on, OFFICER, propose(Outcome::G2)).kind, RefusalKind::NeedsOverride);
}

#[test]
fn art_33_2_the_reply_is_in_time_only_when_each_joint_applicant_was_sent_it_in_time() {
    // DL-2, REP-9: received 2026-03-02, due 2026-03-30.
    let mut joint = entry(Channel::InPerson, 1);
    joint.applicants.push(applicant("乙"));
    for (second, in_time) in [(date(2026, 3, 30), true), (date(2026, 3, 31), false)] {
        let mut story = Story::new();
        story.does(date(2026, 3, 2), OFFICER, Act::Register { entry: joint.clone() });
        story.evidence(date(2026, 3, 9), &[1], Outcome::G2.evidence());
        let reply = story.signs(date(2026, 3, 9), &[(1, Outcome::G2)], None);
        let send =
            |to: &str| Act::Deliver { reply, to: to.into(), means: Means::Post, postal_number: None, proof: None };
        story.does(date(2026, 3, 9), OFFICER, send("甲"));
        assert_eq!(story.counted().unwrap().on, date(2026, 3, 9), "counted once, the day it first goes out");
        assert_eq!(story.clock_on(date(2026, 3, 30)).in_time, None);
        assert_eq!(story.clock_on(date(2026, 3, 31)).in_time, Some(false));
        let actor = somebody(OFFICER);
        let owed = duties(&story.case, &story.context(TODAY, &actor));
        assert_eq!((owed[0].kind, owed[0].due), (DutyKind::Serve { reply }, Some(date(2026, 3, 30))));
        story.does(second, OFFICER, send("乙"));
        assert_eq!(story.clock_on(TODAY).in_time, Some(in_time));
    }
}

#[test]
fn a_reply_replaced_is_served_on_nobody_any_more() {
    // REP-9
    let mut joint = entry(Channel::InPerson, 1);
    joint.applicants.push(applicant("乙"));
    let mut story = Story::new();
    story.does(date(2026, 3, 2), OFFICER, Act::Register { entry: joint });
    story.evidence(date(2026, 3, 9), &[1], Outcome::G2.evidence());
    let old = story.signs(date(2026, 3, 9), &[(1, Outcome::G2)], None);
    let send =
        |reply, to: &str| Act::Deliver { reply, to: to.into(), means: Means::Post, postal_number: None, proof: None };
    story.does(date(2026, 3, 9), OFFICER, send(old, "甲"));
    let new = story.signs(date(2026, 3, 10), &[(1, Outcome::G2)], Some(old.0));
    story.does(date(2026, 3, 11), OFFICER, send(new, "甲"));
    assert_eq!(story.stopped(date(2026, 3, 12), OFFICER, send(old, "乙")), Obstacle::AlreadyRevoked);
    story.does(date(2026, 3, 12), OFFICER, send(new, "乙"));
}

#[test]
fn interpretation_8_art_5_a_search_made_after_the_draft_does_not_carry_it() {
    // REP-1
    let mut story = Story::received(date(2026, 3, 2));
    let search = Act::LogSearch { items: vec![ItemNo(1)], account: "account".into() };
    story.does(date(2026, 3, 10), OFFICER, search);
    assert_eq!(story.stopped(date(2026, 3, 9), OFFICER, propose(Outcome::U1a)), Obstacle::EvidenceMissing);
    story.does(date(2026, 3, 10), OFFICER, propose(Outcome::U1a));
}

#[test]
fn art_17_nothing_is_signed_off_without_a_secrecy_review_though_the_organ_has_set_no_level() {
    // SEC-3: settings of an older release may lack the level.
    let mut story = Story::received(date(2026, 3, 2));
    let on = date(2026, 3, 9);
    story.evidence(on, &[1], Outcome::G2.evidence());
    story.does(on, OFFICER, Act::DraftReply { draft: draft(&[(1, Outcome::G2)]), replaces: None });
    let leader = somebody("leader");
    let context = Context { levels: &[], ..story.context(on, &leader) };
    let number = LetterNumber::new("公开告〔2026〕1号");
    let sign = Act::SignOff { reply: ReplyNo(1), number, paper: None };
    let refused = decide(&story.case, &sign.clone().into(), &context).unwrap_err();
    assert_eq!((refused.obstacle, refused.kind), (Obstacle::ReviewIncomplete, RefusalKind::NeedsOverride));
    let events = decide(&story.case, &Command::overriding(sign, "纸质件已经保密审查"), &context).unwrap();
    assert_eq!(events[0], Event::WarningOverridden { obstacle: Obstacle::ReviewIncomplete });
}

#[test]
fn rule_4_6_an_electronic_reply_counts_on_its_arrival_unless_the_organ_has_set_the_day_of_sending() {
    // REP-9, REP-10: due on 30 March; sent that day, it reached the applicant's system the day after.
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, Act::ChooseService { electronic: true });
    story.evidence(date(2026, 3, 27), &[1], Outcome::G2.evidence());
    let reply = story.signs(date(2026, 3, 27), &[(1, Outcome::G2)], None);
    let sent = || Act::RecordSent { reply, service: ServiceNo(1) };
    assert_eq!(story.stopped(date(2026, 3, 30), OFFICER, sent()), Obstacle::NoSuchReply);
    let deliver = Act::Deliver { reply, to: "甲".into(), means: Means::Electronic, postal_number: None, proof: None };
    story.does(date(2026, 3, 31), OFFICER, deliver);
    assert_eq!(story.stopped(date(2026, 4, 1), OFFICER, sent()), Obstacle::OutOfOrder, "it arrived before");
    story.does(date(2026, 3, 30), OFFICER, sent());
    assert_eq!(story.stopped(date(2026, 3, 30), OFFICER, sent()), Obstacle::NoSuchReply, "once");
    let days = |story: &Story| (story.clock_on(TODAY).in_time, story.counted().unwrap().on);
    assert_eq!(days(&story), (Some(false), date(2026, 3, 31)));
    story.settings.electronic_reply_day = crate::settings::ElectronicReplyDay::Sending;
    assert_eq!(days(&story), (Some(true), date(2026, 3, 30)));
    assert_eq!(story.clock_on(TODAY).closed_on, Some(date(2026, 3, 30)));
    let wrong = Amendment::Date { entry: EntryRef::ElectronicSent(reply, ServiceNo(1)), to: date(2026, 3, 28) };
    story.does(date(2026, 4, 1), OFFICER, Act::CorrectEntry { amendment: wrong, reason: "看错日期".into() });
    assert_eq!(days(&story).1, date(2026, 3, 28));
}
