//! Papers of the file computed from the case: the receipt, the proof of service, the review sheet.

use std::collections::BTreeMap;

use document::Document;
use jiff::civil::Date;
use law::application::{Event, Progress, Reply, ReplyNo, ReviewLevel, SealedRef, ServiceNo, SubjectRef};
use law::reason::chinese_date;
use letters::{Issue, Opinion, Paper, ReviewSheet, ServiceProof};
use store::{Reader, StoredEvent};
use uuid::Uuid;

use super::facts::title_of_reply;
use super::form::LetterForm;
use super::gather::{Quoted, frame};
use super::parties::Addressee;
use super::sealed::SealedLetter;
use crate::app::App;
use crate::authorise::Action;
use crate::case::{Opened, clock_on, stream_of};
use crate::codec::decode_stored;
use crate::error::AppError;
use crate::events::DeskEvent;
use crate::occasion::Occasion;

/// A paper of the file.
#[derive(Clone, PartialEq, Eq)]
pub enum Sheet {
    /// D02: the receipt as of the occasion's day; to keep it, compose and issue it.
    Receipt,
    /// D29: the proof of service of a reply, filled in from a service on record, or with blanks to be filled in by hand.
    ServiceProof {
        /// Of which reply.
        reply: ReplyNo,
        /// Of which service; a blank form when none is named.
        service: Option<ServiceNo>,
        /// For a blank form, who is to be served; all applicants when nobody is named.
        to: Option<SubjectRef>,
        /// The number of the postal item, where there is one; that of the service on record when none is named.
        postal_number: Option<String>,
    },
    /// D30: who drafted, reviewed and signed a reply, and what they said.
    ReviewSheet {
        /// Of which reply.
        reply: ReplyNo,
    },
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Sheet::Receipt => f.write_str("Receipt"),
            Sheet::ServiceProof { reply, .. } => write!(f, "ServiceProof({reply}, …)"),
            Sheet::ReviewSheet { reply } => write!(f, "ReviewSheet({reply})"),
        }
    }
}

