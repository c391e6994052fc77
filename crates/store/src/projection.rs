//! The rows that events are laid out into, so that lists and counts need not read every event.
//!
//! Each can be rebuilt from the events; the application says how. Words in text columns (states, classes, row keys) are
//! the application's own and opaque here. No row holds a name, an address or anything else of a person's: that is
//! sealed (see [`crate::keys`]).

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::event::Hash;
use crate::row::row;

row! {
    /// One application as the worklist shows it.
    CaseRow in "case_rows", Projection, key 2: Uuid,
    indexed [
        number, received_on, due_on, unit, officer, closed_on, act_by, applicant_deadline, consultation_limit, approval,
        handling, in_remedy
    ],
    {
        /// Organ that handles it.
        organ: String,
        /// The case.
        case_id: Uuid,
        /// Number it was registered under; absent until it has one.
        number: Option<String>,
        /// Word for its state.
        state: String,
        /// Day it was received; absent while that awaits confirmation.
        received_on: Option<Date>,
        /// Day the reply is due; absent where no clock runs.
        due_on: Option<Date>,
        /// Whether a day of it rests on a calendar not yet published; never of a closed one.
        provisional: bool,
        /// Class of the applicant, a column of the annual report.
        applicant_class: String,
        /// Channel it came by.
        channel: String,
        /// Unit that handles it now; absent until assigned.
        unit: Option<String>,
        /// Login of the officer in charge; absent until assigned.
        officer: Option<String>,
        /// Day it was closed; absent while open.
        closed_on: Option<Date>,
        /// Number of the last event that this row reflects.
        updated_seq: i64,
        /// When that event was recorded.
        updated_at: Timestamp,
        /// Day by which the next step is due, whosever it is; the order of the open ones. Absent where none is known.
        act_by: Option<Date>,
        /// Last day the applicant has for what is awaited of them; absent while nothing is.
        applicant_deadline: Option<Date>,
        /// Last day of those consulted who still had time when the last event was recorded; absent while none had.
        consultation_limit: Option<Date>,
        /// Word for what waits for somebody's approval; empty if nothing does.
        approval: String,
        /// Word for what waits for the officer's own next step; empty if nothing does.
        handling: String,
        /// Whether a reconsideration or a suit is not decided.
        in_remedy: bool,
    }
}

row! {
    /// Who takes part in a case, by reference to the sealed subject.
    CaseParty in "case_parties", Projection, key 4: (Uuid, String, i64),
    {
        /// Organ that handles the case.
        organ: String,
        /// The case.
        case_id: Uuid,
        /// Word for the part played: applicant, agent, third party.
        role: String,
        /// Place among those of the same role, from 0.
        place: i64,
        /// The subject whose sealed data tells who it is.
        subject: Uuid,
    }
}

row! {
    /// A number that an outgoing letter bears or bore; no number is given twice in an organ.
    LetterRow in "letter_numbers", Projection, key 3: (Uuid, String),
    {
        /// Organ that gave it.
        organ: String,
        /// The case of the letter.
        case_id: Uuid,
        /// The number.
        number: String,
    }
}

row! {
    /// What the annual report's third table counts of one application.
    ReportFact in "report_facts", Projection, key 2: Uuid, indexed [received_on, closed_on],
    {
        /// Organ that handles it.
        organ: String,
        /// The case.
        case_id: Uuid,
        /// Number it was registered under; absent until it has one.
        number: Option<String>,
        /// Day it was received; absent while that awaits confirmation, and in an opening balance that does not know it.
        received_on: Option<Date>,
        /// Day it arrived; absent when not known.
        arrived_on: Option<Date>,
        /// Column of the table: class of the applicant.
        class: String,
        /// Day whose year counts the result; absent while open.
        closed_on: Option<Date>,
        /// Row of the table that the result belongs to; absent while open.
        result_row: Option<String>,
        /// Whether it was entered as open before the record began.
        opening_balance: bool,
    }
}

row! {
    /// What the annual report's fourth table counts of one reconsideration or suit.
    RemedyFact in "remedy_facts", Projection, key 3: (Uuid, Uuid),
    {
        /// Organ whose act is reviewed.
        organ: String,
        /// The case.
        case_id: Uuid,
        /// The remedy case.
        remedy_id: Uuid,
        /// Block of the table: reconsideration, direct suit, suit after reconsideration.
        kind: String,
        /// Day it was opened.
        opened_on: Date,
        /// Day it was decided; absent while pending.
        decided_on: Option<Date>,
        /// Cell of the block that the outcome belongs to; absent while pending.
        bucket: Option<String>,
    }
}

