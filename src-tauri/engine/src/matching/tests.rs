//! Matching: hand-made cases, planted truth, and what holds of any input.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

fn fen(fen: i64) -> Money {
    Money::from_fen(fen)
}

fn settled(key: &str, on: NaiveDate, gross: i64) -> Settlement {
    Settlement {
        party: "li".to_owned(),
        account: "1001".to_owned(),
        day: on,
        key: key.to_owned(),
        platform: "douyin".to_owned(),
        gross: fen(gross),
        fee: Money::ZERO,
        withheld: Money::ZERO,
        references: Vec::new(),
    }
}

fn received(key: &str, on: NaiveDate, amount: i64) -> Receipt {
    Receipt {
        party: "li".to_owned(),
        day: on,
        key: key.to_owned(),
        account: "wallet".to_owned(),
        amount: fen(amount),
        counterparty: Some("抖音样例结算".to_owned()),
        memo: None,
        references: Vec::new(),
    }
}

fn inputs(settlements: Vec<Settlement>, receipts: Vec<Receipt>) -> Inputs {
    Inputs {
        settlements,
        receipts,
        ..Inputs::default()
    }
}

fn run(inputs: &Inputs) -> Matching {
    let matching = reconcile(inputs, day(12, 31));
    check_conserved(inputs, &matching);
    matching
}

/// Every key is in one match or waits, and nothing is lost to the fen.
fn check_conserved(inputs: &Inputs, matching: &Matching) {
    let mut keys: BTreeSet<(MatchSide, &str)> = BTreeSet::new();
    let mut sums: BTreeMap<MatchSide, Money> = BTreeMap::new();
    for one in &matching.matches {
        let between: Money = one.differences.iter().map(|part| part.amount).sum();
        assert_eq!(one.settled, one.received + between, "{one:?}");
        let settlements = one
            .settlements
            .iter()
            .map(|key| (MatchSide::Settlement, key.as_str()));
        let receipts = one
            .receipts
            .iter()
            .map(|key| (MatchSide::Receipt, key.as_str()));
        for key in settlements.chain(receipts) {
            assert!(keys.insert(key), "{key:?} twice");
        }
        *sums.entry(MatchSide::Settlement).or_default() += one.settled;
        *sums.entry(MatchSide::Receipt).or_default() += one.received;
    }
    for one in &matching.waiting {
        assert!(keys.insert((one.side, &one.key)), "{} twice", one.key);
        *sums.entry(one.side).or_default() += one.amount;
    }
    let settled: Money = inputs.settlements.iter().map(|one| one.gross).sum();
    let received: Money = inputs.receipts.iter().map(|one| one.amount).sum();
    assert_eq!(
        sums.get(&MatchSide::Settlement)
            .copied()
            .unwrap_or_default(),
        settled
    );
    assert_eq!(
        sums.get(&MatchSide::Receipt).copied().unwrap_or_default(),
        received
    );
    assert_eq!(keys.len(), inputs.settlements.len() + inputs.receipts.len());
}

/// Rule, settlements, receipts and differences of a match.
type Told = (MatchRule, String, String, Vec<(DifferenceKind, i64)>);

/// What each match says.
fn told(matching: &Matching) -> Vec<Told> {
    let matches = matching.matches.iter();
    matches
        .map(|one| {
            let parts = one.differences.iter();
            (
                one.rule,
                one.settlements.join(" "),
                one.receipts.join(" "),
                parts.map(|part| (part.kind, part.amount.fen())).collect(),
            )
        })
        .collect()
}

#[test]
fn one_settlement_is_paid_by_the_receipt_of_its_amount_in_its_window() {
    let matching = run(&inputs(
        vec![
            settled("s1", day(3, 1), 12_345),
            settled("s2", day(3, 9), 67_890),
        ],
        vec![
            received("r1", day(3, 12), 67_890),
            received("r0", day(2, 28), 12_345),
            received("r2", day(3, 4), 12_345),
        ],
    ));
    assert_eq!(
        told(&matching),
        [
            (
                MatchRule::SameAmount,
                "s1".to_owned(),
                "r2".to_owned(),
                vec![]
            ),
            (
                MatchRule::SameAmount,
                "s2".to_owned(),
                "r1".to_owned(),
                vec![]
            ),
        ]
    );
    let made = &matching.matches[0];
    assert_eq!(made.score, Some(300 + 100 + 60 + 60));
    assert_eq!(points::sum(&made.points), 520);
    let [before] = matching.waiting.as_slice() else {
        panic!("{:?}", matching.waiting)
    };
    assert_eq!((before.key.as_str(), before.age_days), ("r0", 306));
    assert_eq!(before.what_for, WaitingFor::Counterpart);
}

