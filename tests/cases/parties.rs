//! Whose a row is, and on which days; and what nobody owns is said aloud.

use casefile::{ErrorKind, ImportOptions};
use engine::money::Money;
use engine::period::Grain;

use super::files::{Live, ORDER, Order, live, orders, tax_record};
use super::{Desk, LI};

const WANG: &str = r#"
[[party]]
id = "wang"
name = "王某"
kind = "natural_person"
"#;

#[test]
fn the_same_set_up_twice_changes_nothing() {
    let mut desk = Desk::new("");
    assert_eq!(desk.set_up(LI).unwrap(), 3, "a party and two accounts");
    let before = desk.state();
    assert_eq!(desk.set_up(LI).unwrap(), 0);
    assert_eq!(desk.state(), before);
}

#[test]
fn a_set_up_that_names_a_stranger_or_shares_an_account_is_refused_whole() {
    let stranger = "[[party]]\nid = \"new\"\nname = \"新某\"\nkind = \"natural_person\"\n\
                    [[account]]\nplatform = \"taobao\"\nid = \"1\"\nparty = \"nobody\"\n";
    let shared = "[[account]]\nplatform = \"taobao\"\nid = \"100000001\"\nparty = \"wang\"\n";
    let shared = format!("{LI}{WANG}{shared}");
    let misspelt =
        "[[party]]\nid = \"new\"\nname = \"新某\"\nkind = \"natural_person\"\ntaxid = \"1\"\n";
    for (manifest, kind, named) in [
        (stranger, ErrorKind::NoSuchParty, "nobody"),
        (shared.as_str(), ErrorKind::Manifest, "100000001"),
        (misspelt, ErrorKind::Manifest, "taxid"),
    ] {
        let mut desk = Desk::new(LI);
        let before = desk.state();
        let error = desk.set_up(manifest).unwrap_err();
        assert_eq!(error.kind(), kind);
        for lang in engine::text::Lang::ALL.iter().copied() {
            let message = error.message(lang);
            assert!(message.contains(named), "{named} in {message}");
        }
        assert_eq!(desk.state(), before);
    }
}

#[test]
fn what_a_later_set_up_says_of_an_account_replaces_what_was_said_before() {
    let mut desk = Desk::new(LI);
    desk.import("may.csv", &orders(&[ORDER]));
    let owner = "[[account]]\nplatform = \"taobao\"\nid = \"100000001\"\n";
    let since = format!("{owner}party = \"li\"\nsince = \"2010-01-01\"\n");
    let before = desk.compute(Grain::Year).bridge;
    assert_eq!(desk.set_up(&since).unwrap(), 1);
    assert_eq!(
        desk.compute(Grain::Year).bridge,
        before,
        "a day told apart counts nothing twice"
    );
    assert_eq!(
        desk.set_up(&format!("{WANG}{owner}party = \"wang\"\n"))
            .unwrap(),
        2
    );
    let parties: Vec<_> = desk
        .compute(Grain::Year)
        .bridge
        .into_iter()
        .map(|r| r.party)
        .collect();
    assert_eq!(parties, ["wang"]);
}

#[test]
fn accounts_of_nobody_are_reported_until_a_party_is_stated() {
    let mut desk = Desk::new("");
    desk.import("may.csv", &orders(&[ORDER, ORDER]));
    let computation = desk.compute(Grain::Month);
    assert_eq!(computation.bridge, []);
    let [waiting] = computation.unassigned.as_slice() else {
        panic!("{:?}", computation.unassigned)
    };
    assert_eq!(waiting.platform, "taobao");
    assert_eq!(waiting.keys, ["100000001", "30000001"]);
    assert_eq!(
        (waiting.records, waiting.settled),
        (2, Money::from_fen(2_000))
    );
    assert_eq!(
        desk.case.overview().unwrap().unassigned,
        computation.unassigned
    );

    desk.set_up(LI).unwrap();
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "20.00");
    assert_eq!(desk.compute(Grain::Month).unassigned, []);
}

/// Sold on 15 May: 10.00 until then is Li's, the 2.00 of the 16th is Wang's.
#[test]
fn an_account_that_changes_hands_is_split_by_day() {
    let manifest = format!(
        r#"{WANG}
[[party]]
id = "li"
name = "李某"
kind = "natural_person"

[[account]]
platform = "taobao"
id = "100000001"
party = "li"
until = "2024-05-15"

[[account]]
platform = "taobao"
id = "100000001"
party = "wang"
since = "2024-05-16"
"#
    );
    let on = |day: &'static str, number, income| Order {
        settled_at: day,
        number,
        income,
        ..ORDER
    };
    let mut desk = Desk::new(&manifest);
    desk.import(
        "may.csv",
        &orders(&[
            on("2024-05-01 00:00:00", "7900000000001", "3.00"),
            on("2024-05-15 23:59:59", "7900000000002", "7.00"),
            on("2024-05-16 00:00:00", "7900000000003", "2.00"),
        ]),
    );
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
    assert_eq!(desk.settled("wang", "2024-05").unwrap(), "2.00");
    assert_eq!(desk.compute(Grain::Month).unassigned, []);
}

fn declared(desk: &Desk) -> Vec<(String, String)> {
    let rows = desk.compute(Grain::Month).bridge.into_iter();
    rows.filter_map(|row| Some((row.party, row.declared?.to_string())))
        .collect()
}

