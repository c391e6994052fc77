//! Accounts administered, passwords changed, and the first start.

use app::{Actor, AppError, Moment, NewUser, Occasion, OrganProfile, Role};
use store::{Account, Store};
use uuid::Uuid;

use crate::house::{House, ORGAN, app_over, on_both, on_sqlite, runtime};
use crate::sessions::{DAY, PASSWORD, add, lives, morning, sign_in};

const ANOTHER: &str = "battery staple horse";

/// The fields with faults, in their order.
fn fields(refused: AppError) -> Vec<String> {
    match refused {
        AppError::Invalid(faults) => faults.0.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other}"),
    }
}

/// What happened to an account: kind and reason of each event.
async fn happened(house: &House, login: &str) -> Vec<(String, String)> {
    let loaded = house.app.store().load(ORGAN, &format!("account/{login}")).await.unwrap();
    loaded.events.into_iter().map(|event| (event.kind, event.reason)).collect()
}

async fn account(house: &House, login: &str) -> Account {
    house.app.store().find(ORGAN, &login.to_owned()).await.unwrap().unwrap()
}

#[test]
fn changing_one_s_password_ends_all_one_s_other_sessions() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        add(&house, "li", &[Role::DisclosureOfficer]).await;
        let here = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap();
        let there = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap();
        let li = sign_in(&house, morning(), "li", PASSWORD).await.unwrap();
        let occasion = Occasion::now(&here.session.actor, morning()).because("定期更换");
        house.app.change_password(&occasion, here.session.id, PASSWORD, ANOTHER).await.unwrap();
        assert!(lives(&house, morning(), &here.token).await);
        assert!(!lives(&house, morning(), &there.token).await);
        assert!(lives(&house, morning(), &li.token).await);
        assert!(matches!(sign_in(&house, morning(), "wang", PASSWORD).await, Err(AppError::SignInFailed)));
        sign_in(&house, morning(), "wang", ANOTHER).await.unwrap();
        let happened = happened(&house, "wang").await;
        assert_eq!(happened[1], ("password_changed".to_owned(), "定期更换".to_owned()));
    });
}

#[test]
fn all_that_is_wrong_with_a_change_of_password_is_told_at_once() {
    on_sqlite(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let session = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().session;
        let occasion = Occasion::now(&session.actor, morning());
        let tried =
            async |old, new| fields(house.app.change_password(&occasion, session.id, old, new).await.unwrap_err());
        assert_eq!(tried("wrong horse battery", "wang").await, ["old", "new", "new"]);
        assert_eq!(tried("wrong horse battery", ANOTHER).await, ["old"]);
        assert_eq!(tried(PASSWORD, PASSWORD).await, ["new"]);
        assert_eq!(happened(&house, "wang").await.len(), 1);
        sign_in(&house, morning(), "wang", PASSWORD).await.unwrap();
    });
}

#[test]
fn a_changed_account_is_another_at_the_next_request_and_only_what_changed_is_recorded() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let token = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().token;
        let admin = house.on(&house.staff.admin, DAY).because("轮岗");
        let change = async |name, roles: &[Role], unit| {
            house.app.change_user(&admin, "wang", name, roles, unit).await.unwrap();
            house.app.session(morning(), &token).await.unwrap().unwrap()
        };
        let same = change("某岗位", &[Role::DisclosureOfficer], "规划处").await;
        assert_eq!(happened(&house, "wang").await.len(), 1);
        let moved = change("某岗位", &[Role::DisclosureOfficer], "办公室").await;
        assert_eq!((same.unit.as_deref(), moved.unit.as_deref()), (Some("规划处"), Some("办公室")));
        let promoted = change("负责人", &[Role::HeadOfDisclosureOffice, Role::Reviewer], "").await;
        assert_eq!((promoted.actor.name.as_str(), promoted.unit), ("负责人", None));
        assert!(promoted.actor.holds(Role::Reviewer) && !promoted.actor.holds(Role::DisclosureOfficer));
        change("负责人", &[Role::Reviewer, Role::HeadOfDisclosureOffice], "").await;
        let kinds: Vec<_> = happened(&house, "wang").await.into_iter().skip(1).collect();
        let because = |kind: &str| (kind.to_owned(), "轮岗".to_owned());
        assert_eq!(kinds, ["details_changed", "details_changed", "roles_changed"].map(because));
        // The password and the last sign-in are what they were.
        let kept = account(&house, "wang").await;
        assert_eq!(kept.signed_in_at, Some(morning().recorded_at));
        sign_in(&house, morning(), "wang", PASSWORD).await.unwrap();
    });
}

