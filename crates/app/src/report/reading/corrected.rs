//! What is corrected in a reading by hand: asked for, held against the report, kept as an event, laid over what was read.

use annual_report::{Cell, Narrative, Path, Report, Section, json};

use super::inconsistent;
use super::printed::PrintedForm;
use crate::applicant::limit;
use crate::error::{AppError, Faults};
use crate::events::{Found, ReadReportEvent};
use crate::report::{Mark, SECTION_MAX};

/// Most characters of an organ's name.
const ORGAN_MAX: usize = 200;
/// The first year there were reports of: 条例 came into force in 2008.
const FIRST_YEAR: u16 = 2008;
/// The last year that is written in four digits.
const LAST_YEAR: u16 = 9999;

/// What a file shows where it was read otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadingChange {
    /// A figure, a blank or a mark in a cell.
    Cell {
        /// The cell.
        path: Path,
        /// What the file shows there.
        now: Cell,
    },
    /// The organ's name.
    Organ(String),
    /// The year.
    Year(Option<u16>),
    /// The form.
    Form {
        /// How the file is printed.
        now: PrintedForm,
        /// Whether the person has seen named what has no place in it; refused without, where there is such a figure.
        knowing: bool,
    },
    /// One of the texts; paragraphs are lines, and a text may be empty.
    Text {
        /// Which.
        section: Section,
        /// What the file says there.
        now: String,
    },
}

/// What was read otherwise than the file shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Corrected {
    /// A figure.
    Cell {
        /// Its cell.
        path: Path,
        /// What it was held to show.
        was: Cell,
        /// What it shows.
        now: Cell,
    },
    /// The organ's name.
    Organ {
        /// What it was held to be.
        was: String,
        /// What it is.
        now: String,
    },
    /// The year.
    Year {
        /// What it was held to be.
        was: Option<u16>,
        /// What it is.
        now: Option<u16>,
    },
    /// The form.
    Form {
        /// What it was held to be.
        was: PrintedForm,
        /// What it is.
        now: PrintedForm,
    },
    /// One of the texts; what it was held to say stands in the correction before, else in the reading.
    Text {
        /// Which.
        section: Section,
        /// What it says.
        now: String,
    },
}

/// One correction of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingCorrection {
    /// What was corrected.
    pub what: Corrected,
    /// Why.
    pub because: String,
    /// By whom, when.
    pub mark: Mark,
}

impl ReadingChange {
    /// Whether it says of whom or of which year the report is.
    pub(super) fn names(&self) -> bool {
        matches!(self, Self::Organ(_) | Self::Year(_))
    }

    /// The field its faults are told beside.
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::Cell { .. } => "value",
            Self::Organ(_) => "organ",
            Self::Year(_) => "year",
            Self::Form { .. } => "form",
            Self::Text { section, .. } => section.key(),
        }
    }

    /// What is said where it is what is held already.
    pub(super) fn same(&self) -> &'static str {
        match self {
            Self::Cell { .. } => "与现在的读数相同，没有需要更正的；请填写原件上的内容",
            Self::Organ(_) | Self::Year(_) => "机关名称和年度都与现在的相同，没有需要更正的",
            Self::Form { .. } => "与现在的格式相同，没有需要更正的",
            Self::Text { .. } => "与现在的文字相同，没有需要更正的；请照原件改读错的地方",
        }
    }

    /// What it corrects in a report; nothing where it changes nothing or is wrong.
    pub(super) fn of(&self, report: &Report, faults: &mut Faults) -> Option<Corrected> {
        match self {
            Self::Cell { path, now } => cell(*path, now, report, faults),
            Self::Organ(now) => {
                let (was, now) = (report.organ.clone(), now.trim().to_owned());
                if now.is_empty() {
                    faults.add(self.field(), "请填写报告上的机关名称");
                }
                limit(&now, ORGAN_MAX, "机关名称", self.field().to_owned(), faults);
                (was != now).then_some(Corrected::Organ { was, now })
            }
            Self::Year(now) => {
                let (was, now) = (report.year, *now);
                if now.is_some_and(|year| !(FIRST_YEAR..=LAST_YEAR).contains(&year)) {
                    faults.add(self.field(), format!("年度应当是{FIRST_YEAR}年以后的四位年份"));
                }
                (was != now).then_some(Corrected::Year { was, now })
            }
            Self::Form { now, knowing } => {
                let was = PrintedForm::of(report);
                let left = now.without_place(report);
                if !left.is_empty() && !knowing {
                    faults.add("knowing", without_place(&left, report));
                    return None;
                }
                (was != *now).then_some(Corrected::Form { was, now: *now })
            }
            Self::Text { section, now } => {
                let now = now.replace("\r\n", "\n").trim().to_owned();
                limit(&now, SECTION_MAX, section.title(), self.field().to_owned(), faults);
                (report.narrative.section(*section).trim() != now).then_some(Corrected::Text { section: *section, now })
            }
        }
    }
}

