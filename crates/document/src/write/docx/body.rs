//! The text part: paragraphs, tables with their merges, the page.

use super::parts::{NAMESPACES, style_id, twips};
use crate::clean::printable;
use crate::grid::{Grid, Slot};
use crate::model::{Align, Block, Cell, Document, Paragraph, Role, Table};
use crate::official::{
    AREA_HEIGHT, AREA_WIDTH, LEFT, LINE_PITCH, PAGE_HEIGHT, PAGE_WIDTH, TOP, WHOLE_ROWS, begins_signature, ends_title,
    evenly, signature_indent, stays_with_next, table_half_points, table_room, table_side, title_lines,
};
use crate::write::WriteError;
use crate::write::escape::push_escaped;

/// Tenths of a millimetre as twentieths of a point.
fn tenths(tenths_of_a_millimetre: u32) -> u32 {
    (tenths_of_a_millimetre * 1440 + 127) / 254
}

/// The whole text part.
pub(super) fn document_xml(document: &Document) -> Result<String, WriteError> {
    let mut out = String::with_capacity(64 * 1024);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    out.push_str(&format!("<w:document {NAMESPACES}><w:body>"));
    let mut tables = 0;
    let mut new_page = false;
    let mut ends_with_table = false;
    for (index, block) in document.blocks.iter().enumerate() {
        ends_with_table = false;
        match block {
            Block::Paragraph(paragraph) => {
                push_paragraph(paragraph, &Standing::of(document, index, new_page), &mut out);
                new_page = false;
            }
            Block::Table(table) => {
                tables += 1;
                if new_page {
                    // A table cannot ask for a new page itself.
                    out.push_str(
                        "<w:p><w:pPr><w:pageBreakBefore/><w:spacing w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>",
                    );
                    new_page = false;
                } else if index > 0 && matches!(document.blocks.get(index - 1), Some(Block::Table(_))) {
                    // Word joins tables that touch.
                    push_gap(&mut out);
                }
                push_table(table, tables, &mut out)?;
                ends_with_table = true;
            }
            Block::PageBreak => new_page = true,
        }
    }
    if ends_with_table {
        // Word wants a paragraph after the last table.
        push_gap(&mut out);
    }
    push_section(&mut out);
    out.push_str("</w:body></w:document>");
    Ok(out)
}

fn push_gap(out: &mut String) {
    out.push_str("<w:p><w:pPr><w:spacing w:line=\"240\" w:lineRule=\"exact\"/></w:pPr></w:p>");
}

/// How a paragraph stands to its neighbours.
struct Standing {
    new_page: bool,
    /// It stays on the page of the next.
    keep: bool,
    /// One line is left blank above it, or below.
    above: bool,
    below: bool,
    /// Half characters between it and the right edge.
    right: Option<usize>,
}

impl Standing {
    fn of(document: &Document, index: usize, new_page: bool) -> Self {
        Self {
            new_page,
            keep: stays_with_next(document, index),
            above: begins_signature(document, index),
            below: ends_title(document, index),
            right: signature_indent(document, index),
        }
    }
}

fn push_paragraph(paragraph: &Paragraph, standing: &Standing, out: &mut String) {
    out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>", style_id(paragraph.role)));
    if standing.keep {
        out.push_str("<w:keepNext/>");
    }
    if standing.new_page {
        out.push_str("<w:pageBreakBefore/>");
    }
    if standing.above || standing.below {
        let blank = |wanted: bool| if wanted { twips(LINE_PITCH) } else { 0 };
        out.push_str(&format!(
            "<w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{}\" w:lineRule=\"exact\"/>",
            blank(standing.above),
            blank(standing.below),
            twips(paragraph.role.setting().pitch)
        ));
    }
    if let Some(halves) = standing.right {
        out.push_str(&format!(
            "<w:ind w:rightChars=\"{}\" w:right=\"{}\"/>",
            halves * 50,
            halves * 5 * usize::try_from(paragraph.role.setting().half_points).unwrap_or(32)
        ));
    }
    out.push_str("</w:pPr>");
    if paragraph.role == Role::Title {
        push_run(&title_lines(&printable(&paragraph.text)).join("\n"), None, out);
    } else {
        push_run(&paragraph.text, None, out);
    }
    out.push_str("</w:p>");
}

fn push_run(text: &str, half_points: Option<u32>, out: &mut String) {
    let text = printable(text);
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    if let Some(size) = half_points {
        out.push_str(&format!("<w:rPr><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>"));
    }
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push_str("<w:br/>");
        }
        for (index, piece) in line.split('\t').enumerate() {
            if index > 0 {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                out.push_str("<w:t xml:space=\"preserve\">");
                push_escaped(piece, out);
                out.push_str("</w:t>");
            }
        }
    }
    out.push_str("</w:r>");
}

/// The look of one table's text.
struct Look {
    half_points: u32,
    /// From line to line, in twips.
    line: u32,
    /// Least height of a row, in twips.
    row: u32,
    /// Room left and right of a cell's text, in twips.
    side: u32,
    /// Whether its rows shall stay together.
    whole: bool,
}

/// The least room left and right of a cell's text, in twips.
const LEAST_SIDE: u32 = 45;

