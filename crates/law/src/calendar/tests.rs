use jiff::{ToSpan, civil::date};
use proptest::prelude::*;

use super::*;

fn add(from: Date, days: u32) -> Counted {
    Calendar::embedded().add_working_days(from, WorkingDays(days), &Pauses::NONE).unwrap()
}

#[test]
fn wd_1_the_day_of_receipt_is_not_counted_and_every_vector_of_the_sheet_holds() {
    // WD-1, WD-2
    let vectors = [
        ((2024, 1, 31), [(2024, 2, 8), (2024, 2, 26), (2024, 3, 4), (2024, 4, 1)]),
        ((2025, 1, 24), [(2025, 2, 10), (2025, 2, 20), (2025, 2, 27), (2025, 3, 27)]),
        ((2025, 9, 26), [(2025, 10, 13), (2025, 10, 23), (2025, 10, 30), (2025, 11, 27)]),
        ((2025, 12, 31), [(2026, 1, 12), (2026, 1, 22), (2026, 1, 29), (2026, 3, 4)]),
        ((2026, 2, 10), [(2026, 2, 26), (2026, 3, 9), (2026, 3, 16), (2026, 4, 14)]),
        ((2026, 2, 14), [(2026, 3, 3), (2026, 3, 13), (2026, 3, 20), (2026, 4, 20)]),
        ((2026, 2, 15), [(2026, 3, 3), (2026, 3, 13), (2026, 3, 20), (2026, 4, 20)]),
        ((2026, 9, 30), [(2026, 10, 15), (2026, 10, 27), (2026, 11, 3), (2026, 12, 1)]),
    ];
    for ((y, m, d), ends) in vectors {
        for (days, (ey, em, ed)) in [7, 15, 20, 40].into_iter().zip(ends) {
            let expected = Counted { on: date(ey, em, ed), provisional: false };
            assert_eq!(add(date(y, m, d), days), expected, "{y}-{m}-{d} + {days}");
        }
    }
    for (days, end) in [(7, date(2026, 12, 2)), (15, date(2026, 12, 14)), (20, date(2026, 12, 21))] {
        assert_eq!(add(date(2026, 11, 23), days), Counted { on: end, provisional: false });
    }
    assert!(add(date(2026, 11, 23), 40).provisional, "needs the 2027 notice");
}

#[test]
fn wd_3_past_the_last_notice_only_fixed_date_holidays_are_left_out_and_the_day_is_provisional() {
    // WD-3
    let calendar = Calendar::embedded();
    assert_eq!(calendar.horizon(), date(2026, 12, 31));
    for (day, working) in [
        (date(2027, 1, 1), false),
        (date(2027, 1, 4), true),
        (date(2027, 2, 8), true),
        (date(2028, 5, 1), false),
        (date(2028, 5, 2), false),
        (date(2028, 5, 3), true),
        (date(2029, 10, 1), false),
        (date(2029, 10, 2), false),
        (date(2029, 10, 3), false),
        (date(2029, 10, 4), true),
    ] {
        let found = calendar.day(day).unwrap();
        assert_eq!((found.working, found.provisional), (working, true), "{day}");
    }
    assert!(calendar.day(date(2027, 1, 1)).unwrap().why.describe().contains(AWAITING_NOTICE));
    let told = calendar.explain(date(2026, 12, 20), date(2027, 1, 19), &Pauses::NONE).unwrap();
    assert!(told.iter().any(|b| b.fact.contains(AWAITING_NOTICE)));
}

#[test]
fn no_rule_before_2019_and_after_2100_is_a_refusal_and_never_a_default() {
    let calendar = Calendar::embedded();
    let refusal = calendar.add_working_days(date(2018, 12, 31), WorkingDays(20), &Pauses::NONE).unwrap_err();
    assert!(refusal.to_string().contains("2019年1月1日"));
    assert!(calendar.day(date(2018, 12, 31)).is_err());
    assert!(calendar.add_working_days(date(2019, 1, 1), WorkingDays(u32::MAX), &Pauses::NONE).is_err());
    assert!(calendar.subtract_working_days(date(2019, 1, 10), WorkingDays(u32::MAX)).is_err());
    assert!(calendar.working_days_between(date(2018, 1, 1), date(2019, 1, 10), &Pauses::NONE).is_err());
    assert!(
        calendar
            .add_working_days(
                date(2026, 1, 5),
                WorkingDays(1),
                &Pauses::merged([Pause { start: date(2026, 1, 5), end: Date::MAX },])
            )
            .is_err()
    );
}

