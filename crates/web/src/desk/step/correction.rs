//! Correction (补正): the notice, its service, the corrected application, the end when none comes.

use app::LetterForm;
use law::application::{Act, CommandKind as K, CorrectionNo};
use law::calendar::{Pauses, WorkingDays};
use law::reason::chinese_date;
use law::term::CORRECTION_NOTICE_PERIOD;

use super::arrival::with_text;
use super::bench::Bench;
use super::deed::Deed;
use super::described::{Reason, Step};
use super::part::{Part, Repeat};
use super::pick;
use super::show::SCANS;
use crate::filled::Filled;
use crate::form::{Form, Upload};

/// Most points one notice lists.
const POINTS_MAX: usize = 30;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::SendCorrectionNotice,
        "发出补正告知",
        "条例30",
        "申请内容不明确的，应当给予指导和释明，自收到之日起7个工作日内一次性告知要补正什么、怎样补正。发出后答复期限停止计算，收到补正之日起重新计算20个工作日。",
    )
    .day("补正告知发出的日期")
    .letter()
    .parts(notice)
    .deed(send_notice)
    .by(|bench| {
        let from = bench.law().term_started_on()?;
        let last = bench.calendar.add_working_days(from, CORRECTION_NOTICE_PERIOD, &Pauses::NONE).ok()?;
        Some(format!("补正告知应当在{}前发出（自收到申请之日起7个工作日）。", chinese_date(last.on)))
    })
    .trial(|_, filled| {
        let answer_within = filled.get("days").parse().ok().map(WorkingDays);
        Some(Act::SendCorrectionNotice { letter: "letter".into(), answer_within })
    }),
    Step::of(
        K::RecordCorrectionServed,
        "登记送达",
        "条例30",
        "补正告知书送到申请人的日期。申请人补正的期限从这一天起算；没有送达的登记，不能认定逾期未补正。",
    )
    .day("申请人收到的日期")
    .parts(|bench, filled| pick::one(filled, "notice", "补正告知", &pick::corrections(bench, |c| c.served_on.is_none())))
    .deed(|bench, form| {
        let list = pick::corrections(bench, |c| c.served_on.is_none());
        let notice = pick::picked_no(&mut form.filled, "notice", "补正告知", &list)?;
        Some(Deed::act(Act::RecordCorrectionServed { notice: CorrectionNo(notice) }))
    })
    .trial(|bench, _| {
        let notice = bench.law().corrections.iter().find(|c| c.served_on.is_none())?.no;
        Some(Act::RecordCorrectionServed { notice })
    }),
    Step::of(
        K::ReceiveCorrection,
        "登记收到补正",
        "条例30",
        "收到申请人补正的内容后登记。答复期限从这一天起重新计算20个工作日，此前的延期不再计入。",
    )
    .day("收到补正的日期")
    .parts(received)
    .deed(receive)
    .trial(|bench, _| {
        let notice = bench.law().open_correction()?.no;
        Some(Act::ReceiveCorrection { notice, text: "text".into() })
    }),
    Step::of(
        K::CloseNotCorrected,
        "认定逾期未补正，办结",
        "条例30",
        "申请人无正当理由逾期不补正的，视为放弃申请，本机关不再处理。年报计入“其他处理”第1项。法律没有要求另行发文，发一份告知书可以留存证明。",
    )
    .day("认定的日期")
    .grave()
    .letter()
    .reason(Reason::May("说明"))
    .parts(lapsed_parts)
    .deed(|bench, form| Some(lapsed(bench, form, Act::CloseNotCorrected)))
    .trial(|_, _| Some(Act::CloseNotCorrected)),
];

fn notice(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let usual = bench.page.profile.law.correction_period.0;
    if pick::fresh(filled) {
        // What the application lacks by the entry is the first thing to ask for.
        let missing = bench.law().registration.as_ref().map(|found| found.entry.presence.missing());
        for (place, what) in missing.unwrap_or_default().into_iter().enumerate() {
            filled.or(&format!("points.{place}"), format!("请补充{what}。"));
        }
        filled.or("days", usual.to_string());
    }
    let more = usize::from(filled.get("more") == "points");
    let count = (filled.count("points", POINTS_MAX).max(1) + more).min(POINTS_MAX);
    let point = |place: usize| {
        let field = filled.area(&format!("points.{place}"), "不明确的内容，以及怎样补正");
        let hint = "例如：请写明所申请文件的名称、文号、制作机关或者大致时间，便于检索。";
        vec![if place == 0 { field.hint(hint).must() } else { field.optional() }.into()]
    };
    let repeat = Repeat {
        list: "points".to_owned(),
        one: "需要补正的事项",
        more: "再加一条",
        parts: (0..count).map(point).collect(),
    };
    let days = filled.whole("days", "给申请人多少个工作日补正").between(1, 60).must();
    let hint = format!("法律只说合理的期限，本机关通常给{usual}个工作日；从申请人收到之日起算。");
    vec![Part::Repeat(repeat), days.hint(hint).into()]
}

