//! Automatic numbers of paragraphs, as they show: 一、 （二） 3. and so on.

use std::collections::HashMap;

use super::super::xml::{Step, attribute, local, walk};
use super::super::{Limits, ReadError};
use super::FORMAT;

/// Levels of a list.
const LEVELS: usize = 9;
/// The lists and styles of a file at most; a file that was pasted together from thousands has less.
const MOST_LISTS: usize = 20_000;
/// The longest text of a level that is shown, in characters.
const MOST_SHOWN: usize = 64;

/// A level of a list: how it counts and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    start: u32,
    format: String,
    /// Its text, in which `%1` stands for the number of the first level.
    text: String,
    /// Numbers of all levels are shown as Arabic ones.
    arabic: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: String::new(), text: String::new(), arabic: false }
    }
}

/// A list as paragraphs use it: its shape, and where it begins anew.
#[derive(Debug, Clone, Default)]
struct List {
    shape: String,
    starts: HashMap<usize, u32>,
}

/// The lists of a file and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    shapes: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    /// The list and level of each style.
    styles: HashMap<String, (String, usize)>,
    /// The numbers reached, by shape; `None` where none was given yet.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashMap<(String, usize), ()>,
}

impl Numbering {
    /// Reads the part that describes the lists.
    pub fn of(xml: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut numbering = Self::default();
        let mut shape: Option<(String, Vec<Level>)> = None;
        let mut list: Option<(String, List)> = None;
        let mut level: Option<usize> = None;
        walk(xml, FORMAT, limits, |step| {
            match step {
                Step::Start(start) | Step::Empty(start) => {
                    let number = |name: &str| attribute(start, name).and_then(|said| said.parse::<u32>().ok());
                    let level_of = |name: &str| number(name).map(|at| at as usize).filter(|at| *at < LEVELS);
                    let open = shape.as_mut().zip(level).and_then(|((_, levels), at)| levels.get_mut(at));
                    match (local(start), open) {
                        ("abstractNum", _) => {
                            let id = attribute(start, "abstractNumId").unwrap_or_default();
                            shape = Some((id, vec![Level::default(); LEVELS]));
                        }
                        ("num", _) => list = Some((attribute(start, "numId").unwrap_or_default(), List::default())),
                        ("lvl" | "lvlOverride", _) => level = level_of("ilvl"),
                        ("start", Some(level)) => level.start = number("val").unwrap_or(1),
                        ("numFmt", Some(level)) => level.format = attribute(start, "val").unwrap_or_default(),
                        ("lvlText", Some(level)) => {
                            let text = attribute(start, "val").unwrap_or_default();
                            level.text = text.chars().take(MOST_SHOWN).collect();
                        }
                        ("isLgl", Some(level)) => level.arabic = true,
                        ("abstractNumId", None) => {
                            if let (Some((_, list)), Some(id)) = (list.as_mut(), attribute(start, "val")) {
                                list.shape = id;
                            }
                        }
                        ("startOverride", None) => {
                            if let (Some((_, list)), Some(at), Some(start)) = (list.as_mut(), level, number("val")) {
                                list.starts.insert(at, start);
                            }
                        }
                        _ => {}
                    }
                }
                Step::End("abstractNum") => numbering.shapes.extend(shape.take()),
                Step::End("num") => numbering.lists.extend(list.take()),
                Step::End("lvl" | "lvlOverride") => level = None,
                _ => {}
            }
            let lists = numbering.shapes.len() + numbering.lists.len();
            if lists > MOST_LISTS { Err(ReadError::TooComplex) } else { Ok(()) }
        })?;
        Ok(numbering)
    }

