//! `zicha compute`.

use std::path::PathBuf;

use chrono::NaiveDate;
use engine::computation::{Computation, Finding, NotRun};
use engine::period::Grain;
use engine::text::{Lang, text};

use crate::output::{self, Done, amount, range};
use crate::{Common, Outcome};

/// Reconcile, compute taxes, surcharges and fine ranges, and list findings: the whole result.
///
/// Example: zicha compute spring.zicha --as-of 2025-06-30 --party li --year 2024 --json
#[derive(clap::Args)]
pub(crate) struct Compute {
    /// The case.
    case: PathBuf,
    /// The day for surcharges and deadlines; today when left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// Only this party.
    #[arg(long, value_name = "ID")]
    party: Option<String>,
    /// Only this calendar year.
    #[arg(long, value_name = "Y")]
    year: Option<i32>,
    /// Length of the periods of the comparison.
    #[arg(long, value_parser = grain, default_value = "month", value_name = "month|quarter|year")]
    by: Grain,
}

fn grain(text: &str) -> Result<Grain, String> {
    match text {
        "month" => Ok(Grain::Month),
        "quarter" => Ok(Grain::Quarter),
        "year" => Ok(Grain::Year),
        _ => Err("expected month, quarter or year".to_owned()),
    }
}

impl Compute {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let case = common.password.open(&self.case)?;
        let whole = case.compute(super::as_of(self.as_of), self.by)?;
        let computation = case.part_of(whole, self.party.as_deref(), self.year)?;
        match common.json {
            true => output::json(&computation)?,
            false => print(&computation, common.lang()),
        }
        let look = !computation.uncovered.is_empty()
            || !computation.unassigned.is_empty()
            || computation.taxes.iter().any(|tax| tax.missing.is_some());
        Ok(if look { Done::NeedsALook } else { Done::Clean })
    }
}

/// The comparison, the taxes, the totals and the findings.
pub(crate) fn print(computation: &Computation, lang: Lang) {
    print_bridge(computation, lang);
    print_taxes(computation, lang);
    print_agency_debts(computation, lang);
    print_findings(computation, lang);
}

fn print_bridge(computation: &Computation, lang: Lang) {
    let side = |side: &str| format!(">{}", text(lang, &format!("side.{side}"), &[]));
    let (settled, received, declared) = (side("settled"), side("received"), side("declared"));
    let unexplained = format!(">{}", text(lang, "step.unexplained", &[]));
    let headings = ["", "", "", "", &settled, &received, &declared, &unexplained].map(String::from);
    output::table(
        &headings.each_ref().map(String::as_str),
        computation.bridge.iter().map(|row| {
            vec![
                row.figure.clone(),
                row.party.clone(),
                row.period.to_string(),
                text(lang, &format!("income.{}", row.income.code()), &[]),
                amount(row.settled),
                amount(row.received),
                amount(row.declared),
                amount(row.unexplained),
            ]
        }),
    );
}

/// Taxes and their sums by party.
pub(crate) fn print_taxes(computation: &Computation, lang: Lang) {
    let word = |key: &str| format!(">{}", text(lang, &format!("column.{key}"), &[]));
    let columns = [
        "due",
        "paid",
        "underpaid",
        "days",
        "surcharge",
        "fine_range",
    ]
    .map(word);
    let headings: Vec<&str> = ["", "", "", ""]
        .into_iter()
        .chain(columns.iter().map(String::as_str))
        .collect();
    output::table(
        &headings,
        computation.taxes.iter().map(|tax| {
            vec![
                tax.figure.clone(),
                tax.party.clone(),
                text(lang, &format!("tax.{}", tax.tax), &[]),
                tax.period.to_string(),
                amount(tax.due),
                amount(tax.paid),
                amount(tax.underpaid),
                tax.surcharge.days.to_string(),
                amount(tax.surcharge.amount),
                range(tax.fine.low, tax.fine.high),
            ]
        }),
    );
    for tax in &computation.taxes {
        if let Some(missing) = &tax.missing {
            let why = text(lang, &format!("missing.{missing}"), &[]);
            output::line(&format!("{}: {why}", tax.figure));
        }
    }
    let totals = ["underpaid", "surcharge", "fine_range", "total_range"].map(word);
    let headings: Vec<&str> = ["", ""]
        .into_iter()
        .chain(totals.iter().map(String::as_str))
        .collect();
    output::table(
        &headings,
        computation.totals.iter().map(|total| {
            vec![
                total.figure.clone(),
                total.party.clone(),
                amount(Some(total.underpaid)),
                amount(Some(total.surcharge)),
                range(total.fine_low, total.fine_high),
                range(total.total_low, total.total_high),
            ]
        }),
    );
}

