//! 分别: names first and their numbers afterwards, put beside one another so that each number is read with its own words.
//!
//! 自然人、法人分别为15件、5件 is read as 自然人15件、法人5件; 15件、5件，分别占75%、25% as 15件（占75%）、5件（占25%）. What does
//! not pair off is left as it stands: its numbers then are nobody's.

use super::flat::{Flat, find};
use super::list::Words;
use super::quantity::{Quantity, Value, quantities};
use super::sentence::is_boundary;

const WORD: [char; 2] = ['分', '别'];
/// The most characters between 分别 and the first of its numbers: 为, 提出了, 占办结总数的.
const MAX_LINK: usize = 12;
/// What stands between the names or the numbers of a list.
const JOINTS: Words = Words::of(&["以及", "和", "及", "与", "、"]);

/// A list of numbers behind 分别.
struct Listed {
    /// Where the words between 分别 and the numbers stand.
    link: std::ops::Range<usize>,
    numbers: Vec<Quantity>,
}

/// Puts the numbers of every 分别 of a paragraph beside what they are of.
pub(super) fn pair_off(flat: &mut Flat) {
    let mut from = 0;
    while let Some(found) = flat.chars.get(from..).and_then(|rest| find(rest, &WORD)) {
        let at = from + found;
        from = at + WORD.len();
        let Some(listed) = listed(flat, at) else { continue };
        let counts = listed.numbers.iter().all(|number| matches!(number.value, Value::Cases(_)));
        let paired = if counts { names(flat, at, &listed) } else { shares(flat, at, &listed) };
        if let Some((begin, paired)) = paired {
            let end = listed.numbers.last().map_or(from, |number| number.place.end);
            from = begin + paired.len();
            flat.replace(begin..end, &paired);
        }
    }
}

/// The numbers that a 分别 at a place announces: two or more, nothing but joints between them.
fn listed(flat: &Flat, at: usize) -> Option<Listed> {
    let begin = at + WORD.len();
    let rest = flat.chars.get(begin..)?;
    let end = begin + rest.iter().position(|c| matches!(c, '。' | '！' | '？')).unwrap_or(rest.len());
    let mut numbers: Vec<Quantity> = Vec::new();
    for number in quantities(&flat.chars, begin..end) {
        let follows = match numbers.last() {
            None => flat.chars.get(begin..number.place.start)?.iter().all(|c| !is_boundary(*c)),
            Some(last) => is_joint(flat.chars.get(last.place.end..number.place.start)?),
        };
        if !follows || matches!(number.value, Value::Fen(_)) {
            break;
        }
        numbers.push(number);
    }
    let first = numbers.first()?.place.start;
    let of_a_kind = |number: &Quantity| {
        matches!(number.value, Value::Percent(_))
            == matches!(numbers.first().map(|first| first.value), Some(Value::Percent(_)))
    };
    let sound = numbers.len() > 1 && first - begin <= MAX_LINK && numbers.iter().all(of_a_kind);
    sound.then_some(Listed { link: begin..first, numbers })
}

fn is_joint(words: &[char]) -> bool {
    let words = words.strip_prefix(&['，']).unwrap_or(words);
    words.is_empty() || JOINTS.iter().any(|joint| words.iter().copied().eq(joint.chars()))
}

/// The characters of the paragraph that go where the list began, by their places.
type Paired = (usize, Vec<Placed>);

/// A character of the paragraph, or one put in, with the place it counts as.
pub(super) type Placed = (char, usize);

/// 自然人、法人分别为15件、5件: the names of the clause before, each with its number.
fn names(flat: &Flat, at: usize, listed: &Listed) -> Option<Paired> {
    let begin = flat.chars.get(..at)?.iter().rposition(|c| is_boundary(*c)).map_or(0, |mark| mark + 1);
    let names = split(flat, begin..at, listed.numbers.len())?;
    let unit = listed.numbers.last().and_then(|last| flat.chars.get(last.place.end - 1).copied())?;
    let mut paired = Vec::new();
    for (name, number) in names.into_iter().zip(&listed.numbers) {
        if !paired.is_empty() {
            paired.push(('、', *flat.at.get(number.place.start)?));
        }
        paired.extend(name.map(|at| placed(flat, at)));
        paired.extend(number.place.clone().map(|at| placed(flat, at)));
        // 分别为15、5件: the unit stands behind the last.
        if number.loose && flat.chars.get(number.place.end - 1).is_some_and(char::is_ascii_digit) {
            paired.push((unit, *flat.at.get(number.place.end - 1)?));
        }
    }
    Some((begin, paired))
}

