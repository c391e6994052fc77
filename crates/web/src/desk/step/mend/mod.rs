//! Putting right what went wrong: entries, letters that went out, replies that should not stand.

mod entry;
mod target;

#[cfg(test)]
pub(super) use self::target::Target;

use app::LetterForm;
use law::application::{Act, CommandKind as K, ReplyNo, RevocationGround};

use super::bench::Bench;
use super::deed::Deed;
use super::described::{Reason, Step};
use super::part::Part;
use super::pick::{self, Choice};
use crate::filled::Filled;
use crate::form::Form;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::CorrectEntry,
        "更正",
        "条例45",
        "登记时看错、填错、误登的，在这里更正。原来的登记留在记录里，期限、结果和年报数字按更正后的重新计算。答复文书写错了不在这里改，用“更正答复文书”。",
    )
    .day("办理更正的日期")
    .reason(Reason::Must("更正的理由", "写明错在哪里、依据什么更正，例如：收到日期看错邮戳。"))
    .staged(entry::ready)
    .next("下一步：填写正确的内容")
    .parts(entry::parts)
    .deed(entry::deed)
    .trial(entry::trial),
    Step::of(
        K::CorrectLetter,
        "发出更正告知",
        "条例36",
        "已经发出的文书有笔误等差错、处理结果不变的，发一份更正告知书。处理结果要变的，撤销或者重新拟稿答复。",
    )
    .day("更正告知书发出的日期")
    .letter()
    .reason(Reason::Must("更正的理由", "例如：文号笔误。"))
    .parts(|bench, filled| {
        let mut parts = pick::one(filled, "reply", "更正哪一份答复", &pick::replies(bench, K::CorrectLetter));
        parts.push(filled.area("wrong", "有差错的原文").hint("照文书抄录有错的那句话。").low().must().into());
        parts.push(filled.area("right", "更正后的文字").low().must().into());
        parts
    })
    .deed(correct_letter),
    Step::of(
        K::RevokeReply,
        "撤销答复",
        "条例36；复议法64",
        "撤销已经发出的答复以后，其中的申请事项重新待答复，要尽快重新拟稿。复议决定、裁判撤销的，登记结果时已经一并处理，不必再撤销。",
    )
    .day("撤销的日期")
    .grave()
    .reason(Reason::Must("撤销的理由", "写明原答复错在哪里。"))
    .parts(revoking)
    .deed(revoke)
    .trial(|bench, filled| {
        let reply = pick::reply_in_question(K::RevokeReply, bench.law(), filled)?.no;
        Some(Act::RevokeReply { reply, ground: RevocationGround::OwnMotion, reason: "reason".to_owned() })
    }),
];

fn correct_letter(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let list = pick::replies(bench, K::CorrectLetter);
    let reply = pick::picked_no(&mut form.filled, "reply", "更正哪一份答复", &list);
    let wrong = form.filled.text("wrong", "有差错的原文");
    let right = form.filled.text("right", "更正后的文字");
    let reason = form.filled.get("reason").to_owned();
    let reply = ReplyNo(reply?);
    let form = LetterForm::Amended { reply, wrong, right };
    Some(Deed::letter(form, move |letter, _| Act::CorrectLetter { reply, letter, reason }))
}

/// On whose motion a reply is revoked.
fn grounds(bench: &Bench) -> Vec<Choice> {
    let mut list = vec![Choice::of("own", "本机关自行纠正")];
    for contest in bench.law().contests.iter().filter(|contest| contest.last_decision().is_some()) {
        list.push(Choice::of(contest.no, format!("按第{}件{}的结果", contest.no, contest.kind.label())));
    }
    list
}

fn revoking(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let mut parts = pick::one(filled, "reply", "撤销哪一份答复", &pick::replies(bench, K::RevokeReply));
    parts.extend(pick::one(filled, "ground", "为什么撤销", &grounds(bench)));
    parts
}

fn revoke(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let list = pick::replies(bench, K::RevokeReply);
    let reply = pick::picked_no(&mut form.filled, "reply", "撤销哪一份答复", &list);
    let ground = pick::picked(&mut form.filled, "ground", "为什么撤销", &grounds(bench)).map(str::to_owned);
    let ground = match ground?.parse() {
        Ok(no) => RevocationGround::Ordered { contest: law::application::ContestNo(no) },
        Err(_) => RevocationGround::OwnMotion,
    };
    let reason = form.filled.get("reason").to_owned();
    Some(Deed::act(Act::RevokeReply { reply: ReplyNo(reply?), ground, reason }))
}
