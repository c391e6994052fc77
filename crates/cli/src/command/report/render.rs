//! `gongkai report render`: a report as an official document.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annual_report::{LayoutOptions, lay_out};
use jiff::civil::Date;
use typeset::{FileKind, Fonts, Options};

use super::{UNREADABLE, file, output};
use crate::answer::{Refusal, refuse};
use crate::args::Format;

pub fn run(report: &Path, to: FileKind, to_file: &Path, fonts: Option<&Path>, today: Date) -> ExitCode {
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
    match written.and_then(|bytes| output::keep(to_file, &bytes)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => refuse(Format::Text, &Refusal::new(message)),
    }
}
