//! An organ as it describes itself: what its letters, its numbers and its report need to know.

use law::application::ReviewLevel;
use law::duty::Reporter;
use law::settings::Settings;
use serde::{Deserialize, Serialize};

use crate::applicant::{SHORT_MAX, limit};
use crate::error::Faults;

/// A body to which an applicant can turn: a reconsideration organ or a court.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Its full name.
    pub name: String,
    /// Its address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Where reconsideration can be sought over the internet (REP-10); empty when nowhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub online: String,
}

/// How the disclosure office can be reached (CMP-6).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Name of the 工作机构.
    pub name: String,
    /// Address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Postal code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// Office hours.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hours: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub telephone: String,
    /// Fax.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fax: String,
    /// Electronic mail.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Web site, with the page for applications and reports.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub website: String,
}

/// Everything an organ has set for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganProfile {
    /// Full name, as it stands over a letter.
    pub name: String,
    /// 机关代字, with which its numbers begin, such as 朝园.
    pub short: String,
    /// The disclosure office.
    #[serde(default)]
    pub office: Office,
    /// The units that handle applications and state figures.
    #[serde(default)]
    pub units: Vec<String>,
    /// Where reconsideration is sought; several when the law names two (REM-20a).
    #[serde(default)]
    pub reconsideration: Vec<Body>,
    /// The court at which a suit is brought.
    #[serde(default)]
    pub courts: Vec<Body>,
    /// Whose annual report it makes, and so by when (条例49).
    #[serde(default = "department")]
    pub reporter: Reporter,
    /// The levels of review before sign-off, in order.
    #[serde(default = "usual_levels")]
    pub levels: Vec<ReviewLevel>,
    /// Which figures of table two which unit is to state.
    #[serde(default)]
    pub expected_figures: Vec<annual_report::statement::Expected>,
    /// What the law leaves to the organ.
    #[serde(default)]
    pub law: Settings,
    /// Whether it is the demonstration, whose passwords everybody knows. Settled when it is founded, never changed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn department() -> Reporter {
    Reporter::Department
}

fn usual_levels() -> Vec<ReviewLevel> {
    ReviewLevel::USUAL.to_vec()
}

/// Most units, bodies or expected figures an organ can list.
const LISTED_MAX: usize = 500;
/// Most characters of a name an organ gives.
const NAME_MAX: usize = 100;
/// Most characters of an organ code.
const CODE_MAX: usize = 40;

impl OrganProfile {
    /// An organ with its name and 机关代字, all else at its default.
    pub fn new(name: &str, short: &str) -> Self {
        OrganProfile {
            name: name.to_owned(),
            short: short.to_owned(),
            office: Office::default(),
            units: Vec::new(),
            reconsideration: Vec::new(),
            courts: Vec::new(),
            reporter: Reporter::Department,
            levels: usual_levels(),
            expected_figures: Vec::new(),
            law: Settings::default(),
            demo: false,
        }
    }

    /// Notes everything wrong with it.
    pub fn check(&self, faults: &mut Faults) {
        for (value, what, field) in [(&self.name, "机关名称", "name"), (&self.short, "机关代字", "short")] {
            if value.trim().is_empty() {
                faults.add(field, format!("请填写{what}"));
            }
            limit(value, NAME_MAX, what, field.to_owned(), faults);
        }
        if self.short.chars().any(|c| matches!(c, '〔' | '〕' | '号') || c.is_whitespace()) {
            faults.add("short", "机关代字只写代字本身，不带年份、括号、“号”字和空格");
        }
        for (count, what, field) in [
            (self.units.len(), "处室", "units"),
            (self.reconsideration.len(), "复议机关", "reconsideration"),
            (self.courts.len(), "法院", "courts"),
            (self.expected_figures.len(), "应填报的数字", "expected_figures"),
        ] {
            if count > LISTED_MAX {
                faults.add(field, format!("{what}至多列{LISTED_MAX}个"));
            }
        }
        for (place, unit) in self.units.iter().enumerate() {
            if unit.trim().is_empty() {
                faults.add(format!("units.{place}"), "处室名称不能空着，请填写或者删去这一行");
            }
            limit(unit, NAME_MAX, "处室名称", format!("units.{place}"), faults);
        }
        if !ReviewLevel::review_secrecy(&self.levels) {
            faults.add("levels", "审核层级应当包括保密审查（条例第十七条），请补上这一级");
        }
        if self.levels.iter().enumerate().any(|(place, level)| self.levels.iter().skip(place + 1).any(|l| l == level)) {
            faults.add("levels", "同一审核层级只列一次，请删去重复的");
        }
        let office = &self.office;
        for (value, what, field) in [
            (&office.name, "工作机构名称", "name"),
            (&office.address, "办公地址", "address"),
            (&office.postcode, "邮政编码", "postcode"),
            (&office.hours, "办公时间", "hours"),
            (&office.telephone, "联系电话", "telephone"),
            (&office.fax, "传真", "fax"),
            (&office.email, "电子邮箱", "email"),
            (&office.website, "网址", "website"),
        ] {
            limit(value, SHORT_MAX, what, format!("office.{field}"), faults);
        }
        for (list, field) in [(&self.reconsideration, "reconsideration"), (&self.courts, "courts")] {
            for (place, body) in list.iter().enumerate() {
                if body.name.trim().is_empty() {
                    faults.add(format!("{field}.{place}.name"), "请填写名称，或者删去这一行");
                }
                for (value, what, part) in
                    [(&body.name, "名称", "name"), (&body.address, "地址", "address"), (&body.online, "网址", "online")]
                {
                    limit(value, SHORT_MAX, what, format!("{field}.{place}.{part}"), faults);
                }
            }
        }
    }
}

