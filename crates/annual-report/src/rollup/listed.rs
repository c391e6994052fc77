//! Which organ of a list a file belongs to: by the file the list names, by the organ's name in the report, by the names of
//! the file and its folders. What belongs to none is told and stands in no sum.

use std::collections::BTreeMap;

use super::name::{normal, parts, without};
use super::{Item, Node, OrganTree, Placed};

pub(super) fn place(items: &[Item], tree: &OrganTree) -> Placed {
    let nodes = tree.organs.iter().map(|organ| Node { name: organ.name.clone(), parent: organ.parent }).collect();
    let by_name: BTreeMap<&str, usize> =
        tree.organs.iter().enumerate().map(|(at, organ)| (organ.name.as_str(), at)).collect();
    let by_file: BTreeMap<&str, usize> = tree
        .organs
        .iter()
        .enumerate()
        .flat_map(|(at, organ)| organ.files.iter().map(move |file| (file.as_str(), at)))
        .collect();
    let mut used = vec![false; by_file.len()];
    let mut of = Vec::with_capacity(items.len());
    for item in items {
        let named = by_file.iter().enumerate().filter(|(_, (file, _))| lies_in(&item.file, file));
        // The nearest folder that is named counts.
        let named = named.max_by_key(|(_, (file, _))| file.len());
        if let Some((at, _)) = named
            && let Some(used) = used.get_mut(at)
        {
            *used = true;
        }
        let found = named.map(|(_, (_, organ))| *organ).or_else(|| by_names(item, &by_name));
        of.push(found.ok_or_else(|| match item.content.as_ref().map(|taken| taken.organ.trim()) {
            Ok("") | Err(_) => "不知道属于名单中的哪个机关，不计入汇总，请在名单的“文件”列写明".to_owned(),
            Ok(organ) => format!("“{organ}”不在名单中，不计入汇总，请补进名单，或者在名单的“文件”列写明"),
        }));
    }
    let absent = by_file.keys().zip(used).filter(|(_, used)| !used);
    let remarks = absent.map(|(file, _)| format!("名单中写的“{file}”没有找到文件")).collect();
    Placed { nodes, of, remarks }
}

fn lies_in(file: &str, place: &str) -> bool {
    file.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn by_names(item: &Item, by_name: &BTreeMap<&str, usize>) -> Option<usize> {
    let printed = item.content.as_ref().ok().map(|taken| normal(&taken.organ)).unwrap_or_default();
    if let Some(found) = by_name.get(printed.as_ref()) {
        return Some(*found);
    }
    let (folders, stem) = parts(&item.file);
    let names = std::iter::once(stem).chain(folders.into_iter().rev());
    names.map(without).find_map(|name| by_name.get(name.as_str()).copied())
}
