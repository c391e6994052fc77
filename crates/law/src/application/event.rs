//! What happened to a case. Nothing is edited; everything else is computed from these.
//!
//! The store keeps beside each event the day of the fact, who entered it and why. The payload is JSON, tagged by `event`;
//! its version is [`EVENT_VERSION`]. An event holds references and dates, never personal data.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    actor::ReviewLevel,
    amendment::Amendment,
    applicant::Entry,
    command::{Confirmation, Held},
    consultation::{Consulted, Opinion},
    contest::{ContestKind, Contested, Decided, Procedure},
    reference::{
        ActorId, CaseRef, ConsultationNo, ContestNo, CorrectionNo, ExtensionNo, FeeNo, FileRef, ItemNo, LetterNumber,
        PostalNumber, ReplyNo, SealedRef, ServiceNo, SubjectRef,
    },
    refusal::Obstacle,
    reply::{Draft, Means, RevocationGround},
    split::Inherited,
};
use crate::{applicant::ApplicantClass, calendar::WorkingDays, fee::Standard, outcome::EvidenceItem};

/// The version written beside new payloads; older ones are read through upcasts in the store's caller.
pub const EVENT_VERSION: u32 = 1;

/// How the case came into the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Registered as it came.
    Arrival,
    /// Open before the record began.
    Opening,
    /// Split from another application.
    Split,
}

