//! What goes over the pipes: frames of a length (eight bytes, the lowest first) and so many bytes.
//!
//! A request is two frames, what is asked (JSON) and the file; an answer is one frame of JSON.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::super::{self as read, Limits, ReadError};

/// What a child says when it is ready; anything before it is not ours.
pub(super) const GREETING: &[u8] = b"gongkai-apart-1\n";
/// How much may stand before the greeting.
const BEFORE_GREETING: usize = 4096;
/// The longest frame.
const MOST: u64 = 1 << 30;

/// What is asked about a file.
#[derive(Serialize, Deserialize)]
pub(super) struct Asked {
    pub name: Option<String>,
    pub limits: Limits,
}

/// An answer.
pub(super) type Answer = Result<read::Read, ReadError>;

/// A request in bytes.
pub(super) fn request(bytes: &[u8], name: Option<&str>, limits: &Limits) -> io::Result<Vec<u8>> {
    let asked = serde_json::to_vec(&Asked { name: name.map(str::to_owned), limits: *limits })?;
    let mut request = Vec::with_capacity(asked.len() + bytes.len() + 16);
    write(&mut request, &asked)?;
    write(&mut request, bytes)?;
    Ok(request)
}

pub(super) fn write(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    output.write_all(&(bytes.len() as u64).to_le_bytes())?;
    output.write_all(bytes)
}

/// The next frame; `None` where the pipe ends before it begins.
pub(super) fn next(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0_u8; 8];
    let mut got = 0;
    while let Some(room) = length.get_mut(got..).filter(|room| !room.is_empty()) {
        match input.read(room)? {
            0 if got == 0 => return Ok(None),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => got += count,
        }
    }
    let length = u64::from_le_bytes(length);
    if length > MOST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(Some(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Reads up to the greeting.
pub(super) fn greeted(input: &mut impl Read) -> io::Result<()> {
    let mut said = Vec::new();
    let mut byte = [0_u8; 1];
    while said.len() < BEFORE_GREETING {
        input.read_exact(&mut byte)?;
        said.extend_from_slice(&byte);
        if said.ends_with(GREETING) {
            return Ok(());
        }
    }
    Err(io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in_and_torn_ones_are_told() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"abc").unwrap();
        write(&mut pipe, b"").unwrap();
        let mut input = pipe.as_slice();
        assert_eq!(next(&mut input).unwrap().as_deref(), Some(b"abc".as_slice()));
        assert_eq!(next(&mut input).unwrap().as_deref(), Some(b"".as_slice()));
        assert_eq!(next(&mut input).unwrap(), None);
        assert!(next(&mut &pipe[..9]).is_err());
        assert!(next(&mut u64::MAX.to_le_bytes().as_slice()).is_err());
    }
}
