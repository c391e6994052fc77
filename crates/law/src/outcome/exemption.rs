//! The grounds on which information is withheld.
//!
//! Three articles and no others: what must not be disclosed (14), what would harm a third party, unless it agrees or the
//! public interest weighs more (15), and what may be kept back as internal, preparatory or part of an enforcement file
//! (16; for the latter two only where no law, regulation or rule demands disclosure). A work secret is no ground of its own.

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::reason::Cite;

/// The article a refusal rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Ground {
    /// Article 14.
    #[serde(rename = "14")]
    Art14,
    /// Article 15.
    #[serde(rename = "15")]
    Art15,
    /// Article 16.
    #[serde(rename = "16")]
    Art16,
}

impl Ground {
    /// Returns the article's number.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Art14 => "14",
            Self::Art15 => "15",
            Self::Art16 => "16",
        }
    }

    /// Returns the article as letters write it.
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Art14 => "第十四条",
            Self::Art15 => "第十五条",
            Self::Art16 => "第十六条",
        }
    }

    /// Finds a ground by its article's number.
    pub fn parse(article: &str) -> Option<Self> {
        [Self::Art14, Self::Art15, Self::Art16].into_iter().find(|g| g.article() == article.trim())
    }
}

/// How far the organ is free to disclose all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discretion {
    /// It must not.
    MustNot,
    /// It must not, unless the third party agrees or withholding would gravely affect the public interest.
    MustNotUnlessConsentOrPublicInterest,
    /// It may withhold.
    MayWithhold,
    /// It may withhold, unless a law, regulation or rule demands disclosure.
    MayWithholdUnlessDutyElsewhere,
}

/// One ground for withholding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Exemption {
    /// A lawfully determined state secret.
    E14a,
    /// Forbidden by a law or an administrative regulation.
    E14b,
    /// Endangers national, public or economic security or social stability.
    E14c,
    /// Trade secrets, privacy and the like whose disclosure harms a third party.
    E15,
    /// Internal affairs: personnel, logistics, internal workflow.
    E16a,
    /// Process: records of discussion, drafts, letters of consultation, requests and reports.
    E16b,
    /// Files of administrative enforcement.
    E16c,
}

impl Exemption {
    /// Every ground, in the order of the articles.
    pub const ALL: [Self; 7] = [Self::E14a, Self::E14b, Self::E14c, Self::E15, Self::E16a, Self::E16b, Self::E16c];

    /// Returns its code, such as `E16b`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::E14a => "E14a",
            Self::E14b => "E14b",
            Self::E14c => "E14c",
            Self::E15 => "E15",
            Self::E16a => "E16a",
            Self::E16b => "E16b",
            Self::E16c => "E16c",
        }
    }

    /// Finds a ground by its code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.code().eq_ignore_ascii_case(code.trim()))
    }

    /// Returns its Chinese name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::E14a => "依法确定的国家秘密",
            Self::E14b => "法律、行政法规禁止公开",
            Self::E14c => "可能危及国家安全、公共安全、经济安全、社会稳定",
            Self::E15 => "涉及商业秘密、个人隐私等，会损害第三方合法权益",
            Self::E16a => "内部事务信息（人事管理、后勤管理、内部工作流程）",
            Self::E16b => "过程性信息（讨论记录、过程稿、磋商信函、请示报告）",
            Self::E16c => "行政执法案卷信息",
        }
    }

    /// Returns the article it belongs to.
    pub const fn ground(self) -> Ground {
        match self {
            Self::E14a | Self::E14b | Self::E14c => Ground::Art14,
            Self::E15 => Ground::Art15,
            Self::E16a | Self::E16b | Self::E16c => Ground::Art16,
        }
    }

    /// Returns its provision.
    pub const fn cite(self) -> Cite {
        match self {
            Self::E14a | Self::E14b | Self::E14c => Cite::of("条例14"),
            Self::E15 => Cite::of("条例15"),
            Self::E16a => Cite::of("条例16①"),
            Self::E16b | Self::E16c => Cite::of("条例16②"),
        }
    }

    /// Says how far the organ is free.
    pub const fn discretion(self) -> Discretion {
        match self {
            Self::E14a | Self::E14b | Self::E14c => Discretion::MustNot,
            Self::E15 => Discretion::MustNotUnlessConsentOrPublicInterest,
            Self::E16a => Discretion::MayWithhold,
            Self::E16b | Self::E16c => Discretion::MayWithholdUnlessDutyElsewhere,
        }
    }

    /// Returns the outcome when the whole is withheld on it.
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::E14a => Outcome::N1,
            Self::E14b => Outcome::N2,
            Self::E14c => Outcome::N3,
            Self::E15 => Outcome::N4,
            Self::E16a => Outcome::N5,
            Self::E16b => Outcome::N6,
            Self::E16c => Outcome::N7,
        }
    }
}
