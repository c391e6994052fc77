//! What the count needs to know of a case and of a remedy, and no more.
//!
//! Facts borrow their ids, so that a row just fetched from a database is counted without a copy.

use jiff::civil::Date;

use crate::form::{Column, RemedyBlock, RemedyResult, Row};

/// An application as the count sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseFact<'a> {
    /// Its id.
    pub case: &'a str,
    /// Its number, as people call it.
    pub number: &'a str,
    /// The day of receipt; `None` while receipt is not confirmed, and then it is counted nowhere.
    pub received_on: Option<Date>,
    /// The applicant's column, never the total; of joint applicants the first one's.
    pub class: Column,
    /// The row of its result (one row, never a total) and the day the result counts: the reply went out, it lapsed or it
    /// was withdrawn. `None` while it is open, whatever it waits for.
    pub result: Option<(Row, Date)>,
    /// Whether it was open before the record began and entered as an opening balance.
    pub opening_balance: bool,
}

/// A reconsideration or a suit as the count sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemedyFact<'a> {
    /// The id of the application it arose from; empty when that is not in the record.
    pub case: &'a str,
    /// Its own id.
    pub remedy: &'a str,
    /// Its number, as people call it.
    pub number: &'a str,
    /// Which block of table four it belongs to.
    pub kind: RemedyKind,
    /// The day it was opened.
    pub opened_on: Date,
    /// The day and kind of its last result, when there is one.
    pub decided: Option<(Date, Bucket)>,
}

/// Which block of table four a remedy belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemedyKind {
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼, 未经复议直接起诉.
    LitigationDirect,
    /// 行政诉讼, 复议后起诉.
    LitigationAfterReconsideration,
}

/// Which column of table four a decided remedy belongs to. Which outcome falls where is a setting of the organ (4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    /// 结果维持.
    Upheld,
    /// 结果纠正.
    Corrected,
    /// 其他结果.
    Other,
}

impl RemedyKind {
    /// Its block on the form.
    pub const fn block(self) -> RemedyBlock {
        match self {
            Self::Reconsideration => RemedyBlock::Reconsideration,
            Self::LitigationDirect => RemedyBlock::LitigationDirect,
            Self::LitigationAfterReconsideration => RemedyBlock::LitigationAfterReconsideration,
        }
    }
}

impl Bucket {
    /// Its column on the form.
    pub const fn result(self) -> RemedyResult {
        match self {
            Self::Upheld => RemedyResult::Upheld,
            Self::Corrected => RemedyResult::Corrected,
            Self::Other => RemedyResult::Other,
        }
    }
}
