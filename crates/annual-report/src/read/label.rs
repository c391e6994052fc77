//! The printed labels of both forms, recognised whatever their spacing, width and punctuation.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::form::{Column, Form, Group, Item, Measure, RemedyBlock, RemedyResult, Row, Subject};

/// The longest text that can be a label; anything longer is running text.
pub(crate) const MAX_LABEL_CHARS: usize = 80;
/// How alike a damaged label must be to a printed one, in hundredths.
const LIKENESS: usize = 80;

/// What a cell of words says about the cells beside and below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// A heading line of table two.
    Item,
    /// A row of table two, and the form it betrays.
    Subject(Subject, Option<Form>),
    /// A column of table two, and the form it betrays.
    Measure(Measure, Option<Form>),
    /// A row of table three.
    Row(Row),
    /// The heading of a group of rows of table three; 其他处理 may be a row itself.
    Group(Group),
    /// The heading of all results, or words of a heading that say nothing more.
    Heading,
    /// The note on the identity that stands in the head of table three.
    Identity,
    /// A column of table three; 总计 also of table four.
    Column(Column),
    /// A block of table four; `None` is the heading over both kinds of litigation.
    Block(Option<RemedyBlock>),
    /// A column of table four.
    Result,
}

static LABELS: LazyLock<HashMap<String, Label>> = LazyLock::new(labels);
static ROW_KEYS: LazyLock<Vec<(Vec<char>, Row)>> = LazyLock::new(|| {
    let rows = Row::ALL.into_iter().filter(|row| *row != Row::Other);
    rows.map(|row| (key(row.label()).chars().collect(), row)).collect()
});

/// Writes the key of a text into `key`: its characters and digits only, of half width.
pub(crate) fn key_into(text: &str, key: &mut String) {
    key.clear();
    for c in text.chars() {
        match c {
            '\u{4e00}'..='\u{9fff}' => key.push(simplified(c)),
            _ if c.is_ascii_alphanumeric() => key.push(c),
            '０'..='９' => key.push(char::from(b'0' + (u32::from(c) - u32::from('０')) as u8)),
            _ => {}
        }
    }
}

/// The simplified form of the traditional characters that stand in labels.
const fn simplified(c: char) -> char {
    match c {
        '條' => '条',
        '項' => '项',
        '規' => '规',
        '範' => '范',
        '檔' => '档',
        '內' => '内',
        '製' => '制',
        '數' => '数',
        '開' => '开',
        '總' => '总',
        '許' => '许',
        '處' => '处',
        '罰' => '罚',
        '強' => '强',
        '業' => '业',
        '費' => '费',
        '務' => '务',
        '對' => '对',
        '減' => '减',
        '採' => '采',
        '購' => '购',
        '額' => '额',
        '請' => '请',
        '結' => '结',
        '轉' => '转',
        '訴' => '诉',
        '訟' => '讼',
        '複' | '復' => '复',
        '議' => '议',
        '糾' => '纠',
        '維' => '维',
        '審' => '审',
        '會' => '会',
        '機' => '机',
        '構' => '构',
        '織' => '织',
        '組' => '组',
        '後' => '后',
        '經' => '经',
        '無' => '无',
        '關' => '关',
        '屬' => '属',
        '於' => '于',
        '國' => '国',
        '報' => '报',
        '類' => '类',
        '單' => '单',
        '萬' => '万',
        '計' => '计',
        '現' => '现',
        '發' => '发',
        '廢' => '废',
        '決' => '决',
        _ => c,
    }
}

/// The key of a text.
pub(crate) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    key_into(text, &mut out);
    out
}

/// The label a text is, if it is one; `scratch` is reused between calls.
pub(crate) fn label(text: &str, scratch: &mut String) -> Option<Label> {
    // Nothing shorter than two Chinese characters is a label, nor is anything longer than the longest.
    if text.len() < 6 || text.len() > MAX_LABEL_CHARS * 4 {
        return None;
    }
    key_into(text, scratch);
    if let Some(label) = LABELS.get(scratch.as_str()) {
        return Some(*label);
    }
    // A label with an explanation behind it: 规章（设区的市应提供）
    let bracket = text.char_indices().find(|&(at, c)| at > 0 && matches!(c, '（' | '('))?.0;
    let head = text.get(..bracket)?.trim();
    if head.len() < 6 || head.ends_with("第二十条第") {
        return None;
    }
    key_into(head, scratch);
    LABELS.get(scratch.as_str()).copied()
}

