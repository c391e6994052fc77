//! The desk at which the demonstration's deeds are done, each through the use case an officer would use.

use jiff::civil::Date;
use law::application::{Act, Case, Command, Decision, Draft, Held, ItemNo, Means, Reply, ReviewLevel, SubjectRef};
use law::outcome::{EvidenceItem, Outcome};
use uuid::Uuid;

use super::command;
use super::days::Days;
use super::deed::{Answer, Deed, Story};
use super::organ::Staff;
use super::words;
use crate::actor::Actor;
use crate::app::App;
use crate::case::{AgentForm, ApplicationForm, Papers, Provenance, Recorded};
use crate::error::AppError;
use crate::letter::{Composed, LetterForm, ReplyForm};
use crate::moment::Moment;
use crate::occasion::Occasion;

/// Office hours begin.
const OPENS: u32 = 9 * 3600;
/// Seconds between one entry of a day and the next.
const BETWEEN: u32 = 47;
/// The media type of the papers the demonstration attaches.
pub(super) const PLAIN: &str = "text/plain";

/// Where the demonstration works: the day it has come to, and who is there.
pub(super) struct Desk<'a> {
    pub app: &'a App,
    pub days: &'a Days<'a>,
    pub staff: Staff,
    /// The day of entry, and how many entries it has.
    today: (Date, u32),
    /// Every case, in order of entry.
    pub cases: Vec<Uuid>,
}

/// A story as far as it has been entered.
pub(super) struct Told<'s> {
    pub story: &'s Story,
    pub arrived: Date,
    case: Option<(Uuid, Case)>,
}

impl<'s> Told<'s> {
    pub(super) fn new(story: &'s Story, arrived: Date) -> Self {
        Told { story, arrived, case: None }
    }
}

impl<'a> Desk<'a> {
    pub(super) fn new(app: &'a App, days: &'a Days<'a>) -> Self {
        Desk { app, days, staff: Staff::new(), today: (days.opened, 0), cases: Vec::new() }
    }

    /// Goes on to a day of entry.
    pub(super) fn go_to(&mut self, day: Date) {
        if self.today.0 != day {
            self.today = (day, 0);
        }
    }

    /// The moment of the next entry.
    pub(super) fn moment(&mut self) -> Moment {
        let (day, count) = self.today;
        self.today.1 += 1;
        Moment::on(day, OPENS.saturating_add(count.saturating_mul(BETWEEN)))
    }

    /// Does one deed of a story; the day of the fact is given.
    pub(super) async fn carry_out(&mut self, told: &mut Told<'_>, deed: &Deed, on: Date) -> Result<(), AppError> {
        let Some((case_id, case)) = told.case.take() else {
            return self.register(told, on).await;
        };
        let entry = EntryAt { told, case_id, case: &case, on };
        let case = match deed {
            Deed::Register => case,
            Deed::Assign => self.assign(&entry).await?,
            Deed::Split(item) => self.split(&entry, ItemNo(*item)).await?,
            Deed::Draft(answers, reason) => self.draft(&entry, answers, *reason).await?,
            Deed::Redraft(answers) => self.redraft(&entry, answers).await?,
            Deed::Sign => self.sign(&entry, false).await?,
            Deed::SignOnPaper => self.sign(&entry, true).await?,
            Deed::Serve(means) => self.serve(&entry, *means).await?,
            Deed::OnTheSpot(outcome) => self.on_the_spot(&entry, *outcome).await?,
            other => self.plain(&entry, other).await?,
        };
        told.case = Some((case_id, case));
        Ok(())
    }

    async fn register(&mut self, told: &mut Told<'_>, on: Date) -> Result<(), AppError> {
        let story = told.story;
        let [who, ..] = story.who.as_slice() else { return Ok(()) };
        let mut form = ApplicationForm::simple(story.channel, who.kind, words::party(*who), "");
        form.applicants = story.who.iter().map(|who| (words::party(*who), who.kind)).collect();
        form.items = story.wants.iter().map(|wanted| (*wanted).to_owned()).collect();
        form.electronic_chosen = story.electronic;
        if story.electronic {
            form.wanted_form = "电子数据，通过电子邮件".to_owned();
        }
        form.assistance_needed = story.oral;
        form.filled_by = story.oral.then(|| self.staff.officer.id.clone());
        form.agent = story.agent.map(|agent| AgentForm {
            party: words::party(agent),
            mandate_media_type: PLAIN.to_owned(),
            mandate: "授权委托书（演示材料）".as_bytes().to_vec(),
        });
        if let Some(number) = story.opening {
            let paper = "启用前的纸质案卷（演示材料）".as_bytes().to_vec();
            let paper = Some((PLAIN.to_owned(), paper));
            form.provenance = Provenance::OpeningBalance { received_on: on, number: Some(number.to_owned()), paper };
        }
        let at = self.moment();
        let occasion = Occasion::now(&self.staff.officer, at).on(on).because(story.reason);
        let registered = self.app.register(&occasion, &form).await?;
        self.cases.push(registered.recorded.case_id);
        told.case = Some((registered.recorded.case_id, registered.recorded.case.law));
        Ok(())
    }

