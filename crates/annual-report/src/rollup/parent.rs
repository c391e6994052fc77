//! ID-8: what an organ reports, against the sum of what its parts report.
//!
//! A government's report holds its own acts and those of its departments and lower governments where it is made so; for licences,
//! penalties, compulsions and charges that is the usage, and a government that reports less than its parts is asked why. Of
//! other organs, and of applications, it is only worth knowing. What is above the parts' sum is the organ's own, which no other
//! report tells: only "less" can be wrong.

use std::collections::BTreeMap;

use super::name::is_government;
use super::taken::Packed;
use super::{Amount, Group, RollUp};
use crate::cell::Figure;
use crate::check::{Finding, Severity, rollup_parent};
use crate::form::{Column, Measure, Path, Row, Subject};
use crate::sheet::label;

/// The figures that a government adds up.
const ADDED_UP: [Path; 4] = [
    Path::Proactive(Subject::Licences, Measure::Decisions),
    Path::Proactive(Subject::Penalties, Measure::Decisions),
    Path::Proactive(Subject::Compulsions, Measure::Decisions),
    Path::Proactive(Subject::Fees, Measure::Amount),
];
/// Those that it may add up.
const APPLICATIONS: [Path; 4] = [
    Path::Applications(Row::New, Column::Total),
    Path::Applications(Row::CarriedIn, Column::Total),
    Path::Applications(Row::Total, Column::Total),
    Path::Applications(Row::CarriedOut, Column::Total),
];

/// One figure of an organ against those of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Against {
    /// The organ, by its place.
    pub organ: usize,
    /// The year.
    pub year: u16,
    /// The figure.
    pub path: Path,
    /// What the organ reports; `None` where it reports no figure.
    pub own: Option<Figure>,
    /// The sum of what is known of its parts.
    pub parts: Amount,
    /// How many parts have a figure.
    pub of: u32,
    /// How many parts are to report.
    pub expected: u32,
    /// What comes of it.
    pub outcome: Outcome,
}

/// What comes of holding an organ's figure against its parts'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is not less than all parts together; so much is the organ's own.
    Holds(Amount),
    /// It is less than what is known of the parts, by so much.
    Less(Amount),
    /// A figure is missing that could change the answer.
    NotAssessable,
}

/// Every figure of every organ that has parts and has reported.
pub(super) fn against(up: &RollUp, kept: &[BTreeMap<u16, Packed>]) -> Vec<Against> {
    let mut all = Vec::new();
    for group in &up.groups {
        let Some(organ) = group.parent else { continue };
        let Some(report) = kept.get(organ).and_then(|years| years.get(&group.year)) else { continue };
        let paths = ADDED_UP.into_iter().chain(APPLICATIONS).filter(|path| report.has(*path));
        all.extend(paths.filter_map(|path| one(organ, group, path, report.figure(path))));
    }
    all
}

fn one(organ: usize, group: &Group, path: Path, own: Option<Figure>) -> Option<Against> {
    let sum = group.cell(path).filter(|sum| sum.of > 0)?;
    let apart = own.and_then(|own| Amount::from(own).minus(sum.known));
    let outcome = match apart {
        Some(apart) if apart.is_negative() => Outcome::Less(sum.known.minus(Amount::from(own?))?),
        Some(apart) if sum.of == group.expected => Outcome::Holds(apart),
        _ => Outcome::NotAssessable,
    };
    let (year, expected) = (group.year, group.expected);
    Some(Against { organ, year, path, own, parts: sum.known, of: sum.of, expected, outcome })
}

/// What organs should explain, each with its organ and year.
pub(super) fn findings(up: &RollUp) -> Vec<(usize, u16, Finding)> {
    let rule = rollup_parent();
    let mut findings = Vec::new();
    for against in &up.against {
        let Some(organ) = up.organs.get(against.organ) else { continue };
        let Against { year, path, parts, of, expected, .. } = *against;
        let name = label(path);
        let finding = match (against.outcome, against.own) {
            (Outcome::Holds(_), _) => continue,
            (Outcome::Less(by), Some(own)) => {
                let added_up = ADDED_UP.contains(&path) && is_government(&organ.name);
                let severity = if added_up { rule.severity } else { Severity::Notice };
                let known = if of == expected {
                    format!("{expected}家")
                } else {
                    format!("{expected}家中有数字的{of}家")
                };
                let message = format!(
                    "{name}：本机关年报是 {own}，所属{known}年报之和是 {parts}，少 {by}；如本机关年报汇总了所属机关，请核对"
                );
                let finding = Finding::new(rule.id, severity, vec![path], message, rule.cite);
                match parts.figure() {
                    Some(expected) => finding.comparing(expected, own),
                    None => finding,
                }
            }
            _ => {
                let message = match against.own {
                    None => format!("无法与所属机关之和核对：“{name}”本机关年报没有可以计算的数字"),
                    Some(_) => format!("无法与所属机关之和核对：“{name}”所属{expected}家中只有{of}家有数字"),
                };
                Finding::new(rule.id, Severity::NotAssessable, vec![path], message, rule.cite)
            }
        };
        findings.push((against.organ, year, finding));
    }
    findings
}
