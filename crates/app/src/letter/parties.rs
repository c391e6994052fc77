//! To whom a letter is addressed, and how it speaks to them.

use law::application::{Applicant, ApplicantKind, SubjectRef};
use letters::Salutation;
use store::Reader;
use uuid::Uuid;

use crate::app::App;
use crate::applicant::Party;
use crate::case::{DeskCase, Opened};
use crate::error::AppError;
use crate::identity::PaperKind;

/// An addressee as a letter writes it.
#[derive(Clone)]
pub(crate) struct Addressee {
    pub(crate) name: String,
    pub(crate) salutation: Salutation,
}

impl Addressee {
    /// Another organ.
    pub(crate) fn organ(name: &str) -> Self {
        Addressee { name: name.trim().to_owned(), salutation: Salutation::Organ }
    }

    /// An organisation, or a unit of the organ's own.
    pub(crate) fn body(name: &str) -> Self {
        Addressee { name: name.trim().to_owned(), salutation: Salutation::Body }
    }
}

/// How a letter speaks to those who apply together.
fn salutation(applicants: &[Applicant]) -> Salutation {
    let persons = applicants.iter().filter(|one| one.kind == ApplicantKind::NaturalPerson).count();
    match (persons, applicants.len()) {
        (1, 1) => Salutation::Person,
        (0, _) => Salutation::Body,
        _ => Salutation::Several,
    }
}

/// How a letter speaks to somebody of whom only the data is known: a credit code or a person to ask for tells a body.
fn salutation_of(party: &Party) -> Salutation {
    let body = match &party.paper {
        Some(paper) => paper.kind == PaperKind::UnifiedSocialCreditCode,
        None => !party.contact_person.trim().is_empty(),
    };
    if body { Salutation::Body } else { Salutation::Person }
}

fn destroyed() -> AppError {
    AppError::NotNow("当事人的信息已经销毁，不能再拟制文书".to_owned())
}

impl App {
    /// All applicants in the order of the application, with the agent who acts for them.
    pub(crate) async fn applicants_addressed(
        &self,
        reader: &mut Reader,
        organ: &str,
        case: &DeskCase,
    ) -> Result<Addressee, AppError> {
        let registration =
            case.law.registration.as_ref().ok_or_else(|| AppError::NotNow("申请还没有登记".to_owned()))?;
        let entry = &registration.entry;
        let mut names = Vec::with_capacity(entry.applicants.len());
        for applicant in &entry.applicants {
            names.push(self.name_of(reader, organ, case, &applicant.subject).await?);
        }
        let mut name = names.join("、");
        if let Some(agent) = &entry.agent {
            let agent = self.name_of(reader, organ, case, &agent.subject).await?;
            name.push_str(&format!("（委托代理人：{agent}）"));
        }
        Ok(Addressee { name, salutation: salutation(&entry.applicants) })
    }

    /// Who was consulted; an organ or a unit may be named in plain words.
    pub(crate) async fn consulted_addressed(
        &self,
        reader: &mut Reader,
        organ: &str,
        opened: &Opened,
        subject: &SubjectRef,
    ) -> Result<Addressee, AppError> {
        if Uuid::try_parse(subject.as_str()).is_err() {
            return Ok(Addressee::body(subject.as_str()));
        }
        let party = self.party_of(reader, organ, &opened.case, subject).await?.ok_or_else(destroyed)?;
        Ok(Addressee { salutation: salutation_of(&party), name: party.name.trim().to_owned() })
    }

    async fn name_of(
        &self,
        reader: &mut Reader,
        organ: &str,
        case: &DeskCase,
        subject: &SubjectRef,
    ) -> Result<String, AppError> {
        let party = self.party_of(reader, organ, case, subject).await?.ok_or_else(destroyed)?;
        Ok(party.name.trim().to_owned())
    }
}
