//! The files below a folder, in the order of their names.
//!
//! Hidden and temporary files are passed over without a word; what is no report by its name (pictures, archives, tables of
//! data, parts of web pages), links and what cannot be listed are told. Links are never followed: what they lead to may lie
//! outside, or be counted twice.

use std::ffi::OsStr;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use crate::disk;

/// How deep folders may lie in one another.
const DEEPEST: usize = 64;

/// Endings of files that hold no report.
const NO_REPORT: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "svg", "ico", "heic", "zip", "rar", "7z", "gz", "tar",
    "bz2", "xz", "csv", "tsv", "db", "mdb", "sqlite", "css", "js", "map", "woff", "woff2", "ttf", "otf", "mp3", "mp4",
    "avi", "mov", "wav", "exe", "dll", "msi", "bat", "sh", "lnk", "url", "ppt", "pptx", "dps", "log", "bak", "eml",
    "msg", "p7s", "sig", "xsd",
];

/// What lies below a folder.
#[derive(Default)]
pub struct Found {
    /// Files that may hold a report: where they are, and what to call them.
    pub files: Vec<(PathBuf, String)>,
    /// Every folder, by what to call it.
    pub folders: Vec<String>,
    /// What was not opened, and why.
    pub skipped: Vec<(String, String)>,
}

/// Looks through a folder; `left_out` are files that are no reports though they lie in it (the list of organs, the output).
pub fn walk(folder: &Path, left_out: &[PathBuf]) -> Result<Found, String> {
    let mut found = Found::default();
    let left_out: Vec<PathBuf> = left_out.iter().filter_map(|file| file.canonicalize().ok()).collect();
    let entries = list(folder).map_err(|error| disk::in_words(&error))?;
    below(entries, "", 0, &left_out, &mut found);
    Ok(found)
}

fn list(folder: &Path) -> std::io::Result<Vec<DirEntry>> {
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

fn below(entries: Vec<DirEntry>, at: &str, depth: usize, left_out: &[PathBuf], found: &mut Found) {
    for entry in entries {
        let name = entry.file_name();
        if is_hidden(&name) {
            continue;
        }
        let name = name.to_string_lossy();
        let called = if at.is_empty() { name.into_owned() } else { format!("{at}/{name}") };
        let path = entry.path();
        let mut skip = |why: &str| found.skipped.push((called.clone(), why.to_owned()));
        match entry.file_type() {
            Err(error) => skip(&disk::in_words(&error)),
            Ok(kind) if kind.is_symlink() => skip("这是链接，没有跟随；需要汇总的，请把文件放进文件夹"),
            Ok(kind) if kind.is_dir() && depth >= DEEPEST => skip("文件夹层数太多，没有打开"),
            Ok(kind) if kind.is_dir() => match list(&path) {
                Err(error) => skip(&disk::in_words(&error)),
                Ok(entries) => {
                    found.folders.push(called.clone());
                    below(entries, &called, depth + 1, left_out, found);
                }
            },
            Ok(kind) if !kind.is_file() => skip("不是普通文件"),
            Ok(_) if path.canonicalize().is_ok_and(|path| left_out.contains(&path)) => {}
            Ok(_) if holds_no_report(&path) => skip("这类文件不是年度报告，没有打开"),
            Ok(_) => found.files.push((path, called)),
        }
    }
}

/// Files of editors and systems: hidden ones, owners' marks of Word and WPS, half-written ones.
fn is_hidden(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.starts_with(".~")
        || name.ends_with('~')
        || [".tmp", ".temp", ".part", ".crdownload", ".swp"].iter().any(|end| lower.ends_with(end))
        || ["thumbs.db", "desktop.ini", "__macosx"].contains(&lower.as_str())
}

fn holds_no_report(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| NO_REPORT.contains(&ending.as_str()))
}
