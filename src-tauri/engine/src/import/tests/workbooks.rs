//! What exporters and people do to .xlsx files, each in the smallest workbook that has it.

use super::*;
use crate::import::{ImportErrorCode, raw_rows};
use crate::source::Place;

fn check(sheets: &[(&str, &str)], expected: &[(u32, &str, i64)]) -> Given {
    let given = give(&workbook("", sheets, &["a"]), &signed()).unwrap();
    assert_eq!(given.codes(), []);
    assert_eq!(given.counted(), expected);
    given
}

#[test]
fn cells_are_found_by_their_place_whatever_the_dimension_says() {
    // Every workbook of these tests declares the dimension A1.
    let header = row(3, &["No", "Day", "Amount"]);
    let data = r#"<row r="7" hidden="1"><c r="C7"><v>7.0000000000000009</v></c><c r="A7" t="s"><v>0</v></c>
        <c r="B7"><v>45413.5</v></c></row>"#;
    let given = check(&[("S", &format!("{header}{data}"))], &[(7, "a", 700)]);
    assert_eq!(given.reading.header_row, Some(3));
    assert_eq!(
        given.records[0].ordered_at.unwrap().to_string(),
        "2024-05-01 12:00:00"
    );
}

#[test]
fn the_day_that_is_day_0_is_read_from_the_workbook() {
    let rows = format!(
        "{}<row r=\"2\"><c t=\"str\"><v>a</v></c><c><v>43951</v></c><c><v>1</v></c></row>",
        row(1, &["No", "Day", "Amount"])
    );
    let bytes = workbook(r#"<workbookPr date1904="1"/>"#, &[("S", &rows)], &[]);
    let given = give(&bytes, &signed()).unwrap();
    assert_eq!(
        given.records[0].ordered_at.unwrap().to_string(),
        "2024-05-01 00:00:00"
    );
}

#[test]
fn an_id_stored_as_a_number_is_exact_or_refused() {
    let line = |number: u32, id: &str| {
        format!(
            r#"<row r="{number}"><c><v>{id}</v></c><c t="d"><v>2024-05-01T00:00:00</v></c><c><v>1</v></c></row>"#
        )
    };
    let rows = [
        row(1, &["No", "Day", "Amount"]),
        line(2, "6919012345678901234"),
        line(3, "6.9190123456789E+18"),
        line(4, "6919012345678900000"),
        line(5, "123456789012000"),
    ];
    let given = give(&workbook("", &[("S", &rows.concat())], &[]), &signed()).unwrap();
    let keys: Vec<&str> = given
        .records
        .iter()
        .map(|record| record.line_key.as_str())
        .collect();
    assert_eq!(keys, ["6919012345678901234", "123456789012000"]);
    assert_eq!(
        given.codes(),
        [(3, ProblemCode::DamagedId), (4, ProblemCode::DamagedId)]
    );
}

#[test]
fn a_formula_counts_with_its_value_and_not_without_one() {
    let rows = format!(
        "{}{}{}",
        row(1, &["No", "Day", "Amount"]),
        r#"<row r="2"><c t="str"><v>a</v></c><c t="str"><v>2024-05-01</v></c><c><f>1+1</f><v>2</v></c></row>"#,
        r#"<row r="3"><c t="str"><v>b</v></c><c t="str"><v>2024-05-01</v></c><c><f>1+1</f></c></row>"#,
    );
    let given = give(&workbook("", &[("S", &rows)], &[]), &signed()).unwrap();
    assert_eq!(given.counted(), [(2, "a", 200)]);
    assert_eq!(given.problems[0].code, ProblemCode::UnreadableAmount);
    assert_eq!(given.problems[0].found, "=1+1");
}

#[test]
fn text_is_what_a_person_sees_in_the_cell() {
    let id = r#"<c t="inlineStr"><is><r><t>A&amp;</t></r><r><t xml:space="preserve">B&#9;</t></r><rPh><t>guide</t></rPh></is></c>"#;
    let rows = format!(
        r#"{}<row r="2">{id}<c t="inlineStr"><is><t>2024-05-01_x0009_</t></is></c><c><v>5.0000000000000003E-2</v></c></row>"#,
        row(1, &["No", "Day", "Amount"])
    );
    check(&[("S", &rows)], &[(2, "A&B", 5)]);
    let mut bytes = Cursor::new(workbook("", &[("S", &rows)], &[]));
    let place = Place {
        sheet: Some("S".into()),
        row: 2,
        column: None,
    };
    let raw = &raw_rows(&mut bytes, &signed(), &[place]).unwrap()[0];
    let texts: Vec<&str> = raw.cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["A&B\t", "2024-05-01\t", "5.0000000000000003E-2"]);
}

#[test]
fn sheets_are_read_as_the_format_says() {
    let header = row(1, &["No", "Day", "Amount"]);
    let line = |number, no| row(number, &[no, "2024-05-01", "1.00"]);
    let sheets = [
        ("Notes", row(1, &["read me"])),
        ("One", format!("{header}{}", line(2, "a"))),
        ("Two", line(1, "b")),
        ("Three", format!("{header}{}", line(2, "c"))),
    ];
    let sheets: Vec<(&str, &str)> = sheets
        .iter()
        .map(|(name, rows)| (*name, rows.as_str()))
        .collect();
    let bytes = workbook("", &sheets, &[]);
    for (rule, expected) in [
        ("each", vec!["a", "c"]),
        ("first", vec!["a"]),
        ("continued", vec!["a", "b", "c"]),
    ] {
        let format = ledger(
            &format!("status_of_all = \"done\"\nsheets = \"{rule}\""),
            r#"{ header = "Amount", field = "amount", kind = "money", required = true, direction = "sign" },"#,
        );
        let given = give(&bytes, &format).unwrap();
        let keys: Vec<&str> = given
            .records
            .iter()
            .map(|record| record.line_key.as_str())
            .collect();
        assert_eq!(keys, expected, "{rule}");
        assert_eq!(given.reading.sheet.as_deref(), Some("One"));
        assert_eq!(
            given.records.len() + given.skipped.len() + given.problems.len(),
            6,
            "{rule}"
        );
    }
}

