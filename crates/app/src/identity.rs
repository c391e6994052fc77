//! Numbers that identify an applicant: the resident identity number and the unified social credit code.
//!
//! Both carry a check digit; a slip of the pen is found here, before it makes one applicant look like two (the month
//! counter of FEE-4 and the search for earlier applications key on these numbers).

use serde::{Deserialize, Serialize};

/// What paper identifies an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 居民身份证: 18 places, the last a check digit.
    ResidentIdentityCard,
    /// 统一社会信用代码: 18 places, the last a check digit.
    UnifiedSocialCreditCode,
    /// Any other: passport, travel permit, a foreign registration. Its number is taken as written.
    Other,
}

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Not the right count of places, or a place that cannot be there.
    #[error("应当是18位，请核对有没有漏写、多写或者写错的字符")]
    Shape,
    /// The check digit does not fit.
    #[error("校验位不符，请对照证件逐位核对")]
    CheckDigit,
    /// The day of birth in it is no day.
    #[error("其中的出生日期不存在，请对照证件逐位核对")]
    Birthday,
    /// Empty, or longer than any such number.
    #[error("证件号码应当是1至40个字符")]
    Length,
}

/// How long the number of another paper may be.
const OTHER_NUMBER_LIMIT: usize = 40;

/// Brings a number into the one form it is compared in: no blanks, full-width folded, capital letters.
pub fn normalised(number: &str) -> String {
    number
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            // Full-width forms stand 0xFEE0 above their ASCII twins.
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Brings a name into the one form it is compared in: no blanks, full-width folded.
pub fn normalised_name(name: &str) -> String {
    normalised(name)
}

/// Checks a number as the paper's kind asks.
pub fn check(kind: PaperKind, number: &str) -> Result<(), NumberFault> {
    let number = normalised(number);
    match kind {
        PaperKind::ResidentIdentityCard => resident(&number),
        PaperKind::UnifiedSocialCreditCode => credit_code(&number),
        PaperKind::Other => {
            let places = number.chars().count();
            if (1..=OTHER_NUMBER_LIMIT).contains(&places) { Ok(()) } else { Err(NumberFault::Length) }
        }
    }
}

/// GB 11643: seventeen digits weighted modulo eleven.
fn resident(number: &str) -> Result<(), NumberFault> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = number.as_bytes();
    let [body @ .., check] = bytes else { return Err(NumberFault::Shape) };
    if body.len() != WEIGHTS.len() || !body.iter().all(u8::is_ascii_digit) {
        return Err(NumberFault::Shape);
    }
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    if CHECKS.get((sum % 11) as usize) != Some(check) {
        return Err(NumberFault::CheckDigit);
    }
    let birthday = number.get(6..14).unwrap_or_default();
    jiff::civil::Date::strptime("%Y%m%d", birthday).map(drop).map_err(|_| NumberFault::Birthday)
}

/// GB 32100: thirty-one characters, weights the powers of three modulo thirty-one.
fn credit_code(number: &str) -> Result<(), NumberFault> {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let bytes = number.as_bytes();
    if bytes.len() != 18 {
        return Err(NumberFault::Shape);
    }
    let mut values = Vec::with_capacity(18);
    for byte in bytes {
        let Some(value) = ALPHABET.iter().position(|known| known == byte) else { return Err(NumberFault::Shape) };
        values.push(value as u32);
    }
    let [body @ .., check] = values.as_slice() else { return Err(NumberFault::Shape) };
    let mut weight = 1u32;
    let mut sum = 0u32;
    for value in body {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    if (31 - sum % 31) % 31 == *check { Ok(()) } else { Err(NumberFault::CheckDigit) }
}

/// A resident identity number that is well formed and plainly invented: an area code nobody has.
///
/// For demonstrations and tests; `serial` beyond 999 wraps round.
pub fn invented_resident_number(birthday: jiff::civil::Date, serial: u16) -> String {
    const LAST: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("999999{:04}{:02}{:02}{:03}", birthday.year(), birthday.month(), birthday.day(), serial % 1000);
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = LAST.get((sum % 11) as usize).copied().unwrap_or('0');
    format!("{body}{check}")
}

/// A unified social credit code that is well formed and plainly invented: no registry has its prefix.
pub fn invented_credit_code(serial: u32) -> String {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("YY9999999{:08}", serial % 100_000_000);
    let mut weight = 1u32;
    let mut sum = 0u32;
    for byte in body.bytes() {
        let value = ALPHABET.iter().position(|known| *known == byte).unwrap_or(0) as u32;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    let check = ALPHABET.get(((31 - sum % 31) % 31) as usize).copied().unwrap_or(b'0');
    format!("{body}{}", check as char)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn an_invented_number_passes_its_own_check_and_a_changed_one_does_not() {
        let number = invented_resident_number(date(1990, 2, 28), 7);
        assert_eq!(check(PaperKind::ResidentIdentityCard, &number), Ok(()));
        let wrong = number.replacen('9', "8", 1);
        assert_eq!(check(PaperKind::ResidentIdentityCard, &wrong), Err(NumberFault::CheckDigit));
        let code = invented_credit_code(12);
        assert_eq!(check(PaperKind::UnifiedSocialCreditCode, &code), Ok(()));
        assert_eq!(
            check(PaperKind::UnifiedSocialCreditCode, &code.replacen('9', "8", 1)),
            Err(NumberFault::CheckDigit)
        );
    }

    #[test]
    fn numbers_are_compared_in_one_form() {
        assert_eq!(normalised(" １２ 3x\u{3000}"), "123X");
        assert_eq!(normalised_name("申请人 甲"), "申请人甲");
    }

    #[test]
    fn another_paper_has_any_number_of_sensible_length() {
        assert_eq!(check(PaperKind::Other, "E12345678"), Ok(()));
        assert_eq!(check(PaperKind::Other, "  "), Err(NumberFault::Length));
        assert_eq!(check(PaperKind::Other, &"9".repeat(41)), Err(NumberFault::Length));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_check(text in "\\PC{0,40}") {
            for kind in [PaperKind::ResidentIdentityCard, PaperKind::UnifiedSocialCreditCode, PaperKind::Other] {
                let _ = check(kind, &text);
            }
        }

        #[test]
        fn a_single_wrong_digit_is_always_found(serial in 0u16..1000, place in 0usize..17, by in 1u8..10) {
            let number = invented_resident_number(date(1985, 6, 15), serial);
            let mut bytes = number.into_bytes();
            bytes[place] = b'0' + (bytes[place] - b'0' + by) % 10;
            let changed = String::from_utf8(bytes).unwrap();
            prop_assert_ne!(check(PaperKind::ResidentIdentityCard, &changed), Ok(()));
        }
    }
}
