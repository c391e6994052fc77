//! OFD files, built here as the programs that make them do.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use document::read::{Format, Limits, Note, ReadError, document as read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{bare, positions, tables, texts};

/// A package of parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const NAMESPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

fn text(x: f64, y: f64, size: f64, said: &str) -> String {
    let width: f64 = said.chars().map(|c| if c.is_ascii() { size / 2.0 } else { size }).sum();
    let deltas: Vec<String> =
        said.chars().map(|c| (if c.is_ascii() { size / 2.0 } else { size }).to_string()).collect();
    format!(
        "<ofd:TextObject ID=\"1\" Boundary=\"{x} {y} {width} {size}\" Font=\"3\" Size=\"{size}\"><ofd:FillColor Value=\"0 0 0\"/>\
         <ofd:TextCode X=\"0\" Y=\"{}\" DeltaX=\"{}\">{said}</ofd:TextCode></ofd:TextObject>",
        size * 0.86,
        deltas.get(1..).unwrap_or_default().join(" ")
    )
}

fn line(x0: f64, y0: f64, x1: f64, y1: f64) -> String {
    format!(
        "<ofd:PathObject ID=\"1\" Boundary=\"{x0} {y0} {} {}\" LineWidth=\"0.2\"><ofd:AbbreviatedData>M 0 0 L {} {}</ofd:AbbreviatedData>\
         </ofd:PathObject>",
        (x1 - x0).max(0.2),
        (y1 - y0).max(0.2),
        x1 - x0,
        y1 - y0
    )
}

/// A grid of columns 30 mm wide and rows 10 mm high with a text in each cell.
fn grid(x: f64, y: f64, rows: &[&[&str]]) -> String {
    let (high, wide) = (rows.len() as f64, rows[0].len() as f64);
    let mut drawn = String::new();
    for row in 0..=rows.len() {
        drawn += &line(x, y + row as f64 * 10.0, x + wide * 30.0, y + row as f64 * 10.0);
    }
    for column in 0..=rows[0].len() {
        drawn += &line(x + column as f64 * 30.0, y, x + column as f64 * 30.0, y + high * 10.0);
    }
    for (r, row) in rows.iter().enumerate() {
        for (c, said) in row.iter().enumerate().filter(|(_, said)| !said.is_empty()) {
            drawn += &text(x + c as f64 * 30.0 + 2.0, y + r as f64 * 10.0 + 3.0, 4.0, said);
        }
    }
    drawn
}

fn page(content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:Page {NAMESPACE}><ofd:Template TemplateID=\"9\"/><ofd:Content>\
         <ofd:Layer ID=\"2\">{content}</ofd:Layer></ofd:Content></ofd:Page>"
    )
}

