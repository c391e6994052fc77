//! Sealed files and letters, given out through the one door.

use app::{Occasion, Papers, Role};
use axum::http::{StatusCode, header};
use jiff::civil::date;
use law::application::{Act, Held, ItemNo};
use law::outcome::{EvidenceItem, Outcome};
use uuid::Uuid;

use super::office::{ARRIVED, officer};
use super::{Office, contains, lacks};
use crate::testing::{Answered, Browser, Desk};

/// Files a piece of evidence of this media type; gives its address.
async fn filed(office: &Office, case: Uuid, media_type: &str, bytes: &[u8]) -> String {
    let mut papers = Papers::none();
    let file = papers.file(&office.desk.app, media_type, bytes.to_vec());
    let address = format!("/cases/{case}/files/{}", file.as_str());
    let act =
        Act::FileEvidence { items: vec![ItemNo(1)], evidence: EvidenceItem::OtherGround, held: Held::File { file } };
    let actor = officer();
    let occasion = Occasion::now(&actor, office.at(date(2026, 3, 4)));
    office.desk.app.handle_with(&occasion, case, act, papers).await.unwrap();
    address
}

async fn headers(browser: &Browser<'_>, address: &str) -> (Answered, [String; 3]) {
    let answer = browser.get(address).await;
    let told = [header::CONTENT_TYPE, header::CONTENT_DISPOSITION, header::CONTENT_SECURITY_POLICY]
        .map(|name| answer.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned());
    (answer, told)
}

