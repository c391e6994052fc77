//! The parts of a PDF by their names: contents, forms and fonts, unpacked within a budget.

use unpdf::parser::backend::{PageId, ResourceScope};
use unpdf::parser::raw::tokenizer::{PdfObject, dict_get};
use unpdf::parser::raw::{PdfDict, PdfStream, RawDocument, stream};

use super::inflate;

/// How many nodes above a page may hold resources for it.
const MOST_ABOVE: usize = 64;
/// What one part may unpack to; no page of a report is described in more.
const MOST_PART: usize = 24 << 20;

/// The budget is used up.
#[derive(Debug)]
pub(super) struct Spent;

/// Unpacks a part; `None` if it is damaged or a picture.
pub(super) fn unpacked(part: &PdfStream, budget: &mut usize) -> Result<Option<Vec<u8>>, Spent> {
    let most = (*budget).min(MOST_PART);
    let size = inflate::size(part, most);
    if size > most {
        // What is packed in rare ways is not counted, and unpacked only if it is small.
        return Err(Spent);
    }
    let unpacked = stream::decompress(part).ok();
    *budget = budget.checked_sub(unpacked.as_ref().map_or(0, Vec::len)).ok_or(Spent)?;
    Ok(unpacked)
}

/// The drawing instructions of a page, and how many of their parts are damaged.
pub(super) fn contents(file: &RawDocument, page: PageId, budget: &mut usize) -> Result<(Vec<u8>, usize), Spent> {
    let mut content = Vec::new();
    let mut damaged = 0;
    let Ok(dict) = file.get_dict(page) else { return Ok((content, 1)) };
    let Some(contents) = dict_get(dict, b"Contents").map(|contents| file.resolve(contents)) else {
        return Ok((content, 0));
    };
    let parts: &[PdfObject] = match contents {
        PdfObject::Array(parts) => parts,
        one => std::slice::from_ref(one),
    };
    for part in parts {
        let Some(part) = file.resolve(part).as_stream() else {
            damaged += usize::from(!matches!(contents, PdfObject::Array(_)));
            continue;
        };
        // Each part costs something, even an empty one.
        *budget = budget.checked_sub(256).ok_or(Spent)?;
        match unpacked(part, budget)? {
            Some(data) => {
                content.extend_from_slice(&data);
                content.push(b' ');
            }
            None => damaged += 1,
        }
    }
    Ok((content, damaged))
}

/// What a name of some kind means where a page or a form is drawn: the innermost resources that have it.
pub(super) fn named<'d>(
    file: &'d RawDocument,
    scope: ResourceScope,
    kind: &[u8],
    name: &[u8],
) -> Option<&'d PdfObject> {
    let of = |dict: &'d PdfDict| {
        let resources = file.resolve(dict_get(dict, b"Resources")?).as_dict()?;
        dict_get(file.resolve(dict_get(resources, kind)?).as_dict()?, name)
    };
    let form = scope.form.and_then(|form| of(file.get_dict(form).ok()?));
    form.or_else(|| above(file, scope.page).find_map(of))
}

/// A page's dictionary and those of the nodes above it.
pub(super) fn above(file: &RawDocument, page: PageId) -> impl Iterator<Item = &PdfDict> {
    let next = |dict: &PdfDict| file.get_dict(dict_get(dict, b"Parent")?.as_reference()?).ok();
    std::iter::successors(file.get_dict(page).ok(), move |dict| next(dict)).take(MOST_ABOVE)
}
