//! Tables laid the other way: what the form prints as rows stands side by side, what it prints as columns one below the
//! other. They are turned before anything reads them, so that one grammar reads both.
//!
//! Only labels turn a table, never figures: several labels of rows in one line without a figure, and lines below it that
//! begin with labels of columns; or results of table four one below the other, each with its figures behind it.

use std::collections::BTreeMap;

use super::flow::{Flow, Kind, Line, NO_COLUMN, Piece};
use super::label::{self, Label};
use super::value;
use crate::form::Column;

/// How many different rows of table three, of table two must stand side by side.
const MIN_ROWS: usize = 4;
const MIN_SUBJECTS: usize = 2;
/// How many results of table four must stand one below the other.
const MIN_RESULTS: usize = 4;
/// How many lines below must begin with labels of columns.
const MIN_LINES: usize = 2;
/// Among how many cells at the beginning of a line its label stands.
const LABEL_CELLS: usize = 3;
/// How many lines of heads may stand above or below the line that tells.
const MAX_HEADS: usize = 3;
/// How many lines that may be such heads are looked at, and how many tables turned, at most.
const MAX_LOOKS: usize = 400;
const MAX_TURNED: usize = 40;

/// Turns every such table of the flow.
pub(super) fn turn(flow: &mut Flow<'_>) {
    let mut scratch = String::new();
    let (mut from, mut count, mut looks) = (0, 0, MAX_LOOKS);
    while from < flow.lines.len() && count < MAX_TURNED {
        let mut to = end_of_run(&flow.lines, from);
        if let Some((begin, end)) = region(flow, from, to, &mut looks, &mut scratch) {
            let lines = turned(flow, begin, end, &mut scratch);
            to = begin + lines.len();
            count += 1;
            flow.lines.splice(begin..end, lines);
        }
        from = to;
    }
}

/// Where the rows end that begin with a line and belong together.
fn end_of_run(lines: &[Line<'_>], from: usize) -> usize {
    let Some(first) = lines.get(from) else { return from + 1 };
    let behind = lines.get(from + 1..).unwrap_or_default();
    let more =
        behind.iter().take_while(|line| first.kind == Kind::Row && line.kind == Kind::Row && line.table == first.table);
    from + 1 + more.count()
}

/// The lines of a run that are a table laid the other way, the first of them that there are.
fn region(flow: &Flow<'_>, from: usize, to: usize, looks: &mut usize, scratch: &mut String) -> Option<(usize, usize)> {
    if to - from < MIN_LINES {
        return None;
    }
    let mut results = 0;
    let mut first_result = to;
    for at in from..to {
        let pieces = pieces_at(flow, at);
        if pieces.len() < 2 {
            continue;
        }
        if is_result(pieces, scratch) {
            first_result = first_result.min(at);
            results += 1;
            continue;
        }
        if let Some(heads) = (*looks > 0 && !has_figures(pieces)).then(|| heads_of(pieces, scratch)).flatten() {
            *looks -= 1;
            let begin = above(flow, from, at, scratch, |found| {
                matches!(found, Label::Row(_) | Label::Group(_) | Label::Heading | Label::Identity | Label::Item)
            });
            if let Some(end) = below(flow, at, to, heads, scratch) {
                return Some((begin, end));
            }
        }
    }
    if results < MIN_RESULTS {
        return None;
    }
    let is_data = |at: &usize| {
        let pieces = pieces_at(flow, *at);
        begins_with(pieces, &mut String::new(), |found| matches!(found, Label::Result | Label::Column(Column::Total)))
    };
    let end = (first_result..to).rev().find(is_data)? + 1;
    let begin = above(flow, from, first_result, scratch, |found| matches!(found, Label::Block(_)));
    // Whose results they are must be said, unless there is but one figure to each.
    let named = (begin..end).any(|at| {
        let pieces = pieces_at(flow, at);
        pieces.iter().any(|piece| matches!(label::label(&piece.text, scratch), Some(Label::Block(_))))
    });
    let filled = |at: usize| pieces_at(flow, at).iter().filter(|piece| !piece.text.is_empty()).count();
    (named || (begin..end).all(|at| filled(at) <= 2)).then_some((begin, end))
}

fn pieces_at<'f, 'a>(flow: &'f Flow<'a>, at: usize) -> &'f [Piece<'a>] {
    flow.lines.get(at).map(|line| flow.pieces_of(line)).unwrap_or_default()
}

