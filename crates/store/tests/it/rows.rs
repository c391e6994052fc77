//! Typed rows: put, found, listed, replaced, rebuilt.

use jiff::civil::{Date, date};
use store::{
    Account, CalendarNotice, CaseParty, CaseRow, Changes, Error, FeeFact, Head, LayoutRow, OrganRow, Page,
    ReadReportRow, RemedyFact, ReportFact, ReportRow, Standing, Statement, Store, Worklist,
};

use crate::place::{DAY, ORGAN, Raw, at, event, fill, id, on_both};

pub fn case_row(case: u128, state: &str) -> CaseRow {
    CaseRow {
        organ: ORGAN.to_owned(),
        case_id: id(case),
        number: Some(format!("2026-{case}")),
        state: state.to_owned(),
        received_on: Some(DAY),
        due_on: Some(date(2026, 3, 30)),
        provisional: false,
        applicant_class: "natural_person".to_owned(),
        channel: "post".to_owned(),
        unit: None,
        officer: None,
        closed_on: None,
        updated_seq: 1,
        updated_at: at(0),
        act_by: Some(date(2026, 3, 30)),
        applicant_deadline: None,
        consultation_limit: None,
        approval: String::new(),
        handling: String::new(),
        in_remedy: false,
    }
}

fn fact(case: u128, received_on: Option<Date>, closed_on: Option<Date>) -> ReportFact {
    ReportFact {
        organ: ORGAN.to_owned(),
        case_id: id(case),
        number: None,
        received_on,
        arrived_on: None,
        class: "natural_person".to_owned(),
        closed_on,
        result_row: closed_on.map(|_| "granted".to_owned()),
        opening_balance: received_on.is_none(),
    }
}

fn read_report(reading: u128, adopted_year: Option<i64>) -> ReadReportRow {
    ReadReportRow {
        organ: ORGAN.to_owned(),
        reading_id: id(reading),
        of_organ: "某某镇人民政府".into(),
        year: Some(2024),
        form: "2021".into(),
        format: "网页".into(),
        blob: store::Hash::of(b"a page"),
        status: adopted_year.map_or("stands", |_| "adopted").into(),
        adopted_year,
        errors: 1,
        warnings: 2,
        unassessed: 5,
        corrections: 3,
        taken_by: "editor".into(),
        taken_at: at(6),
        updated_seq: 4,
    }
}

fn statement() -> Statement {
    Statement {
        organ: ORGAN.to_owned(),
        statement_id: id(4),
        from_on: date(2026, 1, 1),
        to_on: date(2026, 12, 31),
        cell: "proactive.fees.amount".into(),
        figure: "12.345678".into(),
        unit: "财务处".into(),
        signed_by: "王签发".into(),
        signed_on: DAY,
        evidence: Some(store::Hash::of(b"evidence")),
    }
}

/// One row of every projection, so that dumping and rebuilding meet them all.
pub fn every_projection() -> Changes {
    let organ = || ORGAN.to_owned();
    let mut changes = Changes::new();
    changes
        .put(&case_row(1, "open"))
        .put(&CaseParty { organ: organ(), case_id: id(1), role: "applicant".into(), place: 0, subject: id(900) })
        .put(&fact(1, Some(DAY), None))
        .put(&RemedyFact {
            organ: organ(),
            case_id: id(1),
            remedy_id: id(2),
            kind: "reconsideration".into(),
            opened_on: DAY,
            decided_on: None,
            bucket: None,
        })
        .put(&FeeFact {
            organ: organ(),
            case_id: id(1),
            fee_id: id(3),
            noticed_on: DAY,
            charged_fen: 38_000,
            paid_on: Some(DAY),
            paid_fen: Some(38_000),
        })
        .put(&statement())
        .put(&ReportRow {
            organ: organ(),
            report_id: id(5),
            from_on: date(2026, 1, 1),
            to_on: date(2026, 12, 31),
            status: "frozen".into(),
            blob: Some(store::Hash::of(b"snapshot")),
            frozen_at: Some(at(5)),
            updated_seq: 2,
        })
        .put(&read_report(6, None))
        .put(&CalendarNotice {
            organ: organ(),
            year: 2026,
            number: "国办发明电〔2025〕7号".into(),
            body: b"{}".to_vec(),
            adopted_seq: 1,
        })
        .put(&OrganRow {
            organ: organ(), name: "某某管理委员会".into(), settings: b"{}".to_vec(), updated_seq: 1
        })
        .put(&LayoutRow { organ: organ(), version: 2 });
    changes
}

