//! Lists of cases: each view shows what it says, in its order, and the counts are those of the lists.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use store::{
    Account, CaseCounts, CaseFilter, CaseList, CaseRow, Days, Error, Head, LetterRow, Opened, Page, Reader, ReportFact,
    Store, Which,
};
use uuid::Uuid;

use crate::place::{DAY, ORGAN, Raw, at, fill, id, on_both, vault};
use crate::rows::case_row;

const TODAY: Date = date(2026, 3, 20);
const DAYS: Days = Days { today: TODAY, soon: date(2026, 3, 27), to_send: ["send", "send_again"] };
const STREAMS: [(&str, &str); 2] = [("platform", "calendar"), (ORGAN, "organ")];

fn open(case: u128, due_on: Option<Date>) -> CaseRow {
    CaseRow { due_on, act_by: due_on, officer: Some("li".to_owned()), ..case_row(case, "running") }
}

fn closed(case: u128, on: Date) -> CaseRow {
    CaseRow { closed_on: Some(on), officer: Some("wang".to_owned()), ..open(case, None) }
}

/// One case of every kind a view tells apart.
fn cases() -> Vec<CaseRow> {
    let late = date(2026, 3, 19);
    vec![
        open(1, Some(late)),
        open(2, Some(TODAY)),
        open(3, Some(date(2026, 3, 27))),
        open(4, Some(date(2026, 3, 28))),
        CaseRow { received_on: None, act_by: Some(date(2026, 3, 3)), ..open(5, None) },
        CaseRow { applicant_deadline: Some(late), act_by: Some(late), ..open(6, None) },
        CaseRow { consultation_limit: Some(TODAY), ..open(7, Some(date(2026, 4, 9))) },
        CaseRow { consultation_limit: Some(late), ..open(8, Some(date(2026, 4, 8))) },
        CaseRow { approval: "review_legal".to_owned(), ..open(9, Some(date(2026, 4, 7))) },
        CaseRow { handling: "send".to_owned(), unit: Some("规划处".to_owned()), ..open(10, Some(date(2026, 4, 6))) },
        CaseRow { handling: "returned".to_owned(), ..open(11, None) },
        closed(12, date(2026, 3, 10)),
        CaseRow { handling: "send_again".to_owned(), ..closed(13, date(2026, 3, 12)) },
        CaseRow { in_remedy: true, approval: "sign_off".to_owned(), ..closed(14, date(2026, 3, 11)) },
        CaseRow {
            channel: "online".to_owned(),
            applicant_class: "research".to_owned(),
            ..closed(15, date(2026, 3, 12))
        },
    ]
}

async fn filled(store: &Store) {
    let mut write = store.write().await.unwrap();
    for row in cases() {
        write.put(&row).await.unwrap();
    }
    write.put(&CaseRow { organ: "OTHER".to_owned(), ..open(1, Some(TODAY)) }).await.unwrap();
    write.commit().await.unwrap();
}

async fn listed(reader: &mut Reader, which: Which, filter: &CaseFilter, page: Page) -> (Vec<Uuid>, CaseCounts) {
    let asked = CaseList { which, filter, days: DAYS, page };
    let found = reader.case_list(ORGAN, &asked, STREAMS).await.unwrap();
    assert!(found.cases.iter().all(|case| case.row.organ == ORGAN));
    (found.cases.iter().map(|case| case.row.case_id).collect(), found.counts)
}

const WHOLE: Page = Page { skip: 0, take: 50 };

