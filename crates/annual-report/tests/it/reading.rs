//! Reading text of the seed's kind, and what others make of it.

use annual_report::{Cell, Column, Figure, Form, NotAReport, OtherRows, Path, Row, Severity, Source};
use document::read::Limits;
use proptest::prelude::*;

use super::sources::{INVENTED, read, shared, shared_bytes};

const SEED: &str = "seed/chaoyang-park-annual-report-2021.txt";
const SEED_FIGURES: &str = "seed/chaoyang-park-annual-report-2021.expected.json";

#[test]
fn the_seed_is_read_cell_for_cell() {
    let (Some(text), Some(expected)) = (shared(SEED), shared(SEED_FIGURES)) else { return };
    let expected: annual_report::Report = serde_json::from_str(&expected).unwrap();
    let found = read(&text);
    assert_eq!(found.report.organ, expected.organ);
    assert_eq!(found.report.year, expected.year);
    assert_eq!(found.report.form(), expected.form());
    for (path, cell) in expected.cells() {
        assert_eq!(found.report.cell(path), cell, "{path}");
        assert!(matches!(found.sources.get(&path), Some(Source::Read(place)) if place.line.is_some()), "{path}");
    }
    assert_eq!(expected.cells().count(), 200);
    assert_eq!(found.findings, []);
    let narrative = &found.report.narrative;
    assert!(
        narrative.overview.starts_with("2021年，朝阳园管委会积极落实") && narrative.overview.ends_with("动态信息。")
    );
    assert_eq!(narrative.overview.lines().count(), 8);
    assert!(narrative.problems.starts_with("朝阳园管委会因每年"));
    assert_eq!(narrative.other, "发出收费通知的件数和总金额以及实际收取的总金额均为0。");
}

#[test]
fn text_of_tabbed_cells_is_read_with_organ_year_form_and_texts() {
    let found = read(INVENTED);
    let report = &found.report;
    assert_eq!((report.organ.as_str(), report.year, report.form()), ("白云县档案馆", Some(2023), Form::F2021));
    assert_eq!(found.findings, []);
    assert_eq!(
        report.narrative.overview,
        "2023年，本馆认真落实各项要求。\n（一）主动公开\n全年公开信息 36 条，其中\n1. 馆藏目录12条。"
    );
    assert_eq!(report.narrative.problems, "办理人员经验不足，下一步加强学习。");
    assert_eq!(report.narrative.other, "收取信息处理费0元。");
    let fees: Path = "proactive.fees.amount".parse().unwrap();
    assert_eq!(report.cell(fees), &Cell::Money("3.092".parse().unwrap()));
    // Every figure line of the text is a cell, in the order of the form, with the line it stands on.
    let figures: Vec<(usize, &str)> = (1..)
        .zip(INVENTED.lines())
        .filter_map(|(n, line)| Some((n, line.strip_prefix('\t')?)))
        .filter(|(_, text)| text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(|c: char| c > '\u{7f}'))
        .collect();
    assert_eq!(figures.len(), 200);
    for ((path, cell), (line, text)) in report.cells().zip(figures) {
        assert_eq!(cell.printed(), text, "{path}");
        let Some(Source::Read(place)) = found.sources.get(&path) else { panic!("{path}") };
        assert_eq!(place.line.map(|n| n as usize), Some(line), "{path}");
    }
}

/// Puts `text` in place of the `n`th figure of table three.
fn altered(n: usize, text: &str) -> String {
    let start = INVENTED.find("一、本年新收").unwrap();
    let (head, tail) = INVENTED.split_at(start);
    let mut count = 0;
    let lines: Vec<String> = tail
        .split('\n')
        .map(|line| {
            let is_figure =
                line.strip_prefix('\t').is_some_and(|t| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit()));
            if is_figure {
                count += 1;
                if count == n + 1 {
                    return format!("\t{text}");
                }
            }
            line.to_owned()
        })
        .collect();
    head.to_owned() + &lines.join("\n")
}

