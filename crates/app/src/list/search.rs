//! Search by number, by applicant and by words of the request, in memory.
//!
//! Sealed text may be searched only by blind index or in memory. The blind index finds whole values, so words are looked for
//! in memory: one entry a case, made at the organ's first search and brought up to date at each next one from the rows that
//! moved. Whether any moved is seen by one sum over the rows. Several who search while entries are being read share the
//! work: each begins elsewhere and passes over what others have done, so nobody waits for anybody, and whoever goes away in
//! the middle leaves what is done. An entry of somebody whose data was destroyed is read anew like any other that moved, and
//! then holds nothing of it.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::task::Poll;

use jiff::{SignedDuration, Timestamp};
use store::CaseMark;
use uuid::Uuid;

use super::FOUND_MAX;
use super::sealed::Depth;
use crate::app::App;
use crate::applicant::limit;
use crate::error::{AppError, Faults};
use crate::events::CASE_PREFIX;

/// Most characters of what is searched for.
const SEARCH_MAX: usize = 100;
/// Most characters of a case's wordings that are kept for searching.
const WORDING_KEPT: usize = 1000;
/// Most characters of its applicants' names, and of its numbers, that are kept.
const NAMES_KEPT: usize = 1000;
/// How many rows are looked at at once.
const AT_ONCE: i64 = 2000;
/// How many cases are opened at once; between two portions others go on.
const PORTION: usize = 50;
/// Into how many parts the entries are divided; between two parts others go on.
const SHARDS: usize = 64;
/// Organs whose entries are kept; the one searched longest ago goes first.
const ORGANS: usize = 16;
/// Clocks of two nodes differ by less, and no writing takes longer.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);

/// What is searched for: every word must be found.
pub(super) struct Words {
    words: Vec<String>,
    /// The beginning of a number, where the whole looks like one.
    number: Option<String>,
}

