//! The organ and the year (or the days), from the title of the report.

use jiff::civil::Date;

use super::heading;
use crate::count::Span;
use crate::report::Period;

/// How many lines before the first section are looked at.
pub(crate) const MAX_TITLE_LINES: usize = 60;
/// The longest line that can belong to the title, in characters.
const MAX_TITLE_CHARS: usize = 110;
/// Over how many lines a title may be broken.
const MAX_BROKEN: usize = 5;
/// The shortest line that may be the beginning of a broken name, where what follows names an organ itself.
const MIN_BROKEN_CHARS: usize = 12;
/// How many Latin letters a name itself may begin with.
const MAX_LATIN: usize = 4;
/// The longest name of an organ, in characters.
const MAX_ORGAN_CHARS: usize = 60;

/// What the title says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Title {
    pub organ: String,
    pub year: Option<u16>,
    /// The days, of the figures of a month, a quarter or any other days.
    pub period: Option<Period>,
    /// Whether a line that calls the document an annual report was found at all.
    pub found: bool,
}

/// Reads the title out of the lines before the first section.
pub(crate) fn of<S: AsRef<str>>(lines: &[S]) -> Title {
    let lines = lines.iter().take(MAX_TITLE_LINES).map(AsRef::as_ref);
    let clean: Vec<String> = lines.map(|line| without_annex(spaceless(heading::plain(line)))).collect();
    let mut nameless: Option<Title> = None;
    // A title beside which a name stands.
    let mut beside: Option<Title> = None;
    for (at, line) in clean.iter().enumerate() {
        // The title may be broken anywhere; up to five lines make one.
        let mut joined = String::new();
        for more in 0..MAX_BROKEN {
            let Some(next) = clean.get(at + more) else { break };
            joined.push_str(next);
            if joined.chars().count() > MAX_TITLE_CHARS {
                break;
            }
            if let Some(Named { organ, year, period }) = titled(&joined) {
                let above = more > 0 && !line.is_empty() && line.chars().count() < MIN_BROKEN_CHARS;
                if above && (names_itself(next) || opens_with_its_year(joined.get(line.len()..).unwrap_or_default())) {
                    // 首页, 政务公开: what stands above a whole title is no part of it.
                    break;
                }
                if is_of_the_frame(&organ, more > 0) {
                    // 索引号, 发布机构: cells that stand before the name of a column are no name of an organ.
                    break;
                }
                let itself = !organ.is_empty();
                let organ = if itself || is_way(&joined) { organ } else { name_near(&clean, at, more) };
                let year = if period.is_some() { year } else { year.or_else(|| span_year(&clean)) };
                let year = year.or_else(|| clean.get(at + more + 1).and_then(|line| year_alone(line)));
                let title = Title { organ, year, period, found: true };
                let whole = !title.organ.is_empty() && (title.year.is_some() || title.period.is_some());
                if whole && itself {
                    return title;
                }
                // The name of a column of the site, or a title that names less than a later one.
                let kept = if whole { &mut beside } else { &mut nameless };
                kept.get_or_insert(title);
                break;
            }
            if line.is_empty() {
                break;
            }
        }
    }
    beside.or(nameless).unwrap_or_else(|| Title { year: span_year(&clean), ..Title::default() })
}

/// Whether words before a title are of the page that holds it; those on lines of their own are more often so.
fn is_of_the_frame(words: &str, other_lines: bool) -> bool {
    const FRAME: [&str; 5] = ["索引", "主题分类", "文号", "搜索", "首页"];
    const OF_LINES: [&str; 6] = ["分类", "发布", "来源", "名称", "浏览", "打印"];
    let has = |frame: &[&str]| frame.iter().any(|word| words.contains(word));
    has(&FRAME) || (other_lines && (has(&OF_LINES) || words.contains(|c: char| c.is_ascii_digit())))
}

/// Whether a line is the way to the page: 首页 > 政务公开 > 政府信息公开年报.
fn is_way(line: &str) -> bool {
    line.contains(['>', '＞', '»', '›'])
}

/// The year of a line that holds nothing else: （2023年度）.
fn year_alone(line: &str) -> Option<u16> {
    let line = line.trim_matches(['（', '）', '(', ')']);
    let (from, to, year) = year_in(line)?;
    (from == 0 && matches!(line.get(to..), Some("" | "度"))).then_some(year)
}

