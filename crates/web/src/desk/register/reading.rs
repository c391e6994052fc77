//! From what was typed to the application the use case takes: every fault at once, each beside its field.

use app::applicant::{APPLICANTS_MAX, ITEMS_MAX};
use app::case::AgentForm;
use app::identity::PaperKind;
use app::{ApplicationForm, Faults, FieldFault, IdentityPaper, Party, Provenance};
use jiff::civil::Date;
use law::application::{ApplicantKind, Channel, Presence};
use law::reason::chinese_date;
use law::receipt::{Arrival, receipt};

use super::choice::{MEDIA, WAYS, parse};
use crate::filled::Filled;
use crate::form::{Form, Upload};

/// The fields of a party that are texts.
const PARTY: [&str; 7] = ["name", "paper", "contact_person", "address", "postcode", "telephone", "email"];
/// Most parts looked at; one more than may be, so that too many are told and not dropped.
pub(super) const APPLICANTS: usize = APPLICANTS_MAX + 1;
/// Most items looked at.
pub(super) const ITEMS: usize = ITEMS_MAX + 1;

/// What was typed, as far as it can be taken; the faults are in the form.
pub(super) struct Typed {
    /// The application.
    pub(super) application: ApplicationForm,
    /// The day it arrived.
    pub(super) on: Date,
    /// Why it is entered so, in the officer's words.
    pub(super) reason: String,
}

/// Whether it was open before the record began.
pub(super) fn is_opening(filled: &Filled) -> bool {
    filled.get("entry") == "opening"
}

/// Drops parts that are blank or were taken away, and numbers the others anew, so that places and faults agree.
pub(super) fn tidy(filled: &mut Filled) {
    let taken = |filled: &Filled, part: &str| filled.has(&format!("{part}.drop"));
    let blank =
        |filled: &Filled, part: &str| PARTY.iter().all(|field| filled.get(&format!("{part}.{field}")).is_empty());
    let kept: Vec<usize> = (0..filled.count("applicants", APPLICANTS))
        .filter(|place| {
            let part = format!("applicants.{place}");
            !blank(filled, &part) && !taken(filled, &part)
        })
        .collect();
    filled.keep_parts("applicants", &kept);
    let kept: Vec<usize> = (0..filled.count("items", ITEMS))
        .filter(|place| {
            let part = format!("items.{place}");
            !filled.get(&part).is_empty() && !taken(filled, &part)
        })
        .collect();
    filled.keep_parts("items", &kept);
}

/// Reads the form; `today` is the latest day a fact may have.
pub(super) fn read(form: &mut Form, today: Date) -> Typed {
    let (mandate, paper) = (form.file("mandate"), form.file("paper"));
    let attachments = form.files("attachments").into_iter().map(|file| (file.media_type.to_owned(), file.bytes));
    let attachments = attachments.collect();
    let filled = &mut form.filled;
    let channel = channel(filled);
    let (on, provenance) = if is_opening(filled) {
        opening(filled, paper, today)
    } else {
        (arrival(filled, channel, today), Provenance::Arrival)
    };
    let submitted_on = filled.date("submitted", "提交日期", false);
    dates_agree(filled, channel, on, submitted_on);
    let application = ApplicationForm {
        // A stand-in where none was chosen: with that fault nothing is entered.
        channel: channel.unwrap_or(Channel::InPerson),
        submitted_on,
        applicants: applicants(filled),
        representative: representative(filled),
        agent: agent(filled, mandate),
        items: (0..filled.count("items", ITEMS).max(1))
            .map(|place| filled.get(&format!("items.{place}")).to_owned())
            .collect(),
        wanted_form: wanted_form(filled),
        presence: None,
        filled_by: filled.has("oral").then(|| filled.get("filled_by").to_owned()),
        assistance_needed: filled.has("assistance"),
        electronic_chosen: filled.has("electronic"),
        provenance,
        attachments,
    };
    let mut faults = Faults::default();
    application.check(&mut faults);
    take_up(filled, faults);
    written_down(filled, channel);
    let application = ApplicationForm { presence: presence(filled, &application), ..application };
    Typed { application, on: on.unwrap_or(today), reason: filled.get("reason").to_owned() }
}

