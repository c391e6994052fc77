//! The columns of table four (reconsideration and litigation), with their printed labels.

/// One of the three blocks of table four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemedyBlock {
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼, 未经复议直接起诉.
    LitigationDirect,
    /// 行政诉讼, 复议后起诉.
    LitigationAfterReconsideration,
}

impl RemedyBlock {
    /// Every block in order.
    pub const ALL: [Self; 3] = [Self::Reconsideration, Self::LitigationDirect, Self::LitigationAfterReconsideration];

    /// The heading printed over both kinds of litigation.
    pub const LITIGATION_LABEL: &'static str = "行政诉讼";

    /// Its key in the contract's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reconsideration => "reconsideration",
            Self::LitigationDirect => "litigation_direct",
            Self::LitigationAfterReconsideration => "litigation_after_reconsideration",
        }
    }

    /// Its label as the form prints it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reconsideration => "行政复议",
            Self::LitigationDirect => "未经复议直接起诉",
            Self::LitigationAfterReconsideration => "复议后起诉",
        }
    }

    /// What to call it in a message.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Reconsideration => "行政复议",
            Self::LitigationDirect => "行政诉讼（未经复议直接起诉）",
            Self::LitigationAfterReconsideration => "行政诉讼（复议后起诉）",
        }
    }
}

/// A column within a block of table four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemedyResult {
    /// 结果维持.
    Upheld,
    /// 结果纠正.
    Corrected,
    /// 其他结果.
    Other,
    /// 尚未审结.
    Pending,
    /// 总计.
    Total,
}

impl RemedyResult {
    /// Every column in order.
    pub const ALL: [Self; 5] = [Self::Upheld, Self::Corrected, Self::Other, Self::Pending, Self::Total];

    /// The four results, without the total.
    pub const PARTS: [Self; 4] = [Self::Upheld, Self::Corrected, Self::Other, Self::Pending];

    /// Its key in the contract's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Corrected => "corrected",
            Self::Other => "other",
            Self::Pending => "pending",
            Self::Total => "total",
        }
    }

    /// Its label as the form prints it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Upheld => "结果维持",
            Self::Corrected => "结果纠正",
            Self::Other => "其他结果",
            Self::Pending => "尚未审结",
            Self::Total => "总计",
        }
    }
}
