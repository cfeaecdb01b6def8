//! Looks for the planted words in every byte of a case, packed or not.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use encoding_rs::GB18030;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::planted::PLANTED;

/// The planted words that stand in these bytes, in any encoding.
pub(super) fn found(bytes: &[u8]) -> Vec<&'static str> {
    let planted = PLANTED.into_iter();
    planted.filter(|word| stands(bytes, word)).collect()
}

/// Whether a word stands in these bytes, in any encoding.
pub(super) fn stands(bytes: &[u8], word: &str) -> bool {
    let wide = |unit: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(unit).collect();
    let spellings: [Vec<u8>; 4] = [
        word.as_bytes().to_vec(),
        GB18030.encode(word).0.into_owned(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ];
    let stands = |word: &Vec<u8>| bytes.windows(word.len()).any(|window| window == word);
    spellings.iter().any(stands)
}

/// Every byte of every file beside the case.
pub(super) fn on_disk(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        bytes.extend(fs::read(file.unwrap().path()).unwrap());
    }
    bytes
}

/// Every value of every table; the documents put together, unpacked, and as workbooks once more.
pub(super) fn inside(path: &Path, password: Option<&str>) -> Vec<u8> {
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

pub(super) fn documents(connection: &Connection) -> Vec<Vec<u8>> {
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

pub(super) fn unzipped(bytes: &[u8]) -> Vec<u8> {
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
