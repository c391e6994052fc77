//! A first draft of the report's texts, made from its figures.
//!
//! Section one has five aspects (rule sheet 4.1), five its problems and improvements, six the three figures of the fee for
//! handling information (FEE-12). What the tables say is put into sentences; what only people know is taken as they gave
//! it; what neither says is called 未填报, never 0 and never passed over. The same input gives the same text.

mod applications;
mod proactive;
mod remedies;

use law::fee::Fen;
use serde::{Deserialize, Serialize};

use crate::cell::{Cell, Figure};
use crate::count::Span;
use crate::form::Path;
use crate::report::{Narrative, Report};

/// What is known for the texts beside the tables; paragraphs are lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Given {
    /// What to add under 主动公开, such as how many items the platform carried.
    pub proactive: Option<String>,
    /// 政府信息管理.
    pub management: Option<String>,
    /// 平台建设.
    pub platform: Option<String>,
    /// 监督保障; of governments also assessment, public appraisal and accountability.
    pub supervision: Option<String>,
    /// Problems and improvements as people see them.
    pub problems: Option<String>,
    /// The fee for handling information.
    pub fees: Option<FeeFigures>,
    /// Whatever else is to be reported.
    pub other: Option<String>,
}

/// The three figures of the fee for handling information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeFigures {
    /// How many fee notices were sent.
    pub notices: u64,
    /// What they asked for together.
    pub charged: Fen,
    /// What was in fact received.
    pub received: Fen,
}

/// Drafts the three texts of a report over the given days.
pub fn draft(report: &Report, span: Span, given: &Given) -> Narrative {
    let words = Words { report, span };
    Narrative { overview: overview(&words, given), problems: problems(&words, given), other: other(&words, given) }
}

fn overview(words: &Words<'_>, given: &Given) -> String {
    let mut text = Text::default();
    text.line("（一）主动公开");
    proactive::told(words).iter().for_each(|line| text.line(line));
    text.given(given.proactive.as_deref());
    text.line("（二）依申请公开");
    applications::told(words).iter().for_each(|line| text.line(line));
    remedies::told(words).iter().for_each(|line| text.line(line));
    for (heading, aspect, said) in [
        ("（三）政府信息管理", "政府信息管理", &given.management),
        ("（四）平台建设", "平台建设", &given.platform),
        ("（五）监督保障", "监督保障", &given.supervision),
    ] {
        text.line(heading);
        if !text.given(said.as_deref()) {
            text.line(&format!("{}，{aspect}情况未填报。", words.span.spoken()));
        }
    }
    text.0
}

fn problems(words: &Words<'_>, given: &Given) -> String {
    let mut text = Text::default();
    let mut seen = applications::problems(words);
    seen.extend(remedies::problems(words));
    seen.iter().for_each(|line| text.line(line));
    if !text.given(given.problems.as_deref()) {
        text.line("存在的主要问题及改进措施未填报。");
    }
    text.0
}

fn other(words: &Words<'_>, given: &Given) -> String {
    let mut text = Text::default();
    let days = words.span.spoken();
    match given.fees {
        Some(FeeFigures { notices, charged, received }) => text.line(&format!(
            "{days}，本机关发出信息处理费收费通知{notices}件，通知收取的总金额{}，实际收取的总金额{}。",
            yuan(charged),
            yuan(received)
        )),
        // Before the measure came into force there was no such fee, and so nothing to be silent about.
        None if words.span.to() >= law::fee::IN_FORCE => {
            text.line(&format!("{days}，信息处理费的收费通知件数、通知收取的总金额和实际收取的总金额未填报。"));
        }
        None => {}
    }
    if !text.given(given.other.as_deref()) && text.0.is_empty() {
        text.line("其他需要报告的事项未填报。");
    }
    text.0
}

/// Money in yuan, exactly: 380元, 380.50元.
pub(crate) fn yuan(money: Fen) -> String {
    let Fen(fen) = money;
    let sign = if fen < 0 { "-" } else { "" };
    let (whole, part) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    if part == 0 { format!("{sign}{whole}元") } else { format!("{sign}{whole}.{part:02}元") }
}

/// Lines put together.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(line);
    }

    /// Adds the lines people gave; says whether there were any.
    fn given(&mut self, text: Option<&str>) -> bool {
        let mut any = false;
        for line in text.unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.line(line);
            any = true;
        }
        any
    }
}

/// A report and its days, put into words.
struct Words<'a> {
    report: &'a Report,
    span: Span,
}

impl Words<'_> {
    /// A figure behind what it counts: 办结3件; 办结数未填报; 办结数填报为“/”.
    fn figure(&self, what: &str, path: Path, unit: &str) -> String {
        let cell = self.report.cell(path);
        match (cell.figure(), cell) {
            (Some(Figure::Number(n)), _) => format!("{what}{n}{unit}"),
            (Some(Figure::Money(amount)), _) => format!("{what}{amount}{unit}"),
            (None, Cell::Blank) => format!("{what}数未填报"),
            (None, cell) => format!("{what}数填报为“{}”", cell.printed()),
        }
    }

    fn count(&self, path: Path) -> Option<i64> {
        self.report.cell(path).count()
    }

    /// The sum of some cells; `None` as soon as one of them has no figure.
    fn sum(&self, paths: impl IntoIterator<Item = Path>) -> Option<i64> {
        paths.into_iter().try_fold(0i64, |sum, path| sum.checked_add(self.count(path)?))
    }
}

#[cfg(test)]
mod tests;