/// What a whole title names.
struct Named {
    organ: String,
    year: Option<u16>,
    period: Option<Period>,
}

/// The organ and year of a whole title, if the text is one.
fn titled(text: &str) -> Option<Named> {
    if let Some(named) = titled_by_days(text) {
        return Some(named);
    }
    let (begin, end) = words_of_title(text)?;
    if text.contains(['。', '《', '》', '；']) || text.contains("编制") || text.contains("格式") {
        return None;
    }
    let before = text.get(..begin)?;
    // 名称：某局2022年度政府信息公开工作年度报告, 首页 > 政务公开 > 政府信息公开年报
    let before = before.rsplit(['：', ':', '>', '＞', '»', '›']).next().unwrap_or(before);
    let Some((from, to, year)) = year_in(before) else {
        // The year may stand behind the words: …年度报告（2023年）
        let year = text.get(end..).and_then(year_in).map(|(_, _, year)| year);
        return Some(Named { organ: organ(before), year, period: None });
    };
    let head = before.get(..from)?;
    let tail = before.get(to..)?;
    let tail = tail.strip_prefix('度').unwrap_or(tail);
    Some(Named { organ: organ(&format!("{head}{tail}")), year: Some(year), period: None })
}

/// Where the words 政府信息公开工作年度报告 stand in a text, in whichever order they are really printed.
fn words_of_title(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find("信息公开") {
        let at = from + found;
        let begin = if text.get(..at)?.ends_with("政府") { at - "政府".len() } else { at };
        from = at + "信息公开".len();
        let mut rest = text.get(from..)?;
        let mut yearly = false;
        // 工作 · 情况 · 的 · 年度, in any order, and 报告 or 年报 at their end.
        loop {
            let word = ["工作", "情况", "的", "年度", "年"].into_iter().find(|word| {
                rest.strip_prefix(word).is_some_and(|behind| !(*word == "年" && behind.starts_with('报')))
            });
            if let Some(rest_behind) = word.and_then(|word| rest.strip_prefix(word)) {
                yearly |= word.is_some_and(|word| word.starts_with('年'));
                rest = rest_behind;
                continue;
            }
            let behind = rest.strip_prefix("年报").map(|behind| (behind, true));
            let behind = behind.or_else(|| rest.strip_prefix("报告").map(|behind| (behind, yearly)));
            match behind {
                Some((behind, true)) => return Some((begin, text.len() - behind.len())),
                // 2023年政府信息公开工作报告
                Some((behind, false)) if year_in(text.get(..begin)?).is_some() => {
                    return Some((begin, text.len() - behind.len()));
                }
                _ => break,
            }
        }
    }
    None
}

/// The organ and the days of a title as the layout writes it: 某局2026年第二季度政府信息公开工作情况.
fn titled_by_days(text: &str) -> Option<Named> {
    let before = text.strip_suffix("政府信息公开工作情况")?;
    let (from, _, year) = year_in(before)?;
    let (name, days) = before.split_at_checked(from)?;
    let span = spoken(i16::try_from(year).ok()?, days)?;
    let year = span.within_one_year().then_some(year);
    Some(Named { organ: organ(name), year, period: Some(Period { from: span.from(), to: span.to() }) })
}

/// The days that [`Span::spoken`] puts into these words.
fn spoken(year: i16, words: &str) -> Option<Span> {
    let quarters = (1..=4).filter_map(|quarter| Span::quarter(year, quarter).ok());
    let months = (1..=12).filter_map(|month| Span::month(year, month).ok());
    if let Some(span) = quarters.chain(months).find(|span| span.spoken() == words) {
        return Some(span);
    }
    let (from, to) = words.split_once('至')?;
    let span = Span::new(day(from)?, day(to)?).ok()?;
    (span.spoken() == words).then_some(span)
}

/// The day of 2026年4月1日.
fn day(words: &str) -> Option<Date> {
    let (year, rest) = words.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, rest.strip_suffix('日')?.parse().ok()?).ok()
}

/// Says whether a line is a whole title that names its organ.
fn names_itself(line: &str) -> bool {
    titled(line).is_some_and(|named| named.organ.chars().count() >= 2)
}

