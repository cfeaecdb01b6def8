//! The bytes of a document before they are in the case: readable from several places at once,
//! so that they can be kept and read at the same time.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::time::SystemTime;

/// Bytes that can be read at any place.
pub trait Content: Sync {
    /// Reads from a place on; 0 at the end.
    fn read_at(&self, place: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// How many bytes there are.
    fn length(&self) -> io::Result<u64>;

    /// Changes when the bytes are changed from outside.
    fn stamp(&self) -> io::Result<Option<(u64, SystemTime)>> {
        Ok(None)
    }
}

impl Content for File {
    fn read_at(&self, place: u64, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::read_at(self, buffer, place);
        #[cfg(windows)]
        return std::os::windows::fs::FileExt::seek_read(self, buffer, place);
    }

    fn length(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    fn stamp(&self) -> io::Result<Option<(u64, SystemTime)>> {
        let metadata = self.metadata()?;
        Ok(Some((metadata.len(), metadata.modified()?)))
    }
}

impl Content for [u8] {
    fn read_at(&self, place: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let start = usize::try_from(place).map_err(io::Error::other)?;
        let rest = self.get(start..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }

    fn length(&self) -> io::Result<u64> {
        u64::try_from(self.len()).map_err(io::Error::other)
    }
}

impl<C: Content + ?Sized> Content for &C {
    fn read_at(&self, place: u64, buffer: &mut [u8]) -> io::Result<usize> {
        (**self).read_at(place, buffer)
    }

    fn length(&self) -> io::Result<u64> {
        (**self).length()
    }

    fn stamp(&self) -> io::Result<Option<(u64, SystemTime)>> {
        (**self).stamp()
    }
}

/// A reader of its own over some content.
pub(crate) struct Reader<'c> {
    content: &'c dyn Content,
    length: u64,
    position: u64,
}

impl<'c> Reader<'c> {
    pub(crate) fn new(content: &'c dyn Content) -> io::Result<Reader<'c>> {
        Ok(Reader {
            content,
            length: content.length()?,
            position: 0,
        })
    }
}

impl Read for Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read_at(self.position, buffer)?;
        self.position += u64::try_from(count).map_err(io::Error::other)?;
        Ok(count)
    }
}

impl Seek for Reader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        let before_start = || io::Error::new(io::ErrorKind::InvalidInput, "before the start");
        self.position = target.ok_or_else(before_start)?;
        Ok(self.position)
    }
}