impl App {
    /// Lays out a paper of the file from the case as it stands. Needs the master key.
    pub async fn sheet(&self, occasion: &Occasion<'_>, case_id: Uuid, sheet: &Sheet) -> Result<Document, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        if *sheet == Sheet::Receipt {
            return Ok(self.compose(occasion, case_id, &LetterForm::Receipt).await?.document);
        }
        let mut reader = self.store.snapshot().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        let (paper, to) = match sheet {
            Sheet::Receipt => return Err(AppError::NotNow("登记回执另行编排".to_owned())),
            Sheet::ServiceProof { reply, service, to, postal_number } => {
                let proof = Proof { reply: found(&opened, *reply)?, service: *service, to, postal_number };
                self.service_proof(&mut reader, occasion.organ, &opened, &proof).await?
            }
            Sheet::ReviewSheet { reply } => {
                let events = reader.load(occasion.organ, &stream_of(case_id)).await?.events;
                let reply = found(&opened, *reply)?;
                let review = self.review_sheet(&mut reader, occasion, &opened, reply, &events).await?;
                let to = self.applicants_addressed(&mut reader, occasion.organ, &opened.case).await?;
                (Paper::ReviewSheet(review), to)
            }
        };
        let letter = SealedLetter::new(paper, frame(&opened.profile, to, &[]));
        letter.lay_out(&Issue::Out { number: None, on: occasion.on })
    }

    async fn service_proof(
        &self,
        reader: &mut Reader,
        organ: &str,
        opened: &Opened,
        proof: &Proof<'_>,
    ) -> Result<(Paper, Addressee), AppError> {
        let reply = proof.reply;
        let number = reply.number().map_or_else(String::new, |number| format!("（{number}）"));
        let service = match proof.service {
            None => None,
            Some(no) => {
                let found = reply.services.iter().find(|service| service.no == no);
                Some(found.ok_or_else(|| AppError::NotFound { what: "送达", which: no.to_string() })?)
            }
        };
        let to = service.map(|service| &service.to).or(proof.to.as_ref());
        let mut place = String::new();
        let addressee = match to {
            None => self.applicants_addressed(reader, organ, &opened.case).await?,
            Some(subject) => {
                let electronic = service.is_some_and(|s| s.means == law::application::Means::Electronic);
                if let Some(party) = self.party_of(reader, organ, &opened.case, subject).await? {
                    place = if electronic { party.email } else { party.address };
                }
                self.consulted_addressed(reader, organ, opened, subject).await?
            }
        };
        let by_hand = service
            .is_some_and(|s| matches!(s.means, law::application::Means::Direct | law::application::Means::Entrusted));
        let paper = Paper::ServiceProof(ServiceProof {
            served: format!("{}{number}", title_of_reply(reply)),
            manner: service.map_or_else(String::new, |service| service.means.label().to_owned()),
            place,
            postal_number: proof.postal_number.clone().or_else(|| {
                service.and_then(|service| service.postal_number.as_ref()).map(|number| number.as_str().to_owned())
            }),
            sent_on: service.filter(|_| !by_hand).map(|service| service.sent_on.unwrap_or(service.on)),
            signed_on: service.filter(|_| by_hand).map(|service| service.on),
            returned: service.and_then(|service| service.returned_on).map(|on| format!("{}退回", chinese_date(on))),
        });
        Ok((paper, addressee))
    }

    async fn review_sheet(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        opened: &Opened,
        reply: &Reply,
        events: &[StoredEvent],
    ) -> Result<ReviewSheet, AppError> {
        let organ = occasion.organ;
        let items: Vec<_> = reply.draft.decisions.iter().map(|decision| decision.item).collect();
        let asked = self.asked(reader, organ, opened, Quoted::Named(&items)).await?;
        let several = asked.items.len() > 1;
        let request: Vec<String> = asked
            .items
            .iter()
            .map(|item| if several { format!("{}．{}", item.no, item.wording) } else { item.wording.clone() })
            .collect();
        let proposal: Vec<String> = reply
            .draft
            .decisions
            .iter()
            .map(|decision| {
                let item = if several { format!("第{}项：", decision.item) } else { String::new() };
                let parts: Vec<&str> = decision.withheld.iter().map(|one| one.title()).collect();
                let parts = if parts.is_empty() {
                    String::new()
                } else {
                    format!("；不予公开部分：{}", parts.join("、"))
                };
                format!("{item}{}{parts}（{}）", decision.outcome.title(), decision.outcome.basis())
            })
            .collect();
        let clock = clock_on(&opened.case.law, occasion.on, &opened.calendar, &opened.profile);
        let received = chinese_date(asked.received_on);
        let due =
            clock.due.or(clock.was_due).map_or_else(String::new, |due| format!("，答复期限至{}", chinese_date(due)));
        let number = reply.number().map_or_else(String::new, |number| format!("（{number}）"));
        Ok(ReviewSheet {
            case_number: asked.case_number,
            letter: format!("{}{number}", title_of_reply(reply)),
            term: format!("{received}收到{due}"),
            request: request.join("\n"),
            proposal: proposal.join("\n"),
            opinions: self.opinions(reader, organ, opened, reply, events).await?,
        })
    }

    /// The opinions of the draft as it stands, level by level; levels still to come stay blank.
    async fn opinions(
        &self,
        reader: &mut Reader,
        organ: &str,
        opened: &Opened,
        reply: &Reply,
        events: &[StoredEvent],
    ) -> Result<Vec<Opinion>, AppError> {
        let said = said(events, reply.no)?;
        let mut names = Names::default();
        let by = names.of(reader, organ, reply.drafted_by.as_str()).await?;
        let mut opinions = vec![Opinion {
            level: "拟办".to_owned(),
            by,
            opinion: "拟按上述意见办理".to_owned(),
            on: Some(reply.drafted_on),
        }];
        let (steps, signed) = match &reply.progress {
            Progress::InReview(steps) => (steps.as_slice(), None),
            Progress::Returned { .. } => (&[] as &[_], None),
            Progress::SignedOff { steps, by, on, .. } => (steps.as_slice(), Some((by, *on))),
        };
        for level in &opened.profile.levels {
            let step = steps.iter().find(|step| step.level == *level);
            let Some(step) = step else {
                opinions.push(blank(level.label()));
                continue;
            };
            let opinion = match said.opinions.get(level).and_then(Option::as_ref) {
                Some(text) => self.paper_of(reader, organ, &opened.case, text.as_str()).await?,
                None => None,
            };
            let opinion = opinion
                .map(|(_, bytes)| String::from_utf8_lossy(&bytes).trim().to_owned())
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| "同意".to_owned());
            let by = names.of(reader, organ, step.by.as_str()).await?;
            opinions.push(Opinion { level: level.label().to_owned(), by, opinion, on: Some(step.on) });
        }
        opinions.push(match signed {
            None => blank("签发"),
            Some((by, on)) => {
                let by = names.of(reader, organ, by.as_str()).await?;
                let (opinion, by) = if said.on_paper {
                    ("见纸质审批件".to_owned(), format!("{by}（登记）"))
                } else {
                    ("同意，签发".to_owned(), by)
                };
                Opinion { level: "签发".to_owned(), by, opinion, on: Some(on) }
            }
        });
        Ok(opinions)
    }
}

/// What a proof of service is asked for.
struct Proof<'a> {
    reply: &'a Reply,
    service: Option<ServiceNo>,
    to: &'a Option<SubjectRef>,
    postal_number: &'a Option<String>,
}

fn found(opened: &Opened, reply: ReplyNo) -> Result<&Reply, AppError> {
    opened.case.law.reply(reply).ok_or_else(|| AppError::NotFound { what: "答复", which: reply.to_string() })
}

fn blank(level: &str) -> Opinion {
    Opinion { level: level.to_owned(), by: String::new(), opinion: "　\n　".to_owned(), on: None::<Date> }
}

/// What the events say of a reply's review since its last draft.
#[derive(Default)]
struct Said {
    opinions: BTreeMap<ReviewLevel, Option<SealedRef>>,
    on_paper: bool,
}

fn said(events: &[StoredEvent], of: ReplyNo) -> Result<Said, AppError> {
    let mut said = Said::default();
    for stored in events.iter().filter(|stored| !DeskEvent::KINDS.contains(&stored.kind.as_str())) {
        match decode_stored(stored)? {
            Event::ReplyRedrafted { reply, .. } if reply == of => said = Said::default(),
            Event::ReviewPassed { reply, level, opinion, .. } if reply == of => {
                said.opinions.insert(level, opinion);
            }
            Event::SignedOff { reply, paper, .. } if reply == of => said.on_paper = paper.is_some(),
            _ => {}
        }
    }
    Ok(said)
}

/// The names of accounts, each read once.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    /// A person's name; the login where no account bears it.
    async fn of(&mut self, reader: &mut Reader, organ: &str, login: &str) -> Result<String, AppError> {
        if let Some(known) = self.0.get(login) {
            return Ok(known.clone());
        }
        let account = reader.find::<store::Account>(organ, &login.to_owned()).await?;
        let name = account.map_or_else(|| login.to_owned(), |account| account.name);
        self.0.insert(login.to_owned(), name.clone());
        Ok(name)
    }
}
