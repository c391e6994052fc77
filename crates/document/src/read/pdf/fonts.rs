//! The fonts of a PDF: what reading them costs, and those whose codes are national ones.
//!
//! Older Chinese programs write text in the codes of GB 2312, GBK or GB 18030 and name the font's encoding
//! (`GBK-EUC-H`) without a table of characters. The parser knows some of these encodings; the others are read here.

use std::collections::{HashMap, HashSet};

use encoding_rs::GB18030;
use unpdf::parser::backend::ResourceScope;
use unpdf::parser::raw::tokenizer::{PdfObject, dict_get};
use unpdf::parser::raw::{PdfDict, PdfStream, RawDocument};

use super::parts::{Spent, named, unpacked};

/// Fonts of one file.
const MOST_FONTS: usize = 1_000;
/// What fonts and their tables may unpack to together.
const MOST_BYTES: usize = 96 << 20;
/// Characters that the tables of one font may name.
const MOST_NAMED: usize = 300_000;
/// Characters that the tables of all fonts may name.
const MOST_NAMED_TOGETHER: usize = 3_000_000;
/// The longest text, in hexadecimal digits, that one code may stand for.
const MOST_DIGITS: usize = 256;

/// The encodings that are national codes in which a first byte says how many there are.
const NATIONAL: [&[u8]; 6] = [b"GB-EUC-H", b"GBpc-EUC-H", b"GBK-EUC-H", b"GBKp-EUC-H", b"GBK2K-H", b"GBT-EUC-H"];

/// The fonts of a file as they are met.
pub(super) struct Fonts<'d> {
    file: &'d RawDocument,
    /// Whether text is in national codes, by where the font is named.
    met: HashMap<(ResourceScope, Vec<u8>), bool>,
    weighed: HashSet<(u32, u16)>,
    fonts: usize,
    bytes: usize,
    named: usize,
}

impl<'d> Fonts<'d> {
    pub fn new(file: &'d RawDocument) -> Self {
        let (met, weighed) = (HashMap::new(), HashSet::new());
        Self { file, met, weighed, fonts: MOST_FONTS, bytes: MOST_BYTES, named: MOST_NAMED_TOGETHER }
    }

    /// Takes note of a font before its parser is let at it.
    pub fn meet(&mut self, scope: ResourceScope, name: &[u8]) -> Result<(), Spent> {
        if self.met.contains_key(&(scope, name.to_vec())) {
            return Ok(());
        }
        let found = named(self.file, scope, b"Font", name);
        let font = found.and_then(|font| self.file.resolve(font).as_dict());
        let national = font.is_some_and(|font| self.is_national(font));
        self.met.insert((scope, name.to_vec()), national);
        let is_new = found.and_then(PdfObject::as_reference).is_none_or(|id| self.weighed.insert(id));
        match font.filter(|_| is_new) {
            Some(font) => self.weigh(font),
            None => Ok(()),
        }
    }

    /// Text in national codes, character by character with how many bytes each takes; `None` if the font's are not.
    pub fn national(&self, scope: ResourceScope, name: &[u8], codes: &[u8]) -> Option<Vec<(char, usize)>> {
        self.met.get(&(scope, name.to_vec())).filter(|national| **national)?;
        Some(national(codes))
    }

    fn is_national(&self, font: &PdfDict) -> bool {
        let encoding = dict_get(font, b"Encoding").and_then(|encoding| self.file.resolve(encoding).as_name());
        dict_get(font, b"DescendantFonts").is_some() && encoding.is_some_and(|name| NATIONAL.contains(&name))
    }

