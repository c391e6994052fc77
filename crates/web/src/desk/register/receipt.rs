//! `GET /register/receipt`: which day is the day of receipt, why, and when the reply will be due, as it is being filled in.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::Query;
use jiff::civil::Date;
use law::application::Channel;
use law::calendar::{AWAITING_NOTICE, Calendar, Pauses};
use law::reason::{Because, Reasoned, chinese_date};
use law::receipt::{Arrival, Receipt, receipt};
use law::term::{Due, TermInput, reply_due};
use serde::Deserialize;

use super::choice::parse;
use super::reading::is_opening;
use crate::answer::{Answer, html};
use crate::filled::Filled;
use crate::page::PageContext;
use crate::route::{Needs, Route};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/register/receipt", Needs::OneOf(super::entry::ENTERS), show)]
}

/// The fields the day hangs on, as they stand.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    entry: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    arrived: String,
    #[serde(default)]
    received: String,
}

async fn show(page: PageContext, Query(asked): Query<Asked>) -> Answer {
    let mut filled = Filled::default();
    for (field, value) in
        [("entry", asked.entry), ("channel", asked.channel), ("arrived", asked.arrived), ("received", asked.received)]
    {
        filled.set(field, value);
    }
    Ok(html(&ReceiptNote::of(&filled, &*page.app.calendar().await?, page.at.today)))
}

/// What is told of the day of receipt.
#[derive(Template)]
#[template(path = "register/receipt.html")]
pub(super) struct ReceiptNote {
    kind: &'static str,
    title: String,
    /// Why it is that day.
    because: Vec<Because>,
    /// When the reply will be due, in words.
    due: String,
    /// How that day is reckoned.
    reckoned: Vec<Because>,
    /// That it is entered later than it happened, in words; empty when it is not.
    backdated: String,
}

// The template escapes every value it writes.
impl HtmlSafe for ReceiptNote {}

impl ReceiptNote {
    /// Reads the form as far as it is filled in; what is wrong with it is told when it is sent.
    pub(super) fn of(filled: &Filled, calendar: &Calendar, today: Date) -> Self {
        let day = |field: &str| filled.get(field).parse::<Date>().ok();
        if is_opening(filled) {
            return match day("received") {
                Some(received) => ReceiptNote::opening(received, calendar, today),
                None => ReceiptNote::plain("填好纸质登记上的收到之日后，这里显示答复到哪天为止。"),
            };
        }
        let (Some(channel), Some(arrived)) = (parse::<Channel>(filled.get("channel")), day("arrived")) else {
            return ReceiptNote::plain("选好渠道和日期后，这里显示收到之日和答复期限。");
        };
        if arrived > today {
            return ReceiptNote::wrong(format!("{}还没有到；请核对日期。", chinese_date(arrived)));
        }
        let found = match receipt(&Arrival { channel, submitted: None, arrived, confirmed: None }) {
            Ok(found) => found,
            Err(faults) => return ReceiptNote::wrong(faults.iter().map(|fault| fault.message.as_str()).collect()),
        };
        let backdated = backdated(arrived, today);
        match found.value {
            Receipt::Received(received) => {
                let title = format!("收到之日：{}", chinese_date(received));
                ReceiptNote::due(title, found.because, received, calendar, today, backdated)
            }
            Receipt::AwaitingConfirmation(_) => {
                let mut note = ReceiptNote::due(String::new(), found.because, today, calendar, today, backdated);
                if note.kind != "bad" {
                    note.title = "收到之日：待与申请人确认".to_owned();
                    note.kind = "warn";
                    note.due = format!("登记后请在当日联系申请人，办理“确认收到”。如果今天确认，{}", note.due);
                }
                note
            }
        }
    }

    fn opening(received: Date, calendar: &Calendar, today: Date) -> Self {
        if received > today {
            return ReceiptNote::wrong(format!("{}还没有到；请核对日期。", chinese_date(received)));
        }
        let title = format!("收到之日：{}（照纸质登记）", chinese_date(received));
        let backdated =
            "期初在办件照纸质登记的收到之日计算期限。此前已经补正、征求意见、延期的，登记后逐项补录，期限随之重算。";
        ReceiptNote::due(title, Vec::new(), received, calendar, today, backdated.to_owned())
    }

    fn due(
        title: String,
        because: Vec<Because>,
        received: Date,
        calendar: &Calendar,
        today: Date,
        backdated: String,
    ) -> Self {
        let Reasoned { value: due, because: reckoned } = match reply_due(calendar, &TermInput::received(received)) {
            Ok(found) => found,
            Err(faults) => return ReceiptNote::wrong(faults.iter().map(|fault| fault.message.as_str()).collect()),
        };
        let kind = if due.due < today { "warn" } else { "good" };
        ReceiptNote { kind, title, because, due: due_words(calendar, today, due), reckoned, backdated }
    }