/// One fact of a case. The day of the fact stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    /// An application was registered; its day is the day it arrived.
    Registered {
        /// What was entered.
        entry: Entry,
        /// The column of table three, fixed by the settings of that day.
        class: ApplicantClass,
        /// The date of receipt; none while it waits for confirmation.
        received_on: Option<Date>,
        /// How it came into the record.
        origin: Origin,
        /// Who entered it.
        by: ActorId,
        /// The paper file it was entered from.
        paper: Option<FileRef>,
    },
    /// A unit split off took with it what had been done for its item before the split.
    CourseInherited {
        /// What.
        course: Box<Inherited>,
    },
    /// The applicant could not be reached.
    ContactFailed,
    /// Receipt was confirmed; its day is the date of receipt.
    ReceiptConfirmed {
        /// How.
        by: Confirmation,
    },
    /// An item moved to a case of its own.
    ItemSplitOff {
        /// Which.
        item: ItemNo,
        /// To which case.
        to: CaseRef,
    },
    /// The applicant chose how to be served.
    ServiceChosen {
        /// Whether electronically.
        electronic: bool,
    },
    /// A reply was given at once.
    AnsweredOnTheSpot {
        /// What was answered.
        draft: Draft,
        /// Under which number.
        number: Option<LetterNumber>,
        /// By whom.
        by: ActorId,
        /// Proof that it was given.
        proof: Option<FileRef>,
    },
    /// A correction notice went out.
    CorrectionNoticeSent {
        /// The letter.
        letter: SealedRef,
        /// The period it sets.
        answer_within: WorkingDays,
    },
    /// A correction notice reached the applicant.
    CorrectionNoticeServed {
        /// Which.
        notice: CorrectionNo,
    },
    /// A corrected application arrived.
    CorrectionReceived {
        /// Which notice it answers.
        notice: CorrectionNo,
        /// The corrected text.
        text: SealedRef,
    },
    /// The case ended because no correction came in time.
    LapsedUncorrected,
    /// A letter of consultation went out.
    ConsultationSent {
        /// Who is asked, in kind.
        with: Consulted,
        /// Who.
        addressee: SubjectRef,
        /// About which items.
        items: Vec<ItemNo>,
        /// The letter.
        letter: SealedRef,
        /// The limit it sets.
        limit: Option<WorkingDays>,
    },
    /// The consulted received the letter.
    ConsultationReceived {
        /// Which.
        consultation: ConsultationNo,
    },
    /// An opinion arrived.
    OpinionReceived {
        /// Which.
        consultation: ConsultationNo,
        /// What it says.
        opinion: Opinion,
        /// Its text.
        text: SealedRef,
    },
    /// The organ stopped waiting for an opinion.
    ConsultationEnded {
        /// Which.
        consultation: ConsultationNo,
    },
    /// The applicant was told of a consultation.
    ApplicantToldOfConsultation {
        /// Which.
        consultation: ConsultationNo,
        /// The letter.
        letter: SealedRef,
    },
    /// A third party was told of disclosure for the public interest.
    ThirdPartyNotified {
        /// In which consultation.
        consultation: ConsultationNo,
        /// The letter.
        letter: SealedRef,
    },
    /// An extension was proposed.
    ExtensionProposed {
        /// By how much.
        days: WorkingDays,
        /// Why.
        grounds: SealedRef,
        /// By whom.
        by: ActorId,
    },
    /// An extension was approved.
    ExtensionApproved {
        /// Which.
        extension: ExtensionNo,
        /// By whom, or by whom the paper approval was entered.
        by: ActorId,
        /// The paper approval.
        paper: Option<FileRef>,
    },
    /// An extension was declined.
    ExtensionDeclined {
        /// Which.
        extension: ExtensionNo,
        /// By whom.
        by: ActorId,
    },
    /// The applicant was told of an extension.
    ExtensionNotified {
        /// Which.
        extension: ExtensionNo,
        /// The letter.
        letter: SealedRef,
    },
    /// Reasons were asked for.
    ReasonsAsked {
        /// The letter.
        letter: SealedRef,
        /// The period it sets.
        answer_within: WorkingDays,
    },
    /// The request for reasons reached the applicant.
    ReasonsServed,
    /// Reasons arrived.
    ReasonsReceived {
        /// Their text.
        text: SealedRef,
    },
    /// The reasons were found reasonable.
    ReasonsAccepted {
        /// The last day of a delayed period.
        reply_by: Option<Date>,
    },
    /// The reasons were found not reasonable, or none came.
    ReasonsRejected,
    /// A fee notice went out.
    FeeNoticeSent {
        /// By which standard.
        standard: Standard,
        /// In fen.
        amount_fen: i64,
        /// The letter.
        letter: SealedRef,
    },
    /// A fee notice reached the applicant.
    FeeNoticeServed {
        /// Which.
        fee: FeeNo,
    },
    /// Payment was complete.
    FeePaid {
        /// Which.
        fee: FeeNo,
    },
    /// A fee notice was taken back.
    FeeCancelled {
        /// Which.
        fee: FeeNo,
    },
    /// The case ended because the fee was not paid in time.
    LapsedUnpaid,
    /// A search was made.
    SearchLogged {
        /// For which items.
        items: Vec<ItemNo>,
        /// The sealed account of it.
        account: SealedRef,
        /// By whom it was entered.
        by: ActorId,
    },
    /// A piece of evidence came on the file.
    EvidenceFiled {
        /// For which items.
        items: Vec<ItemNo>,
        /// What it proves.
        evidence: EvidenceItem,
        /// Where it is.
        held: Held,
    },
    /// A reply was drafted and put forward.
    ReplyDrafted {
        /// What is put forward.
        draft: Draft,
        /// By whom.
        by: ActorId,
        /// The reply it is to replace.
        replaces: Option<ReplyNo>,
    },
    /// A returned reply was drafted anew.
    ReplyRedrafted {
        /// Which.
        reply: ReplyNo,
        /// What is put forward now.
        draft: Draft,
        /// By whom.
        by: ActorId,
    },
    /// A level of review was passed.
    ReviewPassed {
        /// Which reply.
        reply: ReplyNo,
        /// Which level.
        level: ReviewLevel,
        /// By whom.
        by: ActorId,
        /// The opinion.
        opinion: Option<SealedRef>,
    },
    /// A reply was returned for redrafting.
    ReplyReturned {
        /// Which.
        reply: ReplyNo,
        /// By whom.
        by: ActorId,
        /// The opinion.
        opinion: SealedRef,
    },
    /// A reply was signed off.
    SignedOff {
        /// Which.
        reply: ReplyNo,
        /// Under which number.
        number: LetterNumber,
        /// By whom, or by whom the paper approval was entered.
        by: ActorId,
        /// The paper approval.
        paper: Option<FileRef>,
    },
    /// A number was made void and the reply taken back to review.
    NumberVoided {
        /// Whose.
        reply: ReplyNo,
        /// Which number.
        number: LetterNumber,
    },
    /// A reply was sent to an addressee; its day is the one that counts.
    Served {
        /// Which reply.
        reply: ReplyNo,
        /// To whom.
        to: SubjectRef,
        /// How.
        means: Means,
        /// The number of the postal item.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        postal_number: Option<PostalNumber>,
        /// The proof.
        proof: Option<FileRef>,
    },
    /// An electronic service was sent off, before it arrived.
    ElectronicSent {
        /// Which reply.
        reply: ReplyNo,
        /// Which service.
        service: ServiceNo,
    },
    /// A service came back undelivered.
    ServiceReturned {
        /// Which reply.
        reply: ReplyNo,
        /// Which service.
        service: ServiceNo,
    },
    /// Items were withdrawn by the applicant.
    Withdrawn {
        /// Which.
        items: Vec<ItemNo>,
        /// The signed or recorded withdrawal.
        proof: FileRef,
    },
    /// The closed case was filed.
    Archived,
    /// An entry made wrongly was put right.
    EntryCorrected {
        /// What, and to what.
        amendment: Amendment,
        /// The class that follows, when the applicant's kind was wrong.
        #[serde(default)]
        class: Option<ApplicantClass>,
    },
    /// A reply's letter was corrected.
    LetterCorrected {
        /// Which reply.
        reply: ReplyNo,
        /// The correcting letter.
        letter: SealedRef,
    },
    /// A reply was revoked.
    ReplyRevoked {
        /// Which.
        reply: ReplyNo,
        /// On whose motion.
        ground: RevocationGround,
    },
    /// A reconsideration or suit was opened.
    ContestOpened {
        /// In which way.
        kind: ContestKind,
        /// Against what.
        contested: Contested,
        /// By which procedure.
        procedure: Procedure,
        /// The reconsideration a suit follows.
        after: Option<ContestNo>,
    },
    /// The organ answered a contest.
    ContestAnswered {
        /// Which.
        contest: ContestNo,
    },
    /// A contest was decided.
    ContestDecided {
        /// Which.
        contest: ContestNo,
        /// What was decided.
        decided: Decided,
    },
    /// A decision was appealed.
    ContestAppealed {
        /// Which.
        contest: ContestNo,
    },
    /// A warning was overridden by an approver; the reason stands beside the event.
    WarningOverridden {
        /// Which warning.
        obstacle: Obstacle,
    },
}
