//! Signing in, and who a request then comes from.

use app::account::{IDLE_LIMIT, LONGEST_SESSION};
use app::{Actor, AppError, Moment, NewUser, Occasion, OrganProfile, PLATFORM, Role, SignedIn};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use store::SessionRow;

use crate::house::{House, ORGAN, on_both, on_sqlite};

pub const DAY: Date = date(2026, 6, 1);
pub const PASSWORD: &str = "correct horse battery";

/// Opens an account with the password of all tests.
pub async fn add(house: &House, login: &str, roles: &[Role]) {
    let user = NewUser { login, name: "某岗位", roles, unit: "规划处", password: PASSWORD };
    house.app.add_user(&house.on(&Actor::console(ORGAN), DAY), &user).await.unwrap();
}

/// Nine in the morning of the day.
pub fn morning() -> Moment {
    Moment::on(DAY, 9 * 3600)
}

pub fn after(moment: Moment, time: SignedDuration) -> Moment {
    Moment::at(moment.recorded_at.checked_add(time).unwrap())
}

pub async fn sign_in(house: &House, at: Moment, login: &str, password: &str) -> Result<SignedIn, AppError> {
    house.app.sign_in(at, ORGAN, login, password, "某浏览器 1.0").await
}

pub async fn lives(house: &House, at: Moment, token: &str) -> bool {
    house.app.session(at, token).await.unwrap().is_some()
}

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

#[test]
fn whoever_signs_in_is_known_by_the_token_with_their_roles_and_unit() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer, Role::ReportEditor]).await;
        let signed_in = sign_in(&house, morning(), " wang ", PASSWORD).await.unwrap();
        let (organ, secret) = signed_in.token.rsplit_once('.').unwrap();
        assert_eq!((organ, secret.len()), (ORGAN, 64));
        let session = house.app.session(morning(), &signed_in.token).await.unwrap().unwrap();
        assert_eq!(session, signed_in.session);
        assert_eq!(session.actor, house.app.actor(ORGAN, "wang").await.unwrap());
        assert_eq!(session.unit.as_deref(), Some("规划处"));
        assert_eq!(session.made_at, morning().recorded_at);
        let users = house.app.users(&house.on(&house.staff.admin, DAY)).await.unwrap();
        assert_eq!(users[0].signed_in_at, Some(morning().recorded_at));
        // What is kept does not open it, and nothing shown by debugging does.
        let row = &house.app.store().read().await.unwrap().list::<SessionRow>(ORGAN).await.unwrap()[0];
        assert!(!lives(&house, morning(), &format!("{ORGAN}.{}", row.token)).await);
        let shown = format!("{signed_in:?} {session:?}");
        assert!(!shown.contains(secret) && !shown.contains(&session.csrf), "{shown}");
    });
}

#[test]
fn an_unknown_login_a_closed_account_and_a_wrong_password_are_told_alike() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        add(&house, "gone", &[Role::DisclosureOfficer]).await;
        house.app.close_user(&house.on(&house.staff.admin, DAY), "gone").await.unwrap();
        let tried = [
            (ORGAN, "wang", "correct horse batterz"),
            (ORGAN, "wang", ""),
            (ORGAN, "gone", PASSWORD),
            (ORGAN, "nobody", PASSWORD),
            (ORGAN, "", PASSWORD),
            (ORGAN, "wa\0ng", PASSWORD),
            ("OTHER", "wang", PASSWORD),
            (PLATFORM, "console", PASSWORD),
            ("没有\0的机关", "wang", PASSWORD),
        ];
        let mut told = std::collections::BTreeSet::new();
        for (organ, login, password) in tried {
            let refused = house.app.sign_in(morning(), organ, login, password, "").await.unwrap_err();
            assert!(matches!(refused, AppError::SignInFailed), "{organ} {login}: {refused}");
            told.insert((refused.to_string(), refused.hint()));
        }
        assert_eq!(told.len(), 1);
        assert!(house.app.store().read().await.unwrap().list::<SessionRow>(ORGAN).await.unwrap().is_empty());
    });
}

