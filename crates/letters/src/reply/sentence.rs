//! The sentence that decides, and the provisions as letters name them.

use law::outcome::{Exemption, Outcome};

use super::{Answer, Field};
use crate::words::{REGULATION, open_ended};

/// The sentence that says what is decided on which article, paragraph and item.
pub(super) fn decision(answer: &Answer, you: &str) -> String {
    use Outcome as O;
    match answer.outcome {
        O::G1 => format!(
            "经查，{you}申请公开的信息已经主动公开。根据{REGULATION}第三十六条第（一）项，现告知获取该信息的方式、途径。"
        ),
        O::G2 => {
            format!(
                "经审查，{you}申请公开的信息可以公开。根据{REGULATION}第三十六条第（二）项，本机关决定予以公开，现予提供。"
            )
        }
        O::G3 => format!(
            "经审查，{you}申请公开的信息可以公开。根据{REGULATION}第三十六条第（二）项，本机关决定予以公开，现告知获取该信息的方式、途径和时间。"
        ),
        O::P1 => format!(
            "经审查，{you}申请公开的信息中含有不应当公开或者可以不予公开的内容，但是能够作区分处理。根据{REGULATION}第三十七条、\
             第三十六条第（三）项，本机关决定部分公开：可以公开的内容予以提供，其余内容不予公开并说明理由。"
        ),
        O::N1 | O::N2 | O::N3 | O::N4 | O::N5 | O::N6 | O::N7 => refusal(answer, you),
        O::N8 => format!(
            "经审查，{you}申请公开的信息属于法律、行政法规对其获取另有规定的行政查询事项。根据{REGULATION}第三十六条第（七）项，\
             请依照有关法律、行政法规的规定办理。"
        ),
        O::U1a => format!(
            "经检索，本机关没有{you}申请公开的信息。根据{REGULATION}第三十六条第（四）项，现告知该政府信息不存在。"
        ),
        O::U1b => format!(
            "经审查，{you}申请公开的信息不属于本机关负责公开。根据{REGULATION}第三十六条第（五）项，现予告知并说明理由。"
        ),
        O::U1c => format!(
            "经查，{you}申请公开的信息已经作为档案移交国家档案馆，本机关无法提供，请依照有关档案管理的法律、行政法规和国家有关规定查阅。"
        ),
        O::U2 => format!(
            "经审查，本机关没有{you}申请公开的现成信息，需要对现有政府信息进行加工、分析。根据{REGULATION}第三十八条，本机关不予提供。"
        ),
        O::U3 => format!(
            "经审查，{you}补正以后的申请内容仍不明确，本机关无法据此确定所申请的政府信息。根据{REGULATION}第二十九条、第三十条，\
             本机关无法提供，现予告知。"
        ),
        O::R1 => format!(
            "经审查，{you}以政府信息公开申请的形式进行信访、投诉、举报等活动。根据{REGULATION}第三十九条第一款，现告知{you}，\
             本机关不作为政府信息公开申请处理。"
        ),
        O::R2 => format!(
            "经查，本机关已就{you}提出的同一政府信息公开申请作出答复。根据{REGULATION}第三十六条第（六）项，本机关不予重复处理。"
        ),
        O::R3 => format!(
            "经审查，{you}申请提供的是政府公报、报刊、书籍等公开出版物。根据{REGULATION}第三十九条第二款，本机关不作为政府信息公开申请处理，\
             现告知获取的途径。"
        ),
        O::R4 => format!(
            "经审查，{you}申请公开政府信息的数量、频次明显超过合理范围，所说明的理由不合理。根据{REGULATION}第三十五条，本机关不予处理。"
        ),
        O::R5 => format!(
            "经审查，{you}要求本机关确认或者重新出具已经获取的政府信息。参照{REGULATION}第三十六条第（六）项、第三十八条，本机关不予处理。"
        ),
        O::O3b => format!(
            "经审查，{you}申请的内容不属于{REGULATION}第二条规定的政府信息，本机关不作为政府信息公开申请处理，现予告知。"
        ),
        // O1, O2 and O3a have letters of their own and are never put into a reply.
        O::O3c | O::O1 | O::O2 | O::O3a => format!("经审查，{you}的申请按照下列依据和情形处理。"),
    }
}

fn refusal(answer: &Answer, you: &str) -> String {
    let ground = Exemption::ALL.into_iter().find(|exemption| exemption.outcome() == answer.outcome);
    let provision = ground.map_or_else(String::new, |ground| format!("，属于{}", provision(ground, "")));
    format!(
        "经审查，{you}申请公开的信息{provision}。根据该规定和{REGULATION}第三十六条第（三）项，本机关决定不予公开，现予告知并说明理由。"
    )
}

/// A ground with its article and paragraph; the law that forbids disclosure is named with it.
pub(super) fn provision(exemption: Exemption, law: &str) -> String {
    let (article, what) = match exemption {
        Exemption::E14a => ("第十四条", "依法确定为国家秘密的政府信息"),
        Exemption::E14b => ("第十四条", "法律、行政法规禁止公开的政府信息"),
        Exemption::E14c => ("第十四条", "公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息"),
        Exemption::E15 => ("第十五条", "涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息"),
        Exemption::E16a => ("第十六条第一款", "人事管理、后勤管理、内部工作流程等方面的内部事务信息"),
        Exemption::E16b => {
            ("第十六条第二款", "在履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息")
        }
        Exemption::E16c => ("第十六条第二款", "行政执法案卷信息"),
    };
    let named = if open_ended(law).is_empty() { String::new() } else { format!("（{}）", open_ended(law)) };
    format!("{REGULATION}{article}规定的{what}{named}")
}

/// What is printed where a fact that may be wanting is not filled in.
pub(super) fn absent(outcome: Outcome, field: Field) -> Option<&'static str> {
    matches!((outcome, field), (Outcome::U1b, Field::Referral))
        .then_some("负责公开该政府信息的行政机关，本机关无法确定，请向可能制作或者保存该信息的机关提出申请。")
}
