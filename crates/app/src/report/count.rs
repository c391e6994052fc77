//! Counting a report from the record, and what is to be said of the count.

use annual_report::{
    CaseFact, CheckContext, Compiled, FeeFigures, Finding, Given, Question, RemedyFact, RemedyKind, Span, Tally,
    carry_over, check, draft,
};
use law::applicant::ApplicantClass;
use law::fee::Fen;
use law::outcome::ReportRow as ReportRowKey;
use law::remedy_case::Bucket;
use store::{Reader, Statement};
use uuid::Uuid;

use super::kept::{Kept, stream};
use crate::app::App;
use crate::authorise::Action;
use crate::error::AppError;
use crate::occasion::Occasion;
use crate::statement::stated;

/// A report counted from the record, with what is to be said of it.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The report with its texts, the cases behind its cells when asked for, and what a reader must know.
    pub compiled: Compiled,
    /// The three figures of section six (FEE-12).
    pub fees: FeeFigures,
    /// Whether the texts were written by a person; else they are the draft from the figures.
    pub written: bool,
    /// What checking it finds: its identities, its texts against its tables, the carry-over from the report of the year
    /// before, frozen here or adopted from a file. Texts left blank are among it once the year is over.
    pub findings: Vec<Finding>,
}

impl App {
    /// Counts a report over any days from the record, as of one moment.
    ///
    /// `with_cases` keeps the cases behind each cell; counting alone is several times faster. The texts are those
    /// written for the year when the days are exactly one, else the draft from the figures.
    pub async fn compile(&self, occasion: &Occasion<'_>, span: Span, with_cases: bool) -> Result<Counted, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.snapshot().await?;
        self.count_in(&mut reader, occasion, span, with_cases).await
    }

    pub(super) async fn count_in(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        span: Span,
        with_cases: bool,
    ) -> Result<Counted, AppError> {
        let organ = occasion.organ;
        let profile = self.profile(reader, organ).await?;
        let mut question = Question::days(profile.name.clone(), span);
        question.sources = with_cases;
        let mut tally = Tally::new(question);
        let mut id = Uuid::encode_buffer();
        for row in reader.report_facts(organ, span.from(), span.to()).await? {
            tally.case(&case_fact(&row, row.case_id.hyphenated().encode_lower(&mut id))?);
        }
        for row in reader.remedy_facts(organ, span.from(), span.to()).await? {
            let number = self.remedy_number(reader, organ, &row, with_cases).await?;
            let remedy = row.remedy_id.to_string();
            let case = row.case_id.hyphenated().encode_lower(&mut id);
            tally.remedy(&remedy_fact(&row, case, &remedy, &number)?);
        }
        let statements = reader
            .list::<Statement>(organ)
            .await?
            .iter()
            .filter(|row| row.from_on <= span.to() && span.from() <= row.to_on)
            .map(stated)
            .collect::<Result<Vec<_>, AppError>>()?;
        let mut compiled = tally.finish(&statements, &profile.expected_figures);
        let fees = fee_figures(reader, organ, span).await?;
        let kept = match span.as_year() {
            Some(year) => Kept::fold(&reader.load(organ, &stream(year)).await?.events)?,
            None => Kept::default(),
        };
        let written = kept.narrative.is_some();
        compiled.report.narrative = kept
            .narrative
            .unwrap_or_else(|| draft(&compiled.report, span, &Given { fees: Some(fees), ..Given::default() }));
        let closing = span.as_year().is_some() && occasion.at.today > span.to();
        let findings = self.findings(reader, organ, &compiled, fees, closing).await?;
        Ok(Counted { compiled, fees, written, findings })
    }

    /// The number of the case a remedy arose from; looked up only when the cases are kept.
    async fn remedy_number(
        &self,
        reader: &mut Reader,
        organ: &str,
        row: &store::RemedyFact,
        wanted: bool,
    ) -> Result<String, AppError> {
        if !wanted {
            return Ok(String::new());
        }
        let case = reader.find::<store::CaseRow>(organ, &row.case_id).await?;
        Ok(case.and_then(|case| case.number).unwrap_or_default())
    }

