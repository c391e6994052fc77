//! The record kept: events in chained streams, rows laid out from them, sealed personal data, and files.
//!
//! This crate is the only place with SQL. It knows no law: an event's body is bytes, a state is a word. One code base
//! serves SQLite (a data folder) and PostgreSQL. The clock, randomness and ids come from the caller.
//!
//! ```text
//! Store::open(address)  ->  store.load(organ, stream)            -> Loaded { events, head }
//!                           store.append(organ, stream, &head, new events, &changes)
//!                           store.read() / store.snapshot()      -> Reader
//!                           store.write()                        -> Write, several steps, then commit()
//! ```

mod address;
mod backup;
mod beside;
mod changes;
mod copy;
mod error;
mod event;
mod field;
pub mod files;
mod hex;
mod kept;
pub mod keys;
mod listing;
mod many;
mod projection;
mod read;
mod rebuild;
mod row;
mod schema;
mod session;
mod signed_in;
mod store;
mod vault;
mod verify;
mod write;
mod year;

pub use address::{Address, FilesAddress};
pub use backup::BackedUp;
pub use beside::{Beside, OtherCases, PersonRow, Piece, SameParty, Wanted};
pub use changes::Changes;
pub use error::{Actor, Conflict, Error};
pub use event::{Hash, Head, HeadRow, Loaded, MAX_PAYLOAD, NewEvent, StoredEvent};
pub use field::{ColumnsRef, Field, Key};
pub use files::Files;
pub use kept::{Account, BlindRow, Blob, Counter, OrganKey, SealedRow, SessionRow, SubjectRow};
pub use listing::{CaseCounts, CaseFilter, CaseList, CasePage, Days, ListedCase, Which};
pub use many::CaseMark;
pub use projection::{
    CalendarNotice, CaseParty, CaseRow, FeeFact, LayoutRow, LetterRow, OrganRow, ReadReportRow, RemedyFact, ReportFact,
    ReportRow, Statement,
};
pub use read::{Page, Reader, Standing, Worklist};
pub use row::{Kind, Row};
pub use schema::{Migrated, SCHEMA};
pub use session::{Engine, Value};
pub use store::{DATABASE as DATABASE_FILE, Store};
pub use vault::{Commitment, Opened};
pub use verify::{FirstBroken, Verified};
pub use write::{Appended, Write};
pub use year::YearCounts;
