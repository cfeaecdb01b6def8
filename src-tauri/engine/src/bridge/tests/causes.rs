//! What may have been declared or left out instead of what was settled, held against the gap.

use super::*;
use crate::computation::{NotSettled, NotSettledAs, PartySum};
use crate::settings::Settings;
use crate::worksheet::Measure;

/// May 2024: 1,000.00 of commission that contains a fee of 100.00 and a subsidy of 20.00, beside it a
/// fee of 30.00 and an agency's share of 200.00; 50.00 taken back; 77.00 only estimated; 400.00 that
/// another file shows again. So 950.00 are settled.
fn may(declared: &str, settings: Settings) -> Facts {
    let commission = PartySum {
        fee_within: yuan("100.00"),
        fee_beside: yuan("30.00"),
        subsidy_within: yuan("20.00"),
        agency_share: yuan("200.00"),
        ..sum("2024-05", Side::Settled, Class::Commission, "1000.00")
    };
    let clawback = sum("2024-05", Side::Settled, Class::Clawback, "-50.00");
    // Of another month, class and side: none of it is May's commission.
    let others = [
        ("2024-06", Side::Settled, Class::Commission),
        ("2024-05", Side::Settled, Class::Tips),
        ("2024-05", Side::PlatformReported, Class::Commission),
    ];
    let others = others.map(|(month, side, class)| PartySum {
        fee_within: yuan("7.00"),
        fee_beside: yuan("7.00"),
        subsidy_within: yuan("7.00"),
        agency_share: yuan("7.00"),
        ..sum(month, side, class, "0.00")
    });
    let beside = [
        (NotSettledAs::Estimated, "77.00"),
        (NotSettledAs::OtherView, "400.00"),
    ];
    let beside = beside.map(|(what, amount)| NotSettled {
        party: "lin".to_owned(),
        month: "2024-05".parse().unwrap(),
        what,
        amount: yuan(amount),
    });
    let declared = sum(
        "2024-05",
        Side::Declared,
        Class::LabourRemuneration,
        declared,
    );
    Facts {
        not_settled: beside.to_vec(),
        settings,
        ..facts(
            [vec![commission, clawback, declared], others.to_vec()].concat(),
            Vec::new(),
        )
    }
}

const BEFORE: Settings = Settings {
    income_before_platform_fees: true,
    ..AFTER
};
const AFTER: Settings = Settings {
    exactly_at_threshold: crate::settings::ExactlyAtThreshold::Taxed,
    payer_withholds_vat: false,
    where_nobody_withheld: crate::settings::WhereNobodyWithheld::FromAnnualDeadline,
    income_before_platform_fees: false,
};

fn named(row: &BridgeRow) -> Vec<(&str, String)> {
    let causes = row.causes.iter();
    let causes = causes.map(|cause| (cause.cause.as_str(), cause.amount.to_string()));
    causes.collect()
}

