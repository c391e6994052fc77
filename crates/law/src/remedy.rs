//! What an applicant may do against a reply, and what the letter must say about it.
//!
//! Anybody who holds that the organ infringed his rights in disclosure work may complain, seek reconsideration or sue
//! (条例51). Since 2024-01-01 who is refused information must first seek reconsideration (复议法23①(4)), and the organ must
//! say so when it refuses (23②). What counts as a refusal was settled later: refusals on articles 14, 15 and 16 and nothing
//! else (法释8号 10②(1), from 2025-06-01), in whole or in part (复议条例31, from 2026-07-01). So the paragraph depends on the day
//! of the decision and on the ground, not on the row of the annual report. Where part of an answer is such a refusal and
//! part is not, both paragraphs are printed, each naming its part. Staff cannot edit them; the version is kept with the letter.

mod text;
mod version;

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::version::{VERSIONS, Version};
use crate::{
    outcome::{Ground, Letter, Outcome},
    reason::{Because, Cite, NoRuleInForce, Reasoned, chinese_date},
    settings::Settings,
};

/// Which way stands open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyClass {
    /// Reconsideration must come first; a suit only against its decision.
    ReconsiderationFirst,
    /// Reconsideration or a suit, at choice.
    Either,
    /// Nothing was decided that could be challenged.
    None,
}

impl RemedyClass {
    /// Returns its key in the command line's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ReconsiderationFirst => "reconsideration_first",
            Self::Either => "either",
            Self::None => "none",
        }
    }

    /// Returns its Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ReconsiderationFirst => "复议前置",
            Self::Either => "复议或者诉讼",
            Self::None => "无",
        }
    }

    const fn weight(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Either => 1,
            Self::ReconsiderationFirst => 2,
        }
    }
}

impl PartialOrd for RemedyClass {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The stricter class is the greater.
impl Ord for RemedyClass {
    fn cmp(&self, other: &Self) -> Ordering {
        self.weight().cmp(&other.weight())
    }
}

/// An organ or a court the paragraph names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Organ {
    /// Its full name.
    pub name: String,
    /// Its address; a placeholder is printed while it is empty.
    pub address: String,
}

/// Whom the paragraphs name; what is not configured is printed as a placeholder such as 〔复议机关〕.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Bodies {
    /// The reconsideration organ; in some cases there are two to choose from (复议法24, 28).
    pub reconsideration: Vec<Organ>,
    /// The court of first instance.
    pub court: Option<Organ>,
    /// Where reconsideration can be applied for online (复议法22②).
    pub online_channel: Option<String>,
}

/// One part of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What the part is called in the letter, such as `第2项`; not needed where there is only one.
    pub named: Option<String>,
    /// How it was answered.
    pub outcome: Outcome,
    /// The articles on which something is withheld; for whole refusals the outcome itself tells.
    pub grounds: Vec<Ground>,
}

/// A decision whose remedy is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its parts; one reply may answer several items or applications (法释8号 14(3)).
    pub parts: Vec<Part>,
    /// The day it was made; it picks the version of the law.
    pub decided: Date,
    /// Whether it is served over the internet, so that the online channel must be named.
    pub served_online: bool,
}

impl Decision {
    /// Makes a decision of one outcome.
    pub fn of(outcome: Outcome, grounds: &[Ground], decided: Date) -> Self {
        let part = Part { named: None, outcome, grounds: grounds.to_vec() };
        Self { parts: vec![part], decided, served_online: false }
    }
}

/// One paragraph and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Which way it opens.
    pub class: RemedyClass,
    /// The sentence to print.
    pub text: String,
}

/// What the letter says about remedies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// The strictest class of all parts.
    pub class: RemedyClass,
    /// The paragraphs, reconsideration first before the choice; none where nothing can be challenged.
    pub paragraphs: Vec<Paragraph>,
    /// The provisions.
    pub cite: Vec<Cite>,
    /// The first day of the version used; kept with the letter.
    pub version: Date,
}

