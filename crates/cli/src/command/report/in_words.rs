//! A report's figures in words, for people at a terminal.

use annual_report::{Compiled, LayoutOptions, Path, Report, Source, Sources, lay_out};
use law::reason::chinese_date;

/// Organ, year and form, as far as they are known.
pub fn title(report: &Report) -> String {
    let organ = if report.organ.is_empty() { "（机关名称不明）" } else { &report.organ };
    let form = match report.form() {
        annual_report::Form::F2019 => "2019年格式",
        annual_report::Form::F2021 => "2021年格式",
    };
    match (&report.period, report.year) {
        (Some(period), _) => format!("{organ}　{}至{}　{form}", chinese_date(period.from), chinese_date(period.to)),
        (None, Some(year)) => format!("{organ}　{year}年度　{form}"),
        (None, None) => format!("{organ}　（年度不明）　{form}"),
    }
}

/// The report as it would be printed; with sources, every figure on its line and where it comes from.
pub fn report(report: &Report, sources: Option<&Sources>) -> String {
    if sources.is_none()
        && let Ok(printed) = document::write::text(&lay_out(report, &LayoutOptions::default()))
    {
        return printed;
    }
    let mut text = format!("{}\n", title(report));
    for (path, cell) in report.cells() {
        let shown = cell.printed();
        let shown = if shown.is_empty() { "（空）" } else { &shown };
        text.push_str(&format!("  {}：{shown}", path.in_words(report.form())));
        if let Some(source) = sources.and_then(|sources| sources.get(&path)) {
            text.push_str(&format!("　{}", place(source)));
        }
        text.push('\n');
    }
    text
}

/// The applications and statements behind every figure that has any, by the numbers people call them.
pub fn behind(compiled: &Compiled) -> String {
    let report = &compiled.report;
    let Some(behind) = &compiled.behind else { return String::new() };
    let mut text = "各数字背后的申请和填报：\n".to_owned();
    for (path, cell) in report.cells() {
        let told = match path {
            Path::Proactive(..) => Some(behind.statements(path).len())
                .filter(|count| *count > 0)
                .map(|count| format!("由{count}份填报合计")),
            _ => Some(behind.cases(path)).filter(|cases| !cases.is_empty()).map(|cases| {
                let names = cases.iter().map(|case| if case.number.is_empty() { &case.case } else { &case.number });
                names.map(String::as_str).collect::<Vec<_>>().join("、")
            }),
        };
        if let Some(told) = told {
            text.push_str(&format!("  {}：{}　{told}\n", path.in_words(report.form()), cell.printed()));
        }
    }
    text
}

fn place(source: &Source) -> String {
    match source {
        Source::Read(place) => {
            let parts =
                [(place.page, "页"), (place.table, "表"), (place.row, "行"), (place.col, "列"), (place.line, "文本行")];
            let known: Vec<String> =
                parts.iter().filter_map(|(number, word)| number.map(|number| format!("第{number}{word}"))).collect();
            format!("〔{}〕", known.join(""))
        }
        Source::Counted(cases) => format!(
            "〔{}件{}〕",
            cases.len(),
            if cases.is_empty() { String::new() } else { format!("：{}", cases.join("、")) }
        ),
        Source::Stated(id) => format!("〔填报：{id}〕"),
    }
}
