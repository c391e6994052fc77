//! What came after: reconsideration, suits, letters put right, replies made anew, wrong entries corrected.

use law::application::{ApplicantKind, ContestKind, Means};
use law::outcome::{Exemption, Outcome};
use law::remedy_case::RemedyResult;

use crate::demo::deed::{Deed, Story, answer, body, partly, person};
use crate::demo::organ::{INDUSTRY, OFFICE, SERVICE};

pub(super) fn tales() -> Vec<Story> {
    let company = body(ApplicantKind::Enterprise, 401, "某己建筑工程有限公司（演示）");
    let other = body(ApplicantKind::OtherBody, 402, "某某行业联盟（演示）");
    vec![
        // Upheld, and then taken to court.
        Story::of(203, person(26), "某卯方案的征求意见稿（演示）")
            .replied(9, Outcome::N6)
            .then(36, Deed::Contest(ContestKind::Reconsideration))
            .then(43, Deed::AnswerContest)
            .then(80, Deed::DecideContest(RemedyResult::Upheld, false))
            .then(90, Deed::Contest(ContestKind::LitigationAfterReconsideration))
            .then(97, Deed::AnswerContest)
            .then(160, Deed::DecideContest(RemedyResult::ClaimDismissed, false)),
        // Set aside, and made anew.
        Story::of(197, company, "对某工地的检查记录（演示）")
            .to(SERVICE)
            .replied(10, Outcome::N7)
            .then(38, Deed::Contest(ContestKind::Reconsideration))
            .then(45, Deed::AnswerContest)
            .then(82, Deed::DecideContest(RemedyResult::Revoked, true))
            .answered(90, vec![partly(Exemption::E16c)], Means::Post),
        Story::of(192, other, "某辰会议的录音（演示）")
            .to(OFFICE)
            .replied(8, Outcome::U1a)
            .then(50, Deed::Contest(ContestKind::LitigationDirect))
            .then(56, Deed::AnswerContest)
            .then(120, Deed::DecideContest(RemedyResult::Withdrawn, false)),
        // Withdrawn by the organ itself, and made anew.
        Story::of(48, person(28), "某午片区的规划说明（演示）")
            .replied(6, Outcome::N6)
            .then(18, Deed::Revoke("复核发现该说明已经定稿印发，不属于过程性信息（演示理由）"))
            .replied(20, Outcome::G2),
        // Entered from paper three days late; the approval was given on paper. The day of arrival was entered wrongly.
        Story::of(44, person(29), "某未小学旁道路的设计批复（演示）")
            .entered_late(3, "系统停机期间以纸质办理，恢复后补录（演示）")
            .then(5, Deed::ArrivedEarlier(1))
            .reviewed(6, vec![answer(1, Outcome::G2)])
            .then(8, Deed::SignOnPaper)
            .late(1)
            .then(9, Deed::Serve(Means::Direct)),
        Story::of(40, person(30), "机关人员考勤的记录（演示）")
            .to(OFFICE)
            .replied(7, Outcome::N5)
            .then(28, Deed::Contest(ContestKind::Reconsideration))
            .then(34, Deed::AnswerContest),
        Story::of(38, person(31), "某申协议的补充条款（演示）")
            .to(INDUSTRY)
            .replied(6, Outcome::U1a)
            .then(26, Deed::Contest(ContestKind::LitigationDirect)),
        // A number given by mistake is made void; the letter goes out under another.
        Story::of(34, person(32), "某酉泵站的验收文件（演示）")
            .reviewed(6, vec![answer(1, Outcome::G2)])
            .then(9, Deed::Sign)
            .then(9, Deed::Void)
            .then(10, Deed::Sign)
            .then(10, Deed::Serve(Means::Direct)),
    ]
}