#[test]
fn stated_fees_and_withheld_tax_are_explained_differences() {
    let stated = |fee, withheld| Settlement {
        fee: fen(fee),
        withheld: fen(withheld),
        ..settled("s", day(3, 1), 100_001)
    };
    use DifferenceKind::{ServiceFee, TaxWithheld, WithinTolerance};
    for (settlement, arrived, expected) in [
        (stated(3_000, 16_000), 97_001, vec![(ServiceFee, 3_000)]),
        (stated(3_000, 16_000), 84_001, vec![(TaxWithheld, 16_000)]),
        (
            stated(3_000, 16_000),
            81_001,
            vec![(ServiceFee, 3_000), (TaxWithheld, 16_000)],
        ),
        (stated(0, 0), 100_000, vec![(WithinTolerance, 1)]),
        (stated(0, 0), 100_101, vec![(WithinTolerance, -100)]),
        (
            stated(3_000, 0),
            96_950,
            vec![(ServiceFee, 3_000), (WithinTolerance, 51)],
        ),
    ] {
        let memo = Some("抖音2025-03结算".to_owned());
        let receipt = Receipt {
            memo,
            ..received("r", day(3, 3), arrived)
        };
        let matching = run(&inputs(vec![settlement], vec![receipt]));
        let [(_, _, _, differences)] = &told(&matching)[..] else {
            panic!("{arrived}: {matching:?}")
        };
        assert_eq!(*differences, expected, "{arrived}");
    }
}

#[test]
fn beyond_what_may_differ_nothing_is_matched() {
    let matching = run(&inputs(
        vec![settled("s", day(3, 1), 100_001)],
        vec![received("r", day(3, 3), 99_900)],
    ));
    assert!(matching.matches.is_empty());
    assert_eq!(matching.waiting.len(), 2);
}

#[test]
fn a_day_and_a_run_of_days_of_an_account_are_batches() {
    let mut all = vec![
        settled("s1", day(3, 1), 1_117),
        settled("s2", day(3, 1), 1_329),
        settled("s3", day(3, 1), -203),
        settled("s4", day(3, 5), 3_177),
        settled("s5", day(3, 6), 3_741),
        settled("s6", day(3, 7), 4_193),
    ];
    all.push(Settlement {
        account: "other".to_owned(),
        ..settled("o", day(3, 6), 999)
    });
    let matching = run(&inputs(
        all,
        vec![
            received("r1", day(3, 2), 2_243),
            received("r2", day(3, 9), 11_111),
        ],
    ));
    assert_eq!(
        told(&matching),
        [
            (
                MatchRule::WholeDay,
                "s1 s2 s3".to_owned(),
                "r1".to_owned(),
                vec![]
            ),
            (
                MatchRule::Days,
                "s4 s5 s6".to_owned(),
                "r2".to_owned(),
                vec![]
            ),
        ]
    );
    assert_eq!(matching.waiting.len(), 1);
}

#[test]
fn one_settlement_may_come_in_several_receipts() {
    let matching = run(&inputs(
        vec![settled("s", day(3, 1), 500_037)],
        vec![
            received("r1", day(3, 2), 200_000),
            received("x", day(3, 2), 7_711),
            received("r2", day(3, 4), 300_037),
        ],
    ));
    // The other receipt lies between them, from the same payer: nobody can tell that it is no part.
    assert!(matching.matches.is_empty());
    let other = Receipt {
        counterparty: Some("王某".to_owned()),
        ..received("x", day(3, 2), 7_711)
    };
    let matching = run(&inputs(
        vec![settled("s", day(3, 1), 500_037)],
        vec![
            received("r1", day(3, 2), 200_000),
            other,
            received("r2", day(3, 4), 300_037),
        ],
    ));
    assert_eq!(
        told(&matching),
        [(
            MatchRule::InParts,
            "s".to_owned(),
            "r1 r2".to_owned(),
            vec![]
        )]
    );
}

