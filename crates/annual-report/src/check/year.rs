//! The form of the year, and words of another year: rule sheet 4.1 and 4.7.

use super::{Checked, Finding, Quote, Rule};
use crate::form::Form;
use crate::report::{Report, Section};

/// The form is the one in force for the year.
pub(super) fn form(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    if report.period.is_some() {
        return;
    }
    let Some(year) = report.year else {
        findings
            .push(rule.not_assessable(Vec::new(), "无法判断格式是否适用：没有读到报告的年份，请核对标题".to_owned()));
        return;
    };
    let (wanted, used) = (Form::for_year(year), report.form());
    if wanted != used {
        let message = format!(
            "{year}年的年度报告应当使用{}的格式，本报告用的是{}的格式，请改用规定的格式",
            wanted.citation(),
            used.citation()
        );
        findings.push(Finding { cite: wanted.citation(), ..rule.breach(Vec::new(), message) });
    }
}

/// No span of days in the texts is that of another year.
pub(super) fn texts(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    let Some(year) = report.year.filter(|_| report.period.is_none()) else { return };
    for section in Section::ALL {
        let text = report.narrative.section(section);
        // No span of days is without a month.
        if !text.contains('月') {
            continue;
        }
        let chars: Vec<char> = text.chars().collect();
        for span in whole_years(&chars).into_iter().filter(|span| span.year != year) {
            let text: String = chars.iter().skip(span.begin).take(span.end - span.begin).collect();
            let message =
                format!("“{}”写的是“{text}”，而报告是{year}年的，请核对是不是沿用了往年的文字", section.title());
            let quote = Quote { section, range: span.begin..span.end, text };
            findings.push(rule.breach(Vec::new(), message).quoting(quote));
        }
    }
    findings.extend(last_years(rule, report, year).or_else(|| opening(rule, report, year)));
}

/// A section one that opens its sentences with last year and never names the report's own was copied.
fn last_years(rule: &Rule, report: &Report, year: u16) -> Option<Finding> {
    let text = &report.narrative.overview;
    if text.contains(&year.to_string()) {
        return None;
    }
    let even: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    if even.contains(&year.to_string()) {
        return None;
    }
    let before = year.checked_sub(1)?;
    let chars: Vec<char> = text.chars().collect();
    let mut begin = 0;
    let (mut at_start, mut found) = (true, None);
    while begin < chars.len() {
        let c = chars.get(begin).copied()?;
        if c.is_whitespace() {
            at_start |= c == '\n';
            begin += 1;
            continue;
        }
        if at_start
            && let Some((named, end)) = year_at(&chars, begin)
            && named == before
        {
            let behind = chars.get(end..).unwrap_or_default().iter().find(|c| !c.is_whitespace());
            if matches!(behind, Some('，' | ',' | '度' | '我' | '全' | '本' | '共')) {
                found = Some(begin..end);
                break;
            }
        }
        at_start = matches!(c, '。' | '；' | '\n' | '）' | '！');
        begin += 1;
    }
    let range = found?;
    let message = format!(
        "“{}”通篇没有提到{year}年，却以“{before}年”开头叙述，请核对是不是沿用了上一年的文字",
        Section::Overview.title()
    );
    let text = chars.get(range.clone())?.iter().collect();
    Some(rule.breach(Vec::new(), message).quoting(Quote { section: Section::Overview, range, text }))
}

