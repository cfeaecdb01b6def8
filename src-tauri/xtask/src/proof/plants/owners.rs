//! Whose income it is and where it goes: relatives, studios, split businesses, and businesses over a limit.

use super::super::world::{Fate, Kind, Party, World};
use super::{Pattern, YEAR, months};

pub const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "C5 relatives' accounts",
        plant: paid_to_relative,
        innocent: gift_to_relative,
    },
    Pattern {
        name: "C5 owner's account",
        plant: paid_to_owner,
        innocent: paid_to_studio,
    },
    Pattern {
        name: "C7 income nature",
        plant: shell,
        innocent: real_studio,
    },
    Pattern {
        name: "C13 split sales",
        plant: split,
        innocent: small_together,
    },
    Pattern {
        name: "C13 registered together",
        plant: registered,
        innocent: registered_apart,
    },
    Pattern {
        name: "B1.5 five million",
        plant: above_limit,
        innocent: registered_taxpayer,
    },
    Pattern {
        name: "B1.6 assessed studio",
        plant: assessed,
        innocent: real_studio,
    },
    Pattern {
        name: "A1 accounts of nobody",
        plant: nobodys,
        innocent: paid_to_studio,
    },
];

/// Settles and declares a sum over the year, a twelfth each month; the exact sum.
fn earns(world: &mut World, party: &Party, monthly: i64) -> i64 {
    for month in months(YEAR) {
        world.settle_month(party, &month, monthly);
    }
    world.declare(party, YEAR, 12 * monthly, 0);
    12 * monthly
}

fn relative(world: &mut World, of: &str, memo: &str) -> (Party, i64) {
    let streamer = world.party(of, Kind::Person);
    let relative = world.party(&format!("{of}-kin"), Kind::Person);
    world.link(&relative, "relative_of", &streamer);
    let monthly = world.amount(10_000, 60_000);
    earns(world, &streamer, monthly);
    let mut paid = 0;
    for month in ["2024-03", "2024-06", "2024-09"] {
        let amount = world.amount(8_000, 50_000);
        world.receive(&relative, &format!("{month}-11"), amount, memo);
        paid += amount;
    }
    (streamer, paid)
}

fn paid_to_relative(world: &mut World) {
    let (streamer, paid) = relative(world, "kin-paid", "直播佣金结算");
    world.expect("C5", &streamer, Some(YEAR), Fate::Found(Some(paid)));
}

fn gift_to_relative(world: &mut World) {
    relative(world, "kin-gift", "生日红包");
}

fn studio_and_owner(world: &mut World, of: &str, to_owner: bool) -> (Party, i64) {
    let owner = world.party(&format!("{of}-owner"), Kind::Person);
    let studio = world.party(of, Kind::Studio);
    world.link(&studio, "controlled_by", &owner);
    let monthly = world.amount(10_000, 60_000);
    earns(world, &studio, monthly);
    let paid = world.amount(50_000, 90_000);
    let to = if to_owner { &owner } else { &studio };
    world.receive(to, "2024-06-11", paid, "直播佣金结算");
    (studio, paid)
}

fn paid_to_owner(world: &mut World) {
    let (studio, paid) = studio_and_owner(world, "owner-paid", true);
    world.expect("C5", &studio, Some(YEAR), Fate::Found(Some(paid)));
}

fn paid_to_studio(world: &mut World) {
    studio_and_owner(world, "studio-paid", false);
}

fn studio_with(world: &mut World, of: &str, facts: &str) -> (Party, i64) {
    let owner = world.party(&format!("{of}-owner"), Kind::Person);
    let studio = world.party(of, Kind::Studio);
    world.link(&studio, "controlled_by", &owner);
    let monthly = world.amount(10_000, 90_000);
    let income = earns(world, &studio, monthly);
    world.state(&format!(
        "[[checks.entity]]\nparty = \"{}\"\n{facts}\n",
        studio.id
    ));
    (studio, income)
}

