//! Who applies, and what the application says.
//!
//! Anybody may apply, without showing a purpose (条例27). An application names its applicant with proof of identity and a
//! contact, describes what is sought so that it can be searched for, and says in which form it is wanted (条例29②). Who
//! truly cannot write applies by word of mouth, and an officer fills in the form (条例29①). Who has difficulty reading,
//! seeing or hearing is helped (条例43).

use serde::{Deserialize, Serialize};

use super::reference::{ActorId, CaseRef, FileRef, SealedRef, SubjectRef};
use crate::{
    applicant::{ApplicantClass, UncertainBody},
    settings::Settings,
};

/// What the applicant is, as the officer sees it; the class of the report follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// 自然人, lawyers acting for themselves included.
    NaturalPerson,
    /// 企业.
    Enterprise,
    /// 个体工商户.
    IndividualBusiness,
    /// 合作社.
    Cooperative,
    /// 科研机构.
    ResearchInstitution,
    /// 社会公益组织.
    PublicWelfareBody,
    /// 法律服务机构 applying in its own name.
    LegalServiceFirm,
    /// 村民委员会, 居民委员会, 业主委员会.
    Committee,
    /// 其他法人或者组织.
    OtherBody,
}

impl ApplicantKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::NaturalPerson,
        Self::Enterprise,
        Self::IndividualBusiness,
        Self::Cooperative,
        Self::ResearchInstitution,
        Self::PublicWelfareBody,
        Self::LegalServiceFirm,
        Self::Committee,
        Self::OtherBody,
    ];

    /// Returns the column of table three the organ counts this kind in.
    pub fn class(self, settings: &Settings) -> ApplicantClass {
        match self {
            Self::NaturalPerson => ApplicantClass::NaturalPerson,
            Self::Enterprise => ApplicantClass::Commercial,
            Self::IndividualBusiness => UncertainBody::IndividualBusiness.class(settings),
            Self::Cooperative => UncertainBody::Cooperative.class(settings),
            Self::ResearchInstitution => ApplicantClass::Research,
            Self::PublicWelfareBody => ApplicantClass::PublicWelfare,
            Self::LegalServiceFirm => ApplicantClass::LegalService,
            Self::Committee => UncertainBody::Committee.class(settings),
            Self::OtherBody => ApplicantClass::Other,
        }
    }

    /// Returns the kind's Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NaturalPerson => "自然人",
            Self::Enterprise => "企业",
            Self::IndividualBusiness => "个体工商户",
            Self::Cooperative => "合作社",
            Self::ResearchInstitution => "科研机构",
            Self::PublicWelfareBody => "社会公益组织",
            Self::LegalServiceFirm => "法律服务机构",
            Self::Committee => "村民委员会、居民委员会、业主委员会",
            Self::OtherBody => "其他法人或者组织",
        }
    }
}

/// One applicant. Of several, the first gives the case its class (4.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Whose envelope holds the personal data.
    pub subject: SubjectRef,
    /// The keyed commitment to that data, so that it cannot be exchanged unseen.
    pub commitment: String,
    /// What the applicant is.
    pub kind: ApplicantKind,
}

/// Who acts for the applicants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// Whose envelope holds the agent's data.
    pub subject: SubjectRef,
    /// The keyed commitment to that data.
    pub commitment: String,
    /// The signed mandate (授权委托书).
    pub mandate: FileRef,
}

/// Which of the three groups of 条例29② the application holds; a missing one is a ground for correction, not a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Name, proof of identity and contact.
    pub identity: bool,
    /// Name, number or features by which the information can be searched for.
    pub description: bool,
    /// The form wanted, with way and channel.
    pub form: bool,
}

impl Presence {
    /// All three groups are there.
    pub const COMPLETE: Self = Self { identity: true, description: true, form: true };

    /// Names in Chinese what is missing.
    pub fn missing(self) -> Vec<&'static str> {
        let groups = [
            (self.identity, "申请人的姓名或者名称、身份证明、联系方式"),
            (self.description, "所申请信息的名称、文号或者便于查询的其他特征性描述"),
            (self.form, "信息的形式要求（获取的方式、途径）"),
        ];
        groups.into_iter().filter(|(present, _)| !present).map(|(_, name)| name).collect()
    }
}

/// What is entered when an application arrives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// By which way it came.
    pub channel: Channel,
    /// The day it was sent off, where known; the day it arrived is the fact's own date.
    #[serde(default)]
    pub submitted_on: Option<jiff::civil::Date>,
    /// Who applies; at least one.
    pub applicants: Vec<Applicant>,
    /// Who of several speaks for all; the first when none is named.
    #[serde(default)]
    pub representative: Option<SubjectRef>,
    /// Who acts for them.
    #[serde(default)]
    pub agent: Option<Agent>,
    /// The wording of each item; at least one.
    pub items: Vec<SealedRef>,
    /// What 条例29② asks for and what of it is there.
    pub presence: Presence,
    /// Who filled in the form for an application made by word of mouth (APP-2).
    #[serde(default)]
    pub filled_by: Option<ActorId>,
    /// Whether the applicant needs help in reading, seeing or hearing (APP-6).
    #[serde(default)]
    pub assistance_needed: bool,
    /// Whether the applicant chose to be served electronically.
    #[serde(default)]
    pub electronic_chosen: bool,
    /// The application it was split from under 一事一申请; it keeps that one's date of receipt.
    #[serde(default)]
    pub split_from: Option<CaseRef>,
}
pub use crate::receipt::Channel;
