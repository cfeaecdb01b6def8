//! The sides of a row: which records are in them, their codes, and where each figure leads.

use super::*;
use crate::worksheet::{Operation, reckon};

/// Two parties with every side, and a receipt that is no income.
fn two_parties() -> Facts {
    let mut facts = facts(
        vec![
            sum("2024-05", Side::Settled, Class::Commission, "1000.00"),
            sum("2024-05", Side::Settled, Class::Tips, "50.00"),
            sum("2024-05", Side::Received, Class::Payout, "900.00"),
            sum("2024-05", Side::Received, Class::Unclassified, "30.00"),
            sum("2024-05", Side::Received, Class::NotIncome, "70000.00"),
            sum("2024-06", Side::Received, Class::NotIncome, "5.00"),
            sum(
                "2024-Q2",
                Side::PlatformReported,
                Class::LabourRemuneration,
                "1100.00",
            ),
            sum(
                "2024-05",
                Side::Declared,
                Class::LabourRemuneration,
                "800.00",
            ),
        ],
        Vec::new(),
    );
    facts
        .parties
        .push(party_of("chen", PartyKind::NaturalPerson));
    let mut other = sum("2024-05", Side::Settled, Class::Commission, "7.00");
    other.party = "chen".to_owned();
    facts.sums.push(other);
    facts
}

fn sides(row: &BridgeRow) -> [String; 6] {
    texts([
        row.settled,
        row.received,
        row.platform_reported,
        row.declared,
        row.unexplained,
        row.receipt_unexplained,
    ])
}

#[test]
fn each_side_holds_its_own_records_and_no_others() {
    let facts = two_parties();
    let rows = compare(&facts, Grain::Month).unwrap().rows;
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.figure.as_str(), row.party.as_str(), sides(row)))
        .collect();
    // 1,000 + 50 settled, 900 + 30 received, 800 declared; a quarter's report is in no month.
    let lin = ["1050.00", "930.00", "-", "800.00", "250.00", "120.00"].map(str::to_owned);
    let chen = ["7.00", "-", "-", "-", "7.00", "-"].map(str::to_owned);
    assert_eq!(found, [("B-1", "lin", lin), ("B-2", "chen", chen)]);
    let quarter = &compare(&facts, Grain::Quarter).unwrap().rows[0];
    assert_eq!(quarter.figure, "BQ-1");
    assert_eq!(quarter.platform_reported, Some(yuan("1100.00")));
    assert_eq!(compare(&facts, Grain::Year).unwrap().rows[0].figure, "BY-1");
}

#[test]
fn every_figure_of_a_row_has_steps_that_end_in_it() {
    let bridge = compare(&two_parties(), Grain::Quarter).unwrap();
    for (side, value) in [
        ("settled", "1050.00"),
        ("received", "930.00"),
        ("platform_reported", "1100.00"),
        ("declared", "800.00"),
        ("unexplained", "250.00"),
        ("receipt_unexplained", "120.00"),
    ] {
        let steps = &bridge.worksheets[&format!("BQ-1.{side}")];
        assert_eq!(steps.last().unwrap().value, yuan(value).yuan(), "{side}");
        assert_eq!(reckon::first_wrong(steps), None, "{side}");
    }
}

/// Where the inputs of a figure come from: the code they lead to, or the side of its records.
fn origins(bridge: &Bridge, code: &str) -> Vec<String> {
    let inputs = bridge.worksheets[code]
        .iter()
        .filter(|step| step.operation == Operation::Input);
    let told = |step: &Step| match &step.origin {
        Some(Origin::Figure { code }) => code.clone(),
        Some(Origin::Records(of)) => format!("{:?} {:?}", of.side, of.classes),
        other => format!("{other:?}"),
    };
    inputs.map(told).collect()
}

#[test]
fn a_gap_leads_to_the_sides_that_are_there() {
    let bridge = compare(&two_parties(), Grain::Month).unwrap();
    assert_eq!(
        origins(&bridge, "B-1.unexplained"),
        ["B-1.settled", "B-1.declared"]
    );
    assert_eq!(
        origins(&bridge, "B-1.receipt_unexplained"),
        ["B-1.settled", "B-1.received"]
    );
    assert_eq!(origins(&bridge, "B-2.unexplained"), ["B-2.settled", "None"]);
    assert_eq!(
        origins(&bridge, "B-1.settled"),
        ["Settled [Commission, Clawback, Tips]"]
    );
    assert_eq!(
        origins(&bridge, "B-1.received"),
        ["Received [Payout, Unclassified]"]
    );
    assert_eq!(
        origins(&bridge, "B-1.declared"),
        ["Declared [LabourRemuneration]"]
    );
    let quarters = compare(&two_parties(), Grain::Quarter).unwrap();
    assert_eq!(
        origins(&quarters, "BQ-1.platform_reported"),
        ["PlatformReported [LabourRemuneration, BusinessIncome, OtherIncome]"]
    );
}

