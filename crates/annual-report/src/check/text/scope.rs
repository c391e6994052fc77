//! Of whom and of which days a text speaks: only the whole organ and all the days of the report make a claim.

use super::flat::has_any;
use super::list::{Beginnings, Words, words};
use super::words::{ADVERBS, Rest};
use crate::count::Span;
use crate::report::Report;

/// Whose and which days' numbers are the report's.
#[derive(Debug)]
pub(super) struct Scope {
    name: String,
    organ: Vec<char>,
    /// The last character of a place's name: 市 of 某市人民政府. 全市 is the whole of a city's report, not of a bureau's.
    level: Option<char>,
    /// What stands before 街道 in the name of a street office.
    street: Option<Vec<char>>,
    year: Option<i64>,
    /// The year in digits.
    digits: String,
    /// Words for the days, where they are not a year.
    spoken: Option<String>,
}

/// What the words before a claim said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lead {
    /// They named the organ as a whole.
    pub whole: bool,
}

/// Words for the days of the report.
const DAYS: Words = Words::of(&[
    "全年",
    "本年度",
    "本年",
    "今年",
    "当年",
    "年内",
    "一年来",
    "年度内",
    "本报告期内",
    "报告期内",
    "统计期内",
    "期间",
    "截至目前",
    "截止目前",
    "目前",
    "截至年底",
    "截止年底",
    "全年度",
]);
/// Words for the whole organ.
const ORGAN: Words = Words::of(&["本机关", "本单位", "本部门", "我机关", "我单位", "我部门", "本行政机关", "全机关"]);
/// Words for all the parts of a place's administration.
const PARTS: Words = Words::of(&[
    "各级行政机关",
    "各行政机关",
    "各级各部门",
    "各级政府及其部门",
    "各级政府及部门",
    "各部门",
    "各职能部门",
    "各单位",
    "各镇街",
    "各乡镇街道",
    "各乡镇",
    "各镇",
    "各街道",
    "乡镇",
    "镇街",
    "街道",
    "行政机关",
    "范围内",
    "各级",
    "、",
    "和",
    "及",
]);
/// Words for less than a year, for the report's year, for others.
const PART_OF_YEAR: Words = Words::of(&["上半年", "下半年", "季度", "月份"]);
const THIS_YEAR: Words = Words::of(&["今年", "本年", "全年"]);
const OTHER_YEAR: Words = Words::of(&["去年", "上年", "上一年", "往年", "历年", "前年", "近年", "近三年", "近两年"]);
const SINCE: Words = Words::of(&["以来"]);
/// What of all of these begins with; years and months begin with a digit.
const TELLING: Beginnings = Beginnings::of(&[&PART_OF_YEAR, &THIS_YEAR, &OTHER_YEAR, &SINCE]);
/// What 我 or 本 stands before: 我局, 本委.
const KINDS: &str = "局委办厅部署院会园馆市县区镇乡州旗省所站社行校";

impl Scope {
    /// The scope of a report.
    pub fn of(report: &Report) -> Self {
        let span = report.period.and_then(|period| Span::new(period.from, period.to).ok());
        // 某县人民政府（县人民政府办公室）: an organ of two names is the first.
        let first = report.organ.split(['（', '(']).find(|name| !name.trim().is_empty()).unwrap_or_default();
        let organ: Vec<char> = first.chars().filter(|c| !c.is_whitespace()).collect();
        let name: String = organ.iter().collect();
        let place = name.strip_suffix("人民政府").unwrap_or(&name);
        Self {
            level: place.chars().last().filter(|c| "省市县区州旗镇乡".contains(*c)),
            street: name.split_once("街道").map(|(before, _)| before.chars().collect()),
            digits: report.year.map(|year| year.to_string()).unwrap_or_default(),
            name,
            organ,
            year: report.year.map(i64::from),
            spoken: span.map(Span::spoken),
        }
    }

    /// The year before that of the report, in digits.
    pub fn other_year(&self, by: i64) -> Option<String> {
        self.year.filter(|_| self.spoken.is_none()).map(|year| (year + by).to_string())
    }

    /// Whether the organ is a government above the townships, whose departments report too.
    pub fn is_government(&self) -> bool {
        self.organ.is_empty() || self.level.is_some_and(|level| !"镇乡".contains(level)) || self.is_general_office()
    }

    /// Whether the report is of a whole year, so that 上年 and 下年 mean its neighbours.
    pub fn is_year(&self) -> bool {
        self.spoken.is_none()
    }

