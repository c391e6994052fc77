use super::*;
use crate::{applicant::ApplicantClass, outcome::ReportRow};

fn correct(amendment: Amendment) -> Act {
    Act::CorrectEntry { amendment, reason: "登记有误".into() }
}

#[test]
fn a_wrong_date_of_receipt_is_corrected_with_a_reason_and_everything_follows() {
    let mut story = Story::received(date(2026, 3, 2));
    let to_february = || Amendment::Date { entry: EntryRef::Receipt, to: date(2026, 2, 9) };
    let silent = Act::CorrectEntry { amendment: to_february(), reason: " ".into() };
    assert_eq!(story.stopped(date(2026, 3, 5), OFFICER, silent), Obstacle::Blank);
    story.does(date(2026, 3, 5), OFFICER, correct(to_february()));
    assert_eq!(story.clock_on(date(2026, 3, 5)).due, Some(date(2026, 3, 13)));
    assert_eq!(story.case.registration.as_ref().unwrap().arrived_on, date(2026, 2, 9), "one fact, one day");
    assert_eq!(story.stopped(date(2026, 3, 5), OFFICER, correct(to_february())), Obstacle::NothingToCorrect);
    story.answers(date(2026, 3, 6), &[(1, Outcome::G2)]);
    let after_reply = Amendment::Date { entry: EntryRef::Receipt, to: date(2026, 3, 7) };
    assert_eq!(story.stopped(date(2026, 3, 9), OFFICER, correct(after_reply)), Obstacle::OutOfOrder);
    let future = Amendment::Date { entry: EntryRef::Receipt, to: date(2026, 12, 1) };
    assert_eq!(story.stopped(date(2026, 3, 9), OFFICER, correct(future)), Obstacle::InTheFuture);
}

#[test]
fn class_channel_and_outcome_entered_wrongly_are_corrected() {
    let mut story = Story::received(date(2026, 3, 2));
    let kind = Amendment::ApplicantKind { to: ApplicantKind::Cooperative };
    story.does(date(2026, 3, 3), OFFICER, correct(kind));
    assert_eq!(story.case.class(), Some(ApplicantClass::Commercial));
    story.does(date(2026, 3, 3), OFFICER, correct(Amendment::Channel { to: Channel::SignedMail }));
    let reply = story.answers(date(2026, 3, 9), &[(1, Outcome::N5)]);
    let amend = |to| correct(Amendment::Decision { reply, to });
    story.does(date(2026, 3, 10), OFFICER, amend(Decision::new(ItemNo(1), Outcome::N6)));
    assert_eq!(story.counted().unwrap().row, ReportRow::RefusedProcess);
    let wrong = Decision::new(ItemNo(1), Outcome::O3a);
    assert_eq!(story.stopped(date(2026, 3, 10), OFFICER, amend(wrong)), Obstacle::NotAReply);
}

#[test]
fn an_entry_that_should_not_have_been_made_is_struck_the_last_first() {
    let mut story = Story::received(date(2026, 4, 1));
    story.does(date(2026, 4, 2), OFFICER, correction_notice());
    story.does(date(2026, 4, 3), OFFICER, Act::RecordCorrectionServed { notice: CorrectionNo(1) });
    story.does(date(2026, 4, 28), OFFICER, Act::CloseNotCorrected);
    // The notice reached the applicant later than entered: the lapse was too early.
    let later = Amendment::Date { entry: EntryRef::CorrectionServed(CorrectionNo(1)), to: date(2026, 4, 20) };
    assert_eq!(story.stopped(date(2026, 4, 28), OFFICER, correct(later.clone())), Obstacle::OutOfOrder);
    story.does(date(2026, 4, 28), OFFICER, correct(Amendment::Struck { entry: EntryRef::Lapse }));
    story.does(date(2026, 4, 28), OFFICER, correct(later));
    assert_eq!(story.clock_on(date(2026, 4, 28)).state, ClockState::AwaitingCorrection);
    let sent = Amendment::Struck { entry: EntryRef::CorrectionSent(CorrectionNo(1)) };
    assert_eq!(story.stopped(date(2026, 4, 28), OFFICER, correct(sent.clone())), Obstacle::OutOfOrder);
    story.does(
        date(2026, 4, 28),
        OFFICER,
        correct(Amendment::Struck { entry: EntryRef::CorrectionServed(CorrectionNo(1)) }),
    );
    story.does(date(2026, 4, 28), OFFICER, correct(sent));
    assert_eq!(story.clock_on(date(2026, 4, 28)).due, Some(date(2026, 4, 30)), "as if the notice had never been sent");
}

#[test]
fn a_letter_already_sent_is_corrected_without_changing_what_was_decided() {
    let mut story = Story::received(date(2026, 3, 2));
    let reply = story.answers(date(2026, 3, 9), &[(1, Outcome::G2)]);
    let before = story.counted();
    let act = |reason: &str| Act::CorrectLetter { reply, letter: letter(), reason: reason.into() };
    assert_eq!(story.stopped(date(2026, 3, 11), OFFICER, act("")), Obstacle::Blank);
    story.does(date(2026, 3, 11), OFFICER, act("文号笔误"));
    assert_eq!(story.counted(), before);
    assert_eq!(story.case.reply(reply).unwrap().corrected.len(), 1);
}

