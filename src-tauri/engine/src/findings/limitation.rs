//! B2.5: tax that can only be recovered where it was evaded, because the years for a mistake are over.
//! Which it was decides a person; until that is said the finding stays.

use super::{Check, Evidence, Fired, Ran, Terms, Weight};
use crate::assess::limits::{self, Cause};
use crate::computation::{Severity, TaxRow};
use crate::money::Money;
use crate::party::Conduct;
use crate::rules::Rules;
use crate::worksheet::Worksheet;

pub(super) const CHECK: Check = Check { rule: "B2.5", run };

fn run(evidence: &Evidence<'_>, _: &Terms) -> Ran {
    let rules = Rules::load();
    let rows = evidence.taxes.iter();
    let fired: Vec<_> = rows
        .filter_map(|row| expired(evidence, &rules, row))
        .collect();
    fired.into()
}

fn expired(evidence: &Evidence<'_>, rules: &Rules, row: &TaxRow) -> Option<Fired> {
    let short = row.underpaid.filter(|short| *short > Money::ZERO)?;
    let mut views = evidence.facts.classifications.iter();
    let view = views.find(|view| view.party == row.party && view.year == row.period.year());
    let conduct = view.map_or(Conduct::Slip, |view| view.conduct);
    let deadline = row.deadline?;
    let law = rules.on(deadline).ok()?;
    let mut sheet = Worksheet::new();
    let amount = sheet.input("limit_amount", short, None);
    let limit = limits::limit(&mut sheet, law, Cause::Taxpayer(conduct), amount, deadline);
    let last_day = limit.ok()?.last_day.filter(|last| *last < evidence.as_of)?;
    Some(Fired {
        severity: Severity::Low,
        party: Some(row.party.clone()),
        subject: Some(row.tax.clone()),
        period: Some(row.period),
        amount: Some(short),
        weight: Weight::Of(row.due.unwrap_or(short)),
        figure: Some(row.figure.clone()),
        evidence: 1,
        codes: vec![row.figure.clone()],
        arguments: vec![
            ("amount", short.grouped()),
            ("deadline", deadline.to_string()),
            ("last_day", last_day.to_string()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;
    use crate::party::{Classification, Conduct};

    /// Labour remuneration of 400,000.00 in a year, of which nothing was declared: 320,000.00 less
    /// 60,000.00 are taxed at 20 % less 16,920.00, which is 35,080.00.
    fn short(year: i32) -> Planted {
        Planted::default()
            .person("lin")
            .settled("lin", &format!("{year}-05"), "400000.00")
    }

    #[test]
    fn the_years_for_a_mistake_are_counted_from_the_deadline() {
        // Due on 2022-06-30 and 2024-06-30 at the latest; three years are over on 2026-06-30 for 2021.
        let found = short(2021).fired("B2.5");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].amount, Some("35080.00".parse().unwrap()));
        assert!(short(2023).fired("B2.5").is_empty());
    }

    #[test]
    fn evasion_has_no_limit() {
        let mut planted = short(2021);
        planted.0.classifications.push(Classification {
            party: "lin".to_owned(),
            year: 2021,
            treat_as: None,
            reason: "two sets of books".to_owned(),
            conduct: Conduct::Hidden,
            multiple: None,
        });
        assert!(planted.fired("B2.5").is_empty());
    }
}
