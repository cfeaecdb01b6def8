//! Gaps with a known cause: each must be named to the fen, and nothing of it flagged.

use std::collections::BTreeMap;

use super::super::world::{Fate, Gap, Kind, Party, World};
use super::Pattern;
use super::income::due;

pub const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "timing of payouts",
        plant: paid_later,
        innocent: nothing,
    },
    Pattern {
        name: "declared when paid",
        plant: declared_later,
        innocent: nothing,
    },
    Pattern {
        name: "tax withheld",
        plant: withheld,
        innocent: nothing,
    },
    Pattern {
        name: "clawback not declared",
        plant: clawback,
        innocent: nothing,
    },
    Pattern {
        name: "clawback set off later",
        plant: set_off,
        innocent: nothing,
    },
    Pattern {
        name: "estimates declared",
        plant: estimated,
        innocent: nothing,
    },
    Pattern {
        name: "shares taken off before",
        plant: taken_off_before,
        innocent: nothing,
    },
    Pattern {
        name: "the agency's share received too",
        plant: share_received,
        innocent: nothing,
    },
    Pattern {
        name: "VAT taken out",
        plant: vat,
        innocent: nothing,
    },
    Pattern {
        name: "a linked party's account",
        plant: other_account,
        innocent: nothing,
    },
    Pattern {
        name: "timing and a real gap",
        plant: timing_and_gap,
        innocent: nothing,
    },
];

fn nothing(_: &mut World) {}

fn named(causes: &[(&str, i64)]) -> BTreeMap<String, i64> {
    let causes = causes.iter();
    causes
        .map(|(cause, fen)| ((*cause).to_owned(), *fen))
        .collect()
}

/// What the comparison of a month must tell.
fn gap(
    world: &mut World,
    party: &Party,
    month: &str,
    declared: (&[(&str, i64)], Option<i64>),
    received: (&[(&str, i64)], Option<i64>),
) {
    world.gaps.push(Gap {
        party: party.id.clone(),
        month: month.to_owned(),
        declared: named(declared.0),
        unexplained: declared.1,
        received: named(received.0),
        receipt_unexplained: received.1,
    });
}

const MAY: &str = "2024-05";
const JUNE: &str = "2024-06";
const NONE: (&[(&str, i64)], Option<i64>) = (&[], None);
const EVEN: (&[(&str, i64)], Option<i64>) = (&[], Some(0));

/// Half of May's commission arrives in June, beside all of June's.
fn paid_later(world: &mut World) {
    let party = world.party("paid-later", Kind::Person);
    let [may, june] = [0; 2].map(|_| world.amount(20_000, 90_000));
    for (month, settled) in [(MAY, may), (JUNE, june)] {
        world.settle_month(&party, month, settled);
        world.declare(&party, month, settled, 0);
    }
    world.receive(&party, "2024-05-28", may / 2, "佣金结算");
    world.receive(&party, "2024-06-28", may - may / 2 + june, "佣金结算");
    let later = may - may / 2;
    gap(
        world,
        &party,
        MAY,
        EVEN,
        (&[("received_later", later)], Some(0)),
    );
    gap(
        world,
        &party,
        JUNE,
        EVEN,
        (&[("received_from_earlier", -later)], Some(0)),
    );
}

/// All of May's commission arrives and is declared in June.
fn declared_later(world: &mut World) {
    let party = world.party("declared-later", Kind::Person);
    let may = world.amount(20_000, 90_000);
    world.settle_month(&party, MAY, may);
    world.receive(&party, "2024-06-12", may, "佣金结算");
    world.declare(&party, JUNE, may, 0);
    gap(
        world,
        &party,
        MAY,
        (&[("declared_later", may)], Some(0)),
        NONE,
    );
    gap(
        world,
        &party,
        JUNE,
        (&[("declared_from_earlier", -may)], Some(0)),
        (&[("received_from_earlier", -may)], Some(0)),
    );
}

fn withheld(world: &mut World) {
    let party = world.party("withheld", Kind::Person);
    let income = world.amount(40_000, 90_000);
    let tax = due(income);
    world.settle_month(&party, MAY, income);
    world.withhold(&party, MAY, income, tax);
    world.receive(&party, "2024-05-28", income - tax, "佣金结算");
    gap(
        world,
        &party,
        MAY,
        EVEN,
        (&[("tax_withheld", tax)], Some(0)),
    );
}

/// Declared before a part of it was taken back in the same month.
fn clawback(world: &mut World) {
    let party = world.party("clawback", Kind::Person);
    let commission = world.amount(20_000, 90_000);
    let back = commission / 10;
    let order = world.settle(&party, "2024-05-06", commission);
    world.refund(&order, "2024-05-25", 5 * back, back);
    world.declare(&party, MAY, commission, 0);
    gap(world, &party, MAY, (&[("clawback", -back)], Some(0)), NONE);
}

