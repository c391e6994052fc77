//! A case's whole way through the application, for the main outcomes.

use app::{AppError, Occasion, Papers, Party, Provenance};
use jiff::civil::date;
use law::application::{
    Act, Channel, ClockState, Command, Confirmation, Consulted, ContestKind, Contested, Decided, EntryRef, ExtensionNo,
    FeeNo, Means, Obstacle, Opinion, Procedure, Reach, ReplyNo, RevocationGround, ServiceNo,
};
use law::application::{ConsultationNo, ContestNo, CorrectionNo};
use law::calendar::WorkingDays;
use law::outcome::Outcome;
use law::remedy_case::RemedyResult;

use crate::house::{Answer, House, ITEM, on_both, on_sqlite};

#[test]
fn art_36_2_an_application_is_granted_on_its_way_from_register_to_archive() {
    on_both(|house| async move {
        let registered = house.register(date(2026, 3, 2), &house.form()).await;
        assert_eq!(registered.number, "某园〔2026〕1号");
        let case = registered.recorded.case_id;
        assert_eq!(registered.recorded.clock.due, Some(date(2026, 3, 30)));
        let served = house.answer(date(2026, 3, 16), case, &Answer::of(Outcome::G2)).await;
        assert_eq!(served.clock.state, ClockState::Closed);
        assert_eq!(served.clock.closed_on, Some(date(2026, 3, 16)));
        assert_eq!(served.clock.in_time, Some(true));
        assert_eq!(served.case.law.replies[0].number().unwrap().as_str(), "某园〔2026〕第1号-答");
        let archived = house.officer(date(2026, 3, 20), case, Act::Archive).await;
        assert_eq!(archived.case.law.archived_on, Some(date(2026, 3, 20)));

        let view = house.app.case(&house.on(&house.staff.officer, date(2026, 3, 20)), case).await.unwrap();
        assert_eq!(view.history.first().unwrap().what, "登记申请");
        assert_eq!(view.history.last().unwrap().what, "归档");
        assert!(view.history.iter().all(|step| step.what != "其他办理"));
        assert_eq!(view.case, archived.case);
        let officer = house.on(&house.staff.officer, date(2026, 3, 20));
        let found = house.app.case_numbered(&officer, "某园〔2026〕1号");
        assert_eq!(found.await.unwrap(), case);
    });
}

#[test]
fn every_refusal_of_the_law_reaches_the_desk_with_obstacle_and_article() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let refused = house.act(&house.staff.officer, date(2026, 3, 3), case, Act::Archive).await.unwrap_err();
        let AppError::Refused(refusal) = &refused else { panic!("{refused}") };
        assert_eq!(refusal.obstacle, Obstacle::CaseOpen);
        assert!(refused.to_string().contains("（"), "{refused}");
        // Nothing was recorded.
        let view = house.app.case(&house.on(&house.staff.officer, date(2026, 3, 3)), case).await.unwrap();
        assert_eq!(view.history.len(), 3);
    });
}

#[test]
fn cor_3_a_corrected_application_counts_afresh_and_cor_4_one_never_corrected_lapses() {
    // COR-3, COR-4
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 4, 1)).await;
        let notice = CorrectionNo(1);
        let sent = house
            .officer_with(date(2026, 4, 7), case, "请写明文号", |letter| Act::SendCorrectionNotice {
                letter,
                answer_within: None,
            })
            .await;
        assert_eq!(sent.clock.state, ClockState::AwaitingCorrection);
        assert_eq!(sent.clock.due, None);
        house.officer(date(2026, 4, 8), case, Act::RecordCorrectionServed { notice }).await;
        let back = house
            .officer_with(date(2026, 4, 20), case, "文号是某园〔2020〕1号", |text| Act::ReceiveCorrection {
                notice,
                text,
            })
            .await;
        assert_eq!(back.clock.due, Some(date(2026, 5, 20)));

        let silent = house.registered(date(2026, 4, 1)).await;
        house
            .officer_with(date(2026, 4, 7), silent, "请写明", |letter| Act::SendCorrectionNotice {
                letter,
                answer_within: Some(WorkingDays(7)),
            })
            .await;
        house.officer(date(2026, 4, 8), silent, Act::RecordCorrectionServed { notice }).await;
        house
            .file_evidence(
                date(2026, 4, 8),
                silent,
                &[law::outcome::EvidenceItem::CorrectionNotice, law::outcome::EvidenceItem::ServiceProof],
            )
            .await;
        let closed = house.officer(date(2026, 6, 1), silent, Act::CloseNotCorrected).await;
        assert_eq!(closed.clock.state, ClockState::Closed);
    });
}

