//! A case with all that its page shows: what is sealed, who acted, what else the applicant asked for.

use app::case::{Closed, Seen};
use app::{AppError, Papers, Party};
use jiff::civil::date;
use law::application::{Act, ConsultationNo, Consulted, CountedBy, Held, Opinion};
use law::outcome::{EvidenceItem, Outcome};

use crate::house::{Answer, ITEM, on_both};

const DAY: jiff::civil::Date = date(2026, 3, 2);

fn plain<T>(seen: Seen<T>) -> T {
    match seen {
        Seen::Plain(it) => it,
        _ => panic!("it is not shown"),
    }
}

#[test]
fn a_case_is_read_with_its_texts_and_its_parties() {
    on_both(|house| async move {
        let mut form = house.form();
        form.items.push("某某路改造工程的验收报告".to_owned());
        form.wanted_form = "纸质，邮寄".to_owned();
        form.attachments = vec![("text/plain".to_owned(), b"note".to_vec()), ("image/png".to_owned(), vec![1; 40])];
        let case = house.register(DAY, &form).await.recorded.case_id;
        let mut papers = Papers::none();
        let addressee = papers.party(&house.app, Party::named("某某有限公司"));
        let letter = papers.text(&house.app, "征求意见书的全文");
        let act = Act::Consult {
            with: Consulted::ThirdParty,
            addressee: addressee.clone(),
            items: vec![ITEM],
            letter,
            limit: None,
        };
        house.app.handle_with(&house.on(&house.staff.officer, DAY), case, act, papers).await.unwrap();
        house
            .officer_with(date(2026, 3, 5), case, "涉及商业秘密", |text| Act::RecordOpinion {
                consultation: ConsultationNo(1),
                opinion: Opinion::ObjectsWithGrounds,
                text,
            })
            .await;
        let dossier = house.app.dossier(&house.on(&house.staff.handler, date(2026, 3, 9)), case).await.unwrap();
        let law = &dossier.view.case.law;
        let wordings: Vec<&str> = law.items.iter().map(|item| plain(dossier.text(&item.wording))).collect();
        assert_eq!(wordings, ["某某路改造工程的批准文件", "某某路改造工程的验收报告"]);
        let came = dossier.view.came_with();
        assert_eq!(plain(dossier.text(&came.wanted_form.unwrap())), "纸质，邮寄");
        let kinds: Vec<&str> = came.attachments.iter().map(|(_, kind)| kind.as_str()).collect();
        assert_eq!(kinds, ["text/plain", "image/png"]);
        assert!(plain(dossier.party(law.addressees().next().unwrap())).name.starts_with("申请人甲"));
        assert_eq!(plain(dossier.party(&addressee)).name, "某某有限公司");
        assert_eq!(dossier.letters.len(), 1);
        assert_eq!(dossier.text(&dossier.letters[0].reference), Seen::Damaged, "letters are read apart");
        let period = dossier.period.unwrap();
        assert_eq!((Some(period.due), period.counted_by), (dossier.view.clock.value.due, CountedBy::WorkingDays));
        let told: Vec<&str> = dossier.view.history.iter().map(|step| step.what).collect();
        assert_eq!(told.last(), Some(&"材料加密入库"));
    });
}

#[test]
fn sec_whoever_may_not_read_personal_data_gets_the_case_without_it() {
    on_both(|house| async move {
        let case = house.registered(DAY).await;
        let dossier = house.app.dossier(&house.on(&house.staff.editor, DAY), case).await.unwrap();
        let law = &dossier.view.case.law;
        assert_eq!(dossier.closed, Some(Closed::NotPermitted));
        assert_eq!(dossier.text(&law.items[0].wording), Seen::Hidden);
        assert_eq!(dossier.party(law.addressees().next().unwrap()).map_hidden(), "hidden");
        assert_eq!(dossier.others, None);
        for stranger in [&house.staff.supervisor, &house.staff.admin] {
            let denied = house.app.dossier(&house.on(stranger, DAY), case).await.unwrap_err();
            assert!(matches!(denied, AppError::Denied(_)), "{denied}");
        }
    });
}

