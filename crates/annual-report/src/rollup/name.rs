//! What the names of files and folders tell: a year, an organ.

use std::borrow::Cow;

/// The words in a file's name that are no part of an organ's.
const NOT_THE_ORGAN: &[&str] = &[
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开工作年报",
    "政府信息公开工作报告",
    "政府信息公开年报",
    "信息公开工作年度报告",
    "信息公开年度报告",
    "信息公开年报",
    "年度报告",
    "工作报告",
    "年报",
    "年度",
    "年",
];

/// What the names of organs end in.
const ORGAN_ENDS: &[&str] = &[
    "政府",
    "局",
    "厅",
    "委",
    "委员会",
    "管委会",
    "办公室",
    "办",
    "街道",
    "街道办事处",
    "办事处",
    "镇",
    "乡",
    "中心",
    "院",
    "署",
    "处",
    "所",
    "馆",
    "总队",
    "支队",
    "大队",
    "站",
    "部",
    "公署",
    "银行",
    "集团",
    "学校",
    "大学",
    "中学",
    "小学",
    "医院",
    "公司",
    "区",
    "县",
    "市",
    "省",
];

/// An organ's name without what is only layout.
pub(super) fn normal(name: &str) -> Cow<'_, str> {
    match name.contains(char::is_whitespace) {
        true => name.chars().filter(|c| !c.is_whitespace()).collect(),
        false => Cow::Borrowed(name),
    }
}

/// The folders of a file, and its name without what stands behind the last point.
pub(super) fn parts(file: &str) -> (Vec<&str>, &str) {
    let mut folders: Vec<&str> = file.split('/').collect();
    let name = folders.pop().unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 && ending.is_ascii() => stem,
        _ => name,
    };
    (folders, stem)
}

/// The last year from 1990 to 2099 that a text names.
fn year_in(text: &str) -> Option<u16> {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    let mut years = runs.filter(|run| run.len() == 4).filter_map(|run| run.parse::<u16>().ok());
    years.rfind(|year| (1990..=2099).contains(year))
}

/// Says whether a folder only sorts by year: `2023`, `2023年`, `2023年度`.
pub(super) fn is_year(folder: &str) -> bool {
    year_in(folder).is_some() && without(folder).is_empty()
}

/// The year that a file's name tells, or else the folder nearest to it.
pub(super) fn year_of(file: &str) -> Option<u16> {
    let (folders, stem) = parts(file);
    year_in(stem).or_else(|| folders.iter().rev().find_map(|folder| year_in(folder)))
}

/// What is left of a file's name without year, title and marks: an organ's name, if anything.
pub(super) fn without(stem: &str) -> String {
    let mut left: String = stem.chars().filter(|c| c.is_alphabetic()).collect();
    for words in NOT_THE_ORGAN {
        left = left.replace(words, "");
    }
    left
}

/// Says whether a name ends as names of organs do.
pub(super) fn is_like_an_organ(name: &str) -> bool {
    name.chars().count() >= 3 && ORGAN_ENDS.iter().any(|end| name.ends_with(end))
}

/// Says whether the organ is a government, whose report holds those of its parts.
pub(super) fn is_government(name: &str) -> bool {
    ["人民政府", "政府", "管委会", "管理委员会", "行政公署", "街道办事处"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_tells_year_and_organ() {
        assert_eq!(year_of("甲局/2022年/年报.docx"), Some(2022));
        assert_eq!(year_of("2021/某县民政局2023年年报.pdf"), Some(2023));
        assert_eq!(year_of("甲局/年报20231.txt"), None);
        let (folders, stem) = parts("县直/某县民政局 2023年度政府信息公开工作年度报告(定稿).docx");
        assert_eq!((folders, without(stem).as_str()), (vec!["县直"], "某县民政局定稿"));
        assert_eq!(without("2023"), "");
        assert_eq!(parts("第1.2号").1, "第1.2号");
        assert!(
            is_year("2023") && is_year("2023年度") && is_year("2023年年报") && !is_year("2023届") && !is_year("县直")
        );
        assert!(is_like_an_organ("某县民政局") && !is_like_an_organ("附件") && !is_like_an_organ("局"));
        assert!(is_government("某县人民政府") && !is_government("某县人民政府办公室"));
    }
}
