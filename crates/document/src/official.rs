//! The proportions of an official document (GB/T 9704-2012): page, type area, sizes, typefaces, and where a long
//! title or a signature stands. The Word writer and the PDF typesetter take them from here, so that both agree.

use crate::model::{Block, Document, Role};

/// Margin above the type area, in tenths of a millimetre (37 mm).
pub const TOP: u32 = 370;
/// Margin left of the type area, in tenths of a millimetre (28 mm).
pub const LEFT: u32 = 280;
/// Height of an A4 page, in tenths of a millimetre.
pub const PAGE_HEIGHT: u32 = 2970;
/// Width of an A4 page, in tenths of a millimetre.
pub const PAGE_WIDTH: u32 = 2100;
/// Height of the type area, in tenths of a millimetre (22 lines).
pub const AREA_HEIGHT: u32 = 2250;
/// Width of the type area, in tenths of a millimetre; a hair over 156 mm, so that 28 characters fit a line.
pub const AREA_WIDTH: u32 = 1562;
/// From one line of running text to the next, in hundredths of a point (22 lines fill the type area).
pub const LINE_PITCH: u32 = 2895;
/// What is taken between two characters of running text, in hundredths of a point, so that a line holds 28.
pub const TIGHTENING: u32 = 20;

/// A typeface of official documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// 小标宋: titles.
    XiaoBiaoSong,
    /// 仿宋: running text.
    FangSong,
    /// 黑体: headings of the first level.
    Hei,
    /// 楷体: headings of the second level.
    Kai,
    /// 宋体: tables and page numbers.
    Song,
}

impl Face {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::XiaoBiaoSong, Self::FangSong, Self::Hei, Self::Kai, Self::Song];

    /// The name under which Word and WPS know it.
    #[must_use]
    pub fn office_name(self) -> &'static str {
        match self {
            Self::XiaoBiaoSong => "方正小标宋简体",
            Self::FangSong => "仿宋_GB2312",
            Self::Hei => "黑体",
            Self::Kai => "楷体_GB2312",
            Self::Song => "宋体",
        }
    }
}

/// How a paragraph of some role is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its typeface.
    pub face: Face,
    /// Its size in half points.
    pub half_points: u32,
    /// From one of its lines to the next, in hundredths of a point.
    pub pitch: u32,
    /// Characters by which its first line is indented.
    pub indent: u32,
}

impl Role {
    /// How a paragraph of this role is set: title 2号 小标宋, body 3号 仿宋, headings 3号 黑体 and 楷体.
    #[must_use]
    pub fn setting(self) -> Setting {
        let (face, half_points, pitch, indent) = match self {
            Self::Title => (Face::XiaoBiaoSong, 44, 3500, 0),
            Self::Subtitle => (Face::Kai, 32, LINE_PITCH, 0),
            Self::Heading1 => (Face::Hei, 32, LINE_PITCH, 2),
            Self::Heading2 => (Face::Kai, 32, LINE_PITCH, 2),
            Self::Body => (Face::FangSong, 32, LINE_PITCH, 2),
            Self::Plain | Self::Signature => (Face::FangSong, 32, LINE_PITCH, 0),
            Self::Note => (Face::FangSong, 24, 2000, 2),
        };
        Setting { face, half_points, pitch, indent }
    }
}

/// Size of a table's text in half points: 五号 as a rule, 小五 in a wide or long table, 四号 in a form of two columns.
#[must_use]
pub fn table_half_points(columns: usize, rows: usize) -> u32 {
    match (columns, rows) {
        (9.., _) | (_, 21..) => 18,
        (..=2, _) => 28,
        _ => 21,
    }
}

/// Room left and right of the text of a table's cell, in tenths of a point: little where many columns share the width.
#[must_use]
pub fn table_side(columns: usize) -> u32 {
    if columns > 4 { 15 } else { 50 }
}

/// Room above and below the text of a table's cell, in tenths of a point: little in a long table, so that it fits a page.
#[must_use]
pub fn table_room(rows: usize) -> u32 {
    if rows > 20 { 42 } else { 60 }
}

/// Rows up to which a table is kept on one page if it fits there.
pub const WHOLE_ROWS: usize = 45;

/// Breaks a short heading of a narrow cell into lines of even length (商业企业 as 商业 and 企业, not 商业企 and 业).
///
/// `room` is the cell's width in half characters. Nothing is broken that fits, holds a line break, or holds anything
/// but Chinese characters.
#[must_use]
pub fn evenly(text: &str, room: usize) -> Option<String> {
    let count = text.chars().count();
    let room = room / 2;
    let chinese = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    if count <= room || room == 0 || count > EVEN_MOST || !text.chars().all(chinese) {
        return None;
    }
    let per_line = count.div_ceil(count.div_ceil(room));
    let mut broken = String::with_capacity(text.len() + 4);
    for (at, c) in text.chars().enumerate() {
        if at > 0 && at % per_line == 0 {
            broken.push('\n');
        }
        broken.push(c);
    }
    Some(broken)
}

