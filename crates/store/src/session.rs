//! One connection to either database, and the only place where the two drivers meet.
//!
//! Statements are written once, with `$1` places: SQLite's driver binds `$N` by its number, as PostgreSQL does. Values
//! are 64-bit integers, text and bytes, nothing else.

mod batch;
mod columns;
mod writing;

use std::pin::Pin;

use futures_core::Stream;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{AssertSqlSafe, Either, Postgres, Sqlite, Transaction};

use self::batch::{BATCH, batched};
use crate::changes::Step;
use crate::error::Error;

pub(crate) use self::columns::Columns;
pub(crate) use self::writing::{Writer, Writing};

/// A value on its way into a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A 64-bit integer or nothing.
    Int(Option<i64>),
    /// Text or nothing.
    Text(Option<String>),
    /// Bytes or nothing.
    Bytes(Option<Vec<u8>>),
}

/// Which database speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in the data folder.
    Sqlite,
    /// PostgreSQL or a database that speaks its protocol.
    Postgres,
}

pub(crate) enum Session {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    SqliteWrite(Writing),
    Postgres(PoolConnection<Postgres>),
    PostgresTx(Transaction<'static, Postgres>),
}

enum Link<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Session {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Session::Sqlite(_) | Session::SqliteTx(_) | Session::SqliteWrite(_) => Engine::Sqlite,
            Session::Postgres(_) | Session::PostgresTx(_) => Engine::Postgres,
        }
    }

    fn link(&mut self) -> Link<'_> {
        match self {
            Session::Sqlite(c) => Link::Sqlite(c),
            Session::SqliteTx(t) => Link::Sqlite(t),
            Session::SqliteWrite(w) => Link::Sqlite(w.connection()),
            Session::Postgres(c) => Link::Postgres(c),
            Session::PostgresTx(t) => Link::Postgres(t),
        }
    }

    /// Begins the transaction if that is still due.
    async fn begin(&mut self) -> Result<(), Error> {
        match self {
            Session::SqliteWrite(writing) => writing.begin().await,
            _ => Ok(()),
        }
    }

    /// Gives what must lead the statements about to be sent, if the transaction is still to be begun.
    fn lead(&mut self) -> Option<Step> {
        match self {
            Session::SqliteWrite(writing) => writing.begins_with_what_comes().then_some((writing::BEGIN, Vec::new())),
            _ => None,
        }
    }

    /// Runs one statement and gives the number of rows it touched.
    pub(crate) async fn execute(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, Error> {
        let values = checked(values)?;
        self.begin().await?;
        let done = match self.link() {
            Link::Sqlite(c) => bind_sqlite(sqlx::query(sql), values).execute(c).await.map(|r| r.rows_affected()),
            Link::Postgres(c) => bind_postgres(sqlx::query(sql), values).execute(c).await.map(|r| r.rows_affected()),
        };
        done.map_err(|e| Error::sql(sql, e))
    }

    /// Runs statements one after another, on SQLite in one round trip to its thread.
    pub(crate) async fn steps(&mut self, steps: Vec<Step>) -> Result<(), Error> {
        self.run_steps(steps, false).await.map(drop)
    }

    /// Runs statements of which the first is a lock: if it touches no row, the rest does not count and the answer is
    /// `false`; the transaction must then be given up.
    pub(crate) async fn steps_led_by_lock(&mut self, steps: Vec<Step>) -> Result<bool, Error> {
        self.run_steps(steps, true).await
    }

    /// The same on SQLite with the commit behind them, in one round trip. A lock that touches no row must make a later
    /// statement fail, since whether it did is known here only when the commit has been sent.
    pub(crate) async fn steps_led_by_lock_to_the_end(&mut self, mut steps: Vec<Step>) -> Result<bool, Error> {
        steps.push((writing::COMMIT, Vec::new()));
        let kept = self.run_steps(steps, true).await?;
        if kept && let Session::SqliteWrite(writing) = self {
            writing.has_ended();
        }
        Ok(kept)
    }

    async fn run_steps(&mut self, steps: Vec<Step>, led_by_lock: bool) -> Result<bool, Error> {
        use sqlx::Executor;
        let mut lock = led_by_lock;
        if let Link::Postgres(c) = self.link() {
            for (sql, values) in steps {
                let done = bind_postgres(sqlx::query(sql), checked(values)?).execute(&mut *c).await;
                if done.map_err(|e| Error::sql(sql, e))?.rows_affected() == 0 && lock {
                    return Ok(false);
                }
                lock = false;
            }
            return Ok(true);
        }
        if steps.is_empty() {
            return Ok(true);
        }
        let lead = self.lead();
        let mut beginning = lead.is_some();
        let mut steps = lead.into_iter().chain(steps);
        loop {
            let batch: Vec<Step> = steps.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(true);
            }
            let sql = batched(&batch);
            let values = checked(batch.into_iter().flat_map(|(_, values)| values).collect())?;
            if let Link::Sqlite(c) = self.link() {
                let mut done = c.fetch_many(bind_sqlite(sqlx::query(AssertSqlSafe(sql.clone())), values));
                while let Some(step) = next(&mut done).await {
                    if let Either::Left(result) = step.map_err(|e| Error::sql(&sql, e))? {
                        if std::mem::take(&mut beginning) {
                            continue;
                        }
                        if result.rows_affected() == 0 && lock {
                            return Ok(false);
                        }
                        lock = false;
                    }
                }
            }
        }
    }

    /// Runs statements without values, as migrations are.
    pub(crate) async fn run(&mut self, sql: String) -> Result<(), Error> {
        let during = sql.clone();
        self.begin().await?;
        let done = match self.link() {
            Link::Sqlite(c) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(c).await.map(drop),
            Link::Postgres(c) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(c).await.map(drop),
        };
        done.map_err(|e| Error::sql(&during, e))
    }

    /// Runs a query and hands each row to `read` as it comes.
    pub(crate) async fn each<F>(&mut self, sql: &'static str, values: Vec<Value>, mut read: F) -> Result<(), Error>
    where
        F: FnMut(&Columns<'_>) -> Result<(), Error> + Send,
    {
        use sqlx::Executor;
        self.begin().await?;
        match self.link() {
            Link::Sqlite(c) => {
                let mut rows = c.fetch(bind_sqlite(sqlx::query(sql), values));
                while let Some(row) = next(&mut rows).await {
                    read(&Columns::Sqlite(&row.map_err(|e| Error::sql(sql, e))?))?;
                }
            }
            Link::Postgres(c) => {
                let mut rows = c.fetch(bind_postgres(sqlx::query(sql), values));
                while let Some(row) = next(&mut rows).await {
                    read(&Columns::Postgres(&row.map_err(|e| Error::sql(sql, e))?))?;
                }
            }
        }
        Ok(())
    }

    /// Asks several questions, on SQLite in one round trip to its thread, and hands each row to `read` with the place of
    /// its question, from 0.
    pub(crate) async fn several<F>(&mut self, questions: Vec<Step>, mut read: F) -> Result<(), Error>
    where
        F: FnMut(usize, &Columns<'_>) -> Result<(), Error> + Send,
    {
        use sqlx::Executor;
        if self.engine() == Engine::Postgres {
            for (place, (sql, values)) in questions.into_iter().enumerate() {
                self.each(sql, values, |columns| read(place, columns)).await?;
            }
            return Ok(());
        }
        let lead = self.lead();
        let mut beginning = lead.is_some();
        let questions: Vec<Step> = lead.into_iter().chain(questions).collect();
        let sql = batched(&questions);
        let values = checked(questions.into_iter().flat_map(|(_, values)| values).collect())?;
        if let Link::Sqlite(c) = self.link() {
            let mut place = 0;
            let mut rows = c.fetch_many(bind_sqlite(sqlx::query(AssertSqlSafe(sql.clone())), values));
            while let Some(step) = next(&mut rows).await {
                match step.map_err(|e| Error::sql(&sql, e))? {
                    Either::Left(_) if std::mem::take(&mut beginning) => {}
                    Either::Left(_) => place += 1,
                    Either::Right(row) => read(place, &Columns::Sqlite(&row))?,
                }
            }
        }
        Ok(())
    }

    /// Runs a query and sends its rows on in portions, as fast as they are taken. Stops early if nobody takes them.
    pub(crate) async fn portions<T, F>(
        &mut self,
        sql: &'static str,
        at_once: usize,
        mut read: F,
        sender: tokio::sync::mpsc::Sender<Vec<T>>,
    ) -> Result<(), Error>
    where
        T: Send,
        F: FnMut(&Columns<'_>) -> Result<T, Error> + Send,
    {
        use sqlx::Executor;
        let mut portion = Vec::with_capacity(at_once);
        self.begin().await?;
        match self.link() {
            Link::Sqlite(c) => {
                let mut rows = c.fetch(sqlx::query(sql));
                while let Some(row) = next(&mut rows).await {
                    portion.push(read(&Columns::Sqlite(&row.map_err(|e| Error::sql(sql, e))?))?);
                    if portion.len() == at_once && sender.send(std::mem::take(&mut portion)).await.is_err() {
                        return Ok(());
                    }
                }
            }
            Link::Postgres(c) => {
                let mut rows = c.fetch(sqlx::query(sql));
                while let Some(row) = next(&mut rows).await {
                    portion.push(read(&Columns::Postgres(&row.map_err(|e| Error::sql(sql, e))?))?);
                    if portion.len() == at_once && sender.send(std::mem::take(&mut portion)).await.is_err() {
                        return Ok(());
                    }
                }
            }
        }
        // A taker that has gone has its own error to tell.
        let _ = sender.send(portion).await;
        Ok(())
    }

    /// Runs a query and gathers what `read` makes of its rows.
    pub(crate) async fn all<T, F>(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
        mut read: F,
    ) -> Result<Vec<T>, Error>
    where
        T: Send,
        F: FnMut(&Columns<'_>) -> Result<T, Error> + Send,
    {
        let mut found = Vec::new();
        self.each(sql, values, |columns| {
            found.push(read(columns)?);
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// Runs a query that gives at most one row.
    pub(crate) async fn one<T, F>(&mut self, sql: &'static str, values: Vec<Value>, read: F) -> Result<Option<T>, Error>
    where
        T: Send,
        F: FnMut(&Columns<'_>) -> Result<T, Error> + Send,
    {
        Ok(self.all(sql, values, read).await?.pop())
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self {
            Session::SqliteTx(t) => t.commit().await,
            Session::SqliteWrite(w) => return w.commit().await,
            Session::PostgresTx(t) => t.commit().await,
            Session::Sqlite(_) | Session::Postgres(_) => Ok(()),
        }
        .map_err(|e| Error::sql("COMMIT", e))
    }

    pub(crate) async fn rollback(self) -> Result<(), Error> {
        match self {
            Session::SqliteTx(t) => t.rollback().await,
            Session::SqliteWrite(w) => return w.rollback().await,
            Session::PostgresTx(t) => t.rollback().await,
            Session::Sqlite(_) | Session::Postgres(_) => Ok(()),
        }
        .map_err(|e| Error::sql("ROLLBACK", e))
    }
}

/// Refuses the one character that PostgreSQL cannot keep, on both databases alike.
fn checked(values: Vec<Value>) -> Result<Vec<Value>, Error> {
    match values.iter().find(|value| matches!(value, Value::Text(Some(text)) if text.contains('\0'))) {
        Some(_) => Err(Error::Unstorable("文字中含有空字符".to_owned())),
        None => Ok(values),
    }
}

type Rows<'a, R> = Pin<Box<dyn Stream<Item = Result<R, sqlx::Error>> + Send + 'a>>;

async fn next<R>(rows: &mut Rows<'_, R>) -> Option<Result<R, sqlx::Error>> {
    std::future::poll_fn(|cx| rows.as_mut().poll_next(cx)).await
}

fn bind_sqlite(
    mut query: Query<'static, Sqlite, SqliteArguments>,
    values: Vec<Value>,
) -> Query<'static, Sqlite, SqliteArguments> {
    for value in values {
        query = match value {
            Value::Int(v) => query.bind(v),
            Value::Text(v) => query.bind(v),
            Value::Bytes(v) => query.bind(v),
        };
    }
    query
}

fn bind_postgres(
    mut query: Query<'static, Postgres, PgArguments>,
    values: Vec<Value>,
) -> Query<'static, Postgres, PgArguments> {
    for value in values {
        query = match value {
            Value::Int(v) => query.bind(v),
            Value::Text(v) => query.bind(v),
            Value::Bytes(v) => query.bind(v),
        };
    }
    query
}
