//! Consulting others (条例32, 34) and telling a third party that its information will be disclosed all the same.

use super::{Desk, blank, counted, text, unknown};
use crate::{
    application::{
        case::Case,
        command::Act,
        consultation::{Consultation, Consulted, Opinion},
        event::Event,
        reference::{ConsultationNo, ItemNo},
        refusal::{Obstacle, Refusal},
        term::{consultation_limit, waits},
    },
    calendar::WorkingDays,
    reason::chinese_date,
};

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    let event = match act {
        Act::Consult { with, addressee, items, letter, limit } => {
            desk.open_items(items)?;
            text(letter, "征求意见书", cite(*with))?;
            if addressee.is_blank() {
                return Err(blank("征求意见的对象", cite(*with)));
            }
            let limit = limit_of(*with, *limit)?;
            for running in desk.case.consultations.iter().filter(|c| c.with == *with && &c.addressee == addressee) {
                let same = running.items.iter().any(|i| items.contains(i));
                if same
                    && waits(running, desk.on(), desk.context.calendar, desk.context.settings)
                        .map_err(super::beyond_calendar)?
                {
                    let message = format!("已经就同一事项向该{}征求意见，正在等候；请等候或者先结束", with.label());
                    return Err(Refusal::forbidden(Obstacle::AlreadyConsulting, cite(*with), message));
                }
            }
            Event::ConsultationSent {
                with: *with,
                addressee: addressee.clone(),
                items: items.clone(),
                letter: letter.clone(),
                limit,
            }
        }
        Act::RecordConsultationReceived { consultation } => {
            if find(desk, *consultation)?.received_on.is_some() {
                return Err(recorded("征求意见函的收到日期"));
            }
            Event::ConsultationReceived { consultation: *consultation }
        }
        Act::RecordOpinion { consultation, opinion, text: words } => {
            let found = find(desk, *consultation)?;
            text(words, "意见内容", cite(found.with))?;
            if found.opinion.is_some() {
                return Err(recorded("这份征求意见的答复"));
            }
            Event::OpinionReceived { consultation: *consultation, opinion: *opinion, text: words.clone() }
        }
        Act::EndConsultation { consultation } => {
            let found = find(desk, *consultation)?;
            if found.opinion.is_some() || found.ended_on.is_some() {
                return Err(recorded("这份征求意见的结果"));
            }
            Event::ConsultationEnded { consultation: *consultation }
        }
        Act::TellApplicantOfConsultation { consultation, letter } => {
            let found = find(desk, *consultation)?;
            text(letter, "征求意见告知书", "苏政办发〔2019〕50号")?;
            if found.applicant_told_on.is_some() {
                return Err(recorded("对申请人的告知"));
            }
            Event::ApplicantToldOfConsultation { consultation: *consultation, letter: letter.clone() }
        }
        Act::NotifyThirdParty { consultation, letter } => {
            let found = find(desk, *consultation)?;
            text(letter, "向第三方公开决定告知书", "条例32")?;
            notify(found, desk)?;
            Event::ThirdPartyNotified { consultation: *consultation, letter: letter.clone() }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

fn notify(consultation: &Consultation, desk: &Desk<'_>) -> Result<(), Refusal> {
    if consultation.with != Consulted::ThirdParty {
        return Err(unknown("向第三方的征求意见", consultation.no.0));
    }
    if consultation.override_told_on.is_some() {
        return Err(recorded("对第三方的告知"));
    }
    if may_still_answer(consultation, desk)? {
        let limit = counted(
            consultation_limit(consultation, desk.context.calendar, desk.context.settings)
                .map(|l| l.unwrap_or(crate::calendar::Counted { on: desk.on(), provisional: false })),
        )?;
        let message = format!("第三方答复的期限到{}才届满；请等候意见，再决定是否公开", chinese_date(limit.on));
        return Err(Refusal::forbidden(Obstacle::ConsultationRuns, "条例32", message));
    }
    Ok(())
}

/// The law sets fifteen working days for third parties and co-producers; only another organ's limit is the letter's.
fn limit_of(with: Consulted, given: Option<WorkingDays>) -> Result<Option<WorkingDays>, Refusal> {
    match (with.statutory_limit(), given) {
        (Some(lawful), Some(given)) if lawful != given => {
            let message = format!("{}答复意见的期限是收到征求意见书之日起{lawful}，不能另定", with.label());
            Err(Refusal::forbidden(Obstacle::StatutoryLimit, cite(with), message))
        }
        (Some(lawful), _) => Ok(Some(lawful)),
        (None, Some(WorkingDays(0))) => Err(blank("答复意见的期限", cite(with))),
        (None, given) => Ok(given),
    }
}

fn cite(with: Consulted) -> &'static str {
    match with {
        Consulted::ThirdParty => "条例32",
        Consulted::CoProducer => "条例34",
        Consulted::OtherOrgan => "条例33③",
        Consulted::OwnUnit => "条例45",
    }
}

fn find<'a>(desk: &Desk<'a>, no: ConsultationNo) -> Result<&'a Consultation, Refusal> {
    desk.case.consultations.iter().find(|c| c.no == no).ok_or_else(|| unknown("征求意见", no.0))
}