impl Remedy {
    /// Returns the paragraphs one below the other.
    pub fn text(&self) -> String {
        self.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// A part as the paragraphs see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Reconsideration first.
    First,
    /// At choice.
    Choice,
    /// At choice in law, but the organ chose not to point to a suit that courts dismiss.
    ReconsiderationOnly,
    /// Nothing.
    Nothing,
}

impl Way {
    const fn class(self) -> RemedyClass {
        match self {
            Self::First => RemedyClass::ReconsiderationFirst,
            Self::Choice | Self::ReconsiderationOnly => RemedyClass::Either,
            Self::Nothing => RemedyClass::None,
        }
    }
}

/// One stretch of an answer with one way to challenge it.
struct Stretch<'a> {
    part: &'a Part,
    way: Way,
    /// The articles it was withheld on, when it was.
    grounds: Vec<Ground>,
    /// True for the part of a partial disclosure that is not withheld on 14, 15 or 16.
    rest: bool,
}

/// Finds the class and composes the paragraphs for a decision.
pub fn remedy(decision: &Decision, bodies: &Bodies, settings: &Settings) -> Result<Reasoned<Remedy>, NoRuleInForce> {
    let version = version::on(decision.decided)?;
    let stretches: Vec<Stretch<'_>> = decision.parts.iter().flat_map(|p| stretches(p, version, settings)).collect();
    let class = stretches.iter().map(|s| s.way.class()).max().unwrap_or(RemedyClass::None);
    let paragraphs = text::paragraphs(&stretches, version, bodies, decision.served_online);
    let cite = cites(&paragraphs, version);
    let because = reasons(&stretches, version, decision.decided);
    Ok(Reasoned::new(Remedy { class, paragraphs, cite, version: version.valid_from }, because))
}

/// Composes the paragraph for the third party that is told its information will be disclosed (条例32; 法释8号 1(4)).
pub fn third_party_notice(
    decided: Date,
    bodies: &Bodies,
    served_online: bool,
) -> Result<Reasoned<Remedy>, NoRuleInForce> {
    let version = version::on(decided)?;
    let text = text::third_party(version, bodies, served_online);
    let paragraphs = vec![Paragraph { class: RemedyClass::Either, text }];
    let mut cite = cites(&paragraphs, version);
    if version.refusal_defined {
        cite.push(Cite::of("法释8号1(4)"));
    }
    let fact = "第三方认为公开其信息侵犯其合法权益的，可以申请行政复议，也可以提起行政诉讼";
    let because = vec![picked(version, decided), Because::of(fact, Cite::of("条例32、51"))];
    let class = RemedyClass::Either;
    Ok(Reasoned::new(Remedy { class, paragraphs, cite, version: version.valid_from }, because))
}

/// Finds the class and composes the paragraph for a reply that did not come within the period ended on `ended`.
///
/// From 2026-07-01 a non-reply is read as a failure to perform that goes to reconsideration first (复议条例30 with 复议法
/// 11(14), 23①(3)), against 法释8号 2②, which left the choice; the reading is flagged for counsel and a setting undoes it.
pub fn overdue(ended: Date, bodies: &Bodies, settings: &Settings) -> Result<Reasoned<Remedy>, NoRuleInForce> {
    let version = version::on(ended)?;
    let first = version.overdue_first && settings.overdue_goes_to_reconsideration_first;
    let (class, cite, fact) = if first {
        let cite = vec![Cite::of("复议法23①(3)"), Cite::of("复议条例30")];
        let fact = "逾期未答复属于未履行法定职责，应当先申请行政复议；此为对新规定的理解，宜征询法律顾问意见";
        (RemedyClass::ReconsiderationFirst, cite, fact)
    } else {
        let mut cite = vec![Cite::of("条例51")];
        cite.extend(version.refusal_defined.then_some(Cite::of("法释8号2②")));
        (RemedyClass::Either, cite, "逾期未答复的，可以申请行政复议，也可以提起行政诉讼")
    };
    let because = vec![picked(version, ended), Because::on(ended, fact, cite.first().cloned().unwrap_or(CHOICE))];
    let paragraphs = vec![Paragraph { class, text: text::overdue(first, bodies) }];
    Ok(Reasoned::new(Remedy { class, paragraphs, cite, version: version.valid_from }, because))
}

/// What a fee notice says instead of a remedy paragraph (费办法7).
pub const FEE_NOTICE_NOTE: &str = "对收费决定不能单独申请行政复议或者提起行政诉讼；缴费期满后，对本机关不再处理申请不服的，\
可以投诉、举报，申请行政复议或者提起行政诉讼。";

