//! Search: by number, by name, by words of the request; never another organ's, never what the viewer may not read.

use app::{Actor, AppError, ListQuery, Occasion, OrganProfile, PLATFORM, View};
use jiff::civil::date;
use law::application::{Act, CorrectionNo};
use law::outcome::Outcome;
use uuid::Uuid;

use crate::house::{Answer, House, ORGAN, app_over, on_both, on_sqlite};
use crate::lists::{ids, of, whole};

async fn found(house: &House, occasion: &Occasion<'_>, search: &str) -> Vec<Uuid> {
    let query = ListQuery { search: search.to_owned(), ..of(View::All) };
    ids(&whole(&house.app, occasion, &query).await)
}

async fn asked(house: &House, name: &str, wanted: &str) -> Uuid {
    let mut form = house.form();
    form.applicants[0].0.name = name.to_owned();
    form.items = vec![wanted.to_owned()];
    house.register(date(2026, 3, 2), &form).await.recorded.case_id
}

#[test]
fn a_case_is_found_by_its_numbers_its_applicant_and_its_words() {
    on_both(|house| async move {
        let one = asked(&house, "欧阳某某甲", "甲路改造工程（一期）的ABC批复").await;
        let two = asked(&house, "司徒某某乙", "乙路改造工程的预算").await;
        house.answer(date(2026, 3, 16), two, &Answer::of(Outcome::G2)).await;
        let officer = house.on(&house.staff.officer, date(2026, 4, 1));
        for (search, expected) in [
            ("某园〔2026〕1号", vec![one]),
            ("某园[2026]", vec![two, one]),
            ("某园（2026）第1号", vec![two]),
            ("第1号-答", vec![two]),
            ("欧阳", vec![one]),
            ("某某乙 预算", vec![two]),
            ("改造工程", vec![two, one]),
            ("一期 ａｂｃ", vec![one]),
            ("改造 欧阳某某甲 2026", vec![one]),
            ("欧阳 预算", vec![]),
            ("没有的事", vec![]),
        ] {
            assert_eq!(found(&house, &officer, search).await, expected, "{search}");
        }
        let overdue = ListQuery { search: "改造工程".to_owned(), ..of(View::Overdue) };
        assert_eq!(ids(&whole(&house.app, &officer, &overdue).await), [one]);
        let long = ListQuery { search: "长".repeat(200), ..ListQuery::default() };
        let refused = house.app.desk_list(&officer, &long).await.unwrap_err();
        assert!(matches!(&refused, AppError::Invalid(faults) if faults.0[0].field == "search"), "{refused}");
    });
}

#[test]
fn what_comes_after_the_first_search_is_found_by_the_next_whenever_it_says_it_was_entered() {
    on_both(|house| async move {
        let one = asked(&house, "欧阳某某甲", "甲路的批复").await;
        let officer = house.on(&house.staff.officer, date(2026, 4, 1));
        assert_eq!(found(&house, &officer, "批复").await, [one]);
        let two = asked(&house, "司徒某某乙", "乙路的批复").await;
        assert_eq!(found(&house, &officer, "批复").await, [two, one]);
        // Entered by a machine whose clock is weeks behind.
        let mut form = house.form();
        form.items = vec!["丙路的批复".to_owned()];
        let early = house.register(date(2026, 1, 5), &form).await.recorded.case_id;
        assert_eq!(found(&house, &officer, "批复").await, [early, two, one]);
        // A corrected wording is the request's, too.
        let notice = |letter| Act::SendCorrectionNotice { letter, answer_within: None };
        house.officer_with(date(2026, 3, 4), one, "补正告知书", notice).await;
        let answer = |text| Act::ReceiveCorrection { notice: CorrectionNo(1), text };
        house.officer_with(date(2026, 3, 10), one, "丁路2020年的批复", answer).await;
        assert_eq!(found(&house, &officer, "丁路 甲路").await, [one]);
        // Another node finds the same, and what this one enters.
        let other = app_over(store::Store::open(&house.address).await.unwrap(), Some(7));
        let query = ListQuery { search: "批复".to_owned(), ..of(View::All) };
        assert_eq!(ids(&whole(&other, &officer, &query).await), [early, two, one]);
        let last = asked(&house, "端木某某", "戊路的批复").await;
        assert_eq!(ids(&whole(&other, &officer, &query).await), [last, early, two, one]);
    });
}

