use super::*;

#[test]
fn art_31_receipt_waits_for_confirmation_where_nobody_signs() {
    // APP-4: whatever the channel, the application is registered.
    for channel in Channel::ALL {
        let mut story = Story::new();
        story.does(date(2026, 3, 2), OFFICER, Act::Register { entry: entry(channel, 1) });
        assert_eq!(story.case.received_on().is_none(), channel.needs_confirmation());
        if !channel.needs_confirmation() {
            assert_eq!(
                story.stopped(date(2026, 3, 3), OFFICER, Act::ConfirmReceipt { by: Confirmation::Telephone }),
                Obstacle::AlreadyReceived
            );
            continue;
        }
        assert_eq!(story.clock_on(date(2026, 3, 9)).state, ClockState::AwaitingConfirmation);
        assert_eq!(received_year(&story.case), None, "it is not new of any year");
        let actor = somebody(OFFICER);
        let owed = duties(&story.case, &story.context(TODAY, &actor));
        assert_eq!(owed[0].kind, DutyKind::ConfirmReceipt);
        assert_eq!(owed[0].due, Some(date(2026, 3, 3)));
        // The applicant who cannot be reached stays in that state and cannot be closed.
        story.does(date(2026, 3, 3), OFFICER, Act::RecordContactFailed);
        let whole = Act::Withdraw { reach: Reach::Whole, proof: "proof".into() };
        assert_eq!(story.stopped(date(2026, 3, 4), OFFICER, whole), Obstacle::AwaitingConfirmation);
        assert_eq!(story.stopped(date(2026, 3, 4), OFFICER, correction_notice()), Obstacle::AwaitingConfirmation);
        story.does(date(2026, 3, 9), OFFICER, Act::ConfirmReceipt { by: Confirmation::Telephone });
        assert_eq!(story.case.received_on(), Some(date(2026, 3, 9)));
        assert_eq!(story.clock_on(date(2026, 3, 9)).due, Some(date(2026, 4, 7)));
    }
}

#[test]
fn app_2_an_oral_application_names_who_filled_in_the_form() {
    // APP-2, APP-6
    let oral = Entry { filled_by: Some("officer".into()), assistance_needed: true, ..entry(Channel::InPerson, 1) };
    let mut story = Story::new();
    story.does(date(2026, 3, 2), OFFICER, Act::Register { entry: oral.clone() });
    let registration = story.case.registration.as_ref().unwrap();
    assert_eq!(registration.entry.filled_by, Some("officer".into()));
    assert!(registration.entry.assistance_needed);
    let by_fax = Entry { channel: Channel::Fax, ..oral };
    assert_eq!(Story::new().stopped(date(2026, 3, 2), OFFICER, Act::Register { entry: by_fax }), Obstacle::OutOfOrder);
}

#[test]
fn app_3_a_missing_group_is_registered_and_shown_as_a_ground_for_correction() {
    // APP-3, COR-1
    let mut story = Story::new();
    let presence = Presence { identity: false, description: true, form: false };
    story.does(date(2026, 3, 2), OFFICER, Act::Register { entry: Entry { presence, ..entry(Channel::InPerson, 1) } });
    let missing = story.case.registration.as_ref().unwrap().entry.presence.missing();
    assert_eq!(missing.len(), 2);
    assert!(missing[0].contains("身份证明"));
    story.does(date(2026, 3, 3), OFFICER, correction_notice());
}

#[test]
fn app_1_each_kind_of_applicant_has_its_class_and_the_settings_decide_the_doubtful() {
    // APP-1
    use crate::applicant::ApplicantClass as C;
    let settings = Settings { cooperative_class: C::Other, ..Settings::default() };
    let classes: Vec<C> = ApplicantKind::ALL.iter().map(|k| k.class(&settings)).collect();
    assert_eq!(
        classes,
        [
            C::NaturalPerson,
            C::Commercial,
            C::Commercial,
            C::Other,
            C::Research,
            C::PublicWelfare,
            C::LegalService,
            C::Other,
            C::Other
        ]
    );
}

