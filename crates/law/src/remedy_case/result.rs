//! How a reconsideration or a suit ended, and where that is counted.
//!
//! Table four of the annual report has four results: upheld, corrected, other, pending. The part of the format that defines
//! them was not to be had, so the mapping is a proposal that each organ may change.

use serde::{Deserialize, Serialize};

use crate::settings::Settings;

/// How a reconsideration or a suit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyResult {
    /// 维持.
    Upheld,
    /// 驳回复议请求, 驳回诉讼请求.
    ClaimDismissed,
    /// 撤销.
    Revoked,
    /// 部分撤销.
    PartlyRevoked,
    /// 变更.
    Changed,
    /// 确认违法.
    DeclaredUnlawful,
    /// 确认无效.
    DeclaredVoid,
    /// 责令履行, 责令重新答复.
    OrderedToPerform,
    /// 判令不得公开.
    DisclosureForbidden,
    /// 不予受理, 不予立案.
    NotAdmitted,
    /// 驳回申请, 驳回起诉.
    ApplicationDismissed,
    /// 撤回申请, 撤诉.
    Withdrawn,
    /// 终止, 终结.
    Terminated,
    /// 调解.
    Mediated,
    /// 和解.
    Settled,
}

/// A column of table four for a case that has a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// 结果维持.
    Upheld,
    /// 结果纠正.
    Corrected,
    /// 其他结果.
    Other,
}

impl RemedyResult {
    /// Every result.
    pub const ALL: [Self; 15] = [
        Self::Upheld,
        Self::ClaimDismissed,
        Self::Revoked,
        Self::PartlyRevoked,
        Self::Changed,
        Self::DeclaredUnlawful,
        Self::DeclaredVoid,
        Self::OrderedToPerform,
        Self::DisclosureForbidden,
        Self::NotAdmitted,
        Self::ApplicationDismissed,
        Self::Withdrawn,
        Self::Terminated,
        Self::Mediated,
        Self::Settled,
    ];

    /// Returns its Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Upheld => "维持",
            Self::ClaimDismissed => "驳回请求",
            Self::Revoked => "撤销",
            Self::PartlyRevoked => "部分撤销",
            Self::Changed => "变更",
            Self::DeclaredUnlawful => "确认违法",
            Self::DeclaredVoid => "确认无效",
            Self::OrderedToPerform => "责令履行或者重新答复",
            Self::DisclosureForbidden => "判令不得公开",
            Self::NotAdmitted => "不予受理、不予立案",
            Self::ApplicationDismissed => "驳回申请、驳回起诉",
            Self::Withdrawn => "撤回、撤诉",
            Self::Terminated => "终止、终结",
            Self::Mediated => "调解",
            Self::Settled => "和解",
        }
    }

    /// Returns the proposed column of table four.
    pub const fn proposed_bucket(self) -> Bucket {
        match self {
            Self::Upheld | Self::ClaimDismissed => Bucket::Upheld,
            Self::Revoked
            | Self::PartlyRevoked
            | Self::Changed
            | Self::DeclaredUnlawful
            | Self::DeclaredVoid
            | Self::OrderedToPerform
            | Self::DisclosureForbidden => Bucket::Corrected,
            Self::NotAdmitted
            | Self::ApplicationDismissed
            | Self::Withdrawn
            | Self::Terminated
            | Self::Mediated
            | Self::Settled => Bucket::Other,
        }
    }

    /// Returns the column of table four by this organ's settings.
    pub fn bucket(self, settings: &Settings) -> Bucket {
        settings.table_four_buckets.get(&self).copied().unwrap_or_else(|| self.proposed_bucket())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_of_table_four_is_proposed_and_an_organ_may_move_it() {
        let mut settings = Settings::default();
        assert_eq!(RemedyResult::Mediated.bucket(&settings), Bucket::Other);
        settings.table_four_buckets.insert(RemedyResult::Mediated, Bucket::Corrected);
        assert_eq!(RemedyResult::Mediated.bucket(&settings), Bucket::Corrected);
        let json = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&json).unwrap(), settings);
    }
}
