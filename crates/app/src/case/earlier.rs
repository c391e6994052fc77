//! What the record knows of an applicant besides one application: earlier cases, likely duplicates, the month's count.
//!
//! The count decides nothing but a fee by item (FEE-4); the rest is advice for a person (REP-6). Everything is found by
//! the blind indexes: only the case asked about is opened, never those found.

use jiff::civil::Date;
use store::{Reader, ReportFact};
use uuid::Uuid;

use super::handle::{Opened, no_case};
use super::papers::{NAME_FIELD, PAPER_FIELD, WANTED_FIELD};
use super::register::{ApplicationForm, Provenance};
use super::rows::APPLICANT;
use super::view::party_commitment;
use crate::app::App;
use crate::applicant::Party;
use crate::authorise::Action;
use crate::error::AppError;
use crate::identity::{normalised, normalised_name};
use crate::occasion::Occasion;

/// Another case, as far as it may be told without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierCase {
    /// The case.
    pub case_id: Uuid,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// The day of receipt, or of arrival while that is not confirmed; absent where an opening balance knows neither.
    pub came_on: Option<Date>,
    /// The day it was closed; absent while open.
    pub closed_on: Option<Date>,
}

/// What the record knows of the applicant besides this application. Advice for a person, never a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Earlier {
    /// How many applications of the same applicant were received in the same calendar month, this one included (FEE-4).
    pub this_month: u32,
    /// Other cases of the same applicant, by identity paper, or by name where no paper was shown; the latest first.
    pub same_applicant: Vec<EarlierCase>,
    /// Those of them that ask for the same in the same words.
    pub likely_duplicates: Vec<EarlierCase>,
    /// Cases of other applicants that ask for the same in the same words (REP-6).
    pub same_wording: Vec<EarlierCase>,
    /// Whether the applicant was looked for by name: namesakes may be among those found.
    pub by_name: bool,
}

/// What other cases are looked for by.
pub(crate) struct Sought<'a> {
    /// The first applicant.
    pub(crate) party: &'a Party,
    /// What is asked for.
    pub(crate) items: &'a [String],
    /// The day of receipt, or of arrival while that is not confirmed: its month is counted.
    pub(crate) came_on: Date,
    /// The case itself, once it is entered.
    pub(crate) not: Option<Uuid>,
}

impl<'a> Sought<'a> {
    /// What an application not entered yet is looked up by; `None` while it names nobody.
    pub(crate) fn of(form: &'a ApplicationForm, arrived_on: Date) -> Option<Self> {
        let (party, _) = form.applicants.first()?;
        let came_on = match form.provenance {
            Provenance::Arrival => arrived_on,
            Provenance::OpeningBalance { received_on, .. } => received_on,
        };
        Some(Sought { party, items: &form.items, came_on, not: None })
    }
}

impl App {
    /// Looks up what the record knows of the applicant before an application is entered; nothing is written.
    ///
    /// The form need not be complete: what is blank is not looked for. Asks for the right to enter it, and needs the
    /// master key.
    pub async fn likely(&self, occasion: &Occasion<'_>, form: &ApplicationForm) -> Result<Earlier, AppError> {
        self.permit(occasion, form.action())?;
        self.vault()?;
        let Some(sought) = Sought::of(form, occasion.on) else { return Ok(Earlier::default()) };
        let mut reader = self.store.snapshot().await?;
        self.earlier_of(&mut reader, occasion.organ, &sought).await
    }

    /// The same of a case that is entered. Needs the master key; nothing is known of an applicant whose data is destroyed.
    pub async fn earlier(&self, occasion: &Occasion<'_>, case_id: Uuid) -> Result<Earlier, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.snapshot().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        let Some(party) = self.first_applicant(&mut reader, occasion.organ, &opened).await? else {
            return Ok(Earlier::default());
        };
        let registration = opened.case.law.registration.as_ref().ok_or_else(|| no_case(case_id))?;
        let mut items = Vec::with_capacity(registration.entry.items.len());
        for wording in &registration.entry.items {
            let paper = Uuid::try_parse(wording.as_str()).ok().and_then(|id| opened.case.papers.get(&id));
            let Some(paper) = paper else { continue };
            let bytes = self.unseal(&mut reader, occasion.organ, paper.subject, paper.id, &paper.commitment).await?;
            items.extend(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
        }
        let came_on = registration.received_on.unwrap_or(registration.arrived_on);
        let sought = Sought { party: &party, items: &items, came_on, not: Some(case_id) };
        self.earlier_of(&mut reader, occasion.organ, &sought).await
    }

