//! `zicha totals`.

use std::path::PathBuf;

use casefile::{StatedTotal, TotalCheck, TotalOf, TotalsCheck};
use chrono::NaiveDate;
use engine::period::Period;
use engine::text::{Lang, text};

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Compare a document with the totals that the platform's page shows and that the file states.
///
/// A difference is shown day by day. Example: zicha totals spring.zicha 3 --state "commission_amount@2024-05=12345.60"
#[derive(clap::Args)]
pub(crate) struct Totals {
    /// The case.
    case: PathBuf,
    /// Number of the document, as `import --json` and the list of documents show it.
    document: i64,
    /// A total to keep: WHAT[@DAYS]=VALUE. WHAT is rows, counted or an amount (amount,
    /// commission_amount, …); DAYS a day, a month, a quarter, a year or FROM..UNTIL.
    #[arg(long, value_name = "TOTAL", value_parser = total)]
    state: Vec<StatedTotal>,
    /// What the page calls the totals that are kept.
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// Take back the total of this number.
    #[arg(long, value_name = "N")]
    remove: Vec<i64>,
}

impl Totals {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        for number in &self.remove {
            case.remove_total(*number)?;
        }
        for total in &self.state {
            let total = StatedTotal {
                label: self.label.clone(),
                ..total.clone()
            };
            case.state_total(self.document, &total)?;
        }
        let check = case.check_totals(self.document)?;
        match common.json {
            true => output::json(&check)?,
            false => print(&check, common.lang()),
        }
        Ok(if check.agrees {
            Done::Clean
        } else {
            Done::NeedsALook
        })
    }
}

/// `WHAT[@DAYS]=VALUE`.
fn total(text: &str) -> Result<StatedTotal, String> {
    let (what, value) = text.split_once('=').ok_or("expected WHAT[@DAYS]=VALUE")?;
    let (what, days) = match what.split_once('@') {
        Some((what, days)) => (what, Some(days)),
        None => (what, None),
    };
    let of = TotalOf::from_code(what.trim());
    let of = of.ok_or("WHAT is rows, counted, or an amount such as commission_amount")?;
    let (from, until) = days.map(span).transpose()?.unzip();
    Ok(StatedTotal {
        label: None,
        of,
        from,
        until,
        value: value.trim().to_owned(),
    })
}

/// A day, `FROM..UNTIL`, or a month, quarter or year.
fn span(text: &str) -> Result<(NaiveDate, NaiveDate), String> {
    let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
    if let Some((from, until)) = text.split_once("..") {
        let both = day(from).zip(day(until));
        return both.ok_or_else(|| format!("{text}: expected YYYY-MM-DD..YYYY-MM-DD"));
    }
    if let Some(day) = day(text) {
        return Ok((day, day));
    }
    let period: Result<Period, _> = text.trim().parse();
    period
        .map(|period| (period.first_day(), period.last_day()))
        .map_err(|_| format!("{text}: expected a day, a month, a quarter or a year"))
}

fn print(check: &TotalsCheck, lang: Lang) {
    output::line(&check.name);
    if check.stated.is_empty() && check.controls.is_empty() {
        output::line(&format!("  {}", text(lang, "totals.none", &[])));
    }
    for total in &check.stated {
        print_total(total, lang);
    }
    for control in &check.controls {
        let (stated, found) = (&control.stated, &control.found);
        let sign = if control.agrees { "=" } else { "≠" };
        output::line(&format!("  {}: {stated} {sign} {found}", control.label));
    }
    if check.quarantined > 0 {
        let rows = check.quarantined.to_string();
        let sentence = text(lang, "totals.quarantined", &[("rows", &rows)]);
        output::line(&format!("  {sentence}"));
    }
}

fn print_total(total: &TotalCheck, lang: Lang) {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let span = match (day(total.from), day(total.until)) {
        (None, None) => String::new(),
        (from, until) => format!(
            " {}..{}",
            from.unwrap_or_default(),
            until.unwrap_or_default()
        ),
    };
    let verdict = match total.agrees {
        true => text(lang, "totals.agrees", &[]),
        false => text(lang, "totals.differs", &[("difference", &total.difference)]),
    };
    let (id, label, stated) = (total.id, &total.label, &total.stated);
    let found = &total.found;
    output::line(&format!(
        "  {id}  {label}{span}: {stated} / {found}  {verdict}"
    ));
    if !total.agrees {
        for sum in &total.days {
            let day = day(sum.day).unwrap_or_else(|| text(lang, "totals.no_day", &[]));
            output::line(&format!("       {day}  {} ({})", sum.found, sum.rows));
        }
    }
}