#[test]
fn tp_1_a_third_party_is_asked_in_an_envelope_of_its_own_and_the_time_is_not_counted() {
    // TP-1, TP-7
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let mut papers = Papers::none();
        let addressee = papers.party(&house.app, Party::named("某第三方有限公司"));
        let letter = papers.text(&house.app, "征求意见书");
        let consult = Act::Consult {
            with: Consulted::ThirdParty,
            addressee: addressee.clone(),
            items: vec![ITEM],
            letter,
            limit: None,
        };
        let officer = house.on(&house.staff.officer, date(2026, 3, 9));
        house.app.handle_with(&officer, case, consult, papers).await.unwrap();
        let consultation = ConsultationNo(1);
        house.officer(date(2026, 3, 9), case, Act::RecordConsultationReceived { consultation }).await;
        let answered = house
            .officer_with(date(2026, 3, 27), case, "同意公开", |text| Act::RecordOpinion {
                consultation,
                opinion: Opinion::Consents,
                text,
            })
            .await;
        assert_eq!(answered.clock.due, Some(date(2026, 4, 20)));
        let read = house.app.party(&house.on(&house.staff.officer, date(2026, 3, 28)), case, &addressee).await.unwrap();
        assert_eq!(read.unwrap().name, "某第三方有限公司");
    });
}

#[test]
fn dl_3_the_head_of_the_office_approves_an_extension_that_another_proposed() {
    // DL-3
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let extension = ExtensionNo(1);
        let propose = |grounds| Act::ProposeExtension { days: WorkingDays(20), grounds };
        house.officer_with(date(2026, 3, 10), case, "内容较多", propose).await;
        let approve = || Act::ApproveExtension { extension, paper: None };
        let denied = house.act(&house.staff.officer, date(2026, 3, 11), case, approve()).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied(_)), "{denied}");
        house.act(&house.staff.head, date(2026, 3, 11), case, approve()).await.unwrap();
        let told = house
            .officer_with(date(2026, 3, 12), case, "延期告知书", |letter| Act::NotifyExtension {
                extension,
                letter,
            })
            .await;
        assert_eq!(told.clock.due, Some(date(2026, 4, 28)));
    });
}

#[test]
fn dl_3_the_head_who_proposed_an_extension_may_not_approve_it() {
    // DL-3
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let mut papers = Papers::none();
        let grounds = papers.text(&house.app, "内容较多");
        let propose = Act::ProposeExtension { days: WorkingDays(10), grounds };
        house.app.handle_with(&house.on(&house.staff.head, date(2026, 3, 10)), case, propose, papers).await.unwrap();
        let approve = Act::ApproveExtension { extension: ExtensionNo(1), paper: None };
        let denied = house.act(&house.staff.head, date(2026, 3, 11), case, approve).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied(app::authorise::Denied::OwnWork { .. })), "{denied}");
    });
}

