//! Choosing among what a case has: items, notices, consultations, replies. Where there is only one, it is settled and told.

use law::application::{
    Case, CommandKind, Consultation, Correction, Extension, ExtensionProgress, ItemNo, ItemState, Means, Progress,
    Reply, Service,
};
use law::reason::chinese_date;

use super::bench::Bench;
use super::part::Part;
use crate::filled::Filled;

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) hint: String,
}

impl Choice {
    /// A choice that says enough by itself.
    pub(super) fn of(value: impl ToString, label: impl Into<String>) -> Self {
        Choice { value: value.to_string(), label: label.into(), hint: String::new() }
    }

    /// A choice with a word of help.
    pub(super) fn with(value: impl ToString, label: impl Into<String>, hint: impl Into<String>) -> Self {
        Choice { value: value.to_string(), label: label.into(), hint: hint.into() }
    }
}

/// Whether the form is shown for the first time, so that presets may be put in.
pub(super) fn fresh(filled: &Filled) -> bool {
    !filled.has("seen")
}

/// The parts that ask for one of several things.
pub(super) fn one(filled: &mut Filled, name: &str, label: &str, list: &[Choice]) -> Vec<Part> {
    match list {
        [] => Vec::new(),
        [only] => {
            filled.set(name, only.value.clone());
            vec![Part::Told(label.to_owned(), only.label.clone()), Part::Hidden(name.to_owned(), only.value.clone())]
        }
        several => vec![radios(filled, name, label, several)],
    }
}

/// One of several that are all in sight.
pub(super) fn radios(filled: &Filled, name: &str, label: &str, list: &[Choice]) -> Part {
    let field = filled.radios(name, label).must();
    list.iter().fold(field, |field, one| field.choice_with(&one.value, &one.label, &one.hint)).into()
}

/// What was chosen among several things, by its value; a fault when it is none of them.
pub(super) fn picked<'l>(filled: &mut Filled, name: &str, what: &str, list: &'l [Choice]) -> Option<&'l str> {
    let said = filled.get(name).to_owned();
    let found = match list {
        [only] if said.is_empty() => Some(only),
        several => several.iter().find(|one| one.value == said),
    };
    if found.is_none() {
        filled.wrong(name, format!("请选择{what}"));
    }
    found.map(|one| one.value.as_str())
}

/// The same for what bears a number.
pub(super) fn picked_no(filled: &mut Filled, name: &str, what: &str, list: &[Choice]) -> Option<u32> {
    picked(filled, name, what, list).and_then(|value| value.parse().ok())
}

/// The items a step can be about: those still to be answered, or all that are still in the case.
pub(super) fn items(bench: &Bench, open: bool) -> Vec<Choice> {
    let case = bench.law();
    let no = |item: &law::application::Item| Choice::of(item.no, bench.item_line(item.no));
    if open {
        return case.open_items().map(no).collect();
    }
    case.items.iter().filter(|item| item.state == ItemState::Standing).map(no).collect()
}

/// The parts that ask for some of the items; at first all are ticked.
pub(super) fn some_items(filled: &mut Filled, label: &str, list: &[Choice]) -> Vec<Part> {
    if let [_] = list {
        return one(filled, "items", label, list);
    }
    if fresh(filled) && !filled.has("items") {
        list.iter().for_each(|one| filled.add("items", one.value.clone()));
    }
    let field = filled.checks("items", label).must();
    vec![field.choices(list.iter().map(|one| (&one.value, &one.label))).into()]
}

/// The items chosen; a fault when there is none.
pub(super) fn picked_items(filled: &mut Filled, list: &[Choice]) -> Option<Vec<ItemNo>> {
    if let [only] = list {
        return only.value.parse().ok().map(|no| vec![ItemNo(no)]);
    }
    let said: Vec<String> = filled.all("items").into_iter().map(str::to_owned).collect();
    let mut items: Vec<ItemNo> = list
        .iter()
        .filter(|one| said.contains(&one.value))
        .filter_map(|one| one.value.parse().ok().map(ItemNo))
        .collect();
    items.dedup();
    if items.is_empty() {
        filled.wrong("items", "请至少选择一项申请事项");
        return None;
    }
    Some(items)
}

/// Correction notices of some kind.
pub(super) fn corrections(bench: &Bench, fits: impl Fn(&Correction) -> bool) -> Vec<Choice> {
    let told =
        |one: &Correction| Choice::of(one.no, format!("第{}次补正告知（{}发出）", one.no, chinese_date(one.sent_on)));
    bench.law().corrections.iter().filter(|one| fits(one)).map(told).collect()
}

/// Consultations of some kind.
pub(super) fn consultations(bench: &Bench, fits: impl Fn(&Consultation) -> bool) -> Vec<Choice> {
    let told = |one: &Consultation| {
        let (who, name, on) = (one.with.label(), bench.name(&one.addressee), chinese_date(one.sent_on));
        Choice::of(one.no, format!("第{}次：{on}向{who}“{name}”征求意见", one.no))
    };
    bench.law().consultations.iter().filter(|one| fits(one)).map(told).collect()
}

