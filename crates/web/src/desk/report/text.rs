//! The three texts of a report on the screen.

use annual_report::{Form, Report};

/// One text with its heading.
pub(crate) struct TextView {
    /// Its heading as the form prints it.
    pub(crate) title: &'static str,
    /// Its paragraphs.
    pub(crate) lines: Vec<Line>,
}

/// One paragraph.
pub(crate) struct Line {
    /// Whether it is a heading of the second level.
    pub(crate) heading: bool,
    /// Its words.
    pub(crate) words: String,
}

/// The texts of sections one, five and six.
pub(crate) fn texts(report: &Report) -> [TextView; 3] {
    let narrative = &report.narrative;
    let problems = match report.form() {
        Form::F2021 => "五、存在的主要问题及改进情况",
        Form::F2019 => "五、政府信息公开工作存在的主要问题及改进情况",
    };
    [
        view("一、总体情况", &narrative.overview),
        view(problems, &narrative.problems),
        view("六、其他需要报告的事项", &narrative.other),
    ]
}

fn view(title: &'static str, text: &str) -> TextView {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| Line { heading: annual_report::layout::is_heading(line), words: line.to_owned() });
    TextView { title, lines: lines.collect() }
}
