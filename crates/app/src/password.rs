//! Passwords: what is asked of one, and how it is kept.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::error::{AppError, Faults};

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 10;
/// Most characters of a password; longer ones only feed the hash function.
pub const PASSWORD_MAX: usize = 200;

/// How many passwords are hashed at once. Each takes 19 MiB; a flood of attempts waits in line instead of taking all
/// memory.
const AT_ONCE: usize = 4;
/// The turns to hash.
static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// A hash that no password fits, made as all others are: checking against it costs what checking a real one costs.
const FITS_NONE: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Notes what is wrong with a new password for this login, under the field it was filled in.
pub fn check_password(login: &str, password: &str, field: &str, faults: &mut Faults) {
    let count = password.chars().count();
    if count < PASSWORD_MIN {
        faults.add(field, format!("口令太短：至少{PASSWORD_MIN}个字符，现在是{count}个"));
    }
    if count > PASSWORD_MAX {
        faults.add(field, format!("口令太长：至多{PASSWORD_MAX}个字符"));
    }
    if count >= PASSWORD_MIN {
        let mut kinds: Vec<char> = password.chars().collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() < 4 {
            faults.add(field, "口令太简单：请至少使用4个不同的字符");
        }
    }
    if !login.is_empty() && password.to_lowercase().contains(&login.to_lowercase()) {
        faults.add(field, "口令中不能包含登录名");
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

/// Hashes a password beside the threads that answer requests.
pub(crate) async fn hash_aside(password: &str, salt: [u8; 16]) -> Result<String, AppError> {
    let password = password.to_owned();
    aside(move || hash_password(&password, salt)).await?.ok_or_else(|| broken("口令无法加密保存"))
}

/// Checks a password beside the threads that answer requests. Where none is kept the answer is no, after the same work.
pub(crate) async fn fits_aside(password: &str, kept: Option<String>) -> Result<bool, AppError> {
    let password = password.to_owned();
    let there = kept.is_some();
    let kept = kept.unwrap_or_else(|| FITS_NONE.to_owned());
    Ok(aside(move || password_fits(&password, &kept)).await? && there)
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let turn = TURNS.acquire().await.map_err(|_| broken("口令无法核对"))?;
    let done = tokio::task::spawn_blocking(move || {
        // Held until the work is done, even if nobody waits for it any more.
        let _turn = turn;
        work()
    });
    done.await.map_err(|_| broken("口令无法核对"))
}

fn broken(what: &str) -> AppError {
    AppError::Inconsistent(what.to_owned())
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
    fn checking_against_no_password_costs_what_checking_against_one_costs() {
        let parts = |hash: &str| hash.split('$').map(str::to_owned).collect::<Vec<_>>();
        let (real, none) = (parts(&hash_password("一二三四五六七八九十", [7; 16]).unwrap()), parts(FITS_NONE));
        assert_eq!(real[..4], none[..4], "algorithm, version and parameters");
        assert_eq!(real.iter().map(String::len).collect::<Vec<_>>(), none.iter().map(String::len).collect::<Vec<_>>());
        assert!(PasswordHash::new(FITS_NONE).is_ok() && !password_fits("", FITS_NONE));
    }

    #[tokio::test]
    async fn where_no_password_is_kept_none_fits() {
        let kept = hash_aside("correct horse battery", [7; 16]).await.unwrap();
        assert!(fits_aside("correct horse battery", Some(kept)).await.unwrap());
        assert!(!fits_aside("correct horse battery", None).await.unwrap());
        assert!(!fits_aside("correct horse battery", Some("no hash".to_owned())).await.unwrap());
    }

    #[test]
    fn all_that_is_wrong_with_a_password_is_said_at_once() {
        let faults = |login: &str, password: &str| {
            let mut faults = Faults::default();
            check_password(login, password, "password", &mut faults);
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
