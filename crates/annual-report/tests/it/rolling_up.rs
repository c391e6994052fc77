//! Reports of many organs rolled up, all of them invented.

use annual_report::rollup::{Detail, Item, Outcome};
use annual_report::{
    Cell, Column, Figure, Form, Measure, OrganTree, OtherRows, Path, Report, RollUp, RollUpOptions, Row, Severity,
    Subject, Taken, joined, roll_up, rollup_page, rollup_sheets,
};
use proptest::prelude::*;

use super::sources::any_report;

const NEW: Path = Path::Applications(Row::New, Column::Total);
const LICENCES: Path = Path::Proactive(Subject::Licences, Measure::Decisions);
const FEES: Path = Path::Proactive(Subject::Fees, Measure::Amount);

fn report(organ: &str, year: u16, cells: &[(Path, Cell)]) -> Report {
    let mut report = Report::new(organ, Some(year), Form::F2021);
    for (path, cell) in cells {
        assert!(report.set(*path, cell.clone()));
    }
    report
}

fn item(file: &str, report: &Report) -> Item {
    Item { file: file.to_owned(), content: Ok(Taken::of(report, Vec::new())) }
}

fn broken(file: &str) -> Item {
    Item { file: file.to_owned(), content: Err("文件已损坏".to_owned()) }
}

fn options() -> RollUpOptions {
    RollUpOptions { root: "年报".to_owned(), folders: Vec::new(), tree: None, year: None, jobs: 2 }
}

fn with_tree(csv: &str) -> RollUpOptions {
    RollUpOptions { tree: Some(OrganTree::from_csv(csv).unwrap()), ..options() }
}

fn sum(up: &RollUp, year: u16, path: Path) -> (String, u32, u32) {
    let group = up.groups.iter().find(|group| group.year == year).unwrap();
    let cell = group.cell(path).unwrap();
    (cell.known.to_string(), cell.of, group.expected)
}

#[test]
fn a_blank_is_unknown_in_a_sum_and_every_sum_says_of_how_many_it_is() {
    let items = vec![
        item("甲局/2023.docx", &report("青禾县甲局", 2023, &[(NEW, Cell::Number(5)), (LICENCES, Cell::Number(0))])),
        item("乙局/2023.docx", &report("青禾县乙局", 2023, &[(NEW, Cell::Blank), (LICENCES, Cell::Number(7))])),
        item(
            "丙局/2023.docx",
            &report("青禾县丙局", 2023, &[(NEW, Cell::Doubtful(vec![Figure::Number(1), Figure::Number(7)]))]),
        ),
        broken("丁局/2023.pdf"),
    ];
    let up = roll_up(items, &options());
    assert_eq!(up.organs.len(), 4);
    assert_eq!(sum(&up, 2023, NEW), ("5".to_owned(), 1, 4));
    assert_eq!(sum(&up, 2023, LICENCES), ("7".to_owned(), 2, 4));
    assert_eq!((up.groups[0].read, up.unreadable.len()), (3, 1));
    let states: Vec<bool> = up.organs.iter().map(|organ| organ.years[&2023].is_read()).collect();
    assert_eq!(states.iter().filter(|read| !**read).count(), 1);
}

#[test]
fn figures_of_every_size_and_kind_are_added_up_in_one_cell() {
    let noted = Cell::WithNote { value: Figure::Number(7), note: "含上年2件".to_owned() };
    let figures = [Cell::Number(5), Cell::Number(32_767), Cell::Number(70_000), noted, Cell::Number(-1)];
    let items = (1..)
        .zip(figures)
        .map(|(n, cell)| item(&format!("{n}局.docx"), &report(&format!("青禾县{n}局"), 2023, &[(NEW, cell)])));
    let up = roll_up(items.collect(), &options());
    assert_eq!(sum(&up, 2023, NEW), ("102778".to_owned(), 5, 5));
}

