//! The documents an organ sends and files on an application: typed templates laid out as official papers.
//!
//! A template takes the facts it prints and nothing else, so a letter without its legal basis, its remedy paragraph or its
//! date cannot be put together. The words are fixed; staff fill in facts, never the paragraphs that bind (rules 6.2).
//!
//! ```text
//! facts ── Paper ─┐
//! Frame (to whom) ┼─ lay_out ── document::Document ── DOCX (document) or PDF (typeset)
//! Issue (when) ───┘
//! ```
//!
//! A letter is kept as its facts ([`Paper`] and [`Frame`], both serde). What can be done against a decision depends on the
//! day it is made, so the facts hold whom the paragraphs name ([`RemedyBasis`]) and never the paragraphs: laying out
//! composes them by the day of the [`Issue`].

mod asked;
mod consultation;
mod ended;
mod fee;
mod frame;
mod procedure;
mod remedy;
mod reply;
mod sheet;
mod words;

pub use asked::{Asked, AskedItem, Corrected};
pub use consultation::{Assistance, CoProducer, Override, ThirdParty, ToldApplicant};
pub use ended::{Amended, NoLongerHandled, Withdrawal};
pub use fee::FeeNotice;
pub use frame::{Contact, Frame, Issue, NUMBER_TO_COME, Salutation};
pub use procedure::{Correction, Extension, ReasonsAsked, Receipt};
pub use remedy::RemedyBasis;
pub use reply::{Answer, Field, Given, Reply, Want, Withheld};
pub use sheet::{Opinion, ReviewSheet, ServiceProof};

use document::Document;
use jiff::civil::Date;
use law::outcome::{Letter, Outcome};
use law::reason::{NoRuleInForce, Reasoned};
use law::remedy::Remedy;
use serde::{Deserialize, Serialize};

/// The title of a reply that answers several items in different ways.
const SEVERAL: &str = "政府信息公开申请告知书";

/// One paper, with the facts it prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "paper", rename_all = "snake_case")]
pub enum Paper {
    /// D02: the application is registered.
    Receipt(Receipt),
    /// D03: what is unclear and how to correct it.
    Correction(Correction),
    /// D04: why so many applications.
    ReasonsAsked(ReasonsAsked),
    /// D05: the term is extended.
    Extension(Extension),
    /// D06: a third party is asked.
    ThirdParty(ThirdParty),
    /// D07: the applicant is told that another is asked.
    ToldApplicant(ToldApplicant),
    /// D08: disclosed in the public interest against a third party's objection.
    Override(Override),
    /// D09: a co-producing organ is asked.
    CoProducer(CoProducer),
    /// D10: another organ or a unit is asked to assist.
    Assistance(Assistance),
    /// D11: what is to be paid.
    FeeNotice(FeeNotice),
    /// D12 to D25 and D32: the answer, item by item.
    Reply(Box<Reply>),
    /// D26: the application is no longer handled.
    NoLongerHandled(NoLongerHandled),
    /// D27: a withdrawal is confirmed.
    Withdrawal(Withdrawal),
    /// D33: a letter already sent is put right.
    Amended(Amended),
    /// D29: proof that a letter was served.
    ServiceProof(ServiceProof),
    /// D30: review and approval.
    ReviewSheet(ReviewSheet),
}

/// A date a letter prints that the calendar gave, so that a new holiday notice may move it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedDate {
    /// Whose day it is.
    pub whose: Whose,
    /// The day as printed.
    pub on: Date,
}

/// Whose last day a letter prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The organ's: the reply is due.
    ReplyDue,
    /// The applicant's: to correct, or to state reasons.
    Applicant,
    /// That of whoever is consulted.
    Consulted,
}

impl Whose {
    /// Returns what the day is called on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ReplyDue => "答复期限",
            Self::Applicant => "申请人的期限",
            Self::Consulted => "答复意见的期限",
        }
    }
}

