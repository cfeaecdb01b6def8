//! Exports with buyers in them, all invented.

use std::io::{Cursor, Write};

use casefile::ImportOptions;
use encoding_rs::GB18030;
use rust_xlsxwriter::{Note, Workbook};
use zip::write::SimpleFileOptions;

use super::super::files::{Live, ORDER, Order, live, orders};

pub(super) const NAME: &str = "买家甲乙丙";
pub(super) const SPELT: &str = "买家 甲乙丙";
pub(super) const OTHER: &str = "买家丁戊己";
pub(super) const PHONE: &str = "0004455667788";
pub(super) const ADDRESS: &str = "某省某市测试路九十九号";
pub(super) const ROOM: &str = "十二单元三〇四室";
pub(super) const WORDS: &str = "请放门口谢谢您";

/// Everything that may stand nowhere.
pub(super) const PLANTED: [&str; 7] = [NAME, SPELT, OTHER, PHONE, ADDRESS, ROOM, WORDS];

/// Columns of buyers that the format of the orders does not know.
pub(super) const COLUMNS: [&str; 4] = ["收货人", "收货人电话", "详细地址", "买家留言"];

pub(super) fn order(number: &str) -> Order<'_> {
    Order { number, ..ORDER }
}

/// The lines of orders with the cells of their buyers behind them, each as it is given.
pub(super) fn with_buyers(rows: &[Order<'_>], buyers: &[[&str; 4]]) -> String {
    let file = String::from_utf8(orders(rows)).unwrap();
    let mut lines = file.lines();
    let mut text = format!("{},{}\n", lines.next().unwrap(), COLUMNS.join(","));
    for (line, buyer) in lines.zip(buyers) {
        text += &format!("{line},{}\n", buyer.join(","));
    }
    text
}

pub(super) fn gb18030() -> Vec<u8> {
    let rows = [order("7900000001001"), order("7900000001002")];
    let text = with_buyers(
        &rows,
        &[[NAME, PHONE, ADDRESS, WORDS], [OTHER, "", ADDRESS, ""]],
    );
    GB18030.encode(&text).0.into_owned()
}

/// Cells of several lines, and every way in which a row can be damaged.
pub(super) fn damaged() -> Vec<u8> {
    let address = format!("\"{ADDRESS}\n{ROOM}\"");
    let address = address.as_str();
    let no_amount = Order {
        income: "十元",
        ..order("7900000002002")
    };
    let rows = [order("7900000002001"), no_amount, order("7900000002003")];
    let mut text = with_buyers(
        &rows,
        &[
            [SPELT, PHONE, address, "\"说 \"\"谢\"\" 了\""],
            [NAME, PHONE, address, WORDS],
            // An address with a separator in it shifts what follows.
            [NAME, PHONE, "某省,某市测试路九十九号", WORDS],
        ],
    );
    let stray = with_buyers(&[order("7900000002005")], &[[NAME, PHONE, ROOM, WORDS]]);
    text += &format!("{NAME},{PHONE},{address}\n");
    text += &format!("\"{NAME},{}\n", stray.lines().nth(1).unwrap());
    let mut bytes = text.into_bytes();
    bytes.extend(format!("7900000002004,{NAME},{PHONE},").into_bytes());
    bytes.extend(b"\xff\xfe,");
    bytes.extend(format!("{ADDRESS}\n").into_bytes());
    bytes
}

/// Shared texts, a number, a formula, a note, a second sheet and the properties.
pub(super) fn shared() -> Vec<u8> {
    let rows = [order("7900000003001"), order("7900000003002")];
    let text = with_buyers(
        &rows,
        &[[NAME, PHONE, ADDRESS, WORDS], [OTHER, "", ROOM, ""]],
    );
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let phone: i64 = PHONE.parse().unwrap();
    sheet
        .write_number(2, 31, i32::try_from(phone / 1_000).unwrap())
        .unwrap();
    sheet
        .write_formula(2, 33, format!("=\"{WORDS}\"").as_str())
        .unwrap();
    sheet
        .insert_note(1, 30, &Note::new(NAME).set_author(OTHER))
        .unwrap();
    let list = book.add_worksheet().set_name("名单").unwrap();
    list.write_string(0, 0, "收件人").unwrap();
    list.write_string(1, 0, OTHER).unwrap();
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_author(NAME));
    book.save_to_buffer().unwrap()
}

pub(super) fn inline() -> Vec<u8> {
    let text = with_buyers(&[order("7900000004001")], &[[NAME, PHONE, ADDRESS, WORDS]]);
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |line: &str| {
        let cells: String = line.split(',').map(cell).collect();
        format!("<row>{cells}</row>")
    };
    let rows: String = text.lines().map(row).collect();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"a\"/></sheets></workbook>".to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
        ("xl/comments1.xml", format!("<comments>{NAME}</comments>")),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn json() -> Vec<u8> {
    let of = |number: &'static str, commission| Live {
        number,
        status: "SETTLE",
        settled_on: "2024-05-21",
        commission,
        agency_share: 0,
        updated_at: "2024-05-21 09:00:00",
    };
    let file = String::from_utf8(live(&[of("6900000005001", 1_000), of("6900000005002", 7)]));
    let buyer = format!(
        "\"receiver_name\":\"{NAME}\",\"post_addr\":{{\"town\":\"{ADDRESS}\"}},\
         \"items\":[{{\"buyer_words\":\"{WORDS}\",\"post_tel\":\"{PHONE}\"}}],\"real_commission\":"
    );
    let file = file.unwrap().replace("\"real_commission\":", &buyer);
    file.replace(":7,", ":\"七\",").into_bytes()
}

/// A format of one's own that knows the buyer.
pub(super) fn own() -> (Vec<u8>, ImportOptions) {
    let toml = include_str!("../../../assets/formats/taobao/taobao_alliance_orders_xls_2016.toml");
    let columns = "columns = [\n  { header = \"收货人\", field = \"buyer\", kind = \"buyer\" },\n  \
                   { header = \"住处\", field = \"address\", kind = \"buyer\" },";
    let toml = toml.replacen("columns = [", columns, 1).replacen(
        "taobao_alliance_orders_xls_2016",
        "own_orders",
        1,
    );
    let options = ImportOptions {
        mapping: Some(engine::format::Format::parse(&toml).unwrap()),
        ..ImportOptions::default()
    };
    let text = with_buyers(&[order("7900000006001")], &[[NAME, PHONE, ADDRESS, WORDS]]);
    (text.replace("详细地址", "住处").into_bytes(), options)
}

/// Every file, its options, and the rows of it that are taken and that wait.
pub(super) fn files() -> Vec<(&'static str, Vec<u8>, ImportOptions, [u32; 2])> {
    let plain = ImportOptions::default;
    let (own, mapping) = own();
    vec![
        ("gb18030.csv", gb18030(), plain(), [2, 0]),
        ("damaged.csv", damaged(), plain(), [1, 5]),
        ("shared.xlsx", shared(), plain(), [2, 0]),
        ("inline.xlsx", inline(), plain(), [1, 0]),
        ("orders.json", json(), plain(), [1, 1]),
        ("own.csv", own, mapping, [1, 0]),
    ]
}
