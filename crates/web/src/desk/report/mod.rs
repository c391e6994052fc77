//! The annual report (年度报告): its years, its figures with the cases behind them, its texts, and what is done with it.
//!
//! ```text
//! list      the years, and the present one's figures so far
//! year      one year's report: steps, tables, texts, checks     version   one frozen version of it
//! span      the figures of other days                           cell      what stands behind one figure
//! narrative its texts, edited in place                          fees      what stands behind section six
//! download  it as a file
//! act       frozen, signed, handed in, published, corrected
//! read      reports that exist as files, its own of earlier years and others'
//! ```

mod act;
mod body;
mod cell;
mod change;
mod download;
mod fees;
mod figures;
mod finding;
mod history;
mod list;
mod narrative;
mod read;
mod span;
mod step;
mod table;
mod text;
mod version;
mod whence;
mod year;

pub(crate) use table::short_words;

use app::authorise::Action;

use crate::route::{Needs, Route};

/// Whoever may read reports.
const READ: Needs = Needs::OneOf(&[Action::ReadReport]);

/// Every route of the annual report.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = list::routes();
    routes.extend(year::routes());
    routes.extend(version::routes());
    routes.extend(span::routes());
    routes.extend(cell::routes());
    routes.extend(fees::routes());
    routes.extend(narrative::routes());
    routes.extend(act::routes());
    routes.extend(download::routes());
    routes.extend(read::routes());
    routes
}
