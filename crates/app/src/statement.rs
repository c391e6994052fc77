//! Figures of table two, stated and signed by units.

use annual_report::count::Span;
use annual_report::form::Path;
use annual_report::statement::{Standing, StatedValue, UnitStatement};
use jiff::civil::Date;
use store::{Changes, Hash, Head, Statement, StoredEvent};
use uuid::Uuid;

use crate::app::{App, new_event};
use crate::applicant::limit;
use crate::authorise::Action;
use crate::codec::decode_stored;
use crate::error::{AppError, Faults};
use crate::events::{STATEMENT_PREFIX, StatementEvent};
use crate::occasion::Occasion;

/// A figure as a unit hands it in.
#[derive(Debug, Clone)]
pub struct StatementForm {
    /// The unit that states it.
    pub unit: String,
    /// The path of the cell, such as `proactive.licences.decisions`.
    pub figure: Path,
    /// The days it speaks of; all in one calendar year.
    pub span: Span,
    /// The figure.
    pub value: StatedValue,
    /// Who signed.
    pub signed_by: String,
    /// When it was signed.
    pub signed_on: Date,
    /// Where the evidence is kept: a register's name and page, or the digest of a file.
    pub evidence: String,
}

impl StatementForm {
    fn check(&self, today: Date, faults: &mut Faults) {
        for (value, what, field) in [
            (&self.unit, "填报处室", "unit"),
            (&self.signed_by, "签字人", "signed_by"),
            (&self.evidence, "依据", "evidence"),
        ] {
            if value.trim().is_empty() {
                faults.add(field, format!("请填写{what}"));
            }
            limit(value, 200, what, field.to_owned(), faults);
        }
        match self.figure {
            path @ Path::Proactive(..) => match self.value {
                StatedValue::Count(_) if path.is_money() => faults.add("value", "这一格是金额，请按元、角、分填写"),
                StatedValue::Fen(_) if !path.is_money() => faults.add("value", "这一格是件数，请填写整数"),
                StatedValue::Count(amount) | StatedValue::Fen(amount) if amount < 0 && !path.may_be_negative() => {
                    faults.add("value", "这一格不能是负数，请核对");
                }
                _ => {}
            },
            _ => faults.add("figure", "这一格不在年度报告第二部分的表格中，请重新选择"),
        }
        if !self.span.within_one_year() {
            faults.add("span", "起止日期应当在同一年度内，请分年填报");
        }
        if self.signed_on > today {
            faults.add("signed_on", "签字日期不能晚于今天");
        }
    }

    fn event(&self, replaces: Option<Uuid>) -> StatementEvent {
        StatementEvent::FigureStated {
            unit: self.unit.clone(),
            figure: self.figure,
            span: self.span,
            value: self.value,
            signed_by: self.signed_by.clone(),
            signed_on: self.signed_on,
            evidence: self.evidence.clone(),
            replaces: replaces.map(|id| id.to_string()),
        }
    }
}

fn stream(id: Uuid) -> String {
    format!("{STATEMENT_PREFIX}{}", id.hyphenated())
}

/// The statement a stream's name speaks of.
pub(crate) fn statement_of(stream: &str) -> Option<Uuid> {
    stream.strip_prefix(STATEMENT_PREFIX).and_then(|id| Uuid::try_parse(id).ok())
}

impl App {
    /// Records a figure a unit states and signs; gives the statement's id.
    pub async fn state_figure(&self, occasion: &Occasion<'_>, form: &StatementForm) -> Result<Uuid, AppError> {
        self.permit(occasion, Action::StateFigure)?;
        let mut faults = Faults::default();
        form.check(occasion.at.today, &mut faults);
        faults.none_or()?;
        let id = self.new_id();
        let events = vec![form.event(None)];
        let mut changes = Changes::new();
        changes.put(&row(occasion.organ, id, &events).ok_or_else(unreadable)?);
        let new = new_event(occasion, &form.event(None))?;
        let done = self.store.append(occasion.organ, &stream(id), &Head::NONE, vec![new], &changes).await;
        self.explain(done.map_err(AppError::Store)).await?;
        Ok(id)
    }

