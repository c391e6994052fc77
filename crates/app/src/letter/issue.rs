//! Letters going out: in the transaction of the act that sends one, or that signs a reply off, its words are laid out for
//! the day and under the number, and sealed beside its facts.

use jiff::civil::Date;
use law::application::{Act, Event, ItemState, Means, SealedRef};
use law::outcome::Letter;
use letters::{Issue, Paper};
use store::Reader;
use uuid::Uuid;

use super::agree::{accompanies, agrees, for_this_case, may_go_online};
use super::gather::procedure_number;
use super::sealed::{LETTER_MEDIA_TYPE, SealedLetter, WORDS_MEDIA_TYPE};
use crate::app::App;
use crate::authorise::Action;
use crate::case::{DeskCase, Entries, Opened, Papers, Recorded, named};
use crate::error::{AppError, Faults};
use crate::events::DeskEvent;
use crate::occasion::Occasion;

/// A composed letter that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The paper that holds its facts.
    pub letter: Uuid,
    /// The paper that holds its words.
    pub words: Uuid,
    /// Which documents of the set it is.
    pub kinds: Vec<Letter>,
    /// Its number, where it bears one.
    pub number: Option<String>,
    /// Its day.
    pub on: Date,
}

/// The letter an event sends or signs, and the number it gives it.
struct Going<'a> {
    letter: &'a SealedRef,
    number: Option<String>,
    reply: bool,
}

/// What an event sends; a draft goes nowhere yet.
fn going<'a>(event: &'a Event, opened: &'a Opened) -> Option<Going<'a>> {
    let plain = |letter| Some(Going { letter, number: None, reply: false });
    match event {
        Event::CorrectionNoticeSent { letter, .. }
        | Event::ConsultationSent { letter, .. }
        | Event::ApplicantToldOfConsultation { letter, .. }
        | Event::ThirdPartyNotified { letter, .. }
        | Event::ExtensionNotified { letter, .. }
        | Event::ReasonsAsked { letter, .. }
        | Event::FeeNoticeSent { letter, .. }
        | Event::LetterCorrected { letter, .. } => plain(letter),
        Event::SignedOff { reply, number, .. } => {
            let letter = &opened.case.law.reply(*reply)?.draft.letter;
            Some(Going { letter, number: Some(number.as_str().to_owned()), reply: true })
        }
        Event::AnsweredOnTheSpot { draft, number, .. } => {
            let number = number.as_ref().map(|number| number.as_str().to_owned());
            Some(Going { letter: &draft.letter, number, reply: true })
        }
        _ => None,
    }
}

impl App {
    /// Holds the letters of a command against what it does, and fixes the words of those that go out with it.
    ///
    /// The words join the papers of the command; what is given back is recorded with them. Letters kept as plain texts or
    /// files pass as they are.
    pub(crate) async fn letters_going_out(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        opened: &Opened,
        act: &Act,
        events: &[Event],
        papers: &mut Papers,
    ) -> Result<Vec<DeskEvent>, AppError> {
        let mut faults = Faults::default();
        let mut out = Vec::new();
        let carried: Vec<&str> = named(act).into_iter().map(|(reference, _)| reference).collect();
        for reference in &carried {
            let reference = SealedRef::new(*reference);
            if let Some(letter) = self.letter_among(reader, occasion.organ, opened, papers, &reference).await? {
                for_this_case(&letter, &opened.case, &mut faults);
                agrees(act, &letter, opened, &mut faults);
            }
        }
        if let Act::Deliver { reply, means: Means::Electronic, .. } = act
            && let Some(reply) = opened.case.law.reply(*reply)
            && let Some(letter) = self.letter_of(reader, occasion.organ, &opened.case, &reply.draft.letter).await?
        {
            may_go_online(&letter, reply.signed_off_on(), &mut faults);
        }
        for event in events {
            let Some(going) = going(event, opened) else { continue };
            let found = self.letter_among(reader, occasion.organ, opened, papers, going.letter).await?;
            if let (Some(letter), Ok(id)) = (found, Uuid::try_parse(going.letter.as_str())) {
                out.push((id, letter, going));
            }
        }
        let mut desk = Vec::with_capacity(out.len());
        for (id, letter, going) in out {
            let number = if going.reply { going.number } else { own_number(&letter, &opened.case) };
            desk.push(self.fix_words(occasion, id, &letter, number, papers)?);
        }
        // Letters that no act carries come beside it.
        let beside: Vec<(Uuid, Vec<u8>)> = papers
            .pieces
            .iter()
            .filter(|piece| piece.media_type == LETTER_MEDIA_TYPE && !carried.contains(&piece.id.to_string().as_str()))
            .map(|piece| (piece.id, piece.bytes.clone()))
            .collect();
        for (id, bytes) in beside {
            let letter = SealedLetter::from_bytes(&bytes)?;
            for_this_case(&letter, &opened.case, &mut faults);
            accompanies(act, &letter, &mut faults);
            let number = own_number(&letter, &opened.case);
            desk.push(self.fix_words(occasion, id, &letter, number, papers)?);
        }
        faults.none_or()?;
        Ok(desk)
    }

