//! The answer on its way: outcomes chosen, facts filled in, looked at, reviewed, signed, served.

use app::Role;
use axum::http::StatusCode;
use law::application::{Act, Channel, ClockState, ItemNo, Means, Progress, ReplyNo};
use law::outcome::{Exemption, Outcome};

use super::place::{ITEM, PDF, Place, actor, march, said};
use crate::testing::TODAY;

#[tokio::test]
async fn art_36_an_answer_is_chosen_filled_in_looked_at_reviewed_signed_and_served() {
    let place = Place::new().await;
    let handler = place.desk.sign_in(Role::UnitHandler).await;
    let case = place.received(march(2)).await;
    // What each outcome means stands beside it, with what the file lacks.
    let page = handler.get(&format!("/cases/{case}/do/draft_reply")).await.body;
    for words in ["予以公开", "无法提供", "法释8号5", "复议前置", "（三）不予公开5.属于三类内部事务信息"]
    {
        assert!(page.contains(words), "{words}: {}", said(&page));
    }
    assert!(page.contains("file_evidence?items=1&#38;evidence=copy_provided"), "{page}");
    let none = place.sends(&handler, case, "draft_reply", &[("next", "1")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chosen = place.sends(&handler, case, "draft_reply", &[("next", "1"), ("i1.outcome", "G2")]).await;
    assert!(chosen.body.contains("name=\"i1.given.information\""), "{}", said(&chosen.body));
    let bare = [("stage", "facts"), ("i1.outcome", "G2")];
    let bare = place.sends(&handler, case, "draft_reply", &bare).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("f-i1-given-information-fault"), "{}", said(&bare.body));

    let fields = [
        ("stage", "facts"),
        ("i1.outcome", "G2"),
        ("i1.given.information", "某某路改造工程的批复"),
        ("i1.given.way", "纸质复制件，随本告知书一并送达"),
        ("i1.evidence.copy_provided", "复制件一份，存本件案卷"),
        ("annexes.0", "某某路改造工程的批复复制件"),
    ];
    let looked = [&fields[..], &[("preview", "1")]].concat();
    let preview = place.sends(&handler, case, "draft_reply", &looked).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", said(&preview.body));
    assert!(preview.body.contains("公开告知书") && preview.body.contains("某某区人民法院"), "{}", said(&preview.body));
    place.carries_out(&handler, case, "draft_reply", &fields).await;
    let law = place.law(case).await;
    assert_eq!(law.evidence.len(), 1, "what was written as evidence is on the file");
    assert_eq!(law.replies[0].draft.decisions[0].outcome, Outcome::G2);

    // The reviewer sees the letter and the evidence; the drafter is told why not.
    let reviewer = place.desk.sign_in(Role::Reviewer).await;
    let page = reviewer.get(&format!("/cases/{case}/do/approve_review")).await.body;
    assert!(page.contains("class=\"paper\"") && page.contains("现在轮到这一级"), "{}", said(&page));
    assert!(page.contains("所提供信息的副本") && page.contains("退回修改"));
    place.carries_out(&reviewer, case, "approve_review", &[("opinion", "同意，附件齐备")]).await;
    let again = reviewer.get(&format!("/cases/{case}/do/approve_review")).await.body;
    assert!(again.contains("同一人只能办理一级审核") && !again.contains("name=\"seen\""), "{}", said(&again));
    let leader = place.desk.sign_in(Role::Leader).await;
    let early = leader.get(&format!("/cases/{case}/do/sign_off")).await.body;
    assert!(early.contains("还没有经过法制审核"), "{}", said(&early));
    for (login, level) in [("fazhi", 1), ("baomi", 2)] {
        let level = law::application::ReviewLevel::USUAL[level];
        place.does(login, TODAY, case, Act::ApproveReview { reply: ReplyNo(1), level, opinion: None }).await;
    }
    let page = leader.get(&format!("/cases/{case}/do/sign_off")).await.body;
    assert!(page.contains("某园〔2026〕第1号-答") && page.contains("同意，附件齐备"), "{}", said(&page));
    place.carries_out(&leader, case, "sign_off", &[]).await;
    assert_eq!(place.law(case).await.replies[0].number().unwrap().as_str(), "某园〔2026〕第1号-答");

    // Scanned, then served by post with its number.
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let page = officer.get(&format!("/cases/{case}/do/deliver")).await.body;
    assert!(page.contains("商业快递不能用来送达答复") && page.contains("申请人甲"), "{}", said(&page));
    assert!(!page.contains("value=\"electronic\"") && page.contains(&format!("/cases/{case}/scan/1")));
    let seen = place.seq(case).await.to_string();
    let fields = [("seen", seen.as_str()), ("on", "2026-03-09")];
    let scan = format!("/cases/{case}/scan/1");
    let kept = officer.post_files(&scan, &fields, &[("scan", "用印.pdf", PDF)]).await;
    assert_eq!(kept.location, format!("/cases/{case}?done=scan_kept"), "{}", said(&kept.body));
    let fields = [("means", "post"), ("postal_number", "EM000000000CN")];
    let sent = place.attaches(&officer, case, "deliver", &fields, &[("proof", "凭证.pdf", PDF)]).await;
    assert_eq!(sent.location, format!("/cases/{case}?done=deliver"), "{}", said(&sent.body));
    let service = place.law(case).await.replies[0].services[0].clone();
    assert_eq!((service.means, service.postal_number.unwrap().as_str()), (Means::Post, "EM000000000CN"));
    assert!(service.proof.is_some());
    assert_eq!(place.clock(case).await.state, ClockState::Closed);
    let late = officer.get(&scan).await.body;
    assert!(late.contains("不能再归入或者更换扫描件"), "{}", said(&late));
    place.carries_out(&officer, case, "record_returned", &[("reason", "查无此人")]).await;
    place.carries_out(&officer, case, "deliver", &[("means", "direct")]).await;
    place.carries_out(&officer, case, "archive", &[]).await;
    assert_eq!(place.law(case).await.archived_on, Some(TODAY));
}

#[tokio::test]
async fn art_37_a_partial_disclosure_names_each_withheld_part_with_its_ground() {
    let place = Place::new().await;
    let handler = place.desk.sign_in(Role::UnitHandler).await;
    let case = place.received(march(2)).await;
    let mut fields = vec![
        ("stage", "facts"),
        ("i1.outcome", "P1"),
        ("i1.given.information", "除附件2外的全部内容"),
        ("i1.given.way", "纸质复制件"),
        ("i1.withheld.0.part", "附件2的会议讨论记录"),
        ("i1.withheld.0.reason", "属于决定作出以前的讨论"),
        ("i1.evidence.copy_provided", "复制件存案卷"),
        ("i1.evidence.made_before_decision", "形成于决定以前"),
        ("i1.evidence.no_duty_elsewhere", "没有规定要求公开"),
    ];
    let no_ground = place.sends(&handler, case, "draft_reply", &fields).await;
    assert!(no_ground.body.contains("f-i1-withheld-0-exemption-fault"), "{}", said(&no_ground.body));
    let more = [&fields[..], &[("more", "i1.withheld")]].concat();
    let more = place.sends(&handler, case, "draft_reply", &more).await;
    assert!(more.body.contains("name=\"i1.withheld.1.part\"") && more.body.contains("附件2的会议讨论记录"));
    fields.push(("i1.withheld.0.exemption", "E16b"));
    place.carries_out(&handler, case, "draft_reply", &fields).await;
    let law = place.law(case).await;
    assert_eq!(law.replies[0].draft.decisions[0].withheld, [Exemption::E16b]);
    let letter = place.letter(case, &law.replies[0].draft.letter).await;
    assert!(letter.contains("附件2的会议讨论记录") && letter.contains("第十六条第二款"), "{letter}");
}

#[tokio::test]
async fn several_items_are_decided_one_by_one_and_one_may_wait() {
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.asks(march(2), Channel::InPerson, &["甲文件", "乙文件", "丙文件"]).await;
    let fields = [
        ("stage", "facts"),
        ("i1.outcome", "U2"),
        ("i1.reason", "没有现成的汇总表"),
        ("i1.evidence.no_existing_record", "经核实没有汇总"),
        ("i3.outcome", "U1a"),
    ];
    // The fault of the second answer of the letter stands beside the third item.
    let answer = place.sends(&officer, case, "draft_reply", &fields).await;
    assert!(answer.body.contains("f-i3-reason-fault"), "{}", said(&answer.body));
    let search = [
        ("i3.reason", "检索办公系统和档案室，没有查到"),
        ("i3.search.scope", "2010年以来的全部档案"),
        ("i3.search.systems", "办公系统、档案系统"),
        ("i3.search.keywords", "丙文件"),
        ("i3.search.who", "演示经办人"),
        ("i3.search.result", "没有查到"),
    ];
    let fields = [&fields[..], &search].concat();
    place.carries_out(&officer, case, "draft_reply", &fields).await;
    let law = place.law(case).await;
    let items: Vec<ItemNo> = law.replies[0].draft.decisions.iter().map(|one| one.item).collect();
    assert_eq!(items, [ItemNo(1), ItemNo(3)]);
    assert!(place.text(case, &law.searches[0].account).await.contains("检索的范围：2010年以来的全部档案"));
    // The next draft is about what is left.
    let page = officer.get(&format!("/cases/{case}/do/draft_reply")).await.body;
    assert!(page.contains("name=\"i2.outcome\"") && !page.contains("name=\"i1.outcome\""), "{}", said(&page));
}

#[tokio::test]
async fn a_returned_draft_comes_back_as_it_was_filled_in_with_what_the_reviewer_said() {
    let place = Place::new().await;
    let handler = place.desk.sign_in(Role::UnitHandler).await;
    let reviewer = place.desk.sign_in(Role::Reviewer).await;
    let case = place.received(march(2)).await;
    place.files(march(3), case, Outcome::U2).await;
    let fields = [("stage", "facts"), ("i1.outcome", "U2"), ("i1.reason", "没有现成的汇总表")];
    place.carries_out(&handler, case, "draft_reply", &fields).await;
    let silent = place.sends(&reviewer, case, "return_reply", &[]).await;
    assert!(silent.body.contains("f-opinion-fault"), "{}", said(&silent.body));
    place.carries_out(&reviewer, case, "return_reply", &[("opinion", "请写明需要怎样的加工")]).await;
    let page = handler.get(&format!("/cases/{case}/do/redraft_reply")).await.body;
    assert!(page.contains("请写明需要怎样的加工") && page.contains("没有现成的汇总表"), "{}", said(&page));
    let fields = [("stage", "facts"), ("i1.outcome", "U2"), ("i1.reason", "没有汇总表，需要逐件统计")];
    place.carries_out(&handler, case, "redraft_reply", &fields).await;
    let law = place.law(case).await;
    assert!(matches!(law.replies[0].progress, Progress::InReview(_)));
    assert!(place.letter(case, &law.replies[0].draft.letter).await.contains("需要逐件统计"));
    // The reviewer sees that it came back once.
    let page = reviewer.get(&format!("/cases/{case}/do/approve_review")).await.body;
    assert!(page.contains("曾经退回"), "{}", said(&page));
}

#[tokio::test]
async fn sec_3_an_approval_on_paper_stands_in_and_a_number_made_void_is_not_used_again() {
    // SEC-3
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    place.drafted(march(3), case, Outcome::U2).await;
    let bare = place.sends(&officer, case, "sign_off", &[]).await;
    assert!(bare.body.contains("f-paper-fault"), "{}", said(&bare.body));
    let stray = place.attaches(&officer, case, "sign_off", &[], &[("paper", "审批.txt", b"text")]).await;
    assert!(stray.body.contains("PDF、JPEG 或者 PNG") && stray.body.contains("附件没有保存"), "{}", said(&stray.body));
    let signed = place.attaches(&officer, case, "sign_off", &[], &[("paper", "审批.pdf", PDF)]).await;
    assert_eq!(signed.location, format!("/cases/{case}?done=sign_off"), "{}", said(&signed.body));
    place.carries_out(&officer, case, "void_number", &[("reason", "附件有误")]).await;
    let law = place.law(case).await;
    assert_eq!(law.replies[0].void_numbers[0].as_str(), "某园〔2026〕第1号-答");
    let page = officer.get(&format!("/cases/{case}/do/sign_off")).await.body;
    assert!(page.contains("某园〔2026〕第2号-答"), "{}", said(&page));
}

#[tokio::test]
async fn dl_1_what_can_be_answered_on_the_spot_is_and_a_refusal_cannot() {
    // DL-1
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(TODAY).await;
    let page = officer.get(&format!("/cases/{case}/do/answer_on_the_spot")).await.body;
    assert!(page.contains("value=\"G1\"") && !page.contains("value=\"N5\""), "{}", said(&page));
    let fields = [
        ("stage", "facts"),
        ("i1.outcome", "G1"),
        ("i1.given.information", "某某路改造工程的批复"),
        ("i1.given.way", "本机关网站政府信息公开专栏"),
        ("i1.evidence.published_where", "2026年1月在网站公开"),
    ];
    place.carries_out(&officer, case, "answer_on_the_spot", &fields).await;
    let law = place.law(case).await;
    assert_eq!(law.answer(ITEM).unwrap().1.outcome, Outcome::G1);
    assert_eq!(law.replies[0].drafted_by.as_str(), actor("jingban").id);
}

#[tokio::test]
async fn an_electronic_service_needs_the_applicants_choice_and_its_sending_can_be_told_apart() {
    let place = Place::new().await;
    let officer = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    place.does("jingban", march(3), case, Act::ChooseService { electronic: true }).await;
    place.signed(march(4), case, Outcome::U2).await;
    place.carries_out(&officer, case, "deliver", &[("means", "electronic"), ("on", "2026-03-06")]).await;
    place.carries_out(&officer, case, "record_sent", &[("on", "2026-03-05")]).await;
    let service = place.law(case).await.replies[0].services[0].clone();
    assert_eq!((service.on, service.sent_on), (march(6), Some(march(5))));
}
