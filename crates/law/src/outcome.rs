//! What an application can end in.
//!
//! The regulation lists the replies an organ may give (条例36): already public, given, refused, does not exist, not this
//! organ's, repeated, governed by a law of its own. Around that list stand separation (37), what would have to be made
//! first (38), petitions and publications in the guise of an application (39), too many applications (35), and the ends
//! that are no reply at all: not corrected (30), fee not paid (42), withdrawn. Each has its letter, its row in the annual
//! report, its evidence for the file (法释8号 5, 6) and its place in the law of remedies.

mod evidence;
mod exemption;
mod letter;
mod row;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::{
    evidence::EvidenceItem,
    exemption::{Discretion, Exemption, Ground},
    letter::Letter,
    row::ReportRow,
};
use crate::{reason::Cite, settings::Settings};

/// One code of the master table of replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// Already published; the way to it is told.
    G1,
    /// Provided.
    G2,
    /// To be had in a way, by a channel and at a time that are told.
    G3,
    /// Part given, part withheld.
    P1,
    /// State secret.
    N1,
    /// Forbidden by another law or administrative regulation.
    N2,
    /// Endangers national, public or economic security or social stability.
    N3,
    /// Harms a third party's rights.
    N4,
    /// Internal affairs.
    N5,
    /// Deliberative process.
    N6,
    /// Enforcement case file.
    N7,
    /// A query governed by a law of its own.
    N8,
    /// Does not exist, after a search.
    U1a,
    /// Not for this organ to disclose.
    U1b,
    /// Archives handed over to a state archive.
    U1c,
    /// Would have to be made, processed or analysed.
    U2,
    /// Still unclear after correction.
    U3,
    /// Petition, complaint or report in the guise of an application.
    R1,
    /// Repeated application.
    R2,
    /// Publications anybody can get.
    R3,
    /// Excessive applications without reasonable ground.
    R4,
    /// Confirming or issuing again what was already obtained.
    R5,
    /// Not corrected in time.
    O1,
    /// Fee not paid in time.
    O2,
    /// Withdrawn by the applicant.
    O3a,
    /// Not government information, or a question.
    O3b,
    /// Anything else.
    O3c,
}

/// A code that is none of the master table's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有“{0}”这种答复代码；请不写代码查看全部，或者写成 G2、P1、N5 这样的代码")]
pub struct UnknownOutcome(pub String);

/// One row of the master table, apart from what depends on a date.
struct Entry {
    code: &'static str,
    title: &'static str,
    basis: &'static str,
    row: ReportRow,
    letter: Letter,
}

const fn entry(code: &'static str, title: &'static str, basis: &'static str, row: ReportRow, letter: Letter) -> Entry {
    Entry { code, title, basis, row, letter }
}

/// The master table, in the order of [`Outcome`].
#[rustfmt::skip]
static TABLE: [Entry; 27] = {
    use ReportRow as Row;
    [
        entry("G1", "已主动公开，告知获取方式和途径", "条例36(1)", Row::Granted, Letter::D12),
        entry("G2", "予以公开并提供信息", "条例36(2)", Row::Granted, Letter::D12),
        entry("G3", "予以公开，告知获取方式、途径和时间", "条例36(2)", Row::Granted, Letter::D12),
        entry("P1", "区分处理，部分公开", "条例37", Row::PartlyGranted, Letter::D13),
        entry("N1", "不予公开：国家秘密", "条例14、36(3)", Row::RefusedStateSecret, Letter::D14),
        entry("N2", "不予公开：法律、行政法规禁止公开", "条例14、36(3)", Row::RefusedLawProhibits, Letter::D14),
        entry("N3", "不予公开：危及国家安全、公共安全、经济安全、社会稳定", "条例14、36(3)", Row::RefusedSecurityStability, Letter::D14),
        entry("N4", "不予公开：损害第三方合法权益", "条例15、32、36(3)", Row::RefusedThirdParty, Letter::D14),
        entry("N5", "不予公开：内部事务信息", "条例16①、36(3)", Row::RefusedInternalAffairs, Letter::D14),
        entry("N6", "不予公开：过程性信息", "条例16②、36(3)", Row::RefusedProcess, Letter::D14),
        entry("N7", "不予公开：行政执法案卷信息", "条例16②、36(3)", Row::RefusedEnforcementFile, Letter::D14),
        entry("N8", "行政查询事项，告知依照专门规定办理", "条例36(7)", Row::RefusedAdministrativeQuery, Letter::D15),
        entry("U1a", "经检索，政府信息不存在", "条例36(4)", Row::UnavailableNotHeld, Letter::D16),
        entry("U1b", "不属于本机关负责公开", "条例36(5)", Row::UnavailableNotHeld, Letter::D17),
        entry("U1c", "已移交国家档案馆，依照档案管理规定办理", "国办公开办函〔2019〕14号；法释8号9②", Row::UnavailableNotHeld, Letter::D18),
        entry("U2", "没有现成信息，需要另行加工、分析", "条例38", Row::UnavailableNeedsCreation, Letter::D19),
        entry("U3", "补正后申请内容仍不明确", "条例29、30", Row::UnavailableStillUnclear, Letter::D20),
        entry("R1", "以申请形式信访、投诉、举报，不作为申请处理", "条例39①", Row::DeclinedPetition, Letter::D21),
        entry("R2", "重复申请，不予重复处理", "条例36(6)", Row::DeclinedDuplicate, Letter::D22),
        entry("R3", "要求提供公开出版物，告知获取途径", "条例39②", Row::DeclinedPublished, Letter::D23),
        entry("R4", "无正当理由大量反复申请，不予处理", "条例35", Row::DeclinedExcessive, Letter::D24),
        entry("R5", "要求确认或者重新出具已获取的信息，不予处理", "条例36(6)、38", Row::DeclinedReconfirmation, Letter::D25),
        entry("O1", "逾期不补正，不再处理", "条例30", Row::OtherNotCorrected, Letter::D26),
        entry("O2", "逾期未缴费，不再处理", "条例42；费办法6", Row::OtherFeeUnpaid, Letter::D26),
        entry("O3a", "申请人撤回申请", "申请人撤回", Row::OtherOther, Letter::D27),
        entry("O3b", "不属于政府信息，或者属于咨询", "条例2", Row::OtherOther, Letter::D32),
        entry("O3c", "其他处理", "依具体情形", Row::OtherOther, Letter::D32),
    ]
};

