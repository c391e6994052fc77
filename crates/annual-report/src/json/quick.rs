//! The contract's object read in one pass, without a value between: for those who read a hundred thousand of them.
//!
//! It reads what is written exactly as the contract has it, with the form before the tables, and gives up on everything
//! else without a word: [`super::parse`] then reads it again and tells every fault. Whatever is read here is what is read
//! there (a property test holds them together).

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::parse::{MAX_ORGAN_CHARS, marked};
use crate::cell::{Cell, Decimal, MAX_COUNT};
use crate::form::{Column, Form, OtherRows, Path, RemedyBlock, RemedyResult, Row, Subject};
use crate::report::{Narrative, Report};

/// Reads a report; `None` where it must be read more slowly.
pub(super) fn read(bytes: &[u8]) -> Option<Report> {
    // Bytes that are all of one text are looked at once, not string by string.
    let mut text = serde_json::Deserializer::from_str(std::str::from_utf8(bytes).ok()?);
    let report = text.deserialize_map(Whole).ok()?;
    text.end().ok()?;
    Some(report)
}

/// Says that this is not for the quick way; nobody sees it.
fn slowly<E: Error>() -> E {
    E::custom("")
}

/// The cells as they come, and which have come.
struct Cells {
    cells: Vec<Cell>,
    seen: [bool; Path::SLOTS],
    count: usize,
}

impl Cells {
    fn new() -> Self {
        Self { cells: Cell::blanks(), seen: [false; Path::SLOTS], count: 0 }
    }

    /// Puts a cell into its place; `None` when it has come before.
    fn put(&mut self, path: Path, cell: Cell) -> Option<()> {
        let (place, seen) = (self.cells.get_mut(path.slot())?, self.seen.get_mut(path.slot())?);
        if std::mem::replace(seen, true) {
            return None;
        }
        *place = cell;
        self.count += 1;
        Some(())
    }

    fn has(&self, path: Path) -> bool {
        self.seen.get(path.slot()).copied().unwrap_or(false)
    }

    /// Says how （六） is printed, if exactly the cells of that form have come.
    fn whole(&self, form: Form) -> Option<OtherRows> {
        let came = |row| self.has(Path::Applications(row, Column::Total));
        let other = match (came(Row::Other), came(Row::OtherOther)) {
            (true, _) => OtherRows::One,
            (false, true) => OtherRows::Three,
            (false, false) => form.other_rows(),
        };
        let paths = form.listed(other);
        (paths.len() == self.count && paths.iter().all(|path| self.has(*path))).then_some(other)
    }
}

/// Finds a key among some, looking first where the one after the last would stand.
struct Keys {
    next: usize,
}

impl Keys {
    const fn new() -> Self {
        Self { next: 0 }
    }

    fn find<T: Copy>(&mut self, all: &[T], key: &str, of: impl Fn(T) -> &'static str) -> Option<T> {
        let next = all.get(self.next).copied().filter(|one| of(*one) == key);
        let at = if next.is_some() { self.next } else { all.iter().position(|one| of(*one) == key)? };
        self.next = at + 1;
        next.or_else(|| all.get(at).copied())
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Report;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a report")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Report, A::Error> {
        let (mut organ, mut year, mut form, mut narrative) = (None::<String>, None::<Option<u16>>, None, None);
        let mut cells = Cells::new();
        while let Some(key) = map.next_key::<&'de str>()? {
            match (key, form) {
                ("organ", _) if organ.is_none() => organ = Some(map.next_value()?),
                ("year", _) if year.is_none() => year = Some(map.next_value()?),
                ("form", None) => {
                    form = match map.next_value::<&'de str>()? {
                        "2019" => Some(Form::F2019),
                        "2021" => Some(Form::F2021),
                        _ => return Err(slowly()),
                    }
                }
                ("proactive", Some(form)) => {
                    map.next_value_seed(Table { cells: &mut cells, of: Of::Proactive(form) })?
                }
                ("applications", Some(_)) => map.next_value_seed(Table { cells: &mut cells, of: Of::Applications })?,
                ("remedies", Some(_)) => map.next_value_seed(Table { cells: &mut cells, of: Of::Remedies })?,
                ("narrative", _) if narrative.is_none() => narrative = Some(map.next_value_seed(Texts)?),
                _ => return Err(slowly()),
            }
        }
        let (Some(organ), Some(year), Some(form)) = (organ, year, form) else { return Err(slowly()) };
        let sound = organ.chars().count() <= MAX_ORGAN_CHARS && year.is_none_or(|year| (1000..=9999).contains(&year));
        let other = cells.whole(form).filter(|_| sound).ok_or_else(slowly)?;
        let mut report = Report::of_cells(organ, year, form, other, cells.cells);
        report.narrative = narrative.unwrap_or_default();
        Ok(report)
    }
}

/// Which rows an object holds.
#[derive(Clone, Copy)]
enum Of {
    Proactive(Form),
    Applications,
    Results,
    Remedies,
}

