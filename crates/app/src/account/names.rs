//! Names for the logins that stand in events.

use std::collections::BTreeMap;

use store::Account;

use crate::actor::Actor;
use crate::app::App;
use crate::authorise::Action;
use crate::error::AppError;
use crate::occasion::Occasion;

/// What the people of an organ are called, closed accounts too: what they did stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// The name behind a login; the login itself where no account has it.
    pub fn of<'a>(&'a self, login: &'a str) -> &'a str {
        self.0.get(login).map(String::as_str).filter(|name| !name.trim().is_empty()).unwrap_or(login)
    }
}

impl App {
    /// Tells what the people of the organ are called, to whoever has an account in it.
    pub async fn names(&self, occasion: &Occasion<'_>) -> Result<Names, AppError> {
        self.permit(occasion, Action::ManageOwnAccount)?;
        let accounts = self.store.read().await?.list::<Account>(occasion.organ).await?;
        let mut names: BTreeMap<String, String> =
            accounts.into_iter().map(|account| (account.login, account.name)).collect();
        let console = Actor::console(occasion.organ);
        names.insert(console.id, console.name);
        Ok(Names(names))
    }
}
