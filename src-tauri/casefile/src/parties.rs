//! Parties, accounts and what was stated about them: the set-up of a case, and whose an account is.

mod check;

use engine::computation::UnassignedAccount;
use engine::numbers;
use engine::party::{CheckInputs, LinkRole, Manifest, Party, PartyKind};
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::case::{AccountView, Case, LinkView, PartyView};
use crate::error::{Error, ErrorKind};
use crate::tables::accounts::SeenAccount;
use crate::tables::records::Owned;
use crate::{history, identity, tables};

/// Before every date a record can have.
const EVER: &str = "0000-01-01";
/// After every date a record can have.
const FOREVER: &str = "9999-12-31";

impl Case {
    /// Takes over a manifest. What is stated already is updated, nothing is removed; doing it
    /// twice changes nothing. Returns how many facts were new or different.
    pub fn set_up(&mut self, manifest: &Manifest) -> Result<u32, Error> {
        let known = stated(&self.connection)?;
        check::check(manifest, &known)?;
        let transaction = self.connection.transaction()?;
        let changed = put_all(&transaction, manifest)?;
        if changed > 0 {
            history::append(&transaction, "set_up", &json!(manifest))?;
        }
        transaction.commit()?;
        Ok(changed)
    }

    /// Everything stated so far, as one manifest; what was decided about it is not in it.
    pub fn manifest(&self) -> Result<Manifest, Error> {
        stated(&self.connection)
    }
}

/// Reads a manifest from its TOML. The error names the line and what was expected.
pub fn manifest_from_toml(text: &str) -> Result<Manifest, Error> {
    toml::from_str(text)
        .map_err(|error| Error::new(ErrorKind::Manifest).with("reason", error.to_string().trim()))
}

/// What a manifest says of one key (an account, a return of a period, …) replaces what was said of
/// it before; what it does not mention stays.
fn put_all(connection: &Connection, manifest: &Manifest) -> Result<u32, Error> {
    let mut facts = Facts::default();
    for party in &manifest.parties {
        facts.add("party", json!(party.id), party)?;
    }
    for link in &manifest.links {
        facts.add("link", json!([link.from, link.to, link.role]), link)?;
    }
    for account in &manifest.accounts {
        facts.add("account", json!([account.platform, account.id]), account)?;
    }
    for declared in &manifest.declared {
        facts.add(
            "declared",
            json!([declared.party, declared.tax, declared.period]),
            declared,
        )?;
    }
    for view in &manifest.classifications {
        facts.add("classification", json!([view.party, view.year]), view)?;
    }
    put_inputs(&mut facts, &manifest.checks)?;
    let mut changed = 0;
    for (noun, key, bodies) in &facts.0 {
        changed += tables::set_up::put(connection, noun, key, bodies)?;
    }
    if let Some(title) = &manifest.title {
        changed += u32::from(tables::set_up::put_fact(connection, "title", title)?);
    }
    if let Some(materiality) = &manifest.materiality {
        let fact = body(materiality)?;
        changed += u32::from(tables::set_up::put_fact(connection, "materiality", &fact)?);
    }
    if let Some(settings) = &manifest.settings {
        let fact = body(settings)?;
        changed += u32::from(tables::set_up::put_fact(connection, "settings", &fact)?);
    }
    Ok(changed)
}

/// What is stated for checks alone.
fn put_inputs(facts: &mut Facts, inputs: &CheckInputs) -> Result<(), Error> {
    for entity in &inputs.entities {
        facts.add("entity", json!(entity.party), entity)?;
    }
    for rate in &inputs.commission_rates {
        let key = json!([rate.party, rate.platform]);
        facts.add("commission_rate", key, rate)?;
    }
    for claim in &inputs.claimed_totals {
        facts.add("claimed_total", json!([claim.party, claim.period]), claim)?;
    }
    for kept in &inputs.retentions {
        let key = json!([kept.party, kept.papers, kept.year]);
        facts.add("retention", key, kept)?;
    }
    for cap in &inputs.tip_caps {
        facts.add("tip_cap", json!([cap.platform, cap.of]), cap)?;
    }
    for entry in &inputs.blocked {
        facts.add("blocked", json!([entry.identity, entry.list]), entry)?;
    }
    for order in &inputs.fake_orders {
        facts.add("fake_order", json!(order.order), order)?;
    }
    Ok(())
}

