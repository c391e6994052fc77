//! The facts of each letter, taken from what was filled in and from the record.

use jiff::civil::Date;
use law::application::{
    Case, Consultation, ConsultationNo, ExtensionProgress, ItemNo, ItemState, Lapse, Reply, ReplyNo,
};
use law::calendar::{Counted, Pauses, WorkingDays};
use law::fee::{Charge, PAYMENT_PERIOD, Standard};
use law::outcome::Outcome;
use law::term::{TermInput, reply_due};
use letters::{
    Amended, Assistance, CoProducer, Correction, Extension, FeeNotice, NoLongerHandled, Override, Paper, ReasonsAsked,
    Receipt, ThirdParty, ToldApplicant, Withdrawal, title_of_outcomes,
};
use store::Reader;

use super::compose::own_unit;
use super::form::LetterForm;
use super::gather::{Quoted, faulty, receipt_rule, remedy_basis};
use super::parties::Addressee;
use super::reply_form::ReplyForm;
use crate::app::App;
use crate::case::{Opened, clock_on};
use crate::error::{AppError, Faults};
use crate::occasion::Occasion;

/// The extension put forward or approved and not told yet.
pub(super) fn present_extension(case: &Case) -> Option<&law::application::Extension> {
    case.extensions.iter().rev().find(|extension| {
        matches!(extension.progress, ExtensionProgress::Proposed | ExtensionProgress::Approved { .. })
    })
}

/// A letter on its way: who composes it, when, and for which case.
pub(super) struct Composing<'a> {
    pub(super) app: &'a App,
    pub(super) occasion: &'a Occasion<'a>,
    pub(super) opened: &'a Opened,
}

