//! The law over a case of ten events: folding them, deciding the next command, taking its events up.

use std::hint::black_box;
use std::time::Duration;

use jiff::civil::{Date, date};
use law::application::{
    Act, Actor, Applicant, ApplicantKind, Case, Channel, Confirmation, Context, Decision, Draft, Entry, Event,
    ExtensionNo, Held, ItemNo, Presence, ReplyNo, ReviewLevel, Role, SealedRef, decide, evolve, replay,
};
use law::calendar::{Calendar, WorkingDays};
use law::outcome::{EvidenceItem, Outcome};
use law::settings::Settings;

use crate::measure::{alone, median, timed};

const ROUNDS: usize = 60;
const WARM: usize = 10;
const DECISIONS: u32 = 1000;
const EVENTS: usize = 10;

/// An online application as it arrives.
pub fn entry() -> Entry {
    Entry {
        channel: Channel::Online,
        submitted_on: None,
        applicants: vec![Applicant {
            subject: "0190a000-0000-7000-8000-000000000001".into(),
            commitment: "0".repeat(64),
            kind: ApplicantKind::NaturalPerson,
        }],
        representative: None,
        agent: None,
        items: vec![sealed(2)],
        presence: Presence::COMPLETE,
        filled_by: None,
        assistance_needed: false,
        electronic_chosen: false,
        split_from: None,
    }
}

fn sealed(no: u32) -> SealedRef {
    SealedRef::new(format!("0190a000-0000-7000-8000-{no:012}"))
}

fn review(level: ReviewLevel) -> Act {
    Act::ApproveReview { reply: ReplyNo(1), level, opinion: None }
}

/// Ten commands of one event each: received late, searched, extended, answered, under review.
fn story() -> Vec<(Date, &'static [Role], Act)> {
    const OFFICER: &[Role] = &[Role::DisclosureOfficer];
    const HEAD: &[Role] = &[Role::HeadOfDisclosureOffice];
    const REVIEWER: &[Role] = &[Role::Reviewer];
    let day = |day| date(2026, 3, day);
    let items = || vec![ItemNo(1)];
    let extension = ExtensionNo(1);
    let [unit, legal, _] = ReviewLevel::USUAL;
    let draft = Draft { decisions: vec![Decision::new(ItemNo(1), Outcome::U1a)], letter: sealed(7) };
    vec![
        (day(2), OFFICER, Act::Register { entry: entry() }),
        (day(3), OFFICER, Act::ConfirmReceipt { by: Confirmation::Telephone }),
        (day(9), OFFICER, Act::LogSearch { items: items(), account: sealed(3) }),
        (
            day(9),
            OFFICER,
            Act::FileEvidence {
                items: items(),
                evidence: EvidenceItem::SearchLog,
                held: Held::Note { note: sealed(4) },
            },
        ),
        (day(16), OFFICER, Act::ProposeExtension { days: WorkingDays(20), grounds: sealed(5) }),
        (day(17), HEAD, Act::ApproveExtension { extension, paper: None }),
        (day(18), OFFICER, Act::NotifyExtension { extension, letter: sealed(6) }),
        (day(19), OFFICER, Act::DraftReply { draft, replaces: None }),
        (day(20), REVIEWER, review(unit)),
        (day(23), REVIEWER, review(legal)),
    ]
}

pub fn run() {
    let calendar = Calendar::embedded();
    let settings = Settings::default();
    let today = date(2026, 3, 27);
    let nobody = Actor::new("", []);
    let levels: &[ReviewLevel] = &ReviewLevel::USUAL;
    let usual = Context { today, on: today, calendar: &calendar, settings: &settings, levels, actor: &nobody };
    let mut case = Case::default();
    let mut log: Vec<(Event, Date)> = Vec::new();
    for (step, (on, roles, act)) in story().into_iter().enumerate() {
        let actor = Actor::new(format!("actor-{step}"), roles.iter().copied());
        for event in decide(&case, &act.into(), &Context { on, actor: &actor, ..usual }).unwrap() {
            case = evolve(case, &event, on);
            log.push((event, on));
        }
    }
    assert_eq!(log.len(), EVENTS, "the story has ten events");

    let actor = Actor::new("secrecy", [Role::Reviewer]);
    let on = date(2026, 3, 24);
    let command = review(ReviewLevel::USUAL[2]).into();
    let mut times: [Vec<Duration>; 2] = Default::default();
    for _ in 0..ROUNDS {
        let (time, ()) = timed(|| {
            for _ in 0..DECISIONS {
                let case = replay(black_box(&log).iter().map(|(event, on)| (event, *on)));
                let events = decide(&case, &command, &Context { on, actor: &actor, ..usual }).unwrap();
                black_box(events.iter().fold(case, |case, event| evolve(case, event, on)));
            }
        });
        times[0].push(time / DECISIONS);
        let (time, ()) = timed(|| {
            for _ in 0..DECISIONS {
                black_box(replay(black_box(&log).iter().map(|(event, on)| (event, *on))));
            }
        });
        times[1].push(time / DECISIONS);
    }
    let [whole, folding] = times.map(|times| median(times.into_iter().skip(WARM).collect()));
    let name = "decide and evolve over a case of ten events";
    alone(name, whole, Duration::from_micros(20), &[("of that folding the ten", folding)]);
}
