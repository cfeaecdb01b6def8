//! Which receipts paid which settlements, and what a person decides about it. Matches are computed,
//! never stored; what is stored are decisions, by keys that outlive an import.
//!
//! What was settled on an account in a day is taken as one: at that level money leaves a platform. Only
//! an order that a receipt names stands alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use engine::matching::{
    self, Decided, DeclaredTax, Inputs, KnownPayer, MatchDecision, MatchSide, Matching, Receipt,
    Settlement,
};
use engine::money::Money;
use engine::numbers;
use engine::party::LinkRole;
use engine::period::{Grain, Period};
use engine::record::Class;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::parties::Ownership;
use crate::tables::match_decisions::{self, MatchDecisionRow};
use crate::tables::records::flows;
use crate::{history, parties, tables};

/// A decision about settlements and receipts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchDecisionView {
    /// Counted from 1; never used again.
    pub number: i64,
    /// What was decided.
    pub decision: MatchDecision,
    /// Why.
    pub reason: String,
    /// When, UTC.
    pub at: String,
    /// When it was taken back, UTC.
    pub taken_back_at: Option<String>,
}

/// What a key stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyItem {
    /// The key.
    pub key: String,
    /// Which side.
    pub side: MatchSide,
    /// Handle of the party.
    pub party: String,
    /// Platform, wallet or bank.
    pub platform: String,
    /// The account as its exports print it.
    pub account: String,
    /// The day.
    pub day: NaiveDate,
    /// The amount.
    pub amount: Money,
    /// Who paid.
    pub counterparty: Option<String>,
    /// How many records it is.
    pub records: u32,
    /// Code of the first of them.
    pub record: String,
}

/// Matches, what waits, and what was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchesView {
    /// The day to which what waits is aged.
    pub as_of: NaiveDate,
    /// Matches and what waits.
    #[serde(flatten)]
    pub matching: Matching,
    /// What the keys stand for, by key.
    pub items: Vec<MoneyItem>,
    /// Decisions in their order, those taken back among them.
    pub decisions: Vec<MatchDecisionView>,
}

impl Case {
    /// Which receipts paid which settlements, and what waits on a day.
    pub fn matches(&self, as_of: NaiveDate) -> Result<MatchesView, Error> {
        let (inputs, items) = self.flows()?;
        let decisions = match_decisions::all(&self.connection)?;
        Ok(MatchesView {
            as_of,
            matching: matching::reconcile(&inputs, as_of),
            items,
            decisions: decisions.into_iter().map(view).collect(),
        })
    }

    /// Decides what belongs together or never does, for a reason. Returns the number of the decision.
    ///
    /// # Errors
    /// When a key names nothing, or what it names is matched by a decision already.
    pub fn decide_match(&mut self, decision: MatchDecision, reason: &str) -> Result<i64, Error> {
        let reason = given(reason)?;
        let (mut inputs, items) = self.flows()?;
        let (MatchDecision::Match {
            settlements,
            receipts,
        }
        | MatchDecision::Forbid {
            settlements,
            receipts,
        }) = &decision;
        let known = |side, key: &String| {
            items
                .iter()
                .any(|item| item.side == side && item.key == *key)
        };
        let unknown = settlements
            .iter()
            .find(|key| !known(MatchSide::Settlement, key));
        let unknown =
            unknown.or_else(|| receipts.iter().find(|key| !known(MatchSide::Receipt, key)));
        if let Some(key) = unknown {
            return Err(Error::new(ErrorKind::NoSuchMoney).with("key", key));
        }
        inputs.decisions.push(Decided {
            number: i64::MAX,
            decision: decision.clone(),
        });
        // The day makes no difference to what holds.
        let held = matching::reconcile(&inputs, NaiveDate::MIN);
        if held.without_effect.contains(&i64::MAX) {
            let keys = settlements
                .iter()
                .chain(receipts)
                .cloned()
                .collect::<Vec<_>>();
            return Err(Error::new(ErrorKind::MatchedAlready).with("key", keys.join(" ")));
        }
        let transaction = self.connection.transaction()?;
        let body = parties::body(&decision)?;
        let number = match_decisions::append(&transaction, &body, &reason, &history::now())?;
        let detail = json!({ "number": number, "decision": decision, "reason": reason });
        history::append(&transaction, "decide_match", &detail)?;
        transaction.commit()?;
        Ok(number)
    }

    /// Takes a decision back, for a reason: matches are as if it had never been made.
    pub fn take_back_match(&mut self, number: i64, reason: &str) -> Result<(), Error> {
        let reason = given(reason)?;
        let all = match_decisions::all(&self.connection)?;
        let holds = |row: &&MatchDecisionRow| row.number == number && row.taken_back_at.is_none();
        if !all.iter().any(|row| holds(&row)) {
            return Err(Error::new(ErrorKind::NoSuchDecision).with("decision", number));
        }
        let transaction = self.connection.transaction()?;
        match_decisions::take_back(&transaction, number, &reason, &history::now())?;
        let detail = json!({ "decision": number, "reason": reason });
        history::append(&transaction, "take_back_match", &detail)?;
        transaction.commit()?;
        Ok(())
    }

