//! A frozen version checked again, so that the page can tell its findings beside its tables.

use annual_report::{CheckContext, Finding, check};

use super::count::fee_figures;
use crate::app::App;
use crate::authorise::Action;
use crate::error::AppError;
use crate::occasion::Occasion;

impl App {
    /// Checks a frozen version of a year's report: its identities, its texts against its tables and the fees on record,
    /// its carry-over against the report of the year before: the last frozen one, else the one adopted from a file.
    ///
    /// What the count itself had to say was told when it was frozen and is not said again.
    pub async fn version_findings(
        &self,
        occasion: &Occasion<'_>,
        year: i16,
        no: u32,
    ) -> Result<Vec<Finding>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let organ = occasion.organ;
        let mut reader = self.store.snapshot().await?;
        let version = self.version_in(&mut reader, organ, year, no).await?.frozen;
        let before = self.before_in(&mut reader, organ, year).await?;
        let fees = fee_figures(&mut reader, organ, version.span).await?;
        let previous = before.as_ref().map(|before| before.report());
        Ok(check(&version.report, &CheckContext { previous, fees: Some(fees), closing: false }))
    }
}
