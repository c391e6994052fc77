//! Word files as programs write them, part by part.

use document::read::{Limits, document as read};

use crate::ofd::package;
use crate::{tables, texts};

fn word(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w=\"x\" xmlns:mc=\"y\"><w:body>{body}</w:body></w:document>");
    package(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &xml)])
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

/// The tables of a body, each cell with its columns and rows.
fn rows(body: &str) -> Vec<Vec<String>> {
    let read = read(&word(body), None, &Limits::default()).unwrap();
    tables(&read.document)
        .iter()
        .flat_map(|table| &table.rows)
        .map(|row| row.iter().map(|cell| format!("{}/{}x{}", cell.text, cell.col_span, cell.row_span)).collect())
        .collect()
}

fn paragraphs(body: &str) -> Vec<String> {
    texts(&read(&word(body), None, &Limits::default()).unwrap().document)
}

#[test]
fn only_one_way_of_drawing_a_thing_is_read() {
    let frame = |text: &str| format!("<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>");
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback>\
         </mc:AlternateContent></w:r></w:p><w:p><w:r><mc:AlternateContent><mc:Fallback>{1}</mc:Fallback></mc:AlternateContent></w:r></w:p>\
         <w:p><w:r><w:pict><v:textbox>{2}</v:textbox></w:pict></w:r></w:p>",
        frame("甲"),
        frame("乙"),
        frame("丙")
    );
    assert_eq!(paragraphs(&body), ["甲乙丙"]);
}

#[test]
fn what_properties_were_before_a_change_is_not_what_they_are() {
    let body = format!(
        "<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r></w:p>\
         <w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell("<w:tcPrChange><w:tcPr><w:gridSpan w:val=\"3\"/><w:vMerge/></w:tcPr></w:tcPrChange>", "1"),
        cell("", "2")
    );
    assert_eq!(paragraphs(&body)[0], "甲");
    assert_eq!(rows(&body), [["1/1x1", "2/1x1"]]);
}

#[test]
fn merged_cells_are_read_in_both_ways_of_writing_them() {
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "甲"),
        cell("<w:hMerge w:val=\"restart\"/>", "乙"),
        cell("<w:hMerge/>", ""),
        cell("<w:vMerge w:val=\"continue\"/>", ""),
        cell("", "1"),
        cell("", "2")
    );
    assert_eq!(rows(&body), [vec!["甲/1x2", "乙/2x1"], vec!["1/1x1", "2/1x1"]]);
}

#[test]
fn rows_may_begin_late_and_end_early_and_hidden_rows_are_left_out() {
    let body = format!(
        "<w:tbl><w:tr>{0}{0}{0}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>{1}</w:tr>\
         <w:tr><w:trPr><w:hidden/></w:trPr>{0}{0}{0}</w:tr></w:tbl>",
        cell("", "甲"),
        cell("", "5")
    );
    assert_eq!(rows(&body), [vec!["甲/1x1"; 3], vec!["/1x1", "5/1x1"]]);
}

#[test]
fn controls_fields_breaks_and_notes_are_read_as_they_show() {
    let body = "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
        <w:r><w:t>域</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>文</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
        <w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>12</w:t><w:br/><w:t>件</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt>\
        <w:tc><w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>";
    assert_eq!(paragraphs(body)[0], "控件域文");
    assert_eq!(rows(body), [["12\n件/1x1", "新/1x1"]]);
}

#[test]
fn a_small_table_in_a_cell_is_neither_lost_nor_the_end_of_the_table() {
    let inner = format!("<w:tc><w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/></w:tc>", cell("", "5"), cell("", "件"));
    let row = format!("<w:tr>{0}{0}{0}</w:tr>", cell("", "1"));
    let body = format!("<w:tbl>{row}{row}{row}<w:tr>{inner}{0}{0}</w:tr></w:tbl>", cell("", "2"));
    assert_eq!(rows(&body)[3], ["5 件/1x1", "2/1x1", "2/1x1"]);
}

#[test]
fn automatic_numbers_are_read_as_they_show() {
    let lists = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>\
                 <w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let styles = "<w:styles><w:style w:styleId=\"a\"><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style></w:styles>";
    let paragraph =
        |properties: &str, text: &str| format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = [
        paragraph("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr>", "总体情况"),
        paragraph("", "正文。"),
        paragraph("<w:pStyle w:val=\"a\"/>", "主动公开"),
        paragraph("<w:pStyle w:val=\"a\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "无号"),
    ];
    let xml = format!("<w:document><w:body>{}</w:body></w:document>", body.concat());
    let file = package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &xml),
        ("word/numbering.xml", lists),
        ("word/styles.xml", styles),
    ]);
    let read = read(&file, None, &Limits::default()).unwrap();
    assert_eq!(texts(&read.document), ["一、总体情况正文。二、主动公开无号"]);
}

#[test]
fn what_is_struck_out_is_left_out_and_a_remarks_figure_stands_apart() {
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let raised = "<w:vertAlign w:val=\"superscript\"/>";
    let cells = [
        [run("<w:strike/>", "7"), run("", "12")],
        [run("<w:dstrike w:val=\"1\"/>", "7"), run("<w:strike w:val=\"0\"/>", "13")],
        [run("", "501"), run(raised, "1")],
        [run("", "m"), run(raised, "2")],
    ]
    .map(|runs| format!("<w:tc><w:p>{}</w:p></w:tc>", runs.concat()));
    let body = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.concat());
    assert_eq!(rows(&body), [["12/1x1", "13/1x1", "501 1/1x1", "m2/1x1"]]);
}
