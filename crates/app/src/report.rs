//! The annual report: counted from the record, written, frozen, signed, handed in, published, corrected, compared.

mod before;
mod beside;
mod cases;
mod checked;
mod count;
mod entered;
mod kept;
mod life;
mod reading;
mod step;
mod view;

pub use before::Before;
pub use beside::{Beside, Figures};
pub use cases::{CellCase, CellRemedy, FeeCase};
pub use count::Counted;
pub use kept::{Correction, Mark, Published, ReportStatus, Submitted, Version};
pub use reading::{
    Corrected, FileReader, PrintedForm, Reading, ReadingActs, ReadingChange, ReadingCorrection, ReadingListed,
    ReadingStanding, ReportSource,
};
pub use step::{ReportAct, ReportStep};
pub use view::{FrozenReport, ReportDone, ReportListed, ReportYear};

pub(crate) use kept::{report_rows, year_of};
pub(crate) use reading::{read_report_rows, reading_of};

/// The version of the rules a report is counted by: that of the program.
const LAW_VERSION: &str = env!("CARGO_PKG_VERSION");
/// Most characters of one section of the narrative.
const SECTION_MAX: usize = 200_000;
