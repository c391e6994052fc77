//! What an officer should know of a letter just composed: why its remedy paragraphs say what they say, and where the law
//! is open enough that counsel should look.

use jiff::civil::{Date, date};
use law::application::ExtensionProgress;
use law::outcome::{Exemption, Outcome};
use law::remedy::suit_is_dismissed;
use letters::Paper;

use super::form::LetterForm;
use super::sealed::SealedLetter;
use crate::case::Opened;
use crate::error::AppError;

/// From this day who is refused must seek reconsideration first (复议法).
const RECONSIDERATION_FIRST: Date = date(2024, 1, 1);
/// From this day that holds for partial refusals without dispute (复议条例31).
const PARTIAL_SETTLED: Date = date(2026, 7, 1);

pub(super) fn notes(
    form: &LetterForm,
    letter: &SealedLetter,
    opened: &Opened,
    on: Date,
) -> Result<Vec<String>, AppError> {
    let mut notes = Vec::new();
    if let Some(remedy) = letter.paper.remedy(on).map_err(|none| AppError::NotNow(none.to_string()))? {
        notes.extend(remedy.because.iter().map(|because| format!("{}（{}）", because.fact, because.cite)));
        notes.push(
            "救济告知按文书作出之日适用的规定编排；签发之日适用的规定不同的，签发时自动按签发之日重新编排。".to_owned(),
        );
    }
    match (form, &letter.paper) {
        (LetterForm::Reply(form), Paper::Reply(reply)) => {
            for answer in &reply.answers {
                open_points(answer, opened, on, reply.answers.len() > 1, &mut notes);
            }
            let gives = reply.answers.iter().any(|answer| matches!(answer.outcome, Outcome::G2 | Outcome::P1));
            if gives && form.annexes.is_empty() {
                notes.push("予以提供的信息没有列入附件；随文书提供复制件的，请在附件中列明。".to_owned());
            }
            let chosen = opened.case.law.registration.as_ref().is_some_and(|r| r.entry.electronic_chosen);
            if chosen && !form.electronic {
                notes.push(
                    "申请人选择了电子送达，这份文书没有写明网上申请行政复议的渠道，不宜电子送达（行政复议法第二十二条）。"
                        .to_owned(),
                );
            }
        }
        (LetterForm::Extension { .. }, _) => {
            let approved = opened
                .case
                .law
                .extensions
                .iter()
                .any(|extension| matches!(extension.progress, ExtensionProgress::Approved { .. }));
            if !approved {
                notes.push("延期还没有经政府信息公开工作机构负责人批准，批准以后才能发出这份文书。".to_owned());
            }
        }
        (LetterForm::NoLongerHandled { .. }, _) => {
            notes.push("法律没有规定逾期不补正、逾期不缴费必须另行发文；发文告知是为了留存证明。".to_owned());
        }
        _ => {}
    }
    Ok(notes)
}

fn open_points(answer: &letters::Answer, opened: &Opened, on: Date, several: bool, notes: &mut Vec<String>) {
    let item = if several { format!("第{}项：", answer.item) } else { String::new() };
    let mut note = |text: &str| notes.push(format!("{item}{text}"));
    let outcome = answer.outcome;
    if outcome == Outcome::P1 && (RECONSIDERATION_FIRST..PARTIAL_SETTLED).contains(&on) {
        note("部分不予公开是否复议前置，2026年7月1日以前有不同理解，宜征询法律顾问意见（机关设置可以调整）。");
    }
    if suit_is_dismissed(outcome) && opened.profile.law.offer_suit_where_courts_dismiss {
        note(
            "这类答复起诉的，人民法院不予立案或者驳回起诉（法释〔2025〕8号第十条）；仍写明两种途径，机关设置可以改为只写行政复议。",
        );
    }
    match outcome {
        Outcome::R5 => note(
            "对要求确认或者重新出具的，条例没有明文规定，参照第三十六条第（六）项、第三十八条办理，宜征询法律顾问意见。",
        ),
        Outcome::U1c => note("已移交国家档案馆的，计入年度报告“本机关不掌握”还是“其他”有不同理解，按机关设置统计。"),
        Outcome::N1 => note("不得在本系统记载、上传涉密内容；文书只写结论和依据。"),
        _ => {}
    }
    let asked = |no: u32| {
        let third = law::application::Consulted::ThirdParty;
        opened.case.law.consultations.iter().any(|c| c.with == third && c.items.iter().any(|item| item.0 == no))
    };
    let third_party = outcome == Outcome::N4 || answer.withheld.iter().any(|part| part.exemption == Exemption::E15);
    if third_party && !asked(answer.item) {
        note("以损害第三方合法权益为由不予公开，案卷里没有征求第三方意见的记录（条例第三十二条）。");
    }
}
