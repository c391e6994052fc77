//! A small organ with its staff, on a fresh record, with ids and randomness counted so that every run is the same.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use app::identity::{PaperKind, invented_credit_code, invented_resident_number};
use app::{
    Actor, App, AppError, ApplicationForm, IdentityPaper, Ids, Moment, Occasion, OrganProfile, PLATFORM, Papers,
};
use app::{Party, Recorded, Registered, Role};
use jiff::civil::{Date, date};
use law::application::{
    Act, ApplicantKind, Channel, Decision, Draft, EntryRef, Held, ItemNo, Means, ReplyNo, ReviewLevel, SubjectRef,
};
use law::outcome::{EvidenceItem, Outcome};
use store::keys::{Entropy, MasterKey};
use store::{Address, FilesAddress, Store};
use uuid::Uuid;

pub const ORGAN: &str = "CYP";
pub const ITEM: ItemNo = ItemNo(1);

/// Ids in order: a UUIDv7 of a fixed instant with a counter.
pub struct CountedIds(AtomicU64);

impl Ids for CountedIds {
    fn next(&self) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(count))
    }
}

/// Random bytes counted, never the same twice in a run and the same in every run.
pub struct CountedEntropy(AtomicU64);

impl From<u64> for CountedEntropy {
    fn from(first: u64) -> Self {
        CountedEntropy(AtomicU64::new(first))
    }
}

impl Entropy for CountedEntropy {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&store::Hash::of(&count.to_be_bytes()).0[..chunk.len()]);
        }
        Ok(())
    }
}

pub fn app_over(store: Store, master: Option<u8>) -> App {
    let master = master.map(|byte| MasterKey::parse(&[byte; 32]).unwrap());
    App::new(store, Arc::new(CountedIds(AtomicU64::new(1))), Arc::new(CountedEntropy(AtomicU64::new(1))), master)
}

/// Everybody who works for the organ.
pub struct Staff {
    pub officer: Actor,
    pub handler: Actor,
    pub reviewers: [Actor; 3],
    pub head: Actor,
    pub leader: Actor,
    pub editor: Actor,
    pub supervisor: Actor,
    pub admin: Actor,
}

impl Staff {
    pub fn of(organ: &str) -> Staff {
        let person = |id: &str, name: &str, role: Role| Actor::new(organ, id, name, &[role]);
        Staff {
            officer: person("officer", "经办甲", Role::DisclosureOfficer),
            handler: person("handler", "处室乙", Role::UnitHandler),
            reviewers: [
                person("reviewer-1", "处室负责人丙", Role::Reviewer),
                person("reviewer-2", "法制审核丁", Role::Reviewer),
                person("reviewer-3", "保密审查戊", Role::Reviewer),
            ],
            head: person("head", "工作机构负责人己", Role::HeadOfDisclosureOffice),
            leader: person("leader", "领导庚", Role::Leader),
            editor: person("editor", "年报编制辛", Role::ReportEditor),
            supervisor: person("supervisor", "主管壬", Role::Supervisor),
            admin: person("admin", "管理员癸", Role::Administrator),
        }
    }
}

pub struct House {
    pub app: App,
    pub staff: Staff,
    pub folder: tempfile::TempDir,
    pub address: Address,
    second: AtomicU32,
    person: AtomicU32,
}

/// How a reply is given in a test: what is decided, and which evidence goes on the file first.
pub struct Answer<'a> {
    pub outcome: Outcome,
    pub evidence: &'a [EvidenceItem],
    pub replaces: Option<ReplyNo>,
}

impl Answer<'_> {
    pub fn of(outcome: Outcome) -> Answer<'static> {
        Answer { outcome, evidence: outcome.evidence(), replaces: None }
    }
}

impl House {
    async fn over(address: Address, folder: tempfile::TempDir) -> House {
        Store::migrate(&address).await.unwrap();
        let app = app_over(Store::open(&address).await.unwrap(), Some(7));
        let house = House {
            app,
            staff: Staff::of(ORGAN),
            folder,
            address,
            second: AtomicU32::new(0),
            person: AtomicU32::new(0),
        };
        let day = date(2021, 1, 4);
        house.app.start(house.at(day)).await.unwrap();
        let console = Actor::console(PLATFORM);
        let mut profile = OrganProfile::new("某某园区管理委员会", "某园");
        profile.units = vec!["规划处".to_owned(), "办公室".to_owned()];
        house.app.found_organ(&Occasion::now(&console, house.at(day)), ORGAN, &profile).await.unwrap();
        house
    }

    pub async fn new() -> House {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::Folder(folder.path().join("data"));
        House::over(address, folder).await
    }

    pub fn at(&self, day: Date) -> Moment {
        Moment::on(day, self.second.fetch_add(1, Ordering::Relaxed) % 86_400)
    }

