use law::remedy_case::Bucket;

use super::*;

#[test]
fn the_year_of_new_is_the_year_of_receipt_and_the_year_of_a_result_is_the_day_the_reply_went_out() {
    let facts = [
        case("甲", date(2021, 12, 20), Some((ReportRow::Granted, date(2022, 1, 10)))),
        case("乙", date(2022, 1, 1), Some((ReportRow::RefusedThirdParty, date(2022, 12, 31)))),
        case("丙", date(2022, 12, 31), None),
        case("丁", date(2020, 5, 1), Some((ReportRow::Granted, date(2021, 12, 31)))),
        case("戊", date(2023, 1, 1), None),
    ];
    let year = counted(2022, &facts);
    assert_eq!(behind(&year, Row::New, Column::Total), ["乙", "丙"]);
    assert_eq!(behind(&year, Row::CarriedIn, Column::Total), ["甲"]);
    assert_eq!(behind(&year, Row::Granted, Column::NaturalPerson), ["甲"]);
    assert_eq!(behind(&year, Row::RefusedThirdParty, Column::NaturalPerson), ["乙"]);
    assert_eq!(behind(&year, Row::Total, Column::Total), ["甲", "乙"]);
    assert_eq!(behind(&year, Row::CarriedOut, Column::Total), ["丙"]);
    assert_eq!(figure(&year, Row::New), 2);
    assert_eq!(figure(&year, Row::Granted), 1);
    assert_eq!(figure(&year, Row::RefusedSecurityStability), 0);
}

#[test]
fn what_is_open_on_the_last_day_is_carried_out_whatever_it_waits_for() {
    let waits = case("待补正", date(2021, 3, 1), None);
    let year = counted(2021, &[waits]);
    assert_eq!((figure(&year, Row::CarriedOut), figure(&year, Row::Total)), (1, 0));
    let next = counted(2022, &[waits]);
    assert_eq!((figure(&next, Row::CarriedIn), figure(&next, Row::CarriedOut)), (1, 1));
}

#[test]
fn a_case_whose_receipt_is_not_confirmed_is_counted_nowhere_and_said() {
    let unconfirmed = CaseFact { received_on: None, ..case("待确认", date(2021, 1, 1), None) };
    let year = counted(2021, &[unconfirmed]);
    assert!(year.report.cells().all(|(path, cell)| matches!(path, Path::Proactive(..)) || *cell == Cell::Number(0)));
    assert_eq!(rules(&year), ["COUNT-UNCONFIRMED"]);
    assert!(year.findings[0].message.contains("待确认"));
}

#[test]
fn each_applicant_stands_in_the_column_of_its_class() {
    let facts: Vec<CaseFact<'_>> =
        ApplicantClass::ALL.map(|class| CaseFact { class, ..case(class.key(), date(2021, 6, 1), None) }).to_vec();
    let year = counted(2021, &facts);
    for column in Column::APPLICANTS {
        assert_eq!(behind(&year, Row::New, column), [column.key()]);
    }
    assert_eq!(figure(&year, Row::New), 6);
}

#[test]
fn a_result_before_the_receipt_is_said_and_does_not_break_the_balance() {
    let wrong = case("某号", date(2022, 1, 5), Some((ReportRow::Granted, date(2021, 12, 30))));
    let before = counted(2021, &[wrong]);
    assert_eq!(figure(&before, Row::Total), 0);
    let year = counted(2022, &[wrong]);
    assert_eq!((figure(&year, Row::New), figure(&year, Row::Granted)), (1, 1));
    assert_eq!(rules(&year), ["COUNT-ENTRY"]);
    assert!(crate::check::has_errors(&year.findings));
}

#[test]
fn an_opening_balance_is_carried_in_and_a_year_before_the_record_says_it_is_not_whole() {
    let old = CaseFact { opening_balance: true, ..case("期初", date(2020, 11, 1), None) };
    let year = counted(2021, &[old]);
    assert_eq!(behind(&year, Row::CarriedIn, Column::Total), ["期初"]);
    assert!(rules(&year).is_empty());
    assert_eq!(rules(&counted(2020, &[old])), ["COUNT-OPENING"]);
}

