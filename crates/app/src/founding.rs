//! Organs and accounts: founding, settings, users.

use store::{Account, Changes, Head, OrganRow, StoredEvent};

use crate::actor::{Actor, Role, parse_role, role_code};
use crate::app::{App, new_event};
use crate::applicant::limit;
use crate::authorise::Action;
use crate::case::{case_ids, fold_case, rows_of, stream_of};
use crate::codec::decode_stored;
use crate::error::{AppError, Faults};
use crate::events::{ACCOUNT_PREFIX, AccountEvent, ORGAN_STREAM, OrganEvent};
use crate::occasion::Occasion;
use crate::organ::{OrganProfile, check_code};
use crate::password::{check_password, hash_password};

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
}

impl App {
    /// Founds an organ under a code. Only who keeps the platform may.
    pub async fn found_organ(
        &self,
        occasion: &Occasion<'_>,
        code: &str,
        profile: &OrganProfile,
    ) -> Result<(), AppError> {
        self.permit_on_platform(occasion, Action::FoundOrgan).await?;
        let mut faults = Faults::default();
        check_code(code, &mut faults);
        profile.check(&mut faults);
        faults.none_or()?;
        if self.store.find::<OrganRow>(code, &()).await?.is_some() {
            return Err(AppError::AlreadyThere { what: "机关", which: code.to_owned() });
        }
        let event = OrganEvent::OrganFounded { profile: profile.clone() };
        let changes = organ_row(code, 1, profile)?;
        let new = new_event(occasion, &event)?;
        let done = self.store.append(code, ORGAN_STREAM, &Head::NONE, vec![new], &changes).await;
        self.explain(done.map_err(AppError::Store)).await.map(drop)
    }

    /// What an organ has set for itself. Every person of the organ may see it.
    pub async fn organ(&self, organ: &str) -> Result<OrganProfile, AppError> {
        let mut reader = self.store.read().await?;
        self.profile(&mut reader, organ).await
    }

    /// Changes what an organ has set; what is counted and listed of its cases is laid out anew in the same transaction.
    pub async fn change_settings(&self, occasion: &Occasion<'_>, profile: &OrganProfile) -> Result<(), AppError> {
        self.permit(occasion, Action::ChangeSettings)?;
        let mut faults = Faults::default();
        profile.check(&mut faults);
        faults.none_or()?;
        let done = self.set(occasion, profile).await;
        self.explain(done).await
    }

    async fn set(&self, occasion: &Occasion<'_>, profile: &OrganProfile) -> Result<(), AppError> {
        let organ = occasion.organ;
        let mut write = self.begin_alone(organ).await?;
        let before = self.profile(&mut write, organ).await?;
        if before == *profile {
            return Ok(());
        }
        let head = write.head(organ, ORGAN_STREAM).await?;
        let event = OrganEvent::OrganSettingsChanged { profile: profile.clone() };
        let mut changes = organ_row(organ, head.seq + 1, profile)?;
        if before.law != profile.law {
            let calendar = self.calendar_in(&mut write).await?;
            for case_id in case_ids(&mut write, organ).await? {
                let case = fold_case(&write.load(organ, &stream_of(case_id)).await?.events)?;
                let was = rows_of(organ, case_id, &case, &calendar, &before);
                rows_of(organ, case_id, &case, &calendar, profile).put_changed(&was, &mut changes);
            }
        }
        write.append_and_commit(organ, ORGAN_STREAM, &head, vec![new_event(occasion, &event)?], &changes).await?;
        Ok(())
    }

