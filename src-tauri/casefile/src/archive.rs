//! The documents themselves, kept in the case in compressed pieces, readable like a file.

use std::io::{self, Read, Seek, SeekFrom};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::history::hex;
use crate::tables;

/// Bytes of a document in one compressed piece.
const PIECE: usize = 256 * 1024;

/// Compression level: fast, because importing waits for it.
const LEVEL: i32 = 1;

/// Copies a document into the case, piece by piece. Returns its length and SHA-256.
pub(crate) fn keep(
    connection: &Connection,
    document: i64,
    source: &mut impl Read,
) -> Result<Kept, Error> {
    let mut sha = Sha256::new();
    let mut bytes: i64 = 0;
    let mut piece = Vec::with_capacity(PIECE);
    loop {
        piece.clear();
        let limit = u64::try_from(PIECE).map_err(|_| Error::store("piece size".to_owned()))?;
        source
            .by_ref()
            .take(limit)
            .read_to_end(&mut piece)
            .map_err(unreadable)?;
        if piece.is_empty() {
            break;
        }
        sha.update(&piece);
        let packed = zstd::bulk::compress(&piece, LEVEL).map_err(unreadable)?;
        tables::documents::put_chunk(connection, document, bytes, &packed)?;
        bytes += i64::try_from(piece.len()).map_err(|_| Error::store("piece size".to_owned()))?;
    }
    Ok(Kept {
        bytes,
        sha256: hex(&sha.finalize()),
    })
}

/// What was kept.
pub(crate) struct Kept {
    pub(crate) bytes: i64,
    pub(crate) sha256: String,
}

fn unreadable(error: io::Error) -> Error {
    Error::store(error.to_string())
}

/// A kept document, read like a file; only the piece at hand is unpacked.
pub(crate) struct KeptDocument<'c> {
    connection: &'c Connection,
    document: i64,
    bytes: u64,
    position: u64,
    piece: Vec<u8>,
    piece_first: Option<u64>,
}

impl<'c> KeptDocument<'c> {
    /// The document of that number and length.
    pub(crate) fn new(connection: &'c Connection, document: i64, bytes: i64) -> KeptDocument<'c> {
        let bytes = u64::try_from(bytes).unwrap_or(0);
        KeptDocument {
            connection,
            document,
            bytes,
            position: 0,
            piece: Vec::new(),
            piece_first: None,
        }
    }

    fn unpack(&mut self, first: u64) -> io::Result<()> {
        if self.piece_first == Some(first) {
            return Ok(());
        }
        let key = i64::try_from(first).map_err(io::Error::other)?;
        let packed = tables::documents::chunk(self.connection, self.document, key)
            .map_err(io::Error::other)?;
        self.piece = zstd::bulk::decompress(&packed, PIECE)?;
        self.piece_first = Some(first);
        Ok(())
    }
}

impl Read for KeptDocument<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.bytes {
            return Ok(0);
        }
        let piece = u64::try_from(PIECE).map_err(io::Error::other)?;
        let first = self.position / piece * piece;
        self.unpack(first)?;
        let offset = usize::try_from(self.position - first).map_err(io::Error::other)?;
        let rest = self.piece.get(offset..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.position += u64::try_from(count).map_err(io::Error::other)?;
        Ok(count)
    }
}

impl Seek for KeptDocument<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.bytes.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        let before_start = || io::Error::new(io::ErrorKind::InvalidInput, "before the start");
        self.position = target.ok_or_else(before_start)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_document_reads_back_byte_for_byte_from_any_place() {
        let mut connection = Connection::open_in_memory().unwrap();
        tables::create(&mut connection).unwrap();
        let bytes: Vec<u8> = (0..PIECE * 2 + 777)
            .map(|n| u8::try_from(n % 251).unwrap())
            .collect();
        let transaction = connection.transaction().unwrap();
        let kept = keep(&transaction, 1, &mut bytes.as_slice()).unwrap();
        assert_eq!(kept.bytes, i64::try_from(bytes.len()).unwrap());
        let mut document = KeptDocument::new(&transaction, 1, kept.bytes);
        for start in [0, 1, PIECE - 1, PIECE, PIECE * 2 + 776] {
            document
                .seek(SeekFrom::Start(u64::try_from(start).unwrap()))
                .unwrap();
            let mut rest = Vec::new();
            document.read_to_end(&mut rest).unwrap();
            assert_eq!(rest, bytes[start..], "from {start}");
        }
    }
}
