//! Tests of the form, through the router on a real record.

use app::{CaseView, Moment, Occasion, Role};
use jiff::civil::{Date, date};
use law::application::Origin;
use uuid::Uuid;

use super::*;
use crate::guard::percent;
use crate::testing::{Answered, Browser, Desk, TODAY};

/// A form in which nothing is missing: one person, in person, today.
const PLAIN: &[(&str, &str)] = &[
    ("entry", "arrival"),
    ("channel", "in_person"),
    ("arrived", "2026-03-09"),
    ("applicants.0.kind", "natural_person"),
    ("applicants.0.name", "申请人甲"),
    ("applicants.0.telephone", "010-00000000"),
    ("items.0", "园区2025年度规划调整方案"),
    ("wanted_media", "纸质"),
    ("wanted_ways", "邮寄"),
    ("go", "register"),
];

/// The plain form with some fields otherwise; a field set to nothing is left out.
fn form<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<_> =
        PLAIN.iter().copied().filter(|(name, _)| other.iter().all(|(with, _)| with != name)).collect();
    fields.extend(other.iter().copied().filter(|(_, value)| !value.is_empty()));
    fields
}

/// The case a 303 leads to.
fn case_of(answer: &Answered) -> Uuid {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location.split('/').find_map(|part| part.parse().ok()).unwrap()
}

async fn read_case(desk: &Desk, case: Uuid) -> CaseView {
    let officer = Desk::actor(Role::DisclosureOfficer);
    desk.app.case(&Occasion::now(&officer, Moment::on(TODAY, 11 * 3600)), case).await.unwrap()
}

async fn register(officer: &Browser<'_>, other: &[(&str, &str)]) -> Uuid {
    case_of(&officer.post("/register", &form(other)).await)
}

#[tokio::test]
async fn the_form_opens_with_today_and_the_law_beside_it() {
    let desk = Desk::new().await;
    let page = desk.sign_in(Role::DisclosureOfficer).await.get("/register").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["value=\"2026-03-09\"", "条例29②(1)", "一事一申请", "补正", "选好渠道和日期后", "登记并当场答复"]
    {
        assert!(page.body.contains(words), "{words}");
    }
    assert_eq!(page.body.matches("name=\"channel\"").count(), 7);
    assert!(!page.body.contains("style=") && !page.body.contains("onclick"));
}

#[tokio::test]
async fn app_3_all_faults_are_told_at_once_beside_their_fields_and_what_was_typed_stays() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let fields = [
        ("entry", "arrival"),
        ("arrived", "2026-03-10"),
        ("submitted", "not a day"),
        ("applicants.0.kind", "enterprise"),
        ("applicants.0.paper", "123"),
        ("applicants.0.email", "没有邮箱"),
        ("applicants.1.name", "申请人乙"),
        ("applicants.1.telephone", "电话"),
        ("applicants.0.speaks", "1"),
        ("applicants.1.speaks", "1"),
        ("has_agent", "1"),
        ("agent.name", "代理人丙"),
        ("oral", "1"),
        ("filled_by", ""),
        ("wanted_other", "刻成光盘"),
        ("go", "register"),
    ];
    let page = officer.post("/register", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in [
        "channel",
        "arrived",
        "submitted",
        "applicants-0-name",
        "applicants-0-paper",
        "applicants-0-email",
        "applicants-1-telephone",
        "applicants-1-speaks",
        "agent-telephone",
        "mandate",
        "filled_by",
        "items-0",
    ] {
        assert!(page.body.contains(&format!("id=\"f-{field}-fault\"")), "{field}: {}", page.body);
        assert!(page.body.contains(&format!("<a href=\"#f-{field}\">")), "{field} is not listed on top");
        assert!(page.body.contains(&format!("id=\"f-{field}\"")), "{field} has no element to go to");
    }
    for typed in ["value=\"not a day\"", "没有邮箱", "申请人乙", "代理人丙", "刻成光盘", "value=\"123\""]
    {
        assert!(page.body.contains(typed), "{typed}");
    }
    assert!(page.body.contains("第2位申请人："));
    assert!(page.body.contains("value=\"enterprise\" selected"));
    assert!(officer.get("/cases").await.body.contains("还没有登记过申请"), "nothing was entered");
}

#[tokio::test]
async fn art_31_each_channel_is_received_by_its_own_rule() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    for channel in Channel::ALL {
        let case = register(&officer, &[("channel", &word(&channel)), ("arrived", "2026-03-06")]).await;
        let view = read_case(&desk, case).await;
        let registration = view.case.law.registration.unwrap();
        let received = (!channel.needs_confirmation()).then_some(date(2026, 3, 6));
        assert_eq!((registration.entry.channel, registration.received_on), (channel, received));
        let page = officer.get(&format!("/register/done/{case}")).await.body;
        assert_eq!(page.contains("待与申请人确认"), channel.needs_confirmation(), "{channel:?}");
        assert_eq!(page.contains("/do/confirm_receipt"), channel.needs_confirmation());
    }
}

