use super::*;
use crate::calendar::Pauses;

fn period_on(story: &Story, today: Date) -> Period {
    let nobody = Actor::new("", []);
    period(&story.case, &Context { today, on: today, ..story.context(today, &nobody) }).expect("it was received")
}

/// How many working days the period counts up to its last day.
fn counted(period: &Period) -> u32 {
    calendar().working_days_between(period.started_on, period.due, &period.pauses).unwrap().days.0
}

#[test]
fn dl_2_a_calendar_can_number_the_days_of_the_period_up_to_twenty() {
    // DL-2, DL-4: whatever is not counted, twenty days are.
    let mut story = Story::received(date(2026, 3, 2));
    let plain = period_on(&story, date(2026, 3, 3));
    assert_eq!(
        (plain.started_on, plain.due, plain.counted_by),
        (date(2026, 3, 2), date(2026, 3, 30), CountedBy::WorkingDays)
    );
    assert_eq!((counted(&plain), &plain.pauses), (20, &Pauses::NONE));
    story.does(date(2026, 3, 9), OFFICER, consult(Consulted::ThirdParty));
    let paused = period_on(&story, date(2026, 3, 12));
    assert_eq!(Some(paused.due), story.clock_on(date(2026, 3, 12)).due);
    assert_eq!(counted(&paused), 20);
    assert!(paused.pauses.cover(date(2026, 3, 10)) && !paused.pauses.cover(date(2026, 3, 9)));
}

#[test]
fn art_33_2_an_extension_shows_both_last_days() {
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 20), OFFICER, extension(15));
    story.does(date(2026, 3, 23), "head", Act::ApproveExtension { extension: ExtensionNo(1), paper: None });
    story.does(date(2026, 3, 24), OFFICER, Act::NotifyExtension { extension: ExtensionNo(1), letter: letter() });
    let extended = period_on(&story, date(2026, 3, 25));
    assert_eq!((extended.base_due, counted(&extended)), (date(2026, 3, 30), 35));
}

#[test]
fn art_31_before_receipt_is_confirmed_there_is_no_period() {
    let mut story = Story::new();
    story.does(date(2026, 3, 2), OFFICER, Act::Register { entry: entry(Channel::Online, 1) });
    let nobody = Actor::new("", []);
    assert_eq!(period(&story.case, &story.context(date(2026, 3, 3), &nobody)), None);
}

#[test]
fn a_closed_case_shows_the_period_it_was_judged_by() {
    let mut story = Story::received(date(2026, 3, 2));
    story.evidence(date(2026, 3, 3), &[1], Outcome::G2.evidence());
    story.answers(date(2026, 3, 10), &[(1, Outcome::G2)]);
    assert_eq!(Some(period_on(&story, TODAY).due), story.clock_on(TODAY).was_due);
}
