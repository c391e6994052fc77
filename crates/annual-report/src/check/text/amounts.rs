//! The sums of money of table two in the words for them: 行政事业性收费12.5万元, 收取行政事业性收费125000元, 采购总金额52.15万元.

use super::claim::{Claim, Reading};
use super::list::words;
use super::words::{Rest, TAIL};
use crate::cell::{Cell, Decimal};
use crate::form::{Form, Measure, Path, Subject};
use crate::report::Report;

/// How many fen make a 万元, and how many digits those are.
const FEN_OF_WAN: i64 = 1_000_000;
const FEN: u8 = 6;

/// The cell of table two that words before a sum of money name, if they name nothing else.
pub(super) fn named(before: Rest<'_>, form: Form) -> Option<Path> {
    let rest = before.past(words!["收取", "征收", "实际", "上缴", "实现", "本年", "发生", "共收取", "完成"]);
    let fees = || rest.behind_any(words!["行政事业性收费", "行政事业性费用"]).map(|rest| (rest, Subject::Fees));
    let bought = || {
        let rest = rest.behind_any(words!["政府集中采购", "集中采购"]).unwrap_or(rest);
        rest.behind_any(words!["采购总金额", "总金额"]).map(|rest| (rest, Subject::Procurement))
    };
    let (behind, subject) = fees().or_else(bought)?;
    let ends = words!["金额", "总额", "总金额", "收入", "的", "收费"];
    let of_form = subject.measures(form).contains(&Measure::Amount);
    (of_form && behind.past(ends).past(&TAIL).is_empty()).then_some(Path::Proactive(subject, Measure::Amount))
}

/// Half of the last digit that a sum of money is written with, in fen: 12.5万元 stands for all that rounds to it.
pub(super) fn slack(written: &[char]) -> i64 {
    let digits = written.iter().rposition(char::is_ascii_digit).map_or(0, |at| at + 1);
    let point = written.iter().position(|c| *c == '.').map_or(0, |at| digits.saturating_sub(at + 1));
    let unit = if written.contains(&'万') { FEN_OF_WAN } else { 100 };
    u32::try_from(point).ok().and_then(|point| 10i64.checked_pow(point)).map_or(0, |one| unit / one / 2)
}

/// The figure of a cell of money, in fen; a part of a fen is left off.
pub(super) fn fen(cell: &Cell) -> Option<i64> {
    let amount = cell.money()?;
    let finer = u32::from(amount.scale().saturating_sub(FEN));
    i64::try_from(amount.units_at(FEN) / 10i128.pow(finer)).ok()
}

/// A sum of money of a text that is the table's with yuan taken for 万元 (or the other way round): what the text says.
pub(crate) fn of_another_unit(claims: &[Claim], report: &Report, path: Path) -> Option<Decimal> {
    let table = fen(report.cell(path)).filter(|fen| *fen != 0)?;
    claims.iter().find_map(|claim| {
        let is_of_it = matches!(claim.readings.first(), Some(Reading::Amount(of)) if *of == path);
        (is_of_it && is_confused(claim.value, table)).then(|| Decimal::wan_yuan_from_fen(claim.value)).flatten()
    })
}

/// Whether one sum is ten thousand times the other, to the digits of a rounded one.
pub(super) fn is_confused(one: i64, other: i64) -> bool {
    let (small, large) = (i128::from(one.min(other)), i128::from(one.max(other)));
    small > 0 && (large - small * 10_000).abs() <= small * 500
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_stands_for_all_that_rounds_to_its_digits() {
        let of = |text: &str| slack(&text.chars().collect::<Vec<_>>());
        assert_eq!((of("12.5万元"), of("12万元"), of("125000元"), of("380.55元")), (50_000, 500_000, 50, 0));
    }

    #[test]
    fn yuan_taken_for_wan_yuan_are_ten_thousand_times_as_many() {
        assert!(is_confused(12_500_000, 125_000_000_000) && is_confused(125_000_000_000, 12_500_000));
        assert!(!is_confused(12_500_000, 12_500_000) && !is_confused(0, 12_500_000));
    }
}
