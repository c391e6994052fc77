//! Review and sign-off: the letter as paper, the evidence and the earlier opinions on one page; the number given or made void.

use app::Papers;
use app::authorise::Action;
use law::application::{Act, CommandKind as K, LetterNumber, Progress, Reply, ReplyNo, ReviewLevel, ReviewStep};
use law::reason::chinese_date;

use super::after::reply_by;
use super::bench::Bench;
use super::correction::{NO_SECRETS, upload};
use super::deed::Deed;
use super::described::{Reason, Shows, Step};
use super::draft::decided;
use super::part::Part;
use super::pick;
use super::show::SCANS;
use crate::filled::Filled;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::ApproveReview,
        "审核同意",
        "条例17；保密法35",
        "按机关设置的层级依次审核，每人只审一级，不能审自己拟的稿。保密审查是公开以前必经的一级。不同意的，写明意见退回修改。",
    )
    .day("审核的日期")
    .shows(&[Shows::Letter, Shows::Opinions])
    .parts(|bench, filled| {
        let mut parts = reviewed(bench, filled, K::ApproveReview);
        parts.push(opinion(filled, "同意的可以不写；退回修改的必须写明改什么、为什么。").optional().into());
        parts
    })
    .deed(|bench, form| {
        let reply = in_question(bench, &form.filled, K::ApproveReview)?;
        let level = next_level(bench, steps(reply))?;
        let mut papers = Papers::none();
        let opinion = form.filled.some("opinion").map(|text| papers.text(&bench.page.app, text));
        Some(Deed::Act(Act::ApproveReview { reply: reply.no, level, opinion }, papers))
    })
    .trial(|bench, filled| {
        let reply = in_question(bench, filled, K::ApproveReview)?;
        let level = next_level(bench, steps(reply)).unwrap_or(ReviewLevel::Secrecy);
        Some(Act::ApproveReview { reply: reply.no, level, opinion: None })
    })
    .by(reply_by)
    .or(K::ReturnReply, "退回修改"),
    Step::of(
        K::ReturnReply,
        "退回修改",
        "条例17②",
        "把答复退回拟稿的人修改，各级审核在重新送审以后从头进行。意见写给拟稿的人看，要写明改什么、为什么。",
    )
    .day("退回的日期")
    .shows(&[Shows::Letter, Shows::Opinions])
    .parts(|bench, filled| {
        let mut parts = reviewed(bench, filled, K::ReturnReply);
        parts.push(opinion(filled, "写明改什么、为什么。").must().into());
        parts
    })
    .deed(|bench, form| {
        let reply = in_question(bench, &form.filled, K::ReturnReply)?.no;
        let text = form.filled.text("opinion", "退回修改的意见");
        let (papers, opinion) = super::arrival::with_text(bench, &text);
        Some(Deed::Act(Act::ReturnReply { reply, opinion }, papers))
    })
    .trial(|bench, filled| {
        let reply = in_question(bench, filled, K::ReturnReply)?.no;
        Some(Act::ReturnReply { reply, opinion: "opinion".into() })
    }),
    Step::of(
        K::SignOff,
        "签发",
        "条例45",
        "各级审核通过以后，由机关负责人签发，签发时取文号、文书定稿，救济告知按签发之日的规定编排。负责人在纸上审批的，由承办人附审批件补录。",
    )
    .day("签发的日期")
    .shows(&[Shows::Letter, Shows::Opinions, Shows::NextNumber])
    .parts(signing)
    .deed(|bench, form| {
        let paper = upload(form, "paper", "审批件");
        if paper.is_none() && !bench.page.may(Action::SignOff) && form.filled.fault("paper").is_none() {
            form.filled.wrong("paper", "请附上有各级审核和负责人签字的审批件；没有审批件的，请由负责人登录签发");
        }
        let reply = in_question(bench, &form.filled, K::SignOff)?.no;
        Some(Deed::SignOff(reply, paper))
    })
    .trial(|bench, filled| {
        let reply = in_question(bench, filled, K::SignOff)?.no;
        let paper = (!bench.page.may(Action::SignOff)).then(|| "paper".into());
        Some(Act::SignOff { reply, number: LetterNumber::new("0"), paper })
    })
    .by(reply_by)
    .or(K::ReturnReply, "退回修改"),
    Step::of(
        K::VoidNumber,
        "作废文号",
        "条例45",
        "签发以后、发出以前发现不妥的，作废文号，答复回到审核。作废的文号留在案卷里看得到，不再使用；再签发时取新的文号。",
    )
    .day("作废的日期")
    .grave()
    .reason(Reason::Must("作废的理由", "例如：签发后发现附件有误。"))
    .parts(|bench, filled| pick::one(filled, "reply", "哪一份答复", &pick::replies(bench, K::VoidNumber)))
    .deed(|bench, form| {
        let reply = pick::picked_no(&mut form.filled, "reply", "哪一份答复", &pick::replies(bench, K::VoidNumber))?;
        Some(Deed::act(Act::VoidNumber { reply: ReplyNo(reply) }))
    })
    .trial(|bench, filled| {
        Some(Act::VoidNumber { reply: pick::reply_in_question(K::VoidNumber, bench.law(), filled)?.no })
    }),
];

