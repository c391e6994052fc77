//! Sealed personal data in the record: subjects, their sealed pieces, and finding subjects again by a value.

use jiff::Timestamp;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::event::Hash;
use crate::field::Field;
use crate::kept::{BlindRow, Blob, OrganKey, SealedRow, SubjectRow};
use crate::keys::{OwnKey, Vault};
use crate::read::{Reader, text};
use crate::row::{Row, read, select};
use crate::session::Value;
use crate::store::Store;
use crate::write::Write;

/// Most bytes sealed in the database itself; what is longer goes, sealed, into a file.
const IN_DATABASE: usize = 32 << 10;

/// Purpose of the organ's key for the blind index.
const INDEX: &str = "blind-index";

/// A keyed commitment to a piece of sealed data, to stand in an event: HMAC-SM3 with the subject's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment(pub [u8; 32]);

/// What opening a piece of sealed data finds.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    /// The data as it was sealed.
    Plain(Zeroizing<Vec<u8>>),
    /// The subject's key has been destroyed, and the data with it.
    Destroyed,
    /// There is no such piece.
    Absent,
}

impl std::fmt::Debug for Opened {
    /// Never shows what was sealed: it would end in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Opened::Plain(_) => "Plain(…)",
            Opened::Destroyed => "Destroyed",
            Opened::Absent => "Absent",
        })
    }
}

impl Reader {
    /// Opens a piece of a subject's data. Fails with [`Error::WrongMasterKey`] or, if it was tampered with,
    /// [`Error::Sealed`].
    pub async fn open(&mut self, vault: &Vault, organ: &str, subject: Uuid, id: Uuid) -> Result<Opened, Error> {
        let key = match self.subject_key(vault, organ, subject).await {
            Ok(Some(key)) => key,
            Ok(None) => return Ok(Opened::Absent),
            Err(Error::SubjectDestroyed(_)) => return Ok(Opened::Destroyed),
            Err(other) => return Err(other),
        };
        let Some(row) = self.find::<SealedRow>(organ, &(subject, id)).await? else { return Ok(Opened::Absent) };
        self.open_with(vault, &key, &row).await.map(Opened::Plain)
    }

    /// Opens a piece with its subject's key, from the database or from its file.
    pub(crate) async fn open_with(
        &self,
        vault: &Vault,
        key: &OwnKey,
        row: &SealedRow,
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        let read;
        let sealed = match (&row.ciphertext, row.blob) {
            (Some(ciphertext), _) => ciphertext,
            (None, Some(blob)) => {
                read = self.inner.clone().files.get(blob).await?;
                &read
            }
            (None, None) => return Err(Error::Sealed(format!("{} {}", row.subject, row.id))),
        };
        vault.open(key, &row.organ, &row.subject.to_string(), &row.id.to_string(), sealed)
    }

