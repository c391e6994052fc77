//! What only the document shows: its six sections (rule sheet 4.1), the days its preface names, the signature.
//!
//! A heading that a file has lost on its way is not told from one that was never there; the messages say so. Where fewer
//! than three headings are found, nothing is said of any.

use document::{Block, Document};

use super::text::{is_another, years_made_known};
use super::{Finding, Quote, Rule, Severity, organ, rules, year};
use crate::read::{gloss, lines_of_unbroken};
use crate::report::{Report, Section};

/// How many headings must be found for the others to be missed.
const MIN_HEADINGS: usize = 3;
/// The longest line that can be a heading, in characters.
const MAX_HEADING_CHARS: usize = 40;
/// How many lines at the end may hold the signature.
const MAX_CLOSING: usize = 12;
/// How many lines of a document are looked at, and how many characters of each.
const MAX_LINES: usize = 20_000;
const MAX_CHARS: usize = 4_000;
/// The longest name of an organ that signs.
const MAX_SIGNER_CHARS: usize = 40;

/// A section as the form titles it.
struct Titled {
    number: char,
    /// The title a message calls it by.
    title: &'static str,
    /// The titles in order, without marks and blanks.
    accepted: &'static [&'static str],
    /// Words by which a heading of another wording is known; all of a group must stand there.
    known_by: &'static [&'static [&'static str]],
    text: Option<Section>,
}

static SECTIONS: [Titled; 6] = [
    Titled {
        number: '一',
        title: "总体情况",
        accepted: &["总体情况"],
        known_by: &[&["总体情况"], &["概述"], &["基本情况"]],
        text: Some(Section::Overview),
    },
    Titled {
        number: '二',
        title: "主动公开政府信息情况",
        accepted: &["主动公开政府信息情况", "行政机关主动公开政府信息情况"],
        known_by: &[&["主动公开政府信息"], &["主动公开", "情况"]],
        text: None,
    },
    Titled {
        number: '三',
        title: "收到和处理政府信息公开申请情况",
        accepted: &["收到和处理政府信息公开申请情况", "行政机关收到和处理政府信息公开申请情况"],
        known_by: &[&["处理", "公开申请"], &["政府信息公开申请情况"]],
        text: None,
    },
    Titled {
        number: '四',
        title: "政府信息公开行政复议、行政诉讼情况",
        accepted: &[
            "政府信息公开行政复议行政诉讼情况",
            "政府信息公开行政复议和行政诉讼情况",
            "政府信息公开行政复议及行政诉讼情况",
            "因政府信息公开工作被申请行政复议提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
        ],
        known_by: &[&["行政复议", "诉讼"]],
        text: None,
    },
    Titled {
        number: '五',
        title: "存在的主要问题及改进情况",
        accepted: &["存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况"],
        known_by: &[&["问题", "改进"], &["存在", "问题"], &["问题", "整改"]],
        text: Some(Section::Problems),
    },
    Titled {
        number: '六',
        title: "其他需要报告的事项",
        accepted: &["其他需要报告的事项"],
        known_by: &[&["其他需要报告"], &["需要报告的其他"], &["其他", "事项"]],
        text: Some(Section::Other),
    },
];

/// A heading that was found.
#[derive(Debug)]
struct Heading {
    section: usize,
    at: usize,
    number: char,
    title: String,
}

/// The findings on what only the document shows; to be told with those of [`check`](super::check).
pub fn check_document(document: &Document, report: &Report) -> Vec<Finding> {
    if report.period.is_some() {
        return Vec::new();
    }
    let lines = lines(&gloss::without(document));
    let headings = headings(&lines);
    let mut findings = Vec::new();
    sections(&lines, &headings, report, &mut findings);
    preface(&lines, &headings, report, &mut findings);
    signature(&lines, report, &mut findings);
    for finding in &mut findings {
        finding.cite = super::notice(finding.cite, report);
    }
    findings
}

/// The rules that [`check_document`] applies: over a report alone they say nothing.
pub(super) fn of_the_document(_: &Rule, _: &super::Checked<'_>, _: &mut Vec<Finding>) {}

fn rule(id: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.id == id)
}

