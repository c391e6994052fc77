//! Why a file cannot be read, told so that its owner knows what to do.

use serde::{Deserialize, Serialize};

use super::Format;

/// A kind of picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Picture {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// BMP.
    Bmp,
    /// TIFF.
    Tiff,
    /// WebP, HEIC, AVIF and the like.
    Other,
}

impl Picture {
    fn name(self) -> &'static str {
        match self {
            Self::Png => " PNG ",
            Self::Jpeg => " JPEG ",
            Self::Gif => " GIF ",
            Self::Bmp => " BMP ",
            Self::Tiff => " TIFF ",
            Self::Other => "",
        }
    }
}

/// Why a file was not read; each says in Chinese what the file is and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// The file has no bytes, or only white space.
    #[error("文件是空的，请确认选对了文件，并检查文件是否保存完整")]
    Empty,
    /// The file, or what it unpacks to, is larger than allowed (`limit` in bytes).
    #[error("文件过大（超过{}兆字节），请拆分或压缩其中的图片后再试", .limit >> 20)]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The file holds more pages, blocks, cells or instructions than allowed.
    #[error("文件内容过多或过于复杂，已停止读取，请拆分后再试")]
    TooComplex,
    /// The file is JSON, which is data and no document; its caller reads it.
    #[error("这是 JSON 数据文件，不是文稿，请按数据文件导入")]
    Json,
    /// A picture.
    #[error("这是一张{}图片，不是文字文件；请提供 Word、PDF、网页、Excel 或纯文本格式的原文件", .0.name())]
    Picture(Picture),
    /// A PDF or OFD without a text layer.
    #[error("这份文件是扫描图像（只有图片，没有文字层），无法读取；请提供由 Word 等软件直接导出的 PDF 或原始文件")]
    Scanned,
    /// A PDF or OFD whose fonts do not say which characters they show.
    #[error("这份文件的字体没有注明字符，文字无法读出；请提供由 Word 等软件重新导出的 PDF 或原始文件")]
    UnreadableText,
    /// A binary file of an Office program before 2007 that is neither a text nor a workbook.
    #[error("这是旧版 Office（97-2003）文件，认不出其中的文稿，请用原软件打开后另存为 .docx 或 .xlsx 再读取")]
    LegacyOffice,
    /// A file that is read by way of LibreOffice, which is not there.
    #[error(
        "这是{format}文件，要借助 LibreOffice 才能读取，而本机没有安装；请安装 LibreOffice，或用 Word、WPS 打开后另存为 .docx 再读取"
    )]
    NoConverter {
        /// What the file is.
        format: Format,
    },
    /// LibreOffice was there and did not give a file back in time.
    #[error("LibreOffice 未能转换这份{format}文件，请用 Word 或 WPS 打开后另存为 .docx 再读取")]
    NotConverted {
        /// What the file is.
        format: Format,
    },
    /// An OpenDocument file other than a text or a workbook.
    #[error("这是 OpenDocument 文件（.odp 等），不是文稿或表格，请另存为 .xlsx 或 .docx 再读取")]
    OpenDocument,
    /// A presentation.
    #[error("这是演示文稿（.pptx），请提供 Word、PDF、网页、Excel 或纯文本格式的文件")]
    Presentation,
    /// An archive of other files.
    #[error("这是压缩包，请解压后选择其中的文件")]
    Archive,
    /// The file is protected by a password.
    #[error("文件设有密码，请解除密码后再读取")]
    Encrypted,
    /// Reading took longer than allowed and was stopped.
    #[error("读取这份文件超过了时限，已停止；请用原软件打开后另存一份，或拆分后再试")]
    TooSlow,
    /// The program that read the file apart ended before its time.
    #[error("读取这份文件时出现故障，已停止；文件可能已损坏，请用原软件打开后另存一份再试")]
    Crashed,
    /// The file has to be read apart, and no program could be started for it.
    #[error(
        "本机没能启动读取这类文件的子进程，文件没有读取；请稍后再试，仍不行时请管理员检查本程序的文件是否被移动或替换、内存和进程数是否已用完，也可以改用 .docx、网页或纯文本格式的文件"
    )]
    NoChild,
    /// Nothing that is text.
    #[error("这不是能识别的文字文件（内容是二进制数据），请提供 Word、PDF、网页、Excel 或纯文本格式的文件")]
    Binary,
    /// The file is of a known format but cannot be taken apart.
    #[error("这份{format}文件已损坏或不完整，请重新下载，或用原软件打开后另存一份再读取")]
    Damaged {
        /// What it seems to be.
        format: Format,
    },
    /// The file could be opened but shows no text.
    #[error("这份{format}文件里没有文字，请确认选对了文件")]
    NoText {
        /// What it is.
        format: Format,
    },
}
