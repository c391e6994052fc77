//! The figures of table two in the words for them: 制发行政规范性文件3件, 现行有效规范性文件20件, 作出行政处罚决定5件.

use super::words::{Rest, TAIL};
use crate::form::{Measure, Path, Subject};

const MADE: [&str; 10] =
    ["制发", "制定", "新制定", "新制发", "制定发布", "制定印发", "制定并公开", "出台", "制定出台", "本年制发"];
const REPEALED: [&str; 4] = ["废止", "清理废止", "宣布废止", "本年废止"];
const IN_FORCE: [&str; 4] = ["现行有效的", "现行有效", "现有效", "继续有效"];
const DECIDED: [&str; 7] = ["作出", "做出", "办理", "实施", "下达", "作出的", "本年"];
const DOCUMENTS: [&str; 2] = ["行政规范性文件", "规范性文件"];

/// The cell that words before a number name, if they name nothing else.
pub(super) fn named(before: Rest<'_>) -> Option<Path> {
    let documents = |rest: Rest<'_>, measure| {
        let behind = rest.past(&["的"]).behind_any(&DOCUMENTS)?;
        behind.past(&TAIL).is_empty().then_some(Path::Proactive(Subject::NormativeDocuments, measure))
    };
    for (verbs, measure) in
        [(&MADE[..], Measure::Made), (&REPEALED[..], Measure::Repealed), (&IN_FORCE[..], Measure::InForce)]
    {
        if let Some(behind) = before.behind_any(verbs) {
            return documents(behind, measure);
        }
        // 行政规范性文件制发3件.
        if let Some(behind) = before.behind_any(&DOCUMENTS).and_then(|rest| rest.past(&["期末"]).behind_any(verbs)) {
            let path = Path::Proactive(Subject::NormativeDocuments, measure);
            return behind.past(&TAIL).is_empty().then_some(path);
        }
    }
    let decided = before.behind_any(&DECIDED)?;
    [("行政许可", Subject::Licences), ("行政处罚", Subject::Penalties), ("行政强制", Subject::Compulsions)]
        .into_iter()
        .find_map(|(word, subject)| Some((decided.behind(word)?, subject)))
        .filter(|(behind, _)| behind.past(&["处理", "决定", "事项"]).past(&TAIL).is_empty())
        .map(|(_, subject)| Path::Proactive(subject, Measure::Decisions))
}