#[test]
fn fee_8_an_unpaid_fee_closes_the_case_and_fee_9_a_paid_one_counts_afresh() {
    // FEE-8, FEE-9, FEE-12
    on_sqlite(|house| async move {
        let fee = FeeNo(1);
        let charge = |letter| Act::SendFeeNotice { standard: law::fee::Standard::ByVolume, amount_fen: 38_000, letter };
        let paid = house.registered(date(2026, 3, 2)).await;
        house.officer_with(date(2026, 3, 9), paid, "收费通知书", charge).await;
        house.officer(date(2026, 3, 10), paid, Act::RecordFeeServed { fee }).await;
        let done = house.officer(date(2026, 3, 16), paid, Act::RecordFeePaid { fee }).await;
        assert_eq!(done.clock.due, Some(date(2026, 4, 14)));

        let unpaid = house.registered(date(2026, 3, 2)).await;
        house.officer_with(date(2026, 3, 9), unpaid, "收费通知书", charge).await;
        house.officer(date(2026, 3, 10), unpaid, Act::RecordFeeServed { fee }).await;
        let evidence = [law::outcome::EvidenceItem::FeeNotice, law::outcome::EvidenceItem::ServiceProof];
        house.file_evidence(date(2026, 3, 10), unpaid, &evidence).await;
        let closed = house.officer(date(2026, 5, 6), unpaid, Act::CloseFeeUnpaid).await;
        assert_eq!(closed.clock.state, ClockState::Closed);

        let span = annual_report::Span::month(2026, 3).unwrap();
        let counted = house.app.compile(&house.on(&house.staff.editor, date(2026, 5, 6)), span, false).await.unwrap();
        assert_eq!((counted.fees.notices, counted.fees.charged.0, counted.fees.received.0), (2, 76_000, 38_000));
        assert!(
            counted.compiled.report.narrative.other.contains("760元"),
            "{}",
            counted.compiled.report.narrative.other
        );
    });
}

#[test]
fn art_31_3_an_online_application_waits_for_confirmation() {
    on_sqlite(|house| async move {
        let mut form = house.form();
        form.channel = Channel::Online;
        let registered = house.register(date(2026, 3, 2), &form).await;
        let case = registered.recorded.case_id;
        assert_eq!(registered.recorded.clock.state, ClockState::AwaitingConfirmation);
        house.officer(date(2026, 3, 3), case, Act::RecordContactFailed).await;
        let duties = house.app.duties(&house.on(&house.staff.officer, date(2026, 3, 5))).await.unwrap();
        assert!(duties.iter().any(|duty| duty.kind == app::worklist::DutyKind::ConfirmReceipt), "{duties:?}");
        let confirmed =
            house.officer(date(2026, 3, 6), case, Act::ConfirmReceipt { by: Confirmation::Telephone }).await;
        assert_eq!(confirmed.case.law.received_on(), Some(date(2026, 3, 6)));
    });
}

#[test]
fn a_reply_that_comes_back_is_served_again_and_a_wrong_letter_is_corrected_revoked_and_remade() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        house.answer(date(2026, 3, 16), case, &Answer::of(Outcome::N5)).await;
        let (reply, to) = (ReplyNo(1), house.applicant(case).await);
        house.officer(date(2026, 3, 20), case, Act::RecordReturned { reply, service: ServiceNo(1) }).await;
        let again = Act::Deliver { reply, to, means: Means::Direct, postal_number: None, proof: None };
        house.officer(date(2026, 3, 23), case, again).await;

        let mut papers = Papers::none();
        let letter = papers.text(&house.app, "更正：落款日期");
        let correct = Act::CorrectLetter { reply, letter, reason: "落款日期有误".to_owned() };
        house.app.handle_with(&house.on(&house.staff.head, date(2026, 3, 24)), case, correct, papers).await.unwrap();
        let revoke = Act::RevokeReply {
            reply,
            ground: RevocationGround::OwnMotion,
            reason: "经复核属于应当公开的信息".to_owned(),
        };
        let open = house.act(&house.staff.head, date(2026, 4, 1), case, revoke).await.unwrap();
        assert_ne!(open.clock.state, ClockState::Closed);
        let closed = house.answer(date(2026, 4, 8), case, &Answer::of(Outcome::G2)).await;
        assert_eq!(closed.clock.state, ClockState::Closed);
        // The number of the second letter is the next one.
        assert_eq!(closed.case.law.replies[1].number().unwrap().as_str(), "某园〔2026〕第2号-答");
    });
}

