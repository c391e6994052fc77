//! When the reply is due.
//!
//! An application that cannot be answered on the spot is answered within 20 working days of its receipt (条例33①②). The
//! period can be extended once by at most 20 working days, with the approval of the head of the disclosure office and
//! notice to the applicant (33②). Days on which third parties or other organs are being asked are not counted (33③). A
//! corrected application starts the period over (30), and so does the payment of a fee, from the day after it is complete
//! (费办法6); an extension belongs to the period it was made in and falls with it.
//!
//! This is the bare calculator: it takes pauses as they are given, merged but not capped. The case caps a consultation at
//! its limit before it asks.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{AWAITING_NOTICE, Calendar, Counted, MOST_PAUSES, OutOfRange, Pause, Pauses, WorkingDays},
    fee,
    reason::{Because, Cite, Fault, NoRuleInForce, Reasoned, chinese_date},
};

/// The day the regulation in its present form came into force (国务院令第711号).
pub const IN_FORCE: Date = date(2019, 5, 15);

/// The reply period (条例33②).
pub const REPLY_PERIOD: WorkingDays = WorkingDays(20);

/// The longest extension (条例33②).
pub const LONGEST_EXTENSION: WorkingDays = WorkingDays(20);

/// The period in which a correction notice must go out (条例30).
pub const CORRECTION_NOTICE_PERIOD: WorkingDays = WorkingDays(7);

/// The period a third party has for its opinion, from the day it receives the letter (条例32).
pub const THIRD_PARTY_PERIOD: WorkingDays = WorkingDays(15);

/// The period a co-producing organ has for its opinion, from the day it receives the letter (条例34).
pub const CO_PRODUCER_PERIOD: WorkingDays = WorkingDays(15);

/// What the reply deadline follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermInput {
    /// The day of receipt; it is not counted.
    pub received: Date,
    /// The day the corrected application came in.
    pub corrected: Option<Date>,
    /// Intervals that are not counted, as given; they may overlap.
    pub pauses: Vec<Pause>,
    /// The extension of the last period.
    pub extend: Option<WorkingDays>,
    /// The day the payment of the fee was complete.
    pub fee_paid: Option<Date>,
}

impl TermInput {
    /// Starts from the receipt alone.
    pub fn received(received: Date) -> Self {
        Self { received, corrected: None, pauses: Vec::new(), extend: None, fee_paid: None }
    }

    /// Returns the day after which the last period runs: the receipt, the correction or the payment, whichever is latest.
    pub fn start(&self) -> Date {
        self.corrected.into_iter().chain(self.fee_paid).fold(self.received, Date::max)
    }
}

/// A deadline, and whether a holiday notice still to come may move it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day.
    pub due: Date,
    /// True when a day past the last notice was counted on the way.
    pub provisional: bool,
}

impl From<Counted> for Due {
    fn from(counted: Counted) -> Self {
        Self { due: counted.on, provisional: counted.provisional }
    }
}

/// Computes the reply deadline with its reasons; contradictions in the input are reported all at once.
pub fn reply_due(calendar: &Calendar, input: &TermInput) -> Result<Reasoned<Due>, Vec<Fault>> {
    let faults = contradictions(input);
    if !faults.is_empty() {
        return Err(faults);
    }
    let start = input.start();
    let extension = input.extend.unwrap_or_default();
    let days = WorkingDays(REPLY_PERIOD.0.saturating_add(extension.0));
    let pauses = Pauses::merged(input.pauses.iter().copied());
    let out_of_range = |e: OutOfRange| vec![Fault::new("received", e.to_string()).citing(e.cite())];
    let counted = calendar.add_working_days(start, days, &pauses).map_err(out_of_range)?;

    let mut because = vec![not_counted(input.received, "收到申请", Cite::of("条例33②；民法典201"))];
    if let Some(corrected) = input.corrected {
        let fact = format!("{}收到补正后的申请，期限重新起算，当日不计", chinese_date(corrected));
        because.push(Because::on(corrected, fact, Cite::of("条例30")));
    }
    if let Some(paid) = input.fee_paid {
        let fact = format!("{}缴清信息处理费，期限自次日起重新起算", chinese_date(paid));
        because.push(Because::on(paid, fact, Cite::of("费办法6")));
    }
    because.sort_by_key(|b| b.date);
    because.push(Because::of(format!("答复期限为{REPLY_PERIOD}"), Cite::of("条例33②")));
    if extension.0 > 0 {
        let fact = format!("延长答复期限{extension}，属于最后一段期限");
        because.push(Because::of(fact, Cite::of("条例33②")));
    }
    because.extend(calendar.explain(start, counted.on, &pauses).map_err(out_of_range)?);
    because.push(reached(counted, days, Cite::of("条例33②")));
    Ok(Reasoned::new(counted.into(), because))
}