#[test]
fn a_tax_record_without_a_name_is_the_only_natural_persons() {
    let one = Desk::new(LI);
    let two = Desk::new(&format!("{LI}{WANG}"));
    let hers = vec![("li".to_owned(), "1000.00".to_owned())];
    for (mut desk, name, told, waiting) in [(one, "", hers.clone(), 0), (two, "", vec![], 1)] {
        desk.import("tax.csv", &tax_record(name));
        assert_eq!(declared(&desk), told);
        assert_eq!(desk.compute(Grain::Month).unassigned.len(), waiting);
    }
    let mut named = Desk::new(&format!("{LI}{WANG}"));
    named.import("tax.csv", &tax_record("李某"));
    assert_eq!(declared(&named), hers);
}

#[test]
fn whoever_imports_may_say_whose_a_nameless_file_is() {
    let mut desk = Desk::new(&format!("{LI}{WANG}"));
    let options = ImportOptions {
        account: Some("wang".to_owned()),
        ..ImportOptions::default()
    };
    desk.import_with("tax.csv", &tax_record(""), &options);
    assert_eq!(declared(&desk), [("wang".to_owned(), "1000.00".to_owned())]);
}

/// Signed from 10 to 20 May: the shares of the 10th and the 20th are the agency's, those of the
/// 9th and the 21st are not. Li's own commission is hers on all four days.
#[test]
fn an_agencys_share_counts_only_while_the_streamer_is_signed() {
    let manifest = format!(
        r#"{LI}
[[party]]
id = "agency"
name = "某某文化传媒有限公司"
kind = "agency"

[[link]]
from = "li"
to = "agency"
role = "signed_with"
since = "2024-05-10"
until = "2024-05-20"
"#
    );
    let on = |number, day, agency_share| Live {
        number,
        status: "SETTLE",
        settled_on: day,
        commission: 1_000,
        agency_share,
        updated_at: "2024-06-01 00:00:00",
    };
    let mut desk = Desk::new(&manifest);
    desk.import(
        "orders.json",
        &live(&[
            on("6919000000000000001", "2024-05-09", 1),
            on("6919000000000000002", "2024-05-10", 200),
            on("6919000000000000003", "2024-05-20", 3_000),
            on("6919000000000000004", "2024-05-21", 40_000),
        ]),
    );
    assert_eq!(desk.settled("agency", "2024-05").unwrap(), "32.00");
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "40.00");
}

/// A layout of a person's own: the built-in one under another name, given by hand.
#[test]
fn rows_read_with_an_own_layout_lead_to_their_cells() {
    let built_in = include_str!("../../assets/formats/taobao/taobao_alliance_orders_xls_2016.toml");
    let own = built_in.replacen("taobao_alliance_orders_xls_2016", "my_own_layout", 1);
    let options = ImportOptions {
        mapping: Some(engine::format::Format::parse(&own).unwrap()),
        ..ImportOptions::default()
    };
    let mut desk = Desk::new(LI);
    desk.import_with("may.csv", &orders(&[ORDER]), &options);
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
    let row = desk.case.raw_row(1).unwrap();
    let counted = row.cells.iter().find(|cell| cell.counted).unwrap();
    assert_eq!(
        (counted.column.as_str(), counted.text.as_str()),
        ("预估收入", "10.00")
    );
}

#[test]
fn what_checks_alone_need_is_kept_with_the_set_up() {
    let entity = "[[checks.entity]]\nparty = \"li\"\nstaff = 0\npremises = false\n\
                  [[checks.blocked]]\nidentity = \"33000019900101000X\"\nlist = \"协会名单\"\nsince = \"2024-01-01\"\n";
    let mut desk = Desk::new(LI);
    assert_eq!(desk.set_up(entity).unwrap(), 2);
    assert_eq!(desk.set_up(entity).unwrap(), 0);
    let checks = desk.case.manifest().unwrap().checks;
    assert_eq!(checks.entity("li").unwrap().staff, Some(0));
    assert_eq!(checks.blocked.len(), 1);
    let stranger = "[[checks.entity]]\nparty = \"nobody\"\n";
    assert_eq!(
        desk.set_up(stranger).unwrap_err().kind(),
        ErrorKind::NoSuchParty
    );
    assert!(
        desk.set_up("[[checks.entity]]\nparty = \"li\"\nstaf = 1\n")
            .is_err()
    );
}

/// 100,000.00 × 80 % − 60,000 = 20,000; × 3 % = 600; × 0.05 % × 31 days of July = 9.30.
#[test]
fn an_open_question_is_answered_by_the_set_up_and_by_nothing_else() {
    let mut desk = Desk::new(LI);
    let order = Order {
        income: "100000.00",
        ..ORDER
    };
    desk.import("may.csv", &orders(&[order]));
    let charged = |desk: &Desk| {
        let row = desk.compute(Grain::Year).taxes.remove(0);
        let said = row
            .assumptions
            .contains(&"where_nobody_withheld".to_owned());
        assert!(said, "{:?}", row.assumptions);
        row.surcharge.amount.unwrap().to_string()
    };
    let wrong = "[settings]\nwhere_nobody_withheld = \"perhaps\"\n";
    let error = desk.set_up(wrong).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Manifest);
    assert!(error.message(engine::text::Lang::En).contains("perhaps"));

    assert_eq!(charged(&desk), "9.30");
    let none = "[settings]\nwhere_nobody_withheld = \"none\"\n";
    assert_eq!(desk.set_up(none).unwrap(), 1);
    assert_eq!(desk.set_up(none).unwrap(), 0);
    assert_eq!(charged(&desk), "0.00");
}
