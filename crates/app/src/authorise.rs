//! The one door: who may do what, to what.
//!
//! Every use case asks [`authorise`] first, and nothing else decides. What is not granted is denied: an actor of another
//! organ is denied everything, a person without the role is denied, and nobody approves what they drafted themselves
//! (SEC-3 and 10.2 of the rule sheet: no level is passed by its own author).

use crate::actor::{Actor, PLATFORM, Role};

/// What can be asked of the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Enter an application, and what identifies its applicant.
    Register,
    /// Enter an application that was open before the record began.
    OpenBalance,
    /// Record the day both sides confirmed receipt, or a try that failed.
    ConfirmReceipt,
    /// Ask the applicant to correct, record the answer or its absence.
    Correct,
    /// Ask third parties, co-producers, other organs; record what they say.
    Consult,
    /// Ask a unit of the organ, or answer for it.
    AskUnit,
    /// Propose that the reply term be extended.
    ProposeExtension,
    /// Approve or turn down an extension (DL-3: the head of the disclosure office).
    ApproveExtension,
    /// Ask for the reasons of excessive applications and judge them.
    AskReasons,
    /// Issue a fee notice, record payment or its absence.
    Charge,
    /// Put evidence on the file: search logs, findings, slips.
    AddEvidence,
    /// Propose how an item is to be answered.
    Draft,
    /// Review a draft at one level.
    Review,
    /// Sign a reply off under its letter number.
    SignOff,
    /// Hand a reply over for service, record its return or second service.
    Deliver,
    /// Record the applicant's withdrawal.
    Withdraw,
    /// Correct, revoke or remake a letter already sent.
    Remake,
    /// Correct a wrong entry.
    CorrectEntry,
    /// Put a closed case into the archive.
    Archive,
    /// Record a reconsideration or a suit and what came of it.
    Remedy,
    /// Read a case without its personal data.
    ReadCase,
    /// Read an applicant's personal data, request text and letters.
    ReadPersonalData,
    /// Destroy the key of a subject's personal data.
    DestroyPersonalData,
    /// See what is due.
    ReadWorklist,
    /// Found an organ.
    FoundOrgan,
    /// Change an organ's settings.
    ChangeSettings,
    /// Open, change and close accounts, and end others' sessions.
    ManageUsers,
    /// See and end one's own sessions, change one's own password.
    ManageOwnAccount,
    /// Adopt a State Council holiday notice.
    ImportCalendar,
    /// State a figure of table two for a unit.
    StateFigure,
    /// Read, compile and compare reports.
    ReadReport,
    /// Take a report that exists as a file, one's own or another organ's; correct its reading; take it back.
    TakeReport,
    /// Write the report's narrative.
    WriteNarrative,
    /// Freeze a year's report.
    FreezeReport,
    /// Sign a frozen report.
    SignReport,
    /// Record that a signed report was handed in or published.
    ReleaseReport,
    /// Begin or give up the correction of a frozen report.
    CorrectReport,
    /// Check the chain of events.
    Verify,
    /// Make all projections again from the events.
    Rebuild,
    /// Go on against a warning where the law leaves discretion.
    ApproveOverride,
    /// Enter an approval that was given on paper, with the paper.
    EnterPaperApproval,
    /// Hand a case to a unit or a person.
    Assign,
}

impl Action {
    /// Every action.
    pub const ALL: [Action; 42] = [
        Action::Register,
        Action::OpenBalance,
        Action::ConfirmReceipt,
        Action::Correct,
        Action::Consult,
        Action::AskUnit,
        Action::ProposeExtension,
        Action::ApproveExtension,
        Action::AskReasons,
        Action::Charge,
        Action::AddEvidence,
        Action::Draft,
        Action::Review,
        Action::SignOff,
        Action::Deliver,
        Action::Withdraw,
        Action::Remake,
        Action::CorrectEntry,
        Action::Archive,
        Action::Remedy,
        Action::ReadCase,
        Action::ReadPersonalData,
        Action::DestroyPersonalData,
        Action::ReadWorklist,
        Action::FoundOrgan,
        Action::ChangeSettings,
        Action::ManageUsers,
        Action::ManageOwnAccount,
        Action::ImportCalendar,
        Action::StateFigure,
        Action::ReadReport,
        Action::TakeReport,
        Action::WriteNarrative,
        Action::FreezeReport,
        Action::SignReport,
        Action::ReleaseReport,
        Action::CorrectReport,
        Action::Verify,
        Action::Rebuild,
        Action::ApproveOverride,
        Action::EnterPaperApproval,
        Action::Assign,
    ];
}

