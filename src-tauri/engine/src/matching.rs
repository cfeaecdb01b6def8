//! Which receipts paid which settlements, each match with its rule, its points and the runner-up.
//!
//! Every possible match is weighed before any is made: the one with most points is made only where no
//! other of as many points wants the same money; otherwise all of it waits for a person. What a person
//! decided goes first and is never weighed. Amounts are exact; what differs is named.

mod book;
mod offers;
mod person;
mod points;
mod rounds;
mod sets;
mod solve;
mod windows;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::codes::codes;
use crate::money::Money;
use crate::period::Period;

codes! {
    /// By which evidence settlements and receipts belong together. The text key is `matching.<code>`.
    MatchRule {
        /// A person said so.
        Person = "person",
        /// Both sides print the same order, batch or withdrawal.
        SameReference = "same_reference",
        /// One settlement, one receipt.
        SameAmount = "same_amount",
        /// As many receipts as settlements, all of one amount, that nothing tells apart.
        EqualAmounts = "equal_amounts",
        /// All of an account on one day, one receipt.
        WholeDay = "whole_day",
        /// All of an account on days that follow each other, one receipt.
        Days = "days",
        /// All of an account in a calendar month, one receipt.
        AccountMonth = "account_month",
        /// All accounts on one platform in a calendar month, one receipt.
        PlatformMonth = "platform_month",
        /// All accounts in a calendar month, one receipt.
        PartyMonth = "party_month",
        /// One settlement, several receipts.
        InParts = "in_parts",
        /// A calendar month, several receipts.
        MonthInParts = "month_in_parts",
    }
}

codes! {
    /// Why less arrived than was settled. The text key is `difference.<code>`.
    DifferenceKind {
        /// The platform's fee, as the settlement states it.
        ServiceFee = "service_fee",
        /// Tax withheld, as the settlement states it.
        TaxWithheld = "tax_withheld",
        /// Tax withheld, as it was declared for the month.
        TaxDeclared = "tax_declared",
        /// Within what may differ, and not explained.
        WithinTolerance = "within_tolerance",
        /// Left open by the person who matched.
        LeftOpen = "left_open",
    }
}

codes! {
    /// What gives points. The text key is `points.<code>`.
    PointsFor {
        /// The same order, batch or withdrawal on both sides.
        Reference = "reference",
        /// How exactly the amount fits.
        Amount = "amount",
        /// The counterparty is the platform, or pays the party.
        Counterparty = "counterparty",
        /// The memo names the platform or the month.
        Memo = "memo",
        /// How far from the days at which money usually arrives.
        Day = "day",
        /// How little had to be put together.
        Shape = "shape",
    }
}

codes! {
    /// Why something waits. The text key is `waiting.<code>`.
    WaitingFor {
        /// Nothing on the other side fits.
        Counterpart = "counterpart",
        /// Several matches are equally likely.
        Choice = "choice",
        /// What fits has too few points.
        Evidence = "evidence",
    }
}

codes! {
    /// On which side of the matching something stands.
    MatchSide {
        /// Settled by a platform.
        Settlement = "settlement",
        /// Arrived in a wallet or bank.
        Receipt = "receipt",
    }
}

/// What a platform settled: one row, or what the caller takes as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Settlement {
    /// Handle of the party.
    pub party: String,
    /// Account.
    pub account: String,
    /// Day it was settled.
    pub day: NaiveDate,
    /// What it is known by, whatever is imported after it. No two are alike.
    pub key: String,
    /// Platform.
    pub platform: String,
    /// Settled; a clawback is negative.
    pub gross: Money,
    /// Platform's fee that comes off, as stated; zero where nothing is.
    pub fee: Money,
    /// Tax withheld that comes off, as stated; zero where nothing is.
    pub withheld: Money,
    /// Orders, batches and withdrawals it names.
    pub references: Vec<String>,
}

/// Money that arrived.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receipt {
    /// Handle of the party.
    pub party: String,
    /// Day it arrived.
    pub day: NaiveDate,
    /// What it is known by, whatever is imported after it. No two are alike.
    pub key: String,
    /// Wallet or bank account.
    pub account: String,
    /// Amount; what is not above zero is no receipt and stays out.
    pub amount: Money,
    /// Who paid.
    pub counterparty: Option<String>,
    /// Its words.
    pub memo: Option<String>,
    /// Orders, batches and withdrawals it names.
    pub references: Vec<String>,
}

