//! A page saved with all that belongs to it in one file (.mht, as browsers, Word and Excel save it): the parts of a MIME
//! message, of which the pages are read.

use std::borrow::Cow;

use super::{Limits, decode, html};

/// How many bytes of headers a part may have.
const MAX_HEADERS: usize = 64 << 10;
/// How deep parts may hold parts.
const MAX_DEPTH: usize = 4;
/// How much of a file is looked at for its headers.
const LOOKED_AT: usize = 8 << 10;

/// Whether a file begins with the headers of such a message.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    let Some((headers, _)) = headers(begin_of(head)) else { return false };
    let kind = headers.value("content-type");
    let is_page = kind.starts_with("text/html") || kind.starts_with("multipart/");
    is_page && (headers.has("mime-version") || kind.starts_with("multipart/related"))
}

/// The pages of such a message, one after the other; nothing where there are none.
pub(super) fn page(bytes: &[u8], limits: &Limits) -> String {
    let mut pages = Vec::new();
    let mut left = limits.max_members;
    collect(begin_of(bytes), 0, &mut left, &mut pages);
    let mut pages = pages.into_iter();
    let Some(first) = pages.next() else { return String::new() };
    // The first page is the document; where it only arranges others, or holds no table, the others are read with it.
    if has(&first, "<table") && !has(&first, "<frameset") {
        return first;
    }
    let mut all = if has(&first, "<frameset") { String::new() } else { first };
    for page in pages.filter(|page| has(page, "<table")) {
        all.push_str("<hr>\n");
        all.push_str(&page);
    }
    all
}

fn has(page: &str, tag: &str) -> bool {
    page.as_bytes().windows(tag.len()).any(|window| window.eq_ignore_ascii_case(tag.as_bytes()))
}

fn begin_of(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start()
}

/// The headers of a part: names in small letters and their values.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// The value of a header in small letters; empty where there is none.
    fn value(&self, name: &str) -> String {
        self.raw(name).to_ascii_lowercase()
    }

    fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// A parameter of the type: `charset`, `boundary`.
    fn parameter(&self, name: &str) -> Option<String> {
        self.raw("content-type").split(';').skip(1).find_map(|part| {
            let (key, value) = part.split_once('=')?;
            let value = value.trim().trim_matches('"');
            (key.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
        })
    }
}

/// The headers that a message or a part begins with, and its body.
fn headers(bytes: &[u8]) -> Option<(Headers, &[u8])> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    loop {
        if bytes.len() - rest.len() > MAX_HEADERS {
            return None;
        }
        let end = rest.iter().position(|&b| b == b'\n')?;
        let (line, behind) = rest.split_at(end + 1);
        rest = behind;
        let line = String::from_utf8_lossy(line.trim_ascii_end());
        if line.is_empty() {
            return Some((Headers(found), rest));
        }
        match (line.starts_with([' ', '\t']), found.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {
                found.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => return None,
        }
    }
}

fn collect(bytes: &[u8], depth: usize, left: &mut usize, pages: &mut Vec<String>) {
    if depth > MAX_DEPTH || *left == 0 {
        return;
    }
    *left -= 1;
    let Some((headers, body)) = headers(bytes) else { return };
    let kind = headers.value("content-type");
    if kind.starts_with("multipart/") {
        if let Some(boundary) = headers.parameter("boundary") {
            parts(body, &boundary).for_each(|part| collect(part, depth + 1, left, pages));
        }
    } else if kind.starts_with("text/html") || kind.starts_with("application/xhtml") {
        let bytes = match headers.value("content-transfer-encoding").as_str() {
            "quoted-printable" => Cow::Owned(quoted_printable(body)),
            "base64" => Cow::Owned(base64(body)),
            _ => Cow::Borrowed(body),
        };
        let label = headers.parameter("charset").or_else(|| html::declared(&bytes));
        let decoded = label.and_then(|label| decode::labelled(&bytes, &label)).or_else(|| decode::text(&bytes));
        pages.extend(decoded.map(|decoded| decoded.text));
    }
}

/// What stands between the lines that part a body.
fn parts<'b>(body: &'b [u8], boundary: &str) -> impl Iterator<Item = &'b [u8]> {
    let mark = format!("--{boundary}").into_bytes();
    let mut begins: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive(|&b| b == b'\n') {
        let end = at + line.len();
        if line.starts_with(&mark) {
            begins.push((at, end));
        }
        at = end;
    }
    let ends: Vec<usize> = begins.iter().skip(1).map(|(at, _)| *at).chain(std::iter::once(body.len())).collect();
    begins.into_iter().zip(ends).filter_map(move |((_, from), to)| body.get(from..to))
}

/// Bytes written as `=E6` and lines parted by a `=` at their end.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&first, behind)) = rest.split_first() {
        rest = behind;
        if first != b'=' {
            out.push(first);
            continue;
        }
        match behind {
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
            [high, low, after @ ..] => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    rest = after;
                }
                _ => out.push(b'='),
            },
            _ => out.push(b'='),
        }
    }
    out
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Bytes written as six bits a character; what is none of the alphabet is passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in body {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        count += 1;
        if count == 4 {
            out.extend(bits.to_be_bytes().iter().skip(1));
            (bits, count) = (0, 0);
        }
    }
    // Two characters left over are one byte, three are two.
    let left = (bits << (6 * (4 - count))).to_be_bytes();
    out.extend(left.iter().skip(1).take(usize::from(count > 1) + usize::from(count > 2)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
         \ttype=\"text/html\";\r\n\tboundary=\"----=_Part_1\"\r\n\r\n------=_Part_1\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E5=85=AC=E5=BC=\r\n=80 =3D</p><table></table>\r\n------=_Part_1\r\n\
         Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------=_Part_1--\r\n";

    #[test]
    fn the_page_of_a_saved_file_is_decoded() {
        assert!(is_one(TWO.as_bytes()));
        assert_eq!(page(TWO.as_bytes(), &Limits::default()).trim(), "<p>公开 =</p><table></table>");
    }

    #[test]
    fn a_workbook_saved_so_is_its_sheets_and_gbk_in_base64_is_read() {
        let sheets = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<frameset></frameset>\n\
             --b\nContent-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: base64\n\nPHRhYmxlPrmrv6o8L3RhYmxlPg==\n\n--b--\n";
        assert_eq!(page(sheets.as_bytes(), &Limits::default()), "<hr>\n<table>公开</table>");
    }

    #[test]
    fn other_texts_are_none_and_parts_in_parts_end() {
        for text in ["白云县档案馆：\n\n正文", "Content-Type: text/plain\n\nx", "", "a: b\n"] {
            assert!(!is_one(text.as_bytes()), "{text}");
        }
        let deep = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(50_000);
        assert_eq!(page(deep.as_bytes(), &Limits::default()), "");
        assert_eq!(base64(b"QQ"), b"A");
        assert_eq!(base64(b"QUI="), b"AB");
        assert_eq!(base64(b"Q"), b"");
    }
}
