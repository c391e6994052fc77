//! Reports that exist as files (读取已有的年度报告): the organ's own of earlier years and other organs', read and checked.
//!
//! ```text
//! list    those at hand, and the form that takes one        one     one of them: tables, texts, findings, what to do
//! cell    one figure: where it stood, what it is held to be; correcting it
//! text    one text, corrected                               printed the form, corrected
//! title   organ and year, corrected                         act     adopted, taken back
//! ```

mod act;
mod cell;
mod corrections;
mod list;
mod one;
mod printed;
mod text;
mod title;
mod value;
mod wording;

use annual_report::Report;
use app::authorise::Action;
use uuid::Uuid;

use crate::fault::PageError;
use crate::route::{Needs, Route};

/// Whoever takes reports and corrects their reading.
const TAKE: Needs = Needs::OneOf(&[Action::TakeReport]);

/// Every route of reports that were read.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = list::routes();
    routes.extend(one::routes());
    routes.extend(cell::routes());
    routes.extend(text::routes());
    routes.extend(printed::routes());
    routes.extend(title::routes());
    routes.extend(act::routes());
    routes
}

/// The reading an address names.
fn id_of(text: &str) -> Result<Uuid, PageError> {
    Uuid::try_parse(text).map_err(|_| PageError::not_found())
}

/// What a report is called: its organ and its year, as far as they were read.
fn name(report: &Report) -> String {
    called(&report.organ, report.year)
}

/// The same of an organ and a year.
fn called(organ: &str, year: Option<u16>) -> String {
    let organ = if organ.trim().is_empty() { "机关不明" } else { organ.trim() };
    match year {
        Some(year) => format!("{organ}{year}年度报告"),
        None => format!("{organ}年度报告（年度不明）"),
    }
}