/// An object of rows.
struct Table<'c> {
    cells: &'c mut Cells,
    of: Of,
}

impl<'de> DeserializeSeed<'de> for Table<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Table<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("rows")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut keys = Keys::new();
        while let Some(key) = map.next_key::<&'de str>()? {
            let of = match self.of {
                Of::Proactive(form) => {
                    keys.find(Subject::of(form), key, Subject::key).map(|subject| Line::Subject(subject, form))
                }
                Of::Applications if key == "results" => {
                    map.next_value_seed(Table { cells: &mut *self.cells, of: Of::Results })?;
                    continue;
                }
                Of::Applications | Of::Results => keys
                    .find(&Row::ALL, key, Row::key)
                    .filter(|row| row.is_result() == matches!(self.of, Of::Results))
                    .map(Line::Row),
                Of::Remedies => keys.find(&RemedyBlock::ALL, key, RemedyBlock::key).map(Line::Block),
            };
            map.next_value_seed(Figures { cells: &mut *self.cells, of: of.ok_or_else(slowly)? })?;
        }
        Ok(())
    }
}

/// Which row of figures.
#[derive(Clone, Copy)]
enum Line {
    Subject(Subject, Form),
    Row(Row),
    Block(RemedyBlock),
}

impl Line {
    fn path(self, keys: &mut Keys, key: &str) -> Option<Path> {
        match self {
            Self::Subject(subject, form) => {
                let measure = keys.find(subject.measures(form), key, |measure| measure.key())?;
                Some(Path::Proactive(subject, measure))
            }
            Self::Row(row) => Some(Path::Applications(row, keys.find(&Column::ALL, key, Column::key)?)),
            Self::Block(block) => Some(Path::Remedies(block, keys.find(&RemedyResult::ALL, key, RemedyResult::key)?)),
        }
    }

    fn columns(self) -> usize {
        match self {
            Self::Subject(subject, form) => subject.measures(form).len(),
            Self::Row(_) => Column::COUNT,
            Self::Block(_) => RemedyResult::ALL.len(),
        }
    }
}

/// A row of figures; all of them must be there.
struct Figures<'c> {
    cells: &'c mut Cells,
    of: Line,
}

impl<'de> DeserializeSeed<'de> for Figures<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Figures<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("figures")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut keys, mut count) = (Keys::new(), 0);
        while let Some(key) = map.next_key::<&'de str>()? {
            let path = self.of.path(&mut keys, key).ok_or_else(slowly)?;
            let cell = map.next_value_seed(One { money: path.is_money() })?;
            self.cells.put(path, cell).ok_or_else(slowly)?;
            count += 1;
        }
        if count == self.of.columns() { Ok(()) } else { Err(slowly()) }
    }
}

/// One cell.
struct One {
    money: bool,
}

impl<'de> DeserializeSeed<'de> for One {
    type Value = Cell;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cell, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for One {
    type Value = Cell;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a cell")
    }

    fn visit_unit<E: Error>(self) -> Result<Cell, E> {
        Ok(Cell::Blank)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Cell, E> {
        let known = !self.money && (-MAX_COUNT..=MAX_COUNT).contains(&value);
        if known { Ok(Cell::Number(value)) } else { Err(slowly()) }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Cell, E> {
        self.visit_i64(i64::try_from(value).map_err(|_| slowly::<E>())?)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Cell, E> {
        let amount = self.money.then(|| value.parse::<Decimal>().ok()).flatten();
        amount.map(Cell::Money).ok_or_else(slowly)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cell, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value::<Plain>()?.0;
            if object.insert(key, value).is_some() || object.len() > 2 {
                return Err(slowly());
            }
        }
        marked(&object, self.money).map_err(|_| slowly())
    }
}

/// A value of a marked cell: anything but an object, in which a key might stand twice.
struct Plain(Value);

impl<'de> serde::Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let flat = match &value {
            Value::Object(_) => false,
            Value::Array(values) => !values.iter().any(|value| value.is_object() || value.is_array()),
            _ => true,
        };
        if flat { Ok(Self(value)) } else { Err(slowly()) }
    }
}

/// The three texts.
struct Texts;

impl<'de> DeserializeSeed<'de> for Texts {
    type Value = Narrative;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Narrative, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Texts {
    type Value = Narrative;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Narrative, A::Error> {
        let (mut overview, mut problems, mut other) = (None, None, None);
        while let Some(key) = map.next_key::<&'de str>()? {
            let text = match key {
                "overview" => &mut overview,
                "problems" => &mut problems,
                "other" => &mut other,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    return Err(slowly());
                }
            };
            if text.replace(map.next_value::<String>()?).is_some() {
                return Err(slowly());
            }
        }
        match (overview, problems, other) {
            (Some(overview), Some(problems), Some(other)) => Ok(Narrative { overview, problems, other }),
            _ => Err(slowly()),
        }
    }
}