#[test]
fn every_view_shows_its_cases_in_its_order() {
    on_both(|place| async move {
        let store = place.store().await;
        filled(&store).await;
        let mut reader = store.read().await.unwrap();
        let expected: [(Which, &[u128]); 11] = [
            (Which::Open, &[5, 1, 6, 2, 3, 4, 10, 9, 8, 7, 11]),
            (Which::Overdue, &[1]),
            (Which::DueSoon, &[2, 3]),
            (Which::Unconfirmed, &[5]),
            (Which::AwaitingApplicant, &[6]),
            (Which::Consulting, &[7]),
            (Which::ForApproval, &[9, 14]),
            (Which::ToSend, &[10, 13]),
            (Which::InRemedy, &[14]),
            (Which::Closed, &[15, 13, 14, 12]),
            (Which::All, &[15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
        ];
        for (which, cases) in expected {
            let cases: Vec<Uuid> = cases.iter().map(|case| id(*case)).collect();
            let (found, counts) = listed(&mut reader, which, &CaseFilter::default(), WHOLE).await;
            assert_eq!(found, cases, "{which:?}");
            let told = CaseCounts {
                open: 11,
                overdue: 1,
                due_soon: 2,
                unconfirmed: 1,
                awaiting_applicant: 1,
                consulting: 1,
                for_approval: 2,
                to_send: 2,
                in_remedy: 1,
                closed: 4,
            };
            assert_eq!(counts, told, "{which:?}");
            let (paged, _) = listed(&mut reader, which, &CaseFilter::default(), Page { skip: 1, take: 2 }).await;
            assert_eq!(paged, cases.iter().skip(1).take(2).copied().collect::<Vec<_>>(), "{which:?}");
        }
    });
}

#[test]
fn a_filter_lets_the_same_pass_in_the_statement_and_in_memory() {
    on_both(|place| async move {
        let store = place.store().await;
        filled(&store).await;
        let mut reader = store.read().await.unwrap();
        let all = CaseFilter::default;
        let filters = [
            CaseFilter { officer: Some("li".to_owned()), ..all() },
            CaseFilter { officer: Some("wang".to_owned()), ..all() },
            CaseFilter { unit: Some("规划处".to_owned()), ..all() },
            CaseFilter { class: Some("research".to_owned()), ..all() },
            CaseFilter { channel: Some("post".to_owned()), officer: Some("wang".to_owned()), ..all() },
            CaseFilter { received_from: Some(DAY), ..all() },
            CaseFilter { received_to: DAY.yesterday().ok(), ..all() },
            CaseFilter {
                received_from: Some(DAY), received_to: Some(DAY), unit: Some("规划处".to_owned()), ..all()
            },
        ];
        for filter in filters {
            let passing = |row: &&CaseRow| filter.passes(row);
            let expected: BTreeSet<Uuid> = cases().iter().filter(passing).map(|row| row.case_id).collect();
            let (found, counts) = listed(&mut reader, Which::All, &filter, WHOLE).await;
            assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), expected, "{filter:?}");
            assert_eq!(counts.open + counts.closed, expected.len() as i64, "{filter:?}");
            for (which, count) in [(Which::ToSend, counts.to_send), (Which::Open, counts.open)] {
                assert_eq!(listed(&mut reader, which, &filter, WHOLE).await.0.len() as i64, count, "{filter:?}");
            }
        }
    });
}

#[test]
fn what_stands_beside_a_row_is_listed_with_it_and_so_are_the_heads() {
    on_both(|place| async move {
        let store = place.store().await;
        filled(&store).await;
        let calendar = fill(&store, "platform", "calendar", 3).await;
        let mut write = store.write().await.unwrap();
        let fact = ReportFact {
            organ: ORGAN.to_owned(),
            case_id: id(12),
            number: None,
            received_on: Some(DAY),
            arrived_on: Some(date(2026, 3, 1)),
            class: "natural_person".to_owned(),
            closed_on: Some(date(2026, 3, 10)),
            result_row: Some("granted".to_owned()),
            opening_balance: false,
        };
        write.put(&fact).await.unwrap();
        let account = Account {
            organ: ORGAN.to_owned(),
            login: "wang".to_owned(),
            name: "王经办".to_owned(),
            password: None,
            roles: String::new(),
            unit: None,
            active: false,
            signed_in_at: None,
        };
        write.put(&account).await.unwrap();
        write.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        let asked = CaseList { which: Which::Closed, filter: &CaseFilter::default(), days: DAYS, page: WHOLE };
        let found = reader.case_list(ORGAN, &asked, STREAMS).await.unwrap();
        assert_eq!(found.heads, [calendar, Head::NONE]);
        assert_eq!(reader.heads(STREAMS).await.unwrap(), found.heads);
        let last = found.cases.last().unwrap();
        assert_eq!((last.row.case_id, last.arrived_on), (id(12), Some(date(2026, 3, 1))));
        assert_eq!((last.result_row.as_deref(), last.officer_name.as_deref()), (Some("granted"), Some("王经办")));
        assert_eq!(found.cases[0].result_row, None);
        // The same rows by their ids, however many are asked for.
        let ids: Vec<Uuid> = (1..=200).map(id).collect();
        let mut by_id = reader.cases_listed(ORGAN, &ids).await.unwrap();
        by_id.sort_by_key(|case| case.row.case_id);
        assert_eq!(by_id.len(), 15);
        assert_eq!(&by_id[11], last);
        // A value that is none is named.
        place.tamper("UPDATE report_facts SET arrived_on = $1", vec![Raw::Text("gestern".into())]).await.unwrap();
        let corrupt = reader.case_list(ORGAN, &asked, STREAMS).await.unwrap_err();
        assert!(matches!(corrupt, Error::Corrupt { table: "report_facts", column: "arrived_on", .. }), "{corrupt}");
    });
}

