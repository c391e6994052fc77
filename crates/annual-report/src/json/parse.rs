//! The contract's object read strictly: every fault is told, nothing unknown is passed over, nothing missing is made up.

use std::fmt;

use serde_json::{Map, Value};

use super::{distinct, quick};
use crate::cell::{Cell, Decimal, Figure, MAX_COUNT};
use crate::form::{Column, Form, OtherRows, Path, RemedyBlock, RemedyResult, Row, Subject};
use crate::read::is_placeholder;
use crate::report::{Narrative, Period, Report, Source, Sources};

/// The largest JSON that is read, in bytes.
pub const MAX_JSON_BYTES: usize = 12 << 20;
/// How many faults are told at most.
const MAX_FAULTS: usize = 40;
/// The longest text a cell may hold, in characters.
const MAX_CELL_CHARS: usize = 1_000;
/// The most readings of a doubtful cell.
const MAX_READINGS: usize = 8;
/// The longest name of an organ, in characters.
pub(super) const MAX_ORGAN_CHARS: usize = 200;

/// One fault of a JSON report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key at fault, with its parents, such as `applications.new.total`; empty for the whole.
    pub at: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.is_empty() { f.write_str(&self.message) } else { write!(f, "{}：{}", self.at, self.message) }
    }
}

/// The JSON is not a report as the contract has it; holds every fault found (at most forty, then how many more).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTheContract {
    /// The faults in the order of the object.
    pub faults: Vec<Fault>,
}

impl std::error::Error for NotTheContract {}

