//! What a person fills in for a letter; everything else follows from the record.

use law::application::{ConsultationNo, ItemNo, ReplyNo};
use law::fee::Standard;
use letters::Salutation;
use serde::{Deserialize, Serialize};

use super::reply_form::ReplyForm;
use crate::applicant::{NAME_MAX, limit};
use crate::error::Faults;

/// Most characters of one text of a letter.
pub(crate) const TEXT_MAX: usize = 5000;
/// Most points, annexes or parts of one letter.
pub(crate) const LISTED_MAX: usize = 100;

/// A letter as an officer fills it in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum LetterForm {
    /// D02: the application is registered. No act carries it; see [`crate::App::issue_letter`].
    Receipt,
    /// D03, carried by `SendCorrectionNotice`.
    Correction {
        /// What has to be corrected, each with guidance.
        points: Vec<String>,
        /// The period in working days; the organ's usual one when none is given.
        days: Option<u32>,
    },
    /// D04, carried by `AskReasons`.
    ReasonsAsked {
        /// How many applications in which time.
        facts: String,
        /// The period in working days; the organ's usual one when none is given.
        days: Option<u32>,
    },
    /// D05, carried by `NotifyExtension`.
    Extension {
        /// Why the reply takes longer.
        reason: String,
        /// By how many working days; those of the extension put forward or approved, where there is one.
        days: u32,
    },
    /// D06, carried by `Consult`.
    ThirdParty {
        /// Who is asked.
        to: Recipient,
        /// The information that concerns it; never who applied.
        information: String,
    },
    /// D07, carried by `TellApplicantOfConsultation`.
    ToldApplicant {
        /// Of which consultation.
        consultation: ConsultationNo,
    },
    /// D09, carried by `Consult`.
    CoProducer {
        /// The organ's name.
        to: String,
        /// The information made jointly.
        information: String,
    },
    /// D10, carried by `Consult`.
    Assistance {
        /// The name of the organ, or of one of the organ's own units.
        to: String,
        /// What is needed.
        matter: String,
        /// The period in working days; the organ's usual one when none is given.
        days: Option<u32>,
    },
    /// D08, carried by `NotifyThirdParty`.
    Override {
        /// In which consultation the third party was asked.
        consultation: ConsultationNo,
        /// What will be disclosed.
        content: String,
        /// Why the public interest requires it.
        reason: String,
    },
    /// D11, carried by `SendFeeNotice`; the amount is [`super::Composed::fee`].
    FeeNotice {
        /// By which standard.
        standard: Standard,
        /// By volume, the pages; by item, how many of the month's applications are charged for, the last ones.
        count: u32,
        /// Account and manner of payment.
        payment: String,
    },
    /// D12 to D25 and D32, carried by `DraftReply`, `RedraftReply` and `AnswerOnTheSpot`.
    Reply(ReplyForm),
    /// D27: a withdrawal is confirmed. Handed in with `Withdraw`, or issued afterwards.
    Withdrawn {
        /// Which items; those on record as withdrawn, or else all that are open, when none is named.
        items: Vec<ItemNo>,
    },
    /// D26: not corrected or not paid in time. Handed in with `CloseNotCorrected` or `CloseFeeUnpaid`, or issued afterwards.
    NoLongerHandled {
        /// Whether it is served over the internet.
        electronic: bool,
    },
    /// D33: a letter already sent is put right, carried by `CorrectLetter`.
    Amended {
        /// The reply whose letter is put right.
        reply: ReplyNo,
        /// The words that are wrong.
        wrong: String,
        /// The words in their place.
        right: String,
    },
}

/// Somebody a letter is addressed to who does not stand in the record yet.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The name.
    pub name: String,
    /// Whether it is an organisation, spoken to as 贵单位, and not a person.
    pub organisation: bool,
}

impl Recipient {
    pub(crate) fn salutation(&self) -> Salutation {
        if self.organisation { Salutation::Body } else { Salutation::Person }
    }
}

impl std::fmt::Debug for Recipient {
    /// Never shows a name: it would end in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recipient(…)")
    }
}

impl std::fmt::Debug for LetterForm {
    /// Never shows what was filled in: it would end in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LetterForm::{}(…)", self.name())
    }
}

