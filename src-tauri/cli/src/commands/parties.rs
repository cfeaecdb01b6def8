//! `zicha parties`.

use std::path::PathBuf;

use casefile::{Case, IdentityDecisionView};
use engine::computation::{Computation, UnassignedAccount};
use engine::identity::{Group, IdentityDecision, Member};
use engine::period::Grain;
use engine::text::{Lang, text};
use serde_json::json;

use crate::output::{self, Done, amount};
use crate::{Common, Outcome};

/// Who stands behind whom, the comparison of each such group by year, what was decided about it, and whose
/// the accounts of nobody may be.
///
/// Example: zicha parties spring.zicha --take-back 2 --reason "two sisters, not one person"
#[derive(clap::Args)]
pub(crate) struct Parties {
    /// The case.
    case: PathBuf,
    /// Take a decision back: every figure is as if it had never been made.
    #[arg(long, value_name = "DECISION", requires = "reason")]
    take_back: Option<i64>,
    /// Why it is taken back.
    #[arg(long, value_name = "R", requires = "take_back")]
    reason: Option<String>,
}

impl Parties {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        if let (Some(number), Some(reason)) = (self.take_back, &self.reason) {
            case.take_back_decision(number, reason)?;
        }
        print(&case, common)
    }
}

/// The whole picture, as a table or a document.
pub(super) fn print(case: &Case, common: &Common) -> Outcome {
    let lang = common.lang();
    let identity = case.identity()?;
    // No surcharge is printed here, so that the day does not matter.
    let computation = case.compute(super::as_of(None), Grain::Year)?;
    let look = match identity.unassigned.is_empty() {
        true => Done::Clean,
        false => Done::NeedsALook,
    };
    if common.json {
        let parties = case.overview()?.parties;
        output::json(&json!({
            "parties": parties, "groups": identity.groups, "pictures": computation.pictures,
            "decisions": identity.decisions, "unassigned": identity.unassigned,
        }))?;
        return Ok(look);
    }
    print_groups(&identity.groups, lang);
    print_pictures(&computation, lang);
    for decision in &identity.decisions {
        output::line(&sentence(decision, lang));
    }
    for account in &identity.unassigned {
        print_unassigned(account, lang);
    }
    Ok(look)
}

fn print_groups(groups: &[Group], lang: Lang) {
    let relation = |member: &Member| {
        let role = text(lang, &format!("role.{}", member.role.code()), &[]);
        let until = member.until.map_or_else(String::new, |day| day.to_string());
        let evidence = member.evidence.as_deref().unwrap_or_default();
        let (from, to, since) = (&member.party, &member.to, member.since);
        format!("{from} {role} {to} {since} – {until} {evidence}")
            .trim_end()
            .to_owned()
    };
    let headings =
        ["head", "members", "relations"].map(|key| text(lang, &format!("column.{key}"), &[]));
    output::table(
        &headings.each_ref().map(String::as_str),
        groups.iter().map(|group| {
            let relations = group.within.iter().chain(&group.near).map(relation);
            vec![
                group.head.clone(),
                group.members.join(", "),
                relations.collect::<Vec<_>>().join("\n"),
            ]
        }),
    );
}

fn print_pictures(computation: &Computation, lang: Lang) {
    if computation.pictures.is_empty() {
        return;
    }
    let side = |key: &str| format!(">{}", text(lang, key, &[]));
    let keys = [
        "side.settled",
        "side.received",
        "side.platform_reported",
        "side.declared",
        "step.unexplained",
    ];
    let sides = keys.map(side);
    let headings: Vec<&str> = ["", "", ""]
        .into_iter()
        .chain(sides.iter().map(String::as_str))
        .collect();
    output::table(
        &headings,
        computation.pictures.iter().map(|picture| {
            vec![
                picture.figure.clone(),
                picture.members.join(" + "),
                picture.period.to_string(),
                amount(picture.settled),
                amount(picture.received),
                amount(picture.platform_reported),
                amount(picture.declared),
                amount(picture.unexplained),
            ]
        }),
    );
}

fn sentence(view: &IdentityDecisionView, lang: Lang) -> String {
    let what = match &view.decision {
        IdentityDecision::Merge { from, into } => {
            text(lang, "decision.merge", &[("from", from), ("into", into)])
        }
        IdentityDecision::Split {
            party,
            id,
            name,
            accounts,
            ..
        } => {
            let accounts: Vec<_> = accounts
                .iter()
                .map(|account| format!("{} {}", account.platform, account.id))
                .collect();
            let accounts = accounts.join(", ");
            let arguments = [
                ("party", party.as_str()),
                ("id", id),
                ("name", name),
                ("accounts", &accounts),
            ];
            text(lang, "decision.split", &arguments)
        }
    };
    let mut line = format!("{} {what}: {}", view.number, view.reason);
    if let Some(at) = &view.taken_back_at {
        line = format!(
            "{line} ({})",
            text(lang, "decision.taken_back", &[("at", at)])
        );
    }
    line
}

fn print_unassigned(account: &UnassignedAccount, lang: Lang) {
    let name = account.name.as_deref().unwrap_or_default();
    let keys = account.keys.join(" / ");
    output::line(format!("? {} {keys} {name}", account.platform).trim_end());
    for proposal in &account.proposals {
        let key = format!("proposal.{}", proposal.reason.code());
        let why = text(lang, &key, &[("evidence", &proposal.evidence)]);
        output::line(&format!("  → {}: {why}", proposal.party));
    }
}
