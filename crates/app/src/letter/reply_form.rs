//! An answer as it is filled in, item by item.

use law::application::{Case, Decision, ItemNo, ItemState};
use law::outcome::{Exemption, Outcome};
use letters::{Answer, Field, Given, Want, Withheld};
use serde::{Deserialize, Serialize};

use super::form::{TEXT_MAX, filled, listed};
use crate::applicant::limit;
use crate::error::Faults;

/// An answer to all or some items of an application, in one letter.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyForm {
    /// What is decided on each item.
    pub items: Vec<ItemReply>,
    /// What is enclosed, in order.
    #[serde(default)]
    pub annexes: Vec<String>,
    /// Whether the letter is served over the internet; it then names the online channel (REP-10).
    #[serde(default)]
    pub electronic: bool,
}

/// What is decided on one item, with the facts its outcome wants ([`Want::of`]).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemReply {
    /// Which item.
    pub item: ItemNo,
    /// How it is answered.
    pub outcome: Outcome,
    /// What is given or pointed to.
    #[serde(default)]
    pub given: GivenForm,
    /// For P1: each part that is withheld.
    #[serde(default)]
    pub withheld: Vec<WithheldForm>,
    /// The law or provision the outcome has to name (N2, N8, O3c).
    #[serde(default)]
    pub basis: String,
    /// The reason, or the facts the outcome rests on.
    #[serde(default)]
    pub reason: String,
    /// Where to turn (U1b, U1c, N8, R1, R3, O3b).
    #[serde(default)]
    pub referral: String,
    /// The earlier letter or delivery (R2, R5).
    #[serde(default)]
    pub earlier: String,
    /// For N4: the refusal rests on evident personal privacy.
    #[serde(default)]
    pub evident_privacy: bool,
}

/// What is given and how; what the outcome does not want stays empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenForm {
    /// The information.
    pub information: String,
    /// The way: a copy, a place to read, an address.
    #[serde(default)]
    pub way: String,
    /// When it can be had.
    #[serde(default)]
    pub time: String,
}

/// A part that is withheld.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithheldForm {
    /// Which part, described without revealing it.
    pub part: String,
    /// The ground.
    pub exemption: Exemption,
    /// The law that forbids disclosure, for [`Exemption::E14b`].
    #[serde(default)]
    pub basis: String,
    /// Why the ground covers this part.
    pub reason: String,
}

impl std::fmt::Debug for ReplyForm {
    /// Never shows what was filled in: it would end in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReplyForm({} items, …)", self.items.len())
    }
}

impl std::fmt::Debug for ItemReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ItemReply({} {}, …)", self.item, self.outcome)
    }
}

impl ItemReply {
    /// An item's answer whose facts are still to be filled in.
    pub fn new(item: ItemNo, outcome: Outcome) -> Self {
        ItemReply {
            item,
            outcome,
            given: GivenForm::default(),
            withheld: Vec::new(),
            basis: String::new(),
            reason: String::new(),
            referral: String::new(),
            earlier: String::new(),
            evident_privacy: false,
        }
    }

    /// What the law is told of it.
    pub fn decision(&self) -> Decision {
        let partly = self.outcome == Outcome::P1;
        let mut withheld: Vec<Exemption> = self.withheld.iter().map(|part| part.exemption).filter(|_| partly).collect();
        withheld.sort_unstable();
        withheld.dedup();
        let evident_privacy = self.outcome == Outcome::N4 && self.evident_privacy;
        Decision { item: self.item, outcome: self.outcome, withheld, evident_privacy }
    }