#[test]
fn a_withdrawal_closes_and_an_entry_made_wrongly_is_put_right() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 3)).await;
        let moved = house.officer(date(2026, 3, 10), case, House::amend(EntryRef::Arrival, date(2026, 3, 2))).await;
        assert_eq!(moved.case.law.registration.as_ref().unwrap().arrived_on, date(2026, 3, 2));
        let mut papers = Papers::none();
        let proof = papers.file(&house.app, "image/png", vec![1, 2, 3]);
        let withdraw = Act::Withdraw { reach: Reach::Whole, proof: proof.clone() };
        let officer = house.on(&house.staff.officer, date(2026, 3, 12)).because("申请人来电说明已自行取得");
        let closed = house.app.handle_with(&officer, case, withdraw, papers).await.unwrap();
        assert_eq!(closed.clock.state, ClockState::Closed);
        let file = house.app.file(&officer, case, &proof).await.unwrap();
        assert_eq!(file, Some(("image/png".to_owned(), vec![1, 2, 3])));
    });
}

#[test]
fn rem_12_a_reconsideration_runs_its_course_and_the_reply_is_remade() {
    // REM-12
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        house.answer(date(2026, 3, 16), case, &Answer::of(Outcome::N5)).await;
        let contest = ContestNo(1);
        let open = Act::RegisterContest {
            kind: ContestKind::Reconsideration,
            contested: Contested::Reply { reply: ReplyNo(1) },
            procedure: Procedure::Simple,
            after: None,
        };
        house.officer(date(2026, 4, 13), case, open).await;
        let duties = house.app.duties(&house.on(&house.staff.officer, date(2026, 4, 14))).await.unwrap();
        let answer = duties.iter().find(|duty| duty.kind == app::worklist::DutyKind::AnswerRemedy).unwrap();
        assert_eq!(answer.due, Some(date(2026, 4, 20)));
        house.officer(date(2026, 4, 16), case, Act::AnswerContest { contest }).await;
        let decided = Decided { on: date(2026, 5, 11), result: RemedyResult::Revoked, order: None };
        house.officer(date(2026, 5, 11), case, Act::DecideContest { contest, decided }).await;
        house.answer(date(2026, 5, 20), case, &Answer::of(Outcome::G2)).await;
        let span = annual_report::Span::year(2026).unwrap();
        let counted = house.app.compile(&house.on(&house.staff.editor, date(2026, 6, 1)), span, true).await.unwrap();
        let cell = |path: &str| counted.compiled.report.cell(path.parse().unwrap()).count();
        assert_eq!(cell("remedies.reconsideration.corrected"), Some(1));
        assert_eq!(cell("applications.results.granted.natural_person"), Some(1));
        assert_eq!(cell("applications.results.total.total"), Some(1));
    });
}

#[test]
fn one_item_of_several_becomes_a_case_of_its_own_with_the_same_date_of_receipt() {
    // FEE-3
    on_sqlite(|house| async move {
        let mut form = house.form();
        form.items.push("某某地块的规划条件".to_owned());
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let officer = house.on(&house.staff.officer, date(2026, 3, 4));
        let (left, split) = house.app.split_item(&officer, case, law::application::ItemNo(2)).await.unwrap();
        assert_eq!(left.case.law.open_items().count(), 1);
        assert_eq!(split.case.law.received_on(), Some(date(2026, 3, 2)));
        assert_eq!(split.case.number.as_deref(), Some("某园〔2026〕2号"));
        let wording = split.case.law.items[0].wording.clone();
        let text = house.app.text(&officer, split.case_id, &wording).await.unwrap();
        assert_eq!(text.as_deref(), Some("某某地块的规划条件"));
    });
}

