//! What the causes between settled and received come to, and where they lead.

use super::*;
use crate::computation::PartySum;

/// January pays 160 of tax and 100 at once, the rest of 740 in February beside 200 for February.
fn late_payout() -> Facts {
    let withheld = PartySum {
        declared_tax: yuan("160.00"),
        ..sum(
            "2024-01",
            Side::Declared,
            Class::LabourRemuneration,
            "1000.00",
        )
    };
    facts(
        vec![
            withheld,
            sum("2024-01", Side::Settled, Class::Commission, "1000.00"),
            sum("2024-01", Side::Received, Class::Payout, "100.00"),
            sum("2024-02", Side::Settled, Class::Commission, "500.00"),
            sum("2024-02", Side::Received, Class::Payout, "940.00"),
        ],
        Vec::new(),
    )
}

fn causes(row: &BridgeRow) -> Vec<(&str, String, &str)> {
    let causes = row.receipt_causes.iter();
    causes
        .map(|cause| {
            (
                cause.cause.as_str(),
                cause.amount.to_string(),
                cause.figure.as_str(),
            )
        })
        .collect()
}

/// The codes to which the inputs of a figure lead.
fn leads_to(bridge: &Bridge, code: &str) -> Vec<String> {
    let inputs = bridge.worksheets[code]
        .iter()
        .filter_map(|step| step.origin.as_ref());
    inputs
        .filter_map(|origin| match origin {
            Origin::Figure { code } => Some(code.clone()),
            Origin::Records(of) => Some(format!("{:?} {:?} {:?}", of.side, of.measure, of.classes)),
            _ => None,
        })
        .collect()
}

#[test]
fn tax_and_late_payouts_are_named_and_what_is_left_is_unexplained() {
    let bridge = compare(&late_payout(), Grain::Month).unwrap();
    let [january, february] = &bridge.rows[..] else {
        panic!("two rows: {:?}", bridge.rows);
    };
    assert_eq!(
        causes(january),
        [
            ("tax_withheld", "160.00".to_owned(), "B-1.1"),
            ("received_later", "740.00".to_owned(), "B-1.2"),
        ]
    );
    // 1,000 − 100 − 160 − 740.
    assert_eq!(january.receipt_unexplained, Some(Money::ZERO));
    assert_eq!(
        causes(february),
        [("received_from_earlier", "-740.00".to_owned(), "B-2.1")]
    );
    // 500 − 940 + 740: of February's own 500 only 200 came.
    assert_eq!(february.receipt_unexplained, Some(yuan("300.00")));
    assert_eq!(
        leads_to(&bridge, "B-1.1"),
        ["Declared DeclaredTax [LabourRemuneration]"]
    );
    assert_eq!(leads_to(&bridge, "B-1.2"), ["B-2.received"]);
    assert_eq!(leads_to(&bridge, "B-2.1"), ["B-1.settled"]);
    assert_eq!(
        leads_to(&bridge, "B-1.receipt_unexplained"),
        ["B-1.settled", "B-1.received", "B-1.1", "B-1.2"]
    );
    let last = |code: &str| bridge.worksheets[code].last().unwrap().value;
    assert_eq!(last("B-1.2"), yuan("740.00").yuan());
}

#[test]
fn a_payout_in_two_later_months_leads_to_both() {
    let received = |month, amount| sum(month, Side::Received, Class::Payout, amount);
    let facts = facts(
        vec![
            sum("2024-01", Side::Settled, Class::Commission, "1000.00"),
            received("2024-01", "100.00"),
            received("2024-02", "300.00"),
            received("2024-03", "600.00"),
        ],
        Vec::new(),
    );
    let bridge = compare(&facts, Grain::Month).unwrap();
    assert_eq!(
        causes(&bridge.rows[0]),
        [("received_later", "900.00".to_owned(), "B-1.1")]
    );
    assert_eq!(leads_to(&bridge, "B-1.1"), ["B-2.received", "B-3.received"]);
}

#[test]
fn within_one_quarter_only_the_tax_is_a_cause() {
    let rows = compare(&late_payout(), Grain::Quarter).unwrap().rows;
    // 1,500 − 1,040 − 160.
    assert_eq!(
        causes(&rows[0]),
        [("tax_withheld", "160.00".to_owned(), "BQ-1.1")]
    );
    assert_eq!(rows[0].receipt_unexplained, Some(yuan("300.00")));
}

