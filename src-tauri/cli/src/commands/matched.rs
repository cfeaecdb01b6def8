//! `zicha match`.

use std::path::PathBuf;

use engine::matching::MatchDecision;

use super::matches;
use crate::{Common, Outcome};

/// Say which settlements and receipts belong together, or with --forbid that they never do. It holds
/// whatever is imported later, and can be taken back with `zicha matches --take-back`.
///
/// Example: zicha match spring.zicha S4:2025-03-01 --with M7:2025-03-20:8400.37 --reason "confirmed by the agency"
#[derive(clap::Args)]
pub(crate) struct Match {
    /// The case.
    case: PathBuf,
    /// Settlements, as `zicha matches` names them.
    #[arg(required = true, value_name = "SETTLEMENT")]
    settlements: Vec<String>,
    /// Receipts, as `zicha matches` names them.
    #[arg(long = "with", required = true, num_args = 1.., value_name = "RECEIPT")]
    receipts: Vec<String>,
    /// They never belong together.
    #[arg(long)]
    forbid: bool,
    /// Why.
    #[arg(long, value_name = "R")]
    reason: String,
}

impl Match {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let (settlements, receipts) = (self.settlements.clone(), self.receipts.clone());
        let decision = match self.forbid {
            true => MatchDecision::Forbid {
                settlements,
                receipts,
            },
            false => MatchDecision::Match {
                settlements,
                receipts,
            },
        };
        case.decide_match(decision, &self.reason)?;
        let view = case.matches(super::as_of(None))?;
        matches::print(&view, common)
    }
}
