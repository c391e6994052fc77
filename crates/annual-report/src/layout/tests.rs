use document::{Slot, Table};
use jiff::civil::date;

use super::*;
use crate::cell::{Cell, Decimal, Figure};
use crate::form::{Column, Measure, OtherRows, Path, Row, Subject};

fn tables(document: &Document) -> Vec<&Table> {
    document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
        .collect()
}

fn lines(document: &Document) -> Vec<(Role, &str)> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some((paragraph.role, paragraph.text.as_str())),
            _ => None,
        })
        .collect()
}

/// The text at a position of the grid, whatever cell covers it.
fn at(table: &Table, row: usize, col: usize) -> (String, u32, u32) {
    let grid = table.grid().unwrap();
    let begins = match grid.rows[row][col] {
        Slot::Covered { row, column } => grid.rows[row][column],
        slot => slot,
    };
    match begins {
        Slot::Begins { cell, .. } => (cell.text.clone(), cell.col_span, cell.row_span),
        _ => panic!("nothing stands in row {row}, column {col}"),
    }
}

#[test]
fn the_six_sections_stand_in_order_under_their_fixed_titles() {
    let mut report = Report::new("某园管理委员会", Some(2021), Form::F2021);
    report.narrative.overview = "（一）主动公开\n公开信息。\n\n（二）本年共收到申请三件，均已答复。".into();
    let document = lay_out(&report, &LayoutOptions::default());
    let lines = lines(&document);
    assert_eq!(lines[0], (Role::Title, "某园管理委员会2021年政府信息公开工作年度报告"));
    assert_eq!(document.title, "某园管理委员会2021年政府信息公开工作年度报告");
    assert!(lines[1].1.contains("自2021年1月1日起，至2021年12月31日止"));
    let headings: Vec<&str> = lines.iter().filter(|(role, _)| *role == Role::Heading1).map(|(_, text)| *text).collect();
    assert_eq!(
        headings,
        [
            "一、总体情况",
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、存在的主要问题及改进情况",
            "六、其他需要报告的事项"
        ]
    );
    assert!(lines.contains(&(Role::Heading2, "（一）主动公开")));
    assert!(lines.contains(&(Role::Body, "（二）本年共收到申请三件，均已答复。")));
}

#[test]
fn every_figure_of_both_forms_is_printed_once_and_every_table_is_a_whole_grid() {
    for (form, other) in [
        (Form::F2021, OtherRows::Three),
        (Form::F2021, OtherRows::One),
        (Form::F2019, OtherRows::One),
        (Form::F2019, OtherRows::Three),
    ] {
        let mut report = Report::with_other_rows("某局", Some(2021), form, other);
        let paths = report.paths();
        for (number, path) in (1000i64..).zip(&paths) {
            report.set(*path, Cell::Number(number));
        }
        let document = lay_out(&report, &LayoutOptions::default());
        let tables = tables(&document);
        assert_eq!(tables.len(), 3);
        let mut printed = Vec::new();
        for table in tables {
            let grid = table.grid().unwrap();
            let filled = grid.rows.iter().map(|slots| slots.iter().filter(|s| !matches!(s, Slot::Blank)).count());
            let widths: Vec<usize> = filled.collect();
            assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
            assert!(table.widths.is_empty() || table.widths.len() == widths[0]);
            printed.extend(table.rows.iter().flatten().filter_map(|cell| cell.text.parse::<i64>().ok()));
        }
        assert_eq!(printed, (1000..1000 + paths.len() as i64).collect::<Vec<_>>());
    }
}

