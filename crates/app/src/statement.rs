//! Figures of table two, stated and signed by units: entered, replaced, withdrawn, read.

mod form;
mod kept;
mod view;

use annual_report::statement::Standing;
use store::{Changes, Head, Statement, StoredEvent, Write};
use uuid::Uuid;

use crate::app::{App, new_event};
use crate::authorise::Action;
use crate::error::{AppError, Faults};
use crate::events::{EvidenceFile, StatementEvent};
use crate::occasion::Occasion;
use kept::{row, stream};

pub use form::{EvidenceUpload, StatementForm};
pub use kept::StatementInfo;
pub use view::{Evidence, Statements};

pub(crate) use kept::{stated, statement_of, statement_rows};

impl App {
    /// Records a figure a unit states and signs; gives the statement's id.
    pub async fn state_figure(&self, occasion: &Occasion<'_>, form: &StatementForm) -> Result<Uuid, AppError> {
        self.permit(occasion, Action::StateFigure)?;
        let mut faults = Faults::default();
        form.check(occasion.at.today, &mut faults);
        faults.none_or()?;
        let id = self.new_id();
        let mut write = self.store.write().await?;
        self.state(&mut write, occasion, id, form, None).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Writes the first event of a statement, its row and its file.
    async fn state(
        &self,
        write: &mut Write,
        occasion: &Occasion<'_>,
        id: Uuid,
        form: &StatementForm,
        replaces: Option<Uuid>,
    ) -> Result<(), AppError> {
        let organ = occasion.organ;
        let file = match &form.file {
            Some(file) => {
                let at = occasion.at.recorded_at;
                let hash = write.put_blob(organ, file.bytes.clone(), &file.media_type, at).await?;
                Some(EvidenceFile {
                    digest: hash.to_string(),
                    name: file.name.trim().to_owned(),
                    media_type: file.media_type.clone(),
                    size: file.bytes.len() as u64,
                })
            }
            None => None,
        };
        let event = form.event(file, replaces);
        let mut changes = Changes::new();
        changes.put(&row(organ, id, std::slice::from_ref(&event)).ok_or_else(unreadable)?);
        write.append(organ, &stream(id), &Head::NONE, vec![new_event(occasion, &event)?], &changes).await?;
        Ok(())
    }

    /// Records a figure in the place of one stated before; gives the new statement's id.
    pub async fn replace_figure(
        &self,
        occasion: &Occasion<'_>,
        replaced: Uuid,
        form: &StatementForm,
    ) -> Result<Uuid, AppError> {
        self.permit(occasion, Action::StateFigure)?;
        let mut faults = Faults::default();
        form.check(occasion.at.today, &mut faults);
        faults.none_or()?;
        let id = self.new_id();
        let done = self.put_in_place(occasion, replaced, id, form).await;
        self.explain(done).await?;
        Ok(id)
    }

    async fn put_in_place(
        &self,
        occasion: &Occasion<'_>,
        replaced: Uuid,
        id: Uuid,
        form: &StatementForm,
    ) -> Result<(), AppError> {
        let organ = occasion.organ;
        let mut write = self.store.write().await?;
        let old = write.load(organ, &stream(replaced)).await?;
        must_stand(replaced, &old.events)?;
        let mut changes = Changes::new();
        changes.delete::<Statement>(organ, &replaced);
        let taken = new_event(occasion, &StatementEvent::FigureReplaced { by: id.to_string() })?;
        write.append(organ, &stream(replaced), &old.head, vec![taken], &changes).await?;
        self.state(&mut write, occasion, id, form, Some(replaced)).await?;
        write.commit().await?;
        Ok(())
    }

    /// Takes a figure back; the cell is blank again unless another statement fills it.
    pub async fn withdraw_figure(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<(), AppError> {
        self.permit(occasion, Action::StateFigure)?;
        if occasion.reason.trim().is_empty() {
            let mut faults = Faults::default();
            faults.add("reason", "请写明撤回这个数字的原因");
            faults.none_or()?;
        }
        let loaded = self.store.load(occasion.organ, &stream(id)).await?;
        must_stand(id, &loaded.events)?;
        let mut changes = Changes::new();
        changes.delete::<Statement>(occasion.organ, &id);
        let new = new_event(occasion, &StatementEvent::FigureWithdrawn)?;
        let done = self.store.append(occasion.organ, &stream(id), &loaded.head, vec![new], &changes).await;
        self.explain(done.map_err(AppError::Store)).await.map(drop)
    }
}

fn not_there(id: Uuid) -> AppError {
    AppError::NotFound { what: "填报的数字", which: id.to_string() }
}

fn unreadable() -> AppError {
    AppError::Inconsistent("填报的数字无法列入表格".to_owned())
}

fn must_stand(id: Uuid, events: &[StoredEvent]) -> Result<(), AppError> {
    match StatementInfo::fold(id, events)?.ok_or_else(|| not_there(id))?.standing {
        Standing::Stands => Ok(()),
        Standing::Withdrawn { .. } | Standing::Replaced { .. } => {
            Err(AppError::NotNow("这个数字已经被撤回或者替换，请在现行的数字上办理".to_owned()))
        }
    }
}
