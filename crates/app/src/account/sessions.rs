//! Sessions: who a request comes from, where somebody is signed in, and ending that.

use jiff::{SignedDuration, Timestamp};
use store::{Account, Changes, SessionRow};
use uuid::Uuid;

use super::token::Token;
use super::{User, no_user};
use crate::actor::Actor;
use crate::app::App;
use crate::authorise::{Action, Scope, authorise};
use crate::error::AppError;
use crate::moment::Moment;
use crate::occasion::Occasion;

/// How long a session lasts unused: a working day, so that lunch does not end it and the night does.
pub const IDLE_LIMIT: SignedDuration = SignedDuration::from_hours(8);
/// How long a session lasts however much it is used: a stolen cookie is worth a week at most.
pub const LONGEST_SESSION: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How old the note of a session's last use may grow: reading pages must not write on every request.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Somebody signed in, as a request finds it.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// What it is called when it is listed and ended; no secret.
    pub id: Uuid,
    /// Who acts, with the roles held now.
    pub actor: Actor,
    /// The person's unit; absent when none.
    pub unit: Option<String>,
    /// What every form of the session carries and brings back; see [`Session::csrf_fits`].
    pub csrf: String,
    /// When the person signed in.
    pub made_at: Timestamp,
    /// When it was last used, to within five minutes.
    pub seen_at: Timestamp,
    /// When it ends however much it is used.
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for Session {
    /// Never shows what forms carry.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Session({}, {} of {}, …)", self.id, self.actor.id, self.actor.organ)
    }
}

impl Session {
    pub(super) fn new(row: SessionRow, holder: Account, token: &Token) -> Self {
        let user = User::from(holder);
        Session {
            id: row.session_id,
            actor: Actor::new(&row.organ, &user.login, &user.name, &user.roles),
            unit: user.unit,
            csrf: token.csrf(),
            made_at: row.made_at,
            seen_at: row.seen_at,
            expires_at: row.expires_at,
        }
    }

    /// Whether a form brought back what it was given. Takes as long wherever the two differ.
    pub fn csrf_fits(&self, brought: &str) -> bool {
        let (ours, theirs) = (self.csrf.as_bytes(), brought.as_bytes());
        ours.len() == theirs.len() && ours.iter().zip(theirs).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
    }
}

/// A place where somebody is signed in, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInfo {
    /// By which it is ended.
    pub id: Uuid,
    /// The account's login.
    pub login: String,
    /// When the person signed in.
    pub made_at: Timestamp,
    /// When it was last used, to within five minutes.
    pub seen_at: Timestamp,
    /// When it ends however much it is used.
    pub expires_at: Timestamp,
    /// The browser as it named itself; may be empty.
    pub agent: String,
}

impl App {
    /// Who a request comes from: `None` for a token nobody was given, a session that has ended, an account closed since.
    ///
    /// Roles and name are those of the account now. One read; a write at most every five minutes.
    pub async fn session(&self, at: Moment, token: &str) -> Result<Option<Session>, AppError> {
        let Some(token) = Token::parse(token) else { return Ok(None) };
        let now = at.recorded_at;
        let found = self.store.read().await?.session(token.organ(), token.kept()).await?;
        let Some((mut row, holder)) = found else { return Ok(None) };
        if !lives(&row, now) || !holder.active {
            return Ok(None);
        }
        if now.duration_since(row.seen_at) >= SEEN_EVERY {
            // Whoever cannot be noted down may read on; only the session's idle limit comes earlier.
            match self.seen(&token, now).await {
                Ok(()) => row.seen_at = now,
                Err(error) => tracing::warn!(%error, "the use of a session was not noted"),
            }
        }
        Ok(Some(Session::new(row, holder, &token)))
    }

    /// Ends the session of a token. A token nobody was given ends nothing, and that is as well.
    pub async fn sign_out(&self, token: &str) -> Result<(), AppError> {
        match Token::parse(token) {
            Some(token) => self.end(token.organ(), &token.kept()).await,
            None => Ok(()),
        }
    }

    /// Where the actor is signed in, the place used last first.
    pub async fn sessions(&self, occasion: &Occasion<'_>) -> Result<Vec<SessionInfo>, AppError> {
        self.permit(occasion, Action::ManageOwnAccount)?;
        self.live_sessions(occasion, &occasion.actor.id).await
    }

    /// Where somebody of the organ is signed in, for its administrator.
    pub async fn user_sessions(&self, occasion: &Occasion<'_>, login: &str) -> Result<Vec<SessionInfo>, AppError> {
        self.permit(occasion, Action::ManageUsers)?;
        if self.store.find::<Account>(occasion.organ, &login.to_owned()).await?.is_none() {
            return Err(no_user(login));
        }
        self.live_sessions(occasion, login).await
    }

    /// Ends a session: one's own, or as an administrator any of the organ.
    pub async fn revoke_session(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<(), AppError> {
        self.permit(occasion, Action::ManageOwnAccount)?;
        let mut reader = self.store.read().await?;
        let administers = authorise(occasion.actor, Action::ManageUsers, &Scope::organ(occasion.organ)).is_ok();
        let within = if administers {
            reader.list::<SessionRow>(occasion.organ).await?
        } else {
            reader.sessions_of(occasion.organ, &occasion.actor.id).await?
        };
        drop(reader);
        match within.into_iter().find(|row| row.session_id == id) {
            Some(row) => self.end(&row.organ, &row.token).await,
            None => Err(AppError::NotFound { what: "登录会话", which: id.to_string() }),
        }
    }

    async fn live_sessions(&self, occasion: &Occasion<'_>, login: &str) -> Result<Vec<SessionInfo>, AppError> {
        let rows = self.store.read().await?.sessions_of(occasion.organ, login).await?;
        Ok(rows.into_iter().filter(|row| lives(row, occasion.at.recorded_at)).map(SessionInfo::from).collect())
    }

    async fn seen(&self, token: &Token, now: Timestamp) -> Result<(), AppError> {
        let mut write = self.store.write().await?;
        write.touch_session(token.organ(), token.kept(), now).await?;
        Ok(write.commit().await?)
    }

    async fn end(&self, organ: &str, token: &store::Hash) -> Result<(), AppError> {
        let mut changes = Changes::new();
        changes.delete::<SessionRow>(organ, token);
        let mut write = self.store.write().await?;
        write.apply(&changes).await?;
        Ok(write.commit().await?)
    }
}

impl From<SessionRow> for SessionInfo {
    fn from(row: SessionRow) -> Self {
        let SessionRow { session_id: id, login, made_at, seen_at, expires_at, agent, .. } = row;
        SessionInfo { id, login, made_at, seen_at, expires_at, agent }
    }
}

/// Whether a session has not ended by itself.
fn lives(row: &SessionRow, now: Timestamp) -> bool {
    now < row.expires_at && now.duration_since(row.seen_at) < IDLE_LIMIT
}
