//! Random sequences of commands and of events: whatever is typed, the case does not contradict itself.

use jiff::ToSpan;
use proptest::prelude::*;

use super::*;
use crate::{fee::Standard, outcome::Exemption, remedy_case::RemedyResult};

/// One random keystroke: which act, with which numbers, how many days on, by whom, with an override or not.
#[derive(Debug, Clone)]
struct Stroke {
    kind: usize,
    a: u32,
    b: u32,
    days: i32,
    who: usize,
    overrides: bool,
    sensible: bool,
}

fn stroke() -> impl Strategy<Value = Stroke> {
    (0..2000usize, 0..24u32, 0..24u32, -9..30i32, 0..6usize, any::<bool>(), 0..10u8).prop_map(
        |(kind, a, b, days, who, overrides, sensible)| Stroke {
            kind,
            a,
            b,
            days,
            who,
            overrides,
            sensible: sensible > 1,
        },
    )
}

/// People who hold every role, so that only who they are stands in the way.
fn person(n: usize) -> Actor {
    let roles: &[Role] = if n == 5 { &[Role::DisclosureOfficer] } else { &Role::ALL };
    Actor::new(format!("person-{n}"), roles.iter().copied())
}

fn outcome(n: u32) -> Outcome {
    Outcome::ALL[n as usize % Outcome::ALL.len()]
}

fn item(n: u32) -> ItemNo {
    ItemNo(n % 3 + 1)
}

fn entry_ref(n: u32, no: u32) -> EntryRef {
    use EntryRef::*;
    let (c, k, r) = (CorrectionNo(no), ConsultationNo(no), ReplyNo(no));
    let all = [
        Arrival,
        Receipt,
        CorrectionSent(c),
        CorrectionServed(c),
        CorrectionReceived(c),
        ConsultationSent(k),
        ConsultationReceived(k),
        Opinion(k),
        ConsultationEnded(k),
        ThirdPartyNotified(k),
        ExtensionProposed(ExtensionNo(no)),
        ExtensionApproved(ExtensionNo(no)),
        ExtensionNotified(ExtensionNo(no)),
        ReasonsAsked,
        ReasonsServed,
        ReasonsReceived,
        FeeSent(FeeNo(no)),
        FeeServed(FeeNo(no)),
        FeePaid(FeeNo(no)),
        Drafted(r),
        SignedOff(r),
        Service(r, ServiceNo(no)),
        ElectronicSent(r, ServiceNo(no)),
        Revocation(r),
        Withdrawal(ItemNo(no)),
        Lapse,
        ContestOpened(ContestNo(no)),
        ContestDecided(ContestNo(no)),
    ];
    all[n as usize % all.len()]
}

fn decisions(case: &Case, stroke: &Stroke, replaces: Option<ReplyNo>) -> Draft {
    let replaced = replaces.and_then(|no| case.reply(no));
    let items: Vec<ItemNo> = match replaced {
        Some(reply) => reply.draft.decisions.iter().map(|d| d.item).collect(),
        None if stroke.sensible => case.open_items().map(|i| i.no).take(stroke.b as usize % 3 + 1).collect(),
        None => vec![item(stroke.b)],
    };
    let decide = |item| {
        let mut decision = Decision::new(item, outcome(stroke.a));
        if decision.outcome == Outcome::P1 {
            decision.withheld = vec![Exemption::ALL[stroke.b as usize % Exemption::ALL.len()]];
        }
        decision
    };
    Draft { decisions: items.into_iter().map(decide).collect(), letter: letter() }
}

