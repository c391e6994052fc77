use super::*;

fn held(story: &Story, outcome: Outcome) -> Vec<(EvidenceItem, Holding)> {
    let actor = somebody(OFFICER);
    let context = story.context(date(2026, 3, 9), &actor);
    let listed = checklist(&story.case, &Decision::new(ItemNo(1), outcome), &context).unwrap();
    listed.into_iter().map(|one| (one.evidence, one.holding)).collect()
}

#[test]
fn the_list_beside_an_outcome_says_what_a_draft_would_be_refused_for() {
    use EvidenceItem as E;
    let mut story = Story::received(date(2026, 3, 2));
    assert_eq!(held(&story, Outcome::G2), [(E::CopyProvided, Holding::Missing), (E::DeliveryProof, Holding::Follows)]);
    assert_eq!(held(&story, Outcome::R1), []);
    story.evidence(date(2026, 3, 3), &[1], &[E::CopyProvided]);
    assert_eq!(held(&story, Outcome::G2)[0], (E::CopyProvided, Holding::Held));
    for outcome in Outcome::ALL {
        let missing = held(&story, outcome).iter().any(|(_, holding)| *holding == Holding::Missing);
        let draft = Act::DraftReply { draft: draft(&[(1, outcome)]), replaces: None };
        let stopped = story.attempt(date(2026, 3, 9), OFFICER, &draft.into()).err().map(|refusal| refusal.obstacle);
        assert!(missing || stopped != Some(Obstacle::EvidenceMissing), "{outcome}");
        assert!(!missing || stopped.is_some(), "{outcome}");
    }
}

#[test]
fn every_piece_of_evidence_is_brought_by_some_step() {
    use EvidenceItem as E;
    let by_hand: Vec<E> = Outcome::ALL
        .into_iter()
        .flat_map(Outcome::evidence)
        .copied()
        .filter(|evidence| filed_by(*evidence) == CommandKind::FileEvidence)
        .collect();
    assert!(by_hand.contains(&E::Inseparable) && !by_hand.contains(&E::SearchLog));
}

#[test]
fn every_entry_with_a_day_is_listed_once_under_a_name_of_its_own() {
    let mut story = Story::received(date(2026, 3, 2));
    story.does(date(2026, 3, 3), OFFICER, correction_notice());
    story.does(date(2026, 3, 4), OFFICER, Act::ReceiveCorrection { notice: CorrectionNo(1), text: letter() });
    let reply = story.answers(date(2026, 3, 9), &[(1, Outcome::U2)]);
    let listed = entries(&story.case);
    let days: Vec<_> = listed.iter().map(|(entry, on)| (*entry, on.day())).collect();
    let expected = [
        (EntryRef::Arrival, 2),
        (EntryRef::Receipt, 2),
        (EntryRef::CorrectionSent(CorrectionNo(1)), 3),
        (EntryRef::CorrectionReceived(CorrectionNo(1)), 4),
        (EntryRef::Drafted(reply), 9),
        (EntryRef::SignedOff(reply), 9),
        (EntryRef::Service(reply, ServiceNo(1)), 9),
    ];
    assert_eq!(days, expected);
    let mut names: Vec<String> = listed.iter().map(|(entry, _)| entry.label()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), listed.len());
}
