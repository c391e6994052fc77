//! How alike two texts are, whatever their figures.
//!
//! From each text the sentences that every report must have are left out (basis and period of the report, whom to ask, the
//! phrase on charges, 无其他需要报告的事项). Of the rest only the words stay: digits in every writing, punctuation and white
//! space go. The likeness is Dice's: twice the runs of six characters that both have, over the runs of both, in per mille. A text
//! that has fewer than sixty characters left is too short to be called copied.

use std::collections::BTreeSet;

use crate::report::Section;

/// How many characters a run has.
const RUN: usize = 6;
/// The fewest characters of words that are compared.
const LEAST: usize = 60;
/// The longest sentence shown as an example, in characters.
const SHOWN: usize = 60;
/// The shortest sentence that may serve as an example, in characters of words.
const TELLING: usize = 12;

/// Words of sentences that are the same in every report and every year.
const FIXED: &[&str] = &[
    "中华人民共和国政府信息公开条例",
    "政府信息公开工作年度报告格式",
    "编制本报告",
    "本报告由",
    "本年度报告由",
    "本报告的电子版",
    "本报告电子版",
    "数据统计期限",
    "数据的统计期限",
    "统计期限自",
    "对本报告有",
    "对本报告如有",
    "信息处理费",
    "其他需要报告的事项",
    "国办公开办函",
    "国办函",
];

/// How alike one section of two reports is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// Which text.
    pub section: Section,
    /// From 0 (nothing) to 1000 (the same words); `None` where either is too short to tell.
    pub per_mille: Option<u16>,
    /// The longest sentence of the later text that stands in the earlier one too.
    pub longest: Option<String>,
}

impl Likeness {
    /// Compares an earlier and a later text of one section.
    pub fn of(section: Section, before: &str, after: &str) -> Self {
        let (before, after) = (Words::of(before), Words::of(after));
        let per_mille = before.alike(&after);
        let longest = per_mille.and_then(|_| before.longest_shared(&after));
        Self { section, per_mille, longest }
    }

    /// The likeness as people write it: `87.5%`.
    pub fn percent(&self) -> Option<String> {
        self.per_mille.map(|share| format!("{}.{}%", share / 10, share % 10))
    }
}

/// The words of a text, sentence by sentence: as they stand, and bare.
struct Words<'t> {
    sentences: Vec<(&'t str, Vec<char>)>,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let sentences = text.split_inclusive(['。', '；', '！', '？', '\n']).map(str::trim);
        let kept = sentences.filter(|sentence| !is_fixed(sentence));
        Self {
            sentences: kept.map(|sentence| (sentence, sentence.chars().filter(|c| is_word(*c)).collect())).collect(),
        }
    }

    fn runs(&self) -> Option<BTreeSet<Vec<char>>> {
        let words: Vec<char> = self.sentences.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        (words.len() >= LEAST).then(|| words.windows(RUN).map(<[char]>::to_vec).collect())
    }

    fn alike(&self, other: &Self) -> Option<u16> {
        let (these, those) = (self.runs()?, other.runs()?);
        let shared = these.intersection(&those).count();
        u16::try_from(2000 * shared / (these.len() + those.len()).max(1)).ok()
    }

    fn longest_shared(&self, later: &Self) -> Option<String> {
        let known: BTreeSet<&[char]> = self.sentences.iter().map(|(_, words)| words.as_slice()).collect();
        let shared = later.sentences.iter().filter(|(_, words)| words.len() >= TELLING && known.contains(&words[..]));
        // Of sentences equally long the first is shown.
        let longest = shared.rev().max_by_key(|(_, words)| words.len())?.0;
        let cut = longest.chars().nth(SHOWN).is_some();
        let shown: String = longest.chars().take(SHOWN).collect();
        Some(if cut { format!("{shown}……") } else { shown })
    }
}

fn is_fixed(sentence: &str) -> bool {
    FIXED.iter().any(|phrase| sentence.contains(phrase))
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() && !"〇零一二三四五六七八九十百千万亿两".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "全年主动公开政府信息36条，其中规范性文件2件，均在门户网站首页和政务公开栏目同步发布。\
        组织各科室开展业务培训3次，参训人员六十人次，依申请公开的登记、审核、答复各环节由专人负责。\
        加强对栏目的日常巡查，发现错链、断链及时整改。";

    fn alike(before: &str, after: &str) -> Option<u16> {
        Likeness::of(Section::Overview, before, after).per_mille
    }

    #[test]
    fn a_text_with_only_its_figures_changed_is_wholly_alike() {
        let next = TEXT.replace("36", "1 204").replace("3次", "五次").replace("六十", "８８");
        let told = Likeness::of(Section::Overview, TEXT, &next);
        assert_eq!(told.per_mille, Some(1000));
        assert_eq!(told.percent().as_deref(), Some("100.0%"));
        assert!(told.longest.unwrap().contains("1 204条"));
    }

    #[test]
    fn another_text_is_not_alike_and_a_half_kept_one_half() {
        let other = "新建基层公开专区，把社会救助、养老服务、户籍管理等事项按标准目录逐项梳理；\
            对群众来电咨询较多的事项编印问答手册，放置在便民服务大厅，供办事群众取阅，反映良好，效果明显。";
        assert!(alike(TEXT, other).unwrap() < 50);
        let half = format!("{TEXT}{other}");
        let share = alike(TEXT, &half).unwrap();
        assert!((550..750).contains(&share), "{share}");
        assert_eq!(alike(TEXT, &half), alike(&half, TEXT));
    }

    #[test]
    fn what_every_report_must_say_does_not_count() {
        let preface = "根据《中华人民共和国政府信息公开条例》要求，编制本报告。本报告的电子版可在网站查阅，\
            对本报告有疑问的，请与办公室联系，地址某路1号，电话某某，邮编某某，传真某某，网址某某，欢迎来电。";
        assert_eq!(alike(preface, preface), None);
        assert_eq!(alike("无其他需要报告的事项。", "无其他需要报告的事项。"), None);
        assert_eq!(alike("", TEXT), None);
        assert_eq!(alike(&format!("{preface}{TEXT}"), TEXT), Some(1000));
    }
}