/// The lines that stand by themselves, and those of table rows with one filled cell, as pages are laid out.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |text: &str| {
        for line in text.lines().flat_map(|line| lines_of_unbroken(line).unwrap_or_else(|| vec![line])) {
            if lines.len() >= MAX_LINES {
                return;
            }
            let even: String = line
                .chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}' | '#' | '*'))
                .take(MAX_CHARS)
                .collect();
            let even = without_bookmarks(&even).to_owned();
            if !even.is_empty() {
                lines.push(even);
            }
        }
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => add(&paragraph.text),
            Block::Table(table) => {
                for row in &table.rows {
                    let mut filled = row.iter().filter(|cell| !cell.text.trim().is_empty());
                    if let (Some(only), None) = (filled.next(), filled.next()) {
                        add(&only.text);
                    }
                }
            }
            Block::PageBreak => {}
        }
    }
    lines
}

/// A line without the bookmarks that some converters print before it.
fn without_bookmarks(line: &str) -> &str {
    let mut text = line;
    while let Some((_, behind)) = text.strip_prefix("[bookmark:").and_then(|rest| rest.split_once(']')) {
        text = behind;
    }
    text
}

/// The last heading of each section, in the order of the document; those before it were a table of contents.
fn headings(lines: &[String]) -> Vec<Heading> {
    let mut last: [Option<Heading>; 6] = Default::default();
    for (at, line) in lines.iter().enumerate() {
        if let Some(heading) = heading(line, at)
            && let Some(slot) = last.get_mut(heading.section)
        {
            *slot = Some(heading);
        }
    }
    let mut found: Vec<Heading> = last.into_iter().flatten().collect();
    found.sort_by_key(|heading| heading.at);
    found
}

/// The heading a line is: a number, its mark, the words of a section.
fn heading(line: &str, at: usize) -> Option<Heading> {
    if line.chars().count() > MAX_HEADING_CHARS {
        return None;
    }
    let mut chars = line.chars();
    let number = chars.next()?;
    let number = match number {
        '1'..='6' => "一二三四五六".chars().nth(usize::try_from(number.to_digit(10)?.checked_sub(1)?).ok()?)?,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' => number,
        _ => return None,
    };
    let rest = chars.as_str();
    let title = rest.strip_prefix(['、', '.', '．', '，', ',', '是', '·'])?;
    if title.contains(['。', '；', ';', '|']) {
        return None;
    }
    let even: String = title.chars().filter(|c| !"、，,：:".contains(*c)).collect();
    let plain = even.split_once('年').filter(|(year, _)| year.len() == 4).map_or(even.as_str(), |(_, rest)| rest);
    let plain = plain.trim_start_matches('度');
    let section = SECTIONS.iter().position(|section| section.accepted.contains(&plain)).or_else(|| {
        // 三、加强主动公开工作情况: only the section's own number makes other words its heading.
        SECTIONS.iter().position(|section| {
            section.number == number
                && section.known_by.iter().any(|words| words.iter().all(|word| even.contains(word)))
        })
    })?;
    Some(Heading { section, at, number, title: even })
}

fn sections(lines: &[String], headings: &[Heading], report: &Report, findings: &mut Vec<Finding>) {
    let Some(missing) = rule("SECTION-MISSING") else { return };
    if headings.len() < MIN_HEADINGS {
        let message = "无法判断六个部分是否齐全：文件中认出的部分标题不足三个，可能在转换时丢失，请对照原文件核对";
        findings.push(missing.not_assessable(Vec::new(), message.to_owned()));
        return;
    }
    for (at, section) in SECTIONS.iter().enumerate() {
        if !headings.iter().any(|heading| heading.section == at) {
            let message = format!(
                "没有找到“{}、{}”的标题，年度报告应当有六个部分；文件转换时丢失标题的，请对照原文件核对",
                section.number, section.title
            );
            findings.push(about(missing.breach(Vec::new(), message), section.text));
        }
    }
    order(headings, findings);
    titles(headings, findings);
    if let Some(rule) = rule("SECTION-EMPTY") {
        for (at, heading) in headings.iter().enumerate() {
            let Some(section) = SECTIONS.get(heading.section) else { continue };
            // A text that the reader did not take for one is still there; behind the last heading stands the signature too.
            let next = headings.get(at + 1).map(|next| next.at);
            if next.is_some_and(|next| lines.get(heading.at + 1..next).is_some_and(|between| !between.is_empty())) {
                continue;
            }
            let Some(text) = section.text.filter(|text| report.narrative.section(*text).trim().is_empty()) else {
                continue;
            };
            let message = match text {
                Section::Other => format!("“{}”没有内容，请填写；确实没有的，写“无”", section.title),
                Section::Overview | Section::Problems => format!("“{}”没有内容，请填写", section.title),
            };
            findings.push(about(rule.breach(Vec::new(), message), Some(text)));
        }
    }
}

