//! Searches, evidence, withdrawal, lapses and remedies, through their forms.

use app::Role;
use axum::http::StatusCode;
use jiff::civil::date;
use law::application::{Act, Channel, ClockState, ContestKind, CorrectionNo, FeeNo, Held, Lapse, Means, OrderedTerm};
use law::calendar::WorkingDays;
use law::fee::Standard;
use law::outcome::EvidenceItem;
use law::remedy_case::RemedyResult;

use super::place::{PDF, Place, march, said};
use crate::testing::TODAY;

#[tokio::test]
async fn evidence_is_written_or_uploaded_and_leads_back_to_the_draft() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::UnitHandler).await;
    let case = place.received(march(2)).await;
    let page = browser.get(&format!("/cases/{case}/do/file_evidence?items=1&evidence=inseparable")).await.body;
    assert!(page.contains("value=\"inseparable\" selected") && page.contains("秘密★"), "{}", said(&page));
    let nothing = place.sends(&browser, case, "file_evidence", &[("evidence", "inseparable")]).await;
    assert!(nothing.body.contains("f-note-fault"), "{}", said(&nothing.body));
    let back = ("back", "draft_reply?i1.outcome=N5");
    let fields = [("evidence", "inseparable"), ("note", "各段都涉及内部分工"), back];
    let filed = place.attaches(&browser, case, "file_evidence", &fields, &[("file", "判断.pdf", PDF)]).await;
    assert_eq!(filed.location, format!("/cases/{case}/do/draft_reply?i1.outcome=N5&done=file_evidence"));
    let law = place.law(case).await;
    assert!(matches!(law.evidence[0].held, Held::Note { .. }) && matches!(law.evidence[1].held, Held::File { .. }));
    let draft = browser.get(&filed.location).await.body;
    assert!(draft.contains("已经办理：登记证据") && draft.contains("value=\"N5\" checked"), "{}", said(&draft));
    // An address of somebody else's making leads nowhere.
    let astray = [("evidence", "inseparable"), ("note", "甲"), ("back", "//evil.example")];
    let filed = place.sends(&browser, case, "file_evidence", &astray).await;
    assert_eq!(filed.location, format!("/cases/{case}?done=file_evidence"));
}

#[tokio::test]
async fn a_state_secret_is_never_taken_as_a_file() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::UnitHandler).await;
    let case = place.received(march(2)).await;
    let fields = [("evidence", "secrecy_mark"), ("note", "登记编号，存放于保密室")];
    let refused = place.attaches(&browser, case, "file_evidence", &fields, &[("file", "原件.pdf", PDF)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("国家秘密的载体不得上传"), "{}", said(&refused.body));
    assert!(place.law(case).await.evidence.is_empty());
    place.carries_out(&browser, case, "file_evidence", &fields).await;
    assert_eq!(place.law(case).await.evidence[0].proves, EvidenceItem::SecrecyMark);
}

#[tokio::test]
async fn a_search_is_logged_with_all_that_a_court_asks_for() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let fields = [
        ("search.scope", "规划档案"),
        ("search.systems", "档案系统"),
        ("search.keywords", "某某路"),
        ("search.who", "甲"),
    ];
    let short = place.sends(&browser, case, "log_search", &fields).await;
    assert!(short.body.contains("f-search-result-fault"), "{}", said(&short.body));
    let fields = [&fields[..], &[("search.result", "没有查到")]].concat();
    place.carries_out(&browser, case, "log_search", &fields).await;
    assert_eq!(place.law(case).await.searches.len(), 1);
}

#[tokio::test]
async fn an_applicant_withdraws_in_part_on_record_and_then_wholly_in_writing() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.asks(march(2), Channel::InPerson, &["甲文件", "乙文件"]).await;
    let bare = place.sends(&browser, case, "withdraw", &[("reach", "items"), ("items", "2")]).await;
    assert!(bare.body.contains("f-proof-fault"), "{}", said(&bare.body));
    let fields = [("reach", "items"), ("items", "2"), ("record", "申请人电话表示不要乙文件"), ("notice", "1")];
    place.carries_out(&browser, case, "withdraw", &fields).await;
    assert_eq!(place.law(case).await.open_items().count(), 1);
    let sent = place.attaches(&browser, case, "withdraw", &[], &[("proof", "撤回.pdf", PDF)]).await;
    assert_eq!(sent.location, format!("/cases/{case}?done=withdraw"), "{}", said(&sent.body));
    assert_eq!(place.clock(case).await.state, ClockState::Closed);
}

