//! What the file must hold for each reply.
//!
//! Before a court the organ proves that its reply was lawful (法释8号 5, 6), so the proof is gathered when the reply is
//! made, not when the suit comes. A refusal also needs the finding that the rest cannot be separated (条例37; 法释8号
//! 11(3)), and one under 16② that nothing demands disclosure.

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::reason::Cite;

/// One thing the file must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceItem {
    /// Where and when it was published.
    PublishedWhere,
    /// That the applicant was told the way and the channel.
    ApplicantTold,
    /// A copy of what was provided.
    CopyProvided,
    /// Proof of delivery.
    DeliveryProof,
    /// For each withheld part its ground and the evidence for it.
    WithheldParts,
    /// The classification mark, the period of secrecy or other proof.
    SecrecyMark,
    /// The exact article of the law or administrative regulation that forbids it.
    ForbiddingArticle,
    /// Evidence or a reasoned statement of the adverse effect.
    AdverseEffect,
    /// The letter asking the third party.
    ConsultationLetter,
    /// What the third party answered, or that it did not.
    ThirdPartyOpinion,
    /// The assessment of the harm and of the public interest.
    HarmAssessment,
    /// That it concerns personnel, logistics or internal workflow.
    InternalAffair,
    /// That it came about before the decision, as discussion, draft, consultation or request.
    MadeBeforeDecision,
    /// That it came about in enforcement and is kept in the case file.
    KeptInCaseFile,
    /// That no law, regulation or rule demands disclosure.
    NoDutyElsewhere,
    /// That what could be disclosed cannot be separated.
    Inseparable,
    /// Which law governs the query.
    GoverningLaw,
    /// The search log.
    SearchLog,
    /// Why it is not this organ's to disclose.
    NotOurs,
    /// The right organ and how to reach it, or that it cannot be determined.
    RightOrgan,
    /// The list of the transfer to the archive.
    TransferList,
    /// Why there is no existing record.
    NoExistingRecord,
    /// The correction notice and what came back.
    CorrectionLetters,
    /// The number of the earlier reply.
    EarlierReply,
    /// The request for reasons.
    ReasonsRequest,
    /// The applicant's answer to it.
    ReasonsAnswer,
    /// The earlier delivery.
    EarlierDelivery,
    /// The correction notice.
    CorrectionNotice,
    /// The fee notice.
    FeeNotice,
    /// Proof that the notice was served.
    ServiceProof,
    /// The signed or recorded withdrawal.
    Withdrawal,
    /// Why it is not government information.
    NotGovernmentInformation,
    /// Where the applicant can ask.
    WhereToAsk,
    /// The ground of another ending.
    OtherGround,
}

use EvidenceItem::*;

pub(super) fn of(outcome: Outcome) -> &'static [EvidenceItem] {
    match outcome {
        Outcome::G1 => &[PublishedWhere, ApplicantTold],
        Outcome::G2 | Outcome::G3 => &[CopyProvided, DeliveryProof],
        Outcome::P1 => &[WithheldParts, CopyProvided, DeliveryProof],
        Outcome::N1 => &[SecrecyMark],
        Outcome::N2 => &[ForbiddingArticle, Inseparable],
        Outcome::N3 => &[AdverseEffect, Inseparable],
        Outcome::N4 => &[ConsultationLetter, ThirdPartyOpinion, HarmAssessment, Inseparable],
        Outcome::N5 => &[InternalAffair, Inseparable],
        Outcome::N6 => &[MadeBeforeDecision, NoDutyElsewhere, Inseparable],
        Outcome::N7 => &[KeptInCaseFile, NoDutyElsewhere, Inseparable],
        Outcome::N8 => &[GoverningLaw],
        Outcome::U1a => &[SearchLog],
        Outcome::U1b => &[NotOurs, RightOrgan],
        Outcome::U1c => &[TransferList],
        Outcome::U2 => &[NoExistingRecord],
        Outcome::U3 => &[CorrectionLetters],
        Outcome::R1 | Outcome::R3 => &[],
        Outcome::R2 => &[EarlierReply],
        Outcome::R4 => &[ReasonsRequest, ReasonsAnswer],
        Outcome::R5 => &[EarlierDelivery],
        Outcome::O1 => &[CorrectionNotice, ServiceProof],
        Outcome::O2 => &[FeeNotice, ServiceProof],
        Outcome::O3a => &[Withdrawal],
        Outcome::O3b => &[NotGovernmentInformation, WhereToAsk],
        Outcome::O3c => &[OtherGround],
    }
}

