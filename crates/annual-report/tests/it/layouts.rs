//! Reports as sites, Word pastes and converters leave them: one report in many layouts, written by us.

use annual_report::layout::LayoutOptions;
use annual_report::{Cell, Report, lay_out};
use document::{Block, Document, Role, Slot, Table};
use proptest::prelude::*;

/// How a report is written.
#[derive(Debug, Clone)]
pub struct Layout {
    pub medium: Medium,
    /// What stands behind the number of a label.
    pub point: &'static str,
    /// Traditional characters.
    pub traditional: bool,
    /// Labels broken over two lines where the medium can show it.
    pub broken: bool,
    /// Separators of thousands.
    pub thousands: &'static str,
    /// Digits of full width.
    pub wide: bool,
    /// What a blank cell shows in HTML.
    pub blank: &'static str,
    /// The heads of table three once more in the middle of it, as after the end of a page.
    pub heads_again: bool,
    /// The lines of headings.
    pub headings: Headings,
    /// Half-width brackets.
    pub half: bool,
}

/// What the report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    CellALine,
    TabbedCells,
    Tabs,
    Blanks,
    Pipes,
    TrailingPipes,
    PipeBehindEachLine,
    PipeOnItsOwnLine,
    Unmerged,
    Commas,
    Html,
    WordPaste,
    /// A page saved with all that belongs to it.
    SavedPage,
}

/// How the headings of the sections are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headings {
    Printed,
    Markdown,
    Renamed,
    Missing,
}

impl Medium {
    /// Whether a blank cell leaves a trace.
    pub fn shows_blanks(self) -> bool {
        !matches!(self, Self::CellALine | Self::Blanks)
    }

    fn is_page(self) -> bool {
        matches!(self, Self::Html | Self::WordPaste | Self::SavedPage)
    }

    /// Whether cells stand in a grid, so that words in a figure's place are seen to be there.
    pub fn has_rows(self) -> bool {
        match self {
            Self::Tabs | Self::Pipes | Self::TrailingPipes | Self::Unmerged | Self::Commas => true,
            medium => medium.is_page(),
        }
    }
}

/// Any layout.
pub fn any_layout() -> impl Strategy<Value = Layout> {
    use Medium::*;
    let medium = proptest::sample::select(vec![
        CellALine,
        TabbedCells,
        Tabs,
        Blanks,
        Pipes,
        TrailingPipes,
        PipeBehindEachLine,
        PipeOnItsOwnLine,
        Unmerged,
        Commas,
        Html,
        WordPaste,
        SavedPage,
    ]);
    let point = proptest::sample::select(vec![".", "、", "．", "", ". "]);
    let thousands = proptest::sample::select(vec!["", "", ",", "，"]);
    let blank = proptest::sample::select(vec!["", "&nbsp;", "<br>", "&#160; "]);
    let headings =
        proptest::sample::select(vec![Headings::Printed, Headings::Markdown, Headings::Renamed, Headings::Missing]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (medium, point, thousands, blank, headings, flags).prop_map(
        |(medium, point, thousands, blank, headings, (traditional, broken, wide, heads_again, half))| Layout {
            medium,
            point,
            traditional,
            broken,
            thousands,
            wide,
            blank,
            heads_again,
            headings,
            half,
        },
    )
}

/// The report as this layout can show it: where a blank leaves no trace, there is none.
pub fn shown(report: &Report, layout: &Layout) -> Report {
    let mut shown = report.clone();
    for (path, cell) in report.cells() {
        let hidden = match cell {
            Cell::Blank => !layout.medium.shows_blanks(),
            Cell::Unreadable(text) => text != "1O" && !layout.medium.has_rows(),
            _ => false,
        };
        if hidden {
            let seven = if path.is_money() { Cell::Money("7".parse().unwrap()) } else { Cell::Number(7) };
            shown.set(path, seven);
        }
    }
    if layout.headings == Headings::Missing {
        shown.narrative = Default::default();
    }
    shown
}

/// The lines and tables of a report, each table as rows of cells: text, columns and rows covered.
pub enum Part {
    Line { role: Role, text: String },
    Rows(Vec<Vec<Written>>),
}

/// A cell as it is written.
#[derive(Debug, Clone)]
pub struct Written {
    pub text: String,
    pub cols: usize,
    pub rows: usize,
    /// Whether another cell covers the position.
    pub covered: bool,
}

/// A report laid out as the form is, its words as the layout writes them.
pub fn parts(report: &Report, layout: &Layout) -> Vec<Part> {
    let document: Document = lay_out(report, &LayoutOptions::default());
    let mut parts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let text = match paragraph.role {
                    Role::Heading1 => match heading(&paragraph.text, layout.headings) {
                        Some(text) => text,
                        None => continue,
                    },
                    _ if layout.headings == Headings::Missing
                        && !matches!(paragraph.role, Role::Title | Role::Subtitle) =>
                    {
                        continue;
                    }
                    _ => paragraph.text.clone(),
                };
                parts.push(Part::Line { role: paragraph.role, text });
            }
            Block::Table(table) => parts.push(Part::Rows(rows(table, layout))),
            Block::PageBreak => {}
        }
    }
    parts
}

