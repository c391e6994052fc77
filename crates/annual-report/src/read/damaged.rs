//! Labels of table three that lost characters, were cut by the end of a line or are printed in short.

use std::sync::LazyLock;

use super::label::{self, MAX_LABEL_CHARS, key};
use crate::form::Row;

/// How alike a damaged label must be to a printed one, in hundredths.
const LIKENESS: usize = 80;
/// The fewest characters, its number aside, by which the beginning of a label is known.
const MIN_BEGINNING: usize = 6;

/// So many characters of a label that stand together are known as a piece of one.
const PIECE: usize = 5;

/// Labels in short, without their numbers.
pub(super) const SHORT: [(&str, Row); 45] = [
    ("本年新收", Row::New),
    ("本年新收申请", Row::New),
    ("本年新收申请数量", Row::New),
    ("本年度新收政府信息公开申请数量", Row::New),
    ("本年新收政府信息公开申请", Row::New),
    ("新收政府信息公开申请数量", Row::New),
    ("上年结转", Row::CarriedIn),
    ("上年结转申请", Row::CarriedIn),
    ("上年结转申请数量", Row::CarriedIn),
    ("上年结转政府信息公开申请", Row::CarriedIn),
    ("上年度结转政府信息公开申请数量", Row::CarriedIn),
    ("上一年结转政府信息公开申请数量", Row::CarriedIn),
    ("结转下年", Row::CarriedOut),
    ("结转下年度", Row::CarriedOut),
    ("结转下年度办理", Row::CarriedOut),
    ("结转下年继续办理", Row::CarriedOut),
    ("结转下一年度", Row::CarriedOut),
    ("结转下一年度继续办理", Row::CarriedOut),
    ("部分公开", Row::PartlyGranted),
    ("部分公开（区分处理）", Row::PartlyGranted),
    ("国家秘密", Row::RefusedStateSecret),
    ("涉及国家秘密", Row::RefusedStateSecret),
    ("其他法律法规禁止公开", Row::RefusedLawProhibits),
    ("法律行政法规禁止公开", Row::RefusedLawProhibits),
    ("法律法规禁止公开", Row::RefusedLawProhibits),
    ("三安全一稳定", Row::RefusedSecurityStability),
    ("第三方合法权益", Row::RefusedThirdParty),
    ("三类内部事务信息", Row::RefusedInternalAffairs),
    ("属于内部事务信息", Row::RefusedInternalAffairs),
    ("四类过程性信息", Row::RefusedProcess),
    ("属于过程性信息", Row::RefusedProcess),
    ("行政执法案卷", Row::RefusedEnforcementFile),
    ("行政查询事项", Row::RefusedAdministrativeQuery),
    ("不掌握相关政府信息", Row::UnavailableNotHeld),
    ("没有现成信息", Row::UnavailableNeedsCreation),
    ("需要另行制作", Row::UnavailableNeedsCreation),
    ("补正后仍不明确", Row::UnavailableStillUnclear),
    ("信访举报投诉类", Row::DeclinedPetition),
    ("信访举报投诉", Row::DeclinedPetition),
    ("要求提供出版物", Row::DeclinedPublished),
    ("大量反复申请", Row::DeclinedExcessive),
    ("无正当理由大量申请", Row::DeclinedExcessive),
    ("重新出具已获取信息", Row::DeclinedReconfirmation),
    ("逾期不补正", Row::OtherNotCorrected),
    ("逾期未缴费", Row::OtherFeeUnpaid),
];

/// Which row a damaged label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearest {
    /// This one; `begun` when the text is only the beginning of its label.
    Row { row: Row, begun: bool },
    /// One of these; the label fits both alike.
    Either(Row, Row),
}

/// A printed label: its characters with and without its number.
struct Printed {
    whole: Vec<char>,
    bare: String,
    row: Row,
}

static PRINTED: LazyLock<Vec<Printed>> = LazyLock::new(|| {
    let rows = Row::ALL.into_iter().filter(|row| !matches!(row, Row::Other | Row::OtherOther | Row::Total));
    rows.map(|row| Printed { whole: key(row.label()).chars().collect(), bare: key(label::bare(row.label())), row })
        .collect()
});

/// The row of table three whose printed label a damaged text is most like, if any is like enough.
pub(super) fn nearest(text: &str) -> Option<Nearest> {
    let text = label::behind_group(text).unwrap_or(text);
    if text.len() > MAX_LABEL_CHARS * 4 {
        return None;
    }
    let whole: Vec<char> = key(text).chars().collect();
    if whole.len() < 5 || whole.len() > MAX_LABEL_CHARS {
        return None;
    }
    let bare = key(label::bare(text));
    if bare.chars().count() >= MIN_BEGINNING {
        let mut begun = PRINTED.iter().filter(|printed| printed.bare.starts_with(&bare));
        match (begun.next(), begun.next()) {
            (Some(printed), None) => return Some(Nearest::Row { row: printed.row, begun: true }),
            (Some(_), Some(_)) => return None,
            _ => {}
        }
    }
    let mut best: Option<Row> = None;
    let mut equal = None;
    let mut most = 0;
    for printed in PRINTED.iter() {
        let alike = 2000 * common(&whole, &printed.whole) / (whole.len() + printed.whole.len());
        if alike < 10 * LIKENESS {
            continue;
        }
        match alike.cmp(&most) {
            std::cmp::Ordering::Greater => (best, equal, most) = (Some(printed.row), None, alike),
            std::cmp::Ordering::Equal => equal = Some(printed.row),
            std::cmp::Ordering::Less => {}
        }
    }
    match (best, equal) {
        (Some(row), Some(other)) => Some(Nearest::Either(row, other)),
        (Some(row), None) => Some(Nearest::Row { row, begun: false }),
        _ => None,
    }
}

