//! `GET /cases/{id}/letters/{ref}`: a letter as paper; with `.docx` or `.pdf` behind its reference, as a file.

use app::LetterEntry;
use app::authorise::Action;
use askama::Template;
use axum::extract::{Path, State};
use document::{Document, write};
use law::application::SealedRef;
use uuid::Uuid;

use super::case_id;
use super::file::destroyed;
use crate::answer::{Answer, file, html};
use crate::fault::PageError;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::site::Site;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/cases/{id}/letters/{reference}", Needs::OneOf(&[Action::ReadPersonalData]), show)]
}

/// How a paper is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// On the screen.
    Paper,
    /// As a Word file.
    Word,
    /// As a PDF.
    Pdf,
}

impl As {
    /// Tells an address's ending from what it names.
    pub(super) fn told_from(said: &str) -> (&str, As) {
        for (ending, how) in [(".docx", As::Word), (".pdf", As::Pdf)] {
            if let Some(named) = said.strip_suffix(ending) {
                return (named, how);
            }
        }
        (said, As::Paper)
    }
}

#[derive(Template)]
#[template(path = "case/paper.html")]
struct PaperPage {
    page: PageContext,
    case_id: Uuid,
    number: String,
    title: String,
    state: String,
    /// Its address, without an ending.
    address: String,
    /// The stamped scan that was sent instead of these words.
    scan: Option<String>,
    body: String,
}

/// A paper to be given out, with what is said beside it.
pub(super) struct Paper<'a> {
    pub(super) case_id: Uuid,
    pub(super) document: Document,
    /// A name for its file, without ending.
    pub(super) stem: &'a str,
    pub(super) address: String,
    pub(super) title: String,
    pub(super) state: String,
    pub(super) scan: Option<String>,
}

async fn show(State(site): State<Site>, page: PageContext, Path((id, said)): Path<(String, String)>) -> Answer {
    let case_id = case_id(&id)?;
    let (reference, how) = As::told_from(&said);
    let reference = SealedRef::new(reference);
    let found = page.app.letter_document(&page.occasion(), case_id, &reference).await?;
    let (document, stem) = found.ok_or_else(destroyed)?;
    let letters = page.app.letters_of(&page.occasion(), case_id).await?;
    let entry = letters.iter().find(|entry| entry.reference == reference);
    let paper = Paper {
        case_id,
        stem: &stem,
        address: format!("/cases/{case_id}/letters/{reference}"),
        title: entry.map_or_else(|| stem.clone(), |entry| entry.title.to_owned()),
        state: entry.map_or_else(String::new, state),
        scan: entry.and_then(|entry| entry.scan.as_ref()).map(|scan| format!("/cases/{case_id}/files/{}", scan.file)),
        document,
    };
    give(&site, page, paper, how).await
}

fn state(entry: &LetterEntry) -> String {
    let number = entry.number.as_ref().map_or_else(String::new, |number| format!("{number}，"));
    format!("{number}{}，{}", law::reason::chinese_date(entry.on), entry.state.label())
}

/// Gives a paper out as it was asked for.
pub(super) async fn give(site: &Site, page: PageContext, paper: Paper<'_>, how: As) -> Answer {
    match how {
        As::Word => {
            let bytes = write::docx(&paper.document).map_err(|error| PageError::broken(&format!("{error}。")))?;
            Ok(file(&format!("{}.docx", paper.stem), WORD, bytes, false))
        }
        As::Pdf => {
            let bytes = site.press.pdf(paper.document, &page.profile.name, page.at.today).await?;
            Ok(file(&format!("{}.pdf", paper.stem), "application/pdf", bytes, false))
        }
        As::Paper => {
            let body =
                write::html_fragment(&paper.document).map_err(|error| PageError::broken(&format!("{error}。")))?;
            Ok(html(&PaperPage {
                number: number_of(&page, paper.case_id).await?,
                page,
                case_id: paper.case_id,
                title: paper.title,
                state: paper.state,
                address: paper.address,
                scan: paper.scan,
                body,
            }))
        }
    }
}

/// The media type of a Word file.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

async fn number_of(page: &PageContext, case_id: Uuid) -> Result<String, PageError> {
    let view = page.app.case(&page.occasion(), case_id).await?;
    Ok(view.case.number.unwrap_or_else(|| "未编号的申请".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_says_how_a_paper_is_wanted() {
        assert_eq!(As::told_from("0190.docx"), ("0190", As::Word));
        assert_eq!(As::told_from("0190.pdf"), ("0190", As::Pdf));
        assert_eq!(As::told_from("0190"), ("0190", As::Paper));
        assert_eq!(As::told_from("0190.exe"), ("0190.exe", As::Paper));
    }
}
