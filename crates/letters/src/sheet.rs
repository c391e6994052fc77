//! Papers of the file: proof of service and the review sheet.

use document::{Align, Block, Cell, Document, Table};
use jiff::civil::Date;
use law::outcome::Letter;
use law::reason::chinese_date;

use crate::frame::Frame;

/// D29: proof that a letter was served (REP-9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceProof {
    /// Which letter, by name and number.
    pub served: String,
    /// The manner of service in words: direct, entrusted, by post, electronic.
    pub manner: String,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSheet {
    /// The number of the case.
    pub case_number: String,
    /// What was asked, in short.
    pub request: String,
    /// What is proposed, with its basis.
    pub proposal: String,
    /// The opinions level by level, in order.
    pub opinions: Vec<Opinion>,
}

/// One level's opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    date.map_or_else(String::new, chinese_date)
}

fn sheet(frame: &Frame, letter: Letter, rows: Vec<Vec<Cell>>) -> Document {
    let mut blocks = frame.head(letter);
    blocks.push(Block::Table(Table { widths: vec![1, 3], header_rows: 0, rows }));
    Document { title: format!("{}{}", frame.organ, letter.title()), blocks }
}

pub(crate) fn service_proof(frame: &Frame, letter: Letter, proof: &ServiceProof) -> Document {
    let rows = vec![
        row("送达文书", proof.served.clone()),
        row("受送达人", frame.addressee.clone()),
        row("送达方式", proof.manner.clone()),
        row("邮件号码", proof.postal_number.clone().unwrap_or_default()),
        row("交寄（送出）日期", day(proof.sent_on)),
        row("签收日期", day(proof.signed_on)),
        row("受送达人签名或者盖章", String::new()),
        row("未能送达的原因", proof.returned.clone().unwrap_or_default()),
        row("送达人签名", String::new()),
    ];
    sheet(frame, letter, rows)
}

pub(crate) fn review(frame: &Frame, letter: Letter, review: &ReviewSheet) -> Document {
    let mut rows = vec![
        row("登记编号", review.case_number.clone()),
        row("申请人", frame.addressee.clone()),
        row("申请内容", review.request.clone()),
        row("拟办意见", review.proposal.clone()),
    ];
    for opinion in &review.opinions {
        rows.push(row(&opinion.level, format!("{}\n{}　{}", opinion.opinion, opinion.by, day(opinion.on))));
    }
    sheet(frame, letter, rows)
}