    async fn assign(&mut self, entry: &EntryAt<'_>) -> Result<Case, AppError> {
        let handler = self.staff.handler.id.clone();
        let at = self.moment();
        let occasion = entry.occasion(&self.staff.officer, at);
        let unit = entry.told.story.unit;
        Ok(self.app.assign(&occasion, entry.case_id, unit, &handler).await?.case.law)
    }

    async fn split(&mut self, entry: &EntryAt<'_>, item: ItemNo) -> Result<Case, AppError> {
        let at = self.moment();
        let (left, split) = self.app.split_item(&entry.occasion(&self.staff.officer, at), entry.case_id, item).await?;
        self.cases.push(split.case_id);
        Ok(left.case.law)
    }

    /// Puts on the file what the decisions need and only a person can put there.
    async fn file(&mut self, entry: &EntryAt<'_>, decisions: &[Decision]) -> Result<(), AppError> {
        for decision in decisions {
            let mut needed: Vec<EvidenceItem> = decision.outcome.evidence().to_vec();
            needed.extend(decision.withheld.iter().flat_map(|withheld| withheld.outcome().evidence()));
            needed.sort_unstable();
            needed.dedup();
            let partly = decision.outcome == Outcome::P1;
            needed.retain(|one| words::filed_by_hand(*one) && !(partly && *one == EvidenceItem::Inseparable));
            for evidence in needed {
                let held = entry.case.evidence.iter().any(|e| e.proves == evidence && e.items.contains(&decision.item));
                if held {
                    continue;
                }
                let mut papers = Papers::none();
                let note = papers.text(self.app, &words::evidence(evidence));
                let held = Held::Note { note };
                let act = Act::FileEvidence { items: vec![decision.item], evidence, held };
                self.enter(entry, Post::Handler, act.into(), papers).await?;
            }
        }
        Ok(())
    }

    async fn draft(
        &mut self,
        entry: &EntryAt<'_>,
        answers: &[Answer],
        overriding: Option<&str>,
    ) -> Result<Case, AppError> {
        let decisions: Vec<Decision> = answers.iter().map(|answer| answer.0.clone()).collect();
        self.file(entry, &decisions).await?;
        let post = if overriding.is_some() { Post::Head } else { Post::Handler };
        let (draft, papers) = self.letter(entry, post, decisions).await?;
        let act = Act::DraftReply { draft, replaces: None };
        match overriding {
            Some(reason) => self.enter(entry, Post::Head, Command::overriding(act, reason), papers).await,
            None => self.enter(entry, Post::Handler, act.into(), papers).await,
        }
    }

    /// Composes the letter that answers some items, and the draft that carries it.
    async fn letter(
        &self,
        entry: &EntryAt<'_>,
        post: Post,
        decisions: Vec<Decision>,
    ) -> Result<(Draft, Papers), AppError> {
        let wanted = |item: ItemNo| {
            let place = usize::try_from(item.0.saturating_sub(1)).unwrap_or(0);
            entry.told.story.wants.get(place).copied().unwrap_or("所申请的信息")
        };
        let items: Vec<_> =
            decisions.iter().map(|decision| words::item_reply(decision, wanted(decision.item))).collect();
        let annexes = words::annexes(&items);
        let form = LetterForm::Reply(ReplyForm { items, annexes, electronic: entry.told.story.electronic });
        let composed = self.composed(entry, post, &form).await?;
        let mut papers = Papers::none();
        let letter = papers.letter(self.app, &composed.letter)?;
        Ok((Draft { decisions: composed.decisions, letter }, papers))
    }

    /// Composes a letter on the day of the fact.
    pub(super) async fn composed(
        &self,
        entry: &EntryAt<'_>,
        post: Post,
        form: &LetterForm,
    ) -> Result<Composed, AppError> {
        let at = Moment::on(self.today.0, OPENS);
        self.app.compose(&entry.occasion(post.of(&self.staff), at), entry.case_id, form).await
    }

