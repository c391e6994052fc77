//! 2021 as the report this project began with tells it: three applications, two granted and one refused as internal
//! affairs, nothing of table two, no fee, no remedy. Kept on paper then, and entered from the paper later.

use annual_report::{Given, Span};
use jiff::civil::{Date, date};
use law::application::{ApplicantKind, Channel, Means, ReviewLevel};
use law::outcome::Outcome;

use super::deed::{Deed, Story, answer, body, person};
use super::desk::{Desk, Told};
use super::figures::{Sheet, freeze};
use super::organ::{INDUSTRY, OFFICE, PLANNING};
use crate::error::AppError;

/// Why it is entered so late.
const FROM_PAPER: &str = "启用系统后按2021年纸质案卷补录（演示）";
/// The day the units signed the figures of 2021.
const SIGNED: Date = date(2022, 1, 6);

fn stories() -> [(Date, Story); 3] {
    let company = body(ApplicantKind::Enterprise, 901, "某某创业服务有限公司（演示）");
    let granted = person(901);
    let refused = person(902);
    let story = |who, wants| Story { reason: FROM_PAPER, ..Story::of(0, who, wants) };
    [
        (date(2021, 3, 9), answered(story(granted, "园区北区道路工程的批准文件（演示）").to(PLANNING), 9, Outcome::G2)),
        (
            date(2021, 4, 12),
            answered(
                story(company, "高新技术企业扶持政策的文件（演示）").by(Channel::SignedMail).to(INDUSTRY),
                11,
                Outcome::G2,
            ),
        ),
        (date(2021, 4, 20), answered(story(refused, "机关内部岗位调整的名单（演示）").to(OFFICE), 12, Outcome::N5)),
    ]
}

/// Reviewed at every level, signed on paper, served, filed; all within twenty working days.
fn answered(story: Story, after: u32, outcome: Outcome) -> Story {
    story
        .then(1, Deed::Assign)
        .then(after, Deed::Draft(vec![answer(1, outcome)], None))
        .then(after + 1, Deed::Review(ReviewLevel::UnitHead))
        .then(after + 2, Deed::Review(ReviewLevel::Legal))
        .then(after + 2, Deed::Review(ReviewLevel::Secrecy))
        .then(after + 3, Deed::SignOnPaper)
        .then(after + 3, Deed::Serve(Means::Post))
        .then(after + 8, Deed::Archive)
}

/// Enters the year on the desk's present day; whether its report could be frozen, too, because the year was over.
pub(super) async fn enter(desk: &mut Desk<'_>) -> Result<bool, AppError> {
    for (arrived, story) in stories() {
        let mut told = Told::new(&story, arrived);
        for step in &story.steps {
            let on = desk.days.after(arrived, step.after)?;
            desk.carry_out(&mut told, &step.deed, on).await?;
        }
    }
    if desk.days.opened < SIGNED {
        return Ok(false);
    }
    let span = Span::year(2021).map_err(|fault| AppError::NotNow(fault.to_string()))?;
    Sheet::nothing(span, SIGNED).state(desk, FROM_PAPER).await?;
    let given = Given {
        management: Some(
            "拟制公文时同步提出公开属性，公开前逐级审批、先行保密审查；全年调整了一次公开清单。".to_owned(),
        ),
        platform: Some("主要通过政府网站和公众号公开信息，并为企业解读政策。".to_owned()),
        supervision: Some("结合日常工作组织信息公开培训，由综合办公室督促各处室落实。".to_owned()),
        problems: Some(
            "申请件数少，收件、审查和答复的经验积累不多，有的处室使用答复文书还不熟练。下一步用办结的申请作为案例开展培训，提高办理质量。"
                .to_owned(),
        ),
        ..Given::default()
    };
    freeze(desk, 2021, given).await?;
    Ok(true)
}