#[test]
fn every_day_has_the_notice_that_made_it_so() {
    let calendar = Calendar::embedded();
    assert_eq!(calendar.day(date(2026, 2, 14)).unwrap().why, Why::MakeupWorkday("国办发明电〔2025〕7号"));
    // A Saturday of 2022 that belongs to the notice for 2023.
    assert_eq!(calendar.day(date(2022, 12, 31)).unwrap().why, Why::Holiday("国办发明电〔2022〕16号"));
    assert_eq!(calendar.day(date(2023, 1, 3)).unwrap().why, Why::Weekday);
    assert_eq!(calendar.day(date(2020, 1, 31)).unwrap().why, Why::Holiday("国办发明电〔2019〕16号"));
    assert_eq!(Calendar::embedded_notices()[1].amended_by(), ["国办发明电〔2020〕1号"]);
}

#[test]
fn wd_4_each_year_has_as_many_working_days_as_its_notice_makes() {
    // WD-4: the notice rules, not the guide.
    let calendar = Calendar::embedded();
    for (year, days) in (2019..).zip([250, 249, 250, 249, 249, 251, 248, 248]) {
        let all = date(year, 1, 1).series(1.day()).take_while(|d| d.year() == year);
        let working = all.filter(|d| calendar.day(*d).unwrap().working).count();
        assert_eq!(working, days, "{year}");
    }
}

fn notice_2027() -> Notice {
    Notice::parse(
        r#"{"year": 2027, "number": "国办发明电〔2026〕9号",
        "holidays": ["2027-01-01..2027-01-03", "2027-02-05..2027-02-12", "2027-05-01..2027-05-05", "2027-10-01..2027-10-07"],
        "makeup_workdays": ["2027-01-30", "2027-02-14"]}"#,
    )
    .unwrap()
}

#[test]
fn a_later_notice_moves_the_dates_past_the_old_horizon_and_makes_them_final() {
    let mut calendar = Calendar::embedded();
    let before = calendar.add_working_days(date(2027, 1, 25), WorkingDays(20), &Pauses::NONE).unwrap();
    calendar.adopt(notice_2027()).unwrap();
    let after = calendar.add_working_days(date(2027, 1, 25), WorkingDays(20), &Pauses::NONE).unwrap();
    assert_eq!(before, Counted { on: date(2027, 2, 22), provisional: true });
    assert_eq!(after, Counted { on: date(2027, 2, 26), provisional: false });
    assert_eq!(calendar.horizon(), date(2027, 12, 31));
    calendar.adopt(notice_2027()).unwrap();
}

#[test]
fn a_year_is_changed_only_by_a_notice_that_names_the_one_it_replaces() {
    let mut calendar = Calendar::embedded();
    calendar.adopt(notice_2027()).unwrap();
    let text = |replaces: &str| {
        format!(
            r#"{{"year": 2027, "number": "国办发明电〔2027〕1号", {replaces}
            "holidays": ["2027-01-01..2027-01-03", "2027-02-05..2027-02-15", "2027-05-01..2027-05-05", "2027-10-01..2027-10-07"],
            "makeup_workdays": []}}"#
        )
    };
    let faults = calendar.adopt(Notice::parse(&text("")).unwrap()).unwrap_err();
    assert!(faults[0].message.contains("国办发明电〔2026〕9号"));
    calendar.adopt(Notice::parse(&text(r#""replaces": "国办发明电〔2026〕9号","#)).unwrap()).unwrap();
    assert!(!calendar.day(date(2027, 2, 15)).unwrap().working);
    assert!(!calendar.day(date(2027, 2, 14)).unwrap().working);
}

#[test]
fn a_notice_that_contradicts_its_neighbour_is_refused_and_a_gap_stays_provisional() {
    let mut calendar = Calendar::empty();
    assert_eq!(calendar.horizon(), date(2018, 12, 31));
    for notice in Calendar::embedded_notices() {
        calendar.adopt(notice.clone()).unwrap();
    }
    assert_eq!(calendar, Calendar::embedded());
    calendar.adopt(notice_2027()).unwrap();
    let later = r#"{"year": 2029, "number": "国办发明电〔2028〕2号", "holidays": ["2029-01-01", "2029-05-01..2029-05-02",
        "2029-10-01..2029-10-03"], "makeup_workdays": []}"#;
    calendar.adopt(Notice::parse(later).unwrap()).unwrap();
    assert_eq!(calendar.horizon(), date(2027, 12, 31));
    assert!(calendar.day(date(2028, 6, 1)).unwrap().provisional);
    assert!(!calendar.day(date(2029, 6, 1)).unwrap().provisional);
    let against = r#"{"year": 2028, "number": "国办发明电〔2027〕2号", "holidays": ["2028-01-01", "2028-05-01..2028-05-02",
        "2028-10-01..2028-10-03"], "makeup_workdays": ["2029-01-01"]}"#;
    assert!(Notice::parse(against).is_err(), "a Monday is no make-up day");
}

