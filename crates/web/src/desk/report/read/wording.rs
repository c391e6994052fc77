//! Two wordings of one text: what stands otherwise in them, with enough around it to be found.

/// So many characters around what differs are shown at most, where no sentence begins or ends before.
const AROUND: usize = 30;
/// So many characters of what differs are shown at most at each of its ends.
const SHOWN: usize = 150;

/// What differs between two texts, each in its own words; a text without words says so.
pub(super) fn difference(was: &str, now: &str) -> (String, String) {
    let (was, now): (Vec<char>, Vec<char>) = (was.chars().collect(), now.chars().collect());
    let pairs = was.iter().zip(&now).take_while(|(a, b)| a == b);
    let begin = pairs.count();
    let rest = was.len().min(now.len()) - begin;
    let pairs = was.iter().rev().zip(now.iter().rev()).take_while(|(a, b)| a == b);
    let end = pairs.count().min(rest);
    let mut before = begin - sentence(was.iter().take(begin).rev());
    if before == begin && rest == end {
        // Something was only added or only taken away between sentences: the one before shows where.
        let enders = was.iter().take(begin).rev().take_while(|c| ends(**c)).count();
        before = begin - enders - sentence(was.iter().take(begin - enders).rev());
    }
    let behind = |text: &[char]| {
        let from = text.len() - end;
        let end = from + sentence(text.iter().skip(from));
        end + text.iter().skip(end).take_while(|c| ends(**c)).count()
    };
    let (was_end, now_end) = (behind(&was), behind(&now));
    (excerpt(&was, before, was_end), excerpt(&now, before, now_end))
}

/// How many characters lead to where a sentence begins or ends, or as many as are shown.
fn sentence<'c>(chars: impl Iterator<Item = &'c char>) -> usize {
    chars.take(AROUND).take_while(|c| !ends(**c)).count()
}

/// Whether a sentence ends with it.
fn ends(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | '\n')
}

/// A piece of a text, with marks where it goes on.
fn excerpt(text: &[char], begin: usize, end: usize) -> String {
    if text.is_empty() {
        return "没有文字".to_owned();
    }
    let piece = text.get(begin..end).unwrap_or_default();
    let words = |chars: &[char]| chars.iter().collect::<String>();
    let middle = if piece.len() > 2 * SHOWN {
        let (head, tail) = (piece.get(..SHOWN), piece.get(piece.len() - SHOWN..));
        format!("{}……（共{}字）……{}", words(head.unwrap_or_default()), piece.len(), words(tail.unwrap_or_default()))
    } else {
        words(piece)
    };
    let mark = |more: bool| if more { "…" } else { "" };
    format!("{}{}{}", mark(begin > 0), middle.trim(), mark(end < text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(was: &str, now: &str) -> (String, String) {
        difference(was, now)
    }

    #[test]
    fn the_sentence_that_differs_is_told_and_not_the_whole_text() {
        let text = |count: u32| format!("2020年，机构改革完成。本机关新收申请{count}件。都已答复。");
        let (was, now) = told(&text(5), &text(4));
        assert_eq!(was, "…本机关新收申请5件。…");
        assert_eq!(now, "…本机关新收申请4件。…");
    }

    #[test]
    fn what_was_added_or_taken_away_is_told_with_its_place() {
        assert_eq!(told("甲。", "甲。\n乙。"), ("甲。".to_owned(), "甲。\n乙。".to_owned()));
        assert_eq!(told("丁。甲。丙。", "丁。甲。乙。丙。"), ("…甲。丙。".to_owned(), "…甲。乙。丙。".to_owned()));
        assert_eq!(told("", "公开不够及时。"), ("没有文字".to_owned(), "公开不够及时。".to_owned()));
        assert_eq!(told("无。", ""), ("无。".to_owned(), "没有文字".to_owned()));
    }

    #[test]
    fn a_long_difference_is_told_by_its_ends() {
        let long = "长".repeat(1000);
        let (was, now) = told(&long, "短");
        assert!(was.contains("共1000字") && was.chars().count() < 350, "{was}");
        assert_eq!(now, "短");
    }
}
