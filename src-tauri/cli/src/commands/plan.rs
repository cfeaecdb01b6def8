//! `zicha plan`.

use std::path::PathBuf;

use chrono::NaiveDate;
use engine::computation::PlanStep;
use engine::period::Grain;
use engine::text::{Lang, text};

use crate::output::{self, Done, amount, range};
use crate::{Common, Outcome};

/// The self-correction plan: which returns to file again, in the order of their deadlines, with what was filed
/// beside what is due, the surcharge to a day, the range of the fine by conduct, and what shows it.
///
/// Example: zicha plan spring.zicha --as-of 2025-12-31 --party li
#[derive(clap::Args)]
pub(crate) struct Plan {
    /// The case.
    case: PathBuf,
    /// The day up to which surcharge is counted; today when left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// Only this party.
    #[arg(long, value_name = "ID")]
    party: Option<String>,
    /// Only this calendar year.
    #[arg(long, value_name = "Y")]
    year: Option<i32>,
}

impl Plan {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let case = common.password.open(&self.case)?;
        let whole = case.compute(super::as_of(self.as_of), Grain::Month)?;
        let steps = case.part_of(whole, self.party.as_deref(), self.year)?.plan;
        match common.json {
            true => output::json(&steps)?,
            false => print(&steps, common.lang()),
        }
        let look = steps.iter().any(|step| step.missing.is_some());
        Ok(if look { Done::NeedsALook } else { Done::Clean })
    }
}

fn print(steps: &[PlanStep], lang: Lang) {
    if steps.is_empty() {
        output::line(&text(lang, "plan.nothing", &[]));
        return;
    }
    let word = |key: &str| format!(">{}", text(lang, key, &[]));
    let (filed, amended) = (word("plan.filed"), word("plan.amended"));
    let (to_add, surcharge) = (word("plan.to_add"), word("column.surcharge"));
    let headings = ["", "", "", "", "", &filed, &amended, &to_add, &surcharge];
    output::table(&headings, steps.iter().map(|step| line(step, lang)));
    for step in steps {
        output::line("");
        output::line(&format!("{}  {}", step.figure, what_is_filed(step, lang)));
        details(step, lang);
    }
}

fn what_is_filed(step: &PlanStep, lang: Lang) -> String {
    text(lang, &format!("plan.return.{}", step.tax), &[])
}

fn line(step: &PlanStep, lang: Lang) -> Vec<String> {
    let deadline = step.deadline.map(|day| day.to_string());
    let filed = match step.filed_tax {
        Some(tax) => tax.grouped(),
        None => text(lang, "plan.not_filed", &[]),
    };
    vec![
        step.figure.clone(),
        deadline.unwrap_or_else(|| text(lang, "plan.no_deadline", &[])),
        step.party.clone(),
        text(lang, &format!("tax.{}", step.tax), &[]),
        step.period.to_string(),
        filed,
        amount(step.amended_tax),
        amount(step.to_add),
        amount(step.surcharge),
    ]
}

/// Income, what is missing, the fines, and what shows it; only lines that have something to say.
fn details(step: &PlanStep, lang: Lang) {
    let say =
        |key: &str, what: String| output::line(&format!("  {}  {what}", text(lang, key, &[])));
    if step.filed_income.is_some() || step.amended_income.is_some() {
        let incomes = [step.filed_income, step.amended_income].map(amount);
        say("plan.income", incomes.join(" → "));
    }
    if let Some(missing) = &step.missing {
        say(
            "plan.missing",
            text(lang, &format!("missing.{missing}"), &[]),
        );
    }
    if let Some(claim) = step.to_claim {
        say("plan.to_claim", claim.grouped());
    }
    for fine in &step.fines {
        let conduct = text(lang, &format!("conduct.{}", fine.conduct.code()), &[]);
        let range = range(fine.low, fine.high);
        say(
            "plan.fine",
            format!("{conduct} ({})  {range}", fine.article),
        );
    }
    let evidence = step.evidence.iter().map(|of| match of.records {
        0 => of.code.clone(),
        records => format!("{} ({records})", of.code),
    });
    say("plan.evidence", evidence.collect::<Vec<_>>().join(", "));
    if !step.findings.is_empty() {
        say("plan.findings", step.findings.join(", "));
    }
}
