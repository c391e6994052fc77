//! Compound files, in which the Office programs before 2007 keep their streams ([MS-CFB]).

/// How every compound file begins.
pub(super) const BEGINS: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Numbers of sectors from here on mean something else than a sector.
const NO_SECTOR: u32 = 0xffff_fffa;
/// An entry of the directory.
const ENTRY: usize = 128;
/// A compound file larger than this is not taken apart here.
const MOST_ENTRIES: usize = 100_000;

/// A compound file taken apart as far as its top streams need it.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    next: Vec<u32>,
    small_sector: usize,
    small_next: Vec<u32>,
    small: Vec<u8>,
    cutoff: usize,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: usize,
}

impl<'b> Compound<'b> {
    /// Opens a compound file; `None` if it is damaged.
    pub fn open(bytes: &'b [u8]) -> Option<Self> {
        if !bytes.starts_with(&BEGINS) {
            return None;
        }
        let shift = word16(bytes, 0x1e)?;
        let small_shift = word16(bytes, 0x20)?;
        if !matches!(shift, 9 | 12) || !(4..=9).contains(&small_shift) {
            return None;
        }
        let sector = 1_usize << shift;
        let mut file = Self {
            bytes,
            sector,
            next: Vec::new(),
            small_sector: 1 << small_shift,
            small_next: Vec::new(),
            small: Vec::new(),
            cutoff: word32(bytes, 0x38)? as usize,
            entries: Vec::new(),
        };
        let mut tables: Vec<u32> = (0..109).filter_map(|index| word32(bytes, 0x4c + index * 4)).collect();
        let mut more = word32(bytes, 0x44)?;
        let sectors = bytes.len() / sector + 1;
        for _ in 0..sectors {
            let Some(table) = file.sector(more).filter(|_| more < NO_SECTOR) else { break };
            let mut numbers = words(table);
            more = numbers.pop()?;
            tables.extend(numbers);
        }
        for number in tables.into_iter().filter(|number| *number < NO_SECTOR).take(sectors) {
            let table = file.sector(number)?;
            file.next.extend(words(table));
        }
        let directory = file.chain(word32(bytes, 0x30)?);
        file.entries = directory.chunks_exact(ENTRY).take(MOST_ENTRIES).filter_map(Entry::of).collect();
        file.small_next = words(&file.chain(word32(bytes, 0x3c)?));
        let root = file.entries.first()?;
        file.small = file.chain(root.start);
        Some(file)
    }

    /// The names of the streams and folders at the top.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.top().into_iter().map(|entry| entry.name.as_str())
    }

    /// The content of a stream at the top, `None` if there is none of this name.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.top().into_iter().find(|entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name))?;
        let mut content =
            if entry.size < self.cutoff { self.small_chain(entry.start) } else { self.chain(entry.start) };
        content.truncate(entry.size);
        Some(content)
    }

    /// The entries right below the root.
    fn top(&self) -> Vec<&Entry> {
        let mut found = Vec::new();
        let mut seen = vec![false; self.entries.len()];
        let mut waiting: Vec<u32> = self.entries.first().map(|root| root.child).into_iter().collect();
        while let Some(number) = waiting.pop() {
            let (Some(entry), Some(seen)) = (self.entries.get(number as usize), seen.get_mut(number as usize)) else {
                continue;
            };
            if !std::mem::replace(seen, true) {
                found.push(entry);
                waiting.extend([entry.left, entry.right]);
            }
        }
        found
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let from = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let all = self.bytes.get(from..)?;
        all.get(..self.sector.min(all.len()))
    }

    /// The sectors from one on, each naming the next; a ring ends where the file would be too long.
    fn chain(&self, mut number: u32) -> Vec<u8> {
        let mut content = Vec::new();
        while number < NO_SECTOR && content.len() <= self.bytes.len() {
            let Some(sector) = self.sector(number) else { break };
            content.extend_from_slice(sector);
            let Some(next) = self.next.get(number as usize) else { break };
            number = *next;
        }
        content
    }

    fn small_chain(&self, mut number: u32) -> Vec<u8> {
        let mut content = Vec::new();
        while number < NO_SECTOR && content.len() <= self.small.len() {
            let from = (number as usize).saturating_mul(self.small_sector);
            let Some(sector) = self.small.get(from..from.saturating_add(self.small_sector)) else { break };
            content.extend_from_slice(sector);
            let Some(next) = self.small_next.get(number as usize) else { break };
            number = *next;
        }
        content
    }
}

