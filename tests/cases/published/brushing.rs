//! Case-2022-a: brushing taken out of sales with proof only, both totals told.

use std::fmt::Write as _;

use casefile::{ImportOptions, ImportStatus};
use engine::format::Format;
use engine::money::Money;

use super::super::Desk;
use super::{SALES, SHOP, money, of_rule};

/// Quarter or year of case-2022-a: a day of it, what was received, and what of it was faked.
const BRUSHED: [(&str, &str, &str); 2] = [
    ("2020-11-11", "10494200.00", "8433897.50"),
    ("2021-06-18", "17715862.60", "11694213.30"),
];

const EVERY_PROOF: &str = "[\"principal_returned\", \"buyer_fee\", \"empty_parcel\", \"task_list\", \
                           \"account_list\"]";

/// So many equal parts of an amount, the last with what is left.
fn parts(amount: Money, count: i64) -> Vec<Money> {
    let part = Money::from_fen(amount.fen() / count);
    let mut parts = vec![part; usize::try_from(count).unwrap()];
    let rest = amount.fen() - part.fen() * count;
    parts[0] += Money::from_fen(rest);
    parts
}

/// The shop of case-2022-a: each period in orders, the fake ones listed with these proofs.
fn brushing(proofs: &str) -> Desk {
    let mut table = "成交单号,结算日,实收,店铺号,结果\n".to_owned();
    let (mut listed, mut number) = (String::new(), 7_000_000_000_000_i64);
    for (day, received, faked) in BRUSHED {
        let (received, faked) = (money(received), money(faked));
        for (amount, is_fake) in [(faked, true), (received - faked, false)] {
            for part in parts(amount, 40) {
                number += 1;
                writeln!(table, "{number},{day} 20:00:00,{part},200000001,已结算").unwrap();
                if is_fake {
                    let said = format!(
                        "\n[[checks.fake_order]]\norder = \"{number}\"\nproofs = {proofs}\n"
                    );
                    listed.push_str(&said);
                }
            }
        }
    }
    let mut desk = Desk::new(SHOP);
    let options = ImportOptions {
        mapping: Some(Format::parse(SALES).unwrap()),
        ..ImportOptions::default()
    };
    let outcome = desk.import_with("sales.csv", table.as_bytes(), &options);
    assert_eq!(
        (outcome.status, outcome.records),
        (ImportStatus::Imported, 160)
    );
    desk.set_up(&listed).unwrap();
    desk
}

/// Case-2022-a: 28,210,062.60 received from October 2020 to 2021, of which 20,128,110.80 was proven to be
/// brushing; 8,081,951.80 were sales.
#[test]
fn case_2022_a_proven_brushing_leaves_the_published_sales() {
    let desk = brushing(EVERY_PROOF);
    assert_eq!(desk.settled_in_all(), "28210062.60", "no figure changes");
    let found = of_rule(&desk, "B5.2");
    let told = [
        ("2020", "8,433,897.50", "10,494,200.00", "2,060,302.50"),
        ("2021", "11,694,213.30", "17,715,862.60", "6,021,649.30"),
    ];
    assert_eq!(found.len(), told.len());
    for (finding, (year, faked, with, without)) in found.iter().zip(told) {
        assert_eq!(finding.period.unwrap().to_string(), year);
        assert_eq!(finding.amount.unwrap().grouped(), faked);
        for total in [faked, with, without] {
            assert!(finding.title.contains(total), "{total}: {}", finding.title);
            assert!(
                finding.title_en.contains(total),
                "{total}: {}",
                finding.title_en
            );
        }
    }
    let faked: Money = found.iter().filter_map(|finding| finding.amount).sum();
    assert_eq!(faked, money("20128110.80"));
    assert_eq!(money("28210062.60") - faked, money("8081951.80"));
}

/// What is only said stays sales: the burden of proof is on the taxpayer.
#[test]
fn brushing_without_every_proof_takes_nothing_out() {
    for finding in of_rule(&brushing("[\"task_list\", \"buyer_fee\"]"), "B5.2") {
        let year = finding.period.unwrap().year();
        let with = if year == 2020 {
            "10,494,200.00"
        } else {
            "17,715,862.60"
        };
        assert!(finding.title_en.contains("0.00"), "{}", finding.title_en);
        assert_eq!(
            finding.title_en.matches(with).count(),
            2,
            "with all of it and without what is proven: {}",
            finding.title_en
        );
    }
}