impl Action {
    /// What the action is called on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Action::Register => "登记申请",
            Action::OpenBalance => "录入启用前未办结的申请",
            Action::ConfirmReceipt => "确认收到申请",
            Action::Correct => "补正",
            Action::Consult => "征求意见",
            Action::AskUnit => "处室协办",
            Action::ProposeExtension => "提出延期",
            Action::ApproveExtension => "批准延期",
            Action::AskReasons => "要求说明理由",
            Action::Charge => "收取信息处理费",
            Action::AddEvidence => "归入证据材料",
            Action::Draft => "拟办",
            Action::Review => "审核",
            Action::SignOff => "签发",
            Action::Deliver => "送达",
            Action::Withdraw => "登记撤回申请",
            Action::Remake => "更正、撤销或重作答复",
            Action::CorrectEntry => "登记差错更正",
            Action::Archive => "归档",
            Action::Remedy => "登记复议诉讼",
            Action::ReadCase => "查看申请",
            Action::ReadPersonalData => "查看申请人信息和原文",
            Action::DestroyPersonalData => "销毁申请人信息",
            Action::ReadWorklist => "查看待办",
            Action::FoundOrgan => "设立机关",
            Action::ChangeSettings => "修改机关设置",
            Action::ManageUsers => "管理用户",
            Action::ManageOwnAccount => "管理本人账号",
            Action::ImportCalendar => "导入工作日历",
            Action::StateFigure => "填报统计数字",
            Action::ReadReport => "查看年度报告",
            Action::TakeReport => "读取已有的年度报告",
            Action::WriteNarrative => "撰写年度报告",
            Action::FreezeReport => "定稿年度报告",
            Action::SignReport => "签署年度报告",
            Action::ReleaseReport => "报送、公布年度报告",
            Action::CorrectReport => "更正年度报告",
            Action::Verify => "核对事件链",
            Action::Rebuild => "重新生成台账",
            Action::ApproveOverride => "越过提示继续办理",
            Action::EnterPaperApproval => "补录纸质审批",
            Action::Assign => "分办",
        }
    }

    /// The roles the action is open to.
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            Administrator as Admin, DisclosureOfficer as Officer, HeadOfDisclosureOffice as Head, Leader, ReportEditor,
            Reviewer, Supervisor, UnitHandler,
        };
        match self {
            Action::Register
            | Action::ConfirmReceipt
            | Action::Correct
            | Action::Consult
            | Action::ProposeExtension
            | Action::AskReasons
            | Action::Charge
            | Action::Deliver
            | Action::Withdraw
            | Action::CorrectEntry
            | Action::Archive
            | Action::EnterPaperApproval
            | Action::Assign
            | Action::Remedy => &[Officer, Head],
            Action::AskUnit | Action::AddEvidence | Action::Draft => &[Officer, UnitHandler, Head],
            Action::ApproveExtension => &[Head],
            Action::Review => &[Reviewer, Head, Leader],
            Action::SignOff => &[Leader],
            Action::Remake | Action::ApproveOverride => &[Head, Leader],
            Action::OpenBalance => &[Officer, Head, Admin],
            Action::ReadCase => &[Officer, UnitHandler, Reviewer, Head, Leader, ReportEditor],
            Action::ReadPersonalData => &[Officer, UnitHandler, Reviewer, Head, Leader],
            Action::ReadWorklist => &[Officer, UnitHandler, Reviewer, Head, Leader, ReportEditor],
            Action::DestroyPersonalData => &[Head],
            Action::FoundOrgan | Action::ManageUsers | Action::ImportCalendar | Action::Verify | Action::Rebuild => {
                &[Admin]
            }
            Action::ManageOwnAccount => &Role::ALL,
            Action::ChangeSettings => &[Admin, Head],
            Action::StateFigure => &[UnitHandler, Officer, ReportEditor, Head],
            Action::ReadReport => &[Officer, Head, Leader, ReportEditor, Supervisor],
            Action::TakeReport => &[ReportEditor, Head, Supervisor],
            Action::WriteNarrative => &[ReportEditor, Head],
            Action::FreezeReport | Action::CorrectReport => &[ReportEditor, Head],
            Action::SignReport => &[Head, Leader],
            Action::ReleaseReport => &[Officer, ReportEditor, Head],
        }
    }

    /// Whether the action passes judgement on another's work, so that its author may not take it.
    pub fn approves(self) -> bool {
        matches!(
            self,
            Action::ApproveExtension | Action::Review | Action::SignOff | Action::ApproveOverride | Action::SignReport
        )
    }

    /// Whether the action concerns what all organs share.
    pub fn is_platform(self) -> bool {
        matches!(self, Action::FoundOrgan | Action::ImportCalendar)
    }
}

