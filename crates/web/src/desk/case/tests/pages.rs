//! What the page of a case says at each point of its course.

use app::{Occasion, Papers, Party, Role};
use jiff::civil::date;
use law::application::{
    Act, Channel, ConsultationNo, Consulted, ContestKind, ContestNo, Contested, CorrectionNo, Decided, ExtensionNo,
    ItemNo, Opinion, Procedure, ReplyNo, SealedRef,
};
use law::calendar::WorkingDays;
use law::outcome::Outcome;
use law::remedy_case::RemedyResult;

use super::office::{ARRIVED, WANTED, WHO, head, officer};
use super::{Office, contains, lacks};

#[tokio::test]
async fn a_registered_case_says_what_was_asked_by_when_to_answer_and_what_to_do_next() {
    let office = Office::new().await;
    let mut form = office.form();
    form.items.push("某某路改造工程的\n验收报告".to_owned());
    form.attachments = vec![("image/png".to_owned(), b"\x89PNG".to_vec())];
    let case = office.register(ARRIVED, &form).await;
    let page = office.case(case).await;
    contains(
        &page,
        &["某园〔2026〕1号", "办理中", "还剩 15 个工作日（3月30日）", WHO, WANTED, "验收报告", "纸质，邮寄"],
    );
    contains(&page, &["附件1（图片）", "/files/", "2026年3月2日收到", "条例33②", "class=\"month\"", "到期"]);
    let main = page.find("btn main").unwrap();
    assert!(page[main..].starts_with("btn main\" href=\"/cases/"), "{}", &page[main..main + 200]);
    contains(&page, &[&format!("/cases/{case}/do/draft_reply"), "应当在3月30日前答复", "其他可以办理"]);
    contains(&page, &["为什么不能办理其他事项", "没有被退回的答复", "按拟稿、审核、签发、送达的顺序办理", "条例45"]);
    lacks(&page, &["do/register\"", "do/enter_opening", "暂停", "拒绝"]);
}

#[tokio::test]
async fn art_31_before_confirmation_the_page_says_that_no_period_runs() {
    let office = Office::new().await;
    let mut form = office.form();
    form.channel = Channel::Online;
    let case = office.register(ARRIVED, &form).await;
    let page = office.case(case).await;
    contains(&page, &["待确认", "尚未与申请人确认收到，期限没有起算", "与申请人确认以后期限才起算"]);
    contains(&page, &[&format!("btn main\" href=\"/cases/{case}/do/confirm_receipt")]);
    lacks(&page, &["class=\"month\""]);
}

#[tokio::test]
async fn art_30_a_correction_shows_the_applicants_days_and_then_the_corrected_words() {
    let office = Office::new().await;
    let case = office.registered().await;
    let notice = |letter| Act::SendCorrectionNotice { letter, answer_within: Some(WorkingDays(15)) };
    office.with_text(&officer(), ARRIVED, case, "补正告知书的全文", notice).await;
    let page = office.case(case).await;
    contains(&page, &["等待补正", "答复期限不计算", "补正告知书", "登记补正告知送达", "自送达之日起15个工作日"]);
    let served = Act::RecordCorrectionServed { notice: CorrectionNo(1) };
    office.act(&officer(), date(2026, 3, 3), case, served).await;
    let page = office.case(case).await;
    contains(
        &page,
        &[
            "等待申请人补正（到 3月24日 止），答复期限不计算",
            &format!("btn main\" href=\"/cases/{case}/do/receive_correction"),
        ],
    );
    contains(&page, &["申请人补正的期限；这段时间答复期限不计算", "期满"]);
    let corrected = |text| Act::ReceiveCorrection { notice: CorrectionNo(1), text };
    office.with_text(&officer(), date(2026, 3, 6), case, "补正后：某路二期的批准文件", corrected).await;
    let page = office.case(case).await;
    contains(&page, &["补正后的申请内容", "补正后：某路二期的批准文件", "已补正", "期限重新起算", "起算"]);
}

#[tokio::test]
async fn art_33_3_the_days_of_a_consultation_are_hatched_and_explained() {
    let office = Office::new().await;
    let case = office.registered().await;
    let mut papers = Papers::none();
    let addressee = papers.party(&office.desk.app, Party::named("某某有限公司"));
    let letter = papers.text(&office.desk.app, "征求意见书的全文");
    let act = Act::Consult { with: Consulted::ThirdParty, addressee, items: vec![ItemNo(1)], letter, limit: None };
    let actor = officer();
    let occasion = Occasion::now(&actor, office.at(date(2026, 3, 4)));
    office.desk.app.handle_with(&occasion, case, act, papers).await.unwrap();
    let page = office.case(case).await;
    contains(&page, &["不计入期限", "正在征求意见", "某某有限公司（第三方）", "等待中", "paused", "不计"]);
    contains(&page, &["还应当办理", "告知申请人正在征求意见", "苏政办发〔2019〕50号"]);
    contains(&page, &[&format!("btn main\" href=\"/cases/{case}/do/tell_applicant_of_consultation")]);
    let opinion =
        |text| Act::RecordOpinion { consultation: ConsultationNo(1), opinion: Opinion::ObjectsWithGrounds, text };
    office.with_text(&officer(), date(2026, 3, 9), case, "涉及商业秘密，不同意公开", opinion).await;
    let page = office.case(case).await;
    contains(
        &page,
        &["不同意公开，理由合理", "涉及商业秘密，不同意公开", "已答复意见", "条例33③", "告知第三方决定公开"],
    );
}

