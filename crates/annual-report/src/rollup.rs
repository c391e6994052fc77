//! The reports of many organs together: who has reported, what is known when all are added up, whether a government's report
//! holds what its parts report, and what every report contradicts.
//!
//! A figure that is not there is never nought here either: every sum says of how many reports it is. Reports are taken one
//! by one ([`Taken`]), and what is kept of each is small: a hundred thousand fit into memory. What comes out does not hang on
//! the order in which the files were read.

mod amount;
mod folders;
mod json;
mod listed;
mod name;
mod parent;
mod show;
mod spread;
mod sums;
mod taken;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

pub use amount::Amount;
pub use parent::{Against, Outcome};
pub use show::{Detail, rollup_page, rollup_sheets};
pub use spread::spread;
pub use sums::{Group, SummedCell};
pub use taken::Taken;
pub use tree::{OrganTree, TreeFault};

use crate::check::{Finding, Severity, looking_back, rollup_twice};
use crate::report::Report;
use taken::Packed;

/// The longest run of years of which the missing ones are told; further apart, only those that somebody reported on.
const FILLED_YEARS: u16 = 15;
/// How many years a roll-up has at most; those before them are told and left out.
const MOST_YEARS: usize = 40;

/// One file.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where it lies below the folder that is rolled up, its parts parted by `/`.
    pub file: String,
    /// The report in it, or why there is none.
    pub content: Result<Taken, String>,
}

/// What to roll up, besides the reports.
#[derive(Debug, Clone)]
pub struct RollUpOptions {
    /// The name of the folder: what an organ is called whose name stands nowhere else.
    pub root: String,
    /// Every folder below it, so that an organ without any report is missed.
    pub folders: Vec<String>,
    /// The organs that are to report; without it the folders tell.
    pub tree: Option<OrganTree>,
    /// Only this year; the year before is still looked at for what was carried over.
    pub year: Option<u16>,
    /// How many threads may work.
    pub jobs: usize,
}

/// Many reports together.
#[derive(Debug, Clone, Default)]
pub struct RollUp {
    /// The name of the folder.
    pub root: String,
    /// The years, from the earliest.
    pub years: Vec<u16>,
    /// The organs: each before its parts.
    pub organs: Vec<Organ>,
    /// Sums over the parts of each organ that has any, and over the organs that are part of none, by year.
    pub groups: Vec<Group>,
    /// What organs report against the sums of their parts.
    pub against: Vec<Against>,
    /// Files that could not be read as a report, and why.
    pub unreadable: Vec<(String, String)>,
    /// Reports that stand in no sum, and why.
    pub unplaced: Vec<Unplaced>,
    /// Files that were not opened, and why.
    pub skipped: Vec<(String, String)>,
    /// What a reader should know of how it was put together.
    pub remarks: Vec<String>,
}

/// A report that stands in no sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The file.
    pub file: String,
    /// Why.
    pub reason: String,
    /// What it contradicts.
    pub findings: Vec<Finding>,
}

/// An organ that is to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organ {
    /// Its name.
    pub name: String,
    /// Of which organ it is a part, by its place in the list.
    pub parent: Option<usize>,
    /// How many organs stand above it.
    pub depth: usize,
    /// What there is of each year; a year that is not here is missing.
    pub years: BTreeMap<u16, Held>,
}

/// What there is of an organ's year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// The files whose reports were read.
    pub files: Vec<String>,
    /// The files that could not be read.
    pub unreadable: Vec<String>,
    /// What the reports contradict or should explain.
    pub findings: Vec<Finding>,
    /// How often a rule could not be applied for want of figures.
    pub not_assessable: BTreeMap<&'static str, u32>,
}

impl Held {
    /// Says whether a report was read.
    pub fn is_read(&self) -> bool {
        !self.files.is_empty()
    }

    fn take(&mut self, findings: impl IntoIterator<Item = Finding>) {
        for finding in findings {
            match finding.severity {
                Severity::NotAssessable => *self.not_assessable.entry(finding.rule).or_default() += 1,
                _ => self.findings.push(finding),
            }
        }
    }
}

impl RollUp {
    /// Every finding.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let held = self.organs.iter().flat_map(|organ| organ.years.values()).flat_map(|held| &held.findings);
        held.chain(self.unplaced.iter().flat_map(|one| &one.findings))
    }

    /// Says whether any report contradicts itself.
    pub fn has_errors(&self) -> bool {
        self.findings().any(|finding| finding.severity == Severity::Error)
    }

    /// The organs that are part of the given one, or of none.
    pub fn parts(&self, of: Option<usize>) -> impl Iterator<Item = &Organ> {
        self.organs.iter().filter(move |organ| organ.parent == of)
    }
}

/// Where items belong.
struct Placed {
    nodes: Vec<Node>,
    /// The node of each item, or why it has none.
    of: Vec<Result<usize, String>>,
    remarks: Vec<String>,
}

/// An organ before it is put in order.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    name: String,
    parent: Option<usize>,
}

/// Rolls reports up, whatever their order.
pub fn roll_up(mut items: Vec<Item>, options: &RollUpOptions) -> RollUp {
    items.sort_by(|a, b| a.file.cmp(&b.file));
    let placed = match &options.tree {
        Some(tree) => listed::place(&items, tree),
        None => folders::place(&items, &options.root, &options.folders),
    };
    let mut up = RollUp { root: options.root.clone(), remarks: placed.remarks, ..RollUp::default() };
    let place_of = ordered(&placed.nodes, &mut up.organs);
    let mut kept: Vec<BTreeMap<u16, Packed>> = vec![BTreeMap::new(); up.organs.len()];
    for (item, node) in items.into_iter().zip(placed.of) {
        let organ = node.map(|node| place_of.get(node).copied().unwrap_or_default());
        put(item, organ, &mut up, &mut kept);
    }
    choose_years(&mut up, options.year);
    across(&mut up, &kept, options.jobs);
    up.groups = sums::groups(&up, &kept, options.jobs);
    up.against = parent::against(&up, &kept);
    for (organ, year, finding) in parent::findings(&up) {
        if let Some(held) = up.organs.get_mut(organ).and_then(|organ| organ.years.get_mut(&year)) {
            held.take([finding]);
        }
    }
    up
}

