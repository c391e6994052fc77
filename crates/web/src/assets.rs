//! The embedded files, each under an address that changes with its content, so that browsers may keep it for ever.

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

/// The address of an embedded file.
pub(crate) fn address(name: &str) -> String {
    let tag = embedded::EMBEDDED.iter().find(|asset| asset.name == name).map_or("", |asset| asset.tag);
    format!("/assets/{tag}/{name}")
}

/// Gives an embedded file.
pub(crate) async fn show(Path((tag, name)): Path<(String, String)>) -> Response {
    match embedded::EMBEDDED.iter().find(|asset| asset.name == name && asset.tag == tag) {
        Some(asset) => {
            let kept = "public, max-age=31536000, immutable";
            ([(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, kept)], asset.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_a_page_names_is_embedded_and_not_empty() {
        for name in ["desk.css", "print.css", "paper.css", "desk.js", "mark.svg", "normalize.css", "htmx.js"] {
            let asset = embedded::EMBEDDED.iter().find(|asset| asset.name == name).expect(name);
            assert!(asset.bytes.len() > 50, "{name}");
            assert!(address(name).ends_with(&format!("{}/{name}", asset.tag)));
        }
    }
}
