//! Tables laid the other way, and those of one figure a row, read as the tables they are.

use std::fmt::Write as _;

use annual_report::layout::LayoutOptions;
use annual_report::{Cell, Figure, ReadReport, Report, lay_out};
use document::{Block, Slot, Table};
use proptest::prelude::*;

use super::sources::{printable_report, read};

/// A table with its columns for rows.
fn turned(table: &Table) -> Table {
    let grid = table.grid().unwrap();
    let column = |at: usize| {
        let cells = grid.rows.iter().filter_map(move |row| match row.get(at) {
            Some(Slot::Begins { cell, columns, rows }) => {
                let mut cell = (*cell).clone();
                cell.col_span = u32::try_from(*rows).unwrap();
                cell.row_span = u32::try_from(*columns).unwrap();
                Some(cell)
            }
            _ => None,
        });
        cells.collect()
    };
    Table { rows: (0..grid.columns).map(column).collect(), ..Table::default() }
}

fn differing(found: &Report, expected: &Report) -> Vec<(String, Cell, Cell)> {
    let cells = expected.cells().filter(|(path, cell)| found.cell(*path) != *cell);
    cells.map(|(path, cell)| (path.to_string(), cell.clone(), found.cell(path).clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn tables_turned_read_as_the_report(report in printable_report(), which in 1usize..8) {
        let mut document = lay_out(&report, &LayoutOptions::default());
        let mut number = 0;
        for block in &mut document.blocks {
            if let Block::Table(table) = block {
                number += 1;
                if which >> (number - 1) & 1 == 1 {
                    *table = turned(table);
                }
            }
        }
        let found = annual_report::read(&document).unwrap();
        prop_assert_eq!(differing(&found.report, &report), vec![]);
        prop_assert_eq!(found.findings, vec![]);
    }
}

const RESULTS: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
const BLOCKS: [&str; 3] = ["行政复议", "未经复议直接起诉", "复议后起诉"];
/// A figure of its own for each block and result.
fn figure(block: usize, result: usize) -> usize {
    10 * (block + 1) + result
}

fn page(table: &str) -> String {
    let mut text = "白云县档案馆2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n".to_owned();
    for label in
        ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（七）总计", "四、结转下年度继续办理"]
    {
        writeln!(text, "| {label} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |").unwrap();
    }
    format!("{text}\n四、政府信息公开行政复议、行政诉讼情况\n\n{table}\n")
}

fn remedies(read: &ReadReport) -> Vec<String> {
    let cells = read.report.cells().filter(|(path, _)| path.to_string().starts_with("remedies"));
    cells.map(|(_, cell)| cell.printed()).collect()
}

#[test]
fn table_four_reads_in_every_way_it_is_laid() {
    let mut wanted = Vec::new();
    let (mut rows, mut lists, mut long, mut headed) =
        (format!("| 类别 | {} |\n", RESULTS.join(" | ")), String::new(), String::new(), String::new());
    for (block, name) in BLOCKS.into_iter().enumerate() {
        let figures: Vec<String> = (0..5).map(|result| figure(block, result).to_string()).collect();
        let litigation = if block == 0 { "" } else { "行政诉讼" };
        writeln!(rows, "| {litigation} | {name} | {} |", figures.join(" | ")).unwrap();
        writeln!(headed, "| {name} | |").unwrap();
        for (result, head) in RESULTS.into_iter().enumerate() {
            let first = if result == 0 { name } else { "" };
            writeln!(lists, "| {first} | {head} | {} |", figures[result]).unwrap();
            writeln!(long, "| {name} | {head} | {} |", figures[result]).unwrap();
            writeln!(headed, "| {head} | {} |", figures[result]).unwrap();
        }
        wanted.extend(figures);
    }
    let mut columns = format!("| 结果 | {} |\n", BLOCKS.join(" | "));
    for (result, head) in RESULTS.into_iter().enumerate() {
        let figures: Vec<String> = (0..3).map(|block| figure(block, result).to_string()).collect();
        writeln!(columns, "| {head} | {} |", figures.join(" | ")).unwrap();
    }
    let counted: Vec<String> = (1..=15).map(|column: u32| column.to_string()).collect();
    let usual =
        format!("| {} |\n| {} |\n| {} |\n", RESULTS.repeat(3).join(" | "), counted.join(" | "), wanted.join(" | "));
    let side_by_side = BLOCKS.iter().zip(wanted.chunks(5)).map(|(name, five)| format!("{name} | {}", five.join(" | ")));
    let one_line = format!("| {} |\n", side_by_side.collect::<Vec<_>>().join(" | "));
    for table in [rows, lists, long, headed, columns, usual, one_line] {
        let found = read(&page(&table));
        assert_eq!(remedies(&found), wanted, "{table}");
    }
}

#[test]
fn results_without_their_blocks_are_nobodys() {
    let rows: Vec<String> = RESULTS.iter().map(|head| format!("| {head} | 3 | 4 |")).collect();
    let found = read(&page(&rows.join("\n")));
    assert!(remedies(&found).iter().all(String::is_empty), "{:?}", remedies(&found));
}

#[test]
fn table_two_reads_turned_and_one_figure_a_row() {
    let turned = "| 项目 | 规章 | 行政规范性文件 | 行政许可 | 行政处罚 | 行政强制 | 行政事业性收费 |\n\
         | 本年制发件数 | 1 | 4 | / | / | / | / |\n| 本年废止件数 | 2 | 5 | / | / | / | / |\n\
         | 现行有效件数 | 3 | 6 | / | / | / | / |\n| 本年处理决定数量 | / | / | 7 | 8 | 9 | / |\n\
         | 本年收费金额 | / | / | / | / | / | 10.5 |\n";
    let long = "| 项目 | 指标 | 数量 |\n| 规章 | 本年制发件数 | 1 |\n| | 本年废止件数 | 2 |\n| | 现行有效件数 | 3 |\n\
         | 行政规范性文件 | 本年制发件数 | 4 |\n| 行政规范性文件 | 本年废止件数 | 5 |\n| 行政规范性文件 | 现行有效件数 | 6 |\n\
         | 行政许可 | 本年处理决定数量 | 7 |\n| 行政处罚 | 本年处理决定数量 | 8 |\n| 行政强制 | 本年处理决定数量 | 9 |\n\
         | 行政事业性收费 | 本年收费金额 | 10.5 |\n";
    for table in [turned, long] {
        let found = read(&page("").replace("三、收到", &format!("二、主动公开政府信息情况\n\n{table}\n三、收到")));
        let cells = found.report.cells().filter(|(path, _)| path.to_string().starts_with("proactive"));
        let shown: Vec<String> = cells.map(|(_, cell)| cell.printed()).collect();
        assert_eq!(shown, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10.5"], "{table}");
    }
}

#[test]
fn a_turned_table_told_twice_is_doubtful_where_it_differs() {
    let rows = |last: usize| {
        let rows =
            RESULTS.iter().enumerate().map(|(at, head)| format!("| {head} | {} | 0 | 0 |\n", at + last / (5 - at)));
        format!("| 结果 | {} |\n{}", BLOCKS.join(" | "), rows.collect::<String>())
    };
    let found = read(&page(&format!("{}\n\n{}", rows(0), rows(1))));
    let doubtful =
        |cell: &Cell| matches!(cell, Cell::Doubtful(both) if both == &[Figure::Number(4), Figure::Number(5)]);
    assert_eq!(found.report.cells().filter(|(_, cell)| doubtful(cell)).count(), 1);
    assert_eq!(found.report.cell("remedies.reconsideration.total".parse().unwrap()).printed(), "4或5");
    assert!(found.findings.iter().any(|finding| finding.rule == "READ-DOUBT"));
}
