//! Papers of the file: proof of service and the review sheet.

use document::{Align, Block, Cell, Document, Table};
use jiff::civil::Date;
use law::reason::chinese_date;
use serde::{Deserialize, Serialize};

use crate::frame::{Frame, Issue};

/// D29: proof that a letter was served (REP-9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceProof {
    /// Which letter, by name and number.
    pub served: String,
    /// The manner of service in words: direct, entrusted, by post, electronic.
    pub manner: String,
    /// Where it is or was served: an address, an electronic one for electronic service.
    #[serde(default)]
    pub place: String,
    /// The number of the postal item, for service by post.
    pub postal_number: Option<String>,
    /// The day handed to the post or to the recipient.
    pub sent_on: Option<Date>,
    /// The day the recipient signed.
    pub signed_on: Option<Date>,
    /// Why it was not served, if it was not.
    pub returned: Option<String>,
}

/// D30: who proposed, who reviewed, who signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewSheet {
    /// The number of the case.
    pub case_number: String,
    /// The letter that is reviewed, by name and number.
    #[serde(default)]
    pub letter: String,
    /// When the application was received and when the reply is due, in words.
    #[serde(default)]
    pub term: String,
    /// What was asked, in short.
    pub request: String,
    /// What is proposed, with its basis.
    pub proposal: String,
    /// The opinions level by level, in order.
    pub opinions: Vec<Opinion>,
}

/// One level's opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The level: 拟办, 处室负责人, 保密审查, 法制审核, 签发 …
    pub level: String,
    /// Who gave it.
    pub by: String,
    /// What it says.
    pub opinion: String,
    /// When it was given.
    pub on: Option<Date>,
}

fn row(label: &str, text: String) -> Vec<Cell> {
    vec![Cell::new(label), Cell::new(text).aligned(Align::Left)]
}

fn day(date: Option<Date>) -> String {
    date.map_or_else(|| "　　　　年　　月　　日".to_owned(), chinese_date)
}

fn sheet(frame: &Frame, issue: &Issue, title: &str, rows: Vec<Vec<Cell>>) -> Document {
    // Papers of the file bear no number unless one is given; nothing is promised for them at sign-off.
    let issue = match issue {
        Issue::Draft { as_of } => Issue::Out { number: None, on: *as_of },
        out => out.clone(),
    };
    let mut blocks = frame.head(&issue, title);
    blocks.push(Block::Table(Table { widths: vec![1, 3], header_rows: 0, rows }));
    Document { title: format!("{}{title}", frame.organ), blocks }
}

pub(crate) fn service_proof(frame: &Frame, issue: &Issue, title: &str, proof: &ServiceProof) -> Document {
    let rows = vec![
        row("送达文书", proof.served.clone()),
        row("受送达人", frame.addressee.clone()),
        row("送达方式", proof.manner.clone()),
        row("送达地址", proof.place.clone()),
        row("邮件号码", proof.postal_number.clone().unwrap_or_default()),
        row("交寄、送出日期", day(proof.sent_on)),
        row("签收日期", day(proof.signed_on)),
        row("受送达人\n签名或者盖章", "　\n　".to_owned()),
        row("未能送达的原因", proof.returned.clone().unwrap_or_else(|| "　\n　".to_owned())),
        row("送达人签名", "　".to_owned()),
        row("备　　注", "　\n　".to_owned()),
    ];
    sheet(frame, issue, title, rows)
}

pub(crate) fn review(frame: &Frame, issue: &Issue, title: &str, review: &ReviewSheet) -> Document {
    let mut rows = vec![
        row("登记编号", review.case_number.clone()),
        row("申请人", frame.addressee.clone()),
        row("收到日期和期限", review.term.clone()),
        row("申请内容", review.request.clone()),
        row("拟发文书", review.letter.clone()),
        row("处理意见和依据", review.proposal.clone()),
    ];
    for opinion in &review.opinions {
        let signed = if opinion.by.is_empty() { "（签名）".to_owned() } else { opinion.by.clone() };
        rows.push(row(&opinion.level, format!("{}\n{signed}　{}", opinion.opinion, day(opinion.on))));
    }
    sheet(frame, issue, title, rows)
}
