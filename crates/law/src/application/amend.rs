//! Putting wrong entries right in a case. Total: what names no entry changes nothing.

use jiff::civil::Date;

use super::{
    amendment::{Amendment, EntryRef},
    case::{Case, Item, ItemState, Lapse},
    event::Origin,
    extension::ExtensionProgress,
    reply::{Means, Progress, Reply},
};
use crate::applicant::ApplicantClass;

/// Applies a correction of an entry.
pub(super) fn amend(case: &mut Case, amendment: &Amendment, class: Option<ApplicantClass>) {
    match amendment {
        Amendment::Date { entry, to } => redate(case, *entry, *to),
        Amendment::Struck { entry } => strike(case, *entry),
        Amendment::ApplicantKind { to } => {
            if let Some(registration) = case.registration.as_mut() {
                if let Some(first) = registration.entry.applicants.first_mut() {
                    first.kind = *to;
                }
                if let Some(class) = class {
                    registration.class = class;
                }
            }
        }
        Amendment::ApplicantClass { to } => {
            if let Some(registration) = case.registration.as_mut() {
                registration.class = *to;
            }
        }
        Amendment::Channel { to } => {
            if let Some(registration) = case.registration.as_mut() {
                registration.entry.channel = *to;
            }
        }
        Amendment::Presence { to } => {
            if let Some(registration) = case.registration.as_mut() {
                registration.entry.presence = *to;
            }
        }
        Amendment::Decision { reply, to } => {
            let reply = case.replies.iter_mut().find(|r| r.no == *reply);
            if let Some(found) = reply.and_then(|r| r.draft.decisions.iter_mut().find(|d| d.item == to.item)) {
                *found = to.clone();
            }
        }
        Amendment::Means { reply, service, to } => {
            let reply = case.replies.iter_mut().find(|r| r.no == *reply);
            if let Some(found) = reply.and_then(|r| r.services.iter_mut().find(|s| s.no == *service)) {
                found.means = *to;
            }
        }
        Amendment::PostalNumber { reply, service, to } => {
            let reply = case.replies.iter_mut().find(|r| r.no == *reply);
            if let Some(found) = reply.and_then(|r| r.services.iter_mut().find(|s| s.no == *service))
                && found.means == Means::Post
            {
                found.postal_number = Some(to.clone()).filter(|number| !number.is_blank());
            }
        }
        Amendment::Opinion { consultation, to } => {
            let found = case.consultations.iter_mut().find(|c| c.no == *consultation);
            if let Some((_, opinion)) = found.and_then(|c| c.opinion.as_mut()) {
                *opinion = *to;
            }
        }
        Amendment::FeeAmount { fee, to } => {
            if let Some(found) = case.fees.iter_mut().find(|f| f.no == *fee) {
                found.amount_fen = *to;
            }
        }
        Amendment::ContestResult { contest, to } => {
            if let Some(found) = case.contests.iter_mut().find(|c| c.no == *contest) {
                let last = match found.appeal.as_mut() {
                    Some((_, Some(second))) => Some(second),
                    _ => found.decided.as_mut(),
                };
                if let Some(decided) = last {
                    decided.result = *to;
                }
            }
        }
    }
}

