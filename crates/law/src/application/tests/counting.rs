use super::*;
use crate::outcome::ReportRow;

fn row(outcomes: &[Outcome], settings: Settings) -> ReportRow {
    let mut story = Story::with_items(date(2026, 3, 2), outcomes.len());
    story.settings = settings;
    let decisions: Vec<(u32, Outcome)> = (1..).zip(outcomes.iter().copied()).collect();
    story.answers(date(2026, 3, 9), &decisions);
    story.counted().unwrap().row
}

#[test]
fn the_count_is_one_application_in_one_row() {
    use Outcome::{G2, N5, U1a, U1b, U2};
    let usual = Settings::default;
    assert_eq!(row(&[G2, G2], usual()), ReportRow::Granted);
    assert_eq!(row(&[G2, N5], usual()), ReportRow::PartlyGranted, "some given, some refused under 14 to 16");
    assert_eq!(row(&[N5, U2], usual()), ReportRow::RefusedInternalAffairs, "else the row that stands first");
    assert_eq!(row(&[U2, U1b], usual()), ReportRow::UnavailableNotHeld);
    assert_eq!(row(&[G2, U1a], usual()), ReportRow::Granted);
    let counts = Settings { given_and_not_existing_is_partly_granted: true, ..usual() };
    assert_eq!(row(&[G2, U1a], counts), ReportRow::PartlyGranted);
    let archives = Settings { transferred_archives_row: ReportRow::OtherOther, ..usual() };
    assert_eq!(row(&[Outcome::U1c], archives), ReportRow::OtherOther);
}

#[test]
fn a_withdrawal_counts_on_its_day_only_when_all_was_withdrawn() {
    let mut story = Story::with_items(date(2026, 3, 2), 2);
    let act = Act::Withdraw { reach: Reach::Whole, proof: "proof".into() };
    story.does(date(2026, 3, 5), OFFICER, act);
    assert_eq!(story.counted(), Some(CountedResult { row: ReportRow::OtherOther, on: date(2026, 3, 5) }));
    assert_eq!(story.clock_on(TODAY).in_time, None);
}

#[test]
fn a_case_open_at_the_end_of_the_year_is_carried_over_and_handled_in_the_year_the_reply_goes_out() {
    // ID-4
    let mut story = Story::received(date(2025, 12, 22));
    assert_eq!((received_year(&story.case), story.counted()), (Some(2025), None));
    story.evidence(date(2025, 12, 30), &[1], Outcome::G2.evidence());
    let reply = story.signs(date(2025, 12, 31), &[(1, Outcome::G2)], None);
    assert_eq!(story.counted(), None, "signed off is not gone out");
    story.posts(date(2026, 1, 4), reply);
    assert_eq!(story.counted().unwrap().on, date(2026, 1, 4));
}

#[test]
fn a_reply_remade_in_the_same_year_gives_the_row_and_one_of_a_later_year_nothing() {
    for (remade, counted) in
        [(date(2025, 11, 3), ReportRow::Granted), (date(2026, 1, 12), ReportRow::RefusedInternalAffairs)]
    {
        let mut story = Story::received(date(2025, 9, 1));
        let first = story.answers(date(2025, 9, 15), &[(1, Outcome::N5)]);
        let act = Act::RevokeReply { reply: first, ground: RevocationGround::OwnMotion, reason: "事实有误".into() };
        story.does(date(2025, 10, 13), OFFICER, act);
        assert_eq!(story.clock_on(date(2025, 10, 14)).due, Some(date(2025, 11, 10)), "a fresh ordinary term");
        story.answers(remade, &[(1, Outcome::G2)]);
        assert_eq!(story.counted(), Some(CountedResult { row: counted, on: date(2025, 9, 15) }));
        assert!(story.case.is_closed());
    }
}
