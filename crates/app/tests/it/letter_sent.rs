//! Letters on the way to the answer: composed, sent by the act that carries them, and agreeing with it.

use app::letter::{LetterForm, LetterOf, LetterState, Recipient};
use app::{AppError, Papers, Party, Recorded};
use jiff::civil::{Date, date};
use law::application::{
    Act, Confirmation, ConsultationNo, Consulted, CorrectionNo, ExtensionNo, FeeNo, ItemNo, Lapse, Opinion, Reach,
    ReplyNo,
};
use law::calendar::WorkingDays;
use law::fee::Standard;
use law::outcome::{EvidenceItem, Outcome};
use uuid::Uuid;

use crate::house::{House, ITEM, on_both, on_sqlite};
use crate::letter::{compose, drafted, fields, furnish, reply, signed, text};

/// Composes a letter and sends it with the act that carries it.
async fn send(
    house: &House,
    day: Date,
    case: Uuid,
    form: &LetterForm,
    act: impl FnOnce(law::application::SealedRef, &mut Papers) -> Act,
) -> Result<Recorded, AppError> {
    let composed = compose(house, day, case, form).await;
    let mut papers = Papers::none();
    let letter = papers.letter(&house.app, &composed.letter).unwrap();
    let act = act(letter, &mut papers);
    house.app.handle_with(&house.on(&house.staff.head, day), case, act, papers).await
}

/// The letters of a case as they went out, in order: number, title, text.
async fn sent(house: &House, day: Date, case: Uuid) -> Vec<(String, &'static str, String)> {
    let officer = house.on(&house.staff.officer, day);
    let mut found = Vec::new();
    for entry in house.app.letters_of(&officer, case).await.unwrap() {
        let (document, _) = house.app.letter_document(&officer, case, &entry.reference).await.unwrap().unwrap();
        found.push((entry.number.unwrap_or_default(), entry.title, text(&document)));
    }
    found
}

fn correction(days: Option<u32>) -> LetterForm {
    LetterForm::Correction { points: vec!["请写明文件的文号".to_owned()], days }
}

#[test]
fn cor_2_a_correction_notice_sets_the_period_the_record_counts_and_the_answer_is_quoted_later() {
    // COR-2, D03
    on_both(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 4, 1)).await;
        let day = date(2026, 4, 7);
        let notice = |within: Option<u32>| {
            move |letter, _: &mut Papers| Act::SendCorrectionNotice { letter, answer_within: within.map(WorkingDays) }
        };
        // The letter says ten days and the record would say fifteen.
        let refused = send(&house, day, case, &correction(Some(10)), notice(None)).await.unwrap_err();
        assert_eq!(fields(refused), ["papers"]);
        send(&house, day, case, &correction(Some(10)), notice(Some(10))).await.unwrap();
        let letters = sent(&house, day, case).await;
        let (number, title, text_of) = &letters[0];
        assert_eq!((number.as_str(), *title), ("某园〔2026〕1号-补正", "补正告知书"));
        for wanted in ["某园〔2026〕1号-补正", "10个工作日", "2026年4月21日", "请写明文件的文号", "2026年4月7日"]
        {
            assert!(text_of.contains(wanted), "lacks {wanted} in {text_of}");
        }
        let corrected = |text| Act::ReceiveCorrection { notice: CorrectionNo(1), text };
        house.officer_with(date(2026, 4, 20), case, "文号是某园〔2020〕1号", corrected).await;
        let composed = compose(&house, date(2026, 4, 22), case, &reply(Outcome::U3)).await;
        let quoted = text(&composed.document);
        assert!(
            quoted.contains("2026年4月20日，本机关收到您补正后的申请，补正的内容为：“文号是某园〔2020〕1号”。"),
            "{quoted}"
        );
    });
}

