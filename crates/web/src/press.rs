//! Papers printed: a laid-out document as a PDF, by typst, aside from the threads that answer requests.

use std::sync::Arc;

use axum::http::StatusCode;
use document::Document;
use jiff::civil::Date;
use tokio::sync::Semaphore;
use typeset::{Options, TypesetError};

use crate::fault::PageError;
use crate::fonts::FontShelf;

/// How many papers are set at once; each takes a processor for some tenths of a second.
const AT_ONCE: usize = 2;

/// Sets papers in the fonts of a shelf.
pub(crate) struct Press {
    shelf: Arc<FontShelf>,
    free: Semaphore,
}

impl Press {
    /// A press beside a shelf of fonts.
    pub(crate) fn new(shelf: Arc<FontShelf>) -> Self {
        Press { shelf, free: Semaphore::new(AT_ONCE) }
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
            let fonts = press.shelf.fonts().map_err(|missing| told(&missing.to_string()))?;
            typeset::pdf(&document, &fonts, &options).map_err(refused)
        });
        set.await.unwrap_or_else(|_| Err(PageError::broken("生成 PDF 文件时出错。")))
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
        let press = Arc::new(Press::new(Arc::default()));
        match press.pdf(paper("公开告知书"), "某某机关", jiff::civil::date(2026, 3, 9)).await {
            Ok(bytes) => assert!(bytes.starts_with(b"%PDF-")),
            Err(error) => assert!(error.message().contains("fonts-noto-cjk")),
        }
    }
}
