//! What is done with a year's report: written, frozen, signed, handed in, published, corrected.
//!
//! Each act is one transaction on the report's stream. Who looked before acting hands back how far the stream then stood
//! ([`Occasion::having_seen`]); if it has moved on, nothing is kept and the person is told what happened. The day of the
//! fact (of the signature, of the publication) is the occasion's.

use annual_report::{Basis, Frozen, Narrative, Severity, Span};
use jiff::civil::Date;
use law::reason::chinese_date;
use store::{Head, Write};

use super::entered::reasoned;
use super::kept::{Kept, Version, stream};
use super::step::ReportAct;
use super::{FrozenReport, LAW_VERSION, SECTION_MAX};
use crate::app::App;
use crate::applicant::limit;
use crate::authorise::{Scope, authorise};
use crate::error::{AppError, Faults};
use crate::events::ReportEvent;
use crate::occasion::Occasion;

/// Most characters of the name of the organ a report is handed in to.
const RECEIVER_MAX: usize = 100;
/// Most characters of an address.
const ADDRESS_MAX: usize = 500;

/// A report's stream opened for one act.
struct Opened {
    write: Write,
    head: Head,
    kept: Kept,
}

impl App {
    /// Writes the texts of a year's report. Refused once it is frozen, unless a correction is under way.
    ///
    /// With [`Occasion::having_seen`] the second of two editors is told ([`AppError::Overtaken`]) and nothing is kept.
    pub async fn write_narrative(
        &self,
        occasion: &Occasion<'_>,
        year: i16,
        narrative: &Narrative,
    ) -> Result<(), AppError> {
        self.permit(occasion, ReportAct::Write.action())?;
        let mut faults = Faults::default();
        for (text, what, field) in [
            (&narrative.overview, "总体情况", "overview"),
            (&narrative.problems, "存在的主要问题及改进情况", "problems"),
            (&narrative.other, "其他需要报告的事项", "other"),
        ] {
            limit(text, SECTION_MAX, what, field.to_owned(), &mut faults);
        }
        check_year(year, &mut faults);
        faults.none_or()?;
        let opened = self.open_report(occasion, year, ReportAct::Write).await?;
        self.enter_report(occasion, year, opened, vec![written(narrative)]).await.map(drop)
    }

    /// Freezes a year's report: its figures, texts and the cases behind them, under their digest. After a correction was
    /// begun this makes the next version, of a new count and the texts as rewritten.
    ///
    /// Refused before the year is over, when it is frozen already, or when it contradicts itself. What only needs an
    /// explanation, a text left blank among it, comes back as [`FrozenReport::remarks`].
    pub async fn freeze(&self, occasion: &Occasion<'_>, year: i16) -> Result<FrozenReport, AppError> {
        self.permit(occasion, ReportAct::Freeze.action())?;
        let mut faults = Faults::default();
        check_year(year, &mut faults);
        faults.none_or()?;
        let span = Span::year(year).map_err(|fault| AppError::NotNow(fault.to_string()))?;
        let mut opened = self.open_report(occasion, year, ReportAct::Freeze).await?;
        let mut faults = Faults::default();
        let earliest = span.to().tomorrow().unwrap_or(span.to());
        check_day(occasion, earliest, "年度结束后的第一天", &mut faults);
        faults.none_or()?;
        let organ = occasion.organ;
        let counted = self.count_in(&mut opened.write, occasion, span, true).await?;
        if let Some(finding) = counted.findings.iter().find(|finding| finding.severity == Severity::Error) {
            return Err(AppError::NotNow(format!("年度报告自相矛盾，不能定稿：{}", finding.message)));
        }
        let mut remarks = counted.findings;
        remarks.retain(|finding| finding.severity == Severity::Warning);
        let calendar = self.calendar_in(&mut opened.write).await?;
        let notices: Vec<&str> = calendar.notices().iter().map(|notice| notice.number()).collect();
        let basis = Basis { calendar: notices.join("、"), law: LAW_VERSION.to_owned() };
        let frozen = Frozen::new(organ, counted.compiled, basis);
        let bytes = frozen.canonical().map_err(AppError::Unwritable)?;
        let hash = opened.write.put_blob(organ, bytes, "application/json", occasion.at.recorded_at).await?;
        let event = ReportEvent::ReportFrozen { snapshot: hash.to_string() };
        let kept = self.enter_report(occasion, year, opened, vec![event]).await?;
        let version = kept.last().ok_or_else(|| no_version(year))?;
        Ok(FrozenReport { remarks, ..FrozenReport::of(frozen, version) })
    }