#[tokio::test]
async fn a_file_is_shown_where_a_browser_can_show_it_and_kept_otherwise() {
    let office = Office::new().await;
    let case = office.registered().await;
    let browser = office.browser(Role::UnitHandler).await;
    for (media_type, bytes, shown, sandbox) in [
        ("application/pdf", b"%PDF-1.7".as_slice(), true, false),
        ("image/png", b"\x89PNG", true, true),
        ("text/plain", "说明".as_bytes(), true, true),
        ("image/tiff", b"II*\0", false, true),
        ("text/html", b"<script>alert(1)</script>", false, true),
    ] {
        let address = filed(&office, case, media_type, bytes).await;
        contains(&office.case(case).await, &[&address]);
        let (answer, [kind, disposition, policy]) = headers(&browser, &address).await;
        assert_eq!(answer.status, StatusCode::OK, "{media_type}");
        assert_eq!(disposition.starts_with("inline"), shown, "{media_type} {disposition}");
        assert_eq!(policy.contains("sandbox"), sandbox, "{media_type} {policy}");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert_ne!(kind, "text/html", "what was uploaded is never a page of ours");
        assert_eq!(answer.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
    }
}

#[tokio::test]
async fn a_file_of_another_case_or_of_nobody_is_not_there() {
    let office = Office::new().await;
    let (case, other) = (office.registered().await, office.register(ARRIVED, &office.form()).await);
    let address = filed(&office, case, "image/png", b"\x89PNG").await;
    let browser = office.browser(Role::DisclosureOfficer).await;
    let elsewhere = address.replace(&case.to_string(), &other.to_string());
    for nothing in [elsewhere, format!("/cases/{case}/files/nothing"), format!("/cases/{case}/files/{case}")] {
        assert_eq!(browser.get(&nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    let editor = office.browser(Role::ReportEditor).await;
    assert_eq!(editor.get(&address).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_destroyed_file_says_so() {
    let office = Office::new().await;
    let case = office.register(date(2026, 2, 2), &office.form()).await;
    let address = filed(&office, case, "image/png", b"\x89PNG").await;
    office.answer(date(2026, 3, 5), case, Outcome::G2).await;
    let applicant = office.applicant(case).await;
    let head = super::office::head();
    office.desk.app.destroy_party(&Occasion::now(&head, office.at(date(2026, 3, 6))), case, &applicant).await.unwrap();
    let answer = office.browser(Role::DisclosureOfficer).await.get(&address).await;
    assert_eq!(answer.status, StatusCode::GONE);
    contains(&answer.body, &["已依法销毁"]);
}

/// The address of the first letter's paper on a page.
fn letter_on(page: &str) -> String {
    let (_, rest) = page.split_once("/letters/").unwrap();
    let id = rest.split(['"', '.']).next().unwrap();
    let case = page.split("/cases/").nth(1).and_then(|rest| rest.split('/').next()).unwrap();
    format!("/cases/{case}/letters/{id}")
}

#[tokio::test]
async fn a_letter_is_shown_as_paper_and_given_as_word_and_as_pdf() {
    let office = Office::new().await;
    let case = office.registered().await;
    office.answer(date(2026, 3, 5), case, Outcome::G2).await;
    let letter = letter_on(&office.case(case).await);
    let page = office.page(Role::UnitHandler, &letter).await;
    contains(&page, &["class=\"paper\"", "答复书的全文", "公开告知书", "某园〔2026〕第1号-答", "已发出", "paper.css"]);
    let browser = office.browser(Role::UnitHandler).await;
    let (word, [kind, disposition, _]) = headers(&browser, &format!("{letter}.docx")).await;
    assert!(word.body.starts_with("PK") && kind.contains("wordprocessingml"), "{kind}");
    assert!(disposition.starts_with("attachment") && disposition.contains(".docx"), "{disposition}");
    lacks(&disposition, &["申请人", "%E7%94%B3%E8%AF%B7%E4%BA%BA"]);
    let (pdf, [kind, ..]) = headers(&browser, &format!("{letter}.pdf")).await;
    match pdf.status {
        StatusCode::OK => assert!(pdf.body.starts_with("%PDF-") && kind == "application/pdf"),
        // A machine without Chinese fonts says which package brings them.
        _ => contains(&pdf.body, &["fonts-noto-cjk", "现在不能生成 PDF"]),
    }
    let editor = office.browser(Role::ReportEditor).await;
    for ending in ["", ".docx", ".pdf"] {
        assert_eq!(editor.get(&format!("{letter}{ending}")).await.status, StatusCode::FORBIDDEN);
    }
    let nothing = format!("/cases/{case}/letters/01900000-0000-7000-8000-00000000dead");
    for ending in ["", ".docx", ".pdf"] {
        assert_eq!(browser.get(&format!("{nothing}{ending}")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_a_letter_says_is_text_and_never_markup() {
    let office = Office::new().await;
    let case = office.registered().await;
    let hostile = "<script>alert(1)</script><p onclick=alert(2)>";
    let notice = |letter| Act::SendCorrectionNotice { letter, answer_within: None };
    office.with_text(&officer(), ARRIVED, case, hostile, notice).await;
    let page = office.page(Role::DisclosureOfficer, &letter_on(&office.case(case).await)).await;
    contains(&page, &["补正告知书", "alert(1)"]);
    lacks(&page, &["<script>alert", "<p onclick"]);
}

#[tokio::test]
async fn the_stamped_scan_is_what_was_sent_and_is_given_byte_for_byte() {
    let office = Office::new().await;
    let case = office.registered().await;
    let reply = office.draft(date(2026, 3, 4), case, Outcome::G2).await;
    office.review(date(2026, 3, 4), case, reply, 3).await;
    office.sign(date(2026, 3, 5), case, reply).await;
    let actor = officer();
    let occasion = Occasion::now(&actor, office.at(date(2026, 3, 6)));
    let bytes = b"%PDF-1.7 stamped".to_vec();
    office.desk.app.keep_scan(&occasion, case, reply, "application/pdf", bytes).await.unwrap();
    let page = office.case(case).await;
    contains(&page, &["用印扫描件", "更换用印扫描件"]);
    let scan = page.split("用印扫描件</a>").next().and_then(|before| before.rsplit("href=\"").next()).unwrap();
    let scan = scan.split('"').next().unwrap().to_owned();
    let browser = office.browser(Role::DisclosureOfficer).await;
    assert_eq!(browser.get(&scan).await.body, "%PDF-1.7 stamped");
    let letter = office.page(Role::DisclosureOfficer, &letter_on(&page)).await;
    contains(&letter, &["发出的以", &scan]);
}

#[tokio::test]
async fn the_papers_of_the_file_are_laid_out_from_the_case() {
    let office = Office::new().await;
    let admin = Desk::actor(Role::Administrator);
    let mut profile = office.desk.app.organ(crate::testing::ORGAN).await.unwrap();
    profile.office.name = "综合办公室".to_owned();
    profile.office.address = "某路1号".to_owned();
    profile.office.telephone = "010-00000000".to_owned();
    let occasion = Occasion::now(&admin, office.at(date(2026, 3, 1)));
    office.desk.app.change_settings(&occasion, &profile).await.unwrap();
    let case = office.registered().await;
    office.answer(date(2026, 3, 5), case, Outcome::G2).await;
    for (sheet, words) in
        [("receipt", "登记回执"), ("review-1", "审查呈批单"), ("proof-1", "送达回证"), ("proof-1-1", "邮政企业寄送")]
    {
        let page = office.page(Role::DisclosureOfficer, &format!("/cases/{case}/sheets/{sheet}")).await;
        contains(&page, &["class=\"paper\"", words, &format!("/cases/{case}/sheets/{sheet}.docx")]);
    }
    let browser = office.browser(Role::DisclosureOfficer).await;
    for nothing in ["review-2", "proof-1-9", "nothing", "review"] {
        assert_eq!(browser.get(&format!("/cases/{case}/sheets/{nothing}")).await.status, 404, "{nothing}");
    }
}