fn has_figures(pieces: &[Piece<'_>]) -> bool {
    // The last cells of a row are its figures, where it has any.
    pieces.iter().rev().any(|piece| !piece.text.is_empty() && value::stands_for_a_value(&piece.text))
}

fn is_all_figures(pieces: &[Piece<'_>]) -> bool {
    let mut filled = pieces.iter().filter(|piece| !piece.text.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|piece| value::stands_for_a_value(&piece.text))
}

/// What a line without figures names side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heads {
    /// Several rows of table three.
    Rows,
    /// Several rows of table two.
    Subjects,
    /// One row of table two behind a word: 信息内容 | 行政许可.
    Subject,
}

fn heads_of(pieces: &[Piece<'_>], scratch: &mut String) -> Option<Heads> {
    let (mut rows, mut subjects) = (Vec::new(), Vec::new());
    let mut first_is_subject = false;
    for (at, piece) in pieces.iter().enumerate() {
        match label::label(&piece.text, scratch) {
            Some(Label::Row(row)) if !rows.contains(&row) => rows.push(row),
            Some(Label::Subject(subject, _)) if !subjects.contains(&subject) => {
                first_is_subject |= at == 0;
                subjects.push(subject);
            }
            Some(Label::Measure(..) | Label::Column(_) | Label::Result) => return None,
            _ => {}
        }
    }
    match (rows.len(), subjects.len()) {
        (MIN_ROWS.., _) => Some(Heads::Rows),
        (_, MIN_SUBJECTS..) => Some(Heads::Subjects),
        (_, 1) if pieces.len() == 2 && !first_is_subject => Some(Heads::Subject),
        _ => None,
    }
}

/// Whether a line is one result of table four and its figures.
fn is_result(pieces: &[Piece<'_>], scratch: &mut String) -> bool {
    let mut found = 0;
    for piece in pieces.iter().take(LABEL_CELLS + 1) {
        let may_be = piece.text.chars().next().is_some_and(|c| matches!(c, '结' | '尚' | '其' | '結'));
        if may_be && label::label(&piece.text, scratch) == Some(Label::Result) {
            found += 1;
        }
    }
    found == 1
}

/// Whether one of the first cells of a line is a label of a kind.
fn begins_with(pieces: &[Piece<'_>], scratch: &mut String, kind: impl Fn(Label) -> bool) -> bool {
    pieces.iter().take(LABEL_CELLS).any(|piece| label::label(&piece.text, scratch).is_some_and(&kind))
}

/// Where the heads begin that stand above a line.
fn above(flow: &Flow<'_>, from: usize, at: usize, scratch: &mut String, kind: impl Fn(Label) -> bool) -> usize {
    let mut begin = at;
    while begin > from && at - begin < MAX_HEADS {
        let pieces = pieces_at(flow, begin - 1);
        let is_head = pieces.iter().any(|piece| label::label(&piece.text, scratch).is_some_and(&kind));
        if !is_head || has_figures(pieces) {
            break;
        }
        begin -= 1;
    }
    begin
}

/// Where the lines end that stand below such a line and begin with labels of columns, if there are enough.
fn below(flow: &Flow<'_>, at: usize, to: usize, heads: Heads, scratch: &mut String) -> Option<usize> {
    let is_column = |found| match heads {
        Heads::Rows => matches!(found, Label::Column(_)),
        Heads::Subjects | Heads::Subject => matches!(found, Label::Measure(..)),
    };
    let of_heads = |found| matches!(found, Label::Row(_) | Label::Group(_) | Label::Heading | Label::Item);
    let mut lines = 0;
    let mut end = at + 1;
    while end < to {
        let pieces = pieces_at(flow, end);
        if begins_with(pieces, scratch, is_column) {
            lines += 1;
            // Each row of table two over its columns, and one line of figures below all of them.
            let next = pieces_at(flow, end + 1);
            if lines == 1 && heads == Heads::Subjects && !has_figures(pieces) && end + 1 < to && is_all_figures(next) {
                return Some(end + 2);
            }
        } else if lines > 0 {
            break;
        } else {
            // More heads, or nothing.
            let mut filled = pieces.iter().filter(|piece| !piece.text.is_empty());
            let more = filled.clone().any(|piece| label::label(&piece.text, scratch).is_some_and(of_heads));
            if end - at > MAX_HEADS || has_figures(pieces) || !(more || filled.next().is_none()) {
                return None;
            }
        }
        end += 1;
    }
    let one = lines == 1 && end == at + 2 && has_figures(pieces_at(flow, at + 1));
    (one || (lines >= MIN_LINES && heads != Heads::Subject)).then_some(end)
}

/// The lines `begin..end` with columns for rows.
fn turned<'a>(flow: &mut Flow<'a>, begin: usize, end: usize, scratch: &mut String) -> Vec<Line<'a>> {
    let table = flow.lines.get(begin).map_or(0, |line| line.table);
    let mut columns: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
    for (row, at) in (0u32..).zip(begin..end) {
        let Some(line) = flow.lines.get(at).copied() else { break };
        let pieces = flow.pieces_of(&line);
        let is_head = !has_figures(pieces)
            && !begins_with(pieces, scratch, |found| {
                matches!(found, Label::Column(_) | Label::Measure(..) | Label::Result)
            });
        for (index, piece) in (line.start..line.end).zip(pieces) {
            // A blank among heads is what a merged head covers, and no cell.
            if piece.column != NO_COLUMN && !(is_head && piece.text.is_empty()) {
                columns.entry(piece.column).or_default().push((row, index));
            }
        }
    }
    let mut lines = Vec::with_capacity(columns.len());
    for cells in columns.into_values() {
        let start = flow.pieces.len();
        for (row, index) in cells {
            let Some(piece) = flow.pieces.get(index) else { continue };
            let piece = Piece { text: piece.text.clone(), place: piece.place, column: row };
            flow.pieces.push(piece);
        }
        lines.push(Line { kind: Kind::Row, text: None, start, end: flow.pieces.len(), table, gap: 0 });
    }
    lines
}
