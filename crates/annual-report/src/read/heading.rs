//! The six sections of a report, recognised by the words of their headings.

use std::borrow::Cow;

/// The longest line that can be a heading, in bytes.
const MAX_HEADING_BYTES: usize = 150;

/// A section of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// 一、总体情况.
    Overview,
    /// 二、三、四: the tables.
    Tables,
    /// 五、存在的主要问题及改进情况.
    Problems,
    /// 六、其他需要报告的事项.
    Other,
}

/// The section a line opens, if it is the heading of one.
///
/// The numbering is looked for but not believed: `2、`, `三是` and `五、` before another section's words are all seen in
/// real reports.
pub(crate) fn of(line: &str) -> Option<Section> {
    if line.len() > MAX_HEADING_BYTES {
        return None;
    }
    let text = plain(line);
    if let Some(section) = whole(text) {
        return Some(section);
    }
    let (numbered, title) = unnumbered(text);
    if !numbered || title.contains(['。', '；', ';', '，', ',']) {
        return None;
    }
    let title = dense(title);
    let has = |words: &str| title.contains(words);
    if has("总体情况") || has("概述") {
        Some(Section::Overview)
    } else if has("主动公开政府信息") || has("处理政府信息公开申请情况") || (has("行政复议") && has("行政诉讼"))
    {
        Some(Section::Tables)
    } else if has("问题") && (has("存在") || has("改进") || has("整改")) {
        Some(Section::Problems)
    } else if has("其他需要报告") || has("其它需要报告") || has("需要报告的其他") {
        Some(Section::Other)
    } else {
        None
    }
}

/// The section of a text whose heading stands on its first line, and what follows the heading there.
pub(crate) fn run_in(line: &str) -> Option<(Section, &str)> {
    let text = plain(line);
    let (numbered, title) = unnumbered(text);
    if !numbered || text.len() == title.len() {
        return None;
    }
    let end = title.find(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '。'))?;
    let (title, rest) = title.split_at_checked(end)?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '。'));
    let section = whole(title).filter(|section| *section != Section::Tables)?;
    (!rest.is_empty()).then_some((section, rest))
}

/// The section whose title a line is in all its words, with no number before it or one in brackets.
///
/// A number in brackets is that of a part of section one as well, so the tables are not opened by it.
fn whole(text: &str) -> Option<Section> {
    const TITLES: [(&str, Section); 19] = [
        ("总体情况", Section::Overview),
        ("概述", Section::Overview),
        ("主动公开政府信息情况", Section::Tables),
        ("收到和处理政府信息公开申请情况", Section::Tables),
        ("政府信息公开行政复议、行政诉讼情况", Section::Tables),
        ("政府信息公开行政复议行政诉讼情况", Section::Tables),
        ("政府信息公开行政复议和行政诉讼情况", Section::Tables),
        ("存在的主要问题及改进情况", Section::Problems),
        ("存在的主要问题和改进情况", Section::Problems),
        ("存在的主要问题及改进措施", Section::Problems),
        ("存在的主要问题和改进措施", Section::Problems),
        ("存在的主要问题及整改措施", Section::Problems),
        ("存在的问题及改进情况", Section::Problems),
        ("存在问题及改进情况", Section::Problems),
        ("政府信息公开工作存在的主要问题及改进情况", Section::Problems),
        ("其他需要报告的事项", Section::Other),
        ("其他需要报告事项", Section::Other),
        ("其它需要报告的事项", Section::Other),
        ("需要报告的其他事项", Section::Other),
    ];
    let bracketed = text.strip_prefix(['（', '(']).and_then(|rest| {
        let title = rest.trim_start_matches(['一', '二', '三', '四', '五', '六', '七']);
        title.strip_prefix(['）', ')']).filter(|_| title.len() < rest.len())
    });
    let title = bracketed.unwrap_or(text).trim().trim_end_matches(['：', ':', '。']);
    let title = dense(title);
    let (_, section) = *TITLES.iter().find(|(words, _)| title == *words)?;
    (bracketed.is_none() || section != Section::Tables).then_some(section)
}

/// A line without the marks of Markdown and of bookmarks before it.
pub(crate) fn plain(line: &str) -> &str {
    let mut text = line.trim();
    while let Some(end) = text.strip_prefix("[bookmark:").and_then(|rest| rest.find(']').map(|at| (rest, at))) {
        text = end.0.get(end.1 + 1..).unwrap_or_default().trim_start();
    }
    // A line that is quoted stands behind a bracket.
    text = text.trim_start_matches("> ").trim_start();
    if text.starts_with('#') {
        text = text.trim_start_matches('#').trim_start();
    }
    text.trim_matches('*').trim()
}

/// Whether a number stands before the title, and the title without it.
fn unnumbered(text: &str) -> (bool, &str) {
    let rest = text.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    let rest = if rest.len() == text.len() { text.trim_start_matches(|c: char| c.is_ascii_digit()) } else { rest };
    let title = rest.trim_start().trim_start_matches(['、', '.', '．', '，', ',', '是', ' ', '　']);
    (rest.len() < text.len() && title.len() < rest.len(), title)
}

/// A text without the blanks inside of it.
fn dense(text: &str) -> Cow<'_, str> {
    match text.contains(char::is_whitespace) {
        true => text.split_whitespace().collect::<String>().into(),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_as_really_printed_are_recognised() {
        for (line, section) in [
            ("[bookmark: _GoBack]一、总体情况", Section::Overview),
            ("## 一、总体情况", Section::Overview),
            ("2、 主动公开政府信息情况", Section::Tables),
            ("三是收到和处理政府信息公开申请情况", Section::Tables),
            ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", Section::Tables),
            ("五、政府信息公开工作存在的主要问题及改进情况", Section::Problems),
            ("五、存在的主要问题及整改措施", Section::Problems),
            ("五、存 在 问 题 及 改 进 情 况", Section::Problems),
            ("六、其他需要报告的事项", Section::Other),
            ("五、其他需要报告事项", Section::Other),
            ("存在的主要问题及改进情况", Section::Problems),
            ("（六）其他需要报告的事项：", Section::Other),
            ("收到和处理政府信息公开申请情况", Section::Tables),
        ] {
            assert_eq!(of(line), Some(section), "{line}");
        }
    }

    #[test]
    fn a_heading_may_stand_on_the_first_line_of_its_text() {
        assert_eq!(run_in("五、存在的主要问题及改进情况　虽有成绩，"), Some((Section::Problems, "虽有成绩，")));
        assert_eq!(run_in("六、其他需要报告的事项：无。"), Some((Section::Other, "无。")));
        for line in ["六、其他需要报告的事项", "总体情况 很好", "二、主动公开政府信息情况 见下表", "一、 总体情况"]
        {
            assert_eq!(run_in(line), None, "{line}");
        }
        assert_eq!(of("> ## 一、总体情况"), Some(Section::Overview));
    }

    #[test]
    fn running_text_is_no_heading() {
        for line in [
            "（一）主要问题",
            "（一）主动公开政府信息情况",
            "一是存在的问题不少，要改进。",
            "全文包括总体情况、主动公开政府信息情况",
            "二、上年结转政府信息公开申请数量",
            "六",
            "",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}