#[tokio::test]
async fn cor_4_and_fee_8_cases_that_lapse_are_closed_with_a_letter_for_proof() {
    // COR-4, FEE-8
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(date(2026, 2, 2)).await;
    let notice = |letter| Act::SendCorrectionNotice { letter, answer_within: Some(WorkingDays(3)) };
    place.says("jingban", date(2026, 2, 3), case, "请写明文号", notice).await;
    let early = place.sends(&browser, case, "close_not_corrected", &[("notice", "1")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.body.contains("没有补正告知送达的登记"), "{}", said(&early.body));
    assert!(early.body.contains("登记补正告知送达</a>"), "the way on is a link");
    place.does("jingban", date(2026, 2, 4), case, Act::RecordCorrectionServed { notice: CorrectionNo(1) }).await;
    let preview = place.sends(&browser, case, "close_not_corrected", &[("notice", "1"), ("preview", "1")]).await;
    assert!(preview.body.contains("不再处理告知书"), "{}", said(&preview.body));
    place.carries_out(&browser, case, "close_not_corrected", &[("notice", "1")]).await;
    assert_eq!(place.law(case).await.lapse(), Some(Lapse::Uncorrected { on: TODAY }));

    let case = place.received(date(2026, 1, 12)).await;
    let charge = |letter| Act::SendFeeNotice { standard: Standard::ByVolume, amount_fen: 38_000, letter };
    place.says("jingban", date(2026, 1, 16), case, "收费通知书", charge).await;
    place.does("jingban", date(2026, 1, 19), case, Act::RecordFeeServed { fee: FeeNo(1) }).await;
    place.carries_out(&browser, case, "close_fee_unpaid", &[]).await;
    assert_eq!(place.law(case).await.lapse(), Some(Lapse::Unpaid { on: TODAY }));
}

#[tokio::test]
async fn a_remedy_is_registered_answered_decided_with_its_order_and_appealed() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let reply = place.sent(march(3), case, Means::Post).await;
    let fields = [("kind", "reconsideration"), ("against", "reply.1"), ("procedure", "simple"), ("on", "2026-03-05")];
    place.carries_out(&browser, case, "register_contest", &fields).await;
    let page = browser.get(&format!("/cases/{case}/do/answer_contest")).await.body;
    assert!(page.contains("应当在2026年3月12日前答复"), "{}", said(&page));
    place.carries_out(&browser, case, "answer_contest", &[("on", "2026-03-06")]).await;
    let bare = place.sends(&browser, case, "decide_contest", &[]).await;
    assert!(bare.body.contains("f-result-fault"), "{}", said(&bare.body));
    let fields = [("result", "revoked"), ("redo", "1"), ("term", "working_days"), ("days", "10")];
    place.carries_out(&browser, case, "decide_contest", &fields).await;
    let law = place.law(case).await;
    let decided = law.contests[0].decided.unwrap();
    assert_eq!(decided.result, RemedyResult::Revoked);
    assert_eq!(decided.order.unwrap().term, OrderedTerm::WorkingDays { days: WorkingDays(10) });
    assert!(law.reply(reply).unwrap().revoked.is_some(), "the items are open again");

    let other = place.received(march(2)).await;
    place.sent(march(3), other, Means::Post).await;
    let fields = [("kind", "litigation_direct"), ("against", "reply.1"), ("procedure", "ordinary")];
    place.carries_out(&browser, other, "register_contest", &fields).await;
    place.carries_out(&browser, other, "decide_contest", &[("result", "upheld")]).await;
    place.carries_out(&browser, other, "appeal_contest", &[]).await;
    let contest = place.law(other).await.contests.remove(0);
    assert_eq!((contest.kind, contest.appeal), (ContestKind::LitigationDirect, Some((TODAY, None))));
}
