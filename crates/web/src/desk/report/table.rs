//! The tables of the form on the screen: as they are printed, with every figure to be opened.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use annual_report::form::{FormPlace, Printed};
use annual_report::{Cell, CellBeside, Figure, Form, FormTable, Path, Report};
use askama::Template;
use askama::filters::HtmlSafe;

use super::whence::Whence;

/// What a blank is called; it is never nought.
pub(crate) const BLANK: &str = "未填报";
/// What a blank of a report is called that was read from a file: nothing is printed there.
const BLANK_READ: &str = "空白";

/// What the tables of a page have in common.
pub(crate) struct Look<'a> {
    /// The figures.
    pub(crate) report: &'a Report,
    /// Where they come from.
    pub(crate) whence: Whence,
    /// What is marked in them.
    pub(crate) marks: &'a Marks,
    /// The year before beside them, when it is asked for.
    pub(crate) beside: Option<&'a BTreeMap<Path, CellBeside>>,
}

/// What is marked in the tables of a page.
#[derive(Default)]
pub(crate) struct Marks {
    /// The cells a finding names.
    pub(crate) lit: BTreeSet<Path>,
    /// What stood in cells that were corrected by hand.
    pub(crate) corrected: BTreeMap<Path, String>,
    /// Where the first finding about a cell is told; no cell leads back where it is empty.
    pub(crate) told: BTreeMap<Path, String>,
}

/// A table as the screen shows it.
#[derive(Template)]
#[template(path = "report/table.html")]
pub(crate) struct TableView {
    caption: &'static str,
    name: &'static str,
    beside: bool,
    head: Vec<Vec<PlaceView>>,
    body: Vec<Vec<PlaceView>>,
}

// The template escapes every value it writes.
impl HtmlSafe for TableView {}

struct PlaceView {
    kind: Kind,
    text: String,
    columns: u32,
    rows: u32,
}

enum Kind {
    Heading,
    Group,
    Label,
    Figure(FigureView),
}

struct FigureView {
    path: Path,
    class: &'static str,
    lit: bool,
    href: String,
    words: String,
    /// What was read there before a person corrected it; empty where nobody did.
    corrected: String,
    /// The anchor of the first finding about it; empty where there is none to lead to.
    told: String,
    /// Last year's figure and the difference, both in words.
    beside: Option<(String, String)>,
}

impl Look<'_> {
    /// The tables of sections two, three and four.
    pub(crate) fn tables(&self) -> [TableView; 3] {
        let (form, other_rows) = (self.report.form(), self.report.other_rows());
        [
            self.table("二、主动公开政府信息情况", "two", &FormTable::two(form)),
            self.table("三、收到和处理政府信息公开申请情况", "three", &FormTable::three(other_rows)),
            self.table("四、政府信息公开行政复议、行政诉讼情况", "four", &FormTable::four()),
        ]
    }

    fn table(&self, caption: &'static str, name: &'static str, table: &FormTable) -> TableView {
        let head = table.header_rows as usize;
        let mut rows: Vec<Vec<PlaceView>> =
            table.rows.iter().map(|row| row.iter().map(|place| self.place(place)).collect()).collect();
        let body = rows.split_off(head.min(rows.len()));
        TableView { caption, name, beside: self.beside.is_some(), head: rows, body }
    }

    fn place(&self, place: &FormPlace) -> PlaceView {
        let (kind, text) = match place.what {
            Printed::Heading(text) => (Kind::Heading, text.to_owned()),
            Printed::Group(text) => (Kind::Group, text.to_owned()),
            Printed::Label(text) => (Kind::Label, text.to_owned()),
            Printed::Figure(path) => {
                let cell = self.report.cell(path);
                let text = match (cell, self.whence) {
                    (Cell::Blank, Whence::Reading(_)) => BLANK_READ.to_owned(),
                    _ => shown(cell),
                };
                let words = format!("{}：{text}", path.in_words(self.report.form()));
                let beside = self.beside.map(|all| beside(all.get(&path)));
                let figure = FigureView {
                    path,
                    class: class(cell),
                    lit: self.marks.lit.contains(&path),
                    corrected: self.marks.corrected.get(&path).cloned().unwrap_or_default(),
                    told: self.marks.told.get(&path).cloned().unwrap_or_default(),
                    href: self.whence.cell(path),
                    words,
                    beside,
                };
                (Kind::Figure(figure), text)
            }
        };
        PlaceView { kind, text, columns: place.columns, rows: place.rows }
    }
}

/// What a cell shows.
pub(crate) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Blank => BLANK.to_owned(),
        other => other.printed(),
    }
}

