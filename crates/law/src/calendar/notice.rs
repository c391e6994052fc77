//! The yearly notice on days off, as it is entered and imported.
//!
//! Each autumn the State Council's general office fixes the next year's days off and the weekend days worked in exchange
//! (放假办法6、7). An administrator enters it with its number; nothing here guesses one.
//!
//! The file to import is one JSON object. A day is written `2027-01-01`, a run of days `2027-02-05..2027-02-12`:
//!
//! ```json
//! {"year": 2027, "number": "国办发明电〔2026〕0号",
//!  "holidays": ["2027-01-01..2027-01-03"], "makeup_workdays": ["2027-02-14"]}
//! ```
//!
//! `amended_by` (numbers of notices already worked into the lists) and `replaces` (the number of the notice that this one
//! takes the place of) may be added. Days may lie in December of the year before or January of the year after.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{FIRST_YEAR, LAST_YEAR, is_weekend};
use crate::reason::chinese_date;

/// The most bytes an imported notice may have.
const MOST_BYTES: usize = 64 * 1024;
/// The most entries either list may have.
const MOST_ENTRIES: usize = 80;
/// The longest run of days one entry may name.
const LONGEST_RUN: usize = 31;
/// The most characters a notice number may have.
const LONGEST_NUMBER: usize = 60;
/// The most notices one file may hold; only the embedded file holds more than one.
const MOST_NOTICES: usize = 100;

/// Something wrong with a notice; all of them are reported together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct NoticeFault {
    /// The part of the file it is about (`year`, `number`, `holidays`, `makeup_workdays`, `replaces`, `file`).
    pub part: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl NoticeFault {
    pub(super) fn new(part: &str, message: impl Into<String>) -> Self {
        Self { part: part.to_owned(), message: message.into() }
    }
}

/// Every fault of one notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeFaults(pub Vec<NoticeFault>);