#[test]
fn what_is_entered_wrongly_is_refused_with_words() {
    let on = date(2026, 3, 2);
    let register = |entry: Entry| Story::new().stopped(on, OFFICER, Act::Register { entry });
    let fine = entry(Channel::InPerson, 1);
    assert_eq!(register(Entry { applicants: vec![], ..fine.clone() }), Obstacle::Blank);
    assert_eq!(register(Entry { items: vec![], ..fine.clone() }), Obstacle::Blank);
    assert_eq!(
        register(Entry { applicants: vec![applicant("甲"), applicant("甲")], ..fine.clone() }),
        Obstacle::NamedTwice
    );
    assert_eq!(register(Entry { representative: Some("丁".into()), ..fine.clone() }), Obstacle::NotAnAddressee);
    let agent = Some(Agent { subject: "戊".into(), commitment: "c".into(), mandate: "".into() });
    assert_eq!(register(Entry { agent, ..fine.clone() }), Obstacle::Blank);
    assert_eq!(register(Entry { submitted_on: Some(date(2026, 3, 3)), ..fine.clone() }), Obstacle::OutOfOrder);
    let early = Story::new().stopped(date(2019, 5, 14), OFFICER, Act::Register { entry: fine.clone() });
    assert_eq!(early, Obstacle::NoRuleInForce);
    let late = Story::new().stopped(date(2026, 11, 24), OFFICER, Act::Register { entry: fine.clone() });
    assert_eq!(late, Obstacle::InTheFuture);
    assert_eq!(Story::received(on).stopped(on, OFFICER, Act::Register { entry: fine }), Obstacle::AlreadyRegistered);
    assert_eq!(Story::new().stopped(on, OFFICER, correction_notice()), Obstacle::NotRegistered);
}

#[test]
fn fee_3_an_item_becomes_a_case_of_its_own_and_keeps_the_date_of_receipt() {
    // FEE-3
    let mut story = Story::with_items(date(2026, 3, 2), 2);
    story.does(date(2026, 3, 4), OFFICER, Act::SplitItem { item: ItemNo(2), to: "case-2".into() });
    assert_eq!(
        story.stopped(date(2026, 3, 4), OFFICER, Act::SplitItem { item: ItemNo(1), to: "case-3".into() }),
        Obstacle::OnlyItem
    );
    let mut unit = Story::new();
    let from = Entry { split_from: Some("case-1".into()), ..entry(Channel::Online, 1) };
    assert_eq!(unit.stopped(date(2026, 3, 4), OFFICER, Act::Register { entry: from.clone() }), Obstacle::Blank);
    // The unit was made on the fourth of what came on the second.
    unit.does(date(2026, 3, 2), OFFICER, Act::RegisterSplit { entry: from, received_on: date(2026, 3, 2) });
    assert_eq!(unit.clock_on(TODAY).due, story.clock_on(TODAY).due);
    story.answers(date(2026, 3, 9), &[(1, Outcome::G2)]);
    assert!(story.case.is_closed(), "the item split off is counted in its own case");
    assert!(!unit.case.is_closed());
}

#[test]
fn a_case_open_before_the_record_began_is_entered_as_it_stood() {
    let mut story = Story::new();
    let act = Act::EnterOpening {
        entry: entry(Channel::Online, 1),
        received_on: date(2025, 12, 22),
        paper: Some("scan".into()),
    };
    story.does(date(2025, 12, 20), OFFICER, act);
    assert_eq!(received_year(&story.case), Some(2025));
    story.answers(date(2026, 1, 8), &[(1, Outcome::G2)]);
    assert_eq!(story.counted().unwrap().on, date(2026, 1, 8));
    assert_eq!(story.clock_on(TODAY).in_time, Some(true));
}
