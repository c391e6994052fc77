//! One transaction that writes: events, rows, numbers, files and sealed data, all or nothing.

use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use jiff::Timestamp;

use crate::changes::{Changes, Step};
use crate::error::{Conflict, Error};
use crate::event::{Hash, Head, HeadRow, MAX_PAYLOAD, NewEvent, StoredEvent};
use crate::field::Field;
use crate::kept::Blob;
use crate::read::Reader;
use crate::row::{Kind, Row, insert};
use crate::session::Engine;
use crate::store::{Inner, Store};

/// Most bytes of an organ's code, a stream's name, an actor's name or an event's kind.
const MAX_NAME: usize = 200;

/// Held by every transaction that stores files, so that no sweep takes away what is about to be referred to.
const FILES_SHARED: &str = "SELECT version FROM schema_version WHERE version = 1 FOR SHARE";
/// Held by a sweep, from asking whether a file is referred to until it is gone.
pub(crate) const FILES_ALONE: &str = "SELECT version FROM schema_version WHERE version = 1 FOR UPDATE";

/// Keeps a stream where it is until the transaction ends, beside others who do the same.
const STREAM_SHARED: &str = "SELECT seq FROM stream_heads WHERE organ = $1 AND stream = $2 FOR SHARE";
/// The same, alone.
const STREAM_ALONE: &str = "SELECT seq FROM stream_heads WHERE organ = $1 AND stream = $2 FOR UPDATE";

/// What appending gives back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The events as they stand in the record.
    pub events: Vec<StoredEvent>,
    /// Where the stream stands now.
    pub head: Head,
}

/// A transaction that writes. It reads its own writes through [`Reader`]. Dropped without [`Write::commit`], it leaves
/// nothing; after any error it can only be dropped.
pub struct Write {
    pub(crate) reader: Reader,
    failed: bool,
    /// Whether something must leave no trace once committed.
    pub(crate) destroys: bool,
}

impl Deref for Write {
    type Target = Reader;
    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}

impl Write {
    pub(crate) fn new(reader: Reader) -> Write {
        Write { reader, failed: false, destroys: false }
    }

    /// Appends events to a stream whose head is still `head`, and writes `changes` with them. A stream that is not there
    /// yet has [`Head::NONE`]. Fails with [`Error::Conflict`] if the stream has moved on.
    pub async fn append(
        &mut self,
        organ: &str,
        stream: &str,
        head: &Head,
        events: Vec<NewEvent>,
        changes: &Changes,
    ) -> Result<Appended, Error> {
        let (events, now) = place(organ, stream, head, events)?;
        if events.is_empty() {
            self.apply(changes).await?;
            return Ok(Appended { events, head: now });
        }
        let steps = append_steps(head, &events, insert_event_sql(), changes);
        // The head's step is the lock: it must touch exactly one row before anything after it counts.
        let moved = self.reader.session.steps_led_by_lock(steps).await;
        if !self.keep(moved)? {
            return Err(self.conflict(organ, stream, head).await);
        }
        Ok(Appended { events, head: now })
    }

    /// Appends as [`Write::append`] does and makes everything durable; on SQLite in one round trip. Whatever fails,
    /// nothing is kept.
    pub async fn append_and_commit(
        mut self,
        organ: &str,
        stream: &str,
        head: &Head,
        events: Vec<NewEvent>,
        changes: &Changes,
    ) -> Result<Appended, Error> {
        if self.failed || self.engine() == Engine::Postgres || events.is_empty() {
            let appended = self.append(organ, stream, head, events, changes).await?;
            self.commit().await?;
            return Ok(appended);
        }
        let (events, now) = place(organ, stream, head, events)?;
        let steps = append_steps(head, &events, insert_event_if_moved_sql(), changes);
        let moved = self.reader.session.steps_led_by_lock_to_the_end(steps).await;
        if !self.keep(moved)? {
            return Err(self.conflict(organ, stream, head).await);
        }
        let Reader { session, inner } = self.reader;
        drop(session);
        committed(&inner, self.destroys).await;
        Ok(Appended { events, head: now })
    }

