//! The text that the program itself composes, over any sound report of either form: no rule speaks; one figure altered, in the
//! tables or in the text, is told by its rule with its cell.

use annual_report::form::{Measure, Subject};
use annual_report::{
    Cell, CheckContext, Column, Decimal, FeeFigures, Finding, Form, Given, Narrative, Path, Report, Row, Section, Span,
    check, draft,
};
use law::fee::Fen;
use proptest::prelude::*;

use super::mutations::of_2019;
use super::sources::sound_report;

/// Figures of table two that can be, and of the fee.
#[derive(Debug, Clone)]
struct Besides {
    counts: [i64; 16],
    amount: Decimal,
    fees: FeeFigures,
}

fn besides() -> impl Strategy<Value = Besides> {
    let amount = (0i64..4_000_000, 0u8..7).prop_map(|(units, scale)| Decimal::new(units, scale).unwrap());
    let fees = (0u64..200, 0i64..90_000_000, 0i64..90_000_000);
    (proptest::array::uniform16(0i64..4000), amount, fees).prop_map(|(counts, amount, (notices, charged, received))| {
        Besides { counts, amount, fees: FeeFigures { notices, charged: Fen(charged), received: Fen(received) } }
    })
}

/// The report of the form with table two filled and the text composed.
fn composed(report: &Report, old: bool, besides: &Besides) -> Report {
    let mut report = if old { of_2019(report) } else { report.clone() };
    let mut counts = besides.counts.into_iter();
    for path in report.paths() {
        let Path::Proactive(subject, measure) = path else { continue };
        let cell = match measure {
            Measure::Amount => Cell::Money(besides.amount),
            // An archive makes no rules.
            _ if subject == Subject::Regulations => Cell::Number(0),
            // What was made is in force.
            Measure::InForce => Cell::Number(4000 + counts.next().unwrap_or_default()),
            _ => Cell::Number(counts.next().unwrap_or_default()),
        };
        assert!(report.set(path, cell));
    }
    let span = Span::year(report.year.unwrap().try_into().unwrap()).unwrap();
    let said = |words: &str| Some(words.to_owned());
    let given = Given {
        proactive: said("门户网站发布信息1200条，政策解读18件。"),
        management: said("审核公文130件，其中主动公开70件。"),
        platform: said("公众号发布信息400条。"),
        supervision: said("培训3次，办理人大建议12件。"),
        problems: said("经验不足，下一步将加强培训。"),
        fees: Some(besides.fees),
        other: None,
    };
    report.narrative = draft(&report, span, &given);
    report
}

fn told(report: &Report, fees: FeeFigures) -> Vec<Finding> {
    check(report, &CheckContext { fees: Some(fees), closing: true, ..CheckContext::default() })
}

/// Every number of cases, projects or money in a text: where its digits stand.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut begin = None;
    for (at, c) in text.char_indices() {
        match begin {
            _ if c.is_ascii_digit() || (c == '.' && begin.is_some()) => begin = begin.or(Some(at)),
            Some(from) => {
                if ["件", "个", "万元", "元"].iter().any(|unit| text[at..].starts_with(unit)) {
                    found.push(from..at);
                }
                begin = None;
            }
            None => {}
        }
    }
    found
}

fn section_of(narrative: &mut Narrative, section: Section) -> &mut String {
    match section {
        Section::Overview => &mut narrative.overview,
        Section::Problems => &mut narrative.problems,
        Section::Other => &mut narrative.other,
    }
}

/// Whether the composed text names the figure of a cell.
fn is_named(path: Path, report: &Report) -> bool {
    match path {
        Path::Proactive(subject, measure) => {
            let amounts = subject == Subject::Procurement || report.form() == Form::F2021;
            match measure {
                Measure::PreviousItems | Measure::Change => false,
                Measure::Amount => amounts,
                Measure::Decisions => report.form() == Form::F2021 || subject != Subject::Compulsions,
                _ => true,
            }
        }
        Path::Applications(row, Column::Total) => {
            matches!(row, Row::New | Row::CarriedIn | Row::CarriedOut | Row::Total | Row::Granted | Row::PartlyGranted)
        }
        Path::Applications(..) => false,
        Path::Remedies(..) => true,
    }
}

