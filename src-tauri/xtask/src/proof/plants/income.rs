//! Income that was not declared, was declared as another tax knows it, or too late; and tax not withheld.

use super::super::forms;
use super::super::world::{Fate, Kind, World};
use super::{Pattern, YEAR, months};

pub const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "C1 income left out",
        plant: left_out,
        innocent: declared_whole,
    },
    Pattern {
        name: "C1 below materiality",
        plant: little_left_out,
        innocent: declared_whole,
    },
    Pattern {
        name: "C3 platform invoices",
        plant: implied_sales,
        innocent: invoiced_at_the_rate,
    },
    Pattern {
        name: "C6 withholding",
        plant: too_little_withheld,
        innocent: withheld_right,
    },
    Pattern {
        name: "C14 under a threshold",
        plant: bunched,
        innocent: honest_bunching,
    },
    Pattern {
        name: "C18 only what was invoiced",
        plant: only_invoiced,
        innocent: invoiced_in_part,
    },
    Pattern {
        name: "C19 shifted quarters",
        plant: lagging,
        innocent: one_quarter_late,
    },
    Pattern {
        name: "C24 VAT and report",
        plant: taxes_apart,
        innocent: taxes_agree,
    },
];

fn left_out(world: &mut World) {
    let party = world.party("left-out", Kind::Person);
    let settled = world.amount(60_000, 400_000);
    let declared = settled * world.random.between(5, 60) / 100;
    world.settle_month(&party, "2024-05", settled);
    world.declare(&party, "2024-05", declared, 0);
    world.expect(
        "C1",
        &party,
        Some("2024-Q2"),
        Fate::Found(Some(settled - declared)),
    );
}

fn little_left_out(world: &mut World) {
    let party = world.party("little", Kind::Person);
    let settled = world.amount(60_000, 400_000);
    let gap = world.amount(100, 2_900);
    world.settle_month(&party, "2024-05", settled);
    world.declare(&party, "2024-05", settled - gap, 0);
    world.expect("C1", &party, Some(YEAR), Fate::Below(gap));
}

fn declared_whole(world: &mut World) {
    let party = world.party("honest", Kind::Person);
    for month in months(YEAR) {
        let settled = world.amount(1_000, 90_000);
        world.settle_month(&party, &month, settled);
        world.declare(&party, &month, settled, 0);
    }
}

/// Invoices of a platform at 5 % that stand for more sales than were declared; net in whole yuan.
fn invoices_of_platform(world: &mut World, of: &str, part: i64) -> i64 {
    let party = world.party(of, Kind::Studio);
    let net = world.random.between(20_000, 90_000) * 100;
    let platform = format!("某平台{}", party.id);
    let seller = format!("9144{net:014}");
    world.invoice([&seller, &platform], &party.name, "2024-06-06", net);
    let sales = net * 20;
    world.declare(&party, YEAR, sales * part / 100, 0);
    world.state(&format!(
        "[[checks.commission_rate]]\nparty = \"{}\"\nplatform = \"{platform}\"\nrate = \"0.05\"\n",
        party.id
    ));
    let apart = sales - sales * part / 100;
    if apart > 0 {
        world.expect("C3", &party, Some(YEAR), Fate::Found(Some(apart)));
    }
    apart
}

fn implied_sales(world: &mut World) {
    let part = world.random.between(10, 80);
    invoices_of_platform(world, "implied", part);
}

fn invoiced_at_the_rate(world: &mut World) {
    invoices_of_platform(world, "at-rate", 100);
}

/// Tax to be withheld on a payment above 25,000 yuan: four fifths of it, × 30 % − 2,000 or × 40 % − 7,000,
/// rounded once (国家税务总局公告2018年第61号).
pub fn due(income: i64) -> i64 {
    let base_in_hundredths = income * 80;
    let (rate, quick) = match base_in_hundredths > 5_000_000 * 100 {
        true => (40, 700_000),
        false => (30, 200_000),
    };
    (base_in_hundredths * rate - quick * 10_000 + 5_000) / 10_000
}

fn paid_by_agency(world: &mut World, of: &str, percent: i64) {
    let party = world.party(of, Kind::Person);
    let mut short = 0;
    for month in ["2024-03", "2024-06", "2024-09"] {
        let income = world.amount(40_000, 90_000);
        let due = due(income);
        let withheld = due * percent / 100;
        short += due - withheld;
        world.settle_month(&party, month, income);
        world.withhold(&party, month, income, withheld);
    }
    if short > 0 {
        world.expect("C6", &party, Some(YEAR), Fate::Found(Some(short)));
    }
}

fn too_little_withheld(world: &mut World) {
    let percent = world.random.between(0, 50);
    paid_by_agency(world, "short-withheld", percent);
}

fn withheld_right(world: &mut World) {
    paid_by_agency(world, "right-withheld", 100);
}

