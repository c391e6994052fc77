//! Web pages: what a browser shows, as paragraphs and tables.
//!
//! The page is read token by token; no tree is built, so that a hostile page costs no more than its length. End tags
//! that authors leave out are supplied where it matters: at cells, rows, paragraphs and list items.

mod elements;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use elements::{Attributes, BLOCK, Element, INLINE, OF_HEAD, STRUCK, Set, VOID};

use super::decode::Decoded;
use super::flow::{Claim, Flow, Merge};
use super::{Limits, Note, ReadError, decode};
use crate::model::{Document, Role};

/// Where a page declares its encoding: within its first bytes.
const DECLARES_WITHIN: usize = 4096;

/// How much of a page's title is kept, in bytes.
const MAX_TITLE: usize = 500;

/// How many open elements looked at count as much as a token.
const LOOKED_AT_A_TOKEN: usize = 32;

/// Reads a page; `decoded` if its characters were looked at already.
pub(super) fn read(
    bytes: &[u8],
    decoded: Option<Decoded>,
    limits: &Limits,
    notes: &mut Vec<Note>,
) -> Result<Document, ReadError> {
    // What the bytes say for certain, a page cannot declare away.
    let decoded = match decoded.filter(|decoded| decoded.certain) {
        Some(decoded) => decoded,
        None => match declared(bytes) {
            Some(label) => decode::labelled(bytes, &label),
            None => decode::text(bytes),
        }
        .ok_or(ReadError::Binary)?,
    };
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
    let mut page = Page {
        flow: Flow::new(limits, notes),
        text: String::new(),
        title: String::new(),
        role: Role::Body,
        stack: Vec::new(),
        preformatted: 0,
        hidden: 0,
        beyond: 0,
        tables: Vec::new(),
        tokens: 0,
        limits,
        tag: Tag::default(),
    };
    let mut tokens = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| page.take(event).err());
    // Scripts, styles and titles hold no tags.
    tokens.naively_switch_states(true);
    // The tokenizer yields what stops it, and nothing else.
    if let Some(Ok(fault)) = Tokenizer::new_with_emitter(text, tokens).next() {
        return Err(fault);
    }
    page.flush()?;
    let title = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Document { title, ..page.flow.finish()? })
}

/// The encoding a page declares: `charset=` in a `meta` tag or `encoding=` in an XML declaration.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
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

/// The start tag that is being read.
#[derive(Default)]
struct Tag {
    element: Option<Element>,
    /// The name of an element that is not known.
    other: Vec<u8>,
    attributes: Attributes,
}

/// An element that is open.
struct Open {
    element: Element,
    /// The name of an element that is not known.
    other: Box<[u8]>,
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
    /// What its head calls the page.
    title: String,
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
    tag: Tag,
}

