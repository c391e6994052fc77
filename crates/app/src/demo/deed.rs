//! The little language the demonstration's cases are told in: who asks for what, and what was done how many working days
//! after it arrived.

use law::application::{
    ApplicantKind, Channel, Confirmation, Consulted, ContestKind, Decision, ItemNo, Means, Opinion, ReviewLevel,
};
use law::outcome::{Exemption, Outcome};
use law::remedy_case::RemedyResult;

/// An invented applicant, agent or third party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Who {
    /// Of persons the ordinal, of others the name.
    pub name: Name,
    /// What it is.
    pub kind: ApplicantKind,
    /// Which of the invented numbers it bears; the same one is the same applicant.
    pub serial: u16,
}

/// What somebody is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// 申请人甲, 申请人乙 and so on.
    Applicant,
    /// As told.
    As(&'static str),
}

/// A natural person known by an ordinal.
pub(super) const fn person(serial: u16) -> Who {
    Who { name: Name::Applicant, kind: ApplicantKind::NaturalPerson, serial }
}

/// An organisation.
pub(super) const fn body(kind: ApplicantKind, serial: u16, name: &'static str) -> Who {
    Who { name: Name::As(name), kind, serial }
}

/// How one item is answered.
#[derive(Debug, Clone)]
pub(super) struct Answer(pub Decision);

/// An item answered without withheld parts.
pub(super) fn answer(item: u32, outcome: Outcome) -> Answer {
    Answer(Decision::new(ItemNo(item), outcome))
}

/// The first item given in part.
pub(super) fn partly(withheld: Exemption) -> Answer {
    Answer(Decision { withheld: vec![withheld], ..Decision::new(ItemNo(1), Outcome::P1) })
}

