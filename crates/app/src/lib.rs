//! Use cases: load, decide, record.
//!
//! Every use case is a method of [`App`]. It asks the one authorisation function, loads the stream it concerns, lets the
//! law decide, and records the events together with every row that follows from them, in one transaction with actor and
//! reason. Time, ids and randomness are arguments, so the same commands give the same record.
//!
//! ```text
//! Occasion (who, which organ, when, of which day, why)
//!   └ App::register / App::handle(case, Act) ─ authorise ─ load and fold ─ law::application::decide
//!       └ events ─ codec ─ rows_of(case) ─ store: append, rows, sealed papers, number ─ commit
//! ```
#![warn(missing_docs)]

pub mod account;
pub mod actor;
mod app;
pub mod applicant;
pub mod authorise;
pub mod calendar;
pub mod case;
pub mod codec;
pub mod demo;
mod due;
pub mod error;
pub mod event_names;
pub mod events;
pub mod founding;
pub mod identity;
pub mod letter;
pub mod list;
pub mod moment;
pub mod occasion;
pub mod organ;
pub mod password;
pub mod people;
pub mod report;
pub mod statement;
pub mod upkeep;
pub mod worklist;

pub use account::{NewUser, Session, SessionInfo, SignedIn, User};
pub use actor::{Actor, PLATFORM, Role};
pub use app::{App, Ids};
pub use applicant::{IdentityPaper, Party};
pub use calendar::{Imported, Moved, MovedCase, MovedDate, MovedLetter, NoticePreview};
pub use case::{ApplicationForm, CaseView, Dossier, Papers, Provenance, Recorded, Registered};
pub use due::{DueWords, near};
pub use error::{AppError, Faults, FieldFault, WhoActs};
pub use letter::{AsSent, Composed, DateNamed, LetterEntry, LetterForm, SealedLetter, Sheet};
pub use list::{DeskList, DeskRow, ListQuery, View, YearFigures};
pub use moment::Moment;
pub use occasion::Occasion;
pub use organ::OrganProfile;
pub use people::{People, Person};
pub use report::{
    Before, Beside, CellCase, CellRemedy, Corrected, Correction, Counted, FeeCase, Figures, FileReader, FrozenReport,
    Mark, PrintedForm, Published, Reading, ReadingActs, ReadingChange, ReadingCorrection, ReadingListed,
    ReadingStanding, ReportAct, ReportDone, ReportListed, ReportSource, ReportStatus, ReportStep, ReportYear,
    Submitted, Version,
};
pub use statement::{Evidence, EvidenceUpload, StatementForm, StatementInfo, Statements};
