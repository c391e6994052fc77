//! One line of a list, as told on the day of asking.

use jiff::civil::Date;
use law::applicant::ApplicantClass;
use law::application::{Channel, ClockState};
use law::calendar::Calendar;
use law::outcome::ReportRow;
use store::ListedCase;
use uuid::Uuid;

use super::standing::Standing;
use crate::case::{Approval, Handling, channel_word};
use crate::due::DueWords;
use crate::worklist::Urgency;

/// One case on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRow {
    /// The case.
    pub case_id: Uuid,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// The first applicant's name, 等N人 where several apply; absent without the right or the key to read it, or destroyed.
    pub applicant: Option<String>,
    /// The beginning of the first item applied for; absent like the name.
    pub wanted: Option<String>,
    /// What the case waits for today.
    pub state: ClockState,
    /// The day the reply is due, while one is.
    pub due: Option<Date>,
    /// The next day that counts, in words: 还剩 3 个工作日（12月3日）.
    pub due_words: String,
    /// Whether that day rests on a year whose holiday notice is still to come; the words say so too.
    pub provisional: bool,
    /// How pressing it is; absent once closed.
    pub urgency: Option<Urgency>,
    /// The last day the applicant has to correct, pay or state reasons, while that is awaited.
    pub applicant_deadline: Option<Date>,
    /// Whether that day has passed without an answer on record.
    pub applicant_silent: bool,
    /// What waits inside, in Chinese: at most one thing for an approver (待法制审核), and one for the officer (待送达).
    pub pending: Vec<&'static str>,
    /// Whether a reconsideration or suit is not decided.
    pub in_remedy: bool,
    /// The applicant's class, in Chinese.
    pub class: &'static str,
    /// The channel it came by, in Chinese.
    pub channel: &'static str,
    /// The unit that handles it, if assigned.
    pub unit: Option<String>,
    /// The name of the officer in charge; the login where no account has it.
    pub officer: Option<String>,
    /// The day it arrived; absent where an opening balance does not know it.
    pub arrived_on: Option<Date>,
    /// The day of receipt; absent while that is not confirmed.
    pub received_on: Option<Date>,
    /// The day it was closed; absent while open.
    pub closed_on: Option<Date>,
    /// What the annual report counts it as, in short; absent until it has a result.
    pub result: Option<&'static str>,
}

impl DeskRow {
    /// Returns the words for its state.
    pub const fn state_label(&self) -> &'static str {
        self.state.label()
    }

    /// Tells a case for a day; names and wording come apart.
    pub(super) fn tell(listed: ListedCase, standing: &Standing, today: Date, calendar: &Calendar) -> Self {
        let ListedCase { row, arrived_on, result_row, officer_name } = listed;
        let words = DueWords { today, calendar, provisional: standing.provisional };
        let due_words = match (standing.state, standing.due) {
            (ClockState::Closed, _) => closed(&words, row.closed_on),
            (ClockState::AwaitingConfirmation, _) => unconfirmed(&words, arrived_on),
            (ClockState::AwaitingCorrection, _) => words.applicant("补正", standing.applicant_deadline),
            (ClockState::AwaitingPayment, _) => words.applicant("缴费", standing.applicant_deadline),
            (_, None) => "超出工作日历，期限无法计算".to_owned(),
            (ClockState::NotCounted, Some(due)) if !standing.overdue => words.standing_still(due),
            (_, Some(due)) => words.running(due),
        };
        let approval = standing.approval.map(Approval::label);
        DeskRow {
            case_id: row.case_id,
            number: row.number,
            applicant: None,
            wanted: None,
            state: standing.state,
            due: standing.due,
            due_words,
            provisional: standing.provisional,
            urgency: standing.urgency(),
            applicant_deadline: standing.applicant_deadline,
            applicant_silent: standing.applicant_silent,
            pending: approval.into_iter().chain(standing.handling.map(Handling::label)).collect(),
            in_remedy: row.in_remedy,
            class: ApplicantClass::parse(&row.applicant_class).map_or("", ApplicantClass::label),
            channel: channel_label(&row.channel),
            unit: row.unit,
            officer: officer_name.or(row.officer),
            arrived_on,
            received_on: row.received_on,
            closed_on: row.closed_on,
            result: result_row.as_deref().and_then(ReportRow::parse).map(result_in_short),
        }
    }
}

fn unconfirmed(words: &DueWords<'_>, arrived_on: Option<Date>) -> String {
    match arrived_on {
        Some(on) => format!("{}收到，尚未与申请人确认", words.day(on)),
        None => "尚未与申请人确认".to_owned(),
    }
}

fn closed(words: &DueWords<'_>, closed_on: Option<Date>) -> String {
    closed_on.map_or_else(|| "已办结".to_owned(), |on| format!("{}办结", words.day(on)))
}

/// The label of the channel a row's word stands for; empty for a word that is none.
fn channel_label(word: &str) -> &'static str {
    Channel::ALL.into_iter().find(|channel| channel_word(*channel) == word).map_or("", Channel::label)
}

/// A row of table three in the few words a column of a list has room for.
const fn result_in_short(row: ReportRow) -> &'static str {
    match row {
        ReportRow::Granted => "予以公开",
        ReportRow::PartlyGranted => "部分公开",
        ReportRow::RefusedStateSecret => "不予公开（国家秘密）",
        ReportRow::RefusedLawProhibits => "不予公开（法律、行政法规禁止）",
        ReportRow::RefusedSecurityStability => "不予公开（三安全一稳定）",
        ReportRow::RefusedThirdParty => "不予公开（第三方合法权益）",
        ReportRow::RefusedInternalAffairs => "不予公开（内部事务信息）",
        ReportRow::RefusedProcess => "不予公开（过程性信息）",
        ReportRow::RefusedEnforcementFile => "不予公开（行政执法案卷）",
        ReportRow::RefusedAdministrativeQuery => "不予公开（行政查询事项）",
        ReportRow::UnavailableNotHeld => "无法提供（不掌握）",
        ReportRow::UnavailableNeedsCreation => "无法提供（需要另行制作）",
        ReportRow::UnavailableStillUnclear => "无法提供（补正后仍不明确）",
        ReportRow::DeclinedPetition => "不予处理（信访举报投诉）",
        ReportRow::DeclinedDuplicate => "不予处理（重复申请）",
        ReportRow::DeclinedPublished => "不予处理（公开出版物）",
        ReportRow::DeclinedExcessive => "不予处理（大量反复申请）",
        ReportRow::DeclinedReconfirmation => "不予处理（要求确认或者重新出具）",
        ReportRow::OtherNotCorrected => "其他处理（逾期不补正）",
        ReportRow::OtherFeeUnpaid => "其他处理（逾期未缴费）",
        ReportRow::OtherOther => "其他处理",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_told_by_its_name() {
        for channel in Channel::ALL {
            assert_eq!(channel_label(&channel_word(channel)), channel.label());
        }
        assert_eq!(channel_label("pigeon"), "");
    }
}
