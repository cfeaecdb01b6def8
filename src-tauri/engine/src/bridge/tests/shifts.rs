//! What one row lacks and another has beyond its own.

use proptest::prelude::*;

use super::*;
use crate::party::{Link, LinkRole};

/// Causes of each row, with their amounts.
fn named(
    rows: &[BridgeRow],
    causes: fn(&BridgeRow) -> &[crate::computation::Cause],
) -> Vec<String> {
    let of = |row: &BridgeRow| {
        let causes = causes(row).iter();
        let causes = causes.map(|cause| format!("{} {}", cause.cause, cause.amount));
        format!(
            "{} {}: {}",
            row.party,
            row.period,
            causes.collect::<Vec<_>>().join(", ")
        )
    };
    rows.iter().map(of).collect()
}

/// January settles 1,000.00, which is declared in February.
fn declared_late(received: Option<&str>, declared: &str) -> Facts {
    let mut sums = vec![
        sum("2024-01", Side::Settled, Class::Commission, "1000.00"),
        sum(
            "2024-02",
            Side::Declared,
            Class::LabourRemuneration,
            declared,
        ),
    ];
    sums.extend(received.map(|amount| sum("2024-02", Side::Received, Class::Payout, amount)));
    facts(sums, Vec::new())
}

#[test]
fn income_that_is_declared_when_it_is_paid_is_timing() {
    for (received, declared, expected, rest) in [
        (
            Some("1000.00"),
            "1000.00",
            ["declared_later 1000.00", "declared_from_earlier -1000.00"],
            ["0.00", "0.00"],
        ),
        // No more than was declared, and no more than was paid.
        (
            Some("1000.00"),
            "600.00",
            ["declared_later 600.00", "declared_from_earlier -600.00"],
            ["400.00", "0.00"],
        ),
        (
            Some("300.00"),
            "1000.00",
            ["declared_later 300.00", "declared_from_earlier -300.00"],
            ["700.00", "-700.00"],
        ),
        // Nothing shows when it was paid.
        (None, "1000.00", ["", ""], ["1000.00", "-1000.00"]),
    ] {
        let bridge = compare(&declared_late(received, declared), Grain::Month).unwrap();
        let [january, february] = expected;
        assert_eq!(
            named(&bridge.rows, |row| &row.causes),
            [
                format!("lin 2024-01: {january}"),
                format!("lin 2024-02: {february}")
            ]
        );
        let left = [bridge.rows[0].unexplained, bridge.rows[1].unexplained];
        assert_eq!(texts(left), rest, "{received:?} {declared}");
        let year = compare(&declared_late(received, declared), Grain::Year).unwrap();
        assert!(year.rows[0].causes.is_empty());
    }
}

#[test]
fn a_late_payout_of_what_was_declared_in_time_moves_no_declaration() {
    let mut facts = declared_late(Some("1000.00"), "0.00");
    facts.sums.push(sum(
        "2024-01",
        Side::Declared,
        Class::LabourRemuneration,
        "1000.00",
    ));
    let rows = compare(&facts, Grain::Month).unwrap().rows;
    assert!(rows.iter().all(|row| row.causes.is_empty()), "{rows:?}");
}

/// Lin settles 1,000.00 and receives 300.00; the other receives 900.00 and settles nothing.
fn of_two(class: Class, links: Vec<Link>) -> Facts {
    let mut arrived = sum("2024-05", Side::Received, class, "900.00");
    arrived.party = "an".to_owned();
    let sums = vec![
        sum("2024-05", Side::Settled, Class::Commission, "1000.00"),
        sum("2024-05", Side::Received, Class::Payout, "300.00"),
        arrived,
    ];
    let mut facts = facts(sums, Vec::new());
    facts.parties.push(party_of("an", PartyKind::NaturalPerson));
    facts.links = links;
    facts
}

