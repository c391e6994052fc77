//! Every letter carries what the law wants it to say, for every outcome.

use document::{Block, Document, Role};
use jiff::civil::date;
use law::outcome::{Letter, Outcome};
use letters::{
    Asked, Consultation, Contact, Correction, Extension, FeeNotice, Frame, Given, Opinion, Override, Paper,
    ReasonsAsked, Receipt, Reply, ReviewSheet, ServiceProof, Standard, Withheld, lay_out,
};

fn frame() -> Frame {
    Frame {
        organ: "示例市示例区某某局".to_owned(),
        number: Some("某局公开〔2026〕3号".to_owned()),
        addressee: "申请人甲".to_owned(),
        contact: Contact {
            office: "某某局办公室".to_owned(),
            address: "示例区示例路1号".to_owned(),
            telephone: "000-00000000".to_owned(),
        },
        dated: Some(date(2026, 3, 30)),
        annexes: vec!["关于示例事项的通知".to_owned()],
    }
}

fn asked() -> Asked {
    Asked {
        received_on: date(2026, 3, 2),
        channel: "邮寄".to_owned(),
        case_number: "某局申〔2026〕7号".to_owned(),
        request: "2025年示例项目验收报告".to_owned(),
    }
}

fn reply(outcome: Outcome) -> Paper {
    let withheld = Withheld {
        part: "评审人员名单".to_owned(),
        provision: "条例第十六条第一款".to_owned(),
        reason: "属于内部工作流程信息".to_owned(),
    };
    Paper::Reply(Box::new(Reply {
        asked: asked(),
        outcome,
        given: outcome.is_granted().then(|| Given {
            information: "示例项目验收报告".to_owned(),
            way: "纸质复制件随本告知书一并送达".to_owned(),
            time: None,
        }),
        withheld: if outcome.ground().is_some() || outcome == Outcome::P1 { vec![withheld] } else { Vec::new() },
        reason: "已检索本机关办公系统和档案室".to_owned(),
        remedy: if outcome == Outcome::O3a { Vec::new() } else { vec!["〔救济告知〕".to_owned()] },
    }))
}

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

fn every_procedure() -> Vec<Paper> {
    let until = date(2026, 4, 20);
    vec![
        Paper::Receipt(Receipt {
            asked: asked(), rule: "邮寄签收之日".to_owned(), due: until, provisional: false
        }),
        Paper::Correction(Correction {
            asked: asked(), points: vec!["写明文件名称或者文号".to_owned()], until
        }),
        Paper::ReasonsAsked(ReasonsAsked { asked: asked(), facts: "一个月内提出申请60件".to_owned(), until }),
        Paper::Extension(Extension {
            asked: asked(), reason: "资料数量大".to_owned(), working_days: 20, due: until
        }),
        Paper::Consultation(Consultation::ThirdParty { information: "示例公司报送的材料".to_owned() }),
        Paper::Consultation(Consultation::ToldApplicant { asked: asked(), sent_on: date(2026, 3, 9) }),
        Paper::Consultation(Consultation::CoProducer { information: "联合发文".to_owned() }),
        Paper::Consultation(Consultation::Assistance { matter: "查找文件".to_owned(), until }),
        Paper::FeeNotice(FeeNotice {
            asked: asked(),
            standard: Standard::Pages,
            calculation: vec!["第31页至第68页：38页×10元＝380元".to_owned()],
            fen: 38_000,
            payment: "缴至非税收入账户".to_owned(),
        }),
    ]
}

#[test]
fn every_outcome_has_its_letter_with_head_basis_and_remedy() {
    // D12 D13 D14 D15 D16 D17 D18 D19 D20 D21 D22 D23 D24 D25 D26 D27
    for &outcome in Outcome::ALL.iter() {
        let paper = reply(outcome);
        assert_eq!(paper.letter(), outcome.letter(), "{}", outcome.code());
        let document = lay_out(&frame(), &paper);
        let text = text(&document);
        for wanted in [
            "示例市示例区某某局",
            "某局公开〔2026〕3号",
            "申请人甲：",
            "2026年3月2日",
            "2025年示例项目验收报告",
            "2026年3月30日",
            outcome.letter().title(),
        ] {
            assert!(text.contains(wanted), "{} lacks {wanted}", outcome.code());
        }
        assert_eq!(text.contains("〔救济告知〕"), outcome != Outcome::O3a, "{}", outcome.code());
        assert!(matches!(&document.blocks[0], Block::Paragraph(first) if first.role == Role::Title));
    }
}

