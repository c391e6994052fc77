//! The second stage: the facts the letter of each chosen outcome wants, and the evidence still to be written.

use app::Papers;
use app::letter::{Field, GivenForm, ItemReply, ReplyForm, Want, WithheldForm};
use law::application::{Act, CommandKind as K, Decision, Holding, ItemNo, Reply, checklist, filed_by};
use law::outcome::{EvidenceItem, Exemption, Outcome};

use super::super::bench::Bench;
use super::super::evidence::{evidence_word, noted, search_account, search_parts};
use super::super::part::{Part, Repeat};
use super::choose;
use super::scope::Scope;
use crate::filled::Filled;

/// Most withheld parts or annexes of one letter.
const LISTED_MAX: usize = 50;

/// The parts of the second stage.
pub(super) fn parts(bench: &Bench, filled: &mut Filled, scope: &Scope) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(replaces) = scope.replaces.filter(|_| scope.kind == K::DraftReply) {
        parts.push(Part::Hidden("replaces".to_owned(), replaces.to_string()));
        parts.push(Part::note(format!("这一份答复代替第{replaces}号答复，发出以后生效。")));
    }
    for (no, outcome) in scope.decided(filled) {
        parts.push(Part::Hidden(Scope::field(no), outcome.code().to_owned()));
        let mut within = vec![told(bench, no, outcome)];
        within.extend(Want::of(outcome).iter().flat_map(|want| wanted(filled, no, outcome, want)));
        if outcome == Outcome::N4 {
            let hint = "公开明显会侵害个人隐私、不需要征求意见的，勾选；这一项仍会提示，由负责人说明理由后办理。";
            let field = filled.tick(&named(no, "evident_privacy"), "属于明显的个人隐私，没有征求第三方意见").hint(hint);
            within.push(field.into());
        }
        within.extend(evidence_parts(bench, filled, scope, no, outcome));
        parts.push(Part::group(format!("第{no}项：{}", outcome.title()), within));
    }
    parts.extend(enclosed(bench, filled));
    parts
}

fn named(no: ItemNo, field: &str) -> String {
    format!("i{no}.{field}")
}

/// What was asked and what the outcome means.
fn told(bench: &Bench, no: ItemNo, outcome: Outcome) -> Part {
    Part::Facts(vec![
        ("申请内容".to_owned(), bench.wording(no).to_owned()),
        ("依据".to_owned(), outcome.basis().as_str().to_owned()),
        ("年报计入".to_owned(), choose::row_of(bench, outcome)),
        ("救济途径".to_owned(), choose::remedy_of(bench, outcome)),
        ("文书".to_owned(), outcome.letter().title().to_owned()),
    ])
}

/// The field of a fact the letter wants.
fn wanted(filled: &mut Filled, no: ItemNo, outcome: Outcome, want: &Want) -> Vec<Part> {
    let name = named(no, want.field.key());
    if want.field == Field::Withheld {
        return vec![withheld(filled, no, want)];
    }
    if want.field == Field::Way && outcome == Outcome::G2 {
        filled.or(&name, "纸质复制件，随本告知书一并送达");
    }
    let long = matches!(want.field, Field::Reason);
    let field = filled.area(&name, want.label).hint(want.hint);
    let field = if long { field } else { field.low() };
    vec![if want.required { field.must() } else { field.optional() }.into()]
}

/// The parts withheld, each with its ground and its reason.
fn withheld(filled: &Filled, no: ItemNo, want: &Want) -> Part {
    let list = named(no, "withheld");
    let more = usize::from(filled.get("more") == list);
    let count = (filled.count(&list, LISTED_MAX).max(1) + more).min(LISTED_MAX);
    let grounds = || Exemption::ALL.into_iter().map(|one| (one.code(), format!("{}（{}）", one.title(), one.cite())));
    let one = |place: usize| -> Vec<Part> {
        let name = |field: &str| format!("{list}.{place}.{field}");
        let ground = filled.select(&name("exemption"), "依据").must().choice("", "请选择").choices(grounds());
        let law = "只在依据是“法律、行政法规禁止公开”时填写：名称和具体条款。";
        vec![
            filled
                .area(&name("part"), "哪一部分")
                .hint("例如：附件2中的个人联系方式。不要写出内容本身。")
                .low()
                .must()
                .into(),
            ground.into(),
            filled.line(&name("basis"), "禁止公开的规定").hint(law).optional().into(),
            filled.area(&name("reason"), "理由").hint("这一部分为什么属于上面的依据。").low().must().into(),
        ]
    };
    Part::Repeat(Repeat {
        list: list.clone(),
        one: want.label,
        more: "再加一处不予公开的部分",
        parts: (0..count).map(one).collect(),
    })
}

