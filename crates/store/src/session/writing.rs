//! SQLite's write transaction, begun by its first statement: that saves a round trip to SQLite's thread, which costs as
//! much as a small statement.

use sqlx::Sqlite;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqliteConnection;

use crate::error::Error;

/// Takes the lock of writers at once, so that what is read in the transaction stays true until it ends.
pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";

/// The writing connection, held for one transaction. Dropped before its end, the transaction is given up by closing the
/// connection: a statement may still be running on SQLite's thread, and whatever it does then is undone.
pub(crate) struct Writing {
    connection: PoolConnection<Sqlite>,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// To be begun by whatever comes first.
    Due,
    Open,
    Over,
}

impl Writing {
    pub(crate) fn new(connection: PoolConnection<Sqlite>) -> Self {
        Writing { connection, stage: Stage::Due }
    }

    /// Begins, unless that is done.
    pub(super) async fn begin(&mut self) -> Result<(), Error> {
        if self.begins_with_what_comes() {
            self.run(BEGIN).await.inspect_err(|_| self.stage = Stage::Due)?;
        }
        Ok(())
    }

    /// Says whether the statements about to be sent must be led by [`BEGIN`]; from then on the transaction counts as begun.
    pub(super) fn begins_with_what_comes(&mut self) -> bool {
        std::mem::replace(&mut self.stage, Stage::Open) == Stage::Due
    }

    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    pub(super) async fn commit(mut self) -> Result<(), Error> {
        if self.stage == Stage::Open {
            self.run("COMMIT").await?;
        }
        self.stage = Stage::Over;
        Ok(())
    }

    pub(super) async fn rollback(mut self) -> Result<(), Error> {
        if self.stage == Stage::Open {
            self.run("ROLLBACK").await?;
        }
        self.stage = Stage::Over;
        Ok(())
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), Error> {
        sqlx::query(sql).execute(&mut *self.connection).await.map(drop).map_err(|e| Error::sql(sql, e))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if self.stage == Stage::Open {
            self.connection.close_on_drop();
        }
    }
}