    fn plain(title: &str) -> Self {
        ReceiptNote::told("", title.to_owned())
    }

    fn wrong(title: String) -> Self {
        ReceiptNote::told("bad", title)
    }

    fn told(kind: &'static str, title: String) -> Self {
        let (because, reckoned) = (Vec::new(), Vec::new());
        ReceiptNote { kind, title, because, due: String::new(), reckoned, backdated: String::new() }
    }
}

/// Says by when a reply is due and how far off that is.
pub(super) fn due_words(calendar: &Calendar, today: Date, due: Due) -> String {
    let left = match calendar.working_days_between(today, due.due, &Pauses::NONE) {
        _ if due.due < today => "，已经过了".to_owned(),
        _ if due.due == today => "，就是今天".to_owned(),
        Ok(span) => format!("，还剩 {} 个工作日", span.days.0),
        Err(_) => String::new(),
    };
    let note = if due.provisional {
        format!("；其中有的日期{AWAITING_NOTICE}，暂按现有规定推算")
    } else {
        String::new()
    };
    format!("应当在{}前答复{left}{note}。", chinese_date(due.due))
}

/// Says that something is entered later than it happened.
fn backdated(arrived: Date, today: Date) -> String {
    if arrived >= today {
        return String::new();
    }
    format!(
        "这是补录：{}到达、今天登记。期限从收到之日起算，不从今天起算；编号用{}年的。系统同时记下今天是录入日期。",
        chinese_date(arrived),
        arrived.year()
    )
}

#[cfg(test)]
mod tests {
    use app::Role;
    use axum::http::StatusCode;

    use super::*;
    use crate::testing::Desk;

    #[tokio::test]
    async fn art_31_each_channel_is_told_its_own_rule_of_receipt_and_when_the_reply_is_due() {
        let desk = Desk::new().await;
        let officer = desk.sign_in(Role::DisclosureOfficer).await;
        for (channel, told, cite) in [
            ("in_person", "提交之日为收到申请之日", "条例31(1)"),
            ("signed_mail", "签收之日为收到申请之日", "条例31(2)"),
            ("ordinary_mail", "应当于当日与申请人联系确认", "条例31(2)"),
            ("online", "双方尚未确认", "条例31(3)"),
            ("fax", "双方尚未确认", "条例31(3)"),
            ("email", "双方尚未确认", "条例31(3)"),
            ("other_announced", "双方尚未确认", "条例31(3)"),
        ] {
            let note = officer.get(&format!("/register/receipt?channel={channel}&arrived=2026-03-09")).await;
            assert_eq!(note.status, StatusCode::OK);
            for words in [told, cite, "2026年4月7日", "还剩 20 个工作日"] {
                assert!(note.body.contains(words), "{channel}: {words} in {}", note.body);
            }
            let sure = parse::<Channel>(channel).is_some_and(|channel| !channel.needs_confirmation());
            assert_eq!(note.body.contains("待与申请人确认"), !sure, "{channel}");
            assert!(!note.body.contains("补录"));
        }
    }

    #[tokio::test]
    async fn an_earlier_day_is_told_to_be_a_backdated_entry_and_its_term_runs_from_then() {
        let desk = Desk::new().await;
        let officer = desk.sign_in(Role::DisclosureOfficer).await;
        let note = officer.get("/register/receipt?channel=in_person&arrived=2026-03-02").await.body;
        assert!(
            note.contains("这是补录") && note.contains("2026年3月30日") && note.contains("还剩 15 个工作日"),
            "{note}"
        );
        let late = officer.get("/register/receipt?channel=signed_mail&arrived=2026-01-05").await.body;
        assert!(late.contains("2026年2月2日") && late.contains("已经过了"), "{late}");
    }

    #[tokio::test]
    async fn a_day_to_come_one_before_the_regulation_and_none_are_told_in_words() {
        let desk = Desk::new().await;
        let officer = desk.sign_in(Role::DisclosureOfficer).await;
        for (query, told) in [
            ("channel=in_person&arrived=2026-03-10", "还没有到"),
            ("channel=in_person&arrived=2019-01-02", "2019年5月15日"),
            ("channel=&arrived=2026-03-09", "选好渠道和日期后"),
            ("channel=pigeon&arrived=yesterday", "选好渠道和日期后"),
            ("", "选好渠道和日期后"),
            ("entry=opening&received=2026-02-09", "2026年3月13日"),
            ("entry=opening&received=", "填好纸质登记"),
        ] {
            let note = officer.get(&format!("/register/receipt?{query}")).await;
            assert_eq!(note.status, StatusCode::OK);
            assert!(note.body.contains(told), "{query}: {}", note.body);
        }
    }
}
