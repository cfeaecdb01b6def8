//! Orders of open interfaces whose money comes in runs, or once for several lines: the sample
//! files of two of them, in a case, in whichever order they arrive.

use super::{Desk, sample};

const ACCOUNTS: &str = r#"
[[party]]
id = "li"
name = "李某"
kind = "natural_person"

[[account]]
platform = "jd"
id = "1000099"
party = "li"

[[account]]
platform = "kuaishou"
id = "4300112233"
party = "li"
"#;

/// May paid 9.99, 10.00, 8.00, 2.00 and 3.33; June took back 2.50, 8.00 and 1.20.
#[test]
fn each_run_stays_in_its_month_whichever_file_comes_first() {
    let may = sample("jd_union_api/rows_of_may.json");
    let june = sample("jd_union_api/rows.json");
    let mut desk = Desk::new(ACCOUNTS);
    desk.import("may.json", &may);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "27.99");
    desk.import("june.json", &june);
    let mut backward = Desk::new(ACCOUNTS);
    backward.import("june.json", &june);
    backward.import("may.json", &may);
    for desk in [desk, backward] {
        assert_eq!(desk.settled("li", "2024-05").unwrap(), "33.32");
        assert_eq!(desk.settled("li", "2024-06").unwrap(), "-11.70");
    }
}

/// 19.80 for an order of two products, 5.00 for one product twice, 5.29 settled on a later page.
#[test]
fn the_money_of_an_order_counts_once_for_all_its_lines_and_states() {
    let pages = sample("kuaishou_cps_api_creator/pages.json");
    let mut desk = Desk::new(ACCOUNTS);
    desk.import("pages.json", &pages);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "30.09");
    // Saved once more, with a line break at its end: another file, and nothing new.
    let again = [&pages[..], b"\n"].concat();
    desk.import("again.json", &again);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "30.09");
}
