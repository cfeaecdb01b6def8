//! Rules that fired: one check a file, one ordered list. A finding is a reason to look, never a
//! verdict; a check that lacks an input says that it was not run.

mod assessed_studio;
mod blocked_person;
mod bunching;
mod claimed_total;
mod cross_tax;
mod fake_orders;
mod few_buyers;
mod first_digits;
mod fold;
mod income_nature;
mod invoice_coverage;
mod kept_commission;
mod limitation;
mod months;
mod platform_invoices;
mod private_accounts;
mod refund_outlier;
mod repeated_amounts;
mod retention;
mod rolling_sales;
mod shared_address;
mod split_entities;
mod terms;
mod timing_shift;
mod tips;
mod undeclared_income;
mod unknown_accounts;
mod withholding_gap;

use chrono::NaiveDate;

use crate::computation::{
    BridgeRow, Facts, Finding, NotRun, Provenance, Severity, TaxRow, WithholdingRow,
};
use crate::money::Money;
use crate::period::Period;
use terms::Terms;

/// What checks look at.
pub struct Evidence<'a> {
    /// What the computation rests on.
    pub facts: &'a Facts,
    /// The day of the computation.
    pub as_of: NaiveDate,
    /// The comparison by quarter.
    pub quarters: &'a [BridgeRow],
    /// The comparison by year.
    pub years: &'a [BridgeRow],
    /// Withholding recomputed.
    pub withholding: &'a [WithholdingRow],
    /// Taxes assessed.
    pub taxes: &'a [TaxRow],
}

/// One check: its id, and what it does. Articles, bounds and innocent explanations are data, in
/// `assets/checks`.
struct Check {
    rule: &'static str,
    run: fn(&Evidence<'_>, &Terms) -> Ran,
}

/// Every check, in the order of the list of findings.
const CHECKS: [Check; 26] = [
    undeclared_income::CHECK,
    platform_invoices::CHECK,
    private_accounts::CHECK,
    withholding_gap::CHECK,
    income_nature::CHECK,
    few_buyers::CHECK,
    shared_address::CHECK,
    refund_outlier::CHECK,
    kept_commission::CHECK,
    tips::SELF_TIPPING,
    split_entities::CHECK,
    bunching::CHECK,
    invoice_coverage::CHECK,
    timing_shift::CHECK,
    repeated_amounts::CHECK,
    first_digits::CHECK,
    cross_tax::CHECK,
    claimed_total::CHECK,
    rolling_sales::CHECK,
    assessed_studio::CHECK,
    limitation::CHECK,
    retention::CHECK,
    blocked_person::CHECK,
    tips::CAPS,
    fake_orders::CHECK,
    unknown_accounts::CHECK,
];

/// What came of a check: what it found, and for whom it could not be run.
#[derive(Default)]
struct Ran {
    fired: Vec<Fired>,
    missing: Vec<Missing>,
}

impl Ran {
    /// The check could not be run at all.
    fn not_run(needs: &'static str) -> Ran {
        Ran {
            fired: Vec::new(),
            missing: vec![Missing { party: None, needs }],
        }
    }
}

impl From<Vec<Fired>> for Ran {
    fn from(fired: Vec<Fired>) -> Ran {
        Ran {
            fired,
            missing: Vec::new(),
        }
    }
}

/// What a check would need. The text key is `not_run.<needs>`.
struct Missing {
    party: Option<String>,
    needs: &'static str,
}

/// What a check found. Its sentence is the text `finding.<rule>`.
struct Fired {
    severity: Severity,
    /// Another sentence of the rule than its usual one: `finding.<rule>.<variant>`.
    variant: Option<&'static str>,
    party: Option<String>,
    /// What it is about beside the party: part of the finding's id.
    subject: Option<String>,
    period: Option<Period>,
    amount: Option<Money>,
    weight: Weight,
    figure: Option<String>,
    /// How many records it rests on.
    evidence: u64,
    /// Codes of figures and records it rests on.
    codes: Vec<String>,
    arguments: Vec<(&'static str, String)>,
    /// What it rests on by names that files print, such as orders: the same however often a file is
    /// imported, which numbers of records are not.
    marks: Vec<String>,
}

impl Default for Fired {
    fn default() -> Fired {
        Fired {
            severity: Severity::Medium,
            variant: None,
            party: None,
            subject: None,
            period: None,
            amount: None,
            weight: Weight::Always,
            figure: None,
            evidence: 0,
            codes: Vec::new(),
            arguments: Vec::new(),
            marks: Vec::new(),
        }
    }
}

/// How materiality is asked of a finding.
#[derive(Clone, Copy)]
enum Weight {
    /// Not at all: it is about what a thing is, or about an amount that nobody knows.
    Always,
    /// By both bounds, the relative one of this amount.
    Of(Money),
}

/// Orders of a day, and buyers at one address, from which on checks look at them.
pub fn least() -> (u64, u64) {
    let terms = Terms::of(shared_address::CHECK.rule);
    (terms.count("orders"), terms.count("buyers"))
}

/// What all checks came to.
pub struct Checked {
    /// What they found.
    pub findings: Vec<Finding>,
    /// What could not be run.
    pub not_run: Vec<NotRun>,
}

/// Runs every check.
pub fn check(evidence: &Evidence<'_>) -> Checked {
    let mut checked = Checked {
        findings: Vec::new(),
        not_run: Vec::new(),
    };
    for check in &CHECKS {
        let terms = Terms::of(check.rule);
        let ran = (check.run)(evidence, terms);
        let bounds = &evidence.facts.materiality;
        checked
            .findings
            .extend(fold::fold(check.rule, terms, ran.fired, bounds));
        checked
            .not_run
            .extend(ran.missing.into_iter().map(|missing| NotRun {
                rule: check.rule.to_owned(),
                party: missing.party,
                needs: missing.needs.to_owned(),
            }));
    }
    checked
}

/// Records on a side of the party in the period.
fn records_of(
    evidence: &Evidence<'_>,
    party: &str,
    side: crate::record::Side,
    period: Period,
) -> u64 {
    let sums = evidence.facts.sums.iter().filter(|sum| {
        sum.party == party
            && sum.side == side
            && sum.month.within(period.grain()) == Some(period)
            && sum.counted != Money::ZERO
    });
    sums.map(|sum| sum.records).sum()
}

/// The codes of parts of a row of the comparison.
fn parts_of(figure: &str, parts: &[&str]) -> Vec<String> {
    let codes = parts.iter().map(|part| format!("{figure}.{part}"));
    codes.collect()
}

#[cfg(test)]
mod tests;