/// What a figure is altered to: much more, so that no other reading of its words agrees by chance.
fn altered(cell: &Cell) -> Cell {
    match cell {
        Cell::Number(n) => Cell::Number(n + 300_007),
        Cell::Money(amount) => {
            Cell::Money(Decimal::new(amount.units() + 7 * 10i64.pow(amount.scale().into()), amount.scale()).unwrap())
        }
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_rule_speaks_of_a_sound_report_with_the_text_composed(
        report in sound_report(), old in any::<bool>(), besides in besides(),
    ) {
        let report = composed(&report, old, &besides);
        prop_assert_eq!(told(&report, besides.fees), [], "{:?}", report.narrative);
    }
}

proptest! {
    // Each case alters every figure there is.
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn every_figure_altered_in_the_tables_is_told_with_its_cell(
        report in sound_report(), old in any::<bool>(), besides in besides(),
    ) {
        let report = composed(&report, old, &besides);
        for path in report.paths() {
            let in_identities = !matches!(path, Path::Proactive(..));
            // A kind of results that did not occur is not named.
            let occurs = |n: i64| n > 0 || !matches!(path, Path::Applications(row, _) if row.is_result());
            let named = is_named(path, &report) && report.cell(path).count().is_none_or(occurs);
            let part_named = matches!(path, Path::Remedies(_, result) if result != annual_report::RemedyResult::Total)
                && report.cell(path).count() == Some(0);
            let mut other = report.clone();
            other.set(path, altered(report.cell(path)));
            let found = told(&other, besides.fees);
            let rules: Vec<&str> = found.iter().filter(|f| f.cells.contains(&path)).map(|f| f.rule).collect();
            if in_identities {
                prop_assert!(rules.iter().any(|rule| rule.starts_with("T3-") || rule.starts_with("T4-")), "{} {:?}", path, found);
            }
            if named && !part_named {
                prop_assert!(rules.iter().any(|rule| rule.starts_with("TEXT-")), "{} {:?} {:?}", path, found, report.narrative);
            }
            prop_assert!(found.iter().all(|f| f.cells.contains(&path) || f.rule == "T3-RESULTS"), "{} {:?}", path, found);
        }
    }

    #[test]
    fn every_figure_altered_in_the_text_composed_is_told(
        report in sound_report(), old in any::<bool>(), besides in besides(),
    ) {
        let report = composed(&report, old, &besides);
        // What was given beside the tables is no claim.
        let is_given = |text: &str, at: usize| {
            let line = text[..at].rfind('\n').map_or(0, |begin| begin + 1);
            ["门户网站", "审核公文", "培训", "公众号"].iter().any(|word| text[line..].starts_with(word))
        };
        for section in Section::ALL {
            let text = report.narrative.section(section).to_owned();
            for digits in numbers(&text).into_iter().filter(|digits| !is_given(&text, digits.start)) {
                let mut other = report.clone();
                let more = format!("{}{}", &text[..digits.start], "37");
                *section_of(&mut other.narrative, section) = format!("{more}{}", &text[digits.start..]);
                let found = told(&other, besides.fees);
                let sentence = &text[text[..digits.start].rfind(['。', '\n']).map_or(0, |at| at + 1)..digits.end];
                prop_assert!(!found.is_empty(), "{}", sentence);
                prop_assert!(found.iter().all(|f| f.rule.starts_with("TEXT-") || f.rule == "FEE-UNIT"), "{:?}", found);
                prop_assert!(found.iter().all(|f| f.rule == "TEXT-FEES" || !f.cells.is_empty()), "{:?}", found);
            }
        }
    }
}

#[test]
fn the_numbers_of_a_text_are_found_where_they_stand() {
    let text = "2023年，新收12件，收费1.5万元，第3条。";
    assert_eq!(numbers(text).into_iter().map(|digits| &text[digits]).collect::<Vec<_>>(), ["12", "1.5"]);
}
