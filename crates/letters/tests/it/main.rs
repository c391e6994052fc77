//! Every letter carries what the law wants it to say, for every outcome.

#![allow(clippy::unwrap_used, reason = "a test that unwraps fails, as it should")]

mod sample;

use document::{Block, Document, Role};
use jiff::civil::date;
use law::outcome::{Exemption, Letter, Outcome};
use law::remedy::carries_remedy;
use letters::{Asked, Corrected, Field, Issue, NUMBER_TO_COME, Paper, Reply, Salutation, Want, lay_out};
use sample::{DAY, WORDING, all, answer, asked, frame, issue, letter, overridden, procedure, reply_of, withheld};

fn text(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push_str(&paragraph.text),
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| {
                out.push_str(&cell.text);
                out.push(' ');
            }),
            Block::PageBreak => {}
        }
        out.push('\n');
    }
    out
}

fn laid_out(paper: &Paper) -> String {
    text(&lay_out(&frame(), &issue(), paper).unwrap())
}

fn on(day: jiff::civil::Date, paper: &Paper) -> String {
    text(&lay_out(&frame(), &Issue::Out { number: None, on: day }, paper).unwrap())
}

fn procedure_named(name: &str) -> String {
    laid_out(&procedure().into_iter().find(|(known, _)| *known == name).unwrap().1)
}

#[test]
fn every_outcome_has_its_letter_with_head_receipt_request_remedy_contact_seal_and_date() {
    // D12 D13 D14 D15 D16 D17 D18 D19 D20 D21 D22 D23 D24 D25 D26 D27 D32
    for outcome in Outcome::ALL {
        let paper = letter(outcome);
        assert_eq!(paper.letters(), [outcome.letter()], "{outcome}");
        let document = lay_out(&frame(), &issue(), &paper).unwrap();
        let text = text(&document);
        for wanted in [
            "示例市示例区某某局",
            "某局〔2026〕第3号-答",
            "申请人甲：",
            "以邮寄方式",
            "2026年3月2日收到（登记编号：某局〔2026〕7号）",
            WORDING,
            "联系单位：某某局办公室；地址：示例市示例区示例路1号（邮编：000000）；电话：000-00000000。",
            "（印章）",
            "2026年3月30日",
            outcome.letter().title(),
        ] {
            assert!(text.contains(wanted), "{outcome} lacks {wanted} in {text}");
        }
        let remedy = text.contains("示例区人民政府（地址：示例市示例区示例大街2号）申请行政复议");
        assert_eq!(remedy, carries_remedy(outcome.letter()), "{outcome}");
        assert!(!text.contains("贵单位") && !text.contains('〔') | text.contains("某局〔"), "{outcome}");
        assert!(!text.contains("。。") && !text.contains("，。") && !text.contains("：。"), "{outcome}: {text}");
        assert!(matches!(&document.blocks[0], Block::Paragraph(first) if first.role == Role::Title));
    }
}

#[test]
fn every_outcome_names_its_article_paragraph_and_item() {
    let articles = [
        (Outcome::G1, "第三十六条第（一）项"),
        (Outcome::G2, "第三十六条第（二）项"),
        (Outcome::G3, "第三十六条第（二）项"),
        (Outcome::P1, "第三十七条"),
        (Outcome::N1, "第十四条规定的依法确定为国家秘密"),
        (Outcome::N2, "第十四条规定的法律、行政法规禁止公开"),
        (Outcome::N3, "第十四条规定的公开后可能危及国家安全、公共安全、经济安全、社会稳定"),
        (Outcome::N4, "第十五条规定"),
        (Outcome::N5, "第十六条第一款规定"),
        (Outcome::N6, "第十六条第二款规定"),
        (Outcome::N7, "第十六条第二款规定的行政执法案卷"),
        (Outcome::N8, "第三十六条第（七）项"),
        (Outcome::U1a, "第三十六条第（四）项"),
        (Outcome::U1b, "第三十六条第（五）项"),
        (Outcome::U1c, "有关档案管理的法律、行政法规"),
        (Outcome::U2, "第三十八条"),
        (Outcome::U3, "第三十条"),
        (Outcome::R1, "第三十九条第一款"),
        (Outcome::R2, "第三十六条第（六）项"),
        (Outcome::R3, "第三十九条第二款"),
        (Outcome::R4, "第三十五条"),
        (Outcome::R5, "第三十六条第（六）项、第三十八条"),
        (Outcome::O1, "第三十条，视为放弃申请"),
        (Outcome::O2, "第四十二条"),
        (Outcome::O3b, "第二条"),
        (Outcome::O3c, "《示例管理条例》第十二条第二款"),
    ];
    for (outcome, article) in articles {
        let text = laid_out(&letter(outcome));
        assert!(text.contains(article), "{outcome} lacks {article} in {text}");
        let refused = outcome.ground().is_some();
        assert_eq!(text.contains("第三十六条第（三）项"), refused || outcome == Outcome::P1, "{outcome}");
    }
}

