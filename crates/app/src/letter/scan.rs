//! The stamped letter, scanned: it is what was sent, byte for byte.

use jiff::civil::Date;
use law::application::{LetterNumber, ReplyNo};
use uuid::Uuid;

use crate::app::App;
use crate::authorise::Action;
use crate::case::{DeskCase, Entries, PAPER_MAX, Papers, Recorded, no_case};
use crate::error::{AppError, Faults};
use crate::events::DeskEvent;
use crate::occasion::Occasion;

/// A scan of a stamped letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptScan {
    /// Whose letter.
    pub reply: ReplyNo,
    /// The number the letter bore then.
    pub number: Option<LetterNumber>,
    /// The scan, among the papers.
    pub file: Uuid,
    /// The day it was put on the file.
    pub on: Date,
}

/// What a scan is by its first bytes; none when it is none of those taken.
fn sniffed(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        Some("application/pdf")
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some("image/jpeg")
    } else {
        None
    }
}

/// Finds what is wrong with a scan; gives its media type when nothing is.
fn check(media_type: &str, bytes: &[u8]) -> Result<&'static str, AppError> {
    let mut faults = Faults::default();
    let found = sniffed(bytes);
    let said = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let unsaid = said.is_empty() || said == "application/octet-stream";
    match found {
        _ if bytes.is_empty() => faults.add("scan", "扫描件是空的，请重新选择文件"),
        None => faults.add("scan", "扫描件应当是 PDF、PNG 或者 JPEG 文件，请重新扫描或者另存后交入"),
        Some(found) if !unsaid && found != said => {
            faults.add("scan", "扫描件的内容与文件类型不一致，请用原来的格式保存后交入");
        }
        Some(_) => {}
    }
    if bytes.len() > PAPER_MAX {
        faults.add("scan", format!("扫描件太大：至多{}兆字节", PAPER_MAX >> 20));
    }
    faults.none_or()?;
    found.ok_or_else(|| AppError::Inconsistent("扫描件的类型无法判断".to_owned()))
}

impl DeskCase {
    /// The scan that is a reply's letter as stamped: the last one made of it under the number it bears.
    pub fn scan_of(&self, reply: ReplyNo) -> Option<&KeptScan> {
        let number = self.law.reply(reply)?.number();
        self.scans.iter().rev().find(|scan| scan.reply == reply && scan.number.as_ref() == number)
    }
}

impl App {
    /// Keeps the scan of a reply's stamped letter, between sign-off and service; the scan then is what was sent.
    ///
    /// A later scan takes the place of an earlier one, and both stay on the file. PDF, PNG and JPEG are taken, told by
    /// their content. Needs the master key.
    pub async fn keep_scan(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        reply: ReplyNo,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<Recorded, AppError> {
        self.permit(occasion, Action::Deliver)?;
        let media_type = check(media_type, &bytes)?;
        self.vault()?;
        let done = self.keep(occasion, case_id, reply, media_type, bytes).await;
        self.explain(done).await
    }

    async fn keep(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        reply: ReplyNo,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<Recorded, AppError> {
        let mut write = self.begin(occasion.organ).await?;
        let opened = self.open_case(&mut write, occasion, case_id).await?;
        may_be_scanned(&opened.case, reply, occasion)?;
        let mut papers = Papers::none();
        let file = papers.file(self, media_type, bytes);
        let file = Uuid::try_parse(file.as_str()).map_err(|_| AppError::Inconsistent("扫描件的编号不对".to_owned()))?;
        let subject = opened.case.subject().ok_or_else(|| no_case(case_id))?;
        let sealed = self.seal_papers(&mut write, occasion, subject, &papers).await?;
        let desk = vec![DeskEvent::PapersSealed { papers: sealed }, DeskEvent::ScanKept { reply, file }];
        let recorded = self.record(&mut write, occasion, opened, Entries { desk, law: Vec::new() }).await?;
        write.commit().await?;
        Ok(recorded)
    }
}

fn may_be_scanned(case: &DeskCase, reply: ReplyNo, occasion: &Occasion<'_>) -> Result<(), AppError> {
    let found = case.law.reply(reply);
    let found = found.ok_or_else(|| AppError::NotFound { what: "答复", which: reply.to_string() })?;
    let Some(signed) = found.signed_off_on() else {
        return Err(AppError::NotNow("答复还没有签发，没有用印的文书；请在签发、用印以后归入扫描件".to_owned()));
    };
    if found.went_out_on().is_some() {
        return Err(AppError::NotNow(
            "答复已经送达，送达的是哪一份已经确定，不能再归入或者更换用印扫描件；文书有误的，请更正答复文书".to_owned(),
        ));
    }
    if occasion.on < signed || occasion.on > occasion.at.today {
        return Err(AppError::NotNow("归入扫描件的日期应当在签发之日以后、今天以前；请核对日期".to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(media_type: &str, bytes: &[u8]) -> Option<String> {
        match check(media_type, bytes) {
            Ok(_) => None,
            Err(AppError::Invalid(faults)) => Some(faults.0[0].message.clone()),
            Err(other) => Some(other.to_string()),
        }
    }

    #[test]
    fn a_scan_is_what_its_content_says() {
        for (media_type, bytes, taken) in [
            ("application/pdf", b"%PDF-1.7".as_slice(), true),
            ("Application/PDF; x=1", b"%PDF-1.7", true),
            ("", b"\x89PNG\r\n\x1a\n...", true),
            ("application/octet-stream", b"\xff\xd8\xff\xe0", true),
            ("image/png", b"%PDF-1.7", false),
            ("application/pdf", b"<html>", false),
            ("application/pdf", b"", false),
        ] {
            assert_eq!(field(media_type, bytes).is_none(), taken, "{media_type}");
        }
    }
}
