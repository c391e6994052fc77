//! The abbreviated path data of an OFD file: `M 0 0 L 10 0 C` and so on.

use super::super::paged::Matrix;

/// The straight parts of a path, each as its points on the page. A curve is no ruling line; where it ends the next
/// part begins.
pub(super) fn parts(data: &str, matrix: Matrix) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut begin: Option<(f64, f64)> = None;
    let mut words = data.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let count = match word {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            _ => 0,
        };
        let mut operands = Vec::with_capacity(count);
        while operands.len() < count
            && let Some(number) = words.peek().and_then(|word| word.parse::<f64>().ok()).filter(|n| n.is_finite())
        {
            operands.push(number);
            words.next();
        }
        if operands.len() < count {
            continue;
        }
        let end = match operands.as_slice() {
            [.., x, y] => Some(matrix.apply(*x, *y)),
            _ => None,
        };
        match (word, end, parts.last_mut()) {
            ("L", Some(end), Some(part)) => part.push(end),
            ("S" | "M", Some(end), _) => {
                begin = Some(end);
                parts.push(vec![end]);
            }
            ("L" | "Q" | "B" | "A", Some(end), _) => {
                begin = begin.or(Some(end));
                parts.push(vec![end]);
            }
            ("C", None, Some(part)) => part.extend(begin),
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_parts_are_kept_and_curves_part_them() {
        let parts = parts("M 0 0 L 10 0 L 10 5 C B 1 1 2 2 3 3 L 4 3 M 7", Matrix::IDENTITY);
        assert_eq!(parts[0], [(0.0, 0.0), (10.0, 0.0), (10.0, 5.0), (0.0, 0.0)]);
        assert_eq!(parts[1], [(3.0, 3.0), (4.0, 3.0)]);
        assert_eq!(parts.len(), 2);
    }
}
