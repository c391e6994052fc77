//! A sound report with a text of its own says nothing wrong; one figure altered anywhere, in the tables or in the text, is
//! told by the right rule with the right cells. Cells without a figure are never passed over.

use annual_report::form::OtherRows;
use annual_report::{
    Cell, CheckContext, Column, Figure, Finding, Form, Path, RemedyBlock, RemedyResult, Report, Row, Severity, check,
};
use proptest::prelude::*;

use super::sources::sound_report;

/// A piece of a text: words, or a number with the rule and the cells it is of.
enum Piece {
    Words(&'static str),
    Number { value: i64, rule: &'static str, cells: Vec<Path> },
}

fn total(row: Row) -> Path {
    Path::Applications(row, Column::Total)
}

/// A text over the figures of a report, its wordings drawn by lot.
fn narrative(report: &Report, lots: &[u8]) -> Vec<Piece> {
    let mut lots = lots.iter().cycle();
    let mut one = |wordings: &[&'static str]| {
        let lot = usize::from(*lots.next().unwrap());
        Piece::Words(wordings[lot % wordings.len()])
    };
    let number = |rule: &'static str, cells: Vec<Path>| Piece::Number {
        value: cells.iter().map(|path| report.cell(*path).count().unwrap()).sum(),
        rule,
        cells,
    };
    let mut text = vec![
        Piece::Words("（二）依申请公开\n"),
        one(&["2023年，", "全年，", "本年度，", "2023年度，", "截至2023年12月31日，", "一是"]),
        one(&["", "我馆", "本机关", "某县档案馆", "共", "我馆依法"]),
        one(&[
            "新收政府信息公开申请",
            "新收到依申请公开事项",
            "新收政府信息公开申请数量",
            "新受理政府信息公开申请",
            "新接收信息公开申请",
        ]),
        number("TEXT-NEW", vec![total(Row::New)]),
        one(&["件，上年结转", "件，上年度结转申请", "份，2022年结转", "件（另有上年结转", "宗，结转上年"]),
        number("TEXT-CARRIED", vec![total(Row::CarriedIn)]),
    ];
    text.push(one(&["件，结转下年度继续办理", "件，结转至2024年办理", "件，尚未办结", "件；结转下一年度"]));
    text.push(number("TEXT-CARRIED", vec![total(Row::CarriedOut)]));
    text.push(one(&["件。其中，自然人", "件。其中自然人申请", "件。其中公民"]));
    text.push(number("TEXT-APPLICANTS", vec![Path::Applications(Row::New, Column::NaturalPerson)]));
    text.push(one(&["件，法人或其他组织", "件、法人和其他组织申请", "件；法人及其他组织"]));
    let organisations = Column::APPLICANTS.into_iter().skip(1).map(|column| Path::Applications(Row::New, column));
    text.push(number("TEXT-APPLICANTS", organisations.collect()));
    text.push(one(&["件。\n政府信息公开申请办结", "件。全年办结政府信息公开申请", "件。共答复政府信息公开申请"]));
    text.push(number("TEXT-RESULTS", vec![total(Row::Total)]));
    text.push(Piece::Words("件，其中"));
    let rows: Vec<Row> = report.other_rows().results().collect();
    let group = |words: &str| -> Vec<Path> {
        let of = |row: &&Row| row.in_words().starts_with(words);
        rows.iter().filter(of).map(|row| total(*row)).collect()
    };
    for (wordings, start) in [
        (&["予以公开", "“予以公开”", "同意公开"][..], "（一）"),
        (&["部分公开", "予以部分公开"], "（二）"),
        (&["不予公开", "作出不予公开决定"], "（三）"),
        (&["无法提供", "无法提供的"], "（四）"),
        (&["不予处理", "不予处理的"], "（五）"),
        (&["其他处理", "其它处理"], "（六）"),
    ] {
        text.push(one(wordings));
        text.push(number("TEXT-RESULTS", group(start)));
        text.push(one(&["件、", "件，", "件；"]));
    }
    text.push(Piece::Words("答复规范。"));
    for block in RemedyBlock::ALL {
        let cells = |result| vec![Path::Remedies(block, result)];
        text.push(one(match block {
            RemedyBlock::Reconsideration => {
                &["因政府信息公开引发行政复议", "政府信息公开行政复议案件", "被申请政府信息公开行政复议"]
            }
            RemedyBlock::LitigationDirect => {
                &["政府信息公开行政诉讼（未经复议直接起诉）", "政府信息公开未经复议直接起诉案件"]
            }
            RemedyBlock::LitigationAfterReconsideration => {
                &["政府信息公开行政诉讼（复议后起诉）", "政府信息公开复议后起诉案件"]
            }
        }));
        text.push(number("TEXT-REMEDIES", cells(RemedyResult::Total)));
        text.push(one(&["件，其中结果维持", "件，其中维持", "件（维持"]));
        text.push(number("TEXT-REMEDIES", cells(RemedyResult::Upheld)));
        text.push(one(&["件、结果纠正", "件，纠正", "件，被纠正"]));
        text.push(number("TEXT-REMEDIES", cells(RemedyResult::Corrected)));
        text.push(one(&["件，其他结果", "件、其他结果"]));
        text.push(number("TEXT-REMEDIES", cells(RemedyResult::Other)));
        text.push(one(&["件，尚未审结", "件、未审结", "件，正在审理"]));
        text.push(number("TEXT-REMEDIES", cells(RemedyResult::Pending)));
        text.push(Piece::Words("件。"));
    }
    text
}

/// The text with its numbers written in one way or another, the `altered`th by so much more.
fn written(pieces: &[Piece], altered: Option<(usize, i64)>, way: u8) -> String {
    let mut at = 0;
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Number { value, .. } => {
                let more = altered.filter(|(which, _)| *which == at).map_or(0, |(_, by)| by);
                out.push_str(&in_figures(value + more, way.wrapping_add(at as u8)));
                at += 1;
            }
        }
    }
    out
}