/// A finding about the whole of a text.
fn about(finding: Finding, text: Option<Section>) -> Finding {
    match text {
        Some(section) => finding.quoting(Quote { section, range: 0..0, text: String::new() }),
        None => finding,
    }
}

fn order(headings: &[Heading], findings: &mut Vec<Finding>) {
    let Some(rule) = rule("SECTION-ORDER") else { return };
    if let Some([before, behind]) =
        headings.array_windows::<2>().find(|[before, behind]| before.section > behind.section)
    {
        let message =
            format!("“{}”排在“{}”之后，各部分应当按规定的顺序编排", title_of(behind.section), title_of(before.section));
        findings.push(rule.breach(Vec::new(), message));
    }
    for heading in headings {
        if let Some(section) = SECTIONS.get(heading.section).filter(|section| section.number != heading.number) {
            let message = format!("“{}”编号是“{}”，按规定应当是“{}”", section.title, heading.number, section.number);
            findings.push(rule.breach(Vec::new(), message));
        }
    }
}

fn titles(headings: &[Heading], findings: &mut Vec<Finding>) {
    let Some(rule) = rule("SECTION-TITLE") else { return };
    for heading in headings {
        if let Some(section) =
            SECTIONS.get(heading.section).filter(|section| !section.accepted.contains(&heading.title.as_str()))
        {
            let message =
                format!("第{}部分的标题写的是“{}”，规定的标题是“{}”", section.number, heading.title, section.title);
            findings.push(rule.breach(Vec::new(), message));
        }
    }
}

fn title_of(section: usize) -> &'static str {
    SECTIONS.get(section).map_or("", |section| section.title)
}

/// The days that the preface and the headings name are of the report's year.
fn preface(lines: &[String], headings: &[Heading], report: &Report, findings: &mut Vec<Finding>) {
    let (Some(rule), Some(of)) = (rule("TEXT-YEAR"), report.year) else { return };
    for heading in headings {
        let chars: Vec<char> = heading.title.chars().collect();
        if let Some(other) = year::years(&chars).into_iter().find(|year| *year != of) {
            let message = format!("“{}”的标题写的是{other}年，而报告是{of}年的，请核对", title_of(heading.section));
            findings.push(rule.breach(Vec::new(), message));
        }
    }
    // What stands under 一、总体情况 is its text, and is looked at there.
    let end = headings.iter().find(|heading| heading.section == 0).or(headings.first()).map_or(0, |heading| heading.at);
    if let Some(rule) = self::rule("TEXT-ORGAN") {
        organ::preface(rule, lines.get(..end).unwrap_or_default(), report, findings);
    }
    for line in lines.iter().take(end) {
        for (other, said) in years_made_known(line).into_iter().filter(|(year, _)| *year != of) {
            let message = format!("开头写的是“{said}”，而报告是{of}年的，请核对是不是沿用了{other}年的文字");
            findings.push(rule.breach(Vec::new(), message));
        }
        let chars: Vec<char> = line.chars().collect();
        for span in year::whole_years(&chars).into_iter().filter(|span| span.year != of) {
            let said: String = chars.iter().skip(span.begin).take(span.end - span.begin).collect();
            let message = format!("开头写的统计期限是“{said}”，而报告是{of}年的，请核对是不是沿用了往年的文字");
            findings.push(rule.breach(Vec::new(), message));
        }
    }
}

