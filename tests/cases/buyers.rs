//! Buyers never enter a case: their names, telephones and addresses are planted in every kind of
//! file and in damaged rows, and then looked for in every byte of the case, packed or not.

mod planted;
mod samples;
mod search;

use std::ops::ControlFlow;

use casefile::{Case, ImportOptions, ImportOutcome, ImportProgress, ImportStatus};
use engine::text::Lang;
use rusqlite::Connection;

use super::files::{ORDER, orders};
use super::{Desk, LI};
use planted::{
    ADDRESS, COLUMNS, NAME, OTHER, PHONE, ROOM, SPELT, WORDS, damaged, files, gb18030, order,
    with_buyers,
};
use search::{found, inside, on_disk, unzipped};

const PASSWORD: &str = "correct horse 电池";

fn import(case: &mut Case, name: &str, bytes: &[u8], options: &ImportOptions) -> ImportOutcome {
    let mut quiet = |_: &ImportProgress| ControlFlow::Continue(());
    case.import(name, &bytes, options, Lang::Zh, &mut quiet)
        .unwrap()
}

/// Files that cannot be taken: nothing of them may be left either, nor in what is said of them.
fn refused(case: &mut Case) {
    let unknown = format!("姓名,电话,住址\n{NAME},{PHONE},{ADDRESS}\n{OTHER},{PHONE},{ROOM}\n");
    let lacking = with_buyers(&[ORDER], &[[NAME, PHONE, ADDRESS, WORDS]]);
    for text in [unknown, lacking.replace("效果预估", "效果")] {
        let outcome = import(
            case,
            "refused.csv",
            text.as_bytes(),
            &ImportOptions::default(),
        );
        assert_eq!(outcome.status, ImportStatus::Refused, "{outcome:?}");
        assert_eq!(found(format!("{outcome:?}").as_bytes()), NONE);
    }
    let bytes = [gb18030(), vec![b'\n'; 100]].concat();
    let other = ImportOptions {
        format: Some("taobao_alliance_refund_xls".to_owned()),
        ..ImportOptions::default()
    };
    let outcome = import(case, "refused.csv", &bytes, &other);
    assert_eq!(outcome.code.as_deref(), Some("unknown_format"));
}

const NONE: [&str; 0] = [];

#[test]
fn nothing_of_a_buyer_is_in_any_byte_of_a_case() {
    for password in [None, Some(PASSWORD)] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("case.zicha");
        let mut case = Case::create(&path, "试案", password).unwrap();
        refused(&mut case);
        for (name, bytes, options, [records, quarantined]) in files() {
            let in_file = [found(&bytes), found(&unzipped(&bytes))].concat();
            assert!(
                in_file.len() >= 3,
                "{name} holds what is looked for: {in_file:?}"
            );
            let outcome = import(&mut case, name, &bytes, &options);
            assert_eq!(
                outcome.status,
                ImportStatus::Imported,
                "{name}: {outcome:?}"
            );
            assert_eq!(
                [outcome.records, outcome.quarantined],
                [records, quarantined],
                "{name}: {outcome:?}"
            );
            assert_eq!(found(format!("{outcome:?}").as_bytes()), NONE, "{name}");
            assert!(!outcome.blanked.is_empty(), "{name}");
        }
        let waiting = case.quarantine(0, 100).unwrap();
        assert_eq!(found(format!("{waiting:?}").as_bytes()), NONE);
        assert_eq!(found(&on_disk(dir.path())), NONE, "while it is open");
        drop(case);
        assert_eq!(found(&on_disk(dir.path())), NONE, "after it was closed");
        let inside = inside(&path, password);
        assert_eq!(found(&inside), NONE, "unpacked");
        let there = |word: &str| {
            inside
                .windows(word.len())
                .any(|window| window == word.as_bytes())
        };
        for kept in [
            "商品甲",
            "7900000001002",
            "7900000003002",
            "收货人电话",
            "receiver_name",
        ] {
            assert!(there(kept), "{kept} is kept");
        }
    }
}

