//! Reading a report out of a document of any layout.
//!
//! Labels are matched with the printed labels of both forms; what stands behind a label are its cells. A blank stays a
//! blank, a remark stays with its figure, what cannot be read stays as it stands. Nothing is repaired. Where a file
//! says two things of one cell, both are kept and the cell is doubtful; no sum is asked which of them is right.

mod damaged;
mod figures;
mod fill;
mod flow;
pub(crate) mod gloss;
mod heading;
mod label;
mod loose;
mod narrative;
mod organ;
mod remarks;
mod rules;
mod spaced;
mod title;
mod traditional;
mod turned;
mod unbroken;
mod value;

use document::Document;

use crate::check::Finding;
use crate::form::{Form, OtherRows, Row, Subject};
use crate::report::{Report, Sources};
use figures::Gathered;
use flow::{Flow, Kind, Line};
use heading::Section;
use loose::Loose;
use narrative::Texts;
pub use rules::{ReadingRule, reading_rules};
pub(crate) use unbroken::lines as lines_of_unbroken;
pub(crate) use value::{cell, is_invisible, is_placeholder};

/// How many rows of the three tables must be recognised for a document to be a report.
const MIN_ROWS: usize = 4;
/// The longest line that can be the title of a second report, in bytes.
const MAX_TITLE_BYTES: usize = 330;
/// How many lines are looked at, and taken, for the title of a second report at most.
const MAX_TITLES: usize = 300;
const MAX_SECONDS: usize = 40;

/// A report as read, where each figure stood, and what a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadReport {
    /// The report.
    pub report: Report,
    /// Where each cell stood.
    pub sources: Sources,
    /// Rows not found, found twice or of another length than the form's; never an error by themselves.
    pub findings: Vec<Finding>,
}

/// The document is not an annual report, or nothing of one can be read; the sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAReport {
    /// Nothing of the form was found.
    #[error("没有找到政府信息公开工作年度报告的表格，这个文件不像是年度报告；请确认选对了文件，扫描件请先识别成文字")]
    NoTables,
    /// The title is there and the tables are not.
    #[error(
        "文件标题是政府信息公开工作年度报告，但只认出{rows}行表格，无法读取；表格可能是图片或者另附文件，请提供带有三张表格文字的文件"
    )]
    TitleOnly {
        /// How many rows were recognised.
        rows: usize,
    },
}

/// Reads a report out of a document.
///
/// Where the document holds a second report, only the first is read, and a finding says so.
///
/// # Errors
/// [`NotAReport`] when fewer than four rows of the three tables are recognised.
pub fn read(document: &Document) -> Result<ReadReport, NotAReport> {
    let plain = gloss::without(document);
    let document = plain.as_ref();
    let mut flow = Flow::of(document);
    let lines = std::mem::take(&mut flow.lines);
    let walked = Walked::over(&mut flow, &lines);
    let second = walked.second;
    let (mut read, doubtful) = walked.finish(&flow, &document.title)?;
    if let Some(second) = second
        && (second.is_another || doubtful)
        && let Ok((first, _)) =
            Walked::over(&mut flow, lines.get(..second.line).unwrap_or_default()).finish(&flow, &document.title)
    {
        read = first;
        read.findings.push(remarks::second_report(read.report.form(), second.place));
    }
    Ok(read)
}

/// What a walk over the lines found.
struct Walked {
    gathered: Gathered,
    texts: Texts,
    loose: Loose,
    front: Vec<String>,
    /// Where a second report begins.
    second: Option<Second>,
}

/// The line at which another report seems to begin.
#[derive(Debug, Clone, Copy)]
struct Second {
    line: usize,
    place: document::Place,
    /// Whether its title names another organ or year; otherwise only its figures can tell.
    is_another: bool,
    /// How many rows had been found once more before it.
    again: usize,
}