/// What an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The code of the organ whose record is touched, or [`PLATFORM`].
    pub organ: &'a str,
    /// The person whose work is judged, when the action approves something.
    pub author: Option<&'a str>,
    /// The only organ of the installation, when there is just one: its administrator keeps the platform too.
    pub sole_organ: Option<&'a str>,
}

impl<'a> Scope<'a> {
    /// An organ's record.
    pub fn organ(organ: &'a str) -> Self {
        Scope { organ, author: None, sole_organ: None }
    }

    /// Somebody's draft in an organ's record.
    pub fn work_of(organ: &'a str, author: &'a str) -> Self {
        Scope { organ, author: Some(author), sole_organ: None }
    }

    /// What all organs share; `sole_organ` when the installation holds one organ only.
    pub fn platform(sole_organ: Option<&'a str>) -> Self {
        Scope { organ: PLATFORM, author: None, sole_organ }
    }
}

/// Why an action is denied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The actor acts for another organ.
    #[error("您所在的机关不是这一事项的承办机关，不能“{}”；请由承办机关的工作人员办理", action.name())]
    OtherOrgan {
        /// What was asked.
        action: Action,
    },
    /// The actor holds no role that may do it.
    #[error("您没有“{}”的权限；可以办理的岗位是：{}。请转交有权限的人员，或者请管理员调整您的角色", action.name(), role_names(*action))]
    NoRole {
        /// What was asked.
        action: Action,
    },
    /// The actor would approve their own work.
    #[error("“{}”不能由提出的人自己办理，请由另一位有权限的人员办理", action.name())]
    OwnWork {
        /// What was asked.
        action: Action,
    },
}

fn role_names(action: Action) -> String {
    action.roles().iter().map(|role| role.label()).collect::<Vec<_>>().join("、")
}

