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
    /// Whether the unit is one that other things are counted in too, or none: then it is nothing unless its words fit.
    pub loose: bool,
}

/// What a quantity is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// Cases: 件, 份, 宗, 起, 例.
    Cases(i64),
    /// Money, in fen.
    Fen(i64),
    /// A share.
    Percent(Percent),
}

/// A percentage as written: 35.3% is 353 at scale 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Percent {
    units: i64,
    scale: u32,
}

impl Percent {
    /// Whether it is 100%.
    pub fn is_whole(self) -> bool {
        10_i64.checked_pow(self.scale).and_then(|one| one.checked_mul(100)) == Some(self.units)
    }

    /// Whether it is, to the digits written, the share of a part in a whole; cut off is as good as rounded.
    pub fn is_of(self, part: i64, whole: i64) -> bool {
        let one = 10i128.pow(self.scale);
        let (told, true_) = (i128::from(self.units) * i128::from(whole), i128::from(part) * 100 * one);
        (told - true_).abs() < i128::from(whole).abs().max(1)
    }

    /// The share of a part in a whole, to two digits.
    pub fn of(part: i64, whole: i64) -> Self {
        let units = (i128::from(part) * 100_000 / i128::from(whole.max(1)) + 5) / 10;
        Self { units: i64::try_from(units).unwrap_or(i64::MAX), scale: 2 }
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let one = 10i64.pow(self.scale);
        if self.scale == 0 {
            return write!(f, "{}%", self.units);
        }
        write!(f, "{}.{:0width$}%", self.units / one, self.units % one, width = self.scale as usize)
    }
}

/// The most digits of a number that is read.
const MAX_DIGITS: usize = 12;

/// Finds the quantities of a sentence, in order. What is only about right (20余件) is none.
pub(super) fn quantities(chars: &[char], sentence: Range<usize>) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let Some(rest) = chars.get(at..sentence.end) else { break };
        if !rest.first().copied().is_some_and(is_numeral) {
            at += 1;
            continue;
        }
        let Some((len, number)) = number(rest) else {
            // What is no number is none from its middle either.
            at += rest.iter().take_while(|c| is_numeral(**c)).count().max(1);
            continue;
        };
        let behind = rest.get(len..).unwrap_or_default();
        if let Some((unit, value)) = unit(behind, number) {
            found.push(Quantity { place: at..at + len + unit, value, loose: false });
            at += len + unit;
        } else if let Some((unit, value)) = loosely(behind, number, rest.first().copied()) {
            found.push(Quantity { place: at..at + len + unit, value, loose: true });
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
        // 件次 counts what was done, not what came.
        ['件' | '份' | '宗' | '起' | '例', '次', ..] => None,
        ['件' | '份' | '宗' | '起' | '例', ..] if number.part.is_none() => Some((1, Value::Cases(number.whole))),
        ['元', ..] => Some((1, Value::Fen(fen(number, 100)?))),
        ['万', '元', ..] => Some((2, Value::Fen(fen(number, 1_000_000)?))),
        _ => None,
    }
}

/// A number of a unit that says little: 次, 条, 封, a percentage, or no unit at all before a mark.
fn loosely(behind: &[char], number: Number, first: Option<char>) -> Option<(usize, Value)> {
    match behind {
        ['%', ..] => {
            let (part, scale) = number.part.unwrap_or((0, 0));
            let units = number.whole.checked_mul(10i64.checked_pow(scale)?)?.checked_add(part)?;
            (scale <= 6).then_some((1, Value::Percent(Percent { units, scale })))
        }
        _ if number.part.is_some() => None,
        ['次' | '条' | '封' | '项' | '个', ..] => Some((1, Value::Cases(number.whole))),
        // 收到申请3件次: it counts what was done as often as what came, so its words must fit.
        ['件' | '份' | '宗', '次', ..] => Some((2, Value::Cases(number.whole))),
        [] | ['，' | '；' | '。' | '、' | '）', ..]
            if first.is_some_and(|c| c.is_ascii_digit() || matches!(c, '零' | '〇')) =>
        {
            Some((0, Value::Cases(number.whole)))
        }
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
    matches!(
        c,
        '0'..='9'
            | '〇'
            | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '两'
            | '十'
            | '百'
            | '千'
            | '万'
            | '廿'
            | '卅'
            | '壹'
            | '贰'
            | '叁'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
    )
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
        let c = &match c {
            '拾' => '十',
            '佰' => '百',
            c => "壹贰叁肆伍陆柒捌玖"
                .chars()
                .position(|d| d == *c)
                .and_then(|at| "一二三四五六七八九".chars().nth(at))
                .unwrap_or(*c),
        };
        match c {
            '廿' | '卅' if len == 0 => section += if *c == '廿' { 20 } else { 30 },
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
        quantities(&chars, 0..chars.len())
            .into_iter()
            .filter(|quantity| !quantity.loose)
            .map(|quantity| quantity.value)
            .collect()
    }

    #[test]
    fn numbers_are_read_in_digits_and_in_words() {
        use Value::{Cases, Fen};
        assert_eq!(found("廿件、廿三件、壹拾贰件、一百零五件、一百二十件"), [20, 23, 12, 105, 120].map(Cases));
        assert_eq!(
            found("收到3119件，答复三件、十二件、二十份、一百零三件、两千起"),
            [Cases(3119), Cases(3), Cases(12), Cases(20), Cases(103), Cases(2000)]
        );
        assert_eq!(found("零件、〇件、三万五千件"), [Cases(0), Cases(0), Cases(35_000)]);
        assert_eq!(found("380元、380.5元、0.038万元、三百元"), [Fen(38_000), Fen(38_050), Fen(38_000), Fen(30_000)]);
    }

    #[test]
    fn a_percentage_is_a_share_to_the_digits_it_is_written_with() {
        let percent = |units, scale| Percent { units, scale };
        assert!(percent(333, 1).is_of(1, 3) && percent(33, 0).is_of(1, 3) && percent(6667, 2).is_of(2, 3));
        // Cut off is as good as rounded.
        assert!(percent(6666, 2).is_of(2, 3));
        assert!(!percent(343, 1).is_of(1, 3) && !percent(34, 0).is_of(1, 4));
        assert_eq!(Percent::of(1, 3).to_string(), "33.33%");
    }

    #[test]
    fn what_is_no_exact_number_of_cases_is_none() {
        assert_eq!(found("2021年5月6日，20余件，二十多件，12.3%，0.1234567元，第3条，二〇二一件，3.5件"), []);
        assert_eq!(found("9999999999999999件"), []);
    }
}