#[test]
fn a_month_less_the_tax_declared_for_it_is_paid_by_agency_and_merchant() {
    let other = |key: &str, on, gross| Settlement {
        platform: "taobao".to_owned(),
        account: "mm_1".to_owned(),
        ..settled(key, on, gross)
    };
    let paid = |key: &str, on, amount, payer: &str| Receipt {
        counterparty: Some(payer.to_owned()),
        memo: Some("2025-03推广佣金".to_owned()),
        ..received(key, on, amount)
    };
    let all = Inputs {
        declared_tax: vec![DeclaredTax {
            party: "li".to_owned(),
            month: Period::month(2025, 3).unwrap(),
            amount: fen(160_000),
        }],
        payers: vec![KnownPayer {
            party: "li".to_owned(),
            name: "样例传媒".to_owned(),
        }],
        ..inputs(
            vec![
                settled("s1", day(3, 1), 1_000_037),
                other("s2", day(3, 20), 234_561),
                other("s3", day(3, 28), -4_500),
            ],
            vec![
                paid("r1", day(4, 18), 800_037, "样例传媒（杭州）有限公司"),
                paid("r2", day(4, 21), 270_061, "某商家"),
            ],
        )
    };
    let expected = vec![(DifferenceKind::TaxDeclared, 160_000)];
    let matching = run(&all);
    assert_eq!(
        told(&matching),
        [(
            MatchRule::MonthInParts,
            "s1 s2 s3".to_owned(),
            "r1 r2".to_owned(),
            expected
        )]
    );
}

#[test]
fn the_same_reference_goes_before_the_same_amount() {
    let named = |key: &str, on| Receipt {
        references: vec!["W-77".to_owned()],
        ..received(key, on, 50_011)
    };
    let with = Settlement {
        references: vec!["W-77".to_owned()],
        ..settled("s1", day(3, 1), 50_011)
    };
    let matching = run(&inputs(
        vec![with, settled("s2", day(3, 1), 50_011)],
        vec![named("r2", day(3, 5)), received("r1", day(3, 5), 50_011)],
    ));
    assert_eq!(
        told(&matching),
        [
            (
                MatchRule::SameAmount,
                "s2".to_owned(),
                "r1".to_owned(),
                vec![]
            ),
            (
                MatchRule::SameReference,
                "s1".to_owned(),
                "r2".to_owned(),
                vec![]
            ),
        ]
    );
    let by_reference = &matching.matches[1];
    let runner_up = by_reference.runner_up.as_ref().unwrap();
    assert!(runner_up.score < by_reference.score.unwrap());
    assert_eq!(runner_up.score, 520);
}

#[test]
fn two_as_likely_matches_wait_with_both_named() {
    let matching = run(&inputs(
        vec![settled("s", day(3, 1), 50_011)],
        vec![
            received("r1", day(3, 4), 50_011),
            received("r2", day(3, 5), 50_011),
        ],
    ));
    assert!(matching.matches.is_empty());
    let first = &matching.waiting[0];
    assert_eq!(
        (first.key.as_str(), first.what_for),
        ("s", WaitingFor::Choice)
    );
    let named: Vec<_> = first
        .rivals
        .iter()
        .map(|rival| rival.receipts.join(" "))
        .collect();
    assert_eq!(named, ["r1", "r2"]);
}

#[test]
fn as_many_receipts_as_settlements_of_one_amount_need_not_be_told_apart() {
    let matching = run(&inputs(
        vec![
            settled("s1", day(3, 1), 50_011),
            settled("s2", day(3, 1), 50_011),
        ],
        vec![
            received("r1", day(3, 4), 50_011),
            received("r2", day(3, 5), 50_011),
        ],
    ));
    assert_eq!(
        told(&matching),
        [(
            MatchRule::EqualAmounts,
            "s1 s2".to_owned(),
            "r1 r2".to_owned(),
            vec![]
        )]
    );
}

