//! The organ that words name as the author of the report: 本报告由某局编制, 现公布某局2023年政府信息公开工作年度报告, 某局（以下简称
//! “我局”）, and the one that a first sentence speaks of. An organ merely mentioned is none of these.
//!
//! Names are told apart only where both are of a kind (two bureaus, two townships, two governments of a level) and neither can be
//! a shorter or a fuller form of the other.

use super::list::{Words, words};
use std::ops::Range;

use super::flat::Flat;
use super::words::Rest;

/// The longest name of an organ, in characters.
const MAX_NAME: usize = 36;
/// What follows the name of an organ that a report is compiled by.
const COMPILES: Words = Words::of(&[
    "编制", "编写", "编撰", "撰写", "起草", "根据", "按照", "依照", "依据", "结合", "汇总", "负责", "组织", "牵头",
    "统一", "整理", "会同", "综合", "具体",
]);
/// What it is that is done.
const WRITTEN: Words = Words::of(&["编制", "编写", "编撰", "撰写", "起草"]);
/// Words that a report is made known with.
const MADE_KNOWN: Words =
    Words::of(&["现将", "现公布", "现发布", "现就", "特编制", "特制定", "编制了", "编制", "公布", "发布"]);
/// What the subject of a first sentence does.
const DOES: Words = Words::of(&[
    "认真",
    "坚持",
    "严格",
    "深入",
    "高度",
    "始终",
    "积极",
    "全面",
    "持续",
    "切实",
    "按照",
    "紧紧",
    "围绕",
    "扎实",
    "不断",
    "进一步",
    "牢固",
    "着力",
    "聚焦",
    "贯彻",
    "在",
    "以",
    "主动",
    "根据",
    "依据",
    "共",
]);
/// What a name of an organ has none of.
const NO_NAME: Words = Words::of(&["的", "等", "各", "全", "相关", "有关", "上级", "我", "本", "该", "其他", "关于"]);
/// Committees of the Party, which are no 委 of a government.
const OF_THE_PARTY: Words = Words::of(&["省委", "市委", "县委", "区委", "州委", "旗委", "党委", "纪委", "工委"]);

/// An organ named as the author, with where its name stands, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Author {
    pub name: String,
    pub range: Range<usize>,
}

/// The kinds of organs whose names can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Township,
    /// A government, or its office, of the level that a character tells.
    Government(char),
    Bureau,
    Park,
    Other,
}

/// The organs that a text names as the report's author.
pub(crate) fn authors(text: &str, opens: bool) -> Vec<Author> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut opening = opens;
    for line in text.split('\n') {
        if opening || is_worth_reading(line) {
            let flat = Flat::of(line, begin);
            for place in flat.sentences() {
                compiled_by(&flat, place.clone(), &mut found);
                made_known(&flat, place.clone(), &mut found);
                called(&flat, place.clone(), &mut found);
                if opening {
                    subject(&flat, place, &mut found);
                }
                opening = false;
            }
        }
        begin += line.chars().count() + 1;
    }
    found
}

/// Whether a line can name an author at all, so that most are passed over.
fn is_worth_reading(line: &str) -> bool {
    let named = line.contains('报') && words!["报告", "年报"].is_in(line);
    named && (WRITTEN.is_in(line) || MADE_KNOWN.is_in(line))
        || line.contains('称') && words!["以下简称", "（下称", "（简称"].is_in(line)
}

/// 本报告由某局根据……编制.
fn compiled_by(flat: &Flat, place: Range<usize>, found: &mut Vec<Author>) {
    let Some(sentence) = flat.chars.get(place.clone()) else { return };
    let has = |words: &Words| super::flat::has_any(sentence, words);
    if !has(&WRITTEN) || !has(words!["报告", "年报"]) {
        return;
    }
    for (at, _) in sentence.iter().enumerate().filter(|(_, c)| **c == '由') {
        let rest = sentence.get(at + 1..).unwrap_or_default();
        let end = (1..=MAX_NAME.min(rest.len()))
            .find(|len| Rest(rest.get(*len..).unwrap_or_default()).behind_any(&COMPILES).is_some());
        if let Some(end) = end {
            push(flat, place.start + at + 1..place.start + at + 1 + end, found);
        }
    }
}

