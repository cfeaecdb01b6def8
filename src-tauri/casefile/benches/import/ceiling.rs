//! The least that could be done: decode, split, insert twelve typed columns; no checks at all.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use encoding_rs::GB18030;
use rusqlite::Connection;

/// Settings of a case, so that both write with the same care.
const SETTINGS: &str =
    "PRAGMA page_size = 8192; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;";

const TABLE: &str = "CREATE TABLE orders (id INTEGER PRIMARY KEY, ordered_at TEXT, title TEXT,
    item TEXT, quantity INTEGER, status TEXT, paid INTEGER, estimated INTEGER, base INTEGER,
    income INTEGER, settled_at TEXT, order_id TEXT, zone TEXT) STRICT";

const INSERT: &str = "INSERT INTO orders (ordered_at, title, item, quantity, status, paid,
    estimated, base, income, settled_at, order_id, zone)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

/// Where the twelve columns stand in the file.
const COLUMNS: [usize; 12] = [0, 2, 3, 6, 8, 12, 13, 14, 15, 16, 25, 29];

/// Reads the file into a table of a new database.
pub fn run(database: &Path, file: &Path) {
    let mut connection = Connection::open(database).expect("a new database");
    connection.execute_batch(SETTINGS).expect("settings");
    connection.execute_batch(TABLE).expect("a table");
    let transaction = connection.transaction().expect("a transaction");
    let mut insert = transaction.prepare(INSERT).expect("a statement");
    let mut reader = BufReader::with_capacity(1 << 18, File::open(file).expect("the file"));
    let (mut bytes, mut is_header) = (Vec::new(), true);
    while reader.read_until(b'\n', &mut bytes).expect("a line") > 0 {
        let (line, _) = GB18030.decode_without_bom_handling(&bytes);
        let cells: Vec<&str> = line.trim_end().split(',').collect();
        if !is_header {
            for (index, (parameter, column)) in (1..).zip(COLUMNS).enumerate() {
                let text = cells[column];
                let bound = match index {
                    3 => insert.raw_bind_parameter(parameter, text.parse::<i64>().unwrap_or(0)),
                    5..=8 => insert.raw_bind_parameter(parameter, fen(text)),
                    _ => insert.raw_bind_parameter(parameter, text),
                };
                bound.expect("a value");
            }
            insert.raw_execute().expect("a row");
        }
        is_header = false;
        bytes.clear();
    }
    drop(insert);
    transaction.commit().expect("a commit");
}

/// Yuan with two decimals to fen, believing every digit.
fn fen(text: &str) -> i64 {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    digits.fold(0, |fen, digit| fen * 10 + i64::from(digit - b'0'))
}
