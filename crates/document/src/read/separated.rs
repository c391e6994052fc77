//! Values parted by commas, semicolons or tabs, as programs of tables write them: quotes hold a field together, line breaks too.
//!
//! A text is taken for one only where many of its lines are rows of several fields with figures or blanks among them;
//! commas in running text make none.

use super::placing::{Blocks, Found, Placing};
use super::{Note, ReadError};
use crate::model::{Align, Place, Role};

/// How much of a text is looked at to tell, in bytes.
const LOOKED_AT: usize = 1 << 18;
/// How many fields a row has at least, and how many such rows with figures there must be.
const MIN_FIELDS: usize = 3;
const MIN_ROWS: usize = 8;
/// One line in so many must be such a row.
const ROWS_ONE_IN: usize = 4;
/// The longest text that may stand alone in a row of a table, in characters; a longer one is a paragraph.
const MAX_ALONE: usize = 40;

/// What parts the fields of a text, if it is of this kind.
pub(super) fn separator(text: &str) -> Option<char> {
    let end = text.floor_char_boundary(LOOKED_AT);
    let head = text.get(..end)?;
    if let Some(separator) = [',', ';'].into_iter().find(|separator| parted_by(head, *separator)) {
        return Some(separator);
    }
    // Without quotes lines with tabs are read as they stand.
    (head.contains("\t\"") && head.contains("\"\t") && parted_by(head, '\t')).then_some('\t')
}

fn parted_by(text: &str, separator: char) -> bool {
    if text.matches(separator).take(MIN_FIELDS * MIN_ROWS).count() < (MIN_FIELDS - 1) * MIN_ROWS {
        return false;
    }
    let (mut lines, mut rows, mut others) = (0, 0, 0);
    for record in (Records { rest: text, separator, line: 1 }) {
        let filled = record.fields.iter().filter(|field| !field.trim().is_empty()).count();
        if filled == 0 {
            continue;
        }
        lines += 1;
        let short = record.fields.iter().all(|field| field.chars().count() < 200);
        let blank_or_figure = |field: &String| {
            let field = field.trim();
            field
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '０'..='９' | '.' | ',' | '，' | '-' | '/' | '－' | '—'))
        };
        // Half of its fields at least: commas that part thousands leave figures in the midst of words.
        let cells = record.fields.iter().filter(|field| blank_or_figure(field)).count();
        if record.fields.len() >= MIN_FIELDS && short && cells * 2 >= record.fields.len() {
            rows += usize::from(filled > 1);
            lines -= usize::from(filled == 1);
        }
        others += usize::from(record.fields.len() == 1 && (record.fields.concat().contains(['\t', '|'])));
    }
    rows >= MIN_ROWS && rows * ROWS_ONE_IN >= lines && others * 2 <= rows
}

/// Reads such a text: rows of fields are tables, a text that stands alone in its line is a paragraph.
pub(super) fn read(
    text: &str,
    separator: char,
    blocks: &mut Blocks<'_>,
    notes: &mut Vec<Note>,
) -> Result<(), ReadError> {
    let mut placing: Option<Placing> = None;
    // A short text alone is a row of the table if another row follows.
    let mut waiting: Vec<Record> = Vec::new();
    for record in (Records { rest: text, separator, line: 1 }) {
        let filled = record.fields.iter().filter(|field| !field.trim().is_empty()).count();
        if filled == 0 {
            continue;
        }
        if filled == 1 && (placing.is_none() || alone(&record).chars().count() > MAX_ALONE) {
            end(&mut placing, &mut waiting, blocks, notes)?;
            paragraph(&record, blocks)?;
            continue;
        }
        if filled == 1 {
            waiting.push(record);
            continue;
        }
        let placing = placing.get_or_insert_with(|| Placing::new(blocks.limits));
        for row in waiting.drain(..).chain(std::iter::once(record)) {
            placing.row()?;
            for field in row.fields {
                let place = Place { line: Some(row.line), ..Place::default() };
                let text = field.trim().to_owned();
                placing.cell(Found { text, cols: 1, rows: 1, align: Align::Centre, place })?;
            }
        }
    }
    end(&mut placing, &mut waiting, blocks, notes)
}

fn end(
    placing: &mut Option<Placing>,
    waiting: &mut Vec<Record>,
    blocks: &mut Blocks<'_>,
    notes: &mut Vec<Note>,
) -> Result<(), ReadError> {
    if let Some(placing) = placing.take() {
        blocks.table(placing, notes)?;
    }
    waiting.drain(..).try_for_each(|record| paragraph(&record, blocks))
}

fn alone(record: &Record) -> &str {
    record.fields.iter().map(|field| field.trim()).find(|field| !field.is_empty()).unwrap_or_default()
}

