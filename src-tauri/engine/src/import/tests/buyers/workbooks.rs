//! Workbooks without buyers: only cells are copied, and theirs are empty.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Note, Workbook};
use zip::write::SimpleFileOptions;

use super::{blanked, check_copy, rows, shop, told};
use crate::import::RawRow;

/// A workbook of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What a workbook unpacks to.
fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.push((part.name().unwrap().to_string(), text));
    }
    parts
}

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("订单 & 一").unwrap();
    let header = ["订单号", "收货人", "金额", "收货人电话", "备注"];
    for (column, name) in (0..).zip(header) {
        sheet.write_string(1, column, name).unwrap();
    }
    for (row, (order, buyer, note)) in
        (2..).zip([("7001", "买家甲", "红"), ("7002", "买家乙", "买家丙")])
    {
        sheet.write_string(row, 0, order).unwrap();
        sheet.write_string(row, 1, buyer).unwrap();
        sheet.write_number(row, 2, 1.25).unwrap();
        sheet.write_number(row, 3, 4242).unwrap();
        sheet.write_string(row, 4, note).unwrap();
    }
    sheet.write_formula(4, 1, "=\"买家丁\"").unwrap();
    sheet.write_string(5, 1, "买家丙").unwrap();
    sheet.write_string(5, 0, "合计").unwrap();
    sheet
        .insert_note(2, 1, &Note::new("买家甲的留言").set_author("买家戊"))
        .unwrap();
    sheet.autofilter(1, 0, 4, 4).unwrap();
    let other = book.add_worksheet();
    other.write_string(0, 0, "姓名").unwrap();
    other.write_string(0, 1, "收件人手机").unwrap();
    other.write_string(1, 1, "000-9").unwrap();
    let properties = rust_xlsxwriter::DocProperties::new().set_author("买家己");
    book.set_properties(&properties);
    book.save_to_buffer().unwrap()
}

#[test]
fn of_a_workbook_only_cells_are_copied_and_buyers_among_them_are_empty() {
    let bytes = book();
    let (copy, columns) = blanked(&bytes, &shop());
    assert_eq!(
        told(&columns),
        [
            (Some("收货人"), 4),
            (Some("收货人电话"), 2),
            (Some("收件人手机"), 1)
        ]
    );
    check_copy(&bytes, &copy, &shop());
    let all: String = unpacked(&copy).into_iter().map(|(_, text)| text).collect();
    for planted in [
        "买家甲",
        "买家乙",
        "买家丁",
        "买家戊",
        "买家己",
        "4242",
        "000-9",
    ] {
        assert!(!all.contains(planted), "{planted}");
    }
    // The same text stands in a cell that is no buyer's.
    assert_eq!(all.matches("买家丙").count(), 1);
    let mut shown = rows(&copy, &shop()).into_iter().skip(1);
    let texts =
        |row: RawRow| -> Vec<String> { row.cells.into_iter().map(|cell| cell.text).collect() };
    assert_eq!(texts(shown.next().unwrap()), ["7001", "", "1.25", "", "红"]);
    let names: Vec<_> = unpacked(&copy).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 8, "{names:?}");
}

/// Inline texts, cells without a place, prefixes, and texts that no cell uses.
#[test]
fn a_workbook_written_by_another_program_is_blanked_alike() {
    let sheet = r#"<?xml version="1.0"?><x:worksheet xmlns:x="m"><x:sheetPr/><x:sheetData>
        <x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:t>收货人</x:t></x:is></x:c><x:c t="str"><x:v>金额</x:v></x:c></x:row>
        <x:row><x:c><x:v>7001</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>买家</x:t></x:r><x:r><x:t>&#30002;</x:t></x:r></x:is></x:c><x:c><x:v>1.5</x:v></x:c></x:row>
        <x:row><x:c><x:v>7002</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c><x:f>A1&amp;"x"</x:f><x:v>2</x:v></x:c></x:row>
        </x:sheetData><x:autoFilter><x:filter val="买家乙"/></x:autoFilter></x:worksheet>"#;
    let strings = r#"<sst><si><t>订单号</t></si><si><t>买家乙</t><rPh><t>guide</t></rPh></si><si/><si><t>买家丙</t></si><extLst><t>买家丁</t></extLst></sst>"#;
    let bytes = archive(&[
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="a"/></sheets></workbook>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/comments1.xml", "<c>买家戊</c>"),
    ]);
    let (copy, columns) = blanked(&bytes, &shop());
    assert_eq!(told(&columns), [(Some("收货人"), 2)]);
    check_copy(&bytes, &copy, &shop());
    let all: String = unpacked(&copy).into_iter().map(|(_, text)| text).collect();
    assert!(!all.contains("买家") && !all.contains("guide"), "{all}");
    let last = rows(&copy, &shop()).pop().unwrap();
    let texts: Vec<_> = last.cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["7002", "", "2"]);
}
