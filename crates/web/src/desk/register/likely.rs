//! `POST /register/likely`: what the record knows of the applicant being typed in. Nothing of it may stand in an address, so
//! it is asked with the form's own token, and nothing is written.

use app::case::{Earlier, EarlierCase};
use app::{AppError, Provenance};
use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

use super::reading::{applicants, is_opening, tidy};
use crate::answer::{Answer, html};
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

/// How many cases of each sort are listed; the rest are counted.
const LISTED: usize = 8;
/// Applications of a month of one applicant that cost nothing whatever is decided (费办法4).
const FREE: u32 = 10;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::post("/register/likely", Needs::OneOf(super::entry::ENTERS), show)]
}

async fn show(page: PageContext, mut form: Form) -> Answer {
    tidy(&mut form.filled);
    Ok(html(&LikelyNote::look_up(&page, &form.filled).await?))
}

/// Cases of one sort, the latest first.
pub(super) struct Sort {
    /// What they are.
    what: String,
    /// What follows from it, and where that stands.
    so: &'static str,
    cite: &'static str,
    /// Whether it calls for attention.
    warns: bool,
    cases: Vec<EarlierCase>,
}

impl Sort {
    fn listed(&self) -> &[EarlierCase] {
        self.cases.get(..LISTED).unwrap_or(&self.cases)
    }

    fn left(&self) -> usize {
        self.cases.len().saturating_sub(LISTED)
    }
}

/// What is told of earlier applications.
#[derive(Template)]
#[template(path = "register/likely.html")]
pub(super) struct LikelyNote {
    sorts: Vec<Sort>,
    /// Which application of the applicant's month it is, in words; empty when it is the only one.
    month: String,
    /// Whether that is more than cost nothing.
    many: bool,
    /// Whether the applicant was looked for by name.
    by_name: bool,
    /// Whether links open beside the form that is being filled in.
    beside: bool,
}

// The template escapes every value it writes.
impl HtmlSafe for LikelyNote {}

impl LikelyNote {
    /// Nothing to tell.
    pub(super) fn nothing() -> Self {
        LikelyNote { sorts: Vec::new(), month: String::new(), many: false, by_name: false, beside: true }
    }

    /// Looks up what is typed; a form that names nobody yet tells nothing.
    pub(super) async fn look_up(page: &PageContext, filled: &Filled) -> Result<Self, AppError> {
        let day = |field: &str| filled.get(field).parse::<Date>().ok();
        let mut form = app::ApplicationForm::simple(
            law::application::Channel::InPerson,
            law::application::ApplicantKind::NaturalPerson,
            app::Party::default(),
            "",
        );
        form.applicants = applicants(filled);
        let count = filled.count("items", app::applicant::ITEMS_MAX);
        form.items = (0..count).map(|place| filled.get(&format!("items.{place}")).to_owned()).collect();
        if form.applicants.iter().all(|(party, _)| party.name.is_empty() && party.paper.is_none()) {
            return Ok(LikelyNote::nothing());
        }
        let came_on = if is_opening(filled) {
            let received_on = day("received").unwrap_or(page.at.today);
            form.provenance = Provenance::OpeningBalance { received_on, number: None, paper: None };
            received_on
        } else {
            day("arrived").unwrap_or(page.at.today)
        };
        let earlier = page.app.likely(&page.occasion().on(came_on), &form).await?;
        Ok(LikelyNote::of(earlier, came_on, true))
    }

    /// What there is to tell; `beside` while a form is being filled in.
    pub(super) fn of(earlier: Earlier, came_on: Date, beside: bool) -> Self {
        let Earlier { this_month, same_applicant, likely_duplicates, same_wording, by_name } = earlier;
        let by_name = by_name && !same_applicant.is_empty();
        let others: Vec<EarlierCase> =
            same_applicant.iter().filter(|case| !likely_duplicates.contains(case)).cloned().collect();
        let mut sorts = Vec::new();
        let mut sort = |what: &str, so, cite, warns, cases: Vec<EarlierCase>| {
            if !cases.is_empty() {
                sorts.push(Sort { what: format!("{what}{}件", cases.len()), so, cite, warns, cases });
            }
        };
        sort(
            "同一申请人、申请内容相同，可能是重复申请：",
            "仍然要登记。已经就同一信息答复过的，办理时可以告知不予重复处理。",
            "条例36(6)",
            true,
            likely_duplicates,
        );
        sort("这位申请人的其他申请：", "", "", false, others);
        let so = "请先看以前是怎样答复的；信息可以公开的，可以纳入主动公开。";
        sort("其他申请人申请同样内容的：", so, "条例44①", false, same_wording);
        let month = match this_month {
            0 | 1 => String::new(),
            count => format!("{}年{}月里，这是同一申请人的第{count}件申请。", came_on.year(), came_on.month()),
        };
        LikelyNote { sorts, month, many: this_month > FREE, by_name, beside }
    }

    fn warns(&self) -> bool {
        self.sorts.iter().any(|sort| sort.warns)
    }

    /// Whether there is anything to tell.
    pub(super) fn is_empty(&self) -> bool {
        self.sorts.is_empty() && self.month.is_empty()
    }
}
