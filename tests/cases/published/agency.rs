//! Case-2025-a: an agency that withheld nothing, its fine and its own total.

use std::fmt::Write as _;

use engine::computation::FindingPart;
use engine::money::Money;
use engine::period::Grain;
use rust_decimal::Decimal;

use super::super::Desk;
use super::{money, of_rule};

/// Streamers and years of case-2025-a.
const STREAMERS: u32 = 170;
const YEARS: [i32; 3] = [2022, 2023, 2024];

/// About 170 streamers over three years from whom nothing was withheld. Of each payment of 37,500.00 are
/// 30,000.00 taxed at 30 % less 2,000.00, which is 7,000.00; of the last, 128,125.00, 102,500.00 at 40 % less
/// 7,000.00, which is 34,000.00. 509 × 7,000.00 + 34,000.00 is 3,597,000.00.
fn agency() -> Desk {
    let mut manifest =
        "[[party]]\nid = \"agency\"\nname = \"某某文化传媒有限公司\"\nkind = \"agency\"\n\n\
        [[checks.claimed_total]]\nparty = \"agency\"\nperiod = \"2024\"\ntax = \"12615100.00\"\n\
        total = \"20100600.00\"\noldest_deadline = \"2023-05-31\"\npaid_on = \"2025-09-19\"\n"
            .to_owned();
    let mut record = "姓名,税款所属期,所得项目,扣缴义务人,收入,已申报税额\n".to_owned();
    for streamer in 1..=STREAMERS {
        let party = format!(
            "\n[[party]]\nid = \"s{streamer}\"\nname = \"主播{streamer:03}\"\nkind = \"natural_person\"\n"
        );
        manifest.push_str(&party);
        for year in YEARS {
            let income = match (streamer, year) {
                (STREAMERS, 2024) => "128125.00",
                _ => "37500.00",
            };
            writeln!(
                record,
                "主播{streamer:03},{year}-06,劳务报酬所得,某某文化传媒有限公司,{income},0.00"
            )
            .unwrap();
        }
    }
    let mut desk = Desk::new(&manifest);
    let outcome = desk.import("records.csv", record.as_bytes());
    assert_eq!(outcome.records, STREAMERS * 3, "{outcome:?}");
    desk
}

/// Case-2025-a: 3,597,000 were not withheld, for which the agency was fined 0.6 times, 2,158,200; its own
/// taxes with surcharge and fine were 20,100,600, and both decisions together 22,258,800.
#[test]
fn case_2025_a_three_debts_of_an_agency_stay_apart() {
    let desk = agency();
    let computation = desk.compute(Grain::Year);
    let [debt] = computation.agency_debts.as_slice() else {
        panic!("{:?}", computation.agency_debts);
    };
    assert_eq!(debt.not_withheld, money("3597000.00"));
    assert_eq!(debt.streamers.len(), 510);
    let of_streamers: Money = debt.streamers.iter().map(|one| one.amount).sum();
    assert_eq!(of_streamers, debt.not_withheld, "theirs, not the agency's");
    assert_eq!(debt.own_taxes, None, "no file tells its turnover");
    assert_eq!(debt.fine.article.as_deref(), Some("69"));
    let published = money("2158200.00");
    let multiple = Decimal::new(6, 1);
    assert_eq!(debt.not_withheld.yuan() * multiple, published.yuan());
    assert!(debt.fine.low.unwrap() <= published && published <= debt.fine.high.unwrap());
    assert_eq!(debt.fine.low, Some(money("1798500.00")));
    assert_eq!(debt.fine.high, Some(money("10791000.00")));
    assert_eq!(money("20100600.00") + published, money("22258800.00"));
    let short = of_rule(&desk, "C6");
    let parts = short.iter().flat_map(|finding| &finding.parts);
    let parts: Money = parts.filter_map(|part: &FindingPart| part.amount).sum();
    let [one] = short
        .iter()
        .filter(|finding| finding.parts.is_empty())
        .collect::<Vec<_>>()[..]
    else {
        panic!("{short:?}");
    };
    assert_eq!(
        one.amount,
        Some(money("34000.00")),
        "the only one above what counts"
    );
    assert_eq!(parts + money("34000.00"), debt.not_withheld);
    assert!(
        of_rule(&desk, "C25").is_empty(),
        "20,100,600 is plausible for 12,615,100"
    );
}
