//! One field of a form, rendered the same everywhere: label above, hint under it, fault beside the field.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::filled::{Filled, anchor};

/// What a field is filled in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An input of one line, of this HTML type.
    Line(&'static str),
    /// Several lines.
    Area,
    /// A drop-down list.
    Select,
    /// Radio buttons.
    Radios,
    /// Check boxes.
    Checks,
    /// One check box.
    Tick,
    /// A file.
    File,
}

/// One choice of a list.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) chosen: bool,
    pub(crate) id: String,
}

/// A field, ready to be written into a page: `{{ filled.line("name", "姓名").hint("与证件一致").must() }}`.
#[derive(Debug, Clone, Template)]
#[template(path = "widgets/field.html")]
pub(crate) struct Field {
    kind: Kind,
    name: String,
    id: String,
    label: String,
    value: String,
    hint: String,
    fault: String,
    must: bool,
    optional: bool,
    class: &'static str,
    autocomplete: &'static str,
    choices: Vec<Choice>,
    chosen: Vec<String>,
    several: bool,
    inline: bool,
    accept: &'static str,
    least: String,
    most: String,
}

// The template escapes every value it writes.
impl HtmlSafe for Field {}

impl Field {
    pub(crate) fn new(kind: Kind, name: &str, label: &str, filled: &Filled) -> Self {
        let secret = kind == Kind::Line("password") || kind == Kind::File;
        Field {
            kind,
            name: name.to_owned(),
            id: anchor(name),
            label: label.to_owned(),
            value: if secret { String::new() } else { filled.get(name).to_owned() },
            hint: String::new(),
            fault: filled.fault(name).unwrap_or_default().to_owned(),
            must: false,
            optional: false,
            class: "",
            autocomplete: "off",
            choices: Vec::new(),
            chosen: filled.all(name).into_iter().map(str::to_owned).collect(),
            several: false,
            inline: false,
            accept: "",
            least: String::new(),
            most: String::new(),
        }
    }

    /// Says what to write and how.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// It must be filled in. The browser is not asked to hold anybody to it: all faults are told at once by the page.
    pub(crate) fn must(mut self) -> Self {
        self.must = true;
        self
    }

    /// It may be left empty, and says so.
    pub(crate) fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// A narrow input for a short value.
    pub(crate) fn short(mut self) -> Self {
        self.class = "short";
        self
    }

    /// A tall text.
    pub(crate) fn tall(mut self) -> Self {
        self.class = "tall";
        self
    }

    /// A low text, for a line or two.
    pub(crate) fn low(mut self) -> Self {
        self.class = "low";
        self
    }

    /// What the browser may fill in.
    pub(crate) fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    /// Several files.
    pub(crate) fn several(mut self) -> Self {
        self.several = true;
        self
    }

    /// Which files the browser offers.
    pub(crate) fn accept(mut self, what: &'static str) -> Self {
        self.accept = what;
        self
    }

    /// Choices side by side.
    pub(crate) fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    /// The least and the most a number or day may be; a help for the browser, checked again here.
    pub(crate) fn between(mut self, least: impl ToString, most: impl ToString) -> Self {
        (self.least, self.most) = (least.to_string(), most.to_string());
        self
    }

    /// One choice more.
    pub(crate) fn choice(self, value: impl Into<String>, label: impl Into<String>) -> Self {
        self.choice_with(value, label, "")
    }

    /// One choice more, with a hint of its own.
    pub(crate) fn choice_with(
        mut self,
        value: impl Into<String>,
        label: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let value = value.into();
        let chosen = self.chosen.contains(&value);
        // The first choice bears the field's own id, so that the list of faults leads to it.
        let id =
            if self.choices.is_empty() { self.id.clone() } else { format!("{}-{}", self.id, self.choices.len() + 1) };
        self.choices.push(Choice { value, label: label.into(), hint: hint.into(), chosen, id });
        self
    }

    /// Many choices.
    pub(crate) fn choices<V: Into<String>, L: Into<String>>(self, list: impl IntoIterator<Item = (V, L)>) -> Self {
        list.into_iter().fold(self, |field, (value, label)| field.choice(value, label))
    }

    /// Whether a file is attached in it, so that its form is sent in parts.
    pub(crate) fn takes_files(&self) -> bool {
        self.kind == Kind::File
    }

    fn is(&self, what: &str) -> bool {
        matches!(
            (self.kind, what),
            (Kind::Area, "area")
                | (Kind::Select, "select")
                | (Kind::Radios, "radios")
                | (Kind::Checks, "checks")
                | (Kind::Tick, "tick")
                | (Kind::File, "file")
        )
    }

    fn input_type(&self) -> &'static str {
        match self.kind {
            Kind::Line(kind) => kind,
            Kind::Radios => "radio",
            _ => "checkbox",
        }
    }

    fn described(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id));
        }
        if !self.fault.is_empty() {
            ids.push(format!("{}-fault", self.id));
        }
        ids.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_escapes_what_was_typed_and_names_its_fault() {
        let mut filled = Filled::default();
        filled.add("name", "<b>\"甲\"");
        filled.wrong("name", "请填写姓名");
        let html = filled.line("name", "姓名").hint("与证件一致").must().render().unwrap();
        assert!(!html.contains("<b>"), "{html}");
        assert!(html.contains("id=\"f-name\"") && html.contains("f-name-fault") && html.contains("aria-invalid"));
    }

    #[test]
    fn the_choice_made_is_shown_again() {
        let mut filled = Filled::default();
        filled.add("channel", "post");
        let html = filled.radios("channel", "渠道").choice("online", "互联网").choice("post", "邮寄").render().unwrap();
        assert_eq!(html.matches(" checked").count(), 1);
        let checked = html.find(" checked").unwrap();
        assert!(html[..checked].rfind("value=\"post\"").unwrap() > html[..checked].rfind("value=\"online\"").unwrap());
    }

    #[test]
    fn a_password_is_never_written_back() {
        let mut filled = Filled::default();
        filled.add("password", "秘密的口令");
        assert!(!filled.password("password", "口令").render().unwrap().contains("秘密"));
    }
}