/// Whether a title begins with its year and names an organ behind it: nothing before the year is of that name.
fn opens_with_its_year(title: &str) -> bool {
    year_in(title).is_some_and(|(from, ..)| from == 0) && names_itself(title)
}

/// The name of the organ on a line beside a title that does not name it: the line before, else the one behind.
fn name_near(lines: &[String], at: usize, more: usize) -> String {
    let before = lines.get(..at).unwrap_or_default().iter().rev().find(|line| !line.is_empty());
    let behind = lines.get(at + more + 1..).unwrap_or_default().iter().find(|line| !line.is_empty());
    let near = || [before, behind].into_iter().flatten().filter(|line| is_name(line));
    let named = near().find(|line| ends_like_an_organ(line)).or_else(|| near().next());
    named.map(|line| organ(line)).unwrap_or_default()
}

/// Says whether a name ends as those of organs do.
pub(super) fn ends_like_an_organ(name: &str) -> bool {
    const ENDS: [&str; 26] = [
        "政府",
        "局",
        "委员会",
        "委",
        "厅",
        "办公室",
        "办公厅",
        "办事处",
        "办",
        "中心",
        "院",
        "馆",
        "处",
        "队",
        "所",
        "站",
        "部",
        "会",
        "银行",
        "公司",
        "镇",
        "乡",
        "街道",
        "区",
        "县",
        "市",
    ];
    let name = name.trim_end_matches(['）', ')']);
    ENDS.iter().any(|end| name.ends_with(end))
}

/// Says whether a line can be the name of an organ: short, Chinese, no sentence, no date, no word of a page's frame.
pub(super) fn is_name(line: &str) -> bool {
    const FRAME: [&str; 15] = [
        "首页", "公开", "年报", "报告", "来源", "字号", "字体", "打印", "浏览", "分享", "目录", "索引", "时间", "位置",
        "我",
    ];
    let marks = ['，', '。', '：', ':', '；', '、', '《', '|', '/', '>', '＞', '？', '！', '“'];
    !FRAME.iter().any(|word| line.contains(word))
        && (2..=MAX_ORGAN_CHARS).contains(&line.chars().count())
        && !line.contains(marks)
        && !line.contains(|c: char| c.is_ascii_digit())
        && line.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

pub(super) fn organ(text: &str) -> String {
    let marks = ['-', '—', '|', '【', '】'];
    // 【年报】某局2023年…
    let column = text.trim_start().strip_prefix('【').and_then(|rest| rest.split_once('】'));
    let text = column.map_or(text, |(_, behind)| behind);
    let mut text = without_latin(text.trim_matches(marks)).trim_matches(marks);
    // 关于某局2023年政府信息公开工作年度报告, 某局关于2023年度政府信息公开工作的年度报告
    text = text.strip_prefix("关于").unwrap_or(text);
    text = text.strip_suffix("关于").unwrap_or(text);
    // What names the field in a table of the page: 标题 某局2023年…
    text = ["信息名称", "文件名称", "名称", "标题"].iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text);
    // A bracket that has lost its fellow is the title's, a pair is the name's: 某局（某办）.
    let opens = |c: char| matches!(c, '（' | '(');
    let closes = |c: char| matches!(c, '）' | ')');
    loop {
        let open = text.chars().filter(|&c| opens(c)).count();
        let close = text.chars().filter(|&c| closes(c)).count();
        let rest = if open > close {
            text.strip_suffix(opens).or_else(|| text.strip_prefix(opens))
        } else if close > open {
            text.strip_prefix(closes).or_else(|| text.strip_suffix(closes))
        } else {
            None
        };
        match rest {
            Some(rest) => text = rest.trim_matches(marks),
            None => break,
        }
    }
    text.chars().take(MAX_ORGAN_CHARS).collect()
}

/// A name without its translation or the number of its page before it: Page 8 - 某局.
fn without_latin(text: &str) -> &str {
    let words = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '\'' | '’' | ',' | '.');
    let mut rest = text.trim_start_matches(words);
    if rest.len() < text.len() {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || words(c));
    }
    if text.len() - rest.len() > MAX_LATIN && !rest.is_empty() { rest } else { text }
}