#[test]
fn every_row_comes_back_as_it_was_put() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        write.apply(&every_projection()).await.unwrap();
        let account = Account {
            organ: ORGAN.to_owned(),
            login: "li.officer".to_owned(),
            name: "李经办".to_owned(),
            password: None,
            roles: "[\"disclosure_officer\"]".to_owned(),
            unit: Some("办公室".to_owned()),
            active: true,
            signed_in_at: Some(at(7)),
        };
        write.put(&account).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(store.find(ORGAN, &id(1)).await.unwrap(), Some(case_row(1, "open")));
        assert_eq!(store.find::<Account>(ORGAN, &"li.officer".to_owned()).await.unwrap(), Some(account));
        assert_eq!(store.find::<Account>(ORGAN, &"LI.officer".to_owned()).await.unwrap(), None);
        assert_eq!(store.find::<OrganRow>(ORGAN, &()).await.unwrap().unwrap().name, "某某管理委员会");
        assert!(store.find::<OrganRow>("OTHER", &()).await.unwrap().is_none());
        let mut reader = store.read().await.unwrap();
        let (from, to) = (date(2026, 1, 1), date(2026, 12, 31));
        assert_eq!(reader.statements(ORGAN, from, to).await.unwrap()[0].figure, "12.345678");
        assert_eq!(reader.statements(ORGAN, from, date(2026, 6, 30)).await.unwrap(), []);
        assert_eq!(reader.fee_facts(ORGAN, from, to).await.unwrap()[0].paid_fen, Some(38_000));
        assert_eq!(reader.list::<CalendarNotice>(ORGAN).await.unwrap()[0].year, 2026);
        assert_eq!(reader.list::<ReportRow>(ORGAN).await.unwrap()[0].frozen_at, Some(at(5)));
        assert_eq!(reader.cases_of(ORGAN, id(900)).await.unwrap()[0].case_id, id(1));
        assert_eq!(reader.cases_numbered(ORGAN, "2026-1").await.unwrap().len(), 1);
        assert_eq!(reader.dump_projections().await.unwrap().len(), 11);
    });
}

#[test]
fn the_report_adopted_for_a_year_is_found_in_its_organ_only() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        write.put(&read_report(1, None)).await.unwrap();
        write.put(&read_report(2, Some(2024))).await.unwrap();
        let nameless = ReadReportRow { of_organ: String::new(), year: None, ..read_report(3, Some(2023)) };
        write.put(&nameless).await.unwrap();
        write.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        let found = reader.adopted_report(ORGAN, 2024).await.unwrap();
        assert_eq!(found, Some(read_report(2, Some(2024))));
        assert_eq!(reader.adopted_report(ORGAN, 2023).await.unwrap(), Some(nameless));
        assert_eq!(reader.adopted_report(ORGAN, 2022).await.unwrap(), None);
        assert_eq!(reader.adopted_report("OTHER", 2024).await.unwrap(), None);
    });
}