#[test]
fn id_8_a_government_that_reports_less_than_its_parts_is_asked_why() {
    // ID-8
    let csv = "机关,上级\n青禾县人民政府,\n甲局,青禾县人民政府\n乙局,青禾县人民政府\n";
    let money = |text: &str| Cell::Money(text.parse().unwrap());
    let parts = |blank: bool| {
        let second = if blank { Cell::Blank } else { Cell::Number(30) };
        vec![
            item(
                "a.docx",
                &report("甲局", 2023, &[(LICENCES, Cell::Number(100)), (FEES, money("1.25")), (NEW, Cell::Number(9))]),
            ),
            item("b.docx", &report("乙局", 2023, &[(LICENCES, second), (FEES, money("0.5")), (NEW, Cell::Number(1))])),
        ]
    };
    let whole = |licences: i64, fees: &str, new: i64, blank: bool| {
        let own = report(
            "青禾县人民政府",
            2023,
            &[(LICENCES, Cell::Number(licences)), (FEES, money(fees)), (NEW, Cell::Number(new))],
        );
        let mut items = parts(blank);
        items.push(item("县.docx", &own));
        roll_up(items, &with_tree(csv))
    };
    let told = |up: &RollUp| -> Vec<(Severity, Path)> {
        let held = &up.organs[0].years[&2023];
        let of_rule = held.findings.iter().filter(|finding| finding.rule == "ROLLUP-PARENT");
        of_rule.map(|finding| (finding.severity, finding.cells[0])).collect()
    };
    let sound = whole(140, "1.75", 10, false);
    assert_eq!(told(&sound), []);
    assert!(sound.against.iter().any(|one| matches!(one.outcome, Outcome::Holds(own) if own.to_string() == "10")));
    let less = whole(120, "1.7", 2, false);
    // Licences and charges need an explanation; applications are only worth knowing.
    assert_eq!(told(&less), [(Severity::Warning, LICENCES), (Severity::Warning, FEES), (Severity::Notice, NEW)]);
    let finding = less.findings().find(|finding| finding.cells == [LICENCES]).unwrap();
    assert_eq!((finding.expected, finding.found), (Some(Figure::Number(130)), Some(Figure::Number(120))));
    // With a part unknown "not less" cannot be told, but "less" can.
    let open = whole(120, "2", 10, true);
    assert_eq!(told(&open), []);
    assert_eq!(open.organs[0].years[&2023].not_assessable.get("ROLLUP-PARENT"), Some(&1));
    assert_eq!(told(&whole(99, "2", 10, true)), [(Severity::Warning, LICENCES)]);
    assert!(!less.has_errors());
}

#[test]
fn id_4_the_report_of_the_year_before_is_used_where_it_lies_anywhere_in_the_folder() {
    // ID-4
    let carried = |row| Path::Applications(row, Column::Total);
    let before = report("青禾县甲局", 2022, &[(carried(Row::CarriedOut), Cell::Number(3))]);
    let after = report("青禾县甲局", 2023, &[(carried(Row::CarriedIn), Cell::Number(4))]);
    for (one, two) in [("甲/2022.docx", "甲/2023.docx"), ("2022/甲.docx", "2023年/甲.docx")] {
        let items = vec![item(one, &before), item(two, &after)];
        let up = roll_up(items.clone(), &options());
        assert_eq!(up.organs.len(), 1, "{one}");
        let rules: Vec<&str> = up.organs[0].years[&2023].findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["CARRY-OVER"]);
        // Whose the two reports are is what the roll-up itself has found out.
        assert_eq!(up.organs[0].years[&2023].not_assessable.get("YEAR-BEFORE"), None);
        // Asked for one year only, the year before is still looked at.
        let only = roll_up(items, &RollUpOptions { year: Some(2023), ..options() });
        assert_eq!(only.years, [2023]);
        assert_eq!(only.organs[0].years[&2023].findings.len(), 1);
    }
}

#[test]
fn two_reports_of_one_organ_and_year_are_counted_once_and_only_where_they_agree() {
    let one = report("青禾县甲局", 2023, &[(NEW, Cell::Number(5)), (LICENCES, Cell::Number(7))]);
    let same = roll_up(vec![item("甲/a.docx", &one), item("甲/a.pdf", &one)], &options());
    assert_eq!(sum(&same, 2023, NEW), ("5".to_owned(), 1, 1));
    let mut two = one.clone();
    two.set(NEW, Cell::Number(6));
    let up = roll_up(vec![item("甲/a.docx", &one), item("甲/a.pdf", &two)], &options());
    assert_eq!(sum(&up, 2023, NEW), ("0".to_owned(), 0, 1));
    assert_eq!(sum(&up, 2023, LICENCES), ("7".to_owned(), 1, 1));
    let finding = up.findings().find(|finding| finding.rule == "ROLLUP-TWICE").unwrap();
    assert_eq!((finding.severity, &finding.cells[..]), (Severity::Warning, &[NEW][..]));
}

#[test]
fn who_has_not_reported_is_missing_and_what_is_of_nobody_is_told() {
    let csv = "机关,上级,文件\n青禾县人民政府,,\n甲局,青禾县人民政府,\n乙局,青禾县人民政府,其他/乙\n丙局,青禾县人民政府,没有.docx\n";
    let mut quarter = report("甲局", 2023, &[]);
    quarter.period =
        Some(annual_report::Period { from: jiff::civil::date(2023, 1, 1), to: jiff::civil::date(2023, 3, 31) });
    let items = vec![
        item("甲局2022.docx", &report("甲局", 2022, &[])),
        item("其他/乙/年报.docx", &report("乙局办公室", 2023, &[])),
        item("外.docx", &report("白石县某局", 2023, &[])),
        item("季度.docx", &quarter),
        broken("甲局2023年.pdf"),
    ];
    let up = roll_up(items, &with_tree(csv));
    assert_eq!(up.years, [2022, 2023]);
    let organ = |name: &str| up.organs.iter().find(|organ| organ.name == name).unwrap();
    assert!(organ("甲局").years[&2022].is_read());
    assert_eq!(organ("甲局").years[&2023].unreadable, ["甲局2023年.pdf"]);
    assert!(organ("乙局").years[&2023].is_read() && !organ("乙局").years.contains_key(&2022));
    assert!(organ("丙局").years.is_empty());
    let reasons: Vec<&str> = up.unplaced.iter().map(|one| one.reason.as_str()).collect();
    assert!(reasons[0].contains("不在名单中") && reasons[1].contains("不是整年"), "{reasons:?}");
    assert!(up.remarks.iter().any(|remark| remark.contains("没有.docx")));
}

