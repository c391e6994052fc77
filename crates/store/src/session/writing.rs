//! SQLite's one writing connection, and its transaction.
//!
//! It does not lie in the driver's pool, which asks every connection given back whether it still answers: a round trip to
//! SQLite's thread that the next writer would wait for. The transaction is begun by its first statement, which saves
//! another; a round trip costs as much as a small statement.

use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

use crate::error::Error;

/// Takes the lock of writers at once, so that what is read in the transaction stays true until it ends.
pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";
/// Ends the transaction and keeps it.
pub(super) const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";

/// The writing connection, taken by one writer after another in the order in which they come.
#[derive(Clone)]
pub(crate) struct Writer {
    options: Arc<SqliteConnectOptions>,
    patience: Duration,
    /// Nothing once closed.
    held: Arc<Mutex<Option<Held>>>,
}

struct Held {
    connection: SqliteConnection,
    /// Whether there may be a transaction on it.
    open: bool,
}

impl Held {
    /// Makes sure that a transaction somebody left does not go on. What was left running ends first: SQLite's thread
    /// does one thing after another.
    async fn recover(&mut self, options: &SqliteConnectOptions) -> Result<(), sqlx::Error> {
        if self.open {
            if sqlx::query(ROLLBACK).execute(&mut self.connection).await.is_err() {
                self.connection = options.connect().await?;
            }
            self.open = false;
        }
        Ok(())
    }
}

impl Writer {
    /// Opens the connection. A writer waits for the others for as long as `patience`.
    pub(crate) async fn open(options: SqliteConnectOptions, patience: Duration) -> Result<Writer, sqlx::Error> {
        let held = Held { connection: options.connect().await?, open: false };
        Ok(Writer { options: Arc::new(options), patience, held: Arc::new(Mutex::new(Some(held))) })
    }

    /// Takes the connection for one transaction. Fails with [`Error::Busy`] if the others do not end theirs in time.
    pub(crate) async fn take(&self) -> Result<Writing, Error> {
        let told = |why| Error::sql("CONNECT", why);
        let held = tokio::time::timeout(self.patience, self.held.clone().lock_owned()).await;
        let held = held.map_err(|_| told(sqlx::Error::PoolTimedOut))?;
        let mut held = OwnedMutexGuard::try_map(held, Option::as_mut).map_err(|_| told(sqlx::Error::PoolClosed))?;
        held.recover(&self.options).await.map_err(told)?;
        Ok(Writing { held, writer: self.clone() })
    }

    /// Closes the connection as soon as the writer who has it is done; later ones are refused.
    pub(crate) async fn close(&self) {
        if let Some(held) = self.held.lock().await.take() {
            // Best effort: what was committed is durable either way.
            let _ = held.connection.close().await;
        }
    }

    /// Ends what a writer left, if nobody has come and done so already.
    async fn tidy(self) {
        if let Some(held) = self.held.lock().await.as_mut() {
            // If it cannot be done now, whoever writes next tries again and is told.
            let _ = held.recover(&self.options).await;
        }
    }
}

/// The writing connection, held for one transaction. Dropped before its end, the transaction is rolled back before
/// anybody else writes.
pub(crate) struct Writing {
    held: OwnedMappedMutexGuard<Option<Held>, Held>,
    writer: Writer,
}

impl Writing {
    /// Begins, unless that is done.
    pub(super) async fn begin(&mut self) -> Result<(), Error> {
        if self.begins_with_what_comes() { self.run(BEGIN).await } else { Ok(()) }
    }

    /// Says whether the statements about to be sent must be led by [`BEGIN`]; from then on the transaction counts as begun.
    pub(super) fn begins_with_what_comes(&mut self) -> bool {
        !std::mem::replace(&mut self.held.open, true)
    }

    /// Notes that the statements sent have ended the transaction.
    pub(super) fn has_ended(&mut self) {
        self.held.open = false;
    }

    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.held.connection
    }

    /// Runs a statement outside any transaction; to be asked before one is begun.
    pub(crate) async fn outside(mut self, sql: &'static str) -> Result<(), Error> {
        self.run(sql).await
    }

    pub(super) async fn commit(self) -> Result<(), Error> {
        self.end(COMMIT).await
    }

    pub(super) async fn rollback(self) -> Result<(), Error> {
        self.end(ROLLBACK).await
    }

    async fn end(mut self, sql: &'static str) -> Result<(), Error> {
        if self.held.open {
            self.run(sql).await?;
            self.has_ended();
        }
        Ok(())
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), Error> {
        sqlx::query(sql).execute(&mut self.held.connection).await.map(drop).map_err(|e| Error::sql(sql, e))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        // At once, so that no other process waits for a lock nobody needs. Without a runtime the next writer does it.
        if self.held.open
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(self.writer.clone().tidy());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn opened(folder: &std::path::Path, patience: Duration) -> Writer {
        let options = SqliteConnectOptions::new().filename(folder.join("w.db")).create_if_missing(true);
        Writer::open(options, patience).await.unwrap()
    }

    #[tokio::test]
    async fn who_waits_too_long_for_the_writer_before_is_told_that_it_is_busy() {
        let folder = tempfile::tempdir().unwrap();
        let writer = opened(folder.path(), Duration::ZERO).await;
        let first = writer.take().await.unwrap();
        assert!(matches!(writer.take().await, Err(Error::Busy(_))));
        drop(first);
        writer.take().await.unwrap().outside("CREATE TABLE t (x)").await.unwrap();
    }

    #[tokio::test]
    async fn once_closed_nobody_writes() {
        let folder = tempfile::tempdir().unwrap();
        let writer = opened(folder.path(), Duration::ZERO).await;
        writer.close().await;
        assert!(matches!(writer.take().await, Err(Error::Disconnected(_))));
        writer.close().await;
    }

    #[test]
    fn a_transaction_left_where_nothing_runs_is_rolled_back_by_the_next_writer() {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (writer, left) = runtime.block_on(async {
            let writer = opened(folder.path(), Duration::from_secs(9)).await;
            writer.take().await.unwrap().outside("CREATE TABLE t (x)").await.unwrap();
            let mut left = writer.take().await.unwrap();
            left.begin().await.unwrap();
            left.run("INSERT INTO t VALUES (1)").await.unwrap();
            (writer, left)
        });
        drop(left);
        runtime.block_on(async {
            let mut next = writer.take().await.unwrap();
            next.begin().await.unwrap();
            let found = sqlx::query("SELECT x FROM t").fetch_all(next.connection()).await.unwrap();
            assert!(found.is_empty());
        });
    }
}
