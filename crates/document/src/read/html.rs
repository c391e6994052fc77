//! Web pages: what a browser shows, as paragraphs and tables.
//!
//! The page is read token by token; no tree is built, so that a hostile page costs no more than its length. End tags
//! that authors leave out are supplied where it matters: at cells, rows, paragraphs and list items.

mod elements;

use std::cell::RefCell;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use elements::{align, attribute, hides, is_block, is_of_head, is_void, number};

use super::flow::{Claim, Flow, Merge};
use super::{Limits, Note, ReadError, decode};
use crate::model::{Document, Role};

/// Where a page declares its encoding: within its first bytes.
const DECLARES_WITHIN: usize = 4096;

pub(super) fn read(bytes: &[u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    let decoded = match declared(bytes) {
        Some(label) => decode::labelled(bytes, &label),
        None => decode::text(bytes),
    }
    .ok_or(ReadError::Binary)?;
    if !decoded.certain {
        notes.push(Note::EncodingConcluded(decoded.encoding.into()));
    }
    if decoded.faults > 0 {
        notes.push(Note::BadBytes(decoded.faults));
    }
    shown(&decoded.text, limits, notes)
}

/// A page that is decoded already, or a part of one.
pub(super) fn shown(text: &str, limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    let page = Page {
        flow: Flow::new(limits, notes),
        text: String::new(),
        role: Role::Body,
        stack: Vec::new(),
        preformatted: 0,
        hidden: 0,
        beyond: 0,
        tables: Vec::new(),
        tokens: 0,
        limits,
        fault: None,
    };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(page)), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut page = tokenizer.sink.0.into_inner();
    page.flush();
    match page.fault {
        Some(fault) => Err(fault),
        None => page.flow.finish(),
    }
}

/// The encoding a page declares: `charset=` in a `meta` tag or `encoding=` in an XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(DECLARES_WITHIN).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let at = head
        .find("charset=")
        .map(|at| at + 8)
        .or_else(|| head.starts_with("<?xml").then(|| head.find("encoding=").map(|at| at + 9)).flatten())?;
    let label: String = head
        .get(at..)?
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        .collect();
    (!label.is_empty()).then_some(label)
}

