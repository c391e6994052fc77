//! The clocks of a reconsideration.
//!
//! A person has 60 days from knowing the act (复议法20①). Where the organ did not name the right, the reconsideration organ
//! and the period, the 60 days run from when the person knew of them, but end a year after the content was known (20③);
//! five years after the act, twenty where real estate is concerned, no application is taken (21). Where the organ failed to
//! say that reconsideration comes first and the person sued, the time in court is not counted (复议条例26). When a document
//! counts as known depends on how it was served (复议条例23).

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::{Procedure, ended, in_force, plain_period, working_period};
use crate::{
    calendar::{Calendar, PlainPeriod, WorkingDays},
    reason::{Because, Cite, Fault, Reasoned, chinese_date},
    settings::Settings,
    term::{self, Due},
};

/// The day the revised reconsideration law, whose procedure is encoded here, came into force.
pub const PROCEDURE_SINCE: Date = date(2024, 1, 1);

/// The day the revised implementing regulation came into force (国务院令第836号).
const REGULATION_SINCE: Date = date(2026, 7, 1);

const SIXTY_DAYS: PlainPeriod = PlainPeriod::Days(60);

/// How a document reached its addressee, with the day that matters for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Done and told on the spot.
    OnTheSpot(Date),
    /// Served in person: signed for, or refused to be signed for.
    Direct(Date),
    /// By post: signed on the slip, received, or as the postal record says.
    Post(Date),
    /// Arrived in the system the addressee named.
    Electronic(Date),
    /// By public notice whose period ends that day.
    PublicNotice(Date),
    /// Received later, as a supplement to what had been left out.
    Supplement(Date),
}

/// Returns the day from which the period to apply runs (复议条例23).
pub fn service_day(service: Service) -> Reasoned<Date> {
    let (day, fact) = match service {
        Service::OnTheSpot(day) => (day, "当场作出，自作出之日起计算"),
        Service::Direct(day) => (day, "直接送达，自签收或者拒绝签收之日起计算"),
        Service::Post(day) => (day, "邮寄送达，自签收之日（或者邮政记载的收到之日）起计算"),
        Service::Electronic(day) => (day, "电子送达，自到达受送达人指定的系统之日起计算"),
        Service::PublicNotice(day) => (day, "公告送达，自公告期满之日起计算"),
        Service::Supplement(day) => (day, "事后补充告知，自收到补充告知之日起计算"),
    };
    Reasoned::new(day, vec![Because::on(day, fact, Cite::of("复议条例23"))])
}

/// What decides how long a person can apply for reconsideration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knowledge {
    /// The day the act was done.
    pub act: Date,
    /// The day the person knew its content.
    pub content_known: Date,
    /// Whether the organ named the right, the reconsideration organ and the period.
    pub told: bool,
    /// Where it did not: the day the person came to know them, if that day is known.
    pub right_known: Option<Date>,
    /// A suit brought at once because the organ did not say that reconsideration comes first: filed, dismissal served.
    pub suit: Option<(Date, Date)>,
    /// Whether it concerns real estate.
    pub real_estate: bool,
}

impl Knowledge {
    /// Starts from an act whose letter told everything and was received that day.
    pub fn told_on(day: Date) -> Self {
        Self { act: day, content_known: day, told: true, right_known: None, suit: None, real_estate: false }
    }
}

