//! Searches and evidence: what proves later that a reply was lawful (法释8号 5, 6).

use app::Papers;
use law::application::{Act, CommandKind as K, Held, ItemNo};
use law::outcome::{EvidenceItem, Outcome};

use super::arrival::with_text;
use super::bench::Bench;
use super::correction::{NO_SECRETS, upload};
use super::deed::Deed;
use super::described::Step;
use super::part::{Check, Part};
use super::pick;
use super::show::SCANS;
use crate::filled::Filled;
use crate::form::Form;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::LogSearch,
        "登记检索",
        "法释8号5②(6)",
        "答复“政府信息不存在”的，要能证明已经尽到合理检索的义务。把检索的范围、系统、关键词、人员和结果记下来，诉讼时作为证据。",
    )
    .day("检索的日期")
    .parts(|bench, filled| {
        if pick::fresh(filled) {
            filled.or("search.who", bench.page.session.actor.name.clone());
        }
        let mut parts = pick::some_items(filled, "为哪些申请事项检索", &pick::items(bench, false));
        parts.extend(search_parts(filled, "search"));
        parts
    })
    .deed(|bench, form| {
        let items = pick::picked_items(&mut form.filled, &pick::items(bench, false));
        let account = search_account(&mut form.filled, "search");
        let (papers, account) = with_text(bench, &account);
        Some(Deed::Act(Act::LogSearch { items: items?, account }, papers))
    }),
    Step::of(
        K::FileEvidence,
        "登记证据",
        "法释8号5、6",
        "答复以前，案卷里要有证明答复合法的材料。可以写一段说明，也可以上传文件；缺少的，答复不能送审。",
    )
    .day("形成或者取得的日期")
    .parts(filing)
    .deed(file),
];

/// What every account of a search says.
const SEARCH: [(&str, &str, &str); 5] = [
    ("scope", "检索的范围", "查了哪些部门、哪些年份、纸质还是电子档案。"),
    ("systems", "检索的系统", "例如：办公系统、档案管理系统、业务系统；没有用系统的，写明人工查找的地方。"),
    ("keywords", "关键词", "用了哪些关键词、文号、日期组合。"),
    ("who", "检索人", "谁检索的；几个人分头检索的，都写上。"),
    ("result", "结果", "查到了什么；没有查到的，写明没有。"),
];

/// The fields of a search.
pub(super) fn search_parts(filled: &Filled, prefix: &str) -> Vec<Part> {
    let field = |(key, label, hint): (&str, &str, &str)| {
        let name = format!("{prefix}.{key}");
        let field = if matches!(key, "who") { filled.line(&name, label) } else { filled.area(&name, label).low() };
        field.hint(hint).must().into()
    };
    SEARCH.into_iter().map(field).collect()
}

/// The account of a search as it is sealed; faults where something is missing.
pub(super) fn search_account(filled: &mut Filled, prefix: &str) -> String {
    let mut lines = Vec::new();
    for (key, label, _) in SEARCH {
        lines.push(format!("{label}：{}", filled.text(&format!("{prefix}.{key}"), label)));
    }
    lines.join("\n")
}

/// The pieces of evidence that are filed by hand, each once, in the order of the master table.
fn by_hand() -> Vec<EvidenceItem> {
    let mut list: Vec<EvidenceItem> = Vec::new();
    for item in Outcome::ALL.into_iter().flat_map(Outcome::evidence) {
        if !list.contains(item) && law::application::filed_by(*item) == K::FileEvidence {
            list.push(*item);
        }
    }
    list
}

/// The word of a piece of evidence in forms: the same as in the record.
pub(super) fn evidence_word(evidence: EvidenceItem) -> String {
    match serde_json::to_value(evidence) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn filing(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let mut parts = pick::some_items(filled, "证明哪些申请事项", &pick::items(bench, false));
    let field = filled.select("evidence", "证明什么").must().choice("", "请选择");
    let list = by_hand().into_iter().map(|one| (evidence_word(one), one.label()));
    parts.push(field.choices(list).into());
    let hint = "写明事实和材料在哪里。国家秘密只登记编号、密级是否可以写明和纸质件的存放位置，不写内容。";
    parts.push(filled.area("note", "说明").hint(hint).into());
    let hint = format!("有文件的，上传文件，可以不写说明；两样都有的，各登记一份。{NO_SECRETS}");
    parts.push(filled.upload("file", "文件").accept(SCANS).hint(hint).optional().into());
    let held = bench.law().evidence.iter().map(|one| {
        let items: Vec<String> = one.items.iter().map(|no| format!("第{no}项")).collect();
        let text = format!("{}：{}", items.join("、"), one.proves.label());
        Check { sign: "held", text, cite: String::new(), link: None }
    });
    let held: Vec<Check> = held.collect();
    if !held.is_empty() {
        parts.push(Part::folded(format!("案卷里已有的证据（{}份）", held.len()), false, vec![Part::Checks(held)]));
    }
    parts
}

fn file(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let items = pick::picked_items(&mut form.filled, &pick::items(bench, false));
    let word = form.filled.get("evidence").to_owned();
    let evidence = by_hand().into_iter().find(|one| evidence_word(*one) == word);
    if evidence.is_none() {
        form.filled.wrong("evidence", "请选择这份证据证明什么");
    }
    let secret = evidence == Some(EvidenceItem::SecrecyMark);
    if secret && form.has_file("file") {
        let message = "国家秘密的载体不得上传；请只写说明：登记编号、密级是否可以写明和纸质件的存放位置";
        form.filled.wrong("file", message);
        return None;
    }
    let file = upload(form, "file", "证据文件");
    let note = form.filled.get("note").to_owned();
    if note.is_empty() && file.is_none() && form.filled.fault("file").is_none() {
        form.filled.wrong("note", "请写明证据的内容，或者上传文件");
    }
    let (items, evidence) = (items?, evidence?);
    let mut acts = Vec::new();
    if !note.is_empty() {
        acts.push(noted(bench, items.clone(), evidence, &note));
    }
    if let Some(file) = file {
        let mut papers = Papers::none();
        let held = Held::File { file: papers.file(&bench.page.app, file.media_type, file.bytes) };
        acts.push((Act::FileEvidence { items, evidence, held }, papers));
    }
    Some(Deed::Acts(acts))
}

/// A note that puts a piece of evidence on the file.
pub(super) fn noted(bench: &Bench, items: Vec<ItemNo>, evidence: EvidenceItem, note: &str) -> (Act, Papers) {
    let (papers, text) = with_text(bench, note);
    let act = match evidence {
        EvidenceItem::SearchLog => Act::LogSearch { items, account: text },
        _ => Act::FileEvidence { items, evidence, held: Held::Note { note: text } },
    };
    (act, papers)
}
