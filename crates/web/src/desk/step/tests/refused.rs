//! What stands in the way: the law, the post, a warning, another person.

use app::Role;
use axum::http::StatusCode;
use law::application::{Act, Means};
use law::outcome::Outcome;

use super::place::{Place, march, said};
use crate::testing::TODAY;

#[tokio::test]
async fn a_step_that_is_not_open_shows_obstacle_citation_and_the_way_on() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let page = browser.get(&format!("/cases/{case}/do/archive")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("本件尚未办结，不能归档") && page.body.contains("<span class=\"cite\">条例45</span>"));
    assert!(page.body.contains(&format!("/cases/{case}/do/draft_reply\">拟稿送审</a>")), "{}", said(&page.body));
    assert!(!page.body.contains("name=\"seen\""), "no form is offered");
    let sent = place.sends(&browser, case, "archive", &[]).await;
    assert_eq!(sent.status, StatusCode::CONFLICT);
    assert!(sent.body.contains("本件尚未办结"), "{}", said(&sent.body));
    assert_eq!(place.law(case).await.archived_on, None);
}

#[tokio::test]
async fn what_was_open_on_an_earlier_day_can_be_entered_of_that_day() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let today = browser.get(&format!("/cases/{case}/do/answer_on_the_spot")).await.body;
    assert!(today.contains("当场答复限于收到申请的当天") && today.contains("补录以前的事实"), "{}", said(&today));
    let then = browser.get(&format!("/cases/{case}/do/answer_on_the_spot?on=2026-03-02")).await.body;
    assert!(then.contains("name=\"i1.outcome\"") && then.contains("value=\"2026-03-02\""), "{}", said(&then));
}