/// Facts of a manifest by noun and key, in the order of their first mention.
#[derive(Default)]
struct Facts(Vec<(&'static str, String, Vec<String>)>);

impl Facts {
    fn add(&mut self, noun: &'static str, key: Value, fact: &impl Serialize) -> Result<(), Error> {
        let (key, body) = (key.to_string(), body(fact)?);
        match self
            .0
            .iter_mut()
            .find(|(of, known, _)| *of == noun && *known == key)
        {
            Some((_, _, bodies)) => bodies.push(body),
            None => self.0.push((noun, key, vec![body])),
        }
        Ok(())
    }
}

pub(crate) fn body(fact: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(fact).map_err(|error| Error::store(error.to_string()))
}

/// The set-up that counts: what was stated, and over it what was decided about who is who.
pub(crate) fn load(connection: &Connection) -> Result<Manifest, Error> {
    identity::applied(connection, stated(connection)?)
}

pub(crate) fn stated(connection: &Connection) -> Result<Manifest, Error> {
    let fact = |name| tables::set_up::fact(connection, name);
    Ok(Manifest {
        title: fact("title")?,
        materiality: fact("materiality")?.map(|text| read(&text)).transpose()?,
        settings: fact("settings")?.map(|text| read(&text)).transpose()?,
        parties: load_all(connection, "party")?,
        links: load_all(connection, "link")?,
        accounts: load_all(connection, "account")?,
        declared: load_all(connection, "declared")?,
        classifications: load_all(connection, "classification")?,
        checks: CheckInputs {
            entities: load_all(connection, "entity")?,
            commission_rates: load_all(connection, "commission_rate")?,
            claimed_totals: load_all(connection, "claimed_total")?,
            retentions: load_all(connection, "retention")?,
            tip_caps: load_all(connection, "tip_cap")?,
            blocked: load_all(connection, "blocked")?,
            fake_orders: load_all(connection, "fake_order")?,
        },
    })
}

pub(crate) fn load_all<T: DeserializeOwned>(
    connection: &Connection,
    noun: &str,
) -> Result<Vec<T>, Error> {
    tables::set_up::all(connection, noun)?
        .iter()
        .map(|text| read(text))
        .collect()
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::new(ErrorKind::Damaged))
}

/// Whose each printed account is, and when.
pub(crate) struct Ownership {
    pub(crate) manifest: Manifest,
    seen: Vec<SeenAccount>,
    /// Windows by party and account.
    pub(crate) owned: Vec<Owned>,
}

impl Ownership {
    pub(crate) fn load(connection: &Connection) -> Result<Ownership, Error> {
        let manifest = load(connection)?;
        let seen = tables::accounts::all(connection)?;
        let owned = seen.iter().flat_map(|account| windows(&manifest, account));
        let owned = merged(owned.collect());
        Ok(Ownership {
            manifest,
            seen,
            owned,
        })
    }

    /// Windows of the streamers of an agency, cut to the days they were signed with it.
    pub(crate) fn signed_with(&self, agency: &Party) -> Vec<Owned> {
        let links = self.manifest.links.iter();
        let signed = links.filter(|link| link.role == LinkRole::SignedWith && link.to == agency.id);
        let windows = signed
            .flat_map(|link| {
                let since = link.since.to_string();
                let until = link
                    .until
                    .map_or_else(|| FOREVER.to_owned(), |day| day.to_string());
                let theirs = self.owned.iter().filter(|owned| owned.party == link.from);
                theirs.map(move |owned| Owned {
                    party: agency.id.clone(),
                    account: owned.account,
                    since: owned.since.clone().max(since.clone()),
                    until: owned.until.clone().min(until.clone()),
                })
            })
            .collect();
        merged(windows)
    }

    /// Windows of one party.
    pub(crate) fn of_party(&self, party: &str) -> Vec<Owned> {
        self.owned
            .iter()
            .filter(|owned| owned.party == party)
            .cloned()
            .collect()
    }

    /// The party of that handle.
    pub(crate) fn party(&self, id: &str) -> Result<&Party, Error> {
        let found = self.manifest.parties.iter().find(|party| party.id == id);
        found.ok_or_else(|| Error::new(ErrorKind::NoSuchParty).with("party", id))
    }

    /// Accounts with counted records that no window covers.
    pub(crate) fn unassigned(
        &self,
        connection: &Connection,
    ) -> Result<Vec<UnassignedAccount>, Error> {
        let waiting = tables::records::uncounted_owners(connection, &self.owned)?;
        let views = waiting.into_iter().map(|(account, records, settled)| {
            let seen = self.seen.iter().find(|seen| Some(seen.id) == account);
            let propose = |seen: &SeenAccount| {
                engine::identity::propose(&self.manifest, &seen.keys, seen.name.as_deref())
            };
            UnassignedAccount {
                platform: seen.map_or_else(String::new, |seen| seen.platform.clone()),
                keys: seen
                    .map(|seen| seen.keys.iter().map(|key| numbers::shown(key)).collect())
                    .unwrap_or_default(),
                name: seen.and_then(|seen| seen.name.as_deref().map(numbers::shown)),
                records,
                settled,
                proposals: seen.map(propose).unwrap_or_default(),
            }
        });
        Ok(views.collect())
    }

    /// Parties as shown.
    pub(crate) fn views(&self) -> Vec<PartyView> {
        let manifest = &self.manifest;
        let view = |party: &Party| PartyView {
            id: party.id.clone(),
            name: party.name.clone(),
            aliases: party.aliases.clone(),
            kind: party.kind,
            tax_id: party.tax_id.as_deref().map(numbers::masked),
            accounts: (manifest.accounts.iter())
                .filter(|account| account.party == party.id)
                .map(|account| AccountView {
                    platform: account.platform.clone(),
                    id: numbers::shown(&account.id),
                    name: account.aliases.first().map(|name| numbers::shown(name)),
                    since: account.since,
                    until: account.until,
                    evidence: account.evidence.clone(),
                })
                .collect(),
            links: (manifest.links.iter())
                .filter(|link| link.from == party.id)
                .map(|link| LinkView {
                    role: link.role,
                    to: link.to.clone(),
                    since: link.since,
                    until: link.until,
                    share: link.share,
                    evidence: link.evidence.clone(),
                })
                .collect(),
        };
        manifest.parties.iter().map(view).collect()
    }
}

/// Windows of one party and account that touch or overlap, as one: no day counts twice.
fn merged(mut windows: Vec<Owned>) -> Vec<Owned> {
    windows.sort_by(|a, b| (&a.party, a.account, &a.since).cmp(&(&b.party, b.account, &b.since)));
    let mut whole: Vec<Owned> = Vec::new();
    for window in windows {
        match whole.last_mut() {
            Some(last)
                if (&last.party, last.account) == (&window.party, window.account)
                    && window.since <= last.until =>
            {
                last.until = last.until.clone().max(window.until);
            }
            _ => whole.push(window),
        }
    }
    whole
}

/// The days on which a printed account belonged to a party. The most specific key that the set-up
/// knows decides; then an alias; then, for papers of the tax office, the name of the taxpayer.
fn windows(manifest: &Manifest, seen: &SeenAccount) -> Vec<Owned> {
    let names = seen.keys.iter().chain(&seen.name);
    for name in names {
        let stated: Vec<_> = (manifest.accounts.iter())
            .filter(|account| account.platform == seen.platform)
            .filter(|account| account.id == *name || account.aliases.contains(name))
            .map(|account| Owned {
                party: account.party.clone(),
                account: seen.id,
                since: account
                    .since
                    .map_or_else(|| EVER.to_owned(), |day| day.to_string()),
                until: account
                    .until
                    .map_or_else(|| FOREVER.to_owned(), |day| day.to_string()),
            })
            .collect();
        if !stated.is_empty() {
            return stated;
        }
    }
    let party = match named_party(manifest, seen) {
        None if seen.platform != TAX_OFFICE => None,
        None if names_nobody(seen) => only_natural_person(manifest),
        None => owner_of_account(manifest, seen),
        named => named,
    };
    let whole = |party: &Party| Owned {
        party: party.id.clone(),
        account: seen.id,
        since: EVER.to_owned(),
        until: FOREVER.to_owned(),
    };
    party.map(whole).into_iter().collect()
}

/// The platform name of papers from the tax office.
pub(crate) const TAX_OFFICE: &str = "tax_bureau";

/// A paper or wallet that prints the legal name, handle or tax number of exactly one party.
fn named_party<'m>(manifest: &'m Manifest, seen: &SeenAccount) -> Option<&'m Party> {
    let prints_legal_names = [TAX_OFFICE, "alipay", "wechat_pay", "bank"];
    if !prints_legal_names.contains(&seen.platform.as_str()) {
        return None;
    }
    let printed: Vec<&String> = seen.keys.iter().chain(&seen.name).collect();
    let has_number = seen.keys.iter().any(|key| numbers::is_tax_number(key));
    let is_meant = |party: &&Party| {
        let by_number = |tax_id: &String| printed.iter().any(|name| numbers::same(name, tax_id));
        match &party.tax_id {
            Some(tax_id) if by_number(tax_id) => true,
            // Somebody of the same name with another number.
            Some(_) if has_number => false,
            _ => printed
                .iter()
                .any(|name| party.is_named(name) || **name == party.id),
        }
    };
    let mut meant = manifest.parties.iter().filter(is_meant);
    let first = meant.next()?;
    meant.next().is_none().then_some(first)
}

