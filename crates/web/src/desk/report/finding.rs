//! What checking found, told beside the tables: errors first, what could not be checked apart.

use std::collections::{BTreeMap, BTreeSet};

use annual_report::{Finding, Form, Path, Section, Severity};
use askama::Template;
use askama::filters::HtmlSafe;
use uuid::Uuid;

use super::table::short_words;
use super::text::{mark, part};
use crate::filled::anchor;

/// So many checks of one rule that lack their figures are still told one by one; more are told together.
const TOLD_ONE_BY_ONE: usize = 3;
/// How many cells a finding leads to; one of a whole column names no more.
const CELLS_SHOWN: usize = 8;
/// Characters of an id in a message.
const ID_CHARS: usize = 36;

/// The findings of a report by gravity; `{{ findings }}` in a page.
#[derive(Template)]
#[template(path = "report/findings.html")]
pub(crate) struct FindingsView {
    groups: Vec<Group>,
    /// The page the tables are on; empty where it is this one.
    home: String,
    /// What is said when there are none.
    none: &'static str,
    /// The report of the year before it was held against, in words, and where it is; empty where that goes without saying.
    against: (String, String),
}

// The template escapes every value it writes.
impl HtmlSafe for FindingsView {}

/// Findings of one gravity.
struct Group {
    title: &'static str,
    tag: &'static str,
    hint: &'static str,
    open: bool,
    count: usize,
    told: Vec<Told>,
}

/// One finding, or several of one rule.
struct Told {
    /// Where it is led to; empty of several.
    id: String,
    message: Vec<Part>,
    cells: Vec<(Path, String)>,
    cite: &'static str,
    quote: Option<QuoteView>,
}

/// The words of the texts a finding is about.
struct QuoteView {
    words: String,
    /// The mark they are under where the texts are shown.
    mark: String,
    /// The part of the report they stand in.
    part: &'static str,
    /// The field they are in where the texts are written.
    field: String,
}

/// A piece of a message.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// The statement the message names.
    Statement(Uuid),
}

const GROUPS: [(Severity, &str, &str, bool, &str); 4] = [
    (Severity::Error, "错误", "late", true, "改正以后才能定稿。"),
    (Severity::Warning, "需要说明", "soon", true, "不妨碍定稿；请核对，属实的在报告文字中说明。"),
    (Severity::Notice, "提示", "", true, ""),
    (
        Severity::NotAssessable,
        "无法核对",
        "wait",
        false,
        "所涉各格没有可以计算的数字，这些关系没有核对；不等于没有错误。",
    ),
];

impl FindingsView {
    /// Puts findings in order for a report on the given form.
    pub(crate) fn new(findings: &[Finding], form: Form) -> Self {
        let group = |(severity, title, tag, open, hint)| {
            let of_gravity: Vec<(usize, &Finding)> =
                findings.iter().enumerate().filter(|(_, finding)| finding.severity == severity).collect();
            let told = match severity {
                Severity::NotAssessable => by_rule(&of_gravity, form),
                _ => of_gravity.iter().map(|(place, finding)| told(*place, finding, form)).collect(),
            };
            Group { title, tag, hint, open, count: of_gravity.len(), told }
        };
        let groups = GROUPS.into_iter().map(group).filter(|group| group.count > 0).collect();
        let none = "勾稽关系全部成立，没有发现错误。";
        FindingsView { groups, home: String::new(), none, against: Default::default() }
    }

    /// The same about a report that was read from a file: an error of it may be one of the reading.
    pub(crate) fn of_reading(mut self) -> Self {
        for group in &mut self.groups {
            group.hint = match group.tag {
                "late" => "先打开数字，对照原件看有没有读错：读错的请更正；没有读错的，是这份报告自身的矛盾。",
                "soon" => "请对照原件核对：读错的请更正；没有读错的，是这份报告应当说明的地方。",
                _ => group.hint,
            };
        }
        self
    }

    /// The same with the report of the year before it was held against; a year's own page says so only of an adopted one.
    pub(crate) fn against(mut self, words: &str, address: String) -> Self {
        self.against = (words.to_owned(), address);
        self
    }

    /// The same about the texts alone, on a page that does not show the tables; they are on the one at this address.
    pub(crate) fn of_texts(mut self, home: String) -> Self {
        (self.home, self.none) = (home, "文字中的数字与表格没有不一致的地方。");
        self
    }

    /// How many are errors.
    pub(crate) fn errors(&self) -> usize {
        self.count("late")
    }

    /// How many need an explanation.
    pub(crate) fn warnings(&self) -> usize {
        self.count("soon")
    }

    fn count(&self, tag: &str) -> usize {
        self.groups.iter().find(|group| group.tag == tag).map_or(0, |group| group.count)
    }

    /// One sentence on the whole.
    pub(crate) fn summary(&self) -> String {
        if self.groups.is_empty() {
            return self.none.to_owned();
        }
        let counts: Vec<String> = self.groups.iter().map(|group| format!("{}{}处", group.title, group.count)).collect();
        match self.errors() {
            0 => format!("没有发现错误；{}。", counts.join("，")),
            _ => format!("{}。", counts.join("，")),
        }
    }
}

/// The cells that errors and warnings name, to be marked in the tables.
pub(crate) fn lit(findings: &[Finding]) -> BTreeSet<Path> {
    let grave = findings.iter().filter(|finding| matches!(finding.severity, Severity::Error | Severity::Warning));
    grave.flat_map(|finding| finding.cells.iter().copied()).collect()
}

/// The anchor of a finding, by its place among all.
fn finding_anchor(place: usize) -> String {
    format!("finding-{}", place + 1)
}

