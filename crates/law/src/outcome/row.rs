//! The rows of handled applications in the annual report's third table (国办公开办函〔2021〕30号).

use serde::{Deserialize, Serialize};

/// A row an application can be counted in when it is done; the total and the carried rows are sums, not rows of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is its key and its printed label below")]
pub enum ReportRow {
    Granted,
    PartlyGranted,
    RefusedStateSecret,
    RefusedLawProhibits,
    RefusedSecurityStability,
    RefusedThirdParty,
    RefusedInternalAffairs,
    RefusedProcess,
    RefusedEnforcementFile,
    RefusedAdministrativeQuery,
    UnavailableNotHeld,
    UnavailableNeedsCreation,
    UnavailableStillUnclear,
    DeclinedPetition,
    DeclinedDuplicate,
    DeclinedPublished,
    DeclinedExcessive,
    DeclinedReconfirmation,
    OtherNotCorrected,
    OtherFeeUnpaid,
    OtherOther,
}

use ReportRow::*;

#[rustfmt::skip]
static ROWS: [(&str, Option<&str>, &str); 21] = [
    ("granted", None, "（一）予以公开"),
    ("partly_granted", None, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("refused_state_secret", Some("（三）不予公开"), "1.属于国家秘密"),
    ("refused_law_prohibits", Some("（三）不予公开"), "2.其他法律行政法规禁止公开"),
    ("refused_security_stability", Some("（三）不予公开"), "3.危及“三安全一稳定”"),
    ("refused_third_party", Some("（三）不予公开"), "4.保护第三方合法权益"),
    ("refused_internal_affairs", Some("（三）不予公开"), "5.属于三类内部事务信息"),
    ("refused_process", Some("（三）不予公开"), "6.属于四类过程性信息"),
    ("refused_enforcement_file", Some("（三）不予公开"), "7.属于行政执法案卷"),
    ("refused_administrative_query", Some("（三）不予公开"), "8.属于行政查询事项"),
    ("unavailable_not_held", Some("（四）无法提供"), "1.本机关不掌握相关政府信息"),
    ("unavailable_needs_creation", Some("（四）无法提供"), "2.没有现成信息需要另行制作"),
    ("unavailable_still_unclear", Some("（四）无法提供"), "3.补正后申请内容仍不明确"),
    ("declined_petition", Some("（五）不予处理"), "1.信访举报投诉类申请"),
    ("declined_duplicate", Some("（五）不予处理"), "2.重复申请"),
    ("declined_published", Some("（五）不予处理"), "3.要求提供公开出版物"),
    ("declined_excessive", Some("（五）不予处理"), "4.无正当理由大量反复申请"),
    ("declined_reconfirmation", Some("（五）不予处理"), "5.要求行政机关确认或重新出具已获取信息"),
    ("other_not_corrected", Some("（六）其他处理"), "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("other_fee_unpaid", Some("（六）其他处理"), "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other_other", Some("（六）其他处理"), "3.其他"),
];

impl ReportRow {
    /// Every row, in the order of the form.
    pub const ALL: [Self; 21] = [
        Granted,
        PartlyGranted,
        RefusedStateSecret,
        RefusedLawProhibits,
        RefusedSecurityStability,
        RefusedThirdParty,
        RefusedInternalAffairs,
        RefusedProcess,
        RefusedEnforcementFile,
        RefusedAdministrativeQuery,
        UnavailableNotHeld,
        UnavailableNeedsCreation,
        UnavailableStillUnclear,
        DeclinedPetition,
        DeclinedDuplicate,
        DeclinedPublished,
        DeclinedExcessive,
        DeclinedReconfirmation,
        OtherNotCorrected,
        OtherFeeUnpaid,
        OtherOther,
    ];

    /// Returns its key in the report's JSON under `results`.
    pub fn key(self) -> &'static str {
        ROWS[self as usize].0
    }

    /// Returns the printed head of its group, such as `（三）不予公开`, where it has one.
    pub fn group(self) -> Option<&'static str> {
        ROWS[self as usize].1
    }

    /// Returns its own printed label.
    pub fn label(self) -> &'static str {
        ROWS[self as usize].2
    }

    /// Finds a row by its key.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }
}
