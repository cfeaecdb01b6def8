//! Settlements and receipts of the sample: what the generator paid out is found back, and what a person
//! decides outlives an import that is taken back and made again.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use casefile::{Case, ErrorKind, ImportOptions, MatchesView};
use engine::matching::{DifferenceKind, MatchDecision, MatchRule, MatchSide};
use engine::money::Money;
use engine::text::Lang;

use crate::sample::sample;

fn matches(case: &Case) -> MatchesView {
    case.matches("2026-01-31".parse().unwrap()).unwrap()
}

#[test]
fn every_payout_of_the_sample_is_matched_with_its_month_and_the_tax_declared_for_it() {
    let (_dir, case, _) = sample();
    let view = matches(&case);
    let waiting = view.matching.waiting.iter();
    let receipts = waiting.clone().filter(|one| one.side == MatchSide::Receipt);
    assert_eq!(receipts.count(), 0, "every receipt is a payout of a month");
    // What was settled last is paid after the sample ends.
    for one in waiting {
        assert!(one.day >= "2025-12-01".parse().unwrap(), "{one:?}");
        assert!(one.age_days <= 61, "{one:?}");
    }
    for one in &view.matching.matches {
        assert!(one.score.unwrap() >= 380, "{one:?}");
        let between: Money = one.differences.iter().map(|part| part.amount).sum();
        assert_eq!(one.settled, one.received + between);
        let months: BTreeSet<String> = [one.settled_on.0, one.settled_on.1]
            .map(|day| day.format("%Y-%m").to_string())
            .into();
        assert_eq!(months.len(), 1, "{one:?}");
        let mut kinds = one.differences.iter().map(|part| part.kind);
        assert!(
            kinds.all(|kind| kind == DifferenceKind::TaxDeclared),
            "{one:?}"
        );
    }
}

#[test]
fn what_a_person_decides_holds_when_the_import_is_made_again_and_can_be_taken_back() {
    let (dir, mut case, _) = sample();
    let before = matches(&case);
    let first = before.matching.matches[0].clone();
    let (settlements, receipts) = (first.settlements[..1].to_vec(), first.receipts.clone());
    let decision = MatchDecision::Match {
        settlements,
        receipts,
    };
    let silent = case.decide_match(decision.clone(), " ").unwrap_err();
    assert_eq!(silent.kind(), ErrorKind::ReasonNeeded);
    let number = case
        .decide_match(decision.clone(), "one day alone")
        .unwrap();
    let again = case.decide_match(decision, "twice").unwrap_err();
    assert_eq!(again.kind(), ErrorKind::MatchedAlready);

    let decided = matches(&case);
    let said = decided
        .matching
        .matches
        .iter()
        .find(|one| one.decision == Some(number));
    assert_eq!(said.unwrap().rule, MatchRule::Person);
    for document in case.documents(Lang::Zh).unwrap() {
        if document.format.starts_with("alipay") {
            case.undo(document.id).unwrap();
        }
    }
    assert_eq!(matches(&case).matching.without_effect, [number]);
    let files = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/sample/files");
    let mut quiet = |_: &casefile::ImportProgress| ControlFlow::Continue(());
    let options = ImportOptions::default();
    case.import_all(&[files.into()], &options, Lang::Zh, &mut quiet)
        .unwrap();
    assert_eq!(matches(&case).matching, decided.matching);

    case.take_back_match(number, "a slip").unwrap();
    assert_eq!(matches(&case).matching, before.matching);
    let gone = case.take_back_match(number, "again").unwrap_err();
    assert_eq!(gone.kind(), ErrorKind::NoSuchDecision);
    drop(dir);
}

#[test]
fn what_is_forbidden_is_not_matched_and_an_unknown_key_is_refused() {
    let (_dir, mut case, _) = sample();
    let first = matches(&case).matching.matches[0].clone();
    let forbid = |receipts: Vec<String>| MatchDecision::Forbid {
        settlements: first.settlements.clone(),
        receipts,
    };
    let unknown = case
        .decide_match(forbid(vec!["M0:nothing".to_owned()]), "why")
        .unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::NoSuchMoney);
    case.decide_match(forbid(first.receipts.clone()), "another contract")
        .unwrap();
    for one in matches(&case).matching.matches {
        let has_one = one
            .settlements
            .iter()
            .any(|key| first.settlements.contains(key));
        let has_other = one.receipts.iter().any(|key| first.receipts.contains(key));
        assert!(!(has_one && has_other), "{one:?}");
    }
}