fn send_notice(_: &Bench, form: &mut Form) -> Option<Deed> {
    let filled = &mut form.filled;
    let count = filled.count("points", POINTS_MAX).max(1);
    let all = (0..count).map(|place| filled.get(&format!("points.{place}")).to_owned());
    let points: Vec<String> = all.filter(|point| !point.is_empty()).collect();
    if points.is_empty() {
        filled.wrong("points.0", "请写明哪些内容不明确、怎样补正");
    }
    let days = filled.number("days", "补正的期限", true)?;
    let form = LetterForm::Correction { points, days: Some(days) };
    let answer_within = Some(WorkingDays(days));
    Some(Deed::letter(form, move |letter, _| Act::SendCorrectionNotice { letter, answer_within }))
}

fn received(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let mut parts = pick::one(filled, "notice", "答复的是", &pick::corrections(bench, |c| c.answered_on.is_none()));
    let hint = "照申请人补正的原文录入；有纸质材料的，可以同时附上扫描件。";
    parts.push(filled.area("text", "补正后的申请内容").hint(hint).tall().must().into());
    parts.push(filled.upload("scan", "补正材料的扫描件").several().accept(SCANS).hint(NO_SECRETS).optional().into());
    parts
}

/// What every upload says of secrets (rule sheet 10.4).
pub(super) const NO_SECRETS: &str =
    "PDF、JPEG 或者 PNG，至多 64 兆字节。标有密级（如“秘密★”“机密★”）的文件不得上传，请按涉密载体另行管理。";

fn receive(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let list = pick::corrections(bench, |c| c.answered_on.is_none());
    let notice = pick::picked_no(&mut form.filled, "notice", "答复的是哪一次补正告知", &list);
    let text = form.filled.text("text", "补正后的申请内容");
    let scans = uploads(form, "scan", "补正材料的扫描件");
    let notice = CorrectionNo(notice?);
    let (mut papers, text) = with_text(bench, &text);
    for scan in scans {
        papers.file(&bench.page.app, scan.media_type, scan.bytes);
    }
    Some(Deed::Act(Act::ReceiveCorrection { notice, text }, papers))
}

/// A file of a field, if it is of a kind that is taken; a fault when it is not.
pub(super) fn upload(form: &mut Form, field: &str, what: &str) -> Option<Upload> {
    let file = form.file(field)?;
    taken(form, field, what, &file).then_some(file)
}

/// All files of a field, if each is of a kind that is taken; a fault when one is not.
pub(super) fn uploads(form: &mut Form, field: &str, what: &str) -> Vec<Upload> {
    let mut files = form.files(field);
    files.retain(|file| taken(form, field, what, file));
    files
}

fn taken(form: &mut Form, field: &str, what: &str, file: &Upload) -> bool {
    let taken = matches!(file.media_type, "application/pdf" | "image/jpeg" | "image/png");
    if !taken && form.filled.fault(field).is_none() {
        form.filled.wrong(field, format!("{what}应当是 PDF、JPEG 或者 PNG 文件；请重新扫描或者另存后再选"));
    }
    taken
}

/// The parts of both ends for want of an answer: whether a letter goes out too, and how.
pub(super) fn lapsed_parts(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    if pick::fresh(filled) {
        filled.or("notice", "1");
    }
    let letter = filled.tick("notice", "同时发出《不再处理告知书》").hint("写明逾期的经过和救济途径，随案卷保存。");
    let mut parts = vec![letter.into()];
    if bench.law().registration.as_ref().is_some_and(|found| found.entry.electronic_chosen) {
        let hint = "申请人选择了电子送达；勾选后文书写明网上申请行政复议的渠道。";
        parts.push(filled.tick("electronic", "这份告知书电子送达").hint(hint).into());
    }
    parts
}

/// An end for want of an answer, with its letter where one is wanted.
pub(super) fn lapsed(_: &Bench, form: &mut Form, act: Act) -> Deed {
    if !form.filled.has("notice") {
        return Deed::act(act);
    }
    let electronic = form.filled.has("electronic");
    Deed::Beside(LetterForm::NoLongerHandled { electronic }, act, app::Papers::none())
}
