//! Searches and evidence, and whether the file holds what a reply needs (法释8号 5, 6; 条例37).

use super::{Desk, blank, text, twice, unknown};
use crate::{
    application::{
        case::Case,
        command::{Act, Held},
        consultation::{Consultation, Consulted},
        event::Event,
        reference::{ItemNo, SealedRef},
        refusal::{Obstacle, Refusal},
        reply::Decision,
        waiting::ReasonsJudged,
    },
    outcome::{EvidenceItem, Outcome},
};

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::LogSearch { items, account } => {
            known_items(desk, items)?;
            text(account, "检索的范围、系统、关键词和检索人", "法释8号5②(6)")?;
            let by = desk.context.actor.id.clone();
            Ok(vec![Event::SearchLogged { items: items.clone(), account: account.clone(), by }])
        }
        Act::FileEvidence { items, evidence, held } => {
            known_items(desk, items)?;
            match held {
                // What proves a state secret is not kept in this system; a note says where it is (保密法31(3)).
                Held::File { .. } if *evidence == EvidenceItem::SecrecyMark => {
                    let message = "国家秘密的载体不得上传；请只登记编号、密级是否可以写明和纸质件的存放位置";
                    return Err(Refusal::forbidden(Obstacle::ClassifiedFile, "保密法31(3)", message));
                }
                Held::File { file } if file.is_blank() => return Err(blank("证据文件", "法释8号5")),
                Held::Note { note } if SealedRef::is_blank(note) => return Err(blank("证据说明", "法释8号5")),
                Held::File { .. } | Held::Note { .. } => {}
            }
            Ok(vec![Event::EvidenceFiled { items: items.clone(), evidence: *evidence, held: held.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

fn known_items(desk: &Desk<'_>, items: &[ItemNo]) -> Result<(), Refusal> {
    for (index, no) in items.iter().enumerate() {
        if items.get(..index).is_some_and(|before| before.contains(no)) {
            return Err(twice(*no));
        }
        desk.case.item(*no).ok_or_else(|| unknown("申请事项", no.0))?;
    }
    if items.is_empty() { Err(blank("涉及的申请事项", "条例45")) } else { Ok(()) }
}

/// Returns what the file must hold before the draft: the outcome's list, and for a partial one that of each ground.
fn required(decision: &Decision) -> Vec<EvidenceItem> {
    let mut needed: Vec<EvidenceItem> = decision.outcome.evidence().to_vec();
    if decision.outcome == Outcome::P1 {
        let grounds = decision.withheld.iter().flat_map(|e| e.outcome().evidence());
        // What is given shows that the rest was separated.
        needed.extend(grounds.filter(|e| **e != EvidenceItem::Inseparable));
        needed.sort_unstable();
        needed.dedup();
    }
    needed
}

/// Returns what the file lacks for a decision on an item. What only the service proves is not asked for before it.
pub(super) fn missing(case: &Case, decision: &Decision, desk: &Desk<'_>) -> Result<Vec<EvidenceItem>, Refusal> {
    let listed = listed(case, decision, desk)?;
    Ok(listed.into_iter().filter(|(_, held)| !held).map(|(needed, _)| needed).collect())
}

/// Returns what the file must hold for a decision on an item, each piece with whether it does.
pub(in crate::application) fn listed(
    case: &Case,
    decision: &Decision,
    desk: &Desk<'_>,
) -> Result<Vec<(EvidenceItem, bool)>, Refusal> {
    required(decision).into_iter().map(|needed| Ok((needed, holds(case, decision, needed, desk)?))).collect()
}

fn holds(case: &Case, decision: &Decision, needed: EvidenceItem, desk: &Desk<'_>) -> Result<bool, Refusal> {
    let item = decision.item;
    if case.evidence.iter().any(|e| e.proves == needed && e.items.contains(&item)) {
        return Ok(true);
    }
    let asked = |c: &&Consultation| c.with == Consulted::ThirdParty && c.items.contains(&item);
    Ok(match needed {
        EvidenceItem::DeliveryProof | EvidenceItem::ApplicantTold => true,
        EvidenceItem::WithheldParts => !decision.withheld.is_empty(),
        // A search made after the draft does not carry it (法释8号 5).
        EvidenceItem::SearchLog => case.searches.iter().any(|s| s.items.contains(&item) && s.on <= desk.on()),
        EvidenceItem::ConsultationLetter => decision.evident_privacy || case.consultations.iter().any(|c| asked(&c)),
        EvidenceItem::ThirdPartyOpinion => {
            if decision.evident_privacy {
                return Ok(true);
            }
            let (calendar, settings) = (desk.context.calendar, desk.context.settings);
            for consultation in case.consultations.iter().filter(asked) {
                let waits = super::super::term::waits(consultation, desk.on(), calendar, settings);
                if !waits.map_err(super::beyond_calendar)? {
                    return Ok(true);
                }
            }
            false
        }
        EvidenceItem::CorrectionLetters => case.corrections.iter().any(|c| c.answered_on.is_some()),
        EvidenceItem::ReasonsRequest => case.reasons.is_some(),
        EvidenceItem::ReasonsAnswer => {
            case.reasons.as_ref().is_some_and(|r| matches!(r.judged, Some(ReasonsJudged::Rejected { .. })))
        }
        _ => false,
    })
}