#[test]
fn totals_and_marks_tell_that_a_case_has_moved_and_which() {
    on_both(|place| async move {
        let store = place.store().await;
        filled(&store).await;
        let mut reader = store.read().await.unwrap();
        for (stream, events) in [("case/1", 2), ("case/3", 3), ("Case/4", 1), ("report/2021", 1)] {
            fill(&store, ORGAN, stream, events).await;
        }
        assert_eq!(reader.stream_totals(ORGAN, "case/").await.unwrap(), (2, 5));
        assert_eq!(reader.stream_totals("NOWHERE", "case/").await.unwrap(), (0, 0));
        drop(reader);
        fill(&store, ORGAN, "case/3", 1).await;
        let mut write = store.write().await.unwrap();
        write.put(&CaseRow { updated_seq: 4, updated_at: at(100), ..open(3, None) }).await.unwrap();
        write.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        assert_eq!(reader.stream_totals(ORGAN, "case/").await.unwrap(), (2, 6));
        let marks = reader.case_marks(ORGAN, at(50), Uuid::nil(), 10).await.unwrap();
        assert_eq!(marks.len(), 1);
        assert_eq!((marks[0].case_id, marks[0].updated_seq, marks[0].updated_at), (id(3), 4, at(100)));
        assert_eq!(marks[0].number.as_deref(), Some("2026-3"));
        let all = Timestamp::UNIX_EPOCH - SignedDuration::from_hours(1);
        let page = reader.case_marks(ORGAN, all, id(12), 2).await.unwrap();
        assert_eq!(page.iter().map(|mark| mark.case_id).collect::<Vec<_>>(), [id(13), id(14)]);
    });
}

#[test]
fn a_number_begun_finds_cases_and_letters() {
    on_both(|place| async move {
        let store = place.store().await;
        filled(&store).await;
        let mut write = store.write().await.unwrap();
        let letter =
            |case, number: &str| LetterRow { organ: ORGAN.to_owned(), case_id: id(case), number: number.to_owned() };
        for letter in [letter(7, "2026-1号-答"), letter(7, "2026-1号-更"), letter(8, "2025-1号-答")] {
            write.put(&letter).await.unwrap();
        }
        write.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        let found = reader.cases_numbered_from(ORGAN, "2026-1", 50).await.unwrap();
        assert_eq!(found, [id(15), id(14), id(13), id(12), id(11), id(10), id(7), id(1)]);
        assert_eq!(reader.cases_numbered_from(ORGAN, "2026-1", 2).await.unwrap(), [id(15), id(14)]);
        assert_eq!(reader.cases_numbered_from(ORGAN, "2026-%", 50).await.unwrap(), Vec::<Uuid>::new());
        assert_eq!(reader.letters_of(ORGAN, &[id(7), id(9)]).await.unwrap().len(), 2);
    });
}

#[test]
fn the_first_events_of_many_streams_come_at_once_and_with_them_those_of_a_kind() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut streams = Vec::new();
        for number in 0..70 {
            let stream = format!("case/{number:03}");
            fill(&store, ORGAN, &stream, 2).await;
            streams.push(stream);
        }
        fill(&store, "OTHER", "case/000", 1).await;
        let mut reader = store.read().await.unwrap();
        let first = reader.first_events(ORGAN, &streams, None).await.unwrap();
        assert_eq!(first.len(), 70);
        assert!(first.iter().zip(&streams).all(|(event, stream)| event.seq == 1 && event.stream == *stream));
        let both = reader.first_events(ORGAN, &streams[..3], Some("Noted")).await.unwrap();
        assert_eq!(both.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 1, 2, 1, 2]);
        assert_eq!(reader.first_events(ORGAN, &[], None).await.unwrap(), []);
    });
}