/// A line without the 附件2： that may stand before a title.
fn without_annex(line: String) -> String {
    if matches!(line.trim_end_matches(['：', ':']), "正文" | "全文" | "内容" | "正文内容" | "文章内容") {
        // What a converter or a page sets above the text.
        return String::new();
    }
    let Some(rest) = line.strip_prefix("附件") else { return line };
    let rest =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十".contains(c));
    rest.trim_start_matches(['：', ':', '.', '、']).to_owned()
}

/// The first year in a text, in digits of any kind followed by 年, and the bytes it takes.
pub(super) fn year_in(text: &str) -> Option<(usize, usize, u16)> {
    let mut digits: Vec<(usize, u16)> = Vec::new();
    for (at, c) in text.char_indices() {
        match digit(c) {
            Some(d) => digits.push((at, d)),
            None => {
                if c == '年' && digits.len() >= 4 {
                    let four = digits.get(digits.len() - 4..)?;
                    let year = four.iter().fold(0u16, |n, (_, d)| n * 10 + d);
                    if (2008..=2100).contains(&year) {
                        return Some((four.first()?.0, at + c.len_utf8(), year));
                    }
                }
                digits.clear();
            }
        }
    }
    None
}

fn digit(c: char) -> Option<u16> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        '○' | 'Ｏ' | '零' | '◯' => 0,
        _ => u32::try_from("〇一二三四五六七八九".chars().position(|d| d == c)?).ok()?,
    };
    u16::try_from(value).ok()
}

/// The year of 从2024年1月1日 in the preface.
pub(super) fn span_year(lines: &[String]) -> Option<u16> {
    lines.iter().find_map(|line| {
        let at = line.find("年1月1日").or_else(|| line.find("年01月01日"))?;
        let head = line.get(..at + '年'.len_utf8())?;
        let from = head.char_indices().rev().nth(4)?.0;
        year_in(head.get(from..)?).map(|(_, _, year)| year)
    })
}

