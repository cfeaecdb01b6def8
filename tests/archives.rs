//! Archives on the disk: each file in them is a document of its own, locked ones need their
//! password, and none of them can do harm. Made here with a writer of zips.

use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use casefile::{Case, ImportOptions, ImportOutcome, ImportProgress, ImportStatus, detect_all};
use engine::text::Lang;
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::unstable::write::FileOptionsExt;
use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

/// A folder with a case and the files that are imported.
struct Desk {
    dir: tempfile::TempDir,
    case: Case,
}

impl Desk {
    fn new() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("in")).unwrap();
        let case = Case::create(&dir.path().join("case.zicha"), "试案", None).unwrap();
        Desk { dir, case }
    }

    /// A file with this content, to be imported.
    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.dir.path().join("in").join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn import(&mut self, path: &Path, passwords: &[&str], lang: Lang) -> Vec<ImportOutcome> {
        let options = ImportOptions {
            archive_passwords: passwords.iter().map(|word| (*word).to_owned()).collect(),
            ..ImportOptions::default()
        };
        let mut quiet = |_: &ImportProgress| ControlFlow::Continue(());
        let paths = [path.to_owned()];
        let imported = self.case.import_all(&paths, &options, lang, &mut quiet);
        imported.unwrap()
    }

    /// Everything below the folder, the case apart: nothing may be unpacked there.
    fn on_disk(&self) -> Vec<PathBuf> {
        let all = fs::read_dir(self.dir.path().join("in")).unwrap();
        all.map(|entry| entry.unwrap().path()).collect()
    }
}

