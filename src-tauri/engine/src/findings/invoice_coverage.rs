//! C18: only what was invoiced was declared, and that is a small part of what platforms settled.

use super::{Check, Evidence, Fired, Ran, Terms, Weight};
use crate::computation::{Invoiced, Severity};
use crate::money::Money;
use crate::period::Period;

pub(super) const CHECK: Check = Check { rule: "C18", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let invoiced = &evidence.facts.records.invoiced;
    if invoiced.is_empty() {
        return Ran::not_run("sales_invoices");
    }
    let fired: Vec<_> = invoiced
        .iter()
        .filter_map(|year| only_invoiced(evidence, terms, year))
        .collect();
    fired.into()
}

fn only_invoiced(evidence: &Evidence<'_>, terms: &Terms, year: &Invoiced) -> Option<Fired> {
    let rows = evidence.years.iter();
    let rows = rows.filter(|row| row.party == year.party && row.period.year() == year.year);
    let settled: Money = rows.clone().filter_map(|row| row.settled).sum();
    let declared: Money = rows.clone().filter_map(|row| row.declared).sum();
    let same = !terms.exceeds("same", (declared - year.net).absolute(), year.net);
    let covered = {
        let bound = settled.yuan().checked_mul(terms.bound("covered"))?;
        year.net.yuan() < bound
    };
    (same && covered).then(|| Fired {
        severity: Severity::High,
        party: Some(year.party.clone()),
        period: Some(Period::year_of(year.year)),
        amount: Some(settled - declared),
        weight: Weight::Of(settled),
        evidence: year.records,
        codes: rows.map(|row| format!("{}.settled", row.figure)).collect(),
        arguments: vec![
            ("invoiced", year.net.grouped()),
            ("declared", declared.grouped()),
            ("settled", settled.grouped()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::computation::Invoiced;
    use crate::findings::tests::{Planted, money};

    #[test]
    fn declaring_only_what_was_invoiced_is_found() {
        let year = |invoiced: &str, declared: &str, settled: &str| {
            let mut planted = Planted::default()
                .person("shop")
                .settled("shop", "2024-05", settled)
                .declared("shop", "2024-05", declared);
            planted.0.records.invoiced.push(Invoiced {
                party: "shop".to_owned(),
                year: 2024,
                net: money(invoiced),
                records: 12,
            });
            planted.ids("C18")
        };
        assert_eq!(
            year("39000.00", "39500.00", "3440000.00"),
            ["C18:shop:2024"]
        );
        assert!(
            year("39000.00", "3440000.00", "3440000.00").is_empty(),
            "all was declared"
        );
        assert!(
            year("300000.00", "300000.00", "1000000.00").is_empty(),
            "three tenths are covered"
        );
    }
}
