//! The sample case against the books of its generator, which never imported anything.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use casefile::{Case, ImportOutcome, ImportStatus};
use engine::computation::{BridgeRow, Computation};
use engine::money::Money;
use engine::party::{Income, PartyKind};
use engine::period::{Grain, Period};
use engine::text::Lang;
use serde::Deserialize;

/// assets/sample/truth.toml.
#[derive(Deserialize)]
struct Truth {
    total: Total,
    #[serde(rename = "file")]
    files: Vec<FileTruth>,
    #[serde(rename = "year")]
    years: Vec<YearTruth>,
    #[serde(rename = "month")]
    months: Vec<MonthTruth>,
}

#[derive(Deserialize)]
struct Total {
    skipped_files: usize,
    data_rows: u32,
    new: u32,
    duplicates: u32,
    updates: u32,
    quarantined: u32,
    net: Money,
    agency_share: Money,
    declared: Money,
}

#[derive(Deserialize)]
struct FileTruth {
    name: String,
    format: String,
    data_rows: u32,
    new: u32,
    duplicates: u32,
    updates: u32,
    quarantined: u32,
    #[serde(default, rename = "problem")]
    problems: Vec<ProblemTruth>,
}

#[derive(Deserialize)]
struct ProblemTruth {
    row: u32,
    column: String,
    code: String,
    found: String,
}

#[derive(Deserialize)]
struct YearTruth {
    party: String,
    year: i32,
    net: Money,
    received: Money,
    declared: Money,
    tax: Money,
}

#[derive(Deserialize)]
struct MonthTruth {
    party: String,
    month: Period,
    net: Money,
    received: Money,
    declared: Money,
}

fn truth() -> Truth {
    toml::from_str(include_str!("../assets/sample/truth.toml")).unwrap()
}

pub(crate) fn sample() -> (tempfile::TempDir, Case, Vec<ImportOutcome>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sample.zicha");
    let mut quiet = |_: &casefile::ImportProgress| ControlFlow::Continue(());
    let (case, outcomes) = Case::create_sample(&path, Lang::Zh, &mut quiet).unwrap();
    (dir, case, outcomes)
}

fn compute(case: &Case, grain: Grain) -> Computation {
    case.compute("2026-11-21".parse().unwrap(), grain).unwrap()
}

/// The row of the party's streaming income: a person's labour, a firm's business.
fn row<'c>(computation: &'c Computation, party: &str, period: &str) -> Option<&'c BridgeRow> {
    let streaming = [Income::LabourRemuneration, Income::Business];
    let period: Period = period.parse().unwrap();
    let rows = computation
        .bridge
        .iter()
        .filter(|row| streaming.contains(&row.income));
    rows.into_iter()
        .find(|row| row.party == party && row.period == period)
}

#[test]
fn every_row_of_every_file_ends_where_the_generator_says() {
    let (_dir, _case, outcomes) = sample();
    let truth = truth();
    let by_name: BTreeMap<_, _> = outcomes.iter().map(|o| (o.path.as_str(), o)).collect();
    for file in &truth.files {
        let outcome = by_name[file.name.as_str()];
        assert_eq!(
            outcome.status,
            ImportStatus::Imported,
            "{}: {:?}",
            file.name,
            outcome.message
        );
        assert_eq!(
            outcome.format.as_deref(),
            Some(file.format.as_str()),
            "{}",
            file.name
        );
        let found = (
            outcome.rows,
            outcome.records - outcome.updated,
            outcome.updated,
            outcome.duplicates,
            outcome.quarantined,
        );
        let told = (
            file.data_rows,
            file.new,
            file.updates,
            file.duplicates,
            file.quarantined,
        );
        assert_eq!(
            found, told,
            "{}: rows, new, updates, duplicates, quarantined",
            file.name
        );
        for (problem, told) in outcome.problems.iter().zip(&file.problems) {
            assert_eq!(problem.place.row, told.row, "{}", file.name);
            assert_eq!(problem.place.column.as_deref(), Some(told.column.as_str()));
            assert_eq!(problem.code.code(), told.code);
            assert_eq!(problem.found, told.found);
        }
        assert!(
            outcome.controls.iter().all(|control| control.agrees),
            "{}",
            file.name
        );
    }
    let skipped = outcomes
        .iter()
        .filter(|o| o.status == ImportStatus::Skipped)
        .count();
    assert_eq!(skipped, truth.total.skipped_files);
    let sum = |count: fn(&ImportOutcome) -> u32| outcomes.iter().map(count).sum::<u32>();
    assert_eq!(sum(|o| o.rows), truth.total.data_rows);
    assert_eq!(sum(|o| o.records - o.updated), truth.total.new);
    assert_eq!(sum(|o| o.duplicates), truth.total.duplicates);
    assert_eq!(sum(|o| o.updated), truth.total.updates);
    assert_eq!(sum(|o| o.quarantined), truth.total.quarantined);
}

#[test]
fn every_month_of_every_party_is_what_the_generator_booked() {
    let (_dir, case, _) = sample();
    let computation = compute(&case, Grain::Month);
    for month in truth().months {
        let text = month.month.to_string();
        let row = row(&computation, &month.party, &text);
        let amount = |of: fn(&BridgeRow) -> Option<Money>| row.and_then(of).unwrap_or_default();
        let name = format!("{} {text}", month.party);
        assert_eq!(amount(|row| row.settled), month.net, "settled, {name}");
        assert_eq!(
            amount(|row| row.received),
            month.received,
            "received, {name}"
        );
        assert_eq!(
            amount(|row| row.declared),
            month.declared,
            "declared, {name}"
        );
    }
}

