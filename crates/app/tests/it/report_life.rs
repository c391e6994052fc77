//! A report after its figures are counted: written by two, frozen, signed, handed in, published, corrected.

use annual_report::{Narrative, Severity};
use app::{AppError, ReportAct, ReportStatus, WhoActs};
use jiff::civil::{Date, date};
use law::application::{Act, Amendment, ApplicantKind};
use law::outcome::Outcome;

use crate::house::{Answer, House, on_both, on_sqlite};

const PAGE: &str = "https://www.example.com/2021/report.html";

fn texts(overview: &str) -> Narrative {
    Narrative { overview: overview.to_owned(), problems: "存在问题".to_owned(), other: "无".to_owned() }
}

/// One application of 2021, answered.
async fn small_year(house: &House) -> uuid::Uuid {
    let case = house.registered(date(2021, 3, 1)).await;
    house.answer(date(2021, 3, 16), case, &Answer::of(Outcome::G2)).await;
    case
}

async fn status(house: &House) -> ReportStatus {
    let head = house.on(&house.staff.head, date(2026, 1, 1));
    house.app.report_year(&head, 2021).await.unwrap().status
}

fn not_now(refused: AppError) -> String {
    assert!(matches!(refused, AppError::NotNow(_)), "{refused}");
    refused.to_string()
}

fn fields(refused: AppError) -> Vec<String> {
    let AppError::Invalid(faults) = refused else { panic!("{refused}") };
    faults.0.into_iter().map(|fault| fault.field).collect()
}

#[test]
fn a_report_is_frozen_signed_handed_in_and_published_in_order_and_each_step_is_kept() {
    on_both(|house| async move {
        small_year(&house).await;
        let editor = |day: Date| house.on(&house.staff.editor, day);
        let leader = |day: Date| house.on(&house.staff.leader, day);
        assert_eq!(status(&house).await, ReportStatus::Draft);
        not_now(house.app.sign_report(&leader(date(2022, 1, 10)), 2021).await.unwrap_err());
        not_now(house.app.publish_report(&editor(date(2022, 1, 10)), 2021, PAGE).await.unwrap_err());
        house.app.write_narrative(&editor(date(2022, 1, 10)), 2021, &texts("总体情况")).await.unwrap();
        let frozen = house.app.freeze(&editor(date(2022, 1, 12)), 2021).await.unwrap();
        assert_eq!((frozen.no, status(&house).await), (1, ReportStatus::Frozen));
        let unsigned = not_now(house.app.publish_report(&editor(date(2022, 1, 12)), 2021, PAGE).await.unwrap_err());
        assert!(unsigned.contains("签署"), "{unsigned}");
        let early = house.app.sign_report(&leader(date(2022, 1, 13)).on(date(2022, 1, 11)), 2021).await;
        assert_eq!(fields(early.unwrap_err()), ["on"]);
        let late = house.app.sign_report(&leader(date(2022, 1, 13)).on(date(2022, 1, 14)), 2021).await;
        assert_eq!(fields(late.unwrap_err()), ["on"]);
        house.app.sign_report(&leader(date(2022, 1, 14)).on(date(2022, 1, 13)), 2021).await.unwrap();
        not_now(house.app.sign_report(&leader(date(2022, 1, 14)), 2021).await.unwrap_err());
        let nowhere = house.app.submit_report(&editor(date(2022, 1, 17)), 2021, " ").await;
        assert_eq!(fields(nowhere.unwrap_err()), ["to"]);
        house.app.submit_report(&editor(date(2022, 1, 17)), 2021, "区政府办公室").await.unwrap();
        assert_eq!(status(&house).await, ReportStatus::Submitted);
        let wrong = house.app.publish_report(&editor(date(2022, 1, 20)), 2021, "www.example.com").await;
        assert_eq!(fields(wrong.unwrap_err()), ["address"]);
        house.app.publish_report(&editor(date(2022, 1, 20)), 2021, &format!(" {PAGE} ")).await.unwrap();
        // A slip in the address is put right by another entry, with its reason.
        let again = house.app.publish_report(&editor(date(2022, 1, 21)), 2021, PAGE).await;
        assert_eq!(fields(again.unwrap_err()), ["reason"]);
        let moved = editor(date(2022, 1, 21)).because("网站改版，网址变动");
        house.app.publish_report(&moved, 2021, &format!("{PAGE}?new")).await.unwrap();

        let shown = house.app.report_year(&editor(date(2022, 2, 1)), 2021).await.unwrap();
        assert_eq!((shown.status, shown.seq), (ReportStatus::Published, 6));
        assert_eq!(shown.due.unwrap().value.due, date(2022, 1, 31));
        let [version] = shown.versions.as_slice() else { panic!("{:?}", shown.versions) };
        assert_eq!((version.no, &version.digest, version.corrects.is_none()), (1, &frozen.digest, true));
        let signed = version.signed.as_ref().unwrap();
        assert_eq!((signed.by.as_str(), signed.on), ("leader", date(2022, 1, 13)));
        let submitted = version.submitted.as_ref().unwrap();
        assert_eq!((submitted.to.as_str(), submitted.mark.on), ("区政府办公室", date(2022, 1, 17)));
        let published = version.published.as_ref().unwrap();
        assert_eq!((published.address.as_str(), published.mark.on), (&*format!("{PAGE}?new"), date(2022, 1, 21)));
        let done: Vec<&str> = shown.history.iter().map(|done| done.what).collect();
        assert_eq!(
            done,
            ["撰写年度报告", "定稿年度报告", "签署年度报告", "报送年度报告", "公布年度报告", "公布年度报告"]
        );
        let rebuilt = house.app.rebuild(&house.on(&house.staff.admin, date(2022, 2, 1))).await.unwrap();
        assert!(rebuilt.unchanged);
    });
}