/// The extension that is put forward or approved and not told yet.
pub(super) fn present_extension(case: &Case) -> Option<&Extension> {
    case.extensions
        .iter()
        .rev()
        .find(|one| matches!(one.progress, ExtensionProgress::Proposed | ExtensionProgress::Approved { .. }))
}

/// The replies a kind of act can be about.
pub(super) fn replies_for(kind: CommandKind, case: &Case) -> Vec<&Reply> {
    use CommandKind as K;
    let fits = |reply: &&Reply| match kind {
        K::RedraftReply => matches!(reply.progress, Progress::Returned { .. }),
        K::ApproveReview | K::ReturnReply | K::SignOff => matches!(reply.progress, Progress::InReview(_)),
        K::VoidNumber => reply.is_pending() && reply.number().is_some(),
        K::Deliver => {
            let signed = matches!(reply.progress, Progress::SignedOff { .. });
            let stands = reply.services.is_empty() || case.stands(reply);
            signed && stands && reply.revoked.is_none() && case.unserved(reply).next().is_some()
        }
        K::RecordSent => reply.services.iter().any(unsaid),
        K::RecordReturned => reply.services.iter().any(|service| service.returned_on.is_none()),
        K::CorrectLetter | K::RevokeReply | K::DraftReply => case.stands(reply),
        K::RegisterContest => reply.went_out_on().is_some(),
        _ => false,
    };
    case.replies.iter().filter(fits).collect()
}

/// The reply a page is about: the one chosen, or the first that can be meant.
pub(super) fn reply_in_question<'c>(kind: CommandKind, case: &'c Case, filled: &Filled) -> Option<&'c Reply> {
    let fitting = replies_for(kind, case);
    let said: Option<u32> = filled.get("reply").parse().ok();
    fitting.iter().find(|reply| Some(reply.no.0) == said).or(fitting.first()).copied()
}

/// Replies as choices.
pub(super) fn replies(bench: &Bench, kind: CommandKind) -> Vec<Choice> {
    replies_for(kind, bench.law()).into_iter().map(|reply| Choice::of(reply.no, reply_line(reply))).collect()
}

/// A reply in one line.
pub(super) fn reply_line(reply: &Reply) -> String {
    let mut titles: Vec<&str> = reply.draft.decisions.iter().map(|decision| decision.outcome.title()).collect();
    titles.dedup();
    let number = reply.number().map_or_else(String::new, |number| format!("（{number}）"));
    format!("第{}号答复{number}：{}", reply.no, titles.join("；"))
}

/// An electronic service whose day of sending is not on record.
pub(super) fn unsaid(service: &Service) -> bool {
    service.means == Means::Electronic && service.sent_on.is_none()
}

/// The services of the replies of a kind, each under `reply.service`.
pub(super) fn services(bench: &Bench, kind: CommandKind, fits: impl Fn(&Service) -> bool) -> Vec<Choice> {
    let mut list = Vec::new();
    for reply in replies_for(kind, bench.law()) {
        for service in reply.services.iter().filter(|service| fits(service)) {
            let (who, means, on) = (bench.name(&service.to), service.means.label(), chinese_date(service.on));
            let number =
                service.postal_number.as_ref().map_or_else(String::new, |number| format!("，邮件号码{number}"));
            let label = format!("第{}号答复第{}次送达：{on}{means}给{who}{number}", reply.no, service.no);
            list.push(Choice::of(format!("{}.{}", reply.no, service.no), label));
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_thing_there_is_is_settled_and_told() {
        let mut filled = Filled::default();
        let list = [Choice::of(1, "第1次补正告知")];
        let parts = one(&mut filled, "notice", "补正告知", &list);
        assert!(matches!(parts.as_slice(), [Part::Told(..), Part::Hidden(..)]));
        assert_eq!(picked_no(&mut filled, "notice", "补正告知", &list), Some(1));
        let several = [Choice::of(1, "甲"), Choice::of(2, "乙")];
        let mut filled = Filled::default();
        assert!(matches!(one(&mut filled, "notice", "补正告知", &several).as_slice(), [Part::Field(_)]));
        assert_eq!(picked_no(&mut filled, "notice", "补正告知", &several), None);
        assert_eq!(filled.fault("notice"), Some("请选择补正告知"));
    }

    #[test]
    fn a_thing_that_is_not_there_any_more_is_not_taken_for_another() {
        let mut filled = Filled::default();
        filled.add("notice", "2");
        assert_eq!(picked_no(&mut filled, "notice", "补正告知", &[Choice::of(1, "甲")]), None);
    }

    #[test]
    fn at_first_every_item_is_ticked_and_a_tick_taken_away_stays_away() {
        let list = [Choice::of(1, "甲"), Choice::of(2, "乙")];
        let mut filled = Filled::default();
        some_items(&mut filled, "申请事项", &list);
        assert_eq!(picked_items(&mut filled, &list), Some(vec![ItemNo(1), ItemNo(2)]));
        let mut sent = Filled::default();
        sent.add("seen", "3");
        some_items(&mut sent, "申请事项", &list);
        assert_eq!(picked_items(&mut sent, &list), None);
        assert!(sent.fault("items").is_some());
    }
}
