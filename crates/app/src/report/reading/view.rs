//! Reading what was read: the list, one report with its corrections and findings, its file.

use annual_report::{Finding, Report, Section, Sources};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{ReadReportRow, Reader};
use uuid::Uuid;

use super::corrected::{Corrected, ReadingCorrection};
use super::kept::{KeptReading, ReadFigures, ReadingStanding, WITHDRAWN, stream};
use super::not_there;
use super::remarks::remarks_left;
use super::take::findings;
use crate::app::App;
use crate::authorise::{Action, Scope, authorise};
use crate::error::AppError;
use crate::events::EvidenceFile;
use crate::occasion::Occasion;
use crate::report::before::Before;
use crate::report::view::history;
use crate::report::{Mark, ReportDone};
use crate::statement::Evidence;

/// A report that was read, in the list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingListed {
    /// It.
    pub id: Uuid,
    /// The organ it is of; empty where none was read.
    pub of_organ: String,
    /// The year it is of.
    pub year: Option<u16>,
    /// The form it follows: 2019 or 2021.
    pub form: String,
    /// Word for the format of its file.
    pub format: String,
    /// Whether it is the organ's own.
    pub own: bool,
    /// The year as whose report it is adopted.
    pub adopted: Option<i16>,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// How many errors checking found when its last figure was entered.
    pub errors: u32,
    /// How many findings needed an explanation then.
    pub warnings: u32,
    /// How many checks lacked their figures then: they passed nothing.
    pub unassessed: u32,
    /// How often its reading was corrected.
    pub corrections: u32,
    /// Who took it.
    pub taken_by: String,
    /// When.
    pub taken_at: Timestamp,
}

/// A report that was read, whole.
#[derive(Debug, Clone)]
pub struct Reading {
    /// It.
    pub id: Uuid,
    /// Its figures and texts, as corrected.
    pub report: Report,
    /// The same as they came out of the file.
    pub as_read: Report,
    /// Where each figure stood.
    pub sources: Sources,
    /// What was corrected, in order.
    pub corrections: Vec<ReadingCorrection>,
    /// What the reader remarked and checking finds.
    pub findings: Vec<Finding>,
    /// The report of the year before that it is checked against.
    pub before: Option<(Before, Report)>,
    /// The file it was read from.
    pub file: EvidenceFile,
    /// Word for the file's format.
    pub format: String,
    /// Whether it was pasted as text.
    pub pasted: bool,
    /// What the reader had to say of the file.
    pub notes: Vec<String>,
    /// Who took it, when.
    pub taken: Mark,
    /// What that person said of where it comes from; may be empty.
    pub note: String,
    /// How it stands.
    pub standing: ReadingStanding,
    /// Whether it is the organ's own.
    pub own: bool,
    /// What the person who asks can do with it.
    pub acts: ReadingActs,
    /// How far its stream stands: to be handed back with [`Occasion::having_seen`].
    pub seq: i64,
    /// What was done with it, in order.
    pub history: Vec<ReportDone>,
}

/// What stands in the way of each act on a report that was read, for the person who asks; nothing where it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingActs {
    /// Of correcting a figure, a text or the form.
    pub correct: Option<String>,
    /// Of correcting organ and year.
    pub rename: Option<String>,
    /// Of adopting it.
    pub adopt: Option<String>,
    /// Of taking it back.
    pub withdraw: Option<String>,
}

impl Reading {
    /// What a text was held to say before a correction, given by its place among all: what the correction of it before
    /// that said, else what was read.
    pub fn text_before(&self, section: Section, correction: usize) -> &str {
        let before = self.corrections.iter().take(correction).rev().find_map(|one| match &one.what {
            Corrected::Text { section: of, now } if *of == section => Some(now.as_str()),
            _ => None,
        });
        before.unwrap_or_else(|| self.as_read.narrative.section(section))
    }
}