/// One thing done, or one fact that came to be known.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    /// The application is entered.
    Register,
    /// The applicant could not be reached.
    Unreached,
    /// Both sides confirm receipt.
    Confirm(Confirmation),
    /// It is handed to the story's unit.
    Assign,
    /// An item becomes a case of its own.
    Split(u32),
    /// A correction is asked for, within so many working days.
    AskCorrection(u32),
    /// The correction notice is served.
    CorrectionServed,
    /// The corrected text arrives.
    Corrected,
    /// Nothing came (O1).
    NotCorrected,
    /// Somebody is asked; another organ within so many working days.
    Consult(Consulted, &'static str, Option<u32>),
    /// The letter of consultation is received.
    ConsultationArrived,
    /// The applicant is told of it.
    TellApplicant,
    /// The opinion comes.
    Opined(Opinion, &'static str),
    /// The third party is told that its information will be disclosed.
    TellThirdParty,
    /// An extension is put forward.
    ProposeExtension(u32),
    /// It is approved.
    ApproveExtension,
    /// The applicant is told of it.
    TellExtension,
    /// Reasons for many applications are asked for.
    AskReasons,
    /// The request is served.
    ReasonsServed,
    /// Reasons come.
    Reasons(&'static str),
    /// They are found reasonable; the reply is delayed to so many working days after arrival.
    AcceptReasons(u32),
    /// They are not.
    RejectReasons,
    /// A fee is charged for so many pages.
    Charge(u32),
    /// The fee notice is served.
    ChargeServed,
    /// It is paid.
    Paid,
    /// It is not (O2).
    NotPaid,
    /// A search is made for an item.
    Search(u32),
    /// The evidence is filed and a reply drafted; over a warning, with the reason, by the head.
    Draft(Vec<Answer>, Option<&'static str>),
    /// A returned reply is drafted anew.
    Redraft(Vec<Answer>),
    /// A level of review is passed.
    Review(ReviewLevel),
    /// The draft is returned.
    Return(&'static str),
    /// It is signed off.
    Sign,
    /// An approval given on paper is entered.
    SignOnPaper,
    /// A number is made void.
    Void,
    /// All whom it has not reached are served.
    Serve(Means),
    /// The last service comes back.
    CameBack,
    /// It is answered at once, orally.
    OnTheSpot(Outcome),
    /// Some items are withdrawn; all when none is named.
    Withdraw(&'static [u32]),
    /// The day of arrival is put right: so many working days earlier.
    ArrivedEarlier(u32),
    /// A letter is corrected.
    CorrectLetter(&'static str),
    /// A reply is revoked on the organ's own motion.
    Revoke(&'static str),
    /// A reconsideration or suit against the last reply is made known.
    Contest(ContestKind),
    /// The organ answers it.
    AnswerContest,
    /// It is decided; whether a reply is to be made anew.
    DecideContest(RemedyResult, bool),
    /// It is filed.
    Archive,
}

/// A thing done, so many working days after arrival, entered so many later.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub after: u32,
    pub late: u32,
    pub deed: Deed,
}

/// One case from its arrival on.
#[derive(Debug, Clone)]
pub(super) struct Story {
    /// How many working days before the last one it arrived.
    pub back: u32,
    pub who: Vec<Who>,
    pub agent: Option<Who>,
    pub wants: Vec<&'static str>,
    pub channel: Channel,
    pub unit: &'static str,
    /// The number it bore on paper before the record began.
    pub opening: Option<&'static str>,
    /// Asked by word of mouth and written down by the office, for somebody who needs help.
    pub oral: bool,
    pub electronic: bool,
    /// Why it was entered late, where it was.
    pub reason: &'static str,
    pub steps: Vec<Step>,
}

impl Story {
    /// Somebody hands in an application.
    pub(super) fn of(back: u32, who: Who, wants: &'static str) -> Self {
        Story {
            back,
            who: vec![who],
            agent: None,
            wants: vec![wants],
            channel: Channel::InPerson,
            unit: super::organ::PLANNING,
            opening: None,
            oral: false,
            electronic: false,
            reason: "",
            steps: vec![Step { after: 0, late: 0, deed: Deed::Register }],
        }
    }

    /// It came another way.
    pub(super) fn by(self, channel: Channel) -> Self {
        Story { channel, ..self }
    }

    /// It concerns another unit.
    pub(super) fn to(self, unit: &'static str) -> Self {
        Story { unit, ..self }
    }

    /// Another item is asked for in it.
    pub(super) fn and(mut self, wants: &'static str) -> Self {
        self.wants.push(wants);
        self
    }

    /// Somebody applies together with the first.
    pub(super) fn with(mut self, who: Who) -> Self {
        self.who.push(who);
        self
    }

    /// It was entered so many working days after it came, for this reason.
    pub(super) fn entered_late(mut self, days: u32, reason: &'static str) -> Self {
        for step in &mut self.steps {
            step.late = days;
        }
        Story { reason, ..self }
    }

    /// Something is done so many working days after arrival.
    pub(super) fn then(mut self, after: u32, deed: Deed) -> Self {
        self.steps.push(Step { after, late: 0, deed });
        self
    }

    /// The last thing is entered so many working days late.
    pub(super) fn late(mut self, days: u32) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step.late = days;
        }
        self
    }

    /// It is drafted and passes the levels; two working days from the draft to the last level.
    pub(super) fn reviewed(self, after: u32, answers: Vec<Answer>) -> Self {
        let searched: Vec<u32> =
            answers.iter().filter(|a| a.0.outcome == Outcome::U1a).map(|answer| answer.0.item.0).collect();
        let story = searched.into_iter().fold(self, |story, item| story.then(after, Deed::Search(item)));
        story.then(after, Deed::Draft(answers, None)).approved(after + 1)
    }

    /// What was drafted passes the levels on this day and the next.
    fn approved(self, after: u32) -> Self {
        self.then(after, Deed::Review(ReviewLevel::UnitHead))
            .then(after, Deed::Review(ReviewLevel::Legal))
            .then(after + 1, Deed::Review(ReviewLevel::Secrecy))
    }

    /// What was drafted passes the levels, is signed off and served; three working days from the first level.
    pub(super) fn passed(self, after: u32, means: Means) -> Self {
        self.approved(after).then(after + 2, Deed::Sign).then(after + 3, Deed::Serve(means))
    }

    /// It is drafted, reviewed, signed off and served; four working days from the draft to the service.
    pub(super) fn answered(self, after: u32, answers: Vec<Answer>, means: Means) -> Self {
        self.reviewed(after, answers).then(after + 3, Deed::Sign).then(after + 4, Deed::Serve(means))
    }

    /// The same with one answer to the first item, by post.
    pub(super) fn replied(self, after: u32, outcome: Outcome) -> Self {
        self.answered(after, vec![answer(1, outcome)], Means::Post)
    }
}
