mod carrying;
mod counting;
mod identities;
mod stating;

use jiff::civil::{Date, date};
use law::applicant::ApplicantClass;
use law::outcome::ReportRow;

use super::*;
use crate::cell::Cell;
use crate::form::{Column, Path, RemedyBlock, RemedyResult, Row};

fn question(year: i16) -> Question {
    Question::year("某园管理委员会", year).unwrap()
}

/// A case of a natural person named by its day of receipt.
fn case(number: &str, received: Date, result: Option<(ReportRow, Date)>) -> CaseFact<'_> {
    CaseFact {
        case: number,
        number,
        received_on: Some(received),
        class: ApplicantClass::NaturalPerson,
        result,
        opening_balance: false,
    }
}

fn remedy<'a>(number: &'a str, opened_on: Date, decided: Option<(Date, law::remedy_case::Bucket)>) -> RemedyFact<'a> {
    RemedyFact { case: "c", remedy: number, number, kind: RemedyKind::Reconsideration, opened_on, decided }
}

fn counted(year: i16, cases: &[CaseFact<'_>]) -> Compiled {
    count(&question(year), cases.iter().copied(), [], &[], &[])
}

fn figure(compiled: &Compiled, row: Row) -> i64 {
    compiled.report.cell(Path::Applications(row, Column::Total)).count().unwrap()
}

fn behind(compiled: &Compiled, row: Row, column: Column) -> Vec<&str> {
    let behind = compiled.behind.as_ref().unwrap();
    behind.cases(Path::Applications(row, column)).into_iter().map(|case| case.number.as_str()).collect()
}

fn rules(compiled: &Compiled) -> Vec<&'static str> {
    compiled.findings.iter().map(|finding| finding.rule).filter(|rule| !rule.starts_with("T2")).collect()
}
