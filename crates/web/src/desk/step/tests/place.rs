//! A desk with an organ that can send letters, and cases brought as far as a test needs them.

use app::demo::ACCOUNTS;
use app::organ::{Body, Office};
use app::{Actor, ApplicationForm, Moment, Occasion, Papers, Party, Recorded, Role};
use jiff::civil::{Date, date};
use law::application::{
    Act, ApplicantKind, Case, Channel, Clock, Command, Consulted, Decision, Draft, Held, ItemNo, Means, ReplyNo,
    ReviewLevel, SealedRef,
};
use law::outcome::{EvidenceItem, Outcome};
use uuid::Uuid;

use crate::testing::{Answered, Browser, Desk, ORGAN, TODAY};

/// A day of March 2026; the 9th is today.
pub(super) const fn march(day: i8) -> Date {
    date(2026, 3, day)
}

/// The one item of most cases.
pub(super) const ITEM: ItemNo = ItemNo(1);

pub(super) struct Place {
    pub(super) desk: Desk,
}

/// The demo account of a login as an actor.
pub(super) fn actor(login: &str) -> Actor {
    let account = ACCOUNTS.into_iter().find(|account| account.login == login).unwrap();
    Actor::new(ORGAN, account.login, account.name, &[account.role])
}

/// Who reviews, in the order of the levels.
const REVIEWERS: [&str; 3] = ["chuzhang", "fazhi", "baomi"];

impl Place {
    pub(super) async fn new() -> Place {
        let desk = Desk::new().await;
        let mut profile = desk.app.organ(ORGAN).await.unwrap();
        profile.office = Office {
            name: "办公室".to_owned(),
            address: "某市某区某路1号".to_owned(),
            telephone: "010-00000000".to_owned(),
            ..Office::default()
        };
        let body =
            |name: &str| Body {
                name: name.to_owned(), address: "某市某区某路2号".to_owned(), ..Body::default()
            };
        profile.reconsideration = vec![body("某某区人民政府")];
        profile.courts = vec![body("某某区人民法院")];
        let admin = Desk::actor(Role::Administrator);
        desk.app.change_settings(&Occasion::now(&admin, Moment::on(TODAY, 9 * 3600)), &profile).await.unwrap();
        Place { desk }
    }