/// A section one whose first sentence speaks of last year and not of the report's own begins with last year's text.
fn opening(rule: &Rule, report: &Report, year: u16) -> Option<Finding> {
    let text = &report.narrative.overview;
    let before = year.checked_sub(1)?;
    if !text.contains(&before.to_string()) {
        return None;
    }
    let mut begin = 0;
    for line in text.split('\n') {
        if line.trim().is_empty() || crate::layout::is_heading(line.trim()) {
            begin += line.chars().count() + 1;
            continue;
        }
        let chars: Vec<char> = line.chars().collect();
        let from = chars.iter().take_while(|c| c.is_whitespace()).count();
        let (named, end) = year_at(&chars, from)?;
        let words: String = chars.get(end..)?.iter().take_while(|c| **c != '。').collect();
        let own = words.trim_start().trim_start_matches('度').starts_with(['，', ',']);
        if named != before || !own || words.contains(&year.to_string()) {
            return None;
        }
        let message = format!(
            "“{}”的第一句话写的是{before}年，而报告是{year}年的，请核对是不是沿用了上一年的文字",
            Section::Overview.title()
        );
        let text = chars.get(from..end)?.iter().collect();
        let range = begin + from..begin + end;
        return Some(rule.breach(Vec::new(), message).quoting(Quote { section: Section::Overview, range, text }));
    }
    None
}

/// A span of days over a whole year, as words name it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WholeYear {
    pub year: u16,
    pub begin: usize,
    pub end: usize,
}

/// The spans 2022年1月1日至12月31日 of a text, in characters.
pub(super) fn whole_years(chars: &[char]) -> Vec<WholeYear> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some((year, days)) = year_at(chars, at) else {
            at += 1;
            continue;
        };
        let end = words_at(chars, days, "1月1日").and_then(|at| {
            let at = words_at(chars, at, "起").or_else(|| words_at(chars, at, "始")).unwrap_or(at);
            let at = words_at(chars, at, "，").unwrap_or(at);
            let at = ["至", "到", "—", "-", "~", "～"].iter().find_map(|word| words_at(chars, at, word))?;
            let at = words_at(chars, at, "—").unwrap_or(at);
            // 2022年1月1日至2023年12月31日 is more than a year.
            let blank = chars.get(at..).unwrap_or_default().iter().take_while(|c| c.is_whitespace()).count();
            let at = match year_at(chars, at + blank) {
                Some((other, behind)) => (other == year).then_some(behind)?,
                None => at,
            };
            words_at(chars, at, "12月31日")
        });
        match end {
            Some(end) => {
                found.push(WholeYear { year, begin: at, end });
                at = end;
            }
            None => at = days,
        }
    }
    found
}

/// The years that a text names: 2022年.
pub(super) fn years(chars: &[char]) -> Vec<u16> {
    (0..chars.len()).filter_map(|at| year_at(chars, at)).map(|(year, _)| year).collect()
}

/// The year that stands at a place, with where its 年 ends.
fn year_at(chars: &[char], at: usize) -> Option<(u16, usize)> {
    if at > 0 && chars.get(at - 1).is_some_and(|c| narrow(*c).is_ascii_digit()) {
        return None;
    }
    let mut end = at;
    let mut year = 0u16;
    for _ in 0..4 {
        let digit = narrow(*chars.get(end)?).to_digit(10)?;
        year = year * 10 + u16::try_from(digit).ok()?;
        end += 1;
    }
    (2008..=2100).contains(&year).then_some(())?;
    words_at(chars, end, "年").map(|end| (year, end))
}

/// The place behind words that stand at a place, blanks between their characters aside.
fn words_at(chars: &[char], mut at: usize, words: &str) -> Option<usize> {
    for word in words.chars() {
        while chars.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        if narrow(*chars.get(at)?) != word {
            return None;
        }
        at += 1;
    }
    Some(at)
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_year_is_found_in_the_ways_it_is_written() {
        for (text, year) in [
            ("统计期限为2022年1月1日至12月31日。", 2022),
            ("自 2022 年 1 月 1 日起至 2022 年 12 月 31 日止", 2022),
            ("２０２３年１月１日—１２月３１日", 2023),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let years: Vec<u16> = whole_years(&chars).iter().map(|span| span.year).collect();
            assert_eq!(years, [year], "{text}");
        }
        for text in ["2022年1月1日至2023年12月31日", "2022年1月1日至6月30日", "2022年12月31日", "2022年1月1日起施行"]
        {
            assert_eq!(whole_years(&text.chars().collect::<Vec<_>>()), [], "{text}");
        }
    }
}
