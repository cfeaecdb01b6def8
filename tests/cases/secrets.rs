//! An encrypted case: nothing of it can be read on the disk, and without its password it stays
//! shut. A case that was damaged says so and never panics.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use casefile::{Case, ErrorKind, ImportOptions, ImportProgress, manifest_from_toml};
use engine::period::Grain;
use engine::text::Lang;

use super::AS_OF;
use super::files::{ORDER, Order, orders};

const PASSWORD: &str = "correct horse 电池";

const PARTIES: [(&str, &str, &str); 3] = [
    ("handle-anna", "密名安娜", "TAXNUMBERANNA"),
    ("handle-boris", "密名鲍里斯", "TAXNUMBERBORIS"),
    ("handle-chloe", "密名克洛伊", "TAXNUMBERCHLOE"),
];

const ORDERS: [(&str, &str, &str); 3] = [
    ("7955500000001", "955500001", "31415.92"),
    ("7955500000002", "955500002", "27182.81"),
    ("7955500000003", "955500003", "14142.13"),
];

const TITLE: &str = "密案标题";
const FILE: &str = "secret-export-name.csv";

/// Names, handles, tax numbers, orders, accounts, amounts as text, the title, the file name, and
/// cells of the export.
fn planted() -> Vec<String> {
    let mut words: Vec<&str> = vec![TITLE, FILE, "商品甲", "店铺甲", "推广位1"];
    for (handle, name, tax_id) in PARTIES {
        words.extend([handle, name, tax_id]);
    }
    for (number, zone, income) in ORDERS {
        words.extend([number, zone, income]);
    }
    words.into_iter().map(str::to_owned).collect()
}

/// A case with the planted words in it, still open.
fn fill(path: &Path, password: Option<&str>) -> Case {
    let mut case = Case::create(path, TITLE, password).unwrap();
    let mut manifest = String::new();
    for ((handle, name, tax_id), (_, zone, _)) in PARTIES.iter().zip(ORDERS) {
        manifest += &format!(
            "[[party]]\nid = \"{handle}\"\nname = \"{name}\"\nkind = \"natural_person\"\n\
             tax_id = \"{tax_id}\"\n\
             [[account]]\nplatform = \"taobao\"\nid = \"{zone}\"\nparty = \"{handle}\"\n"
        );
    }
    case.set_up(&manifest_from_toml(&manifest).unwrap())
        .unwrap();
    let rows = ORDERS.map(|(number, zone, income)| Order {
        number,
        zone,
        income,
        ..ORDER
    });
    let mut quiet = |_: &ImportProgress| ControlFlow::Continue(());
    let (file, options) = (orders(&rows), ImportOptions::default());
    case.import(FILE, &&file[..], &options, Lang::En, &mut quiet)
        .unwrap();
    case
}

/// Planted words that stand in the clear in any file of the folder.
fn in_the_clear(folder: &Path) -> Vec<String> {
    let mut bytes = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        bytes.extend(fs::read(file.unwrap().path()).unwrap());
    }
    assert!(bytes.len() > 10_000, "the case was written");
    let stands = |word: &String| {
        let word = word.as_bytes();
        bytes.windows(word.len()).any(|window| window == word)
    };
    planted().into_iter().filter(stands).collect()
}

#[test]
fn nothing_of_an_encrypted_case_stands_on_the_disk() {
    assert!(planted().len() >= 20);
    let none: Vec<String> = Vec::new();
    let dir = tempfile::tempdir().unwrap();
    let case = fill(&dir.path().join("case.zicha"), Some(PASSWORD));
    let names: Vec<_> = fs::read_dir(dir.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.iter().any(|name| name.ends_with("-wal")), "{names:?}");
    assert_eq!(in_the_clear(dir.path()), none, "while it is open");
    drop(case);
    assert_eq!(in_the_clear(dir.path()), none, "after it was closed");

    let plain = tempfile::tempdir().unwrap();
    drop(fill(&plain.path().join("case.zicha"), None));
    let seen = in_the_clear(plain.path());
    assert!(seen.len() >= 12, "the search finds what is there: {seen:?}");
}