#[test]
fn whatever_an_outcome_wants_is_printed_and_what_is_missing_is_named() {
    for outcome in Outcome::ALL {
        let full = answer(1, outcome);
        assert!(full.missing().is_empty(), "{outcome}");
        let text = laid_out(&Paper::Reply(Box::new(reply_of(vec![full.clone()]))));
        for want in Want::of(outcome).iter().filter(|want| want.field != Field::Withheld) {
            assert!(text.contains(&format!("{}：", want.printed)), "{outcome} lacks {} in {text}", want.printed);
        }
        let empty = letters::Answer::new(1, outcome);
        let required = Want::of(outcome).iter().filter(|want| want.required).count();
        assert_eq!(empty.missing().len(), required, "{outcome}");
    }
    // U1b: the right organ is named if it can be determined, and said to be unknown if not.
    let unknown = letters::Answer { referral: String::new(), ..answer(1, Outcome::U1b) };
    let text = laid_out(&Paper::Reply(Box::new(reply_of(vec![unknown]))));
    assert!(text.contains("无法确定"), "{text}");
}

#[test]
fn a_partial_disclosure_names_ground_and_reason_of_every_part() {
    // D13
    let mut partly = answer(1, Outcome::P1);
    partly.withheld = vec![withheld(Exemption::E15), withheld(Exemption::E14b)];
    let text = laid_out(&Paper::Reply(Box::new(reply_of(vec![partly]))));
    for wanted in
        ["部分之一：", "部分之二：", "第十五条", "禁止公开的政府信息（《示例法》第一条）", "理由：属于这一类信息"]
    {
        assert!(text.contains(wanted), "lacks {wanted} in {text}");
    }
}

#[test]
fn rep_8_one_letter_answers_several_items_each_under_its_own_heading_with_remedies_by_part() {
    // REP-8
    let answers = [(1, Outcome::G2), (3, Outcome::N5), (4, Outcome::U1a)];
    let answers = answers.into_iter().map(|(no, outcome)| answer(no, outcome)).collect();
    let paper = Paper::Reply(Box::new(Reply { elsewhere: vec![2], ..reply_of(answers) }));
    assert_eq!(paper.letters(), [Letter::D12, Letter::D14, Letter::D16]);
    assert_eq!(paper.title(), "政府信息公开申请告知书");
    let text = laid_out(&paper);
    for wanted in [
        "1．“第1件示例项目的验收报告和有关材料”。",
        "该申请的第2项，本机关另行答复。",
        "（一）关于第1项",
        "（二）关于第3项",
        "（三）关于第4项",
        "对本告知书中第3项中依据",
        "对本告知书的其余部分不服的",
    ] {
        assert!(text.contains(wanted), "lacks {wanted} in {text}");
    }
    let alike = Paper::Reply(Box::new(reply_of(vec![answer(1, Outcome::G2), answer(2, Outcome::G1)])));
    assert_eq!(alike.title(), "公开告知书");
}

#[test]
fn rem_7_the_paragraphs_are_those_of_the_day_of_issue_and_not_of_the_draft() {
    // REM-4, REM-6, REM-7, REM-14
    let first = "应当先自收到本告知书之日起60日内";
    let choice = "也可以自收到本告知书之日起6个月内";
    let regulation = "《中华人民共和国行政复议法实施条例》第三十一条";
    for (outcome, day, goes_first, may_choose, cites) in [
        (Outcome::N5, date(2023, 12, 31), false, true, false),
        (Outcome::N5, date(2024, 1, 1), true, false, false),
        (Outcome::P1, date(2026, 6, 30), true, true, false),
        (Outcome::P1, date(2026, 7, 1), true, true, true),
        (Outcome::N5, date(2026, 6, 30), true, false, false),
        (Outcome::N5, date(2026, 7, 1), true, false, true),
        (Outcome::G2, date(2026, 7, 1), false, true, false),
        (Outcome::O1, date(2026, 7, 1), false, true, false),
    ] {
        let text = on(day, &letter(outcome));
        assert_eq!(text.contains(first), goes_first, "{outcome} on {day}: {text}");
        assert_eq!(text.contains(choice), may_choose, "{outcome} on {day}: {text}");
        assert_eq!(text.contains(regulation), cites, "{outcome} on {day}: {text}");
    }
    assert!(lay_out(&frame(), &Issue::Draft { as_of: date(2019, 5, 14) }, &letter(Outcome::N5)).is_err());
}

