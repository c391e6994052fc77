//! One row's columns as either driver gives them.

use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

/// One row's columns, read by place.
pub(crate) enum Columns<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
}

macro_rules! get {
    ($columns:expr, $at:expr, $type:ty) => {
        match $columns {
            Columns::Sqlite(row) => row.try_get::<$type, usize>($at),
            Columns::Postgres(row) => row.try_get::<$type, usize>($at),
        }
        .map_err(|e| e.to_string())
    };
}

impl Columns<'_> {
    pub(crate) fn int(&self, at: usize) -> Result<Option<i64>, String> {
        get!(self, at, Option<i64>)
    }

    pub(crate) fn text(&self, at: usize) -> Result<Option<&str>, String> {
        get!(self, at, Option<&str>)
    }

    pub(crate) fn bytes(&self, at: usize) -> Result<Option<&[u8]>, String> {
        get!(self, at, Option<&[u8]>)
    }

    /// Shows a value for a message, whatever it is.
    pub(crate) fn shown(&self, at: usize) -> String {
        if let Ok(Some(text)) = self.text(at) {
            text.to_owned()
        } else if let Ok(Some(int)) = self.int(at) {
            int.to_string()
        } else if let Ok(Some(bytes)) = self.bytes(at) {
            String::from_utf8_lossy(bytes).into_owned()
        } else {
            "?".to_owned()
        }
    }
}
