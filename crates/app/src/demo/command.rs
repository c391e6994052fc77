//! What command a deed is, who gives it, and which papers come with it.

use law::application::{
    Act, Amendment, ConsultationNo, Consulted, ContestKind, Contested, Decided, EntryRef, ItemNo, OrderedTerm,
    Procedure, Reach, RedoOrder, RevocationGround, SubjectRef,
};
use law::calendar::WorkingDays;
use law::fee::Standard;

use super::deed::Deed;
use super::desk::{Desk, EntryAt, PLAIN, Post, not_told};
use crate::applicant::Party;
use crate::case::Papers;
use crate::error::AppError;
use crate::letter::{LetterForm, Recipient};

/// Puts a deed that is one command into the law's words.
pub(super) async fn of(desk: &Desk<'_>, entry: &EntryAt<'_>, deed: &Deed) -> Result<(Post, Act, Papers), AppError> {
    let mut papers = Papers::none();
    let app = desk.app;
    macro_rules! text {
        ($words:expr) => {
            papers.text(app, $words)
        };
    }
    macro_rules! letter {
        ($post:expr, $form:expr) => {{
            let composed = desk.composed(entry, $post, &$form).await?;
            papers.letter(app, &composed.letter)?
        }};
    }
    let mut post = Post::Officer;
    let act = match deed {
        Deed::Unreached => Act::RecordContactFailed,
        Deed::Confirm(by) => Act::ConfirmReceipt { by: *by },
        Deed::AskCorrection(within) => {
            let points = vec!["请写明所申请信息的名称、文号或者其他便于查询的特征（演示）".to_owned()];
            let letter = letter!(post, LetterForm::Correction { points, days: Some(*within) });
            Act::SendCorrectionNotice { letter, answer_within: Some(WorkingDays(*within)) }
        }
        Deed::CorrectionServed => Act::RecordCorrectionServed { notice: correction(entry)? },
        Deed::Corrected => Act::ReceiveCorrection {
            notice: correction(entry)?,
            text: text!("补正后的申请内容（演示材料）"),
        },
        Deed::NotCorrected => {
            letter!(post, LetterForm::NoLongerHandled { electronic: false });
            Act::CloseNotCorrected
        }
        Deed::Consult(with, whom, limit) => {
            let letter = letter!(post, consulting(*with, whom, *limit));
            let addressee = match with {
                // One's own unit is named in plain words; it has no personal data to seal.
                Consulted::OwnUnit => SubjectRef::new(*whom),
                _ => papers.party(app, Party { telephone: "010-00009999".to_owned(), ..Party::named(whom) }),
            };
            let items = entry.case.open_items().map(|item| item.no).collect();
            Act::Consult { with: *with, addressee, items, letter, limit: limit.map(WorkingDays) }
        }
        Deed::ConsultationArrived => Act::RecordConsultationReceived { consultation: consultation(entry)? },
        Deed::TellApplicant => {
            let consultation = consultation(entry)?;
            let letter = letter!(post, LetterForm::ToldApplicant { consultation });
            Act::TellApplicantOfConsultation { consultation, letter }
        }
        Deed::Opined(opinion, words) => {
            Act::RecordOpinion { consultation: consultation(entry)?, opinion: *opinion, text: text!(words) }
        }
        Deed::TellThirdParty => {
            let consultation = consultation(entry)?;
            let content = "检测报告的结论和主要数据（演示）".to_owned();
            let reason = "关系周边公众的健康，不公开可能对公共利益造成重大影响（演示）".to_owned();
            let letter = letter!(post, LetterForm::Override { consultation, content, reason });
            Act::NotifyThirdParty { consultation, letter }
        }
        Deed::ProposeExtension(days) => Act::ProposeExtension {
            days: WorkingDays(*days),
            grounds: text!("所申请的信息数量较多，需要逐件核对（演示理由）。"),
        },
        Deed::ApproveExtension => {
            post = Post::Head;
            Act::ApproveExtension { extension: extension(entry)?, paper: None }
        }
        Deed::TellExtension => {
            let extension = extension(entry)?;
            let days = entry.case.extensions.last().map_or(0, |found| found.days.0);
            let reason = "所申请的信息数量较多，需要逐件核对（演示）".to_owned();
            Act::NotifyExtension { extension, letter: letter!(post, LetterForm::Extension { reason, days }) }
        }
        Deed::AskReasons => {
            let facts = "本月提出的申请已经超过十件，内容相近（演示）".to_owned();
            let letter = letter!(post, LetterForm::ReasonsAsked { facts, days: Some(REASONS_WITHIN) });
            Act::AskReasons { letter, answer_within: Some(WorkingDays(REASONS_WITHIN)) }
        }
        Deed::ReasonsServed => Act::RecordReasonsServed,
        Deed::Reasons(words) => Act::ReceiveReasons { text: text!(words) },
        Deed::AcceptReasons(until) => {
            Act::AcceptReasons { reply_by: Some(desk.days.after(entry.told.arrived, *until)?) }
        }
        Deed::RejectReasons => Act::RejectReasons,
        Deed::Charge(pages) => {
            let payment = "凭本通知书在演示银行缴入国库（演示）".to_owned();
            let form = LetterForm::FeeNotice { standard: Standard::ByVolume, count: *pages, payment };
            let composed = desk.composed(entry, post, &form).await?;
            let (standard, amount_fen) = composed.fee().ok_or_else(|| not_told("可以适用的收费标准"))?;
            Act::SendFeeNotice { standard, amount_fen, letter: papers.letter(app, &composed.letter)? }
        }
        Deed::ChargeServed => Act::RecordFeeServed { fee: fee(entry)? },
        Deed::Paid => Act::RecordFeePaid { fee: fee(entry)? },
        Deed::NotPaid => {
            letter!(post, LetterForm::NoLongerHandled { electronic: false });
            Act::CloseFeeUnpaid
        }
        Deed::Search(item) => {
            post = Post::Handler;
            Act::LogSearch {
                items: vec![ItemNo(*item)],
                account: text!("检索了公文系统和档案室目录，关键词为申请所列名称（演示记录）。"),
            }
        }
        Deed::Review(level) => {
            post = Post::reviewing(*level);
            Act::ApproveReview { reply: entry.reply()?.no, level: *level, opinion: Some(text!("同意。")) }
        }
        Deed::Return(words) => {
            post = Post::Legal;
            Act::ReturnReply { reply: entry.reply()?.no, opinion: text!(words) }
        }
        Deed::Void => Act::VoidNumber { reply: entry.reply()?.no },
        Deed::CameBack => {
            let reply = entry.reply()?;
            let service = reply.services.last().ok_or_else(|| not_told("送达"))?.no;
            Act::RecordReturned { reply: reply.no, service }
        }
        Deed::Withdraw(items) => {
            let items: Vec<ItemNo> = items.iter().map(|item| ItemNo(*item)).collect();
            letter!(post, LetterForm::Withdrawn { items: items.clone() });
            let reach = if items.is_empty() { Reach::Whole } else { Reach::Items { items } };
            Act::Withdraw {
                reach, proof: papers.file(app, PLAIN, "撤回申请书（演示材料）".as_bytes().to_vec())
            }
        }
        Deed::ArrivedEarlier(days) => {
            let to = desk.days.before(entry.told.arrived, *days)?;
            let amendment = Amendment::Date { entry: EntryRef::Arrival, to };
            Act::CorrectEntry {
                amendment, reason: "登记时把收到日期录晚了，按收件登记簿更正（演示）".to_owned()
            }
        }
        Deed::CorrectLetter(reason) => {
            post = Post::Head;
            let reply = entry.reply()?.no;
            let (wrong, right) = ("公告第1号（演示）".to_owned(), "公告第2号（演示）".to_owned());
            let letter = letter!(post, LetterForm::Amended { reply, wrong, right });
            Act::CorrectLetter { reply, letter, reason: (*reason).to_owned() }
        }
        Deed::Revoke(reason) => {
            post = Post::Head;
            Act::RevokeReply {
                reply: entry.reply()?.no,
                ground: RevocationGround::OwnMotion,
                reason: (*reason).to_owned(),
            }
        }
        Deed::Contest(kind) => {
            let after = (*kind == ContestKind::LitigationAfterReconsideration).then(|| contest(entry)).transpose()?;
            let contested = Contested::Reply { reply: entry.reply()?.no };
            Act::RegisterContest { kind: *kind, contested, procedure: Procedure::Ordinary, after }
        }
        Deed::AnswerContest => Act::AnswerContest { contest: contest(entry)? },
        Deed::DecideContest(result, anew) => {
            let order = anew.then_some(RedoOrder { term: OrderedTerm::Days { days: 30 }, procedure_only: false });
            let decided = Decided { on: entry.on, result: *result, order };
            Act::DecideContest { contest: contest(entry)?, decided }
        }
        Deed::Archive => Act::Archive,
        Deed::Register
        | Deed::Assign
        | Deed::Split(_)
        | Deed::Draft(..)
        | Deed::Redraft(_)
        | Deed::Sign
        | Deed::SignOnPaper
        | Deed::Serve(_)
        | Deed::OnTheSpot(_) => return Err(not_told("单独的命令")),
    };
    Ok((post, act, papers))
}