/// Computes the last day to apply for reconsideration.
pub fn application_due(calendar: &Calendar, knowledge: &Knowledge) -> Result<Reasoned<Due>, Vec<Fault>> {
    let faults = contradictions(knowledge);
    if !faults.is_empty() {
        return Err(faults);
    }
    let end = |from: Date, period| {
        calendar.plain_end(from, period).map_err(|e| vec![Fault::new("content_known", e.to_string()).citing(e.cite())])
    };
    let mut because = Vec::new();
    let (mut last, from) = if knowledge.told {
        let from = knowledge.content_known;
        let fact = format!("{}知道该行为，自次日起60日", chinese_date(from));
        because.push(Because::on(from, fact, Cite::of("复议法20①")));
        (end(from, SIXTY_DAYS)?, from)
    } else {
        let year = end(knowledge.content_known, PlainPeriod::Years(1))?;
        let fact = format!(
            "没有告知复议权利、复议机关和期限，自知道这些之日起计算，最长至知道内容之日起1年（{}）",
            chinese_date(year)
        );
        because.push(Because::on(knowledge.content_known, fact, Cite::of("复议法20③")));
        let sixty = knowledge.right_known.map(|known| end(known, SIXTY_DAYS)).transpose()?;
        (sixty.unwrap_or(year).min(year), knowledge.right_known.unwrap_or(knowledge.content_known))
    };
    if let Some((filed, served)) = knowledge.suit.filter(|(filed, _)| (from..=last).contains(filed)) {
        let days = served.since(filed).map_or(0, |span| span.get_days());
        if served >= REGULATION_SINCE {
            let later = last.checked_add(jiff::Span::new().days(days));
            last = later.map_err(|_| vec![Fault::new("suit", "起诉至裁定送达的时间过长；请核对日期")])?;
            let fact = format!("未告知复议前置而直接起诉，起诉至裁定送达的{days}日不计入");
            because.push(Because::on(served, fact, Cite::of("复议条例26")));
        } else {
            let fact = "裁定送达时还没有扣除起诉期间的规定，不扣除";
            because.push(Because::on(served, fact, Cite::of("复议条例26")));
        }
    }
    let (limit, years) = if knowledge.real_estate { (PlainPeriod::Years(20), 20) } else { (PlainPeriod::Years(5), 5) };
    let limit = end(knowledge.act, limit)?;
    if last > limit {
        let fact = format!("自行为作出之日起超过{years}年的，不予受理");
        because.push(Because::on(limit, fact, Cite::of("复议法21")));
        last = limit;
    }
    ended(calendar, "content_known", last, because)
}

fn contradictions(knowledge: &Knowledge) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Err(none) = term::in_force("申请行政复议的期限", knowledge.act) {
        faults.push(Fault::new("act", none.to_string()).citing(none.cite));
    }
    if knowledge.content_known < knowledge.act {
        faults.push(Fault::new("content_known", "知道内容的日期早于行为作出的日期；请核对"));
    }
    if knowledge.right_known.is_some_and(|d| d < knowledge.content_known) {
        faults.push(Fault::new("right_known", "知道复议权利的日期早于知道内容的日期；请核对"));
    }
    if let Some((filed, served)) = knowledge.suit
        && served < filed
    {
        faults.push(Fault::new("suit", "裁定送达的日期早于起诉的日期；请核对"));
    }
    if !knowledge.told {
        let since = in_force("content_known", "未告知时的复议期限", knowledge.content_known, PROCEDURE_SINCE, LAW);
        faults.extend(since.err().unwrap_or_default());
    }
    faults
}

const LAW: Cite = Cite::of("复议法90");

/// Computes the day the organ's written answer and its evidence are due, from the day it received the copy.
pub fn answer_due(calendar: &Calendar, procedure: Procedure, copy_received: Date) -> Result<Reasoned<Due>, Vec<Fault>> {
    in_force("copy_received", "复议答复期限", copy_received, PROCEDURE_SINCE, LAW)?;
    let (days, cite) = match procedure {
        Procedure::Simple => (5, Cite::of("复议法54、88、70")),
        Procedure::Ordinary => (10, Cite::of("复议法48、88、70")),
    };
    let event = "收到复议申请书副本，应当提出书面答复并提交证据";
    working_period(calendar, "copy_received", copy_received, WorkingDays(days), event, cite)
}

