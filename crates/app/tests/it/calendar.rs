//! A holiday notice imported moves every open case it touches, and says which.

use app::{Actor, AppError, MovedDate, PLATFORM};
use jiff::civil::date;
use law::application::Act;
use law::outcome::Outcome;

use crate::house::{Answer, ORGAN, on_both, on_sqlite};

pub const NOTICE_2027: &str = r#"{"year": 2027, "number": "国办发明电〔2026〕0号",
    "holidays": ["2027-01-01..2027-01-03", "2027-02-05..2027-02-11", "2027-05-01..2027-05-05", "2027-10-01..2027-10-07"],
    "makeup_workdays": ["2027-01-23"]}"#;

#[test]
fn wd_2_an_imported_notice_moves_the_open_cases_due_in_its_year() {
    // WD-2
    on_both(|house| async move {
        let open = house.registered(date(2026, 12, 28)).await;
        house.registered(date(2026, 3, 2)).await;
        let closed = house.registered(date(2026, 12, 28)).await;
        house.answer(date(2026, 12, 30), closed, &Answer::of(Outcome::G2)).await;
        let officer = house.on(&house.staff.officer, date(2026, 12, 30));
        let before = house.app.case(&officer, open).await.unwrap().clock.value;
        assert!(before.provisional);
        let list = house.app.desk_list(&officer, &app::ListQuery::default()).await.unwrap();
        let listed = list.rows.iter().find(|row| row.case_id == open).unwrap();
        assert_eq!(listed.due_words, "还剩 18 个工作日（2027年1月26日，待国务院办公厅公布）");
        let admin = Actor::console(PLATFORM);
        let imported = house.app.import_calendar(&house.on(&admin, date(2026, 12, 30)), NOTICE_2027).await.unwrap();
        assert_eq!((imported.year, imported.already_in_force), (2027, false));
        let [moved] = imported.moved.as_slice() else { panic!("{imported:?}") };
        assert_eq!((moved.case_id, moved.from, moved.provisional), (open, before.due, false));
        let after = house.app.case(&officer, open).await.unwrap().clock.value;
        assert_eq!(moved.to, after.due);
        assert!(!after.provisional);
        // One make-up Saturday lies before the day it was due.
        assert_eq!((before.due, after.due), (Some(date(2027, 1, 26)), Some(date(2027, 1, 25))));
        let row = house.app.store().find::<store::CaseRow>(ORGAN, &open).await.unwrap().unwrap();
        assert_eq!((row.due_on, row.provisional), (after.due, false));
        let list = house.app.desk_list(&officer, &app::ListQuery::default()).await.unwrap();
        assert!(list.rows.iter().all(|row| row.case_id != closed));
        let listed = list.rows.iter().find(|row| row.case_id == open).unwrap();
        assert_eq!((listed.due, listed.provisional), (after.due, false));
        // The rows made again say the same, and importing again changes nothing.
        let rebuilt = house.app.rebuild(&house.on(&admin, date(2026, 12, 30))).await.unwrap();
        assert!(rebuilt.unchanged);
        let again = house.app.import_calendar(&house.on(&admin, date(2026, 12, 31)), NOTICE_2027).await.unwrap();
        assert!(again.already_in_force && again.moved.is_empty());
    });
}

