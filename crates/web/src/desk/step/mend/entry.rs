//! Correcting an entry: first which, then what is true instead.

use law::applicant::ApplicantClass;
use law::application::{
    Act, Amendment, ApplicantKind, Channel, Decision, EntryRef, ItemNo, Means, Opinion, PostalNumber, Presence, entries,
};
use law::outcome::{Exemption, Outcome};

use super::super::bench::Bench;
use super::super::contest::{result, result_word};
use super::super::deed::Deed;
use super::super::draft::{group_of, may_be_entered};
use super::super::part::Part;
use super::super::pick::{self, Choice, radios};
use super::super::send::EFFECT;
use super::target::{Listed, Target, listed, opinion_label, strikable};
use crate::filled::Filled;
use crate::form::Form;
use law::remedy_case::RemedyResult;

/// Whether something was chosen that is there.
pub(super) fn ready(bench: &Bench, filled: &mut Filled) -> bool {
    let there = chosen(bench, filled).is_some();
    if !there {
        filled.wrong("what", "请选择要更正的登记");
    }
    there
}

fn chosen(bench: &Bench, filled: &Filled) -> Option<Listed> {
    let said = Target::parse(filled.get("what"))?;
    listed(bench).into_iter().find(|one| one.target == said)
}

pub(super) fn parts(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    match chosen(bench, filled).filter(|_| filled.get("stage") == "facts") {
        None => {
            filled.set("stage", "");
            let field = filled.radios("what", "更正哪一条登记").must();
            let field = listed(bench).into_iter().fold(field, |field, one| {
                field.choice_with(one.target.value(), one.what, format!("现在登记的是：{}", one.now))
            });
            vec![field.into()]
        }
        Some(one) => {
            let mut parts = vec![
                Part::Hidden("what".to_owned(), one.target.value()),
                Part::Facts(vec![("更正的登记".to_owned(), one.what), ("现在登记的是".to_owned(), one.now)]),
            ];
            parts.extend(truth(bench, filled, one.target));
            parts.push(Part::Button("more", EFFECT.to_owned(), "看更正以后的期限".to_owned()));
            parts
        }
    }
}

fn hows() -> [Choice; 2] {
    [
        Choice::of("date", "日期登错了，改为正确的日期"),
        Choice::with("strike", "不该有这一条，删去", "误登的，或者登在了别的案件上；删去以后，此前的状态恢复。"),
    ]
}

/// The fields of what is true.
fn truth(bench: &Bench, filled: &mut Filled, target: Target) -> Vec<Part> {
    match target {
        Target::Entry(entry) => {
            let can = strikable(bench, entry);
            if pick::fresh(filled) || !can {
                filled.or("how", "date");
            }
            if filled.has("next")
                && let Some((_, now)) = entries(bench.law()).into_iter().find(|(one, _)| *one == entry)
            {
                filled.or("to", now.to_string());
            }
            let day = filled.day("to", "正确的日期").must();
            let mut parts = Vec::new();
            if can {
                parts.push(radios(filled, "how", "怎样更正", &hows()));
                parts.push(Part::group_when("", "how=date", vec![day.into()]));
            } else {
                parts.push(Part::Hidden("how".to_owned(), "date".to_owned()));
                parts.push(day.into());
                parts.push(Part::note("这一条只能更正日期，不能删去：其后还有以它为前提的登记，或者本来就不能没有。"));
            }
            parts
        }
        Target::Presence => {
            if filled.has("next")
                && let Some(registration) = &bench.law().registration
            {
                let there = registration.entry.presence;
                for (field, there) in
                    [("identity", there.identity), ("description", there.description), ("form", there.form)]
                {
                    if there {
                        filled.set(field, "1");
                    }
                }
            }
            presence_fields(filled)
        }
        Target::PostalNumber(..) => vec![filled.line("to", "正确的邮件号码").short().must().into()],
        Target::FeeAmount(_) => {
            vec![filled.whole("to", "正确的金额（元）").hint("按收费标准重新计算的金额，以元为单位。").must().into()]
        }
        Target::Decision(..) => decision_fields(filled),
        other => {
            let list = values(bench, other);
            vec![radios(filled, "to", "正确的是", &list)]
        }
    }
}

fn presence_fields(filled: &Filled) -> Vec<Part> {
    vec![
        filled.tick("identity", "有姓名或者名称、身份证明、联系方式").into(),
        filled.tick("description", "有所申请信息的名称、文号或者便于查询的特征").into(),
        filled.tick("form", "有获取的方式、途径要求").into(),
    ]
}

fn decision_fields(filled: &Filled) -> Vec<Part> {
    let field = filled.select("to", "正确的处理结果").must().choice("", "请选择");
    let field = Outcome::ALL
        .into_iter()
        .filter(|outcome| may_be_entered(*outcome))
        .fold(field, |field, one| field.choice(one.code(), format!("{}｜{}", group_of(one), one.title())));
    let grounds = filled.checks("withheld", "不予公开部分的依据").hint("只在处理结果是部分公开时勾选。");
    let grounds = Exemption::ALL
        .into_iter()
        .fold(grounds, |field, one| field.choice(one.code(), format!("{}（{}）", one.title(), one.cite())));
    vec![field.into(), Part::group_when("", "to=P1", vec![grounds.into()])]
}

