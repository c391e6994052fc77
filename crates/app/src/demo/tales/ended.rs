//! Ended otherwise than by an ordinary reply: corrected or not, paid or not, withdrawn, too many.

use law::application::{ApplicantKind, Channel, Confirmation, Means};
use law::outcome::Outcome;

use crate::demo::deed::{Deed, Story, answer, body, person};
use crate::demo::organ::{FINANCE, INDUSTRY, SERVICE};

pub(super) fn tales() -> Vec<Story> {
    let company = body(ApplicantKind::Enterprise, 201, "某乙信息咨询有限公司（演示）");
    vec![
        // Corrected in time, and still unclear.
        Story::of(175, person(11), "与园区有关的全部材料（演示）")
            .then(3, Deed::AskCorrection(10))
            .then(5, Deed::CorrectionServed)
            .then(12, Deed::Corrected)
            .replied(18, Outcome::U3),
        Story::of(146, person(13), "相关文件（演示）")
            .by(Channel::Email)
            .then(1, Deed::Confirm(Confirmation::Message))
            .then(5, Deed::AskCorrection(15))
            .then(7, Deed::CorrectionServed)
            .then(24, Deed::NotCorrected),
        Story::of(140, company, "历年招商会议的全部会务材料（演示）")
            .to(INDUSTRY)
            .then(5, Deed::Charge(168))
            .then(7, Deed::ChargeServed)
            .then(29, Deed::NotPaid),
        Story::of(134, person(14), "某己项目的立项文件（演示）").then(6, Deed::Withdraw(&[])).then(8, Deed::Archive),
        Story::of(117, person(15), "某庚停车场的收费标准（演示）")
            .and("某庚停车场的建设图纸（演示）")
            .to(FINANCE)
            .then(4, Deed::Withdraw(&[2]))
            .answered(9, vec![answer(1, Outcome::G2)], Means::Post),
        // Many applications, with a good reason: answered later than usual.
        Story::of(84, person(16), "十二个地块的规划条件（演示，本月第十一件）")
            .then(3, Deed::AskReasons)
            .then(4, Deed::ReasonsServed)
            .then(9, Deed::Reasons("正在编写园区变迁的资料，需要逐块核对（演示）"))
            .then(11, Deed::AcceptReasons(30))
            .replied(22, Outcome::G2),
        // Many applications, with none.
        Story::of(66, person(17), "每日来文登记簿（演示，本月第二十件）")
            .to(SERVICE)
            .then(2, Deed::AskReasons)
            .then(3, Deed::ReasonsServed)
            .then(8, Deed::Reasons("不需要理由（演示）"))
            .then(10, Deed::RejectReasons)
            .replied(12, Outcome::R4),
        Story::of(60, person(18), "某辛改造工程的全部批复文件（演示）")
            .then(4, Deed::Charge(68))
            .then(5, Deed::ChargeServed)
            .then(9, Deed::Paid)
            .replied(20, Outcome::G2),
    ]
}
