//! The desk's lists: the worklist (我的办理), the list of all cases, and search.
//!
//! A list is answered from the rows laid out beside the events, never by folding every case. A row is told for the day of
//! its case's last event; what time alone changes since then is made right on reading, for the day of asking
//! (`standing`). Names and wordings are sealed: those on the page are opened, a bounded part of them is remembered in memory
//! and known by the case's last event (`brief`), and nothing of them reaches the disk or the log.
//!
//! ```text
//! ListQuery ─ permit ─┬─ no search: a page of rows, all counts, what both rest on; one round trip   (store::case_list)
//!                     └─ search: ids from memory or by number, their rows, views reckoned in memory  (search)
//!           ─ DeskRow for today (standing, row) ─ names and wordings, where they may be read (brief)
//! ```

mod basis;
mod brief;
mod row;
mod sealed;
mod search;
mod standing;
mod view;

use std::sync::Arc;

use jiff::civil::Date;
use law::applicant::ApplicantClass;
use law::application::Channel;
use store::{CaseFilter, CaseList, CasePage, ListedCase, Page, Reader};

pub(crate) use basis::Lists;
pub use row::DeskRow;
pub use view::View;

use crate::app::App;
use crate::authorise::Action;
use crate::case::{channel_word, clock_on, fold_case, stream_of};
use crate::error::{AppError, Faults};
use crate::occasion::Occasion;
use basis::{Basis, streams_of};
use search::Words;
use standing::Standing;

/// Rows on a page.
pub const PAGE_SIZE: u32 = 50;
/// Most cases a search lists and counts.
pub const FOUND_MAX: usize = 2000;

/// How often a list is asked for again because what it rests on changed meanwhile.
const ATTEMPTS: usize = 3;

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
    /// Whether the search found more than [`FOUND_MAX`]; then the latest entered are listed and counted, and a further word
    /// narrows it.
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
    /// Applications of the year or before it without result at its end, or until now while it lasts (结转下年度).
    pub carried_out: u64,
    /// Cases not closed today, those whose receipt is not confirmed and those opened again included (在办).
    pub open: u64,
    /// Open cases whose reply is late today (已逾期).
    pub overdue: u64,
    /// Open cases whose reply is due soon (即将到期).
    pub due_soon: u64,
}

impl App {
    /// One page of the organ's cases, with how many each view holds.
    ///
    /// Names and wordings are there for whoever may read personal data while the master key is at hand, else `None`; whoever
    /// may not read them searches in numbers only. The first search after a start reads the organ's wordings into memory.
    pub async fn desk_list(&self, occasion: &Occasion<'_>, query: &ListQuery) -> Result<DeskList, AppError> {
        self.permit(occasion, Action::ReadWorklist)?;
        let personal = self.permit(occasion, Action::ReadPersonalData).is_ok();
        let words = Words::of(&query.search)?;
        let (mut list, seqs) = match words.is_empty() {
            true => self.viewed(occasion, query).await?,
            false => self.found(occasion, query, &words, personal).await?,
        };
        if personal {
            self.name(occasion.organ, &mut list, &seqs).await?;
        }
        Ok(list)
    }

