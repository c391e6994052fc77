//! How large a packed stream is, told without keeping it.

use std::io::{Chain, Cursor, Read};

use unpdf::parser::raw::PdfStream;
use unpdf::parser::raw::tokenizer::{PdfObject, dict_get};

/// No packer of the formats that are read packs better than one in so many.
const BEST_PACKED: usize = 1_100;
/// How many filters one stream may have.
const MOST_FILTERS: usize = 4;

/// The bytes that a stream unpacks to at most; more than `most` where that cannot be told within `most` bytes.
pub(super) fn size(stream: &PdfStream, most: usize) -> usize {
    let raw = stream.raw_data.as_slice();
    let filters = filters(stream);
    if filters.len() > MOST_FILTERS {
        return usize::MAX;
    }
    let grows =
        |name: &&[u8]| matches!(*name, b"FlateDecode" | b"Fl" | b"LZWDecode" | b"LZW" | b"RunLengthDecode" | b"RL");
    let packed = filters.iter().filter(|name| grows(name)).count();
    // Text in place of bytes: at most four bytes for one.
    let plain = raw.len().saturating_mul(if filters.len() > packed { 4 } else { 1 });
    let best = plain.saturating_mul(BEST_PACKED.saturating_pow(u32::try_from(packed).unwrap_or(u32::MAX)));
    match filters.as_slice() {
        _ if packed == 0 || best <= most => best,
        [b"FlateDecode" | b"Fl"] => inflated(raw, most),
        _ => best,
    }
}

fn filters(stream: &PdfStream) -> Vec<&[u8]> {
    match dict_get(&stream.dict, b"Filter") {
        Some(PdfObject::Name(name)) => vec![name.as_slice()],
        Some(PdfObject::Array(items)) => items.iter().take(MOST_FILTERS + 1).filter_map(PdfObject::as_name).collect(),
        _ => Vec::new(),
    }
}

/// The size of deflated bytes, with or without the two bytes that zlib puts before them; counted up to just over `most`.
fn inflated(raw: &[u8], most: usize) -> usize {
    let bare = raw.get(2..).unwrap_or_default();
    count(bare, most).max(if raw.first().is_some_and(|byte| byte & 0x0f == 8) { 0 } else { count(raw, most) })
}

/// Has the unpacker of packages count: it stops where it is told.
fn count(deflated: &[u8], most: usize) -> usize {
    let mut member: Chain<Cursor<Vec<u8>>, &[u8]> = Cursor::new(head(deflated.len())).chain(deflated);
    let Ok(Some(mut member)) = zip::read::read_zipfile_from_stream(&mut member) else { return 0 };
    let mut buffer = vec![0_u8; 64 << 10];
    let mut total = 0_usize;
    // What comes before the damage of a damaged stream counts as well.
    while let Ok(read) = member.read(&mut buffer) {
        total = total.saturating_add(read);
        if read == 0 || total > most {
            break;
        }
    }
    total
}

/// The head of a package's member without a name, deflated, of so many bytes.
fn head(length: usize) -> Vec<u8> {
    let length = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    let mut head = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
    head.extend(length);
    head.extend(u32::MAX.wrapping_sub(1).to_le_bytes());
    head.extend([0; 4]);
    head
}

#[cfg(test)]
mod tests {
    use super::*;
    use unpdf::parser::raw::PdfDict;

    /// A hundred times `a`, deflated, in zlib's dress.
    const PACKED: [u8; 11] = [0x78, 0x9c, 0x4b, 0x4c, 0xa4, 0x3d, 0x00, 0x00, 0x79, 0xa1, 0x25];

    fn stream(filter: PdfObject, raw: &[u8]) -> PdfStream {
        PdfStream { dict: PdfDict::from([(b"Filter".to_vec(), filter)]), raw_data: raw.to_vec() }
    }

    #[test]
    fn sizes_are_counted_and_not_believed() {
        let flate = || PdfObject::Name(b"FlateDecode".to_vec());
        assert_eq!(size(&stream(flate(), &PACKED), 1_000), 100);
        assert_eq!(size(&stream(flate(), &PACKED[2..]), 1_000), 100);
        assert!(size(&stream(flate(), &PACKED), 50) > 50);
        let twice = PdfObject::Array(vec![flate(), flate()]);
        assert!(size(&stream(twice, &PACKED), 1_000_000) > 1_000_000);
        assert_eq!(size(&stream(PdfObject::Null, b"abc"), 2), 3);
    }
}
