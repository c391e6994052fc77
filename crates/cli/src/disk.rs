//! What the operating system says about a file, in Chinese: its own sentences are English and never reach the screen.

use std::io::{Error, ErrorKind};

/// Says why a file or folder could not be read or written, and what to do.
pub fn in_words(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹，请检查路径".to_owned(),
        ErrorKind::PermissionDenied => "没有读写的权限，请检查文件和文件夹的权限".to_owned(),
        ErrorKind::IsADirectory => "这是文件夹，不是文件，请指明文件".to_owned(),
        ErrorKind::NotADirectory => "路径中有一段是文件，不是文件夹，请检查路径".to_owned(),
        ErrorKind::AlreadyExists => "已经有同名的文件或文件夹，请换一个名称".to_owned(),
        ErrorKind::InvalidData => "内容不是 UTF-8 编码的文字，请检查文件".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘已满，请清理后再试".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "这里只能读，不能写，请换一个地方".to_owned(),
        ErrorKind::InvalidFilename => "文件名太长或者不合规定，请换一个名称".to_owned(),
        _ => match error.raw_os_error() {
            Some(number) => format!("读写失败（系统错误{number}），请检查磁盘和权限"),
            None => "读写失败，请检查磁盘和权限".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_error_of_the_system_is_said_in_english() {
        for number in 1..=133 {
            let told = in_words(&Error::from_raw_os_error(number)).replace("UTF-8", "");
            assert!(!told.bytes().any(|byte| byte.is_ascii_alphabetic()), "{number}: {told}");
        }
    }
}
