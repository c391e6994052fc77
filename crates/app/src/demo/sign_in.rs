//! What the sign-in page of the demonstration offers, so that nobody has to look for a password.

use store::Account;

use super::organ::{ACCOUNTS, PASSWORD};
use crate::account::User;
use crate::actor::Role;
use crate::app::App;
use crate::error::AppError;

/// An account of the demonstration that can be signed in to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoLogin {
    /// The login.
    pub login: String,
    /// The name: a post, never a person.
    pub name: String,
    /// What it may do.
    pub roles: Vec<Role>,
    /// The password it was made with. It is known to all and guards nothing.
    pub password: &'static str,
}

impl App {
    /// The accounts the demonstration was made with, in the order of the work; none for an organ that is no
    /// demonstration, nor for one that is not there.
    pub async fn demo_accounts(&self, organ: &str) -> Result<Vec<DemoLogin>, AppError> {
        let mut reader = self.store.read().await?;
        match self.profile(&mut reader, organ).await {
            Ok(profile) if profile.demo => {}
            Ok(_) | Err(AppError::NotFound { .. }) => return Ok(Vec::new()),
            Err(other) => return Err(other),
        }
        let accounts = reader.list::<Account>(organ).await?;
        let open = |login: &str| accounts.iter().find(|account| account.login == login && account.active).cloned();
        Ok(ACCOUNTS
            .iter()
            .filter_map(|made| open(made.login))
            .map(User::from)
            .map(|User { login, name, roles, .. }| DemoLogin { login, name, roles, password: PASSWORD })
            .collect())
    }
}
