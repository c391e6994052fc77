//! The organ and the year of a report whose title does not name them: from its preface, its signature, its texts.

use super::narrative::is_date;
use super::title::{self, Title};
use crate::report::Narrative;

/// How many lines at the beginning of the texts can be a preface.
const MAX_PREFACE_LINES: usize = 12;
/// How many bytes of a line are looked at.
const MAX_BYTES: usize = 2_000;
/// The words a preface says before it names the report.
const BEFORE_NAME: [&str; 13] = [
    "现公布",
    "现发布",
    "特编制",
    "现将",
    "编制",
    "公布",
    "发布",
    "形成",
    "撰写",
    "制作",
    "特向社会公布",
    "向社会公布",
    "向社会公开",
];

/// Completes what the title leaves out; `called` is what the file calls itself, which tells only where nothing in it does.
pub(super) fn complete(title: &mut Title, front: &[String], texts: &Narrative, called: &str) {
    let preface = || front.iter().map(String::as_str).chain(texts.overview.lines().take(MAX_PREFACE_LINES));
    let lines = || preface().map(cut).map(title::spaceless);
    if title.organ.is_empty() || title.year.is_none() {
        for line in lines() {
            let Some((organ, year)) = named_in(&line) else { continue };
            if title.organ.is_empty() && title::ends_like_an_organ(&organ) {
                title.organ = organ;
            }
            title.year = title.year.or(year.filter(|_| title.period.is_none()));
        }
    }
    if title.organ.is_empty() {
        title.organ = [&texts.other, &texts.problems].into_iter().find_map(|text| signature(text)).unwrap_or_default();
    }
    // 某局2023年政府信息公开工作年度报告_某县人民政府: a part that is the name of a site is none of the organ.
    let parts = || called.split(['_', '-', '—', '－', '|', '｜', '–']).map(|part| title::of(&[part.trim()]));
    if title.organ.is_empty()
        && let Some(named) = parts().find(|named| named.found && !named.organ.is_empty())
    {
        title.organ = named.organ;
        title.year = title.year.or(named.year.filter(|_| title.period.is_none()));
    }
    if title.year.is_none() && title.period.is_none() {
        let lines: Vec<String> = lines().collect();
        title.year = title::span_year(&lines).or_else(|| begins_with_year(&lines));
    }
}

/// The organ and the year that a sentence of a preface gives the report: 现公布某局2023年政府信息公开工作年度报告.
fn named_in(line: &str) -> Option<(String, Option<u16>)> {
    line.split(['。', '，', ',', '；', '：', '《', '》', '〈', '〉', '<', '>']).find_map(|part| {
        let end = ["政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作年报", "信息公开年度报告"]
            .iter()
            .find_map(|words| part.find(words))?;
        let before = part.get(..end)?;
        let (from, _, year) = title::year_in(before)?;
        let head = before.get(..from)?;
        let begin = BEFORE_NAME.iter().filter_map(|words| head.rfind(words).map(|at| at + words.len())).max();
        let name = begin.and_then(|begin| head.get(begin..)).unwrap_or(head).trim_start_matches('了');
        let name = if title::is_name(name) { title::organ(name) } else { String::new() };
        Some((name, Some(year)))
    })
}

/// The name of the organ at the end of a text, before its date or alone.
fn signature(text: &str) -> Option<String> {
    let mut lines = text.lines().rev().map(str::trim).filter(|line| !line.is_empty());
    let last = lines.next()?;
    let name = if is_date(last) { lines.next()? } else { last };
    let name = title::spaceless(cut(name));
    (title::is_name(&name) && title::ends_like_an_organ(&name)).then(|| title::organ(&name))
}

/// The year with which a paragraph begins: 2023年，本局…
fn begins_with_year(lines: &[String]) -> Option<u16> {
    lines.iter().find_map(|line| {
        let (from, to, year) = title::year_in(line)?;
        let behind = line.get(to..)?.trim_start_matches('度');
        (from == 0 && behind.starts_with(['，', ',', '我', '本', '全', '在'])).then_some(year)
    })
}

fn cut(line: &str) -> &str {
    line.get(..line.floor_char_boundary(MAX_BYTES)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(front: &[&str], overview: &str, other: &str) -> (String, Option<u16>) {
        named(front, overview, other, "")
    }

    fn named(front: &[&str], overview: &str, other: &str, called: &str) -> (String, Option<u16>) {
        let front: Vec<String> = front.iter().map(|line| (*line).to_owned()).collect();
        let mut title = title::of(&front);
        let texts = Narrative { overview: overview.into(), other: other.into(), ..Narrative::default() };
        complete(&mut title, &front, &texts, called);
        (title.organ, title.year)
    }

    #[test]
    fn what_a_page_calls_itself_tells_only_where_nothing_in_it_does() {
        let some = |organ: &str, year| (organ.to_owned(), Some(year));
        let called = "云山区统计局2023年政府信息公开工作年度报告_政府信息公开年报_云山区人民政府";
        assert_eq!(named(&[], "很好。", "", called), some("云山区统计局", 2023));
        let front = ["白云县档案馆2022年政府信息公开工作年度报告"];
        assert_eq!(named(&front, "很好。", "", called), some("白云县档案馆", 2022));
        assert_eq!(named(&[], "很好。", "", "政府信息公开年报-云山区人民政府"), (String::new(), None));
    }

    #[test]
    fn the_preface_names_the_organ_and_the_year() {
        let some = |organ: &str, year| (organ.to_owned(), Some(year));
        let line = "根据《中华人民共和国政府信息公开条例》规定，现公布云山区统计局2023年政府信息公开工作年度报告。";
        assert_eq!(read(&[line], "", ""), some("云山区统计局", 2023));
        let line = "根据要求，特编制云山市人民政府地方志办公室2023年政府信息公开工作年度报告。本报告包括六项内容。";
        assert_eq!(read(&[line], "", ""), some("云山市人民政府地方志办公室", 2023));
        let line = "依照规定，我局编制并向社会公开云山市医疗保障局2023年度政府信息公开工作年度报告。";
        assert_eq!(read(&[line], "", ""), some("云山市医疗保障局", 2023));
        let line = "根据《条例》规定，特向社会公布云山街道2024年度信息公开年度报告。";
        assert_eq!(read(&[line], "", ""), some("云山街道", 2024));
        let line = "本报告所列数据的统计期限为2024年1月1日至2024年12月31日。";
        assert_eq!(read(&[], line, "无\n云山区发展和改革局\n2025年1月20日"), some("云山区发展和改革局", 2024));
        assert_eq!(
            read(&["2023年政府信息公开工作年度报告"], "2023年，我局很好。", "无。"),
            (String::new(), Some(2023))
        );
        assert_eq!(read(&[], "2022年，全镇很好。", ""), (String::new(), Some(2022)));
        assert_eq!(read(&[], "根据国办2021年通知编制。", "没有其他事项。"), (String::new(), None));
    }
}