#[test]
fn a_reply_is_replaced_by_one_that_covers_the_same_items_and_takes_effect_when_it_goes_out() {
    let mut story = Story::with_items(date(2026, 3, 2), 2);
    let old = story.answers(date(2026, 3, 9), &[(1, Outcome::N5), (2, Outcome::N5)]);
    let act = Act::DraftReply { draft: draft(&[(1, Outcome::N5)]), replaces: Some(old) };
    assert_eq!(story.stopped(date(2026, 3, 16), OFFICER, act), Obstacle::ItemNotOpen);
    story.evidence(date(2026, 3, 16), &[1, 2], Outcome::G2.evidence());
    let new = story.signs(date(2026, 3, 16), &[(1, Outcome::G2), (2, Outcome::G2)], Some(old.0));
    assert!(story.case.stands(story.case.reply(old).unwrap()));
    story.posts(date(2026, 3, 17), new);
    assert!(!story.case.stands(story.case.reply(old).unwrap()));
    assert_eq!(story.counted(), Some(CountedResult { row: ReportRow::Granted, on: date(2026, 3, 9) }));
    let revoke = Act::RevokeReply { reply: old, ground: RevocationGround::OwnMotion, reason: "重复".into() };
    assert_eq!(story.stopped(date(2026, 3, 18), OFFICER, revoke), Obstacle::AlreadyRevoked);
}

#[test]
fn a_paper_case_is_entered_later_with_the_days_things_happened() {
    let mut story = Story::received(date(2025, 11, 3));
    story.does(date(2025, 11, 28), OFFICER, extension(10));
    let approve = Act::ApproveExtension { extension: ExtensionNo(1), paper: Some("scan".into()) };
    story.does(date(2025, 11, 28), OFFICER, approve);
    story.does(date(2025, 12, 1), OFFICER, Act::NotifyExtension { extension: ExtensionNo(1), letter: letter() });
    assert_eq!(story.clock_on(date(2025, 12, 2)).due, Some(date(2025, 12, 15)));
    story.answers(date(2025, 12, 12), &[(1, Outcome::G2)]);
    assert_eq!(story.counted().unwrap().on.year(), 2025);
}

#[test]
fn art_33_2_the_days_of_a_paper_extension_entered_wrongly_are_corrected() {
    // DL-3: received 2026-03-02, base 2026-03-30; all three steps were entered a week late.
    let mut story = Story::received(date(2026, 3, 2));
    let (proposed, approved, told) = (
        EntryRef::ExtensionProposed(ExtensionNo(1)),
        EntryRef::ExtensionApproved(ExtensionNo(1)),
        EntryRef::ExtensionNotified(ExtensionNo(1)),
    );
    story.does(date(2026, 3, 30), OFFICER, extension(10));
    let approve = || Act::ApproveExtension { extension: ExtensionNo(1), paper: Some("scan".into()) };
    story.does(date(2026, 3, 30), OFFICER, approve());
    let tell = || Act::NotifyExtension { extension: ExtensionNo(1), letter: letter() };
    story.does(date(2026, 3, 30), OFFICER, tell());
    let to = |entry, day| correct(Amendment::Date { entry, to: day });
    assert_eq!(story.stopped(TODAY, OFFICER, to(told, date(2026, 3, 24))), Obstacle::OutOfOrder);
    for (entry, day) in [(proposed, date(2026, 3, 20)), (approved, date(2026, 3, 23)), (told, date(2026, 3, 24))] {
        story.does(TODAY, OFFICER, to(entry, day));
    }
    let strike = |entry| correct(Amendment::Struck { entry });
    assert_eq!(story.stopped(TODAY, OFFICER, strike(proposed)), Obstacle::OutOfOrder);
    for entry in [told, approved, proposed] {
        story.does(TODAY, OFFICER, strike(entry));
    }
    assert_eq!(story.case.extensions, []);
    story.does(date(2026, 3, 25), OFFICER, extension(5));
}

#[test]
fn a_draft_entered_wrongly_is_redated_or_struck_until_it_bore_a_number() {
    // APP-5
    let mut story = Story::with_items(date(2026, 3, 2), 2);
    story.evidence(date(2026, 3, 9), &[1, 2], Outcome::U2.evidence());
    let put = |item| Act::DraftReply { draft: draft(&[(item, Outcome::U2)]), replaces: None };
    story.does(date(2026, 3, 16), OFFICER, put(1));
    let drafted = EntryRef::Drafted(ReplyNo(1));
    story.does(date(2026, 3, 17), OFFICER, correct(Amendment::Date { entry: drafted, to: date(2026, 3, 9) }));
    story.reviewed(date(2026, 3, 10), ReplyNo(1));
    let strike = || correct(Amendment::Struck { entry: drafted });
    assert_eq!(story.stopped(date(2026, 3, 17), OFFICER, strike()), Obstacle::OutOfOrder);
    story.does(date(2026, 3, 17), OFFICER, Act::VoidNumber { reply: ReplyNo(1) });
    assert_eq!(story.stopped(date(2026, 3, 17), OFFICER, strike()), Obstacle::OutOfOrder, "its number stays void");
    story.does(date(2026, 3, 17), OFFICER, put(2));
    let second = correct(Amendment::Struck { entry: EntryRef::Drafted(ReplyNo(2)) });
    story.does(date(2026, 3, 17), OFFICER, second);
    assert_eq!(story.case.replies.len(), 1);
}
