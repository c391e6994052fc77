//! Arrival and correction, through their forms.

use app::Role;
use axum::http::StatusCode;
use law::application::{Channel, ClockState, ItemNo, ItemState};

use super::place::{PDF, Place, march, said};
use crate::testing::TODAY;

#[tokio::test]
async fn art_31_an_online_application_is_confirmed_on_the_day_it_was() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.asks(march(3), Channel::Online, &["某某文件"]).await;
    let tried = [("on", "2026-03-04"), ("reason", "上午、下午各拨打一次，无人接听")];
    place.carries_out(&browser, case, "record_contact_failed", &tried).await;
    let page = browser.get(&format!("/cases/{case}/do/confirm_receipt")).await.body;
    assert!(page.contains("010-00000000") && page.contains("最近一次联系未果：2026年3月4日"), "{}", said(&page));
    // What follows is told before it is done.
    assert!(page.contains("由“待确认”变为“办理中”"), "{}", said(&page));
    let confirmed = [("on", "2026-03-05"), ("by", "telephone")];
    place.carries_out(&browser, case, "confirm_receipt", &confirmed).await;
    assert_eq!(place.law(case).await.received_on(), Some(march(5)));
}

#[tokio::test]
async fn a_letter_that_no_act_carries_is_looked_at_and_kept_as_sent() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let waiting = place.asks(march(3), Channel::Online, &["某某文件"]).await;
    let page = browser.get(&format!("/cases/{waiting}/issue/receipt")).await.body;
    assert!(page.contains("尚未与申请人确认收到申请") && !page.contains("name=\"seen\""), "{}", said(&page));
    let case = place.received(march(2)).await;
    let page = browser.get(&format!("/cases/{case}/issue/receipt")).await.body;
    assert!(page.contains("登记回执") && page.contains("class=\"paper\""), "{}", said(&page));
    let before = place.seq(case).await;
    let seen = before.to_string();
    let sent = browser.post(&format!("/cases/{case}/issue/receipt"), &[("seen", &seen), ("on", "2026-03-09")]).await;
    assert_eq!(sent.location, format!("/cases/{case}?done=letter_issued"), "{}", said(&sent.body));
    assert!(place.seq(case).await > before);
    let stale = browser.post(&format!("/cases/{case}/issue/receipt"), &[("seen", &seen), ("on", "2026-03-09")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let early = browser.get(&format!("/cases/{case}/issue/no_longer_handled")).await.body;
    assert!(early.contains("不能拟制不再处理告知书"), "{}", said(&early));
    assert_eq!(browser.get(&format!("/cases/{case}/issue/reply")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_fault_of_a_form_is_told_at_once_beside_its_field() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.asks(march(3), Channel::Online, &["某某文件"]).await;
    let answer = place.sends(&browser, case, "confirm_receipt", &[("on", "2026-03-40")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("f-on-fault") && answer.body.contains("f-by-fault"), "{}", said(&answer.body));
    assert!(answer.body.contains("value=\"2026-03-40\""), "what was typed is still there");
    let future = place.sends(&browser, case, "confirm_receipt", &[("on", "2026-03-10"), ("by", "message")]).await;
    assert!(future.body.contains("还没有到"), "{}", said(&future.body));
}

#[tokio::test]
async fn an_item_is_split_off_and_the_way_of_service_chosen() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.asks(march(2), Channel::InPerson, &["甲文件", "乙文件"]).await;
    place.carries_out(&browser, case, "split_item", &[("item", "2"), ("reason", "互不相关")]).await;
    let law = place.law(case).await;
    assert!(matches!(law.item(ItemNo(2)).unwrap().state, ItemState::SplitOff { .. }));
    place.carries_out(&browser, case, "choose_service", &[("electronic", "yes")]).await;
    assert!(place.law(case).await.registration.unwrap().entry.electronic_chosen);
}

#[tokio::test]
async fn cor_2_a_correction_notice_is_looked_at_and_then_sent_with_its_letter() {
    // COR-2
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let before = place.seq(case).await;
    let fields = [("points.0", "请写明批准文件的文号"), ("points.1", "请写明大致的年份"), ("days", "10")];
    let looked = [&fields[..], &[("preview", "1")]].concat();
    let preview = place.sends(&browser, case, "send_correction_notice", &looked).await;
    assert_eq!(preview.status, StatusCode::OK);
    let page = &preview.body;
    assert!(page.contains("class=\"paper\"") && page.contains("补正告知书"), "{}", said(page));
    assert!(page.contains("请写明大致的年份") && page.contains("paper.css"));
    assert_eq!(place.seq(case).await, before, "a preview records nothing");
    place.carries_out(&browser, case, "send_correction_notice", &fields).await;
    let correction = place.law(case).await.corrections.remove(0);
    assert_eq!((correction.sent_on, correction.answer_within.0), (TODAY, 10));
    let letter = place.letter(case, &correction.letter).await;
    assert!(letter.contains("请写明批准文件的文号") && letter.contains("10个工作日"), "{letter}");

    place.carries_out(&browser, case, "record_correction_served", &[]).await;
    let fields = [("text", "文号是某园〔2020〕1号")];
    let sent = place.attaches(&browser, case, "receive_correction", &fields, &[("scan", "补正.pdf", PDF)]).await;
    assert_eq!(sent.location, format!("/cases/{case}?done=receive_correction"), "{}", said(&sent.body));
    assert_eq!(place.clock(case).await.state, ClockState::Running);
}

#[tokio::test]
async fn another_point_is_added_without_scripts_and_nothing_typed_is_lost() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let fields = [("points.0", "请写明文号"), ("days", "7"), ("more", "points")];
    let answer = place.sends(&browser, case, "send_correction_notice", &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("name=\"points.1\"") && answer.body.contains("请写明文号"));
    assert!(answer.body.contains("value=\"7\"") && !answer.body.contains("class=\"faults\""));
}