    /// The figures of a year as the annual report counts them, and what is open today.
    ///
    /// A result entered as of a day before its receipt is counted once that is put right.
    pub async fn year_figures(&self, occasion: &Occasion<'_>, year: i16) -> Result<YearFigures, AppError> {
        self.permit(occasion, Action::ReadWorklist)?;
        let (Ok(first), Ok(last)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else {
            let mut faults = Faults::default();
            faults.add("year", "年度应当是四位年份");
            return Err(AppError::Invalid(faults));
        };
        let organ = occasion.organ;
        let mut reader = self.store.read().await?;
        let mut basis = self.basis(&mut reader, organ).await?;
        let mut attempt = 1;
        loop {
            let days = basis.days(occasion.at.today);
            let (facts, cases, heads) = reader.year_counts(organ, (first, last), days, streams_of(organ)).await?;
            if heads == basis.heads || attempt == ATTEMPTS {
                return Ok(YearFigures {
                    year,
                    received: count(facts.received),
                    carried_in: count(facts.carried_in),
                    answered: count(facts.answered),
                    carried_out: count(facts.carried_out),
                    open: count(cases.open),
                    overdue: count(cases.overdue),
                    due_soon: count(cases.due_soon),
                });
            }
            basis = self.basis_anew(&mut reader, organ).await?;
            attempt += 1;
        }
    }

    /// A page of a view, and beside it the numbers of its cases' last events.
    async fn viewed(&self, occasion: &Occasion<'_>, query: &ListQuery) -> Result<(DeskList, Vec<i64>), AppError> {
        let mut reader = self.store.read().await?;
        let mut page = query.page.max(1);
        let (mut found, basis) = self.page(&mut reader, occasion, query, page).await?;
        let total = count(query.view.count(&found.counts));
        let pages = pages(total);
        if page > pages {
            page = pages;
            found = self.page(&mut reader, occasion, query, page).await?.0;
        }
        let (rows, seqs) = self.told(&mut reader, occasion, &basis, found.cases).await?;
        let counts = View::ALL.into_iter().map(|view| (view, count(view.count(&found.counts)))).collect();
        Ok((DeskList { rows, counts, total, page, pages, capped: false }, seqs))
    }

    /// Reads a page, reckoned with the calendar and the settings that hold at the moment of reading.
    async fn page(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        query: &ListQuery,
        page: u32,
    ) -> Result<(CasePage, Arc<Basis>), AppError> {
        let organ = occasion.organ;
        let filter = query.filter(occasion);
        let size = i64::from(PAGE_SIZE);
        let page = Page { skip: i64::from(page - 1) * size, take: size };
        let mut basis = self.basis(reader, organ).await?;
        let mut attempt = 1;
        loop {
            let days = basis.days(occasion.at.today);
            let asked = CaseList { which: query.view.which(), filter: &filter, days, page };
            let found = reader.case_list(organ, &asked, streams_of(organ)).await?;
            if found.heads == basis.heads || attempt == ATTEMPTS {
                return Ok((found, basis));
            }
            basis = self.basis_anew(reader, organ).await?;
            attempt += 1;
        }
    }

    /// A page of what a search finds of a view, in the same way.
    async fn found(
        &self,
        occasion: &Occasion<'_>,
        query: &ListQuery,
        words: &Words,
        personal: bool,
    ) -> Result<(DeskList, Vec<i64>), AppError> {
        let organ = occasion.organ;
        let mut ids = self.search(organ, words, personal).await?;
        let capped = ids.len() > FOUND_MAX;
        ids.truncate(FOUND_MAX);
        let mut reader = self.store.read().await?;
        let basis = self.basis_now(&mut reader, organ).await?;
        let days = basis.days(occasion.at.today);
        let filter = query.filter(occasion);
        let mut counts = View::ALL.map(|view| (view, 0));
        let mut cases = Vec::new();
        for case in reader.cases_listed(organ, &ids).await? {
            if !filter.passes(&case.row) {
                continue;
            }
            let standing = Standing::of(&case.row, &days)?;
            for (view, count) in &mut counts {
                *count += u64::from(view.holds(&standing, &case.row));
            }
            if query.view.holds(&standing, &case.row) {
                cases.push(case);
            }
        }
        query.view.sort(&mut cases);
        let total = cases.len() as u64;
        let pages = pages(total);
        let page = query.page.clamp(1, pages);
        let skip = (page - 1) as usize * PAGE_SIZE as usize;
        let cases = cases.into_iter().skip(skip).take(PAGE_SIZE as usize).collect();
        let (rows, seqs) = self.told(&mut reader, occasion, &basis, cases).await?;
        Ok((DeskList { rows, counts: counts.to_vec(), total, page, pages, capped }, seqs))
    }

    /// Tells the cases of a page for today; those of which the row alone cannot tell all are folded.
    async fn told(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        basis: &Basis,
        cases: Vec<ListedCase>,
    ) -> Result<(Vec<DeskRow>, Vec<i64>), AppError> {
        let today = occasion.at.today;
        let days = basis.days(today);
        let mut rows = Vec::with_capacity(cases.len());
        let mut seqs = Vec::with_capacity(cases.len());
        for listed in cases {
            let mut standing = Standing::of(&listed.row, &days)?;
            if !standing.certain {
                let events = reader.load(occasion.organ, &stream_of(listed.row.case_id)).await?.events;
                let clock = clock_on(&fold_case(&events)?.law, today, &basis.calendar, &basis.profile);
                standing.provisional = clock.provisional;
            }
            seqs.push(listed.row.updated_seq);
            rows.push(DeskRow::tell(listed, &standing, today, &basis.calendar));
        }
        Ok((rows, seqs))
    }
}

impl ListQuery {
    fn filter(&self, occasion: &Occasion<'_>) -> CaseFilter {
        CaseFilter {
            officer: self.mine.then(|| occasion.actor.id.clone()),
            unit: self.unit.clone(),
            class: self.class.map(|class| class.key().to_owned()),
            channel: self.channel.map(channel_word),
            received_from: self.received_from,
            received_to: self.received_to,
        }
    }
}

/// A count is never negative; the database's integers have a sign all the same.
fn count(found: i64) -> u64 {
    u64::try_from(found).unwrap_or_default()
}

fn pages(total: u64) -> u32 {
    u32::try_from(total.div_ceil(u64::from(PAGE_SIZE))).unwrap_or(u32::MAX).max(1)
}
