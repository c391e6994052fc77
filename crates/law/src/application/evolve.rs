//! What an event makes of a case. Total: an event that does not fit leaves the case as it is.

use jiff::civil::Date;

use super::{
    amend::amend,
    case::{Case, Evidence, Item, ItemState, Lapse, Registration, Search},
    chronology::begun,
    consultation::Consultation,
    contest::{Contest, Contested, Decided},
    event::{Event, Origin},
    extension::{Extension, ExtensionProgress},
    reference::{ConsultationNo, ContestNo, CorrectionNo, ExtensionNo, FeeNo, ItemNo, ReplyNo, ServiceNo},
    reply::{Means, Progress, Reply, ReviewStep, RevocationGround, Service},
    split::{Carried, Inherited},
    waiting::{Correction, FeeNotice, ReasonsJudged, ReasonsRequest},
};

/// Applies an event, whose fact happened on `occurred_on`, to a case. Never fails.
pub fn evolve(mut case: Case, event: &Event, occurred_on: Date) -> Case {
    apply(&mut case, event, occurred_on);
    case
}

/// Returns the case its events make, from the first on.
pub fn replay<'a>(events: impl IntoIterator<Item = (&'a Event, Date)>) -> Case {
    let mut case = Case::default();
    for (event, on) in events {
        apply(&mut case, event, on);
    }
    case
}

/// The number after the highest in use; a number struck from the end may come again.
fn next(used: impl Iterator<Item = u32>) -> u32 {
    used.max().unwrap_or(0).saturating_add(1)
}

fn apply(case: &mut Case, event: &Event, on: Date) {
    if let Event::Registered { entry, class, received_on, origin, by, paper: _ } = event {
        if case.registration.is_none() {
            case.items = (1..)
                .zip(&entry.items)
                .map(|(no, wording)| Item { no: ItemNo(no), wording: wording.clone(), state: ItemState::Standing })
                .collect();
            case.registration = Some(Registration {
                entry: entry.clone(),
                class: *class,
                arrived_on: on,
                received_on: *received_on,
                origin: *origin,
                by: by.clone(),
                contact_failed_on: Vec::new(),
            });
        }
        return;
    }
    if case.registration.is_some() {
        follow(case, event, on);
        // A case that is open again is no longer on the shelf.
        if case.archived_on.is_some() && !case.is_closed() {
            case.archived_on = None;
        }
    }
}