#[test]
fn settled_income_has_the_nature_of_its_party_and_declared_income_its_own() {
    for (kind, income) in [
        (PartyKind::NaturalPerson, Income::LabourRemuneration),
        (PartyKind::IndividualBusiness, Income::Business),
        (PartyKind::SoleProprietorship, Income::Business),
        (PartyKind::Partnership, Income::Business),
        (PartyKind::Company, Income::Corporate),
        (PartyKind::Agency, Income::Corporate),
    ] {
        let mut facts = facts(
            vec![sum("2024-05", Side::Settled, Class::Commission, "1000.00")],
            Vec::new(),
        );
        facts.parties = vec![party_of("lin", kind)];
        let row = &compare(&facts, Grain::Month).unwrap().rows[0];
        assert_eq!(row.income, income);
        // What companies declare is not imported, so the gap stays open.
        let gap = (income != Income::Corporate).then(|| yuan("1000.00"));
        assert_eq!(row.unexplained, gap, "{kind:?}");
    }
    let declared = [
        (
            Class::LabourRemuneration,
            Income::LabourRemuneration,
            "1.00",
        ),
        (Class::BusinessIncome, Income::Business, "2.00"),
        (Class::Wages, Income::Wages, "3.00"),
        (
            Class::AuthorRemuneration,
            Income::AuthorRemuneration,
            "4.00",
        ),
        (Class::Royalties, Income::Royalties, "5.00"),
        (Class::OtherIncome, Income::Other, "6.00"),
    ];
    let sums = declared.map(|(class, _, amount)| sum("2024-05", Side::Declared, class, amount));
    let rows = compare(&facts(sums.to_vec(), Vec::new()), Grain::Month).unwrap();
    for (row, (_, income, amount)) in rows.rows.iter().zip(declared) {
        assert_eq!((row.income, row.declared), (income, Some(yuan(amount))));
        // Declared, and settled by nobody: the gap is what was declared too much.
        assert_eq!(row.unexplained, Some(yuan(amount).negated()));
        assert_eq!(row.settled, None);
    }
    assert_eq!(rows.rows.len(), declared.len());
    assert_eq!(origins(&rows, "B-3.unexplained"), ["None", "B-3.declared"]);
}

#[test]
fn a_gap_is_material_only_beyond_both_bounds() {
    let bounds = Materiality {
        absolute: yuan("1000.00"),
        relative: Decimal::new(5, 2),
    };
    for (gap, settled, declared, material) in [
        ("1000.00", Some("1000.00"), None, false),
        ("1000.01", Some("1000.01"), None, true),
        ("-1000.01", None, Some("1000.01"), true),
        // 5 % of 20,000.20 is 1,000.01: a gap of that is not beyond it, of a fen more it is.
        ("1000.01", Some("20000.20"), Some("19000.19"), false),
        ("1000.02", Some("20000.20"), Some("19000.18"), true),
        // The larger side counts, whichever it is, and a clawback by its size.
        ("-1000.01", Some("19000.19"), Some("20000.20"), false),
        ("-1000.01", Some("-20000.20"), Some("0.00"), false),
    ] {
        let side = |text: Option<&str>| text.map(yuan);
        let found = is_material(&bounds, yuan(gap), side(settled), side(declared));
        assert_eq!(found, material, "{gap} of {settled:?} and {declared:?}");
    }
}

#[test]
fn a_row_says_whether_its_gap_is_material() {
    let settled = |amount| vec![sum("2024-05", Side::Settled, Class::Commission, amount)];
    for (amount, material) in [("10000.00", false), ("10000.01", true)] {
        let rows = compare(&facts(settled(amount), Vec::new()), Grain::Month).unwrap();
        assert_eq!(rows.rows[0].material, material, "{amount}");
    }
    // An open gap is not known, so it is not material.
    let open = facts(settled("90000.00"), vec![annual_return("1.00")]);
    assert!(!compare(&open, Grain::Month).unwrap().rows[0].material);
}
