//! Buyers never enter a case: their names, telephones and addresses are planted in every kind of
//! file and in damaged rows, and then looked for in every byte of the case, packed or not.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;

use casefile::{Case, ImportOptions, ImportOutcome, ImportProgress, ImportStatus};
use encoding_rs::GB18030;
use engine::text::Lang;
use rusqlite::Connection;
use rusqlite::types::Value;
use rust_xlsxwriter::{Note, Workbook};
use zip::write::SimpleFileOptions;

use super::files::{Live, ORDER, Order, live, orders};
use super::{Desk, LI};

const PASSWORD: &str = "correct horse 电池";

const NAME: &str = "买家甲乙丙";
const SPELT: &str = "买家 甲乙丙";
const OTHER: &str = "买家丁戊己";
const PHONE: &str = "0004455667788";
const ADDRESS: &str = "某省某市测试路九十九号";
const ROOM: &str = "十二单元三〇四室";
const WORDS: &str = "请放门口谢谢您";

/// Everything that may stand nowhere.
const PLANTED: [&str; 7] = [NAME, SPELT, OTHER, PHONE, ADDRESS, ROOM, WORDS];

/// Columns of buyers that the format of the orders does not know.
const COLUMNS: [&str; 4] = ["收货人", "收货人电话", "详细地址", "买家留言"];

fn order(number: &str) -> Order<'_> {
    Order { number, ..ORDER }
}