/// The day of the signature follows the year, and the organ that signs is the report's.
fn signature(lines: &[String], report: &Report, findings: &mut Vec<Finding>) {
    let closing = lines.get(lines.len().saturating_sub(MAX_CLOSING)..).unwrap_or_default();
    let Some((at, (year, month))) = closing.iter().enumerate().rev().find_map(|(at, line)| Some((at, date(line)?)))
    else {
        return;
    };
    if let (Some(rule), Some(of)) = (rule("SIGN-DATE"), report.year)
        && (year < of || (year == of && month < 12) || year > of + 1)
    {
        let shown = closing.get(at).map_or("", String::as_str);
        let message = format!("落款日期是“{shown}”，{of}年的年度报告应当在{}年初编制，请核对年份", of + 1);
        findings.push(rule.breach(Vec::new(), message));
    }
    let signer = at.checked_sub(1).and_then(|at| closing.get(at)).filter(|line| is_organ(line));
    if let (Some(rule), Some(signer)) = (rule("SIGN-ORGAN"), signer)
        && !report.organ.is_empty()
        && !is_short_for(signer, &report.organ)
        && !is_short_for(&report.organ, signer)
    {
        let message = format!("落款的机关是“{signer}”，标题中的机关是“{}”，请核对是不是同一机关", report.organ);
        let mut finding = rule.breach(Vec::new(), message);
        if is_another(&report.organ, signer) {
            finding.severity = Severity::Warning;
        }
        findings.push(finding);
    }
}

/// The year and the month of a line that is nothing but a date.
fn date(line: &str) -> Option<(u16, u16)> {
    let text = line.trim_matches(['（', '）', '(', ')']);
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    let number = |words: &str| -> Option<u16> {
        if words.is_empty() || words.chars().count() > 4 {
            return None;
        }
        let even: String = words.chars().map(narrow).collect();
        even.parse().ok().or_else(|| in_words(&even))
    };
    number(day).filter(|day| (1..=31).contains(day))?;
    let year = number(year).filter(|year| (2008..=2100).contains(year))?;
    Some((year, number(month).filter(|month| (1..=12).contains(month))?))
}

/// 二〇二四, 一, 十二, 二十三.
fn in_words(words: &str) -> Option<u16> {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == c || (d == '〇' && matches!(c, '○' | '零')));
    let tens = words.split_once('十');
    let value = match tens {
        Some((head, tail)) => {
            let tens = if head.is_empty() { 1 } else { digit(head.chars().next()?)? };
            tens * 10 + tail.chars().next().map_or(Some(0), digit)?
        }
        None => words.chars().try_fold(0usize, |n, c| Some(n * 10 + digit(c)?))?,
    };
    u16::try_from(value).ok()
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Whether a line can be the name of an organ that signs.
fn is_organ(line: &str) -> bool {
    let ends = ["政府", "办公室", "办公厅", "局", "委员会", "管委会", "办事处", "厅", "委", "办", "街道"];
    (4..=MAX_SIGNER_CHARS).contains(&line.chars().count())
        && !line.contains(['，', '。', '；', '：', ':', '、', '《', '“', '/'])
        && !line.contains(|c: char| c.is_ascii_alphanumeric())
        && ends.iter().any(|end| line.ends_with(end))
}

/// Whether the characters of one name stand in the other in their order.
fn is_short_for(short: &str, long: &str) -> bool {
    let mut known = long.chars().filter(|c| !c.is_whitespace());
    short.chars().filter(|c| !c.is_whitespace()).all(|c| known.by_ref().any(|k| k == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_digits_and_in_words() {
        assert_eq!(date("2024年1月23日"), Some((2024, 1)));
        assert_eq!(date("（２０２４年１２月３日）"), Some((2024, 12)));
        assert_eq!(date("二〇二四年一月二十三日"), Some((2024, 1)));
        for line in ["2024年1月", "发布于2024年1月23日", "2024年13月1日", "2024-01-23", "年月日"] {
            assert_eq!(date(line), None, "{line}");
        }
    }

    #[test]
    fn a_heading_is_a_number_and_the_words_of_a_section() {
        let of = |line: &str| heading(line, 0).map(|heading| (heading.section, heading.number));
        assert_eq!(of("一、总体情况"), Some((0, '一')));
        assert_eq!(of("五、其他需要报告的事项"), Some((5, '五')));
        assert_eq!(of("四、政府信息公开工作行政复议、行政诉讼情况"), Some((3, '四')));
        assert_eq!(of("5.存在问题及改进情况"), Some((4, '五')));
        for line in [
            "三、加强主动公开工作情况",
            "二、上年结转政府信息公开申请数量",
            "（一）主动公开",
            "一是总体平稳。",
            "四、结转下年度继续办理",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}