fn recorded(what: &str) -> Refusal {
    let message = format!("{what}已经登记；登记有误的，请用登记差错更正");
    Refusal::forbidden(Obstacle::AlreadyRecorded, "条例45", message)
}

/// Says whether the consulted may still speak in time. The organ cannot cut short the time the regulation itself gives a
/// third party or a co-producer, though it stopped waiting.
fn may_still_answer(consultation: &Consultation, desk: &Desk<'_>) -> Result<bool, Refusal> {
    if consultation.opinion.is_some()
        || consultation.ended_on.is_some() && consultation.with.statutory_limit().is_none()
    {
        return Ok(false);
    }
    let limit = consultation_limit(consultation, desk.context.calendar, desk.context.settings);
    Ok(limit.map_err(super::beyond_calendar)?.is_some_and(|limit| desk.on() <= limit.on))
}

/// Returns the consultations on an item that speak for it now: of several letters to one addressee the last one answered,
/// or the last one while none is.
fn speaking(case: &Case, item: ItemNo) -> impl Iterator<Item = &Consultation> {
    let on_item = move || case.consultations.iter().filter(move |c| c.items.contains(&item));
    on_item().filter(move |c| {
        let later = |l: &&Consultation| l.no > c.no && l.with == c.with && l.addressee == c.addressee;
        !on_item().filter(later).any(|l| c.opinion.is_none() || l.opinion.is_some())
    })
}

/// Says whether third parties were asked about an item and each agreed to its disclosure (条例15).
pub(super) fn all_consent(case: &Case, item: ItemNo) -> bool {
    let mut asked = speaking(case, item).filter(|c| c.with == Consulted::ThirdParty).peekable();
    asked.peek().is_some() && asked.all(|c| c.opinion.is_some_and(|(_, opinion)| opinion == Opinion::Consents))
}

/// Stops what would disclose over a third party's reasonable objection without telling it first (TP-3, TP-4).
pub(super) fn not_objected(item: ItemNo, desk: &Desk<'_>) -> Result<(), Refusal> {
    if speaking(desk.case, item).any(|c| super::objects(c) && c.override_told_on.is_none()) {
        let message = "第三方不同意公开且有合理理由，不得公开；认为不公开可能对公共利益造成重大影响的，先书面告知第三方决定公开的内容和理由";
        return Err(Refusal::forbidden(Obstacle::ThirdPartyObjects, "条例15；条例32", message));
    }
    Ok(())
}

/// Stops what would disclose against a third party: over its reasonable objection, while its opinion is awaited, or on a
/// silence that is none because nothing shows that the letter reached it.
pub(super) fn may_disclose(item: ItemNo, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    not_objected(item, desk)?;
    for consultation in speaking(desk.case, item).filter(|c| c.with != Consulted::OwnUnit) {
        let who = consultation.with.label();
        if may_still_answer(consultation, desk)? {
            let message = format!("正在征求{who}的意见；意见答复前拟予公开的，由负责人说明理由后办理");
            desk.warn(Refusal::warning(Obstacle::ConsultationRuns, cite(consultation.with), message))?;
        } else if consultation.opinion.is_none()
            && consultation.received_on.is_none()
            && consultation.with.statutory_limit().is_some()
        {
            let message = format!(
                "没有{who}收到征求意见书的登记，不能认定其逾期未答复；请先登记送达，确实无法送达的，由负责人说明理由后办理"
            );
            desk.warn(Refusal::warning(Obstacle::ServiceNotRecorded, cite(consultation.with), message))?;
        }
    }
    Ok(())
}
