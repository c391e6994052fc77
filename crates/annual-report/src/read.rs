//! Reading a report out of a document of any layout.
//!
//! Labels are matched with the printed labels of both forms; what stands behind a label are its cells. A blank stays a
//! blank, a remark stays with its figure, what cannot be read stays as it stands. Nothing is repaired.

mod figures;
mod flow;
mod heading;
mod label;
mod narrative;
mod spaced;
mod title;
mod value;

use document::{Document, Place};

use crate::check::{Finding, Severity};
use crate::form::{Column, Form, OtherRows, Path, RemedyBlock, RemedyResult, Row, Subject};
use crate::report::{Report, Source, Sources};
use figures::{Gathered, Open};
use flow::{Flow, Kind};
use heading::Section;
use narrative::Texts;
pub(crate) use value::{cell, is_invisible, is_placeholder};

/// How many rows of the three tables must be recognised for a document to be a report.
const MIN_ROWS: usize = 4;
/// How many remarks on the reading are given at most.
const MAX_FINDINGS: usize = 50;

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
/// # Errors
/// [`NotAReport`] when fewer than four rows of the three tables are recognised.
pub fn read(document: &Document) -> Result<ReadReport, NotAReport> {
    let mut flow = Flow::of(document);
    let lines = std::mem::take(&mut flow.lines);
    let mut scratch = String::new();
    let mut gathered = Gathered::default();
    let mut texts = Texts::default();
    let mut section: Option<Section> = None;
    let mut front: Vec<String> = Vec::new();
    for line in &lines {
        if let Some(text) = alone(flow.pieces_of(line))
            && let Some(opened) = heading::of(text)
            && (section != Some(opened) || opened == Section::Tables)
        {
            gathered.flush();
            if opened == Section::Overview && gathered.recognised() == 0 && front.len() < title::MAX_TITLE_LINES {
                // The headings so far were a table of contents, and what stood under its last one the preface.
                front.extend(texts.start_again().take(title::MAX_TITLE_LINES));
            }
            section = Some(opened);
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
            }
            Some(Section::Tables) => {
                let taken = row.as_ref().unwrap_or(line);
                gathered.take(taken, flow.pieces_of(taken));
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
    gathered.flush();
    let title = title::of(&front);
    let rows = gathered.recognised();
    if rows < MIN_ROWS {
        return Err(if title.found { NotAReport::TitleOnly { rows } } else { NotAReport::NoTables });
    }
    let narrative = texts.finish(&title.organ);
    let form = form_of(&gathered, title.year);
    let mut report = Report::with_other_rows(title.organ, title.year, form, other_rows_of(&gathered, form));
    report.narrative = narrative;
    report.period = title.period;
    let mut sources = Sources::new();
    let uneven = fill(&mut report, &mut sources, &gathered, &flow);
    let findings = remarks(&report, &gathered, &uneven, &flow);
    Ok(ReadReport { report, sources, findings })
}

/// The text of a line that has only one filled piece.
fn alone<'p>(pieces: &'p [flow::Piece<'_>]) -> Option<&'p str> {
    let mut filled = pieces.iter().map(|piece| piece.text.as_ref()).filter(|text| !text.is_empty());
    let first = filled.next()?;
    filled.next().is_none().then_some(first)
}

fn form_of(gathered: &Gathered, year: Option<u16>) -> Form {
    match gathered.of_2019.cmp(&gathered.of_2021) {
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

/// Puts the figures into their cells; the rows of table two whose cells cannot be told apart are given back.
fn fill(report: &mut Report, sources: &mut Sources, gathered: &Gathered, flow: &Flow<'_>) -> Vec<(Open, usize)> {
    let mut uneven = Vec::new();
    let form = report.form();
    let mut put = |path: Path, at: Option<usize>| {
        let Some(piece) = at.and_then(|at| flow.pieces.get(at)) else { return };
        let cell = value::cell(&piece.text, path.is_money());
        if report.set(path, cell) && piece.place != Place::default() {
            sources.insert(path, Source::Read(piece.place));
        }
    };
    for (subject, values) in &gathered.subjects {
        match gathered.by_measure.iter().find(|(known, _)| known == subject) {
            Some((_, cells)) => {
                cells.iter().for_each(|&(measure, at)| put(Path::Proactive(*subject, measure), Some(at)))
            }
            None => {
                let measures = subject.measures(form);
                match exactly(values, measures.len(), flow) {
                    Some(values) => {
                        for (&measure, &at) in measures.iter().zip(values) {
                            put(Path::Proactive(*subject, measure), at);
                        }
                    }
                    None => uneven.extend(values.iter().flatten().next().map(|&at| (Open::Subject(*subject), at))),
                }
            }
        }
    }
    for (row, values) in &gathered.rows {
        for (column, &at) in Column::ALL.into_iter().zip(values) {
            put(Path::Applications(*row, column), at);
        }
    }
    for (block, values) in &gathered.blocks {
        for (result, &at) in RemedyResult::ALL.into_iter().zip(values) {
            put(Path::Remedies(*block, result), at);
        }
    }
    uneven
}

/// The cells of a row of table two, `wanted` of them, where blanks before or behind are all that it has too many.
fn exactly<'v>(values: &'v [Option<usize>], wanted: usize, flow: &Flow<'_>) -> Option<&'v [Option<usize>]> {
    let filled = |at: &Option<usize>| at.and_then(|at| flow.pieces.get(at)).is_some_and(|piece| !piece.text.is_empty());
    let begin = values.iter().position(filled).unwrap_or(0);
    let end = values.iter().rposition(filled).map_or(0, |at| at + 1);
    if values.len() == wanted || (end <= wanted && begin == 0 && values.len() > wanted) {
        return values.get(..wanted);
    }
    if end - begin == wanted { values.get(begin..end) } else { (end == 0).then_some(&[]) }
}

/// What a person should look at in the file.
fn remarks(report: &Report, gathered: &Gathered, uneven: &[(Open, usize)], flow: &Flow<'_>) -> Vec<Finding> {
    let form = report.form();
    let cite = form.citation();
    let mut findings = Vec::new();
    let mut missing = |row: Open, block: Option<RemedyBlock>, without: bool| {
        let (paths, name) = row_of(report, row, block);
        let message = if without {
            format!("文件中{name}没有数字，其中各格按空白处理；请核对原文件")
        } else {
            format!("文件中没有找到{name}，其中各格按空白处理；请核对原文件")
        };
        findings.push(Finding::new("READ-MISSING", Severity::Notice, paths, message, cite));
    };
    for &subject in Subject::of(form) {
        match gathered.subjects.iter().find(|(known, _)| *known == subject) {
            Some((_, values)) if values.is_empty() => missing(Open::Subject(subject), None, true),
            Some(_) => {}
            None => missing(Open::Subject(subject), None, false),
        }
    }
    for row in report.other_rows().rows() {
        match gathered.rows.iter().find(|(known, _)| *known == row) {
            Some((_, values)) if values.is_empty() => missing(Open::Row(row), None, true),
            Some(_) => {}
            None => missing(Open::Row(row), None, false),
        }
    }
    for block in RemedyBlock::ALL {
        if !gathered.blocks.iter().any(|(known, _)| *known == block) {
            missing(Open::Remedies, Some(block), false);
        }
    }
    let mut look = |rule: &'static str, paths: Vec<Path>, name: &str, at: usize, what: &str| {
        let Some(piece) = flow.pieces.get(at).filter(|_| findings.len() < MAX_FINDINGS) else { return };
        let shown: String = piece.text.chars().take(40).collect();
        let message = format!("{}“{shown}”{name}{what}", where_it_stood(piece.place));
        findings.push(Finding::new(rule, Severity::Warning, paths, message, cite));
    };
    for &(row, at) in gathered.uneven.iter().chain(uneven) {
        let (paths, name) = row_of(report, row, None);
        look(
            "READ-UNEVEN",
            paths,
            &format!("处，{name}"),
            at,
            "的格数与表格格式不同，无法判断哪个数字属于哪一格，各格按空白处理；请对照原文件填写",
        );
    }
    for &at in &gathered.repeated {
        look("READ-REPEATED", Vec::new(), "", at, "在文件中重复出现，只取第一次出现的数字；请核对以哪一处为准");
    }
    findings
}

/// The cells of a row and what to call it.
fn row_of(report: &Report, row: Open, block: Option<RemedyBlock>) -> (Vec<Path>, String) {
    let form = report.form();
    match (row, block) {
        (Open::Subject(subject), _) => (
            subject.measures(form).iter().map(|&measure| Path::Proactive(subject, measure)).collect(),
            format!("“{}”一行", subject.label(form)),
        ),
        (Open::Row(row), _) => (
            Column::ALL.into_iter().map(|column| Path::Applications(row, column)).filter(|&p| report.has(p)).collect(),
            format!("“{}”一行", row.in_words()),
        ),
        (Open::Remedies | Open::Nothing, Some(block)) => (
            RemedyResult::ALL.map(|result| Path::Remedies(block, result)).to_vec(),
            format!("“{}”的数字", block.in_words()),
        ),
        (Open::Remedies | Open::Nothing, None) => (Vec::new(), "行政复议、行政诉讼情况表".to_owned()),
    }
}

fn where_it_stood(place: Place) -> String {
    let mut out = String::new();
    for (number, unit) in [(place.page, "页"), (place.table, "个表格"), (place.row, "行")] {
        if let Some(number) = number {
            out.push_str(&format!("第{number}{unit}"));
        }
    }
    match place.line {
        Some(line) if place.row.is_none() => format!("{out}第{line}行"),
        _ => out,
    }
}
