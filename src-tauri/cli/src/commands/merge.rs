//! `zicha merge`.

use std::path::PathBuf;

use engine::identity::IdentityDecision;

use super::parties;
use crate::{Common, Outcome};

/// Two parties are one: whatever belongs to the first counts for the second. It can be taken back.
///
/// Example: zicha merge spring.zicha li-2 li --reason "same identity number on both contracts"
#[derive(clap::Args)]
pub(crate) struct Merge {
    /// The case.
    case: PathBuf,
    /// Handle of the party that is no other.
    from: String,
    /// Handle of the party that it is.
    into: String,
    /// Why.
    #[arg(long, value_name = "R")]
    reason: String,
}

impl Merge {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let decision = IdentityDecision::Merge {
            from: self.from.clone(),
            into: self.into.clone(),
        };
        case.decide_identity(decision, &self.reason)?;
        parties::print(&case, common)
    }
}
