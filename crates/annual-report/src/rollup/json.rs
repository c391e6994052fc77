//! A roll-up as JSON; `docs/compare-and-rollup.md` tells its keys.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::{Against, Group, Held, Organ, Outcome, RollUp};

impl Serialize for RollUp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = |pairs: &[(String, String)], key: &str| -> Vec<Value> {
            pairs.iter().map(|(file, why)| json!({ "file": file, key: why })).collect()
        };
        let unplaced: Vec<Value> = self
            .unplaced
            .iter()
            .map(|one| json!({ "file": one.file, "reason": one.reason, "findings": one.findings }))
            .collect();
        let mut map = serializer.serialize_map(Some(9))?;
        map.serialize_entry("folder", &self.root)?;
        map.serialize_entry("years", &self.years)?;
        map.serialize_entry("organs", &Organs(self))?;
        map.serialize_entry("sums", &self.groups)?;
        map.serialize_entry("parents", &self.against)?;
        map.serialize_entry("unreadable", &pairs(&self.unreadable, "error"))?;
        map.serialize_entry("unplaced", &unplaced)?;
        map.serialize_entry("skipped", &pairs(&self.skipped, "reason"))?;
        map.serialize_entry("remarks", &self.remarks)?;
        map.end()
    }
}

struct Organs<'u>(&'u RollUp);

impl Serialize for Organs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.organs.iter().map(|organ| One(organ, &self.0.years)))
    }
}

struct One<'u>(&'u Organ, &'u [u16]);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(organ, years) = self;
        let reports: serde_json::Map<String, Value> =
            years.iter().map(|year| (year.to_string(), report(organ.years.get(year)))).collect();
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("name", &organ.name)?;
        map.serialize_entry("parent", &organ.parent)?;
        map.serialize_entry("reports", &reports)?;
        map.end()
    }
}

fn report(held: Option<&Held>) -> Value {
    match held {
        None => json!({ "state": "missing" }),
        Some(held) if !held.is_read() => json!({ "state": "unreadable", "files": held.unreadable }),
        Some(held) => json!({
            "state": "read", "files": held.files, "findings": held.findings, "not_assessable": held.not_assessable,
        }),
    }
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Cells<'g>(&'g Group);
        impl Serialize for Cells<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(
                    self.0.cells.iter().map(|cell| (cell.path, json!({ "known": cell.known, "of": cell.of }))),
                )
            }
        }
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("parent", &self.parent)?;
        map.serialize_entry("year", &self.year)?;
        map.serialize_entry("expected", &self.expected)?;
        map.serialize_entry("read", &self.read)?;
        map.serialize_entry("cells", &Cells(self))?;
        map.end()
    }
}

impl Serialize for Against {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (outcome, apart) = match self.outcome {
            Outcome::Holds(own) => ("holds", Some(own)),
            Outcome::Less(by) => ("less", Some(by)),
            Outcome::NotAssessable => ("not_assessable", None),
        };
        let mut map = serializer.serialize_map(Some(9))?;
        map.serialize_entry("organ", &self.organ)?;
        map.serialize_entry("year", &self.year)?;
        map.serialize_entry("cell", &self.path)?;
        map.serialize_entry("reported", &self.own)?;
        map.serialize_entry("parts", &self.parts)?;
        map.serialize_entry("of", &self.of)?;
        map.serialize_entry("expected", &self.expected)?;
        map.serialize_entry("outcome", outcome)?;
        map.serialize_entry("apart", &apart)?;
        map.end()
    }
}
