//! The annual report: counted from the record, written, frozen, compared.

use annual_report::count::Span;
use annual_report::{
    Basis, CaseFact, CellChange, CheckContext, Compiled, FeeFigures, Finding, Frozen, Given, Narrative, Question,
    RemedyFact, RemedyKind, Tally, carry_over, check, difference, draft,
};
use law::applicant::ApplicantClass;
use law::fee::Fen;
use law::outcome::ReportRow as ReportRowKey;
use law::remedy_case::Bucket;
use store::{Changes, Head, Reader, ReportRow, Statement, StoredEvent};
use uuid::Uuid;

use crate::app::{App, new_event};
use crate::applicant::limit;
use crate::authorise::Action;
use crate::codec::decode_stored;
use crate::error::{AppError, Faults};
use crate::events::{REPORT_PREFIX, ReportEvent};
use crate::occasion::Occasion;
use crate::statement::stated;

/// Most characters of one section of the narrative.
const SECTION_MAX: usize = 200_000;
/// The version of the rules a report is counted by: that of the program.
const LAW_VERSION: &str = env!("CARGO_PKG_VERSION");

/// A report counted from the record, with what is to be said of it.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The report with its texts, the cases behind its cells when asked for, and what a reader must know.
    pub compiled: Compiled,
    /// The three figures of section six (FEE-12).
    pub fees: FeeFigures,
    /// Whether the texts were written by a person; else they are the draft from the figures.
    pub written: bool,
    /// What checking it finds, the carry-over from the frozen report of the year before included.
    pub findings: Vec<Finding>,
}

/// A frozen report and when it was frozen.
#[derive(Debug, Clone)]
pub struct FrozenReport {
    /// It.
    pub frozen: Frozen,
    /// Its digest, as it stands in the event.
    pub digest: String,
    /// Who froze it.
    pub by: String,
    /// When.
    pub at: jiff::Timestamp,
}

/// A year's report as its stream makes it.
#[derive(Debug, Default)]
struct Kept {
    narrative: Option<Narrative>,
    snapshot: Option<(store::Hash, StoredEvent)>,
    head: Option<Head>,
}

fn stream(year: i16) -> String {
    format!("{REPORT_PREFIX}{year}")
}

/// The year a report's stream speaks of.
pub(crate) fn year_of(stream: &str) -> Option<i16> {
    stream.strip_prefix(REPORT_PREFIX).and_then(|year| year.parse().ok())
}

/// The id of a year's report: the same in every organ, whose code leads the key.
fn report_id(year: i16) -> Uuid {
    Uuid::from_u128(u128::from(year.unsigned_abs()))
}

impl App {
    /// Counts a report over any days from the record, as of one moment.
    ///
    /// `with_cases` keeps the cases behind each cell; counting alone is several times faster. The texts are those
    /// written for the year when the days are exactly one, else the draft from the figures.
    pub async fn compile(&self, occasion: &Occasion<'_>, span: Span, with_cases: bool) -> Result<Counted, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.snapshot().await?;
        self.count_in(&mut reader, occasion.organ, span, with_cases).await
    }

