//! `GET /cases/{id}/files/{ref}`: a sealed file of a case: what came with it, evidence, a mandate, an approval on paper, a
//! proof of service, a scan.

use app::authorise::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use law::application::FileRef;

use super::case_id;
use crate::answer::{Answer, file};
use crate::fault::PageError;
use crate::page::PageContext;
use crate::route::{Needs, Route};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/cases/{id}/files/{reference}", Needs::OneOf(&[Action::ReadPersonalData]), show)]
}

/// What a browser may show itself, with the ending its files bear; everything else is kept.
const SHOWN: &[(&str, &str)] =
    &[("application/pdf", "pdf"), ("image/png", "png"), ("image/jpeg", "jpg"), ("text/plain", "txt")];
/// Endings of what is kept.
const KEPT: &[(&str, &str)] = &[("image/tiff", "tif"), ("application/zip", "zip")];

async fn show(page: PageContext, Path((id, reference)): Path<(String, String)>) -> Answer {
    let reference = FileRef::new(reference);
    let found = page.app.file(&page.occasion(), case_id(&id)?, &reference).await?;
    let (media_type, bytes) = found.ok_or_else(destroyed)?;
    Ok(sealed(reference.as_str(), &media_type, bytes))
}

/// What is said of a file whose key was destroyed.
pub(super) fn destroyed() -> PageError {
    PageError::new(
        StatusCode::GONE,
        "材料已依法销毁",
        "这份材料所属的当事人信息已经依法销毁，内容不能恢复；办理经过仍在记录中。",
        "办理经过请在申请的页面和办理日志中查看。",
    )
}

/// Gives a sealed file: to be looked at where a browser can show it, else to be kept.
pub(super) fn sealed(reference: &str, media_type: &str, bytes: Vec<u8>) -> axum::response::Response {
    let kind = |list: &'static [(&'static str, &'static str)]| list.iter().find(|(known, _)| *known == media_type);
    // A name of its own is not kept with a file; the beginning of its reference tells it from others.
    let name = |ending: &str| format!("材料-{}.{ending}", reference.get(..8).unwrap_or(reference));
    match (kind(SHOWN), kind(KEPT)) {
        (Some((_, ending)), _) => {
            let charset = if *ending == "txt" { "; charset=utf-8" } else { "" };
            file(&name(ending), &format!("{media_type}{charset}"), bytes, true)
        }
        (None, Some((_, ending))) => file(&name(ending), media_type, bytes, false),
        (None, None) => file(&name("bin"), "application/octet-stream", bytes, false),
    }
}
