//! Figures that can hardly be: rules of an organ that makes none, yuan for 万元, a leap from one year to the next.

use super::carry::not_the_year_before;
use super::sums::lacking;
use super::text::of_another_unit;
use super::{Checked, Finding, Rule};
use crate::cell::{Decimal, Figure};
use crate::form::{Column, Form, Measure, Path, RemedyBlock, RemedyResult, Row, Subject};
use crate::report::Report;

/// A figure over so many times the other is a leap.
const LEAP: i64 = 5;
/// A figure below this is taken for this much, so that 1 and 6 are no leap.
const FLOOR: i64 = 10;
/// The most a township can have charged in a year, in 万元.
const MOST_OF_A_TOWNSHIP: i64 = 1_000;
/// The most any organ can have charged in a year, in 万元.
const MOST: i64 = 5_000_000;
/// How many digits of 万元 there are down to the fen.
const FEN: u8 = 6;
/// How many yuan make a 万元.
const WAN: i128 = 10_000;

/// 规章 stand only where an organ makes them: provinces, cities with districts, departments of the State Council.
pub(super) fn regulations(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    if !makes_no_regulations(&report.organ) {
        return;
    }
    let lacks = |path: &Path| report.cell(*path).count().is_none();
    let measures: &[Measure] = match report.form() {
        Form::F2021 => &[Measure::Made, Measure::Repealed, Measure::InForce],
        // What is disclosed there may be others' rules.
        Form::F2019 => &[Measure::NewlyMade],
    };
    let all: Vec<Path> = measures.iter().map(|measure| Path::Proactive(Subject::Regulations, *measure)).collect();
    let cells: Vec<Path> =
        all.iter().copied().filter(|path| report.cell(*path).count().is_some_and(|n| n > 0)).collect();
    let Some(first) = cells.first() else {
        without_figures(rule, "规章是否为0", all.into_iter().filter(lacks).collect(), report, findings);
        return;
    };
    let found = report.cell(*first).count().unwrap_or_default();
    let message = format!(
        "“规章”填了{found}件，而“{}”没有规章制定权（省级和设区的市级政府、国务院部门才制定规章），请核对是不是规范性文件",
        report.organ
    );
    let finding = rule.breach(cells, message);
    findings.push(finding.comparing(Figure::Number(0), Figure::Number(found)));
}

/// Whether an organ of this name surely makes no 规章.
fn makes_no_regulations(organ: &str) -> bool {
    let even: String = organ.chars().filter(|c| !c.is_whitespace()).collect();
    let name = even.split(['（', '(']).next().unwrap_or_default();
    let national = ["国家", "中国", "中华", "全国", "国务院", "最高"];
    if name.is_empty() || national.iter().any(|word| name.starts_with(word)) {
        return false;
    }
    let place = name.strip_suffix("人民政府").or_else(|| name.strip_suffix("政府")).unwrap_or(name);
    if is_township(name) || place.ends_with(['县', '旗']) || (place.ends_with('区') && !place.ends_with("自治区"))
    {
        // 某某新区, 某某开发区 and their like are no places of whose power the name tells.
        return !["新区", "开发区", "园区", "示范区", "合作区", "特区", "地区", "林区"]
            .iter()
            .any(|end| place.ends_with(end));
    }
    // The office of a government reports what the government made.
    !name.ends_with("政府办公厅")
        && ["局", "委员会", "厅", "大队", "支队", "中心", "档案馆", "政府办公室"].iter().any(|end| name.ends_with(end))
        && !["总局", "管理委员会", "监督管理委员会"].iter().any(|end| name.ends_with(end))
}

/// Whether an organ of this name is a township, a town or a street office.
fn is_township(name: &str) -> bool {
    let place = name.strip_suffix("人民政府").or_else(|| name.strip_suffix("政府")).unwrap_or(name);
    place.ends_with(['镇', '乡']) || ["街道", "街道办事处", "街道办", "苏木"].iter().any(|end| name.ends_with(end))
}

