//! What a command says: JSON on standard output for programs, Chinese for people, an exit status for scripts.

use std::io::Write as _;
use std::process::ExitCode;

use serde::Serialize;
use serde_json::{Value, json};

use crate::args::Format;

/// Why a command was not carried out: what is in the way, what to do about it, and by which provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// What is wrong and what to do, in Chinese.
    pub message: String,
    /// The provision it rests on, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cite: Option<String>,
    /// All the faults, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<String>,
}

impl Refusal {
    /// A refusal that rests on no provision.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), cite: None, faults: Vec::new() }
    }

    /// A refusal that rests on a provision.
    pub fn citing(message: impl Into<String>, cite: impl Into<String>) -> Self {
        Self { message: message.into(), cite: Some(cite.into()), faults: Vec::new() }
    }

    /// A refusal for several faults, all told at once.
    pub fn of_faults(message: impl Into<String>, faults: Vec<String>) -> Self {
        Self { message: message.into(), cite: None, faults }
    }
}

/// Prints text on standard output; a reader that has gone away is no error.
pub fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
    let _ = out.flush();
}

/// Prints a value as JSON on standard output.
pub fn print_json<T: Serialize>(value: &T) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => print(&text),
        Err(error) => eprintln!("无法写成 JSON：{error}"),
    }
}

/// Prints the answers about some files as JSON: of one file the answer itself, of several their list.
pub fn print_json_of(files: usize, answers: &[Value]) {
    match (files, answers) {
        (1, [only]) => print_json(only),
        _ => print_json(&answers),
    }
}

/// Says a refusal in the asked format and gives its exit status, 1.
pub fn refuse(format: Format, refusal: &Refusal) -> ExitCode {
    if format == Format::Json {
        print_json(&json!({ "refusal": refusal }));
    }
    eprintln!("{}", refusal.message);
    for fault in &refusal.faults {
        eprintln!("  - {fault}");
    }
    if let Some(cite) = &refusal.cite {
        eprintln!("依据：{cite}");
    }
    ExitCode::from(1)
}
