//! Archives made here: listed, unlocked, and refused where they would do harm.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::unstable::write::FileOptionsExt;
use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

use super::*;

fn zipped(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Every file of an archive: its name, and its content or the code of why it has none.
fn unpacked(bytes: Vec<u8>, passwords: &[&str]) -> Vec<(String, Result<Vec<u8>, &'static str>)> {
    let mut source = Cursor::new(bytes);
    assert_eq!(Archive::is_one(&mut source), Ok(true));
    let mut archive = Archive::open(&mut source).unwrap();
    let passwords: Vec<String> = passwords.iter().map(|word| (*word).to_owned()).collect();
    let mut found = Vec::new();
    for entry in archive.entries().to_vec() {
        let content = archive.unpack(&entry, &passwords);
        let content = content.map_err(|error| error.code().code());
        found.push((entry.name, content));
    }
    found
}

fn plain() -> SimpleFileOptions {
    SimpleFileOptions::default()
}

#[test]
fn files_come_out_under_their_names_whatever_these_are() {
    let names = [
        "a.csv",
        "/etc/passwd",
        "../../b.csv",
        "c\\d.csv",
        "账单.csv",
    ];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &b"x"[..])).collect();
    let found: Vec<String> = unpacked(zipped(&files, plain()), &[])
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        found,
        ["a.csv", "/etc/passwd", "../../b.csv", "c/d.csv", "账单.csv"]
    );
}

#[test]
fn names_of_chinese_systems_are_read() {
    // Six bytes of ASCII in the name are exchanged for three characters in GBK.
    let bytes = zipped(&[("ABCDEF.csv", b"x")], plain());
    let (gbk, _, _) = GB18030.encode("账单一");
    let mut renamed = bytes.clone();
    for start in 0..bytes.len() - 6 {
        if &bytes[start..start + 6] == b"ABCDEF" {
            renamed[start..start + 6].copy_from_slice(&gbk);
        }
    }
    assert_eq!(unpacked(renamed, &[])[0].0, "账单一.csv");
}

#[test]
fn the_first_password_that_fits_unlocks_a_file() {
    let content = b"No,Day\n1,2\n".repeat(100);
    let aes = plain().with_aes_encryption(AesMode::Aes256, "123456");
    let older = plain().with_deprecated_encryption(b"123456").unwrap();
    for options in [aes, older] {
        let bytes = zipped(&[("a.csv", &content)], options);
        let read = |passwords: &[&str]| unpacked(bytes.clone(), passwords).remove(0).1;
        assert_eq!(read(&["wrong", "密码", "123456"]), Ok(content.clone()));
        assert_eq!(read(&["wrong"]), Err("encrypted"));
        assert_eq!(read(&[]), Err("encrypted"));
    }
}

/// One wrong password in 256 passes the first look at the older lock; none passes the checksum.
#[test]
fn no_wrong_password_gives_wrong_bytes() {
    let options = plain().with_deprecated_encryption(b"right").unwrap();
    let bytes = zipped(&[("a.csv", b"No,Day,Amount\n")], options);
    let wrong: Vec<String> = (0..2_000).map(|number| format!("{number:06}")).collect();
    let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
    assert_eq!(unpacked(bytes, &wrong)[0].1, Err("encrypted"));
}

#[test]
fn what_would_fill_the_memory_is_refused_while_it_comes_out() {
    let zeros = vec![0; 4 * 1024 * 1024];
    let mut bomb = zipped(&[("bomb.csv", &zeros)], plain());
    assert_eq!(unpacked(bomb.clone(), &[])[0].1, Err("limit"));
    // It says that it is small.
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..bomb.len() - 4)
        .filter(|at| bomb[*at..at + 4] == size)
        .collect();
    for at in places {
        bomb[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    assert!(unpacked(bomb, &[])[0].1.is_err());
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&zeros).unwrap();
    assert_eq!(unpacked(gzip.finish().unwrap(), &[])[0].1, Err("limit"));
}

#[test]
fn a_thousand_files_are_enough() {
    let names: Vec<String> = (0..=ENTRIES_MAX).map(|number| number.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let mut source = Cursor::new(zipped(&files, plain()));
    let error = Archive::open(&mut source).err().unwrap();
    assert_eq!(error.code(), ImportErrorCode::Limit);
}

#[test]
fn a_number_of_files_beyond_16_bits_is_read_before_the_files() {
    let record = [&b"PK\x06\x06"[..], &[0; 28], &u64::MAX.to_le_bytes()].concat();
    let located = [record.as_slice(), &[0; 16], b"PK\x06\x07"].concat();
    assert_eq!(long_count(&located), u64::MAX);
    assert_eq!(long_count(b"PK\x06\x07"), u64::MAX, "it stands elsewhere");
    assert_eq!(long_count(&record), 0, "nothing points at it");
}

#[test]
fn a_gzip_is_one_file_with_or_without_a_name() {
    let packed = |name: Option<&str>| {
        let builder = flate2::GzBuilder::new();
        let builder = match name {
            Some(name) => builder.filename(name),
            None => builder,
        };
        let mut writer = builder.write(Vec::new(), Compression::default());
        writer.write_all(b"a,b\n").unwrap();
        writer.finish().unwrap()
    };
    let content = || Ok(b"a,b\n".to_vec());
    assert_eq!(
        unpacked(packed(Some("x.csv")), &[]),
        [("x.csv".to_owned(), content())]
    );
    assert_eq!(unpacked(packed(None), &[]), [(String::new(), content())]);
    let mut cut = packed(None);
    cut.truncate(cut.len() - 9);
    assert_eq!(unpacked(cut, &[])[0].1, Err("broken_archive"));
}

#[test]
fn workbooks_and_damaged_files_are_no_archives() {
    let is_one = |bytes: &[u8]| Archive::is_one(&mut Cursor::new(bytes)).map_err(|e| e.code());
    let book = zipped(
        &[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")],
        plain(),
    );
    assert_eq!(is_one(&book), Ok(false));
    assert_eq!(is_one(&book[..book.len() / 2]), Ok(false));
    assert_eq!(is_one(b"a,b\n"), Ok(false));
    let bill = zipped(&[("bill.csv", b"a,b\n")], plain());
    assert_eq!(
        is_one(&bill[..bill.len() / 2]),
        Err(ImportErrorCode::BrokenArchive)
    );
}