impl App {
    /// Lists the reports that were read: those at hand first, the organ's own before others', by organ, the latest year
    /// first.
    pub async fn read_reports(&self, occasion: &Occasion<'_>) -> Result<Vec<ReadingListed>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.snapshot().await?;
        let profile = self.profile(&mut reader, occasion.organ).await?;
        let rows = reader.list::<ReadReportRow>(occasion.organ).await?;
        let mut listed: Vec<ReadingListed> = rows.into_iter().map(|row| listed(row, &profile.name)).collect();
        listed.sort_by(|a, b| {
            let order = (a.withdrawn, !a.own, &a.of_organ).cmp(&(b.withdrawn, !b.own, &b.of_organ));
            order.then((b.year, b.taken_at, b.id).cmp(&(a.year, a.taken_at, a.id)))
        });
        Ok(listed)
    }

    /// Reads one report that was read, with what was corrected and what checking finds.
    pub async fn read_report(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<Reading, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let organ = occasion.organ;
        let mut reader = self.store.snapshot().await?;
        let loaded = reader.load(organ, &stream(id)).await?;
        let kept = KeptReading::fold(&loaded.events)?.ok_or_else(|| not_there(id))?;
        let ReadFigures { as_read, report, sources } = self.figures_in(&mut reader, organ, &kept).await?;
        let before = self.before_reading(&mut reader, organ, &report).await?;
        let before = before.map(|before| (before.whence(), before.report().clone()));
        let remarks = remarks_left(&kept.taken.remarks, kept.corrected(), &report);
        let findings = findings(&report, before.as_ref().map(|(_, report)| report), &remarks);
        let own = same_organ(&report.organ, &self.profile(&mut reader, organ).await?.name);
        let adopt = self.adopt_obstacle_in(&mut reader, occasion, &kept, &report).await?;
        Ok(Reading {
            id,
            acts: acts(&kept, adopt, occasion),
            own,
            report,
            as_read,
            sources,
            findings,
            before,
            corrections: kept.corrections,
            file: kept.taken.file,
            format: kept.taken.format,
            pasted: kept.taken.pasted,
            notes: kept.taken.notes,
            taken: kept.taken.mark,
            note: kept.taken.note,
            standing: kept.standing,
            seq: kept.seq,
            history: history(loaded.events),
        })
    }

    /// Reads the file a report was read from, byte for byte.
    pub async fn read_report_file(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<Evidence, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.read().await?;
        let loaded = reader.load(occasion.organ, &stream(id)).await?;
        let file = KeptReading::fold(&loaded.events)?.ok_or_else(|| not_there(id))?.taken.file;
        let bytes = match store::Hash::parse(&file.digest) {
            Some(hash) => reader.blob(occasion.organ, hash).await?,
            None => None,
        };
        let bytes = bytes.ok_or_else(|| store::Error::FileMissing(file.digest.clone()))?;
        Ok(Evidence { file, bytes })
    }

    /// A reading and its figures.
    pub(in crate::report) async fn reading_in(
        &self,
        reader: &mut Reader,
        organ: &str,
        id: Uuid,
    ) -> Result<(KeptReading, ReadFigures), AppError> {
        let loaded = reader.load(organ, &stream(id)).await?;
        let kept = KeptReading::fold(&loaded.events)?.ok_or_else(|| not_there(id))?;
        let figures = self.figures_in(reader, organ, &kept).await?;
        Ok((kept, figures))
    }

    /// The figures of a reading.
    pub(super) async fn figures_in(
        &self,
        reader: &mut Reader,
        organ: &str,
        kept: &KeptReading,
    ) -> Result<ReadFigures, AppError> {
        let bytes = reader.blob(organ, kept.taken.reading).await?;
        kept.figures(&bytes.ok_or_else(|| store::Error::FileMissing(kept.taken.reading.to_string()))?)
    }
}

/// Whether two names are one organ's: they are written alike, but for white space.
pub(in crate::report) fn same_organ(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let one = letters(one);
    !one.is_empty() && one == letters(other)
}

/// Whether a report that was read is at hand: it was not taken back.
pub(in crate::report) fn at_hand(row: &ReadReportRow) -> bool {
    row.status != WITHDRAWN
}

