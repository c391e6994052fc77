//! The one way a form comes in: fields and files, bounded, with the session's token.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

use crate::fault::PageError;
use crate::filled::Filled;
use crate::page::PageContext;

/// Name of the hidden field with the token.
pub(crate) const TOKEN_FIELD: &str = "_token";
/// Most bytes of all text of a form.
const TEXT_MAX: usize = 1 << 20;
/// Most fields of a form.
const FIELDS_MAX: usize = 2000;
/// Most bytes of one file, as the record takes them.
const FILE_MAX: usize = app::case::PAPER_MAX;
/// Most bytes of a form with its files.
pub(crate) const FORM_MAX: usize = 101 << 20;

/// A file that came with a form.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Upload {
    /// Its name as the browser tells it; for people only.
    pub(crate) name: String,
    /// What its first bytes say it is.
    pub(crate) media_type: &'static str,
    /// It.
    pub(crate) bytes: Vec<u8>,
}

/// A form as it was sent; its token was the session's.
pub(crate) struct Form {
    /// What was filled in.
    pub(crate) filled: Filled,
    /// What was attached, by field; a file input left empty sends nothing.
    files: BTreeMap<String, Vec<Upload>>,
}

impl Form {
    /// Takes the only or first file of a field.
    pub(crate) fn file(&mut self, field: &str) -> Option<Upload> {
        let files = self.files.get_mut(field)?;
        if files.is_empty() { None } else { Some(files.remove(0)) }
    }

    /// Takes all files of a field.
    pub(crate) fn files(&mut self, field: &str) -> Vec<Upload> {
        self.files.remove(field).unwrap_or_default()
    }

    /// Whether any field brought a file.
    pub(crate) fn brought_files(&self) -> bool {
        self.files.values().any(|files| !files.is_empty())
    }

    /// Whether a field brought a file.
    pub(crate) fn has_file(&self, field: &str) -> bool {
        self.files.get(field).is_some_and(|files| !files.is_empty())
    }

    /// Reads a form without asking for a session's token: the sign-in page has a token of its own.
    pub(crate) async fn read(request: Request) -> Result<Self, PageError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if kind.starts_with("multipart/form-data") {
            let parts = Multipart::from_request(request, &()).await.map_err(|_| PageError::unreadable())?;
            multipart(parts).await
        } else {
            let bytes = axum::body::to_bytes(request.into_body(), TEXT_MAX).await;
            urlencoded(&bytes.map_err(|_| PageError::too_large())?)
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &S) -> Result<Self, PageError> {
        let page = request.extensions().get::<PageContext>().cloned();
        let form = Form::read(request).await?;
        match page {
            Some(page) if page.session.csrf_fits(form.filled.get(TOKEN_FIELD)) => Ok(form),
            _ => Err(PageError::forged()),
        }
    }
}

/// Reads what an address asks for as if it were filled in.
pub(crate) fn query(asked: &str) -> Result<Filled, PageError> {
    urlencoded(&Bytes::copy_from_slice(asked.as_bytes())).map(|form| form.filled)
}

/// Compares two secrets in a time that does not tell where they differ.
pub(crate) fn same(given: &str, wanted: &str) -> bool {
    given.len() == wanted.len()
        && !wanted.is_empty()
        && given.bytes().zip(wanted.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

fn urlencoded(bytes: &Bytes) -> Result<Form, PageError> {
    let mut filled = Filled::default();
    for (count, pair) in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).enumerate() {
        if count >= FIELDS_MAX {
            return Err(PageError::too_large());
        }
        let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        let (name, value) = (pair.get(..at).unwrap_or(pair), pair.get(at + 1..).unwrap_or_default());
        filled.add(&decoded(name)?, decoded(value)?);
    }
    Ok(Form { filled, files: BTreeMap::new() })
}

fn decoded(part: &[u8]) -> Result<String, PageError> {
    let mut out = Vec::with_capacity(part.len());
    let mut rest = part;
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                out.push(byte.ok_or_else(PageError::unreadable)?);
                rest = tail.get(2..).unwrap_or_default();
            }
            other => out.push(*other),
        }
    }
    String::from_utf8(out).map_err(|_| PageError::unreadable())
}

async fn multipart(mut parts: Multipart) -> Result<Form, PageError> {
    let mut form = Form { filled: Filled::default(), files: BTreeMap::new() };
    let (mut count, mut text) = (0, 0);
    while let Some(mut part) = parts.next_field().await.map_err(|_| PageError::unreadable())? {
        count += 1;
        if count > FIELDS_MAX {
            return Err(PageError::too_large());
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let limit = if file.is_some() { FILE_MAX } else { TEXT_MAX - text };
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|_| PageError::too_large())? {
            if bytes.len() + chunk.len() > limit {
                return Err(PageError::too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        match file {
            Some(file) if !file.is_empty() || !bytes.is_empty() => {
                let upload = Upload { name: file, media_type: media_type(&bytes), bytes };
                form.files.entry(name).or_default().push(upload);
            }
            Some(_) => {}
            None => {
                text += bytes.len();
                form.filled.add(&name, String::from_utf8(bytes).map_err(|_| PageError::unreadable())?);
            }
        }
    }
    Ok(form)
}

/// Says what a file is by its first bytes, never by its name.
fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => "application/pdf",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => "image/tiff",
        [b'P', b'K', 3, 4, ..] => "application/zip",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "application/x-ole-storage",
        _ if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Form, PageError> {
        urlencoded(&Bytes::copy_from_slice(body.as_bytes()))
    }

    #[test]
    fn a_form_keeps_every_value_in_order() {
        let form = read("a=1&b=%E6%9C%9D+%E5%9B%AD&a=2&c").ok().unwrap();
        assert_eq!(form.filled.all("a"), ["1", "2"]);
        assert_eq!(form.filled.get("b"), "朝 园");
        assert_eq!(form.filled.get("c"), "");
    }

    #[test]
    fn a_form_that_is_no_text_is_refused() {
        for body in ["a=%", "a=%z1", "a=%ff"] {
            assert!(read(body).is_err(), "{body}");
        }
        assert!(read(&"a=1&".repeat(FIELDS_MAX + 1)).is_err());
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(media_type(b"%PDF-1.7"), "application/pdf");
        assert_eq!(media_type("检索记录".as_bytes()), "text/plain");
        assert_eq!(media_type(b"\0\x01"), "application/octet-stream");
    }

    #[test]
    fn a_token_is_the_same_only_when_it_is_whole() {
        assert!(same("abc", "abc"));
        for given in ["", "ab", "abd", "abcd"] {
            assert!(!same(given, "abc"), "{given}");
        }
        assert!(!same("", ""));
    }
}
