//! What a list is asked for, as it stands in the address: read from it, and written into the links that go on from it.

use app::authorise::Action;
use app::{ListQuery, View};
use law::applicant::ApplicantClass;
use law::application::Channel;
use serde::Deserialize;

use crate::desk::register::{parse, word};
use crate::filled::Filled;
use crate::guard::percent;
use crate::page::PageContext;

/// The query of an address; what is absent is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) view: String,
    pub(super) q: String,
    pub(super) mine: String,
    pub(super) unit: String,
    pub(super) class: String,
    pub(super) channel: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) page: String,
}

impl Asked {
    /// The view asked for, or the one that concerns the person first.
    pub(super) fn view(&self, page: &PageContext, usual: View) -> View {
        View::parse(&self.view).unwrap_or_else(|| if usual == View::Open { first_view(page) } else { usual })
    }

    /// The question for the use case. A day that is none is told beside its field and not asked for.
    pub(super) fn query(&self, view: View, filled: &mut Filled) -> ListQuery {
        let unit = self.unit.trim();
        ListQuery {
            view,
            search: self.q.trim().to_owned(),
            mine: !self.mine.is_empty(),
            unit: (!unit.is_empty()).then(|| unit.to_owned()),
            class: ApplicantClass::parse(&self.class),
            channel: parse::<Channel>(&self.channel),
            received_from: filled.date("from", "收到日期", false),
            received_to: filled.date("to", "收到日期", false),
            page: self.page.trim().parse().unwrap_or(1),
        }
    }

    /// The filter form as it was sent.
    pub(super) fn filled(&self) -> Filled {
        let mut filled = Filled::default();
        for (name, value) in self.filters() {
            if !value.is_empty() {
                filled.set(name, value);
            }
        }
        filled
    }

    /// Whether anything narrows the list besides the view.
    pub(super) fn is_narrow(&self) -> bool {
        self.filters().iter().any(|(_, value)| !value.trim().is_empty())
    }

    /// Whether one of the rarer filters is set, so that their part is open.
    pub(super) fn is_particular(&self) -> bool {
        [&self.class, &self.channel, &self.from, &self.to].iter().any(|value| !value.is_empty())
    }

    /// The address of a view or a page of it, under the same search and filters.
    pub(super) fn address(&self, place: &str, view: View, page: u32) -> String {
        let mut address = format!("{place}?view={}", view.word());
        for (name, value) in self.filters().into_iter().filter(|(_, value)| !value.is_empty()) {
            address.push_str(&format!("&{name}={}", percent(value)));
        }
        if page > 1 {
            address.push_str(&format!("&page={page}"));
        }
        address
    }

    fn filters(&self) -> [(&'static str, &str); 7] {
        [
            ("q", &self.q),
            ("mine", &self.mine),
            ("unit", &self.unit),
            ("class", &self.class),
            ("channel", &self.channel),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }
}

/// What concerns somebody first: who only reviews or signs sees what waits for that.
fn first_view(page: &PageContext) -> View {
    let approves = [Action::Review, Action::SignOff, Action::ApproveExtension].iter().any(|action| page.may(*action));
    if approves && !page.may(Action::Draft) { View::AwaitingApproval } else { View::Open }
}

/// The channels as choices of a filter.
pub(super) fn channels() -> impl Iterator<Item = (String, &'static str)> {
    Channel::ALL.into_iter().map(|channel| (word(&channel), channel.label()))
}

/// The classes of applicants as choices of a filter.
pub(super) fn classes() -> impl Iterator<Item = (&'static str, &'static str)> {
    ApplicantClass::ALL.into_iter().map(|class| (class.key(), class.label()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_search_and_filters_and_escapes_them() {
        let asked =
            Asked { q: "朝园 &x=\"1\"".to_owned(), mine: "1".to_owned(), page: "3".to_owned(), ..Asked::default() };
        let address = asked.address("/work", View::Overdue, 2);
        assert_eq!(address, "/work?view=overdue&q=%E6%9C%9D%E5%9B%AD%20%26x%3D%221%22&mine=1&page=2");
        assert_eq!(Asked::default().address("/cases", View::All, 1), "/cases?view=all");
    }

    #[test]
    fn what_an_address_cannot_mean_is_not_asked_for() {
        let asked = Asked {
            class: "nobody".to_owned(),
            channel: "pigeon".to_owned(),
            from: "yesterday".to_owned(),
            page: "-1".to_owned(),
            ..Asked::default()
        };
        let mut filled = asked.filled();
        let query = asked.query(View::All, &mut filled);
        assert_eq!(query, ListQuery { view: View::All, page: 1, ..ListQuery::default() });
        assert!(filled.fault("from").is_some());
    }
}
