//! Extension (延期): put forward, approved by the head of the disclosure office, told to the applicant in time.

use app::{LetterForm, Papers};
use law::application::{Act, CommandKind as K, ExtensionNo, ExtensionProgress};
use law::calendar::WorkingDays;
use law::reason::chinese_date;

use super::arrival::with_text;
use super::bench::Bench;
use super::correction::{NO_SECRETS, upload};
use super::deed::Deed;
use super::described::{Reason, Shows, Step};
use super::part::Part;
use super::pick::{self, present_extension};
use super::show::SCANS;
use crate::filled::Filled;
use crate::form::Form;
use app::authorise::Action;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::ProposeExtension,
        "提出延期",
        "条例33②",
        "20个工作日内不能答复的，经政府信息公开工作机构负责人同意并告知申请人，可以延长一次，最长20个工作日。提出、批准、告知都要在原期限届满以前办完。",
    )
    .day("提出的日期")
    .parts(proposed)
    .deed(propose)
    .by(in_time)
    .names(&[("grounds", "grounds")]),
    Step::of(
        K::ApproveExtension,
        "批准延期",
        "条例33②",
        "延期由政府信息公开工作机构负责人批准，提出的人不能批准自己提出的延期。批准以后还要告知申请人，延期才生效。",
    )
    .day("批准的日期")
    .shows(&[Shows::Grounds])
    .parts(approval)
    .deed(approve)
    .by(in_time)
    .trial(|bench, _| {
        let extension = proposed_no(bench)?;
        let paper = (!bench.page.may(Action::ApproveExtension)).then(|| "paper".into());
        Some(Act::ApproveExtension { extension, paper })
    })
    .or(K::DeclineExtension, "不同意延期"),
    Step::of(
        K::DeclineExtension,
        "不同意延期",
        "条例33②",
        "不同意延期的，答复期限不变，请承办人在期限内答复。理由写给提出的人看。",
    )
    .day("不同意的日期")
    .shows(&[Shows::Grounds])
    .reason(Reason::Must("不同意的理由", "例如：材料已经齐备，可以在期限内答复。"))
    .parts(|bench, _| told(bench))
    .deed(|bench, _| Some(Deed::act(Act::DeclineExtension { extension: proposed_no(bench)? })))
    .trial(|bench, _| Some(Act::DeclineExtension { extension: proposed_no(bench)? })),
    Step::of(
        K::NotifyExtension,
        "发出延期答复告知",
        "条例33②",
        "把批准的延期告知申请人，延期从告知之日起生效；要在原期限届满以前发出。告知书写明理由和新的答复日期。",
    )
    .day("告知书发出的日期")
    .letter()
    .shows(&[Shows::Grounds])
    .parts(notice)
    .deed(notify)
    .by(in_time)
    .trial(|bench, _| {
        Some(Act::NotifyExtension { extension: approved(bench)?.0, letter: "letter".into() })
    })
    .names(&[("reason", "why"), ("days", "why")]),
];

fn proposed(_: &Bench, filled: &mut Filled) -> Vec<Part> {
    if pick::fresh(filled) {
        filled.or("days", "20");
    }
    vec![
        filled.whole("days", "延长多少个工作日").between(1, 20).hint("最长20个工作日，按实际需要填写。").must().into(),
        filled
            .area("grounds", "延期的理由")
            .hint("例如：涉及的文件数量多，需要逐件核对；需要征求其他机关意见。")
            .must()
            .into(),
    ]
}

fn propose(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let days = form.filled.number("days", "延长的工作日数", true);
    if days.is_some_and(|days| days == 0 || days > 20) {
        form.filled.wrong("days", "延长的工作日数应当是1至20");
    }
    let grounds = form.filled.text("grounds", "延期的理由");
    let (papers, grounds) = with_text(bench, &grounds);
    Some(Deed::Act(Act::ProposeExtension { days: WorkingDays(days?), grounds }, papers))
}

