//! `GET /statements/new`, `POST /statements/new`, `POST /statements/{id}/replace`: a unit states and signs a figure.

use annual_report::count::stated_twice;
use annual_report::{Form as ReportForm, Path as Cell};
use app::{AppError, EvidenceUpload, StatementForm, StatementInfo};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use uuid::Uuid;

use super::STATE;
use super::line::{form_of, value_in_words};
use super::value::{put_value, value_of};
use crate::answer::{Answer, html_with, see};
use crate::asked::Asked;
use crate::desk::days::{DaysFields, days_of, put_days};
use crate::desk::report::short_words;
use crate::fault::PageError;
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/statements/new", STATE, show),
        Route::post("/statements/new", STATE, state),
        Route::post("/statements/{id}/replace", STATE, replace),
    ]
}

#[derive(Template)]
#[template(path = "statement/enter.html")]
struct EnterPage {
    page: PageContext,
    filled: Filled,
    unit: Field,
    figure: Field,
    days: DaysFields,
    /// The figures that are money, as the form's parts are told by.
    money: String,
    /// What it takes the place of, in words, and where it is sent; empty of a new one.
    replaces: String,
    action: String,
    refused: String,
    /// Whether a file came with a form that is shown again: browsers do not keep it.
    file_lost: bool,
}

/// How the page is shown this time.
#[derive(Default)]
struct Again {
    replaces: Option<StatementInfo>,
    refused: String,
    file_lost: bool,
    status: StatusCode,
}

async fn show(page: PageContext, Asked(mut filled): Asked) -> Answer {
    if let Some(span) = days_of(&mut filled.clone()) {
        put_days(&mut filled, span);
    }
    filled.or("unit", page.session.unit.clone().unwrap_or_default());
    filled.or("signed_on", page.at.today.to_string());
    let replaces = match filled.some("replaces") {
        Some(id) => {
            let id = Uuid::try_parse(id).map_err(|_| PageError::not_found())?;
            let info = page.app.statement(&page.occasion(), id).await?;
            put(&mut filled, &info);
            Some(info)
        }
        None => None,
    };
    Ok(told(page, filled, Again { replaces, ..Again::default() }))
}

/// Fills in what was stated before, so that only what is wrong needs changing.
fn put(filled: &mut Filled, info: &StatementInfo) {
    filled.set("unit", &info.unit);
    filled.set("figure", info.figure.to_string());
    put_days(filled, info.span);
    put_value(filled, info.value);
    filled.set("signed_by", &info.signed_by);
    filled.set("evidence", &info.evidence);
}

async fn state(page: PageContext, form: Form) -> Answer {
    sent(page, form, None).await
}

async fn replace(page: PageContext, Path(id): Path<String>, form: Form) -> Answer {
    let id = Uuid::try_parse(&id).map_err(|_| PageError::not_found())?;
    let info = page.app.statement(&page.occasion(), id).await?;
    sent(page, form, Some(info)).await
}

async fn sent(page: PageContext, mut form: Form, replaces: Option<StatementInfo>) -> Answer {
    let file = form.file("file").map(|upload| EvidenceUpload {
        name: upload.name,
        media_type: upload.media_type.to_owned(),
        bytes: upload.bytes,
    });
    let mut filled = form.filled;
    let mut shown = Again { file_lost: file.is_some(), status: StatusCode::UNPROCESSABLE_ENTITY, ..Again::default() };
    let Some(form) = read(&mut filled, file) else {
        shown.replaces = replaces;
        return Ok(told(page, filled, shown));
    };
    if let Some(before) = stated_before(&page, &form, replaces.as_ref().map(|info| info.id)).await? {
        let (span, value) = (before.span.spoken(), value_in_words(before.value));
        filled.wrong(
            "figure",
            format!("{}已经填报过这个数字（{span}，{value}）；要改的，请在那一份上“改数字”", before.unit),
        );
        shown.replaces = replaces;
        return Ok(told(page, filled, shown));
    }
    let reason = filled.get("reason").to_owned();
    let occasion = page.occasion().on(form.signed_on).because(&reason);
    let (result, done) = match &replaces {
        Some(info) => (page.app.replace_figure(&occasion, info.id, &form).await, "replaced"),
        None => (page.app.state_figure(&occasion, &form).await, "stated"),
    };
    match result {
        Ok(_) => Ok(see(&format!("/statements?kind=year&year={}&done={done}", form.span.from().year()))),
        Err(AppError::Invalid(faults)) => {
            for fault in faults.0 {
                // The days have several fields; their fault is told at the first.
                let field = if fault.field == "span" { "kind".to_owned() } else { fault.field };
                filled.wrong(field, fault.message);
            }
            shown.replaces = replaces;
            Ok(told(page, filled, shown))
        }
        Err(error @ (AppError::NotNow(_) | AppError::Overtaken(_))) => {
            shown.refused = format!("{error}。");
            shown.status = StatusCode::CONFLICT;
            shown.replaces = replaces;
            Ok(told(page, filled, shown))
        }
        Err(error) => Err(error.into()),
    }
}