impl Walked {
    fn over<'a>(flow: &mut Flow<'a>, lines: &[Line<'a>]) -> Self {
        let mut scratch = String::new();
        let mut gathered = Gathered::of(flow);
        let mut texts = Texts::default();
        let mut loose = Loose::default();
        let mut section: Option<Section> = None;
        // Whether the foot of the page that holds the report has begun.
        let mut ended = false;
        let mut front: Vec<String> = Vec::new();
        let mut seconds: Vec<Second> = Vec::new();
        let mut titles = 0;
        for (number, line) in lines.iter().enumerate() {
            let whole = gathered.recognised() >= MIN_ROWS && seconds.len() < MAX_SECONDS;
            if whole && titles < MAX_TITLES && alone(flow.pieces_of(line)).is_some_and(may_be_a_title) {
                titles += 1;
                if let Some((is_another, above)) = titles_another(flow, lines, number, &front) {
                    seconds.push(second(flow, line, number - above, is_another, &gathered));
                }
            }
            if let Some(text) = alone(flow.pieces_of(line))
                && let Some(opened) = heading::of(text)
                && (section != Some(opened) || opened == Section::Tables)
            {
                gathered.end_before_heading();
                if opened == Section::Overview && gathered.recognised() == 0 && front.len() < title::MAX_TITLE_LINES {
                    // The headings so far were a table of contents, and what stood under its last one the preface.
                    front.extend(texts.start_again().take(title::MAX_TITLE_LINES));
                }
                if opened == Section::Overview && whole && matches!(section, Some(Section::Problems | Section::Other)) {
                    seconds.push(second(flow, line, number, false, &gathered));
                }
                if opened == Section::Tables && text.contains("行政复议") {
                    gathered.heading_of_four();
                }
                section = Some(opened);
                ended = false;
                loose.heading(opened);
                continue;
            }
            if let Some((opened, rest)) = alone(flow.pieces_of(line)).and_then(heading::run_in)
                && section != Some(opened)
            {
                gathered.end_before_heading();
                texts.add(opened, rest);
                section = Some(opened);
                ended = false;
                loose.heading(opened);
                continue;
            }
            let row = flow.part(line, &mut scratch);
            match section {
                None => {
                    let taken = row.as_ref().unwrap_or(line);
                    let meant = gathered.take(taken, flow.pieces_of(taken));
                    if !meant && front.len() < title::MAX_TITLE_LINES {
                        let texts = flow.pieces_of(line).iter().map(|piece| piece.text.as_ref());
                        front.extend(texts.flat_map(str::lines).map(str::to_owned));
                    }
                    let text = alone(flow.pieces_of(line));
                    match text.filter(|_| !meant && gathered.recognised() == 0) {
                        Some(text) => loose.before(text),
                        None => section = behind_tables(meant, text, &mut gathered, &mut loose, &mut texts),
                    }
                }
                Some(Section::Tables) => {
                    let taken = row.as_ref().unwrap_or(line);
                    let meant = gathered.take(taken, flow.pieces_of(taken));
                    let text = alone(flow.pieces_of(line));
                    let opened = behind_tables(meant, text, &mut gathered, &mut loose, &mut texts);
                    section = opened.or(section);
                }
                Some(text_section) => {
                    let pieces = flow.pieces_of(line);
                    let taken = row.as_ref().unwrap_or(line);
                    let is_table = (line.kind == Kind::Row || pieces.iter().all(|piece| piece.text.len() < 120))
                        && gathered.is_anchor(flow.pieces_of(taken));
                    if is_table {
                        section = Some(Section::Tables);
                        gathered.take(taken, flow.pieces_of(taken));
                    } else {
                        let alone = alone(pieces).or(line.text);
                        ended |= text_section != Section::Overview && alone.is_some_and(loose::is_foot);
                        if ended {
                            continue;
                        }
                        if let Some(opened) = alone.and_then(|text| loose.goes_over(text_section, text, &mut texts)) {
                            section = Some(opened);
                            continue;
                        }
                        if let Some(text) = line.text {
                            texts.add(text_section, text);
                            continue;
                        }
                        for piece in pieces {
                            piece.text.lines().for_each(|text| texts.add(text_section, text));
                        }
                    }
                }
            }
        }
        gathered.finish();
        loose.finish(&mut texts);
        let rows = gathered.again.len();
        let second = seconds.into_iter().find(|second| rows - second.again >= MIN_ROWS);
        Self { gathered, texts, loose, front, second }
    }

