//! Files that are damaged, or built to do harm: refused with a reason, or read row by row.

use proptest::prelude::*;

use super::*;
use crate::import::{Archive, ImportErrorCode, detect};

fn refused(bytes: &[u8], expected: ImportErrorCode) -> ImportError {
    let error = give(bytes, &signed()).err().expect("the file is refused");
    assert_eq!(error.code(), expected, "{error}");
    error
}

#[test]
fn what_is_no_table_is_said_to_be_what_it_is() {
    for (bytes, code) in [
        (b"".as_slice(), ImportErrorCode::EmptyFile),
        (b"%PDF-1.7 ...", ImportErrorCode::WrongKind),
        (
            b"<html><table><tr><td>No</td></tr></table>",
            ImportErrorCode::MissingColumns,
        ),
        (
            b"<html><body><p>Log in first</p><table></table></body></html>",
            ImportErrorCode::WrongKind,
        ),
        (
            b"\xef\xbb\xbf <?xml version=\"1.0\"?>",
            ImportErrorCode::UnknownFormat,
        ),
        (b"\x1f\x8b\x08\x00", ImportErrorCode::Archive),
        (b"PK\x03\x04 not really", ImportErrorCode::BrokenWorkbook),
        (
            b"\xd0\xcf\x11\xe0 not really",
            ImportErrorCode::BrokenWorkbook,
        ),
        (b"\x00\x00\x00\x01\x00\x00\x00", ImportErrorCode::NotText),
        (b"\xff\xfe\xfd\x81\xff\x0a", ImportErrorCode::UnknownFormat),
        (
            b"nothing,of,the,kind\n1,2,3,4\n",
            ImportErrorCode::UnknownFormat,
        ),
        (b"No,Day\na,2024-05-01\n", ImportErrorCode::MissingColumns),
    ] {
        refused(bytes, code);
    }
    let missing = refused(b"No,Day\na,2024-05-01\n", ImportErrorCode::MissingColumns);
    assert!(missing.to_string().contains("Amount"), "{missing}");
}

#[test]
fn an_archive_or_a_locked_file_says_so() {
    let packed = |name: &str| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"No,Day,Amount\n").unwrap();
        zip.finish().unwrap().into_inner()
    };
    refused(&packed("bill.csv"), ImportErrorCode::Archive);
    let mut bytes = packed("xl/workbook.xml");
    // The flag of encryption, in the directory at the end and before the file itself.
    let directory = bytes
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    bytes[directory + 8] |= 1;
    bytes[6] |= 1;
    refused(&bytes, ImportErrorCode::Encrypted);
}

#[test]
fn a_cell_far_away_fills_no_memory() {
    let header = row(1, &["No", "Day", "Amount"]);
    let far = r#"<row r="200000"><c r="ZZ200000"><v>1</v></c></row>"#;
    let bytes = workbook("", &[("S", &format!("{header}{far}"))], &[]);
    let error = refused(&bytes, ImportErrorCode::Limit);
    assert!(error.to_string().contains("256"), "{error}");
    let near = r#"<row r="1048576"><c r="A1048576" t="str"><v>a</v></c><c t="str"><v>2024-05-01</v></c><c><v>1</v></c></row>"#;
    let bytes = workbook("", &[("S", &format!("{header}{near}"))], &[]);
    assert_eq!(
        give(&bytes, &signed()).unwrap().counted(),
        [(1_048_576, "a", 100)]
    );
}

#[test]
fn a_part_packed_beyond_reason_is_not_unpacked() {
    let blanks = " ".repeat(8 << 20);
    let bytes = workbook("", &[("S", &blanks)], &[]);
    let error = refused(&bytes, ImportErrorCode::Limit);
    assert!(error.to_string().contains("100"), "{error}");
}

#[test]
fn a_part_larger_than_it_says_is_not_unpacked() {
    // The declared size is a lie: one byte. What comes is bounded all the same.
    let blanks = " ".repeat(20 << 20);
    let mut bytes = workbook("", &[("S", &blanks)], &[]);
    let size = u32::try_from(blanks.len() + 89).unwrap();
    let found: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| {
            (size - 40..size + 40)
                .contains(&u32::from_le_bytes(bytes[*at..*at + 4].try_into().unwrap()))
        })
        .collect();
    for at in found {
        bytes[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    assert!(give(&bytes, &signed()).is_err());
}

#[test]
fn too_many_parts_are_refused() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default())
        .unwrap();
    for number in 0..1_000 {
        zip.start_file(format!("xl/{number}"), SimpleFileOptions::default())
            .unwrap();
    }
    refused(&zip.finish().unwrap().into_inner(), ImportErrorCode::Limit);
}

