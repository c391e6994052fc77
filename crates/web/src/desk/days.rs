//! Days as a form asks for them: a year, a quarter, a month, or from one day to another.

use annual_report::Span;
use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

use crate::filled::Filled;

/// How the days can be chosen: the word of the form and what the screen calls it.
const WAYS: [(&str, &str); 4] = [("month", "一个月"), ("quarter", "一个季度"), ("year", "全年"), ("days", "起止日期")];

/// The fields by which days are chosen; `{{ days }}` in a form.
#[derive(Template)]
#[template(path = "widgets/days.html")]
pub(crate) struct DaysFields {
    filled: Filled,
    ways: Vec<(&'static str, &'static str)>,
}

// The template escapes every value it writes.
impl HtmlSafe for DaysFields {}

impl DaysFields {
    /// The fields as filled in. What is left open is proposed: the month before `today` and its year.
    pub(crate) fn new(filled: &Filled, today: Date, with_year: bool) -> Self {
        let mut filled = filled.clone();
        let before = today.first_of_month().yesterday().unwrap_or(today);
        let ways: Vec<_> = WAYS.into_iter().filter(|(word, _)| with_year || *word != "year").collect();
        let usual = if with_year { "year" } else { "month" };
        filled.or("kind", if filled.some("from").is_some() { "days" } else { usual });
        filled.or("year", before.year().to_string());
        filled.or("month", before.month().to_string());
        filled.or("quarter", ((before.month() + 2) / 3).to_string());
        DaysFields { filled, ways }
    }

    fn months(&self) -> impl Iterator<Item = (String, String)> + use<> {
        (1..=12).map(|month| (month.to_string(), format!("{month}月")))
    }
}

/// The days of a form; `None` with the faults beside their fields where they are none.
pub(crate) fn days_of(filled: &mut Filled) -> Option<Span> {
    let kind = match filled.some("kind") {
        Some(kind) => kind.to_owned(),
        // An address may name the days alone.
        None if filled.some("from").is_some() || filled.some("to").is_some() => "days".to_owned(),
        None => "year".to_owned(),
    };
    let (field, span) = match kind.as_str() {
        "days" => {
            let from = filled.date("from", "起始日", true);
            let to = filled.date("to", "截止日", true);
            let (from, to) = from.zip(to)?;
            ("to", Span::new(from, to))
        }
        "year" => ("year", Span::year(number(filled, "year", "年度")?)),
        "quarter" => {
            let (year, quarter) = (number(filled, "year", "年度"), number(filled, "quarter", "季度"));
            let (year, quarter) = year.zip(quarter)?;
            ("quarter", Span::quarter(year, i8::try_from(quarter).unwrap_or(i8::MAX)))
        }
        "month" => {
            let (year, month) = (number(filled, "year", "年度"), number(filled, "month", "月份"));
            let (year, month) = year.zip(month)?;
            ("month", Span::month(year, i8::try_from(month).unwrap_or(i8::MAX)))
        }
        _ => {
            filled.wrong("kind", "请选择时段");
            return None;
        }
    };
    match span {
        Ok(span) => Some(span),
        Err(fault) => {
            filled.wrong(field, fault.to_string());
            None
        }
    }
}

fn number(filled: &mut Filled, field: &str, what: &str) -> Option<i16> {
    let number = filled.number(field, what, true)?;
    // A number no calendar holds is told by the span.
    Some(i16::try_from(number).unwrap_or(i16::MAX))
}

/// Fills days in as a person would choose them: as the year, quarter or month they are, else by both ends.
pub(crate) fn put_days(filled: &mut Filled, span: Span) {
    let (year, month) = (span.from().year(), span.from().month());
    let quarter = (month + 2) / 3;
    let kind = if span.as_year().is_some() {
        "year"
    } else if Span::quarter(year, quarter) == Ok(span) {
        "quarter"
    } else if Span::month(year, month) == Ok(span) {
        "month"
    } else {
        "days"
    };
    for (field, value) in [
        ("kind", kind.to_owned()),
        ("year", year.to_string()),
        ("quarter", quarter.to_string()),
        ("month", month.to_string()),
        ("from", span.from().to_string()),
        ("to", span.to().to_string()),
    ] {
        filled.set(field, value);
    }
}

/// Days as an address names them.
pub(crate) fn query(span: Span) -> String {
    format!("from={}&to={}", span.from(), span.to())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pairs: &[(&str, &str)]) -> Filled {
        let mut filled = Filled::default();
        for (name, value) in pairs {
            filled.add(name, *value);
        }
        filled
    }

    #[test]
    fn days_are_chosen_by_month_quarter_year_or_both_ends() {
        for (pairs, spoken) in [
            (&[("kind", "month"), ("year", "2021"), ("month", "3")][..], "2021年3月"),
            (&[("kind", "quarter"), ("year", "2021"), ("quarter", "4")], "2021年第四季度"),
            (&[("kind", "year"), ("year", "2021")], "2021年"),
            (&[("kind", "days"), ("from", "2021-01-01"), ("to", "2021-01-30")], "2021年1月1日至2021年1月30日"),
            (&[("from", "2021-01-01"), ("to", "2021-01-31")], "2021年1月"),
        ] {
            let mut filled = filled(pairs);
            assert_eq!(days_of(&mut filled).map(Span::spoken).as_deref(), Some(spoken));
            assert!(filled.is_right());
        }
    }

    #[test]
    fn days_are_filled_in_so_that_they_are_read_again() {
        for span in [
            Span::year(2021).unwrap(),
            Span::quarter(2021, 4).unwrap(),
            Span::month(2021, 2).unwrap(),
            Span::new("2021-01-02".parse().unwrap(), "2021-03-04".parse().unwrap()).unwrap(),
        ] {
            let mut filled = Filled::default();
            put_days(&mut filled, span);
            assert_eq!(days_of(&mut filled), Some(span));
        }
    }

    #[test]
    fn days_that_are_none_are_told_beside_their_field() {
        for (pairs, field) in [
            (&[("kind", "month"), ("year", "2021"), ("month", "13")][..], "month"),
            (&[("kind", "quarter"), ("year", "2021"), ("quarter", "700")], "quarter"),
            (&[("kind", "year"), ("year", "21")], "year"),
            (&[("kind", "year"), ("year", "4000000000")], "year"),
            (&[("kind", "days"), ("from", "2021-02-01"), ("to", "2021-01-01")], "to"),
            (&[("kind", "days"), ("from", "x"), ("to", "2021-01-01")], "from"),
            (&[("kind", "week")], "kind"),
            (&[], "year"),
        ] {
            let mut filled = filled(pairs);
            assert_eq!(days_of(&mut filled), None);
            assert!(filled.fault(field).is_some(), "{field}");
        }
    }
}
