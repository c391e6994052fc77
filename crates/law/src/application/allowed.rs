//! What is open now, and why the rest is not.

use serde::{Deserialize, Serialize};

use super::{
    Context,
    case::Case,
    command::CommandKind,
    decide::{Desk, gate},
    refusal::Refusal,
};

/// A kind of act and whether it is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which kind.
    pub kind: CommandKind,
    /// Open, or what stands in the way; a warning can be overridden by an approver.
    pub open: Result<(), Refusal>,
}

/// Lists every kind of act, each open or with its obstacle and article. What is listed as closed, `decide` refuses too;
/// what is open may still be refused for what the command carries.
pub fn allowed(case: &Case, context: &Context<'_>) -> Vec<Step> {
    let mut desk = Desk::new(case, context, None);
    CommandKind::ALL.iter().map(|kind| Step { kind: *kind, open: gate(*kind, &mut desk) }).collect()
}
