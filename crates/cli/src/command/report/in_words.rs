//! A report's figures in words, for people at a terminal.

use annual_report::{LayoutOptions, Report, Source, Sources, lay_out};

/// Organ, year and form, as far as they are known.
pub fn title(report: &Report) -> String {
    let organ = if report.organ.is_empty() { "（机关名称不明）" } else { &report.organ };
    let form = match report.form() {
        annual_report::Form::F2019 => "2019年格式",
        annual_report::Form::F2021 => "2021年格式",
    };
    match (&report.period, report.year) {
        (Some(period), _) => format!("{organ}　{}至{}　{form}", period.from, period.to),
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

fn place(source: &Source) -> String {
    match source {
        Source::Read(place) => {
            let parts =
                [(place.page, "页"), (place.table, "表"), (place.row, "行"), (place.col, "列"), (place.line, "文本行")];
            let known: Vec<String> =
                parts.iter().filter_map(|(number, word)| number.map(|number| format!("第{number}{word}"))).collect();
            format!("〔{}〕", known.join(""))
        }
        Source::Counted(cases) => format!("〔{}件：{}〕", cases.len(), cases.join("、")),
        Source::Stated(id) => format!("〔填报：{id}〕"),
    }
}
