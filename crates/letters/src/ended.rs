//! Letters that end an application without an answer, and the one that puts a letter right.

use document::Block;
use jiff::civil::Date;
use law::outcome::Outcome;
use law::reason::chinese_date;
use law::remedy::Part;
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::remedy::RemedyBasis;
use crate::words::{FEE_MEASURE, REGULATION, body, full_stop, listed};

/// D26: the application is no longer handled, not corrected (O1) or not paid for (O2) in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoLongerHandled {
    /// What was asked.
    pub asked: Asked,
    /// Why: [`Outcome::O1`] or [`Outcome::O2`].
    pub outcome: Outcome,
    /// The day the notice that went unanswered was sent.
    pub noticed_on: Date,
    /// The day it reached the applicant, where that is on record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_on: Option<Date>,
    /// The last day the applicant had.
    pub until: Date,
    /// Whom the remedy paragraph names.
    pub remedy: RemedyBasis,
}

/// D27: a withdrawal is confirmed; nothing was decided that could be challenged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// What was asked, all of it.
    pub asked: Asked,
    /// The items withdrawn.
    pub items: Vec<u32>,
    /// The day of the withdrawal.
    pub on: Date,
}

/// D33: a letter already sent is put right; what it decided stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amended {
    /// The title of the letter put right.
    pub title: String,
    /// Its number, where it bears one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its day.
    pub dated: Date,
    /// The words that are wrong.
    pub wrong: String,
    /// The words in their place.
    pub right: String,
}

impl NoLongerHandled {
    pub(crate) fn parts(&self) -> Vec<Part> {
        vec![Part { named: None, outcome: self.outcome, grounds: Vec::new() }]
    }
}

pub(crate) fn no_longer_handled(ended: &NoLongerHandled, you: &str, remedy: Vec<String>) -> Vec<Block> {
    let (noticed, until) = (chinese_date(ended.noticed_on), chinese_date(ended.until));
    let served = ended.served_on.map_or_else(String::new, |on| format!("，该文书于{}送达{you}", chinese_date(on)));
    let mut blocks = ended.asked.opening(you);
    blocks.push(body(match ended.outcome {
        Outcome::O2 => format!(
            "本机关于{noticed}发出收费通知书，要求缴纳信息处理费{served}。缴费期限于{until}届满，{you}没有缴纳。根据{REGULATION}第四十二条和\
             {FEE_MEASURE}，视为放弃申请，本机关不再处理该政府信息公开申请。"
        ),
        _ => format!(
            "本机关于{noticed}发出补正告知书，一次性告知补正的事项和期限{served}。补正期限于{until}届满，{you}无正当理由没有补正。\
             根据{REGULATION}第三十条，视为放弃申请，本机关不再处理该政府信息公开申请。"
        ),
    }));
    blocks.extend(remedy.into_iter().map(body));
    blocks
}

pub(crate) fn withdrawal(withdrawal: &Withdrawal, you: &str) -> Vec<Block> {
    let mut blocks = withdrawal.asked.opening(you);
    let on = chinese_date(withdrawal.on);
    let whole = withdrawal.asked.items.iter().all(|item| withdrawal.items.contains(&item.no));
    blocks.push(body(if whole {
        format!("{on}，{you}向本机关提出撤回该申请。本机关予以确认，该申请的办理自该日起终止。")
    } else {
        format!(
            "{on}，{you}向本机关提出撤回其中第{}项。本机关予以确认，该部分的办理自该日起终止，其余事项继续办理。",
            listed(withdrawal.items.iter().copied())
        )
    }));
    blocks.push(body(format!("{you}以后仍需要该信息的，可以重新提出申请。")));
    blocks.push(body("特此告知。"));
    blocks
}

pub(crate) fn amended(amended: &Amended, you: &str) -> Vec<Block> {
    let number = amended.number.as_deref().map_or_else(String::new, |number| format!("（{number}）"));
    vec![
        body(format!(
            "本机关{}作出的《{}》{number}有文字差错，现更正如下：",
            chinese_date(amended.dated),
            amended.title
        )),
        body(format!("原文：“{}”", amended.wrong.trim())),
        body(format!("更正为：“{}”", amended.right.trim())),
        body(full_stop(&format!("其他内容不变，处理结果不变。请{you}将本通知书与原文书一并保存"))),
    ]
}
