//! One picture of a group: the sides of the comparison by year, added up over its parties.
//!
//! Wages and other income that does not come from streaming are in no picture.

use std::collections::{BTreeMap, BTreeSet};

use super::group::Group;
use crate::computation::{BridgeRow, Picture};
use crate::money::Money;
use crate::party::Income;
use crate::period::Period;
use crate::worksheet::{Origin, Step, Worksheet, WorksheetError};

/// The natures of streaming income, by which kind of party receives it.
pub(crate) const PICTURED: [Income; 3] = [
    Income::LabourRemuneration,
    Income::Business,
    Income::Corporate,
];

/// Pictures and the steps behind each of their figures.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    pub(crate) rows: Vec<Picture>,
    pub(crate) worksheets: BTreeMap<String, Vec<Step>>,
}

/// A picture for each year of each group of more than one party, from the comparison by year.
pub(crate) fn pictures(groups: &[Group], years: &[BridgeRow]) -> Result<Pictures, WorksheetError> {
    let mut pictures = Pictures::default();
    for group in groups.iter().filter(|group| group.members.len() > 1) {
        let theirs: Vec<&BridgeRow> = years
            .iter()
            .filter(|row| group.members.contains(&row.party) && PICTURED.contains(&row.income))
            .collect();
        let periods: BTreeSet<Period> = theirs.iter().map(|row| row.period).collect();
        for period in periods {
            let rows: Vec<&BridgeRow> = theirs
                .iter()
                .copied()
                .filter(|row| row.period == period)
                .collect();
            pictures.add(group, period, &rows)?;
        }
    }
    Ok(pictures)
}

impl Pictures {
    fn add(
        &mut self,
        group: &Group,
        period: Period,
        rows: &[&BridgeRow],
    ) -> Result<(), WorksheetError> {
        let figure = format!("G-{}", self.rows.len() + 1);
        let mut sum = |name, side| self.sum(&figure, name, side, rows);
        let mut picture = Picture {
            head: group.head.clone(),
            members: group.members.clone(),
            period,
            settled: sum("settled", |row| row.settled)?,
            received: sum("received", |row| row.received)?,
            platform_reported: sum("platform_reported", |row| row.platform_reported)?,
            declared: sum("declared", |row| row.declared)?,
            unexplained: sum("unexplained", |row| row.unexplained)?,
            figure: figure.clone(),
        };
        // Where it is not known what one of them declared, the gap of all of them is not known either.
        let is_open = |row: &&BridgeRow| row.settled.is_some() && row.unexplained.is_none();
        if rows.iter().any(is_open) {
            picture.unexplained = None;
            self.worksheets.remove(&format!("{figure}.unexplained"));
        }
        self.rows.push(picture);
        Ok(())
    }

    /// The sum of one side; absent where it is absent for all.
    fn sum(
        &mut self,
        figure: &str,
        name: &'static str,
        side: fn(&BridgeRow) -> Option<Money>,
        rows: &[&BridgeRow],
    ) -> Result<Option<Money>, WorksheetError> {
        let mut sheet = Worksheet::new();
        let mut parts = Vec::new();
        for row in rows {
            if let Some(amount) = side(row) {
                let code = format!("{}.{name}", row.figure);
                parts.push(sheet.input(name, amount, Some(Origin::Figure { code })));
            }
        }
        if parts.is_empty() {
            return Ok(None);
        }
        let sum = sheet.sum(name, &parts)?.money()?;
        self.worksheets
            .insert(format!("{figure}.{name}"), sheet.into_steps());
        Ok(Some(sum))
    }
}
