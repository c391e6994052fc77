//! Who is signed in where: the sessions of accounts, found on every request, touched now and then, and ended.
//!
//! A session is never put again after it was made: a request that still holds it must not bring back one that was ended
//! meanwhile. It is touched by an update of the row, which does nothing when the row is gone.

use jiff::Timestamp;

use crate::error::Error;
use crate::event::Hash;
use crate::field::Field;
use crate::kept::{Account, SessionRow};
use crate::read::{Reader, text};
use crate::row::{Row, read, select};
use crate::write::Write;

impl Reader {
    /// Finds a session by its token's hash, with the account it belongs to; on SQLite in one round trip, since every
    /// request asks it.
    pub async fn session(&mut self, organ: &str, token: Hash) -> Result<Option<(SessionRow, Account)>, Error> {
        let account = select!(
            Account,
            "WHERE organ = $1 AND login = (SELECT login FROM sessions WHERE organ = $1 AND token = $2)"
        );
        let key = || vec![text(organ), token.value()];
        let (mut session, mut holder) = (None, None);
        self.session
            .several(vec![(SessionRow::find_sql(), key()), (account, key())], |place, columns| {
                match place {
                    0 => session = Some(read::<SessionRow>(columns)?),
                    _ => holder = Some(read::<Account>(columns)?),
                }
                Ok(())
            })
            .await?;
        Ok(session.zip(holder))
    }

    /// Lists the sessions of an account, the one used last first.
    pub async fn sessions_of(&mut self, organ: &str, login: &str) -> Result<Vec<SessionRow>, Error> {
        let sql = select!(SessionRow, "WHERE organ = $1 AND login = $2 ORDER BY seen_at DESC, session_id");
        self.session.all(sql, vec![text(organ), text(login)], read::<SessionRow>).await
    }
}

impl Write {
    /// Notes that a session was used, if it is still there.
    pub async fn touch_session(&mut self, organ: &str, token: Hash, at: Timestamp) -> Result<(), Error> {
        const TOUCH: &str = "UPDATE sessions SET seen_at = $3 WHERE organ = $1 AND token = $2";
        let done = self.session.execute(TOUCH, vec![text(organ), token.value(), at.value()]).await;
        self.keep(done).map(drop)
    }

    /// Ends the sessions of an account, all of them or all but one.
    pub async fn end_sessions_of(&mut self, organ: &str, login: &str, except: Option<uuid::Uuid>) -> Result<(), Error> {
        const END: &str = "DELETE FROM sessions WHERE organ = $1 AND login = $2 \
                           AND (CAST($3 AS TEXT) IS NULL OR session_id <> $3)";
        let done = self.session.execute(END, vec![text(organ), text(login), except.value()]).await;
        self.keep(done).map(drop)
    }

    /// Removes an organ's sessions that have ended by themselves: those past their end, and those not used since.
    pub async fn sweep_sessions(&mut self, organ: &str, now: Timestamp, unused_since: Timestamp) -> Result<(), Error> {
        const SWEEP: &str = "DELETE FROM sessions WHERE organ = $1 AND (expires_at <= $2 OR seen_at <= $3)";
        let done = self.session.execute(SWEEP, vec![text(organ), now.value(), unused_since.value()]).await;
        self.keep(done).map(drop)
    }

    /// Notes when somebody last signed in with an account; nothing else of it is touched.
    pub async fn note_sign_in(&mut self, organ: &str, login: &str, at: Timestamp) -> Result<(), Error> {
        const NOTE: &str = "UPDATE accounts SET signed_in_at = $3 WHERE organ = $1 AND login = $2";
        let done = self.session.execute(NOTE, vec![text(organ), text(login), at.value()]).await;
        self.keep(done).map(drop)
    }
}
