#![no_main]

use gongkai_fuzz::{package, read};
use libfuzzer_sys::fuzz_target;

const ROOT: &[u8] = b"<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>";
const DOCUMENT: &[u8] = b"<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>\
    <TemplatePage ID=\"1\" BaseLoc=\"T.xml\"/></CommonData><Pages><Page BaseLoc=\"P.xml\"/><Page BaseLoc=\"T.xml\"/></Pages></Document>";

// The content of a page and, after a zero byte, that of a template or, after two, the document's own part.
fuzz_target!(|parts: &[u8]| {
    let mut parts = parts.splitn(3, |byte| *byte == 0);
    let page = parts.next().unwrap_or_default();
    let template = parts.next().unwrap_or_default();
    let document = parts.next().unwrap_or(DOCUMENT);
    read(&package(&[("OFD.xml", ROOT), ("D/Document.xml", document), ("D/P.xml", page), ("D/T.xml", template)]));
});
