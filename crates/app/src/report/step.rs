//! What can be done with a year's report next, and what stands in the way of the rest.
//!
//! The use cases and the page ask the same question here, so that a button never promises what the record refuses.

use annual_report::Span;
use jiff::civil::Date;

use super::kept::Kept;
use crate::authorise::{Action, Scope, authorise};
use crate::occasion::Occasion;

/// Something that can be done with a year's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportAct {
    /// 撰写.
    Write,
    /// 定稿.
    Freeze,
    /// 签署.
    Sign,
    /// 报送.
    Submit,
    /// 公布.
    Publish,
    /// 开始更正.
    BeginCorrection,
    /// 放弃更正.
    GiveUpCorrection,
}

/// An act with what stands in its way, for the person who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportStep {
    /// The act.
    pub act: ReportAct,
    /// Why it cannot be done now, in Chinese; absent when it can.
    pub obstacle: Option<String>,
}

impl ReportAct {
    /// Every act, in the order of the work.
    pub const ALL: [Self; 7] = [
        Self::Write,
        Self::Freeze,
        Self::Sign,
        Self::Submit,
        Self::Publish,
        Self::BeginCorrection,
        Self::GiveUpCorrection,
    ];

    /// What the screen calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Write => "撰写",
            Self::Freeze => "定稿",
            Self::Sign => "签署",
            Self::Submit => "报送",
            Self::Publish => "公布",
            Self::BeginCorrection => "更正",
            Self::GiveUpCorrection => "放弃更正",
        }
    }

    /// The action of the one door it is.
    pub const fn action(self) -> Action {
        match self {
            Self::Write => Action::WriteNarrative,
            Self::Freeze => Action::FreezeReport,
            Self::Sign => Action::SignReport,
            Self::Submit | Self::Publish => Action::ReleaseReport,
            Self::BeginCorrection | Self::GiveUpCorrection => Action::CorrectReport,
        }
    }

    /// What stands in the way as the report is now, whoever asks.
    pub(crate) fn obstacle(self, kept: &Kept, year: i16, today: Date) -> Option<String> {
        let report = format!("{year}年度报告");
        let frozen = kept.last();
        let correcting = kept.correcting.is_some();
        let not_frozen = || format!("{report}还没有定稿，请先定稿");
        let under_way = || format!("{report}正在更正，请在更正后的文本定稿、签署以后办理，或者先放弃更正");
        match self {
            Self::Write => (!kept.is_open())
                .then(|| format!("{report}已经定稿，定稿不再改动；确需改动的，请先办理更正，说明原因后改写")),
            Self::Freeze if !kept.is_open() => {
                Some(format!("{report}已经定稿，定稿不再改动；以后的登记更正会作为差异另行显示，确需改动的请办理更正"))
            }
            Self::Freeze => Span::year(year)
                .is_ok_and(|span| today <= span.to())
                .then(|| format!("{year}年还没有结束，年度报告不能定稿；请在次年1月1日以后办理")),
            Self::Sign => match frozen {
                None => Some(not_frozen()),
                Some(_) if correcting => Some(format!("{report}正在更正，请先将更正后的文本定稿")),
                Some(last) => last.signed.as_ref().map(|mark| format!("{report}第{}版已由{}签署", last.no, mark.by)),
            },
            Self::Submit | Self::Publish => match frozen {
                None => Some(not_frozen()),
                Some(_) if correcting => Some(under_way()),
                Some(last) if last.signed.is_none() => {
                    Some(format!("{report}还没有签署，请负责人签署以后再{}", self.label()))
                }
                Some(_) => None,
            },
            Self::BeginCorrection => match frozen {
                None => Some(format!("{report}还没有定稿，可以直接修改，不必办理更正")),
                Some(_) if correcting => Some(format!("{report}已经在更正，请直接修改")),
                Some(_) => None,
            },
            Self::GiveUpCorrection => (!correcting).then(|| format!("{report}没有正在办理的更正")),
        }
    }
}

/// Every act with what stands in its way for the person of the occasion: the state of the report first, then the role.
pub(crate) fn steps(kept: &Kept, year: i16, occasion: &Occasion<'_>) -> Vec<ReportStep> {
    let author = kept.last().map(|last| last.frozen.by.as_str());
    let scope = Scope { organ: occasion.organ, author, sole_organ: None };
    let step = |act: ReportAct| {
        let denied = || authorise(occasion.actor, act.action(), &scope).err().map(|denied| denied.to_string());
        ReportStep { act, obstacle: act.obstacle(kept, year, occasion.at.today).or_else(denied) }
    };
    ReportAct::ALL.map(step).to_vec()
}
