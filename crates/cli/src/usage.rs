//! Wrong usage, said in Chinese: the parser's own sentences are English and never reach the screen.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Exit status for wrong usage (EX_USAGE of sysexits).
pub const WRONG_USAGE: u8 = 64;

/// Says what is wrong with the command line and how to find out what is right.
pub fn explain(error: &clap::Error) -> String {
    let arg = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("选项 {arg} 后面缺少内容。"),
        ErrorKind::InvalidValue => {
            let valid = context(error, ContextKind::ValidValue);
            format!("{arg} 不能是“{value}”，可以是：{valid}。")
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
            if !why.is_ascii() {
                format!("{arg}：{why}。")
            } else if digits {
                format!("{arg}：“{value}”太大，请核对。")
            } else {
                format!("{arg}：“{value}”不是合适的数，请写一个不小于 0 的整数。")
            }
        }
        ErrorKind::UnknownArgument => {
            let near = context(error, ContextKind::SuggestedArg);
            if near.is_empty() {
                format!("没有“{arg}”这个选项或参数。")
            } else {
                format!("没有“{arg}”这个选项，是不是想写 {near}？")
            }
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            let near = context(error, ContextKind::SuggestedSubcommand);
            if near.is_empty() {
                format!("没有“{name}”这个命令。")
            } else {
                format!("没有“{name}”这个命令，是不是想写 {near}？")
            }
        }
        ErrorKind::MissingRequiredArgument => format!("缺少必需的内容：{arg}。"),
        ErrorKind::ArgumentConflict => {
            let prior = context(error, ContextKind::PriorArg);
            if prior.is_empty() || prior == arg {
                format!("{arg} 只能写一次。")
            } else {
                format!("{arg} 和 {prior} 不能同时使用。")
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues | ErrorKind::NoEquals => {
            format!("{arg} 后面内容的个数不对。")
        }
        ErrorKind::InvalidUtf8 => "参数中有不是 UTF-8 的字符。".to_owned(),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有写要做什么。".to_owned()
        }
        _ => "命令写得不对。".to_owned(),
    };
    let usage = usage_line(error);
    format!("{sentence}\n{usage}加上 --help 可以看到说明和例子。")
}

/// Puts the parser's own few words in a help text into Chinese.
pub fn in_chinese(help: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("[OPTIONS]", "[选项]"),
        ("Options:", "选项："),
        ("Arguments:", "参数："),
        ("Commands:", "命令："),
        ("选项:", "选项："),
        ("命令:", "命令："),
    ];
    WORDS.iter().fold(help.to_owned(), |text, (english, chinese)| text.replace(english, chinese))
}

fn usage_line(error: &clap::Error) -> String {
    let usage = error.get(ContextKind::Usage).map(|value| strip_styles(&value.to_string())).unwrap_or_default();
    let usage = usage.trim().trim_start_matches("Usage:").trim();
    let usage = in_chinese(usage);
    if usage.is_empty() { String::new() } else { format!("用法：{usage}\n") }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(other) => strip_styles(&other.to_string()),
        None => String::new(),
    }
}

/// Drops terminal colour sequences, which end with an `m`.
fn strip_styles(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match (inside, c) {
            (false, '\u{1b}') => inside = true,
            (true, 'm') => inside = false,
            (false, c) => plain.push(c),
            (true, _) => {}
        }
    }
    plain
}
