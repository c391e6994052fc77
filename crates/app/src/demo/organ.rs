//! The demo organ, its units, and an account for each post.

use annual_report::{Expected, Form, Path};

use super::desk::Desk;
use crate::account::NewUser;
use crate::actor::{Actor, PLATFORM, Role};
use crate::error::AppError;
use crate::occasion::Occasion;
use crate::organ::{Body, Office, OrganProfile};

/// The demo organ's code.
pub const ORGAN: &str = "CYP";
/// The password of every demo account. It is printed and known to all, so it guards nothing.
pub const PASSWORD: &str = "yanshi-2021-gongkai";

/// The name of the organ whose 2021 report this project began with; all else about it here is invented.
const NAME: &str = "中关村科技园区朝阳园管理委员会";
const SHORT: &str = "朝阳园";

/// Where the disclosure office sits.
pub(super) const OFFICE: &str = "综合办公室";
/// The unit for planning and building.
pub(super) const PLANNING: &str = "规划建设处";
/// The unit for industry.
pub(super) const INDUSTRY: &str = "产业发展处";
/// The unit for enterprises.
pub(super) const SERVICE: &str = "企业服务处";
/// The unit for money.
pub(super) const FINANCE: &str = "财务处";

/// An account of the demo organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoAccount {
    /// The login.
    pub login: &'static str,
    /// The name: a post, never a person.
    pub name: &'static str,
    /// What it may do.
    pub role: Role,
    /// Its unit.
    pub unit: &'static str,
}

const fn account(login: &'static str, name: &'static str, role: Role, unit: &'static str) -> DemoAccount {
    DemoAccount { login, name, role, unit }
}

/// One account a role; three reviewers, because one person passes one level only.
pub const ACCOUNTS: [DemoAccount; 10] = [
    account("jingban", "演示经办人", Role::DisclosureOfficer, OFFICE),
    account("chengban", "演示处室承办人", Role::UnitHandler, PLANNING),
    account("chuzhang", "演示处室审核人", Role::Reviewer, PLANNING),
    account("fazhi", "演示法制审核人", Role::Reviewer, OFFICE),
    account("baomi", "演示保密审查人", Role::Reviewer, OFFICE),
    account("fuzeren", "演示工作机构负责人", Role::HeadOfDisclosureOffice, OFFICE),
    account("qianfa", "演示签发人", Role::Leader, ""),
    account("nianbao", "演示年报编制人", Role::ReportEditor, OFFICE),
    account("zhuguan", "演示主管部门联系人", Role::Supervisor, ""),
    account("guanli", "演示系统管理员", Role::Administrator, ""),
];

/// Everybody who acts in the demonstration.
pub(super) struct Staff {
    pub officer: Actor,
    pub handler: Actor,
    pub unit_head: Actor,
    pub legal: Actor,
    pub secrecy: Actor,
    pub head: Actor,
    pub leader: Actor,
    pub editor: Actor,
}

impl Staff {
    pub(super) fn new() -> Self {
        let [officer, handler, unit_head, legal, secrecy, head, leader, editor, ..] =
            ACCOUNTS.map(|account| Actor::new(ORGAN, account.login, account.name, &[account.role]));
        Staff { officer, handler, unit_head, legal, secrecy, head, leader, editor }
    }
}

/// The unit that states a figure of table two.
pub(super) fn unit_of(figure: Path) -> &'static str {
    let name = figure.to_string();
    match name.split('.').nth(1) {
        Some("licences") => PLANNING,
        Some("penalties" | "compulsions") => SERVICE,
        Some("fees") => FINANCE,
        _ => OFFICE,
    }
}

/// The cells of table two, in the order of the form.
pub(super) fn figures() -> impl Iterator<Item = Path> {
    Form::F2021.paths().into_iter().filter(|path| matches!(path, Path::Proactive(..)))
}

fn profile() -> OrganProfile {
    let mut profile = OrganProfile::new(NAME, SHORT);
    profile.demo = true;
    profile.office = Office {
        name: format!("{OFFICE}（演示）"),
        address: "演示市演示区示例路1号（演示）".to_owned(),
        postcode: "000000".to_owned(),
        hours: "工作日9:00至17:00（演示）".to_owned(),
        telephone: "010-00000000".to_owned(),
        ..Office::default()
    };
    profile.units = [OFFICE, PLANNING, INDUSTRY, SERVICE, FINANCE].map(str::to_owned).to_vec();
    // REM-20a: which body reconsiders for this organ and which court hears is for counsel to say. A demonstration must not
    // guess, and its letters must name somebody; so they name bodies that plainly do not exist.
    let body = |name: &str, address: &str, online: &str| Body {
        name: name.to_owned(),
        address: address.to_owned(),
        online: online.to_owned(),
    };
    profile.reconsideration =
        vec![body("演示市演示区人民政府（演示）", "演示市演示区示例大街2号", "https://fuyi.example.invalid（演示）")];
    profile.courts = vec![body("演示市演示区人民法院（演示）", "演示市演示区示例大街3号", "")];
    profile.expected_figures = figures().map(|figure| Expected { unit: unit_of(figure).to_owned(), figure }).collect();
    profile
}

/// Founds the organ and opens its accounts, all on the desk's present day.
pub(super) async fn found(desk: &mut Desk<'_>) -> Result<(), AppError> {
    let console = Actor::console(PLATFORM);
    let occasion = Occasion::now(&console, desk.moment()).because("建立演示机关");
    desk.app.found_organ(&occasion, ORGAN, &profile()).await?;
    let console = Actor::console(ORGAN);
    for account in ACCOUNTS {
        let user = NewUser {
            login: account.login,
            name: account.name,
            roles: &[account.role],
            unit: account.unit,
            password: PASSWORD,
        };
        let occasion = Occasion::now(&console, desk.moment()).because("开立演示账号");
        desk.app.add_user(&occasion, &user).await?;
    }
    Ok(())
}
