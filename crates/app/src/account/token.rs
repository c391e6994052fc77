//! The token a signed-in browser holds: the organ's code and a secret, from which everything else is derived.
//!
//! The record keeps a digest of it only, so that whoever reads the record or a backup of it can take over no session.

use std::fmt;

use store::Hash;

use crate::error::Faults;
use crate::organ::check_code;

/// What the digest kept in the record is tagged with.
const KEPT: &[u8] = b"gongkai/session/1";
/// What the digest that goes into forms is tagged with.
const CSRF: &[u8] = b"gongkai/csrf/1";

/// A session's token. Not shown by debugging: it is a password for as long as the session lasts.
pub(super) struct Token {
    organ: String,
    secret: [u8; 32],
}

impl Token {
    /// Puts a token together from 32 random bytes.
    pub(super) fn new(organ: &str, secret: [u8; 32]) -> Self {
        Token { organ: organ.to_owned(), secret }
    }

    /// Reads what the browser sent; `None` for everything that cannot be a token.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (organ, secret) = text.rsplit_once('.')?;
        let mut faults = Faults::default();
        check_code(organ, &mut faults);
        if !faults.0.is_empty() {
            return None;
        }
        Hash::parse(secret).map(|Hash(secret)| Token::new(organ, secret))
    }

    /// The organ whose session it is, as the browser says; the record knows the session under that organ only.
    pub(super) fn organ(&self) -> &str {
        &self.organ
    }

    /// What the record keeps in its place.
    pub(super) fn kept(&self) -> Hash {
        Hash::of(&[KEPT, &self.secret].concat())
    }

    /// What the forms of the session carry: known only to pages the session was given, and to no other session.
    pub(super) fn csrf(&self) -> String {
        Hash::of(&[CSRF, &self.secret].concat()).to_string()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.organ, Hash(self.secret))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_nothing_else_is_one() {
        let token = Token::new("CYP-1", [7; 32]);
        let text = token.to_string();
        let read = Token::parse(&text).unwrap();
        assert_eq!((read.organ(), read.kept(), read.csrf()), ("CYP-1", token.kept(), token.csrf()));
        let (short, foreign) = (text[..text.len() - 1].to_owned(), text.replace("CYP-1", "朝阳园"));
        for wrong in ["", ".", "CYP", &short, &foreign, &format!("{text}0"), &text[5..], &text.replace('.', "/")] {
            assert!(Token::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn what_is_kept_what_forms_carry_and_the_token_are_three_things() {
        let (one, other) = (Token::new("A", [1; 32]), Token::new("A", [2; 32]));
        assert_ne!(one.csrf(), one.kept().to_string());
        assert_ne!(one.csrf(), other.csrf());
        assert_ne!(one.kept(), other.kept());
        for derived in [one.csrf(), one.kept().to_string()] {
            assert!(!one.to_string().contains(&derived));
        }
    }
}