/// Takes up what the use case found wrong, under the fields of this form, and says which part it is about.
pub(super) fn take_up(filled: &mut Filled, faults: Faults) {
    let several = |filled: &Filled, prefix: &str, most| filled.count(prefix, most) > 1;
    let (many_applicants, many_items) = (several(filled, "applicants", APPLICANTS), several(filled, "items", ITEMS));
    let here = faults.0.into_iter().map(|FieldFault { field, message }| {
        let place = |prefix: &str| {
            field
                .strip_prefix(prefix)
                .and_then(|rest| rest.split('.').next())
                .and_then(|place| place.parse::<usize>().ok())
        };
        let message = match (place("applicants."), place("items.")) {
            (Some(place), _) if many_applicants => format!("第{}位申请人：{message}", place + 1),
            (_, Some(place)) if many_items => format!("第{}项：{message}", place + 1),
            (_, Some(_)) if filled.get(&field).is_empty() => "请填写申请公开的内容".to_owned(),
            _ if field.starts_with("agent.") => format!("代理人：{message}"),
            _ => message,
        };
        FieldFault { field: field_here(&field), message }
    });
    let here = Faults(here.collect());
    filled.wrongs(here);
}

/// The field of this form for one of the use case's.
fn field_here(field: &str) -> String {
    match field {
        "applicants" => "applicants.0.name".to_owned(),
        "items" => "items.0".to_owned(),
        "representative" => "applicants.0.speaks".to_owned(),
        "wanted_form" => "wanted_other".to_owned(),
        "agent.mandate" => "mandate".to_owned(),
        _ if field.starts_with("papers") => "attachments".to_owned(),
        // That there is no way to reach somebody is told where a way can be filled in first.
        _ => match field.strip_suffix(".contact") {
            Some(party) => format!("{party}.telephone"),
            None => field.to_owned(),
        },
    }
}

/// The channel, once one is chosen.
pub(super) fn channel(filled: &mut Filled) -> Option<Channel> {
    let channel = parse(filled.get("channel"));
    if channel.is_none() {
        filled.wrong("channel", "请选择申请是怎样来的：收到之日按渠道确定");
    }
    channel
}

fn arrival(filled: &mut Filled, channel: Option<Channel>, today: Date) -> Option<Date> {
    let what = if channel == Some(Channel::InPerson) { "提交之日" } else { "到达本机关之日" };
    let on = filled.date("arrived", what, true)?;
    not_to_come(filled, "arrived", what, on, today)
}

fn opening(filled: &mut Filled, paper: Option<Upload>, today: Date) -> (Option<Date>, Provenance) {
    let received = filled.date("received", "收到之日", true);
    let received = received.and_then(|on| not_to_come(filled, "received", "收到之日", on, today));
    let came = filled.date("came", "到达日期", false);
    if let (Some(came), Some(received)) = (came, received)
        && came > received
    {
        let (came, received) = (chinese_date(came), chinese_date(received));
        filled.wrong("came", format!("到达日期（{came}）晚于收到之日（{received}）；请核对"));
    }
    let provenance = Provenance::OpeningBalance {
        received_on: received.unwrap_or(today),
        number: filled.some("number").map(str::to_owned),
        paper: paper.map(|file| (file.media_type.to_owned(), file.bytes)),
    };
    (came.or(received), provenance)
}

fn not_to_come(filled: &mut Filled, field: &str, what: &str, on: Date, today: Date) -> Option<Date> {
    if on > today {
        filled.wrong(field, format!("{what}（{}）还没有到；请核对日期", chinese_date(on)));
        return None;
    }
    Some(on)
}

/// Holds the dates against the rules of receipt (条例31).
fn dates_agree(filled: &mut Filled, channel: Option<Channel>, on: Option<Date>, submitted: Option<Date>) {
    let Some(arrived) = on else { return };
    let channel = channel.unwrap_or(Channel::InPerson);
    let Err(faults) = receipt(&Arrival { channel, submitted, arrived, confirmed: None }) else { return };
    for fault in faults {
        let field = match (&*fault.argument, is_opening(filled)) {
            ("arrived", true) => "received",
            ("arrived", false) => "arrived",
            _ => "submitted",
        };
        filled.wrong(field, fault.message);
    }
}

