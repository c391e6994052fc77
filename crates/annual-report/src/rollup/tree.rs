//! The list of organs that are to report, out of a table (CSV): name, superior, and where its reports lie.
//!
//! The first line names the columns: 机关 (or 单位, 名称, organ), 上级 (or 上级机关, parent), 文件 (or file). Only the first
//! must be there. Columns are parted by commas, semicolons or tabs; a value may stand in double quotes. All faults are told at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::name::normal;

/// How many faults are told at most.
const MAX_FAULTS: usize = 60;

const ORGAN: &[&str] = &["机关", "机关名称", "单位", "单位名称", "机构", "机构名称", "名称", "organ", "name"];
const PARENT: &[&str] = &["上级", "上级机关", "上级单位", "主管", "主管部门", "所属", "parent"];
const FILE: &[&str] = &["文件", "文件夹", "报告", "报告文件", "路径", "file"];

/// The organs that are to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganTree {
    pub(super) organs: Vec<Listed>,
}

/// One organ of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub name: String,
    pub parent: Option<usize>,
    pub files: Vec<String>,
}

/// What is wrong with one line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl fmt::Display for TreeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行：{}", self.line, self.message)
    }
}

impl OrganTree {
    /// How many organs are to report.
    pub fn len(&self) -> usize {
        self.organs.len()
    }

    /// Says whether it lists none; a list that was read never does.
    pub fn is_empty(&self) -> bool {
        self.organs.is_empty()
    }

    /// Reads the list.
    ///
    /// # Errors
    /// All faults at once: names left out or standing twice, superiors that are not in the list, circles.
    pub fn from_csv(text: &str) -> Result<Self, Vec<TreeFault>> {
        let text = text.trim_start_matches('\u{feff}');
        let mut rows = rows(text).into_iter().filter(|(_, row)| row.iter().any(|value| !value.trim().is_empty()));
        let alone = |line, message: &str| vec![TreeFault { line, message: message.to_owned() }];
        let Some((line, head)) = rows.next() else { return Err(alone(1, "名单是空的，请写上机关名称")) };
        let column =
            |names: &[&str]| head.iter().position(|title| names.contains(&title.trim().to_ascii_lowercase().as_str()));
        let Some(organ_column) = column(ORGAN) else {
            return Err(alone(line, "首行应是各列的名称，其中要有“机关”；可以再有“上级”“文件”两列"));
        };
        let columns = (organ_column, column(PARENT), column(FILE));
        let mut reading = Reading::default();
        for (line, row) in rows {
            reading.row(line, &row, columns);
        }
        reading.finish(line)
    }
}

/// The list as it comes.
#[derive(Default)]
struct Reading {
    organs: Vec<Listed>,
    /// The line and the superior's name of each organ.
    written: Vec<(usize, String)>,
    place_of: BTreeMap<String, usize>,
    faults: Vec<TreeFault>,
}

impl Reading {
    fn fault(&mut self, line: usize, message: String) {
        self.faults.push(TreeFault { line, message });
    }

    fn row(&mut self, line: usize, row: &[String], (organ, parent, file): (usize, Option<usize>, Option<usize>)) {
        let value = |at: Option<usize>| {
            at.and_then(|at| row.get(at)).map(|value| normal(value).into_owned()).unwrap_or_default()
        };
        let (name, parent) = (value(Some(organ)), value(parent));
        // The names of files may have blanks in them.
        let file = file.and_then(|at| row.get(at)).map(|file| file.trim().replace('\\', "/")).unwrap_or_default();
        let file = file.trim_start_matches("./").trim_matches('/').to_owned();
        if name.is_empty() {
            return self.fault(line, "没有机关名称，请补上或者删去这一行".to_owned());
        }
        if let Some(place) = self.place_of.get(&name).copied() {
            // Another line for another file of the same organ is in order.
            let first = self.written.get(place).cloned().unwrap_or_default();
            let same_parent = parent.is_empty() || parent == first.1;
            match self.organs.get_mut(place) {
                Some(known) if same_parent && !file.is_empty() && !known.files.contains(&file) => {
                    known.files.push(file)
                }
                _ if !same_parent => {
                    self.fault(line, format!("“{name}”在第{}行已有另一个上级，请只留一个", first.0));
                }
                _ => self.fault(line, format!("“{name}”与第{}行重复，请删去一行", first.0)),
            }
            return;
        }
        self.place_of.insert(name.clone(), self.organs.len());
        self.written.push((line, parent));
        let files = if file.is_empty() { Vec::new() } else { vec![file] };
        self.organs.push(Listed { name, parent: None, files });
    }

