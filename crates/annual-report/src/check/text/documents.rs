//! The counts of table two in the words for them: 制发行政规范性文件3件, 现行有效规范性文件20件, 作出行政处罚决定5件; of the form of
//! 2019 新制作规范性文件3件, 政府集中采购项目6个.

use super::list::{Words, words};
use super::words::{Rest, TAIL};
use crate::form::{Form, Measure, Path, Subject};

const MADE: Words = Words::of(&[
    "制发",
    "制定",
    "新制定",
    "新制发",
    "新制作",
    "制作",
    "制定发布",
    "制定印发",
    "制定并公开",
    "制定并发布",
    "制定下发",
    "出台",
    "新出台",
    "制定出台",
    "本年制发",
    "本年新制作",
    "印发",
]);
const REPEALED: Words = Words::of(&["废止", "清理废止", "宣布废止", "本年废止", "废止失效", "已废止"]);
const IN_FORCE: Words = Words::of(&["现行有效的", "现行有效", "现有效", "继续有效", "期末现行有效", "现有有效"]);
const DISCLOSED: Words = Words::of(&["新公开", "本年新公开"]);
const ALL_DISCLOSED: Words = Words::of(&["对外公开总", "期末对外公开总"]);
const DECIDED: Words = Words::of(&["作出", "做出", "办理", "实施", "下达", "作出的", "本年", "共作出", "依法作出"]);
const DOCUMENTS: [(&str, Subject); 4] = [
    ("行政规范性文件", Subject::NormativeDocuments),
    ("规范性文件", Subject::NormativeDocuments),
    ("政府规章", Subject::Regulations),
    ("规章", Subject::Regulations),
];
const ACTS: [(&str, Subject); 4] = [
    ("行政许可", Subject::Licences),
    ("其他对外管理服务事项", Subject::OtherServices),
    ("行政处罚", Subject::Penalties),
    ("行政强制", Subject::Compulsions),
];

/// The cell that words before a number name, if they name nothing else; `said` is what the number before was of.
pub(super) fn named(before: Rest<'_>, form: Form, said: Option<Subject>) -> Option<Path> {
    let path = document(before, form, said).or_else(|| act(before, said)).or_else(|| {
        let items = before.behind_any(words!["政府集中采购项目", "集中采购项目", "政府集中采购"])?;
        items.past(&TAIL).is_empty().then_some(Path::Proactive(Subject::Procurement, Measure::Items))
    })?;
    let Path::Proactive(subject, measure) = path else { return None };
    subject.measures(form).contains(&measure).then_some(path)
}

/// The cell of the same column in another row.
pub(super) fn of(subject: Subject, path: Path) -> Path {
    match path {
        Path::Proactive(_, measure) => Path::Proactive(subject, measure),
        other => other,
    }
}

/// 制发规范性文件, 规范性文件制发; behind another number of the same documents 废止 alone.
fn document(before: Rest<'_>, form: Form, said: Option<Subject>) -> Option<Path> {
    let made = if form == Form::F2019 { Measure::NewlyMade } else { Measure::Made };
    let verbs = [
        (&MADE, made),
        (&REPEALED, Measure::Repealed),
        (&IN_FORCE, Measure::InForce),
        (&DISCLOSED, Measure::NewlyDisclosed),
        (&ALL_DISCLOSED, Measure::TotalDisclosed),
    ];
    let ends = |rest: Rest<'_>| rest.past(words!["的"]).past(&TAIL).is_empty();
    verbs.into_iter().find_map(|(words, measure)| {
        if let Some(behind) = before.behind_any(words) {
            if let Some((behind, subject)) = kind(behind.past(words!["的", "了"])) {
                return ends(behind).then_some(Path::Proactive(subject, measure));
            }
            let documents = |subject: &Subject| matches!(subject, Subject::Regulations | Subject::NormativeDocuments);
            let subject = said.filter(documents).filter(|_| ends(behind))?;
            return Some(Path::Proactive(subject, measure));
        }
        // 行政规范性文件制发3件.
        let (behind, subject) = kind(before)?;
        let behind = behind.behind_any(words)?;
        ends(behind).then_some(Path::Proactive(subject, measure))
    })
}

/// The kind of documents a text begins with.
fn kind(rest: Rest<'_>) -> Option<(Rest<'_>, Subject)> {
    DOCUMENTS.into_iter().find_map(|(word, subject)| Some((rest.behind(word)?, subject)))
}

/// 作出行政处罚决定, 办理行政许可; 行政处罚决定 needs no verb, nor does 行政处罚 behind another act.
fn act(before: Rest<'_>, said: Option<Subject>) -> Option<Path> {
    let decided = before.behind_any(&DECIDED);
    let (behind, subject) =
        ACTS.into_iter().find_map(|(word, subject)| Some((decided.unwrap_or(before).behind(word)?, subject)))?;
    let decisions = behind.past(words!["处理决定", "决定"]);
    let goes_on = said.is_some_and(|said| ACTS.iter().any(|(_, subject)| *subject == said));
    let is_said = goes_on || decided.is_some() || decisions.0.len() < behind.0.len();
    // 办理行政处罚案件, 办理行政许可事项: not every case came to a decision, and 事项 are kinds of decisions.
    let ends = behind.behind("案件").is_none() && decisions.past(&TAIL).is_empty();
    (is_said && ends).then_some(Path::Proactive(subject, Measure::Decisions))
}

/// The cell of which a clause says that there is nothing: 未制发行政规范性文件.
pub(super) fn denied(clause: Rest<'_>, form: Form) -> Option<Path> {
    let rest = clause.behind_any(words!["未", "没有", "无", "均未"])?;
    let path = document(rest, form, None).filter(|_| rest.behind_any(&IN_FORCE).is_none())?;
    let Path::Proactive(subject, measure) = path else { return None };
    subject.measures(form).contains(&measure).then_some(path)
}