fn shell(world: &mut World) {
    let facts = "staff = 0\npremises = false\nowner_performs = true";
    let (studio, income) = studio_with(world, "shell", facts);
    world.expect("C7", &studio, Some(YEAR), Fate::Found(Some(income)));
}

fn real_studio(world: &mut World) {
    studio_with(
        world,
        "real-studio",
        "staff = 6\npremises = true\nowner_performs = true",
    );
}

/// Three companies of one person, each with a sum in the year.
fn companies(world: &mut World, of: &str, monthly: [i64; 3]) -> (Party, [Party; 3]) {
    let owner = world.party(&format!("{of}-owner"), Kind::Person);
    let companies = monthly.map(|monthly| {
        let company = world.party(of, Kind::Company);
        world.link(&company, "controlled_by", &owner);
        earns(world, &company, monthly);
        company
    });
    (owner, companies)
}

/// Above five million yuan together, each below.
fn split(world: &mut World) {
    let monthly = [0; 3].map(|_| world.amount(150_000, 300_000));
    let (owner, _) = companies(world, "split", monthly);
    let sum: i64 = monthly.iter().map(|monthly| 12 * monthly).sum();
    world.expect("C13", &owner, Some("2024-12"), Fate::Found(Some(sum)));
}

fn small_together(world: &mut World) {
    let monthly = [0; 3].map(|_| world.amount(20_000, 130_000));
    companies(world, "small", monthly);
}

fn registrations(world: &mut World, of: &str, days: [&str; 3]) -> (Party, i64) {
    let monthly = [0; 3].map(|_| world.amount(2_000, 9_000));
    let (owner, companies) = companies(world, of, monthly);
    for (company, day) in companies.iter().zip(days) {
        world.state(&format!(
            "[[checks.entity]]\nparty = \"{}\"\nregistered_on = \"{day}\"\naddress = \"某路{}号\"\n",
            company.id, owner.id
        ));
    }
    (owner, monthly.iter().map(|monthly| 12 * monthly).sum())
}

fn registered(world: &mut World) {
    let days = ["2023-11-01", "2023-11-20", "2023-12-28"];
    let (owner, sum) = registrations(world, "registered", days);
    world.expect("C13", &owner, None, Fate::Found(Some(sum)));
}

fn registered_apart(world: &mut World) {
    registrations(world, "apart", ["2021-11-01", "2022-11-20", "2023-12-28"]);
}

fn sells_much(world: &mut World, of: &str) -> (Party, i64) {
    let company = world.party(of, Kind::Company);
    let monthly = world.random.between(501_000, 540_000) * 100;
    earns(world, &company, monthly);
    (company, monthly)
}

/// 501,000 yuan or more a month pass five million in the tenth.
fn above_limit(world: &mut World) {
    let (company, monthly) = sells_much(world, "limit");
    world.expect(
        "B1.5",
        &company,
        Some("2024-10"),
        Fate::Found(Some(10 * monthly)),
    );
}

fn registered_taxpayer(world: &mut World) {
    let (company, _) = sells_much(world, "taxpayer");
    world.state(&format!(
        "[[checks.entity]]\nparty = \"{}\"\ngeneral_taxpayer_since = \"2024-01-01\"\n",
        company.id
    ));
}

fn assessed(world: &mut World) {
    let owner = world.party("assessed-owner", Kind::Person);
    let studio = world.party("assessed", Kind::AssessedStudio);
    world.link(&studio, "controlled_by", &owner);
    let monthly = world.amount(5_000, 40_000);
    let income = earns(world, &studio, monthly);
    world.expect("B1.6", &studio, Some(YEAR), Fate::Found(Some(income)));
}

fn nobodys(world: &mut World) {
    let number = world.random.between(1, 99_999);
    let amount = world.amount(20_000, 90_000);
    world.settle_for_nobody(&format!("9900{number:05}"), "2024-05-05", amount);
    world.expected.push(super::super::world::Expected {
        rule: "A1",
        party: None,
        period: None,
        fate: Fate::Found(Some(amount)),
    });
}