#[test]
fn nobody_signs_the_report_they_froze() {
    on_sqlite(|house| async move {
        small_year(&house).await;
        let head = |day: Date| house.on(&house.staff.head, day);
        house.app.freeze(&head(date(2022, 1, 12)), 2021).await.unwrap();
        let refused = house.app.sign_report(&head(date(2022, 1, 13)), 2021).await.unwrap_err();
        assert!(matches!(refused, AppError::Denied(_)) && refused.who_acts() == WhoActs::Officer, "{refused}");
        let editor = house.on(&house.staff.editor, date(2022, 1, 13));
        assert!(matches!(house.app.sign_report(&editor, 2021).await, Err(AppError::Denied(_))));
        // What the page shows as open is what the use cases take.
        let steps = |shown: app::ReportYear| {
            let open = shown.steps.into_iter().filter(|step| step.obstacle.is_none()).map(|step| step.act);
            open.collect::<Vec<_>>()
        };
        let shown = house.app.report_year(&head(date(2022, 1, 13)), 2021).await.unwrap();
        let sign = shown.steps.iter().find(|step| step.act == ReportAct::Sign).unwrap();
        assert!(sign.obstacle.as_ref().unwrap().contains("不能由提出的人自己办理"));
        assert_eq!(steps(shown), [ReportAct::BeginCorrection]);
        let leader = house.on(&house.staff.leader, date(2022, 1, 13));
        assert_eq!(steps(house.app.report_year(&leader, 2021).await.unwrap()), [ReportAct::Sign]);
        house.app.sign_report(&leader, 2021).await.unwrap();
    });
}