    /// All that is matched, and what its keys stand for.
    fn flows(&self) -> Result<(Inputs, Vec<MoneyItem>), Error> {
        let ownership = Ownership::load(&self.connection)?;
        let accounts = tables::accounts::all(&self.connection)?;
        let accounts: BTreeMap<i64, (String, String)> = accounts
            .into_iter()
            .map(|seen| {
                let key = seen.keys.first().map(|key| numbers::shown(key));
                (seen.id, (seen.platform, key.unwrap_or_default()))
            })
            .collect();
        let mut inputs = Inputs {
            payers: payers(&ownership),
            ..Inputs::default()
        };
        let mut items = Vec::new();
        let fees = self.placed_amounts()?.fee_within;
        for row in flows::settled_days(&self.connection, &ownership.owned, &fees)? {
            let item = settled_item(&row, &accounts);
            inputs.settlements.push(settlement(row, &item));
            items.push(item);
        }
        let mut alike: BTreeMap<String, u32> = BTreeMap::new();
        for row in flows::received(&self.connection, &ownership.owned)? {
            let item = received_item(&row, &accounts, &mut alike);
            inputs.receipts.push(receipt(row, &item));
            items.push(item);
        }
        self.declared(&ownership, &mut inputs)?;
        for row in match_decisions::all(&self.connection)? {
            if row.taken_back_at.is_none() {
                let (number, decision) = (row.number, row.decision);
                inputs.decisions.push(Decided { number, decision });
            }
        }
        items.sort_by(|one, other| one.key.cmp(&other.key));
        Ok((inputs, items))
    }

    /// Tax declared as withheld by month, and who withheld.
    fn declared(&self, ownership: &Ownership, inputs: &mut Inputs) -> Result<(), Error> {
        let mut taxes: BTreeMap<(String, Period), Money> = BTreeMap::new();
        let mut payers: BTreeSet<(String, String)> = BTreeSet::new();
        for line in self.declarations(ownership)?.counted {
            let is_paid = line.class == Class::LabourRemuneration;
            let Some(tax) = line
                .tax
                .filter(|_| is_paid && line.period.grain() == Grain::Month)
            else {
                continue;
            };
            if let Some(payer) = line.payer {
                payers.insert((line.party.clone(), payer));
            }
            *taxes.entry((line.party, line.period)).or_default() += tax;
        }
        inputs.declared_tax = taxes
            .into_iter()
            .map(|((party, month), amount)| DeclaredTax {
                party,
                month,
                amount,
            })
            .collect();
        let payers = payers.into_iter();
        inputs
            .payers
            .extend(payers.map(|(party, name)| KnownPayer { party, name }));
        Ok(())
    }
}

/// Agencies by all their names.
fn payers(ownership: &Ownership) -> Vec<KnownPayer> {
    let links = ownership.manifest.links.iter();
    let signed = links.filter(|link| link.role == LinkRole::SignedWith);
    let mut known = Vec::new();
    for link in signed {
        let parties = ownership.manifest.parties.iter();
        for agency in parties.filter(|party| party.id == link.to) {
            known.extend(agency.names().map(|name| KnownPayer {
                party: link.from.clone(),
                name: name.to_owned(),
            }));
        }
    }
    known
}

/// Platform and printed key of an account.
type Accounts = BTreeMap<i64, (String, String)>;

fn settled_item(row: &flows::SettledDay, accounts: &Accounts) -> MoneyItem {
    let (platform, account) = accounts.get(&row.account).cloned().unwrap_or_default();
    let key = format!("S{}:{}", row.account, row.day);
    MoneyItem {
        key: match &row.order {
            Some(order) => format!("{key}:{order}"),
            None => key,
        },
        side: MatchSide::Settlement,
        party: row.party.clone(),
        platform,
        account,
        day: row.day,
        amount: row.settled,
        counterparty: None,
        records: row.records,
        record: format!("R-{}", row.record),
    }
}

fn received_item(
    row: &flows::ReceivedRow,
    accounts: &Accounts,
    alike: &mut BTreeMap<String, u32>,
) -> MoneyItem {
    let (platform, account) = accounts.get(&row.account).cloned().unwrap_or_default();
    let key = format!("M{}:{}:{}", row.account, row.day, row.amount);
    let count = alike.entry(key.clone()).or_default();
    *count += 1;
    MoneyItem {
        key: match *count {
            1 => key,
            count => format!("{key}#{count}"),
        },
        side: MatchSide::Receipt,
        party: row.party.clone(),
        platform,
        account,
        day: row.day,
        amount: row.amount,
        counterparty: row.counterparty.clone(),
        records: 1,
        record: format!("R-{}", row.record),
    }
}

fn settlement(row: flows::SettledDay, item: &MoneyItem) -> Settlement {
    Settlement {
        party: row.party,
        account: row.account.to_string(),
        day: row.day,
        key: item.key.clone(),
        platform: item.platform.clone(),
        gross: row.settled,
        fee: row.fee,
        withheld: Money::ZERO,
        references: row.order.into_iter().collect(),
    }
}

fn receipt(row: flows::ReceivedRow, item: &MoneyItem) -> Receipt {
    Receipt {
        party: row.party,
        day: row.day,
        key: item.key.clone(),
        account: row.account.to_string(),
        amount: row.amount,
        counterparty: row.counterparty,
        memo: row.memo,
        references: row.order.into_iter().collect(),
    }
}

fn view(row: MatchDecisionRow) -> MatchDecisionView {
    MatchDecisionView {
        number: row.number,
        decision: row.decision,
        reason: row.reason,
        at: row.at,
        taken_back_at: row.taken_back_at,
    }
}

fn given(reason: &str) -> Result<String, Error> {
    match reason.trim() {
        "" => Err(Error::new(ErrorKind::ReasonNeeded)),
        reason => Ok(reason.to_owned()),
    }
}