fn link(from: &str, to: &str, until: Option<&str>) -> Link {
    Link {
        from: from.to_owned(),
        to: to.to_owned(),
        role: LinkRole::RelativeOf,
        since: "2020-01-01".parse().unwrap(),
        until: until.map(|day| day.parse().unwrap()),
        share: None,
        evidence: None,
    }
}

#[test]
fn a_payout_to_a_linked_party_is_named_in_both_rows() {
    let shifted = ["other_account 700.00", "of_other_party -700.00"];
    for (class, links, [lin, an]) in [
        (Class::Payout, vec![link("an", "lin", None)], shifted),
        (
            Class::Payout,
            vec![link("lin", "an", Some("2024-05-01"))],
            shifted,
        ),
        (
            Class::Payout,
            vec![link("lin", "an", Some("2024-04-30"))],
            ["", ""],
        ),
        (Class::Payout, vec![link("lin", "chen", None)], ["", ""]),
        (Class::Payout, Vec::new(), ["", ""]),
        // Money of which nobody knows the nature shows nothing.
        (Class::Unclassified, vec![link("an", "lin", None)], ["", ""]),
    ] {
        let bridge = compare(&of_two(class, links), Grain::Month).unwrap();
        assert_eq!(
            named(&bridge.rows, |row| &row.receipt_causes),
            [format!("lin 2024-05: {lin}"), format!("an 2024-05: {an}")]
        );
    }
    let bridge = compare(
        &of_two(Class::Payout, vec![link("an", "lin", None)]),
        Grain::Month,
    );
    let rows = bridge.unwrap().rows;
    let left = [rows[0].receipt_unexplained, rows[1].receipt_unexplained];
    assert_eq!(texts(left), ["0.00", "-200.00"]);
}

/// Of 1,000.00 tax of 100.00 was withheld and 300.00 arrived: 600.00 may have arrived elsewhere.
#[test]
fn what_is_explained_already_did_not_arrive_at_another() {
    let mut facts = of_two(Class::Payout, vec![link("an", "lin", None)]);
    let mut withheld = sum(
        "2024-05",
        Side::Declared,
        Class::LabourRemuneration,
        "1000.00",
    );
    withheld.declared_tax = yuan("100.00");
    facts.sums.push(withheld);
    let rows = compare(&facts, Grain::Month).unwrap().rows;
    assert_eq!(
        named(&rows, |row| &row.receipt_causes),
        [
            "lin 2024-05: tax_withheld 100.00, other_account 600.00",
            "an 2024-05: of_other_party -600.00",
        ]
    );
}

#[test]
fn what_another_received_is_given_away_once() {
    let mut facts = of_two(
        Class::Payout,
        vec![link("an", "lin", None), link("an", "chen", None)],
    );
    facts
        .parties
        .push(party_of("chen", PartyKind::NaturalPerson));
    for (side, class, amount) in [
        (Side::Settled, Class::Commission, "500.00"),
        (Side::Received, Class::Payout, "100.00"),
    ] {
        let mut of_chen = sum("2024-05", side, class, amount);
        of_chen.party = "chen".to_owned();
        facts.sums.push(of_chen);
    }
    let mut unclassified = sum("2024-05", Side::Received, Class::Unclassified, "5000.00");
    unclassified.party = "an".to_owned();
    facts.sums.push(unclassified);
    let rows = compare(&facts, Grain::Month).unwrap().rows;
    assert_eq!(
        named(&rows, |row| &row.receipt_causes),
        [
            "lin 2024-05: other_account 700.00",
            "an 2024-05: of_other_party -900.00",
            "chen 2024-05: other_account 200.00",
        ]
    );
}

