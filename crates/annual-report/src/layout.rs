//! A report laid out in the national form: title, preface, six sections, three tables with their merged cells.
//!
//! The arrangement is that of the form for years from 2021 on (国办公开办函〔2021〕30号), or of the trial form before it. It
//! prints what the report says and nothing else: a blank cell prints empty.

use document::{Align, Block, Cell, Document, Paragraph, Role, Table};

use crate::count::{Span, spoken_day};
use crate::form::{Form, FormTable, Printed};
use crate::report::{Period, Report};

/// The longest line that is taken for a heading of the second level, in characters.
const MAX_HEADING_CHARS: usize = 40;

/// What stands around the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayoutOptions {
    /// The text before the first section.
    pub preface: Preface,
    /// Where the electronic report is to be found: the name or address of a site.
    pub published_at: Option<String>,
    /// Whom to ask: an office, its telephone, its address, as one phrase.
    pub contact: Option<String>,
    /// The day below the organ's name at the end; without it the report is not signed off.
    pub signed_on: Option<jiff::civil::Date>,
}

/// The text before the first section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Preface {
    /// Basis, days counted, where the report is to be found, whom to ask: as far as they are known.
    #[default]
    Usual,
    /// The organ's own, a line a paragraph.
    Own(String),
    /// None.
    Absent,
}

/// Lays out a report as the national form prints it.
pub fn lay_out(report: &Report, options: &LayoutOptions) -> Document {
    let form = report.form();
    let title = title(report);
    let mut page = Page { blocks: Vec::new() };
    page.line(Role::Title, &title);
    match &options.preface {
        Preface::Usual => usual_preface(report, options).iter().for_each(|line| page.line(Role::Body, line)),
        Preface::Own(text) => page.text(text),
        Preface::Absent => {}
    }
    page.line(Role::Heading1, "一、总体情况");
    page.text(&report.narrative.overview);
    page.line(Role::Heading1, "二、主动公开政府信息情况");
    page.blocks.push(Block::Table(filled(report, &FormTable::two(form), Align::Centre)));
    page.line(Role::Heading1, "三、收到和处理政府信息公开申请情况");
    page.blocks.push(Block::Table(filled(report, &FormTable::three(report.other_rows()), Align::Left)));
    page.line(Role::Heading1, "四、政府信息公开行政复议、行政诉讼情况");
    page.blocks.push(Block::Table(filled(report, &FormTable::four(), Align::Centre)));
    page.line(
        Role::Heading1,
        match form {
            Form::F2021 => "五、存在的主要问题及改进情况",
            Form::F2019 => "五、政府信息公开工作存在的主要问题及改进情况",
        },
    );
    page.text(&report.narrative.problems);
    page.line(Role::Heading1, "六、其他需要报告的事项");
    page.text(&report.narrative.other);
    if let Some(day) = options.signed_on {
        page.line(Role::Signature, &report.organ);
        page.line(Role::Signature, &spoken_day(day));
    }
    Document { title, blocks: page.blocks }
}

/// The title: the organ, the year (or the days), and what it is.
pub fn title(report: &Report) -> String {
    match (span_of(report), report.year) {
        (Some(span), _) if span.as_year().is_none() => {
            format!("{}{}政府信息公开工作情况", report.organ, span.spoken())
        }
        (_, Some(year)) => format!("{}{year}年政府信息公开工作年度报告", report.organ),
        (_, None) => format!("{}政府信息公开工作年度报告", report.organ),
    }
}

/// The days a report counts, if it says.
fn span_of(report: &Report) -> Option<Span> {
    match (report.period, report.year) {
        (Some(Period { from, to }), _) => Span::new(from, to).ok(),
        (None, Some(year)) => Span::year(i16::try_from(year).ok()?).ok(),
        (None, None) => None,
    }
}

fn usual_preface(report: &Report, options: &LayoutOptions) -> Vec<String> {
    let mut basis = match report.period {
        None => format!(
            "依照《中华人民共和国政府信息公开条例》第五十条的规定和{}确定的格式，编制本报告。",
            report.form().citation()
        ),
        Some(_) => format!("依照{}确定的格式，编制本表。", report.form().citation()),
    };
    if let Some(span) = span_of(report) {
        let what = if report.period.is_none() { "报告" } else { "表" };
        basis.push_str(&format!("本{what}中的数据自{}起，至{}止。", spoken_day(span.from()), spoken_day(span.to())));
    }
    let mut lines = vec![basis];
    let mut more = String::new();
    if let Some(site) = given(options.published_at.as_deref()) {
        more.push_str(&format!("本报告的电子版可在{site}查阅和下载。"));
    }
    if let Some(contact) = given(options.contact.as_deref()) {
        more.push_str(&format!("对本报告有疑问的，请联系{contact}。"));
    }
    if !more.is_empty() {
        lines.push(more);
    }
    lines
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A table of the form filled in with the report's figures, the labels of its rows standing as given.
fn filled(report: &Report, table: &FormTable, labels: Align) -> Table {
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().map(|place| {
            let cell = match place.what {
                Printed::Heading(text) | Printed::Group(text) => Cell::new(text),
                Printed::Label(text) => Cell::new(text).aligned(labels),
                Printed::Figure(path) => Cell::new(report.cell(path).printed()),
            };
            cell.spanning(place.columns, place.rows)
        });
        cells.collect()
    });
    Table { widths: table.widths.clone(), header_rows: table.header_rows, rows: rows.collect() }
}

struct Page {
    blocks: Vec<Block>,
}

impl Page {
    fn line(&mut self, role: Role, text: &str) {
        self.blocks.push(Block::Paragraph(Paragraph::new(role, text)));
    }

    fn text(&mut self, text: &str) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.line(if is_heading(line) { Role::Heading2 } else { Role::Body }, line);
        }
    }
}

/// Says whether a line of a text is a heading of the second level: （一）主动公开, short and no sentence.
pub fn is_heading(line: &str) -> bool {
    let numbered = line.strip_prefix('（').and_then(|rest| rest.split_once('）')).is_some_and(|(number, words)| {
        !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c)) && !words.is_empty()
    });
    numbered && line.chars().count() <= MAX_HEADING_CHARS && !line.ends_with(['。', '；', '！', '？'])
}

#[cfg(test)]
mod tests;