#[test]
fn one_row_and_three_rows_of_other_results_are_added_up_together_where_all_three_are_known() {
    let path = |row| Path::Applications(row, Column::Total);
    let mut one = Report::with_other_rows("甲局", Some(2023), Form::F2021, OtherRows::One);
    one.set(path(Row::Other), Cell::Number(4));
    let rows = [Row::OtherNotCorrected, Row::OtherFeeUnpaid, Row::OtherOther];
    let two = report("乙局", 2023, &rows.map(|row| (path(row), Cell::Number(1))));
    let three = report("丙局", 2023, &[(path(Row::OtherOther), Cell::Number(9))]);
    let items = vec![item("1/a.docx", &one), item("2/a.docx", &two), item("3/a.docx", &three)];
    let up = roll_up(items, &options());
    assert_eq!(sum(&up, 2023, path(Row::Other)), ("7".to_owned(), 2, 3));
    assert_eq!(sum(&up, 2023, path(Row::OtherOther)), ("10".to_owned(), 2, 3));
}

fn any_items() -> impl Strategy<Value = Vec<(String, Report)>> {
    let organs = prop_oneof![Just("甲局"), Just("乙局"), Just("丙县人民政府"), Just("")];
    let places = prop_oneof![Just("甲"), Just("甲/乙"), Just("2022"), Just("丙县"), Just("丙县/2023年")];
    let one = (organs, places, 2020_u16..2025, any_report()).prop_map(|(organ, place, year, mut report)| {
        report.organ = organ.to_owned();
        report.year = Some(year);
        (place.to_owned(), report)
    });
    prop::collection::vec(one, 1..7).prop_map(|all| {
        let named = all.into_iter().enumerate().map(|(at, (place, report))| (format!("{place}/{at}.json"), report));
        named.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_roll_up_is_the_same_whatever_the_order_and_the_threads(reports in any_items(), seed in any::<u64>()) {
        let items: Vec<Item> = reports.iter().map(|(file, report)| item(file, report)).collect();
        let mut mixed = items.clone();
        mixed.sort_by_key(|item| item.file.bytes().fold(seed, |n, byte| n.rotate_left(7) ^ u64::from(byte).wrapping_mul(seed | 1)));
        let up = roll_up(items, &options());
        let other = roll_up(mixed, &RollUpOptions { jobs: 1, ..options() });
        prop_assert_eq!(serde_json::to_string(&up).unwrap(), serde_json::to_string(&other).unwrap());
        for detail in [Detail::Brief, Detail::Whole] {
            document::write::aligned_text(&joined(&rollup_sheets(&up, detail))).unwrap();
        }
        rollup_page(&up).unwrap();
    }

    #[test]
    fn the_sum_of_the_parts_is_the_sum_of_the_whole_and_no_blank_is_counted(
        reports in prop::collection::vec(any_report(), 1..8), cut in 0_usize..8,
    ) {
        // Each an organ of its own.
        let reports: Vec<Report> = reports.into_iter().enumerate().map(|(at, mut report)| {
            report.organ = format!("{}局", "甲乙丙丁戊己庚辛".chars().nth(at).unwrap());
            report.year = Some(2023);
            report
        }).collect();
        let up = |reports: &[Report]| {
            let items = reports.iter().map(|one| item(&format!("{}/a.json", one.organ), one)).collect();
            roll_up(items, &options())
        };
        let cut = cut.min(reports.len());
        let (left, right) = reports.split_at(cut);
        let (whole, left, right) = (up(&reports), up(left), up(right));
        let of = |up: &RollUp, path: Path| {
            up.groups.first().and_then(|group| group.cell(path)).map_or((Default::default(), 0), |cell| (cell.known, cell.of))
        };
        let mut paths: Vec<Path> = Form::F2019.paths();
        paths.extend(Form::F2021.paths());
        // 其他处理 in one row is added up only where somebody prints it so; each half decides for itself.
        for path in paths.into_iter().filter(|path| !matches!(path, Path::Applications(Row::Other, _))) {
            let known = reports.iter().filter(|one| one.has(path)).filter_map(|one| one.cell(path).figure());
            let figures: Vec<Figure> = known.collect();
            let (a, b, all) = (of(&left, path), of(&right, path), of(&whole, path));
            prop_assert_eq!(all.1 as usize, figures.len());
            prop_assert_eq!(a.1 + b.1, all.1);
            // What is left of the whole when both halves are taken away is nought, however it is written.
            let rest = all.0.minus(a.0).and_then(|rest| rest.minus(b.0)).unwrap();
            prop_assert!(rest.to_string().trim_matches(['0', '.']).is_empty(), "{}", rest);
        }
    }
}
