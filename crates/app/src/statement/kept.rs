//! A stated figure as its stream makes it, and its row.

use annual_report::count::Span;
use annual_report::form::Path;
use annual_report::statement::{Standing, StatedValue, UnitStatement};
use jiff::civil::Date;
use store::{Changes, Hash, Statement, StoredEvent};
use uuid::Uuid;

use crate::codec::decode_stored;
use crate::error::AppError;
use crate::events::{EvidenceFile, STATEMENT_PREFIX, StatementEvent};
use crate::report::Mark;

/// A stated figure whole: what was stated, by whom it was entered, and whether it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementInfo {
    /// Its id.
    pub id: Uuid,
    /// The unit.
    pub unit: String,
    /// The cell.
    pub figure: Path,
    /// The days it speaks of.
    pub span: Span,
    /// The figure.
    pub value: StatedValue,
    /// Who signed.
    pub signed_by: String,
    /// When it was signed.
    pub signed_on: Date,
    /// Where the evidence is kept; may be empty when a file was handed in.
    pub evidence: String,
    /// The file handed in as evidence.
    pub file: Option<EvidenceFile>,
    /// The statement it took the place of.
    pub replaces: Option<Uuid>,
    /// Who entered it.
    pub entered: Mark,
    /// Whether it still stands.
    pub standing: Standing,
    /// Who took it back or put another in its place, and why; absent while it stands.
    pub ended: Option<(Mark, String)>,
}

impl StatementInfo {
    /// Folds a statement from its stream; `None` when it has no events.
    pub(crate) fn fold(id: Uuid, events: &[StoredEvent]) -> Result<Option<Self>, AppError> {
        let mut folded: Option<Self> = None;
        for stored in events {
            let mark = Mark { by: stored.actor.clone(), on: stored.occurred_on, at: stored.recorded_at };
            let standing = match decode_stored::<StatementEvent>(stored)? {
                StatementEvent::FigureStated {
                    unit,
                    figure,
                    span,
                    value,
                    signed_by,
                    signed_on,
                    evidence,
                    file,
                    replaces,
                } => {
                    folded = Some(Self {
                        id,
                        unit,
                        figure,
                        span,
                        value,
                        signed_by,
                        signed_on,
                        evidence,
                        file,
                        replaces: replaces.and_then(|id| Uuid::try_parse(&id).ok()),
                        entered: mark,
                        standing: Standing::Stands,
                        ended: None,
                    });
                    continue;
                }
                StatementEvent::FigureReplaced { by } => Standing::Replaced { by },
                StatementEvent::FigureWithdrawn => Standing::Withdrawn { on: stored.occurred_on },
            };
            if let Some(statement) = &mut folded {
                statement.standing = standing;
                statement.ended = Some((mark, stored.reason.clone()));
            }
        }
        Ok(folded)
    }

    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.standing == Standing::Stands
    }

    /// The digest of the file that proves it: handed in with it, or named as the evidence.
    pub(crate) fn file_digest(&self) -> Option<Hash> {
        digest_of(self.file.as_ref(), &self.evidence)
    }
}

fn digest_of(file: Option<&EvidenceFile>, evidence: &str) -> Option<Hash> {
    Hash::parse(file.map_or(evidence, |file| &file.digest))
}

/// The name of a statement's stream.
pub(super) fn stream(id: Uuid) -> String {
    format!("{STATEMENT_PREFIX}{}", id.hyphenated())
}

/// The statement a stream's name speaks of.
pub(crate) fn statement_of(stream: &str) -> Option<Uuid> {
    stream.strip_prefix(STATEMENT_PREFIX).and_then(|id| Uuid::try_parse(id).ok())
}

/// The row of a statement that stands; `None` of one that does not.
pub(super) fn row(organ: &str, id: Uuid, events: &[StatementEvent]) -> Option<Statement> {
    match events {
        [StatementEvent::FigureStated { unit, figure, span, value, signed_by, signed_on, evidence, file, .. }] => {
            let (StatedValue::Count(amount) | StatedValue::Fen(amount)) = value;
            Some(Statement {
                organ: organ.to_owned(),
                statement_id: id,
                from_on: span.from(),
                to_on: span.to(),
                cell: figure.to_string(),
                figure: amount.to_string(),
                unit: unit.clone(),
                signed_by: signed_by.clone(),
                signed_on: *signed_on,
                evidence: digest_of(file.as_ref(), evidence),
            })
        }
        _ => None,
    }
}

/// The rows a statement's stream is laid out into.
pub(crate) fn statement_rows(organ: &str, id: Uuid, events: &[StoredEvent]) -> Result<Changes, AppError> {
    let events = events.iter().map(decode_stored).collect::<Result<Vec<StatementEvent>, AppError>>()?;
    let mut changes = Changes::new();
    if let Some(row) = row(organ, id, &events) {
        changes.put(&row);
    }
    Ok(changes)
}

/// A statement as the count needs it, from its row. Rows hold only what stands.
pub(crate) fn stated(row: &Statement) -> Result<UnitStatement, AppError> {
    let inconsistent = || AppError::Inconsistent(format!("填报的数字{}无法读出", row.statement_id));
    let path: Path = row.cell.parse().map_err(|_| inconsistent())?;
    let amount: i64 = row.figure.parse().map_err(|_| inconsistent())?;
    Ok(UnitStatement {
        id: row.statement_id.to_string(),
        unit: row.unit.clone(),
        figure: path,
        span: Span::new(row.from_on, row.to_on).map_err(|_| inconsistent())?,
        value: if path.is_money() { StatedValue::Fen(amount) } else { StatedValue::Count(amount) },
        signed_by: row.signed_by.clone(),
        signed_on: row.signed_on,
        evidence: row.evidence.map_or(String::new(), |hash| hash.to_string()),
        standing: Standing::Stands,
    })
}
