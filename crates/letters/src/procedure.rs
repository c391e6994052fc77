//! Letters on the way to the answer. They carry no remedy paragraph: acts of procedure cannot be challenged alone (REM-18).

use document::Block;
use jiff::civil::Date;
use law::outcome::Letter;
use law::reason::chinese_date;

use crate::frame::{Asked, body};

/// D02: the application is registered, from when the term runs and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What was asked.
    pub asked: Asked,
    /// Which rule made that day the date of receipt, in words.
    pub rule: String,
    /// The reply deadline as it stands.
    pub due: Date,
    /// Whether the deadline lies beyond the published calendar.
    pub provisional: bool,
}

/// D03: what is unclear, how to correct it and by when (条例30).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What was asked.
    pub asked: Asked,
    /// What has to be corrected, each with guidance.
    pub points: Vec<String>,
    /// The last day for the correction.
    pub until: Date,
}

/// D04: why so many applications (条例35).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonsAsked {
    /// What was asked.
    pub asked: Asked,
    /// How many applications in which time, in words.
    pub facts: String,
    /// The last day for the answer.
    pub until: Date,
}

/// D05: the term is extended (条例33②).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// What was asked.
    pub asked: Asked,
    /// Why, in words.
    pub reason: String,
    /// By how many working days.
    pub working_days: u32,
    /// The deadline after the extension.
    pub due: Date,
}

/// D06, D07, D09, D10: another's opinion is sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consultation {
    /// D06: a third party is asked (条例32). What is printed of the application is the information, never the applicant.
    ThirdParty {
        /// The information that concerns the third party.
        information: String,
    },
    /// D07: the applicant is told that another is being asked.
    ToldApplicant {
        /// What was asked.
        asked: Asked,
        /// The day the letter to the other went out.
        sent_on: Date,
    },
    /// D09: a co-producing organ is asked (条例34).
    CoProducer {
        /// The information made jointly.
        information: String,
    },
    /// D10: another organ or unit is asked to assist.
    Assistance {
        /// What is needed.
        matter: String,
        /// The day an answer is wanted by.
        until: Date,
    },
}

/// D08: a third party is told that information will be disclosed in the public interest (条例15, 32).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// What will be disclosed.
    pub content: String,
    /// Why the public interest requires it.
    pub reason: String,
    /// The remedy paragraphs, composed by `law::remedy`.
    pub remedy: Vec<String>,
}

/// Which of the two standards a fee is counted by (费办法3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// By applications in a calendar month.
    Items,
    /// By pages.
    Pages,
}

/// D11: what is to be paid, how it was counted, by when, and what follows if it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeNotice {
    /// What was asked.
    pub asked: Asked,
    /// By which standard.
    pub standard: Standard,
    /// The calculation line by line, as `law::fee` reasons it.
    pub calculation: Vec<String>,
    /// The amount in fen.
    pub fen: i64,
    /// Account and manner of payment.
    pub payment: String,
}

impl Consultation {
    pub(crate) fn letter(&self) -> Letter {
        match self {
            Self::ThirdParty { .. } => Letter::D06,
            Self::ToldApplicant { .. } => Letter::D07,
            Self::CoProducer { .. } => Letter::D09,
            Self::Assistance { .. } => Letter::D10,
        }
    }
}

pub(crate) fn receipt(receipt: &Receipt) -> Vec<Block> {
    let pending = if receipt.provisional {
        "（跨入尚未公布放假安排的年度，待国务院办公厅公布后确定）"
    } else {
        ""
    };
    vec![
        receipt.asked.opening(),
        body(format!("上述收到日期按下列规则确定：{}。", receipt.rule)),
        body(format!(
            "根据《中华人民共和国政府信息公开条例》第三十三条，本机关将自收到申请之日起20个工作日内，即{}前（含当日）答复{pending}。\
             征求第三方或者其他机关意见所需时间不计入该期限；需要延期、补正或者缴费的，本机关另行书面告知。",
            chinese_date(receipt.due)
        )),
        body("特此告知。"),
    ]
}

pub(crate) fn correction(correction: &Correction) -> Vec<Block> {
    let mut blocks = vec![
        correction.asked.opening(),
        body(
            "经审查，该申请内容尚不明确。根据《中华人民共和国政府信息公开条例》第三十条，现一次性告知需要补正的事项：",
        ),
    ];
    for (at, point) in correction.points.iter().enumerate() {
        blocks.push(body(format!("{}．{point}", at + 1)));
    }
    blocks.push(body(format!(
        "请于{}前（含当日）将补正后的申请提交本机关。答复期限自本机关收到补正后的申请之日起重新起算。\
         无正当理由逾期不补正的，视为放弃申请，本机关不再处理该申请。如在补正中需要帮助，请与本机关联系。",
        chinese_date(correction.until)
    )));
    blocks.push(body("特此告知。"));
    blocks
}

