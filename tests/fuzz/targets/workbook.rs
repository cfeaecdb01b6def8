//! The xlsx reader: any XML as sheet, shared texts and relations of a workbook; and the bytes as
//! a whole file, which finds the readers of zip and of the older workbooks.
#![no_main]

use std::io::{Cursor, Write};

use engine::format::format;
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str =
    r#"<workbook><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const SHEETS: &str = r#"<Relationships><Relationship Id="r1" Type="worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

fuzz_target!(|bytes: &[u8]| {
    let format = format("taobao_alliance_refund_xls").expect("a built-in format");
    fuzz::read_as_detected(bytes);
    let half = bytes.len() / 2;
    let parts: [(&str, &[u8]); 5] = [
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
        ("xl/worksheets/sheet1.xml", &bytes[..half]),
        ("xl/sharedStrings.xml", &bytes[half..]),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        writer.start_file(name, stored).expect("a part");
        writer.write_all(content).expect("memory");
    }
    let book = writer.finish().expect("memory").into_inner();
    fuzz::read_with(&book, format);
});
