//! What may be done with a case.
//!
//! A command speaks of one fact; the day of the fact is `Context::on`. Texts it carries are references to sealed ones.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    actor::ReviewLevel,
    amendment::Amendment,
    applicant::Entry,
    consultation::{Consulted, Opinion},
    contest::{ContestKind, Contested, Decided, Procedure},
    reference::{
        CaseRef, ConsultationNo, ContestNo, CorrectionNo, ExtensionNo, FeeNo, FileRef, ItemNo, LetterNumber,
        PostalNumber, ReplyNo, SealedRef, ServiceNo, SubjectRef,
    },
    reply::{Draft, Means, RevocationGround},
    split::Inherited,
};
use crate::{calendar::WorkingDays, fee::Standard, outcome::EvidenceItem};

/// An act, with the reason for overriding a warning when one is overridden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// What is to be done.
    pub act: Act,
    /// Why a warning is overridden; only the head of the disclosure office or the leader may.
    #[serde(default)]
    pub override_reason: Option<String>,
}

impl From<Act> for Command {
    fn from(act: Act) -> Self {
        Self { act, override_reason: None }
    }
}

impl Command {
    /// Gives the act with a reason for overriding whatever warning stands against it.
    pub fn overriding(act: Act, reason: impl Into<String>) -> Self {
        Self { act, override_reason: Some(reason.into()) }
    }

    /// Returns what kind of act it is.
    pub fn kind(&self) -> CommandKind {
        self.act.kind()
    }
}

/// How receipt was confirmed with the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// By telephone.
    Telephone,
    /// In writing or by message.
    Message,
    /// In person.
    InPerson,
}

/// What stands behind a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "as")]
pub enum Held {
    /// A file in the record. Never a classified one.
    File {
        /// Which.
        file: FileRef,
    },
    /// A note that says where it is and what it is; for state secrets the only form allowed.
    Note {
        /// The sealed note.
        note: SealedRef,
    },
}

/// How far a withdrawal reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reach")]
pub enum Reach {
    /// All that is still open.
    Whole,
    /// Some items; the others go on.
    Items {
        /// Which.
        items: Vec<ItemNo>,
    },
}