impl Composing<'_> {
    fn case(&self) -> &Case {
        &self.opened.case.law
    }

    fn number(&self) -> String {
        self.opened.case.number.clone().unwrap_or_default()
    }

    /// The last day of so many working days from the letter's own.
    fn until(&self, days: u32) -> Result<Counted, AppError> {
        let counted = self.opened.calendar.add_working_days(self.occasion.on, WorkingDays(days), &Pauses::NONE);
        counted.map_err(|out| AppError::NotNow(out.to_string()))
    }

    async fn asked(&self, reader: &mut Reader, quoted: Quoted<'_>) -> Result<letters::Asked, AppError> {
        self.app.asked(reader, self.occasion.organ, self.opened, quoted).await
    }

    async fn applicants(&self, reader: &mut Reader) -> Result<Addressee, AppError> {
        self.app.applicants_addressed(reader, self.occasion.organ, &self.opened.case).await
    }

    /// The facts of a letter, and to whom it goes.
    pub(super) async fn facts(&self, reader: &mut Reader, form: &LetterForm) -> Result<(Paper, Addressee), AppError> {
        let settings = &self.opened.profile.law;
        let paper = match form {
            LetterForm::ThirdParty { to, information } => {
                let information = information.trim().to_owned();
                let paper = Paper::ThirdParty(ThirdParty { case_number: self.number(), information });
                return Ok((paper, Addressee { name: to.name.trim().to_owned(), salutation: to.salutation() }));
            }
            LetterForm::CoProducer { to, information } => {
                let information = information.trim().to_owned();
                let paper = Paper::CoProducer(CoProducer { case_number: self.number(), information });
                return Ok((paper, Addressee::organ(to)));
            }
            LetterForm::Assistance { to, matter, days } => {
                let days = days.unwrap_or(settings.other_organ_limit.0);
                let until = self.until(days)?;
                let paper = Paper::Assistance(Assistance {
                    case_number: self.number(),
                    matter: matter.trim().to_owned(),
                    working_days: days,
                    until: until.on,
                    provisional: until.provisional,
                });
                let own = own_unit(&self.opened.profile, to);
                return Ok((paper, if own { Addressee::body(to) } else { Addressee::organ(to) }));
            }
            LetterForm::Override { consultation, content, reason } => {
                let found = self.consultation(*consultation)?;
                let to = self.third_party(reader, found).await?;
                let paper = Paper::Override(Override {
                    case_number: self.number(),
                    asked_on: found.sent_on,
                    content: content.trim().to_owned(),
                    reason: reason.trim().to_owned(),
                    remedy: remedy_basis(&self.opened.profile, false),
                });
                return Ok((paper, to));
            }
            LetterForm::Receipt => self.receipt(reader).await?,
            LetterForm::Correction { points, days } => {
                let days = days.unwrap_or(settings.correction_period.0);
                let until = self.until(days)?;
                Paper::Correction(Correction {
                    asked: self.asked(reader, Quoted::Open).await?,
                    points: points.iter().map(|point| point.trim().to_owned()).collect(),
                    working_days: days,
                    until: until.on,
                    provisional: until.provisional,
                })
            }
            LetterForm::ReasonsAsked { facts, days } => {
                let days = days.unwrap_or(settings.reasons_period.0);
                let until = self.until(days)?;
                Paper::ReasonsAsked(ReasonsAsked {
                    asked: self.asked(reader, Quoted::Open).await?,
                    facts: facts.trim().to_owned(),
                    working_days: days,
                    until: until.on,
                    provisional: until.provisional,
                })
            }
            LetterForm::Extension { reason, days } => {
                let (due, provisional) = extended_due(self.opened, WorkingDays(*days), self.occasion.on)?;
                Paper::Extension(Extension {
                    asked: self.asked(reader, Quoted::Open).await?,
                    reason: reason.trim().to_owned(),
                    working_days: *days,
                    due,
                    provisional,
                })
            }
            LetterForm::ToldApplicant { consultation } => {
                let found = self.consultation(*consultation)?;
                Paper::ToldApplicant(ToldApplicant {
                    asked: self.asked(reader, Quoted::Named(&found.items)).await?,
                    whom: found.with.label().to_owned(),
                    sent_on: found.sent_on,
                })
            }
            LetterForm::FeeNotice { standard, count, payment } => {
                self.fee_notice(reader, *standard, *count, payment).await?
            }
            LetterForm::Reply(form) => self.reply(reader, form).await?,
            LetterForm::Withdrawn { items } => self.withdrawal(reader, items).await?,
            LetterForm::NoLongerHandled { electronic } => self.no_longer_handled(reader, *electronic).await?,
            LetterForm::Amended { reply, wrong, right } => self.amended(*reply, wrong, right)?,
        };
        Ok((paper, self.applicants(reader).await?))
    }

    fn consultation(&self, no: ConsultationNo) -> Result<&Consultation, AppError> {
        let found = self.case().consultations.iter().find(|found| found.no == no);
        found.ok_or_else(|| AppError::NotFound { what: "征求意见", which: no.to_string() })
    }

    /// A third party as its own letter addressed it; where that was not composed here, by its data.
    async fn third_party(&self, reader: &mut Reader, consultation: &Consultation) -> Result<Addressee, AppError> {
        let organ = self.occasion.organ;
        if let Some(letter) = self.app.letter_of(reader, organ, &self.opened.case, &consultation.letter).await? {
            return Ok(Addressee { name: letter.frame.addressee, salutation: letter.frame.salutation });
        }
        self.app.consulted_addressed(reader, organ, self.opened, &consultation.addressee).await
    }

    async fn receipt(&self, reader: &mut Reader) -> Result<Paper, AppError> {
        let asked = self.asked(reader, Quoted::All).await?;
        let due = reply_due(&self.opened.calendar, &TermInput::received(asked.received_on)).map_err(faulty)?.value;
        let rule = receipt_rule(self.case())?;
        Ok(Paper::Receipt(Receipt { asked, rule, due: due.due, provisional: due.provisional }))
    }

    async fn fee_notice(
        &self,
        reader: &mut Reader,
        standard: Standard,
        count: u32,
        payment: &str,
    ) -> Result<Paper, AppError> {
        let charge = match standard {
            Standard::ByVolume => Charge::Pages(count),
            Standard::ByItem => {
                let month = self.app.in_applicants_month(reader, self.occasion.organ, self.opened).await?;
                let before = month.checked_sub(count).ok_or_else(|| {
                    let message = format!("同一申请人本月登记的申请共{month}件，收费的件数不能多于它");
                    fault("count", message)
                })?;
                Charge::Items { before, now: count }
            }
        };
        let fee = charge.fee(self.occasion.on).map_err(faulty)?;
        if fee.value.0 <= 0 {
            return Err(fault("count", "按标准计算没有应缴的费用，不需要发收费通知".to_owned()));
        }
        Ok(Paper::FeeNotice(FeeNotice {
            asked: self.asked(reader, Quoted::Open).await?,
            standard,
            calculation: fee.because.into_iter().map(|because| because.fact).collect(),
            fen: fee.value.0,
            payment: payment.trim().to_owned(),
        }))
    }

    async fn reply(&self, reader: &mut Reader, form: &ReplyForm) -> Result<Paper, AppError> {
        let mut answers: Vec<letters::Answer> = form.items.iter().map(super::ItemReply::answer).collect();
        answers.sort_by_key(|answer| answer.item);
        let items: Vec<ItemNo> = form.items.iter().map(|item| item.item).collect();
        let open = self.case().items.iter().filter(|item| Quoted::Open.includes(self.case(), item));
        let elsewhere = open.map(|item| item.no).filter(|no| !items.contains(no)).map(|no| no.0).collect();
        Ok(Paper::Reply(Box::new(letters::Reply {
            asked: self.asked(reader, Quoted::Named(&items)).await?,
            answers,
            elsewhere,
            remedy: remedy_basis(&self.opened.profile, form.electronic),
        })))
    }

    async fn withdrawal(&self, reader: &mut Reader, named: &[ItemNo]) -> Result<Paper, AppError> {
        let on_record = |item: &law::application::Item| match &item.state {
            ItemState::Withdrawn { on, .. } => Some((item.no, *on)),
            _ => None,
        };
        let recorded: Vec<(ItemNo, Date)> = self.case().items.iter().filter_map(on_record).collect();
        let (items, on) = if !named.is_empty() {
            let day = recorded.iter().filter(|(no, _)| named.contains(no)).map(|(_, on)| *on).max();
            (named.to_vec(), day.unwrap_or(self.occasion.on))
        } else if let Some(last) = recorded.iter().map(|(_, on)| *on).max() {
            (recorded.iter().map(|(no, _)| *no).collect(), last)
        } else {
            (self.case().open_items().map(|item| item.no).collect(), self.occasion.on)
        };
        let asked = self.asked(reader, Quoted::All).await?;
        Ok(Paper::Withdrawal(Withdrawal { asked, items: items.into_iter().map(|no| no.0).collect(), on }))
    }

    async fn no_longer_handled(&self, reader: &mut Reader, electronic: bool) -> Result<Paper, AppError> {
        let case = self.case();
        let correction = || case.open_correction();
        let fee = || case.open_fee();
        let outcome = match case.lapse() {
            Some(Lapse::Uncorrected { .. }) => Outcome::O1,
            Some(Lapse::Unpaid { .. }) => Outcome::O2,
            None if case.awaited_correction().is_some() => Outcome::O1,
            None if case.awaited_fee().is_some() => Outcome::O2,
            None => {
                let message = "本件没有等待补正或者等待缴费，不能拟制不再处理告知书";
                return Err(AppError::NotNow(message.to_owned()));
            }
        };
        let unanswered = match outcome {
            Outcome::O1 => correction().map(|found| (found.sent_on, found.served_on, found.answer_within)),
            _ => fee().map(|found| (found.sent_on, found.served_on, PAYMENT_PERIOD)),
        };
        let (noticed_on, served_on, period) =
            unanswered.ok_or_else(|| AppError::Inconsistent("没有找到逾期的告知或者通知".to_owned()))?;
        let from = served_on.unwrap_or(noticed_on);
        let until = self.opened.calendar.add_working_days(from, period, &Pauses::NONE);
        let until = until.map_err(|out| AppError::NotNow(out.to_string()))?;
        Ok(Paper::NoLongerHandled(NoLongerHandled {
            asked: self.asked(reader, Quoted::Open).await?,
            outcome,
            noticed_on,
            served_on,
            until: until.on,
            remedy: remedy_basis(&self.opened.profile, electronic),
        }))
    }

    fn amended(&self, reply: ReplyNo, wrong: &str, right: &str) -> Result<Paper, AppError> {
        let found = self.case().reply(reply);
        let found = found.ok_or_else(|| AppError::NotFound { what: "答复", which: reply.to_string() })?;
        let dated = found
            .signed_off_on()
            .ok_or_else(|| AppError::NotNow("这份答复还没有签发；需要修改的，请退回修改".to_owned()))?;
        Ok(Paper::Amended(Amended {
            title: title_of_reply(found).to_owned(),
            number: found.number().map(|number| number.as_str().to_owned()),
            dated,
            wrong: wrong.trim().to_owned(),
            right: right.trim().to_owned(),
        }))
    }
}