    /// Opens an account. All faults are reported at once; the password is kept only as an Argon2id hash.
    pub async fn add_user(&self, occasion: &Occasion<'_>, user: &NewUser<'_>) -> Result<(), AppError> {
        self.permit(occasion, Action::ManageUsers)?;
        let organ = occasion.organ;
        let mut faults = Faults::default();
        let login = user.login.trim();
        if login.is_empty() || login.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/') {
            faults.add("login", "请填写登录名，不能有空格和斜线");
        }
        limit(login, LOGIN_MAX, "登录名", "login".to_owned(), &mut faults);
        if login == Actor::console(organ).id {
            faults.add("login", "这个登录名是系统保留的，请换一个");
        }
        if user.name.trim().is_empty() {
            faults.add("name", "请填写姓名或者岗位名称");
        }
        limit(user.name, NAME_MAX, "姓名", "name".to_owned(), &mut faults);
        if user.roles.is_empty() {
            faults.add("roles", "请至少选择一个角色");
        }
        check_password(login, user.password, &mut faults);
        let mut reader = self.store.read().await?;
        let profile = self.profile(&mut reader, organ).await?;
        if !user.unit.is_empty() && !profile.units.iter().any(|unit| unit == user.unit) {
            faults.add("unit", format!("没有“{}”这个处室，请从机关设置的处室中选择", user.unit));
        }
        faults.none_or()?;
        if reader.find::<Account>(organ, &login.to_owned()).await?.is_some() {
            return Err(AppError::AlreadyThere { what: "用户", which: login.to_owned() });
        }
        drop(reader);
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt).map_err(store::Error::Entropy)?;
        let password =
            hash_password(user.password, salt).ok_or_else(|| AppError::Inconsistent("口令无法加密保存".to_owned()))?;
        let event = AccountEvent::AccountOpened {
            name: user.name.to_owned(),
            roles: user.roles.to_vec(),
            unit: user.unit.to_owned(),
        };
        let mut changes = Changes::new();
        changes.put(&Account {
            organ: organ.to_owned(),
            login: login.to_owned(),
            name: user.name.to_owned(),
            password: Some(password),
            roles: user.roles.iter().map(|role| role_code(*role)).collect::<Vec<_>>().join(","),
            unit: (!user.unit.is_empty()).then(|| user.unit.to_owned()),
            active: true,
        });
        let stream = format!("{ACCOUNT_PREFIX}{login}");
        let new = new_event(occasion, &event)?;
        let done = self.store.append(organ, &stream, &Head::NONE, vec![new], &changes).await;
        self.explain(done.map_err(AppError::Store)).await.map(drop)
    }

    /// Lists the organ's accounts by login.
    pub async fn users(&self, occasion: &Occasion<'_>) -> Result<Vec<User>, AppError> {
        self.permit(occasion, Action::ManageUsers)?;
        let accounts = self.store.read().await?.list::<Account>(occasion.organ).await?;
        Ok(accounts.into_iter().map(user_of).collect())
    }

    /// The actor an active account is; how the person proved to be it is the caller's matter.
    pub async fn actor(&self, organ: &str, login: &str) -> Result<Actor, AppError> {
        let account = self.store.find::<Account>(organ, &login.to_owned()).await?;
        let user = account
            .filter(|account| account.active)
            .map(user_of)
            .ok_or_else(|| AppError::NotFound { what: "用户", which: login.to_owned() })?;
        Ok(Actor::new(organ, &user.login, &user.name, &user.roles))
    }
}

fn user_of(account: Account) -> User {
    User {
        login: account.login,
        name: account.name,
        // A word that names no role grants nothing.
        roles: account.roles.split(',').filter_map(parse_role).collect(),
        unit: account.unit,
        active: account.active,
    }
}

fn organ_row(code: &str, seq: i64, profile: &OrganProfile) -> Result<Changes, AppError> {
    let settings = serde_json::to_vec(profile).map_err(AppError::Unwritable)?;
    let mut changes = Changes::new();
    changes.put(&OrganRow { organ: code.to_owned(), name: profile.name.clone(), settings, updated_seq: seq });
    Ok(changes)
}

/// Folds an organ's profile from its stream; `None` when it has no events.
pub(crate) fn fold_profile(events: &[StoredEvent]) -> Result<Option<OrganProfile>, AppError> {
    let Some(last) = events.last() else { return Ok(None) };
    // Each event states the whole, so the last one is it; the others must be readable all the same.
    for event in events {
        decode_stored::<OrganEvent>(event)?;
    }
    let (OrganEvent::OrganFounded { profile } | OrganEvent::OrganSettingsChanged { profile }) = decode_stored(last)?;
    Ok(Some(profile))
}

/// The row an organ's stream is laid out into.
pub(crate) fn organ_rows(code: &str, events: &[StoredEvent]) -> Result<Changes, AppError> {
    match fold_profile(events)? {
        Some(profile) => organ_row(code, events.len() as i64, &profile),
        None => Ok(Changes::new()),
    }
}
