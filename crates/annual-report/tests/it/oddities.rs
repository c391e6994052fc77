//! What real reports do to the form, each oddity alone: the figures are read all the same, or the cells stay blank and
//! a finding says so.

use std::fmt::Write as _;

use annual_report::{
    Cell, Column, Figure, Form, NotAReport, Path, ReadReport, Report, Row, Severity, Source, lay_out, reading_rules,
};
use document::read::Limits;

use super::sources::{INVENTED, read, shared_bytes};

const HEADS: &str = "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>\
     <td colspan=7>申请人情况</td></tr><tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>\
     <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>";
const FOUR: &str = "<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>\
     <tr><td rowspan=2>结果维持</td><td rowspan=2>结果纠正</td><td rowspan=2>其他结果</td><td rowspan=2>尚未审结</td><td rowspan=2>总计</td>\
     <td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>\
     <tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>";

/// A page with a title, table three under these heads with these rows, and whatever follows.
fn page(heads: &str, rows: &str, behind: &str) -> String {
    format!(
        "<html><body><p>白云县档案馆2023年政府信息公开工作年度报告</p><p>一、总体情况</p><p>很好。</p>\
         <p>三、收到和处理政府信息公开申请情况</p><table>{heads}{rows}</table>{behind}</body></html>"
    )
}

fn tr(label: &str, cells: &[&str]) -> String {
    let mut row = format!("<tr><td colspan=3>{label}</td>");
    cells.iter().for_each(|cell| write!(row, "<td>{cell}</td>").unwrap());
    row + "</tr>"
}

/// Four rows that are as they should be.
fn sound() -> String {
    tr("一、本年新收政府信息公开申请数量", &["1", "2", "3", "4", "5", "6", "21"])
        + &tr("二、上年结转政府信息公开申请数量", &["0"; 7])
        + &tr("（七）总计", &["1", "2", "3", "4", "5", "6", "21"])
        + &tr("四、结转下年度继续办理", &["0"; 7])
}

fn row(report: &Report, row: Row) -> String {
    Column::ALL.map(|column| report.cell(Path::Applications(row, column)).printed()).join(",")
}

fn remedies(report: &Report) -> String {
    let cells = report.cells().filter(|(path, _)| path.to_string().starts_with("remedies"));
    cells.map(|(_, cell)| cell.printed()).collect::<Vec<_>>().join(",")
}

fn found(found: &ReadReport, rule: &str) -> usize {
    found.findings.iter().filter(|finding| finding.rule == rule).count()
}

#[test]
fn a_label_as_damaged_as_labels_get_is_still_its_row() {
    for (label, of) in [
        ("3、危及“三安全一穏定”", Row::RefusedSecurityStability),
        ("2.其他法律行政止公开", Row::RefusedLawProhibits),
        ("（三）不予公开 4.保护第三方合法权益", Row::RefusedThirdParty),
        ("7.不掌握相关政府信息", Row::UnavailableNotHeld),
        ("本机关不掌握相关政府信息（含不属于本机关负责公开的）", Row::UnavailableNotHeld),
        ("3．補正後申請內容仍不明確", Row::UnavailableStillUnclear),
        ("5.要求行政机关确认或重新出具已获取信息的申请", Row::DeclinedReconfirmation),
        ("<p>1.申请人无正当理由逾期不补正，</p><p>行政机关不再处理其政府信息公开申请</p>", Row::OtherNotCorrected),
        ("2.申请人逾期未按收费通知要求缴纳费用", Row::OtherFeeUnpaid),
        ("3、其他", Row::OtherOther),
        ("（ 一 ）予 以 公 开", Row::Granted),
        ("（二）部分公开", Row::PartlyGranted),
    ] {
        let report = read(&page(HEADS, &(sound() + &tr(label, &["7", "0", "0", "1", "0", "0", "8"])), "")).report;
        assert_eq!(row(&report, of), "7,0,0,1,0,0,8", "{label}");
    }
}

