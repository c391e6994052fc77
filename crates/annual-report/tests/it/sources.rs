//! Where the tests take reports from: our own invented one, the shared ones if they are there, and random ones.

use std::path::PathBuf;

use annual_report::form::OtherRows;
use annual_report::{Cell, Column, Decimal, Figure, Form, Path, ReadReport, RemedyBlock, RemedyResult, Report, Row};
use document::read::Limits;
use proptest::prelude::*;

/// An invented report of a 2021-form year, in the layout of the seed.
pub const INVENTED: &str = include_str!("invented_2023.txt");

/// A shared file, or `None` (said plainly) where `shared` is absent.
pub fn shared_bytes(file: &str) -> Option<Vec<u8>> {
    let mut dir = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    while dir.pop() {
        if let Ok(bytes) = std::fs::read(dir.join("../shared").join(file)) {
            return Some(bytes);
        }
    }
    eprintln!("shared/{file} is absent: this part of the test is left out");
    None
}

/// The text of a shared file, or `None` (said plainly) where `shared` is absent.
pub fn shared(file: &str) -> Option<String> {
    shared_bytes(file).map(|bytes| String::from_utf8(bytes).unwrap())
}

/// Reads text as the program does: through the document reader.
pub fn read(text: &str) -> ReadReport {
    let read = document::read::document(text.as_bytes(), None, &Limits::default()).unwrap();
    annual_report::read(&read.document).unwrap()
}

/// Any report of either form with cells of every kind.
pub fn any_report() -> impl Strategy<Value = Report> {
    let form = prop_oneof![Just(Form::F2019), Just(Form::F2021)];
    let other = prop_oneof![Just(OtherRows::One), Just(OtherRows::Three)];
    (form, other, "\\PC{0,20}", proptest::option::of(1999u16..2100), proptest::array::uniform3("(\\PC|\n){0,60}"))
        .prop_flat_map(|(form, other, organ, year, texts)| {
            let empty = Report::with_other_rows(organ, year, form, other);
            let cells: Vec<_> = empty.paths().into_iter().map(|path| (Just(path), any_cell(path))).collect();
            (Just(empty), Just(texts), cells)
        })
        .prop_map(|(mut report, [overview, problems, other], cells)| {
            report.narrative = annual_report::Narrative { overview, problems, other };
            for (path, cell) in cells {
                assert!(report.set(path, cell));
            }
            report
        })
}

fn any_cell(path: Path) -> BoxedStrategy<Cell> {
    let money = path.is_money();
    let figure = move || {
        if money {
            (-999_999i64..999_999_999, 0u8..7).prop_map(|(u, s)| Figure::Money(Decimal::new(u, s).unwrap())).boxed()
        } else {
            (-5i64..100_000).prop_map(Figure::Number).boxed()
        }
    };
    let plain = figure().prop_map(|figure| match figure {
        Figure::Number(n) => Cell::Number(n),
        Figure::Money(d) => Cell::Money(d),
    });
    prop_oneof![
        4 => plain,
        1 => Just(Cell::Blank),
        1 => prop_oneof![Just("/"), Just("-"), Just("—"), Just("无"), Just("不适用")].prop_map(|t| Cell::Placeholder(t.to_owned())),
        1 => (figure(), "约\\PC{0,12}").prop_map(|(value, note)| Cell::WithNote { value, note }),
        1 => "约\\PC{0,12}".prop_map(Cell::Unreadable),
        1 => proptest::collection::vec(figure(), 2..4).prop_map(Cell::Doubtful),
    ]
    .boxed()
}

/// A report of random figures in which every identity holds.
pub fn sound_report() -> impl Strategy<Value = Report> {
    let other = prop_oneof![Just(OtherRows::One), Just(OtherRows::Three)];
    let results = proptest::collection::vec(proptest::array::uniform6(0i64..200), 21);
    let carried = proptest::array::uniform6((0i64..50, 0i64..50));
    let remedies = proptest::array::uniform3(proptest::array::uniform4(0i64..60));
    (other, results, carried, remedies).prop_map(|(other, results, carried, remedies)| {
        let mut report = Report::with_other_rows("某县档案馆", Some(2023), Form::F2021, other);
        let mut put = |row: Row, six: [i64; 6]| {
            for (column, n) in Column::APPLICANTS.into_iter().zip(six) {
                assert!(report.set(Path::Applications(row, column), Cell::Number(n)));
            }
            report.set(Path::Applications(row, Column::Total), Cell::Number(six.iter().sum()));
        };
        let mut total = [0; 6];
        for (row, six) in other.results().zip(results) {
            put(row, six);
            total = std::array::from_fn(|at| total[at] + six[at]);
        }
        put(Row::Total, total);
        // What came in last year or stays open is taken from or added to what is new, so that the columns balance.
        let carried_in: [i64; 6] = std::array::from_fn(|at| carried[at].0.min(total[at] + carried[at].1));
        put(Row::CarriedIn, carried_in);
        put(Row::CarriedOut, carried.map(|pair| pair.1));
        put(Row::New, std::array::from_fn(|at| total[at] + carried[at].1 - carried_in[at]));
        for (block, four) in RemedyBlock::ALL.into_iter().zip(remedies) {
            for (result, n) in RemedyResult::PARTS.into_iter().zip(four) {
                report.set(Path::Remedies(block, result), Cell::Number(n));
            }
            report.set(Path::Remedies(block, RemedyResult::Total), Cell::Number(four.iter().sum()));
        }
        report
    })
}

/// Any report of either form as it may stand on paper: every figure is printed so that it can be told again.
pub fn printable_report() -> impl Strategy<Value = Report> {
    let form = prop_oneof![Just(Form::F2019), Just(Form::F2021)];
    let other = prop_oneof![Just(OtherRows::One), Just(OtherRows::Three)];
    (form, other, 2008u16..2100)
        .prop_flat_map(|(form, other, year)| {
            let mut empty = Report::with_other_rows("白云县档案馆", Some(year), form, other);
            empty.narrative.overview = "（一）主动公开\n全年公开信息36条。".to_owned();
            empty.narrative.problems = "经验不足。".to_owned();
            empty.narrative.other = "无。".to_owned();
            let cells: Vec<_> = empty.paths().into_iter().map(|path| (Just(path), printable_cell(path))).collect();
            (Just(empty), cells)
        })
        .prop_map(|(mut report, cells)| {
            for (path, cell) in cells {
                assert!(report.set(path, cell));
            }
            report
        })
}

fn printable_cell(path: Path) -> BoxedStrategy<Cell> {
    let figure = if path.is_money() {
        (0i64..999_999_999, 0u8..7).prop_map(|(u, s)| Figure::Money(Decimal::new(u, s).unwrap())).boxed()
    } else {
        (0i64..100_000).prop_map(Figure::Number).boxed()
    };
    let plain = figure.clone().prop_map(|figure| match figure {
        Figure::Number(n) => Cell::Number(n),
        Figure::Money(d) => Cell::Money(d),
    });
    prop_oneof![
        6 => plain,
        3 => Just(Cell::Blank),
        1 => prop_oneof![Just("/"), Just("-"), Just("—"), Just("无"), Just("不适用")].prop_map(|t| Cell::Placeholder(t.to_owned())),
        1 => figure.prop_map(|value| Cell::WithNote { value, note: "含自然失效9件".to_owned() }),
        1 => prop_oneof![Just("1O"), Just("约二十")].prop_map(|t| Cell::Unreadable(t.to_owned())),
    ]
    .boxed()
}