#[tokio::test]
async fn art_33_2_an_extension_shows_both_last_days_and_waits_for_its_approver() {
    let office = Office::new().await;
    let case = office.registered().await;
    let propose = |grounds| Act::ProposeExtension { days: WorkingDays(10), grounds };
    office.with_text(&officer(), date(2026, 3, 5), case, "需要查阅大量档案", propose).await;
    let page = office.case(case).await;
    contains(&page, &["延期答复", "等待批准", "需要查阅大量档案"]);
    let of_head = office.page(Role::HeadOfDisclosureOffice, &format!("/cases/{case}")).await;
    contains(&of_head, &[&format!("btn main\" href=\"/cases/{case}/do/approve_extension")]);
    let approve = Act::ApproveExtension { extension: ExtensionNo(1), paper: None };
    office.act(&head(), date(2026, 3, 6), case, approve).await;
    let notify = |letter| Act::NotifyExtension { extension: ExtensionNo(1), letter };
    office.with_text(&officer(), date(2026, 3, 9), case, "延期答复告知书的全文", notify).await;
    let page = office.case(case).await;
    contains(&page, &["已延期", "原期限", "2026年3月30日", "2026年4月14日", "延期答复告知书"]);
}

#[tokio::test]
async fn a_reply_shows_its_way_and_for_whom_each_level_is() {
    let office = Office::new().await;
    let case = office.registered().await;
    let reply = office.draft(date(2026, 3, 4), case, Outcome::G2).await;
    let page = office.case(case).await;
    contains(&page, &["拟答复，审核中", "予以公开并提供信息", "处室负责人审核", "正在等待", "等待他人", "由审核人"]);
    contains(&page, &["政府信息公开工作机构负责人、机关负责人办理"]);
    let of_reviewer = office.page(Role::Reviewer, &format!("/cases/{case}")).await;
    contains(&of_reviewer, &[&format!("btn main\" href=\"/cases/{case}/do/approve_review"), "等待处室负责人审核"]);
    let of_leader = office.page(Role::Leader, &format!("/cases/{case}")).await;
    contains(&of_leader, &["还没有经过处室负责人审核，不能签发"]);
    office.review(date(2026, 3, 4), case, reply, 3).await;
    let of_leader = office.page(Role::Leader, &format!("/cases/{case}")).await;
    contains(&of_leader, &[&format!("btn main\" href=\"/cases/{case}/do/sign_off"), "各级审核已经完成，等待签发"]);
    office.sign(date(2026, 3, 5), case, reply).await;
    let page = office.case(case).await;
    contains(
        &page,
        &["已签发，待送达", "某园〔2026〕第1号-答", &format!("btn main\" href=\"/cases/{case}/do/deliver")],
    );
}

#[tokio::test]
async fn sec_3_whoever_drafted_is_not_offered_to_review() {
    let office = Office::new().await;
    let case = office.registered().await;
    let boss = head();
    for evidence in Outcome::G2.evidence() {
        let file = |note| Act::FileEvidence {
            items: vec![ItemNo(1)],
            evidence: *evidence,
            held: law::application::Held::Note { note },
        };
        office.with_text(&boss, date(2026, 3, 4), case, "证据说明", file).await;
    }
    let draft = |letter: SealedRef| Act::DraftReply {
        draft: law::application::Draft {
            decisions: vec![law::application::Decision::new(ItemNo(1), Outcome::G2)],
            letter,
        },
        replaces: None,
    };
    office.with_text(&boss, date(2026, 3, 4), case, "答复书", draft).await;
    let page = office.page(Role::HeadOfDisclosureOffice, &format!("/cases/{case}")).await;
    lacks(&page, &["do/approve_review", "do/return_reply"]);
    contains(&page, &["do/sign_off", "已在纸上审批的，补录并附扫描件"]);
}

#[tokio::test]
async fn a_void_number_stays_visible_struck_through() {
    let office = Office::new().await;
    let case = office.registered().await;
    let reply = office.draft(date(2026, 3, 4), case, Outcome::G2).await;
    office.review(date(2026, 3, 4), case, reply, 3).await;
    office.sign(date(2026, 3, 5), case, reply).await;
    office.act(&officer(), date(2026, 3, 5), case, Act::VoidNumber { reply }).await;
    let page = office.case(case).await;
    contains(&page, &["<s>某园〔2026〕第1号-答</s>", "（已作废）", "未编"]);
}

