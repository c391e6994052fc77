//! What every outgoing letter has around its body: organ, number, addressee, contact, annexes, signature, date.

use document::{Block, Document, Paragraph, Role};
use jiff::civil::Date;
use law::reason::chinese_date;
use serde::{Deserialize, Serialize};

use crate::words::{blank, body, plain};

/// What stands where the number of a letter will be.
pub const NUMBER_TO_COME: &str = "（文号待签发时编定）";
/// What stands where the day of a letter will be.
const DAY_TO_COME: &str = "　　　　年　月　日";

/// What is fixed when a letter is composed: who sends it, to whom, with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The organ's full name; it heads and signs the letter.
    pub organ: String,
    /// The addressee as written on the letter.
    pub addressee: String,
    /// How the letter speaks to the addressee.
    pub salutation: Salutation,
    /// Where the disclosure office is reached.
    pub contact: Contact,
    /// What is enclosed, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annexes: Vec<String>,
}

/// How a letter speaks to its addressee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Salutation {
    /// A natural person.
    Person,
    /// Several, a natural person among them.
    Several,
    /// An organisation, or several.
    Body,
    /// An organ.
    Organ,
}

impl Salutation {
    /// Returns the word for the addressee.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "您",
            Self::Several => "你们",
            Self::Body => "贵单位",
            Self::Organ => "贵机关",
        }
    }
}

/// Where the disclosure office (政府信息公开工作机构) is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The office's name.
    pub office: String,
    /// Its postal address.
    pub address: String,
    /// Its postal code; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// Its telephone number.
    pub telephone: String,
}

impl Contact {
    fn sentence(&self) -> String {
        let postcode =
            if blank(&self.postcode) { String::new() } else { format!("（邮编：{}）", self.postcode.trim()) };
        format!(
            "联系单位：{}；地址：{}{postcode}；电话：{}。",
            self.office.trim(),
            self.address.trim(),
            self.telephone.trim()
        )
    }
}

/// Under which number and on which day a letter goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "issue")]
pub enum Issue {
    /// It is a draft: number and day are still to come.
    Draft {
        /// The day it is looked at; by the law of this day the paragraphs are composed.
        as_of: Date,
    },
    /// It goes out, or went out.
    Out {
        /// Its number (文号), where it bears one.
        number: Option<String>,
        /// Its day.
        on: Date,
    },
}

impl Issue {
    /// Returns the day by whose law it is composed.
    pub fn day(&self) -> Date {
        match self {
            Self::Draft { as_of } => *as_of,
            Self::Out { on, .. } => *on,
        }
    }

    /// Returns its number as it stands under the title; nothing for a letter that bears none.
    pub(crate) fn number(&self) -> Option<&str> {
        match self {
            Self::Draft { .. } => Some(NUMBER_TO_COME),
            Self::Out { number, .. } => number.as_deref(),
        }
    }
}

fn paragraph(role: Role, text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph::new(role, text))
}

impl Frame {
    /// The organ and the paper's name above, its number below.
    pub(crate) fn head(&self, issue: &Issue, title: &str) -> Vec<Block> {
        let mut blocks = vec![paragraph(Role::Title, self.organ.clone()), paragraph(Role::Title, title)];
        blocks.extend(issue.number().map(|number| paragraph(Role::Subtitle, number)));
        blocks
    }

    /// A letter: head, addressee, the given body, contact, annexes, place of the seal and date.
    pub(crate) fn letter(&self, issue: &Issue, title: &str, content: Vec<Block>) -> Document {
        let mut blocks = self.head(issue, title);
        blocks.push(plain(format!("{}：", self.addressee.trim())));
        blocks.extend(content);
        blocks.push(body(self.contact.sentence()));
        if let [only] = self.annexes.as_slice() {
            blocks.push(body(format!("附件：{}", only.trim())));
        } else {
            for (at, annex) in self.annexes.iter().enumerate() {
                let lead = if at == 0 { "附件：" } else { "　　　" };
                blocks.push(body(format!("{lead}{}．{}", at + 1, annex.trim())));
            }
        }
        blocks.push(paragraph(Role::Signature, format!("{}（印章）", self.organ)));
        let day = match issue {
            Issue::Draft { .. } => DAY_TO_COME.to_owned(),
            Issue::Out { on, .. } => chinese_date(*on),
        };
        blocks.push(paragraph(Role::Signature, day));
        Document { title: format!("{}{title}", self.organ), blocks }
    }
}
