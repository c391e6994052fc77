//! The count told so that anybody can follow it day by day.

use jiff::civil::Date;

use super::{AWAITING_NOTICE, Calendar, HOLIDAY_RULE, OutOfRange, Pauses, Why, next};
use crate::reason::{Because, Cite, chinese_date};

/// A run of neighbouring days that are what they are for the same reason.
struct Run<'a> {
    first: Date,
    last: Date,
    why: Why<'a>,
}

impl Calendar {
    /// Tells what happened to the days after `from` up to `to`: pauses, days off, make-up workdays, and where the
    /// notices end.
    pub fn explain(&self, from: Date, to: Date, pauses: &Pauses) -> Result<Vec<Because>, OutOfRange> {
        let mut told = Vec::new();
        for pause in pauses.iter().filter(|p| p.start < to && p.end > from) {
            let (start, end) = (pause.start.max(from), pause.end.min(to));
            let days = self.working_days_between(start, end, &Pauses::NONE)?.days;
            let first = next(start)?;
            let fact = format!("{}不计入期限（其间有{days}）", run_of_days(first, end));
            told.push(Because::on(first, fact, Cite::of("条例33③")));
        }
        for run in self.runs(from, to)? {
            let days = run_of_days(run.first, run.last);
            let (fact, cite) = match run.why {
                Why::Holiday(number) => (format!("{days}放假，不是工作日"), Cite::from(number.to_owned())),
                Why::MakeupWorkday(number) => (format!("{days}调休上班，是工作日"), Cite::from(number.to_owned())),
                Why::LocalHoliday(name) => (format!("{days}地方放假（{name}），不是工作日"), Cite::of("放假办法4")),
                Why::FixedHoliday => (format!("{days}是法定节日，不是工作日"), Cite::of("放假办法2")),
                Why::Weekday | Why::Weekend => continue,
            };
            told.push(Because::on(run.first, fact, cite));
        }
        if to > self.horizon() {
            let fact = format!(
                "{}以后的放假安排{AWAITING_NOTICE}，暂按星期一至星期五扣除固定日期的法定节日计算，公布后重新计算",
                chinese_date(self.horizon())
            );
            told.push(Because::on(self.horizon(), fact, HOLIDAY_RULE));
        }
        told.sort_by_key(|b| b.date);
        Ok(told)
    }

    fn runs(&self, from: Date, to: Date) -> Result<Vec<Run<'_>>, OutOfRange> {
        let mut runs: Vec<Run<'_>> = Vec::new();
        let mut on = from;
        while on < to {
            on = next(on)?;
            let why = self.day(on)?.why;
            match runs.last_mut() {
                Some(run) if run.why == why => run.last = on,
                _ => runs.push(Run { first: on, last: on, why }),
            }
        }
        Ok(runs)
    }
}

fn run_of_days(first: Date, last: Date) -> String {
    if first >= last { chinese_date(last) } else { format!("{}至{}", chinese_date(first), chinese_date(last)) }
}