/// A file of one document with these pages on a template.
fn file(pages: &[String], template: &str) -> Vec<u8> {
    let mut list = String::new();
    let mut parts = Vec::new();
    for (index, content) in pages.iter().enumerate() {
        write!(list, "<ofd:Page ID=\"{index}\" BaseLoc=\"Pages/Page_{index}/Content.xml\"/>").unwrap();
        parts.push((format!("Doc_0/Pages/Page_{index}/Content.xml"), page(content)));
    }
    let template =
        format!("<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>");
    parts.push(("Doc_0/Tpls/Tpl_0/Content.xml".to_owned(), template));
    parts.push((
        "Doc_0/Document.xml".to_owned(),
        format!(
            "<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\
             <ofd:TemplatePage ID=\"9\" BaseLoc=\"/Doc_0/Tpls/Tpl_0/Content.xml\"/></ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
        ),
    ));
    parts.push((
        "OFD.xml".to_owned(),
        format!("<ofd:OFD {NAMESPACE} DocType=\"OFD\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
    ));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    package(&parts)
}

/// A file with a heading, a table over two pages and a line after it.
pub fn sample() -> Vec<u8> {
    let first =
        [text(30.0, 30.0, 7.0, "某某局2024年政府信息公开工作年度报告"), text(30.0, 50.0, 5.0, "一、总体情况")].concat();
    let table = grid(30.0, 240.0, &[&["信息内容", "本年制发件数", "现行有效件数"], &["规章", "0", "12"]]);
    let rest = grid(30.0, 25.4, &[&["行政规范性文件", "3", ""], &["收费", "/", "96171.6"]]);
    let after = text(30.0, 60.0, 5.0, "二、其他");
    file(&[first + &table, rest + &after], &text(30.0, 285.0, 4.0, "- 1 -"))
}

#[test]
fn texts_and_tables_are_read_with_their_places() {
    let read = read(&sample(), Some("年报.ofd"), &Limits::default()).unwrap();
    assert_eq!(read.format, Format::Ofd);
    assert_eq!(texts(&read.document), ["某某局2024年政府信息公开工作年度报告一、总体情况", "二、其他"]);
    let tables = tables(&read.document);
    let shown: Vec<Vec<String>> =
        positions(tables[0]).iter().map(|row| row.iter().map(|cell| cell.clone().unwrap().0).collect()).collect();
    assert_eq!(
        shown,
        [
            ["信息内容", "本年制发件数", "现行有效件数"],
            ["规章", "0", "12"],
            ["行政规范性文件", "3", ""],
            ["收费", "/", "96171.6"]
        ]
    );
    assert_eq!(tables[0].rows[3][2].place.page, Some(2));
    assert!(read.notes.contains(&Note::TableJoined { page: 2 }));
}

#[test]
fn matrices_repeated_distances_and_hidden_objects_are_followed() {
    let scaled = "<ofd:TextObject Boundary=\"30 30 100 10\" Size=\"1\" CTM=\"5 0 0 5 0 0\"><ofd:TextCode X=\"0\" Y=\"1\" DeltaX=\"g 3 1\">\
                  公开年报</ofd:TextCode></ofd:TextObject>";
    let apart = "<ofd:TextObject Boundary=\"30 50 100 10\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"5 30\">甲乙丙</ofd:TextCode></ofd:TextObject>";
    let hidden = "<ofd:TextObject Visible=\"false\" Boundary=\"30 70 100 10\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\">隐</ofd:TextCode></ofd:TextObject>\
                  <ofd:TextObject Boundary=\"30 90 100 10\" Size=\"5\"><ofd:FillColor Alpha=\"0\"/><ofd:TextCode X=\"0\" Y=\"5\">隐</ofd:TextCode></ofd:TextObject>";
    let read = read(&file(&[[scaled, apart, hidden].concat()], ""), None, &Limits::default()).unwrap();
    let lines: Vec<String> = read
        .document
        .blocks
        .iter()
        .filter_map(|block| match block {
            document::Block::Paragraph(paragraph) => Some(paragraph.text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(lines, ["公开年报", "甲乙 丙"]);
}

#[test]
fn pictures_glyphs_without_characters_and_lost_pages_are_told() {
    let picture = "<ofd:ImageObject Boundary=\"0 0 210 297\" ResourceID=\"5\"/>".to_owned();
    assert_eq!(read(&file(std::slice::from_ref(&picture), ""), None, &Limits::default()), Err(ReadError::Scanned));
    assert!(ReadError::Scanned.to_string().contains("是扫描图像"));
    let glyphs = text(30.0, 30.0, 5.0, "¤¤¤");
    assert_eq!(read(&file(&[glyphs], ""), None, &Limits::default()), Err(ReadError::UnreadableText));
    let broken = file(&[text(30.0, 30.0, 5.0, "正文"), "<ofd:TextObject><".to_owned(), picture], "");
    let read = read(&broken, None, &Limits::default()).unwrap();
    assert_eq!(bare(&texts(&read.document).concat()), "正文");
    assert!(read.notes.contains(&Note::DamagedPage { page: 2 }) && read.notes.contains(&Note::PictureOnly { page: 3 }));
}

#[test]
fn a_page_with_too_many_characters_is_refused() {
    let many = "<ofd:TextObject Boundary=\"0 0 9 9\" Size=\"5\"><ofd:TextCode X=\"1\" Y=\"5\" DeltaX=\"g 999999999 0\">字</ofd:TextCode></ofd:TextObject>";
    assert!(read(&file(&[many.repeat(2)], ""), None, &Limits::default()).is_ok());
    let most = Limits { max_operations: 100, ..Limits::default() };
    assert_eq!(read(&sample(), None, &most).unwrap_err(), ReadError::TooComplex);
}