#[test]
fn a_published_report_is_corrected_as_a_second_version_and_the_first_stays_whole() {
    on_both(|house| async move {
        let case = small_year(&house).await;
        let editor = |day: Date| house.on(&house.staff.editor, day);
        let leader = |day: Date| house.on(&house.staff.leader, day);
        house.app.write_narrative(&editor(date(2022, 1, 10)), 2021, &texts("第一版")).await.unwrap();
        let first = house.app.freeze(&editor(date(2022, 1, 12)), 2021).await.unwrap();
        house.app.sign_report(&leader(date(2022, 1, 13)), 2021).await.unwrap();
        house.app.publish_report(&editor(date(2022, 1, 20)), 2021, PAGE).await.unwrap();
        // The applicant was in truth a company.
        let kind = Act::CorrectEntry {
            amendment: Amendment::ApplicantKind { to: ApplicantKind::Enterprise },
            reason: "营业执照漏看".to_owned(),
        };
        house.officer(date(2022, 2, 7), case, kind).await;
        not_now(house.app.write_narrative(&editor(date(2022, 2, 8)), 2021, &texts("改")).await.unwrap_err());
        let why = house.app.begin_correction(&editor(date(2022, 2, 8)), 2021).await;
        assert_eq!(fields(why.unwrap_err()), ["reason"]);
        let because = |day| editor(day).because("申请人类别登记有误");
        house.app.begin_correction(&because(date(2022, 2, 8)), 2021).await.unwrap();
        assert_eq!(status(&house).await, ReportStatus::Correcting);
        not_now(house.app.begin_correction(&because(date(2022, 2, 8)), 2021).await.unwrap_err());
        not_now(house.app.sign_report(&leader(date(2022, 2, 8)), 2021).await.unwrap_err());
        not_now(house.app.publish_report(&because(date(2022, 2, 8)), 2021, PAGE).await.unwrap_err());
        // What was published stands while the next version is made.
        assert_eq!(house.app.frozen(&editor(date(2022, 2, 8)), 2021).await.unwrap().unwrap().digest, first.digest);
        house.app.write_narrative(&editor(date(2022, 2, 9)), 2021, &texts("第二版")).await.unwrap();
        let second = house.app.freeze(&editor(date(2022, 2, 10)), 2021).await.unwrap();
        assert_eq!((second.no, status(&house).await), (2, ReportStatus::Frozen));

        let shown = house.app.report_year(&editor(date(2022, 2, 11)), 2021).await.unwrap();
        let [one, two] = shown.versions.as_slice() else { panic!("{:?}", shown.versions) };
        assert!(one.signed.is_some() && one.published.is_some() && one.corrects.is_none());
        assert!(two.signed.is_none() && two.published.is_none());
        let corrects = two.corrects.as_ref().unwrap();
        assert_eq!((corrects.because.as_str(), corrects.mark.on), ("申请人类别登记有误", date(2022, 2, 8)));
        let read = async |no| house.app.frozen_version(&editor(date(2022, 2, 11)), 2021, no).await;
        let (kept, new) = (read(1).await.unwrap(), read(2).await.unwrap());
        assert_eq!((kept.frozen, kept.digest), (first.frozen, first.digest));
        assert_eq!(new.frozen, second.frozen);
        assert_eq!(new.frozen.report.narrative.overview, "第二版");
        assert!(matches!(read(3).await, Err(AppError::NotFound { .. })));
        let changes = house.app.difference_of_versions(&editor(date(2022, 2, 11)), 2021, 1, 2).await.unwrap();
        assert!(changes.iter().any(|change| change.path.to_string() == "applications.new.commercial"));
        assert_eq!(house.app.difference(&editor(date(2022, 2, 11)), 2021).await.unwrap(), []);

        house.app.sign_report(&leader(date(2022, 2, 14)), 2021).await.unwrap();
        house.app.publish_report(&editor(date(2022, 2, 15)), 2021, &format!("{PAGE}#2")).await.unwrap();
        let shown = house.app.report_year(&editor(date(2022, 2, 16)), 2021).await.unwrap();
        let addresses: Vec<_> =
            shown.versions.iter().map(|version| version.published.as_ref().unwrap().address.as_str()).collect();
        assert_eq!(addresses, [PAGE, &format!("{PAGE}#2")]);
        assert!(house.app.rebuild(&house.on(&house.staff.admin, date(2022, 3, 1))).await.unwrap().unchanged);
        assert!(house.app.store().verify_files(None).await.unwrap() >= 2);
    });
}

#[test]
fn a_correction_begins_with_the_text_as_it_was_made_known_and_can_be_given_up() {
    on_sqlite(|house| async move {
        small_year(&house).await;
        let editor = |day: Date| house.on(&house.staff.editor, day).because("核对");
        // Nobody wrote: it was frozen with the draft of that day.
        let frozen = house.app.freeze(&editor(date(2022, 1, 12)), 2021).await.unwrap();
        house.app.begin_correction(&editor(date(2022, 2, 8)), 2021).await.unwrap();
        let under_way = house.app.report_year(&editor(date(2022, 2, 8)), 2021).await.unwrap();
        assert_eq!(under_way.narrative.as_ref(), Some(&frozen.frozen.report.narrative));
        assert_eq!(under_way.correcting.unwrap().no, 2);
        house.app.write_narrative(&editor(date(2022, 2, 9)), 2021, &texts("改")).await.unwrap();
        house.app.give_up_correction(&editor(date(2022, 2, 10)), 2021).await.unwrap();
        let after = house.app.report_year(&editor(date(2022, 2, 10)), 2021).await.unwrap();
        assert_eq!((after.status, after.narrative, after.versions.len()), (ReportStatus::Frozen, None, 1));
        not_now(house.app.give_up_correction(&editor(date(2022, 2, 10)), 2021).await.unwrap_err());
        house.app.begin_correction(&editor(date(2022, 2, 11)), 2021).await.unwrap();
        let second = house.app.freeze(&editor(date(2022, 2, 11)), 2021).await.unwrap();
        assert_eq!((second.no, second.frozen.report.narrative), (2, frozen.frozen.report.narrative));
    });
}