trait Hidden {
    fn map_hidden(&self) -> &'static str;
}

impl<T> Hidden for Seen<T> {
    fn map_hidden(&self) -> &'static str {
        match self {
            Seen::Hidden => "hidden",
            _ => "something else",
        }
    }
}

#[test]
fn fee_4_the_other_applications_of_the_applicant_are_counted_by_the_month_of_receipt() {
    on_both(|house| async move {
        let form = house.form();
        let earlier = house.register(date(2026, 2, 27), &form).await.recorded.case_id;
        let same = house.register(DAY, &form).await.recorded.case_id;
        house.registered(DAY).await;
        let case = house.register(date(2026, 3, 3), &form).await.recorded.case_id;
        let dossier = house.app.dossier(&house.on(&house.staff.officer, date(2026, 3, 3)), case).await.unwrap();
        let others = dossier.others.unwrap();
        let ids: Vec<_> = others.latest.iter().map(|one| one.case_id).collect();
        assert_eq!((others.this_month, others.all, ids), (2, 2, vec![same, earlier]));
        assert_eq!(others.latest[1].received_on, Some(date(2026, 2, 27)));
        let (month, found) =
            house.app.applicant_history(&house.on(&house.staff.officer, date(2026, 3, 3)), case).await.unwrap();
        assert_eq!((month, found.len()), (others.this_month, others.latest.len()), "the same as told elsewhere");
    });
}

#[test]
fn an_applicant_who_showed_no_paper_is_known_by_name() {
    on_both(|house| async move {
        let mut form = house.form();
        form.applicants[0].0.paper = None;
        house.register(DAY, &form).await;
        let case = house.register(DAY, &form).await.recorded.case_id;
        let dossier = house.app.dossier(&house.on(&house.staff.officer, DAY), case).await.unwrap();
        assert_eq!(dossier.others.unwrap().this_month, 2);
    });
}

#[test]
fn what_was_destroyed_is_told_as_destroyed() {
    on_both(|house| async move {
        let case = house.registered(DAY).await;
        house.answer(date(2026, 3, 9), case, &Answer::of(Outcome::G2)).await;
        let applicant = house.applicant(case).await;
        let day = date(2026, 6, 1);
        house.app.destroy_party(&house.on(&house.staff.head, day), case, &applicant).await.unwrap();
        let dossier = house.app.dossier(&house.on(&house.staff.officer, day), case).await.unwrap();
        assert!(matches!(dossier.party(&applicant), Seen::Destroyed));
        assert_eq!(dossier.text(&dossier.view.case.law.items[0].wording), Seen::Destroyed);
        assert_eq!((dossier.closed, dossier.others), (None, None));
    });
}

#[test]
fn a_case_with_more_texts_than_one_question_asks_for_is_read_whole() {
    on_both(|house| async move {
        let mut form = house.form();
        form.items = (1..=50).map(|place| format!("第{place}份材料")).collect();
        let case = house.register(DAY, &form).await.recorded.case_id;
        for place in 0..30 {
            house
                .officer_with(DAY, case, &format!("说明{place}"), |note| Act::FileEvidence {
                    items: vec![ITEM],
                    evidence: EvidenceItem::OtherGround,
                    held: Held::Note { note },
                })
                .await;
        }
        let dossier = house.app.dossier(&house.on(&house.staff.officer, DAY), case).await.unwrap();
        let law = &dossier.view.case.law;
        assert_eq!(plain(dossier.text(&law.items[49].wording)), "第50份材料");
        let last = law.evidence.last().unwrap();
        let Held::Note { note } = &last.held else { panic!("it is a note") };
        assert_eq!(plain(dossier.text(note)), "说明29");
    });
}
