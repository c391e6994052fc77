//! The quantities of a sentence: 3件, 三件, 380.5元.

use std::ops::Range;

use crate::cell::MAX_COUNT;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    /// Where number and unit stand, in the characters of the paragraph.
    pub place: Range<usize>,
    /// What is counted.
    pub value: Value,
}

/// What a quantity is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// Cases: 件, 份, 宗, 起, 例.
    Cases(i64),
    /// Money, in fen.
    Fen(i64),
}

/// The most digits of a number that is read.
const MAX_DIGITS: usize = 12;

/// Finds the quantities of a sentence, in order. What is only about right (20余件) is none.
pub(super) fn quantities(chars: &[char], sentence: Range<usize>) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let Some(rest) = chars.get(at..sentence.end) else { break };
        let Some((len, number)) = number(rest) else {
            // What is no number is none from its middle either.
            at += rest.iter().take_while(|c| is_numeral(**c)).count().max(1);
            continue;
        };
        let behind = rest.get(len..).unwrap_or_default();
        if let Some((unit, value)) = unit(behind, number) {
            found.push(Quantity { place: at..at + len + unit, value });
            at += len + unit;
        } else {
            at += len;
        }
    }
    found
}

/// A number as written: whole units and hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    whole: i64,
    /// What stands behind the point, as digits and how many of them.
    part: Option<(i64, u32)>,
}

fn unit(behind: &[char], number: Number) -> Option<(usize, Value)> {
    match behind {
        ['件' | '份' | '宗' | '起' | '例', ..] if number.part.is_none() => Some((1, Value::Cases(number.whole))),
        ['元', ..] => Some((1, Value::Fen(fen(number, 100)?))),
        ['万', '元', ..] => Some((2, Value::Fen(fen(number, 1_000_000)?))),
        _ => None,
    }
}

/// Money in fen, of so many fen a unit; `None` where a fraction of a fen is left.
fn fen(number: Number, unit: i64) -> Option<i64> {
    let whole = number.whole.checked_mul(unit)?;
    let Some((digits, places)) = number.part else { return Some(whole) };
    let one = 10i64.checked_pow(places)?;
    let part = digits.checked_mul(unit)?;
    (part % one == 0).then(|| whole.checked_add(part / one))?
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九两十百千万".contains(c)
}

/// The number a text begins with and how many characters it takes.
fn number(text: &[char]) -> Option<(usize, Number)> {
    arabic(text).or_else(|| chinese(text))
}

fn arabic(text: &[char]) -> Option<(usize, Number)> {
    let digits = |from: usize| text.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
    let value = |range: Range<usize>| -> Option<i64> {
        let digits = text.get(range)?;
        (digits.len() <= MAX_DIGITS)
            .then(|| digits.iter().fold(0, |n, c| n * 10 + i64::from(c.to_digit(10).unwrap_or_default())))
    };
    let whole = digits(0);
    if whole == 0 {
        return None;
    }
    let part = if text.get(whole) == Some(&'.') { digits(whole + 1) } else { 0 };
    let len = if part == 0 { whole } else { whole + 1 + part };
    let number = value(0..whole).filter(|n| *n <= MAX_COUNT)?;
    let part = if part == 0 { None } else { Some((value(whole + 1..len)?, u32::try_from(part).ok()?)) };
    Some((len, Number { whole: number, part }))
}

/// 三, 十二, 二十, 一百零三, 两千, 三万五千, 〇.
fn chinese(text: &[char]) -> Option<(usize, Number)> {
    let (mut whole, mut section, mut digit): (i64, i64, Option<i64>) = (0, 0, None);
    let mut len = 0;
    for c in text.iter().take(MAX_DIGITS) {
        match c {
            '〇' | '零' => digit = Some(digit.map_or(Some(0), |_| None)?),
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '两' => {
                let value = match c {
                    '两' => 2,
                    c => i64::try_from("一二三四五六七八九".chars().position(|d| d == *c)?).ok()? + 1,
                };
                if digit.is_some_and(|d| d != 0) {
                    // 二〇二一 is a year, no number of cases.
                    return None;
                }
                digit = Some(value);
            }
            '十' | '百' | '千' => {
                let by = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                section += by * digit.filter(|d| *d != 0).unwrap_or(1);
                digit = None;
            }
            // 3万元 is a unit of money; 三万件 a number.
            '万' if text.get(len + 1) != Some(&'元') => {
                whole += (section + digit.unwrap_or(0)) * 10_000;
                (section, digit) = (0, None);
            }
            _ => break,
        }
        len += 1;
    }
    (len > 0).then_some((len, Number { whole: whole + section + digit.unwrap_or(0), part: None }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Value> {
        let chars: Vec<char> = text.chars().collect();
        quantities(&chars, 0..chars.len()).into_iter().map(|quantity| quantity.value).collect()
    }

    #[test]
    fn numbers_are_read_in_digits_and_in_words() {
        use Value::{Cases, Fen};
        assert_eq!(
            found("收到3119件，答复三件、十二件、二十份、一百零三件、两千起"),
            [Cases(3119), Cases(3), Cases(12), Cases(20), Cases(103), Cases(2000)]
        );
        assert_eq!(found("零件、〇件、三万五千件"), [Cases(0), Cases(0), Cases(35_000)]);
        assert_eq!(found("380元、380.5元、0.038万元、三百元"), [Fen(38_000), Fen(38_050), Fen(38_000), Fen(30_000)]);
    }

    #[test]
    fn what_is_no_exact_number_of_cases_is_none() {
        assert_eq!(found("2021年5月6日，20余件，二十多件，12.3%，0.1234567元，第3条，二〇二一件，3.5件"), []);
        assert_eq!(found("9999999999999999件"), []);
    }
}
