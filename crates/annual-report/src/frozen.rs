//! A frozen report: the figures as they were signed, the cases behind them, and by which calendar and law they were counted.
//!
//! A frozen report never changes. Later events (a corrected date, a class entered wrongly) change what a count of the same
//! days would give; [`crate::difference`] shows that beside it. The caller stores the canonical bytes under their digest.

use serde::{Deserialize, Serialize};

use crate::count::{Behind, Compiled, Span};
use crate::report::Report;

/// A report as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The report with its texts.
    pub report: Report,
    /// The days it counts.
    pub span: Span,
    /// The cases and statements behind its cells; `None` for a report taken over from before the record began.
    pub behind: Option<Behind>,
    /// By which calendar and law it was counted.
    pub basis: Basis,
}

/// By which calendar and law a report was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The id and version of the working-day calendar.
    pub calendar: String,
    /// The version of the rules.
    pub law: String,
}

impl Frozen {
    /// Freezes a count with the texts its report bears.
    pub fn new(compiled: Compiled, basis: Basis) -> Self {
        Self { report: compiled.report, span: compiled.span, behind: compiled.behind, basis }
    }
}
