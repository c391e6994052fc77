//! Word files: the text part of the package, as it reads with all changes accepted.
//!
//! Read are paragraphs, tables with their merges, text boxes (before the paragraph they hang on), fields by their
//! results. Left out are deletions, hidden text, automatic numbers, notes, headers and footers.

mod body;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::flow::Flow;
use super::package::Package;
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
    let mut body = body::Body::new(Flow::new(limits, notes), limits);
    walk(&xml, limits, |step| body.step(step))?;
    body.finish()
}

/// The name of the text part, from the package's relations.
fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let mut part = USUAL_PART.to_owned();
    let Some(relations) = package.text("_rels/.rels")? else { return Ok(part) };
    walk(&relations, &Limits::default(), |step| {
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

/// One step through an XML part.
enum Step<'s> {
    Start(&'s BytesStart<'s>),
    Empty(&'s BytesStart<'s>),
    End(&'s str),
    Text(&'s str),
}

/// Walks through an XML part; elements deeper than anyone writes are refused, entities other than XML's own are not
/// resolved.
fn walk(xml: &str, limits: &Limits, mut visit: impl FnMut(Step<'_>) -> Result<(), ReadError>) -> Result<(), ReadError> {
    let damaged = || ReadError::Damaged { format: FORMAT };
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0_usize;
    for _ in 0..limits.max_operations {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                depth += 1;
                if depth > limits.max_depth {
                    return Err(ReadError::TooComplex);
                }
                visit(Step::Start(&start))?;
            }
            Event::Empty(start) => visit(Step::Empty(&start))?,
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Step::End(end.local_name().as_ref()))?;
            }
            Event::Text(text) => visit(Step::Text(&text.xml10_content()))?,
            Event::CData(text) => visit(Step::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                let mut buffer = [0_u8; 4];
                let text: &str = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.encode_utf8(&mut buffer),
                    _ => match &*reference {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        _ => "",
                    },
                };
                visit(Step::Text(text))?;
            }
            Event::Eof => {
                return if depth == 0 { Ok(()) } else { Err(damaged()) };
            }
            _ => {}
        }
    }
    Err(ReadError::TooComplex)
}

fn local<'s>(start: &'s BytesStart<'_>) -> &'s str {
    let name = start.name();
    let name: &'s str = name.0;
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute, whatever its prefix.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| quick_xml::escape::unescape(&attribute.value).ok().map(|value| value.into_owned()))
}

/// Whether an on/off property is on: present, and not said to be off.
fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(attribute(start, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}
