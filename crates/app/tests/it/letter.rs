//! Letters: composed from the record, faults all at once, what goes out fixed, what was scanned kept.

use app::letter::{
    AsSent, Field, GivenForm, ItemReply, KeptAs, LetterForm, LetterOf, LetterState, ReplyForm, Want, WithheldForm,
};
use app::{AppError, Composed, Occasion, Papers, Recorded, Sheet};
use jiff::civil::{Date, date};
use law::application::{Act, ApplicantKind, Draft, ItemNo, Means, ReplyNo, ReviewLevel};
use law::outcome::{Exemption, Outcome};
use law::remedy::carries_remedy;
use uuid::Uuid;

use crate::house::{Answer, House, ITEM, ORGAN, on_both, on_sqlite};

pub const DAY: Date = date(2026, 3, 16);

/// Sets what letters have to name: the office, the reconsideration organ, the court.
pub async fn furnish(house: &House) {
    let mut profile = house.app.organ(ORGAN).await.unwrap();
    profile.office.name = "某园管委会办公室".to_owned();
    profile.office.address = "某市某区某路2号".to_owned();
    profile.office.telephone = "010-00000002".to_owned();
    let body = |name: &str, address: &str, online: &str| app::organ::Body {
        name: name.to_owned(),
        address: address.to_owned(),
        online: online.to_owned(),
    };
    profile.reconsideration = vec![body("某区人民政府", "某区某街3号", "https://fuyi.example.invalid")];
    profile.courts = vec![body("某区人民法院", "某区某街4号", "")];
    house.app.change_settings(&house.on(&house.staff.admin, date(2026, 1, 5)), &profile).await.unwrap();
}

/// An item's answer with every fact its outcome wants.
pub fn item(no: u32, outcome: Outcome) -> ItemReply {
    let wants = |field| Want::of(outcome).iter().any(|want| want.field == field);
    let text = |field: Field, text: &str| if wants(field) { text.to_owned() } else { String::new() };
    ItemReply {
        given: GivenForm {
            information: text(Field::Information, "某某路改造工程的批复"),
            way: text(Field::Way, "纸质复制件随本告知书送达"),
            time: text(Field::Time, "自2026年4月1日起"),
        },
        withheld: if wants(Field::Withheld) {
            vec![WithheldForm {
                part: "批复附件中的会商记录".to_owned(),
                exemption: Exemption::E16b,
                basis: String::new(),
                reason: "属于决定作出前的讨论记录，公开影响以后的讨论".to_owned(),
            }]
        } else {
            Vec::new()
        },
        basis: text(Field::Basis, "《某某条例》第九条"),
        reason: text(Field::Reason, "已检索公文系统和档案室目录，没有这份文件"),
        referral: text(Field::Referral, "某市档案馆，某路9号"),
        earlier: text(Field::Earlier, "某园〔2025〕第4号-答（2025年5月6日）"),
        ..ItemReply::new(ItemNo(no), outcome)
    }
}

pub fn reply(outcome: Outcome) -> LetterForm {
    LetterForm::Reply(ReplyForm::of(item(1, outcome)))
}

pub fn text(document: &document::Document) -> String {
    document::write::text(document).unwrap()
}

pub async fn compose(house: &House, day: Date, case: Uuid, form: &LetterForm) -> Composed {
    house.app.compose(&house.on(&house.staff.head, day), case, form).await.unwrap()
}

pub fn fields(refused: AppError) -> Vec<String> {
    match refused {
        AppError::Invalid(faults) => faults.0.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other}"),
    }
}

/// Composes a reply, drafts it and has it reviewed at every level.
pub async fn drafted(house: &House, day: Date, case: Uuid, form: &LetterForm) -> ReplyNo {
    let composed = compose(house, day, case, form).await;
    for decision in &composed.decisions {
        let mut needed = decision.outcome.evidence().to_vec();
        needed.extend(decision.withheld.iter().flat_map(|ground| ground.outcome().evidence()));
        for evidence in needed {
            house
                .officer_with(day, case, "证据说明", |note| Act::FileEvidence {
                    items: vec![decision.item],
                    evidence,
                    held: law::application::Held::Note { note },
                })
                .await;
        }
    }
    let mut papers = Papers::none();
    let letter = papers.letter(&house.app, &composed.letter).unwrap();
    let act = Act::DraftReply { draft: Draft { decisions: composed.decisions, letter }, replaces: None };
    let done = house.app.handle_with(&house.on(&house.staff.officer, day), case, act, papers).await.unwrap();
    let reply = done.case.law.replies.last().unwrap().no;
    for (level, reviewer) in ReviewLevel::USUAL.into_iter().zip(&house.staff.reviewers) {
        house.act(reviewer, day, case, Act::ApproveReview { reply, level, opinion: None }).await.unwrap();
    }
    reply
}

