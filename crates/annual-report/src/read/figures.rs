//! The figures of the three tables, gathered from lines and rows by their labels.
//!
//! One grammar for every layout: a label opens a row, what follows it is the row's cells. In a table (or a run of
//! tabbed lines) the row ends where it ends; in text of one cell a line it ends with the next label.

use super::flow::{Kind, Line, NO_COLUMN, Piece};
use super::label::{self, Label};
use super::value;
use crate::form::{Column, Form, Group, Measure, RemedyBlock, RemedyResult, Row, Subject};

/// How often a damaged label may be compared with all printed ones; beyond it, it stays unknown.
const MAX_COMPARISONS: u32 = 2_000;
/// The longest text kept while waiting for the rest of a label that is broken over lines, in bytes.
const MAX_PENDING_BYTES: usize = 300;
/// The most cells kept of one row.
const MAX_ROW_CELLS: usize = 64;

/// The cells of a row: indices of pieces, `None` where the row has no cell.
pub(crate) type Values = Vec<Option<usize>>;

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
    /// Rows found a second time with other figures: the first piece of each.
    pub repeated: Vec<usize>,
    /// How many labels only the form of 2019, of 2021 has.
    pub of_2019: u32,
    pub of_2021: u32,
    open: Open,
    values: Values,
    pending: String,
    scratch: String,
    in_three: bool,
    in_four: bool,
    /// The blocks of table four named since its last figures.
    named: [bool; 3],
    columns: [Option<u32>; 7],
    measures: Vec<(Measure, u32)>,
    table: usize,
    /// Whether the last padded row had its spare blanks before its cells, if one told.
    blanks_before: Option<bool>,
    /// Whether table four so far is a row of blank cells.
    blank_four: bool,
    comparisons: u32,
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

impl Gathered {
    /// How many rows of the three tables were recognised.
    pub fn recognised(&self) -> usize {
        self.subjects.len() + self.rows.len() + self.blocks.len()
    }

    /// Says whether a line can be the beginning of a table even where running text is expected.
    pub fn is_anchor(&mut self, pieces: &[Piece<'_>]) -> bool {
        pieces.iter().any(|piece| {
            matches!(
                label::label(&piece.text, &mut self.scratch),
                Some(
                    Label::Item
                        | Label::Identity
                        | Label::Row(Row::New)
                        | Label::Measure(Measure::Made | Measure::NewlyMade, _)
                )
            )
        })
    }

    /// Takes a line or a row of the tables; says whether it meant anything.
    pub fn take(&mut self, line: &Line<'_>, pieces: &[Piece<'_>]) -> bool {
        if line.table != self.table {
            self.table = line.table;
            self.columns = [None; 7];
            self.measures.clear();
        }
        match (line.kind, pieces) {
            (Kind::Text, [piece, ..]) => self.text(line.start, &piece.text),
            (Kind::Text, []) => false,
            (Kind::Row, pieces) => self.row(line.start, pieces),
        }
    }

    /// Ends the row that is open.
    pub fn flush(&mut self) {
        let values = std::mem::take(&mut self.values);
        self.pending.clear();
        match std::mem::take(&mut self.open) {
            Open::Nothing => {}
            Open::Subject(subject) => self.keep_subject(subject, values),
            Open::Row(row) => self.keep_row(row, values),
            Open::Remedies => self.keep_remedies(&values),
        }
    }

    fn text(&mut self, at: usize, text: &str) -> bool {
        let text = super::heading::plain(text);
        if let Some(found) = label::label(text, &mut self.scratch) {
            self.line_label(found);
            return true;
        }
        if value::stands_for_a_value(text) {
            if self.open == Open::Nothing && self.in_four {
                self.open = Open::Remedies;
            }
            if self.open != Open::Nothing && self.values.len() < MAX_ROW_CELLS {
                self.values.push(Some(at));
                self.pending.clear();
                return true;
            }
            return false;
        }
        if self.open != Open::Nothing && self.values.len() >= self.open.width() {
            // Words behind a whole row are a row of something else.
            self.flush();
        }
        if self.pending.len() + text.len() > MAX_PENDING_BYTES {
            self.pending.clear();
        }
        self.pending.push_str(text);
        if let Some(found) = label::label(&self.pending, &mut self.scratch) {
            self.line_label(found);
        } else if let Some(row) = self.nearest(text) {
            self.line_label(Label::Row(row));
        }
        false
    }

    /// A label on a line of its own.
    fn line_label(&mut self, found: Label) {
        self.flush();
        self.note(found);
        self.open = match found {
            Label::Subject(subject, _) => Open::Subject(subject),
            Label::Row(row) => Open::Row(row),
            // It is a row if figures follow, a heading if a label does.
            Label::Group(Group::Other) => Open::Row(Row::Other),
            _ => Open::Nothing,
        };
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
                self.measures.clear();
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
    }