fn act(kind: CommandKind, case: &Case, s: &Stroke, on: Date) -> Act {
    use CommandKind as K;
    let no = s.a % 3 + 1;
    let text = || SealedRef::from("text");
    let entry = || {
        let mut entry = entry(Channel::ALL[s.a as usize % 7], s.b as usize % 3 + 1);
        entry.electronic_chosen = s.a.is_multiple_of(2);
        if s.b.is_multiple_of(4) {
            entry.applicants.push(applicant("乙"));
        }
        entry
    };
    let in_review = case.replies.iter().rev().find(|r| matches!(r.progress, Progress::InReview(_)));
    let last = case.replies.last().map_or(ReplyNo(no), |r| r.no);
    let reply = if s.sensible { last } else { ReplyNo(no) };
    let reviewing = in_review.map_or(reply, |r| r.no);
    let evidence: Vec<EvidenceItem> = Outcome::ALL.iter().flat_map(|o| o.evidence()).copied().collect();
    match kind {
        K::Register => Act::Register { entry: entry() },
        K::EnterOpening => Act::EnterOpening { entry: entry(), received_on: on, paper: None },
        K::RegisterSplit => {
            let inherited = Inherited {
                fee_paid_on: s.a.is_multiple_of(2).then_some(on),
                reasons: s.a.is_multiple_of(3).then(|| ReasonsRequest {
                    letter: letter(),
                    asked_on: on,
                    served_on: None,
                    answer_within: WorkingDays(s.b),
                    received_on: None,
                    judged: None,
                }),
                ..Inherited::default()
            };
            let entry = Entry { split_from: Some("case".into()), ..entry() };
            Act::RegisterSplit { entry, received_on: on, inherited: Box::new(inherited) }
        }
        K::RecordContactFailed => Act::RecordContactFailed,
        K::ConfirmReceipt => Act::ConfirmReceipt { by: Confirmation::Message },
        K::SplitItem => Act::SplitItem { item: item(s.a), to: "case".into() },
        K::ChooseService => Act::ChooseService { electronic: s.a.is_multiple_of(2) },
        K::AnswerOnTheSpot => Act::AnswerOnTheSpot { draft: decisions(case, s, None), number: None, proof: None },
        K::SendCorrectionNotice => {
            Act::SendCorrectionNotice { letter: letter(), answer_within: Some(WorkingDays(s.a % 9)) }
        }
        K::RecordCorrectionServed => Act::RecordCorrectionServed { notice: CorrectionNo(no) },
        K::ReceiveCorrection => Act::ReceiveCorrection { notice: CorrectionNo(no), text: text() },
        K::CloseNotCorrected => Act::CloseNotCorrected,
        K::Consult => Act::Consult {
            with: [Consulted::ThirdParty, Consulted::CoProducer, Consulted::OtherOrgan, Consulted::OwnUnit]
                [s.a as usize % 4],
            addressee: "丙".into(),
            items: case.open_items().map(|i| i.no).collect(),
            letter: letter(),
            limit: None,
        },
        K::RecordConsultationReceived => Act::RecordConsultationReceived { consultation: ConsultationNo(no) },
        K::RecordOpinion => Act::RecordOpinion {
            consultation: ConsultationNo(no),
            opinion: [Opinion::Consents, Opinion::ObjectsWithGrounds, Opinion::ObjectsWithoutGrounds][s.b as usize % 3],
            text: text(),
        },
        K::EndConsultation => Act::EndConsultation { consultation: ConsultationNo(no) },
        K::TellApplicantOfConsultation => {
            Act::TellApplicantOfConsultation { consultation: ConsultationNo(no), letter: letter() }
        }
        K::NotifyThirdParty => Act::NotifyThirdParty { consultation: ConsultationNo(no), letter: letter() },
        K::ProposeExtension => extension(s.a),
        K::ApproveExtension => Act::ApproveExtension { extension: ExtensionNo(no), paper: None },
        K::DeclineExtension => Act::DeclineExtension { extension: ExtensionNo(no) },
        K::NotifyExtension => Act::NotifyExtension { extension: ExtensionNo(no), letter: letter() },
        K::AskReasons => Act::AskReasons { letter: letter(), answer_within: None },
        K::RecordReasonsServed => Act::RecordReasonsServed,
        K::ReceiveReasons => Act::ReceiveReasons { text: text() },
        K::AcceptReasons => Act::AcceptReasons { reply_by: on.checked_add(i64::from(s.a).weeks()).ok() },
        K::RejectReasons => Act::RejectReasons,
        K::SendFeeNotice => {
            Act::SendFeeNotice { standard: Standard::ByItem, amount_fen: i64::from(s.a) * 10_000, letter: letter() }
        }
        K::RecordFeeServed => Act::RecordFeeServed { fee: FeeNo(no) },
        K::RecordFeePaid => Act::RecordFeePaid { fee: FeeNo(no) },
        K::CancelFee => Act::CancelFee { fee: FeeNo(no) },
        K::CloseFeeUnpaid => Act::CloseFeeUnpaid,
        K::LogSearch => Act::LogSearch { items: case.items.iter().map(|i| i.no).collect(), account: text() },
        K::FileEvidence => Act::FileEvidence {
            items: case.items.iter().map(|i| i.no).collect(),
            evidence: evidence[(s.a * 24 + s.b) as usize % evidence.len()],
            held: Held::Note { note: "note".into() },
        },
        K::DraftReply => {
            let replaces = (case.open_items().next().is_none()).then_some(reply);
            Act::DraftReply { draft: decisions(case, s, replaces), replaces }
        }
        K::RedraftReply => {
            let replaces = case.reply(reply).and_then(|r| r.replaces);
            Act::RedraftReply { reply, draft: decisions(case, s, replaces) }
        }
        K::ApproveReview => {
            let passed = match in_review.map(|r| &r.progress) {
                Some(Progress::InReview(steps)) => steps.len(),
                _ => 0,
            };
            Act::ApproveReview { reply: reviewing, level: ReviewLevel::USUAL[passed % 3], opinion: None }
        }
        K::ReturnReply => Act::ReturnReply { reply: reviewing, opinion: text() },
        K::SignOff => Act::SignOff {
            reply: reviewing,
            number: LetterNumber::new(format!("{}-{}", s.a, s.b)),
            paper: s.overrides.then(|| "paper".into()),
        },
        K::VoidNumber => Act::VoidNumber { reply },
        K::Deliver => Act::Deliver {
            reply,
            to: if s.b.is_multiple_of(5) { "乙".into() } else { "甲".into() },
            means: [Means::Direct, Means::Post, Means::Electronic, Means::PrivateCourier][s.a as usize % 4],
            postal_number: s.b.is_multiple_of(2).then(|| "EMS".into()),
            proof: None,
        },
        K::RecordSent => Act::RecordSent { reply, service: ServiceNo(s.b % 2 + 1) },
        K::RecordReturned => Act::RecordReturned { reply, service: ServiceNo(s.b % 2 + 1) },
        K::Withdraw if s.a.is_multiple_of(3) => Act::Withdraw { reach: Reach::Whole, proof: "proof".into() },
        K::Withdraw => Act::Withdraw { reach: Reach::Items { items: vec![item(s.b)] }, proof: "proof".into() },
        K::Archive => Act::Archive,
        K::CorrectEntry => {
            let entry = entry_ref(s.a, s.b % 2 + 1);
            let amendment = match s.b % 4 {
                0 | 1 => Amendment::Date { entry, to: on },
                2 => Amendment::Struck { entry },
                _ => Amendment::ApplicantKind { to: ApplicantKind::ALL[s.a as usize % 9] },
            };
            Act::CorrectEntry { amendment, reason: "登记有误".into() }
        }
        K::CorrectLetter => Act::CorrectLetter { reply, letter: letter(), reason: "笔误".into() },
        K::RevokeReply => {
            Act::RevokeReply { reply, ground: RevocationGround::OwnMotion, reason: "认定事实有误".into() }
        }
        K::RegisterContest => Act::RegisterContest {
            kind: [ContestKind::Reconsideration, ContestKind::LitigationDirect][s.a as usize % 2],
            contested: match s.b % 4 {
                _ if s.sensible && case.lapse().is_some() => Contested::Lapse,
                0 => Contested::NoReply,
                1 => Contested::Lapse,
                _ => Contested::Reply { reply },
            },
            procedure: Procedure::Simple,
            after: None,
        },
        K::AnswerContest => Act::AnswerContest { contest: ContestNo(no) },
        K::DecideContest => {
            let order =
                (!s.b.is_multiple_of(3)).then_some(RedoOrder { term: OrderedTerm::Unset, procedure_only: s.a < 12 });
            let decided = Decided { on, result: RemedyResult::Revoked, order };
            Act::DecideContest { contest: ContestNo(no), decided }
        }
        K::AppealContest => Act::AppealContest { contest: ContestNo(no) },
    }
}

