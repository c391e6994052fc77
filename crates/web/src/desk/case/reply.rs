//! The replies of a case: what each decides, how far it has come and by whom, how it was sent, what became of it.

use app::OrganProfile;
use app::case::{CaseEvent, Dossier};
use app::letter::LetterOf;
use jiff::civil::Date;
use law::application::{ActorId, Event, Progress, Reply, ReplyNo, ReviewLevel, RevocationGround, SealedRef, Service};
use law::reason::chinese_date;
use law::settings::Settings;

use super::asked::ItemAnswer;
use super::letter_rows::{self, Link, STAMPED};
use super::told::{self, Told, file_address, near};

/// One reply.
pub(super) struct ReplyCard {
    pub(super) no: u32,
    pub(super) title: &'static str,
    pub(super) state: String,
    pub(super) tag: &'static str,
    pub(super) number: String,
    pub(super) void_numbers: Vec<String>,
    pub(super) decisions: Vec<(u32, ItemAnswer)>,
    pub(super) way: Vec<Stage>,
    pub(super) services: Vec<Sent>,
    /// Applicants it has not reached.
    pub(super) unserved: Vec<String>,
    /// What befell it: corrected, revoked, replaced.
    pub(super) notes: Vec<String>,
    pub(super) links: Vec<Link>,
    /// The review and approval sheet, and the blank proof of service; empty for whoever may not read letters.
    pub(super) sheets: Vec<Link>,
    /// Where the stamped letter is put on the file, for whoever sends it.
    pub(super) scan: Option<String>,
}

impl ReplyCard {
    /// What putting the stamped letter on the file is called: the first time, and once there is one.
    pub(super) fn scan_word(&self) -> &'static str {
        let kept = self.links.iter().any(|link| link.label == STAMPED);
        if kept { "更换用印扫描件" } else { "归入用印扫描件" }
    }
}

/// One stage on a reply's way out.
pub(super) struct Stage {
    pub(super) what: &'static str,
    /// `done`, `now` or `todo`.
    pub(super) standing: &'static str,
    pub(super) who: String,
    pub(super) on: String,
    pub(super) opinion: Option<Told>,
    /// The approval on paper.
    pub(super) paper: Option<String>,
}

/// One sending.
pub(super) struct Sent {
    pub(super) to: Told,
    pub(super) means: &'static str,
    pub(super) on: String,
    pub(super) returned: String,
    /// The number of the postal item.
    pub(super) postal_number: String,
    pub(super) proof: Option<String>,
    /// The proof of service, filled in from the record.
    pub(super) sheet: Option<String>,
    /// What was noted with it.
    pub(super) note: String,
}

/// All replies, the latest first.
pub(super) fn cards(dossier: &Dossier, asking: &Asking<'_>) -> Vec<ReplyCard> {
    dossier.view.case.law.replies.iter().rev().map(|reply| card(dossier, reply, asking)).collect()
}

/// For whom replies are shown, and by which rules the organ works.
pub(super) struct Asking<'a> {
    pub(super) profile: &'a OrganProfile,
    pub(super) today: Date,
    /// Whether the person sends letters.
    pub(super) sends: bool,
}

fn card(dossier: &Dossier, reply: &Reply, asking: &Asking<'_>) -> ReplyCard {
    let (levels, settings, today) = (&asking.profile.levels, &asking.profile.law, asking.today);
    let (view, law) = (&dossier.view, &dossier.view.case.law);
    let entry = dossier
        .letters
        .iter()
        .find(|entry| entry.of == LetterOf::Reply(reply.no) && entry.reference == reply.draft.letter);
    let open = dossier.closed.is_none();
    let stamped = asking.sends && open && reply.is_pending() && reply.signed_off_on().is_some();
    let (state, tag) = state(dossier, reply);
    ReplyCard {
        no: reply.no.0,
        title: entry.map_or("答复", |entry| entry.title),
        state,
        tag,
        number: reply.number().map_or_else(String::new, ToString::to_string),
        void_numbers: reply.void_numbers.iter().map(ToString::to_string).collect(),
        decisions: reply.draft.decisions.iter().map(|one| (one.item.0, ItemAnswer::of(one))).collect(),
        way: way(dossier, reply, levels, today),
        services: reply.services.iter().map(|service| sent(dossier, reply.no, service, settings)).collect(),
        unserved: if reply.services.is_empty() || !law.stands(reply) {
            Vec::new()
        } else {
            law.unserved(reply).map(|who| told::name(dossier, who).text).collect()
        },
        notes: notes(dossier, reply),
        links: entry.filter(|_| open).map_or_else(Vec::new, |entry| letter_rows::links(entry, view.case_id)),
        sheets: if open { sheets(dossier, reply) } else { Vec::new() },
        scan: stamped.then(|| format!("/cases/{}/scan/{}", view.case_id, reply.no)),
    }
}

