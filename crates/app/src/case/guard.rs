//! What the law cannot see of one case alone, looked at before a command is carried out: that the papers a command names
//! are there, that a number is the organ's first use of it, that a fee is what the tariff gives.

use jiff::civil::Date;
use law::application::{Act, Amendment, Case, Command, Consulted, Held, LetterNumber};
use law::fee::{MOST_UNITS, Standard, by_items, by_pages};
use store::Write;
use uuid::Uuid;

use super::desk::DeskCase;
use super::handle::Opened;
use super::papers::Papers;
use crate::app::App;
use crate::applicant::{NUMBER_MAX, SHORT_MAX, limit};
use crate::error::{AppError, Faults};
use crate::occasion::Occasion;

/// Most applications of one applicant in a month that a fee by item is tried against.
const MONTH_MAX: u32 = 1000;

/// The reason that stands beside the events: the actor's own words, and what the command itself had to say why.
pub(crate) fn reason_of(occasion: &Occasion<'_>, command: &Command) -> String {
    let given = match &command.act {
        Act::CorrectEntry { reason, .. } | Act::CorrectLetter { reason, .. } | Act::RevokeReply { reason, .. } => {
            Some(reason.as_str())
        }
        _ => None,
    };
    let mut reasons: Vec<&str> = Vec::new();
    for reason in [Some(occasion.reason), given, command.override_reason.as_deref()].into_iter().flatten() {
        let reason = reason.trim();
        if !reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.join("；")
}

/// Refuses acts that have a use case of their own: carried out on one case alone they would leave the record half done.
pub(crate) fn own_use_case(act: &Act) -> Result<(), AppError> {
    match act {
        Act::Register { .. } | Act::EnterOpening { .. } => {
            Err(AppError::NotNow("登记申请要同时加密申请人信息和编号，请用“登记申请”办理".to_owned()))
        }
        Act::SplitItem { .. } | Act::RegisterSplit { .. } => {
            Err(AppError::NotNow("拆分申请事项要同时登记新的一件，请用“拆分申请事项”办理".to_owned()))
        }
        _ => Ok(()),
    }
}

/// Refuses a correction of what a reply decides before it went out: what was reviewed and signed would be another thing.
pub(crate) fn nothing_behind_reviewers(act: &Act, case: &Case) -> Result<(), AppError> {
    if let Act::CorrectEntry { amendment: Amendment::Decision { reply, .. }, .. } = act
        && case.reply(*reply).is_some_and(|found| found.is_pending())
    {
        return Err(AppError::NotNow(
            "这份答复还没有发出，处理结果不能用登记差错更正改动；请退回修改或者作废文号，重新送审".to_owned(),
        ));
    }
    Ok(())
}

/// Notes every paper that a command names and nobody handed in.
///
/// An approval on paper must come with the command that rests on it; others may lie with the case already. A third party
/// is a person: it is named by its envelope, never in plain words.
pub(crate) fn papers_there(act: &Act, papers: &Papers, case: &DeskCase, faults: &mut Faults) {
    let handed_in = |id: &str| papers.pieces.iter().any(|piece| piece.id.to_string() == id);
    let known = |id: &str| handed_in(id) || Uuid::try_parse(id).is_ok_and(|id| case.papers.contains_key(&id));
    for (reference, what) in named(act) {
        if !reference.trim().is_empty() && !known(reference) {
            faults.add("papers", format!("没有附上{what}，请把它随本次办理一并交入"));
        }
    }
    if let Act::SignOff { paper: Some(paper), .. } | Act::ApproveExtension { paper: Some(paper), .. } = act
        && !handed_in(paper.as_str())
    {
        faults.add("papers", "没有附上纸质审批件，请把扫描件随本次办理一并交入");
    }
    if let Act::Consult { with, addressee, .. } = act {
        let envelope = papers.parties.iter().any(|(id, _)| id.to_string() == addressee.as_str())
            || Uuid::try_parse(addressee.as_str()).is_ok_and(|id| case.papers.contains_key(&id));
        if *with == Consulted::ThirdParty && !envelope {
            faults.add("addressee", "第三方的姓名或者名称应当加密登记，请按当事人填写后再办理");
        }
        limit(addressee.as_str(), SHORT_MAX, "征求意见的对象", "addressee".to_owned(), faults);
    }
    if let Some(number) = number_of(act) {
        limit(number.as_str(), NUMBER_MAX, "文号", "number".to_owned(), faults);
    }
}

/// The papers an act names, each with what it is; the approval on paper is asked for apart.
pub(crate) fn named(act: &Act) -> Vec<(&str, &'static str)> {
    match act {
        Act::AnswerOnTheSpot { draft, proof, .. } => {
            let proof = proof.iter().map(|proof| (proof.as_str(), "当场答复的凭证"));
            proof.chain([(draft.letter.as_str(), "答复书")]).collect()
        }
        Act::DraftReply { draft, .. } | Act::RedraftReply { draft, .. } => vec![(draft.letter.as_str(), "答复书")],
        Act::SendCorrectionNotice { letter, .. } => vec![(letter.as_str(), "补正告知书")],
        Act::ReceiveCorrection { text, .. } => vec![(text.as_str(), "补正后的申请内容")],
        Act::Consult { letter, .. } => vec![(letter.as_str(), "征求意见书")],
        Act::RecordOpinion { text, .. } => vec![(text.as_str(), "意见内容")],
        Act::TellApplicantOfConsultation { letter, .. } => vec![(letter.as_str(), "征求意见告知书")],
        Act::NotifyThirdParty { letter, .. } => vec![(letter.as_str(), "向第三方公开决定告知书")],
        Act::ProposeExtension { grounds, .. } => vec![(grounds.as_str(), "延期理由")],
        Act::NotifyExtension { letter, .. } => vec![(letter.as_str(), "延期答复告知书")],
        Act::AskReasons { letter, .. } => vec![(letter.as_str(), "说明理由告知书")],
        Act::ReceiveReasons { text } => vec![(text.as_str(), "申请人说明的理由")],
        Act::SendFeeNotice { letter, .. } => vec![(letter.as_str(), "收费通知书")],
        Act::LogSearch { account, .. } => vec![(account.as_str(), "检索记录")],
        Act::FileEvidence { held: Held::File { file }, .. } => vec![(file.as_str(), "证据文件")],
        Act::FileEvidence { held: Held::Note { note }, .. } => vec![(note.as_str(), "证据说明")],
        Act::ApproveReview { opinion, .. } => opinion.iter().map(|opinion| (opinion.as_str(), "审核意见")).collect(),
        Act::ReturnReply { opinion, .. } => vec![(opinion.as_str(), "退回修改的意见")],
        Act::Deliver { proof, .. } => proof.iter().map(|proof| (proof.as_str(), "送达凭证")).collect(),
        Act::Withdraw { proof, .. } => vec![(proof.as_str(), "撤回申请的凭证")],
        Act::CorrectLetter { letter, .. } => vec![(letter.as_str(), "更正文书")],
        _ => Vec::new(),
    }
}

/// The number a command gives to a letter.
pub(crate) fn number_of(act: &Act) -> Option<&LetterNumber> {
    match act {
        Act::SignOff { number, .. } => Some(number),
        Act::AnswerOnTheSpot { number, .. } => number.as_ref(),
        _ => None,
    }
}

impl App {
    /// Fails when a letter's number stands on a letter of the organ already, made void or not.
    pub(crate) async fn number_is_fresh(
        &self,
        write: &mut Write,
        organ: &str,
        number: &LetterNumber,
    ) -> Result<(), AppError> {
        let number = number.as_str().trim();
        if write.letters_numbered(organ, number).await?.is_empty() {
            return Ok(());
        }
        Err(AppError::AlreadyThere { what: "文号", which: number.to_owned() })
    }

    /// Fails when the amount of a fee notice, or what it is corrected to, is none that the tariff gives: by volume of some
    /// count of pages; by item of this month's applications of the applicant, as far as the record knows them. The latter an
    /// approver may override with a reason.
    pub(crate) async fn fee_is_the_tariffs(
        &self,
        write: &mut Write,
        occasion: &Occasion<'_>,
        command: &Command,
        opened: &Opened,
    ) -> Result<(), AppError> {
        let (standard, fen, on) = match &command.act {
            Act::SendFeeNotice { standard, amount_fen, .. } => (*standard, *amount_fen, occasion.on),
            Act::CorrectEntry { amendment: Amendment::FeeAmount { fee, to }, .. } => {
                match opened.case.law.fees.iter().find(|found| found.no == *fee) {
                    Some(notice) => (notice.standard, *to, notice.sent_on),
                    None => return Ok(()),
                }
            }
            _ => return Ok(()),
        };
        let mut faults = Faults::default();
        match standard {
            Standard::ByVolume if !of_pages(on, fen) => {
                faults.add("amount", "按量计收没有哪个页数算得出这个金额，请按实际页数重新计算（gongkai fee --pages）");
            }
            Standard::ByItem if command.override_reason.is_none() => {
                let month = self.in_applicants_month(write, occasion.organ, opened).await?;
                if !of_items(on, fen, month) {
                    let message = format!(
                        "同一申请人本月登记的申请共{month}件，按件计收算不出这个金额（10件以内不收费）；请重新计算（gongkai fee --items），\
                         另有未登记的申请的，请先登记，或者由负责人写明理由后办理"
                    );
                    faults.add("amount", message);
                }
            }
            Standard::ByVolume | Standard::ByItem => {}
        }
        faults.none_or()
    }
}

/// Whether some count of pages costs exactly this much; the tariff rises with the pages, so halving finds it.
fn of_pages(on: Date, fen: i64) -> bool {
    let cost = |pages| by_pages(on, pages).ok().map(|cost| cost.value.0);
    let (mut low, mut high) = (0, MOST_UNITS);
    while low < high {
        let middle = low + (high - low) / 2;
        match cost(middle) {
            Some(found) if found < fen => low = middle + 1,
            Some(_) => high = middle,
            None => return false,
        }
    }
    cost(low) == Some(fen)
}

/// Whether one or several of so many applications that follow one another in a month cost exactly this much.
fn of_items(on: Date, fen: i64, month: u32) -> bool {
    let costs: Option<Vec<i64>> =
        (0..=month.min(MONTH_MAX)).map(|items| by_items(on, items).ok().map(|cost| cost.value.0)).collect();
    let costs = costs.unwrap_or_default();
    costs.iter().enumerate().any(|(last, cost)| costs.iter().take(last).any(|before| cost - before == fen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn fee_5_only_what_some_count_of_pages_costs_is_a_fee_by_volume() {
        // FEE-5
        let on = date(2026, 3, 2);
        for (yuan, fits) in
            [(10, true), (380, true), (700, true), (710, false), (720, true), (385, false), (2700, true)]
        {
            assert_eq!(of_pages(on, yuan * 100), fits, "{yuan}");
        }
        assert!(!of_pages(on, 38_001));
        assert!(!of_pages(on, i64::MAX));
    }

    #[test]
    fn fee_4_ten_applications_of_a_month_cost_nothing_and_the_twelfth_and_eleventh_a_hundred_yuan_each() {
        // FEE-4
        let on = date(2026, 3, 2);
        assert!(!of_items(on, 10_000, 10));
        assert!(of_items(on, 10_000, 11));
        assert!(!of_items(on, 20_000, 11));
        assert!(of_items(on, 20_000, 12));
        assert!(!of_items(on, 15_000, 12));
    }
}
