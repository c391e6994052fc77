//! What taking a PDF apart will cost, told before its parser is let at it.
//!
//! The parser believes what a file says: it reads one object as often as it is named, and looks for the end of a
//! stream through the whole file. Here every object is walked through once, keeping nothing, with a budget of steps.

use unpdf::parser::raw::tokenizer::{PdfObject, dict_get, parse_object};
use unpdf::parser::raw::{PdfDict, PdfStream, stream};

use super::inflate;
use crate::read::ReadError;

/// Objects, names and values that a file may hold.
const MOST_TOKENS: usize = 1_200_000;
/// How deep they may nest; the parser calls itself for each level.
const MOST_NESTED: usize = 4_000;
/// Steps besides twice the length of the file.
const SPARE_STEPS: usize = 1 << 20;
/// What the packed objects of a file may unpack to together.
const MOST_PACKED: usize = 48 << 20;
/// What one list of packed places may unpack to.
const MOST_PLACES: usize = 3 << 20;

/// Looks through a file.
///
/// # Errors
/// [`ReadError::TooComplex`] if its parser would take too long or too much memory.
pub(super) fn weigh(bytes: &[u8]) -> Result<(), ReadError> {
    let mut budget = Budget { steps: bytes.len().saturating_mul(2) + SPARE_STEPS, tokens: MOST_TOKENS };
    let mut streams = Vec::new();
    for begin in begins(bytes) {
        Walk { bytes, budget: &mut budget, streams: &mut streams }.whole(begin)?;
    }
    let mut packed = 0_usize;
    for found in streams {
        let Some(dict) = bytes.get(found.dict..).and_then(|rest| dictionary(rest, found.data - found.dict)) else {
            continue;
        };
        let holds_objects = dict_get(&dict, b"N").is_some() && dict_get(&dict, b"First").is_some();
        let holds_places = dict_get(&dict, b"W").is_some();
        if !holds_objects && !holds_places {
            continue;
        }
        let raw_data = bytes.get(found.data..found.end).unwrap_or_default().to_vec();
        let one = PdfStream { dict, raw_data };
        let size = inflate::size(&one, MOST_PACKED);
        packed = packed.saturating_add(size);
        if packed > MOST_PACKED || (holds_places && size > MOST_PLACES) {
            return Err(ReadError::TooComplex);
        }
        if holds_objects {
            budget.steps = budget.steps.saturating_add(size.saturating_mul(2));
            objects(&one, &mut budget)?;
        }
    }
    Ok(())
}

/// Walks through the objects of a packed stream.
fn objects(one: &PdfStream, budget: &mut Budget) -> Result<(), ReadError> {
    // Packed under a password: what is in it cannot be told from outside.
    let Ok(unpacked) = stream::decompress(one) else { return Ok(()) };
    let number = |key: &[u8]| {
        dict_get(&one.dict, key)
            .and_then(PdfObject::as_i64)
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(0)
    };
    let first = number(b"First");
    let head = String::from_utf8_lossy(unpacked.get(..first.min(unpacked.len())).unwrap_or(&unpacked)).into_owned();
    let places = head.split_ascii_whitespace().skip(1).step_by(2).take(number(b"N"));
    let mut ignored = Vec::new();
    for place in places.filter_map(|place| place.parse::<usize>().ok()) {
        ignored.clear();
        let mut walk = Walk { bytes: &unpacked, budget, streams: &mut ignored };
        walk.whole(first.saturating_add(place))?;
    }
    Ok(())
}

/// The dictionary of a stream, whose data begin after so many bytes.
fn dictionary(rest: &[u8], length: usize) -> Option<PdfDict> {
    // Without its data behind it, it is read as a dictionary and nothing is copied.
    let alone = rest.get(..length)?;
    let alone = alone.get(..alone.windows(6).rposition(|word| word == b"stream")?)?;
    match parse_object(alone, 0) {
        Ok((PdfObject::Dict(dict), _)) => Some(dict),
        _ => None,
    }
}

/// Where the parser may begin to read: at `12 0 obj`, and behind `trailer`.
fn begins(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let words = bytes.windows(3).enumerate().filter(|(_, word)| *word == b"obj" || *word == b"tra");
    words.filter_map(|(at, word)| {
        if word == b"tra" {
            return bytes.get(at..)?.starts_with(b"trailer").then_some(at + 7);
        }
        let before = |end: usize, of: fn(&u8) -> bool| {
            let rest = bytes.get(..end).unwrap_or_default();
            end - rest.iter().rev().take_while(|byte| of(byte)).count()
        };
        // What stands further off than this is looked through by no parser either, but for a hostile file's sake.
        let generation = before(before(at, is_blank), u8::is_ascii_digit);
        let number = before(before(generation, is_blank), u8::is_ascii_digit);
        (number < generation && generation < at && number + 64 > at).then_some(number)
    })
}