fn state(dossier: &Dossier, reply: &Reply) -> (String, &'static str) {
    let law = &dossier.view.case.law;
    match (&reply.progress, reply.revoked, reply.went_out_on()) {
        (_, Some((on, _)), _) => (format!("{}撤销", chinese_date(on)), ""),
        (_, None, Some(_)) if !law.stands(reply) => ("已被新的答复替换".to_owned(), ""),
        (_, None, Some(on)) => (format!("{}发出", chinese_date(on)), "done"),
        (Progress::InReview(_), ..) => ("审核中".to_owned(), "run"),
        (Progress::Returned { .. }, ..) => ("退回修改".to_owned(), "soon"),
        (Progress::SignedOff { .. }, ..) => ("已签发，待送达".to_owned(), "run"),
    }
}

/// Drafted, reviewed level by level, signed off, sent.
fn way(dossier: &Dossier, reply: &Reply, levels: &[ReviewLevel], today: Date) -> Vec<Stage> {
    let by = |who: &ActorId, on| (dossier.people.name(who.as_str()).to_owned(), near(on, today));
    let nobody = || (String::new(), String::new());
    let plain = |what, standing, (who, on)| Stage { what, standing, who, on, opinion: None, paper: None };
    let mut way = vec![plain("拟稿", "done", by(&reply.drafted_by, reply.drafted_on))];
    let (steps, signed, returned) = match &reply.progress {
        Progress::InReview(steps) => (steps.as_slice(), None, None),
        Progress::Returned { by, on } => (&[][..], None, Some((by, *on))),
        Progress::SignedOff { steps, by, on, .. } => (steps.as_slice(), Some((by, *on)), None),
    };
    if let Some((who, on)) = returned {
        let opinion = returned_with(dossier, reply.no).map(|text| told::text(dossier, text));
        way.push(Stage { opinion, ..plain("退回修改", "now", by(who, on)) });
        return way;
    }
    for step in steps {
        let opinion = opinion_of(dossier, reply.no, step.level).map(|text| told::text(dossier, text));
        way.push(Stage { opinion, ..plain(step.level.label(), "done", by(&step.by, step.on)) });
    }
    match signed {
        None => {
            let mut left = levels.iter().filter(|level| !steps.iter().any(|step| step.level == **level)).peekable();
            let ready = left.peek().is_none();
            for (place, level) in left.enumerate() {
                way.push(plain(level.label(), if place == 0 { "now" } else { "todo" }, nobody()));
            }
            way.push(plain("签发", if ready { "now" } else { "todo" }, nobody()));
            way.push(plain("送达", "todo", nobody()));
        }
        Some((who, on)) => {
            let paper = paper_of(dossier, reply.no).filter(|_| dossier.closed.is_none());
            let what = if paper.is_some() { "签发（纸质审批，由此人补录）" } else { "签发" };
            let paper = paper.map(|file| file_address(dossier.view.case_id, file));
            way.push(Stage { paper, ..plain(what, "done", by(who, on)) });
            way.push(match reply.went_out_on() {
                Some(on) => plain("送达", "done", (String::new(), near(on, today))),
                None => plain("送达", "now", nobody()),
            });
        }
    }
    way
}

/// The events of a case that are the law's, the latest first.
fn latest(dossier: &Dossier) -> impl Iterator<Item = &Event> {
    dossier.view.history.iter().rev().filter_map(|step| match &step.event {
        CaseEvent::Law(event) => Some(&**event),
        CaseEvent::Desk(_) => None,
    })
}