/// What was declared, under which settings, the causes, and what stays unexplained and undeclared.
type Case = (
    &'static str,
    Settings,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

const CASES: &[Case] = &[
    ("950.00", BEFORE, &[], "0.00", "0.00"),
    // Declared before it was taken back.
    ("1000.00", BEFORE, &[("clawback", "-50.00")], "0.00", "0.00"),
    // Declared with what the platform, or the agency, had taken off before.
    (
        "980.00",
        BEFORE,
        &[("platform_fee", "-30.00")],
        "0.00",
        "0.00",
    ),
    (
        "1150.00",
        BEFORE,
        &[("agency_share", "-200.00")],
        "0.00",
        "0.00",
    ),
    (
        "1350.00",
        BEFORE,
        &[("other_view", "-400.00")],
        "0.00",
        "0.00",
    ),
    (
        "1027.00",
        BEFORE,
        &[("estimated", "-77.00")],
        "0.00",
        "0.00",
    ),
    (
        "1077.00",
        BEFORE,
        &[("clawback", "-50.00"), ("estimated", "-77.00")],
        "0.00",
        "0.00",
    ),
    ("1000.01", BEFORE, &[], "-50.01", "-50.01"),
    // Left out although it is income.
    ("930.00", BEFORE, &[("subsidy", "20.00")], "0.00", "20.00"),
    (
        "850.00",
        BEFORE,
        &[("platform_fee", "100.00")],
        "0.00",
        "100.00",
    ),
    (
        "830.00",
        BEFORE,
        &[("platform_fee", "100.00"), ("subsidy", "20.00")],
        "0.00",
        "120.00",
    ),
    ("849.99", BEFORE, &[], "100.01", "100.01"),
    // Where income is after the fee, the fee stands in every gap that holds it.
    (
        "850.00",
        AFTER,
        &[("platform_fee", "100.00")],
        "0.00",
        "0.00",
    ),
    (
        "800.00",
        AFTER,
        &[("platform_fee", "100.00")],
        "50.00",
        "50.00",
    ),
    ("850.01", AFTER, &[], "99.99", "99.99"),
];

#[test]
fn what_meets_the_gap_to_the_fen_is_named_and_nothing_else() {
    for (declared, settings, expected, unexplained, undeclared) in CASES {
        let rows = compare(&may(declared, *settings), Grain::Month)
            .unwrap()
            .rows;
        let expected: Vec<_> = expected
            .iter()
            .map(|(cause, amount)| (*cause, (*amount).to_owned()))
            .collect();
        assert_eq!(named(&rows[0]), expected, "{declared}");
        let rest = [rows[0].unexplained, rows[0].undeclared];
        assert_eq!(texts(rest), [*unexplained, *undeclared], "{declared}");
    }
}

#[test]
fn a_cause_leads_to_the_records_it_adds_up() {
    for (declared, cause, expected) in [
        ("1000.00", "clawback", (Class::Clawback, Measure::Counted)),
        (
            "980.00",
            "platform_fee",
            (Class::Commission, Measure::FeeBeside),
        ),
        (
            "850.00",
            "platform_fee",
            (Class::Commission, Measure::FeeWithin),
        ),
        (
            "1150.00",
            "agency_share",
            (Class::Commission, Measure::AgencyShare),
        ),
        (
            "1350.00",
            "other_view",
            (Class::Commission, Measure::OtherView),
        ),
        (
            "1027.00",
            "estimated",
            (Class::Commission, Measure::Estimated),
        ),
        (
            "930.00",
            "subsidy",
            (Class::Commission, Measure::SubsidyWithin),
        ),
    ] {
        let bridge = compare(&may(declared, BEFORE), Grain::Month).unwrap();
        let steps = &bridge.worksheets[&format!("B-1.{cause}")];
        let Some(Origin::Records(of)) = &steps[0].origin else {
            panic!("{cause}: {steps:?}");
        };
        let (class, measure) = expected;
        assert_eq!((&*of.classes, of.measure), (&[class][..], measure));
        assert_eq!(
            (of.side, of.period.to_string()),
            (Side::Settled, "2024-05".to_owned())
        );
        assert_eq!(
            steps.last().unwrap().value,
            bridge.rows[0].causes[0].amount.yuan()
        );
    }
}

/// VAT of 100.00 of May, and papers that say nothing of it.
#[test]
fn vat_comes_first_and_the_fee_takes_only_what_is_left() {
    let vat = |party: &str, tax: &str, period: &str, paid: &str| Declared {
        tax_paid: yuan(paid),
        ..paper(party, tax, period, "0.00")
    };
    for (declared, expected, unexplained) in [
        // 950 − 700: both, and 50 more.
        (
            "700.00",
            vec![("vat_declared", "100.00"), ("platform_fee", "100.00")],
            "50.00",
        ),
        // 950 − 800: after the VAT the gap does not hold the fee whole.
        ("800.00", vec![("vat_declared", "100.00")], "50.00"),
        ("890.00", vec![("vat_declared", "60.00")], "0.00"),
    ] {
        let mut facts = may(declared, AFTER);
        facts.papers = vec![
            vat("chen", "vat.small_scale", "2024-05", "31.00"),
            vat("lin", "vat.small_scale", "2024-06", "32.00"),
            vat("lin", "vat.other", "2024-05", "33.00"),
            vat("lin", "vat.small_scale", "2024-05", "100.00"),
        ];
        let row = &compare(&facts, Grain::Month).unwrap().rows[0];
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(cause, amount)| (cause, amount.to_owned()))
            .collect();
        assert_eq!(named(row), expected, "{declared}");
        assert_eq!(texts([row.unexplained]), [unexplained], "{declared}");
    }
}

