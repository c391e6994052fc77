//! A page of a PDF drawn: characters with their places, and ruling lines.
//!
//! The drawing instructions are carried out as far as text and straight lines need it; pictures, curves, colours
//! other than white, and clipping are passed over. Text that is drawn invisibly is not shown and not read.

use super::super::paged::{Glyph, MOST_GLYPHS, MOST_SHOWN, Marks, Matrix, RULE_THICKNESS, Shown, drop_doubles};
use super::fonts::Fonts;
use super::parts::{self, Spent, above, contents, unpacked};
use unpdf::parser::backend::{
    ContentOp, DecodedRun, PageId, PdfBackend, PdfValue, RawBackend, ResourceScope, TextSuppression,
    get_number_from_value,
};
use unpdf::parser::raw::RawDocument;
use unpdf::parser::raw::tokenizer::{PdfObject, dict_get};

/// Forms within forms deeper than this are not drawn.
const MAX_FORMS: usize = 12;
/// Saved graphics states deeper than this are not kept.
const MAX_SAVED: usize = 512;

/// The most words that the instructions of a page or a form may have; all of them are held at once.
const MOST_WORDS: usize = 1_500_000;
/// What it costs to look something up by its name, in instructions.
const LOOKED_UP: usize = 40;

/// A PDF as its parser has it, and what may still be drawn of it.
pub(super) struct Source<'d> {
    pub backend: &'d RawBackend,
    pub file: &'d RawDocument,
    pub fonts: Fonts<'d>,
    pub budget: Budget,
}

/// What may still be drawn; forms can multiply a few instructions into many.
pub(super) struct Budget {
    pub operations: usize,
    pub bytes: usize,
}

impl Budget {
    fn spend(&mut self, operations: usize) -> bool {
        match self.operations.checked_sub(operations) {
            Some(left) => {
                self.operations = left;
                true
            }
            None => false,
        }
    }
}

/// The map that six operands write.
fn matrix(operands: &[PdfValue]) -> Option<Matrix> {
    let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
    numbers.try_into().ok().map(Matrix)
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Vec<u8>,
    size: f64,
    char_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    invisible: bool,
    fill_white: bool,
    stroke_white: bool,
    line_width: f64,
}

struct Drawing<'s, 'd> {
    source: &'s mut Source<'d>,
    page: PageId,
    /// What a text costs besides its characters: a font is looked for in all that stand above the page.
    text_cost: usize,
    marks: Marks,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// The path being built, each part with its points.
    path: Vec<Vec<(f64, f64)>>,
    exhausted: bool,
    /// Characters by the quarters they are turned.
    turns: [usize; 4],
}

/// Draws a page; `Err` if the budget is used up.
pub(super) fn page(source: &mut Source<'_>, page: PageId) -> Result<Marks, Spent> {
    let (marks, turns) = turned(source, page, 0)?;
    // A page that lies on its side (a wide table on a high page) is read as one would turn it.
    let all: usize = turns.iter().sum();
    match turns.iter().enumerate().skip(1).find(|(_, turned)| **turned * 10 > all * 9) {
        Some((quarters, _)) => turned(source, page, quarters as i64 * 90).map(|(marks, _)| marks),
        None => Ok(marks),
    }
}