    /// Says why the head could not be moved; nothing can be committed any more.
    async fn conflict(&mut self, organ: &str, stream: &str, expected: &Head) -> Error {
        self.failed = true;
        match self.reader.head(organ, stream).await {
            Ok(found) => Error::Conflict(Box::new(Conflict {
                organ: organ.to_owned(),
                stream: stream.to_owned(),
                expected: *expected,
                found,
            })),
            Err(error) => error,
        }
    }

    /// Keeps a stream from being appended to until this transaction ends: rows written meanwhile may rest on what the
    /// stream says. Others may hold it too. On SQLite there is one writer anyway.
    pub async fn hold(&mut self, organ: &str, stream: &str) -> Result<(), Error> {
        self.lock(STREAM_SHARED, organ, stream).await
    }

    /// The same, alone: of several who hold a stream so, each waits for the one before and sees what it wrote.
    pub async fn hold_alone(&mut self, organ: &str, stream: &str) -> Result<(), Error> {
        self.lock(STREAM_ALONE, organ, stream).await
    }

    async fn lock(&mut self, sql: &'static str, organ: &str, stream: &str) -> Result<(), Error> {
        if self.engine() == Engine::Sqlite {
            return Ok(());
        }
        let held = self.reader.session.execute(sql, vec![organ.to_owned().value(), stream.to_owned().value()]).await;
        self.keep(held).map(drop)
    }

    /// Writes rows and deletes rows.
    pub async fn apply(&mut self, changes: &Changes) -> Result<(), Error> {
        let done = self.reader.session.steps(changes.steps.clone()).await;
        self.keep(done)
    }

    /// Writes one row, in place of the one with the same key if there is one.
    pub async fn put<R: Row>(&mut self, row: &R) -> Result<(), Error> {
        let done = self.reader.session.steps(vec![(R::upsert_sql(), row.values())]).await;
        self.keep(done)
    }

    /// Hands out the next number of a series, from 1. The number is given back only if the transaction is: a number once
    /// committed is never handed out again.
    pub async fn allocate(&mut self, organ: &str, kind: &str, year: i64) -> Result<i64, Error> {
        let next = self
            .reader
            .session
            .one(
                "INSERT INTO numbers (organ, kind, year, last) VALUES ($1, $2, $3, 1) \
                 ON CONFLICT (organ, kind, year) DO UPDATE SET last = numbers.last + 1 RETURNING last",
                vec![organ.to_owned().value(), kind.to_owned().value(), year.value()],
                |columns| Ok(columns.int(0).ok().flatten()),
            )
            .await;
        self.keep(next)?.flatten().ok_or_else(|| Error::Unstorable(format!("{kind} {year}")))
    }

    /// Stores a file and notes it. The bytes are on the disk (or in the object store) before this returns, so the
    /// record never refers to a file that is not there; if the transaction is dropped, a sweep removes the orphan.
    pub async fn put_blob(
        &mut self,
        organ: &str,
        bytes: Vec<u8>,
        media_type: &str,
        stored_at: Timestamp,
    ) -> Result<Hash, Error> {
        let size = bytes.len() as i64;
        if self.engine() == Engine::Postgres {
            // A sweep waits for all who hold this, and they for it; on SQLite there is one writer anyway.
            let held = self.reader.session.execute(FILES_SHARED, Vec::new()).await;
            self.keep(held)?;
        }
        let stored = self.reader.inner.files.put(bytes).await;
        let hash = self.keep(stored)?;
        self.put(&Blob { organ: organ.to_owned(), hash, size, media_type: media_type.to_owned(), stored_at }).await?;
        Ok(hash)
    }

    /// Empties every projection, as the first step of a rebuild.
    pub async fn clear_projections(&mut self) -> Result<(), Error> {
        let steps = crate::schema::TABLES
            .iter()
            .filter(|table| table.kind == Kind::Projection)
            .map(|table| (table.clear, Vec::new()))
            .collect();
        let done = self.reader.session.steps(steps).await;
        self.keep(done)
    }

    /// Makes everything durable, or fails and leaves nothing.
    pub async fn commit(self) -> Result<(), Error> {
        if self.failed {
            return Err(Error::Unstorable("事务中已有一步失败".to_owned()));
        }
        let Reader { session, inner } = self.reader;
        session.commit().await?;
        committed(&inner, self.destroys).await;
        Ok(())
    }

