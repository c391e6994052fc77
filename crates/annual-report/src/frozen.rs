//! A frozen report: the figures as they were signed, the cases behind them, and by which calendar and law they were counted.
//!
//! A frozen report never changes. Later events (a corrected date, a class entered wrongly) change what a count of the same
//! days would give; [`crate::difference`] shows that beside it. The caller stores the canonical bytes under their digest.

use serde::{Deserialize, Serialize};

use crate::count::{Behind, Compiled, Span};
use crate::report::Report;

/// The largest frozen report that is read, in bytes: about half a million cases.
pub const MAX_FROZEN_BYTES: usize = 256 << 20;
/// The shape of the canonical bytes; a later shape gets a later number and this one stays readable.
const SHAPE: u32 = 1;

/// A report as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The id of the organ in the record; its name is in the report and may change.
    pub organ: String,
    /// The days it counts.
    pub span: Span,
    /// By which calendar and law it was counted.
    pub basis: Basis,
    /// The report with its texts.
    pub report: Report,
    /// The cases and statements behind its cells; `None` for a report taken over from before the record began.
    pub behind: Option<Behind>,
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

/// The bytes are no frozen report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFrozen {
    /// Larger than [`MAX_FROZEN_BYTES`].
    #[error("定稿年报文件过大，无法读取")]
    TooLarge,
    /// Written by a later version of the program.
    #[error("定稿年报由更新版本的程序保存，请先升级程序再打开")]
    Later,
    /// Not what [`Frozen::canonical`] writes; the reason is for the log.
    #[error("定稿年报文件已损坏，请从备份恢复")]
    Damaged(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<R, B> {
    shape: u32,
    organ: String,
    span: Span,
    basis: Basis,
    report: R,
    behind: Option<B>,
}

#[derive(Deserialize)]
struct Shape {
    shape: u32,
}

impl Frozen {
    /// Freezes a count with the texts its report bears, for the organ of that id.
    pub fn new(organ: impl Into<String>, compiled: Compiled, basis: Basis) -> Self {
        Self { organ: organ.into(), span: compiled.span, basis, report: compiled.report, behind: compiled.behind }
    }

    /// The bytes to be stored: the same report always gives the same.
    ///
    /// # Errors
    /// None in practice; a failure of the JSON writer is passed on, not swallowed.
    pub fn canonical(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&Written {
            shape: SHAPE,
            organ: self.organ.clone(),
            span: self.span,
            basis: self.basis.clone(),
            report: &self.report,
            behind: self.behind.as_ref(),
        })
    }

    /// Reads what [`Frozen::canonical`] wrote.
    ///
    /// # Errors
    /// [`NotFrozen`], for bytes that are anything else; nothing is guessed.
    pub fn read(bytes: &[u8]) -> Result<Self, NotFrozen> {
        if bytes.len() > MAX_FROZEN_BYTES {
            return Err(NotFrozen::TooLarge);
        }
        let damaged = |fault: serde_json::Error| NotFrozen::Damaged(fault.to_string());
        let Shape { shape } = serde_json::from_slice(bytes).map_err(damaged)?;
        if shape > SHAPE {
            return Err(NotFrozen::Later);
        }
        let written: Written<Report, Behind> = serde_json::from_slice(bytes).map_err(damaged)?;
        if !written.behind.as_ref().is_none_or(Behind::is_sound) {
            return Err(NotFrozen::Damaged("cells name cases that are not there".to_owned()));
        }
        Ok(Self {
            organ: written.organ,
            span: written.span,
            basis: written.basis,
            report: written.report,
            behind: written.behind,
        })
    }
}
