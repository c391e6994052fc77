//! The printed labels of both forms, recognised whatever their spacing, width and punctuation.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::traditional::simplified;
use crate::form::{Column, Form, Group, Item, Measure, RemedyBlock, RemedyResult, Row, Subject};

/// The longest text that can be a label; anything longer is running text.
pub(crate) const MAX_LABEL_CHARS: usize = 80;

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
/// Writes the key of a text into `key`: its Chinese characters and digits only, of half width.
pub(crate) fn key_into(text: &str, key: &mut String) {
    key.clear();
    for c in text.chars() {
        match c {
            '\u{4e00}'..='\u{9fff}' => key.push(simplified(c)),
            _ if c.is_ascii_digit() => key.push(c),
            '０'..='９' => key.push(char::from(b'0' + (u32::from(c) - u32::from('０')) as u8)),
            _ => {}
        }
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
    // A label under another number: 3、属于国家秘密, and one with a mark before it: -属于国家秘密.
    let (number, title) = renumbered(text);
    if title.len() < text.len() && title.len() >= 6 {
        key_into(title, scratch);
        let found = match (LABELS.get(scratch.as_str()), number) {
            (Some(Label::Column(Column::Other)), Number::Digits) => Some(Label::Row(Row::OtherOther)),
            (Some(Label::Column(Column::Total)), Number::Chinese) => Some(Label::Row(Row::Total)),
            (Some(Label::Column(_)), Number::Digits | Number::Chinese) | (None, _) => None,
            (Some(label), _) => Some(*label),
        };
        if found.is_some() {
            return found;
        }
    }
    if let Some(rest) = behind_group(text) {
        key_into(rest, scratch);
        if let Some(Label::Row(row)) = LABELS.get(scratch.as_str()) {
            return Some(Label::Row(*row));
        }
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

/// What kind of number stands before a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    None,
    Chinese,
    Digits,
}

/// A label without the number or the mark before it, and what kind of number that was.
///
/// A number ends with a bracket or a point; without one (三类内部事务) it is part of the words.
fn renumbered(text: &str) -> (Number, &str) {
    let text = text.trim_start_matches(['-', '—', '·', '•', '*', ' ', '\u{3000}']);
    let opened = text.trim_start_matches(['（', '(']);
    let chinese = opened.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    let digits = opened.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let (number, rest) = match (chinese.len() < opened.len(), digits.len() < opened.len()) {
        (true, _) => (Number::Chinese, chinese),
        (_, true) => (Number::Digits, digits),
        _ => return (Number::None, text),
    };
    let title = rest.trim_start().trim_start_matches(['）', ')', '、', '.', '．', ',', '，', '。', ':', '：']);
    if title.len() == rest.trim_start().len() && rest.len() == title.len() && number == Number::Chinese {
        return (Number::None, text);
    }
    (number, title.trim_start())
}

/// The numbered label behind pieces of the heading of its group: `不予 2.其他法律行政法规禁止公开`.
///
/// Text taken out of a page line by line mixes the column of groups with that of rows.
pub(crate) fn behind_group(text: &str) -> Option<&str> {
    const OF_GROUPS: &str = "（）()一二三四五六七、本年度办理结果不予公开无法提供处其他 \u{3000}";
    let at = text.char_indices().find(|(_, c)| c.is_ascii_digit() || ('０'..='９').contains(c)).map(|(at, _)| at)?;
    let (head, rest) = text.split_at_checked(at)?;
    let is_group = (1..=60).contains(&head.len()) && head.chars().all(|c| OF_GROUPS.contains(simplified(c)));
    let (number, title) = renumbered(rest);
    (is_group && number == Number::Digits && title.len() < rest.len()).then_some(rest)
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
    add("3.其他处理", Label::Row(Row::OtherOther));
    for (short, row) in super::damaged::SHORT {
        add(short, Label::Row(row));
        if let Some(number) = numbered_as(row) {
            add(&format!("{number}{short}"), Label::Row(row));
        }
    }
    for (text, subject) in [
        ("行政规范文件", Subject::NormativeDocuments),
        ("规范性文件数", Subject::NormativeDocuments),
        ("其他对外管理服务", Subject::OtherServices),
        ("行政事业收费", Subject::Fees),
        ("行政事业性收费金额", Subject::Fees),
        ("行政事业性收费项目", Subject::Fees),
        ("政府集中采购项目", Subject::Procurement),
    ] {
        add(text, Label::Subject(subject, None));
    }
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
    for (text, column) in [
        ("公民", Column::NaturalPerson),
        ("科研单位", Column::Research),
        ("社会公益", Column::PublicWelfare),
        ("公益组织", Column::PublicWelfare),
        ("社会公益机构", Column::PublicWelfare),
        ("法律服务", Column::LegalService),
        ("法律服务组织", Column::LegalService),
        ("合计", Column::Total),
        ("总计数", Column::Total),
        ("合计数", Column::Total),
    ] {
        add(text, Label::Column(column));
    }
    for text in ["法人及其他组织", "法人和其他组织", "法人、其他组织", "申请人", "申请人类别", "数据项目", "办理结果"]
    {
        add(text, Label::Heading);
    }
    for block in RemedyBlock::ALL {
        add(block.label(), Label::Block(Some(block)));
        add(block.in_words(), Label::Block(Some(block)));
    }
    add("未经复议直接诉讼", Label::Block(Some(RemedyBlock::LitigationDirect)));
    add("未经行政复议直接起诉", Label::Block(Some(RemedyBlock::LitigationDirect)));
    add("复议后诉讼", Label::Block(Some(RemedyBlock::LitigationAfterReconsideration)));
    add("行政复议后起诉", Label::Block(Some(RemedyBlock::LitigationAfterReconsideration)));
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

/// The number a row is printed with: `（一）`, `1.`.
fn numbered_as(row: Row) -> Option<&'static str> {
    let label = row.label();
    label.get(..label.len() - bare(label).len()).filter(|number| !number.is_empty())
}

/// A label without its leading number.
pub(super) fn bare(label: &str) -> &str {
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
    fn a_row_is_known_under_another_number_in_short_and_in_traditional_characters() {
        for (text, row) in [
            ("3、属于国家秘密", Row::RefusedStateSecret),
            ("（1）属于国家秘密", Row::RefusedStateSecret),
            ("4.其他", Row::OtherOther),
            ("（八）合计", Row::Total),
            ("（三） 1.属于国家秘密", Row::RefusedStateSecret),
            ("不予 2.其他法律行政法规禁止公开", Row::RefusedLawProhibits),
            ("处理 3.其他", Row::OtherOther),
            ("3.三安全一稳定", Row::RefusedSecurityStability),
            ("本年新收", Row::New),
            ("四、結轉下年度繼續辦理", Row::CarriedOut),
            ("4.無正當理由大量反復申請", Row::DeclinedExcessive),
            ("5.要求行政機關確認或重新出具已獲取信息", Row::DeclinedReconfirmation),
            ("5.三类内部事务信息", Row::RefusedInternalAffairs),
        ] {
            assert_eq!(read(text), Some(Label::Row(row)), "{text}");
        }
        assert_eq!(read("其他"), Some(Label::Column(Column::Other)));
        assert_eq!(read("其他处理"), Some(Label::Group(Group::Other)));
        assert_eq!(read("三、其他需要报告的事项"), None);
    }
}
