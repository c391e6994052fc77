//! Laying the whole record out anew.

use crate::changes::Changes;
use crate::error::Error;
use crate::event::StoredEvent;
use crate::read::Page;
use crate::store::Store;

/// How many streams are listed at once.
const STREAMS_AT_ONCE: i64 = 1000;

/// What the application's mapping may fail with.
pub type MappingError = Box<dyn std::error::Error + Send + Sync>;

impl Store {
    /// Empties every projection and lays all events out again, in one transaction: either the whole is new or nothing
    /// changed. `map` gets each stream with all its events and gives the rows that follow from them. Streams whose
    /// names begin with one of `first` come first, in that order (the calendar before the cases it moves); the rest
    /// follow by organ and name. A stream that bears just such a name is held meanwhile: whoever holds it too while
    /// writing rows waits, so that no row is laid out from less than is there. Gives how many streams were laid out.
    pub async fn rebuild<F>(&self, first: &[&str], mut map: F) -> Result<u64, Error>
    where
        F: FnMut(&str, &str, &[StoredEvent]) -> Result<Changes, MappingError> + Send,
    {
        let mut write = self.write().await?;
        let organs = write.organs().await?;
        for organ in &organs {
            for stream in first {
                write.hold_alone(organ, stream).await?;
            }
        }
        write.clear_projections().await?;
        let mut streams = 0;
        for turn in first.iter().map(Some).chain([None]) {
            let prefix = turn.copied().unwrap_or_default();
            for organ in &organs {
                let mut skip = 0;
                loop {
                    let page = write.streams(organ, prefix, Page { skip, take: STREAMS_AT_ONCE }).await?;
                    skip += page.len() as i64;
                    let last = (page.len() as i64) < STREAMS_AT_ONCE;
                    for head in page {
                        if turn.is_none() && first.iter().any(|prefix| head.stream.starts_with(prefix)) {
                            continue;
                        }
                        let loaded = write.load(organ, &head.stream).await?;
                        let changes = map(organ, &head.stream, &loaded.events).map_err(|source| Error::Projection {
                            organ: organ.clone(),
                            stream: head.stream.clone(),
                            source,
                        })?;
                        write.apply(&changes).await?;
                        streams += 1;
                    }
                    if last {
                        break;
                    }
                }
            }
        }
        write.commit().await?;
        Ok(streams)
    }
}
