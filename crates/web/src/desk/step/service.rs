//! Service (送达), what comes back, withdrawal, filing.

use app::{LetterForm, Papers};
use law::application::{
    Act, CommandKind as K, FileRef, ItemNo, Means, PostalNumber, Reach, Reply, ReplyNo, ServiceNo, SubjectRef,
};

use super::after::reply_by;
use super::bench::Bench;
use super::correction::{NO_SECRETS, upload};
use super::deed::Deed;
use super::described::{Reason, Step};
use super::part::Part;
use super::pick::{self, Choice};
use super::show::SCANS;
use crate::filled::Filled;
use crate::form::Form;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::Deliver,
        "登记送达",
        "国办公开办函〔2016〕235号",
        "答复是正式公文，要送到每一位申请人；有代理人的，送给代理人即可。是否按期，看送达的日期：直接送达看签收，邮寄看交邮，电子送达看到达。",
    )
    .day("送达的日期")
    .parts(delivering)
    .deed(deliver)
    .by(reply_by)
    .trial(|bench, filled| {
        let reply = in_question(bench, filled)?;
        let to = recipients(bench, reply).first().map(|one| SubjectRef::new(one.value.clone()))?;
        let means = means_of(filled.get("means")).unwrap_or(Means::Post);
        Some(Act::Deliver { reply: reply.no, to, means, postal_number: None, proof: None })
    })
    .names(&[("papers", "proof")]),
    Step::of(
        K::RecordSent,
        "登记发出日期",
        "复议条例23",
        "电子送达以到达申请人指定的系统之日为准；发出的日期与到达的日期不同的，另行登记。",
    )
    .day("发出的日期")
    .parts(|bench, filled| pick::one(filled, "service", "哪一次送达", &unsaid(bench)))
    .deed(|bench, form| {
        let (reply, service) = service(form, &unsaid(bench))?;
        Some(Deed::act(Act::RecordSent { reply, service }))
    }),
    Step::of(
        K::RecordReturned,
        "登记退回",
        "国办公开办函〔2016〕235号",
        "邮件等被退回的，登记退回的日期和原因，再核对地址第二次送达。是否按期仍看第一次交邮的日期。",
    )
    .day("退回的日期")
    .reason(Reason::Must("退回的原因", "例如：地址不详、查无此人、拒收，照退回批条填写。"))
    .parts(|bench, filled| {
        let mut parts = pick::one(filled, "service", "哪一次送达", &out(bench));
        parts.push(Part::note("登记退回以后，请再用“送达”登记第二次送达。"));
        parts
    })
    .deed(|bench, form| {
        let (reply, service) = service(form, &out(bench))?;
        Some(Deed::act(Act::RecordReturned { reply, service }))
    }),
    Step::of(
        K::Withdraw,
        "登记撤回",
        "条例45",
        "申请人撤回全部或者部分申请事项的，凭申请人签名的材料或者撤回的记录登记。撤回的事项不再答复，全部撤回的本件办结，年报计入“其他处理”第3项。",
    )
    .day("申请人撤回的日期")
    .grave()
    .letter()
    .parts(withdrawing)
    .deed(withdraw)
    .trial(|bench, filled| {
        let all = filled.get("reach") != "items" && bench.law().open_items().next().is_some();
        all.then(|| Act::Withdraw { reach: Reach::Whole, proof: FileRef::new("proof") })
    })
    .names(&[("papers", "proof")]),
    Step::of(
        K::Archive,
        "归档",
        "条例45",
        "办结的申请，材料齐备以后归档。归档以后仍然可以登记复议、诉讼，更正差错。",
    )
    .day("归档的日期")
    .deed(|_, _| Some(Deed::act(Act::Archive))),
];

fn in_question<'b>(bench: &'b Bench, filled: &Filled) -> Option<&'b Reply> {
    pick::reply_in_question(K::Deliver, bench.law(), filled)
}