/// What is enclosed, and whether the letter is served electronically.
fn enclosed(bench: &Bench, filled: &Filled) -> Vec<Part> {
    let more = usize::from(filled.get("more") == "annexes");
    let count = (filled.count("annexes", LISTED_MAX).max(1) + more).min(LISTED_MAX);
    let one = |place: usize| -> Vec<Part> {
        let field = filled.line(&format!("annexes.{place}"), "附件名称");
        vec![
            if place == 0 {
                field.hint("随文书一并给申请人的，写明名称；没有的不填。").optional()
            } else {
                field.optional()
            }
            .into(),
        ]
    };
    let annexes =
        Repeat {
            list: "annexes".to_owned(), one: "附件", more: "再加一个附件", parts: (0..count).map(one).collect()
        };
    let mut parts = vec![Part::group("附件", vec![Part::Repeat(annexes)])];
    if bench.law().registration.as_ref().is_some_and(|found| found.entry.electronic_chosen) {
        let hint = "申请人选择了电子送达；勾选后文书写明网上申请行政复议的渠道，才可以电子送达。";
        parts.push(filled.tick("electronic", "这份文书电子送达").hint(hint).into());
    }
    parts
}

/// The decision as far as it is filled in; what is withheld decides which evidence is asked for.
fn decision(filled: &Filled, no: ItemNo, outcome: Outcome) -> Decision {
    let list = named(no, "withheld");
    let count = filled.count(&list, LISTED_MAX);
    let ground = |place| Exemption::parse(filled.get(&format!("{list}.{place}.exemption")));
    let mut withheld: Vec<Exemption> = (0..count).filter_map(ground).filter(|_| outcome == Outcome::P1).collect();
    withheld.sort_unstable();
    withheld.dedup();
    let evident_privacy = outcome == Outcome::N4 && filled.has(&named(no, "evident_privacy"));
    Decision { withheld, evident_privacy, ..Decision::new(no, outcome) }
}

/// The evidence a decision lacks that can be written down at once.
fn lacking(bench: &Bench, decision: &Decision) -> Vec<EvidenceItem> {
    let listed = checklist(bench.law(), decision, &bench.context()).unwrap_or_default();
    let missing = listed.into_iter().filter(|one| one.holding == Holding::Missing).map(|one| one.evidence);
    missing.filter(|one| matches!(filed_by(*one), K::FileEvidence | K::LogSearch)).collect()
}

fn evidence_parts(bench: &Bench, filled: &Filled, scope: &Scope, no: ItemNo, outcome: Outcome) -> Vec<Part> {
    let decision = decision(filled, no, outcome);
    let checks = choose::checks(bench, &decision, &choose::back(filled, scope, None));
    if checks.is_empty() {
        return Vec::new();
    }
    let mut parts = vec![Part::Checks(checks)];
    if outcome == Outcome::P1 && decision.withheld.is_empty() {
        parts.push(Part::note("选好不予公开部分的依据以后按“预览文书”，这里会列出每一种依据要有的证据。"));
    }
    let lacking = lacking(bench, &decision);
    if !lacking.is_empty() {
        parts.push(Part::note("缺少的，可以就在下面写明，随送审一并登记；要上传文件的，用上面的链接去登记（这里填写的内容不会保留，宜先登记再填）。"));
    }
    for evidence in lacking {
        if evidence == EvidenceItem::SearchLog {
            let within = search_parts(filled, &named(no, "search"));
            parts.push(Part::folded("填写检索记录", true, within));
            continue;
        }
        let name = named(no, &format!("evidence.{}", evidence_word(evidence)));
        parts.push(
            filled
                .area(&name, evidence.label())
                .hint("写明事实和材料在哪里，作为证据登记在案卷里。")
                .low()
                .optional()
                .into(),
        );
    }
    vec![Part::group("案卷里的证据", parts)]
}

/// What is written down as evidence beside the draft, as acts that come before it.
pub(super) fn evidence(bench: &Bench, filled: &mut Filled, scope: &Scope) -> Vec<(Act, Papers)> {
    let mut acts = Vec::new();
    for (no, outcome) in scope.decided(filled) {
        for evidence in lacking(bench, &decision(filled, no, outcome)) {
            if evidence == EvidenceItem::SearchLog {
                let prefix = named(no, "search");
                let any = ["scope", "systems", "keywords", "who", "result"];
                if any.iter().any(|key| filled.some(&format!("{prefix}.{key}")).is_some()) {
                    let account = search_account(filled, &prefix);
                    acts.push(noted(bench, vec![no], evidence, &account));
                }
                continue;
            }
            let name = named(no, &format!("evidence.{}", evidence_word(evidence)));
            if let Some(note) = filled.some(&name) {
                acts.push(noted(bench, vec![no], evidence, note));
            }
        }
    }
    acts
}