/// Where the first finding about each cell is told; what could not be checked is told of no cell.
pub(crate) fn told_at(findings: &[Finding]) -> BTreeMap<Path, String> {
    let mut told = BTreeMap::new();
    for (place, finding) in findings.iter().enumerate() {
        if matches!(finding.severity, Severity::Error | Severity::Warning) {
            for path in &finding.cells {
                told.entry(*path).or_insert_with(|| finding_anchor(place));
            }
        }
    }
    told
}

/// What is to be said of one cell: each message with its anchor.
pub(crate) fn about(findings: &[Finding], path: Path) -> Vec<(String, String)> {
    said(findings, |finding| finding.cells.contains(&path))
}

/// What is to be said of one text, likewise.
pub(crate) fn about_text(findings: &[Finding], section: Section) -> Vec<(String, String)> {
    said(findings, |finding| finding.quote.as_ref().is_some_and(|quote| quote.section == section))
}

fn said(findings: &[Finding], of: impl Fn(&Finding) -> bool) -> Vec<(String, String)> {
    let told = |(_, finding): &(usize, &Finding)| finding.severity != Severity::NotAssessable && of(finding);
    let all = findings.iter().enumerate().filter(told);
    all.map(|(place, finding)| (finding_anchor(place), finding.message.clone())).collect()
}

fn told(place: usize, finding: &Finding, form: Form) -> Told {
    let cells = finding.cells.iter().take(CELLS_SHOWN).map(|path| (*path, short_words(*path, form))).collect();
    let quote = finding.quote.as_ref().map(|quote| QuoteView {
        words: quote.text.clone(),
        mark: mark(quote),
        part: part(quote.section),
        field: anchor(quote.section.key()),
    });
    Told { id: finding_anchor(place), message: parts(&finding.message), cells, cite: finding.cite, quote }
}

/// A form left blank lacks every figure of every check: forty lines of the same would hide the rest.
fn by_rule(findings: &[(usize, &Finding)], form: Form) -> Vec<Told> {
    let mut rules: Vec<&str> = Vec::new();
    for (_, finding) in findings {
        if !rules.contains(&finding.rule) {
            rules.push(finding.rule);
        }
    }
    let mut all = Vec::new();
    for id in rules {
        let of_rule: Vec<_> = findings.iter().filter(|(_, finding)| finding.rule == id).collect();
        match annual_report::rules().iter().find(|rule| rule.id == id) {
            Some(rule) if of_rule.len() > TOLD_ONE_BY_ONE => all.push(Told {
                id: String::new(),
                message: vec![Part::Text(format!("有{}处：{}", of_rule.len(), rule.description))],
                cells: Vec::new(),
                cite: rule.cite,
                quote: None,
            }),
            _ => all.extend(of_rule.into_iter().map(|(place, finding)| told(*place, finding, form))),
        }
    }
    all
}

/// Cuts a message where it names a statement by its id, which means nothing to people: a link takes its place.
fn parts(message: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = message;
    while let Some((begin, id)) = find_id(rest) {
        let (before, after) = (rest.get(..begin).unwrap_or_default(), rest.get(begin + ID_CHARS..).unwrap_or_default());
        parts.push(Part::Text(before.to_owned()));
        parts.push(Part::Statement(id));
        rest = after;
    }
    parts.push(Part::Text(rest.to_owned()));
    parts
}

fn find_id(text: &str) -> Option<(usize, Uuid)> {
    let begins = text.char_indices().filter(|(_, c)| c.is_ascii_hexdigit()).map(|(begin, _)| begin);
    begins.into_iter().find_map(|begin| {
        let word = text.get(begin..begin + ID_CHARS)?;
        Some((begin, Uuid::try_parse(word).ok()?))
    })
}

#[cfg(test)]
mod tests {
    use annual_report::{CheckContext, Report, check};

    use super::*;

    #[test]
    fn errors_come_first_and_what_could_not_be_checked_is_told_apart_and_together() {
        let path = |text: &str| text.parse::<Path>().unwrap();
        let mut report = Report::new("某局", Some(2021), Form::F2021);
        for (cell, value) in [("upheld", 1), ("corrected", 0), ("other", 0), ("pending", 0), ("total", 2)] {
            report.set(path(&format!("remedies.reconsideration.{cell}")), annual_report::Cell::Number(value));
        }
        let findings = check(&report, &CheckContext::default());
        let view = FindingsView::new(&findings, Form::F2021);
        assert_eq!(view.errors(), 1);
        assert_eq!(view.groups.first().map(|group| group.title), Some("错误"));
        let open = view.groups.last().unwrap();
        assert_eq!(open.title, "无法核对");
        assert!(open.told.len() < open.count);
        let page = view.render().unwrap();
        assert!(page.contains("href=\"#remedies.reconsideration.total\""), "{page}");
        for code in ["T3-", "T4-"] {
            assert!(!page.contains(code), "{code}");
        }
        assert!(lit(&findings).contains(&path("remedies.reconsideration.total")));
    }

    #[test]
    fn a_statement_is_named_by_a_link_and_never_by_its_id() {
        let id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
        let cut = parts(&format!("一处的填报（{id}）填报的数字小于零"));
        assert_eq!(
            cut,
            [Part::Text("一处的填报（".to_owned()), Part::Statement(id), Part::Text("）填报的数字小于零".to_owned())]
        );
        assert_eq!(parts("a1b2 十处"), [Part::Text("a1b2 十处".to_owned())]);
    }

    #[test]
    fn a_report_without_findings_says_so() {
        let view = FindingsView::new(&[], Form::F2021);
        assert!(view.render().unwrap().contains("没有发现错误"));
    }
}
