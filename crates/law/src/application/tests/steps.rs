use super::*;

fn open(story: &Story, on: Date, kind: CommandKind) -> Result<(), Obstacle> {
    let actor = somebody(OFFICER);
    let steps = allowed(&story.case, &story.context(on, &actor));
    let step = steps.into_iter().find(|s| s.kind == kind).unwrap();
    step.open.map_err(|refusal| refusal.obstacle)
}

#[test]
fn every_act_is_listed_open_or_with_its_obstacle_and_article() {
    let on = date(2026, 3, 2);
    let actor = somebody(OFFICER);
    for story in [Story::new(), Story::received(on)] {
        let steps = allowed(&story.case, &story.context(on, &actor));
        assert_eq!(steps.len(), CommandKind::ALL.len());
        for step in steps {
            if let Err(refusal) = step.open {
                assert!(!refusal.cite.as_str().is_empty(), "{:?}", step.kind);
                assert!(refusal.message.chars().all(|c| !c.is_ascii_alphabetic()), "{}", refusal.message);
            }
        }
    }
    assert_eq!(open(&Story::new(), on, CommandKind::Register), Ok(()));
    assert_eq!(open(&Story::new(), on, CommandKind::Archive), Err(Obstacle::NotRegistered));
    let story = Story::received(on);
    assert_eq!(open(&story, on, CommandKind::Archive), Err(Obstacle::CaseOpen));
    assert_eq!(open(&story, on, CommandKind::RecordOpinion), Err(Obstacle::NoConsultationOpen));
    assert_eq!(open(&story, on, CommandKind::RecordFeePaid), Err(Obstacle::NoFeeOpen));
    assert_eq!(open(&story, on, CommandKind::AnswerContest), Err(Obstacle::NoContestAtThisPoint));
    assert_eq!(open(&story, on, CommandKind::Deliver), Err(Obstacle::NoSuchReply));
    assert_eq!(open(&story, on, CommandKind::Consult), Ok(()));
}

#[test]
fn what_waits_for_the_applicant_is_shown_as_a_warning_before_a_reply() {
    let on = date(2026, 3, 3);
    let mut correcting = Story::received(on);
    correcting.does(on, OFFICER, correction_notice());
    assert_eq!(open(&correcting, on, CommandKind::DraftReply), Err(Obstacle::AwaitingCorrection));
    assert_eq!(open(&correcting, on, CommandKind::SendFeeNotice), Err(Obstacle::ClockStopped));
    let mut paying = Story::received(on);
    paying.does(on, OFFICER, fee_notice());
    assert_eq!(open(&paying, on, CommandKind::DraftReply), Err(Obstacle::AwaitingPayment));
    assert_eq!(open(&paying, on, CommandKind::SendCorrectionNotice), Err(Obstacle::ClockStopped));
    let mut asked = Story::received(on);
    asked.does(on, OFFICER, Act::AskReasons { letter: letter(), answer_within: None });
    assert_eq!(open(&asked, on, CommandKind::AskReasons), Err(Obstacle::ReasonsAlreadyAsked));
}

#[test]
fn numbers_that_name_nothing_and_replies_not_yet_sent_are_told_apart() {
    let on = date(2026, 3, 3);
    let mut story = Story::with_items(on, 2);
    let nowhere = Act::LogSearch { items: vec![ItemNo(9)], account: "account".into() };
    assert_eq!(story.stopped(on, OFFICER, nowhere), Obstacle::Unknown);
    let sent = story.answers(on, &[(1, Outcome::U2)]);
    story.evidence(on, &[2], Outcome::U2.evidence());
    story.does(on, OFFICER, Act::DraftReply { draft: draft(&[(2, Outcome::U2)]), replaces: None });
    let correct = |reply| Act::CorrectLetter { reply, letter: letter(), reason: "笔误".into() };
    assert_eq!(story.stopped(on, OFFICER, correct(ReplyNo(2))), Obstacle::NotSent);
    let post =
        Act::Deliver { reply: ReplyNo(2), to: "甲".into(), means: Means::Post, postal_number: None, proof: None };
    assert_eq!(story.stopped(on, OFFICER, post), Obstacle::ReplyNotAtThisPoint);
    story.does(on, OFFICER, correct(sent));
}

#[test]
fn events_are_tagged_and_name_no_person() {
    let event = Event::ReceiptConfirmed { by: Confirmation::Telephone };
    assert_eq!(serde_json::to_string(&event).unwrap(), r#"{"event":"receipt_confirmed","by":"telephone"}"#);
    let amended = Event::EntryCorrected {
        amendment: Amendment::Date { entry: EntryRef::Service(ReplyNo(1), ServiceNo(2)), to: date(2026, 3, 2) },
        class: None,
    };
    let json = serde_json::to_string(&amended).unwrap();
    assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), amended);
}