row! {
    /// What section six counts of one fee notice. Amounts are whole fen.
    FeeFact in "fee_facts", Projection, key 3: (Uuid, Uuid),
    {
        /// Organ that charges.
        organ: String,
        /// The case.
        case_id: Uuid,
        /// The fee notice.
        fee_id: Uuid,
        /// Day of the notice.
        noticed_on: Date,
        /// Amount charged, fen.
        charged_fen: i64,
        /// Day it was paid; absent while unpaid.
        paid_on: Option<Date>,
        /// Amount received, fen; absent while unpaid.
        paid_fen: Option<i64>,
    }
}

row! {
    /// A figure of table two as a unit stated it.
    Statement in "statements", Projection, key 2: Uuid,
    {
        /// Organ of the report.
        organ: String,
        /// The statement.
        statement_id: Uuid,
        /// First day of the span it speaks of.
        from_on: Date,
        /// Last day of the span it speaks of.
        to_on: Date,
        /// Path of the cell it fills.
        cell: String,
        /// The figure as stated, in decimal digits.
        figure: String,
        /// Unit that states it.
        unit: String,
        /// Who signed.
        signed_by: String,
        /// Day it was signed.
        signed_on: Date,
        /// File that proves it; absent if none was handed in.
        evidence: Option<Hash>,
    }
}

row! {
    /// A report of a span of days.
    ReportRow in "reports", Projection, key 2: Uuid,
    {
        /// Organ of the report.
        organ: String,
        /// The report.
        report_id: Uuid,
        /// First day of the span.
        from_on: Date,
        /// Last day of the span.
        to_on: Date,
        /// Word for its status: draft, frozen, signed, submitted, published, correcting.
        status: String,
        /// The snapshot of the last frozen version; absent while there is none.
        blob: Option<Hash>,
        /// When that was frozen; absent while there is none.
        frozen_at: Option<Timestamp>,
        /// Number of the last event that this row reflects.
        updated_seq: i64,
    }
}

row! {
    /// An annual report read from a file: the organ's own of an earlier year, or another organ's. Public, and nobody's data.
    ReadReportRow in "read_reports", Projection, key 2: Uuid, indexed [adopted_year],
    {
        /// Organ that took it.
        organ: String,
        /// It.
        reading_id: Uuid,
        /// Name of the organ it is of, as read and corrected; empty where none was read.
        of_organ: String,
        /// Year it is of, as read and corrected; absent where none was read.
        year: Option<i64>,
        /// Form it follows.
        form: String,
        /// Word for the format of its file.
        format: String,
        /// The file as it was taken.
        blob: Hash,
        /// Word for its standing: stands, adopted, withdrawn.
        status: String,
        /// Year as whose report the organ adopted it; absent while it is not adopted.
        adopted_year: Option<i64>,
        /// How many errors checking found when its last figure was entered.
        errors: i64,
        /// How many findings needed an explanation then.
        warnings: i64,
        /// How many checks lacked their figures then.
        unassessed: i64,
        /// How often its reading was corrected by hand.
        corrections: i64,
        /// Login of who took it.
        taken_by: String,
        /// When.
        taken_at: Timestamp,
        /// Number of the last event that this row reflects.
        updated_seq: i64,
    }
}

row! {
    /// A notice of holidays and make-up workdays that has been adopted.
    CalendarNotice in "calendar_notices", Projection, key 3: (i64, String),
    {
        /// Organ that adopted it: the platform.
        organ: String,
        /// Year it orders.
        year: i64,
        /// Number of the notice.
        number: String,
        /// Its days, as the application writes them.
        body: Vec<u8>,
        /// Number of the event that adopted it.
        adopted_seq: i64,
    }
}

row! {
    /// An organ that keeps its record here.
    OrganRow in "organs", Projection, key 1: (),
    {
        /// Code of the organ.
        organ: String,
        /// Full name.
        name: String,
        /// Its settings, as the application writes them.
        settings: Vec<u8>,
        /// Number of the last event that this row reflects.
        updated_seq: i64,
    }
}

row! {
    /// Which layout the rows follow: a version of the application's own way of laying events out.
    LayoutRow in "layouts", Projection, key 1: (),
    {
        /// Organ under which it is kept: the platform.
        organ: String,
        /// The version.
        version: i64,
    }
}
