//! The self-correction plan: what to file again, with what, in which order.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Money;
use crate::party::Conduct;
use crate::period::Period;

/// One return to file again or for the first time: filed against amended figures, what is to be paid, and what
/// shows it. Debts of different persons stand in steps of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlanStep {
    /// Handle of the party.
    pub party: String,
    /// The tax, as in its row; the text of what is filed is `plan.return.<tax>`.
    pub tax: String,
    /// Year; month or quarter of VAT and what is charged on it.
    pub period: Period,
    /// Last day for the return; `None` where the calendar of that year is not on file.
    #[ts(type = "string | null")]
    pub deadline: Option<NaiveDate>,
    /// Whether it had passed on the day of the computation.
    pub overdue: bool,
    /// Income, or sales of VAT, as filed; absent where nothing was filed or a file does not tell.
    pub filed_income: Option<Money>,
    /// The same as the facts have it.
    pub amended_income: Option<Money>,
    /// Tax as filed or withheld; absent where nothing was filed.
    pub filed_tax: Option<Money>,
    /// Tax due by law; absent where a fact is missing.
    pub amended_tax: Option<Money>,
    /// Tax to be paid in addition, never below zero.
    pub to_add: Option<Money>,
    /// Tax paid beyond what is due, which may be claimed back.
    pub to_claim: Option<Money>,
    /// Surcharge to the day of the computation.
    pub surcharge: Option<Money>,
    /// Ranges of the fine on what is late, by conduct; a fine is the authority's discretion.
    pub fines: Vec<ConductFine>,
    /// Figures that show it, each with how many records it rests on.
    pub evidence: Vec<PlanEvidence>,
    /// Ids of the findings about the party and the time.
    pub findings: Vec<String>,
    /// Text key of the fact that is missing, `missing.<key>`.
    pub missing: Option<String>,
    /// Its code, `P-1`.
    pub figure: String,
}

/// The range of a fine for one conduct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConductFine {
    /// The conduct.
    pub conduct: Conduct,
    /// Article of the Collection Law.
    pub article: String,
    /// Lower end.
    pub low: Money,
    /// Upper end.
    pub high: Money,
}

/// A figure that shows something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlanEvidence {
    /// Code of the figure.
    pub code: String,
    /// How many records it rests on; none where it was computed from other figures or stated on paper.
    #[ts(type = "number")]
    pub records: u64,
}