#[test]
fn a_batch_that_lost_a_row_to_its_own_receipt_is_found_in_the_next_round() {
    let matching = run(&inputs(
        vec![
            settled("s1", day(3, 1), 1_117),
            settled("s2", day(3, 1), 1_329),
            settled("s3", day(3, 1), 55_555),
        ],
        vec![
            received("r1", day(3, 2), 2_446),
            received("r2", day(3, 2), 55_555),
        ],
    ));
    assert_eq!(
        told(&matching),
        [
            (
                MatchRule::WholeDay,
                "s1 s2".to_owned(),
                "r1".to_owned(),
                vec![]
            ),
            (
                MatchRule::SameAmount,
                "s3".to_owned(),
                "r2".to_owned(),
                vec![]
            ),
        ]
    );
}

#[test]
fn money_of_another_party_is_never_taken() {
    let theirs = Receipt {
        party: "he".to_owned(),
        ..received("r", day(3, 3), 12_345)
    };
    assert!(
        run(&inputs(vec![settled("s", day(3, 1), 12_345)], vec![theirs]))
            .matches
            .is_empty()
    );
}

fn decided(number: i64, decision: MatchDecision) -> Decided {
    Decided { number, decision }
}

#[test]
fn what_a_person_said_holds_and_what_is_forbidden_does_not() {
    let keys = |all: &[&str]| all.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    let mut all = inputs(
        vec![
            settled("s1", day(3, 1), 50_011),
            settled("s2", day(3, 1), 7_007),
        ],
        vec![
            received("r1", day(3, 4), 50_011),
            received("r2", day(3, 4), 47_000),
        ],
    );
    assert_eq!(told(&run(&all))[0].2, "r1");
    all.decisions = vec![
        decided(
            1,
            MatchDecision::Match {
                settlements: keys(&["s1"]),
                receipts: keys(&["r2"]),
            },
        ),
        decided(
            2,
            MatchDecision::Match {
                settlements: keys(&["s2"]),
                receipts: keys(&["gone"]),
            },
        ),
        decided(
            3,
            MatchDecision::Match {
                settlements: keys(&["s1"]),
                receipts: keys(&["r1"]),
            },
        ),
    ];
    let matching = run(&all);
    let left = vec![(DifferenceKind::LeftOpen, 3_011)];
    assert_eq!(
        told(&matching),
        [(MatchRule::Person, "s1".to_owned(), "r2".to_owned(), left)]
    );
    assert_eq!(
        (matching.matches[0].decision, &matching.without_effect[..]),
        (Some(1), &[2, 3][..])
    );

    let forbid = MatchDecision::Forbid {
        settlements: keys(&["s1"]),
        receipts: keys(&["r1"]),
    };
    all.decisions = vec![decided(1, forbid)];
    assert!(run(&all).matches.is_empty());
}

/// Keys of settlements and of receipts.
type Pair = (Vec<String>, Vec<String>);

/// A world of batches that are known: shapes, amounts and days by a small counter of its own.
fn planted(seed: u64, batches: u32) -> (Inputs, BTreeSet<Pair>) {
    let mut state = seed;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let (mut all, mut truth) = (Inputs::default(), BTreeSet::new());
    for batch in 0..batches {
        let on = day(1, 1).checked_add_days(Days::new(next(330))).unwrap();
        let account = format!("acc-{batch}");
        let (rows, parts) = match next(3) {
            0 => (1, 1),
            1 => (2 + next(7), 1),
            _ => (1, 2),
        };
        let party = format!("p{}", next(7));
        let mut settlements = Vec::new();
        let mut sum = 0;
        for row in 0..rows {
            let gross = i64::try_from(1_000 + next(9_000_000)).unwrap();
            sum += gross;
            let key = format!("s{batch}-{row}");
            settlements.push(key.clone());
            let one = Settlement {
                party: party.clone(),
                account: account.clone(),
                ..settled(&key, on, gross)
            };
            all.settlements.push(one);
        }
        let arrived = on.checked_add_days(Days::new(next(20))).unwrap();
        let first = if parts == 2 { sum / 3 } else { sum };
        let mut receipts = Vec::new();
        for (part, amount) in [first, sum - first]
            .into_iter()
            .enumerate()
            .filter(|(_, amount)| *amount > 0)
        {
            let key = format!("r{batch}-{part}");
            receipts.push(key.clone());
            let payer = Some(format!("抖音样例{batch}"));
            let one = Receipt {
                party: party.clone(),
                counterparty: payer,
                ..received(&key, arrived, amount)
            };
            all.receipts.push(one);
        }
        truth.insert((settlements, receipts));
    }
    (all, truth)
}

