//! Papers printed: a laid-out document as a PDF, by typst, aside from the threads that answer requests.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use document::Document;
use jiff::civil::Date;
use tokio::sync::Semaphore;
use typeset::{Fonts, Options, TypesetError};

use crate::fault::PageError;

/// How many papers are set at once; each takes a processor for some tenths of a second.
const AT_ONCE: usize = 2;

/// Sets papers, with fonts found once.
pub(crate) struct Press {
    folders: Vec<PathBuf>,
    fonts: Mutex<Option<Arc<Fonts>>>,
    free: Semaphore,
}

impl Press {
    /// A press with the operator's own fonts, if there is a folder of them, and the system's.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        Press { folders: folder.into_iter().collect(), fonts: Mutex::new(None), free: Semaphore::new(AT_ONCE) }
    }

    /// Gives a document as a PDF made by an organ on a day.
    pub(crate) async fn pdf(
        self: &Arc<Self>,
        document: Document,
        author: &str,
        date: Date,
    ) -> Result<Vec<u8>, PageError> {
        let Ok(_free) = self.free.acquire().await else { return Err(PageError::broken("排版已经停止。")) };
        let options = Options { author: author.to_owned(), date: Some(date) };
        let press = self.clone();
        let set = tokio::task::spawn_blocking(move || {
            let fonts = press.fonts().map_err(|missing| told(&missing.to_string()))?;
            typeset::pdf(&document, &fonts, &options).map_err(refused)
        });
        set.await.unwrap_or_else(|_| Err(PageError::broken("生成 PDF 文件时出错。")))
    }

    /// The fonts; looked for again as long as there are none, so that installing them is enough.
    fn fonts(&self) -> Result<Arc<Fonts>, typeset::FontsMissing> {
        let mut kept = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fonts) = &*kept {
            return Ok(fonts.clone());
        }
        let fonts = Arc::new(Fonts::load(&self.folders)?);
        *kept = Some(fonts.clone());
        Ok(fonts)
    }
}

fn told(message: &str) -> PageError {
    PageError::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "现在不能生成 PDF",
        format!("{message}。"),
        "请系统管理员处理后再试；也可以先下载 Word 文件。",
    )
}

fn refused(error: TypesetError) -> PageError {
    if let TypesetError::Typst(faults) = &error {
        tracing::error!(?faults, "a paper could not be set");
        return PageError::broken("生成 PDF 文件时出错。");
    }
    told(&error.to_string())
}

#[cfg(test)]
mod tests {
    use document::{Block, Paragraph, Role};

    use super::*;

    fn paper(text: &str) -> Document {
        Document { title: "文书".to_owned(), blocks: vec![Block::Paragraph(Paragraph::new(Role::Body, text))] }
    }

    #[tokio::test]
    async fn a_paper_becomes_a_pdf_or_says_which_package_brings_the_fonts() {
        let press = Arc::new(Press::new(None));
        match press.pdf(paper("公开告知书"), "某某机关", jiff::civil::date(2026, 3, 9)).await {
            Ok(bytes) => assert!(bytes.starts_with(b"%PDF-")),
            Err(error) => assert!(error.message().contains("fonts-noto-cjk")),
        }
    }
}
