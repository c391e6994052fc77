//! Hexadecimal digits in, bytes out.

/// Fills `into` from exactly twice as many hexadecimal digits; `false` if the text is of another length or form.
pub(crate) fn decode(digits: &[u8], into: &mut [u8]) -> bool {
    if digits.len() != into.len() * 2 {
        return false;
    }
    for (byte, pair) in into.iter_mut().zip(digits.chunks_exact(2)) {
        let [Some(high), Some(low)] = [pair[0], pair[1]].map(|digit| char::from(digit).to_digit(16)) else {
            return false;
        };
        *byte = (high * 16 + low) as u8;
    }
    true
}
