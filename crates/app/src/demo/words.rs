//! What the demonstration's people and papers say: invented, and marked so.

use law::application::{ApplicantKind, Decision};
use law::outcome::{EvidenceItem, Exemption, Outcome};

use super::deed::{Name, Who};
use crate::applicant::{IdentityPaper, Party};
use crate::identity::{PaperKind, invented_credit_code, invented_resident_number};
use crate::letter::{Field, GivenForm, ItemReply, Want, WithheldForm};

/// The ordinals by which applicants are called.
const ORDINALS: [&str; 22] = [
    "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申",
    "酉", "戌", "亥",
];

/// What follows an ordinal that is used again.
const ROUNDS: [&str; 3] = ["", "二", "三"];

/// The day of birth of every invented person.
const BIRTHDAY: jiff::civil::Date = jiff::civil::date(1990, 1, 1);

/// Who it is, as the application form says it.
pub(super) fn party(who: Who) -> Party {
    let natural = who.kind == ApplicantKind::NaturalPerson;
    let name = match who.name {
        Name::As(name) => name.to_owned(),
        Name::Applicant => {
            let place = usize::from(who.serial);
            let ordinal = ORDINALS.get(place % ORDINALS.len()).copied().unwrap_or_default();
            let round = place / ORDINALS.len();
            format!("申请人{ordinal}{}", ROUNDS.get(round).copied().unwrap_or_default())
        }
    };
    let paper = if natural {
        let number = invented_resident_number(BIRTHDAY, who.serial);
        IdentityPaper { kind: PaperKind::ResidentIdentityCard, number }
    } else {
        let number = invented_credit_code(u32::from(who.serial));
        IdentityPaper { kind: PaperKind::UnifiedSocialCreditCode, number }
    };
    Party {
        name,
        paper: Some(paper),
        contact_person: if natural { String::new() } else { "联系人（演示）".to_owned() },
        address: format!("演示市演示区示例路{}号", who.serial + 1),
        postcode: "000000".to_owned(),
        telephone: format!("010-0000{:04}", who.serial),
        email: format!("applicant{}@example.invalid", who.serial),
    }
}

/// How one item is answered: what its outcome wants, filled in.
pub(super) fn item_reply(decision: &Decision, wanted: &str) -> ItemReply {
    let has = |field: Field| Want::of(decision.outcome).iter().any(|want| want.field == field);
    let text = |field: Field, text: String| if has(field) { text } else { String::new() };
    let wanted = wanted.trim_end_matches("（演示）");
    let part = |exemption: &Exemption| WithheldForm {
        part: format!("{}的一部分（演示）", wanted),
        exemption: *exemption,
        basis: if *exemption == Exemption::E14b {
            "《演示条例》第一条（演示）".to_owned()
        } else {
            String::new()
        },
        reason: withheld(exemption.outcome()).to_owned(),
    };
    ItemReply {
        given: GivenForm {
            information: text(Field::Information, format!("{wanted}（演示）")),
            way: text(Field::Way, way(decision.outcome).to_owned()),
            time: text(Field::Time, "自本告知书送达之日起的工作日（演示）".to_owned()),
        },
        withheld: decision.withheld.iter().map(part).collect(),
        basis: text(Field::Basis, "《演示条例》第一条（演示）".to_owned()),
        reason: text(Field::Reason, reason(decision.outcome).to_owned()),
        referral: text(Field::Referral, "演示市某某局，电话010-00000001（演示）".to_owned()),
        earlier: text(Field::Earlier, "本机关此前的答复，已经送达（演示）".to_owned()),
        evident_privacy: decision.evident_privacy,
        ..ItemReply::new(decision.item, decision.outcome)
    }
}

fn way(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::G1 => "登录本机关网站的政府信息公开专栏查阅、下载（演示）",
        Outcome::G3 => "到本机关查阅点查阅、抄录（演示）",
        _ => "纸质复制件随本告知书一并送达（演示）",
    }
}

/// The reason of an answer; where nothing needs to be said, nothing is.
fn reason(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::G1 | Outcome::G2 | Outcome::G3 | Outcome::P1 | Outcome::R2 | Outcome::R5 | Outcome::N8 => "",
        Outcome::U1a => "检索了公文系统和档案室2010年以来的目录，关键词为申请所列名称，没有检索到（演示）",
        Outcome::U1b => "该事项由街道办事处办理，本机关没有制作或者保存有关信息（演示）",
        Outcome::U1c => "有关档案已按期移交（演示）",
        Outcome::U2 => "本机关没有按季度统计的现成资料，需要另行汇总、分析历年台账（演示）",
        Outcome::U3 => "补正后仍没有写明信息的名称、文号或者其他便于查询的特征，无法据以检索（演示）",
        Outcome::R1 => "来件要求查处他人的行为，属于投诉、举报（演示）",
        Outcome::R4 => "一个月内提出申请二十件，所说明的理由没有具体内容（演示）",
        Outcome::O3b => "来件询问有关政策如何理解，属于咨询（演示）",
        Outcome::O3c => "按具体情形处理（演示）",
        withheld_whole => withheld(withheld_whole),
    }
}

/// Why something is withheld on the ground of an outcome.
fn withheld(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::N1 => "已经依法确定为国家秘密（演示）",
        Outcome::N4 => "公开会损害第三方的合法权益，第三方没有同意公开（演示）",
        Outcome::N5 => "只涉及机关内部分工和日常管理，对外部没有直接影响，公开会妨碍内部管理，经权衡不予公开（演示）",
        Outcome::N6 => {
            "是决定作出以前形成的讨论记录，公开会影响充分讨论，没有法律、法规、规章要求公开，经权衡不予公开（演示）"
        }
        Outcome::N7 => "是执法过程中形成并存入案卷的材料，没有法律、法规、规章要求公开，经权衡不予公开（演示）",
        _ => "公开会带来不利影响（演示）",
    }
}

/// What is enclosed with an answer: a copy of each thing that is provided.
pub(super) fn annexes(items: &[ItemReply]) -> Vec<String> {
    let provided = items.iter().filter(|item| matches!(item.outcome, Outcome::G2 | Outcome::P1));
    provided.map(|item| format!("{}复制件", item.given.information)).collect()
}

/// What a piece of evidence says.
pub(super) fn evidence(proves: EvidenceItem) -> String {
    format!("{}：已核实，材料存本件案卷（演示材料）。", proves.label())
}

/// Whether a piece of evidence is put on the file by hand; the others follow from what was done, or from the service.
pub(super) fn filed_by_hand(proves: EvidenceItem) -> bool {
    use EvidenceItem as E;
    !matches!(
        proves,
        E::DeliveryProof
            | E::ApplicantTold
            | E::WithheldParts
            | E::SearchLog
            | E::ConsultationLetter
            | E::ThirdPartyOpinion
            | E::CorrectionLetters
            | E::ReasonsRequest
            | E::ReasonsAnswer
    )
}