fn sample(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples")
        .join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn zipped(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn plain() -> SimpleFileOptions {
    SimpleFileOptions::default()
}

/// Path behind that of the folder, status and code of each outcome.
fn said(desk: &Desk, outcomes: &[ImportOutcome]) -> Vec<(String, ImportStatus, Option<String>)> {
    let folder = format!("{}/", desk.dir.path().join("in").display());
    let one = |outcome: &ImportOutcome| {
        let path = outcome.path.strip_prefix(&folder).unwrap().to_owned();
        (path, outcome.status, outcome.code.clone())
    };
    outcomes.iter().map(one).collect()
}

fn refused(path: &str, code: &str) -> (String, ImportStatus, Option<String>) {
    (
        path.to_owned(),
        ImportStatus::Refused,
        Some(code.to_owned()),
    )
}

/// What the files of an archive give as one outcome each, imported with a password or without.
fn check(content: &[u8], passwords: &[&str], expected: &[(String, ImportStatus, Option<String>)]) {
    let mut desk = Desk::new();
    let path = desk.file("bill.zip", content);
    let outcomes = desk.import(&path, passwords, Lang::Zh);
    assert_eq!(said(&desk, &outcomes), expected);
    assert_eq!(desk.on_disk(), [path], "nothing is unpacked to the disk");
    for outcome in outcomes.iter().filter(|outcome| outcome.code.is_some()) {
        let words = outcome.message.clone().unwrap() + outcome.hint.as_deref().unwrap_or_default();
        assert!(!words.contains("{{"), "{words}");
    }
}

fn imported(path: &str) -> (String, ImportStatus, Option<String>) {
    (path.to_owned(), ImportStatus::Imported, None)
}

#[test]
fn a_bill_in_a_locked_zip_is_imported_with_its_password() {
    let bill = sample("alipay_personal_app/bill.csv");
    let aes = plain().with_aes_encryption(AesMode::Aes256, "482913");
    let older = plain().with_deprecated_encryption(b"482913").unwrap();
    for options in [aes, older] {
        let zip = zipped(&[("支付宝交易明细.csv", &bill)], options);
        let expected = [imported("bill.zip/支付宝交易明细.csv")];
        check(&zip, &["000000", "482913"], &expected);
        let locked = [refused("bill.zip", "encrypted")];
        check(&zip, &["000000"], &locked);
        check(&zip, &[], &locked);
    }
}

#[test]
fn rows_from_an_archive_are_those_of_the_file_itself() {
    let bill = sample("alipay_personal_app/bill.csv");
    let mut desk = Desk::new();
    let zip = desk.file("bill.zip", &zipped(&[("a/bill.csv", &bill)], plain()));
    let outcomes = desk.import(&zip, &[], Lang::Zh);
    assert_eq!((outcomes[0].records, outcomes[0].rows), (9, 9));
    let documents = desk.case.documents(Lang::Zh).unwrap();
    assert_eq!(documents[0].name, "bill.zip/a/bill.csv");
    let file = desk.file("bill.csv", &bill);
    let again = desk.import(&file, &[], Lang::Zh);
    assert_eq!(again[0].status, ImportStatus::Known);
    assert_eq!(again[0].document, outcomes[0].document);
}

#[test]
fn whoever_has_no_password_is_told_how_to_give_one() {
    let options = plain().with_aes_encryption(AesMode::Aes256, "482913");
    let zip = zipped(&[("a.csv", b"a,b\n"), ("b.csv", b"a,b\n")], options);
    for (lang, words) in [
        (
            Lang::Zh,
            ["bill.zip", "密码", "2 个文件", "--archive-password-file"],
        ),
        (
            Lang::En,
            [
                "bill.zip",
                "password",
                "2 of its files",
                "--archive-password-file",
            ],
        ),
    ] {
        let mut desk = Desk::new();
        let path = desk.file("bill.zip", &zip);
        let outcomes = desk.import(&path, &[], lang);
        assert_eq!(outcomes.len(), 1);
        let said = format!(
            "{} {}",
            outcomes[0].message.as_ref().unwrap(),
            outcomes[0].hint.as_ref().unwrap()
        );
        for word in words {
            assert!(said.contains(word), "{word} in {said}");
        }
    }
}

#[test]
fn each_file_of_an_archive_stands_for_itself() {
    let bill = sample("alipay_personal_app/bill.csv");
    let refunds = sample("taobao_alliance_refund_xls/refunds_page.xls");
    let inner = zipped(&[("bill.csv", &bill)], plain());
    let zip = zipped(
        &[
            ("../../up.csv", &bill),
            ("/etc/passwd", b"nobody:x"),
            ("c\\refunds.xls", &refunds),
            ("inner.zip", &inner),
            ("__MACOSX/._up.csv", b"\x00\x05\x16\x07"),
            ("readme.txt", b"hello"),
            ("other.csv", b"a,b\n1,2\n"),
        ],
        plain(),
    );
    let skipped = |path: &str| (path.to_owned(), ImportStatus::Skipped);
    let mut desk = Desk::new();
    let path = desk.file("bill.zip", &zip);
    let outcomes = desk.import(&path, &[], Lang::Zh);
    let said = said(&desk, &outcomes);
    assert_eq!(said[0], imported("bill.zip/../../up.csv"));
    assert_eq!(
        (said[1].0.clone(), said[1].1),
        skipped("bill.zip//etc/passwd")
    );
    assert_eq!(said[2], imported("bill.zip/c/refunds.xls"));
    assert_eq!(said[3], refused("bill.zip/inner.zip", "nested_archive"));
    assert_eq!(
        (said[4].0.clone(), said[4].1),
        skipped("bill.zip/__MACOSX/._up.csv")
    );
    assert_eq!(
        (said[5].0.clone(), said[5].1),
        skipped("bill.zip/readme.txt")
    );
    assert_eq!(said[6], refused("bill.zip/other.csv", "unknown_format"));
    assert_eq!(desk.on_disk(), [path]);
}

#[test]
fn an_archive_that_does_harm_is_refused() {
    let bill = sample("alipay_personal_app/bill.csv");
    let zeros = vec![b' '; 4 * 1024 * 1024];
    let bomb = zipped(&[("bomb.csv", &zeros), ("bill.csv", &bill)], plain());
    check(
        &bomb,
        &[],
        &[
            refused("bill.zip/bomb.csv", "limit"),
            imported("bill.zip/bill.csv"),
        ],
    );
    let names: Vec<String> = (0..1_001).map(|number| format!("{number}.csv")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    check(
        &zipped(&many, plain()),
        &[],
        &[refused("bill.zip", "limit")],
    );
    let whole = zipped(&[("bill.csv", &bill)], plain());
    check(
        &whole[..whole.len() / 2],
        &[],
        &[refused("bill.zip", "broken_archive")],
    );
    check(
        &zipped(&[], plain()),
        &[],
        &[refused("bill.zip", "empty_file")],
    );
    // One byte of the packed file is another one: its checksum tells, and nothing of it is taken.
    let mut damaged = whole.clone();
    damaged[200] ^= 1;
    check(
        &damaged,
        &[],
        &[refused("bill.zip/bill.csv", "broken_archive")],
    );
}

/// The beginning of a merchant's bill, as the wallet answers it in a gzip: whatever its columns are
/// taken for, they were read.
#[test]
fn a_gzip_is_named_after_its_file_or_itself() {
    let bill = "\u{feff}交易时间,公众账号ID,商户号,微信订单号\r\n`2024-05-01 10:00:00,`wx0,`900010001,`4200000000202405010000000001\r\n";
    let packed = |name: Option<&str>, content: &[u8]| {
        let builder = flate2::GzBuilder::new();
        let builder = match name {
            Some(name) => builder.filename(name),
            None => builder,
        };
        let mut writer: GzEncoder<Vec<u8>> = builder.write(Vec::new(), Compression::default());
        writer.write_all(content).unwrap();
        writer.finish().unwrap()
    };
    let mut desk = Desk::new();
    let path = desk.file("merchant.csv.gz", &packed(None, bill.as_bytes()));
    let outcomes = desk.import(&path, &[], Lang::Zh);
    let outcome = &outcomes[0];
    assert!(
        outcome.path.ends_with("merchant.csv.gz/merchant.csv"),
        "{outcome:?}"
    );
    let code = outcome.code.as_deref().unwrap_or("none");
    let read = ["none", "unknown_format", "missing_columns", "two_formats"];
    assert!(read.contains(&code), "{outcome:?}");
    let refunds = sample("taobao_alliance_refund_xls/refunds.csv");
    let path = desk.file("refunds.gz", &packed(Some("refunds.csv"), &refunds));
    let outcomes = desk.import(&path, &[], Lang::Zh);
    assert_eq!(said(&desk, &outcomes), [imported("refunds.gz/refunds.csv")]);
}

#[test]
fn detecting_looks_inside_archives() {
    let bill = sample("alipay_personal_app/bill.csv");
    let options = plain().with_aes_encryption(AesMode::Aes256, "482913");
    let desk = Desk::new();
    let path = desk.file(
        "bill.zip",
        &zipped(&[("bill.csv", &bill), ("b.csv", b"a,b\n")], options),
    );
    let found = detect_all(&path, &["482913".to_owned()], Lang::En);
    assert_eq!(found.len(), 2);
    assert!(found[0].path.ends_with("bill.zip/bill.csv"));
    let first = found[0].detection.as_ref().unwrap();
    assert_eq!(first.format_id().unwrap(), "alipay_personal_app");
    assert!(found[1].detection.as_ref().unwrap().format_id().is_err());
    let locked = detect_all(&path, &[], Lang::En);
    let error = locked[0].detection.as_ref().unwrap_err();
    assert!(error.message(Lang::En).contains("bill.zip"), "{error}");
    let plain = desk.file("bill.csv", &bill);
    assert!(detect_all(&plain, &[], Lang::En)[0].detection.is_ok());
}
