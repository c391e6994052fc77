//! XML parts of packed files, walked through step by step within the limits.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Format, Limits, ReadError};

/// One step through an XML part.
pub(super) enum Step<'s> {
    Start(&'s BytesStart<'s>),
    Empty(&'s BytesStart<'s>),
    End(&'s str),
    Text(&'s str),
}

/// Walks through an XML part; elements deeper than anyone writes are refused, entities other than XML's own are not
/// resolved.
pub(super) fn walk(
    xml: &str,
    format: Format,
    limits: &Limits,
    mut visit: impl FnMut(Step<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let damaged = || ReadError::Damaged { format };
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

/// The name of an element without its prefix.
pub(super) fn local<'s>(start: &'s BytesStart<'_>) -> &'s str {
    let name = start.name();
    let name: &'s str = name.0;
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| quick_xml::escape::unescape(&attribute.value).ok().map(|value| value.into_owned()))
}

/// Whether an on/off property is on: present, and not said to be off.
pub(super) fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(attribute(start, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}
