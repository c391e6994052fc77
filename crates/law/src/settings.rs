//! What the law leaves to the organ.
//!
//! Where a text fixes no number, or where its reading is open, the choice is a setting of the organ with the default the
//! rule sheet proposes, never a constant in the code. What the law itself fixes is not here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    applicant::ApplicantClass,
    calendar::WorkingDays,
    outcome::ReportRow,
    remedy_case::{Bucket, RemedyResult},
};

/// The day an electronic reply counts as given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectronicReplyDay {
    /// The day it reaches the system the applicant named.
    Arrival,
    /// The day it is sent.
    Sending,
}

/// The day from which the twenty working days of a court-ordered disclosure run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CourtOrderStart {
    /// The day the judgment takes effect.
    JudgmentEffective,
    /// The day the judgment was served.
    JudgmentServed,
}

/// Every parameter of the law that an organ may set; what is absent from a stored object takes its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    // Receipt and correction.
    /// After how many working days an unconfirmed arrival is brought up (1.4).
    pub unconfirmed_alert: WorkingDays,
    /// How long an applicant has to correct the application (条例30 says only: reasonable).
    pub correction_period: WorkingDays,
    /// Whether a second correction notice needs a stated reason and an approver (COR-6).
    pub second_correction_needs_reason: bool,

    // Consultation.
    /// The limit assumed for another organ's opinion when the letter names none (条例33③ names none).
    pub other_organ_limit: WorkingDays,
    /// How long to wait after telling a third party that its information will be disclosed (TP-5).
    pub hold_after_third_party_notice: WorkingDays,
    /// Whether the applicant is told in writing of a running consultation (TP-8).
    pub tell_applicant_of_consultation: bool,
    /// Whether refusing for personal privacy without asking the third party brings a warning.
    pub warn_privacy_without_consultation: bool,

    // Term.
    /// Whether a period that began afresh may be extended again (1.7).
    pub may_extend_again_after_restart: bool,
    /// How long an applicant has to state reasons for many applications (条例35 gives no period).
    pub reasons_period: WorkingDays,
    /// From how many remaining working days a reply counts as due soon.
    pub due_soon: WorkingDays,
    /// The day an electronic reply counts as given (4.6).
    pub electronic_reply_day: ElectronicReplyDay,

    // Outcome and report.
    /// Whether withholding under article 16 needs the reason why the discretion was used (1.2).
    pub discretion_reason_required: bool,
    /// The row for archives handed over to a state archive (4.6).
    pub transferred_archives_row: ReportRow,
    /// Whether an item given in part and for the rest not existing counts as partly granted.
    pub given_and_not_existing_is_partly_granted: bool,
    /// The column for 个体工商户.
    pub individual_business_class: ApplicantClass,
    /// The column for 合作社.
    pub cooperative_class: ApplicantClass,
    /// The column for 村委会, 居委会 and 业委会.
    pub committee_class: ApplicantClass,
    /// Where results of reconsiderations and suits fall in table four, if elsewhere than proposed (4.4).
    pub table_four_buckets: BTreeMap<RemedyResult, Bucket>,

    // Remedy.
    /// Whether a partial refusal decided from 2024-01-01 to 2026-06-30 names reconsideration first for the withheld part.
    pub partial_refusal_first_before_july_2026: bool,
    /// Whether the paragraph offers a suit for replies whose suits courts dismiss (R1, R2, R3, U2, N8).
    pub offer_suit_where_courts_dismiss: bool,
    /// Whether an overdue non-reply goes to reconsideration first from 2026-07-01 (6.3).
    pub overdue_goes_to_reconsideration_first: bool,
    /// From when the term of a reply a court orders anew is counted (DL-7). A judgment of first instance takes effect when
    /// its time to appeal is over, one on appeal at once.
    pub court_order_start: CourtOrderStart,
    /// Plain days for a reply re-made after reconsideration when the decision sets none (4.6).
    pub redo_days: u16,

    // Standing duties.
    /// How long before the report dates to warn (1.10).
    pub report_warning: WorkingDays,
    /// How many months after a refusal its information is assessed again (PRO-8).
    pub reassessment_months: u16,
    /// Remaining working days at which publication is warned of, most urgent last (10.1).
    pub publication_warnings: Vec<WorkingDays>,
    /// How long the competent department or the secrecy administration is given to answer (SEC-4).
    pub secrecy_consultation: WorkingDays,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            unconfirmed_alert: WorkingDays(1),
            correction_period: WorkingDays(15),
            second_correction_needs_reason: true,
            other_organ_limit: WorkingDays(15),
            hold_after_third_party_notice: WorkingDays(10),
            tell_applicant_of_consultation: true,
            warn_privacy_without_consultation: true,
            may_extend_again_after_restart: false,
            reasons_period: WorkingDays(15),
            due_soon: WorkingDays(5),
            electronic_reply_day: ElectronicReplyDay::Arrival,
            discretion_reason_required: true,
            transferred_archives_row: ReportRow::UnavailableNotHeld,
            given_and_not_existing_is_partly_granted: false,
            individual_business_class: ApplicantClass::Commercial,
            cooperative_class: ApplicantClass::Commercial,
            committee_class: ApplicantClass::Other,
            table_four_buckets: BTreeMap::new(),
            partial_refusal_first_before_july_2026: true,
            offer_suit_where_courts_dismiss: true,
            overdue_goes_to_reconsideration_first: true,
            court_order_start: CourtOrderStart::JudgmentEffective,
            redo_days: 60,
            report_warning: WorkingDays(10),
            reassessment_months: 12,
            publication_warnings: vec![WorkingDays(10), WorkingDays(5), WorkingDays(1)],
            secrecy_consultation: WorkingDays(10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_stored_by_an_older_program_take_defaults_for_what_is_new() {
        let settings: Settings = serde_json::from_str(r#"{"correction_period": 7}"#).unwrap();
        assert_eq!(settings.correction_period, WorkingDays(7));
        assert_eq!(settings.reasons_period, WorkingDays(15));
        let again: Settings = serde_json::from_str(&serde_json::to_string(&settings).unwrap()).unwrap();
        assert_eq!(again, settings);
    }
}
