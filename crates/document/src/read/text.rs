//! Plain text: a paragraph a line, exactly as it stands, blank lines and leading tabs included (they tell cells from
//! running text); lines of cells between bars are tables.

use super::decode::Decoded;
use super::marked::{self, Piece, Pieces};
use super::placing::{Blocks, Found, Placing};
use super::{Limits, Note, ReadError, formulas, html, radicals, separated};
use crate::model::{Align, Document, Place, Role};

/// Bars that are drawn, or of full width.
const BARS: [char; 3] = ['│', '┃', '｜'];

pub(super) fn read(decoded: Decoded, limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    if !decoded.certain {
        notes.push(Note::EncodingConcluded(decoded.encoding.into()));
    }
    if decoded.faults > 0 {
        notes.push(Note::BadBytes(decoded.faults));
    }
    let text = radicals::ideographs(decoded.text);
    let text = formulas::shown(text.strip_prefix('\u{feff}').unwrap_or(&text));
    let text = text.as_ref();
    let mut blocks = Blocks::new(limits);
    if !marked::is_marked(text) {
        if let Some(separator) = separated::separator(text) {
            separated::read(text, separator, &mut blocks, notes)?;
            return Ok(blocks.finish());
        }
        plain(text, 0, false, &mut blocks, notes)?;
        return Ok(blocks.finish());
    }
    let mut before = 0;
    for piece in Pieces::new(text) {
        let piece = match piece {
            Piece::Lines(lines) => {
                plain(lines, before, true, &mut blocks, notes)?;
                lines
            }
            Piece::Table(table) => {
                blocks.append(html::shown(table, limits, notes)?, at(before + 1))?;
                table
            }
        };
        before += u32::try_from(piece.matches('\n').count()).unwrap_or(u32::MAX);
    }
    Ok(blocks.finish())
}

/// Lines, of which `before` stand before them in the file; in those of Markdown tags show nothing.
fn plain(text: &str, before: u32, tags: bool, blocks: &mut Blocks<'_>, notes: &mut Vec<Note>) -> Result<(), ReadError> {
    let leads = leads_with_a_cell(text);
    let mut lines = Lines::after(before, text).peekable();
    while let Some((number, line)) = lines.next() {
        if line.starts_with('\u{c}') {
            blocks.page_break()?;
        }
        let line = line.trim_matches(['\u{c}', '\u{1a}']);
        if is_drawn(line) {
            continue;
        }
        if row(line).is_none() {
            let line = if tags { marked::shown(line) } else { line.into() };
            blocks.line(Role::Plain, line.into_owned(), at(number))?;
            continue;
        }
        let mut placing = Placing::new(blocks.limits);
        add_row(&mut placing, number, line, (leads, tags))?;
        while let Some((number, next)) = lines.next_if(|(_, next)| row(next).is_some() || is_drawn(next)) {
            if !is_drawn(next) {
                add_row(&mut placing, number, next, (leads, tags))?;
            }
        }
        blocks.table(placing, notes)?;
    }
    Ok(())
}

fn at(line: u32) -> Place {
    Place { line: Some(line), ..Place::default() }
}

/// Adds a row; whether a first cell that is empty has no bar before it, and whether tags show nothing in cells.
fn add_row(placing: &mut Placing, number: u32, line: &str, (leads, tags): (bool, bool)) -> Result<(), ReadError> {
    let mut cells = row(line).unwrap_or_default();
    if cells.iter().all(|cell| is_rule(cell)) {
        if placing.height() == 1 {
            placing.header_rows = 1;
        }
        return Ok(());
    }
    if leads {
        cells.insert(0, String::new());
    }
    placing.row()?;
    for text in cells {
        let text = if tags && text.contains('<') { marked::shown(&text).trim().to_owned() } else { text };
        placing.cell(Found { text, cols: 1, rows: 1, align: Align::Centre, place: at(number) })?;
    }
    Ok(())
}

