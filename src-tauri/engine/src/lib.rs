//! The engine: money, periods, rules, formats, worksheets; bytes in, figures with reasons out.
//!
//! Pure: no disk, clock, environment, SQL, network or float. `as_of` is an argument.

pub mod assess;
mod assets;
pub mod bridge;
pub mod calc;
mod codes;
pub mod computation;
pub mod declared;
pub mod findings;
pub mod format;
pub mod hex;
pub mod identity;
pub mod import;
pub mod matching;
pub mod money;
pub mod numbers;
pub mod party;
pub mod period;
mod plan;
pub mod record;
pub mod rules;
pub mod settings;
pub mod source;
pub mod text;
pub mod worksheet;

use chrono::NaiveDate;

use assess::AssessError;
use assess::waiting::Span;
use computation::{Computation, Facts, WaitingRow};
use period::Grain;
use rules::Rules;
use worksheet::WorksheetError;

/// The whole job: compare the four sides, assess the taxes, look for what needs a look.
///
/// The comparison has the length of period asked for; the steps of the others are kept too, so
/// that every code can be traced.
///
/// # Errors
/// When a sum has no exact result, which no honest case comes near.
pub fn compute(
    facts: &Facts,
    as_of: NaiveDate,
    grain: Grain,
) -> Result<Computation, WorksheetError> {
    let rules = Rules::load();
    let months = bridge::compare(facts, Grain::Month)?;
    let quarters = bridge::compare(facts, Grain::Quarter)?;
    let years = bridge::compare(facts, Grain::Year)?;
    let assessment = assess::assess(facts, &rules, as_of);
    let checked = findings::check(&findings::Evidence {
        facts,
        as_of,
        quarters: &quarters.rows,
        years: &years.rows,
        withholding: &assessment.withholding,
        taxes: &assessment.taxes,
    });
    let groups = identity::groups(&facts.parties, &facts.links);
    let pictures = identity::pictures(&groups, &years.rows)?;
    let plan = plan::of(&plan::Ground {
        facts,
        rules: &rules,
        as_of,
        bridge: [&months.rows, &quarters.rows, &years.rows],
        taxes: &assessment.taxes,
        findings: &checked.findings,
        worksheets: &assessment.worksheets,
    });
    let (plan, sheets): (Vec<_>, Vec<_>) = plan.into_iter().unzip();
    let mut worksheets = assessment.worksheets;
    for (step, sheet) in plan.iter().zip(sheets) {
        worksheets.insert(step.figure.clone(), sheet.into_steps());
    }
    worksheets.extend(months.worksheets);
    worksheets.extend(quarters.worksheets);
    worksheets.extend(years.worksheets);
    worksheets.extend(pictures.worksheets);
    Ok(Computation {
        as_of,
        rules: rules.used(),
        bridge: match grain {
            Grain::Month => months.rows,
            Grain::Quarter => quarters.rows,
            Grain::Year => years.rows,
        },
        taxes: assessment.taxes,
        withholding: assessment.withholding,
        agency_debts: assessment.agency_debts,
        totals: assessment.totals,
        waiting: assessment.waiting,
        plan,
        findings: checked.findings,
        not_run: checked.not_run,
        uncovered: assessment.uncovered,
        unassigned: facts.unassigned.clone(),
        pictures: pictures.rows,
        settings: facts.settings,
        worksheets,
    })
}

/// What waiting costs each party on the days of a span, computed on what is open on its first day.
///
/// # Errors
/// When the law of a day is not on file, or the series is too long.
pub fn outlook(facts: &Facts, span: Span) -> Result<Vec<WaitingRow>, AssessError> {
    assess::outlook(facts, &Rules::load(), span)
}
