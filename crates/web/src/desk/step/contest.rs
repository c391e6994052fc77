//! Reconsideration and suits (复议、诉讼): registered, answered, decided with its orders, appealed.

use law::application::{
    Act, CommandKind as K, Contest, ContestKind, ContestNo, Contested, Decided, OrderedTerm, Procedure, RedoOrder,
    ReplyNo,
};
use law::calendar::WorkingDays;
use law::reason::chinese_date;
use law::remedy_case::{RemedyResult, answer_due, court_answer_due};

use super::bench::Bench;
use super::deed::Deed;
use super::described::{Reason, Step};
use super::part::Part;
use super::pick::{self, Choice};
use crate::filled::Filled;
use crate::form::Form;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::RegisterContest,
        "登记",
        "条例51",
        "收到复议答复通知或者应诉通知即登记，日期填本机关收到的那一天：复议普通程序10个工作日、简易程序5个工作日内提出答复并交证据，诉讼15日内答辩并交证据；逾期不交，视为没有证据。",
    )
    .day("收到通知的日期")
    .reason(Reason::May("案号和审理机关"))
    .parts(registering)
    .deed(register),
    Step::of(
        K::AnswerContest,
        "登记已答复",
        "复议法48、54；行诉法67",
        "本机关已经提出答复（答辩）并提交证据的，登记提交的日期。",
    )
    .day("提交的日期")
    .parts(|bench, filled| {
        let mut parts = pick::one(filled, "contest", "哪一件", &unanswered(bench));
        parts.extend(bench.law().contests.iter().filter(|one| one.is_open()).filter_map(|one| due(bench, one)));
        parts
    })
    .deed(|bench, form| Some(Deed::act(Act::AnswerContest { contest: picked(form, &unanswered(bench))? }))),
    Step::of(
        K::DecideContest,
        "登记结果",
        "复议法64；法释8号11",
        "收到复议决定、裁判即登记，日期填收到的那一天。撤销答复或者责令重新答复的，原答复不再有效，申请事项重新待答复，期限从这一天或者裁判生效起算。",
    )
    .day("收到决定、裁判的日期")
    .reason(Reason::May("文号和说明"))
    .parts(deciding)
    .deed(decide),
    Step::of(
        K::AppealContest,
        "登记上诉",
        "行诉法85",
        "一方上诉的，一审裁判还没有生效；因裁判失效的答复在上诉期间恢复原状。",
    )
    .day("上诉的日期")
    .reason(Reason::May("谁上诉的"))
    .parts(|bench, filled| pick::one(filled, "contest", "哪一件诉讼", &appealable(bench)))
    .deed(|bench, form| Some(Deed::act(Act::AppealContest { contest: picked(form, &appealable(bench))? }))),
];

fn line(bench: &Bench, one: &Contest) -> String {
    let against = match one.contested {
        Contested::Reply { reply } => bench.law().reply(reply).map_or_else(String::new, pick::reply_line),
        Contested::NoReply => "逾期未答复".to_owned(),
        Contested::Lapse => "不再处理".to_owned(),
        Contested::Disclosure => "向第三方告知的公开决定".to_owned(),
    };
    format!("第{}件：{}，{}收到，针对{against}", one.no, one.kind.label(), chinese_date(one.opened_on))
}

fn contests(bench: &Bench, fits: impl Fn(&Contest) -> bool) -> Vec<Choice> {
    bench.law().contests.iter().filter(|one| fits(one)).map(|one| Choice::of(one.no, line(bench, one))).collect()
}

fn unanswered(bench: &Bench) -> Vec<Choice> {
    contests(bench, |one| one.is_open() && one.answered_on.is_none())
}

fn pending(bench: &Bench) -> Vec<Choice> {
    contests(bench, Contest::is_open)
}

fn appealable(bench: &Bench) -> Vec<Choice> {
    contests(bench, |one| one.kind.is_suit() && one.decided.is_some() && one.appeal.is_none())
}

/// A reconsideration a suit can follow.
fn decided_before(bench: &Bench) -> Vec<Choice> {
    contests(bench, |one| one.kind == ContestKind::Reconsideration && !one.is_open())
}

fn picked(form: &mut Form, list: &[Choice]) -> Option<ContestNo> {
    pick::picked_no(&mut form.filled, "contest", "哪一件", list).map(ContestNo)
}

/// By when the organ must answer a contest.
fn due(bench: &Bench, one: &Contest) -> Option<Part> {
    let found = match one.kind.is_suit() {
        true => court_answer_due(&bench.calendar, one.opened_on),
        false => answer_due(&bench.calendar, one.procedure, one.opened_on),
    };
    let due = found.ok()?.value.due;
    one.answered_on
        .is_none()
        .then(|| Part::note(format!("第{}件应当在{}前答复并提交证据。", one.no, chinese_date(due))))
}

fn kinds() -> [Choice; 3] {
    [
        Choice::with(
            "reconsideration",
            ContestKind::Reconsideration.label(),
            "不予公开（含部分不予公开）的，复议前置。",
        ),
        Choice::of("litigation_direct", ContestKind::LitigationDirect.label()),
        Choice::of("litigation_after_reconsideration", ContestKind::LitigationAfterReconsideration.label()),
    ]
}