    async fn redraft(&mut self, entry: &EntryAt<'_>, answers: &[Answer]) -> Result<Case, AppError> {
        let decisions: Vec<Decision> = answers.iter().map(|answer| answer.0.clone()).collect();
        self.file(entry, &decisions).await?;
        let (draft, papers) = self.letter(entry, Post::Handler, decisions).await?;
        let act = Act::RedraftReply { reply: entry.reply()?.no, draft };
        self.enter(entry, Post::Handler, act.into(), papers).await
    }

    async fn sign(&mut self, entry: &EntryAt<'_>, on_paper: bool) -> Result<Case, AppError> {
        let at = self.moment();
        let reply = entry.reply()?.no;
        let sheet = || (PLAIN, "审查呈批单扫描件（演示材料）".as_bytes().to_vec());
        let (actor, paper) = if on_paper { (&self.staff.officer, Some(sheet())) } else { (&self.staff.leader, None) };
        let signed = self.app.sign_off(&entry.occasion(actor, at), entry.case_id, reply, paper).await?;
        Ok(signed.case.law)
    }

    async fn serve(&mut self, entry: &EntryAt<'_>, means: Means) -> Result<Case, AppError> {
        let reply = entry.reply()?;
        let to: Vec<SubjectRef> = match entry.case.agent() {
            Some(agent) => vec![agent.clone()],
            None => entry.case.unserved(reply).cloned().collect(),
        };
        let mut case = entry.case.clone();
        for to in to {
            let mut papers = Papers::none();
            let proof = papers.file(self.app, PLAIN, "送达回证或者邮寄凭证（演示材料）".as_bytes().to_vec());
            let act = Act::Deliver { reply: reply.no, to, means, postal_number: None, proof: Some(proof) };
            case = self.enter(entry, Post::Officer, act.into(), papers).await?;
        }
        Ok(case)
    }

    async fn on_the_spot(&mut self, entry: &EntryAt<'_>, outcome: Outcome) -> Result<Case, AppError> {
        let decisions = vec![Decision::new(ItemNo(1), outcome)];
        self.file(entry, &decisions).await?;
        // Only those who may draft compose a letter; the officer who gives it at once may.
        let (draft, mut papers) = self.letter(entry, Post::Officer, decisions).await?;
        let proof = papers.file(self.app, PLAIN, "当场答复记录（演示材料）".as_bytes().to_vec());
        let act = Act::AnswerOnTheSpot { draft, number: None, proof: Some(proof) };
        self.enter(entry, Post::Officer, act.into(), papers).await
    }

    /// Everything that is one command.
    async fn plain(&mut self, entry: &EntryAt<'_>, deed: &Deed) -> Result<Case, AppError> {
        let (post, act, papers) = command::of(self, entry, deed).await?;
        self.enter(entry, post, act.into(), papers).await
    }

    async fn enter(
        &mut self,
        entry: &EntryAt<'_>,
        post: Post,
        command: Command,
        papers: Papers,
    ) -> Result<Case, AppError> {
        let at = self.moment();
        let occasion = entry.occasion(post.of(&self.staff), at);
        let recorded: Recorded = self.app.handle_with(&occasion, entry.case_id, command, papers).await?;
        Ok(recorded.case.law)
    }
}

/// A deed's case, and the day of the fact.
pub(super) struct EntryAt<'t> {
    pub told: &'t Told<'t>,
    case_id: Uuid,
    pub case: &'t Case,
    pub on: Date,
}

impl<'t> EntryAt<'t> {
    fn occasion<'o>(&self, actor: &'o Actor, at: Moment) -> Occasion<'o>
    where
        't: 'o,
    {
        Occasion::now(actor, at).on(self.on).because(self.told.story.reason)
    }

    /// The reply a deed is about: the last.
    pub(super) fn reply(&self) -> Result<&'t Reply, AppError> {
        self.case.replies.last().ok_or_else(|| not_told("答复"))
    }
}

pub(super) fn not_told(what: &str) -> AppError {
    AppError::Inconsistent(format!("演示数据的编排有误：这一步还没有{what}"))
}

/// Who does a deed.
#[derive(Clone, Copy)]
pub(super) enum Post {
    Officer,
    Handler,
    Head,
    UnitHead,
    Legal,
    Secrecy,
}

impl Post {
    fn of(self, staff: &Staff) -> &Actor {
        match self {
            Post::Officer => &staff.officer,
            Post::Handler => &staff.handler,
            Post::Head => &staff.head,
            Post::UnitHead => &staff.unit_head,
            Post::Legal => &staff.legal,
            Post::Secrecy => &staff.secrecy,
        }
    }

    pub(super) fn reviewing(level: ReviewLevel) -> Self {
        match level {
            ReviewLevel::UnitHead => Post::UnitHead,
            ReviewLevel::Legal => Post::Legal,
            ReviewLevel::Secrecy => Post::Secrecy,
        }
    }
}