/// The lines of orders with the cells of their buyers behind them, each as it is given.
fn with_buyers(rows: &[Order<'_>], buyers: &[[&str; 4]]) -> String {
    let file = String::from_utf8(orders(rows)).unwrap();
    let mut lines = file.lines();
    let mut text = format!("{},{}\n", lines.next().unwrap(), COLUMNS.join(","));
    for (line, buyer) in lines.zip(buyers) {
        text += &format!("{line},{}\n", buyer.join(","));
    }
    text
}

fn gb18030() -> Vec<u8> {
    let rows = [order("7900000001001"), order("7900000001002")];
    let text = with_buyers(
        &rows,
        &[[NAME, PHONE, ADDRESS, WORDS], [OTHER, "", ADDRESS, ""]],
    );
    GB18030.encode(&text).0.into_owned()
}

/// Cells of several lines, and every way in which a row can be damaged.
fn damaged() -> Vec<u8> {
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
fn shared() -> Vec<u8> {
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

fn inline() -> Vec<u8> {
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

fn json() -> Vec<u8> {
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
fn own() -> (Vec<u8>, ImportOptions) {
    let toml = include_str!("../../assets/formats/taobao/taobao_alliance_orders_xls_2016.toml");
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
fn files() -> Vec<(&'static str, Vec<u8>, ImportOptions, [u32; 2])> {
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

fn import(case: &mut Case, name: &str, bytes: &[u8], options: &ImportOptions) -> ImportOutcome {
    let mut quiet = |_: &ImportProgress| ControlFlow::Continue(());
    case.import(name, &mut { bytes }, options, Lang::Zh, &mut quiet)
        .unwrap()
}

/// Files that cannot be taken: nothing of them may be left either, nor in what is said of them.
fn refused(case: &mut Case) {
    let unknown = format!("姓名,电话,住址\n{NAME},{PHONE},{ADDRESS}\n{OTHER},{PHONE},{ROOM}\n");
    let lacking = with_buyers(&[ORDER], &[[NAME, PHONE, ADDRESS, WORDS]]);
    for text in [unknown, lacking.replace("效果预估", "效果")] {
        let outcome = import(
            case,
            "refused.csv",
            text.as_bytes(),
            &ImportOptions::default(),
        );
        assert_eq!(outcome.status, ImportStatus::Refused, "{outcome:?}");
        assert_eq!(found(format!("{outcome:?}").as_bytes()), NONE);
    }
    let bytes = [gb18030(), vec![b'\n'; 100]].concat();
    let other = ImportOptions {
        format: Some("taobao_alliance_refund_xls".to_owned()),
        ..ImportOptions::default()
    };
    let outcome = import(case, "refused.csv", &bytes, &other);
    assert_eq!(outcome.code.as_deref(), Some("unknown_format"));
}

const NONE: [&str; 0] = [];

/// The planted words that stand in these bytes, in any encoding.
fn found(bytes: &[u8]) -> Vec<&'static str> {
    let stands = |word: &Vec<u8>| bytes.windows(word.len()).any(|window| window == word);
    let spellings = |word: &str| {
        let wide = |unit: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(unit).collect();
        [
            word.as_bytes().to_vec(),
            GB18030.encode(word).0.into_owned(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
        ]
    };
    let planted = PLANTED.into_iter();
    planted
        .filter(|word| spellings(word).iter().any(stands))
        .collect()
}

/// Every byte of every file beside the case.
fn on_disk(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        bytes.extend(fs::read(file.unwrap().path()).unwrap());
    }
    bytes
}

/// Every value of every table; the documents put together, unpacked, and as workbooks once more.
fn inside(path: &Path, password: Option<&str>) -> Vec<u8> {
    let connection = Connection::open(path).unwrap();
    if let Some(password) = password {
        connection.pragma_update(None, "key", password).unwrap();
    }
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    let mut statement = connection.prepare(names).unwrap();
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut bytes = Vec::new();
    for name in names {
        let mut statement = connection
            .prepare(&format!("SELECT * FROM {name}"))
            .unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..width {
                match row.get(column).unwrap() {
                    Value::Text(text) => bytes.extend(text.into_bytes()),
                    Value::Blob(blob) => bytes.extend(blob),
                    other => bytes.extend(format!("{other:?}").into_bytes()),
                }
                bytes.push(0);
            }
        }
    }
    for document in documents(&connection) {
        bytes.extend(unzipped(&document));
        bytes.extend(document);
    }
    bytes
}

fn documents(connection: &Connection) -> Vec<Vec<u8>> {
    let pieces = "SELECT document, content FROM document_chunks ORDER BY document, first_byte";
    let mut statement = connection.prepare(pieces).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut documents: Vec<(i64, Vec<u8>)> = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let (document, packed): (i64, Vec<u8>) = (row.get(0).unwrap(), row.get(1).unwrap());
        let piece = zstd::bulk::decompress(&packed, 1 << 20).unwrap();
        match documents.last_mut() {
            Some((known, bytes)) if *known == document => bytes.extend(piece),
            _ => documents.push((document, piece)),
        }
    }
    documents.into_iter().map(|(_, bytes)| bytes).collect()
}

fn unzipped(bytes: &[u8]) -> Vec<u8> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Vec::new();
    };
    let mut unpacked = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        part.read_to_end(&mut unpacked).unwrap();
    }
    unpacked
}

#[test]
fn nothing_of_a_buyer_is_in_any_byte_of_a_case() {
    for password in [None, Some(PASSWORD)] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("case.zicha");
        let mut case = Case::create(&path, "试案", password).unwrap();
        refused(&mut case);
        for (name, bytes, options, [records, quarantined]) in files() {
            let in_file = [found(&bytes), found(&unzipped(&bytes))].concat();
            assert!(
                in_file.len() >= 3,
                "{name} holds what is looked for: {in_file:?}"
            );
            let outcome = import(&mut case, name, &bytes, &options);
            assert_eq!(
                outcome.status,
                ImportStatus::Imported,
                "{name}: {outcome:?}"
            );
            assert_eq!(
                [outcome.records, outcome.quarantined],
                [records, quarantined],
                "{name}: {outcome:?}"
            );
            assert_eq!(found(format!("{outcome:?}").as_bytes()), NONE, "{name}");
            assert!(!outcome.blanked.is_empty(), "{name}");
        }
        let waiting = case.quarantine(0, 100).unwrap();
        assert_eq!(found(format!("{waiting:?}").as_bytes()), NONE);
        assert_eq!(found(&on_disk(dir.path())), NONE, "while it is open");
        drop(case);
        assert_eq!(found(&on_disk(dir.path())), NONE, "after it was closed");
        let inside = inside(&path, password);
        assert_eq!(found(&inside), NONE, "unpacked");
        let there = |word: &str| {
            inside
                .windows(word.len())
                .any(|window| window == word.as_bytes())
        };
        for kept in [
            "商品甲",
            "7900000001002",
            "7900000003002",
            "收货人电话",
            "receiver_name",
        ] {
            assert!(there(kept), "{kept} is kept");
        }
    }
}