impl Page<'_> {
    /// Takes what the tokenizer found next.
    fn take(&mut self, event: CallbackEvent<'_>) -> Result<(), ReadError> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let element = Element::named(name);
                self.tag.element = Some(element);
                self.tag.other.clear();
                if element == Element::Other {
                    self.tag.other.extend_from_slice(name);
                }
                self.tag.attributes = Attributes::default();
                self.count()
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attributes.name(name);
                Ok(())
            }
            CallbackEvent::AttributeValue { value } => {
                self.tag.attributes.value(value);
                Ok(())
            }
            CallbackEvent::CloseStartTag { self_closing } => match self.tag.element.take() {
                Some(element) => self.start(element, self_closing),
                None => Ok(()),
            },
            CallbackEvent::EndTag { name } => {
                self.count()?;
                self.end(Element::named(name), name)
            }
            CallbackEvent::String { value } => {
                self.count()?;
                self.characters(&String::from_utf8_lossy(value))
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => Ok(()),
        }
    }

    fn count(&mut self) -> Result<(), ReadError> {
        self.tokens += 1;
        if self.tokens > self.limits.max_operations { Err(ReadError::TooComplex) } else { Ok(()) }
    }

    /// Ends a head whose end tag was left out.
    fn leave_head(&mut self) -> Result<(), ReadError> {
        if self.stack.last().is_some_and(|open| open.element == Element::Head) {
            self.truncate(self.stack.len() - 1)?;
        }
        Ok(())
    }

    fn characters(&mut self, text: &str) -> Result<(), ReadError> {
        if self.hidden > 0 && !text.trim().is_empty() {
            self.leave_head()?;
        }
        if self.hidden > 0 {
            if self.title.len() < MAX_TITLE && self.stack.last().is_some_and(|open| open.element == Element::Title) {
                let room = text.floor_char_boundary(MAX_TITLE);
                self.title.push_str(text.get(..room).unwrap_or(text));
            }
            return Ok(());
        }
        if self.preformatted > 0 {
            self.text.push_str(text);
        } else if !text.trim_ascii().is_empty() {
            // A line break of the file is a space; spaces are folded with the paragraph.
            for (index, part) in text.split('\n').enumerate() {
                if index > 0 {
                    self.text.push(' ');
                }
                self.text.push_str(part);
            }
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        Ok(())
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self) -> Result<(), ReadError> {
        if self.text.is_empty() {
            return Ok(());
        }
        let result = self.flow.paragraph(self.role, &self.text);
        self.text.clear();
        result
    }

    fn start(&mut self, element: Element, self_closing: bool) -> Result<(), ReadError> {
        if !OF_HEAD.has(element) {
            self.leave_head()?;
        }
        match element {
            Element::Br => {
                if self.hidden == 0 {
                    self.text.push('\n');
                }
                return Ok(());
            }
            Element::Td | Element::Th => self.pop_to(ABOVE_CELLS)?,
            Element::Tr => self.pop_to(ABOVE_ROWS)?,
            Element::Tbody | Element::Thead | Element::Tfoot | Element::Caption | Element::Colgroup => {
                self.pop_to(TABLE)?;
            }
            Element::Li => self.pop_open(
                Element::Li,
                Set::of(&[Element::Ul, Element::Ol, Element::Td, Element::Th, Element::Table]),
            )?,
            Element::Option => self.pop_open(Element::Option, Set::of(&[Element::Select]))?,
            _ => {}
        }
        let block = BLOCK.has(element);
        if block {
            self.pop_open(Element::P, Set::of(&[Element::Td, Element::Th, Element::Table, Element::Caption]))?;
            if self.hidden == 0 {
                self.flush()?;
            }
        }
        let hides = self.tag.attributes.hide(element);
        if STRUCK.has(element) {
            self.flow.note(Note::DeletionsLeftOut);
        }
        if self.hidden == 0 && !hides && !INLINE.has(element) {
            self.visible_start(element)?;
        }
        if VOID.has(element) || (self_closing && !block) {
            return Ok(());
        }
        // A hidden table opens nothing; its end is found by the stack.
        if element == Element::Table && !hides && self.hidden == 0 {
            self.tables.push(OpenTable { base: self.stack.len(), in_head: false });
        }
        if self.stack.len() >= self.limits.max_depth {
            self.beyond += 1;
            return Ok(());
        }
        self.hidden += usize::from(hides);
        self.preformatted += usize::from(element == Element::Pre);
        self.stack.push(Open { element, other: self.tag.other.as_slice().into(), hides });
        Ok(())
    }

    fn visible_start(&mut self, element: Element) -> Result<(), ReadError> {
        match element {
            Element::H1 => self.role = Role::Title,
            Element::H2 => self.role = Role::Heading1,
            Element::H3 => self.role = Role::Heading2,
            Element::Table => self.flow.open_table(),
            Element::Thead => self.head(true),
            Element::Tbody | Element::Tfoot => self.head(false),
            Element::Tr => {
                let header = self.tables.last().is_some_and(|table| table.in_head);
                self.flow.open_row(header);
            }
            Element::Td | Element::Th => {
                let said = &self.tag.attributes;
                let claim = Claim {
                    cols: said.cols(),
                    rows: said.rows(),
                    column: None,
                    merge: Merge::Alone,
                    align: said.align(),
                };
                self.flow.open_cell(claim)?;
            }
            // A figure set higher is that of a remark.
            Element::Sup if self.text.ends_with(|c: char| c.is_ascii_digit()) => self.text.push(' '),
            // A form that is filled in; outside tables such fields are those of a search.
            Element::Input if !self.tables.is_empty() => {
                self.text.push_str(self.tag.attributes.filled().unwrap_or_default());
            }
            Element::Hr if self.tag.attributes.breaks_page() => self.flow.page_break()?,
            _ => {}
        }
        Ok(())
    }

    fn head(&mut self, in_head: bool) {
        if let Some(table) = self.tables.last_mut() {
            table.in_head = in_head;
        }
    }

    fn end(&mut self, element: Element, name: &[u8]) -> Result<(), ReadError> {
        if element == Element::P && !self.stack.iter().any(|open| open.element == Element::P) {
            return if self.hidden == 0 { self.flush() } else { Ok(()) };
        }
        if self.beyond > 0 && element != Element::Table {
            if !VOID.has(element) {
                self.beyond -= 1;
            }
            if self.hidden == 0 && BLOCK.has(element) {
                self.flush()?;
                self.visible_end(element);
            }
            return Ok(());
        }
        let scope = match element {
            Element::Table => Set::EMPTY,
            Element::Td | Element::Th | Element::Tr | Element::Tbody | Element::Thead | Element::Tfoot => TABLE,
            _ => Set::of(&[Element::Td, Element::Th, Element::Table]),
        };
        let is_it = |open: &Open| open.element == element && (element != Element::Other || *open.other == *name);
        let within = self.stack.iter().rev().take_while(|open| is_it(open) || !scope.has(open.element));
        let above = within.enumerate().find(|(_, open)| is_it(open)).map(|(above, _)| above);
        match above {
            Some(above) => {
                self.truncate(self.stack.len() - 1 - above)?;
                if element == Element::Table {
                    self.beyond = 0;
                }
                Ok(())
            }
            // The table's own element lies beyond the depth limit.
            None if element == Element::Table
                && self.tables.last().is_some_and(|table| table.base >= self.stack.len()) =>
            {
                self.beyond = self.beyond.saturating_sub(1);
                self.flush()?;
                self.close_tables_above(self.tables.len().saturating_sub(1))
            }
            None => {
                // An end tag of nothing costs a look at all that is open.
                self.tokens += self.stack.len() / LOOKED_AT_A_TOKEN;
                Ok(())
            }
        }
    }

    fn visible_end(&mut self, element: Element) {
        match element {
            Element::Td | Element::Th => self.flow.close_cell(None),
            Element::H1 | Element::H2 | Element::H3 => self.role = Role::Body,
            _ => {}
        }
    }

    /// Pops open elements of the innermost table down to one of `elements`, which stays.
    fn pop_to(&mut self, elements: Set) -> Result<(), ReadError> {
        if self.beyond > 0 {
            return Ok(());
        }
        match self.stack.iter().rposition(|open| elements.has(open.element)) {
            Some(at) => self.truncate(at + 1),
            None => Ok(()),
        }
    }

    /// Pops down to and including an open `element`, if there is one within the innermost of `scope`.
    fn pop_open(&mut self, element: Element, scope: Set) -> Result<(), ReadError> {
        if self.beyond > 0 {
            return Ok(());
        }
        let within = self.stack.iter().rev().take_while(|open| !scope.has(open.element));
        match within.enumerate().find(|(_, open)| open.element == element) {
            Some((above, _)) => self.truncate(self.stack.len() - 1 - above),
            None => Ok(()),
        }
    }

    /// Closes the elements from the `at`th on.
    fn truncate(&mut self, at: usize) -> Result<(), ReadError> {
        while self.stack.len() > at {
            let Some(open) = self.stack.pop() else { break };
            self.preformatted -= usize::from(open.element == Element::Pre).min(self.preformatted);
            if open.hides {
                self.hidden = self.hidden.saturating_sub(1);
                continue;
            }
            if self.hidden > 0 || !BLOCK.has(open.element) {
                continue;
            }
            self.flush()?;
            self.visible_end(open.element);
            if open.element == Element::Table {
                let below = self.tables.iter().filter(|table| table.base < self.stack.len()).count();
                self.close_tables_above(below)?;
            }
        }
        Ok(())
    }

    fn close_tables_above(&mut self, count: usize) -> Result<(), ReadError> {
        while self.tables.len() > count {
            self.tables.pop();
            self.flow.close_table()?;
        }
        Ok(())
    }
}

