//! Word files: the text part of the package, as it reads with all changes accepted.
//!
//! Read are paragraphs with their automatic numbers, tables with their merges, text boxes (before the paragraph they
//! hang on), fields by their results. Left out are deletions, hidden text, notes, headers and footers.

mod body;
mod numbering;

use numbering::Numbering;

use super::flow::Flow;
use super::package::Package;
use super::xml::{Step, attribute, local, walk};
use super::{Format, Limits, Note, ReadError};
use crate::model::Document;

const FORMAT: Format = Format::Docx;
/// The text part where every program puts it.
const USUAL_PART: &str = "word/document.xml";

pub(super) fn read(bytes: &[u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, FORMAT, limits)?;
    let part = main_part(&mut package)?;
    let xml = match package.text(&part)? {
        Some(xml) => xml,
        None => package.text(USUAL_PART)?.ok_or(ReadError::Damaged { format: FORMAT })?,
    };
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut numbering = Numbering::default();
    if let Some(lists) = package.text(&format!("{folder}/numbering.xml"))? {
        numbering = Numbering::of(&lists, limits)?;
        if let Some(styles) = package.text(&format!("{folder}/styles.xml"))? {
            numbering.styles(&styles, limits)?;
        }
    }
    let mut body = body::Body::new(Flow::new(limits, notes), limits, numbering);
    walk(&xml, FORMAT, limits, |step| body.step(step))?;
    body.finish()
}

/// The name of the text part, from the package's relations.
fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let mut part = USUAL_PART.to_owned();
    let Some(relations) = package.text("_rels/.rels")? else { return Ok(part) };
    walk(&relations, FORMAT, &Limits::default(), |step| {
        if let Step::Start(start) | Step::Empty(start) = step
            && local(start) == "Relationship"
            && attribute(start, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            && let Some(target) = attribute(start, "Target")
        {
            part = target.trim_start_matches('/').to_owned();
        }
        Ok(())
    })?;
    Ok(part)
}
