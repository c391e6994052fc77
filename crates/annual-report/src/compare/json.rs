//! A comparison as JSON; `docs/compare-and-rollup.md` tells its keys.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::{Comparison, Join, Line, What};
use crate::cell::Cell;

impl Serialize for Comparison<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reports: Vec<Value> = self
            .reports
            .iter()
            .map(|one| {
                json!({
                    "file": one.file, "organ": one.report.organ, "year": one.report.year, "form": one.report.form(),
                    "findings": one.findings,
                })
            })
            .collect();
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("reports", &reports)?;
        map.serialize_entry("remarks", &self.remarks)?;
        map.serialize_entry("lines", &self.lines)?;
        map.serialize_entry("joins", &self.joins)?;
        map.end()
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let absent = |value: &Option<Cell>| match value {
            Some(cell) => json!(cell),
            None => json!({ "absent": true }),
        };
        let values: Vec<Value> = self.values.iter().map(absent).collect();
        let steps: Vec<Value> = self
            .steps
            .iter()
            .map(|step| json!({ "difference": step.difference, "percent": step.percent.map(|p| p.to_string()) }))
            .collect();
        let mut map = serializer.serialize_map(Some(3))?;
        match self.what {
            What::Cell(path) => map.serialize_entry("cell", &path)?,
            What::OtherTogether(column) => {
                map.serialize_entry("cell", &format!("applications.results.other_together.{}", column.key()))?;
            }
        }
        map.serialize_entry("values", &values)?;
        map.serialize_entry("steps", &steps)?;
        map.end()
    }
}

impl Serialize for Join {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let likeness: Vec<Value> = self
            .likeness
            .iter()
            .map(|alike| {
                json!({ "section": alike.section.key(), "per_mille": alike.per_mille, "longest": alike.longest })
            })
            .collect();
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("from", &self.from)?;
        map.serialize_entry("to", &self.to)?;
        map.serialize_entry("consecutive", &self.consecutive)?;
        map.serialize_entry("findings", &self.findings)?;
        map.serialize_entry("likeness", &likeness)?;
        map.end()
    }
}