#[test]
fn a_label_that_fits_two_rows_is_neither_and_a_row_of_something_else_is_none() {
    let odd = tr("本年上年政府信息公开申请数量", &["9"; 7]);
    let rows = tr("（一）予以公开", &["1"; 7])
        + &tr("（七）总计", &["1"; 7])
        + &odd
        + &tr("四、结转下年度继续办理", &["0"; 7])
        + &tr("2.重复申请", &["0"; 7]);
    let read_so = read(&page(HEADS, &rows, ""));
    assert_eq!(
        (row(&read_so.report, Row::New), row(&read_so.report, Row::CarriedIn)),
        (",,,,,,".into(), ",,,,,,".into())
    );
    let doubt = read_so.findings.iter().find(|finding| finding.rule == "READ-DOUBT").unwrap();
    assert_eq!((doubt.severity, doubt.cells.len()), (Severity::Warning, 14));

    let extra = tr("9.属于工作秘密", &["9"; 7]) + &tr("（三）小计", &["9"; 7]) + &tr("合计办理率", &["9"; 7]);
    let report = read(&page(HEADS, &(sound() + &extra), "")).report;
    assert_eq!(report.cells().filter(|(_, cell)| **cell == Cell::Number(9)).count(), 0);
}

#[test]
fn a_column_too_many_or_too_few_or_in_another_order_moves_no_figure() {
    let subtotal =
        HEADS.replace("<td>其他</td></tr>", "<td>其他</td><td>小计</td></tr>").replace("colspan=5", "colspan=6");
    let rows = sound() + &tr("2.重复申请", &["1", "2", "3", "4", "5", "6", "20", "21"]);
    let rows = rows.replace("<td>6</td><td>21</td>", "<td>6</td><td>20</td><td>21</td>");
    let rows = rows.replace(&"<td>0</td>".repeat(7), &"<td>0</td>".repeat(8));
    let found_so = read(&page(&subtotal, &rows, ""));
    assert_eq!(row(&found_so.report, Row::DeclinedDuplicate), "1,2,3,4,5,6,21");
    assert_eq!(row(&found_so.report, Row::New), "1,2,3,4,5,6,21");

    let without = HEADS.replace("<td>科研机构</td>", "").replace("colspan=5", "colspan=4");
    let rows = sound().replace("<td>3</td>", "").replace(&"<td>0</td>".repeat(7), &"<td>0</td>".repeat(6));
    assert_eq!(row(&read(&page(&without, &rows, "")).report, Row::New), "1,2,,4,5,6,21");

    let moved = HEADS.replace("<td>科研机构</td><td>社会公益组织</td>", "<td>社会公益组织</td><td>科研机构</td>");
    assert_eq!(row(&read(&page(&moved, &sound(), "")).report, Row::New), "1,2,4,3,5,6,21");
}

#[test]
fn a_page_that_ends_in_a_table_repeats_its_heads_or_tears_a_row() {
    let next = format!("</table><p>— 4 —</p><table>{HEADS}");
    let rows = sound() + &next + &tr("2.重复申请", &["1", "0", "0", "0", "0", "0", "1"]);
    let found_so = read(&page(HEADS, &rows, ""));
    assert_eq!(row(&found_so.report, Row::DeclinedDuplicate), "1,0,0,0,0,0,1");
    assert_eq!(found(&found_so, "READ-DOUBT") + found(&found_so, "READ-UNEVEN"), 0);
    // The label torn in two, its figures in the upper or in the lower part.
    for figures in [["3"; 7], [""; 7]] {
        let other = if figures[0].is_empty() { ["3"; 7] } else { [""; 7] };
        let torn = tr("5.要求行政机关确认或", &figures) + "</table><table>" + &tr("重新出具已获取信息", &other);
        let report = read(&page(HEADS, &(sound() + &torn), "")).report;
        assert_eq!(row(&report, Row::DeclinedReconfirmation), "3,3,3,3,3,3,3");
    }
}

