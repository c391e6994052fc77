//! A letter as it is sealed: its facts, and the parts fixed when it was composed.

use document::Document;
use law::application::SealedRef;
use letters::{Frame, Issue, Paper, lay_out};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::case::Papers;
use crate::error::AppError;

/// The media type of a letter's facts.
pub const LETTER_MEDIA_TYPE: &str = "application/vnd.gongkai.letter+json";
/// The media type of the words of a letter that went out.
pub const WORDS_MEDIA_TYPE: &str = "application/vnd.gongkai.words+json";
/// The form in which this program writes a letter's facts.
pub const LETTER_VERSION: u32 = 1;

/// A composed letter. What it prints under its number and its day follows when it is laid out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedLetter {
    /// The form of what follows.
    pub version: u32,
    /// The facts its template prints.
    pub paper: Paper,
    /// Who sends it, to whom, with what: fixed when it was composed.
    pub frame: Frame,
}

impl std::fmt::Debug for SealedLetter {
    /// Never shows what is to be sealed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedLetter({}, …)", self.paper.title())
    }
}

impl SealedLetter {
    /// Takes up what was composed.
    pub(crate) fn new(paper: Paper, frame: Frame) -> Self {
        SealedLetter { version: LETTER_VERSION, paper, frame }
    }

    /// Lays it out; fails when no version of the law of remedies was in force on the day.
    pub fn lay_out(&self, issue: &Issue) -> Result<Document, AppError> {
        lay_out(&self.frame, issue, &self.paper).map_err(|none| AppError::NotNow(none.to_string()))
    }

    /// The number of the case it was composed for; none for papers of the file.
    pub(crate) fn case_number(&self) -> Option<&str> {
        let asked = match &self.paper {
            Paper::Receipt(paper) => &paper.asked,
            Paper::Correction(paper) => &paper.asked,
            Paper::ReasonsAsked(paper) => &paper.asked,
            Paper::Extension(paper) => &paper.asked,
            Paper::ToldApplicant(paper) => &paper.asked,
            Paper::FeeNotice(paper) => &paper.asked,
            Paper::Reply(paper) => &paper.asked,
            Paper::NoLongerHandled(paper) => &paper.asked,
            Paper::Withdrawal(paper) => &paper.asked,
            Paper::ThirdParty(paper) => return Some(&paper.case_number),
            Paper::Override(paper) => return Some(&paper.case_number),
            Paper::CoProducer(paper) => return Some(&paper.case_number),
            Paper::Assistance(paper) => return Some(&paper.case_number),
            Paper::Amended(_) | Paper::ServiceProof(_) | Paper::ReviewSheet(_) => return None,
        };
        Some(&asked.case_number)
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, AppError> {
        serde_json::to_vec(self).map_err(AppError::Unwritable)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, AppError> {
        #[derive(Deserialize)]
        struct Form {
            version: u32,
        }
        let unreadable = |_| AppError::Inconsistent("文书的内容无法读出".to_owned());
        let Form { version } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if version > LETTER_VERSION {
            return Err(AppError::NewerEvent { kind: "letter".to_owned(), version: i64::from(version) });
        }
        serde_json::from_slice(bytes).map_err(unreadable)
    }
}

impl Papers {
    /// Adds a composed letter and gives the reference for the command.
    pub fn letter(&mut self, app: &App, letter: &SealedLetter) -> Result<SealedRef, AppError> {
        let bytes = letter.to_bytes()?;
        Ok(SealedRef::new(self.file(app, LETTER_MEDIA_TYPE, bytes).0))
    }
}

/// Reads the words of a letter that went out.
pub(crate) fn words_from(bytes: &[u8]) -> Result<Document, AppError> {
    serde_json::from_slice(bytes).map_err(|_| AppError::Inconsistent("文书的内容无法读出".to_owned()))
}