/// The answer as filled in; what is missing in it the use case says itself.
pub(super) fn read(filled: &mut Filled, scope: &Scope) -> Option<ReplyForm> {
    let decided = scope.decided(filled);
    if decided.is_empty() {
        filled.wrong("items", "请先选定处理结果");
        return None;
    }
    let mut items = Vec::with_capacity(decided.len());
    for (no, outcome) in decided {
        let withheld = if outcome == Outcome::P1 { read_withheld(filled, no) } else { Vec::new() };
        let text = |field: &str| filled.get(&named(no, field)).to_owned();
        items.push(ItemReply {
            given: GivenForm {
                information: text("given.information"),
                way: text("given.way"),
                time: text("given.time"),
            },
            withheld,
            basis: text("basis"),
            reason: text("reason"),
            referral: text("referral"),
            earlier: text("earlier"),
            evident_privacy: filled.has(&named(no, "evident_privacy")),
            ..ItemReply::new(no, outcome)
        });
    }
    let count = filled.count("annexes", LISTED_MAX);
    let annexes = (0..count).map(|place| filled.get(&format!("annexes.{place}")).to_owned());
    let annexes = annexes.filter(|annex| !annex.is_empty()).collect();
    Some(ReplyForm { items, annexes, electronic: filled.has("electronic") })
}

fn read_withheld(filled: &mut Filled, no: ItemNo) -> Vec<WithheldForm> {
    let list = named(no, "withheld");
    let mut parts = Vec::new();
    for place in 0..filled.count(&list, LISTED_MAX).max(1) {
        let name = |field: &str| format!("{list}.{place}.{field}");
        let text = |field: &str| filled.get(&name(field)).to_owned();
        let (part, basis, reason, code) = (text("part"), text("basis"), text("reason"), text("exemption"));
        // A part left wholly empty was not meant; the first must be there.
        if place > 0 && [&part, &basis, &reason, &code].iter().all(|text| text.is_empty()) {
            continue;
        }
        match Exemption::parse(&code) {
            Some(exemption) => parts.push(WithheldForm { part, exemption, basis, reason }),
            None => {
                filled.wrong(name("exemption"), "请选择这一部分不予公开的依据");
                for (field, what) in [("part", "不予公开的是哪一部分"), ("reason", "这一部分不予公开的理由")]
                {
                    if filled.get(&name(field)).is_empty() {
                        filled.wrong(name(field), format!("请填写{what}"));
                    }
                }
            }
        }
    }
    parts
}

/// Fills a returned draft in as it was.
pub(super) fn preset(filled: &mut Filled, reply: &Reply, form: Option<&ReplyForm>) {
    for decision in &reply.draft.decisions {
        filled.or(&Scope::field(decision.item), decision.outcome.code());
    }
    let Some(form) = form else { return };
    filled.or("stage", "facts");
    for item in &form.items {
        let no = item.item;
        for (field, text) in [
            ("given.information", &item.given.information),
            ("given.way", &item.given.way),
            ("given.time", &item.given.time),
            ("basis", &item.basis),
            ("reason", &item.reason),
            ("referral", &item.referral),
            ("earlier", &item.earlier),
        ] {
            filled.or(&named(no, field), text.clone());
        }
        if item.evident_privacy {
            filled.or(&named(no, "evident_privacy"), "1");
        }
        for (place, part) in item.withheld.iter().enumerate() {
            let name = |field: &str| named(no, &format!("withheld.{place}.{field}"));
            filled.or(&name("part"), part.part.clone());
            filled.or(&name("exemption"), part.exemption.code());
            filled.or(&name("basis"), part.basis.clone());
            filled.or(&name("reason"), part.reason.clone());
        }
    }
    for (place, annex) in form.annexes.iter().enumerate() {
        filled.or(&format!("annexes.{place}"), annex.clone());
    }
    if form.electronic {
        filled.or("electronic", "1");
    }
}

/// The field of a fault of the letter: its items by place are the items chosen, in order.
pub(super) fn renamed(filled: &Filled, fault: &str) -> Option<String> {
    let (place, field) = fault.strip_prefix("items.")?.split_once('.')?;
    let place: usize = place.parse().ok()?;
    let of = |name: &str| name.strip_prefix('i')?.strip_suffix(".outcome")?.parse::<u32>().ok();
    let chosen = |name: &&str| Outcome::parse(filled.get(name)).is_ok();
    let mut items: Vec<u32> = filled.names().filter(chosen).filter_map(of).collect();
    items.sort_unstable();
    let no = ItemNo(*items.get(place)?);
    // A fault of the parts withheld as a whole is shown at the first.
    Some(named(no, if field == "withheld" { "withheld.0.part" } else { field }))
}