impl Outcome {
    /// Every outcome, in the order of the master table.
    pub const ALL: [Self; 27] = {
        use Outcome::*;
        [
            G1, G2, G3, P1, N1, N2, N3, N4, N5, N6, N7, N8, U1a, U1b, U1c, U2, U3, R1, R2, R3, R4, R5, O1, O2, O3a,
            O3b, O3c,
        ]
    };

    fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }

    /// Returns its code, such as `N5`.
    pub fn code(self) -> &'static str {
        self.entry().code
    }

    /// Finds an outcome by its code; upper and lower case are the same.
    pub fn parse(code: &str) -> Result<Self, UnknownOutcome> {
        let found = Self::ALL.into_iter().find(|o| o.code().eq_ignore_ascii_case(code.trim()));
        found.ok_or_else(|| UnknownOutcome(code.chars().take(20).collect()))
    }

    /// Returns the Chinese name of the reply.
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// Returns the provision it rests on.
    pub fn basis(self) -> Cite {
        Cite::of(self.entry().basis)
    }

    /// Returns the row of table three it is counted in, as the rule sheet proposes.
    pub fn row(self) -> ReportRow {
        self.entry().row
    }

    /// Returns the row of table three it is counted in by this organ's settings.
    pub fn row_under(self, settings: &Settings) -> ReportRow {
        if self == Self::U1c { settings.transferred_archives_row } else { self.row() }
    }

    /// Returns the letter that carries it.
    pub fn letter(self) -> Letter {
        self.entry().letter
    }

    /// Returns the article of the regulation on which the whole is withheld, if it is one of 14, 15 and 16.
    pub fn ground(self) -> Option<Ground> {
        match self {
            Self::N1 | Self::N2 | Self::N3 => Some(Ground::Art14),
            Self::N4 => Some(Ground::Art15),
            Self::N5 | Self::N6 | Self::N7 => Some(Ground::Art16),
            _ => None,
        }
    }

    /// Says whether something is given or pointed to.
    pub fn is_granted(self) -> bool {
        matches!(self, Self::G1 | Self::G2 | Self::G3)
    }

    /// Returns what the file must hold before the reply is signed (法释8号 5, 6).
    pub fn evidence(self) -> &'static [EvidenceItem] {
        evidence::of(self)
    }

    /// Says whether the letter must give the reason why a discretion was used (16, "may withhold").
    pub fn wants_discretion_reason(self, settings: &Settings) -> bool {
        settings.discretion_reason_required && self.ground() == Some(Ground::Art16)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Outcome {
    type Err = UnknownOutcome;

    fn from_str(code: &str) -> Result<Self, UnknownOutcome> {
        Self::parse(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_has_its_own_line_in_the_master_table() {
        for outcome in Outcome::ALL {
            assert_eq!(outcome.code(), format!("{outcome:?}"));
            assert_eq!(Outcome::parse(&outcome.code().to_lowercase()), Ok(outcome));
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.code());
            assert!(!outcome.title().is_empty() && !outcome.basis().as_str().is_empty());
        }
        assert!(Outcome::ALL.is_sorted());
        assert!(Outcome::parse("N9").unwrap_err().to_string().contains("N9"));
    }

    #[test]
    fn art_36_and_its_neighbours_fall_in_the_rows_of_the_report_form() {
        let rows = [
            ("granted", "G1 G2 G3"),
            ("partly_granted", "P1"),
            ("refused_state_secret", "N1"),
            ("refused_law_prohibits", "N2"),
            ("refused_security_stability", "N3"),
            ("refused_third_party", "N4"),
            ("refused_internal_affairs", "N5"),
            ("refused_process", "N6"),
            ("refused_enforcement_file", "N7"),
            ("refused_administrative_query", "N8"),
            ("unavailable_not_held", "U1a U1b U1c"),
            ("unavailable_needs_creation", "U2"),
            ("unavailable_still_unclear", "U3"),
            ("declined_petition", "R1"),
            ("declined_duplicate", "R2"),
            ("declined_published", "R3"),
            ("declined_excessive", "R4"),
            ("declined_reconfirmation", "R5"),
            ("other_not_corrected", "O1"),
            ("other_fee_unpaid", "O2"),
            ("other_other", "O3a O3b O3c"),
        ];
        assert_eq!(rows.map(|(key, _)| key), ReportRow::ALL.map(ReportRow::key), "the order of the form");
        for (key, codes) in rows {
            assert_eq!(serde_json::to_value(ReportRow::parse(key).unwrap()).unwrap(), key);
            for code in codes.split(' ') {
                assert_eq!(Outcome::parse(code).unwrap().row().key(), key);
            }
        }
        let settings = Settings { transferred_archives_row: ReportRow::OtherOther, ..Settings::default() };
        assert_eq!(Outcome::U1c.row_under(&settings), ReportRow::OtherOther);
        assert_eq!(Outcome::U1b.row_under(&settings), ReportRow::UnavailableNotHeld);
    }

    #[test]
    fn cor_5_an_application_still_unclear_after_correction_has_its_own_reply_and_row() {
        // COR-5
        assert_eq!(Outcome::U3.row(), ReportRow::UnavailableStillUnclear);
        assert_eq!(Outcome::U3.evidence(), [EvidenceItem::CorrectionLetters]);
    }

    #[test]
    fn rep_2_a_refusal_on_14_2_to_16_needs_the_finding_that_nothing_can_be_separated() {
        // REP-2
        use EvidenceItem::{Inseparable, NoDutyElsewhere};
        for outcome in Outcome::ALL {
            let inseparable = matches!(outcome.code(), "N2" | "N3" | "N4" | "N5" | "N6" | "N7");
            assert_eq!(outcome.evidence().contains(&Inseparable), inseparable, "{outcome}");
            let proviso = matches!(outcome.code(), "N6" | "N7");
            assert_eq!(outcome.evidence().contains(&NoDutyElsewhere), proviso, "{outcome}");
            let none_needed = matches!(outcome.code(), "R1" | "R3");
            assert_eq!(outcome.evidence().is_empty(), none_needed, "{outcome}");
        }
    }

    #[test]
    fn art_16_lets_the_organ_choose_and_asks_why_it_chose() {
        // E14a, E14b, E14c, E15: must not; E16a, E16b, E16c: may.
        let settings = Settings::default();
        for exemption in Exemption::ALL {
            let outcome = exemption.outcome();
            assert_eq!(outcome.ground(), Some(exemption.ground()));
            assert_eq!(outcome.wants_discretion_reason(&settings), exemption.ground() == Ground::Art16);
            assert_eq!(Exemption::parse(exemption.code()), Some(exemption));
            assert_eq!(outcome.letter(), Letter::D14);
        }
        assert_eq!(Exemption::E14b.discretion(), Discretion::MustNot);
        assert_eq!(Exemption::E15.discretion(), Discretion::MustNotUnlessConsentOrPublicInterest);
        assert_eq!(Exemption::E16a.discretion(), Discretion::MayWithhold);
        assert_eq!(Exemption::E16c.discretion(), Discretion::MayWithholdUnlessDutyElsewhere);
        let silent = Settings { discretion_reason_required: false, ..settings };
        assert!(!Outcome::N5.wants_discretion_reason(&silent));
        assert_eq!(serde_json::to_value(Ground::Art15).unwrap(), "15");
    }

    #[test]
    fn every_letter_is_found_under_its_number() {
        assert_eq!((Letter::D01.number(), Letter::D32.number()), ("D01", "D32"));
        assert_eq!(Letter::D12.title(), "公开告知书");
        assert_eq!(Outcome::R5.letter().number(), "D25");
    }
}
