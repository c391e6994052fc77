//! Files read in another process: the same answers, and a child that fails fails for its file only.

use std::time::Duration;

use document::read::apart::{Apart, answer};
use document::read::{Limits, ReadError, document as read};
use document::write;

use crate::paper::paper;
use crate::pdf::PAPER;

/// Set for this test program when it is started as a child.
const CHILD: &str = "GONGKAI_TEST_CHILD";

/// Not a test: what a child runs. Started with the other tests it does nothing.
#[test]
fn the_child() {
    if std::env::var_os(CHILD).is_some() {
        answer(std::io::stdin().lock(), std::io::stdout()).unwrap();
        std::process::exit(0);
    }
}

/// This test program as the child.
fn apart() -> Apart {
    let own = std::env::current_exe().unwrap();
    let mut arguments = vec![format!("{CHILD}=1"), own.display().to_string()];
    arguments.extend(["--exact", "apart::the_child", "--nocapture", "--quiet"].map(str::to_owned));
    Apart::new("/usr/bin/env", arguments)
}

#[test]
fn a_child_gives_what_the_process_itself_gives() {
    let apart = apart();
    let book = write::xlsx(&paper()).unwrap();
    let word = write::docx(&paper()).unwrap();
    for file in [PAPER, &book, &word, PAPER, "正文".as_bytes(), &PAPER[..PAPER.len() / 2], b"%PDF-1.4 rubbish"] {
        let limits = Limits::default();
        assert_eq!(apart.read(file, Some("年报.pdf"), &limits), read(file, Some("年报.pdf"), &limits));
    }
}

#[test]
fn many_files_are_read_at_once() {
    let apart = apart();
    let expected = read(PAPER, None, &Limits::default());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(apart.read(PAPER, None, &Limits::default()), expected));
        }
    });
}

#[test]
fn a_child_that_dies_or_never_answers_fails_for_its_file() {
    let none: [&str; 0] = [];
    assert_eq!(Apart::new("/bin/true", none).read(PAPER, None, &Limits::default()), Err(ReadError::Crashed));
    let slow = Apart::new("/bin/sleep", ["600"]).within(Duration::from_millis(50));
    assert_eq!(slow.read(PAPER, None, &Limits::default()), Err(ReadError::TooSlow));
}

#[test]
fn without_a_child_a_dangerous_file_is_refused_and_others_are_read() {
    let none: [&str; 0] = [];
    let book = write::xlsx(&paper()).unwrap();
    let word = write::docx(&paper()).unwrap();
    for apart in [Apart::new("/nowhere/at/all", none), Apart::nowhere()] {
        for dangerous in [PAPER, &book] {
            assert_eq!(apart.read(dangerous, None, &Limits::default()), Err(ReadError::NoChild));
        }
        for plain in [&word, "<p>正文</p>".as_bytes(), "正文".as_bytes()] {
            assert!(apart.read(plain, None, &Limits::default()).is_ok());
        }
    }
    let told = ReadError::NoChild.to_string();
    assert!(told.contains("文件没有读取") && told.contains("请管理员检查"), "{told}");
    // Whoever asks for it reads in the process itself.
    assert!(Apart::here().read(PAPER, None, &Limits::default()).is_ok());
}

#[cfg(unix)]
#[test]
fn a_child_that_takes_too_much_processor_time_was_too_slow() {
    let apart = Apart::new("/bin/sh", ["-c", "kill -XCPU $$"]);
    assert_eq!(apart.read(PAPER, None, &Limits::default()), Err(ReadError::TooSlow));
}

#[test]
fn a_file_that_brings_the_child_down_is_that_files_error() {
    // Arrays within arrays in a packed object: the parser calls itself for each of them.
    let deep = format!("5 0 {}", "[".repeat(1_000_000));
    let packed: String = deep.bytes().map(|byte| format!("{byte:02x}")).collect();
    let file = format!(
        "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 5 0 R>>\nendobj\n\
         6 0 obj\n<</Type/ObjStm/N 1/First 4/Length {}/Filter/ASCIIHexDecode>>\nstream\n{packed}>\nendstream\nendobj\n\
         trailer\n<</Root 1 0 R>>\n",
        packed.len() + 1
    );
    let apart = apart();
    assert!(apart.read(PAPER, None, &Limits::default()).is_ok());
    assert!(apart.read(file.as_bytes(), None, &Limits::default()).is_err());
    assert!(apart.read(PAPER, None, &Limits::default()).is_ok());
}