#[test]
fn a_notice_with_faults_is_refused_with_all_of_them_and_one_that_contradicts_must_say_what_it_replaces() {
    on_sqlite(|house| async move {
        let admin = Actor::console(PLATFORM);
        let wrong = house.app.import_calendar(&house.on(&admin, date(2026, 12, 1)), r#"{"year": 2027}"#).await;
        let AppError::Invalid(faults) = wrong.unwrap_err() else { panic!() };
        assert!(faults.0.len() >= 2, "{faults:?}");
        house.app.import_calendar(&house.on(&admin, date(2026, 12, 1)), NOTICE_2027).await.unwrap();
        let other = NOTICE_2027.replace("0号", "1号").replace("2027-01-23", "2027-01-30");
        let refused = house.app.import_calendar(&house.on(&admin, date(2026, 12, 2)), &other).await.unwrap_err();
        assert!(refused.to_string().contains("replaces"), "{refused}");
        let replacing = other.replacen('{', "{\"replaces\": \"国办发明电〔2026〕0号\", ", 1);
        house.app.import_calendar(&house.on(&admin, date(2026, 12, 2)), &replacing).await.unwrap();
        assert_eq!(house.app.calendar().await.unwrap().notices().last().unwrap().number(), "国办发明电〔2026〕1号");
    });
}

#[test]
fn wd_2_what_a_notice_would_move_is_told_before_it_is_adopted() {
    // WD-2
    on_both(|house| async move {
        let open = house.registered(date(2026, 12, 28)).await;
        let waiting = house.registered(date(2026, 12, 28)).await;
        let notice = |letter| Act::SendCorrectionNotice { letter, answer_within: None };
        house.officer_with(date(2026, 12, 29), waiting, "补正告知书", notice).await;
        let served = Act::RecordCorrectionServed { notice: law::application::CorrectionNo(1) };
        house.officer(date(2026, 12, 30), waiting, served).await;
        let closed = house.registered(date(2026, 12, 28)).await;
        house.answer(date(2026, 12, 30), closed, &Answer::of(Outcome::G2)).await;
        let admin = Actor::console(PLATFORM);
        let day = date(2026, 12, 31);
        let before = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        let preview = house.app.preview_notice(&house.on(&admin, day), NOTICE_2027.as_bytes()).await.unwrap();
        assert_eq!(before, house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap());
        assert!(preview.faults.0.is_empty() && !preview.already_in_force);
        assert_eq!(preview.notice.as_ref().unwrap().number(), "国办发明电〔2026〕0号");
        let moved: Vec<_> = preview.moved.iter().map(|moved| (moved.case_id, moved.date)).collect();
        assert_eq!(moved, [(open, MovedDate::Reply), (waiting, MovedDate::Applicant)]);
        let reply = &preview.moved[0];
        assert_eq!((reply.before, reply.after), (Some(date(2027, 1, 26)), Some(date(2027, 1, 25))));
        assert!(reply.provisional_before && !reply.provisional_after);
        // What is adopted moves what was told; of another who was faster it is told instead.
        let stale = house.on(&admin, day).having_seen(preview.seq + 1);
        assert!(matches!(house.app.import_calendar(&stale, NOTICE_2027).await, Err(AppError::Overtaken(_))));
        let sure = house.on(&admin, day).having_seen(preview.seq);
        let imported = house.app.import_calendar(&sure, NOTICE_2027).await.unwrap();
        assert_eq!((imported.moved[0].case_id, imported.moved[0].to), (open, reply.after));
        let again = house.app.preview_notice(&house.on(&admin, day), NOTICE_2027.as_bytes()).await.unwrap();
        assert!(again.already_in_force && again.moved.is_empty());
    });
}

#[test]
fn a_file_with_faults_is_previewed_with_all_of_them() {
    on_sqlite(|house| async move {
        let admin = Actor::console(PLATFORM);
        let day = date(2026, 12, 1);
        let preview = async |bytes: &[u8]| house.app.preview_notice(&house.on(&admin, day), bytes).await.unwrap();
        let torn = preview(br#"{"year": 2027}"#).await;
        assert!(torn.notice.is_none() && torn.faults.0.len() >= 2, "{torn:?}");
        assert_eq!(preview(&[0xb9, 0xfa]).await.faults.0.len(), 1);
        house.app.import_calendar(&house.on(&admin, day), NOTICE_2027).await.unwrap();
        let other = NOTICE_2027.replace("0号", "1号").replace("2027-01-23", "2027-01-30");
        let contradicting = preview(other.as_bytes()).await;
        assert!(contradicting.notice.is_some() && contradicting.faults.0.len() == 1, "{contradicting:?}");
    });
}

#[test]
fn the_administrator_of_the_only_organ_may_import_and_with_two_organs_only_the_platforms_may() {
    on_sqlite(|house| async move {
        let admin = house.on(&house.staff.admin, date(2026, 12, 1));
        house.app.import_calendar(&admin, NOTICE_2027).await.unwrap();
        let console = Actor::console(PLATFORM);
        let profile = app::OrganProfile::new("另一机关", "另");
        house.app.found_organ(&house.on(&console, date(2026, 12, 1)), "SECOND", &profile).await.unwrap();
        let denied = house.app.import_calendar(&admin, NOTICE_2027).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied(_)), "{denied}");
    });
}
