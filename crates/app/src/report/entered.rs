//! Entering what is done with a report: events follow one another in its stream, and its row is laid out with them.

use store::{Changes, Head, Row, Write};

use super::kept::Mark;
use crate::app::{App, new_event};
use crate::codec::EventFamily;
use crate::error::{AppError, Faults};
use crate::occasion::Occasion;

/// Something a stream of events makes, laid out into one row.
pub(super) trait Followed {
    /// What happens in the stream.
    type Event: EventFamily + Sync;
    /// What the stream is named by within its organ.
    type Name: Copy;
    /// The row.
    type Row: Row;

    /// The stream's name.
    fn stream(name: Self::Name) -> String;

    /// Takes up one event more.
    fn follow(&mut self, event: Self::Event, mark: Mark, reason: &str) -> Result<(), AppError>;

    /// The row as things are.
    fn row(&self, organ: &str, name: Self::Name) -> Result<Self::Row, AppError>;
}

impl App {
    /// Appends events to a stream whose head was read, with the row that follows; whoever was overtaken is told by whom.
    /// Nothing is committed.
    pub(super) async fn append_followed<K: Followed>(
        &self,
        occasion: &Occasion<'_>,
        write: &mut Write,
        name: K::Name,
        (head, kept): (&Head, &mut K),
        events: Vec<K::Event>,
    ) -> Result<(), AppError> {
        let mut news = Vec::with_capacity(events.len());
        for event in events {
            news.push(new_event(occasion, &event)?);
            let mark = Mark { by: occasion.actor.id.clone(), on: occasion.on, at: occasion.at.kept() };
            kept.follow(event, mark, occasion.reason)?;
        }
        let mut changes = Changes::new();
        changes.put(&kept.row(occasion.organ, name)?);
        let done = write.append(occasion.organ, &K::stream(name), head, news, &changes).await;
        self.explain(done.map_err(AppError::Store)).await.map(drop)
    }

    /// Commits; whoever was overtaken is told by whom.
    pub(super) async fn committed(&self, write: Write) -> Result<(), AppError> {
        let done = write.commit().await;
        self.explain(done.map_err(AppError::Store)).await
    }
}

/// Notes that an act which needs a reason has none.
pub(super) fn must_have_reason(occasion: &Occasion<'_>, message: &str, faults: &mut Faults) {
    if occasion.reason.trim().is_empty() {
        faults.add("reason", message);
    }
}

/// Fails where an act that needs a reason has none.
pub(super) fn reasoned(occasion: &Occasion<'_>, message: &str) -> Result<(), AppError> {
    let mut faults = Faults::default();
    must_have_reason(occasion, message, &mut faults);
    faults.none_or()
}