/// An extension is put forward, approved and told before the term it extends is over.
fn in_time(bench: &Bench) -> Option<String> {
    let base = bench.clock().base_due?;
    Some(format!("提出、批准、告知都应当在{}前办完，过了这一天不能再延期。", chinese_date(base)))
}

fn proposed_no(bench: &Bench) -> Option<ExtensionNo> {
    let found = present_extension(bench.law())?;
    (found.progress == ExtensionProgress::Proposed).then_some(found.no)
}

fn approved(bench: &Bench) -> Option<(ExtensionNo, u32)> {
    let found = present_extension(bench.law())?;
    matches!(found.progress, ExtensionProgress::Approved { .. }).then_some((found.no, found.days.0))
}

/// What was put forward, by whom and why.
fn told(bench: &Bench) -> Vec<Part> {
    let Some(found) = present_extension(bench.law()) else { return Vec::new() };
    let who = format!("{}（{}）", bench.person(found.proposed_by.as_str()), chinese_date(found.proposed_on));
    let mut facts = vec![
        ("提出的人".to_owned(), who),
        ("延长".to_owned(), found.days.to_string()),
        ("理由".to_owned(), bench.shown.grounds.clone()),
    ];
    if let Some(due) = extended_due(bench) {
        facts.push(("现在的答复期限".to_owned(), due.0));
        facts.push(("告知申请人以后".to_owned(), due.1));
    }
    vec![Part::Facts(facts)]
}

/// The due day now and once the applicant was told, by the law itself.
fn extended_due(bench: &Bench) -> Option<(String, String)> {
    use law::application::{ActorId, Event, clock, evolve};
    let found = present_extension(bench.law())?;
    let (extension, by) = (found.no, ActorId::default());
    let approved = Event::ExtensionApproved { extension, by, paper: None };
    let notified = Event::ExtensionNotified { extension, letter: "letter".into() };
    let then = [approved, notified].iter().fold(bench.law().clone(), |case, event| evolve(case, event, bench.on));
    let after = clock(&then, &bench.context()).value.due?;
    Some((chinese_date(bench.clock().due?), chinese_date(after)))
}

fn approval(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let mut parts = told(bench);
    if bench.page.may(Action::EnterPaperApproval) {
        let own = bench.page.may(Action::ApproveExtension);
        let field = filled.upload("paper", "纸质审批件的扫描件").accept(SCANS);
        let hint = match own {
            true => "负责人在纸上批准、由您补录的，附上审批件；您本人在这里批准的，不用附。",
            false => "负责人在纸上批准的，由您补录：附上有负责人签字的审批件。",
        };
        let field = field.hint(format!("{hint}{NO_SECRETS}"));
        parts.push(if own { field.optional() } else { field.must() }.into());
    }
    parts
}

fn approve(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let extension = proposed_no(bench)?;
    let paper = upload(form, "paper", "审批件");
    if paper.is_none() && !bench.page.may(Action::ApproveExtension) && form.filled.fault("paper").is_none() {
        form.filled.wrong("paper", "请附上有负责人签字的审批件；没有审批件的，请由负责人登录批准");
    }
    let mut papers = Papers::none();
    let paper = paper.map(|paper| papers.file(&bench.page.app, paper.media_type, paper.bytes));
    Some(Deed::Act(Act::ApproveExtension { extension, paper }, papers))
}

fn notice(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    if pick::fresh(filled) {
        filled.or("why", bench.shown.grounds.clone());
    }
    let mut parts = told(bench);
    let hint = "照提出时的理由带入；写给申请人看的话可以改得更清楚，会印在告知书上。";
    parts.push(filled.area("why", "延期的理由").hint(hint).must().into());
    parts
}

fn notify(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let reason = form.filled.text("why", "延期的理由");
    let (extension, days) = approved(bench)?;
    let form = LetterForm::Extension { reason, days };
    Some(Deed::letter(form, move |letter, _| Act::NotifyExtension { extension, letter }))
}
