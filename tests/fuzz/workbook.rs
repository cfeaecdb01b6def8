//! Whole files as they come: zip, gzip and the compound files of older workbooks.

use std::io::Cursor;

use engine::import::{Archive, recognise, table_rows};

use super::reading::Pieces;

/// Files of an archive that are unpacked.
const UNPACKED: usize = 4;

/// Any bytes as a workbook or an archive.
pub fn check(bytes: &[u8]) {
    let whole = table_rows(&mut Cursor::new(bytes), &[], u32::MAX);
    let pieces = table_rows(&mut Pieces::of(bytes), &[], u32::MAX);
    assert_eq!(
        whole.as_ref().map_err(|error| error.code()),
        pieces.as_ref().map_err(|error| error.code()),
        "pieces make another workbook"
    );
    // What the first rows show is taken from the rows, and costs no more than they do.
    let _ = recognise(&mut Cursor::new(bytes), &[]);
    archive(bytes);
}

fn archive(bytes: &[u8]) {
    if !Archive::is_one(&mut Cursor::new(bytes)).unwrap_or(false) {
        return;
    }
    let mut source = Cursor::new(bytes);
    let Ok(mut archive) = Archive::open(&mut source) else {
        return;
    };
    let entries = archive.entries().to_vec();
    for entry in entries.iter().take(UNPACKED) {
        // A damaged file is refused; that it is does not depend on the passwords tried.
        let _ = archive.unpack(entry, &["1234".to_owned()]);
    }
}