/// What was taken back in May is kept back from June's payout.
fn set_off(world: &mut World) {
    let party = world.party("set-off", Kind::Person);
    let [may, june] = [0; 2].map(|_| world.amount(20_000, 90_000));
    let back = may / 10;
    let order = world.settle(&party, "2024-05-06", may);
    world.refund(&order, "2024-05-25", 5 * back, back);
    world.settle(&party, "2024-06-06", june);
    world.receive(&party, "2024-05-28", may, "佣金结算");
    world.receive(&party, "2024-06-28", june - back, "佣金结算");
    world.declare(&party, MAY, may - back, 0);
    world.declare(&party, JUNE, june, 0);
    gap(
        world,
        &party,
        MAY,
        EVEN,
        (&[("clawback_later", -back)], Some(0)),
    );
    gap(
        world,
        &party,
        JUNE,
        EVEN,
        (&[("clawback_from_earlier", back)], Some(0)),
    );
}

/// Declared with orders that were never settled.
fn estimated(world: &mut World) {
    let party = world.party("estimated", Kind::Person);
    let [settled, waiting] = [0; 2].map(|_| world.amount(20_000, 90_000));
    world.settle_month(&party, MAY, settled);
    world.estimate(&party, "2024-05-30", waiting);
    world.declare(&party, MAY, settled + waiting, 0);
    gap(
        world,
        &party,
        MAY,
        (&[("estimated", -waiting)], Some(0)),
        NONE,
    );
}

/// Declared with the fee and the agency's share, which were taken off before it was settled.
fn taken_off_before(world: &mut World) {
    let party = world.party("taken-off", Kind::Person);
    let [commission, share, fee] = [(20_000, 90_000), (3_000, 9_000), (1_000, 2_000)]
        .map(|(low, high)| world.amount(low, high));
    world.stream(&party, "2024-05-20", [commission, share, fee]);
    world.declare(&party, MAY, commission + share + fee, 0);
    let causes = [("platform_fee", -fee), ("agency_share", -share)];
    gap(world, &party, MAY, (&causes, Some(0)), NONE);
}

/// The agency's share arrives with the commission, and is passed on.
fn share_received(world: &mut World) {
    let party = world.party("share-received", Kind::Person);
    let [commission, share] =
        [(20_000, 90_000), (3_000, 9_000)].map(|(low, high)| world.amount(low, high));
    world.stream(&party, "2024-05-20", [commission, share, 0]);
    world.declare(&party, MAY, commission, 0);
    world.receive(&party, "2024-05-28", commission + share, "佣金结算");
    gap(
        world,
        &party,
        MAY,
        EVEN,
        (&[("agency_share", -share)], Some(0)),
    );
}

/// A studio declares its income without the VAT that it paid on it.
fn vat(world: &mut World) {
    let party = world.party("vat", Kind::Studio);
    let net = world.random.between(300_000, 400_000) * 100;
    let tax = net / 100;
    world.settle_month(&party, MAY, net + tax);
    world.declare(&party, MAY, net, 0);
    world.paper(&party, "vat.small_scale", MAY, net, tax);
    gap(
        world,
        &party,
        MAY,
        (&[("vat_declared", tax)], Some(0)),
        NONE,
    );
}

/// Part of a person's commission arrives at her other handle.
fn other_account(world: &mut World) {
    let party = world.party("other-account", Kind::Person);
    let other = world.party("other-account", Kind::Person);
    world.link(&other, "same_person", &party);
    let settled = world.amount(20_000, 90_000);
    let part = settled / 3;
    world.settle_month(&party, MAY, settled);
    world.declare(&party, MAY, settled, 0);
    world.receive(&party, "2024-05-28", settled - part, "佣金结算");
    world.receive(&other, "2024-05-28", part, "佣金结算");
    gap(
        world,
        &party,
        MAY,
        EVEN,
        (&[("other_account", part)], Some(0)),
    );
    gap(
        world,
        &other,
        MAY,
        NONE,
        (&[("of_other_party", -part)], Some(0)),
    );
}

/// Of May's commission two thirds are paid and declared in June, and a third never is.
fn timing_and_gap(world: &mut World) {
    let party = world.party("timing-and-gap", Kind::Person);
    let third = world.amount(30_000, 90_000);
    world.settle_month(&party, MAY, 3 * third);
    world.receive(&party, "2024-06-12", 3 * third, "佣金结算");
    world.declare(&party, JUNE, 2 * third, 0);
    gap(
        world,
        &party,
        MAY,
        (&[("declared_later", 2 * third)], Some(third)),
        NONE,
    );
    gap(
        world,
        &party,
        JUNE,
        (&[("declared_from_earlier", -2 * third)], Some(0)),
        (&[("received_from_earlier", -3 * third)], Some(0)),
    );
    world.expect("C1", &party, Some("2024-Q2"), Fate::Found(Some(third)));
}
