//! The one path every command on a case takes: permission, the law's decision, the record.

use std::sync::Arc;

use law::application::{Act, Clock, Command, Context, Event, LetterNumber, Refusal, decide};
use law::calendar::Calendar;
use store::{Changes, Head, Loaded, NewEvent, Reader, StoredEvent, Write};
use uuid::Uuid;

use super::desk::{DeskCase, fold_case, stream_of};
use super::guard::{nothing_behind_reviewers, number_of, own_use_case, papers_there, reason_of};
use super::papers::Papers;
use super::permission::action_of;
use super::rows::{clock_on, rows_of, rows_with};
use super::view::ReadThrough;
use crate::app::{App, done_since, grounds, new_event};
use crate::authorise::{Action, Scope, authorise};
use crate::error::{AppError, Faults};
use crate::events::DeskEvent;
use crate::moment::Moment;
use crate::occasion::Occasion;
use crate::organ::{OrganProfile, letter_number};

/// What entering something gives back.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The case's id.
    pub case_id: Uuid,
    /// The case as it is now.
    pub case: DeskCase,
    /// Where its reply period stands today.
    pub clock: Clock,
    /// The events that were recorded.
    pub events: Vec<StoredEvent>,
}

/// A case as it was read, with what decides over it.
pub(crate) struct Opened {
    pub(crate) case_id: Uuid,
    pub(crate) stream: String,
    pub(crate) head: Head,
    pub(crate) case: DeskCase,
    pub(crate) profile: Arc<OrganProfile>,
    pub(crate) calendar: Arc<Calendar>,
}

impl Opened {
    /// Asks the law.
    pub(crate) fn decide(&self, occasion: &Occasion<'_>, command: &Command) -> Result<Vec<Event>, AppError> {
        let actor = occasion.actor.to_law();
        let context = Context {
            today: occasion.at.today,
            on: occasion.on,
            calendar: &self.calendar,
            settings: &self.profile.law,
            levels: &self.profile.levels,
            actor: &actor,
        };
        decide(&self.case.law, command, &context).map_err(|refusal: Refusal| AppError::Refused(Box::new(refusal)))
    }

    /// Works out what recording entries will do.
    fn followed_by(&self, occasion: &Occasion<'_>, entries: Entries) -> Result<Next, AppError> {
        let mut case = self.case.clone();
        let mut news: Vec<NewEvent> = Vec::with_capacity(entries.desk.len() + entries.law.len());
        for event in entries.law {
            news.push(new_event(occasion, &event)?);
            case.follow(&event, occasion.on);
        }
        for event in entries.desk {
            news.push(new_event(occasion, &event)?);
            case.note(event, occasion.on);
        }
        case.seq += news.len() as i64;
        if !news.is_empty() {
            case.updated_at = occasion.at.kept();
        }
        let (organ, today) = (occasion.organ, occasion.at.today);
        let clock = clock_on(&case.law, today, &self.calendar, &self.profile);
        let before = rows_of(organ, self.case_id, &self.case, &self.calendar, &self.profile);
        let after = if Moment::at(case.updated_at).today == today {
            rows_with(organ, self.case_id, &case, &clock, &self.calendar, &self.profile)
        } else {
            rows_of(organ, self.case_id, &case, &self.calendar, &self.profile)
        };
        let mut changes = Changes::new();
        after.put_changed(&before, &mut changes);
        Ok(Next { case, clock, news, changes })
    }
}

/// A case's stream as it was read, with what decides over it, before it is folded.
struct ReadCase {
    stream: String,
    loaded: Loaded,
    profile: Arc<OrganProfile>,
    calendar: Arc<Calendar>,
}

impl ReadCase {
    fn opened(self, case_id: Uuid, case: DeskCase) -> Opened {
        let ReadCase { stream, loaded, profile, calendar } = self;
        Opened { case_id, stream, head: loaded.head, case, profile, calendar }
    }
}

/// A case as it will be, and what is to be written for that.
struct Next {
    case: DeskCase,
    clock: Clock,
    news: Vec<NewEvent>,
    changes: Changes,
}

/// What a command comes to on a case as it was opened.
struct WorkedOut {
    events: Vec<Event>,
    /// What is to be written if nothing but these events is recorded.
    next: Option<Next>,
}

/// What is to be recorded of a case: first what the desk notes, then what the law decided.
pub(crate) struct Entries {
    pub(crate) desk: Vec<DeskEvent>,
    pub(crate) law: Vec<Event>,
}

impl App {
    /// Carries out a command on a case; the day of the fact is the occasion's.
    ///
    /// Denied without the role; refused where the law refuses; [`AppError::Overtaken`] when another was faster.
    pub async fn handle(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        command: impl Into<Command>,
    ) -> Result<Recorded, AppError> {
        self.handle_with(occasion, case_id, command, Papers::none()).await
    }