#[test]
fn table_three_merges_its_cells_as_the_form_does() {
    let report = Report::new("某局", Some(2021), Form::F2021);
    let document = lay_out(&report, &LayoutOptions::default());
    let table = tables(&document)[1];
    assert_eq!(table.rows.len(), 3 + 25);
    assert_eq!(at(table, 2, 2), ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）".into(), 3, 3));
    assert_eq!(at(table, 0, 9), ("申请人情况".into(), 7, 1));
    assert_eq!(at(table, 2, 3), ("自然人".into(), 1, 2));
    assert_eq!(at(table, 1, 6), ("法人或其他组织".into(), 5, 1));
    assert_eq!(at(table, 2, 9), ("总计".into(), 1, 2));
    assert_eq!(at(table, 3, 1), ("一、本年新收政府信息公开申请数量".into(), 3, 1));
    assert_eq!(at(table, 26, 0), ("三、本年度办理结果".into(), 1, 22));
    assert_eq!(at(table, 5, 2), ("（一）予以公开".into(), 2, 1));
    assert_eq!(at(table, 14, 1), ("（三）不予公开".into(), 1, 8));
    assert_eq!(at(table, 17, 1), ("（四）无法提供".into(), 1, 3));
    assert_eq!(at(table, 22, 1), ("（五）不予处理".into(), 1, 5));
    assert_eq!(at(table, 25, 1), ("（六）其他处理".into(), 1, 3));
    assert_eq!(at(table, 26, 1), ("（七）总计".into(), 2, 1));
    assert_eq!(at(table, 27, 0), ("四、结转下年度继续办理".into(), 3, 1));
    // In the trial form （六） is one row and the block of results has twenty.
    let old = lay_out(&Report::new("某局", Some(2020), Form::F2019), &LayoutOptions::default());
    let old = tables(&old)[1];
    assert_eq!(at(old, 5, 0), ("三、本年度办理结果".into(), 1, 20));
    assert_eq!(at(old, 23, 2), ("（六）其他处理".into(), 2, 1));
}

#[test]
fn table_two_and_four_merge_their_cells_as_the_form_does() {
    let report = Report::new("某局", Some(2021), Form::F2021);
    let document = lay_out(&report, &LayoutOptions::default());
    let tables = tables(&document);
    assert_eq!(at(tables[0], 0, 3), ("第二十条第（一）项".into(), 4, 1));
    assert_eq!(at(tables[0], 5, 3), ("本年处理决定数量".into(), 3, 1));
    assert_eq!(at(tables[0], 12, 1), ("本年收费金额（单位：万元）".into(), 3, 1));
    assert_eq!(at(tables[2], 0, 14), ("行政诉讼".into(), 10, 1));
    assert_eq!(at(tables[2], 2, 4), ("总计".into(), 1, 2));
    assert_eq!(at(tables[2], 1, 5), ("未经复议直接起诉".into(), 5, 1));
    assert_eq!(at(tables[2], 2, 14), ("总计".into(), 1, 1));
}

#[test]
fn a_cell_prints_what_it_says_and_a_blank_prints_nothing() {
    let mut report = Report::new("某局", Some(2021), Form::F2021);
    let column = |column| Path::Applications(Row::New, column);
    report.set(column(Column::NaturalPerson), Cell::Placeholder("/".into()));
    report.set(column(Column::Commercial), Cell::WithNote { value: Figure::Number(22), note: "其中网上5件".into() });
    report.set(column(Column::Research), Cell::Unreadable("1O".into()));
    let amount: Decimal = "7730.28".parse().unwrap();
    report.set(Path::Proactive(Subject::Fees, Measure::Amount), Cell::Money(amount));
    let document = lay_out(&report, &LayoutOptions::default());
    let tables = tables(&document);
    let texts: Vec<String> = (3..8).map(|col| at(tables[1], 3, col).0).collect();
    assert_eq!(texts, ["/", "22（其中网上5件）", "1O", "", ""]);
    assert_eq!(at(tables[0], 13, 1).0, "7730.28");
    assert_eq!(at(tables[2], 3, 4).0, "");
}

#[test]
fn figures_of_some_days_are_not_called_an_annual_report() {
    let mut report = Report::new("某局", Some(2026), Form::F2021);
    report.period = Some(Period { from: date(2026, 4, 1), to: date(2026, 6, 30) });
    assert_eq!(title(&report), "某局2026年第二季度政府信息公开工作情况");
    let document = lay_out(&report, &LayoutOptions::default());
    assert!(lines(&document)[1].1.ends_with("本表中的数据自2026年4月1日起，至2026年6月30日止。"));
}

#[test]
fn the_preface_says_where_and_whom_to_ask_only_when_known_and_the_end_is_signed_only_when_dated() {
    let report = Report::new("某局", Some(2021), Form::F2021);
    let options = LayoutOptions {
        published_at: Some("某区人民政府网站".into()),
        contact: Some(" ".into()),
        signed_on: Some(date(2022, 1, 24)),
        ..LayoutOptions::default()
    };
    let document = lay_out(&report, &options);
    let lines = lines(&document);
    assert_eq!(lines[2].1, "本报告的电子版可在某区人民政府网站查阅和下载。");
    assert_eq!(lines[lines.len() - 2..], [(Role::Signature, "某局"), (Role::Signature, "2022年1月24日")]);
    let own = LayoutOptions { preface: Preface::Own("甲。\n乙。".into()), ..LayoutOptions::default() };
    let document = lay_out(&report, &own);
    assert_eq!(self::lines(&document)[1..3], [(Role::Body, "甲。"), (Role::Body, "乙。")]);
}