/// Notes what is wrong with an organ's code: it leads every row and stands in addresses.
pub fn check_code(code: &str, faults: &mut Faults) {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if code.is_empty() || code.len() > CODE_MAX || !code.chars().all(fits) {
        faults.add("code", format!("机关代码应当是1至{CODE_MAX}个英文字母、数字或者连字符"));
    }
    if code == crate::actor::PLATFORM {
        faults.add("code", "这个代码是系统保留的，请换一个");
    }
}

/// The number an application is registered under: 机关代字〔年〕n号.
pub fn case_number(short: &str, year: i16, serial: i64) -> String {
    format!("{short}〔{year}〕{serial}号")
}

/// The number a reply is signed off under: 机关代字〔年〕第n号-答.
pub fn letter_number(short: &str, year: i16, serial: i64) -> String {
    format!("{short}〔{year}〕第{serial}号-答")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organ_without_name_or_with_a_bracket_in_its_short_name_is_told_so() {
        let mut faults = Faults::default();
        OrganProfile::new(" ", "朝园〔2021〕").check(&mut faults);
        let fields: Vec<_> = faults.0.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["name", "short"]);
    }

    #[test]
    fn art_17_an_organ_cannot_do_without_the_secrecy_review() {
        // SEC-3
        for (levels, wrong) in [
            (vec![], 1),
            (vec![ReviewLevel::UnitHead, ReviewLevel::Legal], 1),
            (vec![ReviewLevel::Secrecy], 0),
            (vec![ReviewLevel::Secrecy, ReviewLevel::Secrecy], 1),
            (usual_levels(), 0),
        ] {
            let mut faults = Faults::default();
            OrganProfile { levels: levels.clone(), ..OrganProfile::new("某机关", "某") }.check(&mut faults);
            assert_eq!(faults.0.iter().filter(|fault| fault.field == "levels").count(), wrong, "{levels:?}");
        }
    }

    #[test]
    fn a_code_stands_in_addresses_so_it_is_plain() {
        for (code, wrong) in [("CYP-1", false), ("", true), ("朝阳园", true), ("platform", true), ("a b", true)] {
            let mut faults = Faults::default();
            check_code(code, &mut faults);
            assert_eq!(!faults.0.is_empty(), wrong, "{code}");
        }
    }

    #[test]
    fn a_profile_of_an_older_release_takes_defaults_for_what_is_new() {
        let profile: OrganProfile = serde_json::from_str(r#"{"name":"某机关","short":"某"}"#).unwrap();
        assert_eq!(profile, OrganProfile::new("某机关", "某"));
    }

    #[test]
    fn only_a_demonstration_says_in_the_record_that_it_is_one() {
        let mut profile = OrganProfile::new("某机关", "某");
        assert!(!serde_json::to_string(&profile).unwrap().contains("demo"));
        profile.demo = true;
        let written = serde_json::to_string(&profile).unwrap();
        assert!(serde_json::from_str::<OrganProfile>(&written).unwrap().demo);
    }
}