#[test]
fn what_a_clawback_pays_leads_to_the_month_that_took_it_back() {
    let facts = facts(
        vec![
            sum("2024-05", Side::Settled, Class::Commission, "1000.00"),
            sum("2024-05", Side::Received, Class::Payout, "750.00"),
            sum("2024-06", Side::Settled, Class::Clawback, "-250.00"),
        ],
        Vec::new(),
    );
    let bridge = compare(&facts, Grain::Month).unwrap();
    assert_eq!(
        causes(&bridge.rows[0]),
        [("received_later", "250.00".to_owned(), "B-1.1")]
    );
    assert_eq!(leads_to(&bridge, "B-1.1"), ["B-2.settled"]);
    assert_eq!(bridge.rows[0].receipt_unexplained, Some(Money::ZERO));
    // June received nothing: there is nothing to compare.
    assert_eq!(bridge.rows[1].receipt_unexplained, None);
    assert!(bridge.rows[1].receipt_causes.is_empty());
}

#[test]
fn records_that_are_no_money_flow_move_nothing() {
    let quarter = PartySum {
        declared_tax: yuan("160.00"),
        ..sum(
            "2024-Q1",
            Side::Declared,
            Class::LabourRemuneration,
            "1000.00",
        )
    };
    let other = PartySum {
        declared_tax: yuan("90.00"),
        ..sum("2024-01", Side::Declared, Class::Wages, "1000.00")
    };
    let facts = facts(
        vec![
            quarter,
            other,
            sum("2024-01", Side::Settled, Class::Commission, "1000.00"),
            sum("2024-01", Side::Settled, Class::NotIncome, "77.00"),
            sum("2024-01", Side::Received, Class::Payout, "600.00"),
            sum("2024-02", Side::Received, Class::NotIncome, "400.00"),
            sum("2024-02", Side::Settled, Class::Commission, "0.01"),
            sum("2024-02", Side::Received, Class::Unclassified, "0.01"),
            sum(
                "2024-02",
                Side::PlatformReported,
                Class::LabourRemuneration,
                "400.00",
            ),
        ],
        Vec::new(),
    );
    let rows = compare(&facts, Grain::Month).unwrap().rows;
    let january = rows.iter().find(|row| row.settled == Some(yuan("1000.00")));
    // A quarter's tax is in no month, wages pay no commission, a gift of 400 is no payout; the fen of
    // February pays January, the older one.
    assert_eq!(
        causes(january.unwrap()),
        [("received_later", "0.01".to_owned(), "B-1.1")]
    );
    assert_eq!(january.unwrap().receipt_unexplained, Some(yuan("399.99")));
}

/// 77.00 of January are no income: a payout of 1,077.00 is 77.00 beyond what was settled.
#[test]
fn what_is_no_income_is_paid_by_no_receipt() {
    let facts = facts(
        vec![
            sum("2024-01", Side::Settled, Class::Commission, "1000.00"),
            sum("2024-01", Side::Settled, Class::NotIncome, "77.00"),
            sum("2024-02", Side::Received, Class::Payout, "1077.00"),
        ],
        Vec::new(),
    );
    let rows = compare(&facts, Grain::Month).unwrap().rows;
    assert_eq!(
        causes(&rows[1]),
        [("received_from_earlier", "-1000.00".to_owned(), "B-2.1")]
    );
    assert_eq!(rows[1].receipt_unexplained, Some(yuan("-77.00")));
}

/// 1,000 settled with a fee of 100 in it: 900 arrive, and nothing is unexplained.
#[test]
fn a_fee_that_the_settlement_contains_never_arrives() {
    let settled = PartySum {
        fee_within: yuan("100.00"),
        ..sum("2024-01", Side::Settled, Class::Commission, "1000.00")
    };
    let received = sum("2024-02", Side::Received, Class::Payout, "900.00");
    let facts = facts(vec![settled, received], Vec::new());
    let bridge = compare(&facts, Grain::Month).unwrap();
    let year = compare(&facts, Grain::Year).unwrap();
    let row = &year.rows[0];
    assert_eq!(
        causes(row),
        [("platform_fee", "100.00".to_owned(), "BY-1.1")]
    );
    assert_eq!(row.receipt_unexplained, Some(Money::ZERO));
    assert_eq!(
        leads_to(&year, "BY-1.1"),
        ["Settled FeeWithin [Commission]"]
    );
    // In February 900 arrive of what January settled.
    assert_eq!(
        causes(&bridge.rows[1]),
        [("received_from_earlier", "-900.00".to_owned(), "B-2.1")]
    );
}