/// Characters of a heading that is broken evenly at most.
const EVEN_MOST: usize = 12;

/// Width of a text in half characters: a Chinese character is two, a Latin letter or digit one.
#[must_use]
pub fn half_widths(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Half characters of 3号 type that fit a line of the type area: 28 characters.
const BODY_LINE: usize = 56;

/// Half characters of 2号 type that fit a line of the type area (442 pt / 11 pt).
const TITLE_LINE: usize = 40;

/// Breaks a title into the lines in which it is printed: one if it fits, otherwise before the year if both parts fit,
/// otherwise lines of about the same length.
#[must_use]
pub fn title_lines(title: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    for part in title.split('\n').map(str::trim).filter(|part| !part.is_empty()) {
        if half_widths(part) <= TITLE_LINE {
            lines.push(part);
        } else if let Some(at) = year_at(part).filter(|at| fits_in_two(part, *at)) {
            let (before, after) = part.split_at(at);
            lines.extend([before.trim_end(), after]);
        } else if let Some((before, after)) =
            year_at(part).and_then(|at| part.split_at_checked(at)).filter(|(_, after)| half_widths(after) <= TITLE_LINE)
        {
            // A name longer than a line: the year still begins the last line.
            even_lines(before.trim_end(), &mut lines);
            lines.push(after);
        } else {
            even_lines(part, &mut lines);
        }
    }
    lines
}

/// Where a four-digit year before 年 begins, if something stands before it.
fn year_at(text: &str) -> Option<usize> {
    text.match_indices('年').find_map(|(at, _)| {
        let digits = text.get(at.checked_sub(4)?..at)?;
        (at > 4 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(at - 4)
    })
}

fn fits_in_two(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    half_widths(before) <= TITLE_LINE && half_widths(after) <= TITLE_LINE
}

/// Lines of about the same length; a run of Latin letters or digits is not broken.
fn even_lines<'a>(text: &'a str, lines: &mut Vec<&'a str>) {
    let width = half_widths(text);
    let count = width.div_ceil(TITLE_LINE - 2);
    let goal = width.div_ceil(count);
    let (mut start, mut filled, mut previous) = (0, 0, ' ');
    for (at, c) in text.char_indices() {
        let in_word = previous.is_ascii_alphanumeric() && c.is_ascii_alphanumeric() && filled < TITLE_LINE;
        let closes = matches!(c, '，' | '。' | '、' | '）' | '》' | '”' | '〉' | '；' | '：');
        if filled >= goal && !in_word && !closes {
            lines.push(text.get(start..at).unwrap_or_default());
            (start, filled) = (at, 0);
        }
        filled += if c.is_ascii() { 1 } else { 2 };
        previous = c;
    }
    lines.push(text.get(start..).unwrap_or_default());
}

/// How far the signature line at `index` stands from the right edge, in half characters; `None` for other blocks.
///
/// Signature lines that follow one another belong together: the last, as a rule the date, stands four characters in,
/// those above it are centred on it, and nothing comes nearer to the edge than one character.
#[must_use]
pub fn signature_indent(document: &Document, index: usize) -> Option<usize> {
    let text = |at: usize| match document.blocks.get(at) {
        Some(Block::Paragraph(paragraph)) if paragraph.role == Role::Signature => Some(paragraph.text.as_str()),
        _ => None,
    };
    text(index)?;
    let first = (0..index).rev().take_while(|at| text(*at).is_some()).last().unwrap_or(index);
    let lines: Vec<&str> = (first..).map_while(text).collect();
    signature_indents(&lines).get(index - first).copied()
}

fn signature_indents(lines: &[&str]) -> Vec<usize> {
    // A line that does not fit is broken, and then as wide as a line can be beside the least indent.
    let widths: Vec<usize> = lines.iter().map(|line| half_widths(line).min(BODY_LINE - 2)).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let date = widths.last().copied().unwrap_or(0);
    let edge = 8_usize.saturating_sub((widest - date) / 2).max(2);
    widths.iter().map(|width| edge + (widest - width) / 2).collect()
}

fn is_signature(document: &Document, index: usize) -> bool {
    matches!(document.blocks.get(index), Some(Block::Paragraph(paragraph)) if paragraph.role == Role::Signature)
}

/// Whether a block is the first line of a signature, above which one line is left blank.
#[must_use]
pub fn begins_signature(document: &Document, index: usize) -> bool {
    is_signature(document, index) && index.checked_sub(1).is_some_and(|before| !is_signature(document, before))
}

/// Whether a block stays on the page of the next one, so that no signature stands on a page without text.
#[must_use]
pub fn stays_with_next(document: &Document, index: usize) -> bool {
    matches!(document.blocks.get(index), Some(Block::Paragraph(_))) && is_signature(document, index + 1)
}

/// Whether a block is the last line of the title, below which one line is left blank.
#[must_use]
pub fn ends_title(document: &Document, index: usize) -> bool {
    let role = |at: usize| match document.blocks.get(at) {
        Some(Block::Paragraph(paragraph)) => Some(paragraph.role),
        _ => None,
    };
    matches!(role(index), Some(Role::Title | Role::Subtitle))
        && !matches!(role(index + 1), Some(Role::Title | Role::Subtitle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paragraph;

    #[test]
    fn a_title_that_fits_stays_on_one_line() {
        assert_eq!(title_lines("政府信息公开申请答复书"), ["政府信息公开申请答复书"]);
        assert!(title_lines(" ").is_empty());
        let name = "某".repeat(45);
        let lines_of_long = title_lines(&format!("{name}2023年政府信息公开工作年度报告")).join("/");
        assert!(lines_of_long.ends_with("某/2023年政府信息公开工作年度报告"), "{lines_of_long}");
    }

    #[test]
    fn a_long_report_title_breaks_before_its_year() {
        assert_eq!(
            title_lines("某某科技园区某某园管理委员会2021年政府信息公开工作年度报告"),
            ["某某科技园区某某园管理委员会", "2021年政府信息公开工作年度报告"]
        );
    }

    #[test]
    fn a_long_title_without_year_breaks_evenly_and_loses_nothing() {
        let title = "某某市某某区人民政府办公室关于进一步规范政府信息公开申请办理工作有关事项的通知";
        let lines = title_lines(title);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines.concat(), title);
        assert!(lines.iter().all(|line| half_widths(line) <= TITLE_LINE));
        let hostile = "x".repeat(500);
        assert_eq!(title_lines(&hostile).concat(), hostile);
        assert!(title_lines("年年年年年年年年年年年年年年年年年年年年年年年年").len() > 1);
    }

    #[test]
    fn a_narrow_heading_is_broken_evenly() {
        assert_eq!(evenly("商业企业", 7).as_deref(), Some("商业\n企业"));
        assert_eq!(evenly("社会公益组织", 7).as_deref(), Some("社会公\n益组织"));
        assert_eq!(evenly("其他", 7), None);
        assert_eq!(evenly("1024万元整", 7), None);
        assert_eq!(evenly("某某", 1), None);
    }

    #[test]
    fn a_signature_is_centred_over_its_date() {
        assert_eq!(signature_indents(&["某某局", "2022年1月20日"]), [8 + 3, 8]);
        let long = signature_indents(&["某某市某某区人民政府办公室信息公开科", "2022年1月20日"]);
        assert!(long[0] >= 2 && long[1] > long[0]);
        let longer = "甲".repeat(60);
        let lines = [longer.as_str(), "2022年1月20日"];
        for (line, indent) in lines.into_iter().zip(signature_indents(&lines)) {
            assert!(half_widths(line).min(BODY_LINE - 2) + indent <= BODY_LINE, "no room is left beside {indent}");
        }
        assert!(signature_indents(&[]).is_empty());
    }

    #[test]
    fn a_signature_begins_after_a_blank_and_never_stands_alone() {
        let roles = [Role::Body, Role::Body, Role::Signature, Role::Signature];
        let document = Document {
            title: String::new(),
            blocks: roles.map(|role| Block::Paragraph(Paragraph::new(role, "甲"))).into(),
        };
        assert_eq!([0, 1, 2, 3].map(|at| begins_signature(&document, at)), [false, false, true, false]);
        assert_eq!([0, 1, 2, 3].map(|at| stays_with_next(&document, at)), [false, true, true, false]);
    }

    #[test]
    fn a_form_of_two_columns_is_set_larger_and_a_table_of_many_closer() {
        assert_eq!([(2, 9), (4, 12), (10, 25), (3, 40)].map(|(c, r)| table_half_points(c, r)), [28, 21, 18, 18]);
        assert_eq!([2, 4, 5].map(table_side), [50, 50, 15]);
    }

    #[test]
    fn only_the_last_title_line_is_followed_by_a_blank() {
        let document = Document {
            title: String::new(),
            blocks: [Role::Title, Role::Subtitle, Role::Body]
                .map(|role| Block::Paragraph(Paragraph::new(role, "甲")))
                .into(),
        };
        assert_eq!([0, 1, 2, 9].map(|at| ends_title(&document, at)), [false, true, false, false]);
    }
}
