//! What falls due without anybody asking.
//!
//! Departments hand in and publish last year's report by 31 January, governments publish theirs by 31 March (条例49).
//! What must be published proactively is published within 20 working days of being formed or changed (26). What was
//! withheld is assessed again from time to time and disclosed when it can be (18). What cannot be decided in the review
//! before publication goes to the competent department or the secrecy administration (17).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Calendar, Counted, OutOfRange, Pauses, WorkingDays},
    reason::{Because, Cite, Fault, Reasoned, chinese_date},
    settings::Settings,
    term::{self, Due},
};

/// The period for proactive publication (条例26).
pub const PUBLICATION_PERIOD: WorkingDays = WorkingDays(20);

/// The first year the report duties of the regulation in its present form apply to.
pub const FIRST_REPORT_YEAR: i16 = 2019;

/// Whose annual report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reporter {
    /// A department of a government at county level or above: hands in and publishes its own.
    Department,
    /// The disclosure department of such a government: publishes the government's.
    Government,
}

/// When a report is due, and from when to warn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDue {
    /// The last permitted day.
    pub due: Date,
    /// The day warnings begin.
    pub warn_from: Date,
    /// True when a holiday notice still to come may move the warning.
    pub provisional: bool,
}

/// Computes when the report on a year is due.
pub fn annual_report(
    calendar: &Calendar,
    reporter: Reporter,
    year: i16,
    settings: &Settings,
) -> Result<Reasoned<ReportDue>, Vec<Fault>> {
    let (month, day, cite) = match reporter {
        Reporter::Department => (1, 31, Cite::of("条例49①")),
        Reporter::Government => (3, 31, Cite::of("条例49②")),
    };
    if year < FIRST_REPORT_YEAR {
        let message = format!("{year}年度报告的时限没有可以适用的规定版本；请填{FIRST_REPORT_YEAR}年及以后的年度");
        return Err(vec![Fault::new("year", message).citing(cite)]);
    }
    let due = year.checked_add(1).and_then(|y| Date::new(y, month, day).ok());
    let due = due.ok_or_else(|| vec![Fault::new("year", "年度过大；请核对")])?;
    let warn = calendar.subtract_working_days(due, settings.report_warning);
    let warn: Counted = warn.map_err(|e: OutOfRange| vec![Fault::new("year", e.to_string()).citing(e.cite())])?;
    let fact = match reporter {
        Reporter::Department => format!("{year}年度报告应当在{}前报送并公布", chinese_date(due)),
        Reporter::Government => format!("{year}年度政府报告应当在{}前公布", chinese_date(due)),
    };
    let value = ReportDue { due, warn_from: warn.on, provisional: warn.provisional };
    Ok(Reasoned::new(value, vec![Because::on(due, fact, cite)]))
}

/// Computes when a document must be published, from the day it was formed or changed.
pub fn publication_due(calendar: &Calendar, formed: Date) -> Result<Reasoned<Due>, Vec<Fault>> {
    if let Err(none) = term::in_force("主动公开的期限", formed) {
        return Err(vec![Fault::new("formed", none.to_string()).citing(none.cite)]);
    }
    let mut answer = term::count(calendar, formed, PUBLICATION_PERIOD)?;
    let fact = format!("{}形成或者变更，应当在{PUBLICATION_PERIOD}内公开", chinese_date(formed));
    answer.because.insert(0, Because::on(formed, fact, Cite::of("条例26")));
    Ok(answer)
}

/// Returns how urgent a publication is today: the number of warnings already reached, 0 for none.
pub fn publication_urgency(
    calendar: &Calendar,
    due: Date,
    today: Date,
    settings: &Settings,
) -> Result<usize, OutOfRange> {
    let left = calendar.working_days_between(today, due, &Pauses::NONE)?.days;
    Ok(settings.publication_warnings.iter().filter(|level| left <= **level).count())
}

/// Computes when withheld information is to be assessed again, from the decision or the last assessment.
pub fn reassessment_due(last: Date, settings: &Settings) -> Option<Reasoned<Date>> {
    let due = last.checked_add(jiff::Span::new().try_months(settings.reassessment_months).ok()?).ok()?;
    let fact =
        format!("距上次评估（{}）满{}个月，应当重新评估能否公开", chinese_date(last), settings.reassessment_months);
    Some(Reasoned::new(due, vec![Because::on(due, fact, Cite::of("条例18"))]))
}

/// Computes when the answer of the competent department or the secrecy administration is expected.
pub fn secrecy_consultation_due(
    calendar: &Calendar,
    sent: Date,
    settings: &Settings,
) -> Result<Reasoned<Due>, Vec<Fault>> {
    let mut answer = term::count(calendar, sent, settings.secrecy_consultation)?;
    let fact = format!("{}提请确定能否公开，约定{}内答复", chinese_date(sent), settings.secrecy_consultation);
    answer.because.insert(0, Because::on(sent, fact, Cite::of("条例17③")));
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn art_49_reports_are_due_at_the_end_of_january_and_of_march_with_a_warning() {
        let (calendar, settings) = (Calendar::embedded(), Settings::default());
        let department = annual_report(&calendar, Reporter::Department, 2025, &settings).unwrap().value;
        assert_eq!((department.due, department.warn_from), (date(2026, 1, 31), date(2026, 1, 19)));
        let government = annual_report(&calendar, Reporter::Government, 2025, &settings).unwrap().value;
        assert_eq!((government.due, government.warn_from), (date(2026, 3, 31), date(2026, 3, 17)));
        assert!(annual_report(&calendar, Reporter::Department, 2026, &settings).unwrap().value.provisional);
        for wrong in [2018, i16::MIN, i16::MAX, 9998, 2100] {
            assert!(annual_report(&calendar, Reporter::Department, wrong, &settings).is_err(), "{wrong}");
        }
    }

    #[test]
    fn pro_5_publication_is_due_twenty_working_days_after_a_document_is_formed() {
        // PRO-5
        let calendar = Calendar::embedded();
        let due = publication_due(&calendar, date(2026, 9, 18)).unwrap().value;
        assert_eq!(due, Due { due: date(2026, 10, 22), provisional: false });
        let urgency = |today| publication_urgency(&calendar, due.due, today, &Settings::default()).unwrap();
        assert_eq!(urgency(date(2026, 9, 18)), 0);
        assert_eq!(urgency(date(2026, 10, 9)), 1);
        assert_eq!(urgency(date(2026, 10, 16)), 2);
        assert_eq!(urgency(date(2026, 10, 21)), 3);
        assert_eq!(urgency(date(2026, 11, 30)), 3);
    }

    #[test]
    fn pro_8_what_was_withheld_is_assessed_again_after_a_year() {
        // PRO-8
        let due = reassessment_due(date(2024, 2, 29), &Settings::default()).unwrap();
        assert_eq!(due.value, date(2025, 2, 28));
        assert_eq!(reassessment_due(Date::MAX, &Settings::default()), None);
    }

    #[test]
    fn sec_4_what_cannot_be_decided_is_asked_with_a_time_of_the_organs_own() {
        // SEC-4
        let settings = Settings { secrecy_consultation: WorkingDays(7), ..Settings::default() };
        let due = secrecy_consultation_due(&Calendar::embedded(), date(2026, 9, 30), &settings).unwrap();
        assert_eq!(due.value.due, date(2026, 10, 15));
    }
}
