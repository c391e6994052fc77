//! Several statements as one text, so that SQLite's thread takes them in one round trip.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::changes::Step;

/// Most statements sent to SQLite's thread at once; bounds how many texts the cache of statements meets.
pub(super) const BATCH: usize = 16;

/// Most texts of batches remembered; an application has a few dozen.
const BATCHES: usize = 512;

/// Joins statements into one text, each one's places counted on from the last's. SQLite's driver hands out values by the
/// number in the place over the whole text; PostgreSQL takes one statement at a time and never comes here.
pub(super) fn batched(steps: &[Step]) -> Arc<str> {
    static KNOWN: LazyLock<Mutex<HashMap<Vec<usize>, Arc<str>>>> = LazyLock::new(Mutex::default);
    // The texts are static, so that their addresses name them.
    let key: Vec<usize> = steps.iter().map(|(sql, _)| sql.as_ptr() as usize).collect();
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(text) = known.get(&key) {
        return text.clone();
    }
    let mut text = String::new();
    let mut before = 0;
    for (sql, values) in steps {
        let mut rest = *sql;
        while let Some((head, tail)) = rest.split_once('$') {
            let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
            let (number, after) = tail.split_at(digits);
            text.push_str(head);
            text.push('$');
            text.push_str(&(before + number.parse::<usize>().unwrap_or(0)).to_string());
            rest = after;
        }
        text.push_str(rest);
        text.push_str(";\n");
        before += values.len();
    }
    let text: Arc<str> = text.into();
    if known.len() >= BATCHES {
        known.clear();
    }
    known.insert(key, text.clone());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Value;

    #[test]
    fn places_of_joined_statements_are_counted_on() {
        let int = || Value::Int(Some(1));
        let steps: Vec<Step> =
            vec![("UPDATE a SET b = $2 WHERE c = $1", vec![int(), int()]), ("DELETE FROM d WHERE e = $1", vec![int()])];
        assert_eq!(&*batched(&steps), "UPDATE a SET b = $2 WHERE c = $1;\nDELETE FROM d WHERE e = $3;\n");
        assert_eq!(batched(&steps), batched(&steps));
    }
}
