//! Every step has a form that renders on a case for which it is open, and is told of on one for which it is not.

use app::Role;
use axum::http::StatusCode;
use jiff::civil::date;
use law::application::{
    Act, Channel, CommandKind as K, ConsultationNo, ContestKind, Contested, CorrectionNo, Decided, ExtensionNo, FeeNo,
    Means, Procedure, ReplyNo,
};
use law::calendar::WorkingDays;
use law::fee::Standard;
use law::outcome::Outcome;
use law::remedy_case::RemedyResult;
use uuid::Uuid;

use super::super::which::word;
use super::place::{Place, march};
use crate::testing::TODAY;

/// Brings a case to where a step is open, and says to whom.
async fn suitable(place: &Place, kind: K) -> (Uuid, Role) {
    let officer = Role::DisclosureOfficer;
    let online = || place.asks(march(6), Channel::Online, &["某某文件"]);
    let plain = || place.received(march(2));
    let correcting = async || {
        let case = plain().await;
        let notice = |letter| Act::SendCorrectionNotice { letter, answer_within: None };
        place.says("jingban", march(3), case, "请写明文号", notice).await;
        case
    };
    let consulting = async || {
        let case = plain().await;
        place.consulted(march(3), case).await;
        case
    };
    let proposed = async || {
        let case = plain().await;
        let propose = |grounds| Act::ProposeExtension { days: WorkingDays(10), grounds };
        place.says("jingban", march(3), case, "数量较多", propose).await;
        case
    };
    let asked = async || {
        let case = plain().await;
        let ask = |letter| Act::AskReasons { letter, answer_within: None };
        place.says("jingban", march(3), case, "说明理由告知书", ask).await;
        case
    };
    let reasoned = async || {
        let case = asked().await;
        place.says("jingban", march(4), case, "确有需要", |text| Act::ReceiveReasons { text }).await;
        case
    };
    let charge = |letter| Act::SendFeeNotice { standard: Standard::ByVolume, amount_fen: 38_000, letter };
    let charged = async || {
        let case = plain().await;
        place.says("jingban", march(3), case, "收费通知书", charge).await;
        case
    };
    let contested = async || {
        let case = plain().await;
        let reply = place.sent(march(4), case, Means::Post).await;
        let (kind, procedure) = (ContestKind::LitigationDirect, Procedure::Ordinary);
        let contested = Contested::Reply { reply };
        place.does("jingban", march(5), case, Act::RegisterContest { kind, contested, procedure, after: None }).await;
        case
    };
    match kind {
        K::ConfirmReceipt | K::RecordContactFailed => (online().await, officer),
        K::SplitItem => (place.asks(march(2), Channel::InPerson, &["甲文件", "乙文件"]).await, officer),
        K::AnswerOnTheSpot => (place.received(TODAY).await, officer),
        K::RecordCorrectionServed | K::ReceiveCorrection => (correcting().await, officer),
        K::CloseNotCorrected => {
            let case = place.received(date(2026, 2, 2)).await;
            let answer_within = Some(WorkingDays(3));
            let notice = |letter| Act::SendCorrectionNotice { letter, answer_within };
            place.says("jingban", date(2026, 2, 3), case, "请写明文号", notice).await;
            let served = Act::RecordCorrectionServed { notice: CorrectionNo(1) };
            place.does("jingban", date(2026, 2, 4), case, served).await;
            (case, officer)
        }
        K::RecordConsultationReceived
        | K::RecordOpinion
        | K::EndConsultation
        | K::TellApplicantOfConsultation
        | K::NotifyThirdParty => (consulting().await, officer),
        K::ApproveExtension | K::DeclineExtension => (proposed().await, Role::HeadOfDisclosureOffice),
        K::NotifyExtension => {
            let case = proposed().await;
            let approve = Act::ApproveExtension { extension: ExtensionNo(1), paper: None };
            place.does("fuzeren", march(4), case, approve).await;
            (case, officer)
        }
        K::RecordReasonsServed | K::ReceiveReasons => (asked().await, officer),
        K::AcceptReasons | K::RejectReasons => (reasoned().await, officer),
        K::RecordFeeServed | K::RecordFeePaid | K::CancelFee => (charged().await, officer),
        K::CloseFeeUnpaid => {
            let case = place.received(date(2026, 1, 12)).await;
            place.says("jingban", date(2026, 1, 16), case, "收费通知书", charge).await;
            place.does("jingban", date(2026, 1, 19), case, Act::RecordFeeServed { fee: FeeNo(1) }).await;
            (case, officer)
        }
        K::RedraftReply => {
            let case = plain().await;
            let reply = place.drafted(march(3), case, Outcome::U2).await;
            place.says("chuzhang", march(4), case, "请补充理由", |opinion| Act::ReturnReply { reply, opinion }).await;
            (case, officer)
        }
        K::ApproveReview | K::ReturnReply => {
            let case = plain().await;
            place.drafted(march(3), case, Outcome::U2).await;
            (case, Role::Reviewer)
        }
        K::SignOff => {
            let case = plain().await;
            place.reviewed(march(3), case, Outcome::U2).await;
            (case, Role::Leader)
        }
        K::VoidNumber | K::Deliver => {
            let case = plain().await;
            place.signed(march(3), case, Outcome::U2).await;
            (case, officer)
        }
        K::RecordSent => {
            let case = plain().await;
            place.does("jingban", march(3), case, Act::ChooseService { electronic: true }).await;
            place.sent(march(4), case, Means::Electronic).await;
            (case, officer)
        }
        K::RecordReturned | K::Archive | K::RegisterContest => {
            let case = plain().await;
            place.sent(march(4), case, Means::Post).await;
            (case, officer)
        }
        K::CorrectLetter | K::RevokeReply => {
            let case = plain().await;
            place.sent(march(4), case, Means::Post).await;
            (case, Role::HeadOfDisclosureOffice)
        }
        K::AnswerContest | K::DecideContest => (contested().await, officer),
        K::AppealContest => {
            let case = contested().await;
            let decided = Decided { on: march(6), result: RemedyResult::Upheld, order: None };
            let contest = law::application::ContestNo(1);
            place.does("jingban", march(6), case, Act::DecideContest { contest, decided }).await;
            (case, officer)
        }
        _ => (plain().await, officer),
    }
}

