//! What is known of elements and their attributes.

use html5ever::tokenizer::Tag;

use crate::model::Align;

/// Elements before and after which a line ends.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "blockquote"
            | "center"
            | "form"
            | "fieldset"
            | "legend"
            | "address"
            | "figure"
            | "figcaption"
            | "hr"
            | "pre"
            | "body"
            | "html"
            | "details"
            | "summary"
            | "hgroup"
            | "search"
    )
}

/// Elements without an end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that may stand in the head of a page; any other ends it.
pub(super) fn is_of_head(name: &str) -> bool {
    matches!(name, "meta" | "link" | "title" | "style" | "script" | "base" | "basefont" | "noscript" | "template")
}

/// Whether what is in an element is not shown.
pub(super) fn hides(name: &str, tag: &Tag) -> bool {
    if is_void(name) {
        return false;
    }
    if matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
            | "select"
            | "datalist"
            | "textarea"
            | "button"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "audio"
            | "video"
            | "canvas"
            | "noembed"
            | "noframes"
            | "xmp"
    ) {
        return true;
    }
    // LibreOffice keeps the running heads of pages in the page, where they are no text of it.
    let running = name == "div" && matches!(attribute(tag, "title"), Some("header" | "footer"));
    if running || attribute(tag, "hidden").is_some() {
        return true;
    }
    attribute(tag, "style").is_some_and(|style| {
        declarations(style).any(|(property, value)| {
            let value = value.trim_end_matches("!important").trim_end();
            [("display", "none"), ("visibility", "hidden"), ("mso-hide", "all")]
                .iter()
                .any(|(hiding, how)| property.eq_ignore_ascii_case(hiding) && value.eq_ignore_ascii_case(how))
        })
    })
}

/// What a style says: properties and their values.
fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|said| said.split_once(':')).map(|(property, value)| (property.trim(), value.trim()))
}

pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// A number as browsers read it: its leading digits.
pub(super) fn number(tag: &Tag, name: &str) -> Option<u32> {
    let value = attribute(tag, name)?.trim_start();
    let digits = value.trim_start_matches('+');
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let digits = digits.get(..end).filter(|digits| !digits.is_empty())?;
    Some(digits.parse().unwrap_or(u32::MAX))
}

pub(super) fn align(tag: &Tag) -> Align {
    let of_style = || {
        let style = attribute(tag, "style")?;
        declarations(style).find(|(property, _)| property.eq_ignore_ascii_case("text-align")).map(|(_, value)| value)
    };
    let said = attribute(tag, "align").or_else(of_style);
    let is = |way: &str| said.is_some_and(|said| said.eq_ignore_ascii_case(way));
    match (said, attribute(tag, "class")) {
        (Some(_), _) if is("left") || is("justify") => Align::Left,
        (Some(_), _) if is("right") => Align::Right,
        (None, Some("l")) => Align::Left,
        (None, Some("r")) => Align::Right,
        _ => Align::Centre,
    }
}