impl fmt::Display for NoticeFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            write!(f, "{}{}", if i == 0 { "" } else { "；" }, fault.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for NoticeFaults {}

/// A year's notice on days off; it can only be made of well-formed parts, and its lists are sorted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Value")]
pub struct Notice {
    year: i16,
    number: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    amended_by: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<String>,
    holidays: Vec<Date>,
    makeup_workdays: Vec<Date>,
}

impl TryFrom<Value> for Notice {
    type Error = NoticeFaults;

    fn try_from(value: Value) -> Result<Self, NoticeFaults> {
        Self::from_value(&value).map_err(NoticeFaults)
    }
}

impl Notice {
    /// Reads an import file; reports every fault at once.
    pub fn parse(text: &str) -> Result<Self, Vec<NoticeFault>> {
        Self::from_value(&Self::json(text)?)
    }

    /// Reads a file that holds a list of notices.
    pub(super) fn parse_all(text: &str) -> Result<Vec<Self>, Vec<NoticeFault>> {
        match Self::json(text)? {
            Value::Array(items) if items.len() <= MOST_NOTICES => items.iter().map(Self::from_value).collect(),
            _ => Err(vec![NoticeFault::new("file", "文件应当是一组通知")]),
        }
    }

    /// The year whose days off it fixes.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// Its number (文号).
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The numbers of later notices already worked into the lists.
    pub fn amended_by(&self) -> &[String] {
        &self.amended_by
    }

    /// The number of the notice it takes the place of.
    pub fn replaces(&self) -> Option<&str> {
        self.replaces.as_deref()
    }

    /// Its days off, sorted.
    pub fn holidays(&self) -> &[Date] {
        &self.holidays
    }

    /// Its weekend days worked in exchange, sorted.
    pub fn makeup_workdays(&self) -> &[Date] {
        &self.makeup_workdays
    }

    pub(super) fn names_holiday(&self, day: Date) -> bool {
        self.holidays.binary_search(&day).is_ok()
    }

    pub(super) fn names_makeup(&self, day: Date) -> bool {
        self.makeup_workdays.binary_search(&day).is_ok()
    }

    pub(super) fn says_the_same_as(&self, other: &Self) -> bool {
        (self.year, &self.number, &self.holidays, &self.makeup_workdays)
            == (other.year, &other.number, &other.holidays, &other.makeup_workdays)
    }

    /// Days that this notice and a neighbouring year's call differently.
    pub(super) fn contradictions<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = NoticeFault> + 'a {
        let off = self.holidays.iter().filter(|d| other.names_makeup(**d)).map(|d| ("holidays", d));
        let on = self.makeup_workdays.iter().filter(|d| other.names_holiday(**d)).map(|d| ("makeup_workdays", d));
        off.chain(on).map(move |(part, day)| {
            NoticeFault::new(part, format!("{}与{}的安排相反；请核对通知原文", chinese_date(*day), other.number))
        })
    }

    fn json(text: &str) -> Result<Value, Vec<NoticeFault>> {
        if text.len() > MOST_BYTES {
            return Err(vec![NoticeFault::new(
                "file",
                format!("文件超过{}千字节，不像一份放假通知", MOST_BYTES / 1024),
            )]);
        }
        // serde_json bounds the depth of nesting itself.
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| {
            let place = format!("第{}行第{}个字符附近", e.line(), e.column());
            vec![NoticeFault::new("file", format!("文件不是正确的数据格式（{place}）；请对照说明书中的样例"))]
        })
    }

    fn from_value(value: &Value) -> Result<Self, Vec<NoticeFault>> {
        let Value::Object(object) = value else {
            return Err(vec![NoticeFault::new("file", "文件应当是一份通知（用花括号括起的一组项目）")]);
        };
        let mut faults = Vec::new();
        let known = ["year", "number", "amended_by", "replaces", "holidays", "makeup_workdays"];
        for key in object.keys().filter(|k| !known.contains(&k.as_str())).take(MOST_ENTRIES) {
            let shown: String = key.chars().take(20).collect();
            faults.push(NoticeFault::new("file", format!("不认识的项目“{shown}”；请删去或者改正")));
        }
        let year = read_year(object, &mut faults);
        let number = read_number(object, "number", true, &mut faults).unwrap_or_default();
        let replaces = read_number(object, "replaces", false, &mut faults);
        let amended_by = read_numbers(object, &mut faults);
        let holidays = read_days(object, "holidays", &mut faults);
        let makeup_workdays = read_days(object, "makeup_workdays", &mut faults);
        if let Some(year) = year {
            let notice = Self { year, number, amended_by, replaces, holidays, makeup_workdays };
            notice.check(&mut faults);
            if faults.is_empty() {
                return Ok(notice);
            }
        }
        Err(faults)
    }

    /// Compares the days with the year, with each other and with the holidays no notice can leave out.
    fn check(&self, faults: &mut Vec<NoticeFault>) {
        for (part, days) in [("holidays", &self.holidays), ("makeup_workdays", &self.makeup_workdays)] {
            for pair in days.windows(2) {
                if let [a, b] = pair
                    && a == b
                {
                    faults.push(NoticeFault::new(part, format!("{}重复列出", chinese_date(*a))));
                }
            }
            for day in days.iter().filter(|d| !self.may_name(**d)) {
                let message = format!("{}不在{}年，也不在相邻的十二月、一月；请核对", chinese_date(*day), self.year);
                faults.push(NoticeFault::new(part, message));
            }
        }
        for day in &self.makeup_workdays {
            if self.names_holiday(*day) {
                let message = format!("{}既列为放假又列为上班；请核对", chinese_date(*day));
                faults.push(NoticeFault::new("makeup_workdays", message));
            }
            if !is_weekend(*day) {
                let message = format!("{}不是星期六、星期日，不需要调休上班；请核对", chinese_date(*day));
                faults.push(NoticeFault::new("makeup_workdays", message));
            }
        }
        // 2 May became a holiday for all on 2025-01-01 (放假办法 2).
        let fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];
        for (month, day) in fixed.into_iter().filter(|f| *f != (5, 2) || self.year >= 2025) {
            if let Ok(date) = Date::new(self.year, month, day)
                && !self.names_holiday(date)
            {
                let message = format!("{}是全体公民放假的节日，通知里却没有；请核对是否漏填", chinese_date(date));
                faults.push(NoticeFault::new("holidays", message));
            }
        }
    }

    fn may_name(&self, day: Date) -> bool {
        match day.year() - self.year {
            0 => true,
            -1 => day.month() == 12,
            1 => day.month() == 1,
            _ => false,
        }
    }
}

fn read_year(object: &Map<String, Value>, faults: &mut Vec<NoticeFault>) -> Option<i16> {
    let year = object.get("year").and_then(Value::as_i64).and_then(|y| i16::try_from(y).ok());
    let year = year.filter(|y| (FIRST_YEAR..=LAST_YEAR).contains(y));
    if year.is_none() {
        let message = format!("缺少年度，或者年度不是{FIRST_YEAR}至{LAST_YEAR}之间的整数（“year”一项）");
        faults.push(NoticeFault::new("year", message));
    }
    year
}

fn read_number(
    object: &Map<String, Value>,
    key: &str,
    required: bool,
    faults: &mut Vec<NoticeFault>,
) -> Option<String> {
    match object.get(key) {
        None | Some(Value::Null) if !required => None,
        Some(Value::String(text)) if is_notice_number(text.trim()) => Some(text.trim().to_owned()),
        _ => {
            let message = format!("“{key}”一项应当写明通知的文号，如“国办发明电〔2025〕7号”");
            faults.push(NoticeFault::new(key, message));
            None
        }
    }
}