    /// The report, and whether any of its cells is doubtful; `called` is what the file calls itself.
    fn finish(self, flow: &Flow<'_>, called: &str) -> Result<(ReadReport, bool), NotAReport> {
        let Self { gathered, texts, loose, front, .. } = self;
        let mut title = title::of(&front);
        let rows = gathered.recognised();
        if rows < MIN_ROWS {
            return Err(if title.found { NotAReport::TitleOnly { rows } } else { NotAReport::NoTables });
        }
        organ::complete(&mut title, &front, texts.so_far(), called);
        let narrative = texts.finish(&title.organ);
        let form = form_of(&gathered, title.year);
        let mut report = Report::with_other_rows(title.organ, title.year, form, other_rows_of(&gathered, form));
        report.narrative = narrative;
        report.period = title.period;
        let filled = fill::fill(report, &gathered, flow);
        let mut findings = remarks::of(&filled, &gathered, flow);
        findings.extend(remarks::of_texts(&loose, form));
        let doubtful = !filled.doubts.is_empty();
        Ok((ReadReport { report: filled.report, sources: filled.sources, findings }, doubtful))
    }
}

/// Looks at a line behind the tables that stands under no heading; says which section begins with it, if words tell.
fn behind_tables(
    meant: bool,
    text: Option<&str>,
    gathered: &mut Gathered,
    loose: &mut Loose,
    texts: &mut Texts,
) -> Option<Section> {
    if meant {
        loose.another_table();
        return None;
    }
    let opened = text.filter(|_| gathered.is_behind_tables()).and_then(|text| loose.behind(text, texts))?;
    gathered.flush();
    Some(opened)
}

fn second(flow: &Flow<'_>, line: &Line<'_>, number: usize, is_another: bool, gathered: &Gathered) -> Second {
    let place = flow.pieces_of(line).first().map(|piece| piece.place).unwrap_or_default();
    Second { line: number, place, is_another, again: gathered.again.len() }
}

fn may_be_a_title(text: &str) -> bool {
    text.len() <= MAX_TITLE_BYTES && text.contains("公开") && (text.contains("报告") || text.contains("年报"))
}

/// Says whether a line is the title of a report: whether of another than the first, and how many lines above belong to
/// it; `None` where it is none.
fn titles_another(flow: &Flow<'_>, lines: &[Line<'_>], number: usize, front: &[String]) -> Option<(bool, usize)> {
    let text = alone(flow.pieces_of(lines.get(number)?))?;
    let before = number.checked_sub(1).and_then(|at| lines.get(at)).and_then(|line| alone(flow.pieces_of(line)));
    let here = title::of(&[before.unwrap_or_default(), text]);
    if !here.found || (here.organ.is_empty() && here.year.is_none()) {
        return None;
    }
    let first = title::of(front);
    let other_organ = !here.organ.is_empty() && !first.organ.is_empty() && here.organ != first.organ;
    let other_year = here.year.is_some() && first.year.is_some() && here.year != first.year;
    let above = usize::from(before.is_some() && !here.organ.is_empty() && title::of(&[text]).organ.is_empty());
    Some((other_organ || other_year, above))
}

/// The text of a line that has only one filled piece.
fn alone<'p>(pieces: &'p [flow::Piece<'_>]) -> Option<&'p str> {
    let mut filled = pieces.iter().map(|piece| piece.text.as_ref()).filter(|text| !text.is_empty());
    let first = filled.next()?;
    filled.next().is_none().then_some(first)
}

/// The form that is printed: by its heads and rows, else by how many cells its rows have, else by the year.
fn form_of(gathered: &Gathered, year: Option<u16>) -> Form {
    match gathered.of_2019.cmp(&gathered.of_2021) {
        std::cmp::Ordering::Greater => return Form::F2019,
        std::cmp::Ordering::Less => return Form::F2021,
        std::cmp::Ordering::Equal => {}
    }
    let cells = |wanted: Form| {
        let rows = gathered.subjects.iter().filter(|(subject, values)| {
            matches!(subject, Subject::Licences | Subject::Penalties | Subject::Compulsions)
                && values.len() == subject.measures(wanted).len()
        });
        rows.count()
    };
    match cells(Form::F2019).cmp(&cells(Form::F2021)) {
        std::cmp::Ordering::Greater => Form::F2019,
        std::cmp::Ordering::Less => Form::F2021,
        std::cmp::Ordering::Equal => year.map_or(Form::F2021, Form::for_year),
    }
}

fn other_rows_of(gathered: &Gathered, form: Form) -> OtherRows {
    let has = |wanted: Row| gathered.rows.iter().any(|(row, _)| *row == wanted);
    if has(Row::OtherNotCorrected) || has(Row::OtherFeeUnpaid) || has(Row::OtherOther) {
        OtherRows::Three
    } else if has(Row::Other) {
        OtherRows::One
    } else {
        form.other_rows()
    }
}