#[test]
fn a_unit_the_organ_no_longer_lists_stays_until_another_is_chosen() {
    on_sqlite(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let admin = house.on(&house.staff.admin, DAY);
        let mut profile = house.app.organ(ORGAN).await.unwrap();
        profile.units = vec!["办公室".to_owned()];
        house.app.change_settings(&admin, &profile).await.unwrap();
        house.app.change_user(&admin, "wang", "新名称", &[Role::DisclosureOfficer], "规划处").await.unwrap();
        let refused = house.app.change_user(&admin, "wang", " ", &[], "没有的处").await.unwrap_err();
        assert_eq!(fields(refused), ["name", "roles", "unit"]);
        let nobody = house.app.change_user(&admin, "nobody", "新", &[Role::Leader], "").await.unwrap_err();
        assert!(matches!(nobody, AppError::NotFound { .. }), "{nobody}");
    });
}

#[test]
fn a_closed_account_is_out_at_once_and_comes_back_with_what_it_had() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let token = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().token;
        let admin = house.on(&house.staff.admin, DAY).because("调离");
        house.app.close_user(&admin, "wang").await.unwrap();
        assert!(!lives(&house, morning(), &token).await);
        assert!(matches!(sign_in(&house, morning(), "wang", PASSWORD).await, Err(AppError::SignInFailed)));
        assert!(matches!(house.app.actor(ORGAN, "wang").await, Err(AppError::NotFound { .. })));
        let twice = house.app.close_user(&admin, "wang").await.unwrap_err();
        assert!(matches!(twice, AppError::NotNow(_)), "{twice}");
        house.app.reopen_user(&admin.because("调回"), "wang").await.unwrap();
        assert!(!lives(&house, morning(), &token).await, "a session that was ended stays so");
        let back = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap();
        assert!(back.session.actor.holds(Role::DisclosureOfficer));
        assert!(house.app.reopen_user(&admin, "wang").await.is_err());
        let kinds: Vec<_> = happened(&house, "wang").await.into_iter().skip(1).collect();
        let expected = [("account_closed", "调离"), ("account_reopened", "调回")];
        assert_eq!(kinds, expected.map(|(kind, reason)| (kind.to_owned(), reason.to_owned())));
    });
}

#[test]
fn a_password_that_was_reset_ends_every_session_and_nobody_resets_their_own() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let token = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().token;
        let admin = house.on(&house.staff.admin, DAY);
        assert_eq!(fields(house.app.reset_password(&admin, "wang", "wang").await.unwrap_err()), ["new", "new"]);
        assert!(lives(&house, morning(), &token).await);
        house.app.reset_password(&admin, "wang", ANOTHER).await.unwrap();
        assert!(!lives(&house, morning(), &token).await);
        sign_in(&house, morning(), "wang", ANOTHER).await.unwrap();
        assert_eq!(happened(&house, "wang").await[1].0, "password_reset");
        add(&house, "boss", &[Role::Administrator]).await;
        let boss = house.app.actor(ORGAN, "boss").await.unwrap();
        let own = house.app.reset_password(&house.on(&boss, DAY), "boss", ANOTHER).await.unwrap_err();
        assert!(matches!(own, AppError::NotNow(_)), "{own}");
        let nobody = house.app.reset_password(&admin, "nobody", ANOTHER).await.unwrap_err();
        assert!(matches!(nobody, AppError::NotFound { .. }), "{nobody}");
    });
}

#[test]
fn the_last_active_administrator_stays_one_and_nobody_closes_themselves() {
    on_both(|house| async move {
        for login in ["boss", "deputy"] {
            add(&house, login, &[Role::Administrator]).await;
        }
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let boss = house.app.actor(ORGAN, "boss").await.unwrap();
        let (boss, console) = (house.on(&boss, DAY), Actor::console(ORGAN));
        let console = house.on(&console, DAY);
        let refused = house.app.close_user(&boss, "boss").await.unwrap_err();
        assert!(matches!(&refused, AppError::NotNow(why) if why.contains("自己")), "{refused}");
        house.app.close_user(&boss, "deputy").await.unwrap();
        // A closed administrator does not count.
        let refused = house.app.close_user(&console, "boss").await.unwrap_err();
        assert!(matches!(&refused, AppError::NotNow(why) if why.contains("最后一位")), "{refused}");
        let demoted = house.app.change_user(&boss, "boss", "", &[Role::Leader], "没有的处").await.unwrap_err();
        assert_eq!(fields(demoted), ["name", "unit", "roles"]);
        house.app.change_user(&boss, "boss", "管", &[Role::Leader, Role::Administrator], "").await.unwrap();
        house.app.close_user(&boss, "wang").await.unwrap();
        house.app.reopen_user(&boss, "deputy").await.unwrap();
        house.app.change_user(&boss, "boss", "管", &[Role::Leader], "").await.unwrap();
        assert!(house.app.close_user(&console, "deputy").await.is_err());
    });
}

#[test]
fn of_two_administrators_who_take_the_role_from_each_other_at_once_one_stays() {
    on_both(|house| async move {
        for login in ["boss", "deputy"] {
            add(&house, login, &[Role::Administrator]).await;
        }
        let boss = house.app.actor(ORGAN, "boss").await.unwrap();
        let deputy = house.app.actor(ORGAN, "deputy").await.unwrap();
        let (by_boss, by_deputy) = (house.on(&boss, DAY), house.on(&deputy, DAY));
        let (one, other) =
            tokio::join!(house.app.close_user(&by_boss, "deputy"), house.app.close_user(&by_deputy, "boss"));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    });
}