#[test]
fn fee_3_a_case_split_off_after_a_correction_is_due_when_its_origin_is_and_not_born_overdue() {
    // FEE-3, COR-3
    on_both(|house| async move {
        let mut form = house.form();
        form.items.push("某某地块的规划条件".to_owned());
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let notice = CorrectionNo(1);
        let ask = |letter| Act::SendCorrectionNotice { letter, answer_within: None };
        house.officer_with(date(2026, 3, 9), case, "请写明文号", ask).await;
        house.officer_with(date(2026, 4, 20), case, "文号", |text| Act::ReceiveCorrection { notice, text }).await;
        let officer = house.on(&house.staff.officer, date(2026, 5, 6));
        let (left, split) = house.app.split_item(&officer, case, law::application::ItemNo(2)).await.unwrap();
        assert_eq!(split.clock.due, Some(date(2026, 5, 20)));
        assert_eq!((split.clock.due, split.clock.overdue), (left.clock.due, false));
        assert!(split.events.iter().any(|event| event.kind == "course_inherited"));
        // It is the same when read back.
        let view = house.app.case(&officer, split.case_id).await.unwrap();
        assert_eq!(view.case.law, split.case.law);
    });
}

#[test]
fn a_warning_is_overridden_only_by_an_approver_with_a_reason() {
    // COR-6
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 4, 1)).await;
        let notice = CorrectionNo(1);
        let first = |letter| Act::SendCorrectionNotice { letter, answer_within: None };
        house.officer_with(date(2026, 4, 7), case, "请写明文号", first).await;
        house.officer(date(2026, 4, 7), case, Act::RecordCorrectionServed { notice }).await;
        let answer = |text| Act::ReceiveCorrection { notice, text };
        house.officer_with(date(2026, 4, 8), case, "文号不详", answer).await;

        let second = |actor, reason: Option<&'static str>| {
            let house = &house;
            async move {
                let mut papers = Papers::none();
                let act = first(papers.text(&house.app, "请再写明"));
                let command = match reason {
                    Some(reason) => Command::overriding(act, reason),
                    None => Command::from(act),
                };
                house.app.handle_with(&house.on(actor, date(2026, 4, 9)), case, command, papers).await
            }
        };
        let warned = second(&house.staff.officer, None).await.unwrap_err();
        assert!(matches!(&warned, AppError::Refused(refusal) if refusal.may_be_overridden()), "{warned}");
        assert!(warned.hint().contains("写明理由"), "{}", warned.hint());
        let denied = second(&house.staff.officer, Some("申请人两次都没有说清")).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied(_)), "{denied}");
        second(&house.staff.head, Some("申请人两次都没有说清")).await.unwrap();
    });
}

