//! Ruling lines made into the grids of tables, with their merged cells.
//!
//! Lines that touch belong together. Where they run are the rows and columns; where one is missing between two
//! positions, both are one cell. A side that is not drawn (tables open to the left and right, or cut by the page's
//! end) ends where the lines that meet it end.

use super::marks::Rule;

/// Lines this near (points) are one line; ends this near touch.
const NEAR: f64 = 2.5;
/// A line shorter than this (points), its pieces joined, bounds no cell.
const SHORTEST: f64 = 6.0;
/// The most lines of one direction that a page's tables are made of.
const MOST: usize = 4_000;
/// The most positions a grid may have.
const MOST_POSITIONS: usize = 200_000;

/// A cell of a grid: which positions it covers, from 0, the last excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Box4 {
    pub row: usize,
    pub row_end: usize,
    pub col: usize,
    pub col_end: usize,
}

/// A grid on a page.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// Where its columns begin and end, from left to right.
    pub xs: Vec<f64>,
    /// Where its rows begin and end, from top to bottom.
    pub ys: Vec<f64>,
    /// Its cells in reading order.
    pub cells: Vec<Box4>,
    /// For each position, row by row, the cell that covers it.
    owners: Vec<Option<usize>>,
}

impl Grid {
    pub fn left(&self) -> f64 {
        self.xs.first().copied().unwrap_or(0.0)
    }

    pub fn right(&self) -> f64 {
        self.xs.last().copied().unwrap_or(0.0)
    }

    pub fn top(&self) -> f64 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    pub fn bottom(&self) -> f64 {
        self.ys.last().copied().unwrap_or(0.0)
    }

    /// Which cell a point lies in.
    pub fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        if x < self.left() || x > self.right() || y > self.top() || y < self.bottom() {
            return None;
        }
        let col = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge >= y).checked_sub(1)?;
        let columns = self.xs.len() - 1;
        if col >= columns {
            return None;
        }
        self.owners.get(row * columns + col).copied().flatten()
    }

    fn new(xs: Vec<f64>, ys: Vec<f64>, cells: Vec<Box4>) -> Self {
        let columns = xs.len().saturating_sub(1);
        let mut owners = vec![None; columns * ys.len().saturating_sub(1)];
        for (index, cell) in cells.iter().enumerate() {
            for row in cell.row..cell.row_end {
                let line = row * columns;
                owners.iter_mut().take(line + cell.col_end).skip(line + cell.col).for_each(|slot| *slot = Some(index));
            }
        }
        Self { xs, ys, cells, owners }
    }
}

/// The grids of a page, from top to bottom.
///
/// Which lines meet is looked at for each pair of them; `pairs` counts these.
pub(super) fn grids(rules: &[Rule], page_height: f64, pairs: &mut usize) -> Vec<Grid> {
    let horizontal = joined(rules, true);
    let vertical = joined(rules, false);
    if horizontal.len() > MOST || vertical.len() > MOST {
        return Vec::new();
    }
    *pairs = pairs.saturating_add(horizontal.len() * vertical.len());
    let mut grids: Vec<Grid> =
        together(&horizontal, &vertical).iter().filter_map(|(h, v)| grid(h, v, page_height)).collect();
    // A frame within a cell of a larger table is an ornament of that cell.
    let boxes: Vec<(f64, f64, f64, f64)> = grids.iter().map(|g| (g.left(), g.right(), g.bottom(), g.top())).collect();
    let mut index = 0;
    grids.retain(|g| {
        let within = boxes.iter().enumerate().any(|(other, (left, right, bottom, top))| {
            other != index && g.left() > *left && g.right() < *right && g.bottom() > *bottom && g.top() < *top
        });
        index += 1;
        !within
    });
    grids.sort_by(|a, b| b.top().total_cmp(&a.top()));
    grids
}

/// Pieces of lines that lie in a row made one; what stays short is no line.
fn joined(rules: &[Rule], horizontal: bool) -> Vec<Rule> {
    let mut pieces: Vec<Rule> = rules.iter().copied().filter(|rule| rule.horizontal == horizontal).collect();
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut lines: Vec<Rule> = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|rule| rule.at - first.at <= 1.0).count().max(1);
        let (band, after) = rest.split_at(count);
        rest = after;
        let mut band = band.to_vec();
        band.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut line: Option<Rule> = None;
        for piece in band {
            match line.as_mut() {
                Some(line) if piece.from <= line.to + NEAR => line.to = line.to.max(piece.to),
                _ => {
                    lines.extend(line);
                    line = Some(piece);
                }
            }
        }
        lines.extend(line);
    }
    lines.retain(|line| line.to - line.from >= SHORTEST);
    lines
}

