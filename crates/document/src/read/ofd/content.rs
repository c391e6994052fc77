//! What a page or a template of an OFD file shows.
//!
//! Lengths are millimetres and y grows downwards; what leaves here is in points with y upwards, as [`Marks`] has it.

use quick_xml::events::BytesStart;

use super::super::paged::{Glyph, MOST_GLYPHS, Marks, Matrix, RULE_THICKNESS, Rule, Shown, drop_doubles};
use super::super::xml::{Step, attribute, local, walk};
use super::super::{Limits, ReadError};
use super::{Boxes, Budget, FORMAT, numbers, path, spend};

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// Line width of a path that does not say it, in millimetres.
const LINE_WIDTH: f64 = 0.353;
/// How much a run of deltas may be repeated.
const MOST_DELTAS: usize = 100_000;
/// What writers put where a glyph stands for no character.
const NO_CHARACTER: char = '\u{a4}';

/// An object that is being read.
#[derive(Debug, Clone)]
struct Object {
    /// From the object's own space to the page, in points, y downwards.
    matrix: Matrix,
    visible: bool,
    size: f64,
    stretch: f64,
    /// Characters stand turned against their line.
    turned: bool,
    stroke: bool,
    fill: bool,
    line_width: f64,
}

/// A run of text that is being read.
struct Code {
    x: f64,
    y: f64,
    delta_x: Vec<f64>,
    delta_y: Vec<f64>,
    text: String,
}

/// A page with its templates, laid one on the other.
pub(super) struct Layers<'b> {
    budget: &'b mut Budget,
    marks: Marks,
    boxes: Boxes,
    templates: Vec<String>,
    object: Option<Object>,
    code: Option<Code>,
    /// The text of an element that holds plain text: path data, a box.
    said: Option<String>,
}

impl<'b> Layers<'b> {
    pub fn new(budget: &'b mut Budget) -> Self {
        Self {
            budget,
            marks: Marks::default(),
            boxes: Boxes::default(),
            templates: Vec::new(),
            object: None,
            code: None,
            said: None,
        }
    }

    pub fn damaged(&mut self) {
        self.marks.damaged = true;
        (self.object, self.code, self.said) = (None, None, None);
    }

    /// The templates that the page stands on; asked once.
    pub fn templates(&mut self) -> Vec<String> {
        std::mem::take(&mut self.templates)
    }

    /// Takes the content of the page or of one of its templates.
    pub fn take(&mut self, xml: &str, limits: &Limits) -> Result<(), ReadError> {
        walk(xml, FORMAT, limits, |step| {
            spend(&mut self.budget.steps, 1)?;
            match step {
                Step::Start(start) => self.start(start)?,
                Step::Empty(start) => {
                    self.start(start)?;
                    self.end(local(start))?;
                }
                Step::End(name) => self.end(name)?,
                Step::Text(text) => {
                    if let Some(code) = self.code.as_mut() {
                        code.text.push_str(text);
                    } else if let Some(said) = self.said.as_mut() {
                        said.push_str(text);
                    }
                }
            }
            Ok(())
        })
    }