/// Says whether `text` goes on with the label of a row that `begun` began.
pub(super) fn goes_on(row: Row, begun: &str, text: &str) -> bool {
    let joined = format!("{}{}", label::bare(label::behind_group(begun).unwrap_or(begun)), text);
    let joined = key(&joined);
    let label = key(label::bare(row.label()));
    if joined.is_empty() || joined.len() > MAX_LABEL_CHARS * 4 {
        return false;
    }
    if label.starts_with(&joined) {
        return true;
    }
    let (joined, label): (Vec<char>, Vec<char>) = (joined.chars().collect(), label.chars().collect());
    200 * common(&joined, &label) / (joined.len() + label.len()) >= LIKENESS
}

/// Says whether a text is the beginning of a row's printed label, whatever its number.
pub(super) fn begins(row: Row, text: &str) -> bool {
    key(label::bare(row.label())).starts_with(&key(label::bare(text)))
}

/// Says whether a text is the beginning of any printed label.
pub(super) fn begins_any(text: &str) -> bool {
    let bare = key(label::bare(text));
    !bare.is_empty() && PRINTED.iter().any(|printed| printed.bare.starts_with(&bare))
}

/// Says whether a text is a piece of a row's printed label: its end, or so much that it can be no other words.
pub(super) fn is_of(row: Row, text: &str) -> bool {
    ends(row, text) || (key(text).chars().count() >= PIECE && key(row.label()).contains(&key(text)))
}

/// Says whether a text is the end of a row's printed label.
pub(super) fn ends(row: Row, text: &str) -> bool {
    let text = key(text);
    !text.is_empty() && key(row.label()).ends_with(&text)
}

/// Says whether a text has a piece of a printed label in it that could be of no heading.
pub(super) fn has_a_piece_of_a_label(text: &str) -> bool {
    let words: Vec<char> = key(text).replace("政府信息公开申请", "").chars().take(MAX_LABEL_CHARS).collect();
    words.windows(PIECE).any(|piece| {
        let piece: String = piece.iter().collect();
        PRINTED.iter().any(|printed| printed.bare.contains(&piece))
    })
}

/// Says whether a text is a piece of the heading of the group that a row stands in, or of that of all results.
pub(super) fn is_of_group(row: Row, text: &str) -> bool {
    let piece = key(text);
    let of = |heading: &str| key(heading).contains(&piece);
    !piece.is_empty() && (row.group().is_some_and(|group| of(group.label())) || of(Row::RESULTS_LABEL))
}

/// The length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut line = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let left = line.get(j).copied().unwrap_or(0);
            let Some(above) = line.get_mut(j + 1) else { break };
            let here = if x == y { diagonal + 1 } else { left.max(*above) };
            diagonal = *above;
            *above = here;
        }
    }
    line.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Option<(Row, bool)> {
        match nearest(text)? {
            Nearest::Row { row, begun } => Some((row, begun)),
            Nearest::Either(..) => None,
        }
    }

    #[test]
    fn a_label_with_dropped_characters_is_the_nearest_one() {
        assert_eq!(row("2.其他法律行政止公开"), Some((Row::RefusedLawProhibits, false)));
        assert_eq!(row("全年共受理政府信息公开申请"), None);
        assert_eq!(row("其他"), None);
        assert_eq!(row("9.属于工作秘密"), None);
    }

    #[test]
    fn the_beginning_of_one_label_only_is_that_label() {
        assert_eq!(row("5.要求行政机关确认或"), Some((Row::DeclinedReconfirmation, true)));
        assert_eq!(row("不予 2.其他法律行政法规禁"), Some((Row::RefusedLawProhibits, true)));
        assert_eq!(row("1.申请人无正当理由"), Some((Row::OtherNotCorrected, true)));
        assert_eq!(row("申请人"), None);
        assert!(goes_on(Row::OtherNotCorrected, "1.申请人无正当理由逾期不补", "正、行政机关不再处理其政府"));
        assert!(!goes_on(Row::OtherNotCorrected, "1.申请人无正当理由逾期不补", "六、其他需要报告的事项"));
    }

    #[test]
    fn a_piece_of_a_label_is_told_from_headings() {
        for text in ["（四）无2.没有现成信息需要另", "予处理4.无正当理由大量反复", "其他法律行政法规"]
        {
            assert!(has_a_piece_of_a_label(text), "{text}");
        }
        for text in
            ["法提供行制作", "（五）不予处理", "三、收到和处理政府信息公开申请情况", "三、本年度办理结果", "申请人情况"]
        {
            assert!(!has_a_piece_of_a_label(text), "{text}");
        }
    }

    #[test]
    fn a_label_that_fits_two_rows_alike_is_neither() {
        assert_eq!(nearest("X年结转政府信息公开申请数量"), Some(Nearest::Row { row: Row::CarriedIn, begun: false }));
        assert_eq!(nearest("本年上年政府信息公开申请数量"), Some(Nearest::Either(Row::New, Row::CarriedIn)));
    }
}