/// Says whether rows of this text end with a bar and do not begin with one, so that a bar at the beginning of a line
/// ends a first cell that is empty.
fn leads_with_a_cell(text: &str) -> bool {
    const ENOUGH: usize = 3;
    if !text.contains('|') {
        return false;
    }
    let rows = text.lines().filter(|line| {
        let line = unquoted(line.trim());
        !line.starts_with('|') && line.strip_suffix('|').is_some_and(|inner| inner.contains('|'))
    });
    rows.take(ENOUGH).count() == ENOUGH
}

/// What is quoted stands behind a bracket.
fn unquoted(line: &str) -> &str {
    line.strip_prefix("> ").map_or(line, str::trim_start)
}

/// The longest line that is a row; a longer one is text with bars in it.
const MAX_ROW_BYTES: usize = 64 << 10;

/// The cells of a line that begins and ends with a bar and has one cell at least; `\|` is a bar in a cell.
fn row(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if line.len() > MAX_ROW_BYTES {
        return None;
    }
    let line = unquoted(line);
    let drawn;
    let line = if line.starts_with(BARS) {
        drawn = line.replace(BARS, "|");
        drawn.as_str()
    } else {
        line
    };
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    if inner.ends_with('\\') {
        return None;
    }
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(|next| "|.*_".contains(*next)) => cell.extend(chars.next()),
            '|' => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    Some(cells.into_iter().map(|cell| bare(&cell)).collect())
}

/// A cell as it shows: breaks and blanks are written as HTML does, what is bold stands between stars.
fn bare(cell: &str) -> String {
    let mut text = cell.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n");
    if text.contains('&') {
        for blank in ["&nbsp;", "&ensp;", "&emsp;"] {
            text = text.replace(blank, " ");
        }
    }
    let mut text = text.trim();
    if text == "\\-" {
        text = "-";
    }
    for mark in ["**", "__", "*", "`"] {
        if let Some(bold) = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark))
            && !bold.is_empty()
            && !bold.contains(mark)
        {
            text = bold.trim();
        }
    }
    text.to_owned()
}

/// A line drawn between rows: `├──┼──┤`, `+---+---+`.
fn is_drawn(line: &str) -> bool {
    let line = line.trim();
    let drawn = |c: char| matches!(c, '\u{2500}'..='\u{257f}' | ' ');
    (line.starts_with(['┌', '├', '└', '┏', '┣', '┗', '╔', '╠', '╚']) && line.chars().all(drawn))
        || (line.starts_with("+-") && line.ends_with('+') && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'=')))
}

/// `---`, `:--:`: the line that Markdown draws under the header.
fn is_rule(cell: &str) -> bool {
    let dashes = cell.trim_matches(':');
    let least = if dashes.len() < cell.len() { 1 } else { 3 };
    dashes.len() >= least && dashes.chars().all(|c| c == '-')
}

/// Lines with their numbers from 1, ended by `\n`, `\r\n` or `\r`.
struct Lines<'t> {
    rest: Option<&'t str>,
    number: u32,
}

