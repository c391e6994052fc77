//! Which facts the letter of each outcome wants, so that a form can ask for them and say what is missing.

use law::outcome::Outcome;

/// A fact of an answer that a person fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What is given, or pointed to.
    Information,
    /// The way and the channel.
    Way,
    /// The time.
    Time,
    /// The parts withheld, each with ground and reason.
    Withheld,
    /// The law or provision that has to be named.
    Basis,
    /// The reason, or the facts the outcome rests on.
    Reason,
    /// Where to turn.
    Referral,
    /// The earlier letter or delivery.
    Earlier,
}

impl Field {
    /// Returns the field's name in a form, under the item's own.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Information => "given.information",
            Self::Way => "given.way",
            Self::Time => "given.time",
            Self::Withheld => "withheld",
            Self::Basis => "basis",
            Self::Reason => "reason",
            Self::Referral => "referral",
            Self::Earlier => "earlier",
        }
    }
}

/// One fact the letter of an outcome wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Want {
    /// Which.
    pub field: Field,
    /// The label above the field of a form.
    pub label: &'static str,
    /// What to write there.
    pub hint: &'static str,
    /// The words before it in the letter.
    pub printed: &'static str,
    /// Whether the letter cannot do without it.
    pub required: bool,
}

const fn want(field: Field, label: &'static str, hint: &'static str) -> Want {
    Want { field, label, hint, printed: label, required: true }
}

const fn may(field: Field, label: &'static str, hint: &'static str) -> Want {
    Want { field, label, hint, printed: label, required: false }
}

const fn reason(hint: &'static str) -> Want {
    Want { field: Field::Reason, label: "理由", hint, printed: "理由", required: true }
}

const REMARK: Want = may(Field::Reason, "补充说明", "需要向申请人另作说明的，写在这里；没有的不填");
const DISCRETION: Want =
    reason("除说明信息属于这一类以外，还要说明为什么不予公开而不是选择公开；并说明没有法律、法规、规章要求公开");

static G1: [Want; 3] = [
    want(Field::Information, "信息名称", "已主动公开的信息的名称、文号"),
    want(Field::Way, "获取的方式和途径", "例如网页地址、公报期号、公开查阅场所"),
    REMARK,
];
static G2: [Want; 3] = [
    want(Field::Information, "提供的信息", "所提供的信息的名称、文号，与附件一致"),
    want(Field::Way, "提供的形式和方式", "例如纸质复制件随本告知书一并送达、电子数据、安排现场查阅"),
    REMARK,
];
static G3: [Want; 4] = [
    want(Field::Information, "信息名称", "可以公开的信息的名称、文号"),
    want(Field::Way, "获取的方式和途径", "例如到何处查阅、抄录"),
    want(Field::Time, "获取的时间", "自何时起、何时段可以获取"),
    REMARK,
];
static P1: [Want; 4] = [
    want(Field::Information, "公开的部分", "可以公开的内容的名称、文号，与附件一致"),
    want(Field::Way, "提供的形式和方式", "例如纸质复制件随本告知书一并送达"),
    want(Field::Withheld, "不予公开的部分", "逐处写明哪一部分、依据和理由，不得透露内容本身"),
    REMARK,
];
static N1: [Want; 1] = [reason("写明该信息依法确定为国家秘密即可，不得透露秘密内容")];
static N2: [Want; 2] = [
    want(Field::Basis, "禁止公开的规定", "法律、行政法规的名称和具体条款；规章和规范性文件不能作为依据"),
    reason("该规定为什么适用于所申请的信息"),
];
static N3: [Want; 1] = [reason("公开后可能危及什么、怎样危及")];
static N4: [Want; 1] = [reason("涉及第三方的哪一种权益、公开会造成怎样的损害，以及征求意见的情况")];
static N5: [Want; 1] = [DISCRETION];
static N8: [Want; 3] = [
    want(Field::Basis, "查询适用的规定", "对这类查询另有规定的法律、行政法规的名称和条款"),
    want(Field::Referral, "办理查询的机关和途径", "到何处、怎样办理查询"),
    REMARK,
];
static U1A: [Want; 1] = [Want {
    printed: "检索情况",
    ..want(Field::Reason, "检索情况", "检索的范围、系统、关键词和方法，以及结果")
}];
static U1B: [Want; 2] = [
    reason("为什么不属于本机关负责公开"),
    may(Field::Referral, "负责公开的机关和联系方式", "能够确定的，写明名称和联系方式；不能确定的不填"),
];
static U1C: [Want; 2] = [
    want(Field::Referral, "保管档案的国家档案馆和联系方式", "档案馆的名称、地址、电话"),
    may(Field::Reason, "移交情况", "何时移交、移交目录号"),
];
static U2: [Want; 1] = [reason("为什么没有现成信息、需要怎样的加工或者分析")];
static U3: [Want; 1] = [reason("补正以后仍有哪些内容不明确，为什么据此无法检索")];
static R1: [Want; 2] = [
    reason("所提事项为什么属于信访、投诉、举报等活动"),
    may(Field::Referral, "可以通过的渠道", "反映该事项的法定渠道；没有把握的不填"),
];
static R2: [Want; 2] = [want(Field::Earlier, "原答复", "原答复的文号和日期"), REMARK];
static R3: [Want; 2] = [
    want(Field::Information, "出版物名称", "所申请的公报、报刊、书籍等的名称、期号"),
    want(Field::Referral, "获取的途径", "在何处购买、借阅或者查阅"),
];
static R4: [Want; 1] = [Want {
    printed: "事实和理由",
    ..reason("申请的数量、频次，所说明的理由，以及为什么认为不合理")
}];
static R5: [Want; 2] = [want(Field::Earlier, "此前获取的情况", "何时、以何种方式已经获取该信息"), REMARK];
static O3B: [Want; 2] =
    [reason("为什么不属于政府信息，或者属于咨询"), want(Field::Referral, "可以咨询的机关或者渠道", "名称和联系方式")];