    /// Finds other cases of the same applicant and of the same wording.
    pub(crate) async fn earlier_of(
        &self,
        reader: &mut Reader,
        organ: &str,
        sought: &Sought<'_>,
    ) -> Result<Earlier, AppError> {
        let same_applicant = self.cases_of_party(reader, organ, sought.party, sought.not).await?;
        let mut wording = Vec::new();
        for wanted in sought.items.iter().filter(|wanted| !wanted.trim().is_empty()) {
            for subject in reader.subjects_with(self.vault()?, organ, WANTED_FIELD, &normalised(wanted)).await? {
                wording.extend(reader.cases_of(organ, subject).await?.into_iter().map(|party| party.case_id));
            }
        }
        wording.sort_unstable();
        wording.dedup();
        let (duplicates, others): (Vec<Uuid>, Vec<Uuid>) = wording
            .into_iter()
            .filter(|case| Some(*case) != sought.not)
            .partition(|case| same_applicant.contains(case));
        Ok(Earlier {
            this_month: self.in_month(reader, organ, &same_applicant, sought.came_on).await?,
            same_applicant: told(reader, organ, same_applicant).await?,
            likely_duplicates: told(reader, organ, duplicates).await?,
            same_wording: told(reader, organ, others).await?,
            by_name: sought.party.paper.is_none(),
        })
    }

    /// The first applicant of a case; `None` when the data was destroyed.
    pub(crate) async fn first_applicant(
        &self,
        reader: &mut Reader,
        organ: &str,
        opened: &Opened,
    ) -> Result<Option<Party>, AppError> {
        let case_id = opened.case_id;
        let subject = opened.case.subject().ok_or_else(|| no_case(case_id))?;
        let expected = party_commitment(&opened.case, subject).ok_or_else(|| no_case(case_id))?;
        let Some(bytes) = self.unseal(reader, organ, subject, subject, &expected).await? else { return Ok(None) };
        serde_json::from_slice(&bytes).map(Some).map_err(|_| AppError::Inconsistent("申请人信息无法读出".to_owned()))
    }

    /// The cases in which a party applies: by its paper, or by its name where it showed none.
    pub(crate) async fn cases_of_party(
        &self,
        reader: &mut Reader,
        organ: &str,
        party: &Party,
        not: Option<Uuid>,
    ) -> Result<Vec<Uuid>, AppError> {
        let vault = self.vault()?;
        let name = normalised_name(&party.name);
        let subjects = match &party.paper {
            Some(paper) => reader.subjects_with(vault, organ, PAPER_FIELD, &paper.index_text()).await?,
            None if name.is_empty() => Vec::new(),
            None => reader.subjects_with(vault, organ, NAME_FIELD, &name).await?,
        };
        let mut cases = Vec::new();
        for subject in subjects {
            let parts = reader.cases_of(organ, subject).await?;
            cases.extend(parts.into_iter().filter(|part| part.role == APPLICANT).map(|part| part.case_id));
        }
        cases.sort_unstable();
        cases.dedup();
        cases.retain(|case| Some(*case) != not);
        Ok(cases)
    }

    /// How many of these cases, and the one that came on a day, were received in its month.
    pub(crate) async fn in_month(
        &self,
        reader: &mut Reader,
        organ: &str,
        others: &[Uuid],
        came_on: Date,
    ) -> Result<u32, AppError> {
        let mut count = 1;
        for case_id in others {
            let row = reader.find::<store::CaseRow>(organ, case_id).await?;
            if row
                .and_then(|row| row.received_on)
                .is_some_and(|on| (on.year(), on.month()) == (came_on.year(), came_on.month()))
            {
                count += 1;
            }
        }
        Ok(count)
    }
}

/// Tells cases by number and day, the latest entered first.
async fn told(reader: &mut Reader, organ: &str, cases: Vec<Uuid>) -> Result<Vec<EarlierCase>, AppError> {
    let mut told = Vec::with_capacity(cases.len());
    for case_id in cases.into_iter().rev() {
        let Some(fact) = reader.find::<ReportFact>(organ, &case_id).await? else { continue };
        told.push(EarlierCase {
            case_id,
            number: fact.number,
            came_on: fact.received_on.or(fact.arrived_on),
            closed_on: fact.closed_on,
        });
    }
    Ok(told)
}