/// The word of a value in forms: the same as in the record.
fn said<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

const OPINIONS: [Opinion; 3] = [Opinion::Consents, Opinion::ObjectsWithGrounds, Opinion::ObjectsWithoutGrounds];
const MEANS: [Means; 4] = [Means::Direct, Means::Entrusted, Means::Post, Means::Electronic];

/// The values one of a list can have.
fn values(bench: &Bench, target: Target) -> Vec<Choice> {
    let settings = &bench.page.profile.law;
    match target {
        Target::ApplicantKind => {
            let one = |kind: ApplicantKind| {
                Choice::with(said(&kind), kind.label(), format!("年报计入“{}”", kind.class(settings).label()))
            };
            ApplicantKind::ALL.into_iter().map(one).collect()
        }
        Target::ApplicantClass => {
            ApplicantClass::ALL.into_iter().map(|class| Choice::of(class.key(), class.label())).collect()
        }
        Target::Channel => Channel::ALL.into_iter().map(|one| Choice::of(said(&one), one.label())).collect(),
        Target::Means(..) => MEANS.into_iter().map(|one| Choice::of(said(&one), one.label())).collect(),
        Target::Opinion(_) => OPINIONS.into_iter().map(|one| Choice::of(said(&one), opinion_label(one))).collect(),
        Target::ContestResult(_) => {
            RemedyResult::ALL.into_iter().map(|one| Choice::of(result_word(one), one.label())).collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn deed(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let filled = &mut form.filled;
    if !ready(bench, filled) {
        return None;
    }
    let target = chosen(bench, filled)?.target;
    let amendment = amendment(bench, filled, target)?;
    let reason = filled.get("reason").to_owned();
    Some(Deed::act(Act::CorrectEntry { amendment, reason }))
}

/// The correction as far as it is filled in, so that what follows from it can be told before it is recorded.
pub(super) fn trial(bench: &Bench, filled: &Filled) -> Option<Act> {
    let mut looked = filled.clone();
    let target = chosen(bench, filled).filter(|_| filled.get("stage") == "facts")?.target;
    let amendment = amendment(bench, &mut looked, target)?;
    Some(Act::CorrectEntry { amendment, reason: "reason".to_owned() })
}

fn amendment(bench: &Bench, filled: &mut Filled, target: Target) -> Option<Amendment> {
    let list = values(bench, target);
    let found = |filled: &mut Filled| pick::picked(filled, "to", "正确的内容", &list).map(str::to_owned);
    Some(match target {
        Target::Entry(entry) => return of_entry(filled, entry),
        Target::ApplicantKind => Amendment::ApplicantKind { to: parse(&found(filled)?)? },
        Target::ApplicantClass => Amendment::ApplicantClass { to: ApplicantClass::parse(&found(filled)?)? },
        Target::Channel => Amendment::Channel { to: parse(&found(filled)?)? },
        Target::Presence => {
            let (identity, description, form) = (filled.has("identity"), filled.has("description"), filled.has("form"));
            Amendment::Presence { to: Presence { identity, description, form } }
        }
        Target::Decision(reply, item) => Amendment::Decision { reply, to: decision(filled, item)? },
        Target::Means(reply, service) => Amendment::Means { reply, service, to: parse(&found(filled)?)? },
        Target::PostalNumber(reply, service) => {
            let to = filled.text("to", "正确的邮件号码");
            Amendment::PostalNumber { reply, service, to: PostalNumber::new(to) }
        }
        Target::Opinion(consultation) => Amendment::Opinion { consultation, to: parse(&found(filled)?)? },
        Target::FeeAmount(fee) => {
            let yuan = filled.number("to", "正确的金额", true)?;
            Amendment::FeeAmount { fee, to: i64::from(yuan) * 100 }
        }
        Target::ContestResult(contest) => Amendment::ContestResult { contest, to: result(&found(filled)?)? },
    })
}

fn of_entry(filled: &mut Filled, entry: EntryRef) -> Option<Amendment> {
    if filled.get("how") == "strike" {
        return Some(Amendment::Struck { entry });
    }
    let to = filled.date("to", "正确的日期", true)?;
    Some(Amendment::Date { entry, to })
}

fn parse<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

fn decision(filled: &mut Filled, item: ItemNo) -> Option<Decision> {
    let outcome = Outcome::parse(filled.get("to")).ok().filter(|outcome| may_be_entered(*outcome));
    let Some(outcome) = outcome else {
        filled.wrong("to", "请选择正确的处理结果");
        return None;
    };
    let mut withheld: Vec<Exemption> = filled.all("withheld").into_iter().filter_map(Exemption::parse).collect();
    withheld.retain(|_| outcome == Outcome::P1);
    if outcome == Outcome::P1 && withheld.is_empty() {
        filled.wrong("withheld", "部分公开的，请勾选不予公开部分的依据");
        return None;
    }
    Some(Decision { withheld, ..Decision::new(item, outcome) })
}