/// How often a kind of act is tried: the way to a reply more often than what surrounds it.
fn weight(kind: CommandKind) -> usize {
    use CommandKind as K;
    match kind {
        K::DraftReply | K::ApproveReview | K::SignOff | K::Deliver => 12,
        K::SendCorrectionNotice | K::RecordCorrectionServed | K::ReceiveCorrection | K::CloseNotCorrected => 4,
        K::ApproveExtension | K::NotifyExtension | K::RevokeReply | K::RecordReturned | K::AnswerOnTheSpot => 4,
        K::RedraftReply | K::CloseFeeUnpaid | K::CorrectLetter | K::DecideContest | K::RecordFeePaid => 4,
        K::LogSearch | K::FileEvidence | K::ChooseService | K::TellApplicantOfConsultation => 1,
        K::Withdraw | K::SplitItem => 1,
        _ => 2,
    }
}

/// Who sensibly takes a step: the drafter drafts, each level has its own person, the leader is another.
fn sensible_person(kind: CommandKind, case: &Case) -> Option<usize> {
    let passed = case.replies.iter().rev().find_map(|r| match &r.progress {
        Progress::InReview(steps) => Some(steps.len()),
        _ => None,
    });
    match kind {
        CommandKind::DraftReply | CommandKind::RedraftReply | CommandKind::ProposeExtension => Some(0),
        CommandKind::ApproveReview | CommandKind::SignOff => Some(1 + passed.unwrap_or(0)),
        CommandKind::ApproveExtension => Some(1),
        _ => None,
    }
}