#[test]
fn what_the_browser_says_of_itself_is_cut_and_cleaned() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let agent = format!("浏览器\0\n{}", "长".repeat(500));
        house.app.sign_in(morning(), ORGAN, "wang", PASSWORD, &agent).await.unwrap();
        let actor = house.app.actor(ORGAN, "wang").await.unwrap();
        let listed = house.app.sessions(&Occasion::now(&actor, morning())).await.unwrap();
        assert_eq!(listed[0].agent, format!("浏览器{}", "长".repeat(197)));
    });
}

#[test]
fn a_session_unused_for_the_idle_limit_ends_and_use_keeps_it_alive() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let token = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().token;
        assert!(!lives(&house, after(morning(), IDLE_LIMIT), &token).await);
        let shortly_before = after(morning(), IDLE_LIMIT - minutes(1));
        assert!(lives(&house, shortly_before, &token).await);
        assert!(lives(&house, after(shortly_before, IDLE_LIMIT - minutes(1)), &token).await);
    });
}

#[test]
fn a_session_ends_at_its_longest_however_much_it_is_used() {
    on_sqlite(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let token = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().token;
        let mut now = morning();
        let end = after(morning(), LONGEST_SESSION);
        while now.recorded_at < end.recorded_at {
            assert!(lives(&house, now, &token).await, "{now:?}");
            now = after(now, minutes(4 * 60));
        }
        assert_eq!(now, end);
        assert!(!lives(&house, end, &token).await);
        // The next to sign in sweeps what has ended.
        sign_in(&house, end, "wang", PASSWORD).await.unwrap();
        assert_eq!(house.app.store().read().await.unwrap().list::<SessionRow>(ORGAN).await.unwrap().len(), 1);
    });
}

#[test]
fn the_last_use_is_noted_every_five_minutes_at_most() {
    on_sqlite(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let token = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().token;
        let noted = async |count| -> Timestamp {
            let at = after(morning(), minutes(count));
            let session = house.app.session(at, &token).await.unwrap().unwrap();
            let row = house.app.store().read().await.unwrap().list::<SessionRow>(ORGAN).await.unwrap().remove(0);
            assert_eq!(row.seen_at, session.seen_at);
            row.seen_at
        };
        assert_eq!(noted(4).await, morning().recorded_at);
        assert_eq!(noted(5).await, after(morning(), minutes(5)).recorded_at);
        assert_eq!(noted(9).await, after(morning(), minutes(5)).recorded_at);
        assert_eq!(noted(60).await, after(morning(), minutes(60)).recorded_at);
    });
}

#[test]
fn what_forms_carry_differs_from_session_to_session() {
    on_sqlite(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let first = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap();
        let second = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap();
        assert_ne!(first.token, second.token);
        assert_ne!(first.session.id, second.session.id);
        let (ours, theirs) = (&first.session.csrf, &second.session.csrf);
        assert!(first.session.csrf_fits(ours));
        for wrong in [theirs.as_str(), "", &ours[1..], &ours.to_uppercase(), &format!("{ours}0")] {
            assert!(!first.session.csrf_fits(wrong), "{wrong}");
        }
        // It is the session's for as long as that lasts, and after signing in again another.
        let later = house.app.session(after(morning(), minutes(90)), &first.token).await.unwrap().unwrap();
        assert_eq!(&later.csrf, ours);
        house.app.sign_out(&first.token).await.unwrap();
        let again = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap();
        assert!(!again.session.csrf_fits(ours));
    });
}

#[test]
fn a_session_signed_out_is_gone_and_signing_out_twice_or_of_nothing_is_harmless() {
    on_both(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let kept = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().token;
        let token = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().token;
        for gone in [token.as_str(), &token, "", "CYP.", "无"] {
            house.app.sign_out(gone).await.unwrap();
        }
        assert!(!lives(&house, morning(), &token).await);
        assert!(lives(&house, morning(), &kept).await);
    });
}