    fn occasion<'a>(&self, actor: &'a Actor, on: Date) -> Occasion<'a> {
        Occasion::now(actor, Moment::on(TODAY, 10 * 3600)).on(on)
    }

    /// Registers an application that asks for some things.
    pub(super) async fn asks(&self, on: Date, channel: Channel, wanted: &[&str]) -> Uuid {
        let party = Party { telephone: "010-00000000".to_owned(), ..Party::named("申请人甲") };
        let mut form = ApplicationForm::simple(channel, ApplicantKind::NaturalPerson, party, "");
        form.items = wanted.iter().map(|wanted| (*wanted).to_owned()).collect();
        let officer = Desk::actor(Role::DisclosureOfficer);
        self.desk.app.register(&self.occasion(&officer, on), &form).await.unwrap().recorded.case_id
    }

    /// A case of one item, received in person.
    pub(super) async fn received(&self, on: Date) -> Uuid {
        self.asks(on, Channel::InPerson, &["某某路改造工程的批准文件"]).await
    }

    /// Does something as somebody on a day.
    pub(super) async fn does(&self, login: &str, on: Date, case: Uuid, command: impl Into<Command>) -> Recorded {
        self.desk.app.handle(&self.occasion(&actor(login), on), case, command).await.unwrap()
    }

    /// The same with one text.
    pub(super) async fn says(
        &self,
        login: &str,
        on: Date,
        case: Uuid,
        text: &str,
        act: impl FnOnce(SealedRef) -> Act,
    ) -> Recorded {
        let mut papers = Papers::none();
        let text = papers.text(&self.desk.app, text);
        self.desk.app.handle_with(&self.occasion(&actor(login), on), case, act(text), papers).await.unwrap()
    }

    /// Asks a third party about the first item.
    pub(super) async fn consulted(&self, on: Date, case: Uuid) {
        let mut papers = Papers::none();
        let addressee = papers.party(&self.desk.app, Party::named("某第三方有限公司"));
        let letter = papers.text(&self.desk.app, "征求意见书");
        let with = Consulted::ThirdParty;
        let act = Act::Consult { with, addressee, items: vec![ITEM], letter, limit: None };
        let officer = actor("jingban");
        self.desk.app.handle_with(&self.occasion(&officer, on), case, act, papers).await.unwrap();
    }

    /// Puts what an outcome needs on the file, by notes.
    pub(super) async fn files(&self, on: Date, case: Uuid, outcome: Outcome) {
        for evidence in outcome.evidence() {
            self.files_one(on, case, *evidence).await;
        }
    }

    pub(super) async fn files_one(&self, on: Date, case: Uuid, evidence: EvidenceItem) {
        let act = |note| Act::FileEvidence { items: vec![ITEM], evidence, held: Held::Note { note } };
        self.says("chengban", on, case, "证据说明", act).await;
    }

    /// Drafts an answer to the first item, as the unit's handler.
    pub(super) async fn drafted(&self, on: Date, case: Uuid, outcome: Outcome) -> ReplyNo {
        self.files(on, case, outcome).await;
        let draft = |letter| Act::DraftReply {
            draft: Draft { decisions: vec![Decision::new(ITEM, outcome)], letter },
            replaces: None,
        };
        let recorded = self.says("chengban", on, case, "答复书", draft).await;
        recorded.case.law.replies.last().unwrap().no
    }

    /// The same, reviewed at every level.
    pub(super) async fn reviewed(&self, on: Date, case: Uuid, outcome: Outcome) -> ReplyNo {
        let reply = self.drafted(on, case, outcome).await;
        for (level, login) in ReviewLevel::USUAL.into_iter().zip(REVIEWERS) {
            self.does(login, on, case, Act::ApproveReview { reply, level, opinion: None }).await;
        }
        reply
    }

    /// The same, signed off.
    pub(super) async fn signed(&self, on: Date, case: Uuid, outcome: Outcome) -> ReplyNo {
        let reply = self.reviewed(on, case, outcome).await;
        let leader = actor("qianfa");
        self.desk.app.sign_off(&self.occasion(&leader, on), case, reply, None).await.unwrap();
        reply
    }

    /// The same, served on the applicant.
    pub(super) async fn sent(&self, on: Date, case: Uuid, means: Means) -> ReplyNo {
        let reply = self.signed(on, case, Outcome::U2).await;
        let to = self.law(case).await.addressees().next().unwrap().clone();
        let act = Act::Deliver { reply, to, means, postal_number: None, proof: None };
        self.does("jingban", on, case, act).await;
        reply
    }

    /// The case as the record has it.
    pub(super) async fn law(&self, case: Uuid) -> Case {
        let officer = Desk::actor(Role::DisclosureOfficer);
        self.desk.app.case(&self.occasion(&officer, TODAY), case).await.unwrap().case.law
    }

    pub(super) async fn clock(&self, case: Uuid) -> Clock {
        let officer = Desk::actor(Role::DisclosureOfficer);
        self.desk.app.case(&self.occasion(&officer, TODAY), case).await.unwrap().clock.value
    }

    /// How many entries a case has: what a form has seen.
    pub(super) async fn seq(&self, case: Uuid) -> i64 {
        let officer = Desk::actor(Role::DisclosureOfficer);
        self.desk.app.case(&self.occasion(&officer, TODAY), case).await.unwrap().case.seq
    }

    /// What a sealed text of a case says.
    pub(super) async fn text(&self, case: Uuid, reference: &SealedRef) -> String {
        let officer = Desk::actor(Role::DisclosureOfficer);
        self.desk.app.text(&self.occasion(&officer, TODAY), case, reference).await.unwrap().unwrap()
    }

    /// What a letter of a case says.
    pub(super) async fn letter(&self, case: Uuid, reference: &SealedRef) -> String {
        let officer = Desk::actor(Role::DisclosureOfficer);
        let found = self.desk.app.letter_document(&self.occasion(&officer, TODAY), case, reference).await.unwrap();
        document::write::text(&found.unwrap().0).unwrap()
    }

    /// Sends the form of a step as it was last seen, of today unless the fields say otherwise.
    pub(super) async fn sends(
        &self,
        browser: &Browser<'_>,
        case: Uuid,
        kind: &str,
        fields: &[(&str, &str)],
    ) -> Answered {
        let (seen, today) = (self.seq(case).await.to_string(), TODAY.to_string());
        let mut all = vec![("seen", seen.as_str())];
        if !fields.iter().any(|(name, _)| *name == "on") {
            all.push(("on", &today));
        }
        all.extend_from_slice(fields);
        browser.post(&format!("/cases/{case}/do/{kind}"), &all).await
    }

    /// The same, and it is carried out.
    #[track_caller]
    pub(super) fn carries_out<'p>(
        &'p self,
        browser: &'p Browser<'_>,
        case: Uuid,
        kind: &'p str,
        fields: &'p [(&'p str, &'p str)],
    ) -> impl Future<Output = ()> + 'p {
        let caller = std::panic::Location::caller();
        async move {
            let answer = self.sends(browser, case, kind, fields).await;
            let expected = format!("/cases/{case}?done={kind}");
            assert_eq!(answer.location, expected, "{caller}: {} {}", answer.status, said(&answer.body));
        }
    }

    /// The same with files.
    pub(super) async fn attaches(
        &self,
        browser: &Browser<'_>,
        case: Uuid,
        kind: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answered {
        let (seen, today) = (self.seq(case).await.to_string(), TODAY.to_string());
        let mut all = vec![("seen", seen.as_str()), ("on", &today)];
        all.extend_from_slice(fields);
        browser.post_files(&format!("/cases/{case}/do/{kind}"), &all, files).await
    }
}

/// A scan as far as its first bytes go.
pub(super) const PDF: &[u8] = b"%PDF-1.7 scan";

/// What a page says in its list of faults and its notes.
pub(super) fn said(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or(page);
    let mut text = String::new();
    let mut within = false;
    for c in main.chars() {
        match c {
            '<' => within = true,
            '>' => within = false,
            '\n' => {}
            c if !within => text.push(c),
            _ => {}
        }
    }
    text
}
