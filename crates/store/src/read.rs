//! Reading the record: streams, rows by key, the worklist, and the facts a report counts.

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use uuid::Uuid;

use crate::changes::Step;
use crate::error::Error;
use crate::event::{Head, HeadRow, Loaded, StoredEvent};
use crate::field::{ColumnsRef, Field, Key};
use crate::projection::{CaseRow, FeeFact, LetterRow, ReadReportRow, RemedyFact, ReportFact, Statement};
use crate::row::{Row, read, select, select_sql};
use crate::session::{Columns, Engine, Session};
use crate::store::Inner;

/// Which applications a worklist shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Those not closed, the earliest due first, those without a due day last.
    Open,
    /// Those closed, the latest first.
    Closed,
}

/// What a worklist is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worklist {
    /// Open or closed.
    pub standing: Standing,
    /// Only this officer's, if given.
    pub officer: Option<String>,
    /// Only this unit's, if given.
    pub unit: Option<String>,
    /// Only those due on or before this day, if given.
    pub due_until: Option<Date>,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many to pass over.
    pub skip: i64,
    /// How many to give at most.
    pub take: i64,
}

/// A connection that reads. From [`crate::Store::snapshot`] all it reads is of one moment; from
/// [`crate::Store::read`] each question is answered as of its own moment.
pub struct Reader {
    pub(crate) session: Session,
    pub(crate) inner: Arc<Inner>,
}

impl Reader {
    /// Says which database answers.
    pub fn engine(&self) -> Engine {
        self.session.engine()
    }

    /// Reads a whole stream in its order. A stream that is not there is empty with [`Head::NONE`].
    pub async fn load(&mut self, organ: &str, stream: &str) -> Result<Loaded, Error> {
        let events = self.session.all(stream_sql(), vec![text(organ), text(stream)], read::<StoredEvent>).await?;
        let head = events.last().map_or(Head::NONE, StoredEvent::head);
        Ok(Loaded { events, head })
    }