    /// The rest behind everything that only says: of the whole organ, of all the days.
    pub fn lead<'a>(&self, mut rest: Rest<'a>) -> (Lead, Rest<'a>) {
        let mut lead = Lead::default();
        loop {
            if let Some(behind) = self.organ(rest) {
                lead.whole = true;
                rest = self.on_behalf(behind).unwrap_or(behind).past(words!["累计"]);
            } else if let Some(behind) =
                self.days_counted(rest).or_else(|| adverb(rest)).or_else(|| number_of(rest)).or_else(|| all_ways(rest))
            {
                rest = behind;
            } else {
                return (lead, rest);
            }
        }
    }

    /// Whether it is the office of a government.
    fn is_general_office(&self) -> bool {
        self.name.ends_with("政府办公室") || self.name.ends_with("政府办公厅")
    }

    /// 代表市政府, of the office of a government whose report it is.
    fn on_behalf<'a>(&self, rest: Rest<'a>) -> Option<Rest<'a>> {
        let behind = rest.behind("代表").filter(|_| self.is_general_office())?;
        let (level, behind) = behind.0.split_first()?;
        "省市县区州旗".contains(*level).then_some(Rest(behind))?.behind_any(words!["政府", "人民政府"])
    }

    fn organ<'a>(&self, rest: Rest<'a>) -> Option<Rest<'a>> {
        if let Some(behind) = rest.behind_any(&ORGAN) {
            return Some(behind);
        }
        if let Some(behind) = self.street(rest) {
            return Some(behind);
        }
        match rest.0 {
            ['我' | '本', kind, behind @ ..] if self.is_own_kind(*kind) => return Some(Rest(behind)),
            ['全', level, behind @ ..] if Some(*level) == self.level => return Some(Rest(behind).past(&PARTS)),
            ['全', kind, behind @ ..] if "局委厅".contains(*kind) && Some(kind) == self.organ.last() => {
                return Some(Rest(behind));
            }
            ['镇' | '乡', behind @ ..] if self.level.is_some_and(|level| "镇乡".contains(level)) => {
                return Some(Rest(behind).past(words!["人民政府", "政府"]));
            }
            _ => {}
        }
        self.own_name(rest)
    }

    /// Whether 我 or 本 before the character means the organ: 我市 does not in a bureau's report.
    fn is_own_kind(&self, kind: char) -> bool {
        let is_place = "市县区镇乡州旗省".contains(kind);
        let park = || kind == '区' && self.organ.contains(&'区') && self.organ.ends_with(&['会']);
        KINDS.contains(kind) && (!is_place || self.organ.is_empty() || self.level == Some(kind) || park())
    }

    /// A street office by itself or by its name: 街道, 街道办事处, 某某街道.
    fn street<'a>(&self, rest: Rest<'a>) -> Option<Rest<'a>> {
        let own = self.street.as_ref()?;
        let office = |rest: Rest<'a>| rest.past(words!["办事处", "办"]);
        if let Some(behind) = rest.behind_any(words![
            "我街道",
            "本街道",
            "全街道",
            "街道",
            "街办",
            "办事处",
            "我办",
            "街道党工委、办事处"
        ]) {
            return Some(office(behind));
        }
        (2..=own.len()).rev().find_map(|len| {
            let behind = rest.0.strip_prefix(own.get(own.len() - len..)?)?;
            Rest(behind).behind("街道").map(office)
        })
    }

    /// The organ's name or a shorter form of it: the same characters in their order, with the last one. Of a government
    /// only the whole name: 县政府 is often said of its own office, while its tables hold all its departments.
    fn own_name<'a>(&self, rest: Rest<'a>) -> Option<Rest<'a>> {
        if let Some(level) = self.level {
            let place = self.organ.strip_suffix(&['人', '民', '政', '府']).unwrap_or(&self.organ);
            let behind = rest.0.strip_prefix(self.organ.as_slice()).map(Rest).or_else(|| {
                // 某区 of 某市某区人民政府; 某区政府 is often said of its own office.
                let shorter = |from: usize| rest.0.strip_prefix(place.get(from..)?).map(Rest);
                let from = (0..place.len().saturating_sub(1)).find_map(shorter)?;
                let small = "镇乡".contains(level);
                let said_of_office = from.behind_any(words!["人民政府", "政府"]);
                match said_of_office {
                    Some(behind) => small.then_some(behind),
                    None => Some(from),
                }
            })?;
            return Some(behind.past(&PARTS));
        }
        // 县卫健委 of 某县卫生健康委员会.
        let committee = self.organ.strip_suffix(&['员', '会']).filter(|name| name.ends_with(&['委']));
        shortened(&self.organ, rest).or_else(|| shortened(committee?, rest))
    }

    /// 全年累计: counted up over the days, while 累计 alone may be over many years.
    fn days_counted<'a>(&self, rest: Rest<'a>) -> Option<Rest<'a>> {
        self.days(rest).map(|behind| behind.past(words!["累计"]))
    }

    fn days<'a>(&self, rest: Rest<'a>) -> Option<Rest<'a>> {
        if let Some(spoken) = &self.spoken {
            return rest.behind(spoken);
        }
        if let Some(behind) = rest.behind_any(&DAYS) {
            return Some(behind);
        }
        let rest = rest.behind_any(words!["自", "截至", "截止", "从"]).unwrap_or(rest);
        self.year?;
        let of_year = rest.behind(&self.digits).and_then(|rest| rest.behind("年"));
        // 2023年1月至12月, 截至2023年12月底.
        let months =
            words!["1月至12月", "1月到12月", "1—12月", "1-12月", "1至12月", "1～12月", "12月底", "12月末", "年底"];
        if let Some(behind) = of_year.and_then(|rest| rest.behind_any(months)) {
            return Some(behind.past(words!["份"]));
        }
        let days = of_year.unwrap_or(rest);
        let from = days.behind("1月1日").and_then(|rest| rest.past(words!["起"]).behind_any(words!["至", "到"]));
        let to = from.unwrap_or(days);
        let to = to.behind(&self.digits).and_then(|rest| rest.behind("年")).unwrap_or(to);
        if let Some(behind) = to.behind("12月31日") {
            return Some(behind.past(words!["止", "，"]));
        }
        of_year.map(|behind| behind.past(words!["度", "全年"]))
    }

    /// Whether the words speak of another year than the report's, without only comparing with it.
    pub fn strays(&self, words: &[char]) -> Option<bool> {
        let mut straying = None;
        let telling = |c: &char| c.is_ascii_digit() || TELLING.may_be(*c);
        for (at, _) in words.iter().enumerate().filter(|(_, c)| telling(c)) {
            let rest = Rest(words.get(at..).unwrap_or_default());
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            let behind_one_of = |marks: &[char]| before.is_some_and(|before| marks.contains(before));
            let compares = behind_one_of(&['较', '比', '与', '同']);
            let of_part = || rest.behind_any(&PART_OF_YEAR).is_some() || is_since(words, at);
            if self.spoken.is_none() && of_part() {
                straying = Some(true);
            } else if rest.behind_any(&THIS_YEAR).is_some() {
                straying = Some(false);
            } else if rest.behind_any(&OTHER_YEAR).is_some() {
                straying = straying.max(Some(!compares));
            } else if let Some(year) = year(rest)
                && !compares
                && let Some(own) = self.year
            {
                // 2019年至2023年 goes on straying at its end.
                let ends = straying == Some(true) && behind_one_of(&['至', '到', '—', '-', '~', '～']);
                straying = Some(ends || year != own || spans_years(rest));
            } else if self.spoken.is_none() && is_month(words, at) {
                straying = Some(true);
            }
        }
        straying
    }
}

