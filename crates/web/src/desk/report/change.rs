//! Cells that differ between two makings of a report, with the cases that came and went.

use annual_report::{CaseRef, CellChange, Form, Path};
use app::authorise::Action;

use super::table::shown;
use crate::page::PageContext;

/// One cell that differs.
pub(crate) struct ChangeView {
    pub(crate) path: Path,
    pub(crate) words: String,
    pub(crate) was: String,
    pub(crate) now: String,
    pub(crate) added: Vec<CaseLink>,
    pub(crate) gone: Vec<CaseLink>,
}

/// An application by its number.
pub(crate) struct CaseLink {
    pub(crate) number: String,
    /// Where it is opened; empty for whoever may not.
    pub(crate) href: String,
}

/// The number of an application and where it is opened, as far as the person may.
pub(crate) fn case_link(page: &PageContext, id: &str, number: &str) -> CaseLink {
    let number = if number.is_empty() { "（未编号）" } else { number };
    let opens = page.may(Action::ReadCase) && !id.is_empty();
    CaseLink { number: number.to_owned(), href: if opens { format!("/cases/{id}") } else { String::new() } }
}

/// Puts changes into words.
pub(crate) fn changes(page: &PageContext, changes: &[CellChange], form: Form) -> Vec<ChangeView> {
    let links = |cases: &[CaseRef]| cases.iter().map(|case| case_link(page, &case.case, &case.number)).collect();
    let view = |change: &CellChange| ChangeView {
        path: change.path,
        words: change.path.in_words(form),
        was: shown(&change.was),
        now: shown(&change.now),
        added: links(&change.added),
        gone: links(&change.gone),
    };
    changes.iter().map(view).collect()
}