impl fmt::Display for NotTheContract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("年报 JSON 有误：")?;
        for (n, fault) in self.faults.iter().enumerate() {
            if n > 0 {
                f.write_str("；")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

/// Reads a report, and its sources if it has any, out of JSON text.
///
/// # Errors
/// All faults at once.
pub fn from_json(bytes: &[u8]) -> Result<(Report, Sources), NotTheContract> {
    let whole = |message: String| NotTheContract { faults: vec![Fault { at: String::new(), message }] };
    if bytes.len() > MAX_JSON_BYTES {
        return Err(whole(format!("文件超过{}兆字节，不像是一份年报", MAX_JSON_BYTES >> 20)));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(report) = quick::read(bytes) {
        return Ok((report, Sources::new()));
    }
    thoroughly(bytes)
}

/// Reads by way of a value, in which every fault can be looked for.
fn thoroughly(bytes: &[u8]) -> Result<(Report, Sources), NotTheContract> {
    let whole = |message: String| NotTheContract { faults: vec![Fault { at: String::new(), message }] };
    let (value, repeated) = distinct::read(bytes)
        .map_err(|e| whole(format!("不是完整的 JSON，第{}行第{}列附近有误", e.line(), e.column())))?;
    let mut reader = Reader::default();
    for key in repeated {
        reader.fault(key, "这一项写了两次，请只留一个");
    }
    reader.whole(&value)
}

/// Reads a report, and its sources if it has any, out of a JSON value.
///
/// # Errors
/// All faults at once.
pub fn from_value(value: &Value) -> Result<(Report, Sources), NotTheContract> {
    Reader::default().whole(value)
}

#[derive(Default)]
struct Reader {
    faults: Vec<Fault>,
    /// How many faults were found past those told.
    untold: usize,
}

impl Reader {
    fn whole(mut self, value: &Value) -> Result<(Report, Sources), NotTheContract> {
        match self.report(value) {
            Some(read) if self.faults.is_empty() => return Ok(read),
            _ => {}
        }
        if self.untold > 0 {
            let message = format!("另有{}处错误没有列出，请改正以上各处后再试", self.untold);
            self.faults.push(Fault { at: String::new(), message });
        }
        Err(NotTheContract { faults: self.faults })
    }

    fn fault(&mut self, at: impl fmt::Display, message: impl Into<String>) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault { at: at.to_string(), message: message.into() });
        } else {
            self.untold += 1;
        }
    }

    fn object<'v>(&mut self, value: &'v Value, at: &str) -> Option<&'v Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.fault(at, "应是一个对象");
        }
        object
    }

    /// Tells every key that is not among the known ones.
    fn known(&mut self, object: &Map<String, Value>, at: &str, keys: &[&str]) {
        for key in object.keys().filter(|key| !keys.contains(&key.as_str())).take(MAX_FAULTS) {
            let shown: String = key.chars().take(60).collect();
            self.fault(joined(at, &shown), "不是年报中的项目，请删去或改正");
        }
    }

    fn member<'v>(&mut self, object: &'v Map<String, Value>, at: &str, key: &str) -> Option<&'v Value> {
        let value = object.get(key);
        if value.is_none() {
            self.fault(joined(at, key), "缺少这一项；没有数字的格请写 null");
        }
        value
    }

    fn report(&mut self, value: &Value) -> Option<(Report, Sources)> {
        let object = self.object(value, "")?;
        let keys = ["organ", "year", "form", "period", "proactive", "applications", "remedies", "narrative", "sources"];
        self.known(object, "", &keys);
        let organ = self.organ(object);
        let year = self.year(object);
        let form = self.form(object)?;
        let results = object.get("applications").and_then(|a| a.get("results")).and_then(Value::as_object);
        let other = match results {
            Some(results) if results.contains_key(Row::Other.key()) => OtherRows::One,
            Some(results) if results.contains_key(Row::OtherOther.key()) => OtherRows::Three,
            _ => form.other_rows(),
        };
        let mut report = Report::with_other_rows(organ, year, form, other);
        if let Some(period) = object.get("period") {
            report.period = self.period(period);
        }
        self.proactive(object, &mut report);
        self.applications(object, &mut report);
        self.remedies(object, &mut report);
        if let Some(narrative) = object.get("narrative") {
            report.narrative = self.narrative(narrative);
        }
        let sources = object.get("sources").map(|value| self.sources(value, &report)).unwrap_or_default();
        Some((report, sources))
    }

    fn organ(&mut self, object: &Map<String, Value>) -> String {
        match self.member(object, "", "organ") {
            Some(Value::String(organ)) if organ.chars().count() <= MAX_ORGAN_CHARS => organ.clone(),
            Some(Value::String(_)) => {
                self.fault("organ", format!("机关名称不能超过{MAX_ORGAN_CHARS}个字"));
                String::new()
            }
            Some(_) => {
                self.fault("organ", "应是机关名称的文字");
                String::new()
            }
            None => String::new(),
        }
    }

    fn year(&mut self, object: &Map<String, Value>) -> Option<u16> {
        let value = self.member(object, "", "year").filter(|value| !value.is_null())?;
        let year = value.as_u64().and_then(|year| u16::try_from(year).ok()).filter(|year| (1000..=9999).contains(year));
        if year.is_none() {
            self.fault("year", "应是四位年份的整数，不知道年份的写 null");
        }
        year
    }

    fn form(&mut self, object: &Map<String, Value>) -> Option<Form> {
        match self.member(object, "", "form")?.as_str() {
            Some("2019") => Some(Form::F2019),
            Some("2021") => Some(Form::F2021),
            _ => {
                self.fault("form", "应是 \"2019\" 或 \"2021\"");
                None
            }
        }
    }

    fn period(&mut self, value: &Value) -> Option<Period> {
        let period: Option<Period> = serde_json::from_value(value.clone()).ok();
        let known = value.as_object().is_some_and(|object| object.len() == 2);
        match period.filter(|period| known && period.from <= period.to) {
            Some(period) => Some(period),
            None => {
                self.fault("period", "应写明起止日期 from 和 to，如 2021-01-01，起不晚于止");
                None
            }
        }
    }

    fn narrative(&mut self, value: &Value) -> Narrative {
        let Some(object) = self.object(value, "narrative") else { return Narrative::default() };
        self.known(object, "narrative", &["overview", "problems", "other"]);
        let mut text = |key: &str| match object.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                self.fault(joined("narrative", key), "应是文字");
                String::new()
            }
            None => {
                self.fault(joined("narrative", key), "缺少这一段；没有文字的写空文字");
                String::new()
            }
        };
        Narrative { overview: text("overview"), problems: text("problems"), other: text("other") }
    }

    /// A block whose members are exactly the given keys; blocks that are no object are told once.
    fn block<'v>(
        &mut self,
        parent: &'v Map<String, Value>,
        at: &str,
        key: &str,
        keys: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let at_block = joined(at, key);
        let block = self.member(parent, at, key)?;
        let block = self.object(block, &at_block)?;
        self.known(block, &at_block, keys);
        Some(block)
    }

    fn proactive(&mut self, object: &Map<String, Value>, report: &mut Report) {
        let form = report.form();
        let subjects = Subject::of(form);
        let keys: Vec<&str> = subjects.iter().map(|subject| subject.key()).collect();
        let Some(table) = self.block(object, "", "proactive", &keys) else { return };
        for &subject in subjects {
            let measures = subject.measures(form);
            let keys: Vec<&str> = measures.iter().map(|measure| measure.key()).collect();
            let Some(row) = self.block(table, "proactive", subject.key(), &keys) else { continue };
            for &measure in measures {
                self.cell(row, measure.key(), Path::Proactive(subject, measure), report);
            }
        }
    }

    fn applications(&mut self, object: &Map<String, Value>, report: &mut Report) {
        let columns = Column::ALL.map(Column::key);
        let Some(table) = self.block(object, "", "applications", &["new", "carried_in", "results", "carried_out"])
        else {
            return;
        };
        let rows: Vec<Row> = report.other_rows().rows().collect();
        let results: Vec<&str> = rows.iter().filter(|row| row.is_result()).map(|row| row.key()).collect();
        let results = self.block(table, "applications", "results", &results);
        for row in rows {
            let (parent, at) =
                if row.is_result() { (results, "applications.results") } else { (Some(table), "applications") };
            let Some(cells) = parent.and_then(|parent| self.block(parent, at, row.key(), &columns)) else { continue };
            for column in Column::ALL {
                self.cell(cells, column.key(), Path::Applications(row, column), report);
            }
        }
    }

    fn remedies(&mut self, object: &Map<String, Value>, report: &mut Report) {
        let results = RemedyResult::ALL.map(RemedyResult::key);
        let Some(table) = self.block(object, "", "remedies", &RemedyBlock::ALL.map(RemedyBlock::key)) else { return };
        for block in RemedyBlock::ALL {
            let Some(cells) = self.block(table, "remedies", block.key(), &results) else { continue };
            for result in RemedyResult::ALL {
                self.cell(cells, result.key(), Path::Remedies(block, result), report);
            }
        }
    }

    fn cell(&mut self, row: &Map<String, Value>, key: &str, path: Path, report: &mut Report) {
        let Some(value) = row.get(key) else {
            self.fault(path, "缺少这一格；没有数字的请写 null");
            return;
        };
        match cell(value, path.is_money()) {
            Ok(cell) => {
                report.set(path, cell);
            }
            Err(message) => self.fault(path, message),
        }
    }

    fn sources(&mut self, value: &Value, report: &Report) -> Sources {
        let Some(object) = self.object(value, "sources") else { return Sources::new() };
        let mut sources = Sources::new();
        for (key, value) in object {
            let shown: String = key.chars().take(100).collect();
            match (key.parse::<Path>(), source(value)) {
                (Ok(path), Some(source)) if report.has(path) => {
                    sources.insert(path, source);
                }
                (Ok(path), Some(_)) => self.fault(joined("sources", &path.to_string()), "这份年报没有这一格"),
                (Ok(path), None) => self.fault(joined("sources", &path.to_string()), "来源的写法有误"),
                (Err(_), _) => self.fault(joined("sources", &shown), "不是年报表格中的单元格"),
            }
        }
        sources
    }
}