/// Computes the day the reconsideration organ must have decided, from the day it accepted the application.
pub fn decision_due(
    calendar: &Calendar,
    procedure: Procedure,
    accepted: Date,
    extended: bool,
) -> Result<Reasoned<Due>, Vec<Fault>> {
    in_force("accepted", "复议审理期限", accepted, PROCEDURE_SINCE, LAW)?;
    let days = match (procedure, extended) {
        (Procedure::Simple, true) => {
            let fault = Fault::new("extended", "简易程序的审理期限为30日，不能延长；需要延长的，应当转为普通程序");
            return Err(vec![fault.citing(Cite::of("复议法62"))]);
        }
        (Procedure::Simple, false) => 30,
        (Procedure::Ordinary, false) => 60,
        (Procedure::Ordinary, true) => 90,
    };
    let cite = Cite::of("复议法62");
    plain_period(calendar, "accepted", accepted, PlainPeriod::Days(days), "受理复议申请，应当作出复议决定", cite)
}

/// The time a decision sets for a reply to be made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RedoTerm {
    /// So much calendar time.
    Plain(PlainPeriod),
    /// So many working days.
    Working(WorkingDays),
}

/// Computes the day a reply must be made anew by, from the day the reconsideration decision was received.
///
/// Where the decision sets no time it is that of the settings, 60 days (复议条例58; 2007年条例49 said the same).
pub fn redo_due(
    calendar: &Calendar,
    decision_received: Date,
    set: Option<RedoTerm>,
    settings: &Settings,
) -> Result<Reasoned<Due>, Vec<Fault>> {
    let argument = "decision_received";
    if let Err(none) = term::in_force("重新答复的期限", decision_received) {
        return Err(vec![Fault::new(argument, none.to_string()).citing(none.cite)]);
    }
    match set {
        Some(RedoTerm::Working(days)) => {
            let event = "收到复议决定，应当在决定确定的期限内重新答复";
            working_period(calendar, argument, decision_received, days, event, Cite::of("复议法64"))
        }
        Some(RedoTerm::Plain(period)) => {
            let event = "收到复议决定，应当在决定确定的期限内重新答复";
            plain_period(calendar, argument, decision_received, period, event, Cite::of("复议法64"))
        }
        None => {
            let (event, period) = ("收到复议决定，决定没有确定期限", PlainPeriod::Days(settings.redo_days));
            let current = decision_received >= REGULATION_SINCE;
            let cite = Cite::of(if current { "复议条例58" } else { "复议条例（2007）49" });
            plain_period(calendar, argument, decision_received, period, event, cite)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(knowledge: &Knowledge) -> Date {
        application_due(&Calendar::embedded(), knowledge).unwrap().value.due
    }

    #[test]
    fn rem_1_reconsideration_is_sought_within_sixty_days_ending_on_no_rest_day() {
        // REM-1, WD-7
        for (served, last) in [
            (date(2026, 4, 14), date(2026, 6, 15)),
            (date(2026, 8, 4), date(2026, 10, 8)),
            (date(2026, 8, 11), date(2026, 10, 10)),
        ] {
            assert_eq!(due(&Knowledge::told_on(served)), last);
        }
        let answer = application_due(&Calendar::embedded(), &Knowledge::told_on(date(2026, 8, 4))).unwrap();
        assert!(answer.because.iter().any(|b| b.fact.contains("顺延至2026年10月8日")));
    }

    #[test]
    fn rem_2_who_was_not_told_has_sixty_days_from_knowing_and_a_year_at_most() {
        // REM-2
        let untold = Knowledge { told: false, ..Knowledge::told_on(date(2024, 3, 1)) };
        assert_eq!(due(&untold), date(2025, 3, 3), "2025-03-01 is a Saturday");
        let soon = Knowledge { right_known: Some(date(2024, 5, 6)), ..untold };
        assert_eq!(due(&soon), date(2024, 7, 5));
        let late = Knowledge { right_known: Some(date(2025, 2, 20)), ..untold };
        assert_eq!(due(&late), date(2025, 3, 3));
        let before = Knowledge { told: false, ..Knowledge::told_on(date(2023, 3, 1)) };
        assert!(application_due(&Calendar::embedded(), &before).is_err());
    }

    #[test]
    fn rem_3_five_years_after_the_act_no_application_is_taken() {
        // REM-3
        let known_late = Knowledge { content_known: date(2024, 6, 3), ..Knowledge::told_on(date(2019, 6, 10)) };
        assert_eq!(due(&known_late), date(2024, 6, 11), "2024-06-10 is a holiday");
        let estate = Knowledge { real_estate: true, ..known_late };
        assert_eq!(due(&estate), date(2024, 8, 2));
    }

    #[test]
    fn rem_9_time_in_court_for_want_of_notice_is_not_counted() {
        // REM-9
        let told = Knowledge::told_on(date(2026, 7, 6));
        assert_eq!(due(&told), date(2026, 9, 4));
        let sued = Knowledge { suit: Some((date(2026, 7, 20), date(2026, 8, 20))), ..told };
        assert_eq!(due(&sued), date(2026, 10, 8), "31 days later is 5 October, a holiday");
    }

    #[test]
    fn rem_10_the_day_of_service_follows_the_way_of_service() {
        // REM-10
        let day = date(2026, 7, 6);
        for service in [
            Service::OnTheSpot(day),
            Service::Direct(day),
            Service::Post(day),
            Service::Electronic(day),
            Service::PublicNotice(day),
            Service::Supplement(day),
        ] {
            assert_eq!(service_day(service).value, day);
        }
        assert!(service_day(Service::Electronic(day)).because[0].fact.contains("指定的系统"));
    }

    #[test]
    fn rem_12_the_organ_answers_in_five_or_ten_working_days() {
        // REM-12
        let calendar = Calendar::embedded();
        let answer = |p, d| answer_due(&calendar, p, d).unwrap().value.due;
        assert_eq!(answer(Procedure::Simple, date(2026, 9, 24)), date(2026, 10, 9));
        assert_eq!(answer(Procedure::Ordinary, date(2026, 3, 2)), date(2026, 3, 16));
        assert!(answer_due(&calendar, Procedure::Ordinary, date(2023, 12, 31)).is_err());
        let decided = |p, e| decision_due(&calendar, p, date(2026, 3, 2), e);
        assert_eq!(decided(Procedure::Simple, false).unwrap().value.due, date(2026, 4, 1));
        assert_eq!(decided(Procedure::Ordinary, false).unwrap().value.due, date(2026, 5, 6));
        assert_eq!(decided(Procedure::Ordinary, true).unwrap().value.due, date(2026, 6, 1));
        assert_eq!(decided(Procedure::Simple, true).unwrap_err()[0].argument, "extended");
    }

    #[test]
    fn a_reply_is_made_anew_in_the_time_the_decision_sets_or_else_in_sixty_days() {
        let (calendar, settings) = (Calendar::embedded(), Settings::default());
        let received = date(2026, 8, 4);
        let redo = |set| redo_due(&calendar, received, set, &settings).unwrap();
        assert_eq!(redo(None).value.due, date(2026, 10, 8));
        assert_eq!(redo(None).because[0].cite, Cite::of("复议条例58"));
        assert_eq!(redo(Some(RedoTerm::Plain(PlainPeriod::Days(15)))).value.due, date(2026, 8, 19));
        assert_eq!(redo(Some(RedoTerm::Working(WorkingDays(20)))).value.due, date(2026, 9, 1));
    }

    #[test]
    fn dates_that_contradict_each_other_are_reported_at_once() {
        let wrong = Knowledge {
            act: date(2018, 1, 2),
            content_known: date(2018, 1, 1),
            told: true,
            right_known: Some(date(2017, 1, 1)),
            suit: Some((date(2026, 1, 2), date(2026, 1, 1))),
            real_estate: false,
        };
        let faults = application_due(&Calendar::embedded(), &wrong).unwrap_err();
        let arguments: Vec<&str> = faults.iter().map(|f| f.argument.as_ref()).collect();
        assert_eq!(arguments, ["act", "content_known", "right_known", "suit"]);
    }
}
