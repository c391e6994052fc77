//! Extending the reply period (条例33②): put forward, approved by the head of the disclosure office, told in time.

use super::{Desk, text, unknown};
use crate::{
    application::{
        actor::Role,
        command::Act,
        event::Event,
        extension::{Extension, ExtensionProgress},
        reference::{ExtensionNo, FileRef},
        refusal::{Obstacle, Refusal},
        term::extension_in,
    },
    calendar::WorkingDays,
    term::LONGEST_EXTENSION,
};

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    let by = desk.context.actor.id.clone();
    let event = match act {
        Act::ProposeExtension { days, grounds } => {
            text(grounds, "延期的理由", "条例33②")?;
            if *days == WorkingDays(0) || *days > LONGEST_EXTENSION {
                let message = format!("延长答复的期限最长不超过{LONGEST_EXTENSION}；请改填");
                return Err(Refusal::forbidden(Obstacle::ExtensionTooLong, "条例33②", message));
            }
            Event::ExtensionProposed { days: *days, grounds: grounds.clone(), by }
        }
        Act::ApproveExtension { extension, paper } => {
            let found = present(desk, *extension)?;
            if found.progress != ExtensionProgress::Proposed {
                return Err(unknown("待批准的延期", extension.0));
            }
            // An approval given on paper is entered by whoever keeps the file; the approver signed the paper.
            if paper.as_ref().is_none_or(FileRef::is_blank) {
                desk.role(&[Role::HeadOfDisclosureOffice], "条例33②")?;
                if found.proposed_by == by {
                    let message = "提出延期的人不能批准自己提出的延期；请由政府信息公开工作机构负责人批准";
                    return Err(Refusal::forbidden(Obstacle::OwnDraft, "条例33②", message));
                }
            }
            Event::ExtensionApproved { extension: *extension, by, paper: paper.clone() }
        }
        Act::DeclineExtension { extension } => {
            if present(desk, *extension)?.progress != ExtensionProgress::Proposed {
                return Err(unknown("待批准的延期", extension.0));
            }
            Event::ExtensionDeclined { extension: *extension, by }
        }
        Act::NotifyExtension { extension, letter } => {
            text(letter, "延期答复告知书", "条例33②")?;
            if !matches!(present(desk, *extension)?.progress, ExtensionProgress::Approved { .. }) {
                return Err(unknown("已批准的延期", extension.0));
            }
            Event::ExtensionNotified { extension: *extension, letter: letter.clone() }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

/// Finds the extension, which must belong to the present period.
fn present<'a>(desk: &Desk<'a>, no: ExtensionNo) -> Result<&'a Extension, Refusal> {
    let started_on = desk.term()?.started_on;
    extension_in(desk.case, started_on).filter(|e| e.no == no).ok_or_else(|| unknown("延期", no.0))
}
