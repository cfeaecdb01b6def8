//! What was declared: by files, by returns that run from the beginning of the year, and on paper.

use super::*;
use crate::computation::{Declaration, YearToDate};

fn line(record: i64, period: &str, class: Class, income: &str) -> Declaration {
    Declaration {
        party: "lin".to_owned(),
        period: period.parse().unwrap(),
        class,
        payer: None,
        income: yuan(income),
        tax: None,
        annual_taxable: None,
        is_annual: false,
        year_to_date: None,
        record,
    }
}

fn studio(sums: Vec<crate::computation::PartySum>, papers: Vec<Declared>) -> Facts {
    let mut facts = facts(sums, papers);
    facts.parties = vec![party_of("lin", PartyKind::SoleProprietorship)];
    facts
}

/// Labels and values of the steps behind a figure.
fn steps(facts: &Facts, grain: Grain, code: &str) -> Vec<(String, String)> {
    let bridge = compare(facts, grain).unwrap();
    let steps = bridge.worksheets[code].iter();
    steps
        .map(|step| (step.label.clone(), step.value.to_string()))
        .collect()
}

fn told(steps: &[(&str, &str)]) -> Vec<(String, String)> {
    let steps = steps.iter();
    steps
        .map(|(label, value)| ((*label).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn a_return_for_a_quarter_leaves_its_months_open_and_closes_the_quarter() {
    let settled = |month| sum(month, Side::Settled, Class::Commission, "100.00");
    let mut sums = vec![settled("2024-03"), settled("2024-05"), settled("2024-07")];
    sums.push(sum(
        "2024-Q2",
        Side::Declared,
        Class::BusinessIncome,
        "80.00",
    ));
    let all = Some(yuan("100.00"));
    let months = declared(&studio(sums.clone(), Vec::new()), Grain::Month);
    assert_eq!(months, [(None, all), (None, None), (None, all)]);
    let quarters = declared(&studio(sums.clone(), Vec::new()), Grain::Quarter);
    let closed = (Some(yuan("80.00")), Some(yuan("20.00")));
    assert_eq!(quarters, [(None, all), closed, (None, all)]);
    // A return that speaks of another income, and a report of a platform, hold no month open.
    sums[3].class = Class::Wages;
    sums.push(sum(
        "2024-Q2",
        Side::PlatformReported,
        Class::BusinessIncome,
        "80.00",
    ));
    let months = declared(&studio(sums, Vec::new()), Grain::Month);
    assert_eq!(months, [(None, all); 3]);
}

#[test]
fn a_paper_holds_open_only_the_periods_and_the_income_it_speaks_of() {
    let settled = |month| sum(month, Side::Settled, Class::Commission, "100.00");
    let sums = vec![settled("2023-12"), settled("2024-05")];
    let all = Some(yuan("100.00"));
    for (tax, period, expected) in [
        ("iit.comprehensive", "2024", [(None, all), (None, None)]),
        ("iit.withheld", "2024-Q2", [(None, all), (None, None)]),
        ("iit.withheld", "2024-Q1", [(None, all), (None, all)]),
        ("iit.business", "2024", [(None, all), (None, all)]),
        ("vat.small_scale", "2024", [(None, all), (None, all)]),
    ] {
        let facts = facts(sums.clone(), vec![paper("lin", tax, period, "1.00")]);
        let mut rows = compare(&facts, Grain::Month).unwrap().rows;
        rows.retain(|row| row.settled.is_some());
        let found: Vec<_> = rows
            .iter()
            .map(|row| (row.declared, row.unexplained))
            .collect();
        assert_eq!(found, expected, "{tax} {period}");
    }
}

#[test]
fn papers_add_up_by_the_income_they_speak_of() {
    let papers = vec![
        paper("lin", "iit.withheld", "2024-05", "300.00"),
        paper("lin", "iit.withheld", "2024-06", "20.00"),
        paper("lin", "iit.business", "2024-05", "4000.00"),
        paper("chen", "iit.withheld", "2024-05", "50000.00"),
        paper("lin", "vat.small_scale", "2024-05", "600000.00"),
    ];
    let files = sum("2024-05", Side::Declared, Class::LabourRemuneration, "7.00");
    let facts = facts(vec![files], papers);
    let rows = compare(&facts, Grain::Quarter).unwrap().rows;
    let found: Vec<_> = rows.iter().map(|row| (row.income, row.declared)).collect();
    assert_eq!(
        found,
        [
            (Income::LabourRemuneration, Some(yuan("327.00"))),
            (Income::Business, Some(yuan("4000.00"))),
        ]
    );
    let origins: Vec<_> = compare(&facts, Grain::Quarter).unwrap().worksheets["BQ-1.declared"]
        .iter()
        .filter_map(|step| match step.origin {
            Some(Origin::Paper { entry }) => Some(entry),
            _ => None,
        })
        .collect();
    assert_eq!(
        origins,
        [1, 2],
        "numbers of the papers in the set-up, from 1"
    );
}

#[test]
fn what_was_withheld_over_a_year_is_no_return_and_adds_to_the_files() {
    let files = sum("2024-05", Side::Declared, Class::LabourRemuneration, "7.00");
    for (tax, expected) in [("iit.withheld", "107.00"), ("iit.comprehensive", "100.00")] {
        let facts = facts(
            vec![files.clone()],
            vec![paper("lin", tax, "2024", "100.00")],
        );
        let rows = declared(&facts, Grain::Year);
        assert_eq!(rows[0].0, Some(yuan(expected)), "{tax}");
    }
    // A return for a quarter covers nothing: it is one part of the year.
    let quarter = vec![paper("lin", "iit.comprehensive", "2024-Q2", "100.00")];
    let rows = declared(&facts(vec![files], quarter), Grain::Quarter);
    assert_eq!(rows[0].0, Some(yuan("107.00")));
}

#[test]
fn two_returns_of_a_year_add_up_and_are_held_against_its_parts_together() {
    let returns = || {
        vec![
            paper("lin", "iit.comprehensive", "2024", "100.00"),
            paper("lin", "iit.comprehensive", "2024", "30.00"),
        ]
    };
    let parts = |amount| {
        vec![
            paper("lin", "iit.withheld", "2024-05", amount),
            paper("lin", "iit.withheld", "2024-06", "1.00"),
        ]
    };
    for (papers, expected) in [
        (returns(), "130.00"),
        ([returns(), parts("128.99")].concat(), "130.00"),
        ([returns(), parts("129.01")].concat(), "130.01"),
    ] {
        let rows = declared(&facts(Vec::new(), papers), Grain::Year);
        assert_eq!(rows[0].0, Some(yuan(expected)));
    }
}

#[test]
fn returns_of_a_company_close_its_gap() {
    let settled = sum("2024-05", Side::Settled, Class::Commission, "1000.00");
    let mut facts = facts(vec![settled], vec![paper("lin", "cit", "2024", "900.00")]);
    facts.parties = vec![party_of("lin", PartyKind::Company)];
    let rows = declared(&facts, Grain::Year);
    assert_eq!(rows, [(Some(yuan("900.00")), Some(yuan("100.00")))]);
}

#[test]
fn a_paper_that_was_imported_too_stands_beside_and_adds_nothing() {
    let files = sum("2024", Side::Declared, Class::LabourRemuneration, "400.00");
    let mut facts = facts(vec![files], vec![annual_return("900.00")]);
    facts.declarations = vec![line(5, "2024", Class::LabourRemuneration, "400.00")];
    assert_eq!(declared(&facts, Grain::Year)[0].0, Some(yuan("400.00")));
    assert_eq!(
        steps(&facts, Grain::Year, "BY-1.declared"),
        told(&[
            ("declared_in_files", "400"),
            ("paper_not_added", "900"),
            ("declared", "400"),
        ])
    );
}

#[test]
fn a_return_from_the_beginning_of_the_year_adds_its_difference_and_shows_both() {
    let mut running = line(7, "2024-Q2", Class::BusinessIncome, "180.00");
    running.year_to_date = Some(YearToDate {
        amount: yuan("300.00"),
        before: Some((6, yuan("120.00"))),
    });
    let plain = line(8, "2024-Q2", Class::BusinessIncome, "5.00");
    let mut again = line(9, "2024-Q2", Class::BusinessIncome, "180.00");
    again.payer = Some("晚星工作室".to_owned());
    let mut facts = studio(
        vec![sum(
            "2024-Q2",
            Side::Declared,
            Class::BusinessIncome,
            "185.00",
        )],
        Vec::new(),
    );
    facts.declarations = vec![
        running,
        plain,
        line(10, "2024-Q3", Class::BusinessIncome, "70.00"),
        line(11, "2024-Q2", Class::Wages, "60.00"),
    ];
    facts.seen_again = vec![again];
    let mut strange = line(12, "2024-Q2", Class::BusinessIncome, "9.00");
    strange.party = "chen".to_owned();
    facts.declarations.push(strange);
    let rows = declared(&facts, Grain::Quarter);
    assert_eq!(rows, [(Some(yuan("185.00")), Some(yuan("-185.00")))]);
    assert_eq!(
        steps(&facts, Grain::Quarter, "BQ-1.declared"),
        told(&[
            ("declared_seen_again", "180"),
            ("declared_in_files", "5"),
            ("declared_to_date", "300"),
            ("declared_before", "120"),
            ("declared_in_form", "180"),
            ("declared", "185"),
        ])
    );
}

#[test]
fn without_running_returns_the_files_are_one_sum() {
    let mut facts = studio(
        vec![sum(
            "2024-Q2",
            Side::Declared,
            Class::BusinessIncome,
            "5.00",
        )],
        Vec::new(),
    );
    facts.declarations = vec![line(8, "2024-Q2", Class::BusinessIncome, "5.00")];
    assert_eq!(
        steps(&facts, Grain::Quarter, "BQ-1.declared"),
        told(&[("declared_in_files", "5"), ("declared", "5")])
    );
}

/// What was settled contains the VAT that was declared on it; it explains no more than the gap.
#[test]
fn vat_that_was_declared_is_named_between_settled_and_declared() {
    for (declared, vat, cause, left) in [
        ("100000.00", "1000.00", Some("1000.00"), "0.00"),
        ("100000.00", "400.00", Some("400.00"), "600.00"),
        ("100000.00", "2000.00", Some("1000.00"), "0.00"),
        ("101000.00", "1000.00", None, "0.00"),
        ("102000.00", "1000.00", None, "-1000.00"),
        ("100000.00", "0.00", None, "1000.00"),
    ] {
        let settled = sum("2024-05", Side::Settled, Class::Commission, "101000.00");
        let filed = Declared {
            tax_paid: yuan(vat),
            ..paper("lin", "vat.small_scale", "2024-Q2", "101000.00")
        };
        let papers = vec![annual_return(declared), filed];
        let bridge = compare(&facts(vec![settled], papers), Grain::Year).unwrap();
        let row = &bridge.rows[0];
        let named = row.causes.first();
        assert_eq!(
            named.map(|cause| cause.amount.to_string()),
            cause.map(str::to_owned),
            "{declared} with {vat}"
        );
        assert_eq!(row.unexplained.unwrap().to_string(), left);
        let figure = named.map(|cause| cause.figure.as_str());
        assert_eq!(figure, cause.map(|_| "BY-1.vat_declared"));
    }
}
