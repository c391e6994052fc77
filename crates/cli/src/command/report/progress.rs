//! How far long work has come, on one line of the terminal; said to nobody where standard error is no terminal.

use std::io::{IsTerminal as _, Write as _};

/// How many marks a whole bar has.
const MARKS: usize = 24;

/// A bar that fills.
pub struct Progress {
    what: &'static str,
    whole: usize,
    shown: bool,
    last: Option<usize>,
}

impl Progress {
    /// A bar for so many pieces of work.
    pub fn new(what: &'static str, whole: usize) -> Self {
        Self { what, whole, shown: std::io::stderr().is_terminal(), last: None }
    }

    /// Tells how many pieces are done; writes only when the share has changed.
    pub fn at(&mut self, done: usize) {
        let share = done * 100 / self.whole.max(1);
        if self.shown && self.last != Some(share) {
            self.last = Some(share);
            let line = line(self.what, done, self.whole);
            let _ = write!(std::io::stderr(), "\r{line}");
        }
    }
}

impl Drop for Progress {
    /// Clears the line, however the work ended.
    fn drop(&mut self) {
        if self.last.is_some() {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}

fn line(what: &str, done: usize, whole: usize) -> String {
    let filled = done * MARKS / whole.max(1);
    format!("{what} [{}{}] {done}/{whole}", "#".repeat(filled), "·".repeat(MARKS.saturating_sub(filled)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_with_the_work() {
        assert_eq!(line("读取", 0, 10), format!("读取 [{}] 0/10", "·".repeat(24)));
        assert_eq!(line("读取", 5, 10), format!("读取 [{}{}] 5/10", "#".repeat(12), "·".repeat(12)));
        assert_eq!(line("读取", 10, 10), format!("读取 [{}] 10/10", "#".repeat(24)));
        assert!(line("读取", 0, 0).ends_with("0/0"));
    }
}
