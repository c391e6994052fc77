//! The parts of a form, rendered the same in every step.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::field::Field;

/// One part of a form.
#[derive(Debug, Clone, Template)]
#[template(path = "step/part.html")]
pub(super) enum Part {
    /// A field.
    Field(Box<Field>),
    /// A value that is settled and not shown.
    Hidden(String, String),
    /// A value that is settled because there is no other, and is told.
    Told(String, String),
    /// Something to know before going on: its tone and its words.
    Note(&'static str, String),
    /// Something to know, with a link to where it can be done: its words, the address, the link's words.
    Way(String, String, &'static str),
    /// Fields that belong together, shown for some choices only where `when` says so.
    Group(Group),
    /// Short fields side by side.
    Pair(Vec<Part>),
    /// Fields that can be repeated.
    Repeat(Repeat),
    /// What is rarely needed, folded away.
    Folded(Folded),
    /// A list of things with a sign before each: `held`, `missing` or `follows`.
    Checks(Vec<Check>),
    /// Facts: label and value.
    Facts(Vec<(String, String)>),
    /// A piece rendered by a template of its own, which escapes what it writes.
    Piece(String),
    /// A button that sends the form without recording anything: name, value, label.
    Button(&'static str, String, String),
}

/// Fields that belong together.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) legend: String,
    pub(super) when: String,
    pub(super) parts: Vec<Part>,
}

/// Fields that can be repeated under names that end in their place.
#[derive(Debug, Clone)]
pub(super) struct Repeat {
    /// What the list is called in names.
    pub(super) list: String,
    /// What one of them is called, before its ordinal.
    pub(super) one: &'static str,
    /// What the button says that adds one.
    pub(super) more: &'static str,
    pub(super) parts: Vec<Vec<Part>>,
}

/// Something folded away.
#[derive(Debug, Clone)]
pub(super) struct Folded {
    pub(super) summary: String,
    pub(super) open: bool,
    pub(super) parts: Vec<Part>,
}

/// One line of a list with a sign.
#[derive(Debug, Clone)]
pub(super) struct Check {
    pub(super) sign: &'static str,
    pub(super) text: String,
    pub(super) cite: String,
    /// Where it can be had, with the words of the link.
    pub(super) link: Option<(String, &'static str)>,
}

impl Check {
    /// The word that tells the sign to whoever cannot see it.
    fn word(&self) -> &'static str {
        match self.sign {
            "held" => "已有",
            "missing" => "缺少",
            _ => "随后形成",
        }
    }
}

// The template escapes every value it writes.
impl HtmlSafe for Part {}

impl Repeat {
    /// The id of the element that holds them.
    fn id(&self) -> String {
        format!("r-{}", self.list.replace('.', "-"))
    }
}

impl Part {
    /// Something to know.
    pub(super) fn note(text: impl Into<String>) -> Self {
        Part::Note("", text.into())
    }

    /// Something to beware of.
    pub(super) fn warning(text: impl Into<String>) -> Self {
        Part::Note("warn", text.into())
    }

    /// Fields that belong together.
    pub(super) fn group(legend: impl Into<String>, parts: Vec<Part>) -> Self {
        Part::Group(Group { legend: legend.into(), when: String::new(), parts })
    }

    /// Fields shown while one of some choices is made; without scripts all are shown.
    pub(super) fn group_when(legend: impl Into<String>, when: impl Into<String>, parts: Vec<Part>) -> Self {
        Part::Group(Group { legend: legend.into(), when: when.into(), parts })
    }

    /// What is rarely needed.
    pub(super) fn folded(summary: impl Into<String>, open: bool, parts: Vec<Part>) -> Self {
        Part::Folded(Folded { summary: summary.into(), open, parts })
    }

    /// Whether a file can be attached in it.
    pub(super) fn takes_files(&self) -> bool {
        let any = |parts: &[Part]| parts.iter().any(Part::takes_files);
        match self {
            Part::Field(field) => field.takes_files(),
            Part::Group(group) => any(&group.parts),
            Part::Folded(folded) => any(&folded.parts),
            Part::Pair(parts) => any(parts),
            Part::Repeat(repeat) => repeat.parts.iter().any(|parts| any(parts)),
            _ => false,
        }
    }
}

impl From<Field> for Part {
    fn from(field: Field) -> Self {
        Part::Field(Box::new(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filled::Filled;

    #[test]
    fn every_kind_of_part_renders_and_escapes() {
        let filled = Filled::default();
        let field = || Part::from(filled.line("甲", "<名称>"));
        let text = || "<b>".to_owned();
        let repeat = Repeat { list: "points".into(), one: "第", more: "再加一条", parts: vec![vec![field()]] };
        let check = Check { sign: "missing", text: text(), cite: text(), link: Some((text(), "登记")) };
        let parts = [
            field(),
            Part::Hidden(text(), text()),
            Part::Told(text(), text()),
            Part::note(text()),
            Part::Way(text(), text(), "去办理"),
            Part::group(text(), vec![field(), Part::warning(text())]),
            Part::group_when(text(), "with=a b", vec![field()]),
            Part::Pair(vec![field(), field()]),
            Part::Repeat(repeat),
            Part::folded(text(), true, vec![field()]),
            Part::Checks(vec![check]),
            Part::Facts(vec![(text(), text())]),
            Part::Button("more", text(), text()),
        ];
        for part in parts {
            let html = part.render().unwrap();
            assert!(!html.contains("<b>") && !html.contains("<名称>"), "{html}");
            assert!(!part.takes_files());
        }
        let upload = Part::group("附件", vec![filled.upload("proof", "凭证").into()]);
        assert!(upload.takes_files() && upload.render().unwrap().contains("type=\"file\""));
    }
}
