//! What the targets share: reading what the fuzzer made up, and packing parts into a package.

use std::io::{Cursor, Write};
use std::sync::Once;

use annual_report::{CheckContext, check, from_file};
use document::Block;
use document::read::{Limits, Read, ReadError, document};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Limits so small that whatever stays within them takes no time.
fn small() -> Limits {
    Limits {
        max_bytes: 1 << 20,
        max_unpacked_bytes: 8 << 20,
        max_members: 100,
        max_pages: 50,
        max_operations: 200_000,
        max_blocks: 20_000,
        max_cells: 50_000,
        ..Limits::default()
    }
}

fn read_in(bytes: &[u8]) -> Result<Read, ReadError> {
    // Parsers of others panic, which the reader catches; only a panic that gets out of it counts, and ends the run.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    document(bytes, None, &small())
}

/// Reads a file as a report and checks it; what is said of it is in Chinese and points into its texts.
pub fn report(bytes: &[u8]) {
    let found = match from_file(bytes, read_in(bytes)) {
        Ok(found) => found,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let checked = check(&found.report, &CheckContext::default());
    for finding in found.findings.iter().chain(&found.outline).chain(&checked) {
        assert!(!finding.message.is_empty());
        if let Some(quote) = &finding.quote {
            assert!(quote.range.start <= quote.range.end);
        }
    }
}

/// Reads a file.
pub fn read(bytes: &[u8]) {
    let limits = small();
    match read_in(bytes) {
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