#[tokio::test]
async fn what_was_entered_is_told_with_its_number_and_what_comes_next() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let answer = officer.post("/register", &form(&[])).await;
    let case = case_of(&answer);
    assert_eq!(answer.location, format!("/register/done/{case}"));
    let page = officer.get(&answer.location).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["某园〔2026〕1号", "2026年3月9日", "2026年4月7日", "还剩 20 个工作日"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    // No paper was shown: the correction notice is due within seven working days.
    assert!(page.body.contains("身份证明") && page.body.contains("2026年3月18日前一次性告知"), "{}", page.body);
    assert!(page.body.contains(&format!("href=\"/cases/{case}\"")));
    assert_eq!(officer.get(&format!("/register/done/{}", Uuid::from_u128(9))).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn app_3_presence_is_what_the_fields_and_the_officer_say() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let number = app::identity::invented_resident_number(date(1990, 1, 1), 7);
    for (other, missing) in [
        (vec![("applicants.0.paper", number.as_str())], 0),
        (vec![("applicants.0.paper_seen", "1")], 0),
        (vec![], 1),
        (vec![("wanted_media", ""), ("wanted_ways", "")], 2),
        (vec![("applicants.0.paper_seen", "1"), ("wanting", "description")], 1),
        (vec![("applicants.0.paper", number.as_str()), ("wanting", "identity"), ("wanting", "form")], 2),
    ] {
        let view = read_case(&desk, register(&officer, &other).await).await;
        let presence = view.case.law.registration.unwrap().entry.presence;
        assert_eq!(presence.missing().len(), missing, "{other:?}");
    }
}

#[tokio::test]
async fn joint_applicants_are_entered_with_who_speaks_for_them() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let code = app::identity::invented_credit_code(3);
    let other = [
        ("applicants.1.name", ""),
        ("applicants.2.name", "某某有限公司"),
        ("applicants.2.kind", "enterprise"),
        ("applicants.2.paper", code.as_str()),
        ("applicants.2.address", "某市某区某路1号"),
        ("applicants.2.speaks", "1"),
    ];
    let case = register(&officer, &other).await;
    let entry = read_case(&desk, case).await.case.law.registration.unwrap().entry;
    let kinds: Vec<_> = entry.applicants.iter().map(|one| one.kind.label()).collect();
    assert_eq!(kinds, ["自然人", "企业"], "a blank part is left out");
    assert_eq!(entry.representative.as_ref(), Some(&entry.applicants[1].subject));
    let actor = Desk::actor(Role::DisclosureOfficer);
    let occasion = Occasion::now(&actor, Moment::on(TODAY, 11 * 3600));
    let party = desk.app.party(&occasion, case, &entry.applicants[1].subject).await.unwrap().unwrap();
    assert_eq!((party.name.as_str(), party.address.as_str()), ("某某有限公司", "某市某区某路1号"));
    assert_eq!(party.paper.unwrap().kind, app::identity::PaperKind::UnifiedSocialCreditCode);
}

#[tokio::test]
async fn an_agent_is_entered_with_the_mandate_and_never_without() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let other = [("has_agent", "1"), ("agent.name", "代理人丙"), ("agent.telephone", "010-11111111")];
    let fields = form(&other);
    let without = officer.post("/register", &fields).await;
    assert!(without.body.contains("f-mandate-fault"), "{}", without.body);
    let files: [(&str, &str, &[u8]); 2] =
        [("mandate", "授权委托书.pdf", b"%PDF-1.7 mandate"), ("attachments", "申请书.pdf", b"%PDF-1.7 form")];
    let mut wrong = form(&other);
    wrong.retain(|(name, _)| *name != "items.0");
    let kept = officer.post_files("/register", &wrong, &files).await;
    assert!(kept.body.contains("附件要重新选择"), "{}", kept.body);
    let case = case_of(&officer.post_files("/register", &fields, &files).await);
    let view = read_case(&desk, case).await;
    let agent = view.case.law.registration.unwrap().entry.agent.unwrap();
    let actor = Desk::actor(Role::DisclosureOfficer);
    let occasion = Occasion::now(&actor, Moment::on(TODAY, 11 * 3600));
    let (media_type, bytes) = desk.app.file(&occasion, case, &agent.mandate).await.unwrap().unwrap();
    assert_eq!((media_type.as_str(), bytes.as_slice()), ("application/pdf", files[0].2));
    assert!(
        view.case
            .papers
            .values()
            .any(|paper| paper.media_type == "application/pdf" && paper.id.to_string() != agent.mandate.as_str())
    );
}

