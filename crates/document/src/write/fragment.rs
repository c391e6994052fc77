//! A document as a part of another web page: a paper shown on the screen.
//!
//! The page that shows it has a heading of its own, so the paper's title is one of the second level. Nothing in it is
//! inline style or script, which the page's policy forbids: looks come from classes, for which
//! [`FRAGMENT_STYLE`] has the rules within an element of the class `paper`.

use super::WriteError;
use super::escape::push_escaped;
use super::html::{push_lines, push_table};
use crate::grid::Grid;
use crate::model::{Block, Document, Role, Table};
use crate::official::title_lines;

/// The rules for the classes within a paper, to be served as a style sheet; the sheet of paper itself is the page's.
pub const FRAGMENT_STYLE: &str = include_str!("fragment.css");

/// Widths of columns are told in so many steps of the table's.
const STEPS: u32 = 20;

/// Writes a document as the content of an element of the class `paper`.
///
/// # Errors
/// [`WriteError::Table`] if a table cannot be laid on a grid.
pub fn html_fragment(document: &Document) -> Result<String, WriteError> {
    let mut out = String::with_capacity(8 * 1024);
    let mut tables = 0;
    let mut signing = false;
    for block in &document.blocks {
        let signature = matches!(block, Block::Paragraph(paragraph) if paragraph.role == Role::Signature);
        if signature != signing {
            // The lines of a signature stand together, centred on one another at the right.
            out.push_str(if signature { "<div class=\"signature\">\n" } else { "</div>\n" });
            signing = signature;
        }
        match block {
            Block::Paragraph(paragraph) => {
                let (open, close) = match paragraph.role {
                    Role::Title => ("<h2 class=\"title\">", "</h2>\n"),
                    Role::Heading1 => ("<h3 class=\"heading\">", "</h3>\n"),
                    Role::Heading2 => ("<h4 class=\"heading\">", "</h4>\n"),
                    Role::Subtitle => ("<p class=\"subtitle\">", "</p>\n"),
                    Role::Body => ("<p class=\"body\">", "</p>\n"),
                    Role::Plain => ("<p class=\"plain\">", "</p>\n"),
                    Role::Note => ("<p class=\"note\">", "</p>\n"),
                    Role::Signature => ("<p>", "</p>\n"),
                };
                out.push_str(open);
                match paragraph.role {
                    Role::Title => push_lines(&title_lines(&paragraph.text).join("\n"), &mut out),
                    _ => push_lines(&paragraph.text, &mut out),
                }
                out.push_str(close);
            }
            Block::Table(table) => {
                tables += 1;
                push_table(table, tables, push_columns, &mut out)?;
            }
            Block::PageBreak => out.push_str("<hr class=\"break\">\n"),
        }
    }
    if signing {
        out.push_str("</div>\n");
    }
    Ok(out)
}

/// Column widths as classes, w1 to w20.
fn push_columns(table: &Table, grid: &Grid<'_>, out: &mut String) {
    out.push_str("<colgroup>");
    for share in grid.share(&table.widths, STEPS) {
        out.push_str("<col class=\"w");
        push_escaped(&share.clamp(1, STEPS).to_string(), out);
        out.push_str("\">");
    }
    out.push_str("</colgroup>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Paragraph};
    use scraper::{Html, Selector};

    fn sample() -> Document {
        let hostile = "<script>alert(1)</script>\"'&\n第二行";
        let say = |role: Role, text: &str| Block::Paragraph(Paragraph::new(role, text));
        Document {
            title: "文书".into(),
            blocks: vec![
                say(Role::Title, "某某局"),
                say(Role::Title, "公开告知书"),
                say(Role::Subtitle, "某局〔2026〕第3号-答"),
                say(Role::Plain, "申请人甲："),
                say(Role::Body, hostile),
                say(Role::Heading2, "（一）关于第1项"),
                Block::Table(Table {
                    widths: vec![1, 3],
                    header_rows: 0,
                    rows: vec![vec![Cell::new(hostile), Cell::new("乙")]],
                }),
                say(Role::Signature, "某某局（印章）"),
                say(Role::Signature, "2026年3月30日"),
                Block::PageBreak,
                say(Role::Note, "附注"),
                say(Role::Signature, "某某局"),
            ],
        }
    }

    #[test]
    fn it_has_no_markup_of_its_text_no_style_and_no_script() {
        let fragment = html_fragment(&sample()).unwrap();
        assert!(
            !fragment.contains("<script") && !fragment.contains("style=") && !fragment.contains(" on"),
            "{fragment}"
        );
        let page = Html::parse_fragment(&fragment);
        let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!((count("h1"), count("h2.title"), count("h4.heading"), count("p.body br")), (0, 2, 1, 1));
        assert_eq!((count("div.signature"), count("div.signature p"), count("hr.break")), (2, 3, 1));
        assert_eq!((count("col.w5"), count("col.w15"), count("td br")), (1, 1, 1));
    }

    #[test]
    fn every_class_it_uses_has_a_rule_within_a_paper() {
        for class in ["title", "heading", "subtitle", "body", "plain", "note", "signature", "table", "wide", "break"] {
            assert!(FRAGMENT_STYLE.contains(&format!(".paper .{class}")), "{class}");
        }
        for step in 1..=STEPS {
            assert!(FRAGMENT_STYLE.contains(&format!(".paper .w{step}{{")), "{step}");
        }
        let rules = FRAGMENT_STYLE.lines().filter(|line| line.contains('{') && !line.starts_with('@'));
        assert!(rules.clone().count() > 10);
        assert!(rules.into_iter().all(|line| line.trim_start().starts_with(".paper")));
    }
}
