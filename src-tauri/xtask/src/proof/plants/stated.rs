//! What is stated beside the exports: claimed totals, papers to be destroyed, block lists; and old years.

use super::super::world::{Fate, Kind, World};
use super::{Pattern, YEAR};

pub const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "C25 claimed totals",
        plant: impossible_total,
        innocent: possible_total,
    },
    Pattern {
        name: "B2.5 limitation",
        plant: expired,
        innocent: recent,
    },
    Pattern {
        name: "B2.6 retention",
        plant: purged_early,
        innocent: purged_late,
    },
    Pattern {
        name: "B3.5 block lists",
        plant: blocked,
        innocent: lifted,
    },
];

fn claim(world: &mut World, of: &str, times: i64) -> (super::super::world::Party, i64) {
    let party = world.party(of, Kind::Person);
    let tax = world.random.between(50_000, 300_000) * 100;
    let total = tax * times;
    let [tax, total_text] = [tax, total].map(crate::sample::ledger::yuan);
    world.state(&format!(
        "[[checks.claimed_total]]\nparty = \"{}\"\nperiod = \"2022\"\ntax = \"{tax}\"\ntotal = \"{total_text}\"\n\
         oldest_deadline = \"2023-06-30\"\npaid_on = \"2024-06-30\"\n",
        party.id
    ));
    (party, total)
}

/// Nine times the tax: five times as a fine and a year of surcharge are about six in all.
fn impossible_total(world: &mut World) {
    let (party, total) = claim(world, "total", 9);
    world.expect("C25", &party, Some("2022"), Fate::Found(Some(total)));
}

fn possible_total(world: &mut World) {
    claim(world, "total-fair", 3);
}

/// A million settled and declared, of which 100,000 was withheld. 1,000,000 × 80 % − 60,000 = 740,000;
/// × 35 % − 85,920 = 173,080; 73,080 are short.
fn short_year(world: &mut World, of: &str, year: &str) -> super::super::world::Party {
    let party = world.party(of, Kind::Person);
    for month in super::months(year).take(10) {
        world.settle_month(&party, &month, 10_000_000);
    }
    world.declare(&party, year, 100_000_000, 10_000_000);
    party
}

/// Due on 30 June 2020: three years for a mistake are over.
fn expired(world: &mut World) {
    let party = short_year(world, "expired", "2019");
    world.expect("B2.5", &party, Some("2019"), Fate::Found(Some(7_308_000)));
}

fn recent(world: &mut World) {
    short_year(world, "recent", YEAR);
}

fn papers(world: &mut World, of: &str, purge: &str) -> super::super::world::Party {
    let party = world.party(of, Kind::Company);
    world.state(&format!(
        "[[checks.retention]]\nparty = \"{}\"\npapers = \"直播合同\"\nyear = 2021\npurge_on = \"{purge}\"\n",
        party.id
    ));
    party
}

/// Ten years from the end of 2021.
fn purged_early(world: &mut World) {
    let party = papers(world, "purged", "2031-12-31");
    world.expect("B2.6", &party, Some("2021"), Fate::Found(None));
}

fn purged_late(world: &mut World) {
    papers(world, "kept-papers", "2032-01-01");
}

fn listed(world: &mut World, of: &str, until: &str) -> (super::super::world::Party, i64) {
    let party = world.party(of, Kind::Person);
    let amount = world.amount(10_000, 90_000);
    world.settle_month(&party, "2024-05", amount);
    world.declare(&party, "2024-05", amount, 0);
    world.state(&format!(
        "[[checks.blocked]]\nidentity = \"{}\"\nlist = \"警示名单\"\nsince = \"2024-01-01\"\nuntil = \"{until}\"\n",
        party.tax_id
    ));
    (party, amount)
}

fn blocked(world: &mut World) {
    let (party, amount) = listed(world, "blocked", "2028-12-31");
    world.expect("B3.5", &party, None, Fate::Found(Some(amount)));
}

fn lifted(world: &mut World) {
    listed(world, "lifted", "2024-04-30");
}
