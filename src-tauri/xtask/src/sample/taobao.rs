//! The Taobao Alliance files: order details as exported on three days, and the refund cases.
//!
//! The second export covers the last quarter of 2024 again, with statuses that have moved on.

use std::path::Path;

use chrono::NaiveDateTime;

use super::cast::{SITE, Zone};
use super::ledger::{Ledger, Month, yuan};
use super::market::{Flaw, Outcome, Sale, State};
use super::table::{self, Cell, Encoding};
use super::truth::{Expected, FileTruth};

const HEADER: [&str; 30] = [
    "创建时间",
    "点击时间",
    "商品信息",
    "商品ID",
    "掌柜旺旺",
    "所属店铺",
    "商品数",
    "商品单价",
    "订单状态",
    "订单类型",
    "收入比率",
    "分成比率",
    "付款金额",
    "效果预估",
    "结算金额",
    "预估收入",
    "结算时间",
    "佣金比率",
    "佣金金额",
    "补贴比率",
    "补贴金额",
    "补贴类型",
    "成交平台",
    "第三方服务来源",
    "订单编号",
    "类目名称",
    "来源媒体ID",
    "来源媒体名称",
    "广告位ID",
    "广告位名称",
];

/// Where 技术服务费比率 stands in the exports that have it.
const SERVICE_FEE_AT: usize = 19;

const ORDERS: &str = "taobao_alliance_orders_xls_2016";
const REFUNDS: &str = "taobao_alliance_refund_xls";

/// How one export writes its rows.
struct Export {
    name: &'static str,
    from: Month,
    until: Month,
    made: NaiveDateTime,
    decorated: Decoration,
    service_fee_column: bool,
}

/// What spreadsheets and platforms put around an order number.
#[derive(Clone, Copy)]
enum Decoration {
    Workbook,
    Plain,
    Formula,
}

fn exports() -> [Export; 3] {
    let month = |year, number| Month { year, number };
    [
        Export {
            name: "TaokeDetail-2025-01-05.xlsx",
            from: month(2024, 1),
            until: month(2024, 12),
            made: month(2025, 1).at(5, 10, 20, 0),
            decorated: Decoration::Workbook,
            service_fee_column: false,
        },
        Export {
            name: "TaokeDetail-2025-03-10.csv",
            from: month(2024, 10),
            until: month(2024, 12),
            made: month(2025, 3).at(10, 9, 0, 0),
            decorated: Decoration::Plain,
            service_fee_column: false,
        },
        Export {
            name: "TaokeDetail-2025-12-31.csv",
            from: month(2025, 1),
            until: month(2025, 12),
            made: super::market::last_second(),
            decorated: Decoration::Formula,
            service_fee_column: true,
        },
    ]
}

/// Writes the three order files and the refund file, and books what they say.
pub fn write(folder: &Path, sales: &[Sale], ledger: &mut Ledger) -> Result<Vec<FileTruth>, String> {
    let [year_2024, late_2024, year_2025] = exports();
    let mut files = Vec::new();
    for (export, earlier) in [
        (&year_2024, None),
        (&late_2024, Some(&year_2024)),
        (&year_2025, None),
    ] {
        files.push(write_orders(folder, sales, export, earlier)?);
    }
    book_settlements(sales, &[&late_2024, &year_2025, &year_2024], ledger);
    files.push(write_refunds(folder, sales, ledger)?);
    Ok(files)
}

fn covered<'a>(sales: &'a [Sale], export: &Export) -> impl Iterator<Item = &'a Sale> {
    let months = export.from..=export.until;
    sales
        .iter()
        .rev()
        .filter(move |sale| months.contains(&Month::of(sale.created)))
}

fn write_orders(
    folder: &Path,
    sales: &[Sale],
    export: &Export,
    earlier: Option<&Export>,
) -> Result<FileTruth, String> {
    let mut rows = vec![header(export)];
    let mut truth = FileTruth::new(export.name, ORDERS);
    for (index, sale) in covered(sales, export).enumerate() {
        truth.data_rows += 1;
        match (sale.flaw, earlier) {
            (Some(flaw), _) => truth.problems.push(expected(flaw, sale, rows.len() + 1)),
            (None, None) => truth.new += 1,
            (None, Some(earlier)) => {
                if sale.state(earlier.made) == sale.state(export.made) {
                    truth.duplicates += 1;
                } else {
                    truth.updates += 1;
                }
            }
        }
        rows.push(order_row(sale, export, index));
    }
    let path = folder.join(export.name);
    match export.decorated {
        Decoration::Workbook => table::write_xlsx(&path, "Page1", &rows),
        Decoration::Plain => table::write_csv(&path, Encoding::Utf8Marked, "", &rows),
        Decoration::Formula => table::write_csv(&path, Encoding::Gb18030, "", &rows),
    }?;
    truth.physical_rows = rows.len();
    Ok(truth)
}

fn header(export: &Export) -> Vec<Cell> {
    let mut header: Vec<_> = HEADER.into_iter().map(Cell::text).collect();
    if export.service_fee_column {
        header.insert(SERVICE_FEE_AT, Cell::text("技术服务费比率"));
    }
    header
}