fn cell(path: Path, now: &Cell, report: &Report, faults: &mut Faults) -> Option<Corrected> {
    let was = report.cell(path).clone();
    if was == *now {
        return None;
    }
    let wrong = match now {
        Cell::Unreadable(_) | Cell::Doubtful(_) => Some("请填写原件上的数字、空白或者符号".to_owned()),
        _ => json::cell_from_value(&serde_json::to_value(now).ok()?, path.is_money()).err(),
    };
    if let Some(message) = wrong {
        faults.add("value", format!("这一格填得不对：{message}"));
        return None;
    }
    if !report.has(path) {
        faults.add("value", "这份报告没有这一格，请回到表格重新选择");
        return None;
    }
    Some(Corrected::Cell { path, was, now: now.clone() })
}

/// That figures have no place in another form, in a sentence that names the first; whoever shows it lists them all by
/// [`PrintedForm::without_place`].
fn without_place(left: &[Path], report: &Report) -> String {
    let first = left.first().map(|path| path.in_words(report.form())).unwrap_or_default();
    let more = if left.len() > 1 { "等" } else { "" };
    format!("改成这个格式以后，{first}{more}{}个数字没有位置，请看清后确认", left.len())
}

impl Corrected {
    /// The event it is kept as, with what checking finds since.
    pub(super) fn event(self, found: Found) -> Result<ReadReportEvent, AppError> {
        let value = |cell| serde_json::to_value(cell).map_err(AppError::Unwritable);
        Ok(match self {
            Self::Cell { path, was, now } => {
                ReadReportEvent::ReadingCorrected { cell: path, was: value(was)?, now: value(now)?, found }
            }
            Self::Organ { was, now } => ReadReportEvent::ReadOrganCorrected { was, now, found },
            Self::Year { was, now } => ReadReportEvent::ReadYearCorrected { was, now, found },
            Self::Form { was, now } => ReadReportEvent::ReadFormCorrected { was, now, found },
            Self::Text { section, now } => ReadReportEvent::ReadTextCorrected { section, now, found },
        })
    }

    /// A figure corrected, as an event keeps it.
    pub(super) fn cell(path: Path, was: &serde_json::Value, now: &serde_json::Value) -> Result<Self, AppError> {
        let of_contract =
            |value| json::cell_from_value(value, path.is_money()).map_err(|_| inconsistent("更正的数字无法读出"));
        Ok(Self::Cell { path, was: of_contract(was)?, now: of_contract(now)? })
    }
}

/// A report as it was read, with corrections laid over it in their order.
///
/// What a form has no cell for is left out and not lost: it is there again when the form is set back.
pub(super) fn laid_over<'c>(
    as_read: &Report,
    corrections: impl Iterator<Item = &'c Corrected>,
) -> Result<Report, AppError> {
    let mut report = as_read.clone();
    let mut printed = PrintedForm::of(as_read);
    let mut cells = Vec::new();
    for correction in corrections {
        match correction {
            Corrected::Cell { path, .. } if !printed.has(*path) => {
                return Err(inconsistent("更正的一格不在这份报告中"));
            }
            Corrected::Cell { path, now, .. } => cells.push((*path, now)),
            Corrected::Organ { now, .. } => report.organ.clone_from(now),
            Corrected::Year { now, .. } => report.year = *now,
            Corrected::Form { now, .. } => printed = *now,
            Corrected::Text { section, now } => text(&mut report.narrative, *section).clone_from(now),
        }
    }
    let mut report = printed.print(report);
    for (path, cell) in cells {
        report.set(path, cell.clone());
    }
    Ok(report)
}

fn text(narrative: &mut Narrative, section: Section) -> &mut String {
    match section {
        Section::Overview => &mut narrative.overview,
        Section::Problems => &mut narrative.problems,
        Section::Other => &mut narrative.other,
    }
}
