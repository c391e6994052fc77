//! A figure as a person types it: a whole number, or money in yuan or 万元, exact to the fen.

use annual_report::{Decimal, Path, StatedValue};
use law::fee::Fen;

use crate::filled::Filled;

/// How many tenths-places of its unit a fen is: of yuan, of 万元.
const YUAN: u8 = 2;
const WAN: u8 = 6;

/// Reads the value of a form for a figure; `None` with the faults beside their fields.
pub(super) fn value_of(filled: &mut Filled, figure: Path) -> Option<StatedValue> {
    let text = plain(filled.get("value"));
    if text.is_empty() {
        filled.wrong("value", "请填写数字；确实没有的，填0");
        return None;
    }
    if !figure.is_money() {
        let count = text.parse().ok().map(StatedValue::Count);
        if count.is_none() {
            filled.wrong("value", "这一格是件数，请填写整数");
        }
        return count;
    }
    let places = match filled.get("money") {
        "yuan" => YUAN,
        "wan" => WAN,
        _ => {
            filled.wrong("money", "这一格是金额，请选择填的是元还是万元");
            return None;
        }
    };
    let Ok(amount) = text.parse::<Decimal>() else {
        filled.wrong("value", "金额应当是数字，如 12345.67");
        return None;
    };
    match fen(amount, places) {
        Some(fen) => Some(StatedValue::Fen(fen)),
        None => {
            filled.wrong("value", "金额最多写到分（以万元计的，小数最多六位），也不能太大");
            None
        }
    }
}

/// Puts a value into the fields of a form.
pub(super) fn put_value(filled: &mut Filled, value: StatedValue) {
    match value {
        StatedValue::Count(count) => filled.set("value", count.to_string()),
        StatedValue::Fen(fen) => {
            filled.set("value", Fen(fen).to_string().replace('元', ""));
            filled.set("money", "yuan");
        }
    }
}

/// An amount in fen, where a fen is so many places of its unit; `None` where it is no whole number of them.
fn fen(amount: Decimal, places: u8) -> Option<i64> {
    let scale = amount.scale().max(places);
    let by = 10i128.pow(u32::from(scale - places));
    let units = amount.units_at(scale);
    if units % by == 0 { i64::try_from(units / by).ok() } else { None }
}

/// A number without what people put between its digits, and with the digits of a Chinese keyboard.
fn plain(text: &str) -> String {
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '．' => '.',
        '－' | '−' => '-',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，' | '\'')).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(figure: &str, value: &str, money: &str) -> Result<StatedValue, Vec<String>> {
        let mut filled = Filled::default();
        filled.add("value", value);
        filled.add("money", money);
        let read = value_of(&mut filled, figure.parse().unwrap());
        read.ok_or_else(|| filled.faults().into_iter().map(|(field, _)| field).collect())
    }

    #[test]
    fn money_is_exact_to_the_fen_in_yuan_and_in_wan_yuan() {
        let fees = "proactive.fees.amount";
        for (value, money, fen) in [
            ("12345.67", "yuan", 1_234_567),
            ("12,345.6", "yuan", 1_234_560),
            ("1.234567", "wan", 1_234_567),
            ("7730.28", "wan", 7_730_280_000),
            ("１２．５", "wan", 12_500_000),
            ("1.500", "yuan", 150),
            ("0", "wan", 0),
        ] {
            assert_eq!(read(fees, value, money), Ok(StatedValue::Fen(fen)), "{value} {money}");
        }
        for (value, money, field) in [
            ("1.234", "yuan", "f-value"),
            ("1.2345678", "wan", "f-value"),
            ("999999999999999999", "wan", "f-value"),
            ("一百", "yuan", "f-value"),
            ("", "yuan", "f-value"),
            ("100", "", "f-money"),
        ] {
            assert_eq!(read(fees, value, money), Err(vec![field.to_owned()]), "{value} {money}");
        }
    }

    #[test]
    fn a_count_is_a_whole_number() {
        let licences = "proactive.licences.decisions";
        assert_eq!(read(licences, " 1,024 ", ""), Ok(StatedValue::Count(1024)));
        for wrong in ["1.5", "三", "1e3"] {
            assert!(read(licences, wrong, "").is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_value_is_filled_in_so_that_it_is_read_again() {
        for (figure, value) in [
            ("proactive.fees.amount", StatedValue::Fen(1_234_567)),
            ("proactive.fees.amount", StatedValue::Fen(0)),
            ("proactive.licences.decisions", StatedValue::Count(3)),
        ] {
            let mut filled = Filled::default();
            put_value(&mut filled, value);
            assert_eq!(value_of(&mut filled, figure.parse().unwrap()), Some(value));
        }
    }
}
