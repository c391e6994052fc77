//! Consultation (征求意见): of third parties, co-producers, other organs and the organ's own units.

use app::authorise::Action;
use app::letter::Recipient;
use app::{LetterForm, Papers, Party};
use law::application::{Act, CommandKind as K, Consultation, ConsultationNo, Consulted, ItemNo, Opinion, SubjectRef};
use law::calendar::WorkingDays;

use super::arrival::with_text;
use super::bench::Bench;
use super::correction::{NO_SECRETS, uploads};
use super::deed::Deed;
use super::described::{Reason, Step};
use super::part::Part;
use super::pick::{self, Choice};
use super::show::SCANS;
use crate::filled::Filled;
use crate::form::Form;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::Consult,
        "发出征求意见函",
        "条例32、33③、34",
        "公开会损害第三方合法权益的，应当书面征求第三方意见；共同制作的信息可以征求其他制作机关意见，也可以请其他机关、处室协办。除本机关处室外，征求意见的时间不计入答复期限。",
    )
    .day("征求意见函发出的日期")
    .letter()
    .parts(asking)
    .deed(consult)
    .trial(trial)
    .names(&[
        ("addressee", "third.name"),
        ("parties.0", "third"),
        ("to", "third"),
        ("information", "third.information"),
        ("matter", "matter"),
        ("days", "days"),
    ]),
    Step::of(
        K::RecordConsultationReceived,
        "登记送达",
        "条例32、34",
        "征求意见函送到对方的日期。第三方、共同制作机关从收到之日起有15个工作日；没有送达的登记，不能认定逾期未答复。",
    )
    .day("对方收到的日期")
    .parts(|bench, filled| which(filled, &unreceived(bench)))
    .deed(|bench, form| {
        let consultation = picked(form, &unreceived(bench))?;
        Some(Deed::act(Act::RecordConsultationReceived { consultation }))
    })
    .trial(|bench, _| Some(Act::RecordConsultationReceived { consultation: first(bench, |c| c.received_on.is_none())? })),
    Step::of(
        K::RecordOpinion,
        "登记意见",
        "条例32、34",
        "收到意见即登记，不计入期限的时间到这一天为止。第三方不同意公开且有合理理由的，不予公开；没有合理理由的，可以公开；逾期不答复的，由本机关依法决定。",
    )
    .day("收到意见的日期")
    .parts(opined)
    .deed(record_opinion)
    .trial(|bench, _| {
        let consultation = first(bench, |c| c.opinion.is_none())?;
        Some(Act::RecordOpinion { consultation, opinion: Opinion::Consents, text: "text".into() })
    }),
    Step::of(
        K::EndConsultation,
        "结束等候",
        "条例33③",
        "不再等候意见的，登记结束，答复期限从这一天起继续计算。法律给第三方和共同制作机关的15个工作日不能缩短：结束等候以后，在其期限内仍不能当作逾期。",
    )
    .day("结束的日期")
    .reason(Reason::Must("结束的理由", "例如：已经通过其他途径核实，不再需要对方意见。"))
    .parts(|bench, filled| which(filled, &running(bench)))
    .deed(|bench, form| {
        let consultation = picked(form, &running(bench))?;
        Some(Deed::act(Act::EndConsultation { consultation }))
    })
    .trial(|bench, _| {
        Some(Act::EndConsultation { consultation: first(bench, |c| c.opinion.is_none() && c.ended_on.is_none())? })
    }),
    Step::of(
        K::TellApplicantOfConsultation,
        "告知申请人",
        "苏政办发〔2019〕50号",
        "把正在征求意见、这段时间不计入答复期限的情况书面告知申请人。条例没有要求，告知以后申请人知道为什么要等，建议都发。",
    )
    .day("告知书发出的日期")
    .letter()
    .parts(|bench, filled| which(filled, &untold(bench)))
    .deed(|bench, form| {
        let consultation = picked(form, &untold(bench))?;
        let form = LetterForm::ToldApplicant { consultation };
        Some(Deed::letter(form, move |letter, _| Act::TellApplicantOfConsultation { consultation, letter }))
    }),
    Step::of(
        K::NotifyThirdParty,
        "告知第三方",
        "条例15、32",
        "第三方不同意公开，而本机关认为不公开可能对公共利益造成重大影响的，可以决定公开，但要先把决定公开的内容和理由书面告知第三方，再等一段时间才公开，让第三方来得及寻求救济。",
    )
    .day("告知书发出的日期")
    .letter()
    .parts(|bench, filled| {
        let mut parts = which(filled, &overridable(bench));
        let hold = bench.page.profile.law.hold_after_third_party_notice;
        let content = "写清楚公开哪些内容，第三方据此判断是否寻求救济。";
        let reason = "不公开会怎样影响公共利益，影响为什么重大。";
        parts.push(filled.area("content", "决定公开的内容").hint(content).must().into());
        parts.push(filled.area("why", "决定公开的理由").hint(reason).must().into());
        parts.push(Part::note(format!("告知以后，本机关设置的等待期是{hold}，届满以前送达予以公开的答复会有提示。")));
        parts
    })
    .deed(|bench, form| {
        let consultation = picked(form, &overridable(bench));
        let content = form.filled.text("content", "决定公开的内容");
        let reason = form.filled.text("why", "决定公开的理由");
        let consultation = consultation?;
        let form = LetterForm::Override { consultation, content, reason };
        Some(Deed::letter(form, move |letter, _| Act::NotifyThirdParty { consultation, letter }))
    })
    .names(&[("reason", "why")]),
];

