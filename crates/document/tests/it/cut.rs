//! Files of every format cut off and flipped at many places, the same every time: each ends in a document or a
//! refusal that says something, and what comes out is bounded.

use document::read::{Limits, document as read};
use document::{Block, write};

use crate::paper::paper;

/// A file of each format, small enough to be read some thousand times.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let mut short = paper();
    short.blocks.truncate(6);
    vec![
        ("docx", write::docx(&short).unwrap()),
        ("xlsx", write::xlsx(&short).unwrap()),
        ("xls", crate::xls::FORM.to_vec()),
        (
            "pdf",
            crate::pdf::page(
                "BT /F 12 Tf 20 200 Td (12) Tj ET 20 60 180 40 re S 110 60 m 110 100 l S",
                crate::pdf::FONT,
            ),
        ),
        ("ofd", crate::ofd::sample()),
        ("html", write::html(&short).unwrap().into_bytes()),
        ("text", write::text(&short).unwrap().into_bytes()),
        ("gb18030", encoding_rs::GB18030.encode(&write::html(&short).unwrap()).0.into_owned()),
    ]
}

fn reads_or_refuses(file: &[u8]) {
    let limits = Limits { max_unpacked_bytes: 4 << 20, max_blocks: 2_000, max_cells: 20_000, ..Limits::default() };
    match read(file, None, &limits) {
        Ok(read) => {
            let blocks = &read.document.blocks;
            assert!(blocks.len() <= limits.max_blocks);
            let cells: usize = blocks
                .iter()
                .filter_map(|block| match block {
                    Block::Table(table) => Some(table.rows.iter().map(Vec::len).sum::<usize>()),
                    _ => None,
                })
                .sum();
            assert!(cells <= limits.max_cells);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

#[test]
fn files_cut_at_every_sixty_fourth_byte_end_in_a_document_or_a_refusal() {
    for (_, file) in files() {
        for end in (0..file.len()).step_by(64) {
            reads_or_refuses(&file[..end]);
        }
    }
}

#[test]
fn files_with_flipped_bytes_end_in_a_document_or_a_refusal() {
    // Numbers that look random and are the same every time.
    let mut state = 0x2019_0515_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for (_, file) in files() {
        for _ in 0..200 {
            let mut damaged = file.clone();
            for _ in 0..=next() % 4 {
                let at = next() as usize % damaged.len();
                damaged[at] ^= (next() % 255 + 1) as u8;
            }
            reads_or_refuses(&damaged);
        }
    }
}
