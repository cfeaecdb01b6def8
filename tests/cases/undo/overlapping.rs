//! Files that overlap in every way, imported, taken back and corrected in any order.

use casefile::{ImportOptions, ImportOutcome, ImportStatus};
use proptest::prelude::*;

use super::super::corrections::{DAMAGED, waiting, with};
use super::super::files::{
    Live, ORDER, Order, PAID, SETTLED, SETTLED_AGAIN, VOID, live, orders, refund,
};
use super::super::older::{older, ruyitou};
use super::super::{Desk, LI};
use super::{OTHER, shown};

/// Files that overlap in every way: equal rows, states of one order, two zones, refunds, rows of
/// an interface that are never honestly equal, a row that waits, orders of files that name no
/// account in two layouts, of one of which somebody says whose it is.
fn overlapping() -> Vec<(Vec<u8>, Option<&'static str>)> {
    let less = Order {
        income: "6.00",
        ..ORDER
    };
    let zone = Order {
        zone: "100000002",
        ..ORDER
    };
    let refunded = Live {
        status: "REFUND",
        commission: 0,
        agency_share: 0,
        updated_at: "2024-05-28 03:00:01",
        ..SETTLED
    };
    let unnamed = vec![
        orders(&[PAID, OTHER]),
        orders(&[ORDER, ORDER]),
        orders(&[ORDER, less]),
        orders(&[PAID, ORDER, VOID]),
        orders(&[SETTLED_AGAIN, zone, DAMAGED]),
        orders(&[ORDER, DAMAGED]),
        refund(ORDER.number, "2024-06-05", "4.00"),
        refund(OTHER.number, "2024-06-06", "1.00"),
        live(&[SETTLED]),
        live(&[SETTLED, refunded]),
        older(&[PAID, OTHER]),
        older(&[ORDER, ORDER, less]),
        ruyitou(&[ORDER]),
    ];
    let said = (older(&[ORDER, VOID, OTHER]), Some("100000003"));
    let files = unnamed.into_iter().map(|file| (file, None));
    files.chain([said]).collect()
}

/// Li, and others whose are the accounts that a file or a person tells nobody else of.
fn several() -> String {
    let mut set_up = LI.to_owned();
    let mut add = |party: &str, account: &str| {
        let account = format!("platform = \"taobao\"\nid = \"{account}\"");
        set_up += &format!("\n[[account]]\n{account}\nparty = \"{party}\"\n");
    };
    add("zhao", "100000003");
    for number in 1..32 {
        add("wang", &format!("taobao_alliance_orders_xls_2014#{number}"));
        add("qian", &format!("taobao_alliance_ruyitou#{number}"));
    }
    for (party, name) in [("wang", "王某"), ("qian", "钱某"), ("zhao", "赵某")] {
        let kind = "kind = \"natural_person\"";
        set_up += &format!("\n[[party]]\nid = \"{party}\"\nname = \"{name}\"\n{kind}\n");
    }
    set_up
}

fn import_one(desk: &mut Desk, (content, account): &(Vec<u8>, Option<&str>)) -> ImportOutcome {
    let options = ImportOptions {
        account: account.map(str::to_owned),
        ..ImportOptions::default()
    };
    desk.import_with("file", content, &options)
}

/// A step of a person: imports file, takes the nth import that stands back, corrects a row.
#[derive(Clone, Copy, Debug)]
enum Step {
    Import(usize),
    Undo(usize),
    Correct,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..overlapping().len()).prop_map(Step::Import),
        2 => (0_usize..8).prop_map(Step::Undo),
        1 => Just(Step::Correct),
    ];
    prop::collection::vec(step, 2..14)
}

/// Corrects the first row of a document that waits, if one does.
fn correct(desk: &mut Desk, of: Option<i64>) -> Option<i64> {
    let mut rows = waiting(desk).into_iter();
    let row = rows.find(|row| of.is_none_or(|of| row.document == of))?;
    let cells = with(&row, "7.9E+12", ORDER.number);
    assert_eq!(desk.case.correct(row.id, cells, None).unwrap().taken, 1);
    Some(row.document)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_case_counts_as_if_only_the_files_that_stand_had_ever_come(steps in steps()) {
        let files = overlapping();
        let mut desk = Desk::new(&several());
        // Number of the document, which file it is, whether its row was corrected.
        let mut standing: Vec<(i64, usize, bool)> = Vec::new();
        for step in steps {
            match step {
                Step::Import(file) => {
                    let outcome = import_one(&mut desk, &files[file]);
                    let stands = standing.iter().any(|one| one.1 == file);
                    prop_assert_eq!(outcome.status == ImportStatus::Known, stands);
                    if !stands {
                        standing.push((outcome.document.unwrap(), file, false));
                    }
                }
                Step::Undo(nth) if !standing.is_empty() => {
                    let (document, ..) = standing.remove(nth % standing.len());
                    desk.case.undo(document).unwrap();
                }
                Step::Correct => {
                    let document = correct(&mut desk, None);
                    for one in standing.iter_mut().filter(|one| Some(one.0) == document) {
                        one.2 = true;
                    }
                }
                Step::Undo(_) => {}
            }
        }
        let mut fresh = Desk::new(&several());
        for (_, file, corrected) in &standing {
            let document = import_one(&mut fresh, &files[*file]).document;
            if *corrected {
                correct(&mut fresh, document);
            }
        }
        prop_assert_eq!(shown(&desk), shown(&fresh));
    }
}
