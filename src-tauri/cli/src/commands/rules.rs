//! `zicha rules`.

use chrono::NaiveDate;

use crate::output::{self, Done, Failure};
use crate::{Common, Outcome};

/// List the tax rules in force on a date, with their legal reference.
///
/// Example: zicha rules --as-of 2023-03-31
#[derive(clap::Args)]
pub(crate) struct Rules {
    /// The date; today when left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
}

impl Rules {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let rules = engine::rules::Rules::load();
        let day = super::as_of(self.as_of);
        let in_force = rules
            .in_force(day)
            .map_err(|error| Failure::Usage(error.to_string()))?;
        if common.json {
            output::json(&serde_json::json!({ "rules": rules.used(), "in_force": in_force }))?;
            return Ok(Done::Clean);
        }
        output::table(
            &[
                "rule",
                "from",
                "to",
                "confidence",
                "article",
                "value",
                "unit",
            ],
            in_force.iter().map(|rule| {
                vec![
                    rule.id.clone(),
                    rule.from.to_string(),
                    rule.to.map_or_else(|| "—".to_owned(), |to| to.to_string()),
                    rule.confidence.code().to_owned(),
                    rule.article.clone(),
                    rule.value.clone(),
                    rule.unit.clone(),
                ]
            }),
        );
        Ok(Done::Clean)
    }
}