fn in_figures(n: i64, way: u8) -> String {
    match way % 4 {
        0 if n < 1000 => in_words(n),
        1 => n.to_string().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect(),
        2 => format!(" {n} "),
        _ => n.to_string(),
    }
}

/// A number below a thousand in Chinese.
fn in_words(n: i64) -> String {
    let digit = |n: i64| "零一二三四五六七八九".chars().nth(usize::try_from(n).unwrap()).unwrap();
    let (hundreds, tens, ones) = (n / 100, n / 10 % 10, n % 10);
    let mut out = String::new();
    if hundreds > 0 {
        out.extend([digit(hundreds), '百']);
    }
    if tens > 0 {
        if tens > 1 || hundreds > 0 {
            out.push(digit(tens));
        }
        out.push('十');
    } else if hundreds > 0 && ones > 0 {
        out.push('零');
    }
    if ones > 0 || n == 0 {
        out.push(digit(ones));
    }
    out
}

fn grave(report: &Report) -> Vec<Finding> {
    let found = check(report, &CheckContext::default()).into_iter();
    found.filter(|finding| matches!(finding.severity, Severity::Error | Severity::Warning)).collect()
}

/// The same figures in the form of 2019.
pub fn of_2019(report: &Report) -> Report {
    let mut old = Report::with_other_rows(report.organ.clone(), Some(2020), Form::F2019, OtherRows::One);
    for path in old.paths() {
        let cell = match path {
            Path::Applications(Row::Other, column) if report.other_rows() == OtherRows::Three => {
                let rows = [Row::OtherNotCorrected, Row::OtherFeeUnpaid, Row::OtherOther];
                Cell::Number(rows.map(|row| report.cell(Path::Applications(row, column)).count().unwrap()).iter().sum())
            }
            _ => report.cell(path).clone(),
        };
        old.set(path, cell);
    }
    old
}

/// Whether by chance a number agrees with another reading of its words: of the results, of those in truth answered.
fn agrees_otherwise(report: &Report, cells: &[Path], value: i64) -> bool {
    let sum = |paths: &[Path]| paths.iter().map(|path| report.cell(*path).count().unwrap()).sum::<i64>();
    if cells == [total(Row::Total)] {
        let rows: Vec<Row> = report.other_rows().results().collect();
        let without = |left_out: &[Row]| {
            sum(&rows.iter().filter(|row| !left_out.contains(row)).map(|row| total(*row)).collect::<Vec<_>>())
        };
        let others = [Row::OtherNotCorrected, Row::OtherFeeUnpaid, Row::OtherOther, Row::Other];
        return without(&others) == value || without(&[Row::OtherOther, Row::Other]) == value;
    }
    let of_rows = |rows: &[Row]| -> Option<i64> {
        let mut paths = Vec::new();
        for cell in cells {
            let Path::Applications(Row::New, column) = cell else { return None };
            paths.extend(rows.iter().map(|row| Path::Applications(*row, *column)));
        }
        (cells != [total(Row::New)]).then(|| sum(&paths))
    };
    [of_rows(&[Row::New, Row::CarriedIn]), of_rows(&[Row::Total])].contains(&Some(value))
}

