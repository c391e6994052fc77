//! What the demonstration's people and papers say: invented, and marked so.

use law::application::{ApplicantKind, Decision};
use law::outcome::EvidenceItem;

use super::deed::{Name, Who};
use crate::applicant::{IdentityPaper, Party};
use crate::identity::{PaperKind, invented_credit_code, invented_resident_number};

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

/// The letter that answers some items.
pub(super) fn letter(decisions: &[Decision], wants: &[&str]) -> String {
    let mut text = "政府信息公开申请答复书（演示文书）\n".to_owned();
    for decision in decisions {
        let place = usize::try_from(decision.item.0.saturating_sub(1)).unwrap_or(0);
        let wanted = wants.get(place).copied().unwrap_or("所申请的信息");
        let (title, basis) = (decision.outcome.title(), decision.outcome.basis());
        text.push_str(&format!("{}. 您申请公开“{wanted}”。经审查：{title}（{basis}）。\n", decision.item));
        for withheld in &decision.withheld {
            text.push_str(&format!("其中一部分不予公开：{}。\n", withheld.outcome().title()));
        }
    }
    text
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
