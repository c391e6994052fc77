//! `/cases/{id}/scan/{reply}`: the stamped letter, scanned between sign-off and service, becomes what was sent.

use app::AppError;
use app::authorise::Action;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use law::application::{CommandKind, ReplyNo};
use law::reason::chinese_date;

use super::bench::Bench;
use super::correction::NO_SECRETS;
use super::pick;
use super::show::SCANS;
use super::which::case_id;
use crate::answer::{Answer, html_with, see};
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

const PATH: &str = "/cases/{id}/scan/{reply}";
const NEEDS: Needs = Needs::OneOf(&[Action::Deliver]);

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(PATH, NEEDS, show), Route::post(PATH, NEEDS, keep)]
}

#[derive(Template)]
#[template(path = "step/scan.html")]
struct ScanPage<'a> {
    page: &'a PageContext,
    bench: &'a Bench,
    filled: Filled,
    reply: ReplyNo,
    /// The reply in one line.
    line: String,
    /// The day of the scan kept already.
    kept: Option<Date>,
    /// Why none can be kept now.
    refused: String,
    overtaken: Vec<String>,
}

impl ScanPage<'_> {
    fn upload(&self) -> Field {
        let hint = format!("整份文书一个文件，印章和日期要看得清楚。{NO_SECRETS}");
        self.filled.upload("scan", "用印文书的扫描件").accept(SCANS).hint(hint).must()
    }

    fn day(&self) -> Field {
        let hint = "默认是今天；应当在签发以后、送达以前。";
        self.filled.day("on", "扫描的日期").hint(hint).must()
    }

    /// Where the letter goes next.
    fn deliver(&self) -> String {
        format!("{}?reply={}", self.bench.address(CommandKind::Deliver), self.reply)
    }
}

async fn show(page: PageContext, Path((id, reply)): Path<(String, String)>) -> Answer {
    let today = page.at.today;
    let bench = Bench::load(&page, case_id(&id)?, today, None, &Filled::default()).await?;
    let mut filled = Filled::default();
    filled.set("on", today.to_string());
    told(&bench, filled, no(&reply)?, Vec::new(), StatusCode::OK)
}

async fn keep(page: PageContext, Path((id, reply)): Path<(String, String)>, mut form: Form) -> Answer {
    let (case_id, reply) = (case_id(&id)?, no(&reply)?);
    let today = page.at.today;
    let on = form.filled.date("on", "扫描的日期", true).unwrap_or(today);
    let scan = form.file("scan");
    let seen = form.filled.get("seen").parse().unwrap_or(0);
    if scan.is_none() {
        form.filled.wrong("scan", "请选择用印文书的扫描件");
    }
    let bench = Bench::load(&page, case_id, today, None, &form.filled).await?;
    let meanwhile = bench.since(seen);
    if !meanwhile.is_empty() {
        return told(&bench, form.filled, reply, meanwhile, StatusCode::CONFLICT);
    }
    let Some(scan) = scan.filter(|_| form.filled.is_right()) else {
        return told(&bench, form.filled, reply, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY);
    };
    let occasion = page.occasion().on(on).having_seen(seen);
    match page.app.keep_scan(&occasion, case_id, reply, scan.media_type, scan.bytes).await {
        Ok(_) => Ok(see(&format!("/cases/{case_id}?done=scan_kept"))),
        Err(AppError::Invalid(faults)) => {
            form.filled.wrongs(faults);
            told(&bench, form.filled, reply, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(AppError::NotNow(message)) => {
            form.filled.wrong("on", message);
            told(&bench, form.filled, reply, Vec::new(), StatusCode::CONFLICT)
        }
        Err(error) => Err(error.into()),
    }
}

fn no(said: &str) -> Result<ReplyNo, crate::fault::PageError> {
    said.parse().map(ReplyNo).map_err(|_| crate::fault::PageError::not_found())
}

fn told(bench: &Bench, filled: Filled, reply: ReplyNo, overtaken: Vec<String>, status: StatusCode) -> Answer {
    let found = bench.law().reply(reply).ok_or_else(crate::fault::PageError::not_found)?;
    let refused = match (found.signed_off_on(), found.went_out_on()) {
        (None, _) => "答复还没有签发，没有用印的文书；请在签发、用印以后归入扫描件。".to_owned(),
        (_, Some(on)) => {
            format!("答复已经于{}送达，送达的是哪一份已经确定，不能再归入或者更换扫描件。", chinese_date(on))
        }
        _ => String::new(),
    };
    let kept = bench.desk.scan_of(reply).map(|scan| scan.on);
    let page =
        ScanPage { page: &bench.page, bench, filled, reply, line: pick::reply_line(found), kept, refused, overtaken };
    let response: Response = html_with(status, &page);
    Ok(response)
}