/// 200.00 more arrived than the account settled: the agency's share, which it passes on.
#[test]
fn the_agencys_share_may_have_arrived_too() {
    for (received, expected) in [("1150.00", vec!["agency_share"]), ("1149.99", vec![])] {
        let mut facts = may("950.00", BEFORE);
        let payout = sum("2024-05", Side::Received, Class::Payout, received);
        for sum in &mut facts.sums {
            sum.fee_within = Money::ZERO;
        }
        facts.sums.push(payout);
        let rows = compare(&facts, Grain::Month).unwrap().rows;
        let causes = rows[0].receipt_causes.iter();
        let causes: Vec<_> = causes.map(|cause| cause.cause.as_str()).collect();
        assert_eq!(causes, expected, "{received}");
    }
}

#[test]
fn what_is_left_out_is_flagged_with_its_own_figure() {
    let mut facts = may("930.00", BEFORE);
    facts.materiality.absolute = yuan("19.99");
    facts.materiality.relative = rust_decimal::Decimal::ZERO;
    let bridge = compare(&facts, Grain::Month).unwrap();
    assert!(bridge.rows[0].material);
    assert_eq!(bridge.rows[0].undeclared_figure(), "B-1.undeclared");
    let codes: Vec<_> = bridge.worksheets["B-1.undeclared"]
        .iter()
        .filter_map(|step| match &step.origin {
            Some(Origin::Figure { code }) => Some(code.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(codes, ["B-1.unexplained", "B-1.subsidy"]);
    let plain = compare(&may("1000.00", BEFORE), Grain::Month).unwrap();
    assert_eq!(plain.rows[0].undeclared_figure(), "B-1.unexplained");
    assert!(!plain.worksheets.contains_key("B-1.undeclared"));
}

/// May is in a report of its quarter: told with the fee of 30.00 that had been taken off before, and before
/// 50.00 were taken back, or to some amount that nothing meets.
#[test]
fn what_a_platform_reports_is_held_against_the_same() {
    for (reported, expected, rest) in [
        ("950.00", vec![], "0.00"),
        ("980.00", vec![("platform_fee", "-30.00")], "0.00"),
        (
            "1030.00",
            vec![("clawback", "-50.00"), ("platform_fee", "-30.00")],
            "0.00",
        ),
        ("850.00", vec![("platform_fee", "100.00")], "0.00"),
        ("900.00", vec![], "50.00"),
    ] {
        let mut facts = may("950.00", BEFORE);
        facts.sums.retain(|sum| sum.month.to_string() == "2024-05");
        facts.sums.push(sum(
            "2024-Q2",
            Side::PlatformReported,
            Class::LabourRemuneration,
            reported,
        ));
        let bridge = compare(&facts, Grain::Quarter).unwrap();
        let row = &bridge.rows[0];
        let causes = row.report_causes.iter();
        let causes: Vec<_> = causes
            .map(|cause| {
                (
                    cause.cause.as_str(),
                    cause.amount.to_string(),
                    cause.is_income,
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(cause, amount)| (cause, amount.to_owned(), false))
            .collect();
        assert_eq!(causes, expected, "{reported}");
        assert_eq!(texts([row.report_unexplained]), [rest], "{reported}");
        assert!(bridge.worksheets.contains_key("BQ-1.report_unexplained"));
    }
    let months = compare(&may("950.00", BEFORE), Grain::Month).unwrap();
    assert_eq!(months.rows[0].report_unexplained, None, "absent is no zero");
}