#[test]
fn a_row_put_again_takes_the_place_of_the_first() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        write.put(&case_row(1, "open")).await.unwrap();
        let closed = CaseRow { closed_on: Some(DAY), due_on: None, number: None, ..case_row(1, "closed") };
        write.put(&closed).await.unwrap();
        assert_eq!(write.list::<CaseRow>(ORGAN).await.unwrap(), [closed]);
        let party = |place, subject| CaseParty {
            organ: ORGAN.to_owned(),
            case_id: id(1),
            role: "applicant".to_owned(),
            place,
            subject: id(subject),
        };
        let mut changes = Changes::new();
        changes.replace_of(ORGAN, id(1), &[party(0, 7), party(1, 8)]).put(&CaseParty { case_id: id(2), ..party(0, 9) });
        write.apply(&changes).await.unwrap();
        let mut changes = Changes::new();
        changes.replace_of(ORGAN, id(1), &[party(0, 8)]).delete::<CaseRow>(ORGAN, &id(1));
        write.apply(&changes).await.unwrap();
        assert_eq!(write.list_of::<CaseParty>(ORGAN, id(1)).await.unwrap(), [party(0, 8)]);
        assert_eq!(write.list_of::<CaseParty>(ORGAN, id(2)).await.unwrap().len(), 1);
        assert_eq!(write.find::<CaseRow>(ORGAN, &id(1)).await.unwrap(), None);
        write.commit().await.unwrap();
    });
}

#[test]
fn a_row_put_over_the_one_before_is_the_row_put_whatever_differs() {
    on_both(|place| async move {
        let store = place.store().await;
        let before = case_row(1, "open");
        let differing = [
            before.clone(),
            CaseRow { state: "closed".to_owned(), updated_seq: 2, ..before.clone() },
            CaseRow { number: None, ..before.clone() },
            CaseRow { due_on: None, act_by: None, ..before.clone() },
            CaseRow { closed_on: Some(DAY), due_on: None, approval: "sign_off".to_owned(), ..before.clone() },
            CaseRow {
                unit: Some("办公室".to_owned()),
                officer: Some("li".to_owned()),
                in_remedy: true,
                ..before.clone()
            },
            CaseRow { received_on: None, consultation_limit: Some(DAY), handling: "send".to_owned(), ..before.clone() },
        ];
        for row in differing {
            let mut write = store.write().await.unwrap();
            write.put(&before).await.unwrap();
            let mut changes = Changes::new();
            changes.put_over(&before, &row);
            write.apply(&changes).await.unwrap();
            assert_eq!(write.list::<CaseRow>(ORGAN).await.unwrap(), std::slice::from_ref(&row));
            // Where it is not there after all, it is put whole; a row of another key stands beside it.
            changes = Changes::new();
            changes.delete::<CaseRow>(ORGAN, &id(1)).put_over(&before, &row);
            changes.put_over(&before, &CaseRow { case_id: id(2), ..row.clone() });
            write.apply(&changes).await.unwrap();
            let two = [row.clone(), CaseRow { case_id: id(2), ..row.clone() }];
            assert_eq!(write.list::<CaseRow>(ORGAN).await.unwrap(), two);
            write.rollback().await.unwrap();
        }
    });
}

#[test]
fn the_worklist_shows_the_earliest_due_first_and_those_without_a_clock_last() {
    on_both(|place| async move {
        let store = place.store().await;
        let mut write = store.write().await.unwrap();
        let due = |case, due_on, officer: &str| CaseRow {
            due_on,
            officer: Some(officer.to_owned()),
            ..case_row(case, "open")
        };
        for row in [
            due(1, None, "li"),
            due(2, Some(date(2026, 4, 3)), "li"),
            due(3, Some(date(2026, 3, 9)), "wang"),
            due(4, Some(date(2026, 3, 20)), "li"),
            CaseRow { closed_on: Some(DAY), ..due(5, Some(DAY), "li") },
        ] {
            write.put(&row).await.unwrap();
        }
        write.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        let open = Worklist { standing: Standing::Open, officer: None, unit: None, due_until: None };
        let all = Page { skip: 0, take: 50 };
        let cases = |rows: Vec<CaseRow>| rows.iter().map(|row| row.case_id).collect::<Vec<_>>();
        assert_eq!(cases(reader.worklist(ORGAN, &open, all).await.unwrap()), [id(3), id(4), id(2), id(1)]);
        assert_eq!(cases(reader.worklist(ORGAN, &open, Page { skip: 1, take: 2 }).await.unwrap()), [id(4), id(2)]);
        let lis = Worklist { officer: Some("li".to_owned()), due_until: Some(date(2026, 3, 20)), ..open.clone() };
        assert_eq!(cases(reader.worklist(ORGAN, &lis, all).await.unwrap()), [id(4)]);
        let closed = Worklist { standing: Standing::Closed, ..open };
        assert_eq!(cases(reader.worklist(ORGAN, &closed, all).await.unwrap()), [id(5)]);
        assert_eq!(reader.worklist("OTHER", &closed, all).await.unwrap(), []);
    });
}

