//! Checks of a report: what it contradicts, what needs an explanation, and what cannot be told.
//!
//! A rule is data (id, citation, severity, description) and a function over the report; [`rules`] lists them all. A rule
//! that lacks a figure says so and never passes.

mod across;
mod carry;
mod counts;
mod organ;
mod outline;
mod plausible;
mod suits;
mod sums;
mod text;
mod year;

pub use outline::check_document;

pub use across::rules_across;
pub(crate) use across::{rollup_parent, rollup_twice, text_copied};

use std::ops::Range;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::cell::Figure;
use crate::form::{Form, Path};
use crate::narrative::FeeFigures;
use crate::report::{Report, Section};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The report contradicts itself.
    Error,
    /// It needs an explanation.
    Warning,
    /// Worth knowing.
    Notice,
    /// A cell that the rule needs is blank, a placeholder or unreadable.
    NotAssessable,
}

/// One finding of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The cells it is about.
    pub cells: Vec<Path>,
    /// The figure that would agree, where there is one.
    pub expected: Option<Figure>,
    /// The figure found.
    pub found: Option<Figure>,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
    /// What sets the rule.
    pub cite: &'static str,
    /// The words of the texts it is about; the contract's JSON leaves it out.
    pub quote: Option<Quote>,
}

/// Where in the texts something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Which text.
    pub section: Section,
    /// The characters of the text it takes; empty where the text is blank.
    pub range: Range<usize>,
    /// The words themselves.
    pub text: String,
}

impl Finding {
    /// A finding without figures to compare.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        cells: Vec<Path>,
        message: impl Into<String>,
        cite: &'static str,
    ) -> Self {
        Self { rule, severity, cells, expected: None, found: None, message: message.into(), cite, quote: None }
    }

    /// The same finding with the figure that would agree and the one found.
    #[must_use]
    pub fn comparing(mut self, expected: Figure, found: Figure) -> Self {
        self.expected = Some(expected);
        self.found = Some(found);
        self
    }
}

impl Finding {
    /// The same finding about words of the texts.
    #[must_use]
    pub fn quoting(mut self, quote: Quote) -> Self {
        self.quote = Some(quote);
        self
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Finding", 7)?;
        out.serialize_field("rule", self.rule)?;
        out.serialize_field("severity", &self.severity)?;
        out.serialize_field("cells", &self.cells)?;
        match &self.expected {
            Some(figure) => out.serialize_field("expected", figure)?,
            None => out.skip_field("expected")?,
        }
        match &self.found {
            Some(figure) => out.serialize_field("found", figure)?,
            None => out.skip_field("found")?,
        }
        out.serialize_field("message", &self.message)?;
        out.serialize_field("cite", self.cite)?;
        out.end()
    }
}

/// What a check may look at besides the report.
#[derive(Debug, Clone, Copy, Default)]
pub struct CheckContext<'a> {
    /// The report of the year before, for continuity.
    pub previous: Option<&'a Report>,
    /// The three figures of section six, where the record knows them; no table of the form has them.
    pub fees: Option<FeeFigures>,
    /// Whether the report is about to be frozen, so that a text left blank is worth a word.
    pub closing: bool,
}

/// A rule of the checks.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its id in findings, such as `T3-BALANCE`.
    pub id: &'static str,
    /// Its id in the rule sheet, such as `ID-1`.
    pub sheet: &'static str,
    /// What sets it.
    pub cite: &'static str,
    /// How grave a breach is.
    pub severity: Severity,
    /// What it asks for, in Chinese.
    pub description: &'static str,
    run: fn(&Rule, &Checked<'_>, &mut Vec<Finding>),
}

/// What a rule looks at: the report, what is known besides, and what its texts claim.
struct Checked<'a> {
    report: &'a Report,
    context: &'a CheckContext<'a>,
    found: text::Found,
}

const NOTICE_2021: &str = "国办公开办函〔2021〕30号";