#[test]
fn table_four_is_read_in_one_row_in_three_and_torn_over_lines() {
    let all: Vec<String> = (1..=15).map(|n| n.to_string()).collect();
    let tds = |part: &[String]| part.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
    let one = format!("{FOUR}<tr>{}</tr></table>", tds(&all));
    let torn = format!("{FOUR}<tr>{}</tr><tr>{}</tr></table>", tds(&all[..8]), tds(&all[8..]));
    let fives =
        format!("{FOUR}<tr>{}</tr><tr>{}</tr><tr>{}</tr></table>", tds(&all[..5]), tds(&all[5..10]), tds(&all[10..]));
    let named = format!(
        "<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr><td>类别</td><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>\
         <tr><td>行政复议</td>{}</tr><tr><td>未经复议直接起诉</td>{}</tr><tr><td>复议后起诉</td>{}</tr></table>",
        tds(&all[..5]),
        tds(&all[5..10]),
        tds(&all[10..])
    );
    let lines = format!(
        "<p>四、政府信息公开行政复议、行政诉讼情况</p><p>行政复议 行政诉讼</p><p>未经复议直接起诉 复议后起诉</p><p>结 结 其 尚</p><p>果 果 他 未</p><p>总计</p><p>{}</p>",
        all.join(" ")
    );
    let broken = lines.replace("7 8 9", "7 8</p><p>9");
    for behind in [&one, &torn, &fives, &named, &lines, &broken] {
        assert_eq!(remedies(&read(&page(HEADS, &sound(), behind)).report), all.join(","), "{behind}");
    }
    let short = format!("{FOUR}<tr>{}</tr></table>", tds(&all[..14]));
    let found_so = read(&page(HEADS, &sound(), &short));
    assert_eq!((remedies(&found_so.report), found(&found_so, "READ-UNEVEN")), (",".repeat(14), 1));
}

#[test]
fn text_taken_out_of_a_page_line_by_line_is_read() {
    let text = "白云县档案馆\n2023年政府信息公开工作年度报告\n一、总体情况\n很好。\n\
        三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n\
        （一）予以公开 1 0 0 0 0 0 1\n三、本\n（三） 1.属于国家秘密 0 0 0 0 0 0 0\n年度办\n不予 2.其他法律行政法规禁\n2 0 0 0 0 0 2\n公开 止公开\n理结果\n\
        （四）无 1.本机关不掌握相关政府信息 5 0 0 0 0 0 5\n法提供 2.没有现成信息需要另行制作 0 1 0 0 0 0 1\n\
        1.申请人无正当理由逾期不补\n（六）\n正、行政机关不再处理其政府 4 0 0 0 0 0 4\n信息公开申请\n其他处 3.其他 0 0 0 0 0 0 0\n理\n\
        （七）总计 3 0 0 0 0 0 3\n四、结转下年度继续办理 0 0 0 0 0 0 0\n";
    let report = read(text).report;
    assert_eq!(row(&report, Row::New), "3,0,0,0,0,0,3");
    assert_eq!(row(&report, Row::RefusedStateSecret), "0,0,0,0,0,0,0");
    assert_eq!(row(&report, Row::RefusedLawProhibits), "2,0,0,0,0,0,2");
    assert_eq!(row(&report, Row::UnavailableNotHeld), "5,0,0,0,0,0,5");
    assert_eq!(row(&report, Row::UnavailableNeedsCreation), "0,1,0,0,0,0,1");
    assert_eq!(row(&report, Row::OtherNotCorrected), "4,0,0,0,0,0,4");
    assert_eq!(row(&report, Row::OtherOther), "0,0,0,0,0,0,0");
    assert_eq!(row(&report, Row::Total), "3,0,0,0,0,0,3");
}

#[test]
fn figures_glued_together_are_never_taken_apart() {
    let text = INVENTED.replace('\t', "");
    for glued in ["1203014", "12 0 3014", "12 0 30 1 4"] {
        let from = text.find("（一）予以公开").unwrap();
        let to = text.find("（二）部分公开").unwrap();
        let read_so = read(&format!("{}（一）予以公开\n{glued}\n{}", &text[..from], &text[to..]));
        assert_eq!(row(&read_so.report, Row::Granted), ",,,,,,", "{glued}");
        assert_eq!(found(&read_so, "READ-UNEVEN"), 1, "{glued}");
    }
}

