//! Nothing of a person stands in the record in the open, and a destroyed key takes the data with it.

use std::path::Path;

use app::{AppError, Papers, Party};
use jiff::civil::date;
use law::application::{Act, Consulted, ContestKind, ContestNo, Contested, Decided, Procedure, ReplyNo, SubjectRef};
use law::outcome::Outcome;
use law::remedy_case::RemedyResult;

use crate::house::{Answer, ITEM, on_sqlite};
use crate::letter::{drafted, furnish, reply, signed};

fn files_under(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            files_under(&entry.path(), found);
        } else {
            found.push((entry.path().display().to_string(), std::fs::read(entry.path()).unwrap()));
        }
    }
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn no_byte_on_the_disk_shows_a_name_a_number_a_contact_or_what_was_asked() {
    on_sqlite(|house| async move {
        let mut form = house.form();
        form.applicants[0].0.name = "欧阳某某甲".to_owned();
        form.applicants[0].0.telephone = "13900001234".to_owned();
        form.applicants[0].0.address = "某市某区秘密胡同99号".to_owned();
        form.applicants[0].0.email = "ouyang@example.invalid".to_owned();
        form.items = vec!["请公开秘密胡同改造的拆迁补偿方案".to_owned()];
        // Long enough to go into a file of its own.
        form.attachments = vec![("text/plain".to_owned(), "附件里的敏感内容".repeat(4000).into_bytes())];
        let number = form.applicants[0].0.paper.as_ref().unwrap().number.clone();
        let case = house.register(date(2026, 3, 2), &form).await.recorded.case_id;
        let mut papers = Papers::none();
        let addressee = papers.party(&house.app, Party::named("被征求意见的某人乙"));
        let letter = papers.text(&house.app, "征求意见书里的内容");
        let consult = Act::Consult { with: Consulted::ThirdParty, addressee, items: vec![ITEM], letter, limit: None };
        house.app.handle_with(&house.on(&house.staff.officer, date(2026, 3, 4)), case, consult, papers).await.unwrap();

        // A composed letter is sealed as its facts, and again in its words once it is signed.
        furnish(&house).await;
        let reply = drafted(&house, date(2026, 3, 26), case, &reply(Outcome::N5)).await;
        signed(&house, date(2026, 3, 26), case, reply).await;

        let mut files = Vec::new();
        files_under(house.folder.path(), &mut files);
        assert!(files.iter().any(|(name, _)| name.ends_with("gongkai.db")), "{files:?}");
        let secrets = [
            "欧阳某某甲",
            "13900001234",
            "秘密胡同",
            "ouyang",
            "拆迁补偿方案",
            "附件里的敏感内容",
            number.as_str(),
            "被征求意见的某人乙",
            "征求意见书里的内容",
            "没有这份文件",
            "申请公开的内容为",
        ];
        for (name, bytes) in &files {
            for secret in secrets {
                assert!(!holds(bytes, secret.as_bytes()), "{secret} stands in {name}");
            }
        }
        // What is no secret is found, so the search itself works.
        assert!(files.iter().any(|(_, bytes)| holds(bytes, "某园〔2026〕1号".as_bytes())));
    });
}

#[test]
fn a_destroyed_key_takes_the_data_and_leaves_the_chain_and_the_figures_whole() {
    on_sqlite(|house| async move {
        let form = house.form();
        let registered = house.register(date(2026, 3, 2), &form).await;
        let case = registered.recorded.case_id;
        let head = house.on(&house.staff.head, date(2026, 6, 1)).because("保存期满");
        let subject: SubjectRef = house.applicant(case).await;
        let wording = registered.recorded.case.law.items[0].wording.clone();
        let early = house.app.destroy_party(&head, case, &subject).await.unwrap_err();
        assert!(matches!(early, AppError::NotNow(_)), "{early}");
        house.answer(date(2026, 3, 16), case, &Answer::of(Outcome::G2)).await;
        assert_eq!(house.app.party(&head, case, &subject).await.unwrap().unwrap(), form.applicants[0].0);
        let contest = Act::RegisterContest {
            kind: ContestKind::Reconsideration,
            contested: Contested::Reply { reply: ReplyNo(1) },
            procedure: Procedure::Ordinary,
            after: None,
        };
        house.officer(date(2026, 4, 1), case, contest).await;
        let pending = house.app.destroy_party(&head, case, &subject).await.unwrap_err();
        assert!(matches!(pending, AppError::NotNow(_)), "{pending}");
        let decided = Decided { on: date(2026, 5, 20), result: RemedyResult::Upheld, order: None };
        house.officer(date(2026, 5, 20), case, Act::DecideContest { contest: ContestNo(1), decided }).await;
        house.app.destroy_party(&head, case, &subject).await.unwrap();
        assert_eq!(house.app.party(&head, case, &subject).await.unwrap(), None);
        assert_eq!(house.app.text(&head, case, &wording).await.unwrap(), None);
        assert!(house.app.store().verify(None).await.unwrap().is_ok());
        let span = annual_report::Span::year(2026).unwrap();
        let counted = house.app.compile(&house.on(&house.staff.editor, date(2026, 6, 2)), span, true).await.unwrap();
        let granted = counted.compiled.report.cell("applications.results.granted.natural_person".parse().unwrap());
        assert_eq!(granted.count(), Some(1));
        // The applicant is nobody's earlier applicant any more.
        let again = house.register(date(2026, 6, 2), &form).await;
        assert_eq!(again.earlier.same_applicant.len(), 0);
    });
}

