//! The wallets: Alipay bills as the app exports them, with payouts around the 20th of the next
//! month among gifts, shopping and transfers that are nobody's income.

use std::path::Path;

use chrono::NaiveDateTime;

use super::cast::{AGENCY, SIDE_PAYER, WALLETS, Wallet};
use super::ledger::{Ledger, Month, yuan};
use super::market::last_second;
use super::random::Random;
use super::table::{self, Cell, Encoding};
use super::truth::FileTruth;

/// One row of a bill.
struct Movement {
    at: NaiveDateTime,
    category: &'static str,
    counterparty: &'static str,
    memo: String,
    direction: Direction,
    fen: i64,
    method: &'static str,
    status: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    In,
    Out,
    Neutral,
}

impl Direction {
    fn word(self) -> &'static str {
        match self {
            Direction::In => "收入",
            Direction::Out => "支出",
            Direction::Neutral => "不计收支",
        }
    }
}

/// The studio settles from March 2024 and has money to pass on a month later.
const STUDIO_PAYS_FROM: Month = Month {
    year: 2024,
    number: 4,
};

/// Writes a bill for each wallet and books what arrived.
pub fn write(
    folder: &Path,
    random: &mut Random,
    ledger: &mut Ledger,
) -> Result<Vec<FileTruth>, String> {
    WALLETS
        .iter()
        .map(|wallet| {
            let mut movements = Vec::new();
            for month in Month::all() {
                payouts(&mut movements, random, ledger, wallet, month);
                daily_life(&mut movements, random, ledger, wallet, month);
            }
            movements.sort_by_key(|movement| movement.at);
            movements.reverse();
            write_bill(folder, wallet, &movements)
        })
        .collect()
}

/// Pays out what a month settled, in the month after it: what was declared by the agency after
/// tax, what was not by somebody else in full.
fn payouts(
    movements: &mut Vec<Movement>,
    random: &mut Random,
    ledger: &mut Ledger,
    wallet: &Wallet,
    month: Month,
) {
    let settled = ledger.read(wallet.party, month);
    let (by_agency, aside) = if wallet.party == "he-studio" {
        (settled.net(), 0)
    } else {
        (
            settled.declared - settled.tax,
            settled.net() - settled.declared,
        )
    };
    for (payer, fen) in [(AGENCY, by_agency), (SIDE_PAYER, aside)] {
        let day = random.between(18, 22);
        let at = month
            .next()
            .at(day, random.between(9, 17), random.between(0, 59), 5);
        if fen <= 0 || at > last_second() {
            continue;
        }
        let line = ledger.line(wallet.party, Month::of(at));
        line.received += fen;
        line.received_records += 1;
        movements.push(Movement {
            at,
            category: "商业服务",
            counterparty: payer,
            memo: format!("{month}推广佣金"),
            direction: Direction::In,
            fen,
            method: "余额",
            status: "交易成功",
        });
    }
}

/// What else a wallet sees: shopping, a return now and then, gifts, transfers of one's own.
fn daily_life(
    movements: &mut Vec<Movement>,
    random: &mut Random,
    ledger: &mut Ledger,
    wallet: &Wallet,
    month: Month,
) {
    let studio = wallet.party == "he-studio";
    for _ in 0..random.between(1, 3) {
        let shopping = shopping(random, month, studio);
        if random.percent(8) {
            movements.push(returned(&shopping));
        }
        movements.push(shopping);
    }
    if studio && month >= STUDIO_PAYS_FROM {
        movements.push(own_transfer(month, "转账至本人账户"));
    }
    if !studio && random.percent(35) {
        let gift = gift(random, month);
        ledger.line(wallet.party, month).gifts += gift.fen;
        movements.push(gift);
    }
    if wallet.party == "he" && month >= STUDIO_PAYS_FROM {
        movements.push(own_transfer(month, "本人账户转入"));
    }
}

fn shopping(random: &mut Random, month: Month, studio: bool) -> Movement {
    let (category, counterparty, memo, fen) = if studio {
        (
            "商业服务",
            "光圈样例影棚",
            "直播间租用",
            100 * random.between(800, 2_400),
        )
    } else {
        *random.pick(&[
            ("餐饮美食", "巷口样例面馆", "外卖订单", 3_850),
            ("日用百货", "邻里样例便利店", "日用品", 5_990),
            ("交通出行", "快行样例出租", "打车", 2_760),
            ("文化休闲", "星幕样例影城", "电影票", 9_800),
        ])
    };
    Movement {
        at: month.at(
            random.between(1, 27),
            random.between(8, 22),
            random.between(0, 59),
            30,
        ),
        category,
        counterparty,
        memo: memo.to_owned(),
        direction: Direction::Out,
        fen,
        method: "余额",
        status: "交易成功",
    }
}

fn returned(bought: &Movement) -> Movement {
    Movement {
        at: bought.at + chrono::Duration::minutes(40),
        category: "退款",
        counterparty: bought.counterparty,
        memo: format!("退款-{}", bought.memo),
        direction: Direction::Neutral,
        fen: bought.fen,
        method: "余额",
        status: "退款成功",
    }
}

