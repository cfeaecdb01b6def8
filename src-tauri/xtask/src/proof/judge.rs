//! Holds what a case tells against what was planted in it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::world::{Expected, Fate, Gap};

/// How a rule fared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Patterns planted, and how much of them is above materiality, in fen.
    pub planted: u64,
    /// Those found with their amount to the fen.
    pub found: u64,
    /// Findings of which nothing was planted.
    pub false_alarms: u64,
}

/// Scores by rule, and what went wrong in words.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// By rule.
    pub rules: BTreeMap<String, Score>,
    /// Rows of the comparison that were planted, and those told to the fen.
    pub gaps: [u64; 2],
    /// What is wrong.
    pub faults: Vec<String>,
}

impl Verdict {
    /// Adds what another case came to.
    pub fn add(&mut self, other: Verdict) {
        for (rule, score) in other.rules {
            let sum = self.rules.entry(rule).or_default();
            sum.planted += score.planted;
            sum.found += score.found;
            sum.false_alarms += score.false_alarms;
        }
        self.gaps[0] += other.gaps[0];
        self.gaps[1] += other.gaps[1];
        self.faults.extend(other.faults);
    }
}

/// A finding, or a part of the one line of what is below materiality.
#[derive(Clone, Debug)]
struct Told {
    rule: String,
    id: String,
    party: Option<String>,
    period: Option<String>,
    amount: Option<i64>,
    is_below: bool,
}

/// Holds findings against what was planted.
pub fn findings(view: &Value, expected: &[Expected]) -> Verdict {
    let mut told = told(view);
    let mut verdict = Verdict::default();
    for planted in expected {
        let score = verdict.rules.entry(planted.rule.to_owned()).or_default();
        score.planted += 1;
        match told.iter().position(|told| is_it(told, planted)) {
            Some(place) => {
                score.found += 1;
                told.swap_remove(place);
            }
            None => verdict.faults.push(format!("not found: {planted:?}")),
        }
    }
    for left in told.into_iter().filter(|told| !told.is_below) {
        let score = verdict.rules.entry(left.rule.clone()).or_default();
        score.false_alarms += 1;
        verdict
            .faults
            .push(format!("false alarm: {} {:?}", left.id, left.amount));
    }
    verdict
}

fn is_it(told: &Told, planted: &Expected) -> bool {
    let (amount, is_below) = match planted.fate {
        Fate::Found(amount) => (amount, false),
        Fate::Below(amount) => (Some(amount), true),
    };
    told.rule == planted.rule
        && told.is_below == is_below
        && told.party == planted.party
        && planted
            .period
            .as_ref()
            .is_none_or(|period| told.period.as_ref() == Some(period))
        && amount.is_none_or(|amount| told.amount == Some(amount))
}

fn told(view: &Value) -> Vec<Told> {
    let mut told = Vec::new();
    for finding in list(&view["findings"]) {
        let rule = text(&finding["rule"]).unwrap_or_default();
        let parts = list(&finding["parts"]);
        let is_below = finding["id"].as_str() == Some(&format!("{rule}:below"));
        let of = |part: &Value| Told {
            rule: rule.clone(),
            id: text(&part["id"]).unwrap_or_default(),
            party: text(&part["party"]),
            period: text(&part["period"]),
            amount: text(&part["amount"]).as_deref().and_then(fen),
            is_below,
        };
        match parts {
            [] => told.push(of(finding)),
            parts => told.extend(parts.iter().map(of)),
        }
    }
    told
}

/// Holds the months of the comparison against the causes that were planted.
pub fn gaps(computation: &Value, planted: &[Gap]) -> Verdict {
    let mut verdict = Verdict::default();
    for gap in planted {
        verdict.gaps[0] += 1;
        let mut rows = list(&computation["bridge"]).iter();
        let row = rows.find(|row| {
            row["party"].as_str() == Some(&gap.party)
                && row["period"].as_str() == Some(&gap.month)
                && (!row["settled"].is_null()
                    || !row["received"].is_null()
                    || !row["declared"].is_null())
        });
        let told = row.map(|row| Gap {
            party: gap.party.clone(),
            month: gap.month.clone(),
            declared: causes(&row["causes"]),
            unexplained: gap
                .unexplained
                .and(text(&row["unexplained"]).as_deref().and_then(fen)),
            received: causes(&row["receipt_causes"]),
            receipt_unexplained: gap
                .receipt_unexplained
                .and(text(&row["receipt_unexplained"]).as_deref().and_then(fen)),
        });
        let expected = Gap {
            receipt_unexplained: gap.receipt_unexplained,
            ..gap.clone()
        };
        match told {
            Some(told) if told == expected => verdict.gaps[1] += 1,
            told => verdict
                .faults
                .push(format!("planted {gap:?}\n    told {told:?}")),
        }
    }
    verdict
}

fn causes(causes: &Value) -> BTreeMap<String, i64> {
    let causes = list(causes).iter();
    let named = causes.filter_map(|cause| {
        let amount = fen(cause["amount"].as_str()?)?;
        Some((text(&cause["cause"])?, amount))
    });
    named.collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// An amount of two decimals in fen.
fn fen(amount: &str) -> Option<i64> {
    amount.replace('.', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn planted(rule: &'static str, party: &str, fate: Fate) -> Expected {
        Expected {
            rule,
            party: Some(party.to_owned()),
            period: None,
            fate,
        }
    }

    #[test]
    fn a_finding_counts_once_and_only_with_its_amount() {
        let part = |party: &str, amount: &str| json!({"id": "C1:x", "party": party, "period": null, "amount": amount});
        let view = json!({"findings": [
            {"id": "C1:an", "rule": "C1", "party": "an", "period": "2024", "amount": "10.00", "parts": []},
            {"id": "C1:li", "rule": "C1", "party": "li", "period": "2024", "amount": "10.01", "parts": []},
            {"id": "C1:below", "rule": "C1", "parts": [part("wu", "1.00"), part("xu", "1.00")]},
        ]});
        let expected = [
            planted("C1", "an", Fate::Found(Some(1_000))),
            planted("C1", "li", Fate::Found(Some(1_000))),
            planted("C1", "wu", Fate::Below(100)),
            planted("C1", "xu", Fate::Found(Some(100))),
        ];
        let verdict = findings(&view, &expected);
        let score = &verdict.rules["C1"];
        assert_eq!((score.planted, score.found, score.false_alarms), (4, 2, 1));
        assert_eq!(verdict.faults.len(), 3, "{:?}", verdict.faults);
    }

    #[test]
    fn a_month_must_tell_every_cause_and_no_other() {
        let row = |amount: &str| {
            json!({"bridge": [{
                "party": "an", "period": "2024-05", "settled": "1.00", "unexplained": "0.00",
                "causes": [{"cause": "clawback", "amount": amount}], "receipt_causes": [],
            }]})
        };
        let gap = Gap {
            party: "an".to_owned(),
            month: "2024-05".to_owned(),
            declared: BTreeMap::from([("clawback".to_owned(), -30)]),
            unexplained: Some(0),
            ..Gap::default()
        };
        assert_eq!(gaps(&row("-0.30"), std::slice::from_ref(&gap)).gaps, [1, 1]);
        assert_eq!(gaps(&row("-0.31"), std::slice::from_ref(&gap)).gaps, [1, 0]);
        assert_eq!(gaps(&json!({}), &[gap]).gaps, [1, 0]);
    }
}
