//! The tables, and the numbered steps that lead to them. Steps go forward only and are never edited once released.

use crate::error::Error;
use crate::event::{HeadRow, StoredEvent};
use crate::kept::{Account, BlindRow, Blob, Counter, OrganKey, SealedRow, SessionRow, SubjectRow};
use crate::projection::{
    CalendarNotice, CaseParty, CaseRow, FeeFact, LayoutRow, LetterRow, OrganRow, ReadReportRow, RemedyFact, ReportFact,
    ReportRow, Statement,
};
use crate::row::{Kind, Row};
use crate::session::{Engine, Session};

/// Version of the schema that this program writes.
pub const SCHEMA: i64 = latest(MIGRATIONS);

/// Numbered steps, each a list of statements.
pub(crate) type Steps = &'static [&'static [&'static str]];

/// Gives the version that steps lead to.
pub(crate) const fn latest(steps: Steps) -> i64 {
    steps.len() as i64
}

/// What a migration did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// Version found, 0 for an empty database.
    pub from: i64,
    /// Version now.
    pub to: i64,
    /// The copy of the database made before, if one was (SQLite only).
    pub backup: Option<std::path::PathBuf>,
}

/// The steps in their order; step N leads to version N. `{int}`, `{bytes}` and the table's ending differ by engine.
pub(crate) const MIGRATIONS: Steps = &[STEP_1, STEP_2, STEP_3, STEP_4];