struct Sink<'r>(RefCell<Page<'r>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Ok(mut page) = self.0.try_borrow_mut() else { return TokenSinkResult::Continue };
        if page.fault.is_some() {
            return TokenSinkResult::Continue;
        }
        page.tokens += 1;
        if page.tokens > page.limits.max_operations {
            page.fault = Some(ReadError::TooComplex);
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => page.characters(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let raw = match &*tag.name {
                    "script" => Some(RawKind::ScriptData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
                    "title" | "textarea" => Some(RawKind::Rcdata),
                    _ => None,
                };
                page.start(&tag);
                if let Some(kind) = raw {
                    return TokenSinkResult::RawData(kind);
                }
            }
            Token::TagToken(tag) => page.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// An element that is open.
struct Open {
    name: LocalName,
    hides: bool,
}

/// A table that is open: how many elements were open before it.
struct OpenTable {
    base: usize,
    in_head: bool,
}

struct Page<'r> {
    flow: Flow<'r>,
    text: String,
    role: Role,
    stack: Vec<Open>,
    /// How many open elements keep their line breaks.
    preformatted: usize,
    /// How many open elements hide what is in them.
    hidden: usize,
    /// Open elements beyond the depth limit, which are not kept.
    beyond: usize,
    tables: Vec<OpenTable>,
    tokens: usize,
    limits: &'r Limits,
    fault: Option<ReadError>,
}

impl Page<'_> {
    fn note_fault(&mut self, result: Result<(), ReadError>) {
        if let Err(fault) = result {
            self.fault.get_or_insert(fault);
        }
    }

    /// Ends a head whose end tag was left out.
    fn leave_head(&mut self) {
        if self.stack.last().is_some_and(|open| &*open.name == "head") {
            self.truncate(self.stack.len() - 1);
        }
    }

    fn characters(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.leave_head();
        }
        if self.hidden > 0 {
            return;
        }
        let preformatted = self.preformatted > 0;
        for c in text.chars() {
            match c {
                '\n' | '\r' if preformatted => self.text.push('\n'),
                c if c.is_whitespace() => {
                    if !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                }
                c => self.text.push(c),
            }
        }
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let result = self.flow.paragraph(self.role, &text);
        self.note_fault(result);
    }

    fn start(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if !is_of_head(name) {
            self.leave_head();
        }
        match name {
            "br" => {
                if self.hidden == 0 {
                    self.text.push('\n');
                }
                return;
            }
            "td" | "th" => self.pop_to(&["tr", "tbody", "thead", "tfoot", "table"]),
            "tr" => self.pop_to(&["tbody", "thead", "tfoot", "table"]),
            "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => self.pop_to(&["table"]),
            "li" => self.pop_open("li", &["ul", "ol", "td", "th", "table"]),
            "option" => self.pop_open("option", &["select"]),
            _ => {}
        }
        if is_block(name) {
            self.pop_open("p", &["td", "th", "table", "caption"]);
            if self.hidden == 0 {
                self.flush();
            }
        }
        let hides = hides(name, tag);
        if self.hidden == 0 && !hides {
            self.visible_start(name, tag);
        }
        if is_void(name) || (tag.self_closing && !is_block(name)) {
            return;
        }
        if name == "table" {
            self.tables.push(OpenTable { base: self.stack.len(), in_head: false });
            if hides || self.hidden > 0 {
                // A hidden table opens nothing; its end is found by the stack.
                self.tables.pop();
            }
        }
        if self.stack.len() >= self.limits.max_depth {
            self.beyond += 1;
            return;
        }
        self.hidden += usize::from(hides);
        self.preformatted += usize::from(name == "pre");
        self.stack.push(Open { name: tag.name.clone(), hides });
    }

    fn visible_start(&mut self, name: &str, tag: &Tag) {
        match name {
            "h1" => self.role = Role::Title,
            "h2" => self.role = Role::Heading1,
            "h3" => self.role = Role::Heading2,
            "table" => self.flow.open_table(),
            "thead" => self.head(true),
            "tbody" | "tfoot" => self.head(false),
            "tr" => {
                let header = self.tables.last().is_some_and(|table| table.in_head);
                self.flow.open_row(header);
            }
            "td" | "th" => {
                let claim = Claim {
                    cols: number(tag, "colspan").unwrap_or(1).max(1),
                    // `rowspan=0` reaches to the end of the table.
                    rows: number(tag, "rowspan").map_or(1, |rows| if rows == 0 { u32::MAX } else { rows }),
                    column: None,
                    merge: Merge::Alone,
                    align: align(tag),
                };
                let result = self.flow.open_cell(claim);
                self.note_fault(result);
            }
            "hr" if attribute(tag, "class") == Some("break") => {
                let result = self.flow.page_break();
                self.note_fault(result);
            }
            _ => {}
        }
    }

    fn head(&mut self, in_head: bool) {
        if let Some(table) = self.tables.last_mut() {
            table.in_head = in_head;
        }
    }

    fn end(&mut self, name: &str) {
        if name == "p" && !self.stack.iter().any(|open| &*open.name == "p") {
            if self.hidden == 0 {
                self.flush();
            }
            return;
        }
        if self.beyond > 0 && name != "table" {
            if !is_void(name) {
                self.beyond -= 1;
            }
            if self.hidden == 0 && is_block(name) {
                self.flush();
                self.visible_end(name);
            }
            return;
        }
        let scope: &[&str] = match name {
            "table" => &[],
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => &["table"],
            _ => &["td", "th", "table"],
        };
        let found = self
            .stack
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, open)| &*open.name == name || !scope.contains(&&*open.name))
            .find(|(_, open)| &*open.name == name)
            .map(|(at, _)| at);
        match found {
            Some(at) => {
                self.truncate(at);
                if name == "table" {
                    self.beyond = 0;
                }
            }
            // The table's own element lies beyond the depth limit.
            None if name == "table" && self.tables.last().is_some_and(|table| table.base >= self.stack.len()) => {
                self.beyond = self.beyond.saturating_sub(1);
                self.flush();
                self.close_tables_above(self.tables.len().saturating_sub(1));
            }
            None => {}
        }
    }

    fn visible_end(&mut self, name: &str) {
        match name {
            "td" | "th" => self.flow.close_cell(None),
            "h1" | "h2" | "h3" => self.role = Role::Body,
            _ => {}
        }
    }

    /// Pops open elements of the innermost table down to one of `names`, which stays.
    fn pop_to(&mut self, names: &[&str]) {
        if self.beyond > 0 {
            return;
        }
        if let Some(at) = self.stack.iter().rposition(|open| names.contains(&&*open.name)) {
            self.truncate(at + 1);
        }
    }

    /// Pops down to and including an open `name`, if there is one within the innermost of `scope`.
    fn pop_open(&mut self, name: &str, scope: &[&str]) {
        if self.beyond > 0 {
            return;
        }
        let at = self
            .stack
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, open)| !scope.contains(&&*open.name))
            .find(|(_, open)| &*open.name == name)
            .map(|(at, _)| at);
        if let Some(at) = at {
            self.truncate(at);
        }
    }

    /// Closes the elements from the `at`th on.
    fn truncate(&mut self, at: usize) {
        while self.stack.len() > at {
            let Some(open) = self.stack.pop() else { break };
            self.preformatted -= usize::from(&*open.name == "pre").min(self.preformatted);
            if open.hides {
                self.hidden = self.hidden.saturating_sub(1);
                continue;
            }
            if self.hidden > 0 {
                continue;
            }
            if is_block(&open.name) {
                self.flush();
            }
            self.visible_end(&open.name);
            if &*open.name == "table" {
                let below = self.tables.iter().filter(|table| table.base < self.stack.len()).count();
                self.close_tables_above(below);
            }
        }
    }

    fn close_tables_above(&mut self, count: usize) {
        while self.tables.len() > count {
            self.tables.pop();
            let result = self.flow.close_table();
            self.note_fault(result);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    fn page(html: &str) -> Document {
        read(html.as_bytes(), &Limits::default(), &mut Vec::new()).unwrap()
    }

    fn lines(html: &str) -> Vec<String> {
        page(html)
            .blocks
            .iter()
            .flat_map(|block| match block {
                Block::Paragraph(p) => vec![p.text.clone()],
                Block::Table(t) => t
                    .rows
                    .iter()
                    .map(|row| {
                        row.iter()
                            .map(|c| format!("{}/{}x{}", c.text, c.col_span, c.row_span))
                            .collect::<Vec<_>>()
                            .join("|")
                    })
                    .collect(),
                Block::PageBreak => vec!["---".to_owned()],
            })
            .collect()
    }

    #[test]
    fn tables_paragraphs_and_headings_are_read_as_shown() {
        assert_eq!(
            lines(
                "<html><head><title>不要</title><style>p{}</style></head><body><h1>标题</h1><p>一<span>二</span><font>三</font>\
                 <p>&nbsp;<p>四<br>五<table><caption>表名</caption><thead><tr><th colspan=2>甲<th rowspan=\"2\">乙</thead>\
                 <tr><td><p>子</p><p>丑</p></td><td>&nbsp;</td></tr></table>尾<script>var a = '<p>x</p>';</script></body>"
            ),
            ["标题", "一二三", "四\n五", "表名", "甲/2x1|乙/1x2", "子\n丑/1x1|/1x1", "尾"]
        );
    }

    #[test]
    fn a_head_without_an_end_ends_where_the_body_begins() {
        for page in ["<html><head><title>x</title><body><p>文", "<head><meta><p>文", "<head><style>p{}</style>文"] {
            assert_eq!(lines(page), ["文"], "{page}");
        }
    }

    #[test]
    fn a_small_table_in_a_cell_of_a_table_of_data_is_text_of_that_cell() {
        let row = "<tr><td>甲<td>1<td>2<td>3</tr>";
        let page = format!("<table>{}<tr><td>乙<td><table><tr><td>5<td>件</table><td>6<td>7</table>", row.repeat(3));
        assert_eq!(lines(&page)[3], "乙/1x1|5 件/1x1|6/1x1|7/1x1");
    }

    #[test]
    fn what_is_hidden_is_not_read() {
        assert_eq!(
            lines(
                "<p style='DISPLAY: none'>a</p><p>甲<span hidden>b</span>乙</p><table><tr><td>1<td style='display:none'>c<td>2\
                 <tr style='display:none'><td>d<td>e<tr><td>3<td>4</table><select><option>f<option>g</select>\
                 <table hidden><tr><td>h</table><p>丙"
            ),
            ["甲乙", "1/1x1|2/1x1", "3/1x1|4/1x1", "丙"]
        );
    }

    #[test]
    fn layout_tables_are_read_through_and_frames_are_text() {
        assert_eq!(
            lines(
                "<table><tr><td>导航</td><td><p>正文</p><table><tr><td>1</td><td><table><tr><td>2</td></tr></table></td></tr>\
                 </table></td></tr></table>"
            ),
            ["导航", "正文", "1/1x1|2/1x1"]
        );
    }

    #[test]
    fn text_between_cells_stands_before_the_table_and_unclosed_tables_end() {
        assert_eq!(lines("<table>前<tr>中<td>1</td>后<td>2"), ["前", "中", "后", "1/1x1|2/1x1"]);
    }

    #[test]
    fn a_hundred_thousand_nested_elements_are_read() {
        let n = 100_000;
        let html = format!("{}深{}<p>浅", "<div>".repeat(n), "</div>".repeat(n));
        assert_eq!(lines(&html), ["深", "浅"]);
        let html = format!("{}深{}<p>浅", "<table><tr><td>".repeat(n), "</table>".repeat(n));
        assert_eq!(lines(&html).concat().matches('浅').count(), 1);
        let html: String = (0..n).map(|i| format!("<font color={i}><p>")).collect();
        assert_eq!(lines(&format!("{html}末")), ["末"]);
    }

    #[test]
    fn a_table_after_too_deep_elements_is_still_a_table() {
        let html = format!("{}<table><tr><td>1<td>2</table>后", "<div>".repeat(500));
        assert_eq!(lines(&html), ["1/1x1|2/1x1", "后"]);
    }

    #[test]
    fn pages_in_gb18030_are_read_with_and_without_declaration() {
        for head in ["<meta charset=gb2312>", "<meta http-equiv=Content-Type content='text/html; charset=GBK'>", ""] {
            let html = format!("<html><head>{head}</head><body><p>政府信息公开工作年度报告</p></body></html>");
            let (bytes, _, _) = encoding_rs::GB18030.encode(&html);
            let document = read(&bytes, &Limits::default(), &mut Vec::new()).unwrap();
            assert!(matches!(&document.blocks[..], [Block::Paragraph(p)] if p.text == "政府信息公开工作年度报告"));
        }
    }
}
