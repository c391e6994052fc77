//! Reading a letter back: the words that went out, or the draft as it stands.

use document::{Block, Document, Paragraph, Role};
use law::application::{Case, Progress, ReplyNo, SealedRef};
use letters::Issue;
use store::Reader;
use uuid::Uuid;

use super::facts::title_of_reply;
use super::sealed::{LETTER_MEDIA_TYPE, SealedLetter, words_from};
use crate::app::App;
use crate::authorise::Action;
use crate::case::{DeskCase, Opened};
use crate::error::AppError;
use crate::occasion::Occasion;

/// A letter as it was sent.
pub enum AsSent {
    /// A file, the scan of the stamped letter as a rule: these bytes and no others.
    File {
        /// Its media type.
        media_type: String,
        /// Its bytes.
        bytes: Vec<u8>,
        /// A name for it, without ending and without anybody's name.
        stem: String,
    },
    /// The words that went out.
    Paper {
        /// They, laid out.
        document: Document,
        /// A name for the file made of it, without ending and without anybody's name.
        stem: String,
    },
}

impl std::fmt::Debug for AsSent {
    /// Never shows the letter.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            AsSent::File { media_type, bytes, .. } => write!(f, "File({media_type}, {} bytes)", bytes.len()),
            AsSent::Paper { .. } => f.write_str("Paper(…)"),
        }
    }
}

/// The name of a letter's file: its number, or its case's, and its title.
pub(crate) fn stem(number: Option<&str>, case: &DeskCase, title: &str, draft: bool) -> String {
    let number = number.or(case.number.as_deref()).unwrap_or_default();
    let draft = if draft { "（草稿）" } else { "" };
    let name = format!("{number} {title}{draft}");
    name.trim().chars().map(|c| if c.is_control() || r#"\/:*?"<>|"#.contains(c) { '-' } else { c }).collect()
}

/// A letter kept as a plain text, shown as a paper: each of its lines a paragraph.
fn plain(text: &str, title: &str) -> Document {
    let line = |line: &str| Block::Paragraph(Paragraph::new(Role::Body, line.trim_end()));
    Document { title: title.to_owned(), blocks: text.lines().map(line).collect() }
}

/// The reply whose letter this is, of those that stand in the record.
fn reply_with<'a>(case: &'a Case, letter: &SealedRef) -> Option<&'a law::application::Reply> {
    case.replies.iter().find(|reply| reply.draft.letter == *letter)
}

impl App {
    /// Lays a kept letter out: the words that went out, or the draft with what is known of it today. `None` when it was
    /// destroyed. Gives a name for its file with it. Needs the master key.
    ///
    /// A letter of an older record, kept as a plain text, is shown as a paper with that text; one kept as a file is not
    /// laid out but read with [`App::file`].
    pub async fn letter_document(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        letter: &SealedRef,
    ) -> Result<Option<(Document, String)>, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.snapshot().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        self.document_of(&mut reader, occasion, &opened, letter).await
    }

    pub(crate) async fn document_of(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        opened: &Opened,
        letter: &SealedRef,
    ) -> Result<Option<(Document, String)>, AppError> {
        let case = &opened.case;
        let reply = reply_with(&case.law, letter);
        let signed = reply.is_none_or(|reply| matches!(reply.progress, Progress::SignedOff { .. }));
        let id = Uuid::try_parse(letter.as_str()).ok();
        let number = reply.and_then(|reply| reply.number()).map(|number| number.as_str().to_owned());
        // A number made void takes its words with it; the letter is a draft again, or bears another number.
        let issued = case
            .issued
            .iter()
            .rev()
            .find(|issued| Some(issued.letter) == id && signed && (reply.is_none() || issued.number == number));
        if let Some(issued) = issued {
            let words = self.paper_of(reader, occasion.organ, case, &issued.words.to_string()).await?;
            let title = letters::title_of(&issued.kinds);
            let stem = stem(issued.number.as_deref(), case, title, false);
            return words.map(|(_, bytes)| Ok((words_from(&bytes)?, stem))).transpose();
        }
        let Some((media_type, bytes)) = self.paper_of(reader, occasion.organ, case, letter.as_str()).await? else {
            return Ok(None);
        };
        match media_type.as_str() {
            LETTER_MEDIA_TYPE => {
                let letter = SealedLetter::from_bytes(&bytes)?;
                let document = letter.lay_out(&Issue::Draft { as_of: occasion.at.today })?;
                let stem = stem(None, case, letter.paper.title(), true);
                Ok(Some((document, stem)))
            }
            "text/plain" => {
                let title = reply.map_or("文书", title_of_reply);
                let text = String::from_utf8_lossy(&bytes);
                let stem = stem(number.as_deref(), case, title, reply.is_some() && !signed);
                Ok(Some((plain(&text, title), stem)))
            }
            _ => Err(AppError::NotNow("这份文书是以文件保存的，请直接下载该文件".to_owned())),
        }
    }

    /// Reads a reply's letter as it was sent: exactly the scan where one is kept, else the words signed off. `None` when it
    /// was destroyed. Needs the master key.
    pub async fn letter_as_sent(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        reply: ReplyNo,
    ) -> Result<Option<AsSent>, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.snapshot().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        let case = &opened.case;
        let found = case.law.reply(reply);
        let found = found.ok_or_else(|| AppError::NotFound { what: "答复", which: reply.to_string() })?;
        if found.signed_off_on().is_none() {
            return Err(AppError::NotNow("答复还没有签发，没有发出的文书；请查看草稿".to_owned()));
        }
        let number = found.number().map(|number| number.as_str());
        let stem = || stem(number, case, title_of_reply(found), false);
        let letter = Uuid::try_parse(found.draft.letter.as_str()).ok();
        let as_file = letter
            .and_then(|id| case.papers.get(&id))
            .is_some_and(|paper| paper.media_type != LETTER_MEDIA_TYPE && paper.media_type != "text/plain");
        let file = match case.scan_of(reply) {
            Some(scan) => Some(scan.file.to_string()),
            None if as_file => Some(found.draft.letter.as_str().to_owned()),
            None => None,
        };
        if let Some(file) = file {
            let bytes = self.paper_of(&mut reader, occasion.organ, case, &file).await?;
            return Ok(bytes.map(|(media_type, bytes)| AsSent::File { media_type, bytes, stem: stem() }));
        }
        let document = self.document_of(&mut reader, occasion, &opened, &found.draft.letter).await?;
        Ok(document.map(|(document, stem)| AsSent::Paper { document, stem }))
    }
}