fn push_table(table: &Table, number: usize, out: &mut String) -> Result<(), WriteError> {
    let grid = table.grid().map_err(|fault| WriteError::Table { table: number, fault })?;
    if grid.columns == 0 {
        return Ok(());
    }
    let half_points = table_half_points(grid.columns, grid.rows.len());
    let line = half_points * 12 + 20;
    let room = table_room(grid.rows.len());
    let row = half_points * 10 + room * 4;
    let side = (table_side(grid.columns) * 2).max(LEAST_SIDE);
    let look = Look { half_points, line, row, side, whole: grid.rows.len() <= WHOLE_ROWS };
    let width = tenths(AREA_WIDTH);
    let shares = grid.share(&table.widths, width);
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>"
    ));
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        out.push_str(&format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"));
    }
    out.push_str(&format!(
        "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>\
         <w:top w:w=\"30\" w:type=\"dxa\"/><w:left w:w=\"{side}\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"30\" w:type=\"dxa\"/><w:right w:w=\"{side}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
    ));
    for share in &shares {
        out.push_str(&format!("<w:gridCol w:w=\"{share}\"/>"));
    }
    out.push_str("</w:tblGrid>");
    for (index, row) in grid.rows.iter().enumerate() {
        out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        out.push_str(&format!("<w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>", look.row));
        if index < grid.header_rows {
            out.push_str("<w:tblHeader/>");
        }
        out.push_str("</w:trPr>");
        push_row(&grid, index, row, &shares, &look, out);
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    Ok(())
}

fn push_row(grid: &Grid<'_>, index: usize, row: &[Slot<'_>], shares: &[u32], look: &Look, out: &mut String) {
    let keep = look.whole && index + 1 < grid.rows.len();
    let frame = |column, columns, merge| Frame { width: width(shares, column, columns), columns, merge, keep };
    for (column, slot) in row.iter().enumerate() {
        match slot {
            Slot::Begins { cell, columns, rows } => {
                let merge = (*rows > 1).then_some("<w:vMerge w:val=\"restart\"/>");
                push_cell(Some(cell), &frame(column, *columns, merge), look, out);
            }
            Slot::Blank => push_cell(None, &frame(column, 1, None), look, out),
            // A cell from above goes on at its first column; its other columns are within that cell.
            Slot::Covered { row: above, column: first } if *above < index && *first == column => {
                let columns = match grid.rows.get(*above).and_then(|row| row.get(*first)) {
                    Some(Slot::Begins { columns, .. }) => *columns,
                    _ => 1,
                };
                push_cell(None, &frame(column, columns, Some("<w:vMerge/>")), look, out);
            }
            Slot::Covered { .. } => {}
        }
    }
}

fn width(shares: &[u32], column: usize, columns: usize) -> u32 {
    shares.iter().skip(column).take(columns).sum()
}

/// What of a cell is not its text.
struct Frame<'a> {
    width: u32,
    columns: usize,
    merge: Option<&'a str>,
    /// Whether its row stays on the page of the next.
    keep: bool,
}

fn push_cell(cell: Option<&Cell>, frame: &Frame<'_>, look: &Look, out: &mut String) {
    let Frame { width, columns, merge, keep } = *frame;
    out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
    if columns > 1 {
        out.push_str(&format!("<w:gridSpan w:val=\"{columns}\"/>"));
    }
    out.push_str(merge.unwrap_or_default());
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"TableText\"/>");
    if keep {
        out.push_str("<w:keepNext/>");
    }
    out.push_str(&format!("<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", look.line));
    out.push_str(match cell.map_or(Align::Centre, |cell| cell.align) {
        Align::Left => "<w:jc w:val=\"left\"/>",
        Align::Centre => "<w:jc w:val=\"center\"/>",
        Align::Right => "<w:jc w:val=\"right\"/>",
    });
    out.push_str("</w:pPr>");
    if let Some(cell) = cell {
        // A half character is five twips for each half point.
        let room = usize::try_from(width.saturating_sub(2 * look.side) / (look.half_points * 5)).unwrap_or(0);
        let even = (cell.align == Align::Centre).then(|| evenly(&cell.text, room)).flatten();
        push_run(even.as_deref().unwrap_or(cell.text.trim_end_matches('\n')), Some(look.half_points), out);
    }
    out.push_str("</w:p></w:tc>");
}

/// The page: A4, the type area of an official document, page numbers at the outer edge.
fn push_section(out: &mut String) {
    let right = PAGE_WIDTH - LEFT - AREA_WIDTH;
    let bottom = PAGE_HEIGHT - TOP - AREA_HEIGHT;
    // The number stands 7 mm below the type area; it is itself some 5 mm high.
    let footer = bottom - 120;
    out.push_str(&format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" \
         w:header=\"851\" w:footer=\"{}\" w:gutter=\"0\"/><w:docGrid w:linePitch=\"{}\"/></w:sectPr>",
        tenths(PAGE_WIDTH),
        tenths(PAGE_HEIGHT),
        tenths(TOP),
        tenths(right),
        tenths(bottom),
        tenths(LEFT),
        tenths(footer),
        twips(LINE_PITCH)
    ));
}
