//! Answered in the ordinary course: one way each of 条例36 to 39, by each channel and each means of service.

use law::application::{ApplicantKind, Channel, Confirmation, Means};
use law::outcome::{Exemption, Outcome};

use crate::demo::deed::{Deed, Story, answer, body, partly, person};
use crate::demo::organ::{INDUSTRY, OFFICE, SERVICE};

/// What one applicant asks for twice.
const ASKED_TWICE: &str = "某甲地块道路改造工程的批准文件（演示）";

pub(super) fn tales() -> Vec<Story> {
    let institute = body(ApplicantKind::ResearchInstitution, 101, "某某城市研究院（演示）");
    let charity = body(ApplicantKind::PublicWelfareBody, 102, "某某公益促进会（演示）");
    let firm = body(ApplicantKind::LegalServiceFirm, 103, "某某律师事务所（演示）");
    let committee = body(ApplicantKind::Committee, 104, "某某小区业主委员会（演示）");
    let company = body(ApplicantKind::Enterprise, 105, "某甲科技有限公司（演示）");
    vec![
        Story::of(238, person(0), ASKED_TWICE).replied(7, Outcome::G2).then(16, Deed::Archive),
        Story {
            electronic: true,
            ..Story::of(231, company, "园区上一年度扶持企业的政策文件（演示）").by(Channel::Online).to(INDUSTRY)
        }
        .then(1, Deed::Confirm(Confirmation::Telephone))
        .answered(5, vec![answer(1, Outcome::G1)], Means::Electronic)
        .then(20, Deed::Archive),
        Story::of(224, institute, "园区企业数量的汇总表（演示）")
            .by(Channel::SignedMail)
            .to(SERVICE)
            .answered(9, vec![answer(1, Outcome::G3)], Means::Direct)
            .then(20, Deed::CorrectLetter("答复书中公告的文号有一处笔误（演示理由）")),
        Story::of(218, firm, "某乙项目的会议纪要和批复（演示）").by(Channel::SignedMail).answered(
            12,
            vec![partly(Exemption::E16b)],
            Means::Entrusted,
        ),
        Story::of(206, person(1), "对某餐馆的处罚案卷（演示）").to(SERVICE).replied(8, Outcome::N7),
        Story {
            oral: true, ..Story::of(186, person(2), "某街道办事处的低保办理流程（演示）").to(OFFICE)
        }
        .then(0, Deed::OnTheSpot(Outcome::U1b)),
        Story::of(180, charity, "近十年绿化投入按季度统计的数据（演示）")
            .by(Channel::Fax)
            .then(1, Deed::Confirm(Confirmation::Message))
            .replied(10, Outcome::U2),
        Story::of(168, person(3), "要求查处某商户占道经营（演示）").replied(4, Outcome::R1),
        Story::of(163, person(0), ASKED_TWICE).by(Channel::SignedMail).replied(3, Outcome::R2),
        Story::of(158, person(4), "某年统计年鉴（演示）").replied(5, Outcome::R3),
        Story::of(152, person(5), "要求在已经取得的批复上盖章确认（演示）")
            .then(3, Deed::Draft(vec![answer(1, Outcome::R3)], None))
            .then(4, Deed::Return("所申请的不是出版物，请按实际情形处理（演示意见）"))
            .then(6, Deed::Redraft(vec![answer(1, Outcome::R5)]))
            .passed(7, Means::Post),
        Story::of(128, committee, "咨询物业收费由谁定价（演示）")
            .by(Channel::OrdinaryMail)
            .then(0, Deed::Confirm(Confirmation::Telephone))
            .replied(4, Outcome::O3b),
        Story::of(122, person(6), "某丙地块的规划条件（演示）")
            .and("某丙地块十年前的测量图（演示）")
            .and("办理某丙地块事项的内部分工（演示）")
            .answered(11, vec![answer(1, Outcome::G2), answer(2, Outcome::U1a), answer(3, Outcome::N5)], Means::Post),
        Story::of(112, person(7), "某丁路段施工的公告和批准文件（演示）")
            .with(person(8))
            .with(person(9))
            .answered(8, vec![answer(1, Outcome::G2)], Means::Post)
            .then(18, Deed::CameBack)
            .then(20, Deed::Serve(Means::Direct))
            .then(25, Deed::Archive),
        Story {
            agent: Some(person(10)),
            ..Story::of(
                106,
                body(ApplicantKind::IndividualBusiness, 106, "某某便利店（演示）"),
                "某戊市场改造的方案（演示）",
            )
        }
        .to(SERVICE)
        .answered(10, vec![answer(1, Outcome::G2)], Means::Direct),
    ]
}
