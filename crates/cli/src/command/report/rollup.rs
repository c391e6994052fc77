//! `gongkai report rollup`: the reports of many organs together.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use annual_report::rollup::{Detail, Item, spread};
use annual_report::{OrganTree, RollUpOptions, Taken, roll_up, rollup_page, rollup_sheets};

use super::output::{Shown, form, give};
use super::progress::Progress;
use super::walk::walk;
use super::{UNREADABLE, file};
use crate::answer::{Refusal, refuse};
use crate::args::{Format, Rollup, SheetFormat};
use crate::disk;

pub fn run(args: &Rollup) -> ExitCode {
    let form = match form(args.format, args.output.as_deref()) {
        Ok(form) => form,
        Err(status) => return status,
    };
    match roll(args, form) {
        Ok(status) => status,
        Err(refusal) => refuse(if form == SheetFormat::Json { Format::Json } else { Format::Text }, &refusal),
    }
}

fn roll(args: &Rollup, form: SheetFormat) -> Result<ExitCode, Refusal> {
    let tree = args.tree.as_deref().map(tree).transpose()?;
    let left_out: Vec<_> = args.tree.iter().chain(&args.output).cloned().collect();
    let found =
        walk(&args.folder, &left_out).map_err(|why| Refusal::new(format!("{}：{why}", args.folder.display())))?;
    if found.files.is_empty() {
        return Err(Refusal::new(format!("{}：里面没有可以读取的文件，请核对文件夹", args.folder.display())));
    }
    let jobs = args.jobs.map_or_else(cores, |jobs| usize::from(jobs.get()));
    let mut progress = Progress::new("读取年度报告", found.files.len());
    let read = |at: usize| match found.files.get(at) {
        Some((path, _)) => take(path),
        None => Err("没有这个文件".to_owned()),
    };
    let contents = spread(jobs, found.files.len(), read, |done| progress.at(done));
    drop(progress);
    let items = found.files.iter().zip(contents).map(|((_, called), content)| Item { file: called.clone(), content });
    let options = RollUpOptions { root: root(&args.folder), folders: found.folders, tree, year: args.year, jobs };
    let mut up = roll_up(items.collect(), &options);
    up.skipped = found.skipped;
    for (file, why) in &up.unreadable {
        eprintln!("{file}：{why}");
    }
    let status = if up.unreadable.is_empty() { u8::from(up.has_errors()) } else { UNREADABLE };
    let shown = Shown {
        json: &up,
        brief: &|| rollup_sheets(&up, Detail::Brief),
        whole: &|| rollup_sheets(&up, Detail::Whole),
        page: &|| rollup_page(&up),
    };
    Ok(give(&shown, form, args.output.as_deref(), status))
}

/// Reads one report. Whatever happens over one file, the others are still read.
fn take(path: &Path) -> Result<Taken, String> {
    let read = || {
        file::open(path).map(|opened| {
            let mut findings = opened.findings;
            findings.extend(opened.outline);
            Taken::of(&opened.report, findings)
        })
    };
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err("读取时程序出错，请将这个文件交给系统维护人员".to_owned()))
}

fn tree(path: &Path) -> Result<OrganTree, Refusal> {
    let told = |why: String| Refusal::new(format!("机关名单 {}：{why}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| told(disk::in_words(&error)))?;
    let text = document::read::characters(&bytes)
        .ok_or_else(|| told("不是文字文件；Excel 表请另存为 CSV 后再用".to_owned()))?;
    OrganTree::from_csv(&text).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Refusal::of_faults(format!("机关名单 {} 有{}处错误：", path.display(), faults.len()), faults)
    })
}

/// The name of the folder, whatever way it was written.
fn root(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
