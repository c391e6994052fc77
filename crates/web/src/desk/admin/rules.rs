//! `GET /admin/rules`, `POST /admin/rules`: what the law leaves to the organ, each with its default and its source.

use app::AppError;
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use law::applicant::ApplicantClass;
use law::calendar::WorkingDays;
use law::outcome::ReportRow;
use law::settings::{CourtOrderStart, ElectronicReplyDay, Settings};
use serde::Deserialize;

use super::SETTINGS;
use crate::answer::{Answer, html_with, see};
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

/// No period an organ sets is longer than this.
const DAYS_MAX: u32 = 250;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/admin/rules", SETTINGS, show), Route::post("/admin/rules", SETTINGS, change)]
}

#[derive(Template)]
#[template(path = "admin/rules.html")]
struct RulesPage {
    page: PageContext,
    filled: Filled,
    groups: Vec<(&'static str, Vec<Field>)>,
    done: bool,
}

/// What was just done.
#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

type Days = (&'static str, &'static str, &'static str, fn(&mut Settings) -> &mut WorkingDays);
type Yes = (&'static str, &'static str, fn(&mut Settings) -> &mut bool);
type Class = (&'static str, &'static str, fn(&mut Settings) -> &mut ApplicantClass);

const PERIODS: &[Days] = &[
    (
        "unconfirmed_alert",
        "未确认提醒",
        "网上、传真和平信收到后超过几个工作日没有与申请人确认就提醒。",
        |s| &mut s.unconfirmed_alert,
    ),
    ("correction_period", "补正期限", "条例第三十条只说“合理期限”，通常7至15个工作日。", |s| &mut s.correction_period),
    ("reasons_period", "说明理由期限", "条例第三十五条没有规定天数。", |s| &mut s.reasons_period),
    ("other_organ_limit", "其他机关答复征求意见的期限", "函里没有写明期限时按这个天数。", |s| &mut s.other_organ_limit),
    (
        "hold_after_third_party_notice",
        "告知第三方后的等待期",
        "决定公开并告知第三方后，隔几个工作日再公开，供其寻求救济。",
        |s| &mut s.hold_after_third_party_notice,
    ),
    ("due_soon", "即将到期", "还剩几个工作日时列为即将到期。", |s| &mut s.due_soon),
    ("report_warning", "年度报告提醒", "公布期限前几个工作日开始提醒。", |s| {
        &mut s.report_warning
    }),
    (
        "secrecy_consultation",
        "保密确定期限",
        "报请主管部门或者保密行政管理部门确定时的期限，各地不一。",
        |s| &mut s.secrecy_consultation,
    ),
];

const SWITCHES: &[Yes] = &[
    ("second_correction_needs_reason", "第二次补正告知须由负责人写明理由", |s| {
        &mut s.second_correction_needs_reason
    }),
    ("tell_applicant_of_consultation", "征求意见时书面告知申请人", |s| {
        &mut s.tell_applicant_of_consultation
    }),
    ("warn_privacy_without_consultation", "未征求第三方意见即以个人隐私不予公开时提示", |s| {
        &mut s.warn_privacy_without_consultation
    }),
    ("may_extend_again_after_restart", "重新起算后可以再延期一次", |s| {
        &mut s.may_extend_again_after_restart
    }),
    ("discretion_reason_required", "依据第十六条不予公开的，须写明裁量理由", |s| {
        &mut s.discretion_reason_required
    }),
    ("given_and_not_existing_is_partly_granted", "部分提供、部分不存在的计入“部分公开”", |s| {
        &mut s.given_and_not_existing_is_partly_granted
    }),
    (
        "partial_refusal_first_before_july_2026",
        "2024年1月1日至2026年6月30日的部分不予公开也告知复议前置",
        |s| &mut s.partial_refusal_first_before_july_2026,
    ),
    ("offer_suit_where_courts_dismiss", "法院一般不受理的答复种类也告知可以起诉", |s| {
        &mut s.offer_suit_where_courts_dismiss
    }),
    ("overdue_goes_to_reconsideration_first", "2026年7月1日起逾期未答复的按复议前置告知", |s| {
        &mut s.overdue_goes_to_reconsideration_first
    }),
];

const CLASSES: &[Class] = &[
    ("individual_business_class", "个体工商户", |s| &mut s.individual_business_class),
    ("cooperative_class", "合作社", |s| &mut s.cooperative_class),
    ("committee_class", "村委会、居委会、业委会", |s| &mut s.committee_class),
];

async fn show(page: PageContext, Query(done): Query<Done>) -> Answer {
    let filled = filled_from(page.profile.law.clone());
    Ok(told(page, filled, done.done.is_some(), StatusCode::OK))
}

async fn change(page: PageContext, form: Form) -> Answer {
    let mut filled = form.filled;
    let mut profile = page.profile.clone();
    read(&mut filled, &mut profile.law);
    if !filled.is_right() {
        return Ok(told(page, filled, false, StatusCode::UNPROCESSABLE_ENTITY));
    }
    match page.app.change_settings(&page.occasion().because("修改办理规则"), &profile).await {
        Ok(()) => Ok(see("/admin/rules?done=1")),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            Ok(told(page, filled, false, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    }
}

fn told(page: PageContext, filled: Filled, done: bool, status: StatusCode) -> axum::response::Response {
    let groups = groups(&filled);
    html_with(status, &RulesPage { page, filled, groups, done })
}

fn groups(filled: &Filled) -> Vec<(&'static str, Vec<Field>)> {
    let mut usual = Settings::default();
    let periods = PERIODS
        .iter()
        .map(|(name, label, hint, part)| {
            let default = part(&mut usual).0;
            let hint = format!("{hint}默认{default}个工作日。");
            filled.whole(name, &format!("{label}（工作日）")).hint(hint).between(1, DAYS_MAX)
        })
        .collect();
    let switches = SWITCHES.iter().map(|(name, label, _)| filled.tick(name, label)).collect();
    let mut counting: Vec<Field> = CLASSES
        .iter()
        .map(|(name, label, _)| {
            let classes = ApplicantClass::ALL.map(|class| (class.key(), class.label()));
            filled.select(name, &format!("{label}计入哪一列")).choices(classes)
        })
        .collect();
    counting.push(
        filled
            .select("transferred_archives_row", "已移交国家档案馆的计入哪一行")
            .choice("unavailable_not_held", "（四）1.本机关不掌握相关政府信息")
            .choice("other_other", "（六）3.其他"),
    );
    counting.push(
        filled
            .radios("electronic_reply_day", "电子送达以哪一天为准")
            .choice("arrival", "到达申请人指定的系统之日")
            .choice("sending", "发出之日"),
    );
    counting.push(
        filled
            .radios("court_order_start", "法院责令公开的20个工作日从哪一天起算")
            .choice("judgment_effective", "裁判生效之日")
            .choice("judgment_served", "裁判送达之日"),
    );
    let usual_days = usual.redo_days;
    counting.push(
        filled
            .whole("redo_days", "复议决定没有写明时，重作答复的期限（日）")
            .hint(format!("复议条例第五十八条；默认{usual_days}日，按自然日。"))
            .between(1, 365),
    );
    vec![("期限和提醒", periods), ("提示和告知", switches), ("统计和起算", counting)]
}

fn filled_from(mut settings: Settings) -> Filled {
    let mut filled = Filled::default();
    for (name, _, _, part) in PERIODS {
        filled.set(name, part(&mut settings).0.to_string());
    }
    for (name, _, part) in SWITCHES {
        if *part(&mut settings) {
            filled.set(name, "1");
        }
    }
    for (name, _, part) in CLASSES {
        filled.set(name, part(&mut settings).key());
    }
    filled.set("transferred_archives_row", settings.transferred_archives_row.key());
    let arrival = settings.electronic_reply_day == ElectronicReplyDay::Arrival;
    filled.set("electronic_reply_day", if arrival { "arrival" } else { "sending" });
    let effective = settings.court_order_start == CourtOrderStart::JudgmentEffective;
    filled.set("court_order_start", if effective { "judgment_effective" } else { "judgment_served" });
    filled.set("redo_days", settings.redo_days.to_string());
    filled
}

/// Takes what was filled in into the settings; what the page does not show stays.
fn read(filled: &mut Filled, settings: &mut Settings) {
    for (name, label, _, part) in PERIODS {
        match filled.number(name, label, true) {
            Some(days) if (1..=DAYS_MAX).contains(&days) => *part(settings) = WorkingDays(days),
            Some(_) => filled.wrong(*name, format!("{label}应当在1至{DAYS_MAX}个工作日之间")),
            None => {}
        }
    }
    for (name, _, part) in SWITCHES {
        *part(settings) = filled.has(name);
    }
    for (name, label, part) in CLASSES {
        match ApplicantClass::parse(filled.get(name)) {
            Some(class) => *part(settings) = class,
            None => filled.wrong(*name, format!("请选择{label}计入哪一列")),
        }
    }
    match ReportRow::parse(filled.get("transferred_archives_row")) {
        Some(row) => settings.transferred_archives_row = row,
        None => filled.wrong("transferred_archives_row", "请选择计入哪一行"),
    }
    settings.electronic_reply_day = match filled.get("electronic_reply_day") {
        "sending" => ElectronicReplyDay::Sending,
        _ => ElectronicReplyDay::Arrival,
    };
    settings.court_order_start = match filled.get("court_order_start") {
        "judgment_served" => CourtOrderStart::JudgmentServed,
        _ => CourtOrderStart::JudgmentEffective,
    };
    match filled.number("redo_days", "重作答复的期限", true).map(u16::try_from) {
        Some(Ok(days)) if (1..=365).contains(&days) => settings.redo_days = days,
        Some(_) => filled.wrong("redo_days", "重作答复的期限应当在1至365日之间"),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::testing::{Desk, ORGAN};

    #[test]
    fn the_defaults_shown_read_back_as_the_defaults() {
        let mut settings = Settings { correction_period: WorkingDays(3), ..Settings::default() };
        let mut filled = filled_from(Settings::default());
        read(&mut filled, &mut settings);
        assert!(filled.is_right());
        assert_eq!(settings, Settings::default());
    }

    #[tokio::test]
    async fn cor_2_the_period_for_corrections_is_a_setting_of_the_organ() {
        // COR-2
        let desk = Desk::new().await;
        let head = desk.sign_in(Role::HeadOfDisclosureOffice).await;
        let filled = filled_from(Settings::default());
        let mut fields: Vec<(&str, String)> = Vec::new();
        for name in PERIODS.iter().map(|p| p.0).chain(SWITCHES.iter().map(|s| s.0)).chain(CLASSES.iter().map(|c| c.0)) {
            if filled.has(name) {
                fields.push((name, filled.get(name).to_owned()));
            }
        }
        for name in ["transferred_archives_row", "electronic_reply_day", "court_order_start", "redo_days"] {
            fields.push((name, filled.get(name).to_owned()));
        }
        let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for (name, value) in &mut sent {
            if *name == "correction_period" {
                *value = "7";
            }
        }
        let answer = head.post("/admin/rules", &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let law = desk.app.organ(ORGAN).await.unwrap().law;
        assert_eq!(law, Settings { correction_period: WorkingDays(7), ..Settings::default() });
        let wrong = head.post("/admin/rules", &[("correction_period", "0"), ("redo_days", "x")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("f-correction_period-fault") && wrong.body.contains("f-redo_days-fault"));
    }
}
