//! The answer (答复): first the outcome of each item, then the facts its letter wants, then the letter looked at and put
//! forward. The same two stages serve a first draft, a returned one, one made anew, and an answer on the spot.

mod choose;
mod facts;
mod scope;

use app::LetterForm;
use law::application::{Act, CommandKind as K, Decision, Draft, LetterNumber, ReplyNo};
use law::outcome::Outcome;

pub(super) use self::choose::group_of;
use self::scope::Scope;
use super::after::reply_by;
use super::bench::Bench;
use super::correction::{NO_SECRETS, upload};
use super::deed::Deed;
use super::described::{Shows, Step};
use super::part::{Check, Part};
use super::pick;
use super::show::SCANS;
use crate::filled::Filled;
use crate::form::Form;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::DraftReply,
        "送审",
        "条例36至39",
        "逐项选定处理结果，填写文书要写的事实，预览无误后送审。处理结果决定用哪种文书、年报计入哪一行、申请人怎样寻求救济。",
    )
    .day("拟稿的日期")
    .letter()
    .staged(|bench, filled| choose::ready(bench, filled, K::DraftReply))
    .next("下一步：填写答复内容")
    .parts(|bench, filled| parts(bench, filled, K::DraftReply))
    .deed(|bench, form| {
        let scope = Scope::of(bench, &form.filled, K::DraftReply);
        let replaces = scope.replaces;
        put_forward(bench, form, &scope, move |draft| Act::DraftReply { draft, replaces })
    })
    .by(reply_by)
    .rename(facts::renamed),
    Step::of(
        K::RedraftReply,
        "重新送审",
        "条例36至39",
        "审核人退回修改的答复，按意见改好后重新送审，各级审核重新进行。原来填写的内容已经带入。",
    )
    .day("改稿的日期")
    .letter()
    .shows(&[Shows::Opinions, Shows::Draft])
    .staged(|bench, filled| choose::ready(bench, filled, K::RedraftReply))
    .next("下一步：填写答复内容")
    .parts(redraft_parts)
    .deed(|bench, form| {
        let scope = Scope::of(bench, &form.filled, K::RedraftReply);
        let reply = pick::reply_in_question(K::RedraftReply, bench.law(), &form.filled)?.no;
        put_forward(bench, form, &scope, move |draft| Act::RedraftReply { reply, draft })
    })
    .by(reply_by)
    .rename(facts::renamed),
    Step::of(
        K::AnswerOnTheSpot,
        "当场答复",
        "条例33①",
        "能够当场答复的，应当当场答复：限于收到申请的当天，并且是不需要审核的处理结果。不予公开和部分公开不能当场答复。",
    )
    .day("当场答复的日期")
    .letter()
    .staged(|bench, filled| choose::ready(bench, filled, K::AnswerOnTheSpot))
    .next("下一步：填写答复内容")
    .parts(on_the_spot_parts)
    .deed(answer_on_the_spot)
    .rename(facts::renamed),
];

fn parts(bench: &Bench, filled: &mut Filled, kind: K) -> Vec<Part> {
    let scope = Scope::of(bench, filled, kind);
    match filled.get("stage") {
        "facts" => {
            let mut parts = facts::parts(bench, filled, &scope);
            parts.extend(the_way(bench, kind));
            parts
        }
        _ => choose::parts(bench, filled, &scope),
    }
}

/// Who has to agree before the letter goes out.
fn the_way(bench: &Bench, kind: K) -> Option<Part> {
    let levels: Vec<&str> = bench.page.profile.levels.iter().map(|level| level.label()).collect();
    (kind != K::AnswerOnTheSpot).then(|| {
        let way = [levels, vec!["签发", "送达"]].concat().join(" → ");
        Part::note(format!("送审以后依次经过：{way}。拟稿的人不能审核自己的稿。"))
    })
}

/// A returned draft begins as it was, with what the reviewers said above it.
fn redraft_parts(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let mut parts = pick::one(filled, "reply", "哪一份答复", &pick::replies(bench, K::RedraftReply));
    let returned = bench.shown.said.iter().rev().find(|said| said.level.is_none());
    if let Some(said) = returned {
        let who = format!("{}（{}）", bench.person(&said.by), law::reason::chinese_date(said.on));
        parts.push(Part::Facts(vec![("退回的人".to_owned(), who), ("退回的意见".to_owned(), said.text.clone())]));
    }
    if pick::fresh(filled)
        && let Some(reply) = pick::reply_in_question(K::RedraftReply, bench.law(), filled)
    {
        facts::preset(filled, reply, bench.shown.draft.as_ref());
    }
    parts.extend(self::parts(bench, filled, K::RedraftReply));
    parts
}

