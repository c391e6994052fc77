//! A drafted answer as it was filled in, so that a returned draft is mended and not typed anew.

use law::application::{ItemNo, ReplyNo};
use letters::{Answer, Paper};
use uuid::Uuid;

use super::reply_form::{GivenForm, ItemReply, ReplyForm, WithheldForm};
use super::sealed::SealedLetter;
use crate::app::App;
use crate::authorise::Action;
use crate::error::AppError;
use crate::occasion::Occasion;

impl ReplyForm {
    /// The form a letter was composed from; none for a letter that is no answer.
    fn of_letter(letter: SealedLetter) -> Option<Self> {
        let Paper::Reply(reply) = letter.paper else { return None };
        let electronic = reply.remedy.served_online;
        let items = reply.answers.into_iter().map(item).collect();
        Some(ReplyForm { items, annexes: letter.frame.annexes, electronic })
    }
}

fn item(answer: Answer) -> ItemReply {
    let given = answer.given.unwrap_or_default();
    let withheld = answer.withheld.into_iter().map(|part| WithheldForm {
        part: part.part,
        exemption: part.exemption,
        basis: part.basis,
        reason: part.reason,
    });
    ItemReply {
        given: GivenForm { information: given.information, way: given.way, time: given.time },
        withheld: withheld.collect(),
        basis: answer.basis,
        reason: answer.reason,
        referral: answer.referral,
        earlier: answer.earlier,
        ..ItemReply::new(ItemNo(answer.item), answer.outcome)
    }
}

impl App {
    /// Gives a reply's draft back as it was filled in; none where its letter is kept otherwise or was destroyed. Needs the
    /// master key.
    pub async fn drafted_form(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        reply: ReplyNo,
    ) -> Result<Option<ReplyForm>, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.snapshot().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        let found = opened.case.law.reply(reply);
        let found = found.ok_or_else(|| AppError::NotFound { what: "答复", which: reply.to_string() })?;
        let letter = self.letter_of(&mut reader, occasion.organ, &opened.case, &found.draft.letter).await?;
        let mut form = letter.and_then(ReplyForm::of_letter);
        // That a refusal rests on evident privacy the letter does not say, the decision does.
        for item in form.iter_mut().flat_map(|form| &mut form.items) {
            item.evident_privacy = found.decision(item.item).is_some_and(|decision| decision.evident_privacy);
        }
        Ok(form)
    }
}
