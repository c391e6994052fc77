//! The path of a cell, such as `applications.results.granted.natural_person`.

use std::fmt;
use std::str::FromStr;

use super::{Column, Form, Measure, RemedyBlock, RemedyResult, Row, Subject};

/// Which cell of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// A cell of table two.
    Proactive(Subject, Measure),
    /// A cell of table three.
    Applications(Row, Column),
    /// A cell of table four.
    Remedies(RemedyBlock, RemedyResult),
}

const PROACTIVE: usize = Subject::COUNT * Measure::COUNT;
const APPLICATIONS: usize = Row::COUNT * Column::COUNT;
const REMEDIES: usize = 3 * 5;

impl Path {
    /// How many slots dense storage needs for any cell of either form.
    pub const SLOTS: usize = PROACTIVE + APPLICATIONS + REMEDIES;

    /// Its place in dense storage, below [`Path::SLOTS`].
    pub const fn slot(self) -> usize {
        match self {
            Self::Proactive(subject, measure) => subject as usize * Measure::COUNT + measure as usize,
            Self::Applications(row, column) => PROACTIVE + row as usize * Column::COUNT + column as usize,
            Self::Remedies(block, result) => PROACTIVE + APPLICATIONS + block as usize * 5 + result as usize,
        }
    }

    /// Says whether the cell holds money (万元) and not a count.
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Proactive(_, Measure::Amount))
    }

    /// Says whether a negative count is in order there: 本年增/减 of the 2019 form.
    pub const fn may_be_negative(self) -> bool {
        matches!(self, Self::Proactive(_, Measure::Change))
    }

    /// Says whether the cell is the part, or a total that adds it up: 总计 of a row, （七） of a column, 总计 of a block.
    pub fn adds_up(self, part: Self) -> bool {
        match (self, part) {
            (Self::Applications(row, column), Self::Applications(its_row, its_column)) => {
                let rows = row == its_row || (row == Row::Total && its_row.is_result());
                let columns = column == its_column || column == Column::Total;
                rows && columns
            }
            (Self::Remedies(block, result), Self::Remedies(its_block, its_result)) => {
                block == its_block && (result == its_result || result == RemedyResult::Total)
            }
            _ => self == part,
        }
    }

    /// What to call the cell in a message: its row and column in words.
    pub fn in_words(self, form: Form) -> String {
        match self {
            Self::Proactive(subject, measure) => {
                format!("“{}”行“{}”列", subject.label(form), measure.label(subject, form))
            }
            Self::Applications(row, column) => format!("“{}”行“{}”列", row.in_words(), column.label()),
            Self::Remedies(block, result) => format!("{}“{}”", block.in_words(), result.label()),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proactive(subject, measure) => write!(f, "proactive.{}.{}", subject.key(), measure.key()),
            Self::Applications(row, column) if row.is_result() => {
                write!(f, "applications.results.{}.{}", row.key(), column.key())
            }
            Self::Applications(row, column) => write!(f, "applications.{}.{}", row.key(), column.key()),
            Self::Remedies(block, result) => write!(f, "remedies.{}.{}", block.key(), result.key()),
        }
    }
}

impl serde::Serialize for Path {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Path {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The text names no cell of either form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是年报表格中的单元格")]
pub struct NotAPath(pub String);

impl FromStr for Path {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        find(text).ok_or_else(|| NotAPath(text.chars().take(100).collect()))
    }
}

fn find(text: &str) -> Option<Path> {
    let (table, rest) = text.split_once('.')?;
    let (rest, column) = rest.rsplit_once('.')?;
    match table {
        "proactive" => {
            let subject = Subject::ALL.into_iter().find(|s| s.key() == rest)?;
            let measure = Measure::ALL.into_iter().find(|m| m.key() == column)?;
            let known = [Form::F2019, Form::F2021].into_iter().any(|form| subject.measures(form).contains(&measure));
            known.then_some(Path::Proactive(subject, measure))
        }
        "applications" => {
            let (result, key) = match rest.strip_prefix("results.") {
                Some(key) => (true, key),
                None => (false, rest),
            };
            let row = Row::ALL.into_iter().find(|r| r.is_result() == result && r.key() == key)?;
            let column = Column::ALL.into_iter().find(|c| c.key() == column)?;
            Some(Path::Applications(row, column))
        }
        "remedies" => {
            let block = RemedyBlock::ALL.into_iter().find(|b| b.key() == rest)?;
            let result = RemedyResult::ALL.into_iter().find(|r| r.key() == column)?;
            Some(Path::Remedies(block, result))
        }
        _ => None,
    }
}