/// Lines that touch, directly or through others.
fn together(horizontal: &[Rule], vertical: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut group: Vec<usize> = (0..horizontal.len() + vertical.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while let Some(next) = group.get(at).copied().filter(|next| *next != at) {
            let over = group.get(next).copied().unwrap_or(next);
            if let Some(slot) = group.get_mut(at) {
                *slot = over;
            }
            at = over;
        }
        at
    }
    for (i, h) in horizontal.iter().enumerate() {
        for (j, v) in vertical.iter().enumerate() {
            let touch = v.at >= h.from - NEAR && v.at <= h.to + NEAR && h.at >= v.from - NEAR && h.at <= v.to + NEAR;
            if touch {
                let (a, b) = (root(&mut group, i), root(&mut group, horizontal.len() + j));
                if let Some(slot) = group.get_mut(a) {
                    *slot = b;
                }
            }
        }
    }
    let mut sets: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = std::collections::BTreeMap::new();
    for (index, line) in horizontal.iter().chain(vertical).enumerate() {
        let set = sets.entry(root(&mut group, index)).or_default();
        if line.horizontal { set.0.push(*line) } else { set.1.push(*line) }
    }
    sets.into_values().filter(|(h, v)| !h.is_empty() && !v.is_empty()).collect()
}

fn grid(horizontal: &[Rule], vertical: &[Rule], page_height: f64) -> Option<Grid> {
    let ends = |lines: &[Rule]| {
        lines
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), line| (low.min(line.from), high.max(line.to)))
    };
    let (mut xs, mut ys) = (positions(vertical), positions(horizontal));
    let (left, right) = ends(horizontal);
    let (bottom, top) = ends(vertical);
    let open = [
        open_side(&mut xs, left, true),
        open_side(&mut xs, right, false),
        open_side(&mut ys, bottom, true),
        open_side(&mut ys, top, false),
    ];
    ys.reverse();
    if xs.len() < 2 || ys.len() < 2 || (xs.len() - 1) * (ys.len() - 1) > MOST_POSITIONS {
        return None;
    }
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    // One box around much of a page is the page's frame.
    if columns * rows == 1 && top - bottom > page_height * 0.6 {
        return None;
    }
    let by_place = |lines: &[Rule]| {
        let mut lines = lines.to_vec();
        lines.sort_by(|a, b| a.at.total_cmp(&b.at));
        lines
    };
    let (horizontal, vertical) = (&by_place(horizontal), &by_place(vertical));
    let drawn = |lines: &[Rule], at: f64, from: f64, to: f64| {
        let first = lines.partition_point(|line| line.at < at - NEAR);
        let covered: f64 = lines
            .iter()
            .skip(first)
            .take_while(|line| line.at <= at + NEAR)
            .map(|line| (line.to.min(to) - line.from.max(from)).max(0.0))
            .sum();
        covered >= (to - from) * 0.6
    };
    let [open_left, open_right, open_bottom, open_top] = open;
    // Edges: above each row (and below the last), left of each column (and right of the last).
    let mut above = vec![vec![false; columns]; rows + 1];
    for (line, row) in ys.iter().zip(above.iter_mut()) {
        for (pair, edge) in xs.windows(2).zip(row.iter_mut()) {
            if let [from, to] = pair {
                *edge = drawn(horizontal, *line, *from, *to);
            }
        }
    }
    let mut beside = vec![vec![false; columns + 1]; rows];
    for (pair, row) in ys.windows(2).zip(beside.iter_mut()) {
        for (line, edge) in xs.iter().zip(row.iter_mut()) {
            if let [to, from] = pair {
                *edge = drawn(vertical, *line, *from, *to);
            }
        }
    }
    let edge = |edges: &[Vec<bool>], row: usize, col: usize| edges.get(row).and_then(|r| r.get(col)) == Some(&true);
    // Whether a position is walled towards each side of the grid where the grid ends.
    let mut taken = vec![vec![false; columns]; rows];
    let mut cells = Vec::new();
    for row in 0..rows {
        for col in 0..columns {
            if taken.get(row).and_then(|r| r.get(col)) != Some(&false) {
                continue;
            }
            let mut col_end = col + 1;
            while col_end < columns
                && !edge(&beside, row, col_end)
                && taken.get(row).and_then(|r| r.get(col_end)) == Some(&false)
            {
                col_end += 1;
            }
            let mut row_end = row + 1;
            while row_end < rows
                && (col..col_end).all(|c| !edge(&above, row_end, c))
                && (col + 1..col_end).all(|c| !edge(&beside, row_end, c))
                && (col..col_end).all(|c| taken.get(row_end).and_then(|r| r.get(c)) == Some(&false))
            {
                row_end += 1;
            }
            for line in taken.iter_mut().take(row_end).skip(row) {
                line.iter_mut().take(col_end).skip(col).for_each(|slot| *slot = true);
            }
            let outside = (row == 0 && !open_top && (col..col_end).all(|c| !edge(&above, 0, c)))
                || (row_end == rows && !open_bottom && (col..col_end).all(|c| !edge(&above, rows, c)))
                || (col == 0 && !open_left && (row..row_end).all(|r| !edge(&beside, r, 0)))
                || (col_end == columns && !open_right && (row..row_end).all(|r| !edge(&beside, r, columns)));
            if !outside {
                cells.push(Box4 { row, row_end, col, col_end });
            }
        }
    }
    (!cells.is_empty()).then(|| Grid::new(xs, ys, cells))
}

