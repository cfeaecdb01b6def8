//! The documents themselves, kept in the case in compressed pieces, readable like a file.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use engine::hex::hex;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

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
) -> io::Result<Print> {
    let mut packer = Packer::new(give)?;
    io::copy(&mut BufReader::with_capacity(PIECE, source), &mut packer)?;
    packer.finish()
}

/// Cuts what is written to it into compressed pieces and gives each, until told to stop.
pub(crate) struct Packer<'g> {
    give: &'g mut dyn FnMut(Piece) -> ControlFlow<()>,
    compressor: zstd::bulk::Compressor<'static>,
    /// What waits for the rest of its piece.
    piece: Vec<u8>,
    printer: Printer,
}

impl<'g> Packer<'g> {
    pub(crate) fn new(give: &'g mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Packer<'g>> {
        Ok(Packer {
            give,
            compressor: zstd::bulk::Compressor::new(LEVEL)?,
            piece: Vec::new(),
            printer: Printer::default(),
        })
    }

    /// Gives the last piece.
    pub(crate) fn finish(mut self) -> io::Result<Print> {
        let rest = std::mem::take(&mut self.piece);
        self.give(&rest)?;
        Ok(self.printer.finish())
    }

    fn give(&mut self, content: &[u8]) -> io::Result<()> {
        if content.is_empty() {
            return Ok(());
        }
        let piece = Piece {
            first_byte: self.printer.bytes,
            packed: self.compressor.compress(content)?,
        };
        self.printer.write_all(content)?;
        match (self.give)(piece) {
            ControlFlow::Continue(()) => Ok(()),
            // Not `Interrupted`: whoever writes would try again.
            ControlFlow::Break(()) => Err(io::Error::other("nobody takes the document any more")),
        }
    }
}

impl Write for Packer<'_> {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        let count = content.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&content[..count]);
        if self.piece.len() == PIECE {
            let mut piece = std::mem::take(&mut self.piece);
            self.give(&piece)?;
            piece.clear();
            self.piece = piece;
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What tells a document from every other one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Print {
    pub(crate) bytes: i64,
    pub(crate) sha256: String,
}

/// Takes the print of a document from where it stands.
pub(crate) fn print(source: &mut dyn Read) -> io::Result<Print> {
    let mut printer = Printer::default();
    io::copy(&mut BufReader::with_capacity(PIECE, source), &mut printer)?;
    Ok(printer.finish())
}

#[derive(Default)]
struct Printer {
    bytes: i64,
    sha: Sha256,
}

impl Write for Printer {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        self.sha.update(content);
        self.bytes += i64::try_from(content.len()).map_err(io::Error::other)?;
        Ok(content.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Printer {
    fn finish(self) -> Print {
        Print {
            bytes: self.bytes,
            sha256: hex(&self.sha.finalize()),
        }
    }
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
        assert_eq!(print(&mut bytes.as_slice()).unwrap(), kept);
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

    #[test]
    fn what_is_written_in_any_portions_is_cut_like_what_is_read() {
        let bytes: Vec<u8> = (0..PIECE * 2)
            .map(|n| u8::try_from(n % 253).unwrap())
            .collect();
        let (mut read, mut written) = (Vec::new(), Vec::new());
        let by_reading = pack(&mut bytes.as_slice(), &mut |piece| {
            read.push((piece.first_byte, piece.packed));
            ControlFlow::Continue(())
        });
        let mut give = |piece: Piece| {
            written.push((piece.first_byte, piece.packed));
            ControlFlow::Continue(())
        };
        let mut packer = Packer::new(&mut give).unwrap();
        for portion in bytes.chunks(100_001) {
            packer.write_all(portion).unwrap();
        }
        assert_eq!(packer.finish().unwrap(), by_reading.unwrap());
        assert_eq!(written, read);
    }

    #[test]
    fn writing_ends_as_soon_as_nobody_takes_the_pieces() {
        let mut give = |_| ControlFlow::Break(());
        let mut packer = Packer::new(&mut give).unwrap();
        assert!(packer.write_all(&vec![0; PIECE]).is_err());
    }
}