impl Paper {
    /// Which documents of the set it is: one, or several where a reply answers items in different ways.
    pub fn letters(&self) -> Vec<Letter> {
        match self {
            Self::Receipt(_) => vec![Letter::D02],
            Self::Correction(_) => vec![Letter::D03],
            Self::ReasonsAsked(_) => vec![Letter::D04],
            Self::Extension(_) => vec![Letter::D05],
            Self::ThirdParty(_) => vec![Letter::D06],
            Self::ToldApplicant(_) => vec![Letter::D07],
            Self::Override(_) => vec![Letter::D08],
            Self::CoProducer(_) => vec![Letter::D09],
            Self::Assistance(_) => vec![Letter::D10],
            Self::FeeNotice(_) => vec![Letter::D11],
            Self::Reply(reply) => reply.letters(),
            Self::NoLongerHandled(_) => vec![Letter::D26],
            Self::Withdrawal(_) => vec![Letter::D27],
            Self::Amended(_) => vec![Letter::D33],
            Self::ServiceProof(_) => vec![Letter::D29],
            Self::ReviewSheet(_) => vec![Letter::D30],
        }
    }

    /// Returns the title it bears.
    pub fn title(&self) -> &'static str {
        title_of(&self.letters())
    }

    /// Returns what can be done against what it decides on that day, with the reasons; nothing for papers of procedure.
    ///
    /// # Errors
    /// When no version of the law of remedies the program knows was in force on that day.
    pub fn remedy(&self, on: Date) -> Result<Option<Reasoned<Remedy>>, NoRuleInForce> {
        match self {
            Self::Reply(reply) => reply.remedy.of(reply.parts(), on).map(Some),
            Self::NoLongerHandled(ended) => ended.remedy.of(ended.parts(), on).map(Some),
            Self::Override(told) => told.remedy.of_third_party(on).map(Some),
            _ => Ok(None),
        }
    }

    /// Returns the dates it prints that the calendar gave.
    pub fn dates(&self) -> Vec<PrintedDate> {
        let (whose, on) = match self {
            Self::Receipt(receipt) => (Whose::ReplyDue, receipt.due),
            Self::Extension(extension) => (Whose::ReplyDue, extension.due),
            Self::Correction(correction) => (Whose::Applicant, correction.until),
            Self::ReasonsAsked(asked) => (Whose::Applicant, asked.until),
            Self::Assistance(assistance) => (Whose::Consulted, assistance.until),
            _ => return Vec::new(),
        };
        vec![PrintedDate { whose, on }]
    }
}

/// Returns the title of a letter that is one or several documents of the set.
pub fn title_of(letters: &[Letter]) -> &'static str {
    match letters {
        [only] => only.title(),
        _ => SEVERAL,
    }
}

/// Returns the title of a reply that decides these.
pub fn title_of_outcomes(outcomes: impl IntoIterator<Item = Outcome>) -> &'static str {
    title_of(&reply::letters_of(outcomes))
}

/// Lays a paper out: heading, number, addressee, body, contact, signature and date.
///
/// # Errors
/// When no version of the law of remedies the program knows was in force on the day of issue.
pub fn lay_out(frame: &Frame, issue: &Issue, paper: &Paper) -> Result<Document, NoRuleInForce> {
    let title = paper.title();
    let you = frame.salutation.word();
    let remedy: Vec<String> = match paper.remedy(issue.day())? {
        Some(remedy) => remedy.value.paragraphs.into_iter().map(|paragraph| paragraph.text).collect(),
        None => Vec::new(),
    };
    let content = match paper {
        Paper::ServiceProof(proof) => return Ok(sheet::service_proof(frame, issue, title, proof)),
        Paper::ReviewSheet(review) => return Ok(sheet::review(frame, issue, title, review)),
        Paper::Receipt(receipt) => procedure::receipt(receipt, you),
        Paper::Correction(correction) => procedure::correction(correction, you),
        Paper::ReasonsAsked(asked) => procedure::reasons(asked, you),
        Paper::Extension(extension) => procedure::extension(extension, you),
        Paper::ThirdParty(asked) => consultation::third_party(asked, you),
        Paper::ToldApplicant(told) => consultation::told_applicant(told, you),
        Paper::Override(told) => consultation::overridden(told, you, remedy),
        Paper::CoProducer(asked) => consultation::co_producer(asked, you),
        Paper::Assistance(asked) => consultation::assistance(asked),
        Paper::FeeNotice(notice) => fee::notice(notice, you),
        Paper::Reply(reply) => reply::body(reply, you, remedy),
        Paper::NoLongerHandled(ended) => ended::no_longer_handled(ended, you, remedy),
        Paper::Withdrawal(withdrawal) => ended::withdrawal(withdrawal, you),
        Paper::Amended(amended) => ended::amended(amended, you),
    };
    let mut document = frame.letter(issue, title, content);
    if let Paper::ThirdParty(asked) = paper {
        document.blocks.extend(consultation::slip(frame, issue, asked));
    }
    Ok(document)
}