static RULES: [Rule; 33] = [
    Rule {
        id: "T3-BALANCE",
        sheet: "ID-1",
        cite: NOTICE_2021,
        severity: Severity::Error,
        description: "表三各列：本年新收＋上年结转＝办理结果总计＋结转下年度",
        run: sums::balance,
    },
    Rule {
        id: "T3-RESULTS",
        sheet: "ID-2",
        cite: NOTICE_2021,
        severity: Severity::Error,
        description: "表三各列：（七）总计＝（一）至（六）各项办理结果之和",
        run: sums::results,
    },
    Rule {
        id: "T3-APPLICANTS",
        sheet: "ID-3",
        cite: NOTICE_2021,
        severity: Severity::Error,
        description: "表三各行：总计＝六类申请人之和",
        run: sums::applicants,
    },
    Rule {
        id: "T4-TOTAL",
        sheet: "ID-5",
        cite: NOTICE_2021,
        severity: Severity::Error,
        description: "表四各组：总计＝结果维持＋结果纠正＋其他结果＋尚未审结",
        run: sums::remedies,
    },
    Rule {
        id: "CARRY-OVER",
        sheet: "ID-4",
        cite: NOTICE_2021,
        severity: Severity::Warning,
        description: "表三各列：本年的“上年结转”＝上一年年报的“结转下年度”；不一致的须说明原因",
        run: carry::over,
    },
    Rule {
        id: "COUNT-FORM",
        sheet: "ID-6",
        cite: NOTICE_2021,
        severity: Severity::Error,
        description: "各格的件数为不小于零的整数，金额为十进制数（万元）",
        run: counts::form,
    },
    TEXT_FIGURES.named("TEXT-NEW", "文字所写的收到、新收申请件数＝表三“本年新收”（或者加上“上年结转”）"),
    TEXT_FIGURES.named("TEXT-CARRIED", "文字所写的上年结转、结转下年度件数＝表三相应各行"),
    TEXT_FIGURES.named("TEXT-APPLICANTS", "文字所写的自然人、法人或其他组织申请件数＝表三相应各列"),
    TEXT_FIGURES.named("TEXT-RESULTS", "文字所写的办结、答复和各类办理结果件数＝表三相应各行"),
    TEXT_FIGURES.named("TEXT-REMEDIES", "文字所写的行政复议、行政诉讼件数和结果＝表四"),
    TEXT_FIGURES
        .named("TEXT-PROACTIVE", "文字所写的规范性文件制发、废止、现行有效件数和许可、处罚、强制决定件数＝表二"),
    TEXT_FIGURES.named("TEXT-FEES", "文字所写的收费通知件数、通知金额和实际收取金额＝台账"),
    Rule {
        id: "TEXT-EMPTY",
        sheet: "ID-7",
        cite: NOTICE_2021,
        severity: Severity::Warning,
        description: "定稿时一、五、六各部分都有文字，没有留着“未填报”的地方",
        run: text::blank,
    },
    TEXT_FIGURES.named("TEXT-SHARES", "文字所写的占比＝相应件数占申请总数（或者办理结果总计）的百分比"),
    TEXT_FIGURES
        .named("TEXT-GROWTH", "文字所写的比上年增减的件数、百分比＝本年与上一年年报的差；没有上一年年报时不核对"),
    Rule {
        run: text::breakdowns, ..TEXT_FIGURES.named("TEXT-BREAKDOWN", "文字中“其中”所列各项之和不大于所分的总数")
    },
    Rule {
        id: "TEXT-YEAR",
        sheet: "4.1",
        cite: NOTICE_2021,
        severity: Severity::Warning,
        description: "文字和开头所写的统计期限是报告的年份，没有沿用往年的文字",
        run: year::texts,
    },
    Rule {
        id: "TEXT-ORGAN",
        sheet: "4.1",
        cite: NOTICE_2021,
        severity: Severity::Warning,
        description: "开头和文字所写的编制机关是报告的机关，没有沿用别的机关的文字",
        run: organ::texts,
    },
    Rule {
        id: "SECTION-EMPTY",
        sheet: "4.1",
        cite: NOTICE_2021,
        severity: Severity::Warning,
        description: "一、五两部分有实际内容，不能只写“无”；六没有内容的写“无”",
        run: text::nothing_said,
    },
    DOCUMENT.named("SECTION-MISSING", "六个部分的标题齐全"),
    DOCUMENT.named("SECTION-ORDER", "六个部分按规定的顺序和编号排列"),
    Rule {
        severity: Severity::Notice, ..DOCUMENT.named("SECTION-TITLE", "六个部分的标题与规定的格式一致")
    },
    DOCUMENT.named("SIGN-DATE", "落款日期在报告年度结束之后"),
    Rule { severity: Severity::Notice, ..DOCUMENT.named("SIGN-ORGAN", "落款的机关与标题的机关一致") },
    Rule {
        id: "FORM-YEAR",
        sheet: "4.7",
        cite: NOTICE_2021,
        severity: Severity::Warning,
        description: "2021年起用2021年格式，2019、2020年用2019年格式",
        run: year::form,
    },
    PLAUSIBLE.named("RULE-POWER", "没有规章制定权的机关，规章为0"),
    Rule {
        run: plausible::fees, ..PLAUSIBLE.named("FEE-UNIT", "行政事业性收费金额的单位是万元，最多六位小数")
    },
    Rule {
        run: plausible::documents,
        severity: Severity::Notice,
        ..PLAUSIBLE.named("DOCUMENTS", "本年制发的文件或者现行有效，或者已经废止")
    },
    Rule {
        run: plausible::leaps,
        severity: Severity::Notice,
        ..PLAUSIBLE.named("YEAR-LEAP", "与上一年相比相差不超过五倍（不足十件的按十件计）；超过的核对")
    },
    Rule {
        run: carry::in_force,
        ..PLAUSIBLE
            .named("IN-FORCE", "规章、规范性文件现行有效件数＝上一年现行有效＋本年制发－本年废止；不一致的须说明原因")
    },
    Rule {
        sheet: "ID-4", run: carry::organ, ..PLAUSIBLE.named("YEAR-BEFORE", "所给的上一年报告是同一机关的")
    },
    Rule {
        id: "SUIT-DIRECT",
        sheet: "REM-4",
        cite: "行政复议法第二十三条",
        severity: Severity::Warning,
        description: "2024年起对不予公开不服的先申请行政复议，直接起诉的须说明",
        run: suits::direct,
    },
];

