//! The figures of the three tables, gathered from lines and rows by their labels.
//!
//! One grammar for every layout: a label opens a row, what follows it is the row's cells. In a table (or a run of
//! tabbed lines) the row ends where it ends; in text of one cell a line it ends with the next label. Which cell stands
//! under which head is told in `heads`, table four in `four`, and what is kept of a row in `keep`.

mod broken;
mod four;
mod gaps;
mod heads;
mod keep;
mod run;
mod stands;

use super::damaged::{self, Nearest};
use super::flow::{Flow, Kind, Line, NO_COLUMN, Piece};
use super::label::{self, Label};
use super::value;
use crate::form::{Column, Form, Group, Measure, RemedyBlock, RemedyResult, Row, Subject};
use broken::Cut;
use heads::Heads;
pub(crate) use keep::{Again, Values};

/// How often a damaged label may be compared with all printed ones; beyond it, it stays unknown.
const MAX_COMPARISONS: u32 = 2_000;
/// The longest text kept while waiting for the rest of a label that is broken over lines, in bytes.
const MAX_PENDING_BYTES: usize = 300;
/// Over how many lines a label may be broken.
const MAX_BROKEN: usize = 5;
/// The most cells kept of one row.
const MAX_ROW_CELLS: usize = 64;
/// How many rows are kept that are found again, or cannot be told apart.
const MAX_REMARKS: usize = 300;

/// What was gathered so far, and where in the tables the reading stands.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Rows of table two with their cells in order.
    pub subjects: Vec<(Subject, Values)>,
    /// Columns read by their heads, for rows of table two that have them.
    pub by_measure: Vec<(Subject, Vec<(Measure, usize)>)>,
    /// Rows of table three.
    pub rows: Vec<(Row, Values)>,
    /// Blocks of table four.
    pub blocks: Vec<(RemedyBlock, Values)>,
    /// Rows that hold more or fewer cells than the form has, with a piece of each; their cells stay blank.
    pub uneven: Vec<(Open, usize)>,
    /// Rows found once more, in the order found.
    pub again: Vec<Again>,
    /// Rows whose damaged label fits two rows alike, with a piece of each; they are neither.
    pub unclear: Vec<(Row, Row, usize)>,
    /// How many labels only the form of 2019, of 2021 has.
    pub of_2019: u32,
    pub of_2021: u32,
    open: Open,
    values: Vec<Held>,
    /// Figures of table three whose label is cut off before them, if the line before held them.
    cut: Option<Cut>,
    /// Whether another label than the open row's, or a piece of one, waits for figures too.
    torn: bool,
    /// Rows that only other rows can tell how to read.
    later: Vec<(Row, Vec<Held>)>,
    /// Rows that lack figures, which only their blank lines can tell.
    short: Vec<gaps::Short>,
    /// How many blank lines stand before the line that is taken, and before any cell at least.
    gap: u32,
    least_gap: Option<u32>,
    /// Lines that may together be a label, and where each begins.
    pending: String,
    begins: Vec<usize>,
    scratch: String,
    in_three: bool,
    in_four: bool,
    /// Whether the heading over table four was seen.
    four_is_next: bool,
    /// The blocks of table four named since its last figures.
    named: [bool; 3],
    heads: Heads,
    /// The row of table two whose columns stand one below the other.
    column_of: Option<Subject>,
    table: usize,
    /// Whether a row of this table had several cells, so that none of them is a row of its own.
    wide: bool,
    /// Whether the last padded row had its spare blanks before its cells, if one told.
    blanks_before: Option<bool>,
    /// Whether table four so far is a row of blank cells, or one that counts the columns.
    blank_four: bool,
    comparisons: u32,
}

/// A cell of the row that is open.
#[derive(Debug, Clone, Copy)]
struct Held {
    at: usize,
    filled: bool,
    /// How many blank lines stand before it.
    gap: u32,
}

/// Which row figures belong to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Open {
    #[default]
    Nothing,
    Subject(Subject),
    Row(Row),
    Remedies,
}

impl Open {
    /// The most cells it has in either form.
    const fn width(self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Subject(_) => 3,
            Self::Row(_) => Column::COUNT,
            Self::Remedies => 15,
        }
    }
}

/// What the cells of a row are.
#[derive(Debug, Default)]
struct Seen {
    /// The last cell that is a label.
    last: Option<(usize, Label)>,
    /// How many are labels, filled, figures or marks.
    known: usize,
    filled: usize,
    figures: usize,
    /// The last cell of words that is no label.
    words: Option<usize>,
}

