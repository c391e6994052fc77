//! What the count needs to know of a case and of a remedy, and no more.
//!
//! Facts borrow their ids, so that a row just fetched from a database is counted without a copy.

use jiff::civil::Date;

use law::applicant::ApplicantClass;
use law::outcome::ReportRow;
use law::remedy_case::Bucket;

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
    /// The applicant's class; of joint applicants the first one's.
    pub class: ApplicantClass,
    /// The row of its result and the day the result counts: the reply went out, it lapsed or it was withdrawn. `None`
    /// while it is open, whatever it waits for.
    pub result: Option<(ReportRow, Date)>,
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

/// The column of a decided remedy. Which outcome falls where is a setting of the organ (4.4), applied by the caller.
pub(super) const fn decided(bucket: Bucket) -> RemedyResult {
    match bucket {
        Bucket::Upheld => RemedyResult::Upheld,
        Bucket::Corrected => RemedyResult::Corrected,
        Bucket::Other => RemedyResult::Other,
    }
}

/// The column of a class of applicants.
pub(super) const fn column(class: ApplicantClass) -> Column {
    match class {
        ApplicantClass::NaturalPerson => Column::NaturalPerson,
        ApplicantClass::Commercial => Column::Commercial,
        ApplicantClass::Research => Column::Research,
        ApplicantClass::PublicWelfare => Column::PublicWelfare,
        ApplicantClass::LegalService => Column::LegalService,
        ApplicantClass::Other => Column::Other,
    }
}

impl From<ReportRow> for Row {
    /// The row of a result on a form that prints （六） in three rows.
    fn from(result: ReportRow) -> Self {
        row(result)
    }
}

impl From<Bucket> for RemedyResult {
    fn from(bucket: Bucket) -> Self {
        decided(bucket)
    }
}

/// The row of a result.
pub(super) const fn row(result: ReportRow) -> Row {
    match result {
        ReportRow::Granted => Row::Granted,
        ReportRow::PartlyGranted => Row::PartlyGranted,
        ReportRow::RefusedStateSecret => Row::RefusedStateSecret,
        ReportRow::RefusedLawProhibits => Row::RefusedLawProhibits,
        ReportRow::RefusedSecurityStability => Row::RefusedSecurityStability,
        ReportRow::RefusedThirdParty => Row::RefusedThirdParty,
        ReportRow::RefusedInternalAffairs => Row::RefusedInternalAffairs,
        ReportRow::RefusedProcess => Row::RefusedProcess,
        ReportRow::RefusedEnforcementFile => Row::RefusedEnforcementFile,
        ReportRow::RefusedAdministrativeQuery => Row::RefusedAdministrativeQuery,
        ReportRow::UnavailableNotHeld => Row::UnavailableNotHeld,
        ReportRow::UnavailableNeedsCreation => Row::UnavailableNeedsCreation,
        ReportRow::UnavailableStillUnclear => Row::UnavailableStillUnclear,
        ReportRow::DeclinedPetition => Row::DeclinedPetition,
        ReportRow::DeclinedDuplicate => Row::DeclinedDuplicate,
        ReportRow::DeclinedPublished => Row::DeclinedPublished,
        ReportRow::DeclinedExcessive => Row::DeclinedExcessive,
        ReportRow::DeclinedReconfirmation => Row::DeclinedReconfirmation,
        ReportRow::OtherNotCorrected => Row::OtherNotCorrected,
        ReportRow::OtherFeeUnpaid => Row::OtherFeeUnpaid,
        ReportRow::OtherOther => Row::OtherOther,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn law_and_report_call_every_row_and_column_alike() {
        for class in ApplicantClass::ALL {
            assert_eq!(column(class).key(), class.key());
        }
        for result in ReportRow::ALL {
            assert_eq!(row(result).key(), result.key());
        }
    }
}