pub(super) fn joined(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

/// A cell of the contract, or what is wrong with it.
pub fn cell(value: &Value, money: bool) -> Result<Cell, String> {
    match value {
        Value::Null => Ok(Cell::Blank),
        Value::Object(object) => marked(object, money),
        value => figure(value, money).map(|figure| match figure {
            Figure::Number(n) => Cell::Number(n),
            Figure::Money(amount) => Cell::Money(amount),
        }),
    }
}

/// A cell that is no bare figure.
pub(super) fn marked(object: &Map<String, Value>, money: bool) -> Result<Cell, String> {
    let text = |value: &Value| match value.as_str() {
        Some(text) if text.chars().count() <= MAX_CELL_CHARS => Ok(text.to_owned()),
        _ => Err(format!("应是不超过{MAX_CELL_CHARS}个字的文字")),
    };
    let mut members = object.iter();
    match (members.next(), members.next(), members.next()) {
        (Some((key, value)), None, _) if key == "placeholder" => match text(value)? {
            mark if is_placeholder(&mark) => Ok(Cell::Placeholder(mark)),
            _ => Err("应是“/”“-”“—”“无”“不适用”这样的标记".to_owned()),
        },
        (Some((key, value)), None, _) if key == "unreadable" => match text(value)? {
            raw if raw.trim().is_empty() => Err("没有数字的格请写 null".to_owned()),
            raw if matches!(crate::read::cell(&raw, money), Cell::Number(_) | Cell::Money(_)) => {
                Err("写的是数字，请直接写成数字".to_owned())
            }
            raw => Ok(Cell::Unreadable(raw)),
        },
        (Some((key, value)), None, _) if key == "doubtful" => {
            let readings = value.as_array().filter(|readings| (2..=MAX_READINGS).contains(&readings.len()));
            let readings = readings.ok_or_else(|| format!("应是两个以上、不超过{MAX_READINGS}个数字的数组"))?;
            readings.iter().map(|reading| figure(reading, money)).collect::<Result<_, _>>().map(Cell::Doubtful)
        }
        (Some(_), Some(_), None) => match (object.get("value"), object.get("note")) {
            (Some(value), Some(note)) => match text(note)? {
                note if note.trim().is_empty() => Err("备注不能为空；没有备注的格请直接写数字".to_owned()),
                note => Ok(Cell::WithNote { value: figure(value, money)?, note }),
            },
            _ => Err(UNKNOWN_CELL.to_owned()),
        },
        _ => Err(UNKNOWN_CELL.to_owned()),
    }
}

const UNKNOWN_CELL: &str =
    "格的写法有误，可写数字、null、{\"placeholder\"}、{\"value\",\"note\"}、{\"unreadable\"} 或 {\"doubtful\"}";

fn figure(value: &Value, money: bool) -> Result<Figure, String> {
    if money {
        let amount = value.as_str().and_then(|text| text.parse::<Decimal>().ok());
        return amount.map(Figure::Money).ok_or_else(|| "金额应写成十进制文字，单位万元，如 \"7730.28\"".to_owned());
    }
    let count = value.as_i64().filter(|n| (-MAX_COUNT..=MAX_COUNT).contains(n));
    count.map(Figure::Number).ok_or_else(|| "件数应是整数".to_owned())
}

fn source(value: &Value) -> Option<Source> {
    let object = value.as_object()?;
    if let Some(cases) = object.get("counted") {
        let cases: Option<Vec<String>> = cases.as_array()?.iter().map(|id| id.as_str().map(str::to_owned)).collect();
        return cases.filter(|_| object.len() == 1).map(Source::Counted);
    }
    if let Some(id) = object.get("stated") {
        return id.as_str().filter(|_| object.len() == 1).map(|id| Source::Stated(id.to_owned()));
    }
    let known = object.keys().all(|key| ["page", "table", "row", "col", "line"].contains(&key.as_str()));
    serde_json::from_value(value.clone()).ok().filter(|_| known).map(Source::Read)
}

#[cfg(test)]
mod tests;
