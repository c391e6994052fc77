//! One paper of each kind, filled in with invented facts.

use jiff::civil::{Date, date};
use law::fee::Standard;
use law::outcome::{Exemption, Outcome};
use law::remedy::{Bodies, Organ};
use law::settings::Settings;
use letters::{
    Amended, Answer, Asked, AskedItem, Assistance, CoProducer, Contact, Correction, Extension, FeeNotice, Field, Frame,
    Given, Issue, NoLongerHandled, Opinion, Override, Paper, ReasonsAsked, Receipt, RemedyBasis, Reply, ReviewSheet,
    Salutation, ServiceProof, ThirdParty, ToldApplicant, Want, Withdrawal, Withheld,
};

pub const DAY: Date = date(2026, 3, 30);
pub const WORDING: &str = "2025年示例项目验收报告";

pub fn frame() -> Frame {
    Frame {
        organ: "示例市示例区某某局".to_owned(),
        addressee: "申请人甲".to_owned(),
        salutation: Salutation::Person,
        contact: Contact {
            office: "某某局办公室".to_owned(),
            address: "示例市示例区示例路1号".to_owned(),
            postcode: "000000".to_owned(),
            telephone: "000-00000000".to_owned(),
        },
        annexes: Vec::new(),
    }
}

pub fn issue() -> Issue {
    Issue::Out { number: Some("某局〔2026〕第3号-答".to_owned()), on: DAY }
}

pub fn asked() -> Asked {
    Asked {
        received_on: date(2026, 3, 2),
        channel: "邮寄".to_owned(),
        case_number: "某局〔2026〕7号".to_owned(),
        items: vec![AskedItem { no: 1, wording: WORDING.to_owned() }],
        corrected: None,
    }
}

pub fn remedy() -> RemedyBasis {
    let bodies = Bodies {
        reconsideration: vec![Organ {
            name: "示例区人民政府".to_owned(),
            address: "示例市示例区示例大街2号".to_owned(),
        }],
        court: Some(Organ {
            name: "示例区人民法院".to_owned(), address: "示例市示例区示例大街3号".to_owned()
        }),
        online_channel: Some("https://fuyi.example.invalid".to_owned()),
    };
    RemedyBasis::new(bodies, false, &Settings::default())
}

pub fn withheld(exemption: Exemption) -> Withheld {
    Withheld {
        part: "报告附录中评审人员名单".to_owned(),
        exemption,
        basis: if exemption == Exemption::E14b { "《示例法》第一条".to_owned() } else { String::new() },
        reason: "属于这一类信息，公开后影响评审工作，经权衡不予公开".to_owned(),
    }
}

/// An answer with every fact its outcome wants.
pub fn answer(item: u32, outcome: Outcome) -> Answer {
    let wants = |field| Want::of(outcome).iter().any(|want| want.field == field);
    let text = |field, text: &str| if wants(field) { text.to_owned() } else { String::new() };
    Answer {
        given: wants(Field::Information).then(|| Given {
            information: "《2025年示例项目验收报告》（某局验〔2025〕9号）".to_owned(),
            way: text(Field::Way, "纸质复制件随本告知书一并送达"),
            time: text(Field::Time, "自2026年4月6日起，工作日9时至17时"),
        }),
        withheld: if wants(Field::Withheld) { vec![withheld(Exemption::E16b)] } else { Vec::new() },
        basis: text(Field::Basis, "《示例管理条例》第十二条第二款"),
        reason: text(Field::Reason, "已检索本机关公文系统和档案室2020年至2025年目录，关键词为“示例项目”，没有检索到"),
        referral: text(Field::Referral, "示例市档案馆（示例市示例路9号，电话000-00000001）"),
        earlier: text(Field::Earlier, "某局〔2025〕第31号-答（2025年9月4日）"),
        ..Answer::new(item, outcome)
    }
}

pub fn reply_of(answers: Vec<Answer>) -> Reply {
    let several = answers.len() > 1;
    let wording = |no: u32| {
        if several { format!("第{no}件示例项目的验收报告和有关材料") } else { WORDING.to_owned() }
    };
    let items = answers.iter().map(|answer| AskedItem { no: answer.item, wording: wording(answer.item) }).collect();
    Reply { asked: Asked { items, ..asked() }, answers, elsewhere: Vec::new(), remedy: remedy() }
}

/// The letter that carries an outcome.
pub fn letter(outcome: Outcome) -> Paper {
    match outcome {
        Outcome::O1 | Outcome::O2 => Paper::NoLongerHandled(NoLongerHandled {
            asked: asked(),
            outcome,
            noticed_on: date(2026, 3, 4),
            served_on: Some(date(2026, 3, 6)),
            until: date(2026, 3, 27),
            remedy: remedy(),
        }),
        Outcome::O3a => Paper::Withdrawal(Withdrawal { asked: asked(), items: vec![1], on: date(2026, 3, 20) }),
        _ => Paper::Reply(Box::new(reply_of(vec![answer(1, outcome)]))),
    }
}