    /// Reads a whole stream and where two others (each of an organ, by name) stand: what a command needs to know, on
    /// SQLite in one round trip.
    pub async fn load_beside(
        &mut self,
        organ: &str,
        stream: &str,
        others: [(&str, &str); 2],
    ) -> Result<(Loaded, [Head; 2]), Error> {
        let (mut events, mut heads) = (Vec::new(), Vec::with_capacity(others.len()));
        let questions = vec![heads_asked(others), (stream_sql(), vec![text(organ), text(stream)])];
        let taken = |place, columns: &Columns<'_>| {
            match place {
                0 => heads.push(read::<HeadRow>(columns)?),
                _ => events.push(read::<StoredEvent>(columns)?),
            }
            Ok(())
        };
        self.session.several(questions, taken).await?;
        let head = events.last().map_or(Head::NONE, StoredEvent::head);
        Ok((Loaded { events, head }, others.map(|other| head_among(&heads, other))))
    }

    /// Reads where up to three streams (each of an organ, by name) stand, in one round trip.
    pub async fn heads<const N: usize>(&mut self, streams: [(&str, &str); N]) -> Result<[Head; N], Error> {
        let mut heads = Vec::with_capacity(N);
        let taken = |_, columns: &Columns<'_>| {
            heads.push(read::<HeadRow>(columns)?);
            Ok(())
        };
        self.session.several(vec![heads_asked(streams)], taken).await?;
        Ok(streams.map(|stream| head_among(&heads, stream)))
    }

    /// Reads where a stream stands; [`Head::NONE`] if it is not there.
    pub async fn head(&mut self, organ: &str, stream: &str) -> Result<Head, Error> {
        let found = self.session.one(HeadRow::find_sql(), vec![text(organ), text(stream)], read::<HeadRow>).await?;
        Ok(found.map_or(Head::NONE, |row| row.head()))
    }

    /// Lists an organ's streams whose name begins with `prefix`, in the order of their names.
    pub async fn streams(&mut self, organ: &str, prefix: &str, page: Page) -> Result<Vec<HeadRow>, Error> {
        let sql = select!(
            HeadRow,
            "WHERE organ = $1 AND substr(stream, 1, length($2)) = $2 ORDER BY stream LIMIT $3 OFFSET $4"
        );
        let values = vec![text(organ), text(prefix), page.take.value(), page.skip.value()];
        self.session.all(sql, values, read::<HeadRow>).await
    }

    /// Lists every organ that has a stream.
    pub async fn organs(&mut self) -> Result<Vec<String>, Error> {
        let sql = "SELECT DISTINCT organ FROM stream_heads ORDER BY organ";
        self.session.all(sql, Vec::new(), |c| Ok(c.shown(0))).await
    }

    /// Reads one row by its key.
    pub async fn find<R: Row>(&mut self, organ: &str, key: &R::Key) -> Result<Option<R>, Error> {
        let mut values = vec![text(organ)];
        values.extend(key.values());
        self.session.one(R::find_sql(), values, read::<R>).await
    }

    /// Reads all of an organ's rows of one table, in the order of their keys.
    pub async fn list<R: Row>(&mut self, organ: &str) -> Result<Vec<R>, Error> {
        self.session.all(R::list_sql(), vec![text(organ)], read::<R>).await
    }

    /// Reads all rows of one case (the first part of the key after the organ), in the order of their keys.
    pub async fn list_of<R: Row>(&mut self, organ: &str, case_id: Uuid) -> Result<Vec<R>, Error> {
        self.session.all(R::list_of_sql(), vec![text(organ), case_id.value()], read::<R>).await
    }

    /// Reads one page of the worklist.
    pub async fn worklist(&mut self, organ: &str, asked: &Worklist, page: Page) -> Result<Vec<CaseRow>, Error> {
        const SAME: &str = "AND (CAST($2 AS TEXT) IS NULL OR officer = $2) AND (CAST($3 AS TEXT) IS NULL OR unit = $3) \
                            AND (CAST($4 AS TEXT) IS NULL OR due_on <= $4)";
        let sql = match asked.standing {
            Standing::Open => select!(
                CaseRow,
                &format!(
                    "WHERE organ = $1 AND closed_on IS NULL {SAME} \
                     ORDER BY (CASE WHEN due_on IS NULL THEN 1 ELSE 0 END), due_on, case_id LIMIT $5 OFFSET $6"
                )
            ),
            Standing::Closed => select!(
                CaseRow,
                &format!(
                    "WHERE organ = $1 AND closed_on IS NOT NULL {SAME} \
                     ORDER BY closed_on DESC, case_id DESC LIMIT $5 OFFSET $6"
                )
            ),
        };
        let values = vec![
            text(organ),
            asked.officer.value(),
            asked.unit.value(),
            asked.due_until.value(),
            page.take.value(),
            page.skip.value(),
        ];
        self.session.all(sql, values, read::<CaseRow>).await
    }

    /// Finds the cases registered under a number. More than one means that the application gave it twice.
    pub async fn cases_numbered(&mut self, organ: &str, number: &str) -> Result<Vec<CaseRow>, Error> {
        let sql = select!(CaseRow, "WHERE organ = $1 AND number = $2 ORDER BY case_id");
        self.session.all(sql, vec![text(organ), text(number)], read::<CaseRow>).await
    }

    /// Finds the cases whose letters bear or bore a number.
    pub async fn letters_numbered(&mut self, organ: &str, number: &str) -> Result<Vec<LetterRow>, Error> {
        let sql = select!(LetterRow, "WHERE organ = $1 AND number = $2 ORDER BY case_id");
        self.session.all(sql, vec![text(organ), text(number)], read::<LetterRow>).await
    }

    /// Lists the cases in which a subject plays a part, with the part.
    pub async fn cases_of(&mut self, organ: &str, subject: Uuid) -> Result<Vec<crate::CaseParty>, Error> {
        let sql = select!(crate::CaseParty, "WHERE organ = $1 AND subject = $2 ORDER BY case_id, role, place");
        self.session.all(sql, vec![text(organ), subject.value()], read::<crate::CaseParty>).await
    }

    /// Reads the facts that a report of these days needs: of every application received by `to` and not closed before
    /// `from`, and of those not yet received that had arrived by `to` or on an unknown day.
    pub async fn report_facts(&mut self, organ: &str, from: Date, to: Date) -> Result<Vec<ReportFact>, Error> {
        let sql = select!(
            ReportFact,
            "WHERE organ = $1 AND (COALESCE(received_on, arrived_on) IS NULL OR COALESCE(received_on, arrived_on) <= $3) \
             AND (closed_on IS NULL OR closed_on >= $2) ORDER BY case_id"
        );
        self.session.all(sql, vec![text(organ), from.value(), to.value()], read::<ReportFact>).await
    }

    /// Reads the remedies that a report of these days needs: opened by `to` and not decided before `from`.
    pub async fn remedy_facts(&mut self, organ: &str, from: Date, to: Date) -> Result<Vec<RemedyFact>, Error> {
        let sql = select!(
            RemedyFact,
            "WHERE organ = $1 AND opened_on <= $3 AND (decided_on IS NULL OR decided_on >= $2) \
             ORDER BY case_id, remedy_id"
        );
        self.session.all(sql, vec![text(organ), from.value(), to.value()], read::<RemedyFact>).await
    }

    /// Reads the fee notices given or paid within these days.
    pub async fn fee_facts(&mut self, organ: &str, from: Date, to: Date) -> Result<Vec<FeeFact>, Error> {
        let sql = select!(
            FeeFact,
            "WHERE organ = $1 AND ((noticed_on >= $2 AND noticed_on <= $3) OR (paid_on >= $2 AND paid_on <= $3)) \
             ORDER BY case_id, fee_id"
        );
        self.session.all(sql, vec![text(organ), from.value(), to.value()], read::<FeeFact>).await
    }

    /// Finds the first day the record holds a fact of that a report counts: an application received (or, while that is not
    /// confirmed, arrived), a figure stated. What was only taken over as an opening balance is not counted here.
    pub async fn first_fact_on(&mut self, organ: &str) -> Result<Option<Date>, Error> {
        const SQL: &str = "SELECT MIN(day) FROM (\
             SELECT MIN(COALESCE(received_on, arrived_on)) AS day FROM report_facts \
             WHERE organ = $1 AND opening_balance = 0 \
             UNION ALL SELECT MIN(from_on) AS day FROM statements WHERE organ = $1) AS days";
        let corrupt = |why| Error::Corrupt { table: "report_facts", column: "received_on", row: "min".to_owned(), why };
        let day = |columns: &Columns<'_>| Option::<Date>::read(&ColumnsRef(columns), 0).map_err(corrupt);
        Ok(self.session.one(SQL, vec![text(organ)], day).await?.flatten())
    }

    /// Reads what units stated of exactly these days.
    pub async fn statements(&mut self, organ: &str, from: Date, to: Date) -> Result<Vec<Statement>, Error> {
        let sql = select!(Statement, "WHERE organ = $1 AND from_on = $2 AND to_on = $3 ORDER BY cell, statement_id");
        self.session.all(sql, vec![text(organ), from.value(), to.value()], read::<Statement>).await
    }

    /// The report read from a file that an organ adopted as its own of a year; `None` when it adopted none.
    pub async fn adopted_report(&mut self, organ: &str, year: i64) -> Result<Option<ReadReportRow>, Error> {
        let sql = select!(ReadReportRow, "WHERE organ = $1 AND adopted_year = $2 ORDER BY reading_id");
        let rows = self.session.all(sql, vec![text(organ), year.value()], read::<ReadReportRow>).await?;
        Ok(rows.into_iter().next_back())
    }

    /// Reads a file that an organ's record refers to; `None` if the organ has no such file. Fails with
    /// [`Error::FileMissing`] or [`Error::FileAltered`] if the record has it and the disk has not.
    pub async fn blob(&mut self, organ: &str, hash: crate::Hash) -> Result<Option<Vec<u8>>, Error> {
        if self.find::<crate::Blob>(organ, &hash).await?.is_none() {
            return Ok(None);
        }
        self.inner.clone().files.get(hash).await.map(Some)
    }

    /// Gives every row of every projection as text, table by table, so that two states of them can be compared.
    pub async fn dump_projections(&mut self) -> Result<Vec<String>, Error> {
        let mut lines = Vec::new();
        for table in crate::schema::TABLES.iter().filter(|table| table.kind == crate::Kind::Projection) {
            let rows = crate::copy::rows(&mut self.session, table).await?;
            lines.extend(rows.into_iter().map(|row| format!("{} {row:?}", table.name)));
        }
        Ok(lines)
    }
}

