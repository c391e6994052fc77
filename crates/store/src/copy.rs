//! Moving whole tables from one database to another, whatever their engines.

use crate::error::Error;
use crate::schema::{ColumnKind, TABLES, Table, column_kind};
use crate::session::{Columns, Session, Value};

/// How many rows are held at once.
const AT_ONCE: usize = 500;

/// Reads every row of a table in the order of its key.
pub(crate) async fn rows(session: &mut Session, table: &Table) -> Result<Vec<Vec<Value>>, Error> {
    session.all((table.select_all)(), Vec::new(), |columns| values(columns, table)).await
}

fn values(columns: &Columns<'_>, table: &Table) -> Result<Vec<Value>, Error> {
    let read = |at: usize, column: &'static str| {
        match column_kind(column) {
            ColumnKind::Int => columns.int(at).map(Value::Int),
            ColumnKind::Text => columns.text(at).map(|text| Value::Text(text.map(str::to_owned))),
            ColumnKind::Bytes => columns.bytes(at).map(|bytes| Value::Bytes(bytes.map(<[u8]>::to_vec))),
        }
        .map_err(|why| {
            let row = (0..table.key_columns).map(|key| columns.shown(key)).collect::<Vec<_>>().join(" ");
            Error::Corrupt { table: table.name, column, row, why }
        })
    };
    table.columns.iter().enumerate().map(|(at, column)| read(at, column)).collect()
}

/// Copies every table into an empty database, inside the target's transaction. Gives how many rows.
pub(crate) async fn tables(from: &mut Session, to: &mut Session) -> Result<u64, Error> {
    let mut copied = 0;
    for table in TABLES {
        // Rows go over in portions through a channel of two, so that a large record is never held whole.
        let (sender, mut receiver) = tokio::sync::mpsc::channel::<Vec<Vec<Value>>>(2);
        let reading = from.portions((table.select_all)(), AT_ONCE, |columns| values(columns, table), sender);
        let target = &mut *to;
        let writing = async move {
            let mut written = 0;
            while let Some(portion) = receiver.recv().await {
                written += portion.len() as u64;
                target.steps(portion.into_iter().map(|row| ((table.insert)(), row)).collect()).await?;
            }
            Ok::<u64, Error>(written)
        };
        let (read, written) = tokio::join!(reading, writing);
        read?;
        copied += written?;
    }
    Ok(copied)
}
