//! How sealed things, people and days are told on the pages of a case.

use app::case::{Dossier, Seen};
use app::identity::PaperKind;
use app::{IdentityPaper, Party};
use jiff::Timestamp;
use jiff::civil::Date;
use law::application::{FileRef, SealedRef, SubjectRef};
use law::calendar::AWAITING_NOTICE;
use law::reason::chinese_date;
use uuid::Uuid;

/// What is shown where something sealed would stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// It, or why it is not shown.
    pub(super) text: String,
    /// Whether it is it.
    pub(super) there: bool,
}

impl Told {
    /// Something that is shown.
    pub(super) fn of(text: impl Into<String>) -> Self {
        Told { text: text.into(), there: true }
    }

    fn why<T>(seen: &Seen<T>) -> &'static str {
        match seen {
            Seen::Plain(_) => "",
            Seen::Destroyed => "已依法销毁",
            Seen::Hidden => "只对办理人员显示",
            Seen::Damaged => "无法读出，请告诉系统管理员",
        }
    }

    fn not_there<T>(seen: &Seen<T>) -> Self {
        Told { text: Told::why(seen).to_owned(), there: false }
    }
}

/// A sealed text.
pub(super) fn text(dossier: &Dossier, reference: &SealedRef) -> Told {
    match dossier.text(reference) {
        Seen::Plain(text) => Told::of(text.trim()),
        other => Told::not_there(&other),
    }
}

/// The name of a party; a consulted organ may be named in plain words.
pub(super) fn name(dossier: &Dossier, subject: &SubjectRef) -> Told {
    if Uuid::try_parse(subject.as_str()).is_err() {
        return Told::of(subject.as_str());
    }
    match dossier.party(subject) {
        Seen::Plain(party) => Told::of(party.name.trim()),
        other => Told::not_there(&other),
    }
}

/// The data of a party, as labelled lines.
pub(super) fn party_lines(party: &Party) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let Some(paper) = &party.paper {
        lines.push((paper_label(paper.kind), masked(paper)));
    }
    for (label, value) in [
        ("联系人", &party.contact_person),
        ("电话", &party.telephone),
        ("通信地址", &party.address),
        ("邮政编码", &party.postcode),
        ("电子邮箱", &party.email),
    ] {
        if !value.trim().is_empty() {
            lines.push((label, value.trim().to_owned()));
        }
    }
    lines
}

fn paper_label(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::ResidentIdentityCard => "居民身份证",
        PaperKind::UnifiedSocialCreditCode => "统一社会信用代码",
        PaperKind::Other => "其他证件",
    }
}

/// An identity number with only its ends shown; a body's code is public and shown whole.
fn masked(paper: &IdentityPaper) -> String {
    let number: Vec<char> = paper.number.trim().chars().collect();
    if paper.kind == PaperKind::UnifiedSocialCreditCode {
        return number.into_iter().collect();
    }
    let (head, tail) = if number.len() >= 8 { (3, 2) } else { (1, 0) };
    let last = number.len().saturating_sub(tail);
    number.iter().enumerate().map(|(place, c)| if place < head || place >= last { *c } else { '＊' }).collect()
}

pub(super) use app::near;

/// A day that may rest on a holiday notice still to come.
pub(super) fn counted(counted: law::calendar::Counted) -> String {
    let note = if counted.provisional { format!("（{AWAITING_NOTICE}）") } else { String::new() };
    format!("{}{note}", chinese_date(counted.on))
}

/// An instant of entry and its day, by the clock on the wall in Shanghai.
pub(super) fn entered(at: Timestamp) -> (Date, String) {
    (app::Moment::at(at).today, crate::words::wall_clock(at))
}

/// The numbers of items in words: 第1、3项.
pub(super) fn items<'a>(numbers: impl IntoIterator<Item = &'a law::application::ItemNo>) -> String {
    let listed: Vec<String> = numbers.into_iter().map(ToString::to_string).collect();
    if listed.is_empty() { String::new() } else { format!("第{}项", listed.join("、")) }
}

/// The address of a sealed file.
pub(super) fn file_address(case_id: Uuid, file: &FileRef) -> String {
    format!("/cases/{case_id}/files/{}", file.as_str())
}

/// An amount of money.
pub(super) fn yuan(fen: i64) -> String {
    if fen % 100 == 0 { format!("{}元", fen / 100) } else { format!("{}.{:02}元", fen / 100, fen % 100) }
}

/// What a file of this media type is called.
pub(super) fn kind_of_file(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "PDF 文件",
        "image/png" | "image/jpeg" | "image/tiff" => "图片",
        "text/plain" => "文本",
        "application/zip" => "压缩文件或者办公文件",
        _ => "文件",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_identity_number_shows_only_its_ends() {
        let paper = |kind, number: &str| IdentityPaper { kind, number: number.to_owned() };
        assert_eq!(
            masked(&paper(PaperKind::ResidentIdentityCard, "999999199002280075")),
            "999＊＊＊＊＊＊＊＊＊＊＊＊＊75"
        );
        assert_eq!(masked(&paper(PaperKind::Other, "E1234")), "E＊＊＊＊");
        assert_eq!(masked(&paper(PaperKind::Other, "")), "");
        assert_eq!(masked(&paper(PaperKind::UnifiedSocialCreditCode, "YY9999999000000012")), "YY9999999000000012");
    }

    #[test]
    fn a_day_of_another_year_bears_its_year() {
        assert_eq!(near(date(2026, 12, 3), date(2026, 3, 9)), "12月3日");
        assert_eq!(near(date(2027, 1, 4), date(2026, 12, 30)), "2027年1月4日");
    }

    #[test]
    fn money_is_told_in_yuan_and_never_rounded() {
        assert_eq!([yuan(10_000), yuan(1_050), yuan(5)], ["100元", "10.50元", "0.05元"]);
    }
}
