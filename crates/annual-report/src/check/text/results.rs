//! The results of applications as officers name them: the six kinds, and the single rows of the form.

use super::claim::total;
use super::list::words;
use super::words::{Rest, joined};
use crate::form::{Group, OtherRows, Path, Row};

/// The kinds of results.
const KINDS: [(&str, Kind); 16] = [
    ("准予公开", Kind::One(Row::Granted)),
    ("同意部分公开", Kind::One(Row::PartlyGranted)),
    ("部分同意公开", Kind::One(Row::PartlyGranted)),
    ("不同意公开", Kind::All(Group::Refused)),
    ("决定不予公开", Kind::All(Group::Refused)),
    ("予以部分公开", Kind::One(Row::PartlyGranted)),
    ("区分处理", Kind::One(Row::PartlyGranted)),
    ("部分公开", Kind::One(Row::PartlyGranted)),
    ("予以公开", Kind::One(Row::Granted)),
    ("同意公开", Kind::One(Row::Granted)),
    ("全部公开", Kind::One(Row::Granted)),
    ("不予公开", Kind::All(Group::Refused)),
    ("无法提供", Kind::All(Group::Unavailable)),
    ("不予处理", Kind::All(Group::Declined)),
    ("其他处理", Kind::All(Group::Other)),
    ("其它处理", Kind::All(Group::Other)),
];

/// The single rows, in the words of the form or fewer of them.
const ROWS: [(&str, Row); 36] = [
    ("补正后内容仍不明确", Row::UnavailableStillUnclear),
    ("所要的信息本机关不掌握", Row::UnavailableNotHeld),
    ("需要另行制作", Row::UnavailableNeedsCreation),
    ("需另行制作", Row::UnavailableNeedsCreation),
    ("本局不掌握相关政府信息", Row::UnavailableNotHeld),
    ("本单位不掌握相关政府信息", Row::UnavailableNotHeld),
    ("国家秘密", Row::RefusedStateSecret),
    ("其他法律行政法规禁止公开", Row::RefusedLawProhibits),
    ("其他法律、行政法规禁止公开", Row::RefusedLawProhibits),
    ("危及三安全一稳定", Row::RefusedSecurityStability),
    ("保护第三方合法权益", Row::RefusedThirdParty),
    ("三类内部事务信息", Row::RefusedInternalAffairs),
    ("内部事务信息", Row::RefusedInternalAffairs),
    ("四类过程性信息", Row::RefusedProcess),
    ("过程性信息", Row::RefusedProcess),
    ("行政执法案卷信息", Row::RefusedEnforcementFile),
    ("行政执法案卷", Row::RefusedEnforcementFile),
    ("行政查询事项", Row::RefusedAdministrativeQuery),
    ("本机关不掌握相关政府信息", Row::UnavailableNotHeld),
    ("本机关不掌握相关信息", Row::UnavailableNotHeld),
    ("本机关不掌握", Row::UnavailableNotHeld),
    ("不掌握相关信息", Row::UnavailableNotHeld),
    ("不掌握相关政府信息", Row::UnavailableNotHeld),
    ("没有现成信息需要另行制作", Row::UnavailableNeedsCreation),
    ("没有现成信息", Row::UnavailableNeedsCreation),
    ("补正后申请内容仍不明确", Row::UnavailableStillUnclear),
    ("补正后仍不明确", Row::UnavailableStillUnclear),
    ("信访举报投诉类申请", Row::DeclinedPetition),
    ("信访举报投诉类", Row::DeclinedPetition),
    ("信访、举报、投诉类申请", Row::DeclinedPetition),
    ("重复申请", Row::DeclinedDuplicate),
    ("要求提供公开出版物", Row::DeclinedPublished),
    ("无正当理由大量反复申请", Row::DeclinedExcessive),
    ("要求行政机关确认或重新出具已获取信息", Row::DeclinedReconfirmation),
    ("申请人无正当理由逾期不补正", Row::OtherNotCorrected),
    ("申请人逾期未按收费通知要求缴纳费用", Row::OtherFeeUnpaid),
];