/// Answers whether the actor may take the action on what the scope names; whatever is not granted is denied.
pub fn authorise(actor: &Actor, action: Action, scope: &Scope<'_>) -> Result<(), Denied> {
    let platform = scope.organ == PLATFORM;
    let at_home = !actor.organ.is_empty()
        && if platform {
            actor.organ == PLATFORM || scope.sole_organ == Some(actor.organ.as_str())
        } else {
            actor.organ == scope.organ && !action.is_platform()
        };
    if !at_home {
        return Err(Denied::OtherOrgan { action });
    }
    if !action.roles().iter().any(|role| actor.holds(*role)) {
        return Err(Denied::NoRole { action });
    }
    if action.approves() && scope.author == Some(actor.id.as_str()) {
        return Err(Denied::OwnWork { action });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, written out: one line an action, one column a role in the order of `Role::ALL`
    /// (officer, handler, reviewer, head, leader, editor, supervisor, administrator).
    const TABLE: &[(Action, &str)] = &[
        (Action::Register, "x..x...."),
        (Action::OpenBalance, "x..x...x"),
        (Action::ConfirmReceipt, "x..x...."),
        (Action::Correct, "x..x...."),
        (Action::Consult, "x..x...."),
        (Action::AskUnit, "xx.x...."),
        (Action::ProposeExtension, "x..x...."),
        (Action::ApproveExtension, "...x...."),
        (Action::AskReasons, "x..x...."),
        (Action::Charge, "x..x...."),
        (Action::AddEvidence, "xx.x...."),
        (Action::Draft, "xx.x...."),
        (Action::Review, "..xxx..."),
        (Action::SignOff, "....x..."),
        (Action::Deliver, "x..x...."),
        (Action::Withdraw, "x..x...."),
        (Action::Remake, "...xx..."),
        (Action::CorrectEntry, "x..x...."),
        (Action::Archive, "x..x...."),
        (Action::Remedy, "x..x...."),
        (Action::ReadCase, "xxxxxx.."),
        (Action::ReadPersonalData, "xxxxx..."),
        (Action::DestroyPersonalData, "...x...."),
        (Action::ReadWorklist, "xxxxxx.."),
        (Action::FoundOrgan, ".......x"),
        (Action::ChangeSettings, "...x...x"),
        (Action::ManageUsers, ".......x"),
        (Action::ManageOwnAccount, "xxxxxxxx"),
        (Action::ImportCalendar, ".......x"),
        (Action::StateFigure, "xx.x.x.."),
        (Action::ReadReport, "x..xxxx."),
        (Action::TakeReport, "...x.xx."),
        (Action::WriteNarrative, "...x.x.."),
        (Action::FreezeReport, "...x.x.."),
        (Action::SignReport, "...xx..."),
        (Action::ReleaseReport, "x..x.x.."),
        (Action::CorrectReport, "...x.x.."),
        (Action::Verify, ".......x"),
        (Action::Rebuild, ".......x"),
        (Action::ApproveOverride, "...xx..."),
        (Action::EnterPaperApproval, "x..x...."),
        (Action::Assign, "x..x...."),
    ];

    fn home(action: Action) -> &'static str {
        if action.is_platform() { PLATFORM } else { "A" }
    }

    #[test]
    fn every_action_is_open_to_exactly_the_roles_of_the_table() {
        assert_eq!(TABLE.len(), Action::ALL.len());
        for action in Action::ALL {
            let row = TABLE.iter().find(|(listed, _)| *listed == action).expect("every action stands in the table").1;
            for (role, mark) in Role::ALL.into_iter().zip(row.chars()) {
                let actor = Actor::new(home(action), "somebody", "某人", &[role]);
                let answer = authorise(&actor, action, &Scope::organ(home(action)));
                assert_eq!(answer.is_ok(), mark == 'x', "{action:?} by {role:?}");
            }
        }
    }

    #[test]
    fn an_actor_of_another_organ_is_denied_everything() {
        let everything = Actor::new("B", "all", "全部角色", &Role::ALL);
        let nowhere = Actor::new("", "all", "全部角色", &Role::ALL);
        for action in Action::ALL {
            for actor in [&everything, &nowhere] {
                assert_eq!(authorise(actor, action, &Scope::organ("A")), Err(Denied::OtherOrgan { action }));
                assert_eq!(authorise(actor, action, &Scope::platform(None)), Err(Denied::OtherOrgan { action }));
                assert_eq!(authorise(actor, action, &Scope::platform(Some("A"))), Err(Denied::OtherOrgan { action }));
            }
        }
    }

    #[test]
    fn a_person_without_roles_may_do_nothing() {
        let nobody = Actor::new("A", "nobody", "无角色", &[]);
        let stray = Actor::new(PLATFORM, "nobody", "无角色", &[]);
        for action in Action::ALL {
            assert!(authorise(&nobody, action, &Scope::organ("A")).is_err());
            assert!(authorise(&nobody, action, &Scope::platform(Some("A"))).is_err());
            assert!(authorise(&stray, action, &Scope::platform(None)).is_err());
        }
    }

    #[test]
    fn sec_3_nobody_approves_their_own_work_whatever_roles_they_hold() {
        // SEC-3
        let everything = Actor::new("A", "zhang", "张", &Role::ALL);
        for action in Action::ALL.into_iter().filter(|action| action.approves()) {
            assert_eq!(authorise(&everything, action, &Scope::work_of("A", "zhang")), Err(Denied::OwnWork { action }));
            assert_eq!(authorise(&everything, action, &Scope::work_of("A", "li")), Ok(()));
        }
    }

    #[test]
    fn the_administrator_of_the_only_organ_keeps_the_platform_too() {
        let actor = Actor::new("A", "admin", "管理员", &[Role::Administrator]);
        assert_eq!(authorise(&actor, Action::ImportCalendar, &Scope::platform(Some("A"))), Ok(()));
        assert!(authorise(&actor, Action::ImportCalendar, &Scope::platform(None)).is_err());
    }

    #[test]
    fn a_denial_says_who_may_do_it_instead() {
        let officer = Actor::new("A", "o", "经办", &[Role::DisclosureOfficer]);
        let denied = authorise(&officer, Action::ApproveExtension, &Scope::organ("A")).unwrap_err();
        assert!(denied.to_string().contains("工作机构负责人"), "{denied}");
    }
}
