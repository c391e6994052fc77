//! Any layout of a report reads as the report, and what is altered in the file is altered in the reading.

use annual_report::{Cell, Column, Figure, OtherRows, Path, ReadReport, Report, Row, Severity};
use document::read::Limits;
use proptest::prelude::*;

use super::layouts::{Layout, Medium, Part, any_layout, file, parts, shown};
use super::sources::printable_report;

fn read(text: &str) -> ReadReport {
    let read = document::read::document(text.as_bytes(), None, &Limits::default()).unwrap();
    annual_report::read(&read.document).unwrap()
}

/// The cells that are read otherwise than they are written.
fn differing(found: &Report, expected: &Report) -> Vec<(String, Cell, Cell)> {
    let cells = expected.cells().filter(|(path, cell)| found.cell(*path) != *cell);
    cells.map(|(path, cell)| (path.to_string(), cell.clone(), found.cell(path).clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_layout_reads_as_the_report(report in printable_report(), layout in any_layout()) {
        let expected = shown(&report, &layout);
        let text = file(&parts(&expected, &layout), &layout);
        let found = read(&text);
        prop_assert_eq!(differing(&found.report, &expected), vec![], "{}", text);
        prop_assert_eq!(found.report.form(), expected.form());
        prop_assert_eq!(found.report.other_rows(), expected.other_rows());
        prop_assert_eq!((found.report.organ.as_str(), found.report.year), (expected.organ.as_str(), expected.year));
        prop_assert!(found.findings.is_empty(), "{:?}", found.findings);
    }

    #[test]
    fn a_row_that_is_missing_is_blank_and_moves_no_other(report in printable_report(), layout in any_layout(), n in 0usize..200) {
        let expected = shown(&report, &layout);
        let mut all = parts(&expected, &layout);
        let Some((at, row)) = row_of(&expected, n) else { return Ok(()) };
        let mut wanted = expected.clone();
        for column in Column::ALL {
            wanted.set(Path::Applications(row, column), Cell::Blank);
        }
        for part in &mut all {
            if let Part::Rows(rows) = part && let Some(line) = line_of(rows, at) {
                let group = rows[line].iter().filter(|cell| !cell.covered && cell.rows > 1).count();
                // The first of a group bears the group's label.
                if group > 0 { return Ok(()) }
                rows.remove(line);
            }
        }
        let found = read(&file(&all, &layout));
        prop_assert_eq!(differing(&found.report, &wanted), vec![]);
        prop_assert!(found.findings.iter().any(|f| f.rule == "READ-MISSING"), "{:?}", found.findings);
    }

    #[test]
    fn a_row_that_comes_twice_with_another_figure_is_doubtful_there(report in printable_report(), layout in any_layout(), n in 0usize..200, column in 0usize..7) {
        let expected = shown(&report, &layout);
        let Some((at, row)) = row_of(&expected, n) else { return Ok(()) };
        let path = Path::Applications(row, Column::ALL[column]);
        let Cell::Number(was) = *expected.cell(path) else { return Ok(()) };
        let mut all = parts(&expected, &layout);
        for part in &mut all {
            if let Part::Rows(rows) = part && let Some(line) = line_of(rows, at) {
                let mut copy = rows[line].clone();
                if copy.iter().any(|cell| !cell.covered && cell.rows > 1) { return Ok(()) }
                let figure = copy.len() - 7 + column;
                copy[figure].text = (was + 1).to_string();
                rows.insert(line + 1, copy);
            }
        }
        let found = read(&file(&all, &layout));
        let mut wanted = expected.clone();
        wanted.set(path, Cell::Doubtful(vec![Figure::Number(was), Figure::Number(was + 1)]));
        prop_assert_eq!(differing(&found.report, &wanted), vec![]);
        let [doubt] = &found.findings[..] else { panic!("{:?}", found.findings) };
        prop_assert_eq!((doubt.rule, doubt.severity, &doubt.cells[..]), ("READ-DOUBT", Severity::Warning, &[path][..]));
    }
}

/// The `n`th row of table three and where it stands in it.
fn row_of(report: &Report, n: usize) -> Option<(usize, Row)> {
    let rows: Vec<Row> = report.other_rows().rows().collect();
    let at = n % rows.len();
    // 其他 without 其他处理 would be another form's row.
    let row = *rows.get(at)?;
    (report.other_rows() == OtherRows::One || row != Row::OtherOther).then_some((at, row))
}

/// Where the `at`th row of table three stands in a table, if it is that table.
fn line_of(rows: &[Vec<super::layouts::Written>], at: usize) -> Option<usize> {
    let is_three = rows.first()?.len() == 10;
    let is_head = |row: &[super::layouts::Written]| {
        row.iter().any(|cell| cell.rows > 1 && cell.cols > 2) || row.iter().filter(|cell| cell.covered).count() > 4
    };
    let lines: Vec<usize> = (0..rows.len()).filter(|&line| !is_head(&rows[line])).collect();
    is_three.then(|| lines.get(at + usize::from(lines.len() > 26)).copied()).flatten()
}

#[test]
fn every_medium_is_tried() {
    // The property tests draw layouts at random; each medium is read here once whatever they draw.
    let report = super::sources::read(super::sources::INVENTED).report;
    for medium in [
        Medium::CellALine,
        Medium::TabbedCells,
        Medium::Tabs,
        Medium::Blanks,
        Medium::Pipes,
        Medium::TrailingPipes,
        Medium::PipeBehindEachLine,
        Medium::PipeOnItsOwnLine,
        Medium::Unmerged,
        Medium::Html,
        Medium::WordPaste,
    ] {
        let layout = Layout {
            medium,
            point: "、",
            traditional: true,
            broken: true,
            thousands: ",",
            wide: true,
            blank: "&nbsp;",
            heads_again: true,
            headings: super::layouts::Headings::Renamed,
            half: true,
        };
        let expected = shown(&report, &layout);
        let found = read(&file(&parts(&expected, &layout), &layout));
        assert_eq!(differing(&found.report, &expected), vec![], "{medium:?}");
        assert_eq!(found.findings, [], "{medium:?}");
    }
}