fn follow(case: &mut Case, event: &Event, on: Date) {
    match event {
        Event::Registered { .. } | Event::WarningOverridden { .. } => {}
        Event::CourseInherited { course } => inherit(case, course),
        Event::ContactFailed | Event::ReceiptConfirmed { .. } | Event::ServiceChosen { .. } => arrival(case, event, on),
        Event::ItemSplitOff { item, to } => {
            if let Some(found) = case.items.iter_mut().find(|i| i.no == *item) {
                found.state = ItemState::SplitOff { on, to: to.clone() };
            }
        }
        Event::Withdrawn { items, proof } => {
            for item in case.items.iter_mut().filter(|i| items.contains(&i.no) && i.state == ItemState::Standing) {
                item.state = ItemState::Withdrawn { on, proof: proof.clone() };
            }
        }
        Event::CorrectionNoticeSent { .. }
        | Event::CorrectionNoticeServed { .. }
        | Event::CorrectionReceived { .. }
        | Event::LapsedUncorrected => correction(case, event, on),
        Event::ConsultationSent { .. }
        | Event::ConsultationReceived { .. }
        | Event::OpinionReceived { .. }
        | Event::ConsultationEnded { .. }
        | Event::ApplicantToldOfConsultation { .. }
        | Event::ThirdPartyNotified { .. } => consultation(case, event, on),
        Event::ExtensionProposed { .. }
        | Event::ExtensionApproved { .. }
        | Event::ExtensionDeclined { .. }
        | Event::ExtensionNotified { .. } => extension(case, event, on),
        Event::ReasonsAsked { .. }
        | Event::ReasonsServed
        | Event::ReasonsReceived { .. }
        | Event::ReasonsAccepted { .. }
        | Event::ReasonsRejected => reasons(case, event, on),
        Event::FeeNoticeSent { .. }
        | Event::FeeNoticeServed { .. }
        | Event::FeePaid { .. }
        | Event::FeeCancelled { .. }
        | Event::LapsedUnpaid => fee(case, event, on),
        Event::SearchLogged { items, account, by } => {
            case.searches.push(Search { items: items.clone(), on, account: account.clone(), by: by.clone() });
        }
        Event::EvidenceFiled { items, evidence, held } => {
            case.evidence.push(Evidence { items: items.clone(), proves: *evidence, held: held.clone(), on });
        }
        Event::AnsweredOnTheSpot { .. }
        | Event::ReplyDrafted { .. }
        | Event::ReplyRedrafted { .. }
        | Event::ReviewPassed { .. }
        | Event::ReplyReturned { .. }
        | Event::SignedOff { .. }
        | Event::NumberVoided { .. }
        | Event::Served { .. }
        | Event::ElectronicSent { .. }
        | Event::ServiceReturned { .. }
        | Event::LetterCorrected { .. }
        | Event::ReplyRevoked { .. } => reply(case, event, on),
        Event::Archived => {
            if case.is_closed() {
                case.archived_on = Some(on);
            }
        }
        Event::EntryCorrected { amendment, class } => amend(case, amendment, *class),
        Event::ContestOpened { .. }
        | Event::ContestAnswered { .. }
        | Event::ContestDecided { .. }
        | Event::ContestAppealed { .. } => contest(case, event, on),
    }
}

/// A unit takes over its origin's course before it has any of its own.
fn inherit(case: &mut Case, course: &Inherited) {
    let split = case.registration.as_ref().is_some_and(|r| r.origin == Origin::Split);
    if !split || case.inherited.is_some() || begun(case) {
        return;
    }
    case.inherited = Some(Carried { pauses: course.pauses.clone(), fee_paid_on: course.fee_paid_on });
    case.corrections.clone_from(&course.corrections);
    case.consultations.clone_from(&course.consultations);
    case.extensions.clone_from(&course.extensions);
    case.reasons.clone_from(&course.reasons);
    case.searches.clone_from(&course.searches);
    case.evidence.clone_from(&course.evidence);
}

fn arrival(case: &mut Case, event: &Event, on: Date) {
    let Some(registration) = case.registration.as_mut() else { return };
    match event {
        Event::ContactFailed => registration.contact_failed_on.push(on),
        Event::ReceiptConfirmed { .. } if registration.received_on.is_none() => registration.received_on = Some(on),
        Event::ServiceChosen { electronic } => registration.entry.electronic_chosen = *electronic,
        _ => {}
    }
}

fn correction(case: &mut Case, event: &Event, on: Date) {
    let find = |case: &mut Case, no: CorrectionNo, then: &mut dyn FnMut(&mut Correction)| {
        if let Some(found) = case.corrections.iter_mut().find(|c| c.no == no) {
            then(found);
        }
    };
    match event {
        Event::CorrectionNoticeSent { letter, answer_within } => {
            let no = CorrectionNo(next(case.corrections.iter().map(|c| c.no.0)));
            case.corrections.push(Correction {
                no,
                letter: letter.clone(),
                sent_on: on,
                served_on: None,
                answer_within: *answer_within,
                answered_on: None,
            });
        }
        Event::CorrectionNoticeServed { notice } => find(case, *notice, &mut |c| c.served_on = Some(on)),
        Event::CorrectionReceived { notice, .. } => find(case, *notice, &mut |c| c.answered_on = Some(on)),
        Event::LapsedUncorrected if case.lapse().is_none() => case.lapses.push(Lapse::Uncorrected { on }),
        _ => {}
    }
}