/// The row of table three whose printed label a damaged text is most like, if any is like enough.
pub(crate) fn nearest_row(text: &str) -> Option<Row> {
    let key: Vec<char> = key(text).chars().collect();
    if key.len() < 5 || key.len() > MAX_LABEL_CHARS {
        return None;
    }
    let mut best = None;
    let mut most = 0;
    for (printed, row) in ROW_KEYS.iter() {
        let alike = 200 * common(&key, printed) / (key.len() + printed.len());
        if alike >= LIKENESS && alike > most {
            most = alike;
            best = Some(*row);
        }
    }
    best
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

fn labels() -> HashMap<String, Label> {
    let mut map = HashMap::with_capacity(256);
    let mut add = |text: &str, label: Label| {
        map.entry(key(text)).or_insert(label);
    };
    for item in Item::of(Form::F2019) {
        add(item.label(), Label::Item);
        add(&item.label().replace("条第", "条"), Label::Item);
    }
    for (text, measure, form) in measures() {
        add(text, Label::Measure(measure, Some(form)));
    }
    for subject in Subject::ALL {
        let form = matches!(subject, Subject::OtherServices | Subject::Procurement).then_some(Form::F2019);
        for printed in [Form::F2019, Form::F2021] {
            add(subject.label(printed), Label::Subject(subject, form));
        }
    }
    for row in Row::ALL {
        let label = if row == Row::Other { Label::Group(Group::Other) } else { Label::Row(row) };
        add(row.label(), label);
        add(&format!("{}{}", Row::RESULTS_LABEL, row.in_words()), label);
        add(&row.in_words(), label);
        let bare = bare(row.label());
        if !matches!(bare, "其他" | "总计") {
            add(bare, label);
        }
    }
    // A page turned into traditional characters by machine calls 文件 so.
    add("规范性档案", Label::Subject(Subject::NormativeDocuments, None));
    add("部分公开", Label::Row(Row::PartlyGranted));
    add("（二）部分公开", Label::Row(Row::PartlyGranted));
    add("3.其他处理", Label::Row(Row::OtherOther));
    for group in [Group::Refused, Group::Unavailable, Group::Declined, Group::Other] {
        add(group.label(), Label::Group(group));
        add(bare(group.label()), Label::Group(group));
    }
    add("（六）其他", Label::Group(Group::Other));
    for text in [Row::RESULTS_LABEL, "本年度办理结果", "信息内容", "申请人情况", Column::ORGANISATIONS_LABEL]
    {
        add(text, Label::Heading);
    }
    add("本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和", Label::Identity);
    for column in Column::ALL {
        add(column.label(), Label::Column(column));
    }
    add("社会公益", Label::Column(Column::PublicWelfare));
    add("法律服务", Label::Column(Column::LegalService));
    for block in RemedyBlock::ALL {
        add(block.label(), Label::Block(Some(block)));
        add(block.in_words(), Label::Block(Some(block)));
    }
    add(RemedyBlock::LITIGATION_LABEL, Label::Block(None));
    for result in RemedyResult::PARTS {
        add(result.label(), Label::Result);
    }
    map
}

/// The columns of table two as they are really printed, and the form each betrays.
fn measures() -> Vec<(&'static str, Measure, Form)> {
    let mut all = Vec::new();
    for form in [Form::F2019, Form::F2021] {
        for &subject in Subject::of(form) {
            for &measure in subject.measures(form) {
                all.push((measure.label(subject, form), measure, form));
            }
        }
    }
    for text in ["本年制发数量", "本年新制发数量", "制发数量", "制发件数"] {
        all.push((text, Measure::Made, Form::F2021));
    }
    for text in ["本年废止数量", "废止数量", "废止件数"] {
        all.push((text, Measure::Repealed, Form::F2021));
    }
    for text in ["现行有效数量", "现行有效件", "现行有效"] {
        all.push((text, Measure::InForce, Form::F2021));
    }
    all.push(("本年收费金额", Measure::Amount, Form::F2021));
    all.push(("采购总金额（万元）", Measure::Amount, Form::F2019));
    all.push(("本年增减", Measure::Change, Form::F2019));
    all
}

/// A label without its leading number.
fn bare(label: &str) -> &str {
    let rest = label.trim_start_matches(['（', '一', '二', '三', '四', '五', '六', '七', '）', '、', '.']);
    rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', '、'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Label> {
        label(text, &mut String::new())
    }

    #[test]
    fn every_printed_row_is_recognised_with_and_without_its_number() {
        for row in Row::ALL.into_iter().filter(|row| *row != Row::Other) {
            assert_eq!(read(row.label()), Some(Label::Row(row)));
            assert_eq!(read(&row.in_words()), Some(Label::Row(row)));
            assert_eq!(nearest_row(row.label()).is_some(), key(row.label()).chars().count() >= 5, "{row:?}");
        }
        assert_eq!(read("本年新收政府信息公开申请数量"), Some(Label::Row(Row::New)));
        assert_eq!(read("（六）其他处理"), Some(Label::Group(Group::Other)));
    }

    #[test]
    fn labels_as_really_printed_are_recognised() {
        assert_eq!(
            read("1、申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请"),
            Some(Label::Row(Row::OtherNotCorrected))
        );
        assert_eq!(read("3、其他"), Some(Label::Row(Row::OtherOther)));
        assert_eq!(read("３．危及“三安全\n一稳定”"), Some(Label::Row(Row::RefusedSecurityStability)));
        assert_eq!(read("第二十条 第(一)项"), Some(Label::Item));
        assert_eq!(read("第二十条(一)项"), Some(Label::Item));
        assert_eq!(read("总 计"), Some(Label::Column(Column::Total)));
        assert_eq!(
            read("（本列数据的勾稽关系为：第一项加第二项之和， 等于第三项加第四项之和）"),
            Some(Label::Identity)
        );
        assert_eq!(
            read("规章（设区的市、自治州人民政府应提供相关数据）"),
            Some(Label::Subject(Subject::Regulations, None))
        );
        assert_eq!(read("本年增/减"), Some(Label::Measure(Measure::Change, Some(Form::F2019))));
        assert_eq!(read("本年处理决定数量"), Some(Label::Measure(Measure::Decisions, Some(Form::F2021))));
        assert_eq!(read("处理决定数量"), Some(Label::Measure(Measure::Decisions, Some(Form::F2019))));
    }

    #[test]
    fn a_label_with_dropped_characters_is_the_nearest_one() {
        assert_eq!(nearest_row("2.其他法律行政止公开"), Some(Row::RefusedLawProhibits));
        assert_eq!(nearest_row("全年共受理政府信息公开申请"), None);
        assert_eq!(nearest_row("其他"), None);
    }
}
