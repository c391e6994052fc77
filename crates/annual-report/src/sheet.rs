//! What comparisons and roll-ups are shown with: lists as tables, values in words, a page that stands alone.

use document::write::escaped;
use document::{Align, Block, Cell as Place, Document, Paragraph, Role, Table};

use crate::cell::Cell;
use crate::form::{Form, Path, Row};
use crate::report::Report;

/// How many rows a table has at most before it is cut into several.
const MOST_ROWS: usize = 5_000;

/// Where a figure is missing on purpose: nothing can be said.
pub(crate) const NOTHING: &str = "—";

/// A sheet of a workbook: its name and what stands in it.
pub type Sheet = (&'static str, Document);

/// A cell with its text at the left.
pub(crate) fn left(text: impl Into<String>) -> Place {
    Place::new(text).aligned(Align::Left)
}

/// A cell with its text at the right: figures.
pub(crate) fn right(text: impl Into<String>) -> Place {
    Place::new(text).aligned(Align::Right)
}

/// A line of text.
pub(crate) fn line(role: Role, text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph::new(role, text))
}

/// A list as a table under one head, in several tables where it is very long. Each head stands as its column does.
pub(crate) fn table(widths: &[u32], head: &[String], rows: Vec<Vec<Place>>) -> Vec<Block> {
    let first = rows.first();
    let align = |at: usize| first.and_then(|row| row.get(at)).map_or(Align::Centre, |cell| cell.align);
    let head: Vec<Place> = head.iter().enumerate().map(|(at, text)| Place::new(text).aligned(align(at))).collect();
    let mut blocks = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let part = std::iter::once(head.clone()).chain(rows.by_ref().take(MOST_ROWS)).collect();
        blocks.push(Block::Table(Table { widths: widths.to_vec(), header_rows: 1, rows: part }));
    }
    blocks
}

/// What a report says in a cell, in words where it is no figure; `None` where its form has no such cell.
pub(crate) fn shown(cell: Option<&Cell>) -> String {
    match cell {
        None => "无此项".to_owned(),
        Some(Cell::Blank) => "空白".to_owned(),
        Some(cell @ Cell::Doubtful(_)) => format!("{}（存疑）", cell.printed()),
        Some(cell @ Cell::Unreadable(_)) => format!("{}（不是数字）", cell.printed()),
        Some(cell) => cell.printed(),
    }
}

/// The label of a row without its column, as the newest form that has it prints it.
pub(crate) fn label(path: Path) -> String {
    match path {
        Path::Proactive(subject, measure) => {
            let form = [Form::F2021, Form::F2019].into_iter().find(|form| subject.measures(*form).contains(&measure));
            let form = form.unwrap_or(Form::F2021);
            format!("{}·{}", subject.label(form), measure.label(subject, form))
        }
        Path::Applications(Row::Total, _) => format!("{}（本年度办理结果）", Row::Total.label()),
        Path::Applications(row, _) => row.in_words(),
        Path::Remedies(block, result) => format!("{}·{}", block.in_words(), result.label()),
    }
}

/// The year as a heading.
pub(crate) fn year_of(report: &Report) -> String {
    report.year.map_or("年度不明".to_owned(), |year| format!("{year}年"))
}

/// Sheets one below the other.
pub fn joined(sheets: &[Sheet]) -> Document {
    let title = sheets.first().map(|(_, document)| document.title.clone()).unwrap_or_default();
    Document { title, blocks: sheets.iter().flat_map(|(_, document)| document.blocks.clone()).collect() }
}

/// Writes sheets as one page that stands alone: no script, nothing from outside. `pictures` stands behind the first sheet.
///
/// # Errors
/// A table that no grid holds.
pub(crate) fn page(sheets: &[Sheet], pictures: &str) -> Result<String, document::write::WriteError> {
    let title = sheets.first().map_or("", |(_, document)| document.title.as_str());
    let mut out = String::with_capacity(64 * 1024);
    out.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    out.push_str(&escaped(title));
    out.push_str("</title>\n<style>\n");
    out.push_str(include_str!("sheet.css"));
    out.push_str("</style>\n</head>\n<body>\n<main>\n");
    for (at, (_, document)) in sheets.iter().enumerate() {
        out.push_str("<section>\n");
        out.push_str(&document::write::html_fragment(document)?);
        if at == 0 {
            out.push_str(pictures);
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    // A fragment leaves the first heading to the page around it; here it has the page to itself.
    let raised = [
        ("<h2 class=\"title\">", "<h1>"),
        ("</h2>", "</h1>"),
        ("<h3 class=\"heading\">", "<h2>"),
        ("</h3>", "</h2>"),
        ("<h4 class=\"heading\">", "<h3>"),
        ("</h4>", "</h3>"),
    ];
    Ok(raised.into_iter().fold(out, |page, (fragment, whole)| page.replace(fragment, whole)))
}
