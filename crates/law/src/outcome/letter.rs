//! The set of documents, by number.

use serde::{Deserialize, Serialize};

/// One kind of document of the set D01 to D31. Two are ours: D32 for the ends the set has no letter for (O3b, O3c), D33 for
/// putting right a letter already sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is its number; the titles stand below")]
#[rustfmt::skip]
pub enum Letter {
    D01, D02, D03, D04, D05, D06, D07, D08, D09, D10, D11, D12, D13, D14, D15, D16,
    D17, D18, D19, D20, D21, D22, D23, D24, D25, D26, D27, D28, D29, D30, D31, D32,
    D33,
}

#[rustfmt::skip]
static LETTERS: [(&str, &str); 33] = [
    ("D01", "政府信息公开申请登记表"), ("D02", "登记回执"), ("D03", "补正告知书"), ("D04", "说明理由告知书"),
    ("D05", "延期答复告知书"), ("D06", "第三方意见征询书"), ("D07", "征求意见情况告知书"), ("D08", "向第三方告知公开决定书"),
    ("D09", "征求共同制作机关意见函"), ("D10", "协办函"), ("D11", "收费通知书"), ("D12", "公开告知书"),
    ("D13", "部分公开告知书"), ("D14", "不予公开告知书"), ("D15", "行政查询事项告知书"), ("D16", "政府信息不存在告知书"),
    ("D17", "非本机关负责公开告知书"), ("D18", "档案查阅告知书"), ("D19", "需加工分析不予提供告知书"), ("D20", "补正后仍不明确告知书"),
    ("D21", "信访投诉举报事项告知书"), ("D22", "重复申请不予重复处理告知书"), ("D23", "公开出版物告知书"), ("D24", "不予处理告知书"),
    ("D25", "不予重复确认出具告知书"), ("D26", "不再处理告知书"), ("D27", "撤回申请确认书"), ("D28", "更正政府信息告知书"),
    ("D29", "送达回证"), ("D30", "审查呈批单"), ("D31", "转主动公开审批单"), ("D32", "其他处理告知书"),
    ("D33", "答复文书更正通知书"),
];

impl Letter {
    /// Returns its number, such as `D14`.
    pub fn number(self) -> &'static str {
        LETTERS[self as usize].0
    }

    /// Returns its Chinese title.
    pub fn title(self) -> &'static str {
        LETTERS[self as usize].1
    }
}
