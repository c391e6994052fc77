//! The annual report of an organ: its cells and forms, reading it out of a document, checking, counting, laying out.

pub mod cell;
pub mod count;
pub mod difference;
pub mod form;
pub mod frozen;
pub mod report;
pub mod statement;

pub use cell::{Cell, Decimal, Figure};
pub use count::{
    Bucket, CaseFact, CaseRef, Compiled, Question, Remark, RemedyFact, RemedyKind, Span, Tally, carry_over, count,
};
pub use difference::{CellChange, difference};
pub use form::{Column, Form, Measure, OtherRows, Path, RemedyBlock, RemedyResult, Row, Subject};
pub use frozen::{Basis, Frozen};
pub use report::{Narrative, Period, Report, Source, Sources};
pub use statement::{Expected, Standing, StatedValue, UnitStatement};
