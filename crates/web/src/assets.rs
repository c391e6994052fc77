//! The embedded files, each under an address that changes with its content, so that browsers may keep it for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// One embedded file.
pub(crate) struct Asset {
    name: &'static str,
    tag: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
}

mod embedded {
    use super::Asset;
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// How a letter looks as a part of a page; `document` writes both.
const PAPER: &[u8] = document::write::FRAGMENT_STYLE.as_bytes();
static PAPER_TAG: LazyLock<String> = LazyLock::new(|| store::Hash::of(PAPER).to_string()[..16].to_owned());

fn find(name: &str) -> Option<(&str, &'static str, &'static [u8])> {
    if name == "paper.css" {
        return Some((&PAPER_TAG, "text/css; charset=utf-8", PAPER));
    }
    let asset = embedded::EMBEDDED.iter().find(|asset| asset.name == name)?;
    Some((asset.tag, asset.media_type, asset.bytes))
}

/// The address of an embedded file.
pub(crate) fn address(name: &str) -> String {
    let tag = find(name).map_or("", |(tag, _, _)| tag);
    format!("/assets/{tag}/{name}")
}

/// Gives an embedded file.
pub(crate) async fn show(Path((tag, name)): Path<(String, String)>) -> Response {
    match find(&name) {
        Some((of, media_type, bytes)) if of == tag => {
            let kept = "public, max-age=31536000, immutable";
            ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, kept)], bytes).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_a_page_names_is_embedded_and_not_empty() {
        for name in ["desk.css", "print.css", "paper.css", "desk.js", "mark.svg", "normalize.css", "htmx.js"] {
            let (tag, _, bytes) = find(name).expect(name);
            assert!(bytes.len() > 50, "{name}");
            assert!(!tag.is_empty() && address(name) == format!("/assets/{tag}/{name}"));
        }
    }
}
