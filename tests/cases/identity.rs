//! Who is who: parties are merged and split over what was stated, and each decision can be taken back.

use casefile::{Error, ErrorKind};
use engine::identity::{AccountName, IdentityDecision, ProposalReason};
use engine::party::PartyKind;
use engine::period::Grain;
use engine::text::Lang;

use super::files::{ORDER, Order, orders};
use super::{Desk, LI};

/// The same streamer under her second name, with a Taobao zone of its own.
const SECOND: &str = r#"
[[party]]
id = "xing"
name = "星星"
kind = "natural_person"

[[account]]
platform = "taobao"
id = "100000002"
party = "xing"
"#;

/// 10.00 in the first zone, 2.50 in the second, 1.25 in a third that nobody owns.
fn desk() -> Desk {
    let mut desk = Desk::new(LI);
    desk.set_up(SECOND).unwrap();
    let second = Order {
        number: "7900000000002",
        income: "2.50",
        zone: "100000002",
        ..ORDER
    };
    let third = Order {
        number: "7900000000003",
        income: "1.25",
        zone: "100000003",
        ..ORDER
    };
    desk.import("may.csv", &orders(&[ORDER, second, third]));
    desk
}

fn merge(from: &str, into: &str) -> IdentityDecision {
    IdentityDecision::Merge {
        from: from.to_owned(),
        into: into.to_owned(),
    }
}

fn split(account: &str) -> IdentityDecision {
    IdentityDecision::Split {
        party: "li".to_owned(),
        id: "mei".to_owned(),
        name: "梅某".to_owned(),
        party_kind: PartyKind::NaturalPerson,
        accounts: vec![AccountName {
            platform: "taobao".to_owned(),
            id: account.to_owned(),
        }],
    }
}

fn settled_by(desk: &Desk) -> Vec<(String, String)> {
    let rows = desk.compute(Grain::Year).bridge.into_iter();
    rows.map(|row| (row.party, row.settled.unwrap().to_string()))
        .collect()
}

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter()
        .map(|(party, settled)| ((*party).to_owned(), (*settled).to_owned()))
        .collect()
}

fn refused<T>(result: Result<T, Error>, kind: ErrorKind, named: &str) {
    let error = result.err().expect("it is refused");
    assert_eq!(error.kind(), kind);
    for lang in Lang::ALL.iter().copied() {
        let message = error.message(lang);
        assert!(message.contains(named), "{named} in {message}");
    }
}

#[test]
fn one_streamer_under_two_names_is_one_party_until_that_is_taken_back() {
    let mut desk = desk();
    let apart = pairs(&[("li", "10.00"), ("xing", "2.50")]);
    assert_eq!(settled_by(&desk), apart);
    let before = desk.compute(Grain::Month);

    let number = desk
        .case
        .decide_identity(merge("xing", "li"), "same identity number");
    assert_eq!(number.unwrap(), 1);
    assert_eq!(settled_by(&desk), pairs(&[("li", "12.50")]));
    let overview = desk.case.overview().unwrap();
    assert_eq!(overview.parties.len(), 1);
    assert_eq!(overview.parties[0].aliases, ["星星"]);

    // The same manifest once more changes nothing of what was decided.
    assert_eq!(desk.set_up(SECOND).unwrap(), 0);
    assert_eq!(settled_by(&desk), pairs(&[("li", "12.50")]));

    desk.case.take_back_decision(1, "two sisters").unwrap();
    assert_eq!(settled_by(&desk), apart);
    assert_eq!(desk.compute(Grain::Month), before);
    let decisions = desk.case.identity().unwrap().decisions;
    let [view] = decisions.as_slice() else {
        panic!("{decisions:?}")
    };
    assert_eq!(view.reason, "same identity number");
    assert!(view.taken_back_at.is_some(), "it stays visible");
    refused(
        desk.case.take_back_decision(1, "again"),
        ErrorKind::NoSuchDecision,
        "1",
    );
}

#[test]
fn an_account_split_off_counts_for_the_new_party() {
    let mut desk = desk();
    desk.case
        .decide_identity(merge("xing", "li"), "one")
        .unwrap();
    let number = desk
        .case
        .decide_identity(split("100000002"), "her sister's");
    assert_eq!(number.unwrap(), 2);
    assert_eq!(
        settled_by(&desk),
        pairs(&[("li", "10.00"), ("mei", "2.50")])
    );
    // The account is hers only because of the first decision.
    refused(
        desk.case.take_back_decision(1, "no"),
        ErrorKind::DecisionInUse,
        "2",
    );
    desk.case.take_back_decision(2, "no").unwrap();
    desk.case.take_back_decision(1, "no").unwrap();
    assert_eq!(
        settled_by(&desk),
        pairs(&[("li", "10.00"), ("xing", "2.50")])
    );
}

#[test]
fn what_cannot_be_one_is_refused_and_nothing_is_noted() {
    let mut desk = desk();
    let before = desk.state();
    for (decision, reason, kind, named) in [
        (merge("li", "li"), "why", ErrorKind::MergeItself, "li"),
        (
            merge("li", "nobody"),
            "why",
            ErrorKind::NoSuchParty,
            "nobody",
        ),
        (split("100000002"), "why", ErrorKind::NotTheirs, "100000002"),
        (merge("xing", "li"), "  ", ErrorKind::ReasonNeeded, ""),
    ] {
        refused(desk.case.decide_identity(decision, reason), kind, named);
        assert_eq!(desk.state(), before);
    }
}

#[test]
fn an_account_of_nobody_waits_with_whose_it_may_be() {
    let mut desk = desk();
    let waiting = desk.case.identity().unwrap().unassigned;
    let [account] = waiting.as_slice() else {
        panic!("{waiting:?}")
    };
    assert_eq!(
        (account.keys[0].as_str(), account.records),
        ("100000003", 1)
    );
    assert!(account.proposals.is_empty(), "{:?}", account.proposals);

    // The zone prints the name under which another account of hers is known.
    let elsewhere = "[[account]]\nplatform = \"kuaishou\"\nid = \"ks-1\"\nparty = \"xing\"\n\
                     aliases = [\"推广位1\"]\n";
    desk.set_up(elsewhere).unwrap();
    let waiting = desk.case.identity().unwrap().unassigned;
    let proposals = waiting.iter().flat_map(|account| &account.proposals);
    let proposals: Vec<_> = proposals
        .map(|proposal| {
            (
                proposal.party.as_str(),
                proposal.reason,
                proposal.evidence.as_str(),
            )
        })
        .collect();
    assert_eq!(
        proposals,
        [("xing", ProposalReason::AccountName, "kuaishou 推广位1")]
    );
    assert_eq!(
        settled_by(&desk),
        pairs(&[("li", "10.00"), ("xing", "2.50")]),
        "it counts for nobody before somebody says so"
    );
}
