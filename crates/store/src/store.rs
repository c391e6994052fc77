//! Opening a record, and the short ways to read and write it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};

use crate::address::{Address, FilesAddress};
use crate::changes::Changes;
use crate::error::Error;
use crate::event::{Head, Loaded, NewEvent};
use crate::files::Files;
use crate::read::Reader;
use crate::row::Row;
use crate::schema::{self, MIGRATIONS, Migrated, SCHEMA, Steps, latest};
use crate::session::{Engine, Session, Writer};
use crate::write::{Appended, Write};

/// Name of the database in a data folder.
pub const DATABASE: &str = "gongkai.db";
/// Name of the files' folder in a data folder.
pub(crate) const FILES: &str = "files";
/// Name of the folder for copies made before a migration.
const BACKUPS: &str = "backups";

/// How long a writer waits for another before it gives up.
const BUSY: Duration = Duration::from_secs(20);
/// How long the first connection to a server may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a caller waits for a connection before it gives up.
const ACQUIRE: Duration = Duration::from_secs(30);
/// SQLite readers at once.
const READERS: u32 = 4;
/// PostgreSQL connections at once, of this process.
const CONNECTIONS: u32 = 10;
/// Statements kept prepared on each connection.
const STATEMENTS: usize = 256;

/// An open record. Cheap to clone; all clones share their connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) pools: Pools,
    pub(crate) files: Files,
    pub(crate) address: Address,
}