#[test]
fn a_cell_of_two_numbers_and_a_row_told_twice_are_doubtful_whatever_the_sums_say() {
    let rows = sound() + &tr("2.重复申请", &["12 72", "0", "0", "0", "0", "0", "12"]);
    let read_so = read(&page(HEADS, &rows, ""));
    let path = Path::Applications(Row::DeclinedDuplicate, Column::NaturalPerson);
    assert_eq!(read_so.report.cell(path), &Cell::Doubtful(vec![Figure::Number(12), Figure::Number(72)]));
    let doubt = read_so.findings.iter().find(|finding| finding.rule == "READ-DOUBT").unwrap();
    assert_eq!((doubt.severity, &doubt.cells[..]), (Severity::Warning, &[path][..]));
    assert!(doubt.message.contains("12或72") && doubt.message.contains("第1个表格"), "{}", doubt.message);
    let checked = annual_report::check(&read_so.report, &Default::default());
    let assessed = checked
        .iter()
        .filter(|f| f.rule.starts_with("T3-") && f.severity == Severity::Error && f.cells.contains(&path));
    assert_eq!(assessed.count(), 0, "what needs a doubtful cell cannot be assessed");

    // The same row once more: equal figures say nothing, a blank takes nothing away, a figure fills a blank.
    let twice = |again: &[&str]| {
        let rows = sound() + &tr("2.重复申请", &["1", "", "0", "0", "0", "/", "1"]) + &tr("2.重复申请", again);
        read(&page(HEADS, &rows, ""))
    };
    let same = twice(&["1", "", "0", "0", "0", "/", "1"]);
    assert_eq!((row(&same.report, Row::DeclinedDuplicate), found(&same, "READ-DOUBT")), ("1,,0,0,0,/,1".into(), 0));
    assert_eq!(found(&same, "READ-REPEATED"), 0);
    assert_eq!(row(&twice(&["", "", "", "", "", "", ""]).report, Row::DeclinedDuplicate), "1,,0,0,0,/,1");
    let filled = twice(&["1", "5", "0", "0", "0", "6", "1"]);
    assert_eq!(
        (row(&filled.report, Row::DeclinedDuplicate), found(&filled, "READ-REPEATED")),
        ("1,5,0,0,0,6,1".into(), 1)
    );
    assert_eq!(row(&twice(&["8", "", "0", "0", "0", "/", "1"]).report, Row::DeclinedDuplicate), "1或8,,0,0,0,/,1");
    // A figure with its look-alike: the sound reading stands.
    assert_eq!(row(&twice(&["l", "", "0", "0", "0", "/", "1"]).report, Row::DeclinedDuplicate), "1,,0,0,0,/,1");
}

#[test]
fn every_rule_of_the_reading_is_listed() {
    let ids: Vec<&str> = reading_rules().iter().map(|rule| rule.id).collect();
    assert_eq!(ids, ["READ-MISSING", "READ-UNEVEN", "READ-DOUBT", "READ-REPEATED", "READ-SECOND", "READ-TEXT"]);
    assert!(reading_rules().iter().all(|rule| !rule.description.is_empty() && !rule.description.is_ascii()));
}

#[test]
fn the_form_is_what_is_printed_whatever_the_year() {
    let two = "<p>二、主动公开政府信息情况</p><table><tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td>\
        <td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr><tr><td>行政许可</td><td>8</td><td>-2</td><td>93</td></tr></table>";
    let report = read(&page(HEADS, &sound(), two)).report;
    assert_eq!((report.form(), report.year), (Form::F2019, Some(2023)));
    assert_eq!(report.cell("proactive.licences.change".parse().unwrap()), &Cell::Number(-2));
    // Without heads, by how many cells the rows have.
    let bare =
        "<p>二、主动公开政府信息情况</p><table><tr><td>行政许可</td><td>8</td><td>2</td><td>93</td></tr></table>";
    assert_eq!(read(&page(HEADS, &sound(), bare)).report.form(), Form::F2019);
    let bare = "<p>二、主动公开政府信息情况</p><table><tr><td>行政许可</td><td>93</td></tr></table>";
    assert_eq!(read(&page(HEADS, &sound(), bare).replace("2023年", "2020年")).report.form(), Form::F2021);
}

