//! How a field of a row becomes one of the three kinds of value, and comes back.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::event::Hash;
use crate::session::{Columns, Value};

/// A type that fits into one column. Reading fails with a sentence that says what is wrong with the value.
pub trait Field: Sized {
    #[doc(hidden)]
    fn value(&self) -> Value;
    #[doc(hidden)]
    fn read(columns: &ColumnsRef<'_>, at: usize) -> Result<Self, String>;
}

/// One row's columns as [`Field`] sees them.
pub struct ColumnsRef<'r>(pub(crate) &'r Columns<'r>);

/// What a column that must hold something and does not is called.
const EMPTY: &str = "值为空";

/// A field that may also be absent: each knows its own kind of nothing.
trait Present: Sized {
    fn some(value: Option<&Self>) -> Value;
    fn read_some(columns: &Columns<'_>, at: usize) -> Result<Option<Self>, String>;
}

impl<T: Present> Field for T {
    fn value(&self) -> Value {
        T::some(Some(self))
    }
    fn read(columns: &ColumnsRef<'_>, at: usize) -> Result<Self, String> {
        T::read_some(columns.0, at)?.ok_or_else(|| EMPTY.to_owned())
    }
}

/// An optional field, kept as the database's NULL: what is not there stays not there.
impl<T: Present> Field for Option<T> {
    fn value(&self) -> Value {
        T::some(self.as_ref())
    }
    fn read(columns: &ColumnsRef<'_>, at: usize) -> Result<Self, String> {
        T::read_some(columns.0, at)
    }
}

impl Present for i64 {
    fn some(value: Option<&Self>) -> Value {
        Value::Int(value.copied())
    }
    fn read_some(columns: &Columns<'_>, at: usize) -> Result<Option<Self>, String> {
        columns.int(at)
    }
}

impl Present for bool {
    fn some(value: Option<&Self>) -> Value {
        Value::Int(value.map(|v| i64::from(*v)))
    }
    fn read_some(columns: &Columns<'_>, at: usize) -> Result<Option<Self>, String> {
        match columns.int(at)? {
            None => Ok(None),
            Some(0) => Ok(Some(false)),
            Some(1) => Ok(Some(true)),
            Some(other) => Err(format!("应为 0 或 1，却是 {other}")),
        }
    }
}

impl Present for String {
    fn some(value: Option<&Self>) -> Value {
        Value::Text(value.cloned())
    }
    fn read_some(columns: &Columns<'_>, at: usize) -> Result<Option<Self>, String> {
        Ok(columns.text(at)?.map(str::to_owned))
    }
}

impl Present for Vec<u8> {
    fn some(value: Option<&Self>) -> Value {
        Value::Bytes(value.cloned())
    }
    fn read_some(columns: &Columns<'_>, at: usize) -> Result<Option<Self>, String> {
        Ok(columns.bytes(at)?.map(<[u8]>::to_vec))
    }
}

/// A date is kept as `2026-02-09`, so that it is read by people and sorted by databases alike.
impl Present for Date {
    fn some(value: Option<&Self>) -> Value {
        Value::Text(value.map(Date::to_string))
    }
    fn read_some(columns: &Columns<'_>, at: usize) -> Result<Option<Self>, String> {
        let Some(text) = columns.text(at)? else { return Ok(None) };
        date(text).map(Some).ok_or_else(|| format!("不是日期：{text}"))
    }
}

/// Reads exactly `YYYY-MM-DD`; by hand, since a report reads a hundred thousand of them.
fn date(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
    let year = digit(y1)? * 1000 + digit(y2)? * 100 + digit(y3)? * 10 + digit(y4)?;
    let month = digit(m1)? * 10 + digit(m2)?;
    let day = digit(d1)? * 10 + digit(d2)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// An instant is kept as whole microseconds since 1970 UTC.
impl Present for Timestamp {
    fn some(value: Option<&Self>) -> Value {
        Value::Int(value.map(|v| v.as_microsecond()))
    }
    fn read_some(columns: &Columns<'_>, at: usize) -> Result<Option<Self>, String> {
        let Some(micros) = columns.int(at)? else { return Ok(None) };
        Timestamp::from_microsecond(micros).map(Some).map_err(|_| format!("不是时刻：{micros}"))
    }
}

impl Present for Uuid {
    fn some(value: Option<&Self>) -> Value {
        Value::Text(value.map(|v| v.hyphenated().to_string()))
    }
    fn read_some(columns: &Columns<'_>, at: usize) -> Result<Option<Self>, String> {
        let Some(text) = columns.text(at)? else { return Ok(None) };
        Uuid::try_parse(text).map(Some).map_err(|_| format!("不是编号：{text}"))
    }
}

impl Present for Hash {
    fn some(value: Option<&Self>) -> Value {
        Value::Bytes(value.map(|v| v.0.to_vec()))
    }
    fn read_some(columns: &Columns<'_>, at: usize) -> Result<Option<Self>, String> {
        let Some(bytes) = columns.bytes(at)? else { return Ok(None) };
        bytes.try_into().map(|b| Some(Hash(b))).map_err(|_| format!("摘要应为 32 个字节，却有 {} 个", bytes.len()))
    }
}

/// The part of a row's key that follows the organ.
pub trait Key {
    #[doc(hidden)]
    fn values(&self) -> Vec<Value>;
}

impl Key for () {
    fn values(&self) -> Vec<Value> {
        Vec::new()
    }
}
impl Key for Uuid {
    fn values(&self) -> Vec<Value> {
        vec![self.value()]
    }
}
impl Key for String {
    fn values(&self) -> Vec<Value> {
        vec![self.value()]
    }
}
impl Key for i64 {
    fn values(&self) -> Vec<Value> {
        vec![self.value()]
    }
}
impl Key for Hash {
    fn values(&self) -> Vec<Value> {
        vec![self.value()]
    }
}
impl<A: Field, B: Field> Key for (A, B) {
    fn values(&self) -> Vec<Value> {
        vec![self.0.value(), self.1.value()]
    }
}
impl<A: Field, B: Field, C: Field> Key for (A, B, C) {
    fn values(&self) -> Vec<Value> {
        vec![self.0.value(), self.1.value(), self.2.value()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_only_in_its_one_form() {
        assert_eq!(date("2026-02-09"), Some(jiff::civil::date(2026, 2, 9)));
        for wrong in ["2026-2-9", "2026-02-30", "2026-13-01", "20260209", "2026-02-09 ", "２０２６-02", ""] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }
}
