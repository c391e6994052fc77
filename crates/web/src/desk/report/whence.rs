//! Where the figures of a page come from, and so where its links lead.

use annual_report::{Path, Span};

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
}

impl Whence {
    /// The address of the page the figures stand on.
    pub(crate) fn home(self) -> String {
        match self {
            Self::Year(year) => format!("/reports/{year}"),
            Self::Version(year, no) => format!("/reports/{year}/versions/{no}"),
            Self::Days(span) => format!("/reports/span?{}", query(span)),
        }
    }

    /// The address that opens a figure.
    pub(crate) fn cell(self, path: Path) -> String {
        self.under(&format!("cell/{path}"))
    }

    /// The address that opens the three figures of section six.
    pub(crate) fn fees(self) -> String {
        self.under("fees")
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
        }
    }
}