    /// What its letter prints: only what the outcome wants.
    pub(crate) fn answer(&self) -> Answer {
        let wants = |field| Want::of(self.outcome).iter().any(|want| want.field == field);
        let text = |field, text: &str| if wants(field) { text.trim().to_owned() } else { String::new() };
        let given = [Field::Information, Field::Way, Field::Time].into_iter().any(wants).then(|| Given {
            information: text(Field::Information, &self.given.information),
            way: text(Field::Way, &self.given.way),
            time: text(Field::Time, &self.given.time),
        });
        let withheld = |part: &WithheldForm| Withheld {
            part: part.part.trim().to_owned(),
            exemption: part.exemption,
            basis: if part.exemption == Exemption::E14b { part.basis.trim().to_owned() } else { String::new() },
            reason: part.reason.trim().to_owned(),
        };
        Answer {
            given,
            withheld: self.withheld.iter().filter(|_| wants(Field::Withheld)).map(withheld).collect(),
            basis: text(Field::Basis, &self.basis),
            reason: text(Field::Reason, &self.reason),
            referral: text(Field::Referral, &self.referral),
            earlier: text(Field::Earlier, &self.earlier),
            ..Answer::new(self.item.0, self.outcome)
        }
    }

    fn check(&self, prefix: &str, faults: &mut Faults) {
        if matches!(self.outcome, Outcome::O1 | Outcome::O2 | Outcome::O3a) {
            let message = "逾期未补正、逾期未缴费和撤回申请各有专门的登记和文书，不用答复告知书；请用相应的一步";
            faults.add(format!("{prefix}.outcome"), message);
            return;
        }
        let answer = self.answer();
        for want in answer.missing() {
            faults.add(format!("{prefix}.{}", want.field.key()), format!("请填写{}：{}", want.label, want.hint));
        }
        for want in Want::of(self.outcome) {
            limit(answer.text(want.field), TEXT_MAX, want.label, format!("{prefix}.{}", want.field.key()), faults);
        }
        if self.outcome != Outcome::P1 {
            return;
        }
        listed(self.withheld.len(), "不予公开的部分", &format!("{prefix}.withheld"), faults);
        for (place, part) in self.withheld.iter().enumerate() {
            let prefix = format!("{prefix}.withheld.{place}");
            if place > 0 {
                filled(&part.part, "不予公开的是哪一部分", format!("{prefix}.part"), faults);
            }
            filled(&part.reason, "这一部分不予公开的理由", format!("{prefix}.reason"), faults);
            if part.exemption == Exemption::E14b {
                filled(&part.basis, "禁止公开的法律、行政法规和具体条款", format!("{prefix}.basis"), faults);
            }
        }
    }
}

impl ReplyForm {
    /// Answers one item.
    pub fn of(item: ItemReply) -> Self {
        ReplyForm { items: vec![item], annexes: Vec::new(), electronic: false }
    }

    /// What the law is told: the decisions of the draft, in the order of the items.
    pub fn decisions(&self) -> Vec<Decision> {
        let mut decisions: Vec<Decision> = self.items.iter().map(ItemReply::decision).collect();
        decisions.sort_by_key(|decision| decision.item);
        decisions
    }

    pub(crate) fn check(&self, faults: &mut Faults) {
        if self.items.is_empty() {
            faults.add("items", "请至少对一项申请事项提出处理意见");
        }
        listed(self.items.len(), "申请事项", "items", faults);
        for (place, item) in self.items.iter().enumerate() {
            let prefix = format!("items.{place}");
            if self.items.iter().take(place).any(|before| before.item == item.item) {
                faults.add(format!("{prefix}.item"), format!("第{}项重复列出，请删去重复的", item.item));
            }
            item.check(&prefix, faults);
        }
        listed(self.annexes.len(), "附件", "annexes", faults);
        for (place, annex) in self.annexes.iter().enumerate() {
            filled(annex, "附件名称，或者删去这一行", format!("annexes.{place}"), faults);
        }
    }

    /// Notes items that the case does not have, or has no longer.
    pub(crate) fn check_items(&self, case: &Case, faults: &mut Faults) {
        for (place, item) in self.items.iter().enumerate() {
            match case.item(item.item).map(|found| &found.state) {
                Some(ItemState::Standing) => {}
                Some(ItemState::Withdrawn { .. } | ItemState::SplitOff { .. }) => faults
                    .add(format!("items.{place}.item"), format!("第{}项已经撤回或者拆分，不再答复；请删去", item.item)),
                None => {
                    faults.add(format!("items.{place}.item"), format!("本件没有第{}项申请事项；请核对", item.item));
                }
            }
        }
    }
}