    /// Signs the last frozen version of a year's report: a leader or the head of the disclosure office, and never who
    /// froze it.
    pub async fn sign_report(&self, occasion: &Occasion<'_>, year: i16) -> Result<(), AppError> {
        self.mark_version(occasion, year, ReportAct::Sign, |last, faults| {
            check_day(occasion, last.frozen.on, "定稿日期", faults);
            ReportEvent::ReportSigned { no: last.no, snapshot: last.digest.clone() }
        })
        .await
    }

    /// Records that the signed version was handed in to an organ (报送). Entered again it needs a reason and takes the
    /// place of the entry before.
    pub async fn submit_report(&self, occasion: &Occasion<'_>, year: i16, to: &str) -> Result<(), AppError> {
        self.mark_version(occasion, year, ReportAct::Submit, |last, faults| {
            let to = to.trim();
            if to.is_empty() {
                faults.add("to", "请填写报送的机关");
            }
            limit(to, RECEIVER_MAX, "报送的机关", "to".to_owned(), faults);
            since_signed(occasion, last, faults);
            again_with_reason(occasion, last.submitted.is_some(), "报送", faults);
            ReportEvent::ReportSubmitted { no: last.no, to: to.to_owned() }
        })
        .await
    }

    /// Records that the signed version was published (公布), with the address of its page. Entered again it needs a reason
    /// and takes the place of the entry before.
    pub async fn publish_report(&self, occasion: &Occasion<'_>, year: i16, address: &str) -> Result<(), AppError> {
        self.mark_version(occasion, year, ReportAct::Publish, |last, faults| {
            let address = address.trim();
            if !is_address(address) {
                faults.add("address", "请填写公布网页的完整网址，以 http:// 或者 https:// 开头");
            }
            limit(address, ADDRESS_MAX, "网址", "address".to_owned(), faults);
            since_signed(occasion, last, faults);
            again_with_reason(occasion, last.published.is_some(), "公布", faults);
            ReportEvent::ReportPublished { no: last.no, address: address.to_owned() }
        })
        .await
    }

    /// Begins the correction of a frozen report (更正), for a reason: its texts can be rewritten and it is counted and
    /// frozen again as the next version. The version before stays as it is, with its own marks.
    pub async fn begin_correction(&self, occasion: &Occasion<'_>, year: i16) -> Result<(), AppError> {
        self.permit(occasion, ReportAct::BeginCorrection.action())?;
        reasoned(occasion, "请写明更正的原因")?;
        let mut opened = self.open_report(occasion, year, ReportAct::BeginCorrection).await?;
        let mut events = vec![ReportEvent::CorrectionBegun { no: opened.kept.next_no() }];
        if opened.kept.narrative.is_none()
            && let Some(last) = opened.kept.last().cloned()
        {
            // It was frozen with the draft of that day; what is corrected is the text as it was made known.
            let before = self.read_version(&mut opened.write, occasion.organ, year, &last).await?;
            events.push(written(&before.frozen.report.narrative));
        }
        self.enter_report(occasion, year, opened, events).await.map(drop)
    }

    /// Gives a correction up, for a reason; the version before stands, and the texts are again those it was frozen with.
    pub async fn give_up_correction(&self, occasion: &Occasion<'_>, year: i16) -> Result<(), AppError> {
        self.permit(occasion, ReportAct::GiveUpCorrection.action())?;
        reasoned(occasion, "请写明放弃更正的原因")?;
        let opened = self.open_report(occasion, year, ReportAct::GiveUpCorrection).await?;
        let event = ReportEvent::CorrectionGivenUp { no: opened.kept.next_no() };
        self.enter_report(occasion, year, opened, vec![event]).await.map(drop)
    }