fn heading(text: &str, how: Headings) -> Option<String> {
    match how {
        Headings::Printed => Some(text.to_owned()),
        Headings::Markdown => Some(format!("## {text}")),
        Headings::Missing => None,
        Headings::Renamed => {
            let renamed = text
                .replace("五、存在的主要问题及改进情况", "四、存在问题和整改措施")
                .replace("三、收到和处理", "三是收到和处理")
                .replace("二、", "2、")
                .replace("六、其他需要报告的事项", "五、其他需要报告事项");
            Some(renamed)
        }
    }
}

fn rows(table: &Table, layout: &Layout) -> Vec<Vec<Written>> {
    let grid = table.grid().unwrap();
    let mut rows: Vec<Vec<Written>> = Vec::new();
    for slots in &grid.rows {
        let row = slots.iter().map(|slot| match slot {
            Slot::Begins { cell, columns, rows } => {
                Written { text: write(&cell.text, layout), cols: *columns, rows: *rows, covered: false }
            }
            Slot::Covered { row, column } => {
                let text = match grid.rows[*row][*column] {
                    Slot::Begins { cell, .. } => write(&cell.text, layout),
                    _ => String::new(),
                };
                Written { text, cols: 1, rows: 1, covered: true }
            }
            Slot::Blank => Written { text: String::new(), cols: 1, rows: 1, covered: false },
        });
        rows.push(row.collect());
    }
    let is_three =
        rows.iter().any(|row| row.iter().any(|cell| cell.text.contains("无法提供") || cell.text.contains("無法提供")));
    if layout.heads_again && is_three && !layout.medium.is_page() {
        let heads: Vec<Vec<Written>> = rows.iter().take(3).cloned().collect();
        rows.splice(9..9, heads);
    }
    rows
}

/// A cell's words: a figure in the layout's digits, a label in its characters and marks.
fn write(text: &str, layout: &Layout) -> String {
    let figure: String = text.chars().take_while(|c| c.is_ascii_digit()).collect();
    let is_label = text.chars().any(|c| c > '\u{4e00}')
        && (figure.len() < 2 && !text.contains("自然失效") && !matches!(text, "约二十" | "无" | "不适用"));
    if !is_label {
        let rest = &text[figure.len()..];
        let mut written = figure.clone();
        if !layout.thousands.is_empty() && figure.len() > 3 && !rest.starts_with('O') {
            written = String::new();
            for (at, c) in figure.chars().enumerate() {
                if at > 0 && (figure.len() - at).is_multiple_of(3) {
                    written.push_str(layout.thousands);
                }
                written.push(c);
            }
        }
        if layout.wide && !rest.starts_with('O') {
            written = written.chars().map(wide).collect();
        }
        return written + rest;
    }
    let mut out = String::new();
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '.' if before.is_ascii_digit() => out.push_str(layout.point),
            '（' if layout.half => out.push('('),
            '）' if layout.half => out.push(')'),
            c if layout.traditional => out.push(traditional(c)),
            c => out.push(c),
        }
        before = c;
    }
    out
}

fn wide(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap(),
        c => c,
    }
}

fn traditional(c: char) -> char {
    let pairs = "条條项項规規范範内內制製数數开開总總许許处處罚罰强強业業费費务務对對减減采採购購额額请請结結转轉\
                 诉訴讼訟议議纠糾维維审審会會机機构構织織组組后後经經无無关關属屬国國报報类類单單万萬计計现現发發废廢\
                 决決稳穩护護权權过過执執询詢没沒补補确確访訪举舉当當认認获獲缴繳纳納继繼续續办辦区區这這";
    let pairs: Vec<char> = pairs.chars().filter(|c| !c.is_whitespace()).collect();
    pairs.chunks(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1])
}

/// The file that this layout makes of a report.
pub fn file(parts: &[Part], layout: &Layout) -> String {
    let mut out = String::new();
    let html = layout.medium.is_page();
    if html {
        out.push_str("<html><head><meta charset=\"utf-8\"><title>政府信息公开</title></head><body><div>首页</div>");
    }
    for part in parts {
        match part {
            Part::Line { role, text } if html => {
                let tag = if *role == Role::Heading1 { "h2" } else { "p" };
                out.push_str(&format!(
                    "<{tag} style='text-indent:2em'><span lang=EN-US><span>{text}</span></span></{tag}>\n"
                ));
            }
            Part::Line { text, .. } if layout.medium == Medium::Commas => out.push_str(&(field(text) + "\r\n")),
            Part::Line { text, .. } => out.push_str(&format!("{text}\n")),
            Part::Rows(rows) if html => table_of_html(&mut out, rows, layout),
            Part::Rows(rows) => rows.iter().for_each(|row| row_of_text(&mut out, row, layout)),
        }
        if layout.medium == Medium::CellALine {
            out.push('\n');
        }
    }
    if layout.medium == Medium::SavedPage { saved(&out) } else { out }
}

