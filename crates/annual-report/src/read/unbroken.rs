//! A text that lost the breaks of its lines: headings, cells and paragraphs stand in one line, blanks between them.

use super::heading::{self, Section};

/// The shortest line that can hold a heading and more, in bytes.
const MIN_BYTES: usize = 60;
/// The longest line that is taken apart, in bytes.
const MAX_BYTES: usize = 64 << 10;
/// What the number of a section's heading is made of.
const NUMBERS: [char; 6] = ['一', '二', '三', '四', '五', '六'];

/// A word of the line: what stands between blanks.
struct Word<'a> {
    text: &'a str,
    from: usize,
    /// The section it is the heading of.
    opens: Option<Section>,
}

/// The lines that a line with a section's heading in its midst was once; `None` of any other.
///
/// In the sections of the tables each word was a cell. Elsewhere a line ends with a sentence or a title. Headings right
/// behind one another are a table of contents and open nothing.
pub(crate) fn lines(text: &str) -> Option<Vec<&str>> {
    if !(MIN_BYTES..=MAX_BYTES).contains(&text.len()) || !text.contains(NUMBERS) || text.contains(['\t', '|']) {
        return None;
    }
    let mut behind = 0;
    let words = text.split_inclusive(char::is_whitespace).map(|piece| {
        let from = behind;
        behind += piece.len();
        let text = piece.trim_end();
        Word { text, from, opens: opens(text) }
    });
    let mut words: Vec<Word<'_>> = words.filter(|word| !word.text.is_empty()).collect();
    let named: Vec<bool> = words.iter().map(|word| word.opens.is_some()).collect();
    for (at, word) in words.iter_mut().enumerate() {
        let beside = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
        if beside.into_iter().any(|at| named.get(at) == Some(&true)) {
            word.opens = None;
        }
    }
    // A heading that the line begins with is told from the rest elsewhere; at its end it is of no use.
    words.iter().skip(1).rev().skip(1).find(|word| word.opens.is_some())?;
    let mut lines = Vec::new();
    let mut section = None;
    let mut begin = 0;
    for word in &words {
        let end = word.from + word.text.len();
        if let Some(opened) = word.opens {
            push(&mut lines, text.get(begin..word.from));
            section = Some(opened);
        }
        let whole = word.opens.is_some()
            || (section == Some(Section::Tables) && !is_number_of_label(word.text))
            || word.text.ends_with('。')
            || (section.is_none() && word.text.ends_with(['告', '报']));
        if whole {
            let from = if word.opens.is_some() { word.from } else { begin };
            push(&mut lines, text.get(from..end));
            begin = end;
        }
    }
    push(&mut lines, text.get(begin..));
    Some(lines)
}

fn push<'a>(lines: &mut Vec<&'a str>, line: Option<&'a str>) {
    lines.extend(line.map(str::trim).filter(|line| !line.is_empty()));
}

/// The section whose numbered heading a word is.
fn opens(word: &str) -> Option<Section> {
    let title = word.strip_prefix(NUMBERS)?;
    title.starts_with('、').then(|| heading::of(word)).flatten()
}

/// Whether a word is the number of the label behind it: 3. of 3. 其他, （一） of （一） 予以公开.
fn is_number_of_label(word: &str) -> bool {
    let number = word.strip_suffix(['.', '．', '、', '）', ')']).map(|number| number.trim_start_matches(['（', '(']));
    number.is_some_and(|number| {
        !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_the_midst_of_a_line_take_it_apart() {
        let text = "某局2023年政府信息公开工作年度报告 本报告 所列数据为全年的。 一、总体情况 2023年，很好。 （一）主动公开 不多。 \
                    二、主动公开政府信息情况 规章 0 0 0 3. 其他 0 五、存在的主要问题及改进情况 有 问题。 六、其他需要报告的事项 无";
        let wanted = [
            "某局2023年政府信息公开工作年度报告",
            "本报告",
            "所列数据为全年的。",
            "一、总体情况",
            "2023年，很好。",
            "（一）主动公开 不多。",
            "二、主动公开政府信息情况",
            "规章",
            "0",
            "0",
            "0",
            "3. 其他",
            "0",
            "五、存在的主要问题及改进情况",
            "有 问题。",
            "六、其他需要报告的事项",
            "无",
        ];
        assert_eq!(lines(text).unwrap(), wanted);
    }

    #[test]
    fn a_table_of_contents_and_a_heading_alone_take_nothing_apart() {
        for text in [
            "本报告包括 一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 四、政府信息公开行政复议、行政诉讼情况 五部分。",
            "一、总体情况 2023年，某局坚持以公开为常态、不公开为例外，做好政府信息公开工作，各项任务按时完成，群众满意。",
            "2023年 1 月 1 日至 12 月 31 日，某局认真贯彻条例，全年主动公开政府信息 36 条，其中动态 20 条，公告 16 条。",
            "一、总体情况",
        ] {
            assert_eq!(lines(text), None, "{text}");
        }
    }
}
