//! Pages put together: tables and lines in reading order, page numbers left out, lines joined to paragraphs.

use super::lattice;
use super::lines::{Line, append, lines};
use super::marks::{Glyph, Marks};
use super::tables::PageTable;
use crate::model::{Place, Role};
use crate::read::placing::Blocks;
use crate::read::{Note, ReadError};

/// Page numbers stand within this part of the page's height at its foot or head.
const MARGIN: f64 = 0.13;
/// A running head is repeated on so many pages at least.
const RUNNING: usize = 3;
/// Text this much larger than the running text is a title.
const TITLE: f64 = 1.15;
/// Edges this near (points) are the same margin.
const SAME_EDGE: f64 = 4.0;

/// What stands on a page, from top to bottom.
enum Piece {
    Line(Line),
    Table(PageTable),
}

/// A page taken apart.
pub(super) struct Page {
    number: u32,
    width: f64,
    height: f64,
    pieces: Vec<Piece>,
}

impl Page {
    /// Takes a page apart and counts the pairs it had to look at.
    pub fn of(number: u32, marks: Marks, pairs: &mut usize) -> Self {
        let Marks { glyphs, rules, width, height, .. } = marks;
        let mut free: Vec<&Glyph> = glyphs.iter().collect();
        let mut pieces = Vec::new();
        for grid in lattice::grids(&rules, height, pairs) {
            *pairs = pairs.saturating_add(free.len());
            let (table, outside) = PageTable::fill(&grid, free, number);
            free = outside;
            // A grid without a word in it is a drawing.
            if table.cells.iter().any(|cell| !cell.text.is_empty()) {
                pieces.push(Piece::Table(table));
            }
        }
        // A table may run off the page, and what stands in it belongs to it; running text off the page is not shown.
        free.retain(|glyph| {
            let (x, y) = glyph.middle();
            x >= 0.0 && x <= width && y >= 0.0 && y <= height
        });
        pieces.extend(lines(&free).into_iter().map(Piece::Line));
        pieces.sort_by(|a, b| b.top().total_cmp(&a.top()));
        let mut page = Self { number, width, height, pieces };
        page.drop_page_number();
        page
    }

    /// Drops the page's number: the lowest or highest thing on the page, near its edge.
    fn drop_page_number(&mut self) {
        let height = self.height;
        let furniture = |piece: Option<&Piece>, near: fn(f64, f64) -> bool| matches!(piece, Some(Piece::Line(line)) if near(line.y, height) && is_page_number(&line.text));
        if furniture(self.pieces.last(), |y, height| y < height * MARGIN) {
            self.pieces.pop();
        }
        if furniture(self.pieces.first(), |y, height| y > height * (1.0 - MARGIN)) {
            self.pieces.remove(0);
        }
    }

    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Line(line) => Some(line),
            Piece::Table(_) => None,
        })
    }

    fn head(&self) -> Option<&str> {
        match self.pieces.first() {
            Some(Piece::Line(line)) if line.y > self.height * (1.0 - MARGIN) => Some(&line.text),
            _ => None,
        }
    }
}

impl Piece {
    fn top(&self) -> f64 {
        match self {
            Self::Line(line) => line.y + line.size * 0.5,
            Self::Table(table) => table.top,
        }
    }
}

