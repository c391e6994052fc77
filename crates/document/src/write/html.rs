//! One web page that stands alone: semantic, readable at 360 px, printable, without script or outside resource.

use super::WriteError;
use super::escape::push_escaped;
use crate::clean::printable;
use crate::grid::{Grid, Slot};
use crate::model::{Align, Block, Cell, Document, Role, Table};

const STYLE: &str = include_str!("page.css");
/// Columns from which a table keeps a least width and is scrolled in its own box on a small screen.
const WIDE: usize = 5;

/// Writes a document as one web page (UTF-8).
///
/// # Errors
/// [`WriteError::Table`] if a table cannot be laid on a grid.
pub fn html(document: &Document) -> Result<String, WriteError> {
    let mut out = String::with_capacity(32 * 1024);
    out.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    push_escaped(page_title(document), &mut out);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<main>\n");
    let mut tables = 0;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let (open, close) = match paragraph.role {
                    Role::Title => ("<h1>", "</h1>\n"),
                    Role::Heading1 => ("<h2>", "</h2>\n"),
                    Role::Heading2 => ("<h3>", "</h3>\n"),
                    Role::Subtitle => ("<p class=\"subtitle\">", "</p>\n"),
                    Role::Body => ("<p class=\"body\">", "</p>\n"),
                    Role::Plain => ("<p>", "</p>\n"),
                    Role::Note => ("<p class=\"note\">", "</p>\n"),
                    Role::Signature => ("<p class=\"signature\">", "</p>\n"),
                };
                out.push_str(open);
                push_lines(&paragraph.text, &mut out);
                out.push_str(close);
            }
            Block::Table(table) => {
                tables += 1;
                push_table(table, tables, push_columns, &mut out)?;
            }
            Block::PageBreak => out.push_str("<hr class=\"break\">\n"),
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    Ok(out)
}

/// The document's own name, else its title paragraph.
fn page_title(document: &Document) -> &str {
    if !document.title.trim().is_empty() {
        return &document.title;
    }
    document
        .blocks
        .iter()
        .find_map(|block| match block {
            Block::Paragraph(paragraph) if paragraph.role == Role::Title => Some(paragraph.text.as_str()),
            _ => None,
        })
        .unwrap_or("文件")
}

/// Writes a table; how wide its columns are is the page's or the fragment's to say.
pub(super) fn push_table(
    table: &Table,
    number: usize,
    push_columns: fn(&Table, &Grid<'_>, &mut String),
    out: &mut String,
) -> Result<(), WriteError> {
    let grid = table.grid().map_err(|fault| WriteError::Table { table: number, fault })?;
    out.push_str(&format!("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"表{number}\">\n<table"));
    out.push_str(if grid.columns >= WIDE { " class=\"wide\">\n" } else { ">\n" });
    push_columns(table, &grid, out);
    if grid.header_rows > 0 {
        out.push_str("<thead>\n");
        push_rows(grid.rows.iter().take(grid.header_rows), true, out);
        out.push_str("</thead>\n");
    }
    out.push_str("<tbody>\n");
    push_rows(grid.rows.iter().skip(grid.header_rows), false, out);
    out.push_str("</tbody>\n</table>\n</div>\n");
    Ok(())
}

/// Column widths in per mille of the table.
fn push_columns(table: &Table, grid: &Grid<'_>, out: &mut String) {
    out.push_str("<colgroup>");
    for share in grid.share(&table.widths, 1000) {
        out.push_str(&format!("<col style=\"width:{}.{}%\">", share / 10, share % 10));
    }
    out.push_str("</colgroup>\n");
}

fn push_rows<'a>(rows: impl Iterator<Item = &'a Vec<Slot<'a>>>, header: bool, out: &mut String) {
    for row in rows {
        out.push_str("<tr>");
        for slot in row {
            match slot {
                Slot::Begins { cell, columns, rows } => push_cell(cell, *columns, *rows, header, out),
                Slot::Blank => out.push_str("<td></td>"),
                Slot::Covered { .. } => {}
            }
        }
        out.push_str("</tr>\n");
    }
}

fn push_cell(cell: &Cell, columns: usize, rows: usize, header: bool, out: &mut String) {
    let tag = if header { "th" } else { "td" };
    out.push('<');
    out.push_str(tag);
    if header {
        out.push_str(if columns > 1 { " scope=\"colgroup\"" } else { " scope=\"col\"" });
    }
    if columns > 1 {
        out.push_str(&format!(" colspan=\"{columns}\""));
    }
    if rows > 1 {
        out.push_str(&format!(" rowspan=\"{rows}\""));
    }
    match cell.align {
        Align::Left => out.push_str(" class=\"l\""),
        Align::Centre => {}
        Align::Right => out.push_str(" class=\"r\""),
    }
    out.push('>');
    push_lines(&cell.text, out);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

pub(super) fn push_lines(text: &str, out: &mut String) {
    for (index, line) in printable(text).trim_end_matches('\n').split('\n').enumerate() {
        if index > 0 {
            out.push_str("<br>");
        }
        push_escaped(line, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paragraph;
    use scraper::{Html, Selector};

    fn page(blocks: Vec<Block>) -> Html {
        Html::parse_document(&html(&Document { title: "表".into(), blocks }).unwrap())
    }

    #[test]
    fn text_is_never_markup() {
        let hostile = "<script>alert(1)</script>]]>&amp;\"'\u{0}";
        let page = page(vec![
            Block::Paragraph(Paragraph::new(Role::Title, hostile)),
            Block::Table(Table { rows: vec![vec![Cell::new(hostile)]], ..Table::default() }),
        ]);
        assert_eq!(page.select(&Selector::parse("script").unwrap()).count(), 0);
        for place in ["h1", "td"] {
            let found = page.select(&Selector::parse(place).unwrap()).next().unwrap();
            assert_eq!(found.text().collect::<String>(), "<script>alert(1)</script>]]>&amp;\"'");
        }
    }

    #[test]
    fn merged_cells_and_header_rows_are_told() {
        let table = Table {
            widths: vec![3, 1, 1],
            header_rows: 1,
            rows: vec![
                vec![Cell::new("情况").spanning(1, 2), Cell::new("甲").spanning(2, 1)],
                vec![Cell::new("乙"), Cell::new("丙")],
                vec![Cell::new("1"), Cell::new("2").aligned(Align::Right), Cell::new("a\nb")],
            ],
        };
        let page = page(vec![Block::Table(table)]);
        let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!(count("thead tr"), 2);
        assert_eq!(count("th[rowspan='2']"), 1);
        assert_eq!(count("th[colspan='2'][scope='colgroup']"), 1);
        assert_eq!(count("tbody td"), 3);
        assert_eq!(count("td br"), 1);
        assert_eq!(count("col[style='width:60.0%']"), 1);
        assert_eq!(count("html[lang='zh-CN']"), 1);
    }
}
