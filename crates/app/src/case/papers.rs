//! What comes with a command and is sealed with it: texts, files, and the data of those who are consulted.
//!
//! A command refers to its papers; they are handed in beside it and sealed in the command's own transaction, so that no
//! event ever refers to a paper that is not there.

use law::application::{FileRef, SealedRef, SubjectRef};
use store::Write;
use uuid::Uuid;

use crate::app::App;
use crate::applicant::Party;
use crate::error::{AppError, Faults};
use crate::events::SealedPaper;
use crate::identity::normalised_name;
use crate::occasion::Occasion;

/// Most bytes of one paper.
pub const PAPER_MAX: usize = 64 << 20;
/// Most papers handed in with one command.
pub const PAPERS_MAX: usize = 200;
/// Most bytes of all of them together: they are sealed in one transaction and held in memory until then.
const PAPERS_BYTES_MAX: usize = 256 << 20;
/// Most characters of a media type.
const MEDIA_TYPE_MAX: usize = 100;

/// Field of the blind index for names.
pub(crate) const NAME_FIELD: &str = "name";
/// Field of the blind index for the numbers of identity papers.
pub(crate) const PAPER_FIELD: &str = "paper";
/// Field of the blind index for the wording of requests.
pub(crate) const WANTED_FIELD: &str = "wanted";

/// Papers handed in with a command.
#[derive(Debug, Default)]
pub struct Papers {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) parties: Vec<(Uuid, Party)>,
}

/// One text or file.
pub(crate) struct Piece {
    pub(crate) id: Uuid,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

impl std::fmt::Debug for Piece {
    /// Never shows what is to be sealed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Piece({}, {} bytes)", self.id, self.bytes.len())
    }
}

impl Papers {
    /// Begins with none.
    pub fn none() -> Self {
        Papers::default()
    }

    /// Adds a text and gives the reference for the command.
    pub fn text(&mut self, app: &App, text: &str) -> SealedRef {
        let id = app.new_id();
        self.pieces.push(Piece { id, media_type: "text/plain".to_owned(), bytes: text.as_bytes().to_vec() });
        SealedRef::new(id.to_string())
    }

    /// Adds a file and gives the reference for the command.
    pub fn file(&mut self, app: &App, media_type: &str, bytes: Vec<u8>) -> FileRef {
        let id = app.new_id();
        self.pieces.push(Piece { id, media_type: media_type.to_owned(), bytes });
        FileRef::new(id.to_string())
    }

    /// Adds somebody to be consulted, in an envelope of their own, and gives the reference for the command.
    pub fn party(&mut self, app: &App, party: Party) -> SubjectRef {
        let id = app.new_id();
        self.parties.push((id, party));
        SubjectRef::new(id.to_string())
    }

    /// Whether there is nothing to seal.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.parties.is_empty()
    }

    pub(crate) fn check(&self, faults: &mut Faults) {
        if self.pieces.len() + self.parties.len() > PAPERS_MAX {
            faults.add("papers", format!("一次至多附{PAPERS_MAX}份材料"));
        }
        if self.pieces.iter().map(|piece| piece.bytes.len()).fold(0, usize::saturating_add) > PAPERS_BYTES_MAX {
            faults.add("papers", format!("材料合计太大：一次至多{}兆字节，请分几次办理", PAPERS_BYTES_MAX >> 20));
        }
        for (place, piece) in self.pieces.iter().enumerate() {
            // It stands in the event in the open, so it must be nothing but a media type.
            let plain = |c: char| c.is_ascii_graphic() || c == ' ';
            if piece.media_type.len() > MEDIA_TYPE_MAX || !piece.media_type.chars().all(plain) {
                faults.add(format!("papers.{place}"), "材料的文件类型写得不对，应当是 application/pdf 这样的写法");
            }
            if piece.bytes.len() > PAPER_MAX {
                faults.add(format!("papers.{place}"), format!("材料太大：每份至多{}兆字节", PAPER_MAX >> 20));
            }
        }
        for (place, (_, party)) in self.parties.iter().enumerate() {
            party.check(&format!("parties.{place}"), faults);
        }
    }
}

impl App {
    /// Seals papers under the key of the case's subject, and parties under keys of their own.
    pub(crate) async fn seal_papers(
        &self,
        write: &mut Write,
        occasion: &Occasion<'_>,
        subject: Uuid,
        papers: &Papers,
    ) -> Result<Vec<SealedPaper>, AppError> {
        let mut sealed = Vec::with_capacity(papers.pieces.len() + papers.parties.len());
        for piece in &papers.pieces {
            let commitment = write
                .seal(self.vault()?, occasion.organ, subject, piece.id, &piece.bytes, occasion.at.recorded_at)
                .await?;
            sealed.push(SealedPaper {
                id: piece.id,
                subject,
                media_type: piece.media_type.clone(),
                commitment: hex(&commitment),
            });
        }
        for (id, party) in &papers.parties {
            let commitment = self.seal_party(write, occasion, *id, party).await?;
            sealed.push(SealedPaper { id: *id, subject: *id, media_type: "application/json".to_owned(), commitment });
        }
        Ok(sealed)
    }

    /// Seals a party's data under a new key of its own, findable by name and number; gives the commitment.
    pub(crate) async fn seal_party(
        &self,
        write: &mut Write,
        occasion: &Occasion<'_>,
        subject: Uuid,
        party: &Party,
    ) -> Result<String, AppError> {
        let vault = self.vault()?;
        let at = occasion.at.recorded_at;
        write.add_subject(vault, occasion.organ, subject, at).await?;
        let bytes = serde_json::to_vec(party).map_err(AppError::Unwritable)?;
        // The data of the party itself is the piece that has the subject's own id.
        let commitment = write.seal(vault, occasion.organ, subject, subject, &bytes, at).await?;
        write.index(vault, occasion.organ, subject, NAME_FIELD, &normalised_name(&party.name)).await?;
        if let Some(paper) = &party.paper {
            write.index(vault, occasion.organ, subject, PAPER_FIELD, &paper.index_text()).await?;
        }
        Ok(hex(&commitment))
    }
}

pub(crate) fn hex(commitment: &store::Commitment) -> String {
    store::Hash(commitment.0).to_string()
}

/// Reads a commitment as it stands in an event; `None` when it is not one.
pub(crate) fn commitment(text: &str) -> Option<store::Commitment> {
    store::Hash::parse(text).map(|hash| store::Commitment(hash.0))
}
