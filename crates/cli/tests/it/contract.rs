//! The command line's contract: exit statuses, JSON on standard output, Chinese messages on standard error.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use law::calendar::Calendar;
use proptest::prelude::*;
use serde_json::json;

use crate::program::{gongkai, line};

#[test]
fn wrong_usage_exits_64_and_says_in_chinese_what_is_wrong() {
    for wrong in [
        "",
        "deadlin",
        "deadline",
        "deadline --received 2026-13-01",
        "deadline --received 2026-03-02 --pause 2026-03-09",
        "deadline --from 2026-03-02",
        "fee",
        "fee --items 3 --pages 3",
        "fee --items x",
        "outcome N5 --withheld-ground 17",
        "report",
        "report read",
        "report render a.json --to gif -o a.gif",
        "report compile --data d",
        "report compile --data d --year 2021 --from 2021-01-01 --to 2021-02-01",
        "verify",
        "verify --data d --database postgres://x",
        "demo",
        "user password --data d",
        "user close li",
        "key new",
    ] {
        let answer = line(wrong);
        assert_eq!(answer.status, 64, "{wrong}: {}", answer.err);
        assert!(answer.out.is_empty(), "{wrong}: {}", answer.out);
        assert!(answer.err.contains("--help"), "{wrong}: {}", answer.err);
        for english in ["error", "required", "unexpected", "invalid", "Usage"] {
            assert!(!answer.err.contains(english), "{wrong} answers in English: {}", answer.err);
        }
    }
}

#[test]
fn help_teaches_with_examples_and_exit_statuses() {
    let help = line("--help");
    assert_eq!(help.status, 0);
    for wanted in ["deadline", "report", "verify", "退出状态", "64"] {
        assert!(help.out.contains(wanted), "lacks {wanted}");
    }
    assert!(line("deadline --help").out.contains("举例"));
}

#[test]
fn dl_2_and_dl_4_the_deadline_carries_its_reasons() {
    // DL-2, DL-4: the pause of the rule sheet's vector
    let answer = line("deadline --received 2026-03-02 --pause 2026-03-09..2026-03-27 --format json");
    assert_eq!(answer.status, 0);
    let told = answer.json();
    assert_eq!(told["due"], "2026-04-20");
    assert_eq!(told["provisional"], false);
    let because = told["because"].as_array().expect("reasons");
    assert!(because.iter().all(|one| one["fact"].is_string() && one["cite"].is_string()));
    assert!(because.iter().any(|one| one["date"] == "2026-03-02"));
}

#[test]
fn faults_of_a_deadline_are_told_all_at_once_and_exit_1() {
    let answer = line(
        "deadline --received 2026-03-20 --corrected 2026-03-02 --pause 2026-03-27..2026-03-09 --extend 21 --format json",
    );
    assert_eq!(answer.status, 1);
    let faults = answer.json()["refusal"]["faults"].as_array().expect("faults").len();
    assert_eq!(faults, 3, "{}", answer.out);
}

#[test]
fn past_the_horizon_a_deadline_is_provisional_and_before_the_regulation_it_is_refused() {
    let answer = line("deadline --received 2026-12-20 --format json");
    assert_eq!(answer.json()["provisional"], true);
    assert!(line("deadline --received 2026-12-20").out.contains("待国务院办公厅公布"));
    assert_eq!(line("deadline --received 2019-05-14 --format json").status, 1);
}

#[test]
fn an_outcome_names_basis_row_remedy_and_evidence() {
    let told = line("outcome N5 --decided 2026-07-01 --format json").json();
    assert_eq!(told["code"], "N5");
    assert_eq!(told["row"], "refused_internal_affairs");
    assert_eq!(told["remedy"]["class"], "reconsideration_first");
    for key in ["text", "cite"] {
        assert!(!told["remedy"][key].is_null());
    }
    assert!(!told["evidence"].as_array().expect("a list").is_empty());
    let all = line("outcome --format json").json();
    assert!(all.as_array().expect("all outcomes").len() > 20);
    let unknown = line("outcome N9 --format json");
    assert_eq!((unknown.status, unknown.json()["refusal"]["message"].is_string()), (1, true));
}

#[test]
fn fee_4_and_fee_5_by_the_command_line() {
    // FEE-4, FEE-5
    for (args, yuan) in [("--items 30", 2000), ("--items 31", 2200), ("--pages 68", 380), ("--pages 0", 0)] {
        let told = line(&format!("fee {args} --format json")).json();
        assert_eq!(told["yuan"], json!(yuan), "{args}");
        assert!(told["because"].is_array());
    }
}

/// Counts day by day from the list of days off, knowing nothing of the program's calendar but its notices.
struct Naive {
    holidays: Vec<Date>,
    makeup: Vec<Date>,
}

impl Naive {
    fn new() -> Self {
        let notices = Calendar::embedded_notices();
        Self {
            holidays: notices.iter().flat_map(|notice| notice.holidays().to_vec()).collect(),
            makeup: notices.iter().flat_map(|notice| notice.makeup_workdays().to_vec()).collect(),
        }
    }

    fn due(&self, start: Date, mut days: u32, pauses: &[(Date, Date)]) -> Date {
        let mut day = start;
        while days > 0 {
            day = day.tomorrow().expect("a day after");
            let weekday = day.weekday().to_monday_one_offset() <= 5;
            let working = self.makeup.contains(&day) || (weekday && !self.holidays.contains(&day));
            if working && !pauses.iter().any(|(from, to)| *from < day && day <= *to) {
                days -= 1;
            }
        }
        day
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    // The thousand random cases of the issue run against the law itself; these go through the whole program.
    #[test]
    fn a_deadline_equals_an_independent_counter(
        received in 0i64..2500,
        corrected in proptest::option::weighted(0.3, 5i64..40),
        pauses in proptest::collection::vec((1i64..15, 1i64..25), 0..3),
        extend in proptest::option::weighted(0.3, 1u32..=20),
    ) {
        let received = date(2019, 6, 1).checked_add(received.days()).expect("in range");
        let after = |day: Date, days: i64| day.checked_add(days.days()).expect("in range");
        let start = corrected.map_or(received, |days| after(received, days));
        let pauses: Vec<(Date, Date)> = pauses.iter().map(|(at, long)| (after(start, *at), after(start, at + long))).collect();
        let mut args = vec!["deadline".to_owned(), "--format".into(), "json".into(), "--received".into(), received.to_string()];
        if corrected.is_some() {
            args.extend(["--corrected".to_owned(), start.to_string()]);
        }
        for (from, to) in &pauses {
            args.extend(["--pause".to_owned(), format!("{from}..{to}")]);
        }
        if let Some(days) = extend {
            args.extend(["--extend".to_owned(), days.to_string()]);
        }
        let due = Naive::new().due(start, 20 + extend.unwrap_or(0), &pauses);
        prop_assume!(due.year() <= 2026);
        let told = gongkai(&args).json();
        prop_assert_eq!(&told["due"], &json!(due));
    }
}
