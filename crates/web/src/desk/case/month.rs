//! The days of a period on a calendar: which counted and as which, which did not and why. Pure.

use jiff::civil::{Date, Weekday};
use law::application::CountedBy;
use law::calendar::{Calendar, OutOfRange, Pauses, Why};

/// Most months shown; a period that is longer is cut off, and the page says so.
const MONTHS_MAX: usize = 12;

/// A period to be shown.
#[derive(Debug, Clone)]
pub(super) struct Plan<'a> {
    /// The day from which it counts, itself not counted.
    pub(super) started_on: Date,
    /// Its last day.
    pub(super) due: Date,
    /// By which days it is counted.
    pub(super) counted_by: CountedBy,
    /// The days not counted.
    pub(super) pauses: &'a Pauses,
    /// The day it is.
    pub(super) today: Date,
    /// What stands in the first day's place.
    pub(super) start_word: &'static str,
    /// What stands in the last day's place.
    pub(super) due_word: &'static str,
}

/// What a day is to the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Before it, or after.
    Outside,
    /// Its first day, which is not counted.
    Start,
    /// Counted, and as which.
    Counted(u32),
    /// A day of rest.
    Rest,
    /// Not counted for a consultation.
    NotCounted,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    /// The day.
    pub(super) on: Date,
    /// What it is to the period.
    pub(super) standing: Standing,
    /// Whether one works on it.
    pub(super) working: bool,
    /// Whether it is off by a notice, not as an ordinary weekend.
    pub(super) holiday: bool,
    /// Whether it is a weekend day worked in exchange.
    pub(super) makeup: bool,
    /// Whether it is the last of the period.
    pub(super) due: bool,
    /// Whether it is the day it is.
    pub(super) today: bool,
    /// What stands under its number.
    pub(super) word: String,
}

/// One month, in weeks from Monday; a place without a day is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Month {
    /// Such as `2026年3月`.
    pub(super) title: String,
    /// Its weeks.
    pub(super) weeks: Vec<[Option<Day>; 7]>,
}

/// The months of a period, and whether it is longer than is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Months {
    /// They, in order.
    pub(super) months: Vec<Month>,
    /// Whether some were left out.
    pub(super) cut: bool,
}

impl Day {
    /// The classes of its cell.
    pub(super) fn classes(&self) -> String {
        let mut classes = vec![match self.standing {
            Standing::Start => "start",
            Standing::Counted(_) => "counted",
            Standing::NotCounted => "paused",
            Standing::Outside | Standing::Rest => "",
        }];
        // A day off that is also not counted is hatched; a day off that plain days count is counted.
        if !self.working && matches!(self.standing, Standing::Outside | Standing::Rest) {
            classes.push("off");
        }
        for (is, class) in [(self.due, "due"), (self.today, "today"), (self.makeup, "makeup")] {
            if is {
                classes.push(class);
            }
        }
        classes.retain(|class| !class.is_empty());
        classes.join(" ")
    }
}

/// Lays a period out by months, from the month it began to the month it ends.
///
/// Fails beyond the calendar.
pub(super) fn months(calendar: &Calendar, plan: &Plan<'_>) -> Result<Months, OutOfRange> {
    let mut found = Months::default();
    let mut count = 0;
    let mut first = plan.started_on.first_of_month();
    while first <= plan.due {
        if found.months.len() == MONTHS_MAX {
            found.cut = true;
            break;
        }
        found.months.push(month(calendar, plan, first, &mut count)?);
        first = first.last_of_month().tomorrow().map_err(|_| OutOfRange { asked: plan.due })?;
    }
    Ok(found)
}

fn month(calendar: &Calendar, plan: &Plan<'_>, first: Date, count: &mut u32) -> Result<Month, OutOfRange> {
    let mut weeks: Vec<[Option<Day>; 7]> = vec![Default::default()];
    let mut on = first;
    loop {
        let place = usize::from(on.weekday().to_monday_zero_offset().unsigned_abs());
        if on.weekday() == Weekday::Monday && on != first {
            weeks.push(Default::default());
        }
        let day = day(calendar, plan, on, count)?;
        if let Some(slot) = weeks.last_mut().and_then(|week| week.get_mut(place)) {
            *slot = Some(day);
        }
        if on == first.last_of_month() {
            break;
        }
        on = on.tomorrow().map_err(|_| OutOfRange { asked: on })?;
    }
    Ok(Month { title: format!("{}年{}月", first.year(), first.month()), weeks })
}