/// The rest behind a shorter form of a name: some of its characters in their order, with the last one.
fn shortened<'a>(name: &[char], rest: Rest<'a>) -> Option<Rest<'a>> {
    let last = *name.last()?;
    let mut known = name.iter();
    for (at, c) in rest.0.iter().enumerate() {
        if !known.by_ref().any(|k| k == c) {
            return None;
        }
        if *c == last && at > 0 && known.as_slice().is_empty() {
            return rest.0.get(at + 1..).map(Rest);
        }
    }
    None
}

/// 通过各类渠道: it leaves none out.
fn all_ways(rest: Rest<'_>) -> Option<Rest<'_>> {
    let behind = rest.behind("通过")?.behind_any(words!["各种", "各类", "多种", "各个", "各"])?;
    let behind = behind.past(words!["依申请", "公开", "申请", "受理", "信息", "政府信息"]);
    behind.behind_any(words!["途径", "渠道", "方式", "形式"])
}

/// （一）, 1. or 一是 before what is listed.
fn number_of(rest: Rest<'_>) -> Option<Rest<'_>> {
    let is_number = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    let len = rest.0.iter().take_while(|c| is_number(c)).count();
    if !(1..=2).contains(&len) {
        return None;
    }
    match rest.0.get(len..) {
        Some(['是' | '.' | '、', behind @ ..]) => Some(Rest(behind)),
        _ => None,
    }
}

/// 自条例修订以来: longer than the year. 今年以来 and 一直以来 are not.
fn is_since(words: &[char], at: usize) -> bool {
    Rest(words.get(at..).unwrap_or_default()).behind_any(&SINCE).is_some()
        && at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|c| !"年直向期".contains(*c))
}

/// The rest behind an adverb; of 规范性文件 the first two characters are none.
fn adverb(rest: Rest<'_>) -> Option<Rest<'_>> {
    rest.behind_any(&ADVERBS).filter(|behind| behind.behind("性文件").is_none())
}

/// 2019年至2023年: more years than one.
fn spans_years(rest: Rest<'_>) -> bool {
    let behind = Rest(rest.0.get(5..).unwrap_or_default()).past(words!["度"]);
    let to = behind.behind_any(words!["至", "到", "—", "-", "~", "～"]).map(|rest| rest.past(words!["—"]));
    to.is_some_and(|rest| year(rest).is_some())
}

/// 6月，收到: a month by itself. 10月组织培训 is a day of something else, 1月至12月 and 截至12月底 are the year.
fn is_month(words: &[char], at: usize) -> bool {
    let (before, rest) = words.split_at(at.min(words.len()));
    let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    if !(1..=2).contains(&digits) || before.last().is_some_and(char::is_ascii_digit) {
        return false;
    }
    let Some(behind) = Rest(rest.get(digits..).unwrap_or_default()).behind("月") else { return false };
    let whole = rest.starts_with(&['1', '2'])
        && (before.last().is_some_and(|c| "至到-—~～".contains(*c)) || has_any(before, words!["截至", "截止"]));
    !whole && matches!(behind.past(words!["份", "底", "末", "期间"]).0.first(), Some('，' | '：'))
}

/// The year a text begins with: 2021年.
fn year(rest: Rest<'_>) -> Option<i64> {
    let digits = rest.0.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits != 4 || rest.0.get(4) != Some(&'年') {
        return None;
    }
    let text: String = rest.0.iter().take(4).collect();
    text.parse().ok().filter(|year| (1990..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;

    fn left(organ: &str, words: &str) -> String {
        let scope = Scope::of(&Report::new(organ, Some(2021), Form::F2021));
        let chars: Vec<char> = words.chars().collect();
        scope.lead(Rest(&chars)).1.0.iter().collect()
    }

    #[test]
    fn words_for_the_whole_organ_and_the_whole_year_are_passed_over() {
        for words in ["2021年，", "2021年度本机关共", "截至2021年12月31日我局", "2021年1月1日至12月31日全年"]
        {
            assert_eq!(left("某局", &words.replace('，', "")), "", "{words}");
        }
        assert_eq!(left("中关村科技园区朝阳园管理委员会", "朝阳园管委会共收到"), "收到");
        assert_eq!(left("某市人民政府", "全市共受理"), "受理");
        assert_eq!(left("某市人民政府（市政府办公室）", "全市共受理"), "受理");
        assert_eq!(left("某县", "全县全年共"), "");
    }

    #[test]
    fn a_part_of_the_organ_another_organ_and_another_year_are_not() {
        assert_eq!(left("某市某区", "区政府办代表区政府受理"), "区政府办代表区政府受理");
        assert_eq!(left("某市人民政府办公厅", "市政府共受理"), "市政府共受理");
        assert_eq!(left("某县人民政府", "县政府共受理"), "县政府共受理");
        assert_eq!(left("某局", "全市共受理"), "全市共受理");
        assert_eq!(left("某局", "2020年收到"), "2020年收到");
        assert_eq!(left("某局", "办公室收到"), "办公室收到");
        assert_eq!(left("某局", "第一季度收到"), "第一季度收到");
    }

    #[test]
    fn another_year_is_noticed_unless_it_is_only_compared_with() {
        let scope = Scope::of(&Report::new("某局", Some(2021), Form::F2021));
        let strays = |words: &str| scope.strays(&words.chars().collect::<Vec<_>>());
        assert_eq!(strays("去年收到"), Some(true));
        assert_eq!(strays("较去年增加"), Some(false));
        assert_eq!(strays("2020年收到"), Some(true));
        assert_eq!(strays("2020年收到，2021年"), Some(false));
        assert_eq!(strays("收到"), None);
    }
}