#[test]
fn a_blank_stays_blank_wherever_it_stands_and_moves_no_other_figure() {
    let whole = read(INVENTED).report;
    for (n, (path, _)) in whole.cells().skip(10).enumerate() {
        let found = read(&altered(n, "")).report;
        for (other, cell) in whole.cells() {
            let expected = if other == path { &Cell::Blank } else { cell };
            assert_eq!(found.cell(other), expected, "{path} blank, looking at {other}");
        }
        let findings = annual_report::check(&found, &Default::default());
        assert!(!annual_report::has_errors(&findings), "{path}: a blank is no error");
        assert!(findings.iter().any(|f| f.severity == Severity::NotAssessable && f.cells.contains(&path)), "{path}");
    }
}

#[test]
fn id_6_what_is_no_count_is_kept_as_it_stands() {
    // ID-6
    let path = Path::Applications(Row::New, Column::Commercial);
    for (text, cell) in [
        ("1O", Cell::Unreadable("1O".to_owned())),
        ("3.5", Cell::Unreadable("3.5".to_owned())),
        ("约二十件", Cell::Unreadable("约二十件".to_owned())),
        ("/", Cell::Placeholder("/".to_owned())),
        ("不适用", Cell::Placeholder("不适用".to_owned())),
        ("２２（其中修订16件）", Cell::WithNote { value: Figure::Number(22), note: "其中修订16件".to_owned() }),
        ("1,234", Cell::Number(1234)),
    ] {
        assert_eq!(read(&altered(1, text)).report.cell(path), &cell);
    }
}

#[test]
fn one_cell_a_line_without_tabs_reads_the_same() {
    let plain: String = INVENTED.lines().map(|line| line.trim().to_owned() + "\n\n").collect();
    let (plain, whole) = (read(&plain).report, read(INVENTED).report);
    assert_eq!(plain, whole);
}

#[test]
fn rows_between_bars_read_the_same() {
    let whole = read(INVENTED).report;
    for (before, after) in [("| ", " |"), ("", " |")] {
        let mut text = String::new();
        let mut row: Vec<String> = Vec::new();
        for line in INVENTED.lines() {
            match line.strip_prefix('\t') {
                Some(cell) => row.push(cell.to_owned()),
                None if !row.is_empty() && !line.is_empty() => row.last_mut().unwrap().push_str(line),
                None => {
                    if !row.is_empty() {
                        text += &format!("{before}{}{after}\n", row.join(" | "));
                        row.clear();
                    }
                    text += line;
                    text.push('\n');
                }
            }
        }
        assert_eq!(read(&text).report, whole, "{before}{after}");
    }
}

/// The rows of the invented report, each the cells of its lines; lines outside of tables are rows of one.
fn rows() -> Vec<(bool, Vec<String>)> {
    let mut rows: Vec<(bool, Vec<String>)> = Vec::new();
    let mut open = false;
    for line in INVENTED.lines() {
        match line.strip_prefix('\t') {
            Some(cell) if open => rows.last_mut().unwrap().1.push(cell.to_owned()),
            Some(cell) => rows.push((true, vec![cell.to_owned()])),
            None if open && !line.is_empty() => rows.last_mut().unwrap().1.last_mut().unwrap().push_str(line),
            None => rows.push((false, vec![line.to_owned()])),
        }
        open = !line.is_empty() && rows.last().unwrap().0;
    }
    rows
}

/// The invented report with a row a line, its cells parted by blanks; a blank cell leaves no trace.
fn spaced() -> String {
    let line = |cells: &Vec<String>| cells.iter().filter(|c| !c.is_empty()).cloned().collect::<Vec<_>>().join("  ");
    rows().iter().map(|(_, cells)| line(cells) + "\n").collect()
}

#[test]
fn rows_parted_by_blanks_read_the_same() {
    let whole = read(INVENTED);
    let found = read(&spaced());
    assert_eq!(found.report, whole.report);
    assert_eq!(found.findings, []);
    // A label that begins on the line before.
    let torn = spaced().replace("2.其他法律行政法规禁止公开", "2.其他法律行政法\n规禁止公开");
    assert_eq!(read(&torn).report, whole.report);
}

#[test]
fn cells_without_an_end_of_row_between_them_read_the_same() {
    let text: String = INVENTED.lines().filter(|line| !line.is_empty()).map(|line| line.to_owned() + "\n").collect();
    let (found, whole) = (read(&text), read(INVENTED));
    assert_eq!(found.report, whole.report);
    assert_eq!(found.findings, []);
}

