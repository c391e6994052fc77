//! Letters to the applicant on the way to the answer. They carry no remedy paragraph: acts of procedure cannot be
//! challenged alone (REM-18).

use document::Block;
use jiff::civil::Date;
use law::calendar::AWAITING_NOTICE;
use law::reason::chinese_date;
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::words::{REGULATION, body, full_stop, open_ended};

/// D02: the application is registered, from when the term runs and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What was asked.
    pub asked: Asked,
    /// Which rule made that day the date of receipt, in words.
    pub rule: String,
    /// The reply deadline without pause or extension.
    pub due: Date,
    /// Whether the deadline lies beyond the published calendar.
    #[serde(default)]
    pub provisional: bool,
}

/// D03: what is unclear, how to correct it and by when (条例30).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What was asked.
    pub asked: Asked,
    /// What has to be corrected, each with guidance.
    pub points: Vec<String>,
    /// The period it sets, in working days from the day it reaches the applicant.
    pub working_days: u32,
    /// The last day, if it reaches the applicant the day it goes out.
    pub until: Date,
    /// Whether that day lies beyond the published calendar.
    #[serde(default)]
    pub provisional: bool,
}

/// D04: why so many applications (条例35).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonsAsked {
    /// What was asked.
    pub asked: Asked,
    /// How many applications in which time, in words.
    pub facts: String,
    /// The period it sets, in working days from the day it reaches the applicant.
    pub working_days: u32,
    /// The last day, if it reaches the applicant the day it goes out.
    pub until: Date,
    /// Whether that day lies beyond the published calendar.
    #[serde(default)]
    pub provisional: bool,
}

/// D05: the term is extended (条例33②).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// What was asked.
    pub asked: Asked,
    /// Why, in words.
    pub reason: String,
    /// By how many working days.
    pub working_days: u32,
    /// The deadline after the extension.
    pub due: Date,
    /// Whether the deadline lies beyond the published calendar.
    #[serde(default)]
    pub provisional: bool,
}

/// What stands behind a day that a holiday notice may still move.
pub(crate) fn pending(provisional: bool) -> String {
    if provisional {
        format!("（所跨年度的放假安排{AWAITING_NOTICE}，以公布后计算的日期为准）")
    } else {
        String::new()
    }
}

/// How long somebody has from the day a paper reaches them, with the last day if that is its own.
pub(crate) fn within(paper: &str, working_days: u32, until: Date, provisional: bool) -> String {
    format!(
        "自收到本{paper}之日起{working_days}个工作日内（收到当日不计；当日收到的，截至{}{}）",
        chinese_date(until),
        pending(provisional)
    )
}

pub(crate) fn receipt(receipt: &Receipt, you: &str) -> Vec<Block> {
    let mut blocks = receipt.asked.opening(you);
    blocks.push(body(format!("收到日期按下列规定确定：{}。", open_ended(&receipt.rule))));
    blocks.push(body(format!(
        "根据{REGULATION}第三十三条，能够当场答复的，本机关当场答复；不能当场答复的，本机关自收到申请之日起20个工作日内答复，\
         即不迟于{}{}。征求第三方和其他机关意见所需时间不计入该期限；需要补正、延期或者收取信息处理费的，本机关另行书面告知。",
        chinese_date(receipt.due),
        pending(receipt.provisional)
    )));
    blocks.push(body("特此告知。"));
    blocks
}

pub(crate) fn correction(correction: &Correction, you: &str) -> Vec<Block> {
    let mut blocks = correction.asked.opening(you);
    blocks.push(body(format!(
        "经审查，该申请内容不明确。根据{REGULATION}第三十条，现一次性告知需要补正的事项和补正的方法："
    )));
    match correction.points.as_slice() {
        [only] => blocks.push(body(full_stop(only))),
        points => {
            let numbered = |(at, point): (usize, &String)| body(format!("{}．{}", at + 1, full_stop(point)));
            blocks.extend(points.iter().enumerate().map(numbered));
        }
    }
    let within = within("告知书", correction.working_days, correction.until, correction.provisional);
    blocks.push(body(format!(
        "请{you}{within}将补正后的申请提交本机关。答复期限自本机关收到补正后的申请之日起重新起算。无正当理由逾期不补正的，\
         视为放弃申请，本机关不再处理该申请。补正中需要指导和释明的，请与本机关联系。"
    )));
    blocks.push(body("特此告知。"));
    blocks
}

pub(crate) fn reasons(asked: &ReasonsAsked, you: &str) -> Vec<Block> {
    let mut blocks = asked.asked.opening(you);
    blocks.push(body(format!("经查，{}", full_stop(&asked.facts))));
    let within = within("告知书", asked.working_days, asked.until, asked.provisional);
    blocks.push(body(format!(
        "根据{REGULATION}第三十五条，申请人申请公开政府信息的数量、频次明显超过合理范围的，行政机关可以要求申请人说明理由。\
         请{you}{within}向本机关书面说明理由。"
    )));
    blocks.push(body(
        "本机关认为理由不合理的，将告知不予处理；认为理由合理但是无法在规定的期限内答复的，将确定延迟答复的合理期限并告知。\
         逾期不说明理由的，本机关根据已经掌握的情况认定。等待说明理由期间，答复期限连续计算。",
    ));
    blocks.push(body("特此告知。"));
    blocks
}

pub(crate) fn extension(extension: &Extension, you: &str) -> Vec<Block> {
    let mut blocks = extension.asked.opening(you);
    blocks.push(body(format!(
        "因{}，本机关不能在原定的期限内答复。根据{REGULATION}第三十三条第二款，经本机关政府信息公开工作机构负责人同意，\
         延长答复期限{}个工作日，延长后的答复期限截至{}{}。",
        open_ended(&extension.reason),
        extension.working_days,
        chinese_date(extension.due),
        pending(extension.provisional)
    )));
    blocks.push(body("特此告知。"));
    blocks
}