/// Fees are in 万元, to the fen at most, and of an amount that can be.
pub(super) fn fees(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    let path = Path::Proactive(Subject::Fees, Measure::Amount);
    if !report.has(path) {
        return;
    }
    let Some(amount) = report.cell(path).money() else {
        without_figures(rule, "行政事业性收费金额的单位有没有填错", vec![path], report, findings);
        return;
    };
    let shown = Figure::Money(amount);
    if below_fen(amount) {
        let message = format!("行政事业性收费金额是{amount}万元，小数点后超过六位（不足一分钱），请核对单位和小数点");
        findings.push(Finding { found: Some(shown), ..rule.breach(vec![path], message) });
        return;
    }
    if let Some(said) = of_another_unit(&checked.found.claims, report, path) {
        let message = format!(
            "行政事业性收费金额填的是{amount}万元，文字中写的是{said}万元，相差一万倍，请核对是不是把元填成了万元（或者相反）"
        );
        findings.push(rule.breach(vec![path], message).comparing(Figure::Money(said), shown));
        return;
    }
    let before = checked.context.previous.filter(|previous| not_the_year_before(previous, report).is_none());
    if let Some(before) = before.and_then(|previous| previous.cell(path).money())
        && is_another_unit(before, amount)
    {
        let message = format!(
            "行政事业性收费金额是{amount}万元，上一年是{before}万元，相差约一万倍，请核对是不是把元填成了万元（或者相反）"
        );
        findings.push(rule.breach(vec![path], message).comparing(Figure::Money(before), shown));
        return;
    }
    let township = is_township(&report.organ.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    let most = if township { MOST_OF_A_TOWNSHIP } else { MOST };
    let scale = amount.scale().max(FEN);
    if amount.units_at(scale) > i128::from(most) * 10i128.pow(u32::from(scale)) {
        let message = format!("行政事业性收费金额是{amount}万元，对本机关来说过大，请核对是不是把元填成了万元");
        findings.push(Finding { found: Some(shown), ..rule.breach(vec![path], message) });
    }
}

/// Whether a sum has a part of a fen.
fn below_fen(amount: Decimal) -> bool {
    amount.scale() > FEN && amount.units() % 10i64.pow(u32::from(amount.scale() - FEN)) != 0
}

/// Whether one of two sums is about ten thousand times the other.
fn is_another_unit(one: Decimal, other: Decimal) -> bool {
    let scale = one.scale().max(other.scale());
    let (one, other) = (one.units_at(scale), other.units_at(scale));
    let (small, large) = (one.min(other), one.max(other));
    small > 0 && large >= small * (WAN / 3) && large <= small * (WAN * 3)
}

/// What was made in the year is in force at its end or was repealed.
pub(super) fn documents(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    if report.form() != Form::F2021 {
        return;
    }
    let mut lacking = Vec::new();
    for subject in [Subject::Regulations, Subject::NormativeDocuments] {
        let cells = [Measure::Made, Measure::Repealed, Measure::InForce].map(|m| Path::Proactive(subject, m));
        lacking.extend(cells.into_iter().filter(|path| report.cell(*path).count().is_none()));
        if let [Some(made), Some(repealed), Some(in_force)] = cells.map(|path| report.cell(path).count())
            && made > repealed + in_force
        {
            let name = subject.label(report.form());
            let message = format!(
                "{name}本年制发 {made} 件，多于本年废止 {repealed} 件与现行有效 {in_force} 件之和，制发的文件既未废止也不在有效之列，请核对"
            );
            findings.push(rule.breach(cells.to_vec(), message));
        }
    }
    without_figures(rule, "本年制发的文件是否有效或者已经废止", lacking, report, findings);
}

/// One line for all the cells without which a rule tells nothing.
fn without_figures(rule: &Rule, question: &str, cells: Vec<Path>, report: &Report, findings: &mut Vec<Finding>) {
    if !cells.is_empty() {
        findings.push(lacking(rule, report, &cells, question));
    }
}

/// A figure over five times last year's, or under a fifth of it.
pub(super) fn leaps(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let Some(previous) = checked.context.previous else { return };
    let report = checked.report;
    if let Some(why) = not_the_year_before(previous, report) {
        findings.push(rule.not_assessable(Vec::new(), format!("无法与上一年比较：{why}")));
        return;
    }
    let mut without = Vec::new();
    for path in worth_comparing(report).filter(|path| previous.has(*path)) {
        let name = || path.in_words(report.form());
        let (now, before) = match (report.cell(path).figure(), previous.cell(path).figure()) {
            (Some(Figure::Number(now)), Some(Figure::Number(before))) => (i128::from(now), i128::from(before)),
            (Some(Figure::Money(now)), Some(Figure::Money(before))) => {
                if is_another_unit(before, now) {
                    // Told as what it is by the rule on fees.
                    continue;
                }
                let scale = now.scale().max(before.scale());
                let one = 10i128.pow(u32::from(scale));
                (now.units_at(scale) / one, before.units_at(scale) / one)
            }
            _ => {
                without.push(path);
                continue;
            }
        };
        let (small, large) = (now.min(before).max(i128::from(FLOOR)), now.max(before));
        if large > small * i128::from(LEAP)
            && let (Some(found), Some(expected)) = (report.cell(path).figure(), previous.cell(path).figure())
        {
            let message = format!(
                "{}本年是 {found}，上一年是 {expected}，相差五倍以上，请核对；确实如此的，宜在报告中说明",
                name()
            );
            findings.push(rule.breach(vec![path], message).comparing(expected, found));
        }
    }
    if let Some(first) = without.first() {
        let rest = if without.len() > 1 { format!("等{}格", without.len()) } else { String::new() };
        let message =
            format!("无法与上一年比较：{}{rest}在本年或者上一年没有可以计算的数字", first.in_words(report.form()));
        findings.push(rule.not_assessable(without, message));
    }
}

/// The figures whose leaps are worth a word: table two, and the sums of tables three and four.
fn worth_comparing(report: &Report) -> impl Iterator<Item = Path> {
    let two = report.paths().into_iter().filter(|path| {
        matches!(path, Path::Proactive(_, measure) if !matches!(measure, Measure::Change | Measure::PreviousItems))
    });
    let three = [Row::New, Row::Total, Row::CarriedOut].map(|row| Path::Applications(row, Column::Total));
    let four = RemedyBlock::ALL.map(|block| Path::Remedies(block, RemedyResult::Total));
    two.chain(three).chain(four)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_without_the_power_to_make_rules_are_known_by_their_names() {
        for name in [
            "某市某县某镇人民政府",
            "某乡",
            "某区某街道办事处",
            "某街道",
            "某县人民政府",
            "某市某区人民政府",
            "某旗人民政府",
            "某市统计局",
            "某省财政厅",
            "某市发展和改革委员会",
            "某县人民政府办公室",
        ] {
            assert!(makes_no_regulations(name), "{name}");
        }
        for name in [
            "",
            "某省人民政府",
            "某市人民政府",
            "某自治区人民政府",
            "某自治州人民政府",
            "某市人民政府办公厅",
            "国家某局",
            "中国某某监督管理委员会",
            "某新区",
            "某总局",
            "教育部",
        ] {
            assert!(!makes_no_regulations(name), "{name}");
        }
    }

    #[test]
    fn another_unit_is_about_ten_thousand_times_the_other() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        assert!(is_another_unit(d("25.1"), d("251000")));
        assert!(is_another_unit(d("251000"), d("24.9")));
        assert!(!is_another_unit(d("0"), d("251000")));
        assert!(!is_another_unit(d("25.1"), d("2510")));
        assert!(below_fen(d("0.0000001")) && !below_fen(d("0.1000000")));
    }
}
