//! What went wrong, as a page: what happened, who can act, what to do next.

use std::sync::Arc;

use app::{AppError, WhoActs};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::answer::html;
use crate::page::PageContext;
use crate::words::filters;

/// A fault told on a page of its own.
#[derive(Clone)]
pub(crate) struct PageError {
    status: StatusCode,
    title: String,
    message: String,
    hint: String,
    page: Option<PageContext>,
    cause: Option<Arc<AppError>>,
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    page: &'a PageContext,
    title: &'a str,
    message: &'a str,
    hint: &'a str,
}

#[derive(Template)]
#[template(path = "fault_outside.html")]
struct FaultOutside<'a> {
    css: [String; 2],
    title: &'a str,
    message: &'a str,
    hint: &'a str,
}

impl PageError {
    /// A fault with its words.
    pub(crate) fn new(status: StatusCode, title: &str, message: impl Into<String>, hint: &str) -> Self {
        PageError {
            status,
            title: title.to_owned(),
            message: message.into(),
            hint: hint.to_owned(),
            page: None,
            cause: None,
        }
    }

    /// Nothing under this address.
    pub(crate) fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "没有这个页面",
            "网址不对，或者内容已经不在这里。",
            "请从上方的导航进入，或者回到我的办理。",
        )
    }

    /// A form without its token, or from another site.
    pub(crate) fn forged() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "这次提交没有办理",
            "页面的安全凭证缺失或者已经失效，可能是登录状态变了，或者请求不是从本系统的页面发出的。",
            "请返回上一页，刷新后重新提交；填写的内容浏览器一般会保留。",
        )
    }

    /// A form sent after the session ended.
    pub(crate) fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "登录已经失效",
            "长时间没有操作，或者已在别处退出，这次提交没有办理。",
            "请在新窗口登录后，返回这一页刷新并重新提交。",
        )
    }

    /// More than the door takes.
    pub(crate) fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "提交的内容太大",
            "一次提交的文字至多 1 兆字节，附件每份至多 64 兆字节、合计至多 100 兆字节；这次提交没有办理。",
            "请压缩或者分开上传附件；文字太长的，请作为附件上传。",
        )
    }

    /// Something of ours that did not work.
    pub(crate) fn broken(message: &str) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "程序出错了",
            message,
            "请返回重试；仍然不行的，请告诉系统管理员。",
        )
    }

    /// A form that cannot be read at all.
    pub(crate) fn unreadable() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "提交的内容无法读取",
            "收到的表单不完整或者格式不对，这次提交没有办理。",
            "请返回上一页重新提交；仍然不行的，请告诉系统管理员。",
        )
    }

    /// What happened, in words.
    #[cfg(test)]
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The same fault, told with the navigation of somebody signed in.
    pub(crate) fn on(mut self, page: &PageContext) -> Self {
        self.page = Some(page.clone());
        self
    }
}

impl From<AppError> for PageError {
    fn from(error: AppError) -> Self {
        let (status, title) = match &error {
            AppError::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "填写的内容需要修改"),
            AppError::Denied(_) => (StatusCode::FORBIDDEN, "没有办理权限"),
            AppError::Refused(_) => (StatusCode::CONFLICT, "现在不能这样办理"),
            AppError::Overtaken(_) => (StatusCode::CONFLICT, "另一位工作人员已先办理"),
            AppError::NotFound { .. } => (StatusCode::NOT_FOUND, "没有找到"),
            AppError::AlreadyThere { .. } => (StatusCode::CONFLICT, "已经存在"),
            AppError::NotNow(_) => (StatusCode::CONFLICT, "现在不能办理"),
            _ => match error.who_acts() {
                WhoActs::Applicant => (StatusCode::UNPROCESSABLE_ENTITY, "填写的内容需要修改"),
                WhoActs::Officer => (StatusCode::CONFLICT, "现在不能办理"),
                WhoActs::Operator => (StatusCode::SERVICE_UNAVAILABLE, "系统暂时不能办理"),
                WhoActs::Us => (StatusCode::INTERNAL_SERVER_ERROR, "程序出错了"),
            },
        };
        let mut told = Self::new(status, title, format!("{error}。").replace("。。", "。"), &error.hint());
        told.cause = Some(Arc::new(error));
        told
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if let Some(cause) = self.cause.as_deref()
            && matches!(cause.who_acts(), WhoActs::Operator | WhoActs::Us)
        {
            // The chain of causes is for the log; the page has the words.
            tracing::error!(error = ?cause, "a page could not be given");
        }
        let (title, message, hint) = (&*self.title, &*self.message, &*self.hint);
        let mut response = match &self.page {
            Some(page) => html(&FaultPage { page, title, message, hint }),
            None => {
                let css = [crate::assets::address("normalize.css"), crate::assets::address("desk.css")];
                html(&FaultOutside { css, title, message, hint })
            }
        };
        *response.status_mut() = self.status;
        if self.page.is_none() {
            response.extensions_mut().insert(self);
        }
        response
    }
}
