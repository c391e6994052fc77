//! Table two as the units state it, and the reports of years that are over.

use annual_report::{Given, Path, Span, StatedValue, draft};
use jiff::civil::{Date, date};

use super::days::Days;
use super::desk::Desk;
use super::organ::{figures, unit_of};
use crate::error::AppError;
use crate::occasion::Occasion;
use crate::statement::StatementForm;

/// To whom the demo organ hands its reports in.
const RECEIVER: &str = "区政府信息公开主管部门（演示）";
/// Where it publishes them: an address kept for examples, and the year.
const ADDRESS: &str = "https://www.example.com/annual-report/";

/// The figures the units sign together on a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    span: Span,
    signed: Date,
    /// Whether every figure is 0, and every one is stated.
    nothing: bool,
}

/// Something the office does on a day besides its cases.
#[derive(Debug, Clone, Copy)]
pub(super) enum Chore {
    /// The units sign.
    State(Sheet),
    /// The report of a year is written and frozen.
    Freeze(i16),
}

/// What the office does between the day the record is opened and the day the demonstration is made.
pub(super) fn chores(days: &Days<'_>) -> Result<Vec<(Date, Chore)>, AppError> {
    let year = days.today.year();
    let mut chores = Vec::new();
    let no_span = |fault: annual_report::count::SpanFault| AppError::NotNow(fault.to_string());
    // 2021 has figures of its own.
    if year > 2022 {
        let signed = days.after(date(year, 1, 8), 1)?;
        let span = Span::year(year - 1).map_err(no_span)?;
        chores.push((signed, Chore::State(Sheet { span, signed, nothing: false })));
        chores.push((days.after(date(year, 1, 19), 1)?, Chore::Freeze(year - 1)));
    }
    if year > 2021 {
        for quarter in 1..=4 {
            let span = Span::quarter(year, quarter).map_err(no_span)?;
            let signed = days.after(span.to(), 3)?;
            chores.push((signed, Chore::State(Sheet { span, signed, nothing: false })));
        }
    }
    chores.retain(|(day, _)| (days.opened..=days.today).contains(day));
    Ok(chores)
}

impl Chore {
    /// Does it; tells the year whose report it froze.
    pub(super) async fn done(self, desk: &mut Desk<'_>) -> Result<Option<i16>, AppError> {
        match self {
            Chore::State(sheet) => sheet.state(desk, "").await.map(|()| None),
            Chore::Freeze(year) => {
                let given = Given {
                    management: Some("公文公开属性随文审定，公开前先行保密审查（演示文字）。".to_owned()),
                    platform: Some("按要求更新政府网站的公开专栏（演示文字）。".to_owned()),
                    supervision: Some("全年组织了两次信息公开培训（演示文字）。".to_owned()),
                    problems: Some("个别答复的说理还不充分；下一步加强法制审核和案例培训（演示文字）。".to_owned()),
                    ..Given::default()
                };
                freeze(desk, year, given).await.map(|()| Some(year))
            }
        }
    }
}

impl Sheet {
    /// A sheet on which every unit states that there was nothing.
    pub(super) fn nothing(span: Span, signed: Date) -> Self {
        Sheet { span, signed, nothing: true }
    }

    /// Enters each figure for the unit that signed it.
    pub(super) async fn state(self, desk: &mut Desk<'_>, reason: &str) -> Result<(), AppError> {
        for figure in figures() {
            let Some(value) = self.value(figure) else { continue };
            let form = StatementForm {
                unit: unit_of(figure).to_owned(),
                figure,
                span: self.span,
                value,
                signed_by: format!("{}负责人（演示）", unit_of(figure)),
                signed_on: self.signed,
                evidence: format!("{}台账（演示）", self.span.spoken()),
                file: None,
            };
            let at = desk.moment();
            let occasion = Occasion::now(&desk.staff.editor, at).on(self.signed).because(reason);
            desk.app.state_figure(&occasion, &form).await?;
        }
        Ok(())
    }

    /// What is stated; none where the unit is silent, so that the cell stays blank.
    fn value(self, figure: Path) -> Option<StatedValue> {
        if figure.is_money() {
            return Some(StatedValue::Fen(0));
        }
        if self.nothing {
            return Some(StatedValue::Count(0));
        }
        let whole_year = self.span.as_year().is_some();
        let count = match figure.to_string().as_str() {
            "proactive.compulsions.decisions" => return None,
            // What is in force is told as of the end of a year.
            "proactive.regulations.in_force" | "proactive.normative_documents.in_force" if !whole_year => return None,
            "proactive.normative_documents.in_force" => 3,
            "proactive.normative_documents.made" if whole_year => 1,
            "proactive.licences.decisions" => {
                if whole_year {
                    26
                } else {
                    6
                }
            }
            "proactive.penalties.decisions" if whole_year => 2,
            _ => 0,
        };
        Some(StatedValue::Count(count))
    }
}

/// Writes the texts of a year's report from its figures and what is given, freezes it, and has it signed, handed in and
/// published.
pub(super) async fn freeze(desk: &mut Desk<'_>, year: i16, given: Given) -> Result<(), AppError> {
    let span = Span::year(year).map_err(|fault| AppError::NotNow(fault.to_string()))?;
    let at = desk.moment();
    let counted = desk.app.compile(&Occasion::now(&desk.staff.editor, at), span, false).await?;
    let given = Given { fees: Some(counted.fees), ..given };
    let narrative = draft(&counted.compiled.report, span, &given);
    let at = desk.moment();
    desk.app.write_narrative(&Occasion::now(&desk.staff.editor, at), year, &narrative).await?;
    let at = desk.moment();
    desk.app.freeze(&Occasion::now(&desk.staff.editor, at), year).await?;
    let at = desk.moment();
    desk.app.sign_report(&Occasion::now(&desk.staff.leader, at), year).await?;
    let at = desk.moment();
    desk.app.submit_report(&Occasion::now(&desk.staff.editor, at), year, RECEIVER).await?;
    let at = desk.moment();
    let address = format!("{ADDRESS}{year}");
    desk.app.publish_report(&Occasion::now(&desk.staff.editor, at), year, &address).await?;
    Ok(())
}