/// Twelve months declared just below 100,000 yuan.
fn just_below(world: &mut World, of: &str, settled_percent: i64) {
    let party = world.party(of, Kind::Person);
    let (mut all, mut quarters) = (0, [0_i64; 4]);
    for (place, month) in months(YEAR).enumerate() {
        let declared = world.amount(90_500, 99_500);
        let settled = declared * settled_percent / 100;
        world.settle_month(&party, &month, settled);
        world.withhold(&party, &month, declared, due(declared));
        all += declared;
        quarters[place / 3] += settled - declared;
    }
    if settled_percent > 100 {
        world.expect("C14", &party, None, Fate::Found(Some(all)));
        for (number, gap) in (1..).zip(quarters) {
            let quarter = format!("{YEAR}-Q{number}");
            world.expect("C1", &party, Some(&quarter), Fate::Found(Some(gap)));
        }
    }
}

fn bunched(world: &mut World) {
    just_below(world, "bunched", 160);
}

/// Legal where all of it was declared.
fn honest_bunching(world: &mut World) {
    just_below(world, "bunched-honest", 100);
}

fn invoiced_and_declared(world: &mut World, of: &str, declares_all: bool) {
    let party = world.party(of, Kind::Studio);
    let settled = world.amount(600_000, 3_000_000);
    let invoiced = settled * world.random.between(5, 25) / 100;
    let declared = if declares_all { settled } else { invoiced };
    let names = [party.tax_id.clone(), party.name.clone()];
    world.invoice([&names[0], &names[1]], "某某客户", "2024-06-06", invoiced);
    world.settle_month(&party, "2024-05", settled);
    world.declare(&party, YEAR, declared, 0);
    if !declares_all {
        let gap = settled - declared;
        world.expect("C18", &party, Some(YEAR), Fate::Found(Some(gap)));
        world.expect("C1", &party, Some(YEAR), Fate::Found(Some(gap)));
    }
}

fn only_invoiced(world: &mut World) {
    invoiced_and_declared(world, "invoiced-only", false);
}

fn invoiced_in_part(world: &mut World) {
    invoiced_and_declared(world, "invoiced-part", true);
}

/// Four quarters of the same sum, of which these parts in hundred were declared.
fn by_quarters(world: &mut World, of: &str, parts: [i64; 4]) -> (super::super::world::Party, i64) {
    let party = world.party(of, Kind::Person);
    let quarter = world.random.between(60_000, 200_000) * 100;
    for (month, part) in ["2024-02", "2024-05", "2024-08", "2024-11"]
        .iter()
        .zip(parts)
    {
        world.settle_month(&party, month, quarter);
        world.declare(&party, month, quarter * part / 100, 0);
    }
    (party, quarter)
}

fn lagging(world: &mut World) {
    let (party, quarter) = by_quarters(world, "lagging", [50, 50, 100, 200]);
    world.expect("C19", &party, Some(YEAR), Fate::Found(Some(quarter)));
}

/// One quarter end at which the declared sum lags is a late settlement.
fn one_quarter_late(world: &mut World) {
    by_quarters(world, "late-once", [50, 150, 100, 100]);
}

fn returns_of(world: &mut World, of: &str, vat_percent: i64, reported_percent: i64) {
    let studio = world.party(&format!("vat-{of}"), Kind::Studio);
    let sales = world.random.between(150_000, 280_000) * 100;
    world.declare(&studio, "2024-Q2", sales, 0);
    let in_vat = sales * vat_percent / 100;
    let names = [studio.tax_id.as_str(), studio.name.as_str()];
    let days = ["2024年04月01日", "2024年06月30日"];
    let file = format!("vat-{}.csv", studio.id);
    let vat = forms::vat_return(names, days, in_vat);
    world.file(&file, &vat);
    let person = world.party(&format!("reported-{of}"), Kind::Person);
    let income = world.random.between(100_000, 300_000) * 100;
    world.settle_month(&person, "2025-08", income);
    world.declare(&person, "2025-08", income, 0);
    let reported = income * reported_percent / 100;
    let names = [[
        person.name.clone(),
        person.tax_id.clone(),
        person.id.clone(),
    ]];
    let days = ["2025年07月01日", "2025年09月30日"];
    let file = format!("report-{}.csv", person.id);
    let report = forms::platform_report(days, &names, &[reported]);
    world.file(&file, &report);
    for (party, quarter, apart) in [
        (&studio, "2024-Q2", (in_vat - sales).abs()),
        (&person, "2025-Q3", (reported - income).abs()),
    ] {
        if apart > 0 {
            world.expect("C24", party, Some(quarter), Fate::Found(Some(apart)));
        }
    }
}

fn taxes_apart(world: &mut World) {
    returns_of(world, "apart", 150, 130);
}

fn taxes_agree(world: &mut World) {
    returns_of(world, "agree", 100, 100);
}