pub async fn signed(house: &House, day: Date, case: Uuid, reply: ReplyNo) -> Recorded {
    house.app.sign_off(&house.on(&house.staff.leader, day), case, reply, None).await.unwrap()
}

async fn served(house: &House, day: Date, case: Uuid, reply: ReplyNo) -> Recorded {
    let to = house.applicant(case).await;
    house.officer(day, case, Act::Deliver { reply, to, means: Means::Post, postal_number: None, proof: None }).await
}

/// The letter of a reply as laid out on a day, and the name of its file.
async fn shown(house: &House, day: Date, case: Uuid, reply: ReplyNo) -> (String, String) {
    let officer: Occasion<'_> = house.on(&house.staff.officer, day);
    let view = house.app.case(&officer, case).await.unwrap();
    let letter = view.case.law.reply(reply).unwrap().draft.letter.clone();
    let (document, stem) = house.app.letter_document(&officer, case, &letter).await.unwrap().unwrap();
    (text(&document), stem)
}

#[test]
fn every_outcome_code_composes_a_letter_with_its_elements_and_decides_what_was_chosen() {
    // D12 D13 D14 D15 D16 D17 D18 D19 D20 D21 D22 D23 D24 D25 D32
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        for outcome in Outcome::ALL {
            let form = reply(outcome);
            if matches!(outcome, Outcome::O1 | Outcome::O2 | Outcome::O3a) {
                let refused = house.app.compose(&house.on(&house.staff.head, DAY), case, &form).await.unwrap_err();
                assert_eq!(fields(refused), ["items.0.outcome"], "{outcome}");
                continue;
            }
            let composed = compose(&house, DAY, case, &form).await;
            assert_eq!(composed.decisions.len(), 1);
            assert_eq!((composed.decisions[0].item, composed.decisions[0].outcome), (ITEM, outcome));
            assert_eq!(composed.decisions[0].withheld.is_empty(), outcome != Outcome::P1, "{outcome}");
            let text = text(&composed.document);
            for wanted in [
                "某某园区管理委员会",
                outcome.letter().title(),
                "（文号待签发时编定）",
                "申请人甲0：",
                "您以当面提交方式提出的政府信息公开申请，本机关于2026年3月2日收到（登记编号：某园〔2026〕1号）",
                "“某某路改造工程的批准文件”",
                "联系单位：某园管委会办公室；地址：某市某区某路2号；电话：010-00000002。",
                "（印章）",
            ] {
                assert!(text.contains(wanted), "{outcome} lacks {wanted} in {text}");
            }
            assert!(carries_remedy(outcome.letter()));
            assert!(text.contains("向某区人民政府（地址：某区某街3号）申请行政复议"), "{outcome}: {text}");
            assert!(!composed.notes.is_empty() && composed.notes.iter().all(|note| note.ends_with(['。', '）'])));
        }
    });
}