fn order_row(sale: &Sale, export: &Export, index: usize) -> Vec<Cell> {
    let state = sale.state(export.made);
    let rate = Cell::text(percent(sale.product.rate));
    let (settled_base, income, settled_at) = match state {
        State::Settled(at) => (sale.paid, sale.commission, at.to_string()),
        _ => (0, 0, "--".to_owned()),
    };
    let income = match sale.flaw {
        Some(Flaw::Amount) => Cell::text(damaged_amount(sale)),
        _ => Cell::Fen(income),
    };
    let mut row = product_cells(sale);
    row.extend([
        Cell::text(status(state)),
        Cell::text("天猫"),
        rate.clone(),
        Cell::text("100.00 %"),
        Cell::Fen(sale.paid),
        Cell::Fen(sale.commission),
        Cell::Fen(settled_base),
        income,
        Cell::text(settled_at),
        rate,
        Cell::Fen(sale.commission),
        Cell::text("0.00 %"),
        Cell::Fen(0),
        Cell::text("--"),
        Cell::text("无线"),
        Cell::text("--"),
        Cell::text(order_number(sale, export.decorated, index)),
        Cell::text(sale.product.category),
    ]);
    row.extend(zone_cells(sale.zone));
    if export.service_fee_column {
        row.insert(SERVICE_FEE_AT, Cell::text("0.00 %"));
    }
    row
}

fn product_cells(sale: &Sale) -> Vec<Cell> {
    let clicked = sale.created - chrono::Duration::seconds(95);
    vec![
        Cell::text(sale.created.to_string()),
        Cell::text(clicked.to_string()),
        Cell::text(sale.product.title),
        Cell::text(sale.product.id),
        Cell::text(sale.product.shop),
        Cell::text(sale.product.shop),
        Cell::Count(sale.quantity),
        Cell::Fen(sale.product.price),
    ]
}

fn zone_cells(zone: &Zone) -> [Cell; 4] {
    let (site, site_name) = SITE;
    [
        Cell::text(site),
        Cell::text(site_name),
        Cell::text(zone.id),
        Cell::text(zone.name),
    ]
}

fn status(state: State) -> &'static str {
    match state {
        State::Paid => "订单付款",
        State::Received => "订单成功",
        State::Settled(_) => "订单结算",
        State::Void => "订单失效",
    }
}

fn percent(hundredths: i64) -> String {
    format!("{} %", yuan(hundredths))
}

fn damaged_amount(sale: &Sale) -> String {
    format!("约{}", yuan(sale.commission))
}

fn order_number(sale: &Sale, decoration: Decoration, index: usize) -> String {
    let order = &sale.order;
    if sale.flaw == Some(Flaw::OrderNumber) {
        return "1.23457E+18".to_owned();
    }
    match (decoration, index % 7) {
        (Decoration::Workbook, 0) => format!("{order}\t"),
        (Decoration::Workbook, 1) => format!("'{order}"),
        (Decoration::Workbook, 2) => format!(" {order} "),
        (Decoration::Formula, 0) => format!("=\"{order}\""),
        (Decoration::Formula, 1) => format!("{order}\t"),
        _ => order.clone(),
    }
}

fn expected(flaw: Flaw, sale: &Sale, row: usize) -> Expected {
    match flaw {
        Flaw::Amount => Expected {
            row,
            column: "预估收入",
            code: "unreadable_amount",
            found: damaged_amount(sale),
        },
        Flaw::OrderNumber => Expected {
            row,
            column: "订单编号",
            code: "damaged_id",
            found: "1.23457E+18".to_owned(),
        },
    }
}

/// Books each order once, as its last export shows it; damaged rows wait in quarantine.
fn book_settlements(sales: &[Sale], latest_first: &[&Export], ledger: &mut Ledger) {
    for sale in sales.iter().filter(|sale| sale.flaw.is_none()) {
        let created = Month::of(sale.created);
        let export = latest_first
            .iter()
            .find(|export| (export.from..=export.until).contains(&created))
            .expect("some export covers every month");
        if let State::Settled(at) = sale.state(export.made) {
            let line = ledger.line(sale.zone.party, Month::of(at));
            line.taobao += sale.commission;
            line.settled_records += 1;
        }
    }
}

fn write_refunds(folder: &Path, sales: &[Sale], ledger: &mut Ledger) -> Result<FileTruth, String> {
    let mut truth = FileTruth::new("TaokeRefund-2025-12-31.xlsx", REFUNDS);
    let header = [
        "淘宝父订单编号",
        "淘宝子订单编号",
        "维权退款金额",
        "应返商家金额",
        "维权状态",
        "订单结算时间",
        "维权创建时间",
        "维权完成时间",
    ];
    let mut rows = vec![header.into_iter().map(Cell::text).collect::<Vec<_>>()];
    for sale in sales {
        let Some(case) = &sale.case else { continue };
        let State::Settled(settled) = sale.state(super::market::last_second()) else {
            continue;
        };
        let (word, closed) = match case.outcome {
            Outcome::Granted(at) => ("维权成功", Some(at)),
            Outcome::Refused(at) => ("维权失败", Some(at)),
            Outcome::Open => ("等待处理", None),
        };
        if let Outcome::Granted(at) = case.outcome {
            let line = ledger.line(sale.zone.party, Month::of(at));
            line.clawback += case.clawback;
            line.clawback_records += 1;
        }
        rows.push(vec![
            Cell::text(&sale.order),
            Cell::text(format!("8{}", &sale.order[1..])),
            Cell::Fen(case.refund),
            Cell::Fen(case.clawback),
            Cell::text(word),
            Cell::text(settled.to_string()),
            Cell::text(case.opened.to_string()),
            Cell::text(closed.map_or("--".to_owned(), |at| at.to_string())),
        ]);
    }
    table::write_xlsx(&folder.join(&truth.name), "Page1", &rows)?;
    truth.physical_rows = rows.len();
    truth.data_rows = rows.len() - 1;
    truth.new = truth.data_rows;
    Ok(truth)
}