#[tokio::test]
async fn whoever_has_not_the_post_is_told_who_has() {
    let place = Place::new().await;
    let handler = place.desk.sign_in(Role::UnitHandler).await;
    let case = place.received(march(2)).await;
    let page = handler.get(&format!("/cases/{case}/do/propose_extension")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("信息公开机构工作人员、政府信息公开工作机构负责人"), "{}", said(&page.body));
    let sent = place.sends(&handler, case, "propose_extension", &[("days", "5"), ("grounds", "多")]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert!(place.law(case).await.extensions.is_empty());
    let editor = place.desk.sign_in(Role::ReportEditor).await;
    assert_eq!(editor.get(&format!("/cases/{case}/do")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn cor_6_a_warning_is_overridden_with_a_reason_by_those_who_may() {
    // COR-6
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let head = place.desk.sign_in(Role::HeadOfDisclosureOffice).await;
    let case = place.received(march(2)).await;
    let notice = |letter| Act::SendCorrectionNotice { letter, answer_within: None };
    place.says("jingban", march(3), case, "请写明文号", notice).await;
    let page = officer.get(&format!("/cases/{case}/do/send_correction_notice")).await.body;
    assert!(page.contains("补正应当一次性告知") && page.contains("可以说明理由后继续办理的岗位是"), "{}", said(&page));
    assert!(!page.contains("name=\"override\"") && !page.contains("name=\"seen\""));
    let fields = [("points.0", "请再写明年份"), ("days", "5")];
    // An officer's reason is no reason.
    let tried = [&fields[..], &[("override", "确有必要")]].concat();
    let tried = place.sends(&officer, case, "send_correction_notice", &tried).await;
    assert_eq!(tried.status, StatusCode::CONFLICT, "{}", said(&tried.body));
    let page = head.get(&format!("/cases/{case}/do/send_correction_notice")).await.body;
    assert!(page.contains("name=\"override\"") && page.contains("name=\"seen\""), "{}", said(&page));
    let silent = place.sends(&head, case, "send_correction_notice", &fields).await;
    assert_eq!(silent.status, StatusCode::CONFLICT);
    assert!(silent.body.contains("请再写明年份"), "what was typed is still there");
    let fields = [&fields[..], &[("override", "前次遗漏了年份")]].concat();
    place.carries_out(&head, case, "send_correction_notice", &fields).await;
    assert_eq!(place.law(case).await.corrections.len(), 2);
}

#[tokio::test]
async fn a_warning_met_only_on_sending_offers_the_reason_then() {
    let place = Place::new().await;
    let head = place.desk.sign_in(Role::HeadOfDisclosureOffice).await;
    let case = place.received(march(2)).await;
    place.consulted(march(3), case).await;
    place.files(march(4), case, Outcome::G2).await;
    let fields =
        [("stage", "facts"), ("i1.outcome", "G2"), ("i1.given.information", "批复"), ("i1.given.way", "纸质复制件")];
    let warned = place.sends(&head, case, "draft_reply", &fields).await;
    assert_eq!(warned.status, StatusCode::CONFLICT);
    assert!(warned.body.contains("正在征求第三方的意见") && warned.body.contains("name=\"override\""));
    let fields = [&fields[..], &[("override", "第三方已经口头同意")]].concat();
    place.carries_out(&head, case, "draft_reply", &fields).await;
    assert_eq!(place.law(case).await.replies.len(), 1);
}

#[tokio::test]
async fn whoever_was_overtaken_is_told_by_whom_and_loses_nothing_typed() {
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let seen = place.seq(case).await.to_string();
    place.does("fuzeren", march(4), case, Act::ChooseService { electronic: true }).await;
    let today = TODAY.to_string();
    let path = format!("/cases/{case}/do/propose_extension");
    let fields = [("seen", seen.as_str()), ("on", today.as_str()), ("days", "12"), ("grounds", "涉及文件较多")];
    let answer = officer.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = &answer.body;
    assert!(page.contains("演示工作机构负责人办理了"), "{}", said(page));
    assert!(page.contains("涉及文件较多") && page.contains("value=\"12\""));
    let moved = place.seq(case).await;
    assert!(page.contains(&format!("name=\"seen\" value=\"{moved}\"")), "it has seen the rest now");
    place.carries_out(&officer, case, "propose_extension", &[("days", "12"), ("grounds", "涉及文件较多")]).await;
    // One who only looks is told too.
    let stale =
        [("seen", seen.as_str()), ("on", today.as_str()), ("points.0", "文号"), ("days", "5"), ("preview", "1")];
    let looked = officer.post(&format!("/cases/{case}/do/send_correction_notice"), &stale).await;
    assert!(looked.body.contains("演示工作机构负责人办理了") && looked.body.contains("class=\"paper\""));
}

#[tokio::test]
async fn what_the_organ_has_not_set_is_told_apart_from_what_was_typed() {
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let mut profile = place.desk.app.organ(crate::testing::ORGAN).await.unwrap();
    profile.office.telephone.clear();
    let admin = super::place::actor("guanli");
    let occasion = app::Occasion::now(&admin, app::Moment::on(TODAY, 10 * 3600));
    place.desk.app.change_settings(&occasion, &profile).await.unwrap();
    let fields = [("points.0", "请写明文号"), ("days", "5")];
    let answer = place.sends(&officer, case, "send_correction_notice", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("还有内容需要先补齐") && answer.body.contains("联系电话"), "{}", said(&answer.body));
    assert!(!answer.body.contains("class=\"faults\""));
}

#[tokio::test]
async fn another_organs_case_is_not_there() {
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let stray = uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_9999);
    for kind in ["archive", "draft_reply", "deliver"] {
        let answer = officer.post(&format!("/cases/{stray}/do/{kind}"), &[("on", "2026-03-09")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{kind}");
    }
    let case = place.received(march(2)).await;
    place.sent(march(4), case, Means::Post).await;
    let raw = officer.post_raw(&format!("/cases/{case}/do/archive"), &[("on", "2026-03-09")]).await;
    assert_eq!(raw.status, StatusCode::FORBIDDEN, "a form without its token changes nothing");
    assert_eq!(place.law(case).await.archived_on, None);
}