/// Each paper of procedure, with a name.
pub fn procedure() -> Vec<(&'static str, Paper)> {
    let (until, provisional) = (date(2026, 4, 20), false);
    let case_number = || asked().case_number;
    vec![
        (
            "D02",
            Paper::Receipt(Receipt {
                asked: asked(),
                rule: "2026年3月2日本机关签收邮件，签收之日为收到申请之日".to_owned(),
                due: DAY,
                provisional,
            }),
        ),
        (
            "D03",
            Paper::Correction(Correction {
                asked: asked(),
                points: vec![
                    "申请的是哪一个示例项目，请写明项目名称或者批准文号".to_owned(),
                    "请写明希望获取信息的方式".to_owned(),
                ],
                working_days: 15,
                until,
                provisional,
            }),
        ),
        (
            "D04",
            Paper::ReasonsAsked(ReasonsAsked {
                asked: asked(),
                facts: "一个月内提出申请60件，其中42件内容相近".to_owned(),
                working_days: 15,
                until,
                provisional,
            }),
        ),
        (
            "D05",
            Paper::Extension(Extension {
                asked: asked(),
                reason: "所涉资料数量大，需要逐件核对".to_owned(),
                working_days: 20,
                due: until,
                provisional,
            }),
        ),
        (
            "D06",
            Paper::ThirdParty(ThirdParty {
                case_number: case_number(),
                information: "某某公司报送的示例项目验收材料".to_owned(),
            }),
        ),
        (
            "D07",
            Paper::ToldApplicant(ToldApplicant {
                asked: asked(),
                whom: "第三方".to_owned(),
                sent_on: date(2026, 3, 9),
            }),
        ),
        (
            "D09",
            Paper::CoProducer(CoProducer {
                case_number: case_number(), information: "联合印发的方案".to_owned()
            }),
        ),
        (
            "D10",
            Paper::Assistance(Assistance {
                case_number: case_number(),
                matter: "查找示例项目的立项文件，并提出是否公开的意见".to_owned(),
                working_days: 10,
                until,
                provisional,
            }),
        ),
        (
            "D11",
            Paper::FeeNotice(FeeNotice {
                asked: asked(),
                standard: Standard::ByVolume,
                calculation: vec![
                    "第1至30页：不收费".to_owned(),
                    "第31至68页：38页×10元＝380元".to_owned(),
                    "合计380元".to_owned(),
                ],
                fen: 38_000,
                payment: "凭缴款通知在示例银行缴入国库".to_owned(),
            }),
        ),
        (
            "D33",
            Paper::Amended(Amended {
                title: "公开告知书".to_owned(),
                number: Some("某局〔2026〕第3号-答".to_owned()),
                dated: DAY,
                wrong: "某局验〔2025〕6号".to_owned(),
                right: "某局验〔2025〕9号".to_owned(),
            }),
        ),
    ]
}

pub fn overridden() -> Paper {
    Paper::Override(Override {
        case_number: asked().case_number,
        asked_on: date(2026, 3, 4),
        content: "示例地块土壤检测报告中的检测结果".to_owned(),
        reason: "关系周边居民的健康".to_owned(),
        remedy: remedy(),
    })
}

pub fn sheets() -> Vec<(&'static str, Paper)> {
    let opinion =
        |level: &str, on| Opinion {
            level: level.to_owned(), by: "审核岗".to_owned(), opinion: "同意".to_owned(), on
        };
    vec![
        (
            "D29",
            Paper::ServiceProof(ServiceProof {
                served: "不予公开告知书（某局〔2026〕第3号-答）".to_owned(),
                manner: "邮政企业寄送".to_owned(),
                place: "示例市示例区示例路8号".to_owned(),
                postal_number: Some("1000000000001".to_owned()),
                sent_on: Some(DAY),
                signed_on: None,
                returned: None,
            }),
        ),
        (
            "D30",
            Paper::ReviewSheet(ReviewSheet {
                case_number: asked().case_number,
                letter: "公开告知书".to_owned(),
                term: "2026年3月2日收到，答复期限至2026年3月30日".to_owned(),
                request: WORDING.to_owned(),
                proposal: "予以公开并提供信息（条例36(2)）".to_owned(),
                opinions: vec![
                    opinion("拟办", Some(DAY)),
                    opinion("处室负责人审核", Some(DAY)),
                    opinion("保密审查", Some(DAY)),
                    Opinion { by: String::new(), opinion: "\n".to_owned(), ..opinion("签发", None) },
                ],
            }),
        ),
    ]
}

/// Every kind of paper there is, each under a name of its own.
pub fn all() -> Vec<(String, Paper)> {
    let mut all: Vec<(String, Paper)> =
        Outcome::ALL.into_iter().map(|outcome| (outcome.code().to_owned(), letter(outcome))).collect();
    let several = [(1, Outcome::G2), (2, Outcome::U1a), (3, Outcome::N5), (5, Outcome::P1)];
    let several = several.into_iter().map(|(no, outcome)| answer(no, outcome)).collect();
    all.push(("several".to_owned(), Paper::Reply(Box::new(Reply { elsewhere: vec![4], ..reply_of(several) }))));
    all.push(("D08".to_owned(), overridden()));
    all.extend(procedure().into_iter().chain(sheets()).map(|(name, paper)| (name.to_owned(), paper)));
    all
}