fn kind(word: &str) -> Option<ContestKind> {
    Some(match word {
        "reconsideration" => ContestKind::Reconsideration,
        "litigation_direct" => ContestKind::LitigationDirect,
        "litigation_after_reconsideration" => ContestKind::LitigationAfterReconsideration,
        _ => return None,
    })
}

fn procedures() -> [Choice; 2] {
    [Choice::of("ordinary", "普通程序"), Choice::with("simple", "简易程序", "复议的简易程序，5个工作日内答复。")]
}

/// What can be contested in this case.
fn against(bench: &Bench) -> Vec<Choice> {
    let mut list: Vec<Choice> = pick::replies_for(K::RegisterContest, bench.law())
        .into_iter()
        .map(|reply| Choice::of(format!("reply.{}", reply.no), pick::reply_line(reply)))
        .collect();
    list.push(Choice::of("no_reply", "本机关逾期没有答复"));
    if bench.law().lapse().is_some() {
        list.push(Choice::of("lapse", "因逾期未补正、未缴费而不再处理"));
    }
    if bench.law().consultations.iter().any(|one| one.override_told_on.is_some()) {
        list.push(Choice::of("disclosure", "第三方对公开其信息的决定不服"));
    }
    list
}

fn contested(word: &str) -> Option<Contested> {
    Some(match word {
        "no_reply" => Contested::NoReply,
        "lapse" => Contested::Lapse,
        "disclosure" => Contested::Disclosure,
        reply => Contested::Reply { reply: ReplyNo(reply.strip_prefix("reply.")?.parse().ok()?) },
    })
}

fn registering(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    if pick::fresh(filled) {
        filled.or("procedure", "ordinary");
    }
    let mut parts = vec![pick::radios(filled, "kind", "是复议还是诉讼", &kinds())];
    parts.push(pick::radios(filled, "against", "针对什么", &against(bench)));
    parts.push(pick::radios(filled, "procedure", "程序", &procedures()));
    let before = decided_before(bench);
    if !before.is_empty() {
        let field = filled.select("after", "复议后起诉的，是哪一件复议").choice("", "不是，或者本系统没有登记");
        let field = field.choices(before.iter().map(|one| (&one.value, &one.label))).optional();
        parts.push(Part::group_when("", "kind=litigation_after_reconsideration", vec![field.into()]));
    }
    parts
}

fn register(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let filled = &mut form.filled;
    let kind = pick::picked(filled, "kind", "是复议还是诉讼", &kinds()).and_then(kind);
    let contested = pick::picked(filled, "against", "针对什么", &against(bench)).and_then(contested);
    let simple = pick::picked(filled, "procedure", "程序", &procedures())? == "simple";
    let procedure = if simple { Procedure::Simple } else { Procedure::Ordinary };
    let follows = kind == Some(ContestKind::LitigationAfterReconsideration);
    let after = filled.get("after").parse().ok().map(ContestNo).filter(|_| follows);
    Some(Deed::act(Act::RegisterContest { kind: kind?, contested: contested?, procedure, after }))
}

/// The word of a result in forms: the same as in the record.
pub(super) fn result_word(result: RemedyResult) -> String {
    match serde_json::to_value(result) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The result a word names.
pub(super) fn result(word: &str) -> Option<RemedyResult> {
    RemedyResult::ALL.into_iter().find(|result| result_word(*result) == word)
}

fn terms() -> [Choice; 3] {
    [
        Choice::with("unset", "没有写明期限", "复议决定没有写明的，60日；判决公开没有写明的，20个工作日。"),
        Choice::of("days", "若干日"),
        Choice::of("working_days", "若干个工作日"),
    ]
}

fn deciding(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    if pick::fresh(filled) {
        filled.or("term", "unset");
    }
    let mut parts = pick::one(filled, "contest", "哪一件", &pending(bench));
    let results = RemedyResult::ALL.into_iter().map(|one| (result_word(one), one.label()));
    let field = filled.select("result", "结果").must().choice("", "请选择").choices(results);
    parts.push(field.into());
    let redo = filled.tick("redo", "责令本机关重新答复").hint("决定、裁判写明重新作出答复或者限期公开的，勾选。");
    let days = filled.whole("days", "几日、几个工作日").between(1, 365).optional();
    let procedure = "只因程序违法撤销的，可以作出相同的结果；否则不得以同一事实和理由作出相同的答复。";
    let order = vec![
        redo.into(),
        pick::radios(filled, "term", "重新答复的期限", &terms()),
        days.into(),
        filled.tick("procedure_only", "只因程序违法撤销").hint(procedure).into(),
    ];
    parts.push(Part::group("重新答复", order));
    parts
}

fn decide(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let contest = picked(form, &pending(bench));
    let filled = &mut form.filled;
    let result = result(filled.get("result"));
    if result.is_none() {
        filled.wrong("result", "请选择结果");
    }
    let order = filled.has("redo").then(|| {
        let days = |filled: &mut Filled| filled.number("days", "重新答复的期限", true).unwrap_or(0);
        let term = match filled.get("term") {
            "days" => OrderedTerm::Days { days: u16::try_from(days(filled)).unwrap_or(u16::MAX) },
            "working_days" => OrderedTerm::WorkingDays { days: WorkingDays(days(filled)) },
            _ => OrderedTerm::Unset,
        };
        RedoOrder { term, procedure_only: filled.has("procedure_only") }
    });
    let decided = Decided { on: bench.on, result: result?, order };
    Some(Deed::act(Act::DecideContest { contest: contest?, decided }))
}
