//! 应扣未扣: what follows for an agency of the case from having withheld too little.
//!
//! 税收征收管理法 art. 69: the tax is claimed from the streamer, the agency is fined by half to three times of
//! it. It knows an agency by the payer that the streamers' records name; months that no record tells, or
//! whose deadline has not passed, are in no debt.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::labels::levy::step;
use super::labels::step::FINE_BASE;
use super::{AssessError, deadlines, fines};
use crate::computation::{AgencyDebt, Facts, Fine, NotWithheld, TaxRow, TotalRow, WithholdingRow};
use crate::money::Money;
use crate::party::{Party, PartyKind};
use crate::period::Period;
use crate::rules::{RuleId, Rules};
use crate::worksheet::{Figure, Origin, Worksheet};

/// What the debts rest on.
pub(super) struct Ground<'a> {
    pub facts: &'a Facts,
    pub rules: &'a Rules,
    pub as_of: NaiveDate,
    pub withheld: &'a [(WithholdingRow, Worksheet)],
    pub taxes: &'a [TaxRow],
    pub totals: &'a [TotalRow],
}

/// One for each agency that withheld too little, in the order of the parties.
pub(super) fn of(ground: &Ground<'_>) -> Vec<(AgencyDebt, Worksheet)> {
    let mut debts = Vec::new();
    let agencies = ground.facts.parties.iter();
    for agency in agencies.filter(|party| party.kind == PartyKind::Agency) {
        let figure = format!("D-{}", debts.len() + 1);
        // A sum beyond 64 bits of fen has no figure that could be printed.
        debts.extend(debt(ground, agency, figure).ok().flatten());
    }
    debts
}

fn debt(
    ground: &Ground<'_>,
    agency: &Party,
    figure: String,
) -> Result<Option<(AgencyDebt, Worksheet)>, AssessError> {
    let mut years: BTreeMap<(&str, Period), Vec<&(WithholdingRow, Worksheet)>> = BTreeMap::new();
    for line in ground.withheld.iter().filter(|(row, _)| {
        let payer = row.payer.as_deref();
        payer.is_some_and(|payer| agency.is_named(payer)) && is_short(ground, row)
    }) {
        let year = Period::year_of(line.0.period.year());
        years.entry((&line.0.party, year)).or_default().push(line);
    }
    if years.is_empty() {
        return Ok(None);
    }
    let mut sheet = Worksheet::new();
    let (mut streamers, mut sums) = (Vec::new(), Vec::new());
    for ((party, period), months) in years {
        let sum = not_withheld(&mut sheet, &months)?;
        sums.push(sum);
        streamers.push(NotWithheld {
            party: party.to_owned(),
            period,
            amount: sum.money()?,
            months: months.iter().map(|(row, _)| row.figure.clone()).collect(),
            settled_in: settled_in(ground, party, period),
        });
    }
    let base = sheet.sum(FINE_BASE, &sums)?;
    let mut totals = ground.totals.iter();
    let own = totals.find(|total| total.party == agency.id);
    let debt = AgencyDebt {
        agency: agency.id.clone(),
        streamers,
        not_withheld: base.money()?,
        fine: fine(&mut sheet, ground, base)?,
        own_taxes: own.map(|total| total.figure.clone()),
        figure,
    };
    Ok(Some((debt, sheet)))
}

/// Whether too little was withheld and the last day for remitting it has passed.
fn is_short(ground: &Ground<'_>, row: &WithholdingRow) -> bool {
    let deadline = deadlines::deadline(ground.rules, "iit.withheld", row.period);
    row.shortfall > Money::ZERO && deadline.is_ok_and(|deadline| deadline.date < ground.as_of)
}

fn not_withheld(
    sheet: &mut Worksheet,
    months: &[&(WithholdingRow, Worksheet)],
) -> Result<Figure, AssessError> {
    let mut parts = Vec::new();
    for (row, steps) in months {
        let code = format!("{}.{}", row.figure, steps.steps().len());
        let origin = Origin::Figure { code };
        parts.push(sheet.input(step::AGENCY_NOT_WITHHELD, row.shortfall, Some(origin)));
    }
    Ok(sheet.sum(step::AGENCY_NOT_WITHHELD, &parts)?)
}

fn settled_in(ground: &Ground<'_>, party: &str, period: Period) -> Option<String> {
    let mut taxes = ground.taxes.iter();
    let row = taxes
        .find(|row| row.party == party && row.period == period && row.tax == "iit.comprehensive");
    row.map(|row| row.figure.clone())
}

/// No range where the law of the day is not on file.
fn fine(sheet: &mut Worksheet, ground: &Ground<'_>, base: Figure) -> Result<Fine, AssessError> {
    let Ok(law) = ground.rules.on(ground.as_of) else {
        return Ok(Fine {
            article: None,
            low: None,
            high: None,
            multiple: None,
            amount: None,
        });
    };
    let range = fines::range(sheet, law, base, RuleId::Fine69)?;
    Ok(Fine {
        article: Some("69".to_owned()),
        low: Some(range.low.money()?),
        high: Some(range.high.money()?),
        multiple: None,
        amount: None,
    })
}
