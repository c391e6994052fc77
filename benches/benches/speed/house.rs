//! An organ on a fresh SQLite record on the disk, with ids and randomness counted, and a bare connection like the
//! record's own.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::{Actor, App, Ids, Moment, Occasion, OrganProfile, PLATFORM, Role};
use jiff::civil::{Date, date};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};
use store::keys::{Entropy, MasterKey};
use store::{Address, Hash, Store};
use uuid::Uuid;

/// The organ's code.
pub const ORGAN: &str = "CYP";

struct CountedIds(AtomicU64);

impl Ids for CountedIds {
    fn next(&self) -> Uuid {
        // Spread over the key space as little as true UUIDv7 are: they rise with time.
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(count))
    }
}

struct CountedEntropy(AtomicU64);

impl Entropy for CountedEntropy {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&Hash::of(&count.to_be_bytes()).0[..chunk.len()]);
        }
        Ok(())
    }
}

/// A folder on the disk that holds the build, never one in memory.
pub fn folder() -> tempfile::TempDir {
    std::fs::create_dir_all(env!("CARGO_TARGET_TMPDIR")).unwrap();
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Makes the record in a folder and founds the organ.
pub async fn found(folder: &Path) -> App {
    let store = Store::open(&Address::Folder(folder.to_owned())).await.unwrap();
    let key = MasterKey::parse(&[7; 32]).unwrap();
    let app = App::new(
        store,
        Arc::new(CountedIds(AtomicU64::new(1))),
        Arc::new(CountedEntropy(AtomicU64::new(1))),
        Some(key),
    );
    let at = noon(date(2021, 1, 4));
    app.start(at).await.unwrap();
    let profile = OrganProfile::new("某某园区管理委员会", "某园");
    app.found_organ(&Occasion::now(&Actor::console(PLATFORM), at), ORGAN, &profile).await.unwrap();
    app
}

/// Noon of a day.
pub fn noon(day: Date) -> Moment {
    Moment::on(day, 12 * 3600)
}

/// The officer of the organ.
pub fn officer() -> Actor {
    Actor::new(ORGAN, "officer", "经办甲", &[Role::DisclosureOfficer])
}

/// A connection of the same driver, its write-ahead log and `synchronous=FULL` as the record has them.
pub async fn bare(database: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(database)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .disable_statement_logging()
        .connect()
        .await
        .unwrap()
}
