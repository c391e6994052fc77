//! A report: its organ, year, form, cells and texts, and where each figure comes from.

use std::collections::BTreeMap;

use document::Place;
use jiff::civil::Date;

use crate::cell::Cell;
use crate::form::{Form, OtherRows, Path};

/// One annual report (or, with a period, the figures of any span of days).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The organ's name as printed; empty when not known.
    pub organ: String,
    /// The year reported on.
    pub year: Option<u16>,
    /// The span counted, where it is not the whole year.
    pub period: Option<Period>,
    /// The three texts.
    pub narrative: Narrative,
    form: Form,
    other_rows: OtherRows,
    cells: Vec<Cell>,
}

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// The texts of sections one, five and six; paragraphs are lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrative {
    /// 一、总体情况.
    pub overview: String,
    /// 五、存在的主要问题及改进情况.
    pub problems: String,
    /// 六、其他需要报告的事项.
    pub other: String,
}

/// One of the three texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// 一、总体情况.
    Overview,
    /// 五、存在的主要问题及改进情况.
    Problems,
    /// 六、其他需要报告的事项.
    Other,
}

impl Section {
    /// Every text in order.
    pub const ALL: [Self; 3] = [Self::Overview, Self::Problems, Self::Other];

    /// Its key in the contract's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Problems => "problems",
            Self::Other => "other",
        }
    }

    /// Its title without the number, as a message calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "总体情况",
            Self::Problems => "存在的主要问题及改进情况",
            Self::Other => "其他需要报告的事项",
        }
    }
}

impl Narrative {
    /// One of the texts.
    pub fn section(&self, section: Section) -> &str {
        match section {
            Section::Overview => &self.overview,
            Section::Problems => &self.problems,
            Section::Other => &self.other,
        }
    }
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Read from a file, there.
    Read(Place),
    /// Counted from the record: the ids of the cases behind it, in order.
    Counted(Vec<String>),
    /// Stated by a unit: the id of its statement.
    Stated(String),
}

/// The sources of a report's cells; a cell whose source is not known is not in it.
pub type Sources = BTreeMap<Path, Source>;

impl Report {
    /// A report of the form with every cell blank and no text.
    pub fn new(organ: impl Into<String>, year: Option<u16>, form: Form) -> Self {
        Self::with_other_rows(organ, year, form, form.other_rows())
    }

    /// A blank report that prints （六） in one row or in three, whatever its form does.
    pub fn with_other_rows(organ: impl Into<String>, year: Option<u16>, form: Form, other_rows: OtherRows) -> Self {
        Self {
            organ: organ.into(),
            year,
            period: None,
            narrative: Narrative::default(),
            form,
            other_rows,
            cells: Cell::blanks(),
        }
    }

    /// A report of cells that stand in their slots, none where the form has no cell.
    pub(crate) fn of_cells(
        organ: String,
        year: Option<u16>,
        form: Form,
        other_rows: OtherRows,
        cells: Vec<Cell>,
    ) -> Self {
        Self { organ, year, period: None, narrative: Narrative::default(), form, other_rows, cells }
    }

    /// The form it follows.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Whether it prints （六） in one row or in three.
    pub fn other_rows(&self) -> OtherRows {
        self.other_rows
    }

    /// All its cells' paths in the order of the form.
    pub fn paths(&self) -> Vec<Path> {
        self.form.listed(self.other_rows).to_vec()
    }

    /// Says whether it has the cell.
    pub fn has(&self, path: Path) -> bool {
        self.form.has(self.other_rows, path)
    }

    /// The cell; blank where the report has no such cell.
    pub fn cell(&self, path: Path) -> &Cell {
        const BLANK: &Cell = &Cell::Blank;
        self.cells.get(path.slot()).unwrap_or(BLANK)
    }

    /// Sets the cell and says whether the report has it; nothing is set when it has not.
    pub fn set(&mut self, path: Path, cell: Cell) -> bool {
        if !self.has(path) {
            return false;
        }
        match self.cells.get_mut(path.slot()) {
            Some(slot) => {
                *slot = cell;
                true
            }
            None => false,
        }
    }

    /// All cells in the order of the form.
    pub fn cells(&self) -> impl Iterator<Item = (Path, &Cell)> {
        self.form.listed(self.other_rows).iter().map(|path| (*path, self.cell(*path)))
    }
}