/// What follows for agencies: three debts of different people, and no sum over them.
fn print_agency_debts(computation: &Computation, lang: Lang) {
    for debt in &computation.agency_debts {
        for one in &debt.streamers {
            let arguments = [
                ("figure", debt.figure.clone()),
                ("party", one.party.clone()),
                ("year", one.period.to_string()),
                ("amount", one.amount.to_string()),
            ];
            let arguments = arguments
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            output::line(&text(lang, "compute.not_withheld", &arguments));
        }
        let (base, low, high) = (
            debt.not_withheld.to_string(),
            amount(debt.fine.low),
            amount(debt.fine.high),
        );
        let own = debt.own_taxes.as_deref().unwrap_or("—");
        let arguments = [
            ("figure", debt.figure.as_str()),
            ("agency", &debt.agency),
            ("base", &base),
            ("low", &low),
            ("high", &high),
            ("own", own),
        ];
        output::line(&text(lang, "compute.agency_fine", &arguments));
    }
}

/// Findings, one line each, and what is in no figure.
pub(crate) fn print_findings(computation: &Computation, lang: Lang) {
    for finding in &computation.findings {
        print_finding(finding, lang);
    }
    print_not_run(&computation.not_run, lang);
    for year in &computation.uncovered {
        let (party, year, settled) = (
            year.party.as_str(),
            year.year.to_string(),
            year.settled.to_string(),
        );
        let arguments = [
            ("party", party),
            ("year", year.as_str()),
            ("settled", settled.as_str()),
        ];
        output::line(&text(lang, "compute.uncovered", &arguments));
    }
}

/// Checks that lack an input, one line each.
pub(crate) fn print_not_run(not_run: &[NotRun], lang: Lang) {
    for missing in not_run {
        let party = missing.party.as_deref().unwrap_or("—");
        let check = text(lang, &format!("check.{}", missing.rule), &[]);
        let needs = text(lang, &format!("not_run.{}", missing.needs), &[]);
        let arguments = [
            ("rule", missing.rule.as_str()),
            ("check", &check),
            ("party", party),
            ("needs", &needs),
        ];
        output::line(&text(lang, "compute.not_run", &arguments));
    }
}

/// One finding: how loud, whose, when, what, and what was decided.
pub(crate) fn print_finding(finding: &Finding, lang: Lang) {
    let title = match lang {
        Lang::Zh => &finding.title,
        Lang::En => &finding.title_en,
    };
    let party = finding.party.as_deref().unwrap_or("—");
    let period = finding
        .period
        .map_or_else(|| "—".to_owned(), |period| period.to_string());
    let severity = text(lang, &format!("severity.{}", finding.severity.code()), &[]);
    let status = text(
        lang,
        &format!("finding_status.{}", finding.status.code()),
        &[],
    );
    output::line(&format!(
        "[{severity}] {status} {} {party} {period}: {title}",
        finding.rule
    ));
    if let Some(reopened) = finding.reopened {
        let why = text(lang, &format!("reopened.{}", reopened.code()), &[]);
        output::line(&format!("    {why}"));
    }
}
