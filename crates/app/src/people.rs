//! Who works for an organ: names for the logins that stand in events.

use crate::actor::{Role, parse_role};
use crate::app::App;
use crate::authorise::Action;
use crate::error::AppError;
use crate::occasion::Occasion;

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The login.
    pub login: String,
    /// Name or post.
    pub name: String,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// The unit; absent when none.
    pub unit: Option<String>,
    /// Whether the account is open.
    pub active: bool,
}

/// Everybody with an account in an organ, closed accounts too: what they did stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People(Vec<Person>);

impl People {
    /// The name behind a login; the login itself where no account has it.
    pub fn name<'a>(&'a self, login: &'a str) -> &'a str {
        match self.find(login) {
            Some(person) if !person.name.trim().is_empty() => &person.name,
            _ if login == CONSOLE => "本机控制台",
            _ => login,
        }
    }

    /// The person behind a login.
    pub fn find(&self, login: &str) -> Option<&Person> {
        let place = self.0.binary_search_by(|person| person.login.as_str().cmp(login)).ok()?;
        self.0.get(place)
    }

    /// Everybody, by login.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.0.iter()
    }
}

/// The login under which the machine's own console enters things.
const CONSOLE: &str = "console";

impl From<Vec<store::PersonRow>> for People {
    fn from(rows: Vec<store::PersonRow>) -> Self {
        let person = |row: store::PersonRow| Person {
            login: row.login,
            name: row.name,
            // A word that names no role grants nothing.
            roles: row.roles.split(',').filter_map(parse_role).collect(),
            unit: row.unit,
            active: row.active,
        };
        let mut people: Vec<Person> = rows.into_iter().map(person).collect();
        // A database sorts by its own collation.
        people.sort_unstable_by(|a, b| a.login.cmp(&b.login));
        People(people)
    }
}

impl App {
    /// Lists who works for the organ, to whoever has an account in it.
    pub async fn people(&self, occasion: &Occasion<'_>) -> Result<People, AppError> {
        self.permit(occasion, Action::ManageOwnAccount)?;
        Ok(self.store.read().await?.people(occasion.organ).await?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;

    fn row(login: &str, name: &str) -> store::PersonRow {
        store::PersonRow {
            login: login.to_owned(),
            name: name.to_owned(),
            roles: "officer,unknown".to_owned(),
            unit: None,
            active: false,
        }
    }

    #[test]
    fn a_login_is_told_by_its_name_and_by_itself_where_nobody_has_it() {
        let people = People::from(vec![row("zhou", "周"), row("li", " ")]);
        assert_eq!(
            ["zhou", "li", "gone", "console"].map(|login| people.name(login)),
            ["周", "li", "gone", "本机控制台"]
        );
        assert_eq!(people.find("zhou").map(|person| person.roles.clone()), Some(vec![Role::DisclosureOfficer]));
        assert_eq!(Actor::console("A").id, CONSOLE);
    }
}
