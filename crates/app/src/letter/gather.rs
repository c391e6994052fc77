//! What a letter prints that follows from the record: what was asked, by whom and when; the office; whom remedies name.

use law::application::{Case, Channel, Item, ItemNo, ItemState, Origin, SealedRef};
use law::outcome::Letter;
use law::receipt::{Arrival, receipt};
use law::remedy::{Bodies, Organ};
use letters::{Asked, AskedItem, Contact, Corrected, Frame, RemedyBasis};
use store::Reader;

use super::parties::Addressee;
use crate::app::App;
use crate::case::{DeskCase, Opened};
use crate::error::{AppError, Faults};
use crate::organ::{Body, OrganProfile};

/// The channel as it fits the words 以…方式.
fn channel(channel: Channel, oral: bool) -> &'static str {
    match channel {
        Channel::InPerson if oral => "当面口头",
        Channel::InPerson => "当面提交",
        Channel::SignedMail => "邮寄",
        Channel::OrdinaryMail => "平常信函",
        Channel::Online => "互联网",
        Channel::Fax => "传真",
        Channel::Email => "电子邮件",
        Channel::OtherAnnounced => "本机关公布的其他",
    }
}

pub(crate) fn not_confirmed() -> AppError {
    AppError::NotNow("尚未与申请人确认收到申请，还没有收到日期，不能拟制文书；请先确认收到".to_owned())
}

/// Which items a letter quotes.
#[derive(Clone, Copy)]
pub(crate) enum Quoted<'a> {
    /// All that are in the case, withdrawn ones included.
    All,
    /// Those still to be answered.
    Open,
    /// These.
    Named(&'a [ItemNo]),
}

impl Quoted<'_> {
    pub(super) fn includes(self, case: &Case, item: &Item) -> bool {
        let here = !matches!(item.state, ItemState::SplitOff { .. });
        match self {
            Self::All => here,
            // Not by `open_items`: nothing is open any more once the case has lapsed, and a letter tells of that.
            Self::Open => item.state == ItemState::Standing && case.answer(item.no).is_none(),
            Self::Named(items) => here && items.contains(&item.no),
        }
    }
}

/// Which rule made the day of receipt what it is, in words.
pub(crate) fn receipt_rule(case: &Case) -> Result<String, AppError> {
    let registration = case.registration.as_ref().ok_or_else(not_confirmed)?;
    match registration.origin {
        Origin::Opening => return Ok("按照纸质案卷载明的收到日期确定".to_owned()),
        Origin::Split => return Ok("由原申请拆分办理，收到日期与原申请相同".to_owned()),
        Origin::Arrival => {}
    }
    let channel = registration.entry.channel;
    let arrival = Arrival {
        channel,
        submitted: registration.entry.submitted_on,
        arrived: registration.arrived_on,
        confirmed: registration.received_on.filter(|_| channel.needs_confirmation()),
    };
    let found = receipt(&arrival).map_err(faulty)?;
    Ok(found.because.into_iter().map(|because| because.fact).collect::<Vec<_>>().join("；"))
}

/// Turns what the law finds wrong with a calculation into faults of the form.
pub(crate) fn faulty(found: Vec<law::reason::Fault>) -> AppError {
    let mut faults = Faults::default();
    for fault in found {
        faults.add(fault.argument, fault.message);
    }
    AppError::Invalid(faults)
}

/// Notes what of the office has to be set before any letter can name it.
pub(crate) fn check_contact(profile: &OrganProfile, faults: &mut Faults) {
    let office = &profile.office;
    for (value, what, field) in [
        (&office.name, "名称", "office.name"),
        (&office.address, "办公地址", "office.address"),
        (&office.telephone, "联系电话", "office.telephone"),
    ] {
        if value.trim().is_empty() {
            faults.add(field, format!("文书要写明联系方式，请先在机关设置中填写政府信息公开工作机构的{what}"));
        }
    }
}

/// Notes what has to be set before a letter can say what may be done against it.
pub(crate) fn check_bodies(profile: &OrganProfile, electronic: bool, faults: &mut Faults) {
    let bodies = &profile.reconsideration;
    if bodies.is_empty() {
        faults.add("reconsideration", "文书要告知救济途径，请先在机关设置中填写行政复议机关的名称和地址");
    }
    for (place, body) in bodies.iter().enumerate() {
        if body.address.trim().is_empty() {
            let message = format!("文书要告知救济途径，请先在机关设置中填写行政复议机关“{}”的地址", body.name.trim());
            faults.add(format!("reconsideration.{place}.address"), message);
        }
    }
    if electronic && !bodies.is_empty() && bodies.iter().all(|body| body.online.trim().is_empty()) {
        let message = "电子送达的文书要写明网上申请行政复议的渠道（行政复议法第二十二条），请先在机关设置中填写";
        faults.add("reconsideration.0.online", message);
    }
    if profile.courts.is_empty() {
        faults.add("courts", "文书要告知救济途径，请先在机关设置中填写有管辖权的人民法院");
    }
}

