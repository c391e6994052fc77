use jiff::civil::date;

use super::*;

fn ask(outcome: Outcome, grounds: &[Ground], decided: Date) -> Remedy {
    let decision = Decision::of(outcome, grounds, decided);
    remedy(&decision, &Bodies::default(), &Settings::default()).unwrap().value
}

const SWITCHES: [Date; 6] =
    [date(2023, 12, 31), date(2024, 1, 1), date(2025, 5, 31), date(2025, 6, 1), date(2026, 6, 30), date(2026, 7, 1)];

#[test]
fn rem_4_every_outcome_has_its_class_on_both_sides_of_each_switch() {
    // REM-4, REM-6, REM-8
    for decided in SWITCHES {
        for outcome in Outcome::ALL {
            let expected = match outcome {
                Outcome::O3a => RemedyClass::None,
                _ if outcome.ground().is_some() && decided >= date(2024, 1, 1) => RemedyClass::ReconsiderationFirst,
                _ => RemedyClass::Either,
            };
            let found = ask(outcome, &[], decided);
            assert_eq!(found.class, expected, "{outcome} on {decided}");
            assert_eq!(found.paragraphs.is_empty(), outcome == Outcome::O3a);
            assert_eq!(found.cite.is_empty(), outcome == Outcome::O3a);
        }
    }
}

#[test]
fn rem_7_a_partial_refusal_on_14_to_16_goes_to_reconsideration_first_for_its_part() {
    // REM-7
    for ground in [Ground::Art14, Ground::Art15, Ground::Art16] {
        for decided in SWITCHES {
            let found = ask(Outcome::P1, &[ground], decided);
            let first = decided >= date(2024, 1, 1);
            let expected = if first { RemedyClass::ReconsiderationFirst } else { RemedyClass::Either };
            assert_eq!(found.class, expected, "{decided}");
            assert_eq!(found.paragraphs.len(), if first { 2 } else { 1 });
        }
    }
    let off = Settings { partial_refusal_first_before_july_2026: false, ..Settings::default() };
    for (decided, expected) in [
        (date(2024, 1, 1), RemedyClass::Either),
        (date(2026, 6, 30), RemedyClass::Either),
        (date(2026, 7, 1), RemedyClass::ReconsiderationFirst),
    ] {
        let decision = Decision::of(Outcome::P1, &[Ground::Art16], decided);
        assert_eq!(remedy(&decision, &Bodies::default(), &off).unwrap().value.class, expected, "{decided}");
    }
    assert_eq!(ask(Outcome::P1, &[], date(2026, 7, 1)).class, RemedyClass::Either, "withheld on another ground");
}

#[test]
fn both_paragraphs_are_printed_each_naming_its_part() {
    let found = ask(Outcome::P1, &[Ground::Art16, Ground::Art15, Ground::Art16], date(2026, 7, 1));
    let [first, rest] = &found.paragraphs[..] else { panic!("{found:?}") };
    assert_eq!(first.class, RemedyClass::ReconsiderationFirst);
    assert!(
        first.text.starts_with(
            "对本告知书中依据《中华人民共和国政府信息公开条例》第十五条、第十六条不予公开的部分不服的，依照"
        )
    );
    assert!(first.text.contains("实施条例》第三十一条"));
    assert!(rest.text.starts_with("对本告知书的其余部分不服的，可以"));
    assert!(rest.text.contains("6个月内"));
    assert!(found.cite.contains(&Cite::of("复议条例31")) && found.cite.contains(&Cite::of("行诉法46")));
    assert_eq!(found.text().lines().count(), 2);
}

#[test]
fn rem_5_a_refusal_says_that_reconsideration_comes_first_and_names_its_provisions() {
    // REM-5, REM-11, REM-13
    let found = ask(Outcome::N5, &[], date(2024, 1, 1));
    let text = found.text();
    for said in ["对本告知书不服的", "应当先自收到本告知书之日起60日内", "第二十三条第一款第四项、第二款", "15日内"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("实施条例") && !text.contains("6个月"));
    assert!(found.cite.contains(&Cite::of("复议法23②")));
    assert!(!ask(Outcome::N5, &[], date(2025, 5, 31)).cite.contains(&Cite::of("法释8号10②(1)")));
    assert!(ask(Outcome::N5, &[], date(2025, 6, 1)).cite.contains(&Cite::of("法释8号10②(1)")));
}

#[test]
fn rem_20a_organs_are_named_with_their_addresses_and_what_is_missing_is_a_placeholder() {
    // REM-20a
    let plain = ask(Outcome::G2, &[], date(2026, 7, 1)).text();
    assert!(plain.contains("〔复议机关〕") && plain.contains("〔人民法院〕") && plain.contains("〔地址〕"));
    let organ = |name: &str, address: &str| Organ { name: name.into(), address: address.into() };
    let bodies = Bodies {
        reconsideration: vec![organ("甲市人民政府", "甲市一路1号"), organ("甲市司法局", "")],
        court: Some(organ("甲市某区人民法院", "")),
        online_channel: None,
    };
    let decision = Decision::of(Outcome::N4, &[], date(2026, 7, 1));
    let text = remedy(&decision, &bodies, &Settings::default()).unwrap().value.text();
    assert!(text.contains("甲市人民政府（地址：甲市一路1号）或者甲市司法局（地址：〔地址〕）"), "{text}");
    assert!(text.contains("向甲市某区人民法院提起行政诉讼"), "{text}");
}