/// 现公布某局2023年政府信息公开工作年度报告.
fn made_known(flat: &Flat, place: Range<usize>, found: &mut Vec<Author>) {
    let Some(sentence) = flat.chars.get(place.clone()) else { return };
    for at in 0..sentence.len() {
        let rest = Rest(sentence.get(at..).unwrap_or_default());
        let Some(behind) = rest.behind_any(&MADE_KNOWN).map(|rest| rest.past(words!["《", "了"])) else { continue };
        let begin = sentence.len() - behind.0.len();
        let end = (begin + 2..=(begin + MAX_NAME).min(sentence.len())).find(|end| {
            let rest = Rest(sentence.get(*end..).unwrap_or_default());
            let digits =
                rest.0.iter().take_while(|c| c.is_ascii_digit() || "二〇零一三四五六七八九".contains(**c)).count();
            let dated = Rest(rest.0.get(digits..).unwrap_or_default()).behind("年").filter(|_| digits == 4);
            let rest = dated.map_or(rest, |rest| rest.past(words!["度"]));
            let about = rest.behind_any(words!["政府信息公开", "政务公开", "信息公开"]);
            about.is_some_and(|rest| rest.past(words!["工作", "情况", "年度"]).behind("报告").is_some())
        });
        if let Some(end) = end {
            push(flat, place.start + begin..place.start + end, found);
        }
    }
}

/// The years of the reports that a text makes known, with the words: 现公布某局2023年政府信息公开工作年度报告.
pub(crate) fn years_made_known(text: &str) -> Vec<(u16, String)> {
    let mut found = Vec::new();
    for line in text.split('\n').filter(|line| is_worth_reading(line)) {
        let flat = Flat::of(line, 0);
        for place in flat.sentences() {
            let sentence = flat.chars.get(place).unwrap_or_default();
            let known = (0..sentence.len()).find_map(|at| {
                let behind = Rest(sentence.get(at..)?).behind_any(&MADE_KNOWN)?.past(words!["《", "了"]);
                let name = behind.0.iter().take(MAX_NAME).take_while(|c| !"，。；：0123456789".contains(**c)).count();
                let titled = behind.0.get(name..)?;
                let year = Rest(titled.get(4..)?).behind("年").map(|rest| rest.past(words!["度"]))?;
                let about = year.behind_any(words!["政府信息公开", "政务公开", "信息公开"])?;
                let rest = about.past(words!["工作", "情况", "年度"]).behind("报告")?;
                // 公布2022年年度报告编制要求: of something else.
                let of_others = rest.behind_any(words!["编制", "编写", "格式", "有关", "的通知", "工作"]).is_some();
                let digits: String = titled.iter().take(4).collect();
                let said = titled.get(..titled.len() - rest.0.len())?.iter().collect();
                (!of_others).then_some((digits.parse().ok()?, said))
            });
            found.extend(known);
        }
    }
    found
}

/// 某局（以下简称“我局”）.
fn called(flat: &Flat, place: Range<usize>, found: &mut Vec<Author>) {
    let Some(sentence) = flat.chars.get(place.clone()) else { return };
    for at in 0..sentence.len() {
        let own = Rest(sentence.get(at..).unwrap_or_default()).behind_any(words!["（以下简称", "（下称", "（简称"]);
        let is_own =
            own.is_some_and(|rest| matches!(rest.0, ['我' | '本', kind, ..] if "局委办厅镇乡街机单部".contains(*kind)));
        if !is_own {
            continue;
        }
        let before = sentence.get(..at).unwrap_or_default();
        let begin = before.iter().rposition(|c| "，。；：、（）《》".contains(*c)).map_or(0, |mark| mark + 1);
        let begin = begin + year_len(before.get(begin..).unwrap_or_default());
        push(flat, place.start + begin..place.start + at, found);
    }
}

/// 2023年，某局认真贯彻: whom the first sentence speaks of.
fn subject(flat: &Flat, place: Range<usize>, found: &mut Vec<Author>) {
    let Some(sentence) = flat.chars.get(place.clone()) else { return };
    let begin = year_len(sentence);
    let begin = begin + usize::from(sentence.get(begin) == Some(&'，'));
    let rest = sentence.get(begin..).unwrap_or_default();
    let end = (3..=MAX_NAME.min(rest.len()))
        .take_while(|len| rest.get(len - 1).is_some_and(|c| !"，。；：".contains(*c)))
        .find(|len| {
            let (name, behind) = rest.split_at(*len);
            if Rest(behind).behind_any(&DOES).is_none() {
                return false;
            }
            let short = match kind(name) {
                Kind::Other => return false,
                Kind::Township => 3,
                _ => 4,
            };
            *len >= short
        });
    if let Some(end) = end {
        push(flat, place.start + begin..place.start + begin + end, found);
    }
}