    /// Says whether data is what an event committed to; `None` if the subject is unknown or its key destroyed.
    pub async fn committed(
        &mut self,
        vault: &Vault,
        organ: &str,
        subject: Uuid,
        id: Uuid,
        data: &[u8],
        commitment: &Commitment,
    ) -> Result<Option<bool>, Error> {
        match self.subject_key(vault, organ, subject).await {
            Ok(key) => Ok(key.map(|key| key.commitment(&id.to_string(), data) == commitment.0)),
            Err(Error::SubjectDestroyed(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Finds the subjects whose value of a field is exactly this one. The application normalises values (white space,
    /// letter case, full-width digits) alike when indexing and when asking.
    pub async fn subjects_with(
        &mut self,
        vault: &Vault,
        organ: &str,
        field: &str,
        value: &str,
    ) -> Result<Vec<Uuid>, Error> {
        let Some(key) = self.index_key(vault, organ).await? else { return Ok(Vec::new()) };
        let sql = select!(BlindRow, "WHERE organ = $1 AND field = $2 AND token = $3 ORDER BY subject");
        let values = vec![text(organ), text(field), Value::Bytes(Some(key.token(field, value)))];
        let rows = self.session.all(sql, values, read::<BlindRow>).await?;
        Ok(rows.into_iter().map(|row| row.subject).collect())
    }

    /// Gives a subject's key; `None` if the subject is not known; [`Error::SubjectDestroyed`] if the key is gone.
    async fn subject_key(&mut self, vault: &Vault, organ: &str, subject: Uuid) -> Result<Option<OwnKey>, Error> {
        let Some(row) = self.find::<SubjectRow>(organ, &subject).await? else { return Ok(None) };
        let (Some(wrapped), Some(by)) = (row.wrapped_key, row.wrapped_by) else {
            return Err(Error::SubjectDestroyed(subject.to_string()));
        };
        vault.unwrap(organ, &subject.to_string(), &wrapped, &by).map(Some)
    }

    async fn index_key(&mut self, vault: &Vault, organ: &str) -> Result<Option<OwnKey>, Error> {
        let found = self.find::<OrganKey>(organ, &INDEX.to_owned()).await?;
        found.map(|row| vault.unwrap(organ, INDEX, &row.wrapped_key, &row.wrapped_by)).transpose()
    }
}

impl Write {
    /// Makes a subject with a key of its own. Its id must be new.
    pub async fn add_subject(
        &mut self,
        vault: &Vault,
        organ: &str,
        subject: Uuid,
        made_at: Timestamp,
    ) -> Result<(), Error> {
        let made = vault.own_key().and_then(|key| vault.wrap(organ, &subject.to_string(), &key));
        let (wrapped, by) = self.keep(made)?;
        let row = SubjectRow {
            organ: organ.to_owned(),
            subject,
            wrapped_key: Some(wrapped),
            wrapped_by: Some(by),
            made_at,
            destroyed_at: None,
        };
        static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(crate::row::insert::<SubjectRow>);
        let done = self.session.execute(&SQL, row.values()).await.map(drop);
        self.keep(done)
    }

    /// Seals a piece of a subject's data and gives the commitment for the event. What is long goes, sealed, into a file.
    /// Sealing the same id again replaces the piece.
    pub async fn seal(
        &mut self,
        vault: &Vault,
        organ: &str,
        subject: Uuid,
        id: Uuid,
        data: &[u8],
        at: Timestamp,
    ) -> Result<Commitment, Error> {
        let key = self.subject_key(vault, organ, subject).await;
        let key = key.and_then(|key| key.ok_or_else(|| Error::UnknownSubject(subject.to_string())));
        let key = self.keep(key)?;
        let sealed = vault.seal(&key, organ, &subject.to_string(), &id.to_string(), data);
        let sealed = self.keep(sealed)?;
        let (ciphertext, blob) = if sealed.len() <= IN_DATABASE {
            (Some(sealed), None)
        } else {
            (None, Some(self.put_blob(organ, sealed, "application/octet-stream", at).await?))
        };
        self.put(&SealedRow { organ: organ.to_owned(), subject, id, ciphertext, blob }).await?;
        Ok(Commitment(key.commitment(&id.to_string(), data)))
    }

    /// Makes a subject findable by a value of a field, without storing the value.
    pub async fn index(
        &mut self,
        vault: &Vault,
        organ: &str,
        subject: Uuid,
        field: &str,
        value: &str,
    ) -> Result<(), Error> {
        let found = self.index_key(vault, organ).await;
        let key = match self.keep(found)? {
            Some(key) => key,
            None => self.add_index_key(vault, organ).await?,
        };
        let token = key.token(field, value);
        self.put(&BlindRow { organ: organ.to_owned(), field: field.to_owned(), token, subject }).await
    }

    async fn add_index_key(&mut self, vault: &Vault, organ: &str) -> Result<OwnKey, Error> {
        let made = vault.own_key().and_then(|key| vault.wrap(organ, INDEX, &key));
        let (wrapped_key, wrapped_by) = self.keep(made)?;
        let row = OrganKey { organ: organ.to_owned(), purpose: INDEX.to_owned(), wrapped_key, wrapped_by };
        // Another writer may make it at the same time; the first one's stands, and both use that.
        static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
            format!("{} ON CONFLICT (organ, purpose) DO NOTHING", crate::row::insert::<OrganKey>())
        });
        let done = self.session.execute(&SQL, row.values()).await;
        self.keep(done)?;
        let key = self.index_key(vault, organ).await;
        let key = key.and_then(|key| key.ok_or_else(|| Error::Unstorable(INDEX.to_owned())));
        self.keep(key)
    }

    /// Destroys a subject's key, and with it all that was sealed for it: its pieces and its index rows go in the same
    /// transaction, files sealed for it become orphans. On SQLite nothing of the key is left in the database's files
    /// after the commit; a server keeps it until it has vacuumed and recycled its logs. The events stay as they are. Destroying twice is harmless;
    /// `false` if there is no such subject.
    pub async fn destroy_subject(&mut self, organ: &str, subject: Uuid, at: Timestamp) -> Result<bool, Error> {
        let files = self
            .session
            .all(
                select!(SealedRow, "WHERE organ = $1 AND subject = $2 AND blob IS NOT NULL"),
                vec![text(organ), subject.value()],
                read::<SealedRow>,
            )
            .await;
        let blobs: Vec<Hash> = self.keep(files)?.into_iter().filter_map(|row| row.blob).collect();
        let key = || vec![text(organ), subject.value()];
        let mut steps = vec![
            ("DELETE FROM sealed WHERE organ = $1 AND subject = $2", key()),
            ("DELETE FROM blind_index WHERE organ = $1 AND subject = $2", key()),
        ];
        let gone = blobs.iter().map(|blob| (Blob::delete_sql(), vec![text(organ), blob.value()]));
        steps.extend(gone);
        let done = self.session.steps(steps).await;
        self.keep(done)?;
        self.destroys = true;
        let mut values = key();
        values.push(at.value());
        let touched = self
            .session
            .execute(
                "UPDATE subjects SET wrapped_key = NULL, wrapped_by = NULL, \
                 destroyed_at = COALESCE(destroyed_at, $3) WHERE organ = $1 AND subject = $2",
                values,
            )
            .await;
        Ok(self.keep(touched)? == 1)
    }
}

impl Store {
    /// Wraps every key anew with another master key, in one transaction: until it ends the old key opens everything,
    /// after it the new one. Gives how many keys. A key destroyed meanwhile stays destroyed.
    pub async fn rotate_master_key(&self, old: &Vault, new: &Vault) -> Result<u64, Error> {
        const SUBJECT: &str = "UPDATE subjects SET wrapped_key = $3, wrapped_by = $4 \
                               WHERE organ = $1 AND subject = $2 AND wrapped_key = $5";
        let mut write = self.write().await?;
        // What the old key wrapped must not linger either.
        write.destroys = true;
        let mut rotated = 0;
        let sql = select!(SubjectRow, "WHERE wrapped_key IS NOT NULL ORDER BY organ, subject");
        for row in write.session.all(sql, Vec::new(), read::<SubjectRow>).await? {
            let (Some(before), Some(by)) = (row.wrapped_key, row.wrapped_by) else { continue };
            let of = row.subject.to_string();
            let key = old.unwrap(&row.organ, &of, &before, &by)?;
            let (wrapped, by) = new.wrap(&row.organ, &of, &key)?;
            let values = [wrapped, by, before].map(|bytes| Value::Bytes(Some(bytes)));
            let values = [text(&row.organ), row.subject.value()].into_iter().chain(values).collect();
            rotated += write.session.execute(SUBJECT, values).await?;
        }
        let sql = select!(OrganKey, "ORDER BY organ, purpose");
        for mut row in write.session.all(sql, Vec::new(), read::<OrganKey>).await? {
            let key = old.unwrap(&row.organ, &row.purpose, &row.wrapped_key, &row.wrapped_by)?;
            (row.wrapped_key, row.wrapped_by) = new.wrap(&row.organ, &row.purpose, &key)?;
            write.put(&row).await?;
            rotated += 1;
        }
        write.commit().await?;
        Ok(rotated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_is_not_shown_by_debugging() {
        let opened = Opened::Plain(Zeroizing::new(b"secret".to_vec()));
        assert_eq!(format!("{opened:?}"), "Plain(…)");
    }
}
