//! The report as JSON: exactly the object of the contract, in its order.

mod distinct;
mod parse;
mod quick;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::cell::{Cell, Figure};
use crate::form::{Column, Form, Path, RemedyBlock, RemedyResult, Row, Subject};
use crate::report::{Report, Source, Sources};

pub use parse::{Fault, MAX_JSON_BYTES, NotTheContract, cell as cell_from_value, from_json, from_value};

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(n) => serializer.serialize_i64(*n),
            Self::Money(amount) => serializer.collect_str(amount),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(n) => serializer.serialize_i64(*n),
            Self::Money(amount) => serializer.collect_str(amount),
            Self::Blank => serializer.serialize_unit(),
            Self::Placeholder(text) => one(serializer, "placeholder", text),
            Self::Unreadable(text) => one(serializer, "unreadable", text),
            Self::Doubtful(readings) => one(serializer, "doubtful", readings),
            Self::WithNote { value, note } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("value", value)?;
                map.serialize_entry("note", note)?;
                map.end()
            }
        }
    }
}

fn one<S: Serializer>(serializer: S, key: &str, value: &(impl Serialize + ?Sized)) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(key, value)?;
    map.end()
}

impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Read(place) => place.serialize(serializer),
            Self::Counted(cases) => one(serializer, "counted", cases),
            Self::Stated(id) => one(serializer, "stated", id),
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WithSources { report: self, sources: None }.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Report {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        from_value(&value).map(|(report, _)| report).map_err(serde::de::Error::custom)
    }
}

/// A report and, if asked for, where its figures come from: `sources` is the last key of the object.
#[derive(Debug, Clone, Copy)]
pub struct WithSources<'a> {
    /// The report.
    pub report: &'a Report,
    /// Where its figures come from; `None` leaves the key out.
    pub sources: Option<&'a Sources>,
}

impl Serialize for WithSources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("organ", &report.organ)?;
        map.serialize_entry("year", &report.year)?;
        map.serialize_entry("form", &report.form())?;
        if let Some(period) = &report.period {
            map.serialize_entry("period", period)?;
        }
        map.serialize_entry("proactive", &Proactive(report))?;
        map.serialize_entry("applications", &Applications(report))?;
        map.serialize_entry("remedies", &Remedies(report))?;
        map.serialize_entry("narrative", &report.narrative)?;
        if let Some(sources) = self.sources {
            map.serialize_entry("sources", sources)?;
        }
        map.end()
    }
}

/// Cells under their keys.
struct Cells<'a, I>(&'a Report, I);

impl<I: Iterator<Item = (&'static str, Path)> + Clone> Serialize for Cells<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.1.clone().map(|(key, path)| (key, self.0.cell(path))))
    }
}

struct Proactive<'a>(&'a Report);

impl Serialize for Proactive<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = self.0.form();
        serializer.collect_map(Subject::of(form).iter().map(|&subject| {
            let measures = subject.measures(form).iter();
            (subject.key(), Cells(self.0, measures.map(move |m| (m.key(), Path::Proactive(subject, *m)))))
        }))
    }
}

struct Applications<'a>(&'a Report);

fn columns(row: Row) -> impl Iterator<Item = (&'static str, Path)> + Clone {
    Column::ALL.into_iter().map(move |column| (column.key(), Path::Applications(row, column)))
}

impl Serialize for Applications<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("new", &Cells(self.0, columns(Row::New)))?;
        map.serialize_entry("carried_in", &Cells(self.0, columns(Row::CarriedIn)))?;
        map.serialize_entry("results", &Results(self.0))?;
        map.serialize_entry("carried_out", &Cells(self.0, columns(Row::CarriedOut)))?;
        map.end()
    }
}

struct Results<'a>(&'a Report);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.0.other_rows().rows().filter(|row| row.is_result());
        serializer.collect_map(rows.map(|row| (row.key(), Cells(self.0, columns(row)))))
    }
}

struct Remedies<'a>(&'a Report);

impl Serialize for Remedies<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(RemedyBlock::ALL.map(|block| {
            let results = RemedyResult::ALL.into_iter();
            (block.key(), Cells(self.0, results.map(move |r| (r.key(), Path::Remedies(block, r)))))
        }))
    }
}