pub(crate) enum Pools {
    /// One connection that writes, since SQLite lets only one, and several that read.
    Sqlite {
        writer: Writer,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

impl Store {
    /// Opens a record. A data folder is made if it is not there, and its database is brought up to this program's
    /// version, after a copy of it was made. A database server is never changed unasked: [`Error::NotMigrated`] says
    /// that [`Store::migrate`] is due. A newer database is refused.
    pub async fn open(address: &Address) -> Result<Store, Error> {
        match address {
            Address::Folder(folder) => {
                migrate_folder(folder, MIGRATIONS).await?;
                open_folder(folder).await
            }
            Address::Database { url, files } => {
                let pool = postgres(url, address).await?;
                let mut session = Session::Postgres(pool.acquire().await.map_err(|e| Error::sql("CONNECT", e))?);
                let found = schema::version(&mut session, &address.to_string()).await?;
                schema::refuse_newer(found, SCHEMA)?;
                if found < SCHEMA {
                    return Err(Error::NotMigrated { found, needed: SCHEMA });
                }
                drop(session);
                let inner =
                    Inner { pools: Pools::Postgres(pool), files: Files::open(files).await?, address: address.clone() };
                Ok(Store { inner: Arc::new(inner) })
            }
        }
    }

    /// Brings a record's database up to this program's version, making its tables if it is empty. Two that try it at
    /// once are harmless: the second waits and finds nothing to do, or is told that the database is busy.
    pub async fn migrate(address: &Address) -> Result<Migrated, Error> {
        match address {
            Address::Folder(folder) => migrate_folder(folder, MIGRATIONS).await,
            Address::Database { url, .. } => {
                let pool = postgres(url, address).await?;
                let mut session = Session::PostgresTx(pool.begin().await.map_err(|e| Error::sql("BEGIN", e))?);
                let found = schema::version(&mut session, &address.to_string()).await?;
                schema::refuse_newer(found, SCHEMA)?;
                schema::migrate(&mut session, found, MIGRATIONS).await?;
                session.commit().await?;
                pool.close().await;
                Ok(Migrated { from: found, to: SCHEMA, backup: None })
            }
        }
    }

    /// Says where the record is kept.
    pub fn address(&self) -> &Address {
        &self.inner.address
    }

    /// Gives the place of the files.
    pub fn files(&self) -> &Files {
        &self.inner.files
    }

    /// Says which database keeps the record.
    pub fn engine(&self) -> Engine {
        match self.inner.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Takes a connection that reads, each question as of its own moment.
    pub async fn read(&self) -> Result<Reader, Error> {
        let session = match &self.inner.pools {
            Pools::Sqlite { readers, .. } => readers.acquire().await.map(Session::Sqlite),
            Pools::Postgres(pool) => pool.acquire().await.map(Session::Postgres),
        };
        let session = session.map_err(|e| Error::sql("CONNECT", e))?;
        Ok(Reader { session, inner: self.inner.clone() })
    }

    /// Begins a transaction that reads: all it sees is of one moment, as a report needs it.
    pub async fn snapshot(&self) -> Result<Reader, Error> {
        let session = match &self.inner.pools {
            Pools::Sqlite { readers, .. } => readers.begin().await.map(Session::SqliteTx),
            Pools::Postgres(pool) => {
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await.map(Session::PostgresTx)
            }
        };
        let session = session.map_err(|e| Error::sql("BEGIN", e))?;
        Ok(Reader { session, inner: self.inner.clone() })
    }

    /// Begins a transaction that writes. On SQLite others wait until it ends, so it should be short; beginning a second
    /// one while holding the first waits for itself and ends in [`Error::Busy`].
    pub async fn write(&self) -> Result<Write, Error> {
        let session = match &self.inner.pools {
            Pools::Sqlite { writer, .. } => Session::SqliteWrite(writer.take().await?),
            Pools::Postgres(pool) => Session::PostgresTx(pool.begin().await.map_err(|e| Error::sql("BEGIN", e))?),
        };
        Ok(Write::new(Reader { session, inner: self.inner.clone() }))
    }

    /// Appends events to one stream and writes the rows that follow from them, in one transaction of their own. When it
    /// returns, they are durable. Fails with [`Error::Conflict`] if the stream has moved on from `head`.
    pub async fn append(
        &self,
        organ: &str,
        stream: &str,
        head: &Head,
        events: Vec<NewEvent>,
        changes: &Changes,
    ) -> Result<Appended, Error> {
        self.write().await?.append_and_commit(organ, stream, head, events, changes).await
    }

    /// Reads a whole stream; see [`Reader::load`].
    pub async fn load(&self, organ: &str, stream: &str) -> Result<Loaded, Error> {
        self.read().await?.load(organ, stream).await
    }

    /// Reads one row by its key; see [`Reader::find`].
    pub async fn find<R: Row>(&self, organ: &str, key: &R::Key) -> Result<Option<R>, Error> {
        self.read().await?.find(organ, key).await
    }

    /// Folds SQLite's log of writes into the database and empties it, so that nothing of what was deleted lingers there.
    /// Best effort: a reader that is still at an older moment keeps its pages; the next time takes them.
    pub(crate) async fn empty_log(inner: &Inner) -> Result<(), Error> {
        const EMPTY: &str = "PRAGMA wal_checkpoint(TRUNCATE)";
        if let Pools::Sqlite { writer, .. } = &inner.pools {
            writer.take().await?.outside(EMPTY).await?;
        }
        Ok(())
    }

    /// Closes all connections and, on SQLite, folds the log of writes into the database.
    pub async fn close(self) {
        match &self.inner.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// SQLite takes a name that begins with `file:` for a URI; one that begins with a folder is never one.
fn plain(path: &Path) -> PathBuf {
    if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) }
}

fn sqlite(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(plain(path))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        // What is deleted is overwritten: a destroyed key must not linger in a free page.
        .pragma("secure_delete", "ON")
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging()
}

async fn open_folder(folder: &Path) -> Result<Store, Error> {
    let path = folder.join(DATABASE);
    let unreachable = |source| Error::Unreachable { address: path.display().to_string(), source };
    let writer = Writer::open(sqlite(&path), ACQUIRE).await.map_err(unreachable)?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(sqlite(&path).pragma("query_only", "ON"));
    let readers = readers.await.map_err(unreachable)?;
    let files = Files::open(&FilesAddress::Folder(folder.join(FILES))).await?;
    let inner = Inner { pools: Pools::Sqlite { writer, readers }, files, address: Address::Folder(folder.to_owned()) };
    Ok(Store { inner: Arc::new(inner) })
}

async fn migrate_folder(folder: &Path, steps: Steps) -> Result<Migrated, Error> {
    tokio::fs::create_dir_all(folder).await.map_err(|e| Error::file(folder, e))?;
    let path = folder.join(DATABASE);
    let shown = path.display().to_string();
    let options = sqlite(&path).create_if_missing(true);
    let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(ACQUIRE).connect_with(options).await;
    let pool = pool.map_err(|source| Error::Unreachable { address: shown.clone(), source })?;
    let done = migrate_sqlite(&pool, folder, &shown, steps).await;
    pool.close().await;
    done
}

async fn migrate_sqlite(pool: &SqlitePool, folder: &Path, shown: &str, steps: Steps) -> Result<Migrated, Error> {
    let mut session = Session::Sqlite(pool.acquire().await.map_err(|e| Error::sql("CONNECT", e))?);
    let found = schema::version(&mut session, shown).await?;
    schema::refuse_newer(found, latest(steps))?;
    drop(session);
    if found == latest(steps) {
        return Ok(Migrated { from: found, to: found, backup: None });
    }
    let backup = if found == 0 { None } else { Some(copy_before(folder, found).await?) };
    let mut session =
        Session::SqliteTx(pool.begin_with("BEGIN IMMEDIATE").await.map_err(|e| Error::sql("BEGIN IMMEDIATE", e))?);
    // Another process may have been faster.
    let found = schema::version(&mut session, shown).await?;
    schema::refuse_newer(found, latest(steps))?;
    schema::migrate(&mut session, found, steps).await?;
    session.commit().await?;
    Ok(Migrated { from: found, to: latest(steps), backup })
}

/// Copies the database as it is, all of one moment, into the first free name of the backups' folder.
async fn copy_before(folder: &Path, version: i64) -> Result<PathBuf, Error> {
    let backups = folder.join(BACKUPS);
    tokio::fs::create_dir_all(&backups).await.map_err(|e| Error::file(&backups, e))?;
    let mut free = backups.join(format!("schema-{version}.db"));
    let mut taken = 1;
    while tokio::fs::try_exists(&free).await.map_err(|e| Error::file(&free, e))? {
        taken += 1;
        free = backups.join(format!("schema-{version}-{taken}.db"));
    }
    vacuum_into(&folder.join(DATABASE), &free).await?;
    Ok(free)
}

/// Writes a compact copy of a SQLite database, all of one moment, while others may write. The copy is on the disk when
/// this returns.
pub(crate) async fn vacuum_into(database: &Path, copy: &Path) -> Result<(), Error> {
    const VACUUM: &str = "VACUUM INTO $1";
    let target = plain(copy);
    let shown = target.to_str().ok_or_else(|| Error::Address(copy.display().to_string()))?;
    let mut connection = SqliteConnection::connect_with(&sqlite(database))
        .await
        .map_err(|source| Error::Unreachable { address: database.display().to_string(), source })?;
    let done = sqlx::query(VACUUM).bind(shown).execute(&mut connection).await;
    connection.close().await.map_err(|e| Error::sql(VACUUM, e))?;
    done.map_err(|e| Error::sql(VACUUM, e))?;
    let file = tokio::fs::File::open(copy).await.map_err(|e| Error::file(copy, e))?;
    file.sync_all().await.map_err(|e| Error::file(copy, e))
}

async fn postgres(url: &str, address: &Address) -> Result<PgPool, Error> {
    let unreachable = |source| Error::Unreachable { address: address.to_string(), source };
    let options: PgConnectOptions = url.parse().map_err(unreachable)?;
    let options = options.application_name("gongkai").statement_cache_capacity(STATEMENTS).disable_statement_logging();
    // A pool would try again and again for as long as it may wait; a wrong address should be told at once.
    let first = tokio::time::timeout(CONNECT, PgConnection::connect_with(&options)).await;
    let first = first.unwrap_or_else(|late| Err(sqlx::Error::Io(late.into()))).map_err(unreachable)?;
    first.close().await.map_err(unreachable)?;
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(ACQUIRE);
    Ok(pool.test_before_acquire(false).connect_lazy_with(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// This program's steps and one more, as a later release would have them.
    fn longer() -> Steps {
        let mut steps = MIGRATIONS.to_vec();
        steps.push(&["CREATE TABLE later (organ TEXT NOT NULL, PRIMARY KEY (organ)) {keyed}"]);
        Vec::leak(steps)
    }

    fn event() -> NewEvent {
        NewEvent {
            recorded_at: jiff::Timestamp::UNIX_EPOCH,
            occurred_on: jiff::civil::date(2026, 3, 2),
            actor: "officer".to_owned(),
            reason: String::new(),
            kind: "Registered".to_owned(),
            version: 1,
            payload: b"{}".to_vec(),
        }
    }

    #[tokio::test]
    async fn a_folder_is_copied_before_it_is_migrated_and_then_refused_by_the_older_program() {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::Folder(folder.path().to_owned());
        let store = Store::open(&address).await.unwrap();
        store.append("A", "case/1", &Head::NONE, vec![event()], &Changes::new()).await.unwrap();
        store.close().await;

        let migrated = migrate_folder(folder.path(), longer()).await.unwrap();
        assert_eq!((migrated.from, migrated.to), (SCHEMA, SCHEMA + 1));
        let backup = migrated.backup.unwrap();
        assert!(backup.starts_with(folder.path().join(BACKUPS)));

        let refused = Store::open(&address).await.err().unwrap();
        assert!(matches!(refused, Error::Newer { found, known } if found == known + 1));
        assert_eq!(refused.actor(), crate::Actor::Operator);
        assert!(refused.to_string().contains("高于本程序支持的"));

        // The copy is of the older version and holds what was there.
        let old = tempfile::tempdir().unwrap();
        std::fs::copy(&backup, old.path().join(DATABASE)).unwrap();
        let old = Store::open(&Address::Folder(old.path().to_owned())).await.unwrap();
        assert_eq!(old.load("A", "case/1").await.unwrap().events.len(), 1);
        assert_eq!(old.verify(None).await.unwrap().unwrap().events, 1);
    }

    #[tokio::test]
    async fn a_record_of_the_first_step_is_brought_up_with_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        migrate_folder(folder.path(), &MIGRATIONS[..1]).await.unwrap();
        let mut old = SqliteConnection::connect_with(&sqlite(&folder.path().join(DATABASE))).await.unwrap();
        let account = "INSERT INTO accounts VALUES ('A', 'li', '某岗位', 'hash', 'officer', NULL, 1)";
        sqlx::query(account).execute(&mut old).await.unwrap();
        old.close().await.unwrap();
        let store = Store::open(&Address::Folder(folder.path().to_owned())).await.unwrap();
        let kept = store.find::<crate::Account>("A", &"li".to_owned()).await.unwrap().unwrap();
        assert_eq!((kept.password.as_deref(), kept.signed_in_at), (Some("hash"), None));
        assert_eq!(store.read().await.unwrap().list::<crate::SessionRow>("A").await.unwrap(), []);
    }

    #[tokio::test]
    async fn migrating_twice_does_nothing_more_and_copies_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let first = migrate_folder(folder.path(), MIGRATIONS).await.unwrap();
        assert_eq!((first.from, first.backup), (0, None));
        let second = migrate_folder(folder.path(), MIGRATIONS).await.unwrap();
        assert_eq!((second.from, second.to, second.backup), (SCHEMA, SCHEMA, None));
        assert!(!folder.path().join(BACKUPS).exists());
    }

    #[tokio::test]
    async fn the_first_version_is_brought_up_to_this_one_and_keeps_its_rows_and_events() {
        let folder = tempfile::tempdir().unwrap();
        let first: Steps = Vec::leak(MIGRATIONS.iter().take(1).copied().collect());
        migrate_folder(folder.path(), first).await.unwrap();
        let path = folder.path().join(DATABASE);
        let mut older = SqliteConnection::connect_with(&sqlite(&path)).await.unwrap();
        let row = "INSERT INTO case_rows (organ, case_id, number, state, received_on, due_on, provisional, \
                   applicant_class, channel, unit, officer, closed_on, updated_seq, updated_at) \
                   VALUES ('A', '01900000-0000-7000-8000-000000000001', '某园〔2026〕1号', 'running', '2026-03-02', \
                   '2026-03-30', 0, 'natural_person', 'in_person', NULL, 'li', NULL, 3, 1772000000000000)";
        sqlx::query(row).execute(&mut older).await.unwrap();
        older.close().await.unwrap();

        let store = Store::open(&Address::Folder(folder.path().to_owned())).await.unwrap();
        let rows = store.read().await.unwrap().list::<crate::CaseRow>("A").await.unwrap();
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((row.number.as_deref(), row.updated_seq), (Some("某园〔2026〕1号"), 3));
        assert_eq!((row.act_by, row.approval.as_str(), row.in_remedy), (None, "", false));
        // No layout is named, so the application lays everything out anew.
        assert_eq!(store.read().await.unwrap().list::<crate::LayoutRow>("A").await.unwrap(), []);
        store.append("A", "case/1", &Head::NONE, vec![event()], &Changes::new()).await.unwrap();
        assert!(folder.path().join(BACKUPS).join("schema-1.db").is_file());
    }

    #[tokio::test]
    async fn rows_that_name_the_columns_indexes_rest_on_name_them_all_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Address::Folder(folder.path().to_owned())).await.unwrap();
        let mut reader = store.read().await.unwrap();
        for table in schema::TABLES.iter().filter(|table| !table.indexed.is_empty()) {
            let sql = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = $1 AND sql IS NOT NULL";
            let name = vec![crate::read::text(table.name)];
            let indexes = reader.session.all(sql, name, |c| Ok(c.shown(0))).await.unwrap().join(" ");
            let words: Vec<&str> = indexes.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
            let resting = table.columns.iter().skip(table.key_columns).filter(|column| words.contains(column));
            assert_eq!(resting.copied().collect::<Vec<_>>(), table.indexed, "{}", table.name);
        }
    }

    #[tokio::test]
    async fn a_migration_that_fails_leaves_the_database_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        migrate_folder(folder.path(), MIGRATIONS).await.unwrap();
        let mut steps = longer().to_vec();
        steps.push(&["CREATE TABLE half (x {int}) {rowid}", "THIS IS NOT SQL"]);
        assert!(migrate_folder(folder.path(), Vec::leak(steps)).await.is_err());
        let again = migrate_folder(folder.path(), MIGRATIONS).await.unwrap();
        assert_eq!(again.from, SCHEMA);
    }