/// What must hold of any case, however it came about.
fn coherent(case: &Case, context: &Context<'_>) {
    let clock = clock(case, context).value;
    assert_eq!(bare_clock(case, context), clock);
    assert_eq!(clock.due.is_some(), clock.state.has_due(), "a due date exactly while a reply is due: {clock:?}");
    assert_eq!(clock.base_due.is_some(), clock.due.is_some());
    assert_eq!(clock.state == ClockState::Closed, case.is_closed());
    assert!(!clock.overdue || clock.due.is_some_and(|due| due < context.today));
    let counted = counted_result(case, context.settings);
    assert!(!case.is_closed() || counted.is_some(), "what is closed is counted");
    if let Some(received) = case.received_on() {
        assert!(clock.due.is_none_or(|due| due >= received), "due before received: {clock:?}");
        assert!(clock.due >= clock.base_due);
        assert_ne!(clock.state, ClockState::AwaitingConfirmation);
        assert_eq!(clock.closed_on.is_some(), case.is_closed());
    } else {
        assert_eq!(counted, None, "what is not received is in no year");
    }
    duties(case, context);
}

/// The four numbers of one case in one year: new, carried in, handled, carried out.
fn balance(case: &Case, settings: &Settings, year: i16) -> [u32; 4] {
    let (Some(received), handled) = (received_year(case), counted_result(case, settings).map(|c| c.on.year())) else {
        return [0; 4];
    };
    let new = u32::from(received == year);
    let carried_in = u32::from(received < year && handled.is_none_or(|h| h >= year));
    let results = u32::from(handled == Some(year));
    let carried_out = u32::from(received <= year && handled.is_none_or(|h| h > year));
    [new, carried_in, results, carried_out]
}

