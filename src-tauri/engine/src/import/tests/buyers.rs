//! Copies without buyers: the same rows in the same places, and nothing of what was planted.

mod workbooks;

use std::io::Cursor;
use std::ops::ControlFlow;

use proptest::prelude::*;

use crate::format::Format;
use crate::import::{
    BlankedColumn, ImportErrorCode, Line, RawRow, blank, buyer_columns, raw_rows, read, recognise,
};
use crate::source::{Place, ProblemCode};

const SHOP: &str = r#"
id = "shop"
platform = "shop"
perspective = "merchant"
title_zh = "店铺订单"
title_en = "Shop orders"
containers = ["csv", "xlsx"]
confidence = "low"
seen_in = ["invented for this test"]
signature = ["订单号", "金额"]
key = ["order_id"]
repeats = "honest"
status_of_all = "done"
footer = { words = ["合计"] }
columns = [
  { header = "订单号", field = "order_id", kind = "id", required = true, filled = true },
  { header = "收货人", field = "buyer", kind = "buyer" },
  { header = "地址", field = "address", kind = "buyer", optional = true },
  { header = "金额", field = "gross_amount", kind = "money", required = true },
]
"#;

fn shop() -> Format {
    Format::parse(SHOP).unwrap()
}

fn json_shop() -> Format {
    let json = SHOP
        .replace(r#"["csv", "xlsx"]"#, r#"["json"]"#)
        .replace("repeats =", "rows_at = [\"data\"]\nrepeats =");
    Format::parse(&json).unwrap()
}

fn blanked(bytes: &[u8], format: &Format) -> (Vec<u8>, Vec<BlankedColumn>) {
    let mut source = Cursor::new(bytes);
    let found = buyer_columns(&mut source, format).unwrap();
    let mut copy = Vec::new();
    let told = blank(&mut source, format, &found, &mut copy).unwrap();
    let again = buyer_columns(&mut Cursor::new(&copy), format).unwrap();
    assert_eq!(again, found, "the copy is read like the document");
    (copy, told)
}

fn told(columns: &[BlankedColumn]) -> Vec<(Option<&str>, u32)> {
    let pair = |column: &'_ BlankedColumn| column.cells;
    columns
        .iter()
        .map(|column| (column.column.as_deref(), pair(column)))
        .collect()
}

/// Every line of a document with its raw row; what waits in quarantine without its texts.
fn rows(bytes: &[u8], format: &Format) -> Vec<RawRow> {
    let mut places: Vec<Place> = Vec::new();
    let mut each = |line| {
        let place = match line {
            Line::Record(record) => Some(record.place),
            Line::Problem { problem, .. } => Some(problem.place),
            Line::Skipped { place, .. } => Some(place),
            Line::Progress { .. } => None,
        };
        places.extend(place.map(|place| Place {
            column: None,
            ..place
        }));
        ControlFlow::Continue(())
    };
    read(&mut Cursor::new(bytes), format, &mut each).unwrap();
    raw_rows(&mut Cursor::new(bytes), format, &places).unwrap()
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let unit = |unit: u16| match little {
        true => unit.to_le_bytes(),
        false => unit.to_be_bytes(),
    };
    let marked = format!("\u{feff}{text}");
    marked.encode_utf16().flat_map(unit).collect()
}

/// The same rows, and in buyers' columns nothing but blanks and what shapes a cell.
fn check_copy(bytes: &[u8], copy: &[u8], format: &Format) {
    let (before, after) = (rows(bytes, format), rows(copy, format));
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.place, after.place);
        assert_eq!(
            before.cells.len(),
            after.cells.len(),
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn text_of_every_encoding_is_blanked_in_place() {
    let text = "店铺,试\n订单号,收货人,金额,收货人电话,备注\n\
                7001,买家甲,1.00,000-1,红\r\n\
                7002,\"买家乙\n二行 \"\"乙\"\"\",2.00,=\"000-2\",\"蓝,绿\"\n\
                订单号,收货人,金额,收货人电话,备注\n\
                7003,,3.00,,\n\
                合计,,6.00,,";
    for bytes in [
        text.as_bytes().to_vec(),
        ["\u{feff}", text].concat().into_bytes(),
        gb18030(text),
        utf16(text, true),
        utf16(text, false),
    ] {
        let (copy, columns) = blanked(&bytes, &shop());
        assert_eq!(copy.len(), bytes.len());
        assert_eq!(
            told(&columns),
            [(Some("收货人"), 2), (Some("收货人电话"), 2)]
        );
        check_copy(&bytes, &copy, &shop());
        for (before, after) in rows(&bytes, &shop()).iter().zip(rows(&copy, &shop())) {
            let is_data = before.cells[0].text.starts_with('7');
            for (before, after) in before.cells.iter().zip(&after.cells) {
                match is_data && before.column.starts_with("收货人") {
                    true => assert_eq!(after.text.trim_matches([' ', '\n', '"']), ""),
                    false => assert_eq!(after, before),
                }
            }
        }
    }
}

#[test]
fn a_document_without_buyers_is_copied_byte_for_byte() {
    let text = "订单号,金额,掌柜旺旺,备注\n7001,1.00,店主甲,收货人\n";
    let mut source = Cursor::new(text.as_bytes());
    let found = buyer_columns(&mut source, &shop()).unwrap();
    assert!(found.is_empty());
    assert_eq!(blanked(text.as_bytes(), &shop()), (text.into(), Vec::new()));
    let json = r#" {"data": [{"订单号": "7001","金额": "1.00", "n": [1.50, null]}] } "#;
    assert_eq!(
        blanked(json.as_bytes(), &json_shop()),
        (json.into(), Vec::new())
    );
}

/// Cells beyond the header, too few, a line that is no text, an amount that is none.
#[test]
fn of_damaged_rows_nothing_of_a_buyer_is_shown() {
    let mut bytes = "订单号,收货人,金额,收货人电话\n".as_bytes().to_vec();
    bytes.extend("7001,买家甲,一,000-1\n".as_bytes());
    bytes.extend("7002,买家,乙,2.00,000-2\n".as_bytes());
    bytes.extend("7003,买家丙\n".as_bytes());
    bytes.extend("7004,买家丁\u{0},1.00,\n".as_bytes());
    bytes.extend(b"7005,\xe4\xb9\xb0\xff,1.00,000-5\n");
    bytes.extend("合计,,9.00,\n".as_bytes());
    let (copy, columns) = blanked(&bytes, &shop());
    assert_eq!(
        told(&columns),
        [(Some("收货人"), 1), (Some("收货人电话"), 1), (None, 4)]
    );
    assert_eq!(copy.len(), bytes.len());
    check_copy(&bytes, &copy, &shop());
    let mut codes = Vec::new();
    let mut each = |line| {
        if let Line::Problem { problem, raw } = line {
            let all = format!("{}{}", problem.found, raw.concat());
            assert!(!all.contains('买') && !all.contains("000-"), "{all}");
            codes.push(problem.code);
        }
        ControlFlow::Continue(())
    };
    read(&mut Cursor::new(&bytes), &shop(), &mut each).unwrap();
    use ProblemCode::{RowTooLong, RowTooShort, UnreadableAmount, UnreadableText};
    assert_eq!(
        codes,
        [
            UnreadableAmount,
            RowTooLong,
            RowTooShort,
            UnreadableText,
            UnreadableText
        ]
    );
    let text = String::from_utf8_lossy(&copy);
    assert!(!text.contains("买家") && !text.contains("000-"), "{text}");
    assert!(text.contains("7001") && text.contains("合计,,9.00"));
}

#[test]
fn buyers_of_json_are_blanked_at_any_depth() {
    let json = r#"{"shop":{"联系电话":"000-0"},"data":[
        {"订单号":"7001","收货人":"买家甲\"甲","金额":"1.00","手机号":13,"post_addr":{"省":"某省","no":[7,true]}},
        {"订单号":"7002","金额":"2.00","收货人":null,"items":[{"sku":"红","receiver_name":"买家乙"}]}]}
        {"data":[{"订单号":"7003","金额":"二","收货人":"买家丙","items":[{"receiver_name":"买家丁"}]}]}"#;
    let format = json_shop();
    let (copy, columns) = blanked(json.as_bytes(), &format);
    let copy = String::from_utf8(copy).unwrap();
    for planted in ["买家", "000-0", "13", "某省", "true"] {
        assert!(!copy.contains(planted), "{planted} in {copy}");
    }
    assert!(copy.contains(r#""sku":"红","receiver_name":"""#), "{copy}");
    let cells: u32 = columns.iter().map(|column| column.cells).sum();
    assert_eq!(cells, 9, "{columns:?}");
    check_copy(json.as_bytes(), copy.as_bytes(), &format);
    let mut each = |line| {
        if let Line::Problem { problem, raw } = line {
            let all = format!("{}{}", problem.found, raw.concat());
            assert!(!all.contains("买家"), "{all}");
        }
        ControlFlow::Continue(())
    };
    read(&mut Cursor::new(json.as_bytes()), &format, &mut each).unwrap();
}

/// A row alone where an array could be, and rows inside of rows: the keys are those of the format.
#[test]
fn buyers_of_json_are_found_by_the_keys_that_reading_has() {
    let format = SHOP
        .replace(r#"["csv", "xlsx"]"#, r#"["json"]"#)
        .replace(
            "repeats =",
            "rows_at = [\"data\", \"data.more\", \"page.row\"]\nrows_within = \"parts\"\nrepeats =",
        )
        .replace("header = \"收货人\"", "header = \"parts.who\"")
        .replace("header = \"地址\"", "header = \"where\"");
    let format = Format::parse(&format).unwrap();
    let json = r#"{"data":[{"订单号":"7001","金额":"1.00","where":"某处","parts":[{"who":"买家甲"},{"who":"买家乙"}]}]}
        {"data":{"more":[{"订单号":"7002","金额":"1.00","where":"某处","parts":[{"who":"买家丙"}]}]}}
        {"page":{"row":{"订单号":"7003","金额":"1.00","where":"某处","parts":[{"who":"买家丁"}]}}}
        {"who":"外","where":"外"}"#;
    let (copy, columns) = blanked(json.as_bytes(), &format);
    let copy = String::from_utf8(copy).unwrap();
    assert!(!copy.contains("买家") && !copy.contains("某处"), "{copy}");
    assert!(copy.contains(r#"{"who":"外","#), "{copy}");
    assert_eq!(
        told(&columns),
        [(Some("where"), 4), (Some("parts.who"), 4)],
        "the last document has no rows, but a key of theirs"
    );
    check_copy(json.as_bytes(), copy.as_bytes(), &format);
}

/// Known, unknown and nested: a preview is shown to whoever drops a file, and may be printed.
#[test]
fn the_first_rows_that_are_shown_have_no_buyers() {
    let known = "店铺,试\n订单号,收货人,金额,手机号\n7001,买家甲,1.00,000-1\n";
    let unknown = "说明\n编号,收件人,住址,电话\n1,买家甲,,000-1\n2,买家乙,又,000-2,3,4\n";
    let json = r#"{"data":[{"id":1,"items":[{"receiver_name":"买家甲"}],"post_tel":"000-1"}]}"#;
    for (text, shown) in [(known, "7001"), (unknown, "编号"), (json, "items")] {
        let formats = [shop(), json_shop()];
        let found = recognise(&mut Cursor::new(text.as_bytes()), &formats).unwrap();
        let all = format!("{:?} {:?}", found.first_rows, found.format_id());
        assert!(!all.contains("买家") && !all.contains("000-"), "{all}");
        assert!(all.contains(shown), "{all}");
    }
}

#[test]
fn a_kind_that_cannot_be_blanked_is_refused() {
    let bytes =
        include_bytes!("../../../../../tests/samples/taobao_alliance_orders_xls_2016/orders.xls");
    let toml =
        include_str!("../../../../../assets/formats/taobao/taobao_alliance_orders_xls_2016.toml");
    let format = Format::parse(toml).unwrap();
    assert!(
        buyer_columns(&mut Cursor::new(bytes), &format)
            .unwrap()
            .is_empty()
    );
    let toml = toml.replace(
        r#"{ header = "所属店铺", field = "counterparty" }"#,
        r#"{ header = "所属店铺", field = "buyer", kind = "buyer" }"#,
    );
    let format = Format::parse(&toml).unwrap();
    let error = buyer_columns(&mut Cursor::new(bytes), &format).unwrap_err();
    assert_eq!(error.code(), ImportErrorCode::BuyerDataKind);
    assert!(error.to_string().contains("所属店铺"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// However quotes, separators and line ends fall, the copy has the rows of the document.
    #[test]
    fn the_copy_of_a_text_has_its_very_rows(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "\"", "\"", ",", ",", ",", "\n", "\r\n", "\r", "7001", "买家甲", "\"\"", "合计",
                "1.00", " ", "=\"000\"", "7,买家乙,1,", "\"x\",", "\n7001,甲,1.00,0\n",
            ]),
            0..60,
        ),
        gb: bool,
    ) {
        let text = format!("订单号,收货人,金额,收货人电话\n{}", pieces.concat());
        let bytes = if gb { gb18030(&text) } else { text.clone().into_bytes() };
        let (copy, _) = blanked(&bytes, &shop());
        prop_assert_eq!(copy.len(), bytes.len());
        let (before, after) = (rows(&bytes, &shop()), rows(&copy, &shop()));
        let shape = |rows: &[RawRow]| -> Vec<(u32, usize)> {
            rows.iter().map(|row| (row.place.row, row.cells.len())).collect()
        };
        prop_assert_eq!(shape(&before), shape(&after));
        for (before, after) in before.iter().zip(&after) {
            let cells = before.cells.iter().zip(&after.cells);
            for (before, after) in cells {
                let same = before.text == after.text;
                let erased = after.text.chars().all(|c| " \",\n\r".contains(c));
                prop_assert!(same || erased, "{:?} {:?}", before, after);
            }
        }
    }
}