/// The figure of a form; `None` with everything that is wrong with it beside its fields.
fn read(filled: &mut Filled, file: Option<EvidenceUpload>) -> Option<StatementForm> {
    let unit = filled.text("unit", "填报处室");
    let figure: Option<Cell> = filled.get("figure").parse().ok();
    if figure.is_none() {
        filled.wrong("figure", "请选择填报哪个数字");
    }
    let span = days_of(filled);
    let value = match figure {
        Some(figure) => value_of(filled, figure),
        // Whether it is a count or money is not known yet; that there is none is.
        None => {
            filled.text("value", "数字");
            None
        }
    };
    let signed_by = filled.text("signed_by", "签字人");
    let signed_on = filled.date("signed_on", "签字日期", true);
    let evidence = filled.get("evidence").to_owned();
    if evidence.is_empty() && file.is_none() {
        filled.wrong("evidence", "请填写依据（台账的名称和页码），或者附上文件");
    }
    if !filled.is_right() {
        return None;
    }
    Some(StatementForm {
        unit,
        figure: figure?,
        span: span?,
        value: value?,
        signed_by,
        signed_on: signed_on?,
        evidence,
        file,
    })
}

/// The standing statement that says the same thing already; the count would take neither of the two.
async fn stated_before(
    page: &PageContext,
    form: &StatementForm,
    except: Option<Uuid>,
) -> Result<Option<StatementInfo>, AppError> {
    let found = page.app.statements(&page.occasion(), form.span, false).await?;
    let same = |info: &StatementInfo| {
        info.unit == form.unit
            && info.figure == form.figure
            && Some(info.id) != except
            && stated_twice(form.figure, info.span, form.span)
    };
    Ok(found.stated.into_iter().find(same))
}