fn lawful(case: &Case, context: &Context<'_>) {
    coherent(case, context);
    for year in 2019..2028 {
        let [new, carried_in, results, carried_out] = balance(case, context.settings, year);
        assert_eq!(new + carried_in, results + carried_out, "ID-1 in {year}");
    }
    let counted = counted_result(case, context.settings);
    if let (Some(counted), Some(received)) = (counted, case.received_on()) {
        assert!(received <= counted.on && counted.on <= context.today);
    }
    let told = case.extensions.iter().filter(|e| e.notified_on().is_some()).count();
    assert!(told <= 1, "DL-3: one extension");
    let standing = |item: ItemNo| case.replies.iter().filter(|r| r.decision(item).is_some() && case.stands(r)).count();
    assert!(case.items.iter().all(|i| standing(i.no) <= 1), "one reply stands for an item");
}

/// Puts on the file what a draft needs, as far as evidence alone can.
fn prepare(story: &mut Story, draft: &Draft, on: Date) {
    for decision in &draft.decisions {
        let grounds = decision.withheld.iter().flat_map(|e| e.outcome().evidence());
        for evidence in decision.outcome.evidence().iter().chain(grounds) {
            let held = Held::Note { note: "note".into() };
            let command = Act::FileEvidence { items: vec![decision.item], evidence: *evidence, held }.into();
            for event in story.attempt(on, OFFICER, &command).into_iter().flatten() {
                story.case = evolve(std::mem::take(&mut story.case), &event, on);
                story.log.push((event, on));
            }
        }
    }
}

fn play(strokes: &[Stroke]) -> Vec<(Event, Date)> {
    play_on(Story::new(), date(2025, 1, 6), strokes).log
}

/// No longer handled since `found`, and contested.
fn lapsed(found: Date) -> Story {
    let mut story = Story::with_items(date(2025, 3, 3), 2);
    story.does(date(2025, 3, 10), OFFICER, correction_notice());
    story.does(date(2025, 3, 11), OFFICER, Act::RecordCorrectionServed { notice: CorrectionNo(1) });
    story.does(found, OFFICER, Act::CloseNotCorrected);
    let kind = ContestKind::LitigationDirect;
    let contested = Contested::Lapse;
    story.does(found, OFFICER, Act::RegisterContest { kind, contested, procedure: Procedure::Simple, after: None });
    story
}

