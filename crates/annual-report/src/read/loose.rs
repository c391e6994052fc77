//! Texts whose heading is missing or is a plain line in other words: told by what they say, and only before the first
//! table or behind the last.
//!
//! A file loses headings on its way (an automatic number, a picture, a converter). Its words are kept: where they name
//! the section they stand there, and where they do not they stand beside the text they belong to. Either is remarked on.

use super::heading::{self, Section};
use super::narrative::Texts;

/// The longest plain line that can be a heading, in characters.
const MAX_HEADING_CHARS: usize = 30;
/// The shortest line that is a sentence although it has no full stop, in characters.
const MIN_SENTENCE_CHARS: usize = 25;
/// The longest line of a page's foot, in bytes.
const MAX_FOOT_BYTES: usize = 600;
/// How many sentences are kept that stand before the first heading or behind the last table.
const MAX_KEPT: usize = 200;

/// What is kept of texts without a heading.
#[derive(Debug, Default)]
pub(super) struct Loose {
    /// Sentences before the first table, under no heading.
    before: Vec<String>,
    /// Sentences behind the last table that no words have placed yet.
    behind: Vec<String>,
    /// Whether the first and the last section have their headings.
    overview: bool,
    other: bool,
    /// The sections that got text without a heading.
    pub placed: Vec<Section>,
    /// Whether the words that stood behind the tables name no section at all.
    pub unplaced: bool,
}

impl Loose {
    /// A section has its heading.
    pub fn heading(&mut self, section: Section) {
        self.overview |= section == Section::Overview;
        self.other |= section == Section::Other;
        // What stood below the last table before a heading is a remark on the table.
        self.behind.clear();
    }

    /// Keeps a line that stands under no heading and before the tables.
    pub fn before(&mut self, line: &str) {
        let text = is_sentence(line) || (!self.before.is_empty() && line.trim_start().starts_with(['（', '(']));
        if self.before.len() < MAX_KEPT && text && !is_foot(line) {
            self.before.push(line.trim().to_owned());
        }
    }

    /// Looks at a line behind the last table; says in which section what follows stands, once words tell.
    pub fn behind(&mut self, line: &str, texts: &mut Texts) -> Option<Section> {
        if is_foot(line) {
            return None;
        }
        if let Some((section, is_title)) = titled(line) {
            self.place(section, texts);
            if !is_title {
                texts.add(section, line);
            }
            return Some(section);
        }
        if !is_sentence(line) {
            return None;
        }
        match named(line) {
            Some(section) => {
                self.place(section, texts);
                texts.add(section, line);
                Some(section)
            }
            None => {
                if self.behind.len() < MAX_KEPT {
                    self.behind.push(line.trim().to_owned());
                }
                None
            }
        }
    }

    /// Looks at a line of a text that words alone have placed; says whether it opens another section.
    pub fn goes_over(&mut self, now: Section, line: &str, texts: &mut Texts) -> Option<Section> {
        if !self.placed.contains(&now) {
            return None;
        }
        if let Some((section, is_title)) = titled(line).filter(|(section, _)| *section != now) {
            self.placed.push(section);
            if !is_title {
                texts.add(section, line);
            }
            return Some(section);
        }
        let over = now == Section::Problems && named(line) == Some(Section::Other) && !is_item(line);
        over.then(|| {
            self.placed.push(Section::Other);
            texts.add(Section::Other, line);
            Section::Other
        })
    }

    fn place(&mut self, section: Section, texts: &mut Texts) {
        self.behind.drain(..).for_each(|line| texts.add(section, &line));
        self.placed.push(section);
    }

    /// Forgets the sentences behind a table when another one follows.
    pub fn another_table(&mut self) {
        self.behind.clear();
    }

    /// Puts what no heading and no words have placed into the text it stands beside.
    pub fn finish(&mut self, texts: &mut Texts) {
        if !self.overview && texts.so_far().overview.is_empty() && !self.before.is_empty() {
            self.before.drain(..).for_each(|line| texts.add(Section::Overview, &line));
            self.placed.push(Section::Overview);
        }
        if !self.other && texts.so_far().other.is_empty() {
            // 六、 has lost its heading: what names it stands at the end of what went before.
            let names_it = |line: &str| named(line) == Some(Section::Other) && !is_item(line);
            if texts.part_problems(names_it) {
                self.placed.push(Section::Other);
            }
        }
        if !self.behind.is_empty() {
            self.unplaced = true;
            self.behind.drain(..).for_each(|line| texts.add(Section::Other, &line));
        }
    }
}

/// The section a plain line names as a heading in whatever words, and whether it is nothing but the title.
///
/// A number in brackets is that of a part of the section: such a line belongs to the text.
fn titled(line: &str) -> Option<(Section, bool)> {
    let text = heading::plain(line);
    if text.chars().count() > MAX_HEADING_CHARS || text.contains(['。', '；', ';', '，', ',', '！']) {
        return None;
    }
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || "（）()一二三四五六七八、.．:： 　".contains(c));
    let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    let is_title = !text.starts_with(['（', '(']);
    let other = has(&["其他", "其它"]) && has(&["报告", "说明"]) && has(&["事项", "情况"]);
    if other
        || has(&["需要报告的", "需报告的"])
        || matches!(bare.trim_end_matches(['：', ':']), "其他事项" | "其它事项")
    {
        // 无其他需要报告的事项 is the text itself.
        let is_said = has(&["无", "没有", "未"]);
        return Some((Section::Other, is_title && !is_said));
    }
    let problems = has(&["问题", "不足", "短板"])
        && has(&["存在", "主要", "改进", "整改", "措施", "下一步", "下步", "打算", "困难"]);
    let plans = has(&["改进情况", "改进措施", "整改措施", "整改情况", "改进方向"]);
    (problems || plans).then_some((Section::Problems, is_title))
}

