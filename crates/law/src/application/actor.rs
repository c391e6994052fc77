//! Who acts, and in which capacity.
//!
//! The head of the disclosure office approves an extension (条例33②). Reviewing and signing off follow the organ's own
//! rules; one person takes one step, and nobody approves their own draft.

use serde::{Deserialize, Serialize};

use super::reference::ActorId;

/// A capacity in the organ; one person may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 信息公开机构工作人员.
    DisclosureOfficer,
    /// 处室承办人.
    UnitHandler,
    /// 审核人 of a unit, of the legal office or for secrecy.
    Reviewer,
    /// 政府信息公开工作机构负责人, who alone approves extensions.
    HeadOfDisclosureOffice,
    /// 机关负责人, who signs off.
    Leader,
    /// 年报编制人.
    ReportEditor,
    /// 主管部门.
    Supervisor,
    /// 系统管理员.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::DisclosureOfficer,
        Self::UnitHandler,
        Self::Reviewer,
        Self::HeadOfDisclosureOffice,
        Self::Leader,
        Self::ReportEditor,
        Self::Supervisor,
        Self::Administrator,
    ];

    /// Returns the role's Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DisclosureOfficer => "信息公开机构工作人员",
            Self::UnitHandler => "处室承办人",
            Self::Reviewer => "审核人",
            Self::HeadOfDisclosureOffice => "政府信息公开工作机构负责人",
            Self::Leader => "机关负责人",
            Self::ReportEditor => "年报编制人",
            Self::Supervisor => "主管部门",
            Self::Administrator => "系统管理员",
        }
    }
}

/// The person who gives a command, with the roles held when it is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Who.
    pub id: ActorId,
    /// In which capacities.
    pub roles: Vec<Role>,
}

impl Actor {
    /// Names an actor and the roles held.
    pub fn new(id: impl Into<String>, roles: impl IntoIterator<Item = Role>) -> Self {
        Self { id: ActorId::new(id), roles: roles.into_iter().collect() }
    }

    /// Says whether the role is held.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Says whether the actor may override a warning: the head of the disclosure office and the leader may.
    pub fn may_override(&self) -> bool {
        self.is(Role::HeadOfDisclosureOffice) || self.is(Role::Leader)
    }
}

/// One step of review before sign-off, taken in the order the organ has laid down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewLevel {
    /// 处室负责人审核.
    UnitHead,
    /// 法制审核.
    Legal,
    /// 保密审查.
    Secrecy,
}

impl ReviewLevel {
    /// The usual order: unit head, legal, secrecy.
    pub const USUAL: [Self; 3] = [Self::UnitHead, Self::Legal, Self::Secrecy];

    /// Says whether these levels include the secrecy review that the regulation asks of every disclosure (条例17).
    pub fn review_secrecy(levels: &[Self]) -> bool {
        levels.contains(&Self::Secrecy)
    }

    /// Returns the step's Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::UnitHead => "处室负责人审核",
            Self::Legal => "法制审核",
            Self::Secrecy => "保密审查",
        }
    }
}
