//! Where the figures of a page come from, and so where its links lead.

use annual_report::{Path, Span};
use uuid::Uuid;

use crate::desk::days::query;

/// Where figures come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whence {
    /// A year counted now.
    Year(i16),
    /// A frozen version of a year's report.
    Version(i16, u32),
    /// Other days counted now.
    Days(Span),
    /// A report that was read from a file.
    Reading(Uuid),
}

impl Whence {
    /// The address of the page the figures stand on.
    pub(crate) fn home(self) -> String {
        match self {
            Self::Year(year) => format!("/reports/{year}"),
            Self::Version(year, no) => format!("/reports/{year}/versions/{no}"),
            Self::Days(span) => format!("/reports/span?{}", query(span)),
            Self::Reading(id) => format!("/reports/read/{id}"),
        }
    }

    /// The address that opens a figure.
    pub(crate) fn cell(self, path: Path) -> String {
        self.under(&format!("cell/{path}"))
    }

    /// The address of one page of what stands behind a figure.
    pub(crate) fn cell_page(self, path: Path, page: usize) -> String {
        let address = self.cell(path);
        let join = if address.contains('?') { '&' } else { '?' };
        format!("{address}{join}page={page}")
    }

    /// The address that opens the three figures of section six; empty where the record does not have them.
    pub(crate) fn fees(self) -> String {
        match self {
            Self::Reading(_) => String::new(),
            _ => self.under("fees"),
        }
    }

    /// The address that gives a file, by the end of its name.
    pub(crate) fn download(self, extension: &str) -> String {
        self.under(&format!("download/{extension}"))
    }

    fn under(self, what: &str) -> String {
        match self {
            Self::Year(year) => format!("/reports/{year}/{what}"),
            Self::Version(year, no) => format!("/reports/{year}/{what}?version={no}"),
            Self::Days(span) => format!("/reports/span/{what}?{}", query(span)),
            Self::Reading(id) => format!("/reports/read/{id}/{what}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_what_they_are_about() {
        let path: Path = "applications.new.total".parse().unwrap();
        let month = Whence::Days(Span::month(2022, 1).unwrap());
        assert_eq!(Whence::Year(2022).cell_page(path, 2), "/reports/2022/cell/applications.new.total?page=2");
        assert_eq!(
            Whence::Version(2022, 1).cell_page(path, 2),
            "/reports/2022/cell/applications.new.total?version=1&page=2"
        );
        assert_eq!(month.fees(), "/reports/span/fees?from=2022-01-01&to=2022-01-31");
        assert_eq!(month.home(), "/reports/span?from=2022-01-01&to=2022-01-31");
    }
}
