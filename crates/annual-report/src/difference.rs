//! What later events would change in a frozen report.

use std::collections::BTreeMap;

use crate::cell::Cell;
use crate::count::{Behind, CaseRef, Compiled};
use crate::form::Path;
use crate::frozen::Frozen;

/// One cell that a count made now would fill otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The cell.
    pub path: Path,
    /// What the frozen report shows.
    pub was: Cell,
    /// What a count made now shows.
    pub now: Cell,
    /// Cases behind it now that were not then.
    pub added: Vec<CaseRef>,
    /// Cases behind it then that are not now.
    pub gone: Vec<CaseRef>,
}

/// The cells that differ between a frozen report and a count of the same days made now, in the order of the form.
///
/// A cell whose figure stayed while other cases stand behind it is among them. Where either side has not kept its cases
/// only figures are compared.
pub fn difference(frozen: &Frozen, now: &Compiled) -> Vec<CellChange> {
    let mut paths = frozen.report.paths();
    let more: Vec<Path> = now.report.paths().into_iter().filter(|path| !frozen.report.has(*path)).collect();
    paths.extend(more);
    paths
        .into_iter()
        .filter_map(|path| {
            let (was, is) = (frozen.report.cell(path), now.report.cell(path));
            let (added, gone) = match (&frozen.behind, &now.behind) {
                (Some(then), Some(today)) => exchanged(then, today, path),
                _ => (Vec::new(), Vec::new()),
            };
            (was != is || !added.is_empty() || !gone.is_empty()).then(|| CellChange {
                path,
                was: was.clone(),
                now: is.clone(),
                added,
                gone,
            })
        })
        .collect()
}

/// The cases that came to a cell and those that left it. A case is the same by its ids, whatever its date or number.
fn exchanged(then: &Behind, now: &Behind, path: Path) -> (Vec<CaseRef>, Vec<CaseRef>) {
    type Key<'a> = (&'a str, Option<&'a str>);
    fn keyed(behind: &Behind, path: Path) -> BTreeMap<Key<'_>, &CaseRef> {
        let cases = behind.cases(path);
        cases.into_iter().map(|case| ((case.case.as_str(), case.remedy.as_deref()), case)).collect()
    }
    let (before, after) = (keyed(then, path), keyed(now, path));
    let only = |these: &BTreeMap<Key<'_>, &CaseRef>, those: &BTreeMap<Key<'_>, &CaseRef>| {
        let mut cases: Vec<CaseRef> =
            these.iter().filter(|(key, _)| !those.contains_key(*key)).map(|(_, case)| (*case).clone()).collect();
        cases.sort_unstable();
        cases
    };
    (only(&after, &before), only(&before, &after))
}