#[tokio::test]
async fn an_earlier_day_makes_a_backdated_entry_with_its_reason() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let case = register(&officer, &[("arrived", "2025-12-30"), ("reason", "误投其他处室，今日转来")]).await;
    let view = read_case(&desk, case).await;
    assert_eq!(view.case.number.as_deref(), Some("某园〔2025〕1号"));
    assert_eq!(view.case.law.registration.unwrap().received_on, Some(date(2025, 12, 30)));
    assert_eq!(view.history[0].reason, "误投其他处室，今日转来");
    let page = officer.get(&format!("/register/done/{case}")).await.body;
    assert!(page.contains("补录：2025年12月30日到达"), "{page}");
}

#[tokio::test]
async fn an_opening_balance_keeps_its_number_its_day_and_its_paper() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let other = [
        ("entry", "opening"),
        ("channel", "online"),
        ("received", "2026-02-09"),
        ("came", "2026-02-06"),
        ("number", "某园〔2026〕旧3号"),
    ];
    let paper: [(&str, &str, &[u8]); 1] = [("paper", "案卷.pdf", b"%PDF-1.7 old")];
    let case = case_of(&officer.post_files("/register", &form(&other), &paper).await);
    let view = read_case(&desk, case).await;
    assert_eq!(view.case.number.as_deref(), Some("某园〔2026〕旧3号"));
    let registration = view.case.law.registration.unwrap();
    assert_eq!((registration.arrived_on, registration.received_on), (date(2026, 2, 6), Some(date(2026, 2, 9))));
    assert_eq!(registration.origin, Origin::Opening);
    assert!(view.case.papers.values().any(|paper| paper.media_type == "application/pdf"));
    let twice = officer.post("/register", &form(&other)).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("f-number-fault") && twice.body.contains("已经用在另一件申请上"), "{}", twice.body);
    for (field, value) in [("received", ""), ("received", "2026-03-10"), ("came", "2026-02-10")] {
        let mut fields = form(&other);
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let page = officer.post("/register", &fields).await.body;
        assert!(page.contains(&format!("f-{field}-fault")), "{field} {value}: {page}");
    }
}

#[tokio::test]
async fn an_administrator_enters_opening_balances_only() {
    let desk = Desk::new().await;
    let admin = desk.sign_in(Role::Administrator).await;
    let page = admin.get("/register").await.body;
    assert!(!page.contains("登记并当场答复") && page.contains("name=\"entry\" value=\"opening\""), "{page}");
    assert_eq!(admin.post("/register", &form(&[])).await.status, StatusCode::FORBIDDEN);
    let opening = form(&[("entry", "opening"), ("received", "2026-02-09")]);
    let answer = admin.post("/register", &opening).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/register?done=opening"));
    assert!(admin.get(&answer.location).await.body.contains("期初在办件已经录入"));
}

#[tokio::test]
async fn whoever_may_not_register_is_denied_every_part_of_it() {
    let desk = Desk::new().await;
    for role in [Role::UnitHandler, Role::Reviewer, Role::Leader, Role::ReportEditor, Role::Supervisor] {
        let browser = desk.sign_in(role).await;
        for path in ["/register", "/register/receipt?channel=fax", &format!("/register/done/{}", Uuid::from_u128(1))] {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{role:?} {path}");
        }
        for path in ["/register", "/register/likely"] {
            assert_eq!(browser.post(path, &form(&[])).await.status, StatusCode::FORBIDDEN, "{role:?} {path}");
        }
    }
}

#[tokio::test]
async fn hostile_text_is_shown_as_text_and_kept_as_it_was() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let hostile = "\"><script>alert(1)</script>{{7*7}}&lt;";
    let fields =
        form(&[("applicants.0.name", hostile), ("items.0", hostile), ("wanted_other", hostile), ("channel", "")]);
    let page = officer.post("/register", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    let case = register(&officer, &[("applicants.0.name", hostile), ("items.0", hostile)]).await;
    let view = read_case(&desk, case).await;
    let actor = Desk::actor(Role::DisclosureOfficer);
    let occasion = Occasion::now(&actor, Moment::on(TODAY, 11 * 3600));
    let wording = &view.case.law.items[0].wording;
    assert_eq!(desk.app.text(&occasion, case, wording).await.unwrap().as_deref(), Some(hostile));
    assert!(!officer.get(&format!("/register/done/{case}")).await.body.contains("<script>alert"));
}

#[tokio::test]
async fn dl_1_what_is_answered_on_the_spot_goes_on_to_the_answer_and_only_where_it_is_received() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let answer = officer.post("/register", &form(&[("go", "spot")])).await;
    let case = case_of(&answer);
    assert_eq!(answer.location, format!("/cases/{case}/do/answer_on_the_spot"));
    let page = officer.post("/register", &form(&[("go", "spot"), ("channel", "online")])).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("f-channel-fault") && page.body.contains("不能当场答复"), "{}", page.body);
}

