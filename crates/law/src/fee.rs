//! The fee for handling information (信息处理费).
//!
//! Providing information on application is free; only where number or frequency is clearly beyond reason may the organ
//! charge (条例42). The State Council office's measure (国办函〔2020〕109号) gives two standards, both rising step by step on
//! the excess alone: by item, counted over the applications of one applicant in one calendar month, and by volume, counted
//! in pages of one application. The organ picks one of the two for an application, never both. The notice goes out within
//! the handling period; the applicant pays within 20 working days from the day after receiving it or is taken to give up;
//! payment starts the handling period over. Whether to charge at all is a person's decision.

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Calendar, WorkingDays},
    outcome::Outcome,
    reason::{Because, Cite, Fault, NoRuleInForce, Reasoned, chinese_date},
    term::{self, Due},
};

/// The day the measure came into force.
pub const IN_FORCE: Date = date(2021, 1, 1);

/// The time an applicant has to pay, from the day after receiving the notice.
pub const PAYMENT_PERIOD: WorkingDays = WorkingDays(20);

/// The item of non-tax revenue the fee is paid in under (FEE-11).
pub const REVENUE_ITEM: &str = "103049950";

/// The most items or pages one computation takes; more is a mistake.
pub const MOST_UNITS: u32 = 1_000_000;

/// The most steps of the tariff the reasons list one by one.
const STEPS_LISTED: usize = 20;

/// Applications of a month that cost nothing, and the size of each band after the second.
const FREE_ITEMS: u32 = 10;
const FIRST_BAND_ENDS: u32 = 30;
const BAND: u32 = 10;
const YUAN: i64 = 100;

/// Steps by volume: up to that page, so many yuan a page.
const PAGE_STEPS: [(u32, i64); 4] = [(30, 0), (100, 10), (200, 20), (MOST_UNITS, 40)];

/// A sum of money in fen, hundredths of a yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    /// Makes a sum of whole yuan.
    pub const fn of_yuan(yuan: i64) -> Self {
        Self(yuan.saturating_mul(YUAN))
    }

    /// Returns the whole yuan in it; fees of this measure never have fen left over.
    pub const fn yuan(self) -> i64 {
        self.0 / YUAN
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % YUAN {
            0 => write!(f, "{}元", self.yuan()),
            rest => write!(f, "{}.{:02}元", self.yuan(), rest.abs()),
        }
    }
}

/// The standard a fee is computed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    /// 按件.
    ByItem,
    /// 按量.
    ByVolume,
}

impl Standard {
    /// Returns its Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ByItem => "按件",
            Self::ByVolume => "按量",
        }
    }
}

/// What is charged for; one value is one standard, so an application can never be charged by both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// The applications of one applicant in one calendar month.
    Items {
        /// How many of the month were charged or free before.
        before: u32,
        /// How many are charged now.
        now: u32,
    },
    /// The pages of one application; a page is one side of A4 or smaller.
    Pages(u32),
}

impl Charge {
    /// Returns the standard it follows.
    pub const fn standard(self) -> Standard {
        match self {
            Self::Items { .. } => Standard::ByItem,
            Self::Pages(_) => Standard::ByVolume,
        }
    }

    /// Computes the fee by the tariff in force on the day of the notice.
    pub fn fee(self, noticed: Date) -> Result<Reasoned<Fen>, Vec<Fault>> {
        match self {
            Self::Items { before, now } => by_items_after(noticed, before, now),
            Self::Pages(pages) => by_pages(noticed, pages),
        }
    }
}

/// The month in which an applicant's applications are counted together: that of the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
}

impl Month {
    /// Returns the month an application received that day is counted in.
    pub fn of(received: Date) -> Self {
        Self { year: received.year(), month: received.month() }
    }
}

/// Computes the fee for all applications of one applicant in a month, by item.
pub fn by_items(noticed: Date, items: u32) -> Result<Reasoned<Fen>, Vec<Fault>> {
    by_items_after(noticed, 0, items)
}

