//! What returns and lists of one year add together, in cases worked out by hand.

use super::*;

fn yuan(text: &str) -> Money {
    text.parse().unwrap()
}

fn line(record: i64, period: &str, class: Class, payer: &str, income: &str) -> DeclaredLine {
    DeclaredLine {
        line: Declaration {
            party: "li".to_owned(),
            period: period.parse().unwrap(),
            class,
            payer: (!payer.is_empty()).then(|| payer.to_owned()),
            income: yuan(income),
            tax: Some(Money::ZERO),
            annual_taxable: None,
            is_annual: false,
            year_to_date: None,
            record,
        },
        cumulative_to: None,
        annual: false,
        perspective: Perspective::Taxpayer,
    }
}

/// A form A of 2025 to this day.
fn form(record: i64, to: &str, payer: &str, income: &str) -> DeclaredLine {
    DeclaredLine {
        cumulative_to: Some(to.parse().unwrap()),
        ..line(record, "2025", Class::BusinessIncome, payer, income)
    }
}

fn annual(record: i64, income: &str) -> DeclaredLine {
    DeclaredLine {
        annual: true,
        ..form(record, "2025-12-31", "", income)
    }
}

/// Records, periods and incomes of what is added.
fn counted(lines: Vec<DeclaredLine>) -> Vec<(i64, String, String)> {
    let found = comparable(lines).unwrap();
    let shown = |line: &Declaration| {
        (
            line.record,
            line.period.to_string(),
            line.income.to_string(),
        )
    };
    found.counted.iter().map(shown).collect()
}

fn check(lines: Vec<DeclaredLine>, expected: &[(i64, &str, &str)]) {
    let mut found = counted(lines);
    found.sort();
    let expected: Vec<_> = expected
        .iter()
        .map(|(record, period, income)| (*record, (*period).to_owned(), (*income).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_form_adds_its_difference_to_the_one_before() {
    let quarters = || {
        vec![
            form(3, "2025-09-30", "", "280.00"),
            form(1, "2025-03-31", "", "120.00"),
            form(2, "2025-06-30", "", "300.00"),
        ]
    };
    let differences = [
        (1, "2025-Q1", "120.00"),
        (2, "2025-Q2", "180.00"),
        (3, "2025-Q3", "-20.00"),
    ];
    check(quarters(), &differences);
    // The annual return says 410 in all: 130 more, which belong to no quarter.
    let mut whole = quarters();
    whole.push(annual(4, "410.00"));
    let [a, b, c] = differences;
    check(whole, &[a, b, c, (4, "2025", "130.00")]);
}

#[test]
fn where_a_form_is_missing_the_difference_belongs_to_no_quarter() {
    check(
        vec![form(1, "2025-06-30", "", "300.00")],
        &[(1, "2025", "300.00")],
    );
    check(
        vec![
            form(1, "2025-01-31", "", "10.00"),
            form(2, "2025-02-28", "", "25.00"),
            form(3, "2025-06-30", "", "90.00"),
        ],
        &[
            (1, "2025-01", "10.00"),
            (2, "2025-02", "15.00"),
            (3, "2025", "65.00"),
        ],
    );
}

#[test]
fn a_form_is_only_compared_with_those_of_its_own_business_and_year() {
    let mut next_year = form(5, "2026-03-31", "studio", "7.00");
    next_year.line.party = "li".to_owned();
    check(
        vec![
            form(1, "2025-03-31", "studio", "120.00"),
            form(2, "2025-03-31", "shop", "50.00"),
            form(3, "2025-06-30", "studio", "200.00"),
            form(4, "2025-06-30", "shop", "55.00"),
            next_year,
        ],
        &[
            (1, "2025-Q1", "120.00"),
            (2, "2025-Q1", "50.00"),
            (3, "2025-Q2", "80.00"),
            (4, "2025-Q2", "5.00"),
            (5, "2026-Q1", "7.00"),
        ],
    );
    // One business: a form that does not name it is its form too.
    check(
        vec![
            form(1, "2025-03-31", "studio", "120.00"),
            form(2, "2025-06-30", "", "200.00"),
        ],
        &[(1, "2025-Q1", "120.00"), (2, "2025-Q2", "80.00")],
    );
}

#[test]
fn of_two_forms_to_the_same_day_the_later_one_holds() {
    let lines = vec![
        form(1, "2025-03-31", "", "120.00"),
        form(2, "2025-03-31", "", "100.00"),
        form(3, "2025-06-30", "", "150.00"),
    ];
    let again = comparable(lines.clone()).unwrap().seen_again;
    assert_eq!(
        again.iter().map(|line| line.record).collect::<Vec<_>>(),
        [1]
    );
    check(lines, &[(2, "2025-Q1", "100.00"), (3, "2025-Q2", "50.00")]);
}

#[test]
fn a_list_adds_nothing_that_a_return_contains() {
    let listed = |record, period, income| line(record, period, Class::BusinessIncome, "", income);
    check(
        vec![
            form(1, "2025-03-31", "", "120.00"),
            listed(2, "2025-Q1", "120.00"),
            listed(3, "2025-Q2", "80.00"),
        ],
        &[(1, "2025-Q1", "120.00"), (3, "2025-Q2", "80.00")],
    );
    check(
        vec![
            form(1, "2025-03-31", "", "120.00"),
            listed(2, "2025", "410.00"),
        ],
        &[(1, "2025-Q1", "120.00"), (2, "2025", "290.00")],
    );
    check(
        vec![annual(1, "410.00"), listed(2, "2025", "410.00")],
        &[(1, "2025", "410.00")],
    );
}

#[test]
fn what_the_payer_shows_is_in_the_persons_own_record_already() {
    let labour =
        |record, income: &str| line(record, "2025-05", Class::LabourRemuneration, "", income);
    let payer = |record, income: &str| DeclaredLine {
        perspective: Perspective::Payer,
        ..labour(record, income)
    };
    let template = |record, income: &str| {
        let mut line = payer(record, income);
        line.line.tax = None;
        line
    };
    check(
        vec![labour(1, "80.00"), payer(2, "80.00"), template(3, "80.00")],
        &[(1, "2025-05", "80.00")],
    );
    // Without a record of the person two payers add up; a template that was computed does not.
    check(
        vec![
            payer(1, "80.00"),
            payer(2, "20.00"),
            template(3, "80.00"),
            template(4, "5.00"),
        ],
        &[
            (1, "2025-05", "80.00"),
            (2, "2025-05", "20.00"),
            (4, "2025-05", "5.00"),
        ],
    );
}
