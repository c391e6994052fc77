//! Sealed files and letters, given out through the one door.

use app::{Occasion, Papers, Role};
use axum::http::{StatusCode, header};
use jiff::civil::date;
use law::application::{Act, Held, ItemNo};
use law::outcome::EvidenceItem;
use uuid::Uuid;

use super::office::{ARRIVED, officer};
use super::{Office, contains};
use crate::testing::{Answered, Browser};

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
    office.answer(date(2026, 3, 5), case, law::outcome::Outcome::G2).await;
    let applicant = office.applicant(case).await;
    let head = super::office::head();
    office.desk.app.destroy_party(&Occasion::now(&head, office.at(date(2026, 3, 6))), case, &applicant).await.unwrap();
    let answer = office.browser(Role::DisclosureOfficer).await.get(&address).await;
    assert_eq!(answer.status, StatusCode::GONE);
    contains(&answer.body, &["已依法销毁"]);
}