/// Whether a paper prints nothing of whose it is: its account is then named by format and document.
fn names_nobody(seen: &SeenAccount) -> bool {
    let [key] = seen.keys.as_slice() else {
        return seen.keys.is_empty();
    };
    let of_document = |(format, document): (&str, &str)| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        format.bytes().all(plain) && document.bytes().all(|byte| byte.is_ascii_digit())
    };
    seen.name.is_none() && key.split_once('#').is_some_and(of_document)
}

/// Reports to the tax office print accounts of platforms: that of exactly one party is meant.
fn owner_of_account<'m>(manifest: &'m Manifest, seen: &SeenAccount) -> Option<&'m Party> {
    let printed = |id: &String| seen.keys.contains(id);
    let accounts = manifest.accounts.iter();
    let mut owners: Vec<&str> = accounts
        .filter(|account| printed(&account.id) || account.aliases.iter().any(printed))
        .map(|account| account.party.as_str())
        .collect();
    owners.sort_unstable();
    owners.dedup();
    let [owner] = owners.as_slice() else {
        return None;
    };
    manifest.parties.iter().find(|party| party.id == *owner)
}

/// A personal tax record without a name can only be that of the one natural person of the case.
fn only_natural_person(manifest: &Manifest) -> Option<&Party> {
    let mut persons = manifest
        .parties
        .iter()
        .filter(|party| party.kind == PartyKind::NaturalPerson);
    let first = persons.next()?;
    persons.next().is_none().then_some(first)
}

/// The handle of the one natural person of the case.
pub(crate) fn only_person(connection: &Connection) -> Result<Option<String>, Error> {
    Ok(only_natural_person(&load(connection)?).map(|party| party.id.clone()))
}