    /// Lays a letter out for the day and adds its words to the papers.
    fn fix_words(
        &self,
        occasion: &Occasion<'_>,
        id: Uuid,
        letter: &SealedLetter,
        number: Option<String>,
        papers: &mut Papers,
    ) -> Result<DeskEvent, AppError> {
        let document = letter.lay_out(&Issue::Out { number: number.clone(), on: occasion.on })?;
        let bytes = serde_json::to_vec(&document).map_err(AppError::Unwritable)?;
        let words = papers.file(self, WORDS_MEDIA_TYPE, bytes);
        let words =
            Uuid::try_parse(words.as_str()).map_err(|_| AppError::Inconsistent("文书材料的编号不对".to_owned()))?;
        Ok(DeskEvent::LetterIssued { kinds: letter.paper.letters(), letter: id, words, number })
    }

    /// A composed letter among the papers handed in, or of the case; none when it is kept otherwise or was destroyed.
    async fn letter_among(
        &self,
        reader: &mut Reader,
        organ: &str,
        opened: &Opened,
        papers: &Papers,
        reference: &SealedRef,
    ) -> Result<Option<SealedLetter>, AppError> {
        match papers.pieces.iter().find(|piece| piece.id.to_string() == reference.as_str()) {
            Some(piece) if piece.media_type == LETTER_MEDIA_TYPE => SealedLetter::from_bytes(&piece.bytes).map(Some),
            Some(_) => Ok(None),
            None => self.letter_of(reader, organ, &opened.case, reference).await,
        }
    }

    /// A composed letter of a case; none when it is kept otherwise or was destroyed.
    pub(crate) async fn letter_of(
        &self,
        reader: &mut Reader,
        organ: &str,
        case: &DeskCase,
        reference: &SealedRef,
    ) -> Result<Option<SealedLetter>, AppError> {
        let kept = Uuid::try_parse(reference.as_str()).ok().and_then(|id| case.papers.get(&id));
        if kept.is_none_or(|paper| paper.media_type != LETTER_MEDIA_TYPE) {
            return Ok(None);
        }
        let found = self.paper_of(reader, organ, case, reference.as_str()).await?;
        found.map(|(_, bytes)| SealedLetter::from_bytes(&bytes)).transpose()
    }

    /// Keeps a letter that no act carries and that goes out on the occasion's day: the receipt, the confirmation of a
    /// withdrawal, the notice that an application is no longer handled.
    pub async fn issue_letter(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        letter: &SealedLetter,
    ) -> Result<Recorded, AppError> {
        let action = match &letter.paper {
            Paper::Receipt(_) => Action::Register,
            Paper::NoLongerHandled(_) => Action::Correct,
            Paper::Withdrawal(_) => Action::Withdraw,
            _ => Action::Deliver,
        };
        self.permit(occasion, action)?;
        let done = self.issue(occasion, case_id, letter).await;
        self.explain(done).await
    }

    async fn issue(&self, occasion: &Occasion<'_>, case_id: Uuid, letter: &SealedLetter) -> Result<Recorded, AppError> {
        let mut write = self.begin(occasion.organ).await?;
        let opened = self.open_case(&mut write, occasion, case_id).await?;
        may_be_issued(letter, &opened.case, occasion)?;
        let mut faults = Faults::default();
        for_this_case(letter, &opened.case, &mut faults);
        faults.none_or()?;
        let mut papers = Papers::none();
        let reference = papers.letter(self, letter)?;
        let id =
            Uuid::try_parse(reference.as_str()).map_err(|_| AppError::Inconsistent("文书材料的编号不对".to_owned()))?;
        let number = own_number(letter, &opened.case);
        let issued = self.fix_words(occasion, id, letter, number, &mut papers)?;
        let subject = opened.case.subject().ok_or_else(|| crate::case::no_case(case_id))?;
        let sealed = self.seal_papers(&mut write, occasion, subject, &papers).await?;
        let desk = vec![DeskEvent::PapersSealed { papers: sealed }, issued];
        let recorded = self.record(&mut write, occasion, opened, Entries { desk, law: Vec::new() }).await?;
        write.commit().await?;
        Ok(recorded)
    }
}

fn own_number(letter: &SealedLetter, case: &DeskCase) -> Option<String> {
    match letter.paper.letters().as_slice() {
        [kind] => procedure_number(case, *kind),
        _ => None,
    }
}

/// Refuses a letter that has an act of its own, one that tells of what is not on record, and one of a day to come.
fn may_be_issued(letter: &SealedLetter, case: &DeskCase, occasion: &Occasion<'_>) -> Result<(), AppError> {
    let told = match &letter.paper {
        Paper::Receipt(_) => case.law.received_on().is_some(),
        Paper::NoLongerHandled(_) => case.law.lapse().is_some(),
        Paper::Withdrawal(withdrawal) => withdrawal.items.iter().all(|no| {
            let item = case.law.items.iter().find(|item| item.no.0 == *no);
            item.is_some_and(|item| matches!(item.state, ItemState::Withdrawn { .. }))
        }),
        _ => return Err(AppError::NotNow("这种文书随相应的办理步骤一并发出，不单独归入案卷".to_owned())),
    };
    if !told {
        return Err(AppError::NotNow("文书所写的情况还没有登记；请先登记，再发出文书".to_owned()));
    }
    if occasion.on > occasion.at.today {
        return Err(AppError::NotNow("文书的日期还没有到；请核对日期".to_owned()));
    }
    Ok(())
}