#[test]
fn rep_10_a_letter_served_online_names_the_online_channel() {
    // REP-10
    let mut decision = Decision::of(Outcome::N5, &[], date(2026, 7, 1));
    let text = |d: &Decision, b: &Bodies| remedy(d, b, &Settings::default()).unwrap().value.text();
    assert!(!text(&decision, &Bodies::default()).contains("网上申请"));
    decision.served_online = true;
    assert!(text(&decision, &Bodies::default()).contains("〔网上申请行政复议的渠道〕"));
    let bodies = Bodies { online_channel: Some("甲市行政复议平台".into()), ..Bodies::default() };
    assert!(text(&decision, &bodies).contains("（网上申请渠道：甲市行政复议平台）"));
    decision.decided = date(2023, 12, 31);
    assert!(!text(&decision, &bodies).contains("网上申请"), "the duty came with the law of 2024");
}

#[test]
fn rem_18_where_courts_dismiss_a_suit_an_organ_may_leave_it_out_of_the_paragraph() {
    // REM-18
    let off = Settings { offer_suit_where_courts_dismiss: false, ..Settings::default() };
    for outcome in Outcome::ALL.into_iter().filter(|o| suit_is_dismissed(*o)) {
        assert!(ask(outcome, &[], date(2026, 7, 1)).text().contains("行政诉讼"), "kept by default");
        let decision = Decision::of(outcome, &[], date(2026, 7, 1));
        let found = remedy(&decision, &Bodies::default(), &off).unwrap().value;
        assert_eq!(found.class, RemedyClass::Either);
        assert!(!found.text().contains("行政诉讼") && found.text().contains("行政复议"));
    }
}

#[test]
fn rep_8_one_letter_over_several_items_takes_the_strictest_class_and_names_the_parts() {
    // REP-8
    let part = |n: &str, outcome| Part { named: Some(n.to_owned()), outcome, grounds: Vec::new() };
    let decision = Decision {
        parts: vec![part("第1项", Outcome::G2), part("第2项", Outcome::N5), part("第3项", Outcome::O3a)],
        decided: date(2026, 7, 1),
        served_online: false,
    };
    let found = remedy(&decision, &Bodies::default(), &Settings::default()).unwrap().value;
    assert_eq!(found.class, RemedyClass::ReconsiderationFirst);
    let [first, rest] = &found.paragraphs[..] else { panic!("{found:?}") };
    assert!(first.text.starts_with("对本告知书中第2项中依据"), "{}", first.text);
    assert!(rest.text.starts_with("对本告知书的其余部分不服的"));
}

#[test]
fn tp_4_the_decision_told_to_a_third_party_leaves_it_the_choice() {
    // TP-4
    let found = third_party_notice(date(2026, 7, 1), &Bodies::default(), false).unwrap().value;
    assert_eq!(found.class, RemedyClass::Either);
    assert!(found.text().starts_with("对本决定不服的，可以自收到本决定之日起60日内"));
    assert!(found.cite.contains(&Cite::of("法释8号1(4)")));
}

#[test]
fn an_overdue_non_reply_goes_to_reconsideration_first_from_july_2026_unless_a_setting_undoes_it() {
    let settings = Settings::default();
    let class = |ended, s: &Settings| overdue(ended, &Bodies::default(), s).unwrap().value.class;
    assert_eq!(class(date(2026, 6, 30), &settings), RemedyClass::Either);
    assert_eq!(class(date(2026, 7, 1), &settings), RemedyClass::ReconsiderationFirst);
    let off = Settings { overdue_goes_to_reconsideration_first: false, ..settings };
    assert_eq!(class(date(2026, 7, 1), &off), RemedyClass::Either);
}

#[test]
fn papers_of_the_procedure_carry_no_remedy_paragraph() {
    // FEE-10: the fee notice explains instead.
    for letter in [Letter::D02, Letter::D03, Letter::D04, Letter::D05, Letter::D06, Letter::D11, Letter::D27] {
        assert!(!carries_remedy(letter), "{letter:?}");
    }
    for outcome in Outcome::ALL {
        assert_eq!(carries_remedy(outcome.letter()), outcome != Outcome::O3a, "{outcome}");
    }
    assert!(carries_remedy(Letter::D08));
    assert!(FEE_NOTICE_NOTE.contains("不能单独申请行政复议"));
}

#[test]
fn versions_follow_each_other_without_a_gap_and_before_the_first_nothing_is_computed() {
    for pair in VERSIONS.windows(2) {
        assert_eq!(pair[0].valid_to.unwrap().tomorrow().unwrap(), pair[1].valid_from);
    }
    assert_eq!(VERSIONS[3].valid_to, None);
    let decision = Decision::of(Outcome::N5, &[], date(2019, 5, 14));
    let none = remedy(&decision, &Bodies::default(), &Settings::default()).unwrap_err();
    assert!(none.to_string().contains("2019年5月14日"), "{none}");
}

#[test]
fn the_reasons_name_the_version_and_the_ground() {
    let decision = Decision::of(Outcome::P1, &[Ground::Art16], date(2026, 7, 1));
    let because = remedy(&decision, &Bodies::default(), &Settings::default()).unwrap().because;
    assert!(because[0].fact.contains("2026年7月1日"));
    assert_eq!(because[1].fact, "依据条例第十六条部分不予公开，应当先申请行政复议");
}