#[test]
fn the_rows_compute_and_show_as_before_but_for_the_buyer() {
    let mut desk = Desk::new(LI);
    for (name, bytes, options, _) in files() {
        desk.import_with(name, &bytes, &options);
    }
    // Seven orders of 10.00, and one of 10.00 from the interface of the other platform.
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "80.00");
    let mut blank = 0;
    for record in 1..=8 {
        let row = desk.case.raw_row(record).unwrap();
        let cells = row.cells.iter();
        assert_eq!(cells.filter(|cell| cell.counted).count(), 1, "{row:?}");
        for cell in &row.cells {
            let last = cell.column.rsplit('.').next().unwrap();
            if COLUMNS.contains(&last) || ["住处", "receiver_name", "town"].contains(&last) {
                blank += 1;
                assert_eq!(cell.text.trim_matches([' ', '\n', '"']), "", "{row:?}");
            }
        }
    }
    assert_eq!(blank, 7 * 4 + 2);
}

#[test]
fn what_was_blanked_is_said_and_the_file_is_known_again() {
    let mut desk = Desk::new(LI);
    let outcome = desk.import("gb18030.csv", &gb18030());
    let told = |outcome: &ImportOutcome| -> Vec<(Option<String>, u32)> {
        let blanked = outcome.blanked.iter();
        blanked
            .map(|blanked| (blanked.column.clone(), blanked.cells))
            .collect()
    };
    let expected = [
        ("收货人", 2),
        ("收货人电话", 1),
        ("详细地址", 2),
        ("买家留言", 1),
    ];
    let expected = expected.map(|(column, cells)| (Some(column.to_owned()), cells));
    assert_eq!(told(&outcome), expected);
    for (lang, words) in [(Lang::Zh, "2 个单元格"), (Lang::En, "2 of its cells")] {
        let sentence = &outcome.blanked_sentences(lang)[0];
        assert!(
            sentence.contains("收货人") && sentence.contains(words),
            "{sentence}"
        );
    }
    let again = desk.import("again.csv", &gb18030());
    assert_eq!(again.status, ImportStatus::Known);
    let damaged = desk.import("damaged.csv", &damaged());
    assert_eq!(told(&damaged).last(), Some(&(None, 4)));
    let plain = desk.import("plain.csv", &orders(&[ORDER]));
    assert_eq!(told(&plain), []);

    let connection = Connection::open(desk.path()).unwrap();
    let sql = "SELECT sha256 = kept_sha256, kept_bytes = bytes, blanked FROM documents";
    let mut statement = connection.prepare(sql).unwrap();
    let rows: Vec<(Option<bool>, Option<bool>, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!((rows[0].0, rows[0].1), (Some(false), Some(true)));
    assert!(rows[0].2.contains("收货人电话"));
    assert_eq!(rows[2], (None, None, "[]".to_owned()), "kept byte for byte");
    let logged = "SELECT count(*) FROM history WHERE detail LIKE '%收货人电话%'";
    let logged: u32 = connection.query_row(logged, [], |row| row.get(0)).unwrap();
    assert_eq!(logged, 2);
}

/// Hashes of the buyers of a new case, of orders by NAME, SPELT in another way, and OTHER.
fn hashes() -> Vec<[Option<Vec<u8>>; 2]> {
    let mut desk = Desk::new(LI);
    let rows = [
        "7900000007001",
        "7900000007002",
        "7900000007003",
        "7900000007004",
    ]
    .map(order);
    let text = with_buyers(
        &rows,
        &[
            [NAME, "", ADDRESS, ""],
            [SPELT, "", "", ""],
            [OTHER, "", ADDRESS, ""],
            ["买家**", "", "", ""],
        ],
    );
    desk.import("orders.csv", text.as_bytes());
    let connection = Connection::open(desk.path()).unwrap();
    let sql = "SELECT buyer_hash, address_hash FROM records ORDER BY id";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?]));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_hash_tells_buyers_apart_within_one_case_alone() {
    let (one, other) = (hashes(), hashes());
    for hashes in [&one, &other] {
        let [first, spelt, second, masked] = hashes.as_slice() else {
            panic!("four records: {hashes:?}");
        };
        assert_eq!(first[0].as_ref().map(Vec::len), Some(16));
        assert_eq!(first[0], spelt[0], "one buyer");
        assert_ne!(first[0], second[0], "two buyers");
        assert_eq!(first[1], second[1], "one address");
        assert_eq!(
            (&spelt[1], &masked[0]),
            (&None, &None),
            "nothing to tell apart"
        );
    }
    assert_ne!(one[0], other[0], "the same buyer in another case");
}
