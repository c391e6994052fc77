//! Checking the chain: that nothing of the record was changed, dropped or slipped in. Needs no master key.

use std::fmt;

use crate::error::Error;
use crate::event::{Hash, Head, HeadRow, StoredEvent};
use crate::read::{Reader, text};
use crate::row::{Row, read, select};
use crate::session::Value;
use crate::store::Store;

/// How many events are read at once.
const AT_ONCE: i64 = 1000;

/// What a verification has found whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verified {
    /// How many streams.
    pub streams: u64,
    /// How many events.
    pub events: u64,
}

/// The first place where the record is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstBroken {
    /// Organ of the stream, as far as it can be read.
    pub organ: String,
    /// The stream, as far as it can be read.
    pub stream: String,
    /// Number of the event; 0 if it is the stream as a whole.
    pub seq: i64,
    /// What is wrong, in Chinese.
    pub what: String,
}

impl fmt::Display for FirstBroken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} 第 {} 条：{}", self.organ, self.stream, self.seq, self.what)
    }
}

impl Store {
    /// Checks every stream of one organ, or of all: numbers without gaps, each hash over its event's columns, each event
    /// chained to the one before, and each stream as long as its head says. Everything is read as of one moment.
    ///
    /// A tail cut off is noticed by the head; whoever cuts tail and head alike is caught only by heads kept elsewhere.
    pub async fn verify(&self, organ: Option<&str>) -> Result<Result<Verified, FirstBroken>, Error> {
        let mut reader = self.snapshot().await?;
        match reader.verify(organ).await {
            Ok(verified) => Ok(Ok(verified)),
            Err(Error::Broken(broken)) => Ok(Err(broken)),
            Err(other) => Err(other),
        }
    }

    /// Checks that every file the record refers to is there and unchanged. Fails at the first that is not; gives how many
    /// there are.
    pub async fn verify_files(&self, organ: Option<&str>) -> Result<u64, Error> {
        let mut reader = self.read().await?;
        let organs = match organ {
            Some(organ) => vec![organ.to_owned()],
            None => reader.session.all("SELECT DISTINCT organ FROM blobs", Vec::new(), |c| Ok(c.shown(0))).await?,
        };
        let mut files = 0;
        for organ in organs {
            for blob in reader.list::<crate::Blob>(&organ).await? {
                self.inner.files.get(blob.hash).await?;
                files += 1;
            }
        }
        Ok(files)
    }
}

impl Reader {
    async fn verify(&mut self, organ: Option<&str>) -> Result<Verified, Error> {
        let mut verified = Verified::default();
        let mut place = Place::default();
        loop {
            let page = self.events_after(organ, &place).await?;
            let full = page.len() as i64 == AT_ONCE;
            for event in page {
                if event.organ != place.organ || event.stream != place.stream {
                    self.end_of_stream(&place).await?;
                    place = Place { organ: event.organ.clone(), stream: event.stream.clone(), ..Place::default() };
                    verified.streams += 1;
                }
                check(&event, &place.head)?;
                place.head = event.head();
                verified.events += 1;
            }
            if !full {
                break;
            }
        }
        self.end_of_stream(&place).await?;
        // A head without any event was not met above.
        let sql = "SELECT organ, stream FROM stream_heads h WHERE (CAST($1 AS TEXT) IS NULL OR organ = $1) AND NOT EXISTS \
                   (SELECT 1 FROM events e WHERE e.organ = h.organ AND e.stream = h.stream) ORDER BY organ, stream LIMIT 1";
        let headless = self
            .session
            .one(sql, vec![Value::Text(organ.map(str::to_owned))], |c| Ok((c.shown(0), c.shown(1))))
            .await?;
        match headless {
            Some((organ, stream)) => Err(broken(&organ, &stream, 1, "整个记录流的事件都不见了")),
            None => Ok(verified),
        }
    }