fn day(calendar: &Calendar, plan: &Plan<'_>, on: Date, count: &mut u32) -> Result<Day, OutOfRange> {
    let found = calendar.day(on)?;
    let within = plan.started_on < on && on <= plan.due;
    let counts = found.working || plan.counted_by == CountedBy::PlainDays;
    let standing = if on == plan.started_on {
        Standing::Start
    } else if !within {
        Standing::Outside
    } else if plan.pauses.cover(on) {
        Standing::NotCounted
    } else if counts {
        *count += 1;
        Standing::Counted(*count)
    } else {
        Standing::Rest
    };
    let holiday = matches!(found.why, Why::Holiday(_) | Why::LocalHoliday(_) | Why::FixedHoliday);
    let due = on == plan.due;
    let word = match standing {
        _ if due => plan.due_word.to_owned(),
        Standing::Start => plan.start_word.to_owned(),
        Standing::Counted(number) => number.to_string(),
        Standing::NotCounted => "不计".to_owned(),
        Standing::Outside | Standing::Rest if holiday => "假".to_owned(),
        Standing::Outside | Standing::Rest => String::new(),
    };
    Ok(Day {
        on,
        standing,
        working: found.working,
        holiday,
        makeup: matches!(found.why, Why::MakeupWorkday(_)),
        due,
        today: on == plan.today,
        word,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use law::calendar::{Pause, WorkingDays};

    use super::*;

    fn plan(started_on: Date, due: Date, pauses: &Pauses) -> Plan<'_> {
        Plan {
            started_on,
            due,
            counted_by: CountedBy::WorkingDays,
            pauses,
            today: date(2026, 3, 9),
            start_word: "收到",
            due_word: "到期",
        }
    }

    fn laid_out(plan: &Plan<'_>) -> Vec<Day> {
        let months = months(&Calendar::embedded(), plan).unwrap();
        months.months.into_iter().flat_map(|month| month.weeks).flatten().flatten().collect()
    }

    fn on(days: &[Day], day: Date) -> &Day {
        days.iter().find(|found| found.on == day).unwrap()
    }

    #[test]
    fn wd_1_the_day_of_receipt_is_not_counted_and_the_last_is_the_twentieth() {
        // WD-1: received 2026-02-09, over the Spring Festival, due 2026-03-13.
        let days = laid_out(&plan(date(2026, 2, 9), date(2026, 3, 13), &Pauses::NONE));
        assert_eq!(on(&days, date(2026, 2, 9)).standing, Standing::Start);
        assert_eq!(on(&days, date(2026, 2, 10)).standing, Standing::Counted(1));
        let last = on(&days, date(2026, 3, 13));
        assert_eq!((last.standing, last.due, last.word.as_str()), (Standing::Counted(20), true, "到期"));
        assert_eq!(on(&days, date(2026, 3, 16)).standing, Standing::Outside);
        assert!(on(&days, date(2026, 3, 9)).today);
    }

    #[test]
    fn a_holiday_rests_and_a_weekend_day_worked_in_exchange_counts() {
        let days = laid_out(&plan(date(2026, 2, 9), date(2026, 3, 13), &Pauses::NONE));
        let festival = on(&days, date(2026, 2, 17));
        assert_eq!((festival.standing, festival.holiday, festival.word.as_str()), (Standing::Rest, true, "假"));
        // 2026-02-14 and 2026-02-28 are Saturdays worked in exchange.
        let makeup = on(&days, date(2026, 2, 28));
        assert!(makeup.makeup && matches!(makeup.standing, Standing::Counted(_)), "{makeup:?}");
        let weekend = on(&days, date(2026, 3, 1));
        assert_eq!((weekend.standing, weekend.holiday, weekend.classes().as_str()), (Standing::Rest, false, "off"));
    }

    #[test]
    fn art_33_3_the_days_of_a_consultation_are_shown_as_not_counted_and_the_count_goes_on_after() {
        let pauses = Pauses::merged([Pause::new(date(2026, 3, 9), date(2026, 3, 27)).unwrap()]);
        let days = laid_out(&plan(date(2026, 3, 2), date(2026, 4, 20), &pauses));
        assert_eq!(on(&days, date(2026, 3, 9)).standing, Standing::Counted(5), "the day the letter goes out counts");
        assert_eq!(on(&days, date(2026, 3, 10)).standing, Standing::NotCounted);
        assert_eq!(on(&days, date(2026, 3, 30)).standing, Standing::Counted(6));
        assert_eq!(on(&days, date(2026, 4, 20)).standing, Standing::Counted(20));
    }

    #[test]
    fn plain_days_count_weekends_too() {
        let none = Pauses::NONE;
        let plan = Plan { counted_by: CountedBy::PlainDays, ..plan(date(2026, 3, 2), date(2026, 3, 12), &none) };
        let days = laid_out(&plan);
        assert_eq!(on(&days, date(2026, 3, 7)).standing, Standing::Counted(5));
        assert_eq!(on(&days, date(2026, 3, 12)).standing, Standing::Counted(10));
    }

    #[test]
    fn weeks_begin_on_monday_and_every_day_stands_under_its_own() {
        let months = months(&Calendar::embedded(), &plan(date(2026, 3, 2), date(2026, 4, 1), &Pauses::NONE)).unwrap();
        let titles: Vec<&str> = months.months.iter().map(|month| month.title.as_str()).collect();
        assert_eq!(titles, ["2026年3月", "2026年4月"]);
        let march = &months.months[0];
        assert!(march.weeks[0][..6].iter().all(Option::is_none), "2026-03-01 is a Sunday");
        for (week, place, day) in march.weeks.iter().enumerate().flat_map(|(week, days)| {
            days.iter().enumerate().filter_map(move |(place, day)| day.as_ref().map(|day| (week, place, day)))
        }) {
            assert_eq!(
                usize::from(day.on.weekday().to_monday_zero_offset().unsigned_abs()),
                place,
                "{week} {}",
                day.on
            );
        }
        assert_eq!(march.weeks.iter().flatten().flatten().count(), 31);
    }

    #[test]
    fn a_very_long_period_is_cut_off_and_says_so() {
        let long = months(&Calendar::embedded(), &plan(date(2026, 3, 2), date(2028, 3, 1), &Pauses::NONE)).unwrap();
        assert!(long.cut && long.months.len() == 12);
    }

    #[test]
    fn the_count_on_the_calendar_is_the_laws() {
        let calendar = Calendar::embedded();
        for start in [date(2024, 1, 31), date(2025, 9, 26), date(2026, 9, 14), date(2026, 12, 20)] {
            let due = calendar.add_working_days(start, WorkingDays(35), &Pauses::NONE).unwrap().on;
            let days = laid_out(&plan(start, due, &Pauses::NONE));
            assert_eq!(on(&days, due).standing, Standing::Counted(35), "{start}");
        }
    }
}
