//! JSON text as a value, with the keys that stand twice in one object told: the second would hide the first.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// How many repeated keys are told at most.
const MAX_REPEATED: usize = 40;

/// Reads a JSON text and the paths of the keys that stand twice in one object.
pub(super) fn read(bytes: &[u8]) -> Result<(Value, Vec<String>), serde_json::Error> {
    let mut repeated = Vec::new();
    let mut text = serde_json::Deserializer::from_slice(bytes);
    let value = Keeping { at: "", repeated: &mut repeated }.deserialize(&mut text)?;
    text.end()?;
    Ok((value, repeated))
}

/// Builds the value at a path.
struct Keeping<'k> {
    at: &'k str,
    repeated: &'k mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Keeping<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Keeping<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element_seed(Keeping { at: self.at, repeated: &mut *self.repeated })? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let shown: String = key.chars().take(60).collect();
            let at = super::parse::joined(self.at, &shown);
            let value = map.next_value_seed(Keeping { at: &at, repeated: &mut *self.repeated })?;
            if object.insert(key, value).is_some() && self.repeated.len() < MAX_REPEATED {
                self.repeated.push(at);
            }
        }
        Ok(Value::Object(object))
    }
}
