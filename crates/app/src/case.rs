//! Applications: registering one, every command on it, reading it.

mod desk;
mod dossier;
mod earlier;
mod guard;
mod handle;
mod known;
mod papers;
mod pending;
mod permission;
mod register;
mod rows;
mod view;
mod words;

use store::{Page, Reader};
use uuid::Uuid;

pub use desk::{CaseEvent, DeskCase};
pub use dossier::{CameWith, Closed, Dossier, OtherApplication, OtherApplications, Seen};
pub use earlier::{Earlier, EarlierCase};
pub use handle::Recorded;
pub use papers::{PAPER_MAX, PAPERS_MAX, Papers};
pub use permission::actions_of;
pub use register::{AgentForm, ApplicationForm, Provenance, Registered};
pub use rows::{AGENT, APPLICANT, CONSULTED_ORGAN, THIRD_PARTY};
pub use view::{CaseView, HistoryStep};
pub use words::{CaseWords, Said};

pub(crate) use desk::{case_of, fold_case, stream_of};
pub(crate) use guard::named;
pub(crate) use handle::{Entries, Opened, no_case};
pub(crate) use known::KnownCases;
pub(crate) use pending::{Approval, Handling};
pub(crate) use rows::{CaseRows, channel_word, clock_on, rows_of, state_of};

use crate::error::AppError;
use crate::events::CASE_PREFIX;

/// How many streams are listed at once.
const AT_ONCE: i64 = 1000;

/// Lists the ids of all cases of an organ, oldest first.
pub(crate) async fn case_ids(reader: &mut Reader, organ: &str) -> Result<Vec<Uuid>, AppError> {
    let mut ids = Vec::new();
    loop {
        let skip = ids.len() as i64;
        let page = reader.streams(organ, CASE_PREFIX, Page { skip, take: AT_ONCE }).await?;
        let whole = page.len() as i64 == AT_ONCE;
        for head in page {
            let id = case_of(&head.stream)
                .ok_or_else(|| AppError::Inconsistent(format!("记录流“{}”的名称不对", head.stream)))?;
            ids.push(id);
        }
        if !whole {
            return Ok(ids);
        }
    }
}