impl Words {
    /// Takes a search apart. Fails when it is too long.
    pub(super) fn of(search: &str) -> Result<Self, AppError> {
        let mut faults = Faults::default();
        limit(search, SEARCH_MAX, "搜索的内容", "search".to_owned(), &mut faults);
        faults.none_or()?;
        let words = search.split_whitespace().map(|word| normalised(word, usize::MAX)).collect();
        Ok(Words { words, number: number_begun(search) })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// A number as the organ writes it, such as 某园〔2026〕1, however its brackets were typed; `None` for anything else.
fn number_begun(search: &str) -> Option<String> {
    let plain = normalised(search, usize::MAX);
    let (_, year) = plain.split_once('(')?;
    let year = year.get(..4)?;
    let typed = |c: char| match folded(c) {
        '(' => '〔',
        ')' => '〕',
        other => other,
    };
    let of_a_number = year.bytes().all(|byte| byte.is_ascii_digit());
    of_a_number.then(|| search.chars().filter(|c| !c.is_whitespace()).map(typed).collect())
}

/// Full-width forms as their ASCII twins, brackets of every kind as round ones.
fn folded(c: char) -> char {
    match c {
        '〔' | '【' | '［' | '[' | '（' => '(',
        '〕' | '】' | '］' | ']' | '）' => ')',
        // Full-width forms stand 0xFEE0 above their ASCII twins.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// Brings a text, or its beginning, into the one form it is compared in: no blanks, folded, small letters.
fn normalised(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_whitespace()).take(most).map(folded).flat_map(char::to_lowercase).collect()
}

/// One case as it is searched.
struct Entry {
    seq: i64,
    /// Its numbers and its letters'.
    open: Box<str>,
    /// Its applicants' names and its wordings; empty without a master key.
    sealed: Box<str>,
}

impl Entry {
    fn holds(&self, words: &[String], personal: bool) -> bool {
        words.iter().all(|word| self.open.contains(word) || personal && self.sealed.contains(word))
    }
}

/// Texts one after another, parted so that no word is found across two.
fn joined<'a>(texts: impl Iterator<Item = &'a str>, most: usize) -> Box<str> {
    let mut all = String::new();
    let mut left = most;
    for text in texts {
        let text = normalised(text, left);
        left -= text.chars().count().min(left);
        all.push_str(&text);
        all.push('\n');
    }
    all.into()
}

#[derive(Default)]
struct Shard {
    entries: HashMap<Uuid, Entry>,
    /// The sum of the entries' event numbers.
    seqs: i64,
}

/// The entries of one organ.
pub(super) struct Index {
    shards: Vec<RwLock<Shard>>,
    /// When the latest event was recorded that some complete look at the rows has seen.
    seen: Mutex<Option<Timestamp>>,
    /// How many have begun to read entries, so that each begins elsewhere.
    turns: AtomicUsize,
}

impl Default for Index {
    fn default() -> Self {
        let shards = (0..SHARDS).map(|_| RwLock::default()).collect();
        Index { shards, seen: Mutex::default(), turns: AtomicUsize::new(0) }
    }
}

impl Index {
    /// The part an id belongs to, by its random end.
    fn shard(&self, case_id: Uuid) -> Option<&RwLock<Shard>> {
        let [.., last] = *case_id.as_bytes();
        self.shards.get(usize::from(last) % SHARDS)
    }

    fn seq_of(&self, case_id: Uuid) -> Option<i64> {
        self.shard(case_id).and_then(|shard| read(shard).entries.get(&case_id).map(|entry| entry.seq))
    }

    fn put(&self, case_id: Uuid, entry: Entry) {
        if let Some(shard) = self.shard(case_id) {
            let mut shard = write(shard);
            shard.seqs += entry.seq;
            if let Some(before) = shard.entries.insert(case_id, entry) {
                shard.seqs -= before.seq;
            }
        }
    }

    fn remove(&self, case_id: Uuid) {
        if let Some(shard) = self.shard(case_id) {
            let mut shard = write(shard);
            if let Some(before) = shard.entries.remove(&case_id) {
                shard.seqs -= before.seq;
            }
        }
    }

    /// How many entries there are, and the sum of their event numbers: what the rows' totals are compared with.
    fn totals(&self) -> (i64, i64) {
        let of = |shard: &RwLock<Shard>| {
            let shard = read(shard);
            (shard.entries.len() as i64, shard.seqs)
        };
        self.shards.iter().map(of).fold((0, 0), |(count, sum), (more, seqs)| (count + more, sum + seqs))
    }

    /// Drops the entries of cases that are not among these.
    fn keep_only(&self, cases: &HashSet<Uuid>) {
        for shard in &self.shards {
            let gone: Vec<Uuid> = read(shard).entries.keys().filter(|id| !cases.contains(id)).copied().collect();
            gone.into_iter().for_each(|id| self.remove(id));
        }
    }

    /// The cases in which every word is found, in no order.
    async fn find(&self, words: &[String], personal: bool) -> Vec<Uuid> {
        let mut found = Vec::new();
        for shard in &self.shards {
            let hits = |(id, entry): (&Uuid, &Entry)| entry.holds(words, personal).then_some(*id);
            found.extend(read(shard).entries.iter().filter_map(hits));
            breathe().await;
        }
        found
    }
}

fn read(shard: &RwLock<Shard>) -> RwLockReadGuard<'_, Shard> {
    shard.read().unwrap_or_else(PoisonError::into_inner)
}

fn write(shard: &RwLock<Shard>) -> RwLockWriteGuard<'_, Shard> {
    shard.write().unwrap_or_else(PoisonError::into_inner)
}

/// Lets others go on that wait for the same thread.
async fn breathe() {
    let mut paused = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// The entries of the organs searched last.
#[derive(Default)]
pub(super) struct Indexes(Mutex<Vec<(String, Arc<Index>)>>);

impl Indexes {
    /// The entries of an organ, made empty where there are none.
    fn of(&self, organ: &str) -> Arc<Index> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = match kept.iter().position(|(of, _)| of == organ) {
            Some(place) => kept.remove(place).1,
            None => Arc::default(),
        };
        kept.insert(0, (organ.to_owned(), index.clone()));
        kept.truncate(ORGANS);
        index
    }

    pub(super) fn forget(&self, organ: &str, case_id: Uuid) {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, index)) = kept.iter().find(|(of, _)| of == organ) {
            index.remove(case_id);
        }
    }
}