fn first(bench: &Bench, fits: impl Fn(&Consultation) -> bool) -> Option<ConsultationNo> {
    bench.law().consultations.iter().find(|one| fits(one)).map(|one| one.no)
}

/// Consultations this person deals with: the office all of them, a unit those of the organ's own units.
fn mine(bench: &Bench, fits: impl Fn(&Consultation) -> bool) -> Vec<Choice> {
    let office = bench.page.may(Action::Consult);
    pick::consultations(bench, |one| fits(one) && (office || one.with == Consulted::OwnUnit))
}

/// The parts that ask which consultation is meant.
fn which(filled: &mut Filled, list: &[Choice]) -> Vec<Part> {
    if list.is_empty() {
        return vec![Part::warning(
            "没有由您的岗位办理的征求意见；向其他机关、第三方征求意见的，由信息公开机构工作人员登记。",
        )];
    }
    pick::one(filled, "consultation", "征求意见", list)
}

fn unreceived(bench: &Bench) -> Vec<Choice> {
    mine(bench, |one| one.received_on.is_none())
}

fn unanswered(bench: &Bench) -> Vec<Choice> {
    mine(bench, |one| one.opinion.is_none())
}

fn running(bench: &Bench) -> Vec<Choice> {
    mine(bench, |one| one.opinion.is_none() && one.ended_on.is_none())
}

fn untold(bench: &Bench) -> Vec<Choice> {
    pick::consultations(bench, |one| one.applicant_told_on.is_none())
}

fn overridable(bench: &Bench) -> Vec<Choice> {
    pick::consultations(bench, |one| one.with == Consulted::ThirdParty && one.override_told_on.is_none())
}

fn picked(form: &mut Form, list: &[Choice]) -> Option<ConsultationNo> {
    pick::picked_no(&mut form.filled, "consultation", "是哪一次征求意见", list).map(ConsultationNo)
}

/// Who can be asked by this person, with the words that tell the difference.
fn whom(bench: &Bench) -> Vec<Choice> {
    let outside = [
        Choice::with(
            "third_party",
            "第三方",
            "公民、企业等，公开会损害其商业秘密、个人隐私等权益；期限15个工作日，不计入答复期限。",
        ),
        Choice::with("co_producer", "共同制作机关", "信息由几个机关共同制作；期限15个工作日，逾期不答复视为同意公开。"),
        Choice::with("other_organ", "其他机关", "需要其他机关协助核实；期限由函件确定，不计入答复期限。"),
    ];
    let own = Choice::with("own_unit", "本机关处室", "请处室协办；答复期限照常计算。");
    let mut list = if bench.page.may(Action::Consult) { outside.to_vec() } else { Vec::new() };
    if bench.page.may(Action::AskUnit) && !bench.page.profile.units.is_empty() {
        list.push(own);
    }
    list
}

fn with(word: &str) -> Option<Consulted> {
    Some(match word {
        "third_party" => Consulted::ThirdParty,
        "co_producer" => Consulted::CoProducer,
        "other_organ" => Consulted::OtherOrgan,
        "own_unit" => Consulted::OwnUnit,
        _ => return None,
    })
}

fn asking(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let usual = bench.page.profile.law.other_organ_limit.0;
    if pick::fresh(filled) {
        filled.or("days", usual.to_string());
        filled.or("third.organisation", "1");
    }
    let mut parts = pick::one(filled, "with", "征求谁的意见", &whom(bench));
    parts.extend(pick::some_items(filled, "涉及的申请事项", &pick::items(bench, true)));
    let name =
        filled.line("third.name", "名称或者姓名").hint("征求第三方或者其他机关意见的填写：全称，文书按这个名称写。");
    let third = vec![
        filled.tick("third.organisation", "第三方是单位，不是个人").hint("决定文书称“贵单位”还是“您”。").into(),
        Part::Pair(vec![
            filled.line("third.contact_person", "第三方的联系人").optional().into(),
            filled.typed("tel", "third.telephone", "第三方的电话").optional().into(),
        ]),
        filled.line("third.address", "第三方的通信地址").optional().into(),
    ];
    let information = "征求第三方、共同制作机关意见的填写：写清楚涉及对方的是哪些信息；不要写申请人是谁。";
    let information = filled.area("third.information", "涉及的信息").hint(information);
    let matter =
        filled.area("matter", "请协助的事项").hint("请其他机关、本机关处室协办的填写：需要核实什么、提供什么。");
    let days = filled.whole("days", "请在多少个工作日内回复").between(1, 250);
    let units = bench.page.profile.units.iter().map(|unit| (unit.clone(), unit.clone()));
    let unit = filled.select("unit", "哪个处室").choice("", "请选择").choices(units).hint("征求本机关处室意见的选择。");
    parts.push(Part::group_when("", "with=third_party co_producer other_organ", vec![name.into()]));
    parts.push(Part::group_when("", "with=third_party", third));
    parts.push(Part::group_when("", "with=third_party co_producer", vec![information.into()]));
    if !bench.page.profile.units.is_empty() {
        parts.push(Part::group_when("", "with=own_unit", vec![unit.into()]));
    }
    let help = format!("请其他机关、本机关处室协办的填写，从发函之日起计算；本机关通常给{usual}个工作日。");
    parts.push(Part::group_when("", "with=other_organ own_unit", vec![matter.into(), days.hint(help).into()]));
    parts
}

