//! `gongkai key`: the master key's file.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use store::keys::MasterKey;

use crate::answer::{Refusal, print, refuse};
use crate::args::{Format, Key};
use crate::disk;
use crate::record::{MASTER_KEY_FILE, MachineEntropy, of_store};

pub fn run(command: &Key) -> ExitCode {
    let Key::New { file } = command;
    let made = MasterKey::generate(&MachineEntropy).map_err(|error| of_store(&error));
    match made.and_then(|key| write_key(file, &key)) {
        Ok(()) => {
            print(&format!(
                "已新造主密钥：{}。\n请另存一份，与数据库、备份分开保管：没有它，任何姓名、申请和文书都不能再打开。\n\
                 运行程序时用环境变量 {MASTER_KEY_FILE} 指明这个文件。",
                file.display()
            ));
            ExitCode::SUCCESS
        }
        Err(refusal) => refuse(Format::Text, &refusal),
    }
}

/// Writes a key into a file of its own that nobody else can read; never over a file that is there.
pub fn write_key(file: &Path, key: &MasterKey) -> Result<(), Refusal> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let told = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Refusal::new(format!("{}：已经有这个文件，不会覆盖；请换一个文件名。", file.display()))
        }
        _ => Refusal::new(format!("{}：{}。", file.display(), disk::in_words(&error))),
    };
    let mut opened = options.open(file).map_err(told)?;
    let written = opened
        .write_all(key.to_hex().as_bytes())
        .and_then(|()| opened.write_all(b"\n"))
        .and_then(|()| opened.sync_all());
    written.map_err(|error| {
        // Half a key opens nothing and would stand in the way of the next try.
        let _ = std::fs::remove_file(file);
        told(error)
    })
}
