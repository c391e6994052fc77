//! What was asked, when it was received and how: quoted in every letter on an application.

use document::Block;
use jiff::civil::Date;
use law::reason::chinese_date;
use serde::{Deserialize, Serialize};

use crate::words::body;

/// An application as its letters quote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The date of receipt.
    pub received_on: Date,
    /// The channel in words that fit 以…方式, such as 邮寄.
    pub channel: String,
    /// The number of the case.
    pub case_number: String,
    /// The items the letter is about, in the applicant's own words.
    pub items: Vec<AskedItem>,
    /// The corrected application, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
}

/// One item applied for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedItem {
    /// Its number in the application.
    pub no: u32,
    /// The applicant's wording.
    pub wording: String,
}

/// What came in answer to a correction notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// The day it came.
    pub on: Date,
    /// The applicant's wording.
    pub text: String,
}

impl Asked {
    /// The opening of a letter on this application: one sentence for one item, a list for several.
    pub(crate) fn opening(&self, you: &str) -> Vec<Block> {
        let came = format!(
            "{you}以{}方式提出的政府信息公开申请，本机关于{}收到（登记编号：{}）",
            self.channel,
            chinese_date(self.received_on),
            self.case_number
        );
        let mut blocks = match self.items.as_slice() {
            [only] => vec![body(format!("{came}，申请公开的内容为：“{}”。", only.wording.trim()))],
            items => {
                let mut blocks = vec![body(format!("{came}，申请公开下列内容："))];
                blocks.extend(items.iter().map(|item| body(format!("{}．“{}”。", item.no, item.wording.trim()))));
                blocks
            }
        };
        if let Some(corrected) = &self.corrected {
            let day = chinese_date(corrected.on);
            blocks
                .push(body(format!("{day}，本机关收到{you}补正后的申请，补正的内容为：“{}”。", corrected.text.trim())));
        }
        blocks
    }
}