/// The record as it began.
const STEP_1: &[&str] = &[
    "CREATE TABLE events (organ TEXT NOT NULL, stream TEXT NOT NULL, seq {int} NOT NULL, recorded_at {int} NOT NULL, \
     occurred_on TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, kind TEXT NOT NULL, \
     version {int} NOT NULL, payload {bytes} NOT NULL, prev_hash {bytes} NOT NULL, hash {bytes} NOT NULL, \
     PRIMARY KEY (organ, stream, seq)) {keyed}",
    "CREATE TABLE stream_heads (organ TEXT NOT NULL, stream TEXT NOT NULL, seq {int} NOT NULL, hash {bytes} NOT NULL, \
     PRIMARY KEY (organ, stream)) {keyed}",
    // Kept: what no event can give back.
    "CREATE TABLE accounts (organ TEXT NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL, password TEXT, \
     roles TEXT NOT NULL, unit TEXT, active {int} NOT NULL, PRIMARY KEY (organ, login)) {keyed}",
    "CREATE TABLE blobs (organ TEXT NOT NULL, hash {bytes} NOT NULL, size {int} NOT NULL, media_type TEXT NOT NULL, \
     stored_at {int} NOT NULL, PRIMARY KEY (organ, hash)) {keyed}",
    "CREATE INDEX blobs_by_hash ON blobs (hash)",
    "CREATE TABLE numbers (organ TEXT NOT NULL, kind TEXT NOT NULL, year {int} NOT NULL, last {int} NOT NULL, \
     PRIMARY KEY (organ, kind, year)) {keyed}",
    "CREATE TABLE subjects (organ TEXT NOT NULL, subject TEXT NOT NULL, wrapped_key {bytes}, wrapped_by {bytes}, \
     made_at {int} NOT NULL, destroyed_at {int}, PRIMARY KEY (organ, subject)) {keyed}",
    "CREATE TABLE sealed (organ TEXT NOT NULL, subject TEXT NOT NULL, id TEXT NOT NULL, ciphertext {bytes}, \
     blob {bytes}, PRIMARY KEY (organ, subject, id), \
     FOREIGN KEY (organ, subject) REFERENCES subjects (organ, subject)) {rowid}",
    "CREATE TABLE blind_index (organ TEXT NOT NULL, field TEXT NOT NULL, token {bytes} NOT NULL, \
     subject TEXT NOT NULL, PRIMARY KEY (organ, field, token, subject), \
     FOREIGN KEY (organ, subject) REFERENCES subjects (organ, subject)) {keyed}",
    "CREATE INDEX blind_index_by_subject ON blind_index (organ, subject)",
    "CREATE TABLE organ_keys (organ TEXT NOT NULL, purpose TEXT NOT NULL, wrapped_key {bytes} NOT NULL, \
     wrapped_by {bytes} NOT NULL, PRIMARY KEY (organ, purpose)) {keyed}",
    // Projections: what the events are laid out into.
    "CREATE TABLE case_rows (organ TEXT NOT NULL, case_id TEXT NOT NULL, number TEXT, state TEXT NOT NULL, \
     received_on TEXT, due_on TEXT, provisional {int} NOT NULL, applicant_class TEXT NOT NULL, channel TEXT NOT NULL, \
     unit TEXT, officer TEXT, closed_on TEXT, updated_seq {int} NOT NULL, updated_at {int} NOT NULL, \
     PRIMARY KEY (organ, case_id)) {keyed}",
    "CREATE INDEX case_rows_open ON case_rows (organ, due_on) WHERE closed_on IS NULL",
    "CREATE INDEX case_rows_by_number ON case_rows (organ, number)",
    "CREATE TABLE case_parties (organ TEXT NOT NULL, case_id TEXT NOT NULL, role TEXT NOT NULL, place {int} NOT NULL, \
     subject TEXT NOT NULL, PRIMARY KEY (organ, case_id, role, place)) {keyed}",
    "CREATE INDEX case_parties_by_subject ON case_parties (organ, subject)",
    "CREATE TABLE letter_numbers (organ TEXT NOT NULL, case_id TEXT NOT NULL, number TEXT NOT NULL, \
     PRIMARY KEY (organ, case_id, number)) {keyed}",
    "CREATE INDEX letter_numbers_by_number ON letter_numbers (organ, number)",
    "CREATE TABLE report_facts (organ TEXT NOT NULL, case_id TEXT NOT NULL, number TEXT, received_on TEXT, \
     arrived_on TEXT, class TEXT NOT NULL, closed_on TEXT, result_row TEXT, opening_balance {int} NOT NULL, \
     PRIMARY KEY (organ, case_id)) {keyed}",
    "CREATE TABLE remedy_facts (organ TEXT NOT NULL, case_id TEXT NOT NULL, remedy_id TEXT NOT NULL, \
     kind TEXT NOT NULL, opened_on TEXT NOT NULL, decided_on TEXT, bucket TEXT, \
     PRIMARY KEY (organ, case_id, remedy_id)) {keyed}",
    "CREATE TABLE fee_facts (organ TEXT NOT NULL, case_id TEXT NOT NULL, fee_id TEXT NOT NULL, \
     noticed_on TEXT NOT NULL, charged_fen {int} NOT NULL, paid_on TEXT, paid_fen {int}, \
     PRIMARY KEY (organ, case_id, fee_id)) {keyed}",
    "CREATE TABLE statements (organ TEXT NOT NULL, statement_id TEXT NOT NULL, from_on TEXT NOT NULL, \
     to_on TEXT NOT NULL, cell TEXT NOT NULL, figure TEXT NOT NULL, unit TEXT NOT NULL, signed_by TEXT NOT NULL, \
     signed_on TEXT NOT NULL, evidence {bytes}, PRIMARY KEY (organ, statement_id)) {keyed}",
    "CREATE TABLE reports (organ TEXT NOT NULL, report_id TEXT NOT NULL, from_on TEXT NOT NULL, to_on TEXT NOT NULL, \
     status TEXT NOT NULL, blob {bytes}, frozen_at {int}, updated_seq {int} NOT NULL, \
     PRIMARY KEY (organ, report_id)) {keyed}",
    "CREATE TABLE calendar_notices (organ TEXT NOT NULL, year {int} NOT NULL, number TEXT NOT NULL, \
     body {bytes} NOT NULL, adopted_seq {int} NOT NULL, PRIMARY KEY (organ, year, number)) {keyed}",
    "CREATE TABLE organs (organ TEXT NOT NULL, name TEXT NOT NULL, settings {bytes} NOT NULL, \
     updated_seq {int} NOT NULL, PRIMARY KEY (organ)) {keyed}",
];

/// People sign in: their sessions, and when each account was last signed in to.
const STEP_2: &[&str] = &[
    "CREATE TABLE sessions (organ TEXT NOT NULL, token {bytes} NOT NULL, session_id TEXT NOT NULL, \
     login TEXT NOT NULL, made_at {int} NOT NULL, seen_at {int} NOT NULL, expires_at {int} NOT NULL, \
     agent TEXT NOT NULL, PRIMARY KEY (organ, token)) {keyed}",
    "CREATE INDEX sessions_by_login ON sessions (organ, login)",
    "ALTER TABLE accounts ADD COLUMN signed_in_at {int}",
];