#[test]
fn every_fact_the_letter_needs_and_lacks_is_a_fault_under_its_field() {
    on_sqlite(|house| async move {
        furnish(&house).await;
        let mut form = house.form();
        form.items.push("某某路改造工程的预算".to_owned());
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let officer = house.on(&house.staff.officer, DAY);
        for outcome in Outcome::ALL {
            let form = ReplyForm {
                items: vec![item(1, Outcome::G2), ItemReply::new(ItemNo(2), outcome)],
                ..ReplyForm::default()
            };
            let wanted: Vec<String> = match Want::of(outcome) {
                [] => vec!["items.1.outcome".to_owned()],
                wants => {
                    let required = wants.iter().filter(|want| want.required);
                    required.map(|want| format!("items.1.{}", want.field.key())).collect()
                }
            };
            let refused = house.app.compose(&officer, case, &LetterForm::Reply(form)).await.unwrap_err();
            assert!(refused.to_string().chars().all(|c| !c.is_ascii_alphabetic()), "{refused}");
            assert_eq!(fields(refused), wanted, "{outcome}");
        }
        let mut partly = item(1, Outcome::P1);
        partly.withheld.push(WithheldForm {
            part: " ".to_owned(),
            exemption: Exemption::E14b,
            basis: String::new(),
            reason: String::new(),
        });
        let form = ReplyForm {
            items: vec![partly, item(9, Outcome::G2), item(1, Outcome::G2)],
            annexes: vec![String::new()],
            electronic: true,
        };
        let refused = house.app.compose(&officer, case, &LetterForm::Reply(form)).await.unwrap_err();
        let expected = [
            "items.0.withheld.1.part",
            "items.0.withheld.1.reason",
            "items.0.withheld.1.basis",
            "items.2.item",
            "annexes.0",
            "electronic",
            "items.1.item",
        ];
        assert_eq!(fields(refused), expected);
        let empty = house.app.compose(&officer, case, &LetterForm::Reply(ReplyForm::default())).await.unwrap_err();
        assert_eq!(fields(empty), ["items"]);
        for (form, wanted) in [
            (LetterForm::Correction { points: vec![String::new()], days: Some(0) }, vec!["points", "days"]),
            (LetterForm::ReasonsAsked { facts: " ".to_owned(), days: Some(9999) }, vec!["facts", "days"]),
            (LetterForm::Extension { reason: String::new(), days: 0 }, vec!["reason", "days"]),
            (
                LetterForm::ThirdParty { to: app::letter::Recipient::default(), information: String::new() },
                vec!["to.name", "information"],
            ),
            (LetterForm::CoProducer { to: String::new(), information: String::new() }, vec!["to", "information"]),
            (LetterForm::Assistance { to: String::new(), matter: String::new(), days: None }, vec!["to", "matter"]),
        ] {
            let refused = house.app.compose(&officer, case, &form).await.unwrap_err();
            assert_eq!(fields(refused), wanted, "{form:?}");
        }
    });
}

#[test]
fn what_the_organ_has_not_set_is_told_with_the_place_to_set_it() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let officer = house.on(&house.staff.officer, DAY);
        let refused = house.app.compose(&officer, case, &reply(Outcome::N5)).await.unwrap_err();
        assert!(refused.to_string().contains("机关设置"), "{refused}");
        let expected = ["office.name", "office.address", "office.telephone", "reconsideration", "courts"];
        assert_eq!(fields(refused), expected);
        // A paper of procedure needs no remedy.
        let refused = house.app.compose(&officer, case, &LetterForm::Receipt).await.unwrap_err();
        assert_eq!(fields(refused), expected[..3]);
        // Served online it must name the online channel (REP-10).
        furnish(&house).await;
        let mut profile = house.app.organ(ORGAN).await.unwrap();
        profile.reconsideration[0].online = String::new();
        profile.reconsideration[0].address = String::new();
        house.app.change_settings(&house.on(&house.staff.admin, DAY), &profile).await.unwrap();
        let mut form = house.form();
        form.electronic_chosen = true;
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let online = LetterForm::Reply(ReplyForm { electronic: true, ..ReplyForm::of(item(1, Outcome::N5)) });
        let refused = house.app.compose(&officer, case, &online).await.unwrap_err();
        assert_eq!(fields(refused), ["reconsideration.0.address", "reconsideration.0.online"]);
    });
}