#[test]
fn a_letter_composed_for_another_case_or_for_another_act_is_refused() {
    on_sqlite(|house| async move {
        furnish(&house).await;
        let (one, other) = (house.registered(date(2026, 4, 1)).await, house.registered(date(2026, 4, 1)).await);
        let day = date(2026, 4, 7);
        let hand_in = async |composed: &app::Composed, case, act: &dyn Fn(law::application::SealedRef) -> Act| {
            let mut papers = Papers::none();
            let letter = papers.letter(&house.app, &composed.letter).unwrap();
            house.app.handle_with(&house.on(&house.staff.head, day), case, act(letter), papers).await
        };
        let composed = compose(&house, day, one, &correction(None)).await;
        let notice = |letter| Act::SendCorrectionNotice { letter, answer_within: None };
        let refused = hand_in(&composed, other, &notice).await.unwrap_err();
        assert!(refused.to_string().contains("某园〔2026〕1号"), "{refused}");
        let asks = |letter| Act::AskReasons { letter, answer_within: None };
        assert_eq!(fields(hand_in(&composed, one, &asks).await.unwrap_err()), ["papers"]);
        // A draft whose letter decides something else.
        house.file_evidence(day, one, Outcome::N5.evidence()).await;
        let composed = compose(&house, day, one, &reply(Outcome::G2)).await;
        let draft = |letter| Act::DraftReply {
            draft: law::application::Draft {
                decisions: vec![law::application::Decision::new(ITEM, Outcome::N5)],
                letter,
            },
            replaces: None,
        };
        assert_eq!(fields(hand_in(&composed, one, &draft).await.unwrap_err()), ["papers"]);
        let view = house.app.case(&house.on(&house.staff.officer, day), one).await.unwrap();
        assert!(view.case.law.replies.is_empty() && view.case.law.corrections.is_empty());
    });
}

#[test]
fn dl_3_the_extension_letter_names_the_day_the_law_computes() {
    // DL-3, D05
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        let form = |days| LetterForm::Extension { reason: "所涉资料较多".to_owned(), days };
        let composed = compose(&house, date(2026, 3, 10), case, &form(20)).await;
        assert!(composed.notes.iter().any(|note| note.contains("还没有")), "{:?}", composed.notes);
        let propose = |grounds| Act::ProposeExtension { days: WorkingDays(20), grounds };
        house.officer_with(date(2026, 3, 10), case, "资料较多", propose).await;
        let extension = ExtensionNo(1);
        house
            .act(&house.staff.head, date(2026, 3, 11), case, Act::ApproveExtension { extension, paper: None })
            .await
            .unwrap();
        let officer = house.on(&house.staff.officer, date(2026, 3, 12));
        assert_eq!(fields(house.app.compose(&officer, case, &form(10)).await.unwrap_err()), ["days"]);
        let notify = |letter, _: &mut Papers| Act::NotifyExtension { extension, letter };
        let done = send(&house, date(2026, 3, 12), case, &form(20), notify).await.unwrap();
        assert_eq!(done.clock.due, Some(date(2026, 4, 28)));
        let letters = sent(&house, date(2026, 3, 12), case).await;
        assert_eq!(letters[0].0, "某园〔2026〕1号-延期");
        assert!(letters[0].2.contains("延长答复期限20个工作日，延长后的答复期限截至2026年4月28日"), "{}", letters[0].2);
    });
}

#[test]
fn tp_1_and_tp_4_a_third_party_is_asked_and_told_and_the_applicant_told_that_it_is_asked() {
    // TP-1, TP-4, TP-8, D06, D07, D08
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        let consultation = ConsultationNo(1);
        let to = Recipient { name: "某第三方有限公司".to_owned(), organisation: true };
        let form = LetterForm::ThirdParty { to, information: "该公司报送的检测报告".to_owned() };
        let app = &house.app;
        send(&house, date(2026, 3, 9), case, &form, |letter, papers| Act::Consult {
            with: Consulted::ThirdParty,
            addressee: papers.party(app, Party::named("某第三方有限公司")),
            items: vec![ITEM],
            letter,
            limit: None,
        })
        .await
        .unwrap();
        let told = LetterForm::ToldApplicant { consultation };
        let tell = |letter, _: &mut Papers| Act::TellApplicantOfConsultation { consultation, letter };
        send(&house, date(2026, 3, 9), case, &told, tell).await.unwrap();
        let objects = |text| Act::RecordOpinion { consultation, opinion: Opinion::ObjectsWithGrounds, text };
        house.officer_with(date(2026, 3, 12), case, "涉及商业秘密", objects).await;
        let over = LetterForm::Override {
            consultation,
            content: "检测报告的结论".to_owned(),
            reason: "关系公众健康".to_owned(),
        };
        let notify = |letter, _: &mut Papers| Act::NotifyThirdParty { consultation, letter };
        send(&house, date(2026, 3, 13), case, &over, notify).await.unwrap();
        let letters = sent(&house, date(2026, 3, 13), case).await;
        let titles: Vec<_> = letters.iter().map(|(_, title, _)| *title).collect();
        assert_eq!(titles, ["第三方意见征询书", "征求意见情况告知书", "向第三方告知公开决定书"]);
        let (asked, told, over) = (&letters[0].2, &letters[1].2, &letters[2].2);
        // The third party learns nothing of who applies, nor what was asked in whose words.
        assert!(asked.contains("某第三方有限公司：") && asked.contains("与贵单位有关"), "{asked}");
        assert!(!asked.contains("申请人甲") && !asked.contains("某某路改造工程"), "{asked}");
        assert!(told.contains("申请人甲0：") && told.contains("2026年3月9日发出"), "{told}");
        assert!(over.contains("某第三方有限公司：") && over.contains("征求贵单位的意见"), "{over}");
        assert!(over.contains("对本决定不服的") && over.contains("某区人民法院"), "{over}");
        assert!(!over.contains("申请人甲"), "{over}");
    });
}

