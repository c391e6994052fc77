//! What lies on the desk the day the demonstration is made, one case in every state.

use law::application::{ApplicantKind, Channel, Consulted, ReviewLevel};
use law::outcome::Outcome;

use crate::demo::days::OPENED_BEFORE;
use crate::demo::deed::{Deed, Story, answer, body, person};
use crate::demo::organ::{FINANCE, INDUSTRY, OFFICE, SERVICE};

pub(super) fn tales() -> Vec<Story> {
    let company = body(ApplicantKind::Enterprise, 501, "某庚环保科技有限公司（演示）");
    let institute = body(ApplicantKind::ResearchInstitution, 502, "某某经济研究所（演示）");
    vec![
        // Open when the record began.
        Story {
            opening: Some("启用前纸质登记第7号"),
            ..Story::of(OPENED_BEFORE + 6, person(33), "某戌路灯工程的批复（演示）")
        }
        .entered_late(6, "启用系统时录入在办件（演示）")
        .replied(12, Outcome::G2),
        // Overdue, and nothing drafted.
        Story::of(29, person(34), "某亥地块的出让合同（演示）").then(6, Deed::Search(1)),
        // Answered, and the letter came back: to be served again.
        Story::of(24, person(35), "某甲路口的信号灯方案（演示）").replied(6, Outcome::G2).then(21, Deed::CameBack),
        // Due soon.
        Story::of(18, person(36), "某乙桥梁的检测报告（演示）").then(5, Deed::Search(1)),
        // An extension waits for its approver.
        Story::of(16, company, "园区近三年的环境监测数据（演示）").to(SERVICE).then(15, Deed::ProposeExtension(10)),
        // Drafts on their way up.
        Story::of(15, person(37), "某丙公园的建设方案（演示）")
            .then(12, Deed::Draft(vec![answer(1, Outcome::G2)], None)),
        Story::of(14, person(38), "某丁楼的消防批复（演示）")
            .then(11, Deed::Draft(vec![answer(1, Outcome::G2)], None))
            .then(12, Deed::Review(ReviewLevel::UnitHead)),
        Story::of(13, institute, "园区产业规划的讨论稿（演示）")
            .to(INDUSTRY)
            .then(10, Deed::Draft(vec![answer(1, Outcome::N6)], None))
            .then(11, Deed::Review(ReviewLevel::UnitHead))
            .then(12, Deed::Review(ReviewLevel::Legal)),
        Story::of(13, person(39), "某戊社区中心的预算（演示）").to(FINANCE).reviewed(9, vec![answer(1, Outcome::G1)]),
        Story::of(12, person(40), "机关食堂的采购合同（演示）")
            .to(OFFICE)
            .then(7, Deed::Draft(vec![answer(1, Outcome::N5)], None))
            .then(8, Deed::Review(ReviewLevel::UnitHead))
            .then(9, Deed::Return("合同金额部分可以公开，请区分处理（演示意见）")),
        // Signed, and not served.
        Story::of(11, person(41), "某己支路的定线图（演示）")
            .reviewed(6, vec![answer(1, Outcome::G2)])
            .then(10, Deed::Sign),
        // Somebody is asked.
        Story::of(10, person(42), "某庚公司的环评材料（演示）")
            .to(SERVICE)
            .then(3, Deed::Consult(Consulted::ThirdParty, "某庚环保科技有限公司（演示）", None))
            .then(3, Deed::TellApplicant)
            .then(4, Deed::ConsultationArrived),
        Story::of(7, person(43), "与某某局往来的函件（演示）")
            .to(OFFICE)
            .then(2, Deed::Consult(Consulted::OtherOrgan, "某某局（演示）", Some(10)))
            .then(2, Deed::TellApplicant)
            .then(3, Deed::ConsultationArrived),
        Story::of(6, person(46), "与某某中心联合印发的方案（演示）")
            .to(OFFICE)
            .then(1, Deed::Consult(Consulted::CoProducer, "某某中心（演示）", None))
            .then(1, Deed::TellApplicant)
            .then(2, Deed::ConsultationArrived),
        // The applicant is awaited.
        Story::of(9, person(44), "有关材料（演示）").then(3, Deed::AskCorrection(15)).then(5, Deed::CorrectionServed),
        Story::of(17, person(45), "某辛那边的图（演示）")
            .then(3, Deed::AskCorrection(15))
            .then(5, Deed::CorrectionServed)
            .then(13, Deed::Corrected),
        Story::of(8, person(17), "每日发文登记簿（演示，本月第二十一件）")
            .then(2, Deed::AskReasons)
            .then(3, Deed::ReasonsServed),
        Story::of(9, person(18), "某壬工程的全部变更文件（演示）")
            .then(4, Deed::Charge(142))
            .then(5, Deed::ChargeServed),
        // Begun.
        Story::of(5, person(47), "某甲馆的建设批复（演示）")
            .and("某甲馆的年度收费标准（演示）")
            .then(3, Deed::Split(2)),
        Story::of(3, person(49), "某丙广场的设计方案（演示）").by(Channel::Online).then(1, Deed::Unreached),
        Story::of(0, person(52), "某己路的命名文件（演示）"),
    ]
}
