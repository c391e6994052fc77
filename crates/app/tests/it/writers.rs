//! Two people at one case: the second is refused and told what happened.

use app::AppError;
use jiff::civil::date;
use law::application::{Act, Confirmation, EntryRef};

use crate::house::{House, app_over, on_both};

#[test]
fn the_second_of_two_writers_is_told_who_did_what() {
    on_both(|house| async move {
        let mut form = house.form();
        form.channel = law::application::Channel::Online;
        let registered = house.register(date(2026, 3, 2), &form).await;
        let (case, seen) = (registered.recorded.case_id, registered.recorded.case.seq);
        let staff = &house.staff;
        // Both have looked at the case as it was registered; the first confirms receipt.
        let first = house.on(&staff.officer, date(2026, 3, 3)).having_seen(seen);
        house.app.handle(&first, case, Act::ConfirmReceipt { by: Confirmation::Telephone }).await.unwrap();
        let second = house.on(&staff.head, date(2026, 3, 3)).having_seen(seen);
        let refused = house.app.handle(&second, case, Act::RecordContactFailed).await.unwrap_err();
        let AppError::Overtaken(done) = &refused else { panic!("{refused}") };
        assert_eq!(done.len(), 1);
        assert_eq!((done[0].actor.as_str(), done[0].what.as_str()), ("officer", "确认收到"));
        assert!(refused.to_string().contains("另一位工作人员已先办理"), "{refused}");
        let view = house.app.case(&house.on(&staff.officer, date(2026, 3, 3)), case).await.unwrap();
        assert!(view.history.iter().all(|step| step.actor != "head"));
    });
}

#[test]
fn of_many_who_write_at_the_same_time_each_is_kept_whole_or_told() {
    on_both(|house| async move {
        let case = house.registered(date(2026, 3, 30)).await;
        let days: Vec<_> = (2..10).map(|day| date(2026, 3, day)).collect();
        let (house, mut kept) = (std::sync::Arc::new(house), 0);
        let mut tasks = tokio::task::JoinSet::new();
        for day in days {
            let house = house.clone();
            tasks.spawn(async move {
                let occasion = house.on(&house.staff.officer, date(2026, 3, 30));
                house.app.handle(&occasion, case, House::amend(EntryRef::Arrival, day)).await
            });
        }
        while let Some(done) = tasks.join_next().await {
            match done.unwrap() {
                Ok(_) => kept += 1,
                Err(AppError::Overtaken(done)) => assert!(!done.is_empty()),
                Err(other) => panic!("{other}"),
            }
        }
        let view = house.app.case(&house.on(&house.staff.officer, date(2026, 3, 30)), case).await.unwrap();
        let corrected = view.history.iter().filter(|step| step.kind == "entry_corrected").count();
        assert!(kept >= 1);
        assert_eq!(corrected, kept);
        assert!(house.app.store().verify(None).await.unwrap().is_ok());
    });
}

#[test]
fn what_another_node_records_is_taken_up_by_who_remembers_the_case() {
    on_both(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let other = app_over(house.app.store().clone(), None);
        let officer = |day| house.on(&house.staff.officer, date(2026, 3, day));
        for turn in 0..3 {
            for node in [&house.app, &other] {
                let shown = node.case(&officer(9), case).await.unwrap();
                let amended = House::amend(EntryRef::Arrival, date(2026, 3, if turn % 2 == 0 { 1 } else { 2 }));
                let seen = officer(9).having_seen(shown.case.seq);
                match node.handle(&seen, case, amended).await {
                    Ok(recorded) => assert_eq!(recorded.case.seq, shown.case.seq + 1),
                    // The other has just entered the same.
                    Err(AppError::Refused(_)) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        }
        let (one, two) =
            (house.app.case(&officer(9), case).await.unwrap(), other.case(&officer(9), case).await.unwrap());
        assert_eq!(one.case, two.case);
        let fresh = app_over(house.app.store().clone(), None);
        assert_eq!(fresh.case(&officer(9), case).await.unwrap().case, one.case);
    });
}

#[test]
fn who_was_overtaken_is_told_from_the_whole_stream_however_much_of_it_is_remembered() {
    on_both(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let officer = || house.on(&house.staff.officer, date(2026, 3, 9));
        let before = house.app.case(&officer(), case).await.unwrap().case;
        house.app.handle(&officer(), case, House::amend(EntryRef::Arrival, date(2026, 3, 1))).await.unwrap();
        let late = officer().having_seen(before.seq);
        let refused = house.app.handle(&late, case, House::amend(EntryRef::Arrival, date(2026, 2, 28))).await;
        let Err(AppError::Overtaken(done)) = &refused else { panic!("{refused:?}") };
        assert_eq!(done.len(), 1);
        let after = house.app.case(&officer(), case).await.unwrap().case;
        assert_eq!(after.seq, before.seq + 1);
    });
}

#[test]
fn a_notice_and_settings_that_change_while_cases_are_worked_on_leave_no_row_behind() {
    on_both(|house| async move {
        // Each case is worked on once, so that nothing later puts right what came out of an older calendar.
        let mut cases = Vec::new();
        for _ in 0..24 {
            cases.push(house.registered(date(2026, 12, 28)).await);
        }
        let house = std::sync::Arc::new(house);
        let mut tasks = tokio::task::JoinSet::new();
        for (place, case) in cases.into_iter().enumerate() {
            if place == 6 {
                let other = house.clone();
                tasks.spawn(async move {
                    let admin = other.on(&other.staff.admin, date(2026, 12, 30));
                    other.app.import_calendar(&admin, crate::calendar::NOTICE_2027).await.unwrap();
                    let mut profile = other.app.organ(crate::house::ORGAN).await.unwrap();
                    profile.law.due_soon = law::calendar::WorkingDays(2);
                    let head = other.on(&other.staff.head, date(2026, 12, 30));
                    other.app.change_settings(&head, &profile).await.unwrap();
                });
            }
            let other = house.clone();
            tasks.spawn(async move {
                let occasion = other.on(&other.staff.officer, date(2026, 12, 30));
                other.app.handle(&occasion, case, House::amend(EntryRef::Arrival, date(2026, 12, 25))).await.unwrap();
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let admin = house.on(&house.staff.admin, date(2026, 12, 31));
        assert!(house.app.rebuild(&admin).await.unwrap().unchanged);
    });
}
