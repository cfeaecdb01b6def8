//! The documents themselves, kept in the case in compressed pieces, readable like a file.

use std::io::{self, Read, Seek, SeekFrom, Write};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::history::hex;
use crate::tables;

/// Bytes of a document in one compressed piece.
const PIECE: usize = 256 * 1024;

/// Compression level: fast, because importing waits for it.
const LEVEL: i32 = 1;

/// Length and SHA-256 of a document, from its first byte.
pub(crate) fn digest(source: &mut (impl Read + Seek)) -> io::Result<Kept> {
    source.rewind()?;
    let mut sha = Sha256::new();
    let mut buffer = vec![0; PIECE];
    let mut bytes: u64 = 0;
    loop {
        let count = source.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        sha.update(&buffer[..count]);
        bytes += u64::try_from(count).map_err(io::Error::other)?;
    }
    Ok(Kept {
        bytes: i64::try_from(bytes).map_err(io::Error::other)?,
        sha256: hex(&sha.finalize()),
    })
}

/// Puts a document into the case piece by piece, as it is written.
pub(crate) struct Keeper<'c> {
    connection: &'c Connection,
    document: i64,
    piece: Vec<u8>,
    bytes: i64,
    sha: Sha256,
    failed: Option<Error>,
}

impl<'c> Keeper<'c> {
    /// Nothing kept yet.
    pub(crate) fn new(connection: &'c Connection, document: i64) -> Keeper<'c> {
        Keeper {
            connection,
            document,
            piece: Vec::with_capacity(PIECE),
            bytes: 0,
            sha: Sha256::new(),
            failed: None,
        }
    }

    /// Keeps the last piece. A failure of the case comes before one of whoever wrote.
    pub(crate) fn finish(mut self) -> Result<Kept, Error> {
        if let Some(failed) = self.failed.take() {
            return Err(failed);
        }
        self.keep_piece()?;
        Ok(Kept {
            bytes: self.bytes,
            sha256: hex(&self.sha.finalize()),
        })
    }

    fn keep_piece(&mut self) -> Result<(), Error> {
        if self.piece.is_empty() {
            return Ok(());
        }
        self.sha.update(&self.piece);
        let packed = zstd::bulk::compress(&self.piece, LEVEL).map_err(unreadable)?;
        tables::documents::put_chunk(self.connection, self.document, self.bytes, &packed)?;
        self.bytes += i64::try_from(self.piece.len()).map_err(|_| size())?;
        self.piece.clear();
        Ok(())
    }
}

impl Write for Keeper<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = buffer.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&buffer[..count]);
        if self.piece.len() == PIECE
            && let Err(error) = self.keep_piece()
        {
            self.failed = Some(error);
            return Err(io::Error::other("the case could not be written"));
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn size() -> Error {
    Error::store("piece size".to_owned())
}

/// Length and SHA-256 of a document.
#[derive(PartialEq, Eq)]
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
        let mut keeper = Keeper::new(&transaction, 1);
        keeper.write_all(&bytes).unwrap();
        let kept = keeper.finish().unwrap();
        let digest = digest(&mut io::Cursor::new(&bytes)).unwrap();
        assert_eq!(kept.sha256, digest.sha256);
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