impl<'t> Lines<'t> {
    fn after(before: u32, text: &'t str) -> Self {
        Self { rest: Some(text), number: before }
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = (u32, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest?;
        self.number = self.number.saturating_add(1);
        let Some(end) = rest.find(['\n', '\r']) else {
            self.rest = None;
            // What follows the last line break is no line if it is nothing.
            return (!rest.is_empty()).then_some((self.number, rest));
        };
        let (line, after) = rest.split_at(end);
        let skip = if after.starts_with("\r\n") { 2 } else { 1 };
        self.rest = after.get(skip..);
        Some((self.number, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    fn blocks(text: &str) -> Vec<Block> {
        let decoded = crate::read::decode::text(text.as_bytes()).unwrap();
        read(decoded, &Limits::default(), &mut Vec::new()).unwrap().blocks
    }

    #[test]
    fn lines_stay_lines_with_their_tabs_blanks_and_numbers() {
        let blocks = blocks("\u{feff}标题\r\n\r\n\t规章\r\n\t\r\n\t0");
        let lines: Vec<_> = blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(p) => (p.place.line.unwrap(), p.text.as_str()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(lines, [(1, "标题"), (2, ""), (3, "\t规章"), (4, "\t"), (5, "\t0")]);
    }

    #[test]
    fn lines_of_bars_are_a_table_and_rules_are_no_rows() {
        let blocks = blocks("前\n| 信息内容 | 甲\\|乙 |\n|---|:-:|\n| 规章 | |\n| - | - |\n后");
        assert_eq!(blocks.len(), 3);
        let Block::Table(table) = &blocks[1] else { panic!() };
        let text: Vec<Vec<&str>> = table.rows.iter().map(|r| r.iter().map(|c| c.text.as_str()).collect()).collect();
        assert_eq!(text, [vec!["信息内容", "甲|乙"], vec!["规章", ""], vec!["-", "-"]]);
        assert_eq!(table.header_rows, 1);
        let place = table.rows[2][1].place;
        assert_eq!((place.table, place.row, place.col, place.line), (Some(1), Some(3), Some(2), Some(5)));
    }

    #[test]
    fn tables_in_html_between_lines_are_tables_and_the_lines_stay_lines() {
        let blocks = blocks(
            "# 报告\n\n一、总体情况\n<html><body><table><tr><td>规章</td><td>3</td></tr></table></body></html>\n\n二、其他\n|a|\n",
        );
        let [
            Block::Paragraph(title),
            _,
            _,
            Block::Table(first),
            Block::Paragraph(_),
            Block::Paragraph(_),
            Block::Paragraph(after),
            Block::Table(second),
        ] = &blocks[..]
        else {
            panic!("{blocks:?}")
        };
        assert_eq!((title.text.as_str(), after.text.as_str(), after.place.line), ("# 报告", "二、其他", Some(6)));
        let place = first.rows[0][1].place;
        assert_eq!((place.table, place.row, place.col, place.line), (Some(1), Some(1), Some(2), Some(4)));
        assert_eq!(second.rows[0][0].place.table, Some(2));
    }

    #[test]
    fn cells_of_bars_show_what_they_mean() {
        assert_eq!(
            row("| **总计** | 1\\. 属于 | a&nbsp;b | ** | \\- | *3* | `4` | 6* | 1 < 2 |").unwrap(),
            ["总计", "1. 属于", "a b", "**", "-", "3", "4", "6*", "1 < 2"]
        );
    }

    #[test]
    fn where_rows_end_with_a_bar_only_a_bar_at_the_beginning_ends_an_empty_cell() {
        let blocks = blocks("甲 | 1 |\n乙 | 2 |\n丙 | 3 |\n| 4 |\n");
        let Some(Block::Table(table)) = blocks.last() else { panic!() };
        assert_eq!(table.rows[0].iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["", "4"]);
    }

    #[test]
    fn tags_in_cells_show_nothing_in_markdown_only() {
        let cell = |text: &str| match blocks(text).pop() {
            Some(Block::Table(table)) => table.rows[0][0].text.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(cell("# 甲\n<br>\n| <span>5</span> |\n"), "5");
        assert_eq!(cell("甲\n| <span>5</span> |\n"), "<span>5</span>");
    }

    #[test]
    fn drawn_tables_and_quoted_ones_are_tables() {
        for text in [
            "┌──┬──┐\n│甲│1│\n├──┼──┤\n│乙│2│\n└──┴──┘",
            "+---+---+\n| 甲 | 1 |\n+---+---+\n| 乙 | 2 |\n+---+---+",
            "> | 甲 | 1 |\n> |---|---|\n> | 乙 | 2 |",
            "｜甲｜1｜\n｜乙｜2｜",
        ] {
            let [Block::Table(table)] = &blocks(text)[..] else { panic!("{text}") };
            let rows: Vec<Vec<&str>> =
                table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
            assert_eq!(rows, [["甲", "1"], ["乙", "2"]], "{text}");
        }
    }

    #[test]
    fn a_line_with_a_bar_at_one_end_only_is_a_line() {
        assert!(matches!(
            blocks("行政许可 | 12\n| 0\n0 |\n|")[..],
            [Block::Paragraph(_), Block::Paragraph(_), Block::Paragraph(_), Block::Paragraph(_)]
        ));
    }
}
