//! A report that exists as a file: read, corrected by hand, adopted as the organ's own of an earlier year.
//!
//! ```text
//! take ─ stands ─ adopt ─ adopted ─ (another is adopted for the year) ─ stands
//!          └ correct ┘      └──────────── withdraw ─ withdrawn
//! ```
//!
//! What the reader made of the file is kept as it came, beside the file; a correction is an event over it. Whoever reads the
//! report gets both.

mod change;
mod corrected;
mod file;
mod kept;
mod printed;
mod remarks;
mod take;
mod view;

pub use corrected::{Corrected, ReadingChange, ReadingCorrection};
pub use file::FileReader;
pub use kept::ReadingStanding;
pub use printed::PrintedForm;
pub use take::ReportSource;
pub use view::{Reading, ReadingActs, ReadingListed};

pub(crate) use kept::{read_report_rows, reading_of};
pub(super) use view::{at_hand, same_organ};

use uuid::Uuid;

use crate::error::AppError;

fn not_there(id: Uuid) -> AppError {
    AppError::NotFound { what: "读取的年度报告", which: id.to_string() }
}

fn inconsistent(what: &str) -> AppError {
    AppError::Inconsistent(what.to_owned())
}
