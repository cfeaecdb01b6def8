//! `zicha matches`.

use std::path::PathBuf;

use casefile::{MatchDecisionView, MatchesView};
use chrono::NaiveDate;
use engine::matching::{Match, MatchDecision, Rival, Waiting};
use engine::text::{Lang, text};

use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Which receipts paid which settlements: the rule, the points, the runner-up and what lies between; then
/// what waits, the oldest first.
///
/// Example: zicha matches spring.zicha --party li --waiting
#[derive(clap::Args)]
pub(crate) struct Matches {
    /// The case.
    case: PathBuf,
    /// Only what waits.
    #[arg(long)]
    waiting: bool,
    /// Only one party.
    #[arg(long, value_name = "ID")]
    party: Option<String>,
    /// The day to which what waits is aged; today when left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// Take a decision back: matches are as if it had never been made.
    #[arg(long, value_name = "DECISION", requires = "reason")]
    take_back: Option<i64>,
    /// Why it is taken back.
    #[arg(long, value_name = "R", requires = "take_back")]
    reason: Option<String>,
}

impl Matches {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        if let (Some(number), Some(reason)) = (self.take_back, &self.reason) {
            case.take_back_match(number, reason)?;
        }
        let mut view = case.matches(super::as_of(self.as_of))?;
        let is_meant = |party: &str| self.party.as_deref().is_none_or(|asked| asked == party);
        view.matching
            .matches
            .retain(|one| !self.waiting && is_meant(&one.party));
        view.matching.waiting.retain(|one| is_meant(&one.party));
        view.items.retain(|item| is_meant(&item.party));
        print(&view, common)
    }
}

/// Matches, what waits and what was decided; something that waits needs a look.
pub(super) fn print(view: &MatchesView, common: &Common) -> Outcome {
    let look = match view.matching.waiting.is_empty() {
        true => Done::Clean,
        false => Done::NeedsALook,
    };
    if common.json {
        output::json(view)?;
        return Ok(look);
    }
    let lang = common.lang();
    for one in &view.matching.matches {
        print_match(one, lang);
    }
    for one in &view.matching.waiting {
        print_waiting(one, lang);
    }
    for decision in &view.decisions {
        output::line(&sentence(decision, lang));
    }
    for number in &view.matching.without_effect {
        let number = number.to_string();
        output::line(&text(
            lang,
            "matches.without_effect",
            &[("number", &number)],
        ));
    }
    Ok(look)
}

fn print_match(one: &Match, lang: Lang) {
    let rule = text(lang, &format!("matching.{}", one.rule.code()), &[]);
    output::line(&format!(
        "{} {rule}: {} ↔ {}",
        one.party,
        keys(&one.settlements),
        keys(&one.receipts)
    ));
    let mut amounts = format!("    {} → {}", one.settled.grouped(), one.received.grouped());
    for part in &one.differences {
        let kind = text(lang, &format!("difference.{}", part.kind.code()), &[]);
        amounts = format!("{amounts}, {kind} {}", part.amount.grouped());
    }
    output::line(&amounts);
    match (one.score, one.decision) {
        (Some(score), _) => print_points(one, score, lang),
        (None, Some(number)) => {
            let number = number.to_string();
            let said = text(lang, "matches.decision", &[("number", &number)]);
            output::line(&format!("    {said}"));
        }
        (None, None) => {}
    }
}

fn print_points(one: &Match, score: i64, lang: Lang) {
    let parts = one.points.iter().map(|part| {
        let what = text(lang, &format!("points.{}", part.what.code()), &[]);
        format!("{what} {}", part.points)
    });
    let points = parts.collect::<Vec<_>>().join(", ");
    let arguments = [("score", &*score.to_string()), ("points", &*points)];
    output::line(&format!("    {}", text(lang, "matches.score", &arguments)));
    let other = match &one.runner_up {
        Some(rival) => rival_sentence("matches.runner_up", rival, lang),
        None => text(lang, "matches.no_runner_up", &[]),
    };
    output::line(&format!("    {other}"));
}

fn print_waiting(one: &Waiting, lang: Lang) {
    let side = text(lang, &format!("match_side.{}", one.side.code()), &[]);
    let why = text(lang, &format!("waiting.{}", one.what_for.code()), &[]);
    let days = one.age_days.to_string();
    let age = text(lang, "matches.age", &[("days", &days)]);
    let amount = one.amount.grouped();
    output::line(&format!(
        "? {} {side} {} {amount}: {why}, {age}",
        one.party, one.key
    ));
    for rival in &one.rivals {
        let rival = rival_sentence("matches.candidate", rival, lang);
        output::line(&format!("    {rival}"));
    }
}

fn rival_sentence(key: &str, rival: &Rival, lang: Lang) -> String {
    let rule = text(lang, &format!("matching.{}", rival.rule.code()), &[]);
    let arguments = [
        ("rule", &*rule),
        ("score", &*rival.score.to_string()),
        ("settlements", &*keys(&rival.settlements)),
        ("receipts", &*keys(&rival.receipts)),
    ];
    text(lang, key, &arguments)
}

fn sentence(view: &MatchDecisionView, lang: Lang) -> String {
    let (key, settlements, receipts) = match &view.decision {
        MatchDecision::Match {
            settlements,
            receipts,
        } => ("match", settlements, receipts),
        MatchDecision::Forbid {
            settlements,
            receipts,
        } => ("forbid", settlements, receipts),
    };
    let arguments = [
        ("settlements", &*keys(settlements)),
        ("receipts", &*keys(receipts)),
    ];
    let what = text(lang, &format!("matches.decided.{key}"), &arguments);
    let line = format!("{} {what}: {}", view.number, view.reason);
    match &view.taken_back_at {
        Some(at) => format!(
            "{line} ({})",
            text(lang, "decision.taken_back", &[("at", at)])
        ),
        None => line,
    }
}

/// Up to four keys; of more the first, the last and how many.
fn keys(keys: &[String]) -> String {
    match keys {
        [first, .., last] if keys.len() > 4 => format!("{first} … {last} (× {})", keys.len()),
        keys => keys.join(" + "),
    }
}