/// Whom a reply has not reached: the agent for all, or each applicant.
fn recipients(bench: &Bench, reply: &Reply) -> Vec<Choice> {
    let case = bench.law();
    let told = |subject: &SubjectRef, what: &str| {
        let address = bench.party(subject).map_or_else(String::new, |party| {
            let ways = [&party.address, &party.telephone, &party.email];
            ways.into_iter().map(|way| way.trim()).filter(|way| !way.is_empty()).collect::<Vec<_>>().join("，")
        });
        Choice::with(subject.as_str(), format!("{}{what}", bench.name(subject)), address)
    };
    let unserved: Vec<&SubjectRef> = case.unserved(reply).collect();
    if unserved.is_empty() {
        return Vec::new();
    }
    let agent = case.agent().map(|agent| told(agent, "（代理人，代为接收）"));
    agent.into_iter().chain(unserved.into_iter().map(|subject| told(subject, ""))).collect()
}

fn means_of(word: &str) -> Option<Means> {
    Some(match word {
        "direct" => Means::Direct,
        "entrusted" => Means::Entrusted,
        "post" => Means::Post,
        "electronic" => Means::Electronic,
        _ => return None,
    })
}

/// The lawful ways to serve, with the day that counts for each.
fn means(bench: &Bench) -> Vec<Choice> {
    let mut list = vec![
        Choice::with("post", Means::Post.label(), "只能用邮政企业（EMS、挂号信）；送达的日期填交邮之日。"),
        Choice::with("direct", Means::Direct.label(), "申请人当面签收；送达的日期填签收之日。"),
        Choice::with("entrusted", Means::Entrusted.label(), "请其他行政机关代为送达；送达的日期填签收之日。"),
    ];
    if bench.law().registration.as_ref().is_some_and(|found| found.entry.electronic_chosen) {
        let hint = "申请人选择了电子送达；送达的日期填到达其指定系统之日。";
        list.push(Choice::with("electronic", Means::Electronic.label(), hint));
    }
    list
}

fn delivering(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let Some(reply) = in_question(bench, filled) else { return Vec::new() };
    let (no, scan) = (reply.no, bench.desk.scan_of(reply.no).is_some());
    let others: Vec<Choice> = pick::replies(bench, K::Deliver);
    let mut parts = Vec::new();
    if others.len() > 1 && filled.get("reply").is_empty() {
        filled.set("reply", no.to_string());
    }
    parts.extend(pick::one(filled, "reply", "哪一份答复", &others));
    if others.len() > 1 {
        parts.push(Part::Button("more", "reply".to_owned(), "按所选的答复列出受送达人".to_owned()));
    }
    if !scan && reply.services.is_empty() {
        let text = "还没有归入用印文书的扫描件：用印以后先扫描归入，它就是发出的那一份；送达登记以后不能再补。";
        parts.push(Part::Way(text.to_owned(), format!("/cases/{}/scan/{no}", bench.case_id), "归入用印扫描件"));
    }
    parts.extend(pick::one(filled, "to", "送达给谁", &recipients(bench, reply)));
    if pick::fresh(filled) {
        filled.or("means", "post");
    }
    parts.push(pick::radios(filled, "means", "怎样送达", &means(bench)));
    let courier = "商业快递不能用来送达答复：答复是国家公文，只能直接送达、委托送达，或者由邮政企业寄送；也不得让申请人到付邮费（国办公开办函〔2016〕235号）。";
    parts.push(Part::note(courier));
    let number = filled.line("postal_number", "邮件号码").short().optional();
    let number = number.hint("EMS 或者挂号信的号码；凭它可以向邮政查到交邮的日期。");
    parts.push(Part::group_when("", "means=post", vec![number.into()]));
    let hint = format!("送达回证、邮寄凭证、电子送达的记录等。{NO_SECRETS}");
    parts.push(filled.upload("proof", "送达的凭证").accept(SCANS).hint(hint).optional().into());
    parts
}