/// Computes the fee, by item, for `now` applications that follow `before` others of the same month.
pub fn by_items_after(noticed: Date, before: u32, now: u32) -> Result<Reasoned<Fen>, Vec<Fault>> {
    let last = before.saturating_add(now);
    let mut faults = measure_in_force(noticed);
    if last > MOST_UNITS {
        faults.push(Fault::new("items", format!("件数超过{MOST_UNITS}，请核对")));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let steps = item_steps(last);
    Ok(sum_up(
        steps,
        before,
        last,
        "件",
        Cite::of("费办法4"),
        "按件计收，同一申请人一个自然月内累计，只对超过部分逐档计算",
    ))
}

/// Computes the fee, by volume, for the pages of one application.
pub fn by_pages(noticed: Date, pages: u32) -> Result<Reasoned<Fen>, Vec<Fault>> {
    let mut faults = measure_in_force(noticed);
    if pages > MOST_UNITS {
        faults.push(Fault::new("pages", format!("页数超过{MOST_UNITS}，请核对")));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let steps = PAGE_STEPS.into_iter().map(|(end, yuan)| Step { end, yuan });
    Ok(sum_up(steps, 0, pages, "页", Cite::of("费办法5"), "按量计收，以一件申请为单位，只对超过部分逐档计算"))
}

/// Computes the last day to pay; the notice's own day is not counted.
pub fn payment_due(calendar: &Calendar, notice_received: Date) -> Result<Reasoned<Due>, Vec<Fault>> {
    let faults = measure_in_force(notice_received);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut answer = term::count(calendar, notice_received, PAYMENT_PERIOD)?;
    let fact = format!(
        "应当自收到收费通知（{}）的次日起{PAYMENT_PERIOD}内缴纳；逾期未缴纳的，视为放弃申请",
        chinese_date(notice_received)
    );
    answer.because.insert(0, Because::on(notice_received, fact, Cite::of("费办法6")));
    Ok(answer)
}

/// Why a standard may not be used on an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ChargeRefusal {
    /// The other standard was used on it already.
    #[error("这件申请已经选用{}标准，不能再用{}标准；同一件申请只能选一种", .used.label(), .wanted.label())]
    OtherStandardUsed {
        /// The standard used.
        used: Standard,
        /// The standard wanted.
        wanted: Standard,
    },
    /// The organ only tells where published information is; nothing is provided that could be measured.
    #[error("只告知获取信息的方式和途径的，不能按量收费")]
    NothingProvided,
    /// The notice would go out after the handling period.
    #[error("收费通知应当在办理期限内发出，期限已于{}届满", chinese_date(*.due))]
    HandlingPeriodOver {
        /// The last day of the handling period.
        due: Date,
    },
}

impl ChargeRefusal {
    /// Returns the provision that forbids it.
    pub const fn cite(&self) -> Cite {
        match self {
            Self::OtherStandardUsed { .. } => Cite::of("费办法3"),
            Self::NothingProvided => Cite::of("费办法5"),
            Self::HandlingPeriodOver { .. } => Cite::of("费办法6"),
        }
    }
}

/// Says whether a fee notice may go out: one standard an application, nothing by volume where nothing is provided, within
/// the handling period.
pub fn may_charge(
    wanted: Standard,
    used: Option<Standard>,
    outcome: Option<Outcome>,
    noticed: Date,
    reply_due: Date,
) -> Result<(), ChargeRefusal> {
    if let Some(used) = used.filter(|used| *used != wanted) {
        return Err(ChargeRefusal::OtherStandardUsed { used, wanted });
    }
    if wanted == Standard::ByVolume && matches!(outcome, Some(Outcome::G1 | Outcome::G3)) {
        return Err(ChargeRefusal::NothingProvided);
    }
    if noticed > reply_due {
        return Err(ChargeRefusal::HandlingPeriodOver { due: reply_due });
    }
    Ok(())
}

/// One step of a tariff: up to that unit, so many yuan each.
struct Step {
    end: u32,
    yuan: i64,
}

fn item_steps(last: u32) -> impl Iterator<Item = Step> {
    let bands = last.saturating_sub(FIRST_BAND_ENDS).div_ceil(BAND);
    let head = [Step { end: FREE_ITEMS, yuan: 0 }, Step { end: FIRST_BAND_ENDS, yuan: 100 }];
    let rising = (1..=bands)
        .map(|band| Step { end: FIRST_BAND_ENDS.saturating_add(band * BAND), yuan: 100 * (1 + i64::from(band)) });
    head.into_iter().chain(rising)
}

/// Adds up the units after `before` up to `last` and tells each step, the later ones of a long tariff in one line.
fn sum_up(
    steps: impl Iterator<Item = Step>,
    before: u32,
    last: u32,
    unit: &str,
    cite: Cite,
    standard: &str,
) -> Reasoned<Fen> {
    let mut because = vec![Because::of(standard, cite.clone())];
    let (mut total, mut rest, mut listed) = (0_i64, 0_i64, 0_usize);
    let (mut from, mut rest_from) = (1_u32, None);
    for step in steps {
        let (first, end) = (from.max(before.saturating_add(1)), step.end.min(last));
        from = step.end.saturating_add(1);
        if first > end {
            continue;
        }
        let (count, yuan) = (i64::from(end - first + 1), step.yuan);
        let part = count.saturating_mul(yuan);
        total = total.saturating_add(part);
        listed += 1;
        if listed > STEPS_LISTED {
            rest = rest.saturating_add(part);
            rest_from.get_or_insert(first);
            continue;
        }
        let span = if first == end { format!("第{first}{unit}") } else { format!("第{first}至{end}{unit}") };
        let fact = match yuan {
            0 => format!("{span}：不收费"),
            _ => format!("{span}：{count}{unit}×{yuan}元＝{part}元"),
        };
        because.push(Because::of(fact, cite.clone()));
    }
    if let Some(first) = rest_from {
        because.push(Because::of(format!("第{first}至{last}{unit}：逐档增加，共{rest}元"), cite.clone()));
    }
    because.push(Because::of(format!("合计{total}元"), cite));
    Reasoned::new(Fen::of_yuan(total), because)
}

fn measure_in_force(on: Date) -> Vec<Fault> {
    if on >= IN_FORCE {
        return Vec::new();
    }
    let cite = Cite::of("国办函〔2020〕109号");
    let none = NoRuleInForce { what: "信息处理费".into(), on, since: IN_FORCE, cite: cite.clone() };
    vec![Fault::new("noticed", none.to_string()).citing(cite)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY: Date = date(2026, 3, 2);

    fn items(n: u32) -> i64 {
        by_items(DAY, n).unwrap().value.yuan()
    }

    fn pages(n: u32) -> i64 {
        by_pages(DAY, n).unwrap().value.yuan()
    }

    #[test]
    fn fee_4_by_item_each_band_of_ten_costs_a_hundred_yuan_more() {
        // FEE-4, REP-5, FEE-1: free up to ten in a month; FEE-13: no other reduction or waiver.
        for (k, yuan) in [(10, 0), (11, 100), (30, 100), (31, 200), (40, 200), (41, 300), (51, 400)] {
            assert_eq!(by_items_after(DAY, k - 1, 1).unwrap().value.yuan(), yuan, "application {k} of the month");
        }
        for (n, yuan) in
            [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000), (100, 37000)]
        {
            assert_eq!(items(n), yuan, "{n} in a month");
        }
        assert_eq!(Month::of(date(2026, 3, 31)), Month { year: 2026, month: 3 });
    }

    #[test]
    fn fee_5_by_volume_each_step_costs_more_a_page() {
        // FEE-5; 68 pages are the 380 yuan of a published report.
        for (n, yuan) in [(30, 0), (31, 10), (68, 380), (100, 700), (101, 720), (200, 2700), (201, 2740), (500, 14700)]
        {
            assert_eq!(pages(n), yuan, "{n} pages");
        }
    }

    #[test]
    fn the_steps_are_shown_and_add_up() {
        let answer = by_pages(DAY, 68).unwrap();
        let facts: Vec<&str> = answer.because.iter().map(|b| b.fact.as_str()).collect();
        assert_eq!(facts[1..], ["第1至30页：不收费", "第31至68页：38页×10元＝380元", "合计380元"]);
        let many = by_items(DAY, 10_000).unwrap();
        assert!(many.because.len() < 30);
        assert!(many.because.iter().any(|b| b.fact.contains("逐档增加")));
    }

    #[test]
    fn fee_8_the_fee_is_due_twenty_working_days_from_the_day_after_the_notice() {
        // FEE-8
        let due = payment_due(&Calendar::embedded(), date(2026, 3, 2)).unwrap();
        assert_eq!(due.value, Due { due: date(2026, 3, 30), provisional: false });
        assert_eq!(due.because[0].cite, Cite::of("费办法6"));
    }

    #[test]
    fn fee_2_an_application_is_charged_by_one_standard_only() {
        // FEE-2, FEE-6, FEE-7
        let due = date(2026, 3, 30);
        let may = |wanted, used, outcome, noticed| may_charge(wanted, used, outcome, noticed, due);
        use Standard::{ByItem, ByVolume};
        assert_eq!(may(ByItem, Some(ByItem), Some(Outcome::N5), due), Ok(()), "FEE-3: any decision");
        let both = may(ByVolume, Some(ByItem), None, DAY).unwrap_err();
        assert_eq!(both.cite(), Cite::of("费办法3"));
        assert_eq!(may(ByVolume, None, Some(Outcome::G1), DAY), Err(ChargeRefusal::NothingProvided));
        assert_eq!(may(ByVolume, None, Some(Outcome::G2), DAY), Ok(()));
        let late = may(ByItem, None, None, date(2026, 3, 31)).unwrap_err();
        assert!(late.to_string().contains("2026年3月30日"));
    }

    #[test]
    fn before_the_measure_was_in_force_no_fee_is_computed() {
        assert!(by_items(date(2020, 12, 31), 40).is_err());
        assert!(by_pages(IN_FORCE, 40).is_ok());
        assert_eq!(by_items(DAY, u32::MAX).unwrap_err()[0].argument, "items");
        assert_eq!(by_pages(DAY, u32::MAX).unwrap_err()[0].argument, "pages");
    }

    #[test]
    fn fee_11_money_is_whole_fen_and_goes_in_under_its_item_of_revenue() {
        // FEE-11
        assert_eq!(REVENUE_ITEM, "103049950");
        assert_eq!((Fen::of_yuan(380).0, Fen::of_yuan(380).to_string()), (38_000, "380元".to_owned()));
        assert_eq!(Fen(-105).to_string(), "-1.05元");
    }

    proptest! {
        #[test]
        fn charging_a_month_at_once_or_one_by_one_is_the_same(n in 0u32..400, cut in 0u32..400) {
            let cut = cut.min(n);
            let parts = items(cut) + by_items_after(DAY, cut, n - cut).unwrap().value.yuan();
            prop_assert_eq!(parts, items(n));
            let single: i64 = (0..n).map(|k| by_items_after(DAY, k, 1).unwrap().value.yuan()).sum();
            prop_assert_eq!(single, items(n));
        }

        #[test]
        fn the_volume_fee_equals_the_closed_formula(p in 0i64..3000) {
            let formula = 10 * (p.min(100) - 30).max(0) + 20 * (p.min(200) - 100).max(0) + 40 * (p - 200).max(0);
            prop_assert_eq!(pages(u32::try_from(p).unwrap()), formula);
        }
    }
}
