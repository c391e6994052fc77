//! Bytes of a text file made into characters: UTF-8, UTF-16, GB 18030 (with GBK and GB 2312 in it), Big5.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How many control characters a text may hold: one in so many.
const CONTROLS_ONE_IN: usize = 200;
/// How many undecodable places a text may hold: one in so many characters.
const FAULTS_ONE_IN: usize = 20;

/// A text and how it was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The characters.
    pub text: String,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// Whether the file itself said so, or is valid UTF-8.
    pub certain: bool,
    /// How many places could not be decoded.
    pub faults: usize,
}

/// Decodes a text; `None` if it is none.
pub(super) fn text(bytes: &[u8]) -> Option<Decoded> {
    decode(bytes, None)
}

/// Decodes a text that declares its encoding in its own words (a web page); the bytes have the last word.
pub(super) fn labelled(bytes: &[u8], label: &str) -> Option<Decoded> {
    decode(bytes, Encoding::for_label(label.trim().as_bytes()))
}

fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Option<Decoded> {
    let decoded = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        with(encoding, bytes.get(mark..).unwrap_or_default(), true)
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        // Valid UTF-8 is never anything else by chance, whatever a page declares.
        Decoded { text: text.to_owned(), encoding: UTF_8.name(), certain: true, faults: 0 }
    } else if let Some(encoding) = wide(bytes) {
        with(encoding, bytes, false)
    } else if let Some(encoding) = declared.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE) {
        // GBK and GB 2312 are parts of GB 18030.
        with(if encoding == encoding_rs::GBK { GB18030 } else { encoding }, bytes, true)
    } else {
        let national = with(GB18030, bytes, false);
        let candidates = [with(UTF_8, bytes, false), with(BIG5, bytes, false)];
        candidates.into_iter().fold(national, |best, other| if other.faults < best.faults { other } else { best })
    };
    looks_like_text(&decoded).then_some(decoded)
}

fn with(encoding: &'static Encoding, bytes: &[u8], certain: bool) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let faults = text.matches('\u{fffd}').count();
    Decoded { text: text.into_owned(), encoding: encoding.name(), certain, faults }
}

/// UTF-16 without a mark: ASCII characters (line ends, digits) show as zero bytes on one side.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096) & !1)?;
    if head.len() < 4 {
        return None;
    }
    let (mut big, mut little) = (0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        match pair {
            [0, 0] => return None,
            [0, low] if low.is_ascii_graphic() || low.is_ascii_whitespace() => big += 1,
            [low, 0] if low.is_ascii_graphic() || low.is_ascii_whitespace() => little += 1,
            _ => {}
        }
    }
    // Some Chinese characters end in a zero byte too (开 is U+5F00), but few.
    let enough = (head.len() / 2 / 50).max(1);
    if little >= enough && little > 2 * big {
        Some(UTF_16LE)
    } else if big >= enough && big > 2 * little {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether what came out is text: few control characters, few faults, and no NUL.
fn looks_like_text(decoded: &Decoded) -> bool {
    if decoded.faults == 0 && !may_hold_controls(decoded.text.as_bytes()) {
        return true;
    }
    let mut total = 0_usize;
    let mut controls = 0_usize;
    for c in decoded.text.chars() {
        total += 1;
        if c == '\0' {
            return false;
        }
        if c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{1a}' | '\u{85}') {
            controls += 1;
        }
    }
    let allowed_faults = if decoded.certain { total } else { total / FAULTS_ONE_IN + 1 };
    controls <= total / CONTROLS_ONE_IN && decoded.faults <= allowed_faults.max(1)
}

/// Whether bytes stand in a text that a control character may have: one pass that never branches.
fn may_hold_controls(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |found, byte| {
        found | ((*byte < b' ') & !(b'\t'..=b'\r').contains(byte)) | (*byte == 0x7f) | (*byte == 0xc2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_the_field_is_read() {
        let original = "政府信息公开㐂，2021年\r\n\t0\r\n";
        let (gb, _, _) = GB18030.encode(original);
        let little: Vec<u8> = original.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = original.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            original.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", original.as_bytes()),
            gb.to_vec(),
            little.clone(),
            big.clone(),
            marked(b"\xff\xfe", &little),
            marked(b"\xfe\xff", &big),
        ] {
            let decoded = text(&bytes).unwrap();
            assert_eq!(decoded.text, original, "{}", decoded.encoding);
            assert_eq!(decoded.faults, 0);
        }
    }

    #[test]
    fn a_page_that_declares_gb2312_is_read_as_gb18030_and_one_that_lies_as_utf8() {
        let (gb, _, _) = GB18030.encode("公开㐂");
        assert_eq!(labelled(&gb, "gb2312").unwrap().text, "公开㐂");
        assert_eq!(labelled("公开".as_bytes(), "gb2312").unwrap().text, "公开");
    }

    #[test]
    fn a_damaged_text_is_read_with_its_faults_counted_and_rubbish_is_refused() {
        let mut bytes = "政府信息公开工作年度报告，共二十条，请予公开。".as_bytes().to_vec();
        bytes.insert(6, 0xff);
        let decoded = text(&bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.faults), ("UTF-8", 1));
        assert_eq!(text(&[0x00, 0x01, 0x80, 0xff, 0x00, 0x13]), None);
    }
}