#[test]
fn rep_10_a_letter_served_online_names_the_online_channel() {
    // REP-10
    let mut reply = reply_of(vec![answer(1, Outcome::N5)]);
    assert!(!laid_out(&Paper::Reply(Box::new(reply.clone()))).contains("fuyi.example.invalid"));
    reply.remedy.served_online = true;
    assert!(laid_out(&Paper::Reply(Box::new(reply))).contains("（网上申请渠道：https://fuyi.example.invalid）"));
}

#[test]
fn rem_18_papers_of_procedure_carry_no_remedy_paragraph() {
    // REM-18, D02 D03 D04 D05 D06 D07 D09 D10 D11 D33
    for (name, paper) in procedure() {
        assert!(paper.letters().iter().all(|letter| !carries_remedy(*letter)), "{name}");
        let text = laid_out(&paper);
        assert!(!text.contains("60日内") && !text.contains("6个月内"), "{name}");
    }
}

#[test]
fn the_receipt_tells_the_day_the_rule_and_the_base_deadline() {
    // D02
    let text = procedure_named("D02");
    for wanted in ["签收之日为收到申请之日", "20个工作日内", "不迟于2026年3月30日"] {
        assert!(text.contains(wanted), "lacks {wanted}");
    }
}

#[test]
fn cor_2_the_correction_notice_tells_points_period_consequence_and_restart() {
    // COR-2, COR-3, COR-4, D03
    let text = procedure_named("D03");
    for wanted in ["一次性告知", "1．申请的是哪一个示例项目", "15个工作日", "2026年4月20日", "视为放弃申请", "重新起算"]
    {
        assert!(text.contains(wanted), "lacks {wanted}");
    }
}

#[test]
fn dl_5_the_request_for_reasons_tells_facts_period_and_consequence_and_dl_3_the_extension_who_approved() {
    // DL-3, DL-5, D04, D05
    let reasons = procedure_named("D04");
    for wanted in ["60件", "第三十五条", "15个工作日", "2026年4月20日", "不予处理"] {
        assert!(reasons.contains(wanted), "lacks {wanted}");
    }
    let extension = procedure_named("D05");
    for wanted in ["经本机关政府信息公开工作机构负责人同意", "20个工作日", "2026年4月20日", "逐件核对"]
    {
        assert!(extension.contains(wanted), "lacks {wanted}");
    }
}

#[test]
fn tp_1_and_tp_6_tell_what_silence_means_and_show_nothing_of_the_applicant() {
    // TP-1, TP-2: silence of a third party decides nothing; TP-6: silence of a co-producing organ is consent. D06, D09
    let third = procedure_named("D06");
    for wanted in ["15个工作日", "既不视为同意，也不视为不同意", "回执", "□ 不同意公开", "不同意公开的理由"]
    {
        assert!(third.contains(wanted), "lacks {wanted}");
    }
    assert!(!third.contains(WORDING), "the applicant's wording is not shown to a third party");
    let organ = procedure_named("D09");
    assert!(organ.contains("15个工作日") && organ.contains("视为同意公开"));
    assert!(procedure_named("D10").contains("10个工作日"));
}

#[test]
fn tp_8_the_applicant_is_told_when_the_letter_went_out_and_that_the_time_is_not_counted() {
    // TP-7, TP-8, D07
    let text = procedure_named("D07");
    assert!(text.contains("2026年3月9日") && text.contains("不计入答复期限"));
}

#[test]
fn fee_7_the_fee_notice_tells_basis_standard_amount_term_and_consequence() {
    // FEE-7, FEE-8, FEE-9, FEE-10, D11
    let text = procedure_named("D11");
    for wanted in [
        "第四十二条",
        "按量",
        "38页×10元＝380元",
        "应缴金额：380元",
        "示例银行",
        "次日起20个工作日",
        "视为放弃申请",
        "重新起算",
        "不能单独申请行政复议",
    ] {
        assert!(text.contains(wanted), "lacks {wanted}");
    }
}

