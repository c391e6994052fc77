//! An office that works cases, for the tests of their pages.

use std::cell::Cell;

use app::case::ApplicationForm;
use app::demo::ACCOUNTS;
use app::identity::{PaperKind, invented_resident_number};
use app::{Actor, IdentityPaper, Moment, Occasion, Papers, Party, Recorded, Role};
use jiff::civil::{Date, date};
use law::application::{
    Act, ApplicantKind, Channel, Decision, Draft, Held, ItemNo, Means, ReplyNo, ReviewLevel, SealedRef, SubjectRef,
};
use law::outcome::Outcome;
use uuid::Uuid;

use crate::testing::{Browser, Desk, ORGAN};

/// The day most cases arrive: five working days before the day it is.
pub(super) const ARRIVED: Date = date(2026, 3, 2);
/// The applicant's name.
pub(super) const WHO: &str = "申请人甲";
/// What the applicant asks for.
pub(super) const WANTED: &str = "某某路改造工程的批准文件";

/// A desk and the people at it.
pub(super) struct Office {
    pub(super) desk: Desk,
    second: Cell<u32>,
}

/// Fails unless the page has the words.
#[track_caller]
pub(super) fn contains(page: &str, words: &[&str]) {
    for word in words {
        assert!(page.contains(word), "“{word}” is not on the page:\n{page}");
    }
}

/// Fails if the page has one of the words.
#[track_caller]
pub(super) fn lacks(page: &str, words: &[&str]) {
    for word in words {
        assert!(!page.contains(word), "“{word}” is on the page");
    }
}

pub(super) fn officer() -> Actor {
    Desk::actor(Role::DisclosureOfficer)
}

pub(super) fn head() -> Actor {
    Desk::actor(Role::HeadOfDisclosureOffice)
}

/// The reviewers, one a level.
fn reviewers() -> Vec<Actor> {
    let reviewers = ACCOUNTS.into_iter().filter(|account| account.role == Role::Reviewer);
    reviewers.map(|one| Actor::new(ORGAN, one.login, one.name, &[one.role])).collect()
}

impl Office {
    pub(super) async fn new() -> Office {
        Office { desk: Desk::new().await, second: Cell::new(9 * 3600) }
    }

    pub(super) fn at(&self, day: Date) -> Moment {
        self.second.set(self.second.get() + 1);
        Moment::on(day, self.second.get())
    }

    pub(super) fn form(&self) -> ApplicationForm {
        let number = invented_resident_number(date(1990, 2, 28), 7);
        let party = Party {
            paper: Some(IdentityPaper { kind: PaperKind::ResidentIdentityCard, number }),
            telephone: "010-00000000".to_owned(),
            address: "某市某区某路1号".to_owned(),
            ..Party::named(WHO)
        };
        ApplicationForm::simple(Channel::InPerson, ApplicantKind::NaturalPerson, party, WANTED)
    }

    pub(super) async fn register(&self, day: Date, form: &ApplicationForm) -> Uuid {
        let officer = officer();
        let registered = self.desk.app.register(&Occasion::now(&officer, self.at(day)), form).await.unwrap();
        registered.recorded.case_id
    }

    /// A case received on the usual day.
    pub(super) async fn registered(&self) -> Uuid {
        self.register(ARRIVED, &self.form()).await
    }

    pub(super) async fn act(&self, actor: &Actor, day: Date, case: Uuid, act: Act) -> Recorded {
        self.desk.app.handle(&Occasion::now(actor, self.at(day)), case, act).await.unwrap()
    }

    /// An act that comes with one text.
    pub(super) async fn with_text(
        &self,
        actor: &Actor,
        day: Date,
        case: Uuid,
        text: &str,
        act: impl FnOnce(SealedRef) -> Act,
    ) -> Recorded {
        let mut papers = Papers::none();
        let text = papers.text(&self.desk.app, text);
        let occasion = Occasion::now(actor, self.at(day));
        self.desk.app.handle_with(&occasion, case, act(text), papers).await.unwrap()
    }

    pub(super) async fn applicant(&self, case: Uuid) -> SubjectRef {
        let officer = officer();
        let view = self.desk.app.case(&Occasion::now(&officer, self.at(ARRIVED)), case).await.unwrap();
        view.case.law.addressees().next().unwrap().clone()
    }

    /// Files what the outcome needs and drafts a reply to the first item.
    pub(super) async fn draft(&self, day: Date, case: Uuid, outcome: Outcome) -> ReplyNo {
        let handler = Desk::actor(Role::UnitHandler);
        for evidence in outcome.evidence() {
            let file =
                |note| Act::FileEvidence { items: vec![ItemNo(1)], evidence: *evidence, held: Held::Note { note } };
            self.with_text(&handler, day, case, "证据说明", file).await;
        }
        let draft = |letter| Act::DraftReply {
            draft: Draft { decisions: vec![Decision::new(ItemNo(1), outcome)], letter },
            replaces: None,
        };
        let drafted = self.with_text(&handler, day, case, "答复书的全文", draft).await;
        drafted.case.law.replies.last().unwrap().no
    }

    /// Passes so many levels of review.
    pub(super) async fn review(&self, day: Date, case: Uuid, reply: ReplyNo, levels: usize) {
        for (level, reviewer) in ReviewLevel::USUAL.into_iter().zip(reviewers()).take(levels) {
            self.act(&reviewer, day, case, Act::ApproveReview { reply, level, opinion: None }).await;
        }
    }

    pub(super) async fn sign(&self, day: Date, case: Uuid, reply: ReplyNo) {
        let leader = Desk::actor(Role::Leader);
        self.desk.app.sign_off(&Occasion::now(&leader, self.at(day)), case, reply, None).await.unwrap();
    }

    /// Takes a case from the draft to service.
    pub(super) async fn answer(&self, day: Date, case: Uuid, outcome: Outcome) -> ReplyNo {
        let reply = self.draft(day, case, outcome).await;
        self.review(day, case, reply, 3).await;
        self.sign(day, case, reply).await;
        let to = self.applicant(case).await;
        self.act(
            &officer(),
            day,
            case,
            Act::Deliver { reply, to, means: Means::Post, proof: None, postal_number: None },
        )
        .await;
        reply
    }

    /// Reads a page as somebody; it must be there.
    pub(super) async fn page(&self, role: Role, path: &str) -> String {
        let browser = self.browser(role).await;
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    pub(super) async fn browser(&self, role: Role) -> Browser<'_> {
        self.desk.sign_in(role).await
    }

    /// The page of a case as the disclosure officer sees it.
    pub(super) async fn case(&self, case: Uuid) -> String {
        self.page(Role::DisclosureOfficer, &format!("/cases/{case}")).await
    }
}