    /// Records a figure in the place of one stated before; gives the new statement's id.
    pub async fn replace_figure(
        &self,
        occasion: &Occasion<'_>,
        replaced: Uuid,
        form: &StatementForm,
    ) -> Result<Uuid, AppError> {
        self.permit(occasion, Action::StateFigure)?;
        let mut faults = Faults::default();
        form.check(occasion.at.today, &mut faults);
        faults.none_or()?;
        let id = self.new_id();
        let done = self.put_in_place(occasion, replaced, id, form).await;
        self.explain(done).await?;
        Ok(id)
    }

    async fn put_in_place(
        &self,
        occasion: &Occasion<'_>,
        replaced: Uuid,
        id: Uuid,
        form: &StatementForm,
    ) -> Result<(), AppError> {
        let organ = occasion.organ;
        let mut write = self.store.write().await?;
        let old = write.load(organ, &stream(replaced)).await?;
        must_stand(replaced, &old.events)?;
        let mut changes = Changes::new();
        changes.delete::<Statement>(organ, &replaced);
        let taken = new_event(occasion, &StatementEvent::FigureReplaced { by: id.to_string() })?;
        write.append(organ, &stream(replaced), &old.head, vec![taken], &changes).await?;
        let event = form.event(Some(replaced));
        let mut changes = Changes::new();
        changes.put(&row(organ, id, std::slice::from_ref(&event)).ok_or_else(unreadable)?);
        write.append_and_commit(organ, &stream(id), &Head::NONE, vec![new_event(occasion, &event)?], &changes).await?;
        Ok(())
    }

    /// Takes a figure back; the cell is blank again unless another statement fills it.
    pub async fn withdraw_figure(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<(), AppError> {
        self.permit(occasion, Action::StateFigure)?;
        if occasion.reason.trim().is_empty() {
            let mut faults = Faults::default();
            faults.add("reason", "请写明撤回这个数字的原因");
            faults.none_or()?;
        }
        let loaded = self.store.load(occasion.organ, &stream(id)).await?;
        must_stand(id, &loaded.events)?;
        let mut changes = Changes::new();
        changes.delete::<Statement>(occasion.organ, &id);
        let new = new_event(occasion, &StatementEvent::FigureWithdrawn)?;
        let done = self.store.append(occasion.organ, &stream(id), &loaded.head, vec![new], &changes).await;
        self.explain(done.map_err(AppError::Store)).await.map(drop)
    }

    /// Reads one statement whole, standing or not.
    pub async fn statement(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<UnitStatement, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let loaded = self.store.load(occasion.organ, &stream(id)).await?;
        statement(id, &loaded.events)?.ok_or_else(|| not_there(id))
    }
}

fn not_there(id: Uuid) -> AppError {
    AppError::NotFound { what: "填报的数字", which: id.to_string() }
}

fn unreadable() -> AppError {
    AppError::Inconsistent("填报的数字无法列入表格".to_owned())
}

fn must_stand(id: Uuid, events: &[StoredEvent]) -> Result<(), AppError> {
    match statement(id, events)?.ok_or_else(|| not_there(id))?.standing {
        Standing::Stands => Ok(()),
        Standing::Withdrawn { .. } | Standing::Replaced { .. } => {
            Err(AppError::NotNow("这个数字已经被撤回或者替换，请在现行的数字上办理".to_owned()))
        }
    }
}

/// Folds a statement from its stream; `None` when it has no events.
fn statement(id: Uuid, events: &[StoredEvent]) -> Result<Option<UnitStatement>, AppError> {
    let mut folded: Option<UnitStatement> = None;
    for stored in events {
        match decode_stored::<StatementEvent>(stored)? {
            StatementEvent::FigureStated { unit, figure, span, value, signed_by, signed_on, evidence, .. } => {
                let standing = Standing::Stands;
                let id = id.to_string();
                folded =
                    Some(UnitStatement { id, unit, figure, span, value, signed_by, signed_on, evidence, standing });
            }
            StatementEvent::FigureReplaced { by } => {
                if let Some(statement) = &mut folded {
                    statement.standing = Standing::Replaced { by };
                }
            }
            StatementEvent::FigureWithdrawn => {
                if let Some(statement) = &mut folded {
                    statement.standing = Standing::Withdrawn { on: stored.occurred_on };
                }
            }
        }
    }
    Ok(folded)
}

/// The row of a statement that stands; `None` of one that does not.
fn row(organ: &str, id: Uuid, events: &[StatementEvent]) -> Option<Statement> {
    match events {
        [StatementEvent::FigureStated { unit, figure, span, value, signed_by, signed_on, evidence, .. }] => {
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
                evidence: Hash::parse(evidence),
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
