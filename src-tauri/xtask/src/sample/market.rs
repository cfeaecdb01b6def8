//! What was sold: every Taobao order of two years with its whole life, before any file is made.
//!
//! A file later shows each order as it stood on the day of the export.

use chrono::{Duration, NaiveDateTime};

use super::cast::{PRODUCTS, Product, ZONES, Zone};
use super::ledger::{Month, part};
use super::random::Random;

/// One row of an order: one item, seen over its whole life.
#[derive(Clone)]
pub struct Sale {
    /// 订单编号, digits only.
    pub order: String,
    /// Where it was sold.
    pub zone: &'static Zone,
    /// What.
    pub product: &'static Product,
    /// How many.
    pub quantity: i64,
    /// Paid by the buyer, in fen.
    pub paid: i64,
    /// Commission at the full price, in fen.
    pub commission: i64,
    /// Order created.
    pub created: NaiveDateTime,
    /// What became of it.
    pub end: End,
    /// A return after settlement.
    pub case: Option<RefundCase>,
    /// What somebody did to the row by hand.
    pub flaw: Option<Flaw>,
}

/// What became of an order.
#[derive(Clone, Copy)]
pub enum End {
    /// Cancelled before settlement.
    Void(NaiveDateTime),
    /// Received by the buyer, then settled.
    Settled {
        /// 订单成功 from here on.
        received: NaiveDateTime,
        /// 订单结算 from here on.
        settled: NaiveDateTime,
    },
}

/// How an order stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// 订单付款.
    Paid,
    /// 订单成功.
    Received,
    /// 订单结算.
    Settled(NaiveDateTime),
    /// 订单失效.
    Void,
}

/// A return after settlement.
#[derive(Clone)]
pub struct RefundCase {
    /// Opened.
    pub opened: NaiveDateTime,
    /// How it ended.
    pub outcome: Outcome,
    /// Given back to the buyer, in fen.
    pub refund: i64,
    /// Commission given back to the shop, in fen.
    pub clawback: i64,
}

/// How a refund case ended.
#[derive(Clone, Copy)]
pub enum Outcome {
    /// 维权成功.
    Granted(NaiveDateTime),
    /// 维权失败.
    Refused(NaiveDateTime),
    /// 等待处理.
    Open,
}

/// A cell that somebody damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The settled commission is not a number.
    Amount,
    /// A spreadsheet turned the order number into 1.23457E+18.
    OrderNumber,
}

impl Sale {
    /// How it stands on a day.
    pub fn state(&self, on: NaiveDateTime) -> State {
        match self.end {
            End::Void(at) if at <= on => State::Void,
            End::Settled { settled, .. } if settled <= on => State::Settled(settled),
            End::Settled { received, .. } if received <= on => State::Received,
            _ => State::Paid,
        }
    }
}

/// The last second that any file of the sample knows.
pub fn last_second() -> NaiveDateTime {
    let december = Month {
        year: 2025,
        number: 12,
    };
    december.at(31, 23, 59, 59)
}

/// Every order, by time of creation.
pub fn sales(random: &mut Random) -> Vec<Sale> {
    let mut sales = Vec::new();
    let mut number = 0;
    for month in Month::all() {
        for zone in ZONES {
            let (orders, most_items) = volume(zone.party, month);
            for _ in 0..orders {
                number = next_number(number);
                add_order(&mut sales, random, zone, month, number, most_items);
            }
        }
    }
    damage(&mut sales, "2024-05", Flaw::Amount);
    damage(&mut sales, "2025-08", Flaw::OrderNumber);
    sales.sort_by(|a, b| (a.created, &a.order).cmp(&(b.created, &b.order)));
    sales
}

/// How many orders a month, and how many pieces at most in one: the story in numbers.
fn volume(party: &str, month: Month) -> (i64, i64) {
    match (party, month.year, month.number) {
        ("lin", 2024, _) => (40, 2),
        ("lin", _, _) => (34, 2),
        ("zhou", 2024, 1..=6) => (40, 2),
        ("zhou", _, _) => (95, 7),
        ("he", 2024, 1..=2) => (45, 4),
        ("he-studio", 2024, 1..=2) => (0, 0),
        ("he-studio", 2024, _) => (80, 4),
        ("he-studio", _, _) => (68, 4),
        _ => (0, 0),
    }
}

