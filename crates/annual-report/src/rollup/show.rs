//! A roll-up as sheets: how many have reported, who has not, what is known when added up, what does not fit.

use document::write::WriteError;
use document::{Block, Cell as Place, Document, Role};

use super::{Against, Group, Held, Organ, Outcome, RollUp, SummedCell};
use crate::check::{Finding, Severity};
use crate::compare::grave;
use crate::form::{Column, Measure, Path, RemedyBlock, RemedyResult, Row, Subject};
use crate::sheet::{NOTHING, Sheet, label, left, line, page, right, table};

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Whole,
    /// What fits a terminal: no sums by kind of applicant, of the list who has reported only where something is missing.
    Brief,
}

/// The figures shown of the groups below the first.
const KEY_FIGURES: [(Path, &str); 10] = [
    (Path::Applications(Row::New, Column::Total), "本年新收"),
    (Path::Applications(Row::CarriedIn, Column::Total), "上年结转"),
    (Path::Applications(Row::Total, Column::Total), "办理结果"),
    (Path::Applications(Row::CarriedOut, Column::Total), "结转下年"),
    (Path::Proactive(Subject::Licences, Measure::Decisions), "行政许可"),
    (Path::Proactive(Subject::Penalties, Measure::Decisions), "行政处罚"),
    (Path::Proactive(Subject::Compulsions, Measure::Decisions), "行政强制"),
    (Path::Proactive(Subject::Fees, Measure::Amount), "收费（万元）"),
    (Path::Remedies(RemedyBlock::Reconsideration, RemedyResult::Total), "行政复议"),
    (Path::Remedies(RemedyBlock::LitigationDirect, RemedyResult::Total), "直接起诉"),
];

/// The sheets of a roll-up.
pub fn rollup_sheets(up: &RollUp, detail: Detail) -> Vec<Sheet> {
    let title = format!("{}政府信息公开工作年度报告汇总", up.root);
    let sheet = |blocks| Document { title: title.clone(), blocks };
    let all = [
        ("概况", overview(up, &title)),
        ("报送情况", reported(up, detail)),
        ("合计", sums(up, detail)),
        ("上下级核对", parents(up)),
        ("问题", findings(up, detail)),
        ("未汇总的文件", files(up)),
    ];
    all.into_iter().map(|(name, blocks)| (name, sheet(blocks))).collect()
}

/// A roll-up as a page that stands alone.
///
/// # Errors
/// A table no page can hold.
pub fn rollup_page(up: &RollUp) -> Result<String, WriteError> {
    page(&rollup_sheets(up, Detail::Whole), "")
}

fn heads<const N: usize>(heads: [&str; N]) -> Vec<String> {
    heads.map(str::to_owned).to_vec()
}