fn read_numbers(object: &Map<String, Value>, faults: &mut Vec<NoticeFault>) -> Vec<String> {
    let mut fault = || faults.push(NoticeFault::new("amended_by", "“amended_by”一项应当是一组文号"));
    match object.get("amended_by") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) if items.len() <= MOST_ENTRIES => {
            let numbers: Vec<String> = items
                .iter()
                .filter_map(Value::as_str)
                .map(str::trim)
                .filter(|n| is_notice_number(n))
                .map(str::to_owned)
                .collect();
            if numbers.len() != items.len() {
                fault();
            }
            numbers
        }
        Some(_) => {
            fault();
            Vec::new()
        }
    }
}

fn is_notice_number(text: &str) -> bool {
    let long = text.chars().count() > LONGEST_NUMBER;
    !long && text.ends_with('号') && text.contains('〔') && text.contains('〕') && !text.contains(char::is_control)
}

fn read_days(object: &Map<String, Value>, key: &str, faults: &mut Vec<NoticeFault>) -> Vec<Date> {
    let items = match object.get(key) {
        Some(Value::Array(items)) if items.len() <= MOST_ENTRIES => items,
        Some(Value::Array(_)) => {
            faults.push(NoticeFault::new(key, format!("“{key}”一项多于{MOST_ENTRIES}条，不像一年的放假安排")));
            return Vec::new();
        }
        _ => {
            faults.push(NoticeFault::new(key, format!("缺少“{key}”一项，或者它不是一组日期")));
            return Vec::new();
        }
    };
    let mut days = Vec::new();
    for (i, item) in items.iter().enumerate() {
        match item.as_str().and_then(read_run) {
            Some(run) => days.extend(run),
            None => {
                let message = format!(
                    "“{key}”第{}条不是日期；请写成 2027-01-01，或者 2027-01-01..2027-01-03（最长{LONGEST_RUN}天）",
                    i + 1
                );
                faults.push(NoticeFault::new(key, message));
            }
        }
    }
    days.sort_unstable();
    days
}

fn read_run(text: &str) -> Option<Vec<Date>> {
    let (start, end) = text.split_once("..").unwrap_or((text, text));
    let (start, end) = (read_day(start)?, read_day(end)?);
    if end < start {
        return None;
    }
    let run: Vec<Date> =
        start.series(jiff::Span::new().days(1)).take_while(|d| *d <= end).take(LONGEST_RUN + 1).collect();
    (run.len() <= LONGEST_RUN).then_some(run)
}

/// Reads `2027-01-01` only; jiff alone would take a time or a week date as well.
fn read_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const GOOD: &str = r#"{"year": 2027, "number": "国办发明电〔2026〕9号",
        "holidays": ["2026-12-31..2027-01-03", "2027-05-01..2027-05-02", "2027-10-01..2027-10-03"],
        "makeup_workdays": ["2027-02-14"]}"#;

    #[test]
    fn a_notice_is_read_with_its_number_runs_and_a_day_of_the_year_before() {
        let notice = Notice::parse(GOOD).unwrap();
        assert_eq!((notice.year(), notice.number()), (2027, "国办发明电〔2026〕9号"));
        assert_eq!(notice.holidays().first(), Some(&date(2026, 12, 31)));
        assert_eq!(notice.makeup_workdays(), [date(2027, 2, 14)]);
    }

    #[test]
    fn a_notice_survives_being_written_and_read() {
        let notice = Notice::parse(GOOD).unwrap();
        let json = serde_json::to_string(&notice).unwrap();
        assert_eq!(serde_json::from_str::<Notice>(&json).unwrap(), notice);
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let faults = Notice::parse(
            r#"{"year": 1999, "number": "", "holidays": ["2027-13-01", 5], "makeup_workdays": {}, "extra": 1}"#,
        )
        .unwrap_err();
        let parts: Vec<&str> = faults.iter().map(|f| f.part.as_str()).collect();
        assert_eq!(parts, ["file", "year", "number", "holidays", "holidays", "makeup_workdays"]);
    }

    #[test]
    fn days_are_held_against_the_year_each_other_and_the_fixed_holidays() {
        let faults = Notice::parse(
            r#"{"year": 2027, "number": "国办发明电〔2026〕9号",
            "holidays": ["2027-01-01", "2027-01-01", "2027-02-06", "2029-01-01", "2027-05-01..2027-05-02"],
            "makeup_workdays": ["2027-02-06", "2027-02-08"]}"#,
        )
        .unwrap_err();
        let all: String = faults.iter().map(|f| f.message.as_str()).collect();
        for said in
            ["重复列出", "不在2027年", "既列为放假又列为上班", "不需要调休上班", "2027年10月3日是全体公民放假的节日"]
        {
            assert!(all.contains(said), "{said}: {all}");
        }
    }

    #[test]
    fn hostile_files_are_refused_quickly() {
        assert!(Notice::parse(&" ".repeat(MOST_BYTES + 1)).is_err());
        assert!(Notice::parse(&"[".repeat(10_000)).is_err());
        assert!(Notice::parse(&GOOD.replace("2027-01-03", "9999-01-03")).is_err());
        assert!(Notice::parse("").is_err());
    }
}
