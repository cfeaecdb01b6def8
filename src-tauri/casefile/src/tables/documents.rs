//! Tables `documents` and `document_chunks`: imported files and their bytes.

use engine::import::BlankedColumn;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension};

/// A row of `documents`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DocumentRow {
    pub(crate) id: i64,
    pub(crate) sha256: String,
    pub(crate) name: String,
    pub(crate) bytes: i64,
    pub(crate) kept_sha256: String,
    pub(crate) kept_bytes: i64,
    pub(crate) blanked: Vec<BlankedColumn>,
    pub(crate) format: String,
    pub(crate) platform: String,
    pub(crate) perspective: String,
    pub(crate) encoding: Option<String>,
    pub(crate) sheet: Option<String>,
    pub(crate) header_row: u32,
    pub(crate) imported_at: String,
    pub(crate) first_day: Option<String>,
    pub(crate) last_day: Option<String>,
    pub(crate) rows: u32,
    pub(crate) records: u32,
    pub(crate) duplicates: u32,
    pub(crate) updated: u32,
    pub(crate) quarantined: u32,
    pub(crate) skipped: u32,
    pub(crate) first_record: i64,
    pub(crate) last_record: i64,
    pub(crate) undone_at: Option<String>,
}

const COLUMNS: &str = "id, sha256, name, bytes, format, platform, perspective, encoding,
    sheet, header_row, imported_at, first_day, last_day, rows, records, duplicates, updated,
    quarantined, skipped, first_record, last_record, undone_at, kept_sha256, kept_bytes, blanked";

/// The number the next document gets.
pub(crate) fn next_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row(
        "SELECT coalesce(max(id), 0) + 1 FROM documents",
        [],
        |row| row.get(0),
    )
}

/// Makes room for a document that is about to be read: its rows and pieces point at it. Until it is
/// stored it counts as taken back, so that no index is touched twice: SQLite writes a page that has
/// left its cache a second time only by reckoning the checksums of all pages since anew.
pub(crate) fn open(
    connection: &Connection,
    document: i64,
    format: &engine::format::Format,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO documents (id, sha256, name, bytes, format, platform, perspective, header_row,
             imported_at, rows, records, duplicates, updated, quarantined, skipped, first_record,
             last_record, undone_at, kept_sha256, kept_bytes, blanked)
         VALUES (?1, printf('%064d', 0), '', 0, ?2, ?3, ?4, 0, '', 0, 0, 0, 0, 0, 0, 0, 0, '',
             printf('%064d', 0), 0, '[]')",
        (
            document,
            &format.id,
            &format.platform,
            format.perspective.code(),
        ),
    )?;
    Ok(())
}

/// Stores what became of a document that was read.
pub(crate) fn put(connection: &Connection, document: &DocumentRow) -> rusqlite::Result<()> {
    let marks = (1..=25)
        .map(|n| format!("?{n}"))
        .collect::<Vec<_>>()
        .join(", ");
    connection.execute(
        &format!("UPDATE documents SET ({COLUMNS}) = ({marks}) WHERE id = ?1"),
        rusqlite::params![
            document.id,
            document.sha256,
            document.name,
            document.bytes,
            document.format,
            document.platform,
            document.perspective,
            document.encoding,
            document.sheet,
            document.header_row,
            document.imported_at,
            document.first_day,
            document.last_day,
            document.rows,
            document.records,
            document.duplicates,
            document.updated,
            document.quarantined,
            document.skipped,
            document.first_record,
            document.last_record,
            document.undone_at,
            document.kept_sha256,
            document.kept_bytes,
            serde_json::json!(document.blanked).to_string(),
        ],
    )?;
    Ok(())
}

/// Stores what became of rows that waited and are taken now: records, known duplicates and later
/// states among them.
pub(crate) fn take_waiting(
    connection: &Connection,
    document: i64,
    [records, duplicates, updated]: [u32; 3],
    (first_day, last_day): (Option<String>, Option<String>),
) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE documents SET records = records + ?2, duplicates = duplicates + ?3,
             updated = updated + ?4, quarantined = quarantined - ?2 - ?3,
             first_day = ?5, last_day = ?6 WHERE id = ?1",
        (document, records, duplicates, updated, first_day, last_day),
    )?;
    Ok(())
}

/// Notes that so many records of a document are known duplicates now; less than none are records
/// again.
pub(crate) fn move_duplicates(
    connection: &Connection,
    document: i64,
    more: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE documents SET records = records - ?2, duplicates = duplicates + ?2
             WHERE id = ?1",
        )?
        .execute((document, more))?;
    Ok(())
}

/// Notes when the import of a document was taken back.
pub(crate) fn undone(connection: &Connection, document: i64, at: &str) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE documents SET undone_at = ?2 WHERE id = ?1",
        (document, at),
    )?;
    Ok(())
}

/// Every document, in the order of import.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<DocumentRow>> {
    let mut statement =
        connection.prepare(&format!("SELECT {COLUMNS} FROM documents ORDER BY id"))?;
    statement.query_map([], document)?.collect()
}

/// One document by number.
pub(crate) fn by_id(connection: &Connection, id: i64) -> rusqlite::Result<Option<DocumentRow>> {
    connection
        .query_row(
            &format!("SELECT {COLUMNS} FROM documents WHERE id = ?1"),
            [id],
            document,
        )
        .optional()
}

/// The number of the document with these bytes, if it was imported before.
pub(crate) fn with_sha256(connection: &Connection, sha256: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .query_row(
            "SELECT id FROM documents WHERE sha256 = ?1 AND undone_at IS NULL",
            [sha256],
            |row| row.get(0),
        )
        .optional()
}

/// Keeps a compressed piece of a document.
pub(crate) fn put_chunk(
    connection: &Connection,
    document: i64,
    first_byte: i64,
    content: &[u8],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO document_chunks (document, first_byte, content) VALUES (?1, ?2, ?3)",
        )?
        .execute((document, first_byte, content))?;
    Ok(())
}

/// The compressed piece that begins at a byte.
pub(crate) fn chunk(
    connection: &Connection,
    document: i64,
    first_byte: i64,
) -> rusqlite::Result<Vec<u8>> {
    connection
        .prepare_cached(
            "SELECT content FROM document_chunks WHERE document = ?1 AND first_byte = ?2",
        )?
        .query_row((document, first_byte), |row| row.get(0))
}

fn document(row: &rusqlite::Row<'_>) -> rusqlite::Result<DocumentRow> {
    let blanked: String = row.get(24)?;
    Ok(DocumentRow {
        id: row.get(0)?,
        sha256: row.get(1)?,
        name: row.get(2)?,
        bytes: row.get(3)?,
        format: row.get(4)?,
        platform: row.get(5)?,
        perspective: row.get(6)?,
        encoding: row.get(7)?,
        sheet: row.get(8)?,
        header_row: row.get(9)?,
        imported_at: row.get(10)?,
        first_day: row.get(11)?,
        last_day: row.get(12)?,
        rows: row.get(13)?,
        records: row.get(14)?,
        duplicates: row.get(15)?,
        updated: row.get(16)?,
        quarantined: row.get(17)?,
        skipped: row.get(18)?,
        first_record: row.get(19)?,
        last_record: row.get(20)?,
        undone_at: row.get(21)?,
        kept_sha256: row.get(22)?,
        kept_bytes: row.get(23)?,
        blanked: serde_json::from_str(&blanked)
            .map_err(|_| rusqlite::Error::InvalidColumnType(24, blanked, Type::Text))?,
    })
}
