//! Letters that seek another's opinion, and those that tell of it (条例15, 32, 34; TP-1 to TP-8).

use document::{Align, Block, Cell, Paragraph, Role, Table};
use jiff::civil::Date;
use law::reason::chinese_date;
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::frame::{Frame, Issue};
use crate::procedure::within;
use crate::remedy::RemedyBasis;
use crate::words::{REGULATION, body, open_ended, plain};

/// D06: a third party is asked (条例32). What is printed of the application is the information, never the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdParty {
    /// The number of the case.
    pub case_number: String,
    /// The information that concerns the third party.
    pub information: String,
}

/// D07: the applicant is told that another is being asked, and that the time is not counted (条例33③).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldApplicant {
    /// What was asked.
    pub asked: Asked,
    /// Who is asked, in kind: 第三方, 其他机关.
    pub whom: String,
    /// The day the letter to them went out.
    pub sent_on: Date,
}

/// D08: a third party is told that information will be disclosed in the public interest (条例15, 32).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// The number of the case.
    pub case_number: String,
    /// The day the third party was asked.
    pub asked_on: Date,
    /// What will be disclosed.
    pub content: String,
    /// Why the public interest requires it.
    pub reason: String,
    /// Whom the remedy paragraph names.
    pub remedy: RemedyBasis,
}

/// D09: a co-producing organ is asked (条例34).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoProducer {
    /// The number of the case.
    pub case_number: String,
    /// The information made jointly.
    pub information: String,
}

/// D10: another organ, or a unit of one's own, is asked to assist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assistance {
    /// The number of the case.
    pub case_number: String,
    /// What is needed.
    pub matter: String,
    /// The period it sets, in working days from the day it arrives.
    pub working_days: u32,
    /// The last day, if it arrives the day it goes out.
    pub until: Date,
    /// Whether that day lies beyond the published calendar.
    #[serde(default)]
    pub provisional: bool,
}

pub(crate) fn third_party(asked: &ThirdParty, you: &str) -> Vec<Block> {
    vec![
        body(format!(
            "本机关收到一件政府信息公开申请（登记编号：{}），所涉及的下列信息与{you}有关，公开可能损害{you}的合法权益：{}。",
            asked.case_number,
            open_ended(&asked.information)
        )),
        body(format!(
            "根据{REGULATION}第三十二条，现书面征求{you}的意见。请自收到本征询书之日起15个工作日内，在所附回执上提出是否同意公开的意见；\
             不同意公开的，请说明理由，并可以附相关证明材料。"
        )),
        body("逾期未提出意见的，由本机关依照条例的规定决定是否公开；逾期既不视为同意，也不视为不同意。"),
        body(format!(
            "{you}不同意公开且有合理理由的，本机关不予公开；本机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，\
             并将决定公开的政府信息内容和理由书面告知{you}。"
        )),
    ]
}

/// The slip on which a third party answers (D06).
pub(crate) fn slip(frame: &Frame, issue: &Issue, asked: &ThirdParty) -> Vec<Block> {
    let left = |text: &str| Cell::new(text).aligned(Align::Left);
    let rows = vec![
        vec![Cell::new("第三方"), left(frame.addressee.trim())],
        vec![Cell::new("所涉及的信息"), left(asked.information.trim())],
        vec![Cell::new("意　　见"), left("□ 同意公开\n□ 同意公开一部分（请注明哪一部分）\n□ 不同意公开")],
        vec![Cell::new("不同意公开的理由\n（可以另附材料）"), left("　\n　\n　\n　\n　\n　")],
        vec![Cell::new("签名或者盖章"), left("　\n　")],
        vec![Cell::new("日　　期"), Cell::new("　　　　年　　月　　日")],
    ];
    let number = issue.number().map_or_else(String::new, |number| format!("对应征询书：{number}"));
    vec![
        Block::PageBreak,
        Block::Paragraph(Paragraph::new(Role::Title, "第三方意见征询书回执")),
        Block::Paragraph(Paragraph::new(Role::Subtitle, number)),
        plain(format!("{}：", frame.organ)),
        Block::Table(Table { widths: vec![2, 5], header_rows: 0, rows }),
    ]
}

pub(crate) fn told_applicant(told: &ToldApplicant, you: &str) -> Vec<Block> {
    let mut blocks = told.asked.opening(you);
    blocks.push(body(format!(
        "因所申请公开的信息需要征求{}的意见，本机关已于{}发出征求意见的函件。根据{REGULATION}第三十三条第三款，\
         征求意见所需时间不计入答复期限。征求意见结束后，本机关将在剩余的期限内答复。",
        told.whom,
        chinese_date(told.sent_on)
    )));
    blocks.push(body("特此告知。"));
    blocks
}

pub(crate) fn overridden(told: &Override, you: &str, remedy: Vec<String>) -> Vec<Block> {
    let mut blocks = vec![
        body(format!(
            "本机关办理政府信息公开申请（登记编号：{}），曾于{}就所涉信息书面征求{you}的意见。本机关认为，不公开该信息可能对公共利益造成\
             重大影响，理由是：{}。",
            told.case_number,
            chinese_date(told.asked_on),
            open_ended(&told.reason)
        )),
        body(format!(
            "根据{REGULATION}第十五条、第三十二条，本机关决定予以公开。决定公开的政府信息内容：{}。",
            open_ended(&told.content)
        )),
    ];
    blocks.extend(remedy.into_iter().map(body));
    blocks
}

pub(crate) fn co_producer(asked: &CoProducer, you: &str) -> Vec<Block> {
    vec![
        body(format!(
            "本机关收到一件政府信息公开申请（登记编号：{}），所涉及的下列信息由本机关牵头、与{you}共同制作：{}。",
            asked.case_number,
            open_ended(&asked.information)
        )),
        body(format!(
            "根据{REGULATION}第三十四条，现征求{you}的意见。请自收到本函之日起15个工作日内提出是否同意公开的意见和理由；\
             逾期未提出意见的，视为同意公开。"
        )),
        body("请予支持，并函复本机关。"),
    ]
}

pub(crate) fn assistance(asked: &Assistance) -> Vec<Block> {
    let within = within("函", asked.working_days, asked.until, asked.provisional);
    vec![
        body(format!(
            "为办理政府信息公开申请（登记编号：{}），请协助下列事项：{}。",
            asked.case_number,
            open_ended(&asked.matter)
        )),
        body(format!("请{within}函复。对所涉信息有公开方面意见的，请一并说明理由和依据。")),
    ]
}