fn consultation(case: &mut Case, event: &Event, on: Date) {
    let find = |case: &mut Case, no: ConsultationNo, then: &mut dyn FnMut(&mut Consultation)| {
        if let Some(found) = case.consultations.iter_mut().find(|c| c.no == no) {
            then(found);
        }
    };
    match event {
        Event::ConsultationSent { with, addressee, items, letter, limit } => {
            let no = ConsultationNo(next(case.consultations.iter().map(|c| c.no.0)));
            case.consultations.push(Consultation {
                no,
                with: *with,
                addressee: addressee.clone(),
                items: items.clone(),
                letter: letter.clone(),
                sent_on: on,
                received_on: None,
                limit: *limit,
                opinion: None,
                ended_on: None,
                applicant_told_on: None,
                override_told_on: None,
            });
        }
        Event::ConsultationReceived { consultation } => find(case, *consultation, &mut |c| c.received_on = Some(on)),
        Event::OpinionReceived { consultation, opinion, .. } => {
            find(case, *consultation, &mut |c| c.opinion = Some((on, *opinion)));
        }
        Event::ConsultationEnded { consultation } => find(case, *consultation, &mut |c| c.ended_on = Some(on)),
        Event::ApplicantToldOfConsultation { consultation, .. } => {
            find(case, *consultation, &mut |c| c.applicant_told_on = Some(on));
        }
        Event::ThirdPartyNotified { consultation, .. } => {
            find(case, *consultation, &mut |c| c.override_told_on = Some(on));
        }
        _ => {}
    }
}

fn extension(case: &mut Case, event: &Event, on: Date) {
    let move_on = |case: &mut Case, no: ExtensionNo, then: &dyn Fn(ExtensionProgress) -> Option<ExtensionProgress>| {
        if let Some(found) = case.extensions.iter_mut().find(|e| e.no == no)
            && let Some(progress) = then(found.progress)
        {
            found.progress = progress;
        }
    };
    use ExtensionProgress::{Approved, Declined, Notified, Proposed};
    match event {
        Event::ExtensionProposed { days, grounds, by } => {
            let no = ExtensionNo(next(case.extensions.iter().map(|e| e.no.0)));
            case.extensions.push(Extension {
                no,
                days: *days,
                grounds: grounds.clone(),
                proposed_by: by.clone(),
                proposed_on: on,
                progress: Proposed,
            });
        }
        Event::ExtensionApproved { extension, .. } => {
            move_on(case, *extension, &|p| (p == Proposed).then_some(Approved { on }));
        }
        Event::ExtensionDeclined { extension, .. } => {
            move_on(case, *extension, &|p| (p == Proposed).then_some(Declined { on }));
        }
        Event::ExtensionNotified { extension, .. } => move_on(case, *extension, &|p| match p {
            Approved { on: approved_on } => Some(Notified { approved_on, on }),
            Proposed | Declined { .. } | Notified { .. } => None,
        }),
        _ => {}
    }
}

fn reasons(case: &mut Case, event: &Event, on: Date) {
    if let Event::ReasonsAsked { letter, answer_within } = event {
        if case.reasons.is_none() {
            case.reasons = Some(ReasonsRequest {
                letter: letter.clone(),
                asked_on: on,
                served_on: None,
                answer_within: *answer_within,
                received_on: None,
                judged: None,
            });
        }
        return;
    }
    let Some(request) = case.reasons.as_mut() else { return };
    match event {
        Event::ReasonsServed => request.served_on = Some(on),
        Event::ReasonsReceived { .. } => request.received_on = Some(on),
        Event::ReasonsAccepted { reply_by } => {
            request.judged = Some(ReasonsJudged::Accepted { on, reply_by: *reply_by });
        }
        Event::ReasonsRejected => request.judged = Some(ReasonsJudged::Rejected { on }),
        _ => {}
    }
}