#[test]
fn of_two_editors_the_second_is_told_and_nothing_is_lost() {
    on_both(|house| async move {
        small_year(&house).await;
        let editor = |day: Date| house.on(&house.staff.editor, day);
        let day = date(2022, 1, 10);
        let seen = house.app.report_year(&editor(day), 2021).await.unwrap().seq;
        assert_eq!(seen, 0);
        house.app.write_narrative(&editor(day).having_seen(seen), 2021, &texts("先写的")).await.unwrap();
        let head = house.on(&house.staff.head, day).having_seen(seen);
        let refused = house.app.write_narrative(&head, 2021, &texts("后写的")).await.unwrap_err();
        let AppError::Overtaken(done) = &refused else { panic!("{refused}") };
        assert_eq!((done[0].actor.as_str(), done[0].what.as_str()), ("editor", "撰写年度报告"));
        let kept = house.app.report_year(&editor(day), 2021).await.unwrap();
        assert_eq!((kept.narrative.unwrap().overview.as_str(), kept.seq), ("先写的", 1));
        // Having seen it, the second writes.
        house.app.write_narrative(&head.having_seen(1), 2021, &texts("合并的")).await.unwrap();
        // Nobody freezes or signs what they have not seen.
        let stale = house.app.freeze(&editor(date(2022, 1, 12)).having_seen(1), 2021).await.unwrap_err();
        assert!(matches!(stale, AppError::Overtaken(_)), "{stale}");
        house.app.freeze(&editor(date(2022, 1, 12)).having_seen(2), 2021).await.unwrap();
        let leader = house.on(&house.staff.leader, date(2022, 1, 12));
        assert!(matches!(house.app.sign_report(&leader.having_seen(2), 2021).await, Err(AppError::Overtaken(_))));
        house.app.sign_report(&leader.having_seen(3), 2021).await.unwrap();
    });
}

#[test]
fn two_who_write_at_the_same_moment_are_told_apart() {
    on_both(|house| async move {
        small_year(&house).await;
        let day = date(2022, 1, 10);
        let (editor, head) = (house.on(&house.staff.editor, day), house.on(&house.staff.head, day));
        let (editor, head) = (editor.having_seen(0), head.having_seen(0));
        let (one, two) = (texts("甲"), texts("乙"));
        let both =
            tokio::join!(house.app.write_narrative(&editor, 2021, &one), house.app.write_narrative(&head, 2021, &two));
        let failed = match both {
            (Ok(()), Err(failed)) | (Err(failed), Ok(())) => failed,
            both => panic!("{both:?}"),
        };
        assert!(matches!(failed, AppError::Overtaken(_)), "{failed}");
        assert_eq!(house.app.report_year(&editor, 2021).await.unwrap().seq, 1);
    });
}

#[test]
fn a_blank_section_is_a_remark_when_freezing_and_a_wrong_number_in_the_text_too() {
    on_sqlite(|house| async move {
        small_year(&house).await;
        let editor = |day: Date| house.on(&house.staff.editor, day);
        let narrative = Narrative {
            overview: "全年共收到政府信息公开申请2件。".to_owned(),
            problems: " ".to_owned(),
            other: "发出收费通知0件。".to_owned(),
        };
        house.app.write_narrative(&editor(date(2022, 1, 10)), 2021, &narrative).await.unwrap();
        let frozen = house.app.freeze(&editor(date(2022, 1, 12)), 2021).await.unwrap();
        let remarks: Vec<_> = frozen.remarks.iter().map(|remark| (remark.rule, remark.severity)).collect();
        assert_eq!(remarks, [("TEXT-NEW", Severity::Warning), ("TEXT-EMPTY", Severity::Warning)]);
    });
}

#[test]
fn every_year_the_record_knows_is_listed_with_how_far_its_report_is() {
    on_both(|house| async move {
        let editor = |day: Date| house.on(&house.staff.editor, day);
        let listed = async |day| {
            let years = house.app.report_years(&editor(day)).await.unwrap();
            years.into_iter().map(|year| (year.year, year.status, year.versions, year.overdue)).collect::<Vec<_>>()
        };
        use ReportStatus::{Draft, Published, Signed};
        assert_eq!(listed(date(2021, 2, 1)).await, [(2021, Draft, 0, false)]);
        small_year(&house).await;
        house.app.write_narrative(&editor(date(2021, 6, 1)), 2019, &texts("补录")).await.unwrap();
        house.app.freeze(&editor(date(2022, 1, 12)), 2021).await.unwrap();
        house.app.sign_report(&house.on(&house.staff.leader, date(2022, 1, 13)), 2021).await.unwrap();
        let day = date(2023, 3, 1);
        let expected =
            [(2023, Draft, 0, false), (2022, Draft, 0, true), (2021, Signed, 1, true), (2019, Draft, 0, true)];
        assert_eq!(listed(day).await, expected);
        house.app.publish_report(&editor(day), 2021, PAGE).await.unwrap();
        assert_eq!(listed(day).await[2], (2021, Published, 1, false));
        let wrong = house.app.report_year(&editor(day), 21).await.unwrap_err();
        assert_eq!(fields(wrong), ["year"]);
    });
}