fn deliver(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let reply = pick::picked_no(&mut form.filled, "reply", "哪一份答复", &pick::replies(bench, K::Deliver));
    let found = reply.and_then(|no| bench.law().reply(ReplyNo(no)));
    let recipients = found.map(|reply| recipients(bench, reply)).unwrap_or_default();
    let to = pick::picked(&mut form.filled, "to", "送达给谁", &recipients).map(SubjectRef::new);
    let means = pick::picked(&mut form.filled, "means", "怎样送达", &means(bench)).and_then(means_of);
    let postal_number = form.filled.some("postal_number").map(PostalNumber::new);
    if postal_number.as_ref().is_some_and(|number| number.as_str().chars().count() > 60) {
        form.filled.wrong("postal_number", "邮件号码太长：至多60个字");
    }
    let proof = upload(form, "proof", "送达的凭证");
    let mut papers = Papers::none();
    let proof = proof.map(|proof| papers.file(&bench.page.app, proof.media_type, proof.bytes));
    let (reply, to, means) = (ReplyNo(reply?), to?, means?);
    let postal_number = postal_number.filter(|_| means == Means::Post);
    Some(Deed::Act(Act::Deliver { reply, to, means, postal_number, proof }, papers))
}

fn unsaid(bench: &Bench) -> Vec<Choice> {
    pick::services(bench, K::RecordSent, pick::unsaid)
}

fn out(bench: &Bench) -> Vec<Choice> {
    pick::services(bench, K::RecordReturned, |service| service.returned_on.is_none())
}

/// The service chosen, under `reply.service`.
pub(super) fn service(form: &mut Form, list: &[Choice]) -> Option<(ReplyNo, ServiceNo)> {
    let (reply, service) = pick::picked(&mut form.filled, "service", "哪一次送达", list)?.split_once('.')?;
    Some((ReplyNo(reply.parse().ok()?), ServiceNo(service.parse().ok()?)))
}

fn reaches() -> [Choice; 2] {
    [Choice::of("whole", "全部撤回"), Choice::of("items", "只撤回其中几项")]
}

fn withdrawing(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let items = pick::items(bench, true);
    let mut parts = Vec::new();
    if items.len() > 1 {
        if pick::fresh(filled) {
            filled.or("reach", "whole");
        }
        parts.push(pick::radios(filled, "reach", "撤回多少", &reaches()));
        let field = filled.checks("items", "撤回哪几项").choices(items.iter().map(|one| (&one.value, &one.label)));
        parts.push(Part::group_when("部分撤回", "reach=items", vec![field.into()]));
    }
    let hint = format!("申请人签名的撤回书等。{NO_SECRETS}");
    parts.push(filled.upload("proof", "撤回的材料").accept(SCANS).hint(hint).into());
    let hint = "没有书面材料的，写明申请人何时、用什么方式、怎样表示撤回，由谁记录；与上面的材料至少有一样。";
    parts.push(filled.area("record", "撤回的记录").hint(hint).optional().into());
    if pick::fresh(filled) {
        filled.or("notice", "1");
    }
    let hint = "写明撤回了哪些事项，给申请人留存。";
    parts.push(filled.tick("notice", "同时发出《撤回申请确认书》").hint(hint).into());
    parts
}

fn withdraw(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let list = pick::items(bench, true);
    let some = list.len() > 1 && pick::picked(&mut form.filled, "reach", "撤回多少", &reaches())? == "items";
    let items: Option<Vec<ItemNo>> = if some { Some(pick::picked_items(&mut form.filled, &list)?) } else { None };
    let file = upload(form, "proof", "撤回的材料");
    let record = form.filled.get("record").to_owned();
    let mut papers = Papers::none();
    let app = &bench.page.app;
    let proof = match file {
        Some(file) => papers.file(app, file.media_type, file.bytes),
        // What was said is written down and kept as a file, for want of one.
        None if !record.is_empty() => papers.file(app, "text/plain", record.into_bytes()),
        None => {
            if form.filled.fault("proof").is_none() {
                form.filled.wrong("proof", "请附上申请人撤回的材料，或者写明撤回的记录");
            }
            return None;
        }
    };
    let reach = items.clone().map_or(Reach::Whole, |items| Reach::Items { items });
    let act = Act::Withdraw { reach, proof };
    Some(match form.filled.has("notice") {
        true => Deed::Beside(LetterForm::Withdrawn { items: items.unwrap_or_default() }, act, papers),
        false => Deed::Act(act, papers),
    })
}