/// Finds the day of an entry; none when the entry is not there.
pub(super) fn day_of(case: &mut Case, entry: EntryRef) -> Option<&mut Date> {
    match entry {
        EntryRef::Arrival => case.registration.as_mut().map(|r| &mut r.arrived_on),
        EntryRef::Receipt => case.registration.as_mut().and_then(|r| r.received_on.as_mut()),
        EntryRef::CorrectionSent(no) => case.corrections.iter_mut().find(|c| c.no == no).map(|c| &mut c.sent_on),
        EntryRef::CorrectionServed(no) => {
            case.corrections.iter_mut().find(|c| c.no == no).and_then(|c| c.served_on.as_mut())
        }
        EntryRef::CorrectionReceived(no) => {
            case.corrections.iter_mut().find(|c| c.no == no).and_then(|c| c.answered_on.as_mut())
        }
        EntryRef::ConsultationSent(no) => case.consultations.iter_mut().find(|c| c.no == no).map(|c| &mut c.sent_on),
        EntryRef::ConsultationReceived(no) => {
            case.consultations.iter_mut().find(|c| c.no == no).and_then(|c| c.received_on.as_mut())
        }
        EntryRef::Opinion(no) => {
            let found = case.consultations.iter_mut().find(|c| c.no == no);
            found.and_then(|c| c.opinion.as_mut()).map(|(on, _)| on)
        }
        EntryRef::ConsultationEnded(no) => {
            case.consultations.iter_mut().find(|c| c.no == no).and_then(|c| c.ended_on.as_mut())
        }
        EntryRef::ThirdPartyNotified(no) => {
            case.consultations.iter_mut().find(|c| c.no == no).and_then(|c| c.override_told_on.as_mut())
        }
        EntryRef::ExtensionProposed(no) => case.extensions.iter_mut().find(|e| e.no == no).map(|e| &mut e.proposed_on),
        EntryRef::ExtensionApproved(no) => {
            let found = case.extensions.iter_mut().find(|e| e.no == no)?;
            match &mut found.progress {
                ExtensionProgress::Approved { on } | ExtensionProgress::Notified { approved_on: on, .. } => Some(on),
                ExtensionProgress::Proposed | ExtensionProgress::Declined { .. } => None,
            }
        }
        EntryRef::ExtensionNotified(no) => {
            let found = case.extensions.iter_mut().find(|e| e.no == no)?;
            match &mut found.progress {
                ExtensionProgress::Notified { on, .. } => Some(on),
                _ => None,
            }
        }
        EntryRef::ReasonsAsked => case.reasons.as_mut().map(|r| &mut r.asked_on),
        EntryRef::ReasonsServed => case.reasons.as_mut().and_then(|r| r.served_on.as_mut()),
        EntryRef::ReasonsReceived => case.reasons.as_mut().and_then(|r| r.received_on.as_mut()),
        EntryRef::FeeSent(no) => case.fees.iter_mut().find(|f| f.no == no).map(|f| &mut f.sent_on),
        EntryRef::FeeServed(no) => case.fees.iter_mut().find(|f| f.no == no).and_then(|f| f.served_on.as_mut()),
        EntryRef::FeePaid(no) => case.fees.iter_mut().find(|f| f.no == no).and_then(|f| f.paid_on.as_mut()),
        EntryRef::Drafted(no) => case.replies.iter_mut().find(|r| r.no == no).map(|r| &mut r.drafted_on),
        EntryRef::SignedOff(no) => match &mut case.replies.iter_mut().find(|r| r.no == no)?.progress {
            Progress::SignedOff { on, .. } => Some(on),
            Progress::InReview(_) | Progress::Returned { .. } => None,
        },
        EntryRef::Service(reply, no) => {
            let reply = case.replies.iter_mut().find(|r| r.no == reply)?;
            reply.services.iter_mut().find(|s| s.no == no).map(|s| &mut s.on)
        }
        EntryRef::ElectronicSent(reply, no) => {
            let reply = case.replies.iter_mut().find(|r| r.no == reply)?;
            reply.services.iter_mut().find(|s| s.no == no).and_then(|s| s.sent_on.as_mut())
        }
        EntryRef::Revocation(no) => {
            case.replies.iter_mut().find(|r| r.no == no).and_then(|r| r.revoked.as_mut()).map(|(on, _)| on)
        }
        EntryRef::Withdrawal(no) => match &mut case.items.iter_mut().find(|i| i.no == no)?.state {
            ItemState::Withdrawn { on, .. } => Some(on),
            ItemState::Standing | ItemState::SplitOff { .. } => None,
        },
        EntryRef::Lapse => case.lapses.last_mut().map(|l| match l {
            Lapse::Uncorrected { on } | Lapse::Unpaid { on } => on,
        }),
        EntryRef::ContestOpened(no) => case.contests.iter_mut().find(|c| c.no == no).map(|c| &mut c.opened_on),
        EntryRef::ContestAnswered(no) => {
            case.contests.iter_mut().find(|c| c.no == no).and_then(|c| c.answered_on.as_mut())
        }
        EntryRef::ContestDecided(no) => {
            case.contests.iter_mut().find(|c| c.no == no).and_then(|c| c.decided.as_mut()).map(|d| &mut d.on)
        }
    }
}

fn redate(case: &mut Case, entry: EntryRef, to: Date) {
    // Where arrival and receipt are one fact, one correction moves both.
    if let Some(registration) = case.registration.as_mut()
        && matches!(entry, EntryRef::Arrival | EntryRef::Receipt)
        && registration.origin == Origin::Arrival
        && !registration.entry.channel.needs_confirmation()
        && registration.received_on == Some(registration.arrived_on)
    {
        registration.arrived_on = to;
        registration.received_on = Some(to);
        return;
    }
    if let Some(day) = day_of(case, entry) {
        *day = to;
    }
}