#[test]
fn a_year_is_asked_for_the_facts_that_can_count_in_it() {
    on_both(|place| async move {
        let store = place.store().await;
        let day = |year| Some(date(year, 12, 31));
        let mut write = store.write().await.unwrap();
        for fact in [
            fact(1, day(2024), day(2024)), // over before
            fact(2, day(2024), day(2025)), // carried in, closed
            fact(3, day(2024), None),      // carried in and out
            fact(4, day(2025), day(2026)), // new, carried out
            fact(5, day(2026), None),      // later
            fact(6, None, day(2025)),      // opening balance
        ] {
            write.put(&fact).await.unwrap();
        }
        write.commit().await.unwrap();
        let mut reader = store.snapshot().await.unwrap();
        let facts = reader.report_facts(ORGAN, date(2025, 1, 1), date(2025, 12, 31)).await.unwrap();
        let cases: Vec<_> = facts.iter().map(|fact| fact.case_id).collect();
        assert_eq!(cases, [id(2), id(3), id(4), id(6)]);
        assert_eq!(facts[3], fact(6, None, day(2025)));
    });
}

#[test]
fn the_first_day_with_a_fact_is_found_and_an_opening_balance_is_none() {
    on_both(|place| async move {
        let store = place.store().await;
        let first = async || store.read().await.unwrap().first_fact_on(ORGAN).await.unwrap();
        assert_eq!(first().await, None);
        let mut write = store.write().await.unwrap();
        write.put(&fact(1, None, None)).await.unwrap();
        write.put(&ReportFact { opening_balance: true, ..fact(2, Some(date(2019, 5, 1)), None) }).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(first().await, None);
        let mut write = store.write().await.unwrap();
        write.put(&fact(3, Some(date(2021, 3, 1)), None)).await.unwrap();
        // Not confirmed yet: it arrived, and that is known.
        let arrived = ReportFact { arrived_on: Some(date(2021, 2, 1)), opening_balance: false, ..fact(4, None, None) };
        write.put(&arrived).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(first().await, Some(date(2021, 2, 1)));
        let mut write = store.write().await.unwrap();
        write.put(&Statement { from_on: date(2020, 1, 1), ..statement() }).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(first().await, Some(date(2020, 1, 1)));
        assert_eq!(store.read().await.unwrap().first_fact_on("OTHER").await.unwrap(), None);
    });
}

/// A small application: every event of a case moves its row on; the calendar's events make notices.
async fn live(store: &Store) {
    for case in 1..=4_u128 {
        let stream = format!("case/{}", id(case));
        let mut head = Head::NONE;
        for step in 0..case {
            let new = event("Moved", &format!("state {step}"));
            let mut changes = Changes::new();
            changes.put(&CaseRow { updated_seq: head.seq + 1, ..case_row(case, &format!("state {step}")) });
            head = store.append(ORGAN, &stream, &head, vec![new], &changes).await.unwrap().head;
        }
    }
    let mut changes = Changes::new();
    changes.put(&notice());
    store.append("platform", "calendar", &Head::NONE, vec![event("Adopted", "2026")], &changes).await.unwrap();
}

fn notice() -> CalendarNotice {
    CalendarNotice { organ: "platform".into(), year: 2026, number: "2026".into(), body: vec![1], adopted_seq: 1 }
}