/// Counts so many working days from the day after `from`, with the reasons.
pub fn count(calendar: &Calendar, from: Date, days: WorkingDays) -> Result<Reasoned<Due>, Vec<Fault>> {
    let out_of_range = |e: OutOfRange| {
        let argument = if e.asked == from { "from" } else { "days" };
        vec![Fault::new(argument, e.to_string()).citing(e.cite())]
    };
    let counted = calendar.add_working_days(from, days, &Pauses::NONE).map_err(out_of_range)?;
    let mut because = vec![not_counted(from, "起算", Cite::of("民法典201"))];
    because.extend(calendar.explain(from, counted.on, &Pauses::NONE).map_err(out_of_range)?);
    because.push(reached(counted, days, crate::calendar::HOLIDAY_RULE));
    Ok(Reasoned::new(counted.into(), because))
}

/// Says whether the regulation in its present form governs a fact of that day.
pub fn in_force(what: &'static str, on: Date) -> Result<(), NoRuleInForce> {
    if on < IN_FORCE {
        return Err(NoRuleInForce { what: what.into(), on, since: IN_FORCE, cite: Cite::of("条例56") });
    }
    Ok(())
}

fn contradictions(input: &TermInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Err(none) = in_force("答复期限", input.received) {
        faults.push(Fault::new("received", none.to_string()).citing(none.cite));
    }
    let received = chinese_date(input.received);
    if let Some(corrected) = input.corrected.filter(|d| *d < input.received) {
        let message = format!("收到补正的日期（{}）早于收到申请的日期（{received}）；请核对", chinese_date(corrected));
        faults.push(Fault::new("corrected", message).citing(Cite::of("条例30")));
    }
    if let Some(paid) = input.fee_paid.filter(|d| *d < input.received) {
        let message = format!("缴清费用的日期（{}）早于收到申请的日期（{received}）；请核对", chinese_date(paid));
        faults.push(Fault::new("fee_paid", message).citing(Cite::of("费办法6")));
    } else if let Some(paid) = input.fee_paid.filter(|d| *d < fee::IN_FORCE) {
        let message = format!(
            "{}还没有可以适用的收费规定（信息处理费管理办法自{}起施行），不予计算；请核对缴费日期",
            chinese_date(paid),
            chinese_date(fee::IN_FORCE)
        );
        faults.push(Fault::new("fee_paid", message).citing(Cite::of("国办函〔2020〕109号")));
    }
    if let Some(extension) = input.extend.filter(|e| *e > LONGEST_EXTENSION) {
        let message = format!("延期{extension}，超过法律允许的{LONGEST_EXTENSION}；请改为{LONGEST_EXTENSION}以内");
        faults.push(Fault::new("extend", message).citing(Cite::of("条例33②")));
    }
    if input.pauses.len() > MOST_PAUSES {
        let message = format!("不计入期限的时段多于{MOST_PAUSES}段；请核对");
        faults.push(Fault::new("pause", message));
    }
    let pauses = input.pauses.iter().take(MOST_PAUSES);
    faults.extend(pauses.filter_map(|p| Pause::new(p.start, p.end).err()));
    faults
}

fn not_counted(day: Date, event: &str, cite: Cite) -> Because {
    Because::on(day, format!("{}{event}，当日不计，自次日起算", chinese_date(day)), cite)
}