#[test]
fn the_rows_compute_and_show_as_before_but_for_the_buyer() {
    let mut desk = Desk::new(LI);
    for (name, bytes, options, _) in files() {
        desk.import_with(name, &bytes, &options);
    }
    // Seven orders of 10.00, and one of 10.00 from the interface of the other platform.
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "80.00");
    let mut blank = 0;
    for record in 1..=8 {
        let row = desk.case.raw_row(record).unwrap();
        let cells = row.cells.iter();
        assert_eq!(cells.filter(|cell| cell.counted).count(), 1, "{row:?}");
        for cell in &row.cells {
            let last = cell.column.rsplit('.').next().unwrap();
            if COLUMNS.contains(&last) || ["住处", "receiver_name", "town"].contains(&last) {
                blank += 1;
                assert_eq!(cell.text.trim_matches([' ', '\n', '"']), "", "{row:?}");
            }
        }
    }
    assert_eq!(blank, 7 * 4 + 2);
}

#[test]
fn what_was_blanked_is_said_and_the_file_is_known_again() {
    let mut desk = Desk::new(LI);
    let outcome = desk.import("gb18030.csv", &gb18030());
    let told = |outcome: &ImportOutcome| -> Vec<(Option<String>, u32)> {
        let blanked = outcome.blanked.iter();
        blanked
            .map(|blanked| (blanked.column.clone(), blanked.cells))
            .collect()
    };
    let expected = [
        ("收货人", 2),
        ("收货人电话", 1),
        ("详细地址", 2),
        ("买家留言", 1),
    ];
    let expected = expected.map(|(column, cells)| (Some(column.to_owned()), cells));
    assert_eq!(told(&outcome), expected);
    for (lang, words) in [(Lang::Zh, "2 个单元格"), (Lang::En, "2 of its cells")] {
        let sentence = &outcome.blanked_sentences(lang)[0];
        assert!(
            sentence.contains("收货人") && sentence.contains(words),
            "{sentence}"
        );
    }
    let again = desk.import("again.csv", &gb18030());
    assert_eq!(again.status, ImportStatus::Known);
    let damaged = desk.import("damaged.csv", &damaged());
    assert_eq!(told(&damaged).last(), Some(&(None, 4)));
    let plain = desk.import("plain.csv", &orders(&[ORDER]));
    assert_eq!(told(&plain), []);

    let connection = Connection::open(desk.path()).unwrap();
    let sql = "SELECT sha256 = kept_sha256, kept_bytes = bytes, blanked FROM documents";
    let mut statement = connection.prepare(sql).unwrap();
    let rows: Vec<(bool, bool, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!((rows[0].0, rows[0].1), (false, true));
    assert!(rows[0].2.contains("收货人电话"));
    assert_eq!(rows[2], (true, true, "[]".to_owned()), "kept byte for byte");
    let views = desk.case.documents(Lang::En).unwrap();
    assert_eq!(views[0].blanked, outcome.blanked);
    assert_eq!(views[2].blanked, []);
    let logged = "SELECT count(*) FROM history WHERE detail LIKE '%收货人电话%'";
    let logged: u32 = connection.query_row(logged, [], |row| row.get(0)).unwrap();
    assert_eq!(logged, 2);
}

/// Hashes of the buyers of a new case, of orders by NAME, SPELT in another way, and OTHER.
fn hashes() -> Vec<[Option<Vec<u8>>; 2]> {
    let mut desk = Desk::new(LI);
    let rows = [
        "7900000007001",
        "7900000007002",
        "7900000007003",
        "7900000007004",
    ]
    .map(order);
    let text = with_buyers(
        &rows,
        &[
            [NAME, "", ADDRESS, ""],
            [SPELT, "", "", ""],
            [OTHER, "", ADDRESS, ""],
            ["买家**", "", "", ""],
        ],
    );
    desk.import("orders.csv", text.as_bytes());
    let connection = Connection::open(desk.path()).unwrap();
    let sql = "SELECT buyer_hash, address_hash FROM records ORDER BY id";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?]));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_hash_tells_buyers_apart_within_one_case_alone() {
    let (one, other) = (hashes(), hashes());
    for hashes in [&one, &other] {
        let [first, spelt, second, masked] = hashes.as_slice() else {
            panic!("four records: {hashes:?}");
        };
        assert_eq!(first[0].as_ref().map(Vec::len), Some(16));
        assert_eq!(first[0], spelt[0], "one buyer");
        assert_ne!(first[0], second[0], "two buyers");
        assert_eq!(first[1], second[1], "one address");
        assert_eq!(
            (&spelt[1], &masked[0]),
            (&None, &None),
            "nothing to tell apart"
        );
    }
    assert_ne!(one[0], other[0], "the same buyer in another case");
}