#[tokio::test]
async fn a_closed_case_says_whether_it_was_in_time_and_offers_the_archive() {
    let office = Office::new().await;
    let case = office.registered().await;
    office.answer(date(2026, 3, 6), case, Outcome::G2).await;
    let page = office.case(case).await;
    contains(
        &page,
        &["已办结", "3月6日办结，没有逾期（期限 3月30日）", "2026年3月6日已答复", "邮政企业寄送", "本应答复"],
    );
    contains(&page, &[&format!("btn main\" href=\"/cases/{case}/do/archive")]);
    office.act(&officer(), date(2026, 3, 9), case, Act::Archive).await;
    let page = office.case(case).await;
    contains(&page, &["已归档", "现在没有等着办理的事项", "do/register_contest"]);
    lacks(&page, &["btn main"]);
}

#[tokio::test]
async fn rem_a_remedy_shows_its_days_and_then_its_result() {
    let office = Office::new().await;
    let case = office.register(date(2026, 2, 2), &office.form()).await;
    office.answer(date(2026, 2, 6), case, Outcome::N5).await;
    let open = Act::RegisterContest {
        kind: ContestKind::Reconsideration,
        contested: Contested::Reply { reply: ReplyNo(1) },
        procedure: Procedure::Ordinary,
        after: None,
    };
    office.act(&officer(), date(2026, 3, 3), case, open).await;
    let page = office.case(case).await;
    contains(&page, &["行政复议和行政诉讼", "第1份答复", "等待本机关答复", "答复、举证的期限", "2026年3月17日"]);
    contains(&page, &["答复复议机关或者应诉，提交证据，到3月17日止", &format!("/cases/{case}/do/answer_contest")]);
    office.act(&officer(), date(2026, 3, 5), case, Act::AnswerContest { contest: ContestNo(1) }).await;
    let decided = Decided { on: date(2026, 3, 9), result: RemedyResult::Upheld, order: None };
    office.act(&officer(), date(2026, 3, 9), case, Act::DecideContest { contest: ContestNo(1), decided }).await;
    contains(&office.case(case).await, &["2026年3月9日，维持（年度报告计入“结果维持”）"]);
}

#[tokio::test]
async fn a_backdated_entry_shows_both_days_and_its_reason() {
    let office = Office::new().await;
    let actor = officer();
    let occasion = Occasion::now(&actor, office.at(date(2026, 3, 6))).on(ARRIVED).because("停电期间以纸质办理");
    let registered = office.desk.app.register(&occasion, &office.form()).await.unwrap();
    let page = office.case(registered.recorded.case_id).await;
    contains(&page, &["补录：事实发生在3月2日，2026年3月6日", "停电期间以纸质办理"]);
}

#[tokio::test]
async fn the_clock_page_tells_the_whole_reckoning_with_a_place_to_sign() {
    let office = Office::new().await;
    let case = office.register(date(2026, 2, 9), &office.form()).await;
    let page = office.page(Role::ReportEditor, &format!("/cases/{case}/clock")).await;
    contains(
        &page,
        &["期限计算单", "2026年2月9日收到申请，当日不计", "条例31", "国办发明电", "2026年3月13日", "data-print"],
    );
    contains(&page, &["计算人", "复核人", "调休上班", "假", "演示年报编制人于2026年3月9日 10:00打印"]);
}

#[tokio::test]
async fn the_log_has_every_event_with_both_times_a_name_and_a_hash() {
    let office = Office::new().await;
    let case = office.registered().await;
    office.answer(date(2026, 3, 6), case, Outcome::G2).await;
    let page = office.page(Role::Leader, &format!("/cases/{case}/log")).await;
    contains(&page, &["登记申请", "编号", "材料加密入库", "拟稿送审", "审核同意", "签发", "送达", "演示经办人"]);
    contains(&page, &["演示签发人", "保密审查", "2026年3月6日 09:00", "末条摘要"]);
    let last = page.split("末条摘要 <code>").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    assert!(last.len() == 64 && page.contains(&format!("<code>{}</code>", &last[..12])), "{last}");
}

#[tokio::test]
async fn what_somebody_wrote_is_text_and_never_markup() {
    let office = Office::new().await;
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
    let mut form = office.form();
    form.items = vec![hostile.to_owned()];
    form.applicants[0].0.name = format!("甲{hostile}");
    form.wanted_form = hostile.to_owned();
    let actor = officer();
    let occasion = Occasion::now(&actor, office.at(ARRIVED)).because(hostile);
    let case = office.desk.app.register(&occasion, &form).await.unwrap().recorded.case_id;
    let propose = |grounds| Act::ProposeExtension { days: WorkingDays(10), grounds };
    office.with_text(&officer(), date(2026, 3, 5), case, hostile, propose).await;
    for path in ["", "/log", "/clock"] {
        let page = office.page(Role::DisclosureOfficer, &format!("/cases/{case}{path}")).await;
        lacks(&page, &["<script>alert", "<img src=x", "onerror=alert(2)>\""]);
        if path.is_empty() {
            assert!(page.matches("&#60;script&#62;alert(1)").count() >= 4, "{page}");
        }
    }
    let done = format!("/cases/{case}?done=%3Cscript%3Ealert(1)");
    lacks(&office.page(Role::DisclosureOfficer, &done).await, &["<script>alert", "已经办理"]);
}
