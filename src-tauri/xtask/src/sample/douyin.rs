//! The Douyin agency orders as two dumps of the open API, amounts in fen.
//!
//! Each dump repeats the element at the edge of a page, as paging by cursor does; the second also
//! holds the orders of the first that have moved on since.

use std::fmt::Write as _;
use std::path::Path;

use chrono::NaiveDateTime;

use super::cast::{CREATORS, Creator, PRODUCTS, Product};
use super::ledger::{Ledger, Month, part};
use super::market::{last_second, later};
use super::random::Random;
use super::table::write_bytes;
use super::truth::FileTruth;

/// Elements on a page of the API.
const PAGE: usize = 50;

/// Orders a creator and month.
const ORDERS: i64 = 12;

/// The platform's fee on the commission, in hundredths of a percent.
const FEE: i64 = 1_000;

/// The agency's part of what is left, in hundredths of a percent.
const AGENCY: i64 = 2_000;

/// An order and what becomes of it.
struct Order {
    id: String,
    creator: &'static Creator,
    product: &'static Product,
    quantity: i64,
    paid: NaiveDateTime,
    end: End,
}

enum End {
    Refunded(NaiveDateTime),
    Settled(NaiveDateTime),
}

/// The commission chain of an order, in fen.
struct Chain {
    base: i64,
    total: i64,
    fee: i64,
    agency: i64,
    creator: i64,
}

impl Order {
    fn chain(&self) -> Chain {
        let base = self.product.price * self.quantity;
        let total = part(base, self.product.rate, 10_000);
        let fee = part(total, FEE, 10_000);
        let agency = part(total - fee, AGENCY, 10_000);
        Chain {
            base,
            total,
            fee,
            agency,
            creator: total - fee - agency,
        }
    }

    /// The word for its state on a day, and since when.
    fn flow_point(&self, on: NaiveDateTime) -> (&'static str, NaiveDateTime) {
        match self.end {
            End::Refunded(at) if at <= on => ("REFUND", at),
            End::Settled(at) if at <= on => ("SETTLE", at),
            _ => ("PAY_SUCC", self.paid),
        }
    }
}

/// Writes both dumps and books what they say.
pub fn write(
    folder: &Path,
    random: &mut Random,
    ledger: &mut Ledger,
) -> Result<Vec<FileTruth>, String> {
    let orders = orders(random);
    let first_made = Month {
        year: 2024,
        number: 12,
    }
    .at(31, 23, 0, 0);
    let first: Vec<_> = orders
        .iter()
        .filter(|order| order.paid <= first_made)
        .collect();
    let moved_on = first
        .iter()
        .copied()
        .filter(|order| order.flow_point(first_made) != order.flow_point(last_second()));
    let moved_on: Vec<_> = moved_on.collect();
    let later = orders.iter().filter(|order| order.paid > first_made);
    let second: Vec<_> = moved_on.iter().copied().chain(later).collect();
    for order in &orders {
        book(order, ledger);
    }
    let dumps = [
        (
            Dump {
                name: "buyin-orders-2024.json",
                made: first_made,
                wrapped: true,
            },
            first,
            0,
        ),
        (
            Dump {
                name: "buyin-orders-2025.json",
                made: last_second(),
                wrapped: false,
            },
            second,
            moved_on.len(),
        ),
    ];
    dumps
        .into_iter()
        .map(|(dump, orders, updates)| dump.write(folder, &orders, updates))
        .collect()
}

fn orders(random: &mut Random) -> Vec<Order> {
    let mut orders = Vec::new();
    for month in Month::all() {
        for creator in CREATORS {
            for _ in 0..ORDERS {
                orders.push(order(random, creator, month));
            }
        }
    }
    orders.sort_by_key(|order| order.paid);
    for (number, order) in (1..).zip(&mut orders) {
        order.id = format!("69{number:017}");
    }
    orders.retain(|order| !order.id.ends_with("000"));
    orders
}

fn order(random: &mut Random, creator: &'static Creator, month: Month) -> Order {
    let day = random.between(1, 28);
    let paid = month.at(
        day,
        random.between(19, 23),
        random.between(0, 59),
        random.between(0, 59),
    );
    let end = if random.percent(12) {
        End::Refunded(later(random, paid, 1, 7))
    } else {
        End::Settled(later(random, paid, 12, 25))
    };
    Order {
        id: String::new(),
        creator,
        product: random.pick(PRODUCTS),
        quantity: random.between(1, 3),
        paid,
        end,
    }
}