fn strike(case: &mut Case, entry: EntryRef) {
    match entry {
        EntryRef::Arrival => {}
        EntryRef::Receipt => {
            if let Some(registration) = case.registration.as_mut()
                && registration.entry.channel.needs_confirmation()
            {
                registration.received_on = None;
            }
        }
        EntryRef::CorrectionSent(no) => case.corrections.retain(|c| c.no != no),
        EntryRef::CorrectionServed(no) => {
            case.corrections.iter_mut().filter(|c| c.no == no).for_each(|c| c.served_on = None);
        }
        EntryRef::CorrectionReceived(no) => {
            case.corrections.iter_mut().filter(|c| c.no == no).for_each(|c| c.answered_on = None);
        }
        EntryRef::ConsultationSent(no) => case.consultations.retain(|c| c.no != no),
        EntryRef::ConsultationReceived(no) => {
            case.consultations.iter_mut().filter(|c| c.no == no).for_each(|c| c.received_on = None);
        }
        EntryRef::Opinion(no) => case.consultations.iter_mut().filter(|c| c.no == no).for_each(|c| c.opinion = None),
        EntryRef::ConsultationEnded(no) => {
            case.consultations.iter_mut().filter(|c| c.no == no).for_each(|c| c.ended_on = None);
        }
        EntryRef::ThirdPartyNotified(no) => {
            case.consultations.iter_mut().filter(|c| c.no == no).for_each(|c| c.override_told_on = None);
        }
        EntryRef::ExtensionProposed(no) => case.extensions.retain(|e| e.no != no),
        EntryRef::ExtensionApproved(no) => {
            for extension in case.extensions.iter_mut().filter(|e| e.no == no) {
                if let ExtensionProgress::Approved { .. } = extension.progress {
                    extension.progress = ExtensionProgress::Proposed;
                }
            }
        }
        EntryRef::ExtensionNotified(no) => {
            for extension in case.extensions.iter_mut().filter(|e| e.no == no) {
                if let ExtensionProgress::Notified { approved_on, .. } = extension.progress {
                    extension.progress = ExtensionProgress::Approved { on: approved_on };
                }
            }
        }
        EntryRef::ReasonsAsked => case.reasons = None,
        EntryRef::ReasonsServed => case.reasons.iter_mut().for_each(|r| r.served_on = None),
        EntryRef::ReasonsReceived => case.reasons.iter_mut().for_each(|r| r.received_on = None),
        EntryRef::FeeSent(no) => case.fees.retain(|f| f.no != no),
        EntryRef::FeeServed(no) => case.fees.iter_mut().filter(|f| f.no == no).for_each(|f| f.served_on = None),
        EntryRef::FeePaid(no) => case.fees.iter_mut().filter(|f| f.no == no).for_each(|f| f.paid_on = None),
        EntryRef::Drafted(no) => case.replies.retain(|r| r.no != no || r.number().is_some() || !r.services.is_empty()),
        EntryRef::SignedOff(no) => case.replies.iter_mut().filter(|r| r.no == no).for_each(unsign),
        EntryRef::Service(reply, no) => {
            case.replies.iter_mut().filter(|r| r.no == reply).for_each(|r| r.services.retain(|s| s.no != no));
        }
        EntryRef::ElectronicSent(reply, no) => {
            let services = case.replies.iter_mut().filter(|r| r.no == reply).flat_map(|r| &mut r.services);
            services.filter(|s| s.no == no).for_each(|s| s.sent_on = None);
        }
        EntryRef::Revocation(no) => case.replies.iter_mut().filter(|r| r.no == no).for_each(|r| r.revoked = None),
        EntryRef::Withdrawal(no) => {
            let withdrawn = |i: &&mut Item| i.no == no && matches!(i.state, ItemState::Withdrawn { .. });
            case.items.iter_mut().filter(withdrawn).for_each(|i| i.state = ItemState::Standing);
        }
        EntryRef::Lapse => {
            let last = case.lapses.len().checked_sub(1);
            if last.is_some() && !case.contests.iter().any(|c| c.against_lapse == last) {
                case.lapses.pop();
            }
        }
        EntryRef::ContestOpened(no) => case.contests.retain(|c| c.no != no),
        EntryRef::ContestAnswered(no) => {
            case.contests.iter_mut().filter(|c| c.no == no).for_each(|c| c.answered_on = None);
        }
        EntryRef::ContestDecided(no) => {
            let found = |c: &&mut super::contest::Contest| c.no == no && c.appeal.is_none();
            case.contests.iter_mut().filter(found).for_each(|c| c.decided = None);
        }
    }
}

fn unsign(reply: &mut Reply) {
    if !reply.services.is_empty() {
        return;
    }
    if let Progress::SignedOff { steps, number, .. } = &mut reply.progress {
        reply.void_numbers.extend(number.take());
        reply.progress = Progress::InReview(std::mem::take(steps));
    }
}
