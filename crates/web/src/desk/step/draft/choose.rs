//! The first stage: for each item an outcome of the master table, in words, with its basis, its row in the annual report,
//! its remedy and the evidence the file must hold.

use askama::Template;
use law::application::{CommandKind as K, Decision, Holding, ItemNo, checklist, filed_by};
use law::outcome::Outcome;
use law::remedy::{self, Bodies};

use super::super::bench::Bench;
use super::super::evidence::evidence_word;
use super::super::part::{Check, Part};
use super::super::pick::{self, Choice};
use super::super::which::word;
use super::scope::Scope;
use crate::filled::{Filled, anchor};
use crate::guard::percent;

/// Up to how many items each outcome is laid out in full beside each of them; for more, lists drop down.
const IN_FULL: usize = 3;

/// The outcomes of one item, by the groups of the annual report.
#[derive(Template)]
#[template(path = "step/outcomes.html")]
struct Chooser {
    legend: String,
    wording: String,
    name: String,
    fault: String,
    groups: Vec<Group>,
    /// Whether the item may be left to another letter.
    may_wait: bool,
    waits: bool,
}

struct Group {
    title: String,
    lead: &'static str,
    open: bool,
    outcomes: Vec<Told>,
}

struct Told {
    code: &'static str,
    title: &'static str,
    id: String,
    chosen: bool,
    basis: String,
    row: String,
    remedy: String,
    letter: &'static str,
    checks: Vec<Part>,
    lacking: usize,
}

/// The word of a group with what it is for, so that the right one is found at the first look.
const LEADS: [(&str, &str); 6] = [
    ("予以公开", "信息可以给：已经公开的告知在哪里，没有公开的提供给申请人。"),
    ("部分公开", "一部分可以给、一部分不能给，并且分得开。"),
    ("不予公开", "有这份信息，但依照第十四、十五、十六条不能给；或者属于依专门规定查询的事项。"),
    ("无法提供", "没有这份信息、不归本机关公开、需要另行制作，或者补正后仍不明确。"),
    ("不予处理", "不是真正的信息公开申请：信访举报、重复申请、公开出版物、大量反复申请等。"),
    ("其他处理", "不属于政府信息、属于咨询，以及其他情形。"),
];

/// The group of an outcome: that of its row in the annual report.
pub(in crate::desk::step) fn group_of(outcome: Outcome) -> &'static str {
    let row = outcome.row();
    let head = row.group().unwrap_or(row.label());
    LEADS.iter().map(|(title, _)| *title).find(|title| head.contains(title)).unwrap_or("其他处理")
}

/// The parts of the first stage.
pub(super) fn parts(bench: &Bench, filled: &mut Filled, scope: &Scope) -> Vec<Part> {
    let mut parts = whose_place(bench, filled, scope);
    if scope.items.is_empty() {
        parts.push(Part::warning("没有可以拟稿的申请事项：都已经答复，或者正在另一份答复里办理。"));
    }
    for no in &scope.items {
        parts.push(match scope.items.len() <= IN_FULL {
            true => in_full(bench, filled, scope, *no),
            false => dropped_down(bench, filled, scope, *no),
        });
    }
    let own = "申请人撤回、逾期不补正、逾期不缴费的，各有专门的一步，不在这里选。";
    parts.push(Part::note(own));
    parts
}

/// Asks in whose place the answer is made, where one stands already.
fn whose_place(bench: &Bench, filled: &mut Filled, scope: &Scope) -> Vec<Part> {
    if scope.kind != K::DraftReply {
        return Vec::new();
    }
    let mut list = pick::replies(bench, K::DraftReply);
    if list.is_empty() {
        return Vec::new();
    }
    if !bench.law().is_closed() {
        list.insert(0, Choice::with("new", "答复还没有答复的事项", "不改动已经发出的答复。"));
    }
    if pick::fresh(filled) {
        filled.or("replaces", scope.replaces.map_or("new".to_owned(), |no| no.to_string()));
    }
    let mut parts = pick::one(filled, "replaces", "这一份答复是", &list);
    if list.len() > 1 {
        parts.push(Part::Button("more", "replaces".to_owned(), "按这个选择列出申请事项".to_owned()));
    }
    if scope.replaces.is_some() {
        parts.push(Part::note("重新作出的答复要涵盖原答复的全部申请事项；发出以后，原答复不再有效。"));
    }
    parts
}

fn in_full(bench: &Bench, filled: &Filled, scope: &Scope, no: ItemNo) -> Part {
    let name = Scope::field(no);
    let chosen = scope.chosen(filled, no);
    let group = |(title, lead): (&'static str, &'static str)| {
        let outcomes: Vec<Outcome> =
            Outcome::ALL.into_iter().filter(|one| group_of(*one) == title && scope.may_choose(*one)).collect();
        let open = chosen.is_some_and(|chosen| outcomes.contains(&chosen));
        let told = |outcome: &Outcome| told(bench, filled, scope, no, *outcome);
        Group { title: title.to_owned(), lead, open, outcomes: outcomes.iter().map(told).collect() }
    };
    let chooser = Chooser {
        legend: format!("第{no}项申请事项怎样答复"),
        wording: bench.wording(no).to_owned(),
        fault: filled.fault(&name).unwrap_or_default().to_owned(),
        groups: LEADS.into_iter().map(group).filter(|group| !group.outcomes.is_empty()).collect(),
        may_wait: !scope.all,
        waits: chosen.is_none() && !scope.all,
        name,
    };
    Part::Piece(chooser.render().unwrap_or_default())
}

