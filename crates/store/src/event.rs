//! One event of the record, and the hash that chains it to the one before.

use jiff::Timestamp;
use jiff::civil::Date;
use sm3::{Digest, Sm3};

use crate::row::row;

/// Domain tag of the event hash; a change of what is hashed is a new tag.
const TAG: &[u8] = b"gongkai/event/1";

/// Most bytes one payload may hold: 16 MiB. What is larger belongs into a file.
pub const MAX_PAYLOAD: usize = 16 << 20;

/// An SM3 digest, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash that stands before the first event of a stream.
    pub const NONE: Hash = Hash([0; 32]);

    /// Digests bytes with SM3, untagged: the content address of a file.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sm3::digest(bytes).into())
    }

    /// Reads 64 lower-case or upper-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Hash> {
        let mut hash = [0; 32];
        crate::hex::decode(text.as_bytes(), &mut hash).then_some(Hash(hash))
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// Where a stream stands: how many events it has, and the hash of the last. A writer hands back the head it has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of the last event, counted from 1; 0 for a stream that is not there yet.
    pub seq: i64,
    /// Hash of the last event; [`Hash::NONE`] for a stream that is not there yet.
    pub hash: Hash,
}

impl Head {
    /// The head of a stream that has no events yet.
    pub const NONE: Head = Head { seq: 0, hash: Hash::NONE };
}

/// An event about to be recorded. The bytes of the payload are kept and hashed verbatim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// When it is entered; kept in whole microseconds, finer parts are cut off.
    pub recorded_at: Timestamp,
    /// The date of the fact in Shanghai.
    pub occurred_on: Date,
    /// Who enters it: the login name of an account, or a name of the program's own duties.
    pub actor: String,
    /// Why, in the actor's words; may be empty.
    pub reason: String,
    /// Kind of the event, past tense, e.g. `Registered`.
    pub kind: String,
    /// Version of the payload's form, counted from 1.
    pub version: i64,
    /// The event's body, opaque here; personal data does not belong in it. At most [`MAX_PAYLOAD`] bytes.
    pub payload: Vec<u8>,
}

row! {
    /// An event as it stands in the record.
    StoredEvent in "events", Log, key 3: (String, i64),
    {
        /// Organ it belongs to.
        organ: String,
        /// Stream it belongs to, e.g. `case/0190…`.
        stream: String,
        /// Number in the stream, from 1 without gaps.
        seq: i64,
        /// When it was entered, in whole microseconds.
        recorded_at: Timestamp,
        /// The date of the fact in Shanghai.
        occurred_on: Date,
        /// Who entered it.
        actor: String,
        /// Why, in the actor's words; may be empty.
        reason: String,
        /// Kind of the event.
        kind: String,
        /// Version of the payload's form.
        version: i64,
        /// The event's body, verbatim.
        payload: Vec<u8>,
        /// Hash of the event before it, [`Hash::NONE`] for the first.
        prev_hash: Hash,
        /// Tagged SM3 over every column above.
        hash: Hash,
    }
}

row! {
    /// Where a stream stands, kept beside the events so that a tail cut off is noticed.
    HeadRow in "stream_heads", Log, key 2: String,
    {
        /// Organ of the stream.
        organ: String,
        /// The stream.
        stream: String,
        /// Number of its last event.
        seq: i64,
        /// Hash of its last event.
        hash: Hash,
    }
}

impl HeadRow {
    /// Gives the head it tells of.
    pub(crate) fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }
}

impl StoredEvent {
    /// Places a new event after `head` and computes its hash.
    pub(crate) fn after(head: &Head, organ: &str, stream: &str, new: NewEvent) -> StoredEvent {
        let micros = new.recorded_at.as_microsecond();
        let mut event = StoredEvent {
            organ: organ.to_owned(),
            stream: stream.to_owned(),
            seq: head.seq + 1,
            recorded_at: Timestamp::from_microsecond(micros).unwrap_or(new.recorded_at),
            occurred_on: new.occurred_on,
            actor: new.actor,
            reason: new.reason,
            kind: new.kind,
            version: new.version,
            payload: new.payload,
            prev_hash: head.hash,
            hash: Hash::NONE,
        };
        event.hash = event.computed_hash();
        event
    }

    /// Computes what the hash must be: tagged SM3 over every column, each led by its length, the predecessor's hash
    /// among them.
    pub fn computed_hash(&self) -> Hash {
        let mut sm3 = Sm3::new();
        let mut column = |bytes: &[u8]| {
            sm3.update((bytes.len() as u64).to_be_bytes());
            sm3.update(bytes);
        };
        column(TAG);
        column(self.organ.as_bytes());
        column(self.stream.as_bytes());
        column(&self.seq.to_be_bytes());
        column(&self.recorded_at.as_microsecond().to_be_bytes());
        column(self.occurred_on.to_string().as_bytes());
        column(self.actor.as_bytes());
        column(self.reason.as_bytes());
        column(self.kind.as_bytes());
        column(&self.version.to_be_bytes());
        column(&self.payload);
        column(&self.prev_hash.0);
        Hash(sm3.finalize().into())
    }

    /// Gives the head of the stream right after this event.
    pub fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }
}

/// A stream's events in their order, with the head to hand back when appending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Every event of the stream, from the first.
    pub events: Vec<StoredEvent>,
    /// Where the stream stood when read; [`Head::NONE`] if it is not there.
    pub head: Head,
}
