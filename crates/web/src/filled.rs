//! What was filled in, and what is wrong with it, so that a form can be shown again as it was.

use std::collections::BTreeMap;

use app::Faults;
use jiff::civil::Date;

use crate::field::{Field, Kind};

/// Values by field, in the order they were sent, with the faults found in them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filled {
    values: BTreeMap<String, Vec<String>>,
    faults: Faults,
}

impl Filled {
    /// Adds a value to a field.
    pub(crate) fn add(&mut self, field: &str, value: impl Into<String>) {
        self.values.entry(field.to_owned()).or_default().push(value.into());
    }

    /// Puts one value in place of what a field has.
    pub(crate) fn set(&mut self, field: &str, value: impl Into<String>) {
        self.values.insert(field.to_owned(), vec![value.into()]);
    }

    /// Puts a value in a field that was not sent at all.
    pub(crate) fn or(&mut self, field: &str, value: impl Into<String>) {
        self.values.entry(field.to_owned()).or_insert_with(|| vec![value.into()]);
    }

    /// The first value of a field, without space around it; empty when there is none.
    pub(crate) fn get(&self, field: &str) -> &str {
        self.values.get(field).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// The first value of a field if it is not blank.
    pub(crate) fn some(&self, field: &str) -> Option<&str> {
        Some(self.get(field)).filter(|value| !value.is_empty())
    }

    /// All values of a field.
    pub(crate) fn all(&self, field: &str) -> Vec<&str> {
        self.values.get(field).map_or_else(Vec::new, |values| values.iter().map(String::as_str).collect())
    }

    /// The names of all fields that were sent or preset.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Whether a box was ticked or a button pressed.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.values.contains_key(field)
    }

    /// How many numbered parts were sent under a prefix: `items` of `items.0`, `items.1.reason`; at most `most`.
    pub(crate) fn count(&self, prefix: &str, most: usize) -> usize {
        let lead = format!("{prefix}.");
        self.values
            .keys()
            .filter_map(|name| name.strip_prefix(&lead)?.split('.').next()?.parse::<usize>().ok())
            .map(|place| place + 1)
            .max()
            .unwrap_or(0)
            .min(most)
    }

    /// Keeps of the numbered parts under a prefix those at these places, in that order, and numbers them anew from 0.
    pub(crate) fn keep_parts(&mut self, prefix: &str, places: &[usize]) {
        let lead = format!("{prefix}.");
        for (name, values) in std::mem::take(&mut self.values) {
            let part = name.strip_prefix(&lead).and_then(|rest| {
                let (place, tail) = rest.split_once('.').map_or((rest, None), |(place, tail)| (place, Some(tail)));
                Some((place.parse::<usize>().ok()?, tail))
            });
            let Some((place, tail)) = part else {
                self.values.insert(name, values);
                continue;
            };
            let Some(to) = places.iter().position(|kept| *kept == place) else { continue };
            let name = tail.map_or_else(|| format!("{lead}{to}"), |tail| format!("{lead}{to}.{tail}"));
            self.values.insert(name, values);
        }
    }

    /// The date of a field; a fault where there is something that is none, or nothing though there must be.
    pub(crate) fn date(&mut self, field: &str, what: &str, must: bool) -> Option<Date> {
        let text = self.get(field).to_owned();
        if text.is_empty() {
            if must {
                self.wrong(field, format!("请填写{what}"));
            }
            return None;
        }
        match text.parse() {
            Ok(date) => Some(date),
            Err(_) => {
                self.wrong(field, format!("{what}应当写成 2026-03-02 这样的日期"));
                None
            }
        }
    }

    /// The whole number of a field; faults like [`Filled::date`].
    pub(crate) fn number(&mut self, field: &str, what: &str, must: bool) -> Option<u32> {
        let text = self.get(field).to_owned();
        if text.is_empty() {
            if must {
                self.wrong(field, format!("请填写{what}"));
            }
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.wrong(field, format!("{what}应当是整数"));
        }
        number
    }

    /// The text of a field that must not be blank.
    pub(crate) fn text(&mut self, field: &str, what: &str) -> String {
        let text = self.get(field).to_owned();
        if text.is_empty() {
            self.wrong(field, format!("请填写{what}"));
        }
        text
    }

