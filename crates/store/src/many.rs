//! Many cases at once: whether any has moved, how their streams begin, and their sealed pieces, in few round trips.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use uuid::Uuid;

use crate::error::Error;
use crate::event::StoredEvent;
use crate::field::{ColumnsRef, Field};
use crate::kept::{SealedRow, SubjectRow};
use crate::keys::{OwnKey, Vault};
use crate::projection::LetterRow;
use crate::read::{Reader, text};
use crate::row::{Row, read, select_sql};
use crate::session::{Columns, Value};
use crate::vault::Opened;

/// How many one statement asks for. The text is the same however few are asked, so that it stays prepared.
pub(crate) const MANY: usize = 64;

/// Where a case's row stands: enough to see whether it has moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseMark {
    /// The case.
    pub case_id: Uuid,
    /// Its number; absent until it has one.
    pub number: Option<String>,
    /// Number of the last event its row reflects.
    pub updated_seq: i64,
    /// When that event was recorded.
    pub updated_at: Timestamp,
}

/// The places of so many values from one on.
pub(crate) fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// The organ and [`MANY`] values; those that are wanting are nothing, which equals nothing.
pub(crate) fn padded(organ: &str, values: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut all = Vec::with_capacity(1 + MANY);
    all.push(text(organ));
    all.extend(values.take(MANY));
    all.resize(1 + MANY, Value::Text(None));
    all
}

impl Reader {
    /// Counts an organ's streams whose names begin with `prefix` and adds up their events: the two are the same only while
    /// no stream has been added and none has moved.
    pub async fn stream_totals(&mut self, organ: &str, prefix: &str) -> Result<(i64, i64), Error> {
        let sql = "SELECT COUNT(*), CAST(COALESCE(SUM(seq), 0) AS BIGINT) FROM stream_heads \
                   WHERE organ = $1 AND substr(stream, 1, length($2)) = $2";
        let read =
            |columns: &Columns<'_>| Ok((crate::listing::count_at(columns, 0)?, crate::listing::count_at(columns, 1)?));
        Ok(self.session.one(sql, vec![text(organ), text(prefix)], read).await?.unwrap_or_default())
    }

    /// Lists where cases stand whose last event was recorded at `since` or later, by their ids, those after `after`.
    pub async fn case_marks(
        &mut self,
        organ: &str,
        since: Timestamp,
        after: Uuid,
        take: i64,
    ) -> Result<Vec<CaseMark>, Error> {
        let sql = "SELECT organ, case_id, number, updated_seq, updated_at FROM case_rows \
                   WHERE organ = $1 AND case_id > $2 AND updated_at >= $3 ORDER BY case_id LIMIT $4";
        let values = vec![text(organ), after.value(), since.value(), take.value()];
        self.session.all(sql, values, mark).await
    }

    /// Finds the cases whose number, or the number of one of whose letters, begins so; the latest entered first.
    pub async fn cases_numbered_from(&mut self, organ: &str, begins: &str, take: i64) -> Result<Vec<Uuid>, Error> {
        let sql = "SELECT organ, case_id FROM case_rows WHERE organ = $1 AND substr(number, 1, length($2)) = $2 \
                   UNION SELECT organ, case_id FROM letter_numbers \
                   WHERE organ = $1 AND substr(number, 1, length($2)) = $2 ORDER BY case_id DESC LIMIT $3";
        let read = |columns: &Columns<'_>| field(columns, 1, "case_id");
        self.session.all(sql, vec![text(organ), text(begins), take.value()], read).await
    }

    /// Reads the first event of each of these streams, and beside it every one of a kind if one is given, by stream.
    pub async fn first_events(
        &mut self,
        organ: &str,
        streams: &[String],
        and_kind: Option<&str>,
    ) -> Result<Vec<StoredEvent>, Error> {
        static FIRST: LazyLock<String> = LazyLock::new(|| streams_sql("seq = 1"));
        static AND_KIND: LazyLock<String> =
            LazyLock::new(|| streams_sql(&format!("(seq = 1 OR kind = ${})", MANY + 2)));
        let mut found = Vec::with_capacity(streams.len());
        for portion in streams.chunks(MANY) {
            let mut values = padded(organ, portion.iter().map(Field::value));
            values.extend(and_kind.map(text));
            let sql = if and_kind.is_some() { AND_KIND.as_str() } else { FIRST.as_str() };
            found.extend(self.session.all(sql, values, read::<StoredEvent>).await?);
        }
        Ok(found)
    }