#[derive(Clone, Copy)]
enum Kind {
    One(Row),
    All(Group),
}

/// A result, or several together, and the cells that count them.
pub(super) struct Named {
    pub what: String,
    /// Whether the words may also tell of what came, as 重复申请 does.
    pub ambiguous: bool,
    pub cells: Vec<Path>,
}

/// The results that words name and nothing else: 其中予以公开, 属于国家秘密的, 作出不予公开决定.
pub(super) fn named(rest: Rest<'_>, rows: OtherRows) -> Option<Named> {
    let rest = rest.past(words![
        "作出",
        "决定",
        "属于",
        "属",
        "按",
        "涉及",
        "因",
        "答复",
        "类型为",
        "结果为",
        "办理结果",
        "办理结果中",
        "政府信息",
        "信息",
        "办理结果为",
        "其中",
        "经审查",
        "分别为",
        "分别是",
        "所有",
        "已办结",
        "办结",
        "的",
        "政府信息公开申请中",
        "信息公开申请中",
        "申请中",
    ]);
    // 因本机关不掌握等原因无法提供: the reason is no row of its own there.
    let reason = (0..rest.0.len()).find_map(|at| Rest(rest.0.get(at..)?).behind("等原因"));
    let rest = reason.unwrap_or(rest);
    let (found, behind) = joined(rest, |rest| one(rest, rows).map(|(name, cells, behind)| ((name, cells), behind)))?;
    let behind = behind.past(words![
        "的",
        "答复",
        "决定",
        "处理",
        "告知",
        "政府信息",
        "信息",
        "申请",
        "情形",
        "类",
        "事项",
        "件"
    ]);
    if !behind.past(&super::words::TAIL).is_empty() {
        return None;
    }
    let (names, cells): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let ambiguous = names == ["重复申请"];
    Some(Named { ambiguous, what: names.join("、"), cells: cells.concat() })
}

fn one(rest: Rest<'_>, rows: OtherRows) -> Option<(&'static str, Vec<Path>, Rest<'_>)> {
    if let Some((name, kind, behind)) = kind(rest) {
        // 不予处理重复申请: the row, of the kind that its form has it under.
        if let Some((name, row, behind)) = row(behind)
            && matches!(kind, Kind::All(group) if row.group() == Some(group))
        {
            return rows.has(row).then(|| (name, vec![total(row)], behind));
        }
        let is_meant = |row: &Row| match kind {
            Kind::One(one) => *row == one,
            Kind::All(group) => row.group() == Some(group) || (group == Group::Other && *row == Row::Other),
        };
        return Some((name, rows.results().filter(is_meant).map(total).collect(), behind));
    }
    let (name, row, behind) = row(rest)?;
    // 属于行政查询事项不予公开: the kind after the row is no second result.
    let of_its_kind = kind(behind.past(words!["而", "的", "予以"]))
        .filter(|(_, kind, _)| matches!(kind, Kind::All(group) if row.group() == Some(*group)));
    rows.has(row).then(|| (name, vec![total(row)], of_its_kind.map_or(behind, |(.., behind)| behind)))
}

/// The kind of results a text begins with.
fn kind(rest: Rest<'_>) -> Option<(&'static str, Kind, Rest<'_>)> {
    KINDS.into_iter().find_map(|(name, kind)| rest.behind(name).map(|behind| (name, kind, behind)))
}

/// The single row a text begins with.
fn row(rest: Rest<'_>) -> Option<(&'static str, Row, Rest<'_>)> {
    let (name, row, behind) = ROWS.into_iter().find_map(|(name, row)| Some((name, row, rest.behind(name)?)))?;
    Some((name, row, behind.past(words!["、行政机关不再处理其政府信息公开申请", "信息"])))
}
