//! What table two says.

use super::Words;
use crate::form::{Form, Measure, Path, Subject};

/// The paragraphs of 主动公开.
pub(super) fn told(words: &Words<'_>) -> Vec<String> {
    let days = words.span.spoken();
    let form = words.report.form();
    let of = |subject: Subject, what: &str, measure, unit| words.figure(what, Path::Proactive(subject, measure), unit);
    let documents = [Subject::Regulations, Subject::NormativeDocuments].map(|subject| {
        let name = subject.label(form);
        let parts: [(&str, Measure); 3] = match form {
            Form::F2021 => [("制发", Measure::Made), ("废止", Measure::Repealed), ("期末现行有效", Measure::InForce)],
            Form::F2019 => [
                ("新制作", Measure::NewlyMade),
                ("新公开", Measure::NewlyDisclosed),
                ("期末对外公开总", Measure::TotalDisclosed),
            ],
        };
        let parts = parts.map(|(what, measure)| of(subject, what, measure, "件"));
        format!("{name}{}", parts.join("、"))
    });
    let acts = match form {
        Form::F2021 => vec![
            of(Subject::Licences, "作出行政许可处理决定", Measure::Decisions, "件"),
            of(Subject::Penalties, "行政处罚处理决定", Measure::Decisions, "件"),
            of(Subject::Compulsions, "行政强制处理决定", Measure::Decisions, "件"),
            of(Subject::Fees, "行政事业性收费金额", Measure::Amount, "万元").replace("金额数", "金额"),
        ],
        Form::F2019 => vec![
            of(Subject::Licences, "作出行政许可处理决定", Measure::Decisions, "件"),
            of(Subject::OtherServices, "其他对外管理服务事项处理决定", Measure::Decisions, "件"),
            of(Subject::Penalties, "行政处罚处理决定", Measure::Decisions, "件"),
            of(Subject::Compulsions, "行政强制处理决定", Measure::Decisions, "件"),
            of(Subject::Procurement, "政府集中采购项目", Measure::Items, "个"),
            of(Subject::Procurement, "采购总金额", Measure::Amount, "万元").replace("金额数", "金额"),
        ],
    };
    vec![format!("{days}，本机关{}。", documents.join("；")), format!("本机关{}。", acts.join("，"))]
}
