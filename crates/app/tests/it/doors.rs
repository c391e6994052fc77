//! Every public use case is closed to whoever holds no role, and to whoever belongs to another organ.

use annual_report::{Narrative, Span, StatedValue};
use app::{Actor, AppError, NewUser, Occasion, OrganProfile, Papers, Role, StatementForm};
use jiff::civil::{Date, date};
use law::application::{Act, FileRef, ItemNo, ReplyNo, SealedRef};
use uuid::Uuid;

use crate::house::{Answer, House, ORGAN, on_sqlite};
use law::outcome::Outcome;

const DAY: Date = date(2026, 6, 1);

/// Calls every use case and says which were not denied.
async fn open_doors(house: &House, actor: &Actor, case: Uuid) -> Vec<&'static str> {
    let app = &house.app;
    let o: Occasion<'_> = house.on(actor, DAY).for_organ(ORGAN);
    let to = house.applicant(case).await;
    let profile = OrganProfile::new("某机关", "某");
    let statement = StatementForm {
        unit: "规划处".to_owned(),
        figure: "proactive.licences.decisions".parse().unwrap(),
        span: Span::year(2025).unwrap(),
        value: StatedValue::Count(0),
        signed_by: "某人".to_owned(),
        signed_on: DAY,
        evidence: "台账".to_owned(),
    };
    let user = NewUser {
        login: "new", name: "新", roles: &[Role::Leader], unit: "", password: "一二三四五六七八九十"
    };
    let span = Span::year(2026).unwrap();
    let id = Uuid::from_u128(1);
    let mut opening = house.form();
    opening.provenance = app::Provenance::OpeningBalance { received_on: date(2020, 12, 1), number: None, paper: None };
    let number = app.case(&house.on(&house.staff.officer, DAY), case).await.unwrap().case.number.unwrap();
    let answers: Vec<(&'static str, Result<(), AppError>)> = vec![
        ("register", app.register(&o, &house.form()).await.map(drop)),
        ("register opening balance", app.register(&o, &opening).await.map(drop)),
        ("handle", app.handle(&o, case, Act::Archive).await.map(drop)),
        ("handle_with", app.handle_with(&o, case, Act::RecordContactFailed, Papers::none()).await.map(drop)),
        ("sign_off", app.sign_off(&o, case, ReplyNo(1), None).await.map(drop)),
        ("split_item", app.split_item(&o, case, ItemNo(1)).await.map(drop)),
        ("assign", app.assign(&o, case, "规划处", "").await.map(drop)),
        ("case", app.case(&o, case).await.map(drop)),
        ("case_numbered", app.case_numbered(&o, &number).await.map(drop)),
        ("party", app.party(&o, case, &to).await.map(drop)),
        ("text", app.text(&o, case, &SealedRef::new(id.to_string())).await.map(drop)),
        ("file", app.file(&o, case, &FileRef::new(id.to_string())).await.map(drop)),
        ("applicant_history", app.applicant_history(&o, case).await.map(drop)),
        ("destroy_party", app.destroy_party(&o, case, &to).await),
        ("worklist", app.worklist(&o).await.map(drop)),
        ("duties", app.duties(&o).await.map(drop)),
        ("found_organ", app.found_organ(&o, "NEW", &profile).await),
        ("change_settings", app.change_settings(&o, &profile).await),
        ("add_user", app.add_user(&o, &user).await),
        ("users", app.users(&o).await.map(drop)),
        ("import_calendar", app.import_calendar(&o, "{}").await.map(drop)),
        ("state_figure", app.state_figure(&o, &statement).await.map(drop)),
        ("replace_figure", app.replace_figure(&o, id, &statement).await.map(drop)),
        ("withdraw_figure", app.withdraw_figure(&o, id).await),
        ("statement", app.statement(&o, id).await.map(drop)),
        ("compile", app.compile(&o, span, true).await.map(drop)),
        ("write_narrative", app.write_narrative(&o, 2025, &Narrative::default()).await),
        ("freeze", app.freeze(&o, 2025).await.map(drop)),
        ("frozen", app.frozen(&o, 2025).await.map(drop)),
        ("difference", app.difference(&o, 2025).await.map(drop)),
        ("verify", app.verify(&o, false).await.map(drop)),
        ("verify all", app.verify(&o, true).await.map(drop)),
        ("rebuild", app.rebuild(&o).await.map(drop)),
    ];
    answers
        .into_iter()
        .filter(|(_, answer)| !matches!(answer, Err(AppError::Denied(_))))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_use_case_is_closed_without_a_role_and_from_another_organ() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        house.answer(date(2026, 3, 16), case, &Answer::of(Outcome::G2)).await;
        let before = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        let nobody = Actor::new(ORGAN, "nobody", "无角色", &[]);
        assert_eq!(open_doors(&house, &nobody, case).await, Vec::<&str>::new());
        let stranger = Actor::new("OTHER", "stranger", "外机关", &Role::ALL);
        assert_eq!(open_doors(&house, &stranger, case).await, Vec::<&str>::new());
        let after = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        assert_eq!(before, after);
    });
}

#[test]
fn a_supervisor_reads_reports_and_nothing_of_any_person() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let open = open_doors(&house, &house.staff.supervisor, case).await;
        assert_eq!(open, ["statement", "compile", "frozen", "difference"]);
    });
}

#[test]
fn an_account_carries_its_roles_and_never_its_password() {
    on_sqlite(|house| async move {
        let admin = &house.staff.admin;
        let user = NewUser {
            login: "wang",
            name: "王某",
            roles: &[Role::DisclosureOfficer, Role::ReportEditor],
            unit: "规划处",
            password: "correct horse battery",
        };
        house.app.add_user(&house.on(admin, DAY), &user).await.unwrap();
        let actor = house.app.actor(ORGAN, "wang").await.unwrap();
        assert!(actor.holds(Role::DisclosureOfficer) && actor.holds(Role::ReportEditor) && actor.roles.len() == 2);
        let again = house.app.add_user(&house.on(admin, DAY), &user).await.unwrap_err();
        assert!(matches!(again, AppError::AlreadyThere { .. }), "{again}");
        let bad = NewUser { login: "a b", name: "", roles: &[], unit: "没有的处", password: "short" };
        let refused = house.app.add_user(&house.on(admin, DAY), &bad).await.unwrap_err();
        let AppError::Invalid(faults) = refused else { panic!("{refused}") };
        let fields: Vec<_> = faults.0.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["login", "name", "roles", "password", "unit"]);
        assert_eq!(house.app.users(&house.on(admin, DAY)).await.unwrap().len(), 1);
        assert!(matches!(house.app.actor(ORGAN, "nobody").await, Err(AppError::NotFound { .. })));
        let kept = house.app.store().find::<store::Account>(ORGAN, &"wang".to_owned()).await.unwrap().unwrap();
        assert!(app::password::password_fits("correct horse battery", &kept.password.unwrap()));
    });
}
