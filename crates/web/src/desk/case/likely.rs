//! What belongs to the point a case is at: the step that is likeliest next, and those beside it, each with why.

use app::authorise::Action;
use law::application::{
    Case, Clock, ClockState, CommandKind, Consulted, ExtensionProgress, Opinion, Progress, Reply, ReviewLevel,
};

use super::next::Asking;
use super::told::near;

/// The level a reply in review waits for: none when all are passed; nothing of a reply that is not in review.
pub(super) fn next_level(reply: &Reply, levels: &[ReviewLevel]) -> Option<Option<ReviewLevel>> {
    match &reply.progress {
        Progress::InReview(steps) => {
            Some(levels.iter().copied().find(|level| !steps.iter().any(|step| step.level == *level)))
        }
        Progress::Returned { .. } | Progress::SignedOff { .. } => None,
    }
}

/// What belongs to the point the case is at, the likeliest first, each with why.
pub(super) fn likely(case: &Case, clock: &Clock, asking: &Asking<'_>) -> Vec<(CommandKind, String)> {
    use CommandKind as K;
    let mut likely: Vec<(CommandKind, String)> = Vec::new();
    let mut add = |kind: CommandKind, why: String| {
        if !likely.iter().any(|(known, _)| *known == kind) {
            likely.push((kind, why));
        }
    };
    if clock.state == ClockState::AwaitingConfirmation {
        let channel = case.registration.as_ref().map_or("", |found| found.entry.channel.label());
        add(K::ConfirmReceipt, format!("经{channel}收到，与申请人确认以后期限才起算"));
        add(K::RecordContactFailed, "联系不上申请人的，记下这一次".to_owned());
        return likely;
    }
    contests(case, &mut add);
    replies(case, asking, &mut add);
    waiting(case, clock, asking, &mut add);
    consultations(case, asking, &mut add);
    extensions(case, &mut add);
    match clock.state {
        ClockState::Closed => {
            add(K::Archive, "已经办结，案卷可以归档".to_owned());
            for kind in [K::RegisterContest, K::CorrectLetter, K::RevokeReply] {
                add(kind, String::new());
            }
        }
        ClockState::Running | ClockState::NotCounted | ClockState::AwaitingReasons => {
            unanswered(case, clock, asking, &mut add);
        }
        ClockState::AwaitingConfirmation | ClockState::AwaitingCorrection | ClockState::AwaitingPayment => {}
    }
    likely
}

/// What is done with items that nobody has drafted a reply to yet.
fn unanswered(case: &Case, clock: &Clock, asking: &Asking<'_>, add: &mut Add<'_>) {
    use CommandKind as K;
    let drafted = |item| case.replies.iter().any(|reply| reply.is_pending() && reply.decision(item).is_some());
    if case.open_items().all(|item| drafted(item.no)) {
        return;
    }
    let due = match clock.due {
        Some(_) if clock.overdue => "答复已经逾期，请立即办理".to_owned(),
        Some(due) => format!("应当在{}前答复", near(due, asking.today)),
        None => String::new(),
    };
    add(K::DraftReply, due);
    if case.corrections.is_empty() {
        add(K::SendCorrectionNotice, "申请内容不明确的，收到后七个工作日内一次告知补正".to_owned());
    }
    add(K::Consult, "涉及第三方或者其他机关的，先书面征求意见".to_owned());
    for kind in [K::LogSearch, K::FileEvidence, K::ProposeExtension] {
        add(kind, String::new());
    }
}

/// Takes up a kind with the reason for it.
type Add<'a> = dyn FnMut(CommandKind, String) + 'a;

fn contests(case: &Case, add: &mut Add<'_>) {
    if case.contests.iter().any(|one| one.is_open() && one.answered_on.is_none()) {
        add(CommandKind::AnswerContest, "复议或者诉讼等待本机关答复、举证".to_owned());
    }
    if case.contests.iter().any(|one| one.is_open() && one.answered_on.is_some()) {
        add(CommandKind::DecideContest, "收到复议决定、裁判以后登记".to_owned());
    }
}

