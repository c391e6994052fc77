//! `gongkai calendar`: the State Council's holiday notices.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use app::{Occasion, PLATFORM};
use jiff::civil::Date;
use law::reason::chinese_date;

use crate::answer::{Refusal, print, print_json};
use crate::args::{Calendar, Format, Place};
use crate::command::waiting;
use crate::disk;
use crate::record::{console, of_app, open_app};

/// A notice is a list of days; no real one comes near this many bytes.
const MOST_BYTES: u64 = 1 << 20;

pub fn run(command: Calendar, today: Option<Date>) -> ExitCode {
    match command {
        Calendar::Import { file, place, format } => waiting(format, import(&file, &place, format, today)),
    }
}

async fn import(file: &Path, place: &Place, format: Format, today: Option<Date>) -> Result<ExitCode, Refusal> {
    let mut text = String::new();
    let told = |error: std::io::Error| Refusal::new(format!("{}：{}。", file.display(), disk::in_words(&error)));
    File::open(file).and_then(|file| file.take(MOST_BYTES + 1).read_to_string(&mut text)).map_err(told)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(Refusal::new(format!("{}：文件过大，不像是放假通知。", file.display())));
    }
    let (app, at) = open_app(place, today).await?;
    let actor = console(PLATFORM);
    let occasion = Occasion::now(&actor, at).because("导入放假通知");
    let imported = app.import_calendar(&occasion, &text).await.map_err(|error| of_app(&error))?;
    match format {
        Format::Json => print_json(&imported),
        Format::Text if imported.already_in_force => {
            print(&format!("{}年的{}已经采用，没有变化。", imported.year, imported.number));
        }
        Format::Text => {
            let mut text = format!("已采用{}年放假通知（{}）。\n", imported.year, imported.number);
            if imported.moved.is_empty() {
                text.push_str("没有在办申请的期限因此变动。\n");
            } else {
                text.push_str(&format!("以下{}件在办申请的期限有变动，或者由暂定变为确定：\n", imported.moved.len()));
            }
            for moved in &imported.moved {
                let day = |date: Option<Date>| date.map_or_else(|| "无".to_owned(), chinese_date);
                let number = moved.number.clone().unwrap_or_else(|| moved.case_id.to_string());
                let change = if moved.from == moved.to {
                    format!("{}，由暂定变为确定", day(moved.to))
                } else {
                    format!("{}改为{}", day(moved.from), day(moved.to))
                };
                text.push_str(&format!("  {number}：{change}\n"));
            }
            print(&text);
        }
    }
    app.store().clone().close().await;
    Ok(ExitCode::SUCCESS)
}
