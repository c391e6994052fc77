//! Composing a letter: what a person filled in and what the record knows become facts, and the facts a paper.

use document::Document;
use jiff::civil::Date;
use law::application::Decision;
use law::fee::{Charge, Standard};
use letters::{Issue, Paper};
use uuid::Uuid;

use super::facts::{Composing, present_extension};
use super::form::LetterForm;
use super::gather::{check_bodies, check_contact, frame, procedure_number};
use super::notes::notes;
use super::sealed::SealedLetter;
use crate::app::App;
use crate::authorise::Action;
use crate::case::Opened;
use crate::error::{AppError, Faults};
use crate::occasion::Occasion;
use crate::organ::OrganProfile;

/// A letter composed, to be looked at and then handed in with the act that carries it.
pub struct Composed {
    /// What is sealed.
    pub letter: SealedLetter,
    /// It laid out: a reply as the draft it is, any other letter as it would go out on the occasion's day.
    pub document: Document,
    /// For a reply, what the law is told.
    pub decisions: Vec<Decision>,
    /// What the officer should know: why the remedy paragraphs say what they say, what counsel should look at.
    pub notes: Vec<String>,
}

impl std::fmt::Debug for Composed {
    /// Never shows the letter.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Composed({:?}, {} notes)", self.letter, self.notes.len())
    }
}

impl Composed {
    /// For a fee notice, the standard and the amount in fen, as the act that sends it must state them.
    pub fn fee(&self) -> Option<(Standard, i64)> {
        match &self.letter.paper {
            Paper::FeeNotice(notice) => Some((notice.standard, notice.fen)),
            _ => None,
        }
    }
}

/// The action of the act that carries a letter.
fn action_of(form: &LetterForm, profile: &OrganProfile) -> Action {
    match form {
        LetterForm::Receipt => Action::Register,
        LetterForm::Correction { .. } | LetterForm::NoLongerHandled { .. } => Action::Correct,
        LetterForm::ReasonsAsked { .. } => Action::AskReasons,
        LetterForm::Extension { .. } => Action::ProposeExtension,
        LetterForm::Assistance { to, .. } if own_unit(profile, to) => Action::AskUnit,
        LetterForm::ThirdParty { .. }
        | LetterForm::ToldApplicant { .. }
        | LetterForm::CoProducer { .. }
        | LetterForm::Assistance { .. }
        | LetterForm::Override { .. } => Action::Consult,
        LetterForm::FeeNotice { .. } => Action::Charge,
        LetterForm::Reply(_) => Action::Draft,
        LetterForm::Withdrawn { .. } => Action::Withdraw,
        LetterForm::Amended { .. } => Action::Remake,
    }
}

pub(super) fn own_unit(profile: &OrganProfile, name: &str) -> bool {
    profile.units.iter().any(|unit| unit.trim() == name.trim())
}

impl App {
    /// Composes a letter of a case on the occasion's day; nothing is recorded.
    ///
    /// Needs the permission to read personal data and that for the act that carries the letter, and the master key. All
    /// faults are reported at once: of what was filled in under its field (`items.1.reason`), of what the organ has not set
    /// yet under that setting's (`office.telephone`, `reconsideration`, `courts`).
    pub async fn compose(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        form: &LetterForm,
    ) -> Result<Composed, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.snapshot().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        self.permit(occasion, action_of(form, &opened.profile))?;
        check(form, &opened, occasion.on)?;
        let (paper, to) = Composing { app: self, occasion, opened: &opened }.facts(&mut reader, form).await?;
        let (annexes, decisions) = match form {
            LetterForm::Reply(form) => (form.annexes.as_slice(), form.decisions()),
            _ => (&[] as &[String], Vec::new()),
        };
        let letter = SealedLetter::new(paper, frame(&opened.profile, to, annexes));
        let issue = preview(&letter, &opened, occasion.on);
        let document = letter.lay_out(&issue)?;
        let notes = notes(form, &letter, &opened, occasion.on)?;
        Ok(Composed { letter, document, decisions, notes })
    }
}

/// How a letter is shown before it is kept: a reply waits for its sign-off, all others go out as they are.
fn preview(letter: &SealedLetter, opened: &Opened, on: Date) -> Issue {
    match (&letter.paper, letter.paper.letters().as_slice()) {
        (Paper::Reply(_), _) => Issue::Draft { as_of: on },
        (_, [kind]) => Issue::Out { number: procedure_number(&opened.case, *kind), on },
        _ => Issue::Out { number: None, on },
    }
}

/// Finds everything that is wrong with a form, and everything the organ has not set that the letter must name.
fn check(form: &LetterForm, opened: &Opened, on: Date) -> Result<(), AppError> {
    let mut faults = Faults::default();
    form.check(&mut faults);
    let entry = opened.case.law.registration.as_ref().map(|registration| &registration.entry);
    let electronic = match form {
        LetterForm::Reply(reply) => reply.electronic,
        LetterForm::NoLongerHandled { electronic } => *electronic,
        _ => false,
    };
    if electronic && !entry.is_some_and(|entry| entry.electronic_chosen) {
        faults.add("electronic", "申请人没有选择电子送达；申请人选择的，请先登记送达方式");
    }
    if let LetterForm::Reply(reply) = form {
        reply.check_items(&opened.case.law, &mut faults);
    }
    check_contact(&opened.profile, &mut faults);
    if matches!(form, LetterForm::Reply(_) | LetterForm::NoLongerHandled { .. } | LetterForm::Override { .. }) {
        check_bodies(&opened.profile, electronic, &mut faults);
    }
    if let LetterForm::Extension { days, .. } = form
        && let Some(asked) = present_extension(&opened.case.law).filter(|extension| extension.days.0 != *days)
    {
        faults.add("days", format!("提出的延期是{}，文书应当与它一致", asked.days));
    }
    if let LetterForm::FeeNotice { standard, count, .. } = form
        && *count > 0
        && *standard == Standard::ByVolume
        && let Ok(fee) = Charge::Pages(*count).fee(on)
        && fee.value.0 == 0
    {
        faults.add("count", format!("{count}页在免费的范围以内，不收费"));
    }
    faults.none_or()
}
