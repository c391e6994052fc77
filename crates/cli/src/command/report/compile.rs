//! `gongkai report compile`: a report counted from the record.

use std::process::ExitCode;

use annual_report::{Span, WithSources};
use app::{Counted, Occasion};
use jiff::civil::Date;
use law::reason::chinese_date;

use super::{findings, in_words};
use crate::answer::{Refusal, print, print_json};
use crate::args::{Format, Place};
use crate::record::{console, of_app, open_app, organ};

/// What is to be counted, as the command line says it.
pub struct Asked {
    pub place: Place,
    pub organ: Option<String>,
    pub year: Option<i16>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub format: Format,
    pub cases: bool,
}

pub async fn run(asked: Asked, today: Option<Date>) -> Result<ExitCode, Refusal> {
    let span = match (asked.year, asked.from, asked.to) {
        (Some(year), _, _) => Span::year(year),
        (None, Some(from), Some(to)) => Span::new(from, to),
        _ => return Err(Refusal::new("请用 --year 指明年度，或者用 --from 和 --to 指明时段。")),
    }
    .map_err(|fault| Refusal::new(fault.to_string()))?;
    let (app, at) = open_app(&asked.place, today).await?;
    let code = organ(&app, asked.organ.as_deref()).await?;
    let actor = console(&code);
    // The cases are always asked for: without them, what was carried over could not be compared case by case.
    let counted = app.compile(&Occasion::now(&actor, at), span, true).await.map_err(|error| of_app(&error))?;
    app.store().clone().close().await;
    say(&counted, asked.format, asked.cases);
    if let Some(note) = unfinished(span, at.today) {
        eprintln!("{note}");
    }
    Ok(ExitCode::SUCCESS)
}

fn say(counted: &Counted, format: Format, cases: bool) {
    let report = &counted.compiled.report;
    match format {
        Format::Json => {
            let sources = counted.compiled.sources().filter(|_| cases);
            print_json(&WithSources { report, sources: sources.as_ref() });
        }
        Format::Text => {
            print(&in_words::report(report, None));
            if cases {
                print(&in_words::behind(&counted.compiled));
            }
        }
    }
    // After the report, where a person at a terminal still sees it.
    eprint!("{}", findings::lines(&counted.findings));
}

/// A report over days still to come is no report yet; whoever prints one should know.
fn unfinished(span: Span, today: Date) -> Option<String> {
    let (from, to, day) = (chinese_date(span.from()), chinese_date(span.to()), chinese_date(today));
    if span.from() > today {
        Some(format!("注意：今天是{day}，统计的期间自{from}起，还没有开始。"))
    } else if span.to() > today {
        Some(format!("注意：今天是{day}，统计的期间到{to}为止，还没有结束，以上数字会随办理情况变动。"))
    } else {
        None
    }
}