/// Lists are answered from rows. Which layout the rows follow is now on record, so that the application sees that these
/// columns are still empty and lays everything out anew.
const STEP_3: &[&str] = &[
    "ALTER TABLE case_rows ADD COLUMN act_by TEXT",
    "ALTER TABLE case_rows ADD COLUMN applicant_deadline TEXT",
    "ALTER TABLE case_rows ADD COLUMN consultation_limit TEXT",
    "ALTER TABLE case_rows ADD COLUMN approval TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE case_rows ADD COLUMN handling TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE case_rows ADD COLUMN in_remedy {int} NOT NULL DEFAULT 0",
    "CREATE TABLE layouts (organ TEXT NOT NULL, version {int} NOT NULL, PRIMARY KEY (organ)) {keyed}",
    // An index of case_rows is written with every event that changes one of its columns, so there are few, none holds what
    // every event changes, and each answers whole questions without the table: the columns of its own condition stand in
    // it, too, or the table would be asked for them.
    //
    // The open views: their order is the index's, and whatever they and their counts ask is there. Officer and unit are
    // filters over it: no organ has so many open cases that an index of their own would repay its writing.
    "DROP INDEX case_rows_open",
    "CREATE INDEX case_rows_open ON case_rows (organ, act_by, case_id, due_on, received_on, applicant_deadline, \
     consultation_limit, unit, officer, closed_on) WHERE closed_on IS NULL",
    // The closed ones, latest first, and their count, under the same filters. A closed case is seldom written again.
    "CREATE INDEX case_rows_closed ON case_rows (organ, closed_on, case_id, unit, officer) WHERE closed_on IS NOT NULL",
    // What waits inside and what is contested, closed cases among them: few at any time, so these stay small.
    "CREATE INDEX case_rows_approval ON case_rows (organ, act_by, case_id, unit, officer, approval) \
     WHERE approval <> ''",
    "CREATE INDEX case_rows_handling ON case_rows (organ, act_by, case_id, unit, officer, handling) \
     WHERE handling <> ''",
    "CREATE INDEX case_rows_in_remedy ON case_rows (organ, act_by, case_id, unit, officer, in_remedy) \
     WHERE in_remedy = 1",
    // The figures of a year: what has no result or one since its first day, in one range each. What is not received is in
    // no year, nor in here.
    "CREATE INDEX report_facts_by_result ON report_facts (organ, closed_on, received_on) WHERE received_on IS NOT NULL",
];

/// Reports are read from files. No event of them is older than their table, so nothing is laid out anew.
const STEP_4: &[&str] = &[
    "CREATE TABLE read_reports (organ TEXT NOT NULL, reading_id TEXT NOT NULL, of_organ TEXT NOT NULL, year {int}, \
     form TEXT NOT NULL, format TEXT NOT NULL, blob {bytes} NOT NULL, status TEXT NOT NULL, adopted_year {int}, \
     errors {int} NOT NULL, warnings {int} NOT NULL, unassessed {int} NOT NULL, corrections {int} NOT NULL, \
     taken_by TEXT NOT NULL, taken_at {int} NOT NULL, updated_seq {int} NOT NULL, PRIMARY KEY (organ, reading_id)) {keyed}",
    "CREATE INDEX read_reports_adopted ON read_reports (organ, adopted_year) WHERE adopted_year IS NOT NULL",
];

/// Kind of a column's values, for copying whole tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Int,
    Text,
    Bytes,
}

/// A table as copying, dumping and rebuilding see it.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) columns: &'static [&'static str],
    pub(crate) key_columns: usize,
    #[cfg(test)]
    pub(crate) indexed: &'static [&'static str],
    pub(crate) clear: &'static str,
    /// Every row in the order of its key.
    pub(crate) select_all: fn() -> &'static str,
    pub(crate) insert: fn() -> &'static str,
}

macro_rules! table {
    ($row:ty, $clear:literal) => {
        Table {
            name: <$row as Row>::TABLE,
            kind: <$row as Row>::KIND,
            columns: <$row as Row>::COLUMNS,
            key_columns: <$row as Row>::KEY_COLUMNS,
            #[cfg(test)]
            indexed: <$row as Row>::INDEXED,
            clear: $clear,
            select_all: || {
                static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(crate::row::select_all::<$row>);
                &SQL
            },
            insert: || {
                static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(crate::row::insert::<$row>);
                &SQL
            },
        }
    };
}

