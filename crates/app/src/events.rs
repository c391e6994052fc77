//! The events of the application's own streams. Those of a case are the law's.

use annual_report::count::Span;
use annual_report::form::Path;
use annual_report::report::Section;
use annual_report::statement::StatedValue;
use jiff::civil::Date;
use law::application::ReplyNo;
use law::calendar::Notice;
use law::outcome::Letter;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::actor::Role;
use crate::codec::{EventFamily, Upcasts};
use crate::organ::OrganProfile;
use crate::report::PrintedForm;

/// The stream of an organ's own settings.
pub const ORGAN_STREAM: &str = "organ";
/// The stream of the working-day calendar, under the platform.
pub const CALENDAR_STREAM: &str = "calendar";
/// What the name of a case's stream begins with; its id follows.
pub const CASE_PREFIX: &str = "case/";
/// What the name of an account's stream begins with; its login follows.
pub const ACCOUNT_PREFIX: &str = "account/";
/// What the name of a statement's stream begins with; its id follows.
pub const STATEMENT_PREFIX: &str = "statement/";
/// What the name of a report's stream begins with; its year follows.
pub const REPORT_PREFIX: &str = "report/";
/// What the name of the stream of a report read from a file begins with; its id follows.
pub const READ_REPORT_PREFIX: &str = "read_report/";

/// What happened to an organ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum OrganEvent {
    /// It began to keep its record here.
    OrganFounded {
        /// What it set for itself.
        profile: OrganProfile,
    },
    /// It set itself otherwise.
    OrganSettingsChanged {
        /// All that it has set now.
        profile: OrganProfile,
    },
}

impl EventFamily for OrganEvent {
    const UPCASTS: Upcasts = Upcasts(&[]);
}

/// What happened to the calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum CalendarEvent {
    /// The notices the program carries were adopted.
    EmbeddedCalendarAdopted {
        /// They, whole, so that a later program's own table cannot change what was computed.
        notices: Vec<Notice>,
    },
    /// A notice was imported.
    NoticeAdopted {
        /// It, whole.
        notice: Notice,
    },
}

impl EventFamily for CalendarEvent {
    const UPCASTS: Upcasts = Upcasts(&[]);
}

/// What happened to an account. Its password is not among it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum AccountEvent {
    /// It was opened.
    AccountOpened {
        /// The person's name or post.
        name: String,
        /// What the person may do.
        roles: Vec<Role>,
        /// The person's unit; empty when none.
        #[serde(default)]
        unit: String,
    },
    /// Its holder may do other things now.
    RolesChanged {
        /// What the person may do.
        roles: Vec<Role>,
    },
    /// What is shown of its holder is another.
    DetailsChanged {
        /// The person's name or post.
        name: String,
        /// The person's unit; empty when none.
        #[serde(default)]
        unit: String,
    },
    /// Its holder gave it another password.
    PasswordChanged,
    /// An administrator gave it another password.
    PasswordReset,
    /// It was closed.
    AccountClosed,
    /// It was opened again.
    AccountReopened,
}

impl EventFamily for AccountEvent {
    const UPCASTS: Upcasts = Upcasts(&[]);
}

/// What happened to a figure of table two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum StatementEvent {
    /// A unit stated it and signed.
    FigureStated {
        /// The unit.
        unit: String,
        /// The cell, by its path.
        figure: Path,
        /// The days it speaks of.
        span: Span,
        /// The figure.
        value: StatedValue,
        /// Who signed.
        signed_by: String,
        /// When it was signed.
        signed_on: Date,
        /// Where the evidence is kept.
        evidence: String,
        /// The file handed in as evidence, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<EvidenceFile>,
        /// The statement it takes the place of, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<String>,
    },
    /// Another took its place.
    FigureReplaced {
        /// The other.
        by: String,
    },
    /// It was taken back.
    FigureWithdrawn,
}

/// A file handed in, as evidence of a stated figure or to be read as a report, as the record knows it; its bytes lie
/// among the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceFile {
    /// SM3 of its bytes, in hexadecimal.
    pub digest: String,
    /// The name it was handed in under.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// How many bytes it has.
    pub size: u64,
}

impl EventFamily for StatementEvent {
    const UPCASTS: Upcasts = Upcasts(&[]);
}

/// What happened to the report of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ReportEvent {
    /// Its narrative was written.
    NarrativeWritten {
        /// Section one.
        overview: String,
        /// Section five.
        problems: String,
        /// Section six.
        other: String,
    },
    /// It was frozen.
    ReportFrozen {
        /// SM3 of the snapshot, in hexadecimal; the snapshot lies among the files.
        snapshot: String,
    },
    /// A frozen version was signed by a leader.
    ReportSigned {
        /// Which version: 1 for the first, one more after each correction.
        no: u32,
        /// SM3 of the snapshot that was signed.
        snapshot: String,
    },
    /// It was handed in.
    ReportSubmitted {
        /// Which version.
        no: u32,
        /// To which organ.
        to: String,
    },
    /// It was published.
    ReportPublished {
        /// Which version.
        no: u32,
        /// The address of the page.
        address: String,
    },
    /// Its correction began; the reason stands with the event.
    CorrectionBegun {
        /// The version that is to come of it.
        no: u32,
    },
    /// The correction was given up; the version before stays as it is.
    CorrectionGivenUp {
        /// The version that did not come of it.
        no: u32,
    },
}

