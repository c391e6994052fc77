//! Who sees what of a case, and handing it on.

use app::{Actor, Moment, Occasion, OrganProfile, PLATFORM, Role};
use axum::http::StatusCode;
use jiff::civil::date;
use law::outcome::Outcome;

use super::office::{ARRIVED, WANTED, WHO, head, officer};
use super::{Office, contains, lacks};

#[tokio::test]
async fn whoever_may_not_read_personal_data_sees_the_case_without_it_and_is_told_so() {
    let office = Office::new().await;
    let mut form = office.form();
    form.attachments = vec![("image/png".to_owned(), b"\x89PNG".to_vec())];
    let case = office.register(ARRIVED, &form).await;
    office.draft(date(2026, 3, 4), case, Outcome::G2).await;
    let page = office.page(Role::ReportEditor, &format!("/cases/{case}")).await;
    contains(
        &page,
        &["您的岗位不能查看申请人信息", "只对办理人员显示", "还剩 15 个工作日", "自然人", "现在没有您可以办理的事项"],
    );
    lacks(&page, &[WHO, WANTED, "010-00000000", "999999", "/letters/", "/files/", "同一申请人", "/assign"]);
    for role in [Role::UnitHandler, Role::Reviewer, Role::HeadOfDisclosureOffice, Role::Leader] {
        contains(&office.page(role, &format!("/cases/{case}")).await, &[WHO, WANTED]);
    }
    for role in [Role::Supervisor, Role::Administrator] {
        let answer = office.browser(role).await.get(&format!("/cases/{case}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}");
        lacks(&answer.body, &[WHO, WANTED]);
    }
}

#[tokio::test]
async fn an_identity_number_is_masked() {
    let office = Office::new().await;
    let case = office.registered().await;
    let page = office.case(case).await;
    contains(&page, &["居民身份证", "999＊", "010-00000000", "某市某区某路1号"]);
    lacks(&page, &["99999919900228"]);
}

#[tokio::test]
async fn what_was_destroyed_says_so() {
    let office = Office::new().await;
    let case = office.register(date(2026, 2, 2), &office.form()).await;
    office.answer(date(2026, 2, 6), case, Outcome::G2).await;
    let applicant = office.applicant(case).await;
    let head = head();
    office.desk.app.destroy_party(&Occasion::now(&head, office.at(date(2026, 3, 6))), case, &applicant).await.unwrap();
    let page = office.case(case).await;
    contains(&page, &["已依法销毁", "销毁当事人信息", "已办结"]);
    lacks(&page, &[WHO, WANTED, "同一申请人"]);
}

#[tokio::test]
async fn the_other_applications_of_the_applicant_are_counted_and_linked() {
    let office = Office::new().await;
    let earlier = office.register(date(2026, 3, 2), &office.form()).await;
    let case = office.register(date(2026, 3, 3), &office.form()).await;
    let page = office.case(case).await;
    contains(&page, &["共申请 <strong>2</strong> 件", &format!("href=\"/cases/{earlier}\""), "其他申请（1件）"]);
}

#[tokio::test]
async fn another_organs_case_is_not_there() {
    let office = Office::new().await;
    let app = &office.desk.app;
    let console = Actor::console(PLATFORM);
    let at = Moment::on(ARRIVED, 8 * 3600);
    let profile = OrganProfile::new("另一机关", "另");
    app.found_organ(&Occasion::now(&console, at), "OTHER", &profile).await.unwrap();
    let stranger = Actor::new("OTHER", "somebody", "另一机关经办人", &[Role::DisclosureOfficer]);
    let theirs = app.register(&Occasion::now(&stranger, at), &office.form()).await.unwrap().recorded.case_id;
    let ours = office.browser(Role::DisclosureOfficer).await;
    for path in ["", "/clock", "/log", "/files/0190", "/letters/0190", "/sheets/receipt"] {
        let answer = ours.get(&format!("/cases/{theirs}{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        lacks(&answer.body, &[WHO, WANTED, "另一机关", "另〔2026〕"]);
    }
    let answer = ours.post(&format!("/cases/{theirs}/assign"), &[("unit", ""), ("officer", "")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    for nothing in ["/cases/nothing", "/cases/01900000-0000-7000-8000-00000000dead"] {
        assert_eq!(ours.get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn a_case_is_handed_on_and_the_page_says_to_whom() {
    let office = Office::new().await;
    let case = office.registered().await;
    let browser = office.browser(Role::DisclosureOfficer).await;
    let path = format!("/cases/{case}/assign");
    let answer = browser.post(&path, &[("unit", "规划建设处"), ("officer", "chengban"), ("seen", "3")]).await;
    assert_eq!((answer.status, answer.location), (StatusCode::SEE_OTHER, format!("/cases/{case}?done=assigned")));
    let page = office.page(Role::DisclosureOfficer, &format!("/cases/{case}?done=assigned")).await;
    contains(&page, &["已经分办。", "规划建设处，演示处室承办人", "分办</strong>：规划建设处，演示处室承办人"]);
    let handler = office.browser(Role::UnitHandler).await;
    assert_eq!(handler.post(&path, &[("unit", "")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_unit_that_is_not_there_is_a_fault_beside_its_field() {
    let office = Office::new().await;
    let case = office.registered().await;
    let browser = office.browser(Role::DisclosureOfficer).await;
    let fields = [("unit", "没有的处室"), ("officer", "nobody"), ("reason", "转请协办")];
    let answer = browser.post(&format!("/cases/{case}/assign"), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    contains(&answer.body, &["f-unit-fault", "f-officer-fault", "value=\"转请协办\"", "有 2 处需要修改"]);
}

#[tokio::test]
async fn whoever_acts_on_an_older_sight_is_told_what_changed_and_loses_nothing() {
    let office = Office::new().await;
    let case = office.registered().await;
    let boss = head();
    let occasion = Occasion::now(&boss, office.at(ARRIVED));
    office.desk.app.assign(&occasion, case, "综合办公室", "").await.unwrap();
    let browser = office.browser(Role::DisclosureOfficer).await;
    let fields = [("unit", "规划建设处"), ("officer", "chengban"), ("reason", "转请办理"), ("seen", "3")];
    let answer = browser.post(&format!("/cases/{case}/assign"), &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    contains(&answer.body, &["另一位工作人员已先办理", "分办", "value=\"转请办理\"", "name=\"seen\" value=\"4\""]);
    contains(&answer.body, &["value=\"规划建设处\" selected", "value=\"chengban\" selected"]);
    assert_eq!(officer().id, "jingban");
}
