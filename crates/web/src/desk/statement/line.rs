//! One stated figure as lists show it.

use annual_report::{Decimal, Form, Span, Standing, StatedValue};
use app::People;
use app::StatementInfo;
use app::authorise::Action;
use law::fee::Fen;
use law::reason::chinese_date;

use crate::desk::report::short_words;
use crate::page::PageContext;

/// One stated figure in words.
pub(crate) struct StatementLine {
    pub(crate) href: String,
    pub(crate) figure: String,
    pub(crate) unit: String,
    pub(crate) span: String,
    pub(crate) value: String,
    /// Who signed, and when.
    pub(crate) signed: String,
    /// Who entered it, and when.
    pub(crate) entered: String,
    pub(crate) evidence: String,
    /// The name of the file that proves it and where it is opened; empty where there is none.
    pub(crate) file: String,
    pub(crate) file_href: String,
    /// How it stands; empty while it does.
    pub(crate) ended: String,
    /// Where another is put in its place; empty for whoever may not.
    pub(crate) replace: String,
}

/// Puts a stated figure into words.
pub(crate) fn line(page: &PageContext, info: &StatementInfo, people: &People) -> StatementLine {
    let id = info.id;
    let ended = match (&info.standing, &info.ended) {
        (Standing::Stands, _) => String::new(),
        (Standing::Withdrawn { .. }, Some((mark, why))) => {
            format!("{}由{}撤回：{why}", chinese_date(mark.on), people.name(&mark.by))
        }
        (Standing::Replaced { .. }, Some((mark, _))) => {
            format!("{}由{}换成另一份", chinese_date(mark.on), people.name(&mark.by))
        }
        (Standing::Withdrawn { .. }, None) => "已撤回".to_owned(),
        (Standing::Replaced { .. }, None) => "已换成另一份".to_owned(),
    };
    let replaces = info.stands() && page.may(Action::StateFigure);
    StatementLine {
        href: format!("/statements/{id}"),
        figure: short_words(info.figure, form_of(info.span)),
        unit: info.unit.clone(),
        span: info.span.spoken(),
        value: value_in_words(info.value),
        signed: format!("{}，{}", info.signed_by, chinese_date(info.signed_on)),
        entered: format!("{}，{}", people.name(&info.entered.by), chinese_date(info.entered.on)),
        evidence: info.evidence.clone(),
        file: info.file.as_ref().map(|file| file.name.clone()).unwrap_or_default(),
        file_href: info.file.as_ref().map(|_| format!("/statements/{id}/evidence")).unwrap_or_default(),
        ended,
        replace: if replaces { format!("/statements/new?replaces={id}") } else { String::new() },
    }
}

/// The form in force for the days of a figure.
pub(crate) fn form_of(span: Span) -> Form {
    Form::for_year(span.from().year().unsigned_abs())
}

/// A stated value as the screen tells it: money in yuan and, as the form prints it, in 万元.
pub(crate) fn value_in_words(value: StatedValue) -> String {
    match value {
        StatedValue::Count(count) => count.to_string(),
        StatedValue::Fen(fen) => match Decimal::wan_yuan_from_fen(fen) {
            Some(amount) if fen != 0 => format!("{amount}万元（{}）", Fen(fen)),
            _ => Fen(fen).to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_told_as_the_form_prints_it_and_in_yuan() {
        assert_eq!(value_in_words(StatedValue::Fen(12_345_678)), "12.345678万元（123456.78元）");
        assert_eq!(value_in_words(StatedValue::Fen(0)), "0元");
        assert_eq!(value_in_words(StatedValue::Count(3)), "3");
    }
}
