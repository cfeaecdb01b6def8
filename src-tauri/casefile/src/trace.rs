//! Tracing: from a figure's code to its steps, its parts, and the records it adds up.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use engine::computation::Computation;
use engine::money::Money;
use engine::period::Grain;
use engine::worksheet::{Origin, RecordsOf, Step, Unit};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::Case;
use crate::error::{Error, ErrorKind};

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Trace {
    /// The code that was asked for.
    pub figure: String,
    /// Text key of what it is, `step.<label>`.
    pub label: String,
    /// Its amount.
    pub amount: Option<Money>,
    /// The steps of its worksheet.
    pub steps: Vec<Step>,
    /// The records that its inputs add up.
    pub records: Vec<RecordsOf>,
    /// Codes below this one, for a row of several figures.
    pub parts: Vec<TracePart>,
}

/// A figure below another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TracePart {
    /// Its code.
    pub figure: String,
    /// Text key of what it is, `step.<label>`.
    pub label: String,
    /// Its amount.
    pub amount: Option<Money>,
}

impl Case {
    /// Where a figure comes from: any code of the computation (`B-12`, `B-12.settled`, `T-3`, or
    /// one step, `T-3.4`).
    pub fn trace(&self, figure: &str, as_of: NaiveDate) -> Result<Trace, Error> {
        let computation = self.compute(as_of, Grain::Month)?;
        find(&computation, figure)
            .ok_or_else(|| Error::new(ErrorKind::NoSuchFigure).with("figure", figure))
    }
}

fn find(computation: &Computation, figure: &str) -> Option<Trace> {
    let sheets = &computation.worksheets;
    if let Some(steps) = sheets.get(figure) {
        return Some(of_steps(
            computation,
            figure,
            steps.clone(),
            parts_below(computation, figure),
        ));
    }
    let parts = parts_below(computation, figure);
    if !parts.is_empty() {
        let mut trace = of_steps(computation, figure, Vec::new(), parts);
        trace.label = "row".to_owned();
        return Some(trace);
    }
    if figure.contains('+') {
        let parts = figure.split('+').flat_map(|code| part(computation, code));
        let mut trace = of_steps(computation, figure, Vec::new(), parts.collect());
        trace.label = "total".to_owned();
        return Some(trace);
    }
    let (sheet, number) = figure.rsplit_once('.')?;
    let number: u32 = number.parse().ok()?;
    let steps = sheets.get(sheet)?;
    steps.iter().find(|step| step.number == number)?;
    Some(of_steps(
        computation,
        figure,
        steps_up_to(steps, number),
        Vec::new(),
    ))
}

/// The records that a figure adds up, through every figure it was computed from.
pub(crate) fn records_behind(computation: &Computation, figure: &str) -> Vec<RecordsOf> {
    let steps = computation
        .worksheets
        .get(figure)
        .map_or(&[][..], Vec::as_slice);
    behind_steps(computation, steps, &mut BTreeSet::from([figure.to_owned()]))
}

fn behind_steps(
    computation: &Computation,
    steps: &[Step],
    seen: &mut BTreeSet<String>,
) -> Vec<RecordsOf> {
    let mut records: Vec<RecordsOf> = Vec::new();
    for step in steps {
        match &step.origin {
            Some(Origin::Records(of)) => records.push(of.clone()),
            Some(Origin::Figure { code }) if seen.insert(code.clone()) => {
                let below = computation
                    .worksheets
                    .get(code)
                    .map_or(&[][..], Vec::as_slice);
                records.extend(behind_steps(computation, below, seen));
            }
            _ => {}
        }
    }
    records.dedup();
    records
}

fn of_steps(
    computation: &Computation,
    figure: &str,
    steps: Vec<Step>,
    parts: Vec<TracePart>,
) -> Trace {
    let mut seen = BTreeSet::from([figure.to_owned()]);
    let records = behind_steps(computation, &steps, &mut seen);
    let headline = headline(&steps);
    Trace {
        figure: figure.to_owned(),
        label: headline.map_or_else(String::new, |step| step.label.clone()),
        amount: headline.and_then(amount),
        steps,
        records,
        parts,
    }
}

/// Figures whose code goes on from this one: `B-12` has `B-12.settled`, `B-12.1`, ….
fn parts_below(computation: &Computation, figure: &str) -> Vec<TracePart> {
    let prefix = format!("{figure}.");
    let below = computation
        .worksheets
        .iter()
        .filter(|(code, _)| code.starts_with(&prefix));
    below.map(|(code, steps)| of_sheet(code, steps)).collect()
}

/// The figure of one sheet.
fn part(computation: &Computation, code: &str) -> Option<TracePart> {
    computation
        .worksheets
        .get(code)
        .map(|steps| of_sheet(code, steps))
}

fn of_sheet(code: &str, steps: &[Step]) -> TracePart {
    let headline = headline(steps);
    TracePart {
        figure: code.to_owned(),
        label: headline.map_or_else(String::new, |step| step.label.clone()),
        amount: headline.and_then(amount),
    }
}

/// The step a person means by the figure: the tax short on a tax's sheet, else the last one.
fn headline(steps: &[Step]) -> Option<&Step> {
    steps
        .iter()
        .rfind(|step| step.label == "tax_short")
        .or(steps.last())
}

/// A step and all it was computed from, in order.
fn steps_up_to(steps: &[Step], number: u32) -> Vec<Step> {
    let mut wanted = BTreeSet::from([number]);
    for step in steps.iter().rev() {
        if wanted.contains(&step.number) {
            wanted.extend(&step.operands);
        }
    }
    steps
        .iter()
        .filter(|step| wanted.contains(&step.number))
        .cloned()
        .collect()
}

fn amount(step: &Step) -> Option<Money> {
    (step.unit == Unit::Yuan)
        .then(|| Money::from_yuan(step.value).ok())
        .flatten()
}
