//! Answered after others were asked, or later than the twenty working days by an extension.

use law::application::{ApplicantKind, Channel, Consulted, Decision, ItemNo, Means, Opinion};
use law::outcome::Outcome;

use crate::demo::deed::{Answer, Deed, Story, answer, body, person};
use crate::demo::organ::{INDUSTRY, OFFICE};

const ASKED: &str = "某丙生物技术有限公司（演示）";

pub(super) fn tales() -> Vec<Story> {
    let privacy = Answer(Decision { evident_privacy: true, ..Decision::new(ItemNo(1), Outcome::N4) });
    vec![
        // A third party objects with good grounds.
        Story::of(212, person(19), "某丙公司申报高新技术企业的材料（演示）")
            .to(INDUSTRY)
            .then(2, Deed::Consult(Consulted::ThirdParty, ASKED, None))
            .then(2, Deed::TellApplicant)
            .then(4, Deed::ConsultationArrived)
            .then(12, Deed::Opined(Opinion::ObjectsWithGrounds, "涉及商业秘密，不同意公开（演示意见）"))
            .replied(15, Outcome::N4),
        // It says nothing: neither yes nor no, the organ decides.
        Story::of(100, person(20), "某壬楼宇改造的承诺书（演示）")
            .then(2, Deed::Consult(Consulted::ThirdParty, ASKED, None))
            .then(3, Deed::TellApplicant)
            .then(3, Deed::ConsultationArrived)
            .replied(20, Outcome::G2),
        // It objects, and the public interest weighs more: it is told, and time is left to go to court.
        Story::of(92, person(21), "某子地块土壤检测的报告（演示）")
            .then(2, Deed::Consult(Consulted::ThirdParty, ASKED, None))
            .then(2, Deed::TellApplicant)
            .then(3, Deed::ConsultationArrived)
            .then(10, Deed::Opined(Opinion::ObjectsWithGrounds, "影响企业声誉，不同意公开（演示意见）"))
            .then(12, Deed::TellThirdParty)
            .answered(19, vec![answer(1, Outcome::G2)], Means::Post),
        // A co-producing organ says nothing: that is consent.
        Story::of(88, person(22), "两家单位联合印发的方案（演示）")
            .to(OFFICE)
            .then(3, Deed::Consult(Consulted::CoProducer, "某某局（演示）", None))
            .then(3, Deed::TellApplicant)
            .then(4, Deed::ConsultationArrived)
            .replied(21, Outcome::G2),
        Story::of(
            80,
            body(ApplicantKind::Enterprise, 301, "某丁文化传播有限公司（演示）"),
            "某丑道路移交的函件（演示）",
        )
        .by(Channel::SignedMail)
        .then(2, Deed::Consult(Consulted::OwnUnit, INDUSTRY, None))
        .then(4, Deed::Opined(Opinion::Consents, "本处没有不同意见（演示意见）"))
        .then(4, Deed::Consult(Consulted::OtherOrgan, "某某委员会（演示）", Some(10)))
        .then(4, Deed::TellApplicant)
        .then(5, Deed::ConsultationArrived)
        .then(11, Deed::Opined(Opinion::Consents, "可以公开（演示意见）"))
        .replied(14, Outcome::G2),
        Story::of(75, person(24), "某寅片区五年来的建设批复（演示）")
            .then(12, Deed::ProposeExtension(15))
            .then(13, Deed::ApproveExtension)
            .then(14, Deed::TellExtension)
            .replied(26, Outcome::G2),
        // Evident privacy, nobody asked: over the warning, by the head, with a reason.
        Story::of(56, person(25), "某位住户的户籍和病历（演示）")
            .then(4, Deed::Draft(vec![privacy], Some("所申请的内容明显是他人隐私，不需要征求意见（演示理由）")))
            .passed(5, Means::Post),
    ]
}
