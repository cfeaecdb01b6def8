//! C24: revenue of one quarter as different taxes and the platform's report know it.

use std::collections::BTreeMap;

use super::{Check, Evidence, Fired, Missing, Ran, Terms, Weight};
use crate::money::Money;
use crate::period::{Grain, Period};

pub(super) const CHECK: Check = Check { rule: "C24", run };

type Quarters<'e> = BTreeMap<(&'e str, Period), (Money, Vec<String>)>;

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let declared = side(evidence, "declared");
    let reported = side(evidence, "platform_reported");
    let vat = vat(evidence);
    let mut ran = Ran::default();
    for (empty, needs) in [
        (vat.is_empty(), "vat_returns"),
        (reported.is_empty(), "platform_reports"),
    ] {
        if empty {
            ran.missing.push(Missing { party: None, needs });
        }
    }
    for (variant, known) in [("vat", &vat), ("platform", &reported)] {
        for (key, (amount, codes)) in known {
            let Some((of_income_tax, more)) = declared.get(key) else {
                continue;
            };
            let apart = (*amount - *of_income_tax).absolute();
            let larger = (*amount).max(*of_income_tax);
            if terms.exceeds("part", apart, larger) {
                ran.fired.push(Fired {
                    variant: Some(variant),
                    party: Some(key.0.to_owned()),
                    subject: Some(variant.to_owned()),
                    period: Some(key.1),
                    amount: Some(apart),
                    weight: Weight::Of(larger),
                    evidence: u64::try_from(codes.len() + more.len()).unwrap_or(u64::MAX),
                    codes: codes.iter().chain(more).cloned().collect(),
                    arguments: vec![
                        ("known", amount.grouped()),
                        ("declared", of_income_tax.grouped()),
                        ("amount", apart.grouped()),
                    ],
                    ..Fired::default()
                });
            }
        }
    }
    ran
}

/// A side of the comparison by party and quarter, over all natures of income.
fn side<'e>(evidence: &Evidence<'e>, of: &str) -> Quarters<'e> {
    let mut quarters = Quarters::new();
    for row in evidence.quarters {
        let amount = match of {
            "declared" => row.declared,
            _ => row.platform_reported,
        };
        if let Some(amount) = amount {
            let (sum, codes) = quarters.entry((&row.party, row.period)).or_default();
            *sum += amount;
            codes.push(format!("{}.{of}", row.figure));
        }
    }
    quarters
}

/// Sales of VAT returns by party and quarter.
fn vat<'e>(evidence: &Evidence<'e>) -> Quarters<'e> {
    let mut quarters = Quarters::new();
    for sales in &evidence.facts.records.vat_sales {
        if let Some(quarter) = sales.period.within(Grain::Quarter) {
            let (sum, codes) = quarters.entry((&sales.party, quarter)).or_default();
            *sum += sales.sales;
            codes.push(format!("R-{}", sales.record));
        }
    }
    quarters
}

#[cfg(test)]
mod tests {
    use crate::computation::VatSales;
    use crate::findings::tests::{Planted, money};

    fn quarter(vat: &str, declared: &str) -> Planted {
        let mut planted = Planted::default()
            .person("lin")
            .settled("lin", "2024-05", declared)
            .declared("lin", "2024-05", declared);
        planted.0.records.vat_sales.push(VatSales {
            party: "lin".to_owned(),
            period: "2024-Q2".parse().unwrap(),
            sales: money(vat),
            record: 9,
        });
        planted
    }

    #[test]
    fn two_taxes_of_one_quarter_that_differ_are_found() {
        assert_eq!(
            quarter("250000.00", "200000.00").ids("C24"),
            ["C24:lin:vat:2024-Q2"]
        );
        assert!(quarter("200000.00", "200000.00").ids("C24").is_empty());
        assert!(
            quarter("201999.00", "200000.00").fired("C24").is_empty(),
            "within one per cent"
        );
        assert_eq!(
            quarter("1.00", "1.00").not_run("C24"),
            [(None, "platform_reports".to_owned())]
        );
    }
}