    /// Gives everything up. Dropping does the same, later.
    pub async fn rollback(self) -> Result<(), Error> {
        self.reader.session.rollback().await
    }

    /// Passes a result on; after an error nothing can be committed any more.
    pub(crate) fn keep<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        self.failed |= result.is_err();
        result
    }
}

/// What is to be done once a transaction is committed.
async fn committed(inner: &Inner, destroys: bool) {
    if destroys {
        // It is committed whatever happens here; a log that cannot be emptied now is emptied by a later write.
        let _ = Store::empty_log(inner).await;
    }
}

/// Places new events after a head and says where the stream stands then.
fn place(organ: &str, stream: &str, head: &Head, events: Vec<NewEvent>) -> Result<(Vec<StoredEvent>, Head), Error> {
    check(organ, stream, &events)?;
    let mut now = *head;
    let placed = events.into_iter().map(|event| {
        let placed = StoredEvent::after(&now, organ, stream, event);
        now = placed.head();
        placed
    });
    Ok((placed.collect(), now))
}

/// The steps that append: the head moves, the events follow, the first of them by `first`, then the rows.
fn append_steps(from: &Head, events: &[StoredEvent], first: &'static str, changes: &Changes) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(1 + events.len() + changes.steps.len());
    steps.extend(events.last().map(|last| move_head(from, last)));
    let inserts = std::iter::once(first).chain(std::iter::repeat(insert_event_sql()));
    steps.extend(inserts.zip(events).map(|(insert, event)| (insert, event.values())));
    steps.extend(changes.steps.iter().cloned());
    steps
}

fn insert_event_sql() -> &'static str {
    static SQL: LazyLock<String> = LazyLock::new(insert::<StoredEvent>);
    &SQL
}

/// The same where the statement before moved the head, in SQLite's words; where it did not, there is no number for the
/// event, which fails, and with it everything behind it.
fn insert_event_if_moved_sql() -> &'static str {
    static SQL: LazyLock<String> =
        LazyLock::new(|| insert::<StoredEvent>().replacen("$3", "CASE WHEN changes() = 1 THEN $3 END", 1));
    &SQL
}

/// The statement that moves a head to an event, if it still is where the writer read it; it touches no row otherwise.
fn move_head(from: &Head, to: &StoredEvent) -> Step {
    let row = HeadRow { organ: to.organ.clone(), stream: to.stream.clone(), seq: to.seq, hash: to.hash };
    let mut values = row.values();
    if from.seq == 0 {
        static SQL: LazyLock<String> =
            LazyLock::new(|| format!("{} ON CONFLICT (organ, stream) DO NOTHING", insert::<HeadRow>()));
        return (&SQL, values);
    }
    values.extend([from.seq.value(), from.hash.value()]);
    ("UPDATE stream_heads SET seq = $3, hash = $4 WHERE organ = $1 AND stream = $2 AND seq = $5 AND hash = $6", values)
}

fn check(organ: &str, stream: &str, events: &[NewEvent]) -> Result<(), Error> {
    let name = |what: &str, text: &str| match text {
        "" => Err(Error::Unstorable(format!("{what}为空"))),
        text if text.len() > MAX_NAME => Err(Error::Unstorable(format!("{what}超过 {MAX_NAME} 个字节"))),
        _ => Ok(()),
    };
    name("机关代码", organ)?;
    name("记录流名称", stream)?;
    for event in events {
        name("操作人", &event.actor)?;
        name("事件种类", &event.kind)?;
        if event.payload.len() > MAX_PAYLOAD {
            return Err(Error::Unstorable(format!("事件内容超过 {MAX_PAYLOAD} 个字节")));
        }
        if event.version < 1 {
            return Err(Error::Unstorable("事件版本小于 1".to_owned()));
        }
        if !(0..=9999).contains(&event.occurred_on.year()) {
            return Err(Error::Unstorable("事实日期不在公元 0 年至 9999 年之间".to_owned()));
        }
    }
    Ok(())
}