impl App {
    /// The organ's cases that a search finds, the latest entered first; one more than are listed tells that there are more.
    ///
    /// What looks like a number and is the beginning of one finds just those; it needs no entries in memory.
    pub(super) async fn search(&self, organ: &str, words: &Words, personal: bool) -> Result<Vec<Uuid>, AppError> {
        if let Some(number) = &words.number {
            let most = FOUND_MAX as i64 + 1;
            let numbered = self.store.read().await?.cases_numbered_from(organ, number, most).await?;
            if !numbered.is_empty() {
                return Ok(numbered);
            }
        }
        let index = self.lists.indexes.of(organ);
        self.bring_up_to_date(organ, &index).await?;
        let mut found = index.find(&words.words, personal).await;
        found.sort_unstable_by(|one, other| other.cmp(one));
        Ok(found)
    }

    /// Reads anew the entries of cases that moved since they were read.
    async fn bring_up_to_date(&self, organ: &str, index: &Index) -> Result<(), AppError> {
        let totals = self.store.read().await?.stream_totals(organ, CASE_PREFIX).await?;
        if index.totals() == totals {
            return Ok(());
        }
        let seen = *index.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.is_some() {
            self.look(organ, index, seen).await?;
            if index.totals() == self.store.read().await?.stream_totals(organ, CASE_PREFIX).await? {
                return Ok(());
            }
        }
        // The first time, or something moved that bears an earlier moment: everything is compared.
        self.look(organ, index, None).await
    }

    /// Looks at the rows of events recorded since a moment, or at all rows, and reads what moved.
    async fn look(&self, organ: &str, index: &Index, seen: Option<Timestamp>) -> Result<(), AppError> {
        let since = seen.and_then(|seen| seen.checked_sub(OVERLAP).ok()).unwrap_or(Timestamp::MIN);
        let (mut moved, mut there) = (Vec::new(), HashSet::new());
        let mut latest = seen;
        let mut after = Uuid::nil();
        loop {
            let marks = self.store.read().await?.case_marks(organ, since, after, AT_ONCE).await?;
            let last = (marks.len() as i64) < AT_ONCE;
            for mark in marks {
                after = mark.case_id;
                latest = latest.max(Some(mark.updated_at));
                if seen.is_none() {
                    there.insert(mark.case_id);
                }
                if index.seq_of(mark.case_id) != Some(mark.updated_seq) {
                    moved.push(mark);
                }
            }
            if last {
                break;
            }
        }
        self.read_entries(organ, index, moved).await?;
        if seen.is_none() {
            index.keep_only(&there);
        }
        *index.seen.lock().unwrap_or_else(PoisonError::into_inner) = latest;
        Ok(())
    }

    /// Reads the entries of cases, beginning elsewhere than others who do the same.
    async fn read_entries(&self, organ: &str, index: &Index, mut moved: Vec<CaseMark>) -> Result<(), AppError> {
        let portions = moved.len().div_ceil(PORTION).max(1);
        // A stride that shares no factor with any small number of parts spreads the beginnings.
        let begin = index.turns.fetch_add(1, Ordering::Relaxed).wrapping_mul(61) % portions;
        let begin = (begin * PORTION).min(moved.len());
        moved.rotate_left(begin);
        for portion in moved.chunks(PORTION) {
            let portion: Vec<&CaseMark> =
                portion.iter().filter(|mark| index.seq_of(mark.case_id) != Some(mark.updated_seq)).collect();
            if !portion.is_empty() {
                self.read_portion(organ, index, &portion).await?;
            }
        }
        Ok(())
    }

