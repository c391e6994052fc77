//! Why a step is not carried out, told on its own page so that nothing typed is lost.

use app::authorise::Action;
use app::case::actions_of;
use app::{AppError, Faults};
use axum::http::StatusCode;
use law::application::{CommandKind, Refusal};

use super::bench::Bench;
use super::described::Step;
use super::instead::instead;
use crate::filled::Filled;

/// What stands in the way, and what to do.
pub(super) struct Trouble {
    pub(super) status: StatusCode,
    /// `bad` for what cannot be, `warn` for what may be all the same.
    pub(super) tone: &'static str,
    pub(super) title: &'static str,
    pub(super) lines: Vec<String>,
    pub(super) cite: String,
    /// Where to go instead: address and words.
    pub(super) links: Vec<(String, &'static str)>,
    /// Whether it may be overridden with a reason.
    pub(super) overridable: bool,
}

impl Trouble {
    fn new(status: StatusCode, tone: &'static str, title: &'static str, lines: Vec<String>) -> Self {
        Trouble { status, tone, title, lines, cite: String::new(), links: Vec::new(), overridable: false }
    }

    /// The law does not allow it now.
    pub(super) fn refused(bench: &Bench, step: &Step, refusal: &Refusal) -> Self {
        let overridable = refusal.may_be_overridden();
        let (tone, title) = if overridable {
            ("warn", "办理这一步要先看清这个提示")
        } else {
            ("bad", "现在不能办理这一步")
        };
        let mut lines = vec![format!("{}。", refusal.message.trim_end_matches('。'))];
        if overridable {
            lines.push(match bench.page.may(Action::ApproveOverride) {
                true => "您可以越过这个提示：在下面写明理由，理由记入案卷。".to_owned(),
                false => format!("可以说明理由后继续办理的岗位是：{}。", posts(&[Action::ApproveOverride])),
            });
        }
        let links = instead(step.kind, refusal.obstacle)
            .iter()
            .filter(|kind| **kind != step.kind && bench.gate(**kind).is_ok())
            .map(|kind| (bench.address(*kind), kind.label()))
            .collect();
        let cite = refusal.cite.as_str().to_owned();
        Trouble { cite, links, overridable, ..Trouble::new(StatusCode::CONFLICT, tone, title, lines) }
    }

    /// The person's post does not allow it.
    pub(super) fn not_the_post(step: &Step) -> Self {
        let posts = posts(actions_of(step.kind));
        let lines = vec![
            format!("您的岗位不办理“{}”。可以办理的岗位是：{posts}。", step.kind.label()),
            "请转交有权限的人员；岗位设置有误的，请管理员调整。".to_owned(),
        ];
        Trouble::new(StatusCode::FORBIDDEN, "bad", "这一步由其他岗位办理", lines)
    }

    /// Others were faster.
    pub(super) fn overtaken(done: Vec<String>) -> Self {
        let mut lines = vec!["您打开这一页以后，本件有了新的办理；刚才的提交没有保存，您填写的内容都还在：".to_owned()];
        lines.extend(done);
        lines.push("请看清最新情况；仍要办理的，再按一次按钮。".to_owned());
        Trouble::new(StatusCode::CONFLICT, "warn", "另一位工作人员已先办理", lines)
    }

    /// Whatever else can go wrong on the way; what nobody at the desk can act on is no trouble of the page's.
    pub(super) fn of(bench: &Bench, step: &Step, filled: &mut Filled, error: AppError) -> Result<Self, AppError> {
        match error {
            AppError::Invalid(faults) => {
                let (faults, lines) = placed(step, filled, faults);
                filled.wrongs(faults);
                let trouble = Trouble::new(StatusCode::UNPROCESSABLE_ENTITY, "bad", "还有内容需要先补齐", lines);
                Ok(trouble)
            }
            AppError::Refused(refusal) => Ok(Self::refused(bench, step, &refusal)),
            AppError::Denied(denied) => {
                let lines = vec![format!("{denied}。")];
                Ok(Trouble::new(StatusCode::FORBIDDEN, "bad", "这一步不能由您办理", lines))
            }
            AppError::Overtaken(done) => {
                let name = |one: app::error::DoneMeanwhile| {
                    format!("{}办理了“{}”（{}）", bench.person(&one.actor), one.what, crate::words::wall_clock(one.at))
                };
                Ok(Self::overtaken(done.into_iter().map(name).collect()))
            }
            AppError::NotNow(_) | AppError::AlreadyThere { .. } | AppError::NotFound { .. } => {
                let lines = vec![format!("{}。", error.to_string().trim_end_matches('。'))];
                Ok(Trouble::new(StatusCode::CONFLICT, "bad", "现在不能办理这一步", lines))
            }
            other => Err(other),
        }
    }

    /// Whether there is anything to tell besides the faults of the fields.
    pub(super) fn speaks(&self) -> bool {
        !self.lines.is_empty()
    }
}

/// Puts faults under the names of this form; what the organ has not set yet is no field of it, and is told apart.
fn placed(step: &Step, filled: &Filled, found: Faults) -> (Faults, Vec<String>) {
    let (mut faults, mut unset) = (Faults::default(), Vec::new());
    for fault in found.0 {
        let setting = ["office", "reconsideration", "courts"]
            .iter()
            .any(|set| fault.field.strip_prefix(set).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
        if setting {
            unset.push(format!("{}。", fault.message.trim_end_matches('。')));
        } else {
            faults.add(step.field(filled, &fault.field), fault.message);
        }
    }
    (faults, unset)
}

/// The posts that may take one of some actions, in words.
pub(super) fn posts(actions: &[Action]) -> String {
    let mut posts: Vec<&str> = Vec::new();
    for role in actions.iter().flat_map(|action| action.roles()) {
        if !posts.contains(&role.label()) {
            posts.push(role.label());
        }
    }
    posts.join("、")
}

/// Whether the person's post may take a step at all.
pub(super) fn may(bench: &Bench, kind: CommandKind) -> bool {
    actions_of(kind).iter().any(|action| bench.page.may(*action))
}