/// February takes back 200.00 and pays its 500.00 whole; the next payout is short by what was taken back.
#[test]
fn a_clawback_that_a_later_payout_keeps_back_is_set_off() {
    let received = |month: &str, amount: &str| sum(month, Side::Received, Class::Payout, amount);
    let months = |later: &str, arrived: &str| {
        let sums = vec![
            sum("2024-02", Side::Settled, Class::Commission, "500.00"),
            sum("2024-02", Side::Settled, Class::Clawback, "-200.00"),
            received("2024-02", "500.00"),
            sum(later, Side::Settled, Class::Commission, "500.00"),
            received(later, arrived),
        ];
        compare(&facts(sums, Vec::new()), Grain::Month).unwrap()
    };
    for (later, arrived, [february, after], rest) in [
        (
            "2024-03",
            "300.00",
            ["clawback_later -200.00", "clawback_from_earlier 200.00"],
            ["0.00", "0.00"],
        ),
        (
            "2024-05",
            "250.00",
            ["clawback_later -200.00", "clawback_from_earlier 200.00"],
            ["0.00", "50.00"],
        ),
        ("2024-06", "300.00", ["", ""], ["-200.00", "200.00"]),
        ("2024-03", "500.00", ["", ""], ["-200.00", "0.00"]),
    ] {
        let rows = months(later, arrived).rows;
        assert_eq!(
            named(&rows, |row| &row.receipt_causes),
            [
                format!("lin 2024-02: {february}"),
                format!("lin {later}: {after}")
            ]
        );
        let left = [rows[0].receipt_unexplained, rows[1].receipt_unexplained];
        assert_eq!(texts(left), rest, "{later} {arrived}");
    }
    let bridge = months("2024-03", "300.00");
    let origin = |code: &str| bridge.worksheets[code][0].origin.clone().unwrap();
    let Origin::Records(of) = origin("B-1.1") else {
        panic!("rows of the clawback: {:?}", origin("B-1.1"));
    };
    assert_eq!(
        (of.side, &*of.classes),
        (Side::Settled, &[Class::Clawback][..])
    );
    let code = "B-1.settled".to_owned();
    assert_eq!(origin("B-2.1"), Origin::Figure { code });
}

proptest! {
    /// Whatever was settled, received and declared by three linked parties in four months: what one row
    /// names as lying with another, the other names as not its own.
    #[test]
    fn what_is_shifted_adds_up_to_nothing(
        amounts in prop::collection::vec((0_usize..3, 1_u32..5, 0_usize..3, 0_i64..500), 1..40),
    ) {
        let sides = [
            (Side::Settled, Class::Commission),
            (Side::Received, Class::Payout),
            (Side::Declared, Class::LabourRemuneration),
        ];
        let parties = ["lin", "an", "chen"];
        let mut sums: BTreeMap<_, crate::computation::PartySum> = BTreeMap::new();
        for (party, month, side, fen) in amounts {
            let (side_of, class) = sides[side];
            let empty = || sum(&format!("2024-{month:02}"), side_of, class, "0.00");
            let entry = sums.entry((party, month, side)).or_insert_with(empty);
            entry.party = parties[party].to_owned();
            entry.counted += Money::from_fen(fen);
        }
        let mut facts = facts(sums.into_values().collect(), Vec::new());
        facts.parties = parties.map(|id| party_of(id, PartyKind::NaturalPerson)).to_vec();
        facts.links = vec![link("an", "lin", None), link("chen", "lin", None)];
        let rows = compare(&facts, Grain::Month).unwrap().rows;
        let total = |names: [&str; 2]| -> Money {
            let causes = rows.iter().flat_map(|row| row.causes.iter().chain(&row.receipt_causes));
            let shifted = causes.filter(|cause| names.contains(&cause.cause.as_str()));
            shifted.map(|cause| cause.amount).sum()
        };
        prop_assert_eq!(total(["declared_later", "declared_from_earlier"]), Money::ZERO);
        prop_assert_eq!(total(["other_account", "of_other_party"]), Money::ZERO);
        for row in &rows {
            let short = row.declared.unwrap_or_default() < row.settled.unwrap_or_default();
            let rest = row.unexplained.unwrap_or_default();
            prop_assert!(if short { rest >= Money::ZERO } else { rest <= Money::ZERO }, "{:?}", row);
        }
    }
}
