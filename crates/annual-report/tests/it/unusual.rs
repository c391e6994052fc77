//! Layouts that are unusual and clear to any reader: every figure is read. Where a reader could not tell, the cells stay blank.

use std::fmt::Write as _;

use annual_report::{Column, Path, ReadReport, RemedyBlock, RemedyResult, Row};

use super::sources::read;

const ROWS: [(&str, Row); 6] = [
    ("一、本年新收政府信息公开申请数量", Row::New),
    ("二、上年结转政府信息公开申请数量", Row::CarriedIn),
    ("（一）予以公开", Row::Granted),
    ("1.属于国家秘密", Row::RefusedStateSecret),
    ("（七）总计", Row::Total),
    ("四、结转下年度继续办理", Row::CarriedOut),
];
const COLUMNS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
const TITLE: &str = "白云县档案馆2023年政府信息公开工作年度报告";

/// A figure of its own for each row and column.
fn figure(row: usize, column: usize) -> String {
    (10 * (row + 1) + column).to_string()
}

fn shown(read: &ReadReport, row: Row) -> Vec<String> {
    Column::ALL.map(|column| read.report.cell(Path::Applications(row, column)).printed()).to_vec()
}

fn rules(read: &ReadReport) -> Vec<&'static str> {
    let mut rules: Vec<&str> = read.findings.iter().map(|finding| finding.rule).collect();
    rules.retain(|rule| *rule != "READ-MISSING");
    rules
}

/// Every row holds its own figures, and nothing is remarked on but rows that are not there.
fn all_read(text: &str) {
    let found = read(text);
    for (at, (_, row)) in ROWS.into_iter().enumerate() {
        let wanted: Vec<String> = (0..7).map(|column| figure(at, column)).collect();
        assert_eq!(shown(&found, row), wanted, "{text}");
    }
    assert!(rules(&found).is_empty(), "{:?}\n{text}", found.findings);
}

/// A page with a table: its heads, and rows of a label and cells.
fn page(heads: &str, row: impl Fn(usize, &str) -> String) -> String {
    let mut page = format!("<html><body><p>{TITLE}</p><p>三、收到和处理政府信息公开申请情况</p><table>{heads}");
    for (at, (label, _)) in ROWS.into_iter().enumerate() {
        write!(page, "<tr>{}</tr>", row(at, label)).unwrap();
    }
    page + "</table></body></html>"
}

fn heads() -> String {
    COLUMNS.iter().fold("<tr><td>项目</td>".to_owned(), |row, head| row + &format!("<td>{head}</td>")) + "</tr>"
}

fn cells(row: usize) -> String {
    (0..7).map(|column| format!("<td>{}</td>", figure(row, column))).collect()
}

fn plain(row: usize, label: &str) -> String {
    format!("<td>{label}</td>{}", cells(row))
}

#[test]
fn a_column_of_remarks_or_numbers_and_rows_of_blanks_are_passed_over() {
    let remarks = heads().replace("</tr>", "<td>备注</td></tr>");
    all_read(&page(&remarks, |row, label| {
        plain(row, label) + if row == 1 { "<td>无变化</td>" } else { "<td></td>" }
    }));
    let numbers = heads().replacen("<tr>", "<tr><td>序号</td>", 1);
    all_read(&page(&numbers, |row, label| format!("<td>{}</td>{}", row + 1, plain(row, label))));
    let counted = format!("{}<tr><td>栏次</td>{}</tr>", heads(), "<td>1</td>".repeat(7));
    all_read(&page(&counted, plain));
    all_read(&page(&heads(), |row, label| plain(row, label) + "</tr><tr><td colspan=8></td>"));
}

#[test]
fn labels_in_any_dress_are_their_rows() {
    let dresses: [fn(&str) -> String; 6] = [
        |label| label.replace("1.", "①"),
        |label| label.replace("1.", "（1）"),
        |label| label.chars().flat_map(|c| [c, ' ']).collect(),
        |label| label.replace("结转", "结(jié)转(zhuan)").replace("公开", "公(gong)开(kai)"),
        |label| label.replace("1.", "三、本年度办理结果 / （三）不予公开 / 1."),
        |label| label.replace("1.属于", "1.涉及").replace("总计", "总计数"),
    ];
    for dress in dresses {
        all_read(&page(&heads(), |row, label| plain(row, &dress(label))));
    }
}

