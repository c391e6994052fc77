//! On which day an application counts as received.
//!
//! The reply period hangs on this day, so the regulation fixes it by channel (条例31): handed over in person, the day it is
//! handed over; sent by post that is signed for, the day the organ signs; by ordinary letter, which nobody signs for, the
//! day the disclosure office has confirmed it with the applicant, whom it must contact the day it gets the letter; over
//! the internet or to the office's fax, the day both sides confirm. Until an arrival is confirmed it is not received: it
//! has no deadline, does not count as new, and cannot be closed. An applicant who cannot be reached stays in that state.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Calendar, OutOfRange, Pauses, WorkingDays},
    reason::{Because, Cite, Fault, Reasoned, chinese_date},
    settings::Settings,
    term,
};

/// How an application came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 当面提交, oral applications written down by the office included (条例29①).
    InPerson,
    /// 邮寄, signed for by the organ.
    SignedMail,
    /// 平常信函 and other post nobody signs for.
    OrdinaryMail,
    /// 互联网渠道.
    Online,
    /// 传真 of the disclosure office.
    Fax,
    /// 电子邮件; an internet channel (the older letter that took the mail system's date yields to 条例31).
    Email,
    /// Any other channel the organ has announced; confirmed by both sides.
    OtherAnnounced,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 7] = [
        Self::InPerson,
        Self::SignedMail,
        Self::OrdinaryMail,
        Self::Online,
        Self::Fax,
        Self::Email,
        Self::OtherAnnounced,
    ];

    /// Returns its Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::InPerson => "当面提交",
            Self::SignedMail => "邮寄（签收）",
            Self::OrdinaryMail => "平常信函",
            Self::Online => "互联网",
            Self::Fax => "传真",
            Self::Email => "电子邮件",
            Self::OtherAnnounced => "其他公布的渠道",
        }
    }

    /// Says whether the receipt waits for both sides to confirm.
    pub const fn needs_confirmation(self) -> bool {
        !matches!(self, Self::InPerson | Self::SignedMail)
    }

    /// Says whether the organ may never close this channel (APP-4: in person and by post).
    pub const fn is_basic(self) -> bool {
        matches!(self, Self::InPerson | Self::SignedMail | Self::OrdinaryMail)
    }

    const fn cite(self) -> Cite {
        match self {
            Self::InPerson => Cite::of("条例31(1)"),
            Self::SignedMail | Self::OrdinaryMail => Cite::of("条例31(2)"),
            Self::Online | Self::Fax | Self::Email | Self::OtherAnnounced => Cite::of("条例31(3)"),
        }
    }
}

/// The dates of one arrival, kept apart from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// How it came.
    pub channel: Channel,
    /// The day the applicant sent it, if known.
    pub submitted: Option<Date>,
    /// The day it reached the organ: handed over, signed for, or found in the box.
    pub arrived: Date,
    /// The day both sides confirmed it, on channels that need that.
    pub confirmed: Option<Date>,
}

/// Whether an application is received yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// Received on that day; the reply period runs from the next.
    Received(Date),
    /// Not confirmed by both sides since it arrived that day; no period runs.
    AwaitingConfirmation(Date),
}

impl Receipt {
    /// Returns the day of receipt, once there is one.
    pub fn received_on(self) -> Option<Date> {
        match self {
            Self::Received(day) => Some(day),
            Self::AwaitingConfirmation(_) => None,
        }
    }
}

/// Finds the day of receipt and the rule that gave it; reports all contradictions at once.
pub fn receipt(arrival: &Arrival) -> Result<Reasoned<Receipt>, Vec<Fault>> {
    let faults = contradictions(arrival);
    if !faults.is_empty() {
        return Err(faults);
    }
    let Arrival { channel, arrived, .. } = *arrival;
    let day = chinese_date(arrived);
    let (receipt, fact) = match (channel, arrival.confirmed) {
        (Channel::InPerson, _) => (Receipt::Received(arrived), format!("{day}当面提交，提交之日为收到申请之日")),
        (Channel::SignedMail, _) => {
            (Receipt::Received(arrived), format!("{day}本机关签收邮件，签收之日为收到申请之日"))
        }
        (_, Some(confirmed)) => (
            Receipt::Received(confirmed),
            format!("{}经{}收到，{}双方确认，确认之日为收到申请之日", day, channel.label(), chinese_date(confirmed)),
        ),
        (Channel::OrdinaryMail, None) => (
            Receipt::AwaitingConfirmation(arrived),
            format!("{day}收到平常信函，应当于当日与申请人联系确认；确认之前期限不起算"),
        ),
        (_, None) => (
            Receipt::AwaitingConfirmation(arrived),
            format!("{day}经{}收到，双方尚未确认；确认之前期限不起算", channel.label()),
        ),
    };
    let on = receipt.received_on().unwrap_or(arrived);
    Ok(Reasoned::new(receipt, vec![Because::on(on, fact, channel.cite())]))
}

