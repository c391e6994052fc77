//! The figures an address asks for: counted now, or of a frozen version.

use annual_report::count::Behind;
use annual_report::{Report, Span};
use app::Version;

use super::step::is_open;
use super::whence::Whence;
use crate::desk::days::days_of;
use crate::fault::PageError;
use crate::filled::Filled;
use crate::page::PageContext;

/// The figures of a year or of other days.
pub(crate) struct Figures {
    /// Where they come from.
    pub(crate) whence: Whence,
    /// The days they count.
    pub(crate) span: Span,
    /// They, with their texts.
    pub(crate) report: Report,
    /// The frozen version they are of.
    pub(crate) version: Option<Version>,
    /// Whether that version is the last.
    pub(crate) last: bool,
    /// What stood behind them when they were frozen; absent of those counted now.
    pub(crate) behind: Option<Behind>,
}

/// The year of an address.
pub(crate) fn year_of(text: &str) -> Result<i16, PageError> {
    let year = text.parse().ok().filter(|year| Span::year(*year).is_ok());
    year.ok_or_else(PageError::not_found)
}

impl Figures {
    /// The figures of a year: of the version the query names, else of the last frozen one, else counted now while the
    /// report is being made.
    pub(crate) async fn of_year(page: &PageContext, year: &str, asked: &Filled) -> Result<Self, PageError> {
        let year = year_of(year)?;
        let report = page.app.report_year(&page.occasion(), year).await?;
        let wanted = match asked.some("version") {
            Some(no) => Some(no.parse::<u32>().map_err(|_| PageError::not_found())?),
            None if is_open(report.status) => None,
            None => report.versions.last().map(|version| version.no),
        };
        let Some(no) = wanted else {
            let span = Span::year(year).map_err(|_| PageError::not_found())?;
            return Self::counted(page, Whence::Year(year), span).await;
        };
        let frozen = page.app.frozen_version(&page.occasion(), year, no).await?.frozen;
        let last = report.versions.last().is_some_and(|version| version.no == no);
        Ok(Figures {
            whence: Whence::Version(year, no),
            span: frozen.span,
            report: frozen.report,
            version: report.versions.into_iter().find(|version| version.no == no),
            last,
            behind: frozen.behind,
        })
    }

    /// The figures of the days a query names, counted now.
    pub(crate) async fn of_days(page: &PageContext, asked: &Filled) -> Result<Self, PageError> {
        let span = days_of(&mut asked.clone()).ok_or_else(PageError::not_found)?;
        Self::counted(page, Whence::Days(span), span).await
    }

    async fn counted(page: &PageContext, whence: Whence, span: Span) -> Result<Self, PageError> {
        let counted = page.app.compile(&page.occasion(), span, false).await?;
        let report = counted.compiled.report;
        Ok(Figures { whence, span, report, version: None, last: true, behind: None })
    }
}
