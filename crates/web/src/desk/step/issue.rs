//! `/cases/{id}/issue/{letter}`: a letter that no act carries, looked at and then kept as sent: the receipt, the confirmation
//! of a withdrawal, the notice that an application is no longer handled.

use app::authorise::Action;
use app::{AppError, Composed, LetterForm};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use law::outcome::Letter;

use super::bench::Bench;
use super::which::case_id;
use crate::answer::{Answer, html_with, see};
use crate::fault::PageError;
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

const PATH: &str = "/cases/{id}/issue/{letter}";
const NEEDS: Needs = Needs::OneOf(&[Action::Register, Action::Correct, Action::Withdraw]);

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(PATH, NEEDS, show), Route::post(PATH, NEEDS, issue)]
}

#[derive(Template)]
#[template(path = "step/issue.html")]
struct IssuePage<'a> {
    page: &'a PageContext,
    bench: &'a Bench,
    filled: Filled,
    word: String,
    title: &'static str,
    lead: &'static str,
    /// The letter laid out; none where it cannot be composed, and then why.
    html: String,
    notes: Vec<String>,
    trouble: Vec<String>,
}

impl IssuePage<'_> {
    fn day(&self) -> Field {
        self.filled.day("on", "文书发出的日期").hint("默认是今天；补发以前的，填实际发出的日期。").must()
    }
}

/// The letter a word names, with its title and what it is for.
fn named(word: &str) -> Option<(LetterForm, Letter, &'static str)> {
    Some(match word {
        "receipt" => {
            let lead =
                "告知申请人已经收到申请、按哪一条规定确定收到日期、什么时候答复。法律没有要求，发一份可以免去询问。";
            (LetterForm::Receipt, Letter::D02, lead)
        }
        "withdrawn" => {
            let lead = "确认申请人撤回了哪些事项，给申请人留存。";
            (LetterForm::Withdrawn { items: Vec::new() }, Letter::D27, lead)
        }
        "no_longer_handled" => {
            let lead =
                "逾期不补正、逾期不缴费而不再处理的，写明经过和救济途径。法律没有要求另行发文，发一份可以留存证明。";
            (LetterForm::NoLongerHandled { electronic: false }, Letter::D26, lead)
        }
        _ => return None,
    })
}

async fn show(page: PageContext, Path((id, word)): Path<(String, String)>) -> Answer {
    let mut filled = Filled::default();
    filled.set("on", page.at.today.to_string());
    told(&page, &id, &word, filled, Vec::new(), StatusCode::OK).await
}

async fn issue(page: PageContext, Path((id, word)): Path<(String, String)>, form: Form) -> Answer {
    let (form_of, ..) = named(&word).ok_or_else(PageError::not_found)?;
    let mut filled = form.filled;
    let case_id = case_id(&id)?;
    let Some(on) = filled.date("on", "文书发出的日期", true) else {
        return told(&page, &id, &word, filled, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let occasion = page.occasion().on(on).having_seen(filled.get("seen").parse().unwrap_or(0));
    let done = match page.app.compose(&occasion, case_id, &form_of).await {
        Ok(composed) => page.app.issue_letter(&occasion, case_id, &composed.letter).await.map(drop),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(see(&format!("/cases/{case_id}?done=letter_issued"))),
        Err(error) => {
            let lines = lines(error)?;
            told(&page, &id, &word, filled, lines, StatusCode::CONFLICT).await
        }
    }
}

/// Why a letter cannot be made or sent, in lines; what nobody at the desk can act on is a page of its own.
fn lines(error: AppError) -> Result<Vec<String>, AppError> {
    match error {
        AppError::Invalid(faults) => Ok(faults.0.into_iter().map(|fault| format!("{}。", fault.message)).collect()),
        AppError::NotNow(_) | AppError::Overtaken(_) | AppError::Denied(_) => Ok(vec![format!("{error}。")]),
        other => Err(other),
    }
}

async fn told(
    page: &PageContext,
    id: &str,
    word: &str,
    filled: Filled,
    mut trouble: Vec<String>,
    status: StatusCode,
) -> Answer {
    let (form, letter, lead) = named(word).ok_or_else(PageError::not_found)?;
    let case_id = case_id(id)?;
    let bench = Bench::load(page, case_id, page.at.today, None, &filled).await?;
    let on = filled.get("on").parse().unwrap_or(page.at.today).min(page.at.today);
    let (mut html, mut notes) = (String::new(), Vec::new());
    match page.app.compose(&page.occasion().on(on), case_id, &form).await {
        Ok(Composed { document, notes: found, .. }) => {
            html =
                document::write::html_fragment(&document).map_err(|error| AppError::Inconsistent(error.to_string()))?;
            notes = found;
        }
        Err(error) => {
            for line in lines(error)? {
                if !trouble.contains(&line) {
                    trouble.push(line);
                }
            }
        }
    }
    let (title, word) = (letter.title(), word.to_owned());
    Ok(html_with(status, &IssuePage { page, bench: &bench, filled, word, title, lead, html, notes, trouble }))
}
