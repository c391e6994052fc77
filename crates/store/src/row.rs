//! What every typed row has in common, and the macro that declares one.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::error::Error;
use crate::field::{ColumnsRef, Field, Key};
use crate::session::{Columns, Value};

/// Says who keeps a table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The events and the heads of their streams.
    Log,
    /// Can be rebuilt from the events; emptied by a rebuild.
    Projection,
    /// Cannot be rebuilt: keys, sealed data, counters, accounts' secrets, the list of files.
    Kept,
}

/// A typed row of one table. Every row leads with its organ.
pub trait Row: Sized + Send + 'static {
    /// The rest of the key, after the organ.
    type Key: Key;
    /// Name of the table.
    const TABLE: &'static str;
    /// Who keeps it.
    const KIND: Kind;
    /// Names of all columns in their order, the key's first.
    const COLUMNS: &'static [&'static str];
    /// How many columns make the key, the organ included.
    const KEY_COLUMNS: usize;
    /// Names of the columns that an index of the table's own rests on, beside the key.
    const INDEXED: &'static [&'static str];
    #[doc(hidden)]
    fn values(&self) -> Vec<Value>;
    #[doc(hidden)]
    fn read_field(columns: &ColumnsRef<'_>) -> Result<Self, (usize, String)>;
    #[doc(hidden)]
    fn upsert_sql() -> &'static str;
    #[doc(hidden)]
    fn upsert_over_sql(&self, before: &Self) -> &'static str;
    #[doc(hidden)]
    fn delete_sql() -> &'static str;
    #[doc(hidden)]
    fn delete_of_sql() -> &'static str;
    #[doc(hidden)]
    fn find_sql() -> &'static str;
    #[doc(hidden)]
    fn list_sql() -> &'static str;
    #[doc(hidden)]
    fn list_of_sql() -> &'static str;
}

/// Reads one row, or names the table, column and row that is corrupt.
pub(crate) fn read<R: Row>(columns: &Columns<'_>) -> Result<R, Error> {
    R::read_field(&ColumnsRef(columns)).map_err(|(at, why)| corrupt::<R>(columns, at, why))
}

fn corrupt<R: Row>(columns: &Columns<'_>, at: usize, why: String) -> Error {
    let row = (0..R::KEY_COLUMNS).map(|key| columns.shown(key)).collect::<Vec<_>>().join(" ");
    Error::Corrupt { table: R::TABLE, column: R::COLUMNS.get(at).copied().unwrap_or("?"), row, why }
}

/// Reads the field at `at` and moves on; keeps the place for the error.
pub(crate) fn take<F: Field>(columns: &ColumnsRef<'_>, at: &mut usize) -> Result<F, (usize, String)> {
    let here = *at;
    *at += 1;
    F::read(columns, here).map_err(|why| (here, why))
}

fn key_clause(columns: &[&str], parts: usize) -> String {
    columns.iter().take(parts).enumerate().map(|(i, c)| format!("{c} = ${}", i + 1)).collect::<Vec<_>>().join(" AND ")
}