/// What the rules on what only the document shows have in common.
const DOCUMENT: Rule = Rule {
    id: "",
    sheet: "4.1",
    cite: NOTICE_2021,
    severity: Severity::Warning,
    description: "",
    run: outline::of_the_document,
};

/// What the rules on figures that can hardly be have in common.
const PLAUSIBLE: Rule = Rule {
    id: "",
    sheet: "4.2",
    cite: NOTICE_2021,
    severity: Severity::Warning,
    description: "",
    run: plausible::regulations,
};

/// What the rules on figures in the texts have in common.
const TEXT_FIGURES: Rule =
    Rule { id: "", sheet: "ID-7", cite: NOTICE_2021, severity: Severity::Warning, description: "", run: text::figures };

/// All rules in the order in which they are applied.
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// Applies every rule; findings come in the order of the rules, within a rule in the order of the form.
pub fn check(report: &Report, context: &CheckContext<'_>) -> Vec<Finding> {
    applied(rules(), &Checked { report, context, found: text::found(report) })
}

/// What some rules find.
fn applied<'r>(rules: impl IntoIterator<Item = &'r Rule>, checked: &Checked<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules {
        (rule.run)(rule, checked, &mut findings);
    }
    for finding in &mut findings {
        finding.cite = notice(finding.cite, checked.report);
    }
    findings
}

