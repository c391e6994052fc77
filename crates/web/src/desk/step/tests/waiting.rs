//! Consultation, extension, reasons and fee, through their forms.

use app::Role;
use axum::http::StatusCode;
use law::application::{Act, ClockState, Consulted, ExtensionProgress, Opinion, ReasonsJudged, ReplyNo};
use law::calendar::WorkingDays;

use super::place::{Place, march, said};
use crate::testing::TODAY;

#[tokio::test]
async fn tp_1_a_third_party_is_asked_by_name_and_its_opinion_recorded() {
    // TP-1, TP-8
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let empty = place.sends(&browser, case, "consult", &[("with", "third_party")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = &empty.body;
    assert!(page.contains("f-third-name-fault") && page.contains("f-third-information-fault"), "{}", said(page));
    let fields = [
        ("with", "third_party"),
        ("third.name", "某第三方有限公司"),
        ("third.organisation", "1"),
        ("third.telephone", "010-00000001"),
        ("third.information", "评审意见中涉及贵单位报价的部分"),
    ];
    place.carries_out(&browser, case, "consult", &fields).await;
    let consultation = place.law(case).await.consultations.remove(0);
    assert_eq!((consultation.with, consultation.sent_on), (Consulted::ThirdParty, TODAY));
    assert!(place.letter(case, &consultation.letter).await.contains("贵单位"));
    // From now on the party is called by its name.
    let page = browser.get(&format!("/cases/{case}/do/record_consultation_received")).await.body;
    assert!(page.contains("向第三方“某第三方有限公司”征求意见"), "{}", said(&page));
    place.carries_out(&browser, case, "record_consultation_received", &[]).await;
    place.carries_out(&browser, case, "tell_applicant_of_consultation", &[]).await;
    let opinion = [("opinion", "objects_with_grounds"), ("text", "涉及商业秘密，不同意公开")];
    place.carries_out(&browser, case, "record_opinion", &opinion).await;
    let found = place.law(case).await.consultations.remove(0);
    assert_eq!(found.opinion, Some((TODAY, Opinion::ObjectsWithGrounds)));
    assert_eq!((found.received_on, found.applicant_told_on), (Some(TODAY), Some(TODAY)));
    let fields = [("content", "报价总额"), ("why", "涉及公共资金的使用")];
    place.carries_out(&browser, case, "notify_third_party", &fields).await;
    assert_eq!(place.law(case).await.consultations[0].override_told_on, Some(TODAY));
}

#[tokio::test]
async fn art_33_3_other_organs_are_given_a_limit_and_ones_own_unit_is_asked_by_its_handler() {
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let fields = [("with", "other_organ"), ("third.name", "某某局"), ("matter", "请核实是否由贵局制作"), ("days", "8")];
    place.carries_out(&officer, case, "consult", &fields).await;
    assert_eq!(place.law(case).await.consultations[0].limit, Some(WorkingDays(8)));
    assert_eq!(place.clock(case).await.state, ClockState::NotCounted);
    place.carries_out(&officer, case, "end_consultation", &[("reason", "已经另行核实")]).await;
    assert_eq!(place.law(case).await.consultations[0].ended_on, Some(TODAY));

    let handler = place.desk.sign_in(Role::UnitHandler).await;
    let page = handler.get(&format!("/cases/{case}/do/consult")).await.body;
    assert!(!page.contains("value=\"third_party\"") && page.contains("本机关处室"), "{}", said(&page));
    let unit = place.desk.app.organ(crate::testing::ORGAN).await.unwrap().units.remove(0);
    let fields = [("with", "own_unit"), ("unit", unit.as_str()), ("matter", "请提供档案"), ("days", "3")];
    place.carries_out(&handler, case, "consult", &fields).await;
    assert_eq!(place.law(case).await.consultations[1].with, Consulted::OwnUnit);
}

#[tokio::test]
async fn dl_3_an_extension_is_put_forward_approved_and_told() {
    // DL-3
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let head = place.desk.sign_in(Role::HeadOfDisclosureOffice).await;
    let case = place.received(march(2)).await;
    let long = place.sends(&officer, case, "propose_extension", &[("days", "21"), ("grounds", "多")]).await;
    assert!(long.body.contains("f-days-fault"), "{}", said(&long.body));
    let fields = [("days", "10"), ("grounds", "涉及文件较多，需要逐件核对")];
    place.carries_out(&officer, case, "propose_extension", &fields).await;
    // The officer cannot approve but on paper.
    let bare = place.sends(&officer, case, "approve_extension", &[]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("f-paper-fault"), "{}", said(&bare.body));
    let page = head.get(&format!("/cases/{case}/do/approve_extension")).await.body;
    assert!(page.contains("需要逐件核对") && page.contains("演示经办人"), "{}", said(&page));
    assert!(page.contains("不同意延期") && page.contains("2026年4月14日"), "{}", said(&page));
    place.carries_out(&head, case, "approve_extension", &[]).await;
    place.carries_out(&officer, case, "notify_extension", &[("why", "涉及文件较多")]).await;
    let extension = place.law(case).await.extensions.remove(0);
    assert!(matches!(extension.progress, ExtensionProgress::Notified { on, .. } if on == TODAY));
    assert_eq!(place.clock(case).await.due, Some(jiff::civil::date(2026, 4, 14)));
}

#[tokio::test]
async fn dl_3_the_head_declines_with_a_reason_and_never_judges_the_own_proposal() {
    // DL-3
    let place = Place::new().await;
    let head = place.desk.sign_in(Role::HeadOfDisclosureOffice).await;
    let case = place.received(march(2)).await;
    let propose = |grounds| Act::ProposeExtension { days: WorkingDays(5), grounds };
    place.says("jingban", march(3), case, "材料多", propose).await;
    let bare = place.sends(&head, case, "decline_extension", &[]).await;
    assert!(bare.body.contains("f-reason-fault"), "{}", said(&bare.body));
    place.carries_out(&head, case, "decline_extension", &[("reason", "材料已经齐备")]).await;

    place.says("fuzeren", march(9), case, "材料多", propose).await;
    let page = head.get(&format!("/cases/{case}/do/approve_extension")).await.body;
    let heads = place.sends(&head, case, "approve_extension", &[]).await;
    assert!(page.contains("不能批准自己提出的延期"), "{}", said(&page));
    assert_eq!(heads.status, StatusCode::FORBIDDEN, "{}", said(&heads.body));
}

#[tokio::test]
async fn dl_5_reasons_are_asked_for_received_and_judged() {
    // DL-5
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let fields = [("facts", "三个月内提出申请一百二十件"), ("days", "5")];
    place.carries_out(&browser, case, "ask_reasons", &fields).await;
    place.carries_out(&browser, case, "record_reasons_served", &[]).await;
    place.carries_out(&browser, case, "receive_reasons", &[("text", "研究需要")]).await;
    let page = browser.get(&format!("/cases/{case}/do/accept_reasons")).await.body;
    assert!(page.contains("研究需要"), "{}", said(&page));
    let early = place.sends(&browser, case, "accept_reasons", &[("reply_by", "2026-03-20")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.body.contains("应当晚于原答复期限") && early.body.contains("条例35"), "{}", said(&early.body));
    assert!(early.body.contains("value=\"2026-03-20\""));
    place.carries_out(&browser, case, "reject_reasons", &[("reason", "研究用不到全部原始凭证")]).await;
    assert!(matches!(place.law(case).await.reasons.unwrap().judged, Some(ReasonsJudged::Rejected { .. })));
}

#[tokio::test]
async fn fee_5_the_amount_is_computed_shown_and_charged_as_computed() {
    // FEE-2, FEE-5
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let fields = [("standard", "by_volume"), ("count", "68"), ("payment", "缴入国库账户")];
    let looked = [&fields[..], &[("preview", "1")]].concat();
    let preview = place.sends(&browser, case, "send_fee_notice", &looked).await;
    assert!(preview.body.contains("380元") && preview.body.contains("计算过程"), "{}", said(&preview.body));
    let free = [("standard", "by_volume"), ("count", "30"), ("payment", "缴入国库账户")];
    let free = place.sends(&browser, case, "send_fee_notice", &free).await;
    assert!(free.body.contains("f-count-fault"), "{}", said(&free.body));
    place.carries_out(&browser, case, "send_fee_notice", &fields).await;
    assert_eq!(place.law(case).await.fees[0].amount_fen, 38_000);
    assert_eq!(place.clock(case).await.state, ClockState::AwaitingPayment);
    place.carries_out(&browser, case, "record_fee_served", &[]).await;
    place.carries_out(&browser, case, "cancel_fee", &[("reason", "页数计算有误")]).await;
    place.carries_out(&browser, case, "send_fee_notice", &fields).await;
    place.carries_out(&browser, case, "record_fee_paid", &[]).await;
    assert_eq!(place.law(case).await.fees[1].paid_on, Some(TODAY));
    assert_eq!(place.law(case).await.reply(ReplyNo(1)), None);
}
