//! What checks need to know that no export tells: stated in the manifest under `checks`, nothing of it
//! counts in any figure.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::period::Period;
use crate::record::codes;
use ts_rs::TS;

/// Facts of a registered business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Handle of the party.
    pub party: String,
    /// When it was registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_on: Option<NaiveDate>,
    /// Where it is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Staff beside the owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<u32>,
    /// Whether it has premises of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub premises: Option<bool>,
    /// Whether its contracts name the owner as the one who performs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_performs: Option<bool>,
    /// Since when it is a general taxpayer of VAT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub general_taxpayer_since: Option<NaiveDate>,
}

/// Rate of a platform's commission that a contract states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommissionRate {
    /// Handle of the party that pays the commission.
    pub party: String,
    /// Who invoices it, as the invoice prints the name.
    pub platform: String,
    /// The rate, such as `"0.05"`.
    pub rate: Decimal,
}

/// A total of tax, surcharge and fine that somebody claims, such as a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedTotal {
    /// Handle of the party.
    pub party: String,
    /// Period of the tax.
    pub period: Period,
    /// Tax in it.
    pub tax: Money,
    /// The total.
    pub total: Money,
    /// The oldest deadline of the tax.
    pub oldest_deadline: NaiveDate,
    /// The day of payment.
    pub paid_on: NaiveDate,
}

/// Until when papers of a year are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Handle of the party.
    pub party: String,
    /// What they are, in words.
    pub papers: String,
    /// The year they are of.
    pub year: i32,
    /// When they are to be destroyed.
    pub purge_on: NaiveDate,
}

codes! {
    /// To what a platform's cap on tips applies.
    CapOf {
        /// One tip.
        Time = "time",
        /// The tips of a payer on a day.
        Day = "day",
        /// The tips of a payer in a month.
        Month = "month",
    }
}

/// A platform's own cap on tips.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TipCap {
    /// Platform.
    pub platform: String,
    /// To what it applies.
    pub of: CapOf,
    /// In yuan.
    pub amount: Money,
}

/// A person on a list of those who may not stream or be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blocked {
    /// Identity number: names repeat, numbers do not.
    pub identity: String,
    /// Which list.
    pub list: String,
    /// First day.
    pub since: NaiveDate,
    /// Last day; open when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

codes! {
    /// What proves that an order was faked. The text key is `proof.<code>`.
    Proof {
        /// The price went back to whoever paid it.
        PrincipalReturned = "principal_returned",
        /// The buyer was paid a fee.
        BuyerFee = "buyer_fee",
        /// The parcel went out without the goods.
        EmptyParcel = "empty_parcel",
        /// Chats or task lists.
        TaskList = "task_list",
        /// The list of the accounts that bought.
        AccountList = "account_list",
    }
}

/// An order that is said to be fake, and what proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FakeOrder {
    /// Number of the order.
    pub order: String,
    /// What proves it; only all of them together do.
    #[serde(default)]
    pub proofs: Vec<Proof>,
}

/// Everything that is stated for checks alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckInputs {
    /// Registered businesses.
    #[serde(default, rename = "entity", skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<Entity>,
    /// Rates of platforms.
    #[serde(
        default,
        rename = "commission_rate",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub commission_rates: Vec<CommissionRate>,
    /// Totals claimed.
    #[serde(
        default,
        rename = "claimed_total",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub claimed_totals: Vec<ClaimedTotal>,
    /// How long papers are kept.
    #[serde(default, rename = "retention", skip_serializing_if = "Vec::is_empty")]
    pub retentions: Vec<Retention>,
    /// Caps on tips.
    #[serde(default, rename = "tip_cap", skip_serializing_if = "Vec::is_empty")]
    pub tip_caps: Vec<TipCap>,
    /// Block lists.
    #[serde(default, rename = "blocked", skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<Blocked>,
    /// Fake orders.
    #[serde(default, rename = "fake_order", skip_serializing_if = "Vec::is_empty")]
    pub fake_orders: Vec<FakeOrder>,
}

impl CheckInputs {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == CheckInputs::default()
    }

    /// What is stated of a business.
    pub fn entity(&self, party: &str) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.party == party)
    }
}
