//! What administrators do with accounts: open them, change them, close and reopen them, reset their passwords.
//!
//! Two rules keep an organ from shutting itself out: nobody closes the account they act with, and the last active
//! administrator stays one.

use std::collections::BTreeSet;

use store::{Account, Changes, Head, Write};

use super::{NewUser, User, check_holder, check_unit, held, no_user, record, role_codes, some_unit, stream_of};
use crate::actor::Role;
use crate::app::{App, new_event};
use crate::authorise::Action;
use crate::error::{AppError, Faults};
use crate::events::AccountEvent;
use crate::occasion::Occasion;
use crate::password::check_password;

/// What stands in the way of taking the last administrator away.
const LAST_ADMINISTRATOR: &str = "这是本机关最后一位在用的系统管理员；请先增加或者恢复另一位管理员";

impl App {
    /// Opens an account. All faults are reported at once; the password is kept only as an Argon2id hash.
    pub async fn add_user(&self, occasion: &Occasion<'_>, user: &NewUser<'_>) -> Result<(), AppError> {
        self.permit(occasion, Action::ManageUsers)?;
        let organ = occasion.organ;
        let mut reader = self.store.read().await?;
        let profile = self.profile(&mut reader, organ).await?;
        let mut faults = Faults::default();
        user.check(organ, &profile, &mut faults);
        faults.none_or()?;
        let login = user.login.trim();
        if reader.find::<Account>(organ, &login.to_owned()).await?.is_some() {
            return Err(AppError::AlreadyThere { what: "用户", which: login.to_owned() });
        }
        drop(reader);
        let mut changes = Changes::new();
        changes.put(&user.account(self, organ).await?);
        let event = new_event(occasion, &opened(user))?;
        let done = self.store.append(organ, &stream_of(login), &Head::NONE, vec![event], &changes).await;
        self.explain(done.map_err(AppError::Store)).await.map(drop)
    }

    /// Lists the organ's accounts by login.
    pub async fn users(&self, occasion: &Occasion<'_>) -> Result<Vec<User>, AppError> {
        self.permit(occasion, Action::ManageUsers)?;
        let accounts = self.store.read().await?.list::<Account>(occasion.organ).await?;
        Ok(accounts.into_iter().map(User::from).collect())
    }

    /// Changes what is shown of an account's holder and what they may do. All faults at once, under `name`, `roles` and
    /// `unit`. It holds from the person's next request on.
    pub async fn change_user(
        &self,
        occasion: &Occasion<'_>,
        login: &str,
        name: &str,
        roles: &[Role],
        unit: &str,
    ) -> Result<(), AppError> {
        let (mut write, mut account) = self.account_to_change(occasion, login).await?;
        let mut faults = Faults::default();
        check_holder(name, roles, &mut faults);
        let same_unit = account.unit.as_deref().unwrap_or_default() == unit;
        if !same_unit {
            // A unit the organ no longer lists stays where it stands until another is chosen.
            check_unit(unit, &self.profile(&mut write, occasion.organ).await?, &mut faults);
        }
        let demoted = !roles.is_empty() && !roles.contains(&Role::Administrator);
        if demoted && last_administrator(&mut write, &account).await? {
            faults.add("roles", LAST_ADMINISTRATOR);
        }
        faults.none_or()?;
        let mut events = Vec::new();
        if account.name != name || !same_unit {
            events.push(AccountEvent::DetailsChanged { name: name.to_owned(), unit: unit.to_owned() });
            account.name = name.to_owned();
            account.unit = some_unit(unit);
        }
        if roles_of(&account) != roles.iter().copied().collect() {
            events.push(AccountEvent::RolesChanged { roles: roles.to_vec() });
            account.roles = role_codes(roles);
        }
        if events.is_empty() {
            return Ok(());
        }
        record(write, occasion, &account, &events).await
    }

    /// Closes an account: nobody signs in to it any more, and whoever is signed in to it no longer is.
    pub async fn close_user(&self, occasion: &Occasion<'_>, login: &str) -> Result<(), AppError> {
        let (mut write, mut account) = self.account_to_change(occasion, login).await?;
        if occasion.actor.id == login {
            return Err(AppError::NotNow("不能停用自己正在使用的账号，请由另一位管理员办理".to_owned()));
        }
        if !account.active {
            return Err(AppError::NotNow(format!("用户“{login}”已经停用，不必再办")));
        }
        if last_administrator(&mut write, &account).await? {
            return Err(AppError::NotNow(LAST_ADMINISTRATOR.to_owned()));
        }
        account.active = false;
        write.end_sessions_of(occasion.organ, login, None).await?;
        record(write, occasion, &account, &[AccountEvent::AccountClosed]).await
    }

    /// Opens a closed account again, with the password and the roles it had.
    pub async fn reopen_user(&self, occasion: &Occasion<'_>, login: &str) -> Result<(), AppError> {
        let (write, mut account) = self.account_to_change(occasion, login).await?;
        if account.active {
            return Err(AppError::NotNow(format!("用户“{login}”正在使用，不必恢复")));
        }
        account.active = true;
        record(write, occasion, &account, &[AccountEvent::AccountReopened]).await
    }

    /// Gives somebody else's account another password and ends its sessions; what is wrong with it is told under `new`.
    pub async fn reset_password(&self, occasion: &Occasion<'_>, login: &str, new: &str) -> Result<(), AppError> {
        self.permit(occasion, Action::ManageUsers)?;
        if self.store.find::<Account>(occasion.organ, &login.to_owned()).await?.is_none() {
            return Err(no_user(login));
        }
        if occasion.actor.id == login {
            // Whoever finds a desk unattended must not be able to keep it.
            return Err(AppError::NotNow("更换自己的口令要先核对原口令，请在“修改口令”中办理".to_owned()));
        }
        let mut faults = Faults::default();
        check_password(login, new, "new", &mut faults);
        faults.none_or()?;
        let password = self.hashed(new).await?;
        let (mut write, mut account) = self.account_to_change(occasion, login).await?;
        account.password = Some(password);
        write.end_sessions_of(occasion.organ, login, None).await?;
        record(write, occasion, &account, &[AccountEvent::PasswordReset]).await
    }

    /// Begins to change an account: one administrator after another, so that two cannot each take away the other.
    async fn account_to_change(&self, occasion: &Occasion<'_>, login: &str) -> Result<(Write, Account), AppError> {
        self.permit(occasion, Action::ManageUsers)?;
        let mut write = self.begin_alone(occasion.organ).await?;
        let account = held(&mut write, occasion.organ, login).await?;
        Ok((write, account))
    }
}

/// The event that opens an account.
pub(super) fn opened(user: &NewUser<'_>) -> AccountEvent {
    AccountEvent::AccountOpened { name: user.name.to_owned(), roles: user.roles.to_vec(), unit: user.unit.to_owned() }
}

fn roles_of(account: &Account) -> BTreeSet<Role> {
    User::from(account.clone()).roles.into_iter().collect()
}

fn administers(account: &Account) -> bool {
    account.active && roles_of(account).contains(&Role::Administrator)
}

/// Whether an account is the only one left that administers its organ.
async fn last_administrator(write: &mut Write, account: &Account) -> Result<bool, AppError> {
    if !administers(account) {
        return Ok(false);
    }
    let all = write.list::<Account>(&account.organ).await?;
    Ok(!all.iter().any(|other| other.login != account.login && administers(other)))
}
