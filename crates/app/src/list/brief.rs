//! Whose application it is and what it asks for, in the few words of a list, remembered in memory.
//!
//! What is remembered of a case is used only while its row still shows the event it was read at. Destroying a party's data is
//! an event of every case it stands in, so nothing destroyed is ever shown from memory.

use std::collections::HashMap;

use uuid::Uuid;

use super::DeskList;
use super::sealed::{Depth, Open};
use crate::app::App;
use crate::error::AppError;

/// Most cases of each of the two ages that are remembered: a few megabytes.
const REMEMBERED: usize = 8192;
/// Most characters of a wording in a list.
const WORDING: usize = 60;

/// What a list shows of a case's sealed papers.
#[derive(Clone)]
struct Brief {
    applicant: Option<String>,
    wanted: Option<String>,
}

struct Kept {
    organ: Box<str>,
    seq: i64,
    brief: Brief,
}

/// What is remembered, in two ages: what is asked for becomes young again; when the young are many, the old are forgotten
/// and the young become the old.
#[derive(Default)]
pub(crate) struct Briefs {
    young: HashMap<Uuid, Kept>,
    old: HashMap<Uuid, Kept>,
}

impl Briefs {
    fn find(&mut self, organ: &str, case_id: Uuid, seq: i64) -> Option<Brief> {
        if !self.young.contains_key(&case_id)
            && let Some(kept) = self.old.remove(&case_id)
        {
            self.put(case_id, kept);
        }
        let kept = self.young.get(&case_id)?;
        (kept.seq == seq && *kept.organ == *organ).then(|| kept.brief.clone())
    }

    fn put(&mut self, case_id: Uuid, kept: Kept) {
        if self.young.len() >= REMEMBERED {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(case_id, kept);
    }

    pub(super) fn forget(&mut self, case_id: Uuid) {
        self.young.remove(&case_id);
        self.old.remove(&case_id);
    }
}

impl App {
    /// Puts names and wordings into the rows of a page, of which the last events are known. Without a master key they stay
    /// out. The actor may read them.
    pub(super) async fn name(&self, organ: &str, list: &mut DeskList, seqs: &[i64]) -> Result<(), AppError> {
        let Some(vault) = self.vault.as_deref() else { return Ok(()) };
        let mut missing = Vec::new();
        {
            let mut briefs = self.lists.briefs();
            for (place, (row, seq)) in list.rows.iter_mut().zip(seqs).enumerate() {
                match briefs.find(organ, row.case_id, *seq) {
                    Some(brief) => (row.applicant, row.wanted) = (brief.applicant, brief.wanted),
                    None => missing.push((place, row.case_id, *seq)),
                }
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let cases: Vec<Uuid> = missing.iter().map(|(_, case_id, _)| *case_id).collect();
        let mut reader = self.store.read().await?;
        let opened = self.open_cases_of(&mut reader, vault, organ, &cases, Depth::Brief).await?;
        drop(reader);
        let mut briefs = self.lists.briefs();
        for ((place, case_id, seq), open) in missing.into_iter().zip(opened) {
            let brief = brief(open);
            if let Some(row) = list.rows.get_mut(place) {
                (row.applicant, row.wanted) = (brief.applicant.clone(), brief.wanted.clone());
            }
            briefs.put(case_id, Kept { organ: organ.into(), seq, brief });
        }
        Ok(())
    }
}

fn brief(open: Open) -> Brief {
    let joint = |name: String| match open.applicants {
        0 | 1 => name,
        several => format!("{name}等{several}人"),
    };
    Brief {
        applicant: open.names.into_iter().next().map(joint),
        wanted: open.wordings.first().map(|wording| beginning(wording)),
    }
}

/// The beginning of a text on one line.
fn beginning(text: &str) -> String {
    let mut line = String::new();
    for (place, word) in text.split_whitespace().enumerate() {
        if place > 0 {
            line.push(' ');
        }
        line.push_str(word);
    }
    match line.char_indices().nth(WORDING) {
        Some((end, _)) => {
            line.truncate(end);
            line.push('…');
            line
        }
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(organ: &str, seq: i64) -> Kept {
        Kept { organ: organ.into(), seq, brief: Brief { applicant: Some("某人".to_owned()), wanted: None } }
    }

    #[test]
    fn what_is_remembered_is_used_only_in_its_organ_and_while_the_case_has_not_moved() {
        let mut briefs = Briefs::default();
        let case = Uuid::from_u128(1);
        briefs.put(case, kept("A", 3));
        assert!(briefs.find("A", case, 3).is_some());
        assert!(briefs.find("A", case, 4).is_none());
        assert!(briefs.find("B", case, 3).is_none());
        briefs.forget(case);
        assert!(briefs.find("A", case, 3).is_none());
    }

    #[test]
    fn no_more_is_remembered_than_there_is_room_for_and_what_is_asked_for_stays() {
        let mut briefs = Briefs::default();
        let favourite = Uuid::from_u128(0);
        briefs.put(favourite, kept("A", 1));
        for number in 1..=(3 * REMEMBERED as u128) {
            briefs.put(Uuid::from_u128(number), kept("A", 1));
            if number % 1000 == 0 {
                assert!(briefs.find("A", favourite, 1).is_some(), "{number}");
            }
        }
        assert!(briefs.young.len() + briefs.old.len() <= 2 * REMEMBERED);
        assert!(briefs.find("A", Uuid::from_u128(1), 1).is_none());
    }

    #[test]
    fn a_wording_is_cut_to_one_line() {
        assert_eq!(beginning(" 某路\n改造  方案 "), "某路 改造 方案");
        let long = "文".repeat(61);
        assert_eq!(beginning(&long), format!("{}…", "文".repeat(60)));
        assert_eq!(beginning(&"文".repeat(60)), "文".repeat(60));
    }
}