    /// Enters what became of the last frozen version.
    async fn mark_version(
        &self,
        occasion: &Occasion<'_>,
        year: i16,
        act: ReportAct,
        event: impl FnOnce(&Version, &mut Faults) -> ReportEvent,
    ) -> Result<(), AppError> {
        // Once without the author, so that whoever has no business here learns nothing of the report.
        self.permit(occasion, act.action())?;
        let opened = self.open_report(occasion, year, act).await?;
        let last = opened.kept.last().ok_or_else(|| no_version(year))?;
        authorise(occasion.actor, act.action(), &Scope::work_of(occasion.organ, &last.frozen.by))?;
        let mut faults = Faults::default();
        let event = event(last, &mut faults);
        faults.none_or()?;
        self.enter_report(occasion, year, opened, vec![event]).await.map(drop)
    }

    /// Opens a year's report for an act that must be open now.
    async fn open_report(&self, occasion: &Occasion<'_>, year: i16, act: ReportAct) -> Result<Opened, AppError> {
        let mut write = self.store.write().await?;
        let loaded = write.load(occasion.organ, &stream(year)).await?;
        if let Some(seen) = occasion.seen.filter(|seen| *seen != loaded.head.seq) {
            write.rollback().await?;
            return Err(self.overtaken(occasion.organ, &stream(year), seen).await);
        }
        let kept = Kept::fold(&loaded.events)?;
        kept.may(act, year, occasion.at.today)?;
        Ok(Opened { write, head: loaded.head, kept })
    }

    /// Appends to a report's stream with its row, and commits; gives the report as it is then.
    async fn enter_report(
        &self,
        occasion: &Occasion<'_>,
        year: i16,
        opened: Opened,
        events: Vec<ReportEvent>,
    ) -> Result<Kept, AppError> {
        let Opened { mut write, head, mut kept } = opened;
        self.append_followed(occasion, &mut write, year, (&head, &mut kept), events).await?;
        self.committed(write).await?;
        Ok(kept)
    }
}

fn written(narrative: &Narrative) -> ReportEvent {
    let Narrative { overview, problems, other } = narrative.clone();
    ReportEvent::NarrativeWritten { overview, problems, other }
}

fn no_version(year: i16) -> AppError {
    AppError::NotNow(format!("{year}年度报告还没有定稿，请先定稿"))
}

pub(super) fn check_year(year: i16, faults: &mut Faults) {
    if Span::year(year).is_err() {
        faults.add("year", "年度应当是四位年份");
    }
}

/// Notes a day of the fact that lies in the future, or before what it follows.
fn check_day(occasion: &Occasion<'_>, not_before: Date, what: &str, faults: &mut Faults) {
    if occasion.on > occasion.at.today {
        faults.add("on", "日期不能晚于今天");
    }
    if occasion.on < not_before {
        faults.add("on", format!("日期不能早于{what}（{}）", chinese_date(not_before)));
    }
}

fn since_signed(occasion: &Occasion<'_>, last: &Version, faults: &mut Faults) {
    let signed = last.signed.as_ref().map_or(last.frozen.on, |mark| mark.on);
    check_day(occasion, signed, "签署日期", faults);
}

fn again_with_reason(occasion: &Occasion<'_>, again: bool, what: &str, faults: &mut Faults) {
    if again && occasion.reason.trim().is_empty() {
        faults.add("reason", format!("这一版已经登记过{what}；登记有误需要改正的，请写明原因"));
    }
}

/// Says whether a text is the address of a page that anybody can open: http or https, a host, nothing that ends a link early.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`');
    let in_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    host.chars().any(char::is_alphanumeric) && host.chars().all(in_host) && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_a_reader_can_open() {
        for good in [
            "https://www.example.cn/2021/report.html",
            "http://example.cn",
            "http://example.cn:8080/公开?year=2021#top",
            "http://[2001:db8::1]/",
        ] {
            assert!(is_address(good), "{good}");
        }
        for wrong in [
            "",
            "www.example.cn",
            "ftp://example.cn/a",
            "javascript:alert(1)",
            "https://",
            "https:///a",
            "https://a b.cn",
            "https://user@example.cn/",
            "https://example.cn/\"onclick=",
            "https://example.cn/<b>",
            "HTTPS//example.cn",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
