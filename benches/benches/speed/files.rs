//! Reading files of a report: a web page beside the tokenizer it rests on and beside an importer in Node, a Word file
//! beside unpacking and tokenizing it, a PDF beside the library that takes it apart.

use std::cell::Cell;
use std::hint::black_box;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use annual_report::{CheckContext, LayoutOptions, check, lay_out, read};
use document::Document;
use document::read::{Limits, document};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use typeset::{Fonts, Options, pdf};
use unpdf::parser::backend::{PdfBackend, PdfValue, RawBackend, ResourceScope};

use crate::measure::{Limit, Turns, beside, timed};
use crate::reading::text;

const ROUNDS: usize = 60;
const WARM: usize = 10;
const PIECES: u32 = 20;
/// Node's rounds: its compiler needs many to be at its best. A round is as many pieces as one of ours, so that the
/// collector's pauses are shared out.
const NODE_WARM: usize = 30;
const NODE_ROUNDS: usize = 60;

/// The report whose text the other parts read, laid out as it is printed.
fn paper() -> (&'static str, Document) {
    let (name, bytes) = text();
    let read_in = document(&bytes, None, &Limits::default()).unwrap();
    let report = read(&read_in.document).unwrap().report;
    (name, lay_out(&report, &LayoutOptions::default()))
}

pub fn run() {
    let (name, paper) = paper();
    let page = document::write::html(&paper).unwrap();
    web_page(name, &page);
    in_node(name, &page);
    word(name, &document::write::docx(&paper).unwrap());
    let folders: Vec<PathBuf> = std::env::var_os("GONGKAI_FONTS").map(PathBuf::from).into_iter().collect();
    match Fonts::load(&folders) {
        Ok(fonts) => portable(name, &pdf(&paper, &fonts, &Options::default()).unwrap()),
        Err(missing) => println!("reading a PDF: not measured, {missing}"),
    }
}

/// Reads a file and checks the report in it.
fn read_and_check(bytes: &[u8]) {
    let read_in = document(black_box(bytes), None, &Limits::default()).unwrap();
    let report = read(&read_in.document).unwrap().report;
    black_box(check(&report, &CheckContext::default()));
}

/// Measures ours and a baseline in turn.
fn turns(pieces: u32, ours: impl Fn(), theirs: impl Fn()) -> Turns {
    let mut turns = Turns::new(WARM);
    for _ in 0..ROUNDS {
        let (time, ()) = timed(|| (0..pieces).for_each(|_| ours()));
        turns.ours(time, pieces);
        let (time, ()) = timed(|| (0..pieces).for_each(|_| theirs()));
        turns.theirs(time, pieces);
    }
    turns
}

/// Counts tokens and does nothing with them.
struct Counting(Cell<usize>);

impl TokenSink for Counting {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        black_box(&token);
        self.0.set(self.0.get() + 1);
        TokenSinkResult::Continue
    }
}

fn web_page(name: &str, page: &str) {
    let turns = turns(
        PIECES,
        || read_and_check(page.as_bytes()),
        || {
            let tokenizer = Tokenizer::new(Counting(Cell::new(0)), TokenizerOpts::default());
            let input = BufferQueue::default();
            input.push_back(StrTendril::from_slice(black_box(page)));
            let _ = tokenizer.feed(&input);
            tokenizer.end();
            black_box(tokenizer.sink.0.get());
        },
    );
    beside(&format!("read and check {name} as a web page"), &turns, "html5ever's tokenizer", Limit::Times(3.0));
}

fn in_node(name: &str, page: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    if !folder.join("node_modules/cheerio").is_dir() {
        return println!("the importer in Node: not measured, run npm ci in benches/node");
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), page).unwrap();
    let output = Command::new("node")
        .arg(folder.join("importer.mjs"))
        .arg(file.path())
        .args([NODE_WARM.to_string(), NODE_ROUNDS.to_string(), PIECES.to_string()])
        .output();
    let Ok(output) = output.map_err(|error| println!("the importer in Node: not measured, {error}")) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut turns = Turns::new(0);
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        turns.theirs(Duration::from_nanos(line.parse().unwrap()), PIECES);
        let (time, ()) = timed(|| (0..PIECES).for_each(|_| read_and_check(page.as_bytes())));
        turns.ours(time, PIECES);
    }
    beside(
        &format!("read and check {name} as a web page"),
        &turns,
        "an importer with cheerio in Node",
        Limit::Rate(4.0),
    );
}

fn word(name: &str, file: &[u8]) {
    let turns = turns(
        PIECES,
        || {
            black_box(document(black_box(file), None, &Limits::default()).unwrap());
        },
        || {
            let mut archive = zip::ZipArchive::new(Cursor::new(black_box(file))).unwrap();
            let mut xml = String::new();
            archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
            let mut reader = quick_xml::Reader::from_str(&xml);
            while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        },
    );
    beside(&format!("read {name} as a Word file"), &turns, "unzip and tokenize its text part", Limit::Times(4.0));
}

fn portable(name: &str, file: &[u8]) {
    let turns = turns(
        1,
        || {
            black_box(document(black_box(file), None, &Limits::default()).unwrap());
        },
        || {
            let backend = RawBackend::load_bytes(black_box(file)).unwrap();
            for page in backend.pages().into_values() {
                let content = backend.page_content_with_losses(page).unwrap();
                let mut font = Vec::new();
                for operation in backend.decode_content(&content.data).unwrap() {
                    if let ("Tf", [PdfValue::Name(name), _]) =
                        (operation.operator.as_str(), operation.operands.as_slice())
                    {
                        font.clone_from(name);
                    }
                    let parts = operation.operands.iter().flat_map(|operand| match operand {
                        PdfValue::Array(parts) => parts.as_slice(),
                        single => std::slice::from_ref(single),
                    });
                    for part in parts {
                        if let PdfValue::Str(bytes) = part {
                            black_box(backend.decode_run(ResourceScope::page(page), &font, bytes));
                        }
                    }
                }
            }
        },
    );
    beside(&format!("read {name} as a PDF"), &turns, "unpdf: load, decode pages and runs of text", Limit::Times(2.0));
}