fn on_the_spot_parts(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let mut parts = parts(bench, filled, K::AnswerOnTheSpot);
    if filled.get("stage") == "facts" {
        let hint = "有书面告知书并编了文号的，照填；口头答复的不填。";
        parts.push(filled.line("number", "文号").hint(hint).short().optional().into());
        let hint = format!("申请人签收的文书、答复记录等。{NO_SECRETS}");
        parts.push(filled.upload("proof", "当场答复的凭证").accept(SCANS).hint(hint).optional().into());
    }
    parts
}

/// The letter as filled in, with the evidence written beside it.
fn put_forward(
    bench: &Bench,
    form: &mut Form,
    scope: &Scope,
    act: impl FnOnce(Draft) -> Act + Send + 'static,
) -> Option<Deed> {
    let reply = facts::read(&mut form.filled, scope);
    let first = facts::evidence(bench, &mut form.filled, scope);
    let papers = app::Papers::none();
    let act = move |letter, composed: &app::Composed| act(Draft { decisions: composed.decisions.clone(), letter });
    Some(Deed::Letter { form: LetterForm::Reply(reply?), papers, first, act: Box::new(act) })
}

fn answer_on_the_spot(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let scope = Scope::of(bench, &form.filled, K::AnswerOnTheSpot);
    let proof = upload(form, "proof", "当场答复的凭证");
    let number = form.filled.some("number").map(LetterNumber::new);
    let mut proof_papers = app::Papers::none();
    let proof = proof.map(|proof| proof_papers.file(&bench.page.app, proof.media_type, proof.bytes));
    let deed = put_forward(bench, form, &scope, move |draft| Act::AnswerOnTheSpot { draft, number, proof })?;
    Some(match deed {
        Deed::Letter { form, first, act, .. } => Deed::Letter { form, papers: proof_papers, first, act },
        other => other,
    })
}

/// What was decided on an item, as whoever reviews it sees it: the outcome, what follows from it, and its evidence.
pub(super) fn decided(bench: &Bench, decision: &Decision) -> Part {
    let outcome = decision.outcome;
    let mut facts = vec![
        ("申请内容".to_owned(), bench.wording(decision.item).to_owned()),
        ("依据".to_owned(), outcome.basis().as_str().to_owned()),
    ];
    if !decision.withheld.is_empty() {
        let grounds: Vec<String> =
            decision.withheld.iter().map(|one| format!("{}（{}）", one.title(), one.cite())).collect();
        facts.push(("不予公开的部分".to_owned(), grounds.join("；")));
    }
    facts.push(("年报计入".to_owned(), choose::row_of(bench, outcome)));
    facts.push(("救济途径".to_owned(), choose::remedy_of(bench, outcome)));
    let checks = choose::checks(bench, decision, "");
    let checks: Vec<Check> = checks.into_iter().map(|check| Check { link: None, ..check }).collect();
    let mut parts = vec![Part::Facts(facts)];
    if !checks.is_empty() {
        parts.push(Part::Told("案卷里的证据".to_owned(), String::new()));
        parts.push(Part::Checks(checks));
    }
    Part::group(format!("第{}项：{}", decision.item, outcome.title()), parts)
}

/// What was decided on an item in one line.
pub(super) fn outcome_line(decision: &Decision) -> String {
    let grounds: Vec<&str> = decision.withheld.iter().map(|one| one.title()).collect();
    let withheld =
        if grounds.is_empty() { String::new() } else { format!("（不予公开部分：{}）", grounds.join("、")) };
    format!("{}{withheld}", decision.outcome.title())
}

/// Whether an outcome can be what a reply says: three ends have steps of their own.
pub(super) fn may_be_entered(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::O1 | Outcome::O2 | Outcome::O3a)
}

/// The reply a number names.
fn reply_no(said: &str) -> Option<ReplyNo> {
    said.parse().ok().map(ReplyNo)
}
