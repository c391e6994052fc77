//! A database of an earlier version is brought up to this one and keeps what it had.

use store::{CaseRow, LayoutRow, SCHEMA, Store};

use crate::place::{ORGAN, Place, fill, id, on_both};
use crate::rows::case_row;

/// The version before the rows of the lists.
const BEFORE_LISTS: i64 = 2;

/// Takes the steps since the lists back, as far as their tables and indexes go: what an older program has left.
async fn step_back(place: &Place) {
    let statements = [
        "DROP INDEX case_rows_open",
        "DROP INDEX case_rows_closed",
        "DROP INDEX case_rows_approval",
        "DROP INDEX case_rows_handling",
        "DROP INDEX case_rows_in_remedy",
        "DROP INDEX report_facts_by_result",
        "ALTER TABLE case_rows DROP COLUMN act_by",
        "ALTER TABLE case_rows DROP COLUMN applicant_deadline",
        "ALTER TABLE case_rows DROP COLUMN consultation_limit",
        "ALTER TABLE case_rows DROP COLUMN approval",
        "ALTER TABLE case_rows DROP COLUMN handling",
        "ALTER TABLE case_rows DROP COLUMN in_remedy",
        "DROP TABLE layouts",
        "DROP TABLE read_reports",
        "CREATE INDEX case_rows_open ON case_rows (organ, due_on) WHERE closed_on IS NULL",
    ];
    for statement in statements {
        place.tamper(statement, vec![]).await.unwrap();
    }
    place.tamper(&format!("DELETE FROM schema_version WHERE version > {BEFORE_LISTS}"), vec![]).await.unwrap();
}

#[test]
fn a_record_of_the_version_before_the_lists_gets_the_columns_of_the_lists_and_names_no_layout() {
    on_both(|place| async move {
        let store = place.store().await;
        fill(&store, ORGAN, "case/1", 2).await;
        let mut write = store.write().await.unwrap();
        write.put(&case_row(1, "running")).await.unwrap();
        write.put(&LayoutRow { organ: ORGAN.to_owned(), version: 2 }).await.unwrap();
        write.commit().await.unwrap();
        store.close().await;
        step_back(&place).await;

        let migrated = Store::migrate(&place.address).await.unwrap();
        assert_eq!((migrated.from, migrated.to), (BEFORE_LISTS, SCHEMA));
        let store = place.store().await;
        let unfilled = CaseRow { act_by: None, ..case_row(1, "running") };
        assert_eq!(store.find(ORGAN, &id(1)).await.unwrap(), Some(unfilled));
        assert_eq!(store.find::<LayoutRow>(ORGAN, &()).await.unwrap(), None);
        assert_eq!(store.verify(None).await.unwrap().unwrap().events, 2);
        // The row can be written in full, and the statements of the lists find their columns.
        let mut write = store.write().await.unwrap();
        write.put(&case_row(1, "running")).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(store.find(ORGAN, &id(1)).await.unwrap(), Some(case_row(1, "running")));
    });
}