#[test]
fn what_happened_to_accounts_survives_a_rebuild() {
    on_sqlite(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let admin = house.on(&house.staff.admin, DAY);
        house.app.change_user(&admin, "wang", "改名", &[Role::Leader], "").await.unwrap();
        house.app.reset_password(&admin, "wang", ANOTHER).await.unwrap();
        house.app.close_user(&admin, "wang").await.unwrap();
        house.app.reopen_user(&admin, "wang").await.unwrap();
        let token = sign_in(&house, morning(), "wang", ANOTHER).await.unwrap().token;
        let console = Actor::console(app::PLATFORM);
        assert!(house.app.rebuild(&house.on(&console, DAY)).await.unwrap().unchanged);
        assert!(lives(&house, morning(), &token).await);
        for (kind, _) in happened(&house, "wang").await {
            assert_ne!(app::event_names::event_name(&kind), "其他办理", "{kind}");
        }
    });
}

/// A record that is started and holds no organ.
async fn blank(folder: &tempfile::TempDir) -> app::App {
    let store = Store::open(&store::Address::Folder(folder.path().join("data"))).await.unwrap();
    let app = app_over(store, None);
    app.start(morning()).await.unwrap();
    app
}

const ADMIN: NewUser<'_> =
    NewUser { login: "guanli", name: "管理员", roles: &[Role::Administrator], unit: "", password: PASSWORD };

#[test]
fn the_first_start_founds_the_organ_and_its_administrator_once() {
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let app = blank(&folder).await;
        let profile = OrganProfile::new("某机关", "某");
        app.set_up(morning(), "MOU", &profile, &ADMIN).await.unwrap();
        assert_eq!(app.organs().await.unwrap(), ["MOU"]);
        assert_eq!(app.organ("MOU").await.unwrap(), profile);
        let signed_in = app.sign_in(morning(), "MOU", "guanli", PASSWORD, "").await.unwrap();
        let users = app.users(&Occasion::now(&signed_in.session.actor, morning())).await.unwrap();
        assert_eq!(users.len(), 1);
        assert!(app.demo_accounts("MOU").await.unwrap().is_empty());
        // The second time it is refused whatever is filled in.
        for (code, profile) in [("MOU", &profile), ("OTHER", &profile), ("", &OrganProfile::new("", ""))] {
            let refused = app.set_up(morning(), code, profile, &ADMIN).await.unwrap_err();
            assert!(matches!(refused, AppError::NotNow(_)), "{refused}");
        }
        assert_eq!(app.organs().await.unwrap(), ["MOU"]);
        let console = Actor::console(app::PLATFORM);
        assert!(app.verify(&Occasion::now(&console, morning()), true).await.unwrap().is_ok());
        assert!(app.rebuild(&Occasion::now(&console, morning())).await.unwrap().unchanged);
    });
}

#[test]
fn the_first_start_tells_all_faults_at_once_and_then_leaves_nothing() {
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let app = blank(&folder).await;
        let admin = NewUser { login: "a b", name: "", roles: &[Role::Leader], unit: "没有的处", password: "short" };
        let refused = app.set_up(morning(), "某", &OrganProfile::new("", ""), &admin).await.unwrap_err();
        let expected =
            ["code", "name", "short", "admin.login", "admin.name", "admin.password", "admin.unit", "admin.roles"];
        assert_eq!(fields(refused), expected);
        let no_roles = NewUser { roles: &[], ..ADMIN };
        let refused = app.set_up(morning(), "MOU", &OrganProfile::new("某机关", "某"), &no_roles).await.unwrap_err();
        assert_eq!(fields(refused), ["admin.roles"]);
        assert_eq!(app.organs().await.unwrap(), Vec::<String>::new());
        assert!(app.store().find::<Account>("MOU", &"guanli".to_owned()).await.unwrap().is_none());
    });
}

#[test]
fn of_two_first_starts_at_once_one_is_refused() {
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let app = blank(&folder).await;
        let profile = OrganProfile::new("某机关", "某");
        let (one, other) = tokio::join!(
            app.set_up(morning(), "ONE", &profile, &ADMIN),
            app.set_up(morning(), "OTHER", &profile, &ADMIN)
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(app.organs().await.unwrap().len(), 1);
    });
}

#[test]
fn a_password_changed_while_the_old_one_is_checked_lets_nobody_in() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let admin = house.on(&house.staff.admin, DAY);
        let (signed_in, reset) = tokio::join!(
            sign_in(&house, morning(), "wang", PASSWORD),
            house.app.reset_password(&admin, "wang", ANOTHER)
        );
        reset.unwrap();
        // Whichever came first, what the old password opened does not outlive it.
        if let Ok(signed_in) = signed_in {
            assert!(!lives(&house, Moment::at(signed_in.session.made_at), &signed_in.token).await);
        }
        assert!(house.app.revoke_session(&admin, Uuid::from_u128(1)).await.is_err());
    });
}