fn fee(case: &mut Case, event: &Event, on: Date) {
    let find = |case: &mut Case, no: FeeNo, then: &mut dyn FnMut(&mut FeeNotice)| {
        if let Some(found) = case.fees.iter_mut().find(|f| f.no == no) {
            then(found);
        }
    };
    match event {
        Event::FeeNoticeSent { standard, amount_fen, letter } => {
            let no = FeeNo(next(case.fees.iter().map(|f| f.no.0)));
            case.fees.push(FeeNotice {
                no,
                standard: *standard,
                amount_fen: *amount_fen,
                letter: letter.clone(),
                sent_on: on,
                served_on: None,
                paid_on: None,
                cancelled_on: None,
            });
        }
        Event::FeeNoticeServed { fee } => find(case, *fee, &mut |f| f.served_on = Some(on)),
        Event::FeePaid { fee } => find(case, *fee, &mut |f| {
            if f.is_open() {
                f.paid_on = Some(on);
            }
        }),
        Event::FeeCancelled { fee } => find(case, *fee, &mut |f| {
            if f.is_open() {
                f.cancelled_on = Some(on);
            }
        }),
        Event::LapsedUnpaid if case.lapse().is_none() => case.lapses.push(Lapse::Unpaid { on }),
        _ => {}
    }
}

fn reply(case: &mut Case, event: &Event, on: Date) {
    let no = ReplyNo(next(case.replies.iter().map(|r| r.no.0)));
    let fresh = |draft: &_, by: &_, replaces| Reply {
        no,
        draft: Clone::clone(draft),
        drafted_by: Clone::clone(by),
        drafted_on: on,
        replaces,
        progress: Progress::InReview(Vec::new()),
        services: Vec::new(),
        corrected: Vec::new(),
        revoked: None,
        void_numbers: Vec::new(),
    };
    match event {
        Event::ReplyDrafted { draft, by, replaces } => case.replies.push(fresh(draft, by, *replaces)),
        Event::AnsweredOnTheSpot { draft, number, by, proof } => {
            let mut given = fresh(draft, by, None);
            given.progress = Progress::SignedOff { steps: Vec::new(), by: by.clone(), on, number: number.clone() };
            given.services = (1..)
                .zip(case.addressees())
                .map(|(no, to)| Service {
                    no: ServiceNo(no),
                    to: to.clone(),
                    means: Means::Direct,
                    on,
                    postal_number: None,
                    proof: proof.clone(),
                    sent_on: None,
                    returned_on: None,
                })
                .collect();
            case.replies.push(given);
        }
        Event::ReplyRedrafted { reply, .. }
        | Event::ReviewPassed { reply, .. }
        | Event::ReplyReturned { reply, .. }
        | Event::SignedOff { reply, .. }
        | Event::NumberVoided { reply, .. }
        | Event::Served { reply, .. }
        | Event::ElectronicSent { reply, .. }
        | Event::ServiceReturned { reply, .. }
        | Event::LetterCorrected { reply, .. }
        | Event::ReplyRevoked { reply, .. } => {
            if let Some(found) = case.replies.iter_mut().find(|r| r.no == *reply) {
                one_reply(found, event, on);
            }
        }
        _ => {}
    }
}

