//! `gongkai user`: accounts.

use std::io::{BufRead as _, IsTerminal as _, Read as _};
use std::process::ExitCode;

use app::actor::parse_role;
use app::{NewUser, Occasion};
use jiff::civil::Date;
use serde_json::json;

use crate::answer::{Refusal, print, print_json};
use crate::args::{Format, User};
use crate::command::waiting;
use crate::record::{console, of_app, open_app, organ};

/// The words for roles, as `--help` explains them.
const ROLES: &str = "officer、handler、reviewer、head、leader、editor、supervisor、admin";

/// No password comes near this many bytes.
const MOST_BYTES: u64 = 4096;

pub fn run(command: User, today: Option<Date>) -> ExitCode {
    let User::Add { place, login, name, role, organ: named, format } = command;
    waiting(format, async move {
        let mut faults = Vec::new();
        let mut roles = Vec::new();
        for word in &role {
            match parse_role(word) {
                Some(role) => roles.push(role),
                None => faults.push(format!("没有“{word}”这个角色，可以写：{ROLES}")),
            }
        }
        if !faults.is_empty() {
            return Err(Refusal::of_faults("请先改正：", faults));
        }
        let password = password()?;
        let (app, at) = open_app(&place, today).await?;
        let code = organ(&app, named.as_deref()).await?;
        let actor = console(&code);
        let user = NewUser { login: &login, name: &name, roles: &roles, unit: "", password: &password };
        let occasion = Occasion::now(&actor, at).because("增加用户");
        app.add_user(&occasion, &user).await.map_err(|error| of_app(&error))?;
        app.store().clone().close().await;
        match format {
            Format::Json => print_json(&json!({ "organ": code, "login": login })),
            Format::Text => print(&format!("已增加用户“{login}”（{name}）。")),
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Reads one line of standard input, where a password neither shows in the shell's history nor in the process list.
fn password() -> Result<String, Refusal> {
    if std::io::stdin().is_terminal() {
        eprintln!("请输入口令（一行，至少10个字符；屏幕上会显示出来，请避开旁人）：");
    }
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .take(MOST_BYTES)
        .read_line(&mut line)
        .map_err(|_| Refusal::new("口令读不出，请用标准输入给出一行 UTF-8 文字。"))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