fn overview(up: &RollUp, title: &str) -> Vec<Block> {
    let mut blocks = vec![line(Role::Title, title)];
    let rows = up.years.iter().map(|year| {
        let held = || up.organs.iter().filter_map(|organ| organ.years.get(year));
        let count = |severity| held().flat_map(|held| &held.findings).filter(|f| f.severity == severity).count();
        let read = held().filter(|held| held.is_read()).count();
        let unreadable = held().filter(|held| !held.is_read()).count();
        let wrong = held().filter(|held| held.findings.iter().any(|f| f.severity == Severity::Error)).count();
        let missing = up.organs.len().saturating_sub(read + unreadable);
        let figures = [up.organs.len(), read, unreadable, missing, wrong];
        let mut row = vec![left(format!("{year}年"))];
        row.extend(figures.map(|count| right(count.to_string())));
        let grades = [Severity::Error, Severity::Warning, Severity::Notice];
        row.extend(grades.map(|severity| right(count(severity).to_string())));
        row
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        blocks.push(line(Role::Plain, "没有读出一份年度报告。"));
    }
    let head = heads([
        "年度",
        "应报（家）",
        "读出（家）",
        "读不出（家）",
        "缺报（家）",
        "有错误（家）",
        "错误",
        "需要说明",
        "提示",
    ]);
    blocks.extend(table(&[2; 9], &head, rows));
    let told: Vec<String> = [
        (up.unreadable.len(), "个文件读不成年度报告"),
        (up.unplaced.len(), "份报告没有计入汇总"),
        (up.skipped.len(), "个其他文件没有打开"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count}{words}"))
    .collect();
    if !told.is_empty() {
        blocks.push(line(Role::Plain, format!("{}，见“未汇总的文件”。", told.join("，"))));
    }
    blocks.extend(up.remarks.iter().map(|remark| line(Role::Plain, format!("注意：{remark}。"))));
    blocks.push(line(Role::Note, "空白、“/”、存疑和读不出的格没有数字，不当作 0：每个合计都写明是几家的数字之和。"));
    blocks
}

fn reported(up: &RollUp, detail: Detail) -> Vec<Block> {
    let mut blocks = vec![line(Role::Heading1, "报送情况")];
    let state = |organ: &Organ, year: &u16| match organ.years.get(year) {
        None => "缺",
        Some(held) if held.is_read() => "有",
        Some(_) => "读不出",
    };
    let whole = |organ: &&Organ| up.years.iter().all(|year| state(organ, year) == "有");
    let shown = up.organs.iter().filter(|organ| detail == Detail::Whole || !whole(organ));
    let rows: Vec<Vec<Place>> = shown
        .map(|organ| {
            let indent = if detail == Detail::Whole { "　".repeat(organ.depth) } else { String::new() };
            let mut row = vec![left(format!("{indent}{}", organ.name))];
            row.extend(up.years.iter().map(|year| Place::new(state(organ, year))));
            row
        })
        .collect();
    if rows.is_empty() && !up.organs.is_empty() {
        blocks.push(line(Role::Plain, format!("{}家各年度都有报告。", up.organs.len())));
    }
    let mut head = heads(["机关"]);
    head.extend(up.years.iter().map(|year| format!("{year}年")));
    let mut widths = vec![6];
    widths.resize(head.len(), 2);
    blocks.extend(table(&widths, &head, rows));
    blocks
}

fn name_of(up: &RollUp, organ: Option<usize>) -> &str {
    organ.and_then(|place| up.organs.get(place)).map_or("全部机关", |organ| organ.name.as_str())
}

fn parts_of(up: &RollUp, organ: Option<usize>) -> String {
    match organ {
        Some(_) => format!("“{}”所属机关", name_of(up, organ)),
        None => "全部机关".to_owned(),
    }
}

fn sums(up: &RollUp, detail: Detail) -> Vec<Block> {
    let mut blocks = vec![line(Role::Heading1, "合计")];
    let Some(first) = up.groups.first().map(|group| group.parent) else {
        blocks.push(line(Role::Plain, "没有可以合计的报告。"));
        return blocks;
    };
    let groups: Vec<&Group> = up.groups.iter().filter(|group| group.parent == first).collect();
    for group in &groups {
        blocks.push(line(
            Role::Plain,
            format!("{}{}年：应报{}家，读出{}家。", parts_of(up, first), group.year, group.expected, group.read),
        ));
    }
    blocks.push(line(Role::Note, "合计是已知数字之和；“家数”是其中有数字的家数和应报的家数。"));
    let mut widths = vec![6];
    let mut head = heads(["项目"]);
    for group in &groups {
        head.extend([format!("{}年合计", group.year), "家数".to_owned()]);
        widths.extend([2, 2]);
    }
    let mut paths: Vec<Path> = groups.iter().flat_map(|group| group.cells.iter().map(|cell| cell.path)).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut part = |title: String, belongs: &dyn Fn(Path) -> bool| {
        let rows: Vec<Vec<Place>> = paths
            .iter()
            .filter(|path| belongs(**path))
            .map(|path| {
                let mut row = vec![left(label(*path))];
                for group in &groups {
                    row.extend(summed(group, group.cell(*path)));
                }
                row
            })
            .collect();
        if !rows.is_empty() {
            blocks.push(line(Role::Heading2, title));
            blocks.extend(table(&widths, &head, rows));
        }
    };
    part("主动公开政府信息情况".to_owned(), &|path| matches!(path, Path::Proactive(..)));
    let columns: &[Column] = if detail == Detail::Whole { &Column::APPLICANTS } else { &[] };
    for column in std::iter::once(&Column::Total).chain(columns) {
        let title = format!("收到和处理政府信息公开申请情况：{}", column.label());
        part(title, &|path| matches!(path, Path::Applications(_, its) if its == *column));
    }
    part("政府信息公开行政复议、行政诉讼情况".to_owned(), &|path| matches!(path, Path::Remedies(..)));
    if detail == Detail::Brief {
        blocks.push(line(Role::Note, "分申请人类别的合计见 xlsx、html、json 格式。"));
    }
    blocks.extend(other_groups(up, first));
    blocks
}

fn summed(group: &Group, cell: Option<&SummedCell>) -> [Place; 2] {
    match cell {
        Some(cell) if cell.of > 0 => [right(cell.known.to_string()), right(format!("{}/{}", cell.of, group.expected))],
        Some(_) => [right(NOTHING), right(format!("0/{}", group.expected))],
        None => [right(NOTHING), right("无此项")],
    }
}

fn other_groups(up: &RollUp, first: Option<usize>) -> Vec<Block> {
    let rows: Vec<Vec<Place>> = up
        .groups
        .iter()
        .filter(|group| group.parent != first)
        .map(|group| {
            let mut row = vec![
                left(name_of(up, group.parent)),
                Place::new(group.year.to_string()),
                right(format!("{}/{}", group.read, group.expected)),
            ];
            row.extend(KEY_FIGURES.map(|(path, _)| match group.cell(path).filter(|cell| cell.of > 0) {
                Some(cell) if cell.of == group.expected => right(cell.known.to_string()),
                Some(cell) => right(format!("{}（{}/{}）", cell.known, cell.of, group.expected)),
                None => right(NOTHING),
            }));
            row
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut head = heads(["上级机关", "年度", "读出/应报"]);
    head.extend(KEY_FIGURES.map(|(_, words)| words.to_owned()));
    let mut widths = vec![5];
    widths.resize(head.len(), 2);
    let mut blocks = vec![line(Role::Heading2, "其他各上级机关所属机关的主要数字")];
    blocks.extend(table(&widths, &head, rows));
    blocks.push(line(Role::Note, "括号中是有数字的家数和应报的家数；没有括号的，各家都有数字。"));
    blocks
}

fn parents(up: &RollUp) -> Vec<Block> {
    let mut blocks = vec![line(Role::Heading1, "上下级核对")];
    if up.against.is_empty() {
        blocks.push(line(Role::Plain, "没有既有自己的报告、又有所属机关报告的上级机关。"));
        return blocks;
    }
    let head = heads(["机关", "年度", "项目", "本机关年报", "所属机关之和", "家数", "结果"]);
    blocks.extend(table(&[5, 2, 5, 2, 2, 2, 5], &head, up.against.iter().map(|one| against(up, one)).collect()));
    blocks.push(line(
        Role::Note,
        "政府年报的许可、处罚、强制、收费一般汇总所属机关；申请件数有的汇总，有的只是本机关的。少于所属机关之和的，请核对口径。",
    ));
    blocks
}

fn against(up: &RollUp, one: &Against) -> Vec<Place> {
    let outcome = match one.outcome {
        Outcome::Holds(own) => format!("不少于之和，多出 {own}"),
        Outcome::Less(by) => format!("少 {by}，请核对"),
        Outcome::NotAssessable => "缺数字，无法核对".to_owned(),
    };
    vec![
        left(name_of(up, Some(one.organ))),
        Place::new(one.year.to_string()),
        left(label(one.path)),
        right(one.own.map_or(NOTHING.to_owned(), |own| own.to_string())),
        right(one.parts.to_string()),
        right(format!("{}/{}", one.of, one.expected)),
        left(outcome),
    ]
}

fn findings(up: &RollUp, detail: Detail) -> Vec<Block> {
    let mut rows = Vec::new();
    for organ in &up.organs {
        for (year, held) in &organ.years {
            let head = |severity| vec![left(&organ.name), Place::new(year.to_string()), left(grave(severity))];
            for one in &held.findings {
                rows.push(row(head(one.severity), one));
            }
            if detail == Detail::Whole && !held.not_assessable.is_empty() {
                let mut cells = head(Severity::NotAssessable);
                cells.extend([left(NOTHING), left(open(held))]);
                rows.push(cells);
            }
        }
    }
    for one in &up.unplaced {
        for finding in &one.findings {
            rows.push(row(vec![left(&one.file), Place::new(NOTHING), left(grave(finding.severity))], finding));
        }
    }
    let mut blocks = vec![line(Role::Heading1, "问题")];
    if rows.is_empty() {
        blocks.push(line(Role::Plain, "没有发现错误，也没有需要说明的地方。"));
    }
    blocks.extend(table(&[4, 1, 2, 3, 12], &heads(["机关", "年度", "程度", "规则", "内容"]), rows));
    blocks
}

fn row(mut cells: Vec<Place>, finding: &Finding) -> Vec<Place> {
    cells.extend([left(finding.rule), left(&finding.message)]);
    cells
}

/// How often rules could not be applied.
fn open(held: &Held) -> String {
    let told = held.not_assessable.iter().map(|(rule, count)| format!("{rule} {count}处"));
    format!("所涉各格没有数字：{}", told.collect::<Vec<_>>().join("、"))
}

fn files(up: &RollUp) -> Vec<Block> {
    let row = |state: &str, file: &str, why: &str| vec![left(state), left(file), left(why)];
    let mut rows: Vec<Vec<Place>> = up.unreadable.iter().map(|(file, why)| row("读不出", file, why)).collect();
    rows.extend(up.unplaced.iter().map(|one| row("未计入", &one.file, &one.reason)));
    rows.extend(up.skipped.iter().map(|(file, why)| row("未打开", file, why)));
    let mut blocks = vec![line(Role::Heading1, "未汇总的文件")];
    if rows.is_empty() {
        blocks.push(line(Role::Plain, "所有文件都已汇总。"));
    }
    blocks.extend(table(&[2, 6, 10], &heads(["情况", "文件", "原因"]), rows));
    blocks
}