#[test]
fn where_a_blank_leaves_no_trace_the_row_is_blank_and_named_and_no_figure_moves() {
    let whole = read(INVENTED).report;
    let row = Path::Applications(Row::Granted, Column::Research);
    let plain: String = INVENTED.lines().map(|line| line.trim().to_owned() + "\n").collect();
    let plain = plain.replacen("（一）予以公开\n1\n0\n2\n", "（一）予以公开\n1\n0\n", 1);
    let spaced = spaced().replacen("（一）予以公开  1  0  2", "（一）予以公开  1  0", 1);
    let trimmed = altered(16, "").replace("\t\n", "\n");
    for text in [plain, spaced, trimmed] {
        let found = read(&text);
        for (path, cell) in whole.cells() {
            let in_row = matches!(path, Path::Applications(Row::Granted, _));
            assert_eq!(found.report.cell(path), if in_row { &Cell::Blank } else { cell }, "{path}");
        }
        let [uneven] = &found.findings[..] else { panic!("{:?}", found.findings) };
        assert_eq!((uneven.rule, uneven.severity), ("READ-UNEVEN", Severity::Warning));
        assert!(uneven.cells.contains(&row) && uneven.message.contains("“（一）予以公开”一行"), "{}", uneven.message);
    }
}

#[test]
fn a_page_number_between_cells_is_no_cell() {
    let whole = read(INVENTED).report;
    let text = INVENTED.replacen("\t164\n", "\t164\n— 3 —\n", 1).replacen("\t14\n", "\t14\n- 4 -\n", 1);
    assert_eq!(read(&text).report, whole);
}

#[test]
fn lines_of_a_text_that_look_like_rows_stay_as_they_are() {
    let lines = "规章 3件\n总计 5\n甲 | 乙 | 3\n7";
    let text = INVENTED.replace("办理人员经验不足，下一步加强学习。", lines);
    let (found, whole) = (read(&text).report, read(INVENTED).report);
    assert_eq!(found.narrative.problems, lines);
    assert!(whole.cells().all(|(path, cell)| found.cell(path) == cell));
}

#[test]
fn a_table_of_contents_opens_no_section() {
    let whole = read(INVENTED).report;
    let contents = "目录\n一、总体情况……1\n二、主动公开政府信息情况……1\n三、收到和处理政府信息公开申请情况\n\
                    五、存在的主要问题及改进情况\n六、其他需要报告的事项\n";
    let at = INVENTED.find("　　依据").unwrap();
    let text = format!("{}{contents}{}", &INVENTED[..at], &INVENTED[at..]);
    assert_eq!(read(&text).report, whole);
}

#[test]
fn one_row_for_other_results_is_one_row() {
    let start = INVENTED.find("\t1.申请人无正当理由").unwrap();
    let end = INVENTED.find("\t（七）总计").unwrap();
    let text = format!("{}{}{}", &INVENTED[..start], "\t4\n\t0\n\t0\n\t\n\t0\n\t0\n\t4\n\n\t\n", &INVENTED[end..]);
    let found = read(&text);
    assert_eq!(found.report.other_rows(), OtherRows::One);
    assert_eq!(found.report.cell(Path::Applications(Row::Other, Column::NaturalPerson)), &Cell::Number(4));
    assert_eq!(found.report.cell(Path::Applications(Row::Other, Column::PublicWelfare)), &Cell::Blank);
    assert_eq!(found.report.cell(Path::Applications(Row::Other, Column::Total)), &Cell::Number(4));
    assert_eq!(found.findings, []);
}