impl EvidenceItem {
    /// Says in Chinese what the file must hold.
    pub const fn label(self) -> &'static str {
        match self {
            PublishedWhere => "何时、在何处主动公开（网址、公报期号等）",
            ApplicantTold => "已经把获取的方式、途径告知申请人",
            CopyProvided => "所提供信息的副本",
            DeliveryProof => "送达的凭证",
            WithheldParts => "每一处不予公开内容的依据和证据",
            SecrecyMark => "密级标识、保密期限或者其他能证明属于国家秘密的材料",
            ForbiddingArticle => "禁止公开的法律、行政法规的具体条款",
            AdverseEffect => "公开后可能造成不利影响的证据或者理由说明",
            ConsultationLetter => "征求第三方意见的书面材料",
            ThirdPartyOpinion => "第三方的意见，或者逾期未答复的记录",
            HarmAssessment => "对第三方权益受损和公共利益影响的判断",
            InternalAffair => "属于人事管理、后勤管理或者内部工作流程的说明",
            MadeBeforeDecision => "在决定作出之前形成，属于讨论记录、过程稿、磋商信函或者请示报告的说明",
            KeptInCaseFile => "在行政执法过程中形成并存入案卷的说明",
            NoDutyElsewhere => "没有法律、法规、规章要求公开的核查结论",
            Inseparable => "可以公开的内容无法区分处理的判断",
            GoverningLaw => "查询应当适用的专门法律、行政法规",
            SearchLog => "检索记录：范围、系统、关键词、检索人、时间",
            NotOurs => "不属于本机关负责公开的理由",
            RightOrgan => "负责公开的机关名称和联系方式，或者无法确定的说明",
            TransferList => "档案移交清单",
            NoExistingRecord => "没有现成信息的说明",
            CorrectionLetters => "补正告知书和申请人的补正材料",
            EarlierReply => "此前答复的文号和日期",
            ReasonsRequest => "要求说明理由的告知书",
            ReasonsAnswer => "申请人说明的理由，或者逾期未说明的记录",
            EarlierDelivery => "此前提供该信息的凭证",
            CorrectionNotice => "补正告知书",
            FeeNotice => "收费通知书",
            ServiceProof => "告知书、通知书的送达凭证",
            Withdrawal => "申请人签名的撤回材料，或者撤回的记录",
            NotGovernmentInformation => "不属于政府信息的理由",
            WhereToAsk => "可以咨询的机关或者渠道",
            OtherGround => "作此处理的依据",
        }
    }

    /// Returns the provision that asks for it.
    pub const fn cite(self) -> Cite {
        match self {
            Inseparable => Cite::of("条例37；法释8号11(3)"),
            NoDutyElsewhere => Cite::of("条例16②"),
            SearchLog => Cite::of("法释8号5②(6)"),
            ConsultationLetter | ThirdPartyOpinion | HarmAssessment => Cite::of("条例15、32"),
            CorrectionLetters | CorrectionNotice => Cite::of("条例30"),
            FeeNotice => Cite::of("费办法6"),
            ReasonsRequest | ReasonsAnswer => Cite::of("条例35"),
            RightOrgan | NotOurs => Cite::of("条例36(5)"),
            _ => Cite::of("法释8号5、6"),
        }
    }
}
