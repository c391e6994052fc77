//! Reasons for too many applications (条例35): asked for, received, judged.

use app::LetterForm;
use law::application::{Act, CommandKind as K};
use law::calendar::WorkingDays;
use law::reason::chinese_date;

use super::arrival::with_text;
use super::bench::Bench;
use super::correction::{NO_SECRETS, uploads};
use super::deed::Deed;
use super::described::{Reason, Shows, Step};
use super::part::Part;
use super::pick;
use super::show::SCANS;
use crate::filled::Filled;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::AskReasons,
        "发出说明理由告知",
        "条例35",
        "申请的数量、频次明显超过合理范围的，可以要求申请人说明理由。等候期间答复期限照常计算；理由不合理的，告知不予处理。",
    )
    .day("告知书发出的日期")
    .letter()
    .shows(&[Shows::Month])
    .parts(asking)
    .deed(|_, form| {
        let facts = form.filled.text("facts", "申请的数量、频次等事实");
        let days = form.filled.number("days", "说明理由的期限", true)?;
        let form = LetterForm::ReasonsAsked { facts, days: Some(days) };
        let answer_within = Some(WorkingDays(days));
        Some(Deed::letter(form, move |letter, _| Act::AskReasons { letter, answer_within }))
    })
    .trial(|_, filled| {
        let answer_within = filled.get("days").parse().ok().map(WorkingDays);
        Some(Act::AskReasons { letter: "letter".into(), answer_within })
    }),
    Step::of(
        K::RecordReasonsServed,
        "登记送达",
        "条例35",
        "说明理由告知书送到申请人的日期。说明理由的期限从这一天起算；没有送达的登记，不能认定逾期未说明。",
    )
    .day("申请人收到的日期")
    .deed(|_, _| Some(Deed::act(Act::RecordReasonsServed)))
    .trial(|_, _| Some(Act::RecordReasonsServed)),
    Step::of(
        K::ReceiveReasons,
        "登记说明的理由",
        "条例35",
        "把申请人说明的理由照原文登记，再判断是否合理。",
    )
    .day("收到的日期")
    .parts(|_, filled| {
        vec![
            filled.area("text", "申请人说明的理由").hint("照原文录入。").tall().must().into(),
            filled.upload("scan", "书面材料的扫描件").several().accept(SCANS).hint(NO_SECRETS).optional().into(),
        ]
    })
    .deed(|bench, form| {
        let text = form.filled.text("text", "申请人说明的理由");
        let scans = uploads(form, "scan", "书面材料的扫描件");
        let (mut papers, text) = with_text(bench, &text);
        for scan in scans {
            papers.file(&bench.page.app, scan.media_type, scan.bytes);
        }
        Some(Deed::Act(Act::ReceiveReasons { text }, papers))
    })
    .trial(|_, _| Some(Act::ReceiveReasons { text: "text".into() })),
    Step::of(
        K::AcceptReasons,
        "认可理由",
        "条例35",
        "理由合理的，继续办理。按期答复不了的，可以确定一个合理的延迟期限并告知申请人，答复期限改到那一天。",
    )
    .day("认可的日期")
    .shows(&[Shows::Reasons])
    .reason(Reason::May("说明"))
    .parts(|bench, filled| {
        let due = bench.clock().due.map_or_else(String::new, |due| format!("现在的答复期限到{}。", chinese_date(due)));
        let hint = format!("{due}在期限内能够答复的，不填；填写的，应当晚于现在的期限，并已经告知申请人。");
        vec![given(bench), filled.day("reply_by", "延迟到哪一天答复").hint(hint).optional().into()]
    })
    .deed(|_, form| {
        let reply_by = form.filled.date("reply_by", "延迟到哪一天答复", false);
        Some(Deed::act(Act::AcceptReasons { reply_by }))
    })
    .trial(|_, filled| Some(Act::AcceptReasons { reply_by: filled.get("reply_by").parse().ok() })),
    Step::of(
        K::RejectReasons,
        "不认可理由",
        "条例35",
        "理由不合理，或者逾期没有说明的，认定后可以拟稿答复“不予处理”。认定本身不是答复，还要拟稿、审核、签发、送达。",
    )
    .day("认定的日期")
    .shows(&[Shows::Reasons])
    .reason(Reason::Must("认定的理由", "为什么认为不合理；没有说明的，写明逾期未说明。"))
    .parts(|bench, _| vec![given(bench)])
    .deed(|_, _| Some(Deed::act(Act::RejectReasons)))
    .trial(|_, _| Some(Act::RejectReasons)),
];

fn asking(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let usual = bench.page.profile.law.reasons_period.0;
    if pick::fresh(filled) {
        filled.or("days", usual.to_string());
    }
    let month = format!("本机关登记的，这位申请人同月的申请共{}件（含本件）。", bench.shown.month);
    let hint = "写明在什么时间里提出了多少件、内容有哪些重复；这段话会印在告知书上。";
    let days = filled.whole("days", "给申请人多少个工作日说明").between(1, 60).must();
    vec![
        Part::note(month),
        filled.area("facts", "申请的数量、频次等事实").hint(hint).must().into(),
        days.hint(format!("条例没有规定期限，本机关通常给{usual}个工作日；从申请人收到之日起算。")).into(),
    ]
}

/// The reasons as the applicant gave them.
fn given(bench: &Bench) -> Part {
    let text = match bench.shown.reasons.is_empty() {
        true => "申请人没有说明理由。".to_owned(),
        false => bench.shown.reasons.clone(),
    };
    Part::Facts(vec![("申请人说明的理由".to_owned(), text)])
}
