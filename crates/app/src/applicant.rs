//! What identifies an applicant, as it is filled in and as it is sealed.
//!
//! None of this stands in an event: an event holds a reference to the subject and a commitment (see `sealing`).
//! 条例29② asks for a name, proof of identity and a way to be reached; a missing proof is first a matter for correction
//! (补正), so an application without one is registered all the same (APP-3).

use serde::{Deserialize, Serialize};

use crate::error::Faults;
use crate::identity::{self, PaperKind};

/// Most characters of a name.
pub const NAME_MAX: usize = 100;
/// Most characters of an address, a telephone number or another short field.
pub const SHORT_MAX: usize = 300;
/// Most characters of a number a case or a letter bears.
pub const NUMBER_MAX: usize = 60;
/// Most characters of what is asked for in one item.
pub const WANTED_MAX: usize = 20_000;
/// Most items in one application.
pub const ITEMS_MAX: usize = 50;
/// Most people who apply together.
pub const APPLICANTS_MAX: usize = 50;

/// A paper that identifies somebody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityPaper {
    /// Which paper.
    pub kind: PaperKind,
    /// Its number as written on it.
    pub number: String,
}

impl IdentityPaper {
    /// The form the blind index is made of: the same paper always gives the same text.
    pub fn index_text(&self) -> String {
        let kind = match self.kind {
            PaperKind::ResidentIdentityCard => "id",
            PaperKind::UnifiedSocialCreditCode => "uscc",
            PaperKind::Other => "other",
        };
        format!("{kind}:{}", identity::normalised(&self.number))
    }
}

/// A person or an organisation as it names itself: an applicant, an agent, a third party.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Name, of a person or an organisation.
    pub name: String,
    /// The paper that identifies it, when it showed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<IdentityPaper>,
    /// Whom to ask for in an organisation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact_person: String,
    /// Postal address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Postal code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub telephone: String,
    /// Electronic mail.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
}

// Neither ever shows what it holds: it would end in a log.
impl std::fmt::Debug for IdentityPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IdentityPaper({:?}, …)", self.kind)
    }
}

impl std::fmt::Debug for Party {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Party(…)")
    }
}

impl Party {
    /// A party known by name only.
    pub fn named(name: &str) -> Self {
        Party { name: name.to_owned(), ..Party::default() }
    }

    /// Notes everything wrong with it, each under `prefix` and the field's name.
    pub fn check(&self, prefix: &str, faults: &mut Faults) {
        if self.name.trim().is_empty() {
            faults.add(format!("{prefix}.name"), "请填写姓名或者名称，与证件一致");
        }
        limit(&self.name, NAME_MAX, "姓名或者名称", format!("{prefix}.name"), faults);
        if let Some(paper) = &self.paper
            && let Err(fault) = identity::check(paper.kind, &paper.number)
        {
            let what = match paper.kind {
                PaperKind::ResidentIdentityCard => "居民身份证号码",
                PaperKind::UnifiedSocialCreditCode => "统一社会信用代码",
                PaperKind::Other => "证件号码",
            };
            faults.add(format!("{prefix}.paper"), format!("{what}不对：{fault}"));
        }
        for (value, what, field) in [
            (&self.contact_person, "联系人", "contact_person"),
            (&self.address, "通信地址", "address"),
            (&self.postcode, "邮政编码", "postcode"),
            (&self.telephone, "电话", "telephone"),
            (&self.email, "电子邮箱", "email"),
        ] {
            limit(value, SHORT_MAX, what, format!("{prefix}.{field}"), faults);
        }
        let dialled =
            |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '（' | '）' | '转' | '—');
        if !self.telephone.trim().is_empty()
            && (!self.telephone.chars().all(dialled) || self.telephone.chars().filter(char::is_ascii_digit).count() < 7)
        {
            faults
                .add(format!("{prefix}.telephone"), "电话号码不对：请填写至少7位数字的固定电话（带区号）或者手机号码");
        }
        if !self.email.trim().is_empty() && !looks_like_mail(self.email.trim()) {
            faults.add(format!("{prefix}.email"), "电子邮箱不对：应当是“名称@域名”的样子");
        }
    }

    /// Notes the want of any way to reach it.
    pub fn check_reachable(&self, prefix: &str, faults: &mut Faults) {
        if [&self.address, &self.telephone, &self.email].iter().all(|field| field.trim().is_empty()) {
            faults.add(
                format!("{prefix}.contact"),
                "请至少填写一种联系方式（通信地址、电话或者电子邮箱），否则无法确认收到、也无法送达",
            );
        }
    }
}

/// Notes a text that is too long.
pub(crate) fn limit(value: &str, most: usize, what: &str, field: String, faults: &mut Faults) {
    let count = value.chars().count();
    if count > most {
        faults.add(field, format!("{what}太长：至多{most}个字，现在是{count}个"));
    }
}

fn looks_like_mail(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    !name.is_empty()
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && domain.contains('.')
        && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn app_3_all_faults_are_found_at_once_each_under_its_field() {
        // APP-3
        let party = Party {
            name: "  ".to_owned(),
            paper: Some(IdentityPaper { kind: PaperKind::ResidentIdentityCard, number: "123".to_owned() }),
            telephone: "电话".to_owned(),
            email: "not mail".to_owned(),
            ..Party::default()
        };
        let mut faults = Faults::default();
        party.check("applicants.0", &mut faults);
        let fields: Vec<_> = faults.0.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["applicants.0.name", "applicants.0.paper", "applicants.0.telephone", "applicants.0.email"]);
    }

    #[test]
    fn a_missing_proof_of_identity_is_no_fault_of_the_form() {
        let party = Party { telephone: "010-00000000".to_owned(), ..Party::named("申请人甲") };
        let mut faults = Faults::default();
        party.check("applicants.0", &mut faults);
        party.check_reachable("applicants.0", &mut faults);
        assert_eq!(faults.0, []);
    }

    #[test]
    fn the_same_paper_is_indexed_the_same_however_it_is_typed() {
        let paper = |number: &str| {
            IdentityPaper { kind: PaperKind::UnifiedSocialCreditCode, number: number.to_owned() }.index_text()
        };
        assert_eq!(paper("yy9999999 00000012"), paper("ＹＹ999999900000012"));
    }
}
