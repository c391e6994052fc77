//! Why something may not be done: the obstacle by name, what to do about it, and the article.

use serde::{Deserialize, Serialize};

use crate::reason::Cite;

/// Whether the law forbids it, or an approver may go on with a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// It cannot be done.
    Forbidden,
    /// A warning: the head of the disclosure office or the leader may override it with a reason.
    NeedsOverride,
}

/// What stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The case does not exist yet.
    NotRegistered,
    /// The case exists already.
    AlreadyRegistered,
    /// The fact's day has not come.
    InTheFuture,
    /// The fact's day lies before a fact that must precede it.
    OutOfOrder,
    /// No rule was in force on that day.
    NoRuleInForce,
    /// Something that must be filled in is blank.
    Blank,
    /// The number names nothing in this case.
    Unknown,
    /// The command names the same thing twice.
    NamedTwice,
    /// Receipt is not confirmed yet.
    AwaitingConfirmation,
    /// Receipt is confirmed already.
    AlreadyReceived,
    /// Nothing is open any more.
    CaseClosed,
    /// The case is not closed yet.
    CaseOpen,
    /// The item is not open.
    ItemNotOpen,
    /// It is the only item.
    OnlyItem,
    /// The actor holds none of the roles it takes.
    RoleMissing,
    /// The actor may not approve what the actor put forward.
    OwnDraft,
    /// The actor has passed another level already.
    OneLevelEach,
    /// It is not this level's turn.
    LevelOutOfOrder,
    /// Levels of review are still to be passed.
    ReviewIncomplete,
    /// The reply is not at the point this takes.
    ReplyNotAtThisPoint,
    /// There is no reply at the point this takes.
    NoSuchReply,
    /// A reply for the item is on its way already.
    ReplyPending,
    /// The number was used or made void in this case.
    NumberUsed,
    /// On the spot means on the day of receipt, and with what can be given at once.
    NotOnTheSpot,
    /// The correction notice comes after its seven working days.
    CorrectionNoticeLate,
    /// A correction notice was sent already.
    SecondCorrectionNotice,
    /// An answer to a correction notice is awaited.
    AwaitingCorrection,
    /// No correction notice waits for an answer.
    NoCorrectionOpen,
    /// The applicant still has time to correct.
    CorrectionPeriodRuns,
    /// That the notice reached the applicant is not on record.
    ServiceNotRecorded,
    /// It is on record already.
    AlreadyRecorded,
    /// There is no consultation to which this could apply.
    NoConsultationOpen,
    /// The same consultation runs already.
    AlreadyConsulting,
    /// The time to answer still runs.
    ConsultationRuns,
    /// A third party or a co-producer cannot be given less, or other, than the law's limit.
    StatutoryLimit,
    /// The hold after telling the third party still runs.
    HoldRuns,
    /// The third party objects with reasonable grounds.
    ThirdPartyObjects,
    /// The third party agreed to disclosure; its rights are no ground for withholding.
    ThirdPartyConsents,
    /// The third party was not consulted.
    NotConsulted,
    /// The period was extended already.
    AlreadyExtended,
    /// An extension was put forward already.
    ExtensionPending,
    /// No extension is at the point this takes.
    NoExtensionAtThisPoint,
    /// The extension is longer than twenty working days, or nothing.
    ExtensionTooLong,
    /// The period to be extended is over.
    TermOver,
    /// The clock does not run.
    ClockStopped,
    /// Reasons were asked for already.
    ReasonsAlreadyAsked,
    /// No request for reasons is at the point this takes.
    NoReasonsAsked,
    /// The applicant still has time to state reasons.
    ReasonsPeriodRuns,
    /// The delayed period would end before the ordinary one, or before today.
    DelayTooShort,
    /// A fee was charged already.
    AlreadyCharged,
    /// The amount is nothing.
    NoAmount,
    /// No fee notice is at the point this takes.
    NoFeeOpen,
    /// Payment is awaited.
    AwaitingPayment,
    /// The applicant still has time to pay.
    PaymentPeriodRuns,
    /// The file lacks evidence for this reply.
    EvidenceMissing,
    /// A classified original may not be stored.
    ClassifiedFile,
    /// Some withheld part has no ground, or a ground is given where none fits.
    GroundMissing,
    /// This ending is not a reply; it has an act of its own.
    NotAReply,
    /// Without a correction the application cannot be found unclear after correction.
    NotCorrectedBefore,
    /// Without rejected reasons the application cannot be found excessive.
    ReasonsNotRejected,
    /// A private courier may not serve a reply.
    PrivateCourier,
    /// The applicant did not choose electronic service.
    ElectronicNotChosen,
    /// Neither an applicant nor the agent.
    NotAnAddressee,
    /// This addressee has been served.
    AlreadyServed,
    /// An addressee has not been served.
    NotAllServed,
    /// The letter has not gone out.
    NotSent,
    /// The reply no longer stands.
    AlreadyRevoked,
    /// The re-made reply says the same on the same facts.
    SameResult,
    /// Another remedy is open against the same act.
    OtherRemedyOpen,
    /// No contest is at the point this takes.
    NoContestAtThisPoint,
    /// What is contested did not happen.
    NothingToContest,
    /// A correction that would change nothing, or whose entry is not there.
    NothingToCorrect,
}

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What stands in the way.
    pub obstacle: Obstacle,
    /// Whether it can be overridden.
    pub kind: RefusalKind,
    /// In Chinese: what is wrong and what to do.
    pub message: String,
    /// The article.
    pub cite: Cite,
}

impl Refusal {
    /// Refuses what cannot be done.
    pub fn forbidden(obstacle: Obstacle, cite: &'static str, message: impl Into<String>) -> Self {
        Self { obstacle, kind: RefusalKind::Forbidden, message: message.into(), cite: Cite::of(cite) }
    }

    /// Warns of what an approver may do all the same.
    pub fn warning(obstacle: Obstacle, cite: &'static str, message: impl Into<String>) -> Self {
        Self { obstacle, kind: RefusalKind::NeedsOverride, message: message.into(), cite: Cite::of(cite) }
    }

    /// Says whether an approver may go on with a reason.
    pub fn may_be_overridden(&self) -> bool {
        self.kind == RefusalKind::NeedsOverride
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}（{}）", self.message, self.cite)
    }
}

impl std::error::Error for Refusal {}