    /// Takes the styles whose paragraphs are numbered.
    pub fn styles(&mut self, xml: &str, limits: &Limits) -> Result<(), ReadError> {
        let mut style: Option<String> = None;
        let mut list: Option<String> = None;
        let mut level = 0;
        walk(xml, FORMAT, limits, |step| {
            match step {
                Step::Start(start) | Step::Empty(start) => match local(start) {
                    "style" => {
                        (style, list, level) = (attribute(start, "styleId"), None, 0);
                    }
                    "numId" => list = attribute(start, "val"),
                    "ilvl" => level = attribute(start, "val").and_then(|said| said.parse().ok()).unwrap_or(0),
                    _ => {}
                },
                Step::End("style") => {
                    if let (Some(style), Some(list)) = (style.take(), list.take()) {
                        self.styles.insert(style, (list, level));
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }

    /// The list and level of a style's paragraphs.
    pub fn of_style(&self, style: &str) -> Option<(String, usize)> {
        self.styles.get(style).cloned()
    }

    /// Counts a paragraph of a list and gives the number it shows; empty if it shows none.
    pub fn next(&mut self, list: &str, level: usize) -> String {
        let Some((id, list)) = self.lists.get_key_value(list) else { return String::new() };
        let Some(levels) = self.shapes.get(&list.shape) else { return String::new() };
        let Some(own) = levels.get(level) else { return String::new() };
        let counts = self.counts.entry(list.shape.clone()).or_default();
        let anew = list.starts.get(&level).filter(|_| self.begun.insert((id.clone(), level), ()).is_none());
        for (at, count) in counts.iter_mut().enumerate() {
            let start = levels.get(at).map_or(1, |level| level.start);
            match at.cmp(&level) {
                std::cmp::Ordering::Less => *count = count.or(Some(start)),
                std::cmp::Ordering::Equal => {
                    *count = Some(match (anew, *count) {
                        (Some(start), _) => *start,
                        (None, Some(before)) => before.saturating_add(1),
                        (None, None) => start,
                    });
                }
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        if own.format == "bullet" {
            return String::new();
        }
        let mut shown = String::new();
        let mut chars = own.text.chars();
        while let Some(c) = chars.next() {
            if c != '%' {
                shown.push(c);
                continue;
            }
            let at = chars.next().and_then(|digit| digit.to_digit(10)).and_then(|digit| digit.checked_sub(1));
            let Some(at) = at.map(|at| at as usize).filter(|at| *at < LEVELS) else { continue };
            let format = match levels.get(at) {
                Some(level) if !own.arabic => level.format.as_str(),
                _ => "decimal",
            };
            if let Some(Some(count)) = counts.get(at) {
                shown.push_str(&formatted(*count, format));
            }
        }
        shown
    }
}

/// A number in a format of Word.
fn formatted(number: u32, format: &str) -> String {
    let offset = |first: char, most: u32| {
        (1..=most).contains(&number).then(|| char::from_u32(u32::from(first) + number - 1)).flatten().map(String::from)
    };
    let special = match format {
        "none" => Some(String::new()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "ideographDigital"
        | "taiwaneseCountingThousand"
        | "japaneseDigitalTenThousand" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => offset('①', 20),
        "decimalEnclosedParen" => offset('⑴', 20),
        "decimalEnclosedFullstop" => offset('⒈', 20),
        "ideographEnclosedCircle" => offset('㊀', 10),
        "lowerLetter" => offset('a', 26),
        "upperLetter" => offset('A', 26),
        "lowerRoman" => roman(number).map(|roman| roman.to_ascii_lowercase()),
        "upperRoman" => roman(number),
        "decimalZero" => Some(format!("{number:02}")),
        _ => None,
    };
    special.unwrap_or_else(|| number.to_string())
}

/// A number below ten thousand in Chinese; `None` for others.
fn chinese(number: u32) -> Option<String> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number == 0 || number >= 10_000 {
        return None;
    }
    let mut said = String::new();
    let mut gap = false;
    for (value, unit) in [(1000, Some('千')), (100, Some('百')), (10, Some('十')), (1, None)] {
        let digit = number / value % 10;
        if digit == 0 {
            gap = !said.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            said.push('零');
        }
        // Ten to nineteen begin with the ten.
        if !(digit == 1 && value == 10 && said.is_empty()) {
            said.push(*DIGITS.get(digit as usize)?);
        }
        said.extend(unit);
    }
    Some(said)
}

fn roman(number: u32) -> Option<String> {
    if number == 0 || number >= 4_000 {
        return None;
    }
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number;
    let mut said = String::new();
    for (value, letters) in PARTS {
        while left >= value {
            said.push_str(letters);
            left -= value;
        }
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "<w:numbering><w:abstractNum w:abstractNumId=\"7\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/><w:isLgl/></w:lvl>\
        <w:lvl w:ilvl=\"2\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"x\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
        <w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num></w:numbering>";

    #[test]
    fn lists_count_by_their_levels() {
        let mut numbering = Numbering::of(LISTS, &Limits::default()).unwrap();
        let shown: Vec<String> =
            [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("2", 0), ("2", 0), ("9", 0)]
                .map(|(list, level)| numbering.next(list, level))
                .into();
        assert_eq!(shown, ["一、", "1.1", "1.2", "", "二、", "2.1", "一、", "二、", ""]);
    }

    #[test]
    fn numbers_are_written_as_word_does() {
        let chinese: Vec<String> = [1, 10, 11, 20, 101, 110, 1003].map(|n| formatted(n, "chineseCounting")).into();
        assert_eq!(chinese, ["一", "十", "十一", "二十", "一百零一", "一百一十", "一千零三"]);
        assert_eq!((formatted(3, "decimalEnclosedCircle"), formatted(14, "lowerRoman")), ("③".into(), "xiv".into()));
        assert_eq!((formatted(27, "upperLetter"), formatted(2, "upperLetter")), ("27".into(), "B".into()));
    }
}
