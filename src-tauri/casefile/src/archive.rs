//! The documents themselves, kept in the case in compressed pieces, readable like a file.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::history::hex;
use crate::tables;

/// Bytes of a document in one compressed piece.
const PIECE: usize = 256 * 1024;

/// Compression level: fast, because importing waits for it.
const LEVEL: i32 = 1;

/// A compressed piece of a document.
pub(crate) struct Piece {
    pub(crate) first_byte: i64,
    pub(crate) packed: Vec<u8>,
}

/// Cuts a document into compressed pieces and gives each, until told to stop.
pub(crate) fn pack(
    source: &mut dyn Read,
    give: &mut dyn FnMut(Piece) -> ControlFlow<()>,
) -> io::Result<Kept> {
    let mut sha = Sha256::new();
    let mut bytes: i64 = 0;
    let mut piece = vec![0; PIECE];
    let mut packer = zstd::bulk::Compressor::new(LEVEL)?;
    loop {
        let length = fill(source, &mut piece)?;
        let content = &piece[..length];
        if length > 0 {
            sha.update(content);
            let packed = packer.compress(content)?;
            let first_byte = bytes;
            bytes += i64::try_from(length).map_err(io::Error::other)?;
            if give(Piece { first_byte, packed }).is_break() {
                return Err(io::ErrorKind::Interrupted.into());
            }
        }
        if length < PIECE {
            let sha256 = hex(&sha.finalize());
            return Ok(Kept { bytes, sha256 });
        }
    }
}

fn fill(source: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match source.read(&mut buffer[length..])? {
            0 => break,
            read => length += read,
        }
    }
    Ok(length)
}

/// What was kept.
pub(crate) struct Kept {
    pub(crate) bytes: i64,
    pub(crate) sha256: String,
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
        let format = engine::format::format("alipay_personal_app").unwrap();
        tables::documents::open(&transaction, 1, format).unwrap();
        let kept = pack(&mut bytes.as_slice(), &mut |piece| {
            let Piece { first_byte, packed } = piece;
            tables::documents::put_chunk(&transaction, 1, first_byte, &packed).unwrap();
            ControlFlow::Continue(())
        })
        .unwrap();
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
