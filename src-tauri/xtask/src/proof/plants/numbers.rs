//! Amounts that look made up: whole thousands, and first digits that no free population has.

use super::super::world::{Fate, Kind, Party, World};
use super::{Pattern, YEAR, months};

pub const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "C20 whole thousands",
        plant: round,
        innocent: uneven,
    },
    Pattern {
        name: "C20 one amount",
        plant: repeated,
        innocent: uneven,
    },
    Pattern {
        name: "C21 first digits",
        plant: flat_digits,
        innocent: free_digits,
    },
];

/// An amount in fen of a row by its number.
type Amount = fn(&mut World, i64) -> i64;

/// Forty receipts in each of two years: uneven ones in the first, those of the second as the caller makes them
/// of their numbers. What they come to in the second.
fn receipts(world: &mut World, of: &str, second: Amount) -> (Party, i64) {
    let party = world.party(of, Kind::Person);
    let mut sum = 0;
    let years: [(&str, Amount); 2] = [("2023", some_amount), (YEAR, second)];
    for (year, amount) in years {
        sum = 0;
        for number in 0..40 {
            let (month, day) = (1 + number % 12, 2 + number / 12);
            let fen = amount(world, number);
            world.receive(
                &party,
                &format!("{year}-{month:02}-{day:02}"),
                fen,
                "合作款项",
            );
            sum += fen;
        }
    }
    (party, sum)
}

/// An amount that is neither whole nor there twice.
fn some_amount(world: &mut World, number: i64) -> i64 {
    world.random.between(2, 90) * 100_000 + 1 + 7 * number
}

fn uneven(world: &mut World) {
    receipts(world, "uneven", some_amount);
}

/// Whole thousands, each another.
fn round(world: &mut World) {
    let (party, sum) = receipts(world, "round", |_, number| (2 + 3 * number) * 100_000);
    world.expect("C20", &party, Some(YEAR), Fate::Found(Some(sum)));
}

/// One amount again and again.
fn repeated(world: &mut World) {
    let (party, sum) = receipts(world, "repeated", |_, _| 123_456);
    world.expect("C20", &party, Some(YEAR), Fate::Found(Some(sum)));
}

/// One settlement on each of more than five hundred days, declared whole.
fn days(world: &mut World, of: &str, amount: Amount) -> Party {
    let party = world.party(of, Kind::Person);
    let mut number = 0;
    for year in ["2023", YEAR] {
        for month in months(year) {
            let mut settled = 0;
            for day in 1..=26 {
                let fen = amount(world, number);
                world.settle(&party, &format!("{month}-{day:02}"), fen);
                settled += fen;
                number += 1;
            }
            world.declare(&party, &month, settled, 0);
        }
    }
    party
}

/// From 1 to 9,999.99 yuan, and each first digit as often as any other.
fn flat_digits(world: &mut World) {
    let party = days(world, "flat", |world, number| {
        let power = [100, 1_000, 10_000, 100_000][usize::try_from(number % 4).expect("below four")];
        let digit = 1 + number % 9;
        digit * power + world.random.between(0, power - 1)
    });
    world.expect("C21", &party, None, Fate::Found(None));
}

/// Powers of a constant follow Benford's law over whole orders of magnitude: 100 × 1.0149 after each day,
/// beginning anew after ten thousand times as much.
fn free_digits(world: &mut World) {
    days(world, "free", |_, number| {
        let mut amount = 100_000_000_i64;
        for _ in 0..number % 623 {
            amount += amount * 149 / 10_000;
        }
        amount / 1_000_000
    });
}