    async fn count_in(
        &self,
        reader: &mut Reader,
        organ: &str,
        span: Span,
        with_cases: bool,
    ) -> Result<Counted, AppError> {
        let profile = self.profile(reader, organ).await?;
        let mut question = Question::days(profile.name.clone(), span);
        question.sources = with_cases;
        let mut tally = Tally::new(question);
        let mut id = Uuid::encode_buffer();
        for row in reader.report_facts(organ, span.from(), span.to()).await? {
            let result = match (&row.result_row, row.closed_on) {
                (Some(key), Some(on)) => Some((row_of(key)?, on)),
                _ => None,
            };
            tally.case(&CaseFact {
                case: row.case_id.hyphenated().encode_lower(&mut id),
                number: row.number.as_deref().unwrap_or_default(),
                received_on: row.received_on,
                class: class_of(&row.class)?,
                result,
                opening_balance: row.opening_balance,
            });
        }
        for row in reader.remedy_facts(organ, span.from(), span.to()).await? {
            let number = self.remedy_number(reader, organ, &row, with_cases).await?;
            let remedy = row.remedy_id.to_string();
            let decided = match (&row.bucket, row.decided_on) {
                (Some(word), Some(on)) => Some((on, bucket_of(word)?)),
                _ => None,
            };
            tally.remedy(&RemedyFact {
                case: row.case_id.hyphenated().encode_lower(&mut id),
                remedy: &remedy,
                number: &number,
                kind: kind_of(&row.kind)?,
                opened_on: row.opened_on,
                decided,
            });
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
            Some(year) => kept(&reader.load(organ, &stream(year)).await?.events)?,
            None => Kept::default(),
        };
        let written = kept.narrative.is_some();
        compiled.report.narrative = kept
            .narrative
            .unwrap_or_else(|| draft(&compiled.report, span, &Given { fees: Some(fees), ..Given::default() }));
        let findings = self.findings(reader, organ, span, &compiled).await?;
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

    /// What is to be said of a count: how it came about, its identities, and the carry-over from the frozen year before.
    async fn findings(
        &self,
        reader: &mut Reader,
        organ: &str,
        span: Span,
        compiled: &Compiled,
    ) -> Result<Vec<Finding>, AppError> {
        let before = match span.as_year().and_then(|year| year.checked_sub(1)) {
            Some(year) => self.frozen_in(reader, organ, year).await?,
            None => None,
        };
        let previous = before.as_ref().map(|before| &before.frozen.report);
        let mut findings = compiled.findings.clone();
        findings.extend(check(&compiled.report, &CheckContext { previous }));
        if let Some(before) = &before {
            findings.extend(carry_over(&before.frozen, compiled));
        }
        Ok(findings)
    }

    /// Writes the texts of a year's report. Refused once the report is frozen.
    pub async fn write_narrative(
        &self,
        occasion: &Occasion<'_>,
        year: i16,
        narrative: &Narrative,
    ) -> Result<(), AppError> {
        self.permit(occasion, Action::WriteNarrative)?;
        let mut faults = Faults::default();
        for (text, what, field) in [
            (&narrative.overview, "总体情况", "overview"),
            (&narrative.problems, "存在的主要问题及改进情况", "problems"),
            (&narrative.other, "其他需要报告的事项", "other"),
        ] {
            limit(text, SECTION_MAX, what, field.to_owned(), &mut faults);
        }
        check_year(year, &mut faults);
        faults.none_or()?;
        let loaded = self.store.load(occasion.organ, &stream(year)).await?;
        let kept = kept(&loaded.events)?;
        if kept.snapshot.is_some() {
            return Err(already_frozen(year));
        }
        let event = ReportEvent::NarrativeWritten {
            overview: narrative.overview.clone(),
            problems: narrative.problems.clone(),
            other: narrative.other.clone(),
        };
        let mut changes = Changes::new();
        changes.put(&row(occasion.organ, year, None, loaded.head.seq + 1)?);
        let new = new_event(occasion, &event)?;
        let done = self.store.append(occasion.organ, &stream(year), &loaded.head, vec![new], &changes).await;
        self.explain(done.map_err(AppError::Store)).await.map(drop)
    }

    /// Freezes a year's report: its figures, texts and the cases behind them, under their digest.
    ///
    /// Refused before the year is over, when it is frozen already, or when it contradicts itself.
    pub async fn freeze(&self, occasion: &Occasion<'_>, year: i16) -> Result<FrozenReport, AppError> {
        self.permit(occasion, Action::FreezeReport)?;
        let mut faults = Faults::default();
        check_year(year, &mut faults);
        faults.none_or()?;
        let done = self.freeze_in(occasion, year).await;
        self.explain(done).await
    }

    async fn freeze_in(&self, occasion: &Occasion<'_>, year: i16) -> Result<FrozenReport, AppError> {
        let organ = occasion.organ;
        let span = Span::year(year).map_err(|fault| AppError::NotNow(fault.to_string()))?;
        if occasion.at.today <= span.to() {
            return Err(AppError::NotNow(format!("{year}年还没有结束，年度报告不能定稿；请在次年1月1日以后办理")));
        }
        let mut write = self.store.write().await?;
        let loaded = write.load(organ, &stream(year)).await?;
        if kept(&loaded.events)?.snapshot.is_some() {
            return Err(already_frozen(year));
        }
        let counted = self.count_in(&mut write, organ, span, true).await?;
        if let Some(finding) = counted.findings.iter().find(|f| f.severity == annual_report::Severity::Error) {
            return Err(AppError::NotNow(format!("年度报告自相矛盾，不能定稿：{}", finding.message)));
        }
        let calendar = self.calendar_in(&mut write).await?;
        let notices: Vec<&str> = calendar.notices().iter().map(|notice| notice.number()).collect();
        let basis = Basis { calendar: notices.join("、"), law: LAW_VERSION.to_owned() };
        let frozen = Frozen::new(organ, counted.compiled, basis);
        let bytes = frozen.canonical().map_err(AppError::Unwritable)?;
        let hash = write.put_blob(organ, bytes, "application/json", occasion.at.recorded_at).await?;
        let digest = hash.to_string();
        let event = new_event(occasion, &ReportEvent::ReportFrozen { snapshot: digest.clone() })?;
        let mut changes = Changes::new();
        let at = jiff::Timestamp::from_microsecond(occasion.at.recorded_at.as_microsecond())
            .unwrap_or(occasion.at.recorded_at);
        changes.put(&row(organ, year, Some((hash, at)), loaded.head.seq + 1)?);
        write.append_and_commit(organ, &stream(year), &loaded.head, vec![event], &changes).await?;
        Ok(FrozenReport { frozen, digest, by: occasion.actor.id.clone(), at })
    }

    /// Reads the frozen report of a year; `None` when it is not frozen. Whoever may read reports may.
    pub async fn frozen(&self, occasion: &Occasion<'_>, year: i16) -> Result<Option<FrozenReport>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.read().await?;
        self.frozen_in(&mut reader, occasion.organ, year).await
    }

    async fn frozen_in(&self, reader: &mut Reader, organ: &str, year: i16) -> Result<Option<FrozenReport>, AppError> {
        let Some((hash, event)) = kept(&reader.load(organ, &stream(year)).await?.events)?.snapshot else {
            return Ok(None);
        };
        let bytes = reader.blob(organ, hash).await?;
        let bytes = bytes.ok_or_else(|| store::Error::FileMissing(hash.to_string()))?;
        let frozen =
            Frozen::read(&bytes).map_err(|fault| AppError::NotNow(format!("{year}年度的定稿无法读出：{fault}")))?;
        Ok(Some(FrozenReport { frozen, digest: hash.to_string(), by: event.actor, at: event.recorded_at }))
    }

    /// What a count made now would show otherwise than the frozen report of a year.
    pub async fn difference(&self, occasion: &Occasion<'_>, year: i16) -> Result<Vec<CellChange>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.snapshot().await?;
        let frozen = self.frozen_in(&mut reader, occasion.organ, year).await?;
        let frozen =
            frozen.ok_or_else(|| AppError::NotFound { what: "定稿的年度报告", which: year.to_string() })?;
        let now = self.count_in(&mut reader, occasion.organ, frozen.frozen.span, true).await?;
        Ok(difference(&frozen.frozen, &now.compiled))
    }
}

fn already_frozen(year: i16) -> AppError {
    AppError::NotNow(format!("{year}年度报告已经定稿，定稿不再改动；以后的登记更正会作为差异另行显示"))
}

fn check_year(year: i16, faults: &mut Faults) {
    if Span::year(year).is_err() {
        faults.add("year", "年度应当是四位年份");
    }
}

fn kept(events: &[StoredEvent]) -> Result<Kept, AppError> {
    let mut kept = Kept::default();
    for event in events {
        match decode_stored(event)? {
            ReportEvent::NarrativeWritten { overview, problems, other } => {
                kept.narrative = Some(Narrative { overview, problems, other });
            }
            ReportEvent::ReportFrozen { snapshot } => {
                let hash = store::Hash::parse(&snapshot)
                    .ok_or_else(|| AppError::Inconsistent("定稿的摘要无法读出".to_owned()))?;
                kept.snapshot = Some((hash, event.clone()));
            }
        }
        kept.head = Some(event.head());
    }
    Ok(kept)
}

fn row(
    organ: &str,
    year: i16,
    frozen: Option<(store::Hash, jiff::Timestamp)>,
    seq: i64,
) -> Result<ReportRow, AppError> {
    let span = Span::year(year).map_err(|_| AppError::Inconsistent(format!("{year}不是年度")))?;
    Ok(ReportRow {
        organ: organ.to_owned(),
        report_id: report_id(year),
        from_on: span.from(),
        to_on: span.to(),
        status: if frozen.is_some() { "frozen" } else { "draft" }.to_owned(),
        blob: frozen.map(|(hash, _)| hash),
        frozen_at: frozen.map(|(_, at)| at),
        updated_seq: seq,
    })
}

/// The row a report's stream is laid out into.
pub(crate) fn report_rows(organ: &str, year: i16, events: &[StoredEvent]) -> Result<Changes, AppError> {
    let kept = kept(events)?;
    let mut changes = Changes::new();
    if let Some(head) = kept.head {
        let frozen = kept.snapshot.map(|(hash, event)| (hash, event.recorded_at));
        changes.put(&row(organ, year, frozen, head.seq)?);
    }
    Ok(changes)
}

/// The three figures of section six: notices sent in the days, what they charged, what was received in the days.
async fn fee_figures(reader: &mut Reader, organ: &str, span: Span) -> Result<FeeFigures, AppError> {
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

fn row_of(key: &str) -> Result<ReportRowKey, AppError> {
    ReportRowKey::parse(key).ok_or_else(|| unknown(key))
}

fn class_of(key: &str) -> Result<ApplicantClass, AppError> {
    ApplicantClass::parse(key).ok_or_else(|| unknown(key))
}

fn bucket_of(word: &str) -> Result<Bucket, AppError> {
    match word {
        "upheld" => Ok(Bucket::Upheld),
        "corrected" => Ok(Bucket::Corrected),
        "other" => Ok(Bucket::Other),
        _ => Err(unknown(word)),
    }
}

fn kind_of(word: &str) -> Result<RemedyKind, AppError> {
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

impl App {
    /// Whether a year's report is frozen.
    pub(crate) async fn is_frozen(&self, reader: &mut Reader, organ: &str, year: i16) -> Result<bool, AppError> {
        let row = reader.find::<ReportRow>(organ, &report_id(year)).await?;
        Ok(row.is_some_and(|row| row.blob.is_some()))
    }
}