    /// The marks of the page, turned upright; `area` bounds it if it says nothing itself.
    pub fn finish(self, area: [f64; 4]) -> Marks {
        let [left, top, width, height] = self.boxes.shown().unwrap_or(area).map(|length| length * POINTS);
        let mut marks = self.marks;
        (marks.width, marks.height) = (width, height);
        let over = |y: f64| height - (y - top);
        for glyph in &mut marks.glyphs {
            (glyph.x0, glyph.x1, glyph.y) = (glyph.x0 - left, glyph.x1 - left, over(glyph.y));
        }
        for rule in &mut marks.rules {
            *rule = if rule.horizontal {
                Rule { at: over(rule.at), from: rule.from - left, to: rule.to - left, ..*rule }
            } else {
                Rule { at: rule.at - left, from: over(rule.to), to: over(rule.from), ..*rule }
            };
        }
        drop_doubles(&mut marks.glyphs);
        marks
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        match local(start) {
            "Template" => {
                if let Some(id) = attribute(start, "TemplateID").filter(|_| self.templates.len() < 64) {
                    self.templates.push(id);
                }
            }
            "TextObject" | "PathObject" => self.object = Some(Object::of(start)),
            "ImageObject" | "CompositeObject" => self.marks.pictures = true,
            "FillColor" if attribute(start, "Alpha").as_deref() == Some("0") => {
                if let Some(object) = self.object.as_mut() {
                    object.visible &= object.stroke && object.size == 0.0;
                    object.fill = false;
                }
            }
            "TextCode" => {
                let one = |name: &str| attribute(start, name).and_then(|said| numbers(&said).first().copied());
                let many = |name: &str| attribute(start, name).map(|said| deltas(&said)).unwrap_or_default();
                let (delta_x, delta_y) = (many("DeltaX"), many("DeltaY"));
                spend(&mut self.budget.characters, delta_x.len() + delta_y.len())?;
                let before = self.code.take();
                // A run that does not say where it stands goes on where the one before began.
                let (x, y) = before.map_or((0.0, 0.0), |code| (code.x, code.y));
                self.code = Some(Code {
                    x: one("X").unwrap_or(x),
                    y: one("Y").unwrap_or(y),
                    delta_x,
                    delta_y,
                    text: String::new(),
                });
            }
            "AbbreviatedData" => self.said = Some(String::new()),
            name if Boxes::named(name) => self.said = Some(String::new()),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "TextCode" => {
                if let (Some(code), Some(object)) = (self.code.take(), self.object.clone()) {
                    self.show(&object, &code)?;
                }
            }
            "AbbreviatedData" => {
                if let (Some(data), Some(object)) = (self.said.take(), self.object.clone()) {
                    self.draw(&object, &data)?;
                }
            }
            "TextObject" | "PathObject" => self.object = None,
            name if Boxes::named(name) => {
                if let Some(said) = self.said.take() {
                    self.boxes.take(name, &said);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn show(&mut self, object: &Object, code: &Code) -> Result<(), ReadError> {
        let text = code.text.trim_matches(['\n', '\r']);
        spend(&mut self.budget.characters, text.len())?;
        if !object.visible {
            return Ok(());
        }
        if !text.is_empty() && text.chars().all(|c| c == NO_CHARACTER || c == '\u{fffd}') {
            self.marks.unreadable += 1;
            return Ok(());
        }
        let [a, b, c, d, _, _] = object.matrix.0;
        let size = object.size * c.hypot(d);
        if !(size.is_finite() && size > 0.1) {
            return Ok(());
        }
        let upright = a > 0.0 && b.abs() <= 0.02 * a.abs() && !object.turned;
        let (mut x, mut y) = (code.x, code.y);
        let down = code.delta_x.is_empty() && !code.delta_y.is_empty();
        for (index, c) in text.chars().enumerate() {
            let usual = object.size * object.stretch * if c.is_ascii() { 0.5 } else { 1.0 };
            let delta = code.delta_x.get(index).copied();
            // How wide a Latin character is, is told by where the next one stands, if that is near.
            let widest = object.size * object.stretch * if c.is_ascii_alphabetic() { 1.05 } else { 0.7 };
            let width = match delta {
                Some(delta) if delta > 0.0 && delta < usual => delta,
                Some(delta) if c.is_ascii() && delta > 0.0 && delta <= widest => delta,
                _ => usual,
            };
            if self.marks.glyphs.len() >= MOST_GLYPHS {
                return Err(ReadError::TooComplex);
            }
            if c != NO_CHARACTER {
                self.glyph(object.matrix, (x, y), width, size, c, upright);
            }
            x += delta.unwrap_or(if down { 0.0 } else { usual });
            y += code.delta_y.get(index).copied().unwrap_or(0.0);
        }
        Ok(())
    }

    fn glyph(&mut self, matrix: Matrix, at: (f64, f64), width: f64, size: f64, c: char, upright: bool) {
        let (x, y) = matrix.apply(at.0, at.1);
        let (end, _) = matrix.apply(at.0 + width, at.1);
        let text = Shown::new(c.encode_utf8(&mut [0; 4]));
        let glyph = if upright {
            Glyph { text, x0: x.min(end), x1: x.max(end), y, size, upright }
        } else {
            // Turned: its box is set about its middle.
            Glyph { text, x0: x - size / 2.0, x1: x + size / 2.0, y: y + 0.36 * size, size, upright }
        };
        if glyph.x0.is_finite() && glyph.x1.is_finite() && glyph.y.is_finite() {
            self.marks.glyphs.push(glyph);
        }
    }

    fn draw(&mut self, object: &Object, data: &str) -> Result<(), ReadError> {
        spend(&mut self.budget.characters, data.len() / 4)?;
        if !object.visible {
            return Ok(());
        }
        let [a, b, c, d, _, _] = object.matrix.0;
        let pen = object.line_width * (a * d - b * c).abs().sqrt();
        for part in path::parts(data, object.matrix) {
            if object.stroke && pen <= RULE_THICKNESS {
                self.marks.stroke(&part);
            } else if object.fill {
                self.marks.fill(&part);
            }
        }
        Ok(())
    }
}

impl Object {
    fn of(start: &BytesStart<'_>) -> Self {
        let list = |name: &str| attribute(start, name).map(|said| numbers(&said)).unwrap_or_default();
        let one = |name: &str| list(name).first().copied();
        let flag = |name: &str, usual: bool| match attribute(start, name).as_deref() {
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            _ => usual,
        };
        let own = list("CTM").try_into().map_or(Matrix::IDENTITY, Matrix);
        let (left, top) = match list("Boundary").as_slice() {
            [left, top, ..] => (*left, *top),
            _ => (0.0, 0.0),
        };
        let set = own.then(Matrix([1.0, 0.0, 0.0, 1.0, left, top]));
        let is_text = local(start) == "TextObject";
        Self {
            matrix: set.then(Matrix([POINTS, 0.0, 0.0, POINTS, 0.0, 0.0])),
            visible: flag("Visible", true) && one("Alpha") != Some(0.0),
            size: one("Size").unwrap_or(0.0),
            stretch: one("HScale").filter(|stretch| *stretch > 0.0).unwrap_or(1.0),
            turned: one("CharDirection").is_some_and(|turn| turn % 360.0 != 0.0),
            stroke: flag("Stroke", !is_text),
            fill: flag("Fill", is_text),
            line_width: one("LineWidth").unwrap_or(LINE_WIDTH),
        }
    }
}

/// Distances from character to character; `g 3 4.5` is three times 4.5.
fn deltas(said: &str) -> Vec<f64> {
    let mut deltas = Vec::new();
    let mut words = said.split_whitespace();
    while let Some(word) = words.next() {
        if deltas.len() >= MOST_DELTAS {
            break;
        }
        if word == "g" {
            let count = words.next().and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
            let delta = words.next().and_then(|delta| delta.parse::<f64>().ok()).filter(|delta| delta.is_finite());
            let Some(delta) = delta else { break };
            deltas.extend(std::iter::repeat_n(delta, count.min(MOST_DELTAS - deltas.len())));
        } else {
            match word.parse::<f64>().ok().filter(|delta| delta.is_finite()) {
                Some(delta) => deltas.push(delta),
                None => break,
            }
        }
    }
    deltas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_distances_are_spelled_out() {
        assert_eq!(deltas("4.5 g 3 2 1"), [4.5, 2.0, 2.0, 2.0, 1.0]);
        assert_eq!(deltas("g 99999999999 1").len(), MOST_DELTAS);
        assert_eq!(deltas("1 x 2"), [1.0]);
        assert!(deltas("g").is_empty());
    }
}