#[test]
fn a_remedy_pending_at_the_end_of_a_year_is_counted_again_in_the_year_it_is_decided() {
    let facts = [
        remedy("复1", date(2021, 11, 1), Some((date(2022, 2, 1), Bucket::Corrected))),
        remedy("复2", date(2021, 1, 1), Some((date(2021, 3, 1), Bucket::Upheld))),
        RemedyFact { kind: RemedyKind::LitigationAfterReconsideration, ..remedy("诉1", date(2022, 5, 1), None) },
    ];
    let of = |year, block, result| {
        let compiled = count(&question(year), [], facts, &[], &[]);
        compiled.report.cell(Path::Remedies(block, result)).count().unwrap()
    };
    let (recon, suit) = (RemedyBlock::Reconsideration, RemedyBlock::LitigationAfterReconsideration);
    assert_eq!(of(2021, recon, RemedyResult::Pending), 1);
    assert_eq!(of(2021, recon, RemedyResult::Total), 2);
    assert_eq!(of(2022, recon, RemedyResult::Corrected), 1);
    assert_eq!(of(2022, recon, RemedyResult::Total), 1);
    assert_eq!(of(2022, suit, RemedyResult::Pending), 1);
    assert_eq!(of(2023, recon, RemedyResult::Total), 0);
    assert_eq!(of(2023, suit, RemedyResult::Pending), 1);
    let compiled = count(&question(2022), [], facts, &[], &[]);
    let cases = compiled.behind.unwrap();
    let cases = cases.cases(Path::Remedies(recon, RemedyResult::Total));
    assert_eq!(
        cases.iter().map(|case| (case.remedy.as_deref(), case.case.as_str())).collect::<Vec<_>>(),
        [(Some("复1"), "c")]
    );
}

#[test]
fn a_remedy_whose_application_is_not_in_the_record_is_its_own_source() {
    let facts =
        [remedy("复1", date(2021, 1, 1), None), RemedyFact { case: "", ..remedy("复2", date(2021, 1, 2), None) }];
    let sources = count(&question(2021), [], facts, &[], &[]).sources().unwrap();
    let pending = Path::Remedies(RemedyBlock::Reconsideration, RemedyResult::Pending);
    assert_eq!(sources.get(&pending), Some(&crate::Source::Counted(vec!["c".into(), "复2".into()])));
}

#[test]
fn the_trial_form_counts_the_three_other_results_in_one_row() {
    let results = [ReportRow::OtherNotCorrected, ReportRow::OtherFeeUnpaid, ReportRow::OtherOther];
    let facts = results.map(|result| case(result.key(), date(2020, 1, 2), Some((result, date(2020, 2, 1)))));
    let year = counted(2020, &facts);
    assert_eq!(figure(&year, Row::Other), 3);
    assert_eq!(figure(&year, Row::Total), 3);
    assert_eq!(behind(&year, Row::Total, Column::Total).len(), 3);
    let year = count(&Question { form: crate::form::Form::F2021, ..question(2020) }, facts, [], &[], &[]);
    assert_eq!(behind(&year, Row::OtherFeeUnpaid, Column::NaturalPerson), ["other_fee_unpaid"]);
}

#[test]
fn the_cases_behind_a_cell_come_in_the_same_order_whatever_the_order_of_the_facts() {
    let mut facts: Vec<CaseFact<'_>> =
        ["丙", "甲", "乙"].iter().map(|number| case(number, date(2021, 2, 3), None)).collect();
    facts.push(case("丁", date(2021, 2, 2), None));
    let one = counted(2021, &facts);
    facts.reverse();
    assert_eq!(counted(2021, &facts), one);
    assert_eq!(behind(&one, Row::New, Column::Total)[0], "丁");
}

#[test]
fn without_sources_the_figures_are_the_same() {
    let facts = [case("甲", date(2021, 1, 1), Some((ReportRow::Granted, date(2021, 1, 2))))];
    let bare = count(&Question { sources: false, ..question(2021) }, facts, [], &[], &[]);
    assert_eq!(bare.behind, None);
    assert_eq!(bare.report, counted(2021, &facts).report);
}

#[test]
fn sources_name_a_case_for_every_one_counted_and_an_empty_list_for_nought() {
    let facts = [case("甲", date(2021, 1, 1), Some((ReportRow::Granted, date(2021, 1, 2))))];
    let year = counted(2021, &facts);
    let sources = year.sources().unwrap();
    for (path, cell) in year.report.cells().filter(|(path, _)| !matches!(path, Path::Proactive(..))) {
        let Some(crate::Source::Counted(cases)) = sources.get(&path) else { panic!("{path}") };
        assert_eq!(i64::try_from(cases.len()).unwrap(), cell.count().unwrap(), "{path}");
    }
    assert!(!sources.contains_key(&"proactive.regulations.made".parse().unwrap()));
}

#[test]
fn a_span_that_is_no_year_is_said_in_the_report() {
    let span = Span::quarter(2021, 1).unwrap();
    let compiled = count(&Question::days("某局", span), [], [], &[], &[]);
    let period = compiled.report.period.unwrap();
    assert_eq!((period.from, period.to), (date(2021, 1, 1), date(2021, 3, 31)));
    assert_eq!(counted(2021, &[]).report.period, None);
    assert_eq!(compiled.report.year, Some(2021));
    let over = Span::new(date(2020, 12, 1), date(2021, 1, 31)).unwrap();
    assert_eq!(count(&Question::days("某局", over), [], [], &[], &[]).report.year, None);
}