static O3C: [Want; 2] =
    [want(Field::Basis, "依据", "作此处理的法律、法规、规章或者规定"), reason("作此处理的事实和理由")];

impl Want {
    /// Returns what the letter of an outcome wants, in the order in which it prints them; none where no reply is drafted.
    pub fn of(outcome: Outcome) -> &'static [Want] {
        match outcome {
            Outcome::G1 => &G1,
            Outcome::G2 => &G2,
            Outcome::G3 => &G3,
            Outcome::P1 => &P1,
            Outcome::N1 => &N1,
            Outcome::N2 => &N2,
            Outcome::N3 => &N3,
            Outcome::N4 => &N4,
            Outcome::N5 | Outcome::N6 | Outcome::N7 => &N5,
            Outcome::N8 => &N8,
            Outcome::U1a => &U1A,
            Outcome::U1b => &U1B,
            Outcome::U1c => &U1C,
            Outcome::U2 => &U2,
            Outcome::U3 => &U3,
            Outcome::R1 => &R1,
            Outcome::R2 => &R2,
            Outcome::R3 => &R3,
            Outcome::R4 => &R4,
            Outcome::R5 => &R5,
            Outcome::O3b => &O3B,
            Outcome::O3c => &O3C,
            Outcome::O1 | Outcome::O2 | Outcome::O3a => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reply_wants_something_and_each_field_once() {
        for outcome in Outcome::ALL {
            let wants = Want::of(outcome);
            let drafted = !matches!(outcome, Outcome::O1 | Outcome::O2 | Outcome::O3a);
            assert_eq!(wants.iter().any(|want| want.required), drafted, "{outcome}");
            let mut fields: Vec<Field> = wants.iter().map(|want| want.field).collect();
            fields.sort_unstable();
            fields.dedup();
            assert_eq!(fields.len(), wants.len(), "{outcome}");
            // What is given is printed from the same facts that the report counts as granted.
            assert!(!outcome.is_granted() || fields.contains(&Field::Information), "{outcome}");
        }
    }
}
