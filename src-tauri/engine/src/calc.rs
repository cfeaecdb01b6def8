//! The calculator: one JSON object in, one out, with its steps.
//!
//! It refuses unknown keys and amounts that are not strings; a line that cannot be computed answers
//! with its error. Each kind is a function of `calc/*`, and none computes outside a worksheet.

mod agency;
mod corporate;
mod fines;
mod income_tax;
mod request;
mod time;
mod vat;
mod waiting;

use serde_json::{Map, Value, json};

use crate::assess::AssessError;
use crate::rules::{Rules, RulesError};
use crate::worksheet::{Worksheet, WorksheetError};

/// Why a line has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum CalcError {
    #[error("not a JSON object: {0}")]
    NotAnObject(String),
    #[error("kind is missing")]
    NoKind,
    #[error("unknown kind {0:?}")]
    UnknownKind(String),
    #[error("{0}")]
    Request(String),
    #[error(transparent)]
    Assess(#[from] AssessError),
}

impl From<RulesError> for CalcError {
    fn from(error: RulesError) -> CalcError {
        CalcError::Assess(error.into())
    }
}

impl From<WorksheetError> for CalcError {
    fn from(error: WorksheetError) -> CalcError {
        CalcError::Assess(error.into())
    }
}

type Answer = Result<Map<String, Value>, CalcError>;

/// Computes one line of JSON; the answer is one line of JSON too.
///
/// It repeats `id`, gives the outputs of the `kind` and the steps as `trace`, or an `error`.
pub fn calc(line: &str, rules: &Rules) -> String {
    let (id, answer) = match serde_json::from_str::<Map<String, Value>>(line) {
        Ok(mut request) => {
            let id = request.remove("id").unwrap_or(Value::Null);
            (id, answered(request, rules))
        }
        Err(error) => (Value::Null, Err(CalcError::NotAnObject(error.to_string()))),
    };
    let mut printed = Map::new();
    printed.insert("id".to_owned(), id);
    match answer {
        Ok(answer) => printed.extend(answer),
        Err(error) => {
            printed.insert("error".to_owned(), json!(error.to_string()));
        }
    }
    Value::Object(printed).to_string()
}

fn answered(mut request: Map<String, Value>, rules: &Rules) -> Answer {
    let Some(Value::String(kind)) = request.remove("kind") else {
        return Err(CalcError::NoKind);
    };
    let compute = match kind.as_str() {
        "iit.comprehensive" => income_tax::comprehensive,
        "iit.labour_per_time" => income_tax::labour_per_time,
        "iit.platform_cumulative" => income_tax::platform_cumulative,
        "iit.business" => income_tax::business,
        "recharacterise" => income_tax::recharacterised,
        "deadline" => time::deadline,
        "late_surcharge" => time::late_surcharge,
        "late_surcharge.in_order" => time::late_surcharge_in_order,
        "limitation" => time::limitation,
        "waiting_cost" => waiting::waiting_cost,
        "agency_debts" => agency::agency_debts,
        "fine" => fines::fine,
        "evasion_ratio" => fines::evasion_ratio,
        "total_plausibility" => fines::total_plausibility,
        "vat.small_scale" => vat::small_scale,
        "vat.per_time" => vat::per_time,
        "vat.rolling_limit" => vat::rolling_limit,
        "cultural_levy" => vat::cultural_levy,
        "cit.small_low_profit" => corporate::small_low_profit,
        _ => return Err(CalcError::UnknownKind(kind)),
    };
    let mut sheet = Worksheet::new();
    let mut answer = compute(request, &mut sheet, rules)?;
    answer.insert("trace".to_owned(), json!(sheet.steps()));
    Ok(answer)
}

#[cfg(test)]
mod tests;