/// Lists the organs, each before its parts and otherwise as given; tells where each node has come to stand.
fn ordered(nodes: &[Node], organs: &mut Vec<Organ>) -> Vec<usize> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut open = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        match node.parent.and_then(|parent| parts.get_mut(parent)) {
            Some(parts) => parts.push(at),
            None => open.push((at, None, 0)),
        }
    }
    open.reverse();
    let mut place_of = vec![0; nodes.len()];
    while let Some((at, parent, depth)) = open.pop() {
        let place = organs.len();
        if let (Some(node), Some(slot)) = (nodes.get(at), place_of.get_mut(at)) {
            organs.push(Organ { name: node.name.clone(), parent, depth, years: BTreeMap::new() });
            *slot = place;
        }
        open.extend(parts.get(at).into_iter().flatten().rev().map(|part| (*part, Some(place), depth + 1)));
    }
    place_of
}

fn put(item: Item, organ: Result<usize, String>, up: &mut RollUp, kept: &mut [BTreeMap<u16, Packed>]) {
    let Item { file, content } = item;
    let taken = match content {
        Ok(taken) => taken,
        Err(reason) => {
            // The year of a file nobody can read is only what its name says.
            if let (Ok(organ), Some(year)) = (&organ, name::year_of(&file))
                && let Some(organ) = up.organs.get_mut(*organ)
            {
                organ.years.entry(year).or_default().unreadable.push(file.clone());
            }
            up.unreadable.push((file, reason));
            return;
        }
    };
    let placed = organ.and_then(|organ| match taken.year {
        _ if !taken.whole_year => Err("统计的期间不是整年，不计入汇总".to_owned()),
        Some(year) => Ok((organ, year)),
        None => Err("没有读出年度，不计入汇总，请核对报告标题".to_owned()),
    });
    let (organ, year) = match placed {
        Ok(placed) => placed,
        Err(reason) => {
            up.unplaced.push(Unplaced { file, reason, findings: taken.findings });
            return;
        }
    };
    let (Some(organ), Some(kept)) = (up.organs.get_mut(organ), kept.get_mut(organ)) else { return };
    let held = organ.years.entry(year).or_default();
    held.findings.extend(taken.findings);
    for (rule, count) in taken.not_assessable {
        *held.not_assessable.entry(rule).or_default() += count;
    }
    match kept.get_mut(&year) {
        None => {
            kept.insert(year, taken.packed);
        }
        Some(first) => {
            let differing = first.agree_with(&taken.packed);
            let rule = rollup_twice();
            let (severity, message) = match differing.len() {
                0 => (
                    Severity::Notice,
                    format!("同一年度有几份报告，数字一致，只计一次：{}、{file}", held.files.join("、")),
                ),
                count => (
                    rule.severity,
                    format!(
                        "同一年度有几份报告，有{count}格的数字不一致，这些格按没有数字汇总，请只留一份：{}、{file}",
                        held.files.join("、")
                    ),
                ),
            };
            held.findings.push(Finding::new(rule.id, severity, differing, message, rule.cite));
        }
    }
    held.files.push(file);
}

fn choose_years(up: &mut RollUp, only: Option<u16>) {
    if let Some(year) = only {
        up.years = vec![year];
        return;
    }
    let seen: BTreeSet<u16> = up.organs.iter().flat_map(|organ| organ.years.keys().copied()).collect();
    let (Some(first), Some(last)) = (seen.first().copied(), seen.last().copied()) else { return };
    let mut years: Vec<u16> =
        if last - first <= FILLED_YEARS { (first..=last).collect() } else { seen.into_iter().collect() };
    if years.len() > MOST_YEARS {
        let before = years.drain(..years.len() - MOST_YEARS).next_back().unwrap_or_default();
        up.remarks.push(format!("年度太多，只汇总最近{MOST_YEARS}个年度，{before}年及以前的没有汇总"));
    }
    up.years = years;
}

/// Checks what each report carried over from the year before, and drops what is of other years.
fn across(up: &mut RollUp, kept: &[BTreeMap<u16, Packed>], jobs: usize) {
    let of_organ = |place: usize| match (up.organs.get(place), kept.get(place)) {
        (Some(organ), Some(reports)) => year_after_year(&organ.name, reports, &up.years),
        _ => Vec::new(),
    };
    let found = spread(jobs, kept.len(), of_organ, |_| {});
    for (organ, found) in up.organs.iter_mut().zip(found) {
        for (year, found) in found {
            if let Some(held) = organ.years.get_mut(&year) {
                held.take(found);
            }
        }
        organ.years.retain(|year, _| up.years.contains(year));
    }
}

/// What is found in the reports of an organ only because there is one of the year before.
fn year_after_year(organ: &str, reports: &BTreeMap<u16, Packed>, years: &[u16]) -> Vec<(u16, Vec<Finding>)> {
    let mut found = Vec::new();
    let mut before: Option<Report> = None;
    for (year, packed) in reports {
        let report = packed.unpacked(organ, *year);
        let previous = before.filter(|before| before.year == year.checked_sub(1) && years.contains(year));
        let of_year = previous.map_or_else(Vec::new, |previous| looking_back(&report, &previous));
        if !of_year.is_empty() {
            found.push((*year, of_year));
        }
        before = Some(report);
    }
    found
}
