//! What table four says.

use super::Words;
use crate::form::{Path, RemedyBlock, RemedyResult};

/// The paragraph on reconsideration and litigation.
pub(super) fn told(words: &Words<'_>) -> Vec<String> {
    let blocks = RemedyBlock::ALL.map(|block| {
        let whole = words.figure(block.in_words(), Path::Remedies(block, RemedyResult::Total), "件");
        let parts: Vec<String> = RemedyResult::PARTS
            .into_iter()
            .filter_map(|result| {
                let n = words.count(Path::Remedies(block, result)).filter(|n| *n > 0)?;
                Some(format!("{}{n}件", result.label()))
            })
            .collect();
        if parts.is_empty() { whole } else { format!("{whole}（{}）", parts.join("，")) }
    });
    vec![format!("{}，因政府信息公开工作发生的{}。", words.span.spoken(), blocks.join("，"))]
}

/// What the figures of table four point at for section five.
pub(super) fn problems(words: &Words<'_>) -> Vec<String> {
    let mut seen = Vec::new();
    for block in RemedyBlock::ALL {
        if let Some(n) = words.count(Path::Remedies(block, RemedyResult::Corrected)).filter(|n| *n > 0) {
            seen.push(format!("{}中有{n}件结果纠正，须逐件分析原因，改进答复的事实认定和法律适用。", block.in_words()));
        }
    }
    seen
}