impl LetterForm {
    /// Returns what the letter is called on the screen.
    pub fn label(&self) -> &'static str {
        use law::outcome::Letter as L;
        match self {
            Self::Receipt => L::D02.title(),
            Self::Correction { .. } => L::D03.title(),
            Self::ReasonsAsked { .. } => L::D04.title(),
            Self::Extension { .. } => L::D05.title(),
            Self::ThirdParty { .. } => L::D06.title(),
            Self::ToldApplicant { .. } => L::D07.title(),
            Self::Override { .. } => L::D08.title(),
            Self::CoProducer { .. } => L::D09.title(),
            Self::Assistance { .. } => L::D10.title(),
            Self::FeeNotice { .. } => L::D11.title(),
            Self::Reply(_) => "答复告知书",
            Self::NoLongerHandled { .. } => L::D26.title(),
            Self::Withdrawn { .. } => L::D27.title(),
            Self::Amended { .. } => L::D33.title(),
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Receipt => "Receipt",
            Self::Correction { .. } => "Correction",
            Self::ReasonsAsked { .. } => "ReasonsAsked",
            Self::Extension { .. } => "Extension",
            Self::ThirdParty { .. } => "ThirdParty",
            Self::ToldApplicant { .. } => "ToldApplicant",
            Self::Override { .. } => "Override",
            Self::CoProducer { .. } => "CoProducer",
            Self::Assistance { .. } => "Assistance",
            Self::FeeNotice { .. } => "FeeNotice",
            Self::Reply(_) => "Reply",
            Self::NoLongerHandled { .. } => "NoLongerHandled",
            Self::Withdrawn { .. } => "Withdrawn",
            Self::Amended { .. } => "Amended",
        }
    }

    /// Notes everything of what was filled in that is missing or too long, each under its field.
    pub(crate) fn check(&self, faults: &mut Faults) {
        match self {
            Self::Receipt | Self::ToldApplicant { .. } | Self::Withdrawn { .. } | Self::NoLongerHandled { .. } => {}
            Self::Correction { points, days } => {
                if points.iter().all(|point| point.trim().is_empty()) {
                    faults.add("points", "请写明哪些内容不明确、怎样补正");
                }
                listed(points.len(), "需要补正的事项", "points", faults);
                for (place, point) in points.iter().enumerate() {
                    if points.len() > 1 {
                        filled(point, "这一条需要补正的事项，或者删去这一条", format!("points.{place}"), faults);
                    }
                    limit(point, TEXT_MAX, "需要补正的事项", format!("points.{place}"), faults);
                }
                period(*days, "补正期限", faults);
            }
            Self::ReasonsAsked { facts, days } => {
                filled(facts, "申请的数量、频次等事实", "facts".to_owned(), faults);
                period(*days, "说明理由的期限", faults);
            }
            Self::Extension { reason, days } => {
                filled(reason, "延期的理由", "reason".to_owned(), faults);
                period(Some(*days), "延长的工作日数", faults);
            }
            Self::ThirdParty { to, information } => {
                named(&to.name, "第三方的姓名或者名称", "to.name", faults);
                filled(information, "涉及第三方的信息", "information".to_owned(), faults);
            }
            Self::CoProducer { to, information } => {
                named(to, "共同制作机关的名称", "to", faults);
                filled(information, "共同制作的信息", "information".to_owned(), faults);
            }
            Self::Assistance { to, matter, days } => {
                named(to, "协办的机关或者处室", "to", faults);
                filled(matter, "请协助的事项", "matter".to_owned(), faults);
                period(*days, "函复的期限", faults);
            }
            Self::Override { content, reason, .. } => {
                filled(content, "决定公开的政府信息内容", "content".to_owned(), faults);
                filled(reason, "不公开可能对公共利益造成重大影响的理由", "reason".to_owned(), faults);
            }
            Self::FeeNotice { count, payment, .. } => {
                if *count == 0 {
                    faults.add("count", "请填写计费的页数或者件数");
                }
                filled(payment, "缴纳的账户和方式", "payment".to_owned(), faults);
            }
            Self::Reply(form) => form.check(faults),
            Self::Amended { wrong, right, .. } => {
                filled(wrong, "有差错的原文", "wrong".to_owned(), faults);
                filled(right, "更正后的文字", "right".to_owned(), faults);
            }
        }
    }
}

/// Notes a text that is not there or too long.
pub(crate) fn filled(text: &str, what: &str, field: String, faults: &mut Faults) {
    if text.trim().is_empty() {
        faults.add(field, format!("请填写{what}"));
    } else {
        limit(text, TEXT_MAX, what, field, faults);
    }
}

/// Notes a list that is too long.
pub(crate) fn listed(count: usize, what: &str, field: &str, faults: &mut Faults) {
    if count > LISTED_MAX {
        faults.add(field, format!("{what}至多列{LISTED_MAX}条"));
    }
}

fn named(name: &str, what: &str, field: &str, faults: &mut Faults) {
    if name.trim().is_empty() {
        faults.add(field, format!("请填写{what}"));
    }
    limit(name, NAME_MAX, what, field.to_owned(), faults);
}

/// Most working days a letter can set.
const DAYS_MAX: u32 = 250;

fn period(days: Option<u32>, what: &str, faults: &mut Faults) {
    if days.is_some_and(|days| days == 0 || days > DAYS_MAX) {
        faults.add("days", format!("{what}应当是1至{DAYS_MAX}个工作日"));
    }
}
