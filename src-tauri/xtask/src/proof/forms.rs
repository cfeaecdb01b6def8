//! Papers to the authority that are forms and no tables: the VAT return, and what a platform reports.

use crate::sample::table::{Cell, csv_line};

/// The VAT return of a small-scale taxpayer for a quarter, with sales in services alone.
pub fn vat_return([tax_id, name]: [&str; 2], [first, last]: [&str; 2], sales: i64) -> String {
    let line = |label: &str, amount: i64| {
        [
            Cell::text(""),
            Cell::text(label),
            Cell::text("1"),
            Cell::Fen(0),
            Cell::Fen(amount),
        ]
    };
    let mut rows = vec![
        vec![Cell::text("增值税及附加税费申报表")],
        vec![Cell::text("（小规模纳税人适用）")],
        vec![Cell::text(format!(
            "纳税人识别号（统一社会信用代码）：{tax_id}"
        ))],
        vec![Cell::text(format!("纳税人名称：{name}"))],
        vec![Cell::text(format!("税款所属期：{first}至{last}"))],
        ["一、计税依据", "项目", "栏次", "本期数", ""]
            .map(Cell::text)
            .to_vec(),
        ["", "", "", "货物及劳务", "服务、不动产和无形资产"]
            .map(Cell::text)
            .to_vec(),
    ];
    rows.push(line("（一）应征增值税不含税销售额（3%征收率）", sales).to_vec());
    rows.push(line("（二）应征增值税不含税销售额（5%征收率）", 0).to_vec());
    rows.push(line("（四）免税销售额", 0).to_vec());
    rows.push(line("其中：小微企业免税销售额", 0).to_vec());
    rows.push(line("本期应纳税额", sales / 100).to_vec());
    rows.push(line("应纳税额合计", sales / 100).to_vec());
    rows.iter().map(|row| csv_line(row)).collect()
}

/// What a platform reported of persons in a quarter: tax number, account and labour remuneration of each.
pub fn platform_report(
    [first, last]: [&str; 2],
    persons: &[[String; 3]],
    amounts: &[i64],
) -> String {
    const WIDTH: usize = 31;
    let line = |cells: &[(usize, &str)]| {
        let mut row = vec![Cell::text(""); WIDTH];
        for (place, name) in cells {
            row[*place] = text(name);
        }
        row
    };
    let period = format!("收入所属期间：{first}至{last}");
    let mut rows = vec![
        line(&[(0, "平台内的经营者和从业人员收入信息报送表")]),
        line(&[(15, &period)]),
        line(&[
            (0, "序号"),
            (1, "是否已取得登记证照"),
            (2, "已取得登记证照"),
            (4, "未取得登记证照"),
            (8, "收入来源的互联网平台名称"),
            (9, "收入来源的店铺（用户）名称"),
            (10, "收入来源的店铺（用户）唯一标识码"),
            (11, "销售货物、服务、无形资产取得的收入"),
            (20, "从事其他网络交易活动（劳务）取得的收入"),
            (28, "从事其他网络交易活动取得的收入（净额）"),
            (29, "支付给平台的佣金、服务费合计金额"),
            (30, "交易（订单）数量（笔）"),
        ]),
        line(&[
            (2, "名称（姓名）"),
            (3, "统一社会信用代码（纳税人识别号）"),
            (4, "姓名"),
            (5, "证件类型"),
            (6, "证件号码"),
            (7, "国家或地区"),
            (20, "收入总额"),
            (21, "其中"),
        ]),
        line(&[(25, "劳务报酬")]),
        line(&[]),
    ];
    for (number, ([name, tax_id, account], amount)) in (1..).zip(persons.iter().zip(amounts)) {
        let mut row = vec![Cell::text(""); WIDTH];
        row[0] = Cell::Count(number);
        for (place, text) in [
            (1, "否"),
            (4, name),
            (5, "居民身份证"),
            (6, tax_id),
            (8, "某平台"),
            (10, account),
        ] {
            row[place] = Cell::text(text);
        }
        (row[20], row[25], row[28]) = (Cell::Fen(*amount), Cell::Fen(*amount), Cell::Fen(0));
        (row[29], row[30]) = (Cell::Fen(0), Cell::Count(1));
        rows.push(row);
    }
    rows.iter().map(|row| csv_line(row)).collect()
}

fn text(text: &str) -> Cell {
    Cell::text(text)
}