    fn part(&self, dict: &'d PdfDict, key: &[u8]) -> Option<&'d PdfObject> {
        dict_get(dict, key).map(|part| self.file.resolve(part))
    }

    fn weigh(&mut self, font: &'d PdfDict) -> Result<(), Spent> {
        self.fonts = self.fonts.checked_sub(1).ok_or(Spent)?;
        let below = self
            .part(font, b"DescendantFonts")
            .and_then(PdfObject::as_array)
            .and_then(|below| self.file.resolve(below.first()?).as_dict());
        let mut count = 0_usize;
        for table in [b"ToUnicode".as_slice(), b"Encoding"] {
            if let Some(table) = self.part(font, table).and_then(PdfObject::as_stream) {
                let Some(text) = unpacked(table, &mut self.bytes)? else { continue };
                count = count.saturating_add(named_codes(&String::from_utf8_lossy(&text)).ok_or(Spent)?);
            }
        }
        for widths in [b"W".as_slice(), b"W2"] {
            if let Some(widths) = below.and_then(|below| self.part(below, widths)).and_then(PdfObject::as_array) {
                count = count.saturating_add(self.widths(widths));
            }
        }
        for holder in [Some(font), below].into_iter().flatten() {
            let Some(descriptor) = self.part(holder, b"FontDescriptor").and_then(PdfObject::as_dict) else { continue };
            for program in [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"] {
                let Some(program) = self.part(descriptor, program).and_then(PdfObject::as_stream) else { continue };
                self.weigh_program(program)?;
            }
        }
        if count > MOST_NAMED {
            return Err(Spent);
        }
        self.named = self.named.checked_sub(count).ok_or(Spent)?;
        Ok(())
    }

    /// A font's program is unpacked where its codes tell nothing; what that would cost is told by its size.
    fn weigh_program(&mut self, program: &PdfStream) -> Result<(), Spent> {
        let size = super::inflate::size(program, self.bytes);
        self.bytes = self.bytes.checked_sub(size.min(program.raw_data.len().saturating_mul(64))).ok_or(Spent)?;
        if size > MOST_BYTES { Err(Spent) } else { Ok(()) }
    }

    /// The characters whose widths a list gives: `1 [500 600]` two of them, `1 9 500` nine.
    fn widths(&self, list: &[PdfObject]) -> usize {
        let mut count = list.len();
        let mut from: Option<i64> = None;
        for item in list {
            match self.file.resolve(item) {
                PdfObject::Array(widths) => {
                    count = count.saturating_add(widths.len());
                    from = None;
                }
                other => match (from, other.as_i64()) {
                    (Some(first), Some(last)) => {
                        let range = last.saturating_sub(first).clamp(0, 1 << 16);
                        count = count.saturating_add(usize::try_from(range).unwrap_or(0));
                        from = Some(last);
                    }
                    (_, number) => from = number,
                },
            }
        }
        count
    }
}

/// How many codes a table names, its ranges spelled out; `None` if a code stands for more than any character.
fn named_codes(table: &str) -> Option<usize> {
    if table.split('<').skip(1).any(|part| part.find('>').unwrap_or(part.len()) > MOST_DIGITS) {
        return None;
    }
    let mut count = table.matches('<').count();
    let mut rest = table;
    while let Some((_, begun)) = rest.split_once("beginbfrange") {
        let Some((block, after)) = begun.split_once("endbfrange") else { break };
        count = count.saturating_add(ranged_codes(block));
        rest = after;
    }
    Some(count)
}

/// How many codes ranges name: each is its ends, then where it leads or a list of that.
fn ranged_codes(block: &str) -> usize {
    let token = |said: &'_ str| -> Option<(Option<u32>, usize)> {
        let begin = said.find('<')? + 1;
        let end = begin + said.get(begin..)?.find('>')?;
        Some((u32::from_str_radix(said.get(begin..end)?.trim(), 16).ok(), end + 1))
    };
    let mut count = 0_usize;
    let mut rest = block;
    while let Some((first, end)) = token(rest) {
        rest = rest.get(end..).unwrap_or_default();
        let Some(first) = first else { continue };
        let Some((last, end)) = token(rest) else { break };
        rest = rest.get(end..).unwrap_or_default();
        let Some(last) = last else { continue };
        count = count.saturating_add(last.saturating_sub(first) as usize);
        let after = match rest.trim_start().starts_with('[') {
            true => rest.find(']').map(|end| end + 1),
            false => token(rest).map(|(_, end)| end),
        };
        let Some(after) = after else { break };
        rest = rest.get(after..).unwrap_or_default();
    }
    count
}

/// Characters of national codes; a byte that begins none is one that cannot be read.
fn national(codes: &[u8]) -> Vec<(char, usize)> {
    let mut read = Vec::with_capacity(codes.len() / 2);
    let mut rest = codes;
    while let [first, after @ ..] = rest {
        let length = match (first, after) {
            (0..=0x80 | 0xff, _) => 1,
            (_, [0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, ..]) => 4,
            (_, [0x40..=0x7e | 0x80..=0xfe, ..]) => 2,
            _ => 1,
        };
        let (code, left) = rest.split_at(length.min(rest.len()));
        rest = left;
        let (text, _) = GB18030.decode_without_bom_handling(code);
        read.push((text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER), length));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn national_codes_are_read_one_by_one() {
        let (codes, _, _) = GB18030.encode("公开12件㐂。");
        let read: String = national(&codes).iter().map(|(c, _)| *c).collect();
        assert_eq!(read, "公开12件㐂。");
        assert_eq!(national(&[0xb9]), [(char::REPLACEMENT_CHARACTER, 1)]);
    }

    #[test]
    fn tables_are_counted_before_they_are_spelled_out() {
        assert_eq!(named_codes("2 beginbfchar <01> <4E00> <02> <4E01> endbfchar"), Some(4));
        assert!(named_codes("1 beginbfrange <0000> <FFFF> <0000> endbfrange").is_some_and(|count| count >= 65_535));
        assert!(
            named_codes(&"1 beginbfrange <0000> <FFFF> <0000> endbfrange ".repeat(9)).is_some_and(|c| c > MOST_NAMED)
        );
        assert!(named_codes("beginbfrange <0> <FFFFFFFF> [<00>] endbfrange").is_some_and(|count| count > MOST_NAMED));
        assert_eq!(named_codes(&format!("beginbfchar <01> <{}> endbfchar", "4E00".repeat(500))), None);
    }
}