/// How many characters a year at the beginning takes: 2023年, 2023年度.
fn year_len(words: &[char]) -> usize {
    let digits = words.iter().take_while(|c| c.is_ascii_digit()).count();
    match Rest(words.get(digits..).unwrap_or_default()).behind("年").filter(|_| digits == 4) {
        Some(rest) => words.len() - rest.past(words!["度"]).0.len(),
        None => 0,
    }
}

/// Adds what stands at a place, if it can be the name of an organ.
fn push(flat: &Flat, place: Range<usize>, found: &mut Vec<Author>) {
    let Some(name) = flat.chars.get(place.clone()) else { return };
    let plain = name.iter().all(|c| !c.is_ascii_alphanumeric() && !"，。；：、《》“”/".contains(*c));
    if !plain || kind(name) == Kind::Other || NO_NAME.iter().any(|word| super::flat::has(name, word)) {
        return;
    }
    let (Some(begin), Some(last)) = (flat.at.get(place.start), flat.at.get(place.end - 1)) else { return };
    let author = Author { name: name.iter().collect(), range: *begin..*last + 1 };
    if !found.iter().any(|known| known.name == author.name) {
        found.push(author);
    }
}

/// Whether a name surely is another organ's than the report's.
pub(crate) fn is_another(organ: &str, name: &str) -> bool {
    let (own, other) = (plain(organ), plain(name));
    let kinds = (kind(&own), kind(&other));
    if kinds.0 == Kind::Other || kinds.0 != kinds.1 {
        return false;
    }
    // 某局（某中心局）: an organ of two names is called by either.
    let within = |short: &[char], long: &str| core(short).iter().all(|c| long.contains(*c));
    !within(&other, organ) && !within(&own, name)
}

/// A name without blanks and what brackets add.
fn plain(name: &str) -> Vec<char> {
    let even: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    even.split(['（', '(']).next().unwrap_or_default().chars().collect()
}

/// What of a name tells it from others of its kind.
fn core(name: &[char]) -> Vec<char> {
    const ENDS: Words = Words::of(&[
        "政务公开领导小组办公室",
        "人民政府办公厅",
        "人民政府办公室",
        "政府办公厅",
        "政府办公室",
        "人民政府",
        "街道办事处",
        "管理委员会",
        "委员会",
        "管委会",
        "办公室",
        "政府",
        "街道",
        "街办",
        "局",
        "委",
    ]);
    let name: String = name.iter().collect();
    let short = ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    short.chars().collect()
}