fn gift(random: &mut Random, month: Month) -> Movement {
    Movement {
        at: month.at(random.between(1, 28), 20, random.between(0, 59), 12),
        category: "转账红包",
        counterparty: random.pick::<&str>(&["表姐", "老同学", "妈妈"]),
        memo: "红包".to_owned(),
        direction: Direction::In,
        fen: *random.pick(&[6_600, 8_800, 18_800, 52_000]),
        method: "余额",
        status: "交易成功",
    }
}

/// From the studio's wallet to He's own: the same movement seen from both.
fn own_transfer(month: Month, memo: &str) -> Movement {
    Movement {
        at: month.at(25, 11, 20, 48),
        category: "账户存取",
        counterparty: "何小满",
        memo: memo.to_owned(),
        direction: Direction::Neutral,
        fen: 1_500_000 + 50_000 * i64::from(month.number),
        method: "余额",
        status: "交易成功",
    }
}

fn write_bill(folder: &Path, wallet: &Wallet, movements: &[Movement]) -> Result<FileTruth, String> {
    let name = format!("支付宝交易明细(20240101-20251231){}.csv", wallet.label);
    let header = [
        "交易时间",
        "交易分类",
        "交易对方",
        "对方账号",
        "商品说明",
        "收/支",
        "金额",
        "收/付款方式",
        "交易状态",
        "交易订单号",
        "商家订单号",
        "备注",
    ];
    let mut header: Vec<_> = header.into_iter().map(padded).collect();
    header.push(Cell::text(""));
    let mut rows = vec![header];
    let count = movements.len();
    for (index, movement) in movements.iter().enumerate() {
        rows.push(movement_row(movement, count - index));
    }
    let preamble = preamble(wallet, movements);
    let lines_before = preamble.matches("\r\n").count() + 1;
    table::write_csv(&folder.join(&name), Encoding::Gb18030, &preamble, &rows)?;
    let mut truth = FileTruth::new(name, "alipay_personal_app");
    truth.data_rows = count;
    truth.new = count;
    truth.physical_rows = count + lines_before;
    Ok(truth)
}

fn padded(text: &str) -> Cell {
    Cell::text(format!("{text:<12}"))
}

/// A row ends with a comma, so an empty cell more; ids end with a tab.
fn movement_row(movement: &Movement, number: usize) -> Vec<Cell> {
    let day = movement.at.format("%Y%m%d");
    let merchant_order = match movement.direction {
        Direction::Out => format!("T{day}M{number:06}\t"),
        _ => "\t".to_owned(),
    };
    vec![
        Cell::text(format!("{} ", movement.at)),
        padded(movement.category),
        padded(movement.counterparty),
        padded("/"),
        padded(&movement.memo),
        padded(movement.direction.word()),
        padded(&yuan(movement.fen)),
        padded(movement.method),
        padded(movement.status),
        Cell::text(format!("{day}22001499{number:011}1\t")),
        Cell::text(merchant_order),
        padded(""),
        Cell::text(""),
    ]
}

/// The 24 lines above the header, with the control totals of the bill.
fn preamble(wallet: &Wallet, movements: &[Movement]) -> String {
    let total = |direction: Direction| {
        let mine = movements
            .iter()
            .filter(|movement| movement.direction == direction);
        let (count, fen) = mine.fold((0, 0), |(count, fen), movement| {
            (count + 1, fen + movement.fen)
        });
        format!("{}：{count}笔 {}元", direction.word(), yuan(fen))
    };
    let mut lines = vec![
        "-".repeat(84),
        "导出信息：".to_owned(),
        format!("姓名：{}", wallet.holder),
        format!("支付宝账户：{}", wallet.account),
        "起始时间：[2024-01-01 00:00:00]    终止时间：[2025-12-31 23:59:59]".to_owned(),
        "导出交易类型：[全部]".to_owned(),
        "导出时间：[2026-01-02 10:15:00]".to_owned(),
        format!("共{}笔记录", movements.len()),
        total(Direction::In),
        total(Direction::Out),
        total(Direction::Neutral),
        String::new(),
        "特别提示：".to_owned(),
    ];
    lines.extend(NOTICES.iter().map(|notice| (*notice).to_owned()));
    lines.push(String::new());
    let rule = "-".repeat(24);
    lines.push(format!(
        "{rule}支付宝（中国）网络技术有限公司  电子客户回单{rule}"
    ));
    assert_eq!(lines.len(), 24, "the app writes 24 lines above the header");
    lines.join("\r\n") + "\r\n"
}

const NOTICES: [&str; 9] = [
    "1.本明细由样例生成，仅用于演示导入；",
    "2.请以账户实际到账情况为准；",
    "3.快捷支付可能同时产生银行交易，请勿重复记账；",
    "4.本明细经涂改即失去效力；",
    "5.充值提现、账户互转等记为不计收支；",
    "6.明细金额累加可能与统计金额不一致；",
    "7.禁止将本明细用于非法用途；",
    "8.不包括已删除的记录；",
    "9.仅供个人对账使用。",
];