#[test]
fn a_case_begun_on_paper_is_entered_later_with_the_dates_of_its_facts() {
    on_sqlite(|house| async move {
        // Arrived on 2 March, entered on 1 June, with a reply approved on paper and posted on 16 March.
        let entered = date(2026, 6, 1);
        let late = |day| house.on(&house.staff.officer, entered).on(day).because("补录纸质卷宗");
        let case = house.app.register(&late(date(2026, 3, 2)), &house.form()).await.unwrap().recorded.case_id;
        house.file_evidence(date(2026, 3, 12), case, &[law::outcome::EvidenceItem::CopyProvided]).await;
        let mut papers = Papers::none();
        let letter = papers.text(&house.app, "答复书");
        let draft =
            law::application::Draft { decisions: vec![law::application::Decision::new(ITEM, Outcome::G2)], letter };
        let act = Act::DraftReply { draft, replaces: None };
        house.app.handle_with(&late(date(2026, 3, 12)), case, act, papers).await.unwrap();
        let sheet = Some(("application/pdf", b"%PDF".to_vec()));
        house.app.sign_off(&late(date(2026, 3, 13)), case, ReplyNo(1), sheet).await.unwrap();
        let to = house.applicant(case).await;
        let deliver = Act::Deliver { reply: ReplyNo(1), to, means: Means::Post, postal_number: None, proof: None };
        let closed = house.app.handle(&late(date(2026, 3, 16)), case, deliver).await.unwrap();
        assert_eq!(closed.clock.closed_on, Some(date(2026, 3, 16)));
        assert_eq!(closed.clock.in_time, Some(true));
        let event = closed.events.last().unwrap();
        assert_eq!(event.occurred_on, date(2026, 3, 16));
        assert_eq!(app::Moment::at(event.recorded_at).today, entered);
        // A fact that has not happened yet cannot be entered.
        let tomorrow: Occasion<'_> = late(date(2026, 6, 2));
        assert!(matches!(house.app.register(&tomorrow, &house.form()).await, Err(AppError::Refused(_))));
    });
}

#[test]
fn all_faults_of_a_form_are_reported_at_once_each_under_its_field() {
    // APP-3
    on_sqlite(|house| async move {
        let mut form = house.form();
        form.applicants[0].0.name = " ".to_owned();
        form.applicants[0].0.telephone = "电话".to_owned();
        form.items = vec![String::new(), "一件事".to_owned()];
        form.representative = Some(3);
        let refused = house.app.register(&house.on(&house.staff.officer, date(2026, 3, 2)), &form).await.unwrap_err();
        let AppError::Invalid(faults) = refused else { panic!("{refused}") };
        let fields: Vec<_> = faults.0.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["applicants.0.name", "applicants.0.telephone", "representative", "items.0"]);
        assert!(faults.0.iter().all(|fault| fault.message.chars().all(|c| !c.is_ascii_alphabetic())), "{faults:?}");
    });
}

#[test]
fn fee_4_the_same_applicants_applications_of_a_month_are_counted_by_the_number_on_the_paper() {
    // FEE-4; the same wording of others, REP-6
    on_sqlite(|house| async move {
        let mut form = house.form();
        for (day, expected) in [(2, 1), (9, 2), (30, 3)] {
            let registered = house.register(date(2026, 3, day), &form).await;
            assert_eq!(registered.earlier.this_month, expected);
        }
        let mut april = house.register(date(2026, 4, 1), &form).await;
        assert_eq!(april.earlier.this_month, 1);
        assert_eq!(april.earlier.same_applicant.len(), 3);
        assert_eq!(april.earlier.likely_duplicates.len(), 3);
        // The same number typed otherwise is the same applicant; another person asking for the same is not.
        let paper = form.applicants[0].0.paper.as_mut().unwrap();
        paper.number = paper.number.chars().map(|c| if c == '9' { '９' } else { c }).collect();
        form.items = vec!["另一件事".to_owned()];
        april = house.register(date(2026, 4, 2), &form).await;
        assert_eq!((april.earlier.this_month, april.earlier.likely_duplicates.len()), (2, 0));
        let other = house.register(date(2026, 4, 2), &house.form()).await;
        assert_eq!((other.earlier.this_month, other.earlier.same_wording.len()), (1, 4));
        let officer = house.on(&house.staff.officer, date(2026, 4, 3));
        let (month, others) = house.app.applicant_history(&officer, april.recorded.case_id).await.unwrap();
        assert_eq!((month, others.len()), (2, 4));
        let again = house.app.earlier(&officer, april.recorded.case_id).await.unwrap();
        assert_eq!(again.same_applicant, april.earlier.same_applicant);
        assert_eq!((again.this_month, again.likely_duplicates.len()), (2, 0));
    });
}

