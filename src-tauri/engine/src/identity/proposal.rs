//! Whose an account of nobody may be, and why: strongest reason first.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::codes::codes;
use crate::numbers;
use crate::party::{Account, Manifest, Party};

codes! {
    /// Why an account may be a party's, the strongest first. The text key is `proposal.<code>`.
    ProposalReason {
        /// It prints the tax number of the party.
        TaxNumber = "tax_number",
        /// Another account of the party prints the same number.
        SameNumber = "same_number",
        /// It prints the party's name.
        Name = "name",
        /// It prints the name of another account of the party.
        AccountName = "account_name",
        /// Its name is a part of the party's, or the other way round.
        PartOfName = "part_of_name",
    }
}

/// A possible owner. Nothing counts for it until a person agrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Proposal {
    /// Handle of the party.
    pub party: String,
    /// Why.
    pub reason: ProposalReason,
    /// What was found on both sides; long numbers are hidden.
    pub evidence: String,
}

/// The least number of characters of which a part of a name says anything.
const PART_CHARACTERS_MIN: usize = 2;

/// Possible owners of an account that prints these keys and this name, each once with its strongest
/// reason. Where a reason speaks for more than one party, all of them are told.
pub fn propose(manifest: &Manifest, keys: &[String], name: Option<&str>) -> Vec<Proposal> {
    let printed: Vec<&str> = keys.iter().map(String::as_str).chain(name).collect();
    let printed: Vec<&str> = printed
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let mut proposals: Vec<Proposal> = Vec::new();
    for reason in ProposalReason::ALL.iter().copied() {
        for party in &manifest.parties {
            let known = proposals.iter().any(|known| known.party == party.id);
            let found = match known {
                true => None,
                false => evidence(manifest, party, reason, &printed),
            };
            proposals.extend(found.map(|evidence| Proposal {
                party: party.id.clone(),
                reason,
                evidence,
            }));
        }
    }
    proposals
}

fn evidence(
    manifest: &Manifest,
    party: &Party,
    reason: ProposalReason,
    printed: &[&str],
) -> Option<String> {
    let mut theirs = manifest
        .accounts
        .iter()
        .filter(|account| account.party == party.id);
    let said =
        |account: &Account, text: &str| format!("{} {}", account.platform, numbers::shown(text));
    match reason {
        ProposalReason::TaxNumber => {
            let number = party.tax_id.as_deref()?;
            let same = printed.iter().find(|text| numbers::same(text, number))?;
            Some(numbers::masked(same))
        }
        ProposalReason::SameNumber => theirs.find_map(|account| {
            let same = printed.iter().find(|text| alike(text, &account.id))?;
            Some(said(account, same))
        }),
        ProposalReason::Name => {
            let same = printed.iter().find(|text| party.is_named(text))?;
            Some((*same).to_owned())
        }
        ProposalReason::AccountName => theirs.find_map(|account| {
            let is_alias = |text: &&&str| account.aliases.iter().any(|alias| alike(text, alias));
            let same = printed.iter().find(is_alias)?;
            Some(said(account, same))
        }),
        ProposalReason::PartOfName => {
            let names = party.names().map(plain).collect::<Vec<_>>();
            let is_part = |text: &&&str| {
                let text = plain(text);
                let mut names = names.iter();
                names.any(|name| within(&text, name) || within(name, &text))
            };
            let part = printed.iter().find(is_part)?;
            Some(numbers::shown(part))
        }
    }
}

fn within(part: &str, whole: &str) -> bool {
    part.chars().count() >= PART_CHARACTERS_MIN && whole.contains(part)
}

fn alike(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Without what people type differently: spaces, and the case of letters.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|character| !character.is_whitespace());
    kept.flat_map(char::to_lowercase).collect()
}