/// Every table of the record, in an order in which references come after what they refer to.
pub(crate) const TABLES: &[Table] = &[
    table!(StoredEvent, "DELETE FROM events"),
    table!(HeadRow, "DELETE FROM stream_heads"),
    table!(Account, "DELETE FROM accounts"),
    table!(SessionRow, "DELETE FROM sessions"),
    table!(Blob, "DELETE FROM blobs"),
    table!(Counter, "DELETE FROM numbers"),
    table!(SubjectRow, "DELETE FROM subjects"),
    table!(SealedRow, "DELETE FROM sealed"),
    table!(BlindRow, "DELETE FROM blind_index"),
    table!(OrganKey, "DELETE FROM organ_keys"),
    table!(CaseRow, "DELETE FROM case_rows"),
    table!(CaseParty, "DELETE FROM case_parties"),
    table!(LetterRow, "DELETE FROM letter_numbers"),
    table!(ReportFact, "DELETE FROM report_facts"),
    table!(RemedyFact, "DELETE FROM remedy_facts"),
    table!(FeeFact, "DELETE FROM fee_facts"),
    table!(Statement, "DELETE FROM statements"),
    table!(ReportRow, "DELETE FROM reports"),
    table!(ReadReportRow, "DELETE FROM read_reports"),
    table!(CalendarNotice, "DELETE FROM calendar_notices"),
    table!(OrganRow, "DELETE FROM organs"),
    table!(LayoutRow, "DELETE FROM layouts"),
];

/// Says of which kind a column is. Names mean the same in every table, but for `hash` and `token` all bytes stand here.
pub(crate) fn column_kind(column: &str) -> ColumnKind {
    match column {
        "payload" | "prev_hash" | "hash" | "wrapped_key" | "wrapped_by" | "ciphertext" | "blob" | "token"
        | "evidence" | "body" | "settings" => ColumnKind::Bytes,
        "seq" | "recorded_at" | "version" | "active" | "size" | "stored_at" | "year" | "last" | "made_at"
        | "destroyed_at" | "provisional" | "updated_seq" | "updated_at" | "place" | "opening_balance"
        | "charged_fen" | "paid_fen" | "frozen_at" | "adopted_seq" | "seen_at" | "expires_at" | "signed_in_at"
        | "in_remedy" | "adopted_year" | "errors" | "warnings" | "unassessed" | "corrections" | "taken_at" => {
            ColumnKind::Int
        }
        _ => ColumnKind::Text,
    }
}

/// Finds the schema's version; 0 for an empty database. Fails if there are tables but none of ours.
pub(crate) async fn version(session: &mut Session, address: &str) -> Result<i64, Error> {
    let tables = match session.engine() {
        Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Engine::Postgres => {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()"
        }
    };
    let tables =
        session.all(tables, Vec::new(), |c| Ok(c.text(0).ok().flatten().unwrap_or_default().to_owned())).await?;
    if !tables.iter().any(|table| table == "schema_version") {
        // A database server's schema may be shared; only what would collide with ours stands in the way.
        let ours = tables.iter().any(|table| TABLES.iter().any(|ours| ours.name == table));
        return if ours || (session.engine() == Engine::Sqlite && !tables.is_empty()) {
            Err(Error::NotOurs(address.to_owned()))
        } else {
            Ok(0)
        };
    }
    let found = session.one("SELECT MAX(version) FROM schema_version", Vec::new(), |c| Ok(c.int(0))).await?;
    match found {
        Some(Ok(version)) => Ok(version.unwrap_or(0)),
        Some(Err(why)) => {
            Err(Error::Corrupt { table: "schema_version", column: "version", row: "max".to_owned(), why })
        }
        None => Ok(0),
    }
}

/// Refuses a database written by a later program.
pub(crate) fn refuse_newer(found: i64, known: i64) -> Result<(), Error> {
    if found > known { Err(Error::Newer { found, known }) } else { Ok(()) }
}

/// Runs the steps from the version found up to the last, inside the session's transaction.
pub(crate) async fn migrate(session: &mut Session, found: i64, steps: Steps) -> Result<(), Error> {
    let engine = session.engine();
    if found == 0 {
        session
            .run(fitted("CREATE TABLE schema_version (version {int} NOT NULL, PRIMARY KEY (version)) {keyed}", engine))
            .await?;
    }
    for (step, statements) in steps.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
        for statement in *statements {
            session.run(fitted(statement, engine)).await?;
        }
        session.run(format!("INSERT INTO schema_version (version) VALUES ({})", step + 1)).await?;
    }
    Ok(())
}

/// Fits a statement to an engine. SQLite's tables are strict, so that a value of the wrong kind is refused, and lie in
/// the order of their keys unless their rows are long.
fn fitted(statement: &str, engine: Engine) -> String {
    let (int, bytes, keyed, rowid) = match engine {
        Engine::Sqlite => ("INTEGER", "BLOB", "STRICT, WITHOUT ROWID", "STRICT"),
        Engine::Postgres => ("BIGINT", "BYTEA", "", ""),
    };
    statement.replace("{int}", int).replace("{bytes}", bytes).replace("{keyed}", keyed).replace("{rowid}", rowid)
}