impl EventFamily for ReportEvent {
    const UPCASTS: Upcasts = Upcasts(&[]);
}

/// What happened to a report that was read from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ReadReportEvent {
    /// It was taken.
    ReportTaken {
        /// The organ's name as read; empty where none was.
        organ: String,
        /// The year as read.
        year: Option<u16>,
        /// The form it follows.
        form: String,
        /// The file as it came.
        file: EvidenceFile,
        /// Word for the file's format.
        format: String,
        /// Whether it was pasted as text and came in no file.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pasted: bool,
        /// SM3 of the reading, in hexadecimal: the report as the contract's JSON, with where each figure stood. It lies
        /// among the files, so that no later program reads other figures.
        reading: String,
        /// What the reader had to say of the report.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remarks: Vec<ReadingRemark>,
        /// What the reader had to say of the file.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        notes: Vec<String>,
        /// What checking found then.
        found: Found,
    },
    /// A figure was read wrongly, and a person said what the file shows; the reason stands with the event.
    ReadingCorrected {
        /// The cell.
        cell: Path,
        /// What it was held to show, as a cell of the contract.
        was: serde_json::Value,
        /// What it shows.
        now: serde_json::Value,
        /// What checking finds since.
        found: Found,
    },
    /// The organ's name was read wrongly, or is no longer that of the file.
    ReadOrganCorrected {
        /// What it was held to be.
        was: String,
        /// What it is.
        now: String,
        /// What checking finds since.
        found: Found,
    },
    /// The year was read wrongly.
    ReadYearCorrected {
        /// What it was held to be.
        was: Option<u16>,
        /// What it is.
        now: Option<u16>,
        /// What checking finds since.
        found: Found,
    },
    /// The form was taken for the other one, or （六） for printed otherwise than it is.
    ReadFormCorrected {
        /// What it was held to be.
        was: PrintedForm,
        /// What it is.
        now: PrintedForm,
        /// What checking finds since.
        found: Found,
    },
    /// One of the texts was read wrongly. What it was held to say stands in the correction before, else in the reading.
    ReadTextCorrected {
        /// Which.
        section: Section,
        /// What it says.
        now: String,
        /// What checking finds since.
        found: Found,
    },
    /// The organ adopted it as its own report of a year.
    ReadingAdopted {
        /// The year.
        year: i16,
    },
    /// Another was adopted for the same year in its place.
    AdoptionReplaced {
        /// The other.
        by: String,
    },
    /// It was taken back; the reason stands with the event.
    ReadingWithdrawn,
}

/// Something the reader had to say of a report it read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingRemark {
    /// Its rule.
    pub rule: String,
    /// How grave it is, by the contract's word.
    pub severity: String,
    /// The cells it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Path>,
    /// The text it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Section>,
    /// What is to be looked at, in Chinese.
    pub message: String,
}

/// How much checking a report that was read has found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Errors: the report contradicts itself.
    pub errors: u32,
    /// What needs an explanation.
    pub warnings: u32,
    /// What could not be checked for want of figures.
    #[serde(default)]
    pub unassessed: u32,
}

impl EventFamily for ReadReportEvent {
    const UPCASTS: Upcasts = Upcasts(&[]);
}

/// What the desk adds to a case that is no matter of the law: its number, and who handles it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum DeskEvent {
    /// It got the number people call it by.
    CaseNumbered {
        /// The number, such as 朝园〔2021〕1号.
        number: String,
    },
    /// It was handed to a unit or a person.
    CaseAssigned {
        /// The unit; empty for the disclosure office itself.
        unit: String,
        /// The person's login; empty when the unit decides.
        officer: String,
    },
    /// Papers of it were sealed: texts, files, and who third parties are.
    PapersSealed {
        /// Each of them.
        papers: Vec<SealedPaper>,
    },
    /// A composed letter went out: its words were laid out for the day and sealed beside its facts.
    LetterIssued {
        /// Which documents of the set it is.
        kinds: Vec<Letter>,
        /// The paper that holds its facts.
        letter: Uuid,
        /// The paper that holds its words.
        words: Uuid,
        /// Its number, where it bears one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
    },
    /// The stamped letter of a reply was scanned; the scan is what was sent. A later one takes its place, and both stay.
    ScanKept {
        /// Whose letter.
        reply: ReplyNo,
        /// The scan, among the papers.
        file: Uuid,
    },
    /// The personal data of somebody who took part was destroyed, with the key.
    PartyDestroyed {
        /// Whose.
        subject: Uuid,
    },
}

/// A sealed paper as the record knows it: not its content, but where it is and what it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedPaper {
    /// The id by which the case's events refer to it.
    pub id: Uuid,
    /// The subject whose key seals it.
    pub subject: Uuid,
    /// Its media type; text is `text/plain`, a party's data `application/json`.
    pub media_type: String,
    /// The keyed commitment to its content, in hexadecimal, so that it cannot be exchanged unseen.
    pub commitment: String,
}

impl DeskEvent {
    /// The kinds of this family, by which its events are told from the law's in the same stream.
    pub const KINDS: [&'static str; 6] =
        ["case_numbered", "case_assigned", "papers_sealed", "letter_issued", "scan_kept", "party_destroyed"];
}

impl EventFamily for DeskEvent {
    const UPCASTS: Upcasts = Upcasts(&[]);
}

impl EventFamily for law::application::Event {
    const UPCASTS: Upcasts = Upcasts(&[]);
}
