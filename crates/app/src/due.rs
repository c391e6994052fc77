//! Which day counts now, in words: 还剩 3 个工作日（12月3日）. Lists, pages of a case and steps tell it in these words.

use jiff::civil::Date;
use law::calendar::{AWAITING_NOTICE, Calendar, Pauses};
use law::reason::chinese_date;

/// Days in words, as seen from one day.
#[derive(Debug, Clone, Copy)]
pub struct DueWords<'a> {
    /// The day they are told on.
    pub today: Date,
    /// The calendar they are counted by.
    pub calendar: &'a Calendar,
    /// Whether they rest on a year whose holiday notice is still to come.
    pub provisional: bool,
}

/// A day such as 3月13日, with its year where that is another than today's.
pub fn near(day: Date, today: Date) -> String {
    if day.year() == today.year() { format!("{}月{}日", day.month(), day.day()) } else { chinese_date(day) }
}

impl DueWords<'_> {
    /// A day as [`near`] tells it.
    pub fn day(&self, day: Date) -> String {
        near(day, self.today)
    }

    /// The same, with the words that must stand beside a day a notice may still move.
    fn marked(&self, day: Date) -> String {
        let day = self.day(day);
        if self.provisional { format!("{day}，{AWAITING_NOTICE}") } else { day }
    }

    fn between(&self, from: Date, to: Date) -> Option<u32> {
        self.calendar.working_days_between(from, to, &Pauses::NONE).ok().map(|span| span.days.0)
    }

    /// How far it is to the day of the reply, while its time runs.
    pub fn running(&self, due: Date) -> String {
        let day = self.marked(due);
        if due < self.today {
            return match self.between(due, self.today) {
                Some(late) if late > 0 => format!("已逾期 {late} 个工作日（{day}）"),
                _ => format!("已逾期（{day}）"),
            };
        }
        match self.between(self.today, due) {
            _ if due == self.today => format!("今天到期（{day}）"),
            Some(left) => format!("还剩 {left} 个工作日（{day}）"),
            None => format!("应当在{day}前答复"),
        }
    }

    /// To what day the reply's time is reckoned while it stands still: the day moves on with every day that is not counted.
    pub fn standing_still(&self, due: Date) -> String {
        let note = if self.provisional { format!("（{AWAITING_NOTICE}）") } else { String::new() };
        format!("不计入期限，答复期限暂算到 {}{note}", self.day(due))
    }

    /// What is awaited of the applicant (补正, 缴费) and until when.
    pub fn applicant(&self, what: &str, deadline: Option<Date>) -> String {
        match deadline {
            Some(last) if last < self.today => format!("申请人{what}的期限已过（{}）", self.day(last)),
            Some(last) => format!("等待申请人{what}（到 {} 止）", self.marked(last)),
            None => format!("等待申请人{what}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn told(today: Date, provisional: bool, due: Date) -> String {
        DueWords { today, calendar: &Calendar::embedded(), provisional }.running(due)
    }

    #[test]
    fn a_due_day_is_told_by_the_working_days_left_or_late_and_then_the_day() {
        let friday = date(2026, 11, 27);
        assert_eq!(told(date(2026, 11, 24), false, friday), "还剩 3 个工作日（11月27日）");
        assert_eq!(told(friday, false, friday), "今天到期（11月27日）");
        assert_eq!(told(date(2026, 11, 28), false, friday), "已逾期（11月27日）");
        assert_eq!(told(date(2026, 12, 1), false, friday), "已逾期 2 个工作日（11月27日）");
        let next_year = told(date(2026, 12, 28), true, date(2027, 1, 6));
        assert_eq!(next_year, "还剩 6 个工作日（2027年1月6日，待国务院办公厅公布）");
    }

    #[test]
    fn while_the_time_stands_still_no_days_are_left_but_a_day_is_reckoned() {
        let calendar = Calendar::embedded();
        let words = DueWords { today: date(2026, 3, 9), calendar: &calendar, provisional: false };
        assert_eq!(words.standing_still(date(2026, 4, 22)), "不计入期限，答复期限暂算到 4月22日");
    }

    #[test]
    fn an_applicant_is_awaited_to_a_day_and_silent_after_it() {
        let calendar = Calendar::embedded();
        let words = DueWords { today: date(2026, 3, 9), calendar: &calendar, provisional: false };
        assert_eq!(words.applicant("补正", Some(date(2026, 3, 9))), "等待申请人补正（到 3月9日 止）");
        assert_eq!(words.applicant("补正", Some(date(2026, 3, 6))), "申请人补正的期限已过（3月6日）");
        assert_eq!(words.applicant("缴费", None), "等待申请人缴费");
    }
}
