//! Passwords: what is asked of one, and how it is kept.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::error::Faults;

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 10;
/// Most characters of a password; longer ones only feed the hash function.
pub const PASSWORD_MAX: usize = 200;

/// Notes what is wrong with a password for this login, under the field `password`.
pub fn check_password(login: &str, password: &str, faults: &mut Faults) {
    let count = password.chars().count();
    if count < PASSWORD_MIN {
        faults.add("password", format!("口令太短：至少{PASSWORD_MIN}个字符，现在是{count}个"));
    }
    if count > PASSWORD_MAX {
        faults.add("password", format!("口令太长：至多{PASSWORD_MAX}个字符"));
    }
    if count >= PASSWORD_MIN {
        let mut kinds: Vec<char> = password.chars().collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() < 4 {
            faults.add("password", "口令太简单：请至少使用4个不同的字符");
        }
    }
    if !login.is_empty() && password.to_lowercase().contains(&login.to_lowercase()) {
        faults.add("password", "口令中不能包含登录名");
    }
}

/// Hashes a password with Argon2id and the salt given, as a PHC string; `None` only when the hash function refuses.
pub fn hash_password(password: &str, salt: [u8; 16]) -> Option<String> {
    let hash: PasswordHash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).ok()?;
    Some(hash.to_string())
}

/// Whether the password is the one the PHC string was made from; a string that is no PHC string fits nothing.
pub fn password_fits(password: &str, kept: &str) -> bool {
    let Ok(hash) = PasswordHash::new(kept) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_and_no_other() {
        let kept = hash_password("一二三四五六七八九十", [7; 16]).unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(password_fits("一二三四五六七八九十", &kept));
        assert!(!password_fits("一二三四五六七八九百", &kept));
        assert!(!password_fits("anything", "not a hash"));
    }

    #[test]
    fn all_that_is_wrong_with_a_password_is_said_at_once() {
        let faults = |login: &str, password: &str| {
            let mut faults = Faults::default();
            check_password(login, password, &mut faults);
            faults.0.len()
        };
        assert_eq!(faults("li", "short"), 1);
        assert_eq!(faults("li", "aaaaaaaaaaaa"), 1);
        assert_eq!(faults("zhang", "Zhang-zhang"), 1);
        assert_eq!(faults("zhang", "zhang"), 2);
        assert_eq!(faults("li", "correct horse battery"), 0);
        assert_eq!(faults("", &"ab1!".repeat(60)), 1);
    }
}