    /// What is to be said of a count: how it came about, its identities, and the carry-over from the year before.
    async fn findings(
        &self,
        reader: &mut Reader,
        organ: &str,
        compiled: &Compiled,
        fees: FeeFigures,
        closing: bool,
    ) -> Result<Vec<Finding>, AppError> {
        let before = match compiled.span.as_year() {
            Some(year) => self.before_in(reader, organ, year).await?,
            None => None,
        };
        let previous = before.as_ref().map(|before| before.report());
        let mut findings = compiled.findings.clone();
        findings.extend(check(&compiled.report, &CheckContext { previous, fees: Some(fees), closing }));
        if let Some(frozen) = before.as_ref().and_then(|before| before.frozen()) {
            findings.extend(carry_over(frozen, compiled));
        }
        Ok(findings)
    }
}

/// An application as the count sees it, from its row.
pub(super) fn case_fact<'a>(row: &'a store::ReportFact, case: &'a str) -> Result<CaseFact<'a>, AppError> {
    let result = match (&row.result_row, row.closed_on) {
        (Some(key), Some(on)) => Some((row_of(key)?, on)),
        _ => None,
    };
    Ok(CaseFact {
        case,
        number: row.number.as_deref().unwrap_or_default(),
        received_on: row.received_on,
        class: class_of(&row.class)?,
        result,
        opening_balance: row.opening_balance,
    })
}

/// A remedy as the count sees it, from its row.
pub(super) fn remedy_fact<'a>(
    row: &store::RemedyFact,
    case: &'a str,
    remedy: &'a str,
    number: &'a str,
) -> Result<RemedyFact<'a>, AppError> {
    let decided = match (&row.bucket, row.decided_on) {
        (Some(word), Some(on)) => Some((on, bucket_of(word)?)),
        _ => None,
    };
    Ok(RemedyFact { case, remedy, number, kind: kind_of(&row.kind)?, opened_on: row.opened_on, decided })
}

/// The three figures of section six: notices sent in the days, what they charged, what was received in the days.
pub(super) async fn fee_figures(reader: &mut Reader, organ: &str, span: Span) -> Result<FeeFigures, AppError> {
    let mut figures = FeeFigures { notices: 0, charged: Fen(0), received: Fen(0) };
    for fact in reader.fee_facts(organ, span.from(), span.to()).await? {
        if span.holds(fact.noticed_on) {
            figures.notices += 1;
            figures.charged.0 = figures.charged.0.saturating_add(fact.charged_fen);
        }
        if fact.paid_on.is_some_and(|on| span.holds(on)) {
            figures.received.0 = figures.received.0.saturating_add(fact.paid_fen.unwrap_or(0));
        }
    }
    Ok(figures)
}

pub(super) fn row_of(key: &str) -> Result<ReportRowKey, AppError> {
    ReportRowKey::parse(key).ok_or_else(|| unknown(key))
}

pub(super) fn class_of(key: &str) -> Result<ApplicantClass, AppError> {
    ApplicantClass::parse(key).ok_or_else(|| unknown(key))
}

pub(super) fn bucket_of(word: &str) -> Result<Bucket, AppError> {
    match word {
        "upheld" => Ok(Bucket::Upheld),
        "corrected" => Ok(Bucket::Corrected),
        "other" => Ok(Bucket::Other),
        _ => Err(unknown(word)),
    }
}

pub(super) fn kind_of(word: &str) -> Result<RemedyKind, AppError> {
    match word {
        "reconsideration" => Ok(RemedyKind::Reconsideration),
        "litigation_direct" => Ok(RemedyKind::LitigationDirect),
        "litigation_after_reconsideration" => Ok(RemedyKind::LitigationAfterReconsideration),
        _ => Err(unknown(word)),
    }
}

fn unknown(word: &str) -> AppError {
    AppError::Inconsistent(format!("台账中有不认识的类别“{word}”"))
}