    fn nearest(&mut self, text: &str) -> Option<Row> {
        if !self.in_three || self.comparisons >= MAX_COMPARISONS {
            return None;
        }
        self.comparisons += 1;
        label::nearest_row(text)
    }

    fn row(&mut self, start: usize, pieces: &[Piece<'_>]) -> bool {
        let mut last: Option<(usize, Label)> = None;
        let mut known = 0usize;
        let mut filled = 0usize;
        let mut words = None;
        if self.holds_several_rows(pieces) {
            self.run_of_cells(start, pieces);
            return true;
        }
        for (at, piece) in pieces.iter().enumerate().take(MAX_ROW_CELLS) {
            if piece.text.is_empty() {
                continue;
            }
            filled += 1;
            if piece.text.len() < 6 {
                continue;
            }
            match label::label(&piece.text, &mut self.scratch) {
                Some(found) => {
                    known += 1;
                    last = Some((at, found));
                }
                None if !value::stands_for_a_value(&piece.text) => words = Some(at),
                None => {}
            }
        }
        if filled == 0 {
            if pieces.len() == 1 && self.open != Open::Nothing && self.values.len() < MAX_ROW_CELLS {
                // A blank cell alone in its row, where each cell is a row of its own.
                self.values.push(Some(start));
            }
            if self.in_four && pieces.len() == 15 && self.blocks.is_empty() {
                self.keep_remedies(&(start..start + 15).map(Some).collect::<Values>());
                self.blank_four = true;
            }
            // Any other blank row ends nothing and says nothing.
            return true;
        }
        if known == filled
            && known == 1
            && matches!(last, Some((_, Label::Row(_) | Label::Subject(..) | Label::Group(_))))
            && pieces.len() == 1
        {
            // A label alone in its row: its cells are rows of their own.
            if let Some((_, found)) = last {
                self.line_label(found);
            }
            return true;
        }
        if pieces.len() == 1 && known == 0 && self.open != Open::Nothing {
            return pieces.first().is_some_and(|piece| self.text(start, &piece.text));
        }
        // A damaged label counts only where no sound one stands behind it.
        if let Some(at) = words.filter(|&at| last.is_none_or(|(sound, _)| sound < at))
            && let Some(row) = pieces.get(at).and_then(|piece| self.nearest(&piece.text))
        {
            known += 1;
            last = Some((at, Label::Row(row)));
        }
        if last.is_none()
            && let Some(at) = words
            && let Some(piece) = pieces.get(at)
            && !self.pending.is_empty()
            && self.pending.len() + piece.text.len() <= MAX_PENDING_BYTES
        {
            // The label began on the line before.
            self.pending.push_str(&piece.text);
            last = label::label(&self.pending, &mut self.scratch).map(|found| (at, found));
        }
        if last.is_none()
            && words.is_none()
            && self.values.is_empty()
            && let Open::Row(row) = self.open
            && pieces.len() == Column::COUNT
        {
            // A label alone on its line, its figures on the next.
            self.open = Open::Nothing;
            self.pending.clear();
            self.keep_row(row, (start..start + pieces.len()).map(Some).collect());
            return true;
        }
        self.flush();
        let Some((at, found)) = last else {
            return self.in_four && self.remedies(start, pieces);
        };
        self.note(found);
        let behind = pieces.get(at + 1..).unwrap_or_default();
        let first = start + at + 1;
        match found {
            Label::Row(row) => self.row_of_three(row, first, behind),
            Label::Group(Group::Other) if known <= 2 && !behind.is_empty() => {
                self.row_of_three(Row::Other, first, behind)
            }
            Label::Subject(subject, _) => self.row_of_two(subject, first, behind),
            _ => self.head(pieces),
        }
        true
    }

    /// Says whether cells that follow one another are more than one row: two labels of rows with figures
    /// behind each, or heads and a row.
    fn holds_several_rows(&mut self, pieces: &[Piece<'_>]) -> bool {
        // The widest row of the form has four labels and seven cells, or fifteen cells.
        if pieces.len() < 2 {
            return false;
        }
        let (mut rows, mut heads, mut labelled) = (0, false, false);
        for piece in pieces {
            if piece.text.is_empty() {
                continue;
            }
            if piece.text.len() >= 6
                && let Some(found) = label::label(&piece.text, &mut self.scratch)
            {
                labelled = matches!(found, Label::Row(_) | Label::Subject(..) | Label::Group(Group::Other));
                heads |= match found {
                    Label::Item | Label::Measure(..) | Label::Identity => true,
                    Label::Column(column) => !matches!(column, Column::Other | Column::Total),
                    _ => false,
                };
            } else if labelled && value::stands_for_a_value(&piece.text) {
                rows += 1;
                labelled = false;
                if rows == 2 || heads {
                    return true;
                }
            }
        }
        // Table four's heads and figures in one run.
        rows == 0
            && pieces.len() > 15
            && pieces.iter().any(|piece| value::stands_for_a_value(&piece.text))
            && pieces.iter().filter(|piece| label::label(&piece.text, &mut self.scratch) == Some(Label::Result)).count()
                >= 4
    }

    /// Cells one after the other without an end of row between them: a label opens a row, the next ends it.
    fn run_of_cells(&mut self, start: usize, pieces: &[Piece<'_>]) {
        for (at, piece) in (start..).zip(pieces) {
            if !piece.text.is_empty() {
                self.text(at, &piece.text);
            } else if self.open != Open::Nothing && self.values.len() < self.open.width() {
                self.values.push(Some(at));
            }
        }
        self.flush();
    }

    /// A row of heads: which columns stand where.
    fn head(&mut self, pieces: &[Piece<'_>]) {
        let mut measures = Vec::new();
        for piece in pieces.iter().take(MAX_ROW_CELLS) {
            let Some(found) = label::label(&piece.text, &mut self.scratch) else { continue };
            self.note(found);
            match found {
                _ if piece.column == NO_COLUMN => {}
                Label::Column(column) if !self.in_four => {
                    if let Some(slot) = self.columns.get_mut(column as usize) {
                        *slot = Some(piece.column);
                    }
                }
                Label::Measure(measure, _) => measures.push((measure, piece.column)),
                Label::Identity => self.columns = [None; 7],
                _ => {}
            }
        }
        if !measures.is_empty() {
            self.measures = measures;
        }
    }

    fn row_of_three(&mut self, row: Row, first: usize, behind: &[Piece<'_>]) {
        let values = if behind.len() == Column::COUNT {
            (first..first + Column::COUNT).map(Some).collect()
        } else {
            match self.by_columns(first, behind).or_else(|| self.window(first, behind, Column::COUNT)) {
                Some(values) => values,
                None => return self.keep_uneven(Open::Row(row), first.saturating_sub(1)),
            }
        };
        self.keep_row(row, values);
    }

    /// The cells under the seven heads, if the heads are known and every filled cell stands under one.
    fn by_columns(&self, first: usize, behind: &[Piece<'_>]) -> Option<Values> {
        let mut heads = [0u32; 7];
        for (head, column) in heads.iter_mut().zip(self.columns) {
            *head = column?;
        }
        if !heads.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let mut values = vec![None; Column::COUNT];
        for (at, piece) in behind.iter().enumerate() {
            match heads.iter().position(|&head| head == piece.column) {
                Some(column) => {
                    if let Some(slot) = values.get_mut(column) {
                        *slot = Some(first + at);
                    }
                }
                None if piece.text.is_empty() => {}
                None => return None,
            }
        }
        Some(values)
    }

    /// As many cells as the form has, where the row has more and its heads do not tell which; `None` where nothing does.
    fn window(&mut self, first: usize, behind: &[Piece<'_>], wanted: usize) -> Option<Values> {
        let filled = |piece: &Piece<'_>| !piece.text.is_empty();
        let begin = behind.iter().position(filled).unwrap_or(0);
        let end = behind.iter().rposition(filled).map_or(0, |at| at + 1);
        let spare = behind.len().checked_sub(wanted)?;
        if end - begin.min(end) > wanted {
            return None;
        }
        // Merged labels leave blanks before the cells, ragged rows behind them; a table does one of both.
        let before = match (begin == 0, end == behind.len()) {
            (true, _) => false,
            (false, true) => true,
            (false, false) if end > wanted => true,
            (false, false) if begin < spare => false,
            (false, false) => self.blanks_before?,
        };
        self.blanks_before = Some(before);
        let from = if before { spare } else { 0 };
        Some((from..from + wanted).map(|at| Some(first + at)).collect())
    }

    /// Keeps a row as found and its cells as blank: which figure belongs to which cannot be told.
    fn keep_uneven(&mut self, row: Open, at: usize) {
        let known = match row {
            Open::Row(row) => self.rows.iter().any(|(known, values)| *known == row && !values.is_empty()),
            Open::Subject(subject) => {
                self.subjects.iter().any(|(known, values)| *known == subject && !values.is_empty())
            }
            Open::Nothing | Open::Remedies => false,
        };
        if known {
            self.repeated.push(at);
            return;
        }
        self.uneven.push((row, at));
        match row {
            Open::Row(row) => self.keep_row(row, vec![None; Column::COUNT]),
            Open::Subject(subject) => self.keep_subject(subject, vec![None; 3]),
            Open::Nothing | Open::Remedies => {}
        }
    }

    fn row_of_two(&mut self, subject: Subject, first: usize, behind: &[Piece<'_>]) {
        let has =
            |measure| [Form::F2019, Form::F2021].into_iter().any(|form| subject.measures(form).contains(&measure));
        let heads: Vec<(Measure, u32)> = self.measures.iter().copied().filter(|(measure, _)| has(*measure)).collect();
        let under: Vec<(Measure, usize)> = heads
            .iter()
            .filter_map(|(measure, column)| {
                let at = behind.iter().position(|piece| piece.column == *column)?;
                Some((*measure, first + at))
            })
            .collect();
        let filled = behind.iter().filter(|piece| !piece.text.is_empty()).count();
        let under_heads =
            under.iter().filter(|(_, at)| behind.get(at - first).is_some_and(|p| !p.text.is_empty())).count();
        // A row that ends before its heads do may have lost a cell anywhere.
        let whole = !under.is_empty() && under.len() == heads.len() && under_heads == filled;
        if whole && !self.by_measure.iter().any(|(known, _)| *known == subject) {
            self.by_measure.push((subject, under));
        }
        self.keep_subject(subject, (0..behind.len().min(MAX_ROW_CELLS)).map(|at| Some(first + at)).collect());
    }

    /// A row of figures under the heads of table four.
    fn remedies(&mut self, start: usize, pieces: &[Piece<'_>]) -> bool {
        let is_value = |piece: &Piece<'_>| value::stands_for_a_value(&piece.text);
        let begin = pieces.iter().position(is_value);
        // Words before the first figure name the row, unless the row has just the cells of the form.
        let words = match begin {
            _ if matches!(pieces.len(), 5 | 10 | 15) => 0,
            Some(begin) => pieces.iter().take(begin).rposition(|piece| !piece.text.is_empty()).map_or(0, |at| at + 1),
            None => 0,
        };
        if begin.is_none() && pieces.len() != 15 {
            return false;
        }
        let cells = pieces.get(words..).unwrap_or_default();
        let first = start + words;
        let wanted = match cells.len() {
            0..10 => 5,
            10..15 => 10,
            _ => 15,
        };
        let values = if cells.len() == wanted {
            (first..first + wanted).map(Some).collect()
        } else {
            match self.window(first, cells, wanted) {
                Some(values) => values,
                None => {
                    self.keep_uneven(Open::Remedies, first);
                    return true;
                }
            }
        };
        if std::mem::take(&mut self.blank_four) {
            // The blank row before this one was no row of figures.
            self.blocks.clear();
        }
        self.keep_remedies(&values);
        true
    }

    fn keep_remedies(&mut self, values: &[Option<usize>]) {
        let named = std::mem::take(&mut self.named);
        let blocks: &[RemedyBlock] = match (values.len(), named) {
            (15, _) => &RemedyBlock::ALL,
            (10, [false, ..]) => &[RemedyBlock::LitigationDirect, RemedyBlock::LitigationAfterReconsideration],
            (5, [true, false, false]) => &[RemedyBlock::Reconsideration],
            (5, [false, true, false]) => &[RemedyBlock::LitigationDirect],
            (5, [false, false, true]) => &[RemedyBlock::LitigationAfterReconsideration],
            _ => &[],
        };
        if blocks.is_empty() {
            // What follows may be the rest of a torn row; the blocks stay named.
            self.named = named;
            if let Some(&at) = values.iter().flatten().next() {
                self.keep_uneven(Open::Remedies, at);
            }
        }
        for (&block, cells) in blocks.iter().zip(values.chunks(RemedyResult::ALL.len())) {
            if self.blocks.iter().any(|(known, _)| *known == block) {
                self.repeated.extend(cells.iter().flatten().next());
            } else {
                self.blocks.push((block, cells.to_vec()));
            }
        }
    }

    fn keep_row(&mut self, row: Row, values: Values) {
        if row == Row::Other && values.is_empty() {
            return;
        }
        if !matches!(values.len(), 0 | Column::COUNT) {
            if let Some(&at) = values.iter().flatten().next() {
                self.keep_uneven(Open::Row(row), at);
            }
            return;
        }
        match self.rows.iter_mut().find(|(known, _)| *known == row) {
            // A label without cells was a heading over the row.
            Some((_, kept)) if kept.is_empty() => *kept = values,
            Some(_) => self.repeated.extend(values.iter().flatten().next()),
            None => self.rows.push((row, values)),
        }
    }

    fn keep_subject(&mut self, subject: Subject, values: Values) {
        match self.subjects.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, kept)) if kept.is_empty() => *kept = values,
            Some(_) => self.repeated.extend(values.iter().flatten().next()),
            None => self.subjects.push((subject, values)),
        }
    }
}
