//! A document of the annual report's shape: six sections, three tables with their merged cells.

use document::{Align, Block, Cell, Document, Paragraph, Role, Table};

const RESULTS: [(&str, &[&str]); 4] = [
    (
        "（三）不予公开",
        &[
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ],
    ),
    ("（四）无法提供", &["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]),
    (
        "（五）不予处理",
        &[
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ],
    ),
    (
        "（六）其他处理",
        &[
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ],
    ),
];

fn left(text: &str) -> Cell {
    Cell::new(text).aligned(Align::Left)
}

fn numbers(row: &mut Vec<Cell>, count: usize) {
    row.extend((0..count).map(|at| Cell::new(if at == count - 1 { "13810" } else { "0" })));
}

/// The table of section three: 10 columns, 3 header rows, 25 rows of figures.
pub fn applications() -> Table {
    let mut rows = vec![
        vec![
            left("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）").spanning(3, 3),
            Cell::new("申请人情况").spanning(7, 1),
        ],
        vec![
            Cell::new("自然人").spanning(1, 2),
            Cell::new("法人或其他组织").spanning(5, 1),
            Cell::new("总计").spanning(1, 2),
        ],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"].map(Cell::new).into(),
    ];
    for label in ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"]
    {
        rows.push(vec![left(label).spanning(3, 1)]);
    }
    rows.push(vec![left("三、本年度办理结果").spanning(1, 22), left("（一）予以公开").spanning(2, 1)]);
    rows.push(vec![left("（二）部分公开（区分处理的，只计这一情形，不计其他情形）").spanning(2, 1)]);
    for (group, items) in RESULTS {
        for (at, item) in items.iter().enumerate() {
            let mut row = Vec::new();
            if at == 0 {
                row.push(left(group).spanning(1, u32::try_from(items.len()).expect("few items")));
            }
            row.push(left(item));
            rows.push(row);
        }
    }
    rows.push(vec![left("（七）总计").spanning(2, 1)]);
    rows.push(vec![left("四、结转下年度继续办理").spanning(3, 1)]);
    rows.iter_mut().skip(3).for_each(|row| numbers(row, 7));
    Table { widths: vec![8, 17, 47, 12, 12, 12, 12, 12, 12, 12], header_rows: 3, rows }
}

/// The table of section four: 15 columns, 3 header rows.
pub fn remedies() -> Table {
    let five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let mut rows = vec![
        vec![Cell::new("行政复议").spanning(5, 1), Cell::new("行政诉讼").spanning(10, 1)],
        five.map(|text| Cell::new(text).spanning(1, 2)).into(),
        [five, five].concat().into_iter().map(Cell::new).collect(),
        Vec::new(),
    ];
    rows[1].extend([Cell::new("未经复议直接起诉").spanning(5, 1), Cell::new("复议后起诉").spanning(5, 1)]);
    numbers(&mut rows[3], 15);
    Table { widths: Vec::new(), header_rows: 3, rows }
}

/// The table of section two.
pub fn proactive() -> Table {
    let head = |text: &str| vec![Cell::new(text).spanning(4, 1)];
    let wide = |label: &str, text: &str| vec![Cell::new(label), Cell::new(text).spanning(3, 1)];
    let rows = vec![
        head("第二十条第（一）项"),
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"].map(Cell::new).into(),
        ["规章", "0", "0", "0"].map(Cell::new).into(),
        ["行政规范性文件", "2", "1", "15"].map(Cell::new).into(),
        head("第二十条第（五）项"),
        wide("信息内容", "本年处理决定数量"),
        wide("行政许可", "1024"),
        head("第二十条第（六）项"),
        wide("信息内容", "本年处理决定数量"),
        wide("行政处罚", "0"),
        wide("行政强制", "0"),
        head("第二十条第（八）项"),
        wide("信息内容", "本年收费金额（单位：万元）"),
        wide("行政事业性收费", "7730.28"),
    ];
    Table { widths: vec![1, 1, 1, 1], header_rows: 0, rows }
}

/// The whole report; `figure` goes into its text, so that two reports differ.
pub fn report(figure: u32) -> Document {
    let say = |role: Role, text: &str| Block::Paragraph(Paragraph::new(role, text));
    let long = "2021年，某某园管理委员会认真贯彻落实《中华人民共和国政府信息公开条例》和年度政务公开工作要点要求，\
                积极做好政府信息公开工作，全年通过门户网站发布信息549篇，阅读量65344次，切实提升了工作实效。";
    let title = "某某科技园区某某园管理委员会2021年政府信息公开工作年度报告";
    Document {
        title: title.to_owned(),
        blocks: vec![
            say(Role::Title, title),
            say(Role::Body, "依据《中华人民共和国政府信息公开条例》（以下简称《条例》）第五十条规定，编制本报告。"),
            say(Role::Heading1, "一、总体情况"),
            say(Role::Body, long),
            say(Role::Heading2, "（一）主动公开情况"),
            say(Role::Body, &format!("全年主动公开政府信息{figure}条。{long}")),
            say(Role::Heading2, "（二）依申请公开情况"),
            say(Role::Body, long),
            say(Role::Body, long),
            say(Role::Heading1, "二、主动公开政府信息情况"),
            Block::Table(proactive()),
            say(Role::Heading1, "三、收到和处理政府信息公开申请情况"),
            Block::Table(applications()),
            say(Role::Heading1, "四、政府信息公开行政复议、行政诉讼情况"),
            Block::Table(remedies()),
            say(Role::Heading1, "五、存在的主要问题及改进情况"),
            say(Role::Body, long),
            say(Role::Heading1, "六、其他需要报告的事项"),
            say(Role::Body, "发出收费通知的件数和总金额以及实际收取的总金额均为0。"),
            say(Role::Note, "注：本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。"),
            say(Role::Signature, "某某科技园区某某园管理委员会"),
            say(Role::Signature, "2022年1月20日"),
        ],
    }
}
