//! Who is who: decisions of a person that merge parties and split them, kept apart from what was stated
//! so that each can be taken back.

use engine::computation::UnassignedAccount;
use engine::identity::{self, Group, IdentityDecision, Impossible};
use engine::party::Manifest;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::parties::{self, Ownership};
use crate::{history, tables};

/// The noun under which decisions lie in the set-up.
const NOUN: &str = "decision";

/// A decision about who is who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IdentityDecisionView {
    /// Counted from 1; never used again.
    #[ts(type = "number")]
    pub number: i64,
    /// What was decided.
    pub decision: IdentityDecision,
    /// Why.
    pub reason: String,
    /// When, UTC.
    pub at: String,
    /// When it was taken back, UTC.
    pub taken_back_at: Option<String>,
}

/// Who belongs together, what was decided, and which accounts still wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IdentityView {
    /// Every party in one group.
    pub groups: Vec<Group>,
    /// Decisions in their order, those taken back among them.
    pub decisions: Vec<IdentityDecisionView>,
    /// Accounts of nobody, each with whose it may be.
    pub unassigned: Vec<UnassignedAccount>,
}

impl Case {
    /// Who belongs together, what was decided, and which accounts still wait.
    pub fn identity(&self) -> Result<IdentityView, Error> {
        let ownership = Ownership::load(&self.connection)?;
        Ok(IdentityView {
            groups: identity::groups(&ownership.manifest.parties, &ownership.manifest.links),
            decisions: decisions(&self.connection)?,
            unassigned: ownership.unassigned(&self.connection)?,
        })
    }

    /// Decides who is who, for a reason. Returns the number of the decision.
    pub fn decide_identity(
        &mut self,
        decision: IdentityDecision,
        reason: &str,
    ) -> Result<i64, Error> {
        let reason = given(reason)?;
        let effective = parties::load(&self.connection)?;
        identity::check(&effective, &decision).map_err(impossible)?;
        let known = decisions(&self.connection)?;
        let number = known.last().map_or(1, |last| last.number + 1);
        let view = IdentityDecisionView {
            number,
            decision,
            reason,
            at: history::now(),
            taken_back_at: None,
        };
        let transaction = self.connection.transaction()?;
        put(&transaction, &view)?;
        history::append(&transaction, "decide_identity", &json!(view))?;
        transaction.commit()?;
        Ok(number)
    }

    /// Takes a decision back, for a reason: every figure is as if it had never been made.
    ///
    /// # Errors
    /// When there is none of that number, or a later one rests on it.
    pub fn take_back_decision(&mut self, number: i64, reason: &str) -> Result<(), Error> {
        let reason = given(reason)?;
        let mut known = decisions(&self.connection)?;
        let found = known
            .iter()
            .position(|view| view.number == number && view.taken_back_at.is_none());
        let place =
            found.ok_or_else(|| Error::new(ErrorKind::NoSuchDecision).with("decision", number))?;
        known[place].taken_back_at = Some(history::now());
        let mut manifest = parties::stated(&self.connection)?;
        for later in known.iter().filter(|view| view.taken_back_at.is_none()) {
            if identity::check(&manifest, &later.decision).is_err() {
                return Err(Error::new(ErrorKind::DecisionInUse)
                    .with("decision", number)
                    .with("later", later.number));
            }
            manifest = identity::apply(manifest, [&later.decision]);
        }
        let transaction = self.connection.transaction()?;
        put(&transaction, &known[place])?;
        let detail = json!({ "decision": number, "reason": reason });
        history::append(&transaction, "take_back_decision", &detail)?;
        transaction.commit()?;
        Ok(())
    }
}

/// The set-up as it is after what was decided.
pub(crate) fn applied(connection: &Connection, stated: Manifest) -> Result<Manifest, Error> {
    let all = decisions(connection)?;
    let held = all.iter().filter(|view| view.taken_back_at.is_none());
    Ok(identity::apply(stated, held.map(|view| &view.decision)))
}

fn decisions(connection: &Connection) -> Result<Vec<IdentityDecisionView>, Error> {
    parties::load_all(connection, NOUN)
}

fn put(connection: &Connection, view: &IdentityDecisionView) -> Result<(), Error> {
    let body = parties::body(view)?;
    tables::set_up::put(connection, NOUN, &view.number.to_string(), &[body])?;
    Ok(())
}

fn given(reason: &str) -> Result<String, Error> {
    match reason.trim() {
        "" => Err(Error::new(ErrorKind::ReasonNeeded)),
        reason => Ok(reason.to_owned()),
    }
}

fn impossible(why: Impossible) -> Error {
    let (kind, party, other) = match why {
        Impossible::NoSuchParty(party) => (ErrorKind::NoSuchParty, party, None),
        Impossible::Itself(party) => (ErrorKind::MergeItself, party, None),
        Impossible::OtherKind(party, other) => (ErrorKind::MergeOtherKind, party, Some(other)),
        Impossible::OtherTaxNumber(party, other) => {
            (ErrorKind::MergeOtherNumber, party, Some(other))
        }
        Impossible::Taken(party) => (ErrorKind::PartyTaken, party, None),
        Impossible::NotTheirs(account) => (ErrorKind::NotTheirs, account, None),
    };
    let error = Error::new(kind).with("party", party);
    match other {
        Some(other) => error.with("other", other),
        None => error,
    }
}