/// Tax that was declared as withheld from a party for a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredTax {
    /// Handle of the party.
    pub party: String,
    /// The calendar month.
    pub month: Period,
    /// All of it.
    pub amount: Money,
}

/// Somebody known to pay a party: its agency, or who withheld from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPayer {
    /// Handle of the party.
    pub party: String,
    /// A name of the payer.
    pub name: String,
}

/// What a person decided about settlements and receipts, by their keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum MatchDecision {
    /// They belong together.
    Match {
        /// Keys of settlements.
        settlements: Vec<String>,
        /// Keys of receipts.
        receipts: Vec<String>,
    },
    /// No settlement of these belongs to any receipt of these.
    Forbid {
        /// Keys of settlements.
        settlements: Vec<String>,
        /// Keys of receipts.
        receipts: Vec<String>,
    },
}

/// A decision with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Its number; earlier ones go first.
    pub number: i64,
    /// What was decided.
    pub decision: MatchDecision,
}

/// All that is matched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// What was settled, in any order.
    pub settlements: Vec<Settlement>,
    /// What arrived, in any order.
    pub receipts: Vec<Receipt>,
    /// Tax declared as withheld, at most once a party and month.
    pub declared_tax: Vec<DeclaredTax>,
    /// Who is known to pay whom.
    pub payers: Vec<KnownPayer>,
    /// What a person decided.
    pub decisions: Vec<Decided>,
}

/// One explained difference of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Difference {
    /// Why.
    pub kind: DifferenceKind,
    /// What was settled and did not arrive; negative where more arrived.
    pub amount: Money,
}

/// What one thing adds to the points of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Points {
    /// What for.
    #[serde(rename = "for")]
    pub what: PointsFor,
    /// How many.
    #[ts(type = "number")]
    pub points: i64,
}

/// A possible match that was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Rival {
    /// By which evidence.
    pub rule: MatchRule,
    /// Keys of settlements.
    pub settlements: Vec<String>,
    /// Keys of receipts.
    pub receipts: Vec<String>,
    /// Its points.
    #[ts(type = "number")]
    pub score: i64,
}

/// Settlements and the receipts that paid them. Settled = received + differences, to the fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Match {
    /// Handle of the party.
    pub party: String,
    /// By which evidence.
    pub rule: MatchRule,
    /// Keys of settlements.
    pub settlements: Vec<String>,
    /// Keys of receipts.
    pub receipts: Vec<String>,
    /// First and last day of the settlements.
    pub settled_on: (NaiveDate, NaiveDate),
    /// First and last day of the receipts.
    pub received_on: (NaiveDate, NaiveDate),
    /// What was settled.
    pub settled: Money,
    /// What arrived.
    pub received: Money,
    /// What lies between.
    pub differences: Vec<Difference>,
    /// All points; none where a person decided.
    #[ts(type = "number | null")]
    pub score: Option<i64>,
    /// What they are for.
    pub points: Vec<Points>,
    /// The best other match for any of the same money.
    pub runner_up: Option<Rival>,
    /// Number of the decision of a person.
    #[ts(type = "number | null")]
    pub decision: Option<i64>,
}

/// A settlement or receipt without a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Waiting {
    /// Which side.
    pub side: MatchSide,
    /// Its key.
    pub key: String,
    /// Handle of the party.
    pub party: String,
    /// Its day.
    pub day: NaiveDate,
    /// Days from then to the day of the look; never below zero.
    #[ts(type = "number")]
    pub age_days: i64,
    /// Its amount.
    pub amount: Money,
    /// Why it waits.
    #[serde(rename = "for")]
    pub what_for: WaitingFor,
    /// The best possible matches, at most two, the strongest first.
    pub rivals: Vec<Rival>,
}

/// What belongs together, and what waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Matching {
    /// Matches by party and day of arrival.
    pub matches: Vec<Match>,
    /// What has none, the oldest first.
    pub waiting: Vec<Waiting>,
    /// Numbers of decisions that name something that is not there now, or is matched by an earlier one.
    #[ts(type = "Array<number>")]
    pub without_effect: Vec<i64>,
}

/// Matches settlements and receipts, and says how long the others have waited on a day.
pub fn reconcile(inputs: &Inputs, as_of: NaiveDate) -> Matching {
    let said = person::apply(inputs);
    rounds::run(inputs, said, as_of)
}
