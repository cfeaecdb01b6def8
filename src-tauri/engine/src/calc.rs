//! The calculator: one JSON object in, one out, with its steps.
//!
//! It refuses unknown keys and amounts that are not strings; a line that cannot be computed answers
//! with its error. Each kind is a function of `calc/*`, and none computes outside a worksheet.

mod agency;
mod corporate;
mod fines;
mod income_tax;
mod keys;
mod monthly;
mod natures;
mod request;
mod settlement;
mod time;
mod vat;
mod waiting;
mod withholding;

use serde_json::Value;
use serde_json::value::RawValue;

use self::keys::Keys;
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

/// The outputs of a kind, in the order in which they are printed.
type Answer = Result<Vec<(&'static str, Value)>, CalcError>;

/// A kind: what it makes of the keys of a line, on a worksheet.
type Kind = fn(Keys<'_>, &mut Worksheet, &Rules) -> Answer;

/// Computes one line of JSON; the answer is one line of JSON too.
///
/// It repeats `id`, gives the outputs of the `kind` and the steps as `trace`, or an `error`.
pub fn calc(line: &str, rules: &Rules) -> String {
    let mut out = Vec::new();
    answer(line, rules, &mut out);
    String::from_utf8(out).expect("an answer is JSON")
}

/// The same, written behind what is there; whether the line could be computed.
pub fn answer(line: &str, rules: &Rules, out: &mut Vec<u8>) -> bool {
    let mut sheet = Worksheet::new();
    let (id, answer) = match Keys::of(line) {
        Ok(mut keys) => (keys.take("id"), answered(keys, &mut sheet, rules)),
        Err(error) => (None, Err(error)),
    };
    out.extend_from_slice(b"{\"id\":");
    out.extend_from_slice(id.map_or("null", RawValue::get).as_bytes());
    let computed = answer.is_ok();
    match answer {
        Ok(outputs) => {
            for (key, value) in &outputs {
                print(key, value, out);
            }
            out.extend_from_slice(b",\"trace\":");
            sheet.print(out);
        }
        Err(error) => print("error", &Value::String(error.to_string()), out),
    }
    out.push(b'}');
    computed
}

/// A key needs no escapes.
fn print(key: &str, value: &Value, out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
    serde_json::to_writer(out, value).expect("writing to memory");
}

fn answered(mut keys: Keys<'_>, sheet: &mut Worksheet, rules: &Rules) -> Answer {
    let kind = keys.take("kind").map(RawValue::get);
    let kind = kind.and_then(|kind| serde_json::from_str::<String>(kind).ok());
    let kind = kind.ok_or(CalcError::NoKind)?;
    let compute: Kind = match kind.as_str() {
        "iit.additional" => settlement::additional,
        "iit.author_per_time" => withholding::author_per_time,
        "iit.bonus" => settlement::bonus,
        "iit.business" => income_tax::business,
        "iit.business_summary" => natures::business_summary,
        "iit.comprehensive" => income_tax::comprehensive,
        "iit.insurance_cumulative" => monthly::insurance_cumulative,
        "iit.labour_occurrences" => withholding::labour_occurrences,
        "iit.labour_per_time" => income_tax::labour_per_time,
        "iit.platform_cumulative" => income_tax::platform_cumulative,
        "iit.royalty_per_time" => withholding::royalty_per_time,
        "iit.settlement" => settlement::settlement,
        "iit.wages_cumulative" => monthly::wages_cumulative,
        "iit.withholding_method" => withholding::method,
        "recharacterise" => income_tax::recharacterised,
        "recharacterise.table" => natures::table,
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
    compute(keys, sheet, rules)
}

#[cfg(test)]
mod tests;