#[tokio::test]
async fn app_2_an_oral_application_says_who_wrote_it_down_and_is_made_in_person() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let case = register(&officer, &[("oral", "1"), ("filled_by", "演示经办人"), ("assistance", "1")]).await;
    let entry = read_case(&desk, case).await.case.law.registration.unwrap().entry;
    assert_eq!(entry.filled_by.unwrap().as_str(), "演示经办人");
    assert!(entry.assistance_needed && !entry.electronic_chosen);
    let page =
        officer.post("/register", &form(&[("oral", "1"), ("filled_by", "演示经办人"), ("channel", "fax")])).await;
    assert!(page.body.contains("f-oral-fault"), "{}", page.body);
}

#[tokio::test]
async fn without_scripts_parts_are_added_and_taken_away_and_nothing_typed_is_lost() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let more = officer.post("/register", &form(&[("go", ""), ("more", "applicants")])).await;
    assert_eq!(more.status, StatusCode::OK);
    assert!(
        more.body.contains("name=\"applicants.1.name\"") && more.body.contains("value=\"申请人甲\""),
        "{}",
        more.body
    );
    assert!(!more.body.contains("class=\"faults\""));
    let items = officer.post("/register", &form(&[("go", ""), ("more", "items")])).await.body;
    assert!(items.contains("name=\"items.1\"") && !items.contains("name=\"items.2\""));
    let other =
        [("go", ""), ("applicants.1.name", "申请人乙"), ("applicants.2.name", "申请人丙"), ("applicants.1.drop", "1")];
    let fewer = officer.post("/register", &form(&other)).await.body;
    assert!(fewer.contains("申请人甲") && !fewer.contains("申请人乙") && fewer.contains("申请人丙"));
    assert!(!fewer.contains("name=\"applicants.2.name\""), "{fewer}");
    register(&officer, &[]).await;
    let look = officer.post("/register", &form(&[("go", ""), ("look", "1")])).await.body;
    assert!(look.contains("某园〔2026〕1号") && look.contains("收到之日：2026年3月9日"), "{look}");
}

#[tokio::test]
async fn rep_6_fee_4_what_is_known_of_the_applicant_is_shown_while_typing_and_after() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let number = app::identity::invented_resident_number(date(1990, 1, 1), 7);
    let paper = [("applicants.0.paper", number.as_str())];
    let first = register(&officer, &paper).await;
    let note = officer.post("/register/likely", &form(&paper)).await;
    assert_eq!(note.status, StatusCode::OK);
    for words in ["某园〔2026〕1号", "可能是重复申请", "2026年3月里，这是同一申请人的第2件", "2026年3月9日"]
    {
        assert!(note.body.contains(words), "{words}: {}", note.body);
    }
    assert!(note.body.contains(&format!("href=\"/cases/{first}\"")) && !note.body.contains("<html"));
    let other = officer.post("/register/likely", &form(&[("applicants.0.name", "申请人乙")])).await.body;
    assert!(other.contains("其他申请人申请同样内容") && !other.contains("重复申请"), "{other}");
    let nobody = officer.post("/register/likely", &form(&[("applicants.0.name", "")])).await.body;
    assert_eq!(nobody.trim(), "");
    let forged = officer.post_raw("/register/likely", &form(&paper)).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let second = register(&officer, &paper).await;
    let page = officer.get(&format!("/register/done/{second}")).await.body;
    assert!(page.contains("第2件") && page.contains(&format!("href=\"/cases/{first}\"")), "{page}");
    assert!(!page.contains(&format!("<li><a href=\"/cases/{second}\"")), "a case is not its own earlier one");
}

#[tokio::test]
async fn what_the_law_refuses_is_told_over_the_form_as_it_was() {
    let desk = Desk::new().await;
    let officer = desk.sign_in(Role::DisclosureOfficer).await;
    let before: Date = date(2019, 5, 14);
    let page = officer.post("/register", &form(&[("arrived", &before.to_string())])).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("f-arrived-fault") && page.body.contains("2019年5月15日"), "{}", page.body);
    let late = officer.post("/register", &form(&[("submitted", "2026-03-09"), ("arrived", "2026-03-06")])).await;
    assert!(late.body.contains("f-submitted-fault"), "{}", late.body);
    let long = "长".repeat(3000);
    let page = officer.post("/register", &form(&[("reason", &long)])).await;
    assert!(page.body.contains("f-reason-fault"), "a reason has its limit");
    assert_eq!(officer.get(&format!("/work?q={}", percent("申请人甲"))).await.status, StatusCode::OK);
}