fn opinion_of(dossier: &Dossier, no: ReplyNo, level: ReviewLevel) -> Option<&SealedRef> {
    let passed = latest(dossier).find_map(|event| match event {
        Event::ReviewPassed { reply, level: passed, opinion, .. } if *reply == no && *passed == level => Some(opinion),
        _ => None,
    });
    passed?.as_ref()
}

fn returned_with(dossier: &Dossier, no: ReplyNo) -> Option<&SealedRef> {
    latest(dossier).find_map(|event| match event {
        Event::ReplyReturned { reply, opinion, .. } if *reply == no => Some(opinion),
        _ => None,
    })
}

fn paper_of(dossier: &Dossier, no: ReplyNo) -> Option<&law::application::FileRef> {
    let signed = latest(dossier).find_map(|event| match event {
        Event::SignedOff { reply, paper, .. } if *reply == no => Some(paper),
        _ => None,
    });
    signed?.as_ref()
}

fn sent(dossier: &Dossier, reply: ReplyNo, service: &Service, settings: &Settings) -> Sent {
    let view = &dossier.view;
    let open = dossier.closed.is_none();
    let agent = view.case.law.agent() == Some(&service.to);
    let mut to = told::name(dossier, &service.to);
    if agent {
        to.text.push_str("（代理人）");
    }
    let counts = service.counts_on(settings);
    let mut on = chinese_date(service.on);
    if let Some(sent) = service.sent_on.filter(|sent| *sent != service.on) {
        on = format!("{}发出，{}到达", chinese_date(sent), chinese_date(service.on));
    }
    if counts != service.on {
        on.push_str(&format!("（按{}计）", chinese_date(counts)));
    }
    Sent {
        to,
        means: service.means.label(),
        on,
        returned: service.returned_on.map_or_else(String::new, |on| format!("{}退回", chinese_date(on))),
        proof: service.proof.as_ref().filter(|_| open).map(|file| file_address(view.case_id, file)),
        postal_number: service.postal_number.as_ref().map_or_else(String::new, ToString::to_string),
        sheet: open.then(|| format!("/cases/{}/sheets/proof-{reply}-{}", view.case_id, service.no)),
        note: note_of(dossier, reply, service),
    }
}

/// What was noted when a service was entered.
fn note_of(dossier: &Dossier, no: ReplyNo, service: &Service) -> String {
    let found = dossier.view.history.iter().filter(|step| match &step.event {
        CaseEvent::Law(event) => match &**event {
            Event::Served { reply, to, means, .. } => (*reply, to, *means) == (no, &service.to, service.means),
            _ => false,
        },
        CaseEvent::Desk(_) => false,
    });
    let mut found: Vec<&app::case::HistoryStep> = found.collect();
    if found.len() > 1 {
        found.retain(|step| step.on == service.on);
    }
    found.first().map_or_else(String::new, |step| step.reason.clone())
}

fn notes(dossier: &Dossier, reply: &Reply) -> Vec<String> {
    let law = &dossier.view.case.law;
    let mut notes: Vec<String> = reply
        .corrected
        .iter()
        .map(|(on, _)| format!("{}发出更正通知，更正了这份答复的文字", chinese_date(*on)))
        .collect();
    if let Some(no) = reply.replaces {
        notes.push(format!("发出后替换第{no}份答复"));
    }
    if let Some(other) = law.replies.iter().find(|other| other.replaces == Some(reply.no)) {
        notes.push(format!("由第{}份答复替换", other.no));
    }
    if let Some((on, ground)) = reply.revoked {
        notes.push(match ground {
            RevocationGround::OwnMotion => format!("{}由本机关自行撤销", chinese_date(on)),
            RevocationGround::Ordered { .. } => format!("{}因复议决定或者裁判撤销", chinese_date(on)),
        });
    }
    notes
}

fn sheets(dossier: &Dossier, reply: &Reply) -> Vec<Link> {
    let at = |what: &str| format!("/cases/{}/sheets/{what}-{}", dossier.view.case_id, reply.no);
    let mut sheets = vec![Link { href: at("review"), label: "审查呈批单" }];
    if matches!(reply.progress, Progress::SignedOff { .. }) {
        sheets.push(Link { href: at("proof"), label: "送达回证" });
    }
    sheets
}
