//! Signing in, and the password one signs in with.

use jiff::Timestamp;
use store::{Account, SessionRow};
use uuid::Uuid;

use super::sessions::{IDLE_LIMIT, LONGEST_SESSION, Session};
use super::token::Token;
use super::{LOGIN_MAX, held, no_user, record, stream_of};
use crate::app::App;
use crate::authorise::Action;
use crate::error::{AppError, Faults};
use crate::events::AccountEvent;
use crate::moment::Moment;
use crate::occasion::Occasion;
use crate::organ::check_code;
use crate::password::{check_password, fits_aside};

/// Most characters kept of how a browser names itself.
const AGENT_MAX: usize = 200;

/// What signing in gives.
pub struct SignedIn {
    /// What the browser is to bring with every request. It is kept nowhere else and told only here.
    pub token: String,
    /// The session it opens.
    pub session: Session,
}

impl std::fmt::Debug for SignedIn {
    /// Never shows the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignedIn({:?})", self.session)
    }
}

impl App {
    /// Signs somebody in. An unknown organ or login, a closed account and a wrong password are one and the same
    /// [`AppError::SignInFailed`], after the same work.
    ///
    /// How often it may be tried is the caller's to limit; hashing itself goes a few at a time.
    pub async fn sign_in(
        &self,
        at: Moment,
        organ: &str,
        login: &str,
        password: &str,
        agent: &str,
    ) -> Result<SignedIn, AppError> {
        let login = login.trim();
        let kept = self.password_kept(organ, login).await?;
        if !fits_aside(password, kept.clone()).await? {
            return Err(AppError::SignInFailed);
        }
        let mut secret = [0; 32];
        self.entropy.fill(&mut secret).map_err(store::Error::Entropy)?;
        let token = Token::new(organ, secret);

        let mut write = self.store.write().await?;
        // Closed, or given another password, while this one was checked: the account's stream says so from now on.
        write.hold(organ, &stream_of(login)).await?;
        let holder = write.find::<Account>(organ, &login.to_owned()).await?;
        let holder = holder.filter(|holder| holder.active && holder.password == kept);
        let holder = holder.ok_or(AppError::SignInFailed)?;
        let now = whole_microseconds(at.recorded_at);
        let row = SessionRow {
            organ: organ.to_owned(),
            token: token.kept(),
            session_id: self.ids.next(),
            login: login.to_owned(),
            made_at: now,
            seen_at: now,
            expires_at: now.checked_add(LONGEST_SESSION).unwrap_or(Timestamp::MAX),
            agent: agent.chars().filter(|c| !c.is_control()).take(AGENT_MAX).collect(),
        };
        write.sweep_sessions(organ, now, now.checked_sub(IDLE_LIMIT).unwrap_or(Timestamp::MIN)).await?;
        write.put(&row).await?;
        write.note_sign_in(organ, login, now).await?;
        write.commit().await?;
        Ok(SignedIn { token: token.to_string(), session: Session::new(row, holder, &token) })
    }

    /// The hash an active account's password is kept as; `None` for whatever cannot be signed in to.
    async fn password_kept(&self, organ: &str, login: &str) -> Result<Option<String>, AppError> {
        let mut faults = Faults::default();
        check_code(organ, &mut faults);
        let no_login = login.is_empty() || login.chars().count() > LOGIN_MAX || login.chars().any(char::is_control);
        if no_login || !faults.0.is_empty() {
            return Ok(None);
        }
        let account = self.store.find::<Account>(organ, &login.to_owned()).await?;
        Ok(account.filter(|account| account.active).and_then(|account| account.password))
    }

    /// Changes the actor's own password; all faults at once, under `old` and `new`. Every other session of the account
    /// ends; the one named goes on.
    pub async fn change_password(
        &self,
        occasion: &Occasion<'_>,
        session: Uuid,
        old: &str,
        new: &str,
    ) -> Result<(), AppError> {
        self.permit(occasion, Action::ManageOwnAccount)?;
        let (organ, login) = (occasion.organ, occasion.actor.id.as_str());
        let kept = self.password_kept(organ, login).await?.ok_or_else(|| no_user(login))?;
        let mut faults = Faults::default();
        if !fits_aside(old, Some(kept.clone())).await? {
            faults.add("old", "原口令不正确，请重新填写");
        }
        check_password(login, new, "new", &mut faults);
        if new == old {
            faults.add("new", "新口令不能与原口令相同");
        }
        faults.none_or()?;
        let password = self.hashed(new).await?;
        let mut write = self.store.write().await?;
        let mut account = held(&mut write, organ, login).await?;
        if !account.active || account.password.as_ref() != Some(&kept) {
            return Err(AppError::NotNow("账号或者口令刚刚被改动过，本次操作没有保存，请重新登录后再试".to_owned()));
        }
        account.password = Some(password);
        write.end_sessions_of(organ, login, Some(session)).await?;
        record(write, occasion, &account, &[AccountEvent::PasswordChanged]).await
    }
}

/// An instant as the record keeps it.
fn whole_microseconds(instant: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(instant.as_microsecond()).unwrap_or(instant)
}