impl Gathered {
    /// Nothing yet; where the file shows on which side of its cells it has spare ones, that is known.
    pub fn of(flow: &Flow<'_>) -> Self {
        Self { blanks_before: flow.padded_behind.then_some(false), ..Self::default() }
    }

    /// Takes a line or a row of the tables; says whether it meant anything.
    pub fn take(&mut self, line: &Line<'_>, pieces: &[Piece<'_>]) -> bool {
        if line.table != self.table {
            self.table = line.table;
            self.heads.clear();
            (self.column_of, self.wide) = (None, false);
        }
        self.gap = line.gap;
        self.wide |= line.table != 0 && pieces.len() > 1;
        match (line.kind, pieces) {
            (Kind::Text, [piece, ..]) => self.text(line.start, &piece.text),
            (Kind::Text, []) => false,
            (Kind::Row, pieces) => self.row(line.start, pieces),
        }
    }

    fn text(&mut self, at: usize, text: &str) -> bool {
        let text = super::heading::plain(text);
        if self.ends_the_cut(text) {
            return true;
        }
        if let Some(found) = label::label(text, &mut self.scratch) {
            self.line_label(found, self.pending.len());
            return true;
        }
        if self.in_three && heads::is_subtotal(text) {
            self.heads.subtotal(None);
            return true;
        }
        if value::stands_for_a_value(text) {
            if self.open == Open::Nothing && self.in_four {
                self.open = Open::Remedies;
            }
            if self.open != Open::Nothing {
                self.hold(at, true);
                self.pending.clear();
                return true;
            }
            return false;
        }
        if self.open != Open::Nothing && self.values.len() >= self.open.width() {
            // Words behind a whole row are a row of something else.
            self.flush();
        }
        if let Open::Row(row) = self.open
            && self.values.is_empty()
            && (self.goes_on(row, text) || damaged::is_of(row, text))
        {
            self.pending.push_str(text);
            return true;
        }
        if text.len() > MAX_PENDING_BYTES {
            self.pending.clear();
            return false;
        }
        self.wait_for_more(text);
        if let Some((found, from)) = self.pending_label("") {
            self.line_label(found, from);
        } else if self.begins.len() == 1 && self.ends_the_last(text) {
            self.pending.clear();
            return true;
        } else if let Some(nearest) = self.nearest(text) {
            match nearest {
                Nearest::Row { row, begun } => {
                    self.line_label(Label::Row(row), self.begins.last().copied().unwrap_or(0));
                    if begun {
                        self.wait_for_more(text);
                    }
                }
                Nearest::Either(one, other) => {
                    self.flush();
                    self.keep_unclear(one, other, at);
                }
            }
        }
        false
    }

    /// A label on a line of its own, of which the texts kept hold what stands from a place on.
    fn line_label(&mut self, found: Label, from: usize) {
        let before = self.open;
        if let Label::Row(row) = found {
            let waits =
                self.values.is_empty() && matches!(before, Open::Row(other) if other != row && other != Row::Other);
            self.torn |= self.in_three && (waits || self.holds_a_piece(row, from));
        }
        let begun = self.in_three && !self.rows.is_empty();
        self.flush();
        self.note(found);
        self.open = match found {
            Label::Subject(subject, _) => Open::Subject(subject),
            Label::Row(row) => Open::Row(row),
            // It is a row if figures follow, a heading if a label does.
            Label::Group(Group::Other) => Open::Row(Row::Other),
            Label::Column(Column::Total) if begun => Open::Row(Row::Total),
            Label::Column(Column::Other)
                if matches!(before, Open::Row(Row::OtherNotCorrected | Row::OtherFeeUnpaid)) =>
            {
                Open::Row(Row::OtherOther)
            }
            _ => Open::Nothing,
        };
        if let Label::Column(column) = found
            && self.in_three
        {
            self.heads.column(column, None);
        }
    }

    /// Keeps what a label says about the form and the table.
    fn note(&mut self, found: Label) {
        match found {
            Label::Measure(_, Some(Form::F2019)) | Label::Subject(_, Some(Form::F2019)) => self.of_2019 += 1,
            Label::Measure(_, Some(Form::F2021)) | Label::Subject(_, Some(Form::F2021)) => self.of_2021 += 1,
            _ => {}
        }
        match found {
            Label::Item => {
                (self.in_three, self.in_four) = (false, false);
                self.heads.measures.clear();
            }
            Label::Subject(..) | Label::Measure(..) => (self.in_three, self.in_four) = (false, false),
            Label::Row(_) | Label::Group(_) | Label::Identity => (self.in_three, self.in_four) = (true, false),
            Label::Block(block) => {
                (self.in_three, self.in_four) = (false, true);
                match block {
                    Some(RemedyBlock::Reconsideration) => self.named[0] = true,
                    Some(RemedyBlock::LitigationDirect) => self.named[1] = true,
                    Some(RemedyBlock::LitigationAfterReconsideration) => self.named[2] = true,
                    None => {}
                }
            }
            Label::Result => (self.in_three, self.in_four) = (false, true),
            Label::Heading | Label::Column(_) => {}
        }
        if found == Label::Identity {
            self.heads.begin_three();
        }
        if matches!(found, Label::Item | Label::Row(_) | Label::Identity | Label::Block(_)) {
            self.column_of = None;
        }
    }

    fn nearest(&mut self, text: &str) -> Option<Nearest> {
        if !self.in_three || self.comparisons >= MAX_COMPARISONS {
            return None;
        }
        self.comparisons += 1;
        damaged::nearest(text)
    }

    fn look(&mut self, pieces: &[Piece<'_>]) -> Seen {
        let mut seen = Seen::default();
        for (at, piece) in pieces.iter().enumerate().take(MAX_ROW_CELLS) {
            if piece.text.is_empty() {
                continue;
            }
            seen.filled += 1;
            let is_label = piece.text.len() >= 6;
            match is_label.then(|| label::label(&piece.text, &mut self.scratch)).flatten() {
                Some(found) => {
                    seen.known += 1;
                    seen.last = Some((at, found));
                }
                None if value::stands_for_a_value(&piece.text) => seen.figures += 1,
                None if is_label => seen.words = Some(at),
                None => {}
            }
        }
        seen
    }

    fn row(&mut self, start: usize, pieces: &[Piece<'_>]) -> bool {
        if self.holds_several_rows(pieces) {
            self.run_of_cells(start, pieces);
            return true;
        }
        let Seen { mut last, mut known, filled, figures, words } = self.look(pieces);
        self.cut = None;
        if filled == 0 {
            if pieces.len() == 1 && !self.wide && (self.open != Open::Nothing || self.in_four) {
                // A blank cell alone in its row, where each cell is a row of its own.
                if self.open == Open::Nothing {
                    self.open = Open::Remedies;
                }
                self.hold(start, false);
            }
            self.blank_row_of_four(start, pieces);
            // Any other blank row ends nothing and says nothing.
            return true;
        }
        if let (1.., Some((_, found @ Label::Row(_)))) = (pieces.len(), last)
            && known == filled
            && pieces.iter().all(|piece| piece.column == NO_COLUMN)
        {
            // A line of labels only: its figures stand on the next.
            self.line_label(found, self.pending.len());
            return true;
        }
        if let ([_], Some((_, found)), 1) = (pieces, last, known)
            && matches!(found, Label::Row(_) | Label::Subject(..) | Label::Group(_) | Label::Column(_))
        {
            // A label alone in its row: its cells are rows of their own.
            self.line_label(found, self.pending.len());
            return true;
        }
        if pieces.len() == 1 && known == 0 && (self.open != Open::Nothing || words.is_some()) {
            return pieces.first().is_some_and(|piece| self.text(start, &piece.text));
        }
        // A damaged label counts only where no sound one stands behind it.
        let mut begun = false;
        let is_of_open = |text: &str| match self.open {
            Open::Row(row) => self.values.is_empty() && damaged::is_of(row, text),
            _ => false,
        };
        let rest_of_label = words.and_then(|at| pieces.get(at)).is_some_and(|piece| is_of_open(&piece.text));
        if let Some(at) = words.filter(|&at| last.is_none_or(|(sound, _)| sound < at) && !rest_of_label)
            && let Some(nearest) = pieces.get(at).and_then(|piece| self.nearest(&piece.text))
        {
            match nearest {
                Nearest::Row { row, begun: only } => {
                    known += 1;
                    begun = only;
                    last = Some((at, Label::Row(row)));
                }
                Nearest::Either(one, other) => {
                    self.flush();
                    self.keep_unclear(one, other, start + at);
                    return true;
                }
            }
        }
        if last.is_none()
            && let Some(at) = words
            && let Some(piece) = pieces.get(at)
            && !self.pending.is_empty()
            && self.pending.len() + piece.text.len() <= MAX_PENDING_BYTES
        {
            // The label began on the line before.
            last = self.pending_label(&piece.text).map(|(found, _)| (at, found));
        }
        if self.rest_of_open_row(start, pieces, last, words) {
            return true;
        }
        let cut = self.cut_off(start, pieces, last.is_none() && figures > 0, words);
        if !(self.open == Open::Remedies && self.in_four && last.is_none()) {
            self.flush();
        }
        self.cut = cut;
        let Some((at, found)) = last else {
            let under_heading =
                self.four_is_next && pieces.len() == 3 * RemedyResult::ALL.len() && figures == pieces.len();
            if (self.in_four || under_heading) && self.remedies(start, pieces) {
                return true;
            }
            if figures == 0
                && let Some(piece) = words.and_then(|at| pieces.get(at))
                && piece.text.len() <= MAX_PENDING_BYTES
            {
                // It may be the beginning of a label that the next row ends.
                self.wait_for_more(&piece.text);
            }
            return false;
        };
        self.note(found);
        let behind = pieces.get(at + 1..).unwrap_or_default();
        let first = start + at + 1;
        let has_figures = behind.iter().any(|piece| value::stands_for_a_value(&piece.text));
        match found {
            Label::Row(row) if begun && behind.iter().all(|piece| piece.text.is_empty()) => {
                self.open = Open::Row(row);
                if let Some(piece) = pieces.get(at) {
                    self.wait_for_more(&piece.text);
                }
            }
            Label::Row(row) => self.row_of_three(row, first, behind),
            Label::Group(Group::Other) if has_figures || (known <= 2 && !behind.is_empty()) => {
                self.row_of_three(Row::Other, first, behind)
            }
            Label::Column(Column::Total) if self.in_three && has_figures && known <= 2 => {
                self.row_of_three(Row::Total, first, behind)
            }
            Label::Column(Column::Other) if self.in_three && has_figures && known <= 2 && self.among_others() => {
                self.row_of_three(Row::OtherOther, first, behind)
            }
            Label::Subject(subject, _) => self.row_of_two(subject, first, behind),
            Label::Block(Some(_)) if has_figures && self.rows_of_blocks(start, pieces) => {}
            Label::Measure(measure, _) if has_figures && self.cell_of_two(measure, at, start, pieces) => {}
            _ => self.head(pieces),
        }
        true
    }

    /// Figures of the row that is open and has none yet: its label stood alone on the line before, or began there.
    fn rest_of_open_row(
        &mut self,
        start: usize,
        pieces: &[Piece<'_>],
        last: Option<(usize, Label)>,
        words: Option<usize>,
    ) -> bool {
        if !self.values.is_empty() {
            return false;
        }
        let text_of = |at: usize| pieces.get(at).map(|piece| piece.text.as_ref()).unwrap_or_default();
        let from = match (self.open, last, words) {
            (Open::Subject(_), None, None) => 0,
            (Open::Row(_), None, None) => 0,
            (Open::Row(row), None, Some(at)) if self.goes_on(row, text_of(at)) => at + 1,
            // （二）部分公开（区分处理的，只计这一情 is a label by itself; more of it stands before its figures.
            (Open::Row(row), None, Some(at)) if damaged::is_of(row, text_of(at)) => at + 1,
            (Open::Row(row), None, Some(at)) if !self.pending.is_empty() && damaged::is_of_group(row, text_of(at)) => {
                at + 1
            }
            (Open::Row(row), Some((at, Label::Column(_) | Label::Group(_) | Label::Heading)), None)
                if !self.pending.is_empty() && damaged::is_of_group(row, text_of(at)) =>
            {
                at + 1
            }
            _ => return false,
        };
        let behind = pieces.get(from..).unwrap_or_default();
        if !behind.iter().any(|piece| value::stands_for_a_value(&piece.text)) {
            return false;
        }
        let open = std::mem::take(&mut self.open);
        let torn = match open {
            Open::Row(row) => from == 0 && (self.torn || self.holds_a_piece(row, self.pending.len())),
            _ => false,
        };
        self.pending.clear();
        match open {
            // Nothing but the order tells whose figures these are, and the lines do not stand in order.
            Open::Row(row) if torn => {
                self.torn = false;
                self.keep_uneven(Open::Row(row), start);
            }
            Open::Row(row) => self.row_of_three(row, start + from, behind),
            Open::Subject(subject) => self.row_of_two(subject, start + from, behind),
            Open::Nothing | Open::Remedies => {}
        }
        true
    }

    /// Says whether the last row kept is one of （六） before its last, so that 其他 without its number is that.
    fn among_others(&self) -> bool {
        matches!(self.rows.last(), Some((Row::OtherNotCorrected | Row::OtherFeeUnpaid, _)))
    }
}