    /// Carries out a command whose papers (texts, files, people consulted) are sealed with it.
    pub async fn handle_with(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        command: impl Into<Command>,
        papers: Papers,
    ) -> Result<Recorded, AppError> {
        let command = command.into();
        let done = self.carry_out(occasion, case_id, command, papers, None).await;
        self.explain(done).await
    }

    /// Signs a reply off under the next number of the organ's letters, allocated in the same transaction.
    ///
    /// `paper` is the approval on paper, where there is one; whoever enters it is not the one who signed.
    pub async fn sign_off(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        reply: law::application::ReplyNo,
        paper: Option<(&str, Vec<u8>)>,
    ) -> Result<Recorded, AppError> {
        self.sign_off_overriding(occasion, case_id, reply, paper, None).await
    }

    /// The same, with a reason for overriding whatever warning stands against it.
    pub async fn sign_off_overriding(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        reply: law::application::ReplyNo,
        paper: Option<(&str, Vec<u8>)>,
        overriding: Option<&str>,
    ) -> Result<Recorded, AppError> {
        let mut papers = Papers::none();
        let paper = paper.map(|(media_type, bytes)| papers.file(self, media_type, bytes));
        let number = |number: LetterNumber| Command {
            act: Act::SignOff { reply, number, paper: paper.clone() },
            override_reason: overriding.map(str::to_owned),
        };
        // The law is asked with a number; the true one is known only inside the transaction.
        let command = number(LetterNumber::new("0"));
        let done = self.carry_out(occasion, case_id, command, papers, Some(&number)).await;
        self.explain(done).await
    }

    async fn carry_out(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        mut command: Command,
        mut papers: Papers,
        numbered: Option<&(dyn Fn(LetterNumber) -> Command + Sync)>,
    ) -> Result<Recorded, AppError> {
        // Whoever does not belong to the organ learns not even whether the case is there.
        authorise_at_all(occasion)?;
        // All that is decided on is read in the transaction that writes, so it stays true until that ends, and on SQLite
        // it takes one round trip to read and one to write. What is refused leaves by dropping the transaction.
        let numbers = numbered.is_some() || number_of(&command.act).is_some();
        let organ = occasion.organ;
        let mut write = if numbers { self.begin_alone(organ).await? } else { self.begin(organ).await? };
        let reason = reason_of(occasion, &command);
        let occasion = &occasion.because(&reason);
        let work_out = |opened: &Opened| self.work_out(occasion, &command, &papers, opened);
        let (opened, worked_out) = self.open_known(&mut write, occasion, case_id, work_out).await?;
        let WorkedOut { mut events, next } = worked_out?;
        if !papers.is_empty() {
            self.vault()?;
        }
        if let Some(numbered) = numbered {
            command = numbered(self.next_letter(&mut write, occasion, &opened).await?);
            events = opened.decide(occasion, &command)?;
        } else if let Some(number) = number_of(&command.act) {
            self.number_is_fresh(&mut write, organ, number).await?;
        }
        self.fee_is_the_tariffs(&mut write, occasion, &command, &opened).await?;
        let issued = self.letters_going_out(&mut write, occasion, &opened, &command.act, &events, &mut papers).await?;
        let mut desk = Vec::new();
        if !papers.is_empty() {
            let subject = opened.case.subject().ok_or_else(|| no_case(case_id))?;
            let papers = self.seal_papers(&mut write, occasion, subject, &papers).await?;
            desk.push(DeskEvent::PapersSealed { papers });
        }
        desk.extend(issued);
        match next {
            Some(next) if desk.is_empty() && !numbers => self.commit(write, occasion, opened, next).await,
            _ => self.record_and_commit(write, occasion, opened, Entries { desk, law: events }).await,
        }
    }

    /// Works out what a command comes to: permission, what the law cannot see, the law's decision, and, where the case's
    /// own events may be all there is to record, what is to be written.
    fn work_out(
        &self,
        occasion: &Occasion<'_>,
        command: &Command,
        papers: &Papers,
        opened: &Opened,
    ) -> Result<WorkedOut, AppError> {
        self.permit_command(occasion, command, opened)?;
        own_use_case(&command.act)?;
        nothing_behind_reviewers(&command.act, &opened.case.law)?;
        let mut faults = Faults::default();
        papers.check(&mut faults);
        papers_there(&command.act, papers, &opened.case, &mut faults);
        faults.none_or()?;
        let events = opened.decide(occasion, command)?;
        let alone = papers.is_empty().then(|| Entries { desk: Vec::new(), law: events.clone() });
        let next = alone.map(|entries| opened.followed_by(occasion, entries)).transpose()?;
        Ok(WorkedOut { events, next })
    }

