//! Where a test keeps its record: a fresh data folder, or a fresh schema of the test server.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use store::keys::{Entropy, MasterKey, Sm4Gcm, Vault};
use store::{Address, Changes, Engine, FilesAddress, Head, NewEvent, Store};
use uuid::Uuid;

/// A fresh place, taken away when dropped.
pub struct Place {
    pub address: Address,
    pub engine: Engine,
    pub folder: tempfile::TempDir,
}

/// A value put into a column behind the record's back.
#[derive(Debug, Clone)]
pub enum Raw {
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Place {
    fn sqlite() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::Folder(folder.path().join("data"));
        Place { address, engine: Engine::Sqlite, folder }
    }

    pub async fn store(&self) -> Store {
        if self.engine == Engine::Postgres {
            Store::migrate(&self.address).await.unwrap();
        }
        Store::open(&self.address).await.unwrap()
    }

    fn sqlite_file(&self) -> String {
        match &self.address {
            Address::Folder(folder) => folder.join("gongkai.db").display().to_string(),
            Address::Database { .. } => unreachable!(),
        }
    }

    fn url(&self) -> &str {
        match &self.address {
            Address::Database { url, .. } => url,
            Address::Folder(_) => unreachable!(),
        }
    }

    /// Runs a statement behind the record's back; gives the rows touched, or what the database said against it.
    pub async fn tamper(&self, sql: &str, values: Vec<Raw>) -> Result<u64, sqlx::Error> {
        macro_rules! run {
            ($connection:ty, $to:expr) => {{
                let mut connection = <$connection>::connect($to).await?;
                let mut query = sqlx::query(AssertSqlSafe(sql.to_owned()));
                for value in values {
                    query = match value {
                        Raw::Int(v) => query.bind(v),
                        Raw::Text(v) => query.bind(v),
                        Raw::Bytes(v) => query.bind(v),
                    };
                }
                let done = query.execute(&mut connection).await.map(|done| done.rows_affected());
                connection.close().await?;
                done
            }};
        }
        match self.engine {
            Engine::Sqlite => run!(SqliteConnection, &self.sqlite_file()),
            Engine::Postgres => run!(PgConnection, self.url()),
        }
    }
}

/// Gives the test server's URL. Says plainly when there is none, and fails when there must be one.
fn server() -> Option<String> {
    let found = std::env::var("GONGKAI_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    if found.is_none() {
        assert!(
            std::env::var("GONGKAI_REQUIRE_POSTGRES").as_deref() != Ok("1"),
            "GONGKAI_REQUIRE_POSTGRES=1 but GONGKAI_TEST_POSTGRES is not set; run scripts/with-postgres cargo test"
        );
        println!("SKIPPED on PostgreSQL: GONGKAI_TEST_POSTGRES is not set (scripts/with-postgres sets it)");
    }
    found
}

/// Runs a test on SQLite, and on PostgreSQL if there is one.
pub fn on_both<F: Future<Output = ()>>(test: impl Fn(Place) -> F) {
    on_sqlite(&test);
    on_postgres(&test);
}

pub fn on_sqlite<F: Future<Output = ()>>(test: impl Fn(Place) -> F) {
    runtime().block_on(test(Place::sqlite()));
}

pub fn on_postgres<F: Future<Output = ()>>(test: impl Fn(Place) -> F) {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let Some(url) = server() else { return };
    let schema = format!("gongkai_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let join = if url.contains('?') { '&' } else { '?' };
    runtime().block_on(async {
        let mut connection = PgConnection::connect(&url).await.unwrap();
        let make = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        sqlx::raw_sql(AssertSqlSafe(make)).execute(&mut connection).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = FilesAddress::Folder(folder.path().join("files"));
        let address = Address::Database { url: format!("{url}{join}options[search_path]={schema}"), files };
        test(Place { address, engine: Engine::Postgres, folder }).await;
        let drop = format!("DROP SCHEMA {schema} CASCADE");
        sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut connection).await.unwrap();
    });
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

pub const ORGAN: &str = "110105ZGC";
pub const DAY: Date = date(2026, 3, 2);

pub fn at(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(1_772_000_000_000_000 + micros).unwrap()
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number)
}

pub fn event(kind: &str, payload: &str) -> NewEvent {
    NewEvent {
        recorded_at: at(1),
        occurred_on: DAY,
        actor: "li.officer".to_owned(),
        reason: "as asked".to_owned(),
        kind: kind.to_owned(),
        version: 1,
        payload: payload.as_bytes().to_vec(),
    }
}

/// Appends `count` plain events to a stream.
pub async fn fill(store: &Store, organ: &str, stream: &str, count: usize) -> Head {
    let mut head = store.load(organ, stream).await.unwrap().head;
    for number in 0..count {
        let new = event("Noted", &format!("note {number} of {stream}"));
        head = store.append(organ, stream, &head, vec![new], &Changes::new()).await.unwrap().head;
    }
    head
}

/// Random bytes for tests: counted, so never the same twice within a run of a test and the same in every run.
pub struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        for chunk in bytes.chunks_mut(32) {
            let number = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&store::Hash::of(&number.to_be_bytes()).0[..chunk.len()]);
        }
        Ok(())
    }
}

/// A vault whose master key is one byte repeated.
pub fn vault(master: u8) -> Vault {
    Vault::new(MasterKey::parse(&[master; 32]).unwrap(), Sm4Gcm, Counted(AtomicU64::new(u64::from(master) << 32)))
}
