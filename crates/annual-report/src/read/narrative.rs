//! The texts of sections one, five and six, a paragraph a line.

use std::borrow::Cow;

use super::heading::Section;
use crate::report::Narrative;

/// The longest text kept of one section, in bytes.
const MAX_SECTION_BYTES: usize = 2 << 20;
/// How many lines before the end of the problems can be the last section's.
const MAX_LAST_LINES: usize = 6;

/// Gathers the lines of the three texts.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    narrative: Narrative,
}

impl Texts {
    /// Adds a line to the text of a section; the tables have none.
    pub fn add(&mut self, section: Section, line: &str) {
        let text = match section {
            Section::Overview => &mut self.narrative.overview,
            Section::Problems => &mut self.narrative.problems,
            Section::Other => &mut self.narrative.other,
            Section::Tables => return,
        };
        let line = unmarked(line.trim());
        if line.is_empty() || text.len() + line.len() > MAX_SECTION_BYTES {
            return;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&line);
    }

    /// Forgets the texts so far and gives their lines back.
    pub fn start_again(&mut self) -> impl Iterator<Item = String> {
        let Narrative { overview, problems, other } = std::mem::take(&mut self.narrative);
        let texts = [overview, problems, other].join("\n");
        texts.lines().map(str::to_owned).collect::<Vec<_>>().into_iter()
    }

    /// The texts as they are now.
    pub fn so_far(&self) -> &Narrative {
        &self.narrative
    }

    /// Parts the end of the problems off as the last section where a line near their end says that it begins there.
    pub fn part_problems(&mut self, begins: impl Fn(&str) -> bool) -> bool {
        let problems = &mut self.narrative.problems;
        let mut at = problems.len();
        let mut found = None;
        for line in problems.rsplit('\n').take(MAX_LAST_LINES) {
            at -= line.len();
            if begins(line) {
                found = Some(at);
            }
            at = at.saturating_sub(1);
        }
        let Some(at) = found else { return false };
        let last = problems.split_off(at);
        problems.truncate(problems.trim_end().len());
        self.narrative.other = last;
        true
    }

    /// The texts, without the organ's name and the date that close the document.
    pub fn finish(mut self, organ: &str) -> Narrative {
        let Narrative { problems, other, .. } = &mut self.narrative;
        let other = if other.is_empty() { problems } else { other };
        for _ in 0..2 {
            let last = other.rsplit('\n').next().unwrap_or_default();
            let closes = is_date(last) || (!organ.is_empty() && same(last, organ));
            if !closes {
                break;
            }
            other.truncate(other.len() - last.len());
            other.truncate(other.trim_end().len());
        }
        self.narrative
    }
}

/// A line without the marks of Markdown that say how it looks: `### （一）主动公开`, `**全年**收到3件`.
fn unmarked(line: &str) -> Cow<'_, str> {
    let title = line.trim_start_matches('#');
    let line =
        if (1..=6).contains(&(line.len() - title.len())) && title.starts_with(' ') { title.trim() } else { line };
    let marks = line.matches("**").count();
    if marks > 0 && marks % 2 == 0 { Cow::Owned(line.replace("**", "")) } else { Cow::Borrowed(line) }
}

fn same(a: &str, b: &str) -> bool {
    let of = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    a.len() < 400 && of(a) == of(b)
}

/// A line that is nothing but a date: 2026年1月23日.
pub(super) fn is_date(line: &str) -> bool {
    let text: String = line.chars().filter(|c| !c.is_whitespace()).take(20).collect();
    let text = text.trim_matches(['(', ')', '（', '）']);
    text.ends_with('日')
        && text.contains('年')
        && text.contains('月')
        && text.chars().all(|c| c.is_numeric() || "年月日〇零一二三四五六七八九十".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_no_part_of_the_text() {
        let mut texts = Texts::default();
        for line in ["　　收取信息处理费0元。", "某县 人民政府", "2026年1月23日"] {
            texts.add(Section::Other, line);
        }
        assert_eq!(texts.finish("某县人民政府").other, "收取信息处理费0元。");
    }

    #[test]
    fn marks_of_markdown_are_no_text() {
        let mut texts = Texts::default();
        for line in ["### （一）主动公开", "**全年**公开3条，**均**及时。", "2**3", "#1号文件"] {
            texts.add(Section::Overview, line);
        }
        assert_eq!(texts.finish("").overview, "（一）主动公开\n全年公开3条，均及时。\n2**3\n#1号文件");
    }

    #[test]
    fn paragraphs_stay_lines() {
        let mut texts = Texts::default();
        texts.add(Section::Overview, "（一）甲");
        texts.add(Section::Overview, "　　乙。");
        texts.add(Section::Tables, "丙");
        assert_eq!(texts.finish("").overview, "（一）甲\n乙。");
    }
}
