//! Text made fit for files: what XML and typesetting cannot carry is left out.

use std::borrow::Cow;

/// Leaves out the characters no XML file may hold (control characters, noncharacters); `\r\n` and `\r` become `\n`.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c != '\r' && allowed(c)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() == Some(&'\n') {
                    chars.next();
                }
                clean.push('\n');
            }
            c if allowed(c) => clean.push(c),
            _ => {}
        }
    }
    Cow::Owned(clean)
}

/// XML 1.0 `Char`, less the C1 control characters and the noncharacters.
fn allowed(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        '\u{fdd0}'..='\u{fdef}' => false,
        c => !c.is_control() && u32::from(c) & 0xfffe != 0xfffe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_text_stays() {
        assert_eq!(printable("甲\u{0}\u{8}\u{1b}乙\u{ffff}\u{85}"), "甲乙");
        assert_eq!(printable("一\r\n二\r三\t四"), "一\n二\n三\t四");
        assert!(matches!(printable("㐂𠮷 — 中文"), Cow::Borrowed(_)));
    }
}