#[test]
fn what_is_no_report_is_refused_with_a_sentence_that_helps() {
    let refused = |text: &str| {
        let read = document::read::document(text.as_bytes(), None, &Default::default()).unwrap();
        annual_report::read(&read.document).unwrap_err()
    };
    assert_eq!(refused("关于召开会议的通知\n各单位：请准时参加。"), NotAReport::NoTables);
    let title = refused("某县档案馆\n2023年政府信息公开工作年度报告\n一、总体情况\n很好。");
    assert_eq!(title, NotAReport::TitleOnly { rows: 0 });
    assert!(title.to_string().contains("三张表格"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn hostile_text_never_panics(text in "(\\PC|\n|\t|\\||[0-9]|一、|（六）其他处理|行政复议|规章|自然人|总计|第二十条第（一）项){0,300}") {
        if let Ok(read) = document::read::document(text.as_bytes(), None, &Limits::default()) {
            let _ = annual_report::read(&read.document);
        }
    }

    #[test]
    fn a_torn_report_never_panics_and_never_makes_noughts(cut in 0usize..INVENTED.len(), from in 0usize..INVENTED.len()) {
        let (from, cut) = (INVENTED.floor_char_boundary(from.min(cut)), INVENTED.floor_char_boundary(from.max(cut)));
        let text = format!("{}{}", &INVENTED[..from], &INVENTED[cut..]);
        let read = document::read::document(text.as_bytes(), None, &Limits::default()).unwrap();
        if let Ok(found) = annual_report::read(&read.document) {
            let lines: Vec<&str> = text.lines().collect();
            for (path, source) in &found.sources {
                // A figure comes from the line that shows it and from nowhere else.
                let Source::Read(place) = source else { panic!() };
                let shown = lines[place.line.unwrap() as usize - 1].trim();
                let printed = found.report.cell(*path).printed();
                let digits: String = printed.chars().take_while(char::is_ascii_digit).collect();
                prop_assert!(shown.contains(&digits), "{}: {} of {}", path, printed, shown);
            }
            let filled = found.report.cells().filter(|(_, cell)| **cell != Cell::Blank);
            prop_assert!(filled.into_iter().all(|(path, _)| found.sources.contains_key(&path)));
        }
    }
}

/// The cells of a block of the contract, paths and what they come to: a mark counts as nothing, a remark as its figure.
fn plain(value: &serde_json::Value, at: &str, out: &mut std::collections::BTreeMap<String, String>) {
    match value {
        serde_json::Value::Object(map) if map.contains_key("value") => plain(&map["value"], at, out),
        serde_json::Value::Object(map) if map.contains_key("placeholder") => plain(&serde_json::Value::Null, at, out),
        serde_json::Value::Object(map) => map.iter().for_each(|(key, value)| plain(value, &format!("{at}.{key}"), out)),
        serde_json::Value::String(text) => drop(out.insert(at.to_owned(), text.clone())),
        value => drop(out.insert(at.to_owned(), value.to_string())),
    }
}

#[test]
fn real_reports_of_other_organs_are_read_cell_for_cell() {
    for (name, file, year) in [
        ("shanghai_office_2019", "shanghai_office_2019.html", 2019),
        ("shuyang_county_2025", "shuyang_county_2025.md", 2025),
        ("hongze_2024", "hongze_2024.pdf", 2024),
        ("huaian_2024", "huaian_2024.pdf", 2024),
    ] {
        let expected = shared(&format!("samples/{name}.expected.json"));
        let (Some(expected), Some(bytes)) = (expected, shared_bytes(&format!("samples/{file}"))) else { return };
        let read = document::read::document(&bytes, Some(file), &Limits::default()).unwrap();
        let found = annual_report::read(&read.document).unwrap();
        assert_eq!(found.report.year, Some(year), "{name}");
        let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
        let found = serde_json::to_value(&found.report).unwrap();
        for block in ["proactive", "applications", "remedies"] {
            let (mut wanted, mut got) = Default::default();
            plain(&expected[block], block, &mut wanted);
            plain(&found[block], block, &mut got);
            for (path, value) in wanted {
                assert_eq!(got.get(&path), Some(&value), "{name} {path}");
            }
        }
    }
}

#[test]
fn table_two_is_read_out_of_whatever_crawlers_leave() {
    let Some(expected) = shared("samples/excerpts/expected_table2.tsv") else { return };
    for line in expected.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let Some(bytes) = shared_bytes(&format!("samples/excerpts/{}", fields[0])) else { return };
        let report = read(std::str::from_utf8(&bytes).unwrap()).report;
        assert_eq!(report.form().key(), fields[1], "{line}");
        let rows = ["regulations", "normative_documents", "licences", "penalties", "compulsions", "fees"];
        for (row, wanted) in rows.into_iter().zip(&fields[2..8]) {
            let prefix = format!("proactive.{row}.");
            let cells = report.cells().filter(|(path, _)| path.to_string().starts_with(&prefix));
            let got: Vec<String> = cells.map(|(_, cell)| cell.printed()).collect();
            assert_eq!(&got.join(","), wanted, "{line}");
        }
    }
}