#[test]
fn many_sealed_pieces_are_opened_at_once_and_each_fails_for_itself() {
    on_both(|place| async move {
        let store = place.store().await;
        let keys = vault(7);
        let mut write = store.write().await.unwrap();
        for subject in 0..40 {
            write.add_subject(&keys, ORGAN, id(subject), at(0)).await.unwrap();
            for piece in [subject, 1000 + subject] {
                let text = format!("piece {piece}");
                write.seal(&keys, ORGAN, id(subject), id(piece), text.as_bytes(), at(0)).await.unwrap();
            }
        }
        let long = vec![7; 40 << 10];
        write.seal(&keys, ORGAN, id(1), id(2001), &long, at(0)).await.unwrap();
        write.destroy_subject(ORGAN, id(5), at(1)).await.unwrap();
        write.commit().await.unwrap();
        place
            .tamper(
                "UPDATE sealed SET ciphertext = $1 WHERE id = $2",
                vec![Raw::Bytes(vec![0; 60]), Raw::Text(id(1006).to_string())],
            )
            .await
            .unwrap();
        let mut wanted: Vec<(Uuid, Uuid)> = (0..40).flat_map(|n| [(id(n), id(n)), (id(n), id(1000 + n))]).collect();
        wanted.extend([(id(1), id(2001)), (id(1), id(3)), (id(99), id(99))]);
        let mut reader = store.read().await.unwrap();
        let opened = reader.open_many(&keys, ORGAN, &wanted).await.unwrap();
        assert_eq!(opened.len(), 83);
        for (place, (subject, piece)) in wanted.iter().take(80).enumerate() {
            match &opened[place] {
                Ok(Opened::Plain(text)) => {
                    let one = reader.open(&keys, ORGAN, *subject, *piece).await.unwrap();
                    assert_eq!(one, Opened::Plain(text.clone()));
                }
                Ok(Opened::Destroyed) => assert_eq!(*subject, id(5)),
                Err(Error::Sealed(_)) => assert_eq!(*piece, id(1006)),
                other => panic!("{subject} {piece}: {other:?}"),
            }
        }
        assert!(matches!(&opened[80], Ok(Opened::Plain(text)) if **text == long));
        assert!(matches!(opened[81], Ok(Opened::Absent)) && matches!(opened[82], Ok(Opened::Absent)));
        let wrong = reader.open_many(&vault(8), ORGAN, &wanted).await.unwrap_err();
        assert!(matches!(wrong, Error::WrongMasterKey { .. }), "{wrong}");
    });
}

#[test]
fn a_year_is_counted_by_what_came_and_went() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        let day = |year, month| Some(date(year, month, 15));
        let facts = [
            (day(2024, 3), day(2024, 4)),  // over before
            (day(2024, 12), day(2025, 1)), // carried in, answered
            (day(2024, 12), None),         // carried in and out
            (day(2025, 3), day(2025, 4)),  // new, answered
            (day(2025, 12), day(2026, 1)), // new, carried out
            (day(2025, 12), None),         // new, carried out
            (day(2026, 2), day(2026, 3)),  // later
            (None, None),                  // not confirmed
        ];
        for (case, (received_on, closed_on)) in (1..).zip(facts) {
            let fact = ReportFact {
                organ: ORGAN.to_owned(),
                case_id: id(case),
                number: None,
                received_on,
                arrived_on: received_on,
                class: "natural_person".to_owned(),
                closed_on,
                result_row: closed_on.map(|_| "granted".to_owned()),
                opening_balance: false,
            };
            write.put(&fact).await.unwrap();
        }
        write.commit().await.unwrap();
        filled(&store).await;
        let mut reader = store.read().await.unwrap();
        let span = (date(2025, 1, 1), date(2025, 12, 31));
        let (year, cases, heads) = reader.year_counts(ORGAN, span, DAYS, STREAMS).await.unwrap();
        assert_eq!((year.received, year.carried_in, year.answered, year.carried_out), (3, 2, 2, 3));
        assert_eq!((cases.open, cases.closed, heads), (11, 4, [Head::NONE; 2]));
    });
}