#[test]
fn units_and_remarks_stay_with_their_figures() {
    let with = |text: &str| {
        let two = format!(
            "<p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td><td>本年收费金额（单位：万元）</td></tr><tr><td>行政事业性收费</td><td>{text}</td></tr></table>"
        );
        read(&page(HEADS, &sound(), &two)).report.cell("proactive.fees.amount".parse().unwrap()).clone()
    };
    let money = |text: &str| Figure::Money(text.parse().unwrap());
    assert_eq!(with("12，345.60"), Cell::Money("12345.60".parse().unwrap()));
    assert_eq!(with("３．０９２"), Cell::Money("3.092".parse().unwrap()));
    assert_eq!(with("3.092万元"), Cell::WithNote { value: money("3.092"), note: "万元".into() });
    assert_eq!(with("251000元"), Cell::WithNote { value: money("251000"), note: "元".into() });
    assert_eq!(with("不涉及"), Cell::Placeholder("不涉及".into()));
    assert_eq!(with("约3万"), Cell::Unreadable("约3万".into()));
}

#[test]
fn headings_may_be_missing_renamed_renumbered_or_out_of_order() {
    let whole = read(INVENTED).report;
    let renamed = INVENTED
        .replace("2、 主动公开政府信息情况", "三、行政机关主动公开政府信息情况")
        .replace("3、 收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请情况")
        .replace("四、政府信息公开行政复议、行政诉讼情况", "七、因政府信息公开工作被申请行政复议、提起行政诉讼情况")
        .replace("五、存在的主要问题及改进情况", "存在的主要问题及改进情况")
        .replace("六、其他需要报告的事项", "（六）其他需要报告的事项");
    let found_so = read(&renamed);
    assert_eq!(found_so.report, whole);
    let none: String = renamed
        .lines()
        .filter(|line| !line.contains("情况") || line.starts_with('\t'))
        .map(|line| line.to_owned() + "\n")
        .collect();
    let found_so = read(&none);
    assert!(whole.cells().all(|(path, cell)| found_so.report.cell(path) == cell));
    // Section four before section two.
    let (two, four, five) =
        (INVENTED.find("2、 主动").unwrap(), INVENTED.find("\n四、").unwrap() + 1, INVENTED.find("五、存在").unwrap());
    let moved = format!("{}{}{}{}", &INVENTED[..two], &INVENTED[four..five], &INVENTED[two..four], &INVENTED[five..]);
    assert_eq!(read(&moved).report, whole);
}

#[test]
fn two_reports_in_one_file_are_told_and_never_mixed() {
    let first = read(INVENTED).report;
    let other = INVENTED.replace("白云县档案馆", "青山县水利局").replace("2023", "2022").replace("\t164\n", "\t170\n");
    for second in [other.clone(), INVENTED.replace("2023", "2022").replace("\t164\n", "\t999\n")] {
        let found_so = read(&format!("{INVENTED}\n{second}"));
        assert!(first.cells().all(|(path, cell)| found_so.report.cell(path) == cell));
        assert_eq!((&found_so.report.organ, found_so.report.year), (&first.organ, first.year));
        let [told] = &found_so.findings[..] else { panic!("{:?}", found_so.findings) };
        assert_eq!((told.rule, told.severity), ("READ-SECOND", Severity::Warning));
        assert_eq!(found_so.report.narrative, first.narrative);
    }
    // The same report twice is one report.
    let twice = read(&format!("{INVENTED}\n{INVENTED}"));
    assert!(first.cells().all(|(path, cell)| twice.report.cell(path) == cell));
    // A link to another year's report under the report is none.
    let link = read(&format!("{INVENTED}\n上一篇：白云县档案馆2022年政府信息公开工作年度报告\n"));
    assert_eq!(link.findings, []);
}

