//! OFD files (GB/T 33190): the pages of every document of the package, put together by [`super::paged`].
//!
//! Read are text objects and straight lines, those of the page's templates too; pictures, seals and notes are not.

mod content;
mod path;

use std::collections::HashMap;

use super::package::Package;
use super::paged::Seen;
use super::xml::{Step, attribute, local, walk};
use super::{Format, Limits, Note, ReadError};
use crate::model::Document;

const FORMAT: Format = Format::Ofd;
/// Where the package says what it holds.
const ROOT: &str = "OFD.xml";
/// The most documents of one package.
const MOST_DOCUMENTS: usize = 64;
/// The page of a file that does not say how large it is: A4, in millimetres.
const A4: [f64; 4] = [0.0, 0.0, 210.0, 297.0];

pub(super) fn read(bytes: &[u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, FORMAT, limits)?;
    let damaged = || ReadError::Damaged { format: FORMAT };
    let locked = package.has("Encryptions.xml") || package.has("Encryption.xml");
    let opened = |error: ReadError| if locked { ReadError::Encrypted } else { error };
    let root = package.text(ROOT)?.ok_or_else(damaged)?;
    let roots = documents(&root, limits).map_err(opened)?;
    if roots.is_empty() {
        return Err(opened(damaged()));
    }
    let budget = Budget { characters: limits.max_operations, steps: limits.max_operations };
    let mut reading = Reading { limits, budget, seen: Seen::default() };
    for root in &roots {
        reading.document(&mut package, root, notes).map_err(opened)?;
    }
    reading.seen.document(FORMAT, limits, notes)
}

