//! The evidence a reply needs, piece by piece, and whether the file holds it (法释8号 5, 6).
//!
//! [`super::decide`] refuses a draft whose file lacks a piece. Here the same question is asked before anything is drafted, so
//! that a page can show the list beside each outcome.

use super::{
    Context,
    case::Case,
    command::CommandKind,
    decide::{Desk, listed},
    refusal::Refusal,
    reply::Decision,
};
use crate::outcome::EvidenceItem;

/// Whether a piece is on the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// It is there.
    Held,
    /// It is not there, and no draft passes without it.
    Missing,
    /// The letter itself or its service brings it; nothing has to be filed before.
    Follows,
}

/// One piece of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Which.
    pub evidence: EvidenceItem,
    /// Whether it is there.
    pub holding: Holding,
}

/// Lists what the file must hold for a decision, in the order of the master table.
///
/// Refused only beyond the calendar. For a partial disclosure whose grounds are not chosen yet, only what every partial
/// disclosure needs is listed.
pub fn checklist(case: &Case, decision: &Decision, context: &Context<'_>) -> Result<Vec<Checked>, Refusal> {
    let desk = Desk::new(case, context, None);
    let checked = |(evidence, held)| {
        let holding = match filed_by(evidence) {
            CommandKind::Deliver | CommandKind::DraftReply => Holding::Follows,
            _ if held => Holding::Held,
            _ => Holding::Missing,
        };
        Checked { evidence, holding }
    };
    Ok(listed(case, decision, &desk)?.into_iter().map(checked).collect())
}

/// Returns the step that puts a piece of evidence on the file; most are filed by hand.
pub const fn filed_by(evidence: EvidenceItem) -> CommandKind {
    use EvidenceItem as E;
    match evidence {
        E::DeliveryProof | E::ApplicantTold => CommandKind::Deliver,
        E::WithheldParts => CommandKind::DraftReply,
        E::SearchLog => CommandKind::LogSearch,
        E::ConsultationLetter => CommandKind::Consult,
        E::ThirdPartyOpinion => CommandKind::RecordOpinion,
        E::CorrectionLetters => CommandKind::ReceiveCorrection,
        E::ReasonsRequest => CommandKind::AskReasons,
        E::ReasonsAnswer => CommandKind::RejectReasons,
        _ => CommandKind::FileEvidence,
    }
}
