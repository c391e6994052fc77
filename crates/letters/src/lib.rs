//! The documents an organ sends and files on an application: typed templates laid out as official papers.
//!
//! A template takes the facts it prints and nothing else, so a letter without its legal basis, its remedy paragraph or its
//! date cannot be put together. The words are fixed; staff fill in facts, never the paragraphs that bind (rules 6.2).
//!
//! ```text
//! facts ── Paper ── lay_out(&Frame, &Paper) ── document::Document ── DOCX (document) or PDF (typeset)
//! ```

mod frame;
mod procedure;
mod reply;
mod sheet;

pub use frame::{Asked, Contact, Frame};
pub use procedure::{Consultation, Correction, Extension, FeeNotice, Override, ReasonsAsked, Receipt, Standard};
pub use reply::{Given, Reply, Withheld};
pub use sheet::{Opinion, ReviewSheet, ServiceProof};

use document::Document;
use law::outcome::Letter;

/// One paper, with the facts it prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// D02: the application is registered.
    Receipt(Receipt),
    /// D03: what is unclear and how to correct it.
    Correction(Correction),
    /// D04: why so many applications.
    ReasonsAsked(ReasonsAsked),
    /// D05: the term is extended.
    Extension(Extension),
    /// D06, D09, D10 or the applicant's D07, as the consultation says.
    Consultation(Consultation),
    /// D08: disclosed in the public interest against a third party's objection.
    Override(Override),
    /// D11: what is to be paid.
    FeeNotice(FeeNotice),
    /// D12 to D27 and D32: the answer.
    Reply(Box<Reply>),
    /// D29: proof that a letter was served.
    ServiceProof(ServiceProof),
    /// D30: review and approval.
    ReviewSheet(ReviewSheet),
}

impl Paper {
    /// Which document of the set it is.
    pub fn letter(&self) -> Letter {
        match self {
            Self::Receipt(_) => Letter::D02,
            Self::Correction(_) => Letter::D03,
            Self::ReasonsAsked(_) => Letter::D04,
            Self::Extension(_) => Letter::D05,
            Self::Consultation(consultation) => consultation.letter(),
            Self::Override(_) => Letter::D08,
            Self::FeeNotice(_) => Letter::D11,
            Self::Reply(reply) => reply.outcome.letter(),
            Self::ServiceProof(_) => Letter::D29,
            Self::ReviewSheet(_) => Letter::D30,
        }
    }
}

/// Lays a paper out: heading, number, addressee, body, contact, signature and date.
pub fn lay_out(frame: &Frame, paper: &Paper) -> Document {
    let letter = paper.letter();
    match paper {
        Paper::ServiceProof(proof) => sheet::service_proof(frame, letter, proof),
        Paper::ReviewSheet(review) => sheet::review(frame, letter, review),
        Paper::Receipt(receipt) => frame.letter(letter, procedure::receipt(receipt)),
        Paper::Correction(correction) => frame.letter(letter, procedure::correction(correction)),
        Paper::ReasonsAsked(asked) => frame.letter(letter, procedure::reasons(asked)),
        Paper::Extension(extension) => frame.letter(letter, procedure::extension(extension)),
        Paper::Consultation(consultation) => frame.letter(letter, procedure::consultation(consultation)),
        Paper::Override(told) => frame.letter(letter, procedure::told_third_party(told)),
        Paper::FeeNotice(notice) => frame.letter(letter, procedure::fee(notice)),
        Paper::Reply(reply) => frame.letter(letter, reply::body(reply)),
    }
}
