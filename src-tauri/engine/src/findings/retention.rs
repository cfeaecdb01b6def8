//! B2.6: papers that are to be destroyed before the years of keeping are over.

use chrono::{Months, NaiveDate};

use super::{Check, Evidence, Fired, Ran, Terms};

pub(super) const CHECK: Check = Check { rule: "B2.6", run };

fn run(evidence: &Evidence<'_>, terms: &Terms) -> Ran {
    let retentions = &evidence.facts.inputs.retentions;
    if retentions.is_empty() {
        return Ran::not_run("retention");
    }
    let months = u32::try_from(terms.count("years"))
        .unwrap_or(u32::MAX)
        .saturating_mul(12);
    let until = |year: i32| {
        let first = NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1)?;
        first.checked_add_months(Months::new(months))
    };
    let early = retentions.iter().filter_map(|kept| {
        let until = until(kept.year).filter(|until| kept.purge_on < *until)?;
        Some(Fired {
            party: Some(kept.party.clone()),
            subject: Some(kept.papers.clone()),
            period: Some(crate::period::Period::year_of(kept.year)),
            arguments: vec![
                ("papers", kept.papers.clone()),
                ("purge", kept.purge_on.to_string()),
                ("until", until.to_string()),
            ],
            ..Fired::default()
        })
    });
    early.collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use crate::findings::tests::Planted;
    use crate::party::Retention;

    #[test]
    fn ten_years_are_counted_from_the_end_of_the_year() {
        let purged = |day: &str| {
            let mut planted = Planted::default().person("lin");
            planted.0.inputs.retentions.push(Retention {
                party: "lin".to_owned(),
                papers: "账簿".to_owned(),
                year: 2024,
                purge_on: day.parse().unwrap(),
            });
            planted.ids("B2.6")
        };
        assert_eq!(purged("2034-12-31"), ["B2.6:lin:账簿:2024"]);
        assert!(purged("2035-01-01").is_empty());
        let nothing = Planted::default().person("lin").not_run("B2.6");
        assert_eq!(nothing, [(None, "retention".to_owned())]);
    }
}