/// Returns the reminder that an arrival has stayed unconfirmed too long, if it has by `today`.
pub fn unconfirmed_alert(
    calendar: &Calendar,
    receipt: Receipt,
    today: Date,
    settings: &Settings,
) -> Result<Option<Because>, OutOfRange> {
    let Receipt::AwaitingConfirmation(since) = receipt else { return Ok(None) };
    let waited: WorkingDays = calendar.working_days_between(since, today, &Pauses::NONE)?.days;
    if waited < settings.unconfirmed_alert || waited.0 == 0 {
        return Ok(None);
    }
    let fact =
        format!("{}收到的申请已有{waited}没有确认；请联系申请人确认，联系不上的，记录联系情况", chinese_date(since));
    Ok(Some(Because::on(since, fact, Cite::of("条例31"))))
}

fn contradictions(arrival: &Arrival) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Err(none) = term::in_force("收到申请之日", arrival.arrived) {
        faults.push(Fault::new("arrived", none.to_string()).citing(none.cite));
    }
    if let Some(submitted) = arrival.submitted.filter(|d| *d > arrival.arrived) {
        let (submitted, arrived) = (chinese_date(submitted), chinese_date(arrival.arrived));
        faults.push(Fault::new("submitted", format!("提交日期（{submitted}）晚于到达日期（{arrived}）；请核对")));
    }
    if let Some(confirmed) = arrival.confirmed {
        if !arrival.channel.needs_confirmation() {
            let message = format!("“{}”不需要双方确认；请删去确认日期，或者改正渠道", arrival.channel.label());
            faults.push(Fault::new("confirmed", message).citing(arrival.channel.cite()));
        } else if confirmed < arrival.arrived {
            let (confirmed, arrived) = (chinese_date(confirmed), chinese_date(arrival.arrived));
            let message = format!("确认日期（{confirmed}）早于到达日期（{arrived}）；请核对");
            faults.push(Fault::new("confirmed", message).citing(arrival.channel.cite()));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn arrival(channel: Channel, confirmed: Option<Date>) -> Arrival {
        Arrival { channel, submitted: Some(date(2026, 3, 1)), arrived: date(2026, 3, 2), confirmed }
    }

    #[test]
    fn art_31_each_channel_has_its_own_day_of_receipt() {
        for channel in [Channel::InPerson, Channel::SignedMail] {
            let found = receipt(&arrival(channel, None)).unwrap();
            assert_eq!(found.value, Receipt::Received(date(2026, 3, 2)));
        }
        for channel in Channel::ALL.into_iter().filter(|c| c.needs_confirmation()) {
            let waiting = receipt(&arrival(channel, None)).unwrap();
            assert_eq!(waiting.value, Receipt::AwaitingConfirmation(date(2026, 3, 2)), "{channel:?}");
            let confirmed = receipt(&arrival(channel, Some(date(2026, 3, 5)))).unwrap();
            assert_eq!(confirmed.value.received_on(), Some(date(2026, 3, 5)));
        }
        let online = receipt(&arrival(Channel::Online, None)).unwrap();
        assert_eq!(online.because[0].cite, Cite::of("条例31(3)"));
        let letter = receipt(&arrival(Channel::OrdinaryMail, None)).unwrap();
        assert!(letter.because[0].fact.contains("当日与申请人联系"));
    }

    #[test]
    fn app_4_in_person_and_by_post_can_never_be_closed() {
        // APP-4
        let basic: Vec<Channel> = Channel::ALL.into_iter().filter(|c| c.is_basic()).collect();
        assert_eq!(basic, [Channel::InPerson, Channel::SignedMail, Channel::OrdinaryMail]);
    }

    #[test]
    fn an_arrival_unconfirmed_for_a_working_day_is_brought_up() {
        let (calendar, settings) = (Calendar::embedded(), Settings::default());
        let waiting = Receipt::AwaitingConfirmation(date(2026, 3, 6));
        let alert = |today| unconfirmed_alert(&calendar, waiting, today, &settings).unwrap();
        assert_eq!(alert(date(2026, 3, 8)), None, "a weekend is no working day");
        assert!(alert(date(2026, 3, 9)).unwrap().fact.contains("1个工作日"));
        let received = Receipt::Received(date(2026, 3, 6));
        assert_eq!(unconfirmed_alert(&calendar, received, date(2026, 4, 1), &settings).unwrap(), None);
    }

    #[test]
    fn dates_that_contradict_each_other_are_reported_at_once() {
        let wrong = Arrival {
            channel: Channel::Fax,
            submitted: Some(date(2019, 3, 3)),
            arrived: date(2019, 3, 2),
            confirmed: Some(date(2019, 3, 1)),
        };
        let faults = receipt(&wrong).unwrap_err();
        let arguments: Vec<&str> = faults.iter().map(|f| f.argument.as_ref()).collect();
        assert_eq!(arguments, ["arrived", "submitted", "confirmed"]);
        let faults = receipt(&arrival(Channel::InPerson, Some(date(2026, 3, 2)))).unwrap_err();
        assert!(faults[0].message.contains("不需要双方确认"));
    }
}
