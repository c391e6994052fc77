//! Which organ a file belongs to and which organs are part of which, as the folders tell.
//!
//! Folders named by a year only sort and are passed over. A folder whose reports are of one organ is that organ's, and the
//! organs of the folders below are its parts; so they are where one of several organs bears the folder's name. Otherwise the
//! organs of a folder stand side by side, parts of whichever folder above has an organ. A folder that holds no
//! report but is named like an organ is an organ whose reports are missing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::name::{is_like_an_organ, is_year, normal, parts, without, year_of};
use super::{Item, Node, Placed};

type Key<'i> = Vec<&'i str>;

/// What an organ is called that nobody names.
const UNNAMED: &str = "（机关名称不明）";

pub(super) fn place(items: &[Item], root: &str, folders: &[String]) -> Placed {
    let mut of_folder: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let same_folder = |one: &Item, next: &Item| {
        let long = |item: &Item| item.file.rfind('/').unwrap_or(0);
        one.file.get(..long(one)) == next.file.get(..long(next))
    };
    let mut at = 0;
    // Items come sorted, those of a folder mostly one after the other.
    for together in items.chunk_by(same_folder) {
        let key = together.first().map_or_else(Vec::new, |item| sorting_left_out(parts(&item.file).0));
        of_folder.entry(key).or_default().extend(at..at + together.len());
        at += together.len();
    }
    for folder in folders {
        let key = sorting_left_out(folder.split('/').collect());
        // What lies in a folder or below it stands right behind it.
        let empty = !of_folder.range(key.clone()..).next().is_some_and(|(known, _)| known.starts_with(&key));
        if empty && key.last().is_some_and(|last| is_like_an_organ(&without(last))) {
            of_folder.insert(key, Vec::new());
        }
    }
    let of = items.iter().map(|_| Err(String::new())).collect();
    let mut placing =
        Placing { placed: Placed { nodes: Vec::new(), of, remarks: Vec::new() }, owners: BTreeMap::new() };
    for (key, members) in &of_folder {
        placing.folder(key, members, items, root);
    }
    placing.placed
}

fn sorting_left_out(folders: Vec<&str>) -> Key<'_> {
    folders.into_iter().filter(|folder| !folder.is_empty() && !is_year(folder)).collect()
}

struct Placing<'i> {
    placed: Placed,
    /// The organ of a folder, where it has one.
    owners: BTreeMap<Key<'i>, usize>,
}

impl<'i> Placing<'i> {
    fn node(&mut self, name: String, parent: Option<usize>) -> usize {
        self.placed.nodes.push(Node { name, parent });
        self.placed.nodes.len() - 1
    }

    fn put(&mut self, item: usize, node: usize) {
        if let Some(of) = self.placed.of.get_mut(item) {
            *of = Ok(node);
        }
    }