#[test]
fn rep_8_one_letter_decides_several_items_and_says_which_are_answered_elsewhere() {
    // REP-8
    on_both(|house| async move {
        furnish(&house).await;
        let mut form = house.form();
        form.items = ["某某路的批复", "某某路的监控录像", "某某路的会议纪要"].map(str::to_owned).to_vec();
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let form = LetterForm::Reply(ReplyForm {
            items: vec![item(3, Outcome::N6), item(1, Outcome::G2)],
            annexes: vec!["某某路的批复".to_owned()],
            electronic: false,
        });
        let reply = drafted(&house, DAY, case, &form).await;
        let done = signed(&house, date(2026, 3, 18), case, reply).await;
        assert_eq!(done.case.issued.len(), 1);
        let (text, stem) = shown(&house, date(2026, 3, 20), case, reply).await;
        for wanted in [
            "政府信息公开申请告知书",
            "某园〔2026〕第1号-答",
            "1．“某某路的批复”。",
            "3．“某某路的会议纪要”。",
            "该申请的第2项，本机关另行答复。",
            "（一）关于第1项",
            "（二）关于第3项",
            "附件：某某路的批复",
            "对本告知书中第3项中依据",
            "2026年3月18日",
        ] {
            assert!(text.contains(wanted), "lacks {wanted} in {text}");
        }
        assert!(!text.contains("监控录像"));
        assert_eq!(stem, "某园〔2026〕第1号-答 政府信息公开申请告知书");
        served(&house, date(2026, 3, 19), case, reply).await;
        let officer = house.on(&house.staff.officer, date(2026, 3, 20));
        let listed = house.app.letters_of(&officer, case).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].of, listed[0].state), (LetterOf::Reply(reply), LetterState::Sent));
        assert_eq!((listed[0].title, listed[0].on), ("政府信息公开申请告知书", date(2026, 3, 18)));
        assert_eq!((listed[0].kept_as.clone(), listed[0].scan.clone()), (KeptAs::Composed, None));
        assert!(house.app.rebuild(&house.on(&house.staff.admin, date(2026, 3, 20))).await.unwrap().unchanged);
    });
}

#[test]
fn rem_7_a_letter_bears_the_remedies_of_the_day_it_is_signed_and_not_of_the_draft() {
    // REM-7
    const REGULATION: &str = "《中华人民共和国行政复议法实施条例》第三十一条";
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 6, 15)).await;
        let reply = drafted(&house, date(2026, 6, 30), case, &reply(Outcome::N5)).await;
        let (draft, stem) = shown(&house, date(2026, 6, 30), case, reply).await;
        assert!(draft.contains("文号待签发时编定") && draft.contains("应当先自收到本告知书之日起60日内"), "{draft}");
        assert!(!draft.contains(REGULATION));
        assert_eq!(stem, "某园〔2026〕1号 不予公开告知书（草稿）");
        // Nothing of the paragraph is kept with the draft: looked at a day later it is that day's.
        assert!(shown(&house, date(2026, 7, 1), case, reply).await.0.contains(REGULATION));
        signed(&house, date(2026, 7, 1), case, reply).await;
        let (letter, stem) = shown(&house, date(2026, 7, 2), case, reply).await;
        assert!(letter.contains(REGULATION) && letter.contains("2026年7月1日"), "{letter}");
        assert_eq!(stem, "某园〔2026〕第1号-答 不予公开告知书");

        // Signed the day before, it bears that day's, whenever it is looked at.
        let before = house.registered(date(2026, 6, 15)).await;
        let reply = drafted(&house, date(2026, 6, 29), before, &super::letter::reply(Outcome::N5)).await;
        signed(&house, date(2026, 6, 30), before, reply).await;
        served(&house, date(2026, 6, 30), before, reply).await;
        assert!(!shown(&house, date(2026, 8, 1), before, reply).await.0.contains(REGULATION));
    });
}

#[test]
fn what_was_signed_stays_in_its_words_whatever_the_organ_sets_later() {
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        let reply = drafted(&house, DAY, case, &reply(Outcome::G2)).await;
        signed(&house, DAY, case, reply).await;
        let (before, _) = shown(&house, DAY, case, reply).await;
        let mut profile = house.app.organ(ORGAN).await.unwrap();
        profile.office.telephone = "010-99999999".to_owned();
        profile.courts[0].name = "另一人民法院".to_owned();
        house.app.change_settings(&house.on(&house.staff.admin, date(2026, 3, 17)), &profile).await.unwrap();
        assert_eq!(shown(&house, date(2026, 3, 18), case, reply).await.0, before);
        // A number made void takes its words with it; the next is under the next number.
        house.officer(date(2026, 3, 18), case, Act::VoidNumber { reply }).await;
        assert!(shown(&house, date(2026, 3, 18), case, reply).await.0.contains("文号待签发时编定"));
        signed(&house, date(2026, 3, 19), case, reply).await;
        let (again, _) = shown(&house, date(2026, 3, 19), case, reply).await;
        assert!(again.contains("某园〔2026〕第2号-答") && again.contains("2026年3月19日"), "{again}");
        let officer = house.on(&house.staff.officer, date(2026, 3, 19));
        let listed = house.app.letters_of(&officer, case).await.unwrap();
        assert_eq!(listed[0].void_numbers, ["某园〔2026〕第1号-答"]);
        assert_eq!(listed[0].number.as_deref(), Some("某园〔2026〕第2号-答"));
        assert_eq!(listed[0].state, LetterState::Signed);
    });
}

