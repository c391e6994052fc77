//! ID-7 over many wordings of the claims a report makes, each true and with one figure altered. All sentences are our own.

use annual_report::{Cell, Column, Form, Path, RemedyBlock, RemedyResult, Report, Row};

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