    #[tokio::test]
    async fn someone_elses_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DATABASE);
        let mut foreign = SqliteConnection::connect_with(&sqlite(&path).create_if_missing(true)).await.unwrap();
        sqlx::query("CREATE TABLE theirs (x)").execute(&mut foreign).await.unwrap();
        foreign.close().await.unwrap();
        let refused = Store::open(&Address::Folder(folder.path().to_owned())).await.err().unwrap();
        assert!(matches!(refused, Error::NotOurs(_)));
    }

    #[test]
    fn a_folder_whose_name_looks_like_a_uri_is_a_folder_all_the_same() {
        assert_eq!(plain(Path::new("file:x/gongkai.db")), Path::new("./file:x/gongkai.db"));
        assert_eq!(plain(Path::new("/srv/gongkai.db")), Path::new("/srv/gongkai.db"));
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_told_as_the_folders_trouble_not_the_networks() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(DATABASE), [0x5a; 9000]).unwrap();
        let refused = Store::open(&Address::Folder(folder.path().to_owned())).await.err().unwrap();
        assert!(refused.hint().contains("数据文件夹") && !refused.hint().contains("网络"), "{}", refused.hint());
        let server = Address::database("postgres://127.0.0.1:1/none", "f").unwrap();
        let refused = Store::open(&server).await.err().unwrap();
        assert!(refused.hint().contains("网络"), "{}", refused.hint());
    }

    #[tokio::test]
    async fn sqlite_keeps_what_it_acknowledges() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Address::Folder(folder.path().to_owned())).await.unwrap();
        let mut write = store.write().await.unwrap();
        let asked = [
            ("PRAGMA journal_mode", "wal"),
            ("PRAGMA synchronous", "2"),
            ("PRAGMA foreign_keys", "1"),
            ("PRAGMA secure_delete", "1"),
        ];
        for (pragma, expected) in asked {
            let found = write.session.one(pragma, Vec::new(), |c| Ok(c.shown(0))).await.unwrap();
            assert_eq!(found.as_deref(), Some(expected), "{pragma}");
        }
    }
}
