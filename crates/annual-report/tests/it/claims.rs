//! ID-7 over many wordings of the claims a report makes: each text true, which tells nothing, and with one figure altered, which
//! is told by its rule with its cells. A figure stands as `[true|altered|rule]`. All sentences are our own.

use annual_report::{
    Cell, CheckContext, Column, FeeFigures, Figure, Finding, Form, Path, RemedyBlock, RemedyResult, Report, Row, check,
};
use law::fee::Fen;

use super::claims_said::ALL;

/// A bureau's year in which hardly two figures are alike, so that none agrees by chance.
pub fn bureau() -> Report {
    let mut report = Report::new("云岭县林业局", Some(2023), Form::F2021);
    for path in report.paths() {
        let nought = if path.is_money() { Cell::Money("12.5".parse().unwrap()) } else { Cell::Number(0) };
        report.set(path, nought);
    }
    for (row, six) in [
        (Row::New, [41, 7, 2, 3, 4, 6]),
        (Row::CarriedIn, [5, 0, 0, 0, 0, 0]),
        (Row::Granted, [17, 3, 1, 2, 2, 4]),
        (Row::PartlyGranted, [6, 1, 0, 0, 0, 1]),
        (Row::RefusedThirdParty, [3, 0, 0, 0, 1, 0]),
        (Row::RefusedProcess, [1, 0, 0, 0, 0, 0]),
        (Row::UnavailableNotHeld, [8, 1, 1, 1, 0, 0]),
        (Row::UnavailableNeedsCreation, [2, 0, 0, 0, 0, 0]),
        (Row::DeclinedPetition, [3, 0, 0, 0, 0, 0]),
        (Row::DeclinedDuplicate, [1, 0, 0, 0, 0, 0]),
        (Row::OtherNotCorrected, [1, 0, 0, 0, 0, 0]),
        (Row::OtherOther, [0, 1, 0, 0, 0, 0]),
        (Row::Total, [42, 6, 2, 3, 3, 5]),
        (Row::CarriedOut, [4, 1, 0, 0, 1, 1]),
    ] {
        for (column, n) in Column::APPLICANTS.into_iter().zip(six) {
            assert!(report.set(Path::Applications(row, column), Cell::Number(n)));
        }
        report.set(Path::Applications(row, Column::Total), Cell::Number(six.iter().sum()));
    }
    for (block, four) in [
        (RemedyBlock::Reconsideration, [9, 3, 2, 1]),
        (RemedyBlock::LitigationDirect, [4, 0, 1, 2]),
        (RemedyBlock::LitigationAfterReconsideration, [6, 1, 0, 3]),
    ] {
        for (result, n) in RemedyResult::PARTS.into_iter().zip(four) {
            report.set(Path::Remedies(block, result), Cell::Number(n));
        }
        report.set(Path::Remedies(block, RemedyResult::Total), Cell::Number(four.iter().sum()));
    }
    for (path, n) in [
        ("proactive.normative_documents.made", 3),
        ("proactive.normative_documents.repealed", 2),
        ("proactive.normative_documents.in_force", 38),
        ("proactive.licences.decisions", 516),
        ("proactive.penalties.decisions", 87),
        ("proactive.compulsions.decisions", 19),
    ] {
        assert!(report.set(path.parse().unwrap(), Cell::Number(n)));
    }
    report
}

/// The findings on a text of the bureau's.
pub fn told(text: &str) -> Vec<Finding> {
    told_of("云岭县林业局", text)
}

/// The findings on a text of another organ of the same figures.
fn told_of(organ: &str, text: &str) -> Vec<Finding> {
    let mut report = bureau();
    report.organ = organ.to_owned();
    report.narrative.overview = text.to_owned();
    let fees = FeeFigures { notices: 3, charged: Fen(128_050), received: Fen(90_000) };
    let found = check(&report, &CheckContext { fees: Some(fees), ..CheckContext::default() }).into_iter();
    found.filter(|finding| finding.rule.starts_with("TEXT-") || finding.rule == "FEE-UNIT").collect()
}

