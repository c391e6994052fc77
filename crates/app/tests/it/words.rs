//! What pages show beside the facts of a case: its words, its people, what reviewers said, the next number, a draft given
//! back as it was filled in.

use app::letter::{ItemReply, ReplyForm};
use app::{AppError, LetterForm, Papers, Sheet};
use jiff::civil::date;
use law::application::{
    Act, Consulted, Draft, ItemNo, Means, PostalNumber, ReplyNo, ReviewLevel, ServiceNo, SubjectRef,
};
use law::outcome::{EvidenceItem, Outcome};

use crate::house::{Answer, ITEM, on_sqlite};
use crate::letter::furnish;

#[test]
fn the_words_of_a_case_are_read_as_of_one_moment_with_the_names_of_those_who_acted() {
    on_sqlite(|house| async move {
        let day = date(2026, 3, 2);
        let case = house.registered(day).await;
        let letter = |letter| Act::Consult {
            with: Consulted::OwnUnit,
            addressee: SubjectRef::new("规划处"),
            items: vec![ITEM],
            letter,
            limit: None,
        };
        house.officer_with(day, case, "协办函", letter).await;
        let words = house.app.case_words(&house.on(&house.staff.officer, day), case).await.unwrap();
        assert_eq!(words.items[&ITEM].as_deref(), Some("某某路改造工程的批准文件"));
        let applicant = house.applicant(case).await;
        assert!(words.parties[&applicant].as_ref().unwrap().name.starts_with("申请人甲"));
        assert_eq!(words.parties[&SubjectRef::new("规划处")].as_ref().unwrap().name, "规划处");
        // These tests open no accounts: a login stands for itself.
        assert_eq!(words.people["officer"], "officer");
        let denied = house.app.case_words(&house.on(&house.staff.editor, day), case).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied(_)), "{denied}");
    });
}

#[test]
fn what_reviewers_said_stays_with_the_reply_over_its_drafts() {
    on_sqlite(|house| async move {
        let day = date(2026, 3, 2);
        let case = house.registered(day).await;
        house.file_evidence(day, case, Outcome::U2.evidence()).await;
        let draft = |letter| Draft { decisions: vec![law::application::Decision::new(ITEM, Outcome::U2)], letter };
        house
            .officer_with(day, case, "答复书", |letter| Act::DraftReply { draft: draft(letter), replaces: None })
            .await;
        let reply = ReplyNo(1);
        let mut papers = Papers::none();
        let opinion = papers.text(&house.app, "请补充理由");
        let reviewer = &house.staff.reviewers[0];
        let back = Act::ReturnReply { reply, opinion };
        house.app.handle_with(&house.on(reviewer, day), case, back, papers).await.unwrap();
        house.officer_with(day, case, "答复书", |letter| Act::RedraftReply { reply, draft: draft(letter) }).await;
        let passed = Act::ApproveReview { reply, level: ReviewLevel::UnitHead, opinion: None };
        house.act(reviewer, day, case, passed).await.unwrap();
        let said = house.app.review_opinions(&house.on(reviewer, day), case, reply).await.unwrap();
        let said: Vec<_> = said.iter().map(|one| (one.level, one.text.as_str())).collect();
        assert_eq!(said, [(None, "请补充理由"), (Some(ReviewLevel::UnitHead), "")]);
    });
}

#[test]
fn the_number_told_beforehand_is_the_one_given() {
    on_sqlite(|house| async move {
        let day = date(2026, 3, 2);
        let case = house.registered(day).await;
        let leader = house.on(&house.staff.leader, day);
        assert_eq!(house.app.next_letter_number(&leader).await.unwrap(), "某园〔2026〕第1号-答");
        let reply = house.draft_and_review(day, case, &Answer::of(Outcome::U2)).await;
        let told = house.app.next_letter_number(&leader).await.unwrap();
        let signed = house.app.sign_off(&leader, case, reply, None).await.unwrap();
        assert_eq!(signed.case.law.replies[0].number().unwrap().as_str(), told);
        assert_eq!(house.app.next_letter_number(&leader).await.unwrap(), "某园〔2026〕第2号-答");
    });
}

#[test]
fn a_draft_is_given_back_as_it_was_filled_in() {
    on_sqlite(|house| async move {
        furnish(&house).await;
        let day = date(2026, 3, 2);
        let case = house.registered(day).await;
        house.file_evidence(day, case, &[EvidenceItem::InternalAffair, EvidenceItem::Inseparable]).await;
        let filled = ReplyForm {
            items: vec![ItemReply {
                reason: "只涉及内部分工".to_owned(), ..ItemReply::new(ItemNo(1), Outcome::N5)
            }],
            annexes: vec!["附件一".to_owned()],
            electronic: false,
        };
        let officer = house.on(&house.staff.officer, day);
        let composed = house.app.compose(&officer, case, &LetterForm::Reply(filled.clone())).await.unwrap();
        let mut papers = Papers::none();
        let letter = papers.letter(&house.app, &composed.letter).unwrap();
        let draft = Draft { decisions: composed.decisions, letter };
        let act = Act::DraftReply { draft, replaces: None };
        house.app.handle_with(&officer, case, act, papers).await.unwrap();
        let given = house.app.drafted_form(&officer, case, ReplyNo(1)).await.unwrap();
        assert_eq!(given, Some(filled));
        // A letter kept as a plain text cannot be.
        let plain = house.registered(day).await;
        house.draft_and_review(day, plain, &Answer::of(Outcome::U2)).await;
        assert_eq!(house.app.drafted_form(&officer, plain, ReplyNo(1)).await.unwrap(), None);
    });
}

#[test]
fn rep_9_the_proof_of_service_bears_the_number_of_the_postal_item() {
    // REP-9
    on_sqlite(|house| async move {
        furnish(&house).await;
        let day = date(2026, 3, 2);
        let case = house.registered(day).await;
        let reply = house.draft_and_review(day, case, &Answer::of(Outcome::U2)).await;
        house.app.sign_off(&house.on(&house.staff.leader, day), case, reply, None).await.unwrap();
        let to = house.applicant(case).await;
        let postal_number = Some(PostalNumber::new("EM000000000CN"));
        house.officer(day, case, Act::Deliver { reply, to, means: Means::Post, postal_number, proof: None }).await;
        let sheet = Sheet::ServiceProof { reply, service: Some(ServiceNo(1)), to: None, postal_number: None };
        let proof = house.app.sheet(&house.on(&house.staff.officer, day), case, &sheet).await.unwrap();
        assert!(crate::letter::text(&proof).contains("EM000000000CN"));
    });
}