fn play_on(mut story: Story, mut cursor: Date, strokes: &[Stroke]) -> Story {
    for stroke in strokes {
        let on = cursor.checked_add(stroke.days.days()).unwrap().clamp(date(2024, 11, 1), TODAY);
        let open: Vec<CommandKind> = {
            let actor = person(stroke.who);
            let steps = allowed(&story.case, &story.context(on, &actor));
            steps.iter().filter(|s| s.open.is_ok()).flat_map(|s| vec![s.kind; weight(s.kind)]).collect()
        };
        let kinds = if stroke.sensible && !open.is_empty() { open } else { CommandKind::ALL.to_vec() };
        let kind = kinds[stroke.kind % kinds.len()];
        let who = sensible_person(kind, &story.case).filter(|_| stroke.sensible).unwrap_or(stroke.who);
        let act = act(kind, &story.case, stroke, on);
        if let Act::DraftReply { draft, .. } | Act::AnswerOnTheSpot { draft, .. } | Act::RedraftReply { draft, .. } =
            &act
            && stroke.sensible
        {
            prepare(&mut story, draft, on);
        }
        let actor = person(who);
        let context = story.context(on, &actor);
        let steps = allowed(&story.case, &context);
        assert_eq!(act.kind(), kind);
        let plain = decide(&story.case, &act.clone().into(), &context);
        let step = steps.iter().find(|s| s.kind == kind).unwrap();
        match (&step.open, &plain) {
            (Err(closed), Err(refused)) => assert_eq!(closed, refused),
            (Err(closed), Ok(_)) => panic!("{kind:?} is listed as closed by {closed:?} and decided all the same"),
            (Ok(()), _) => {}
        }
        let decided = match plain {
            Err(refusal) if stroke.overrides => {
                let forced = decide(&story.case, &Command::overriding(act.clone(), "理由"), &context);
                if refusal.kind == RefusalKind::Forbidden {
                    assert_eq!(forced.as_ref(), Err(&refusal), "what the law forbids nobody overrides");
                }
                forced
            }
            other => other,
        };
        let Ok(events) = decided else { continue };
        let before = counted_result(&story.case, &story.settings);
        for event in events {
            story.case = evolve(std::mem::take(&mut story.case), &event, on);
            story.log.push((event, on));
        }
        cursor = cursor.max(on);
        let context = story.context(on, &actor);
        lawful(&story.case, &context);
        // Once handled, the day does not move; nor does the row after the year is over.
        if let Some(before) = before.filter(|_| kind != CommandKind::CorrectEntry) {
            let after = counted_result(&story.case, &story.settings);
            if on >= before.on {
                assert_eq!(after.map(|a| a.on), Some(before.on), "{act:?}");
            }
            if on.year() > before.on.year() {
                assert_eq!(after, Some(before), "{act:?}");
            }
        }
    }
    assert_eq!(replay(story.log.iter().map(|(e, on)| (e, *on))), story.case);
    story
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_fifty_commands_leave_clock_outcome_and_yearly_balance_in_agreement(
        strokes in prop::collection::vec(stroke(), 1..50)
    ) {
        // ID-1, ID-4
        let log = play(&strokes);
        for (event, _) in &log {
            let bytes = serde_json::to_vec(event).unwrap();
            prop_assert_eq!(&serde_json::from_slice::<Event>(&bytes).unwrap(), event);
        }
    }

    #[test]
    fn a_lapse_set_aside_in_its_year_or_later_leaves_the_yearly_balance_whole(
        later in any::<bool>(),
        sets_aside in 0..RemedyResult::ALL.len(),
        ordered in any::<bool>(),
        strokes in prop::collection::vec(stroke(), 1..40)
    ) {
        // FEE-10, ID-1, ID-4
        let mut story = lapsed(date(2025, 11, 3));
        let order = ordered.then_some(RedoOrder { term: OrderedTerm::Unset, procedure_only: true });
        let day = if later { date(2026, 1, 12) } else { date(2025, 11, 10) };
        let decided = Decided { on: day, result: RemedyResult::ALL[sets_aside], order };
        story.does(day, OFFICER, Act::DecideContest { contest: ContestNo(1), decided });
        prop_assert_eq!(story.case.is_closed(), !decided.reopens_a_lapse());
        play_on(story, day, &strokes);
    }

    #[test]
    fn evolve_is_total_whatever_events_come_in_whatever_order(
        strokes in prop::collection::vec(stroke(), 1..50),
        order in prop::collection::vec((any::<prop::sample::Index>(), -400..400i32), 1..60),
    ) {
        let log = play(&strokes);
        prop_assume!(!log.is_empty());
        let mut case = Case::default();
        let settings = Settings::default();
        let actor = person(0);
        for (index, days) in order {
            let (event, on) = index.get(&log);
            let on = on.checked_add(days.days()).unwrap();
            case = evolve(case, event, on);
            let context = Context {
                today: TODAY, on, calendar: calendar(), settings: &settings, levels: &ReviewLevel::USUAL, actor: &actor,
            };
            counted_result(&case, &settings);
            prop_assert_eq!(clock(&case, &context).value, bare_clock(&case, &context));
            allowed(&case, &context);
            duties(&case, &context);
        }
    }
}