/// What stands in the way of changing a reading, whoever asks; `named` where organ or year are to change.
pub(super) fn change_obstacle(kept: &KeptReading, named: bool) -> Option<String> {
    match &kept.standing {
        ReadingStanding::Withdrawn { .. } => Some("这份报告已经撤回，不再改动；需要的请重新读取".to_owned()),
        ReadingStanding::Adopted { year, .. } if named => Some(format!(
            "这份报告已采用为本机关{year}年度的年度报告，机关名称和年度不能再改；弄错了的，请撤回后重新读取"
        )),
        ReadingStanding::Adopted { .. } | ReadingStanding::Stands => None,
    }
}

/// What stands in the way of adopting a reading, whoever asks.
pub(super) fn adopt_obstacle(
    kept: &KeptReading,
    report: &Report,
    own_name: &str,
    frozen: bool,
    today: Date,
) -> Option<String> {
    match &kept.standing {
        ReadingStanding::Withdrawn { .. } => return change_obstacle(kept, false),
        ReadingStanding::Adopted { year, .. } => {
            return Some(format!("这份报告已采用为本机关{year}年度的年度报告"));
        }
        ReadingStanding::Stands => {}
    }
    if report.organ.trim().is_empty() {
        return Some("没有读出机关名称，请先对照原件更正".to_owned());
    }
    if !same_organ(&report.organ, own_name) {
        return Some(format!(
            "报告上的机关是“{}”，不是“{own_name}”，不能采用；确是本机关的（例如后来更名），请先更正机关名称并写明原因",
            report.organ
        ));
    }
    let Some(year) = report.year else { return Some("没有读出年度，请先对照原件更正".to_owned()) };
    if report.period.is_some() {
        return Some("这份报告统计的不是一整年，不能作为年度报告采用".to_owned());
    }
    if i32::from(year) >= i32::from(today.year()) {
        return Some(format!("{year}年还没有结束，不会已经有年度报告；年度读错的，请先更正"));
    }
    frozen.then(|| {
        format!("{year}年度报告已在本系统定稿，以定稿为准，不能改用上传的报告；定稿有差错的，请在该年度的页面办理更正")
    })
}

/// What the person of the occasion can do: the state of the reading first, then the role.
fn acts(kept: &KeptReading, adopt: Option<String>, occasion: &Occasion<'_>) -> ReadingActs {
    let scope = Scope::organ(occasion.organ);
    let denied = |action| authorise(occasion.actor, action, &scope).err().map(|denied| denied.to_string());
    let change = || {
        let adopted = kept.adopted().and_then(|_| denied(Action::FreezeReport));
        denied(Action::TakeReport).or(adopted)
    };
    ReadingActs {
        correct: change_obstacle(kept, false).or_else(change),
        rename: change_obstacle(kept, true).or_else(change),
        adopt: adopt.or_else(|| denied(Action::FreezeReport)),
        withdraw: change_obstacle(kept, false).or_else(change),
    }
}

fn listed(row: ReadReportRow, own_name: &str) -> ReadingListed {
    let count = |number: i64| u32::try_from(number).unwrap_or(0);
    ReadingListed {
        id: row.reading_id,
        own: same_organ(&row.of_organ, own_name),
        withdrawn: !at_hand(&row),
        year: row.year.and_then(|year| u16::try_from(year).ok()),
        adopted: row.adopted_year.and_then(|year| i16::try_from(year).ok()),
        errors: count(row.errors),
        warnings: count(row.warnings),
        unassessed: count(row.unassessed),
        corrections: count(row.corrections),
        of_organ: row.of_organ,
        form: row.form,
        format: row.format,
        taken_by: row.taken_by,
        taken_at: row.taken_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organ_is_known_by_its_name_however_it_is_spaced_and_nothing_is_the_same_as_no_name() {
        assert!(same_organ("某某 区\n司法局", "某某区司法局"));
        assert!(!same_organ("某某区司法局", "某某区财政局"));
        assert!(!same_organ("", "") && !same_organ(" ", "某某区司法局"));
    }
}