    /// The organ of the nearest folder above.
    fn above(&self, key: &[&'i str]) -> Option<usize> {
        (0..key.len()).rev().find_map(|long| self.owners.get(key.get(..long)?).copied())
    }

    fn folder(&mut self, key: &Key<'i>, members: &[usize], items: &'i [Item], root: &str) {
        let above = self.above(key);
        let items_of = || members.iter().filter_map(|at| items.get(*at).map(|item| (*at, item)));
        let name_of = |item: &'i Item| item.content.as_ref().ok().map(|taken| normal(&taken.organ));
        let names: BTreeSet<Cow<'_, str>> =
            items_of().filter_map(|(_, item)| name_of(item)).filter(|name| !name.is_empty()).collect();
        let called = key.last().copied().map_or(Cow::Borrowed(""), normal);
        let owner = match names.len() {
            // A folder in which nothing tells a name is called as it is; the one that is rolled up is no organ by itself.
            0 if !key.is_empty() => Some(called.clone()),
            0 => None,
            1 => names.first().cloned(),
            _ if !key.is_empty() && one_a_year(members, items) => {
                let latest =
                    items_of().filter_map(|(_, item)| item.content.as_ref().ok()).max_by_key(|taken| taken.year);
                let name = latest.map(|taken| normal(&taken.organ)).filter(|name| !name.is_empty());
                let all: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
                self.placed.remarks.push(format!(
                    "文件夹“{}”各年度报告的机关名称不同（{}），按同一机关汇总；不是同一机关的请分开存放，或者用 --tree 指明",
                    key.join("/"),
                    all.join("、")
                ));
                name
            }
            _ => bears_the_name(&names, if key.is_empty() { root } else { &called }),
        };
        let one = names.len() <= 1 || owner.as_ref().is_some_and(|_| one_a_year(members, items) && !key.is_empty());
        let owner = owner.map(|name| {
            let node = self.node(name.clone().into_owned(), above);
            self.owners.insert(key.clone(), node);
            (name, node)
        });
        let parent = owner.as_ref().map_or(above, |(_, node)| Some(*node));
        let mut nodes: BTreeMap<Cow<'_, str>, usize> = owner.iter().cloned().collect();
        for name in names.iter().filter(|_| !one) {
            if !nodes.contains_key(name) {
                let node = self.node(name.clone().into_owned(), parent);
                nodes.insert(name.clone(), node);
            }
        }
        for (at, item) in items_of() {
            let named = name_of(item).filter(|name| !name.is_empty());
            let node = match (named, &owner) {
                (Some(_), Some((_, node))) if one => *node,
                (Some(name), _) => nodes.get(&name).copied().unwrap_or_default(),
                (None, owner) => {
                    let guess = without(parts(&item.file).1);
                    let known = nodes.iter().filter(|(name, _)| guess.contains(name.as_ref()));
                    let known = known.max_by_key(|(name, _)| name.chars().count()).map(|(_, node)| *node);
                    match (known, owner) {
                        (Some(node), _) => node,
                        (None, Some((_, node))) if one && !is_like_an_organ(&guess) => *node,
                        (None, Some((name, node))) if one && name.contains(guess.as_str()) => *node,
                        _ => {
                            let name = if guess.is_empty() { UNNAMED.to_owned() } else { guess };
                            match nodes.get(name.as_str()) {
                                Some(node) => *node,
                                None => {
                                    let node = self.node(name.clone(), parent);
                                    nodes.insert(name.into(), node);
                                    node
                                }
                            }
                        }
                    }
                }
            };
            self.put(at, node);
        }
    }
}

/// Says whether no two reports of a folder are on the same year: they may well be of one organ that was renamed.
fn one_a_year(members: &[usize], items: &[Item]) -> bool {
    let mut years = BTreeSet::new();
    members.iter().filter_map(|at| items.get(*at)).all(|item| {
        let year = match &item.content {
            Ok(taken) => taken.year,
            Err(_) => year_of(&item.file),
        };
        year.is_some_and(|year| years.insert(year))
    })
}

/// The one organ of several that bears a folder's name: 甲县 is 甲县人民政府's.
fn bears_the_name<'n>(names: &BTreeSet<Cow<'n, str>>, folder: &str) -> Option<Cow<'n, str>> {
    let folder = without(folder);
    if folder.is_empty() {
        return None;
    }
    let government = format!("{folder}人民政府");
    names.iter().find(|name| **name == folder || **name == government).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;
    use crate::report::Report;
    use crate::rollup::Taken;

    fn told(files: &[(&str, &str, u16)], folders: &[&str]) -> (Vec<(String, Option<String>)>, Placed) {
        let items: Vec<Item> = files
            .iter()
            .map(|(file, organ, year)| Item {
                file: (*file).to_owned(),
                content: match *organ {
                    "!" => Err("坏".to_owned()),
                    organ => Ok(Taken::of(&Report::new(organ, Some(*year), Form::F2021), Vec::new())),
                },
            })
            .collect();
        let folders: Vec<String> = folders.iter().map(|folder| (*folder).to_owned()).collect();
        let placed = place(&items, "甲县", &folders);
        let name = |at: usize| placed.nodes[at].name.clone();
        (placed.nodes.iter().map(|node| (node.name.clone(), node.parent.map(name))).collect(), placed)
    }

    fn some(name: &str, parent: &str) -> (String, Option<String>) {
        (name.to_owned(), (!parent.is_empty()).then(|| parent.to_owned()))
    }

    #[test]
    fn the_organ_of_a_folder_stands_above_those_of_the_folders_below() {
        let (nodes, _) = told(
            &[
                ("2022/县政府.docx", "甲县人民政府", 2022),
                ("2023/县政府.docx", "甲县人民政府", 2023),
                ("部门/民政局/2023年/年报.docx", "甲县民政局", 2023),
                ("部门/民政局/下属/年报.docx", "甲县救助站", 2023),
            ],
            &["部门", "部门/档案局", "部门/附件"],
        );
        let expected = [
            some("甲县人民政府", ""),
            some("档案局", "甲县人民政府"),
            some("甲县民政局", "甲县人民政府"),
            some("甲县救助站", "甲县民政局"),
        ];
        assert_eq!(nodes, expected);
    }

    #[test]
    fn organs_of_one_folder_stand_side_by_side_unless_one_bears_its_name() {
        let files =
            [("a.docx", "甲县人民政府", 2023), ("b.docx", "甲县民政局", 2023), ("某县体育局2023.pdf", "!", 2023)];
        let (nodes, _) = told(&files, &[]);
        let parent = "甲县人民政府";
        assert_eq!(nodes, [some(parent, ""), some("甲县民政局", parent), some("某县体育局", parent)]);
        let files = [("x/a.docx", "乙局", 2023), ("x/b.docx", "丙局", 2023)];
        let (nodes, _) = told(&files, &[]);
        assert_eq!(nodes, [some("丙局", ""), some("乙局", "")]);
    }

    #[test]
    fn a_folder_with_one_report_a_year_is_one_organ_that_was_renamed_and_what_nobody_can_read_is_its_own() {
        let files = [("x/2022.docx", "甲县文广局", 2022), ("x/2023.docx", "甲县文旅局", 2023), ("x/2024.pdf", "!", 0)];
        let (nodes, placed) = told(&files, &[]);
        assert_eq!(nodes, [some("甲县文旅局", "")]);
        assert!(placed.of.iter().all(|of| *of == Ok(0)));
        assert_eq!(placed.remarks.len(), 1);
    }
}
