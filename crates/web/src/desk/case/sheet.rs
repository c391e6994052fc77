//! `GET /cases/{id}/sheets/{sheet}`: a paper of the file computed from the case: `receipt`, `review-1` (review and approval
//! of reply 1), `proof-1` (a blank proof of service of reply 1), `proof-1-2` (filled in from its second service); with
//! `.docx` or `.pdf` behind, as a file.

use app::Sheet;
use app::authorise::Action;
use axum::extract::{Path, State};
use law::application::{ReplyNo, ServiceNo};
use law::outcome::Letter;

use super::case_id;
use super::letter::{As, Paper, give};
use crate::answer::Answer;
use crate::fault::PageError;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::site::Site;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/cases/{id}/sheets/{sheet}", Needs::OneOf(&[Action::ReadPersonalData]), show)]
}

async fn show(State(site): State<Site>, page: PageContext, Path((id, said)): Path<(String, String)>) -> Answer {
    let case_id = case_id(&id)?;
    let (word, how) = As::told_from(&said);
    let sheet = named(word).ok_or_else(PageError::not_found)?;
    let document = page.app.sheet(&page.occasion(), case_id, &sheet).await?;
    let title = match sheet {
        Sheet::Receipt => Letter::D02.title(),
        Sheet::ServiceProof { .. } => Letter::D29.title(),
        Sheet::ReviewSheet { .. } => Letter::D30.title(),
    };
    let paper = Paper {
        case_id,
        document,
        stem: title,
        address: format!("/cases/{case_id}/sheets/{word}"),
        title: title.to_owned(),
        state: "按照现在的办理情况编排，打印后归入案卷。".to_owned(),
        scan: None,
    };
    give(&site, page, paper, how).await
}

/// The sheet a word names.
fn named(word: &str) -> Option<Sheet> {
    let mut parts = word.split('-');
    let name = parts.next()?;
    let reply = || -> Option<(ReplyNo, Option<ServiceNo>)> {
        let mut numbers = word.split('-').skip(1).map(str::parse::<u32>);
        let reply = ReplyNo(numbers.next()?.ok()?);
        let service = numbers.next().transpose().ok()?.map(ServiceNo);
        numbers.next().is_none().then_some((reply, service))
    };
    match name {
        "receipt" if parts.next().is_none() => Some(Sheet::Receipt),
        "review" => reply().filter(|(_, rest)| rest.is_none()).map(|(reply, _)| Sheet::ReviewSheet { reply }),
        "proof" => {
            reply().map(|(reply, service)| Sheet::ServiceProof { reply, service, to: None, postal_number: None })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_found_by_its_word() {
        assert!(matches!(named("receipt"), Some(Sheet::Receipt)));
        assert!(matches!(named("review-2"), Some(Sheet::ReviewSheet { reply: ReplyNo(2) })));
        assert!(matches!(named("proof-1"), Some(Sheet::ServiceProof { service: None, .. })));
        assert!(matches!(named("proof-1-3"), Some(Sheet::ServiceProof { service: Some(ServiceNo(3)), .. })));
        for nothing in ["", "receipt-1", "review", "review-x", "review-1-1", "proof-1-2-3", "nothing"] {
            assert!(named(nothing).is_none(), "{nothing}");
        }
    }
}
