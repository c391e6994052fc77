//! A sum of many figures, counts or money, exact.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use crate::cell::Figure;

/// A sum; money keeps as many decimals as its most exact part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    units: i128,
    scale: u8,
    money: bool,
}

impl Amount {
    /// The sum with one figure more; `None` past what a sum can hold.
    #[must_use]
    pub fn plus(self, figure: Figure) -> Option<Self> {
        let (units, scale, money) = match figure {
            Figure::Number(n) => (i128::from(n), 0, false),
            Figure::Money(amount) => (i128::from(amount.units()), amount.scale(), true),
        };
        let all = self.scale.max(scale);
        let units = at(self.units, self.scale, all)?.checked_add(at(units, scale, all)?)?;
        Some(Self { units, scale: all, money: self.money || money })
    }

    /// How much more it is than another; `None` past what can be held.
    pub fn minus(self, other: Self) -> Option<Self> {
        let all = self.scale.max(other.scale);
        let units = at(self.units, self.scale, all)?.checked_sub(at(other.units, other.scale, all)?)?;
        Some(Self { units, scale: all, money: self.money || other.money })
    }

    /// Says whether it is less than nought.
    pub fn is_negative(self) -> bool {
        self.units < 0
    }

    /// The sum as one figure, where it is not too large to be one.
    pub fn figure(self) -> Option<Figure> {
        let units = i64::try_from(self.units).ok()?;
        match self.money {
            true => crate::cell::Decimal::new(units, self.scale).map(Figure::Money),
            false => Some(Figure::Number(units)),
        }
    }
}

impl From<Figure> for Amount {
    fn from(figure: Figure) -> Self {
        Self::default().plus(figure).unwrap_or_default()
    }
}

fn at(units: i128, scale: u8, wanted: u8) -> Option<i128> {
    units.checked_mul(10_i128.checked_pow(u32::from(wanted.saturating_sub(scale)))?)
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.units < 0 {
            f.write_str("-")?;
        }
        let digits = self.units.unsigned_abs();
        match (self.scale, 10_u128.checked_pow(u32::from(self.scale))) {
            (1.., Some(one)) => {
                write!(f, "{}.{:0width$}", digits / one, digits % one, width = usize::from(self.scale))
            }
            _ => write!(f, "{digits}"),
        }
    }
}

impl Serialize for Amount {
    /// A count as a number, money as a decimal string, as the contract has both.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.money, i64::try_from(self.units)) {
            (false, Ok(count)) => serializer.serialize_i64(count),
            _ => serializer.collect_str(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_added_exactly_whatever_its_decimals() {
        let money = |text: &str| Figure::Money(text.parse().unwrap());
        let sum = ["0.1", "0.25", "7730.28"].into_iter().try_fold(Amount::default(), |sum, one| sum.plus(money(one)));
        let sum = sum.unwrap();
        assert_eq!(sum.to_string(), "7730.63");
        assert_eq!(sum.minus(money("7731").into()).unwrap().to_string(), "-0.37");
        assert_eq!(serde_json::to_value(sum).unwrap(), "7730.63");
        assert_eq!(serde_json::to_value(Amount::from(Figure::Number(-3))).unwrap(), -3);
        assert_eq!(Amount::from(money("0.50")).figure(), Some(money("0.50")));
    }
}
