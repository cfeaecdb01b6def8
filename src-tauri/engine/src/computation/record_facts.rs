//! What checks are told of single records, added up where they lie: no record itself comes here, and of
//! buyers only how many orders fall on few of them.

use chrono::NaiveDate;

use crate::money::Money;
use crate::period::Period;
use crate::record::Side;

/// Everything that checks are told of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFacts {
    /// Who paid a party in a year: the one who paid most, and all together.
    pub payers: Vec<Payer>,
    /// Days of an account with many orders whose buyers can be told apart.
    pub buyer_days: Vec<BuyerDay>,
    /// Addresses of such days to which several buyers ordered.
    pub shared_addresses: Vec<SharedAddress>,
    /// Whether any order tells its buyer, and any its address.
    pub tells_buyers: bool,
    /// Whether any order tells its address.
    pub tells_addresses: bool,
    /// Refunded orders with commission that was settled.
    pub refunded: Vec<RefundedOrder>,
    /// How many orders of a month came to nothing, of those that tell their buyers.
    pub refund_rates: Vec<RefundRate>,
    /// Whether any refund of an order is known.
    pub tells_refunds: bool,
    /// What was settled on a day.
    pub days: Vec<DayTotal>,
    /// Receipts of a year: how many, how many of whole thousands, and the most frequent amount.
    pub receipts: Vec<ReceiptAmounts>,
    /// Sales of VAT returns, net of tax.
    pub vat_sales: Vec<VatSales>,
    /// Sales invoices of a year, net of tax.
    pub invoiced: Vec<Invoiced>,
    /// Invoices that a party received from a seller in a year, net of tax.
    pub purchases: Vec<Purchased>,
    /// Orders that are said to be fake.
    pub fake_orders: Vec<FakeOrderSum>,
}

/// The largest payer of a party in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payer {
    /// Handle of the party.
    pub party: String,
    /// Calendar year.
    pub year: i32,
    /// What the one who paid most paid.
    pub largest: Money,
    /// What all paid.
    pub all: Money,
}

/// A day of an account: how its orders fall on buyers. No export names the session, so that a day of an
/// account stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuyerDay {
    /// Owner of the account, where it has one.
    pub party: Option<String>,
    /// The account as shown.
    pub account: String,
    /// The day.
    pub day: NaiveDate,
    /// Orders that tell their buyers.
    pub orders: u64,
    /// Buyers.
    pub buyers: u64,
    /// Orders of the four buyers with most orders.
    pub of_four: u64,
    /// What these four paid.
    pub amount: Money,
    /// What all paid.
    pub whole: Money,
    /// The first records of the four.
    pub records: Vec<i64>,
}

/// An address of a day of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedAddress {
    /// Owner of the account, where it has one.
    pub party: Option<String>,
    /// The account as shown.
    pub account: String,
    /// The day.
    pub day: NaiveDate,
    /// First letters of what stands for the address.
    pub address: String,
    /// Buyers who ordered to it.
    pub buyers: u64,
    /// Orders to it.
    pub orders: u64,
    /// Orders of the day.
    pub orders_of_day: u64,
    /// What was paid for the orders to it.
    pub amount: Money,
}

/// An order that was refunded, in part or whole, after commission on it was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundedOrder {
    /// Number of the order.
    pub order: String,
    /// Who earned the commission.
    pub party: String,
    /// Year of the settlement.
    pub year: i32,
    /// Record of the first line's commission.
    pub record: i64,
    /// Its lines: what the buyer paid and the commission that was settled.
    pub lines: Vec<(Money, Money)>,
    /// Commission given back on the whole order, positive.
    pub reversed: Money,
    /// What went back to the buyer.
    pub refunded: Money,
    /// When the last refund was made, where a file tells.
    pub refunded_on: Option<NaiveDate>,
}

/// Orders of a party in a month, and how many came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundRate {
    /// Handle of the party.
    pub party: String,
    /// The month.
    pub month: Period,
    /// Orders.
    pub orders: u64,
    /// Orders that were cancelled or refunded.
    pub void: u64,
    /// What was to be paid for these.
    pub amount: Money,
}

/// What was settled for a party on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTotal {
    /// Handle of the party.
    pub party: String,
    /// Which side.
    pub side: Side,
    /// The day.
    pub day: NaiveDate,
    /// Its sum.
    pub amount: Money,
}

/// Receipts of a party in a year by what their amounts look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptAmounts {
    /// Handle of the party.
    pub party: String,
    /// Calendar year.
    pub year: i32,
    /// Receipts.
    pub count: u64,
    /// Receipts of whole thousands of yuan.
    pub round: u64,
    /// Receipts of the amount that occurs most often.
    pub repeated: u64,
    /// That amount.
    pub amount: Money,
    /// The sum of the round ones.
    pub round_sum: Money,
}

/// Sales of a VAT return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VatSales {
    /// Handle of the party.
    pub party: String,
    /// Period of the return.
    pub period: Period,
    /// Sales net of tax, exempt ones among them.
    pub sales: Money,
    /// Record.
    pub record: i64,
}

/// Invoices that a party issued in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoiced {
    /// Handle of the party.
    pub party: String,
    /// Calendar year.
    pub year: i32,
    /// Net of tax, red ones taken off.
    pub net: Money,
    /// Lines.
    pub records: u64,
}

/// Invoices that a party received from one seller in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchased {
    /// Handle of the party.
    pub party: String,
    /// The seller as printed.
    pub seller: String,
    /// Calendar year.
    pub year: i32,
    /// Net of tax, red ones taken off.
    pub net: Money,
    /// Lines.
    pub records: u64,
}

/// What was settled on one order that is said to be fake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FakeOrderSum {
    /// Number of the order.
    pub order: String,
    /// Who earned on it.
    pub party: String,
    /// Year of the settlement.
    pub year: i32,
    /// What was settled on it.
    pub settled: Money,
    /// Record.
    pub record: i64,
}

impl RecordFacts {
    /// What the largest payer of a party paid in a year, and what all paid.
    pub fn largest_payer(&self, party: &str, year: i32) -> Option<(Money, Money)> {
        let mut payers = self.payers.iter();
        let payer = payers.find(|payer| payer.party == party && payer.year == year)?;
        Some((payer.largest, payer.all))
    }
}