    /// What somebody does on a day, entered that day.
    pub fn on<'a>(&self, actor: &'a Actor, day: Date) -> Occasion<'a> {
        Occasion::now(actor, self.at(day))
    }

    /// A natural person nobody knows.
    pub fn person(&self) -> Party {
        let serial = self.person.fetch_add(1, Ordering::Relaxed) as u16;
        Party {
            paper: Some(IdentityPaper {
                kind: PaperKind::ResidentIdentityCard,
                number: invented_resident_number(date(1980, 1, 1), serial),
            }),
            address: "某市某区某路1号".to_owned(),
            telephone: "010-00000000".to_owned(),
            ..Party::named(&format!("申请人甲{serial}"))
        }
    }

    pub fn company(&self) -> Party {
        let serial = self.person.fetch_add(1, Ordering::Relaxed);
        Party {
            paper: Some(IdentityPaper {
                kind: PaperKind::UnifiedSocialCreditCode,
                number: invented_credit_code(serial),
            }),
            telephone: "010-00000001".to_owned(),
            ..Party::named(&format!("某某有限公司{serial}"))
        }
    }

    pub fn form(&self) -> ApplicationForm {
        ApplicationForm::simple(
            Channel::InPerson,
            ApplicantKind::NaturalPerson,
            self.person(),
            "某某路改造工程的批准文件",
        )
    }

    pub async fn register(&self, day: Date, form: &ApplicationForm) -> Registered {
        self.app.register(&self.on(&self.staff.officer, day), form).await.unwrap()
    }

    pub async fn registered(&self, day: Date) -> Uuid {
        self.register(day, &self.form()).await.recorded.case_id
    }

    pub async fn act(&self, actor: &Actor, day: Date, case: Uuid, act: Act) -> Result<Recorded, AppError> {
        self.app.handle(&self.on(actor, day), case, act).await
    }

    pub async fn officer(&self, day: Date, case: Uuid, act: Act) -> Recorded {
        self.act(&self.staff.officer, day, case, act).await.unwrap()
    }

    /// Does something that comes with one text.
    pub async fn officer_with(
        &self,
        day: Date,
        case: Uuid,
        text: &str,
        act: impl FnOnce(law::application::SealedRef) -> Act,
    ) -> Recorded {
        let mut papers = Papers::none();
        let text = papers.text(&self.app, text);
        self.app.handle_with(&self.on(&self.staff.officer, day), case, act(text), papers).await.unwrap()
    }

    pub async fn applicant(&self, case: Uuid) -> SubjectRef {
        let view = self.app.case(&self.on(&self.staff.officer, date(2026, 11, 23)), case).await.unwrap();
        view.case.law.addressees().next().unwrap().clone()
    }

    pub async fn file_evidence(&self, day: Date, case: Uuid, evidence: &[EvidenceItem]) {
        for item in evidence {
            self.officer_with(day, case, "证据说明", |note| Act::FileEvidence {
                items: vec![ITEM],
                evidence: *item,
                held: Held::Note { note },
            })
            .await;
        }
    }

    /// Drafts a reply to the first item and has it reviewed at every level.
    pub async fn draft_and_review(&self, day: Date, case: Uuid, answer: &Answer<'_>) -> ReplyNo {
        self.file_evidence(day, case, answer.evidence).await;
        let drafted = self
            .officer_with(day, case, "答复书", |letter| Act::DraftReply {
                draft: Draft { decisions: vec![Decision::new(ITEM, answer.outcome)], letter },
                replaces: answer.replaces,
            })
            .await;
        let reply = drafted.case.law.replies.last().unwrap().no;
        for (level, reviewer) in ReviewLevel::USUAL.into_iter().zip(&self.staff.reviewers) {
            self.act(reviewer, day, case, Act::ApproveReview { reply, level, opinion: None }).await.unwrap();
        }
        reply
    }

    /// Takes a case from the draft to service on one day.
    pub async fn answer(&self, day: Date, case: Uuid, answer: &Answer<'_>) -> Recorded {
        let reply = self.draft_and_review(day, case, answer).await;
        self.app.sign_off(&self.on(&self.staff.leader, day), case, reply, None).await.unwrap();
        let to = self.applicant(case).await;
        self.officer(day, case, Act::Deliver { reply, to, means: Means::Post, postal_number: None, proof: None }).await
    }

    /// Puts the day of an entry right.
    pub fn amend(entry: EntryRef, to: Date) -> Act {
        Act::CorrectEntry {
            amendment: law::application::Amendment::Date { entry, to },
            reason: "登记时看错邮戳".to_owned(),
        }
    }
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Runs a test on SQLite.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl Fn(House) -> F) {
    runtime().block_on(async { test(House::new().await).await });
}

/// Runs a test on SQLite, and on PostgreSQL where `GONGKAI_TEST_POSTGRES` names one.
pub fn on_both<F: Future<Output = ()>>(test: impl Fn(House) -> F) {
    on_sqlite(&test);
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let Some(url) = std::env::var("GONGKAI_TEST_POSTGRES").ok().filter(|url| !url.is_empty()) else {
        assert!(std::env::var("GONGKAI_REQUIRE_POSTGRES").as_deref() != Ok("1"), "GONGKAI_TEST_POSTGRES is not set");
        println!("SKIPPED on PostgreSQL: GONGKAI_TEST_POSTGRES is not set (scripts/with-postgres sets it)");
        return;
    };
    let schema = format!("app_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    // Only the store knows the driver; a schema is made and dropped by the server's own client.
    psql(&url, &format!("CREATE SCHEMA {schema}"));
    let join = if url.contains('?') { '&' } else { '?' };
    let folder = tempfile::tempdir().unwrap();
    let files = FilesAddress::Folder(folder.path().join("files"));
    let address = Address::Database { url: format!("{url}{join}options[search_path]={schema}"), files };
    runtime().block_on(async { test(House::over(address, folder).await).await });
    psql(&url, &format!("DROP SCHEMA {schema} CASCADE"));
}

fn psql(url: &str, sql: &str) {
    let done = std::process::Command::new("psql")
        .args(["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--command", sql, url])
        .stderr(std::process::Stdio::null())
        .status()
        .expect("psql is installed with the server");
    assert!(done.success(), "{sql}");
}
