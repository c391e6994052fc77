//! How events become bytes and come back.
//!
//! An event is an enum whose variants carry their own fields. In the record its variant is the `kind`, its fields are
//! the payload (JSON with the fields in the order they are declared), and `version` says which form the fields have. A
//! form that changes takes the next version and an upcast from the one before, so that what any release has written is
//! read for ever. A kind or version that is not known is refused by name: a newer program wrote it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::AppError;

/// Turns the payload of one version into that of the next.
pub type Upcast = fn(Value) -> Value;

/// One step from an older form to the next.
#[derive(Clone, Copy)]
pub struct Step {
    /// The kind it is for.
    pub kind: &'static str,
    /// The version it reads; it gives the next.
    pub from: i64,
    /// What it does.
    pub upcast: Upcast,
}

/// The steps known for one family of events.
#[derive(Clone, Copy)]
pub struct Upcasts(pub &'static [Step]);

impl Upcasts {
    /// The version this program writes a kind in: one more than the highest a step reads, else 1.
    pub fn current(&self, kind: &str) -> i64 {
        self.0.iter().filter(|step| step.kind == kind).map(|step| step.from + 1).max().unwrap_or(1)
    }
}

/// An event as it goes into the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The variant's name.
    pub kind: String,
    /// The form of the payload.
    pub version: i64,
    /// The fields, as JSON.
    pub payload: Vec<u8>,
}

/// A family of events that is kept in the record: an enum that serde writes as one object tagged by `event`.
pub trait EventFamily: Serialize + DeserializeOwned {
    /// The steps from older forms.
    const UPCASTS: Upcasts;
}

/// The field by which serde tells the variants apart.
const TAG: &str = "event";

/// Writes an event; fails only if it cannot be written as a tagged JSON object at all.
pub fn encode<E: EventFamily>(event: &E) -> Result<Encoded, AppError> {
    let mut value = serde_json::to_value(event).map_err(AppError::Unwritable)?;
    let tag = value.as_object_mut().and_then(|fields| fields.shift_remove(TAG));
    let Some(Value::String(kind)) = tag else {
        return Err(AppError::Inconsistent("事件的形式不对".to_owned()));
    };
    let version = E::UPCASTS.current(&kind);
    let payload = serde_json::to_vec(&value).map_err(AppError::Unwritable)?;
    Ok(Encoded { kind, version, payload })
}

/// Reads an event of any version written so far.
pub fn decode<E: EventFamily>(kind: &str, version: i64, payload: &[u8]) -> Result<E, AppError> {
    let newer = || AppError::NewerEvent { kind: kind.to_owned(), version };
    let unreadable = |source| AppError::UnreadableEvent { kind: kind.to_owned(), version, source };
    let current = E::UPCASTS.current(kind);
    if version < 1 || version > current {
        return Err(newer());
    }
    // serde says which variants it knows; a kind that is none of them is a newer program's, not damage.
    let refused = |error: serde_json::Error| {
        if error.to_string().starts_with(&format!("unknown variant `{kind}`")) { newer() } else { unreadable(error) }
    };
    if version == current
        && let Some(tagged) = tagged(kind, payload)
    {
        return serde_json::from_slice(&tagged).map_err(refused);
    }
    let mut fields: Value = serde_json::from_slice(payload).map_err(unreadable)?;
    for from in version..current {
        let step = E::UPCASTS.0.iter().find(|step| step.kind == kind && step.from == from).ok_or_else(newer)?;
        fields = (step.upcast)(fields);
    }
    if let Value::Object(fields) = &mut fields {
        fields.insert(TAG.to_owned(), Value::String(kind.to_owned()));
    }
    E::deserialize(fields).map_err(refused)
}

/// The payload of an event in its present form with the kind put back in front; `None` where it does not begin as those
/// written here do.
fn tagged(kind: &str, payload: &[u8]) -> Option<Vec<u8>> {
    let plain = kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let fields = payload.strip_prefix(b"{").filter(|_| plain)?;
    let comma = if fields.trim_ascii_start().starts_with(b"}") { "" } else { "," };
    let mut tagged = format!("{{\"{TAG}\":\"{kind}\"{comma}").into_bytes();
    tagged.extend_from_slice(fields);
    Some(tagged)
}

/// Reads an event out of the record.
pub fn decode_stored<E: EventFamily>(event: &store::StoredEvent) -> Result<E, AppError> {
    decode(&event.kind, event.version, &event.payload)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "event", rename_all = "snake_case")]
    enum Sample {
        Began { day: u8, title: String },
        Ended,
        Emptied {},
    }

    impl EventFamily for Sample {
        const UPCASTS: Upcasts = Upcasts(&[
            Step { kind: "began", from: 1, upcast: |fields| rename(fields, "on", "day") },
            Step { kind: "began", from: 2, upcast: |fields| rename(fields, "name", "title") },
        ]);
    }

    fn rename(mut fields: Value, old: &str, new: &str) -> Value {
        if let Some(object) = fields.as_object_mut()
            && let Some(value) = object.remove(old)
        {
            object.insert(new.to_owned(), value);
        }
        fields
    }

    #[test]
    fn what_is_written_is_read_back() {
        for event in [Sample::Began { day: 3, title: "甲".to_owned() }, Sample::Ended, Sample::Emptied {}] {
            let encoded = encode(&event).unwrap();
            let read: Sample = decode(&encoded.kind, encoded.version, &encoded.payload).unwrap();
            assert_eq!(read, event);
        }
        assert_eq!(encode(&Sample::Began { day: 3, title: "甲".to_owned() }).unwrap().version, 3);
        // However the fields are laid out.
        for payload in [" {\"day\": 3, \"title\": \"甲\"} ", "{\n\"title\":\"甲\",\"day\":3}"] {
            let read: Sample = decode("began", 3, payload.as_bytes()).unwrap();
            assert_eq!(read, Sample::Began { day: 3, title: "甲".to_owned() });
        }
        assert_eq!(decode::<Sample>("emptied", 1, b"{ }").unwrap(), Sample::Emptied {});
    }

    #[test]
    fn every_older_form_is_read_through_its_upcasts() {
        let first: Sample = decode("began", 1, r#"{"on":5,"name":"乙"}"#.as_bytes()).unwrap();
        let second: Sample = decode("began", 2, r#"{"day":5,"name":"乙"}"#.as_bytes()).unwrap();
        assert_eq!(first, Sample::Began { day: 5, title: "乙".to_owned() });
        assert_eq!(second, first);
    }

    #[test]
    fn what_a_newer_program_wrote_is_refused_by_name() {
        for (kind, version) in [("began", 4), ("resumed", 1), ("ended", 2), ("began", 0)] {
            let refused = decode::<Sample>(kind, version, b"{}").unwrap_err();
            assert!(matches!(&refused, AppError::NewerEvent { kind: named, .. } if named == kind), "{refused}");
        }
        let damaged = decode::<Sample>("began", 3, br#"{"day":"x","title":1}"#).unwrap_err();
        assert!(matches!(damaged, AppError::UnreadableEvent { .. }));
    }
}
