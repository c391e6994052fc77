//! Who asks: the applicants, the agent, those consulted, and what else the applicant asked for.

use app::case::{Dossier, OtherApplications, Seen};
use law::application::SubjectRef;
use law::reason::chinese_date;
use uuid::Uuid;

use super::told::{self, Told, file_address};

/// One party.
pub(super) struct PartyCard {
    pub(super) role: &'static str,
    pub(super) name: Told,
    /// What it is, for an applicant.
    pub(super) kind: &'static str,
    pub(super) lines: Vec<(&'static str, String)>,
    /// The mandate of an agent.
    pub(super) mandate: Option<String>,
}

/// What else the first applicant asked for.
pub(super) struct Others {
    /// How many came in the month, this one included.
    pub(super) this_month: u32,
    /// How many others there are.
    pub(super) all: u32,
    pub(super) latest: Vec<OtherRow>,
}

/// One other application.
pub(super) struct OtherRow {
    pub(super) href: String,
    pub(super) number: String,
    pub(super) when: String,
}

/// Everybody who takes part.
pub(super) fn parties(dossier: &Dossier) -> Vec<PartyCard> {
    let law = &dossier.view.case.law;
    let Some(registration) = &law.registration else { return Vec::new() };
    let entry = &registration.entry;
    let mut all = Vec::new();
    let several = entry.applicants.len() > 1;
    let speaks = entry.representative.as_ref().or_else(|| entry.applicants.first().map(|one| &one.subject));
    for applicant in &entry.applicants {
        let role = if several && Some(&applicant.subject) == speaks { "代表人" } else { "申请人" };
        all.push(card(dossier, role, applicant.kind.label(), &applicant.subject));
    }
    if let Some(agent) = &entry.agent {
        let mandate = dossier.closed.is_none().then(|| file_address(dossier.view.case_id, &agent.mandate));
        all.push(PartyCard { mandate, ..card(dossier, "代理人", "", &agent.subject) });
    }
    let mut asked: Vec<&SubjectRef> = Vec::new();
    for consultation in &law.consultations {
        // Organs named in plain words have nothing more to tell than their name.
        if Uuid::try_parse(consultation.addressee.as_str()).is_ok() && !asked.contains(&&consultation.addressee) {
            asked.push(&consultation.addressee);
            all.push(card(dossier, consultation.with.label(), "", &consultation.addressee));
        }
    }
    all
}

fn card(dossier: &Dossier, role: &'static str, kind: &'static str, subject: &SubjectRef) -> PartyCard {
    let lines = match dossier.party(subject) {
        Seen::Plain(party) => told::party_lines(party),
        Seen::Destroyed | Seen::Hidden | Seen::Damaged => Vec::new(),
    };
    PartyCard { role, name: told::name(dossier, subject), kind, lines, mandate: None }
}

/// What else the applicant asked for, to be shown.
pub(super) fn others(found: &OtherApplications) -> Others {
    let latest = found.latest.iter().map(|one| {
        let received =
            one.received_on.map_or("尚未确认收到".to_owned(), |day| format!("{}收到", chinese_date(day)));
        let closed = if one.closed_on.is_some() { "，已办结" } else { "，在办" };
        OtherRow {
            href: format!("/cases/{}", one.case_id),
            number: one.number.clone().unwrap_or_else(|| "未编号的申请".to_owned()),
            when: format!("{received}{closed}"),
        }
    });
    Others { this_month: found.this_month, all: found.all, latest: latest.collect() }
}
