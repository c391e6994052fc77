//! Bars by year, drawn as SVG: one picture for one row, its figures written above the bars, so that nothing hangs on colour.

use document::write::escaped;

use super::{Comparison, What};
use crate::cell::{Cell, Figure};
use crate::form::{Column, Path, Row};
use crate::sheet::{shown, year_of};

/// The rows that are drawn.
const DRAWN: [(Row, &str); 3] =
    [(Row::New, "本年新收申请"), (Row::Total, "本年办理结果总计"), (Row::CarriedOut, "结转下年度继续办理")];

const HEIGHT: usize = 200;
/// Where the bars stand, and how high the highest is.
const GROUND: usize = 160;
const HIGHEST: usize = 120;
/// The room of one bar, and the least width of a picture.
const ROOM: usize = 72;
const LEAST: usize = 288;
const BAR: usize = 40;
/// More bars take the whole width of the page.
const BESIDE: usize = 6;

/// The pictures of a comparison.
pub(super) fn charts(comparison: &Comparison<'_>) -> String {
    let mut out = String::from("<div class=\"pictures\">\n");
    for (row, title) in DRAWN {
        let path = Path::Applications(row, Column::Total);
        let Some(line) = comparison.lines.iter().find(|line| line.what == What::Cell(path)) else { continue };
        let years = comparison.reports.iter().map(|one| year_of(one.report));
        let bars: Vec<(String, Option<Cell>)> = years.zip(line.values.iter().cloned()).collect();
        out.push_str(&chart(row.key(), title, &bars));
    }
    out.push_str("</div>\n");
    out
}

fn chart(id: &str, title: &str, bars: &[(String, Option<Cell>)]) -> String {
    let figure = |cell: &Option<Cell>| match cell.as_ref().and_then(Cell::figure) {
        Some(Figure::Number(n)) => usize::try_from(n).ok(),
        _ => None,
    };
    let highest = bars.iter().filter_map(|(_, cell)| figure(cell)).max().unwrap_or(0).max(1);
    let width = (bars.len() * ROOM).max(LEAST);
    let told: Vec<String> = bars.iter().map(|(year, cell)| format!("{year}{}", shown(cell.as_ref()))).collect();
    let class = if bars.len() > BESIDE { " class=\"long\"" } else { "" };
    let mut out = format!(
        "<figure{class}>\n<figcaption>{title}（件）</figcaption>\n\
         <svg viewBox=\"0 0 {width} {HEIGHT}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        escaped(&told.join("；"))
    );
    let room = width / bars.len().max(1);
    for (at, (year, cell)) in bars.iter().enumerate() {
        let middle = at * room + room / 2;
        let x = middle - BAR / 2;
        let (height, class, words) = match figure(cell) {
            Some(n) => (n.saturating_mul(HIGHEST).checked_div(highest).unwrap_or(0).max(1), "bar", n.to_string()),
            // A figure that is not there is no bar of no height: its place is outlined and says so.
            None => (HIGHEST / 3, "none", "无数字".to_owned()),
        };
        let top = GROUND - height;
        out.push_str(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{top}\" width=\"{BAR}\" height=\"{height}\"/>\n\
             <text x=\"{middle}\" y=\"{}\">{words}</text>\n<text class=\"soft\" x=\"{middle}\" y=\"{}\">{}</text>\n",
            top - 8,
            GROUND + 24,
            escaped(year)
        ));
    }
    out.push_str(&format!("<path class=\"axis\" d=\"M0 {GROUND}H{width}\"/>\n</svg>\n</figure>\n"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_year_has_a_bar_in_proportion_and_a_blank_is_outlined_and_said() {
        let bars = [
            ("2021年".to_owned(), Some(Cell::Number(50))),
            ("2022年".to_owned(), Some(Cell::Blank)),
            ("2023年".to_owned(), Some(Cell::Number(100))),
            ("<2024>".to_owned(), Some(Cell::Number(0))),
        ];
        let svg = chart("new", "本年新收申请", &bars);
        assert!(svg.contains("height=\"60\"") && svg.contains("height=\"120\"") && svg.contains("height=\"1\""));
        assert_eq!(svg.matches("class=\"bar\"").count(), 3);
        assert_eq!(svg.matches("class=\"none\"").count(), 1);
        assert!(svg.contains("2022年空白") && svg.contains("无数字"));
        assert!(!svg.contains("<2024>") && svg.contains("role=\"img\"") && svg.contains("<title"));
    }
}