fn class(cell: &Cell) -> &'static str {
    match cell {
        Cell::Blank => "blank",
        Cell::Number(0) => "nought",
        Cell::Doubtful(_) | Cell::Unreadable(_) => "doubt",
        _ => "",
    }
}

fn beside(cell: Option<&CellBeside>) -> (String, String) {
    let was = cell.and_then(|cell| cell.was.as_ref()).map_or_else(|| "—".to_owned(), shown);
    (was, cell.and_then(|cell| cell.difference).map_or_else(|| "—".to_owned(), more_or_less))
}

/// A difference as the screen tells it.
pub(crate) fn more_or_less(difference: Figure) -> String {
    let (nought, more) = match difference {
        Figure::Number(n) => (n == 0, n > 0),
        Figure::Money(amount) => (amount.units() == 0, amount.units() > 0),
    };
    match (nought, more) {
        (true, _) => "持平".to_owned(),
        (false, true) => format!("+{difference}"),
        (false, false) => difference.to_string(),
    }
}

/// What to call a cell in a list of links: its row and column, shortly.
pub(crate) fn short_words(path: Path, form: Form) -> String {
    match path {
        Path::Proactive(subject, measure) => format!("{}·{}", subject.label(form), measure.label(subject, form)),
        Path::Applications(row, column) => {
            let label = row.label().split('（').find(|part| !part.is_empty()).unwrap_or_default();
            let label = label.split('）').next_back().unwrap_or(label).replace("政府信息公开申请数量", "");
            format!("{}·{}", label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'), column.label())
        }
        Path::Remedies(block, result) => format!("{}·{}", block.label(), result.label()),
    }
}

#[cfg(test)]
mod tests {
    use annual_report::{Column, Row};

    use super::*;

    fn look(report: &Report) -> [String; 3] {
        let lit = [Path::Applications(Row::New, Column::Total)].into_iter().collect();
        let marks = Marks { lit, ..Marks::default() };
        let look = Look { report, whence: Whence::Year(2021), marks: &marks, beside: None };
        look.tables().map(|table| table.render().unwrap())
    }

    #[test]
    fn every_cell_of_the_form_is_a_link_and_a_blank_says_so() {
        let mut report = Report::new("某局", Some(2021), Form::F2021);
        report.set(Path::Applications(Row::New, Column::Total), Cell::Number(3));
        let tables = look(&report);
        for path in Form::F2021.paths() {
            let link = format!("href=\"/reports/2021/cell/{path}\"");
            assert_eq!(tables.iter().map(|table| table.matches(&link).count()).sum::<usize>(), 1, "{path}");
        }
        assert_eq!(tables.iter().map(|table| table.matches(BLANK).count()).sum::<usize>(), 2 * 199);
        assert_eq!(tables[1].matches(" lit\"").count(), 1);
    }

    #[test]
    fn the_tables_merge_their_cells_as_the_form_does() {
        let [two, three, four] = look(&Report::new("某局", Some(2021), Form::F2021));
        for (table, merges) in [
            (two, &["colspan=\"4\"", "colspan=\"3\""][..]),
            (three, &["rowspan=\"22\"", "rowspan=\"8\"", "rowspan=\"5\"", "colspan=\"7\"", "colspan=\"5\""]),
            (four, &["colspan=\"10\"", "colspan=\"5\"", "rowspan=\"2\""]),
        ] {
            for merge in merges {
                assert!(table.contains(merge), "{merge}");
            }
        }
    }

    #[test]
    fn cells_are_called_shortly_in_lists() {
        let said = |path: &str| short_words(path.parse().unwrap(), Form::F2021);
        assert_eq!(said("applications.new.total"), "一、本年新收·总计");
        assert_eq!(said("applications.results.granted.natural_person"), "予以公开·自然人");
        assert_eq!(said("applications.results.partly_granted.total"), "部分公开·总计");
        assert_eq!(said("applications.results.refused_process.other"), "属于四类过程性信息·其他");
        assert_eq!(said("applications.results.total.total"), "总计·总计");
        assert_eq!(said("applications.carried_out.total"), "四、结转下年度继续办理·总计");
        assert_eq!(said("remedies.reconsideration.total"), "行政复议·总计");
    }

    #[test]
    fn a_difference_is_told_with_its_sign() {
        assert_eq!(more_or_less(Figure::Number(0)), "持平");
        assert_eq!(more_or_less(Figure::Number(2)), "+2");
        assert_eq!(more_or_less(Figure::Money("-0.5".parse().unwrap())), "-0.5");
    }
}
