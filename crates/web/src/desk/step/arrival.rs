//! Arrival: contact with the applicant, receipt confirmed, items split off, the way of service chosen.

use app::Papers;
use law::application::{Act, CaseRef, CommandKind as K, Confirmation, ItemNo};

use super::bench::Bench;
use super::deed::Deed;
use super::described::{Reason, Step};
use super::part::Part;
use super::pick::{self, Choice};
use crate::filled::Filled;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::ConfirmReceipt,
        "确认收到",
        "条例31",
        "互联网、传真、电子邮件和平常信函的申请，与申请人双方确认之日才是收到申请之日，答复期限从次日起算。请先联系申请人，再把确认的日期登记在这里。",
    )
    .day("双方确认的日期")
    .parts(confirm)
    .deed(|_, form| {
        let by = confirmation(&mut form.filled)?;
        Some(Deed::act(Act::ConfirmReceipt { by }))
    })
    .trial(|_, _| Some(Act::ConfirmReceipt { by: Confirmation::Telephone })),
    Step::of(
        K::RecordContactFailed,
        "记录联系未果",
        "条例31",
        "联系不上申请人的，把联系的经过记下来，期限仍不起算；以后每次联系都可以再记一次，联系上了再确认收到。",
    )
    .day("联系的日期")
    .reason(Reason::Must("联系经过", "何时、用什么方式、联系了几次，结果怎样。"))
    .deed(|_, _| Some(Deed::act(Act::RecordContactFailed)))
    .trial(|_, _| Some(Act::RecordContactFailed)),
    Step::of(
        K::ChooseService,
        "登记送达方式",
        "条例40",
        "申请人选择电子送达的，答复才可以电子送达，以到达其指定的系统之日为准；改选其他方式的，也登记在这里。",
    )
    .day("申请人选择的日期")
    .parts(|bench, filled| {
        let chosen = bench.law().registration.as_ref().is_some_and(|found| found.entry.electronic_chosen);
        if pick::fresh(filled) {
            filled.or("electronic", if chosen { "no" } else { "yes" });
        }
        let now = if chosen { "现在登记的是：电子送达。" } else { "现在登记的是：不用电子送达。" };
        vec![Part::note(now), pick::radios(filled, "electronic", "申请人的选择", &ways())]
    })
    .deed(|_, form| {
        let way = pick::picked(&mut form.filled, "electronic", "送达方式", &ways())? == "yes";
        Some(Deed::act(Act::ChooseService { electronic: way }))
    }),
    Step::of(
        K::SplitItem,
        "拆分为新的一件",
        "费办法4",
        "一件申请包含几个互不相关的事项的，可以按“一事一申请”拆开办理。拆出的事项另编一号，收到日期和已经办过的事都带过去，年报各计一件。",
    )
    .day("拆分的日期")
    .reason(Reason::May("拆分的理由"))
    .parts(|bench, filled| pick::one(filled, "item", "拆出哪一项", &pick::items(bench, true)))
    .deed(|bench, form| {
        let item = pick::picked_no(&mut form.filled, "item", "拆出哪一项", &pick::items(bench, true))?;
        Some(Deed::Split(ItemNo(item)))
    })
    .trial(|bench, _| {
        let item = bench.law().open_items().last()?.no;
        Some(Act::SplitItem { item, to: CaseRef::new("new") })
    }),
];

fn ways() -> [Choice; 2] {
    [
        Choice::with("yes", "选择电子送达", "文书会写明网上申请行政复议的渠道。"),
        Choice::with("no", "不用电子送达", "直接送达，或者由邮政企业寄送。"),
    ]
}

fn means() -> [Choice; 3] {
    [
        Choice::of("telephone", "电话"),
        Choice::of("message", "书面或者短信、邮件等留有记录的方式"),
        Choice::of("in_person", "当面"),
    ]
}

fn confirm(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let case = bench.law();
    let mut parts = Vec::new();
    let contacts: Vec<String> = case
        .addressees()
        .chain(case.agent())
        .filter_map(|subject| bench.party(subject))
        .map(|party| {
            let ways = [&party.telephone, &party.email, &party.address];
            let ways: Vec<&str> = ways.into_iter().map(|way| way.trim()).filter(|way| !way.is_empty()).collect();
            format!(
                "{}：{}",
                party.name.trim(),
                if ways.is_empty() { "没有留联系方式".to_owned() } else { ways.join("，") }
            )
        })
        .collect();
    parts.push(Part::Facts(vec![("联系方式".to_owned(), contacts.join("\n"))]));
    if let Some(failed) = case.registration.as_ref().and_then(|found| found.contact_failed_on.last()) {
        parts.push(Part::note(format!("最近一次联系未果：{}。", law::reason::chinese_date(*failed))));
    }
    parts.push(pick::radios(filled, "by", "怎样确认的", &means()));
    parts
}

fn confirmation(filled: &mut Filled) -> Option<Confirmation> {
    Some(match pick::picked(filled, "by", "怎样确认的", &means())? {
        "telephone" => Confirmation::Telephone,
        "message" => Confirmation::Message,
        _ => Confirmation::InPerson,
    })
}

/// Papers with one text in them, and its reference.
pub(super) fn with_text(bench: &Bench, text: &str) -> (Papers, law::application::SealedRef) {
    let mut papers = Papers::none();
    let reference = papers.text(&bench.page.app, text);
    (papers, reference)
}
