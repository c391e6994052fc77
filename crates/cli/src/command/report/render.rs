//! `gongkai report render`: a report as an official document.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annual_report::{LayoutOptions, lay_out};
use jiff::civil::Date;
use typeset::{FileKind, Fonts, Options};

use super::{UNREADABLE, file};
use crate::answer::{Refusal, refuse};
use crate::args::Format;
use crate::disk;

pub fn run(report: &Path, to: FileKind, output: &Path, fonts: Option<&Path>, today: Date) -> ExitCode {
    if let Some(folder) = fonts.filter(|folder| !folder.is_dir()) {
        eprintln!("字体文件夹 {}：没有这个文件夹，改用系统字体。", folder.display());
    }
    let opened = match file::open(report) {
        Ok(opened) => opened,
        Err(error) => {
            eprintln!("{}：{error}", report.display());
            return ExitCode::from(UNREADABLE);
        }
    };
    let document = lay_out(&opened.report, &LayoutOptions::default());
    let options = Options { author: opened.report.organ.clone(), date: Some(today) };
    let folders: Vec<PathBuf> = fonts.map(Path::to_path_buf).into_iter().collect();
    let written = typeset::file(&document, to, &options, || Fonts::load(&folders)).map_err(|error| error.to_string());
    match written.and_then(|bytes| keep(output, &bytes)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => refuse(Format::Text, &Refusal::new(message)),
    }
}

/// Writes the file whole or not at all: beside its place first, then under its name.
fn keep(output: &Path, bytes: &[u8]) -> Result<(), String> {
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