    /// Notes a fault of a field.
    pub(crate) fn wrong(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.faults.add(field, message);
    }

    /// Takes up the faults a use case found.
    pub(crate) fn wrongs(&mut self, faults: Faults) {
        for fault in faults.0 {
            if !self.faults.0.contains(&fault) {
                self.faults.0.push(fault);
            }
        }
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_right(&self) -> bool {
        self.faults.0.is_empty()
    }

    /// What is wrong with a field.
    pub(crate) fn fault(&self, field: &str) -> Option<&str> {
        self.faults.0.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }

    /// All faults with the anchors of their fields, for the list on top of the form.
    pub(crate) fn faults(&self) -> Vec<(String, &str)> {
        self.faults.0.iter().map(|fault| (anchor(&fault.field), fault.message.as_str())).collect()
    }

    fn field(&self, kind: Kind, name: &str, label: &str) -> Field {
        Field::new(kind, name, label, self)
    }

    /// A line of text.
    pub(crate) fn line(&self, name: &str, label: &str) -> Field {
        self.field(Kind::Line("text"), name, label)
    }

    /// A line of another input type, such as `tel` or `email`.
    pub(crate) fn typed(&self, kind: &'static str, name: &str, label: &str) -> Field {
        self.field(Kind::Line(kind), name, label)
    }

    /// A day.
    pub(crate) fn day(&self, name: &str, label: &str) -> Field {
        self.field(Kind::Line("date"), name, label)
    }

    /// A whole number.
    pub(crate) fn whole(&self, name: &str, label: &str) -> Field {
        self.field(Kind::Line("number"), name, label)
    }

    /// A password; never shown again.
    pub(crate) fn password(&self, name: &str, label: &str) -> Field {
        self.field(Kind::Line("password"), name, label)
    }

    /// A text of several lines.
    pub(crate) fn area(&self, name: &str, label: &str) -> Field {
        self.field(Kind::Area, name, label)
    }

    /// One of a list.
    pub(crate) fn select(&self, name: &str, label: &str) -> Field {
        self.field(Kind::Select, name, label)
    }

    /// One of a few, all in sight.
    pub(crate) fn radios(&self, name: &str, label: &str) -> Field {
        self.field(Kind::Radios, name, label)
    }

    /// Some of a few.
    pub(crate) fn checks(&self, name: &str, label: &str) -> Field {
        self.field(Kind::Checks, name, label)
    }

    /// Yes or no.
    pub(crate) fn tick(&self, name: &str, label: &str) -> Field {
        self.field(Kind::Tick, name, label)
    }

    /// A file, or several with [`Field::several`].
    pub(crate) fn upload(&self, name: &str, label: &str) -> Field {
        self.field(Kind::File, name, label)
    }
}

/// The id of a field's element.
pub(crate) fn anchor(field: &str) -> String {
    format!("f-{}", field.replace('.', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_by_their_highest_number() {
        let mut filled = Filled::default();
        for name in ["items.0", "items.2.reason", "item.9", "items.x"] {
            filled.add(name, "");
        }
        assert_eq!(filled.count("items", 50), 3);
        assert_eq!(filled.count("items", 2), 2);
        assert_eq!(filled.count("applicants", 50), 0);
    }

    #[test]
    fn parts_that_are_kept_are_numbered_anew_and_all_else_stays() {
        let mut filled = Filled::default();
        for (name, value) in
            [("items.0", "甲"), ("items.1", "乙"), ("items.2", "丙"), ("items.2.why", "丁"), ("item", "戊")]
        {
            filled.add(name, value);
        }
        filled.keep_parts("items", &[2, 0]);
        assert_eq!(
            ["items.0", "items.0.why", "items.1", "items.2", "item"].map(|name| filled.get(name)),
            ["丙", "丁", "甲", "", "戊"]
        );
    }

    #[test]
    fn a_day_that_is_none_is_told_beside_its_field() {
        let mut filled = Filled::default();
        filled.add("on", "2026-02-30");
        assert_eq!(filled.date("on", "收到日期", true), None);
        assert!(filled.fault("on").unwrap().contains("收到日期"));
        assert_eq!(filled.date("off", "日期", false), None);
        assert_eq!(filled.faults().len(), 1);
    }
}
