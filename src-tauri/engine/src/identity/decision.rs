//! Merging two parties into one and splitting one in two, over a set-up that stays as it was stated.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::numbers;
use crate::party::{Account, Classification, Manifest, Party, PartyKind};

/// What a person decided about who is who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum IdentityDecision {
    /// Both are one: whatever belongs to the first belongs to the second.
    Merge {
        /// Handle of the party that is no other.
        from: String,
        /// Handle of the party that it is.
        into: String,
    },
    /// Some accounts of a party are somebody else's.
    Split {
        /// Handle of the party.
        party: String,
        /// Handle of the new one.
        id: String,
        /// Its full name.
        name: String,
        /// What it is in law.
        party_kind: PartyKind,
        /// The accounts that are its own.
        accounts: Vec<AccountName>,
    },
}

/// An account as the set-up states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct AccountName {
    /// Platform.
    pub platform: String,
    /// What its exports print.
    pub id: String,
}

impl AccountName {
    fn names(&self, account: &Account) -> bool {
        account.platform == self.platform
            && (account.id == self.id || numbers::shown(&account.id) == self.id)
    }
}

/// Why a decision cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// There is no such party.
    NoSuchParty(String),
    /// A party with itself.
    Itself(String),
    /// A person is no company.
    OtherKind(String, String),
    /// Two tax numbers are two persons in law.
    OtherTaxNumber(String, String),
    /// The handle is taken.
    Taken(String),
    /// No account, or one that is not the party's.
    NotTheirs(String),
}

/// Whether a decision can hold over a set-up.
pub fn check(manifest: &Manifest, decision: &IdentityDecision) -> Result<(), Impossible> {
    let party = |id: &String| {
        let found = manifest.parties.iter().find(|party| party.id == *id);
        found.ok_or_else(|| Impossible::NoSuchParty(id.clone()))
    };
    match decision {
        IdentityDecision::Merge { from, into } => check_merge(party(from)?, party(into)?),
        IdentityDecision::Split {
            party: whole,
            id,
            accounts,
            ..
        } => {
            party(whole)?;
            if party(id).is_ok() || id.trim().is_empty() {
                return Err(Impossible::Taken(id.clone()));
            }
            let is_theirs = |name: &AccountName| {
                let mut all = manifest.accounts.iter();
                all.any(|account| account.party == *whole && name.names(account))
            };
            match accounts.iter().find(|name| !is_theirs(name)) {
                Some(name) => Err(Impossible::NotTheirs(format!(
                    "{} {}",
                    name.platform, name.id
                ))),
                None if accounts.is_empty() => Err(Impossible::NotTheirs("—".to_owned())),
                None => Ok(()),
            }
        }
    }
}

fn check_merge(from: &Party, into: &Party) -> Result<(), Impossible> {
    let both = || (from.id.clone(), into.id.clone());
    if from.id == into.id {
        return Err(Impossible::Itself(from.id.clone()));
    }
    if from.kind != into.kind {
        let (from, into) = both();
        return Err(Impossible::OtherKind(from, into));
    }
    match (&from.tax_id, &into.tax_id) {
        (Some(one), Some(other)) if !numbers::same(one, other) => {
            let (from, into) = both();
            Err(Impossible::OtherTaxNumber(from, into))
        }
        _ => Ok(()),
    }
}

/// The set-up as it is after the decisions, in their order. One that cannot hold any more is passed over.
pub fn apply<'d>(
    manifest: Manifest,
    decisions: impl IntoIterator<Item = &'d IdentityDecision>,
) -> Manifest {
    decisions.into_iter().fold(manifest, |manifest, decision| {
        if check(&manifest, decision).is_err() {
            return manifest;
        }
        match decision {
            IdentityDecision::Merge { from, into } => merge(manifest, from, into),
            IdentityDecision::Split {
                party,
                id,
                name,
                party_kind,
                accounts,
            } => {
                let new = Party::new(id, name, *party_kind);
                split(manifest, party, new, accounts)
            }
        }
    })
}

fn merge(mut manifest: Manifest, from: &str, into: &str) -> Manifest {
    let place = manifest.parties.iter().position(|party| party.id == from);
    let gone = place.map(|place| manifest.parties.remove(place));
    let stays = manifest.parties.iter_mut().find(|party| party.id == into);
    if let (Some(gone), Some(stays)) = (gone, stays) {
        take_over(stays, gone);
    }
    let renamed = |party: &mut String| {
        if party == from {
            into.clone_into(party);
        }
    };
    for account in &mut manifest.accounts {
        renamed(&mut account.party);
    }
    for link in &mut manifest.links {
        renamed(&mut link.from);
        renamed(&mut link.to);
    }
    manifest.links.retain(|link| link.from != link.to);
    for paper in &mut manifest.declared {
        renamed(&mut paper.party);
    }
    manifest.classifications = views_of(manifest.classifications, from, into);
    manifest
}

/// What was said of the party that stays goes before what was said of the one that goes.
fn take_over(stays: &mut Party, gone: Party) {
    for name in std::iter::once(gone.name).chain(gone.aliases) {
        if !stays.is_named(&name) {
            stays.aliases.push(name);
        }
    }
    for stated in gone.deductions {
        if !stays
            .deductions
            .iter()
            .any(|known| known.year == stated.year)
        {
            stays.deductions.push(stated);
        }
    }
    stays.tax_id = stays.tax_id.take().or(gone.tax_id);
    stays.city_class = stays.city_class.or(gone.city_class);
    stays.vat_period = stays.vat_period.or(gone.vat_period);
    stays.collection = stays.collection.take().or(gone.collection);
}

/// One view a year: that on the party that stays, where there is one.
fn views_of(views: Vec<Classification>, from: &str, into: &str) -> Vec<Classification> {
    let has_own = |year| {
        views
            .iter()
            .any(|view| view.party == into && view.year == year)
    };
    let kept = views
        .iter()
        .filter(|view| view.party != from || !has_own(view.year));
    let kept = kept.cloned().map(|mut view| {
        if view.party == from {
            into.clone_into(&mut view.party);
        }
        if let Some(treat_as) = &mut view.treat_as
            && treat_as.party == from
        {
            into.clone_into(&mut treat_as.party);
        }
        view
    });
    kept.collect()
}

fn split(mut manifest: Manifest, party: &str, new: Party, accounts: &[AccountName]) -> Manifest {
    for account in &mut manifest.accounts {
        if account.party == party && accounts.iter().any(|name| name.names(account)) {
            account.party.clone_from(&new.id);
        }
    }
    manifest.parties.push(new);
    manifest
}
