//! Reports of one organ beside one another, year by year: every row, by how much and by what share it differs, whether the
//! years join, and whether the texts were copied.
//!
//! Nothing is filled in: a cell without a figure has no difference, and a row that only one form has stands for the years
//! of that form. Only （六）, which one form prints as one row and the other as three, is added up where both are compared
//! and all three are known; the line says so.

mod chart;
mod json;
mod likeness;
mod show;

pub use likeness::Likeness;
pub(crate) use show::grave;
pub use show::{comparison_page, comparison_sheets};

use crate::beside::apart;
use crate::cell::{Cell, Decimal, Figure};
use crate::check::{CheckContext, Finding, check, looking_back, text_copied};
use crate::form::{Column, Form, OtherRows, Path, Row};
use crate::report::{Report, Section};
use crate::together::other_together;

/// What a comparison leaves to whoever makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompareSettings {
    /// From which likeness on, in per mille, a text counts as copied.
    pub copied_from: u16,
}

impl Default for CompareSettings {
    /// Eight of ten.
    fn default() -> Self {
        Self { copied_from: 800 }
    }
}

/// Reports put side by side, in the order of their years.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// The reports from the earliest year to the latest; those without a year come last.
    pub reports: Vec<Compared<'a>>,
    /// What a reader must know before comparing: other organs, missing years, other forms.
    pub remarks: Vec<String>,
    /// Every row of either form.
    pub lines: Vec<Line>,
    /// Whether neighbouring years join.
    pub joins: Vec<Join>,
}

/// One report of a comparison.
#[derive(Debug, Clone)]
pub struct Compared<'a> {
    /// The file it was read from.
    pub file: String,
    /// The report.
    pub report: &'a Report,
    /// What it contradicts in itself.
    pub findings: Vec<Finding>,
}

/// One row of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub what: What,
    /// What each report says there; `None` where its form has no such cell.
    pub values: Vec<Option<Cell>>,
    /// From each report to the next.
    pub steps: Vec<Step>,
}

/// What a row of a comparison shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A cell.
    Cell(Path),
    /// （六） as a whole, whether it is printed as one row or as three.
    OtherTogether(Column),
}

/// From one report to the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Step {
    /// By how much the later is more; `None` where either has no figure.
    pub difference: Option<Figure>,
    /// The difference in per cent of the earlier, to one decimal; `None` where that was nought or not known.
    pub percent: Option<Decimal>,
}

/// How two neighbouring reports join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// The earlier report, by its place.
    pub from: usize,
    /// The later.
    pub to: usize,
    /// Whether the later is on the very next year, so that figures carried over can be held together.
    pub consecutive: bool,
    /// What does not fit between the years, copied texts included.
    pub findings: Vec<Finding>,
    /// How alike the texts are.
    pub likeness: Vec<Likeness>,
}

impl Comparison<'_> {
    /// Every finding: of each report itself, then of the years together.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let own = self.reports.iter().flat_map(|compared| &compared.findings);
        own.chain(self.joins.iter().flat_map(|join| &join.findings))
    }
}

/// Compares reports, each with the name of its file, whatever their order.
pub fn compare<'a>(given: &[(String, &'a Report)], settings: &CompareSettings) -> Comparison<'a> {
    let mut reports: Vec<Compared<'a>> = given
        .iter()
        .map(|(file, report)| Compared {
            file: file.clone(),
            report,
            findings: check(report, &CheckContext::default()),
        })
        .collect();
    reports.sort_by(|a, b| {
        let key = |one: &Compared<'_>| (one.report.year.is_none(), one.report.year);
        key(a).cmp(&key(b)).then_with(|| a.report.organ.cmp(&b.report.organ)).then_with(|| a.file.cmp(&b.file))
    });
    let joins = reports.windows(2).enumerate().filter_map(|(from, pair)| match pair {
        [before, after] => Some(join(from, before.report, after.report, settings)),
        _ => None,
    });
    let joins = joins.collect();
    let remarks = remarks(&reports);
    let lines = lines(&reports);
    Comparison { reports, remarks, lines, joins }
}

