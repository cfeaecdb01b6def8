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

#[test]
fn a_list_is_compared_with_the_returns_of_its_payer_kind_and_year_only() {
    let listed = |record, period, class, payer| line(record, period, class, payer, "9.00");
    let business = Class::BusinessIncome;
    check(
        vec![
            form(1, "2025-03-31", "studio", "120.00"),
            form(2, "2025-06-30", "studio", "200.00"),
            listed(3, "2025-Q1", business, "studio"),
            listed(4, "2025-Q2", business, ""),
            listed(5, "2025-Q1", business, "shop"),
            listed(6, "2025-Q1", Class::Wages, "studio"),
            listed(7, "2024-Q1", business, "studio"),
        ],
        &[
            (1, "2025-Q1", "120.00"),
            (2, "2025-Q2", "80.00"),
            (5, "2025-Q1", "9.00"),
            (6, "2025-Q1", "9.00"),
            (7, "2024-Q1", "9.00"),
        ],
    );
    // A return to the end of April does not contain a quarter that ends in June.
    check(
        vec![
            form(1, "2025-04-30", "", "120.00"),
            listed(2, "2025-Q2", business, ""),
        ],
        &[(1, "2025", "120.00"), (2, "2025-Q2", "9.00")],
    );
}

#[test]
fn a_list_of_the_whole_year_is_the_annual_return_where_there_is_none() {
    let listed = || line(9, "2025", Class::BusinessIncome, "", "410.00");
    let forms = || vec![form(1, "2025-03-31", "", "120.00"), listed()];
    let found = comparable(forms()).unwrap();
    let whole = found.counted.iter().find(|line| line.record == 9).unwrap();
    assert!(whole.is_annual);
    assert_eq!(whole.income, yuan("290.00"));
    let mut with_annual = forms();
    with_annual.push(annual(2, "400.00"));
    check(
        with_annual,
        &[(1, "2025-Q1", "120.00"), (2, "2025", "280.00")],
    );
}

#[test]
fn a_form_that_names_no_business_belongs_to_none_of_several() {
    check(
        vec![
            form(1, "2025-03-31", "studio", "120.00"),
            form(2, "2025-03-31", "shop", "50.00"),
            form(3, "2025-06-30", "", "200.00"),
        ],
        &[
            (1, "2025-Q1", "120.00"),
            (2, "2025-Q1", "50.00"),
            (3, "2025", "200.00"),
        ],
    );
}

#[test]
fn only_the_annual_return_says_the_taxable_income_of_the_year() {
    let mut quarter = form(1, "2025-03-31", "", "120.00");
    quarter.line.annual_taxable = Some(yuan("1.00"));
    let mut whole = annual(2, "400.00");
    whole.line.annual_taxable = Some(yuan("90.00"));
    let found = comparable(vec![quarter, whole]).unwrap().counted;
    let told: Vec<_> = found
        .iter()
        .map(|line| (line.record, line.is_annual, line.annual_taxable))
        .collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&(1, false, None)));
    assert!(told.contains(&(2, true, Some(yuan("90.00")))));
}

#[test]
fn a_paper_was_imported_where_a_line_says_the_same_of_party_tax_and_period() {
    let paper = |party: &str, tax: &str, period: &str| Declared {
        party: party.to_owned(),
        tax: tax.to_owned(),
        period: period.parse().unwrap(),
        income: Money::ZERO,
        taxable_income: None,
        tax_paid: Money::ZERO,
        paid_on: None,
    };
    let mut odd = line(3, "2023", Class::BusinessIncome, "", "5.00").line;
    odd.year_to_date = Some(YearToDate {
        amount: yuan("5.00"),
        before: None,
    });
    let mut whole = odd.clone();
    whole.period = "2022".parse().unwrap();
    whole.is_annual = true;
    let mut running = odd.clone();
    running.period = "2025-Q2".parse().unwrap();
    let facts = Facts {
        declarations: vec![
            line(1, "2025-05", Class::LabourRemuneration, "", "1.00").line,
            line(2, "2024", Class::BusinessIncome, "", "1.00").line,
            odd,
            whole,
            running,
        ],
        ..Facts::default()
    };
    for (party, tax, period, expected) in [
        ("li", "iit.withheld", "2025-05", true),
        ("li", "iit.comprehensive", "2025-05", true),
        ("li", "iit.business", "2025-05", false),
        ("wang", "iit.withheld", "2025-05", false),
        ("li", "iit.withheld", "2025-06", false),
        ("li", "iit.withheld", "2025-Q2", false),
        ("li", "vat.small_scale", "2025-05", false),
        ("li", "iit.business", "2024", true),
        ("li", "iit.comprehensive", "2024", false),
        // A form A of an odd length stands in its year and is no return of it.
        ("li", "iit.business", "2023", false),
        ("li", "iit.business", "2022", true),
        ("li", "iit.business", "2025-Q2", true),
    ] {
        let found = is_imported(&facts, &paper(party, tax, period));
        assert_eq!(found, expected, "{party} {tax} {period}");
    }
}
