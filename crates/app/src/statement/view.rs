//! Reading what units stated: of which days, behind which figure, with its evidence, and who has not stated anything yet.

use annual_report::count::{Question, Tally};
use annual_report::{Expected, Path, Span, UnitStatement};
use store::{Blob, Page, Reader, Statement};
use uuid::Uuid;

use super::kept::{StatementInfo, stated, statement_of, stream};
use super::not_there;
use crate::app::App;
use crate::authorise::Action;
use crate::error::AppError;
use crate::events::{EvidenceFile, STATEMENT_PREFIX};
use crate::occasion::Occasion;

/// How many streams are listed at once.
const AT_ONCE: i64 = 1000;

/// What units stated of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statements {
    /// The statements that share a day with them, in the order of the form, then by unit and day of entry.
    pub stated: Vec<StatementInfo>,
    /// The figures a unit is expected to state (the organ's settings) and no standing statement of it covers yet.
    pub unstated: Vec<Expected>,
}

/// The file that proves a stated figure.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its name, media type and digest.
    pub file: EvidenceFile,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Evidence {
    /// Leaves the bytes out: there may be millions.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Evidence({:?})", self.file)
    }
}

impl App {
    /// Lists what units stated of the days, and which expected figures nobody stated; with `ended` also what was taken
    /// back or replaced. Whoever reads reports or states figures may.
    pub async fn statements(&self, occasion: &Occasion<'_>, span: Span, ended: bool) -> Result<Statements, AppError> {
        self.permit_statements(occasion)?;
        let organ = occasion.organ;
        let mut reader = self.store.snapshot().await?;
        let profile = self.profile(&mut reader, organ).await?;
        let form = Question::days(String::new(), span).form;
        let mut found = if ended { ids(&mut reader, organ).await? } else { standing(&mut reader, organ, span).await? };
        found.dedup();
        let mut stated = Vec::with_capacity(found.len());
        for id in found {
            let Some(info) = StatementInfo::fold(id, &reader.load(organ, &stream(id)).await?.events)? else { continue };
            if info.span.overlaps(span) {
                stated.push(info);
            }
        }
        let order = form.paths();
        let place = |path: Path| order.iter().position(|known| *known == path).unwrap_or(usize::MAX);
        stated.sort_by(|a, b| {
            (place(a.figure), &a.unit, a.entered.at, a.id).cmp(&(place(b.figure), &b.unit, b.entered.at, b.id))
        });
        let said = |expected: &Expected| {
            stated.iter().any(|info| info.stands() && info.unit == expected.unit && info.figure == expected.figure)
        };
        let mut unstated: Vec<Expected> = profile
            .expected_figures
            .iter()
            .filter(|expected| order.contains(&expected.figure) && !said(expected))
            .cloned()
            .collect();
        unstated.sort_by(|a, b| (place(a.figure), &a.unit).cmp(&(place(b.figure), &b.unit)));
        unstated.dedup();
        Ok(Statements { stated, unstated })
    }

    /// Lists the statements that a figure of table two was added up from; empty of a blank cell and of any other.
    pub async fn statements_behind(
        &self,
        occasion: &Occasion<'_>,
        span: Span,
        path: &Path,
    ) -> Result<Vec<StatementInfo>, AppError> {
        self.permit_statements(occasion)?;
        let organ = occasion.organ;
        let mut reader = self.store.snapshot().await?;
        let rows = reader.list::<Statement>(organ).await?;
        let of_figure = |row: &&Statement| row.cell == path.to_string();
        let statements = rows.iter().filter(of_figure).map(stated).collect::<Result<Vec<UnitStatement>, AppError>>()?;
        // The count itself says which of them it takes.
        let counted = Tally::new(Question::days(String::new(), span)).finish(&statements, &[]);
        let ids = counted.behind.map(|behind| behind.statements(*path).to_vec()).unwrap_or_default();
        let mut infos = Vec::with_capacity(ids.len());
        for id in ids.iter().filter_map(|id| Uuid::try_parse(id).ok()) {
            infos.extend(StatementInfo::fold(id, &reader.load(organ, &stream(id)).await?.events)?);
        }
        Ok(infos)
    }

    /// Reads one statement whole, standing or not.
    pub async fn statement(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<StatementInfo, AppError> {
        self.permit_statements(occasion)?;
        let loaded = self.store.load(occasion.organ, &stream(id)).await?;
        StatementInfo::fold(id, &loaded.events)?.ok_or_else(|| not_there(id))
    }

    /// Reads the file that proves a stated figure; `None` when none was handed in.
    pub async fn evidence(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<Option<Evidence>, AppError> {
        let info = self.statement(occasion, id).await?;
        let Some(hash) = info.file_digest() else { return Ok(None) };
        let mut reader = self.store.read().await?;
        // A digest written as evidence may be that of a file kept elsewhere.
        let Some(blob) = reader.find::<Blob>(occasion.organ, &hash).await? else { return Ok(None) };
        let Some(bytes) = reader.blob(occasion.organ, hash).await? else { return Ok(None) };
        let file = info.file.unwrap_or_else(|| EvidenceFile {
            digest: hash.to_string(),
            name: hash.to_string(),
            media_type: blob.media_type,
            size: bytes.len() as u64,
        });
        Ok(Some(Evidence { file, bytes }))
    }

    /// Asks the one door about what units stated: open to whoever reads reports, and to whoever states figures.
    fn permit_statements(&self, occasion: &Occasion<'_>) -> Result<(), AppError> {
        self.permit(occasion, Action::StateFigure).or_else(|_| self.permit(occasion, Action::ReadReport))
    }
}

/// The ids of the statements that stand and share a day with the span.
async fn standing(reader: &mut Reader, organ: &str, span: Span) -> Result<Vec<Uuid>, AppError> {
    let rows = reader.list::<Statement>(organ).await?;
    let within = |row: &&Statement| row.from_on <= span.to() && span.from() <= row.to_on;
    Ok(rows.iter().filter(within).map(|row| row.statement_id).collect())
}

/// The ids of all statements, standing or not.
async fn ids(reader: &mut Reader, organ: &str) -> Result<Vec<Uuid>, AppError> {
    let mut ids = Vec::new();
    let mut skip = 0;
    loop {
        let page = reader.streams(organ, STATEMENT_PREFIX, Page { skip, take: AT_ONCE }).await?;
        let whole = page.len() as i64 == AT_ONCE;
        ids.extend(page.iter().filter_map(|head| statement_of(&head.stream)));
        skip += AT_ONCE;
        if !whole {
            return Ok(ids);
        }
    }
}
