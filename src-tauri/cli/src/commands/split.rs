//! `zicha split`.

use std::path::PathBuf;

use engine::identity::{AccountName, IdentityDecision};
use engine::party::PartyKind;

use super::parties;
use crate::{Common, Outcome};

/// Some accounts of a party are somebody else's: a new party gets them. It can be taken back.
///
/// Example: zicha split spring.zicha li --account douyin:streamer02 --id mei --name "梅某" --reason "her sister's"
#[derive(clap::Args)]
pub(crate) struct Split {
    /// The case.
    case: PathBuf,
    /// Handle of the party.
    party: String,
    /// An account of it, as the set-up states it; may be said again.
    #[arg(long, required = true, value_name = "PLATFORM:ACCOUNT", value_parser = account)]
    account: Vec<AccountName>,
    /// Handle of the new party.
    #[arg(long)]
    id: String,
    /// Its full name.
    #[arg(long)]
    name: String,
    /// What it is in law.
    #[arg(long, default_value = "natural_person", value_parser = kind)]
    kind: PartyKind,
    /// Why.
    #[arg(long, value_name = "R")]
    reason: String,
}

fn account(text: &str) -> Result<AccountName, String> {
    let (platform, id) = text
        .split_once(':')
        .ok_or_else(|| "expected PLATFORM:ACCOUNT, such as douyin:streamer02".to_owned())?;
    Ok(AccountName {
        platform: platform.to_owned(),
        id: id.to_owned(),
    })
}

fn kind(code: &str) -> Result<PartyKind, String> {
    let codes: Vec<_> = PartyKind::ALL.iter().map(|kind| kind.code()).collect();
    PartyKind::from_code(code).ok_or_else(|| format!("expected one of {}", codes.join(", ")))
}

impl Split {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let decision = IdentityDecision::Split {
            party: self.party.clone(),
            id: self.id.clone(),
            name: self.name.clone(),
            party_kind: self.kind,
            accounts: self.account.clone(),
        };
        case.decide_identity(decision, &self.reason)?;
        parties::print(&case, common)
    }
}
