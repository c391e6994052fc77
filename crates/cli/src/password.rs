//! Reading a password from standard input, where it stands neither in the shell's history nor in the process list; at a
//! terminal it does not show either.

use std::io::{BufRead as _, IsTerminal as _, Read as _};
use std::process::{Command, Stdio};

use app::password::PASSWORD_MIN;

use crate::answer::Refusal;

/// No password comes near this many bytes.
const MOST_BYTES: u64 = 4096;
/// Exit status of a command that was interrupted: 128 and the number of the signal, as shells have it.
const INTERRUPTED: i32 = 130;

/// Reads one line; at a terminal twice, unseen, and both must be the same. To be called inside the runtime.
pub fn read() -> Result<String, Refusal> {
    if !std::io::stdin().is_terminal() {
        return line();
    }
    let hidden = Unseen::begin()?;
    let asked = |what: &str| {
        eprint!("{what}");
        let line = line();
        eprintln!();
        line
    };
    let first = asked(&format!("请输入口令（至少{PASSWORD_MIN}个字符，不显示）："))?;
    let again = asked("请再输入一次：")?;
    drop(hidden);
    if first == again {
        Ok(first)
    } else {
        Err(Refusal::new("两次输入的口令不一样，没有保存；请重新运行本命令。"))
    }
}

fn line() -> Result<String, Refusal> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .take(MOST_BYTES)
        .read_line(&mut line)
        .map_err(|_| Refusal::new("口令读不出，请用标准输入给出一行 UTF-8 文字。"))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// A terminal that does not show what is typed, until dropped.
struct Unseen {
    /// How the terminal was set before, as `stty` writes it.
    before: String,
}

impl Unseen {
    fn begin() -> Result<Unseen, Refusal> {
        let refused = || Refusal::new("无法让屏幕不显示口令；请把口令写进只有本人可读的文件，用 < 文件 的办法给出。");
        let before = stty(&["-g"]).ok_or_else(refused)?.trim().to_owned();
        let restored = before.clone();
        // Whoever interrupts the command must get their terminal back.
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                stty(&[&restored]);
                eprintln!();
                std::process::exit(INTERRUPTED);
            }
        });
        // Made before the terminal is set, so that it is set back even if that fails halfway.
        let unseen = Unseen { before };
        stty(&["-echo"]).ok_or_else(refused)?;
        Ok(unseen)
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        stty(&[&self.before]);
    }
}

/// Runs `stty` on the terminal at standard input; gives what it said, or nothing if it failed.
fn stty(args: &[&str]) -> Option<String> {
    let run = Command::new("stty").args(args).stdin(Stdio::inherit()).stderr(Stdio::null()).output().ok()?;
    run.status.success().then(|| String::from_utf8_lossy(&run.stdout).into_owned())
}
