//! What the file holds: evidence for each item, and the searches made.

use app::case::Dossier;
use law::application::Held;
use law::reason::chinese_date;

use super::told::{self, Told, file_address};

/// A piece of evidence.
pub(super) struct EvidenceRow {
    pub(super) items: String,
    pub(super) proves: &'static str,
    pub(super) on: String,
    pub(super) file: Option<String>,
    pub(super) note: Option<Told>,
}

/// A search made.
pub(super) struct SearchRow {
    pub(super) items: String,
    pub(super) on: String,
    pub(super) by: String,
    pub(super) account: Told,
}

/// What the file holds.
pub(super) struct OnFile {
    pub(super) evidence: Vec<EvidenceRow>,
    pub(super) searches: Vec<SearchRow>,
}

impl OnFile {
    pub(super) fn of(dossier: &Dossier) -> Self {
        let law = &dossier.view.case.law;
        let evidence = law.evidence.iter().map(|piece| {
            let (file, note) = match &piece.held {
                Held::File { file } => {
                    (dossier.closed.is_none().then(|| file_address(dossier.view.case_id, file)), None)
                }
                Held::Note { note } => (None, Some(told::text(dossier, note))),
            };
            EvidenceRow {
                items: told::items(&piece.items),
                proves: piece.proves.label(),
                on: chinese_date(piece.on),
                file,
                note,
            }
        });
        let searches = law.searches.iter().map(|search| SearchRow {
            items: told::items(&search.items),
            on: chinese_date(search.on),
            by: dossier.people.name(search.by.as_str()).to_owned(),
            account: told::text(dossier, &search.account),
        });
        OnFile { evidence: evidence.collect(), searches: searches.collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.evidence.is_empty() && self.searches.is_empty()
    }
}