    async fn read_portion(&self, organ: &str, index: &Index, portion: &[&CaseMark]) -> Result<(), AppError> {
        let cases: Vec<Uuid> = portion.iter().map(|mark| mark.case_id).collect();
        // Taken for each portion anew, so that whoever lists cases meanwhile finds a connection.
        let mut reader = self.store.read().await?;
        let letters = reader.letters_of(organ, &cases).await?;
        let mut sealed: HashMap<Uuid, Box<str>> = HashMap::new();
        if let Some(vault) = self.vault.as_deref() {
            for open in self.open_cases_of(&mut reader, vault, organ, &cases, Depth::Whole).await? {
                let names = joined(open.names.iter().map(String::as_str), NAMES_KEPT);
                let wordings = joined(open.wordings.iter().map(String::as_str), WORDING_KEPT);
                sealed.insert(open.case_id, [names, wordings].concat().into());
            }
        }
        drop(reader);
        for mark in portion {
            let of_letters = letters.iter().filter(|letter| letter.case_id == mark.case_id);
            let numbers = mark.number.iter().chain(of_letters.map(|letter| &letter.number));
            let open = joined(numbers.map(String::as_str), NAMES_KEPT);
            let sealed = sealed.remove(&mark.case_id).unwrap_or_default();
            index.put(mark.case_id, Entry { seq: mark.updated_seq, open, sealed });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(search: &str) -> Vec<String> {
        Words::of(search).map(|words| words.words).unwrap_or_default()
    }

    #[test]
    fn every_word_must_be_found_however_it_is_typed() {
        let open = joined(["某园〔2026〕12号", "某园〔2026〕第3号-答"].into_iter(), NAMES_KEPT);
        let sealed = joined(["欧阳 某某", "ＡＢＣ Road 改造的批复"].into_iter(), WORDING_KEPT);
        let entry = Entry { seq: 1, open, sealed };
        for found in
            ["欧阳某某", "阳某", "abc", "ａｂｃ　改造", "某园[2026]12", "(2026)第3号", "2026 欧阳 批复", "roaD改造"]
        {
            assert!(entry.holds(&words(found), true), "{found}");
        }
        for missed in ["欧阳某某 拆迁", "12号某园", "号欧阳", "某abc"] {
            assert!(!entry.holds(&words(missed), true), "{missed}");
        }
        assert!(entry.holds(&words("某园 12号"), false) && !entry.holds(&words("欧阳"), false));
    }

    #[test]
    fn what_looks_like_a_number_is_known_as_the_beginning_of_one() {
        let begun = |search| number_begun(search);
        assert_eq!(begun(" 某园[2026] 1").as_deref(), Some("某园〔2026〕1"));
        assert_eq!(begun("某园（２０２６）第3号-答").as_deref(), Some("某园〔2026〕第3号-答"));
        for other in ["2026", "某园", "（某路）改造", "某园〔20"] {
            assert_eq!(begun(other), None, "{other}");
        }
    }

    #[test]
    fn only_so_much_of_a_case_is_kept_for_searching() {
        let long = "文".repeat(3 * WORDING_KEPT);
        assert_eq!(
            joined([long.as_str(), "尾"].into_iter(), WORDING_KEPT).chars().filter(|c| *c != '\n').count(),
            1000
        );
        assert!(Words::of(&"长".repeat(SEARCH_MAX + 1)).is_err());
    }

    #[test]
    fn totals_follow_what_is_put_and_removed() {
        let index = Index::default();
        let entry = |seq| Entry { seq, open: "".into(), sealed: "".into() };
        for number in 0..200 {
            index.put(Uuid::from_u128(number), entry(2));
        }
        index.put(Uuid::from_u128(7), entry(5));
        assert_eq!(index.totals(), (200, 403));
        index.remove(Uuid::from_u128(7));
        index.keep_only(&(0..100).map(Uuid::from_u128).collect());
        assert_eq!(index.totals(), (99, 198));
    }
}