#[test]
fn figures_that_stand_apart_from_their_labels_in_lines_of_text_are_theirs() {
    let lines = |line: fn(&str, &str) -> String| {
        let mut text = format!("{TITLE}\n三、收到和处理政府信息公开申请情况\n{}\n", COLUMNS.join(" "));
        writeln!(text, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）").unwrap();
        for (at, (label, _)) in ROWS.into_iter().enumerate() {
            let figures: Vec<String> = (0..7).map(|column| figure(at, column)).collect();
            writeln!(text, "{}", line(label, &figures.join(" "))).unwrap();
        }
        text
    };
    all_read(&lines(|label, figures| format!("{label}\n{figures}")));
    all_read(&lines(|label, figures| format!("{}\n{figures}", label.replace("（一）", "三、本年度办理结果 （一）"))));
    all_read(&lines(|label, figures| {
        let (head, tail) = label.split_at(label.char_indices().nth(12).map_or(label.len(), |(at, _)| at));
        format!("{head}\n{figures}\n{tail}")
    }));
}

#[test]
fn a_label_broken_anywhere_around_its_figures_is_theirs() {
    type Laid = fn(&str, &str, &str) -> String;
    let ways: [Laid; 4] = [
        |head, tail, figures| format!("{head} {figures}\n{tail}"),
        |head, tail, figures| format!("{head}\n{figures}\n{tail}"),
        |head, tail, figures| format!("{head}\n{tail} {figures}"),
        |head, tail, figures| format!("{head}\n{tail}\n{figures}"),
    ];
    for way in ways {
        for broken in 4..14 {
            let mut text = format!("{TITLE}\n三、收到和处理政府信息公开申请情况\n{}\n", COLUMNS.join(" "));
            writeln!(text, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）").unwrap();
            for (at, (label, _)) in ROWS.into_iter().enumerate() {
                let figures: Vec<String> = (0..7).map(|column| figure(at, column)).collect();
                match label.char_indices().nth(broken) {
                    // One character alone is no piece of a label.
                    Some((from, _)) if label[from..].chars().nth(1).is_some() => {
                        let (head, tail) = label.split_at(from);
                        writeln!(text, "{}", way(head, tail, &figures.join(" "))).unwrap();
                    }
                    _ => writeln!(text, "{label} {}", figures.join(" ")).unwrap(),
                }
            }
            all_read(&text);
        }
    }
}

#[test]
fn bars_behind_rows_tell_on_which_side_spare_blanks_stand() {
    let cell = |text: &str| format!("{text} |\n").trim_start().to_owned();
    let row = |cells: &[&str]| cells.iter().map(|text| cell(text)).collect::<String>();
    let text = format!(
        "{TITLE}\n三、收到和处理政府信息公开申请情况\n{}||\n{}",
        row(&["一、本年新收政府信息公开申请数量", "", "", "3", "", "5", "7", ""]),
        // The label of the group covers a column, for which one bar stands behind the cells.
        row(&["三、本年度办理结果", "（一）予以公开", "", "", "3", "", "5", "7", "", ""])
            + &row(&["（七）总计", "", "", "3", "", "5", "7", ""])
            + &row(&["四、结转下年度继续办理", "", "", "3", "", "5", "7", ""]),
    );
    let found = read(&text);
    for row in [Row::New, Row::Granted, Row::Total, Row::CarriedOut] {
        assert_eq!(shown(&found, row), ["", "", "3", "", "5", "7", ""], "{row:?}");
    }
}

#[test]
fn figures_behind_several_labels_are_nobodys() {
    let bars = |cells: [u8; 7]| format!("| {} |\n|---|\n", cells.map(|n| n.to_string()).join(" | "));
    let text = format!(
        "正文\n2024 年白云县档案馆政府信息公开工作\n年度报告\n\n一、总体情况\n很好。\n\n\
         三、收到和处理政府信息公开申请情况\n| 一、本年新收政府信息公开申请数量 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |\n\
         （三）不\n予公开\n5.属于三类内部事务信\n息\n1.本机关不掌握相关政\n府信息\n{}\
         | 6.属于四类过程性信息 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n\
         （四）无2.没有现成信息需要另\n法提供行制作\n3.补正后申请内容仍不\n明确\n{}{}\
         2.重复申\n请\n{}| （七）总计 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |\n",
        bars([1, 0, 0, 0, 0, 0, 1]),
        bars([4, 0, 0, 0, 0, 0, 4]),
        bars([5, 0, 0, 0, 0, 0, 5]),
        bars([3, 0, 0, 0, 0, 0, 3]),
    );
    let found = read(&text);
    assert_eq!((found.report.organ.as_str(), found.report.year), ("白云县档案馆", Some(2024)));
    // Each of these labels, or a piece of one, waits beside another for the same figures.
    for row in [
        Row::RefusedInternalAffairs,
        Row::UnavailableNotHeld,
        Row::UnavailableNeedsCreation,
        Row::UnavailableStillUnclear,
    ] {
        assert_eq!(shown(&found, row), [""; 7], "{row:?}");
    }
    assert_eq!(rules(&found).iter().filter(|rule| **rule == "READ-UNEVEN").count(), 2);
    // Whole labels, and one broken over lines that stands alone before its figures, keep theirs.
    assert_eq!(shown(&found, Row::RefusedProcess)[0], "2");
    assert_eq!(shown(&found, Row::DeclinedDuplicate)[6], "3");
    assert_eq!(shown(&found, Row::Total)[6], "9");
}

#[test]
fn blank_lines_tell_blank_cells_only_where_they_tell_all_of_them() {
    // Each cell a paragraph: a blank one leaves one blank line more.
    let text = |lines: usize| {
        let mut text = format!("{TITLE}\n\n三、收到和处理政府信息公开申请情况\n\n");
        for (at, (label, _)) in ROWS.into_iter().enumerate() {
            let (first, last) = (figure(at, 0), figure(at, 6));
            write!(text, "{label}\n\n{first}\n\n{}{last}\n\n", "\n".repeat(if at == 3 { lines } else { 5 })).unwrap();
        }
        text + "四、政府信息公开行政复议、行政诉讼情况\n\n"
    };
    let found = read(&text(5));
    assert_eq!(shown(&found, Row::Granted), ["30", "", "", "", "", "", "36"]);
    assert!(rules(&found).is_empty(), "{:?}", found.findings);
    let found = read(&text(3));
    assert_eq!(shown(&found, Row::Granted), ["30", "", "", "", "", "", "36"]);
    assert_eq!(shown(&found, Row::RefusedStateSecret), [""; 7]);
    assert_eq!(rules(&found), ["READ-UNEVEN"]);
}

#[test]
fn organisations_in_one_column_leave_theirs_blank() {
    let heads = "<tr><td>项目</td><td>自然人</td><td>法人或其他组织</td><td>总计</td></tr>";
    let found =
        read(&page(heads, |row, label| format!("<td>{label}</td><td>{row}</td><td>7</td><td>{}</td>", row + 7)));
    assert_eq!(shown(&found, Row::Total), ["4", "", "", "", "", "", "11"]);
    assert!(rules(&found).is_empty(), "{:?}", found.findings);
}

#[test]
fn heads_in_another_order_are_followed_even_where_no_heading_stands_over_them() {
    let order = [6, 0, 4, 3, 2, 1, 5];
    let heads =
        order.iter().fold("<tr><td>项目</td>".to_owned(), |row, at| row + &format!("<td>{}</td>", COLUMNS[*at]));
    let page = page(&(heads + "</tr>"), |row, label| {
        let cells: String = order.iter().map(|column| format!("<td>{}</td>", figure(row, *column))).collect();
        format!("<td>{label}</td>{cells}")
    });
    all_read(&page);
    all_read(&page.replace("三、收到和处理政府信息公开申请情况", "一、总体情况</p><p>全年公开信息36条。"));
}

#[test]
fn heads_that_cannot_stand_so_tell_no_column() {
    // The kinds of organisations stand under one head; a grid that puts another column among them is torn.
    let heads = "<tr><td rowspan=2>项目</td><td rowspan=2>自然人</td><td></td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>\
         <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td></td><td></td><td>其他</td></tr>";
    let found = read(&page(heads, |row, label| {
        let cells: String = (0..7).map(|column| format!("<td>{}</td><td></td>", figure(row, column))).collect();
        format!("<td>{label}</td>{cells}")
    }));
    assert!(ROWS.iter().all(|(_, row)| shown(&found, *row).iter().all(String::is_empty)));
    assert!(rules(&found).contains(&"READ-UNEVEN"));
}

#[test]
fn table_four_needs_no_heads_under_its_heading_and_a_blank_row_before_it_moves_nothing() {
    let figures: String = (31..46).map(|figure| format!("<td>{figure}</td>")).collect();
    let four = "</table><p>四、政府信息公开行政复议、行政诉讼情况</p><table>";
    let heads = "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>";
    for rows in [format!("<tr>{figures}</tr>"), format!("{heads}<tr><td colspan=15></td></tr><tr>{figures}</tr>")] {
        let found = read(&page(&self::heads(), plain).replace("</table>", &format!("{four}{rows}</table>")));
        let total = |block| found.report.cell(Path::Remedies(block, RemedyResult::Total)).printed();
        assert_eq!(RemedyBlock::ALL.map(total), ["35", "40", "45"], "{rows}");
    }
}

#[test]
fn texts_without_their_headings_are_kept_where_their_words_say() {
    let overview = "2023年，我馆全年公开信息36条，办理规范。";
    let problems = "工作中仍存在一些问题：一是人手不足。\n二是下一步将加强培训。";
    let other = "按照信息处理费管理办法，本年度未收取费用。";
    let table = page(&heads(), plain);
    let table = table.split_once("<table>").unwrap().1.split_once("</table>").unwrap().0.to_owned();
    let file = |before: &str, between: &str, last: &str| {
        let lines = |text: &str| text.lines().fold(String::new(), |page, line| page + &format!("<p>{line}</p>"));
        format!(
            "<html><body><p>{TITLE}</p>{}<table>{table}</table>{}{}<p>白云县档案馆</p><p>2024年1月20日</p>\
             <p>版权所有：白云县　网站标识码：0000000000</p></body></html>",
            lines(before),
            lines(between),
            lines(last)
        )
    };
    for (before, between, last, placed) in [
        (overview, problems.to_owned(), other.to_owned(), 3),
        (
            &format!("一、总体情况\n{overview}"),
            format!("存在的不足和改进措施\n{problems}"),
            format!("其他事项\n{other}"),
            2,
        ),
        (
            &format!("一、总体情况\n{overview}"),
            format!("五、存在的主要问题及改进情况\n{problems}"),
            other.to_owned(),
            1,
        ),
    ] {
        let found = read(&file(before, &between, &last));
        let narrative = &found.report.narrative;
        assert_eq!((narrative.overview.as_str(), narrative.problems.as_str()), (overview, problems));
        assert_eq!(narrative.other, other);
        assert_eq!(rules(&found), vec!["READ-TEXT"; placed], "{:?}", found.findings);
    }
    let found = read(&file(&format!("一、总体情况\n{overview}"), "我馆将一如既往地做好服务，欢迎监督。", ""));
    assert_eq!(found.report.narrative.other, "我馆将一如既往地做好服务，欢迎监督。");
    assert_eq!(rules(&found), ["READ-TEXT"]);
}

#[test]
fn what_stands_before_the_name_of_an_organ_is_no_part_of_it() {
    for title in [
        "【年报】白云县档案馆2023年政府信息公开工作年度报告",
        "Baiyun Archives 白云县档案馆2023年政府信息公开工作年度报告",
    ] {
        let found = read(&page(&heads(), plain).replace(TITLE, title));
        assert_eq!((found.report.organ.as_str(), found.report.year), ("白云县档案馆", Some(2023)));
    }
}