/// The names of a list, as many as there are numbers.
fn split(flat: &Flat, clause: std::ops::Range<usize>, wanted: usize) -> Option<Vec<std::ops::Range<usize>>> {
    let mut names = Vec::new();
    let mut begin = clause.start;
    for at in clause.clone() {
        if flat.chars.get(at) == Some(&'、') {
            names.push(begin..at);
            begin = at + 1;
        }
    }
    names.push(begin..clause.end);
    if names.len() + 1 == wanted {
        let last = names.pop()?;
        let (at, joint) = last.clone().find_map(|at| {
            let rest = flat.chars.get(at..last.end)?;
            let joint =
                JOINTS.iter().find(|joint| rest.iter().copied().take(joint.chars().count()).eq(joint.chars()))?;
            (at > last.start).then_some((at, joint.chars().count()))
        })?;
        names.extend([last.start..at, at + joint..last.end]);
    }
    (names.len() == wanted && names.iter().all(|name| !name.is_empty())).then_some(names)
}

/// 15件、5件，分别占75%、25%: the numbers before, each with its share.
fn shares(flat: &Flat, at: usize, listed: &Listed) -> Option<Paired> {
    let link = flat.chars.get(listed.link.clone())?;
    let sentence =
        flat.chars.get(..at)?.iter().rposition(|c| matches!(c, '。' | '！' | '？')).map_or(0, |mark| mark + 1);
    // 占比分别为 as well as 分别占.
    let before = flat.chars.get(sentence..at)?;
    let said_before = before
        .iter()
        .rposition(|c| is_boundary(*c))
        .is_some_and(|mark| before.get(mark + 1..).is_some_and(|words| words.first() == Some(&'占')));
    if link.first() != Some(&'占') && !said_before {
        return None;
    }
    let counted: Vec<Quantity> = quantities(&flat.chars, sentence..at)
        .into_iter()
        .filter(|number| !number.loose && matches!(number.value, Value::Cases(_)))
        .collect();
    let first = counted.len().checked_sub(listed.numbers.len())?;
    let counted = counted.get(first..)?;
    let begin = counted.first()?.place.start;
    let mut paired = Vec::new();
    for (at, (number, share)) in counted.iter().zip(&listed.numbers).enumerate() {
        let from = if at == 0 { begin } else { counted.get(at - 1)?.place.end };
        paired.extend((from..number.place.end).map(|at| placed(flat, at)));
        let place = *flat.at.get(share.place.start)?;
        paired.extend([('（', place), ('占', place)]);
        paired.extend(share.place.clone().map(|at| placed(flat, at)));
        paired.push(('）', place));
    }
    Some((begin, paired))
}

fn placed(flat: &Flat, at: usize) -> Placed {
    (flat.chars.get(at).copied().unwrap_or_default(), flat.at.get(at).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(line: &str) -> String {
        let mut flat = Flat::of(line, 0);
        pair_off(&mut flat);
        assert_eq!(flat.chars.len(), flat.at.len());
        flat.chars.into_iter().collect()
    }

    #[test]
    fn names_and_numbers_that_pair_off_are_put_together() {
        for (line, wanted) in [
            ("其中自然人、法人分别为15件、5件。", "其中自然人15件、法人5件。"),
            ("自然人和法人或其他组织分别提出15件和5件", "自然人15件、法人或其他组织5件"),
            (
                "共20件，予以公开、部分公开和不予公开分别为十件、2件和2件。",
                "共20件，予以公开十件、部分公开2件、不予公开2件。",
            ),
            ("甲、乙分别为15、5件。", "甲15件、乙5件。"),
            ("自然人15件、法人5件，分别占75%、25%。", "自然人15件（占75%）、法人5件（占25%）。"),
            ("自然人15件、法人5件，占比分别为75%和25%。", "自然人15件（占75%）、法人5件（占25%）。"),
        ] {
            assert_eq!(paired(line), wanted, "{line}");
        }
        for line in [
            "甲、乙、丙分别为15件、5件。",
            "分别召开会议3次。",
            "甲、乙分别由丙、丁负责，共15件、5件。",
            "自然人15件，分别占75%、25%。",
            "甲15件、乙5件，同比分别增长75%、25%。",
        ] {
            assert_eq!(paired(line), line, "{line}");
        }
    }
}