#[test]
fn tp_4_the_third_party_is_told_content_reasons_and_remedy() {
    // TP-4, D08
    let text = laid_out(&overridden());
    for wanted in ["检测结果", "周边居民的健康", "第十五条、第三十二条", "对本决定不服的", "示例区人民法院"]
    {
        assert!(text.contains(wanted), "lacks {wanted}");
    }
}

#[test]
fn a_withdrawal_of_some_items_leaves_the_others_and_offers_no_remedy() {
    // D27
    let paper = Paper::Withdrawal(letters::Withdrawal {
        asked: reply_of(vec![answer(1, Outcome::G2), answer(2, Outcome::G2)]).asked,
        items: vec![2],
        on: DAY,
    });
    let text = laid_out(&paper);
    assert!(text.contains("撤回其中第2项") && text.contains("其余事项继续办理") && !text.contains("行政复议"));
}

#[test]
fn a_letter_speaks_to_whom_it_is_addressed() {
    let paper = letter(Outcome::N5);
    for (salutation, word) in [(Salutation::Person, "您"), (Salutation::Several, "你们"), (Salutation::Body, "贵单位")]
    {
        let frame = letters::Frame { salutation, ..frame() };
        let text = text(&lay_out(&frame, &issue(), &paper).unwrap());
        assert!(text.contains(&format!("{word}以邮寄方式")) && text.contains(&format!("{word}申请公开的信息")));
        assert!(!text.contains("（贵单位）"), "{text}");
    }
}

#[test]
fn a_corrected_application_is_quoted_as_corrected() {
    let corrected = Some(Corrected { on: date(2026, 3, 12), text: "文号为某局验〔2025〕9号".to_owned() });
    let reply = Reply { asked: Asked { corrected, ..asked() }, ..reply_of(vec![answer(1, Outcome::U3)]) };
    let text = laid_out(&Paper::Reply(Box::new(reply)));
    assert!(
        text.contains("2026年3月12日，本机关收到您补正后的申请，补正的内容为：“文号为某局验〔2025〕9号”。"),
        "{text}"
    );
}

#[test]
fn annexes_are_listed_in_order_before_the_signature() {
    let annexes =
        |count: usize| letters::Frame { annexes: (1..=count).map(|n| format!("文件{n}")).collect(), ..frame() };
    let paper = letter(Outcome::G2);
    let two = text(&lay_out(&annexes(2), &issue(), &paper).unwrap());
    assert!(two.contains("附件：1．文件1\n　　　2．文件2\n"), "{two}");
    let one = text(&lay_out(&annexes(1), &issue(), &paper).unwrap());
    assert!(one.contains("附件：文件1\n"), "{one}");
}

#[test]
fn papers_of_the_file_are_tables_with_every_level_and_date() {
    // REP-9, D29, D30
    let sheets = sample::sheets();
    let proof = laid_out(&sheets[0].1);
    assert!(proof.contains("1000000000001") && proof.contains("2026年3月30日") && proof.contains("受送达人"));
    let review = laid_out(&sheets[1].1);
    for level in ["拟办", "处室负责人审核", "保密审查", "签发", "答复期限至2026年3月30日"] {
        assert!(review.contains(level), "{level}");
    }
}

#[test]
fn a_draft_says_that_its_number_and_date_are_still_to_come_and_a_paper_without_number_says_nothing() {
    let draft = text(&lay_out(&frame(), &Issue::Draft { as_of: DAY }, &letter(Outcome::G2)).unwrap());
    assert!(draft.contains(NUMBER_TO_COME) && !draft.contains("2026年3月30日"), "{draft}");
    assert!(!on(DAY, &letter(Outcome::G2)).contains("文号"));
}

#[test]
fn only_papers_whose_days_the_calendar_gives_name_dates() {
    for (name, paper) in all() {
        let named = ["D02", "D03", "D04", "D05", "D10"].contains(&name.as_str());
        assert_eq!(!paper.dates().is_empty(), named, "{name}");
        for printed in paper.dates() {
            assert!(laid_out(&paper).contains(&law::reason::chinese_date(printed.on)), "{name}");
        }
    }
}
