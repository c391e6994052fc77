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
    unit.does(
        date(2026, 3, 2),
        OFFICER,
        Act::RegisterSplit { entry: from, received_on: date(2026, 3, 2), inherited: Box::default() },
    );
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

/// Splits the second item off on a day and gives the unit, as the desk does.
fn split(story: &mut Story, on: Date) -> Story {
    story.does(on, OFFICER, Act::SplitItem { item: ItemNo(2), to: "case-2".into() });
    let inherited = Inherited::of(&story.case, ItemNo(2), on, calendar(), &story.settings).unwrap();
    let received_on = story.case.received_on().unwrap();
    let entry = Entry { split_from: Some("case-1".into()), ..entry(Channel::InPerson, 1) };
    let mut unit = Story::new();
    unit.does(received_on, OFFICER, Act::RegisterSplit { entry, received_on, inherited: Box::new(inherited) });
    unit
}

#[test]
fn fee_3_a_unit_split_off_after_a_correction_or_a_payment_has_its_origins_term() {
    // FEE-3, COR-3, FEE-9, DL-3
    let mut corrected = Story::with_items(date(2026, 3, 2), 2);
    corrected.does(date(2026, 3, 9), OFFICER, correction_notice());
    let waiting = split(&mut Story { case: corrected.case.clone(), ..Story::new() }, date(2026, 3, 10));
    assert_eq!(waiting.clock_on(date(2026, 3, 11)).state, ClockState::AwaitingCorrection);
    let correction = Act::ReceiveCorrection { notice: CorrectionNo(1), text: "text".into() };
    corrected.does(date(2026, 4, 20), OFFICER, correction);
    corrected.does(date(2026, 5, 8), OFFICER, extension(10));
    corrected.does(date(2026, 5, 8), "head", Act::ApproveExtension { extension: ExtensionNo(1), paper: None });
    let notify = Act::NotifyExtension { extension: ExtensionNo(1), letter: letter() };
    corrected.does(date(2026, 5, 8), OFFICER, notify);
    let unit = split(&mut corrected, date(2026, 5, 11));
    let (here, there) = (corrected.clock_on(date(2026, 5, 11)), unit.clock_on(date(2026, 5, 11)));
    assert_eq!((there.due, there.started_on, there.overdue), (here.due, Some(date(2026, 4, 20)), false));
    assert_eq!(unit.stopped(date(2026, 5, 12), OFFICER, extension(5)), Obstacle::AlreadyExtended);
    assert_eq!(received_year(&unit.case), Some(2026));

    let mut paid = Story::with_items(date(2026, 3, 2), 2);
    paid.does(date(2026, 3, 9), OFFICER, fee_notice());
    let item = Act::SplitItem { item: ItemNo(2), to: "case-2".into() };
    assert_eq!(paid.stopped(date(2026, 3, 10), OFFICER, item), Obstacle::AwaitingPayment);
    paid.does(date(2026, 4, 1), OFFICER, Act::RecordFeePaid { fee: FeeNo(1) });
    let unit = split(&mut paid, date(2026, 4, 7));
    assert_eq!(unit.clock_on(date(2026, 4, 8)).due, Some(date(2026, 4, 30)));
    assert_eq!(unit.clock_on(date(2026, 4, 8)).due, paid.clock_on(date(2026, 4, 8)).due);
    // FEE-12: the notice is counted with the origin, and nothing is charged twice.
    assert!(unit.case.fees.is_empty());
    assert_eq!(unit.stopped(date(2026, 4, 8), OFFICER, fee_notice()), Obstacle::AlreadyCharged);
}

#[test]
fn art_33_3_a_unit_split_off_keeps_the_days_not_counted_and_what_the_third_party_said() {
    // DL-4, TP-3
    let mut story = Story::with_items(date(2026, 3, 2), 2);
    let about = |items: &[u32]| Act::Consult {
        with: Consulted::ThirdParty,
        addressee: "丙".into(),
        items: items.iter().map(|n| ItemNo(*n)).collect(),
        letter: letter(),
        limit: None,
    };
    story.does(date(2026, 3, 4), OFFICER, about(&[2]));
    story.does(date(2026, 3, 4), OFFICER, about(&[1]));
    let opinion = |no, opinion| Act::RecordOpinion { consultation: ConsultationNo(no), opinion, text: "text".into() };
    story.does(date(2026, 3, 11), OFFICER, opinion(1, Opinion::ObjectsWithGrounds));
    let unit = split(&mut story, date(2026, 3, 13));
    // For the unit the other consultation ends with the split; for the origin it runs on.
    assert_eq!(unit.clock_on(date(2026, 3, 16)).due, Some(date(2026, 4, 9)));
    assert_eq!(story.clock_on(date(2026, 3, 16)).state, ClockState::NotCounted);
    let give = Act::DraftReply { draft: draft(&[(1, Outcome::G2)]), replaces: None };
    assert_eq!(unit.stopped(date(2026, 3, 16), OFFICER, give), Obstacle::ThirdPartyObjects);
}

#[test]
fn fee_3_what_was_answered_once_is_not_split_off() {
    // FEE-3: it is counted in this case already.
    let mut story = Story::with_items(date(2026, 3, 2), 2);
    let reply = story.answers(date(2026, 3, 9), &[(2, Outcome::N5)]);
    let act = Act::RevokeReply { reply, ground: RevocationGround::OwnMotion, reason: "事实有误".into() };
    story.does(date(2026, 3, 16), OFFICER, act);
    let item = Act::SplitItem { item: ItemNo(2), to: "case-2".into() };
    assert_eq!(story.stopped(date(2026, 3, 17), OFFICER, item), Obstacle::ItemNotOpen);
}