fn one_reply(reply: &mut Reply, event: &Event, on: Date) {
    let went_out = reply.went_out_on().is_some();
    match (event, &mut reply.progress) {
        (Event::ReplyRedrafted { draft, by, .. }, Progress::Returned { .. }) => {
            reply.draft = draft.clone();
            reply.drafted_by = by.clone();
            reply.drafted_on = on;
            reply.progress = Progress::InReview(Vec::new());
        }
        (Event::ReviewPassed { level, by, .. }, Progress::InReview(steps)) => {
            steps.push(ReviewStep { level: *level, by: by.clone(), on });
        }
        (Event::ReplyReturned { by, .. }, Progress::InReview(_)) => {
            reply.progress = Progress::Returned { by: by.clone(), on };
        }
        (Event::SignedOff { number, by, .. }, Progress::InReview(steps)) => {
            let steps = std::mem::take(steps);
            reply.progress = Progress::SignedOff { steps, by: by.clone(), on, number: Some(number.clone()) };
        }
        (Event::NumberVoided { number, .. }, Progress::SignedOff { steps, .. }) if reply.services.is_empty() => {
            let steps = std::mem::take(steps);
            reply.progress = Progress::InReview(steps);
            reply.void_numbers.push(number.clone());
        }
        (Event::Served { to, means, postal_number, proof, .. }, Progress::SignedOff { .. }) => {
            let no = ServiceNo(next(reply.services.iter().map(|s| s.no.0)));
            let (to, postal_number, proof) = (to.clone(), postal_number.clone(), proof.clone());
            let (sent_on, returned_on) = (None, None);
            reply.services.push(Service { no, to, means: *means, on, postal_number, proof, sent_on, returned_on });
        }
        (Event::ElectronicSent { service, .. }, _) => {
            if let Some(found) = reply.services.iter_mut().find(|s| s.no == *service) {
                found.sent_on = Some(on);
            }
        }
        (Event::ServiceReturned { service, .. }, _) => {
            if let Some(found) = reply.services.iter_mut().find(|s| s.no == *service) {
                found.returned_on = Some(on);
            }
        }
        (Event::LetterCorrected { letter, .. }, _) => reply.corrected.push((on, letter.clone())),
        (Event::ReplyRevoked { ground, .. }, _) if went_out && reply.revoked.is_none() => {
            reply.revoked = Some((on, *ground));
        }
        _ => {}
    }
}

fn contest(case: &mut Case, event: &Event, on: Date) {
    if let Event::ContestOpened { kind, contested, procedure, after } = event {
        let no = ContestNo(next(case.contests.iter().map(|c| c.no.0)));
        let against_lapse = case.lapses.len().checked_sub(1).filter(|_| *contested == Contested::Lapse);
        case.contests.push(Contest {
            no,
            kind: *kind,
            contested: *contested,
            against_lapse,
            procedure: *procedure,
            after: *after,
            opened_on: on,
            answered_on: None,
            decided: None,
            appeal: None,
        });
        return;
    }
    let (Event::ContestAnswered { contest }
    | Event::ContestDecided { contest, .. }
    | Event::ContestAppealed { contest }) = event
    else {
        return;
    };
    let Some(found) = case.contests.iter_mut().find(|c| c.no == *contest) else { return };
    match event {
        Event::ContestAnswered { .. } => found.answered_on = Some(on),
        Event::ContestDecided { decided, .. } => {
            let decided = Decided { on, ..*decided };
            match &mut found.appeal {
                Some((_, second)) if second.is_none() => *second = Some(decided),
                Some(_) => {}
                None if found.decided.is_none() => found.decided = Some(decided),
                None => {}
            }
        }
        Event::ContestAppealed { .. } if found.decided.is_some() && found.appeal.is_none() => {
            found.appeal = Some((on, None));
            reinstate(case, *contest);
        }
        _ => {}
    }
}

/// A judgment under appeal has no effect yet (行诉法85): the reply it took away stands again, unless its items were handled
/// in another way since.
fn reinstate(case: &mut Case, contest: ContestNo) {
    let mut open: Vec<ItemNo> = case.open_items().map(|i| i.no).collect();
    let by_it = |r: &Reply| matches!(r.revoked, Some((_, RevocationGround::Ordered { contest: no })) if no == contest);
    for reply in case.replies.iter_mut().rev().filter(|r| by_it(r)) {
        if reply.draft.decisions.iter().all(|d| open.contains(&d.item)) {
            reply.revoked = None;
            open.retain(|no| reply.decision(*no).is_none());
        }
    }
}
