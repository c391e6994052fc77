//! The answers, D12 to D27 and D32: what is decided, on which provision, why, and what can be done against it.

use document::Block;
use law::outcome::Outcome;

use crate::frame::{self, Asked};

/// An answer to an application, or to one item of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What was asked.
    pub asked: Asked,
    /// What was decided.
    pub outcome: Outcome,
    /// What is given, for outcomes that give something.
    pub given: Option<Given>,
    /// What is withheld; for P1 every part, for N1 to N7 the whole.
    pub withheld: Vec<Withheld>,
    /// The reason specific to this information, or the facts the outcome rests on (search made, right organ, earlier letter …).
    pub reason: String,
    /// The remedy paragraphs, composed by `law::remedy`; empty only where none exists (O3a).
    pub remedy: Vec<String>,
}

/// What is given and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The information.
    pub information: String,
    /// The way: a copy, a place to read, an address.
    pub way: String,
    /// When, for information told with its time (G3).
    pub time: Option<String>,
}

/// A part that is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Which part, described without revealing it.
    pub part: String,
    /// The provision it rests on.
    pub provision: String,
    /// Why that provision covers this part.
    pub reason: String,
}

const REGULATION: &str = "《中华人民共和国政府信息公开条例》";

fn full_stop(text: &str) -> String {
    format!("{}。", text.trim().trim_end_matches('。'))
}

fn decision(reply: &Reply) -> String {
    use Outcome as O;
    match reply.outcome {
        O::G1 => format!(
            "经查，您（贵单位）申请公开的信息已主动公开。根据{REGULATION}第三十六条第（一）项，现告知获取该信息的方式、途径："
        ),
        O::G2 => {
            format!("经审查，您（贵单位）申请公开的信息可以公开。根据{REGULATION}第三十六条第（二）项，现予以提供：")
        }
        O::G3 => format!(
            "经审查，您（贵单位）申请公开的信息可以公开。根据{REGULATION}第三十六条第（二）项，现告知获取该信息的方式、途径和时间："
        ),
        O::P1 => format!(
            "经审查，您（贵单位）申请公开的信息中含有不应当公开的内容，但能够作区分处理。根据{REGULATION}第三十七条，本机关决定部分公开。"
        ),
        O::N1 | O::N2 | O::N3 | O::N4 | O::N5 | O::N6 | O::N7 => {
            format!(
                "经审查，本机关决定对您（贵单位）申请公开的信息不予公开。根据{REGULATION}第三十六条第（三）项，现说明理由："
            )
        }
        O::N8 => format!(
            "您（贵单位）申请的事项属于法律、行政法规对查询另有规定的信息。根据{REGULATION}第三十六条第（七）项，请依照有关规定办理查询："
        ),
        O::U1a => format!(
            "经检索，本机关没有您（贵单位）申请公开的信息。根据{REGULATION}第三十六条第（四）项，告知该政府信息不存在。检索情况："
        ),
        O::U1b => format!(
            "经审查，您（贵单位）申请公开的信息不属于本机关负责公开。根据{REGULATION}第三十六条第（五）项，现说明理由："
        ),
        O::U1c => {
            "经查，您（贵单位）申请的信息已依法移交国家档案馆，请依照档案管理的法律、行政法规的规定查阅：".to_owned()
        }
        O::U2 => format!(
            "经审查，您（贵单位）申请的内容没有现成信息，需要本机关对现有政府信息进行加工、分析。根据{REGULATION}第三十八条，本机关不予提供。理由："
        ),
        O::U3 => format!(
            "您（贵单位）补正后的申请，所需政府信息的内容仍不明确，本机关无法提供。根据{REGULATION}第二十九条、第三十条，现说明情况："
        ),
        O::R1 => format!(
            "您（贵单位）以政府信息公开申请的形式提出信访、投诉、举报等事项。根据{REGULATION}第三十九条第一款，不作为政府信息公开申请处理。"
        ),
        O::R2 => {
            format!("本机关已就相同的申请内容作出答复。根据{REGULATION}第三十六条第（六）项，不予重复处理。原答复：")
        }
        O::R3 => format!("您（贵单位）申请提供的是公开出版物。根据{REGULATION}第三十九条第二款，现告知获取途径："),
        O::R4 => format!(
            "您（贵单位）申请公开政府信息的数量、频次明显超过合理范围，所说明的理由不合理。根据{REGULATION}第三十五条，本机关不予处理。事实与理由："
        ),
        O::R5 => {
            "您（贵单位）要求本机关确认或者重新出具已经获取的政府信息，本机关不予重复处理。已提供的情况：".to_owned()
        }
        O::O1 => format!(
            "本机关已书面告知补正事项，您（贵单位）无正当理由逾期未补正。根据{REGULATION}第三十条，视为放弃申请，本机关不再处理该申请。"
        ),
        O::O2 => format!(
            "本机关已书面通知缴纳信息处理费，您（贵单位）逾期未缴。根据{REGULATION}第四十二条和《政府信息公开信息处理费管理办法》，视为放弃申请，本机关不再处理该申请。"
        ),
        O::O3a => "本机关已收到您（贵单位）撤回申请的意思表示，现予确认，该申请的办理就此终止。".to_owned(),
        O::O3b => format!("您（贵单位）申请的内容不是{REGULATION}第二条所称的政府信息。现说明理由："),
        O::O3c => "经审查，您（贵单位）的申请按下列情况处理：".to_owned(),
    }
}

pub(crate) fn body(reply: &Reply) -> Vec<Block> {
    let mut blocks = vec![reply.asked.opening(), line(decision(reply))];
    if let Some(given) = &reply.given {
        blocks.push(line(format!("公开的信息：{}", full_stop(&given.information))));
        blocks.push(line(format!("方式、途径：{}", full_stop(&given.way))));
        if let Some(time) = &given.time {
            blocks.push(line(format!("时间：{}", full_stop(time))));
        }
    }
    for (at, part) in reply.withheld.iter().enumerate() {
        let lead = if reply.withheld.len() > 1 {
            format!("不予公开部分之{}：", at + 1)
        } else {
            "不予公开的内容：".to_owned()
        };
        blocks.push(line(format!(
            "{lead}{}依据{}；理由：{}",
            full_stop(&part.part),
            part.provision,
            full_stop(&part.reason)
        )));
    }
    if !reply.reason.trim().is_empty() {
        blocks.push(line(full_stop(&reply.reason)));
    }
    blocks.extend(reply.remedy.iter().map(|paragraph| line(paragraph.clone())));
    blocks
}

fn line(text: String) -> Block {
    frame::body(text)
}