/// What the remedy paragraphs of a letter are composed from.
pub(crate) fn remedy_basis(profile: &OrganProfile, electronic: bool) -> RemedyBasis {
    let organ = |body: &Body| Organ { name: body.name.trim().to_owned(), address: body.address.trim().to_owned() };
    let bodies = Bodies {
        reconsideration: profile.reconsideration.iter().map(organ).collect(),
        court: court(&profile.courts),
        online_channel: online(&profile.reconsideration),
    };
    RemedyBasis::new(bodies, electronic, &profile.law)
}

/// The court, or all of several that are at choice, as one name.
fn court(courts: &[Body]) -> Option<Organ> {
    let named = |court: &Body| match court.address.trim() {
        "" => court.name.trim().to_owned(),
        address => format!("{}（地址：{address}）", court.name.trim()),
    };
    match courts {
        [] => None,
        [only] => Some(Organ { name: only.name.trim().to_owned(), address: only.address.trim().to_owned() }),
        several => {
            let name = several.iter().map(named).collect::<Vec<_>>().join("或者");
            Some(Organ { name, address: String::new() })
        }
    }
}

/// Where reconsideration can be sought online; of several bodies each is named.
fn online(bodies: &[Body]) -> Option<String> {
    let with: Vec<&Body> = bodies.iter().filter(|body| !body.online.trim().is_empty()).collect();
    match with.as_slice() {
        [] => None,
        [only] if bodies.len() == 1 => Some(only.online.trim().to_owned()),
        several => {
            let one = |body: &&Body| format!("{}：{}", body.name.trim(), body.online.trim());
            Some(several.iter().map(one).collect::<Vec<_>>().join("；"))
        }
    }
}

/// The parts of a letter that are fixed when it is composed.
pub(crate) fn frame(profile: &OrganProfile, to: Addressee, annexes: &[String]) -> Frame {
    let office = &profile.office;
    Frame {
        organ: profile.name.trim().to_owned(),
        addressee: to.name,
        salutation: to.salutation,
        contact: Contact {
            office: office.name.trim().to_owned(),
            address: office.address.trim().to_owned(),
            postcode: office.postcode.trim().to_owned(),
            telephone: office.telephone.trim().to_owned(),
        },
        annexes: annexes.iter().map(|annex| annex.trim().to_owned()).collect(),
    }
}

/// The number a letter other than a reply bears: the case's own with a mark of its kind, and a serial from the second on.
pub(crate) fn procedure_number(case: &DeskCase, kind: Letter) -> Option<String> {
    let mark = match kind {
        Letter::D02 => "收件",
        Letter::D03 => "补正",
        Letter::D04 => "理由",
        Letter::D05 => "延期",
        Letter::D06 => "征询",
        Letter::D07 => "告知",
        Letter::D08 => "决定",
        Letter::D09 => "征函",
        Letter::D10 => "协办",
        Letter::D11 => "收费",
        Letter::D26 => "终止",
        Letter::D27 => "撤回",
        Letter::D33 => "更正",
        _ => return None,
    };
    let number = case.number.as_deref()?;
    match case.issued.iter().filter(|issued| issued.kinds == [kind]).count() {
        0 => Some(format!("{number}-{mark}")),
        before => Some(format!("{number}-{mark}{}", before + 1)),
    }
}

impl App {
    /// What was asked, in the applicant's words.
    pub(crate) async fn asked(
        &self,
        reader: &mut Reader,
        organ: &str,
        opened: &Opened,
        quoted: Quoted<'_>,
    ) -> Result<Asked, AppError> {
        let case = &opened.case;
        let registration = case.law.registration.as_ref().ok_or_else(not_confirmed)?;
        let received_on = registration.received_on.ok_or_else(not_confirmed)?;
        let mut items = Vec::new();
        for item in case.law.items.iter().filter(|item| quoted.includes(&case.law, item)) {
            let wording = self.wording(reader, organ, case, &item.wording).await?;
            items.push(AskedItem { no: item.no.0, wording });
        }
        if items.is_empty() {
            return Err(AppError::NotNow("本件没有可以写进这份文书的申请事项；请核对办理情况".to_owned()));
        }
        let mut corrected = None;
        if let Some(correction) = case.law.corrections.iter().rev().find(|correction| correction.answered_on.is_some())
        {
            let text = case.corrected.iter().rev().find(|(no, _)| *no == correction.no);
            let text = match text {
                Some((_, text)) => self.wording(reader, organ, case, text).await?,
                // Of a case split off the text stays with its origin.
                None => String::new(),
            };
            corrected = correction.answered_on.map(|on| Corrected { on, text });
        }
        Ok(Asked {
            received_on,
            channel: channel(registration.entry.channel, registration.entry.filled_by.is_some()).to_owned(),
            case_number: case.number.clone().unwrap_or_default(),
            items,
            corrected,
        })
    }

    async fn wording(
        &self,
        reader: &mut Reader,
        organ: &str,
        case: &DeskCase,
        reference: &SealedRef,
    ) -> Result<String, AppError> {
        let found = self.paper_of(reader, organ, case, reference.as_str()).await?;
        let (_, bytes) = found.ok_or_else(|| AppError::NotNow("申请内容已经销毁，不能再拟制文书".to_owned()))?;
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    }
}
