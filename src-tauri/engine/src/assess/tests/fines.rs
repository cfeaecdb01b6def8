//! Surcharges and fines: for what is short, late and judged one way or another.

use super::facts::money;
use super::{person, some, studio};
use crate::assess::{AssessError, late_fee};
use crate::money::Money;
use crate::party::Conduct;
use crate::rules::Rules;
use crate::worksheet::Worksheet;

#[test]
fn what_is_short_and_late_bears_surcharge_and_a_range_of_fine() {
    // 107,080 × 0.0005 × 10 days = 535.40; × 0.5 = 53,540; × 5 = 535,400.
    let row = &person().assess("2025-07-10").taxes[0];
    assert_eq!(row.deadline, Some("2025-06-30".parse().unwrap()));
    assert_eq!(row.surcharge.days, 10);
    assert_eq!(row.surcharge.amount, Some(money("535.40")));
    assert_eq!(row.surcharge.capped_at_tax, Some(money("535.40")));
    assert_eq!(row.fine.article.as_deref(), Some("63"));
    assert_eq!([row.fine.low, row.fine.high], some(["53540", "535400"]));
    assert_eq!(row.fine.amount, None);
}

#[test]
fn on_the_last_day_nothing_is_late() {
    let row = &person().assess("2025-06-30").taxes[0];
    assert!(!row.overdue);
    assert_eq!(row.surcharge.days, 0);
    assert_eq!(row.surcharge.amount, Some(Money::ZERO));
    assert_eq!(row.fine.article, None);
    assert_eq!([row.fine.low, row.fine.high], [None, None]);
}

#[test]
fn the_conduct_decides_article_and_range() {
    for (conduct, article, low, high) in [
        (Conduct::Hidden, "63", "53540", "535400"),
        (Conduct::Recharacterised, "63", "53540", "535400"),
        (Conduct::Unfiled, "64.2", "53540", "535400"),
        (Conduct::Slip, "52", "0", "0"),
        (Conduct::Voluntary, "63", "0", "107080"),
    ] {
        let row = &person()
            .conduct("li", 2024, conduct, None)
            .assess("2025-07-10")
            .taxes[0];
        assert_eq!(row.fine.article.as_deref(), Some(article), "{conduct:?}");
        assert_eq!(
            [row.fine.low, row.fine.high],
            some([low, high]),
            "{conduct:?}"
        );
        assert!(!row.assumptions.contains(&"conduct_not_judged".to_owned()));
    }
}

#[test]
fn a_multiple_that_was_set_is_the_fine() {
    // 107,080 × 0.6 = 64,248.
    let case = person().conduct("li", 2024, Conduct::Voluntary, Some("0.6"));
    let fine = &case.assess("2025-07-10").taxes[0].fine;
    assert_eq!([fine.low, fine.high, fine.amount], some(["64248"; 3]));
    let case = person().conduct("li", 2024, Conduct::Voluntary, Some("4"));
    let row = &case.assess("2025-07-10").taxes[0];
    assert!(
        row.assumptions
            .contains(&"multiple_outside_range".to_owned())
    );
}

#[test]
fn parts_that_were_judged_differently_are_said_to_be_fined_alike() {
    let case = studio()
        .treated("studio", 2024, "li", Conduct::Recharacterised, None)
        .conduct("li", 2024, Conduct::Voluntary, None);
    let row = &case.assess("2025-07-10").taxes[0];
    // The view of the person comes first: 163,580 × 0 to 1.
    assert_eq!([row.fine.low, row.fine.high], some(["0", "163580"]));
    assert!(row.assumptions.contains(&"one_conduct_for_all".to_owned()));
}

#[test]
fn a_surcharge_over_a_change_of_its_rate_is_refused() {
    let changed = "value.rate = \"0.0005\"\nto = \"2024-12-31\"\narticle = \"art. 32\"\n\
        sources = [\"TCL\"]\nconfidence = \"high\"\nchecked = \"2026-11-21\"\n\n\
        [[rule.version]]\nfrom = \"2025-01-01\"\nvalue.rate = \"0.0004\"";
    let files: Vec<(&str, String)> = crate::assets::below("rules/cn/")
        .map(|(path, text)| (path, text.replace("value.rate = \"0.0005\"", changed)))
        .collect();
    let rules = Rules::read(files.iter().map(|(path, text)| (*path, text.as_str()))).unwrap();
    for (paid_on, refused) in [("2024-12-31", false), ("2025-01-01", true)] {
        let mut sheet = Worksheet::new();
        let tax = sheet.input("tax", money("100"), None);
        let (deadline, paid_on) = ("2024-06-30".parse().unwrap(), paid_on.parse().unwrap());
        let answer = late_fee::late_fee(&mut sheet, &rules, tax, deadline, paid_on);
        assert_eq!(
            answer.err() == Some(AssessError::RateChanged),
            refused,
            "{paid_on}"
        );
    }
}