#[test]
fn one_ends_one_s_own_sessions_an_administrator_those_of_the_organ_and_nobody_another_organ_s() {
    on_both(|house| async move {
        let console = Actor::console(PLATFORM);
        let other = OrganProfile::new("另一机关", "另");
        house.app.found_organ(&house.on(&console, DAY), "OTHER", &other).await.unwrap();
        let strangers =
            NewUser { login: "boss", name: "管", roles: &[Role::Administrator], unit: "", password: PASSWORD };
        house.app.add_user(&house.on(&Actor::console("OTHER"), DAY), &strangers).await.unwrap();
        let elsewhere = house.app.sign_in(morning(), "OTHER", "boss", PASSWORD, "").await.unwrap();
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        add(&house, "boss", &[Role::Administrator]).await;
        let mine = [(); 3].map(|()| sign_in(&house, morning(), "wang", PASSWORD));
        let mut wangs = Vec::new();
        for session in mine {
            wangs.push(session.await.unwrap());
        }
        let boss = sign_in(&house, morning(), "boss", PASSWORD).await.unwrap();
        let (wang, admin) = (&wangs[0].session.actor, &boss.session.actor);
        let (wang, admin) = (Occasion::now(wang, morning()), Occasion::now(admin, morning()));
        let stranger = Occasion::now(&elsewhere.session.actor, morning());

        let listed = house.app.sessions(&wang).await.unwrap();
        let mut ids: Vec<_> = listed.iter().map(|session| session.id).collect();
        ids.sort();
        assert_eq!(ids, wangs.iter().map(|one| one.session.id).collect::<Vec<_>>());
        assert_eq!(house.app.user_sessions(&admin, "wang").await.unwrap(), listed);
        assert!(matches!(house.app.user_sessions(&admin, "none").await, Err(AppError::NotFound { .. })));
        // The same login elsewhere shares nothing, and another organ's administrator sees and ends nothing here.
        assert_eq!(house.app.sessions(&stranger).await.unwrap().len(), 1);
        for answer in [
            house.app.sessions(&stranger.for_organ(ORGAN)).await.map(drop),
            house.app.user_sessions(&stranger.for_organ(ORGAN), "wang").await.map(drop),
            house.app.revoke_session(&stranger.for_organ(ORGAN), wangs[0].session.id).await,
        ] {
            assert!(matches!(answer, Err(AppError::Denied(_))), "{answer:?}");
        }
        for (occasion, id) in [(&stranger, wangs[0].session.id), (&wang, boss.session.id)] {
            let refused = house.app.revoke_session(occasion, id).await.unwrap_err();
            assert!(matches!(refused, AppError::NotFound { .. }), "{refused}");
        }
        house.app.revoke_session(&wang, wangs[1].session.id).await.unwrap();
        house.app.revoke_session(&admin, wangs[2].session.id).await.unwrap();
        let mut alive = Vec::new();
        for one in wangs.iter().chain([&boss, &elsewhere]) {
            alive.push(lives(&house, morning(), &one.token).await);
        }
        assert_eq!(alive, [true, false, false, true, true]);
    });
}

#[test]
fn what_has_ended_by_itself_is_not_listed() {
    on_sqlite(|house| async move {
        add(&house, "wang", &[Role::DisclosureOfficer]).await;
        let session = sign_in(&house, morning(), "wang", PASSWORD).await.unwrap().session;
        let at = |time| Occasion::now(&session.actor, after(morning(), time));
        assert_eq!(house.app.sessions(&at(IDLE_LIMIT - minutes(1))).await.unwrap().len(), 1);
        assert_eq!(house.app.sessions(&at(IDLE_LIMIT)).await.unwrap(), []);
    });
}