fn told(page: PageContext, filled: Filled, shown: Again) -> axum::response::Response {
    let form = match days_of(&mut filled.clone()) {
        Some(span) => form_of(span),
        None => ReportForm::for_year(page.at.today.year().unsigned_abs()),
    };
    let cells: Vec<Cell> = form.paths().into_iter().filter(|path| matches!(path, Cell::Proactive(..))).collect();
    let mut units = page.profile.units.clone();
    // A unit that was dissolved may still have what it stated put right.
    units.extend(filled.some("unit").map(str::to_owned).filter(|unit| !page.profile.units.contains(unit)));
    let unit = filled
        .select("unit", "填报处室")
        .must()
        .choice("", "请选择")
        .choices(units.iter().map(|unit| (unit.as_str(), unit.as_str())));
    let figure = filled
        .select("figure", "填报哪个数字")
        .must()
        .choice("", "请选择")
        .choices(cells.iter().map(|cell| (cell.to_string(), short_words(*cell, form))));
    let money = cells.iter().filter(|cell| cell.is_money()).map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let (replaces, action) = match &shown.replaces {
        Some(info) => (
            format!("{}填报的{}（{}）", info.unit, info.span.spoken(), value_in_words(info.value)),
            format!("/statements/{}/replace", info.id),
        ),
        None => (String::new(), "/statements/new".to_owned()),
    };
    let days = DaysFields::new(&filled, page.at.today, true);
    let (refused, file_lost) = (shown.refused, shown.file_lost);
    let view = EnterPage { page, filled, unit, figure, days, money, replaces, action, refused, file_lost };
    html_with(shown.status, &view)
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::testing::{Answered, Browser, Desk};

    const LICENCES: &str = "proactive.licences.decisions";

    fn fields(figure: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
        vec![
            ("unit", "规划建设处"),
            ("figure", figure),
            ("kind", "year"),
            ("year", "2025"),
            ("value", value),
            ("signed_by", "处室负责人"),
            ("signed_on", "2026-01-08"),
            ("evidence", "许可台账第3页"),
        ]
    }

    async fn state(browser: &Browser<'_>, figure: &'static str, value: &'static str) -> Answered {
        browser.post_files("/statements/new", &fields(figure, value), &[]).await
    }

    async fn cell(browser: &Browser<'_>, figure: &str) -> String {
        browser.get(&format!("/reports/2025/cell/{figure}")).await.body
    }

    #[tokio::test]
    async fn a_figure_a_unit_states_fills_its_cell_and_its_file_is_at_hand() {
        let desk = Desk::new().await;
        let (handler, editor) = (desk.sign_in(Role::UnitHandler).await, desk.sign_in(Role::ReportEditor).await);
        assert!(cell(&editor, LICENCES).await.contains("这一格还没有处室填报"));
        let file: (&str, &str, &[u8]) = ("file", "许可台账.pdf", b"%PDF-1.7 ledger");
        let answer = handler.post_files("/statements/new", &fields(LICENCES, "26"), &[file]).await;
        assert_eq!(answer.location, "/statements?kind=year&year=2025&done=stated");
        let list = handler.get(&answer.location).await.body;
        assert!(list.contains("许可台账.pdf") && list.contains("规划建设处（我的处室）"));
        let page = cell(&editor, LICENCES).await;
        assert!(page.contains("<b class=\"figure-is\">26</b>") && page.contains("处室负责人"), "{page}");
        assert!(!page.contains("对不上"));
        let id = page.split("/statements/").nth(1).and_then(|rest| rest.get(..36)).unwrap();
        let evidence = editor.get(&format!("/statements/{id}/evidence")).await;
        assert_eq!((evidence.bytes.as_slice(), evidence.media_type.as_str()), (file.2, "application/pdf"));
    }

    #[tokio::test]
    async fn money_is_stated_in_wan_yuan_or_yuan_and_kept_exactly() {
        let desk = Desk::new().await;
        let handler = desk.sign_in(Role::UnitHandler).await;
        let mut sent = fields("proactive.fees.amount", "12.345678");
        sent.push(("money", "wan"));
        assert_eq!(handler.post_files("/statements/new", &sent, &[]).await.status, StatusCode::SEE_OTHER);
        let editor = desk.sign_in(Role::ReportEditor).await;
        let page = cell(&editor, "proactive.fees.amount").await;
        assert!(page.contains("<b class=\"figure-is\">12.345678</b>") && page.contains("123456.78元"));
        let unsaid = state(&handler, "proactive.fees.amount", "5").await;
        assert!(unsaid.body.contains("f-money-fault"));
    }

    #[tokio::test]
    async fn everything_wrong_is_told_at_once_and_what_was_typed_is_kept() {
        let desk = Desk::new().await;
        let handler = desk.sign_in(Role::UnitHandler).await;
        let sent = [("kind", "month"), ("year", "2025"), ("month", "13"), ("value", "三"), ("figure", LICENCES)];
        let answer = handler.post_files("/statements/new", &sent, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["unit", "month", "value", "signed_by", "signed_on", "evidence"] {
            assert!(answer.body.contains(&format!("f-{field}-fault")), "{field}");
        }
        assert!(answer.body.contains("value=\"三\""));
        let empty = handler.post_files("/statements/new", &[("kind", "year"), ("year", "2025")], &[]).await;
        for field in ["unit", "figure", "value", "signed_by", "signed_on", "evidence"] {
            assert!(empty.body.contains(&format!("f-{field}-fault")), "{field}");
        }
        let mut future = fields(LICENCES, "-1");
        future.retain(|(name, _)| *name != "signed_on");
        future.push(("signed_on", "2027-01-01"));
        let answer = handler.post_files("/statements/new", &future, &[]).await;
        assert!(answer.body.contains("f-value-fault") && answer.body.contains("f-signed_on-fault"));
    }

    #[tokio::test]
    async fn the_same_figure_is_not_stated_twice_but_replaced_and_both_are_kept() {
        let desk = Desk::new().await;
        let (handler, editor) = (desk.sign_in(Role::UnitHandler).await, desk.sign_in(Role::ReportEditor).await);
        state(&handler, LICENCES, "26").await;
        let twice = state(&handler, LICENCES, "27").await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.body.contains("已经填报过这个数字"));
        let page = cell(&editor, LICENCES).await;
        let id = page.split("/statements/").nth(1).and_then(|rest| rest.get(..36)).unwrap().to_owned();
        let form = handler.get(&format!("/statements/new?replaces={id}")).await.body;
        assert!(form.contains(&format!("action=\"/statements/{id}/replace\"")) && form.contains("value=\"26\""));
        let done = handler.post_files(&format!("/statements/{id}/replace"), &fields(LICENCES, "27"), &[]).await;
        assert_eq!(done.location, "/statements?kind=year&year=2025&done=replaced");
        assert!(cell(&editor, LICENCES).await.contains("<b class=\"figure-is\">27</b>"));
        let old = handler.get(&format!("/statements/{id}")).await.body;
        assert!(old.contains("换成另一份") && old.contains("看新的一份"));
        let again = handler.post_files(&format!("/statements/{id}/replace"), &fields(LICENCES, "28"), &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the one that took its place says the same days");
    }

    #[tokio::test]
    async fn a_supervisor_reads_statements_and_enters_none() {
        let desk = Desk::new().await;
        let (handler, supervisor) = (desk.sign_in(Role::UnitHandler).await, desk.sign_in(Role::Supervisor).await);
        state(&handler, LICENCES, "26").await;
        let list = supervisor.get("/statements?kind=year&year=2025").await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.body.contains(">26<") && !list.body.contains("/statements/new"));
        assert_eq!(supervisor.get("/statements/new").await.status, StatusCode::FORBIDDEN);
        assert_eq!(state(&supervisor, LICENCES, "1").await.status, StatusCode::FORBIDDEN);
    }
}
