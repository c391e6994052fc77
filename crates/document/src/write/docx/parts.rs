//! The parts of the package beside the text: types, relations, styles, fonts, footers.

use crate::model::{Document, Role};
use crate::official::{Face, LINE_PITCH, Setting, TIGHTENING};
use crate::write::escape::push_escaped;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespaces of the text parts.
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#;

pub(super) const PACKAGE_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#;

pub(super) const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/></Relationships>"#;

pub(super) const APP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Gongkai</Application></Properties>"#;

pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:evenAndOddHeaders/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#;

/// What the file says of itself: its title, no date and no person.
pub(super) fn core(document: &Document) -> String {
    let mut out = String::from(HEAD);
    out.push_str("<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
    push_escaped(&document.title, &mut out);
    out.push_str("</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>");
    out
}

/// The id of a role's style, which is its name without blanks.
pub(super) fn style_id(role: Role) -> &'static str {
    match role {
        Role::Title => "Title",
        Role::Subtitle => "Subtitle",
        Role::Heading1 => "Heading1",
        Role::Heading2 => "Heading2",
        Role::Body => "BodyText",
        Role::Plain => "Plain",
        Role::Note => "Note",
        Role::Signature => "Signature",
    }
}

/// The name Word knows a style by; its own names are shown translated.
fn style_name(role: Role) -> &'static str {
    match role {
        Role::Title => "Title",
        Role::Subtitle => "Subtitle",
        Role::Heading1 => "heading 1",
        Role::Heading2 => "heading 2",
        Role::Body => "Body Text",
        Role::Plain => "公文顶格",
        Role::Note => "公文附注",
        Role::Signature => "Signature",
    }
}

const ROLES: [Role; 8] =
    [Role::Title, Role::Subtitle, Role::Heading1, Role::Heading2, Role::Body, Role::Plain, Role::Note, Role::Signature];

/// Hundredths of a point as twentieths, Word's unit.
pub(super) fn twips(hundredths_of_a_point: u32) -> u32 {
    hundredths_of_a_point / 5
}

/// The fonts of a run: the same typeface for Chinese and for digits, as official documents are set.
fn push_fonts(face: Face, half_points: u32, out: &mut String) {
    let name = face.office_name();
    out.push_str(&format!(
        "<w:rFonts w:ascii=\"{name}\" w:hAnsi=\"{name}\" w:eastAsia=\"{name}\" w:cs=\"{name}\"/>\
         <w:kern w:val=\"0\"/><w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>"
    ));
}

/// The style sheet: one style for each role, one each for tables' text and page numbers.
pub(super) fn styles() -> String {
    let mut out = String::from(HEAD);
    out.push_str(&format!("<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"));
    let body = Role::Body.setting();
    push_fonts(body.face, body.half_points, &mut out);
    out.push_str(
        "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/></w:pPr></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>",
    );
    for role in ROLES {
        push_style(role, role.setting(), &mut out);
    }
    for (id, name, half_points) in [("TableText", "公文表格", 21), ("Footer", "footer", 28)] {
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:pPr><w:snapToGrid w:val=\"0\"/></w:pPr><w:rPr>"
        ));
        push_fonts(Face::Song, half_points, &mut out);
        out.push_str("</w:rPr></w:style>");
    }
    out.push_str("</w:styles>");
    out
}

fn push_style(role: Role, setting: Setting, out: &mut String) {
    out.push_str(&format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"Normal\"/>",
        style_id(role),
        style_name(role)
    ));
    if matches!(role, Role::Title | Role::Subtitle | Role::Heading1 | Role::Heading2) {
        out.push_str("<w:next w:val=\"BodyText\"/>");
    }
    out.push_str("<w:qFormat/><w:pPr>");
    let level = match role {
        Role::Heading1 => Some(0),
        Role::Heading2 => Some(1),
        _ => None,
    };
    if level.is_some() || role == Role::Title {
        out.push_str("<w:keepNext/>");
    }
    out.push_str(&format!("<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", twips(setting.pitch)));
    if setting.indent > 0 {
        // Word takes the characters, others the twips.
        let width = setting.indent * setting.half_points * 10;
        out.push_str(&format!("<w:ind w:firstLineChars=\"{}\" w:firstLine=\"{width}\"/>", setting.indent * 100));
    }
    out.push_str(match role {
        Role::Title | Role::Subtitle => "<w:jc w:val=\"center\"/>",
        Role::Signature => "<w:jc w:val=\"right\"/>",
        _ => "<w:jc w:val=\"both\"/>",
    });
    if let Some(level) = level {
        out.push_str(&format!("<w:outlineLvl w:val=\"{level}\"/>"));
    }
    out.push_str("</w:pPr><w:rPr>");
    let name = setting.face.office_name();
    out.push_str(&format!("<w:rFonts w:ascii=\"{name}\" w:hAnsi=\"{name}\" w:eastAsia=\"{name}\" w:cs=\"{name}\"/>"));
    if setting.pitch == LINE_PITCH {
        out.push_str(&format!("<w:spacing w:val=\"-{}\"/>", twips(TIGHTENING)));
    }
    out.push_str(&format!("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/></w:rPr></w:style>", setting.half_points));
}

/// The fonts, each with the names of free equivalents to take when a computer lacks it.
pub(super) fn font_table() -> String {
    let mut out = String::from(HEAD);
    out.push_str(&format!("<w:fonts {NAMESPACES}>"));
    for face in Face::ALL {
        let (other, family) = match face {
            Face::XiaoBiaoSong => ("FZXiaoBiaoSong-B05S,Noto Serif CJK SC,Source Han Serif SC,宋体", "roman"),
            Face::FangSong => ("仿宋,FangSong,FandolFang R,Noto Serif CJK SC", "modern"),
            Face::Hei => ("SimHei,Noto Sans CJK SC,Source Han Sans SC", "swiss"),
            Face::Kai => ("楷体,KaiTi,LXGW WenKai,FandolKai,Noto Serif CJK SC", "modern"),
            Face::Song => ("SimSun,Noto Serif CJK SC,Source Han Serif SC", "roman"),
        };
        out.push_str(&format!(
            "<w:font w:name=\"{}\"><w:altName w:val=\"{other}\"/><w:charset w:val=\"86\"/>\
             <w:family w:val=\"{family}\"/><w:pitch w:val=\"variable\"/></w:font>",
            face.office_name()
        ));
    }
    out.push_str("</w:fonts>");
    out
}

/// A footer with the page number "— 1 —" one character from the outer edge.
pub(super) fn footer(edge: &str) -> String {
    let mut out = String::from(HEAD);
    out.push_str(&format!(
        "<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>\
         <w:ind w:{edge}Chars=\"100\" w:{edge}=\"280\"/><w:jc w:val=\"{edge}\"/></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">— </w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
         <w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"
    ));
    out
}
