//! What the targets share: reading what the fuzzer made up, and packing parts into a package.

use std::io::{Cursor, Write};
use std::sync::Once;

use document::Block;
use document::read::{Limits, document};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads a file within limits so small that whatever stays within them takes no time.
pub fn read(bytes: &[u8]) {
    // Parsers of others panic, which the reader catches; only a panic that gets out of it counts, and ends the run.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let limits = Limits {
        max_bytes: 1 << 20,
        max_unpacked_bytes: 8 << 20,
        max_members: 100,
        max_pages: 50,
        max_operations: 200_000,
        max_blocks: 20_000,
        max_cells: 50_000,
        ..Limits::default()
    };
    match document(bytes, None, &limits) {
        Ok(read) => {
            assert!(read.document.blocks.len() <= limits.max_blocks);
            let tables = read.document.blocks.iter().filter_map(|block| match block {
                Block::Table(table) => Some(table),
                _ => None,
            });
            for table in tables {
                // Every table that leaves a reader lies on its grid without overlaps.
                let expanded = table.expanded();
                assert!(expanded.columns <= limits.max_columns);
                let begins = table.rows.iter().map(Vec::len).sum::<usize>();
                assert!(begins <= limits.max_cells);
            }
            for note in &read.notes {
                assert!(!note.to_string().is_empty());
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A package of parts, stored unpacked so that a changed byte is a changed byte of a part.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        if archive.start_file(*name, stored).is_err() || archive.write_all(bytes).is_err() {
            return Vec::new();
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}