/// The next running number; none ends in 000, as those that a spreadsheet has damaged do.
fn next_number(number: i64) -> i64 {
    if (number + 1) % 1000 == 0 {
        number + 2
    } else {
        number + 1
    }
}

fn add_order(
    sales: &mut Vec<Sale>,
    random: &mut Random,
    zone: &'static Zone,
    month: Month,
    number: i64,
    most_items: i64,
) {
    let created = evening(random, month);
    let order = format!("9{:02}{:02}{:014}", month.year % 100, month.number, number);
    let first = sale(random, zone, order, created, most_items);
    let two_items = random.percent(4);
    let twice = !two_items && first.case.is_none() && random.percent(1);
    if two_items {
        let mut second = sale(random, zone, first.order.clone(), created, most_items);
        if second.product.id != first.product.id {
            second.end = first.end;
            second.case = None;
            sales.push(second);
        }
    }
    if twice {
        sales.push(first.clone());
    }
    sales.push(first);
}

fn sale(
    random: &mut Random,
    zone: &'static Zone,
    order: String,
    created: NaiveDateTime,
    most_items: i64,
) -> Sale {
    let product = random.pick(PRODUCTS);
    let quantity = random.between(1, most_items);
    let coupon = 500 * random.between(0, 8);
    let paid = product.price * quantity - coupon;
    let commission = part(paid, product.rate, 10_000);
    let end = end(random, created);
    let mut sale = Sale {
        order,
        zone,
        product,
        quantity,
        paid,
        commission,
        created,
        end,
        case: None,
        flaw: None,
    };
    sale.case = refund_case(random, &sale);
    sale
}

fn end(random: &mut Random, created: NaiveDateTime) -> End {
    if random.percent(13) {
        return End::Void(later(random, created, 1, 6));
    }
    let received = later(random, created, 3, 8);
    End::Settled {
        received,
        settled: later(random, received, 7, 18),
    }
}

fn refund_case(random: &mut Random, sale: &Sale) -> Option<RefundCase> {
    let End::Settled { settled, .. } = sale.end else {
        return None;
    };
    let opened = later(random, settled, 1, 15);
    let closed = later(random, opened, 1, 10);
    if !random.percent(5) || opened > last_second() {
        return None;
    }
    let share = if random.percent(60) {
        100
    } else {
        10 * random.between(2, 6)
    };
    let refund = part(sale.paid, share, 100);
    let outcome = match random.between(1, 10) {
        _ if closed > last_second() => Outcome::Open,
        1..=7 => Outcome::Granted(closed),
        8..=9 => Outcome::Refused(closed),
        _ => Outcome::Open,
    };
    Some(RefundCase {
        opened,
        outcome,
        refund,
        clawback: part(refund, sale.product.rate, 10_000),
    })
}

/// Livestreams sell in the evening.
fn evening(random: &mut Random, month: Month) -> NaiveDateTime {
    let first = month.at(1, 0, 0, 0);
    let days = (month.next().at(1, 0, 0, 0) - first).num_days();
    let day = random.between(1, days);
    let hour = random.between(18, 23);
    month.at(day, hour, random.between(0, 59), random.between(0, 59))
}

/// A time so many days later, by day.
pub fn later(random: &mut Random, from: NaiveDateTime, least: i64, most: i64) -> NaiveDateTime {
    let day = from.date() + Duration::days(random.between(least, most));
    let second = random.between(8 * 3600, 22 * 3600);
    day.and_hms_opt(0, 0, 0).expect("midnight exists") + Duration::seconds(second)
}

/// Damages one settled row of Zhou's in a month.
fn damage(sales: &mut [Sale], month: &str, flaw: Flaw) {
    let single = |sale: &&mut Sale| {
        let plain = matches!(sale.end, End::Settled { .. }) && sale.case.is_none();
        plain && sale.zone.party == "zhou" && Month::of(sale.created).to_string() == month
    };
    let sale = sales
        .iter_mut()
        .find(single)
        .expect("a month of many orders");
    sale.flaw = Some(flaw);
}
