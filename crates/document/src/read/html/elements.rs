//! What is known of elements and their attributes.

use crate::model::Align;

/// Declares the elements that are known by name; [`Element::Other`] is every other.
macro_rules! elements {
    ($($element:ident $name:literal),+ $(,)?) => {
        /// An element, told by its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Element { $($element),+, Other }

        impl Element {
            /// The element of a name in small letters.
            pub fn named(name: &[u8]) -> Self {
                match name {
                    $($name => Self::$element,)+
                    _ => Self::Other,
                }
            }
        }
    };
}

elements! {
    Html b"html", Head b"head", Body b"body", Title b"title", Base b"base", Basefont b"basefont", Meta b"meta", Link b"link",
    Style b"style", Script b"script", Noscript b"noscript", Template b"template",
    P b"p", Div b"div", H1 b"h1", H2 b"h2", H3 b"h3", H4 b"h4", H5 b"h5", H6 b"h6", Hgroup b"hgroup", Hr b"hr", Pre b"pre",
    Section b"section", Article b"article", Header b"header", Footer b"footer", Main b"main", Nav b"nav", Aside b"aside",
    Search b"search", Address b"address", Blockquote b"blockquote", Center b"center", Details b"details", Summary b"summary",
    Figure b"figure", Figcaption b"figcaption", Form b"form", Fieldset b"fieldset", Legend b"legend",
    Ul b"ul", Ol b"ol", Li b"li", Dl b"dl", Dt b"dt", Dd b"dd",
    Table b"table", Caption b"caption", Colgroup b"colgroup", Col b"col", Thead b"thead", Tbody b"tbody", Tfoot b"tfoot",
    Tr b"tr", Td b"td", Th b"th",
    Span b"span", Font b"font", B b"b", Strong b"strong", I b"i", Em b"em", U b"u", A b"a", Sup b"sup", Sub b"sub", Del b"del",
    S b"s", Strike b"strike",
    Br b"br", Wbr b"wbr", Img b"img", Area b"area", Embed b"embed", Input b"input", Param b"param", Source b"source",
    Track b"track",
    Select b"select", Option b"option", Datalist b"datalist", Textarea b"textarea", Button b"button", Svg b"svg",
    Math b"math", Iframe b"iframe", Object b"object", Audio b"audio", Video b"video", Canvas b"canvas",
    Noembed b"noembed", Noframes b"noframes", Xmp b"xmp",
}

/// A set of elements.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set(u128);

impl Set {
    pub const EMPTY: Self = Self(0);