#[test]
fn tp_6_a_co_producer_and_another_organ_are_asked_in_their_own_words() {
    // TP-6, D09, D10
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        let app = &house.app;
        let organ = "某某委员会";
        let form = LetterForm::CoProducer { to: organ.to_owned(), information: "联合印发的方案".to_owned() };
        let consult = |with, limit: Option<u32>| {
            move |letter, papers: &mut Papers| Act::Consult {
                with,
                addressee: papers.party(app, Party::named(organ)),
                items: vec![ITEM],
                letter,
                limit: limit.map(WorkingDays),
            }
        };
        send(&house, date(2026, 3, 9), case, &form, consult(Consulted::CoProducer, None)).await.unwrap();
        let ask = |days| LetterForm::Assistance { to: organ.to_owned(), matter: "查找会签稿".to_owned(), days };
        let longer = consult(Consulted::OtherOrgan, Some(10));
        let differs = send(&house, date(2026, 3, 9), case, &ask(Some(5)), longer).await.unwrap_err();
        assert_eq!(fields(differs), ["papers"]);
        send(&house, date(2026, 3, 9), case, &ask(Some(5)), consult(Consulted::OtherOrgan, Some(5))).await.unwrap();
        let letters = sent(&house, date(2026, 3, 9), case).await;
        assert!(letters[0].2.contains("某某委员会：") && letters[0].2.contains("与贵机关共同制作"), "{}", letters[0].2);
        assert!(letters[1].2.contains("5个工作日") && letters[1].2.contains("2026年3月16日"), "{}", letters[1].2);
        // A unit of one's own is asked by the unit's officers too.
        let unit = LetterForm::Assistance { to: "规划处".to_owned(), matter: "查找图纸".to_owned(), days: None };
        let handler = house.on(&house.staff.handler, date(2026, 3, 10));
        assert!(text(&house.app.compose(&handler, case, &unit).await.unwrap().document).contains("规划处："));
        assert!(matches!(house.app.compose(&handler, case, &ask(None)).await.unwrap_err(), AppError::Denied(_)));
    });
}

#[test]
fn fee_7_the_fee_notice_states_the_amount_the_record_takes_and_an_unpaid_one_ends_in_a_letter() {
    // FEE-7, FEE-8, D11, D26
    on_both(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        let day = date(2026, 3, 9);
        let charge = |count| LetterForm::FeeNotice {
            standard: Standard::ByVolume,
            count,
            payment: "在某银行缴入国库".to_owned(),
        };
        let officer = house.on(&house.staff.officer, day);
        assert_eq!(fields(house.app.compose(&officer, case, &charge(30)).await.unwrap_err()), ["count"]);
        let by_item =
            LetterForm::FeeNotice {
                standard: Standard::ByItem, count: 2, payment: "在某银行缴入国库".to_owned()
            };
        assert_eq!(fields(house.app.compose(&officer, case, &by_item).await.unwrap_err()), ["count"]);
        let composed = compose(&house, day, case, &charge(68)).await;
        assert_eq!(composed.fee(), Some((Standard::ByVolume, 38_000)));
        let act = |fen| {
            move |letter, _: &mut Papers| Act::SendFeeNotice { standard: Standard::ByVolume, amount_fen: fen, letter }
        };
        assert_eq!(fields(send(&house, day, case, &charge(68), act(70_000)).await.unwrap_err()), ["papers"]);
        send(&house, day, case, &charge(68), act(38_000)).await.unwrap();
        house.officer(date(2026, 3, 10), case, Act::RecordFeeServed { fee: FeeNo(1) }).await;
        let evidence = [EvidenceItem::FeeNotice, EvidenceItem::ServiceProof];
        house.file_evidence(date(2026, 3, 10), case, &evidence).await;
        // The letter that ends it comes beside the act that ends it.
        let day = date(2026, 5, 6);
        let ended = LetterForm::NoLongerHandled { electronic: false };
        let done = send(&house, day, case, &ended, |_, _| Act::CloseFeeUnpaid).await.unwrap();
        assert!(matches!(done.case.law.lapse(), Some(Lapse::Unpaid { .. })));
        let letters = sent(&house, day, case).await;
        assert_eq!(letters[1].1, "不再处理告知书");
        for wanted in
            ["某园〔2026〕1号-终止", "2026年3月9日发出收费通知书", "2026年4月8日届满", "第四十二条", "某区人民法院"]
        {
            assert!(letters[1].2.contains(wanted), "lacks {wanted} in {}", letters[1].2);
        }
        let listed = house.app.letters_of(&house.on(&house.staff.officer, day), case).await.unwrap();
        assert_eq!((listed[1].of, listed[1].state), (LetterOf::Case, LetterState::Sent));
    });
}

