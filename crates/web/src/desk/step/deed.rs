//! What is done when a form is sent: one use case, or a letter composed and then the use case that carries it.

use app::letter::{Composed, SealedLetter};
use app::{AppError, LetterForm, Occasion, Papers};
use law::application::{Act, Command, ItemNo, ReplyNo, SealedRef, decide, evolve};

use super::bench::Bench;
use crate::form::Upload;

/// Makes the act of a letter that was sealed.
pub(super) type Carried = Box<dyn FnOnce(SealedRef, &Composed) -> Act + Send>;

/// What is done.
pub(super) enum Deed {
    /// An act with the papers it names.
    Act(Act, Papers),
    /// Several acts, one after another, each an entry of its own.
    Acts(Vec<(Act, Papers)>),
    /// An act that sends a letter.
    Letter {
        /// The letter as filled in.
        form: LetterForm,
        /// What else comes with it.
        papers: Papers,
        /// What is put on the file before, each an entry of its own.
        first: Vec<(Act, Papers)>,
        /// The act, once the letter is sealed.
        act: Carried,
    },
    /// An act that needs no letter, with one sent for proof.
    Beside(LetterForm, Act, Papers),
    /// A sign-off under the next number, with the approval on paper where there is one.
    SignOff(ReplyNo, Option<Upload>),
    /// An item moved to a case of its own.
    Split(ItemNo),
}

impl Deed {
    /// An act that sends a letter and nothing else.
    pub(super) fn letter(form: LetterForm, act: impl FnOnce(SealedRef, &Composed) -> Act + Send + 'static) -> Self {
        Deed::Letter { form, papers: Papers::none(), first: Vec::new(), act: Box::new(act) }
    }

    /// An act without papers.
    pub(super) fn act(act: Act) -> Self {
        Deed::Act(act, Papers::none())
    }

    /// The letter that is filled in.
    pub(super) fn letter_form(&self) -> Option<&LetterForm> {
        match self {
            Deed::Letter { form, .. } | Deed::Beside(form, ..) => Some(form),
            _ => None,
        }
    }

    /// Carries it out on a case; warnings are overridden where a reason is given.
    pub(super) async fn carry_out(
        self,
        bench: &Bench,
        occasion: &Occasion<'_>,
        overriding: Option<&str>,
    ) -> Result<(), AppError> {
        let (app, case_id) = (&bench.page.app, bench.case_id);
        let command = |act: Act| Command { act, override_reason: overriding.map(str::to_owned) };
        match self {
            Deed::Act(act, papers) => {
                app.handle_with(occasion, case_id, command(act), papers).await?;
            }
            Deed::Acts(acts) => {
                one_by_one(bench, occasion, acts, overriding).await?;
            }
            Deed::Letter { form, mut papers, first, act } => {
                let composed = app.compose(occasion, case_id, &form).await?;
                let letter = papers.letter(app, &composed.letter)?;
                let command = command(act(letter, &composed));
                would_be_taken(bench, &first, &command)?;
                let occasion = one_by_one(bench, occasion, first, None).await?;
                app.handle_with(&occasion, case_id, command, papers).await?;
            }
            Deed::Beside(form, act, mut papers) => {
                let letter: SealedLetter = app.compose(occasion, case_id, &form).await?.letter;
                papers.letter(app, &letter)?;
                app.handle_with(occasion, case_id, command(act), papers).await?;
            }
            Deed::SignOff(reply, paper) => {
                let paper = paper.map(|paper| (paper.media_type, paper.bytes));
                app.sign_off_overriding(occasion, case_id, reply, paper, overriding).await?;
            }
            Deed::Split(item) => {
                app.split_item(occasion, case_id, item).await?;
            }
        }
        Ok(())
    }
}

/// Asks the law about a command after what comes before it, so that nothing is put on the file for a draft it refuses.
fn would_be_taken(bench: &Bench, first: &[(Act, Papers)], command: &Command) -> Result<(), AppError> {
    if first.is_empty() {
        return Ok(());
    }
    let refused = |refusal| AppError::Refused(Box::new(refusal));
    let mut case = bench.law().clone();
    for (act, _) in first {
        let events = decide(&case, &act.clone().into(), &bench.context()).map_err(refused)?;
        case = events.iter().fold(case, |case, event| evolve(case, event, bench.on));
    }
    decide(&case, command, &bench.context()).map(drop).map_err(refused)
}

/// Carries out acts one after another; gives the occasion of who has seen them.
async fn one_by_one<'o>(
    bench: &Bench,
    occasion: &Occasion<'o>,
    acts: Vec<(Act, Papers)>,
    overriding: Option<&str>,
) -> Result<Occasion<'o>, AppError> {
    let mut occasion = *occasion;
    for (act, papers) in acts {
        let command = Command { act, override_reason: overriding.map(str::to_owned) };
        let recorded = bench.page.app.handle_with(&occasion, bench.case_id, command, papers).await?;
        occasion = occasion.having_seen(recorded.case.seq);
    }
    Ok(occasion)
}