const TABLE: Set = Set::of(&[Element::Table]);
/// Where a row stands in.
const ABOVE_ROWS: Set = Set::of(&[Element::Tbody, Element::Thead, Element::Tfoot, Element::Table]);
/// Where a cell stands in.
const ABOVE_CELLS: Set = Set::of(&[Element::Tr, Element::Tbody, Element::Thead, Element::Tfoot, Element::Table]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    fn page(html: &str) -> Document {
        read(html.as_bytes(), None, &Limits::default(), &mut Vec::new()).unwrap()
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
        let called = page("<html><head><title>甲局年报\n _ 甲县</title></head><body><p>文</p></body></html>");
        assert_eq!((called.title.as_str(), called.blocks.len()), ("甲局年报 _ 甲县", 1));
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
    fn figures_of_remarks_struck_out_and_filled_in_are_read_as_they_show() {
        assert_eq!(
            lines(
                "<input value=搜索><table><tr><td>501<sup>1</sup><td>m<sup>2</sup><td><del>7</del>12<td><s>3</s>\
                 <tr><td><input type=text value=4><td><input value='5'><td><input type=hidden value=6><td><input type=TEXT>\
                 </table>"
            ),
            ["501 1/1x1|m2/1x1|12/1x1|/1x1", "4/1x1|5/1x1|/1x1|/1x1"]
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
    fn end_tags_of_nothing_cost_what_they_take() {
        let html = format!("{}{}", "<b>".repeat(250), "</i>".repeat(1_000_000));
        let limits = Limits { max_operations: 1_100_000, ..Limits::default() };
        assert_eq!(shown(&html, &limits, &mut Vec::new()), Err(ReadError::TooComplex));
        assert!(shown(&html.replace("<b>", ""), &limits, &mut Vec::new()).is_ok());
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
            let document = read(&bytes, None, &Limits::default(), &mut Vec::new()).unwrap();
            assert!(matches!(&document.blocks[..], [Block::Paragraph(p)] if p.text == "政府信息公开工作年度报告"));
        }
    }
}
