//! Orders and who placed them: few buyers, one address, orders that came to nothing, commission kept on what
//! was refunded, and fake orders.

use super::super::world::{Fate, Kind, Party, World};
use super::{Pattern, YEAR};

pub const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "C8 few buyers",
        plant: few_buyers,
        innocent: many_buyers,
    },
    Pattern {
        name: "C9 one address",
        plant: one_address,
        innocent: dormitory,
    },
    Pattern {
        name: "C10 orders that came to nothing",
        plant: void_and_few,
        innocent: void_and_many,
    },
    Pattern {
        name: "C11 commission kept",
        plant: kept,
        innocent: given_back,
    },
    Pattern {
        name: "B5.2 fake orders",
        plant: fake,
        innocent: given_back,
    },
];

const DAY: &str = "2024-06-09";
const MONTH: &str = "2024-06";

/// Orders of one day, each by a buyer and to an address; the sums by buyer and address are the caller's.
fn day_of(world: &mut World, of: &str, orders: &[([i64; 2], bool)]) -> (Party, Vec<i64>) {
    let party = world.party(of, Kind::Person);
    let mut amounts = Vec::new();
    for (place, is_void) in orders {
        let amount = world.amount(800, 1_500);
        world.sell(&party, DAY, *place, amount, *is_void);
        amounts.push(amount);
    }
    (party, amounts)
}

fn sum(amounts: &[i64], is_meant: impl Fn(i64) -> bool) -> i64 {
    let placed = (0..).zip(amounts).filter(|(place, _)| is_meant(*place));
    placed.map(|(_, amount)| amount).sum()
}

/// Eighty orders, sixty of them of four buyers in equal parts; each lives elsewhere.
fn of_four(place: i64) -> i64 {
    if place < 60 { place % 4 } else { place }
}

fn few_buyers(world: &mut World) {
    let orders: Vec<_> = (0..80)
        .map(|place| ([of_four(place), of_four(place)], false))
        .collect();
    let (party, amounts) = day_of(world, "few", &orders);
    let fate = Fate::Found(Some(sum(&amounts, |place| place < 60)));
    world.expect("C8", &party, Some(MONTH), fate);
}

/// A good day, and a small one of few buyers that tells nothing.
fn many_buyers(world: &mut World) {
    let orders: Vec<_> = (0..90).map(|place| ([place, place], false)).collect();
    day_of(world, "many", &orders);
    let orders: Vec<_> = (0..40)
        .map(|place| ([place % 4, place % 4], false))
        .collect();
    day_of(world, "small-day", &orders);
}

fn one_address(world: &mut World) {
    let orders: Vec<_> = (0..80)
        .map(|place| ([place, place.max(39)], false))
        .collect();
    let (party, amounts) = day_of(world, "address", &orders);
    let fate = Fate::Found(Some(sum(&amounts, |place| place <= 39)));
    world.expect("C9", &party, Some(MONTH), fate);
}

/// Twelve of ninety at one address: a dormitory.
fn dormitory(world: &mut World) {
    let orders: Vec<_> = (0..90)
        .map(|place| ([place, place.max(11)], false))
        .collect();
    day_of(world, "dormitory", &orders);
}

/// Few buyers, and half of the orders came to nothing.
fn void_and_few(world: &mut World) {
    let orders: Vec<_> = (0..80)
        .map(|place| ([of_four(place), of_four(place)], place % 2 == 0))
        .collect();
    let (party, amounts) = day_of(world, "void-few", &orders);
    let fate = Fate::Found(Some(sum(&amounts, |place| place < 60)));
    world.expect("C8", &party, Some(MONTH), fate);
    let fate = Fate::Found(Some(sum(&amounts, |place| place % 2 == 0)));
    world.expect("C10", &party, Some(MONTH), fate);
}

/// High rates are usual in live commerce: alone they tell nothing.
fn void_and_many(world: &mut World) {
    let orders: Vec<_> = (0..90)
        .map(|place| ([place, place], place % 5 != 0))
        .collect();
    day_of(world, "void-many", &orders);
}

fn earner(world: &mut World, of: &str) -> (Party, i64, String) {
    let party = world.party(of, Kind::Person);
    let commission = world.amount(15_000, 60_000);
    let order = world.settle(&party, "2024-05-20", commission);
    (party, commission, order)
}

fn kept(world: &mut World) {
    let (party, commission, order) = earner(world, "kept");
    world.refund(&order, "2024-06-20", 5 * commission, 0);
    world.declare(&party, YEAR, commission, 0);
    world.expect("C11", &party, Some(YEAR), Fate::Found(Some(commission)));
}

fn given_back(world: &mut World) {
    let (party, commission, order) = earner(world, "given-back");
    world.refund(&order, "2024-06-20", 5 * commission, commission);
    world.declare(&party, YEAR, 0, 0);
}

/// Said to be fake, with every proof: both totals are told.
fn fake(world: &mut World) {
    let (party, commission, order) = earner(world, "fake");
    world.declare(&party, YEAR, commission, 0);
    world.state(&format!(
        "[[checks.fake_order]]\norder = \"{order}\"\nproofs = [\"principal_returned\", \"buyer_fee\", \
         \"empty_parcel\", \"task_list\", \"account_list\"]\n"
    ));
    world.expect("B5.2", &party, Some(YEAR), Fate::Found(Some(commission)));
}