    async fn events_after(&mut self, organ: Option<&str>, place: &Place) -> Result<Vec<StoredEvent>, Error> {
        let after = [text(&place.organ), text(&place.stream), Value::Int(Some(place.head.seq))];
        let (sql, values) = match organ {
            None => (
                select!(
                    StoredEvent,
                    &format!("WHERE (organ, stream, seq) > ($1, $2, $3) ORDER BY organ, stream, seq LIMIT {AT_ONCE}")
                ),
                after.to_vec(),
            ),
            Some(organ) => (
                select!(
                    StoredEvent,
                    &format!(
                        "WHERE organ = $4 AND (organ, stream, seq) > ($1, $2, $3) \
                         ORDER BY organ, stream, seq LIMIT {AT_ONCE}"
                    )
                ),
                after.into_iter().chain([text(organ)]).collect(),
            ),
        };
        // What cannot be read is broken, and is told as such; the rows before it in this page still count.
        let mut whole = Vec::new();
        let mut first_corrupt = None;
        self.session
            .each(sql, values, |columns| {
                if first_corrupt.is_some() {
                    return Ok(());
                }
                match read::<StoredEvent>(columns) {
                    Ok(event) => whole.push(event),
                    Err(Error::Corrupt { column, why, .. }) => {
                        first_corrupt = Some(FirstBroken {
                            organ: columns.shown(0),
                            stream: columns.shown(1),
                            seq: columns.int(2).ok().flatten().unwrap_or(0),
                            what: format!("{column} 列无法读取（{why}）"),
                        });
                    }
                    Err(other) => return Err(other),
                }
                Ok(())
            })
            .await?;
        let Some(corrupt) = first_corrupt else { return Ok(whole) };
        // An earlier event of the page may be broken too; it comes first.
        let mut head = place.head;
        let mut stream = (place.organ.clone(), place.stream.clone());
        for event in &whole {
            if (event.organ.as_str(), event.stream.as_str()) != (stream.0.as_str(), stream.1.as_str()) {
                stream = (event.organ.clone(), event.stream.clone());
                head = Head::NONE;
            }
            check(event, &head)?;
            head = event.head();
        }
        Err(Error::Broken(corrupt))
    }

    async fn end_of_stream(&mut self, place: &Place) -> Result<(), Error> {
        if place.head == Head::NONE {
            return Ok(());
        }
        let Place { organ, stream, head } = place;
        let kept = self.session.one(HeadRow::find_sql(), vec![text(organ), text(stream)], read::<HeadRow>).await;
        let what = match kept {
            Ok(Some(kept)) if (kept.seq, kept.hash) == (head.seq, head.hash) => return Ok(()),
            Ok(Some(kept)) if kept.seq > head.seq => {
                let what = format!("末尾缺少事件：应有 {} 条，只有 {} 条", kept.seq, head.seq);
                return Err(broken(organ, stream, head.seq + 1, &what));
            }
            Ok(Some(kept)) if kept.seq < head.seq => "末尾多出事件，未经登记",
            Ok(Some(_)) => "最后一条事件与登记的摘要不符",
            Ok(None) => "记录流没有登记",
            Err(Error::Corrupt { why, .. }) => {
                return Err(broken(organ, stream, head.seq, &format!("登记损坏（{why}）")));
            }
            Err(other) => return Err(other),
        };
        Err(broken(organ, stream, head.seq, what))
    }
}

#[derive(Debug)]
struct Place {
    organ: String,
    stream: String,
    head: Head,
}

impl Default for Place {
    fn default() -> Self {
        Place { organ: String::new(), stream: String::new(), head: Head::NONE }
    }
}

fn broken(organ: &str, stream: &str, seq: i64, what: &str) -> Error {
    Error::Broken(FirstBroken { organ: organ.to_owned(), stream: stream.to_owned(), seq, what: what.to_owned() })
}

/// Checks one event against the head before it.
fn check(event: &StoredEvent, before: &Head) -> Result<(), Error> {
    let at = |seq, what: &str| Err(broken(&event.organ, &event.stream, seq, what));
    if event.seq != before.seq + 1 {
        return at(before.seq + 1, &format!("缺少事件，紧接着的是第 {} 条", event.seq));
    }
    if event.prev_hash != before.hash {
        let what = if before.hash == Hash::NONE {
            "第一条事件之前不应再有摘要"
        } else {
            "与前一条事件的摘要不相连"
        };
        return at(event.seq, what);
    }
    if event.computed_hash() != event.hash {
        return at(event.seq, "内容与摘要不符");
    }
    Ok(())
}