/// Draws a page, turned clockwise by some degrees more than it says itself; with how many characters stand upright
/// or turned by one, two or three quarters.
fn turned(source: &mut Source<'_>, page: PageId, degrees: i64) -> Result<(Marks, [usize; 4]), Spent> {
    let backend = source.backend;
    let text_cost = 2 + above(source.file, page).count();
    let (content, damaged) = contents(source.file, page, &mut source.budget.bytes)?;
    let shown = backend.crop_box(page);
    let (left, bottom) = (f64::from(shown.llx), f64::from(shown.lly));
    let (width, height) = (f64::from(shown.width()), f64::from(shown.height()));
    let (base, width, height) = match (i64::from(backend.page_rotation(page)) + degrees).rem_euclid(360) {
        90 => (Matrix([0.0, -1.0, 1.0, 0.0, -bottom, left + width]), height, width),
        180 => (Matrix([-1.0, 0.0, 0.0, -1.0, left + width, bottom + height]), width, height),
        270 => (Matrix([0.0, 1.0, -1.0, 0.0, bottom + height, -left]), height, width),
        _ => (Matrix([1.0, 0.0, 0.0, 1.0, -left, -bottom]), width, height),
    };
    let mut drawing = Drawing {
        source,
        page,
        text_cost,
        marks: Marks { width, height, damaged: damaged > 0, ..Marks::default() },
        state: State {
            ctm: base,
            font: Vec::new(),
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            invisible: false,
            fill_white: false,
            stroke_white: false,
            line_width: 1.0,
        },
        saved: Vec::new(),
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
        path: Vec::new(),
        exhausted: false,
        turns: [0; 4],
    };
    drawing.run(ResourceScope::page(page), &content, 0);
    if drawing.exhausted {
        return Err(Spent);
    }
    let (mut marks, turns) = (drawing.marks, drawing.turns);
    drop_doubles(&mut marks.glyphs);
    Ok((marks, turns))
}

fn number(value: &PdfValue) -> Option<f64> {
    get_number_from_value(value).map(f64::from).filter(|number| number.is_finite())
}

impl Drawing<'_, '_> {
    fn run(&mut self, scope: ResourceScope, content: &[u8], depth: usize) {
        if words(content) > MOST_WORDS {
            self.exhausted = true;
            return;
        }
        if super::nests_too_deep(content) {
            self.marks.damaged = true;
            return;
        }
        let Ok(operations) = self.source.backend.decode_content(content) else {
            self.marks.damaged = true;
            return;
        };
        if !self.spend(operations.len()) {
            return;
        }
        for operation in &operations {
            self.step(scope, operation, depth);
            if self.exhausted {
                return;
            }
        }
    }

    /// Whether there is enough left of the budget; if not, nothing more is drawn.
    fn spend(&mut self, operations: usize) -> bool {
        self.exhausted |= !self.source.budget.spend(operations);
        !self.exhausted
    }

