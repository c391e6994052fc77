//! The answer, D12 to D25 and D32: what is decided item by item, on which provision, why, and what can be done against it.
//!
//! One letter may answer several items in different ways (REP-8): it quotes them, decides each under a heading of its own,
//! and ends with the remedy paragraphs, each naming its part.

mod field;
mod sentence;

use document::Block;
use law::application::Decision;
use law::outcome::{Exemption, Letter, Outcome};
use law::remedy::Part;
use serde::{Deserialize, Serialize};

pub use self::field::{Field, Want};
use crate::asked::Asked;
use crate::remedy::RemedyBasis;
use crate::words::{blank, body as line, full_stop, heading, listed, open_ended, ordinal};

/// An answer to an application, or to some of its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What was asked: the items answered here.
    pub asked: Asked,
    /// What is decided on each.
    pub answers: Vec<Answer>,
    /// Items of the application that are answered in another letter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<u32>,
    /// Whom the remedy paragraphs name.
    pub remedy: RemedyBasis,
}

/// What is decided on one item, with the facts its outcome wants (see [`Want`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The item's number.
    pub item: u32,
    /// What was decided.
    pub outcome: Outcome,
    /// What is given or pointed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Given>,
    /// For P1: each part that is withheld.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<Withheld>,
    /// The law or provision the outcome has to name (N2, N8, O3c).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// The reason specific to this information, or the facts the outcome rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Where to turn: the right organ, the archive, the proper channel.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub referral: String,
    /// The earlier letter or delivery (R2, R5).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub earlier: String,
}

/// What is given and how.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Given {
    /// The information.
    pub information: String,
    /// The way: a copy, a place to read, an address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub way: String,
    /// When, for information told with its time (G3).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time: String,
}

/// A part that is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Which part, described without revealing it.
    pub part: String,
    /// The ground.
    pub exemption: Exemption,
    /// The law that forbids disclosure, for [`Exemption::E14b`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Why the ground covers this part.
    pub reason: String,
}

impl Answer {
    /// An answer whose facts are still to be filled in.
    pub fn new(item: u32, outcome: Outcome) -> Self {
        Self {
            item,
            outcome,
            given: None,
            withheld: Vec::new(),
            basis: String::new(),
            reason: String::new(),
            referral: String::new(),
            earlier: String::new(),
        }
    }

    /// Returns what is filled in for a field; for [`Field::Withheld`] the first part.
    pub fn text(&self, field: Field) -> &str {
        let given = |part: fn(&Given) -> &String| self.given.as_ref().map_or("", |given| part(given).as_str());
        match field {
            Field::Information => given(|given| &given.information),
            Field::Way => given(|given| &given.way),
            Field::Time => given(|given| &given.time),
            Field::Withheld => self.withheld.first().map_or("", |withheld| withheld.part.as_str()),
            Field::Basis => &self.basis,
            Field::Reason => &self.reason,
            Field::Referral => &self.referral,
            Field::Earlier => &self.earlier,
        }
    }

    /// Returns what the outcome wants and is not filled in.
    pub fn missing(&self) -> Vec<&'static Want> {
        Want::of(self.outcome).iter().filter(|want| want.required && blank(self.text(want.field))).collect()
    }

    /// Says whether the answer decides what the record's decision says.
    pub fn agrees_with(&self, decision: &Decision) -> bool {
        let grounds: Vec<Exemption> = self.withheld.iter().map(|withheld| withheld.exemption).collect();
        self.item == decision.item.0
            && self.outcome == decision.outcome
            && distinct(&grounds) == distinct(&decision.withheld)
    }
}

fn distinct(grounds: &[Exemption]) -> Vec<Exemption> {
    let mut grounds = grounds.to_vec();
    grounds.sort_unstable();
    grounds.dedup();
    grounds
}

impl Reply {
    /// Returns the documents of the set it is, each once.
    pub fn letters(&self) -> Vec<Letter> {
        letters_of(self.answers.iter().map(|answer| answer.outcome))
    }

    pub(crate) fn parts(&self) -> Vec<Part> {
        let several = self.answers.len() > 1;
        self.answers
            .iter()
            .map(|answer| {
                let mut grounds: Vec<_> = answer.withheld.iter().map(|withheld| withheld.exemption.ground()).collect();
                grounds.sort_unstable();
                grounds.dedup();
                let named = several.then(|| format!("第{}项", answer.item));
                Part { named, outcome: answer.outcome, grounds }
            })
            .collect()
    }
}

/// Returns the documents of the set that carry these outcomes, each once.
pub(crate) fn letters_of(outcomes: impl IntoIterator<Item = Outcome>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = outcomes.into_iter().map(Outcome::letter).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

pub(crate) fn body(reply: &Reply, you: &str, remedy: Vec<String>) -> Vec<Block> {
    let mut blocks = reply.asked.opening(you);
    if !reply.elsewhere.is_empty() {
        let rest = listed(reply.elsewhere.iter().copied());
        blocks.push(line(format!("该申请的第{rest}项，本机关另行答复。")));
    }
    if reply.answers.len() > 1 {
        blocks.push(line("经审查，现逐项答复如下："));
        for (at, answer) in reply.answers.iter().enumerate() {
            blocks.push(heading(format!("（{}）关于第{}项", ordinal(at + 1), answer.item)));
            blocks.extend(decided(answer, you));
        }
    } else {
        blocks.extend(reply.answers.iter().flat_map(|answer| decided(answer, you)));
    }
    blocks.extend(remedy.into_iter().map(line));
    blocks
}

/// What is decided on one item: the sentence that decides, then each fact under its label.
fn decided(answer: &Answer, you: &str) -> Vec<Block> {
    let mut blocks = vec![line(sentence::decision(answer, you))];
    for want in Want::of(answer.outcome) {
        let text = answer.text(want.field);
        match want.field {
            Field::Withheld => blocks.extend(withheld(&answer.withheld)),
            _ if blank(text) => blocks.extend(sentence::absent(answer.outcome, want.field).map(line)),
            _ => blocks.push(line(format!("{}：{}", want.printed, full_stop(text)))),
        }
    }
    blocks
}

/// Each withheld part with its ground and its reason.
fn withheld(parts: &[Withheld]) -> Vec<Block> {
    let several = parts.len() > 1;
    let one = |(at, part): (usize, &Withheld)| {
        let lead = if several {
            format!("不予公开的部分之{}：", ordinal(at + 1))
        } else {
            "不予公开的部分：".to_owned()
        };
        let provision = sentence::provision(part.exemption, &part.basis);
        let (which, reason) = (open_ended(&part.part), full_stop(&part.reason));
        line(format!("{lead}{which}。依据：{provision}。理由：{reason}"))
    };
    parts.iter().enumerate().map(one).collect()
}
