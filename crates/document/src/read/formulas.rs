//! Figures that programs set as formulas when they make text out of pages: `$\mathrm{12}$`, `$9 9 . 8 \%$`.

use std::borrow::Cow;

/// The longest formula that is looked at, in bytes.
const MAX_FORMULA: usize = 120;
/// Commands that only say in which letters something is printed.
const LETTERS: [&str; 8] = ["\\mathrm", "\\mathbf", "\\mathbb", "\\mathsf", "\\text", "\\textbf", "\\bf", "\\rm"];

/// The text with the figures that its formulas show; what is more than a figure stays as it stands.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains('$') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find('$') {
        let (before, formula) = rest.split_at(begin);
        out.push_str(before);
        let inner = formula.trim_start_matches('$');
        let marks = formula.len() - inner.len();
        let within = inner.get(..inner.floor_char_boundary(MAX_FORMULA)).unwrap_or(inner);
        let end = within.find(['$', '\n']).filter(|_| marks <= 2);
        let figure = end.and_then(|end| inner.get(..end)).and_then(figure);
        match (figure, end) {
            (Some(figure), Some(end))
                if inner.get(end..).is_some_and(|after| after.starts_with(if marks == 1 { "$" } else { "$$" })) =>
            {
                out.push_str(&figure);
                rest = inner.get(end + marks..).unwrap_or_default();
            }
            _ => {
                out.push_str(formula.get(..marks).unwrap_or_default());
                rest = inner;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The figure that a formula shows: digits, a sign, a point, a percent sign; blanks in a formula show nothing.
fn figure(formula: &str) -> Option<String> {
    let mut said = formula.to_owned();
    for letters in LETTERS {
        said = said.replace(letters, "");
    }
    let said: String =
        said.replace("\\%", "%").chars().filter(|c| !c.is_whitespace() && !"{}\\~".contains(*c)).collect();
    let figure = said.chars().all(|c| c.is_ascii_digit() || ".,%+-/".contains(c));
    (figure && said.chars().any(|c| c.is_ascii_digit())).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_set_as_formulas_are_figures() {
        assert_eq!(shown(r"收到 $\mathrm{12}$ 件，占 $9 9 . 8 \%$，$ {1 2}$ 次"), "收到 12 件，占 99.8%，12 次");
        assert_eq!(shown(r"| $$3$$ | $\mathbf{-4}$ |"), "| 3 | -4 |");
    }

    #[test]
    fn other_formulas_and_sums_of_money_stay() {
        for text in [r"$a+b$", "US$12 和 $30 万", "$", "$$", "$12", "$1\n2$", r"$\frac{1}{x}$", "价$甲$"] {
            assert_eq!(shown(text), text);
        }
    }
}