/// The section that the words of a sentence name.
fn named(line: &str) -> Option<Section> {
    const OTHER: [&str; 7] = [
        "信息处理费",
        "需要报告的事项",
        "需报告的事项",
        "需要报告事项",
        "需要报告的其他",
        "其他需要报告",
        "其它需要报告",
    ];
    const PROBLEMS: [&str; 22] = [
        "存在的问题",
        "存在的主要问题",
        "存在问题",
        "存在一些问题",
        "存在以下问题",
        "存在一定",
        "存在不足",
        "存在一些不足",
        "存在的不足",
        "不足之处",
        "还存在",
        "仍存在",
        "存在差距",
        "短板",
        "下一步",
        "改进措施",
        "整改",
        "有待加强",
        "有待提高",
        "有待提升",
        "有待进一步",
        "亟待",
    ];
    if OTHER.iter().any(|words| line.contains(words)) {
        Some(Section::Other)
    } else if PROBLEMS.iter().any(|words| line.contains(words)) {
        Some(Section::Problems)
    } else {
        None
    }
}

/// Whether a line is running text.
fn is_sentence(line: &str) -> bool {
    let line = line.trim();
    line.contains(['。', '；']) || (line.contains('，') && line.chars().count() >= MIN_SENTENCE_CHARS)
}

/// Whether a line is an item of what went before: 一是…, 2.…, （三）…; the first in brackets begins something.
fn is_item(line: &str) -> bool {
    let line = line.trim();
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        return !rest.starts_with(['一', '1']);
    }
    let rest = line.trim_start_matches(number);
    rest.len() < line.len() && rest.starts_with(['是', '.', '、', '．'])
}

/// Whether a line is of the foot of the page that holds the report.
pub(super) fn is_foot(line: &str) -> bool {
    const WORDS: [&str; 10] = [
        "网站标识码",
        "ICP备",
        "icp备",
        "公网安备",
        "版权所有",
        "分享到：",
        "打印本页",
        "关闭窗口",
        "关闭本页",
        "主办单位：",
    ];
    const BEGINNINGS: [&str; 6] = ["上一篇", "下一篇", "扫一扫", "分享", "相关链接", "网站地图"];
    let line = line.trim();
    if line.len() > MAX_FOOT_BYTES || line.contains(['。', '；']) {
        return false;
    }
    matches!(line.trim_end_matches(['：', ':']), "附件" | "附件下载" | "相关附件")
        || WORDS.iter().any(|words| line.contains(words))
        || (!line.contains('，') && BEGINNINGS.iter().any(|words| line.starts_with(words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_line_names_its_section_in_whatever_words() {
        for (line, section) in [
            ("存在的问题和不足", Some((Section::Problems, true))),
            ("五 主要问题及下一步打算", Some((Section::Problems, true))),
            ("（一）存在的主要问题", Some((Section::Problems, false))),
            ("（一）2024年工作中存在问题的改进情况", Some((Section::Problems, false))),
            ("其他需要说明的情况", Some((Section::Other, true))),
            ("需报告的其他事项：", Some((Section::Other, true))),
            ("无其他需要报告的事项", Some((Section::Other, false))),
            ("白云县档案馆", None),
            ("虽有成绩，仍存在一些问题。", None),
        ] {
            assert_eq!(titled(line), section, "{line}");
        }
    }

    #[test]
    fn sentences_are_placed_by_their_words_and_the_foot_of_a_page_is_none() {
        let mut texts = Texts::default();
        let mut loose = Loose::default();
        let all = [
            "主办单位：白云县人民政府办公室　网站标识码：0000000000",
            "本年工作取得一定成效。",
            "但仍存在解读形式单一的问题。",
        ];
        let opened: Vec<_> = all.iter().map(|line| loose.behind(line, &mut texts)).collect();
        assert_eq!(opened, [None, None, Some(Section::Problems)]);
        let over = loose.goes_over(Section::Problems, "本年度未收取信息处理费。", &mut texts);
        assert_eq!(over, Some(Section::Other));
        loose.finish(&mut texts);
        let narrative = texts.finish("");
        assert_eq!(narrative.problems, "本年工作取得一定成效。\n但仍存在解读形式单一的问题。");
        assert_eq!(narrative.other, "本年度未收取信息处理费。");
    }

    #[test]
    fn what_no_words_place_is_kept() {
        let mut texts = Texts::default();
        let mut loose = Loose::default();
        loose.before("全年公开信息一百二十条。");
        assert_eq!(loose.behind("我馆将一如既往地做好服务，欢迎监督。", &mut texts), None);
        loose.finish(&mut texts);
        assert!(loose.unplaced);
        let narrative = texts.finish("");
        assert_eq!(narrative.overview, "全年公开信息一百二十条。");
        assert_eq!(narrative.other, "我馆将一如既往地做好服务，欢迎监督。");
    }
}
