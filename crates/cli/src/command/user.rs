//! `gongkai user`: accounts.

use std::process::ExitCode;

use app::actor::{Role, parse_role, role_code};
use app::{App, AppError, Moment, NewUser, Occasion, User as Account};
use jiff::civil::Date;
use law::reason::chinese_date;
use serde_json::json;

use crate::answer::{Refusal, print, print_json};
use crate::args::{Format, User, Whose};
use crate::command::waiting;
use crate::password;
use crate::record::{console, of_app, open_app, organ};

/// The words for roles, as `--help` explains them.
const ROLES: &str = "officer、handler、reviewer、head、leader、editor、supervisor、admin";

pub fn run(command: User, today: Option<Date>) -> ExitCode {
    match command {
        User::Add { place, login, name, role, organ: named, format } => waiting(format, async move {
            let roles = roles(&role)?;
            let password = password::read()?;
            let (app, at) = open_app(&place, today).await?;
            let code = organ(&app, named.as_deref()).await?;
            let actor = console(&code);
            let user = NewUser { login: &login, name: &name, roles: &roles, unit: "", password: &password };
            let occasion = Occasion::now(&actor, at).because("增加用户");
            app.add_user(&occasion, &user).await.map_err(|error| of_app(&error))?;
            app.store().clone().close().await;
            done(format, &code, &login, &format!("已增加用户“{login}”（{name}）。"))
        }),
        User::Password(whose) => waiting(whose.format, async move {
            let password = password::read()?;
            let told = format!("已重置用户“{}”的口令，该用户已有的登录一律退出。", whose.login);
            on_one(&whose, today, "重置口令", &told, async |app, occasion| {
                app.reset_password(occasion, &whose.login, &password).await
            })
            .await
        }),
        User::Close(whose) => waiting(whose.format, async move {
            let told = format!("已停用用户“{}”，该用户已有的登录一律退出。", whose.login);
            on_one(&whose, today, "停用用户", &told, async |app, occasion| {
                app.close_user(occasion, &whose.login).await
            })
            .await
        }),
        User::Reopen(whose) => waiting(whose.format, async move {
            let told = format!("已恢复用户“{}”，口令和角色照旧。", whose.login);
            on_one(&whose, today, "恢复用户", &told, async |app, occasion| {
                app.reopen_user(occasion, &whose.login).await
            })
            .await
        }),
        User::List { place, organ: named, format } => waiting(format, async move {
            let (app, at) = open_app(&place, today).await?;
            let code = organ(&app, named.as_deref()).await?;
            let users = app.users(&Occasion::now(&console(&code), at)).await.map_err(|error| of_app(&error))?;
            app.store().clone().close().await;
            match format {
                Format::Json => print_json(&users.iter().map(as_json).collect::<Vec<_>>()),
                Format::Text if users.is_empty() => print("还没有用户，请用 gongkai user add 增加。"),
                Format::Text => print(&users.iter().map(in_words).collect::<Vec<_>>().join("\n")),
            }
            Ok(ExitCode::SUCCESS)
        }),
    }
}

/// Does something with one account, as the console, and says that it was done.
async fn on_one(
    whose: &Whose,
    today: Option<Date>,
    reason: &str,
    told: &str,
    work: impl AsyncFnOnce(&App, &Occasion<'_>) -> Result<(), AppError>,
) -> Result<ExitCode, Refusal> {
    let (app, at) = open_app(&whose.place, today).await?;
    let code = organ(&app, whose.organ.as_deref()).await?;
    let actor = console(&code);
    let occasion = Occasion::now(&actor, at).because(whose.reason.as_deref().unwrap_or(reason));
    work(&app, &occasion).await.map_err(|error| of_app(&error))?;
    app.store().clone().close().await;
    done(whose.format, &code, &whose.login, told)
}

fn done(format: Format, organ: &str, login: &str, told: &str) -> Result<ExitCode, Refusal> {
    match format {
        Format::Json => print_json(&json!({ "organ": organ, "login": login })),
        Format::Text => print(told),
    }
    Ok(ExitCode::SUCCESS)
}

/// The roles that words name; all that name none are told at once.
fn roles(words: &[String]) -> Result<Vec<Role>, Refusal> {
    let mut faults = Vec::new();
    let mut roles = Vec::new();
    for word in words {
        match parse_role(word) {
            Some(role) => roles.push(role),
            None => faults.push(format!("没有“{word}”这个角色，可以写：{ROLES}")),
        }
    }
    if faults.is_empty() { Ok(roles) } else { Err(Refusal::of_faults("请先改正：", faults)) }
}

fn as_json(user: &Account) -> serde_json::Value {
    json!({
        "login": user.login,
        "name": user.name,
        "roles": user.roles.iter().map(|role| role_code(*role)).collect::<Vec<_>>(),
        "unit": user.unit,
        "active": user.active,
        "signed_in_at": user.signed_in_at,
    })
}

fn in_words(user: &Account) -> String {
    let roles = user.roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、");
    let unit = user.unit.as_deref().map(|unit| format!("，{unit}")).unwrap_or_default();
    let state = match (user.active, user.signed_in_at) {
        (false, _) => "已停用".to_owned(),
        (true, Some(at)) => format!("最近登录{}", chinese_date(Moment::at(at).today)),
        (true, None) => "还没有登录过".to_owned(),
    };
    format!("{}  {}（{roles}{unit}）  {state}", user.login, user.name)
}