fn replies(case: &Case, asking: &Asking<'_>, add: &mut Add<'_>) {
    use CommandKind as K;
    for reply in &case.replies {
        match &reply.progress {
            Progress::Returned { .. } if reply.is_pending() => {
                add(K::RedraftReply, "审核人已经退回，请按意见修改".to_owned());
                add(K::FileEvidence, String::new());
                add(K::LogSearch, String::new());
            }
            Progress::InReview(_) => match next_level(reply, asking.levels).flatten() {
                Some(level) => {
                    add(K::ApproveReview, format!("等待{}", level.label()));
                    add(K::ReturnReply, String::new());
                    if (asking.may)(Action::EnterPaperApproval) {
                        add(K::SignOff, "已在纸上审批的，补录并附扫描件".to_owned());
                    }
                }
                None => {
                    add(K::SignOff, "各级审核已经完成，等待签发".to_owned());
                    add(K::ReturnReply, String::new());
                }
            },
            Progress::SignedOff { .. } if reply.is_pending() => {
                add(K::Deliver, "已经签发，还没有送达".to_owned());
                add(K::VoidNumber, String::new());
            }
            Progress::SignedOff { .. } | Progress::Returned { .. } => {
                let left = if case.stands(reply) { case.unserved(reply).count() } else { 0 };
                if left > 0 {
                    add(K::Deliver, format!("还有{left}位申请人没有收到答复"));
                }
            }
        }
    }
    if case.replies.iter().any(|reply| case.stands(reply) && !case.is_closed()) {
        add(K::RecordReturned, String::new());
    }
}

fn waiting(case: &Case, clock: &Clock, asking: &Asking<'_>, add: &mut Add<'_>) {
    use CommandKind as K;
    let until = |word: &str| match clock.applicant_deadline {
        Some(day) => format!("{word}，期限到{}", near(day, asking.today)),
        None => word.to_owned(),
    };
    let over = clock.applicant_deadline.is_some_and(|day| asking.today > day);
    if let Some(correction) = case.awaited_correction() {
        if correction.served_on.is_none() {
            add(K::RecordCorrectionServed, "补正期限自送达之日起算，请登记送达日期".to_owned());
        }
        if over {
            add(K::CloseNotCorrected, "补正期限已过，没有收到补正".to_owned());
        }
        add(K::ReceiveCorrection, until("等待申请人补正"));
    }
    if let Some(fee) = case.awaited_fee() {
        if fee.served_on.is_none() {
            add(K::RecordFeeServed, "缴费期限自送达之日起算，请登记送达日期".to_owned());
        }
        if over {
            add(K::CloseFeeUnpaid, "缴费期限已过，没有缴清".to_owned());
        }
        add(K::RecordFeePaid, until("等待申请人缴费"));
        add(K::CancelFee, String::new());
    }
    if let Some(request) = case.reasons.as_ref().filter(|request| request.judged.is_none() && !case.is_closed()) {
        if request.received_on.is_some() {
            add(K::AcceptReasons, "已经收到理由，请认定是否合理".to_owned());
            add(K::RejectReasons, String::new());
        } else {
            if request.served_on.is_none() {
                add(K::RecordReasonsServed, "说明理由的期限自送达之日起算，请登记送达日期".to_owned());
            }
            if over {
                add(K::RejectReasons, "说明理由的期限已过，没有收到".to_owned());
            }
            add(K::ReceiveReasons, until("等待申请人说明理由"));
        }
    }
}

fn consultations(case: &Case, asking: &Asking<'_>, add: &mut Add<'_>) {
    use CommandKind as K;
    let open = || case.consultations.iter().filter(|one| one.opinion.is_none() && one.ended_on.is_none());
    if case.is_closed() {
        return;
    }
    let outside = || open().filter(|one| one.with.pauses());
    if asking.settings.tell_applicant_of_consultation && outside().any(|one| one.applicant_told_on.is_none()) {
        add(K::TellApplicantOfConsultation, "征求意见的时间不计入期限，应当告知申请人".to_owned());
    }
    if outside().any(|one| one.received_on.is_none()) {
        add(K::RecordConsultationReceived, "对方的期限自收到之日起算，请登记收到日期".to_owned());
    }
    if open().next().is_some() {
        add(K::RecordOpinion, "等待对方答复意见".to_owned());
        add(K::EndConsultation, String::new());
    }
    let objected = case.consultations.iter().any(|one| {
        one.with == Consulted::ThirdParty
            && one.override_told_on.is_none()
            && one.opinion.is_some_and(|(_, opinion)| opinion == Opinion::ObjectsWithGrounds)
    });
    if objected {
        add(K::NotifyThirdParty, "不公开会对公共利益造成重大影响的，可以决定公开并告知第三方".to_owned());
    }
}

fn extensions(case: &Case, add: &mut Add<'_>) {
    use CommandKind as K;
    if case.is_closed() {
        return;
    }
    for extension in &case.extensions {
        match extension.progress {
            ExtensionProgress::Proposed => {
                add(K::ApproveExtension, "延期要在原期限届满前批准并告知申请人".to_owned());
                add(K::DeclineExtension, String::new());
            }
            ExtensionProgress::Approved { .. } => {
                add(K::NotifyExtension, "延期已经批准，告知申请人以后才生效".to_owned());
            }
            ExtensionProgress::Declined { .. } | ExtensionProgress::Notified { .. } => {}
        }
    }
}