pub(crate) fn reasons(asked: &ReasonsAsked) -> Vec<Block> {
    vec![
        asked.asked.opening(),
        body(format!("经查，{}。", asked.facts.trim_end_matches('。'))),
        body(format!(
            "根据《中华人民共和国政府信息公开条例》第三十五条，申请公开政府信息的数量、频次明显超过合理范围的，行政机关可以要求\
             申请人说明理由。请于{}前（含当日）书面说明理由。理由不合理的，本机关将告知不予处理；理由合理但无法在规定期限内答复的，\
             本机关将确定合理的延迟答复期限并告知您（贵单位）。",
            chinese_date(asked.until)
        )),
        body("特此告知。"),
    ]
}

pub(crate) fn extension(extension: &Extension) -> Vec<Block> {
    vec![
        extension.asked.opening(),
        body(format!(
            "因{}，不能在原定期限内答复。根据《中华人民共和国政府信息公开条例》第三十三条第二款，经本机关政府信息公开工作机构负责人同意，\
             答复期限延长{}个工作日，延长后的答复期限截至{}。",
            extension.reason.trim_end_matches('。'),
            extension.working_days,
            chinese_date(extension.due)
        )),
        body("特此告知。"),
    ]
}

pub(crate) fn consultation(consultation: &Consultation) -> Vec<Block> {
    match consultation {
        Consultation::ThirdParty { information } => vec![
            body(format!(
                "本机关收到一件政府信息公开申请，所涉信息与您（贵单位）有关：{}。",
                information.trim_end_matches('。')
            )),
            body(
                "根据《中华人民共和国政府信息公开条例》第三十二条，现征求您（贵单位）的意见。请自收到本征询书之日起15个工作日内，\
                 在所附回执上书面提出是否同意公开的意见；不同意公开的，请说明理由。",
            ),
            body("逾期未提出意见的，由本机关依照条例的规定决定是否公开；既不视为同意，也不视为不同意。"),
            body(
                "不同意公开且有合理理由的，本机关不予公开；但本机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，并将决定公开的内容和理由书面告知您（贵单位）。",
            ),
        ],
        Consultation::ToldApplicant { asked, sent_on } => vec![
            asked.opening(),
            body(format!(
                "因申请公开的信息需要征求意见，本机关已于{}发出征求意见函。根据《中华人民共和国政府信息公开条例》第三十三条第三款，\
                 征求意见所需时间不计入答复期限。征求意见结束后，本机关将在剩余期限内答复。",
                chinese_date(*sent_on)
            )),
            body("特此告知。"),
        ],
        Consultation::CoProducer { information } => vec![
            body(format!(
                "本机关收到一件政府信息公开申请，所涉信息由本机关牵头、与贵机关共同制作：{}。",
                information.trim_end_matches('。')
            )),
            body(
                "根据《中华人民共和国政府信息公开条例》第三十四条，现征求贵机关意见。请自收到本函之日起15个工作日内提出意见；\
                 逾期未提出意见的，视为同意公开。",
            ),
        ],
        Consultation::Assistance { matter, until } => {
            vec![
                body(format!("办理政府信息公开申请，需请协助下列事项：{}。", matter.trim_end_matches('。'))),
                body(format!("请于{}前（含当日）函复。", chinese_date(*until))),
            ]
        }
    }
}

pub(crate) fn told_third_party(told: &Override) -> Vec<Block> {
    let mut blocks = vec![
        body(format!(
            "对征求您（贵单位）意见的政府信息，本机关认为不公开可能对公共利益造成重大影响：{}。",
            told.reason.trim_end_matches('。')
        )),
        body(format!(
            "根据《中华人民共和国政府信息公开条例》第十五条、第三十二条，本机关决定公开下列内容：{}。",
            told.content.trim_end_matches('。')
        )),
    ];
    blocks.extend(told.remedy.iter().map(body));
    blocks
}

pub(crate) fn fee(notice: &FeeNotice) -> Vec<Block> {
    let standard = match notice.standard {
        Standard::Items => "按件",
        Standard::Pages => "按量",
    };
    let mut blocks = vec![
        notice.asked.opening(),
        body(format!(
            "根据《中华人民共和国政府信息公开条例》第四十二条和《政府信息公开信息处理费管理办法》，本机关决定{standard}收取信息处理费，计算如下："
        )),
    ];
    blocks.extend(notice.calculation.iter().map(|line| body(line.clone())));
    blocks.push(body(format!(
        "应缴金额：{}元。缴纳方式：{}。",
        yuan(notice.fen),
        notice.payment.trim_end_matches('。')
    )));
    blocks.push(body(
        "请自收到本通知次日起20个工作日内缴清。逾期未缴的，视为放弃申请，本机关不再处理该申请。缴清后，答复期限自次日起重新起算。",
    ));
    blocks.push(body(
        "对收费决定本身有异议的，不能单独申请行政复议或者提起行政诉讼；缴费期满后，可以就本机关不再处理该申请依法寻求救济。",
    ));
    blocks
}

/// Prints fen as yuan, with two decimals only where there are any.
fn yuan(fen: i64) -> String {
    if fen % 100 == 0 { format!("{}", fen / 100) } else { format!("{}.{:02}", fen / 100, fen % 100) }
}