#[test]
fn bytes_that_are_no_text_cost_their_row_and_nothing_is_replaced() {
    let mut bytes = "No,Day,Amount\n甲,2024-05-01,1\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"\xe7\x94,2024-05-01,1\nzero\0,2024-05-01,1\nc,2024-05-01,1\n");
    let given = give(&bytes, &signed()).unwrap();
    assert_eq!(
        given.codes(),
        [
            (3, ProblemCode::UnreadableText),
            (4, ProblemCode::UnreadableText)
        ]
    );
    assert_eq!(given.problems[0].found, "\\xE7\\x94,2024-05-01,1");
    assert_eq!(given.problems[1].found, "zero\\x00,2024-05-01,1");
    assert_eq!(given.records.len(), 2);
    assert!(
        given
            .records
            .iter()
            .all(|record| !record.line_key.contains('\u{fffd}'))
    );
}

#[test]
fn a_text_cut_off_inside_a_character_keeps_the_rows_before() {
    let text = "No,Day,Amount,名称\na,2024-05-01,1,商品\nb,2024-05-01,1,商品";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let given = give(&bytes[..bytes.len() - 1], &signed()).unwrap();
    assert_eq!(given.reading.encoding.as_deref(), Some("GB18030"));
    assert_eq!(given.counted(), [(2, "a", 100)]);
    assert_eq!(given.codes(), [(3, ProblemCode::UnreadableText)]);
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let text = "No,Day,Amount,名称\n甲㐂,2024-05-01,1,商品𠮷\n";
    let wide = |bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for (bytes, name) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (marked, "UTF-8"),
        (encoding_rs::GB18030.encode(text).0.into_owned(), "GB18030"),
        (wide(u16::to_le_bytes, [0xff, 0xfe]), "UTF-16LE"),
        (wide(u16::to_be_bytes, [0xfe, 0xff]), "UTF-16BE"),
    ] {
        let given = give(&bytes, &signed()).unwrap();
        assert_eq!(given.counted(), [(2, "甲㐂", 100)], "{name}");
        assert_eq!(given.reading.encoding.as_deref(), Some(name));
    }
}

#[test]
fn one_chinese_character_is_read_in_the_right_encoding() {
    let found = detect(&mut Cursor::new(b"\xd6\xd0\n")).unwrap();
    assert_eq!(
        (found.encoding.as_deref(), found.first_rows[0][0].as_str()),
        (Some("GB18030"), "中")
    );
}

#[test]
fn a_giant_cell_is_a_problem_of_its_row() {
    let giant = "x".repeat(32_768);
    let text = format!("No,Day,Amount\n{giant},2024-05-01,1\nb,2024-05-01,1\n");
    let given = give(text.as_bytes(), &signed()).unwrap();
    assert_eq!(given.codes(), [(2, ProblemCode::CellTooLong)]);
    assert!(given.problems[0].found.len() <= 1_000);
    assert_eq!(given.counted(), [(3, "b", 100)]);
}

#[test]
fn whoever_takes_the_lines_may_stop() {
    let text = "No,Day,Amount\na,2024-05-01,1\nb,2024-05-01,1\n";
    let mut taken = 0;
    let reading = read(&mut Cursor::new(text), &signed(), &mut |line| {
        taken += u32::from(matches!(line, Line::Record(_)));
        if taken == 1 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .unwrap();
    assert_eq!((taken, reading.complete), (1, false));
}

proptest! {
    /// Every line of any text comes out once: as a record, a problem or a line that is no data.
    #[test]
    fn no_line_is_left_out(lines in prop::collection::vec("[a-c0-9,. \"\u{4e2d}-]{0,20}", 0..40)) {
        let text = format!("No,Day,Amount\nz,2024-05-01,1\n{}", lines.iter().map(|l| format!("{l}\n")).collect::<String>());
        let given = give(text.as_bytes(), &signed()).unwrap();
        let rows = given.records.len() + given.problems.len() + given.skipped.len();
        // A quoted cell may span lines; then there are fewer rows than lines.
        let quoted = text.contains('"');
        prop_assert!(rows == lines.len() + 2 || quoted && rows <= lines.len() + 2, "{text}");
    }

    /// No bytes make it panic.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), head in 0_usize..9) {
        let heads: [&[u8]; 9] = [
            b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"[{\"a\":", b"No,Day,Amount\n",
            b"<table><tr><td>No<td>", b":20:1\n:25:1\n:61:", b"<Document><BkToCstmrStmt><Stmt><Ntry>",
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
        ];
        let bytes = [heads[head], &bytes].concat();
        let _ = give(&bytes, &signed());
        let _ = detect(&mut Cursor::new(&bytes));
        let _ = Archive::is_one(&mut Cursor::new(&bytes));
    }

    /// No tags make it panic, whichever way they are nested.
    #[test]
    fn any_tags_are_read_or_refused(tags in prop::collection::vec("</?(table|tr|td|th rowspan=3|td colspan=9|td colspan=0|Stmt|Ntry|Amt|!--|br/)>?|[a1 &;<>'\"-]{0,4}", 0..60), head in 0_usize..2) {
        let heads = ["<table>", "<Document><BkToCstmrStmt>"];
        let text = format!("{}{}", heads[head], tags.concat());
        let _ = give(text.as_bytes(), &signed());
        let _ = detect(&mut Cursor::new(text.as_bytes()));
    }
}