fn is_blank(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0 | 0x0c)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

struct Budget {
    steps: usize,
    tokens: usize,
}

/// A stream that was walked over: where its dictionary, its data and their end are.
struct Found {
    dict: usize,
    data: usize,
    end: usize,
}

/// Why an object was not walked to its end.
enum Stopped {
    /// It is no object; the parser stops there as well.
    Broken,
    Spent,
}

struct Walk<'w> {
    bytes: &'w [u8],
    budget: &'w mut Budget,
    streams: &'w mut Vec<Found>,
}

impl Walk<'_> {
    fn whole(&mut self, at: usize) -> Result<(), ReadError> {
        match self.object(at, 0) {
            Err(Stopped::Spent) => Err(ReadError::TooComplex),
            Ok(_) | Err(Stopped::Broken) => Ok(()),
        }
    }

    fn at(&self, at: usize) -> Result<u8, Stopped> {
        self.bytes.get(at).copied().ok_or(Stopped::Broken)
    }

    fn step(&mut self, steps: usize) -> Result<(), Stopped> {
        self.budget.steps = self.budget.steps.checked_sub(steps).ok_or(Stopped::Spent)?;
        Ok(())
    }

    /// Over the bytes that are such.
    fn over(&mut self, at: usize, such: impl Fn(u8) -> bool) -> Result<usize, Stopped> {
        let count = self.bytes.get(at..).unwrap_or_default().iter().take_while(|byte| such(**byte)).count();
        self.step(count)?;
        Ok(at + count)
    }

    /// Over blanks and remarks.
    fn blank(&mut self, mut at: usize) -> Result<usize, Stopped> {
        loop {
            at = self.over(at, |byte| is_blank(&byte))?;
            if self.bytes.get(at) != Some(&b'%') {
                return Ok(at);
            }
            at = self.over(at, |byte| byte != b'\n' && byte != b'\r')?;
        }
    }

    fn object(&mut self, at: usize, depth: usize) -> Result<usize, Stopped> {
        self.budget.tokens = self.budget.tokens.checked_sub(1).ok_or(Stopped::Spent)?;
        if depth > MOST_NESTED {
            return Err(Stopped::Spent);
        }
        let at = self.blank(at)?;
        match self.at(at)? {
            b'/' => self.name(at),
            b'(' => self.string(at),
            b'<' if self.bytes.get(at + 1) == Some(&b'<') => self.dictionary(at, depth),
            b'<' => Ok(self.over(at, |byte| byte != b'>')? + 1),
            b'[' => {
                let mut at = at + 1;
                loop {
                    at = self.blank(at)?;
                    if self.at(at)? == b']' {
                        return Ok(at + 1);
                    }
                    at = self.object(at, depth + 1)?;
                }
            }
            b't' | b'f' | b'n' => self.over(at, |byte| byte.is_ascii_lowercase()),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(at, depth),
            _ => Err(Stopped::Broken),
        }
    }

    fn name(&mut self, at: usize) -> Result<usize, Stopped> {
        self.over(at + 1, |byte| !is_blank(&byte) && !is_delimiter(byte))
    }

    fn string(&mut self, at: usize) -> Result<usize, Stopped> {
        let mut depth = 0_usize;
        let mut at = at;
        loop {
            at = self.over(at, |byte| !matches!(byte, b'(' | b')' | b'\\'))?;
            self.step(1)?;
            match self.at(at)? {
                b'(' => depth += 1,
                b')' if depth == 1 => return Ok(at + 1),
                b')' => depth -= 1,
                _ => at += 1,
            }
            at += 1;
        }
    }

    /// A number, a reference, or an object with its number before it.
    fn number(&mut self, at: usize, depth: usize) -> Result<usize, Stopped> {
        let end = self.over(at + 1, |byte| byte.is_ascii_digit() || byte == b'.')?;
        let steps = self.budget.steps;
        let generation = self.blank(end)?;
        let generation_end = self.over(generation, |byte| byte.is_ascii_digit())?;
        let word = self.blank(generation_end)?;
        // Looking ahead over a few bytes is part of the number.
        if word < end + 64 {
            self.budget.steps = steps;
        }
        if generation == generation_end {
            return Ok(end);
        }
        let rest = self.bytes.get(word..).unwrap_or_default();
        let ends = |at: usize| rest.get(at).is_none_or(|byte| is_blank(byte) || is_delimiter(*byte));
        if rest.starts_with(b"R") && ends(1) {
            Ok(word + 1)
        } else if rest.starts_with(b"obj") && ends(3) {
            self.object(word + 3, depth + 1)
        } else {
            Ok(end)
        }
    }

    fn dictionary(&mut self, begin: usize, depth: usize) -> Result<usize, Stopped> {
        let mut at = begin + 2;
        let mut length: Option<usize> = None;
        loop {
            at = self.blank(at)?;
            match self.at(at)? {
                b'>' if self.bytes.get(at + 1) == Some(&b'>') => break,
                b'/' => {}
                _ => return Err(Stopped::Broken),
            }
            let value = self.name(at)?;
            let is_length = self.bytes.get(at..value) == Some(b"/Length");
            at = self.object(value, depth + 1)?;
            if is_length {
                let said = self.bytes.get(value..at).and_then(|said| std::str::from_utf8(said).ok());
                length = said.and_then(|said| said.trim().parse().ok());
            }
        }
        let end = at + 2;
        let word = self.blank(end)?;
        if !self.bytes.get(word..).unwrap_or_default().starts_with(b"stream") {
            return Ok(end);
        }
        let mut data = word + 6;
        data += usize::from(self.bytes.get(data) == Some(&b'\r'));
        data += usize::from(self.bytes.get(data) == Some(&b'\n'));
        let data_end = match length.and_then(|length| data.checked_add(length)) {
            Some(end) if self.ends_stream(end) => end,
            _ => {
                let rest = self.bytes.get(data..).unwrap_or_default();
                let length = rest.windows(9).position(|word| word == b"endstream");
                // Each byte of it is looked at and copied.
                self.step(length.unwrap_or(rest.len()).saturating_mul(2))?;
                data + length.ok_or(Stopped::Broken)?
            }
        };
        // A stream is copied when it is taken.
        self.step((data_end - data) / 8)?;
        self.streams.push(Found { dict: begin, data, end: data_end });
        Ok(data_end + 9)
    }

    fn ends_stream(&self, end: usize) -> bool {
        let rest = self.bytes.get(end..).unwrap_or_default();
        let blanks = rest.iter().take(64).take_while(|byte| is_blank(byte)).count();
        rest.get(blanks..).is_some_and(|rest| rest.starts_with(b"endstream"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the reader calls it: where there is room for a call within a call.
    fn weighed(bytes: &[u8]) -> Result<(), ReadError> {
        let room = || std::thread::Builder::new().stack_size(super::super::STACK);
        std::thread::scope(|scope| room().spawn_scoped(scope, || weigh(bytes)).unwrap().join().unwrap())
    }

    #[test]
    fn honest_files_weigh_little() {
        let file = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/A[1 2 (x\\)(y)) <00> true]>>\nendobj\n\
            5 0 obj<</Length 3>>stream\nabc\nendstream\nendobj\ntrailer<</Root 1 0 R>>";
        assert_eq!(weighed(file), Ok(()));
        assert_eq!(weighed(b"%PDF-1.4 rubbish 1 0 obj << /A"), Ok(()));
    }

    #[test]
    fn what_would_be_read_again_and_again_is_refused() {
        let begun = |one: &str| format!("%PDF-1.4\n{}", one.repeat(400_000 / one.len()));
        for one in
            ["1 0 obj ", "1 0 obj<</Length 9>>stream\n", "1 0 obj (\n", "trailer(", "1 0 obj [\n", "1 0 obj [ 1 "]
        {
            assert_eq!(weighed(begun(one).as_bytes()), Err(ReadError::TooComplex), "{one}");
        }
    }

    #[test]
    fn packed_objects_are_looked_through() {
        let places = "5 0 ".repeat(20_000);
        let file = format!(
            "%PDF-1.5\n6 0 obj\n<</Type/ObjStm/N 20000/First {}/Length {}>>\nstream\n{places}[{}]\nendstream\nendobj\n",
            places.len(),
            places.len() + 200_002,
            "1 ".repeat(100_000)
        );
        assert_eq!(weighed(file.as_bytes()), Err(ReadError::TooComplex));
    }
}
