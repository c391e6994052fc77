//! Which step of which case an address names.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use law::application::CommandKind;
use uuid::Uuid;

use super::described::Step;
use super::step_of;
use crate::fault::PageError;

/// The case and the step of an address.
pub(super) struct Which {
    pub(super) case_id: Uuid,
    pub(super) step: &'static Step,
}

/// The word a kind bears in addresses: the same as in the record.
pub(crate) fn word(kind: CommandKind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The address of a step's form.
pub(crate) fn address(case_id: Uuid, kind: CommandKind) -> String {
    format!("/cases/{case_id}/do/{}", word(kind))
}

/// The kind a word names.
pub(super) fn kind(said: &str) -> Option<CommandKind> {
    CommandKind::ALL.iter().copied().find(|kind| word(*kind) == said)
}

/// The case of an address.
pub(super) fn case_id(said: &str) -> Result<Uuid, PageError> {
    Uuid::try_parse(said).map_err(|_| PageError::not_found())
}

impl<S: Send + Sync> FromRequestParts<S> for Which {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((id, said)) = path.map_err(|_| PageError::not_found())?;
        let step = kind(&said).and_then(step_of).ok_or_else(PageError::not_found)?;
        Ok(Which { case_id: case_id(&id)?, step })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own_and_is_found_by_it() {
        for found in CommandKind::ALL {
            assert_eq!(kind(&word(*found)), Some(*found));
        }
        assert_eq!(word(CommandKind::SendCorrectionNotice), "send_correction_notice");
        assert_eq!(kind("SendCorrectionNotice"), None);
    }

    #[test]
    fn every_kind_but_registering_has_a_form() {
        let without: Vec<CommandKind> =
            CommandKind::ALL.iter().copied().filter(|kind| step_of(*kind).is_none()).collect();
        assert_eq!(without, [CommandKind::Register, CommandKind::EnterOpening, CommandKind::RegisterSplit]);
    }
}