    fn finish(mut self, head: usize) -> Result<OrganTree, Vec<TreeFault>> {
        if self.organs.is_empty() && self.faults.is_empty() {
            self.fault(head, "名单里没有机关，请在首行之下逐行写上".to_owned());
        }
        for (place, (line, parent)) in self.written.clone().into_iter().enumerate() {
            if parent.is_empty() {
                continue;
            }
            match self.place_of.get(&parent).copied() {
                Some(above) if above == place => self.fault(line, format!("“{parent}”的上级是它自己，请改正")),
                Some(above) => {
                    if let Some(organ) = self.organs.get_mut(place) {
                        organ.parent = Some(above);
                    }
                }
                None => self.fault(line, format!("上级“{parent}”不在名单中，请补上这个机关或者改正名称")),
            }
        }
        self.circles();
        if self.faults.is_empty() {
            return Ok(OrganTree { organs: self.organs });
        }
        self.faults.sort_by_key(|fault| fault.line);
        let more = self.faults.len().saturating_sub(MAX_FAULTS);
        if more > 0 {
            self.faults.truncate(MAX_FAULTS);
            let line = self.faults.last().map_or(head, |fault| fault.line);
            self.fault(line, format!("此后还有{more}处错误没有列出，请改正以上各处后再试"));
        }
        Err(self.faults)
    }

    /// Tells each circle of superiors once, at its first line.
    fn circles(&mut self) {
        let mut sound: BTreeSet<usize> = BTreeSet::new();
        for start in 0..self.organs.len() {
            let mut way = Vec::new();
            let mut at = Some(start);
            while let Some(place) = at.filter(|place| !sound.contains(place)) {
                if let Some(begin) = way.iter().position(|one| *one == place) {
                    let circle = way.get(begin..).unwrap_or_default();
                    let first = circle.iter().min().copied().unwrap_or(place);
                    let names = circle.iter().filter_map(|one| self.organs.get(*one));
                    let names: Vec<&str> = names.map(|organ| organ.name.as_str()).collect();
                    let message = format!("上下级成了循环：{}，请改正其中一个上级", names.join("→"));
                    let line = self.written.get(first).map_or(1, |written| written.0);
                    self.fault(line, message);
                    break;
                }
                way.push(place);
                at = self.organs.get(place).and_then(|organ| organ.parent);
            }
            sound.extend(way);
        }
    }
}

/// The rows of a CSV with the line each begins in.
fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    let head = text.lines().next().unwrap_or_default();
    let part = ['\t', ';', '；', ',', '，'].into_iter().find(|part| head.contains(*part)).unwrap_or(',');
    let (mut rows, mut row, mut value) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut begun, mut quoted) = (1, 1, false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                value.push('"');
            }
            '"' if quoted || value.trim().is_empty() => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut value));
                rows.push((begun, std::mem::take(&mut row)));
                line += 1;
                begun = line;
            }
            '\r' => {}
            c if c == part && !quoted => row.push(std::mem::take(&mut value)),
            c => {
                line += usize::from(c == '\n');
                value.push(c);
            }
        }
    }
    row.push(value);
    rows.push((begun, row));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        OrganTree::from_csv(text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_list_is_read_whatever_its_order_marks_and_quotes() {
        let tree = OrganTree::from_csv(
            "\u{feff}机关,上级,文件\r\n甲县民政局,甲县人民政府,\"民政局\\2023, 终稿.docx\"\r\n\r\n甲县 人民政府,,\r\n甲县民政局,,民政局/2022.docx\n",
        )
        .unwrap();
        assert_eq!(tree.len(), 2);
        assert_eq!(tree.organs[0].parent, Some(1));
        assert_eq!(tree.organs[0].files, ["民政局/2023, 终稿.docx", "民政局/2022.docx"]);
        assert_eq!(tree.organs[1].name, "甲县人民政府");
        assert_eq!(OrganTree::from_csv("Organ\tparent\n甲\t\n乙\t甲\n").unwrap().organs[1].parent, Some(0));
    }

    #[test]
    fn all_faults_are_told_at_once_each_at_its_line() {
        let told = faults("机关,上级\n甲,乙\n乙,丙\n丙,甲\n丁,戊\n,甲\n己,己\n丁,戊\n庚,\n庚,丁\n");
        assert_eq!(told.len(), 6, "{told:#?}");
        assert!(told[0].starts_with("第2行：上下级成了循环：甲→乙→丙"));
        assert!(told[1].starts_with("第5行：上级“戊”不在名单中"));
        assert!(told[2].starts_with("第6行：没有机关名称"));
        assert!(told[3].starts_with("第7行：“己”的上级是它自己"));
        assert!(told[4].starts_with("第8行：“丁”与第5行重复"));
        assert!(told[5].starts_with("第10行：“庚”在第9行已有另一个上级"));
    }

    #[test]
    fn a_list_without_heads_or_organs_says_what_it_should_have() {
        assert!(faults("甲县民政局,甲县人民政府\n")[0].contains("首行应是各列的名称"));
        assert!(faults("")[0].contains("名单是空的"));
        assert!(faults("机关,上级\n")[0].contains("没有机关"));
    }
}