#[tokio::test]
async fn every_step_has_a_form_on_a_case_for_which_it_is_open() {
    let place = Place::new().await;
    let roles = [Role::DisclosureOfficer, Role::Reviewer, Role::HeadOfDisclosureOffice, Role::Leader];
    let mut browsers = Vec::new();
    for role in roles {
        browsers.push((role, place.desk.sign_in(role).await));
    }
    let registering = [K::Register, K::EnterOpening, K::RegisterSplit];
    for kind in K::ALL.iter().filter(|kind| !registering.contains(kind)) {
        let (case, role) = suitable(&place, *kind).await;
        let browser = &browsers.iter().find(|(own, _)| *own == role).unwrap().1;
        let answer = browser.get(&format!("/cases/{case}/do/{}", word(*kind))).await;
        assert_eq!(answer.status, StatusCode::OK, "{kind:?} {}", answer.body);
        let page = &answer.body;
        assert!(page.contains("name=\"seen\"") && page.contains(kind.label()), "{kind:?} {page}");
        assert!(!page.contains("id=\"trouble\""), "{kind:?} {page}");
        // Its own address, its day or its first stage, one main or grave button.
        assert!(page.contains("name=\"on\"") && page.contains(&format!("/do/{}\"", word(*kind))), "{kind:?}");
        let buttons = page.matches("class=\"btn big main\"").count()
            + page.matches("class=\"btn main big\"").count()
            + page.matches("class=\"btn big grave\"").count();
        assert_eq!(buttons, 1, "{kind:?}");
        // No developer's words.
        for stray in ["Outcome", "None", "Some(", "{{", "CommandKind"] {
            assert!(!page.contains(stray), "{kind:?} shows {stray}");
        }
    }
}

#[tokio::test]
async fn registering_has_pages_of_its_own_and_a_stray_word_has_none() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    for word in ["register", "enter_opening", "register_split", "archives", "Archive"] {
        assert_eq!(browser.get(&format!("/cases/{case}/do/{word}")).await.status, StatusCode::NOT_FOUND, "{word}");
    }
    assert_eq!(browser.get("/cases/nothing/do/archive").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&format!("/cases/{}/do/archive", Uuid::from_u128(1))).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_names_every_step_with_its_reason_and_the_open_ones_are_links() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let page = browser.get(&format!("/cases/{case}/do")).await.body;
    let registering = [K::Register, K::EnterOpening, K::RegisterSplit];
    for kind in K::ALL.iter().filter(|kind| !registering.contains(kind)) {
        assert!(page.contains(kind.label()), "{kind:?}");
    }
    assert!(page.contains(&format!("<a href=\"/cases/{case}/do/draft_reply\"><b>拟稿送审</b></a>")), "{page}");
    assert!(page.contains("本件尚未办结，不能归档") && page.contains("条例45"));
    // Of the day of receipt an answer on the spot could still be entered.
    let then = browser.get(&format!("/cases/{case}/do?on=2026-03-02")).await.body;
    assert!(then.contains(&format!("/cases/{case}/do/answer_on_the_spot?on=2026-03-02\"><b>")), "{then}");
    assert!(!page.contains("answer_on_the_spot\"><b>"));
    let reply = ReplyNo(1);
    let missing = browser.get(&format!("/cases/{case}/scan/{reply}")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let consultation = ConsultationNo(1);
    assert!(!page.contains(&format!("第{consultation}次征求意见：")));
}