/// Says whether a document ends with a remedy paragraph: final decisions do, papers of the procedure do not (法释8号 10②).
pub fn carries_remedy(letter: Letter) -> bool {
    letter == Letter::D08
        || letter == Letter::D32
        || (Letter::D12..=Letter::D28).contains(&letter) && letter != Letter::D27
}

const CHOICE: Cite = Cite::of("条例51");

fn stretches<'a>(part: &'a Part, version: &Version, settings: &Settings) -> Vec<Stretch<'a>> {
    let plain = |way| vec![Stretch { part, way, grounds: Vec::new(), rest: false }];
    match part.outcome {
        Outcome::O3a => plain(Way::Nothing),
        Outcome::P1 if !part.grounds.is_empty() && partial_goes_first(version, settings) => {
            let mut grounds = part.grounds.clone();
            grounds.sort_unstable();
            grounds.dedup();
            vec![
                Stretch { part, way: Way::First, grounds, rest: false },
                Stretch { part, way: Way::Choice, grounds: Vec::new(), rest: true },
            ]
        }
        outcome => match outcome.ground() {
            Some(ground) if version.refusal == RemedyClass::ReconsiderationFirst => {
                vec![Stretch { part, way: Way::First, grounds: vec![ground], rest: false }]
            }
            _ if version.refusal_defined && suit_is_dismissed(outcome) && !settings.offer_suit_where_courts_dismiss => {
                plain(Way::ReconsiderationOnly)
            }
            _ => plain(Way::Choice),
        },
    }
}

fn partial_goes_first(version: &Version, settings: &Settings) -> bool {
    match version.partial {
        version::Partial::AtChoice => false,
        version::Partial::FirstBySetting => settings.partial_refusal_first_before_july_2026,
        version::Partial::First => true,
    }
}

/// Replies against which courts dismiss a suit without trying it (法释8号 10②(4)-(8)).
pub const fn suit_is_dismissed(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::N8 | Outcome::U2 | Outcome::R1 | Outcome::R2 | Outcome::R3)
}

fn cites(paragraphs: &[Paragraph], version: &Version) -> Vec<Cite> {
    let mut all = Vec::new();
    for paragraph in paragraphs {
        let cites = match paragraph.class {
            RemedyClass::ReconsiderationFirst => version.first_cites,
            RemedyClass::Either => version.choice_cites,
            RemedyClass::None => &[],
        };
        for cite in cites.iter().copied().map(Cite::of) {
            if !all.contains(&cite) {
                all.push(cite);
            }
        }
    }
    all
}

fn picked(version: &Version, decided: Date) -> Because {
    let fact = format!("{}作出，适用{}起施行的规定", chinese_date(decided), chinese_date(version.valid_from));
    Because::on(decided, fact, Cite::of(version.text))
}

fn reasons(stretches: &[Stretch<'_>], version: &Version, decided: Date) -> Vec<Because> {
    let mut because = vec![picked(version, decided)];
    for stretch in stretches {
        let outcome = stretch.part.outcome;
        let (fact, cite) = match stretch.way {
            Way::First => {
                let articles: Vec<&str> = stretch.grounds.iter().map(|g| g.chinese()).collect();
                let partly = if outcome == Outcome::P1 { "部分" } else { "" };
                let fact = format!("依据条例{}{partly}不予公开，应当先申请行政复议", articles.join("、"));
                (fact, Cite::of(if outcome == Outcome::P1 { version.partial_cite } else { version.refusal_cite }))
            }
            Way::Choice if stretch.rest => ("其余部分，可以申请行政复议，也可以提起行政诉讼".to_owned(), CHOICE),
            Way::Choice => (format!("“{}”，可以申请行政复议，也可以提起行政诉讼", outcome.title()), CHOICE),
            Way::ReconsiderationOnly => {
                let fact = format!("“{}”，人民法院不予立案或者驳回起诉，只写明行政复议", outcome.title());
                (fact, Cite::of("法释8号10②"))
            }
            Way::Nothing => ("申请人自行撤回，没有可以申请救济的决定".to_owned(), CHOICE),
        };
        because.push(Because::of(fact, cite));
    }
    because
}

#[cfg(test)]
mod tests;