    /// Reads the numbers of these cases' letters, by case.
    pub async fn letters_of(&mut self, organ: &str, cases: &[Uuid]) -> Result<Vec<LetterRow>, Error> {
        static SQL: LazyLock<String> = LazyLock::new(|| {
            let of = format!("WHERE organ = $1 AND case_id IN ({}) ORDER BY case_id, number", places(2, MANY));
            select_sql::<LetterRow>(&of)
        });
        let mut found = Vec::new();
        for portion in cases.chunks(MANY) {
            let values = padded(organ, portion.iter().map(Field::value));
            found.extend(self.session.all(SQL.as_str(), values, read::<LetterRow>).await?);
        }
        Ok(found)
    }

    /// Opens many pieces, each of a subject and by its id, in the order asked. A piece that cannot be opened has an error of
    /// its own; the whole fails only where nothing can be read, or with [`Error::WrongMasterKey`].
    pub async fn open_many(
        &mut self,
        vault: &Vault,
        organ: &str,
        wanted: &[(Uuid, Uuid)],
    ) -> Result<Vec<Result<Opened, Error>>, Error> {
        let mut opened = Vec::with_capacity(wanted.len());
        for portion in wanted.chunks(MANY) {
            let (subjects, pieces) = self.sealed_many(organ, portion).await?;
            let mut keys: HashMap<Uuid, Option<OwnKey>> = HashMap::with_capacity(subjects.len());
            for row in subjects {
                let key = match (row.wrapped_key, row.wrapped_by) {
                    (Some(wrapped), Some(by)) => Some(vault.unwrap(organ, &row.subject.to_string(), &wrapped, &by)?),
                    _ => None,
                };
                keys.insert(row.subject, key);
            }
            for (subject, id) in portion {
                opened.push(match (keys.get(subject), pieces.get(&(*subject, *id))) {
                    (Some(None), _) => Ok(Opened::Destroyed),
                    (Some(Some(key)), Some(row)) => self.open_with(vault, key, row).await.map(Opened::Plain),
                    _ => Ok(Opened::Absent),
                });
            }
        }
        Ok(opened)
    }

    /// Reads the keys and the pieces of a portion, on SQLite in one round trip.
    async fn sealed_many(
        &mut self,
        organ: &str,
        portion: &[(Uuid, Uuid)],
    ) -> Result<(Vec<SubjectRow>, HashMap<(Uuid, Uuid), SealedRow>), Error> {
        static SUBJECTS: LazyLock<String> = LazyLock::new(|| {
            select_sql::<SubjectRow>(&format!("WHERE organ = $1 AND subject IN ({})", places(2, MANY)))
        });
        static PIECES: LazyLock<String> = LazyLock::new(pieces_sql);
        let mut asked = vec![text(organ)];
        asked.extend(portion.iter().flat_map(|(subject, id)| [subject.value(), id.value()]));
        asked.resize(1 + 2 * MANY, Value::Text(None));
        let of = padded(organ, portion.iter().map(|(subject, _)| subject.value()));
        let (mut subjects, mut pieces) = (Vec::new(), HashMap::with_capacity(portion.len()));
        let taken = |place: usize, columns: &Columns<'_>| {
            if place == 0 {
                subjects.push(read::<SubjectRow>(columns)?);
            } else {
                let row = read::<SealedRow>(columns)?;
                pieces.insert((row.subject, row.id), row);
            }
            Ok(())
        };
        self.session.several(vec![(SUBJECTS.as_str(), of), (PIECES.as_str(), asked)], taken).await?;
        Ok((subjects, pieces))
    }
}

fn streams_sql(which: &str) -> String {
    let of = format!("WHERE organ = $1 AND stream IN ({}) AND {which} ORDER BY stream, seq", places(2, MANY));
    select_sql::<StoredEvent>(&of)
}

/// Each pair is looked up by the key: lists of subjects and of ids apart would be tried each with each.
fn pieces_sql() -> String {
    let pairs = (0..MANY).map(|pair| format!("({})", places(2 + 2 * pair, 2))).collect::<Vec<_>>().join(", ");
    let columns = SealedRow::COLUMNS.iter().map(|column| format!("s.{column}")).collect::<Vec<_>>().join(", ");
    format!(
        "WITH wanted (subject, id) AS (VALUES {pairs}) SELECT {columns} FROM wanted CROSS JOIN sealed s \
         WHERE s.organ = $1 AND s.subject = wanted.subject AND s.id = wanted.id"
    )
}

fn mark(columns: &Columns<'_>) -> Result<CaseMark, Error> {
    Ok(CaseMark {
        case_id: field(columns, 1, "case_id")?,
        number: field(columns, 2, "number")?,
        updated_seq: field(columns, 3, "updated_seq")?,
        updated_at: field(columns, 4, "updated_at")?,
    })
}

fn field<F: Field>(columns: &Columns<'_>, at: usize, column: &'static str) -> Result<F, Error> {
    F::read(&ColumnsRef(columns), at).map_err(|why| Error::Corrupt {
        table: "case_rows",
        column,
        row: format!("{} {}", columns.shown(0), columns.shown(1)),
        why,
    })
}
