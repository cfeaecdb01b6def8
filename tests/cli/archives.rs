//! Passwords of archives on the command line: from a file, one a line, for import and detect.

use std::fs;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

use super::{json, new_case, run, sample};

/// A bill in a locked zip, and a file with two passwords; their paths.
fn locked(folder: &std::path::Path) -> (String, String) {
    let options = SimpleFileOptions::default().with_aes_encryption(AesMode::Aes256, "482 913");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("bill.csv", options).unwrap();
    let bill = fs::read(sample("alipay_personal_app/bill.csv")).unwrap();
    writer.write_all(&bill).unwrap();
    let zip = folder.join("bill.zip");
    fs::write(&zip, writer.finish().unwrap().into_inner()).unwrap();
    let passwords = folder.join("passwords.txt");
    fs::write(&passwords, "\u{feff}000000\r\n\r\n482 913\r\n").unwrap();
    let path = |path: std::path::PathBuf| path.to_str().unwrap().to_owned();
    (path(zip), path(passwords))
}

#[test]
fn a_locked_archive_is_imported_with_a_password_from_a_file() {
    let (dir, case) = new_case();
    let (zip, passwords) = locked(dir.path());
    let (code, _, stderr) = run(&["import", &case, &zip]);
    assert_eq!(code, 2);
    assert!(stderr.contains("--archive-password-file"), "{stderr}");
    let arguments = ["import", &case, &zip, "--archive-password-file", &passwords];
    let outcomes = json(0, &arguments);
    assert_eq!(outcomes[0]["status"], "imported");
    assert_eq!(outcomes[0]["records"], 9);
    assert_eq!(outcomes[0]["path"], format!("{zip}/bill.csv"));
}

#[test]
fn detect_looks_inside_and_says_what_is_locked() {
    let dir = tempfile::tempdir().unwrap();
    let (zip, passwords) = locked(dir.path());
    let found = json(0, &["detect", &zip, "--archive-password-file", &passwords]);
    assert_eq!(found[0]["file"], format!("{zip}/bill.csv"));
    assert_eq!(found[0]["format"], "alipay_personal_app");
    let found = json(1, &["detect", &zip]);
    assert!(found[0]["error"].as_str().unwrap().contains("bill.zip"));
    assert!(
        found[0]["hint"]
            .as_str()
            .unwrap()
            .contains("--archive-password-file")
    );
}