macro_rules! acts {
    ($( $(#[$doc:meta])* $label:literal $name:ident $({ $( $(#[$field_doc:meta])* $field:ident : $ty:ty ),* $(,)? })? ),* $(,)?) => {
        /// One act of an officer, or one fact an officer records.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case", tag = "act")]
        pub enum Act {
            $( $(#[$doc])* $name $({ $( $(#[$field_doc])* $field: $ty ),* })? ),*
        }

        /// The kinds of act, without what they carry.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum CommandKind {
            $( $(#[$doc])* $name ),*
        }

        impl Act {
            /// Returns what kind of act it is.
            pub fn kind(&self) -> CommandKind {
                match self {
                    $( acts!(@pattern $name $({ $($field),* })?) => CommandKind::$name ),*
                }
            }
        }

        impl CommandKind {
            /// Every kind, in the order of a case's course.
            pub const ALL: &'static [Self] = &[ $( Self::$name ),* ];

            /// Returns the act's Chinese name, as a button bears it.
            pub const fn label(self) -> &'static str {
                match self { $( Self::$name => $label ),* }
            }
        }
    };
    (@pattern $name:ident { $($field:ident),* }) => { Act::$name { .. } };
    (@pattern $name:ident) => { Act::$name };
}

acts! {
    /// Registers an application; the fact's day is the day it arrived.
    "登记申请" Register {
        /// What was entered.
        entry: Entry,
    },
    /// Enters a case that was open before the record began; the fact's day is the day it arrived then.
    "补录期初在办件" EnterOpening {
        /// What was entered.
        entry: Entry,
        /// The date of receipt the paper file shows.
        received_on: Date,
        /// The paper file.
        paper: Option<FileRef>,
    },
    /// Registers a unit split from another application (一事一申请); it keeps the date of receipt.
    "登记拆分件" RegisterSplit {
        /// What was entered; `split_from` names the origin.
        entry: Entry,
        /// The origin's date of receipt.
        received_on: Date,
        /// What had been done for the item before the split.
        inherited: Box<Inherited>,
    },
    /// Records that the applicant could not be reached.
    "记录联系未果" RecordContactFailed,
    /// Confirms receipt with the applicant, where the channel asks for it.
    "确认收到" ConfirmReceipt {
        /// How.
        by: Confirmation,
    },
    /// Moves an item to a case of its own (一事一申请).
    "拆分申请事项" SplitItem {
        /// Which.
        item: ItemNo,
        /// To which case.
        to: CaseRef,
    },
    /// Records whether the applicant wants to be served electronically.
    "登记送达方式" ChooseService {
        /// Whether electronically.
        electronic: bool,
    },
    /// Answers at once, on the day of receipt (DL-1).
    "当场答复" AnswerOnTheSpot {
        /// What is answered.
        draft: Draft,
        /// The letter's number, if there is a letter.
        number: Option<LetterNumber>,
        /// Proof that it was given.
        proof: Option<FileRef>,
    },
    /// Sends the correction notice.
    "补正告知" SendCorrectionNotice {
        /// The letter.
        letter: SealedRef,
        /// The period it sets; the organ's usual one when none is given.
        answer_within: Option<WorkingDays>,
    },
    /// Records that the correction notice reached the applicant.
    "登记补正告知送达" RecordCorrectionServed {
        /// Which.
        notice: CorrectionNo,
    },
    /// Records that the corrected application arrived; the period starts afresh.
    "收到补正" ReceiveCorrection {
        /// Which notice it answers.
        notice: CorrectionNo,
        /// The corrected text.
        text: SealedRef,
    },
    /// Ends the case because no correction came in time (O1).
    "逾期未补正办结" CloseNotCorrected,
    /// Sends a letter of consultation.
    "征求意见" Consult {
        /// Who is asked, in kind.
        with: Consulted,
        /// Who.
        addressee: SubjectRef,
        /// About which items.
        items: Vec<ItemNo>,
        /// The letter.
        letter: SealedRef,
        /// The limit the letter sets another organ; the law sets the third party's and the co-producer's.
        limit: Option<WorkingDays>,
    },
    /// Records that the consulted received the letter.
    "登记征求意见函送达" RecordConsultationReceived {
        /// Which.
        consultation: ConsultationNo,
    },
    /// Records the opinion.
    "收到意见" RecordOpinion {
        /// Which.
        consultation: ConsultationNo,
        /// What it says.
        opinion: Opinion,
        /// Its text.
        text: SealedRef,
    },
    /// Stops waiting for an opinion.
    "结束征求意见" EndConsultation {
        /// Which.
        consultation: ConsultationNo,
    },
    /// Tells the applicant that a consultation runs (TP-8).
    "告知申请人征求意见" TellApplicantOfConsultation {
        /// Which.
        consultation: ConsultationNo,
        /// The letter.
        letter: SealedRef,
    },
    /// Tells a third party that its information is disclosed for the public interest, and why (TP-4).
    "告知第三方决定公开" NotifyThirdParty {
        /// In which consultation it was asked.
        consultation: ConsultationNo,
        /// The letter with content and reasons.
        letter: SealedRef,
    },
    /// Proposes an extension.
    "提出延期" ProposeExtension {
        /// By how many working days, at most twenty.
        days: WorkingDays,
        /// Why.
        grounds: SealedRef,
    },
    /// Approves the extension; the head of the disclosure office, who did not propose it.
    "批准延期" ApproveExtension {
        /// Which.
        extension: ExtensionNo,
        /// The approval on paper, entered by another.
        paper: Option<FileRef>,
    },
    /// Declines the extension.
    "不同意延期" DeclineExtension {
        /// Which.
        extension: ExtensionNo,
    },
    /// Tells the applicant of the approved extension, which takes effect.
    "延期答复告知" NotifyExtension {
        /// Which.
        extension: ExtensionNo,
        /// The letter.
        letter: SealedRef,
    },
    /// Asks for reasons for an excessive number of applications (DL-5).
    "要求说明理由" AskReasons {
        /// The letter.
        letter: SealedRef,
        /// The period it sets; the organ's usual one when none is given.
        answer_within: Option<WorkingDays>,
    },
    /// Records that the request for reasons reached the applicant.
    "登记说明理由告知送达" RecordReasonsServed,
    /// Records the reasons.
    "收到说明的理由" ReceiveReasons {
        /// Their text.
        text: SealedRef,
    },
    /// Finds the reasons reasonable and, if need be, fixes a delayed period.
    "认可理由" AcceptReasons {
        /// The last day of the delayed period, told to the applicant.
        reply_by: Option<Date>,
    },
    /// Finds the reasons not reasonable, or that none came.
    "不认可理由" RejectReasons,
    /// Sends a fee notice: always a person's decision (条例42 allows, never demands).
    "收费通知" SendFeeNotice {
        /// By which standard.
        standard: Standard,
        /// In fen.
        amount_fen: i64,
        /// The letter.
        letter: SealedRef,
    },
    /// Records that the fee notice reached the applicant.
    "登记收费通知送达" RecordFeeServed {
        /// Which.
        fee: FeeNo,
    },
    /// Records that payment is complete; the period starts afresh.
    "登记缴费" RecordFeePaid {
        /// Which.
        fee: FeeNo,
    },
    /// Takes a fee notice back.
    "撤回收费通知" CancelFee {
        /// Which.
        fee: FeeNo,
    },
    /// Ends the case because the fee was not paid in time (O2).
    "逾期未缴费办结" CloseFeeUnpaid,
    /// Records a search: scope, systems, words, who.
    "登记检索" LogSearch {
        /// For which items.
        items: Vec<ItemNo>,
        /// The sealed account of it.
        account: SealedRef,
    },
    /// Puts a piece of evidence on the file.
    "登记证据" FileEvidence {
        /// For which items.
        items: Vec<ItemNo>,
        /// What it proves.
        evidence: EvidenceItem,
        /// Where it is.
        held: Held,
    },
    /// Drafts a reply and puts it forward for review.
    "拟稿送审" DraftReply {
        /// What is put forward.
        draft: Draft,
        /// The reply it takes the place of, when a reply already given is made anew.
        replaces: Option<ReplyNo>,
    },
    /// Drafts a returned reply anew.
    "修改后重新送审" RedraftReply {
        /// Which.
        reply: ReplyNo,
        /// What is put forward now.
        draft: Draft,
    },
    /// Passes a level of review.
    "审核同意" ApproveReview {
        /// Which reply.
        reply: ReplyNo,
        /// Which level.
        level: ReviewLevel,
        /// The opinion.
        opinion: Option<SealedRef>,
    },
    /// Returns a reply for redrafting.
    "退回修改" ReturnReply {
        /// Which.
        reply: ReplyNo,
        /// The opinion.
        opinion: SealedRef,
    },
    /// Signs off under a number; a paper approval stands in for the levels and the leader.
    "签发" SignOff {
        /// Which reply.
        reply: ReplyNo,
        /// The number given.
        number: LetterNumber,
        /// The approval on paper.
        paper: Option<FileRef>,
    },
    /// Makes a number void before the reply went out, and takes the reply back to review.
    "文号作废" VoidNumber {
        /// Whose.
        reply: ReplyNo,
    },
    /// Serves a reply on an addressee; the fact's day is the one that counts for the means.
    "送达" Deliver {
        /// Which reply.
        reply: ReplyNo,
        /// To an applicant, or to the agent for all.
        to: SubjectRef,
        /// How.
        means: Means,
        /// The number of the postal item, for service by post.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        postal_number: Option<PostalNumber>,
        /// The proof.
        proof: Option<FileRef>,
    },
    /// Records the day an electronic service was sent off, where it arrived on a later one.
    "登记电子送达发出" RecordSent {
        /// Which reply.
        reply: ReplyNo,
        /// Which service.
        service: ServiceNo,
    },
    /// Records that a service came back undelivered.
    "登记退回" RecordReturned {
        /// Which reply.
        reply: ReplyNo,
        /// Which service.
        service: ServiceNo,
    },
    /// Records a withdrawal by the applicant.
    "登记撤回申请" Withdraw {
        /// How far it reaches.
        reach: Reach,
        /// The signed or recorded withdrawal.
        proof: FileRef,
    },
    /// Files the closed case.
    "归档" Archive,
    /// Corrects an entry made wrongly; everything is computed anew.
    "更正登记差错" CorrectEntry {
        /// What is corrected, and to what.
        amendment: Amendment,
        /// Why; never empty.
        reason: String,
    },
    /// Sends a correction of a reply's letter; what was decided stays.
    "更正答复文书" CorrectLetter {
        /// Which reply.
        reply: ReplyNo,
        /// The correcting letter.
        letter: SealedRef,
        /// Why; never empty.
        reason: String,
    },
    /// Revokes a reply that went out; its items are open again.
    "撤销答复" RevokeReply {
        /// Which.
        reply: ReplyNo,
        /// On whose motion.
        ground: RevocationGround,
        /// Why; never empty.
        reason: String,
    },
    /// Registers a reconsideration or suit; the fact's day is the one the organ received the notice.
    "登记复议诉讼" RegisterContest {
        /// In which way.
        kind: ContestKind,
        /// Against what.
        contested: Contested,
        /// By which procedure.
        procedure: Procedure,
        /// The reconsideration a suit follows, where it is in the record.
        after: Option<ContestNo>,
    },
    /// Records that the organ answered.
    "登记答复复议、应诉" AnswerContest {
        /// Which.
        contest: ContestNo,
    },
    /// Records the decision.
    "登记复议决定、裁判" DecideContest {
        /// Which.
        contest: ContestNo,
        /// What was decided; `on` is replaced by the fact's day.
        decided: Decided,
    },
    /// Records an appeal.
    "登记上诉" AppealContest {
        /// Which.
        contest: ContestNo,
    },
}
