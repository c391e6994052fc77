//! Markdown that holds its tables as HTML, as programs write it that make text out of pages.

use std::cell::LazyCell;

use std::borrow::Cow;

/// Tags that stand in such tables; any other makes the text a web page.
const TABLE_TAGS: [&str; 15] = [
    "html", "body", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "col", "colgroup", "br", "sup",
    "sub",
];
/// Tags that such programs leave in their lines: anchors, pictures, what is bold or centred, comments.
const LINE_TAGS: [&str; 15] =
    ["span", "a", "img", "b", "strong", "em", "i", "u", "div", "center", "details", "summary", "p", "font", "!"];
/// The longest tag taken out of a line, in characters.
const MAX_TAG: usize = 500;
/// How much of a text is looked at to tell.
const LOOKED_AT: usize = 1 << 20;

/// Whether a text is Markdown with tags in it, or lines with tables in HTML between them, and no web page.
pub(super) fn is_marked(text: &str) -> bool {
    let end = (0..=LOOKED_AT.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let looked_at = text.get(..end).unwrap_or(text);
    if !looked_at.contains('<') {
        return false;
    }
    let markdown = LazyCell::new(|| has_markdown(looked_at));
    let mut tables = 0;
    for name in tags(looked_at) {
        let known = |tags: &[&str]| tags.iter().any(|tag| name.eq_ignore_ascii_case(tag));
        if !(known(&TABLE_TAGS) || (known(&LINE_TAGS) && *markdown)) {
            return false;
        }
        tables += usize::from(name.eq_ignore_ascii_case("table"));
    }
    if *markdown {
        return true;
    }
    // A text that is nothing but tables is a page; one with lines between them is not.
    tables > 0 && Pieces::new(text).any(|piece| matches!(piece, Piece::Lines(lines) if !lines.trim().is_empty()))
}

/// Whether a line of a text is a heading of Markdown or the rule under the head of one of its tables.
fn has_markdown(text: &str) -> bool {
    text.lines().map(str::trim).any(|line| {
        let title = line.trim_start_matches('#');
        let heading = (1..=6).contains(&(line.len() - title.len())) && title.starts_with(' ');
        heading || (line.starts_with('|') && line.contains("--") && line.chars().all(|c| "|-: ".contains(c)))
    })
}

/// A line without the tags that show nothing in it; a break is a blank.
pub(super) fn shown(line: &str) -> Cow<'_, str> {
    if !line.contains('<') {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(begin) = rest.find('<') {
        let (before, tag) = rest.split_at(begin);
        out.push_str(before);
        let name = name_of(tag);
        if !LINE_TAGS.iter().chain(&TABLE_TAGS).any(|tag| name.eq_ignore_ascii_case(tag)) {
            out.push('<');
            rest = tag.get(1..).unwrap_or_default();
            continue;
        }
        let end = tag.char_indices().take(MAX_TAG).find(|(_, c)| *c == '>').map(|(at, _)| at);
        // A tag that does not end makes all behind it no line worth looking at.
        let Some(end) = end else {
            rest = tag;
            break;
        };
        let after = tag.get(end + 1..).unwrap_or_default();
        // A break parts, and so does a figure set higher: it is that of a remark.
        if ["br", "sup"].iter().any(|tag| name.eq_ignore_ascii_case(tag)) && !tag.starts_with("</") {
            out.push(' ');
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The names of the tags in a text.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('<').map(|(at, _)| name_of(text.get(at..).unwrap_or_default())).filter(|name| !name.is_empty())
}

/// The name of the tag that a text begins with; empty where it begins with none.
fn name_of(text: &str) -> &str {
    let rest = text.strip_prefix('<').unwrap_or_default();
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '!').unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// A part of such a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Lines outside tables.
    Lines(&'t str),
    /// A table in HTML.
    Table(&'t str),
}

/// The parts of a text in their order.
pub(super) struct Pieces<'t> {
    rest: &'t str,
}

impl<'t> Pieces<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { rest: text }
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        let begin = begins(self.rest);
        let (piece, rest) = match begin {
            Some(0) => {
                let (table, rest) = self.rest.split_at(ends(self.rest));
                (Piece::Table(table), rest)
            }
            begin => {
                let (lines, rest) = self.rest.split_at(begin.unwrap_or(self.rest.len()));
                (Piece::Lines(lines), rest)
            }
        };
        self.rest = rest;
        Some(piece)
    }
}

/// Where the next table begins, the tags of a page right before it with it.
fn begins(text: &str) -> Option<usize> {
    let mut begin = find(text, "<table", 0)?;
    for tag in ["<body>", "<html>"] {
        let before = text.get(..begin).unwrap_or_default().trim_end_matches([' ', '\t']);
        if let Some(at) = before.len().checked_sub(tag.len())
            && before.get(at..).is_some_and(|said| said.eq_ignore_ascii_case(tag))
        {
            begin = at;
        }
    }
    Some(begin)
}

/// Where the table that begins a text ends, tables in it and the tags of a page right after it with it.
fn ends(text: &str) -> usize {
    let begins = |at: usize, tag: &str| {
        let said = text.as_bytes().get(at..at + tag.len());
        said.is_some_and(|said| said.eq_ignore_ascii_case(tag.as_bytes()))
    };
    let mut depth = 0_usize;
    // One pass over the tags: tables that are opened a thousand times and closed once are looked at once.
    let close = text.match_indices('<').map(|(at, _)| at).find(|at| {
        depth += usize::from(begins(*at, "<table"));
        let closes = begins(*at, "</table");
        depth = depth.saturating_sub(usize::from(closes));
        closes && depth == 0
    });
    let Some(close) = close else { return text.len() };
    let mut at = close + "</table".len();
    at = text.get(at..).and_then(|rest| rest.find('>')).map_or(text.len(), |end| at + end + 1);
    for tag in ["</body>", "</html>"] {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start_matches([' ', '\t']);
        if trimmed.get(..tag.len()).is_some_and(|said| said.eq_ignore_ascii_case(tag)) {
            at += rest.len() - trimmed.len() + tag.len();
        }
    }
    at
}

/// Where a tag stands next, whatever its case.
fn find(text: &str, tag: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    bytes.windows(tag.len()).position(|window| window.eq_ignore_ascii_case(tag.as_bytes())).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_tables_are_told_apart() {
        let text =
            "# 报告\n\n<html><body><TABLE border=1><tr><td><table></table></td></tr></table></body></html>\n\n后";
        let pieces: Vec<Piece<'_>> = Pieces::new(text).collect();
        let [Piece::Lines("# 报告\n\n"), Piece::Table(table), Piece::Lines("\n\n后")] = pieces[..] else {
            panic!("{pieces:?}")
        };
        assert!(table.starts_with("<html>") && table.ends_with("</html>"));
        assert!(is_marked(text));
    }

    #[test]
    fn markdown_may_have_tags_in_its_lines() {
        for text in [
            "# 报告\n\n|甲<br>乙|<br>|<br>|<br>|\n",
            "|甲<br>|<br>|\n|---|:-:|\n<br><br>",
            "<span id=\"page-1-0\"></span># 甲\n## 一、总体情况\n<!-- image -->\n<img src=\"a.png\">",
            "## 报告\n<div style=\"text-align: center;\"><html><body><table><tr><td>1</td></tr></table></body></html></div>\n后",
        ] {
            assert!(is_marked(text), "{text}");
        }
        assert!(is_marked("# 甲\n<p align=center>乙</p>\n<table><tr><td><p>1</p></td></tr></table>"));
        assert!(!is_marked("# 甲\n<h1>乙</h1><ul><li>丙</ul><table></table>"));
        assert_eq!(shown("<span id=\"page-1-0\"></span># 某局<br>报告<!-- 图 --> 1 < 2"), "# 某局 报告 1 < 2");
        assert_eq!(shown("501<sup>1</sup>"), "501 1");
    }

    #[test]
    fn pages_are_no_marked_text() {
        for page in
            ["<p>甲</p><table></table>乙", "<table><tr><td>1</table>", "<!doctype html><table></table>甲", "1 < 2"]
        {
            assert!(!is_marked(page), "{page}");
        }
        assert!(Pieces::new("<table><table>").eq([Piece::Table("<table><table>")]));
        let many = format!("{}</table>", "<table>".repeat(200_000));
        assert_eq!(Pieces::new(&many).count(), 1);
    }
}