    fn step(&mut self, scope: ResourceScope, operation: &ContentOp, depth: usize) {
        let operands = operation.operands.as_slice();
        let n = |index: usize| operands.get(index).and_then(number);
        match operation.operator.as_str() {
            "q" => {
                if self.saved.len() < MAX_SAVED {
                    self.saved.push(self.state.clone());
                }
            }
            "Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            "cm" => {
                if let Some(matrix) = matrix(operands) {
                    self.state.ctm = matrix.then(self.state.ctm);
                }
            }
            "w" => self.state.line_width = n(0).unwrap_or(1.0),
            "g" => self.state.fill_white = n(0) == Some(1.0),
            "G" => self.state.stroke_white = n(0) == Some(1.0),
            "rg" => self.state.fill_white = white(operands),
            "RG" => self.state.stroke_white = white(operands),
            "k" => self.state.fill_white = no_ink(operands),
            "K" => self.state.stroke_white = no_ink(operands),
            "sc" | "scn" => self.state.fill_white = operands.len() == 3 && white(operands),
            "SC" | "SCN" => self.state.stroke_white = operands.len() == 3 && white(operands),
            "cs" => self.state.fill_white = false,
            "CS" => self.state.stroke_white = false,
            "m" | "l" | "c" | "v" | "y" | "h" | "re" => self.build(operation.operator.as_str(), operands),
            "S" | "s" | "B" | "B*" | "b" | "b*" => self.paint(true),
            "f" | "F" | "f*" => self.paint(false),
            "n" => self.path.clear(),
            "Do" => self.paint_object(scope, operands, depth),
            "BI" => self.marks.pictures = true,
            _ => self.text_step(scope, operation.operator.as_str(), operands),
        }
    }

    fn build(&mut self, operator: &str, operands: &[PdfValue]) {
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        let ctm = self.state.ctm;
        match (operator, numbers.as_slice()) {
            ("m", [x, y]) => self.path.push(vec![ctm.apply(*x, *y)]),
            ("l", [x, y]) => self.path_point(ctm.apply(*x, *y)),
            // A curve is no ruling line; its end is where the next line begins.
            ("c", [_, _, _, _, x, y]) | ("v" | "y", [_, _, x, y]) => self.path.push(vec![ctm.apply(*x, *y)]),
            ("h", _) => {
                if let Some(first) = self.path.last().and_then(|part| part.first().copied()) {
                    self.path_point(first);
                }
            }
            ("re", [x, y, w, h]) => {
                let corners = [(*x, *y), (x + w, *y), (x + w, y + h), (*x, y + h), (*x, *y)];
                self.path.push(corners.iter().map(|(x, y)| ctm.apply(*x, *y)).collect());
            }
            _ => {}
        }
    }

    fn path_point(&mut self, point: (f64, f64)) {
        match self.path.last_mut() {
            Some(part) => part.push(point),
            None => self.path.push(vec![point]),
        }
    }

    fn paint(&mut self, stroke: bool) {
        let path = std::mem::take(&mut self.path);
        let [a, b, c, d, _, _] = self.state.ctm.0;
        let pen = self.state.line_width * ((a * d - b * c).abs()).sqrt();
        for part in path {
            if !self.spend(part.len()) {
                return;
            }
            if stroke && !self.state.stroke_white && pen <= RULE_THICKNESS {
                self.marks.stroke(&part);
            } else if !stroke && !self.state.fill_white {
                self.marks.fill(&part);
            }
        }
    }

    fn paint_object(&mut self, scope: ResourceScope, operands: &[PdfValue], depth: usize) {
        let Some(PdfValue::Name(name)) = operands.first() else { return };
        if !self.spend(LOOKED_UP) {
            return;
        }
        let file = self.source.file;
        let Some(id) = parts::named(file, scope, b"XObject", name).and_then(PdfObject::as_reference) else { return };
        let Some(object) = file.get_object(id).and_then(|object| file.resolve(object).as_stream()) else { return };
        match dict_get(&object.dict, b"Subtype").and_then(PdfObject::as_name) {
            Some(b"Image") => self.marks.pictures = true,
            Some(b"Form") if depth < MAX_FORMS => {
                let content = match unpacked(object, &mut self.source.budget.bytes) {
                    Ok(Some(content)) => content,
                    Ok(None) => {
                        self.marks.damaged = true;
                        return;
                    }
                    Err(Spent) => {
                        self.exhausted = true;
                        return;
                    }
                };
                let map = dict_get(&object.dict, b"Matrix").and_then(|map| file.resolve(map).as_array());
                let map: Option<Vec<f64>> =
                    map.map(|map| map.iter().filter_map(|n| file.resolve(n).as_f64()).collect());
                let map = map.and_then(|map| map.try_into().ok()).map_or(Matrix::IDENTITY, Matrix);
                let saved = (self.state.clone(), self.text, self.line, std::mem::take(&mut self.saved));
                self.state.ctm = map.then(self.state.ctm);
                self.run(ResourceScope::form(self.page, id), &content, depth + 1);
                (self.state, self.text, self.line, self.saved) = saved;
            }
            _ => {}
        }
    }

    fn text_step(&mut self, scope: ResourceScope, operator: &str, operands: &[PdfValue]) {
        let n = |index: usize| operands.get(index).and_then(number);
        match operator {
            "BT" => {
                self.text = Matrix::IDENTITY;
                self.line = Matrix::IDENTITY;
            }
            "Tf" => {
                if let (Some(PdfValue::Name(font)), Some(size)) = (operands.first(), n(1)) {
                    self.state.font.clone_from(font);
                    self.state.size = size;
                    self.exhausted |= self.source.fonts.meet(scope, font).is_err();
                }
            }
            "Tc" => self.state.char_space = n(0).unwrap_or(0.0),
            "Tw" => self.state.word_space = n(0).unwrap_or(0.0),
            "Tz" => self.state.stretch = n(0).unwrap_or(100.0) / 100.0,
            "TL" => self.state.leading = n(0).unwrap_or(0.0),
            "Ts" => self.state.rise = n(0).unwrap_or(0.0),
            "Tr" => self.state.invisible = n(0) == Some(3.0) || n(0) == Some(7.0),
            "Td" => self.move_line(n(0).unwrap_or(0.0), n(1).unwrap_or(0.0)),
            "TD" => {
                self.state.leading = -n(1).unwrap_or(0.0);
                self.move_line(n(0).unwrap_or(0.0), n(1).unwrap_or(0.0));
            }
            "Tm" => {
                if let Some(matrix) = matrix(operands) {
                    self.text = matrix;
                    self.line = matrix;
                }
            }
            "T*" => self.move_line(0.0, -self.state.leading),
            "Tj" => self.show_operand(scope, operands.first()),
            "'" => {
                self.move_line(0.0, -self.state.leading);
                self.show_operand(scope, operands.first());
            }
            "\"" => {
                self.state.word_space = n(0).unwrap_or(0.0);
                self.state.char_space = n(1).unwrap_or(0.0);
                self.move_line(0.0, -self.state.leading);
                self.show_operand(scope, operands.get(2));
            }
            "TJ" => {
                let Some(PdfValue::Array(parts)) = operands.first() else { return };
                let vertical = self.source.backend.is_vertical_font(scope, &self.state.font);
                for part in parts {
                    if let Some(shift) = number(part) {
                        let shift = -shift / 1000.0 * self.state.size;
                        if vertical {
                            self.advance(0.0, shift);
                        } else {
                            self.advance(shift * self.state.stretch, 0.0);
                        }
                    } else {
                        self.show_operand(scope, Some(part));
                    }
                }
            }
            _ => {}
        }
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f64, y: f64) {
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.text);
    }

    fn show_operand(&mut self, scope: ResourceScope, operand: Option<&PdfValue>) {
        let Some(PdfValue::Str(bytes)) = operand else { return };
        if bytes.is_empty() {
            return;
        }
        // A form may use a font that was chosen outside of it, by a name that means another within.
        self.exhausted |= self.source.fonts.meet(scope, &self.state.font).is_err();
        if !self.spend(self.text_cost + bytes.len()) {
            return;
        }
        let run = self.source.backend.decode_run(scope, &self.state.font, bytes);
        if !self.spend(run.decoded.text.len()) {
            return;
        }
        if run.decoded.suppressed == Some(TextSuppression::CompositeUnresolved)
            && let Some(codes) = self.source.fonts.national(scope, &self.state.font, bytes)
        {
            return self.show_national(&codes);
        }
        self.show_run(&run);
    }

    /// Shows text in national codes; the widths of its font are those of all such fonts.
    fn show_national(&mut self, codes: &[(char, usize)]) {
        if codes.iter().any(|(c, _)| *c == char::REPLACEMENT_CHARACTER) && !self.state.invisible {
            self.marks.unreadable += 1;
        }
        for (c, bytes) in codes {
            let width = if *bytes == 1 { 500.0 } else { 1000.0 };
            let mut buffer = [0; 4];
            let text = if *c == char::REPLACEMENT_CHARACTER { "" } else { c.encode_utf8(&mut buffer) };
            self.show(text, width, *bytes == 1 && *c == ' ', None);
        }
    }

    fn show_run(&mut self, run: &DecodedRun) {
        if (run.decoded.suppressed.is_some() || run.decoded.undecoded_codes > 0) && !self.state.invisible {
            self.marks.unreadable += 1;
        }
        let text = run.decoded.text.as_str();
        let Some(glyphs) = run.glyphs.as_deref() else {
            // Widths unknown: a Chinese character is as wide as high, a Latin one half as wide.
            for c in text.chars() {
                let width = if c.is_ascii() { 0.5 } else { 1.0 };
                self.show(c.encode_utf8(&mut [0; 4]), width * 1000.0, c == ' ', None);
            }
            return;
        };
        match &run.clusters {
            Some(clusters) => {
                for cluster in clusters {
                    let text = text.get(cluster.text.clone()).unwrap_or_default();
                    for (index, glyph) in glyphs.get(cluster.glyphs.clone()).unwrap_or_default().iter().enumerate() {
                        let text = if index == 0 { text } else { "" };
                        self.show(text, f64::from(glyph.width), glyph.is_word_space, glyph.vertical.map(|v| v.advance));
                    }
                }
            }
            None => {
                let chars: Vec<char> = text.chars().collect();
                for (index, glyph) in glyphs.iter().enumerate() {
                    // Shared out in order, as evenly as it goes.
                    let from = index * chars.len() / glyphs.len();
                    let to = (index + 1) * chars.len() / glyphs.len();
                    let text: String = chars.get(from..to).unwrap_or_default().iter().collect();
                    self.show(&text, f64::from(glyph.width), glyph.is_word_space, glyph.vertical.map(|v| v.advance));
                }
            }
        }
    }

    fn show(&mut self, text: &str, width: f64, word_space: bool, vertical: Option<f32>) {
        if text.len() > MOST_SHOWN && !self.state.invisible {
            self.marks.unreadable += 1;
        }
        let state = &self.state;
        let spacing = state.char_space + if word_space { state.word_space } else { 0.0 };
        let whole = self.text.then(state.ctm);
        let [a, b, c, d, _, _] = whole.0;
        let size = state.size.abs() * c.hypot(d);
        let glyph_width = width / 1000.0 * state.size * state.stretch;
        if !state.invisible && !text.is_empty() && size.is_finite() && size > 0.1 {
            let half = if vertical.is_some() { -0.5 * glyph_width } else { 0.0 };
            let drop = if vertical.is_some() { -0.88 * state.size } else { 0.0 };
            let (x, y) = whole.apply(half, state.rise + drop);
            let (end_x, _) = whole.apply(half + glyph_width, state.rise + drop);
            let upright = a > 0.0 && b.abs() <= 0.02 * a.abs();
            let quarters = if a.abs() >= b.abs() { usize::from(a < 0.0) * 2 } else { 1 + usize::from(b < 0.0) * 2 };
            if let Some(turn) = self.turns.get_mut(quarters).filter(|_| !text.trim().is_empty()) {
                *turn += 1;
            }
            let glyph = if upright {
                Glyph { text: Shown::new(text), x0: x.min(end_x), x1: x.max(end_x), y, size, upright }
            } else {
                // Turned: its box is set about its middle.
                let (up_x, up_y) = whole.apply(half + glyph_width / 2.0, state.rise + drop + 0.36 * state.size);
                Glyph {
                    text: Shown::new(text),
                    x0: up_x - size / 2.0,
                    x1: up_x + size / 2.0,
                    y: up_y - 0.36 * size,
                    size,
                    upright,
                }
            };
            if glyph.x0.is_finite() && glyph.x1.is_finite() && glyph.y.is_finite() {
                self.exhausted |= self.marks.glyphs.len() >= MOST_GLYPHS;
                self.marks.glyphs.push(glyph);
            }
        }
        match vertical {
            Some(down) => self.advance(0.0, f64::from(down) / 1000.0 * self.state.size + spacing),
            None => self.advance(glyph_width + spacing * self.state.stretch, 0.0),
        }
    }
}

/// How many words instructions have at most: values, and what is done with them.
fn words(content: &[u8]) -> usize {
    let mut count = 0;
    let mut within = false;
    for byte in content {
        let regular =
            !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0 | 0x0c | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'/');
        let begins = matches!(byte, b'(' | b'<' | b'[' | b'/');
        count += usize::from((regular && !within) || begins);
        within = regular;
    }
    count
}

fn white(operands: &[PdfValue]) -> bool {
    operands.len() == 3 && operands.iter().all(|value| number(value) == Some(1.0))
}

fn no_ink(operands: &[PdfValue]) -> bool {
    operands.len() == 4 && operands.iter().all(|value| number(value) == Some(0.0))
}