#[test]
fn a_refusal_names_its_provision_and_its_reason_for_every_part() {
    for outcome in [Outcome::P1, Outcome::N1, Outcome::N4, Outcome::N7] {
        let text = text(&lay_out(&frame(), &reply(outcome)));
        assert!(text.contains("评审人员名单") && text.contains("条例第十六条第一款") && text.contains("内部工作流程"));
    }
}

#[test]
fn rem_18_papers_of_procedure_carry_no_remedy_paragraph() {
    // REM-18, D02 D03 D04 D05 D06 D07 D09 D10 D11
    for paper in every_procedure() {
        let text = text(&lay_out(&frame(), &paper));
        assert!(
            !text.contains("六十日内") && !text.contains("60日内") && !text.contains("6个月内"),
            "{:?}",
            paper.letter()
        );
    }
}

#[test]
fn cor_2_the_correction_notice_tells_points_period_consequence_and_restart() {
    // COR-2, COR-3, COR-4, D03
    let text = text(&lay_out(&frame(), &every_procedure()[1]));
    for wanted in ["一次性告知", "写明文件名称或者文号", "2026年4月20日", "视为放弃申请", "重新起算"]
    {
        assert!(text.contains(wanted), "lacks {wanted}");
    }
}

#[test]
fn tp_1_and_tp_6_tell_what_silence_means() {
    // TP-1, TP-2: silence of a third party decides nothing; TP-6: silence of a co-producing organ is consent. D06, D09
    let papers = every_procedure();
    let third = text(&lay_out(&frame(), &papers[4]));
    assert!(third.contains("15个工作日") && third.contains("既不视为同意，也不视为不同意"));
    assert!(!third.contains("2025年示例项目验收报告"), "the applicant's request is not shown to a third party");
    let organ = text(&lay_out(&frame(), &papers[6]));
    assert!(organ.contains("15个工作日") && organ.contains("视为同意公开"));
}

#[test]
fn fee_7_the_fee_notice_tells_basis_standard_amount_term_and_consequence() {
    // FEE-7, FEE-8, FEE-9, FEE-10, D11
    let text = text(&lay_out(&frame(), &every_procedure()[8]));
    for wanted in ["按量", "380元", "20个工作日", "视为放弃申请", "重新起算", "不能单独申请行政复议"]
    {
        assert!(text.contains(wanted), "lacks {wanted}");
    }
}

#[test]
fn tp_4_the_third_party_is_told_content_reasons_and_remedy() {
    // TP-4, D08
    let told = Override {
        content: "环境监测结果".to_owned(),
        reason: "关系公众健康".to_owned(),
        remedy: vec!["〔救济告知〕".to_owned()],
    };
    let text = text(&lay_out(&frame(), &Paper::Override(told)));
    for wanted in ["环境监测结果", "关系公众健康", "〔救济告知〕"] {
        assert!(text.contains(wanted), "lacks {wanted}");
    }
}

#[test]
fn papers_of_the_file_are_tables_with_every_level_and_date() {
    // D29, D30
    let proof = ServiceProof {
        served: "不予公开告知书".to_owned(),
        manner: "邮寄（邮政企业）".to_owned(),
        postal_number: Some("1000000000001".to_owned()),
        sent_on: Some(date(2026, 3, 30)),
        signed_on: None,
        returned: None,
    };
    let proof = text(&lay_out(&frame(), &Paper::ServiceProof(proof)));
    assert!(proof.contains("1000000000001") && proof.contains("2026年3月30日"));
    let levels = ["拟办", "保密审查", "签发"];
    let review = ReviewSheet {
        case_number: "某局申〔2026〕7号".to_owned(),
        request: "验收报告".to_owned(),
        proposal: "拟予公开".to_owned(),
        opinions: levels
            .iter()
            .map(|level| Opinion {
                level: (*level).to_owned(),
                by: "审核岗".to_owned(),
                opinion: "同意".to_owned(),
                on: None,
            })
            .collect(),
    };
    let review = text(&lay_out(&frame(), &Paper::ReviewSheet(review)));
    assert!(levels.iter().all(|level| review.contains(level)));
}

#[test]
fn a_draft_says_that_its_number_and_date_are_still_to_come() {
    let draft = Frame { number: None, dated: None, ..frame() };
    let text = text(&lay_out(&draft, &reply(Outcome::G2)));
    assert!(text.contains("文号待签发时编定") && !text.contains("2026年3月30日"));
    assert_eq!(Letter::D12.title(), "公开告知书");
}