/// Where lines run, those near each other as one, ascending.
fn positions(lines: &[Rule]) -> Vec<f64> {
    let mut at: Vec<f64> = lines.iter().map(|line| line.at).collect();
    at.sort_by(f64::total_cmp);
    let mut positions: Vec<(f64, f64)> = Vec::new();
    for value in at {
        match positions.last_mut() {
            Some((last, first)) if value - *first <= NEAR => *last = (*last + value) / 2.0,
            _ => positions.push((value, value)),
        }
    }
    positions.into_iter().map(|(value, _)| value).collect()
}

/// Adds the end of the lines that cross as a side of its own if no line is drawn there; tells whether it did.
fn open_side(positions: &mut Vec<f64>, end: f64, low: bool) -> bool {
    let beyond = match (positions.first(), positions.last()) {
        (Some(first), _) if low => first - end,
        (_, Some(last)) => end - last,
        _ => return false,
    };
    if beyond < SHORTEST {
        return false;
    }
    if low {
        positions.insert(0, end)
    } else {
        positions.push(end)
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn h(at: f64, from: f64, to: f64) -> Rule {
        Rule { horizontal: true, at, from, to }
    }

    fn v(at: f64, from: f64, to: f64) -> Rule {
        Rule { horizontal: false, at, from, to }
    }

    #[test]
    fn missing_lines_merge_cells() {
        // Two columns, two rows; the left column is one cell.
        let rules = [
            h(100.0, 0.0, 100.0),
            h(80.0, 50.0, 100.0),
            h(60.0, 0.0, 100.0),
            v(0.0, 60.0, 100.0),
            v(50.0, 60.0, 100.0),
            v(100.0, 60.0, 100.0),
        ];
        let grids = grids(&rules, 800.0, &mut 0);
        assert_eq!(grids.len(), 1);
        assert_eq!(
            grids[0].cells,
            [
                Box4 { row: 0, row_end: 2, col: 0, col_end: 1 },
                Box4 { row: 0, row_end: 1, col: 1, col_end: 2 },
                Box4 { row: 1, row_end: 2, col: 1, col_end: 2 },
            ]
        );
        assert_eq!(grids[0].cell_at(75.0, 70.0), Some(2));
        assert_eq!(grids[0].cell_at(175.0, 70.0), None);
    }

    #[test]
    fn sides_that_are_not_drawn_end_where_the_lines_end() {
        let rules = [h(100.0, 0.0, 90.0), h(80.0, 0.0, 90.0), v(30.0, 60.0, 100.0), v(60.0, 60.0, 100.0)];
        let grids = grids(&rules, 800.0, &mut 0);
        assert_eq!((grids[0].xs.len(), grids[0].ys.len(), grids[0].cells.len()), (4, 3, 6));
    }

    #[test]
    fn lone_lines_and_page_frames_are_no_tables() {
        assert!(grids(&[h(700.0, 50.0, 500.0), h(20.0, 50.0, 500.0)], 800.0, &mut 0).is_empty());
        let frame = [h(790.0, 5.0, 590.0), h(5.0, 5.0, 590.0), v(5.0, 5.0, 790.0), v(590.0, 5.0, 790.0)];
        assert!(grids(&frame, 800.0, &mut 0).is_empty());
    }
}