/// The applicants as typed.
pub(super) fn applicants(filled: &Filled) -> Vec<(Party, ApplicantKind)> {
    let count = filled.count("applicants", APPLICANTS).max(1);
    (0..count)
        .map(|place| {
            let part = format!("applicants.{place}");
            let kind = parse(filled.get(&format!("{part}.kind"))).unwrap_or(ApplicantKind::NaturalPerson);
            (party(filled, &part, kind == ApplicantKind::NaturalPerson), kind)
        })
        .collect()
}

fn party(filled: &Filled, part: &str, natural: bool) -> Party {
    let text = |field: &str| filled.get(&format!("{part}.{field}")).to_owned();
    let usual = if natural { PaperKind::ResidentIdentityCard } else { PaperKind::UnifiedSocialCreditCode };
    let number = text("paper");
    let paper =
        (!number.is_empty()).then(|| IdentityPaper { kind: parse(&text("paper_kind")).unwrap_or(usual), number });
    Party {
        name: text("name"),
        paper,
        contact_person: text("contact_person"),
        address: text("address"),
        postcode: text("postcode"),
        telephone: text("telephone"),
        email: text("email"),
    }
}

/// Who of several speaks for all; more than one cannot.
fn representative(filled: &mut Filled) -> Option<usize> {
    let count = filled.count("applicants", APPLICANTS);
    let ticked: Vec<usize> = (0..count).filter(|place| filled.has(&format!("applicants.{place}.speaks"))).collect();
    for place in ticked.iter().skip(1) {
        filled.wrong(format!("applicants.{place}.speaks"), "代表人只能有一位，请只选一位");
    }
    ticked.first().copied().filter(|_| count > 1)
}

fn agent(filled: &Filled, mandate: Option<Upload>) -> Option<AgentForm> {
    let party = party(filled, "agent", true);
    // Without scripts the part always shows; whoever fills it in means it.
    if !filled.has("has_agent") && party == Party::default() && mandate.is_none() {
        return None;
    }
    let (media_type, bytes) =
        mandate.map_or((String::new(), Vec::new()), |file| (file.media_type.to_owned(), file.bytes));
    Some(AgentForm { party, mandate_media_type: media_type, mandate: bytes })
}

/// In which form and by which way the information is wanted, in the words it is recorded in.
fn wanted_form(filled: &Filled) -> String {
    let chosen = |field: &str, list: &[&str]| {
        let sent = filled.all(field);
        list.iter().copied().filter(|choice| sent.contains(choice)).collect::<Vec<_>>().join("、")
    };
    let parts = [chosen("wanted_media", &MEDIA), chosen("wanted_ways", &WAYS), filled.get("wanted_other").to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，")
}

/// Holds an application made by word of mouth against what the law asks of it (APP-2).
fn written_down(filled: &mut Filled, channel: Option<Channel>) {
    if !filled.has("oral") {
        return;
    }
    if channel.is_some_and(|channel| channel != Channel::InPerson) {
        filled.wrong("oral", "口头申请由申请人当面提出；请把渠道改为“当面提交”，或者去掉这一项");
    }
    filled.text("filled_by", "代填申请的工作人员");
}

/// What of 条例29② is there, where the officer sees it otherwise than the fields tell.
fn presence(filled: &Filled, application: &ApplicationForm) -> Option<Presence> {
    let wanting = filled.all("wanting");
    let shown = |place: usize| filled.has(&format!("applicants.{place}.paper_seen"));
    let identified =
        application.applicants.iter().enumerate().all(|(place, (party, _))| party.paper.is_some() || shown(place));
    let judged = Presence {
        identity: identified && !wanting.contains(&"identity"),
        description: !wanting.contains(&"description"),
        form: !application.wanted_form.is_empty() && !wanting.contains(&"form"),
    };
    let by_fields = Presence {
        identity: application.applicants.iter().all(|(party, _)| party.paper.is_some()),
        description: true,
        form: !application.wanted_form.is_empty(),
    };
    (judged != by_fields).then_some(judged)
}