#[test]
fn what_is_no_report_is_refused_and_an_empty_form_is_blank() {
    let refused = |text: &str| {
        let read = document::read::document(text.as_bytes(), None, &Limits::default()).unwrap();
        annual_report::read(&read.document).unwrap_err()
    };
    let law = "中华人民共和国政府信息公开条例\n第二十条 行政机关应当主动公开下列信息：\n（一）行政法规、规章和规范性文件；\n（五）行政许可的依据；\n（六）行政处罚、行政强制的依据；\n（八）行政事业性收费项目及其依据。";
    assert_eq!(refused(law), NotAReport::NoTables);
    let budget =
        "| 科目 | 预算数 | 总计 |\n|---|---|---|\n| 行政事业性收费 | 12 | 12 |\n| 其他 | 3 | 3 |\n| 总计 | 15 | 15 |";
    assert_eq!(refused(budget), NotAReport::NoTables);
    let notice =
        "关于做好2023年政府信息公开工作年度报告编制工作的通知\n各单位：请于1月31日前报送。\n一、总体要求\n认真填报。";
    assert!(matches!(refused(notice), NotAReport::NoTables | NotAReport::TitleOnly { .. }));
    let empty = Report::new("", None, Form::F2021);
    let text = document::write::html(&lay_out(&empty, &Default::default())).unwrap();
    let found_so = read(&text);
    assert!(found_so.report.cells().all(|(_, cell)| *cell == Cell::Blank));
    assert_eq!(found_so.report.year, None);
    if let Some(bytes) = shared_bytes("samples/blank_form_2021.docx") {
        let document = document::read::document(&bytes, None, &Limits::default()).unwrap().document;
        let report = annual_report::read(&document).unwrap().report;
        assert!(report.cells().all(|(_, cell)| *cell == Cell::Blank));
    }
}

#[test]
fn every_format_says_where_each_cell_stood() {
    let report = read(INVENTED).report;
    let document = lay_out(&report, &Default::default());
    let markdown: String = {
        let mut text = String::new();
        for block in &document.blocks {
            match block {
                document::Block::Paragraph(paragraph) => writeln!(text, "{}\n", paragraph.text).unwrap(),
                document::Block::Table(table) => {
                    for row in &table.rows {
                        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                        writeln!(text, "| {} |", cells.join(" | ")).unwrap();
                    }
                    text.push('\n');
                }
                document::Block::PageBreak => {}
            }
        }
        text
    };
    type Known = fn(&document::Place) -> bool;
    let files: [(&str, Vec<u8>, Known); 5] = [
        ("txt", document::write::text(&document).unwrap().into_bytes(), |place| place.line.is_some()),
        ("md", markdown.into_bytes(), |place| {
            place.table.is_some() && place.row.is_some() && place.col.is_some() && place.line.is_some()
        }),
        ("html", document::write::html(&document).unwrap().into_bytes(), |place| {
            place.table.is_some() && place.row.is_some() && place.col.is_some()
        }),
        ("xlsx", document::write::xlsx(&document).unwrap(), |place| {
            place.page.is_some() && place.row.is_some() && place.col.is_some()
        }),
        ("docx", document::write::docx(&document).unwrap(), |place| {
            place.table.is_some() && place.row.is_some() && place.col.is_some()
        }),
    ];
    for (format, bytes, known) in files {
        let document = document::read::document(&bytes, None, &Limits::default()).unwrap().document;
        let found_so = annual_report::read(&document).unwrap();
        let mut places = std::collections::BTreeSet::new();
        for (path, _) in report.cells() {
            let Some(Source::Read(place)) = found_so.sources.get(&path) else { panic!("{format} {path}") };
            assert!(known(place), "{format} {path} {place:?}");
            assert!(places.insert(format!("{place:?}")), "{format} {path}: two cells at one place");
        }
    }
}

#[test]
fn a_hostile_table_is_read_in_one_pass() {
    // Nothing is timed here: what is not linear would not end.
    let mut text = INVENTED.to_owned();
    for n in 0..60_000 {
        writeln!(text, "| 二〇二三年新收其他法律行政法规禁公开 | {n} | 0 | 0 | 0 | 0 | 0 | 0 |").unwrap();
    }
    let limits = Limits::default();
    if let Ok(read) = document::read::document(text.as_bytes(), None, &limits) {
        let _ = annual_report::read(&read.document);
    }
    let mut text = INVENTED.to_owned();
    text.push_str("\n三、收到和处理政府信息公开申请情况\n\t1");
    text.push_str(&"2".repeat(1 << 20));
    for _ in 0..20_000 {
        text.push_str("\n（含");
    }
    text.push_str(&"属于国家秘密".repeat(200_000));
    if let Ok(read) = document::read::document(text.as_bytes(), None, &limits) {
        let _ = annual_report::read(&read.document);
    }
}
