//! `zicha trace`.

use std::path::PathBuf;

use casefile::{Case, RecordPage, Trace as Traced};
use chrono::NaiveDate;
use engine::text::{Lang, text};
use engine::worksheet::{RecordsOf, Step};
use serde::Serialize;

use crate::output::{self, Done, Failure, amount};
use crate::{Common, Outcome};

/// Records printed without `--limit` where a person reads.
const RECORDS_SHOWN: u32 = 20;

/// Show where a figure comes from: rule, article, inputs, down to file, sheet, row and raw cell.
///
/// Example: zicha trace spring.zicha B-12.settled
#[derive(clap::Args)]
pub(crate) struct Trace {
    /// The case.
    case: PathBuf,
    /// Code of the figure, as printed beside it: B-12, B-12.settled, T-3, T-3.4, R-128.
    figure: String,
    /// The day the figure was computed for; today when left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// At most so many records of each input; with --json all of them when left out.
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
}

/// The records behind one input.
#[derive(Serialize)]
struct Input {
    of: RecordsOf,
    #[serde(flatten)]
    page: RecordPage,
}

impl Trace {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let case = common.password.open(&self.case)?;
        if let Some(number) = self.figure.strip_prefix("R-").and_then(|n| n.parse().ok()) {
            return print_record(&case, number, common);
        }
        let trace = case.trace(&self.figure, super::as_of(self.as_of))?;
        let limit = self
            .limit
            .unwrap_or(if common.json { u32::MAX } else { RECORDS_SHOWN });
        let inputs = trace.records.iter().map(|of| {
            Ok(Input {
                of: of.clone(),
                page: case.records_of(of, 0, limit)?,
            })
        });
        let inputs: Vec<Input> = inputs.collect::<Result<_, Failure>>()?;
        match common.json {
            true => print_json(&trace, &inputs, common.lang())?,
            false => print(&trace, &inputs, common.lang()),
        }
        Ok(Done::Clean)
    }
}

fn print_record(case: &Case, number: i64, common: &Common) -> Outcome {
    let row = case.raw_row(number)?;
    if common.json {
        output::json(&row)?;
        return Ok(Done::Clean);
    }
    let sheet = row
        .place
        .sheet
        .map(|sheet| format!(" · {sheet}"))
        .unwrap_or_default();
    output::line(&format!("{}{sheet} · {}", row.document_name, row.place.row));
    output::line(&format!("SHA-256 {}", row.sha256));
    for cell in row.cells {
        let mark = if cell.counted { "►" } else { " " };
        output::line(&format!("{mark} {}: {}", cell.column, cell.text));
    }
    Ok(Done::Clean)
}

fn print_json(trace: &Traced, inputs: &[Input], lang: Lang) -> Result<(), Failure> {
    let title = text(lang, &format!("step.{}", trace.label), &[]);
    output::json(&serde_json::json!({
        "figure": trace.figure, "label": trace.label, "title": title, "amount": trace.amount,
        "steps": trace.steps, "parts": trace.parts, "records": inputs,
    }))
}

fn print(trace: &Traced, inputs: &[Input], lang: Lang) {
    let title = text(lang, &format!("step.{}", trace.label), &[]);
    output::line(&format!(
        "{}  {title}  {}",
        trace.figure,
        amount(trace.amount)
    ));
    for part in &trace.parts {
        let label = text(lang, &format!("step.{}", part.label), &[]);
        output::line(&format!(
            "  {}  {label}  {}",
            part.figure,
            amount(part.amount)
        ));
    }
    for step in &trace.steps {
        output::line(&sentence(step, lang));
    }
    for input in inputs {
        let (of, page) = (&input.of, &input.page);
        let side = text(lang, &format!("side.{}", of.side.code()), &[]);
        let total = amount(Some(page.sum));
        output::line(&format!(
            "{} {} {side}: {} × → {total}",
            of.party, of.period, page.total
        ));
        for row in &page.rows {
            let sheet = row
                .sheet
                .as_deref()
                .map(|s| format!(" · {s}"))
                .unwrap_or_default();
            output::line(&format!(
                "  R-{}  {}{sheet} · {} · {} «{}»  {}",
                row.id,
                row.document_name,
                row.row,
                row.column.as_deref().unwrap_or("—"),
                row.raw.as_deref().unwrap_or("—"),
                amount(row.amount)
            ));
        }
    }
}

/// `3. Tax due = bracket(1, 2) 1520.00  [个人所得税法 art. 3(1)]`.
fn sentence(step: &Step, lang: Lang) -> String {
    let label = text(lang, &format!("step.{}", step.label), &[]);
    let operands: Vec<_> = step.operands.iter().map(u32::to_string).collect();
    let operation = match operands.is_empty() {
        true => String::new(),
        false => format!("{}({}) ", step.operation.code(), operands.join(", ")),
    };
    let citation = step.citation.as_ref().map(|citation| {
        let confidence = text(
            lang,
            &format!("confidence.{}", citation.confidence.code()),
            &[],
        );
        format!("  [{}; {confidence}]", citation.article)
    });
    let assumption = step
        .assumption
        .as_ref()
        .map(|key| format!("  ({})", text(lang, &format!("assumption.{key}"), &[])));
    format!(
        "  {}. {label} = {operation}{}{}{}",
        step.number,
        step.value,
        citation.unwrap_or_default(),
        assumption.unwrap_or_default()
    )
}