#[test]
fn names_of_parts_and_elements_may_have_prefixes_and_other_slashes() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let sheet = r#"<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="str"><x:v>No</x:v></x:c><x:c t="str"><x:v>Day</x:v></x:c>
        <x:c t="str"><x:v>Amount</x:v></x:c></x:row><x:row><x:c t="str"><x:v>a</x:v></x:c><x:c t="str"><x:v>2024-05-01</x:v></x:c>
        <x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"#;
    let book = r#"<x:workbook xmlns:x="u"><x:sheets><x:sheet name="S" r:id="r1"/></x:sheets></x:workbook>"#;
    let relations = r#"<Relationships><Relationship Id="r1" Target="/xl/worksheets/Sheet1.xml"/></Relationships>"#;
    for (name, content) in [
        ("xl\\workbook.xml", book),
        ("xl\\_rels\\workbook.xml.rels", relations),
        ("xl\\worksheets\\sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let given = give(&zip.finish().unwrap().into_inner(), &signed()).unwrap();
    assert_eq!(given.counted(), [(2, "a", 100)]);
}

#[test]
fn a_sheet_whose_rows_could_be_lost_or_mixed_up_is_refused() {
    let header = row(1, &["No", "Day", "Amount"]);
    let paid = |number: &str| {
        let place = format!(r#"<row r="{number}">"#);
        row(2, &["a", "2024-05-01", "1"]).replace(r#"<row r="2">"#, &place)
    };
    let two = paid("2");
    for (rows, found) in [
        (two.replace("</row>", "") + &paid("3"), "<row>"),
        (two.replace("</c>", ""), "<c>"),
        (two.replace("</row>", ""), "</sheetData>"),
        (two.replace("</row>", "</row><c><v>1</v></c>"), "<c>"),
        (two.clone() + &paid("2"), "row 2 after 2"),
        (paid("3") + &two, "row 2 after 3"),
        (paid("0"), "row 0 after 1"),
        (paid("4294967295") + "<row/>", "row  after 4294967295"),
        (paid("4294967296"), "row 4294967296 after 1"),
        (
            two.replace("</row>", r#"<c r="A2"><v>9</v></c></row>"#),
            "cell A2",
        ),
    ] {
        let bytes = workbook("", &[("S", &format!("{header}{rows}"))], &[]);
        let error = give(&bytes, &signed()).err().expect(&rows);
        assert_eq!(error.code(), ImportErrorCode::BrokenWorkbook, "{rows}");
        assert!(error.to_string().contains(found), "{error} for {rows}");
    }
    let twice = [("S", header.as_str()), ("S", header.as_str())];
    let error = give(&workbook("", &twice, &[]), &signed()).err().unwrap();
    assert_eq!(error.code(), ImportErrorCode::BrokenWorkbook);
}

/// A workbook of one sheet, whose part is as it is given and not packed.
fn parts(sheet: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let book = r#"<workbook><sheets><sheet name="S"/></sheets></workbook>"#;
    for (name, content) in [
        ("xl/workbook.xml", book),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_sheet_that_is_cut_off_is_refused() {
    let rows = row(1, &["No", "Day", "Amount"]) + &row(2, &["a", "2024-05-01", "1"]);
    let whole = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let cut_off = |end: &str| give(&parts(&whole[..whole.rfind(end).unwrap()]), &signed());
    for end in ["<row", "<c ", "</c>", "</row>", "</sheetData>"] {
        let error = cut_off(end).err().expect(end);
        assert_eq!(error.code(), ImportErrorCode::BrokenWorkbook, "{end}");
    }
    assert_eq!(cut_off("</worksheet>").unwrap().counted(), [(2, "a", 100)]);
}

#[test]
fn a_byte_that_has_changed_is_noticed() {
    let rows = row(1, &["No", "Day", "Amount"]) + &row(2, &["a", "2024-05-01", "123.45"]);
    let sheet = format!(
        "<worksheet><sheetData>{rows}</sheetData>{}",
        " ".repeat(1 << 18)
    );
    let bytes = parts(&sheet);
    assert_eq!(
        give(&bytes, &signed()).unwrap().counted(),
        [(2, "a", 12_345)]
    );
    let at = bytes.windows(6).position(|six| six == b"123.45").unwrap();
    let mut changed = bytes;
    changed[at] = b'9';
    let error = give(&changed, &signed()).err().expect("a wrong amount");
    assert_eq!(error.code(), ImportErrorCode::BrokenWorkbook);
}

#[test]
fn what_is_called_a_row_outside_the_data_of_a_sheet_is_none() {
    let rows = row(1, &["No", "Day", "Amount"]) + &row(2, &["a", "2024-05-01", "1"]);
    let anchor = "<controls><row>8</row><c/></controls>";
    let after = format!("{rows}</sheetData>{anchor}<sheetData>");
    check(&[("S", &after)], &[(2, "a", 100)]);
}
