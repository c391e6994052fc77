//! The three texts of a report on the screen, with the words that contradict the tables marked.

use std::ops::Range;

use annual_report::check::Quote;
use annual_report::report::Section;
use annual_report::{Finding, Form, Report, Severity, layout};

/// One text with its heading.
pub(crate) struct TextView {
    /// Its heading as the form prints it.
    pub(crate) title: &'static str,
    /// Its paragraphs.
    pub(crate) lines: Vec<Line>,
    /// What is said where there are none.
    pub(crate) none: &'static str,
    /// Where it is written or corrected, and what the button says.
    pub(crate) change: Option<(String, &'static str)>,
    /// Whether a person corrected what was read.
    pub(crate) corrected: bool,
}

/// One paragraph.
pub(crate) struct Line {
    /// Whether it is a heading of the second level.
    pub(crate) heading: bool,
    /// Its words, cut where a mark begins or ends.
    pub(crate) parts: Vec<Part>,
}

/// Some words of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) words: String,
    /// The name of the mark they are under, for links; empty of words that are not marked.
    pub(crate) mark: String,
}

/// The heading of a section as a form prints it.
pub(crate) fn heading(section: Section, form: Form) -> &'static str {
    match (section, form) {
        (Section::Overview, _) => "一、总体情况",
        (Section::Problems, Form::F2021) => "五、存在的主要问题及改进情况",
        (Section::Problems, Form::F2019) => "五、政府信息公开工作存在的主要问题及改进情况",
        (Section::Other, _) => "六、其他需要报告的事项",
    }
}

/// The part of the page that shows a text.
pub(crate) fn part(section: Section) -> &'static str {
    match section {
        Section::Overview => "part-1",
        Section::Problems => "part-5",
        Section::Other => "part-6",
    }
}

/// The name of the mark that words of a text are under.
pub(crate) fn mark(quote: &Quote) -> String {
    format!("text-{}-{}", quote.section.key(), quote.range.start)
}

/// The texts of sections one, five and six, with what findings quote of them marked.
pub(crate) fn texts(report: &Report, findings: &[Finding]) -> [TextView; 3] {
    Section::ALL.map(|section| {
        let grave = |finding: &&Finding| matches!(finding.severity, Severity::Error | Severity::Warning);
        let quotes = findings.iter().filter(grave).filter_map(|finding| finding.quote.as_ref());
        let quotes = quotes.filter(|quote| quote.section == section && !quote.range.is_empty());
        let mut marks: Vec<(Range<usize>, String)> = quotes.map(|quote| (quote.range.clone(), mark(quote))).collect();
        // Several findings may be about one sentence; of two that overlap the one that begins first is the wider.
        marks.sort_by(|a, b| (a.0.start, b.0.end).cmp(&(b.0.start, a.0.end)));
        marks.dedup_by(|a, b| a.1 == b.1);
        TextView {
            title: heading(section, report.form()),
            lines: lines(report.narrative.section(section), &marks),
            none: "还没有文字。",
            change: None,
            corrected: false,
        }
    })
}

fn lines(text: &str, marks: &[(Range<usize>, String)]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut begin = 0;
    for line in text.split('\n') {
        let chars: Vec<char> = line.chars().collect();
        if !line.trim().is_empty() {
            lines.push(Line { heading: layout::is_heading(line.trim()), parts: parts(&chars, begin, marks) });
        }
        begin += chars.len() + 1;
    }
    lines
}

/// Cuts a line, which begins at a place of its text, where marks begin and end.
fn parts(line: &[char], begin: usize, marks: &[(Range<usize>, String)]) -> Vec<Part> {
    let words = |from: usize, to: usize| line.get(from..to).unwrap_or_default().iter().collect::<String>();
    let mut parts = Vec::new();
    let mut at = 0;
    for (range, name) in marks {
        // Where a mark lies under one before it, or on another line, what is left of it here.
        let from = range.start.saturating_sub(begin).max(at).min(line.len());
        let to = range.end.saturating_sub(begin).min(line.len());
        let on_this_line = range.start < begin + line.len() && range.end > begin;
        if !on_this_line {
            continue;
        }
        if from > at {
            parts.push(Part { words: words(at, from), mark: String::new() });
        }
        parts.push(Part { words: words(from, to.max(from)), mark: name.clone() });
        at = to.max(from);
    }
    parts.push(Part { words: words(at, line.len()), mark: String::new() });
    parts.retain(|part| !part.words.is_empty() || !part.mark.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use annual_report::{CheckContext, Column, Path, Row, check};

    use super::*;

    fn told(parts: &[Part]) -> Vec<(&str, &str)> {
        parts.iter().map(|part| (part.words.as_str(), part.mark.as_str())).collect()
    }

    #[test]
    fn a_sentence_that_contradicts_the_tables_is_marked_where_it_stands() {
        let mut report = Report::new("某局", Some(2021), Form::F2021);
        for (row, count) in [(Row::New, 3), (Row::CarriedIn, 0)] {
            report.set(Path::Applications(row, Column::Total), annual_report::Cell::Number(count));
        }
        report.narrative.overview = "（二）依申请公开\n\n2021年，本机关新收政府信息公开申请5件。都已办理。".to_owned();
        let findings = check(&report, &CheckContext::default());
        let [overview, problems, other] = texts(&report, &findings);
        assert!(overview.lines[0].heading && !overview.lines[1].heading);
        let parts = told(&overview.lines[1].parts);
        let marked: Vec<_> = parts.iter().filter(|(_, mark)| !mark.is_empty()).collect();
        assert_eq!(marked.len(), 1, "{parts:?}");
        assert!(marked[0].0.contains("5件") && !marked[0].0.contains("都已办理"));
        assert_eq!(
            parts.iter().map(|(words, _)| *words).collect::<String>(),
            "2021年，本机关新收政府信息公开申请5件。都已办理。"
        );
        assert!(problems.lines.is_empty() && other.lines.is_empty());
    }

    #[test]
    fn marks_that_overlap_or_cross_lines_leave_every_word_once() {
        let text: Vec<char> = "甲乙丙丁戊".chars().collect();
        let marks = [(0..3, "a".to_owned()), (1..2, "b".to_owned()), (2..4, "c".to_owned()), (5..9, "d".to_owned())];
        let cut = parts(&text, 0, &marks);
        assert_eq!(told(&cut), [("甲乙丙", "a"), ("", "b"), ("丁", "c"), ("戊", "")]);
        assert_eq!(told(&parts(&text, 6, &marks)), [("甲乙丙", "d"), ("丁戊", "")]);
        assert_eq!(told(&parts(&text, 20, &marks)), [("甲乙丙丁戊", "")]);
    }
}