fn stream_sql() -> &'static str {
    select!(StoredEvent, "WHERE organ = $1 AND stream = $2 ORDER BY seq")
}

/// Most streams whose heads are asked for at once.
const HEADS: usize = 3;

/// Asks where streams stand, in one statement.
fn heads_asked<const N: usize>(streams: [(&str, &str); N]) -> Step {
    const { assert!(N >= 1 && N <= HEADS) };
    static SQL: LazyLock<[String; HEADS]> = LazyLock::new(|| std::array::from_fn(|place| heads_sql(place + 1)));
    let sql = SQL.get(N - 1).map_or("", String::as_str);
    (sql, streams.into_iter().flat_map(|(organ, stream)| [text(organ), text(stream)]).collect())
}

fn heads_sql(count: usize) -> String {
    let one = |place| select_sql::<HeadRow>(&format!("WHERE organ = ${} AND stream = ${}", 2 * place - 1, 2 * place));
    (1..=count).map(one).collect::<Vec<_>>().join(" UNION ALL ")
}

fn head_among(found: &[HeadRow], (organ, stream): (&str, &str)) -> Head {
    let found = found.iter().find(|row| row.organ == organ && row.stream == stream);
    found.map_or(Head::NONE, HeadRow::head)
}

pub(crate) fn text(text: &str) -> crate::session::Value {
    crate::session::Value::Text(Some(text.to_owned()))
}
