//! `gongkai report compile`: a report counted from the record.

use std::process::ExitCode;

use annual_report::{Span, WithSources};
use app::{Counted, Occasion};
use jiff::civil::Date;

use super::in_words;
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
    Ok(ExitCode::SUCCESS)
}

fn say(counted: &Counted, format: Format, cases: bool) {
    let report = &counted.compiled.report;
    let sources = counted.compiled.behind.as_ref().map(|behind| behind.sources(report.paths()));
    for finding in &counted.findings {
        eprintln!("{}：{}（{}）", finding.rule, finding.message, finding.cite);
    }
    match format {
        Format::Json => print_json(&WithSources { report, sources: sources.as_ref().filter(|_| cases) }),
        Format::Text => print(&in_words::report(report, sources.as_ref().filter(|_| cases))),
    }
}
