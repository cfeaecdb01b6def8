//! B1.5: more than five million in twelve consecutive months over all platforms, with no registration
//! as a general taxpayer stated.

use super::{Check, Evidence, Fired, Ran, Terms, Weight, months};
use crate::party::{Party, PartyKind};

pub(super) const CHECK: Check = Check { rule: "B1.5", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let parties = evidence.facts.parties.iter();
    let parties = parties.filter(|party| party.kind != PartyKind::Agency);
    let fired: Vec<_> = parties
        .filter_map(|party| first_above(evidence, terms, party))
        .collect();
    fired.into()
}

fn first_above(evidence: &Evidence<'_>, terms: &Terms, party: &Party) -> Option<Fired> {
    let limit = terms.money("twelve_months");
    let months = months::settled(evidence, &[&party.id]);
    let rolling = months::rolling(&months);
    let (month, sum) = rolling.into_iter().find(|(_, sum)| *sum > limit)?;
    let entity = evidence.facts.inputs.entity(&party.id);
    let since = entity.and_then(|entity| entity.general_taxpayer_since);
    if since.is_some_and(|since| since <= month.last_day()) {
        return None;
    }
    let years = evidence.years.iter();
    let year = years.filter(|row| row.party == party.id && row.period.year() == month.year());
    Some(Fired {
        party: Some(party.id.clone()),
        period: Some(month),
        amount: Some(sum),
        weight: Weight::Of(sum),
        evidence: u64::try_from(months.len()).unwrap_or(u64::MAX),
        codes: year.map(|row| format!("{}.settled", row.figure)).collect(),
        arguments: vec![
            ("month", month.to_string()),
            ("amount", sum.grouped()),
            ("limit", limit.grouped()),
        ],
        ..Fired::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;
    use crate::party::{Entity, PartyKind};

    fn months(from: &str, count: usize, amount: &str) -> Planted {
        let first: chrono::NaiveDate = format!("{from}-01").parse().unwrap();
        (0..count).fold(Planted::default().person("lin"), |planted, number| {
            let month = first + chrono::Months::new(u32::try_from(number).unwrap());
            planted.settled("lin", &month.format("%Y-%m").to_string(), amount)
        })
    }

    #[test]
    fn the_first_month_above_five_million_is_named() {
        // 400,000.00 × 12 = 4.8 m and stays below; 420,000.00 × 12 = 5.04 m.
        assert!(months("2024-03", 30, "400000.00").ids("B1.5").is_empty());
        assert_eq!(
            months("2024-03", 30, "420000.00").ids("B1.5"),
            ["B1.5:lin:2025-02"]
        );
        let exactly = months("2024-01", 10, "500000.00");
        assert!(
            exactly.ids("B1.5").is_empty(),
            "five million is not above it"
        );
    }

    #[test]
    fn a_calendar_year_does_not_matter_and_a_gap_of_a_year_does() {
        let planted = Planted::default()
            .person("lin")
            .settled("lin", "2024-11", "3000000.00")
            .settled("lin", "2025-10", "3000000.00");
        assert_eq!(planted.ids("B1.5"), ["B1.5:lin:2025-10"]);
        let apart = Planted::default()
            .person("lin")
            .settled("lin", "2024-11", "3000000.00")
            .settled("lin", "2025-11", "3000000.00");
        assert!(apart.ids("B1.5").is_empty());
    }

    #[test]
    fn a_registered_general_taxpayer_is_no_finding() {
        let mut planted = Planted::default()
            .party("studio", PartyKind::IndividualBusiness)
            .settled("studio", "2024-11", "6000000.00");
        assert_eq!(planted.ids("B1.5").len(), 1);
        planted.0.inputs.entities.push(Entity {
            general_taxpayer_since: Some("2024-11-01".parse().unwrap()),
            ..Planted::entity("studio")
        });
        assert!(planted.ids("B1.5").is_empty());
    }
}
