//! Who acts: a person, the organ they act for, and the roles they hold there.

use std::collections::BTreeSet;

pub use law::application::Role;
use serde::{Deserialize, Serialize};

/// The organ code of the platform itself, whose stream holds what all organs share (the working-day calendar).
pub const PLATFORM: &str = "platform";

/// Returns the word the command line uses for a role.
pub const fn role_code(role: Role) -> &'static str {
    match role {
        Role::DisclosureOfficer => "officer",
        Role::UnitHandler => "handler",
        Role::Reviewer => "reviewer",
        Role::HeadOfDisclosureOffice => "head",
        Role::Leader => "leader",
        Role::ReportEditor => "editor",
        Role::Supervisor => "supervisor",
        Role::Administrator => "admin",
    }
}

/// Finds the role of a word for the command line or for the screen; `None` when it names none.
pub fn parse_role(word: &str) -> Option<Role> {
    let word = word.trim();
    Role::ALL.into_iter().find(|role| role_code(*role) == word || role.label() == word)
}

/// A person acting for an organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account's login, unique in its organ; it stands in every event the person causes.
    pub id: String,
    /// The code of the organ the person acts for.
    pub organ: String,
    /// The person's name or post, for the screen.
    pub name: String,
    /// What the person may do there.
    pub roles: BTreeSet<Role>,
}

impl Actor {
    /// Makes an actor.
    pub fn new(organ: &str, id: &str, name: &str, roles: &[Role]) -> Self {
        Actor {
            id: id.to_owned(),
            organ: organ.to_owned(),
            name: name.to_owned(),
            roles: roles.iter().copied().collect(),
        }
    }

    /// The person at the machine's own console: an administrator of the organ named (or of [`PLATFORM`]) who may also
    /// compile its reports.
    ///
    /// Whoever can run the program on the machine already holds its files; the event still says it was the console.
    pub fn console(organ: &str) -> Self {
        Actor::new(organ, "console", "本机控制台", &[Role::Administrator, Role::ReportEditor])
    }

    /// Whether the person holds the role.
    pub fn holds(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The same person as the law sees them.
    pub fn to_law(&self) -> law::application::Actor {
        law::application::Actor::new(self.id.clone(), self.roles.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_by_its_word_and_by_its_name() {
        for role in Role::ALL {
            assert_eq!(parse_role(role_code(role)), Some(role));
            assert_eq!(parse_role(role.label()), Some(role));
        }
        assert_eq!(parse_role("root"), None);
    }
}
