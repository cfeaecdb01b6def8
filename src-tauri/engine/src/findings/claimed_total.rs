//! C25: a claimed total of tax, surcharge and fine that cannot be, or from which part of the tax is
//! missing: what is left beside the tax against the surcharge of its days and the range of fines.

use rust_decimal::Decimal;

use super::{Check, Evidence, Fired, Ran, Terms, Weight};
use crate::computation::Severity;
use crate::party::ClaimedTotal;

pub(super) const CHECK: Check = Check { rule: "C25", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let claimed = &evidence.facts.inputs.claimed_totals;
    if claimed.is_empty() {
        return Ran::not_run("claimed_total");
    }
    let fired: Vec<_> = claimed
        .iter()
        .filter_map(|claim| implausible(terms, claim))
        .collect();
    fired.into()
}

fn implausible(terms: &Terms, claim: &ClaimedTotal) -> Option<Fired> {
    let tax = claim.tax.yuan();
    let rest = claim.total.yuan().checked_sub(tax)?;
    let days = (claim.paid_on - claim.oldest_deadline).num_days().max(0);
    let surcharge = tax
        .checked_mul(terms.bound("surcharge_a_day"))?
        .checked_mul(Decimal::from(days))?;
    let highest = tax
        .checked_mul(terms.bound("fine_high"))?
        .checked_add(surcharge)?;
    let lowest = tax.checked_mul(terms.bound("fine_low"))?;
    let (severity, how) = match rest {
        rest if rest < Decimal::ZERO => (Severity::High, "less_than_tax"),
        rest if rest > highest => (Severity::High, "above_the_range"),
        rest if rest < lowest => (Severity::Medium, "below_the_range"),
        _ => return None,
    };
    Some(Fired {
        severity,
        party: Some(claim.party.clone()),
        subject: Some(how.to_owned()),
        period: Some(claim.period),
        amount: Some(claim.total),
        weight: Weight::Of(claim.total),
        arguments: vec![
            ("total", claim.total.grouped()),
            ("tax", claim.tax.grouped()),
            ("rest", rest.to_string()),
            ("highest", highest.round_dp(2).to_string()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;
    use crate::party::ClaimedTotal;

    /// 1,000,000.00 of tax, 200 days late: surcharge 100,000.00 at most, fine 500,000.00 to 5,000,000.00.
    fn claimed(total: &str) -> Vec<String> {
        let mut planted = Planted::default().person("lin");
        planted.0.inputs.claimed_totals.push(ClaimedTotal {
            party: "lin".to_owned(),
            period: "2024".parse().unwrap(),
            tax: "1000000.00".parse().unwrap(),
            total: total.parse().unwrap(),
            oldest_deadline: "2025-06-30".parse().unwrap(),
            paid_on: "2026-01-16".parse().unwrap(),
        });
        planted.ids("C25")
    }

    #[test]
    fn a_total_is_held_against_surcharge_and_range_of_fines() {
        for (total, how) in [
            ("999999.99", Some("less_than_tax")),
            ("1499999.99", Some("below_the_range")),
            ("1500000.00", None),
            ("6100000.00", None),
            ("6100000.01", Some("above_the_range")),
        ] {
            let expected: Vec<_> = how
                .map(|how| format!("C25:lin:{how}:2024"))
                .into_iter()
                .collect();
            assert_eq!(claimed(total), expected, "{total}");
        }
    }
}