fn join(from: usize, before: &Report, after: &Report, settings: &CompareSettings) -> Join {
    let next = |a: u16, b: u16| a.checked_add(1) == Some(b);
    let consecutive = before.year.zip(after.year).is_some_and(|(a, b)| next(a, b));
    let mut findings = if consecutive { looking_back(after, before) } else { Vec::new() };
    let likeness: Vec<Likeness> = Section::ALL
        .into_iter()
        .map(|section| Likeness::of(section, before.narrative.section(section), after.narrative.section(section)))
        .collect();
    for alike in likeness.iter().filter(|alike| alike.per_mille.is_some_and(|share| share >= settings.copied_from)) {
        findings.push(copied(alike, before.year, after.year));
    }
    Join { from, to: from + 1, consecutive, findings, likeness }
}

fn copied(alike: &Likeness, before: Option<u16>, after: Option<u16>) -> Finding {
    let rule = text_copied();
    let named = |year: Option<u16>| year.map_or("（年度不明）".to_owned(), |year| format!("{year}年"));
    let mut message = format!(
        "年报雷同：{}的“{}”与{}的相同程度为{}，请按本年实际情况重写",
        named(after),
        alike.section.title(),
        named(before),
        alike.percent().unwrap_or_default()
    );
    if let Some(sentence) = &alike.longest {
        message.push_str(&format!("；如“{sentence}”"));
    }
    Finding::new(rule.id, rule.severity, Vec::new(), message, rule.cite)
}

fn remarks(reports: &[Compared<'_>]) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut organs: Vec<&str> = Vec::new();
    for organ in reports.iter().map(|one| one.report.organ.trim()).filter(|organ| !organ.is_empty()) {
        // One name within the other is the same organ, called in short.
        if !organs.iter().any(|known| known.contains(organ) || organ.contains(known)) {
            organs.push(organ);
        }
    }
    if organs.len() > 1 {
        remarks.push(format!("各份报告的机关名称不同（{}），请确认是同一机关的报告", organs.join("、")));
    }
    for one in reports {
        if one.report.organ.trim().is_empty() {
            remarks.push(format!("{}没有读出机关名称，请确认是同一机关的报告", one.file));
        }
        if one.report.year.is_none() {
            remarks.push(format!("{}没有读出年度，排在最后，不作跨年度核对", one.file));
        }
        if one.report.period.is_some() {
            remarks.push(format!("{}统计的不是整年，与整年的数字不能直接相比", one.file));
        }
    }
    for (a, b) in reports.iter().zip(reports.iter().skip(1)) {
        match a.report.year.zip(b.report.year) {
            Some((before, after)) if before == after => {
                remarks.push(format!("{}和{}都是{after}年度的报告，不作跨年度核对", a.file, b.file));
            }
            Some((before, after)) if before.checked_add(1) != Some(after) => {
                let missing = match after - before {
                    2 => format!("{}年", before + 1),
                    _ => format!("{}年至{}年", before + 1, after - 1),
                };
                remarks
                    .push(format!("年度不连续：{before}年之后是{after}年，缺{missing}的报告，结转和有效件数无法核对"));
            }
            _ => {}
        }
    }
    let has = |form| reports.iter().any(|one| one.report.form() == form);
    if has(Form::F2019) && has(Form::F2021) {
        remarks.push("各份报告的格式不同（2019年格式、2021年格式）：两种格式都有的项目互相比较，其余单列".to_owned());
    }
    remarks
}

fn lines(reports: &[Compared<'_>]) -> Vec<Line> {
    let mut paths: Vec<Path> = Vec::new();
    for one in reports.iter().rev() {
        paths.extend(one.report.paths().into_iter().filter(|path| !paths.contains(path)).collect::<Vec<_>>());
    }
    paths.sort_unstable();
    let prints = |other| reports.iter().any(|one| one.report.other_rows() == other);
    let mixed = prints(OtherRows::One) && prints(OtherRows::Three);
    let what = paths.into_iter().map(|path| match path {
        Path::Applications(Row::Other, column) if mixed => What::OtherTogether(column),
        path => What::Cell(path),
    });
    what.map(|what| {
        let values: Vec<Option<Cell>> = reports.iter().map(|one| value(what, one.report)).collect();
        let steps = values.windows(2).map(|pair| match pair {
            [Some(was), Some(now)] => was.figure().zip(now.figure()).map_or(Step::default(), |(was, now)| {
                let (difference, percent) = apart(was, now);
                Step { difference, percent }
            }),
            _ => Step::default(),
        });
        let steps = steps.collect();
        Line { what, values, steps }
    })
    .collect()
}

fn value(what: What, report: &Report) -> Option<Cell> {
    match what {
        What::Cell(path) => report.has(path).then(|| report.cell(path).clone()),
        What::OtherTogether(column) => Some(other_together(report, column)),
    }
}
