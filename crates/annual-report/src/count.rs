//! Counting a report from the record (the counting decisions of the rule sheet, 4.6).
//!
//! An application is counted where it stands on the two days that matter: it is *new* in the span its receipt falls in,
//! *carried in* when it was received before the span and not yet closed when the span began; it is under the row of its
//! result when the reply went out (or it lapsed, or was withdrawn) in the span, else *carried out*. Every counted case
//! is thus in exactly one of the first two rows and in exactly one of the others, which is why 第一项加第二项 equals
//! 第三项加第四项 without anyone making it so. Nothing is copied from the report of the year before.
//!
//! A remedy is under its result when that came in the span, and 尚未审结 when it was open at the span's end; so one
//! that was pending at the end of a year is counted once more in the year it is decided.
//!
//! Table two is added up from what units stated ([`crate::statement`]); what nobody stated stays blank.

mod behind;
mod carry_over;
mod facts;
mod placing;
mod remark;
mod span;
mod table_two;
mod tally;

pub use behind::{Behind, CaseRef};
pub use carry_over::carry_over;
pub use facts::{CaseFact, RemedyFact, RemedyKind};
pub use placing::{Placed, PlacedRemedy};
pub use span::{Span, SpanFault, spoken_day};
pub use table_two::stated_twice;
pub use tally::{Compiled, Question, Tally, count};

#[cfg(test)]
mod tests;