#[test]
fn projections_rebuilt_from_events_equal_the_kept_ones() {
    on_both(|place| async move {
        let store = place.store().await;
        live(&store).await;
        let kept = store.read().await.unwrap().dump_projections().await.unwrap();
        assert_eq!(kept.len(), 5);
        // Spoil them first, so that equality is the rebuild's doing.
        place.tamper("UPDATE case_rows SET state = $1", vec![Raw::Text("spoilt".into())]).await.unwrap();
        place.tamper("DELETE FROM calendar_notices", vec![]).await.unwrap();
        let mut order = Vec::new();
        let rebuilt = store
            .rebuild(&["calendar"], |organ, stream, events| {
                order.push(format!("{organ} {stream}"));
                let mut changes = Changes::new();
                let last = events.last().ok_or("a stream without events")?;
                match stream.strip_prefix("case/") {
                    Some(case) => {
                        let state = String::from_utf8(last.payload.clone())?;
                        let case_id: uuid::Uuid = case.parse()?;
                        let number = (1..=4).find(|n| id(*n) == case_id).ok_or("an unknown case")?;
                        changes.put(&CaseRow { updated_seq: last.seq, ..case_row(number, &state) });
                    }
                    None => {
                        changes.put(&notice());
                    }
                }
                Ok(changes)
            })
            .await
            .unwrap();
        assert_eq!(rebuilt, 5);
        assert_eq!(order[0], "platform calendar");
        assert_eq!(store.read().await.unwrap().dump_projections().await.unwrap(), kept);
    });
}

#[test]
fn a_rebuild_that_fails_changes_nothing() {
    on_both(|place| async move {
        let store = place.store().await;
        live(&store).await;
        let kept = store.read().await.unwrap().dump_projections().await.unwrap();
        let failed =
            store.rebuild(
                &[],
                |_, stream, _| {
                    if stream == "calendar" { Err("no notice in it".into()) } else { Ok(Changes::new()) }
                },
            );
        assert!(matches!(failed.await, Err(Error::Projection { stream, .. }) if stream == "calendar"));
        assert_eq!(store.read().await.unwrap().dump_projections().await.unwrap(), kept);
    });
}

#[test]
fn a_corrupt_row_is_named_by_table_column_and_row() {
    on_both(|place| async move {
        let store = place.store().await;
        fill(&store, ORGAN, "case/1", 1).await;
        let mut write = store.write().await.unwrap();
        write.apply(&every_projection()).await.unwrap();
        write.commit().await.unwrap();
        let spoil = |sql: &'static str, value| place.tamper(sql, vec![value]);
        spoil("UPDATE case_rows SET received_on = $1", Raw::Text("2026-02-30".into())).await.unwrap();
        spoil("UPDATE reports SET blob = $1", Raw::Bytes(vec![1, 2, 3])).await.unwrap();
        spoil("UPDATE report_facts SET opening_balance = $1", Raw::Int(2)).await.unwrap();
        let named = |error: Error, table: &str, column: &str, why: &str| {
            let said = error.to_string();
            assert!(
                matches!(&error, Error::Corrupt { table: t, column: c, .. } if *t == table && *c == column),
                "{said}"
            );
            assert!(said.contains(ORGAN) && said.contains(why), "{said}");
            assert_eq!(error.actor(), store::Actor::Operator);
        };
        let found = store.find::<CaseRow>(ORGAN, &id(1)).await;
        named(found.unwrap_err(), "case_rows", "received_on", "不是日期：2026-02-30");
        let found = store.find::<ReportRow>(ORGAN, &id(5)).await;
        named(found.unwrap_err(), "reports", "blob", "32 个字节");
        let mut reader = store.read().await.unwrap();
        let found = reader.report_facts(ORGAN, date(2026, 1, 1), date(2026, 12, 31)).await;
        named(found.unwrap_err(), "report_facts", "opening_balance", "却是 2");
    });
}
