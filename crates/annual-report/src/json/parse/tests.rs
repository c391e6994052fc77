use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn sample() -> Value {
    let mut report = Report::new("某县档案馆", Some(2023), Form::F2021);
    for (number, path) in (0_i64..).zip(report.paths()) {
        let money = Decimal::new(number, 2).map_or(Cell::Blank, Cell::Money);
        report.set(path, if path.is_money() { money } else { Cell::Number(number) });
    }
    report.narrative.overview = "公开信息三条。".to_owned();
    serde_json::to_value(report).unwrap()
}

#[test]
fn what_is_written_as_the_contract_has_it_goes_the_quick_way() {
    let bytes = sample().to_string().into_bytes();
    assert_eq!(quick::read(&bytes).map(|report| (report, Sources::new())), thoroughly(&bytes).ok());
    assert!(quick::read(&bytes).is_some());
}

/// Somewhere in a value, something else: a figure, a mark, a key gone, a key more.
fn altered(mut value: Value, at: usize, how: usize) -> Value {
    fn nth<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
        if *left == 0 {
            return Some(value);
        }
        *left -= 1;
        value.as_object_mut()?.values_mut().find_map(|value| nth(value, left))
    }
    let news = [
        json!(null),
        json!(3),
        json!(-2),
        json!(1.5),
        json!("7.50"),
        json!("七"),
        json!({"placeholder": "/"}),
        json!({"placeholder": "八"}),
        json!({"value": 5, "note": "含2件"}),
        json!({"value": "5.1", "note": "约"}),
        json!({"unreadable": "1O"}),
        json!({"doubtful": [12, 72]}),
        json!({"doubtful": [12, [72]]}),
        json!({"doubtful": {"a": 1}}),
        json!({}),
        json!([]),
        json!(1_000_000_000_000_i64),
    ];
    let mut left = at;
    if let Some(place) = nth(&mut value, &mut left) {
        match (how.checked_sub(news.len()), place.as_object_mut()) {
            (None, _) => *place = news[how].clone(),
            (Some(0), Some(object)) => {
                let first = object.keys().next().cloned();
                first.and_then(|key| object.remove(&key));
            }
            (Some(1), Some(object)) => {
                object.insert("more".to_owned(), json!(1));
            }
            (Some(_), Some(object)) => {
                // The same members the other way round.
                let turned: Vec<(String, Value)> =
                    object.iter().rev().map(|(key, value)| (key.clone(), value.clone())).collect();
                *object = turned.into_iter().collect();
            }
            _ => {}
        }
    }
    value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_read_quickly_is_read_the_same_thoroughly(
        changes in prop::collection::vec((0_usize..260, 0_usize..20), 0..4),
    ) {
        let value = changes.into_iter().fold(sample(), |value, (at, how)| altered(value, at, how));
        let bytes = value.to_string().into_bytes();
        if let Some(report) = quick::read(&bytes) {
            prop_assert_eq!(thoroughly(&bytes), Ok((report, Sources::new())));
        }
    }

    #[test]
    fn text_cut_or_doubled_anywhere_is_never_read_quickly_and_otherwise(
        from in 0_usize..6000, long in 0_usize..80, double in any::<bool>(),
    ) {
        let text = sample().to_string();
        let edge = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (from, to) = (edge(from), edge(from + long));
        let piece = if double { text[from..to].repeat(2) } else { String::new() };
        let bytes = format!("{}{piece}{}", &text[..from], &text[to..]).into_bytes();
        if let Some(report) = quick::read(&bytes) {
            prop_assert_eq!(thoroughly(&bytes), Ok((report, Sources::new())));
        }
    }
}