pub(crate) fn insert<R: Row>() -> String {
    let places = (1..=R::COLUMNS.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    format!("INSERT INTO {} ({}) VALUES ({places})", R::TABLE, R::COLUMNS.join(", "))
}

pub(crate) fn upsert<R: Row>() -> String {
    upsert_setting::<R>(|_| true)
}

/// The upsert over a known row: of the columns that indexes rest on it sets only those whose bits are there, for an index
/// is written anew whenever one of its columns is set, even to the same value. Each text is made once and kept; of all
/// that could be, an application meets a few dozen.
pub(crate) fn upsert_over<R: Row>(changed: usize) -> &'static str {
    type Known = HashMap<(&'static str, usize), &'static str>;
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry((R::TABLE, changed)).or_insert_with(|| {
        let place = |column: &str| R::INDEXED.iter().position(|indexed| *indexed == column);
        let text = upsert_setting::<R>(|column| place(column).is_none_or(|place| changed & (1 << place) != 0));
        Box::leak(text.into_boxed_str())
    })
}

/// The bit of a column in which a row differs from the one before: none where no index rests on it; a row whose key
/// differs is another row, to be put whole.
pub(crate) fn bit<R: Row>(place: usize, column: &str) -> usize {
    if place < R::KEY_COLUMNS {
        return usize::MAX;
    }
    R::INDEXED.iter().position(|indexed| *indexed == column).map_or(0, |place| 1 << place)
}

fn upsert_setting<R: Row>(set: impl Fn(&str) -> bool) -> String {
    let keys = R::COLUMNS.iter().take(R::KEY_COLUMNS).copied().collect::<Vec<_>>().join(", ");
    let rest = R::COLUMNS.iter().skip(R::KEY_COLUMNS).filter(|column| set(column));
    let rest = rest.map(|c| format!("{c} = excluded.{c}")).collect::<Vec<_>>().join(", ");
    let on_conflict = if rest.is_empty() { "DO NOTHING".to_owned() } else { format!("DO UPDATE SET {rest}") };
    format!("{} ON CONFLICT ({keys}) {on_conflict}", insert::<R>())
}

pub(crate) fn delete<R: Row>() -> String {
    format!("DELETE FROM {} WHERE {}", R::TABLE, key_clause(R::COLUMNS, R::KEY_COLUMNS))
}

/// Deletes every row whose key begins with the organ and one more part, e.g. all of one case.
pub(crate) fn delete_of<R: Row>() -> String {
    format!("DELETE FROM {} WHERE {}", R::TABLE, key_clause(R::COLUMNS, R::KEY_COLUMNS.min(2)))
}

pub(crate) fn find<R: Row>() -> String {
    select_sql::<R>(&format!("WHERE {}", key_clause(R::COLUMNS, R::KEY_COLUMNS)))
}

pub(crate) fn list<R: Row>() -> String {
    let keys = R::COLUMNS.iter().take(R::KEY_COLUMNS).copied().collect::<Vec<_>>().join(", ");
    select_sql::<R>(&format!("WHERE organ = $1 ORDER BY {keys}"))
}

pub(crate) fn list_of<R: Row>() -> String {
    let keys = R::COLUMNS.iter().take(R::KEY_COLUMNS).copied().collect::<Vec<_>>().join(", ");
    select_sql::<R>(&format!("WHERE {} ORDER BY {keys}", key_clause(R::COLUMNS, R::KEY_COLUMNS.min(2))))
}

pub(crate) fn select_all<R: Row>() -> String {
    let keys = R::COLUMNS.iter().take(R::KEY_COLUMNS).copied().collect::<Vec<_>>().join(", ");
    select_sql::<R>(&format!("ORDER BY {keys}"))
}

pub(crate) fn select_sql<R: Row>(rest: &str) -> String {
    format!("SELECT {} FROM {} {rest}", R::COLUMNS.join(", "), R::TABLE)
}

/// Makes a `SELECT` of all of a row's columns once and keeps it, so that the statement cache knows it again.
macro_rules! select {
    ($row:ty, $rest:expr) => {{
        static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| $crate::row::select_sql::<$row>($rest));
        SQL.as_str()
    }};
}
pub(crate) use select;

/// Declares a typed row: its table, who keeps it, its key after the organ, the columns indexes rest on if there are any,
/// and its columns, the key's first.
macro_rules! row {
    (
        $(#[$doc:meta])*
        $name:ident in $table:literal, $kind:ident, key $keys:literal: $key:ty
        $(, indexed [$($indexed:ident),+])?,
        { $( $(#[$field_doc:meta])* $field:ident: $type:ty, )+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $( $(#[$field_doc])* pub $field: $type, )+ }

        impl $crate::row::Row for $name {
            type Key = $key;
            const TABLE: &'static str = $table;
            const KIND: $crate::row::Kind = $crate::row::Kind::$kind;
            const COLUMNS: &'static [&'static str] = &[$( stringify!($field), )+];
            const KEY_COLUMNS: usize = $keys;
            const INDEXED: &'static [&'static str] = &[$($( stringify!($indexed), )+)?];
            fn values(&self) -> Vec<$crate::session::Value> {
                vec![$( $crate::field::Field::value(&self.$field), )+]
            }
            fn read_field(columns: &$crate::field::ColumnsRef<'_>) -> Result<Self, (usize, String)> {
                let mut at = 0;
                $( let $field = $crate::row::take(columns, &mut at)?; )+
                Ok($name { $( $field, )+ })
            }
            $crate::row::row!(@sql $name upsert_sql upsert);
            fn upsert_over_sql(&self, before: &Self) -> &'static str {
                let (mut place, mut changed) = (0, 0);
                $(
                    if self.$field != before.$field {
                        changed |= $crate::row::bit::<$name>(place, stringify!($field));
                    }
                    place += 1;
                )+
                let _ = place;
                if changed == usize::MAX { Self::upsert_sql() } else { $crate::row::upsert_over::<$name>(changed) }
            }
            $crate::row::row!(@sql $name delete_sql delete);
            $crate::row::row!(@sql $name delete_of_sql delete_of);
            $crate::row::row!(@sql $name find_sql find);
            $crate::row::row!(@sql $name list_sql list);
            $crate::row::row!(@sql $name list_of_sql list_of);
        }
    };
    (@sql $name:ident $fn:ident $make:ident) => {
        fn $fn() -> &'static str {
            static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new($crate::row::$make::<$name>);
            SQL.as_str()
        }
    };
}
pub(crate) use row;
