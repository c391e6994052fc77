//! What every outgoing letter has around its body: organ, number, addressee, contact, signature, date.

use document::{Block, Document, Paragraph, Role};
use jiff::civil::Date;
use law::outcome::Letter;
use law::reason::chinese_date;

/// Who sends a letter, to whom, under which number and on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The organ's full name; it heads and signs the letter.
    pub organ: String,
    /// The letter's number (文号), given at sign-off; a draft has none.
    pub number: Option<String>,
    /// The addressee as written on the letter.
    pub addressee: String,
    /// Where the disclosure office is reached.
    pub contact: Contact,
    /// The day of the letter; a draft has none.
    pub dated: Option<Date>,
    /// What is enclosed, in order.
    pub annexes: Vec<String>,
}

/// Where the disclosure office (政府信息公开工作机构) is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The office's name.
    pub office: String,
    /// Its postal address.
    pub address: String,
    /// Its telephone number.
    pub telephone: String,
}

/// What was asked, when it was received and how: quoted in every letter on an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The date of receipt.
    pub received_on: Date,
    /// The channel in words, such as 邮寄.
    pub channel: String,
    /// The number of the case.
    pub case_number: String,
    /// The applicant's own wording of what is asked for.
    pub request: String,
}

impl Asked {
    /// The opening sentence of a letter on this application.
    pub(crate) fn opening(&self) -> Block {
        body(format!(
            "本机关于{}收到您（贵单位）通过{}方式提出的政府信息公开申请（登记编号：{}），申请公开的内容为：“{}”。",
            chinese_date(self.received_on),
            self.channel,
            self.case_number,
            self.request.trim()
        ))
    }
}

/// A paragraph of running text.
pub(crate) fn body(text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph::new(Role::Body, text))
}

/// A line without indent.
pub(crate) fn plain(text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph::new(Role::Plain, text))
}

fn signature(text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph::new(Role::Signature, text))
}

impl Frame {
    /// The organ and the paper's name above, its number below.
    pub(crate) fn head(&self, letter: Letter) -> Vec<Block> {
        let mut blocks = vec![
            Block::Paragraph(Paragraph::new(Role::Title, self.organ.clone())),
            Block::Paragraph(Paragraph::new(Role::Title, letter.title())),
        ];
        let number = self.number.clone().unwrap_or_else(|| "（文号待签发时编定）".to_owned());
        blocks.push(Block::Paragraph(Paragraph::new(Role::Subtitle, number)));
        blocks
    }

    /// A letter: head, addressee, the given body, annexes, contact, signature and date.
    pub(crate) fn letter(&self, letter: Letter, content: Vec<Block>) -> Document {
        let mut blocks = self.head(letter);
        blocks.push(plain(format!("{}：", self.addressee)));
        blocks.extend(content);
        blocks.push(body(format!(
            "联系单位：{}；地址：{}；电话：{}。",
            self.contact.office, self.contact.address, self.contact.telephone
        )));
        if !self.annexes.is_empty() {
            for (at, annex) in self.annexes.iter().enumerate() {
                let lead = if at == 0 { "附件：" } else { "　　　" };
                blocks.push(body(format!("{lead}{}．{annex}", at + 1)));
            }
        }
        blocks.push(signature(format!("{}（印章）", self.organ)));
        blocks.push(signature(self.dated.map_or_else(|| "　　年　月　日".to_owned(), chinese_date)));
        Document { title: format!("{}{}", self.organ, letter.title()), blocks }
    }
}