/// The same as a list that drops down; what the outcome needs is told at the next stage.
fn dropped_down(bench: &Bench, filled: &Filled, scope: &Scope, no: ItemNo) -> Part {
    let mut field = filled.select(&Scope::field(no), &bench.item_line(no));
    if !scope.all {
        field = field.choice("", "这次不答复这一项");
    }
    for outcome in Outcome::ALL.into_iter().filter(|outcome| scope.may_choose(*outcome)) {
        field = field.choice(outcome.code(), format!("{}｜{}", group_of(outcome), outcome.title()));
    }
    field.into()
}

fn told(bench: &Bench, filled: &Filled, scope: &Scope, no: ItemNo, outcome: Outcome) -> Told {
    let checks = checks(bench, &Decision::new(no, outcome), &back(filled, scope, Some((no, outcome))));
    let lacking = checks.iter().filter(|check| check.sign == "missing").count();
    let name = Scope::field(no);
    Told {
        code: outcome.code(),
        title: outcome.title(),
        id: format!("{}-{}", anchor(&name), outcome.code()),
        chosen: scope.chosen(filled, no) == Some(outcome),
        basis: outcome.basis().as_str().to_owned(),
        row: row_of(bench, outcome),
        remedy: remedy_of(bench, outcome),
        letter: outcome.letter().title(),
        checks: if checks.is_empty() { Vec::new() } else { vec![Part::Checks(checks)] },
        lacking,
    }
}

/// The row of the annual report, as its form prints it.
pub(super) fn row_of(bench: &Bench, outcome: Outcome) -> String {
    let row = outcome.row_under(&bench.page.profile.law);
    let label =
        row.label().split_once('（').map_or(row.label(), |(head, _)| if head.is_empty() { row.label() } else { head });
    format!("{}{label}", row.group().unwrap_or_default())
}

/// Which remedy stands open on the day of the fact.
pub(super) fn remedy_of(bench: &Bench, outcome: Outcome) -> String {
    if outcome == Outcome::P1 {
        return "不予公开的部分依第十四至十六条的，复议前置；其余复议或者诉讼".to_owned();
    }
    let decision = remedy::Decision::of(outcome, &[], bench.on);
    let found = remedy::remedy(&decision, &Bodies::default(), &bench.page.profile.law);
    found.map_or_else(|_| String::new(), |found| found.value.class.label().to_owned())
}

/// The evidence of a decision as a list with signs; what is filed by hand can be filed by a link that leads back.
pub(super) fn checks(bench: &Bench, decision: &Decision, back: &str) -> Vec<Check> {
    let listed = checklist(bench.law(), decision, &bench.context()).unwrap_or_default();
    let link = |evidence| {
        let step = filed_by(evidence);
        let items = decision.item;
        let address = match step {
            K::FileEvidence => {
                let (address, word) = (bench.address(step), evidence_word(evidence));
                format!("{address}?items={items}&evidence={word}&back={back}")
            }
            other => format!("{}?items={items}&back={back}", bench.address(other)),
        };
        (address, if step == K::FileEvidence { "去登记" } else { step.label() })
    };
    let check = |one: law::application::Checked| Check {
        sign: match one.holding {
            Holding::Held => "held",
            Holding::Missing => "missing",
            Holding::Follows => "follows",
        },
        text: one.evidence.label().to_owned(),
        cite: one.evidence.cite().as_str().to_owned(),
        link: (one.holding == Holding::Missing).then(|| link(one.evidence)),
    };
    listed.into_iter().map(check).collect()
}

/// The way back to this form with what was chosen, as one value of a query.
pub(super) fn back(filled: &Filled, scope: &Scope, but: Option<(ItemNo, Outcome)>) -> String {
    let mut pairs: Vec<String> = Vec::new();
    for no in &scope.items {
        let chosen = but.filter(|(item, _)| item == no).map(|(_, outcome)| outcome).or(scope.chosen(filled, *no));
        if let Some(outcome) = chosen {
            pairs.push(format!("{}={}", Scope::field(*no), outcome.code()));
        }
    }
    if let Some(replaces) = scope.replaces {
        pairs.push(format!("replaces={replaces}"));
    }
    percent(&format!("{}?{}", word(scope.kind), pairs.join("&")))
}

/// Whether an outcome is chosen where one must be.
pub(super) fn ready(bench: &Bench, filled: &mut Filled, kind: K) -> bool {
    let scope = Scope::of(bench, filled, kind);
    let mut missing = Vec::new();
    for no in &scope.items {
        if scope.all && scope.chosen(filled, *no).is_none() {
            missing.push(*no);
        }
    }
    for no in &missing {
        filled.wrong(Scope::field(*no), format!("请选定第{no}项怎样答复"));
    }
    if scope.decided(filled).is_empty() && missing.is_empty() {
        let first = scope.items.first().map_or_else(|| "items".to_owned(), |no| Scope::field(*no));
        filled.wrong(first, "请至少对一项申请事项选定处理结果");
    }
    filled.is_right()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_falls_in_one_of_the_six_groups_of_the_report() {
        for outcome in Outcome::ALL {
            let group = group_of(outcome);
            let expected = match outcome.code().as_bytes() {
                [b'G', ..] => "予以公开",
                [b'P', ..] => "部分公开",
                [b'N', ..] => "不予公开",
                [b'U', ..] => "无法提供",
                [b'R', ..] => "不予处理",
                _ => "其他处理",
            };
            assert_eq!(group, expected, "{outcome}");
        }
    }
}
