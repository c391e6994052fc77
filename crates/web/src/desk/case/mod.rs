//! One application: its page, its clock and its log for the file, its papers and its letters.
//!
//! ```text
//! App::dossier (one stream, its sealed texts, names) ── show   what was asked · replies · evidence · courses · timeline
//!                                                    │         next steps · clock with calendar · applicant · who handles it
//!                                                    ├ clock  the reckoning, to be printed for the file
//!                                                    └ log    every event
//! App::file ── file        App::letter_document ── letter (paper, Word, PDF)        App::sheet ── sheet
//! ```

mod applicant;
mod asked;
mod assign;
mod clock;
mod course;
mod evidence;
mod file;
mod happened;
mod heading;
mod letter;
mod letter_rows;
mod likely;
mod log;
mod month;
mod next;
mod reckoning;
mod reply;
mod sheet;
mod show;
#[cfg(test)]
mod tests;
mod timeline;
mod told;

pub(crate) use heading::due;

use uuid::Uuid;

use crate::fault::PageError;
use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    routes.extend(show::routes());
    routes.extend(assign::routes());
    routes.extend(clock::routes());
    routes.extend(log::routes());
    routes.extend(file::routes());
    routes.extend(letter::routes());
    routes.extend(sheet::routes());
    routes
}

/// The case an address names.
fn case_id(said: &str) -> Result<Uuid, PageError> {
    Uuid::try_parse(said).map_err(|_| PageError::not_found())
}
