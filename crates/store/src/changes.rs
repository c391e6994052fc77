//! Rows to put and to delete, gathered so that they are written together with the events they follow from.

use uuid::Uuid;

use crate::field::{Field, Key};
use crate::row::Row;
use crate::session::Value;

/// One statement with its values.
pub(crate) type Step = (&'static str, Vec<Value>);

/// Rows to put and to delete, in the order given. Empty is allowed.
#[derive(Debug, Default, Clone)]
pub struct Changes {
    pub(crate) steps: Vec<Step>,
}

impl Changes {
    /// Begins with nothing to change.
    pub fn new() -> Changes {
        Changes::default()
    }

    /// Writes a row, in place of the one with the same key if there is one.
    pub fn put<R: Row>(&mut self, row: &R) -> &mut Changes {
        self.steps.push((R::upsert_sql(), row.values()));
        self
    }

    /// Writes a row in place of one that is known, as [`Changes::put`] does, but leaves alone what indexes hold of the
    /// row where that has not changed.
    pub fn put_over<R: Row>(&mut self, before: &R, row: &R) -> &mut Changes {
        self.steps.push((row.upsert_over_sql(before), row.values()));
        self
    }

    /// Removes the row with this key, if it is there.
    pub fn delete<R: Row>(&mut self, organ: &str, key: &R::Key) -> &mut Changes {
        let mut values = vec![organ.to_owned().value()];
        values.extend(key.values());
        self.steps.push((R::delete_sql(), values));
        self
    }

    /// Puts these rows in place of all that the table holds of one case (the first part of its key after the organ).
    pub fn replace_of<R: Row>(&mut self, organ: &str, case_id: Uuid, rows: &[R]) -> &mut Changes {
        self.steps.push((R::delete_of_sql(), vec![organ.to_owned().value(), case_id.value()]));
        rows.iter().for_each(|row| {
            self.put(row);
        });
        self
    }

    /// Says whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Adds another's changes after these.
    pub fn extend(&mut self, other: Changes) -> &mut Changes {
        self.steps.extend(other.steps);
        self
    }
}
