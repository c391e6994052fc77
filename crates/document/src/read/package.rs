//! Zip packages, opened with care: nothing is unpacked beyond the limits, whatever the package says of itself.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Format, Limits, ReadError};

/// How much is unpacked at a time when only counting.
const CHUNK: usize = 64 * 1024;

/// A package and what may still be unpacked of it.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    format: Format,
    left: usize,
    limit: usize,
    /// Where each member stands, by its name in small letters without a leading slash.
    names: HashMap<String, usize>,
}

/// A member's name as it is looked up: packers differ in case, slashes and leading slashes.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

impl<'b> Package<'b> {
    pub fn open(bytes: &'b [u8], format: Format, limits: &Limits) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged { format })?;
        if archive.len() > limits.max_members {
            return Err(ReadError::TooComplex);
        }
        let mut names = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                names.entry(plain(&name)).or_insert(index);
            }
        }
        Ok(Self { names, archive, format, left: limits.max_unpacked_bytes, limit: limits.max_unpacked_bytes })
    }

    /// The text of a member, `None` if there is none of this name.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(index) = self.names.get(&plain(name)).copied() else { return Ok(None) };
        let mut bytes = Vec::new();
        let left = self.left;
        let read = self.member(index, |member| member.take(left as u64 + 1).read_to_end(&mut bytes))?;
        self.spend(read)?;
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, _)) => encoding.decode(&bytes).0.into_owned(),
            None => String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
        };
        Ok(Some(text))
    }

    /// Whether there is a member of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// Unpacks every member without keeping it, to learn that together they stay within the limits.
    pub fn weigh(&mut self) -> Result<(), ReadError> {
        let mut buffer = vec![0_u8; CHUNK];
        for index in 0..self.archive.len() {
            let left = self.left;
            let total = self.member(index, |member| {
                let mut total = 0;
                loop {
                    let read = member.read(&mut buffer)?;
                    total += read;
                    if read == 0 || total > left {
                        return Ok(total);
                    }
                }
            })?;
            self.spend(total)?;
        }
        Ok(())
    }

    fn spend(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(bytes).ok_or(ReadError::TooLarge { limit: self.limit })?;
        Ok(())
    }

    fn member<T>(
        &mut self,
        index: usize,
        mut read: impl FnMut(&mut dyn Read) -> std::io::Result<T>,
    ) -> Result<T, ReadError> {
        let damaged = ReadError::Damaged { format: self.format };
        let mut member = match self.archive.by_index(index) {
            Ok(member) => member,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(ReadError::Encrypted),
            Err(_) => return Err(damaged),
        };
        read(&mut member).map_err(|_| damaged)
    }
}