fn kind(name: &[char]) -> Kind {
    let name: String = name.iter().collect();
    let len = name.chars().count();
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if len < 3 || ends(&OF_THE_PARTY) || name.starts_with("中共") {
        return Kind::Other;
    }
    let office = ["人民政府办公厅", "人民政府办公室", "政府办公厅", "政府办公室", "政府办"];
    let place = office.iter().chain(&["人民政府", "政府"]).find_map(|end| name.strip_suffix(end));
    if ends(&["街道办事处", "街道办", "街道", "苏木"]) || place.unwrap_or(&name).ends_with(['镇', '乡']) {
        return Kind::Township;
    }
    if let Some(place) = place {
        return place.chars().last().filter(|c| "省市县区州旗".contains(*c)).map_or(Kind::Other, Kind::Government);
    }
    if ends(&["管委会", "管理委员会"]) {
        return Kind::Park;
    }
    if ends(&["局", "委员会", "委", "厅"]) && !ends(&["办公厅", "支局", "分局"]) {
        return Kind::Bureau;
    }
    Kind::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        authors(text, true).into_iter().map(|author| author.name).collect()
    }

    #[test]
    fn who_is_said_to_have_written_the_report_is_its_author() {
        for (text, name) in [
            ("本报告由青山县财政局根据有关规定编制。", "青山县财政局"),
            ("按照要求，由县财政局编制本年度报告。", "县财政局"),
            ("现公布青山县财政局2023年政府信息公开工作年度报告。", "青山县财政局"),
            ("现将 青山县财政局 2023年度政府信息公开工作情况报告如下：", "青山县财政局"),
            ("特编制《青山镇人民政府2023年政府信息公开工作年度报告》。", "青山镇人民政府"),
            ("2023年，青山县财政局（以下简称“我局”）工作平稳。", "青山县财政局"),
            ("2023年，青山镇认真贯彻条例。", "青山镇"),
            ("2023年，全镇坚持公开为常态。", ""),
            ("2023年，青山县财政局在县委领导下开展工作。", "青山县财政局"),
        ] {
            let wanted: Vec<String> = Some(name.to_owned()).into_iter().filter(|name| !name.is_empty()).collect();
            assert_eq!(named(text), wanted, "{text}");
        }
        let text = "一段。\n现将 青山县财政局2023年政府信息公开工作报告如下。";
        let found = authors(text, true);
        let said: String = text.chars().skip(found[0].range.start).take(found[0].range.len()).collect();
        assert_eq!(said, "青山县财政局");
    }

    #[test]
    fn the_year_of_the_report_that_is_made_known_is_read() {
        for (text, year) in [
            ("根据规定，现公布青山县财政局2023年政府信息公开工作年度报告。", Some(2023)),
            ("我镇认真编制了《青山镇2020年政府信息公开工作年度报告》。", Some(2020)),
            ("现将2022年度政府信息公开工作情况报告如下：", Some(2022)),
            ("按照《关于做好2022年政府信息公开工作年度报告编制发布工作的通知》要求。", None),
            ("现公布青山县财政局政府信息公开工作年度报告，数据自2023年1月1日起。", None),
            ("公布2022年政府信息公开工作年度报告格式。", None),
        ] {
            let years: Vec<u16> = years_made_known(text).into_iter().map(|(year, _)| year).collect();
            assert_eq!(years, Vec::from_iter(year), "{text}");
        }
    }

    #[test]
    fn an_organ_merely_mentioned_is_no_author() {
        for text in [
            "根据县政府办公室要求，编制本报告。",
            "会同青山县财政局公布预算。",
            "2023年，全县各部门认真贯彻条例。",
            "2023年，在县委、县政府领导下，我局认真贯彻条例。",
            "本报告由总体情况、主动公开情况等六部分组成，由各单位编制。",
            "现将我局2023年政府信息公开工作情况报告如下。",
            "按照《青山县人民政府办公室关于做好2023年政府信息公开工作年度报告编制工作的通知》要求。",
            "由县人民法院审理的案件2件，报告编制规范。",
        ] {
            assert_eq!(named(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn names_are_told_apart_only_within_a_kind() {
        for (organ, name) in [
            ("青山县财政局", "青山县教育局"),
            ("青山县财政局", "白云县财政局"),
            ("青山县财政局", "县民政局"),
            ("青山县甲镇人民政府", "青山县乙镇人民政府"),
            ("城东街道办事处", "城西街道"),
            ("青山县人民政府", "白云县人民政府"),
            ("青山县发展和改革委员会", "青山县财政局"),
        ] {
            assert!(is_another(organ, name) && is_another(name, organ), "{organ} {name}");
        }
        for (organ, name) in [
            ("青山县财政局", "县财政局"),
            ("青山县发展和改革委员会", "县发改委"),
            ("青山县人力资源和社会保障局", "青山县人社局"),
            ("青山县文化广电旅游体育局", "县文体广旅局"),
            ("青山县卫生健康局", "县卫健委"),
            ("青山县财政局", "青山县人民政府"),
            ("青山县人民政府", "青山县人民政府办公室"),
            ("青山县人民政府", "县政务服务局"),
            ("白云市青山县人民政府", "白云市人民政府"),
            ("青山县财政局（青山县国资局）", "青山县财政局"),
            ("青山县财政局（青山县国资局）", "青山县国资局"),
            ("国家税务总局青山县税务局", "青山县税务局"),
            ("青山镇", "青山县青山镇人民政府"),
            ("青山县档案馆", "白云县档案馆"),
            ("", "青山县财政局"),
        ] {
            assert!(!is_another(organ, name) && !is_another(name, organ), "{organ} {name}");
        }
    }
}