/// The rules whose identity a cell of tables three and four takes part in.
fn identities(path: Path) -> Vec<&'static str> {
    match path {
        Path::Applications(row, _) => {
            let balance = matches!(row, Row::New | Row::CarriedIn | Row::Total | Row::CarriedOut);
            let mut rules = if balance { vec!["T3-BALANCE"] } else { Vec::new() };
            if row.is_result() {
                rules.push("T3-RESULTS");
            }
            rules.push("T3-APPLICANTS");
            rules
        }
        Path::Remedies(..) => vec!["T4-TOTAL"],
        Path::Proactive(..) => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn a_figure_altered_in_the_text_is_told_with_its_cells_and_nothing_unaltered_is(
        mut report in sound_report(),
        lots in proptest::collection::vec(any::<u8>(), 40),
        way in any::<u8>(),
        by in prop_oneof![Just(100_000i64), Just(54_321), Just(700_000)],
    ) {
        let pieces = narrative(&report, &lots);
        report.narrative.overview = written(&pieces, None, way);
        prop_assert_eq!(grave(&report), [], "{}", report.narrative.overview);
        let numbers = pieces.iter().filter_map(|piece| match piece {
            Piece::Number { rule, cells, .. } => Some((*rule, cells)),
            Piece::Words(_) => None,
        });
        for (at, (rule, cells)) in numbers.enumerate() {
            report.narrative.overview = written(&pieces, Some((at, by)), way);
            let found = grave(&report);
            let told = found.iter().any(|finding| finding.rule == rule && &finding.cells == cells);
            prop_assert!(told, "{} {} {:?}", at, report.narrative.overview, found);
            prop_assert!(found.iter().all(|finding| finding.rule == rule), "{} {:?}", report.narrative.overview, found);
        }
    }

    #[test]
    fn a_cell_without_a_figure_is_never_passed_over(report in sound_report(), old in any::<bool>(), kind in 0u8..4) {
        let report = if old { of_2019(&report) } else { report };
        let nothing = || match kind {
            0 => Cell::Blank,
            1 => Cell::Placeholder("/".to_owned()),
            2 => Cell::Unreadable("1O".to_owned()),
            _ => Cell::Doubtful(vec![Figure::Number(1), Figure::Number(7)]),
        };
        for path in report.paths().into_iter().filter(|path| !matches!(path, Path::Proactive(..))) {
            let mut lacking = report.clone();
            lacking.set(path, nothing());
            let found = check(&lacking, &CheckContext::default());
            let of = |severity: Severity| -> Vec<&str> {
                found.iter().filter(|f| f.severity == severity && f.cells == [path]).map(|f| f.rule).collect()
            };
            let said: Vec<&str> = of(Severity::NotAssessable).into_iter().filter(|rule| *rule != "COUNT-FORM").collect();
            prop_assert_eq!(said, identities(path), "{}", path);
            let errors = of(Severity::Error);
            let wanted: &[&str] = if kind == 2 { &["COUNT-FORM"] } else { &[] };
            prop_assert_eq!(errors, wanted, "{}", path);
        }
    }

    #[test]
    fn a_figure_with_a_remark_counts_as_its_figure(report in sound_report()) {
        let mut noted = report.clone();
        for path in report.paths().into_iter().filter(|path| !matches!(path, Path::Proactive(..))) {
            let value = report.cell(path).figure().unwrap();
            noted.set(path, Cell::WithNote { value, note: "含转办".to_owned() });
        }
        prop_assert_eq!(grave(&noted), []);
    }
}

proptest! {
    // Each case alters all 190 figures.
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn a_figure_altered_in_the_tables_is_told_by_its_identities_and_by_the_text(
        mut report in sound_report(),
        lots in proptest::collection::vec(any::<u8>(), 40),
        way in any::<u8>(),
        old in any::<bool>(),
    ) {
        let pieces = narrative(&report, &lots);
        if old {
            report = of_2019(&report);
        }
        report.narrative.overview = written(&pieces, None, way).replace("2024", "2021").replace("2022年", "2019年")
            .replace("2023", "2020");
        if !old {
            report.narrative.overview = written(&pieces, None, way);
        }
        prop_assert_eq!(grave(&report), [], "{}", report.narrative.overview);
        let paths = report.paths().into_iter().filter(|path| !matches!(path, Path::Proactive(..)));
        for path in paths {
            let mut altered = report.clone();
            altered.set(path, Cell::Number(report.cell(path).count().unwrap() + 100_000));
            let found = grave(&altered);
            let errors: Vec<&str> = found.iter().filter(|f| f.severity == Severity::Error).map(|f| f.rule).collect();
            prop_assert_eq!(errors, identities(path), "{}", path);
            prop_assert!(found.iter().all(|finding| finding.cells.contains(&path)), "{} {:?}", path, found);
            for piece in &pieces {
                if let Piece::Number { value, rule, cells } = piece
                    && cells.contains(&path)
                    && !agrees_otherwise(&altered, cells, *value)
                {
                    prop_assert!(found.iter().any(|f| f.rule == *rule && f.cells.contains(&path)), "{} {:?}", path, found);
                }
            }
        }
    }
}