/// Whom a filled form asks.
fn asked(bench: &Bench, filled: &mut Filled) -> Option<Consulted> {
    pick::picked(filled, "with", "征求谁的意见", &whom(bench)).and_then(with)
}

fn consult(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let filled = &mut form.filled;
    let items = pick::picked_items(filled, &pick::items(bench, true));
    let with = asked(bench, filled)?;
    let name = match with {
        Consulted::OwnUnit => filled.text("unit", "处室"),
        _ => filled.text("third.name", "征求谁的意见"),
    };
    let mut papers = Papers::none();
    let mut limit = None;
    let (letter, addressee) = match with {
        Consulted::ThirdParty => {
            let party = Party {
                contact_person: filled.get("third.contact_person").to_owned(),
                telephone: filled.get("third.telephone").to_owned(),
                address: filled.get("third.address").to_owned(),
                ..Party::named(&name)
            };
            let to = Recipient { name, organisation: filled.has("third.organisation") };
            let information = filled.text("third.information", "涉及第三方的信息");
            (LetterForm::ThirdParty { to, information }, papers.party(&bench.page.app, party))
        }
        Consulted::CoProducer => {
            let information = filled.text("third.information", "共同制作的信息");
            (LetterForm::CoProducer { to: name.clone(), information }, SubjectRef::new(name))
        }
        Consulted::OtherOrgan | Consulted::OwnUnit => {
            let matter = filled.text("matter", "请协助的事项");
            let days = filled.number("days", "回复的期限", true);
            limit = days.filter(|_| with == Consulted::OtherOrgan).map(WorkingDays);
            (LetterForm::Assistance { to: name.clone(), matter, days }, SubjectRef::new(name))
        }
    };
    let items: Vec<ItemNo> = items?;
    let act = move |letter, _: &app::Composed| Act::Consult { with, addressee, items, letter, limit };
    Some(Deed::Letter { form: letter, papers, first: Vec::new(), act: Box::new(act) })
}

fn trial(bench: &Bench, filled: &Filled) -> Option<Act> {
    let with = with(filled.get("with"))?;
    let items = bench.law().open_items().map(|item| item.no).collect();
    let limit = filled.get("days").parse().ok().filter(|_| with == Consulted::OtherOrgan).map(WorkingDays);
    Some(Act::Consult { with, addressee: SubjectRef::new("new"), items, letter: "letter".into(), limit })
}

fn opinions() -> [Choice; 3] {
    [
        Choice::of("consents", "同意公开"),
        Choice::with(
            "objects_with_grounds",
            "不同意公开，理由合理",
            "不予公开；认为不公开可能对公共利益造成重大影响的，先告知第三方。",
        ),
        Choice::with(
            "objects_without_grounds",
            "不同意公开，理由不合理",
            "可以公开；理由是否合理由本机关判断，判断的理由写进证据。",
        ),
    ]
}

fn opined(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let mut parts = which(filled, &unanswered(bench));
    parts.push(pick::radios(filled, "opinion", "对方的意见", &opinions()));
    parts.push(filled.area("text", "意见的内容").hint("照原文录入；口头答复的，写明何人何时怎样答复。").must().into());
    parts.push(filled.upload("scan", "书面意见的扫描件").several().accept(SCANS).hint(NO_SECRETS).optional().into());
    parts
}

fn record_opinion(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let consultation = picked(form, &unanswered(bench));
    let opinion = match pick::picked(&mut form.filled, "opinion", "对方的意见", &opinions()) {
        Some("consents") => Some(Opinion::Consents),
        Some("objects_with_grounds") => Some(Opinion::ObjectsWithGrounds),
        Some(_) => Some(Opinion::ObjectsWithoutGrounds),
        None => None,
    };
    let text = form.filled.text("text", "意见的内容");
    let scans = uploads(form, "scan", "书面意见的扫描件");
    let (mut papers, text) = with_text(bench, &text);
    for scan in scans {
        papers.file(&bench.page.app, scan.media_type, scan.bytes);
    }
    Some(Deed::Act(Act::RecordOpinion { consultation: consultation?, opinion: opinion?, text }, papers))
}
