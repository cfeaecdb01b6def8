//! What platforms take for themselves, beside and within what they settled.

use super::facts::Case;
use super::some;
use crate::party::PartyKind;
use crate::settings::Settings;

const AFTER: Settings = Settings {
    income_before_platform_fees: false,
    ..DEFAULT
};
const DEFAULT: Settings = Settings {
    exactly_at_threshold: crate::settings::ExactlyAtThreshold::Taxed,
    payer_withholds_vat: false,
    where_nobody_withheld: crate::settings::WhereNobodyWithheld::FromAnnualDeadline,
    income_before_platform_fees: true,
};

#[test]
fn the_whole_commission_is_income_unless_it_is_set_otherwise() {
    assert_eq!(Settings::default(), DEFAULT);
    for (settings, beside, within, income, said) in [
        (DEFAULT, "0", "0", "100000", None),
        (
            DEFAULT,
            "9000",
            "0",
            "109000",
            Some("income_before_platform_fees"),
        ),
        (DEFAULT, "0", "9000", "100000", None),
        (
            DEFAULT,
            "9000",
            "500",
            "109000",
            Some("income_before_platform_fees"),
        ),
        (AFTER, "0", "0", "100000", None),
        (AFTER, "9000", "0", "100000", None),
        (
            AFTER,
            "0",
            "9000",
            "91000",
            Some("income_after_platform_fees"),
        ),
        (
            AFTER,
            "500",
            "9000",
            "91000",
            Some("income_after_platform_fees"),
        ),
    ] {
        for (kind, place) in [
            (PartyKind::NaturalPerson, 0),
            (PartyKind::SoleProprietorship, 0),
        ] {
            let case = Case::new()
                .party("li", kind)
                .assessed("li", "0.10")
                .settled("li", "2024-03", "commission", "100000")
                .fees(beside, within)
                .settings(settings);
            let row = &case.assess("2025-07-10").taxes[place];
            assert_eq!(row.income, some([income])[0], "{kind:?} {settings:?}");
            let told = row
                .assumptions
                .iter()
                .find(|key| key.ends_with("_platform_fees"));
            assert_eq!(told.map(String::as_str), said, "{kind:?} {settings:?}");
        }
    }
}

#[test]
fn what_a_return_on_accounts_left_out_is_measured_by_the_whole_commission() {
    let case = Case::new()
        .party("li", PartyKind::Partnership)
        .books("li")
        .paper("li", "iit.business", "2024", "100000", Some("20000"), "0")
        .settled("li", "2024-03", "commission", "100000")
        .fees("9000", "0");
    let row = &case.assess("2025-07-10").taxes[0];
    assert_eq!(row.income, some(["109000"])[0]);
    assert_eq!(row.taxable_income, some(["29000"])[0]);
}

/// 300,000 + 6,000 ÷ 1.01 = 302,970.30 is above 300,000 for the quarter; 300,000 ÷ 1.01 is not.
#[test]
fn vat_is_on_the_whole_consideration_whatever_is_set() {
    for settings in [DEFAULT, AFTER] {
        for (beside, due) in [("0", "0"), ("6000", "3029.70")] {
            let case = Case::new()
                .party("li", PartyKind::SoleProprietorship)
                .settled("li", "2024-03", "commission", "300000")
                .fees(beside, "0")
                .settings(settings);
            let rows = case.assess("2024-07-10").taxes;
            let vat = rows
                .iter()
                .find(|row| row.tax == "vat.small_scale")
                .unwrap();
            assert_eq!(vat.due, some([due])[0]);
        }
    }
}

#[test]
fn fees_on_anything_but_commission_are_not_added() {
    let case = Case::new()
        .party("li", PartyKind::NaturalPerson)
        .settled("li", "2024-03", "tips", "100000")
        .fees("9000", "0");
    assert_eq!(
        case.assess("2025-07-10").taxes[0].income,
        some(["100000"])[0]
    );
}
