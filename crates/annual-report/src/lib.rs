//! The annual report of an organ: its cells and forms, reading it out of a document, checking, counting, laying out.

pub mod beside;
pub mod cell;
pub mod check;
pub mod compare;
pub mod count;
pub mod difference;
mod file;
pub mod form;
pub mod frozen;
pub mod json;
pub mod layout;
pub mod narrative;
pub mod read;
pub mod report;
pub mod rollup;
mod sheet;
pub mod statement;
mod together;

pub use beside::{CellBeside, beside};
pub use cell::{Cell, Decimal, Figure};
pub use check::{CheckContext, Finding, Quote, Rule, Severity, check, check_document, has_errors, rules, rules_across};
pub use compare::{CompareSettings, Comparison, compare, comparison_page, comparison_sheets};
pub use count::{
    CaseFact, CaseRef, Compiled, Placed, PlacedRemedy, Question, RemedyFact, RemedyKind, Span, Tally, carry_over, count,
};
pub use difference::{CellChange, difference};
pub use file::{FromFile, NoReport, from_file};
pub use form::{Column, Form, FormTable, Measure, OtherRows, Path, RemedyBlock, RemedyResult, Row, Subject};
pub use frozen::{Basis, Frozen, NotFrozen};
pub use json::WithSources;
pub use layout::{LayoutOptions, Preface, lay_out};
pub use narrative::{FeeFigures, Given, draft};
pub use read::{NotAReport, ReadReport, ReadingRule, read, reading_rules};
pub use report::{Narrative, Period, Report, Section, Source, Sources};
pub use rollup::{OrganTree, RollUp, RollUpOptions, Taken, roll_up, rollup_page, rollup_sheets};
pub use sheet::{Sheet, joined};
pub use statement::{Expected, Standing, StatedValue, UnitStatement};
