//! What is planted: for each rule a pattern, and beside it what looks alike and is innocent.

mod causes;
mod income;
mod numbers;
mod orders;
mod owners;
mod stated;

use super::world::{Kind, World};

/// A pattern and its innocent look-alike.
pub struct Pattern {
    /// What it is about, as the report of the proof names it.
    pub name: &'static str,
    /// Plants it, and says what must be found.
    pub plant: fn(&mut World),
    /// Plants what looks alike, of which nothing must be found.
    pub innocent: fn(&mut World),
}

/// The year in which most of it happens.
pub const YEAR: &str = "2024";

/// Every pattern.
pub fn all() -> Vec<Pattern> {
    let families: [&[Pattern]; 6] = [
        income::PATTERNS,
        owners::PATTERNS,
        orders::PATTERNS,
        numbers::PATTERNS,
        stated::PATTERNS,
        causes::PATTERNS,
    ];
    let families = families.into_iter().flatten();
    families
        .map(
            |Pattern {
                 name,
                 plant,
                 innocent,
             }| Pattern {
                name,
                plant: *plant,
                innocent: *innocent,
            },
        )
        .collect()
}

/// Rules that no export can feed: no plant can exist, and they say what they would need.
pub const NOT_PLANTABLE: [&str; 2] = ["B4.1", "C12"];

/// The months of a year.
pub fn months(year: &str) -> impl Iterator<Item = String> {
    (1..=12).map(move |month| format!("{year}-{month:02}"))
}

/// Orders of an honest streamer at most.
const HONEST_ORDERS_MAX: usize = 20_000;

/// A streamer who declares everything, with orders until the case has so many rows or she has enough.
pub fn honest(world: &mut World, rows: usize) {
    let party = world.party("filler", Kind::Person);
    let of_month = HONEST_ORDERS_MAX.min(rows - world.files.rows).div_ceil(12);
    for month in months(YEAR) {
        let mut settled = 0;
        for number in 0..of_month {
            let fen = world.amount(1, 15);
            world.settle(&party, &format!("{month}-{:02}", 1 + number % 28), fen);
            settled += fen;
        }
        world.declare(&party, &month, settled, 0);
    }
}
