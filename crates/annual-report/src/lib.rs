//! The annual report of an organ: its cells and forms, reading it out of a document, checking, counting, laying out.

pub mod cell;
pub mod form;
pub mod report;

pub use cell::{Cell, Decimal, Figure};
pub use form::{Column, Form, Measure, OtherRows, Path, RemedyBlock, RemedyResult, Row, Subject};
pub use report::{Narrative, Period, Report, Source, Sources};