#[test]
fn planted_batches_are_found_back_exactly() {
    let (mut wrong, mut found, mut planted_in_all) = (0, 0, 0);
    for seed in 0..20 {
        let (all, truth) = planted(seed, 300);
        let matching = run(&all);
        planted_in_all += truth.len();
        for one in &matching.matches {
            assert!(one.score.unwrap() >= windows::Windows::load().least.points);
            match truth.contains(&(one.settlements.clone(), one.receipts.clone())) {
                true => found += 1,
                false => wrong += 1,
            }
        }
    }
    // Of a thousand matches five may be wrong, and of a hundred planted ones two missing.
    assert!(wrong * 200 <= found + wrong, "{wrong} wrong of {found}");
    assert!(
        found * 100 >= planted_in_all * 98,
        "{found} of {planted_in_all}"
    );
}

prop_compose! {
    /// Few amounts and days, so that much collides.
    fn crowded()(
        settlements in prop::collection::vec((0..2u32, 0..2u32, 1..28u32, -3..9i64, 0..2i64), 0..40),
        receipts in prop::collection::vec((0..2u32, 1..28u32, 1..20i64, 0..3u32), 0..30),
        said in prop::collection::vec((0..40usize, 0..30usize, any::<bool>()), 0..4),
    ) -> Inputs {
        let settlements = settlements.into_iter().enumerate().map(|(place, (party, account, on, gross, fee))| Settlement {
            party: format!("p{party}"),
            account: format!("a{account}"),
            fee: fen(fee),
            ..settled(&format!("s{place}"), day(3, on), gross)
        });
        let receipts = receipts.into_iter().enumerate().map(|(place, (party, on, amount, payer))| Receipt {
            party: format!("p{party}"),
            counterparty: Some(format!("抖音{payer}")),
            ..received(&format!("r{place}"), day(3, on), amount)
        });
        let said = said.into_iter().zip(1..).map(|((one, other, together), number)| {
            let (settlements, receipts) = (vec![format!("s{one}")], vec![format!("r{other}")]);
            let decision = match together {
                true => MatchDecision::Match { settlements, receipts },
                false => MatchDecision::Forbid { settlements, receipts },
            };
            Decided { number, decision }
        });
        Inputs { decisions: said.collect(), ..inputs(settlements.collect(), receipts.collect()) }
    }
}

proptest! {
    #[test]
    fn nothing_is_lost_or_taken_twice_and_decisions_hold(all in crowded()) {
        let matching = run(&all);
        for one in matching.matches.iter().filter(|one| one.decision.is_none()) {
            for decided in &all.decisions {
                if let MatchDecision::Forbid { settlements, receipts } = &decided.decision {
                    prop_assert!(!(one.settlements.contains(&settlements[0]) && one.receipts.contains(&receipts[0])));
                }
            }
            let loses = one.runner_up.as_ref().is_none_or(|rival| Some(rival.score) <= one.score);
            prop_assert!(loses || one.runner_up.is_some());
        }
        let held = matching.matches.iter().filter_map(|one| one.decision);
        let mut numbers: Vec<i64> = held.chain(matching.without_effect.iter().copied()).collect();
        numbers.sort_unstable();
        let said = all.decisions.iter().filter(|one| matches!(one.decision, MatchDecision::Match { .. }));
        prop_assert_eq!(numbers, said.map(|one| one.number).collect::<Vec<_>>());
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(all in crowded(), turn in 0..40usize) {
        let mut turned = all.clone();
        turned.settlements.reverse();
        turned.receipts.reverse();
        if !turned.settlements.is_empty() {
            let by = turn % turned.settlements.len();
            turned.settlements.rotate_left(by);
        }
        prop_assert_eq!(reconcile(&all, day(12, 31)), reconcile(&turned, day(12, 31)));
    }
}
