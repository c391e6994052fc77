//! Entries, letters and replies put right, through their forms.

use app::Role;
use law::applicant::ApplicantClass;
use law::application::{Channel, EntryRef, Means, ReplyNo, ServiceNo};
use law::outcome::Outcome;

use super::super::mend::Target;
use super::place::{Place, march, said};

#[tokio::test]
async fn an_entry_is_found_with_its_present_value_and_its_day_put_right() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(3)).await;
    let page = browser.get(&format!("/cases/{case}/do/correct_entry")).await.body;
    assert!(page.contains("收到申请（收到日期）") && page.contains("现在登记的是：2026年3月3日"), "{}", said(&page));
    let none = place.sends(&browser, case, "correct_entry", &[("next", "1")]).await;
    assert!(none.body.contains("f-what-fault"), "{}", said(&none.body));
    let what = Target::Entry(EntryRef::Receipt).value();
    let next = place.sends(&browser, case, "correct_entry", &[("next", "1"), ("what", &what)]).await;
    assert!(next.body.contains("name=\"to\""), "{}", said(&next.body));
    let fields = [("stage", "facts"), ("what", what.as_str()), ("how", "date"), ("to", "2026-03-02")];
    let looked = [&fields[..], &[("more", "effect")]].concat();
    let looked = place.sends(&browser, case, "correct_entry", &looked).await;
    assert!(looked.body.contains("答复期限由2026年3月31日变为2026年3月30日"), "{}", said(&looked.body));
    let future = [("stage", "facts"), ("what", what.as_str()), ("to", "2026-03-12"), ("more", "effect")];
    let future = place.sends(&browser, case, "correct_entry", &future).await;
    assert!(future.body.contains("更正后的日期还没有到"), "{}", said(&future.body));
    let silent = place.sends(&browser, case, "correct_entry", &fields).await;
    assert!(silent.body.contains("f-reason-fault"), "{}", said(&silent.body));
    let fields = [&fields[..], &[("reason", "看错邮戳")]].concat();
    place.carries_out(&browser, case, "correct_entry", &fields).await;
    assert_eq!(place.law(case).await.received_on(), Some(march(2)));
    // What would change nothing is refused, with the reason beside the form.
    let again = place.sends(&browser, case, "correct_entry", &fields).await;
    assert!(again.body.contains("更正前后没有不同"), "{}", said(&again.body));
}

#[tokio::test]
async fn every_kind_of_correction_has_its_field() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let reply = place.sent(march(4), case, Means::Post).await;
    let service = ServiceNo(1);
    let corrections: [(Target, &[(&str, &str)]); 7] = [
        (Target::Channel, &[("to", "signed_mail")]),
        (Target::ApplicantKind, &[("to", "enterprise")]),
        (Target::ApplicantClass, &[("to", "other")]),
        (Target::Presence, &[("identity", "1"), ("form", "1")]),
        (Target::PostalNumber(reply, service), &[("to", "EM000000001CN")]),
        (Target::Decision(reply, super::place::ITEM), &[("to", "U1a")]),
        (Target::Means(reply, service), &[("to", "direct")]),
    ];
    for (target, fields) in corrections {
        let what = target.value();
        let known = [("stage", "facts"), ("what", what.as_str()), ("reason", "登记有误")];
        let fields = [&known[..], fields].concat();
        place.carries_out(&browser, case, "correct_entry", &fields).await;
    }
    let law = place.law(case).await;
    let registration = law.registration.as_ref().unwrap();
    assert_eq!((registration.entry.channel, registration.class), (Channel::SignedMail, ApplicantClass::Other));
    assert!(registration.entry.presence.identity && !registration.entry.presence.description);
    let reply = law.reply(reply).unwrap();
    assert_eq!(reply.draft.decisions[0].outcome, Outcome::U1a);
    assert_eq!(reply.services[0].means, Means::Direct);
    assert_eq!(reply.services[0].postal_number.as_ref().unwrap().as_str(), "EM000000001CN");
}

#[tokio::test]
async fn an_entry_made_by_mistake_is_struck_and_one_on_which_others_rest_is_not_offered_for_it() {
    let place = Place::new().await;
    let browser = place.desk.sign_in(Role::DisclosureOfficer).await;
    let case = place.received(march(2)).await;
    let reply = place.signed(march(4), case, Outcome::U2).await;
    let drafted = Target::Entry(EntryRef::Drafted(reply)).value();
    let page = place.sends(&browser, case, "correct_entry", &[("next", "1"), ("what", &drafted)]).await.body;
    assert!(page.contains("只能更正日期，不能删去") && !page.contains("value=\"strike\""), "{}", said(&page));
    let signed = Target::Entry(EntryRef::SignedOff(reply)).value();
    let fields = [("stage", "facts"), ("what", signed.as_str()), ("how", "strike"), ("reason", "误登")];
    place.carries_out(&browser, case, "correct_entry", &fields).await;
    assert_eq!(place.law(case).await.reply(reply).unwrap().signed_off_on(), None);
}

#[tokio::test]
async fn a_letter_sent_is_put_right_or_its_reply_revoked_and_made_anew() {
    let place = Place::new().await;
    let head = place.desk.sign_in(Role::HeadOfDisclosureOffice).await;
    let case = place.received(march(2)).await;
    place.sent(march(4), case, Means::Post).await;
    let fields = [("wrong", "2025年"), ("right", "2026年"), ("reason", "年份笔误")];
    place.carries_out(&head, case, "correct_letter", &fields).await;
    let law = place.law(case).await;
    let (_, letter) = &law.replies[0].corrected[0];
    assert!(place.letter(case, letter).await.contains("2026年"));

    // A draft in its place is about all of its items.
    let page = head.get(&format!("/cases/{case}/do/draft_reply")).await.body;
    assert!(page.contains("重新作出的答复要涵盖原答复的全部申请事项"), "{}", said(&page));
    place.files(march(5), case, Outcome::U1a).await;
    let fields = [("stage", "facts"), ("replaces", "1"), ("i1.outcome", "U1a"), ("i1.reason", "检索以后没有查到")];
    place.carries_out(&head, case, "draft_reply", &fields).await;
    assert_eq!(place.law(case).await.replies[1].replaces, Some(ReplyNo(1)));

    let other = place.received(march(2)).await;
    place.sent(march(4), other, Means::Post).await;
    place.carries_out(&head, other, "revoke_reply", &[("reason", "依据有误")]).await;
    assert_eq!(place.law(other).await.open_items().count(), 1);
}