    pub const fn of(elements: &[Element]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < elements.len() {
            bits |= 1 << elements[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    pub const fn has(self, element: Element) -> bool {
        self.0 >> element as u32 & 1 == 1
    }
}

use Element::{
    A, Address, Area, Article, Aside, Audio, B, Base, Basefont, Blockquote, Body, Br, Button, Canvas, Caption, Center,
    Col, Datalist, Dd, Del, Details, Div, Dl, Dt, Em, Embed, Fieldset, Figcaption, Figure, Font, Footer, Form, H1, H2,
    H3, H4, H5, H6, Head, Header, Hgroup, Hr, Html, I, Iframe, Img, Input, Legend, Li, Link, Main, Math, Meta, Nav,
    Noembed, Noframes, Noscript, Object, Ol, P, Param, Pre, S, Script, Search, Section, Select, Source, Span, Strike,
    Strong, Style, Sub, Summary, Svg, Table, Tbody, Td, Template, Textarea, Tfoot, Th, Thead, Title, Tr, Track, U, Ul,
    Video, Wbr, Xmp,
};

/// Elements before and after which a line ends.
pub(super) const BLOCK: Set = Set::of(&[
    P, Div, H1, H2, H3, H4, H5, H6, Table, Caption, Thead, Tbody, Tfoot, Tr, Td, Th, Ul, Ol, Li, Dl, Dt, Dd, Section,
    Article, Header, Footer, Main, Nav, Aside, Blockquote, Center, Form, Fieldset, Legend, Address, Figure, Figcaption,
    Hr, Pre, Body, Html, Details, Summary, Hgroup, Search,
]);
/// Elements without an end tag.
pub(super) const VOID: Set =
    Set::of(&[Area, Base, Br, Col, Embed, Hr, Img, Input, Link, Meta, Param, Source, Track, Wbr]);
/// Elements that may stand in the head of a page; any other ends it.
pub(super) const OF_HEAD: Set = Set::of(&[Meta, Link, Title, Style, Script, Base, Basefont, Noscript, Template]);
/// Elements that neither end a line nor anything that was left open.
pub(super) const INLINE: Set = Set::of(&[Span, Font, B, Strong, I, Em, U, A, Sub]);
/// Elements of what is struck out.
pub(super) const STRUCK: Set = Set::of(&[Del, S, Strike]);
/// Elements of which nothing is shown as text.
const HIDING: Set = Set::of(&[
    Script, Style, Noscript, Template, Head, Title, Select, Datalist, Textarea, Button, Svg, Math, Iframe, Object,
    Audio, Video, Canvas, Noembed, Noframes, Xmp, Del, S, Strike,
]);

/// What the attributes of one tag say, as far as it matters; of an attribute that stands twice, the first counts.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    name: Name,
    colspan: Option<u32>,
    rowspan: Option<u32>,
    /// How the `align` attribute, if there is one, has the text stand.
    align: Option<Align>,
    class: Option<Class>,
    style: Option<Styled>,
    hidden: bool,
    /// What stands in a field, and whether a field of its type shows it.
    filled: Option<String>,
    typed: Option<bool>,
    /// Whether the title is one that LibreOffice gives the running heads of pages.
    running: Option<bool>,
}

/// The attribute whose value comes next.
#[derive(Debug, Clone, Copy, Default)]
enum Name {
    Colspan,
    Rowspan,
    Align,
    Class,
    Style,
    Title,
    Type,
    Value,
    #[default]
    Other,
}

#[derive(Debug, Clone, Copy)]
enum Class {
    Left,
    Right,
    Break,
    Other,
}

/// What a style says.
#[derive(Debug, Clone, Copy, Default)]
struct Styled {
    hides: bool,
    align: Option<Align>,
}

impl Attributes {
    /// Takes the name of an attribute; its value follows, unless it is empty.
    pub fn name(&mut self, name: &[u8]) {
        self.name = match name {
            b"colspan" => Name::Colspan,
            b"rowspan" => Name::Rowspan,
            b"align" => Name::Align,
            b"class" => Name::Class,
            b"style" => Name::Style,
            b"title" => Name::Title,
            b"type" => Name::Type,
            b"value" => Name::Value,
            b"hidden" => {
                self.hidden = true;
                Name::Other
            }
            _ => Name::Other,
        };
    }

    /// Takes the value of the attribute named last.
    pub fn value(&mut self, value: &[u8]) {
        match self.name {
            Name::Colspan => self.colspan = self.colspan.or_else(|| number(value)),
            Name::Rowspan => self.rowspan = self.rowspan.or_else(|| number(value)),
            Name::Align => {
                self.align.get_or_insert_with(|| stands(value));
            }
            Name::Class => {
                self.class.get_or_insert(match value {
                    b"l" => Class::Left,
                    b"r" => Class::Right,
                    b"break" => Class::Break,
                    _ => Class::Other,
                });
            }
            Name::Style => {
                self.style.get_or_insert_with(|| Styled::of(value));
            }
            Name::Title => {
                self.running.get_or_insert(matches!(value, b"header" | b"footer"));
            }
            Name::Type => {
                self.typed.get_or_insert(["text", "number"].iter().any(|t| value.eq_ignore_ascii_case(t.as_bytes())));
            }
            Name::Value => {
                self.filled.get_or_insert_with(|| String::from_utf8_lossy(value).into_owned());
            }
            Name::Other => {}
        }
    }

    /// Whether what is in the element is not shown.
    pub fn hide(&self, element: Element) -> bool {
        if VOID.has(element) {
            return false;
        }
        let running = element == Div && self.running == Some(true);
        HIDING.has(element) || self.hidden || running || self.style.is_some_and(|style| style.hides)
    }

    /// Whether it is the line with which our own pages end a page.
    pub fn breaks_page(&self) -> bool {
        matches!(self.class, Some(Class::Break))
    }

    /// What a field for text shows.
    pub fn filled(&self) -> Option<&str> {
        self.filled.as_deref().filter(|_| self.typed != Some(false))
    }

    /// How many columns a cell takes.
    pub fn cols(&self) -> u32 {
        self.colspan.unwrap_or(1).max(1)
    }

    /// How many rows a cell takes; `rowspan=0` reaches to the end of the table.
    pub fn rows(&self) -> u32 {
        self.rowspan.map_or(1, |rows| if rows == 0 { u32::MAX } else { rows })
    }

    /// How the text of a cell stands.
    pub fn align(&self) -> Align {
        let said = self.align.or_else(|| self.style.and_then(|style| style.align));
        said.unwrap_or(match self.class {
            Some(Class::Left) => Align::Left,
            Some(Class::Right) => Align::Right,
            _ => Align::Centre,
        })
    }
}

impl Styled {
    fn of(style: &[u8]) -> Self {
        let mut said = Self::default();
        for declaration in style.split(|byte| *byte == b';') {
            let Some(colon) = declaration.iter().position(|byte| *byte == b':') else { continue };
            let (property, value) = declaration.split_at(colon);
            let (property, value) = (property.trim_ascii(), value.get(1..).unwrap_or_default().trim_ascii());
            let is = |name: &[u8]| property.eq_ignore_ascii_case(name);
            let hiding: &[u8] = if is(b"display") {
                b"none"
            } else if is(b"visibility") {
                b"hidden"
            } else if is(b"mso-hide") {
                b"all"
            } else {
                if is(b"text-align") {
                    said.align.get_or_insert_with(|| stands(value));
                }
                continue;
            };
            let value = value.strip_suffix(b"!important").unwrap_or(value).trim_ascii_end();
            said.hides |= value.eq_ignore_ascii_case(hiding);
        }
        said
    }
}

/// How a word has the text of a cell stand.
fn stands(how: &[u8]) -> Align {
    if how.eq_ignore_ascii_case(b"left") || how.eq_ignore_ascii_case(b"justify") {
        Align::Left
    } else if how.eq_ignore_ascii_case(b"right") {
        Align::Right
    } else {
        Align::Centre
    }
}

/// A number as browsers read it: its leading digits.
fn number(value: &[u8]) -> Option<u32> {
    let value = value.trim_ascii_start();
    let digits = value.strip_prefix(b"+").unwrap_or(value);
    let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    let digits = digits.get(..end).filter(|digits| !digits.is_empty())?;
    let add = |sum: u32, digit: &u8| sum.checked_mul(10)?.checked_add(u32::from(digit - b'0'));
    Some(digits.iter().try_fold(0, add).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(attributes: &[(&str, &str)]) -> Attributes {
        let mut said = Attributes::default();
        for (name, value) in attributes {
            said.name(name.as_bytes());
            if !value.is_empty() {
                said.value(value.as_bytes());
            }
        }
        said
    }

    #[test]
    fn of_an_attribute_that_stands_twice_the_first_counts() {
        let twice = said(&[("colspan", "2"), ("colspan", "3"), ("style", "color:red"), ("style", "display:none")]);
        assert_eq!((twice.cols(), twice.hide(Td)), (2, false));
    }

    #[test]
    fn spans_are_read_as_browsers_read_them() {
        for (value, cols) in [("3", 3), (" +4px", 4), ("0", 1), ("", 1), ("x", 1), ("99999999999", u32::MAX)] {
            assert_eq!(said(&[("colspan", value)]).cols(), cols, "{value}");
        }
        assert_eq!(said(&[("rowspan", "0")]).rows(), u32::MAX);
    }

    #[test]
    fn styles_hide_and_set_text_whatever_their_case() {
        for style in ["DISPLAY: None", "color:red; visibility:hidden !important", "mso-hide:all"] {
            assert!(said(&[("style", style)]).hide(Span), "{style}");
        }
        for style in ["display:inline", "x-display:none", "display", "background:url(a;display:none"] {
            assert_eq!(said(&[("style", style)]).hide(Span), style.contains(";display:none"), "{style}");
        }
        assert_eq!(said(&[("style", "text-align: RIGHT")]).align(), Align::Right);
        assert_eq!(said(&[("style", "text-align:right"), ("align", "left")]).align(), Align::Left);
        assert_eq!(said(&[("class", "r")]).align(), Align::Right);
        assert_eq!(said(&[("class", "r"), ("align", "center")]).align(), Align::Centre);
    }

    #[test]
    fn every_element_fits_a_set() {
        assert!((Element::Other as u32) < u128::BITS);
        assert!(!INLINE.has(Element::Other) && !BLOCK.has(Element::Other));
        assert_eq!(Element::named(b"o:p"), Element::Other);
    }
}