fn book(order: &Order, ledger: &mut Ledger) {
    if let ("SETTLE", at) = order.flow_point(last_second()) {
        let chain = order.chain();
        let line = ledger.line(order.creator.party, Month::of(at));
        line.douyin += chain.creator;
        line.agency_share += chain.agency;
        line.settled_records += 1;
    }
}

/// One dump of the API.
struct Dump {
    name: &'static str,
    made: NaiveDateTime,
    /// Whether the elements are under `data.orders` or in a bare array.
    wrapped: bool,
}

impl Dump {
    fn write(self, folder: &Path, orders: &[&Order], updates: usize) -> Result<FileTruth, String> {
        let mut elements: Vec<String> = Vec::new();
        for (index, order) in orders.iter().enumerate() {
            let element = element(order, self.made);
            if index > 0 && index % PAGE == 0 {
                elements.push(elements[elements.len() - 1].clone());
            }
            elements.push(element);
        }
        let array = format!("[\n{}\n]", elements.join(",\n"));
        let text = if self.wrapped {
            format!("{{\"err_no\":0,\"message\":\"success\",\"data\":{{\"orders\":{array}}}}}\n")
        } else {
            array + "\n"
        };
        write_bytes(&folder.join(self.name), text.as_bytes())?;
        let mut truth = FileTruth::new(self.name, "douyin_mcn_orders_api");
        truth.physical_rows = elements.len();
        truth.data_rows = elements.len();
        truth.duplicates = elements.len() - orders.len();
        truth.updates = updates;
        truth.new = orders.len() - updates;
        Ok(truth)
    }
}

/// An element as the API gives it: settled amounts are 0 until settlement.
fn element(order: &Order, made: NaiveDateTime) -> String {
    let (word, since) = order.flow_point(made);
    let chain = order.chain();
    let when_settled = |fen: i64| if word == "SETTLE" { fen } else { 0 };
    let when = |wanted: &str| {
        if word == wanted {
            since.to_string()
        } else {
            String::new()
        }
    };
    let mut json = Fields::default();
    json.text("order_id", &order.id);
    json.text("product_id", order.product.id);
    json.text("product_name", order.product.title);
    json.text("author_account", order.creator.name);
    json.text("author_openid", order.creator.open_id);
    json.text("author_short_id", order.creator.short_id);
    json.text("author_buyin_id", order.creator.buyin_id);
    json.text("shop_name", order.product.shop);
    json.number("total_pay_amount", chain.base);
    json.number("pay_goods_amount", chain.base);
    json.number("settled_goods_amount", when_settled(chain.base));
    json.number("commission_rate", order.product.rate);
    json.number("estimated_total_commission", chain.total);
    json.number("estimated_commission", chain.creator);
    json.number("real_commission", when_settled(chain.creator));
    json.number("shop_estimated_commission", chain.total);
    json.number("shop_real_commission", when_settled(chain.total));
    json.number("alliance_split_rate", AGENCY);
    json.number("estimated_institution_commission", chain.agency);
    json.number("institution_commission", when_settled(chain.agency));
    json.number("tech_service_fee_rate", FEE);
    json.number("estimated_tech_service_fee", chain.fee);
    json.number("settled_tech_service_fee", when_settled(chain.fee));
    json.text("flow_point", word);
    json.text("pay_success_time", &order.paid.to_string());
    json.text("settle_time", &when("SETTLE"));
    json.text("refund_time", &when("REFUND"));
    json.text("update_time", &since.to_string());
    json.text("media_type", "live");
    json.number("item_num", order.quantity);
    json.closed()
}

/// The fields of one JSON object. None of the sample's texts needs escaping, which is asserted.
#[derive(Default)]
struct Fields(String);

impl Fields {
    fn text(&mut self, name: &str, value: &str) {
        assert!(!value.contains(['"', '\\']), "the sample's texts are plain");
        write!(self.0, ",\"{name}\":\"{value}\"").expect("writing to a string");
    }

    fn number(&mut self, name: &str, value: i64) {
        write!(self.0, ",\"{name}\":{value}").expect("writing to a string");
    }

    fn closed(self) -> String {
        format!("{{{}}}", &self.0[1..])
    }
}
