//! Letters: composed from what the record knows and what a person fills in, kept as facts, fixed in words when they go out.
//!
//! ```text
//! LetterForm ─ App::compose ─ Composed { letter: SealedLetter, document, decisions, notes }
//!                               │ Papers::letter
//!                               ▼
//!        App::handle_with(act that carries the letter) / App::issue_letter (letters no act carries)
//!                               │ in the act's transaction
//!                               ▼
//!        sealed facts (a paper), and, once the letter goes out, its words as laid out then (another paper)
//! ```
//!
//! - **Facts.** What is kept of a draft is a [`SealedLetter`]: the facts its template prints and the parts fixed when it
//!   was composed. The number, the day and the remedy paragraphs are not among them.
//! - **Words.** A letter goes out by sign-off (a reply) or by the act that sends it (all others). In that transaction it
//!   is laid out for that day, under its number, and the words are sealed beside the facts ([`DeskEvent::LetterIssued`]).
//!   So a draft composed on 30 June and signed on 1 July bears the remedy paragraphs of 1 July, and no later program
//!   changes a word of what was signed.
//! - **Scan.** The stamped paper, scanned after sign-off and before service, takes the place of the words: it is what was
//!   sent, byte for byte.
//!
//! Letters of older records are plain texts and stay readable.
//!
//! [`DeskEvent::LetterIssued`]: crate::events::DeskEvent::LetterIssued

mod again;
mod agree;
mod compose;
mod dates;
mod facts;
mod form;
mod gather;
mod issue;
mod kept;
mod list;
mod notes;
mod parties;
mod reply_form;
mod scan;
mod sealed;
mod sheet;

pub use compose::Composed;
pub use dates::DateNamed;
pub use form::{LetterForm, Recipient};
pub use issue::Issued;
pub use kept::AsSent;
pub use letters::{Field, Issue, Want, Whose};
pub use list::{KeptAs, LetterEntry, LetterOf, LetterState};
pub use reply_form::{GivenForm, ItemReply, ReplyForm, WithheldForm};
pub use scan::KeptScan;
pub use sealed::{LETTER_MEDIA_TYPE, LETTER_VERSION, SealedLetter, WORDS_MEDIA_TYPE};
pub use sheet::Sheet;

pub(crate) use list::{Sighting, letters_in, see};