#[test]
fn nothing_of_another_organ_is_found() {
    on_both(|house| async move {
        let mine = asked(&house, "欧阳某某甲", "甲路的批复").await;
        let console = Actor::console(PLATFORM);
        let profile = OrganProfile::new("另一机关", "某园");
        house.app.found_organ(&house.on(&console, date(2026, 3, 1)), "SECOND", &profile).await.unwrap();
        let theirs = Actor::new("SECOND", "officer", "经办", &[law::application::Role::DisclosureOfficer]);
        let mut form = house.form();
        form.items = vec!["甲路的批复".to_owned()];
        let other = house.app.register(&house.on(&theirs, date(2026, 3, 2)), &form).await.unwrap().recorded.case_id;
        let day = date(2026, 3, 3);
        for search in ["批复", "某园〔2026〕1号", "某园"] {
            assert_eq!(found(&house, &house.on(&house.staff.officer, day), search).await, [mine], "{search}");
            assert_eq!(found(&house, &house.on(&theirs, day), search).await, [other], "{search}");
        }
        assert_eq!(found(&house, &house.on(&theirs, day), "欧阳").await, Vec::<Uuid>::new());
    });
}

#[test]
fn whoever_may_not_read_personal_data_searches_in_numbers_only() {
    on_sqlite(|house| async move {
        let case = asked(&house, "欧阳某某甲", "甲路的批复").await;
        let day = date(2026, 3, 3);
        assert_eq!(found(&house, &house.on(&house.staff.officer, day), "欧阳").await, [case]);
        let editor = house.on(&house.staff.editor, day);
        for search in ["欧阳", "批复", "某园 批复"] {
            assert_eq!(found(&house, &editor, search).await, Vec::<Uuid>::new(), "{search}");
        }
        assert_eq!(found(&house, &editor, "某园 1号").await, [case]);
        let keyless = app_over(store::Store::open(&house.address).await.unwrap(), None);
        let officer = house.on(&house.staff.officer, day);
        let query = |search: &str| ListQuery { search: search.to_owned(), ..of(View::All) };
        assert_eq!(ids(&whole(&keyless, &officer, &query("1号")).await), [case]);
        assert_eq!(ids(&whole(&keyless, &officer, &query("批复")).await), Vec::<Uuid>::new());
    });
}

#[test]
fn several_who_search_first_share_the_reading_and_each_finds_all() {
    on_sqlite(|house| async move {
        for number in 0..130 {
            asked(&house, &format!("申请人{number}"), "某路的批复").await;
        }
        let other = app_over(store::Store::open(&house.address).await.unwrap(), Some(7));
        let search = || {
            let (app, officer, at) = (other.clone(), house.staff.officer.clone(), house.at(date(2026, 3, 3)));
            tokio::spawn(async move {
                let query = ListQuery { search: "路的批复".to_owned(), ..of(View::All) };
                app.desk_list(&Occasion::now(&officer, at), &query).await.unwrap().total
            })
        };
        let searches: Vec<_> = (0..6).map(|_| search()).collect();
        for search in searches {
            assert_eq!(search.await.unwrap(), 130);
        }
        let editor = house.on(&house.staff.editor, date(2026, 3, 3));
        assert_eq!(other.desk_list(&editor, &ListQuery::default()).await.unwrap().total, 130);
        assert_eq!(house.app.organs().await.unwrap(), [ORGAN]);
    });
}