#[test]
fn letters_that_no_act_carries_are_issued_and_those_that_one_carries_are_not() {
    // D02, D26, D27
    on_sqlite(|house| async move {
        furnish(&house).await;
        let mut form = house.form();
        form.items.push("第二件".to_owned());
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let officer = house.on(&house.staff.officer, date(2026, 3, 3));
        let receipt = compose(&house, date(2026, 3, 3), case, &LetterForm::Receipt).await;
        house.app.issue_letter(&officer, case, &receipt.letter).await.unwrap();
        let refused = compose(&house, date(2026, 3, 3), case, &reply(Outcome::G2)).await;
        let refused = house.app.issue_letter(&officer, case, &refused.letter).await.unwrap_err();
        assert!(matches!(refused, AppError::NotNow(_)), "{refused}");
        // A confirmation of what is not on record.
        let withdrawn = LetterForm::Withdrawn { items: vec![ItemNo(2)] };
        let early = compose(&house, date(2026, 3, 4), case, &withdrawn).await;
        assert!(
            house
                .app
                .issue_letter(&house.on(&house.staff.officer, date(2026, 3, 4)), case, &early.letter)
                .await
                .is_err()
        );
        let mut papers = Papers::none();
        let proof = papers.file(&house.app, "image/png", vec![1]);
        papers.letter(&house.app, &early.letter).unwrap();
        let act = Act::Withdraw { reach: Reach::Items { items: vec![ItemNo(2)] }, proof };
        let head = house.on(&house.staff.head, date(2026, 3, 4));
        house.app.handle_with(&head, case, act, papers).await.unwrap();
        let letters = sent(&house, date(2026, 3, 5), case).await;
        assert_eq!((letters[0].0.as_str(), letters[0].1), ("某园〔2026〕1号-收件", "登记回执"));
        assert!(letters[1].2.contains("撤回其中第2项"), "{}", letters[1].2);
        // A letter that does not belong to the act is not kept beside it.
        let mut papers = Papers::none();
        papers.letter(&house.app, &receipt.letter).unwrap();
        let stray = house.app.handle_with(&head, case, Act::RecordContactFailed, papers).await.unwrap_err();
        assert!(!stray.to_string().is_empty());
    });
}

#[test]
fn art_31_3_no_letter_is_composed_before_receipt_is_confirmed_and_the_receipt_names_the_rule_after_it() {
    // D02
    on_sqlite(|house| async move {
        furnish(&house).await;
        let mut form = house.form();
        form.channel = law::application::Channel::Online;
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let officer = house.on(&house.staff.officer, date(2026, 3, 3));
        let early = house.app.compose(&officer, case, &LetterForm::Receipt).await.unwrap_err();
        assert!(matches!(early, AppError::NotNow(_)), "{early}");
        house.officer(date(2026, 3, 4), case, Act::ConfirmReceipt { by: Confirmation::Telephone }).await;
        let receipt = text(&compose(&house, date(2026, 3, 4), case, &LetterForm::Receipt).await.document);
        for wanted in ["以互联网方式", "2026年3月4日双方确认，确认之日为收到申请之日", "不迟于2026年4月1日"]
        {
            assert!(receipt.contains(wanted), "lacks {wanted} in {receipt}");
        }
    });
}