pub(super) fn spaceless(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace() && !super::value::is_invisible(*c)).take(400).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> (String, Option<u16>) {
        let title = of(lines);
        (title.organ, title.year)
    }

    #[test]
    fn organ_and_year_stand_in_the_title_in_any_order_and_over_any_lines() {
        let some = |organ: &str, year| (organ.to_owned(), Some(year));
        assert_eq!(read(&["", "某园管理委员会", "2021年政府信息公开工作年度报告"]), some("某园管理委员会", 2021));
        assert_eq!(read(&["# 某县人民政府 2025 年 政府信息公开工作年度报告"]), some("某县人民政府", 2025));
        assert_eq!(read(&["2019年某市人民政府办公厅政府信息公开工作年度报告"]), some("某市人民政府办公厅", 2019));
        assert_eq!(read(&["某镇人民政府", "２０２２年度政府信息公开", "工作年度报告"]), some("某镇人民政府", 2022));
        assert_eq!(
            read(&["附件2", "某委员会（某储备局）", "2023年政府信息公开工作年度报告"]),
            some("某委员会（某储备局）", 2023)
        );
        assert_eq!(
            read(&["附件2：（2023年某局(知识产权局)政府信息公开工作年度报告）"]),
            some("某局(知识产权局)", 2023)
        );
        assert_eq!(read(&["某局二〇二三年政府信息公开工作年度报告"]), some("某局", 2023));
        assert_eq!(
            read(&["某局政府信息公开工作年度报告", "本报告统计期限为2020年1月1日至12月31日。"]),
            some("某局", 2020)
        );
    }

    #[test]
    fn a_title_in_other_words_is_a_title() {
        let some = |organ: &str, year| (organ.to_owned(), Some(year));
        assert_eq!(read(&["某中心2020年政府信息公开工作的年度报告"]), some("某中心", 2020));
        assert_eq!(read(&["某局2023年政府信息公开年度工作报告"]), some("某局", 2023));
        assert_eq!(read(&["某局关于2023年度政府信息公开工作的年度报告"]), some("某局", 2023));
        assert_eq!(read(&["某局2023年政府信息公开工作报告"]), some("某局", 2023));
        assert_eq!(read(&["某局政府信息公开工作年度报告（2023年）"]), some("某局", 2023));
        assert_eq!(read(&["某局政府信息公开工作年度报告", "（2023年度）"]), some("某局", 2023));
        assert_eq!(read(&["二〇二三年度政府信息公开工作年度报告", "某县人民政府"]), some("某县人民政府", 2023));
        assert_eq!(read(&["2022年政府信息公开年报", "来源：某局 发布时间：2023-01-31"]), (String::new(), Some(2022)));
        assert_eq!(read(&["Page 8 - 某局2022年政府信息公开工作年度报告", "P. 8"]), some("某局", 2022));
        assert_eq!(read(&["名 称: 某街道办事处2022年度 政府信息公开工作年度报告"]), some("某街道办事处", 2022));
        assert_eq!(read(&["政府信息公开年报", "某镇政府2022年政府信息公开年报"]), some("某镇政府", 2022));
    }

    #[test]
    fn what_stands_above_a_whole_title_is_no_part_of_it_and_a_long_name_is_broken_anywhere() {
        let broken = "2021 年某市某局政府信息公开工作";
        assert_eq!(read(&["正文", broken, "年度报告"]), ("某市某局".to_owned(), Some(2021)));
        assert_eq!(read(&["政务公开", broken, "年度报告"]), ("某市某局".to_owned(), Some(2021)));
        assert_eq!(read(&["某市某局", "2021 年政府信息公开工作", "年度报告"]), ("某市某局".to_owned(), Some(2021)));
        assert_eq!(read(&["首页", "政务公开", "某局2021年政府信息公开工作年度报告"]), ("某局".to_owned(), Some(2021)));
        let long = [
            "中国（某某省）自由贸易试验区某某",
            "片区管理委员会（某某综合保税区管",
            "理委员会、某某高新技术产业开发区",
            "管理委员会）2023年政府信息公开工作",
            "年度报告",
        ];
        assert_eq!(read(&long).0.chars().count(), 54);
    }

    #[test]
    fn the_way_to_a_page_names_no_organ() {
        let way = "当前位置：首页 > 政务公开 > 政府信息公开年报 > 2023年";
        let title = "某局2023年政府信息公开工作年度报告";
        assert_eq!(read(&[way, title]), ("某局".to_owned(), Some(2023)));
        assert_eq!(read(&[way]), (String::new(), Some(2023)));
        assert_eq!(read(&["搜索", way, "索引号", "113A-01", title]), ("某局".to_owned(), Some(2023)));
        let table = ["索引号", "11340000/202401-0013", "主题分类", "政府信息公开年报", "发布机构", "某局", title];
        assert_eq!(read(&table), ("某局".to_owned(), Some(2023)));
        assert_eq!(read(&["索引号 113A-01 主题分类 政府信息公开年报", title]), ("某局".to_owned(), Some(2023)));
        assert_eq!(read(&["标题 某局2023年政府信息公开工作年度报告"]), ("某局".to_owned(), Some(2023)));
        assert_eq!(read(&["某局", "2023年政府信息公开年报", "打印"]), ("某局".to_owned(), Some(2023)));
    }

    #[test]
    fn the_title_of_some_days_gives_the_days() {
        let period = |line: &str| {
            let title = of(&[line]);
            title.period.map(|period| (title.organ, title.year, period.from.to_string(), period.to.to_string()))
        };
        let some =
            |organ: &str, year, from: &str, to: &str| Some((organ.to_owned(), year, from.to_owned(), to.to_owned()));
        assert_eq!(
            period("某局2026年第二季度政府信息公开工作情况"),
            some("某局", Some(2026), "2026-04-01", "2026-06-30")
        );
        assert_eq!(period("某局 2026年2月 政府信息公开工作情况"), some("某局", Some(2026), "2026-02-01", "2026-02-28"));
        assert_eq!(
            period("某局2025年12月3日至2026年1月9日政府信息公开工作情况"),
            some("某局", None, "2025-12-03", "2026-01-09")
        );
        for line in [
            "二、2021年政府信息公开工作情况",
            "某局2026年第五季度政府信息公开工作情况",
            "某局2026年2月31日至2026年3月1日政府信息公开工作情况",
            "某局2021年政府信息公开工作年度报告",
        ] {
            assert_eq!(period(line), None, "{line}");
        }
    }

    #[test]
    fn a_sentence_about_annual_reports_is_no_title() {
        let title = of(&["依据《政府信息公开工作年度报告格式》规定，编制本报告。"]);
        assert_eq!(title, Title::default());
    }
}
