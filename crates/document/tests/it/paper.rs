//! The paper from which `fixtures/paper.pdf` was set once by the crate `typeset` (which may use this crate, but not
//! the other way round): merged cells, wrapped lines, a table cut by the page's end, its head repeated.

use document::{Block, Cell, Document, Paragraph, Role, Table};

const ROWS: u32 = 40;

fn say(role: Role, text: &str) -> Block {
    Block::Paragraph(Paragraph::new(role, text))
}

/// A table with cells merged in both directions.
fn merged() -> Table {
    let rows = vec![
        vec![
            Cell::new("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）").spanning(2, 2),
            Cell::new("申请人情况").spanning(4, 1),
        ],
        ["自然人", "社会公益组织", "法律服务机构", "总计"].map(Cell::new).into(),
        [vec![Cell::new("一、本年新收").spanning(2, 1)], ["2", "1", "0", "3"].map(Cell::new).into()].concat(),
        [
            vec![Cell::new("三、办理结果").spanning(1, 2), Cell::new("（一）予以公开")],
            ["447228", "", "/", "7730.28"].map(Cell::new).into(),
        ]
        .concat(),
        [vec![Cell::new("（二）部分公开")], ["0", "0", "0", "0"].map(Cell::new).into()].concat(),
    ];
    Table { widths: vec![1, 2, 1, 1, 1, 1], header_rows: 2, rows }
}

/// A table longer than a page, with a label merged over all its rows.
fn long() -> Table {
    let mut rows = vec![vec![Cell::new("类别"), Cell::new("事项"), Cell::new("件数").spanning(2, 1)]];
    for number in 1..=ROWS {
        let mut row = Vec::new();
        if number == 1 {
            row.push(Cell::new("全部事项").spanning(1, ROWS));
        }
        row.push(Cell::new(format!("{number}.某某事项的名称")));
        row.push(Cell::new((number * 7).to_string()));
        row.push(Cell::new(if number % 5 == 0 { String::new() } else { format!("{number}.5") }));
        rows.push(row);
    }
    Table { widths: vec![1, 3, 1, 1], header_rows: 1, rows }
}

/// The whole paper.
pub fn paper() -> Document {
    let text = "2021年，某某园管理委员会依照规定做好政府信息公开工作，全年通过网站发布信息549篇，阅读量65344次，\
                电话（010）1234567，网址 www.example.org，一人一事一议，件件有着落、事事有回音。";
    Document {
        title: String::new(),
        blocks: vec![
            say(Role::Title, "某某科技园区某某园管理委员会2021年政府信息公开工作年度报告"),
            say(Role::Heading1, "一、总体情况"),
            say(Role::Body, &text.repeat(3)),
            say(Role::Body, text),
            say(Role::Heading1, "二、办理情况"),
            Block::Table(merged()),
            say(Role::Body, "表格之后的文字。"),
            Block::Table(long()),
            say(Role::Signature, "某某园管理委员会"),
            say(Role::Signature, "2022年1月20日"),
        ],
    }
}
