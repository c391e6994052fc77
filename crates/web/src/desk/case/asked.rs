//! What was asked, item by item, with what has become of each.

use app::case::{CaseEvent, Dossier};
use law::application::{Event, ItemState, Lapse, Origin, Reply};
use law::outcome::Outcome;
use law::reason::chinese_date;

use super::told::{self, Told, file_address, kind_of_file};

/// What an application asks for.
pub(super) struct Asked {
    pub(super) items: Vec<AskedItem>,
    /// In which form and by which way it is wanted.
    pub(super) wanted_form: Option<Told>,
    /// Corrected texts, each with its day.
    pub(super) corrected: Vec<(String, Told)>,
    /// Papers that came with it: where they are and what they are.
    pub(super) papers: Vec<Paper>,
    /// What else there is to know of it, as labelled lines.
    pub(super) facts: Vec<(&'static str, String)>,
    /// The application it was split from.
    pub(super) split_from: Option<String>,
}

/// A paper to open.
pub(super) struct Paper {
    pub(super) href: String,
    pub(super) label: String,
}

/// One item.
pub(super) struct AskedItem {
    pub(super) no: u32,
    pub(super) wording: Told,
    /// Its state, and the class of its tag.
    pub(super) state: String,
    pub(super) tag: &'static str,
    /// How it is answered, or is to be.
    pub(super) answer: Option<ItemAnswer>,
    /// The case it has become.
    pub(super) split_to: Option<String>,
}

/// How an item is answered.
pub(super) struct ItemAnswer {
    pub(super) title: &'static str,
    pub(super) code: &'static str,
    pub(super) basis: String,
    /// On which grounds parts are withheld.
    pub(super) withheld: Vec<&'static str>,
}

impl ItemAnswer {
    pub(super) fn of(decision: &law::application::Decision) -> Self {
        let outcome: Outcome = decision.outcome;
        ItemAnswer {
            title: outcome.title(),
            code: outcome.code(),
            basis: outcome.basis().to_string(),
            withheld: decision.withheld.iter().map(|ground| ground.title()).collect(),
        }
    }
}

impl Asked {
    pub(super) fn of(dossier: &Dossier) -> Self {
        let view = &dossier.view;
        let law = &view.case.law;
        let came = view.came_with();
        let mut papers: Vec<Paper> = Vec::new();
        for (place, (file, media_type)) in came.attachments.iter().enumerate() {
            let label = format!("附件{}（{}）", place + 1, kind_of_file(media_type));
            papers.push(Paper { href: file_address(view.case_id, file), label });
        }
        if let Some(file) = paper_file(dossier) {
            papers.push(Paper { href: file_address(view.case_id, file), label: "纸质案卷".to_owned() });
        }
        let entry = law.registration.as_ref().map(|registration| &registration.entry);
        let split_from = entry.and_then(|entry| entry.split_from.as_ref());
        Asked {
            items: law.items.iter().map(|item| item_of(dossier, item)).collect(),
            wanted_form: came.wanted_form.map(|text| told::text(dossier, &text)),
            corrected: corrected(dossier),
            papers: if dossier.closed.is_some() { Vec::new() } else { papers },
            facts: facts(dossier),
            split_from: split_from.map(|from| format!("/cases/{from}")),
        }
    }
}

fn paper_file(dossier: &Dossier) -> Option<&law::application::FileRef> {
    dossier.view.history.iter().find_map(|step| match &step.event {
        CaseEvent::Law(event) => match &**event {
            Event::Registered { paper, .. } => paper.as_ref(),
            _ => None,
        },
        CaseEvent::Desk(_) => None,
    })
}

fn corrected(dossier: &Dossier) -> Vec<(String, Told)> {
    let case = &dossier.view.case;
    let texts = case.corrected.iter().map(|(notice, text)| {
        let found = case.law.corrections.iter().find(|correction| correction.no == *notice);
        let day = found.and_then(|correction| correction.answered_on).map_or_else(String::new, chinese_date);
        (day, told::text(dossier, text))
    });
    texts.collect()
}

fn facts(dossier: &Dossier) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let Some(registration) = &dossier.view.case.law.registration else { return facts };
    let entry = &registration.entry;
    let missing = entry.presence.missing();
    if !missing.is_empty() {
        facts.push(("申请中缺少", missing.join("；")));
    }
    if let Some(by) = &entry.filled_by {
        facts.push(("口头申请", format!("由{}代填", dossier.people.name(by.as_str()))));
    }
    if entry.assistance_needed {
        facts.push(("需要帮助", "申请人阅读、视听有困难，应当提供必要的帮助".to_owned()));
    }
    facts
        .push(("送达方式", if entry.electronic_chosen { "申请人选择电子送达" } else { "没有选择电子送达" }.to_owned()));
    if registration.origin == Origin::Opening {
        facts.push(("来源", "启用本系统前已经收到，由纸质案卷补录".to_owned()));
    }
    facts
}

fn item_of(dossier: &Dossier, item: &law::application::Item) -> AskedItem {
    let law = &dossier.view.case.law;
    let mut found = AskedItem {
        no: item.no.0,
        wording: told::text(dossier, &item.wording),
        state: "待答复".to_owned(),
        tag: "run",
        answer: None,
        split_to: None,
    };
    let pending = law.replies.iter().find(|reply| reply.is_pending() && reply.decision(item.no).is_some());
    match (&item.state, law.answer(item.no), pending) {
        (ItemState::Withdrawn { on, .. }, ..) => {
            (found.state, found.tag) = (format!("{}申请人撤回", chinese_date(*on)), "done");
        }
        (ItemState::SplitOff { on, to }, ..) => {
            (found.state, found.tag) = (format!("{}拆分为另一件", chinese_date(*on)), "done");
            found.split_to = Some(format!("/cases/{to}"));
        }
        (ItemState::Standing, Some((reply, decision)), _) => {
            let on = reply.went_out_on().map_or_else(String::new, chinese_date);
            (found.state, found.tag) = (format!("{on}已答复"), "done");
            found.answer = Some(ItemAnswer::of(decision));
        }
        (ItemState::Standing, None, _) if law.lapse().is_some() => {
            let why = match law.lapse() {
                Some(Lapse::Unpaid { on }) => format!("{}认定逾期未缴费，不再处理", chinese_date(on)),
                Some(Lapse::Uncorrected { on }) => format!("{}认定逾期未补正，不再处理", chinese_date(on)),
                None => String::new(),
            };
            (found.state, found.tag) = (why, "done");
        }
        (ItemState::Standing, None, Some(reply)) => {
            found.state = pending_word(reply).to_owned();
            found.answer = reply.decision(item.no).map(ItemAnswer::of);
        }
        (ItemState::Standing, None, None) => {}
    }
    found
}

/// How far a reply that has not gone out has come, as its items show it.
fn pending_word(reply: &Reply) -> &'static str {
    use law::application::Progress;
    match reply.progress {
        Progress::InReview(_) => "拟答复，审核中",
        Progress::Returned { .. } => "拟答复，已退回修改",
        Progress::SignedOff { .. } => "已签发，待送达",
    }
}