/// The rules that look at the report of the year before.
const LOOKING_BACK: [&str; 6] = ["CARRY-OVER", "TEXT-GROWTH", "FEE-UNIT", "YEAR-LEAP", "IN-FORCE", "YEAR-BEFORE"];

/// What is found only because the report of the year before is known.
pub(crate) fn looking_back(report: &Report, previous: &Report) -> Vec<Finding> {
    let rules = || rules().iter().filter(|rule| LOOKING_BACK.contains(&rule.id));
    let context = CheckContext { previous: Some(previous), ..CheckContext::default() };
    let together = Checked { report, context: &context, found: text::found(report) };
    let found = applied(rules(), &together);
    if found.is_empty() {
        return found;
    }
    beyond(applied(rules(), &Checked { context: &CheckContext::default(), ..together }), found)
}

/// The findings that were not known, each known one taken off once.
fn beyond(mut known: Vec<Finding>, mut found: Vec<Finding>) -> Vec<Finding> {
    found.retain(|finding| match known.iter().position(|known| known == finding) {
        Some(at) => {
            known.swap_remove(at);
            false
        }
        None => true,
    });
    found
}

/// What a finding cites for the form: the notice in force for the report's year, or that of the form it has.
fn notice(cite: &'static str, report: &Report) -> &'static str {
    if cite == NOTICE_2021 { report.year.map_or(report.form(), Form::for_year).citation() } else { cite }
}

/// Says whether any finding is an error.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

impl Rule {
    /// The same rule under another id.
    const fn named(self, id: &'static str, description: &'static str) -> Self {
        Self { id, description, ..self }
    }

    /// A breach of the rule, as grave as the rule is.
    fn breach(&self, cells: Vec<Path>, message: String) -> Finding {
        Finding::new(self.id, self.severity, cells, message, self.cite)
    }

    /// The rule cannot be applied for want of the figures in `cells`.
    fn not_assessable(&self, cells: Vec<Path>, message: String) -> Finding {
        Finding::new(self.id, Severity::NotAssessable, cells, message, self.cite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;
    use crate::form::Form;

    /// A report of figures that follow one another without any sense.
    fn report(seed: i64, year: u16, form: Form) -> Report {
        let mut report = Report::new(format!("第{}号局", seed % 3), Some(year), form);
        for (at, path) in (0_i64..).zip(report.paths()) {
            let n = (seed * 31 + at * 17) % 23;
            let cell = match n {
                0 => Cell::Blank,
                _ if path.is_money() => {
                    let yuan_or_wan = if year.is_multiple_of(2) { n * 10_000 } else { n };
                    Cell::Money(crate::Decimal::new(yuan_or_wan, 0).unwrap_or(crate::Decimal::ZERO))
                }
                _ => Cell::Number(n * n * n),
            };
            report.set(path, cell);
        }
        let new = seed % 40;
        report.narrative.overview = format!("本年新收政府信息公开申请{new}件，同比增长{}%。", seed % 90);
        report
    }

    #[test]
    fn only_the_rules_that_look_back_find_anything_in_the_year_before() {
        let mut found = std::collections::BTreeSet::new();
        for seed in 1..60 {
            let form = |year: i64| if (seed + year) % 4 == 0 { Form::F2019 } else { Form::F2021 };
            let (before, now) = (report(seed, 2022, form(0)), report(seed * 7 % 50, 2023, form(1)));
            let together = check(&now, &CheckContext { previous: Some(&before), ..CheckContext::default() });
            let together = beyond(check(&now, &CheckContext::default()), together);
            found.extend(together.iter().map(|finding| finding.rule));
            assert_eq!(looking_back(&now, &before), together);
        }
        assert_eq!(found.len(), LOOKING_BACK.len(), "{found:?}");
    }
}