/// The places of the documents in a package.
fn documents(root: &str, limits: &Limits) -> Result<Vec<String>, ReadError> {
    let mut roots = Vec::new();
    let mut place: Option<String> = None;
    walk(root, FORMAT, limits, |step| {
        match step {
            Step::Start(start) if local(start) == "DocRoot" => place = Some(String::new()),
            Step::Text(text) => {
                if let Some(place) = place.as_mut() {
                    place.push_str(text);
                }
            }
            Step::End("DocRoot") => {
                if let Some(place) = place.take()
                    && roots.len() < MOST_DOCUMENTS
                {
                    roots.push(beside("", place.trim()));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(roots)
}

/// What a document says of its pages.
#[derive(Default)]
struct Outline {
    area: Option<[f64; 4]>,
    /// Templates by their numbers.
    templates: HashMap<String, String>,
    pages: Vec<String>,
}

/// The outline of the document that stands at `place`.
fn outline(xml: &str, place: &str, limits: &Limits) -> Result<Outline, ReadError> {
    let mut outline = Outline::default();
    let mut in_box: Option<String> = None;
    let mut boxes = Boxes::default();
    walk(xml, FORMAT, limits, |step| {
        match step {
            Step::Start(start) | Step::Empty(start) => match local(start) {
                "Page" => {
                    if let Some(content) = attribute(start, "BaseLoc") {
                        outline.pages.push(beside(place, content.trim()));
                    }
                }
                "TemplatePage" => {
                    if let (Some(id), Some(content)) = (attribute(start, "ID"), attribute(start, "BaseLoc")) {
                        outline.templates.insert(id, beside(place, content.trim()));
                    }
                }
                name if Boxes::named(name) => in_box = Some(String::new()),
                _ => {}
            },
            Step::Text(text) => {
                if let Some(said) = in_box.as_mut() {
                    said.push_str(text);
                }
            }
            Step::End(name) => {
                if let Some(said) = in_box.take().filter(|_| Boxes::named(name)) {
                    boxes.take(name, &said);
                }
            }
        }
        if outline.pages.len() > limits.max_pages {
            return Err(ReadError::TooComplex);
        }
        Ok(())
    })?;
    outline.area = boxes.shown();
    Ok(outline)
}

/// The boxes that bound a page; what lies outside the crop box or, without one, the physical box is not shown.
#[derive(Debug, Clone, Copy, Default)]
struct Boxes {
    physical: Option<[f64; 4]>,
    application: Option<[f64; 4]>,
}

impl Boxes {
    fn named(name: &str) -> bool {
        matches!(name, "PhysicalBox" | "ApplicationBox")
    }

    fn take(&mut self, name: &str, said: &str) {
        let area = numbers(said).try_into().ok().filter(|area: &[f64; 4]| {
            let [_, _, width, height] = *area;
            width > 1.0 && height > 1.0 && area.iter().all(|side| side.abs() < 100_000.0)
        });
        match name {
            "PhysicalBox" => self.physical = self.physical.or(area),
            _ => self.application = self.application.or(area),
        }
    }

    fn shown(self) -> Option<[f64; 4]> {
        self.physical.or(self.application)
    }
}

/// The documents of a package as far as they were read.
struct Reading<'r> {
    limits: &'r Limits,
    budget: Budget,
    seen: Seen,
}

/// What may still be taken; a page can name the same part many times.
struct Budget {
    /// Bytes of text, distances between characters and points of paths.
    characters: usize,
    /// Tags and texts of the parts.
    steps: usize,
}

fn spend(budget: &mut usize, count: usize) -> Result<(), ReadError> {
    *budget = budget.checked_sub(count).ok_or(ReadError::TooComplex)?;
    Ok(())
}

impl Reading<'_> {
    fn document(&mut self, package: &mut Package<'_>, place: &str, notes: &mut Vec<Note>) -> Result<(), ReadError> {
        let xml = package.text(place)?.ok_or(ReadError::Damaged { format: FORMAT })?;
        let outline = outline(&xml, place, self.limits)?;
        // A template's text is kept: many pages stand on the same one.
        let mut templates: HashMap<String, Option<String>> = HashMap::new();
        for content in &outline.pages {
            if self.seen.count() >= self.limits.max_pages {
                return Err(ReadError::TooComplex);
            }
            let number = u32::try_from(self.seen.count() + 1).unwrap_or(u32::MAX);
            let mut layers = content::Layers::new(&mut self.budget);
            match package.text(content)? {
                Some(xml) => self_contained(layers.take(&xml, self.limits), &mut layers)?,
                None => layers.damaged(),
            }
            for id in layers.templates() {
                let Some(place) = outline.templates.get(&id) else { continue };
                if !templates.contains_key(&id) {
                    templates.insert(id.clone(), package.text(place)?);
                }
                match templates.get(&id) {
                    Some(Some(xml)) => self_contained(layers.take(xml, self.limits), &mut layers)?,
                    _ => layers.damaged(),
                }
            }
            let marks = layers.finish(outline.area.unwrap_or(A4));
            self.seen.add(number, marks, notes)?;
        }
        Ok(())
    }
}

/// A page whose part is no XML is damaged; the others are read all the same.
fn self_contained(taken: Result<(), ReadError>, layers: &mut content::Layers<'_>) -> Result<(), ReadError> {
    match taken {
        Err(ReadError::Damaged { .. }) => {
            layers.damaged();
            Ok(())
        }
        other => other,
    }
}

/// The place of a member that another, at `from`, names: beside it, or from the top if it begins with a slash.
fn beside(from: &str, named: &str) -> String {
    let named = named.replace('\\', "/");
    let folder = if named.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(named.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Numbers parted by white space; what is no finite number ends them.
fn numbers(said: &str) -> Vec<f64> {
    said.split_whitespace().map_while(|number| number.parse::<f64>().ok().filter(|number| number.is_finite())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_beside_the_one_that_names_them() {
        assert_eq!(beside("Doc_0/Document.xml", "Pages/Page_0/Content.xml"), "Doc_0/Pages/Page_0/Content.xml");
        assert_eq!(beside("Doc_0/Document.xml", "/Doc_0/Tpls/a.xml"), "Doc_0/Tpls/a.xml");
        assert_eq!(beside("Doc_0/Document.xml", "../Doc_1/./a.xml"), "Doc_1/a.xml");
        assert_eq!(beside("", "../../x"), "x");
    }
}