/// `3`, `- 3 -`, `— 3 —`, `第 3 页`, `3 / 12`, `第3页 共12页`; what a browser prints under a page: its address, `3/12`.
fn is_page_number(text: &str) -> bool {
    if let Some((address, number)) = text.rsplit_once(' ')
        && let Some((page, of)) = number.split_once('/')
    {
        let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let schemes = ["http://", "https://", "file://", "ﬁle://"];
        if digits(page) && digits(of) && schemes.iter().any(|scheme| address.starts_with(scheme)) {
            return true;
        }
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let dashes = ['-', '—', '–', '－', '‐', '―', '_', '~', '·', '•', '─', '一'];
    let core = bare.trim_matches(dashes);
    let digits = core.chars().filter(char::is_ascii_digit).count();
    let words = core.chars().all(|c| c.is_ascii_digit() || matches!(c, '第' | '页' | '共' | '/' | '，' | ',' | '／'));
    digits > 0 && digits <= 8 && words && core.chars().count() <= 14
}

/// Where running text begins and ends on the line, and how far its lines are apart.
struct Measure {
    left: f64,
    right: f64,
    size: f64,
    pitch: f64,
}

impl Measure {
    fn of(pages: &[Page]) -> Self {
        let all: Vec<&Line> = pages.iter().flat_map(Page::lines).collect();
        let size = commonest(all.iter().map(|line| (line.size, line.text.chars().count())), 0.5).unwrap_or(12.0);
        let body: Vec<&Line> = all.into_iter().filter(|line| (line.size - size).abs() < size * 0.1).collect();
        let edge = |pick: fn(&Line) -> f64, low: bool| {
            let mut edges: Vec<f64> = body.iter().map(|line| pick(line)).collect();
            edges.sort_by(f64::total_cmp);
            if !low {
                edges.reverse();
            }
            let shared = edges.windows(2).find(|pair| matches!(pair, [a, b] if (a - b).abs() <= SAME_EDGE));
            shared.and_then(|pair| pair.first()).or(edges.first()).copied()
        };
        let gaps = pages.iter().flat_map(|page| {
            let lines: Vec<&Line> = page.lines().collect();
            lines
                .windows(2)
                .filter_map(|pair| match pair {
                    [a, b] if a.y > b.y && a.y - b.y < size * 3.0 => Some((a.y - b.y, 1)),
                    _ => None,
                })
                .collect::<Vec<_>>()
        });
        let pitch = commonest(gaps, 0.5).unwrap_or(size * 1.8);
        Self { left: edge(|l| l.x0, true).unwrap_or(0.0), right: edge(|l| l.x1, false).unwrap_or(0.0), size, pitch }
    }

    /// Whether a line is the continuation of the line before it.
    fn goes_on(&self, before: &Line, line: &Line, same_page: bool, page_width: f64) -> bool {
        let em = line.size;
        if (before.size - line.size).abs() > em * 0.12 {
            return false;
        }
        let gap = before.y - line.y;
        if self.is_title(before, page_width) && self.is_title(line, page_width) {
            return same_page && gap < em * 2.2;
        }
        if line.x0 - self.left > em * 0.9 || (same_page && gap > (self.pitch * 1.35).max(em * 1.3)) {
            return false;
        }
        // The line before ended where the first part of this one no longer fitted.
        self.right - before.x1 < line.first_unit + em * 0.6
    }

    fn is_title(&self, line: &Line, page_width: f64) -> bool {
        let middle = (line.x0 + line.x1) / 2.0;
        line.size >= self.size * TITLE && (middle - (self.left + self.right) / 2.0).abs() < page_width * 0.04
    }
}

/// The commonest value, counted in steps, by weight.
fn commonest(values: impl Iterator<Item = (f64, usize)>, step: f64) -> Option<f64> {
    let mut counts: std::collections::BTreeMap<i64, (usize, f64)> = std::collections::BTreeMap::new();
    for (value, weight) in values {
        let entry = counts.entry((value / step).round() as i64).or_insert((0, value));
        entry.0 += weight;
    }
    counts.into_values().max_by_key(|(count, _)| *count).map(|(_, value)| value)
}

/// A paragraph that may go on.
struct Going {
    text: String,
    role: Role,
    last: Line,
    page: u32,
    place: Place,
}

/// Puts the pages together.
pub(super) fn assemble(mut pages: Vec<Page>, blocks: &mut Blocks<'_>, notes: &mut Vec<Note>) -> Result<(), ReadError> {
    drop_running_heads(&mut pages);
    let measure = Measure::of(&pages);
    let mut going: Option<Going> = None;
    let mut table: Option<PageTable> = None;
    for page in pages {
        let mut first = true;
        for piece in page.pieces {
            match piece {
                Piece::Table(next) => {
                    end_paragraph(&mut going, blocks)?;
                    let next = match table.as_mut() {
                        Some(open) if first => {
                            let left = open.join(next);
                            if left.is_none() {
                                notes.push(Note::TableJoined { page: page.number });
                            }
                            left
                        }
                        _ => Some(next),
                    };
                    if let Some(next) = next {
                        end_table(&mut table, blocks, notes)?;
                        table = Some(next);
                    }
                }
                Piece::Line(line) => {
                    end_table(&mut table, blocks, notes)?;
                    let goes_on = going.as_ref().is_some_and(|going| {
                        measure.goes_on(&going.last, &line, going.page == page.number, page.width)
                    });
                    if !goes_on {
                        end_paragraph(&mut going, blocks)?;
                    }
                    match going.as_mut() {
                        Some(going) => {
                            append(&mut going.text, &line.text);
                            going.last = line;
                            going.page = page.number;
                        }
                        None => {
                            let title = measure.is_title(&line, page.width);
                            going = Some(Going {
                                text: line.text.clone(),
                                role: if title { Role::Title } else { Role::Body },
                                last: line,
                                page: page.number,
                                place: Place { page: Some(page.number), ..Place::default() },
                            });
                        }
                    }
                }
            }
            first = false;
        }
    }
    end_paragraph(&mut going, blocks)?;
    end_table(&mut table, blocks, notes)
}

fn end_paragraph(going: &mut Option<Going>, blocks: &mut Blocks<'_>) -> Result<(), ReadError> {
    match going.take() {
        Some(Going { text, role, place, .. }) => blocks.paragraph(role, &text, place),
        None => Ok(()),
    }
}

fn end_table(table: &mut Option<PageTable>, blocks: &mut Blocks<'_>, notes: &mut Vec<Note>) -> Result<(), ReadError> {
    match table.take() {
        Some(table) => {
            let placing = table.place(blocks.limits)?;
            blocks.table(placing, notes)
        }
        None => Ok(()),
    }
}

/// Drops the line that heads most pages alike.
fn drop_running_heads(pages: &mut [Page]) {
    let mut counts: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for head in pages.iter().filter_map(Page::head) {
        *counts.entry(head.to_owned()).or_default() += 1;
    }
    let total = pages.len();
    for page in pages {
        let running =
            page.head().and_then(|head| counts.get(head)).is_some_and(|count| *count >= RUNNING && *count * 2 >= total);
        if running {
            page.pieces.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known_in_their_usual_dress() {
        for number in
            ["3", "- 3 -", "— 12 —", "－5－", "第 3 页", "第3页 共12页", "3/12", "https://a.example/b.html 1/3"]
        {
            assert!(is_page_number(number), "{number}");
        }
        for text in
            ["一、总体情况", "2021年", "—", "1.甲", "123456789", "https://a.example/", "见 https://a.example 1/3"]
        {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
