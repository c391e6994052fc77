//! Accounts: opened and closed by administrators, signed in to by their holders.
//!
//! ```text
//! administration  open, change, close and reopen an account, reset its password
//! signing_in      login and password ─ a session and its token; changing one's own password
//! sessions        token ─ who acts, on every request; listing and ending sessions
//! first_start     the first organ and its administrator
//! names           what to call the logins that stand in events
//! ```
//!
//! What happens to an account is an event of its stream; its row holds what stands in no event, the password's hash.
//! Sessions are rows alone: they are nobody's act, and end by themselves.

mod administration;
mod first_start;
mod sessions;
mod signing_in;
mod token;

use jiff::Timestamp;
use store::{Account, Changes, Write};

use crate::actor::{Actor, Role, parse_role, role_code};
use crate::app::{App, new_event};
use crate::applicant::limit;
use crate::error::{AppError, Faults};
use crate::events::{ACCOUNT_PREFIX, AccountEvent};
use crate::occasion::Occasion;
use crate::organ::OrganProfile;
use crate::password::{check_password, hash_aside};

pub use sessions::{IDLE_LIMIT, LONGEST_SESSION, Session, SessionInfo};
pub use signing_in::SignedIn;

/// Most characters of a login.
const LOGIN_MAX: usize = 40;
/// Most characters of a person's name.
const NAME_MAX: usize = 60;

/// A person to be given an account.
#[derive(Clone)]
pub struct NewUser<'a> {
    /// The login, unique in the organ.
    pub login: &'a str,
    /// Name or post.
    pub name: &'a str,
    /// What the person may do; at least one.
    pub roles: &'a [Role],
    /// The unit; empty when none.
    pub unit: &'a str,
    /// The password.
    pub password: &'a str,
}

impl std::fmt::Debug for NewUser<'_> {
    /// Never shows the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewUser({}, …)", self.login)
    }
}

impl NewUser<'_> {
    /// Notes everything wrong with it for an organ, under the fields `login`, `name`, `roles`, `password` and `unit`.
    fn check(&self, organ: &str, profile: &OrganProfile, faults: &mut Faults) {
        let login = self.login.trim();
        if login.is_empty() || login.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/') {
            faults.add("login", "请填写登录名，不能有空格和斜线");
        }
        limit(login, LOGIN_MAX, "登录名", "login".to_owned(), faults);
        if login == Actor::console(organ).id {
            faults.add("login", "这个登录名是系统保留的，请换一个");
        }
        check_holder(self.name, self.roles, faults);
        check_password(login, self.password, "password", faults);
        check_unit(self.unit, profile, faults);
    }

    /// The account it is to be.
    async fn account(&self, app: &App, organ: &str) -> Result<Account, AppError> {
        Ok(Account {
            organ: organ.to_owned(),
            login: self.login.trim().to_owned(),
            name: self.name.to_owned(),
            password: Some(app.hashed(self.password).await?),
            roles: role_codes(self.roles),
            unit: some_unit(self.unit),
            active: true,
            signed_in_at: None,
        })
    }
}

/// An account as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The login.
    pub login: String,
    /// Name or post.
    pub name: String,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// The unit; absent when none.
    pub unit: Option<String>,
    /// Whether the person may log in.
    pub active: bool,
    /// When somebody last signed in with it; absent if nobody has.
    pub signed_in_at: Option<Timestamp>,
}

impl From<Account> for User {
    fn from(account: Account) -> Self {
        User {
            login: account.login,
            name: account.name,
            // A word that names no role grants nothing.
            roles: account.roles.split(',').filter_map(parse_role).collect(),
            unit: account.unit,
            active: account.active,
            signed_in_at: account.signed_in_at,
        }
    }
}

impl App {
    /// The actor an active account is; how the person proved to be it is the caller's matter.
    pub async fn actor(&self, organ: &str, login: &str) -> Result<Actor, AppError> {
        let account = self.store.find::<Account>(organ, &login.to_owned()).await?;
        let user: User = account.filter(|account| account.active).ok_or_else(|| no_user(login))?.into();
        Ok(Actor::new(organ, &user.login, &user.name, &user.roles))
    }

    /// Hashes a password with a salt of its own.
    async fn hashed(&self, password: &str) -> Result<String, AppError> {
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt).map_err(store::Error::Entropy)?;
        hash_aside(password, salt).await
    }
}

/// The stream of an account.
fn stream_of(login: &str) -> String {
    format!("{ACCOUNT_PREFIX}{login}")
}

/// Reads an account that nobody else may change until the transaction ends.
async fn held(write: &mut Write, organ: &str, login: &str) -> Result<Account, AppError> {
    write.hold_alone(organ, &stream_of(login)).await?;
    let account = write.find::<Account>(organ, &login.to_owned()).await?;
    account.ok_or_else(|| no_user(login))
}

/// Records what happened to an account together with its row, and ends the transaction.
async fn record(
    mut write: Write,
    occasion: &Occasion<'_>,
    account: &Account,
    events: &[AccountEvent],
) -> Result<(), AppError> {
    let stream = stream_of(&account.login);
    let head = write.head(occasion.organ, &stream).await?;
    let events = events.iter().map(|event| new_event(occasion, event)).collect::<Result<_, _>>()?;
    let mut changes = Changes::new();
    changes.put(account);
    write.append(occasion.organ, &stream, &head, events, &changes).await?;
    Ok(write.commit().await?)
}

fn no_user(login: &str) -> AppError {
    AppError::NotFound { what: "用户", which: login.to_owned() }
}

fn check_holder(name: &str, roles: &[Role], faults: &mut Faults) {
    if name.trim().is_empty() {
        faults.add("name", "请填写姓名或者岗位名称");
    }
    limit(name, NAME_MAX, "姓名", "name".to_owned(), faults);
    if roles.is_empty() {
        faults.add("roles", "请至少选择一个角色");
    }
}

fn check_unit(unit: &str, profile: &OrganProfile, faults: &mut Faults) {
    if !unit.is_empty() && !profile.units.iter().any(|known| known == unit) {
        faults.add("unit", format!("没有“{unit}”这个处室，请从机关设置的处室中选择"));
    }
}

/// Roles as an account's row holds them.
fn role_codes(roles: &[Role]) -> String {
    roles.iter().map(|role| role_code(*role)).collect::<Vec<_>>().join(",")
}

fn some_unit(unit: &str) -> Option<String> {
    (!unit.is_empty()).then(|| unit.to_owned())
}
