//! Where what was made goes: a file, or standard output.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use annual_report::{Sheet, joined};
use document::Document;
use serde::Serialize;

use crate::answer::{Refusal, print, refuse};
use crate::args::{Format, SheetFormat};
use crate::disk;
use crate::usage::WRONG_USAGE;

/// Something that can be shown in every form.
pub struct Shown<'s, J> {
    /// For programs.
    pub json: &'s J,
    /// For a terminal.
    pub brief: &'s dyn Fn() -> Vec<Sheet>,
    /// For a workbook.
    pub whole: &'s dyn Fn() -> Vec<Sheet>,
    /// For a browser.
    pub page: &'s dyn Fn() -> Result<String, document::write::WriteError>,
}

/// In which form something is given: as asked, else as the file is named, else as text. Wrong usage is said and `Err`.
pub fn form(asked: Option<SheetFormat>, output: Option<&Path>) -> Result<SheetFormat, ExitCode> {
    let ending = output.and_then(Path::extension).and_then(|ending| ending.to_str());
    let form = asked.or_else(|| ending.and_then(SheetFormat::of_ending)).unwrap_or(SheetFormat::Text);
    if form == SheetFormat::Xlsx && output.is_none() {
        eprintln!("xlsx 格式请用 -o 指明写到哪个文件，如 -o 结果.xlsx。\n加上 --help 可以看到说明和例子。");
        return Err(ExitCode::from(WRONG_USAGE));
    }
    Ok(form)
}

/// Gives something in a form and says the status; a file that cannot be written is a refusal.
pub fn give<J: Serialize>(shown: &Shown<'_, J>, form: SheetFormat, output: Option<&Path>, status: u8) -> ExitCode {
    let format = if form == SheetFormat::Json { Format::Json } else { Format::Text };
    let made = match form {
        SheetFormat::Json => serde_json::to_vec_pretty(shown.json).map_err(|error| format!("无法写成 JSON：{error}")),
        SheetFormat::Text => text(&(shown.brief)()),
        SheetFormat::Html => (shown.page)().map(String::into_bytes).map_err(|error| error.to_string()),
        SheetFormat::Xlsx => workbook(&(shown.whole)()),
    };
    let given = made.and_then(|bytes| match output {
        Some(file) => keep(file, &bytes),
        None => {
            print(&String::from_utf8_lossy(&bytes));
            Ok(())
        }
    });
    match given {
        Ok(()) => ExitCode::from(status),
        Err(message) => refuse(format, &Refusal::new(message)),
    }
}

fn text(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    let written = document::write::aligned_text(&joined(sheets));
    written.map(String::into_bytes).map_err(|error| error.to_string())
}

fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    let sheets: Vec<(&str, &Document)> = sheets.iter().map(|(name, document)| (*name, document)).collect();
    document::write::workbook(&sheets).map_err(|error| error.to_string())
}

/// Writes the file whole or not at all: beside its place first, then under its name.
pub fn keep(output: &Path, bytes: &[u8]) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}：{}", output.display(), disk::in_words(&error));
    let name = output.file_name().ok_or_else(|| format!("{}：请指明文件名", output.display()))?;
    let mut beside = name.to_os_string();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = output.with_file_name(beside);
    let write = std::fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, output)
    });
    if write.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    write.map_err(told)
}
