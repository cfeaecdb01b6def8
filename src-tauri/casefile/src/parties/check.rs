//! What a manifest must not say: parties nobody knows, accounts of two at once, impossible values.

use std::collections::BTreeSet;

use engine::money::Money;
use engine::party::{Account, CheckInputs, Collection, Manifest, Party};
use rust_decimal::Decimal;

use crate::error::{Error, ErrorKind};

/// Income taxes that a paper may speak of; a slip in the name would lose the paper's figures.
const INCOME_TAXES: [&str; 3] = ["iit.comprehensive", "iit.business", "iit.withheld"];

/// The parties that inputs of checks speak of.
fn inputs(checks: &CheckInputs) -> impl Iterator<Item = &String> {
    let entities = checks.entities.iter().map(|entity| &entity.party);
    let rates = checks.commission_rates.iter().map(|rate| &rate.party);
    let claims = checks.claimed_totals.iter().map(|claim| &claim.party);
    let kept = checks.retentions.iter().map(|kept| &kept.party);
    entities.chain(rates).chain(claims).chain(kept)
}

/// Refuses a manifest that contradicts itself or the case.
pub(super) fn check(manifest: &Manifest, known: &Manifest) -> Result<(), Error> {
    let parties: BTreeSet<&str> = manifest
        .parties
        .iter()
        .chain(&known.parties)
        .map(|party| party.id.as_str())
        .collect();
    let mentioned = manifest
        .links
        .iter()
        .flat_map(|link| [&link.from, &link.to])
        .chain(manifest.accounts.iter().map(|account| &account.party))
        .chain(manifest.declared.iter().map(|declared| &declared.party))
        .chain(manifest.classifications.iter().map(|view| &view.party))
        .chain(inputs(&manifest.checks))
        .chain(
            manifest
                .classifications
                .iter()
                .filter_map(|view| view.treat_as.as_ref().map(|treat_as| &treat_as.party)),
        );
    for party in mentioned {
        if !parties.contains(party.as_str()) {
            return Err(Error::new(ErrorKind::NoSuchParty).with("party", party));
        }
    }
    manifest
        .parties
        .iter()
        .try_for_each(|party| check_party(party, &manifest.parties))?;
    for paper in &manifest.declared {
        if paper.tax.starts_with("iit.") && !INCOME_TAXES.contains(&paper.tax.as_str()) {
            return Err(wrong(format!(
                "tax = {:?}: {}",
                paper.tax,
                INCOME_TAXES.join(", ")
            )));
        }
    }
    for view in &manifest.classifications {
        if view
            .multiple
            .is_some_and(|multiple| multiple < Decimal::ZERO)
        {
            return Err(wrong(format!("{} {}: multiple < 0", view.party, view.year)));
        }
    }
    check_accounts(manifest, known)
}

fn check_party(party: &Party, all: &[Party]) -> Result<(), Error> {
    if all.iter().filter(|other| other.id == party.id).count() > 1 {
        return Err(wrong(format!("party {} × 2", party.id)));
    }
    if let Some(Collection::Assessed { profit_rate }) = &party.collection
        && !(Decimal::ZERO..=Decimal::ONE).contains(profit_rate)
    {
        return Err(wrong(format!(
            "{}: profit_rate = {profit_rate} (0–1)",
            party.id
        )));
    }
    let mut years = BTreeSet::new();
    for stated in &party.deductions {
        let amounts = [stated.special, stated.additional, stated.other];
        if amounts.into_iter().any(|amount| amount < Money::ZERO) || !years.insert(stated.year) {
            return Err(wrong(format!("{}: deductions {}", party.id, stated.year)));
        }
    }
    Ok(())
}

/// Two parties must not own one printed account on the same day, by its id or another name.
fn check_accounts(manifest: &Manifest, known: &Manifest) -> Result<(), Error> {
    let same = |a: &Account, b: &Account| a.platform == b.platform && a.id == b.id;
    let replaced = |old: &&Account| !manifest.accounts.iter().any(|new| same(new, old));
    for (number, account) in manifest.accounts.iter().enumerate() {
        let kept = known.accounts.iter().filter(replaced);
        for other in manifest.accounts[..number].iter().chain(kept) {
            let claimed = other.party != account.party && other.platform == account.platform;
            if claimed && share_a_name(other, account) && overlap(other, account) {
                return Err(wrong(format!(
                    "{} {}: {} / {}",
                    account.platform, account.id, other.party, account.party
                )));
            }
        }
    }
    Ok(())
}

fn share_a_name(one: &Account, other: &Account) -> bool {
    let names = |account: &Account| {
        let aliases = account.aliases.iter().cloned();
        std::iter::once(account.id.clone())
            .chain(aliases)
            .collect::<BTreeSet<_>>()
    };
    !names(one).is_disjoint(&names(other))
}

fn overlap(one: &Account, other: &Account) -> bool {
    let begins_before_end = |a: &Account, b: &Account| match (a.since, b.until) {
        (Some(since), Some(until)) => since <= until,
        _ => true,
    };
    begins_before_end(one, other) && begins_before_end(other, one)
}

fn wrong(reason: String) -> Error {
    Error::new(ErrorKind::Manifest).with("reason", reason)
}
