//! `GET /reports/{year}/download/{kind}`, `GET /reports/span/download/{kind}`: a report as a file.
//!
//! The files are those `gongkai report render` writes, with what the record knows besides: whom to ask, where the report is
//! published, when it was signed.

use annual_report::{LayoutOptions, Preface, lay_out, layout};
use app::organ::Office;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use typeset::{FileError, FileKind, FontsMissing, Options};

use super::READ;
use super::figures::Figures;
use super::whence::Whence;
use crate::answer::{Answer, file};
use crate::asked::Asked;
use crate::fault::PageError;
use crate::page::PageContext;
use crate::route::Route;
use crate::site::Site;

/// The word for the figures as data, which is no kind of document.
const DATA: &str = "json";

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/reports/{year}/download/{kind}", READ, of_year),
        Route::get("/reports/span/download/{kind}", READ, of_days),
    ]
}

/// The files a report can be had as; `{{ files }}` in a page.
#[derive(Template)]
#[template(path = "report/files.html")]
pub(crate) struct FilesView {
    files: Vec<(String, &'static str, &'static str)>,
    draft: bool,
}

// The template escapes every value it writes.
impl HtmlSafe for FilesView {}

impl FilesView {
    /// The files of these figures; `draft` where they are not frozen.
    pub(crate) fn new(whence: Whence, draft: bool) -> Self {
        let kinds = FileKind::ALL.map(|kind| (kind.label(), kind.extension()));
        let kinds = kinds.into_iter().chain([("数据", DATA)]);
        let files = kinds.map(|(label, extension)| (whence.download(extension), label, extension)).collect();
        FilesView { files, draft }
    }
}