#[test]
fn debugging_a_form_shows_nothing_of_a_person_and_no_password() {
    on_sqlite(|house| async move {
        let mut form = house.form();
        form.items = vec!["秘密胡同的拆迁方案".to_owned()];
        form.attachments = vec![("text/plain".to_owned(), b"plain".to_vec())];
        let party = form.applicants[0].0.clone();
        let number = party.paper.as_ref().unwrap().number.clone();
        let mut papers = Papers::none();
        papers.text(&house.app, "秘密胡同的来信");
        papers.party(&house.app, party.clone());
        let user = app::NewUser { login: "li", name: "李", roles: &[], unit: "", password: "geheim-geheim" };
        let shown = format!("{form:?} {party:?} {:?} {papers:?} {user:?}", party.paper);
        for secret in [party.name.as_str(), &number, &party.telephone, &party.address, "秘密胡同", "geheim"] {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
        // Bytes are shown by debugging as numbers: 来 is 230, 157, 165.
        assert!(!shown.contains("230, 157, 165") && !shown.contains("112, 108, 97"), "{shown}");
    });
}

#[test]
fn a_third_party_is_never_named_in_plain_words() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2026, 3, 2)).await;
        let mut papers = Papers::none();
        let letter = papers.text(&house.app, "征求意见书");
        let addressee = SubjectRef::new("张某某");
        let consult = Act::Consult { with: Consulted::ThirdParty, addressee, items: vec![ITEM], letter, limit: None };
        let officer = house.on(&house.staff.officer, date(2026, 3, 4));
        let refused = house.app.handle_with(&officer, case, consult, papers).await.unwrap_err();
        assert!(matches!(&refused, AppError::Invalid(faults) if faults.0[0].field == "addressee"), "{refused}");
    });
}

#[test]
fn a_paper_of_another_case_is_not_to_be_had() {
    on_sqlite(|house| async move {
        let mine = house.register(date(2026, 3, 2), &house.form()).await;
        let other = house.registered(date(2026, 3, 2)).await;
        let wording = mine.recorded.case.law.items[0].wording.clone();
        let officer = house.on(&house.staff.officer, date(2026, 3, 3));
        let refused = house.app.text(&officer, other, &wording).await.unwrap_err();
        assert!(matches!(refused, AppError::NotFound { .. }), "{refused}");
        let subject = house.applicant(mine.recorded.case_id).await;
        assert!(matches!(house.app.party(&officer, other, &subject).await, Err(AppError::NotFound { .. })));
    });
}

#[test]
fn a_paper_exchanged_behind_the_records_back_is_noticed() {
    on_sqlite(|house| async move {
        let registered = house.register(date(2026, 3, 2), &house.form()).await;
        let case = registered.recorded.case_id;
        let wording = registered.recorded.case.law.items[0].wording.clone();
        let subject = registered.recorded.case.subject().unwrap();
        let vault = store::keys::Vault::new(
            store::keys::MasterKey::parse(&[7; 32]).unwrap(),
            store::keys::Sm4Gcm,
            crate::house::CountedEntropy::from(1 << 40),
        );
        // Somebody with the master key and the database seals another text under the same id.
        let mut write = house.app.store().write().await.unwrap();
        let id = uuid::Uuid::try_parse(wording.as_str()).unwrap();
        let at = house.at(date(2026, 3, 3)).recorded_at;
        write.seal(&vault, crate::house::ORGAN, subject, id, "另一件事".as_bytes(), at).await.unwrap();
        write.commit().await.unwrap();
        let officer = house.on(&house.staff.officer, date(2026, 3, 3));
        let refused = house.app.text(&officer, case, &wording).await.unwrap_err();
        assert!(matches!(refused, AppError::Inconsistent(_)), "{refused}");
    });
}