fn paragraph(record: &Record, blocks: &mut Blocks<'_>) -> Result<(), ReadError> {
    let place = Place { line: Some(record.line), ..Place::default() };
    alone(record).lines().try_for_each(|line| blocks.line(Role::Plain, line.to_owned(), place))
}

/// A row of fields and the line on which it begins.
struct Record {
    fields: Vec<String>,
    line: u32,
}

/// The rows of a text.
struct Records<'t> {
    rest: &'t str,
    separator: char,
    line: u32,
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.rest.is_empty() {
            return None;
        }
        let mut record = Record { fields: Vec::new(), line: self.line };
        loop {
            let (field, behind) = field(self.rest, self.separator);
            self.line += u32::try_from(field.matches('\n').count()).unwrap_or(0);
            record.fields.push(field);
            match behind.chars().next() {
                Some(c) if c == self.separator => self.rest = behind.get(c.len_utf8()..).unwrap_or_default(),
                _ => {
                    let rest = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix(['\n', '\r']));
                    self.rest = rest.unwrap_or_default();
                    self.line += 1;
                    return Some(record);
                }
            }
        }
    }
}

/// The first field of a text, and what is behind it: a separator, the end of a line, nothing.
fn field(text: &str, separator: char) -> (String, &str) {
    let ends = [separator, '\n', '\r'];
    if let Some(inner) = text.strip_prefix('"')
        && let Some((quoted, behind)) = quoted(inner)
        && behind.chars().next().is_none_or(|c| ends.contains(&c))
    {
        return (quoted, behind);
    }
    let (field, behind) = text.split_at(text.find(ends).unwrap_or(text.len()));
    (field.to_owned(), behind)
}

/// What stands before the closing quote; two quotes are one in the field. `None` where the quote does not close.
fn quoted(inner: &str) -> Option<(String, &str)> {
    /// A quote that closes later than this is none of a field.
    const MAX_FIELD: usize = 20_000;
    let mut out = String::new();
    let mut rest = inner;
    loop {
        let near = rest.get(..rest.floor_char_boundary(MAX_FIELD)).unwrap_or(rest);
        let at = near.find('"')?;
        out.push_str(rest.get(..at)?);
        if out.len() > MAX_FIELD {
            return None;
        }
        rest = rest.get(at + 1..)?;
        match rest.strip_prefix('"') {
            Some(behind) => {
                out.push('"');
                rest = behind;
            }
            None => return Some((out, rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;
    use crate::read::Limits;

    const TABLE: &str = "白云县档案馆2023年报告,,,\n一、总体情况,,,\n\"很好，\"\"公开\"\"了1,234条。\",,,\n信息内容,\"本年\n制发件数\",废止,有效\n\
         规章,0,,\"1,234\"\n文件,1,2,3\n合计,,,\n许可,1,,\n处罚,2,,\n强制,3,,\n收费,4,,\n其他,5,,\n再,6,,\n";

    #[test]
    fn quotes_hold_commas_and_line_breaks_and_a_text_alone_is_a_paragraph() {
        assert_eq!(separator(TABLE), Some(','));
        let limits = Limits::default();
        let mut blocks = Blocks::new(&limits);
        read(TABLE, ',', &mut blocks, &mut Vec::new()).unwrap();
        let blocks = blocks.finish().blocks;
        let [Block::Paragraph(title), Block::Paragraph(_), Block::Paragraph(text), Block::Table(table)] = &blocks[..]
        else {
            panic!("{blocks:?}")
        };
        assert_eq!((title.text.as_str(), title.place.line), ("白云县档案馆2023年报告", Some(1)));
        assert_eq!((text.text.as_str(), text.place.line), ("很好，\"公开\"了1,234条。", Some(3)));
        let rows: Vec<Vec<&str>> =
            table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(rows[0], ["信息内容", "本年\n制发件数", "废止", "有效"]);
        assert_eq!(rows[1], ["规章", "0", "", "1,234"]);
        assert_eq!(rows[3], ["合计", "", "", ""]);
        assert_eq!(table.rows[1][3].place.line, Some(6));
    }

    #[test]
    fn running_text_with_commas_and_a_quote_that_never_closes_are_none() {
        assert_eq!(separator(&"共收到1,234件,其中自然人12件,法人3件。\n".repeat(3)), None);
        assert_eq!(separator(&"全年,公开,信息很多。\n".repeat(30)), None);
        assert_eq!(separator(&"（一）予以公开  7  75,261  43,000  55,416  7\n".repeat(30)), None);
        let open = format!("\"{}\n{}", "甲".repeat(100), "a,1,2\n".repeat(9));
        assert_eq!(separator(&open), Some(','));
        assert_eq!(separator("\t1\n\t2\n"), None);
    }
}
