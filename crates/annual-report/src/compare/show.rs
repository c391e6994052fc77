//! A comparison as sheets: what to know first, every row by year, whether the years join, how alike the texts are.

use document::write::WriteError;
use document::{Block, Cell as Place, Document, Role};

use super::chart::charts;
use super::{Comparison, Line, What};
use crate::cell::Figure;
use crate::check::{Finding, Severity};
use crate::form::{Column, Path};
use crate::sheet::{NOTHING, Sheet, label, left, line, page, right, shown, table, year_of};

/// The sheets of a comparison.
pub fn comparison_sheets(comparison: &Comparison<'_>) -> Vec<Sheet> {
    let title = title(comparison);
    let sheet = |blocks| Document { title: title.clone(), blocks };
    vec![
        ("概况", sheet(overview(comparison, &title))),
        ("各项数字", sheet(figures(comparison))),
        ("跨年度核对", sheet(joins(comparison))),
        ("文字相同程度", sheet(likeness(comparison))),
    ]
}

/// A comparison as a page that stands alone, with bars by year.
///
/// # Errors
/// A table no page can hold: more years than a table has columns.
pub fn comparison_page(comparison: &Comparison<'_>) -> Result<String, WriteError> {
    page(&comparison_sheets(comparison), &charts(comparison))
}

fn title(comparison: &Comparison<'_>) -> String {
    let organ = comparison.reports.iter().rev().map(|one| one.report.organ.trim()).find(|organ| !organ.is_empty());
    let mut years = comparison.reports.iter().filter_map(|one| one.report.year);
    let first = years.next();
    let span = match (first, years.next_back()) {
        (Some(first), Some(last)) if first != last => format!("{first}—{last}年"),
        (Some(only), _) => format!("{only}年"),
        _ => String::new(),
    };
    format!("{}{span}政府信息公开工作年度报告比较", organ.unwrap_or_default())
}

fn overview(comparison: &Comparison<'_>, title: &str) -> Vec<Block> {
    let mut blocks = vec![line(Role::Title, title)];
    let rows = comparison.reports.iter().map(|one| {
        let count = |severity| one.findings.iter().filter(|finding| finding.severity == severity).count();
        vec![
            left(year_of(one.report)),
            left(&one.report.organ),
            left(format!("{}年格式", one.report.form())),
            right(count(Severity::Error).to_string()),
            right(count(Severity::Warning).to_string()),
            right(count(Severity::NotAssessable).to_string()),
            left(&one.file),
        ]
    });
    let head = ["年度", "机关", "格式", "错误", "需要说明", "无法核对", "文件"].map(str::to_owned);
    blocks.extend(table(&[2, 5, 2, 1, 2, 2, 5], &head, rows.collect()));
    blocks.extend(comparison.remarks.iter().map(|remark| line(Role::Plain, format!("注意：{remark}。"))));
    blocks.push(line(
        Role::Note,
        "“空白”的格没有数字，不当作 0，不计算增减；上年为 0 的不计算增幅。各份报告自身的错误用 gongkai report check 查看。",
    ));
    blocks
}

fn figures(comparison: &Comparison<'_>) -> Vec<Block> {
    let mut blocks = vec![line(Role::Heading1, "各项数字")];
    let mut head = vec!["项目".to_owned()];
    let mut widths = vec![6];
    for (at, one) in comparison.reports.iter().enumerate() {
        head.push(year_of(one.report));
        widths.push(2);
        if at > 0 {
            head.extend(["增减".to_owned(), "增幅".to_owned()]);
            widths.extend([2, 2]);
        }
    }
    let mut part = |title: String, belongs: &dyn Fn(&Line) -> bool| {
        let rows: Vec<_> = comparison.lines.iter().filter(|line| belongs(line)).map(row).collect();
        if !rows.is_empty() {
            blocks.push(line(Role::Heading2, title));
            blocks.extend(table(&widths, &head, rows));
        }
    };
    part("主动公开政府信息情况".to_owned(), &|line| matches!(line.what, What::Cell(Path::Proactive(..))));
    // The totals first: they are what most readers look for.
    let columns = [Column::Total].into_iter().chain(Column::APPLICANTS);
    for column in columns {
        let of = move |line: &Line| match line.what {
            What::Cell(Path::Applications(_, its)) | What::OtherTogether(its) => its == column,
            What::Cell(_) => false,
        };
        part(format!("收到和处理政府信息公开申请情况：{}", column.label()), &of);
    }
    part("政府信息公开行政复议、行政诉讼情况".to_owned(), &|line| {
        matches!(line.what, What::Cell(Path::Remedies(..)))
    });
    blocks
}