/// How long the demonstration gives for reasons, in working days.
const REASONS_WITHIN: u32 = 10;

/// The letter that asks for an opinion.
fn consulting(with: Consulted, whom: &str, limit: Option<u32>) -> LetterForm {
    let to = whom.to_owned();
    match with {
        Consulted::ThirdParty => LetterForm::ThirdParty {
            to: Recipient { name: to, organisation: true },
            information: "贵单位报送本机关的有关材料（演示）".to_owned(),
        },
        Consulted::CoProducer => {
            LetterForm::CoProducer { to, information: "双方联合印发的方案（演示）".to_owned() }
        }
        Consulted::OtherOrgan | Consulted::OwnUnit => LetterForm::Assistance {
            to,
            matter: "请核对所涉文件，并提出是否可以公开的意见（演示）".to_owned(),
            days: limit,
        },
    }
}

fn correction(entry: &EntryAt<'_>) -> Result<law::application::CorrectionNo, AppError> {
    entry.case.corrections.last().map(|found| found.no).ok_or_else(|| not_told("补正告知"))
}

fn consultation(entry: &EntryAt<'_>) -> Result<ConsultationNo, AppError> {
    entry.case.consultations.last().map(|found| found.no).ok_or_else(|| not_told("征求意见"))
}

fn extension(entry: &EntryAt<'_>) -> Result<law::application::ExtensionNo, AppError> {
    entry.case.extensions.last().map(|found| found.no).ok_or_else(|| not_told("延期"))
}

fn fee(entry: &EntryAt<'_>) -> Result<law::application::FeeNo, AppError> {
    entry.case.fees.last().map(|found| found.no).ok_or_else(|| not_told("收费通知"))
}

fn contest(entry: &EntryAt<'_>) -> Result<law::application::ContestNo, AppError> {
    entry.case.contests.last().map(|found| found.no).ok_or_else(|| not_told("复议或者诉讼"))
}