async fn of_year(
    page: PageContext,
    State(site): State<Site>,
    Path((year, kind)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Answer {
    let figures = Figures::of_year(&page, &year, &asked).await?;
    give(&page, &site, figures, &kind).await
}

async fn of_days(page: PageContext, State(site): State<Site>, Path(kind): Path<String>, Asked(asked): Asked) -> Answer {
    let figures = Figures::of_days(&page, &asked).await?;
    give(&page, &site, figures, &kind).await
}

async fn give(page: &PageContext, site: &Site, figures: Figures, kind: &str) -> Answer {
    let name = format!("{}{}.{kind}", layout::title(&figures.report), standing(&figures));
    if kind == DATA {
        let mut bytes = serde_json::to_vec_pretty(&figures.report).map_err(|_| not_made())?;
        bytes.push(b'\n');
        return Ok(file(&name, "application/json", bytes, false));
    }
    let kind = FileKind::parse(kind).ok_or_else(PageError::not_found)?;
    let made_on = figures.version.as_ref().map_or(page.at.today, |version| version.frozen.on);
    let options = Options { author: figures.report.organ.clone(), date: Some(made_on) };
    let around = around(&figures, &page.profile.office);
    let shelf = site.fonts.clone();
    // Laying out and setting a report keeps a processor busy for some tenths of a second.
    let made = tokio::task::spawn_blocking(move || {
        typeset::file(&lay_out(&figures.report, &around), kind, &options, || shelf.fonts())
    });
    let bytes = made.await.map_err(|_| not_made())?.map_err(told)?;
    Ok(file(&name, kind.media_type(), bytes, false))
}

/// What the name of a file says of figures that are not the report as it stands.
fn standing(figures: &Figures) -> String {
    match (figures.whence, &figures.version) {
        (Whence::Year(_), _) => "（未定稿）".to_owned(),
        (_, Some(version)) if !figures.last => format!("（第{}版，已更正）", version.no),
        _ => String::new(),
    }
}

/// What stands around the figures.
fn around(figures: &Figures, office: &Office) -> LayoutOptions {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    if matches!(figures.whence, Whence::Days(_)) {
        return LayoutOptions::default();
    }
    let version = figures.version.as_ref();
    let published = version.and_then(|version| version.published.as_ref()).map(|published| published.address.clone());
    let contact = given(&office.name).map(|name| match given(&office.telephone) {
        Some(telephone) => format!("{name}，电话{telephone}"),
        None => name,
    });
    LayoutOptions {
        preface: Preface::Usual,
        published_at: published.or_else(|| given(&office.website)),
        contact,
        signed_on: version.and_then(|version| version.signed.as_ref()).map(|mark| mark.on),
    }
}

/// Says why a file could not be made, and who can do something about it.
fn told(error: FileError) -> PageError {
    let (status, hint) = match &error {
        FileError::Fonts(_) => {
            // Which folders were searched is for the log.
            tracing::error!(%error, "no font to set a PDF in");
            let message = FontsMissing { folders: Vec::new() }.to_string();
            let hint = "请系统管理员安装，装好即可，不必重新启动。急用的，可以先下载 Word 文档。";
            return PageError::new(StatusCode::SERVICE_UNAVAILABLE, "现在不能生成 PDF", format!("{message}。"), hint);
        }
        FileError::Pdf(typeset::TypesetError::NoGlyph(_)) => {
            (StatusCode::CONFLICT, "也可以先下载 Word 文档，它不受字体限制。")
        }
        _ => {
            tracing::error!(?error, "a report could not be given as a file");
            (StatusCode::INTERNAL_SERVER_ERROR, "请换一种格式下载；仍然不行的，请告诉系统管理员。")
        }
    };
    PageError::new(status, "文件没有生成", format!("{error}。"), hint)
}

fn not_made() -> PageError {
    PageError::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "文件没有生成",
        "生成文件时程序出错了。",
        "请换一种格式下载；仍然不行的，请告诉系统管理员。",
    )
}

#[cfg(test)]
mod tests {
    use annual_report::{Report, json};
    use app::Role;
    use document::read::Limits;

    use super::*;
    use crate::guard::percent;
    use crate::testing::{Answered, Desk};

    /// The report as it is read out of a file.
    fn read(answer: &Answered) -> Report {
        let read = document::read::document(&answer.bytes, None, &Limits::default()).unwrap();
        annual_report::read(&read.document).unwrap().report
    }

    #[tokio::test]
    async fn a_frozen_report_comes_in_every_kind_and_reads_back_the_same() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let data = editor.get("/reports/2021/download/json").await;
        assert_eq!((data.status, data.media_type.as_str()), (StatusCode::OK, "application/json"));
        let (report, _) = json::from_json(&data.bytes).unwrap();
        let cells = |report: &Report| report.cells().map(|(path, cell)| (path, cell.clone())).collect::<Vec<_>>();
        for kind in FileKind::ALL {
            let answer = editor.get(&format!("/reports/2021/download/{}", kind.extension())).await;
            if kind == FileKind::Pdf && answer.status == StatusCode::SERVICE_UNAVAILABLE {
                // A machine without Chinese fonts is told which package brings them.
                assert!(answer.body.contains("fonts-noto-cjk"));
                continue;
            }
            assert_eq!((answer.status, answer.media_type.as_str()), (StatusCode::OK, kind.media_type()));
            let name = format!("{}2021年政府信息公开工作年度报告.{}", report.organ, kind.extension());
            assert!(answer.disposition.ends_with(&percent(&name)), "{}", answer.disposition);
            let back = read(&answer);
            assert_eq!(cells(&back), cells(&report), "{kind:?}");
            assert_eq!((back.organ.as_str(), back.year), (report.organ.as_str(), Some(2021)), "{kind:?}");
        }
    }

    #[tokio::test]
    async fn what_is_not_frozen_says_so_in_its_name_and_other_days_name_themselves() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let draft = editor.get("/reports/2022/download/txt").await;
        assert!(draft.disposition.contains(&percent("年度报告（未定稿）.txt")), "{}", draft.disposition);
        let quarter = editor.get("/reports/span/download/docx?kind=quarter&year=2022&quarter=1").await;
        assert!(quarter.disposition.contains(&percent("2022年第一季度政府信息公开工作情况.docx")));
        let asked = editor.get("/reports/span?kind=quarter&year=2022&quarter=1").await.body;
        let new = "applications.new.total".parse().unwrap();
        let figure = read(&quarter).cell(new).count().unwrap();
        assert!(asked.contains(&format!("本年新收政府信息公开申请数量”行“总计”列：{figure}\"")), "{figure}");
    }

    #[tokio::test]
    async fn an_unknown_kind_is_not_there() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        for address in
            ["/reports/2021/download/gif", "/reports/2021/download/json?version=3", "/reports/x/download/pdf"]
        {
            assert_eq!(editor.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
    }

    #[test]
    fn a_machine_without_fonts_is_told_which_package_brings_them() {
        let told = told(FileError::Fonts(FontsMissing { folders: vec!["/srv/fonts".into()] }));
        let page = axum::response::IntoResponse::into_response(told);
        assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