#[test]
fn an_encrypted_case_opens_with_its_password_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("case.zicha");
    let day = AS_OF.parse().unwrap();
    let case = fill(&path, Some(PASSWORD));
    let before = case.compute(day, Grain::Month).unwrap();
    drop(case);
    for wrong in [
        None,
        Some(""),
        Some("correct horse"),
        Some("CORRECT HORSE 电池"),
    ] {
        let error = Case::open(&path, wrong).err().map(|error| error.kind());
        assert_eq!(error, Some(ErrorKind::Locked), "{wrong:?}");
    }
    let case = Case::open(&path, Some(PASSWORD)).unwrap();
    assert!(case.overview().unwrap().encrypted);
    assert_eq!(case.compute(day, Grain::Month).unwrap(), before);
}

#[test]
fn a_plain_case_opens_whatever_password_is_given() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("case.zicha");
    drop(fill(&path, None));
    let case = Case::open(&path, Some("needless")).unwrap();
    let overview = case.overview().unwrap();
    assert!(!overview.encrypted);
    assert_eq!(overview.records, 3);
}

/// Everything that reads the whole case.
fn read_through(path: &Path, password: Option<&str>) -> Result<(), casefile::Error> {
    let case = Case::open(path, password)?;
    case.overview()?;
    case.check_history()?;
    case.compute(AS_OF.parse().unwrap(), Grain::Month)?;
    for record in 1..=3 {
        case.raw_row(record)?;
    }
    Ok(())
}

#[test]
fn a_case_that_was_cut_off_is_an_error() {
    for password in [None, Some(PASSWORD)] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("case.zicha");
        drop(fill(&path, password));
        let whole = fs::read(&path).unwrap();
        read_through(&path, password).unwrap();
        for length in [
            0,
            1,
            15,
            16,
            100,
            4_096,
            whole.len() / 2,
            whole.len() - 8_192,
            whole.len() - 4_096,
            whole.len() - 1,
        ] {
            fs::write(&path, &whole[..length]).unwrap();
            assert!(read_through(&path, password).is_err(), "{length} bytes");
        }
    }
}

/// Every page of an encrypted case is sealed: one changed bit is noticed when the page is read.
#[test]
fn a_changed_bit_is_an_error_or_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("case.zicha");
    drop(fill(&path, Some(PASSWORD)));
    let whole = fs::read(&path).unwrap();
    let good = {
        let case = Case::open(&path, Some(PASSWORD)).unwrap();
        case.compute(AS_OF.parse().unwrap(), Grain::Month).unwrap()
    };
    let mut noticed = 0;
    let pages = whole.len() / 4_096;
    for page in 0..pages {
        let mut flipped = whole.clone();
        flipped[page * 4_096 + 1_777] ^= 0b100;
        fs::write(&path, flipped).unwrap();
        match read_through(&path, Some(PASSWORD)) {
            Err(_) => noticed += 1,
            Ok(()) => {
                let case = Case::open(&path, Some(PASSWORD)).unwrap();
                let day = AS_OF.parse().unwrap();
                assert_eq!(
                    case.compute(day, Grain::Month).unwrap(),
                    good,
                    "page {page}"
                );
            }
        }
    }
    assert!(noticed > 5, "{noticed} of {pages} pages");
}

#[test]
fn what_is_no_case_is_named_as_such() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("missing.zicha");
    let error = Case::open(&missing, None).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let other = dir.path().join("other.db");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection.execute_batch("CREATE TABLE t (a);").unwrap();
    drop(connection);
    let error = Case::open(&other, None).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotACase);
    assert!(error.message(Lang::En).contains("other.db"));
    let again = Case::create(&other, "", None).err().unwrap();
    assert_eq!(again.kind(), ErrorKind::AlreadyExists);
}