#[test]
fn fee_4_what_is_known_of_an_applicant_is_told_before_anything_is_entered_and_nothing_is_written() {
    // FEE-4, REP-6
    on_sqlite(|house| async move {
        let day = date(2026, 3, 2);
        let form = house.form();
        let first = house.register(day, &form).await;
        let officer = house.on(&house.staff.officer, date(2026, 3, 9));
        let likely = house.app.likely(&officer, &form).await.unwrap();
        assert_eq!(likely.this_month, 2);
        let [found] = likely.same_applicant.as_slice() else { panic!("{likely:?}") };
        assert_eq!((found.case_id, found.number.as_deref()), (first.recorded.case_id, Some(first.number.as_str())));
        assert_eq!((found.came_on, found.closed_on), (Some(day), None));
        assert_eq!(likely.likely_duplicates, likely.same_applicant);
        assert_eq!(house.app.likely(&officer, &form).await.unwrap(), likely, "nothing was written");
        // A form that names nobody yet finds nobody, and does not take a blank item for the same wording.
        let mut blank = form;
        blank.applicants[0].0 = app::Party::default();
        blank.items = vec![" ".to_owned()];
        let nothing = house.app.likely(&officer, &blank).await.unwrap();
        assert_eq!((nothing.same_applicant.len(), nothing.same_wording.len()), (0, 0));
        assert!(nothing.by_name && !likely.by_name);
    });
}

#[test]
fn an_opening_balance_keeps_its_paper_number_and_its_date_of_receipt() {
    on_sqlite(|house| async move {
        let mut form = house.form();
        form.provenance = Provenance::OpeningBalance {
            received_on: date(2020, 12, 28),
            number: Some("某园纸〔2020〕9号".to_owned()),
            paper: Some(("application/pdf".to_owned(), b"%PDF".to_vec())),
        };
        let occasion = house.on(&house.staff.officer, date(2021, 1, 5)).on(date(2020, 12, 28));
        let registered = house.app.register(&occasion, &form).await.unwrap();
        assert_eq!(registered.number, "某园纸〔2020〕9号");
        assert_eq!(registered.recorded.case.law.received_on(), Some(date(2020, 12, 28)));
    });
}

#[test]
fn a_unit_answers_for_itself_and_for_nobody_else() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        house.app.assign(&house.on(&house.staff.officer, date(2026, 3, 3)), case, "规划处", "").await.unwrap();
        let mut papers = Papers::none();
        let letter = papers.text(&house.app, "请提出意见");
        let unit = law::application::SubjectRef::new("规划处");
        let ask = Act::Consult { with: Consulted::OwnUnit, addressee: unit, items: vec![ITEM], letter, limit: None };
        let asked = house.app.handle_with(&house.on(&house.staff.officer, date(2026, 3, 3)), case, ask, papers).await;
        // The period runs on while one's own unit is asked.
        assert_eq!(asked.unwrap().clock.due, Some(date(2026, 3, 30)));
        let third = |house: &House, papers: &mut Papers| {
            let addressee = papers.party(&house.app, Party::named("某第三方"));
            let letter = papers.text(&house.app, "征求意见书");
            Act::Consult { with: Consulted::ThirdParty, addressee, items: vec![ITEM], letter, limit: None }
        };
        let mut papers = Papers::none();
        let act = third(&house, &mut papers);
        house.app.handle_with(&house.on(&house.staff.officer, date(2026, 3, 3)), case, act, papers).await.unwrap();
        let opinion = |consultation, day| {
            let house = &house;
            async move {
                let mut papers = Papers::none();
                let text = papers.text(&house.app, "可以公开");
                let act = Act::RecordOpinion { consultation, opinion: Opinion::Consents, text };
                house.app.handle_with(&house.on(&house.staff.handler, day), case, act, papers).await
            }
        };
        opinion(ConsultationNo(1), date(2026, 3, 5)).await.unwrap();
        let denied = opinion(ConsultationNo(2), date(2026, 3, 5)).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied(_)), "{denied}");
    });
}