#[test]
fn a_letter_already_sent_is_put_right_by_another_and_a_redraft_takes_the_place_of_a_draft() {
    // D33
    on_sqlite(|house| async move {
        furnish(&house).await;
        let day = date(2026, 3, 16);
        let case = house.registered(date(2026, 3, 2)).await;
        let no = drafted(&house, day, case, &reply(Outcome::G2)).await;
        let mut papers = Papers::none();
        let opinion = papers.text(&house.app, "附件要列全");
        let act = Act::ReturnReply { reply: no, opinion };
        house.app.handle_with(&house.on(&house.staff.reviewers[0], day), case, act, papers).await.unwrap();
        let listed = house.app.letters_of(&house.on(&house.staff.officer, day), case).await.unwrap();
        assert_eq!(listed[0].state, LetterState::Returned);
        let composed = compose(&house, day, case, &reply(Outcome::G2)).await;
        let mut papers = Papers::none();
        let letter = papers.letter(&house.app, &composed.letter).unwrap();
        let draft = law::application::Draft { decisions: composed.decisions, letter };
        let act = Act::RedraftReply { reply: no, draft };
        house.app.handle_with(&house.on(&house.staff.officer, day), case, act, papers).await.unwrap();
        for (level, reviewer) in law::application::ReviewLevel::USUAL.into_iter().zip(&house.staff.reviewers) {
            house.act(reviewer, day, case, Act::ApproveReview { reply: no, level, opinion: None }).await.unwrap();
        }
        signed(&house, day, case, no).await;
        let to = house.applicant(case).await;
        let deliver =
            Act::Deliver { reply: no, to, means: law::application::Means::Post, postal_number: None, proof: None };
        house.officer(day, case, deliver).await;
        let amended =
            LetterForm::Amended {
                reply: no, wrong: "某园〔2020〕".to_owned(), right: "某园〔2021〕".to_owned()
            };
        send(&house, date(2026, 3, 20), case, &amended, |letter, _| Act::CorrectLetter {
            reply: no,
            letter,
            reason: "文号写错".to_owned(),
        })
        .await
        .unwrap();
        let officer = house.on(&house.staff.officer, date(2026, 3, 20));
        let listed = house.app.letters_of(&officer, case).await.unwrap();
        let states: Vec<_> = listed.iter().map(|entry| (entry.of, entry.state)).collect();
        let expected = [
            (LetterOf::Reply(ReplyNo(1)), LetterState::Superseded),
            (LetterOf::Reply(ReplyNo(1)), LetterState::Sent),
            (LetterOf::Amendment(ReplyNo(1)), LetterState::Sent),
        ];
        assert_eq!(states, expected);
        let letters = sent(&house, date(2026, 3, 20), case).await;
        let text = &letters[2].2;
        assert!(text.contains("2026年3月16日作出的《公开告知书》（某园〔2026〕第1号-答）有文字差错"), "{text}");
        // A draft that was superseded is still there to be read.
        assert!(letters[0].2.contains("文号待签发时编定"));
    });
}

#[test]
fn letters_that_named_a_day_a_new_notice_moved_are_found() {
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 12, 28)).await;
        let day = date(2026, 12, 29);
        let officer = house.on(&house.staff.officer, day);
        let receipt = compose(&house, day, case, &LetterForm::Receipt).await;
        let provisional = text(&receipt.document);
        assert!(provisional.contains("待国务院办公厅公布"), "{provisional}");
        house.app.issue_letter(&officer, case, &receipt.letter).await.unwrap();
        let ask = |letter, _: &mut Papers| Act::AskReasons { letter, answer_within: Some(WorkingDays(15)) };
        let reasons = LetterForm::ReasonsAsked { facts: "一个月内申请30件".to_owned(), days: Some(15) };
        send(&house, day, case, &reasons, ask).await.unwrap();
        let named = house.app.letters_naming_dates(&officer, case).await.unwrap();
        assert_eq!(named.len(), 2);
        assert!(named.iter().all(|date| !date.has_moved()), "{named:?}");
        let admin = house.on(&house.staff.admin, date(2026, 12, 30));
        let imported = house.app.import_calendar(&admin, crate::calendar::NOTICE_2027).await;
        let imported = imported.unwrap();
        assert_eq!(imported.moved.len(), 1);
        let officer = house.on(&house.staff.officer, date(2026, 12, 30));
        let named = house.app.letters_naming_dates(&officer, case).await.unwrap();
        let moved: Vec<_> = named.iter().map(|date| (date.title, date.has_moved())).collect();
        assert_eq!(moved, [("登记回执", true), ("说明理由告知书", false)]);
        assert_eq!(named[0].number.as_deref(), Some("某园〔2026〕1号-收件"));
    });
}
