//! Corrections of entries made wrongly (登记差错更正).
//!
//! An event is never edited. A wrong entry is put right by an event that names it and says what is true, with a reason;
//! dates, terms, results and figures follow by themselves, since all are computed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    applicant::{ApplicantKind, Channel, Presence},
    consultation::Opinion,
    reference::{
        ConsultationNo, ContestNo, CorrectionNo, ExtensionNo, FeeNo, ItemNo, PostalNumber, ReplyNo, ServiceNo,
    },
    reply::{Decision, Means},
};
use crate::{applicant::ApplicantClass, remedy_case::RemedyResult};

/// An entry that bears a date of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "entry", content = "no")]
pub enum EntryRef {
    /// The arrival of the application.
    Arrival,
    /// The date of receipt.
    Receipt,
    /// A correction notice going out.
    CorrectionSent(CorrectionNo),
    /// A correction notice reaching the applicant.
    CorrectionServed(CorrectionNo),
    /// A corrected application arriving.
    CorrectionReceived(CorrectionNo),
    /// A letter of consultation going out.
    ConsultationSent(ConsultationNo),
    /// A letter of consultation being received.
    ConsultationReceived(ConsultationNo),
    /// An opinion arriving.
    Opinion(ConsultationNo),
    /// The end of waiting for an opinion.
    ConsultationEnded(ConsultationNo),
    /// A third party being told of disclosure.
    ThirdPartyNotified(ConsultationNo),
    /// An extension being put forward.
    ExtensionProposed(ExtensionNo),
    /// An extension being approved.
    ExtensionApproved(ExtensionNo),
    /// An extension being told to the applicant.
    ExtensionNotified(ExtensionNo),
    /// Reasons being asked for.
    ReasonsAsked,
    /// The request for reasons reaching the applicant.
    ReasonsServed,
    /// Reasons arriving.
    ReasonsReceived,
    /// A fee notice going out.
    FeeSent(FeeNo),
    /// A fee notice reaching the applicant.
    FeeServed(FeeNo),
    /// Payment being complete.
    FeePaid(FeeNo),
    /// A reply being drafted, or drafted anew.
    Drafted(ReplyNo),
    /// A reply being signed off.
    SignedOff(ReplyNo),
    /// A service of a reply.
    Service(ReplyNo, ServiceNo),
    /// An electronic service being sent off.
    ElectronicSent(ReplyNo, ServiceNo),
    /// A reply being revoked.
    Revocation(ReplyNo),
    /// The withdrawal of an item; of a whole withdrawal each item is corrected.
    Withdrawal(ItemNo),
    /// The case ending because nothing came in time.
    Lapse,
    /// A contest being opened.
    ContestOpened(ContestNo),
    /// A contest being answered by the organ.
    ContestAnswered(ContestNo),
    /// A contest being decided at first instance.
    ContestDecided(ContestNo),
}

/// What is put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "amends")]
pub enum Amendment {
    /// The day of an entry.
    Date {
        /// Which entry.
        entry: EntryRef,
        /// The true day.
        to: Date,
    },
    /// An entry that should never have been made; what stood before it stands again.
    Struck {
        /// Which entry.
        entry: EntryRef,
    },
    /// What the first applicant is, and with it the class.
    ApplicantKind {
        /// The true kind.
        to: ApplicantKind,
    },
    /// The class alone, where the kind's usual one does not fit.
    ApplicantClass {
        /// The true class.
        to: ApplicantClass,
    },
    /// The channel. The date of receipt is corrected apart.
    Channel {
        /// The true channel.
        to: Channel,
    },
    /// Which groups of 条例29② the application holds.
    Presence {
        /// What is there.
        to: Presence,
    },
    /// How a reply, as given, was entered: not what the letter says but what the record says it says.
    Decision {
        /// In which reply.
        reply: ReplyNo,
        /// The true entry for its item.
        to: Decision,
    },
    /// How a reply travelled.
    Means {
        /// Which reply.
        reply: ReplyNo,
        /// Which service.
        service: ServiceNo,
        /// The true means.
        to: Means,
    },
    /// The number of the postal item of a service.
    PostalNumber {
        /// Which reply.
        reply: ReplyNo,
        /// Which service.
        service: ServiceNo,
        /// The true number.
        to: PostalNumber,
    },
    /// What an opinion says.
    Opinion {
        /// In which consultation.
        consultation: ConsultationNo,
        /// The true reading.
        to: Opinion,
    },
    /// The amount of a fee notice.
    FeeAmount {
        /// Which.
        fee: FeeNo,
        /// In fen.
        to: i64,
    },
    /// The result of a contest.
    ContestResult {
        /// Which.
        contest: ContestNo,
        /// The true result.
        to: RemedyResult,
    },
}