fn reached(counted: Counted, days: WorkingDays, cite: Cite) -> Because {
    let note = if counted.provisional { format!("（暂定，{AWAITING_NOTICE}）") } else { String::new() };
    Because::on(counted.on, format!("{}为第{}{note}", chinese_date(counted.on), days), cite)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(input: &TermInput) -> Date {
        reply_due(&Calendar::embedded(), input).unwrap().value.due
    }

    fn pause(start: Date, end: Date) -> Pause {
        Pause { start, end }
    }

    #[test]
    fn art_33_2_the_reply_is_due_twenty_working_days_after_receipt() {
        // DL-2
        for (received, expected) in [
            (date(2026, 2, 9), date(2026, 3, 13)),
            (date(2026, 9, 14), date(2026, 10, 16)),
            (date(2026, 3, 2), date(2026, 3, 30)),
            (date(2026, 2, 14), date(2026, 3, 20)),
            (date(2026, 2, 15), date(2026, 3, 20)),
        ] {
            assert_eq!(due(&TermInput::received(received)), expected);
        }
    }

    #[test]
    fn art_33_3_the_time_of_a_consultation_is_not_counted() {
        // DL-4, TP-7
        let mut input = TermInput::received(date(2026, 3, 2));
        input.pauses = vec![pause(date(2026, 3, 9), date(2026, 3, 27))];
        assert_eq!(due(&input), date(2026, 4, 20));
        input.pauses.push(pause(date(2026, 3, 16), date(2026, 3, 20)));
        assert_eq!(due(&input), date(2026, 4, 20), "overlapping pauses are merged");
        input.extend = Some(WorkingDays(20));
        assert_eq!(due(&input), date(2026, 5, 20));
        let because = reply_due(&Calendar::embedded(), &input).unwrap().because;
        let paused = because.iter().find(|b| b.cite.as_str() == "条例33③").unwrap();
        assert_eq!(paused.fact, "2026年3月10日至2026年3月27日不计入期限（其间有14个工作日）");
        let holiday = because.iter().find(|b| b.fact.contains("放假")).unwrap();
        assert_eq!(holiday.fact, "2026年4月4日至2026年4月6日放假，不是工作日");
    }

    #[test]
    fn art_33_2_the_extension_is_at_most_twenty_working_days() {
        // DL-3
        let mut input = TermInput::received(date(2026, 3, 2));
        input.extend = Some(WorkingDays(21));
        let faults = reply_due(&Calendar::embedded(), &input).unwrap_err();
        assert_eq!((faults.len(), faults[0].argument.as_ref()), (1, "extend"));
        assert_eq!(faults[0].cite, Some(Cite::of("条例33②")));
        input.extend = Some(WorkingDays(0));
        assert_eq!(due(&input), date(2026, 3, 30));
    }

    #[test]
    fn art_30_the_period_runs_afresh_from_the_corrected_application() {
        // COR-2, COR-3
        let calendar = Calendar::embedded();
        let notice = count(&calendar, date(2026, 4, 1), CORRECTION_NOTICE_PERIOD).unwrap();
        assert_eq!(notice.value.due, date(2026, 4, 13));
        let input = TermInput { corrected: Some(date(2026, 4, 20)), ..TermInput::received(date(2026, 4, 1)) };
        assert_eq!(due(&input), date(2026, 5, 20));
    }

    #[test]
    fn fee_9_the_period_runs_afresh_from_the_day_after_payment() {
        // FEE-9
        let paid = TermInput { fee_paid: Some(date(2026, 4, 20)), ..TermInput::received(date(2026, 4, 1)) };
        assert_eq!(due(&paid), date(2026, 5, 20));
        let both = TermInput { corrected: Some(date(2026, 4, 8)), ..paid.clone() };
        assert_eq!(due(&both), date(2026, 5, 20), "the later restart counts");
        let early = TermInput { pauses: vec![pause(date(2026, 4, 2), date(2026, 4, 17))], ..paid };
        assert_eq!(due(&early), date(2026, 5, 20), "a pause before the restart moves nothing");
    }

    #[test]
    fn tp_1_the_third_partys_letter_gives_it_fifteen_working_days() {
        // TP-1, TP-6
        let calendar = Calendar::embedded();
        for period in [THIRD_PARTY_PERIOD, CO_PRODUCER_PERIOD] {
            assert_eq!(count(&calendar, date(2026, 9, 28), period).unwrap().value.due, date(2026, 10, 23));
        }
    }

    #[test]
    fn contradictions_are_reported_all_at_once_each_with_its_argument() {
        let input = TermInput {
            received: date(2026, 4, 1),
            corrected: Some(date(2026, 3, 1)),
            pauses: vec![pause(date(2026, 4, 9), date(2026, 4, 8)), pause(date(2026, 4, 9), date(2026, 4, 9))],
            extend: Some(WorkingDays(u32::MAX)),
            fee_paid: Some(date(2026, 3, 1)),
        };
        let faults = reply_due(&Calendar::embedded(), &input).unwrap_err();
        let arguments: Vec<&str> = faults.iter().map(|f| f.argument.as_ref()).collect();
        assert_eq!(arguments, ["corrected", "fee_paid", "extend", "pause"]);
    }

    #[test]
    fn before_the_regulation_was_in_force_nothing_is_computed() {
        let faults = reply_due(&Calendar::embedded(), &TermInput::received(date(2019, 5, 14))).unwrap_err();
        assert_eq!(faults[0].argument, "received");
        assert!(faults[0].message.contains("2019年5月15日"), "{}", faults[0].message);
        assert!(reply_due(&Calendar::embedded(), &TermInput::received(date(2019, 5, 15))).is_ok());
        let unruled = TermInput { fee_paid: Some(date(2020, 12, 31)), ..TermInput::received(date(2020, 12, 1)) };
        assert_eq!(reply_due(&Calendar::embedded(), &unruled).unwrap_err()[0].argument, "fee_paid");
    }

    #[test]
    fn a_deadline_past_the_last_notice_says_so_and_one_past_the_calendar_is_refused() {
        let calendar = Calendar::embedded();
        let answer = reply_due(&calendar, &TermInput::received(date(2026, 12, 20))).unwrap();
        assert_eq!(answer.value, Due { due: date(2027, 1, 18), provisional: true });
        assert!(answer.because.iter().any(|b| b.fact.contains(AWAITING_NOTICE)));
        let mut endless = TermInput::received(date(2026, 3, 2));
        endless.pauses = vec![pause(date(2026, 3, 2), date(9999, 12, 31))];
        assert!(reply_due(&calendar, &endless).is_err());
        assert_eq!(count(&calendar, date(2018, 1, 1), WorkingDays(1)).unwrap_err()[0].argument, "from");
        assert_eq!(count(&calendar, date(2026, 1, 1), WorkingDays(u32::MAX)).unwrap_err()[0].argument, "days");
    }

    #[test]
    fn the_deadline_equals_an_independent_counter_on_any_restart_pause_and_extension() {
        use proptest::prelude::*;

        use crate::calendar::tests::naive::Naive;

        let Some(naive) = Naive::load() else { return };
        let calendar = Calendar::embedded();
        let pauses = prop::collection::vec((1i32..40, 0i32..40), 0..4);
        let restart = prop::option::of(0i32..60);
        let strategy = (0i32..2600, restart.clone(), restart, pauses, prop::option::of(0u32..=20));
        proptest!(|((day, corrected, paid, raw, extend) in strategy)| {
            let later = |from: Date, days: i32| from.checked_add(jiff::Span::new().days(days)).unwrap();
            let received = later(IN_FORCE, day);
            let corrected = corrected.map(|d| later(received, d));
            let fee_paid = paid.map(|d| later(received, d)).filter(|d| *d >= fee::IN_FORCE);
            let pauses: Vec<Pause> = raw
                .iter()
                .map(|&(start, length)| pause(later(received, start), later(received, start + length)))
                .collect();
            let input =
                TermInput { received, corrected, pauses: pauses.clone(), extend: extend.map(WorkingDays), fee_paid };
            let start = [corrected, fee_paid].into_iter().flatten().max().map_or(received, |d| d.max(received));
            let expected = naive.add(start, 20 + extend.unwrap_or(0), &pauses);
            let answer = reply_due(&calendar, &input).unwrap();
            if expected.year() < 2027 {
                prop_assert_eq!(answer.value, Due { due: expected, provisional: false });
            } else {
                prop_assert!(answer.value.provisional);
            }
            prop_assert!(answer.because.iter().all(|b| !b.fact.is_empty() && !b.cite.as_str().is_empty()));
        });
    }
}
