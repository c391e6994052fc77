//! Rules that need more than one report: a comparison and a roll-up apply them, [`super::check`] does not.

use super::{NOTICE_2021, Rule, Severity};

static ACROSS: [Rule; 3] = [
    Rule {
        id: "TEXT-COPIED",
        sheet: "ID-7",
        cite: NOTICE_2021,
        severity: Severity::Warning,
        description: "年报雷同：一、五、六各部分的文字不照抄上一年（去掉数字、空白和固定用语后比较）；用于比较",
        run: |_, _, _| {},
    },
    Rule {
        id: "ROLLUP-PARENT",
        sheet: "ID-8",
        cite: NOTICE_2021,
        severity: Severity::Warning,
        description: "政府年报的许可、处罚、强制、收费不少于所属各机关年报之和（其他机关和申请件数只作提示）；用于汇总",
        run: |_, _, _| {},
    },
    Rule {
        id: "ROLLUP-TWICE",
        sheet: "ID-8",
        cite: NOTICE_2021,
        severity: Severity::Warning,
        description: "同一机关同一年度有几份报告的，各份数字一致；不一致的各格按没有数字汇总；用于汇总",
        run: |_, _, _| {},
    },
];

/// The rules that need more than one report.
pub fn rules_across() -> &'static [Rule] {
    &ACROSS
}

/// 年报雷同.
pub(crate) fn text_copied() -> &'static Rule {
    &ACROSS[0]
}

/// A government's figures against those of its parts.
pub(crate) fn rollup_parent() -> &'static Rule {
    &ACROSS[1]
}

/// Several reports of one organ on one year.
pub(crate) fn rollup_twice() -> &'static Rule {
    &ACROSS[2]
}