#[test]
fn the_scan_of_the_stamped_letter_is_what_was_sent_byte_for_byte() {
    on_both(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        let reply = drafted(&house, DAY, case, &reply(Outcome::G2)).await;
        let officer = house.on(&house.staff.officer, DAY);
        let pdf = |text: &str| format!("%PDF-1.7\n{text}\u{0}\u{1}").into_bytes();
        let early = house.app.keep_scan(&officer, case, reply, "application/pdf", pdf("早")).await.unwrap_err();
        assert!(matches!(early, AppError::NotNow(_)), "{early}");
        signed(&house, DAY, case, reply).await;
        let sent = house.app.letter_as_sent(&officer, case, reply).await.unwrap().unwrap();
        assert!(matches!(sent, AsSent::Paper { .. }));
        let wrong = house.app.keep_scan(&officer, case, reply, "image/png", pdf("一")).await.unwrap_err();
        assert_eq!(fields(wrong), ["scan"]);
        // The first scan was made of a number that became void.
        house.app.keep_scan(&officer, case, reply, "application/pdf", pdf("一")).await.unwrap();
        house.officer(DAY, case, Act::VoidNumber { reply }).await;
        signed(&house, DAY, case, reply).await;
        let sent = house.app.letter_as_sent(&officer, case, reply).await.unwrap().unwrap();
        assert!(matches!(sent, AsSent::Paper { .. }));
        for scan in ["二", "三"] {
            house.app.keep_scan(&officer, case, reply, "application/pdf", pdf(scan)).await.unwrap();
        }
        served(&house, DAY, case, reply).await;
        let sent = house.app.letter_as_sent(&officer, case, reply).await.unwrap().unwrap();
        let AsSent::File { media_type, bytes, stem } = sent else { panic!("{sent:?}") };
        assert_eq!((media_type.as_str(), bytes), ("application/pdf", pdf("三")));
        assert_eq!(stem, "某园〔2026〕第2号-答 公开告知书");
        let late = house.app.keep_scan(&officer, case, reply, "application/pdf", pdf("四")).await.unwrap_err();
        assert!(matches!(late, AppError::NotNow(_)), "{late}");
        // All three are still on the file.
        let view = house.app.case(&officer, case).await.unwrap();
        assert_eq!(view.case.scans.len(), 3);
        assert_eq!(house.app.letters_of(&officer, case).await.unwrap()[0].scan.as_ref(), view.case.scans.last());
        assert!(view.history.iter().all(|step| step.what != "其他办理"));
        let first = law::application::FileRef::new(view.case.scans[0].file.to_string());
        assert_eq!(house.app.file(&officer, case, &first).await.unwrap().unwrap().1, pdf("一"));
    });
}

#[test]
fn letters_of_older_records_stay_readable_as_the_texts_they_are() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        house
            .officer_with(date(2026, 3, 4), case, "请写明文号\n并写明用途以外的特征", |letter| {
                Act::SendCorrectionNotice { letter, answer_within: None }
            })
            .await;
        house.answer(date(2026, 3, 16), house.registered(date(2026, 3, 2)).await, &Answer::of(Outcome::G2)).await;
        let officer = house.on(&house.staff.officer, DAY);
        let listed = house.app.letters_of(&officer, case).await.unwrap();
        assert_eq!((listed[0].title, listed[0].kept_as.clone()), ("补正告知书", KeptAs::Text));
        let (document, _) = house.app.letter_document(&officer, case, &listed[0].reference).await.unwrap().unwrap();
        let lines: Vec<String> = text(&document).split_whitespace().map(str::to_owned).collect();
        assert_eq!(lines, ["请写明文号", "并写明用途以外的特征"]);

        let answered = house.registered(date(2026, 3, 2)).await;
        house.answer(date(2026, 3, 16), answered, &Answer::of(Outcome::N5)).await;
        let sent = house.app.letter_as_sent(&officer, answered, ReplyNo(1)).await.unwrap().unwrap();
        let AsSent::Paper { document, stem } = sent else { panic!("{sent:?}") };
        assert_eq!(text(&document).trim(), "答复书");
        assert_eq!(stem, "某园〔2026〕第2号-答 不予公开告知书");
    });
}

