//! What was declared: the tax detail as each streamer typed it off the tax app, and the tax that
//! the agency withheld payment by payment.
//!
//! The withholding is the sample's own arithmetic of the payment method of before October 2025,
//! which agencies still use (国家税务总局公告2018年第61号).

use std::path::Path;

use super::cast::AGENCY;
use super::ledger::{Ledger, Month, bracket, grouped, part};
use super::table::{self, Cell, Encoding};
use super::truth::FileTruth;

/// One line of the tax detail.
#[derive(Clone)]
pub struct Payment {
    /// Handle of who was paid.
    pub party: &'static str,
    /// Period of account.
    pub month: Month,
    /// Income, in fen.
    pub income: i64,
    /// Tax withheld, in fen.
    pub tax: i64,
}

/// Tax on a month's labour remuneration from one payer, in fen: less 800 yuan up to 4,000, less a
/// fifth above; then 20 %, 30 % and 40 %.
pub fn withholding(income: i64) -> i64 {
    let base = if income <= 400_000 {
        (income - 80_000).max(0)
    } else {
        part(income, 80, 100)
    };
    bracket(
        base,
        &[
            (0, 20, 0),
            (2_000_000, 30, 200_000),
            (5_000_000, 40, 700_000),
        ],
    )
}

/// What the agency declared, from the books of what was settled: Taobao and Douyin apart, so that
/// a month and payer come up twice.
pub fn declare(ledger: &mut Ledger) -> Vec<Payment> {
    let mut payments = Vec::new();
    for party in ["lin", "zhou", "he"] {
        for month in Month::all() {
            let settled = ledger.read(party, month);
            let taobao = settled.taobao - settled.clawback;
            let taobao = match declared_percent(party, month) {
                100 => taobao,
                percent => part(taobao, percent, 100),
            };
            let mut before = 0;
            for income in [taobao, settled.douyin] {
                if income <= 0 {
                    continue;
                }
                let tax = withholding(before + income) - withholding(before);
                before += income;
                payments.push(Payment {
                    party,
                    month,
                    income,
                    tax,
                });
            }
        }
    }
    for payment in &payments {
        let line = ledger.line(payment.party, payment.month);
        line.declared += payment.income;
        line.tax += payment.tax;
        line.declared_records += 1;
    }
    payments
}

/// How much of the Taobao commission a party's returns show.
fn declared_percent(party: &str, month: Month) -> i64 {
    match (party, month.year, month.number) {
        ("zhou", 2024, 1..=6) => 100,
        ("zhou", _, _) => 10,
        _ => 100,
    }
}

/// Writes one tax detail a streamer.
pub fn write(folder: &Path, payments: &[Payment]) -> Result<Vec<FileTruth>, String> {
    let of = |party: &str| -> Vec<Payment> {
        let mine = payments.iter().filter(|payment| payment.party == party);
        mine.cloned().collect()
    };
    Ok(vec![
        write_he(folder, &of("he"))?,
        write_zhou(folder, &of("zhou"))?,
        write_lin(folder, &of("lin"))?,
    ])
}

fn truth(name: &'static str, payments: &[Payment], lines_before: usize) -> FileTruth {
    let mut truth = FileTruth::new(name, "iit_income_tax_detail");
    truth.data_rows = payments.len();
    truth.new = payments.len();
    truth.physical_rows = payments.len() + lines_before;
    truth
}

/// A workbook with the summary of the page above the table and a column of one's own.
fn write_lin(folder: &Path, payments: &[Payment]) -> Result<FileTruth, String> {
    let name = "收入纳税明细-林晚星.xlsx";
    let income = payments.iter().map(|payment| payment.income).sum();
    let tax = payments.iter().map(|payment| payment.tax).sum();
    let header = [
        "所得项目",
        "所得项目小类",
        "扣缴义务人",
        "税款所属期",
        "收入",
        "已申报税额",
        "备注",
    ];
    let mut rows = vec![
        vec![Cell::text("姓名：林晚星")],
        vec![Cell::text("查询期间：2024-01 至 2025-12")],
        vec![
            Cell::text(format!("收入合计：{}元", grouped(income))),
            Cell::text(format!("已申报税额合计：{}元", grouped(tax))),
        ],
        vec![],
        header.into_iter().map(Cell::text).collect(),
    ];
    let lines_before = rows.len();
    for payment in payments {
        rows.push(vec![
            Cell::text("劳务报酬所得"),
            Cell::text("一般劳务报酬所得"),
            Cell::text(AGENCY),
            Cell::text(payment.month.to_string()),
            Cell::Fen(payment.income),
            Cell::Fen(payment.tax),
            Cell::text("已核对"),
        ]);
    }
    table::write_xlsx(&folder.join(name), "明细", &rows)?;
    Ok(truth(name, payments, lines_before))
}

/// A csv with labels of one's own, units in the header and commas in the amounts.
fn write_zhou(folder: &Path, payments: &[Payment]) -> Result<FileTruth, String> {
    let name = "收入纳税明细-周砚.csv";
    let header = [
        "税款所属期",
        "所得类型",
        "扣缴义务人",
        "收入（元）",
        "已申报税额（元）",
        "备注",
    ];
    let mut rows = vec![header.into_iter().map(Cell::text).collect::<Vec<_>>()];
    for payment in payments {
        rows.push(vec![
            Cell::text(payment.month.to_string()),
            Cell::text("劳务报酬"),
            Cell::text(AGENCY),
            Cell::text(grouped(payment.income)),
            Cell::text(grouped(payment.tax)),
            Cell::text(""),
        ]);
    }
    let preamble = "姓名：周砚\r\n\r\n";
    table::write_csv(&folder.join(name), Encoding::Gb18030, preamble, &rows)?;
    Ok(truth(name, payments, 3))
}

/// A csv in UTF-8 with a note on some rows.
fn write_he(folder: &Path, payments: &[Payment]) -> Result<FileTruth, String> {
    let name = "收入纳税明细-何小满.csv";
    let header = [
        "所得项目",
        "扣缴义务人",
        "税款所属期",
        "收入",
        "已申报税额",
        "备注",
    ];
    let mut rows = vec![header.into_iter().map(Cell::text).collect::<Vec<_>>()];
    for payment in payments {
        let after_move = payment.month
            >= (Month {
                year: 2024,
                number: 3,
            });
        let note = if after_move {
            "淘宝转入工作室, 见工作室申报"
        } else {
            ""
        };
        rows.push(vec![
            Cell::text("劳务报酬所得"),
            Cell::text(AGENCY),
            Cell::text(payment.month.to_string()),
            Cell::text(grouped(payment.income)),
            Cell::text(grouped(payment.tax)),
            Cell::text(note),
        ]);
    }
    let preamble = "姓名：何小满\r\n导出说明：个税 App 页面抄录\r\n";
    table::write_csv(&folder.join(name), Encoding::Utf8, preamble, &rows)?;
    Ok(truth(name, payments, 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hand-computed from the announcement's table: 3,000 → 440; 20,000 → 3,200;
    /// 40,000 → 32,000 × 30 % − 2,000; 100,000 → 80,000 × 40 % − 7,000.
    #[test]
    fn withholds_payment_by_payment() {
        for (income, tax) in [
            (50_000, 0),
            (300_000, 44_000),
            (2_000_000, 320_000),
            (4_000_000, 760_000),
            (10_000_000, 2_500_000),
        ] {
            assert_eq!(withholding(income), tax, "{income}");
        }
    }
}
