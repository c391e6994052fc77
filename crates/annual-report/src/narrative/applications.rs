//! What table three says.

use super::Words;
use crate::form::{Column, Group, Path, Row};

/// The paragraphs of 依申请公开.
pub(super) fn told(words: &Words<'_>) -> Vec<String> {
    let days = words.span.spoken();
    let (before, after) = carried_words(words);
    let total = |row| Path::Applications(row, Column::Total);

    let mut came = words.figure("本机关新收政府信息公开申请", total(Row::New), "件");
    let persons = words.count(Path::Applications(Row::New, Column::NaturalPerson));
    let organisations =
        words.sum(Column::APPLICANTS.into_iter().skip(1).map(|column| Path::Applications(Row::New, column)));
    if let (Some(persons), Some(organisations)) = (persons, organisations)
        && persons + organisations > 0
    {
        came.push_str(&format!("（自然人{persons}件，法人或其他组织{organisations}件）"));
    }
    let carried = words.figure(before, total(Row::CarriedIn), "件");
    let mut lines = vec![format!("{days}，{came}，{carried}。")];

    let closed = words.figure("办结", total(Row::Total), "件");
    let left = words.figure(after, total(Row::CarriedOut), "件");
    let parts = results(words);
    let which = match (&parts, words.count(total(Row::Total))) {
        (Some(parts), Some(n)) if n > 0 && !parts.is_empty() => format!("，其中{}", parts.join("、")),
        _ => String::new(),
    };
    lines.push(format!("{closed}{which}；{left}。"));
    lines
}

/// What the carried rows are called: over a year as the form calls them, over other days as what they are.
fn carried_words(words: &Words<'_>) -> (&'static str, &'static str) {
    if words.span.as_year().is_some() {
        ("上年结转", "结转下年度继续办理")
    } else {
        ("期初尚未办结", "期末尚未办结")
    }
}

/// The kinds of results that occurred, with their numbers; `None` when a figure is missing.
fn results(words: &Words<'_>) -> Option<Vec<String>> {
    let total = |row| Path::Applications(row, Column::Total);
    let rows: Vec<Row> = words.report.other_rows().results().collect();
    let group = |wanted: Group| rows.iter().copied().filter(move |row| row.group() == Some(wanted)).map(total);
    let other = || rows.iter().copied().filter(|row| row.group() == Some(Group::Other) || *row == Row::Other);
    let kinds = [
        ("予以公开", words.count(total(Row::Granted))?),
        ("部分公开", words.count(total(Row::PartlyGranted))?),
        ("不予公开", words.sum(group(Group::Refused))?),
        ("无法提供", words.sum(group(Group::Unavailable))?),
        ("不予处理", words.sum(group(Group::Declined))?),
        ("其他处理", words.sum(other().map(total))?),
    ];
    Some(kinds.into_iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{what}{n}件")).collect())
}

/// What the figures of table three point at for section five.
pub(super) fn problems(words: &Words<'_>) -> Vec<String> {
    let mut seen = Vec::new();
    let total = |row| words.count(Path::Applications(row, Column::Total)).filter(|n| *n > 0);
    if let Some(n) = total(Row::CarriedOut) {
        let after = carried_words(words).1;
        seen.push(format!("有{n}件申请{after}，须在法定期限内继续办理并答复。"));
    }
    if let Some(n) = total(Row::UnavailableStillUnclear) {
        seen.push(format!("有{n}件申请补正后内容仍不明确，对申请人的指导和释明还要加强。"));
    }
    if let Some(n) = total(Row::UnavailableNotHeld) {
        seen.push(format!("有{n}件申请所要的信息本机关不掌握，检索记录和职责分工的说明还要做得更细。"));
    }
    seen
}