#[test]
fn wd_5_the_holidays_of_an_ethnic_area_are_laid_over_the_national_ones() {
    // WD-5
    let local =
        LocalHolidays { name: "某自治州放假规定".into(), days: vec![date(2026, 4, 9), date(2026, 10, 1)] };
    let calendar = Calendar::embedded().with_local(local);
    let day = calendar.day(date(2026, 4, 9)).unwrap();
    assert_eq!((day.working, day.why), (false, Why::LocalHoliday("某自治州放假规定")));
    assert_eq!(calendar.day(date(2026, 10, 1)).unwrap().why, Why::Holiday("国办发明电〔2025〕7号"));
    let shifted = calendar.add_working_days(date(2026, 4, 8), WorkingDays(1), &Pauses::NONE).unwrap();
    assert_eq!(shifted.on, date(2026, 4, 10));
}

#[test]
fn wd_8_dates_are_days_and_counting_back_undoes_counting_on() {
    // WD-8
    let calendar = Calendar::embedded();
    let warned = calendar.subtract_working_days(date(2026, 1, 31), WorkingDays(10)).unwrap();
    assert_eq!(warned.on, date(2026, 1, 19));
}

/// Reads the shared reference the slow way and counts one day at a time.
pub(crate) mod naive {
    use std::{collections::HashSet, fs, path::Path};

    use super::*;

    pub struct Naive {
        holidays: HashSet<String>,
        makeup: HashSet<String>,
    }

    impl Naive {
        pub fn load() -> Option<Self> {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|a| a.join("../shared/reference"));
            let file = root.map(|r| r.join("holidays.json")).find(|f| f.is_file());
            let Some(file) = file else {
                println!("the folder shared/ beside the repository is absent; nothing to compare with");
                return None;
            };
            let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
            let mut naive = Self { holidays: HashSet::new(), makeup: HashSet::new() };
            for (key, year) in json.as_object().unwrap().iter().filter(|(k, _)| k.parse::<i16>().is_ok()) {
                let days = |name: &str| -> Vec<String> {
                    year[name].as_array().unwrap().iter().map(|d| d.as_str().unwrap().to_owned()).collect()
                };
                assert!(!days("holidays").is_empty(), "{key}");
                naive.holidays.extend(days("holidays"));
                naive.makeup.extend(days("makeup_workdays"));
            }
            Some(naive)
        }

        pub fn working(&self, day: Date) -> bool {
            let text = day.to_string();
            self.makeup.contains(&text) || (day.weekday().to_monday_zero_offset() < 5 && !self.holidays.contains(&text))
        }

        pub fn add(&self, from: Date, days: u32, pauses: &[Pause]) -> Date {
            let (mut on, mut left) = (from, days);
            while left > 0 {
                on = on.tomorrow().unwrap();
                if self.working(on) && !pauses.iter().any(|p| p.start < on && on <= p.end) {
                    left -= 1;
                }
            }
            on
        }
    }
}

#[test]
fn every_day_of_2019_to_2026_is_what_the_reference_says() {
    let Some(naive) = naive::Naive::load() else { return };
    let calendar = Calendar::embedded();
    let all = date(2019, 1, 1).series(1.day()).take_while(|d| d.year() < 2027);
    let mut days = 0;
    for day in all {
        let found = calendar.day(day).unwrap();
        assert_eq!(found.working, naive.working(day), "{day}");
        assert!(!found.provisional);
        days += 1;
    }
    assert_eq!(days, 2922);
}

#[test]
fn working_day_arithmetic_equals_a_naive_day_by_day_counter() {
    let Some(naive) = naive::Naive::load() else { return };
    let calendar = Calendar::embedded();
    let strategy = (0i32..2700, 0u32..60, prop::collection::vec((0i32..60, 0i32..40), 0..4));
    proptest!(|((start, days, raw) in strategy)| {
        let from = date(2019, 1, 1) + start.days();
        let pauses: Vec<Pause> =
            raw.iter().map(|&(s, n)| Pause { start: from + s.days(), end: from + (s + n).days() }).collect();
        let merged = Pauses::merged(pauses.iter().copied());
        let counted = calendar.add_working_days(from, WorkingDays(days), &merged).unwrap();
        let expected = naive.add(from, days, &pauses);
        if expected.year() < 2027 {
            prop_assert_eq!(counted, Counted { on: expected, provisional: false });
            let span = calendar.working_days_between(from, counted.on, &merged).unwrap();
            prop_assert_eq!(span.days, WorkingDays(days));
        } else {
            prop_assert!(counted.provisional);
        }
    });
}
