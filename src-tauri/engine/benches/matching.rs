//! How long it takes to find which receipts paid which settlements.
//!
//! `cargo xtask bench matching` runs it: five settlements a receipt, in batches of days, single rows, parts
//! and months of many accounts, once at half, once at full and once at double size. Nothing here passes
//! or fails, except that what was planted must be found.
#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock; the engine does not"
)]

use std::time::Instant;

use chrono::{Days, NaiveDate};
use engine::matching::{Inputs, Receipt, Settlement, reconcile};
use engine::money::Money;

/// Settlements and receipts of a round.
const SIZES: [(u64, u64); 3] = [(50_000, 10_000), (100_000, 20_000), (200_000, 40_000)];
/// Batches of one account.
const BATCHES_OF_ACCOUNT: u64 = 300;
/// Accounts of one party.
const ACCOUNTS_OF_PARTY: u64 = 3;
const ROUNDS: u32 = 3;

fn main() {
    for (settlements, receipts) in SIZES {
        let inputs = planted(settlements, receipts);
        let mut best = u128::MAX;
        let mut matched = 0;
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            let matching = reconcile(&inputs, day(0));
            best = best.min(begun.elapsed().as_millis());
            matched = matching.matches.iter().map(|one| one.receipts.len()).sum();
        }
        println!(
            "{} settlements   {} receipts   {}.{:03} s   {matched} receipts matched",
            inputs.settlements.len(),
            inputs.receipts.len(),
            best / 1000,
            best % 1000
        );
        assert!(
            matched * 100 >= inputs.receipts.len() * 95,
            "what was planted is found"
        );
    }
}

/// The day so many days after the first.
fn day(days: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2023, 1, 1).expect("a day of the calendar");
    first + Days::new(days)
}

/// Batches of one to nine rows on a day of an account, each paid within three weeks; every tenth is one
/// row paid in two parts.
fn planted(settlements: u64, receipts: u64) -> Inputs {
    let mut random = Random(settlements);
    let mut all = Inputs::default();
    let mut batch = 0;
    while count(&all.settlements) < settlements || count(&all.receipts) < receipts {
        let account = batch / BATCHES_OF_ACCOUNT;
        let party = format!("party-{}", account / ACCOUNTS_OF_PARTY);
        let on = day(batch % BATCHES_OF_ACCOUNT * 3 + random.below(3));
        let in_parts = batch.is_multiple_of(10);
        let rows = if in_parts { 1 } else { 1 + random.below(11) };
        let mut sum = 0;
        for row in 0..rows {
            let fen = 100 + i64::try_from(random.below(500_000)).expect("a small amount");
            sum += fen;
            all.settlements.push(Settlement {
                party: party.clone(),
                account: format!("account-{account}"),
                day: on,
                key: format!("s{batch}-{row}"),
                platform: "douyin".to_owned(),
                gross: Money::from_fen(fen),
                fee: Money::ZERO,
                withheld: Money::ZERO,
                references: Vec::new(),
            });
        }
        let arrived = on + Days::new(random.below(21));
        let first = if in_parts { sum / 3 } else { sum };
        let parts = [first, sum - first].into_iter().filter(|fen| *fen > 0);
        for (part, fen) in parts.enumerate() {
            all.receipts.push(Receipt {
                party: party.clone(),
                day: arrived,
                key: format!("r{batch}-{part}"),
                account: format!("wallet-{party}"),
                amount: Money::from_fen(fen),
                counterparty: Some("抖音样例结算".to_owned()),
                memo: None,
                references: Vec::new(),
            });
        }
        batch += 1;
    }
    all
}

fn count<T>(all: &[T]) -> u64 {
    u64::try_from(all.len()).expect("a count")
}

/// The same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        let step = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = step.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}
