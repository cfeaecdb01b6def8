//! Sums of a party's taxes, surcharges and fines over all its rows.
//!
//! A party for which nothing could be computed has no total: nothing is not zero.

use super::AssessError;
use super::labels::step;
use super::row::Assessed;
use crate::computation::{Facts, TotalRow};
use crate::worksheet::{Figure, Origin, Worksheet};

/// One total for each party with a computed row, in the order of the parties.
pub(super) fn of(facts: &Facts, rows: &[Assessed]) -> Vec<(TotalRow, Worksheet)> {
    let mut totals = Vec::new();
    for party in &facts.parties {
        let mine: Vec<&Assessed> = rows
            .iter()
            .filter(|assessed| assessed.row.party == party.id && assessed.row.missing.is_none())
            .collect();
        if mine.is_empty() {
            continue;
        }
        let figure = format!("S-{}", totals.len() + 1);
        let mut sheet = Worksheet::new();
        // A sum beyond 64 bits of fen has no figure that could be printed.
        if let Ok(total) = total(&mut sheet, &party.id, figure, &mine) {
            totals.push((total, sheet));
        }
    }
    totals
}

fn total(
    sheet: &mut Worksheet,
    party: &str,
    figure: String,
    rows: &[&Assessed],
) -> Result<TotalRow, AssessError> {
    let short = add(sheet, step::TOTAL_SHORT, rows, |row| row.short)?;
    let late = add(sheet, step::TOTAL_LATE_FEE, rows, |row| row.late_fee)?;
    let low = add(sheet, step::TOTAL_FINE_LOW, rows, |row| Some(row.fine?.0))?;
    let high = add(sheet, step::TOTAL_FINE_HIGH, rows, |row| Some(row.fine?.1))?;
    let total_low = sheet.sum(step::TOTAL_LOW, &[short, late, low])?;
    let total_high = sheet.sum(step::TOTAL_HIGH, &[short, late, high])?;
    Ok(TotalRow {
        party: party.to_owned(),
        underpaid: short.money()?,
        surcharge: late.money()?,
        fine_low: low.money()?,
        fine_high: high.money()?,
        total_low: total_low.money()?,
        total_high: total_high.money()?,
        figure,
    })
}

fn add(
    sheet: &mut Worksheet,
    label: &'static str,
    rows: &[&Assessed],
    part: impl Fn(&Assessed) -> Option<Figure>,
) -> Result<Figure, AssessError> {
    let mut parts = Vec::new();
    for assessed in rows {
        let Some(figure) = part(assessed) else {
            continue;
        };
        // Months and quarters without VAT would hide the others.
        if figure.value().is_zero() && !assessed.tax.is_on_income() {
            continue;
        }
        let code = format!("{}.{}", assessed.row.figure, figure.step());
        let origin = Origin::Figure { code };
        parts.push(sheet.input(label, figure.money()?, Some(origin)));
    }
    Ok(sheet.sum(label, &parts)?)
}