/// The title a reply's letter bears by what it decides.
pub(crate) fn title_of_reply(reply: &Reply) -> &'static str {
    title_of_outcomes(reply.draft.decisions.iter().map(|decision| decision.outcome))
}

fn fault(field: &str, message: String) -> AppError {
    let mut faults = Faults::default();
    faults.add(field, message);
    AppError::Invalid(faults)
}

/// The day the reply is due once the applicant is told of the extension on a day, by the law itself: the events that would
/// be recorded are added to the case and its clock is read.
pub(crate) fn extended_due(opened: &Opened, days: WorkingDays, on: Date) -> Result<(Date, bool), AppError> {
    use law::application::{ActorId, Event, SealedRef, evolve};
    let mut case = opened.case.law.clone();
    let nobody = ActorId::default();
    if present_extension(&case).is_none() {
        let event = Event::ExtensionProposed { days, grounds: SealedRef::default(), by: nobody.clone() };
        case = evolve(case, &event, on);
    }
    let Some(extension) = present_extension(&case).map(|extension| extension.no) else {
        return Err(AppError::NotNow("本期限内不能延期".to_owned()));
    };
    case = evolve(case, &Event::ExtensionApproved { extension, by: nobody, paper: None }, on);
    case = evolve(case, &Event::ExtensionNotified { extension, letter: SealedRef::default() }, on);
    let clock = clock_on(&case, on, &opened.calendar, &opened.profile);
    let due = clock.due.ok_or_else(|| {
        AppError::NotNow(format!("申请现在是“{}”，没有正在计算的答复期限，不能延期", clock.state.label()))
    })?;
    Ok((due, clock.provisional))
}
