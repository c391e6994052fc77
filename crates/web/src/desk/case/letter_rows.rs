//! Every letter of a case as a line with its links: to look at, as a Word file, as a PDF; the stamped scan.

use app::LetterEntry;
use app::case::Dossier;
use app::letter::{KeptAs, LetterState};
use law::reason::chinese_date;
use uuid::Uuid;

/// One letter.
pub(super) struct LetterRow {
    pub(super) title: &'static str,
    pub(super) number: String,
    /// Numbers made void; they stay visible.
    pub(super) void_numbers: Vec<String>,
    pub(super) on: String,
    pub(super) state: &'static str,
    pub(super) tag: &'static str,
    /// Links; empty for whoever may not read letters.
    pub(super) links: Vec<Link>,
}

/// A link with its words.
pub(super) struct Link {
    pub(super) href: String,
    pub(super) label: &'static str,
}

/// All letters of a case, in order.
pub(super) fn rows(dossier: &Dossier) -> Vec<LetterRow> {
    let open = dossier.closed.is_none();
    dossier.letters.iter().map(|entry| row(entry, dossier.view.case_id, open)).collect()
}

fn row(entry: &LetterEntry, case_id: Uuid, open: bool) -> LetterRow {
    LetterRow {
        title: entry.title,
        number: entry.number.clone().unwrap_or_default(),
        void_numbers: entry.void_numbers.clone(),
        on: chinese_date(entry.on),
        state: entry.state.label(),
        tag: match entry.state {
            LetterState::InReview | LetterState::Signed => "run",
            LetterState::Returned | LetterState::CameBack => "soon",
            LetterState::Sent => "done",
            LetterState::Superseded | LetterState::Revoked | LetterState::Replaced | LetterState::Struck => "",
        },
        links: if open { links(entry, case_id) } else { Vec::new() },
    }
}

/// What the link to a letter's stamped scan is called.
pub(super) const STAMPED: &str = "用印扫描件";

/// The links of one letter.
pub(super) fn links(entry: &LetterEntry, case_id: Uuid) -> Vec<Link> {
    let reference = entry.reference.as_str();
    let mut links = match &entry.kept_as {
        KeptAs::File(_) => vec![Link { href: format!("/cases/{case_id}/files/{reference}"), label: "打开文件" }],
        KeptAs::Composed | KeptAs::Text => {
            let at = |ending: &str| format!("/cases/{case_id}/letters/{reference}{ending}");
            vec![
                Link { href: at(""), label: "查看" },
                Link { href: at(".docx"), label: "Word" },
                Link { href: at(".pdf"), label: "PDF" },
            ]
        }
    };
    if let Some(scan) = &entry.scan {
        links.push(Link { href: format!("/cases/{case_id}/files/{}", scan.file), label: STAMPED });
    }
    links
}
