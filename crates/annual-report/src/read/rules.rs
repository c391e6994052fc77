//! The rules by which a reading is remarked on: what a person should compare with the file.

use crate::check::Severity;

/// A rule of the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingRule {
    /// Its id in findings, such as `READ-DOUBT`.
    pub id: &'static str,
    /// How grave a finding of it is.
    pub severity: Severity,
    /// When it is found, in Chinese.
    pub description: &'static str,
}

pub(super) const MISSING: ReadingRule = ReadingRule {
    id: "READ-MISSING",
    severity: Severity::Notice,
    description: "文件中没有表格格式要求的某一行，或者这一行没有数字：各格按空白处理",
};
pub(super) const UNEVEN: ReadingRule = ReadingRule {
    id: "READ-UNEVEN",
    severity: Severity::Warning,
    description: "一行的格数与表格格式不同，无法判断哪个数字属于哪一格：各格按空白处理",
};
pub(super) const DOUBT: ReadingRule = ReadingRule {
    id: "READ-DOUBT",
    severity: Severity::Warning,
    description: "一格有两种读法（重复的行数字不同、一格有两个数字），或者一行的标签与两行同样相近：保留各种读法，不作选择",
};
pub(super) const REPEATED: ReadingRule = ReadingRule {
    id: "READ-REPEATED",
    severity: Severity::Warning,
    description: "一行在文件中重复出现，一处有数字而另一处写的不是数字：取有数字的一处",
};
pub(super) const SECOND: ReadingRule =
    ReadingRule {
        id: "READ-SECOND", severity: Severity::Warning, description: "文件中有不止一份年度报告：只读第一份"
    };
pub(super) const TEXT: ReadingRule = ReadingRule {
    id: "READ-TEXT",
    severity: Severity::Notice,
    description: "有的文字没有部分的标题：按文字的内容归入各部分，看不出的归入“其他需要报告的事项”",
};

/// The rules of the reading in a fixed order.
pub fn reading_rules() -> &'static [ReadingRule] {
    const RULES: [ReadingRule; 6] = [MISSING, UNEVEN, DOUBT, REPEATED, SECOND, TEXT];
    &RULES
}