/// A field of values parted by commas.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// A page as a browser saves it.
fn saved(page: &str) -> String {
    let mut out = "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--b--\"\r\n\r\n\
                   ----b--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        .to_owned();
    for (at, byte) in page.bytes().enumerate() {
        if at % 20 == 19 {
            out.push_str("=\r\n");
        }
        match byte {
            b'=' | 0x80.. => out.push_str(&format!("={byte:02X}")),
            byte => out.push(char::from(byte)),
        }
    }
    out + "\r\n----b----\r\n"
}

fn table_of_html(out: &mut String, rows: &[Vec<Written>], layout: &Layout) {
    out.push_str("<table class=MsoNormalTable border=1><tbody>\n");
    for row in rows {
        out.push_str("<tr style='height:20pt'>");
        for cell in row.iter().filter(|cell| !cell.covered) {
            let mut text = cell.text.clone();
            if layout.broken && text.chars().count() > 6 && !text.starts_with(|c: char| c.is_numeric()) {
                let at = text.char_indices().nth(4).unwrap().0;
                text.insert_str(at, "<br/>");
            }
            if text.is_empty() {
                text.push_str(layout.blank);
            }
            out.push_str(&format!("<td colspan={} rowspan=\"{}\" width=60 valign=top>", cell.cols, cell.rows));
            if layout.medium == Medium::WordPaste {
                let (head, tail) =
                    text.split_at(text.floor_char_boundary(if text.starts_with('<') || text.starts_with('&') {
                        0
                    } else {
                        1
                    }));
                out.push_str(&format!(
                    "<p class=MsoNormal align=center style='mso-pagination:widow-orphan'><span lang=EN-US \
                     style='font-family:\"仿宋\"'>{head}<span>{tail}</span><o:p></o:p></span></p>\n"
                ));
            } else {
                out.push_str(&format!("\n  {text}\n "));
            }
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n");
}

fn row_of_text(out: &mut String, row: &[Written], layout: &Layout) {
    let begins: Vec<&str> = row.iter().filter(|cell| !cell.covered).map(|cell| cell.text.as_str()).collect();
    let slots = || row.iter().map(|cell| if cell.covered { "" } else { cell.text.as_str() });
    match layout.medium {
        Medium::CellALine => begins.iter().for_each(|text| {
            let (head, tail) = broken(text, layout);
            out.push_str(&format!("{head}\n\n"));
            if !tail.is_empty() {
                out.push_str(&format!("{tail}\n\n"));
            }
        }),
        Medium::TabbedCells => {
            for text in &begins {
                let (head, tail) = broken(text, layout);
                out.push_str(&format!("\t{head}\n"));
                if !tail.is_empty() {
                    out.push_str(&format!("{tail}\n"));
                }
            }
            out.push('\n');
        }
        Medium::Tabs => out.push_str(&(slots().collect::<Vec<_>>().join("\t") + "\n")),
        Medium::Blanks => {
            let cells: Vec<&str> = begins.iter().copied().filter(|text| !text.is_empty()).collect();
            // What a converter leaves of a label with blanks in it is not told from two cells.
            out.push_str(&(cells.join("  ") + "\n"));
        }
        Medium::Pipes => out.push_str(&format!("| {} |\n", slots().collect::<Vec<_>>().join(" | "))),
        Medium::TrailingPipes => {
            out.push_str(&format!("{} |\n", begins.join(" | ")));
        }
        Medium::Unmerged => {
            let all: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
            out.push_str(&format!("| {} |\n", all.join(" | ")));
        }
        Medium::PipeBehindEachLine => {
            for text in &begins {
                out.push_str(&if text.is_empty() { "|\n".to_owned() } else { format!("{text} |\n") });
            }
            let covered = row.len() - begins.len();
            if covered > 0 {
                out.push_str(&format!("{}\n", "|".repeat(covered)));
            }
        }
        Medium::PipeOnItsOwnLine => {
            for text in &begins {
                out.push_str(&if text.is_empty() { "|\n".to_owned() } else { format!("{text}\n|\n") });
            }
            let covered = row.len() - begins.len();
            if covered > 1 {
                out.push_str(&format!("{}\n", "|".repeat(covered)));
            }
        }
        Medium::Commas => {
            let fields: Vec<String> = slots().map(field).collect();
            out.push_str(&(fields.join(",") + "\r\n"));
        }
        Medium::Html | Medium::WordPaste | Medium::SavedPage => {}
    }
}

fn broken<'t>(text: &'t str, layout: &Layout) -> (&'t str, &'t str) {
    let is_label = text.chars().filter(|c| *c > '\u{4e00}').count() > 5 && !text.starts_with(|c: char| c.is_numeric());
    if !layout.broken || !is_label {
        return (text, "");
    }
    text.split_at(text.char_indices().nth(text.chars().count() / 2).unwrap().0)
}
