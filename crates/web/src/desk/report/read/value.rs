//! What a person says a cell shows: one of the candidates, a figure, nothing, a mark.

use annual_report::{Cell, Decimal, Figure, Path};

use crate::field::Field;
use crate::filled::Filled;

/// The marks that stand for no figure, as they are printed.
const MARKS: [&str; 5] = ["/", "-", "—", "无", "不适用"];
/// What a candidate's choice begins with; its place follows.
const CANDIDATE: &str = "candidate-";

/// The readings of a doubtful cell; none of any other.
fn candidates(cell: &Cell) -> &[Figure] {
    match cell {
        Cell::Doubtful(figures) => figures,
        _ => &[],
    }
}

/// The choice of what a cell shows; the candidates of a doubtful one come first.
pub(super) fn choice(filled: &Filled, cell: &Cell) -> Field {
    let candidates = candidates(cell);
    let field = filled.radios("what", "原件上是").must();
    let field = candidates
        .iter()
        .enumerate()
        .fold(field, |field, (place, figure)| field.choice(format!("{CANDIDATE}{place}"), figure.to_string()));
    let figure = if candidates.is_empty() { "一个数字" } else { "另一个数字" };
    field.choice("figure", figure).choice("blank", "空白，什么也没有写").choice("mark", "一个符号或者“无”")
}

/// The marks to choose from.
pub(super) fn marks(filled: &Filled) -> Field {
    filled.select("mark", "哪个符号").choices(MARKS.map(|mark| (mark, mark)))
}

/// Fills in the form for a cell as it is held to be.
pub(super) fn put(filled: &mut Filled, cell: &Cell) {
    match cell {
        Cell::Number(_) | Cell::Money(_) => {
            filled.set("what", "figure");
            filled.set("value", cell.printed());
        }
        Cell::WithNote { value, note } => {
            filled.set("what", "figure");
            filled.set("value", value.to_string());
            filled.set("note", note);
        }
        Cell::Blank => filled.set("what", "blank"),
        Cell::Placeholder(mark) => {
            filled.set("what", "mark");
            filled.set("mark", mark);
        }
        Cell::Unreadable(_) => filled.set("what", "figure"),
        Cell::Doubtful(_) => {}
    }
}

/// What was filled in, as a cell; `None` with what is wrong beside its field.
pub(super) fn cell_of(filled: &mut Filled, path: Path, before: &Cell) -> Option<Cell> {
    let what = filled.get("what").to_owned();
    if let Some(place) = what.strip_prefix(CANDIDATE).and_then(|place| place.parse::<usize>().ok())
        && let Some(figure) = candidates(before).get(place)
    {
        return Some(plain(*figure));
    }
    match what.as_str() {
        "blank" => Some(Cell::Blank),
        "mark" if MARKS.contains(&filled.get("mark")) => Some(Cell::Placeholder(filled.get("mark").to_owned())),
        "mark" => {
            filled.wrong("mark", "请选择原件上的符号");
            None
        }
        "figure" => {
            let value = figure_of(filled, path)?;
            Some(match filled.some("note") {
                Some(note) => Cell::WithNote { value, note: note.to_owned() },
                None => plain(value),
            })
        }
        _ => {
            filled.wrong("what", "请选择原件上是什么");
            None
        }
    }
}

fn plain(figure: Figure) -> Cell {
    match figure {
        Figure::Number(count) => Cell::Number(count),
        Figure::Money(amount) => Cell::Money(amount),
    }
}

/// The figure filled in: digits, full-width ones too, with or without separators of thousands.
fn figure_of(filled: &mut Filled, path: Path) -> Option<Figure> {
    let typed = filled.text("value", "原件上的数字");
    if typed.is_empty() {
        return None;
    }
    let half = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '．' => '.',
        '－' => '-',
        other => other,
    };
    let digits: String = typed.chars().map(half).filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let figure = if path.is_money() {
        digits.parse::<Decimal>().ok().map(Figure::Money)
    } else {
        let count = digits.parse::<i64>().ok();
        count.filter(|count| count.abs() <= annual_report::cell::MAX_COUNT).map(Figure::Number)
    };
    if figure.is_none() {
        let message = if path.is_money() {
            "请填写原件上的金额，单位是万元，例如 12.5"
        } else {
            "请填写原件上的整数；原件上不是整数的，选“空白”或者“符号”，并在原因中说明"
        };
        filled.wrong("value", message);
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNT: &str = "applications.new.total";
    const MONEY: &str = "proactive.fees.amount";

    fn read(path: &str, before: &Cell, fields: &[(&str, &str)]) -> Result<Cell, Vec<String>> {
        let mut filled = Filled::default();
        fields.iter().for_each(|(name, value)| filled.add(name, *value));
        let cell = cell_of(&mut filled, path.parse().unwrap(), before);
        cell.ok_or_else(|| filled.faults().into_iter().map(|(anchor, _)| anchor).collect())
    }

    #[test]
    fn what_is_filled_in_is_a_cell_of_the_contract() {
        let doubtful = Cell::Doubtful(vec![Figure::Number(12), Figure::Number(72)]);
        let money = |text: &str| Cell::Money(text.parse().unwrap());
        for (path, before, fields, cell) in [
            (COUNT, &doubtful, &[("what", "candidate-1")][..], Cell::Number(72)),
            (COUNT, &doubtful, &[("what", "figure"), ("value", "1,2０2")], Cell::Number(1202)),
            (COUNT, &Cell::Blank, &[("what", "figure"), ("value", "-3")], Cell::Number(-3)),
            (COUNT, &Cell::Number(3), &[("what", "blank"), ("value", "3")], Cell::Blank),
            (COUNT, &Cell::Blank, &[("what", "mark"), ("mark", "/")], Cell::Placeholder("/".to_owned())),
            (MONEY, &Cell::Blank, &[("what", "figure"), ("value", "12.50")], money("12.50")),
            (
                COUNT,
                &Cell::Blank,
                &[("what", "figure"), ("value", "5"), ("note", "含失效2件")],
                Cell::WithNote { value: Figure::Number(5), note: "含失效2件".to_owned() },
            ),
        ] {
            assert_eq!(read(path, before, fields), Ok(cell), "{fields:?}");
        }
        for (path, fields, field) in [
            (COUNT, &[][..], "f-what"),
            (COUNT, &[("what", "candidate-0")], "f-what"),
            (COUNT, &[("what", "figure")], "f-value"),
            (COUNT, &[("what", "figure"), ("value", "1.5")], "f-value"),
            (COUNT, &[("what", "figure"), ("value", "9999999999999")], "f-value"),
            (MONEY, &[("what", "figure"), ("value", "12元")], "f-value"),
            (COUNT, &[("what", "mark"), ("mark", "x")], "f-mark"),
        ] {
            assert_eq!(read(path, &Cell::Blank, fields), Err(vec![field.to_owned()]), "{fields:?}");
        }
    }

    #[test]
    fn a_cell_put_into_the_form_is_read_out_of_it_again() {
        for cell in [
            Cell::Number(7),
            Cell::Blank,
            Cell::Placeholder("—".to_owned()),
            Cell::WithNote { value: Figure::Number(5), note: "含失效2件".to_owned() },
        ] {
            let mut filled = Filled::default();
            put(&mut filled, &cell);
            assert_eq!(cell_of(&mut filled, COUNT.parse().unwrap(), &cell), Some(cell));
        }
    }
}