#[test]
fn years_and_totals_add_up_to_the_generators_books() {
    let (_dir, case, _) = sample();
    let computation = compute(&case, Grain::Year);
    let truth = truth();
    for year in &truth.years {
        let row = row(&computation, &year.party, &year.year.to_string()).unwrap();
        let name = format!("{} {}", year.party, year.year);
        assert_eq!(row.settled.unwrap_or_default(), year.net, "settled, {name}");
        assert_eq!(
            row.received.unwrap_or_default(),
            year.received,
            "received, {name}"
        );
        let tax = computation
            .taxes
            .iter()
            .find(|tax| tax.party == year.party && tax.period.to_string() == year.year.to_string());
        let withheld = tax.and_then(|tax| tax.declared).unwrap_or_default();
        if row.income == Income::LabourRemuneration && tax.is_some_and(|t| t.treated_as.is_none()) {
            assert!(
                withheld >= year.tax,
                "withheld, {name}: {withheld} against {}",
                year.tax
            );
            assert_eq!(
                row.declared.unwrap_or_default(),
                year.declared,
                "declared, {name}"
            );
        }
    }
    let agency = case.overview().unwrap().parties.into_iter();
    let agency = agency
        .into_iter()
        .find(|party| party.kind == PartyKind::Agency)
        .unwrap();
    let (shares, settled): (Vec<&BridgeRow>, Vec<&BridgeRow>) = computation
        .bridge
        .iter()
        .partition(|row| row.party == agency.id);
    let sum = |rows: &[&BridgeRow]| rows.iter().filter_map(|row| row.settled).sum::<Money>();
    assert_eq!(sum(&shares), truth.total.agency_share);
    assert_eq!(sum(&settled), truth.total.net);
    assert!(truth.total.declared > Money::ZERO);
}

#[test]
fn gaps_are_their_causes_and_the_rest_to_the_fen() {
    let (_dir, case, _) = sample();
    for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
        for row in compute(&case, grain).bridge {
            let sum = |causes: &[engine::computation::Cause]| {
                causes.iter().map(|cause| cause.amount).sum::<Money>()
            };
            let settled = row.settled.unwrap_or_default();
            if let Some(rest) = row.unexplained {
                let declared = row.declared.unwrap_or_default();
                assert_eq!(settled - declared, sum(&row.causes) + rest, "{row:?}");
            }
            if let Some(rest) = row.receipt_unexplained {
                let received = row.received.unwrap_or_default();
                assert_eq!(
                    settled - received,
                    sum(&row.receipt_causes) + rest,
                    "{row:?}"
                );
            }
        }
    }
}

#[test]
fn importing_everything_again_adds_nothing() {
    let (dir, mut case, _) = sample();
    let before = compute(&case, Grain::Month);
    let folder = dir.path().join("again");
    std::fs::create_dir(&folder).unwrap();
    let files = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/sample/files");
    for file in std::fs::read_dir(files).unwrap().map(Result::unwrap) {
        let mut content = std::fs::read(file.path()).unwrap();
        if file.file_name().to_string_lossy().ends_with(".csv") {
            content.extend(b"\n");
        }
        std::fs::write(folder.join(file.file_name()), content).unwrap();
    }
    let mut quiet = |_: &casefile::ImportProgress| ControlFlow::Continue(());
    let options = casefile::ImportOptions::default();
    let outcomes = case
        .import_all(&[folder], &options, Lang::En, &mut quiet)
        .unwrap();
    for outcome in outcomes {
        assert_eq!(outcome.records - outcome.updated, 0, "{outcome:?}");
    }
    assert_eq!(compute(&case, Grain::Month), before);
}

#[test]
fn every_figure_that_a_step_names_can_be_traced() {
    let (_dir, case, _) = sample();
    let computation = compute(&case, Grain::Month);
    let sheets = &computation.worksheets;
    let named = sheets
        .values()
        .flatten()
        .filter_map(|step| match &step.origin {
            Some(engine::worksheet::Origin::Figure { code }) => Some(code),
            _ => None,
        });
    let mut followed = 0;
    for code in named {
        let step = code.rsplit_once('.').and_then(|(sheet, number)| {
            let number: u32 = number.parse().ok()?;
            sheets.get(sheet)?.iter().find(|step| step.number == number)
        });
        assert!(sheets.contains_key(code) || step.is_some(), "{code}");
        followed += 1;
    }
    assert!(followed > 100, "only {followed} figures were named");
}

/// Each figure leads to rows whose sum is the figure.
#[test]
fn adding_the_rows_behind_a_figure_gives_the_figure() {
    let (_dir, case, _) = sample();
    let computation = compute(&case, Grain::Month);
    let day = computation.as_of;
    let mut followed = 0;
    for row in computation.bridge.iter().step_by(7) {
        for (side, amount) in [("settled", row.settled), ("received", row.received)] {
            let Some(amount) = amount else { continue };
            let trace = case.trace(&format!("{}.{side}", row.figure), day).unwrap();
            let page = case.records_of(&trace.records[0], 0, u32::MAX).unwrap();
            assert_eq!(page.sum, amount, "{} {side}", row.figure);
            assert_eq!(
                page.rows.iter().filter_map(|row| row.amount).sum::<Money>(),
                amount
            );
            assert!(
                page.rows.iter().all(|row| row.raw.is_some()),
                "{} {side}",
                row.figure
            );
            followed += 1;
        }
    }
    assert!(followed > 10, "only {followed} figures were followed");
}