/// A piece of a text: its words, or a figure with what it is altered to and the rule that tells.
enum Piece {
    Words(&'static str),
    Figure { right: &'static str, wrong: &'static str, rule: &'static str },
}

fn pieces(text: &'static str) -> Vec<Piece> {
    let piece = |(at, words): (usize, &'static str)| {
        if at % 2 == 0 {
            return Piece::Words(words);
        }
        let parts: Vec<&str> = words.split('|').collect();
        let [right, wrong, rule] = parts.as_slice() else { panic!("{words}") };
        let rule = match *rule {
            "N" => "TEXT-NEW",
            "R" => "TEXT-RESULTS",
            "A" => "TEXT-APPLICANTS",
            "C" => "TEXT-CARRIED",
            "M" => "TEXT-REMEDIES",
            "S" => "TEXT-SHARES",
            "F" => "TEXT-FEES",
            "P" => "TEXT-PROACTIVE",
            other => panic!("{other}"),
        };
        Piece::Figure { right, wrong, rule }
    };
    text.split(['[', ']']).enumerate().map(piece).collect()
}

/// The text with its `altered`th figure wrong.
fn written(pieces: &[Piece], altered: Option<usize>) -> String {
    let words = pieces.iter().enumerate().map(|(at, piece)| match piece {
        Piece::Words(words) => *words,
        Piece::Figure { wrong, .. } if altered == Some(at) => wrong,
        Piece::Figure { right, .. } => right,
    });
    words.collect()
}

/// Whether the cells of a finding hold what the text should say, as far as that is a plain number.
fn has_its_cells(finding: &Finding, right: &str) -> bool {
    let even: String = right
        .chars()
        .map(|c| if ('０'..='９').contains(&c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap() } else { c })
        .collect();
    let report = bureau();
    let sum: Option<i64> = finding.cells.iter().map(|path| report.cell(*path).count()).sum();
    let whole = [Row::New, Row::Total].map(|row| Path::Applications(row, Column::Total));
    match (finding.rule, even.parse::<i64>()) {
        // The fee is in no table.
        ("TEXT-FEES", _) => finding.cells.is_empty(),
        (_, Err(_)) => !finding.cells.is_empty(),
        // 受理 and 办理 may be of the year's own or of all, 结转 of either year.
        ("TEXT-NEW" | "TEXT-RESULTS" | "TEXT-SHARES", Ok(right)) => {
            sum == Some(right) || finding.cells.iter().any(|path| whole.contains(path))
        }
        ("TEXT-PROACTIVE", Ok(right)) => {
            sum == Some(right) || finding.expected == Some(Figure::Money("12.5".parse().unwrap()))
        }
        (_, Ok(right)) => sum == Some(right),
    }
}

#[test]
fn id_7_a_true_text_tells_nothing_in_any_wording() {
    // ID-7
    for text in ALL.iter().flat_map(|texts| texts.iter()) {
        let text = written(&pieces(text), None);
        assert_eq!(told(&text), [], "{text}");
    }
}

#[test]
fn id_7_one_figure_altered_is_told_in_every_wording() {
    // ID-7
    let mut altered = 0;
    for text in ALL.iter().flat_map(|texts| texts.iter()) {
        let pieces = pieces(text);
        for (at, piece) in pieces.iter().enumerate() {
            let Piece::Figure { right, rule, .. } = piece else { continue };
            let text = written(&pieces, Some(at));
            let found = told(&text);
            let finding = found.iter().find(|finding| finding.rule == *rule);
            assert!(finding.is_some_and(|finding| has_its_cells(finding, right)), "{text} {rule} {found:?}");
            altered += 1;
        }
    }
    assert!(altered > 300, "{altered}");
}

#[test]
fn id_7_the_wordings_are_read_of_governments_townships_and_street_offices_too() {
    // ID-7
    let organs = [
        ("云岭县人民政府", "我县", "全县"),
        ("云岭市青石区人民政府", "青石区", "全区"),
        ("云岭县青石镇人民政府", "我镇", "全镇"),
        ("云岭市青石街道办事处", "我街道", "街道"),
        ("云岭县卫生健康委员会", "我委", "县卫健委"),
        ("云岭经济开发区管理委员会", "我委", "管委会"),
    ];
    let mut wrong = Vec::new();
    for (organ, own, whole) in organs {
        let of = |text: String| text.replace("我局", own).replace("县林业局", own).replace("全局", whole);
        let texts = ALL.iter().flat_map(|texts| texts.iter());
        for text in texts.filter(|text| ["局机关", "局属", "本局", "股室"].iter().all(|word| !text.contains(word)))
        {
            let pieces = pieces(text);
            let right = of(written(&pieces, None));
            if !told_of(organ, &right).is_empty() {
                wrong.push((organ, right));
            }
            for (at, piece) in pieces.iter().enumerate() {
                let Piece::Figure { rule, .. } = piece else { continue };
                let altered = of(written(&pieces, Some(at)));
                if told_of(organ, &altered).iter().all(|finding| finding.rule != *rule) {
                    wrong.push((organ, altered));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