impl Entry {
    fn of(bytes: &[u8]) -> Option<Self> {
        let length = usize::from(word16(bytes, 0x40)?).clamp(2, 64) - 2;
        let units: Vec<u16> = bytes
            .get(..length)?
            .chunks_exact(2)
            .filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)))
            .collect();
        Some(Self {
            name: String::from_utf16_lossy(&units),
            kind: *bytes.get(0x42)?,
            left: word32(bytes, 0x44)?,
            right: word32(bytes, 0x48)?,
            child: word32(bytes, 0x4c)?,
            start: word32(bytes, 0x74)?,
            size: word32(bytes, 0x78)? as usize,
        })
    }
}

/// A compound file that holds one stream and nothing else: what a parser that trusts compound files may be given.
pub(super) fn alone(name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 4096;
    const END: u32 = 0xffff_fffe;
    const TABLE: u32 = 0xffff_fffd;
    const FREE: u32 = 0xffff_ffff;
    let sectors = stream.len().div_ceil(SECTOR).max(1);
    // One table of sectors says of a thousand where each goes on; the header has room for 109 tables.
    let mut tables = 1;
    while tables * SECTOR / 4 < tables + 1 + sectors {
        tables += 1;
    }
    let mut file = BEGINS.to_vec();
    file.resize(SECTOR, 0);
    let mut put = |at: usize, bytes: &[u8]| file.iter_mut().skip(at).zip(bytes).for_each(|(slot, byte)| *slot = *byte);
    for (at, number) in [(0x18, 0x3e_u16), (0x1a, 3), (0x1c, 0xfffe), (0x1e, 12), (0x20, 6)] {
        put(at, &number.to_le_bytes());
    }
    let count = u32::try_from(tables).unwrap_or(u32::MAX);
    for (at, number) in [(0x2c, count), (0x30, 0), (0x38, 4096), (0x3c, END), (0x44, END)] {
        put(at, &number.to_le_bytes());
    }
    for table in 0..109_u32 {
        put(0x4c + table as usize * 4, &(if table < count { table + 1 } else { FREE }).to_le_bytes());
    }
    let mut directory = entry("Root Entry", 5, 1, END, 0);
    directory.extend(entry(name, 2, FREE, count + 1, sectors.saturating_mul(SECTOR)));
    directory.resize(SECTOR, 0);
    file.extend(directory);
    let begin = file.len();
    file.extend(END.to_le_bytes());
    file.extend((0..tables).flat_map(|_| TABLE.to_le_bytes()));
    for sector in 1..=sectors {
        let next = u32::try_from(tables + 1 + sector).ok().filter(|_| sector < sectors);
        file.extend(next.unwrap_or(END).to_le_bytes());
    }
    while file.len() < begin + tables * SECTOR {
        file.extend(FREE.to_le_bytes());
    }
    file.extend_from_slice(stream);
    file.resize(begin + (tables + sectors) * SECTOR, 0);
    file
}

/// An entry of the directory.
fn entry(name: &str, kind: u8, child: u32, start: u32, size: usize) -> Vec<u8> {
    const NONE: [u8; 8] = [0xff; 8];
    let mut bytes: Vec<u8> = name.encode_utf16().take(31).flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(bytes.len() + 2).unwrap_or(64);
    bytes.resize(0x40, 0);
    bytes.extend(length.to_le_bytes());
    bytes.extend([kind, 1]);
    bytes.extend(NONE);
    bytes.extend(child.to_le_bytes());
    bytes.resize(0x74, 0);
    bytes.extend(start.to_le_bytes());
    bytes.extend((size as u64).to_le_bytes());
    bytes
}

fn word16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn word32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|word| Some(u32::from_le_bytes(word.try_into().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_put_alone_is_found_again() {
        for length in [0, 1, 4_096, 100_000, 5_000_000] {
            let stream: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let file = alone("Workbook", &stream);
            let found = Compound::open(&file).unwrap();
            assert!(found.names().eq(["Workbook"]));
            let read = found.stream("workbook").unwrap();
            assert!(read.starts_with(&stream) && read[length as usize..].iter().all(|byte| *byte == 0), "{length}");
        }
    }
}