fn in_question<'b>(bench: &'b Bench, filled: &Filled, kind: K) -> Option<&'b Reply> {
    pick::reply_in_question(kind, bench.law(), filled)
}

fn steps(reply: &Reply) -> &[ReviewStep] {
    match &reply.progress {
        Progress::InReview(steps) | Progress::SignedOff { steps, .. } => steps,
        Progress::Returned { .. } => &[],
    }
}

/// The level whose turn it is.
fn next_level(bench: &Bench, steps: &[ReviewStep]) -> Option<ReviewLevel> {
    let levels = &bench.page.profile.levels;
    levels.iter().copied().find(|level| !steps.iter().any(|step| step.level == *level))
}

fn opinion(filled: &Filled, hint: &str) -> crate::field::Field {
    filled.area("opinion", "审核意见").hint(hint)
}

/// What a reviewer looks at: who drafted it, the levels, what is decided on which evidence, the letter.
fn reviewed(bench: &Bench, filled: &mut Filled, kind: K) -> Vec<Part> {
    let Some(reply) = in_question(bench, filled, kind) else { return Vec::new() };
    let mut parts = vec![Part::Hidden("reply".to_owned(), reply.no.to_string())];
    let others = pick::replies_for(kind, bench.law()).into_iter().filter(|other| other.no != reply.no);
    for other in others {
        let text = format!("同样在审核中的还有{}。", pick::reply_line(other));
        parts.push(Part::Way(text, format!("{}?reply={}", bench.address(kind), other.no), "看这一份"));
    }
    parts.push(levels(bench, reply));
    parts.extend(reply.draft.decisions.iter().map(|decision| decided(bench, decision)));
    parts.push(match &bench.shown.letter {
        Some(letter) => {
            Part::Piece(format!("<h2 class=\"paper-head\">文书</h2><article class=\"paper\">{letter}</article>"))
        }
        None => Part::warning("这份答复的文书是以文件保存的，不能在这里显示；请先在案件页下载查看，再审核。"),
    });
    parts
}

/// Who drafted a reply and how far its review has come, level by level, with what was said.
fn levels(bench: &Bench, reply: &Reply) -> Part {
    let who = |login: &str, on| format!("{}（{}）", bench.person(login), chinese_date(on));
    let mut facts = vec![("拟稿".to_owned(), who(reply.drafted_by.as_str(), reply.drafted_on))];
    let next = next_level(bench, steps(reply));
    for level in &bench.page.profile.levels {
        let passed = steps(reply).iter().find(|step| step.level == *level);
        let text = match passed {
            Some(step) => {
                let said = bench.shown.said.iter().rev().find(|said| said.level == Some(*level));
                let said = said.map(|said| said.text.as_str()).filter(|text| !text.is_empty()).unwrap_or("同意");
                format!("{}：{said}", who(step.by.as_str(), step.on))
            }
            None if next == Some(*level) => "现在轮到这一级".to_owned(),
            None => "等候".to_owned(),
        };
        facts.push((level.label().to_owned(), text));
    }
    facts.push(("签发".to_owned(), if next.is_none() { "现在轮到签发".to_owned() } else { "等候".to_owned() }));
    for said in bench.shown.said.iter().filter(|said| said.level.is_none()) {
        facts.push(("曾经退回".to_owned(), format!("{}：{}", who(&said.by, said.on), said.text)));
    }
    Part::Facts(facts)
}

fn signing(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let mut parts = reviewed(bench, filled, K::SignOff);
    let number = &bench.shown.number;
    parts.push(Part::Told("签发以后的文号".to_owned(), format!("{number}（如果没有别人先签发）")));
    if bench.page.may(Action::EnterPaperApproval) {
        let own = bench.page.may(Action::SignOff);
        let field = filled.upload("paper", "纸质审查呈批单的扫描件").accept(SCANS);
        let hint =
            format!("各级审核和负责人都在纸上签过字的，由您补录：附上审批件，可以代替系统里的审核。{NO_SECRETS}");
        parts.push(if own { field.hint(hint).optional() } else { field.hint(hint).must() }.into());
    }
    if bench.page.may(Action::Review) {
        parts.push(opinion(filled, "签发的不用写；退回修改的，必须写明改什么、为什么。").optional().into());
    }
    parts
}
