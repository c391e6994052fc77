//! What was corrected in a reading, before and after; and what the forms of a correction have in common.

use annual_report::{Form, OtherRows};
use app::{AppError, Corrected, People, PrintedForm, Reading, ReadingChange};
use axum::http::StatusCode;
use uuid::Uuid;

use super::act::seen;
use super::one::in_words;
use super::wording::difference;
use crate::desk::report::table::short_words;
use crate::desk::report::text::part;
use crate::fault::PageError;
use crate::filled::Filled;
use crate::page::PageContext;
use crate::words::wall_clock;

/// One correction.
pub(super) struct CorrectionLine {
    /// Where it is on the page of the report; empty where that is no one place.
    pub(super) anchor: String,
    pub(super) what: String,
    pub(super) was: String,
    pub(super) now: String,
    pub(super) because: String,
    pub(super) who: String,
}

/// The corrections of some kind, the latest first.
pub(super) fn corrections(reading: &Reading, people: &People, of: impl Fn(&Corrected) -> bool) -> Vec<CorrectionLine> {
    let all = reading.corrections.iter().enumerate().rev().filter(|(_, correction)| of(&correction.what));
    let line = |(place, correction): (usize, &app::ReadingCorrection)| {
        let (anchor, what, was, now) = told(reading, place, &correction.what);
        let who = format!("{}，{}", people.name(&correction.mark.by), wall_clock(correction.mark.at));
        CorrectionLine { anchor, what, was, now, because: correction.because.clone(), who }
    };
    all.map(line).collect()
}

/// Where, what, before and after.
fn told(reading: &Reading, place: usize, correction: &Corrected) -> (String, String, String, String) {
    let known = |text: String| if text.trim().is_empty() { "不明".to_owned() } else { text };
    let year = |year: &Option<u16>| known(year.map(|year| year.to_string()).unwrap_or_default());
    match correction {
        Corrected::Cell { path, was, now } => {
            (path.to_string(), short_words(*path, reading.report.form()), in_words(was), in_words(now))
        }
        Corrected::Organ { was, now } => (String::new(), "机关名称".to_owned(), known(was.clone()), known(now.clone())),
        Corrected::Year { was, now } => (String::new(), "年度".to_owned(), year(was), year(now)),
        Corrected::Form { was, now } => (String::new(), "表格的格式".to_owned(), form_words(*was), form_words(*now)),
        Corrected::Text { section, now } => {
            let (was, now) = difference(reading.text_before(*section, place), now);
            (part(*section).to_owned(), format!("“{}”的文字", section.title()), was, now)
        }
    }
}

/// How a report is printed, in words.
pub(super) fn form_words(printed: PrintedForm) -> String {
    let form = match printed.form {
        Form::F2019 => "2019年格式",
        Form::F2021 => "2021年格式",
    };
    match printed.other_rows {
        _ if printed.other_rows == printed.form.other_rows() => form.to_owned(),
        OtherRows::One => format!("{form}，“（六）其他处理”只有一行"),
        OtherRows::Three => format!("{form}，“（六）其他处理”分三行"),
    }
}

/// A form of a correction that comes back.
pub(super) struct Again {
    /// What was typed, with its faults.
    pub(super) filled: Filled,
    /// Why nothing was kept, where it is no matter of the fields.
    pub(super) refused: Option<AppError>,
    pub(super) status: StatusCode,
}

impl Again {
    /// With faults beside its fields.
    pub(super) fn wrong(filled: Filled) -> Self {
        Self { filled, refused: None, status: StatusCode::UNPROCESSABLE_ENTITY }
    }
}

/// Sends a correction with the reason that was typed; gives the form back where nothing was kept.
pub(super) async fn send(
    page: &PageContext,
    id: Uuid,
    mut filled: Filled,
    changes: &[ReadingChange],
) -> Result<Option<Again>, PageError> {
    let reason = filled.get("reason").to_owned();
    let mut occasion = page.occasion().because(&reason);
    occasion.seen = seen(&filled);
    match page.app.correct_reading(&occasion, id, changes).await {
        Ok(()) => Ok(None),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            Ok(Some(Again::wrong(filled)))
        }
        Err(error @ (AppError::NotNow(_) | AppError::Overtaken(_))) => {
            Ok(Some(Again { filled, refused: Some(error), status: StatusCode::CONFLICT }))
        }
        Err(error) => Err(error.into()),
    }
}