#[test]
fn joint_applicants_and_agents_are_addressed_and_organisations_spoken_to_as_such() {
    on_sqlite(|house| async move {
        furnish(&house).await;
        let natural = ApplicantKind::NaturalPerson;
        let mut joint = house.form();
        joint.applicants.push((house.person(), natural));
        joint.agent = Some(app::case::AgentForm {
            party: house.person(),
            mandate_media_type: "text/plain".to_owned(),
            mandate: b"mandate".to_vec(),
        });
        let mut firm = house.form();
        firm.applicants = vec![(house.company(), ApplicantKind::Enterprise)];
        for (form, addressee, you) in [
            (joint, "申请人甲0、申请人甲1（委托代理人：申请人甲2）：", "你们"),
            (firm, "某某有限公司4：", "贵单位"),
            (house.form(), "申请人甲5：", "您"),
        ] {
            let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
            let composed = compose(&house, DAY, case, &reply(Outcome::G2)).await;
            let text = text(&composed.document);
            assert!(text.contains(addressee), "lacks {addressee} in {text}");
            assert!(text.contains(&format!("{you}以当面提交方式")), "{text}");
        }
    });
}

#[test]
fn papers_of_the_file_are_filled_from_the_record() {
    // REP-9, D29, D30
    on_sqlite(|house| async move {
        furnish(&house).await;
        let case = house.registered(date(2026, 3, 2)).await;
        let reply = drafted(&house, DAY, case, &reply(Outcome::N5)).await;
        let officer = house.on(&house.staff.officer, DAY);
        let review = house.app.sheet(&officer, case, &Sheet::ReviewSheet { reply }).await.unwrap();
        let review_text = text(&review);
        for wanted in
            ["某园〔2026〕1号", "不予公开：内部事务信息", "处室负责人审核", "reviewer-1", "（签名）", "2026年3月30日"]
        {
            assert!(review_text.contains(wanted), "lacks {wanted} in {review_text}");
        }
        let admin = &house.staff.admin;
        let user = app::NewUser {
            login: "leader",
            name: "领导庚",
            roles: &[app::Role::Leader],
            unit: "",
            password: "correct horse battery",
        };
        house.app.add_user(&house.on(admin, DAY), &user).await.unwrap();
        signed(&house, DAY, case, reply).await;
        served(&house, date(2026, 3, 17), case, reply).await;
        let officer = house.on(&house.staff.officer, date(2026, 3, 17));
        let signed_text = text(&house.app.sheet(&officer, case, &Sheet::ReviewSheet { reply }).await.unwrap());
        assert!(signed_text.contains("同意，签发") && signed_text.contains("领导庚"), "{signed_text}");
        let proof =
            |service| Sheet::ServiceProof { reply, service, to: None, postal_number: Some("1000000000009".to_owned()) };
        let service = Some(law::application::ServiceNo(1));
        let filled = text(&house.app.sheet(&officer, case, &proof(service)).await.unwrap());
        for wanted in [
            "送达回证",
            "不予公开告知书（某园〔2026〕第1号-答）",
            "申请人甲0",
            "邮政企业寄送",
            "1000000000009",
            "2026年3月17日",
            "某市某区某路1号",
        ] {
            assert!(filled.contains(wanted), "lacks {wanted} in {filled}");
        }
        let blank = text(&house.app.sheet(&officer, case, &proof(None)).await.unwrap());
        assert!(!blank.contains("邮政企业寄送") && blank.contains("受送达人"));
        let receipt = text(&house.app.sheet(&officer, case, &Sheet::Receipt).await.unwrap());
        assert!(receipt.contains("登记回执") && receipt.contains("不迟于2026年3月30日"), "{receipt}");
    });
}
