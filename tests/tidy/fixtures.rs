//! Nobody real is in the repository: no identity number that passes its check digit, no telephone.

use std::fs;
use std::io::{Cursor, Read};

use super::{assert_none, below_root, files};

const FOLDERS: &[&str] = &["assets", "tests", "src-tauri", "ui/src"];
const KINDS: &[&str] = &[
    ".csv", ".json", ".md", ".rs", ".toml", ".ts", ".tsx", ".txt", ".xlsx", ".xml",
];

#[test]
fn no_identity_or_telephone_number_is_real() {
    let mut broken = Vec::new();
    let mut read = 0;
    let known = FOLDERS.iter().flat_map(|folder| files(folder, KINDS));
    // Files of the corpus have names without endings.
    for path in known.chain(files("tests/fuzz/corpus", &[""])) {
        let bytes = without_citations(&unpacked(fs::read(&path).unwrap()));
        read += bytes.len();
        for number in numbers(&bytes).filter(|number| is_identity(number) || is_phone(number)) {
            broken.push(format!("{}: {number}", below_root(&path)));
        }
    }
    assert!(read > 1_000_000, "the sample is where it was");
    assert_none("a number that could be somebody's", &broken);
}

/// What stands before the number of a file in a citation; such a number may look like any other.
const CITATION: &str = "public code index, file ";

/// The bytes without the numbers of cited files.
fn without_citations(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let cited = |rest: &[u8]| {
        let mut windows = rest.windows(CITATION.len());
        windows.position(|window| window == CITATION.as_bytes())
    };
    while let Some(at) = cited(rest) {
        kept.extend_from_slice(&rest[..at]);
        let after = &rest[at + CITATION.len()..];
        let digits = after.iter().take_while(|byte| byte.is_ascii_digit());
        rest = &after[digits.count()..];
    }
    kept.extend_from_slice(rest);
    kept
}

/// The bytes, or what is inside when they are a workbook.
fn unpacked(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(mut workbook) = zip::ZipArchive::new(Cursor::new(&bytes)) else {
        return bytes;
    };
    let mut inside = Vec::new();
    for index in 0..workbook.len() {
        // Of a part that is damaged or locked the bytes are looked at that come out of it.
        if let Ok(mut part) = workbook.by_index(index) {
            let _ = part.read_to_end(&mut inside);
        }
        inside.push(b'\n');
    }
    inside
}

/// Words of digits, a final X included. Bytes beyond ASCII separate, whatever the encoding.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let words = bytes.split(|byte| !byte.is_ascii_alphanumeric());
    words.filter_map(|word| {
        let word = std::str::from_utf8(word).ok()?;
        let digits = word.strip_suffix('X').unwrap_or(word);
        let all = digits.bytes().all(|byte| byte.is_ascii_digit());
        (all && !digits.is_empty()).then_some(word)
    })
}

/// A resident identity number: 18 places, a possible birthday, the check digit of GB 11643.
fn is_identity(number: &str) -> bool {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if number.len() != 18 || !(number[6..].starts_with("19") || number[6..].starts_with("20")) {
        return false;
    }
    let part = |from, until| number[from..until].parse::<u32>().unwrap_or_default();
    if !(1..=12).contains(&part(10, 12)) || !(1..=31).contains(&part(12, 14)) {
        return false;
    }
    let digits = number
        .bytes()
        .map(|byte| usize::from(byte.wrapping_sub(b'0')));
    let sum: usize = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    number[17..] == "10X98765432"[sum % 11..=sum % 11]
}

/// A mobile number of mainland China, of a range that has been given out.
fn is_phone(number: &str) -> bool {
    if number.len() != 11 || !number.starts_with('1') {
        return false;
    }
    match &number[1..2] {
        "3" | "8" | "9" => true,
        "4" => matches!(&number[2..3], "5" | "6" | "7" | "8" | "9"),
        "5" => &number[2..3] != "4",
        "6" => matches!(&number[2..3], "2" | "5" | "6" | "7"),
        "7" => &number[2..3] != "9",
        _ => false,
    }
}

/// The numbers are put together here so that this file does not hold them: the example of the
/// standard itself, its neighbour, and a number from the range kept for plays.
#[test]
fn real_numbers_are_recognised() {
    let person = ["110105", "19491231", "002X"].concat();
    let wrong_digit = ["110105", "19491231", "0021"].concat();
    assert!(is_identity(&person));
    assert!(!is_identity(&wrong_digit));
    assert!(!is_identity("9000000000000000101"));
    assert!(is_phone(&["138", "00138000"].concat()));
    assert!(!is_phone("900010001"));
    assert!(
        !is_phone(&["143", "00138000"].concat()),
        "a range never given out"
    );
    let cited = [CITATION, "138", "00138000 (a parser), 5"].concat();
    assert_eq!(without_citations(cited.as_bytes()), b" (a parser), 5");
    assert_eq!(
        numbers(b"a1,12X;3\xb0\xa14").collect::<Vec<_>>(),
        ["12X", "3", "4"]
    );
}
