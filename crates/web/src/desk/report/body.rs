//! A report in its six sections, as it is read on the screen.

use std::collections::BTreeMap;

use annual_report::{CellBeside, Finding, Path, Report, Section};
use askama::Template;
use askama::filters::HtmlSafe;
use uuid::Uuid;

use super::finding::lit;
use super::table::{Look, Marks, TableView};
use super::text::{TextView, texts};
use super::whence::Whence;

/// The six sections; `{{ body }}` in a page.
#[derive(Template)]
#[template(path = "report/body.html")]
pub(crate) struct BodyView {
    tables: [TableView; 3],
    texts: [TextView; 3],
    fees: String,
    beside: String,
}

// The template escapes every value it writes.
impl HtmlSafe for BodyView {}

impl BodyView {
    /// A report with the cells its findings name marked, and the year before beside it where that is asked for.
    pub(crate) fn new(
        report: &Report,
        whence: Whence,
        findings: &[Finding],
        beside: Option<&BTreeMap<Path, CellBeside>>,
    ) -> Self {
        Self::marked(report, whence, findings, beside, &Marks { lit: lit(findings), ..Marks::default() })
    }

    /// The same with marks of the page's own.
    pub(crate) fn marked(
        report: &Report,
        whence: Whence,
        findings: &[Finding],
        beside: Option<&BTreeMap<Path, CellBeside>>,
        marks: &Marks,
    ) -> Self {
        let tables = Look { report, whence, marks, beside }.tables();
        BodyView { tables, texts: texts(report, findings), fees: whence.fees(), beside: String::new() }
    }

    /// The same with the address where its texts are written.
    pub(crate) fn written_at(mut self, address: &str) -> Self {
        for text in &mut self.texts {
            text.change = Some((address.to_owned(), "改写"));
        }
        self
    }

    /// The same of a report that was read: with where each of its texts is corrected, for whoever may, and which were.
    pub(crate) fn read(mut self, id: Uuid, may: bool, corrected: &[Section]) -> Self {
        for (text, section) in self.texts.iter_mut().zip(Section::ALL) {
            text.none = "没有读出文字。";
            text.change = may.then(|| (format!("/reports/read/{id}/text/{}", section.key()), "更正"));
            text.corrected = corrected.contains(&section);
        }
        self
    }

    /// The same with a sentence on what stands beside its figures.
    pub(crate) fn beside(mut self, sentence: String) -> Self {
        self.beside = sentence;
        self
    }
}