    /// The next number of the organ's letters that no letter bears; one may have been given by hand.
    async fn next_letter(
        &self,
        write: &mut Write,
        occasion: &Occasion<'_>,
        opened: &Opened,
    ) -> Result<LetterNumber, AppError> {
        let year = occasion.on.year();
        loop {
            let serial = write.allocate(occasion.organ, "letter", i64::from(year)).await?;
            let number = letter_number(&opened.profile.short, year, serial);
            if write.letters_numbered(occasion.organ, &number).await?.is_empty() {
                return Ok(LetterNumber::new(number));
            }
        }
    }

    /// Asks the one door about a command: its action, and overriding when it overrides.
    pub(crate) fn permit_command(
        &self,
        occasion: &Occasion<'_>,
        command: &Command,
        opened: &Opened,
    ) -> Result<(), AppError> {
        let (action, author) = action_of(command, &opened.case.law);
        let scope = Scope { organ: occasion.organ, author: author.as_deref(), sole_organ: None };
        authorise(occasion.actor, action, &scope)?;
        if command.override_reason.is_some() {
            authorise(occasion.actor, Action::ApproveOverride, &scope)?;
        }
        Ok(())
    }

    /// Reads a case that must be there, and compares what the actor has seen of it.
    pub(crate) async fn open_case(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        case_id: Uuid,
    ) -> Result<Opened, AppError> {
        let read = self.read_case(reader, occasion, case_id).await?;
        let case = fold_case(&read.loaded.events)?;
        let opened = read.opened(case_id, case);
        self.known.keep(occasion.organ, case_id, opened.head, &opened.case);
        Ok(opened)
    }

    /// The same with what its stream tells besides.
    pub(crate) async fn open_with_events(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        case_id: Uuid,
    ) -> Result<(Opened, ReadThrough), AppError> {
        let mut read = self.read_case(reader, occasion, case_id).await?;
        let (case, through) = ReadThrough::of(std::mem::take(&mut read.loaded.events))?;
        let opened = read.opened(case_id, case);
        // A command on what was shown comes next.
        self.known.keep(occasion.organ, case_id, opened.head, &opened.case);
        Ok((opened, through))
    }

    async fn read_case(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        case_id: Uuid,
    ) -> Result<ReadCase, AppError> {
        // Whoever does not belong to the organ learns not even whether the case is there.
        authorise_at_all(occasion)?;
        let stream = stream_of(case_id);
        let organ = occasion.organ;
        let (loaded, heads) = reader.load_beside(organ, &stream, grounds(organ)).await?;
        let (profile, calendar) = self.settings_at(reader, organ, heads).await?;
        if loaded.events.is_empty() {
            return Err(no_case(case_id));
        }
        if let Some(seen) = occasion.seen
            && seen != loaded.head.seq
        {
            return Err(done_since(&loaded.events, seen));
        }
        Ok(ReadCase { stream, loaded, profile, calendar })
    }

    /// Appends what was decided, with every row that follows from it, and gives the case as it is then.
    pub(crate) async fn record(
        &self,
        write: &mut Write,
        occasion: &Occasion<'_>,
        opened: Opened,
        entries: Entries,
    ) -> Result<Recorded, AppError> {
        let Next { case, clock, news, changes } = opened.followed_by(occasion, entries)?;
        let appended = write.append(occasion.organ, &opened.stream, &opened.head, news, &changes).await?;
        self.known.keep(occasion.organ, opened.case_id, appended.head, &case);
        Ok(Recorded { case_id: opened.case_id, case, clock, events: appended.events })
    }

    /// The same as the last of its transaction, which it commits.
    pub(crate) async fn record_and_commit(
        &self,
        write: Write,
        occasion: &Occasion<'_>,
        opened: Opened,
        entries: Entries,
    ) -> Result<Recorded, AppError> {
        let next = opened.followed_by(occasion, entries)?;
        self.commit(write, occasion, opened, next).await
    }

    async fn commit(
        &self,
        write: Write,
        occasion: &Occasion<'_>,
        opened: Opened,
        next: Next,
    ) -> Result<Recorded, AppError> {
        let Next { case, clock, news, changes } = next;
        let appended = write.append_and_commit(occasion.organ, &opened.stream, &opened.head, news, &changes).await?;
        self.known.keep(occasion.organ, opened.case_id, appended.head, &case);
        Ok(Recorded { case_id: opened.case_id, case, clock, events: appended.events })
    }
}

/// Denies whoever could do nothing at all with the organ's cases.
pub(super) fn authorise_at_all(occasion: &Occasion<'_>) -> Result<(), AppError> {
    let scope = Scope::organ(occasion.organ);
    let first = authorise(occasion.actor, Action::ReadCase, &scope);
    if first.is_ok() || authorise(occasion.actor, Action::OpenBalance, &scope).is_ok() {
        return Ok(());
    }
    Ok(first?)
}

pub(crate) fn no_case(case_id: Uuid) -> AppError {
    AppError::NotFound { what: "申请", which: case_id.to_string() }
}
