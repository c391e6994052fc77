//! A cell of the report: what the source shows there, and never more.

use std::fmt;
use std::str::FromStr;

use crate::form::Path;

/// The most digits a decimal may have, before and after its point together.
const MAX_DECIMAL_DIGITS: usize = 18;

/// The largest count a cell may hold; a longer run of digits is no count of anything an organ does.
///
/// It keeps every sum a check or a roll-up makes far inside an `i64`.
pub const MAX_COUNT: i64 = 999_999_999_999;

/// A decimal number as written, without floating point: `7730.28` is 773028 at scale 2.
///
/// Equality is that of the writing (`1.50` differs from `1.5`); compare amounts with [`Decimal::same_amount`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i64,
    scale: u8,
}

impl Decimal {
    /// Zero, written `0`.
    pub const ZERO: Self = Self { units: 0, scale: 0 };

    /// A decimal of so many units of ten to the minus `scale`; `None` when it has more digits than a decimal may.
    pub fn new(units: i64, scale: u8) -> Option<Self> {
        let fits =
            units.unsigned_abs() < 10u64.pow(MAX_DECIMAL_DIGITS as u32) && usize::from(scale) < MAX_DECIMAL_DIGITS;
        fits.then_some(Self { units, scale })
    }

    /// A sum of integer fen as 万元, without superfluous zeros: 773028 fen is `0.773028`.
    ///
    /// `None` past 10^18 fen, more than there is.
    pub fn wan_yuan_from_fen(fen: i64) -> Option<Self> {
        let (mut units, mut scale) = (fen, 6u8);
        while scale > 0 && units % 10 == 0 {
            units /= 10;
            scale -= 1;
        }
        Self::new(units, scale)
    }

    /// The units, to be read at [`Decimal::scale`].
    pub fn units(self) -> i64 {
        self.units
    }

    /// How many digits stand after the point.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// Says whether it is less than nought.
    pub fn is_negative(self) -> bool {
        self.units < 0
    }

    /// The units at another scale not below its own, wide enough for every sum.
    pub fn units_at(self, scale: u8) -> i128 {
        let by = u32::from(scale.saturating_sub(self.scale)).min(19);
        i128::from(self.units) * 10i128.pow(by)
    }

    /// Says whether two decimals are the same amount, however many zeros they are written with.
    pub fn same_amount(self, other: Self) -> bool {
        let scale = self.scale.max(other.scale);
        self.units_at(scale) == other.units_at(scale)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.units < 0 {
            f.write_str("-")?;
        }
        let digits = self.units.unsigned_abs();
        if self.scale == 0 {
            return write!(f, "{digits}");
        }
        let one = 10u64.pow(u32::from(self.scale));
        write!(f, "{}.{:0width$}", digits / one, digits % one, width = usize::from(self.scale))
    }
}

/// The text is no plain decimal number of at most 18 digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是十进制数")]
pub struct NotADecimal(pub String);

impl FromStr for Decimal {
    type Err = NotADecimal;

    /// Reads `12`, `-12`, `7730.28`; no sign but `-`, no separators, no exponent, digits on both sides of a point.
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let fault = || NotADecimal(text.chars().take(40).collect());
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = match rest.split_once('.') {
            Some((_, "")) => return Err(fault()),
            Some((whole, part)) => (whole, part),
            None => (rest, ""),
        };
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) || whole.len() + part.len() > MAX_DECIMAL_DIGITS
        {
            return Err(fault());
        }
        let units = whole.bytes().chain(part.bytes()).fold(0i64, |n, b| n * 10 + i64::from(b - b'0'));
        let scale = u8::try_from(part.len()).map_err(|_| fault())?;
        Self::new(if negative { -units } else { units }, scale).ok_or_else(fault)
    }
}

/// A figure that can be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// A count. Negative only where the form asks for a change, or by mistake (`COUNT-FORM`).
    Number(i64),
    /// A sum of money in 万元.
    Money(Decimal),
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(n) => write!(f, "{n}"),
            Self::Money(d) => write!(f, "{d}"),
        }
    }
}

/// What a cell of the report shows. A blank is never nought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cell {
    /// A count.
    Number(i64),
    /// A sum of money in 万元.
    Money(Decimal),
    /// Nothing.
    #[default]
    Blank,
    /// A mark that stands for no figure: `/`, `-`, `—`, `不适用`, `无`.
    Placeholder(String),
    /// A figure with a remark in its cell: `55（含自然失效29件）`.
    WithNote {
        /// The figure.
        value: Figure,
        /// The remark without its brackets.
        note: String,
    },
    /// Something that is no figure, as it stands.
    Unreadable(String),
    /// Several readings, none sure.
    Doubtful(Vec<Figure>),
}

impl Cell {
    /// Blank cells for every slot of a report.
    pub(crate) fn blanks() -> Vec<Self> {
        std::iter::repeat_with(|| Self::Blank).take(Path::SLOTS).collect()
    }

    /// The figure to calculate with: of a number, of money, of either with a remark; `None` of all else.
    pub fn figure(&self) -> Option<Figure> {
        match self {
            Self::Number(n) => Some(Figure::Number(*n)),
            Self::Money(d) => Some(Figure::Money(*d)),
            Self::WithNote { value, .. } => Some(*value),
            Self::Blank | Self::Placeholder(_) | Self::Unreadable(_) | Self::Doubtful(_) => None,
        }
    }

    /// The count to calculate with, if the cell holds one.
    pub fn count(&self) -> Option<i64> {
        match self.figure() {
            Some(Figure::Number(n)) => Some(n),
            _ => None,
        }
    }

    /// The money to calculate with, in 万元, if the cell holds any.
    pub fn money(&self) -> Option<Decimal> {
        match self.figure() {
            Some(Figure::Money(d)) => Some(d),
            _ => None,
        }
    }

    /// The text to print in the cell; a blank prints nothing.
    pub fn printed(&self) -> String {
        match self {
            Self::Number(n) => n.to_string(),
            Self::Money(d) => d.to_string(),
            Self::Blank => String::new(),
            Self::Placeholder(text) | Self::Unreadable(text) => text.clone(),
            Self::WithNote { value, note } => format!("{value}（{note}）"),
            Self::Doubtful(readings) => readings.iter().map(ToString::to_string).collect::<Vec<_>>().join("或"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_prints_as_it_was_written() {
        for text in ["0", "7730.28", "-0.5", "12.340", "0.000001", "999999999999999999"] {
            let read: Decimal = text.parse().unwrap();
            assert_eq!(read.to_string(), text);
        }
        for text in ["", "-", ".5", "5.", "1e3", "+1", "1,000", "１", "1.2.3", "9999999999999999999"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn fen_become_wan_yuan_exactly() {
        let wan = |fen| Decimal::wan_yuan_from_fen(fen).unwrap().to_string();
        assert_eq!(wan(7_730_280_000), "7730.28");
        assert_eq!(wan(1), "0.000001");
        assert_eq!(wan(0), "0");
        assert_eq!(wan(-100), "-0.0001");
    }

    #[test]
    fn amounts_are_the_same_whatever_their_zeros() {
        let d = |s: &str| s.parse::<Decimal>().unwrap();
        assert!(d("1.50").same_amount(d("1.5")));
        assert!(!d("1.51").same_amount(d("1.5")));
        assert!(d("0").same_amount(d("0.00000000000000000")));
    }
}