fn row(line: &Line) -> Vec<Place> {
    let name = match line.what {
        What::Cell(path) => label(path),
        What::OtherTogether(_) => "（六）其他处理（一行，或者三行之和）".to_owned(),
    };
    let mut row = vec![left(name)];
    for (at, value) in line.values.iter().enumerate() {
        row.push(right(shown(value.as_ref())));
        let step = at.checked_sub(1).and_then(|before| line.steps.get(before));
        if let Some(step) = step {
            row.push(right(step.difference.map_or(NOTHING.to_owned(), |figure: Figure| figure.to_string())));
            row.push(right(step.percent.map_or(NOTHING.to_owned(), |percent| format!("{percent}%"))));
        }
    }
    row
}

fn pair(comparison: &Comparison<'_>, from: usize, to: usize) -> String {
    let named = |at: usize| comparison.reports.get(at).map(|one| year_of(one.report)).unwrap_or_default();
    format!("{}→{}", named(from), named(to))
}

fn joins(comparison: &Comparison<'_>) -> Vec<Block> {
    let mut blocks = vec![line(Role::Heading1, "跨年度核对")];
    for join in &comparison.joins {
        blocks.push(line(Role::Heading2, pair(comparison, join.from, join.to)));
        if !join.consecutive {
            blocks.push(line(Role::Plain, "不是前后相连的两个年度，结转和有效件数没有核对。"));
        } else if join.findings.is_empty() {
            blocks.push(line(Role::Plain, "前后衔接，没有发现不一致。"));
        }
        if !join.findings.is_empty() {
            let head = ["程度", "规则", "内容"].map(str::to_owned);
            blocks.extend(table(&[2, 3, 16], &head, join.findings.iter().map(finding).collect()));
        }
    }
    blocks
}

/// A finding as a row: how grave, which rule, what.
fn finding(finding: &Finding) -> Vec<Place> {
    vec![left(grave(finding.severity)), left(finding.rule), left(&finding.message)]
}

/// How grave a finding is, in a word.
pub(crate) fn grave(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "需要说明",
        Severity::Notice => "提示",
        Severity::NotAssessable => "无法核对",
    }
}

fn likeness(comparison: &Comparison<'_>) -> Vec<Block> {
    let rows = comparison.joins.iter().flat_map(|join| {
        join.likeness.iter().map(|alike| {
            vec![
                left(pair(comparison, join.from, join.to)),
                left(alike.section.title()),
                right(alike.percent().unwrap_or_else(|| "文字太短".to_owned())),
                left(alike.longest.as_deref().unwrap_or(NOTHING)),
            ]
        })
    });
    let head = ["年度", "部分", "相同程度", "最长的相同句子（数字不计）"].map(str::to_owned);
    let mut blocks = vec![line(Role::Heading1, "文字相同程度")];
    blocks.extend(table(&[3, 4, 2, 10], &head, rows.collect()));
    blocks.push(line(
        Role::Note,
        "去掉数字、标点、空白和编制依据、统计期限、联系方式等固定用语后，比较两年文字中连续六个字的片段有多少相同：100% 为完全照抄，0% 为完全不同。",
    ));
    blocks
}
